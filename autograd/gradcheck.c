/* The check of a graph: arguments, and the order of its stages. */
#include "autograd/gradcheck.h"

#include <stdio.h>
#include <string.h>

#include "autograd/check_clock.h"
#include "autograd/check_rounding.h"
#include "autograd/check_stages.h"
#include "autograd/check_sweep.h"
#include "autograd/check_verdict.h"
#include "engine/engine.h"
#include "tensor/memory.h"
#include "tensor/text.h"

/* ---- arguments ---- */

static bool check_outputs(wg_graph *g, wg_tensor_list outputs)
{
    if (outputs.n < 1 || !outputs.t)
        wg__fail(g, WG_ERR_ARGUMENT, "no outputs");
    for (int k = 0; k < outputs.n && wg_ok(g); k++) {
        char what[32], text[256];
        snprintf(what, sizeof what, "outputs[%d]", k);
        if (!wg__use(g, outputs.t[k], what))
            return false;
        if (!wg_dtype_is_float(wg_dtype_of(outputs.t[k])))
            wg__fail(g, WG_ERR_DTYPE, "%s is %s, and only f32 and f64 have derivatives: %s", what,
                     wg_dtype_name(wg_dtype_of(outputs.t[k])),
                     wg__describe(g, outputs.t[k], text, sizeof text));
    }
    return wg_ok(g);
}

static bool check_wrt(wg_graph *g, wg_tensor_list wrt)
{
    if (wrt.n < 0 || (wrt.n > 0 && !wrt.t))
        wg__fail(g, WG_ERR_ARGUMENT, "wrt is NULL, or its n is negative");
    for (int k = 0; k < wrt.n && wg_ok(g); k++) {
        char what[32], text[256];
        snprintf(what, sizeof what, "wrt[%d]", k);
        const wg__node *n = wg__use(g, wrt.t[k], what);
        if (!n)
            return false;
        if (n->op || n->kind == WG__NODE_CONST || !wg_dtype_is_float((wg_dtype)n->dtype))
            wg__fail(g, WG_ERR_ARGUMENT, "%s is no float input or parameter: %s", what,
                     wg__describe(g, wrt.t[k], text, sizeof text));
    }
    return wg_ok(g);
}

/* ---- leaves ---- */

uint32_t wg__check_user_id(const wg__check *c, uint32_t id)
{
    for (uint32_t k = 1; k < c->m.map.count; k++)
        if (c->m.map.id[k] == id)
            return k;
    return 0;
}

uint32_t wg__check_root_id(const wg__check *c, uint32_t id)
{
    for (; id && c->parent; c = c->parent)
        id = wg__check_user_id(c->parent, id);
    return id;
}

static bool describe_leaf(wg__check *c, int k)
{
    wg_gradcheck_leaf *l = &c->r->leaf[k];
    const uint32_t id = wg__check_user_id(c, c->m.x[k].id), root = wg__check_root_id(c, id);
    const wg__node *n = wg__node_at(c->user, id);
    const wg_site at = wg__site(c->user, n->site);
    const char *name = wg__node_name(c->user, n);
    l->name = name[0] ? wg__report_text(c->r, "%s", name) : wg__report_text(c->r, "%%%u", root);
    l->dtype = (wg_dtype)n->dtype;
    l->shape = *n->shape;
    l->file = at.file ? wg__report_text(c->r, "%s", at.file) : NULL;
    l->line = at.line;
    l->node = root;
    l->verdict = WG_VERDICT_NOT_EXERCISED;
    c->r->total += (size_t)n->numel;
    return l->name && (l->file || !at.file);
}

static bool describe_leaves(wg__check *c)
{
    wg_gradcheck_report *r = c->r;
    r->leaf = wg__report_alloc(r, (size_t)c->m.leaves, sizeof *r->leaf);
    if (!r->leaf)
        return wg__system_no_memory(&c->m.s);
    r->leaves = c->m.leaves;
    for (int k = 0; k < r->leaves; k++)
        if (!describe_leaf(c, k))
            return wg__system_no_memory(&c->m.s);
    return true;
}

static void settle_leaf(wg__check *c, int k, wg_verdict v)
{
    wg_gradcheck_leaf *l = &c->r->leaf[k];
    l->verdict = v;
    l->count[v] = c->m.s.leaf[k].n;
}

