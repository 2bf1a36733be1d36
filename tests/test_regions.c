/* Regions: steps that a chunk of rows goes through together. The same bits as step after step, for any number of threads; attention without a
 * tensor of T x T in the arena; and faults that are planted into a region are seen by the verifier and the sanitizer. */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/state.h"
#include "nn/nn.h"

enum { WANTED = 4 };

/* ---- what is run ---- */

typedef struct sizes {
    int64_t batch, heads, t, d;
} sizes;

static wg_tensor normal(wg_graph *g, const char *name, wg_dtype d, wg_shape s)
{
    return wg_fill_normal(wg_input(g, name, d, s), 0, 1);
}

/* 0 up to the diagonal, -1e9 above it. */
static wg_tensor causal(wg_graph *g, wg_dtype d, int64_t t)
{
    double *mask = calloc((size_t)(t * t), sizeof *mask);
    assert_non_null(mask);
    for (int64_t i = 0; i < t; i++)
        for (int64_t j = i + 1; j < t; j++)
            mask[i * t + j] = -1e9;
    for (int64_t i = 0; d == WG_F32 && i < t * t; i++)
        ((float *)(void *)mask)[i] = (float)mask[i];
    const wg_tensor m = wg_const(g, d, WG_SHAPE(t, t), mask);
    free(mask);
    return m;
}

/* softmax(Q K' / sqrt d + mask) V, and the gradients of Q, K and V; V is x[2]. */
static void attention(wg_graph *g, wg_dtype dtype, sizes z, wg_tensor out[WANTED], wg_tensor x[3])
{
    const wg_shape s = WG_SHAPE(z.batch, z.heads, z.t, z.d);
    const wg_tensor q = x[0] = normal(g, "q", dtype, s), k = x[1] = normal(g, "k", dtype, s),
                    v = x[2] = normal(g, "v", dtype, s), dy = normal(g, "dy", dtype, s);
    const wg_tensor scores =
        wg_add(wg_mul(wg_matmul(q, wg_transpose(k, -2, -1)), 1 / sqrt((double)z.d)),
               causal(g, dtype, z.t));
    out[0] = wg_matmul(wg_softmax(scores, -1), v);
    assert_int_equal(wg_vjp(out[0], dy, x, 3, &out[1]), WG_OK);
    assert_no_error(g);
}

/* Digest of all that was asked for. */
static uint64_t run(wg_graph *g, const wg_tensor *t, int n, const char *passes, int threads)
{
    assert_int_equal(wg_set_plan_passes(g, passes), WG_OK);
    wg_set_threads(threads);
    for (int k = 0; k < 2; k++)
        assert_int_equal(wg_run_n(g, t, n), WG_OK);
    wg_set_threads(1);
    uint64_t h = 0;
    for (int k = 0; k < n; k++) {
        const size_t bytes = (size_t)wg_numel(t[k]) * wg_dtype_size(wg_dtype_of(t[k]));
        h = h * 1000003 + wg__hash(wg_data(t[k]), bytes, (wg__key){0}).lo;
    }
    return h;
}

static wg_plan_stats stats_of(wg_graph *g, const wg_tensor *t, int n)
{
    wg_plan_stats s;
    assert_int_equal(wg_plan_stats_of(g, t, n, &s), WG_OK);
    return s;
}

/* ---- the same bits ---- */

/* Whole items, blocks of rows, and both cut where only tests cut. */
static const struct {
    sizes z;
    wg_dtype d;
    bool small;
} cases[] = {
    {{2, 3, 17, 8}, WG_F32, true},     {{3, 2, 33, 5}, WG_F64, true},
    {{2, 2, 64, 16}, WG_F32, false},   {{2, 4, 256, 32}, WG_F32, false},
    {{1, 2, 600, 16}, WG_F32, false},  {{1, 2, 300, 24}, WG_F64, false},
    {{1, 1, 1030, 32}, WG_F32, false}, {{1, 3, 640, 20}, WG_F32, true},
};

static void attention_bits(void **state)
{
    (void)state;
    static const int threads[] = {1, 2, 3, 8, 64};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        wg_graph *g = graph_new();
        wg_tensor t[WANTED], x[3];
        wg__engine_set_options(g, &(wg__engine_options){.small_chunks = cases[k].small});
        attention(g, cases[k].d, cases[k].z, t, x);
        const uint64_t apart = run(g, t, WANTED, "-regions", 1);
        assert_int_equal(stats_of(g, t, WANTED).regions, 0);
        for (size_t j = 0; j < sizeof threads / sizeof *threads; j++)
            if (run(g, t, WANTED, "+regions", threads[j]) != apart)
                fail_msg("case %zu: other bits with %d threads", k, threads[j]);
        assert_int_equal(stats_of(g, t, WANTED).regions, 1);
        if (run(g, t, WANTED, "+verify,+sanitize", 1) != apart)
            fail_msg("case %zu: other bits under the sanitizer", k);
        graph_done(g);
    }
}

