/* Ops that put elements together anew: joining, cutting, padding, repeating. */
#include <math.h>
#include <string.h>

#include "ops/apply.h"
#include "ops/nest.h"
#include "ops/pieces.h"
#include "ops/sample.h"
#include "ops/shape_ops.h"
#include "ops_gen_impl.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"
#include "tensor/node.h"

static double no_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)in, (void)n, (void)out;
    return 0;
}

/* ---- concat, stack, split ---- */

static bool concat_shape(wg_infer *in)
{
    int64_t *axis = &in->attr->at[0].u.i;
    if (!wg_infer_axis(in, axis, in->shape[0].rank))
        return false;
    int64_t *total = &in->out_shape.dim[*axis];
    for (int k = 1; k < in->n; k++) {
        wg_shape like = in->shape[0];
        if (like.rank == in->shape[k].rank)
            like.dim[*axis] = in->shape[k].dim[*axis];
        if (!wg_shape_equal(like, in->shape[k]))
            return wg_infer_fail(in, WG_ERR_SHAPE,
                                 "operand %d differs from operand 0 beyond axis %lld", k,
                                 (long long)*axis);
        if (like.dim[*axis] > INT64_MAX - *total)
            return wg_infer_fail(in, WG_ERR_SIZE, "the size along axis %lld overflows",
                                 (long long)*axis);
        *total += like.dim[*axis];
    }
    in->identity = in->n == 1;
    return true;
}

/* The elements of an axis that a slice has: first, ..., of an operand whose element 0 there would be element `at` of the result. */
static bool meeting(wg_view *v, int axis, int64_t at, int64_t first, int64_t n, int64_t *to)
{
    const int64_t start = first > at ? first - at : 0,
                  stop = first + n - at < v->shape.dim[axis] ? first + n - at : v->shape.dim[axis];
    if (start >= stop)
        return false;
    v->data = (char *)v->data + start * v->stride[axis] * (int64_t)wg_dtype_size(v->dtype);
    v->shape.dim[axis] = stop - start;
    *to = at + start - first;
    return true;
}

static wg_code concat_slice(const wg__slice *s)
{
    const int axis = (int)s->whole->attr->at[0].u.i;
    const wg_view *out = &s->part->out;
    const int64_t size = (int64_t)wg_dtype_size(out->dtype), n = out->shape.dim[s->axis];
    char *y = out->data;
    for (int64_t j = 0, at = 0; j < s->whole->n; j++) {
        wg_view x = s->whole->in[j];
        const int64_t across = x.shape.dim[axis];
        int64_t to;
        const bool along = s->axis == axis;
        if (meeting(&x, s->axis, along ? at : 0, s->first, n, &to))
            wg__copy(y + (along ? to : at) * out->stride[axis] * size, out->stride, &x);
        at += across;
    }
    return WG_OK;
}

static wg_code concat_kernel(const wg_kernel_args *k)
{
    return concat_slice(&(wg__slice){k, k, (int)k->attr->at[0].u.i, 0});
}

static wg__slices any_slices(const wg_kernel_args *k, int64_t wanted)
{
    return wg__slices_along(&k->out.shape, 0, wanted);
}
static const struct wg__pieces concat_pieces = {
    .cost = wg__move_cost, .slices = any_slices, .slice = concat_slice};

static wg_tensor concat_vjp(const wg_vjp *v, int arg)
{
    const int axis = (int)v->attr->at[0].u.i;
    int64_t start = 0;
    for (int k = 0; k < arg; k++)
        start += wg_shape_of(v->x[k]).dim[axis];
    return wg__cut(v->dy, axis, start, start + wg_shape_of(v->x[arg]).dim[axis]);
}

static void one_element(wg_feed *f, bool inside)
{
    f->part.shape = inside ? WG_SCALAR : WG_SHAPE(0);
}

static void concat_feeds(wg_feed *f)
{
    const int axis = (int)f->attr->at[0].u.i;
    int64_t start = 0;
    for (int j = 0; j < f->k; j++)
        start += f->in[j].shape.dim[axis];
    const int64_t at = f->index[axis] - start;
    for (int j = 0; j < f->out->rank; j++)
        f->part.offset += (j == axis ? at : f->index[j]) * f->part.stride[j];
    one_element(f, at >= 0 && at < f->in[f->k].shape.dim[axis]);
}

