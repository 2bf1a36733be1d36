/* The walk backward: what it returns, what it refuses, how it scales. */
#include "tests/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "tensor/node.h"

static wg_tensor number(wg_graph *g, const char *name, double value)
{
    wg_tensor t = wg_param(g, name, WG_F64, WG_SCALAR);
    return wg_fill(t, value);
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

/* ---- custom ops used here ---- */

static wg_code copy_kernel(const wg_kernel_args *k)
{
    memcpy(k->out.data, k->in[0].data, sizeof(double) * (size_t)k->out.shape.dim[0]);
    return WG_OK;
}

static wg_tensor wrong_shape_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_slice(v->dy, WG_INTS(0), WG_INTS(3), WG_INTS(1));
}

static wg_tensor wrong_dtype_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_cast(v->dy, WG_F32);
}

static wg_tensor zero_handle_vjp(const wg_vjp *v, int arg)
{
    (void)v, (void)arg;
    return (wg_tensor){0};
}

static wg_tensor none_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_none(v->g);
}

#define CUSTOM(name_, ...)                                                                         \
    {                                                                                              \
        .name = #name_, .arity = 1, .shape = wg_infer_same, .kernel = copy_kernel, __VA_ARGS__     \
    }
static const wg_op my_op = CUSTOM(my_op, .diff = WG_DIFF_NONE);
static const wg_op op_shape = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = wrong_shape_vjp);
static const wg_op op_dtype = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = wrong_dtype_vjp);
static const wg_op op_zero = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = zero_handle_vjp);
static const wg_op op_none = CUSTOM(foo, .diff = WG_DIFF_RULE, .vjp = none_vjp);

/* ---- values ---- */

static void test_chain_rule(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 0.7), w = number(g, "w", -1.3);
    wg_tensor y = wg_tanh(wg_mul(x, w)), d[2];
    const wg_tensor wrt[] = {x, w};
    assert_int_equal(wg_grad(y, wrt, 2, d), WG_OK);
    const double s = 1 - pow(tanh(0.7 * -1.3), 2);
    assert_int_equal(wg_run(g, d[0], d[1]), WG_OK);
    assert_close(wg_item(d[0]), -1.3 * s, 0, 1e-14);
    assert_close(wg_item(d[1]), 0.7 * s, 0, 1e-14);
    graph_done(g);
}

static void test_higher_orders(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 0.4), y = wg_mul(wg_sin(x), wg_exp(x));
    /* (e^x sin x)' = sqrt(2) e^x sin(x + pi/4), and so on: d^n = 2^(n/2) e^x sin(x + n pi/4) */
    for (int n = 1; n <= 6; n++) {
        y = grad1(y, x);
        assert_close(item(y), pow(2, n / 2.0) * exp(0.4) * sin(0.4 + n * acos(-1) / 4), 0, 1e-13);
    }
    graph_done(g);
}

static void test_polynomial_ends_in_none(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 3), y = wg_mul(x, wg_mul(x, x));
    const double expected[] = {27, 18, 6};
    for (int n = 0; n < 3; n++) {
        y = grad1(y, x);
        assert_close(item(y), expected[n], 0, 0);
    }
    assert_true(wg_is_none(grad1(y, x)));
    graph_done(g);
}

/* x used by many: all parts are summed. */
static void test_accumulation(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 1.5), y = wg_scalar(g, WG_F64, 0);
    for (int k = 1; k <= 1000; k++)
        y = wg_add(y, wg_mul(x, (double)k));
    assert_close(item(grad1(y, x)), 500500, 0, 0);
    graph_done(g);
}

static void test_diamond_and_intermediate(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), h = wg_mul(x, x), y = wg_mul(h, wg_add(h, x));
    const wg_tensor wrt[] = {h, x}; /* dy/dh = 2h + x, dy/dx = (2h + x) 2x + h */
    wg_tensor d[2];
    assert_int_equal(wg_grad(y, wrt, 2, d), WG_OK);
    assert_close(item(d[0]), 10, 0, 0);
    assert_close(item(d[1]), 44, 0, 0);
    graph_done(g);
}

