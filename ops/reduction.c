/* Reductions over sets of axes. */
#include "ops/reduction.h"

#include <math.h>

#include "ops/apply.h"
#include "ops/pieces.h"
#include "ops/rows.h"
#include "ops/sample.h"
#include "ops/scan.h"
#include "ops_gen_impl.h"
#include "tensor/dtype.h"

/* ---- shapes ---- */

/* The axes to reduce, as one bit each. */
static unsigned bits_of(const wg_attr *axes)
{
    unsigned bits = 0;
    for (int k = 0; k < axes->n; k++)
        bits |= 1u << axes->list[k];
    return bits;
}

static wg_shape without(wg_shape x, unsigned bits, bool keepdims)
{
    wg_shape y = {0, {0}};
    for (int k = 0; k < x.rank; k++)
        if (!(bits >> k & 1))
            y.dim[y.rank++] = x.dim[k];
        else if (keepdims)
            y.dim[y.rank++] = 1;
    return y;
}

/* Sets shape and canonical axes. An empty set of axes leaves the operand alone. */
static bool axes_shape(wg_infer *in)
{
    wg_attr *axes = &in->attr->at[0], *keepdims = &in->attr->at[1];
    if (!wg_infer_axes(in, axes, in->shape[0].rank))
        return false;
    keepdims->u.i = keepdims->u.i != 0 && axes->n > 0;
    in->out_shape = without(in->shape[0], bits_of(axes), keepdims->u.i != 0);
    in->identity = axes->n == 0 && in->out_dtype == in->dtype[0];
    return true;
}

static bool total_shape(wg_infer *in)
{
    if (in->dtype[0] == WG_U8 || in->dtype[0] == WG_BOOL)
        in->out_dtype = WG_I64;
    return axes_shape(in);
}

/* The largest of nothing does not exist. */
static bool nothing(wg_infer *in, unsigned bits)
{
    int64_t results;
    if (!wg_shape_numel(in->out_shape, &results) || results == 0)
        return false;
    for (int k = 0; k < in->shape[0].rank; k++)
        if ((bits >> k & 1) && in->shape[0].dim[k] == 0)
            return true;
    return false;
}

static bool extreme_shape(wg_infer *in)
{
    if (!axes_shape(in))
        return false;
    if (nothing(in, bits_of(&in->attr->at[0])))
        return wg_infer_fail(in, WG_ERR_SHAPE, "%s of no elements", in->op->name);
    return true;
}

static bool arg_shape(wg_infer *in)
{
    int64_t *axis = &in->attr->at[0].u.i, *keepdims = &in->attr->at[1].u.i;
    if (!wg_infer_axis(in, axis, in->shape[0].rank))
        return false;
    *keepdims = *keepdims != 0;
    in->out_dtype = WG_I64;
    in->out_shape = without(in->shape[0], 1u << *axis, *keepdims != 0);
    if (nothing(in, 1u << *axis))
        return wg_infer_fail(in, WG_ERR_SHAPE, "%s of no elements", in->op->name);
    return true;
}

static double numel_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)n, (void)out;
    return (double)wg__numel(&in[0]);
}

/* ---- layout ---- */

static wg__reduction reduction_of(const wg_view *x, unsigned bits)
{
    wg__reduction r = {.kept = wg__odometer_new(1),
                       .cut = wg__odometer_new(1),
                       .results = 1,
                       .count = 1,
                       .rows = true};
    for (int k = 0; k < x->shape.rank; k++) {
        const bool cut = bits >> k & 1;
        if (x->shape.dim[k] > 1)
            r.rows = cut;
        *(cut ? &r.count : &r.results) *= x->shape.dim[k];
    }
    if (r.results == 0 || r.count == 0)
        return r;
    for (int k = 0; k < x->shape.rank; k++)
        wg__odometer_axis(bits >> k & 1 ? &r.cut : &r.kept, x->shape.dim[k], &x->stride[k]);
    return r;
}

static wg__reduction reduction_at(const wg_kernel_args *k)
{
    return reduction_of(&k->in[0], bits_of(&k->attr->at[0]));
}

/* ---- reference kernels: one element after the other ---- */

/* fn: for each result,  acc = none;  for each x: step;  y = result.  of: the value for no elements.
 */
