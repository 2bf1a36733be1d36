/* Pairs of elementwise operations that have a function of their own.  Private. */
#ifndef WG_OPS_PAIRS_H
#define WG_OPS_PAIRS_H

#include "ops/op.h"

/* outer(inner(x, y)) or outer(inner(x, y), z), with operands x, y and z in this order. outer takes inner's value at either place
 * where it has two, which it may, as its operations commute. */
typedef struct wg__pair {
    const wg_op *outer, *inner;
    const wg_tiles *full[WG_ISA_COUNT]; /* NULL: there is none */
    const wg_tiles *one[WG_ISA_COUNT];  /* y is a single element */
} wg__pair;
extern const wg__pair wg__pairs[];
extern const size_t wg__pair_count;
extern const wg_tiles *const wg__mul_of_mul_and_add
    [WG_ISA_COUNT]; /* (x s) (y + t), s and t single elements: operands x, s, y, t */
extern const wg_tiles *const wg__to_zeros[WG_ISA_COUNT]; /* 0 + x s, s a single element */

#endif
