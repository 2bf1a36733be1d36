/* Leaves, data, errors, marks: what a user sees of tensor/. */
#include "tests/support.h"

#include <math.h>
#include <string.h>

#include "ops/op.h"
#include "tensor/memory.h"
#include "tensor/node.h"

static const wg_op relu = {.name = "relu"};

static wg_site at(int line, const char *text)
{
    return (wg_site){"src/deep/net.c", line, text};
}

/* An op node of x's shape, as the ops layer records it. */
static wg_tensor record_relu(wg_graph *g, wg_tensor x, int line)
{
    wg_tensor t = wg__poison(g);
    bool opened = wg__enter(g, at(line, "wg_relu(x)"));
    if (wg__use(g, x, "x"))
        t = wg__record_op(g, &(wg__record){.op = &relu,
                                           .dtype = wg_dtype_of(x),
                                           .shape = wg_shape_of(x),
                                           .in = &x.id,
                                           .nin = 1});
    wg__leave(g, opened);
    return t;
}

static void dtypes(void **state)
{
    (void)state;
    static const char *const names[] = {"f32", "f64", "i32", "i64", "u8", "bool"};
    static const size_t sizes[] = {4, 8, 4, 8, 1, 1};
    wg_dtype d = WG_U8;
    for (int k = 0; k < WG_DTYPE_COUNT; k++) {
        assert_string_equal(wg_dtype_name((wg_dtype)k), names[k]);
        assert_int_equal(wg_dtype_size((wg_dtype)k), sizes[k]);
        assert_true(wg_dtype_parse(names[k], &d) && d == (wg_dtype)k);
        assert_int_equal(wg_dtype_is_float((wg_dtype)k), k < 2);
    }
    assert_false(wg_dtype_parse("f16", &d) || wg_dtype_parse("", &d) || wg_dtype_parse(NULL, &d));
    assert_int_equal(d, WG_BOOL);
    assert_string_equal(wg_dtype_name((wg_dtype)-1), "?");
    assert_int_equal(wg_dtype_size(WG_DTYPE_COUNT), 0);
}

static void shapes(void **state)
{
    (void)state;
    char buf[192], tiny[8];
    int64_t n;
    wg_shape s, eight = WG_SHAPE(1, 2, 3, 4, 5, 6, 7, 8);
    assert_string_equal(wg_shape_string(WG_SHAPE(32, 784), buf, sizeof buf), "(32, 784)");
    assert_string_equal(wg_shape_string(WG_SHAPE(7), buf, sizeof buf), "(7,)");
    assert_string_equal(wg_shape_string(WG_SCALAR, buf, sizeof buf), "()");
    assert_string_equal(wg_shape_string((wg_shape){.rank = 9}, buf, sizeof buf), "(?)");
    assert_string_equal(wg_shape_string(WG_SHAPE(123456789), tiny, sizeof tiny), "(123...");
    assert_true(wg_shape_numel(eight, &n) && n == 40320);
    assert_true(wg_shape_numel(WG_SCALAR, &n) && n == 1);
    assert_true(wg_shape_numel(WG_SHAPE(3, 0), &n) && n == 0);
    assert_false(wg_shape_numel(WG_SHAPE(-1), &n));
    assert_false(wg_shape_numel(WG_SHAPE(INT64_MAX, 2), &n));
    assert_false(wg_shape_numel(WG_SHAPE(0, INT64_MAX, 2), &n));
    assert_false(wg_shape_numel((wg_shape){.rank = -1}, &n));
    assert_true(wg_shape_broadcast(WG_SHAPE(3, 1), WG_SHAPE(2, 1, 4), &s) &&
                wg_shape_equal(s, WG_SHAPE(2, 3, 4)));
    assert_true(wg_shape_broadcast(WG_SHAPE(0), WG_SHAPE(5, 1), &s) &&
                wg_shape_equal(s, WG_SHAPE(5, 0)));
    assert_true(wg_shape_broadcast(WG_SCALAR, eight, &s) && wg_shape_equal(s, eight));
    assert_false(wg_shape_broadcast(WG_SHAPE(2), WG_SHAPE(3), &s));
    assert_false(wg_shape_broadcast(WG_SHAPE(2), (wg_shape){.rank = 9}, &s));
    assert_false(wg_shape_equal(WG_SHAPE(2), WG_SHAPE(2, 1)));
}