const wg_op wg__op_concat = {
    .exact = true,
    WG__OP(concat, SHAPE),
    .strided = true,
    .shape = concat_shape,
    .kernel = concat_kernel,
    .pieces = &concat_pieces,
    .diff = WG_DIFF_RULE,
    .vjp = concat_vjp,
    .linear = true,
    .cost = no_cost,
    .feeds = concat_feeds,
    WG__SAMPLES({WG__ON(WG__X(2, 3), WG__X(1, 3), WG__X(4, 3))},
                {WG__ON(WG__X(2, 3), WG__X(2, 1)), WG__WITH(WG__INT(-1))}),
    .doc = "Tensors one after the other along an axis; all other axes must agree.",
    .python = "torch.cat(({*}), dim={axis})",
    .formula = "y = x_1 followed by x_2, ...",
    .derivative = "dx_k = the part of dy that x_k became",
};

wg_tensor wg__stack(const wg_tensor *xs, int n, int64_t axis)
{
    wg_graph *g = wg__graph_of(xs, xs ? n : 0);
    if (n < 1 || n > WG_MAX_OPERANDS || !xs)
        return wg__fail(g, WG_ERR_ARGUMENT, "stack takes 1 to %d operands", WG_MAX_OPERANDS);
    if (!wg__use(g, xs[0], "operand 0"))
        return wg__poison(g);
    const int rank = wg_shape_of(xs[0]).rank;
    if (rank == WG_MAX_RANK)
        return wg__fail(g, WG_ERR_ARGUMENT, "the result has more than %d axes", WG_MAX_RANK);
    if (!wg__axis_ok(g, &axis, rank + 1))
        return wg__poison(g);
    wg_tensor *wide = wg__alloc((size_t)n * sizeof *wide);
    if (!wide)
        return wg__fail(g, WG_ERR_MEMORY, "out of memory");
    wg_tensor y = wg__poison(g);
    bool ok = true;
    for (int k = 0; k < n && ok; k++) {
        ok = wg__use(g, xs[k], "an operand") != NULL;
        if (ok && !wg_shape_equal(wg_shape_of(xs[k]), wg_shape_of(xs[0]))) {
            wg__fail(g, WG_ERR_SHAPE, "operand %d has another shape than operand 0", k);
            ok = false;
        }
        if (ok)
            wide[k] = wg_unsqueeze(xs[k], WG_AXES((int)axis));
    }
    if (ok)
        y = wg_concat(wide, n, axis);
    wg__free(wide);
    return y;
}

const wg_op wg__op_stack = {
    WG__COMPOSITION(stack),
    WG__SAMPLES({WG__ON(WG__X(2, 3), WG__X(2, 3), WG__X(2, 3)), WG__WITH(WG__INT(1))}),
    .doc = "Tensors of one shape side by side along a new axis.",
    .formula = "y[..., k, ...] = x_k",
    .derivative = "dx_k = dy[..., k, ...]",
};

wg_tensor wg__split(wg_tensor x, int64_t parts, int64_t index, int64_t axis)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    const wg_shape s = wg_shape_of(x);
    if (!wg__axis_ok(x.g, &axis, s.rank))
        return wg__poison(x.g);
    const int64_t size = s.dim[axis];
    if (parts < 1 || size % parts)
        return wg__fail(x.g, WG_ERR_ARGUMENT, "%lld elements are not cut into %lld equal parts",
                        (long long)size, (long long)parts);
    if (index < -parts || index >= parts)
        return wg__fail(x.g, WG_ERR_ARGUMENT, "part %lld is out of range [%lld, %lld]",
                        (long long)index, (long long)-parts, (long long)(parts - 1));
    const int64_t part = size / parts, start = (index < 0 ? index + parts : index) * part;
    return wg__cut(x, (int)axis, start, start + part);
}

