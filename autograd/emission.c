/* What a derivative rule emits, in a graph of its own. */
#include "autograd/emission.h"

#include "tensor/memory.h"
#include "tensor/node.h"

static wg_tensor stand_in(wg_graph *g, wg_tensor t)
{
    const wg__node *n = wg__node_at(t.g, t.id);
    if (n->kind == WG__NODE_CONST)
        return wg_const(g, (wg_dtype)n->dtype, *n->shape, n->data);
    return wg_input(g, "", (wg_dtype)n->dtype, *n->shape);
}

/* The own graph's error as one of the caller's. */
static bool pass_error(const wg__emission *e, const wg_vjp *v)
{
    if (e->g && wg_ok(e->g))
        wg__fail(v->g, WG_ERR_GRADIENT, "the rule of %s returned a poisoned tensor", v->op->name);
    else if (e->g)
        wg__fail(v->g, wg_error_code(e->g), "%s", wg_error(e->g));
    else
        wg__fail(v->g, WG_ERR_MEMORY, "out of memory");
    return false;
}

bool wg__emission_open(wg__emission *e, const wg_vjp *v, const wg_op *op, int arg)
{
    *e = (wg__emission){.g = wg_graph_new(), .n = v->n};
    e->x = e->g ? wg__alloc((size_t)v->n * sizeof *e->x) : NULL;
    if (!e->x) {
        wg__fail(v->g, WG_ERR_MEMORY, "out of memory");
        return false;
    }
    for (int k = 0; k < v->n; k++)
        e->x[k] = stand_in(e->g, v->x[k]);
    e->y = stand_in(e->g, v->y);
    e->dy = wg_input(e->g, "", wg_dtype_of(v->dy), wg_shape_of(v->dy));
    if (!wg_ok(e->g))
        return pass_error(e, v);
    wg_vjp own = *v;
    own.g = e->g;
    own.op = op;
    own.x = e->x;
    own.y = e->y;
    own.dy = e->dy;
    e->dx = op->vjp(&own, arg);
    const bool ok = wg_ok(e->g) && (wg_is_none(e->dx) || wg__use(e->g, e->dx, "the rule's result"));
    return ok || pass_error(e, v);
}

void wg__emission_close(wg__emission *e)
{
    wg_graph_free(e->g);
    wg__free(e->x);
    *e = (wg__emission){0};
}
