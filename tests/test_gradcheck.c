/* The gradient check: each verdict and each cause is provoked by an op with that fault, and right gradients pass. */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "ops/ops.h"
#include "tests/op_cases.h"
#include "tests/planted.h"

static const wg_gradcheck_element *element(const wg_gradcheck_report *r, int leaf, int64_t index)
{
    for (size_t i = 0; i < r->leaf[leaf].elements; i++)
        if (r->leaf[leaf].element[i].index == index)
            return &r->leaf[leaf].element[i];
    fail_msg("element %d of leaf %d is not in the report", (int)index, leaf);
    return NULL;
}

static void check(wg_graph *g, wg_tensor y, const wg_gradcheck_options *o, wg_gradcheck_report *r)
{
    const wg_code code = wg_gradcheck(g, WG_LIST(y), WG_LEAVES, o, r);
    if (code)
        fail_msg("%s", wg_error(g));
}

static wg_tensor vector(wg_graph *g, int n, const double *v)
{
    const wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(n));
    assert_int_equal(wg_set_data(x, v, (size_t)n * sizeof *v), WG_OK);
    return x;
}

/* ---- planted faults ---- */

typedef struct fault {
    const wg_op *op;
    int n;
    wg_verdict verdict;
    wg_cause cause;
    int operand;
    const char *text; /* part of the line of blame */
} fault;

static const fault faults[] = {
    {&planted_sign, 1, WG_VERDICT_WRONG, WG_CAUSE_SIGN, 0, "user_softplus: d/dx wrong at ["},
    {&planted_factor, 1, WG_VERDICT_WRONG, WG_CAUSE_FACTOR, 0, "off by a factor of 1.0001"},
    {&planted_one_index, 1, WG_VERDICT_WRONG, WG_CAUSE_ONE_INDEX, 0, "wrong at [3,3]"},
    {&planted_half, 1, WG_VERDICT_WRONG, WG_CAUSE_MISSING_TERM, 0, "where x < 0"},
    {&planted_addend, 1, WG_VERDICT_WRONG, WG_CAUSE_MISSING_TERM, 0,
     "the term -1 dy y^2 is missing"},
    {&planted_absent, 1, WG_VERDICT_WRONG, WG_CAUSE_ABSENT, 0, "no gradient"},
    {&planted_nonlinear, 1, WG_VERDICT_WRONG, WG_CAUSE_NONLINEAR, 0, "not linear in dy"},
    {&planted_nan, 1, WG_VERDICT_NONFINITE, WG_CAUSE_NONFINITE, 0, "nonfinite at ["},
    {&planted_transposed, 1, WG_VERDICT_WRONG, WG_CAUSE_TRANSPOSED, 0, "transpose"},
    {&planted_unbroadcast, 2, WG_VERDICT_WRONG, WG_CAUSE_NOT_UNBROADCAST, 1, "d/dx1 wrong"},
    {&planted_mean, 2, WG_VERDICT_WRONG, WG_CAUSE_FACTOR, 1, "factor of 0.25"},
    {&planted_axis, 2, WG_VERDICT_WRONG, WG_CAUSE_WRONG_AXIS, 1, "wrong axis"},
    {&planted_swap, 2, WG_VERDICT_WRONG, WG_CAUSE_OTHER_OPERAND, 0, "gradient of operand 1"},
};

static wg_tensor network(wg_graph *g, const wg_op *op, int n, wg_dtype d)
{
    wg_tensor x = wg_param(g, "x", d, WG_SHAPE(4, 4)),
              b = wg_param(g, "b", d, op == &planted_swap ? WG_SHAPE(4, 4) : WG_SHAPE(4));
    wg_fill_normal(x, 0, 1);
    wg_fill_normal(b, 0, 1);
    const wg_tensor in[2] = {wg_sub(wg_mul(wg_sin(x), 2.0), 0.25), b};
    const wg_tensor y = wg_call(g, op, in, n, NULL);
    return wg_mean(wg_mul(wg_tanh(y), wg_cos(y)), WG_ALL, false);
}

