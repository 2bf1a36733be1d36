/* Call sites: where in the user's program a node was recorded. The scope of the outermost call
 * wins. */
#include "tensor/graph.h"

#include <string.h>

enum { FIRST_SLOTS = 64 };

bool wg__enter(wg_graph *g, wg_site at)
{
    if (!g || g->depth > 0)
        return false;
    g->scope[0] = (wg__scope){.at = at};
    g->depth = 1;
    return true;
}

bool wg__enter_like(wg_graph *g, const wg__node *n)
{
    if (!g || g->depth > 1)
        return false;
    g->scope[g->depth++] = (wg__scope){.at = wg__site(g, n->site), .index = n->site, .known = true};
    return true;
}

bool wg__enter_inner(wg_graph *g, wg_site at)
{
    if (!g || g->depth > 1)
        return false;
    g->scope[g->depth++] = (wg__scope){.at = at};
    return true;
}

void wg__leave(wg_graph *g, bool opened)
{
    if (g && opened && g->depth > 0)
        g->depth--;
}

bool wg_scope_open(wg_graph *g, wg_site at)
{
    return wg__enter(g, at);
}

void wg_scope_close(wg_graph *g, bool opened)
{
    wg__leave(g, opened);
}

wg_site wg__site(const wg_graph *g, uint32_t site)
{
    return g && site < g->sites.count ? g->sites.site[site] : (wg_site){0};
}

static bool same_site(wg_site a, wg_site b)
{
    return a.file == b.file && a.line == b.line && a.text == b.text;
}

/* The slot that holds `at`, or the empty one where it goes. Sites leave in the order opposite to
 * that in which they came, also after the table has grown, so that an empty slot never cuts a probe
 * sequence. */
static uint32_t find_slot(const wg__sites *s, wg_site at)
{
    const uint64_t mix = 0x9E3779B97F4A7C15u;
    uint64_t h = (uint64_t)(uintptr_t)at.file * mix + (uint64_t)at.line;
    h = (h ^ (uint64_t)(uintptr_t)at.text) * mix;
    uint32_t k = (uint32_t)(h >> 32) & (s->slots - 1);
    while (s->slot[k] && !same_site(s->site[s->slot[k]], at))
        k = (k + 1) & (s->slots - 1);
    return k;
}

static bool reserve_slots(wg__sites *s)
{
    if (s->slots && s->count < s->slots / 2)
        return true;
    uint32_t slots = s->slots ? s->slots * 2 : FIRST_SLOTS;
    uint32_t *slot = wg__alloc0(slots, sizeof *slot);
    if (!slot)
        return false;
    wg__free(s->slot);
    s->slot = slot;
    s->slots = slots;
    for (uint32_t i = 1; i < s->count; i++)
        s->slot[find_slot(s, s->site[i])] = i;
    return true;
}

static bool intern(wg__sites *s, wg_site at, uint32_t *index)
{
    if (!reserve_slots(s) || !wg__grow((void **)&s->site, &s->cap, s->count, sizeof *s->site))
        return false;
    if (s->count == 0)
        s->site[s->count++] = (wg_site){0};
    uint32_t k = find_slot(s, at);
    if (!s->slot[k]) {
        s->site[s->count] = at;
        s->slot[k] = s->count++;
    }
    *index = s->slot[k];
    return true;
}

bool wg__site_index(wg_graph *g, uint32_t *index)
{
    wg__scope *scope = g->depth ? &g->scope[g->depth - 1] : NULL;
    if (scope && scope->known) {
        *index = scope->index;
        return true;
    }
    *index = 0;
    if (!scope || same_site(scope->at, (wg_site){0}))
        return true;
    if (!intern(&g->sites, scope->at, &scope->index))
        return false;
    scope->known = true;
    *index = scope->index;
    return true;
}

void wg__sites_cut(wg_graph *g, uint32_t count)
{
    wg__sites *s = &g->sites;
    while (s->count > count) {
        if (s->count > 1)
            s->slot[find_slot(s, s->site[s->count - 1])] = 0;
        s->count--;
    }
    for (int k = 0; k < g->depth; k++)
        g->scope[k].known = g->scope[k].known && g->scope[k].index < count;
}