static void memory(void **state)
{
    (void)state;
    size_t n;
    int64_t m;
    assert_false(wg__mul(SIZE_MAX, 2, &n) || wg__add(SIZE_MAX, 1, &n) ||
                 wg__align(SIZE_MAX, 64, &n));
    assert_true(wg__mul(0, SIZE_MAX, &n) && n == 0);
    assert_true(wg__align(65, 64, &n) && n == 128);
    assert_false(wg__mul_i64(INT64_MAX, 2, &m) || wg__mul_i64(-1, 2, &m));
    assert_true(wg__mul_i64(INT64_MAX, 1, &m) && m == INT64_MAX);
    /* an arena gives the same memory again after a reset, across chunks of all sizes */
    wg__arena a = {0};
    wg__arena_mark empty = wg__arena_tell(&a);
    char *first = wg__arena_alloc(&a, 1);
    wg__arena_mark mark = wg__arena_tell(&a);
    char *second = wg__arena_alloc(&a, 100000);
    memset(second, 1, 100000);
    for (int k = 0; k < 100; k++)
        memset(wg__arena_alloc(&a, 5000), 2, 5000);
    wg__arena_reset(&a, mark);
    assert_ptr_equal(wg__arena_alloc(&a, 100000), second);
    wg__arena_reset(&a, empty);
    assert_ptr_equal(wg__arena_alloc(&a, 1), first);
    memset(wg__arena_alloc(&a, 1000000), 3, 1000000);
    wg__arena_free(&a);
}

static void leaves(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    char name[] = "x";
    wg_tensor x = wg_input(g, name, WG_F32, WG_SHAPE(2, 3));
    name[0] = '?';
    wg_tensor w = wg_param(g, NULL, WG_F64, WG_SHAPE(5));
    assert_int_equal(sizeof x, 16);
    assert_string_equal(wg_name(x), "x");
    assert_string_equal(wg_name(w), "%2");
    assert_true(wg_is_ok(x) && wg_dtype_of(x) == WG_F32 && wg_numel(x) == 6);
    assert_true(wg_shape_equal(wg_shape_of(x), WG_SHAPE(2, 3)));
    assert_int_equal((uintptr_t)wg_data(x) % 64, 0);
    assert_int_equal((uintptr_t)wg_data(w) % 64, 0);
    assert_memory_equal(wg_data(w), ((double[5]){0}), sizeof(double[5]));
    assert_int_equal(wg_set_data(x, ((float[]){1, 2, 3, 4, 5, 6}), 24), WG_OK);
    assert_true(((float *)wg_data(x))[5] == 6);
    /* never merged */
    assert_int_not_equal(wg_input(g, "x", WG_F32, WG_SHAPE(2, 3)).id, x.id);
    assert_int_equal(wg_graph_nodes(g), 3);
    /* sizes of 0, rank 0 and rank 8 */
    wg_tensor empty = wg_input(g, "e", WG_I64, WG_SHAPE(3, 0));
    assert_true(wg_numel(empty) == 0 && wg_data(empty) && wg_set_data(empty, NULL, 0) == WG_OK);
    wg_tensor scalar = wg_param(g, "", WG_F32, WG_SCALAR);
    assert_string_equal(wg_name(scalar), "");
    assert_close(wg_item(scalar), 0, 0, 0);
    assert_int_equal(wg_numel(wg_input(g, "r", WG_U8, WG_SHAPE(1, 2, 1, 2, 1, 2, 1, 2))), 16);
    /* bool is 0 or 1, whatever comes in */
    wg_tensor b = wg_input(g, "b", WG_BOOL, WG_SHAPE(3));
    assert_int_equal(wg_set_data(b, ((uint8_t[]){0, 7, 255}), 3), WG_OK);
    assert_memory_equal(wg_data(b), ((uint8_t[]){0, 1, 1}), 3);
    assert_no_error(g);
    graph_done(g);
}

