/* Which nodes a walk backward recorded, and for the derivative of which node. */
#include "tensor/graph.h"

/* Of what a walk inside a walk has noted, its own note stays. */
bool wg__note_derived(wg_graph *g, uint32_t first, uint32_t primal)
{
    const uint32_t noted = g->derived_count ? g->derived[g->derived_count - 1].end : 0;
    first = noted > first ? noted : first;
    if (first >= g->nodes.count)
        return true;
    if (!wg__grow((void **)&g->derived, &g->derived_cap, g->derived_count, sizeof *g->derived)) {
        wg__fail_memory(g);
        return false;
    }
    g->derived[g->derived_count++] = (wg__derived){first, g->nodes.count, primal};
    return true;
}

/* The last range that begins at or before id: ranges are noted in the order of ids and do not overlap. */
uint32_t wg__primal_of(const wg_graph *g, uint32_t id)
{
    uint32_t lo = 0, hi = g->derived_count;
    while (lo < hi) {
        const uint32_t middle = lo + (hi - lo) / 2;
        if (g->derived[middle].first <= id)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo && id < g->derived[lo - 1].end ? g->derived[lo - 1].primal : 0;
}

void wg__derived_cut(wg_graph *g, uint32_t count)
{
    while (g->derived_count && g->derived[g->derived_count - 1].end > count)
        g->derived_count--;
}