/* Findings of the first runs that leave nothing to measure. */
static void settle_early(wg__check *c)
{
    const wg__system *s = &c->m.s;
    for (int k = 0; k < s->leaves; k++) {
        const wg__check_leaf *l = &s->leaf[k];
        const bool written = l->n && memcmp(l->x, l->saved, l->n * sizeof *l->x) != 0;
        if (written || l->twice)
            settle_leaf(c, k, WG_VERDICT_ALIASED);
        else if (s->nondeterministic)
            settle_leaf(c, k, WG_VERDICT_NONDETERMINISTIC);
        else if (s->nonfinite)
            settle_leaf(c, k, WG_VERDICT_NONFINITE);
        else
            continue;
        c->settled[k] = true;
    }
}

/* ---- stages ---- */

/* Every element where that is at most about a second of work on one core. */
static bool fast_wanted(wg__check *c, bool *ok)
{
    enum { RUNS_PER_ELEMENT = 12, PER_STEP = 500 };
    const double most = 3e9;
    if (c->o->mode != WG_GRADCHECK_AUTO)
        return c->o->mode == WG_GRADCHECK_FAST;
    wg_plan_stats stats;
    *ok = wg_plan_stats_of(c->m.g, c->m.held, c->m.outputs, &stats) == WG_OK ||
          wg__model_fail(&c->m, wg_error_code(c->m.g)) == WG_OK;
    const double run =
        *ok ? stats.flop + stats.bytes_moved / 4 + PER_STEP * (double)stats.steps : 0;
    return run * RUNS_PER_ELEMENT * (double)c->r->total > most;
}

static bool sweep_all(wg__check *c)
{
    for (int k = 0; k < c->r->leaves; k++)
        if (!c->settled[k] && !wg__sweep(&c->m.s, k, NULL, c->m.s.leaf[k].n, c->r))
            return false;
    return true;
}

static bool first_runs(wg__check *c)
{
    wg__system *s = &c->m.s;
    if (!wg__system_start(s, c->o->seed))
        return false;
    settle_early(c);
    wg__system_restore(s);
    const double before = wg__seconds();
    const bool ok = wg__system_run(s) && wg__system_gradient(s);
    c->gradient_seconds = wg__seconds() - before;
    return ok;
}

bool wg__check_widen(wg__check *c)
{
    c->widened = true;
    return wg__rounding_widen(&c->m);
}

static bool examine_again(wg__check *c, int k, wg_gradcheck_element *e)
{
    const wg__check_leaf *l = &c->m.s.leaf[k];
    const size_t index = (size_t)e->index;
    const wg__line at = {.leaf = k, .index = index};
    const wg__claim claim = {l->rule[index], l->slack[index], c->r->leaf[k].scale};
    wg__ladder ladder;
    return wg__examine(&c->m.s, &at, &claim, &ladder, e);
}

/* Inside, numbers may cancel: 1 - y has the steps of y's ulp, and below them any function looks flat. An element that contradicts the differences is examined
 * again with what rounding of every node does to outputs and rule. */
static bool judge_again(wg__check *c)
{
    bool any = false;
    for (int k = 0; k < c->r->leaves; k++)
        any = any || c->r->leaf[k].count[WG_VERDICT_WRONG] > 0;
    if (!any)
        return true;
    if (!wg__check_widen(c))
        return false;
    for (int k = 0; k < c->r->leaves; k++) {
        wg_gradcheck_leaf *l = &c->r->leaf[k];
        for (size_t i = 0; i < l->elements && !c->settled[k]; i++) {
            wg_gradcheck_element *e = (wg_gradcheck_element *)(uintptr_t)&l->element[i];
            if ((e->verdict == WG_VERDICT_WRONG || e->verdict == WG_VERDICT_UNRESOLVED) &&
                !examine_again(c, k, e))
                return false;
        }
        if (l->elements && !c->settled[k])
            wg__finish_leaf(l);
    }
    return true;
}

static bool measure(wg__check *c)
{
    bool ok = true;
    c->r->fast = fast_wanted(c, &ok);
    c->m.s.runs_total = c->m.s.runs + 12 * c->r->total;
    return ok && (c->r->fast ? wg__check_directions(c) : sweep_all(c) && judge_again(c));
}

static bool any_failed(const wg__check *c)
{
    for (int k = 0; k < c->r->leaves; k++)
        if (wg_verdict_fails(c->r->leaf[k].verdict))
            return true;
    return false;
}

