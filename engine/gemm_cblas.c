/* Products by a CBLAS: OpenBLAS or any other. */
#include "engine/gemm_library.h"

#if defined(WG_HAVE_CBLAS)

#include <cblas.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>

/* OpenBLAS would start threads of its own inside ours. Weak: another CBLAS does not have it. */
extern void openblas_set_num_threads(int n) __attribute__((weak));

static pthread_once_t pinned = PTHREAD_ONCE_INIT;

static void pin(void)
{
    if (openblas_set_num_threads)
        openblas_set_num_threads(1);
}

static bool cblas_can(const wg__gemm *g, wg_dtype d)
{
    (void)d;
    return wg__blas_can(g, INT_MAX);
}

static size_t cblas_scratch(const wg__gemm *g, wg_dtype d)
{
    (void)g;
    (void)d;
    return 0;
}

static void cblas_run(const wg__gemm *g, wg_dtype d, void *scratch)
{
    (void)scratch;
    pthread_once(&pinned, pin);
    const wg__blas_layout a = wg__blas_layout_of(g->m, g->k, g->a_rs, g->a_cs),
                          b = wg__blas_layout_of(g->k, g->n, g->b_rs, g->b_cs);
    const CBLAS_TRANSPOSE at = a.transposed ? CblasTrans : CblasNoTrans,
                          bt = b.transposed ? CblasTrans : CblasNoTrans;
    const int m = (int)g->m, n = (int)g->n, k = (int)g->k, lda = (int)a.ld, ldb = (int)b.ld,
              ldc = (int)g->c_rs;
    if (d == WG_F32)
        cblas_sgemm(CblasRowMajor, at, bt, m, n, k, (float)g->alpha, g->a, lda, g->b, ldb,
                    (float)g->beta, g->c, ldc);
    else
        cblas_dgemm(CblasRowMajor, at, bt, m, n, k, g->alpha, g->a, lda, g->b, ldb, g->beta, g->c,
                    ldc);
    wg__gemm_epilogue(g, d);
}

/* OpenBLAS says its version and the processor that its kernels are for; another CBLAS says nothing. */
extern char *openblas_get_config(void) __attribute__((weak));
extern char *openblas_get_corename(void) __attribute__((weak));

static char name[160] = "cblas";
static pthread_once_t named = PTHREAD_ONCE_INIT;

static void find_name(void)
{
    if (openblas_get_config && openblas_get_corename)
        snprintf(name, sizeof name, "%s %s", openblas_get_config(), openblas_get_corename());
}

static const char *cblas_version(void)
{
    pthread_once(&named, find_name);
    return name;
}

const wg__gemm_provider wg__gemm_cblas = {"cblas", cblas_version, cblas_can, cblas_scratch,
                                          cblas_run};

#endif
