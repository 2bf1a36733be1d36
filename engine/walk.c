/* The nodes that some tensors reach: marks with an explicit list, never recursion, then puts them in order. */
#include "engine/walk.h"

#include <stdlib.h>
#include <string.h>

#include "tensor/memory.h"

static bool grow(uint32_t **p, uint32_t cap)
{
    uint32_t *q = wg__realloc(*p, cap, sizeof *q);
    if (q)
        *p = q;
    return q != NULL;
}

static uint32_t larger(uint32_t cap, uint32_t need)
{
    if (cap == 0)
        cap = 64;
    while (cap < need)
        cap = cap > UINT32_MAX / 2 ? UINT32_MAX : cap * 2;
    return cap;
}

static bool reserve_nodes(wg__subgraph *s, uint32_t count)
{
    if (count <= s->node_cap)
        return true;
    const uint32_t cap = larger(s->node_cap, count);
    if (!grow(&s->rank, cap) || !grow(&s->stamp, cap))
        return false;
    memset(s->stamp + s->node_cap, 0, (size_t)(cap - s->node_cap) * sizeof *s->stamp);
    s->node_cap = cap;
    return true;
}

static bool reach(wg__subgraph *s, uint32_t id)
{
    if (s->stamp[id] == s->epoch)
        return true;
    if (s->n == s->id_cap) {
        const uint32_t cap = larger(s->id_cap, s->n + 1);
        if (!grow(&s->id, cap))
            return false;
        s->id_cap = cap;
    }
    s->stamp[id] = s->epoch;
    s->id[s->n++] = id;
    return true;
}

static int by_id(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Close together they are found by looking at every id between; far apart, by sorting. */
static void put_in_order(wg__subgraph *s)
{
    uint32_t lo = UINT32_MAX, hi = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        lo = s->id[k] < lo ? s->id[k] : lo;
        hi = s->id[k] > hi ? s->id[k] : hi;
    }
    if (s->n && (hi - lo) / 8 < s->n) {
        uint32_t n = 0;
        for (uint32_t id = lo; n < s->n; id++)
            if (s->stamp[id] == s->epoch)
                s->id[n++] = id;
    } else if (s->n) {
        qsort(s->id, s->n, sizeof *s->id, by_id);
    }
    for (uint32_t k = 0; k < s->n; k++)
        s->rank[s->id[k]] = k;
}

bool wg__walk_nodes(wg__subgraph *s, const wg_graph *g, const uint32_t *root, int n)
{
    s->n = 0;
    if (!reserve_nodes(s, wg__count(g)))
        return false;
    if (++s->epoch == 0) {
        memset(s->stamp, 0, (size_t)s->node_cap * sizeof *s->stamp);
        s->epoch = 1;
    }
    for (int k = 0; k < n; k++)
        if (!reach(s, root[k]))
            return false;
    for (uint32_t k = 0; k < s->n; k++) { /* the list grows while it is read */
        const wg__node *node = wg__node_at(g, s->id[k]);
        for (int j = 0; j < node->nin; j++)
            if (!reach(s, wg__in(node)[j]))
                return false;
    }
    put_in_order(s);
    return true;
}

void wg__subgraph_free(wg__subgraph *s)
{
    wg__free(s->id);
    wg__free(s->rank);
    wg__free(s->stamp);
    *s = (wg__subgraph){0};
}