static bool doubted(const wg__check *c)
{
    for (int w = 0; w < WG_WITNESS_COUNT; w++)
        if (c->r->testimony[w].state == WG_WITNESS_DISAGREES)
            return true;
    return false;
}

static bool count(const wg__check *c, wg_verdict v)
{
    for (int k = 0; k < c->r->leaves; k++)
        if (c->r->leaf[k].verdict == v)
            return true;
    return false;
}

static bool contradicted(const wg__check *c)
{
    for (int k = 0; k < c->r->directions; k++)
        if (c->r->direction[k].verdict == WG_VERDICT_WRONG)
            return true;
    return count(c, WG_VERDICT_WRONG) || count(c, WG_VERDICT_NONFINITE) || doubted(c);
}

bool wg__check_stages(wg__check *c)
{
    const wg__model_options how = {
        .from = WG_F32, .to = WG_F64, .hold_random = c->o->hold_random, .primal = c->primal};
    c->m.s.options = c->o;
    if (wg__model_new(&c->m, c->user, c->outputs, c->wrt, &how) || wg__model_bind(&c->m))
        return false;
    c->m.s.options = c->o;
    c->settled = wg__report_alloc(c->r, (size_t)c->m.leaves, sizeof *c->settled);
    if (!c->settled)
        return wg__system_no_memory(&c->m.s);
    bool ok = describe_leaves(c) && first_runs(c);
    const bool measurable = ok && !c->m.s.nonfinite && !c->m.s.nondeterministic;
    if (measurable)
        ok = measure(c);
    if (ok && measurable && !c->o->no_f32)
        ok = wg__check_f32(c);
    if (ok && measurable && !c->o->no_witnesses)
        ok = wg__check_witnesses(c);
    if (ok && contradicted(c) && !c->o->no_blame && !c->m.s.nondeterministic)
        ok = wg__check_blame(c);
    if (ok && measurable && c->o->second && !any_failed(c))
        ok = wg__check_second(c);
    return ok;
}

/* ---- the call ---- */

static bool finish(wg__check *c, double since)
{
    wg_gradcheck_report *r = c->r;
    if (!c->o->no_witnesses)
        wg__hear_differences(c);
    r->runs = c->m.s.runs;
    r->seconds = wg__seconds() - since;
    r->cost = c->gradient_seconds > 0 ? r->seconds / c->gradient_seconds : 0;
    return wg__finish_report(r) || wg__system_no_memory(&c->m.s);
}

wg_code wg__check_run(wg__check *c)
{
    const double since = wg__seconds();
    bool ok = wg__check_stages(c);
    if (!ok && c->m.s.cancelled) {
        c->r->cancelled = true;
        ok = true;
    }
    ok = ok && finish(c, since);
    if (ok)
        return WG_OK;
    const wg_code code = c->m.s.code ? c->m.s.code : WG_ERR_INTERNAL;
    return code;
}

void wg__check_free(wg__check *c)
{
    wg__model_free(&c->m);
}

wg_code wg_gradcheck_at(wg_site at, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                        const wg_gradcheck_options *options, wg_gradcheck_report *report)
{
    static const wg_gradcheck_options defaults = {0};
    if (report)
        *report = (wg_gradcheck_report){0};
    if (!g)
        return WG_ERR_HANDLE;
    if (!wg_ok(g))
        return wg_error_code(g);
    const bool opened = wg__enter(g, at);
    if (!report)
        wg__fail(g, WG_ERR_ARGUMENT, "report is NULL");
    if (wg_ok(g) && check_outputs(g, outputs) && check_wrt(g, wrt)) {
        wg__check c = {.user = g,
                       .outputs = outputs,
                       .wrt = wrt,
                       .o = options ? options : &defaults,
                       .r = report};
        const wg_code code = wg__check_run(&c);
        if (code) {
            wg__fail(g, code, "%s", c.m.s.message[0] ? c.m.s.message : wg_code_string(code));
            wg_gradcheck_free(report);
        }
        wg__check_free(&c);
    } else if (wg_ok(g)) {
        wg__fail(g, WG_ERR_HANDLE, "an operand is poisoned by an error that was cleared");
    }
    const wg_code code = wg_error_code(g);
    wg__leave(g, opened);
    return code;
}
