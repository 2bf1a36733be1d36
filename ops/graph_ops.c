/* Ops about the graph itself: where derivatives stop, what is kept for them, how parameters change, constants of one
 * value. */
#include "ops/apply.h"
#include "ops/nest.h"
#include "ops_gen_impl.h"

static double no_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)in, (void)n, (void)out;
    return 0;
}

static bool same_view(const wg_view *in, const wg_attrs *attr, wg_view *out)
{
    (void)attr;
    *out = *in;
    return true;
}

const wg_op wg__op_stop_gradient = {
    .exact = true,
    WG__OP(stop_gradient, GRAPH),
    .shape = wg_infer_same,
    .view = same_view,
    .diff = WG_DIFF_CONSTANT,
    .cost = no_cost,
    .doc = "The operand itself, but a constant to every derivative.",
    .python = "{0}.detach()",
    .formula = "y = x",
    .derivative = "none: treated as a constant",
};

static wg_tensor checkpoint_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return v->dy;
}

const wg_op wg__op_checkpoint = {
    .exact = true,
    WG__OP(checkpoint, GRAPH),
    .shape = wg_infer_same,
    .view = same_view,
    .diff = WG_DIFF_RULE,
    .vjp = checkpoint_vjp,
    .linear = true,
    .cost = no_cost,
    .doc =
        "The operand itself, which a run under a memory budget keeps for the walk backward. What "
        "was computed between two checkpoints may be computed again instead.",
    .python = "{0}.clone()",
    .formula = "y = x",
    .derivative = "dx = dy",
};

static bool assign_shape(wg_infer *in)
{
    if (!wg_shape_equal(in->shape[0], in->shape[1]))
        return wg_infer_fail(in, WG_ERR_SHAPE,
                             "the value's shape is not the parameter's (wg_broadcast_to "
                             "repeats a smaller one)");
    return true;
}

static wg_code assign_kernel(const wg_kernel_args *k)
{
    int64_t stride[WG_MAX_RANK];
    wg__row_major(&k->out.shape, stride);
    wg__copy(k->out.data, stride, &k->in[1]);
    return WG_OK;
}

/* The value alone. */
static void assign_feeds(wg_feed *f)
{
    for (int k = 0; k < f->out->rank; k++)
        f->part.offset += f->index[k] * f->part.stride[k];
    f->part.shape = f->k == 1 ? WG_SCALAR : WG_SHAPE(0);
}

const wg_op wg__op_assign = {
    WG__OP(assign, GRAPH),
    .effect = true,
    .strided = true,
    .shape = assign_shape,
    .kernel = assign_kernel,
    .diff = WG_DIFF_NONE,
    .cost = no_cost,
    .feeds = assign_feeds,
    .doc = "Gives a parameter a new value, at the end of each run that asks for it. The result is "
           "that value; reads of the parameter in the same run see the old one.",
    .formula = "param <- value",
    .derivative = "not differentiable",
};

wg_tensor wg__full(wg_graph *g, wg_dtype dtype, wg_shape shape, double value)
{
    return wg_broadcast_to(wg_scalar(g, dtype, value), shape);
}

const wg_op wg__op_full = {
    WG__COMPOSITION(full),
    .doc = "A tensor of one value, which takes no memory.",
    .formula = "y[...] = value",
    .derivative = "none: no operand",
};
