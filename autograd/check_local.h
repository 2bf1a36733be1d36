/* One node of a graph alone, at the values that its operands had in a run.  Private. */
#ifndef WG_CHECK_LOCAL_H
#define WG_CHECK_LOCAL_H

#include "autograd/check_stages.h"

typedef struct wg__local {
    wg_graph *g;
    wg_tensor *x;   /* inputs, one per operand */
    wg_tensor *wrt; /* those to be checked; f64 */
    wg_tensor y;    /* f64 */
    int *arg;       /* of wrt[k]: which operand */
    int n;          /* of wrt */
    wg__model m;
    wg_gradcheck_report r;
    int directions; /* 0, or: nothing is looked at one by one unless one of so many directions speaks against the rule */
    bool doubted;   /* one did, or met a kink */
} wg__local;

/* Records the node anew. wanted[k]: check operand k; operands hold their values. as_recorded: every operand keeps its dtype, and
 * nothing else is done. false: l->m.s.code. */
bool wg__local_open(wg__local *l, wg_graph *g, uint32_t id, const bool *wanted, bool as_recorded);
/* The model, its first runs, directions if asked for, and every element of small operands; of large ones a sample, with a wrong one in it if there is any. */
bool wg__local_check(wg__local *l, const wg_gradcheck_options *o);
void wg__local_close(wg__local *l);

#endif
