/* The statistics and the protocol of the benchmark on samples whose truth is known: planted differences are found, absent ones are
 * not, under noise of several kinds. Nothing here depends on how fast this machine is. */
#include <math.h>
#include <stdlib.h>

#include "benchmarks/clock.h"
#include "benchmarks/protocol.h"
#include "benchmarks/stats.h"
#include "tests/support.h"

static void test_median_and_quantiles(void **state)
{
    (void)state;
    const double x[] = {5, 1, 4, 2, 3};
    assert_close(bench_median(x, 5), 3, 0, 0);
    assert_close(bench_median(x, 4), 3, 0, 0); /* of 1 2 4 5 */
    assert_close(bench_quantile(x, 5, 0), 1, 0, 0);
    assert_close(bench_quantile(x, 5, 1), 5, 0, 0);
    assert_close(bench_quantile(x, 5, 0.25), 2, 0, 0);
    assert_close(bench_mad(x, 5), 1, 0, 0);
    assert_true(isnan(bench_median(x, 0)));
}

/* Of samples from a known distribution, about as many intervals as promised hold the true median. */
static void test_interval_covers(void **state)
{
    (void)state;
    wg_rng rng = wg_rng_new(1);
    int covered = 0;
    for (int t = 0; t < 400; t++) {
        double x[60];
        for (int i = 0; i < 60; i++)
            x[i] = exp(0.1 * wg_rng_normal(&rng)); /* median 1 */
        const bench_interval v = bench_median_interval(x, 60, 0.95);
        covered += v.lo <= 1 && 1 <= v.hi;
    }
    assert_in_range(covered, 360, 400);
}

static void test_few_samples_tell_nothing(void **state)
{
    (void)state;
    const double x[] = {1, 1, 1, 1};
    const bench_interval v = bench_ratio_interval(x, x, 4, 0.99);
    assert_true(isinf(v.lo) && isinf(v.hi));
    assert_int_equal(bench_judge(v, 0.02), BENCH_NO_CONCLUSION);
    assert_true(isinf(bench_detectable(v, 0.99)));
}

static void test_verdicts(void **state)
{
    (void)state;
    assert_int_equal(bench_judge((bench_interval){1.03, 1.02, 1.04}, 0.02), BENCH_SLOWER);
    assert_int_equal(bench_judge((bench_interval){0.97, 0.96, 0.98}, 0.02), BENCH_FASTER);
    assert_int_equal(bench_judge((bench_interval){1.00, 0.99, 1.01}, 0.02), BENCH_NO_DIFFERENCE);
    assert_int_equal(bench_judge((bench_interval){1.00, 0.97, 1.03}, 0.02), BENCH_NO_CONCLUSION);
    assert_int_equal(bench_judge((bench_interval){1.002, 1.001, 1.003}, 0.02), BENCH_NO_DIFFERENCE);
    assert_int_equal(bench_judge((bench_interval){NAN, NAN, NAN}, 0.02), BENCH_NO_CONCLUSION);
    assert_close(bench_detectable((bench_interval){1, 0.99, 1.01}, 0.95), 0.0193, 1e-3, 0);
}

/* ---- the whole protocol, on subjects that only say how long they took ---- */

typedef struct noise {
    double jitter;    /* relative standard deviation of a sample */
    double spikes;    /* share of samples that take up to twice as long */
    double drift;     /* of the machine, common to both: a random walk per sample */
    double preempted; /* share of samples during which another thread had the core */
} noise;

typedef struct machine {
    wg_rng rng;
    noise noise;
    double level;
} machine;

typedef struct fake {
    machine *m;
    double seconds; /* of one run */
    int64_t runs, fails_at;
} fake;

static bool fake_run(void *self, int64_t n, bench_sample *took)
{
    fake *f = self;
    machine *m = f->m;
    m->level *= 1 + m->noise.drift * wg_rng_normal(&m->rng);
    double t = f->seconds * m->level * exp(m->noise.jitter * wg_rng_normal(&m->rng));
    if (wg_rng_uniform(&m->rng) < m->noise.spikes)
        t *= 1 + wg_rng_uniform(&m->rng);
    f->runs += n;
    took->cpu = t * (double)n;
    took->wall = took->cpu + (wg_rng_uniform(&m->rng) < m->noise.preempted ? 4e-3 : 0);
    return !f->fails_at || f->runs < f->fails_at;
}

static bench_series compare(uint64_t seed, double effect, noise how)
{
    machine m = {.rng = wg_rng_new(seed), .noise = how, .level = 1};
    fake a = {.m = &m, .seconds = 1e-5}, b = {.m = &m, .seconds = 1e-5 * (1 + effect)};
    const bench_subject subject[] = {{"a", fake_run, NULL, &a}, {"b", fake_run, NULL, &b}};
    bench_protocol p = bench_protocol_default();
    bench_series s;
    p.max_rounds = 200;
    p.seconds = 20;
    assert_true(bench_measure(subject, 2, &p, &s));
    return s;
}