static void test_planted_faults(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof faults / sizeof faults[0]; k++)
        for (int f32 = 0; f32 < 2; f32++) {
            const fault *f = &faults[k];
            wg_graph *g = graph_new();
            const wg_tensor loss = network(g, f->op, f->n, f32 ? WG_F32 : WG_F64);
            wg_gradcheck_report r;
            check(g, loss, NULL, &r);
            print_message("%s\n", r.blames ? r.blame[0].text : "nothing blamed");
            assert_false(r.passed);
            assert_int_equal(r.verdict, f->verdict);
            assert_int_equal(r.blame[0].verdict, f->verdict);
            assert_true(r.blames >= 1);
            assert_int_equal(r.blame[0].cause, f->cause);
            assert_int_equal(r.blame[0].operand, f->operand);
            assert_string_equal(r.blame[0].op, f->op->name);
            assert_non_null(strstr(r.blame[0].text, f->text));
            assert_non_null(strstr(r.blame[0].text, "test_gradcheck.c:"));
            assert_int_equal(r.blames, f->op == &planted_swap ? 2 : 1);
            wg_gradcheck_free(&r);
            graph_done(g);
        }
}

static void test_right_custom_ops_pass(void **state)
{
    (void)state;
    const wg_op *const right[] = {&planted_softplus, &planted_bias};
    for (int k = 0; k < 2; k++)
        for (int f32 = 0; f32 < 2; f32++) {
            wg_graph *g = graph_new();
            const wg_tensor loss = network(g, right[k], 1 + k, f32 ? WG_F32 : WG_F64);
            wg_gradcheck_report r;
            check(g, loss, &(wg_gradcheck_options){.second = true}, &r);
            assert_true(r.passed);
            assert_int_equal(r.blames, 0);
            assert_int_equal(r.f32, f32);
            assert_non_null(r.second);
            assert_true(r.second->passed);
            wg_gradcheck_free(&r);
            graph_done(g);
        }
}

static void test_the_line_of_blame(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 4, (double[]){0.5, 1, 2, 3});
    const int line = __LINE__ + 1;
    wg_tensor y = wg_call(g, &planted_sign, &x, 1, NULL);
    wg_gradcheck_report r;
    check(g, wg_sum(y, WG_ALL, false), NULL, &r);
    assert_int_equal(r.blame[0].line, line);
    assert_non_null(strstr(r.blame[0].file, "test_gradcheck.c"));
    char begin[128];
    snprintf(begin, sizeof begin, "test_gradcheck.c:%d: user_softplus: d/dx wrong at [", line);
    assert_true(strncmp(r.blame[0].text, begin, strlen(begin)) == 0);
    const wg_gradcheck_element *e = &r.blame[0].worst;
    assert_true(fabs(e->rule + e->reference) <= 4 * e->error); /* the sign */
    assert_true(e->error < 1e-8 && e->rungs >= 5 && e->rung);
    assert_close(r.blame[0].factor, -1, 0, 0);
    assert_int_equal(r.blame[0].node, y.id);
    wg_gradcheck_free(&r);
    graph_done(g);
}

/* 1 + 2^-20 is far above what is excused. */
static void test_references_are_sharp(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor loss = network(g, &planted_softplus, 1, WG_F64);
    wg_gradcheck_report r;
    check(g, loss, NULL, &r);
    for (size_t i = 0; i < r.leaf[0].elements; i++) {
        const wg_gradcheck_element *e = &r.leaf[0].element[i];
        assert_true(e->error <= 1e-7 * r.leaf[0].scale);
        assert_true(fabs(e->rule - e->reference) <= e->error);
    }
    wg_gradcheck_free(&r);
    graph_done(g);
}

/* ---- verdicts that are no faults of a rule ---- */

