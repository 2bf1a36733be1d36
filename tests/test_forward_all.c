/* Every op of the registry forward, in f64: against central differences of the op itself along a
 * random direction, against the walk backward by the adjoint identity, and the second order. */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "ops/ops.h"
#include "tests/op_cases.h"

/* What one call showed. Deviations are relative to the sizes of what is compared. */
typedef struct finding {
    double difference; /* J t against central differences along t */
    double adjoint;    /* <u, J t> against <J^T u, t> */
    double hvp;        /* forward over reverse against reverse over forward */
    double third;      /* both against reverse over reverse */
    double slope;      /* H t against central differences of the gradient */
    double symmetry;   /* <s, H t> against <t, H s> */
    int compared;      /* numbers */
    bool failed;
    char text[300];
} finding;

static const double limit_difference = 1e-7, limit_slope = 1e-6, limit_rounding = 1e-12;

typedef struct setting {
    wg_graph *g;
    wg_rng rng;
    int n, floats;
    wg_tensor x[CASE_OPERANDS]; /* all operands */
    wg_tensor wrt[CASE_OPERANDS], t[CASE_OPERANDS], s[CASE_OPERANDS];
    double start[CASE_OPERANDS][128];
    wg_tensor y, u, f; /* f = sum(u * y + y^2 / 4): its cotangent of y moves with y */
} setting;

static wg_tensor drawn(setting *s, const char *name, const source *from)
{
    wg_tensor p = wg_param(s->g, name, from->dtype, from->shape);
    source_draw(&s->rng, p, from);
    return p;
}

static bool fail_with(finding *r, const char *what, const char *why)
{
    r->failed = true;
    snprintf(r->text, sizeof r->text, "%s: %.250s", what, why);
    return false;
}

static bool run1(finding *r, wg_tensor t)
{
    return wg_run(t.g, t) == WG_OK || fail_with(r, "run", wg_error(t.g));
}

static double worse(double a, double b)
{
    return isnan(b) || isnan(a) ? (double)NAN : a > b ? a : b;
}

static void set_point(setting *s, double step)
{
    for (int k = 0; k < s->floats; k++)
        for (int64_t i = 0; i < wg_numel(s->wrt[k]); i++)
            ((double *)wg_data(s->wrt[k]))[i] =
                s->start[k][i] + step * ((double *)wg_data(s->t[k]))[i];
}

/* d(value)/d(step) by (4 D(h/2) - D(h)) / 3, into out. */
static bool slopes(finding *r, setting *s, wg_tensor value, double *out)
{
    const double h = 2e-3;
    const int64_t n = wg_numel(value);
    for (int64_t i = 0; i < n; i++)
        out[i] = 0;
    for (int k = 0; k < 4; k++) {
        const double step = k < 2 ? h / 2 : h, sign = k % 2 ? -1 : 1;
        set_point(s, sign * step);
        if (!run1(r, value))
            return false;
        for (int64_t i = 0; i < n; i++)
            out[i] += sign * ((double *)wg_data(value))[i] / (2 * step) * (k < 2 ? 4.0 : -1.0) / 3;
    }
    set_point(s, 0);
    return true;
}

static bool against_slopes(finding *r, setting *s, wg_tensor value, wg_tensor rule, double *worst)
{
    double expected[256];
    const int64_t n = wg_numel(value);
    if (n > 256)
        return fail_with(r, "test", "a case is too large");
    if (!slopes(r, s, value, expected) || (!wg_is_none(rule) && !run1(r, rule)))
        return false;
    const double *actual = wg_is_none(rule) ? NULL : wg_data(rule);
    for (int64_t i = 0; i < n; i++) {
        const double off = fabs((actual ? actual[i] : 0.0) - expected[i]) / (1 + fabs(expected[i]));
        *worst = worse(*worst, off);
        r->compared++;
    }
    return true;
}

/* sum(a * b), and sum |a * b| as its size */
static bool inner(finding *r, wg_tensor a, wg_tensor b, double *sum, double *size)
{
    if (wg_is_none(a) || wg_is_none(b))
        return true;
    if (!run1(r, a) || !run1(r, b))
        return false;
    for (int64_t i = 0; i < wg_numel(a); i++) {
        const double part = ((double *)wg_data(a))[i] * ((double *)wg_data(b))[i];
        *sum += part;
        *size += fabs(part);
    }
    return true;
}

static double relative(double a, double b, double size)
{
    return fabs(a - b) / (size > 1e-300 ? size : 1);
}

