/* How the work of a kernel is cut into pieces, done in any order and by any threads, to the same bits.  Private.
 *
 * For kernels that refuse no value and need no scratch. */
#ifndef WG_OPS_PIECES_H
#define WG_OPS_PIECES_H

#include "ops/op.h"

/* Slices of the result along its outermost axis, each computed from the slices of all operands along one axis of theirs. */
typedef struct wg__slices {
    int axis;      /* of the operands; -1: there are none */
    int64_t least; /* a slice is as long as this, or some more */
} wg__slices;

enum { WG__SLICED_OPERANDS = 3 }; /* at most, of a kernel that is cut into slices */

struct wg__pieces {
    wg__slices (*slices)(const wg_kernel_args *k); /* the pieces are slices; otherwise NULL, and: */
    /* How many, at most `wanted`, by shapes and strides alone: the views have no data yet. Less than 2: it is not cut. */
    int64_t (*count)(const wg_kernel_args *k, int64_t wanted);
    /* fn: the kernel. partial: room for one element, for end alone. */
    void (*run)(const wg_kernel_args *k, wg_kernel_fn fn, int64_t piece, int64_t pieces,
                double *partial);
    void (*end)(const wg_kernel_args *k, int64_t pieces,
                const double *partials); /* NULL: nothing */
};
int64_t wg__pieces_count(const struct wg__pieces *how, const wg_kernel_args *k, int64_t wanted);
void wg__pieces_run(const struct wg__pieces *how, const wg_kernel_args *k, wg_kernel_fn fn,
                    int64_t piece, int64_t pieces, double *partial);

int64_t wg__slices_count(const wg_kernel_args *k, wg__slices s, int64_t wanted);
/* Operands and result of a piece; in: room for WG__SLICED_OPERANDS. */
wg_kernel_args wg__slice_of(const wg_kernel_args *k, wg__slices s, int64_t piece, int64_t pieces,
                            wg_view *in);
void wg__slices_run(const wg_kernel_args *k, wg_kernel_fn fn, wg__slices s, int64_t piece,
                    int64_t pieces);
/* Units of a whole of n that piece takes: from *first up to *end. */
void wg__piece_of(int64_t n, int64_t piece, int64_t pieces, int64_t *first, int64_t *end);

#endif
