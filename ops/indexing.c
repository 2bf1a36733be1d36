/* Reading and adding by index, ranges and masks. Indices are i32 or i64; a negative one counts from
 * the end; one out of range is an error of the run, before anything is written elsewhere. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ops/apply.h"
#include "ops/nest.h"
#include "ops/pairs.h"
#include "ops/pieces.h"
#include "ops/rows.h"
#include "ops/sample.h"
#include "ops/shape_ops.h"
#include "ops_gen_impl.h"
#include "tensor/dtype.h"
#include "tensor/node.h"

static double no_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)in, (void)n, (void)out;
    return 0;
}

/* ---- checks ---- */

static bool is_index(wg_dtype d)
{
    return d == WG_I32 || d == WG_I64;
}

static bool index_dtype(wg_infer *in, int operand)
{
    if (!is_index(in->dtype[operand]))
        return wg_infer_fail(in, WG_ERR_DTYPE, "indices are i32 or i64, not %s (wg_cast converts)",
                             wg_dtype_name(in->dtype[operand]));
    return true;
}

static int64_t index_at(const wg_view *indices, int64_t offset)
{
    const void *p = wg__origin(indices);
    return indices->dtype == WG_I32 ? ((const int32_t *)p)[offset] : ((const int64_t *)p)[offset];
}

/* The place of an element in row-major order as "[2, 0]". */
static void place(const wg_shape *s, int64_t flat, char *buf, size_t size)
{
    int64_t at[WG_MAX_RANK];
    for (int k = s->rank - 1; k >= 0; k--) {
        at[k] = flat % s->dim[k];
        flat /= s->dim[k];
    }
    size_t used = (size_t)snprintf(buf, size, "[");
    for (int k = 0; k < s->rank && used < size; k++)
        used += (size_t)snprintf(buf + used, size - used, k ? ", %" PRId64 : "%" PRId64, at[k]);
    if (used < size)
        snprintf(buf + used, size - used, "]");
}

/* Whether each of n neighbours is one of lo, ..., size - 1. */
#define ALL_WITHIN(T)                                                                              \
    for (int64_t i = 0; i < n; i++)                                                                \
        outside |= ((const T *)p)[i] < lo || ((const T *)p)[i] >= size;

static bool all_within(const wg_view *indices, int64_t n, int64_t lo, int64_t size)
{
    const void *p = wg__origin(indices);
    int outside = 0;
    if (indices->dtype == WG_I32)
        ALL_WITHIN(int32_t)
    else
        ALL_WITHIN(int64_t)
    return !outside;
}

static bool are_neighbours(const wg_view *v)
{
    int64_t step[WG_MAX_RANK];
    bool near = true;
    wg__row_major(&v->shape, step);
    for (int k = 0; k < v->shape.rank; k++)
        near = near && (v->stride[k] == step[k] || v->shape.dim[k] == 1);
    return near;
}

/* The first bad index, in row-major order, with its place and the bounds. */
static wg_code check_indices(const wg_kernel_args *k, const wg_view *indices, int64_t lo,
                             int64_t size, const char *what)
{
    const int64_t n = wg__numel(&indices->shape);
    if (are_neighbours(indices) && all_within(indices, n, lo, size))
        return WG_OK;
    wg__odometer o = wg__odometer_new(1);
    for (int j = 0; j < indices->shape.rank && n > 0; j++)
        wg__odometer_axis(&o, indices->shape.dim[j], &indices->stride[j]);
    for (int64_t i = 0; i < n; i++) {
        const int64_t index = index_at(indices, o.offset[0]);
        if (index < lo || index >= size) {
            char at[256];
            place(&indices->shape, i, at, sizeof at);
            if (size == 0)
                snprintf(k->message, k->message_size,
                         "index %" PRId64 " at %s, but %s has no elements", index, at, what);
            else
                snprintf(k->message, k->message_size,
                         "index %" PRId64 " at %s is out of range [%" PRId64 ", %" PRId64
                         "] for %s",
                         index, at, lo, size - 1, what);
            return WG_ERR_VALUE;
        }
        wg__odometer_next(&o);
    }
    return WG_OK;
}

static wg_code check_axis_indices(const wg_kernel_args *k, int axis)
{
    char what[64];
    const int64_t size = k->in[0].shape.dim[axis];
    snprintf(what, sizeof what, "axis %d of %" PRId64 " elements", axis, size);
    return check_indices(k, &k->in[1], -size, size, what);
}

static int64_t wrap(int64_t index, int64_t size)
{
    return index < 0 ? index + size : index;
}

/* ---- adding into a result ---- */

#define SUM(T, A, y, x) ((T)((A)(y) + (A)(x)))
#define ADD(T, A)                                                                                  \
    for (int64_t i = 0; i < n && near; i++)                                                        \
        ((T *)y)[i] = SUM(T, A, ((T *)y)[i], ((const T *)x)[i]);                                   \
    for (int64_t i = 0; i < n && !near; i++)                                                       \
        ((T *)y)[i * sy] = SUM(T, A, ((T *)y)[i * sy], ((const T *)x)[i * sx]);                    \
    break;

static void add_line(wg_dtype d, void *restrict y, int64_t sy, const void *restrict x, int64_t sx,
                     int64_t n)
{
    const bool near = sy == 1 && sx == 1;
    switch (d) {
    case WG_F32: ADD(float, float)
    case WG_F64: ADD(double, double)
    case WG_I32: ADD(int32_t, uint32_t)
    case WG_I64: ADD(int64_t, uint64_t)
    default: ADD(uint8_t, uint32_t)
    }
}

#define COPY(T)                                                                                    \
    for (int64_t i = 0; i < n; i++)                                                                \
        ((T *)y)[i * sy] = ((const T *)x)[i * sx];                                                 \
    break;

static void copy_line(wg_dtype d, void *y, int64_t sy, const void *x, int64_t sx, int64_t n)
{
    const size_t size = wg_dtype_size(d);
    if (sy == 1 && sx == 1) {
        memcpy(y, x, (size_t)n * size);
        return;
    }
    switch (size) {
    case 4: COPY(uint32_t)
    case 8: COPY(uint64_t)
    default: COPY(uint8_t)
    }
}

