/* Out of memory while a network is recorded, differentiated and run: the n-th allocation fails,
 * for every n. Some call says so, nothing crashes, nothing leaks. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nn/nn.h"

/* A code that is WG_OK only if everything went well. */
static wg_code train(wg_graph *g, wg_nn_params *params, wg_nn_params *state)
{
    const int32_t label[] = {0, 1, 2, 1};
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(4, 3)), 0, 1);
    wg_tensor y = wg_const(g, WG_I32, WG_SHAPE(4), label);
    wg_nn_mlp_options o = {.init = WG_NN_ORTHOGONAL};
    /* a region, whose chunks have the scores to themselves */
    const wg_tensor rows = wg_reshape(wg_concat(WG_TENSORS(x, x), 0), WG_SHAPE(2, 4, 3)),
                    scores = wg_softmax(wg_matmul(rows, wg_transpose(rows, 1, 2)), -1);
    x = wg_add(x, wg_mean(wg_matmul(scores, rows), WG_AXES(0), false));
    wg_tensor logits = wg_nn_mlp(params, "net", x, WG_WIDTHS(5, 4, 3), o);
    wg_tensor cost = wg_nn_softmax_cross_entropy(logits, y, WG_MEAN), dx;
    wg_tensor step =
        wg_nn_sgd(cost, *params,
                  (wg_sgd_options){.lr = 0.1, .momentum = 0.9, .clip_norm = 1, .state = state});
    wg_code code = wg_grad(cost, &x, 1, &dx);
    for (int k = 0; k < 2 && !code; k++)
        code = wg_run(g, step, cost, dx);
    return code ? code : wg_error_code(g);
}

/* False once nothing failed any more. */
static bool fails_cleanly(long n, bool lasting)
{
    const long before = alloc_live();
    wg_nn_params params = {0}, state = {0};
    (lasting ? fail_from : fail_after)(n);
    wg_graph *g = wg_graph_new();
    const wg_code code = g ? train(g, &params, &state) : WG_ERR_MEMORY;
    const bool failed = fail_happened();
    fail_after(0);
    if (!failed)
        assert_int_equal(code, WG_OK);
    else if (code != WG_OK && g && !wg_ok(g))
        assert_non_null(strstr(wg_error(g), "memory"));
    wg_nn_params_free(&params);
    wg_nn_params_free(&state);
    if (g)
        graph_done(g);
    if (alloc_live() != before)
        fail_msg("allocation %ld: %ld blocks leak", n, alloc_live() - before);
    return failed;
}

static void torture(bool lasting)
{
    if (!fail_malloc_works())
        skip();
    long n = 1;
    while (fails_cleanly(n, lasting))
        n++;
    print_message("%ld allocations\n", n - 1);
    assert_true(n > 100);
}

static void test_one_failure(void **state)
{
    (void)state;
    torture(false);
}

static void test_all_fail_from_then_on(void **state)
{
    (void)state;
    torture(true);
}

/* The allocation of the call itself; those of the file are test_torture_data's. */
static void test_save(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    wg_graph *g = graph_new();
    wg_nn_params params = {0};
    wg_status st = {0};
    assert_int_equal(wg_nn_params_add(&params, wg_param(g, "w", WG_F32, WG_SHAPE(3))), WG_OK);
    fail_after(1);
    assert_int_equal(wg_nn_save(params, "/nonexistent/w.npz", &st), WG_ERR_MEMORY);
    fail_after(0);
    wg_nn_params_free(&params);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_failure),
        cmocka_unit_test(test_all_fail_from_then_on),
        cmocka_unit_test(test_save),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
