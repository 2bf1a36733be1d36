/* Memory out of the caches, and the proof that it is. */
#include "benchmarks/cold.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "benchmarks/clock.h"
#include "benchmarks/stats.h"
#include "tensor/cpu.h"

enum { LINE = 64, PROBES = 64, TRIES = 7 };

#if defined(__x86_64__)
#include <immintrin.h>
static bool flush(const bench_region *r)
{
    const uintptr_t first = (uintptr_t)r->data & ~(uintptr_t)(LINE - 1);
    for (uintptr_t p = first; p < (uintptr_t)r->data + r->bytes; p += LINE)
        _mm_clflush((const void *)p);
    return true;
}
static void fence(void)
{
    _mm_mfence();
}
#else
static bool flush(const bench_region *r)
{
    (void)r;
    return false;
}
static void fence(void)
{
    __sync_synchronize();
}
#endif

/* Twice what the last cache holds, written and read. */
static bool sweep(void)
{
    const wg__caches c = wg__cpu_caches();
    const size_t bytes = 2 * (c.l3 + c.l2);
    unsigned char *p = malloc(bytes);
    for (int turn = 0; p && turn < 2; turn++)
        for (size_t i = 0; i < bytes; i += LINE)
            ((volatile unsigned char *)p)[i]++;
    free(p);
    return p != NULL;
}

bool bench_evict(const bench_region *r, int n)
{
    bool all = true;
    for (int k = 0; k < n; k++)
        all = flush(&r[k]) && all;
    fence();
    return all || sweep();
}

/* 0, but the processor does not know that before v is there. */
static size_t zero_after(size_t v)
{
#if defined(__x86_64__)
    __asm__ volatile("and $0, %0" : "+r"(v));
    return v;
#else
    __asm__ volatile("" : "+r"(v));
    return v & (size_t) - (v > 255);
#endif
}

double bench_line_seconds(const bench_region *r, int n)
{
    size_t bytes = 0, after = 0, probes = 0;
    for (int k = 0; k < n; k++)
        bytes += r[k].bytes;
    if (!bytes)
        return 0;
    const double start = bench_now();
    uint64_t at = 1;
    for (int i = 0; i < PROBES; i++) {
        at = at * 6364136223846793005u + 1442695040888963407u;
        size_t offset = (size_t)(at >> 20) % bytes;
        int k = 0;
        while (offset >= r[k].bytes)
            offset -= r[k++].bytes;
        after = zero_after(((volatile unsigned char *)r[k].data)[offset + after]);
        probes++;
    }
    return (bench_now() - start) / (double)probes;
}

bool bench_verify_cold(const bench_region *r, int n, bench_coldness *out)
{
    double cold[TRIES], hot[TRIES];
    for (int i = 0; i < TRIES; i++) {
        if (!bench_evict(r, n))
            return false;
        cold[i] = bench_line_seconds(r, n);
        hot[i] = bench_line_seconds(r, n);
    }
    *out = (bench_coldness){.cold = bench_median(cold, TRIES), .hot = bench_median(hot, TRIES)};
    out->verified = out->cold >= 2 * out->hot;
    return true;
}
