/* What a gradient and a derivative in a direction cost: at most four times the FLOP of the value, for every op of the
 * registry.
 *
 * Copying, repeating and selecting count no FLOP, and their derivatives are sums: a value that is read n times gets a
 * gradient of n terms. So besides, one operation is allowed for each element that the op reads or writes. */
#include "tests/support.h"

#include <math.h>

#include "engine/engine.h"
#include "ops/op.h"
#include "tensor/node.h"
#include "tests/op_cases.h"

typedef struct cost {
    double forward,
        backward;    /* FLOP of y alone, and of its gradients with respect to all float operands */
    double along;    /* of its derivative when all float operands move */
    double elements; /* read and written by the nodes of y */
} cost;

/* An elementwise op reads each operand once per element of its result, however that is repeated. */
static double elements_of(const wg__node *n, const wg_graph *g)
{
    double sum = (double)n->numel;
    for (uint32_t k = 0; k < n->nin; k++)
        sum += (double)(n->op->tile[WG_ISA_BASE] ? n->numel : wg__node_at(g, wg__in(n)[k])->numel);
    return sum;
}

/* The op y = op(x), its gradients, and their cost. false: there was an error. */
static bool costs(const op_case *c, wg_graph *g, cost *out)
{
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS], t[CASE_OPERANDS], d[CASE_OPERANDS],
        live[CASE_OPERANDS], jt;
    int n = 0, m = 0;
    wg_plan_stats s;
    for (int k = 0; k < c->n; k++) {
        x[k] = wg_param(g, "x", c->x[k].dtype, c->x[k].shape);
        if (c->x[k].dtype != WG_F64)
            continue;
        wrt[n] = x[k];
        t[n++] = wg_param(g, "t", WG_F64, c->x[k].shape);
    }
    const uint32_t leaves = (uint32_t)wg_graph_nodes(g);
    const wg_tensor y = op_case_call(g, x, c->n, c);
    *out = (cost){0};
    for (uint32_t id = leaves + 1; id <= wg_graph_nodes(g); id++)
        if (wg__node_at(g, id)->op)
            out->elements += elements_of(wg__node_at(g, id), g);
    if (wg_plan_stats_of(g, &y, 1, &s) != WG_OK)
        return false;
    out->forward = s.flop;
    const wg_tensor dy = wg_param(g, "dy", WG_F64, wg_shape_of(y));
    if (wg_vjp(y, dy, wrt, n, d) != WG_OK)
        return false;
    for (int k = 0; k < n; k++)
        if (!wg_is_none(d[k]))
            live[m++] = d[k];
    if (m > 0 && wg_plan_stats_of(g, live, m, &s) == WG_OK)
        out->backward = s.flop;
    if (wg_jvp(y, wrt, t, n, &jt) == WG_OK && !wg_is_none(jt) &&
        wg_plan_stats_of(g, &jt, 1, &s) == WG_OK)
        out->along = s.flop;
    return wg_ok(g);
}

static bool cheap(const cost *c)
{
    return c->backward <= 4 * c->forward + c->elements && c->along <= 4 * c->forward + c->elements;
}

/* The most of a multiple that was met. */
typedef struct multiple {
    double worst, sum, forward;
    const char *op;
} multiple;

static void note(multiple *m, const char *op, double flop, double forward)
{
    m->sum += flop;
    m->forward += forward;
    if (forward > 0 && flop / forward > m->worst) {
        m->worst = flop / forward;
        m->op = op;
    }
}

static void say(const char *what, const multiple *m)
{
    print_message("%s: %.2f times the FLOP of the values over all calls, at most %.2f times (%s)\n",
                  what, m->sum / m->forward, m->worst, m->op);
}

static void test_cost_of_a_gradient(void **state)
{
    (void)state;
    int bad = 0, checked = 0;
    multiple back = {0}, along = {0};
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        op_case c;
        for (int number = 0; op_has_gradient(op) && op_case_at(op, number, &c); number++) {
            cost is;
            wg_graph *g = graph_new();
            if (!costs(&c, g, &is) || !cheap(&is)) {
                print_error("%s, call %d: gradient %.0f FLOP, derivative %.0f, value %.0f, %.0f "
                            "elements: %s\n",
                            op->name, number, is.backward, is.along, is.forward, is.elements,
                            wg_ok(g) ? "too dear" : wg_error(g));
                bad++;
            }
            note(&back, op->name, is.backward, is.forward);
            note(&along, op->name, is.along, is.forward);
            checked++;
            graph_done(g);
        }
    }
    say("gradients", &back);
    say("derivatives in a direction", &along);
    assert_int_equal(bad, 0);
    assert_true(checked > 100);
}

/* ---- a rule that costs too much is found ---- */

static wg_code never_run(const wg_kernel_args *k)
{
    (void)k;
    return WG_ERR_INTERNAL;
}

static wg_tensor dear_rule(const wg_vjp *v, int arg)
{
    (void)arg;
    wg_tensor d = v->dy;
    for (int k = 0; k < 7; k++)
        d = wg_mul(d, wg_add(v->x[0], (double)k));
    return d;
}

static void test_dear_rules_are_found(void **state)
{
    (void)state;
    const wg_op dear = {.name = "dear",
                        .arity = 1,
                        .types = WG_TYPE_FLOAT,
                        .shape = wg_infer_same,
                        .kernel = never_run,
                        .flops = 1,
                        .diff = WG_DIFF_RULE,
                        .vjp = dear_rule};
    wg_graph *g = graph_new();
    const wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(4)), y = wg_call(g, &dear, &x, 1, NULL);
    wg_tensor d;
    wg_plan_stats s;
    assert_int_equal(wg_vjp(y, wg_param(g, "dy", WG_F64, WG_SHAPE(4)), &x, 1, &d), WG_OK);
    assert_int_equal(wg_plan_stats_of(g, &d, 1, &s), WG_OK);
    assert_false(cheap(&(cost){4, s.flop, 0, 8}));
    assert_true(cheap(&(cost){4, 24, 24, 8}));
    assert_false(cheap(&(cost){4, (double)NAN, 0, 8}));
    assert_false(cheap(&(cost){4, 0, 25, 8}));
    assert_false(cheap(&(cost){4, 0, (double)NAN, 8}));
    const wg_tensor t = wg_param(g, "t", WG_F64, WG_SHAPE(4));
    assert_int_equal(wg_jvp(y, &x, &t, 1, &d), WG_OK);
    assert_int_equal(wg_plan_stats_of(g, &d, 1, &s), WG_OK);
    assert_false(cheap(&(cost){4, 0, s.flop, 8}));
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cost_of_a_gradient),
        cmocka_unit_test(test_dear_rules_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
