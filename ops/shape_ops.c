/* Views: other shapes and strides over the same elements. They cost nothing. */
#include "ops/shape_ops.h"
#include "ops/apply.h"
#include "ops/nest.h"
#include "ops/sample.h"
#include "ops_gen_impl.h"
#include "tensor/memory.h"
#include "tensor/node.h"

static double no_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)in, (void)n, (void)out;
    return 0;
}

#define VIEW(name_)                                                                                \
    WG__OP(name_, SHAPE), .shape = name_##_shape, .view = name_##_view, .diff = WG_DIFF_RULE,      \
                          .vjp = name_##_vjp, .linear = true, .cost = no_cost

wg_ints wg__at_axis(int axis, int64_t value)
{
    wg_ints v = {.n = axis + 1};
    v.v[axis] = value;
    return v;
}

wg_tensor wg__cut(wg_tensor x, int axis, int64_t start, int64_t stop)
{
    wg_ints to = wg__at_axis(axis, stop);
    for (int k = 0; k < axis; k++)
        to.v[k] = WG_END;
    return wg_slice(x, wg__at_axis(axis, start), to, (wg_ints){0});
}

wg_shape wg__around(wg_shape s, int axis)
{
    wg_shape v = {3, {1, s.dim[axis], 1}};
    for (int k = 0; k < s.rank; k++)
        if (k != axis)
            v.dim[k < axis ? 0 : 2] *= s.dim[k];
    return v;
}

bool wg__usable(wg_tensor x)
{
    return x.g && wg__use(x.g, x, "operand 0") != NULL;
}

bool wg__axis_ok(wg_graph *g, int64_t *axis, int rank)
{
    if (*axis < -rank || *axis >= rank) {
        wg__fail(g, WG_ERR_ARGUMENT,
                 rank ? "axis %lld is out of range [%d, %d]"
                      : "axis %lld of a "
                        "scalar, which has no axes",
                 (long long)*axis, -rank, rank - 1);
        return false;
    }
    *axis += *axis < 0 ? rank : 0;
    return true;
}

/* ---- reshape ---- */

static bool reshape_shape(wg_infer *in)
{
    wg_attr *a = &in->attr->at[0];
    if (a->n < 0 || a->n > WG_MAX_RANK)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "rank %d, not 0 to %d", a->n, WG_MAX_RANK);
    int64_t n, known = 1;
    int open = -1;
    wg__shape_numel(&in->shape[0], &n);
    for (int k = 0; k < a->n; k++) {
        const int64_t d = a->list[k];
        if (d < -1 || (d == -1 && open >= 0))
            return wg_infer_fail(in, WG_ERR_ARGUMENT,
                                 d == -1 ? "-1 stands for one dimension only"
                                         : "a dimension is negative");
        if (d == -1)
            open = k;
        else if (!wg__mul_i64(known, d, &known))
            return wg_infer_fail(in, WG_ERR_SIZE, "the new size overflows");
    }
    const bool fits = open >= 0 ? known != 0 && n % known == 0 : known == n;
    if (!fits) {
        char want[160];
        return wg_infer_fail(
            in, WG_ERR_SHAPE,
            open >= 0 ? "no -1 makes %lld elements of %s" : "%lld elements do not fit %s",
            (long long)n, wg_shape_string(wg__shape_of_attr(a), want, sizeof want));
    }
    if (open >= 0)
        a->list[open] = n / known;
    in->out_shape = wg__shape_of_attr(a);
    in->identity = wg__same_shape(&in->out_shape, &in->shape[0]);
    return true;
}

/* Axes of x and of y are matched in groups of equal size. Inside a group x must be walkable as one
 * axis, which is then cut into y's. */