static const noise quiet = {.jitter = 0.005, .spikes = 0.02, .drift = 0.001};
static const noise loaded = {.jitter = 0.01, .spikes = 0.1, .drift = 0.003, .preempted = 0.2};
static const noise starved = {.jitter = 0.01, .spikes = 0.05, .drift = 0.002, .preempted = 0.8};

static int count_verdicts(double effect, noise how, bench_verdict wanted)
{
    int found = 0;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        bench_series s = compare(seed, effect, how);
        found += s.verdict[1] == wanted;
        bench_series_free(&s);
    }
    return found;
}

static void test_three_per_cent_are_found(void **state)
{
    (void)state;
    assert_in_range(count_verdicts(0.03, quiet, BENCH_SLOWER), 95, 100);
    assert_in_range(count_verdicts(0.03, loaded, BENCH_SLOWER), 95, 100);
    assert_in_range(count_verdicts(0.03, starved, BENCH_SLOWER), 95, 100);
    assert_in_range(count_verdicts(-0.03, loaded, BENCH_FASTER), 95, 100);
}

static void test_nothing_is_found_where_nothing_is(void **state)
{
    (void)state;
    assert_in_range(count_verdicts(0, quiet, BENCH_NO_DIFFERENCE), 95, 100);
    assert_in_range(count_verdicts(0, loaded, BENCH_NO_DIFFERENCE), 95, 100);
    assert_in_range(count_verdicts(0, starved, BENCH_NO_DIFFERENCE), 95, 100);
}

/* More noise than the rounds can average away: no answer is the right one, and never a wrong one. */
static void test_noise_forbids_an_answer(void **state)
{
    (void)state;
    const noise wild = {.jitter = 0.4, .spikes = 0.5};
    assert_in_range(count_verdicts(0, wild, BENCH_NO_CONCLUSION), 95, 100);
    bench_series s = compare(7, 0, wild);
    assert_true(bench_detectable(s.ratio[1], 0.99) > 0.02);
    bench_series_free(&s);
}

/* The other way round: what is there is not called nothing, and nothing is not called something. */
static void test_planted_difference_is_not_called_none(void **state)
{
    (void)state;
    assert_in_range(count_verdicts(0.03, loaded, BENCH_NO_DIFFERENCE), 0, 1);
    assert_in_range(
        count_verdicts(0, loaded, BENCH_SLOWER) + count_verdicts(0, loaded, BENCH_FASTER), 0, 2);
}

static void test_disturbed_rounds_are_dropped_and_counted(void **state)
{
    (void)state;
    bench_series s = compare(3, 0, loaded);
    assert_true(s.dropped[BENCH_PREEMPTED] > 0);
    assert_false(s.cpu_time);
    assert_close(s.median[0].value, 1e-5, 0, 0.3); /* 4 ms of another thread are not in it */
    bench_series_free(&s);
    s = compare(3, 0, starved);
    assert_true(s.cpu_time);
    assert_close(s.median[0].value, 1e-5, 0, 0.3);
    bench_series_free(&s);
}

static void test_a_failing_subject_is_named(void **state)
{
    (void)state;
    machine m = {.rng = wg_rng_new(1), .level = 1};
    fake a = {.m = &m, .seconds = 1e-5}, b = {.m = &m, .seconds = 1e-5, .fails_at = 300};
    const bench_subject subject[] = {{"a", fake_run, NULL, &a}, {"b", fake_run, NULL, &b}};
    const bench_protocol p = bench_protocol_default();
    bench_series s;
    assert_false(bench_measure(subject, 2, &p, &s));
    assert_int_equal(s.failed, 2);
    bench_series_free(&s);
}

static void test_clocks(void **state)
{
    (void)state;
    const bench_clock c = bench_clock_measure();
    assert_true(c.resolution > 0 && c.resolution < 1e-3);
    assert_true(c.overhead > 0 && c.overhead < 1e-3);
    const double wall = bench_now(), cpu = bench_cpu_now();
    (void)bench_ghz();
    assert_true(bench_now() > wall && bench_cpu_now() >= cpu);
    assert_true(bench_steal(-1) >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_median_and_quantiles),
        cmocka_unit_test(test_interval_covers),
        cmocka_unit_test(test_few_samples_tell_nothing),
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_three_per_cent_are_found),
        cmocka_unit_test(test_nothing_is_found_where_nothing_is),
        cmocka_unit_test(test_noise_forbids_an_answer),
        cmocka_unit_test(test_planted_difference_is_not_called_none),
        cmocka_unit_test(test_disturbed_rounds_are_dropped_and_counted),
        cmocka_unit_test(test_a_failing_subject_is_named),
        cmocka_unit_test(test_clocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
