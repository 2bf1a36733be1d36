/* Several threads: the same bits for any number of them, from every op, gradient and update and from a whole training; and the pool,
 * in the hands of users who start threads of their own, fork, change their minds, or have no thread to spare.
 *
 * Most graphs here are small. The option small_chunks has their steps cut all the same. */
#include "tests/support.h"

#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "data/data.h"
#include "engine/engine.h"
#include "engine/state.h"
#include "engine/threads.h"
#include "nn/nn.h"
#include "tests/fail_malloc.h"
#include "tests/op_cases.h"

static const wg__engine_options small_chunks = {.small_chunks = true};
static const int numbers[] = {1, 2, 3, 8, 64};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

/* ---- digests ---- */

static uint64_t digest(uint64_t h, const void *p, size_t n)
{
    const unsigned char *x = p;
    for (size_t k = 0; k < n; k++)
        h = (h ^ x[k]) * 0x100000001B3u;
    return h;
}

static uint64_t digest_of(uint64_t h, wg_tensor t)
{
    const size_t n = (size_t)wg_numel(t) * wg_dtype_size(wg_dtype_of(t));
    return n ? digest(h, wg_data(t), n) : h;
}

static int chunks_of(wg_graph *g, const wg_tensor *t, int n)
{
    int cut = 0;
    const wg__plan *p = wg__engine_plan(g, t, n);
    for (uint32_t k = 0; p && k < p->steps; k++) {
        const wg__step *s = &p->step[k];
        cut += s->kind == WG__STEP_TILE && ((const wg__program *)s->what)->chunk > 0;
        cut +=
            s->kind == WG__STEP_GEMM && ((const wg__product *)s->what)->share[WG__FINE].group > 0;
        cut += s->kind == WG__STEP_KERNEL && ((const wg__call *)s->what)->cut.pieces > 0;
        cut += s->kind == WG__STEP_COPY && ((const wg__copy *)s->what)->chunk > 0;
    }
    return cut;
}

/* ---- every op and its gradients ---- */

typedef struct outcome {
    uint64_t h;
    int cut; /* steps that were shared */
} outcome;

static void put(wg_tensor *t, int *n, wg_tensor x)
{
    if (*n < 16 && wg_is_ok(x) && !wg_is_none(x))
        t[(*n)++] = x;
}

/* An op's sample call, repeated along a new first axis if it can be, and what comes back from it. */
static outcome run_case(const op_case *c)
{
    wg_graph *g = wg_graph_new();
    wg__engine_set_options(g, &small_chunks);
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS], d[CASE_OPERANDS], want[16];
    int n = 0, m = 0;
    wg_rng rng = wg_rng_new(7);
    for (int k = 0; k < c->n; k++) {
        x[k] = wg_param(g, "x", c->x[k].dtype, c->x[k].shape);
        source_draw(&rng, x[k], &c->x[k]);
        if (c->x[k].dtype == WG_F64)
            wrt[m++] = x[k];
    }
    const wg_tensor y = op_case_call(g, x, c->n, c);
    put(want, &n, y);
    if (op_has_gradient(wg_op_find(c->op)) && wg_is_ok(y) && m) {
        const wg_tensor cost = wg_sum(wg_mul(y, wg_add(y, 0.5)), WG_ALL, false);
        if (wg_grad(cost, wrt, m, d) == WG_OK)
            for (int k = 0; k < m; k++)
                put(want, &n, d[k]);
        wg_clear_error(g);
    }
    outcome o = {0xCBF29CE484222325u, 0};
    o.cut = chunks_of(g, want, n);
    const wg_code code = wg_run_n(g, want, n);
    o.h = digest(o.h, &code, sizeof code);
    for (int k = 0; k < n && wg_ok(g); k++)
        o.h = digest_of(o.h, want[k]);
    wg_graph_free(g);
    return o;
}

static void every_op(void **state)
{
    (void)state;
    int cases = 0, cut = 0;
    for (size_t k = 0; k < wg_op_count(); k++) {
        op_case c;
        for (int number = 0; op_case_at(wg_op_at(k), number, &c); number++) {
            uint64_t first = 0;
            for (int j = 0; j < NUMBERS; j++) {
                assert_int_equal(wg_set_threads(numbers[j]), WG_OK);
                const outcome o = run_case(&c);
                first = j ? first : o.h;
                cut += j == 0 && o.cut;
                if (o.h != first)
                    fail_msg("%s, call %d: other bits with %d threads", c.op, number, numbers[j]);
            }
            cases++;
        }
    }
    wg_set_threads(1);
    print_message("%d calls, %d of them with steps that are shared\n", cases, cut);
    assert_true(cases > 100 && cut > cases / 4);
}

/* ---- large steps, as they are cut for users ---- */

typedef wg_tensor (*large)(wg_graph *g);

static wg_tensor normal(wg_graph *g, wg_dtype d, int64_t rows, int64_t cols)
{
    return wg_fill_normal(wg_input(g, "x", d, WG_SHAPE(rows, cols)), 0, 1);
}

static wg_tensor softmax_f32(wg_graph *g)
{
    return wg_softmax(normal(g, WG_F32, 515, 700), -1);
}

