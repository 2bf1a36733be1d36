/* Reductions and scans: every pattern of axes against a plain loop, the fast bodies bit for bit,
 * edges, derivatives. */
#include "tests/gradients.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "ops_gen_impl.h"
#include "tensor/cpu.h"
#include "tensor/dtype.h"

/* ---- views to test with ---- */

enum { ROW_MAJOR, COLUMN_MAJOR, BACKWARD, SPACED, LAYOUTS };

static int64_t numel(wg_shape s)
{
    int64_t n = 1;
    for (int k = 0; k < s.rank; k++)
        n *= s.dim[k];
    return n;
}

static int64_t offset_of(const wg_view *v, int64_t flat)
{
    int64_t at = 0;
    for (int k = v->shape.rank - 1; k >= 0; k--) {
        at += flat % v->shape.dim[k] * v->stride[k];
        flat /= v->shape.dim[k];
    }
    return at;
}

/* A view whose elements, in row-major order, are those of values. *memory is to be freed. */
static wg_view lay_out(wg_dtype d, wg_shape s, int layout, const void *values, void **memory)
{
    const size_t size = wg_dtype_size(d);
    const int64_t n = numel(s), space = layout == SPACED ? 3 : 1;
    wg_view v = {.dtype = d, .shape = s};
    int64_t step = space;
    for (int j = 0; j < s.rank; j++) {
        const int k = layout == COLUMN_MAJOR ? j : s.rank - 1 - j;
        v.stride[k] = layout == BACKWARD ? -step : step;
        step *= s.dim[k];
    }
    *memory = calloc((size_t)(n * space) + 1, size);
    assert_non_null(*memory);
    v.data = (char *)*memory + (layout == BACKWARD && n ? (n - 1) * (int64_t)size : 0);
    for (int64_t i = 0; i < n; i++)
        memcpy((char *)v.data + offset_of(&v, i) * (int64_t)size,
               (const char *)values + i * (int64_t)size, size);
    return v;
}

/* ---- every pattern ---- */

typedef struct want {
    double sum, prod, max, min, magnitude;
    int64_t count;
} want;

static void expect(const double *x, wg_shape s, unsigned bits, want *w)
{
    const int64_t n = numel(s);
    for (int64_t i = 0; i < n; i++)
        w[i] = (want){0, 1, -HUGE_VAL, HUGE_VAL, 0, 0};
    for (int64_t i = 0; i < n; i++) {
        int64_t rest = i, at = 0, step = 1;
        for (int k = s.rank - 1; k >= 0; k--) {
            if (!(bits >> k & 1)) {
                at += rest % s.dim[k] * step;
                step *= s.dim[k];
            }
            rest /= s.dim[k];
        }
        want *r = &w[at];
        r->sum += x[i];
        r->prod *= x[i];
        r->max = fmax(r->max, x[i]);
        r->min = fmin(r->min, x[i]);
        r->magnitude += fabs(x[i]);
        r->count++;
    }
}

static wg_kernel_args arguments(const wg_view *x, unsigned bits, wg_attrs *a, void *out, wg_dtype d,
                                int isa)
{
    wg_kernel_args k = {.in = x, .n = 1, .attr = a, .isa = isa};
    memset(a, 0, sizeof *a);
    k.out.dtype = d;
    k.out.data = out;
    for (int j = 0; j < x->shape.rank; j++)
        if (bits >> j & 1)
            a->at[0].list[a->at[0].n++] = j;
        else
            k.out.shape.dim[k.out.shape.rank++] = x->shape.dim[j];
    return k;
}

static const struct {
    const wg_op *op;
    size_t field;
} reducers[] = {{&wg__op_sum, offsetof(want, sum)},
                {&wg__op_mean, offsetof(want, sum)},
                {&wg__op_prod, offsetof(want, prod)},
                {&wg__op_max, offsetof(want, max)},
                {&wg__op_min, offsetof(want, min)}};