typedef void (*line_fn)(wg_dtype d, void *y, int64_t sy, const void *x, int64_t sx, int64_t n);

/* ---- take, scatter_add ---- */

/* x (a..., size, b...), indices (i...), the result of take (a..., i..., b...). */
static bool taken_shape(wg_infer *in, int64_t axis, wg_shape *s)
{
    const wg_shape x = in->shape[0], i = in->shape[1];
    if (x.rank - 1 + i.rank > WG_MAX_RANK)
        return wg_infer_fail(in, WG_ERR_SHAPE, "the result has more than %d axes", WG_MAX_RANK);
    *s = (wg_shape){0, {0}};
    for (int k = 0; k < axis; k++)
        s->dim[s->rank++] = x.dim[k];
    for (int k = 0; k < i.rank; k++)
        s->dim[s->rank++] = i.dim[k];
    for (int k = (int)axis + 1; k < x.rank; k++)
        s->dim[s->rank++] = x.dim[k];
    return true;
}

static bool take_shape(wg_infer *in)
{
    int64_t *axis = &in->attr->at[0].u.i;
    return index_dtype(in, 1) && wg_infer_axis(in, axis, in->shape[0].rank) &&
           taken_shape(in, *axis, &in->out_shape);
}

static bool scatter_add_shape(wg_infer *in)
{
    int64_t *axis = &in->attr->at[0].u.i;
    wg_shape want;
    if (!index_dtype(in, 1) || !wg_infer_axis(in, axis, in->shape[0].rank) ||
        !taken_shape(in, *axis, &want))
        return false;
    if (in->dtype[2] != in->dtype[0] || in->dtype[0] == WG_BOOL)
        return wg_infer_fail(in, WG_ERR_DTYPE, "x and updates must be numbers of one dtype");
    if (!wg_shape_equal(want, in->shape[2])) {
        char text[160];
        return wg_infer_fail(in, WG_ERR_SHAPE, "updates must be %s",
                             wg_shape_string(want, text, sizeof text));
    }
    return true;
}

/* For each index in order, a line operation between the elements of `whole` at that index and those of `part` at its place. */
typedef struct indexed {
    const wg_view *whole;   /* has the axis: */
    const wg_view *part;    /* has the axes of the indices instead */
    const wg_view *indices; /* into an axis of `size` elements, */
    int64_t size, first;    /* of which whole has those from first on */
    int axis;
    line_fn fn;
    bool into_whole;
    wg__odometer beside; /* to the elements that belong to an index, but for a line: */
    int64_t run, step[WG__TRACKS];
} indexed;

/* Axes of whole and part. */
static void find_lines(indexed *x)
{
    const wg_view *whole = x->whole, *part = x->part;
    const int after =
        part->shape.rank - whole->shape.rank; /* a later axis is so much later in part */
    x->beside = wg__odometer_new(2);
    for (int k = 0; k < whole->shape.rank; k++)
        if (k != x->axis)
            wg__odometer_axis(
                &x->beside, whole->shape.dim[k],
                (const int64_t[]){whole->stride[k], part->stride[k < x->axis ? k : k + after]});
    x->run = wg__odometer_inner(&x->beside, x->step);
}

/* Over the indices: they and their places in part. */
static wg__odometer over_indices(const wg_view *indices, const wg_view *part, int axis)
{
    wg__odometer o = wg__odometer_new(2);
    for (int k = 0; k < indices->shape.rank; k++)
        wg__odometer_axis(&o, indices->shape.dim[k],
                          (const int64_t[]){indices->stride[k], part->stride[axis + k]});
    return o;
}

/* The next index, from number i on, that is one of whole's or of nobody; n: there is none. step: from one to the next. */
#define NEXT(T)                                                                                    \
    for (const T *p = wg__origin(x->indices); i < n; i++) {                                        \
        const int64_t at = wrap(p[i * step], x->size);                                             \
        if ((uint64_t)(at - x->first) < rows || (uint64_t)at >= (uint64_t)x->size)                 \
            break;                                                                                 \
    }

static int64_t next_of(const indexed *x, int64_t step, int64_t i, int64_t n)
{
    const uint64_t rows = (uint64_t)x->whole->shape.dim[x->axis];
    if (x->indices->dtype == WG_I32)
        NEXT(int32_t)
    else
        NEXT(int64_t)
    return i;
}

static void at_index(indexed *x, int64_t at, int64_t place)
{
    const int64_t size = (int64_t)wg_dtype_size(x->whole->dtype);
    char *w = (char *)wg__origin(x->whole) + at * x->whole->stride[x->axis] * size;
    char *p = (char *)wg__origin(x->part) + place * size;
    do {
        char *pw = w + x->beside.offset[0] * size, *pp = p + x->beside.offset[1] * size;
        if (x->into_whole)
            x->fn(x->whole->dtype, pw, x->step[0], pp, x->step[1], x->run);
        else
            x->fn(x->whole->dtype, pp, x->step[1], pw, x->step[0], x->run);
    } while (wg__odometer_next(&x->beside));
}

static wg_code by_index(indexed *x)
{
    const int64_t n = wg__numel(&x->indices->shape), rows = x->whole->shape.dim[x->axis];
    if (wg__numel(&x->part->shape) == 0)
        return WG_OK;
    wg__odometer index = over_indices(x->indices, x->part, x->axis);
    const bool in_step = index.nd < 2;
    int64_t step[WG__TRACKS] = {0};
    find_lines(x);
    if (in_step)
        wg__odometer_inner(&index, step);
    for (int64_t i = 0; i < n; i++) {
        if (in_step && (i = next_of(x, step[0], i, n)) == n)
            break;
        const int64_t from = in_step ? i * step[0] : index.offset[0],
                      place = in_step ? i * step[1] : index.offset[1],
                      of_all = wrap(index_at(x->indices, from), x->size), at = of_all - x->first;
        if (of_all < 0 || of_all >= x->size)
            return WG_ERR_VALUE;
        if (at >= 0 && at < rows)
            at_index(x, at, place);
        if (!in_step)
            wg__odometer_next(&index);
    }
    return WG_OK;
}

