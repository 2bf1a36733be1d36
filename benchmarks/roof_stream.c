/* Passes over memory: load, store, copy, triad, for each instruction set. */
#include "benchmarks/roof_loops.h"

#include <stdint.h>
#include <string.h>

typedef double (*pass)(void *const array[3], size_t bytes, int64_t repeats);

/* Eight sums, so that an addition never waits for the one before. */
#define PASSES(isa, attributes, V, STREAM)                                                         \
    attributes static double load_##isa(void *const array[3], size_t bytes, int64_t repeats)       \
    {                                                                                              \
        V s0 = {0}, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;                 \
        for (int64_t r = 0; r < repeats; r++) {                                                    \
            const V *a = array[0], *end = a + 3 * bytes / sizeof(V);                               \
            for (; a < end; a += 8) {                                                              \
                s0 |= a[0], s1 |= a[1], s2 |= a[2], s3 |= a[3];                                    \
                s4 |= a[4], s5 |= a[5], s6 |= a[6], s7 |= a[7];                                    \
                __asm__ volatile("" : : : "memory");                                               \
            }                                                                                      \
        }                                                                                          \
        const V all = s0 | s1 | s2 | s3 | s4 | s5 | s6 |                                           \
                      s7; /* a name of its own: the sums stay in registers */                      \
        __asm__ volatile("" : : "m"(all));                                                         \
        return 3.0 * (double)bytes * (double)repeats;                                              \
    }                                                                                              \
    attributes static double store_##isa(void *const array[3], size_t bytes, int64_t repeats)      \
    {                                                                                              \
        for (int64_t r = 0; r < repeats; r++) {                                                    \
            V *a = array[0], *end = a + 3 * bytes / sizeof(V), v = {1};                            \
            for (; a < end; a += 8) {                                                              \
                a[0] = v, a[1] = v, a[2] = v, a[3] = v, a[4] = v, a[5] = v, a[6] = v, a[7] = v;    \
                __asm__ volatile("" : : : "memory");                                               \
            }                                                                                      \
        }                                                                                          \
        return 3.0 * (double)bytes * (double)repeats;                                              \
    }                                                                                              \
    attributes static double past_##isa(void *const array[3], size_t bytes, int64_t repeats)       \
    {                                                                                              \
        for (int64_t r = 0; r < repeats; r++) {                                                    \
            V *a = array[0], *end = a + 3 * bytes / sizeof(V), v = {1};                            \
            for (; a < end; a += 4) {                                                              \
                STREAM(a, v), STREAM(a + 1, v), STREAM(a + 2, v), STREAM(a + 3, v);                \
                __asm__ volatile("" : : : "memory");                                               \
            }                                                                                      \
        }                                                                                          \
        __sync_synchronize();                                                                      \
        return 3.0 * (double)bytes * (double)repeats;                                              \
    }                                                                                              \
    attributes static double copy_##isa(void *const array[3], size_t bytes, int64_t repeats)       \
    {                                                                                              \
        for (int64_t r = 0; r < repeats; r++) {                                                    \
            V *a = array[0], *end = a + bytes / sizeof(V);                                         \
            const V *b = array[1];                                                                 \
            for (; a < end; a += 4, b += 4) {                                                      \
                a[0] = b[0], a[1] = b[1], a[2] = b[2], a[3] = b[3];                                \
                __asm__ volatile("" : : : "memory");                                               \
            }                                                                                      \
        }                                                                                          \
        return 2.0 * (double)bytes * (double)repeats;                                              \
    }                                                                                              \
    attributes static double triad_##isa(void *const array[3], size_t bytes, int64_t repeats)      \
    {                                                                                              \
        for (int64_t r = 0; r < repeats; r++) {                                                    \
            V *a = array[0], *end = a + bytes / sizeof(V);                                         \
            const V *b = array[1], *c = array[2];                                                  \
            for (; a < end; a += 4, b += 4, c += 4) {                                              \
                a[0] = b[0] + c[0], a[1] = b[1] + c[1], a[2] = b[2] + c[2], a[3] = b[3] + c[3];    \
                __asm__ volatile("" : : : "memory");                                               \
            }                                                                                      \
        }                                                                                          \
        return 3.0 * (double)bytes * (double)repeats;                                              \
    }
#define PASS_TABLE(isa)                                                                            \
    {                                                                                              \
        load_##isa, store_##isa, past_##isa, copy_##isa, triad_##isa                               \
    }

typedef int32_t i32x4 __attribute__((vector_size(16)));

#if defined(__x86_64__) && !defined(WG_ISA_ONLY_BASE)
#include <immintrin.h>
typedef int32_t i32x8 __attribute__((vector_size(32)));
typedef int32_t i32x16 __attribute__((vector_size(64)));
#define PAST128(p, v) _mm_stream_si128((__m128i *)(p), (__m128i)(v))
#define PAST256(p, v) _mm256_stream_si256((__m256i *)(p), (__m256i)(v))
#define PAST512(p, v) _mm512_stream_si512((__m512i *)(p), (__m512i)(v))
PASSES(base, , i32x4, PAST128)
PASSES(avx2, __attribute__((target("avx2"))), i32x8, PAST256)
PASSES(avx512, __attribute__((target("avx512f"))), i32x16, PAST512)
static const pass passes[WG__ISA_COUNT][ROOF_STREAMS] = {PASS_TABLE(base), PASS_TABLE(avx2),
                                                         PASS_TABLE(avx512)};
#else
#define PLAIN(p, v) (*(p) = (v))
PASSES(base, , i32x4, PLAIN)
static const pass passes[WG__ISA_COUNT][ROOF_STREAMS] = {PASS_TABLE(base)};
#endif

/* The C library's copy knows this machine too; it goes past the caches when that is faster. */
static double library_copy(void *const array[3], size_t bytes, int64_t repeats)
{
    for (int64_t r = 0; r < repeats; r++) {
        memcpy(array[0], array[1], bytes);
        __asm__ volatile("" : : "r"(array[0]) : "memory");
    }
    return 2.0 * (double)bytes * (double)repeats;
}

double roof_stream_passes(roof_stream what, wg__isa isa, void *const array[3], size_t bytes,
                          int64_t repeats)
{
    const pass p = what == ROOF_STREAMS ? library_copy
                   : passes[isa][what]  ? passes[isa][what]
                                        : passes[WG__ISA_BASE][what];
    return p(array, bytes, repeats);
}
