/* The walk forward and what is made of both walks: what they return, what they refuse, how they
 * scale. */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "tensor/node.h"
#include "tests/fail_malloc.h"

static wg_tensor number(wg_graph *g, const char *name, double value)
{
    return wg_fill(wg_param(g, name, WG_F64, WG_SCALAR), value);
}

static wg_tensor numbers(wg_graph *g, const char *name, wg_shape s, const double *v)
{
    wg_tensor t = wg_param(g, name, WG_F64, s);
    assert_int_equal(wg_set_data(t, v, sizeof *v * (size_t)wg_numel(t)), WG_OK);
    return t;
}

static double item(wg_tensor t)
{
    assert_int_equal(wg_run(t.g, t), WG_OK);
    return wg_item(t);
}

static wg_tensor grad1(wg_tensor y, wg_tensor x)
{
    wg_tensor d;
    assert_int_equal(wg_grad(y, &x, 1, &d), WG_OK);
    return d;
}

static wg_tensor jvp1(wg_tensor y, wg_tensor x, wg_tensor t)
{
    wg_tensor d;
    assert_int_equal(wg_jvp(y, &x, &t, 1, &d), WG_OK);
    return d;
}

static void assert_values(wg_tensor t, const double *expected, double rel)
{
    assert_int_equal(wg_run(t.g, t), WG_OK);
    assert_array_close(WG_F64, wg_data(t), expected, (size_t)wg_numel(t), rel, rel);
}

/* ---- custom ops used here ---- */

static wg_code copy_kernel(const wg_kernel_args *k)
{
    memcpy(k->out.data, k->in[0].data, sizeof(double) * (size_t)k->out.shape.dim[0]);
    return WG_OK;
}

static wg_tensor none_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_none(v->g);
}

static wg_tensor square_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_square(v->dy);
}

static wg_tensor shape_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_slice(v->dy, WG_INTS(0), WG_INTS(3), WG_INTS(1));
}

#define CUSTOM(name_, ...)                                                                         \
    {                                                                                              \
        .name = #name_, .arity = 1, .shape = wg_infer_same, .kernel = copy_kernel, __VA_ARGS__     \
    }
static const wg_op my_op = CUSTOM(my_op, .diff = WG_DIFF_NONE);

static wg_tensor through_my_op(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_call(v->g, &my_op, &v->dy, 1, NULL);
}

static const wg_op op_none = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = none_vjp);
static const wg_op op_square = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = square_vjp);
static const wg_op op_shape = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = shape_vjp);
static const wg_op op_through = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = through_my_op);

/* ---- wg_jvp ---- */

static void test_chain_rule(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 0.7), w = number(g, "w", -1.3), d;
    const wg_tensor wrt[] = {x, w}, t[] = {number(g, "a", 2), number(g, "b", -0.5)};
    assert_int_equal(wg_jvp(wg_tanh(wg_mul(x, w)), wrt, t, 2, &d), WG_OK);
    const double s = 1 - pow(tanh(0.7 * -1.3), 2);
    assert_close(item(d), s * (-1.3 * 2 + 0.7 * -0.5), 0, 1e-14);
    graph_done(g);
}

/* The n-th derivative by n walks forward, and by walks in turn. */
static void test_nesting(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 0.4), one = wg_scalar(g, WG_F64, 1);
    wg_tensor f = wg_mul(wg_sin(x), wg_exp(x)), forward = f, mixed = f, other = f;
    for (int n = 1; n <= 6; n++) {
        const double expected = pow(2, n / 2.0) * exp(0.4) * sin(0.4 + n * acos(-1) / 4);
        forward = jvp1(forward, x, one);
        mixed = n % 2 ? grad1(mixed, x) : jvp1(mixed, x, one);
        other = n % 2 ? jvp1(other, x, one) : grad1(other, x);
        assert_close(item(forward), expected, 0, 1e-13);
        assert_close(item(mixed), expected, 0, 1e-13);
        assert_close(item(other), expected, 0, 1e-13);
    }
    graph_done(g);
}

/* The derivative along t moves with t: d(J t)/dt is J. */
static void test_tangents_can_be_differentiated(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 0.4), t = number(g, "t", 3);
    wg_tensor d = jvp1(wg_exp(wg_square(x)), x, t);
    assert_close(item(grad1(d, t)), 2 * 0.4 * exp(0.16), 0, 1e-15);
    assert_true(wg_is_none(grad1(grad1(d, t), t)));
    graph_done(g);
}

