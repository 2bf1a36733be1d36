/* The plans of a graph: found by key, verified word by word, least recently used ones evicted. */
#include "engine/cache.h"

#include <string.h>

#include "tensor/memory.h"

enum { DEFAULT_CAPACITY = 64 };

void wg__cache_init(wg__cache *c)
{
    *c = (wg__cache){.capacity = DEFAULT_CAPACITY};
#ifndef NDEBUG
    c->options.verify = c->options.sanitize = c->options.races = true;
#endif
}

void wg__cache_cut(wg__cache *c, wg_graph *g, int n)
{
    while (c->n > n) {
        wg__plan *last = c->plan[--c->n];
        if (g)
            wg__plan_unbind(last, g);
        wg__plan_free(last);
        c->evictions++;
    }
}

void wg__cache_clear(wg__cache *c, wg_graph *g)
{
    const int64_t evictions = c->evictions;
    wg__cache_cut(c, g, 0);
    c->evictions = evictions;
}

void wg__cache_free(wg__cache *c)
{
    wg__cache_clear(c, NULL);
    wg__free(c->plan);
    wg__free(c->words.w);
    *c = (wg__cache){0};
}

static void to_front(wg__cache *c, int k)
{
    wg__plan *p = c->plan[k];
    for (; k > 0; k--)
        c->plan[k] = c->plan[k - 1];
    c->plan[0] = p;
}

static bool bound_to(const wg__plan *p, const wg_graph *g, const uint32_t *root, int n)
{
    if (p->nasked != n)
        return false;
    for (int k = 0; k < n; k++)
        if (p->asked[k] != root[k] || p->asked_gen[k] != wg__node_at(g, root[k])->gen)
            return false;
    return n > 0;
}

wg__plan *wg__cache_bound(wg__cache *c, const wg_graph *g, const uint32_t *root, int n)
{
    for (int k = 0; k < c->n; k++)
        if (bound_to(c->plan[k], g, root, n)) {
            if (k)
                to_front(c, k);
            c->hits++;
            return c->plan[0];
        }
    return NULL;
}

static bool same_structure(const wg__plan *p, wg__key key, const wg__words *w)
{
    return p->key.lo == key.lo && p->key.hi == key.hi && p->words == w->n &&
           memcmp(p->word, w->w, w->n * sizeof *w->w) == 0;
}

/* A plan whose values another recording of the structure still holds is left alone. */
static wg__plan *find(wg__cache *c, const wg_graph *g, wg__key key, const uint32_t *id)
{
    for (int k = 0; k < c->n; k++)
        if (same_structure(c->plan[k], key, &c->words) && !wg__plan_occupied(c->plan[k], g, id)) {
            to_front(c, k);
            return c->plan[0];
        }
    return NULL;
}

static bool reserve(wg__cache *c)
{
    if (c->n < c->room)
        return true;
    const int room = c->room ? c->room * 2 : 8;
    wg__plan **p = wg__realloc(c->plan, (size_t)room, sizeof(wg__plan *));
    if (!p)
        return false;
    c->plan = p;
    c->room = room;
    return true;
}

static wg__plan *add(wg__cache *c, wg_graph *g, const wg__subgraph *s, wg__key key,
                     const uint32_t *root, int n)
{
    const wg__request r = {.g = g,
                           .s = s,
                           .root = root,
                           .nroots = n,
                           .key = key,
                           .word = c->words.w,
                           .words = c->words.n,
                           .options = &c->options};
    wg__plan *p = wg__plan_within(&r);
    if (!p)
        return NULL;
    if (!reserve(c)) {
        wg__plan_free(p);
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return NULL;
    }
    wg__cache_cut(c, g, c->capacity - 1);
    c->plan[c->n++] = p;
    to_front(c, c->n - 1);
    return p;
}

wg__plan *wg__cache_plan(wg__cache *c, wg_graph *g, wg__subgraph *s, const uint32_t *root, int n,
                         bool bind)
{
    if (!wg__walk_nodes(s, g, root, n) || !wg__describe_structure(&c->words, g, s, root, n)) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return NULL;
    }
    const wg__key key =
        wg__cut_key(g, wg__hash(c->words.w, c->words.n * sizeof *c->words.w, (wg__key){0}));
    wg__plan *p = find(c, g, key, s->id);
    c->hits += p != NULL;
    c->misses += p == NULL;
    if (!p)
        p = add(c, g, s, key, root, n);
    return p && (!bind || wg__plan_bind(p, g, s->id, root, n)) ? p : NULL;
}