static wg_code take_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    return code ? code
                : by_index(&(indexed){.whole = &k->in[0],
                                      .part = &k->out,
                                      .indices = &k->in[1],
                                      .size = k->in[0].shape.dim[axis],
                                      .axis = axis,
                                      .fn = copy_line});
}

/* Into the elements of the axis that out has, of `size`, from first on. */
static wg_code scatter(const wg_kernel_args *k, int axis, int64_t size, int64_t first)
{
    wg__copy(k->out.data, k->out.stride, &k->in[0]);
    return by_index(&(indexed){.whole = &k->out,
                               .part = &k->in[2],
                               .indices = &k->in[1],
                               .size = size,
                               .first = first,
                               .axis = axis,
                               .fn = add_line,
                               .into_whole = true});
}

static wg_code scatter_add_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    return code ? code : scatter(k, axis, k->out.shape.dim[axis], 0);
}

static wg_tensor zeros_like(wg_tensor x)
{
    return wg_full(x.g, wg_dtype_of(x), wg_shape_of(x), 0);
}

static wg_tensor take_vjp(const wg_vjp *v, int arg)
{
    if (arg != 0)
        return wg_none(v->g);
    return wg_scatter_add(zeros_like(v->x[0]), v->x[1], v->dy, v->attr->at[0].u.i);
}

static wg_tensor scatter_add_vjp(const wg_vjp *v, int arg)
{
    if (arg == 0)
        return v->dy;
    return arg == 1 ? wg_none(v->g) : wg_take(v->dy, v->x[1], v->attr->at[0].u.i);
}

#define INDEXING(name_)                                                                            \
    WG__OP(name_, INDEXING), .mixed = true, .strided = true, .shape = name_##_shape,               \
                             .kernel = name_##_kernel
#define RULE(name_) .diff = WG_DIFF_RULE, .vjp = name_##_vjp

static double updates_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)n, (void)out;
    return (double)wg__numel(&in[2]);
}

/* ---- these in pieces ---- */

/* Nanoseconds of one core. */
#define NS_TO_FIND 6.0  /* the place of an index */
#define NS_TO_PASS 1.3  /* an index into what is another piece's */
#define NS_TO_MOVE 0.12 /* an element of a line, copied or added */
#define NS_TO_STEP 0.6  /* likewise, where they are no neighbours */

static double count_of(const wg_view *v)
{
    return (double)wg__numel(&v->shape);
}

/* part: the elements that have an index each, or lines of them. */
static double lines_ns(const wg_kernel_args *k, const wg_view *part)
{
    const bool last = k->attr->at[0].u.i == k->in[0].shape.rank - 1;
    return NS_TO_FIND * count_of(&k->in[1]) + (last ? NS_TO_STEP : NS_TO_MOVE) * count_of(part);
}

static double take_ns(const wg_kernel_args *k)
{
    return lines_ns(k, &k->out);
}

static double scatter_ns(const wg_kernel_args *k)
{
    return lines_ns(k, &k->in[2]) + NS_TO_MOVE * count_of(&k->out);
}

/* Each axis of the result is one of x or of the indices. */
static wg__slices take_slices(const wg_kernel_args *k, int64_t wanted)
{
    const int axis = (int)k->attr->at[0].u.i, inner = k->in[1].shape.rank;
    wg__slices s = wg__slices_along(&k->out.shape, 0, wanted);
    if (s.out >= axis && s.out < axis + inner)
        s.in[1] = s.out - axis;
    else
        s.in[0] = s.out < axis ? s.out : s.out - inner + 1;
    return s;
}

enum { MANY = 1 << 20, ENOUGH = 4 };

/* Pieces that each go through all indices at so much for each: a tenth of the whole is spent on that at most. */
static int64_t most_pieces(const wg_kernel_args *k, double ns)
{
    const double all = scatter_ns(k) / (10 * ns * (count_of(&k->in[1]) + 1));
    return all < MANY ? (int64_t)all : MANY;
}

static bool in_step(const wg_kernel_args *k)
{
    return over_indices(&k->in[1], &k->in[2], (int)k->attr->at[0].u.i).nd < 2;
}

/* Updates of an element are added in the order of the indices, so no two pieces may share it. They are slices along an axis before the
 * indexed one; or ranges of the indexed one; or slices behind it. If all indices are into one range, what pieces save is the copy of x: ranges
 * are taken where that is more than they cost. */
static wg__slices scatter_slices(const wg_kernel_args *k, int64_t wanted)
{
    const int axis = (int)k->attr->at[0].u.i, inner = k->in[1].shape.rank;
    const int64_t ranges = in_step(k) ? most_pieces(k, NS_TO_PASS) : 0,
                  slices = most_pieces(k, NS_TO_FIND);
    const double copy = NS_TO_MOVE * count_of(&k->out),
                 passes = NS_TO_PASS * count_of(&k->in[1]) * (double)ranges;
    wg__slices s = wg__slices_along(&k->out.shape, 1u << axis, wanted);
    const bool before = s.out >= 0 && s.out < axis && slices >= ENOUGH;
    if (ranges > 1 && passes < copy && !before) {
        s = wg__slices_along(&k->out.shape, ~(1u << axis), wanted);
        s.in[0] = s.out;
        s.most = ranges;
    } else {
        s.in[0] = s.out;
        s.in[2] = s.out < axis ? s.out : s.out - 1 + inner;
        s.most = slices < 1 ? 1 : slices;
    }
    return s;
}

static wg_code scatter_slice(const wg__slice *s)
{
    const int axis = (int)s->whole->attr->at[0].u.i;
    return s->axis == axis ? scatter(s->part, axis, s->whole->out.shape.dim[axis], s->first)
                           : scatter_add_kernel(s->part);
}

static const struct wg__pieces take_pieces = {.cost = take_ns, .slices = take_slices};
static const struct wg__pieces scatter_add_pieces = {
    .cost = scatter_ns, .slices = scatter_slices, .slice = scatter_slice};

/* ---- descriptors ---- */