#define REFERENCE(fn, TX, TACC, TY, none, step, result, of_nothing)                                \
    static void fn(const wg_kernel_args *k)                                                        \
    {                                                                                              \
        wg__reduction r = reduction_at(k);                                                         \
        TY *y = k->out.data;                                                                       \
        for (int64_t i = 0; i < r.results; i++) {                                                  \
            TACC acc = none;                                                                       \
            const TX *p = (const TX *)wg__origin(&k->in[0]) + r.kept.offset[0];                    \
            if (r.count > 0)                                                                       \
                do {                                                                               \
                    const TX x = p[r.cut.offset[0]];                                               \
                    step;                                                                          \
                } while (wg__odometer_next(&r.cut));                                               \
            y[i] = r.count > 0 ? (TY)(result) : (TY)(of_nothing);                                  \
            wg__odometer_next(&r.kept);                                                            \
        }                                                                                          \
    }

/* Floats in double; integers modulo 2^width. */
REFERENCE(sum_f32, float, double, float, -0.0, acc += (double)x, acc, 0)
REFERENCE(sum_f64, double, double, double, -0.0, acc += x, acc, 0)
REFERENCE(sum_i32, int32_t, uint32_t, int32_t, 0, acc += (uint32_t)x, acc, 0)
REFERENCE(sum_i64, int64_t, uint64_t, int64_t, 0, acc += (uint64_t)x, acc, 0)
REFERENCE(sum_u8, uint8_t, uint64_t, int64_t, 0, acc += x, acc, 0)
REFERENCE(mean_f32, float, double, float, -0.0, acc += (double)x, acc / (double)r.count, NAN)
REFERENCE(mean_f64, double, double, double, -0.0, acc += x, acc / (double)r.count, (double)NAN)
REFERENCE(prod_f32, float, double, float, 1, acc *= (double)x, acc, 1)
REFERENCE(prod_f64, double, double, double, 1, acc *= x, acc, 1)
REFERENCE(prod_i32, int32_t, uint32_t, int32_t, 1, acc *= (uint32_t)x, acc, 1)
REFERENCE(prod_i64, int64_t, uint64_t, int64_t, 1, acc *= (uint64_t)x, acc, 1)
REFERENCE(prod_u8, uint8_t, uint64_t, int64_t, 1, acc *= x, acc, 1)
REFERENCE(any_bool, uint8_t, bool, uint8_t, false, acc = acc || x, acc, 0)
REFERENCE(all_bool, uint8_t, bool, uint8_t, true, acc = acc && x, acc, 1)