/* 256 MiB of zeros cost nothing until they are touched. */
static void large_leaf(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(1 << 16, 1 << 10));
    float *p = wg_data(x);
    assert_non_null(p);
    assert_true(p[0] == 0 && p[(1 << 26) - 1] == 0);
    graph_done(g);
}

static void constants(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    float v[] = {1, -0.0F}, z[] = {1, 0.0F};
    wg_tensor a = wg_const(g, WG_F32, WG_SHAPE(2), v);
    assert_int_equal(wg_const(g, WG_F32, WG_SHAPE(2), v).id, a.id);
    assert_int_not_equal(wg_const(g, WG_F32, WG_SHAPE(2), z).id, a.id);
    assert_int_not_equal(wg_const(g, WG_F32, WG_SHAPE(2, 1), v).id, a.id);
    assert_int_not_equal(wg_const(g, WG_I32, WG_SHAPE(2), v).id, a.id);
    v[0] = 9;
    assert_true(((float *)wg_data(a))[0] == 1);
    /* NaNs by payload */
    uint64_t nans[2] = {0x7ff8000000000000u, 0x7ff8000000000001u};
    assert_int_not_equal(wg_const(g, WG_F64, WG_SCALAR, &nans[0]).id,
                         wg_const(g, WG_F64, WG_SCALAR, &nans[1]).id);
    assert_int_equal(wg_const(g, WG_F64, WG_SCALAR, &nans[0]).id,
                     wg_const(g, WG_F64, WG_SCALAR, &nans[0]).id);
    /* scalars */
    assert_int_equal(wg_scalar(g, WG_F32, 0.1).id, wg_scalar(g, WG_F32, (double)0.1F).id);
    assert_close(wg_item(wg_scalar(g, WG_F32, 0.1)), (double)0.1F, 0, 0);
    assert_close(wg_item(wg_scalar(g, WG_I64, -0x1p63)), -0x1p63, 0, 0);
    assert_close(wg_item(wg_scalar(g, WG_U8, 255)), 255, 0, 0);
    assert_close(wg_item(wg_scalar(g, WG_F32, (double)INFINITY)), (double)INFINITY, 0, 0);
    assert_close(wg_item(wg_scalar(g, WG_F64, (double)NAN)), (double)NAN, 0, 0);
    assert_close(wg_item(wg_scalar(g, WG_BOOL, 1)), 1, 0, 0);
    uint8_t two = 2;
    assert_int_equal(wg_const(g, WG_BOOL, WG_SCALAR, &two).id, wg_scalar(g, WG_BOOL, 1).id);
    assert_true(wg_is_ok(wg_const(g, WG_F32, WG_SHAPE(0, 4), NULL)));
    assert_no_error(g);
    graph_done(g);
}