/* The result's axes are those of x, with all axes of the indices in the place of one. */
static void take_feeds(wg_feed *f)
{
    const int axis = (int)f->attr->at[0].u.i, inner = f->in[1].shape.rank;
    int64_t where = f->in[1].offset;
    for (int j = 0; j < inner; j++)
        where += f->index[axis + j] * f->in[1].stride[j];
    if (f->k == 1)
        f->part.offset = where;
    for (int j = 0; j < f->in[0].shape.rank && f->k == 0; j++)
        if (j == axis)
            f->part.offset +=
                wrap(index_at(&f->in[1], where), f->in[0].shape.dim[j]) * f->part.stride[j];
        else
            f->part.offset += f->index[j < axis ? j : j + inner - 1] * f->part.stride[j];
    f->part.shape = WG_SCALAR;
}

const wg_op wg__op_take = {
    .exact = true,
    INDEXING(take),
    .pieces = &take_pieces,
    .picks = 1u << 0,
    RULE(take),
    .linear = true,
    .cost = no_cost,
    .feeds = take_feeds,
    WG__SAMPLES({WG__ON(WG__X(4, 3), WG__INDEX(4, 6))},
                {WG__ON(WG__X(2, 4, 3), WG__INDEX(4, 2, 3)), WG__WITH(WG__INT(1))}),
    .doc = "The slices of x at some indices of an axis: with axis 0, rows. The axes of the indices "
           "stand in place of that axis.",
    .python = "taken({0}, {1}, {axis})",
    .formula = "y[a, i, b] = x[a, indices[i], b]",
    .derivative = "dx = scatter_add(0, indices, dy)",
    .convention = "a negative index counts from the end",
};

const wg_op wg__op_scatter_add = {
    INDEXING(scatter_add),
    .pieces = &scatter_add_pieces,
    RULE(scatter_add),
    .linear = true,
    .cost = updates_cost,
    .singular = WG_SINGULAR_SUM,
    WG__SAMPLES({WG__ON(WG__X(4, 3), WG__INDEX(4, 6), WG__X(6, 3))},
                {WG__ON(WG__X(3, 4), WG__INDEX(4, 5), WG__X(3, 5)), WG__WITH(WG__INT(1))}),
    .doc = "x with slices added at some indices of an axis; where an index occurs again, its "
           "slices are added in order.",
    .python = "scattered({0}, {1}, {2}, {axis})",
    .formula = "y = x, then y[a, indices[i], b] += updates[a, i, b]",
    .derivative = "dx = dy, dupdates = take(dy, indices)",
    .convention = "a negative index counts from the end",
};

/* ---- take_along_axis, scatter_add_along_axis ---- */

/* indices: x's shape but for the axis; 1 elsewhere is repeated. shape: with the repetitions. */
static bool along_shape(wg_infer *in, wg_shape *shape)
{
    int64_t *axis = &in->attr->at[0].u.i;
    const wg_shape x = in->shape[0], i = in->shape[1];
    if (!index_dtype(in, 1) || !wg_infer_axis(in, axis, x.rank))
        return false;
    if (i.rank != x.rank)
        return wg_infer_fail(in, WG_ERR_SHAPE, "indices have %d axes, x has %d", i.rank, x.rank);
    *shape = x;
    shape->dim[*axis] = i.dim[*axis];
    for (int k = 0; k < x.rank; k++)
        if (i.dim[k] != shape->dim[k] && i.dim[k] != 1)
            return wg_infer_fail(in, WG_ERR_SHAPE, "indices and x differ along axis %d", k);
    return true;
}

static bool take_along_axis_shape(wg_infer *in)
{
    return along_shape(in, &in->out_shape);
}

static bool scatter_add_along_axis_shape(wg_infer *in)
{
    wg_shape want;
    if (!along_shape(in, &want))
        return false;
    if (in->dtype[2] != in->dtype[0] || in->dtype[0] == WG_BOOL)
        return wg_infer_fail(in, WG_ERR_DTYPE, "x and updates must be numbers of one dtype");
    if (!wg_shape_equal(want, in->shape[2])) {
        char text[160];
        return wg_infer_fail(in, WG_ERR_SHAPE, "updates must be %s",
                             wg_shape_string(want, text, sizeof text));
    }
    return true;
}

/* A line of n elements of part, of their places in whole and of their indices, into an axis of `size` elements `step` apart. */
typedef void (*along_fn)(void *part, int64_t sp, void *whole, int64_t sw, const void *indices,
                         int64_t si, int64_t n, int64_t size, int64_t step);
#define ALONG(fn, I, T, what)                                                                      \
    static void fn(void *part, int64_t sp, void *whole, int64_t sw, const void *indices,           \
                   int64_t si, int64_t n, int64_t size, int64_t step)                              \
    {                                                                                              \
        for (int64_t i = 0; i < n; i++) {                                                          \
            T *const x = (T *)part + i * sp;                                                       \
            T *const y = (T *)whole + i * sw + wrap(((const I *)indices)[i * si], size) * step;    \
            what;                                                                                  \
        }                                                                                          \
    }
