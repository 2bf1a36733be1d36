/* Whose rule emits an expression with a wrong derivative: the culprit of a wrong second derivative. */
#include <math.h>

#include "autograd/autograd.h"
#include "autograd/check_blame.h"
#include "tensor/memory.h"

/* Signs and sizes at random, so that no part of the rule is multiplied by nothing. */
static wg_tensor cotangent(wg_graph *g, wg_shape shape)
{
    wg_tensor d = wg_input(g, "dy", WG_F64, shape);
    wg_rng rng = wg_rng_new(78);
    for (int64_t i = 0; wg_is_ok(d) && i < wg_numel(d); i++) {
        const double size = 0.5 + wg_rng_uniform(&rng);
        ((double *)wg_data(d))[i] = wg_rng_u64(&rng) & 1 ? size : -size;
    }
    return d;
}

static bool accuse(wg__check *c, const wg__local *l, uint32_t id, const wg_gradcheck_report *second)
{
    int k = 0;
    while (k < second->leaves &&
           !(wg_verdict_fails(second->leaf[k].verdict) && second->leaf[k].worst))
        k++;
    wg_blame *b = k < second->leaves ? wg__new_blame(c) : NULL;
    if (!b)
        return c->m.s.code == WG_OK;
    const wg_gradcheck_leaf *leaf = &second->leaf[k];
    const bool by_dy = k >= l->n; /* the leaf behind the operands */
    *b = (wg_blame){.verdict = leaf->verdict,
                    .worst = *leaf->worst,
                    .checked = leaf->elements,
                    .factor = (double)NAN};
    b->worst.rung = NULL;
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        b->wrong += wg_verdict_fails((wg_verdict)v) ? leaf->count[v] : 0;
    b->cause_text = wg__report_text(c->r, "the derivative of the rule itself is wrong%s",
                                    by_dy ? ", by dy" : "");
    if (!b->cause_text || !wg__blame_node(c, b, &c->m.map, id, l->arg[by_dy ? 0 : k]) ||
        !wg__blame_text(c, b))
        return wg__system_no_memory(&c->m.s);
    c->r->blames++;
    return true;
}

/* Where first derivatives jump no difference decides, and still a Hessian is symmetric. */
static bool accuse_asymmetry(wg__check *c, const wg__local *l, uint32_t id, const wg_testimony *t)
{
    wg_blame *b = wg__new_blame(c);
    if (!b)
        return c->m.s.code == WG_OK;
    *b = (wg_blame){
        .verdict = WG_VERDICT_WRONG, .wrong = 1, .checked = t->compared, .factor = (double)NAN};
    b->worst = (wg_gradcheck_element){.x = (double)NAN,
                                      .rule = t->left,
                                      .reference = t->right,
                                      .error = t->error,
                                      .h = (double)NAN,
                                      .verdict = WG_VERDICT_WRONG};
    b->cause_text =
        wg__report_text(c->r, "the second derivatives that the rule leads to are not symmetric");
    if (!b->cause_text || !wg__blame_node(c, b, &c->m.map, id, l->arg[0]) || !wg__blame_text(c, b))
        return wg__system_no_memory(&c->m.s);
    c->r->blames++;
    return true;
}

/* The gradient of sum(dy y) by the operands is what the rule emits: its own derivative, by them and by dy. */
static bool examine(wg__check *c, wg__local *l, uint32_t id)
{
    static const wg_gradcheck_options o = {.second = true, .no_blame = true, .no_f32 = true};
    wg_tensor *wrt = wg__alloc0((size_t)l->n + 1, sizeof *wrt);
    wg_gradcheck_report r = {0};
    const wg_testimony *symmetry = &r.testimony[WG_WITNESS_SYMMETRY];
    if (!wrt)
        return wg__system_no_memory(&c->m.s);
    for (int k = 0; k < l->n; k++)
        wrt[k] = l->wrt[k];
    wrt[l->n] = cotangent(l->g, wg_shape_of(l->y));
    const wg_tensor out = wg_mul(l->y, wrt[l->n]);
    const wg_code code =
        wg_gradcheck(l->g, ((wg_tensor_list){&out, 1}), ((wg_tensor_list){wrt, l->n + 1}), &o, &r);
    bool ok = code != WG_ERR_MEMORY || wg__system_no_memory(&c->m.s);
    c->m.s.runs += r.runs;
    if (ok && r.second && wg_verdict_fails(r.second->verdict))
        ok = accuse(c, l, id, r.second);
    else if (ok && code == WG_OK && symmetry->state == WG_WITNESS_DISAGREES)
        ok = accuse_asymmetry(c, l, id, symmetry);
    wg_gradcheck_free(&r);
    wg__free(wrt);
    return ok;
}

static bool ask_node(wg__check *c, uint32_t id, const bool *depends)
{
    const wg__node *n = wg__node_at(c->m.g, id);
    bool *wanted = wg__alloc0((size_t)n->nin + 1, sizeof *wanted);
    if (!wanted)
        return wg__system_no_memory(&c->m.s);
    for (int k = 0; k < n->nin; k++)
        wanted[k] = depends[wg__in(n)[k]];
    wg__local l;
    bool ok = wg__local_open(&l, c->m.g, id, wanted, false);
    if (ok)
        ok = examine(c, &l, id);
    else if (l.m.s.code == WG_ERR_MEMORY)
        wg__system_no_memory(&c->m.s);
    wg__local_close(&l);
    wg__free(wanted);
    return ok;
}

bool wg__blame_second(wg__check *c)
{
    const uint32_t end = c->m.primal;
    bool *path = wg__alloc0(end, sizeof *path), *depends = wg__alloc0(end, sizeof *depends);
    bool ok = (path && depends) || wg__system_no_memory(&c->m.s);
    if (ok) {
        wg__mark_path(c->m.g, end, c->m.y, c->m.outputs, c->m.x, c->m.leaves, path, depends);
        const wg_code code = wg__run_operands(c->m.g, end, path);
        ok = code == WG_OK;
        if (code)
            wg__model_fail(&c->m, code);
    }
    for (uint32_t id = 1; id < end && ok && c->r->blames < WG__MOST_BLAMES; id++)
        if (path[id])
            ok = ask_node(c, id, depends);
    wg__free(path);
    wg__free(depends);
    return ok;
}