static void test_none(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), w = number(g, "w", 5), t = number(g, "t", 1), d[4];
    wg_tensor k = wg_param(g, "k", WG_I32, WG_SCALAR);
    const wg_tensor wrt[] = {x, k, w}, along[] = {t, wg_none(g), wg_none(g)};
    const size_t before = wg_graph_nodes(g);
    const wg_tensor y[] = {wg_mul(x, w), wg_floor(x), wg_stop_gradient(wg_exp(x)), wg_exp(w)};
    assert_int_equal(wg_jvp_all(y, 4, wrt, along, 3, d), WG_OK);
    assert_close(item(d[0]), 5, 0, 0);
    for (int j = 1; j < 4; j++)
        assert_true(wg_is_none(d[j]));
    assert_true(wg_graph_nodes(g) - before <= 10); /* nothing for those that do not move */

    wg_tensor foo = wg_call(g, &op_none, &y[0], 1, NULL);
    assert_true(wg_is_none(jvp1(foo, x, t)));
    assert_int_equal(wg_jvp(y[0], NULL, NULL, 0, d), WG_OK);
    assert_true(wg_is_none(d[0]));
    assert_int_equal(wg_jvp_all(NULL, 0, wrt, along, 3, NULL), WG_OK);
    graph_done(g);
}

/* y itself, y twice, a wrt twice, a wrt above another: the adjoint of what wg_vjp gives. */
static void test_ends_that_meet(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), h = wg_mul(x, x), y = wg_mul(h, wg_add(h, x));
    const wg_tensor a = number(g, "a", 3), b = number(g, "b", 0.5);
    const wg_tensor wrt[] = {x, h, x}, t[] = {a, b, a};
    wg_tensor out[] = {y, h, x, y};
    assert_int_equal(wg_jvp_all(out, 4, wrt, t, 3, out), WG_OK); /* out is y */
    assert_close(item(out[0]), 44 * 6 + 10 * 0.5, 0, 0); /* as test_grad.c has it: 44 and 10 */
    assert_close(item(out[1]), 0.5 + 4 * 6, 0, 0);
    assert_close(item(out[2]), 6, 0, 0);
    assert_int_equal(out[3].id, out[0].id);
    assert_int_equal(jvp1(x, x, a).id, a.id);
    assert_true(wg_is_none(jvp1(x, y, a))); /* y is not below x */
    graph_done(g);
}

/* Several y need one walk: what they share is recorded once. */
static void test_one_walk_for_all(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 0.3), t = number(g, "t", 1), h = x, y[8], d[8];
    for (int k = 0; k < 200; k++)
        h = wg_sin(wg_mul(h, 1.5));
    for (int k = 0; k < 8; k++)
        y[k] = wg_mul(h, (double)k + 2);
    const size_t before = wg_graph_nodes(g);
    jvp1(y[0], x, t);
    const size_t single = wg_graph_nodes(g) - before;
    assert_int_equal(wg_jvp_all(y, 8, &x, &t, 1, d), WG_OK);
    assert_true(wg_graph_nodes(g) - before - single <= 8 * 3);
    for (int k = 1; k < 8; k++)
        assert_close(item(d[k]) / item(d[0]), (k + 2) / 2.0, 0, 1e-14);
    graph_done(g);
}

static void test_names_and_sites(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), w = number(g, "w", 3), v = number(g, "v", 1);
    const int at_op = __LINE__ + 1;
    wg_tensor y = wg_set_name(wg_exp(wg_mul(x, w)), "y");
    const wg_tensor wrt[] = {x, w}, t[] = {v, wg_scalar(g, WG_F64, 2)};
    wg_tensor d;
    assert_string_equal(wg_name(jvp1(y, x, v)), "d(y)/d(x)·v");
    assert_string_equal(wg_name(jvp1(y, x, wg_scalar(g, WG_F64, 7))), "d(y)/d(x)·t");
    assert_int_equal(wg_jvp(y, wrt, t, 2, &d), WG_OK);
    assert_string_equal(wg_name(d), "d(y)/d(x, w)·t");
    const wg_site at = wg__site(g, wg__node_at(g, d.id)->site);
    assert_int_equal(at.line, at_op);
    assert_string_equal(wg_name(jvp1(grad1(y, x), x, v)), "d(d(y)/d(x))/d(x)·v");
    assert_string_equal(wg_name(wg_jacobian(y, x)), "d(y)/d(x)");
    assert_string_equal(wg_name(wg_hessian(y, x)), "d(d(y)/d(x))/d(x)");
    graph_done(g);
}

