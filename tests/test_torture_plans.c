/* Out of memory while a plan is made, bound or run, in each way of running there is: the n-th allocation fails, for every n. The error
 * says so, or the run did without what it could not have and is right; plans that were there still run, the same graph runs the new one
 * afterwards, to the same bits, and nothing leaks. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "engine/state.h"
#include "nn/nn.h"

typedef struct manner {
    const char *name, *passes;
    wg__engine_options options;
    int threads;
    bool trace, budget;
} manner;

static const manner ways[] = {
    {.name = "as it comes", .passes = "-verify,-sanitize", .threads = 1},
    {.name = "verified and sanitized", .passes = "+verify,+sanitize", .threads = 1},
    {.name = "traced", .passes = "", .threads = 1, .trace = true},
    {.name = "without passes", .passes = "-products,-fuse,-combine,-inplace,-reuse", .threads = 1},
    {.name = "three threads", .passes = "-races", .options = {.small_chunks = true}, .threads = 3},
    {.name = "within a budget", .passes = "", .threads = 1, .budget = true},
};
enum { WAYS = sizeof ways / sizeof *ways, VALUES = 3 };

/* A plan that is there before memory runs out, and one that is made then: a step of a network with products, programs with reductions along
 * rows and down columns, copies, kernels, draws and updates. */
typedef struct world {
    wg_graph *g;
    wg_tensor w, old, value[VALUES];
    float kept[64];
} world;

static world record(const manner *way)
{
    world x = {.g = graph_new()};
    wg_tensor d;
    wg__engine_set_options(x.g, &way->options);
    assert_int_equal(wg_set_plan_passes(x.g, way->passes), WG_OK);
    assert_int_equal(wg_trace(x.g, way->trace), WG_OK);
    x.w = wg_fill_normal(wg_param(x.g, "w", WG_F32, WG_SHAPE(8, 8)), 0, 1);
    const wg_tensor in = wg_fill_normal(wg_input(x.g, "x", WG_F32, WG_SHAPE(16, 8)), 0, 1);
    x.old = wg_tanh(wg_matmul(wg_transpose(x.w, 0, 1), x.w));
    wg_tensor h = in;
    for (int k = 0; k < 3; k++)
        h = wg_checkpoint(wg_tanh(wg_sin(wg_matmul(h, x.w))));
    h = wg_add(h, wg_random_uniform(x.g, WG_F32, WG_SHAPE(16, 8), 0, 0.1));
    h = wg_reshape(wg_transpose(wg_cumsum(h, 0), 0, 1), WG_SHAPE(8, 16));
    const wg_tensor cost = wg_mean(wg_square(wg_softmax(h, -1)), WG_ALL, false);
    assert_int_equal(wg_grad(cost, &x.w, 1, &d), WG_OK);
    x.value[0] = cost;
    x.value[1] = d;
    x.value[2] = wg_assign(x.w, wg_sub(x.w, wg_mul(d, 0.1)));
    assert_int_equal(wg_run(x.g, x.old), WG_OK);
    memcpy(x.kept, wg_data(x.old), sizeof x.kept);
    return x;
}

static void squeeze(const world *x, const manner *way)
{
    wg_plan_stats s;
    if (!way->budget)
        return;
    assert_int_equal(wg_plan_stats_of(x->g, x->value, VALUES, &s), WG_OK);
    assert_int_equal(wg_set_memory_budget(x->g, s.bytes - 256), WG_OK);
}

typedef struct result {
    float cost, gradient[64], w[64];
} result;

static result result_of(const world *x)
{
    result r;
    memcpy(&r.cost, wg_data(x->value[0]), sizeof r.cost);
    memcpy(r.gradient, wg_data(x->value[1]), sizeof r.gradient);
    memcpy(r.w, wg_data(x->w), sizeof r.w);
    return r;
}

/* The threads are started by the run. */
static void restart_threads(const manner *way)
{
    assert_int_equal(wg_set_threads(1), WG_OK);
    assert_int_equal(wg_set_threads(way->threads), WG_OK);
}

static void assert_right(const world *x, const result *right, const manner *way, long n)
{
    const result r = result_of(x);
    if (memcmp(&r, right, sizeof r) != 0)
        fail_msg("%s, allocation %ld: other values", way->name, n);
}

/* false: no allocation was left to fail. */
static bool round_of(const manner *way, const result *right, long n, bool lasting)
{
    world x = record(way);
    squeeze(&x, way);
    restart_threads(way);
    (lasting ? fail_from : fail_after)(n);
    const wg_code code = wg_run_n(x.g, x.value, VALUES);
    const bool failed = fail_happened();
    fail_after(0);
    if (code != WG_OK && (!failed || code != WG_ERR_MEMORY || !strstr(wg_error(x.g), "memory")))
        fail_msg("%s, allocation %ld: %s", way->name, n, wg_error(x.g));
    wg_clear_error(x.g);
    assert_verified(x.g);
    if (code == WG_OK)
        assert_right(&x, right, way, n);
    else {
        float now[64];
        assert_int_equal(wg_run(x.g, x.value[0]), WG_OK); /* nothing was assigned */
        memcpy(now, wg_data(x.value[0]), sizeof(float));
        assert_memory_equal(now, &right->cost, sizeof(float));
    }
    assert_int_equal(wg_run(x.g, x.old), WG_OK);
    if (code != WG_OK)
        assert_memory_equal(wg_data(x.old), x.kept, sizeof x.kept);
    assert_int_equal(wg_run_n(x.g, x.value, VALUES), WG_OK);
    graph_done(x.g);
    return failed;
}

static result clean(const manner *way)
{
    world x = record(way);
    assert_int_equal(wg_set_threads(1), WG_OK);
    assert_int_equal(wg_run_n(x.g, x.value, VALUES), WG_OK);
    const result r = result_of(&x);
    graph_done(x.g);
    return r;
}

static void each_way(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    const result right = clean(&ways[0]);
    for (int k = 0; k < WAYS; k++) {
        long n = 1, before = 0, most = 0;
        for (bool more = true; more; n++) {
            more = round_of(&ways[k], &right, n, false);
            if (n == 2) /* libraries keep things from their first use */
                before = alloc_live();
        }
        for (long j = 1; j < n; j++)
            round_of(&ways[k], &right, j, true);
        most = alloc_live() - before;
        assert_int_equal(wg_set_threads(1), WG_OK);
        print_message("%s: %ld allocations\n", ways[k].name, n - 2);
        assert_true(n > 20);
        if (alloc_live() - before > 0)
            fail_msg("%s: %ld blocks leak (%ld with threads)", ways[k].name, alloc_live() - before,
                     most);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_way)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
