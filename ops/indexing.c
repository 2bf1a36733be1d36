/* Reading and adding by index, ranges and masks. Indices are i32 or i64; a negative one counts from
 * the end; one out of range is an error of the run, before anything is written elsewhere. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ops/apply.h"
#include "ops/nest.h"
#include "ops/pairs.h"
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

/* The first bad index, in row-major order, with its place and the bounds. */
static wg_code check_indices(const wg_kernel_args *k, const wg_view *indices, int64_t lo,
                             int64_t size, const char *what)
{
    const int64_t n = wg__numel(&indices->shape);
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

#define ADD(T, A)                                                                                  \
    for (int64_t i = 0; i < n; i++)                                                                \
        ((T *)y)[i * sy] = (T)((A)((T *)y)[i * sy] + (A)((const T *)x)[i * sx]);                   \
    break;

static void add_line(wg_dtype d, void *y, int64_t sy, const void *x, int64_t sx, int64_t n)
{
    switch (d) {
    case WG_F32: ADD(float, float)
    case WG_F64: ADD(double, double)
    case WG_I32: ADD(int32_t, uint32_t)
    case WG_I64: ADD(int64_t, uint64_t)
    default: ADD(uint8_t, uint32_t)
    }
}

static void copy_line(wg_dtype d, void *y, int64_t sy, const void *x, int64_t sx, int64_t n)
{
    const size_t size = wg_dtype_size(d);
    if (sy == 1 && sx == 1) {
        memcpy(y, x, (size_t)n * size);
        return;
    }
    for (int64_t i = 0; i < n; i++)
        memcpy((char *)y + i * sy * (int64_t)size, (const char *)x + i * sx * (int64_t)size, size);
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

/* For each index in order, a line operation between the elements of y at that index and those of x
 * at its place. whole: the view that has the axis; part: the one that has the axes of the indices
 * instead. */
static void by_index(const wg_view *whole, const wg_view *part, const wg_view *indices, int axis,
                     line_fn fn, bool into_whole)
{
    const int64_t size = (int64_t)wg_dtype_size(whole->dtype), n = wg__numel(&indices->shape);
    const int inner_rank = whole->shape.rank - axis - 1;
    const int part_inner = part->shape.rank - inner_rank;
    if (wg__numel(&part->shape) == 0)
        return;
    wg__odometer index = wg__odometer_new(2), o = wg__odometer_new(2);
    for (int k = 0; k < indices->shape.rank; k++)
        wg__odometer_axis(&index, indices->shape.dim[k],
                          (const int64_t[]){indices->stride[k], part->stride[axis + k]});
    for (int k = 0; k < axis; k++)
        wg__odometer_axis(&o, whole->shape.dim[k],
                          (const int64_t[]){whole->stride[k], part->stride[k]});
    for (int k = 0; k < inner_rank; k++)
        wg__odometer_axis(
            &o, whole->shape.dim[axis + 1 + k],
            (const int64_t[]){whole->stride[axis + 1 + k], part->stride[part_inner + k]});
    int64_t step[WG__TRACKS];
    const int64_t run = wg__odometer_inner(&o, step);
    for (int64_t i = 0; i < n; i++) {
        const int64_t at = wrap(index_at(indices, index.offset[0]), whole->shape.dim[axis]);
        char *w = (char *)wg__origin(whole) + at * whole->stride[axis] * size;
        char *p = (char *)wg__origin(part) + index.offset[1] * size;
        do {
            char *pw = w + o.offset[0] * size, *pp = p + o.offset[1] * size;
            if (into_whole)
                fn(whole->dtype, pw, step[0], pp, step[1], run);
            else
                fn(whole->dtype, pp, step[1], pw, step[0], run);
        } while (wg__odometer_next(&o));
        wg__odometer_next(&index);
    }
}

static wg_code take_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    if (code == WG_OK)
        by_index(&k->in[0], &k->out, &k->in[1], axis, copy_line, false);
    return code;
}

static wg_code scatter_add_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    if (code != WG_OK)
        return code;
    wg__copy(k->out.data, k->out.stride, &k->in[0]);
    by_index(&k->out, &k->in[2], &k->in[1], axis, add_line, true);
    return WG_OK;
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

/* part has the shape of the indices, repetitions done. */
static void along_axis(const wg_view *whole, const wg_view *part, const wg_view *indices, int axis,
                       line_fn fn, bool into_whole)
{
    const int64_t size = (int64_t)wg_dtype_size(whole->dtype), n = wg__numel(&part->shape);
    if (n == 0)
        return;
    wg__odometer o = wg__odometer_new(3);
    for (int k = 0; k < part->shape.rank; k++)
        wg__odometer_axis(&o, part->shape.dim[k],
                          (const int64_t[]){k == axis ? 0 : whole->stride[k], part->stride[k],
                                            indices->shape.dim[k] == 1 ? 0 : indices->stride[k]});
    char *w = wg__origin(whole), *p = wg__origin(part);
    do {
        const int64_t at = wrap(index_at(indices, o.offset[2]), whole->shape.dim[axis]);
        char *pw = w + (o.offset[0] + at * whole->stride[axis]) * size;
        char *pp = p + o.offset[1] * size;
        if (into_whole)
            fn(whole->dtype, pw, 1, pp, 1, 1);
        else
            fn(whole->dtype, pp, 1, pw, 1, 1);
    } while (wg__odometer_next(&o));
}

static wg_code take_along_axis_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    if (code == WG_OK)
        along_axis(&k->in[0], &k->out, &k->in[1], axis, copy_line, false);
    return code;
}

