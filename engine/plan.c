/* A plan's life: made by the passes, bound to nodes, run, freed. */
#include "engine/plan.h"

#include <string.h>

#include "engine/assign.h"
#include "engine/build.h"
#include "engine/build_verify.h"
#include "engine/jit.h"
#include "engine/native.h"
#include "engine/races.h"
#include "engine/sanitize.h"
#include "engine/state.h"
#include "engine/trace.h"
#include "tensor/cpu.h"

/* ---- making ---- */

static void build_free(wg__build *b)
{
    wg__arena_free(&b->arena);
    wg__free(b->step);
    wg__free(b->buf);
    wg__free(b->product);
    wg__free(b->fill);
    wg__free(b->access);
    wg__free(b->region);
    if (b->notes) {
        wg__free(b->notes->item);
        wg__free(b->notes->done);
    }
}

static const struct {
    const char *name;
    bool (*run)(wg__build *b);
    bool (*verify)(const wg__build *b, char *message, size_t size); /* what holds afterwards */
} passes[] = {
    {"recompute", wg__recompute, wg__verify_positions},
    {"values", wg__build_values, wg__verify_values},
    {"products", wg__match_products, wg__verify_products},
    {"fuse", wg__fuse, wg__verify_programs},
    {"combine", wg__combine, wg__verify_programs},
    {"schedule", wg__schedule, wg__verify_order},
    {"regions", wg__find_regions, wg__verify_regions},
    {"memory", wg__plan_memory, wg__verify_memory},
};

static bool wrong(wg_graph *g, const char *pass, const char *what)
{
    wg__fail(g, WG_ERR_INTERNAL, "after the pass %s the plan is wrong: %s", pass, what);
    return false;
}

static bool run_passes(wg__build *b)
{
    char message[256];
    for (size_t k = 0; k < sizeof passes / sizeof *passes; k++) {
        if (!passes[k].run(b))
            return false;
        if (b->options.verify && !passes[k].verify(b, message, sizeof message))
            return wrong(b->g, passes[k].name, message);
    }
    return true;
}

/* Both checks hold each value against each other one: of larger plans they would take hours. */
enum { CHECKED_STEPS = 4096 };

static bool keep_description(wg__plan *p, const wg__request *r)
{
    p->key = r->key;
    p->words = r->words;
    p->word = wg__plan_alloc(p, r->words, sizeof *p->word);
    if (p->word)
        memcpy(p->word, r->word, r->words * sizeof *p->word);
    return p->word;
}

/* What a plan has besides its steps, if it is asked for. */
static bool equip(wg__plan *p, const wg__build *b)
{
    char message[256];
    wg__dump d = {.g = b->g, .s = b->s, .p = p, .root = b->root, .nroots = b->nroots};
    const bool small = p->steps <= CHECKED_STEPS;
    if (b->options.verify && small && !wg__plan_verify(p, message, sizeof message))
        return message[0] ? wrong(b->g, "freeze", message) : false;
    return (!b->options.sanitize || !small || wg__sanitizer_new(p)) &&
           (!b->options.races || wg__races_new(p)) && (!b->options.trace || wg__trace_new(p, &d));
}

wg__plan *wg__plan_new(const wg__request *r, uint32_t *segments)
{
    wg_graph *g = r->g;
    if (!wg__check_assigns(g, r->s))
        return NULL;
    wg__notes notes = {0};
    wg__build b = {.g = g,
                   .s = r->s,
                   .root = r->root,
                   .nroots = r->nroots,
                   .options = *r->options,
                   .recompute = r->recompute,
                   .isa = (int)wg__cpu_isa(),
                   .notes = r->options->trace ? &notes : NULL};
    wg__plan *p = run_passes(&b) ? wg__freeze(&b) : NULL;
    if (p && !(keep_description(p, r) && equip(p, &b))) {
        wg__plan_free(p);
        p = NULL;
    }
    if (segments)
        *segments = b.segments;
    build_free(&b);
    if (!p && wg_ok(g))
        wg__fail(g, WG_ERR_MEMORY, "out of memory while planning %u nodes", r->s->n);
    return p;
}

void *wg__plan_alloc(wg__plan *p, size_t count, size_t size)
{
    size_t bytes;
    if (p->blocks == WG__PLAN_BLOCKS || !wg__mul(count, size, &bytes))
        return NULL;
    bytes = bytes ? bytes : 1;
    void *block = wg__alloc0(bytes, 1);
    if (!block)
        return NULL;
    p->block[p->blocks++] = block;
    p->stats.bytes += (int64_t)bytes;
    return block;
}

void wg__plan_free(wg__plan *p)
{
    if (!p)
        return;
    wg__trace_free(p->trace);
    wg__native_free(p->native);
    wg__jit_free(&p->jit);
    wg__races_free(p->races);
    for (int k = 0; k < p->blocks; k++)
        wg__free(p->block[k]);
    wg__free(p->arena);
    wg__free(p);
}

/* ---- binding ---- */

uint32_t wg__plan_id(const wg__plan *p, const uint32_t *id, uint32_t pos)
{
    return id[p->origin ? p->origin[pos] : pos];
}

static bool is_there(const wg_graph *g, const wg__output *o, uint32_t id)
{
    return o->node && id < wg__count(g) && wg__node_at(g, id)->gen == o->gen;
}

