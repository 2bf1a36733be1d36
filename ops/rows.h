/* How an op of rows takes part in a tile program: reductions, and elements of rows picked by index.  Private.
 *
 * A program goes through a matrix of rows x cols, a few rows at a time. An operand of such an op is either `full`, its
 * elements are those of the matrix, or has one element per row; and so is its result. A reduction over the other
 * axes, down the columns or over everything, is told piece by piece and has its result after the last of them. */
#ifndef WG_OPS_ROWS_H
#define WG_OPS_ROWS_H

#include "ops/op.h"

typedef struct wg__row_args {
    void *out;
    const void *const *in;
    int64_t rows, cols;
    int64_t first;           /* of these rows, in the matrix */
    wg_dtype dtype, index;   /* of operand 0; of operand 1 */
    int isa, axis;           /* of the columns, for messages */
    const wg_shape *indices; /* shape of operand 1, likewise */
    char *message;
    size_t message_size;
} wg__row_args;

/* rows, cols > 0; all operands contiguous. out may be exactly one of the operands whose elements are as many and of its size.
 * WG_ERR_VALUE, with a message, of an index out of range. */
typedef wg_code (*wg__row_fn)(const wg__row_args *a);

/* A reduction told piece by piece: the pieces do not change a bit of the result.
 *
 * Pieces may also be told to states of their own, in any order and by any threads, if their lengths agree: what each comes to, its node, is
 * one of the tree that a single state builds, and the nodes come to the same bits. */
typedef struct wg__fold_args {
    void *state;
    wg_dtype dtype;
    int isa;
    int64_t rows, cols; /* of the whole; everything: cols == 0, rows elements */
} wg__fold_args;

typedef struct wg__fold {
    size_t (*bytes)(const wg__fold_args *f); /* of the state, 64-byte aligned */
    void (*begin)(const wg__fold_args *f);
    void (*feed)(const wg__fold_args *f, const void *x,
                 int64_t rows); /* rows of the matrix, or elements */
    void (*end)(const wg__fold_args *f, void *out);
    void (*node)(const wg__fold_args *f, void *node); /* of what its state has been told */
    void (*nodes)(const wg__fold_args *f, void *out, const void *node,
                  int64_t n); /* the result from all nodes, in their order */
} wg__fold;

/* Pieces of n rows (or elements: of everything), the last one excepted, have nodes. */
bool wg__fold_cuts(const wg__fold_args *f, int64_t n);
size_t wg__fold_node_bytes(const wg__fold_args *f);

/* For code that combines lanes by itself, in the order of ops/reduction_body.h: what is not lanes.
 *
 *   columns_more  of a state that has been told WG__COLUMN_BLOCK rows since the last time: room for more
 *   tree_...      blocks of a row, one by one, in a tree whose first word is 0 to begin with; the result of all of them */
typedef enum wg__combination {
    WG__SUM,
    WG__PROD,
    WG__MAX,
    WG__MIN,
    WG__COMBINE_COUNT
} wg__combination;
typedef struct wg__carry {
    void (*columns_more)(void *state, int64_t cols);
    void (*tree_push)(void *tree, const void *block);
    void (*tree_total)(const void *tree, void *out);
    size_t tree_bytes;
} wg__carry;
const wg__carry *wg__carry_of(wg__combination how, wg_dtype d, int isa);

/* Each of `rows` elements, `cols` times in a row. NULL for dtypes other than floats. */
typedef void (*wg__spread_fn)(void *out, const void *in, int64_t rows, int64_t cols);
wg__spread_fn wg__spread_of(wg_dtype d, int isa);

/* Which axes of its operand a reduction takes, axes of one element left aside. */
typedef enum wg__taken {
    WG__TAKES_OTHER,
    WG__TAKES_LAST,
    WG__TAKES_FIRST,
    WG__TAKES_ALL
} wg__taken;

struct wg__row_form {
    unsigned full; /* operands that are full, a bit each */
    bool gives_full;
    bool may_fail;
    unsigned types; /* of operand 0 */
    /* How the op lies in a matrix of *cols columns, which are the axes it takes (LAST, ALL) or leaves (FIRST). */
    wg__taken (*takes)(const wg_shape *in, int n, const wg_attrs *attr, int64_t *cols);
    wg__row_fn run;       /* LAST */
    const wg__fold *fold; /* FIRST, ALL; NULL: neither */
};

/* Compositions in one pass, to the same bits: x full, one index per row, s and u of one element per row.
 *
 *   sum_of_products        sum(x y)                     operands x, y, both full
 *   mean_of_products       mean(x y)                    likewise
 *   take_difference        take(x - s, index)           operands x, index, s
 *   take_differences       take((x - s) - t, index)     operands x, index, s, t
 *   sum_added              sum(add(0, index, u))        operand u
 *   sum_added_negative     sum(-add(0, index, u))       operand u
 *   add_added              add(0, index, u) + x         operands x, index, u
 *   add_added_scaled       add(0, index, u) + x s       operands x, index, u, s
 */
extern const struct wg__row_form wg__take_difference, wg__take_differences, wg__sum_added,
    wg__sum_added_negative, wg__add_added, wg__add_added_scaled, wg__sum_of_products,
    wg__mean_of_products;

#endif
