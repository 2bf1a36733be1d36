/* Medians, block bootstrap, verdicts. */
#include "benchmarks/stats.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tensor/tensor.h"

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *sorted(const double *x, size_t n)
{
    double *s = n ? malloc(n * sizeof *s) : NULL;
    if (s) {
        memcpy(s, x, n * sizeof *s);
        qsort(s, n, sizeof *s, ascending);
    }
    return s;
}

/* Between neighbours, linearly. */
static double quantile_of(const double *s, size_t n, double q)
{
    const double at = q * (double)(n - 1);
    const size_t i = (size_t)at;
    return i + 1 < n ? s[i] + (at - (double)i) * (s[i + 1] - s[i]) : s[n - 1];
}

double bench_quantile(const double *x, size_t n, double q)
{
    double *s = sorted(x, n);
    const double v = s ? quantile_of(s, n, q) : (double)NAN;
    free(s);
    return v;
}

double bench_median(const double *x, size_t n)
{
    return bench_quantile(x, n, 0.5);
}

double bench_mad(const double *x, size_t n)
{
    const double m = bench_median(x, n);
    double *d = n ? malloc(n * sizeof *d) : NULL;
    for (size_t i = 0; d && i < n; i++)
        d[i] = fabs(x[i] - m);
    const double v = d ? bench_median(d, n) : (double)NAN;
    free(d);
    return v;
}

/* ---- bootstrap ---- */

enum { RESAMPLES = 1000, FEWEST = 8 };

typedef struct ranked {
    double value;
    size_t at;
} ranked;

static int by_value(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return ascending(&x->value, &y->value);
}

/* The median of samples given by how often each rank was drawn, n draws in all. */
static double median_of_counts(const ranked *s, const unsigned *count, size_t n)
{
    const size_t low = (n - 1) / 2, high = n / 2;
    size_t seen = 0, i = 0;
    while (seen + count[i] <= low)
        seen += count[i++];
    const double a = s[i].value;
    while (seen + count[i] <= high)
        seen += count[i++];
    return 0.5 * (a + s[i].value);
}

static double resample(const ranked *s, const size_t *rank, unsigned *count, size_t n, wg_rng *rng)
{
    const size_t block = (size_t)cbrt((double)n);
    memset(count, 0, n * sizeof *count);
    for (size_t drawn = 0; drawn < n;) {
        const size_t from = (size_t)(wg_rng_uniform(rng) * (double)n);
        for (size_t k = 0; k < block && drawn < n; k++, drawn++)
            count[rank[(from + k) % n]]++;
    }
    return median_of_counts(s, count, n);
}

bench_interval bench_median_interval(const double *x, size_t n, double confidence)
{
    bench_interval out = {bench_median(x, n), -INFINITY, INFINITY};
    if (n < FEWEST || !isfinite(out.value))
        return out;
    ranked *s = malloc(n * sizeof *s);
    size_t *rank = malloc(n * sizeof *rank);
    unsigned *count = malloc(n * sizeof *count);
    double *m = malloc(RESAMPLES * sizeof *m);
    if (s && rank && count && m) {
        wg_rng rng = wg_rng_new(n);
        for (size_t i = 0; i < n; i++)
            s[i] = (ranked){x[i], i};
        qsort(s, n, sizeof *s, by_value);
        for (size_t i = 0; i < n; i++)
            rank[s[i].at] = i;
        for (int r = 0; r < RESAMPLES; r++)
            m[r] = resample(s, rank, count, n, &rng);
        qsort(m, RESAMPLES, sizeof *m, ascending);
        out.lo = quantile_of(m, RESAMPLES, 0.5 * (1 - confidence));
        out.hi = quantile_of(m, RESAMPLES, 0.5 * (1 + confidence));
    }
    free(s);
    free(rank);
    free(count);
    free(m);
    return out;
}

bench_interval bench_ratio_interval(const double *x, const double *y, size_t n, double confidence)
{
    double *r = n ? malloc(n * sizeof *r) : NULL;
    for (size_t i = 0; r && i < n; i++)
        r[i] = y[i] / x[i];
    const bench_interval out =
        r ? bench_median_interval(r, n, confidence) : (bench_interval){NAN, -INFINITY, INFINITY};
    free(r);
    return out;
}

/* ---- verdicts ---- */

const char *bench_verdict_name(bench_verdict v)
{
    static const char *const names[] = {[BENCH_FASTER] = "faster",
                                        [BENCH_SLOWER] = "slower",
                                        [BENCH_NO_DIFFERENCE] = "no difference",
                                        [BENCH_NO_CONCLUSION] = "no conclusion"};
    return names[v];
}

bench_verdict bench_judge(bench_interval r, double margin)
{
    if (r.lo > 1 + BENCH_FLOOR)
        return BENCH_SLOWER;
    if (r.hi < 1 / (1 + BENCH_FLOOR))
        return BENCH_FASTER;
    return r.hi <= 1 + margin && r.lo >= 1 / (1 + margin) ? BENCH_NO_DIFFERENCE
                                                          : BENCH_NO_CONCLUSION;
}

/* z of a two-sided interval, by halving: erf has no inverse in C. */
static double z_of(double confidence)
{
    double lo = 0, hi = 10;
    for (int i = 0; i < 60; i++) {
        const double mid = 0.5 * (lo + hi);
        if (erf(mid / sqrt(2)) < confidence)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

double bench_detectable(bench_interval r, double confidence)
{
    if (!isfinite(r.hi - r.lo))
        return INFINITY;
    const double z = z_of(confidence), error = (r.hi - r.lo) / (2 * z);
    return BENCH_FLOOR + (z + 0.8416) * error; /* 0.8416: the z of four in five */
}