static double wanted(size_t r, const want *w)
{
    double v;
    memcpy(&v, (const char *)w + reducers[r].field, sizeof v);
    return reducers[r].op == &wg__op_mean ? v / (double)w->count : v;
}

/* All bodies on one layout; the fast ones must give the bits of the first layout and set. */
static void check_layout(size_t r, wg_dtype d, wg_shape s, unsigned bits, const void *values,
                         int layout, const want *w, void *bits_of_first)
{
    void *memory;
    const wg_view x = lay_out(d, s, layout, values, &memory);
    const size_t size = wg_dtype_size(d);
    int64_t results = 1;
    for (int k = 0; k < s.rank; k++)
        results *= bits >> k & 1 ? 1 : s.dim[k];
    void *y = calloc((size_t)results, size);
    assert_non_null(y);
    const double eps = d == WG_F32 ? 0x1p-24 : 0x1p-53;
    for (int isa = -1; isa <= (int)wg__cpu_isa(); isa++) {
        wg_attrs a;
        const wg_kernel_args k = arguments(&x, bits, &a, y, d, isa < 0 ? 0 : isa);
        memset(y, 0x55, (size_t)results * size);
        assert_int_equal((isa < 0 ? reducers[r].op->kernel : reducers[r].op->fast)(&k), WG_OK);
        for (int64_t i = 0; i < results; i++) {
            const double levels = 40, v = wanted(r, &w[i]);
            const double scale = reducers[r].op == &wg__op_prod ? (double)w[i].count * fabs(v)
                                 : reducers[r].op == &wg__op_sum
                                     ? levels * w[i].magnitude
                                     : levels * w[i].magnitude / (double)w[i].count;
            const bool exact = r >= 3;
            assert_close(wg__load(d, y, i), v, exact ? 0 : 2 * eps * scale + 1e-300, 0);
        }
        if (isa == 0 && layout == 0)
            memcpy(bits_of_first, y, (size_t)results * size);
        else if (isa >= 0)
            assert_memory_equal(bits_of_first, y, (size_t)results * size);
    }
    free(y);
    free(memory);
}

static void check_shape(wg_dtype d, wg_shape s)
{
    const int64_t n = numel(s);
    double *x = calloc((size_t)n, sizeof *x);
    void *values = calloc((size_t)n, 8), *first = calloc((size_t)n, 8);
    want *w = calloc((size_t)n, sizeof *w);
    assert_true(x && values && first && w);
    uint64_t seed = 3;
    for (int64_t i = 0; i < n; i++) {
        x[i] = n < 100 ? 4 * next_random(&seed) - 2 : 0.8 + 0.4 * next_random(&seed);
        if (i % 7 == 3 && n < 100)
            x[i] = -x[i];
        wg__store(d, values, i, x[i]);
        x[i] = wg__load(d, values, i);
    }
    for (unsigned bits = 0; bits < 1u << s.rank; bits++) {
        expect(x, s, bits, w);
        for (size_t r = 0; r < sizeof reducers / sizeof reducers[0]; r++)
            for (int layout = 0; layout < LAYOUTS; layout++)
                check_layout(r, d, s, bits, values, layout, w, first);
    }
    free(x);
    free(values);
    free(first);
    free(w);
}

static void every_pattern_of_axes(void **state)
{
    (void)state;
    const wg_shape shapes[] = {
        WG_SCALAR,           WG_SHAPE(1),          WG_SHAPE(7),
        WG_SHAPE(64),        WG_SHAPE(2100),       WG_SHAPE(3, 5),
        WG_SHAPE(1, 9),      WG_SHAPE(9, 1),       WG_SHAPE(70, 130),
        WG_SHAPE(2, 3, 4),   WG_SHAPE(5, 1, 17),   WG_SHAPE(2, 40, 3, 5),
        WG_SHAPE(33, 2, 65), WG_SHAPE(1030, 2, 2), WG_SHAPE(2, 1, 3, 1, 2, 2, 1, 3),
    };
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++) {
        check_shape(WG_F32, shapes[k]);
        check_shape(WG_F64, shapes[k]);
    }
}