#define ALONGS(name, T, what)                                                                      \
    ALONG(name##_by_i32, int32_t, T, what)                                                         \
    ALONG(name##_by_i64, int64_t, T, what)
ALONGS(take_1, uint8_t, *x = *y)
ALONGS(take_4, uint32_t, *x = *y)
ALONGS(take_8, uint64_t, *x = *y)
ALONGS(add_f32, float, *y = SUM(float, float, *y, *x))
ALONGS(add_f64, double, *y = SUM(double, double, *y, *x))
ALONGS(add_i32, int32_t, *y = SUM(int32_t, uint32_t, *y, *x))
ALONGS(add_i64, int64_t, *y = SUM(int64_t, uint64_t, *y, *x))
ALONGS(add_u8, uint8_t, *y = SUM(uint8_t, uint32_t, *y, *x))

#define BY(name)                                                                                   \
    {                                                                                              \
        name##_by_i32, name##_by_i64                                                               \
    }
static const along_fn takes[WG_DTYPE_COUNT][2] = {
    [WG_F32] = BY(take_4), [WG_F64] = BY(take_8), [WG_I32] = BY(take_4),
    [WG_I64] = BY(take_8), [WG_U8] = BY(take_1),  [WG_BOOL] = BY(take_1)};
static const along_fn adds[WG_DTYPE_COUNT][2] = {[WG_F32] = BY(add_f32),
                                                 [WG_F64] = BY(add_f64),
                                                 [WG_I32] = BY(add_i32),
                                                 [WG_I64] = BY(add_i64),
                                                 [WG_U8] = BY(add_u8)};

/* part has the shape of the indices, repetitions done. */
static void along_axis(const wg_view *whole, const wg_view *part, const wg_view *indices, int axis,
                       const along_fn (*fn)[2])
{
    const int64_t size = (int64_t)wg_dtype_size(whole->dtype),
                  index_size = (int64_t)wg_dtype_size(indices->dtype);
    if (wg__numel(&part->shape) == 0)
        return;
    wg__odometer o = wg__odometer_new(3);
    for (int k = 0; k < part->shape.rank; k++)
        wg__odometer_axis(&o, part->shape.dim[k],
                          (const int64_t[]){k == axis ? 0 : whole->stride[k], part->stride[k],
                                            indices->shape.dim[k] == 1 ? 0 : indices->stride[k]});
    int64_t step[WG__TRACKS];
    const int64_t n = wg__odometer_inner(&o, step);
    char *w = wg__origin(whole), *p = wg__origin(part);
    const char *i = wg__origin(indices);
    do
        fn[whole->dtype][indices->dtype == WG_I64](
            p + o.offset[1] * size, step[1], w + o.offset[0] * size, step[0],
            i + o.offset[2] * index_size, step[2], n, whole->shape.dim[axis], whole->stride[axis]);
    while (wg__odometer_next(&o));
}

static wg_code take_along_axis_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    if (code == WG_OK)
        along_axis(&k->in[0], &k->out, &k->in[1], axis, takes);
    return code;
}

static wg_code scatter_add_along_axis_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    if (code != WG_OK)
        return code;
    wg__copy(k->out.data, k->out.stride, &k->in[0]);
    along_axis(&k->out, &k->in[2], &k->in[1], axis, adds);
    return WG_OK;
}

/* ---- these in pieces ---- */

#define NS_ALONG 1.2 /* an element: each has an index */

static double along_ns(const wg_kernel_args *k)
{
    return NS_ALONG * count_of(k->n == 3 ? &k->in[2] : &k->out) + NS_TO_MOVE * count_of(&k->out);
}

/* The axis of the indices that goes with that of the result; -1: they are repeated along it. */
static int of_indices(const wg_kernel_args *k, int axis)
{
    return axis >= 0 && k->in[1].shape.dim[axis] > 1 ? axis : -1;
}

static wg__slices take_along_slices(const wg_kernel_args *k, int64_t wanted)
{
    const int axis = (int)k->attr->at[0].u.i;
    wg__slices s = wg__slices_along(&k->out.shape, 0, wanted);
    s.in[0] = s.out == axis ? -1 : s.out;
    s.in[1] = of_indices(k, s.out);
    return s;
}

/* Each line by itself. */
static wg__slices scatter_along_slices(const wg_kernel_args *k, int64_t wanted)
{
    wg__slices s = wg__slices_along(&k->out.shape, 1u << k->attr->at[0].u.i, wanted);
    s.in[0] = s.in[2] = s.out;
    s.in[1] = of_indices(k, s.out);
    return s;
}

static const struct wg__pieces take_along_pieces = {.cost = along_ns, .slices = take_along_slices};
static const struct wg__pieces scatter_along_pieces = {.cost = along_ns,
                                                       .slices = scatter_along_slices};

/* ---- as part of a tile program: along the last axis, by one index per row ---- */

static wg__taken takes_row(const wg_shape *in, int n, const wg_attrs *attr, int64_t *cols)
{
    const int axis = (int)attr->at[0].u.i;
    (void)n;
    for (int k = 0; k < in[0].rank; k++) {
        const bool line = k == axis;
        if (k > axis ? in[0].dim[k] != 1 : in[1].dim[k] != (line ? 1 : in[0].dim[k]))
            return WG__TAKES_OTHER;
    }
    *cols = in[0].dim[axis];
    return WG__TAKES_LAST;
}

static int64_t row_index(const wg__row_args *a, int64_t i)
{
    return a->index == WG_I32 ? ((const int32_t *)a->in[1])[i] : ((const int64_t *)a->in[1])[i];
}

static wg_code bad_row_index(const wg__row_args *a, int64_t i)
{
    char at[256];
    place(a->indices, a->first + i, at, sizeof at);
    snprintf(a->message, a->message_size,
             "index %" PRId64 " at %s is out of range [%" PRId64 ", %" PRId64
             "] for axis %d of %" PRId64 " elements",
             row_index(a, i), at, -a->cols, a->cols - 1, a->axis, a->cols);
    return WG_ERR_VALUE;
}

/* Element index[i] of each row. */
static wg_code take_rows(const wg__row_args *a)
{
    const size_t size = wg_dtype_size(a->dtype);
    const char *x = a->in[0];
    for (int64_t i = 0; i < a->rows; i++) {
        const int64_t index = row_index(a, i), at = wrap(index, a->cols);
        if (at < 0 || at >= a->cols)
            return bad_row_index(a, i);
        memcpy((char *)a->out + (size_t)i * size, x + (size_t)(i * a->cols + at) * size, size);
    }
    return WG_OK;
}

/* Each row, with an element added at index[i]. */
static wg_code add_to_rows(const wg__row_args *a)
{
    const size_t size = wg_dtype_size(a->dtype);
    if (a->out != a->in[0])
        memcpy(a->out, a->in[0], (size_t)(a->rows * a->cols) * size);
    for (int64_t i = 0; i < a->rows; i++) {
        const int64_t index = row_index(a, i), at = wrap(index, a->cols);
        if (at < 0 || at >= a->cols)
            return bad_row_index(a, i);
        add_line(a->dtype, (char *)a->out + (size_t)(i * a->cols + at) * size, 1,
                 (const char *)a->in[2] + (size_t)i * size, 1, 1);
    }
    return WG_OK;
}

static const struct wg__row_form take_in_rows = {
    .full = 1, .may_fail = true, .types = WG_TYPE_ANY, .takes = takes_row, .run = take_rows};
static const struct wg__row_form add_in_rows = {.full = 1,
                                                .gives_full = true,
                                                .may_fail = true,
                                                .types = WG_TYPE_NUMBER,
                                                .takes = takes_row,
                                                .run = add_to_rows};

