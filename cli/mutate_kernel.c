/* An op whose value is wrong at one index: the kernel of a mutant. */
#include <stdint.h>

#include "cli/mutate_edit.h"
#include "engine/strided.h"
#include "tensor/dtype.h"

static int64_t numel(const wg_shape *s)
{
    int64_t n = 0;
    return wg_shape_numel(*s, &n) ? n : 0;
}

enum { WIDEST = 8, OPERANDS = 8 };

/* Elementwise: operands in the result's shape, one after the other. */
static size_t tile_scratch(const wg_view *in, int n, const wg_view *out, const wg_attrs *attr)
{
    (void)in, (void)attr;
    return (size_t)numel(&out->shape) * WIDEST * (size_t)n + 1;
}

static wg_code by_tile(const wg_op *op, const wg_kernel_args *k)
{
    const wg_tile_fn fn = op->tile[WG_ISA_BASE]->fn[k->in[op->tile_operand].dtype];
    const void *in[OPERANDS];
    const int64_t n = numel(&k->out.shape);
    if (!fn || k->n > OPERANDS)
        return WG_ERR_DTYPE;
    for (int j = 0; j < k->n; j++) {
        const wg_view b = wg__view_broadcast(&k->in[j], &k->out.shape);
        const wg__strided s = wg__strided_of(&b);
        char *wide = (char *)k->scratch + (size_t)n * WIDEST * (size_t)j;
        wg__gather(wide, b.data, &s, wg_dtype_size(b.dtype), 0, n);
        in[j] = wide;
    }
    fn(k->out.data, in, n, k->attr);
    return WG_OK;
}

static wg_code by_view(const wg_op *op, const wg_kernel_args *k)
{
    wg_view v = {.data = k->in[0].data, .dtype = k->out.dtype, .shape = k->out.shape};
    if (!op->view(&k->in[0], k->attr, &v))
        return WG_ERR_INTERNAL;
    const wg__strided s = wg__strided_of(&v);
    const size_t size = wg_dtype_size(v.dtype);
    wg__gather(k->out.data, (char *)k->in[0].data + v.offset * (int64_t)size, &s, size, 0,
               numel(&k->out.shape));
    return WG_OK;
}

static wg_code broken_kernel(const wg_kernel_args *k)
{
    const mutant *m = k->user;
    const wg_op *op = m->original;
    wg_kernel_args own = *k;
    own.user = op->user;
    const wg_code code = op->kernel              ? op->kernel(&own)
                         : op->tile[WG_ISA_BASE] ? by_tile(op, &own)
                                                 : by_view(op, &own);
    const int64_t n = numel(&k->out.shape);
    if (code == WG_OK && n > 0) {
        const int64_t i = fault_index(m->m.part, n);
        wg__store(k->out.dtype, k->out.data, i,
                  wg__load(k->out.dtype, k->out.data, i) * fault_factor(m->m.part));
    }
    return code;
}

void mutant_break_kernel(mutant *m)
{
    const wg_op *op = m->original;
    for (int isa = 0; isa < WG_ISA_COUNT; isa++)
        m->op.tile[isa] = m->op.one[0][isa] = m->op.one[1][isa] = NULL;
    m->op.view = NULL;
    m->op.fast = NULL;
    m->op.rows = NULL;
    m->op.kernel = broken_kernel;
    m->op.user = m;
    if (!op->kernel) {
        m->op.strided = false;
        m->op.scratch = op->view ? NULL : tile_scratch;
    }
}