/* A sum of many numbers keeps its digits, in rows and in columns. */
static void long_sums_are_accurate(void **state)
{
    (void)state;
    enum { N = 1 << 22 };
    float *x = malloc(N * sizeof *x), y[2];
    assert_non_null(x);
    uint64_t seed = 11;
    double sum[2] = {0, 0};
    for (int i = 0; i < N; i++) {
        x[i] = (float)next_random(&seed);
        sum[i % 2] += (double)x[i];
    }
    wg_attrs a;
    wg_view v = {.dtype = WG_F32, .shape = WG_SHAPE(N), .stride = {1}, .data = x};
    wg_kernel_args k = arguments(&v, 1, &a, y, WG_F32, (int)wg__cpu_isa());
    assert_int_equal(wg__op_sum.fast(&k), WG_OK);
    assert_close((double)y[0], sum[0] + sum[1], 0, 3e-7);
    v.shape = WG_SHAPE(N / 2, 2);
    v.stride[0] = 2;
    v.stride[1] = 1;
    k = arguments(&v, 1, &a, y, WG_F32, (int)wg__cpu_isa());
    assert_int_equal(wg__op_sum.fast(&k), WG_OK);
    assert_close((double)y[0], sum[0], 0, 3e-7);
    assert_close((double)y[1], sum[1], 0, 3e-7);
    free(x);
}

static void nan_is_never_lost(void **state)
{
    (void)state;
    float x[2 * 300];
    for (int at = 0; at < 300; at++) {
        for (int layout = 0; layout < 2; layout++)
            for (int isa = -1; isa <= (int)wg__cpu_isa(); isa++)
                for (size_t r = 0; r < 5; r++) {
                    wg_attrs a;
                    float y[2] = {0, 0};
                    for (int i = 0; i < 600; i++)
                        x[i] = 1;
                    x[layout == 0 ? at : 2 * at] = NAN;
                    const wg_view v = {.dtype = WG_F32,
                                       .data = x,
                                       .shape = layout ? WG_SHAPE(300, 2) : WG_SHAPE(2, 300),
                                       .stride = {layout ? 2 : 300, 1}};
                    const wg_kernel_args k =
                        arguments(&v, layout ? 1 : 2, &a, y, WG_F32, isa < 0 ? 0 : isa);
                    (isa < 0 ? reducers[r].op->kernel : reducers[r].op->fast)(&k);
                    assert_true(isnan(y[0]) && !isnan(y[1]));
                }
    }
}

/* ---- through the public interface ---- */

static void run(wg_graph *g, wg_tensor t)
{
    wg_run(g, t);
    assert_no_error(g);
}

static void expect_f64(wg_graph *g, wg_tensor t, wg_shape s, const double *values)
{
    run(g, t);
    assert_true(wg_shape_equal(wg_shape_of(t), s));
    const int64_t n = wg_numel(t);
    for (int64_t i = 0; i < n; i++)
        assert_close(wg__load(wg_dtype_of(t), wg_data(t), i), values[i], 0, 0);
}
#define LIST(...) ((const double[]){__VA_ARGS__})

