/* The cost model against what is counted by going through an op in the plainest way; the roof over it; the check that comes before any
 * time. Nothing here depends on how fast this machine is. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "benchmarks/cases.h"
#include "benchmarks/work.h"
#include "ops/ops.h"
#include "tests/support.h"

/* Caches of 1000, 10000 and 100000 bytes; a peak of 1e9 and 0.5e9 FLOP/s; bandwidths that fall by ten from level to level. */
static roof small_roof(void)
{
    roof r = {.levels = ROOF_LEVELS, .rows = 1};
    for (int k = 0; k < ROOF_LEVELS; k++) {
        const double b = 1e9 / pow(10, k);
        r.level[k] = (roof_level){.name = (const char *[]){"L1", "L2", "L3", "DRAM"}[k],
                                  .cache = k < 3 ? (size_t)(1000 * pow(10, k)) : SIZE_MAX};
        r.row[0].rate[k] = (roof_rates){b, b, b, b};
    }
    r.row[0].threads = 1;
    r.row[0].flops[0] = 1e9;
    r.row[0].flops[1] = 0.5e9;
    return r;
}

static bench_cost cost_on(wg_graph *g, wg_tensor y, int cache, int threads)
{
    const roof r = small_roof();
    const bench_state state = {.cache = cache};
    bench_cost c;
    assert_int_equal(bench_cost_of(g, &y, 1, &r, &state, threads, &c), WG_OK);
    return c;
}

static bench_cost cost_of(wg_graph *g, wg_tensor y, int cache)
{
    return cost_on(g, y, cache, 1);
}

/* ---- counting ---- */

/* An op done one number at a time: what it computes, and which bytes it touches. */
typedef struct counter {
    double flop, read, written;
    uint8_t seen[1 << 20];
} counter;

static counter count;

static void reset(void)
{
    memset(&count, 0, sizeof count);
}

static void reads(size_t at, size_t size)
{
    count.read += count.seen[at] ? 0 : (double)size;
    count.seen[at] = 1;
}

static void writes(size_t size)
{
    count.written += (double)size;
}

static void assert_counted(bench_cost c)
{
    assert_close(c.flop, count.flop, 0, 1e-12);
    assert_close(c.read, count.read, 0, 1e-12);
    assert_close(c.written, count.written, 0, 1e-12);
}

static wg_tensor f32(wg_graph *g, const char *name, wg_shape s)
{
    const wg_tensor t = wg_input_at(WG_AT("f32"), g, name, WG_F32, s);
    wg_fill_normal(t, 0, 1);
    return t;
}

static void test_add_with_broadcasting(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const bench_cost c =
        cost_of(g, wg_add(f32(g, "x", WG_SHAPE(30, 40)), f32(g, "y", WG_SHAPE(40))), BENCH_HOT);
    reset();
    for (size_t i = 0; i < 30; i++)
        for (size_t j = 0; j < 40; j++) {
            reads(40 * i + j, 4);
            reads(10000 + j, 4);
            count.flop += 1;
            writes(4);
        }
    assert_counted(c);
    graph_done(g);
}

static void test_matmul(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const bench_cost c = cost_of(
        g, wg_matmul(f32(g, "x", WG_SHAPE(12, 20)), f32(g, "y", WG_SHAPE(20, 8))), BENCH_HOT);
    reset();
    for (size_t i = 0; i < 12; i++)
        for (size_t j = 0; j < 8; j++) {
            for (size_t k = 0; k < 20; k++) {
                reads(20 * i + k, 4);
                reads(10000 + 8 * k + j, 4);
                count.flop += 2;
            }
            writes(4);
        }
    assert_counted(c);
    graph_done(g);
}

static void test_sum_of_rows(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const bench_cost c =
        cost_of(g, wg_sum(f32(g, "x", WG_SHAPE(12, 20)), WG_AXES(1), false), BENCH_HOT);
    reset();
    for (size_t i = 0; i < 12; i++) {
        for (size_t k = 0; k < 20; k++) {
            reads(20 * i + k, 4);
            count.flop += 1;
        }
        writes(4);
    }
    assert_counted(c);
    graph_done(g);
}

