/* FMA peak and copy bandwidth of one core. */
#include "benchmarks/roof.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tensor/cpu.h"

double roof_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Twelve chains: more than latency x units of the processors we know, and with their two
 * operands they fit sixteen registers. */
enum { REPEATS = 40 };
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

static double peak(int is_f64)
{
    const loops l = all[is_f64][wg__cpu_isa()];
    const int64_t n = 100000;
    double best = 0;
    for (int r = 0; r < REPEATS; r++) {
        const double start = roof_seconds();
        volatile double keep = l.fn(n);
        (void)keep;
        const double rate = 2.0 * CHAIN_COUNT * l.lanes * (double)n / (roof_seconds() - start);
        best = rate > best ? rate : best;
    }
    return best / 1e9;
}

double roof_fma_gflops_f32(void)
{
    return peak(0);
}

double roof_fma_gflops_f64(void)
{
    return peak(1);
}

double roof_copy_gbs(size_t bytes)
{
    char *from = malloc(bytes + 1), *to = malloc(bytes + 1);
    double best = 0;
    const int64_t n = bytes ? 1 + (int64_t)(((size_t)16 << 20) / bytes) : 1;
    for (int r = 0; from && to && r < 12; r++) {
        if (r == 0)
            memset(from, 1, bytes);
        const double start = roof_seconds();
        for (int64_t i = 0; i < n; i++) {
            memcpy(to, from, bytes);
            __asm__ volatile("" : : "r"(to), "r"(from) : "memory");
        }
        const double rate = 2.0 * (double)bytes * (double)n / (roof_seconds() - start);
        best = rate > best ? rate : best;
    }
    free(from);
    free(to);
    return best / 1e9;
}