static void dtypes_and_integers(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor i = wg_const(g, WG_I32, WG_SHAPE(2, 2), ((int32_t[]){INT32_MAX, 1, 2, 3}));
    const wg_tensor u = wg_const(g, WG_U8, WG_SHAPE(3), ((uint8_t[]){255, 255, 2}));
    const wg_tensor b = wg_const(g, WG_BOOL, WG_SHAPE(2, 2), ((uint8_t[]){1, 0, 1, 1}));
    assert_int_equal(wg_dtype_of(wg_sum(i, WG_ALL, false)), WG_I32);
    expect_f64(g, wg_sum(i, WG_AXES(1), false), WG_SHAPE(2), LIST(INT32_MIN, 5));
    expect_f64(g, wg_prod(i, WG_AXES(1), true), WG_SHAPE(2, 1), LIST(INT32_MAX, 6));
    expect_f64(g, wg_max(i, WG_AXES(0), false), WG_SHAPE(2), LIST(INT32_MAX, 3));
    expect_f64(g, wg_min(i, WG_ALL, false), WG_SCALAR, LIST(1));
    assert_int_equal(wg_dtype_of(wg_sum(u, WG_ALL, false)), WG_I64);
    expect_f64(g, wg_sum(u, WG_ALL, false), WG_SCALAR, LIST(512));
    expect_f64(g, wg_prod(u, WG_ALL, false), WG_SCALAR, LIST(255 * 255 * 2));
    expect_f64(g, wg_sum(u, (wg_axes){0}, false), WG_SHAPE(3), LIST(255, 255, 2));
    expect_f64(g, wg_sum(b, WG_AXES(-1), false), WG_SHAPE(2), LIST(1, 2));
    expect_f64(g, wg_any(b, WG_AXES(0), false), WG_SHAPE(2), LIST(1, 1));
    expect_f64(g, wg_all(b, WG_AXES(0), false), WG_SHAPE(2), LIST(1, 0));
    expect_f64(g, wg_all(b, WG_ALL, true), WG_SHAPE(1, 1), LIST(0));
    wg_mean(i, WG_ALL, false);
    assert_error_contains(g, "mean takes f32 or f64, not i32");
    wg_max(b, WG_ALL, false);
    assert_error_contains(g, "max takes numbers, not bool, not bool");
    graph_done(g);
}

static void of_nothing(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2, 0));
    const wg_tensor b = wg_input(g, "b", WG_BOOL, WG_SHAPE(0));
    expect_f64(g, wg_sum(x, WG_AXES(1), false), WG_SHAPE(2), LIST(0, 0));
    expect_f64(g, wg_prod(x, WG_AXES(1), false), WG_SHAPE(2), LIST(1, 1));
    expect_f64(g, wg_mean(x, WG_AXES(1), true), WG_SHAPE(2, 1), LIST((double)NAN, (double)NAN));
    expect_f64(g, wg_any(b, WG_ALL, false), WG_SCALAR, LIST(0));
    expect_f64(g, wg_all(b, WG_ALL, false), WG_SCALAR, LIST(1));
    expect_f64(g, wg_max(x, WG_AXES(0), false), WG_SHAPE(0), NULL); /* no result, no error */
    expect_f64(g, wg_cumsum(x, 1), WG_SHAPE(2, 0), NULL);
    expect_f64(g, wg_cumsum(x, 0), WG_SHAPE(2, 0), NULL);
    wg_max(x, WG_AXES(1), false);
    assert_error_contains(g, "max of no elements: x (2, 0)");
    wg_min(x, WG_ALL, false);
    assert_error_contains(g, "min of no elements");
    wg_argmax(x, 1, false);
    assert_error_contains(g, "argmax of no elements");
    graph_done(g);
}

static void bad_axes(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2, 3)), s = wg_scalar(g, WG_F32, 1);
    wg_sum(x, WG_AXES(2), false);
    assert_error_contains(g, "axis 2 is out of range [-2, 1]: x (2, 3)");
    wg_mean(x, WG_AXES(0, -2), false);
    assert_error_contains(g, "axis -2 is given twice");
    wg_argmax(x, -3, false);
    assert_error_contains(g, "axis -3 is out of range");
    wg_cumsum(s, 0);
    assert_error_contains(g, "axis 0 of a scalar");
    wg_linear_scan(x, wg_input(g, "y", WG_F32, WG_SHAPE(3, 2)), 0);
    assert_error_contains(g, "the shapes differ");
    assert_int_equal(wg_sum(x, (wg_axes){0}, true).id, x.id); /* over no axis: x itself */
    assert_int_equal(wg_sum(x, WG_AXES(-1, 0), false).id, wg_sum(x, WG_ALL, false).id);
    graph_done(g);
}