/* The shapes that broadcasting makes, forward: against the Jacobian by rows, which goes backward. */
static void test_broadcasting(void **state)
{
    (void)state;
    const wg_shape shapes[] = {WG_SCALAR,         WG_SHAPE(3),       WG_SHAPE(1),
                               WG_SHAPE(2, 3),    WG_SHAPE(2, 1),    WG_SHAPE(1, 3),
                               WG_SHAPE(4, 1, 3), WG_SHAPE(4, 2, 1), WG_SHAPE(1, 1, 1),
                               WG_SHAPE(4, 1, 1), WG_SHAPE(0, 3)};
    const size_t n = sizeof shapes / sizeof shapes[0];
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            wg_shape both;
            if (!wg_shape_broadcast(shapes[a], shapes[b], &both))
                continue;
            wg_graph *g = graph_new();
            wg_tensor x = wg_fill_normal(wg_param(g, "x", WG_F64, shapes[a]), 0, 1);
            wg_tensor w = wg_fill_normal(wg_param(g, "w", WG_F64, shapes[b]), 3, 1);
            const wg_tensor y[] = {wg_add(x, w),
                                   wg_sub(w, x),
                                   wg_mul(x, w),
                                   wg_div(x, w),
                                   wg_where(wg_gt(x, w), x, w),
                                   wg_maximum(x, w)};
            for (int k = 0; k < 6; k++) {
                wg_tensor rows = wg_jacobian_by(y[k], x, WG_ROWS),
                          columns = wg_jacobian_by(y[k], x, WG_COLUMNS);
                assert_int_equal(wg_run(g, rows, columns), WG_OK);
                assert_true(wg_shape_equal(wg_shape_of(rows), wg_shape_of(columns)));
                assert_array_close(WG_F64, wg_data(columns), wg_data(rows), (size_t)wg_numel(rows),
                                   0, 1e-15);
            }
            graph_done(g);
        }
}

/* f32 to f64 and back: each tangent has the dtype of what moves. */
static void test_dtypes(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F32, WG_SHAPE(2)), 0.5),
              t = wg_fill(wg_param(g, "t", WG_F32, WG_SHAPE(2)), 1);
    wg_tensor y = wg_exp(wg_cast(x, WG_F64)), d = jvp1(y, x, t), j = wg_jacobian(y, x);
    assert_int_equal(wg_dtype_of(d), WG_F64);
    assert_int_equal(wg_dtype_of(j), WG_F64);
    assert_int_equal(wg_dtype_of(wg_jacobian_by(y, x, WG_ROWS)), WG_F64);
    const double e = exp(0.5), expected[] = {e, 0, 0, e};
    assert_values(d, (const double[]){e, e}, 1e-15);
    assert_values(j, expected, 1e-15);
    assert_values(wg_jacobian_by(y, x, WG_ROWS), expected, 1e-7); /* through the f32 of dx */
    graph_done(g);
}

/* ---- wg_hvp, wg_jacobian, wg_hessian ---- */

static void test_hvp(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    /* f = x^T A x w, so H = [(A + A^T) w, (A + A^T) x; ..., 0] */
    const double a[] = {1, 2, -3, 4}, x0[] = {0.5, -1}, tx[] = {2, 1};
    wg_tensor A = numbers(g, "A", WG_SHAPE(2, 2), a), x = numbers(g, "x", WG_SHAPE(2), x0),
              w = number(g, "w", 3), unused = number(g, "unused", 1);
    wg_tensor f = wg_mul(wg_dot(x, wg_matmul(A, x)), w);
    const wg_tensor wrt[] = {x, w, unused};
    const wg_tensor t[] = {numbers(g, "tx", WG_SHAPE(2), tx), number(g, "tw", -2), wg_none(g)};
    /* (A + A^T) = [2 -1; -1 8]; times tx: [3, 6]; times x: [2, -8.5] */
    const double hx[] = {3 * 3 + 2 * -2, 3 * 6 + -8.5 * -2};
    const double hw = 2 * 2 + -8.5 * 1;
    for (int mode = 0; mode < 2; mode++) {
        wg_tensor out[3];
        assert_int_equal(wg_hvp_by(f, wrt, t, 3, (wg_hvp_mode)mode, out), WG_OK);
        assert_values(out[0], hx, 1e-15);
        assert_values(out[1], &hw, 1e-15);
        assert_true(wg_is_none(out[2]));
        memcpy(out, wrt, sizeof out); /* out is wrt */
        assert_int_equal(wg_hvp_by(f, out, t, 3, (wg_hvp_mode)mode, out), WG_OK);
        assert_values(out[0], hx, 1e-15);
        wg_tensor linear = wg_sum(x, WG_ALL, false);
        assert_int_equal(wg_hvp_by(linear, wrt, t, 3, (wg_hvp_mode)mode, out), WG_OK);
        assert_true(wg_is_none(out[0]) && wg_is_none(out[1]));
        assert_int_equal(wg_hvp_by(f, NULL, NULL, 0, (wg_hvp_mode)mode, NULL), WG_OK);
    }
    graph_done(g);
}

