/* The reference product: what engine/gemm.h says, word for word. */
#include "engine/gemm.h"

#define WG__NAIVE(name, T)                                                                         \
    static T name##_element(const wg__gemm *g, int64_t i, int64_t j)                               \
    {                                                                                              \
        const T *a = g->a, *b = g->b, *c = g->c, *bias = g->bias, *gate = g->gate;                 \
        T s = 0;                                                                                   \
        for (int64_t p = 0; p < g->k; p++)                                                         \
            s += a[i * g->a_rs + p * g->a_cs] * b[p * g->b_rs + j * g->b_cs];                      \
        T v = (T)g->alpha * s;                                                                     \
        if (g->beta != 0)                                                                          \
            v += (T)g->beta * c[i * g->c_rs + j];                                                  \
        if (bias)                                                                                  \
            v += bias[j];                                                                          \
        if (g->act == WG__ACT_RELU && v < 0)                                                       \
            v = 0;                                                                                 \
        return gate && !(gate[i * g->gate_rs + j] > 0) ? (T)0 : v;                                 \
    }                                                                                              \
    void wg__gemm_naive_##name(const wg__gemm *g)                                                  \
    {                                                                                              \
        T *c = g->c;                                                                               \
        for (int64_t i = 0; i < g->m; i++)                                                         \
            for (int64_t j = 0; j < g->n; j++)                                                     \
                c[i * g->c_rs + j] = name##_element(g, i, j);                                      \
    }

WG__NAIVE(f32, float)
WG__NAIVE(f64, double)