static wg_tensor gelu_f64(wg_graph *g)
{
    return wg_gelu(normal(g, WG_F64, 300, 701));
}

static wg_tensor broadcast(wg_graph *g)
{
    const wg_tensor x = normal(g, WG_F32, 601, 503), row = normal(g, WG_F32, 1, 503),
                    col = normal(g, WG_F32, 601, 1);
    return wg_add(wg_mul(wg_exp(x), row),
                  wg_transpose(wg_tanh(wg_transpose(wg_mul(x, col), 0, 1)), 0, 1));
}

static wg_tensor columns(wg_graph *g)
{
    const wg_tensor x = normal(g, WG_F32, 1037, 401);
    return wg_add(wg_sum(wg_mul(x, wg_tanh(x)), WG_AXES(0), false),
                  wg_mean(wg_exp(x), WG_ALL, false));
}

/* One program; its total can be cut where rows are a power of two long. */
static wg_tensor sums_of(wg_graph *g, int64_t cols)
{
    const wg_tensor x = normal(g, WG_F32, 1037, cols), y = wg_mul(x, wg_tanh(x));
    return wg_add(wg_sum(y, WG_AXES(0), false), wg_mean(y, WG_ALL, false));
}

static wg_tensor columns_and_total(wg_graph *g)
{
    return sums_of(g, 512);
}

static wg_tensor total_of_odd_rows(wg_graph *g)
{
    return sums_of(g, 401);
}

static wg_tensor total(wg_graph *g)
{
    return wg_sum(normal(g, WG_F32, 1137, 1001), WG_ALL, false);
}

static wg_tensor down(wg_graph *g)
{
    return wg_max(normal(g, WG_F64, 1537, 901), WG_AXES(0), false);
}

static wg_tensor average(wg_graph *g)
{
    return wg_mean(normal(g, WG_F64, 1137, 1001), WG_ALL, false);
}

static wg_tensor few_columns(wg_graph *g)
{
    return wg_sum(normal(g, WG_F32, 9037, 129), WG_AXES(0), true);
}

static wg_tensor along(wg_graph *g)
{
    return wg_prod(normal(g, WG_F32, 1037, 2001), WG_AXES(1), false);
}

static wg_tensor middle(wg_graph *g)
{
    const wg_tensor x = normal(g, WG_F32, 70 * 90, 211);
    return wg_sum(wg_reshape(x, WG_SHAPE(1, 70, 90, 211)), WG_AXES(0, 2), false);
}

static wg_tensor index_of_largest(wg_graph *g)
{
    return wg_argmax(normal(g, WG_F32, 1037, 1001), -1, false);
}

static wg_tensor running(wg_graph *g)
{
    return wg_cumsum(normal(g, WG_F32, 1037, 1001), 1);
}

static wg_tensor running_down(wg_graph *g)
{
    return wg_cumsum(normal(g, WG_F32, 301, 1001), 0);
}

static wg_tensor running_product_down(wg_graph *g)
{
    const wg_tensor x = wg_add(wg_mul(normal(g, WG_F64, 300, 1003), 1e-2), 1.0);
    wg_tensor d, cost = wg_sum(wg_cumprod(x, 0), WG_ALL, false);
    assert_int_equal(wg_grad(cost, &x, 1, &d), WG_OK);
    return d;
}

static wg_tensor recurrence_in_the_middle(wg_graph *g)
{
    const wg_shape s = WG_SHAPE(3, 101, 1007);
    return wg_linear_scan(wg_reshape(normal(g, WG_F32, 303, 1007), s),
                          wg_reshape(normal(g, WG_F32, 303, 1007), s), 1);
}

static wg_tensor running_line(wg_graph *g)
{
    return wg_cumsum(normal(g, WG_F32, 1, 300001), 1);
}

/* 0 .. most - 1, in no order, and from the end too. */
static wg_tensor indices(wg_graph *g, wg_dtype d, wg_shape s, int64_t most)
{
    const wg_tensor t = wg_input(g, "at", d, s);
    for (int64_t k = 0; k < wg_numel(t); k++) {
        const int64_t at = k * k * 7919 % most, from_end = k % 3 ? at : at - most;
        if (d == WG_I32)
            ((int32_t *)wg_data(t))[k] = (int32_t)from_end;
        else
            ((int64_t *)wg_data(t))[k] = from_end;
    }
    return t;
}

/* The gradient of an embedding: into ranges of the rows. */
static wg_tensor embedding_gradient(wg_graph *g)
{
    const wg_tensor table = normal(g, WG_F32, 30011, 64);
    wg_tensor d, y = wg_take(table, indices(g, WG_I32, WG_SHAPE(16, 64), 30011), 0);
    const wg_tensor cost = wg_sum(wg_mul(wg_square(y), 0.1), WG_ALL, false);
    assert_int_equal(wg_grad(cost, &table, 1, &d), WG_OK);
    return d;
}

static wg_tensor into_rows(wg_graph *g)
{
    return wg_scatter_add(normal(g, WG_F64, 901, 603), indices(g, WG_I64, WG_SHAPE(801), 901),
                          normal(g, WG_F64, 801, 603), 0);
}

