/* Where the first NaN or Inf was born, and why: the answer is put together. */
#include <math.h>

#include "autograd/provenance.h"

/* ---- places ------------------------------------------------------------------------------------ */

static wg_explain_place place_of(const wg__provenance *p, uint32_t id, int64_t element,
                                 double value)
{
    const wg__node *n = wg__node_at(p->g, id);
    wg_explain_place e = {.t = wg__handle(p->g, id),
                          .op = n->op ? n->op->name : NULL,
                          .name = wg__node_name(p->g, n),
                          .site = wg__site(p->g, n->site),
                          .shape = *n->shape,
                          .dtype = (wg_dtype)n->dtype,
                          .element = element,
                          .value = value};
    wg__index_of(n->shape, element, e.index);
    return e;
}

static wg_explain_place place(const wg__provenance *p, wg__place at)
{
    return place_of(p, p->s.id[at.pos], at.element, at.value);
}

/* The first element of a node that reaches a root; a NaN if there is one and it is asked for. */
static wg__place first_marked(const wg__provenance *p, uint32_t pos, bool nan)
{
    const wg__node *n = wg__node_of(p, pos);
    wg__place first = {.pos = UINT32_MAX};
    for (int64_t i = 0; i < n->numel; i++) {
        if (!wg__is_marked(&p->t[pos], i))
            continue;
        const double v = wg__element(p, pos, i);
        if (!nan || isnan(v))
            return (wg__place){pos, i, v};
    }
    return first;
}

/* ---- parts of the answer ----------------------------------------------------------------------- */

static void put_birth(wg__provenance *p, wg_explanation *e)
{
    const uint32_t id = p->s.id[p->birth.pos], primal = wg__primal_of(p->g, id);
    wg__place culprit[WG_EXPLAIN_OPERANDS];
    int arg[WG_EXPLAIN_OPERANDS];
    wg__mask mask;
    e->birth = place(p, p->birth);
    e->backward = primal != 0;
    e->derivative_of = primal ? wg__node_at(p->g, primal)->op->name : NULL;
    if (e->birth.op) {
        e->operands = wg__culprits(p, p->birth, culprit, arg);
        for (int k = 0; k < e->operands; k++)
            e->operand[k] = place(p, culprit[k]);
        e->masked = isnan(p->birth.value) && wg__masked(p, p->birth, &mask);
    }
    if (e->masked)
        e->mask = place_of(p, mask.id, mask.element, 0);
    e->kind = e->masked ? WG_BIRTH_WHERE_TRAP : wg__name_birth(p, p->birth);
}

static void put_path(const wg__provenance *p, wg_explanation *e)
{
    uint32_t pos = p->birth.pos;
    for (;; pos = p->t[pos].via) {
        const bool last = p->t[pos].via == UINT32_MAX;
        const wg__place at = pos == p->birth.pos ? p->birth : first_marked(p, pos, false);
        if (e->path_shown < WG_EXPLAIN_PATH)
            e->path[e->path_shown++] = place(p, at);
        else if (last)
            e->path[WG_EXPLAIN_PATH - 1] = place(p, at);
        e->path_length++;
        if (!e->turns && pos != p->birth.pos && isinf(p->birth.value)) {
            const wg__place turn = first_marked(p, pos, true);
            e->turns = turn.pos != UINT32_MAX;
            if (e->turns)
                e->turn = place(p, turn);
        }
        if (last) {
            e->reached = place(p, at);
            return;
        }
    }
}

static void put_counts(const wg__provenance *p, wg_explanation *e)
{
    for (uint32_t pos = 0; pos < p->s.n; pos++) {
        const wg__node *n = wg__node_of(p, pos);
        const wg__tally *t = &p->t[pos];
        if (!t->nan && !t->inf)
            continue;
        e->bad_nodes++;
        if (e->counts < WG_EXPLAIN_COUNTS)
            e->count[e->counts++] = (wg_explain_count){.t = wg__handle(p->g, p->s.id[pos]),
                                                       .op = n->op ? n->op->name : NULL,
                                                       .name = wg__node_name(p->g, n),
                                                       .site = wg__site(p->g, n->site),
                                                       .nan = t->nan,
                                                       .inf = t->inf,
                                                       .numel = n->numel,
                                                       .shown = t->marked != NULL};
    }
}

static bool answer(wg__provenance *p, wg_explanation *e)
{
    e->nodes = p->s.n;
    put_counts(p, e);
    if (!p->found)
        return true;
    if (wg__node_of(p, p->birth.pos)->op && !wg__feeding_open(&p->f, p->g, &p->s, p->birth.pos)) {
        wg__fail(p->g, WG_ERR_MEMORY, "out of memory");
        return false;
    }
    put_birth(p, e);
    put_path(p, e);
    return wg_ok(p->g);
}

wg_code wg_explain_nonfinite_at(wg_site at, wg_graph *g, const wg_tensor *t, int n,
                                wg_explanation *out)
{
    if (out)
        *out = (wg_explanation){0};
    if (!g)
        return WG_ERR_HANDLE;
    if (!wg_ok(g))
        return wg_error_code(g);
    bool opened = wg__enter(g, at);
    wg__provenance p = {0};
    if (!out)
        wg__fail(g, WG_ERR_ARGUMENT, "out is NULL");
    else if (!wg__provenance_open(&p, g, t, n, &opened) || !answer(&p, out))
        *out = (wg_explanation){0};
    wg__provenance_close(&p);
    wg__leave(g, opened);
    return wg_error_code(g);
}