/* The first NaN stays. */
#define EXTREMES(name, T, least, greatest)                                                         \
    REFERENCE(max_##name, T, T, T, least, acc = x > acc || x != x ? x : acc, acc, 0)               \
    REFERENCE(min_##name, T, T, T, greatest, acc = x < acc || x != x ? x : acc, acc, 0)
EXTREMES(f32, float, -HUGE_VALF, HUGE_VALF)
EXTREMES(f64, double, -HUGE_VAL, HUGE_VAL)
EXTREMES(i32, int32_t, INT32_MIN, INT32_MAX)
EXTREMES(i64, int64_t, INT64_MIN, INT64_MAX)
EXTREMES(u8, uint8_t, 0, UINT8_MAX)

/* The index of the first extreme element, or of the first NaN. */
#define ARGUMENTS(name, T)                                                                         \
    static int64_t argmax_##name(const void *data, int64_t n, int64_t stride)                      \
    {                                                                                              \
        const T *x = data;                                                                         \
        int64_t best = 0;                                                                          \
        for (int64_t i = 1; i < n; i++) {                                                          \
            const T a = x[best * stride], b = x[i * stride];                                       \
            best = b > a || (b != b && a == a) ? i : best;                                         \
        }                                                                                          \
        return best;                                                                               \
    }                                                                                              \
    static int64_t argmin_##name(const void *data, int64_t n, int64_t stride)                      \
    {                                                                                              \
        const T *x = data;                                                                         \
        int64_t best = 0;                                                                          \
        for (int64_t i = 1; i < n; i++) {                                                          \
            const T a = x[best * stride], b = x[i * stride];                                       \
            best = b < a || (b != b && a == a) ? i : best;                                         \
        }                                                                                          \
        return best;                                                                               \
    }
ARGUMENTS(f32, float)
ARGUMENTS(f64, double)
ARGUMENTS(i32, int32_t)
ARGUMENTS(i64, int64_t)
ARGUMENTS(u8, uint8_t)

typedef void (*reference_fn)(const wg_kernel_args *k);
typedef int64_t (*argument_fn)(const void *data, int64_t n, int64_t stride);

#define KERNEL(name, ...)                                                                          \
    static wg_code name##_kernel(const wg_kernel_args *k)                                          \
    {                                                                                              \
        static const reference_fn fn[WG_DTYPE_COUNT] = {__VA_ARGS__};                              \
        fn[k->in[0].dtype](k);                                                                     \
        return WG_OK;                                                                              \
    }
#define NUMBERS(p)                                                                                 \
    [WG_F32] = p##_f32, [WG_F64] = p##_f64, [WG_I32] = p##_i32, [WG_I64] = p##_i64, [WG_U8] = p##_u8
KERNEL(sum, NUMBERS(sum), [WG_BOOL] = sum_u8)
KERNEL(mean, [WG_F32] = mean_f32, [WG_F64] = mean_f64)
KERNEL(prod, NUMBERS(prod), [WG_BOOL] = prod_u8)
KERNEL(max, NUMBERS(max))
KERNEL(min, NUMBERS(min))
KERNEL(any, [WG_BOOL] = any_bool)
KERNEL(all, [WG_BOOL] = all_bool)

static wg_code argument(const wg_kernel_args *k, const argument_fn *fn)
{
    const wg_view *x = &k->in[0];
    const int axis = (int)k->attr->at[0].u.i;
    wg__reduction r = reduction_of(x, 1u << axis);
    const char *data = wg__origin(x);
    const int64_t size = (int64_t)wg_dtype_size(x->dtype);
    int64_t *y = k->out.data;
    for (int64_t i = 0; i < r.results; i++) {
        y[i] = fn[x->dtype](data + r.kept.offset[0] * size, r.count, x->stride[axis]);
        wg__odometer_next(&r.kept);
    }
    return WG_OK;
}

static wg_code argmax_kernel(const wg_kernel_args *k)
{
    static const argument_fn fn[WG_DTYPE_COUNT] = {NUMBERS(argmax)};
    return argument(k, fn);
}

static wg_code argmin_kernel(const wg_kernel_args *k)
{
    static const argument_fn fn[WG_DTYPE_COUNT] = {NUMBERS(argmin)};
    return argument(k, fn);
}

/* ---- fast kernels ---- */

static const wg__reduce_table *table(int isa)
{
#if !defined(WG_ISA_ONLY_BASE)
    if (isa == WG_ISA_AVX512)
        return &wg__reduce_avx512;
    if (isa == WG_ISA_AVX2)
        return &wg__reduce_avx2;
#endif
    (void)isa;
    return &wg__reduce_base;
}

static const wg__reduce *body(int isa, wg__combination how, wg_dtype d)
{
    return table(isa)->of[how][d == WG_F64];
}

/* False where only the reference kernel can do it. */
static bool reduce_fast(const wg_kernel_args *k, wg__combination how)
{
    const wg_view *x = &k->in[0];
    const wg__reduction r = reduction_at(k);
    if (!wg_dtype_is_float(x->dtype) || r.results == 0 || r.count == 0)
        return false;
    body(k->isa, how, x->dtype)->whole(k->out.data, wg__origin(x), &r);
    return true;
}

/* sums /= count */
static void divide(wg_dtype d, void *sums, int64_t n, int64_t count)
{
    if (d == WG_F32)
        for (int64_t i = 0; i < n; i++)
            ((float *)sums)[i] /= (float)count;
    else
        for (int64_t i = 0; i < n; i++)
            ((double *)sums)[i] /= (double)count;
}

/* ---- as part of a tile program ---- */

wg__spread_fn wg__spread_of(wg_dtype d, int isa)
{
    return d == WG_F32 ? table(isa)->spread[0] : d == WG_F64 ? table(isa)->spread[1] : NULL;
}

static wg__taken takes(const wg_shape *in, int n, const wg_attrs *attr, int64_t *cols)
{
    const unsigned bits = bits_of(&attr->at[0]);
    int64_t taken = 1, last_left = 1;
    int changes = 0;
    bool now = false, any = false, first = false;
    (void)n;
    for (int k = in->rank - 1; k >= 0; k--) {
        const int64_t dim = in->dim[k];
        const bool cut = bits >> k & 1;
        if (dim == 1)
            continue;
        changes += any && cut != now;
        now = cut;
        first = any ? first : cut;
        any = true;
        *(cut ? &taken : &last_left) *= dim;
    }
    *cols = first ? taken : last_left;
    if (!any || changes > 1)
        return WG__TAKES_OTHER;
    return changes == 0 ? (first ? WG__TAKES_ALL : WG__TAKES_OTHER)
           : first      ? WG__TAKES_LAST
                        : WG__TAKES_FIRST;
}

const wg__carry *wg__carry_of(wg__combination how, wg_dtype d, int isa)
{
    return &body(isa, how, d)->carry;
}

static size_t fold_bytes(const wg__fold_args *f, wg__combination how)
{
    if (f->cols == 0)
        return body(f->isa, how, f->dtype)->total_bytes;
    const size_t row = (size_t)(f->cols + 15) / 16 * 16 * wg_dtype_size(f->dtype);
    size_t levels = 2;
    for (int64_t blocks = (f->rows + WG__COLUMN_BLOCK - 1) / WG__COLUMN_BLOCK; blocks > 1;
         blocks /= 2)
        levels++;
    return sizeof(wg__columns_head) + levels * row;
}

static void fold_begin(const wg__fold_args *f, wg__combination how)
{
    const wg__reduce *r = body(f->isa, how, f->dtype);
    if (f->cols)
        r->columns_begin(f->state, f->cols);
    else
        r->total_begin(f->state);
}

static void fold_feed(const wg__fold_args *f, const void *x, int64_t rows, wg__combination how)
{
    const wg__reduce *r = body(f->isa, how, f->dtype);
    if (f->cols)
        r->columns_feed(f->state, x, rows, f->cols);
    else
        r->total_feed(f->state, x, rows);
}

static void fold_end(const wg__fold_args *f, void *out, wg__combination how)
{
    const wg__reduce *r = body(f->isa, how, f->dtype);
    if (f->cols)
        r->columns_end(f->state, out, f->cols);
    else
        r->total_end(f->state, out);
}

/* 32, or 1024, times a power of two. */
bool wg__fold_cuts(const wg__fold_args *f, int64_t n)
{
    const int64_t block = f->cols ? WG__COLUMN_BLOCK : WG__BLOCK, blocks = n / block;
    return blocks > 0 && n % block == 0 && (blocks & (blocks - 1)) == 0;
}

size_t wg__fold_node_bytes(const wg__fold_args *f)
{
    return f->cols ? (size_t)(f->cols + 15) / 16 * 16 * wg_dtype_size(f->dtype) : sizeof(double);
}

static void fold_nodes(const wg__fold_args *f, void *out, const void *node, int64_t n,
                       wg__combination how)
{
    const wg__reduce *r = body(f->isa, how, f->dtype);
    if (f->cols)
        r->columns_nodes(f->state, out, node, wg__fold_node_bytes(f), n, f->cols);
    else
        r->nodes(out, node, n);
}

#define IN_ROWS(name, how, after_rows, after_fold)                                                 \
    static wg_code name##_rows(const wg__row_args *a)                                              \
    {                                                                                              \
        body(a->isa, how, a->dtype)->lines(a->out, a->in[0], a->rows, a->cols);                    \
        after_rows;                                                                                \
        return WG_OK;                                                                              \
    }                                                                                              \
    static size_t name##_bytes(const wg__fold_args *f)                                             \
    {                                                                                              \
        return fold_bytes(f, how);                                                                 \
    }                                                                                              \
    static void name##_begin(const wg__fold_args *f)                                               \
    {                                                                                              \
        fold_begin(f, how);                                                                        \
    }                                                                                              \
    static void name##_feed(const wg__fold_args *f, const void *x, int64_t rows)                   \
    {                                                                                              \
        fold_feed(f, x, rows, how);                                                                \
    }                                                                                              \
    static void name##_end(const wg__fold_args *f, void *out)                                      \
    {                                                                                              \
        fold_end(f, out, how);                                                                     \
        after_fold;                                                                                \
    }                                                                                              \
    static void name##_node(const wg__fold_args *f, void *node)                                    \
    {                                                                                              \
        fold_end(f, node, how);                                                                    \
    }                                                                                              \
    static void name##_nodes(const wg__fold_args *f, void *out, const void *node, int64_t n)       \
    {                                                                                              \
        fold_nodes(f, out, node, n, how);                                                          \
        after_fold;                                                                                \
    }                                                                                              \
    static const wg__fold name##_fold = {name##_bytes, name##_begin, name##_feed,                  \
                                         name##_end,   name##_node,  name##_nodes};                \
    static const struct wg__row_form name##_in_rows = {.full = 1,                                  \
                                                       .types = WG_TYPE_FLOAT,                     \
                                                       .takes = takes,                             \
                                                       .run = name##_rows,                         \
                                                       .fold = &name##_fold};

IN_ROWS(sum, WG__SUM, (void)0, (void)0)
IN_ROWS(prod, WG__PROD, (void)0, (void)0)
IN_ROWS(max, WG__MAX, (void)0, (void)0)
IN_ROWS(min, WG__MIN, (void)0, (void)0)
IN_ROWS(mean, WG__SUM, divide(a->dtype, a->out, a->rows, a->cols),
        divide(f->dtype, out, f->cols ? f->cols : 1, f->rows))

static wg_code sum_of_products(const wg__row_args *a)
{
    body(a->isa, WG__SUM, a->dtype)->products(a->out, a->in[0], a->in[1], a->rows, a->cols);
    return WG_OK;
}

static wg_code mean_of_products(const wg__row_args *a)
{
    sum_of_products(a);
    divide(a->dtype, a->out, a->rows, a->cols);
    return WG_OK;
}

const struct wg__row_form wg__sum_of_products = {
    .full = 3, .types = WG_TYPE_FLOAT, .run = sum_of_products};
const struct wg__row_form wg__mean_of_products = {
    .full = 3, .types = WG_TYPE_FLOAT, .run = mean_of_products};

/* ---- as a step of its own ---- */

#define FAST(name, how)                                                                            \
    static wg_code name##_fast(const wg_kernel_args *k)                                            \
    {                                                                                              \
        return reduce_fast(k, how) ? WG_OK : name##_kernel(k);                                     \
    }
FAST(sum, WG__SUM)
FAST(prod, WG__PROD)
FAST(max, WG__MAX)
FAST(min, WG__MIN)

static wg_code mean_fast(const wg_kernel_args *k)
{
    if (!reduce_fast(k, WG__SUM))
        return mean_kernel(k);
    const int64_t results = wg__numel(&k->out.shape);
    divide(k->out.dtype, k->out.data, results, wg__numel(&k->in[0].shape) / results);
    return WG_OK;
}

/* ---- in pieces ---- */

enum { LEAST_COLUMNS = 64 };

/* Results are independent of one another, but must not become neighbours' reductions: a slice of one column would be a row. */
static wg__slices slices_at(const wg_kernel_args *k, unsigned bits)
{
    const wg_shape *s = &k->in[0].shape;
    wg__slices cut = wg__slices_outermost(k);
    int first = -1, last = -1;
    for (int j = 0; j < s->rank; j++) {
        if (s->dim[j] < 2)
            continue;
        first = first < 0 && !(bits >> j & 1) ? j : first;
        last = j;
    }
    if (first < 0)
        cut.out = -1;
    cut.in[0] = first;
    cut.least = first == last ? LEAST_COLUMNS : 1;
    return cut;
}

static wg__slices slices_of(const wg_kernel_args *k, int64_t wanted)
{
    (void)wanted;
    return slices_at(k, bits_of(&k->attr->at[0]));
}

static wg__slices slices_of_argument(const wg_kernel_args *k, int64_t wanted)
{
    (void)wanted;
    return slices_at(k, 1u << k->attr->at[0].u.i);
}

/* One result from floats that are neighbours. */
static bool is_flat_total(const wg_kernel_args *k)
{
    const wg__reduction r = reduction_at(k);
    return r.results == 1 && wg_dtype_is_float(k->in[0].dtype) && r.cut.nd == 1 &&
           r.cut.stride[0][0] == 1;
}

/* Elements of a piece: blocks times a power of two, so that it is a node of the tree that one thread builds. The same from the pieces
 * wanted as from those that it makes. */
static int64_t elements_each(int64_t n, int64_t pieces)
{
    int64_t each = WG__BLOCK;
    while ((n - 1) / each + 1 > pieces)
        each *= 2;
    return each;
}

/* What is not cut into slices. */
static int64_t total_count(const wg_kernel_args *k, int64_t wanted)
{
    const int64_t n = wg__numel(&k->in[0].shape);
    return is_flat_total(k) ? (n - 1) / elements_each(n, wanted) + 1 : 1;
}

static void total_run(const wg_kernel_args *k, int64_t piece, int64_t pieces, double *partial,
                      wg__combination how)
{
    const wg_view *x = &k->in[0];
    const int64_t n = wg__numel(&x->shape), each = elements_each(n, pieces), first = piece * each;
    body(k->isa, how, x->dtype)
        ->lines(partial, (char *)wg__origin(x) + first * (int64_t)wg_dtype_size(x->dtype), 1,
                n - first < each ? n - first : each);
}

static void total_end(const wg_kernel_args *k, int64_t pieces, const double *partials,
                      wg__combination how)
{
    body(k->isa, how, k->in[0].dtype)->nodes(k->out.data, partials, pieces);
}

#define PIECES(name, how)                                                                          \
    static void run_##name(const wg_kernel_args *k, wg_kernel_fn fn, int64_t piece,                \
                           int64_t pieces, double *partial)                                        \
    {                                                                                              \
        (void)fn;                                                                                  \
        total_run(k, piece, pieces, partial, how);                                                 \
    }                                                                                              \
    static void end_##name(const wg_kernel_args *k, int64_t pieces, const double *partials)        \
    {                                                                                              \
        total_end(k, pieces, partials, how);                                                       \
    }                                                                                              \
    static const struct wg__pieces name##_pieces = {                                               \
        .slices = slices_of, .count = total_count, .run = run_##name, .end = end_##name}
PIECES(sum, WG__SUM);
PIECES(prod, WG__PROD);
PIECES(max, WG__MAX);
PIECES(min, WG__MIN);

static void end_mean(const wg_kernel_args *k, int64_t pieces, const double *partials)
{
    total_end(k, pieces, partials, WG__SUM);
    divide(k->out.dtype, k->out.data, 1, wg__numel(&k->in[0].shape));
}
static const struct wg__pieces mean_pieces = {
    .slices = slices_of, .count = total_count, .run = run_sum, .end = end_mean};

/* These go element by element. */
static double plain_ns(const wg_kernel_args *k)
{
    return 0.6 * (double)wg__numel(&k->in[0].shape);
}
static const struct wg__pieces argument_pieces = {.cost = plain_ns, .slices = slices_of_argument};
static const struct wg__pieces truth_pieces = {.cost = plain_ns, .slices = slices_of};

/* ---- derivatives ---- */

/* t, of the result's shape, as if keepdims had been asked for. */
static wg_tensor keep(const wg_vjp *v, wg_tensor t)
{
    return wg_reshape(t, without(wg_shape_of(v->x[0]), bits_of(&v->attr->at[0]), true));
}

/* t, of the result's shape, repeated to the operand's. */
static wg_tensor repeat(const wg_vjp *v, wg_tensor t)
{
    return wg_broadcast_to(keep(v, t), wg_shape_of(v->x[0]));
}

static int64_t count_of(const wg_vjp *v)
{
    const wg_shape x = wg_shape_of(v->x[0]);
    int64_t n = 1;
    for (int k = 0; k < v->attr->at[0].n; k++)
        n *= x.dim[v->attr->at[0].list[k]];
    return n;
}

static wg_tensor sum_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return repeat(v, v->dy);
}