static void test_kinks(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 5, (double[]){0.901, 0.9 + 1e-6, 0.9 - 1e-9, 0.9, 2});
    wg_gradcheck_report r;
    check(g, wg_sum(wg_relu(wg_sub(x, 0.9)), WG_ALL, false), NULL, &r);
    assert_true(r.passed);
    assert_close(element(&r, 0, 0)->kink, 1e-3, 0, 1e-3);
    assert_close(element(&r, 0, 1)->kink, 1e-6, 0, 1e-3);
    assert_close(element(&r, 0, 2)->kink, 1e-9, 0, 1e-3);
    assert_close(element(&r, 0, 3)->kink, 0, 0, 0);
    assert_true(isinf(element(&r, 0, 4)->kink));
    assert_int_equal(element(&r, 0, 0)->verdict, WG_VERDICT_OK);
    assert_int_equal(element(&r, 0, 3)->verdict, WG_VERDICT_KINK);
    assert_int_equal(element(&r, 0, 4)->verdict, WG_VERDICT_OK);
    wg_gradcheck_free(&r);
    /* smooth at 0, but made of two kinks: no single rule is wrong */
    x = vector(g, 3, (double[]){0, 1, -1});
    check(g, wg_sum(wg_sub(wg_relu(x), wg_relu(wg_neg(x))), WG_ALL, false), NULL, &r);
    assert_int_equal(element(&r, 0, 0)->verdict, WG_VERDICT_KINK);
    assert_true(r.passed);
    wg_gradcheck_free(&r);
    /* only kinks: nothing was checked */
    x = vector(g, 2, (double[]){0, 0});
    check(g, wg_sum(wg_abs(x), WG_ALL, false), NULL, &r);
    assert_false(r.passed);
    assert_int_equal(r.verdict, WG_VERDICT_NOT_EXERCISED);
    wg_gradcheck_free(&r);
    graph_done(g);
}

/* A rule that is wrong beside its kinks is not excused by them. */
static void test_kinks_do_not_hide_faults(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 4, (double[]){0, 1, -1, 0.5});
    wg_tensor y = wg_call(g, &planted_sign, &x, 1, NULL);
    wg_gradcheck_report r;
    check(g, wg_sum(wg_add(wg_relu(x), wg_mul(y, 0.001)), WG_ALL, false), NULL, &r);
    assert_int_equal(r.verdict, WG_VERDICT_WRONG);
    assert_int_equal(r.blame[0].cause, WG_CAUSE_SIGN);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_noise_and_unresolved(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 1, (double[]){0.5});
    wg_gradcheck_report r;
    /* 1e-20 beside 1: the floor is what an ulp of 1 makes over the largest step */
    check(g, wg_add(wg_mul(wg_sum(x, WG_ALL, false), 1e-20), 1), NULL, &r);
    assert_int_equal(element(&r, 0, 0)->verdict, WG_VERDICT_NOISE);
    assert_in_range((uint64_t)(-log10(element(&r, 0, 0)->noise)), 13, 16);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    x = vector(g, 1, (double[]){1e17}); /* the next number is 16 farther: more than two periods */
    check(g, wg_sum(wg_sin(x), WG_ALL, false), NULL, &r);
    assert_int_equal(element(&r, 0, 0)->verdict, WG_VERDICT_UNRESOLVED);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_nondeterministic(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 4, (double[]){1, 2, 3, 4});
    wg_gradcheck_report r;
    check(g, wg_sum(wg_call(g, &planted_noise, &x, 1, NULL), WG_ALL, false), NULL, &r);
    assert_int_equal(r.verdict, WG_VERDICT_NONDETERMINISTIC);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    const wg_tensor drop =
        wg_sum(wg_mul(x, wg_random_uniform(g, WG_F64, WG_SHAPE(4), 0, 1)), WG_ALL, false);
    check(g, drop, NULL, &r);
    assert_int_equal(r.verdict, WG_VERDICT_NONDETERMINISTIC);
    wg_gradcheck_free(&r);
    check(g, drop, &(wg_gradcheck_options){.hold_random = true}, &r);
    assert_true(r.passed);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_aliased(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 4, (double[]){1, 2, 3, 4});
    wg_gradcheck_report r;
    const wg_tensor y = wg_sum(wg_square(x), WG_ALL, false);
    assert_int_equal(wg_gradcheck(g, WG_LIST(y), WG_LIST(x, x), NULL, &r), WG_OK);
    assert_int_equal(r.leaf[0].verdict, WG_VERDICT_ALIASED);
    assert_int_equal(r.leaf[1].verdict, WG_VERDICT_ALIASED);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    check(g, wg_sum(wg_call(g, &planted_writes, &x, 1, NULL), WG_ALL, false), NULL, &r);
    assert_int_equal(r.verdict, WG_VERDICT_ALIASED);
    wg_gradcheck_free(&r);
    assert_array_close(WG_F64, wg_data(x), ((double[]){1, 2, 3, 4}), 4, 0,
                       0); /* the user's are as before */
    graph_done(g);
}

