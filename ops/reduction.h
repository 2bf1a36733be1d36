/* How a reduction is laid out, and the fast bodies of it.  Private.
 *
 * The reduced elements of one result form a sequence, in row-major order. It is cut into blocks of
 * fixed length, a block is combined in a fixed number of lanes, and the blocks are combined pairwise:
 * a tree that depends on the shape alone, so neither strides nor instruction set nor threads change
 * a bit of the result. */
#ifndef WG_REDUCTION_H
#define WG_REDUCTION_H

#include "ops/nest.h"

typedef struct wg__reduction {
    wg__odometer kept;      /* over the results, in the order of their memory */
    wg__odometer cut;       /* over what one result is made of */
    int64_t results, count; /* how many results; how many elements each */
    bool rows;              /* the last axis of more than one element is reduced */
} wg__reduction;

typedef enum wg__combine { WG__SUM, WG__PROD, WG__MAX, WG__MIN, WG__COMBINE_COUNT } wg__combine;

/* results > 0, count > 0. For f32 and f64. */
typedef void (*wg__reduce_fn)(void *out, const void *in, const wg__reduction *r);
typedef struct wg__reduce_table {
    wg__reduce_fn fn[WG__COMBINE_COUNT][2]; /* of f32, of f64 */
} wg__reduce_table;
extern const wg__reduce_table wg__reduce_base, wg__reduce_avx2, wg__reduce_avx512;

#endif
