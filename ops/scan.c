/* Scans: running sums, running products and linear recurrences along one axis. */
#include "ops/scan.h"
#include "ops/sample.h"

#include "ops/apply.h"
#include "ops/nest.h"
#include "ops/pieces.h"
#include "ops_gen_impl.h"

static bool scan_shape(wg_infer *in)
{
    if (in->n == 2 && !wg_shape_equal(in->shape[0], in->shape[1]))
        return wg_infer_fail(in, WG_ERR_SHAPE, "the shapes differ");
    return wg_infer_axis(in, &in->attr->at[0].u.i, in->shape[0].rank);
}

static double cost(const wg_shape *in, int n, wg_shape out)
{
    (void)out;
    return (double)wg__numel(&in[0]) * n;
}

/* ---- kernels ---- */

/* A line: n elements of y, and of the operands, at these strides. */
typedef void (*line_fn)(void *y, int64_t sy, const void *x, int64_t sx, const void *b, int64_t sb,
                        int64_t n);

/* Floats are carried on in double. */
#define LINE(fn, T, A, first, next)                                                                \
    static void fn(void *out, int64_t sy, const void *in, int64_t sx, const void *other,           \
                   int64_t sb, int64_t n)                                                          \
    {                                                                                              \
        const T *x = in, *b = other;                                                               \
        T *y = out;                                                                                \
        A acc = (A)(first);                                                                        \
        y[0] = (T)acc;                                                                             \
        for (int64_t i = 1; i < n; i++) {                                                          \
            acc = (A)(next);                                                                       \
            y[i * sy] = (T)acc;                                                                    \
        }                                                                                          \
        (void)sb, (void)b;                                                                         \
    }