static wg_tensor mean_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return repeat(v, wg_div_ts(v->dy, (double)count_of(v)));
}

/* lost: where another element was taken. If an element is NaN, so is y, and nothing is lost. */
static wg_tensor shared(const wg_vjp *v, wg_tensor lost)
{
    const wg_dtype d = wg_dtype_of(v->y);
    const wg_tensor zero = wg_scalar(v->g, d, 0), one = wg_scalar(v->g, d, 1);
    const wg_tensor ties = wg_sum(wg_where(lost, zero, one), wg__axes_of(&v->attr->at[0]), true);
    return wg_where(lost, zero, wg_div_tt(keep(v, v->dy), ties));
}

static wg_tensor max_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return shared(v, wg_lt_tt(v->x[0], keep(v, v->y)));
}

static wg_tensor min_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return shared(v, wg_gt_tt(v->x[0], keep(v, v->y)));
}

/* The product of all others, by running products from both sides: no division, so zeros are no
 * trouble. The axes are brought together at the end. */
static wg_tensor prod_vjp(const wg_vjp *v, int arg)
{
    const unsigned bits = bits_of(&v->attr->at[0]);
    const wg_shape shape = wg_shape_of(v->x[0]);
    wg_ints order = {0}, back = {.n = shape.rank};
    wg_shape flat = {0, {0}}, kept = {0, {0}};
    (void)arg;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < shape.rank; k++)
            if ((int)(bits >> k & 1) == pass) {
                back.v[k] = order.n;
                order.v[order.n++] = k;
            }
    for (int k = 0; k < shape.rank; k++)
        if (!(bits >> k & 1))
            flat.dim[flat.rank++] = shape.dim[k];
    const int axis = flat.rank++;
    kept = flat;
    flat.dim[axis] = count_of(v);
    kept.dim[axis] = 1;

    const wg_tensor x = wg_permute(v->x[0], order), line = wg_reshape(x, flat);
    const wg_tensor left = wg__shifted(wg_cumprod(line, axis), axis, 1);
    const wg_tensor from_right = wg_cumprod(wg_flip(line, WG_AXES(axis)), axis);
    const wg_tensor right = wg_flip(wg__shifted(from_right, axis, 1), WG_AXES(axis));
    const wg_tensor others = wg_mul_tt(left, right);
    const wg_tensor dx = wg_mul_tt(wg_reshape(v->dy, kept), others);
    return wg_permute(wg_reshape(dx, wg_shape_of(x)), back);
}

