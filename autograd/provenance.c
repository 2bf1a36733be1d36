/* From what is not finite back to where it was born, element by element: one sweep from the last node to the first. */
#include "autograd/provenance.h"

#include <math.h>

#include "ops_gen_impl.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"

const wg__node *wg__node_of(const wg__provenance *p, uint32_t pos)
{
    return wg__node_at(p->g, p->s.id[pos]);
}

double wg__element(const wg__provenance *p, uint32_t pos, int64_t element)
{
    return wg__load((wg_dtype)wg__node_of(p, pos)->dtype, p->s.value[pos].data, element);
}

bool wg__is_marked(const wg__tally *t, int64_t element)
{
    return t->marked && (t->marked[element >> 3] >> (element & 7) & 1);
}

static bool no_memory(wg__provenance *p)
{
    wg__fail(p->g, WG_ERR_MEMORY, "out of memory");
    return false;
}

/* ---- counting ---- */

static void count(wg__provenance *p, uint32_t pos)
{
    const wg__node *n = wg__node_of(p, pos);
    wg__tally *t = &p->t[pos];
    t->via = UINT32_MAX;
    if (!wg_dtype_is_float((wg_dtype)n->dtype))
        return;
    for (int64_t i = 0; i < n->numel; i++) {
        const double v = wg__element(p, pos, i);
        t->nan += isnan(v) != 0;
        t->inf += isinf(v) != 0;
    }
    t->nan_left = t->nan;
    t->inf_left = t->inf;
}

/* ---- marking ---- */

static bool mark(wg__provenance *p, uint32_t pos, int64_t element, double value, uint32_t via)
{
    wg__tally *t = &p->t[pos];
    if (!t->marked) {
        t->marked = wg__alloc0(1, (size_t)wg__node_of(p, pos)->numel / 8 + 1);
        if (!t->marked)
            return no_memory(p);
    }
    t->via = via;
    if (wg__is_marked(t, element))
        return true;
    t->marked[element >> 3] = (uint8_t)(t->marked[element >> 3] | 1u << (element & 7));
    --*(isnan(value) ? &t->nan_left : &t->inf_left);
    return true;
}

static bool mark_all(wg__provenance *p, uint32_t pos)
{
    const wg__node *n = wg__node_of(p, pos);
    for (int64_t i = 0; i < n->numel && (p->t[pos].nan_left || p->t[pos].inf_left); i++) {
        const double v = wg__element(p, pos, i);
        if (!isfinite(v) && !mark(p, pos, i, v, UINT32_MAX))
            return false;
    }
    return true;
}

static uint32_t operand_pos(const wg__provenance *p, int k)
{
    return wg__snapshot_find(&p->s, wg__in(p->f.node)[k]);
}

/* Marks the NaNs (or infinities) of operand k that feed the element. Stops at the first one if all of them are marked.
 * *any: there is one. */
static bool mark_feeding(wg__provenance *p, wg__place at, int k, bool nan, bool *any)
{
    const uint32_t pos = operand_pos(p, k);
    wg__tally *t = &p->t[pos];
    if (nan ? !t->nan : !t->inf)
        return true;
    const wg_view part = wg__feeding_part(&p->f, at.element, k);
    for (wg__part q = wg__part_of(&part); q.left > 0; wg__part_next(&q)) {
        const double v = wg__element(p, pos, q.offset);
        if (nan ? !isnan(v) : !isinf(v))
            continue;
        *any = true;
        if (!mark(p, pos, q.offset, v, at.pos))
            return false;
        if (nan ? !t->nan_left : !t->inf_left)
            break;
    }
    return true;
}

static bool mark_operands(wg__provenance *p, wg__place at, bool nan, bool *any)
{
    for (int k = 0; k < p->f.node->nin; k++)
        if (!mark_feeding(p, at, k, nan, any))
            return false;
    return true;
}

/* The sweep goes down, so the last birth is the first in the order of computation; within a node, elements go up. */
static void born(bool *known, wg__place *place, wg__place at)
{
    if (!*known || place->pos != at.pos)
        *place = at;
    *known = true;
}

static bool visit_element(wg__provenance *p, wg__place at)
{
    bool inherited = false;
    const bool nan = isnan(at.value);
    wg__mask mask;
    if (!mark_operands(p, at, nan, &inherited) || inherited)
        return inherited;
    born(&p->found, &p->birth, at);
    return !nan || wg__masked(p, at, &mask) || mark_operands(p, at, false, &inherited);
}

static bool visit(wg__provenance *p, uint32_t pos)
{
    const wg__node *n = wg__node_of(p, pos);
    wg__tally *t = &p->t[pos];
    if (n->op == &wg__op_group && t->root) {
        for (int k = 0; k < n->nin; k++)
            p->t[wg__snapshot_find(&p->s, wg__in(n)[k])].root = true;
        return true;
    }
    if (t->root && !mark_all(p, pos))
        return false;
    if (!t->marked)
        return true;
    if (t->root)
        t->via = UINT32_MAX;
    if (n->op && !wg__feeding_open(&p->f, p->g, &p->s, pos))
        return no_memory(p);
    for (int64_t i = 0; i < n->numel; i++) {
        if (!wg__is_marked(t, i))
            continue;
        const wg__place at = {pos, i, wg__element(p, pos, i)};
        if (n->kind == WG__NODE_CONST)
            born(&p->meant, &p->constant, at);
        else if (!n->op)
            born(&p->found, &p->birth, at);
        else if (!visit_element(p, at))
            return false;
    }
    return true;
}

/* ---- the whole ---- */

bool wg__provenance_open(wg__provenance *p, wg_graph *g, const wg_tensor *t, int n, bool *opened)
{
    *p = (wg__provenance){.g = g};
    if (!wg__snapshot_take(&p->s, g, t, n, opened))
        return false;
    p->t = wg__alloc0(p->s.n, sizeof *p->t);
    if (!p->t)
        return no_memory(p);
    for (uint32_t pos = 0; pos < p->s.n; pos++)
        count(p, pos);
    for (int k = 0; k < n; k++)
        p->t[wg__snapshot_find(&p->s, t[k].id)].root = true;
    for (uint32_t pos = p->s.n; pos-- > 0;)
        if (!visit(p, pos))
            return false;
    if (!p->found && p->meant) {
        p->found = true;
        p->birth = p->constant;
    }
    return wg_ok(g);
}

void wg__provenance_close(wg__provenance *p)
{
    for (uint32_t pos = 0; p->t && pos < p->s.n; pos++)
        wg__free(p->t[pos].marked);
    wg__free(p->t);
    wg__feeding_close(&p->f);
    wg__feeding_close(&p->zero);
    wg__snapshot_free(&p->s);
}
