/* Is the f32 gradient what f64 says, up to its own rounding? And if not, which kernel loses the digits? */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/check_blame.h"
#include "autograd/check_rounding.h"
#include "tensor/memory.h"

/* ---- verdicts ---- */

static bool off(double f32, double f64, double slack)
{
    return !(fabs(f32 - f64) <= slack);
}

static void judge(wg_gradcheck_element *e, double f32, double slack)
{
    e->rule_f32 = f32;
    e->error_f32 = slack;
    if (wg_verdict_fails(e->verdict))
        return;
    if (!isfinite(f32))
        e->verdict = WG_VERDICT_NONFINITE;
    else if (off(f32, e->rule, slack))
        e->verdict = WG_VERDICT_IMPRECISE;
}

/* The element that is farthest off what is excused. */
static size_t farthest(const double *f32, const double *f64, const double *slack, size_t n,
                       bool *any)
{
    size_t at = 0;
    double most = 0;
    *any = false;
    for (size_t i = 0; i < n; i++) {
        const double ratio = fabs(f32[i] - f64[i]) / slack[i];
        if (!off(f32[i], f64[i], slack[i]) || (*any && !(ratio > most) && !isnan(ratio)))
            continue;
        *any = true;
        at = i;
        most = isnan(ratio) ? (double)INFINITY : ratio;
    }
    return at;
}

/* One more element in a leaf that was only sampled, in its place. */
static bool add_element(wg__check *c, int k, size_t index)
{
    wg_gradcheck_leaf *l = &c->r->leaf[k];
    const wg__check_leaf *from = &c->m.s.leaf[k];
    size_t at = 0;
    while (at < l->elements && l->element[at].index < (int64_t)index)
        at++;
    if (at < l->elements && l->element[at].index == (int64_t)index)
        return true;
    wg_gradcheck_element *more = wg__report_alloc(c->r, l->elements + 1, sizeof *more);
    if (!more)
        return wg__system_no_memory(&c->m.s);
    if (l->elements) {
        memcpy(more, l->element, at * sizeof *more);
        memcpy(more + at + 1, l->element + at, (l->elements - at) * sizeof *more);
    }
    const double nan = (double)NAN;
    more[at] = (wg_gradcheck_element){.index = (int64_t)index,
                                      .x = from->saved[index],
                                      .rule = from->rule[index],
                                      .reference = nan,
                                      .error = nan,
                                      .h = nan,
                                      .kink = (double)INFINITY,
                                      .noise = nan,
                                      .forward = nan,
                                      .double_double = nan,
                                      .verdict = WG_VERDICT_OK};
    l->element = more;
    l->elements++;
    return true;
}

static bool judge_leaf(wg__check *c, const wg__rounding *r, int k)
{
    wg_gradcheck_leaf *l = &c->r->leaf[k];
    const wg__check_leaf *from = &c->m.s.leaf[k];
    bool any;
    if (c->settled[k] || l->dtype != WG_F32)
        return true;
    const size_t at = farthest(r->grad[k], from->rule, r->grad_slack[k], from->n, &any);
    if (any && !add_element(c, k, at))
        return false;
    for (size_t i = 0; i < l->elements; i++) {
        wg_gradcheck_element *e = (wg_gradcheck_element *)(uintptr_t)&l->element[i];
        judge(e, r->grad[k][e->index], r->grad_slack[k][e->index]);
    }
    const wg_verdict before = l->verdict;
    if (l->elements)
        wg__finish_leaf(l);
    if (!wg_verdict_fails(l->verdict) && (wg_verdict_fails(before) || c->r->fast))
        l->verdict = before;
    return true;
}

/* ---- which kernel ---- */

static bool blame(wg__check *c, const wg__rounding *r, uint32_t id, int operand,
                  const wg_gradcheck_element *worst, size_t wrong, size_t checked)
{
    wg_blame *b = wg__new_blame(c);
    if (!b)
        return c->m.s.code == WG_OK;
    char text[160];
    const double digits = -log10(fabs(worst->rule_f32 - worst->rule) / fabs(worst->rule));
    snprintf(text, sizeof text, "f32 keeps %.1f digits of %s",
             digits > 0 && digits < 20 ? digits : 0, operand < 0 ? "its value" : "its derivative");
    *b = (wg_blame){.verdict = WG_VERDICT_IMPRECISE,
                    .cause = WG_CAUSE_LOST_DIGITS,
                    .factor = (double)NAN,
                    .worst = *worst,
                    .wrong = wrong,
                    .checked = checked};
    b->cause_text = wg__report_text(c->r, "%s", text);
    if (!b->cause_text || !wg__blame_node(c, b, &r->m.map, id, operand) || !wg__blame_text(c, b))
        return wg__system_no_memory(&c->m.s);
    c->r->blames++;
    return true;
}