/* ---- compositions of these, in one pass ---- */

#define BOTH(fn)                                                                                   \
    static wg_code fn(const wg__row_args *a)                                                       \
    {                                                                                              \
        return a->dtype == WG_F32 ? fn##_f32(a) : fn##_f64(a);                                     \
    }

/* At index[i], of x full: x - s, or (x - s) - t, with s and t of one element per row. */
#define TAKE(fn, T, less)                                                                          \
    static wg_code fn(const wg__row_args *a)                                                       \
    {                                                                                              \
        for (int64_t i = 0; i < a->rows; i++) {                                                    \
            const int64_t at = wrap(row_index(a, i), a->cols);                                     \
            if (at < 0 || at >= a->cols)                                                           \
                return bad_row_index(a, i);                                                        \
            ((T *)a->out)[i] = ((const T *)a->in[0])[i * a->cols + at] less;                       \
        }                                                                                          \
        return WG_OK;                                                                              \
    }
#define LESS(T, k) -((const T *)a->in[k])[i]
TAKE(take_difference_f32, float, LESS(float, 2))
TAKE(take_difference_f64, double, LESS(double, 2))
TAKE(take_differences_f32, float, LESS(float, 2) LESS(float, 3))
TAKE(take_differences_f64, double, LESS(double, 2) LESS(double, 3))
BOTH(take_difference)
BOTH(take_differences)

/* The sum of a row of zeros to which u was added somewhere; or of its negative. */
#define SUM_ADDED(fn, T, sign)                                                                     \
    static wg_code fn(const wg__row_args *a)                                                       \
    {                                                                                              \
        for (int64_t i = 0; i < a->rows; i++)                                                      \
            ((T *)a->out)[i] = sign((T)0 + ((const T *)a->in[0])[i]);                              \
        return WG_OK;                                                                              \
    }
SUM_ADDED(sum_added_f32, float, +)
SUM_ADDED(sum_added_f64, double, +)
BOTH(sum_added)
SUM_ADDED(sum_added_negative_f32, float, -)
SUM_ADDED(sum_added_negative_f64, double, -)
BOTH(sum_added_negative)

static wg_tile_fn to_zeros_of(wg_dtype d, int isa)
{
    while (!wg__to_zeros[isa])
        isa--;
    return wg__to_zeros[isa]->fn[d];
}

/* A row of zeros with u, operand 2, added at index[i], plus x, or plus x s. */
#define ADD_ADDED(fn, T, scale, times)                                                             \
    static wg_code fn(const wg__row_args *a)                                                       \
    {                                                                                              \
        const wg_tile_fn to_zeros = to_zeros_of(a->dtype, a->isa);                                 \
        for (int64_t i = 0; i < a->rows; i++) {                                                    \
            const T *x = (const T *)a->in[0] + i * a->cols, *const s = scale;                      \
            T *y = (T *)a->out + i * a->cols;                                                      \
            const int64_t at = wrap(row_index(a, i), a->cols);                                     \
            if (at < 0 || at >= a->cols)                                                           \
                return bad_row_index(a, i);                                                        \
            const T there = ((T)0 + ((const T *)a->in[2])[i]) + x[at] times;                       \
            to_zeros(y, (const void *[]){x, s}, a->cols, NULL);                                    \
            y[at] = there;                                                                         \
        }                                                                                          \
        return WG_OK;                                                                              \
    }
static const float one = 1;
static const double one_d = 1;
ADD_ADDED(add_added_f32, float, &one, )
ADD_ADDED(add_added_f64, double, &one_d, )
ADD_ADDED(add_added_scaled_f32, float, (const float *)a->in[3] + i, **s)
ADD_ADDED(add_added_scaled_f64, double, (const double *)a->in[3] + i, **s)
BOTH(add_added)
BOTH(add_added_scaled)

const struct wg__row_form wg__take_difference = {
    .full = 1, .may_fail = true, .types = WG_TYPE_FLOAT, .run = take_difference};
const struct wg__row_form wg__take_differences = {
    .full = 1, .may_fail = true, .types = WG_TYPE_FLOAT, .run = take_differences};
const struct wg__row_form wg__add_added_scaled = {.full = 1,
                                                  .gives_full = true,
                                                  .may_fail = true,
                                                  .types = WG_TYPE_FLOAT,
                                                  .run = add_added_scaled};
const struct wg__row_form wg__sum_added = {.types = WG_TYPE_FLOAT, .run = sum_added};
const struct wg__row_form wg__sum_added_negative = {.types = WG_TYPE_FLOAT,
                                                    .run = sum_added_negative};
const struct wg__row_form wg__add_added = {
    .full = 1, .gives_full = true, .may_fail = true, .types = WG_TYPE_FLOAT, .run = add_added};

/* ---- derivatives ---- */

static wg_tensor take_along_axis_vjp(const wg_vjp *v, int arg)
{
    if (arg != 0)
        return wg_none(v->g);
    return wg_scatter_add_along_axis(zeros_like(v->x[0]), v->x[1], v->dy, v->attr->at[0].u.i);
}

static wg_tensor scatter_add_along_axis_vjp(const wg_vjp *v, int arg)
{
    if (arg == 0)
        return v->dy;
    return arg == 1 ? wg_none(v->g) : wg_take_along_axis(v->dy, v->x[1], v->attr->at[0].u.i);
}

const wg_op wg__op_take_along_axis = {
    .exact = true,
    INDEXING(take_along_axis),
    .pieces = &take_along_pieces,
    .picks = 1u << 0,
    RULE(take_along_axis),
    .rows = &take_in_rows,
    .linear = true,
    .cost = no_cost,
    WG__SAMPLES({WG__ON(WG__X(3, 4), WG__INDEX(4, 3, 2))},
                {WG__ON(WG__X(3, 4), WG__INDEX(3, 5, 4)), WG__WITH(WG__INT(0))}),
    .doc = "Elements of x at indices along an axis, each line by its own indices. Indices have x's "
           "shape but for that axis; a size of 1 is repeated.",
    .python = "torch.gather({0}, {axis}, {1}.long())",
    .formula = "y[a, i, b] = x[a, indices[a, i, b], b]",
    .derivative = "dx = scatter_add_along_axis(0, indices, dy)",
    .convention = "a negative index counts from the end",
};

