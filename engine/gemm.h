/* Matrix products with an epilogue, one thread, no allocation.  Private.
 *
 *   C = gate(act(alpha A B + beta C + bias))
 *   A (m, k), B (k, n), C (m, n), bias (n), gate (m, n)
 *
 * Every element is, in this order: s = sum over p of A[i][p] B[p][j]; v = alpha s; v += beta
 * C[i][j] (only if beta != 0: with beta 0, C is not read and may hold anything); v += bias[j];
 * relu (v < 0 gives 0, NaN stays NaN); gate (gate[i][j] > 0 keeps v, anything else, NaN too,
 * gives 0). NaN and infinities go the way IEEE 754 says: no product is skipped because a factor
 * is 0.
 *
 * C may not overlap A, B, bias or gate. Sizes of 0 are fine (k = 0: s = 0). The same shape and
 * strides give the same bits, every time, on the same machine, whatever scratch held. */
#ifndef WG_GEMM_H
#define WG_GEMM_H

#include "tensor/tensor.h"

typedef enum wg__gemm_act { WG__ACT_NONE, WG__ACT_RELU } wg__gemm_act;

/* Strides are in elements: (ld, 1) is row-major, (1, ld) the transposed view, and any others
 * work. */
typedef struct wg__gemm {
    int64_t m, n, k;
    const void *a;
    int64_t a_rs, a_cs;
    const void *b;
    int64_t b_rs, b_cs;
    void *c;
    int64_t c_rs;       /* columns of C are contiguous */
    double alpha, beta; /* rounded to the element type */
    const void *bias;   /* (n) contiguous, or NULL */
    wg__gemm_act act;
    const void *gate; /* (m, n), columns contiguous, or NULL */
    int64_t gate_rs;
} wg__gemm;

/* ---- a product of our own in parts ---- */

/* Blocks of C, each computed by itself to the same bits as in one piece: the sums are broken where they are for the whole. */
typedef struct wg__gemm_cut {
    int64_t rows, cols;   /* of a block; the last ones are smaller */
    int64_t down, across; /* how many; 1 and 1: the product is done in one piece */
} wg__gemm_cut;

/* Coarse: what each part copies for itself does not show. Fine: for when there are more threads than coarse parts. */
typedef enum wg__grain { WG__COARSE, WG__FINE, WG__GRAINS } wg__grain;

/* Of m, n, k, strides; into about `parts`, at least 1. */
wg__gemm_cut wg__gemm_cut_of(const wg__gemm *g, wg_dtype d, int64_t parts, wg__grain of);
/* Block i of down * across, as a product. */
wg__gemm wg__gemm_part_of(const wg__gemm *g, wg_dtype d, const wg__gemm_cut *cut, int64_t i);

/* Sums over k may be broken at multiples of this without a change of bits; k or more: at none of them; 0: rows and sums of this
 * product are computed in one piece. */
int64_t wg__gemm_slice(const wg__gemm *g, wg_dtype d);
/* A piece: rows row .. row + rows - 1 of the result, and of each sum the summands k .. k + len - 1: a multiple of the slice, or up to the
 * end. With k > 0 what came before lies in C already. */
wg__gemm wg__gemm_piece_of(const wg__gemm *g, wg_dtype d, int64_t row, int64_t rows, int64_t k,
                           int64_t len);

/* The reference: the plain triple loop, p in order, sums in the element type, no fused
 * multiply-add. */
void wg__gemm_naive_f32(const wg__gemm *g);
void wg__gemm_naive_f64(const wg__gemm *g);

#endif