static void first_of_several(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x =
        wg_const(g, WG_F64, WG_SHAPE(2, 4), LIST(1, 3, 3, 0, 2, (double)NAN, 5, (double)NAN));
    expect_f64(g, wg_argmax(x, 1, false), WG_SHAPE(2), LIST(1, 1));
    expect_f64(g, wg_argmin(x, 1, true), WG_SHAPE(2, 1), LIST(3, 1));
    expect_f64(g, wg_argmax(x, 0, false), WG_SHAPE(4), LIST(1, 1, 1, 1));
    expect_f64(g, wg_argmin(x, 0, false), WG_SHAPE(4), LIST(0, 1, 0, 1));
    graph_done(g);
}

static void running_totals(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = wg_const(g, WG_F32, WG_SHAPE(2, 3), ((float[]){1, 2, 3, 4, 0, -1}));
    const wg_tensor i = wg_const(g, WG_I32, WG_SHAPE(3), ((int32_t[]){INT32_MAX, 1, 5}));
    expect_f64(g, wg_cumsum(x, -1), WG_SHAPE(2, 3), LIST(1, 3, 6, 4, 4, 3));
    expect_f64(g, wg_cumsum(x, 0), WG_SHAPE(2, 3), LIST(1, 2, 3, 5, 2, 2));
    expect_f64(g, wg_cumprod(x, 1), WG_SHAPE(2, 3), LIST(1, 2, 6, 4, 0, 0));
    expect_f64(g, wg_cumsum(i, 0), WG_SHAPE(3), LIST(INT32_MAX, INT32_MIN, INT32_MIN + 5.0));
    expect_f64(g, wg_cumsum(wg_transpose(x, 0, 1), 1), WG_SHAPE(3, 2), LIST(1, 5, 2, 2, 3, 2));
    const wg_tensor f = wg_const(g, WG_F32, WG_SHAPE(2, 3), ((float[]){9, 2, 3, 9, .5, 2}));
    expect_f64(g, wg_linear_scan(f, x, 1), WG_SHAPE(2, 3), LIST(1, 4, 15, 4, 2, 3));
    expect_f64(g, wg_linear_scan(f, x, 0), WG_SHAPE(2, 3), LIST(1, 2, 3, 13, 1, 5));
    graph_done(g);
}

/* ---- derivatives ---- */

static wg_tensor sums(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_mul_tt(wg_sum(wg_square(x[0]), WG_AXES(0, 2), true), wg_sum(x[0], WG_AXES(1), true));
}
static wg_tensor means(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_mul_tt(wg_mean(wg_square(x[0]), WG_AXES(-1), true), wg_mean(x[0], WG_ALL, false));
}
static wg_tensor maxima(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_mul_tt(wg_max(wg_square(x[0]), WG_AXES(1), true), wg_max(x[0], WG_AXES(0, 2), true));
}
static wg_tensor minima(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_mul_tt(wg_min(wg_square(x[0]), WG_AXES(1), true), wg_min(x[0], WG_ALL, true));
}
static wg_tensor products(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_mul_tt(wg_prod(x[0], WG_AXES(0, 2), true), wg_prod(x[0], WG_AXES(1), true));
}
static wg_tensor row_products(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_prod(x[0], WG_AXES(1), false);
}
static wg_tensor running_sums(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_cumsum(wg_square(wg_cumsum(x[0], 1)), 0);
}
static wg_tensor running_products(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_cumprod(wg_square(x[0]), 1);
}
static wg_tensor plain_running_product(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_cumprod(x[0], -1);
}
static wg_tensor recurrence(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_square(wg_linear_scan(x[0], x[1], 1));
}

