/* What the dumps of graphs and of plans share.  Private. */
#ifndef WG_ENGINE_DUMP_H
#define WG_ENGINE_DUMP_H

#include <stdio.h>

#include "engine/plan.h"

typedef struct wg__dump {
    FILE *f;
    wg_graph *g;
    const wg__subgraph *s; /* the nodes, by position */
    const wg__plan *p;
    const uint32_t *root;
    int nroots;
} wg__dump;

uint32_t wg__id_at(const wg__dump *d, uint32_t pos); /* the node at a position of the plan */
void wg__put_label(const wg__dump *d, uint32_t id);  /* its name, or %id */
void wg__put_type(const wg__dump *d, const wg__node *n);
void wg__put_site(const wg__dump *d, const wg__node *n);
void wg__put_roots(const wg__dump *d);
const char *wg__what_of(const wg__node *n); /* the op, or the kind of leaf */

extern const char *const wg__step_kinds[];
void wg__put_work(const wg__dump *d,
                  const wg__step *s); /* in a few words: "mul add tanh", "matmul + bias, relu" */
void wg__plan_text(const wg__dump *d);
void wg__plan_dot(const wg__dump *d);
void wg__plan_json(const wg__dump *d);

#endif
