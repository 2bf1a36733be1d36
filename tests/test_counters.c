/* What the plans of whole models come to: steps, products, FLOP, bytes moved, and an arena at its lower bound. */
#include "tests/support.h"

#include <stdio.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "nn/nn.h"

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

static wg_tensor input(const char *name, wg_shape s)
{
    return wg_input(g, name, WG_F32, s);
}

typedef struct counts {
    int64_t programs, gemms, kernels, copies, regions, barriers;
} counts;

/* slack: the arena over the largest sum of values alive at once. */
static wg_plan_stats check_at(const wg_tensor *t, int n, counts want, double slack, int line)
{
    wg_plan_stats s;
    assert_int_equal(wg_plan_stats_of(g, t, n, &s), WG_OK);
    if (s.tile_programs != want.programs || s.gemms != want.gemms || s.kernels != want.kernels ||
        s.copies != want.copies || s.regions != want.regions || s.barriers != want.barriers ||
        !((double)s.arena_bytes <= slack * (double)s.arena_lower_bound)) {
        wg_plan_dump(stderr, WG_TEXT, g, t, n);
        fail_msg(
            "line %d: %d programs, %d products, %d kernels, %d copies, %d regions, %d barriers, "
            "arena %lld of %lld",
            line, (int)s.tile_programs, (int)s.gemms, (int)s.kernels, (int)s.copies, (int)s.regions,
            (int)s.barriers, (long long)s.arena_bytes, (long long)s.arena_lower_bound);
    }
    return s;
}
#define check(t, n, slack, ...) check_at(t, n, (counts){__VA_ARGS__}, slack, __LINE__)

static void mlp_step(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(32, 784)),
                    w = wg_param(g, "w", WG_F32, WG_SHAPE(784, 128)),
                    b = wg_param(g, "b", WG_F32, WG_SHAPE(128)),
                    v = wg_param(g, "v", WG_F32, WG_SHAPE(128, 10)),
                    labels = wg_input(g, "labels", WG_I32, WG_SHAPE(32)), wrt[3] = {w, b, v};
    const wg_tensor h = wg_relu(wg_add(wg_matmul(x, w), b));
    wg_tensor t[4] = {wg_nn_softmax_cross_entropy(wg_matmul(h, v), labels, WG_MEAN)}, d[3];
    assert_int_equal(wg_grad(t[0], wrt, 3, d), WG_OK);
    for (int k = 0; k < 3; k++)
        t[1 + k] = wg_assign(wrt[k], wg_sub(wrt[k], wg_mul(d[k], 0.1)));
    const wg_plan_stats s = check(t, 4, 1.0, 3, 5, 1, 0, 1, 2);
    assert_true(s.flop >
                2.0 * 32 * (2 * 784 * 128 + 3 * 128 * 10)); /* the products, and little besides */
    assert_true(s.flop < 2.1 * 32 * (2 * 784 * 128 + 3 * 128 * 10));
}

static void layer_norm(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(256, 1024)), dy = input("dy", WG_SHAPE(256, 1024));
    const wg_tensor c = wg_sub(x, wg_mean(x, WG_AXES(-1), true));
    wg_tensor t[2] = {wg_mul(c, wg_rsqrt(wg_add(wg_mean(wg_square(c), WG_AXES(-1), true), 1e-5)))};
    assert_int_equal(wg_vjp(t[0], dy, &x, 1, &t[1]), WG_OK);
    const wg_plan_stats s = check(t, 2, 1.0, 1, 0, 0, 0, 0, 1);
    assert_true(s.bytes_moved < 4.01 * 256 * 1024 * 4); /* x and dy in, y and dx out */
}

static void cross_entropy(void **state)
{
    (void)state;
    const wg_tensor x = input("x", WG_SHAPE(256, 1024)),
                    labels = wg_input(g, "labels", WG_I32, WG_SHAPE(256));
    wg_tensor t[2] = {wg_nn_softmax_cross_entropy(x, labels, WG_MEAN)};
    assert_int_equal(wg_grad(t[0], &x, 1, &t[1]), WG_OK);
    const wg_plan_stats s = check(t, 2, 1.0, 2, 0, 0, 0, 0, 1);
    assert_true(s.bytes_moved < 2.02 * 256 * 1024 * 4);
}

static void attention(void **state)
{
    (void)state;
    const wg_tensor q = input("q", WG_SHAPE(8, 64, 32)), k = input("k", WG_SHAPE(8, 64, 32)),
                    v = input("v", WG_SHAPE(8, 64, 32)), dy = input("dy", WG_SHAPE(8, 64, 32)),
                    wrt[3] = {q, k, v};
    wg_tensor t[4] = {wg_matmul(wg_softmax(wg_matmul(q, wg_transpose(k, 1, 2)), -1), v)};
    assert_int_equal(wg_vjp(t[0], dy, wrt, 3, &t[1]), WG_OK);
    check(t, 4, 1.0, 2, 6, 0, 0, 1,
          1); /* the gradient of k is computed as it is asked for: no copy */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(mlp_step), TEST(layer_norm), TEST(cross_entropy),
                                       TEST(attention)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
