/* The hash-consing table: from key to node id. It finds candidates; the caller compares field by field.
 *
 * A slot holds the low half of key.lo beside the id, so that probing, growing and removing read no
 * node but the one that is found: on a long recording every node read is a cache miss. */
#include "tensor/graph.h"

enum { FIRST_SLOTS = 1024 };

static uint64_t pack(wg__key key, uint32_t id)
{
    return (key.lo << 32) | id;
}

static size_t home(const wg__table *t, uint64_t slot)
{
    return (size_t)(slot >> 32) & (t->slots - 1);
}

static void put(wg__table *t, uint64_t entry)
{
    size_t k = home(t, entry);
    while (t->slot[k])
        k = (k + 1) & (t->slots - 1);
    t->slot[k] = entry;
}

bool wg__table_reserve(wg_graph *g)
{
    wg__table old = g->table;
    if (old.slots && old.used + old.ghosts < old.slots / 2)
        return true;
    size_t slots = old.slots ? old.slots * 2 : FIRST_SLOTS;
    uint64_t *slot = wg__alloc0(slots, sizeof *slot);
    if (!slot)
        return false;
    g->table = (wg__table){slot, slots, old.used, old.ghosts};
    for (size_t k = 0; k < old.slots; k++)
        if (old.slot[k])
            put(&g->table, old.slot[k]);
    wg__free(old.slot);
    return true;
}

uint32_t wg__table_find(const wg_graph *g, wg__key key, wg__same_fn same, const void *wanted)
{
    const wg__table *t = &g->table;
    uint64_t tag = pack(key, 0);
    if (!t->slots)
        return 0;
    for (size_t k = home(t, tag); t->slot[k]; k = (k + 1) & (t->slots - 1)) {
        if ((t->slot[k] ^ tag) >> 32)
            continue;
        uint32_t id = (uint32_t)t->slot[k];
        if (id >= g->nodes.count) /* a ghost */
            continue;
        const wg__node *n = wg__node_at(g, id);
        if (n->key.lo == key.lo && n->key.hi == key.hi && same(n, wanted))
            return id;
    }
    return 0;
}

void wg__table_insert(wg_graph *g, uint32_t id)
{
    put(&g->table, pack(wg__node_at(g, id)->key, id));
    g->table.used++;
}

static bool locate(const wg_graph *g, uint32_t id, size_t *at)
{
    const wg__table *t = &g->table;
    uint64_t entry = pack(wg__node_at(g, id)->key, id);
    if (!t->slots)
        return false;
    size_t k = home(t, entry);
    while (t->slot[k] && t->slot[k] != entry)
        k = (k + 1) & (t->slots - 1);
    *at = k;
    return t->slot[k] == entry;
}

bool wg__table_holds(const wg_graph *g, uint32_t id)
{
    size_t k;
    return locate(g, id, &k);
}

/* Linear probing without tombstones: entries after the hole move back into it unless they would pass
 * their home slot. */
void wg__table_remove(wg_graph *g, uint32_t id)
{
    wg__table *t = &g->table;
    size_t hole, mask = t->slots - 1;
    if (!locate(g, id, &hole))
        return;
    for (size_t k = (hole + 1) & mask; t->slot[k]; k = (k + 1) & mask) {
        size_t from_home = (k - home(t, t->slot[k])) & mask;
        if (from_home >= ((k - hole) & mask)) {
            t->slot[hole] = t->slot[k];
            hole = k;
        }
    }
    t->slot[hole] = 0;
    if (id < g->nodes.count)
        t->used--;
    else
        t->ghosts--;
}