static void bad_leaves(void **state)
{
    (void)state;
    static const struct {
        int dtype;
        wg_shape shape;
        wg_code code;
        const char *text;
    } bad[] = {
        {77, {0, {0}}, WG_ERR_DTYPE, "net.c:42: wg_input(g, \"x\"): 77 is not a dtype"},
        {WG_F32,
         {9, {1}},
         WG_ERR_SHAPE,
         "net.c:42: wg_input(g, \"x\"): rank 9 is not between 0 and 8"},
        {WG_F32,
         {-1, {1}},
         WG_ERR_SHAPE,
         "net.c:42: wg_input(g, \"x\"): rank -1 is not between 0 and 8"},
        {WG_F32,
         {2, {3, -1}},
         WG_ERR_SIZE,
         "net.c:42: wg_input(g, \"x\"): shape (3, -1) has a negative size"},
        {WG_F32,
         {2, {(int64_t)1 << 40, (int64_t)1 << 40}},
         WG_ERR_SIZE,
         "net.c:42: wg_input(g, \"x\"): shape (1099511627776, 1099511627776) has too many "
         "elements"},
        {WG_F64,
         {1, {INT64_MAX}},
         WG_ERR_SIZE,
         "net.c:42: wg_input(g, \"x\"): shape (9223372036854775807,) has too many elements"},
        {WG_F32,
         {1, {(int64_t)1 << 60}},
         WG_ERR_MEMORY,
         "net.c:42: wg_input(g, \"x\"): out of memory: 4611686018427387904 bytes for f32 "
         "(1152921504606846976,)"},
    };
    wg_graph *g = graph_new();
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        wg_tensor t =
            wg_input_at(at(42, "wg_input(g, \"x\")"), g, "x", (wg_dtype)bad[k].dtype, bad[k].shape);
        assert_false(wg_is_ok(t));
        assert_int_equal(wg_error_code(g), bad[k].code);
        assert_error_is(g, bad[k].text);
        t = wg_param_at(at(42, "wg_input(g, \"x\")"), g, "x", (wg_dtype)bad[k].dtype, bad[k].shape);
        assert_error_is(g, bad[k].text);
        t = wg_const_at(at(42, "wg_input(g, \"x\")"), g, (wg_dtype)bad[k].dtype, bad[k].shape, "");
        if (bad[k].code != WG_ERR_MEMORY)
            assert_error_is(g, bad[k].text);
        wg_clear_error(g);
    }
    wg_const_at(at(1, "wg_const(...)"), g, WG_F32, WG_SHAPE(1), NULL);
    assert_error_is(g, "net.c:1: wg_const(...): data is NULL");
    static const struct {
        wg_dtype d;
        double v;
        const char *text;
    } values[] = {{WG_I32, 0.5, "0.5 is not a value of dtype i32"},
                  {WG_U8, -1, "-1 is not a value of dtype u8"},
                  {WG_U8, 256, "256 is not a value of dtype u8"},
                  {WG_BOOL, 2, "2 is not a value of dtype bool"},
                  {WG_I64, 0x1p63, "9.2233720368547758e+18 is not a value of dtype i64"},
                  {WG_F32, 1e39, "9.9999999999999994e+38 is not a value of dtype f32"},
                  {WG_DTYPE_COUNT, 0, "6 is not a dtype"}};
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        assert_false(wg_is_ok(wg_scalar(g, values[k].d, values[k].v)));
        assert_error_contains(g, values[k].text);
    }
    assert_int_equal(wg_graph_nodes(g), 0);
    graph_done(g);
}

static void data_errors(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input_at(at(30, "wg_input(...)"), g, "x", WG_F32, WG_SHAPE(32, 784));
    wg_tensor y = record_relu(g, x, 33);
    assert_null(wg_data(y));
    assert_int_equal(wg_error_code(g), WG_ERR_VALUE);
    assert_error_is(
        g, "wg_data: %2 = relu (32, 784) from net.c:33 has not been run: pass it to wg_run first");
    wg_set_name(y, "hidden");
    assert_true(isnan(wg_item(y)));
    assert_error_is(g, "wg_item: hidden (32, 784) from net.c:33 has 25088 elements, not one");
    wg_tensor z = record_relu(g, wg_input(g, "s", WG_F32, WG_SCALAR), 34);
    assert_true(isnan(wg_item(z)));
    assert_error_is(
        g, "wg_item: %4 = relu () from net.c:34 has not been run: pass it to wg_run first");
    assert_int_equal(wg_set_data(x, "", 1), WG_ERR_SIZE);
    assert_error_is(g, "wg_set_data: x (32, 784) from net.c:30 has 100352 bytes, data has 1");
    assert_int_equal(wg_set_data(x, NULL, 100352), WG_ERR_ARGUMENT);
    assert_error_is(g, "wg_set_data: data is NULL");
    assert_int_equal(wg_set_data(y, "", 1), WG_ERR_ARGUMENT);
    assert_error_is(g,
                    "wg_set_data: hidden (32, 784) from net.c:33 is not an input or a parameter");
    assert_int_equal(wg_set_data(wg_none(g), "", 1), WG_ERR_HANDLE);
    assert_error_is(g, "wg_set_data: the tensor is an absent gradient (none)");
    assert_int_equal(wg_set_data((wg_tensor){0}, "", 1), WG_ERR_HANDLE);
    graph_done(g);
}

