/* How a reduction is laid out, and the fast bodies of it.  Private.
 *
 * The reduced elements of one result form a sequence, in row-major order. It is cut into blocks of
 * fixed length, a block is combined in a fixed number of lanes, and the blocks are combined pairwise:
 * a tree that depends on the shape alone, so neither strides nor instruction set nor threads change
 * a bit of the result. */
#ifndef WG_REDUCTION_H
#define WG_REDUCTION_H

#include "ops/nest.h"
#include "ops/reduction_state.h"
#include "ops/rows.h"

typedef struct wg__reduction {
    wg__odometer kept;      /* over the results, in the order of their memory */
    wg__odometer cut;       /* over what one result is made of */
    int64_t results, count; /* how many results; how many elements each */
    bool rows;              /* the last axis of more than one element is reduced */
} wg__reduction;

/* The bodies of one combination and type. results, count, rows, cols > 0.
 *
 *   whole         all of a reduction at once
 *   lines         each of `rows` rows of `cols` neighbours
 *   columns_...   down the columns, some rows at a time; the results after the last of them; _nodes: from n pieces' results, each `apart`
 *                 bytes from the next, in a state of the whole. But the last, pieces are of WG__COLUMN_BLOCK 2^k rows, for one k
 *   total_...     of everything, some elements at a time; the result after the last of them
 *
 *
 * All of them combine in the order of `whole`, so the pieces do not change a bit. The states are zeroed by _begin. */
typedef struct wg__reduce {
    void (*whole)(void *out, const void *in, const wg__reduction *r);
    void (*lines)(void *out, const void *in, int64_t rows, int64_t cols);
    void (*products)(void *out, const void *x, const void *y, int64_t rows,
                     int64_t cols); /* lines of x y; of sums alone */
    void (*columns_begin)(void *state, int64_t cols);
    void (*columns_feed)(void *state, const void *in, int64_t rows, int64_t cols);
    void (*columns_end)(void *state, void *out, int64_t cols);
    void (*columns_nodes)(void *state, void *out, const void *node, size_t apart, int64_t n,
                          int64_t cols);
    void (*total_begin)(void *state);
    void (*total_feed)(void *state, const void *in, int64_t n);
    void (*total_end)(void *state, void *out);
    /* What pieces of everything gave, each an element at its start; but the last they are of WG__BLOCK 2^k elements, for one k. */
    void (*nodes)(void *out, const double *node, int64_t n);
    size_t total_bytes;
    wg__carry carry;
} wg__reduce;
typedef struct wg__reduce_table {
    const wg__reduce *of[WG__COMBINE_COUNT][2]; /* of f32, of f64 */
    void (*spread[2])(void *out, const void *in, int64_t rows,
                      int64_t cols); /* likewise: a reduction's opposite */
} wg__reduce_table;
extern const wg__reduce_table wg__reduce_base, wg__reduce_avx2, wg__reduce_avx512;

#endif