static bool first_order(finding *r, setting *s)
{
    wg_tensor jt, dx[CASE_OPERANDS];
    if (wg_jvp(s->y, s->wrt, s->t, s->floats, &jt) || wg_vjp(s->y, s->u, s->wrt, s->floats, dx))
        return fail_with(r, "first order", wg_error(s->g));
    if (!against_slopes(r, s, s->y, jt, &r->difference))
        return false;
    double forward = 0, backward = 0, size = 0;
    if (!inner(r, s->u, jt, &forward, &size))
        return false;
    for (int k = 0; k < s->floats; k++)
        if (!inner(r, dx[k], s->t[k], &backward, &size))
            return false;
    r->adjoint = relative(forward, backward, size);
    return true;
}

/* Reverse over reverse: the gradient of sum_k <grad_k, t_k>. */
static bool reverse_twice(finding *r, setting *s, const wg_tensor *dx, wg_tensor *out)
{
    wg_tensor sum = wg_none(s->g);
    for (int k = 0; k < s->floats; k++)
        if (!wg_is_none(dx[k])) {
            const wg_tensor part = wg_sum(wg_mul(dx[k], s->t[k]), WG_ALL, false);
            sum = wg_is_none(sum) ? part : wg_add(sum, part);
        }
    for (int k = 0; k < s->floats; k++)
        out[k] = wg_none(s->g);
    if (!wg_is_none(sum) && wg_grad(sum, s->wrt, s->floats, out))
        return fail_with(r, "reverse over reverse", wg_error(s->g));
    return true;
}

/* Largest |a - b|, relative to the largest |a| and |b|, not below 1. */
static bool apart(finding *r, wg_tensor a, wg_tensor b, double *worst)
{
    double off = 0, size = 1;
    const wg_tensor both[] = {a, b};
    for (int k = 0; k < 2; k++)
        if (!wg_is_none(both[k]) && !run1(r, both[k]))
            return false;
    const int64_t n = wg_is_none(a) ? (wg_is_none(b) ? 0 : wg_numel(b)) : wg_numel(a);
    for (int64_t i = 0; i < n; i++) {
        const double p = wg_is_none(a) ? 0 : ((double *)wg_data(a))[i],
                     q = wg_is_none(b) ? 0 : ((double *)wg_data(b))[i];
        off = worse(off, fabs(p - q));
        size = fmax(size, fmax(fabs(p), fabs(q)));
        r->compared++;
    }
    *worst = worse(*worst, off / size);
    return true;
}

static bool second_order(finding *r, setting *s)
{
    wg_tensor dx[CASE_OPERANDS], a[CASE_OPERANDS], b[CASE_OPERANDS], c[CASE_OPERANDS],
        other[CASE_OPERANDS];
    const int n = s->floats;
    if (wg_grad(s->f, s->wrt, n, dx) || wg_hvp(s->f, s->wrt, s->t, n, a) ||
        wg_hvp_by(s->f, s->wrt, s->t, n, WG_REVERSE_OVER_FORWARD, b) ||
        wg_hvp(s->f, s->wrt, s->s, n, other))
        return fail_with(r, "second order", wg_error(s->g));
    if (!reverse_twice(r, s, dx, c))
        return false;
    double ab = 0, ba = 0, size = 1;
    for (int k = 0; k < n; k++) {
        if (!apart(r, a[k], b[k], &r->hvp) || !apart(r, a[k], c[k], &r->third) ||
            (!wg_is_none(dx[k]) && !against_slopes(r, s, dx[k], a[k], &r->slope)) ||
            !inner(r, s->s[k], a[k], &ab, &size) || !inner(r, s->t[k], other[k], &ba, &size))
            return false;
    }
    r->symmetry = relative(ab, ba, size);
    return true;
}

static finding look_at(expression y, const void *user, const source *from, int n, uint64_t seed)
{
    finding r = {0};
    setting s = {.g = graph_new(), .rng = wg_rng_new(seed), .n = n};
    for (int k = 0; k < n; k++) {
        s.x[k] = drawn(&s, (const char[]){'x', (char)('0' + k), 0}, &from[k]);
        if (from[k].dtype != WG_F64)
            continue;
        const source around = {WG_F64, from[k].shape, -1, 1};
        s.wrt[s.floats] = s.x[k];
        s.t[s.floats] = drawn(&s, "t", &around);
        s.s[s.floats] = drawn(&s, "s", &around);
        assert_true(wg_numel(s.x[k]) <= 128);
        memcpy(s.start[s.floats++], wg_data(s.x[k]), sizeof(double) * (size_t)wg_numel(s.x[k]));
    }
    s.y = y(s.g, s.x, n, user);
    if (wg_is_ok(s.y)) {
        s.u = drawn(&s, "u", &(source){WG_F64, wg_shape_of(s.y), 0.5, 1.5});
        s.f = wg_sum(wg_add(wg_mul(s.u, s.y), wg_mul(wg_square(s.y), 0.25)), WG_ALL, false);
        if (first_order(&r, &s))
            (void)second_order(&r, &s);
    } else {
        fail_with(&r, "record", wg_error(s.g));
    }
    if (!wg_ok(s.g)) {
        fail_with(&r, "error", wg_error(s.g));
        wg_clear_error(s.g);
    }
    graph_done(s.g);
    return r;
}

