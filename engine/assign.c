/* What holds for the assignments of one run. */
#include "engine/assign.h"

#include <stdio.h>

#include "ops/op.h"
#include "tensor/memory.h"
#include "tensor/text.h"

static const char *place(const wg_graph *g, uint32_t id, char *buf, size_t size)
{
    const wg_site at = wg__site(g, wg__node_at(g, id)->site);
    if (at.file)
        snprintf(buf, size, "%s:%d", wg__basename(at.file), at.line);
    else
        snprintf(buf, size, "%%%u", id);
    return buf;
}

static void twice(wg_graph *g, uint32_t param, uint32_t first, uint32_t second)
{
    char what[256], one[160], two[160];
    wg__fail(g, WG_ERR_ARGUMENT, "%s is assigned twice in one run, at %s and at %s",
             wg__describe(g, wg__handle(g, param), what, sizeof what),
             place(g, first, one, sizeof one), place(g, second, two, sizeof two));
}

bool wg__check_assigns(wg_graph *g, const wg__subgraph *s)
{
    uint32_t *by = NULL; /* per position of a parameter: the node that assigns it */
    bool ok = true;
    for (uint32_t k = 0; k < s->n && ok; k++) {
        const wg__node *n = wg__node_at(g, s->id[k]);
        if (!n->op || !n->op->effect)
            continue;
        if (!by && !(by = wg__alloc0(s->n, sizeof *by))) {
            wg__fail(g, WG_ERR_MEMORY, "out of memory");
            return false;
        }
        uint32_t *mine = &by[s->rank[wg__in(n)[0]]];
        ok = *mine == 0;
        if (!ok)
            twice(g, wg__in(n)[0], *mine, s->id[k]);
        *mine = s->id[k];
    }
    wg__free(by);
    return ok;
}
