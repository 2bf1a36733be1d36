/* The written specification of the regions of a plan, executable:
 *
 *   a region is some steps that stand together, its chunks reach over no span, and a thread takes no more than a chunk;
 *   a value of a chunk lies in the scratch of its region, is used by its steps alone and wanted by nobody after the run;
 *   what one step of a region computes and another reads is written and read unit by unit, in one order: for unit u both are at u times
 *   the bytes of a unit; and no step reads what is there only when all chunks are done.
 *
 * Where a step is for a unit is found from the tables that it runs with, not from what the planner thought. */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "engine/plan.h"

typedef struct check {
    const wg__plan *p;
    const wg__region *r;
    uint32_t number; /* of the region */
    char *message;
    size_t size;
} check;

static bool wrong(const check *c, const char *what, uint32_t i, uint32_t j)
{
    snprintf(c->message, c->size, "%s (%" PRIu32 ", %" PRIu32 ")", what, i, j);
    return false;
}

/* ---- where a pointer leads for unit u, in bytes from where it leads for none ---- */

/* Bytes to element i of the walk. */
static int64_t walk_to(const wg__strided *s, int64_t i, size_t size)
{
    int64_t at = 0;
    for (int k = s->nd - 1; k >= 0; k--) {
        at += i % s->dim[k] * s->stride[k];
        i /= s->dim[k];
    }
    return at * (int64_t)size;
}

/* Bytes to product i of the batch. */
static int64_t batch_to(const wg__product *x, const int64_t *step, int64_t i)
{
    int64_t at = 0;
    for (int k = 0; k < x->batch_axes; k++) {
        at += i % x->dim[k] * step[k];
        i /= x->dim[k];
    }
    return at;
}

static int64_t product_at(const wg__region *r, const wg__product *x, const void *where, int64_t u)
{
    const wg__gemm *g = &x->g;
    const int64_t size = x->dtype == WG_F64 ? 8 : 4;
    const bool a = where == &g->a, b = where == &g->b;
    const int64_t *step = a ? x->a_step : b ? x->b_step : x->c_step;
    if (where == &x->alpha || where == &g->bias)
        return 0;
    if (x->part == WG__PART_WHOLE)
        return batch_to(x, step, u * (x->batch / r->units));
    if (x->part == WG__PART_SUMS)
        return batch_to(x, step, u / r->span) + (a   ? g->a_cs
                                                 : b ? g->b_rs
                                                     : 0) *
                                                    (u % r->span) * size;
    const int64_t row = u * (x->batch * g->m / r->units);
    return batch_to(x, step, row / g->m) + (a ? g->a_rs : b ? 0 : g->c_rs) * (row % g->m) * size;
}

static int64_t program_at(const wg__region *r, const wg__program *g, void *const *where, int64_t u)
{
    const int64_t row = u * (g->rows / r->units);
    for (uint32_t k = 0; k < g->movers; k++)
        if (where == (void *const *)&g->mover[k].base)
            return (int64_t)g->mover[k].step * row;
    for (uint32_t k = 0; k < g->fills; k++)
        if (where == (void *const *)&g->fill[k].src)
            return walk_to(&g->fill[k].from, row * g->fill[k].per_row, g->fill[k].size);
    return 0;
}

static int64_t leads_to(const check *c, const wg__step *s, void **where, int64_t u)
{
    return s->kind == WG__STEP_GEMM ? product_at(c->r, s->what, where, u)
                                    : program_at(c->r, s->what, where, u);
}

/* Of a result that is there after the last row: what it sums, when all chunks are done, or the result itself. */
static bool after_all(const wg__step *s, void **where, bool *result)
{
    const wg__program *g = s->what;
    *result = false;
    for (uint32_t k = 0; s->kind == WG__STEP_TILE && k < g->instrs; k++) {
        if (g->instr[k].level != WG__AFTER)
            continue;
        *result = where == &g->instr[k].out;
        if (*result || where == &g->instr[k].kept || where == &g->instr[k].state)
            return true;
    }
    const wg__product *x = s->what;
    *result = s->kind == WG__STEP_GEMM && x->part == WG__PART_SUMS && where == &x->g.c;
    return *result;
}

/* ---- values that go from step to step ---- */

static bool points_into(const wg__plan *p, const wg__reloc *r, uint32_t buf)
{
    const wg__buffer *u = &p->buffer[buf], *root = &p->buffer[wg__plan_root(p, buf)];
    const size_t start = root->leaf == WG__NONE ? u->offset : 0;
    return r->leaf == root->leaf && r->offset >= start && r->offset < start + u->bytes;
}

static const wg__along *along_of(const check *c, uint32_t at, void **where)
{
    const wg__step *s = &c->p->step[at];
    const wg__program *g = s->what;
    for (uint32_t k = 0; k < c->r->alongs; k++) {
        const wg__along *a = &c->r->along[k];
        if (a->step != at)
            continue;
        const void *place = a->kind == WG__ALONG_MOVER  ? (const void *)&g->mover[a->which].base
                            : a->kind == WG__ALONG_FILL ? (const void *)&g->fill[a->which].src
                                                        : (const char *)s->what + a->which;
        if (place == (const void *)where)
            return a;
    }
    return NULL;
}

/* Where the scratch of the region begins in the arena. */
static size_t scratch_at(const check *c)
{
    for (uint32_t k = 0; k < c->p->relocs; k++)
        if (c->p->reloc[k].where == (void **)(uintptr_t)&c->r->scratch)
            return c->p->reloc[k].offset;
    return 0;
}