static void put(wg_tensor t, int64_t at, double value)
{
    const size_t bytes = (size_t)wg_numel(t) * sizeof(double);
    double *copy = malloc(bytes);
    assert_non_null(copy);
    memcpy(copy, wg_data(t), bytes);
    copy[at] = value;
    assert_int_equal(wg_set_data(t, copy, bytes), WG_OK);
    free(copy);
}

static void near_the_reference(void **state)
{
    (void)state;
    for (int nan = 0; nan < 2; nan++) {
        wg_graph *g = graph_new();
        wg_tensor t[WANTED], x[3];
        double *truth[WANTED];
        attention(g, WG_F64, (sizes){2, 2, 300, 8}, t, x);
        if (nan) /* in one row of V of one item: it goes to all its rows, masked or not */
            put(x[2], 8 * 299 + 3, (double)NAN);
        assert_int_equal(wg_run_reference(g, t, WANTED), WG_OK);
        for (int k = 0; k < WANTED; k++) {
            const size_t bytes = (size_t)wg_numel(t[k]) * sizeof(double);
            truth[k] = malloc(bytes);
            assert_non_null(truth[k]);
            memcpy(truth[k], wg_data(t[k]), bytes);
        }
        assert_int_equal(wg_run_n(g, t, WANTED), WG_OK);
        assert_int_equal(stats_of(g, t, WANTED).regions, 1);
        for (int k = 0; k < WANTED; k++) {
            for (int64_t i = 0; i < wg_numel(t[k]); i++) {
                const double is = ((const double *)wg_data(t[k]))[i], truly = truth[k][i];
                if (isnan(truly) ? !isnan(is) : !is_close(is, truly, 1e-11, 1e-12))
                    fail_msg("value %d, element %d: %.17g, not %.17g", k, (int)i, is, truly);
            }
            free(truth[k]);
        }
        graph_done(g);
    }
}

/* ---- memory ---- */

/* What is asked for, three pieces of rows of the scores for a chunk, and little besides. */
static void arena_of(sizes z, int64_t rows)
{
    wg_graph *g = graph_new();
    wg_tensor t[WANTED], x[3];
    attention(g, WG_F32, z, t, x);
    const wg_plan_stats s = stats_of(g, t, WANTED);
    const int64_t results = 4 * z.batch * z.heads * z.t * z.d * 4, chunk = 3 * rows * z.t * 4,
                  packed = z.t * z.d * 4, little = 64 * 1024;
    if (s.arena_bytes > results + chunk + packed + little) {
        wg_plan_dump(stderr, WG_TEXT, g, t, WANTED);
        fail_msg("T = %d: %lld bytes, not %lld", (int)z.t, (long long)s.arena_bytes,
                 (long long)(results + chunk + packed + little));
    }
    assert_true(s.arena_bytes <= s.arena_lower_bound);
    graph_done(g);
}

static void arena(void **state)
{
    (void)state;
    arena_of((sizes){8, 4, 256, 32}, 256);  /* an item at a time: 32 items would be 24 MiB */
    arena_of((sizes){1, 2, 2048, 32}, 256); /* rows where sums may be broken: 96 MiB otherwise */
}

/* Planned, not run: T x T would be 256 MiB for each of the values. */
static void long_rows(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor t[WANTED], x[3];
    const wg_shape s = WG_SHAPE(1, 1, 8192, 32);
    for (int k = 0; k < 3; k++)
        x[k] = wg_input(g, (const char *[]){"q", "k", "v"}[k], WG_F32, s);
    t[0] = wg_matmul(wg_softmax(wg_matmul(x[0], wg_transpose(x[1], -2, -1)), -1), x[2]);
    assert_int_equal(wg_vjp(t[0], wg_input(g, "dy", WG_F32, s), x, 3, &t[1]), WG_OK);
    const wg_plan_stats z = stats_of(g, t, WANTED);
    assert_int_equal(z.regions, 1);
    assert_true(z.arena_bytes < 64 << 20);
    graph_done(g);
}