static void test_vjp(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const double cotangent[] = {1, -2, 0.5}, data[] = {0.1, 0.2, 0.3};
    wg_tensor x = wg_input(g, "x", WG_F64, WG_SHAPE(3)), d;
    wg_set_data(x, data, sizeof data);
    wg_tensor dy = wg_const(g, WG_F64, WG_SHAPE(3), cotangent);
    assert_int_equal(wg_vjp(wg_exp(x), dy, &x, 1, &d), WG_OK);
    assert_int_equal(wg_run(g, d), WG_OK);
    for (int k = 0; k < 3; k++)
        assert_close(((double *)wg_data(d))[k], cotangent[k] * exp(data[k]), 0, 1e-15);
    graph_done(g);
}

/* Every pair of shapes up to rank 4 over dimensions 1 and n: d(sum(c * (x * y)))/dx is sum of c y
 * over the repeats. */
static void unbroadcast_pair(wg_shape a, wg_shape b)
{
    wg_shape both;
    if (!wg_shape_broadcast(a, b, &both))
        return;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill_normal(wg_param(g, "x", WG_F64, a), 0, 1);
    wg_tensor y = wg_fill_normal(wg_param(g, "y", WG_F64, b), 0, 1);
    wg_tensor c = wg_fill_normal(wg_param(g, "c", WG_F64, both), 0, 1);
    wg_tensor d = grad1(wg_sum(wg_mul(c, wg_mul(x, y)), WG_ALL, false), x);
    assert_true(wg_shape_equal(wg_shape_of(d), a));
    assert_int_equal(wg_run(g, d), WG_OK);

    double sum[1 << 8] = {0};
    const double *pc = wg_data(c), *py = wg_data(y);
    int64_t index[WG_MAX_RANK] = {0};
    for (int64_t i = 0; i < wg_numel(c); i++) {
        int64_t rest = i, ia = 0, ib = 0;
        for (int k = both.rank - 1; k >= 0; k--) {
            index[k] = rest % both.dim[k];
            rest /= both.dim[k];
        }
        for (int k = 0; k < a.rank; k++)
            ia = ia * a.dim[k] + (a.dim[k] == 1 ? 0 : index[k + both.rank - a.rank]);
        for (int k = 0; k < b.rank; k++)
            ib = ib * b.dim[k] + (b.dim[k] == 1 ? 0 : index[k + both.rank - b.rank]);
        sum[ia] += pc[i] * py[ib];
    }
    assert_array_close(WG_F64, wg_data(d), sum, (size_t)wg_numel(d), 1e-13, 1e-13);
    graph_done(g);
}

static wg_shape shape_number(int rank, int bits)
{
    wg_shape s = {rank, {0}};
    for (int k = 0; k < rank; k++)
        s.dim[k] = bits >> k & 1 ? k % 2 + 2 : 1;
    return s;
}

/* Aligned at the right, so that the k-th dimension from the right is the same in both where it is
 * not 1. */
static wg_shape reversed(wg_shape s)
{
    wg_shape r = {s.rank, {0}};
    for (int k = 0; k < s.rank; k++)
        r.dim[k] = s.dim[s.rank - 1 - k];
    return r;
}

static void test_unbroadcast_every_pair(void **state)
{
    (void)state;
    for (int ra = 0; ra <= 4; ra++)
        for (int a = 0; a < 1 << ra; a++)
            for (int rb = 0; rb <= 4; rb++)
                for (int b = 0; b < 1 << rb; b++)
                    unbroadcast_pair(reversed(shape_number(ra, a)), reversed(shape_number(rb, b)));
}

static void test_unbroadcast_empty(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F64, WG_SHAPE(1, 2)), 1);
    wg_tensor y = wg_param(g, "y", WG_F64, WG_SHAPE(0, 2));
    wg_tensor d = grad1(wg_sum(wg_mul(x, y), WG_ALL, false), x);
    const double zeros[2] = {0, 0};
    assert_int_equal(wg_run(g, d), WG_OK);
    assert_array_close(WG_F64, wg_data(d), zeros, 2, 0, 0);
    graph_done(g);
}

/* ---- what is returned ---- */

