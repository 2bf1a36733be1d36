/* The sample calls of the descriptors (ops/op.h), in f64, for the tests that go over the registry. */
#include "tests/op_cases.h"

#include "ops/sample.h"

bool op_case_at(const wg_op *op, int number, op_case *c)
{
    wg_sample s;
    if (!wg__op_sample(op, number, &s))
        return false;
    *c = (op_case){.op = op->name, .n = s.n, .defaults = !s.attr};
    if (s.attr)
        c->attr = *s.attr;
    for (int k = 0; k < s.n; k++) {
        const wg_sample_operand *x = &s.x[k];
        c->x[k] = (source){x->dtype == WG_F32 ? WG_F64 : x->dtype, x->shape, x->lo, x->hi};
    }
    return true;
}

bool op_has_gradient(const wg_op *op)
{
    return op->diff == WG_DIFF_RULE && !op->effect && op->sig->arity != 0;
}

wg_tensor op_case_call(wg_graph *g, const wg_tensor *x, int n, const void *user)
{
    const op_case *c = user;
    return wg_call(g, wg_op_find(c->op), x, n, c->defaults ? NULL : &c->attr);
}
