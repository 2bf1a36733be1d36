/* What becomes one tile program: counted, so that a fusion that is lost fails a test and not only a benchmark. */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "engine/state.h"
#include "nn/nn.h"

typedef struct counts {
    int64_t programs, phases, kernels, copies, steps;
} counts;

static wg_graph *g;

static int setup(void **state)
{
    (void)state;
    g = graph_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    graph_done(g);
    return 0;
}

static wg_plan_stats stats_of(const wg_tensor *t, int n)
{
    char why[256];
    wg_plan_stats s;
    assert_int_equal(wg_plan_stats_of(g, t, n, &s), WG_OK);
    if (!wg__plan_verify(wg__engine_plan(g, t, n), why, sizeof why))
        fail_msg("%s", why);
    return s;
}

static void assert_counts_at(const wg_tensor *t, int n, counts want, int line)
{
    const wg_plan_stats s = stats_of(t, n);
    const counts got = {s.tile_programs, s.phases, s.kernels, s.copies, s.steps};
    if (memcmp(&got, &want, sizeof got) != 0) {
        wg_plan_dump(stderr, WG_TEXT, g, t, n);
        fail_msg("line %d: %d programs, %d phases, %d kernels, %d copies, %d steps", line,
                 (int)got.programs, (int)got.phases, (int)got.kernels, (int)got.copies,
                 (int)got.steps);
    }
}
#define assert_counts(t, n, ...) assert_counts_at(t, n, (counts){__VA_ARGS__}, __LINE__)

static wg_tensor input(const char *name, wg_shape s)
{
    return wg_fill_normal(wg_input(g, name, WG_F32, s), 0, 1);
}

/* ---- along rows ---- */

static void softmax(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(64, 100)), y = wg_softmax(x, -1);
    assert_counts(&y, 1, 1, 3, 0, 0, 1);
    const wg_plan_stats s = stats_of(&y, 1);
    assert_int_equal(s.bytes_moved, 2 * 64 * 100 * 4); /* x in, y out */
    assert_true(s.arena_bytes < 2 * 64 * 100 * 4);
    const wg_tensor z = wg_log_softmax(x, -1), l = wg_logsumexp(x, WG_AXES(-1), false);
    assert_counts(&z, 1, 1, 3, 0, 0, 1);
    assert_counts(&l, 1, 1, 3, 0, 0, 1);
    const wg_tensor line = wg_softmax(input("line", WG_SHAPE(77)), -1);
    assert_counts(&line, 1, 1, 3, 0, 0, 1);
}

static void softmax_backward(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(64, 100)), dy = input("dy", WG_SHAPE(64, 100)),
                    y = wg_softmax(x, -1);
    wg_tensor t[2] = {y};
    assert_int_equal(wg_vjp(y, dy, &x, 1, &t[1]), WG_OK);
    assert_counts(t, 2, 1, 4, 0, 0, 1);
}

static void cross_entropy(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(512, 100)),
                    labels = wg_input(g, "labels", WG_I32, WG_SHAPE(512));
    wg_tensor t[2] = {wg_nn_softmax_cross_entropy(x, labels, WG_MEAN)};
    assert_int_equal(wg_grad(t[0], &x, 1, &t[1]), WG_OK);
    assert_counts(t, 2, 2, 6, 0, 0, 2); /* 1 / 512; all the rest */
    const wg_plan_stats s = stats_of(t, 2);
    assert_true(s.arena_bytes <
                512 * 100 * 4 + 32768); /* the gradient, and what stays in the cache */
}

/* gamma (x - mean) / sqrt(var + eps) + beta */
static wg_tensor layer_norm(wg_tensor x, wg_tensor gamma, wg_tensor beta)
{
    const wg_tensor c = wg_sub(x, wg_mean(x, WG_AXES(-1), true));
    const wg_tensor r = wg_rsqrt(wg_add(wg_mean(wg_square(c), WG_AXES(-1), true), 1e-5));
    return wg_add(wg_mul(wg_mul(c, r), gamma), beta);
}

