/* The gradient of every op of the registry against central differences, first and second
 * order. */
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

#include "ops/ops.h"
#include "tests/difference.h"
#include "tests/op_cases.h"

/* Rules are exact; the differences are not. Their step is 2e-3 and their order 4. */
static const double limit[2] = {1e-7, 1e-6};

static void check_case(const op_case *c, int number, int *checked, int *bad)
{
    const difference r = differences(op_case_call, c, c->x, c->n, 1000 + (uint64_t)number);
    *checked += r.checked;
    if (strstr(r.text, "not there yet")) {
        print_message("%s, call %d: not there yet\n", c->op, number);
        return;
    }
    if (!r.failed && r.checked > 0 && r.worst[0] <= limit[0] && r.worst[1] <= limit[1])
        return;
    ++*bad;
    print_error("%s, call %d: %d numbers, off by %.2g and %.2g: %s\n", c->op, number, r.checked,
                r.worst[0], r.worst[1], r.text);
}

static void test_every_rule(void **state)
{
    (void)state;
    int ops = 0, checked = 0, bad = 0;
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        op_case c;
        int number = 0;
        if (!op_has_gradient(op))
            continue;
        for (; op_case_at(op, number, &c); number++)
            check_case(&c, number, &checked, &bad);
        if (number == 0) {
            print_error("%s has a rule and no sample call in its descriptor\n", op->name);
            bad++;
        }
        ops++;
    }
    print_message("%d ops, %d numbers\n", ops, checked);
    assert_int_equal(bad, 0);
    assert_true(checked > 1000);
}

/* Piecewise constant ops give none, and say so without an error. */
static void test_constant_ops_give_none(void **state)
{
    (void)state;
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        op_case c;
        if (op->diff != WG_DIFF_CONSTANT || !op_case_at(op, 0, &c) ||
            (op->types && !(op->types >> WG_F64 & 1)))
            continue;
        wg_graph *g = graph_new();
        wg_tensor x[CASE_OPERANDS], d;
        for (int j = 0; j < c.n; j++)
            x[j] = wg_param(g, "x", c.x[j].dtype, c.x[j].shape);
        wg_tensor y = op_case_call(g, x, c.n, &c);
        if (!wg_ok(g))
            fail_msg("%s: %s", op->name, wg_error(g));
        wg_tensor loss = wg_sum(wg_cast(y, WG_F64), WG_ALL, false);
        assert_int_equal(wg_grad(loss, x, 1, &d), WG_OK);
        if (!wg_is_none(d))
            fail_msg("%s is said to be constant and has a gradient", op->name);
        graph_done(g);
    }
}

/* ---- a wrong rule is found ---- */

static wg_code cube_kernel(const wg_kernel_args *k)
{
    const double *x = k->in[0].data;
    double *y = k->out.data;
    int64_t n;
    if (!wg_shape_numel(k->out.shape, &n))
        return WG_ERR_VALUE;
    for (int64_t i = 0; i < n; i++)
        y[i] = x[i] * x[i] * x[i];
    return WG_OK;
}

static wg_tensor cube_rule(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_mul(3.0, wg_square(v->x[0])));
}

static wg_tensor wrong_factor(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_mul(3.00001, wg_square(v->x[0])));
}

static wg_tensor wrong_sign(const wg_vjp *v, int arg)
{
    return wg_neg(cube_rule(v, arg));
}

/* Right at first order, wrong at second: the derivative is hidden from the walk. */
static wg_tensor wrong_second(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_mul(3.0, wg_stop_gradient(wg_square(v->x[0]))));
}

static wg_tensor absent(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_none(v->g);
}

static wg_tensor nan_rule(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_log(wg_sub(-1.0, wg_square(v->dy)));
}

static wg_tensor call_custom(wg_graph *g, const wg_tensor *x, int n, const void *user)
{
    return wg_call(g, (const wg_op *)user, x, n, NULL);
}

static bool passes(wg_vjp_fn rule)
{
    const wg_op cube = {.name = "cube",
                        .arity = 1,
                        .types = WG_TYPE_FLOAT,
                        .shape = wg_infer_same,
                        .kernel = cube_kernel,
                        .diff = WG_DIFF_RULE,
                        .vjp = rule};
    const source x = {WG_F64, {2, {2, 3}}, 0.5, 2};
    const difference r = differences(call_custom, &cube, &x, 1, 7);
    return !r.failed && r.checked == 12 && r.worst[0] <= limit[0] && r.worst[1] <= limit[1];
}

static void test_wrong_rules_are_found(void **state)
{
    (void)state;
    assert_true(passes(cube_rule));
    assert_false(passes(wrong_factor));
    assert_false(passes(wrong_sign));
    assert_false(passes(wrong_second));
    assert_false(passes(absent));
    assert_false(passes(nan_rule));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_rule),
        cmocka_unit_test(test_constant_ops_give_none),
        cmocka_unit_test(test_wrong_rules_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