/* All elements along the axes that go; the kept ones are as in the result, whether or not that has them as axes of 1. */
static void reduction_feeds(wg_feed *f)
{
    const wg_view *x = &f->in[0];
    const unsigned bits = bits_of(&f->attr->at[0]);
    const bool keepdims = f->attr->at[1].u.i != 0;
    f->part.shape.rank = 0;
    for (int k = 0, at = 0; k < x->shape.rank; k++) {
        if (!(bits >> k & 1)) {
            f->part.offset += f->index[at++] * x->stride[k];
            continue;
        }
        at += keepdims;
        f->part.shape.dim[f->part.shape.rank] = x->shape.dim[k];
        f->part.stride[f->part.shape.rank++] = x->stride[k];
    }
}

/* ---- descriptors of the reductions ---- */

#define REDUCTION(name_, types_, shape_fn)                                                         \
    WG__OP(name_, REDUCTION), .types = types_, .strided = true, .shape = shape_fn,                 \
                              .kernel = name_##_kernel, .cost = numel_cost
#define RULE(name_)                                                                                \
    .fast = name_##_fast, .rows = &name_##_in_rows, .pieces = &name_##_pieces,                     \
    .diff = WG_DIFF_RULE, .vjp = name_##_vjp

const wg_op wg__op_sum = {
    REDUCTION(sum, WG_TYPE_ANY, total_shape),
    RULE(sum),
    WG__SAMPLES({WG__ON(WG__X(2, 3, 4))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(0, 2), WG__INT(0))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(-2), WG__INT(1))}),
    .linear = true,
    .singular = WG_SINGULAR_SUM,
    .feeds = reduction_feeds,
    .doc = "The sum over some axes, pairwise: the rounding error grows with the logarithm of their "
           "size. i32 and i64 wrap around; u8 and bool give i64. The sum of nothing is 0.",
    .python = "torch.sum({0}, dim={axes}, keepdim={keepdims}, dtype={.dtype})",
    .formula = "y = sum_i x_i",
    .derivative = "dx_i = dy",
};