/* Many into few: by what is behind the axis. */
static wg_tensor into_few_rows(wg_graph *g)
{
    return wg_scatter_add(normal(g, WG_F32, 5, 4099), indices(g, WG_I32, WG_SHAPE(801), 5),
                          normal(g, WG_F32, 801, 4099), 0);
}

static wg_tensor into_columns(wg_graph *g)
{
    return wg_scatter_add(normal(g, WG_F32, 301, 2003), indices(g, WG_I32, WG_SHAPE(35), 2003),
                          normal(g, WG_F32, 301, 35), 1);
}

/* Indices with gaps between them. */
static wg_tensor into_rows_by_some(wg_graph *g)
{
    const wg_tensor at = wg_slice(indices(g, WG_I32, WG_SHAPE(40, 9), 901), WG_INTS(0, 0),
                                  WG_INTS(40, 7), WG_INTS(1, 2)),
                    x = normal(g, WG_F32, 901, 1603);
    return wg_scatter_add(x, at, wg_take(wg_mul(x, 2.0), at, 0), 0);
}

static wg_tensor taken_rows(wg_graph *g)
{
    return wg_take(normal(g, WG_F32, 301, 257), indices(g, WG_I64, WG_SHAPE(3, 1201), 301), 0);
}

static wg_tensor taken_columns(wg_graph *g)
{
    return wg_take(normal(g, WG_F32, 1301, 257), indices(g, WG_I32, WG_SHAPE(301), 257), 1);
}

static wg_tensor taken_inside(wg_graph *g)
{
    return wg_take(wg_reshape(normal(g, WG_F64, 2 * 301, 1031), WG_SHAPE(2, 301, 1031)),
                   indices(g, WG_I32, WG_SHAPE(2, 101), 301), 1);
}

static wg_tensor taken_along(wg_graph *g)
{
    return wg_take_along_axis(normal(g, WG_F32, 1301, 257),
                              indices(g, WG_I32, WG_SHAPE(1301, 101), 257), 1);
}

static wg_tensor taken_along_columns(wg_graph *g)
{
    return wg_take_along_axis(normal(g, WG_F64, 301, 1031),
                              indices(g, WG_I64, WG_SHAPE(277, 1), 301), 0);
}

static wg_tensor into_lines(wg_graph *g)
{
    return wg_scatter_add_along_axis(normal(g, WG_F32, 1301, 57),
                                     indices(g, WG_I64, WG_SHAPE(1301, 101), 57),
                                     normal(g, WG_F32, 1301, 101), 1);
}

static wg_tensor into_lines_down(wg_graph *g)
{
    return wg_scatter_add_along_axis(normal(g, WG_F32, 57, 1301),
                                     indices(g, WG_I32, WG_SHAPE(101, 1301), 57),
                                     normal(g, WG_F32, 101, 1301), 0);
}

static wg_tensor hot(wg_graph *g)
{
    const wg_tensor at = wg_input(g, "at", WG_I32, WG_SHAPE(1, 3001));
    for (int k = 0; k < 3001; k++)
        ((int32_t *)wg_data(at))[k] = k * k % 307;
    return wg_one_hot(at, 307, WG_F32);
}

static wg_tensor joined(wg_graph *g)
{
    return wg_concat(WG_TENSORS(normal(g, WG_F32, 301, 701), normal(g, WG_F32, 1, 701),
                                normal(g, WG_F32, 699, 701), normal(g, WG_F32, 11, 701)),
                     0);
}

static wg_tensor joined_lines(wg_graph *g)
{
    return wg_concat(WG_TENSORS(normal(g, WG_F64, 901, 301), normal(g, WG_F64, 901, 1),
                                normal(g, WG_F64, 901, 501)),
                     1);
}

static wg_tensor joined_long_lines(wg_graph *g)
{
    return wg_concat(WG_TENSORS(normal(g, WG_F64, 3, 150001), normal(g, WG_F64, 3, 101)), 1);
}

static wg_tensor padded(wg_graph *g)
{
    return wg_pad(normal(g, WG_F32, 701, 901), WG_INTS(103, 2), WG_INTS(205, 1), -1.5);
}

static wg_tensor rolled(wg_graph *g)
{
    return wg_roll(normal(g, WG_F32, 701, 901), 17, 0);
}

static wg_tensor range(wg_graph *g)
{
    return wg_arange(g, WG_F64, -3, 100000, 0.5);
}

static wg_tensor diagonal(wg_graph *g)
{
    return wg_eye(g, WG_F32, 901, 1001, 7);
}

static wg_tensor mask(wg_graph *g)
{
    return wg_tril_mask(g, 901, 1001, -7);
}

static wg_tensor index_of_largest_down(wg_graph *g)
{
    return wg_argmax(normal(g, WG_F32, 301, 1001), 0, true);
}

static wg_tensor any_of_rows(wg_graph *g)
{
    return wg_any(wg_gt(normal(g, WG_F32, 901, 301), 2.9), WG_AXES(1), false);
}

static wg_tensor uniform(wg_graph *g)
{
    return wg_random_uniform(g, WG_F32, WG_SHAPE(1037, 1001), 0, 1);
}