/* One array of a local node: blames it if f32 is off. */
static bool compare(wg__check *c, const wg__rounding *r, uint32_t id, int operand,
                    const double *f32, const double *f64, const double *slack, size_t n,
                    bool *guilty)
{
    const size_t at = farthest(f32, f64, slack, n, guilty);
    size_t wrong = 0;
    if (!*guilty)
        return true;
    for (size_t i = 0; i < n; i++)
        wrong += off(f32[i], f64[i], slack[i]);
    const wg_gradcheck_element worst = {.index = (int64_t)at,
                                        .x = (double)NAN,
                                        .rule = f64[at],
                                        .reference = (double)NAN,
                                        .rule_f32 = f32[at],
                                        .error_f32 = slack[at],
                                        .verdict = WG_VERDICT_IMPRECISE};
    return blame(c, r, id, operand, &worst, wrong, n);
}

/* The node alone, in f32 and f64, at the operands of the f32 run. */
static bool ask_node(wg__check *c, const wg__rounding *r, uint32_t id, const bool *depends,
                     bool *guilty)
{
    const wg__node *n = wg__node_at(r->m.g, id);
    bool *wanted = wg__alloc0(n->nin ? n->nin : 1, sizeof *wanted);
    wg__local l;
    wg__model exact = {0};
    wg__rounding own = {0};
    if (!wanted)
        return wg__system_no_memory(&c->m.s);
    for (int k = 0; k < n->nin; k++)
        wanted[k] = depends[wg__in(n)[k]];
    const wg__model_options how = {.from = WG_F32, .to = WG_F64};
    bool ok = wg__local_open(&l, r->m.g, id, wanted, true);
    const wg_tensor_list y = {&l.y, 1}, wrt = {l.wrt, l.n};
    ok = ok && l.n > 0 && !wg__model_new(&exact, l.g, y, wrt, &how) && !wg__model_bind(&exact) &&
         wg__system_start(&exact.s, 5);
    if (ok && !exact.s.nonfinite)
        ok = wg__rounding_measure(&own, l.g, y, wrt, false, &exact);
    if (ok && !exact.s.nonfinite)
        ok = compare(c, r, id, -1, own.y[0], exact.s.y0, own.y_slack[0], exact.s.ny, guilty);
    for (int k = 0; ok && !exact.s.nonfinite && k < l.n && !*guilty; k++)
        ok = compare(c, r, id, l.arg[k], own.grad[k], exact.s.leaf[k].rule, own.grad_slack[k],
                     exact.s.leaf[k].n, guilty);
    if (!ok && !c->m.s.code) {
        const wg__system *s = l.m.s.code ? &l.m.s : &exact.s;
        c->m.s.code = s->code ? s->code : WG_ERR_INTERNAL;
        memcpy(c->m.s.message, s->message, sizeof c->m.s.message);
    }
    wg__rounding_free(&own);
    wg__model_free(&exact);
    wg__local_close(&l);
    wg__free(wanted);
    return ok;
}

/* Its value is in f32, or, as of a cast to f64, a derivative. */
static bool in_f32(const wg_graph *g, uint32_t id)
{
    const wg__node *n = wg__node_at(g, id);
    bool any = n->dtype == WG_F32;
    for (int k = 0; k < n->nin && !any; k++)
        any = wg__node_at(g, wg__in(n)[k])->dtype == WG_F32;
    return any;
}

static bool find_kernel(wg__check *c, wg__rounding *r)
{
    const uint32_t end = r->m.primal;
    bool *path = wg__alloc0(end, sizeof *path), *depends = wg__alloc0(end, sizeof *depends),
         guilty = false;
    bool ok = (path && depends) || wg__system_no_memory(&c->m.s);
    if (ok) {
        wg__mark_path(r->m.g, end, r->m.y, r->m.outputs, r->m.x, r->m.leaves, path, depends);
        const wg_code code = wg__run_operands(r->m.g, end, path);
        ok = code == WG_OK;
        c->m.s.code = code;
    }
    for (uint32_t id = 1; id < end && ok && !guilty; id++)
        if (path[id] && in_f32(r->m.g, id))
            ok = ask_node(c, r, id, depends, &guilty);
    wg__free(path);
    wg__free(depends);
    return ok;
}

static bool any(const wg__check *c, wg_verdict v)
{
    for (int k = 0; k < c->r->leaves; k++)
        if (c->r->leaf[k].verdict == v)
            return true;
    return false;
}

bool wg__check_f32(wg__check *c)
{
    wg__rounding r;
    if (!wg__has_f32(&c->m.map))
        return true;
    c->r->f32 = true;
    bool ok = wg__rounding_measure(&r, c->user, c->outputs, c->wrt, c->o->hold_random, &c->m);
    for (int k = 0; k < c->m.leaves && ok; k++)
        ok = judge_leaf(c, &r, k);
    if (ok && any(c, WG_VERDICT_IMPRECISE) && !c->o->no_blame)
        ok = find_kernel(c, &r);
    wg__rounding_free(&r);
    return ok;
}