static void test_jacobian(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const double a[] = {1, 2, 3, 4, 5, 6}, b[] = {1, -1, 2};
    wg_tensor A = numbers(g, "A", WG_SHAPE(2, 3), a), x = numbers(g, "x", WG_SHAPE(3), b);
    wg_tensor y = wg_matmul(A, x), j = wg_jacobian(y, x), k = wg_jacobian(y, A);
    assert_int_equal(wg_shape_of(j).rank, 2);
    assert_values(j, a, 0);
    assert_true(wg_shape_equal(wg_shape_of(k), WG_SHAPE(2, 2, 3)));
    assert_values(k, (const double[]){1, -1, 2, 0, 0, 0, 0, 0, 0, 1, -1, 2}, 0);
    assert_values(wg_jacobian_by(y, A, WG_COLUMNS),
                  (const double[]){1, -1, 2, 0, 0, 0, 0, 0, 0, 1, -1, 2}, 0);
    assert_values(wg_jacobian(wg_sum(y, WG_ALL, false), x), (const double[]){5, 7, 9}, 0);
    assert_true(wg_is_none(wg_jacobian(wg_exp(A), x)));
    assert_true(wg_is_none(wg_jacobian(y, wg_param(g, "k", WG_I32, WG_SHAPE(3)))));
    assert_true(wg_is_none(wg_hessian(wg_sum(y, WG_ALL, false), x)));

    wg_tensor empty = wg_param(g, "e", WG_F64, WG_SHAPE(0, 2));
    assert_true(wg_shape_equal(wg_shape_of(wg_jacobian(wg_exp(empty), x)), WG_SHAPE(0, 2, 3)));
    graph_done(g);
}

/* More rows than one concat takes. */
static void test_large_jacobian(void **state)
{
    (void)state;
    enum { N = 5000 };
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), y = wg_mul(wg_arange(g, WG_F64, 0, N, 1), wg_square(x));
    wg_tensor j = wg_jacobian_by(y, x, WG_ROWS), d = jvp1(y, x, wg_scalar(g, WG_F64, 1));
    assert_true(wg_shape_equal(wg_shape_of(j), WG_SHAPE(N)));
    assert_int_equal(wg_run(g, j, d), WG_OK);
    assert_array_close(WG_F64, wg_data(j), wg_data(d), N, 0, 0);
    graph_done(g);
}

/* The Hessian of t -> <t, H t>, and the Hessian of <v, H v> with respect to x: both nest. */
static void test_hessian_of_hvp(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const double x0[] = {0.3, -0.4}, v0[] = {1, 2};
    wg_tensor x = numbers(g, "x", WG_SHAPE(2), x0), v = numbers(g, "v", WG_SHAPE(2), v0), hv;
    wg_tensor p = wg_slice(x, WG_INTS(0), WG_INTS(1), WG_INTS(1)),
              q = wg_slice(x, WG_INTS(1), WG_INTS(2), WG_INTS(1));
    wg_tensor f = wg_mul(wg_exp(p), wg_mul(wg_square(q), q)); /* e^p q^3 */
    assert_int_equal(wg_hvp(f, &x, &v, 1, &hv), WG_OK);
    const double e = exp(0.3), q1 = -0.4;
    const double h[] = {e * q1 * q1 * q1, 3 * e * q1 * q1, 3 * e * q1 * q1, 6 * e * q1};
    assert_values(hv, (const double[]){h[0] + 2 * h[1], h[2] + 2 * h[3]}, 1e-14);
    assert_values(wg_hessian(f, x), h, 1e-14);
    wg_tensor s = wg_dot(v, hv); /* e^p (q^3 + 12 q^2 + 24 q) */
    assert_values(wg_hessian(s, v), (const double[]){2 * h[0], 2 * h[1], 2 * h[2], 2 * h[3]},
                  1e-14);
    const double d1 = e * (3 * q1 * q1 + 24 * q1 + 24);
    assert_values(
        wg_hessian(s, x),
        (const double[]){e * (q1 * q1 * q1 + 12 * q1 * q1 + 24 * q1), d1, d1, e * (6 * q1 + 24)},
        1e-14);
    graph_done(g);
}

/* ---- wg_pullback ---- */