static bool reshape_view(const wg_view *in, const wg_attrs *attr, wg_view *out)
{
    const wg_shape to = wg__shape_of_attr(&attr->at[0]);
    wg_view x = *in;
    x.shape.rank = 0;
    for (int k = 0; k < in->shape.rank; k++)
        if (in->shape.dim[k] != 1) {
            x.stride[x.shape.rank] = in->stride[k];
            x.shape.dim[x.shape.rank++] = in->shape.dim[k];
        }
    *out = *in;
    out->shape = to;
    if (wg__numel(&to) == 0) {
        wg__row_major(&to, out->stride);
        return true;
    }
    int i = 0, j = 0;
    while (i < x.shape.rank) {
        int64_t nx = x.shape.dim[i], ny = 1;
        int last = j;
        do {
            while (ny < nx)
                ny *= to.dim[last++];
            if (nx < ny) {
                if (x.stride[i] != x.stride[i + 1] * x.shape.dim[i + 1])
                    return false;
                nx *= x.shape.dim[++i];
            }
        } while (nx != ny);
        int64_t stride = x.stride[i++];
        for (int k = last - 1; k >= j; k--) {
            out->stride[k] = stride;
            stride *= to.dim[k];
        }
        j = last;
    }
    for (; j < to.rank; j++) /* ones are left */
        out->stride[j] = 1;
    return true;
}

static wg_tensor reshape_vjp(const wg_vjp *v, int arg)
{
    return wg_reshape(v->dy, wg_shape_of(v->x[arg]));
}

const wg_op wg__op_reshape = {
    VIEW(reshape),
    WG__SAMPLES({WG__ON(WG__X(3, 4)), WG__WITH(WG__LIST(2, 2, 3))}),
    .doc = "The same elements, in row-major order, in another shape. One dimension may be -1: as "
           "large as is needed.",
    .python = "torch.reshape({0}, {shape})",
    .formula = "y = x in another shape",
    .derivative = "dx = dy in x's shape",
};

/* ---- permute, transpose ---- */

static bool permute_shape(wg_infer *in)
{
    wg_attr *a = &in->attr->at[0];
    const int rank = in->shape[0].rank;
    unsigned seen = 0;
    if (a->n != rank)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "%d axes given, the operand has %d", a->n, rank);
    in->identity = true;
    for (int k = 0; k < rank; k++) {
        if (!wg_infer_axis(in, &a->list[k], rank))
            return false;
        if (seen >> a->list[k] & 1)
            return wg_infer_fail(in, WG_ERR_ARGUMENT, "axis %lld is given twice",
                                 (long long)a->list[k]);
        seen |= 1u << a->list[k];
        in->out_shape.dim[k] = in->shape[0].dim[a->list[k]];
        in->identity = in->identity && a->list[k] == k;
    }
    return true;
}

static bool permute_view(const wg_view *in, const wg_attrs *attr, wg_view *out)
{
    *out = *in;
    for (int k = 0; k < in->shape.rank; k++) {
        out->shape.dim[k] = in->shape.dim[attr->at[0].list[k]];
        out->stride[k] = in->stride[attr->at[0].list[k]];
    }
    return true;
}

static wg_tensor permute_vjp(const wg_vjp *v, int arg)
{
    wg_ints back = {.n = v->attr->at[0].n};
    (void)arg;
    for (int k = 0; k < back.n; k++)
        back.v[v->attr->at[0].list[k]] = k;
    return wg_permute(v->dy, back);
}

const wg_op wg__op_permute = {
    VIEW(permute),
    WG__SAMPLES({WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(2, 0, 1))}),
    .doc = "The axes in another order: axis k of the result is axis axes[k] of x.",
    .python = "torch.permute({0}, {axes})",
    .formula = "y[i_0, i_1, ...] = x with i_k along axis axes[k]",
    .derivative = "dx = dy with the axes back in order",
};

wg_tensor wg__transpose(wg_tensor x, int64_t axis0, int64_t axis1)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    const int rank = wg_shape_of(x).rank;
    if (!wg__axis_ok(x.g, &axis0, rank) || !wg__axis_ok(x.g, &axis1, rank))
        return wg__poison(x.g);
    wg_ints order = {.n = rank};
    for (int k = 0; k < rank; k++)
        order.v[k] = k == axis0 ? axis1 : k == axis1 ? axis0 : k;
    return wg_permute(x, order);
}

const wg_op wg__op_transpose = {
    WG__COMPOSITION(transpose),
    WG__SAMPLES({WG__ON(WG__X(2, 3, 4))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__INT(0), WG__INT(2))}),
    .doc = "Two axes, the last two by default, exchanged.",
    .formula = "y[..., i, j] = x[..., j, i]",
    .derivative = "dx = transpose(dy)",
};

/* ---- broadcast_to, expand ---- */

