/* Which node it was: every local rule on the way at the values of the run. */
#include "autograd/check_blame.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/check_dd.h"
#include "autograd/check_directions.h"
#include "autograd/check_verdict.h"
#include "engine/engine.h"
#include "ops/apply.h"
#include "tensor/memory.h"
#include "tensor/text.h"

/* ---- the nodes between ---- */

void wg__mark_path(const wg_graph *g, uint32_t end, const wg_tensor *y, int ny, const wg_tensor *x,
                   int nx, bool *path, bool *depends)
{
    memset(path, 0, end);
    memset(depends, 0, end);
    for (int k = 0; k < nx; k++)
        depends[x[k].id] = true;
    for (uint32_t id = 1; id < end; id++) {
        const wg__node *n = wg__node_at(g, id);
        for (int k = 0;
             k < n->nin && n->op->diff == WG_DIFF_RULE && wg_dtype_is_float((wg_dtype)n->dtype);
             k++)
            depends[id] = depends[id] || depends[wg__in(n)[k]];
    }
    for (int k = 0; k < ny; k++)
        path[y[k].id] = true;
    for (uint32_t id = end - 1; id > 0; id--) {
        const wg__node *n = wg__node_at(g, id);
        for (int k = 0; path[id] && k < n->nin; k++)
            path[wg__in(n)[k]] = true;
    }
    for (uint32_t id = 1; id < end; id++)
        path[id] = path[id] && depends[id] && wg__node_at(g, id)->op;
}

wg_code wg__run_operands(wg_graph *g, uint32_t end, const bool *path)
{
    bool *wanted = wg__alloc0(end, sizeof *wanted);
    wg_tensor *ask = wg__alloc0(end, sizeof *ask);
    int n = 0;
    for (uint32_t id = 1; id < end && wanted && ask; id++)
        for (int k = 0; path[id] && k < wg__node_at(g, id)->nin; k++)
            wanted[wg__in(wg__node_at(g, id))[k]] = true;
    for (uint32_t id = 1; id < end && wanted && ask; id++)
        if (wanted[id] && wg__node_at(g, id)->op)
            ask[n++] = wg__handle(g, id);
    wg_code code = wanted && ask ? WG_OK : WG_ERR_MEMORY;
    if (!code && n)
        code = wg_run_n(g, ask, n);
    wg__free(wanted);
    wg__free(ask);
    return code;
}

/* ---- what is said ---- */

wg_blame *wg__new_blame(wg__check *c)
{
    wg_gradcheck_report *r = c->r;
    if (!r->blame)
        r->blame = wg__report_alloc(r, WG__MOST_BLAMES, sizeof *r->blame);
    if (!r->blame)
        (void)wg__system_no_memory(&c->m.s);
    return r->blame && r->blames < WG__MOST_BLAMES ? &r->blame[r->blames] : NULL;
}

static uint32_t old_id(const wg__transcript *map, uint32_t id)
{
    for (uint32_t k = 1; k < map->count; k++)
        if (map->id[k] == id)
            return k;
    return 0;
}

bool wg__blame_node(wg__check *c, wg_blame *b, const wg__transcript *map, uint32_t id, int operand)
{
    char name[64];
    wg_gradcheck_report *r = c->r;
    const wg__node *n = wg__node_at(map->to, id);
    const wg_site at = wg__site(map->to, n->site);
    b->node = wg__check_root_id(c, old_id(map, id));
    b->op = wg__report_text(r, "%s%s", n->op->sig ? "wg_" : "", n->op->name);
    b->operand = operand;
    b->operand_name =
        operand < 0
            ? "y"
            : wg__report_text(r, "%s", wg__op_operand_name(n->op, operand, name, sizeof name));
    b->file = at.file ? wg__report_text(r, "%s", at.file) : NULL;
    b->line = at.line;
    b->call = wg__report_text(r, "%s", at.text ? at.text : "");
    b->shape = operand < 0 ? *n->shape : *wg__node_at(map->to, wg__in(n)[operand])->shape;
    return b->op && b->operand_name && b->call && (b->file || !at.file);
}

