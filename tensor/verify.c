/* The written specification of a graph, executable: what holds for every graph, at any time. */
#include "tensor/dtype.h"
#include "tensor/graph.h"

#include <inttypes.h>

/* Every check returns NULL, or what is wrong. */

/* Values, sites and names of ghosts are gone. */
static const char *check_kind(const wg__node *n, bool ghost)
{
    switch (n->kind) {
    case WG__NODE_INPUT:
    case WG__NODE_PARAM:
    case WG__NODE_CONST:
        if (n->op || n->nin || n->attr)
            return "a leaf has an op, operands or attributes";
        return n->data || ghost ? NULL : "a leaf has no storage";
    case WG__NODE_OP: return n->op ? NULL : "an op node has no op";
    default: return "the kind is not one that a live node has";
    }
}

static const char *check_type(const wg__node *n)
{
    int64_t numel;
    if (!wg__dtype_valid((wg_dtype)n->dtype))
        return "the dtype is not one";
    if (!n->shape || !wg_shape_numel(*n->shape, &numel))
        return "the shape is missing, negative or too large";
    for (int k = n->shape->rank; k < WG_MAX_RANK; k++)
        if (n->shape->dim[k] != 0)
            return "a dimension beyond the rank is not 0";
    return numel == n->numel ? NULL : "the number of elements is not that of the shape";
}

static const char *check_operands(const wg__node *n, uint32_t id)
{
    for (int k = 0; k < n->nin; k++)
        if (wg__in(n)[k] == 0 || wg__in(n)[k] >= id)
            return "an operand is not an earlier node";
    return NULL;
}

static const char *check_marks(const wg_graph *g, const wg__node *n)
{
    if (n->gen == 0)
        return "the generation is 0";
    if (n->site && n->site >= g->sites.count)
        return "the call site does not exist";
    return n->name == 0 || n->name < g->name_count ? NULL : "the name does not exist";
}

static bool same_keys(wg__key a, wg__key b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

static const char *check_key(const wg_graph *g, const wg__node *n, uint32_t id)
{
    if (!same_keys(n->key, wg__cut_key(g, n->key)))
        return "the key is longer than the graph's keys";
    /* A constant's storage may not be written, and its key shows whether it was. */
    if (!n->op && n->data && !same_keys(n->key, wg__leaf_key(g, n, id)))
        return n->kind == WG__NODE_CONST
                   ? "the key is not that of the contents: a constant was written to"
                   : "the key is not that of the leaf";
    if (n->kind == WG__NODE_CONST && !wg__table_holds(g, id))
        return "a constant is not in the node table";
    if (n->op && wg__table_holds(g, id) == n->unique)
        return n->unique ? "a node that is never merged is in the node table"
                         : "an op node is not in the node table";
    return NULL;
}

static const char *check_node(wg_graph *g, uint32_t id, char *text, size_t size)
{
    const wg__node *n = wg__node_at(g, id);
    const bool ghost = id >= g->nodes.count;
    const char *wrong = check_kind(n, ghost);
    if (!wrong)
        wrong = check_type(n);
    if (!wrong)
        wrong = check_operands(n, id);
    if (!wrong && !ghost)
        wrong = check_marks(g, n);
    if (!wrong)
        wrong = check_key(g, n, id);
    if (!wrong && n->op && !ghost && g->reinfer && !g->reinfer(g, id, text, size))
        wrong = text;
    return wrong;
}

static const char *check_table(const wg_graph *g)
{
    const wg__table *t = &g->table;
    size_t used = 0, ghosts = 0;
    for (size_t k = 0; k < t->slots; k++) {
        if (!t->slot[k])
            continue;
        const bool ghost = (uint32_t)t->slot[k] >= g->nodes.count;
        if (ghost && (uint32_t)t->slot[k] >= g->nodes.end)
            return "the node table holds a node that is gone";
        if (!wg__table_holds(g, (uint32_t)t->slot[k]))
            return "the node table holds a node where its key does not lead";
        used += !ghost;
        ghosts += ghost;
    }
    if (t->slots && (used + ghosts) * 2 > t->slots)
        return "the node table is more than half full";
    return used == t->used && ghosts == t->ghosts
               ? NULL
               : "the node table has another number of nodes than it says";
}

static const char *check_graph(const wg_graph *g)
{
    if (g->nodes.count == 0 || wg__node_at(g, 0)->kind != WG__NODE_POISON)
        return "node 0 is not the poisoned one";
    if (g->code != WG_OK && !*g->message)
        return "an error has no message";
    for (uint32_t k = 0; k < g->mark_count; k++)
        if (g->marks[k].count > g->nodes.count || (k && g->marks[k].count < g->marks[k - 1].count))
            return "the marks are out of order";
    if (g->depth < 0 || g->depth > 2)
        return "the depth of scopes is not 0, 1 or 2";
    return check_table(g);
}

bool wg__verify(wg_graph *g, char *msg, size_t size)
{
    char detail[512] = "", who[256];
    wg__text text = wg__text_to(msg, size);
    const char *wrong = g ? check_graph(g) : "the graph is NULL";
    for (uint32_t id = 1; !wrong && (id < g->nodes.count || id < g->nodes.end); id++) {
        wrong = check_node(g, id, detail, sizeof detail);
        const wg__node *n = wg__node_at(g, id);
        if (wrong && id < g->nodes.count && n->shape && wg__dtype_valid((wg_dtype)n->dtype))
            wg__text_add(&text, "%s: ", wg__describe(g, wg__handle(g, id), who, sizeof who));
        else if (wrong)
            wg__text_add(&text, "%%%" PRIu32 "%s: ", id, id < g->nodes.count ? "" : " (released)");
    }
    if (wrong)
        wg__text_add(&text, "%s", wrong);
    return !wrong;
}
