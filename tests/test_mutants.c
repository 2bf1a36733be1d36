/* The mutants themselves: what is listed, what is made of it, and that a trial can fail. */
#include "tests/support.h"

#include <string.h>

#include "autograd/autograd.h"
#include "cli/mutant_trial.h"
#include "ops/ops.h"
#include "ops/sample.h"

static wg_sample sample(const wg_op *op, int number)
{
    wg_sample s;
    assert_true(wg__op_sample(op, number, &s));
    return s;
}

static mutation_list list_of(const wg_op *op, int number, char *text, size_t size)
{
    mutation_list list = {0};
    wg_graph *g = graph_new();
    const wg_sample s = sample(op, number);
    const wg_tensor y = trial_node(g, op, &s);
    assert_no_error(g);
    assert_true(mutations_of(y, &list, text, size));
    graph_done(g);
    return list;
}

static int count(const mutation_list *list, mutation_kind kind)
{
    int n = 0;
    for (size_t k = 0; k < list->n; k++)
        n += list->at[k].kind == kind;
    return n;
}

/* sub: dx = dy, which is passed on, and dy = neg(dy): one node each. */
static void test_all_kinds_are_listed(void **state)
{
    (void)state;
    char text[4096];
    mutation_list list = list_of(wg_op_find("sub"), 0, text, sizeof text);
    assert_int_equal(count(&list, MUTATION_SIGN), 2);
    assert_int_equal(count(&list, MUTATION_FACTOR), 40);
    assert_int_equal(count(&list, MUTATION_INDEX), 18);
    assert_int_equal(count(&list, MUTATION_OPERAND), 2);
    assert_int_equal(count(&list, MUTATION_ABSENT), 2);
    assert_int_equal(count(&list, MUTATION_KERNEL), 9);
    assert_non_null(strstr(text, "neg"));
    assert_non_null(strstr(text, "result"));
    mutation_list_free(&list);
}

/* The same rule emits the same expression for other sizes, and another one for other ranks. */
static void test_expressions_are_compared(void **state)
{
    (void)state;
    char a[4096], b[4096];
    const wg_op *matmul = wg_op_find("matmul"), *tanh_op = wg_op_find("tanh");
    mutation_list x = list_of(matmul, 0, a, sizeof a), y = list_of(matmul, 1, b, sizeof b);
    assert_string_not_equal(a, b);
    mutation_list_free(&x);
    mutation_list_free(&y);
    x = list_of(tanh_op, 0, a, sizeof a);
    y = list_of(tanh_op, 0, b, sizeof b);
    assert_string_equal(a, b);
    mutation_list_free(&x);
    mutation_list_free(&y);
}

static trial run(const char *name, mutation m)
{
    trial t;
    const wg_op *op = wg_op_find(name);
    const wg_sample s = sample(op, 0);
    if (!trial_run(op, &s, m, &t))
        fail_msg("%s", t.text);
    return t;
}

static void test_a_fault_dies(void **state)
{
    (void)state;
    const mutation faults[] = {
        {.kind = MUTATION_SIGN, .node = 0, .op = "mul"},
        {.kind = MUTATION_FACTOR, .node = 0, .part = 19, .op = "mul"},
        {.kind = MUTATION_ABSENT, .node = -1, .op = ""},
        {.kind = MUTATION_STOP, .node = 0, .op = "mul"},
        {.kind = MUTATION_INDEX, .node = 0, .part = 2, .op = "mul"},
    };
    for (size_t k = 0; k < sizeof faults / sizeof faults[0]; k++) {
        const trial t = run("exp", faults[k]);
        assert_int_equal(t.fate, FATE_LIVE);
        assert_int_equal(t.second, faults[k].kind == MUTATION_STOP);
        for (int mode = 0; mode < TRIAL_MODES; mode++)
            if (!t.killed[mode])
                fail_msg("%s: %s", mutation_name(faults[k].kind), t.text);
    }
}

/* relu's rule chooses between dy and a constant 0: a factor on that 0 is no fault. e^x times 2 has its own value as derivative, and
 * the rule, made of y, is right for it. */
static void test_an_equivalent_is_found(void **state)
{
    (void)state;
    char text[4096];
    mutation_list list = list_of(wg_op_find("relu"), 0, text, sizeof text);
    int zeros = 0;
    for (size_t k = 0; k < list.n; k++)
        if (list.at[k].kind == MUTATION_FACTOR && strcmp(list.at[k].op, "constant") == 0) {
            const trial t = run("relu", list.at[k]);
            assert_int_equal(t.fate, FATE_EQUIVALENT);
            assert_string_equal(t.text, "the node is 0 at every point");
            zeros++;
        }
    mutation_list_free(&list);
    assert_true(zeros >= 20);
    const trial t = run("exp", (mutation){.kind = MUTATION_KERNEL, .node = -1, .op = ""});
    assert_int_equal(t.fate, FATE_EQUIVALENT);
    const trial u = run("sin", (mutation){.kind = MUTATION_KERNEL, .node = -1, .op = ""});
    assert_int_equal(u.fate, FATE_LIVE);
}

static wg_tensor half(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_mul(v->y, 0.5));
}

/* The control finds an original that is wrong itself. */
static void test_the_control_can_fail(void **state)
{
    (void)state;
    const wg_op *op = wg_op_find("exp");
    wg_op wrong = *op;
    wrong.vjp = half;
    const wg_sample s = sample(op, 0);
    trial t;
    assert_true(trial_control(op, &s, &(trial){.second = true}, &t));
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        assert_false(t.alarm[mode]);
    assert_true(trial_control(&wrong, &s, &(trial){.second = false}, &t));
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        assert_true(t.alarm[mode]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_kinds_are_listed),
        cmocka_unit_test(test_expressions_are_compared),
        cmocka_unit_test(test_a_fault_dies),
        cmocka_unit_test(test_an_equivalent_is_found),
        cmocka_unit_test(test_the_control_can_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
