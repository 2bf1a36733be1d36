/* Valid calls of an op. */
#include "ops/sample.h"

#include "ops/apply.h"

/* Elementwise: one shape, then rank 0, broadcasting both ways, and a repeat of both operands at once. */
static const wg_shape unary[] = {{2, {3, 4}}, {0, {0}}};
static const wg_shape binary[][2] = {
    {{2, {3, 4}}, {2, {3, 4}}}, {{2, {3, 1}}, {1, {4}}},       {{1, {4}}, {3, {2, 1, 4}}},
    {{0, {0}}, {2, {2, 3}}},    {{3, {2, 3, 1}}, {2, {1, 4}}},
};

static bool general(const wg_op *op, int number, wg_sample *s)
{
    const int n = wg__op_arity(op);
    const size_t count = n == 1 ? sizeof unary / sizeof unary[0] : sizeof binary / sizeof binary[0];
    wg_attrs attr;
    if (n < 1 || n > 2 || number < 0 || (size_t)number >= count || !wg_op_defaults(op, &attr))
        return false;
    *s = (wg_sample){.n = n};
    for (int k = 0; k < n; k++)
        s->x[k].shape = n == 1 ? unary[number] : binary[number][k];
    return true;
}

bool wg__op_sample(const wg_op *op, int number, wg_sample *s)
{
    if (op->samples > 0) {
        if (number < 0 || number >= op->samples)
            return false;
        *s = op->sample[number];
    } else if (!general(op, number, s)) {
        return false;
    }
    for (int k = 0; k < s->n; k++) {
        wg_sample_operand *x = &s->x[k];
        if (x->lo != 0 || x->hi != 0)
            continue;
        const bool given = op->domain[k].lo != 0 || op->domain[k].hi != 0;
        x->lo = given ? op->domain[k].lo : -3;
        x->hi = given ? op->domain[k].hi : 3;
    }
    return true;
}