static void normalised(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(64, 100)), gamma = input("gamma", WG_SHAPE(100)),
                    beta = input("beta", WG_SHAPE(100)), dy = input("dy", WG_SHAPE(64, 100));
    const wg_tensor wrt[3] = {x, gamma, beta};
    wg_tensor t[4] = {layer_norm(x, gamma, beta)};
    assert_counts(t, 1, 1, 3, 0, 0, 1);
    assert_int_equal(wg_vjp(t[0], dy, wrt, 3, &t[1]), WG_OK);
    assert_counts(t, 4, 1, 5, 0, 0, 1);
    const wg_tensor rms = wg_mul(x, wg_rsqrt(wg_mean(wg_square(x), WG_AXES(-1), true)));
    wg_tensor u[2] = {rms};
    assert_int_equal(wg_vjp(rms, dy, &x, 1, &u[1]), WG_OK);
    assert_counts(u, 2, 1, 3, 0, 0, 1);
    const wg_tensor v[2] = {wg_var(x, WG_AXES(-1), false, 0), wg_std(x, WG_AXES(-1), false, 1)};
    assert_counts(v, 2, 1, 3, 0, 0, 1);
}

/* ---- down the columns, and of everything ---- */

static void columns(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(200, 50)), b = input("b", WG_SHAPE(50)),
                    dy = input("dy", WG_SHAPE(200, 50));
    const wg_tensor wrt[2] = {x, b};
    wg_tensor t[3] = {wg_tanh(wg_add(x, b))};
    assert_int_equal(wg_vjp(t[0], dy, wrt, 2, &t[1]), WG_OK);
    assert_counts(t, 3, 1, 1, 0, 0, 1);
}

static void totals(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(200, 50)), y = input("y", WG_SHAPE(200, 50));
    wg_tensor t[2] = {wg_nn_squared_error(x, y, WG_MEAN)};
    assert_counts(t, 1, 1, 1, 0, 0, 1);
}

/* ---- what is not one program ---- */

static void apart(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(3, 40000)),
                    y = wg_softmax(x, -1); /* rows longer than the cache */
    assert_counts(&y, 1, 2, 2, 2, 0, 4);
    const wg_tensor z =
        wg_softmax(input("z", WG_SHAPE(30, 20)), 0); /* columns: max, then sum, then the quotient */
    const wg_plan_stats s = stats_of(&z, 1);
    assert_true(s.steps == 3);
    const wg_tensor lone = wg_sum(x, WG_AXES(-1), false);
    assert_counts(&lone, 1, 0, 0, 1, 0, 1);
}

/* ---- transposed copies ---- */

/* Element e of x, permuted, by the definition. */
static void check_permuted(wg_dtype d, wg_shape s, wg_ints order)
{
    const wg_tensor x = wg_input(g, "p", d, s), y = wg_permute(x, order);
    const size_t size = wg_dtype_size(d), n = (size_t)wg_numel(x);
    unsigned char *data = wg_data(x);
    for (size_t k = 0; k < n * size; k++)
        data[k] = (unsigned char)(k * 2654435761u >> 7);
    assert_int_equal(wg_run(g, y), WG_OK);
    const wg_shape t = wg_shape_of(y);
    const unsigned char *out = wg_data(y);
    for (size_t e = 0; e < n; e++) {
        int64_t at[WG_MAX_RANK], rest = (int64_t)e, from = 0;
        for (int k = t.rank - 1; k >= 0; k--) {
            at[order.v[k]] = rest % t.dim[k];
            rest /= t.dim[k];
        }
        for (int k = 0; k < s.rank; k++)
            from = from * s.dim[k] + at[k];
        if (memcmp(out + e * size, data + (size_t)from * size, size) != 0)
            fail_msg("%s: element %zu", wg_dtype_name(d), e);
    }
}

static void transposed(void **state)
{
    (void)state;
    static const int64_t sides[] = {1, 7, 8, 16, 17, 40, 65};
    static const wg_dtype dtypes[] = {WG_F32, WG_F64, WG_I64, WG_U8};
    for (int i = 0; i < 7; i++)
        for (int j = 0; j < 7; j++)
            for (int k = 0; k < 4; k++) {
                check_permuted(dtypes[k], WG_SHAPE(sides[i], sides[j]), WG_INTS(1, 0));
                check_permuted(dtypes[k], WG_SHAPE(3, sides[i], sides[j]), WG_INTS(2, 0, 1));
                check_permuted(dtypes[k], WG_SHAPE(sides[i], 2, sides[j]), WG_INTS(2, 1, 0));
            }
}

/* ---- the passes ---- */