static void test_names(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor W1 = number(g, "W1", 2), x = number(g, "x", 3);
    wg_tensor loss = wg_set_name(wg_square(wg_mul(W1, x)), "loss"), d[2];
    const wg_tensor wrt[] = {W1, x};
    assert_int_equal(wg_grad(loss, wrt, 2, d), WG_OK);
    assert_string_equal(wg_name(d[0]), "d(loss)/d(W1)");
    assert_string_equal(wg_name(d[1]), "d(loss)/d(x)");
    graph_done(g);
}

/* d(x w)/dx is w itself: it stays w. */
static void test_names_of_the_user_stay(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), h = wg_exp(number(g, "w", 3)), d;
    wg_tensor dy = wg_set_name(wg_exp(h), "mine");
    assert_int_equal(wg_vjp(wg_add(x, 1.0), dy, &x, 1, &d), WG_OK);
    assert_int_equal(d.id, dy.id);
    assert_string_equal(wg_name(dy), "mine");
    graph_done(g);
}

static void test_none(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), other = number(g, "other", 1), later;
    wg_tensor k = wg_param(g, "k", WG_I32, WG_SCALAR);
    wg_tensor y = wg_add(wg_add(wg_square(x), wg_floor(other)), wg_cast(k, WG_F64));
    later = wg_exp(y);
    const wg_tensor wrt[] = {x, other, k, later};
    wg_tensor d[4];
    assert_int_equal(wg_grad(y, wrt, 4, d), WG_OK);
    assert_false(wg_is_none(d[0]));
    assert_true(wg_is_none(d[1])); /* only through a piecewise constant op */
    assert_true(wg_is_none(d[2])); /* integers have none */
    assert_true(wg_is_none(d[3])); /* not below y */
    assert_true(wg_is_none(grad1(wg_stop_gradient(wg_square(x)), x)));
    assert_true(wg_ok(g));

    wg_tensor zeros = wg_or_zeros(d[1], other);
    assert_close(item(zeros), 0, 0, 0);
    assert_int_equal(wg_or_zeros(d[0], x).id, d[0].id);
    graph_done(g);
}

static void test_wrt_loss_duplicates_and_alias(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2), y = wg_square(x);
    wg_tensor list[] = {y, x, x};
    assert_int_equal(wg_grad(y, list, 3, list), WG_OK); /* out is wrt */
    assert_close(item(list[0]), 1, 0, 0);
    assert_close(item(list[1]), 4, 0, 0);
    assert_int_equal(list[1].id, list[2].id);
    assert_int_equal(wg_grad(y, NULL, 0, NULL), WG_OK);
    assert_close(item(grad1(x, x)), 1, 0, 0); /* a leaf */
    graph_done(g);
}

static void test_loss_of_one_element_of_any_rank(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F32, WG_SHAPE(1, 1)), 3);
    wg_tensor d = grad1(wg_square(x), x);
    assert_int_equal(wg_shape_of(d).rank, 2);
    assert_close(item(d), 6, 0, 0);
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

static void test_bad_loss(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(3)), d;
    wg_tensor k = wg_param(g, "k", WG_I64, WG_SCALAR);
    wg_code code = wg_grad(x, &x, 1, &d);
    assert_refused(g, code, WG_ERR_SHAPE, d,
                   "wg_grad(x, &x, 1, &d): the loss must have one element");
    code = wg_grad(x, &x, 1, &d);
    assert_refused(g, code, WG_ERR_SHAPE, d, "x (3,) from test_grad.c:");
    code = wg_grad(k, &x, 1, &d);
    assert_refused(g, code, WG_ERR_DTYPE, d,
                   "loss is i64, and only f32 and f64 have derivatives: k ()");
    graph_done(g);
}

static void test_bad_cotangent(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(3)), d;
    wg_tensor s = wg_param(g, "s", WG_F64, WG_SHAPE(3, 1)),
              f = wg_param(g, "f", WG_F32, WG_SHAPE(3));
    wg_code code = wg_vjp(x, s, &x, 1, &d);
    assert_refused(g, code, WG_ERR_SHAPE, d, "the cotangent's shape is not y's: dy is s (3, 1)");
    code = wg_vjp(x, f, &x, 1, &d);
    assert_refused(g, code, WG_ERR_DTYPE, d, "the cotangent's dtype is not y's: dy is f (3,)");
    graph_done(g);
}