bool wg__blame_text(wg__check *c, wg_blame *b)
{
    char text[900], at[96];
    const wg_gradcheck_element *e = &b->worst;
    wg__text t = wg__text_to(text, sizeof text);
    if (b->file)
        wg__text_add(&t, "%s:%d: ", wg__basename(b->file), b->line);
    wg__text_add(&t, "%s: ", b->op);
    wg__text_add(&t, b->operand < 0 ? "%s" : "d/d%s", b->operand_name);
    wg__text_add(&t, " %s at %s: ", wg_verdict_name(b->verdict),
                 wg_index_string(b->shape, e->index, at, sizeof at));
    if (b->operand < 0 && b->cause == WG_CAUSE_KERNEL)
        wg__text_add(&t, "%.9g, in 106 bits %.9g (rounding excuses %.1g)", wg__plain(e->rule),
                     e->reference, e->error);
    else if (b->verdict == WG_VERDICT_IMPRECISE)
        wg__text_add(&t, "f32 %.9g, f64 %.9g (rounding excuses %.1g)", e->rule_f32, e->rule,
                     e->error_f32);
    else if (b->operand < 0)
        wg__text_add(&t, "%g", wg__plain(e->rule));
    else if (b->verdict == WG_VERDICT_NONFINITE)
        wg__text_add(&t, "rule %g where %s is %.6g", wg__plain(e->rule), b->operand_name,
                     wg__plain(e->x));
    else
        wg__text_add(&t, "rule %.*g, reference %.*g (h %.1g, error %.1g)",
                     e->error < 1e-6 * fabs(e->rule) ? 7 : 4, e->rule,
                     e->error < 1e-6 * fabs(e->rule) ? 7 : 4, e->reference, e->h, e->error);
    if (b->cause_text[0])
        wg__text_add(&t, "; %s", b->cause_text);
    b->text = wg__report_text(c->r, "%s", text);
    return b->text != NULL;
}

/* ---- one node ---- */

static bool blame_operand(wg__check *c, wg__local *l, uint32_t id, int k)
{
    const wg_gradcheck_leaf *leaf = &l->r.leaf[k];
    wg_blame *b = wg__new_blame(c);
    wg__diagnosis why;
    if (!b)
        return c->m.s.code == WG_OK;
    if (!wg__diagnose(l, k, &why))
        return false;
    b->verdict = leaf->verdict;
    b->worst = *leaf->worst;
    b->worst.rung = NULL;
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        b->wrong += wg_verdict_fails((wg_verdict)v) ? leaf->count[v] : 0;
    b->checked = leaf->elements;
    b->cause = why.cause;
    b->factor = why.factor;
    b->cause_text = wg__report_text(c->r, "%s", why.text);
    wg__ladder kept = {.rungs = leaf->worst->rung ? leaf->worst->rungs : 0};
    memcpy(kept.rung, leaf->worst->rung ? leaf->worst->rung : kept.rung,
           (size_t)kept.rungs * sizeof kept.rung[0]);
    if (!b->cause_text || !wg__keep_ladder(c->r, &b->worst, &kept) ||
        !wg__blame_node(c, b, &c->m.map, id, l->arg[k]) || !wg__blame_text(c, b))
        return wg__system_no_memory(&c->m.s);
    c->r->blames++;
    return true;
}

/* The value of the op itself, at one index. */
static bool blame_value(wg__check *c, uint32_t id, size_t checked, const wg_blame *what)
{
    wg_blame *b = wg__new_blame(c);
    if (!b)
        return c->m.s.code == WG_OK;
    *b = *what;
    b->factor = (double)NAN;
    b->wrong = 1;
    b->checked = checked;
    if (!wg__blame_node(c, b, &c->m.map, id, -1) || !wg__blame_text(c, b))
        return wg__system_no_memory(&c->m.s);
    c->r->blames++;
    return true;
}

/* It is not finite although the operands are. */
static bool blame_nonfinite(wg__check *c, const wg__local *l, uint32_t id)
{
    const wg__system *s = &l->m.s;
    size_t i = 0;
    while (i + 1 < s->ny && isfinite(s->y0[i]))
        i++;
    return blame_value(
        c, id, s->ny,
        &(wg_blame){
            .verdict = WG_VERDICT_NONFINITE,
            .cause = WG_CAUSE_NONFINITE,
            .cause_text = "the value of the op",
            .worst = {.index = (int64_t)i, .rule = s->y0[i], .verdict = WG_VERDICT_NONFINITE}});
}

/* The rule may be right for what the kernel computes: e^x, made of y. Then only the value itself can be held against its operands. */
static bool blame_kernel(wg__check *c, wg__local *l, uint32_t id)
{
    wg__wrong_value v;
    if (!wg__find_wrong_value(&l->m, &v) || !v.found)
        return l->m.s.code == WG_OK;
    return blame_value(c, id, l->m.s.ny,
                       &(wg_blame){.verdict = WG_VERDICT_IMPRECISE,
                                   .cause = WG_CAUSE_KERNEL,
                                   .cause_text = "the kernel computes another value",
                                   .worst = {.index = (int64_t)v.index,
                                             .rule = v.value,
                                             .reference = v.exact,
                                             .error = v.error,
                                             .verdict = WG_VERDICT_IMPRECISE}});
}