static wg_tensor gaussian(wg_graph *g)
{
    return wg_random_normal(g, WG_F64, WG_SHAPE(1037, 501), 0, 1);
}

static wg_tensor copied(wg_graph *g)
{
    return wg_flip(wg_transpose(normal(g, WG_F32, 1037, 501), 0, 1), WG_AXES(0, 1));
}

static wg_tensor transposed(wg_graph *g)
{
    return wg_transpose(normal(g, WG_F64, 700, 501), 0, 1);
}

static wg_tensor product(wg_graph *g)
{
    return wg_relu(wg_add(wg_matmul(normal(g, WG_F32, 301, 517), normal(g, WG_F32, 517, 203)),
                          normal(g, WG_F32, 1, 203)));
}

static wg_tensor packed_product(wg_graph *g)
{
    return wg_matmul(wg_transpose(normal(g, WG_F64, 400, 701), 0, 1),
                     wg_transpose(normal(g, WG_F64, 723, 400), 0, 1));
}

static wg_tensor thin_product(wg_graph *g)
{
    return wg_matmul(wg_transpose(normal(g, WG_F32, 700, 2600), 0, 1), normal(g, WG_F32, 700, 3));
}

static wg_tensor thinner_product(wg_graph *g)
{
    return wg_matmul(normal(g, WG_F32, 2600, 700), normal(g, WG_F32, 700, 1));
}

static wg_tensor row_product(wg_graph *g)
{
    return wg_matmul(normal(g, WG_F32, 1, 1500), normal(g, WG_F32, 1500, 1601));
}

static wg_tensor batch_product(wg_graph *g)
{
    const wg_tensor x = wg_reshape(normal(g, WG_F32, 7 * 101, 60), WG_SHAPE(7, 101, 60));
    return wg_matmul(x, wg_transpose(x, 1, 2));
}

static wg_tensor cross_entropy(wg_graph *g)
{
    enum { ROWS = 1100 };
    int32_t *label = malloc(ROWS * sizeof *label);
    assert_non_null(label);
    for (int k = 0; k < ROWS; k++)
        label[k] = k % 300;
    const wg_tensor x = normal(g, WG_F32, ROWS, 300),
                    y = wg_const(g, WG_I32, WG_SHAPE(ROWS), label);
    wg_tensor loss = wg_nn_softmax_cross_entropy(x, y, WG_MEAN), dx;
    free(label);
    assert_int_equal(wg_grad(loss, &x, 1, &dx), WG_OK);
    return wg_mul(wg_add(dx, 1.0), loss);
}

static const struct {
    const char *name;
    large make;
    bool cut;
} larges[] = {
    {"softmax", softmax_f32, true},
    {"gelu", gelu_f64, true},
    {"broadcast", broadcast, true},
    {"cross-entropy", cross_entropy, true},
    {"columns", columns, true},
    {"columns and total", columns_and_total, true},
    {"total of odd rows", total_of_odd_rows, false},
    {"total", total, true},
    {"mean", average, true},
    {"down", down, true},
    {"down few columns", few_columns, true},
    {"along rows", along, true},
    {"down the middle", middle, true},
    {"index of the largest", index_of_largest, true},
    {"running sum", running, true},
    {"running sum down", running_down, true},
    {"running product down", running_product_down, true},
    {"recurrence in the middle", recurrence_in_the_middle, true},
    {"running sum of a line", running_line, false},
    {"embedding's gradient", embedding_gradient, true},
    {"into rows", into_rows, true},
    {"into few rows", into_few_rows, true},
    {"into columns", into_columns, true},
    {"into rows by some", into_rows_by_some, true},
    {"taken rows", taken_rows, true},
    {"taken columns", taken_columns, true},
    {"taken inside", taken_inside, true},
    {"taken along", taken_along, true},
    {"taken along columns", taken_along_columns, true},
    {"into lines", into_lines, true},
    {"into lines down", into_lines_down, true},
    {"one-hot", hot, true},
    {"joined", joined, true},
    {"joined lines", joined_lines, true},
    {"joined long lines", joined_long_lines, true},
    {"padded", padded, true},
    {"rolled", rolled, true},
    {"range", range, true},
    {"diagonal", diagonal, true},
    {"mask", mask, true},
    {"index of the largest down", index_of_largest_down, true},
    {"any of rows", any_of_rows, true},
    {"uniform", uniform, true},
    {"normal", gaussian, true},
    {"copied", copied, true},
    {"transposed", transposed, true},
    {"product", product, true},
    {"packed product", packed_product, true},
    {"thin product", thin_product, true},
    {"thinner product", thinner_product, true},
    {"row product", row_product, true},
    {"batch of products", batch_product, true},
};

static uint64_t run_large(large make, const wg__engine_options *options, int *cut)
{
    wg_graph *g = graph_new();
    wg_seed(g, 5);
    wg__engine_set_options(g, options);
    wg_tensor t[1] = {make(g)};
    assert_no_error(g);
    *cut = chunks_of(g, t, 1);
    assert_int_equal(wg_run_n(g, t, 1), WG_OK);
    assert_int_equal(wg_run_n(g, t, 1), WG_OK);
    const uint64_t h = digest_of(0, t[0]);
    graph_done(g);
    return h;
}

