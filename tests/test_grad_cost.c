/* What a gradient costs: at most four times the FLOP of the value, for every op of the registry. */
#include "tests/support.h"

#include "engine/engine.h"
#include "tests/op_cases.h"

/* FLOP of y alone, and of its gradients with respect to all float operands. Views and copies count
 * nothing. */
static bool costs(const op_case *c, double *forward, double *backward)
{
    wg_graph *g = graph_new();
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS], d[CASE_OPERANDS], live[CASE_OPERANDS];
    int n = 0, m = 0;
    for (int k = 0; k < c->n; k++) {
        wg_shape s = c->x[k].shape;
        x[k] = wg_param(g, "x", c->x[k].dtype, s);
        if (c->x[k].dtype == WG_F64)
            wrt[n++] = x[k];
    }
    wg_tensor y = op_case_call(g, x, c->n, c);
    wg_tensor dy = wg_param(g, "dy", WG_F64, wg_shape_of(y));
    wg_plan_stats s;
    bool ok = wg_vjp(y, dy, wrt, n, d) == WG_OK && wg_plan_stats_of(g, &y, 1, &s) == WG_OK;
    *forward = ok ? s.flop : 0;
    for (int k = 0; k < n && ok; k++)
        if (!wg_is_none(d[k]))
            live[m++] = d[k];
    *backward = 0;
    if (ok && m > 0)
        ok = wg_plan_stats_of(g, live, m, &s) == WG_OK;
    if (ok && m > 0)
        *backward = s.flop;
    if (!ok)
        print_error("%s: %s\n", c->op, wg_error(g));
    wg_graph_free(g);
    return ok;
}

/* What a gradient may cost besides: one operation per element of result and operand. */
static double elements(const op_case *c)
{
    double sum = 0;
    for (int k = 0; k < c->n; k++) {
        int64_t n = 0;
        (void)wg_shape_numel(c->x[k].shape, &n);
        sum += (double)n;
    }
    return sum;
}

static void test_cost_of_a_gradient(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        op_case c;
        for (int number = 0; op_has_gradient(op) && op_case_at(op, number, &c); number++) {
            double forward, backward;
            if (!costs(&c, &forward, &backward)) {
                bad++;
            } else if (backward > 4 * forward + elements(&c)) {
                print_error("%s, call %d: gradient %.0f FLOP, forward %.0f\n", op->name, number,
                            backward, forward);
                bad++;
            }
        }
    }
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cost_of_a_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
