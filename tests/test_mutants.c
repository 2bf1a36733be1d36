/* The mutants themselves: what is listed, what is made of it, and that a trial can fail. */
#include "tests/support.h"

#include <math.h>
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

/* relu's rule chooses between dy and a constant 0: a factor on that 0 is no fault. e^x times 2 has its own value as derivative,
 * and the rule, made of y, is right for it: only the value gives it away. */
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
    assert_int_equal(t.fate, FATE_LIVE);
    assert_true(t.value && t.killed[TRIAL_FULL] && t.killed[TRIAL_BLAME] && t.killed[TRIAL_FAST]);
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

/* ---- the score of a few ops ---- */

typedef struct score {
    int faults, equivalents, alarms, killed[TRIAL_MODES];
    int small, small_killed; /* factors 1 + 2^-k from k = 16 on, found by the full mode */
} score;

/* All mutants of the op's first sample call. */
static void add_to(score *s, const char *name, trial_checker ask)
{
    char text[4096];
    const wg_op *op = wg_op_find(name);
    const wg_sample call = sample(op, 0);
    mutation_list list = list_of(op, 0, text, sizeof text);
    for (size_t k = 0; k < list.n; k++) {
        trial t;
        const mutation *m = &list.at[k];
        if (!(ask ? trial_run_by(ask, op, &call, *m, &t) : trial_run(op, &call, *m, &t)))
            fail_msg("%s, %s: %s", name, mutation_name(m->kind), t.text);
        const bool live = t.fate == FATE_LIVE,
                   small = live && m->kind == MUTATION_FACTOR && m->part >= 15;
        s->faults += live;
        s->equivalents += t.fate == FATE_EQUIVALENT;
        for (int mode = 0; mode < TRIAL_MODES; mode++) {
            s->killed[mode] += t.killed[mode];
            s->alarms += t.alarm[mode];
            if (!ask && live && !t.killed[mode])
                print_message("%s survives, %s %d: %s\n", name, mutation_name(m->kind), m->part,
                              t.text);
        }
        s->small += small;
        s->small_killed += small && t.killed[TRIAL_FULL];
    }
    mutation_list_free(&list);
}

/* A rule by operands, by its result, of shapes, of places, of sums, with ties; a part of what `wengert mutants` tries. */
static const char *const few[] = {"mul",  "sub",     "tanh", "log",    "maximum", "where",
                                  "mean", "permute", "take", "cumsum", "matmul"};
enum { FEW = sizeof few / sizeof few[0] };

static void test_all_faults_of_a_few_ops_die(void **state)
{
    (void)state;
    score s = {0};
    for (int k = 0; k < FEW; k++)
        add_to(&s, few[k], NULL);
    print_message("%d faults, %d equivalents\n", s.faults, s.equivalents);
    assert_true(s.faults > 1000);
    assert_true(s.equivalents > 0);
    assert_int_equal(s.alarms, 0);
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        assert_int_equal(s.killed[mode], s.faults);
}

/* As blind as a fixed tolerance of 1e-3 relative to the largest makes: what is off by less passes. */
static wg_code blinded(wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                       const wg_gradcheck_options *options, wg_gradcheck_report *r)
{
    const wg_code code = wg_gradcheck(g, outputs, wrt, options, r);
    bool seen = false;
    for (int k = 0; k < r->leaves; k++)
        for (size_t i = 0; i < r->leaf[k].elements; i++) {
            const wg_gradcheck_element *e = &r->leaf[k].element[i];
            seen = seen || fabs(e->rule - e->reference) > 1e-3 * r->leaf[k].scale;
        }
    if (!seen) {
        r->passed = true;
        r->blames = 0;
    }
    return code;
}

static void test_a_blinded_checker_lets_mutants_live(void **state)
{
    (void)state;
    score s = {0};
    add_to(&s, "tanh", blinded);
    assert_true(s.small > 0);
    assert_int_equal(s.small_killed, 0);
    assert_true(s.killed[TRIAL_FULL] > s.faults / 4 && s.killed[TRIAL_FULL] < s.faults * 3 / 4);
    assert_int_equal(s.killed[TRIAL_BLAME], s.killed[TRIAL_FULL]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_kinds_are_listed),
        cmocka_unit_test(test_expressions_are_compared),
        cmocka_unit_test(test_a_fault_dies),
        cmocka_unit_test(test_an_equivalent_is_found),
        cmocka_unit_test(test_the_control_can_fail),
        cmocka_unit_test(test_all_faults_of_a_few_ops_die),
        cmocka_unit_test(test_a_blinded_checker_lets_mutants_live),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