static void test_nonfinite(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 3, (double[]){0, 1, 4});
    wg_gradcheck_report r;
    check(g, wg_sum(wg_sqrt(x), WG_ALL, false), NULL, &r); /* sqrt'(0) */
    assert_int_equal(element(&r, 0, 0)->verdict, WG_VERDICT_NONFINITE);
    assert_int_equal(element(&r, 0, 1)->verdict, WG_VERDICT_OK);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    check(g, wg_sum(wg_exp(wg_log(wg_neg(x))), WG_ALL, false), NULL, &r);
    assert_int_equal(r.verdict, WG_VERDICT_NONFINITE);
    assert_string_equal(r.blame[0].op, "wg_log");
    wg_gradcheck_free(&r);
    x = vector(g, 2, (double[]){1, (double)NAN});
    check(g, wg_sum(wg_mul(x, 2.0), WG_ALL, false), NULL, &r);
    assert_false(r.passed);
    assert_int_equal(r.verdict, WG_VERDICT_NONFINITE);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_not_exercised(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 3, (double[]){-1, 1, 4}),
              other = wg_param(g, "other", WG_F64, WG_SHAPE(2));
    wg_gradcheck_report r;
    const wg_tensor y = wg_sum(wg_relu(x), WG_ALL, false);
    assert_int_equal(wg_gradcheck(g, WG_LIST(y), WG_LIST(x, other), NULL, &r), WG_OK);
    assert_int_equal(element(&r, 0, 0)->verdict, WG_VERDICT_NOT_EXERCISED);
    assert_int_equal(r.leaf[0].verdict, WG_VERDICT_OK);
    assert_int_equal(r.leaf[1].verdict, WG_VERDICT_NOT_EXERCISED);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    check(g, wg_sum(wg_stop_gradient(x), WG_ALL, false), NULL, &r);
    assert_false(r.passed);
    assert_int_equal(r.verdict, WG_VERDICT_NOT_EXERCISED);
    wg_gradcheck_free(&r);
    wg_tensor empty = wg_param(g, "empty", WG_F64, WG_SHAPE(0));
    check(g, wg_sum(empty, WG_ALL, false), NULL, &r);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_imprecise(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F32, WG_SHAPE(8));
    wg_fill_uniform(x, 1e-5, 2e-5);
    wg_gradcheck_report r;
    check(g, wg_sum(wg_square(wg_mul(wg_call(g, &planted_log1p, &x, 1, NULL), 1e4)), WG_ALL, false),
          NULL, &r);
    assert_int_equal(r.verdict, WG_VERDICT_IMPRECISE);
    assert_int_equal(r.count[WG_VERDICT_WRONG], 0);
    assert_string_equal(r.blame[0].op, "user_log1p");
    assert_int_equal(r.blame[0].cause, WG_CAUSE_LOST_DIGITS);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    check(g, wg_sum(wg_square(wg_mul(wg_log1p(x), 1e4)), WG_ALL, false), NULL,
          &r); /* ours does not */
    assert_true(r.passed);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_an_op_of_f32_alone(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_gradcheck_report r;
    check(g, network(g, &planted_f32_only, 1, WG_F32), NULL, &r);
    assert_true(r.passed);
    assert_true(r.leaf[0].worst->error > 1e-9); /* its own rounding is excused */
    wg_gradcheck_free(&r);
    graph_done(g);
}

