/* Checkpoints and memory budgets: the same bits in less memory, or a refusal that says what would do. */
#include "tests/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nn/nn.h"
#include "tests/random_graph.h"

enum { LAYERS = 24, WIDTH = 32, BATCH = 96, RUNS = 3, MOST_WANTED = 2 * LAYERS + 1 };

typedef struct model {
    wg_tensor w[LAYERS], wanted[MOST_WANTED];
    int n;
} model;

typedef wg_tensor (*layer_fn)(wg_graph *g, wg_tensor h, wg_tensor w);

static wg_tensor plain_layer(wg_graph *g, wg_tensor h, wg_tensor w)
{
    (void)g;
    return wg_tanh(wg_add(wg_sin(wg_matmul(h, w)), h));
}

static wg_tensor dropping_layer(wg_graph *g, wg_tensor h, wg_tensor w)
{
    const wg_tensor u = wg_random_uniform(g, WG_F32, wg_shape_of(h), 0, 1);
    return wg_tanh(wg_mul(wg_matmul(h, w), wg_cast(wg_gt(u, 0.3), WG_F32)));
}

static wg_tensor row_layer(wg_graph *g, wg_tensor h, wg_tensor w)
{
    (void)g;
    return wg_add(h, wg_softmax(wg_matmul(wg_relu(h), w), 1));
}

/* The walk backward reads the product itself, so that its scale and summand must not join it: not in either computation. */
static wg_tensor scaled_layer(wg_graph *g, wg_tensor h, wg_tensor w)
{
    (void)g;
    const wg_tensor scale = wg_add(1.0, wg_mean(w, WG_ALL, false));
    return wg_tanh(wg_add(wg_mul(wg_matmul(h, w), scale), wg_mul(h, 0.7)));
}

/* every: layers between checkpoints; 0: none. Asked for: the loss and updates of all parameters. */
static model record(wg_graph *g, layer_fn layer, int every)
{
    model m = {.n = 0};
    wg_tensor h = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(BATCH, WIDTH)), 0, 1), d[LAYERS];
    for (int k = 0; k < LAYERS; k++) {
        m.w[k] = wg_fill_normal(wg_param(g, "w", WG_F32, WG_SHAPE(WIDTH, WIDTH)), 0, 0.2);
        h = layer(g, h, m.w[k]);
        h = every && (k + 1) % every == 0 ? wg_checkpoint(h) : h;
    }
    const wg_tensor loss = wg_mean(wg_square(h), WG_ALL, false);
    assert_int_equal(wg_grad(loss, m.w, LAYERS, d), WG_OK);
    m.wanted[m.n++] = loss;
    for (int k = 0; k < LAYERS; k++) {
        m.wanted[m.n++] = wg_assign(m.w[k], wg_sub(m.w[k], wg_mul(d[k], 0.1)));
        m.wanted[m.n++] = d[k];
    }
    assert_no_error(g);
    return m;
}

/* All that was asked for after some runs, from the same start. */
static unsigned char *bits_of(wg_graph *g, const model *m, size_t *size)
{
    unsigned char *out = malloc(MOST_WANTED * WIDTH * WIDTH * sizeof(float));
    assert_non_null(out);
    *size = 0;
    wg_seed(g, 7);
    for (int k = 0; k < LAYERS; k++)
        wg_fill_normal(m->w[k], 0, 0.2);
    for (int run = 0; run < RUNS; run++)
        if (wg_run_n(g, m->wanted, m->n) != WG_OK)
            fail_msg("%s", wg_error(g));
    for (int k = 0; k < m->n; k++) {
        const size_t bytes = (size_t)wg_numel(m->wanted[k]) * sizeof(float);
        memcpy(out + *size, wg_data(m->wanted[k]), bytes);
        *size += bytes;
    }
    return out;
}

static wg_plan_stats stats_of(wg_graph *g, const wg_tensor *t, int n)
{
    wg_plan_stats s;
    assert_int_equal(wg_plan_stats_of(g, t, n, &s), WG_OK);
    return s;
}

/* The least that a refusal names. */
static int64_t least_of(wg_graph *g, const wg_tensor *t, int n)
{
    int64_t least = 0;
    assert_int_equal(wg_set_memory_budget(g, 1), WG_OK);
    wg_run_n(g, t, n);
    const char *at = strstr(wg_error(g), "least that would do ");
    if (!at || sscanf(at, "least that would do %lld", (long long *)&least) != 1)
        fail_msg("%s", wg_error(g));
    wg_clear_error(g);
    return least;
}

