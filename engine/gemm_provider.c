/* Providers of products and the rules that choose between them. */
#include "engine/gemm_provider.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "engine/gemm_own.h"

#if defined(WG_HAVE_CBLAS)
#include <cblas.h>
#endif

/* ---- own ---- */

static bool own_can(const wg__gemm *g, wg_dtype d)
{
    (void)g;
    (void)d;
    return true;
}

static size_t own_scratch(const wg__gemm *g, wg_dtype d)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, d, wg__cpu_isa());
    return wg__gemm_own_scratch(&p);
}

static void own_run(const wg__gemm *g, wg_dtype d, void *scratch)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, d, wg__cpu_isa());
    wg__gemm_own_run(g, &p, scratch);
}

static const wg__gemm_provider own = {"own", own_can, own_scratch, own_run};

/* ---- cblas ---- */

#if defined(WG_HAVE_CBLAS)

/* OpenBLAS would start threads of its own inside ours. Weak: another CBLAS does not have it. */
extern void openblas_set_num_threads(int n) __attribute__((weak));

static pthread_once_t pinned = PTHREAD_ONCE_INIT;

static void pin(void)
{
    if (openblas_set_num_threads)
        openblas_set_num_threads(1);
}

/* How CBLAS names a layout: plain with leading dimension rs, or transposed with leading
 * dimension cs. */
typedef struct blas_layout {
    CBLAS_TRANSPOSE trans;
    int64_t ld; /* 0: it has no name */
} blas_layout;

static blas_layout blas_of(int64_t rows, int64_t cols, int64_t rs, int64_t cs)
{
    if (cs == 1 && rs >= cols && rs >= 1)
        return (blas_layout){CblasNoTrans, rs};
    if (rs == 1 && cs >= rows && cs >= 1)
        return (blas_layout){CblasTrans, cs};
    return (blas_layout){CblasNoTrans, 0};
}

/* Products of nothing, and alpha 0, which a BLAS takes as leave to skip A and B and their NaNs,
 * stay with us. */
static bool cblas_can(const wg__gemm *g, wg_dtype d)
{
    (void)d;
    const int64_t a = blas_of(g->m, g->k, g->a_rs, g->a_cs).ld,
                  b = blas_of(g->k, g->n, g->b_rs, g->b_cs).ld;
    return g->m > 0 && g->n > 0 && g->k > 0 && g->m <= INT_MAX && g->n <= INT_MAX &&
           g->k <= INT_MAX && a > 0 && a <= INT_MAX && b > 0 && b <= INT_MAX && g->c_rs >= g->n &&
           g->c_rs <= INT_MAX && g->alpha != 0;
}

static size_t cblas_scratch(const wg__gemm *g, wg_dtype d)
{
    (void)g;
    (void)d;
    return 0;
}

#define EPILOGUE(name, T)                                                                          \
    static void epilogue_##name(const wg__gemm *g)                                                 \
    {                                                                                              \
        const bool relu = g->act == WG__ACT_RELU;                                                  \
        const T *bias = g->bias;                                                                   \
        for (int64_t i = 0; i < g->m; i++) {                                                       \
            T *c = (T *)g->c + i * g->c_rs;                                                        \
            const T *gate = g->gate ? (const T *)g->gate + i * g->gate_rs : NULL;                  \
            for (int64_t j = 0; bias && j < g->n; j++)                                             \
                c[j] += bias[j];                                                                   \
            for (int64_t j = 0; relu && j < g->n; j++)                                             \
                c[j] = c[j] < 0 ? 0 : c[j];                                                        \
            for (int64_t j = 0; gate && j < g->n; j++)                                             \
                c[j] = gate[j] > 0 ? c[j] : 0;                                                     \
        }                                                                                          \
    }
EPILOGUE(f32, float)
EPILOGUE(f64, double)

static void cblas_run(const wg__gemm *g, wg_dtype d, void *scratch)
{
    (void)scratch;
    pthread_once(&pinned, pin);
    const blas_layout a = blas_of(g->m, g->k, g->a_rs, g->a_cs),
                      b = blas_of(g->k, g->n, g->b_rs, g->b_cs);
    const int m = (int)g->m, n = (int)g->n, k = (int)g->k, lda = (int)a.ld, ldb = (int)b.ld,
              ldc = (int)g->c_rs;
    const bool more = g->bias || g->act != WG__ACT_NONE || g->gate;
    if (d == WG_F32)
        cblas_sgemm(CblasRowMajor, a.trans, b.trans, m, n, k, (float)g->alpha, g->a, lda, g->b, ldb,
                    (float)g->beta, g->c, ldc);
    else
        cblas_dgemm(CblasRowMajor, a.trans, b.trans, m, n, k, g->alpha, g->a, lda, g->b, ldb,
                    g->beta, g->c, ldc);
    if (more && d == WG_F32)
        epilogue_f32(g);
    else if (more)
        epilogue_f64(g);
}

static const wg__gemm_provider cblas = {"cblas", cblas_can, cblas_scratch, cblas_run};
#endif

static const wg__gemm_provider *const providers[] = {
    &own,
#if defined(WG_HAVE_CBLAS)
    &cblas,
#endif
};

const wg__gemm_provider *wg__gemm_provider_named(const char *name)
{
    for (size_t i = 0; i < sizeof providers / sizeof providers[0]; i++)
        if (!strcmp(providers[i]->name, name))
            return providers[i];
    return NULL;
}

/* ---- the choice ---- */

/* The first rule that fits chooses; none means our own, whose epilogue costs nothing and whose
 * bits do not depend on a library's version. Measured with benchmarks/gemm.c against OpenBLAS
 * 0.3.21. */
typedef struct rule {
    wg__isa isa;
    int64_t m, n, k; /* at least */
    int64_t flops;   /* at least, 2 m n k */
    const char *provider;
} rule;

static const rule rules[] = {
    /* A build or a cap without FMA: the library knows better vectors than we do. */
    {WG__ISA_BASE, 4, 4, 4, 2 * 16 * 16 * 16, "cblas"},
};

static const wg__gemm_provider *forced;
static pthread_once_t read_environment = PTHREAD_ONCE_INIT;

static void read_wanted(void)
{
    const char *want = getenv("WG_GEMM");
    forced = want ? wg__gemm_provider_named(want) : NULL;
}

static double flops(const wg__gemm *g)
{
    return 2.0 * (double)g->m * (double)g->n * (double)g->k;
}

static const wg__gemm_provider *by_rule(const wg__gemm *g)
{
    const wg__isa isa = wg__cpu_isa();
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        const rule *r = &rules[i];
        if (r->isa == isa && g->m >= r->m && g->n >= r->n && g->k >= r->k &&
            flops(g) >= (double)r->flops)
            return wg__gemm_provider_named(r->provider);
    }
    return &own;
}

const wg__gemm_provider *wg__gemm_provider_for(const wg__gemm *g, wg_dtype d)
{
    pthread_once(&read_environment, read_wanted);
    const wg__gemm_provider *p = forced ? forced : by_rule(g);
    return p && p->can(g, d) ? p : &own;
}
