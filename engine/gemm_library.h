/* What our calls of libraries share.  Private. */
#ifndef WG_GEMM_LIBRARY_H
#define WG_GEMM_LIBRARY_H

#include "engine/gemm_provider.h"

/* How a BLAS names a layout: row-major with leading dimension ld, or the transposed of such a matrix. */
typedef struct wg__blas_layout {
    bool transposed;
    int64_t ld; /* 0: it has no name */
} wg__blas_layout;

wg__blas_layout wg__blas_layout_of(int64_t rows, int64_t cols, int64_t rs, int64_t cs);
/* Whether the product has names for its layouts, and no size above `most`. */
bool wg__blas_can(const wg__gemm *g, int64_t most);
/* Bias, activation and gate over a finished C = alpha A B + beta C. */
void wg__gemm_epilogue(const wg__gemm *g, wg_dtype d);

#if defined(WG_HAVE_CBLAS)
extern const wg__gemm_provider wg__gemm_cblas;
#endif
#if defined(WG_HAVE_ONEDNN)
extern const wg__gemm_provider wg__gemm_onednn;
#endif

#endif
