/* What compositions and derivative rules over axes share.  Private. */
#ifndef WG_SHAPE_OPS_H
#define WG_SHAPE_OPS_H

#include "ops/op.h"

/* x[..., start:stop, ...] along one axis, and all of the others. */
wg_tensor wg__cut(wg_tensor x, int axis, int64_t start, int64_t stop);
/* A shape seen as (outer, n, inner) around an axis. */
wg_shape wg__around(wg_shape s, int axis);
/* 0, ..., 0, value: for the axes up to this one. */
wg_ints wg__at_axis(int axis, int64_t value);

/* For compositions; false after an error of the graph. */
bool wg__usable(wg_tensor x);                           /* operand 0 is live */
bool wg__axis_ok(wg_graph *g, int64_t *axis, int rank); /* made >= 0 */

#endif