const wg_op wg__op_scatter_add_along_axis = {
    INDEXING(scatter_add_along_axis),
    .pieces = &scatter_along_pieces,
    RULE(scatter_add_along_axis),
    .rows = &add_in_rows,
    .linear = true,
    .cost = updates_cost,
    .singular = WG_SINGULAR_SUM,
    WG__SAMPLES({WG__ON(WG__X(3, 4), WG__INDEX(4, 3, 2), WG__X(3, 2))}),
    .doc = "x with elements added at indices along an axis, each line by its own indices; where an "
           "index occurs again, elements are added in order.",
    .python = "torch.scatter_add({0}, {axis}, {1}.long(), {2})",
    .formula = "y = x, then y[a, indices[a, i, b], b] += updates[a, i, b]",
    .derivative = "dx = dy, dupdates = take_along_axis(dy, indices)",
    .convention = "a negative index counts from the end",
};

/* ---- one_hot ---- */

static bool one_hot_shape(wg_infer *in)
{
    const int64_t classes = in->attr->at[0].u.i, dtype = in->attr->at[1].u.i;
    if (!index_dtype(in, 0))
        return false;
    if (classes < 0 || in->shape[0].rank == WG_MAX_RANK)
        return wg_infer_fail(in, WG_ERR_ARGUMENT,
                             classes < 0 ? "the number of classes is negative"
                                         : "the result has too many axes");
    if (dtype < 0 || !wg__dtype_valid((wg_dtype)dtype))
        return wg_infer_fail(in, WG_ERR_DTYPE, "%d is not a dtype", (int)dtype);
    in->out_dtype = (wg_dtype)dtype;
    in->out_shape.dim[in->out_shape.rank++] = classes;
    return true;
}

static wg_code one_hot_kernel(const wg_kernel_args *k)
{
    const wg_view *indices = &k->in[0];
    const int64_t classes = k->attr->at[0].u.i, n = wg__numel(&indices->shape);
    const wg_code code = check_indices(k, indices, 0, classes, "one_hot's classes");
    if (code != WG_OK || n == 0)
        return code;
    memset(k->out.data, 0, (size_t)(n * classes) * wg_dtype_size(k->out.dtype));
    wg__odometer o = wg__odometer_new(1);
    for (int j = 0; j < indices->shape.rank; j++)
        wg__odometer_axis(&o, indices->shape.dim[j], &indices->stride[j]);
    for (int64_t i = 0; i < n; i++) {
        wg__store(k->out.dtype, k->out.data, i * classes + index_at(indices, o.offset[0]), 1);
        wg__odometer_next(&o);
    }
    return WG_OK;
}

/* Rows of some of the indices. */
static wg__slices one_hot_slices(const wg_kernel_args *k, int64_t wanted)
{
    wg__slices s = wg__slices_outermost(k);
    (void)wanted;
    s.in[0] = s.out < k->in[0].shape.rank ? s.out : -1;
    if (s.in[0] < 0)
        s.out = -1;
    return s;
}

static double one_hot_ns(const wg_kernel_args *k)
{
    return NS_TO_FIND * count_of(&k->in[0]) + NS_TO_MOVE * count_of(&k->out);
}

static const struct wg__pieces one_hot_pieces = {.cost = one_hot_ns, .slices = one_hot_slices};

const wg_op wg__op_one_hot = {
    INDEXING(one_hot),
    .pieces = &one_hot_pieces,
    .diff = WG_DIFF_CONSTANT,
    .cost = no_cost,
    .doc = "For each index, a row of `classes` elements: 1 at the index, 0 elsewhere. An index "
           "outside [0, classes) is an error, negative ones too.",
    .python = "torch.nn.functional.one_hot({0}.long(), {classes}).to({dtype})",
    .formula = "y[i, c] = 1 if c = indices[i], else 0",
    .derivative = "none: its operand is an integer",
};

/* ---- arange, eye, masks ---- */

/* name_##_slice computes the elements of the result from `first` of its first axis on; all of them are a slice. */
#define SOURCE(name_)                                                                              \
    WG__OP(name_, INDEXING), .strided = true, .shape = name_##_shape, .kernel = name_##_kernel,    \
                             .pieces = &name_##_pieces, .diff = WG_DIFF_CONSTANT, .cost = no_cost
#define SLICES(name_, ns)                                                                          \
    static wg_code name_##_kernel(const wg_kernel_args *k)                                         \
    {                                                                                              \
        return name_##_slice(&(wg__slice){k, k, 0, 0});                                            \
    }                                                                                              \
    static const struct wg__pieces name_##_pieces = {                                              \
        .cost = ns, .slices = rows_of_source, .slice = name_##_slice}

static wg__slices rows_of_source(const wg_kernel_args *k, int64_t wanted)
{
    wg__slices s = wg__slices_outermost(k);
    (void)wanted;
    if (s.out > 0)
        s.out = -1;
    return s;
}

static bool source_dtype(wg_infer *in)
{
    const int64_t dtype = in->attr->at[0].u.i;
    if (dtype < 0 || !wg__dtype_valid((wg_dtype)dtype))
        return wg_infer_fail(in, WG_ERR_DTYPE, "%d is not a dtype", (int)dtype);
    in->out_dtype = (wg_dtype)dtype;
    return true;
}

static bool arange_shape(wg_infer *in)
{
    const double start = in->attr->at[1].u.f, stop = in->attr->at[2].u.f,
                 step = in->attr->at[3].u.f;
    if (!source_dtype(in))
        return false;
    if (!isfinite(start) || !isfinite(stop) || !isfinite(step) || step == 0)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "no range from %g to %g by %g", start, stop,
                             step);
    const double n = ceil((stop - start) / step);
    if (n > 0x1p62)
        return wg_infer_fail(in, WG_ERR_SIZE, "the range from %g to %g by %g is too long", start,
                             stop, step);
    const int64_t count = n > 0 ? (int64_t)n : 0;
    const double last = start + step * (double)(count - 1);
    const bool whole =
        wg_dtype_is_float(in->out_dtype) || (start == trunc(start) && step == trunc(step));
    if (count > 0 && (!wg__fits(in->out_dtype, start) || !wg__fits(in->out_dtype, last) || !whole))
        return wg_infer_fail(in, WG_ERR_VALUE, "the range from %g to %g by %g does not fit %s",
                             start, stop, step, wg_dtype_name(in->out_dtype));
    in->out_shape = WG_SHAPE(count);
    return true;
}

