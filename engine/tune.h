/* Measuring who is fastest at a product, and remembering it.  Private. */
#ifndef WG_TUNE_H
#define WG_TUNE_H

#include "engine/wisdom.h"

/* Median times of a product by each provider, in seconds; 0: it cannot do it, or does it wrong. */
typedef struct wg__tuning {
    double seconds[WG__MOST_PROVIDERS];
    const wg__gemm_provider *best; /* our own, unless another is faster by more than a twentieth */
} wg__tuning;

/* On operands of its own, with the sizes, strides and epilogue of g, for about `budget` seconds. The result of each provider is held against
 * our own first: a wrong one has no time. WG_ERR_MEMORY, WG_ERR_SIZE (operands of more than 2 GiB). */
wg_code wg__tune_product(const wg__gemm *g, wg_dtype d, double budget, wg__tuning *t);
/* The same among others than those of this build: who[0] is what the others are held against. */
wg_code wg__tune_among(const wg__gemm_provider *const *who, int n, const wg__gemm *g, wg_dtype d,
                       double budget, wg__tuning *t);

/* The process's decisions, read from the file at the first call. NULL: nothing is known; with WG_TUNE=1 it is then measured and
 * written to the file. Thread-safe. */
const wg__gemm_provider *wg__tuned(const wg__gemm *g, wg_dtype d);

#endif
