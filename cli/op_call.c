/* A sample call of an op, recorded. */
#include "cli/op_call.h"

#include <math.h>

#include "cli/op_text.h"
#include "ops/apply.h"
#include "tensor/text.h"

static void draw(wg_rng *rng, wg_tensor t, const wg_sample_operand *from)
{
    void *data = wg_data(t);
    const int64_t n = wg_numel(t);
    for (int64_t i = 0; data && i < n; i++) {
        const double u = wg_rng_uniform(rng), real = from->lo + u * (from->hi - from->lo);
        const double whole = floor(from->lo + u * (from->hi - from->lo + 1));
        switch (wg_dtype_of(t)) {
        case WG_F32: ((float *)data)[i] = (float)real; break;
        case WG_F64: ((double *)data)[i] = real; break;
        case WG_I32: ((int32_t *)data)[i] = (int32_t)whole; break;
        case WG_I64: ((int64_t *)data)[i] = (int64_t)whole; break;
        default: ((uint8_t *)data)[i] = (uint8_t)whole; break;
        }
    }
}

static void put_title(op_call *c, const wg_op *op, const wg_attrs *attr)
{
    wg__text t = wg__text_to(c->title, sizeof c->title);
    wg__text_add(&t, "%s(%s", op->name, op->sig->arity < 0 ? "[" : "");
    for (int k = 0; k < c->n; k++)
        wg__text_add(&t, "%s%s", k ? ", " : "", wg_name(c->x[k]));
    wg__text_add(&t, "%s", op->sig->arity < 0 ? "]" : "");
    for (int p = 0, at = 0; attr && p < op->sig->nparams; p++) {
        char value[128];
        const wg_param *param = &op->sig->param[p];
        if (param->kind == WG_PARAM_TENSOR || param->kind == WG_PARAM_TENSORS)
            continue;
        cli_attr_text(param, &attr->at[at++], value, sizeof value);
        wg__text_add(&t, ", %s=%s", param->name, value);
    }
    wg__text_add(&t, ")");
    for (int k = 0; k < c->n; k++) {
        const wg_shape s = wg_shape_of(c->x[k]);
        wg__text_add(&t, " %s=%s[", wg_name(c->x[k]), wg_dtype_name(wg_dtype_of(c->x[k])));
        for (int i = 0; i < s.rank; i++)
            wg__text_add(&t, i ? ",%lld" : "%lld", (long long)s.dim[i]);
        wg__text_add(&t, "]");
    }
}

wg_code op_call_open(op_call *c, const wg_op *op, const wg_sample *s, wg_dtype d, uint64_t seed,
                     wg_status *st)
{
    *c = (op_call){.g = wg_graph_new(), .n = s->n};
    if (!c->g)
        return wg_fail(st, WG_ERR_MEMORY, "out of memory");
    wg_seed(c->g, seed);
    wg_rng rng = wg_rng_new(seed);
    for (int k = 0; k < s->n; k++) {
        char name[64];
        c->x[k] = wg_input_at((wg_site){0}, c->g, wg__op_operand_name(op, k, name, sizeof name),
                              s->x[k].dtype == WG_F32 ? d : s->x[k].dtype, s->x[k].shape);
        draw(&rng, c->x[k], &s->x[k]);
    }
    put_title(c, op, s->attr);
    c->y = wg_call_at((wg_site){.text = c->title}, c->g, op, c->x, c->n, s->attr);
    return wg_ok(c->g) ? WG_OK : wg_fail(st, wg_error_code(c->g), "%s", wg_error(c->g));
}

void op_call_close(op_call *c)
{
    wg_graph_free(c->g);
    c->g = NULL;
}