static void handles(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *other = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    wg_mark m = wg_graph_mark(g);
    wg_tensor old = wg_input(g, "old", WG_F32, WG_SHAPE(2));
    wg_graph_release(m);
    assert_false(wg_is_ok(old));
    assert_int_equal(wg_dtype_of(old), WG_DTYPE_COUNT);
    assert_int_equal(wg_shape_of(old).rank, -1);
    assert_int_equal(wg_numel(old), -1);
    assert_string_equal(wg_name(old), "");
    assert_no_error(g);
    assert_null(wg_data(old));
    assert_int_equal(wg_error_code(g), WG_ERR_HANDLE);
    assert_error_is(g, "wg_data: the tensor is a stale handle: wg_graph_release has taken %2 away");
    /* another node with the same id does not revive it */
    wg_tensor young = wg_input(g, "new", WG_F32, WG_SHAPE(2));
    assert_int_equal(young.id, old.id);
    assert_false(wg_is_ok(record_relu(g, old, 50)));
    assert_error_is(
        g, "net.c:50: wg_relu(x): x is a stale handle: wg_graph_release has taken %2 away");
    assert_false(wg_is_ok(record_relu(other, x, 51)));
    assert_error_is(other, "net.c:51: wg_relu(x): x belongs to another graph");
    record_relu(g, (wg_tensor){0}, 52);
    assert_error_is(
        g, "net.c:52: wg_relu(x): x is an empty handle: never assigned, or made on a NULL graph");
    record_relu(g, wg_none(g), 53);
    assert_error_is(g, "net.c:53: wg_relu(x): x is an absent gradient (none)");
    record_relu(g, (wg_tensor){g, 1000000, 1}, 54);
    assert_error_contains(g, "stale");
    /* poison is silent */
    assert_false(wg_is_ok(record_relu(g, wg__poison(g), 55)));
    assert_null(wg_data(wg__poison(g)));
    assert_no_error(g);
    assert_true(wg_is_none(wg_none(g)));
    assert_false(wg_is_none(x) || wg_is_none(wg__poison(g)) || wg_is_none((wg_tensor){0}));
    assert_false(wg_is_ok(wg_none(g)));
    graph_done(other);
    graph_done(g);
}

/* Every call takes a NULL graph and zero-initialised handles. */
static void nothing(void **state)
{
    (void)state;
    wg_tensor t = wg_input(NULL, "x", WG_F32, WG_SHAPE(1));
    assert_false(wg_is_ok(t) || wg_is_ok(wg_param(NULL, "x", WG_F32, WG_SCALAR)));
    assert_false(wg_is_ok(wg_const(NULL, WG_F32, WG_SCALAR, "1234")) ||
                 wg_is_ok(wg_scalar(NULL, WG_F32, 1)));
    assert_null(wg_data(t));
    assert_true(isnan(wg_item(t)) && wg_numel(t) == -1);
    assert_string_equal(wg_name(t), "");
    assert_false(wg_is_none(wg_none(NULL)));
    wg_set_name(t, "x");
    assert_false(wg_ok(NULL));
    assert_non_null(strstr(wg_error(NULL), "NULL"));
    assert_int_equal(wg_error_code(NULL), WG_ERR_HANDLE);
    wg_clear_error(NULL);
    wg_set_error_handler(NULL, NULL, NULL);
    wg_graph_release(wg_graph_mark(NULL));
    wg_graph_release((wg_mark){0});
    assert_int_equal(wg_graph_nodes(NULL), 0);
    wg_raise(NULL, WG_ERR_VALUE, "x");
    wg_scope_close(NULL, wg_scope_open(NULL, at(1, "f()")));
    char msg[64];
    assert_false(wg__verify(NULL, msg, sizeof msg));
    wg_graph_free(NULL);
}

static void first_error(void *user, wg_code code, const char *message)
{
    int *calls = user;
    assert_int_equal(code, WG_ERR_SHAPE);
    assert_string_equal(message, "net.c:7: f(x): bad rank 12");
    ++*calls;
}