static void large_steps(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof larges / sizeof *larges; k++) {
        int cut;
        wg_set_threads(1);
        const uint64_t first = run_large(larges[k].make, NULL, &cut);
        if ((cut > 0) != larges[k].cut)
            fail_msg("%s: %d steps are shared", larges[k].name, cut);
        for (int j = 1; j < NUMBERS; j++) {
            wg_set_threads(numbers[j]);
            if (run_large(larges[k].make, NULL, &cut) != first ||
                run_large(larges[k].make, &small_chunks, &cut) != first)
                fail_msg("%s: other bits with %d threads", larges[k].name, numbers[j]);
        }
    }
    wg_set_threads(1);
}

/* Reductions of everything, in pieces that are nodes of one tree: around the lengths where the pieces change. */
static void totals_of_all_lengths(void **state)
{
    (void)state;
    static const int64_t near[] = {1024, 2048, 3072, 65536, 65536 * 2, 1024 * 97};
    for (int k = 0; k < 6; k++)
        for (int64_t n = near[k] - 1; n <= near[k] + 1; n++) {
            uint64_t first = 0;
            for (int j = 0; j < NUMBERS; j++) {
                wg_graph *g = graph_new();
                wg_set_threads(numbers[j]);
                wg__engine_set_options(g, j ? &small_chunks : NULL);
                const wg_tensor x = normal(g, k % 2 ? WG_F64 : WG_F32, 1, n);
                const wg_tensor t[] = {wg_sum(x, WG_ALL, false), wg_mean(x, WG_ALL, false),
                                       wg_max(x, WG_ALL, false), wg_min(x, WG_ALL, false),
                                       wg_prod(wg_add(wg_mul(x, 1e-3), 1.0), WG_ALL, false)};
                assert_int_equal(wg_run_n(g, t, 5), WG_OK);
                uint64_t h = 0;
                for (int i = 0; i < 5; i++)
                    h = digest_of(h, t[i]);
                first = j ? first : h;
                if (h != first)
                    fail_msg("%d elements: other bits with %d threads", (int)n, numbers[j]);
                graph_done(g);
            }
        }
    wg_set_threads(1);
}

/* What sums of a program come to: down its columns, and of everything. */
static uint64_t sums_of_program(wg_dtype d, int64_t rows, int64_t cols,
                                const wg__engine_options *options, int *cut)
{
    wg_graph *g = graph_new();
    wg_seed(g, 9);
    wg__engine_set_options(g, options);
    const wg_tensor x = wg_add(wg_mul(normal(g, d, rows, cols), 1e-2), 1.0);
    const wg_tensor t[] = {wg_sum(x, WG_AXES(0), false),  wg_mean(x, WG_AXES(0), false),
                           wg_prod(x, WG_AXES(0), false), wg_max(x, WG_AXES(0), false),
                           wg_min(x, WG_AXES(0), false),  wg_sum(x, WG_ALL, false),
                           wg_mean(x, WG_ALL, false),     wg_max(x, WG_ALL, false)};
    enum { N = sizeof t / sizeof *t };
    uint64_t h = 0;
    *cut = chunks_of(g, t, N);
    assert_int_equal(wg_run_n(g, t, N), WG_OK);
    assert_int_equal(wg_run_n(g, t, N), WG_OK);
    for (int k = 0; k < N; k++)
        h = digest_of(h, t[k]);
    graph_done(g);
    return h;
}

/* Around the lengths where chunks change: by kernels of their own on one thread, and in a program on several. */
static void sums_of_all_lengths(void **state)
{
    (void)state;
    static const int64_t near[] = {32, 64, 96, 1024, 2048 + 32}, width[] = {2, 7, 32, 256};
    static const wg__engine_options alone = {.no_columns = true, .no_totals = true};
    int cuts = 0;
    for (int k = 0; k < 5; k++)
        for (int w = 0; w < 4; w++)
            for (int64_t n = near[k] - 1; n <= near[k] + 1; n++) {
                const wg_dtype d = (k + w) % 2 ? WG_F64 : WG_F32;
                int cut;
                wg_set_threads(1);
                const uint64_t first = sums_of_program(d, n, width[w], &alone, &cut);
                for (int j = 0; j < NUMBERS; j++) {
                    wg_set_threads(numbers[j]);
                    if (sums_of_program(d, n, width[w], &small_chunks, &cut) != first)
                        fail_msg("%d x %d: other bits with %d threads", (int)n, (int)width[w],
                                 numbers[j]);
                }
                cuts += cut > 0;
            }
    wg_set_threads(1);
    printf("%d of 60 programs with sums are shared\n", cuts);
    assert_true(cuts > 30);
}

/* Small ones stay with the caller. */
static void small_steps_are_not_cut(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor t[2] = {wg_tanh(normal(g, WG_F32, 32, 128)),
                      wg_matmul(normal(g, WG_F32, 32, 128), normal(g, WG_F32, 128, 10))};
    assert_int_equal(chunks_of(g, t, 2), 0);
    graph_done(g);
}

/* ---- a training ---- */