const wg_op wg__op_mean = {
    REDUCTION(mean, WG_TYPE_FLOAT, axes_shape),
    RULE(mean),
    WG__SAMPLES({WG__ON(WG__X(2, 3, 4))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(1), WG__INT(0))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(0, 1), WG__INT(1))}),
    .linear = true,
    .singular = WG_SINGULAR_SUM,
    .feeds = reduction_feeds,
    .doc = "The arithmetic mean over some axes; of nothing, NaN.",
    .python = "torch.mean({0}, dim={axes}, keepdim={keepdims})",
    .formula = "y = (1/n) sum_i x_i",
    .derivative = "dx_i = dy / n",
};

const wg_op wg__op_prod = {
    REDUCTION(prod, WG_TYPE_ANY, total_shape),
    RULE(prod),
    .singular = WG_SINGULAR_PRODUCT,
    .feeds = reduction_feeds,
    WG__SAMPLES({WG__ON(WG__X(2, 3))}, {WG__ON(WG__X(2, 3, 2)), WG__WITH(WG__LIST(1), WG__INT(0))},
                {WG__ON(WG__X(2, 3, 2)), WG__WITH(WG__LIST(0, 2), WG__INT(1))}),
    .doc = "The product over some axes. i32 and i64 wrap around; u8 and bool give i64. The product "
           "of nothing is 1.",
    .python = "over(torch.prod, {0}, {axes}, {keepdims})",
    .formula = "y = prod_i x_i",
    .derivative = "dx_i = dy prod_{k != i} x_k, right for zeros too",
};