static void errors(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    int calls = 0;
    wg_set_error_handler(g, first_error, &calls);
    assert_null(wg_error(g));
    bool opened = wg_scope_open(g, at(7, "f(x)"));
    assert_true(opened);
    assert_false(wg_scope_open(g, at(8, "inner(x)")));
    wg_tensor t = wg_raise(g, WG_ERR_SHAPE, "bad rank %d", 12);
    wg_raise(g, WG_ERR_DTYPE, "a later error");
    wg_scope_close(g, opened);
    assert_false(wg_is_ok(t));
    assert_int_equal(wg_error_code(g), WG_ERR_SHAPE);
    assert_int_equal(calls, 1);
    assert_error_is(g, "net.c:7: f(x): bad rank 12");
    assert_true(wg_ok(g) && !wg_error(g));
    assert_false(wg_is_ok(t));
    wg_set_error_handler(g, NULL, NULL);
    /* without a scope, without a file, on one line, and never longer than the buffer */
    wg_raise(g, WG_ERR_VALUE, "two\nlines");
    assert_error_is(g, "two lines");
    opened = wg_scope_open(g, (wg_site){"C:\\src\\net.c", 3, "g(a,\n b)"});
    wg_raise(g, WG_ERR_VALUE, "x");
    wg_scope_close(g, opened);
    assert_error_is(g, "net.c:3: g(a,  b): x");
    char longer[5000];
    memset(longer, 'y', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    opened = wg_scope_open(g, at(9, longer));
    wg_raise(g, WG_ERR_VALUE, "%s", longer);
    wg_scope_close(g, opened);
    assert_int_equal(strlen(wg_error(g)), 2047);
    assert_string_equal(wg_error(g) + 2044, "...");
    assert_error_contains(g, "yyy...: yyy");
    assert_string_equal(wg_code_string(WG_ERR_MEMORY), "out of memory");
    assert_string_equal(wg_code_string((wg_code)99), "unknown error");
    graph_done(g);
}

static void status(void **state)
{
    (void)state;
    wg_status st = {0};
    assert_int_equal(wg_fail(&st, WG_ERR_IO, "%s: %d", "no file", 3), WG_ERR_IO);
    assert_int_equal(wg_fail(&st, WG_ERR_FORMAT, "later"), WG_ERR_FORMAT);
    assert_int_equal(st.code, WG_ERR_IO);
    assert_string_equal(st.text, "no file: 3");
    assert_int_equal(wg_fail(NULL, WG_ERR_IO, "x"), WG_ERR_IO);
    wg_array a;
    st = (wg_status){0};
    assert_int_equal(wg_array_new(&a, WG_F32, WG_SHAPE(-2), &st), WG_ERR_SIZE);
    assert_string_equal(st.text, "wg_array_new: shape (-2,) is negative or too large");
    assert_null(a.data);
    assert_int_equal(wg_array_new(&a, (wg_dtype)9, WG_SCALAR, NULL), WG_ERR_DTYPE);
    assert_int_equal(wg_array_new(&a, WG_F64, WG_SHAPE(2, 3), NULL), WG_OK);
    assert_int_equal(wg_array_bytes(&a), 48);
    assert_memory_equal(a.data, ((double[6]){0}), 48);
    wg_array_free(&a);
    wg_array_free(&a);
    wg_array_free(NULL);
    assert_int_equal(wg_array_bytes(&a), 0);
}

static void descriptions(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    char buf[256];
    wg_tensor x = wg_input_at(at(30, "wg_input(...)"), g, "x", WG_F32, WG_SHAPE(32, 784));
    assert_string_equal(wg__describe(g, x, buf, sizeof buf), "x (32, 784) from net.c:30");
    assert_string_equal(wg__describe(g, record_relu(g, x, 33), buf, sizeof buf),
                        "%2 = relu (32, 784) from net.c:33");
    wg_tensor s = wg_scalar_at((wg_site){0}, g, WG_F32, 2.5);
    assert_string_equal(wg__describe(g, s, buf, sizeof buf), "%3 = 2.5 ()");
    s = wg_const_at(at(5, ""), g, WG_F32, WG_SHAPE(2), (float[]){1, 2});
    assert_string_equal(wg__describe(g, s, buf, sizeof buf), "%4 = const (2,) from net.c:5");
    assert_string_equal(wg__describe(g, wg_none(g), buf, sizeof buf), "(none)");
    assert_string_equal(wg__describe(g, (wg_tensor){0}, buf, sizeof buf), "(no tensor)");
    wg_set_name(x,
                "a name that is much longer than any message should have to carry along, by far");
    assert_string_equal(
        wg__describe(g, x, buf, sizeof buf),
        "a name that is much longer than any message should have to ca... (32, 784) from net.c:30");
    graph_done(g);
}

static void names(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2)), y = record_relu(g, x, 1);
    assert_string_equal(wg_name(y), "");
    wg__rename(g, y, "first");
    wg__rename(g, y, "second");
    assert_string_equal(wg_name(y), "first");
    wg_mark m = wg_graph_mark(g);
    assert_int_equal(wg_set_name(y, "third").id, y.id);
    wg_set_name(x, NULL);
    wg_set_name(y, "fourth");
    assert_string_equal(wg_name(y), "fourth");
    assert_string_equal(wg_name(x), "");
    wg_graph_release(m);
    assert_string_equal(wg_name(y), "first");
    assert_string_equal(wg_name(x), "x");
    assert_false(wg_is_ok(wg_set_name(wg_none(g), "n")));
    assert_error_is(g, "wg_set_name: the tensor is an absent gradient (none)");
    graph_done(g);
}