static void test_bad_arguments(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *other = graph_new();
    wg_tensor x = number(g, "x", 1), y = wg_square(x), foreign = number(other, "z", 1), d = y;
    assert_int_equal(wg_grad(y, &x, 1, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is 1, and out is NULL");
    assert_int_equal(wg_grad(y, NULL, 1, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is 1, and wrt is NULL");
    assert_int_equal(wg_grad(y, &x, -2, &d), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is -2");
    assert_refused(g, wg_grad(y, &foreign, 1, &d), WG_ERR_HANDLE, (wg_tensor){0}, "wrt[0]");
    assert_false(wg_is_ok(d));

    wg_mark m = wg_graph_mark(g);
    wg_tensor stale = wg_exp(x);
    wg_graph_release(m);
    assert_int_equal(wg_grad(y, &stale, 1, &d), WG_ERR_HANDLE);
    assert_error_contains(g, "wrt[0]");
    assert_int_equal(wg_grad(stale, &x, 1, &d), WG_ERR_HANDLE);
    assert_error_contains(g, "loss");

    wg_tensor poison = wg_add(x, wg_param(g, "p", WG_F32, WG_SCALAR));
    wg_clear_error(g);
    assert_int_not_equal(wg_grad(poison, &x, 1, &d), WG_OK);
    assert_false(wg_is_ok(d));
    wg_clear_error(g);
    assert_int_equal(wg_grad((wg_tensor){0}, NULL, 0, NULL), WG_ERR_HANDLE);
    graph_done(g);
    graph_done(other);
}

static void test_not_differentiable_names_op_and_path(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(4)), d;
    const int at_op = __LINE__ + 1;
    wg_tensor h = wg_call(NULL, &my_op, &x, 1, NULL);
    const int at_sum = __LINE__ + 1;
    wg_tensor loss = wg_set_name(wg_sum(h, WG_ALL, false), "loss");
    char text[512];
    const int at_grad = __LINE__ + 1;
    wg_code code = wg_grad(loss, &x, 1, &d);
    snprintf(
        text, sizeof text,
        "test_grad.c:%d: wg_grad(loss, &x, 1, &d): no derivative through my_op (test_grad.c:%d); "
        "path: loss <- sum (test_grad.c:%d) <- my_op (test_grad.c:%d) <- x",
        at_grad, at_op, at_sum, at_op);
    assert_int_equal(code, WG_ERR_GRADIENT);
    assert_error_is(g, text);

    wg_tensor w = wg_param(g, "w", WG_F64, WG_SHAPE(4)); /* a way around it is no error */
    loss = wg_sum(wg_mul(w, h), WG_ALL, false);
    assert_int_equal(wg_grad(loss, &w, 1, &d), WG_OK);
    graph_done(g);
}

static void test_long_path_is_shortened(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(4)), h = x, d;
    for (int k = 0; k < 100; k++)
        h = wg_exp(h);
    h = wg_call(NULL, &my_op, &h, 1, NULL);
    for (int k = 0; k < 100; k++)
        h = wg_exp(h);
    assert_int_equal(wg_grad(wg_sum(h, WG_ALL, false), &x, 1, &d), WG_ERR_GRADIENT);
    assert_non_null(strstr(wg_error(g), "path: loss <- sum (test_grad.c:"));
    assert_non_null(strstr(wg_error(g), ") <- ... 96 more <- exp (test_grad.c:"));
    assert_non_null(strstr(wg_error(g), "<- my_op (test_grad.c:"));
    assert_true(strlen(wg_error(g)) < 1024);
    assert_error_contains(g, "<- ... 96 more <- x");
    graph_done(g);
}

static void rule_refused(const wg_op *op, const char *text)
{
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(4)), d;
    wg_tensor y = wg_sum(wg_call(NULL, op, &x, 1, NULL), WG_ALL, false);
    const wg_code code = wg_grad(y, &x, 1, &d);
    assert_int_not_equal(code, WG_OK);
    assert_false(wg_is_ok(d));
    assert_error_contains(g, text);
    graph_done(g);
}

static void test_wrong_rules(void **state)
{
    (void)state;
    rule_refused(&op_shape, "rule of foo returned shape (3,) for operand 0 (4,)");
    rule_refused(&op_dtype, "rule of foo returned f32 for operand 0, which is f64");
    rule_refused(&op_zero, "the result of a derivative rule");
}

static void test_rule_may_answer_none(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(4));
    assert_true(wg_is_none(grad1(wg_sum(wg_call(NULL, &op_none, &x, 1, NULL), WG_ALL, false), x)));
    graph_done(g);
}

/* ---- the graph ---- */

static void test_gradient_nodes_carry_the_line_of_their_primal(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 2);
    const int at = __LINE__ + 1;
    wg_tensor h = wg_tanh(x);
    wg_tensor y = wg_exp(h);
    wg_tensor d = grad1(y, x);
    const wg_site site = wg__site(g, wg__node_at(g, d.id)->site);
    assert_int_equal(site.line, at);
    graph_done(g);
}