static void same_bits_within_any_budget(layer_fn layer)
{
    wg_graph *g = graph_new();
    const model m = record(g, layer, 4);
    const wg_plan_stats full = stats_of(g, m.wanted, m.n);
    const int64_t least = least_of(g, m.wanted, m.n);
    size_t size, n;
    assert_int_equal(wg_set_memory_budget(g, 0), WG_OK);
    unsigned char *truth = bits_of(g, &m, &size);
    assert_true(full.recomputed == 0 && least < full.bytes);
    int64_t before = 0;
    for (int part = 0; part <= 8; part++) {
        const int64_t budget = full.bytes - (full.bytes - least) * part / 8;
        assert_int_equal(wg_set_memory_budget(g, budget), WG_OK);
        const wg_plan_stats s = stats_of(g, m.wanted, m.n);
        assert_true(s.bytes <= budget && s.recomputed >= before && s.nodes == full.nodes);
        assert_true(part == 0 ? s.recomputed == 0 : s.recomputed > 0);
        before = s.recomputed;
        unsigned char *got = bits_of(g, &m, &n);
        assert_int_equal(n, size);
        assert_memory_equal(got, truth, size);
        free(got);
    }
    free(truth);
    graph_done(g);
}

static void layers(void **state)
{
    (void)state;
    same_bits_within_any_budget(plain_layer);
}

/* The random numbers of the second computation are those of the first. */
static void random_numbers(void **state)
{
    (void)state;
    same_bits_within_any_budget(dropping_layer);
}

static void rows(void **state)
{
    (void)state;
    same_bits_within_any_budget(row_layer);
}

static void products(void **state)
{
    (void)state;
    same_bits_within_any_budget(scaled_layer);
}

/* Values between layers grow with their number; between checkpoints, with its root. */
static void memory_falls(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const model m = record(g, plain_layer, 5);
    wg_tensor d[LAYERS];
    const wg_tensor loss = m.wanted[0];
    assert_int_equal(wg_grad(loss, m.w, LAYERS, d), WG_OK);
    wg_tensor norm = wg_scalar(g, WG_F32, 0);
    for (int k = 0; k < LAYERS; k++)
        norm = wg_add(norm, wg_mean(wg_square(d[k]), WG_ALL, false));
    const wg_plan_stats full = stats_of(g, &norm, 1);
    assert_int_equal(wg_set_memory_budget(g, least_of(g, &norm, 1)), WG_OK);
    const wg_plan_stats s = stats_of(g, &norm, 1);
    assert_true(s.arena_bytes < full.arena_bytes * 6 / 10);
    assert_true(s.flop > full.flop && s.flop < full.flop * 1.4);
    graph_done(g);
}

/* The second computation reads a checkpoint that a program computes which it could join; then its values would be there early, and kept. */
static void between_checkpoints_nothing_is_kept(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill_normal(wg_param(g, "x", WG_F32, WG_SHAPE(64, 64)), 0, 1), h = x, d;
    h = wg_checkpoint(wg_sin(h));
    for (int k = 0; k < 16; k++)
        h = wg_sin(h);
    h = wg_sum(wg_checkpoint(h), WG_AXES(1), false);
    const wg_tensor loss = wg_sum(wg_matmul(h, h), WG_ALL, false);
    assert_int_equal(wg_grad(loss, &x, 1, &d), WG_OK);
    const wg_plan_stats full = stats_of(g, &d, 1);
    const int64_t least = least_of(g, &d, 1);
    assert_int_equal(wg_set_memory_budget(g, least), WG_OK);
    const wg_plan_stats s = stats_of(g, &d, 1);
    assert_true(s.arena_bytes < full.arena_bytes / 2);
    graph_done(g);
}

static void refusals(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const model m = record(g, plain_layer, 0);
    const float first = *(const float *)wg_data(m.w[0]);
    assert_int_equal(wg_set_memory_budget(g, 1000), WG_OK);
    assert_int_equal(wg_run_n(g, m.wanted, m.n), WG_ERR_MEMORY);
    assert_error_contains(g, "the memory budget is 1000 bytes, and the least that would do");
    assert_true(*(const float *)wg_data(m.w[0]) == first);
    assert_int_equal(wg_run_n(g, m.wanted, m.n), WG_ERR_MEMORY);
    assert_error_contains(g, "no wg_checkpoint says what may be computed again");
    assert_int_equal(wg_set_memory_budget(g, -1), WG_ERR_ARGUMENT);
    assert_error_contains(g, "-1 bytes: a budget is positive, or 0 for none");
    assert_int_equal(wg_set_memory_budget(NULL, 1), WG_ERR_HANDLE);
    assert_int_equal(wg_set_memory_budget(g, 0), WG_OK);
    assert_int_equal(wg_run_n(g, m.wanted, m.n), WG_OK);
    graph_done(g);
}

/* What the refusal names does, and a byte less does not. */
static void the_least_is_the_least(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const model m = record(g, row_layer, 3);
    const int64_t least = least_of(g, m.wanted, m.n);
    assert_int_equal(wg_set_memory_budget(g, least - 1), WG_OK);
    assert_int_equal(wg_run_n(g, m.wanted, m.n), WG_ERR_MEMORY);
    wg_clear_error(g);
    assert_int_equal(wg_set_memory_budget(g, least), WG_OK);
    assert_int_equal(wg_run_n(g, m.wanted, m.n), WG_OK);
    graph_done(g);
}

