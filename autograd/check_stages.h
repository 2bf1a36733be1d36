/* One check of a graph, and the stages that its files contribute.  Private.
 *
 * A stage returns false on an error (m.s.code) or when cancelled (m.s.cancelled). */
#ifndef WG_CHECK_STAGES_H
#define WG_CHECK_STAGES_H

#include "autograd/check_model.h"
#include "autograd/check_report.h"

typedef struct wg__check {
    wg_graph *user;
    wg_tensor_list outputs, wrt;
    const wg_gradcheck_options *o;
    wg_gradcheck_report *r;
    wg__model m;     /* in f64 */
    bool widened;    /* slack includes what rounding of every node does */
    bool *settled;   /* per leaf: its verdict is known without a look at its elements */
    uint32_t primal; /* second order: as in wg__model_options */
    const struct wg__check *parent; /* second order: the check whose gradient this one checks */
    double gradient_seconds;
} wg__check;

wg_code wg__check_run(wg__check *c); /* all stages; the report is complete if WG_OK */
void wg__check_free(wg__check *c);
bool wg__check_stages(wg__check *c);

uint32_t wg__check_user_id(const wg__check *c,
                           uint32_t id); /* the node of c->user that became one of m.g; 0: none */
uint32_t
wg__check_root_id(const wg__check *c,
                  uint32_t id); /* from a node of c->user to one of the caller's graph; 0: none */

bool wg__check_widen(wg__check *c); /* once: before a contradiction is believed */

bool wg__check_directions(wg__check *c);
bool wg__check_f32(wg__check *c);
bool wg__check_witnesses(wg__check *c);
void wg__hear_differences(wg__check *c); /* last: blame may have changed verdicts */
bool wg__check_blame(wg__check *c);
bool wg__check_second(wg__check *c);

#endif