static void test_every_second_element(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = f32(g, "x", WG_SHAPE(200));
    const wg_ints none = {0};
    const wg_tensor half = wg_slice(x, WG_INTS(0), WG_INTS(200), WG_INTS(2));
    (void)none;
    const bench_cost c = cost_of(g, wg_neg(half), BENCH_HOT);
    reset();
    for (size_t i = 0; i < 200; i += 2) {
        reads(i, 4);
        count.flop += 1;
        writes(4);
    }
    assert_counted(c);
    graph_done(g);
}

/* A few rows of a long table: the rest of it is not read. */
static void test_take(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor i = wg_input(g, "i", WG_I64, WG_SHAPE(3));
    memcpy(wg_data(i), (const int64_t[]){5, 900, 17}, 24);
    const bench_cost c = cost_of(g, wg_take(f32(g, "x", WG_SHAPE(1000, 16)), i, 0), BENCH_HOT);
    reset();
    for (size_t k = 0; k < 3; k++) {
        reads(k, 8);
        for (size_t j = 0; j < 16; j++) {
            reads(100 + 16 * (size_t)((const int64_t[]){5, 900, 17})[k] + j, 4);
            writes(4);
        }
    }
    assert_counted(c);
    graph_done(g);
}

/* ---- where bytes come from, and what binds ---- */

static double sum_of(const double *x)
{
    return x[0] + x[1] + x[2] + x[3];
}

static void test_levels_by_reuse_distance(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const bench_cost small =
        cost_of(g, wg_neg(f32(g, "x", WG_SHAPE(100))), BENCH_HOT); /* 800 bytes in all */
    assert_close(small.level_read[0], 400, 0, 1e-12);
    const bench_cost large = cost_of(g, wg_neg(f32(g, "z", WG_SHAPE(50000))),
                                     BENCH_HOT); /* 400000 bytes: a quarter is in L3 */
    assert_close(sum_of(large.level_read), 200000, 0, 1e-12);
    assert_close(large.level_read[3], 200000 * (1 - 100000.0 / 400000), 0, 1e-9);
    assert_close(large.level_read[2], 200000 * (100000.0 - 10000) / 400000, 0, 1e-9);
    const bench_cost shared = cost_on(g, wg_neg(f32(g, "y", WG_SHAPE(50000))), BENCH_HOT,
                                      2); /* twice the L2, and the one L3 */
    assert_close(shared.level_read[3], large.level_read[3], 0, 1e-9);
    assert_close(shared.level_read[2], 200000 * (100000.0 - 20000) / 400000, 0, 1e-9);
    const bench_cost cold = cost_of(g, wg_neg(f32(g, "c", WG_SHAPE(100))), BENCH_COLD);
    assert_close(cold.level_read[3], 400, 0, 1e-12);
    graph_done(g);
}

static void test_bound(void **state)
{
    (void)state;
    const roof r = small_roof();
    int binds;
    bench_cost c = {.flop = 1e6, .f32 = true, .threads = 1};
    assert_close(bench_bound(&c, &r, &binds), 1e-3, 0, 1e-12);
    assert_int_equal(binds, BENCH_BINDS_COMPUTE);
    c = (bench_cost){.flop = 1e6, .f64 = true, .threads = 1};
    assert_close(bench_bound(&c, &r, &binds), 2e-3, 0, 1e-12);
    c = (bench_cost){.flop = 1, .f32 = true, .level_read = {0, 0, 0, 1e6}, .threads = 1};
    assert_close(bench_bound(&c, &r, &binds), 1, 0, 1e-9);
    assert_int_equal(binds, 3);
    c = (bench_cost){.threads = 2, .flop = 1e6, .f32 = true}; /* no row for two */
    assert_close(bench_bound(&c, &r, &binds), 0, 0, 0);
    assert_int_equal(binds, BENCH_BINDS_NOTHING);
    roof two = r;
    two.row[two.rows++] = (roof_row){.threads = 2, .flops = {4e9, 2e9}};
    assert_close(bench_bound(&c, &two, &binds), 0.25e-3, 0, 1e-12);
    c = (bench_cost){.threads = 1};
    assert_close(bench_bound(&c, &r, &binds), 0, 0, 0);
    assert_int_equal(binds, BENCH_BINDS_NOTHING);
}

