/* How the work of a kernel is cut into pieces, done in any order and by any threads, to the same bits.  Private.
 *
 * A piece that refuses a value only says so: the kernel is then done again in one piece, for its message. No scratch. */
#ifndef WG_OPS_PIECES_H
#define WG_OPS_PIECES_H

#include "ops/op.h"

enum { WG__SLICED_OPERANDS = 3 }; /* at most, of a kernel whose operands are sliced */

/* Slices of the result along one of its axes, each computed from slices of the operands. The kernel goes by the strides of its result,
 * unless `out` is always the outermost axis that has more than one element. */
typedef struct wg__slices {
    int out;                     /* the axis; -1: there are none */
    int in[WG__SLICED_OPERANDS]; /* the axis of each operand; -1: each slice needs all of it */
    int64_t least;               /* a slice is as long as this, or some more */
    int64_t most;                /* slices; 0: any number */
} wg__slices;

/* A slice: `part` is what belongs to it of `whole`, elements first, ... of the axis. */
typedef struct wg__slice {
    const wg_kernel_args *whole, *part;
    int axis; /* of the result */
    int64_t first;
} wg__slice;

struct wg__pieces {
    /* Nanoseconds of one core, roughly; NULL: as an op of a program takes for its elements. */
    double (*cost)(const wg_kernel_args *k);
    /* NULL, or none: count and run. Like count, by shapes and strides alone: the views have no data yet. */
    wg__slices (*slices)(const wg_kernel_args *k, int64_t wanted);
    wg_code (*slice)(const wg__slice *s); /* computes one; NULL: the kernel does */
    /* How many, at most `wanted`. Less than 2: it is not cut. */
    int64_t (*count)(const wg_kernel_args *k, int64_t wanted);
    /* partial: room for one element, for end alone. */
    void (*run)(const wg_kernel_args *k, wg_kernel_fn fn, int64_t piece, int64_t pieces,
                double *partial);
    void (*end)(const wg_kernel_args *k, int64_t pieces,
                const double *partials); /* NULL: nothing */
};

/* What a kernel is cut into, found out once. */
typedef struct wg__piecing {
    const struct wg__pieces *how;
    wg__slices slices; /* unless out is -1 */
    int64_t pieces;    /* less than 2: it is not */
} wg__piecing;
wg__piecing wg__piecing_of(const struct wg__pieces *how, const wg_kernel_args *k, int64_t wanted);
wg_code wg__piecing_run(const wg__piecing *c, const wg_kernel_args *k, wg_kernel_fn fn,
                        int64_t piece, double *partial);
void wg__piecing_end(const wg__piecing *c, const wg_kernel_args *k, const double *partials);
/* Operands and result of a piece that is a slice; in: room for WG__SLICED_OPERANDS; *first: where it begins. */
wg_kernel_args wg__slice_of(const wg__piecing *c, const wg_kernel_args *k, int64_t piece,
                            wg_view *in, int64_t *first);

/* ---- for those who say how ---- */

/* Slices along an axis of a row-major result that is not in `shared` (bits): the outermost that gives so many, or else the one that gives
 * most. Each slice has some hundred neighbours in memory. No operand is sliced yet. */
wg__slices wg__slices_along(const wg_shape *out, unsigned shared, int64_t wanted);
/* The outermost axis that has more than one element, or the last. */
int wg__outermost(const wg_shape *s);
/* Slices along that: what is written is neighbours. No operand is sliced. */
wg__slices wg__slices_outermost(const wg_kernel_args *k);
/* For a result that is moved, not computed. */
double wg__move_cost(const wg_kernel_args *k);
/* Units of a whole of n that piece takes: from *first up to *end. */
void wg__piece_of(int64_t n, int64_t piece, int64_t pieces, int64_t *first, int64_t *end);

#endif