bool wg__plan_occupied(const wg__plan *p, const wg_graph *g, const uint32_t *id)
{
    for (uint32_t k = 0; k < p->outputs; k++) {
        const wg__output *o = &p->output[k];
        const uint32_t old = p->id[o->pos];
        if (is_there(g, o, old) && o->node->data == o->data &&
            (!id || wg__plan_id(p, id, o->pos) != old))
            return true;
    }
    return false;
}

void wg__plan_unbind(wg__plan *p, wg_graph *g)
{
    for (uint32_t k = 0; k < p->outputs; k++) {
        wg__output *o = &p->output[k];
        if (is_there(g, o, p->id[o->pos]) && o->node->data == o->data)
            o->node->data = NULL;
        o->node = NULL;
    }
}

static void set_pointers(wg__plan *p, const wg_graph *g)
{
    for (uint32_t k = 0; k < p->relocs; k++) {
        const wg__reloc *r = &p->reloc[k];
        char *from = r->leaf == WG__NONE ? p->arena : wg__node_at(g, p->id[r->leaf])->data;
        *r->where = from + r->offset;
    }
}

bool wg__plan_bind(wg__plan *p, wg_graph *g, const uint32_t *id, const uint32_t *root, int nroots)
{
    if (!p->arena && !(p->arena = wg__alloc_aligned((size_t)p->stats.arena_bytes))) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory: %lld bytes for the values of this run",
                 (long long)p->stats.arena_bytes);
        return false;
    }
    wg__plan_unbind(p, g);
    for (uint32_t pos = 0; pos < p->nodes; pos++)
        p->id[pos] = wg__plan_id(p, id, pos);
    for (int k = 0; k < nroots; k++) {
        p->asked[k] = root[k];
        p->asked_gen[k] = wg__node_at(g, root[k])->gen;
    }
    set_pointers(p, g);
    for (uint32_t k = 0; k < p->outputs; k++) {
        wg__output *o = &p->output[k];
        o->node = wg__node_at(g, p->id[o->pos]);
        o->gen = o->node->gen;
    }
    for (uint32_t k = 0; k < p->draws; k++)
        p->draw[k].args->stream = wg__node_stream(g, p->id[p->draw[k].pos]);
    return true;
}

/* ---- running ---- */

static void begin_draws(wg__plan *p, const wg_graph *g, uint64_t draw)
{
    for (uint32_t k = 0; k < p->draws; k++) {
        p->draw[k].args->seed = wg__graph_seed(g);
        p->draw[k].args->draw = draw;
    }
}

/* Overwrites what nobody may read any more, so that a read of it shows. In a region that is done when it is. */
static void poison_after(wg__plan *p, uint32_t at)
{
    for (uint32_t k = 0; k < p->buffers; k++) {
        const wg__buffer *u = &p->buffer[k];
        if (u->leaf == WG__NONE && u->shares == k && u->last == at && u->first != WG__NONE)
            memset(p->arena + u->offset, 0xFF, u->bytes);
    }
}

static wg_code work(wg__plan *p, wg__span_of_steps now, wg_graph *g, const wg__exec *x)
{
    const wg__step *s = &p->step[now.first];
    if (p->sanitizer && !wg__sanitize_before(p, g, now, x->message, x->message_size))
        return WG_ERR_INTERNAL;
    const double begin = p->trace ? wg__trace_clock() : 0;
    wg_code code =
        s->region == WG__NONE ? s->run(s->what, x) : wg__run_region(p, &p->region[s->region], g, x);
    if (p->trace && s->region == WG__NONE)
        wg__trace_span(p->trace, 0, now.first, begin);
    if (code == WG_OK && p->races)
        code = wg__races_after(p, g, x->message, x->message_size);
    return code == WG_OK && p->sanitizer &&
                   !wg__sanitize_after(p, g, now, x->message, x->message_size)
               ? WG_ERR_INTERNAL
               : code;
}

/* A step, or a region: those that come before *next. */
static wg_code run_next(wg__plan *p, uint32_t at, wg_graph *g, bool *opened, uint32_t *next)
{
    char message[512];
    message[0] = 0;
    const wg__step *s = &p->step[at];
    uint32_t pos = s->pos;
    *next = s->region == WG__NONE ? at + 1 : p->region[s->region].end;
    const wg__exec x = {message, sizeof message, &pos};
    const wg_code code = work(p, (wg__span_of_steps){at, *next}, g, &x);
    if (code != WG_OK)
        wg__fail_at_node(g, opened, p->id[pos], code, message[0] ? message : wg_code_string(code));
    return code;
}

wg_code wg__plan_run(wg__plan *p, wg_graph *g, bool *opened)
{
    wg_code code = WG_OK;
    wg__native_step(p, g);
    wg__jit_step(p, g);
    if (p->draws)
        begin_draws(p, g, *wg__draws(g));
    if (p->options.poison)
        memset(p->arena, 0xFF, (size_t)p->stats.arena_bytes);
    if (p->sanitizer)
        wg__sanitize_begin(p, g);
    if (p->races)
        wg__races_begin(p, g);
    if (p->trace)
        wg__trace_begin(p->trace);
    for (uint32_t at = 0, next; at < p->steps && code == WG_OK; at = next) {
        code = run_next(p, at, g, opened, &next);
        for (; p->options.poison && at < next; at++)
            poison_after(p, at);
    }
    if (p->trace)
        wg__trace_end(p->trace, code == WG_OK);
    for (uint32_t k = 0; k < p->outputs; k++)
        p->output[k].node->data = code == WG_OK ? p->output[k].data : NULL;
    if (p->draws && code == WG_OK)
        ++*wg__draws(g);
    return code;
}
