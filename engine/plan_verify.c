/* The written specification of a plan, executable:
 *
 *   a step reads only what an earlier step has written, or a leaf;
 *   nobody reads a value after another has taken its memory, and nobody reads a parameter's old value after it was assigned;
 *   values that live at the same time have no byte in common; all lie inside the arena;
 *   no step that may fail comes after the first assignment;
 *   every pointer of a step points into a buffer that the step is said to read or write;
 *   an instruction of a tile program finds in each place it reads the value that it is said to read, put there by an instruction or a
 *   fill before it and not overwritten since; it reads no result that is there only after the program;
 *   what was asked for lives on after the run;
 *   what holds for regions (region_verify.c). */
#include <inttypes.h>
#include <stdio.h>

#include "engine/plan.h"
#include "tensor/memory.h"

typedef struct check {
    const wg__plan *p;
    char *message;
    size_t size;
} check;

static bool wrong(const check *c, const char *what, uint32_t i, uint32_t j)
{
    snprintf(c->message, c->size, "%s (%" PRIu32 ", %" PRIu32 ")", what, i, j);
    return false;
}

/* ---- order ---- */

/* Buffer `later` gets its value in memory that `buf` had before. */
static bool takes_memory_of(const wg__plan *p, uint32_t later, uint32_t buf)
{
    if (later == buf || wg__plan_root(p, later) != wg__plan_root(p, buf) ||
        p->buffer[later].first == WG__NONE)
        return false;
    return p->buffer[buf].first == WG__NONE || p->buffer[buf].leaf != WG__NONE ||
           p->buffer[later].first > p->buffer[buf].first;
}

/* What the steps of a region touch lives as long as it does, values of its chunks and what holds nothing from chunk to chunk aside. */
static uint32_t born_at(const wg__plan *p, uint32_t at, uint32_t buf)
{
    const uint32_t region = p->step[at].region;
    const wg__buffer *u = &p->buffer[buf];
    return region == WG__NONE || wg__buffer_in_chunk(u) || u->brief ? at : p->region[region].first;
}

/* A step before it writes the value. */
static bool is_there(const wg__plan *p, uint32_t at, uint32_t buf)
{
    const uint32_t region = p->step[at].region, first = p->buffer[buf].first;
    if (region == WG__NONE || first == WG__NONE || first < p->region[region].first)
        return first != WG__NONE && first < at;
    for (uint32_t w = p->region[region].first; w < at; w++)
        for (uint32_t k = p->step[w].access; k < p->step[w].access + p->step[w].accesses; k++)
            if (p->access[k].write && p->access[k].buffer == buf)
                return true;
    return false;
}

static bool check_read(const check *c, uint32_t at, uint32_t buf)
{
    const wg__plan *p = c->p;
    const wg__buffer *u = &p->buffer[buf];
    if (u->leaf == WG__NONE && !is_there(p, at, buf))
        return wrong(c, "a step reads what has not been written (step, buffer)", at, buf);
    if (u->leaf != WG__NONE && u->first != WG__NONE && u->first < at)
        return wrong(c, "a step reads a parameter that has been assigned (step, buffer)", at, buf);
    for (uint32_t k = 0; k < p->buffers; k++)
        if (takes_memory_of(p, k, buf) && p->buffer[k].first < at)
            return wrong(c, "a step reads memory that another value has taken (step, buffer)", at,
                         buf);
    return u->last >= at || wrong(c, "a step reads a value after its life (step, buffer)", at, buf);
}

static bool check_write(const check *c, uint32_t at, uint32_t buf)
{
    const wg__buffer *u = &c->p->buffer[buf];
    if (u->first != born_at(c->p, at, buf))
        return wrong(c, "a value is written at another step than it is said to be (step, buffer)",
                     at, buf);
    for (uint32_t k = 0; k < c->p->buffers; k++)
        if (k != buf && c->p->buffer[k].first == u->first &&
            wg__plan_root(c->p, k) == wg__plan_root(c->p, buf))
            return wrong(c, "a step writes two values to one memory (step, buffer)", at, buf);
    return true;
}

