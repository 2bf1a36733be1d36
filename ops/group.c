/* group: one handle for several results, above all for the assignments of an update. */
#include "ops/apply.h"
#include "ops_gen_impl.h"

static bool group_shape(wg_infer *in)
{
    in->out_dtype = WG_F32;
    in->out_shape = WG_SCALAR;
    return true;
}

/* The operands have been computed by now; nothing of them is read. */
static wg_code group_kernel(const wg_kernel_args *k)
{
    *(float *)k->out.data = 0;
    return WG_OK;
}

static double group_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)in, (void)n, (void)out;
    return 0;
}

const wg_op wg__op_group = {
    WG__OP(group, GRAPH),
    .mixed = true,
    .strided = true,
    .shape = group_shape,
    .kernel = group_kernel,
    .diff = WG_DIFF_CONSTANT,
    .cost = group_cost,
    .doc = "A scalar that is there once all operands are: run it, and everything in it is run, "
           "assignments included. Its value, 0, is read by nobody.",
    .formula = "y = 0",
    .derivative = "none",
};