static bool is_clean(const finding *r)
{
    return !r->failed && r->compared > 0 && r->difference <= limit_difference &&
           r->adjoint <= limit_rounding && r->hvp <= limit_rounding && r->third <= limit_rounding &&
           r->slope <= limit_slope && r->symmetry <= limit_rounding;
}

static void test_every_op(void **state)
{
    (void)state;
    int ops = 0, calls = 0, compared = 0, bad = 0;
    finding top = {0};
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        op_case c;
        if (!op_has_gradient(op))
            continue;
        for (int number = 0; op_case_at(op, number, &c); number++) {
            /* the seeds put no point within a step of a jump or a kink */
            const finding r = look_at(op_case_call, &c, c.x, c.n, 3000 + (uint64_t)number);
            calls++;
            compared += r.compared;
            top.difference = worse(top.difference, r.difference);
            top.adjoint = worse(top.adjoint, r.adjoint);
            top.hvp = worse(top.hvp, worse(r.hvp, r.third));
            top.slope = worse(top.slope, r.slope);
            top.symmetry = worse(top.symmetry, r.symmetry);
            if (is_clean(&r))
                continue;
            bad++;
            print_error("%s, call %d: off by %.2g (differences), %.2g (adjoint), %.2g and %.2g "
                        "(H t three ways), %.2g (slope), %.2g (symmetry) %s\n",
                        op->name, number, r.difference, r.adjoint, r.hvp, r.third, r.slope,
                        r.symmetry, r.text);
        }
        ops++;
    }
    print_message("%d ops, %d calls, %d numbers; at worst %.2g (differences), %.2g (adjoint), "
                  "%.2g (H t), %.2g (slope of the gradient), %.2g (symmetry)\n",
                  ops, calls, compared, top.difference, top.adjoint, top.hvp, top.slope,
                  top.symmetry);
    assert_int_equal(bad, 0);
    assert_true(ops > 60 && compared > 3000);
}

/* ---- f32 ---- */

static double element(wg_tensor t, int64_t i)
{
    return wg_dtype_of(t) == WG_F32 ? (double)((const float *)wg_data(t))[i]
                                    : ((const double *)wg_data(t))[i];
}

/* Drawn as from says, rounded to f32, of dtype d. */
static wg_tensor narrowed(wg_graph *g, wg_rng *rng, const source *from, wg_dtype d)
{
    wg_tensor p = wg_param(g, "p", from->dtype, from->shape);
    source_draw(rng, p, from);
    if (!wg_dtype_is_float(d))
        return p;
    wg_tensor out = wg_param(g, "x", d, from->shape);
    for (int64_t i = 0; i < wg_numel(p); i++) {
        const float v = (float)((const double *)wg_data(p))[i];
        if (d == WG_F32)
            ((float *)wg_data(out))[i] = v;
        else
            ((double *)wg_data(out))[i] = (double)v;
    }
    return out;
}

/* J t of a call whose float operands have this dtype; numbers are exact in f32. */
static wg_tensor along(wg_graph *g, const op_case *c, wg_dtype d, wg_tensor *y)
{
    wg_rng rng = wg_rng_new(77);
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS], t[CASE_OPERANDS], jt = wg_none(g);
    int n = 0;
    for (int k = 0; k < c->n; k++) {
        const source around = {WG_F64, c->x[k].shape, -1, 1};
        const bool real = c->x[k].dtype == WG_F64;
        x[k] = narrowed(g, &rng, &c->x[k], real ? d : c->x[k].dtype);
        if (!real)
            continue;
        wrt[n] = x[k];
        t[n++] = narrowed(g, &rng, &around, d);
    }
    *y = op_case_call(g, x, c->n, c);
    (void)wg_jvp(*y, wrt, t, n, &jt);
    return jt;
}