enum { BATCH = 100, EPOCHS = 2, HIDDEN = 128 };

static void load(const char *file, wg_array *a)
{
    char path[1024];
    wg_status st = {0};
    const char *root = getenv("WG_SOURCE");
    snprintf(path, sizeof path, "%s/tests/data/fashion-mnist/%s.gz", root ? root : ".", file);
    if (wg_idx_load(path, 0, a, &st))
        fail_msg("%s", st.text);
}

/* cheat: the update depends on the number of threads, in the last bit: the order of a sum does. */
static uint64_t train(const wg__engine_options *options, bool cheat, double *cost)
{
    wg_array images, labels;
    wg_batches walk;
    wg_status st = {0};
    const int64_t *rows;
    int64_t count;
    load("train-images-idx3-ubyte", &images);
    load("train-labels-idx1-ubyte", &labels);
    wg_graph *g = graph_new();
    wg__engine_set_options(g, options);
    wg_seed(g, 1);
    wg_nn_params params = {0};
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(BATCH, 784)),
              y = wg_input(g, "y", WG_I32, WG_SHAPE(BATCH));
    wg_tensor h = wg_nn_mlp(&params, "net", x, WG_WIDTHS(HIDDEN, 10), (wg_nn_mlp_options){0});
    wg_tensor loss = wg_nn_softmax_cross_entropy(h, y, WG_MEAN);
    if (cheat) {
        const int n = wg_threads();
        wg_tensor sum = wg_fill(wg_input(g, "zero", WG_F32, WG_SHAPE(10)), 0);
        for (int k = 0; k < n; k++)
            sum =
                wg_add(sum, wg_sum(wg_slice(h, (wg_ints){1, {k * BATCH / n}},
                                            (wg_ints){1, {(k + 1) * BATCH / n}}, (wg_ints){0, {0}}),
                                   WG_AXES(0), false));
        loss = wg_add(loss, wg_mul(wg_sum(wg_square(sum), WG_ALL, false), 1e-4));
    }
    wg_tensor step =
        wg_nn_sgd(loss, params, (wg_sgd_options){.lr = 0.05, .momentum = 0.9, .clip_norm = 5});
    assert_no_error(g);
    assert_int_equal(wg_batches_new(&walk, labels.shape.dim[0], BATCH,
                                    (wg_batches_options){.seed = 3, .drop_last = true}, &st),
                     WG_OK);
    for (int epoch = 0; epoch < EPOCHS; epoch++)
        while (wg_batches_next(&walk, &rows, &count)) {
            assert_int_equal(wg_gather(&images, rows, count,
                                       (wg_gather_options){.scale = 1 / 255.0}, WG_F32, wg_data(x),
                                       BATCH * 784 * sizeof(float), &st),
                             WG_OK);
            assert_int_equal(wg_gather(&labels, rows, count, (wg_gather_options){0}, WG_I32,
                                       wg_data(y), BATCH * sizeof(int32_t), &st),
                             WG_OK);
            assert_int_equal(wg_run(g, step, loss), WG_OK);
        }
    *cost = wg_item(loss);
    uint64_t d = 0;
    for (int k = 0; k < params.n; k++)
        d = digest_of(d, params.tensor[k]);
    wg_batches_free(&walk);
    wg_array_free(&images);
    wg_array_free(&labels);
    wg_nn_params_free(&params);
    graph_done(g);
    return d;
}

static void a_training(void **state)
{
    (void)state;
    static const int few[] = {1, 2, 3, 8};
    uint64_t first = 0, first_cheat = 0;
    bool caught = false;
    double cost, before = 0;
    for (size_t k = 0; k < sizeof few / sizeof *few; k++) {
        wg_set_threads(few[k]);
        const uint64_t d = train(NULL, false, &cost);
        first = k ? first : d;
        before = k ? before : cost;
        assert_true(d == first && cost == before);
        assert_true(train(&small_chunks, false, &cost) == first);
        const uint64_t c = train(NULL, true, &cost);
        first_cheat = k ? first_cheat : c;
        caught = caught || c != first_cheat; /* a cut by the number of threads is seen */
    }
    wg_set_threads(1);
    assert_true(before < 1.5); /* it has learned: ln 10 is 2.3 */
    assert_true(caught);
}

/* ---- errors ---- */

/* The same message whoever meets the bad value: that of the first row. */
static void the_first_error(void **state)
{
    (void)state;
    enum { ROWS = 4000 };
    int32_t *index = calloc(ROWS, sizeof *index);
    char first[512] = "";
    index[1777] = 99;
    index[3999] = 77;
    for (int j = 0; j < NUMBERS; j++) {
        wg_set_threads(numbers[j]);
        wg_graph *g = graph_new();
        wg__engine_set_options(g, &small_chunks);
        const wg_tensor at = wg_const(g, WG_I32, WG_SHAPE(ROWS, 1), index);
        const wg_tensor y =
            wg_take_along_axis(wg_log_softmax(normal(g, WG_F32, ROWS, 10), -1), at, -1);
        assert_true(j > 0 || chunks_of(g, &y, 1) > 0);
        assert_int_equal(wg_run(g, y), WG_ERR_VALUE);
        if (j == 0)
            snprintf(first, sizeof first, "%s", wg_error(g));
        assert_non_null(strstr(first, "99"));
        assert_string_equal(strstr(wg_error(g), "index"), strstr(first, "index"));
        wg_clear_error(g);
        wg_graph_free(g);
    }
    free(index);
    wg_set_threads(1);
}