static void derivatives(void **state)
{
    (void)state;
    const wg_shape s = WG_SHAPE(2, 3, 4);
    assert_gradients(.f = sums, .n = 1, .shape = {s});
    assert_gradients(.f = means, .n = 1, .shape = {s});
    assert_gradients(.f = maxima, .n = 1, .shape = {s});
    assert_gradients(.f = minima, .n = 1, .shape = {s});
    assert_gradients(.f = products, .n = 1, .shape = {WG_SHAPE(2, 2, 3)});
    assert_gradients(.f = running_sums, .n = 1, .shape = {WG_SHAPE(2, 3)});
    assert_gradients(.f = running_products, .n = 1, .shape = {s});
    assert_gradients(.f = plain_running_product, .n = 1, .shape = {s});
    assert_gradients(.f = recurrence, .n = 2, .shape = {s, s});
    assert_gradients(.f = recurrence, .n = 2, .shape = {WG_SHAPE(2, 1), WG_SHAPE(2, 1)});
}

/* Where a quotient would divide by zero: no zero, one, two, three of them. */
static void products_of_zeros(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4, 1, 0, 3, 4, 0, 2, 0, 4, 0, 0, 5, 0};
    assert_gradients(.f = row_products, .n = 1, .shape = {WG_SHAPE(4, 4)}, .values = {x});
    assert_gradients(.f = plain_running_product, .n = 1, .shape = {WG_SHAPE(4, 4)}, .values = {x});
    assert_gradients(.f = row_products, .n = 1, .shape = {WG_SHAPE(3, 1)});
}

static wg_tensor detached(wg_graph *g, const wg_tensor *x)
{
    (void)g;
    return wg_mul_tt(x[0], wg_stop_gradient(x[0]));
}

/* The checker sees a derivative that is not the derivative. */
static void negative_control(void **state)
{
    (void)state;
    assert_int_equal(wrong_gradients(&(gradient_case){.f = detached, .n = 1, .shape = {{1, {3}}}}),
                     3);
}

static void ties_share(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x =
        wg_const(g, WG_F64, WG_SHAPE(2, 4), LIST(1, 3, 3, 0, (double)NAN, 2, 3, (double)NAN));
    const wg_tensor c = wg_const(g, WG_F64, WG_SHAPE(2), LIST(6, 8));
    wg_tensor dx;
    wg_vjp(wg_max(x, WG_AXES(1), false), c, &x, 1, &dx);
    expect_f64(g, dx, WG_SHAPE(2, 4), LIST(0, 3, 3, 0, 2, 2, 2, 2));
    wg_vjp(wg_min(wg_neg(x), WG_AXES(1), false), c, &x, 1, &dx);
    expect_f64(g, dx, WG_SHAPE(2, 4), LIST(-0., -3, -3, -0., -2, -2, -2, -2));
    graph_done(g);
}

static void constants_to_the_walk(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = wg_input(g, "x", WG_F64, WG_SHAPE(3));
    const wg_tensor at = wg_cast(wg_argmax(x, 0, false), WG_F64);
    wg_tensor dx;
    assert_int_equal(wg_grad(at, &x, 1, &dx), WG_OK);
    assert_true(wg_is_none(dx));
    const wg_tensor e = wg_input(g, "e", WG_F64, WG_SHAPE(0, 2));
    assert_int_equal(wg_grad(wg_sum(wg_prod(e, WG_AXES(0), false), WG_ALL, false), &e, 1, &dx), 0);
    expect_f64(g, dx, WG_SHAPE(0, 2), NULL);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pattern_of_axes),
        cmocka_unit_test(long_sums_are_accurate),
        cmocka_unit_test(nan_is_never_lost),
        cmocka_unit_test(dtypes_and_integers),
        cmocka_unit_test(of_nothing),
        cmocka_unit_test(bad_axes),
        cmocka_unit_test(first_of_several),
        cmocka_unit_test(running_totals),
        cmocka_unit_test(derivatives),
        cmocka_unit_test(products_of_zeros),
        cmocka_unit_test(negative_control),
        cmocka_unit_test(ties_share),
        cmocka_unit_test(constants_to_the_walk),
    };
    return cmocka_run_group_tests_name("reduction", tests, NULL, NULL);
}