const wg_op wg__op_max = {
    .exact = true,
    REDUCTION(max, WG_TYPE_NUMBER, extreme_shape),
    RULE(max),
    .feeds = reduction_feeds,
    WG__SAMPLES({WG__ON(WG__X(3, 4))}, {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(1), WG__INT(0))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(0, 2), WG__INT(1))}),
    .doc = "The largest element over some axes; NaN if there is one; of nothing, an error.",
    .python = "torch.amax({0}, dim={axes}, keepdim={keepdims})",
    .formula = "y = max_i x_i",
    .derivative = "dx_i = dy where x_i = y, else 0",
    .convention = "elements that tie share dy equally; all do if one is NaN",
};

const wg_op wg__op_min = {
    .exact = true,
    REDUCTION(min, WG_TYPE_NUMBER, extreme_shape),
    RULE(min),
    .feeds = reduction_feeds,
    WG__SAMPLES({WG__ON(WG__X(3, 4))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(-1), WG__INT(0))}),
    .doc = "The smallest element over some axes; NaN if there is one; of nothing, an error.",
    .python = "torch.amin({0}, dim={axes}, keepdim={keepdims})",
    .formula = "y = min_i x_i",
    .derivative = "dx_i = dy where x_i = y, else 0",
    .convention = "elements that tie share dy equally; all do if one is NaN",
};