static void test_pullback(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F64, WG_SHAPE(4, 3)), 0, 1);
    wg_tensor w = wg_fill_normal(wg_param(g, "w", WG_F64, WG_SHAPE(3, 2)), 0, 1);
    wg_tensor unused = number(g, "unused", 0);
    wg_tensor y = wg_set_name(wg_softmax(wg_tanh(wg_matmul(x, w)), -1), "y"), out[3], dx[3];
    const wg_tensor wrt[] = {x, w, unused};
    wg_pull pull;
    assert_int_equal(wg_pullback(y, wrt, 3, &pull, out), WG_OK);
    assert_true(wg_is_none(out[2]));
    assert_string_equal(wg_name(out[1]), "d(y)/d(w)");
    assert_true(wg_shape_equal(wg_shape_of(pull.dy), wg_shape_of(y)));
    wg_tensor dy = wg_param(g, "cotangent", WG_F64, WG_SHAPE(4, 2));
    assert_int_equal(wg_vjp(y, dy, wrt, 3, dx), WG_OK);
    for (int point = 0; point < 2; point++) {
        wg_fill_normal(x, 0, 1);
        assert_int_equal(wg_run(g, pull.take), WG_OK);
        for (int k = 0; k < 3; k++) {
            wg_fill_normal(dy, 0, 1);
            assert_int_equal(wg_set_data(pull.dy, wg_data(dy), 64), WG_OK);
            assert_int_equal(wg_run(g, dx[0], dx[1], out[0], out[1]), WG_OK);
            assert_array_close(WG_F64, wg_data(out[0]), wg_data(dx[0]), 12, 1e-16, 1e-14);
            assert_array_close(WG_F64, wg_data(out[1]), wg_data(dx[1]), 6, 1e-16, 1e-14);
        }
    }
    double before[12]; /* it stays at the point when x moves on */
    memcpy(before, wg_data(out[0]), sizeof before);
    wg_fill_normal(x, 0, 1);
    assert_int_equal(wg_run(g, out[0]), WG_OK);
    assert_memory_equal(wg_data(out[0]), before, sizeof before);
    graph_done(g);
}

/* Nothing of y is evaluated: no tanh, no exponential, no product but those of the cotangent. */
static void test_pullback_costs_no_forward(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(64, 64)), h = x, out, dx;
    for (int k = 0; k < 4; k++)
        h = wg_tanh(wg_matmul(h, wg_param(g, "w", WG_F64, WG_SHAPE(64, 64))));
    wg_pull pull;
    wg_plan_stats all, linear, forward;
    assert_int_equal(wg_pullback(h, &x, 1, &pull, &out), WG_OK);
    assert_int_equal(wg_vjp(h, pull.dy, &x, 1, &dx), WG_OK);
    assert_int_equal(wg_plan_stats_of(g, &dx, 1, &all), WG_OK);
    assert_int_equal(wg_plan_stats_of(g, &out, 1, &linear), WG_OK);
    assert_int_equal(wg_plan_stats_of(g, &h, 1, &forward), WG_OK);
    assert_true(linear.flop <= all.flop - forward.flop);
    graph_done(g);
}

/* A linear map is the same everywhere: there is nothing to take. */
static void test_pullback_of_a_linear_map(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(3)), out;
    wg_pull pull;
    assert_int_equal(wg_pullback(wg_cumsum(wg_mul(x, 2.0), 0), &x, 1, &pull, &out), WG_OK);
    assert_int_equal(wg_run(g, pull.take), WG_OK);
    wg_set_data(pull.dy, (const double[]){1, 10, 100}, 24);
    assert_values(out, (const double[]){222, 220, 200}, 0);
    assert_int_equal(wg_pullback(x, &x, 1, &pull, &out), WG_OK);
    assert_int_equal(out.id, pull.dy.id);
    graph_done(g);
}

/* ---- what is refused ---- */

static void assert_refused(wg_graph *g, wg_code code, wg_code expected, wg_tensor out,
                           const char *text)
{
    assert_int_equal(code, expected);
    assert_false(wg_is_ok(out));
    assert_false(wg_is_none(out));
    assert_error_contains(g, text);
}

