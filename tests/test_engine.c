/* Runs: what wg_run promises, by ops of the test's own and by those of the library. */
#include "tests/support.h"

#include "engine/engine.h"
#include "ops/op.h"
#include "tensor/node.h"

#include <stdio.h>
#include <string.h>

/* ---- a few ops of the test's own ---- */

static void tile_double(void *out, const void *const *in, int64_t n, const wg_attrs *attr)
{
    (void)attr;
    for (int64_t i = 0; i < n; i++)
        ((float *)out)[i] = 2 * ((const float *)in[0])[i];
}

static void tile_minus(void *out, const void *const *in, int64_t n, const wg_attrs *attr)
{
    (void)attr;
    for (int64_t i = 0; i < n; i++)
        ((float *)out)[i] = ((const float *)in[0])[i] - ((const float *)in[1])[i];
}

static const wg_tiles tiles_double = {{[WG_F32] = tile_double}};
static const wg_tiles tiles_minus = {{[WG_F32] = tile_minus}};
static const wg_op op_double = {
    .name = "double", .arity = 1, .shape = wg_infer_same, .tile = {&tiles_double}};
static const wg_op op_minus = {
    .name = "minus", .arity = 2, .shape = wg_infer_broadcast, .tile = {&tiles_minus}};

static bool assign_shape(wg_infer *in)
{
    return wg_shape_equal(in->shape[0], in->shape[1]) ||
           wg_infer_fail(in, WG_ERR_SHAPE, "shapes differ");
}

static wg_code no_kernel(const wg_kernel_args *k)
{
    (void)k;
    return WG_ERR_INTERNAL;
}

static const wg_op op_store = {
    .name = "store", .arity = 2, .effect = true, .shape = assign_shape, .kernel = no_kernel};

static wg_code refuse_negative(const wg_kernel_args *k)
{
    const float *x = k->in[0].data;
    if (x[0] < 0) {
        strncpy(k->message, "a negative number", k->message_size);
        return WG_ERR_VALUE;
    }
    *(float *)k->out.data = x[0];
    return WG_OK;
}

static bool scalar_shape(wg_infer *in)
{
    in->out_shape = WG_SCALAR;
    return true;
}

static const wg_op op_check = {
    .name = "check", .arity = 1, .shape = scalar_shape, .kernel = refuse_negative};

static bool flip_view(const wg_view *in, const wg_attrs *attr, wg_view *out)
{
    (void)attr;
    *out = *in;
    out->shape.dim[0] = in->shape.dim[1];
    out->shape.dim[1] = in->shape.dim[0];
    out->stride[0] = in->stride[1];
    out->stride[1] = in->stride[0];
    return true;
}

static bool flip_shape(wg_infer *in)
{
    in->out_shape = WG_SHAPE(in->shape[0].dim[1], in->shape[0].dim[0]);
    return true;
}

static const wg_op op_flip = {.name = "swap", .arity = 1, .shape = flip_shape, .view = flip_view};

static wg_tensor call1(const wg_op *op, wg_tensor x)
{
    return wg_call(x.g, op, &x, 1, NULL);
}

static wg_tensor call2(const wg_op *op, wg_tensor x, wg_tensor y)
{
    const wg_tensor xy[2] = {x, y};
    return wg_call(x.g, op, xy, 2, NULL);
}

/* ---- values ---- */

static void values_and_broadcast(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2, 3));
    wg_tensor b = wg_input(g, "b", WG_F32, WG_SHAPE(3));
    const float xs[6] = {1, 2, 3, 4, 5, 6}, bs[3] = {1, 0, -1};
    wg_set_data(x, xs, sizeof xs);
    wg_set_data(b, bs, sizeof bs);
    wg_tensor y = call2(&op_minus, call1(&op_double, x), b), z = call1(&op_flip, y);
    assert_int_equal(wg_run(g, y, z), WG_OK);
    const float ey[6] = {1, 4, 7, 7, 10, 13}, ez[6] = {1, 7, 4, 10, 7, 13};
    assert_array_close(WG_F32, wg_data(y), ey, 6, 0, 0);
    assert_array_close(WG_F32, wg_data(z), ez, 6, 0, 0);
    ((float *)wg_data(x))[0] = 10;
    assert_int_equal(wg_run_n(g, &z, 1), WG_OK);
    assert_close((double)((float *)wg_data(z))[0], 19, 0, 0);
    assert_int_equal(wg_run_n(g, NULL, 0), WG_OK);
    assert_int_equal(wg_run(g, x), WG_OK);
    graph_done(g);
}