const wg_op wg__op_split = {
    WG__COMPOSITION(split),
    WG__SAMPLES({WG__ON(WG__X(6, 2)), WG__WITH(WG__INT(3), WG__INT(1), WG__INT(0))}),
    .doc = "One of the equal parts into which an axis is cut.",
    .formula = "y = x[..., index n / parts : (index + 1) n / parts, ...]",
    .derivative = "dx = dy in its place, 0 elsewhere",
};

/* ---- pad ---- */

static bool pad_shape(wg_infer *in)
{
    wg_attr *before = &in->attr->at[0], *after = &in->attr->at[1];
    const int rank = in->shape[0].rank;
    if (before->n > rank || after->n > rank || before->n < 0 || after->n < 0)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "more widths than axes");
    in->identity = true;
    for (int k = 0; k < rank; k++) {
        if (k >= before->n)
            before->list[k] = 0;
        if (k >= after->n)
            after->list[k] = 0;
        const int64_t b = before->list[k], a = after->list[k];
        int64_t *dim = &in->out_shape.dim[k];
        if (b < 0 || a < 0)
            return wg_infer_fail(in, WG_ERR_ARGUMENT, "a width is negative (wg_slice cuts)");
        if (b > INT64_MAX - *dim || a > INT64_MAX - *dim - b)
            return wg_infer_fail(in, WG_ERR_SIZE, "the size along axis %d overflows", k);
        *dim += b + a;
        in->identity = in->identity && b + a == 0;
    }
    before->n = after->n = rank;
    if (!wg__fits(in->out_dtype, in->attr->at[2].u.f))
        return wg_infer_fail(in, WG_ERR_VALUE, "%g is not a value of dtype %s", in->attr->at[2].u.f,
                             wg_dtype_name(in->out_dtype));
    return true;
}

/* Neighbours in memory. */
static void fill(const wg_view *y, double value)
{
    const size_t size = wg_dtype_size(y->dtype);
    const int64_t n = wg__numel(&y->shape);
    if (value == 0 && !signbit(value)) {
        memset(y->data, 0, (size_t)n * size);
        return;
    }
    double there;
    const wg_view one = {.data = &there, .dtype = y->dtype, .shape = y->shape}; /* repeated */
    wg__store(y->dtype, &there, 0, value);
    wg__copy(y->data, y->stride, &one);
}

/* Along the outermost axis, or all. */
static wg_code pad_slice(const wg__slice *s)
{
    const wg_view *y = &s->part->out;
    const int64_t *before = s->whole->attr->at[0].list;
    wg_view x = s->whole->in[0];
    int64_t first = 0, to;
    if (wg__numel(&y->shape) == 0)
        return WG_OK;
    fill(y, s->whole->attr->at[2].u.f);
    if (x.shape.rank == 0)
        to = 0;
    else if (!meeting(&x, s->axis, before[s->axis], s->first, y->shape.dim[s->axis], &to))
        return WG_OK;
    for (int j = 0; j < x.shape.rank; j++)
        first += (j == s->axis ? to : before[j]) * y->stride[j];
    wg__copy((char *)y->data + first * (int64_t)wg_dtype_size(y->dtype), y->stride, &x);
    return WG_OK;
}

static wg_code pad_kernel(const wg_kernel_args *k)
{
    return pad_slice(&(wg__slice){k, k, 0, 0});
}

static wg__slices pad_slices(const wg_kernel_args *k, int64_t wanted)
{
    (void)wanted;
    return wg__slices_outermost(k);
}
static const struct wg__pieces pad_pieces = {
    .cost = wg__move_cost, .slices = pad_slices, .slice = pad_slice};

static wg_tensor pad_vjp(const wg_vjp *v, int arg)
{
    const wg_shape x = wg_shape_of(v->x[arg]);
    wg_ints start = {.n = x.rank}, stop = {.n = x.rank};
    for (int k = 0; k < x.rank; k++) {
        start.v[k] = v->attr->at[0].list[k];
        stop.v[k] = start.v[k] + x.dim[k];
    }
    return wg_slice(v->dy, start, stop, (wg_ints){0});
}

