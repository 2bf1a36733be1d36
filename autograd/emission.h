/* What a derivative rule emits, in a graph of its own.  Private. */
#ifndef WG_EMISSION_H
#define WG_EMISSION_H

#include "ops/op.h"

/* Leaves stand for what the rule was given, so that the expression is the rule's alone, whatever else is recorded where it
 * is at work: ids are the same for each call of the same shapes. */
typedef struct wg__emission {
    wg_graph *g;
    wg_tensor *x; /* operands; constants stay constants, for a rule may look at their values */
    int n;
    wg_tensor y, dy;
    wg_tensor dx; /* none: the rule says that there is no gradient */
} wg__emission;

/* Calls the rule of op as for the node that v is about. false: v->g has the error. Close in any case. */
bool wg__emission_open(wg__emission *e, const wg_vjp *v, const wg_op *op, int arg);
void wg__emission_close(wg__emission *e);

#endif