static void without(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(64, 100)), y = wg_softmax(x, -1);
    assert_int_equal(wg_run(g, y), WG_OK);
    float with[64 * 100];
    memcpy(with, wg_data(y), sizeof with);
    assert_int_equal(wg_set_plan_passes(g, "-rows"), WG_OK);
    assert_counts(&y, 1, 2, 2, 2, 0, 4);
    assert_int_equal(wg_run(g, y), WG_OK);
    assert_memory_equal(with, wg_data(y), sizeof with);
    assert_int_equal(wg_set_plan_passes(g, "-fuse,+rows"), WG_OK);
    assert_counts(&y, 1, 3, 3, 2, 0, 5);
    assert_int_equal(wg_run(g, y), WG_OK);
    assert_memory_equal(with, wg_data(y), sizeof with);
    assert_int_equal(wg_set_plan_passes(g, "+fuse"), WG_OK);
    assert_counts(&y, 1, 1, 3, 0, 0, 1);
    assert_int_equal(wg_set_plan_passes(g, "-fusion"), WG_ERR_ARGUMENT);
    assert_error_contains(
        g, "'-fusion' is not -NAME or +NAME of a pass; there are products, fuse, rows");
    assert_int_equal(wg_set_plan_passes(g, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "NULL");
    assert_int_equal(wg_set_plan_passes(NULL, ""), WG_ERR_HANDLE);
}

/* Each step alone gives the same bits. */
static void assert_same_alone(const wg_tensor *t, int n, int64_t rows, int64_t cols)
{
    float *kept[4];
    assert_int_equal(wg_run_n(g, t, n), WG_OK);
    for (int k = 0; k < n; k++) {
        const size_t bytes = (size_t)wg_numel(t[k]) * sizeof(float);
        kept[k] = malloc(bytes);
        assert_non_null(kept[k]);
        memcpy(kept[k], wg_data(t[k]), bytes);
    }
    assert_int_equal(wg_set_plan_passes(g, "-fuse"), WG_OK);
    assert_int_equal(wg_run_n(g, t, n), WG_OK);
    for (int k = 0; k < n; k++) {
        if (memcmp(kept[k], wg_data(t[k]), (size_t)wg_numel(t[k]) * sizeof(float)) != 0)
            fail_msg("%d x %d: other bits of result %d", (int)rows, (int)cols, k);
        free(kept[k]);
    }
    assert_int_equal(wg_set_plan_passes(g, "+fuse"), WG_OK);
}

/* A few long rows are at work at a time: one call of an op that takes an element of each row for each of them. */
static void long_rows(void **state)
{
    (void)state;
    static const int64_t width[] = {513, 700, 1024, 2100}, height[] = {1, 2, 5, 13};
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            const int64_t rows = height[j], cols = width[i];
            const wg_tensor x = input("x", WG_SHAPE(rows, cols)),
                            dy = input("dy", WG_SHAPE(rows, cols)),
                            gamma = input("gamma", WG_SHAPE(cols)),
                            label = wg_mul(wg_arange(g, WG_I32, 0, (double)rows, 1), 37);
            const wg_tensor wrt[3] = {x, gamma, input("beta", WG_SHAPE(cols))};
            wg_tensor loss[2] = {wg_nn_softmax_cross_entropy(x, label, WG_MEAN)},
                      norm[4] = {layer_norm(x, wrt[1], wrt[2])}, soft[2] = {wg_softmax(x, -1)},
                      gate[1] = {wg_mul(wg_mul(x, wg_sum(x, WG_AXES(-1), true)),
                                        wg_add(dy, wg_max(dy, WG_AXES(-1), true)))};
            assert_int_equal(wg_grad(loss[0], &x, 1, &loss[1]), WG_OK);
            assert_int_equal(wg_vjp(norm[0], dy, wrt, 3, &norm[1]), WG_OK);
            assert_int_equal(wg_vjp(soft[0], dy, &x, 1, &soft[1]), WG_OK);
            assert_same_alone(loss, 2, rows, cols);
            assert_same_alone(norm, 4, rows, cols);
            assert_same_alone(soft, 2, rows, cols);
            assert_same_alone(gate, 1, rows, cols);
            const wg__plan *p = wg__engine_plan(g, soft, 1);
            const wg__program *s = p->step[0].what;
            assert_true(rows == 1 || s->block > 1 || cols == 2100);
        }
}

static void from_the_environment(void **state)
{
    (void)state;
    wg_plan_stats s;
    assert_int_equal(setenv("WG_PLAN_PASSES", "-rows,-columns", 1), 0);
    wg_graph *h = graph_new();
    const wg_tensor y = wg_softmax(wg_input(h, "x", WG_F32, WG_SHAPE(8, 10)), -1);
    assert_int_equal(wg_plan_stats_of(h, &y, 1, &s), WG_OK);
    assert_int_equal(s.steps, 4);
    graph_done(h);
    assert_int_equal(setenv("WG_PLAN_PASSES", "rows", 1), 0);
    h = graph_new();
    const wg_tensor z = wg_softmax(wg_input(h, "x", WG_F32, WG_SHAPE(8, 10)), -1);
    assert_int_equal(wg_run(h, z), WG_ERR_ARGUMENT);
    assert_error_contains(h, "WG_PLAN_PASSES: 'rows' is not");
    unsetenv("WG_PLAN_PASSES");
    graph_done(h);
}