/* Somebody else saw the values, or the derivatives made of them, contradicted. */
static bool values_doubted(const wg__check *c)
{
    return c->r->testimony[WG_WITNESS_VALUE].state == WG_WITNESS_DISAGREES ||
           c->r->testimony[WG_WITNESS_DOUBLE_DOUBLE].state == WG_WITNESS_DISAGREES;
}

static bool operands_finite(const wg_graph *g, uint32_t id)
{
    const wg__node *n = wg__node_at(g, id);
    for (int k = 0; k < n->nin; k++) {
        const wg__node *x = wg__node_at(g, wg__in(n)[k]);
        for (int64_t i = 0; x->dtype == WG_F64 && x->data && i < x->numel; i++)
            if (!isfinite(((const double *)x->data)[i]))
                return false;
    }
    return true;
}

typedef struct inquiry {
    wg__check *c;
    bool *path, *depends;
    int directions; /* by which nodes are looked through first; 0: every node is looked at closely */
    size_t kinks, unresolved; /* elements of local rules that could not be judged */
} inquiry;

/* Kinks at which the function itself jumps: their differences say nothing. */
static size_t jumps(const wg_gradcheck_leaf *l)
{
    size_t n = 0;
    for (size_t i = 0; i < l->elements; i++)
        n += l->element[i].verdict == WG_VERDICT_KINK &&
             !(l->element[i].noise < fabs(l->element[i].rule));
    return n;
}

static bool ask_node(inquiry *q, uint32_t id)
{
    wg__check *c = q->c;
    const wg__node *n = wg__node_at(c->m.g, id);
    bool *wanted = wg__alloc0(n->nin ? n->nin : 1, sizeof *wanted);
    wg__local l;
    if (!wanted)
        return wg__system_no_memory(&c->m.s);
    for (int k = 0; k < n->nin; k++)
        wanted[k] = q->depends[wg__in(n)[k]];
    static const wg_gradcheck_options quiet = {.keep = WG_KEEP_NOTABLE};
    bool ok = wg__local_open(&l, c->m.g, id, wanted, false);
    l.directions = q->directions;
    ok = ok && wg__local_check(&l, &quiet);
    c->m.s.runs += l.m.s.runs;
    const int before = c->r->blames;
    if (ok && l.m.s.nonfinite)
        ok = blame_nonfinite(c, &l, id);
    for (int k = 0; ok && k < l.n && !l.m.s.nonfinite; k++) {
        q->kinks += l.r.leaf[k].count[WG_VERDICT_KINK];
        q->unresolved += l.r.leaf[k].count[WG_VERDICT_UNRESOLVED] + jumps(&l.r.leaf[k]);
        if (l.r.leaf[k].worst && wg_verdict_fails(l.r.leaf[k].verdict))
            ok = blame_operand(c, &l, id, k);
    }
    /* Of a large operand single kinks are seldom among the sample. */
    q->kinks += l.doubted && c->r->blames == 0;
    if (ok && c->r->blames == before && values_doubted(c))
        ok = blame_kernel(c, &l, id);
    if (!ok && !c->m.s.code) {
        c->m.s.code = l.m.s.code ? l.m.s.code : WG_ERR_INTERNAL;
        memcpy(c->m.s.message, l.m.s.message, sizeof c->m.s.message);
    }
    wg__local_close(&l);
    wg__free(wanted);
    return ok;
}

/* ---- contradictions that no node answers for ---- */

static void turn(wg__check *c, wg_verdict to)
{
    wg_testimony *t =
        &c->r->testimony[WG_WITNESS_DOUBLE_DOUBLE]; /* it saw the same as the differences */
    if (t->state == WG_WITNESS_DISAGREES)
        *t = (wg_testimony){.witness = WG_WITNESS_DOUBLE_DOUBLE, .text = ""};
    for (int k = 0; k < c->r->leaves; k++) {
        wg_gradcheck_leaf *l = &c->r->leaf[k];
        bool turned = false;
        for (size_t i = 0; i < l->elements; i++) {
            wg_gradcheck_element *e = (wg_gradcheck_element *)(uintptr_t)&l->element[i];
            if (e->verdict == WG_VERDICT_WRONG) {
                e->verdict = to;
                e->kink = to == WG_VERDICT_KINK ? 0 : e->kink;
                turned = true;
            }
        }
        if (turned)
            wg__finish_leaf(l);
    }
}