static void marks(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    uint64_t stream = wg__next_stream(g);
    wg_mark outer = wg_graph_mark(g);
    wg_tensor a = record_relu(g, x, 1);
    assert_true(wg__next_stream(g) == stream + 1);
    wg_mark inner = wg_graph_mark(g);
    wg_tensor b = record_relu(g, a, 2);
    wg_graph_release(inner);
    assert_true(wg_is_ok(a) && !wg_is_ok(b));
    b = record_relu(g, a, 2);
    wg_graph_release(inner); /* again: still a place to go back to */
    assert_int_equal(wg_graph_nodes(g), 2);
    wg_graph_release(outer);
    assert_true(wg_is_ok(x) && !wg_is_ok(a));
    assert_true(wg__next_stream(g) == stream + 1);
    wg_graph_release(inner);
    assert_int_equal(wg_error_code(g), WG_ERR_HANDLE);
    assert_error_is(g, "wg_graph_release: this mark is not one of the graph's: an earlier mark was "
                       "released before it");
    wg_graph_release((wg_mark){g, 1, 77, 0});
    assert_error_contains(g, "not one of the graph's");
    /* the inner mark stays gone when as many nodes are there again */
    a = record_relu(g, x, 1);
    wg_graph_release(inner);
    assert_error_contains(g, "not one of the graph's");
    assert_true(wg_is_ok(a));
    /* define by run: the same ids and keys each time, and marking in a loop does not grow anything */
    wg_mark first = wg_graph_mark(g);
    uint32_t id = 0;
    wg__key key = {0};
    for (int k = 0; k < 100; k++) {
        wg_mark m = wg_graph_mark(g);
        assert_int_equal(m.gen, first.gen);
        b = record_relu(g, a, 2);
        assert_true(k == 0 ||
                    (b.id == id && memcmp(&wg__node_at(g, b.id)->key, &key, sizeof key) == 0));
        id = b.id;
        key = wg__node_at(g, b.id)->key;
        wg_graph_release(m);
    }
    assert_no_error(g);
    graph_done(g);
}

static int freed, released_to;

static void engine_free(void *engine)
{
    freed += *(int *)engine;
}

static void engine_released(void *engine, wg_graph *g, uint32_t count)
{
    (void)engine;
    assert_int_equal(wg_graph_nodes(g), count - 1);
    released_to = (int)count;
}