static void pad_feeds(wg_feed *f)
{
    bool inside = true;
    for (int j = 0; j < f->out->rank; j++) {
        const int64_t at = f->index[j] - f->attr->at[0].list[j];
        inside = inside && at >= 0 && at < f->in[0].shape.dim[j];
        f->part.offset += at * f->part.stride[j];
    }
    one_element(f, inside);
}

const wg_op wg__op_pad = {
    .exact = true,
    WG__OP(pad, SHAPE),
    .strided = true,
    .shape = pad_shape,
    .kernel = pad_kernel,
    .pieces = &pad_pieces,
    .diff = WG_DIFF_RULE,
    .vjp = pad_vjp,
    .cost = no_cost,
    .feeds = pad_feeds,
    WG__SAMPLES({WG__ON(WG__X(2, 3)), WG__WITH(WG__LIST(1, 0), WG__LIST(2, 1), WG__FLOAT(0.5))}),
    .doc = "x with elements of one value around it: before[k] and after[k] of them along axis k; "
           "shorter lists leave later axes alone.",
    .python = "padded({0}, {before}, {after}, {value})",
    .formula = "y = x inside, value outside",
    .derivative = "dx = dy inside",
};

/* ---- roll, tile ---- */

wg_tensor wg__roll(wg_tensor x, int64_t shift, int64_t axis)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    const wg_shape s = wg_shape_of(x);
    if (!wg__axis_ok(x.g, &axis, s.rank))
        return wg__poison(x.g);
    const int64_t n = s.dim[axis];
    if (n == 0 || shift % n == 0)
        return x;
    const int64_t by = (shift % n + n) % n;
    const wg_tensor parts[] = {wg__cut(x, (int)axis, n - by, n), wg__cut(x, (int)axis, 0, n - by)};
    return wg_concat(parts, 2, axis);
}

const wg_op wg__op_roll = {
    WG__COMPOSITION(roll),
    WG__SAMPLES({WG__ON(WG__X(3, 4)), WG__WITH(WG__INT(1), WG__INT(-1))},
                {WG__ON(WG__X(3, 4)), WG__WITH(WG__INT(-2), WG__INT(0))}),
    .doc = "The elements moved along an axis; those that leave at the end enter at the beginning.",
    .formula = "y[..., (i + shift) mod n, ...] = x[..., i, ...]",
    .derivative = "dx = roll(dy, -shift)",
};

/* Along one axis at a time: (outer, n, inner) -> (outer, times, n, inner). */
wg_tensor wg__tile(wg_tensor x, wg_ints reps)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    wg_shape s = wg_shape_of(x);
    while (s.rank < reps.n) { /* as NumPy: new axes in front */
        memmove(s.dim + 1, s.dim, (size_t)s.rank++ * sizeof s.dim[0]);
        s.dim[0] = 1;
    }
    wg_tensor y = wg_reshape(x, s);
    for (int j = reps.n - 1; j >= 0; j--) {
        const int axis = s.rank - reps.n + j;
        const wg_shape a = wg__around(s, axis);
        if (reps.v[j] < 0)
            return wg__fail(x.g, WG_ERR_ARGUMENT, "a number of repetitions is negative");
        if (!wg__mul_i64(s.dim[axis], reps.v[j], &s.dim[axis]))
            return wg__fail(x.g, WG_ERR_SIZE, "the result's size overflows");
        if (reps.v[j] == 1)
            continue;
        y = wg_reshape(y, WG_SHAPE(a.dim[0], 1, a.dim[1], a.dim[2]));
        y = wg_broadcast_to(y, WG_SHAPE(a.dim[0], reps.v[j], a.dim[1], a.dim[2]));
        y = wg_reshape(y, s);
    }
    return y;
}

const wg_op wg__op_tile = {
    WG__COMPOSITION(tile),
    WG__SAMPLES({WG__ON(WG__X(2, 3)), WG__WITH(WG__LIST(2, 3))}),
    .doc = "x repeated as a whole, reps[k] times along axis k; a shorter list means the last axes, "
           "a longer one adds axes in front, as in NumPy.",
    .formula = "y[..., i, ...] = x[..., i mod n, ...]",
    .derivative = "dx = dy, summed over the repetitions",
};