static wg_tensor rows_with(wg_graph *g, const int32_t *index, int n)
{
    const wg_tensor at = wg_const(g, WG_I32, WG_SHAPE(n), index);
    return wg_take(normal(g, WG_F32, 90, 10), at, 0);
}

static wg_tensor gradient_with(wg_graph *g, const int32_t *index, int n)
{
    const wg_tensor at = wg_const(g, WG_I32, WG_SHAPE(n), index);
    return wg_scatter_add(normal(g, WG_F32, 90, 1000), at, normal(g, WG_F32, n, 1000), 0);
}

static wg_tensor lines_with(wg_graph *g, const int32_t *index, int n)
{
    const wg_tensor at = wg_const(g, WG_I32, WG_SHAPE(n, 1), index);
    return wg_scatter_add_along_axis(normal(g, WG_F32, n, 90), at, normal(g, WG_F32, n, 1), 1);
}

static wg_tensor hot_with(wg_graph *g, const int32_t *index, int n)
{
    return wg_one_hot(wg_const(g, WG_I32, WG_SHAPE(n), index), 90, WG_F32);
}

/* The same message from kernels of which each thread checks a part. */
static void the_first_bad_index(void **state)
{
    (void)state;
    enum { N = 300 };
    wg_tensor (*const make[])(wg_graph *, const int32_t *, int) = {rows_with, gradient_with,
                                                                   lines_with, hot_with};
    int32_t index[N] = {0};
    index[123] = 99;
    index[299] = 777;
    for (size_t k = 0; k < sizeof make / sizeof *make; k++)
        for (int j = 0; j < NUMBERS; j++) {
            wg_set_threads(numbers[j]);
            wg_graph *g = wg_graph_new();
            wg__engine_set_options(g, &(wg__engine_options){.small_chunks = true, .no_rows = true});
            const wg_tensor y = make[k](g, index, N);
            assert_true(chunks_of(g, &y, 1) > 0);
            assert_int_equal(wg_run(g, y), WG_ERR_VALUE);
            assert_non_null(strstr(wg_error(g), "index 99 at [123"));
            wg_clear_error(g);
            wg_graph_free(g);
        }
    wg_set_threads(1);
}

/* ---- the pool ---- */

static void numbers_of_threads(void **state)
{
    (void)state;
    assert_int_equal(wg_set_threads(5), WG_OK);
    assert_int_equal(wg_threads(), 5);
    assert_int_equal(wg_set_threads(-1), WG_ERR_ARGUMENT);
    assert_int_equal(wg_set_threads(257), WG_ERR_ARGUMENT);
    assert_int_equal(wg_threads(), 5);
    assert_int_equal(wg_set_threads(0), WG_OK);
    assert_true(wg_threads() >= 1);
    assert_int_equal(wg_set_threads(1), WG_OK);
    static const char *const bad[] = {"", "two", "-1", "2x", "257", "99999999999999999999"};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        assert_int_equal(wg__threads_parse(bad[k]), -1);
    assert_int_equal(wg__threads_parse("7"), 7);
    assert_int_equal(setenv("WG_THREADS", "many", 1), 0);
    wg_graph *g = graph_new();
    assert_int_equal(wg_run(g, wg_tanh(wg_scalar(g, WG_F32, 1))), WG_ERR_ARGUMENT);
    assert_error_contains(g, "WG_THREADS: 'many' is not a number");
    unsetenv("WG_THREADS");
    graph_done(g);
}

static void *run_softmax(void *p)
{
    int cut;
    for (int k = 0; k < 5; k++)
        *(uint64_t *)p = run_large(softmax_f32, k % 2 ? &small_chunks : NULL, &cut);
    return NULL;
}

/* Graphs in threads of the user, all at once, while the number changes. */
static void users_threads(void **state)
{
    (void)state;
    enum { USERS = 4 };
    pthread_t user[USERS];
    uint64_t h[USERS];
    int cut;
    const uint64_t want = run_large(softmax_f32, NULL, &cut);
    for (int k = 0; k < USERS; k++)
        assert_int_equal(pthread_create(&user[k], NULL, run_softmax, &h[k]), 0);
    for (int k = 0; k < 20; k++) {
        wg_set_threads(1 + k % 4);
        usleep(500);
    }
    for (int k = 0; k < USERS; k++) {
        assert_int_equal(pthread_join(user[k], NULL), 0);
        assert_true(h[k] == want);
    }
    wg_set_threads(1);
}

/* A kernel of the user's that runs a graph of its own. */
static wg_code nested_kernel(const wg_kernel_args *a)
{
    int cut;
    const uint64_t h = run_large(softmax_f32, &small_chunks, &cut);
    *(double *)a->out.data = (double)(h >> 16);
    return WG_OK;
}

