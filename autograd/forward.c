/* The walk forward: from the wrt up to the y, one loop over ids, each node's tangent from those of
 * its operands. */
#include "autograd/walks.h"
#include "ops/ops.h"
#include "tensor/memory.h"

/* Marks what leads from a wrt to a y; via becomes the way up. */
static void mark_wanted(wg__walk *w, const wg__ends *ends, bool *wanted)
{
    for (int k = 0; k < ends->ny; k++)
        if (wg__walk_part(w, ends->y[k]))
            wanted[ends->y[k].id - w->lo] = true;
    for (uint32_t id = w->top; id > w->lo; id--) {
        const wg__node *node = wg__node_at(w->g, id);
        if (!wanted[id - w->lo] || !wg__walk_depends(w, node))
            continue;
        for (int k = 0; k < node->nin; k++) {
            const uint32_t in = wg__in(node)[k];
            if (in < w->lo || !w->reached[in - w->lo])
                continue;
            if (!wanted[in - w->lo])
                w->via[in - w->lo] = id;
            wanted[in - w->lo] = true;
        }
    }
}

static bool add_part(wg__walk *w, uint32_t id, wg_tensor t)
{
    uint32_t *sum = &w->part[id - w->lo];
    *sum = *sum ? wg_add_tt(wg__handle(w->g, *sum), t).id : t.id;
    return *sum != 0; /* 0 for poison */
}

static bool plant(wg__walk *w, const wg__ends *ends)
{
    for (int k = 0; k < ends->nwrt; k++) {
        const wg_tensor x = ends->wrt[k];
        if (wg__walk_part(w, x) && !wg_is_none(ends->t[k]) && !add_part(w, x.id, ends->t[k]))
            return false;
    }
    return true;
}

/* The tangents of the operands at hand; false if there are none. */
static bool gather(const wg__walk *w, int n, wg_tensor *t)
{
    bool any = false;
    for (int k = 0; k < n; k++) {
        const uint32_t *part = wg__walk_part(w, w->x[k]);
        t[k] = part && *part ? wg__handle(w->g, *part) : wg_none(w->g);
        any = any || !wg_is_none(t[k]);
    }
    return any;
}

static bool visit(wg__walk *w, uint32_t id)
{
    const wg__node *node = wg__node_at(w->g, id);
    if (!wg__walk_depends(w, node))
        return true;
    if (!wg__walk_operands(w, node))
        return false;
    const int n = node->nin;
    wg_tensor *t = w->x + n, *room = t + n, out;
    if (!gather(w, n, t))
        return true;
    if (node->op->diff != WG_DIFF_RULE || !node->op->vjp)
        return wg__no_derivative(w, id);
    const wg_vjp v = {.g = w->g,
                      .op = node->op,
                      .n = n,
                      .x = w->x,
                      .y = wg__handle(w->g, id),
                      .dy = wg_none(w->g),
                      .attr = node->attr};
    return wg__push(w, &v, t, room, &out) && (wg_is_none(out) || add_part(w, id, out));
}

bool wg__walk_forward(wg__walk *w, const wg__ends *ends)
{
    bool *wanted = wg__alloc0((size_t)(w->top - w->lo) + 1, sizeof *wanted);
    bool ok = wanted != NULL;
    if (!ok)
        wg__fail(w->g, WG_ERR_MEMORY, "out of memory");
    if (ok) {
        mark_wanted(w, ends, wanted);
        ok = plant(w, ends);
    }
    for (uint32_t id = w->lo; id <= w->top && ok; id++) {
        if (!wanted[id - w->lo] || !w->reached[id - w->lo])
            continue;
        const bool opened = wg__enter_like(w->g, wg__node_at(w->g, id));
        ok = visit(w, id);
        wg__leave(w->g, opened);
    }
    wg__free(wanted);
    return ok;
}
