/* Views and how their elements are brought together: strides, broadcasting, and the one strided read.  Private. */
#ifndef WG_ENGINE_STRIDED_H
#define WG_ENGINE_STRIDED_H

#include "ops/op.h"

wg_view wg__view_row_major(wg_dtype d, const wg_shape *s, void *data);
bool wg__view_is_row_major(
    const wg_view *v); /* its elements lie one after the other, in its own order */
/* v seen in the larger shape: stride 0 along what is repeated. v's shape broadcasts to it. */
wg_view wg__view_broadcast(const wg_view *v, const wg_shape *to);

wg_view wg__view_transposed(
    wg_view v); /* the last two of its axes change places; a vector stays as it is */

/* A walk over the elements of a view in row-major order, with as few axes as possible; the last axis is innermost.
 * nd >= 1, strides in elements. */
typedef struct wg__strided {
    int nd;
    int64_t dim[WG_MAX_RANK];
    int64_t stride[WG_MAX_RANK];
} wg__strided;
wg__strided wg__strided_of(const wg_view *v);
bool wg__strided_splat(const wg__strided *s); /* every element is the first one */
bool wg__strided_flat(const wg__strided *s);  /* one run of neighbours */

/* Elements first .. first + n - 1 of the walk that begins at src, `size` bytes each (1, 4 or 8), one after the other. */
void wg__gather(void *out, const void *src, const wg__strided *s, size_t size, int64_t first,
                int64_t n);
/* All of the walk; isa: the instruction set to use. Where another axis than the innermost has the neighbours, in squares. */
void wg__gather_all(void *out, const void *src, const wg__strided *s, size_t size, int isa);
/* One element, n times. */
void wg__splat(void *out, const void *src, size_t size, int64_t n);

#endif