/* ---- second order, witnesses ---- */

static void test_second_order(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 3, (double[]){0.5, 1, 2});
    const wg_tensor y = wg_sum(wg_call(g, &planted_second, &x, 1, NULL), WG_ALL, false);
    wg_gradcheck_report r;
    check(g, y, NULL, &r);
    assert_true(r.passed); /* the first derivative is right */
    wg_gradcheck_free(&r);
    check(g, y, &(wg_gradcheck_options){.second = true}, &r);
    assert_false(r.passed);
    assert_int_equal(r.second->verdict, WG_VERDICT_WRONG);
    assert_int_equal(r.testimony[WG_WITNESS_SECOND].state, WG_WITNESS_DISAGREES);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_witnesses(void **state)
{
    (void)state;
    static const wg_witness heard[] = {WG_WITNESS_DIFFERENCE, WG_WITNESS_FORWARD,
                                       WG_WITNESS_LINEARITY,  WG_WITNESS_ADJOINT,
                                       WG_WITNESS_SYMMETRY,   WG_WITNESS_SECOND};
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 4, (double[]){0.5, 1, 2, -1});
    const wg_tensor loss = wg_mean(wg_square(wg_softmax(wg_sin(x), -1)), WG_ALL, false);
    wg_gradcheck_report r;
    check(g, loss, &(wg_gradcheck_options){.second = true}, &r);
    assert_true(r.passed);
    for (size_t k = 0; k < sizeof heard / sizeof heard[0]; k++) {
        assert_int_equal(r.testimony[heard[k]].state, WG_WITNESS_AGREES);
        assert_true(r.testimony[heard[k]].compared > 0);
    }
    for (size_t i = 0; i < 4; i++) {
        const wg_gradcheck_element *e = &r.leaf[0].element[i];
        assert_close(e->forward, e->rule, 1e-14, 1e-12);
    }
    wg_gradcheck_free(&r);
    /* |dy|: right for dy = 1, and not linear */
    const wg_tensor y = wg_sum(wg_call(g, &planted_nonlinear, &x, 1, NULL), WG_ALL, false);
    check(g, y, NULL, &r);
    assert_int_equal(r.verdict, WG_VERDICT_WRONG);
    assert_int_equal(r.testimony[WG_WITNESS_LINEARITY].state, WG_WITNESS_DISAGREES);
    assert_int_equal(r.blame[0].cause, WG_CAUSE_NONLINEAR);
    assert_false(r.passed);
    wg_gradcheck_free(&r);
    graph_done(g);
}

/* ---- the call itself ---- */

static int count_calls(size_t done, size_t total, void *user)
{
    int *calls = user;
    assert_true(done <= total);
    return ++*calls == 50;
}