#define LINES(name, first, next)                                                                   \
    LINE(name##_f32, float, double, first, next(double))                                           \
    LINE(name##_f64, double, double, first, next(double))                                          \
    LINE(name##_i32, int32_t, uint32_t, first, next(uint32_t))                                     \
    LINE(name##_i64, int64_t, uint64_t, first, next(uint64_t))                                     \
    LINE(name##_u8, uint8_t, uint32_t, first, next(uint32_t))
#define SUM(A) acc + (A)x[i * sx]
#define PRODUCT(A) acc *(A)x[i * sx]
#define RECUR(A) (A) x[i * sx] * acc + (A)b[i * sb]
LINES(cumsum, x[0], SUM)
LINES(cumprod, x[0], PRODUCT)
LINES(linear_scan, b[0], RECUR)

/* Operands and result have one shape; every line along the axis is on its own. */
static wg_code scan(const wg_kernel_args *k, const line_fn *fn, int axis)
{
    const wg_view *x = &k->in[0], *b = &k->in[k->n - 1];
    const int64_t size = (int64_t)wg_dtype_size(x->dtype);
    int64_t to[WG_MAX_RANK];
    if (wg__numel(&x->shape) == 0)
        return WG_OK;
    wg__row_major(&x->shape, to);
    wg__odometer o = wg__odometer_new(3);
    for (int j = 0; j < x->shape.rank; j++)
        if (j != axis)
            wg__odometer_axis(&o, x->shape.dim[j],
                              (const int64_t[]){to[j], x->stride[j], b->stride[j]});
    char *py = k->out.data;
    const char *px = wg__origin(x), *pb = wg__origin(b);
    do
        fn[x->dtype](py + o.offset[0] * size, to[axis], px + o.offset[1] * size, x->stride[axis],
                     pb + o.offset[2] * size, b->stride[axis], x->shape.dim[axis]);
    while (wg__odometer_next(&o));
    return WG_OK;
}

#define KERNEL(name)                                                                               \
    static wg_code name##_kernel(const wg_kernel_args *k)                                          \
    {                                                                                              \
        static const line_fn fn[WG_DTYPE_COUNT] = {[WG_F32] = name##_f32,                          \
                                                   [WG_F64] = name##_f64,                          \
                                                   [WG_I32] = name##_i32,                          \
                                                   [WG_I64] = name##_i64,                          \
                                                   [WG_U8] = name##_u8};                           \
        return scan(k, fn, (int)k->attr->at[0].u.i);                                               \
    }
KERNEL(cumsum)
KERNEL(cumprod)
KERNEL(linear_scan)

/* Lines along the axis, by the outermost other axis; if the axis is further out, slices of the result are no pieces of its memory. */
static wg__slices slices_of(const wg_kernel_args *k)
{
    const wg_shape *s = &k->in[0].shape;
    int out = 0;
    while (out < s->rank - 1 && s->dim[out] == 1)
        out++;
    return (wg__slices){s->rank && out < (int)k->attr->at[0].u.i ? out : -1, 1};
}

static const struct wg__pieces scan_pieces = {.slices = slices_of};

/* ---- derivatives ---- */

static wg_tensor flipped(wg_tensor t, int axis)
{
    return wg_flip(t, WG_AXES(axis));
}

/* (value, t_0, ..., t_{n-2}) along the axis. */
wg_tensor wg__shifted(wg_tensor t, int axis, double value)
{
    const int64_t n = wg_shape_of(t).dim[axis];
    if (n == 0)
        return t;
    wg_ints start = {.n = axis + 1}, stop = {.n = axis + 1}, before = {.n = axis + 1};
    for (int k = 0; k < axis; k++)
        stop.v[k] = WG_END;
    stop.v[axis] = n - 1;
    before.v[axis] = 1;
    return wg_pad(wg_slice(t, start, stop, (wg_ints){0}), before, (wg_ints){0}, value);
}

/* g_t = dy_t + a_{t+1} g_{t+1}: what a recurrence with the factors a does to later results. */
static wg_tensor backward(wg_tensor a, wg_tensor dy, int axis)
{
    const wg_tensor factors = wg__shifted(flipped(a, axis), axis, 0);
    return flipped(wg_linear_scan(factors, flipped(dy, axis), axis), axis);
}

static wg_tensor cumsum_vjp(const wg_vjp *v, int arg)
{
    const int axis = (int)v->attr->at[0].u.i;
    (void)arg;
    return flipped(wg_cumsum(flipped(v->dy, axis), axis), axis);
}

/* dx_i = (x_1 ... x_{i-1}) sum_{k>=i} dy_k x_{i+1} ... x_k, without a division. */
static wg_tensor cumprod_vjp(const wg_vjp *v, int arg)
{
    const int axis = (int)v->attr->at[0].u.i;
    (void)arg;
    return wg_mul_tt(wg__shifted(v->y, axis, 1), backward(v->x[0], v->dy, axis));
}

static wg_tensor linear_scan_vjp(const wg_vjp *v, int arg)
{
    const int axis = (int)v->attr->at[0].u.i;
    const wg_tensor db = backward(v->x[0], v->dy, axis);
    return arg == 1 ? db : wg_mul_tt(db, wg__shifted(v->y, axis, 0));
}

/* ---- descriptors ---- */

#define SCAN(name_)                                                                                \
    WG__OP(name_, REDUCTION), .types = WG_TYPE_NUMBER, .strided = true, .shape = scan_shape,       \
                              .kernel = name_##_kernel, .pieces = &scan_pieces, .cost = cost,      \
                              .diff = WG_DIFF_RULE, .vjp = name_##_vjp

/* The elements up to here on the line. */
static void scan_feeds(wg_feed *f)
{
    const int axis = (int)f->attr->at[0].u.i;
    for (int k = 0; k < f->out->rank; k++)
        if (k != axis)
            f->part.offset += f->index[k] * f->part.stride[k];
    f->part.shape = WG_SHAPE(f->index[axis] + 1);
    f->part.stride[0] = f->part.stride[axis];
}

const wg_op wg__op_cumsum = {
    SCAN(cumsum),
    WG__SAMPLES({WG__ON(WG__X(3, 4))}, {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__INT(0))}),
    .linear = true,
    .singular = WG_SINGULAR_SUM,
    .feeds = scan_feeds,
    .doc = "The running sum along an axis, in the operand's dtype. Integers wrap around.",
    .python = "torch.cumsum({0}, dim={axis})",
    .formula = "y_i = x_1 + ... + x_i",
    .derivative = "dx_i = sum_{k >= i} dy_k",
};

const wg_op wg__op_cumprod = {
    SCAN(cumprod),
    .singular = WG_SINGULAR_PRODUCT,
    .feeds = scan_feeds,
    WG__SAMPLES({WG__ON(WG__X(3, 4))}, {WG__ON(WG__X(2, 3, 2)), WG__WITH(WG__INT(1))}),
    .doc = "The running product along an axis, in the operand's dtype. Integers wrap around.",
    .python = "torch.cumprod({0}, dim={axis})",
    .formula = "y_i = x_1 x_2 ... x_i",
    .derivative = "dx_i = (x_1 ... x_{i-1}) sum_{k >= i} dy_k x_{i+1} ... x_k, right for zeros too",
};

const wg_op wg__op_linear_scan = {
    SCAN(linear_scan),
    .singular = WG_SINGULAR_SUM_OF_PRODUCTS,
    .feeds = scan_feeds,
    WG__SAMPLES({WG__ON(WG__X(3, 4), WG__X(3, 4))},
                {WG__ON(WG__X(2, 3, 2), WG__X(2, 3, 2)), WG__WITH(WG__INT(1))}),
    .doc = "A linear recurrence along an axis: each result is the one before it times a factor, "
           "plus x. The first factor is not used.",
    .python = "linear_scan({0}, {1}, {axis})",
    .formula = "y_1 = x_1, y_i = f_i y_{i-1} + x_i",
    .derivative = "dx_i = dy_i + f_{i+1} dx_{i+1}, df_i = dx_i y_{i-1}",
};
