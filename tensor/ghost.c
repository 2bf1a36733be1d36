/* Ghosts: the nodes that a release took away, kept until something else is recorded in their place.
 *
 *   1 .. count-1  live        what they are is what they were when the ghosts were recorded
 *   count .. end-1  ghosts    fields, keys and table entries as recorded; values and names are gone
 *
 * A call whose node would be the ghost at `count`, field for field, is that ghost: it comes back as recording would make it,
 * without shape rule, hash or copy. That no earlier node is equal was found when the ghost was recorded, and holds because the
 * nodes before it are the same. Any other new node ends the ghosts. The lookup never finds one.
 *
 * What ghosts hold in the arena ends where it ends. Dropped while count is `base`, where the release went to, the arena goes
 * back to `floor`, as if they had never been; dropped later they leave a gap between used parts, and until a release
 * to `waste` or below gives it back no ghosts are kept: the arena holds two recordings of the same step at most. */
#include "tensor/graph.h"

void wg__ghosts_drop(wg_graph *g)
{
    wg__ghosts *ghosts = &g->ghosts;
    if (!wg__ghost(g))
        return;
    for (uint32_t id = g->nodes.end; id-- > g->nodes.count;) {
        wg__node *n = wg__node_at(g, id);
        wg__table_remove(g, id);
        if (!n->op)
            wg__storage_free(n->data);
        n->data = NULL;
    }
    g->nodes.end = 0;
    if (g->nodes.count == ghosts->base) {
        g->last_shape = NULL;
        wg__arena_reset(&g->arena, ghosts->floor);
    } else if (!ghosts->waste || ghosts->base < ghosts->waste) {
        ghosts->waste = ghosts->base;
    }
}

wg__arena_mark wg__ghosts_tell(const wg_graph *g, uint32_t *waste)
{
    *waste = 0;
    if (wg__ghost(g)) {
        if (g->nodes.count == g->ghosts.base)
            return g->ghosts.floor;
        *waste = g->ghosts.base;
    }
    return wg__arena_tell(&g->arena);
}

void wg__ghosts_keep(wg_graph *g, const wg__position *p)
{
    wg__ghosts *ghosts = &g->ghosts;
    if (p->waste && (!ghosts->waste || p->waste < ghosts->waste))
        ghosts->waste = p->waste;
    g->table.ghosts += g->table.used - p->used;
    g->table.used = p->used;
    if (g->nodes.end < g->nodes.count)
        g->nodes.end = g->nodes.count;
    g->nodes.count = p->count;
    ghosts->base = p->count;
    ghosts->floor = p->arena;
    if (!ghosts->waste)
        return;
    wg__ghosts_drop(g);
    if (p->count <= ghosts->waste)
        ghosts->waste = 0;
}

/* The storage of a large constant is given back at once. */
bool wg__ghost_keeps_data(const wg__node *n)
{
    return n->kind == WG__NODE_CONST && n->dtype != WG_BOOL &&
           n->numel * (int64_t)wg_dtype_size((wg_dtype)n->dtype) <= WG__SMALL_CONST;
}

wg_tensor wg__revive(wg_graph *g)
{
    uint32_t site;
    if (!wg__site_index(g, &site))
        return wg__fail_memory(g);
    const uint32_t id = g->nodes.count++;
    wg__node *n = wg__node_at(g, id);
    const bool tabled = n->kind == WG__NODE_CONST || (n->op && !n->unique);
    n->gen = g->nodes.gen;
    n->site = site;
    n->name = 0;
    g->last_shape = n->shape;
    g->table.used += tabled;
    g->table.ghosts -= tabled;
    return (wg_tensor){g, id, n->gen};
}