static void reads_see_the_start(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor a = wg_fill(wg_param(g, "a", WG_F32, WG_SHAPE(4)), 1);
    wg_tensor b = wg_fill(wg_param(g, "b", WG_F32, WG_SHAPE(4)), 5);
    wg_tensor to_a = call2(&op_store, a, b), to_b = call2(&op_store, b, a); /* they swap */
    wg_tensor y = call2(&op_minus, a, b);
    assert_int_equal(wg_run(g, to_a, to_b, y), WG_OK);
    assert_close((double)((float *)wg_data(a))[3], 5, 0, 0);
    assert_close((double)((float *)wg_data(b))[3], 1, 0, 0);
    assert_close((double)((float *)wg_data(y))[3], -4, 0, 0);
    assert_close((double)((float *)wg_data(to_a))[3], 5, 0, 0);
    graph_done(g);
}

/* ---- errors ---- */

static void two_assigns(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor a = wg_param(g, "a", WG_F32, WG_SHAPE(4)), x = wg_input(g, "x", WG_F32, WG_SHAPE(4));
    const wg_tensor ax[2] = {a, x}, ay[2] = {a, call1(&op_double, x)};
    wg_tensor one = wg_call(g, &op_store, ax, 2, NULL);
    wg_tensor two = wg_call(g, &op_store, ay, 2, NULL);
    const int line = __LINE__ - 1;
    char text[128];
    snprintf(text, sizeof text,
             "assigned twice in one run, at test_engine.c:%d and at test_engine.c:%d", line - 1,
             line);
    assert_int_equal(wg_run(g, one, two), WG_ERR_ARGUMENT);
    assert_error_contains(g, text);
    assert_int_equal(wg_run(g, one), WG_OK);
    graph_done(g);
}

static void an_error_assigns_nothing(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor a = wg_param(g, "a", WG_F32, WG_SHAPE(4)),
              x = wg_fill(wg_input(g, "x", WG_F32, WG_SHAPE(4)), -1);
    wg_tensor to_a = call2(&op_store, a, call1(&op_double, x));
    wg_tensor bad = call1(&op_check, x);
    assert_int_equal(wg_run(g, to_a, bad), WG_ERR_VALUE);
    assert_error_contains(g, "wg_call(x.g, op, &x, 1, NULL): a negative number");
    assert_close((double)((float *)wg_data(a))[0], 0, 0, 0);
    wg_fill(x, 3);
    assert_int_equal(wg_run(g, to_a, bad), WG_OK);
    assert_close((double)((float *)wg_data(a))[0], 6, 0, 0);
    graph_done(g);
}

static void bad_handles(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *other = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(4)),
              far = wg_input(other, "x", WG_F32, WG_SHAPE(4));
    assert_int_equal(wg_run(g, far), WG_ERR_HANDLE);
    assert_error_contains(g, "wg_run(g, far): a tensor to run belongs to another graph");
    wg_mark m = wg_graph_mark(g);
    wg_tensor y = call1(&op_double, x);
    assert_int_equal(wg_run(g, y), WG_OK);
    wg_graph_release(m);
    assert_int_equal(wg_run(g, y), WG_ERR_HANDLE);
    assert_error_contains(g, "stale");
    assert_int_equal(wg_run_n(g, NULL, 2), WG_ERR_ARGUMENT);
    assert_error_contains(g, "NULL");
    assert_int_equal(wg_run_n(g, &x, -1), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is -1");
    assert_int_equal(wg_run_n(NULL, &x, 1), WG_ERR_HANDLE);
    graph_done(other);
    graph_done(g);
}

/* ---- define by run, and depth ---- */

static void define_by_run(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(4));
    for (int i = 0; i < 10; i++) {
        wg_mark m = wg_graph_mark(g);
        wg_fill(x, i);
        wg_tensor y = call2(&op_minus, call1(&op_double, x), x);
        assert_int_equal(wg_run(g, y), WG_OK);
        assert_close((double)((float *)wg_data(y))[2], i, 0, 0);
        wg_graph_release(m);
    }
    graph_done(g);
}

static void long_chain(void **state)
{
    (void)state;
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_fill(wg_input(g, "x", WG_F32, WG_SCALAR), 1), y = x;
    for (int i = 0; i < 500000; i++)
        y = call2(&op_minus, call1(&op_double, y), x);
    assert_no_error(g);
    assert_int_equal(wg_run(g, y), WG_OK);
    assert_close(wg_item(y), 1, 0, 0);
    wg_graph_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_broadcast), cmocka_unit_test(reads_see_the_start),
        cmocka_unit_test(two_assigns),          cmocka_unit_test(an_error_assigns_nothing),
        cmocka_unit_test(bad_handles),          cmocka_unit_test(define_by_run),
        cmocka_unit_test(long_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