/* ---- rows through layers ---- */

/* The walk forward and backward through two layers, and what the parameters become. */
static int layers(wg_graph *g, int64_t batch, wg_tensor *t, wg_tensor *label)
{
    const wg_tensor x = normal(g, "x", WG_F32, WG_SHAPE(batch, 784)),
                    labels = *label = wg_input(g, "labels", WG_I32, WG_SHAPE(batch)),
                    wrt[4] = {wg_fill_normal(wg_param(g, "w", WG_F32, WG_SHAPE(784, 128)), 0, 0.05),
                              wg_param(g, "b", WG_F32, WG_SHAPE(128)),
                              wg_fill_normal(wg_param(g, "v", WG_F32, WG_SHAPE(128, 10)), 0, 0.05),
                              wg_param(g, "c", WG_F32, WG_SHAPE(10))};
    const wg_tensor h = wg_relu(wg_add(wg_matmul(x, wrt[0]), wrt[1]));
    wg_tensor d[4];
    t[0] = wg_nn_softmax_cross_entropy(wg_add(wg_matmul(h, wrt[2]), wrt[3]), labels, WG_MEAN);
    assert_int_equal(wg_grad(t[0], wrt, 4, d), WG_OK);
    for (int k = 0; k < 4; k++)
        t[1 + k] = d[k];
    assert_no_error(g);
    return 5;
}

static void layers_bits(void **state)
{
    (void)state;
    static const int64_t batch[] = {2, 32, 128, 1000};
    for (size_t k = 0; k < sizeof batch / sizeof *batch; k++)
        for (int small = 0; small < 2; small++) {
            wg_graph *g = graph_new();
            wg_tensor t[5], labels;
            wg__engine_set_options(g, &(wg__engine_options){.small_chunks = small});
            const int n = layers(g, batch[k], t, &labels);
            const uint64_t apart = run(g, t, n, "-regions", 1);
            for (int threads = 1; threads < 9; threads += 2)
                if (run(g, t, n, "+regions", threads) != apart)
                    fail_msg("batch %d: other bits with %d threads", (int)batch[k], threads);
            assert_true(stats_of(g, t, n).regions > 0);
            assert_true(run(g, t, n, "+verify,+sanitize", 1) == apart);
            graph_done(g);
        }
}

/* A bad label, in the last rows: one thread and several say the same of the first of them. */
static void refused_value(void **state)
{
    (void)state;
    char first[512] = "";
    for (int threads = 1; threads < 5; threads++) {
        wg_graph *g = graph_new();
        wg_tensor t[5], labels;
        int32_t label[300] = {0};
        label[250] = 10;
        label[290] = 11;
        wg__engine_set_options(g, &(wg__engine_options){.small_chunks = true});
        const int n = layers(g, 300, t, &labels);
        assert_int_equal(wg_set_data(labels, label, sizeof label), WG_OK);
        wg_set_threads(threads);
        assert_int_not_equal(wg_run_n(g, t, n), WG_OK);
        wg_set_threads(1);
        if (threads == 1)
            snprintf(first, sizeof first, "%s", wg_error(g));
        assert_non_null(strstr(first, "250"));
        assert_error_is(g, first);
        graph_done(g);
    }
}

/* ---- planted faults ---- */

static wg__plan *plan_of(wg_graph *g, const wg_tensor *t, int n)
{
    wg__plan *p = wg__engine_plan(g, t, n);
    char why[256];
    assert_non_null(p);
    assert_int_equal(p->regions, 1);
    assert_true(wg__plan_verify(p, why, sizeof why));
    return p;
}

/* Each is a region as a planner with a fault would make it. */
static void other_unit(wg__plan *p)
{
    p->region[0].along[0].unit *= 2;
}

static void other_place(wg__plan *p)
{
    p->region[0].along[1].offset += 64;
}

static void does_not_follow(wg__plan *p)
{
    p->region[0].alongs--;
}

/* Products that go from item to item in other strides than their left-hand sides lie. */
static void other_items(wg__plan *p)
{
    for (uint32_t k = p->region[0].first; k < p->region[0].end; k++)
        if (p->step[k].kind == WG__STEP_GEMM)
            ((wg__product *)p->step[k].what)->a_step[0] += 64;
}

static void other_cut(wg__plan *p)
{
    p->region[0].chunk = p->region[0].span + 1;
}

/* The value of a chunk is wanted after the region. */
static void wanted_outside(wg__plan *p)
{
    p->region[0].end--;
    p->step[p->region[0].end].region = WG__NONE;
}