static void engines(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    int engine = 5, next = 7;
    const wg__engine_hooks hooks = {engine_free, engine_released};
    assert_null(wg__engine(g));
    wg__set_engine(g, &engine, &hooks);
    assert_ptr_equal(wg__engine(g), &engine);
    wg_mark m = wg_graph_mark(g);
    wg_graph_release(m);
    assert_int_equal(released_to, 0); /* nothing went */
    wg_input(g, "x", WG_F32, WG_SHAPE(2));
    wg_graph_release(m);
    assert_int_equal(released_to, 1);
    wg__set_engine(g, &next, &hooks);
    assert_int_equal(freed, 5);
    graph_done(g);
    assert_int_equal(freed, 12);
}

/* Inside a composition all nodes carry the user's line; inside a backward rule that of the primal node. */
static void sites(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input_at(at(10, "wg_input()"), g, "x", WG_F32, WG_SHAPE(2));
    wg_tensor p = record_relu(g, x, 11);
    bool outer = wg__enter(g, at(20, "wg_grad(p, x)"));
    wg_tensor a = record_relu(g, p, 21);
    bool rule = wg__enter_like(g, wg__node_at(g, p.id));
    wg_tensor b = record_relu(g, a, 22);
    record_relu(g, wg_none(g), 23);
    wg__leave(g, rule);
    wg_tensor c = record_relu(g, b, 24);
    wg__leave(g, outer);
    assert_true(outer && rule);
    assert_int_equal(wg__site(g, wg__node_at(g, a.id)->site).line, 20);
    assert_int_equal(wg__site(g, wg__node_at(g, b.id)->site).line, 11);
    assert_string_equal(wg__site(g, wg__node_at(g, b.id)->site).text, "wg_relu(x)");
    assert_int_equal(wg__site(g, wg__node_at(g, c.id)->site).line, 20);
    assert_error_is(g, "net.c:20: wg_grad(p, x): x is an absent gradient (none)");
    assert_null(wg__site(g, 0).file);
    assert_null(wg__site(g, 12345).file);
    graph_done(g);
}

static void arrays_refuse(void **state)
{
    (void)state;
    static const struct {
        int dtype;
        wg_shape shape;
        wg_code code;
        const char *text;
    } bad[] = {
        {9, {1, {1}}, WG_ERR_DTYPE, "wg_array_new: 9 is not a dtype"},
        {WG_F32, {9, {1}}, WG_ERR_SHAPE, "wg_array_new: rank 9 is not between 0 and 8"},
        {WG_F32, {1, {-1}}, WG_ERR_SIZE, "wg_array_new: shape (-1,) is negative or too large"},
        {WG_F64,
         {2, {INT64_MAX, 2}},
         WG_ERR_SIZE,
         "wg_array_new: shape (9223372036854775807, 2) is negative or too large"},
    };
    wg_array a;
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        wg_status st = {0};
        assert_int_equal(wg_array_new(&a, (wg_dtype)bad[k].dtype, bad[k].shape, &st), bad[k].code);
        assert_string_equal(st.text, bad[k].text);
        assert_null(a.data);
    }
    wg_status st = {0};
    assert_int_equal(wg_array_new(NULL, WG_F32, WG_SCALAR, &st), WG_ERR_ARGUMENT);
    assert_string_equal(st.text, "wg_array_new: the array is NULL");
    assert_int_equal(wg_array_new(NULL, WG_F32, WG_SCALAR, NULL), WG_ERR_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dtypes),       cmocka_unit_test(shapes),
        cmocka_unit_test(memory),       cmocka_unit_test(leaves),
        cmocka_unit_test(large_leaf),   cmocka_unit_test(constants),
        cmocka_unit_test(bad_leaves),   cmocka_unit_test(data_errors),
        cmocka_unit_test(handles),      cmocka_unit_test(nothing),
        cmocka_unit_test(errors),       cmocka_unit_test(status),
        cmocka_unit_test(descriptions), cmocka_unit_test(names),
        cmocka_unit_test(marks),        cmocka_unit_test(engines),
        cmocka_unit_test(sites),        cmocka_unit_test(arrays_refuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
