/* Statistics of samples that are neither normal nor quite independent: medians, block bootstrap, verdicts.  Private.
 *
 * Times have a lower bound and a long tail, so the median stands for them. Neighbours in time are alike (a busy moment, a
 * clock that drifts), so the bootstrap draws runs of neighbours, n^(1/3) long, and not single samples; otherwise the
 * interval would be too narrow. References: Kunsch, The jackknife and the bootstrap for general stationary observations,
 * 1989; Hoefler and Belli, Scientific benchmarking of parallel computing systems, 2015. */
#ifndef WG_BENCH_STATS_H
#define WG_BENCH_STATS_H

#include <stddef.h>

double bench_median(const double *x, size_t n); /* NaN for none, or when out of memory */
double bench_quantile(const double *x, size_t n, double q);
double bench_mad(const double *x, size_t n); /* median distance from the median */

typedef struct bench_interval {
    double value, lo, hi; /* NaN where there is nothing to tell */
} bench_interval;

/* The median with a confidence interval (0 < confidence < 1), by moving-block bootstrap over x in order of time. The
 * same samples give the same interval: the generator is seeded. Fewer than 8 samples: lo = -inf, hi = inf. */
bench_interval bench_median_interval(const double *x, size_t n, double confidence);

/* The median of y[i] / x[i], pairs taken next to each other. */
bench_interval bench_ratio_interval(const double *x, const double *y, size_t n, double confidence);

typedef enum bench_verdict {
    BENCH_FASTER, /* y than x */
    BENCH_SLOWER,
    BENCH_NO_DIFFERENCE, /* larger than the margin */
    BENCH_NO_CONCLUSION, /* the noise exceeds what is asked for */
} bench_verdict;
const char *bench_verdict_name(bench_verdict v);

/* Two programs that compute the same in the same way differ by this much for reasons of layout alone: what is smaller is
 * not called a difference. */
#define BENCH_FLOOR 0.005

/* What the interval of a ratio says about a difference of `margin` (0.02 for 2 %):
 *   slower          all of it above 1 + BENCH_FLOOR
 *   faster          all of it below 1 / (1 + BENCH_FLOOR)
 *   no difference   all of it within 1 / (1 + margin) .. 1 + margin
 *   no conclusion   otherwise */
bench_verdict bench_judge(bench_interval ratio, double margin);

/* The smallest difference that an interval of this width tells from none in four of five runs; inf if it has no width. */
double bench_detectable(bench_interval ratio, double confidence);

#endif
