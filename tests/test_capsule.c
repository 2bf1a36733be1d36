/* Capsules as the library writes them: what is left of a graph, and what happens when memory runs out. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "autograd/reduce.h"
#include "engine/engine.h"
#include "ops/ops.h"
#include "tensor/node.h"

static wg_tensor twice(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_mul(wg_sub(1.0, wg_square(v->y)), 2.0));
}

/* tanh with a rule that is wrong by 2, among ops that are right. */
static wg_tensor network(wg_graph *g, const wg_op *op)
{
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F64, WG_SHAPE(3, 2)), 0, 1);
    wg_tensor w = wg_fill_normal(wg_param(g, "w", WG_F64, WG_SHAPE(2, 2)), 0, 1);
    wg_tensor h = wg_matmul(wg_sin(x), w);
    for (int k = 0; k < 5; k++)
        h = wg_tanh(wg_matmul(h, w));
    h = wg_call(g, op, &h, 1, NULL);
    return wg_mean(wg_square(wg_matmul(wg_exp(h), w)), WG_ALL, false);
}

static wg_op broken(void)
{
    wg_op op = *wg_op_find("tanh");
    op.name = "broken";
    op.vjp = twice;
    return op;
}

static void test_one_op_is_left(void **state)
{
    (void)state;
    const wg_op op = broken();
    wg_graph *g = graph_new();
    const wg_tensor loss = network(g, &op);
    const size_t before = wg_graph_nodes(g);
    wg__part p;
    assert_true(wg__reduce(&p, g, ((wg_tensor_list){&loss, 1}), WG_LEAVES, NULL));
    assert_int_equal(p.verdict, WG_VERDICT_WRONG);
    assert_int_equal(p.wrts, 1);
    /* the operand, the op, and the weighted sum: c, its stop, mul, sum */
    assert_true(wg_graph_nodes(p.g) <= 6);
    int found = 0;
    for (uint32_t id = 1; id < wg__count(p.g); id++)
        found += wg__node_at(p.g, id)->op == &op;
    assert_int_equal(found, 1);
    assert_int_equal(wg_graph_nodes(g), before); /* the user's graph is as before */
    wg__part_free(&p);
    graph_done(g);
}

/* Without blame the way is longer and the end the same. */
static void test_cutting_without_blame(void **state)
{
    (void)state;
    const wg_op op = broken();
    wg_graph *g = graph_new();
    const wg_tensor loss = network(g, &op);
    const wg_gradcheck_options o = {.no_blame = true};
    wg__part p;
    assert_true(wg__reduce(&p, g, ((wg_tensor_list){&loss, 1}), WG_LEAVES, &o));
    assert_int_equal(p.verdict, WG_VERDICT_WRONG);
    assert_true(wg_graph_nodes(p.g) <= 6);
    wg__part_free(&p);
    graph_done(g);
}

static void test_what_passes_stays_whole(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor loss = network(g, wg_op_find("tanh"));
    wg__part p;
    assert_true(wg__reduce(&p, g, ((wg_tensor_list){&loss, 1}), WG_LEAVES, NULL));
    assert_int_equal(p.verdict, WG_VERDICT_OK);
    assert_int_equal(wg_graph_nodes(p.g), wg_graph_nodes(g));
    wg__part_free(&p);
    graph_done(g);
}

static bool fails_cleanly(long n, long *tried)
{
    const long before = alloc_live();
    const wg_op op = broken();
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_input(g, "x", WG_F64, WG_SHAPE(2));
    wg_tensor loss = wg_sum(wg_call(g, &op, &x, 1, NULL), WG_ALL, false);
    FILE *f = fopen("/dev/null", "w");
    assert_non_null(f);
    fail_after(n);
    const wg_code code = wg_capsule_write(f, g, ((wg_tensor_list){&loss, 1}), WG_LEAVES, NULL);
    const bool failed = fail_happened();
    fail_after(0);
    fclose(f);
    if (!failed)
        assert_int_equal(code, WG_OK);
    else if (code != WG_OK)
        assert_non_null(strstr(wg_error(g), "memory"));
    ++*tried;
    wg_clear_error(g);
    graph_done(g);
    if (alloc_live() != before)
        fail_msg("allocation %ld: %ld blocks leak", n, alloc_live() - before);
    return failed;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    long n = 1, tried = 0;
    if (!fail_malloc_works())
        skip();
    while (fails_cleanly(n, &tried))
        n += 1 + n / 20;
    print_message("%ld of %ld allocations failed\n", tried - 1, n);
    assert_true(n > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_op_is_left),
        cmocka_unit_test(test_cutting_without_blame),
        cmocka_unit_test(test_what_passes_stays_whole),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