/* Only what lies between wrt and y is visited, and only its rules are called. */
static void test_nothing_else_is_recorded(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = number(g, "x", 0.5), h = x;
    for (int k = 0; k < 1000; k++)
        h = wg_sin(h);
    wg_tensor w = number(g, "w", 2), y = wg_mul(h, w);
    const size_t before = wg_graph_nodes(g);
    (void)grad1(y, w);
    assert_true(wg_graph_nodes(g) - before < 8);
    graph_done(g);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void test_chain_of_a_million(void **state)
{
    (void)state;
    enum { N = 1000000 };
    wg_graph *g =
        wg_graph_new(); /* whole keys: with 8 bits a lookup walks through a 256th of the nodes */
    assert_non_null(g);
    wg_tensor x = number(g, "x", 0.5), y = x;
    double from = seconds();
    for (int k = 0; k < N / 2; k++)
        y = wg_mul(wg_sin(y), 1.0 + 1e-7);
    const double recorded = seconds() - from;
    assert_true(wg_graph_nodes(g) >= N);
    from = seconds();
    wg_tensor d = grad1(y, x);
    const double differentiated = seconds() - from;
    print_message("1,000,000 nodes: recorded in %.2f s, differentiated in %.2f s (%zu nodes)\n",
                  recorded, differentiated, wg_graph_nodes(g));
    from = seconds();
    assert_int_equal(wg_run(g, y, d), WG_OK);
    print_message("planned and run in %.2f s\n", seconds() - from);
    double value = 0.5, slope = 1;
    for (int k = 0; k < N / 2; k++) {
        slope *= cos(value) * (1.0 + 1e-7);
        value = sin(value) * (1.0 + 1e-7);
    }
    assert_close(wg_item(y), value, 0, 1e-9);
    assert_close(wg_item(d), slope, 0, 1e-6);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chain_rule),
        cmocka_unit_test(test_higher_orders),
        cmocka_unit_test(test_polynomial_ends_in_none),
        cmocka_unit_test(test_accumulation),
        cmocka_unit_test(test_diamond_and_intermediate),
        cmocka_unit_test(test_vjp),
        cmocka_unit_test(test_unbroadcast_every_pair),
        cmocka_unit_test(test_unbroadcast_empty),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_names_of_the_user_stay),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_wrt_loss_duplicates_and_alias),
        cmocka_unit_test(test_loss_of_one_element_of_any_rank),
        cmocka_unit_test(test_bad_loss),
        cmocka_unit_test(test_bad_cotangent),
        cmocka_unit_test(test_bad_arguments),
        cmocka_unit_test(test_not_differentiable_names_op_and_path),
        cmocka_unit_test(test_long_path_is_shortened),
        cmocka_unit_test(test_wrong_rules),
        cmocka_unit_test(test_rule_may_answer_none),
        cmocka_unit_test(test_gradient_nodes_carry_the_line_of_their_primal),
        cmocka_unit_test(test_nothing_else_is_recorded),
        cmocka_unit_test(test_chain_of_a_million),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
