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
/* Lines side by side: `lines` of them, neighbours in y, cx and cb apart in x and b. Each is as it would be by itself. */
enum { STRIP = 256 };
typedef void (*strip_fn)(void *y, int64_t sy, const void *x, int64_t sx, int64_t cx, const void *b,
                         int64_t sb, int64_t cb, int64_t n, int64_t lines);
#define STRIP_OF(fn, T, A, first, next)                                                            \
    static inline void fn##_by(T *restrict y, int64_t sy, const T *x, int64_t sx, int64_t cx,      \
                               const T *b, int64_t sb, int64_t cb, int64_t n, int64_t lines)       \
    {                                                                                              \
        A acc[STRIP];                                                                              \
        for (int64_t c = 0; c < lines; c++) {                                                      \
            acc[c] = (A)(first);                                                                   \
            y[c] = (T)acc[c];                                                                      \
        }                                                                                          \
        for (int64_t i = 1; i < n; i++) {                                                          \
            x += sx, b += sb, y += sy;                                                             \
            for (int64_t c = 0; c < lines; c++) {                                                  \
                acc[c] = (A)(next);                                                                \
                y[c] = (T)acc[c];                                                                  \
            }                                                                                      \
        }                                                                                          \
        (void)b, (void)cb, (void)cx;                                                               \
    }                                                                                              \
    static void fn(void *y, int64_t sy, const void *x, int64_t sx, int64_t cx, const void *b,      \
                   int64_t sb, int64_t cb, int64_t n, int64_t lines)                               \
    {                                                                                              \
        if (cx == 1 && cb == 1)                                                                    \
            fn##_by(y, sy, x, sx, 1, b, sb, 1, n, lines);                                          \
        else                                                                                       \
            fn##_by(y, sy, x, sx, cx, b, sb, cb, n, lines);                                        \
    }

/* Both forms for a dtype, from one expression: of the running value and the elements of x and b. */
#define FORMS(name, d, T, A, first, next)                                                          \
    LINE(name##_##d, T, A, first(x[0], b[0]), next(A, acc, x[i * sx], b[i * sb]))                  \
    STRIP_OF(name##_strip_##d, T, A, first(x[c * cx], b[c * cb]),                                  \
             next(A, acc[c], x[c * cx], b[c * cb]))
#define LINES(name, first, next)                                                                   \
    FORMS(name, f32, float, double, first, next)                                                   \
    FORMS(name, f64, double, double, first, next)                                                  \
    FORMS(name, i32, int32_t, uint32_t, first, next)                                               \
    FORMS(name, i64, int64_t, uint64_t, first, next)                                               \
    FORMS(name, u8, uint8_t, uint32_t, first, next)
#define SUM(A, acc, x, b) acc + (A)x
#define PRODUCT(A, acc, x, b) acc *(A)x
#define RECUR(A, acc, x, b) (A) x *acc + (A)b
#define FROM_X(x, b) x
#define FROM_B(x, b) b
LINES(cumsum, FROM_X, SUM)
LINES(cumprod, FROM_X, PRODUCT)
LINES(linear_scan, FROM_B, RECUR)

typedef struct forms {
    line_fn line[WG_DTYPE_COUNT];
    strip_fn strip[WG_DTYPE_COUNT];
} forms;

/* The lines begin at neighbours of the result: along its last axis. */
static bool has_strips(const wg_kernel_args *k)
{
    const int last = k->out.shape.rank - 1;
    return k->attr->at[0].u.i < last && k->out.shape.dim[last] > 1 && k->out.stride[last] == 1;
}

/* Operands and result have one shape; every line along the axis is on its own. */
static wg_code scan(const wg_kernel_args *k, const forms *f)
{
    const wg_view *y = &k->out, *x = &k->in[0], *b = &k->in[k->n - 1];
    const int axis = (int)k->attr->at[0].u.i;
    const int64_t size = (int64_t)wg_dtype_size(x->dtype), n = x->shape.dim[axis],
                  sy = y->stride[axis], sx = x->stride[axis], sb = b->stride[axis];
    const bool strips = has_strips(k);
    if (wg__numel(&x->shape) == 0)
        return WG_OK;
    wg__odometer o = wg__odometer_new(3);
    for (int j = 0; j < x->shape.rank; j++)
        if (j != axis)
            wg__odometer_axis(&o, x->shape.dim[j],
                              (const int64_t[]){y->stride[j], x->stride[j], b->stride[j]});
    int64_t step[WG__TRACKS];
    const int64_t lines = strips ? wg__odometer_inner(&o, step) : 1;
    do {
        char *py = (char *)y->data + o.offset[0] * size;
        const char *px = (char *)wg__origin(x) + o.offset[1] * size,
                   *pb = (char *)wg__origin(b) + o.offset[2] * size;
        if (!strips)
            f->line[x->dtype](py, sy, px, sx, pb, sb, n);
        for (int64_t c = 0; c < lines && strips; c += STRIP)
            f->strip[x->dtype](py + c * size, sy, px + c * step[1] * size, sx, step[1],
                               pb + c * step[2] * size, sb, step[2], n,
                               lines - c < STRIP ? lines - c : STRIP);
    } while (wg__odometer_next(&o));
    return WG_OK;
}

#define OF(name)                                                                                   \
    {                                                                                              \
        [WG_F32] = name##_f32, [WG_F64] = name##_f64, [WG_I32] = name##_i32,                       \
        [WG_I64] = name##_i64, [WG_U8] = name##_u8                                                 \
    }
#define KERNEL(name)                                                                               \
    static wg_code name##_kernel(const wg_kernel_args *k)                                          \
    {                                                                                              \
        static const forms f = {OF(name), OF(name##_strip)};                                       \
        return scan(k, &f);                                                                        \
    }
KERNEL(cumsum)
KERNEL(cumprod)
KERNEL(linear_scan)

/* ---- in pieces: of the lines ---- */

static wg__slices slices_of(const wg_kernel_args *k, int64_t wanted)
{
    wg__slices s = wg__slices_along(&k->out.shape, 1u << k->attr->at[0].u.i, wanted);
    for (int j = 0; j < k->n; j++)
        s.in[j] = s.out;
    return s;
}

#define NS_OF_STRIP 0.2
#define NS_OF_LINE 0.65

static double ns(const wg_kernel_args *k)
{
    return (has_strips(k) ? NS_OF_STRIP : NS_OF_LINE) * (double)wg__numel(&k->out.shape);
}

static const struct wg__pieces scan_pieces = {.cost = ns, .slices = slices_of};

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