static bool check_order(const check *c)
{
    bool assigned = false;
    for (uint32_t at = 0; at < c->p->steps; at++) {
        const wg__step *s = &c->p->step[at];
        for (uint32_t k = s->access; k < s->access + s->accesses; k++) {
            const wg__access *x = &c->p->access[k];
            if (x->buffer >= c->p->buffers)
                return wrong(c, "a step uses a buffer that does not exist (step, buffer)", at,
                             x->buffer);
            if (!(x->write ? check_write : check_read)(c, at, x->buffer))
                return false;
        }
        if (s->may_fail && assigned)
            return wrong(c, "a step that may fail comes after an assignment (step, node)", at,
                         s->pos);
        assigned = assigned || s->assigns;
    }
    return true;
}

/* ---- memory ---- */

static bool in_arena(const wg__buffer *u)
{
    return u->leaf == WG__NONE && u->first != WG__NONE && u->bytes != 0;
}

/* The values of a chunk lie in the scratch of the region: region_verify.c. */
static bool is_scratch_of(const wg__buffer *scratch, const wg__buffer *u)
{
    return scratch->scratch && scratch->region != WG__NONE && scratch->region == u->region &&
           wg__buffer_in_chunk(u);
}

static bool check_memory(const check *c)
{
    const wg__plan *p = c->p;
    for (uint32_t i = 0; i < p->buffers; i++) {
        const wg__buffer *a = &p->buffer[i], *ra = &p->buffer[wg__plan_root(p, i)];
        if (!in_arena(a) || ra->leaf != WG__NONE)
            continue;
        if (a->bytes > (size_t)p->stats.arena_bytes ||
            a->offset > (size_t)p->stats.arena_bytes - a->bytes)
            return wrong(c, "a value lies outside of the arena (buffer, first step)", i, a->first);
        if (a->offset != ra->offset || a->bytes > ra->bytes)
            return wrong(c, "a value does not lie where it was to take over (buffer, root)", i,
                         a->shares);
        for (uint32_t j = 0; j < i; j++) {
            const wg__buffer *b = &p->buffer[j];
            if (!in_arena(b) || wg__plan_root(p, j) == wg__plan_root(p, i) ||
                p->buffer[wg__plan_root(p, j)].leaf != WG__NONE || is_scratch_of(a, b) ||
                is_scratch_of(b, a))
                continue;
            if (a->first <= b->last && b->first <= a->last && a->offset < b->offset + b->bytes &&
                b->offset < a->offset + a->bytes)
                return wrong(c, "two values that live at the same time overlap (buffers)", j, i);
        }
    }
    return true;
}

/* ---- pointers ---- */

static bool points_into(const wg__plan *p, const wg__reloc *r, uint32_t buf)
{
    const wg__buffer *u = &p->buffer[buf], *root = &p->buffer[wg__plan_root(p, buf)];
    if (r->leaf != root->leaf)
        return false;
    const size_t start = root->leaf == WG__NONE ? u->offset : 0;
    return r->offset >= start && r->offset <= start + u->bytes;
}

static bool check_pointers(const check *c)
{
    const wg__plan *p = c->p;
    for (uint32_t at = 0; at < p->steps; at++) {
        const wg__step *s = &p->step[at];
        for (uint32_t k = s->reloc; k < s->reloc + s->relocs; k++) {
            bool found = false;
            for (uint32_t j = s->access; j < s->access + s->accesses && !found; j++)
                found = points_into(p, &p->reloc[k], p->access[j].buffer);
            if (!found)
                return wrong(c, "a pointer leads out of what its step uses (step, pointer)", at, k);
        }
    }
    return true;
}

static bool check_outputs(const check *c)
{
    const wg__plan *p = c->p;
    for (uint32_t k = 0; k < p->outputs; k++) {
        const wg__reloc *r = NULL;
        for (uint32_t j = 0; j < p->relocs; j++)
            r = p->reloc[j].where == &p->output[k].data ? &p->reloc[j] : r;
        bool found = r && r->leaf != WG__NONE;
        for (uint32_t j = 0; r && j < p->buffers && !found; j++)
            found = p->buffer[wg__plan_root(p, j)].last == WG__NONE && points_into(p, r, j);
        if (!found)
            return wrong(c, "a value that was asked for does not outlive the run (output, node)", k,
                         p->output[k].pos);
    }
    return true;
}

