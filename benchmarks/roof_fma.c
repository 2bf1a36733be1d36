/* FMA peaks: independent chains of fused multiply-adds in registers, for each instruction set and float type. */
#include "benchmarks/roof_loops.h"

#include "tensor/cpu.h"

/* Twelve chains: more than latency x units of the processors we know, and with their two
 * operands they fit sixteen registers. */
#define CHAINS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
enum { CHAIN_COUNT = 12 };

#define CHAIN_START(i) V a##i = v + (T)i;
#define CHAIN_STEP(i) a##i = FMA(a##i, x, y);
#define CHAIN_SUM(i) v += a##i;

#define FMA_LOOP(name, attributes, T_, V_)                                                         \
    attributes static double name(int64_t n)                                                       \
    {                                                                                              \
        typedef T_ T;                                                                              \
        typedef V_ V;                                                                              \
        V v = {0}, x = v + (T)0.5, y = v + (T)0.25;                                                \
        __asm__ volatile("" : "+m"(x), "+m"(y), "+m"(v));                                          \
        CHAINS(CHAIN_START)                                                                        \
        for (int64_t i = 0; i < n; i++) {                                                          \
            CHAINS(CHAIN_STEP)                                                                     \
        }                                                                                          \
        CHAINS(CHAIN_SUM)                                                                          \
        return (double)v[0];                                                                       \
    }

typedef float f32x4 __attribute__((vector_size(16)));
typedef double f64x2 __attribute__((vector_size(16)));

#define FMA(a, b, c) ((a) * (b) + (c))
FMA_LOOP(base_f32, , float, f32x4)
FMA_LOOP(base_f64, , double, f64x2)
#undef FMA

typedef struct loops {
    double (*fn)(int64_t);
    int lanes;
} loops;

#if defined(__x86_64__) && !defined(WG_ISA_ONLY_BASE)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f")))
typedef float f32x8 __attribute__((vector_size(32)));
typedef double f64x4 __attribute__((vector_size(32)));
typedef float f32x16 __attribute__((vector_size(64)));
typedef double f64x8 __attribute__((vector_size(64)));
#define FMA(a, b, c) ((V)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
FMA_LOOP(avx2_f32, AVX2, float, f32x8)
#undef FMA
#define FMA(a, b, c) ((V)_mm256_fmadd_pd((__m256d)(a), (__m256d)(b), (__m256d)(c)))
FMA_LOOP(avx2_f64, AVX2, double, f64x4)
#undef FMA
#define FMA(a, b, c) ((V)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
FMA_LOOP(avx512_f32, AVX512, float, f32x16)
#undef FMA
#define FMA(a, b, c) ((V)_mm512_fmadd_pd((__m512d)(a), (__m512d)(b), (__m512d)(c)))
FMA_LOOP(avx512_f64, AVX512, double, f64x8)
#undef FMA
static const loops all[2][WG__ISA_COUNT] = {
    {{base_f32, 4}, {avx2_f32, 8}, {avx512_f32, 16}},
    {{base_f64, 2}, {avx2_f64, 4}, {avx512_f64, 8}},
};
#else
static const loops all[2][WG__ISA_COUNT] = {{{base_f32, 4}}, {{base_f64, 2}}};
#endif

double roof_fma_flop(wg__isa isa, wg_dtype d, int64_t turns)
{
    const loops l = all[d == WG_F64][isa];
    volatile double keep = l.fn ? l.fn(turns) : 0;
    (void)keep;
    return 2.0 * CHAIN_COUNT * l.lanes * (double)turns;
}