/* Values of all segments are read everywhere: what is computed again reads what is computed again. */
static void values_of_earlier_segments(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_shape shape = WG_SHAPE(32, 8);
    wg_tensor x = wg_fill_normal(wg_param(g, "x", WG_F64, shape), 0, 1), d, dd;
    const wg_tensor a = wg_sin(x), b = wg_checkpoint(wg_exp(wg_neg(wg_square(a)))),
                    c = wg_tanh(wg_mul(a, b)), e = wg_checkpoint(wg_mul(c, wg_cos(wg_add(a, c)))),
                    f = wg_mul(wg_sin(e), wg_add(c, a));
    const wg_tensor loss = wg_sum(wg_mul(f, wg_cumsum(f, 0)), WG_ALL, false);
    assert_int_equal(wg_grad(loss, &x, 1, &d), WG_OK);
    assert_int_equal(wg_grad(wg_sum(wg_square(d), WG_ALL, false), &x, 1, &dd), WG_OK);
    const wg_tensor wanted[] = {d, dd};
    double truth[2][32 * 8];
    assert_int_equal(wg_run_n(g, wanted, 2), WG_OK);
    for (int k = 0; k < 2; k++)
        memcpy(truth[k], wg_data(wanted[k]), sizeof truth[k]);
    assert_int_equal(wg_set_memory_budget(g, least_of(g, wanted, 2)), WG_OK);
    assert_int_equal(wg_run_n(g, wanted, 2), WG_OK);
    for (int k = 0; k < 2; k++)
        assert_memory_equal(wg_data(wanted[k]), truth[k], sizeof truth[k]);
    graph_done(g);
}

/* Recorded anew it runs by the same plan, on the new nodes. */
static void define_by_run(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor w = wg_fill(wg_param(g, "w", WG_F64, WG_SHAPE(8, 8)), 0.25);
    double last = 1e300;
    wg_cache_stats s;
    for (int k = 0; k < 6; k++) {
        wg_mark mark = wg_graph_mark(g);
        wg_tensor h = w, d;
        for (int j = 0; j < 9; j++)
            h = j % 3 == 2 ? wg_checkpoint(wg_sin(wg_matmul(h, w))) : wg_sin(wg_matmul(h, w));
        const wg_tensor loss = wg_sum(wg_square(h), WG_ALL, false);
        assert_int_equal(wg_grad(loss, &w, 1, &d), WG_OK);
        const wg_tensor wanted[] = {loss, wg_assign(w, wg_sub(w, wg_mul(d, 1e-4)))};
        if (k == 0)
            assert_int_equal(wg_set_memory_budget(g, least_of(g, wanted, 2)), WG_OK);
        assert_int_equal(wg_run_n(g, wanted, 2), WG_OK);
        assert_true(wg_item(loss) < last);
        last = wg_item(loss);
        wg_graph_release(mark);
    }
    assert_int_equal(wg_cache_stats_of(g, &s), WG_OK);
    assert_true(s.plans == 1 && s.misses == 2); /* the refused one and that of all runs */
    graph_done(g);
}

/* ---- random graphs ---- */

static double *values_of(wg_graph *g, const random_graph *r, size_t *n)
{
    double *v = NULL;
    *n = 0;
    wg_seed(g, 5);
    for (int k = 0; k < RANDOM_PARAMS; k++)
        wg_fill_normal(r->param[k], 0, 1);
    if (wg_run_n(g, r->wanted, r->n) != WG_OK)
        fail_msg("%s", wg_error(g));
    for (int k = 0; k < r->n; k++) {
        const size_t count = (size_t)wg_numel(r->wanted[k]);
        v = realloc(v, (*n + count + 1) * sizeof *v);
        assert_non_null(v);
        memcpy(v + *n, wg_data(r->wanted[k]), count * sizeof *v);
        *n += count;
    }
    return v;
}

static void random_graphs(void **state)
{
    (void)state;
    int again = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        wg_graph *g = graph_new();
        const random_graph r = random_graph_of(g, WG_F64, seed);
        size_t n, m;
        double *truth = values_of(g, &r, &n);
        assert_int_equal(wg_set_memory_budget(g, least_of(g, r.wanted, r.n)), WG_OK);
        again += stats_of(g, r.wanted, r.n).recomputed > 0;
        double *got = values_of(g, &r, &m);
        assert_int_equal(n, m);
        if (memcmp(got, truth, n * sizeof *got) != 0)
            fail_msg("graph %d: other bits within a budget", (int)seed);
        free(got);
        free(truth);
        graph_done(g);
    }
    assert_true(again > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layers),
        cmocka_unit_test(random_numbers),
        cmocka_unit_test(rows),
        cmocka_unit_test(products),
        cmocka_unit_test(memory_falls),
        cmocka_unit_test(between_checkpoints_nothing_is_kept),
        cmocka_unit_test(refusals),
        cmocka_unit_test(the_least_is_the_least),
        cmocka_unit_test(values_of_earlier_segments),
        cmocka_unit_test(define_by_run),
        cmocka_unit_test(random_graphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