static void out_of_scratch(wg__plan *p)
{
    for (uint32_t k = 0; k < p->buffers; k++)
        if (wg__buffer_in_chunk(&p->buffer[k])) {
            p->buffer[k].bytes *= 64;
            return;
        }
}

static void verified(void **state)
{
    (void)state;
    static void (*const plant[])(wg__plan * p) = {other_unit,    other_place, does_not_follow,
                                                  other_items,   other_cut,   wanted_outside,
                                                  out_of_scratch};
    char why[256];
    for (size_t k = 0; k < sizeof plant / sizeof *plant; k++) {
        wg_graph *g = graph_new();
        wg_tensor t[WANTED], x[3];
        wg__engine_set_options(g, &(wg__engine_options){.small_chunks = true});
        attention(g, WG_F32, (sizes){2, 2, 24, 8}, t, x);
        wg__plan *p = plan_of(g, t, WANTED);
        plant[k](p);
        if (wg__plan_verify(p, why, sizeof why))
            fail_msg("fault %zu is not seen", k);
        graph_done(g);
    }
}

/* A step that sums over all rows is taken into the region before it. */
static void admitted_wrongly(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor t[5], labels;
    char why[256];
    wg__engine_set_options(g, &(wg__engine_options){.small_chunks = true});
    const int n = layers(g, 64, t, &labels);
    wg__plan *p = plan_of(g, t, n);
    uint32_t at = p->region[0].end;
    while (at < p->steps && p->step[at].kind != WG__STEP_GEMM)
        at++;
    assert_true(at < p->steps);
    const wg__step put_off = p->step[at];
    p->step[at] = p->step[p->region[0].end];
    p->step[p->region[0].end] = put_off;
    p->step[p->region[0].end++].region = 0;
    assert_false(wg__plan_verify(p, why, sizeof why));
    graph_done(g);
}

/* The chunk finds what another one left: its own step comes later. */
static void chunk_reads_another(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor t[WANTED], x[3];
    wg__engine_set_options(g, &(wg__engine_options){.small_chunks = true, .sanitize = true});
    attention(g, WG_F32, (sizes){2, 2, 24, 8}, t, x);
    assert_int_equal(wg_run_n(g, t, WANTED), WG_OK);
    wg__plan *p = plan_of(g, t, WANTED);
    const wg__step first = p->step[0];
    p->step[0] = p->step[1];
    p->step[1] = first;
    for (uint32_t k = 0; k < p->region[0].alongs; k++)
        if (p->region[0].along[k].step < 2)
            p->region[0].along[k].step ^= 1;
    assert_int_equal(wg_run_n(g, t, WANTED), WG_ERR_INTERNAL);
    assert_error_contains(g, "plan sanitizer: step 0 reads");
    graph_done(g);
}

/* The second product writes where the first one's result lies, in the second chunk alone. */
static void chunk_overwritten(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor t[WANTED], x[3];
    wg__engine_set_options(g, &(wg__engine_options){.small_chunks = true, .sanitize = true});
    attention(g, WG_F32, (sizes){2, 2, 24, 8}, t, x);
    wg__plan *p = plan_of(g, t, WANTED);
    wg__along *first = NULL, *other = NULL;
    for (uint32_t k = 0; k < p->region[0].alongs; k++) {
        wg__along *a = &p->region[0].along[k];
        first = !first && a->step == 1 ? a : first;
        other = p->step[a->step].kind == WG__STEP_GEMM && a->step > 1 &&
                        a->which == offsetof(wg__product, g.c)
                    ? a
                    : other;
    }
    assert_true(first && other);
    for (uint32_t k = 0; k < p->region[0].alongs; k++)
        if (p->region[0].along[k].step == 1 && p->region[0].along[k].offset != other->offset)
            other->offset = p->region[0].along[k].offset;
    assert_int_equal(wg_run_n(g, t, WANTED), WG_ERR_INTERNAL);
    assert_error_contains(g, "plan sanitizer: step");
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attention_bits),
        cmocka_unit_test(near_the_reference),
        cmocka_unit_test(arena),
        cmocka_unit_test(long_rows),
        cmocka_unit_test(layers_bits),
        cmocka_unit_test(refused_value),
        cmocka_unit_test(verified),
        cmocka_unit_test(admitted_wrongly),
        cmocka_unit_test(chunk_reads_another),
        cmocka_unit_test(chunk_overwritten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
