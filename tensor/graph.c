/* A graph's life: creation, marks and releases, the end; and what the engine hangs on it. */
#include "tensor/graph.h"

bool wg__grow(void **p, uint32_t *cap, uint32_t n, size_t size)
{
    if (n < *cap)
        return true;
    uint32_t more = *cap ? *cap : 16;
    while (more <= n) {
        if (more > UINT32_MAX / 2)
            return false;
        more *= 2;
    }
    void *q = wg__realloc(*p, more, size);
    if (!q)
        return false;
    *p = q;
    *cap = more;
    return true;
}

wg_graph *wg_graph_new(void)
{
    wg_graph *g = wg__alloc0(1, sizeof *g);
    if (!g)
        return NULL;
    g->nodes.gen = 1;
    g->stream = 1;
    wg__node *poison = wg__reserve(g);
    if (!poison) {
        wg_graph_free(g);
        return NULL;
    }
    static const wg_shape none = {.rank = -1};
    poison->kind = WG__NODE_POISON;
    poison->dtype = WG_DTYPE_COUNT;
    poison->shape = &none;
    poison->numel = -1;
    wg__append(g);
    return g;
}

/* Leaves own their storage; an op node's value is the engine's. */
static void drop_values(wg_graph *g, uint32_t from)
{
    for (uint32_t id = g->nodes.count; id-- > from;) {
        wg__node *n = wg__node_at(g, id);
        if (!n->op && wg__ghost_keeps_data(n))
            continue;
        if (!n->op)
            wg__storage_free(n->data);
        n->data = NULL;
    }
}

void wg_graph_free(wg_graph *g)
{
    if (!g)
        return;
    wg__set_engine(g, NULL, NULL);
    for (uint32_t id = g->nodes.end > g->nodes.count ? g->nodes.end : g->nodes.count; id-- > 0;)
        if (!wg__node_at(g, id)->op)
            wg__storage_free(wg__node_at(g, id)->data);
    for (uint32_t k = 0; k < g->nodes.chunks; k++)
        wg__free(g->nodes.chunk[k]);
    wg__free(g->nodes.chunk);
    wg__free(g->table.slot);
    wg__free(g->sites.site);
    wg__free(g->sites.slot);
    wg__free(g->names);
    wg__free(g->derived);
    wg__free(g->marks);
    wg__arena_free(&g->arena);
    wg__arena_free(&g->texts);
    wg__free(g);
}

size_t wg_graph_nodes(const wg_graph *g)
{
    return g ? g->nodes.count - 1 : 0;
}

static wg__position here(const wg_graph *g)
{
    uint32_t waste;
    const wg__arena_mark arena = wg__ghosts_tell(g, &waste);
    return (wg__position){.count = g->nodes.count,
                          .sites = g->sites.count,
                          .names = g->name_count,
                          .waste = waste,
                          .used = g->table.used,
                          .stream = g->stream,
                          .arena = arena,
                          .texts = wg__arena_tell(&g->texts)};
}

static bool same_place(wg__position a, wg__position b)
{
    return a.count == b.count && a.sites == b.sites && a.names == b.names && a.stream == b.stream &&
           a.arena.chunk == b.arena.chunk && a.arena.used == b.arena.used &&
           a.texts.chunk == b.texts.chunk && a.texts.used == b.texts.used;
}

/* A mark where the last one stands is that one: marking in a loop costs nothing. */
wg_mark wg_graph_mark(wg_graph *g)
{
    if (!g)
        return (wg_mark){0};
    wg__position p = here(g);
    const wg__position *top = g->mark_count ? &g->marks[g->mark_count - 1] : NULL;
    if (!top || !same_place(*top, p)) {
        if (!wg__grow((void **)&g->marks, &g->mark_cap, g->mark_count, sizeof *g->marks)) {
            bool opened = wg__enter(g, (wg_site){.text = "wg_graph_mark"});
            wg__fail_memory(g);
            wg__leave(g, opened);
            return (wg_mark){.g = g};
        }
        p.serial = ++g->mark_serial;
        g->marks[g->mark_count++] = p;
        top = &g->marks[g->mark_count - 1];
    }
    return (wg_mark){.g = g, .count = top->count, .gen = top->serial, .stream = top->stream};
}

static const wg__position *find_mark(wg_graph *g, wg_mark m)
{
    for (uint32_t k = g->mark_count; k-- > 0;) {
        const wg__position *p = &g->marks[k];
        if (p->serial == m.gen && p->count == m.count && p->stream == m.stream) {
            g->mark_count = k + 1;
            return p;
        }
    }
    return NULL;
}

static void release_to(wg_graph *g, const wg__position *p)
{
    bool nodes_go = g->nodes.count > p->count;
    drop_values(g, p->count);
    wg__names_cut(g, p->names, p->count);
    wg__sites_cut(g, p->sites);
    wg__derived_cut(g, p->count);
    wg__ghosts_keep(g, p);
    g->stream = p->stream;
    g->last_shape = NULL;
    wg__arena_reset(&g->texts, p->texts);
    if (nodes_go && ++g->nodes.gen == 0)
        g->nodes.gen = 1;
    if (nodes_go && g->engine && g->hooks.released)
        g->hooks.released(g->engine, g, g->nodes.count);
}

/* A mark with count 0 comes from a failed or absent wg_graph_mark, and like poison it does nothing.
 */
void wg_graph_release(wg_mark m)
{
    if (!m.g || m.count == 0)
        return;
    const wg__position *p = find_mark(m.g, m);
    if (p) {
        release_to(m.g, p);
        return;
    }
    bool opened = wg__enter(m.g, (wg_site){.text = "wg_graph_release"});
    wg__fail(m.g, WG_ERR_HANDLE,
             "this mark is not one of the graph's: an earlier mark was released before it");
    wg__leave(m.g, opened);
}

void wg__set_reinfer(wg_graph *g, wg__reinfer_fn fn)
{
    if (g)
        g->reinfer = fn;
}

void wg__set_engine(wg_graph *g, void *state, const wg__engine_hooks *hooks)
{
    if (!g)
        return;
    if (g->engine && g->hooks.free)
        g->hooks.free(g->engine);
    g->engine = state;
    g->hooks = hooks ? *hooks : (wg__engine_hooks){0};
}

void *wg__engine(const wg_graph *g)
{
    return g ? g->engine : NULL;
}

uint64_t wg__graph_seed(const wg_graph *g)
{
    return g ? g->rng.seed : 0;
}

uint64_t wg__next_stream(wg_graph *g)
{
    return g ? g->stream++ : 0;
}

uint64_t *wg__draws(wg_graph *g)
{
    return g ? &g->draws : NULL;
}
