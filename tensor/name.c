/* Names of nodes, for dumps and messages. Given in time order, so that a release undoes the latest.
 */
#include "tensor/graph.h"

#include <string.h>

bool wg__name_add(wg_graph *g, uint32_t id, uint32_t before, const char *text, uint32_t *index)
{
    uint32_t slot = g->name_count ? g->name_count : 1;
    if (!wg__grow((void **)&g->names, &g->name_cap, slot, sizeof *g->names))
        return false;
    size_t bytes = strlen(text) + 1;
    char *copy = wg__arena_alloc(&g->texts, bytes);
    if (!copy)
        return false;
    memcpy(copy, text, bytes);
    g->names[slot] = (wg__name){copy, id, before};
    g->name_count = slot + 1;
    *index = slot;
    return true;
}

void wg__names_cut(wg_graph *g, uint32_t count, uint32_t nodes)
{
    while (g->name_count > count) {
        const wg__name *last = &g->names[--g->name_count];
        if (g->name_count > 0 && last->node < nodes)
            wg__node_at(g, last->node)->name = last->before;
    }
}

const char *wg__node_name(const wg_graph *g, const wg__node *n)
{
    return n->name && n->name < g->name_count ? g->names[n->name].text : "";
}

static void rename_node(wg_graph *g, uint32_t id, const char *name)
{
    wg__node *n = wg__node_at(g, id);
    uint32_t index = 0;
    if (strcmp(wg__node_name(g, n), name) == 0)
        return;
    if (wg__name_add(g, id, n->name, name, &index))
        n->name = index;
    else
        wg__fail_memory(g);
}

void wg__rename(wg_graph *g, wg_tensor t, const char *name)
{
    const wg__node *n = wg__peek(t);
    if (n && t.g == g && !n->name && name)
        rename_node(g, t.id, name);
}

const char *wg_name(wg_tensor t)
{
    const wg__node *n = wg__peek(t);
    return n ? wg__node_name(t.g, n) : "";
}

wg_tensor wg_set_name(wg_tensor t, const char *name)
{
    if (!t.g)
        return t;
    bool opened = wg__enter(t.g, (wg_site){.text = "wg_set_name"});
    bool usable = wg__use(t.g, t, "the tensor") != NULL;
    if (usable)
        rename_node(t.g, t.id, name ? name : "");
    wg__leave(t.g, opened);
    return usable ? t : wg__poison(t.g);
}