static bool broadcast_to_shape(wg_infer *in)
{
    const wg_attr *a = &in->attr->at[0];
    if (a->n < 0 || a->n > WG_MAX_RANK)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "rank %d, not 0 to %d", a->n, WG_MAX_RANK);
    const wg_shape to = wg__shape_of_attr(a);
    wg_shape both;
    int64_t n;
    if (!wg_shape_numel(to, &n))
        return wg_infer_fail(in, WG_ERR_SIZE, "the new size is negative or overflows");
    if (!wg_shape_broadcast(in->shape[0], to, &both) || !wg_shape_equal(both, to)) {
        char want[160];
        return wg_infer_fail(in, WG_ERR_SHAPE, "does not broadcast to %s",
                             wg_shape_string(to, want, sizeof want));
    }
    in->out_shape = to;
    in->identity = wg_shape_equal(to, in->shape[0]);
    return true;
}

static bool broadcast_to_view(const wg_view *in, const wg_attrs *attr, wg_view *out)
{
    *out = *in;
    out->shape = wg__shape_of_attr(&attr->at[0]);
    const int lead = out->shape.rank - in->shape.rank;
    for (int k = 0; k < out->shape.rank; k++) {
        const bool same = k >= lead && in->shape.dim[k - lead] == out->shape.dim[k];
        out->stride[k] = same ? in->stride[k - lead] : 0;
    }
    return true;
}

static wg_tensor broadcast_to_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return v->dy; /* the walk sums over what was repeated */
}

const wg_op wg__op_broadcast_to = {
    VIEW(broadcast_to),
    WG__SAMPLES({WG__ON(WG__X(3, 1)), WG__WITH(WG__LIST(2, 3, 4))}),
    .doc = "x repeated along new axes in front and along axes of size 1, as NumPy broadcasts.",
    .python = "torch.broadcast_to({0}, {shape})",
    .formula = "y[..., i, ...] = x[..., i or 0, ...]",
    .derivative = "dx = dy, summed over what was repeated",
};

wg_tensor wg__expand(wg_tensor x, wg_shape shape)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    const wg_shape from = wg_shape_of(x);
    const int lead = shape.rank - from.rank;
    for (int k = lead < 0 ? 0 : lead; k < shape.rank && k < WG_MAX_RANK; k++)
        if (shape.dim[k] == -1)
            shape.dim[k] = from.dim[k - lead];
    return wg_broadcast_to(x, shape);
}

const wg_op wg__op_expand = {
    WG__COMPOSITION(expand),
    WG__SAMPLES({WG__ON(WG__X(3, 1)), WG__WITH(WG__LIST(2, 3, 4))}),
    .doc = "broadcast_to, where -1 keeps the size of an axis.",
    .formula = "y = broadcast_to(x, shape)",
    .derivative = "dx = dy, summed over what was repeated",
};

/* ---- slice ---- */

typedef struct range {
    int64_t start, stop, step, n;
} range;

/* NumPy's rule for start:stop:step on an axis of `size` elements, in canonical form. */
static range clamp_range(int64_t start, int64_t stop, int64_t step, int64_t size)
{
    const int64_t lo = step > 0 ? 0 : -1, hi = step > 0 ? size : size - 1;
    int64_t *bound[2] = {&start, &stop};
    for (int k = 0; k < 2; k++) {
        int64_t b = *bound[k];
        if (b < 0)
            b = b < -size ? lo : b + size;
        *bound[k] = b < lo ? lo : b > hi ? hi : b;
    }
    const uint64_t stride = step > 0 ? (uint64_t)step : 0u - (uint64_t)step;
    const int64_t span = step > 0 ? stop - start : start - stop;
    if (span <= 0)
        return (range){0, 0, 1, 0};
    const int64_t n = (int64_t)((uint64_t)(span - 1) / stride) + 1;
    if (n == 1)
        return (range){start, start + 1, 1, 1};
    const int64_t end = start + (n - 1) * step + (step > 0 ? 1 : -1);
    return (range){start, end < 0 ? WG_BEGIN : end, step, n};
}