static void test_cancel(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor loss = network(g, &planted_softplus, 1, WG_F64);
    int calls = 0;
    wg_gradcheck_report r;
    check(g, loss, &(wg_gradcheck_options){.progress = count_calls, .user = &calls}, &r);
    assert_true(r.cancelled);
    assert_false(r.passed);
    assert_int_equal(calls, 50);
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_the_graph_is_as_before(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor loss = network(g, &planted_sign, 1, WG_F32);
    assert_int_equal(wg_run(g, loss), WG_OK);
    const double before = wg_item(loss);
    const size_t nodes = wg_graph_nodes(g);
    wg_gradcheck_report r;
    check(g, loss, &(wg_gradcheck_options){.second = true}, &r);
    wg_gradcheck_free(&r);
    wg_gradcheck_free(&r);
    assert_int_equal(wg_graph_nodes(g), nodes);
    assert_close(wg_item(loss), before, 0, 0); /* its value is still there */
    graph_done(g);
    wg_gradcheck_free(NULL);
}

static void test_errors(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = vector(g, 3, (double[]){1, 2, 3}), i = wg_param(g, "i", WG_I32, WG_SHAPE(3));
    wg_gradcheck_report r;
    const wg_tensor y = wg_sum(x, WG_ALL, false);
    assert_int_equal(wg_gradcheck(g, WG_LIST(y), WG_LIST(y), NULL, &r), WG_ERR_ARGUMENT);
    assert_error_contains(g, "wrt[0] is no float input or parameter");
    assert_int_equal(wg_gradcheck(g, WG_LIST(i), WG_LEAVES, NULL, &r), WG_ERR_DTYPE);
    assert_error_contains(g, "outputs[0] is i32");
    assert_int_equal(wg_gradcheck(g, ((wg_tensor_list){&y, 0}), WG_LEAVES, NULL, &r),
                     WG_ERR_ARGUMENT);
    assert_error_contains(g, "no outputs");
    assert_int_equal(wg_gradcheck(g, WG_LIST(y), WG_LEAVES, NULL, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "report is NULL");
    static const wg_op opaque = {.name = "opaque", .arity = 1, .shape = wg_infer_same};
    wg_op with_kernel = opaque;
    with_kernel.kernel = planted_softplus.kernel;
    const wg_tensor z = wg_sum(wg_call(g, &with_kernel, &x, 1, NULL), WG_ALL, false);
    assert_int_equal(wg_gradcheck(g, WG_LIST(z), WG_LEAVES, NULL, &r), WG_ERR_GRADIENT);
    assert_error_contains(g, "no derivative through opaque");
    wg_gradcheck_free(&r);
    assert_int_equal(wg_gradcheck(NULL, WG_LIST(y), WG_LEAVES, NULL, &r), WG_ERR_HANDLE);
    graph_done(g);
}

static void test_fast_mode(void **state)
{
    (void)state;
    for (int wrong = 0; wrong < 2; wrong++) {
        wg_graph *g = graph_new();
        wg_tensor w = wg_param(g, "w", WG_F32, WG_SHAPE(64, 64)),
                  small = wg_param(g, "small", WG_F32, WG_SHAPE(64)),
                  idle = wg_param(g, "idle", WG_F32, WG_SHAPE(3));
        wg_fill_normal(w, 0, 0.1);
        wg_fill_normal(small, 0, 1);
        /* what the op sees is worth 1e-6 of the loss */
        wg_tensor tiny = wg_mul(
            wg_call(g, wrong ? &planted_one_index : &planted_softplus, &small, 1, NULL), 1e-6);
        wg_tensor loss =
            wg_add(wg_sum(wg_square(wg_matmul(w, w)), WG_ALL, false), wg_sum(tiny, WG_ALL, false));
        wg_gradcheck_report r;
        assert_int_equal(wg_gradcheck(g, WG_LIST(loss), WG_LIST(w, small),
                                      &(wg_gradcheck_options){.mode = WG_GRADCHECK_FAST}, &r),
                         WG_OK);
        assert_true(r.fast);
        assert_int_equal(r.passed, !wrong);
        if (wrong) {
            assert_close(r.miss, 0, 0, 0);
            assert_int_equal(r.leaf[0].verdict, WG_VERDICT_OK);
            assert_int_equal(r.leaf[1].verdict, WG_VERDICT_WRONG);
            assert_int_equal(element(&r, 1, 63)->verdict, WG_VERDICT_WRONG);
            assert_int_equal(r.blame[0].cause, WG_CAUSE_ONE_INDEX);
        } else {
            assert_close(r.miss, 0x1p-20, 0, 0);
            assert_int_equal(r.directions, 20);
            assert_true(r.leaf[1].seen < 1e-3 * r.leaf[1].scale);
            assert_int_equal(r.elements, 16);
        }
        wg_gradcheck_free(&r);
        const wg_tensor with_idle = wg_add(loss, wg_mul(wg_sum(idle, WG_ALL, false), 0.0));
        assert_int_equal(wg_gradcheck(g, WG_LIST(with_idle), WG_LIST(idle),
                                      &(wg_gradcheck_options){.mode = WG_GRADCHECK_FAST}, &r),
                         WG_OK);
        assert_int_equal(r.leaf[0].verdict, WG_VERDICT_NOT_EXERCISED);
        assert_false(r.passed);
        wg_gradcheck_free(&r);
        graph_done(g);
    }
}

/* Every direction through the point meets several kinks at once. wrong: an op behind them has a mistake, which no kink may hide. */
static void check_fast_at_kinks(const wg_op *behind, bool large, wg_gradcheck_report *r)
{
    wg_graph *g = graph_new();
    const int64_t n = large ? 1500 : 6;
    const wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(n)),
                    w = wg_param(g, "w", WG_F64, WG_SHAPE(n));
    wg_fill_normal(x, 0, 1);
    wg_fill_normal(w, 0, 1);
    for (int k = 0; k < 4; k++)
        ((double *)wg_data(x))[k] = 0;
    wg_tensor y = wg_mul(wg_relu(x), w);
    if (behind)
        y = wg_call(g, behind, &y, 1, NULL);
    check(g, wg_sum(y, WG_ALL, false),
          &(wg_gradcheck_options){.mode = WG_GRADCHECK_FAST, .samples = -1}, r);
    graph_done(g);
}

static void test_fast_mode_at_kinks(void **state)
{
    (void)state;
    for (int large = 0; large < 2; large++) {
        wg_gradcheck_report r;
        check_fast_at_kinks(NULL, large, &r);
        assert_true(r.fast);
        assert_int_equal(r.verdict, WG_VERDICT_OK);
        assert_true(r.passed && r.blames == 0);
        assert_true(r.miss > 0 && r.miss <= 0x1p-10);
        assert_int_equal(r.direction[r.directions - 1].verdict, WG_VERDICT_KINK);
        wg_gradcheck_free(&r);
        check_fast_at_kinks(&planted_factor, large, &r);
        assert_int_equal(r.verdict, WG_VERDICT_WRONG);
        assert_int_equal(r.blames, 1);
        assert_string_equal(r.blame[0].op, planted_factor.name);
        assert_close(r.miss, 0, 0, 0);
        wg_gradcheck_free(&r);
    }
}

/* ---- the registry ---- */

static void draw(wg_tensor t, const source *s, wg_rng *rng)
{
    const wg_dtype d = wg_dtype_of(t);
    for (int64_t i = 0; i < wg_numel(t); i++) {
        const double u = wg_rng_uniform(rng), v = s->lo + u * (s->hi - s->lo),
                     whole = floor(s->lo + u * (s->hi - s->lo + 1));
        switch (d) {
        case WG_F64: ((double *)wg_data(t))[i] = v; break;
        case WG_F32: ((float *)wg_data(t))[i] = (float)v; break;
        case WG_I32: ((int32_t *)wg_data(t))[i] = (int32_t)whole; break;
        case WG_I64: ((int64_t *)wg_data(t))[i] = (int64_t)whole; break;
        default: ((uint8_t *)wg_data(t))[i] = (uint8_t)whole; break;
        }
    }
}

static void check_case(const op_case *c, bool f32, int *idles)
{
    wg_graph *g = graph_new();
    wg_rng rng = wg_rng_new(2024);
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS];
    int n = 0;
    for (int k = 0; k < c->n; k++) {
        const wg_dtype d =
            f32 && c->x[k].dtype == WG_F64 && strcmp(c->op, "cast") ? WG_F32 : c->x[k].dtype;
        x[k] = wg_param(g, NULL, d, c->x[k].shape);
        draw(x[k], &c->x[k], &rng);
        if (wg_dtype_is_float(d))
            wrt[n++] = x[k];
    }
    const wg_tensor y = op_case_call(g, x, c->n, c);
    wg_gradcheck_report r;
    if (wg_gradcheck(g, WG_LIST(y), ((wg_tensor_list){wrt, n}),
                     &(wg_gradcheck_options){.second = true}, &r))
        fail_msg("%s: %s", c->op, wg_error(g));
    const bool idle =
        r.verdict ==
        WG_VERDICT_NOT_EXERCISED; /* relu of one number below 0, the other side of where */
    if (!r.passed && !idle)
        wg_gradcheck_print(&r, stdout, NULL);
    assert_true(r.passed || idle);
    *idles += idle;
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void test_the_registry_passes(void **state)
{
    (void)state;
    int checks = 0, idles = 0;
    for (size_t k = 0; k < wg_op_count(); k++) {
        op_case c;
        for (int number = 0; op_has_gradient(wg_op_at(k)) && op_case_at(wg_op_at(k), number, &c);
             number++)
            for (int f32 = 0; f32 < 2; f32++, checks++)
                check_case(&c, f32, &idles);
    }
    assert_true(checks > 300 && idles < 10);
}

/* ---- the text ---- */

static void test_text(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor loss = network(g, &planted_sign, 1, WG_F32);
    wg_gradcheck_report r;
    check(g, loss, NULL, &r);
    for (int width = 40; width <= 120; width += 40)
        for (int quiet = 0; quiet < 2; quiet++) {
            char *text = NULL;
            size_t size = 0;
            FILE *f = open_memstream(&text, &size);
            assert_non_null(f);
            assert_int_equal(
                wg_gradcheck_print(&r, f,
                                   &(wg_gradcheck_print_options){.width = width, .quiet = quiet}),
                WG_OK);
            fclose(f);
            assert_non_null(strstr(text, "FAILED: wrong"));
            assert_non_null(strstr(text, "user_softplus"));
            for (const char *line = text; *line; line += strcspn(line, "\n") + 1)
                if (width >= 80 && strcspn(line, "\n") > (size_t)width)
                    fail_msg("wider than %d: %.*s", width, (int)strcspn(line, "\n"), line);
            free(text);
        }
    assert_int_equal(wg_gradcheck_print(NULL, stdout, NULL), WG_ERR_ARGUMENT);
    wg_gradcheck_free(&r);
    graph_done(g);
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        assert_true(wg_verdict_name((wg_verdict)v)[0] && wg_verdict_text((wg_verdict)v)[0]);
    for (int c = 0; c < WG_CAUSE_COUNT; c++)
        assert_true(wg_cause_name((wg_cause)c)[0]);
    assert_string_equal(wg_verdict_name(WG_VERDICT_COUNT), "?");
    char at[64];
    assert_string_equal(wg_index_string(WG_SHAPE(3, 4), 7, at, sizeof at), "[1,3]");
    assert_string_equal(wg_index_string(WG_SCALAR, 0, at, sizeof at), "[]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted_faults),
        cmocka_unit_test(test_right_custom_ops_pass),
        cmocka_unit_test(test_the_line_of_blame),
        cmocka_unit_test(test_references_are_sharp),
        cmocka_unit_test(test_kinks),
        cmocka_unit_test(test_kinks_do_not_hide_faults),
        cmocka_unit_test(test_noise_and_unresolved),
        cmocka_unit_test(test_nondeterministic),
        cmocka_unit_test(test_aliased),
        cmocka_unit_test(test_nonfinite),
        cmocka_unit_test(test_not_exercised),
        cmocka_unit_test(test_imprecise),
        cmocka_unit_test(test_an_op_of_f32_alone),
        cmocka_unit_test(test_second_order),
        cmocka_unit_test(test_witnesses),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_the_graph_is_as_before),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_fast_mode),
        cmocka_unit_test(test_fast_mode_at_kinks),
        cmocka_unit_test(test_the_registry_passes),
        cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