/* A pointer of step `at` into value buf. */
static bool check_pointer(const check *c, uint32_t at, const wg__reloc *to, uint32_t buf)
{
    const wg__region *r = c->r;
    const wg__buffer *u = &c->p->buffer[buf];
    const bool chunk = wg__buffer_in_chunk(u);
    const size_t unit = u->bytes / (size_t)(chunk ? r->chunk : r->units);
    const wg__along *a = along_of(c, at, to->where);
    const int64_t units[3] = {1, r->units / 2, r->units - 1};
    bool result;
    if (after_all(&c->p->step[at], to->where, &result))
        return !chunk || wrong(c, "a value of a chunk is wanted after it (step, buffer)", at, buf);
    if (chunk ? !a || a->unit != unit || a->offset != to->offset - scratch_at(c) : a != NULL)
        return wrong(c, "a pointer does not follow the chunks (step, buffer)", at, buf);
    for (int k = 0; k < 3; k++)
        if (leads_to(c, &c->p->step[at], to->where, units[k]) != units[k] * (int64_t)unit)
            return wrong(c, "a step uses what other chunks have (step, buffer)", at, buf);
    return true;
}

/* What a step computes for all chunks together is read by none of the region. */
static bool check_result(const check *c, uint32_t buf)
{
    const wg__plan *p = c->p;
    for (uint32_t i = c->r->first; i < c->r->end; i++)
        for (uint32_t k = p->step[i].access; k < p->step[i].access + p->step[i].accesses; k++)
            if (!p->access[k].write && p->access[k].buffer == buf)
                return wrong(c, "a step reads what is there after all chunks (step, buffer)", i,
                             buf);
    return true;
}

static bool written_here(const check *c, uint32_t buf)
{
    const wg__plan *p = c->p;
    for (uint32_t i = c->r->first; i < c->r->end; i++)
        for (uint32_t k = p->step[i].access; k < p->step[i].access + p->step[i].accesses; k++)
            if (p->access[k].write && p->access[k].buffer == buf && !p->buffer[buf].scratch)
                return true;
    return false;
}

static bool check_access(const check *c, uint32_t at, const wg__access *x)
{
    const wg__plan *p = c->p;
    const wg__step *s = &p->step[at];
    if (!written_here(c, x->buffer))
        return true;
    for (uint32_t k = s->reloc; k < s->reloc + s->relocs; k++) {
        bool result;
        if (!points_into(p, &p->reloc[k], x->buffer))
            continue;
        if (!check_pointer(c, at, &p->reloc[k], x->buffer))
            return false;
        after_all(s, p->reloc[k].where, &result);
        if (x->write && result && !check_result(c, x->buffer))
            return false;
    }
    return true;
}

static bool check_steps(const check *c)
{
    const wg__plan *p = c->p;
    for (uint32_t at = c->r->first; at < c->r->end; at++) {
        const wg__step *s = &p->step[at];
        const wg__program *g = s->what;
        if (s->region != c->number)
            return wrong(c, "a step does not belong to its region (step, region)", at, s->region);
        if (s->kind != WG__STEP_TILE && s->kind != WG__STEP_GEMM)
            return wrong(c, "a step of a region that is not done in pieces (step, kind)", at,
                         s->kind);
        if (s->kind == WG__STEP_TILE && (!g->moves || g->rows % c->r->units))
            return wrong(c, "a program has not the rows of its region (step, region)", at,
                         c->number);
        for (uint32_t k = s->access; k < s->access + s->accesses; k++)
            if (!check_access(c, at, &p->access[k]))
                return false;
    }
    return true;
}

/* ---- values of chunks ---- */

static bool check_chunk_values(const wg__plan *p, const check *any)
{
    for (uint32_t at = 0; at < p->steps; at++)
        for (uint32_t k = p->step[at].access; k < p->step[at].access + p->step[at].accesses; k++) {
            const wg__buffer *u = &p->buffer[p->access[k].buffer];
            if (wg__buffer_in_chunk(u) && u->region != p->step[at].region)
                return wrong(any, "a value of a chunk is used outside of its region (step, buffer)",
                             at, p->access[k].buffer);
        }
    for (uint32_t k = 0; k < p->buffers; k++) {
        const wg__buffer *u = &p->buffer[k], *scratch = NULL;
        for (uint32_t j = 0; wg__buffer_in_chunk(u) && j < p->buffers; j++)
            if (p->buffer[j].scratch && p->buffer[j].region == u->region)
                scratch = &p->buffer[j];
        if (!wg__buffer_in_chunk(u) || u->first == WG__NONE)
            continue;
        if (!scratch || u->last == WG__NONE || u->offset < scratch->offset ||
            u->offset + u->bytes > scratch->offset + scratch->bytes)
            return wrong(any, "a value of a chunk is not in its scratch (buffer, region)", k,
                         u->region);
    }
    return true;
}

bool wg__regions_verify(const wg__plan *p, char *message, size_t size)
{
    check c = {.p = p, .message = message, .size = size};
    for (; c.number < p->regions; c.number++) {
        const wg__region *r = c.r = &p->region[c.number];
        if (r->first >= r->end || r->end > p->steps || r->end - r->first > WG__MOST_REGION_STEPS)
            return wrong(&c, "a region has no steps, or too many (region, step)", c.number,
                         r->first);
        if (r->units < 2 || r->span < 1 || r->units % r->span || r->share < 1 ||
            r->share > r->chunk || r->chunk > r->span || (r->ordered && r->share != r->chunk))
            return wrong(&c, "a region is cut into what are no chunks (region, step)", c.number,
                         r->first);
        if (!check_steps(&c))
            return false;
    }
    return check_chunk_values(p, &c);
}