static bool slice_shape(wg_infer *in)
{
    wg_attr *start = &in->attr->at[0], *stop = &in->attr->at[1], *step = &in->attr->at[2];
    const int rank = in->shape[0].rank;
    if (start->n > rank || stop->n > rank || step->n > rank || start->n < 0 || stop->n < 0 ||
        step->n < 0)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "more bounds or steps than axes");
    in->identity = true;
    for (int k = 0; k < rank; k++) {
        const int64_t size = in->shape[0].dim[k], by = k < step->n ? step->list[k] : 1;
        if (by == 0)
            return wg_infer_fail(in, WG_ERR_ARGUMENT, "the step of axis %d is 0", k);
        const range r = clamp_range(k < start->n ? start->list[k]
                                    : by > 0     ? WG_BEGIN
                                                 : WG_END,
                                    k < stop->n ? stop->list[k]
                                    : by > 0    ? WG_END
                                                : WG_BEGIN,
                                    by, size);
        start->list[k] = r.start;
        stop->list[k] = r.stop;
        step->list[k] = r.step;
        in->out_shape.dim[k] = r.n;
        in->identity = in->identity && r.n == size && r.step == 1;
    }
    start->n = stop->n = step->n = rank;
    return true;
}

static int64_t length(int64_t start, int64_t stop, int64_t step)
{
    if (stop == WG_BEGIN)
        stop = -1;
    return stop == start ? 0 : (stop - start + (step > 0 ? -1 : 1)) / step + 1;
}

static bool slice_view(const wg_view *in, const wg_attrs *attr, wg_view *out)
{
    *out = *in;
    for (int k = 0; k < in->shape.rank; k++) {
        const int64_t start = attr->at[0].list[k], step = attr->at[2].list[k];
        out->shape.dim[k] = length(start, attr->at[1].list[k], step);
        out->offset += start * in->stride[k];
        out->stride[k] = in->stride[k] * step;
    }
    return true;
}

/* Puts step - 1 zeros after each element along an axis, and cuts what is beyond `most`. */
static wg_tensor spread(wg_tensor t, int axis, int64_t step, int64_t most)
{
    const wg_shape shape = wg_shape_of(t);
    if (shape.dim[axis] == 0)
        return t;
    const wg_shape flat = wg__around(shape, axis);
    wg_tensor y =
        wg_pad(wg_reshape(t, flat), WG_INTS(0), WG_INTS(0, 0, (step - 1) * flat.dim[2]), 0);
    y = wg_reshape(y, WG_SHAPE(flat.dim[0], flat.dim[1] * step, flat.dim[2]));
    wg_shape wide = shape;
    wide.dim[axis] *= step;
    if (wide.dim[axis] > most) {
        y = wg__cut(y, 1, 0, most);
        wide.dim[axis] = most;
    }
    return wg_reshape(y, wide);
}

/* The transpose of taking: backwards where the step is, spread by the step, zeros around. */
static wg_tensor slice_vjp(const wg_vjp *v, int arg)
{
    const wg_shape x = wg_shape_of(v->x[arg]), y = wg_shape_of(v->y);
    wg_ints before = {.n = x.rank}, after = {.n = x.rank};
    wg_axes back = {0};
    wg_tensor t = v->dy;
    for (int k = 0; k < x.rank; k++)
        if (v->attr->at[2].list[k] < 0)
            back.axis[back.n++] = k;
    if (back.n)
        t = wg_flip(t, back);
    for (int k = 0; k < x.rank; k++) {
        const int64_t start = v->attr->at[0].list[k], step = v->attr->at[2].list[k];
        before.v[k] = step > 0 ? start : start + (y.dim[k] - 1) * step;
        const int64_t by = step > 0 ? step : -step;
        if (by > 1)
            t = spread(t, k, by, x.dim[k] - before.v[k]);
        after.v[k] = x.dim[k] - before.v[k] - wg_shape_of(t).dim[k];
    }
    return wg_pad(t, before, after, 0);
}

const wg_op wg__op_slice = {
    VIEW(slice),
    WG__SAMPLES({WG__ON(WG__X(4, 5)), WG__WITH(WG__LIST(1, 0), WG__LIST(3, 5), WG__LIST(1, 2))},
                {WG__ON(WG__X(4, 5)), WG__WITH(WG__LIST(3, 4), WG__LIST(0, 1), WG__LIST(-2, -1))}),
    .doc = "Elements start, start + step, ... before stop, along each axis, clamped as NumPy "
           "does; shorter lists leave later axes whole. WG_BEGIN and WG_END are the two ends: "
           "x[::-1] is start WG_END, stop WG_BEGIN, step -1.",
    .python = "strided({0}, {start}, {stop}, {step})",
    .formula = "y = x[start:stop:step, ...]",
    .derivative = "dx = dy where it was taken from, 0 elsewhere",
};