/* ---- errors and dumps ---- */

/* The message of the kernel, from the line of the op, though the step is the whole program. */
static void index_out_of_range(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(300, 10)),
                    at = wg_input(g, "at", WG_I32, WG_SHAPE(300, 1));
    const wg_tensor w = wg_fill(wg_param(g, "w", WG_F32, WG_SHAPE(300, 1)), 7);
    const wg_tensor picked = wg_take_along_axis(wg_exp(x), at, -1);
    const int line = __LINE__ - 1;
    const wg_tensor y = wg_neg(picked), set = wg_assign(w, y);
    ((int32_t *)wg_data(at))[213] = 10;
    assert_int_equal(wg_run(g, y, set), WG_ERR_VALUE);
    char text[160];
    snprintf(text, sizeof text,
             "index 10 at [213, 0] is out of range [-10, 9] for axis 1 of 10 elements");
    assert_non_null(strstr(wg_error(g), text));
    snprintf(text, sizeof text, "test_programs.c:%d", line);
    assert_error_contains(g, text);
    assert_close((double)((float *)wg_data(w))[0], 7, 0, 0); /* nothing was assigned */
    ((int32_t *)wg_data(at))[213] = -10;
    assert_int_equal(wg_run(g, y, set), WG_OK);
    assert_close((double)((float *)wg_data(y))[213], -exp((double)((float *)wg_data(x))[2130]),
                 1e-6, 1e-6);
}

static void dumped(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    const wg_tensor x = input("x", WG_SHAPE(64, 100));
    const wg_tensor t[2] = {wg_softmax(x, -1), wg_mean(wg_exp(x), WG_ALL, false)};
    assert_int_equal(wg_plan_dump(f, WG_TEXT, g, t, 1), WG_OK);
    assert_int_equal(wg_plan_dump(f, WG_TEXT, g, &t[1], 1), WG_OK);
    assert_int_equal(wg_plan_dump(f, WG_JSON, g, t, 1), WG_OK);
    fclose(f);
    assert_non_null(strstr(text, "max | sub exp sum | div"));
    assert_non_null(strstr(text, "exp, then mean"));
    assert_non_null(strstr(text, "\"rows\": 64, \"columns\": 100, \"block\": 10, \"phases\": 3"));
    free(text);
}

/* ---- the verifier sees faults ---- */

static void planted_faults(void **state)
{
    (void)state;
    char why[256];
    const wg_tensor y = wg_softmax(input("x", WG_SHAPE(64, 100)), -1);
    wg__plan *p = wg__engine_plan(g, &y, 1);
    assert_true(wg__plan_verify(p, why, sizeof why));
    wg__program *q = p->step[0].what;
    for (uint32_t k = 0; k < q->instrs; k++) { /* an operand that is another value */
        wg__instr *i = &q->instr[k];
        if (i->from[0] == WG__NONE)
            continue;
        const uint32_t was = i->from[0];
        i->from[0] = was + 1;
        assert_false(wg__plan_verify(p, why, sizeof why));
        assert_non_null(strstr(why, "not where it is read"));
        i->from[0] = was;
    }
    const wg__instr first = q->instr[0]; /* before its operand is there */
    q->instr[0] = q->instr[q->instrs - 1];
    q->instr[q->instrs - 1] = first;
    assert_false(wg__plan_verify(p, why, sizeof why));
    q->instr[q->instrs - 1] = q->instr[0];
    q->instr[0] = first;
    q->block = 65;
    assert_false(wg__plan_verify(p, why, sizeof why));
    assert_non_null(strstr(why, "too many"));
    q->block = 0;
    assert_false(wg__plan_verify(p, why, sizeof why));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(softmax),
        TEST(softmax_backward),
        TEST(cross_entropy),
        TEST(normalised),
        TEST(columns),
        TEST(totals),
        TEST(transposed),
        TEST(apart),
        TEST(without),
        TEST(long_rows),
        TEST(index_out_of_range),
        TEST(dumped),
        TEST(planted_faults),
        cmocka_unit_test(from_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