/* The elements that were wrong, at the point where the system stands now. */
static bool elements_right(wg__check *c, bool *right)
{
    wg__system *s = &c->m.s;
    *right = true;
    for (int k = 0; k < s->leaves; k++) {
        const wg_gradcheck_leaf *l = &c->r->leaf[k];
        for (size_t i = 0; i < l->elements && *right; i++) {
            const size_t index = (size_t)l->element[i].index;
            const wg__line at = {.leaf = k, .index = index};
            const wg__claim claim = {s->leaf[k].rule[index], s->leaf[k].slack[index], l->scale};
            wg_gradcheck_element e = {0};
            wg__ladder ladder;
            if (l->element[i].verdict != WG_VERDICT_WRONG)
                continue;
            if (!wg__examine(s, &at, &claim, &ladder, &e))
                return false;
            *right = !wg_verdict_fails(e.verdict);
        }
    }
    return true;
}

/* relu(x) - relu(-x) is smooth at 0, and the sum of two conventions is not its derivative there; a direction meets the kinks of many elements at
 * once, and may see none of them. Beside the point, where no node is at a kink, the rule is right: then it is a kink; otherwise it stays wrong. */
static bool forgive_kinks(wg__check *c, bool *forgiven)
{
    wg__system *s = &c->m.s;
    wg_rng rng = wg_rng_new(4711);
    for (int k = 0; k < s->leaves; k++)
        for (size_t i = 0; i < s->leaf[k].n; i++)
            s->leaf[k].saved[i] += s->leaf[k].scale * 0x1p-8 * (2 * wg_rng_uniform(&rng) - 1);
    wg__system_restore(s);
    bool right = false,
         ok = wg__system_run(s) && wg__system_start(s, c->o->seed) && elements_right(c, &right);
    if (ok && right && c->r->fast)
        ok = wg__directions_beside(s, c->settled, c->r, &right);
    *forgiven = ok && right;
    if (*forgiven)
        turn(c, WG_VERDICT_KINK);
    wg__transcript_refresh(&c->m.map);
    for (int k = 0; k < s->leaves; k++)
        if (s->leaf[k].n)
            memcpy(s->leaf[k].saved, s->leaf[k].x, s->leaf[k].n * sizeof(double));
    return ok;
}

static bool any_wrong(const wg__check *c)
{
    for (int k = 0; k < c->r->leaves; k++)
        if (c->r->leaf[k].count[WG_VERDICT_WRONG])
            return true;
    return false;
}

/* Of a large graph the first culprit, of others all. */
static bool ask_nodes(inquiry *q, uint32_t end)
{
    wg__check *c = q->c;
    const int enough = c->r->fast ? 1 : WG__MOST_BLAMES;
    const wg_code code = wg__run_operands(c->m.g, end, q->path);
    if (code) {
        wg__model_fail(&c->m, code);
        return false;
    }
    for (uint32_t id = 1; id < end && c->r->blames < enough; id++)
        if (q->path[id] && operands_finite(c->m.g, id) && !ask_node(q, id))
            return false;
    return true;
}

/* The nodes of a large graph are looked through by a few directions each, and closely only where one of these speaks against the rule; if nobody was
 * found and kinks do not explain it, by more directions, in case they missed it. */
static bool inquire(inquiry *q, uint32_t end)
{
    static const int quick[] = {6, 20};
    wg__check *c = q->c;
    bool ok = true, forgiven = false;
    for (int pass = 0; pass < (c->r->fast ? 2 : 1) && ok && !forgiven && c->r->blames == 0;
         pass++) {
        q->directions = c->r->fast ? quick[pass] : 0;
        ok = ask_nodes(q, end);
        if (ok && c->r->blames == 0 && q->kinks && (any_wrong(c) || c->r->fast))
            ok = forgive_kinks(c, &forgiven);
    }
    return ok;
}

bool wg__check_blame(wg__check *c)
{
    const uint32_t end = c->m.primal;
    inquiry q = {.c = c,
                 .path = wg__alloc0(end, sizeof *q.path),
                 .depends = wg__alloc0(end, sizeof *q.depends)};
    bool ok = (q.path && q.depends) || wg__system_no_memory(&c->m.s);
    if (ok) {
        wg__mark_path(c->m.g, end, c->m.y, c->m.outputs, c->m.x, c->m.leaves, q.path, q.depends);
        ok = inquire(&q, end);
    }
    /* A function that oscillates within the smallest step looks flat from outside. */
    if (ok && c->r->blames == 0 && q.unresolved && any_wrong(c))
        turn(c, WG_VERDICT_UNRESOLVED);
    wg__free(q.path);
    wg__free(q.depends);
    return ok;
}