static void test_bad_arguments(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *other = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(3)), y = wg_square(x), t = wg_exp(x), d = y;
    wg_tensor k = wg_param(g, "k", WG_I64, WG_SHAPE(3)),
              s = wg_param(g, "s", WG_F64, WG_SHAPE(3, 1)),
              f = wg_param(g, "f", WG_F32, WG_SHAPE(3)), foreign = number(other, "z", 1);
    wg_pull pull;
    assert_refused(
        g, wg_jvp(y, &x, &s, 1, &d), WG_ERR_SHAPE, d,
        "wg_jvp(y, &x, &s, 1, &d): the tangent's shape is not wrt[0]'s: t[0] is s (3, 1)");
    assert_refused(g, wg_jvp(y, &x, &f, 1, &d), WG_ERR_DTYPE, d,
                   "the tangent's dtype is not wrt[0]'s: t[0] is f (3,)");
    assert_refused(g, wg_jvp(y, &k, &k, 1, &d), WG_ERR_DTYPE, d,
                   "wrt[0] is i64, which has no tangent but none: k (3,)");
    assert_refused(g, wg_jvp(k, &x, &t, 1, &d), WG_ERR_DTYPE, d, "y is i64, and only f32 and f64");
    assert_refused(g, wg_jvp_all(&k, 1, &x, &t, 1, &d), WG_ERR_DTYPE, d, "y[0] is i64, and only");
    assert_refused(g, wg_jvp(y, &foreign, &t, 1, &d), WG_ERR_HANDLE, d, "wrt[0]");
    assert_refused(g, wg_jvp(y, &x, &foreign, 1, &d), WG_ERR_HANDLE, d, "t[0]");
    assert_int_equal(wg_jvp(foreign, &x, &t, 1, &d), WG_ERR_HANDLE);
    assert_error_contains(other, "wrt[0]");
    assert_int_equal(wg_jvp(y, &x, &t, 1, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "m is 1, and out is NULL");
    assert_int_equal(wg_jvp(y, &x, NULL, 1, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is 1, and t is NULL");
    assert_int_equal(wg_jvp(y, NULL, &t, 1, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is 1, and wrt is NULL");
    assert_int_equal(wg_jvp(y, &x, &t, -1, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is -1");
    assert_int_equal(wg_jvp_all(&y, -3, &x, &t, 1, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "m is -3");
    assert_int_equal(wg_jvp_all(NULL, 1, &x, &t, 1, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "m is 1, and y is NULL");
    assert_int_equal(wg_jvp((wg_tensor){0}, NULL, NULL, 0, &d), WG_ERR_HANDLE);

    wg_mark m = wg_graph_mark(g);
    wg_tensor stale = wg_log(x);
    wg_graph_release(m);
    assert_refused(g, wg_jvp(y, &x, &stale, 1, &d), WG_ERR_HANDLE, d, "t[0]");
    assert_refused(g, wg_jvp(stale, &x, &t, 1, &d), WG_ERR_HANDLE, d, "y");

    assert_refused(g, wg_hvp(y, &x, &t, 1, &d), WG_ERR_SHAPE, d,
                   "wg_hvp(y, &x, &t, 1, &d): the loss must have one element");
    wg_tensor loss = wg_sum(y, WG_ALL, false);
    assert_refused(g, wg_hvp(loss, &x, &s, 1, &d), WG_ERR_SHAPE, d,
                   "wg_hvp(loss, &x, &s, 1, &d): the tangent's shape");
    assert_refused(g, wg_hvp_by(loss, &x, &t, 1, (wg_hvp_mode)7, &d), WG_ERR_ARGUMENT, d,
                   "mode is 7");
    assert_int_equal(wg_hvp(loss, &x, &t, 1, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is 1, and out is NULL");
    assert_refused(g, WG_OK, WG_OK, wg_hessian(y, x),
                   "wg_hessian(y, x): the loss must have one element");
    assert_refused(g, WG_OK, WG_OK, wg_jacobian_by(y, x, (wg_jacobian_mode)3), "mode is 3");
    assert_refused(g, WG_OK, WG_OK, wg_jacobian(k, x), "y is i64");
    assert_refused(g, WG_OK, WG_OK, wg_jacobian(y, foreign), "wrt[0]");
    wg_tensor wide = wg_param(g, "wide", WG_F64, WG_SHAPE(1, 1, 1, 1, 1));
    assert_refused(g, WG_OK, WG_OK, wg_jacobian(wg_exp(wide), wide),
                   "the result, of y's shape and x's, has 10 axes, and 8 at most");
    assert_false(wg_is_ok(wg_jacobian((wg_tensor){0}, (wg_tensor){0})));
    assert_int_equal(wg_pullback(y, &x, 1, NULL, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "pull is NULL");
    assert_refused(g, wg_pullback(k, &x, 1, &pull, &d), WG_ERR_DTYPE, d, "y is i64");
    assert_false(wg_is_ok(pull.dy));
    graph_done(g);
    graph_done(other);
}

static void test_not_differentiable_names_op_and_path(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(4)), t = wg_param(g, "t", WG_F64, WG_SHAPE(4)),
              d;
    const int at_op = __LINE__ + 1;
    wg_tensor h = wg_call(NULL, &my_op, &x, 1, NULL);
    const int at_sum = __LINE__ + 1;
    wg_tensor loss = wg_set_name(wg_sum(h, WG_ALL, false), "loss");
    char text[512];
    const int at_jvp = __LINE__ + 1;
    wg_code code = wg_jvp(loss, &x, &t, 1, &d);
    snprintf(text, sizeof text,
             "test_forward.c:%d: wg_jvp(loss, &x, &t, 1, &d): no derivative through my_op "
             "(test_forward.c:%d); "
             "path: loss <- sum (test_forward.c:%d) <- my_op (test_forward.c:%d) <- x",
             at_jvp, at_op, at_sum, at_op);
    assert_int_equal(code, WG_ERR_GRADIENT);
    assert_error_is(g, text);

    wg_tensor w = wg_param(g, "w", WG_F64, WG_SHAPE(4)); /* a way around it is no error */
    loss = wg_sum(wg_mul(w, h), WG_ALL, false);
    assert_int_equal(wg_jvp(loss, &w, &t, 1, &d), WG_OK);
    const wg_tensor wrt[] = {x, w}, only_w[] = {wg_none(g), t};
    assert_int_equal(wg_jvp(loss, wrt, only_w, 2, &d), WG_OK); /* nor one that does not move */
    assert_int_equal(wg_jvp(wg_exp(w), wrt, (const wg_tensor[]){t, t}, 2, &d), WG_OK);
    graph_done(g);
}

static void test_bad_rules(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(4)), t = wg_param(g, "t", WG_F64, WG_SHAPE(4)),
              d;
    wg_tensor y = wg_exp(wg_call(g, &op_square, &x, 1, NULL));
    assert_refused(g, wg_jvp(y, &x, &t, 1, &d), WG_ERR_GRADIENT, d,
                   "the rule of foo (test_forward.c:");
    assert_int_equal(wg_jvp(y, &x, &t, 1, &d), WG_ERR_GRADIENT); /* the second time too */
    assert_error_contains(
        g, "is not linear in dy, or hides it from derivatives; path: y <- exp (test_forward.c:");
    y = wg_call(g, &op_shape, &x, 1, NULL);
    assert_refused(g, wg_jvp(y, &x, &t, 1, &d), WG_ERR_GRADIENT, d,
                   "rule of foo returned shape (3,) for operand 0 (4,)");
    y = wg_call(g, &op_through, &x, 1, NULL);
    assert_refused(g, wg_jvp(y, &x, &t, 1, &d), WG_ERR_GRADIENT, d,
                   "cannot be transposed: no derivative through my_op (test_forward.c:");
    assert_int_equal(wg_jvp(y, &x, &t, 1, &d), WG_ERR_GRADIENT);
    assert_error_contains(g, "path: dx <- my_op (test_forward.c:");
    graph_done(g);
}

/* ---- what is run ---- */

/* Of a product, two products, the second added to the first in place; of a maximum, one pass that finds
 * it and one that sums; nothing that the rule recorded for the stand-in. */
static void test_plans(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(8, 4)),
              w = wg_param(g, "w", WG_F64, WG_SHAPE(4, 2));
    const wg_tensor wrt[] = {x, w}, t[] = {wg_param(g, "t", WG_F64, WG_SHAPE(8, 4)),
                                           wg_param(g, "s", WG_F64, WG_SHAPE(4, 2))};
    wg_tensor d;
    wg_plan_stats s;
    assert_int_equal(wg_jvp(wg_matmul(x, w), wrt, t, 2, &d), WG_OK);
    assert_int_equal(wg_plan_stats_of(g, &d, 1, &s), WG_OK);
    assert_int_equal(s.gemms, 2);
    assert_int_equal(s.steps, 2);
    assert_int_equal(wg_jvp(wg_cumprod(x, 0), wrt, t, 1, &d), WG_OK);
    assert_int_equal(wg_plan_stats_of(g, &d, 1, &s), WG_OK);
    assert_true(s.steps <= 6);
    d = jvp1(wg_reshape(wg_flip(x, WG_ALL), WG_SHAPE(32)), x, t[0]); /* as the value: one copy */
    assert_int_equal(wg_plan_stats_of(g, &d, 1, &s), WG_OK);
    assert_true(s.flop == 0);
    graph_done(g);
}

static wg_tensor network(wg_graph *g, const wg_tensor *p, int layers)
{
    wg_tensor h = wg_param(g, "x", WG_F32, WG_SHAPE(32, 64));
    for (int k = 0; k < layers; k++)
        h = wg_tanh(wg_matmul(h, p[k]));
    return wg_mean(wg_logsumexp(h, WG_AXES(1), false), WG_ALL, false);
}

static double flop_of(const wg_tensor *t, int n)
{
    wg_plan_stats s;
    assert_int_equal(wg_plan_stats_of(t->g, t, n, &s), WG_OK);
    return s.flop;
}

/* A layer is one product. Its gradient takes two more, its derivative along t two more as well, and H t, which
 * has all of these but the products of the gradient with respect to the parameters, another four. */
static void test_cost_of_a_network(void **state)
{
    (void)state;
    enum { LAYERS = 8 };
    wg_graph *g = graph_new();
    wg_tensor p[LAYERS], t[LAYERS], dp[LAYERS], h[2][LAYERS], jt;
    for (int k = 0; k < LAYERS; k++) {
        p[k] = wg_param(g, "p", WG_F32, WG_SHAPE(64, 64));
        t[k] = wg_param(g, "t", WG_F32, WG_SHAPE(64, 64));
    }
    wg_tensor f = network(g, p, LAYERS);
    assert_int_equal(wg_grad(f, p, LAYERS, dp), WG_OK);
    assert_int_equal(wg_jvp(f, p, t, LAYERS, &jt), WG_OK);
    assert_int_equal(wg_hvp_by(f, p, t, LAYERS, WG_FORWARD_OVER_REVERSE, h[0]), WG_OK);
    assert_int_equal(wg_hvp_by(f, p, t, LAYERS, WG_REVERSE_OVER_FORWARD, h[1]), WG_OK);
    const double value = flop_of(&f, 1), gradient = flop_of(dp, LAYERS), forward = flop_of(&jt, 1);
    const double hvp[] = {flop_of(h[0], LAYERS), flop_of(h[1], LAYERS)};
    print_message("FLOP of a network: gradient %.2f, jvp %.2f, H t %.2f and %.2f times the value\n",
                  gradient / value, forward / value, hvp[0] / value, hvp[1] / value);
    assert_true(gradient <= 3.1 * value);
    assert_true(forward <= 3.1 * value);
    assert_true(hvp[0] <= 10 * value && hvp[1] <= 10 * value);
    graph_done(g);
}

/* ---- how it scales ---- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* No recursion: a chain of 300,000 through all three forms of transposition. */
static void test_long_chain(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    wg_graph *g = wg_graph_new(); /* whole keys, as in test_grad.c */
    const double start = 0.25, one = 1;
    wg_tensor x = numbers(g, "x", WG_SHAPE(1), &start), t = numbers(g, "t", WG_SHAPE(1), &one),
              h = x;
    for (int k = 0; k < LENGTH; k++)
        h = wg_cumprod(wg_flip(wg_mul(h, k % 2 ? 0.5 : 2.0), WG_ALL), 0);
    const size_t before = wg_graph_nodes(g);
    const double begin = seconds();
    wg_tensor d = jvp1(h, x, t);
    print_message("%d nodes differentiated forward in %.2f s (%zu nodes recorded)\n", 3 * LENGTH,
                  seconds() - begin, wg_graph_nodes(g) - before);
    assert_close(((double *)(item(d), wg_data(d)))[0], 1, 0, 0);
    graph_done(g);
}

/* ---- out of memory ---- */

static wg_code everything(wg_graph *g)
{
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F64, WG_SHAPE(3)), 0, 1);
    wg_tensor w = wg_fill_normal(wg_param(g, "w", WG_F64, WG_SHAPE(3, 3)), 0, 1);
    wg_tensor t = wg_fill_normal(wg_param(g, "t", WG_F64, WG_SHAPE(3)), 0, 1);
    const wg_tensor parts[] = {x, t, x, x, t, t};
    wg_tensor y = wg_cumprod(wg_tanh(wg_matmul(w, x)), 0);
    wg_tensor f = wg_add(wg_sum(y, WG_ALL, false), wg_max(wg_concat(parts, 6, 0), WG_ALL, false));
    wg_tensor d, h, out;
    wg_pull pull;
    wg_code code = wg_jvp(y, &x, &t, 1, &d);
    code = code ? code : wg_hvp(f, &x, &t, 1, &h);
    wg_tensor j = wg_jacobian(y, x), hessian = wg_hessian(f, x);
    code = code ? code : wg_pullback(y, &x, 1, &pull, &out);
    code = code ? code : wg_run(g, d, h, j, hessian, pull.take, out);
    return code ? code : wg_error_code(g);
}

static bool fails_cleanly(long n, bool lasting)
{
    const long before = alloc_live();
    (lasting ? fail_from : fail_after)(n);
    wg_graph *g = wg_graph_new();
    const wg_code code = g ? everything(g) : WG_ERR_MEMORY;
    const bool failed = fail_happened();
    fail_after(0);
    if (!failed)
        assert_int_equal(code, WG_OK);
    else if (code != WG_OK && g && !wg_ok(g))
        assert_non_null(strstr(wg_error(g), "memory"));
    if (g)
        graph_done(g);
    if (alloc_live() != before)
        fail_msg("allocation %ld: %ld blocks leak", n, alloc_live() - before);
    return failed;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    for (int lasting = 0; lasting < 2; lasting++) {
        long n = 1;
        while (fails_cleanly(n, lasting != 0))
            n++;
        print_message("%ld allocations\n", n - 1);
        assert_true(n > 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chain_rule),
        cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_tangents_can_be_differentiated),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_ends_that_meet),
        cmocka_unit_test(test_one_walk_for_all),
        cmocka_unit_test(test_names_and_sites),
        cmocka_unit_test(test_broadcasting),
        cmocka_unit_test(test_dtypes),
        cmocka_unit_test(test_hvp),
        cmocka_unit_test(test_jacobian),
        cmocka_unit_test(test_large_jacobian),
        cmocka_unit_test(test_hessian_of_hvp),
        cmocka_unit_test(test_pullback),
        cmocka_unit_test(test_pullback_costs_no_forward),
        cmocka_unit_test(test_pullback_of_a_linear_map),
        cmocka_unit_test(test_bad_arguments),
        cmocka_unit_test(test_not_differentiable_names_op_and_path),
        cmocka_unit_test(test_bad_rules),
        cmocka_unit_test(test_plans),
        cmocka_unit_test(test_cost_of_a_network),
        cmocka_unit_test(test_long_chain),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
