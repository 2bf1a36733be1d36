/* The graph in which a mutant is tried. */
#include "cli/mutant_subject.h"

#include <math.h>

#include "ops/ops.h"
#include "tensor/dtype.h"
#include "tensor/node.h"

static void open_as(subject *s, wg_graph *g, const wg_sample *call, wg_dtype d)
{
    static const char *const names[SUBJECT_OPERANDS] = {"a", "b", "c"};
    *s = (subject){0};
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < call->n; k++) {
            const wg_sample_operand *o = &call->x[k];
            const bool is_float = wg_dtype_is_float(o->dtype);
            if (is_float != (pass == 0))
                continue;
            const wg_tensor t = wg_param(g, names[k], is_float ? d : o->dtype, o->shape);
            s->leaf[s->n] = t;
            s->lo[s->n] = is_float ? o->lo / 2 : o->lo;
            s->hi[s->n] = is_float ? o->hi / 2 : o->hi;
            s->n++;
            s->floats += is_float;
            s->x[k] = is_float ? wg_mul(t, 2) : t;
        }
}

/* Whether f64 operands make it a node: a cast to f64 then is nothing. */
static bool recorded_in_f64(const wg_op *op, const wg_sample *call)
{
    wg_graph *g = wg_graph_new();
    subject s;
    open_as(&s, g, call, WG_F64);
    const wg_tensor y = wg_call(g, op, s.x, call->n, call->attr);
    const bool node = !wg_is_ok(y) || wg__node_at(g, y.id)->op == op;
    wg_graph_free(g);
    return node;
}

void subject_open(subject *s, wg_graph *g, const wg_op *op, const wg_sample *call)
{
    open_as(s, g, call, recorded_in_f64(op, call) ? WG_F64 : WG_F32);
}

/* Whole numbers: of the operands, which are twice the leaves. */
static double draw_float(wg_rng *rng, double lo, double hi, bool whole)
{
    const double u = wg_rng_uniform(rng), first = ceil(2 * lo), last = floor(2 * hi);
    if (!whole || first > last)
        return lo + u * (hi - lo);
    return (first + floor(u * (last - first + 1))) / 2;
}

void subject_draw(const subject *s, int point, bool whole)
{
    wg_rng draws = wg_rng_new(100 + 2 * (uint64_t)point + whole), *rng = &draws;
    for (int k = 0; k < s->n; k++) {
        const wg_dtype d = wg_dtype_of(s->leaf[k]);
        void *p = wg_data(s->leaf[k]);
        for (int64_t i = 0; p && i < wg_numel(s->leaf[k]); i++) {
            wg__store(d, p, i,
                      wg_dtype_is_float(d)
                          ? draw_float(rng, s->lo[k], s->hi[k], whole)
                          : floor(s->lo[k] + wg_rng_uniform(rng) * (s->hi[k] - s->lo[k] + 1)));
        }
    }
}

wg_tensor subject_behind(wg_tensor y)
{
    return wg_add(wg_mul(y, 0.5), wg_mul(wg_square(y), 0.15)); /* flat at no whole number */
}