/* ---- flip ---- */

static bool flip_shape(wg_infer *in)
{
    wg_attr *axes = &in->attr->at[0];
    if (!wg_infer_axes(in, axes, in->shape[0].rank))
        return false;
    in->identity = true;
    for (int k = 0; k < axes->n; k++)
        in->identity = in->identity && in->shape[0].dim[axes->list[k]] <= 1;
    return true;
}

static bool flip_view(const wg_view *in, const wg_attrs *attr, wg_view *out)
{
    *out = *in;
    for (int j = 0; j < attr->at[0].n; j++) {
        const int64_t k = attr->at[0].list[j];
        if (in->shape.dim[k] > 0)
            out->offset += (in->shape.dim[k] - 1) * in->stride[k];
        out->stride[k] = -in->stride[k];
    }
    return true;
}

static wg_tensor flip_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_flip(v->dy, wg__axes_of(&v->attr->at[0]));
}

const wg_op wg__op_flip = {
    VIEW(flip),
    WG__SAMPLES({WG__ON(WG__X(3, 4))}, {WG__ON(WG__X(3, 4)), WG__WITH(WG__LIST(0))}),
    .doc = "The elements in reverse order along some axes.",
    .python = "torch.flip({0}, {axes})",
    .formula = "y[..., i, ...] = x[..., n-1-i, ...]",
    .derivative = "dx = flip(dy)",
};

/* ---- squeeze, unsqueeze ---- */

wg_tensor wg__squeeze(wg_tensor x, wg_axes axes)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    const wg_shape from = wg_shape_of(x);
    unsigned gone = 0;
    for (int k = 0; k < axes.n && k < WG_MAX_RANK; k++) {
        int64_t axis = axes.axis[k];
        if (!wg__axis_ok(x.g, &axis, from.rank))
            return wg__poison(x.g);
        if (from.dim[axis] != 1)
            return wg__fail(x.g, WG_ERR_SHAPE, "axis %lld has %lld elements, not 1",
                            (long long)axis, (long long)from.dim[axis]);
        if (gone >> axis & 1)
            return wg__fail(x.g, WG_ERR_ARGUMENT, "axis %d is given twice", axes.axis[k]);
        gone |= 1u << axis;
    }
    wg_shape to = {0, {0}};
    for (int k = 0; k < from.rank; k++)
        if (axes.n == -1 ? from.dim[k] != 1 : !(gone >> k & 1))
            to.dim[to.rank++] = from.dim[k];
    return wg_reshape(x, to);
}

const wg_op wg__op_squeeze = {
    WG__COMPOSITION(squeeze),
    WG__SAMPLES({WG__ON(WG__X(1, 3, 1))}),
    .doc = "x without some of its axes of size 1; by default without all of them.",
    .formula = "y = x in another shape",
    .derivative = "dx = dy in x's shape",
};

wg_tensor wg__unsqueeze(wg_tensor x, wg_axes axes)
{
    if (!wg__usable(x))
        return wg__poison(x.g);
    const wg_shape from = wg_shape_of(x);
    const int rank = from.rank + axes.n;
    if (axes.n < 0 || rank > WG_MAX_RANK)
        return wg__fail(x.g, WG_ERR_ARGUMENT,
                        axes.n < 0 ? "the new axes must be named" : "more than %d axes",
                        WG_MAX_RANK);
    unsigned added = 0;
    for (int k = 0; k < axes.n; k++) {
        int64_t axis = axes.axis[k];
        if (!wg__axis_ok(x.g, &axis, rank))
            return wg__poison(x.g);
        if (added >> axis & 1)
            return wg__fail(x.g, WG_ERR_ARGUMENT, "axis %d is given twice", axes.axis[k]);
        added |= 1u << axis;
    }
    wg_shape to = {0, {0}};
    for (int k = 0; to.rank < rank; to.rank++)
        to.dim[to.rank] = added >> to.rank & 1 ? 1 : from.dim[k++];
    return wg_reshape(x, to);
}

const wg_op wg__op_unsqueeze = {
    WG__COMPOSITION(unsqueeze),
    WG__SAMPLES({WG__ON(WG__X(2, 3)), WG__WITH(WG__LIST(0, -1))}),
    .doc = "x with new axes of size 1, at these places of the result.",
    .formula = "y = x in another shape",
    .derivative = "dx = dy in x's shape",
};