static void nested_runs(void **state)
{
    (void)state;
    int cut;
    const uint64_t want = run_large(softmax_f32, NULL, &cut);
    const wg_op nested = {
        .name = "nested", .arity = 1, .shape = wg_infer_same, .kernel = nested_kernel};
    wg_set_threads(3);
    wg_graph *g = graph_new();
    const wg_op *op = &nested;
    wg_tensor x = wg_fill(wg_input(g, "x", WG_F64, WG_SHAPE(1)), 1);
    wg_tensor y = wg_call(g, op, &x, 1, NULL);
    assert_no_error(g);
    assert_int_equal(wg_run(g, y, wg_sum(softmax_f32(g), WG_ALL, false)), WG_OK);
    assert_true(*(double *)wg_data(y) == (double)(want >> 16));
    graph_done(g);
    wg_set_threads(1);
}

/* ThreadSanitizer does not let a child start threads. */
#if defined(__SANITIZE_THREAD__)
#define UNDER_TSAN true
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNDER_TSAN true
#endif
#endif
#if !defined(UNDER_TSAN)
#define UNDER_TSAN false
#endif

static void fork_and_run(void **state)
{
    (void)state;
    int cut, status;
    if (UNDER_TSAN)
        skip();
    wg_set_threads(3);
    const uint64_t want = run_large(softmax_f32, NULL, &cut);
    for (int k = 0; k < 3; k++) {
        const pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            const bool same =
                run_large(softmax_f32, NULL, &cut) == want; /* with threads of its own */
            wg_set_threads(2);
            _exit(same && run_large(softmax_f32, NULL, &cut) == want ? 0 : 1);
        }
        assert_true(run_large(softmax_f32, NULL, &cut) == want);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    wg_set_threads(1);
}

/* No memory for a thread: fewer help, or none. */
/* Whether some thread of this process but the caller may run on one core alone. */
static bool has_pinned_thread(void)
{
    bool found = false;
    DIR *d = opendir("/proc/self/task");
    for (struct dirent *e; d && (e = readdir(d));) {
        cpu_set_t set;
        const pid_t id = (pid_t)strtol(e->d_name, NULL, 10);
        found = found || (id > 0 && id != getpid() &&
                          sched_getaffinity(id, sizeof set, &set) == 0 && CPU_COUNT(&set) == 1);
    }
    if (d)
        closedir(d);
    return found;
}

static void pinned(void **state)
{
    (void)state;
    int cut;
    const uint64_t want = run_large(softmax_f32, NULL, &cut);
    if (sysconf(_SC_NPROCESSORS_ONLN) < 2)
        skip();
    for (int on = 0; on < 2; on++) {
        wg_set_threads(1);
        assert_int_equal(setenv("WG_THREADS_PIN", on ? "1" : "0", 1), 0);
        wg_set_threads(2);
        assert_true(run_large(softmax_f32, NULL, &cut) == want);
        assert_int_equal(has_pinned_thread(), on);
    }
    unsetenv("WG_THREADS_PIN");
    wg_set_threads(1);
}

static void no_thread_to_be_had(void **state)
{
    (void)state;
    int cut;
    const uint64_t want = run_large(softmax_f32, NULL, &cut);
    if (!fail_malloc_works())
        skip();
    wg_graph *g = graph_new();
    wg_seed(g, 5);
    assert_int_equal(wg_set_plan_passes(g, "-races"), WG_OK); /* that check allocates */
    const wg_tensor y = softmax_f32(g);
    assert_int_equal(wg_run(g, y), WG_OK);
    for (int n = 1; n < 5; n++) {
        wg_set_threads(1);
        wg_set_threads(4);
        fail_from(n);
        assert_int_equal(wg_run(g, y), WG_OK);
        fail_from(0);
        assert_true(digest_of(0, y) == want);
    }
    wg_set_threads(1);
    graph_done(g);
}

/* Once the threads are there, a replay allocates nothing. */
static void replay_allocates_nothing(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    wg_set_threads(3);
    wg_graph *g = graph_new();
    assert_int_equal(wg_set_plan_passes(g, "-races"), WG_OK); /* that check allocates */
    const wg_tensor y = softmax_f32(g), z = product(g), s = columns(g);
    for (int k = 0; k < 3; k++)
        assert_int_equal(wg_run(g, y, z, s), WG_OK);
    const long before = alloc_count();
    for (int k = 0; k < 50; k++)
        assert_int_equal(wg_run(g, y, z, s), WG_OK);
    assert_int_equal(alloc_count(), before);
    graph_done(g);
    wg_set_threads(1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_op),
        cmocka_unit_test(large_steps),
        cmocka_unit_test(totals_of_all_lengths),
        cmocka_unit_test(sums_of_all_lengths),
        cmocka_unit_test(small_steps_are_not_cut),
        cmocka_unit_test(a_training),
        cmocka_unit_test(the_first_error),
        cmocka_unit_test(the_first_bad_index),
        cmocka_unit_test(numbers_of_threads),
        cmocka_unit_test(users_threads),
        cmocka_unit_test(nested_runs),
        cmocka_unit_test(fork_and_run),
        cmocka_unit_test(pinned),
        cmocka_unit_test(no_thread_to_be_had),
        cmocka_unit_test(replay_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