/* Forward mode in f32 is that of f64, rounded; its dtype is that of the value. */
static void test_every_op_in_f32(void **state)
{
    (void)state;
    int compared = 0;
    double top = 0;
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        op_case c;
        for (int number = 0; op_has_gradient(op) && op_case_at(op, number, &c); number++) {
            wg_graph *g = graph_new();
            wg_tensor y[2], jt[2];
            jt[0] = along(g, &c, WG_F64, &y[0]);
            jt[1] = along(g, &c, WG_F32, &y[1]);
            if (!wg_ok(g))
                fail_msg("%s, call %d: %s", op->name, number, wg_error(g));
            assert_int_equal(wg_is_none(jt[0]), wg_is_none(jt[1]));
            if (!wg_is_none(jt[0])) {
                double off = 0, size = 1;
                assert_int_equal(wg_dtype_of(jt[1]), wg_dtype_of(y[1]));
                assert_int_equal(wg_run(g, jt[0], jt[1]), WG_OK);
                for (int64_t i = 0; i < wg_numel(jt[0]); i++, compared++) {
                    off = worse(off, fabs(element(jt[0], i) - element(jt[1], i)));
                    size = fmax(size, fabs(element(jt[0], i)));
                }
                top = worse(top, off / size);
                if (!(off / size <= 1e-5))
                    fail_msg("%s, call %d: off by %.2g", op->name, number, off / size);
            }
            graph_done(g);
        }
    }
    print_message("%d numbers, off by at most %.2g\n", compared, top);
    assert_true(compared > 1000);
}

/* ---- what is wrong is found ---- */

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

static wg_tensor slope_of_cube(const wg_vjp *v)
{
    return wg_mul(3.0, wg_square(v->x[0]));
}

static wg_tensor right(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, slope_of_cube(v));
}

static wg_tensor quadratic(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(wg_square(v->dy), slope_of_cube(v));
}

static wg_tensor by_sign(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_where(wg_gt(v->dy, 0.0), right(v, 0), wg_neg(right(v, 0)));
}

static wg_tensor hidden(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(wg_stop_gradient(v->dy), slope_of_cube(v));
}

static wg_tensor factor(const wg_vjp *v, int arg)
{
    return wg_mul(right(v, arg), 1.00001);
}

static wg_tensor absent(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_none(v->g);
}

static wg_tensor without_second(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_stop_gradient(slope_of_cube(v)));
}

/* Not the transpose of a diagonal: the walk must not take it for one. */
static wg_tensor flipped(const wg_vjp *v, int arg)
{
    return wg_flip(right(v, arg), WG_ALL);
}

static wg_tensor call_custom(wg_graph *g, const wg_tensor *x, int n, const void *user)
{
    return wg_call(g, (const wg_op *)user, x, n, NULL);
}

static finding cube_with(wg_vjp_fn rule, wg_family family, bool linear)
{
    const wg_op cube = {.name = "cube",
                        .arity = 1,
                        .family = family,
                        .types = WG_TYPE_FLOAT,
                        .shape = wg_infer_same,
                        .kernel = cube_kernel,
                        .diff = WG_DIFF_RULE,
                        .vjp = rule,
                        .linear = linear};
    const source x = {WG_F64, {1, {6}}, 0.5, 2};
    return look_at(call_custom, &cube, &x, 1, 11);
}

static void test_wrong_rules_are_found(void **state)
{
    (void)state;
    finding r = cube_with(right, WG_FAMILY_CUSTOM, false);
    if (!is_clean(&r))
        fail_msg("the right rule: %s", r.text);
    r = cube_with(right, WG_FAMILY_ELEMENTWISE, false);
    assert_true(is_clean(&r));
    const wg_vjp_fn wrong[] = {quadratic, by_sign, hidden, factor, absent, without_second, flipped};
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++)
        for (int f = 0; f < 2; f++) {
            r = cube_with(wrong[k], f ? WG_FAMILY_ELEMENTWISE : WG_FAMILY_CUSTOM, false);
            if (is_clean(&r))
                fail_msg("wrong rule %d passes (%s)", (int)k, f ? "elementwise" : "custom");
        }
    r = cube_with(right, WG_FAMILY_CUSTOM, true); /* said to be linear, and is not */
    assert_false(is_clean(&r));
    assert_true(r.difference > 1e-3);
}

/* Of the wrong rules, those that are not linear are refused by name, before anything runs. */
static void test_rules_that_are_not_linear_are_named(void **state)
{
    (void)state;
    const wg_vjp_fn rules[] = {quadratic, by_sign, hidden};
    for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++) {
        const finding r = cube_with(rules[k], WG_FAMILY_CUSTOM, false);
        assert_true(r.failed);
        if (!strstr(r.text, "the rule of cube (test_forward_all.c:") ||
            !strstr(r.text, "is not linear in dy") || !strstr(r.text, "path: y <- cube"))
            fail_msg("%s", r.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_op),
        cmocka_unit_test(test_every_op_in_f32),
        cmocka_unit_test(test_wrong_rules_are_found),
        cmocka_unit_test(test_rules_that_are_not_linear_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