static wg_code arange_slice(const wg__slice *s)
{
    const wg_kernel_args *k = s->part;
    const double start = k->attr->at[1].u.f, step = k->attr->at[3].u.f;
    for (int64_t i = 0; i < k->out.shape.dim[0]; i++)
        wg__store(k->out.dtype, k->out.data, i, start + step * (double)(s->first + i));
    return WG_OK;
}

static double arange_ns(const wg_kernel_args *k)
{
    return 1.3 * count_of(&k->out);
}
SLICES(arange, arange_ns);

const wg_op wg__op_arange = {
    SOURCE(arange),
    .doc = "Numbers from start by step as long as they are before stop. Integers must be whole.",
    .python = "torch.arange({start}, {stop}, {step}, dtype={dtype})",
    .formula = "y[i] = start + i step",
    .derivative = "none: no operand",
};

/* A matrix of the attributes rows and columns; columns of -1 means as many as rows. */
static bool matrix_shape(wg_infer *in, wg_attr *rows, wg_attr *columns)
{
    if (columns->u.i == -1)
        columns->u.i = rows->u.i;
    if (rows->u.i < 0 || columns->u.i < 0)
        return wg_infer_fail(in, WG_ERR_SIZE, "a dimension is negative");
    in->out_shape = WG_SHAPE(rows->u.i, columns->u.i);
    return true;
}

static bool eye_shape(wg_infer *in)
{
    return source_dtype(in) && matrix_shape(in, &in->attr->at[1], &in->attr->at[2]);
}

/* Row i has its diagonal at column i + diagonal; whatever that is, without overflow. */
static int64_t diagonal_at(int64_t i, int64_t diagonal, int64_t columns)
{
    return diagonal >= columns - i ? columns : diagonal < -i ? -1 : i + diagonal;
}

static wg_code eye_slice(const wg__slice *s)
{
    const wg_kernel_args *k = s->part;
    const int64_t rows = k->out.shape.dim[0], columns = k->out.shape.dim[1];
    memset(k->out.data, 0, (size_t)(rows * columns) * wg_dtype_size(k->out.dtype));
    for (int64_t i = 0; i < rows; i++) {
        const int64_t j = diagonal_at(s->first + i, k->attr->at[3].u.i, columns);
        if (j >= 0 && j < columns)
            wg__store(k->out.dtype, k->out.data, i * columns + j, 1);
    }
    return WG_OK;
}
SLICES(eye, wg__move_cost);

const wg_op wg__op_eye = {
    SOURCE(eye),
    .doc = "A matrix with 1 on a diagonal, the main one by default (1 is the one above it), and 0 "
           "elsewhere; square by default.",
    .python = "eye({rows}, {columns}, {diagonal}).to({dtype})",
    .formula = "y[i, j] = 1 if j = i + diagonal, else 0",
    .derivative = "none: no operand",
};

static bool tril_mask_shape(wg_infer *in)
{
    in->out_dtype = WG_BOOL;
    return matrix_shape(in, &in->attr->at[0], &in->attr->at[1]);
}

static wg_code tril_mask_slice(const wg__slice *s)
{
    const wg_kernel_args *k = s->part;
    const int64_t rows = k->out.shape.dim[0], columns = k->out.shape.dim[1];
    uint8_t *y = k->out.data;
    for (int64_t i = 0; i < rows; i++) {
        const int64_t j = diagonal_at(s->first + i, k->attr->at[2].u.i, columns);
        const int64_t ones = j < columns ? j + 1 : columns;
        memset(y + i * columns, 1, (size_t)ones);
        memset(y + i * columns + ones, 0, (size_t)(columns - ones));
    }
    return WG_OK;
}
SLICES(tril_mask, wg__move_cost);

const wg_op wg__op_tril_mask = {
    SOURCE(tril_mask),
    .doc = "A matrix of truth values: true on a diagonal and below it.",
    .python = "torch.ones({rows}, {columns}).tril({diagonal}).bool()",
    .formula = "y[i, j] = j <= i + diagonal",
    .derivative = "none: no operand",
};

/* ---- tril, triu ---- */

/* What remains: the lower triangle of x, or all but that. */
static wg_tensor triangle(wg_tensor x, int64_t diagonal, bool lower)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    const wg_shape s = wg_shape_of(x);
    if (s.rank < 2)
        return wg__fail(x.g, WG_ERR_SHAPE, "the operand is no matrix: it has %d axes", s.rank);
    const wg_tensor mask = wg_tril_mask(x.g, s.dim[s.rank - 2], s.dim[s.rank - 1], diagonal);
    const wg_tensor zero = wg_scalar(x.g, wg_dtype_of(x), 0);
    return lower ? wg_where(mask, x, zero) : wg_where(mask, zero, x);
}

wg_tensor wg__tril(wg_tensor x, int64_t diagonal)
{
    return triangle(x, diagonal, true);
}

wg_tensor wg__triu(wg_tensor x, int64_t diagonal)
{
    return triangle(x, diagonal == INT64_MIN ? diagonal : diagonal - 1, false);
}

const wg_op wg__op_tril = {
    WG__COMPOSITION(tril),
    WG__SAMPLES({WG__ON(WG__X(4, 4))}),
    .doc = "The lower triangles of the matrices in the last two axes, the diagonal included; 0 "
           "above.",
    .formula = "y[..., i, j] = x[..., i, j] if j <= i + diagonal, else 0",
    .derivative = "dx = tril(dy)",
};

const wg_op wg__op_triu = {
    WG__COMPOSITION(triu),
    WG__SAMPLES({WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__INT(1))}),
    .doc = "The upper triangles of the matrices in the last two axes, the diagonal included; 0 "
           "below.",
    .formula = "y[..., i, j] = x[..., i, j] if j >= i + diagonal, else 0",
    .derivative = "dx = triu(dy)",
};