/* ---- tile programs ---- */

/* Where a pointer of a program leads in the first block. */
typedef struct place {
    uint32_t leaf;
    size_t offset;
} place;

/* What lies in the places that a program has written so far. */
typedef struct contents {
    const wg__plan *p;
    const wg__step *s;
    const wg__program *g;
    struct {
        place at;
        uint32_t pos;
    } * item;
    uint32_t n;
} contents;

static bool find_place(const contents *c, void *const *where, place *at)
{
    for (uint32_t k = 0; k < c->g->movers; k++)
        where = c->g->mover[k].where == where ? (void *const *)&c->g->mover[k].base : where;
    for (uint32_t k = c->s->reloc; k < c->s->reloc + c->s->relocs; k++)
        if (c->p->reloc[k].where == where) {
            *at = (place){c->p->reloc[k].leaf, c->p->reloc[k].offset};
            return true;
        }
    return false;
}

static uint32_t *lookup(const contents *c, place at)
{
    for (uint32_t k = 0; k < c->n; k++)
        if (c->item[k].at.leaf == at.leaf && c->item[k].at.offset == at.offset)
            return &c->item[k].pos;
    return NULL;
}

static void write_place(contents *c, place at, uint32_t pos)
{
    uint32_t *there = lookup(c, at);
    if (there)
        *there = pos;
    else {
        c->item[c->n].at = at;
        c->item[c->n++].pos = pos;
    }
}

static bool check_instr(const check *c, contents *x, const wg__instr *i, uint32_t at)
{
    place p;
    for (uint32_t k = 0; k < i->nin; k++) {
        if (!find_place(x, &i->in[k], &p))
            return wrong(c, "an operand of a program leads nowhere (step, node)", at, i->pos);
        const uint32_t *there = lookup(x, p);
        if (i->from[k] == WG__NONE ? there != NULL : !there || *there != i->from[k])
            return wrong(c, "an operand of a program is not where it is read (step, node)", at,
                         i->pos);
    }
    if (!find_place(x, &i->out, &p))
        return wrong(c, "a result of a program leads nowhere (step, node)", at, i->pos);
    if (i->level != WG__AFTER)
        write_place(x, p, i->pos);
    return true;
}

static bool check_program(const check *c, contents *x, uint32_t at)
{
    const wg__program *g = x->g;
    place p;
    if (g->rows > 0 && (g->block < 1 || g->block > g->rows))
        return wrong(c, "a program goes through no rows at a time, or too many (step, rows)", at,
                     (uint32_t)g->block);
    for (uint32_t k = 0; k < g->fills; k++) {
        if (!find_place(x, &g->fill[k].reg, &p))
            return wrong(c, "a fill of a program leads nowhere (step, node)", at, g->fill[k].pos);
        write_place(x, p, g->fill[k].pos);
    }
    for (uint32_t k = 0; k < g->instrs; k++)
        if (!check_instr(c, x, &g->instr[k], at))
            return false;
    return true;
}

static bool check_programs(const check *c)
{
    for (uint32_t at = 0; at < c->p->steps; at++) {
        if (c->p->step[at].kind != WG__STEP_TILE)
            continue;
        const wg__program *g = c->p->step[at].what;
        if (g->rows == 0 || g->cols == 0)
            continue; /* nothing is gone through, and nothing has a place */
        contents x = {.p = c->p, .s = &c->p->step[at], .g = g};
        x.item = wg__alloc0(g->instrs + g->fills + 1, sizeof *x.item);
        const bool ok = x.item && check_program(c, &x, at);
        wg__free(x.item);
        if (!ok)
            return false;
    }
    return true;
}

bool wg__plan_verify(const wg__plan *p, char *message, size_t size)
{
    if (size)
        message[0] = 0;
    const check c = {p, message, size};
    return check_order(&c) && check_memory(&c) && check_pointers(&c) && check_programs(&c) &&
           check_outputs(&c) && wg__regions_verify(p, message, size);
}