const wg_op wg__op_argmax = {
    REDUCTION(argmax, WG_TYPE_NUMBER, arg_shape),
    .pieces = &argument_pieces,
    .diff = WG_DIFF_CONSTANT,
    .doc = "The index of the largest element along an axis, the first of several; of the first NaN "
           "if there is one; i64. Of nothing, an error.",
    .python = "torch.argmax({0}, dim={axis}, keepdim={keepdims})",
    .formula = "y = argmax_i x_i",
    .derivative = "none: piecewise constant",
};

const wg_op wg__op_argmin = {
    REDUCTION(argmin, WG_TYPE_NUMBER, arg_shape),
    .pieces = &argument_pieces,
    .diff = WG_DIFF_CONSTANT,
    .doc = "The index of the smallest element along an axis, the first of several; of the first "
           "NaN if there is one; i64. Of nothing, an error.",
    .python = "torch.argmin({0}, dim={axis}, keepdim={keepdims})",
    .formula = "y = argmin_i x_i",
    .derivative = "none: piecewise constant",
};

const wg_op wg__op_any = {
    REDUCTION(any, WG_TYPE_BOOL, axes_shape),
    .pieces = &truth_pieces,
    .diff = WG_DIFF_CONSTANT,
    .doc = "Whether any element over some axes is true; of nothing, false.",
    .python = "over(torch.any, {0}, {axes}, {keepdims})",
    .formula = "y = x_1 or x_2 or ...",
    .derivative = "none: a truth value",
};

const wg_op wg__op_all = {
    REDUCTION(all, WG_TYPE_BOOL, axes_shape),
    .pieces = &truth_pieces,
    .diff = WG_DIFF_CONSTANT,
    .doc = "Whether all elements over some axes are true; of nothing, true.",
    .python = "over(torch.all, {0}, {axes}, {keepdims})",
    .formula = "y = x_1 and x_2 and ...",
    .derivative = "none: a truth value",
};
