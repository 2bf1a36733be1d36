/* What our calls of libraries share: how they name a layout, and the epilogue that they do not have. */
#include "engine/gemm_library.h"

wg__blas_layout wg__blas_layout_of(int64_t rows, int64_t cols, int64_t rs, int64_t cs)
{
    if (cs == 1 && rs >= cols && rs >= 1)
        return (wg__blas_layout){false, rs};
    if (rs == 1 && cs >= rows && cs >= 1)
        return (wg__blas_layout){true, cs};
    return (wg__blas_layout){false, 0};
}

/* Products of nothing, and alpha 0, which a BLAS takes as leave to skip A and B and their NaNs,
 * stay with us. */
bool wg__blas_can(const wg__gemm *g, int64_t most)
{
    const int64_t a = wg__blas_layout_of(g->m, g->k, g->a_rs, g->a_cs).ld,
                  b = wg__blas_layout_of(g->k, g->n, g->b_rs, g->b_cs).ld;
    return g->m > 0 && g->n > 0 && g->k > 0 && g->m <= most && g->n <= most && g->k <= most &&
           a > 0 && a <= most && b > 0 && b <= most && g->c_rs >= g->n && g->c_rs <= most &&
           g->alpha != 0;
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

void wg__gemm_epilogue(const wg__gemm *g, wg_dtype d)
{
    const bool more = g->bias || g->act != WG__ACT_NONE || g->gate;
    if (more && d == WG_F32)
        epilogue_f32(g);
    else if (more)
        epilogue_f64(g);
}
