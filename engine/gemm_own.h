/* Our own product: blocked, packed where it pays, over the register tiles of one instruction
 * set.  Private. */
#ifndef WG_GEMM_OWN_H
#define WG_GEMM_OWN_H

#include "engine/gemm.h"
#include "tensor/cpu.h"

/* Grows when the kernels or their cuts become faster or slower: what was measured before is out of date. */
#define WG__GEMM_OWN_REVISION "3"

/* How one product is cut. The bits of the result depend on kc (where the sums are broken) and
 * on the instruction set, on nothing else here. */
typedef struct wg__gemm_plan {
    const struct wg__tiles *tiles; /* gemm_tile.h */
    int64_t size;                  /* bytes of an element */
    int width;                     /* widest panel: 1 << width vectors */
    bool pack_a, pack_b;
    bool thin; /* few columns of C, or one row: the transposed product */
    int64_t thin_rows;
    int64_t mc, nc, kc; /* block sizes, >= 1 */
    size_t a_bytes, b_bytes;
} wg__gemm_plan;

wg__gemm_plan wg__gemm_own_plan(const wg__gemm *g, wg_dtype d, wg__isa isa);
size_t wg__gemm_own_scratch(const wg__gemm_plan *p);
void wg__gemm_own_run(const wg__gemm *g, const wg__gemm_plan *p, void *scratch);
/* x is a part, or a piece, or a part of a piece of the product that `whole` is the plan of. Scratch as for that. */
void wg__gemm_own_part(const wg__gemm *x, const wg__gemm_plan *whole, void *scratch);

/* Sets mc, nc, kc where they are 0, and the bytes of scratch. For experiments with other cuts. */
void wg__gemm_own_size(const wg__gemm *g, wg__gemm_plan *p);

#endif