static void test_mixtures_of_reads_and_writes(void **state)
{
    (void)state;
    const roof_rates b = {.load = 4, .triad = 3, .copy = 2, .store = 1};
    assert_close(roof_move_seconds(&b, 4, 0), 1, 0, 1e-12);
    assert_close(roof_move_seconds(&b, 2, 1), 1, 0, 1e-12);
    assert_close(roof_move_seconds(&b, 1, 1), 1, 0, 1e-12);
    assert_close(roof_move_seconds(&b, 0, 1), 1, 0, 1e-12);
    assert_close(roof_move_seconds(&b, 5, 1), 6 * 0.5 * (1.0 / 4 + 1.0 / 3), 0,
                 1e-12); /* a sixth written: halfway */
}

/* ---- correct before fast ---- */

static wg_code twice(const wg_kernel_args *k)
{
    for (int64_t i = 0; i < k->in[0].shape.dim[0]; i++)
        ((float *)k->out.data)[i] = 2 * ((const float *)k->in[0].data)[i];
    return WG_OK;
}

static wg_code twice_but_for_one(const wg_kernel_args *k)
{
    twice(k);
    ((float *)k->out.data)[3] *= 1 + 0x1p-15f;
    return WG_OK;
}

static wg_code twice_at_times(const wg_kernel_args *k)
{
    twice(k);
    ((float *)k->out.data)[3] += (float)(++*(int *)k->user % 2);
    return WG_OK;
}

static bench_check checked(wg_kernel_fn fast, bench_check_mode mode, int *user)
{
    const wg_op right = {.name = "twice",
                         .arity = 1,
                         .shape = wg_infer_same,
                         .kernel = twice,
                         .fast = fast,
                         .user = user};
    wg_graph *g = graph_new(), *h = graph_new();
    const wg_tensor x = f32(g, "x", WG_SHAPE(64)), z = wg_input(h, "x", WG_F64, WG_SHAPE(64));
    const wg_tensor y = wg_call(g, &right, &x, 1, NULL), want = wg_mul(z, 2.0);
    const bench_truth truth = {.g = g,
                               .want_graph = h,
                               .t = &y,
                               .want = &want,
                               .operand = &x,
                               .want_operand = &z,
                               .n = 1,
                               .operands = 1,
                               .mode = mode};
    bench_check c;
    assert_int_equal(bench_check_run(&truth, &c), WG_OK);
    wg_graph_free(g);
    graph_done(h);
    return c;
}

static void test_right_kernels_pass_and_wrong_ones_do_not(void **state)
{
    (void)state;
    int calls = 0;
    for (bench_check_mode m = BENCH_CHECK_ULP; m <= BENCH_CHECK_BITWISE; m++) {
        assert_true(checked(twice, m, &calls).ok);
        assert_false(checked(twice_but_for_one, m, &calls).ok);
        const bench_check c = checked(twice_at_times, m, &calls);
        assert_false(c.ok);
        assert_false(c.repeatable);
    }
    assert_non_null(
        strstr(checked(twice_but_for_one, BENCH_CHECK_ULP, &calls).message, "element 3"));
}

/* ---- data and cases ---- */

static void test_classes_of_data(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = f32(g, "x", WG_SHAPE(1000));
    const float *v = wg_data(x);
    bench_fill(x, BENCH_SUBNORMAL, 1);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(fpclassify(v[i]), FP_SUBNORMAL);
    bench_fill(x, BENCH_ZEROS, 1);
    assert_true(v[0] == 0 && v[999] == 0);
    bench_fill(x, BENCH_MIXED, 1);
    double least = INFINITY, most = 0;
    for (int i = 0; i < 1000; i++) {
        least = fmin(least, fabs((double)v[i]));
        most = fmax(most, fabs((double)v[i]));
    }
    assert_true(most / least > 1e12);
    graph_done(g);
}

static void test_every_op_has_a_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < wg_op_count(); i++) {
        char buf[512];
        bench_case c;
        if (!bench_has_case(wg_op_at(i)->name) &&
            !bench_case_of_op(wg_op_at(i)->name, buf, sizeof buf, &c))
            fail_msg("%s has no case", wg_op_at(i)->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add_with_broadcasting),
        cmocka_unit_test(test_matmul),
        cmocka_unit_test(test_sum_of_rows),
        cmocka_unit_test(test_every_second_element),
        cmocka_unit_test(test_take),
        cmocka_unit_test(test_levels_by_reuse_distance),
        cmocka_unit_test(test_bound),
        cmocka_unit_test(test_mixtures_of_reads_and_writes),
        cmocka_unit_test(test_right_kernels_pass_and_wrong_ones_do_not),
        cmocka_unit_test(test_classes_of_data),
        cmocka_unit_test(test_every_op_has_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