static wg_code scatter_add_along_axis_kernel(const wg_kernel_args *k)
{
    const int axis = (int)k->attr->at[0].u.i;
    const wg_code code = check_axis_indices(k, axis);
    if (code != WG_OK)
        return code;
    wg__copy(k->out.data, k->out.stride, &k->in[0]);
    along_axis(&k->out, &k->in[2], &k->in[1], axis, add_line, true);
    return WG_OK;
}

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

const wg_op wg__op_one_hot = {
    INDEXING(one_hot),
    .diff = WG_DIFF_CONSTANT,
    .cost = no_cost,
    .doc = "For each index, a row of `classes` elements: 1 at the index, 0 elsewhere. An index "
           "outside [0, classes) is an error, negative ones too.",
    .python = "torch.nn.functional.one_hot({0}.long(), {classes}).to({dtype})",
    .formula = "y[i, c] = 1 if c = indices[i], else 0",
    .derivative = "none: its operand is an integer",
};

/* ---- arange, eye, masks ---- */

#define SOURCE(name_)                                                                              \
    WG__OP(name_, INDEXING), .strided = true, .shape = name_##_shape, .kernel = name_##_kernel,    \
                             .diff = WG_DIFF_CONSTANT, .cost = no_cost

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

static wg_code arange_kernel(const wg_kernel_args *k)
{
    const double start = k->attr->at[1].u.f, step = k->attr->at[3].u.f;
    for (int64_t i = 0; i < k->out.shape.dim[0]; i++)
        wg__store(k->out.dtype, k->out.data, i, start + step * (double)i);
    return WG_OK;
}

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

static wg_code eye_kernel(const wg_kernel_args *k)
{
    const int64_t rows = k->out.shape.dim[0], columns = k->out.shape.dim[1];
    memset(k->out.data, 0, (size_t)(rows * columns) * wg_dtype_size(k->out.dtype));
    for (int64_t i = 0; i < rows; i++) {
        const int64_t j = diagonal_at(i, k->attr->at[3].u.i, columns);
        if (j >= 0 && j < columns)
            wg__store(k->out.dtype, k->out.data, i * columns + j, 1);
    }
    return WG_OK;
}

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

static wg_code tril_mask_kernel(const wg_kernel_args *k)
{
    const int64_t rows = k->out.shape.dim[0], columns = k->out.shape.dim[1];
    uint8_t *y = k->out.data;
    for (int64_t i = 0; i < rows; i++) {
        const int64_t j = diagonal_at(i, k->attr->at[2].u.i, columns);
        const int64_t ones = j < columns ? j + 1 : columns;
        memset(y + i * columns, 1, (size_t)ones);
        memset(y + i * columns + ones, 0, (size_t)(columns - ones));
    }
    return WG_OK;
}

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
