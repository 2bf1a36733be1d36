/* The walk backward: from the y down to the wrt, one loop over ids, calling the rule of each op on
 * the way. */
#include "autograd/walks.h"
#include "ops/ops.h"
#include "tensor/memory.h"

/* ---- what depends on the wrt ---- */

static void mark_reached(wg__walk *w, const wg__ends *ends)
{
    for (int k = 0; k < ends->nwrt; k++) {
        const wg_tensor x = ends->wrt[k];
        const bool still = ends->t && wg_is_none(ends->t[k]);
        if (!still && x.id <= w->top && wg_dtype_is_float(wg_dtype_of(x)))
            w->reached[x.id - w->lo] = true;
    }
    for (uint32_t id = w->lo; id <= w->top; id++)
        if (!w->reached[id - w->lo])
            w->reached[id - w->lo] = wg__walk_depends(w, wg__node_at(w->g, id));
}

bool wg__walk_open(wg__walk *w, wg_graph *g, const wg__ends *ends)
{
    uint32_t top = 0;
    for (int k = 0; k < ends->ny; k++)
        top = ends->y[k].id > top ? ends->y[k].id : top;
    uint32_t lo = top;
    for (int k = 0; k < ends->nwrt; k++)
        lo = ends->wrt[k].id < lo ? ends->wrt[k].id : lo;
    const size_t count = (size_t)(top - lo) + 1;
    w->g = g;
    w->lo = lo;
    w->top = top;
    w->part = wg__alloc0(count, sizeof *w->part);
    w->via = wg__alloc0(count, sizeof *w->via);
    w->reached = wg__alloc0(count, sizeof *w->reached);
    if (!w->part || !w->via || !w->reached) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return false;
    }
    mark_reached(w, ends);
    return true;
}

void wg__walk_close(wg__walk *w)
{
    wg__free(w->part);
    wg__free(w->via);
    wg__free(w->reached);
    wg__free(w->x);
}

bool wg__walk_depends(const wg__walk *w, const wg__node *node)
{
    if (!node->op || node->op->diff == WG_DIFF_CONSTANT ||
        !wg_dtype_is_float((wg_dtype)node->dtype))
        return false;
    for (int k = 0; k < node->nin; k++) {
        const uint32_t in = wg__in(node)[k];
        if (in >= w->lo && w->reached[in - w->lo])
            return true;
    }
    return false;
}

bool wg__walk_operands(wg__walk *w, const wg__node *node)
{
    if (node->nin > w->xcap) {
        wg_tensor *x = wg__realloc(w->x, 4 * (size_t)node->nin, sizeof *x);
        if (!x) {
            wg__fail(w->g, WG_ERR_MEMORY, "out of memory");
            return false;
        }
        w->x = x;
        w->xcap = node->nin;
    }
    for (int k = 0; k < node->nin; k++)
        w->x[k] = wg__handle(w->g, wg__in(node)[k]);
    return true;
}

uint32_t *wg__walk_part(const wg__walk *w, wg_tensor t)
{
    return t.id >= w->lo && t.id <= w->top ? &w->part[t.id - w->lo] : NULL;
}

/* ---- one node ---- */

bool wg__rule_result(wg_graph *g, const wg_op *op, int arg, wg_tensor x, wg_tensor *d)
{
    if (wg_is_none(*d))
        return true;
    if (!wg__use(g, *d, "the result of a derivative rule")) {
        if (wg_ok(g)) /* poison from before the error was cleared */
            wg__fail(g, WG_ERR_GRADIENT, "rule of %s returned a poisoned tensor for operand %d",
                     op->name, arg);
        return false;
    }
    if (wg__peek(*d)->dtype != wg__peek(x)->dtype) {
        wg__fail(g, WG_ERR_GRADIENT, "rule of %s returned %s for operand %d, which is %s", op->name,
                 wg_dtype_name(wg_dtype_of(*d)), arg, wg_dtype_name(wg_dtype_of(x)));
        return false;
    }
    if (wg__same_shape(wg__peek(*d)->shape, wg__peek(x)->shape))
        return true;
    bool fits;
    const wg_shape given = wg_shape_of(*d);
    *d = wg__unbroadcast(*d, wg_shape_of(x), &fits);
    if (!fits) {
        char got[160], want[160];
        wg__fail(g, WG_ERR_GRADIENT, "rule of %s returned shape %s for operand %d %s", op->name,
                 wg_shape_string(given, got, sizeof got), arg,
                 wg_shape_string(wg_shape_of(x), want, sizeof want));
    }
    return fits && wg_is_ok(*d);
}

/* Adds d, what the rule of user gave for operand arg, to that operand's cotangent. */
static bool accumulate(wg__walk *w, uint32_t user, int arg, wg_tensor d)
{
    const wg_tensor x = w->x[arg];
    if (!wg__rule_result(w->g, wg__node_at(w->g, user)->op, arg, x, &d))
        return false;
    if (wg_is_none(d))
        return true;
    uint32_t *sum = &w->part[x.id - w->lo];
    if (*sum)
        d = wg_add_tt(wg__handle(w->g, *sum), d);
    else
        w->via[x.id - w->lo] = user;
    *sum = d.id; /* 0 for poison */
    return d.id != 0;
}

/* Passes the cotangent of node id on to those operands that lead to a wrt. */
static bool visit(wg__walk *w, uint32_t id)
{
    const wg__node *node = wg__node_at(w->g, id);
    if (!wg__walk_depends(w, node)) /* a wrt, and nothing below it is asked for */
        return true;
    if (node->op->diff != WG_DIFF_RULE || !node->op->vjp)
        return wg__no_derivative(w, id);
    if (!wg__walk_operands(w, node))
        return false;
    const wg_vjp v = {.g = w->g,
                      .op = node->op,
                      .n = node->nin,
                      .x = w->x,
                      .y = wg__handle(w->g, id),
                      .dy = wg__handle(w->g, w->part[id - w->lo]),
                      .attr = node->attr};
    for (int arg = 0; arg < v.n; arg++) {
        const uint32_t in = v.x[arg].id;
        if (in >= w->lo && w->reached[in - w->lo] &&
            !accumulate(w, id, arg, node->op->vjp(&v, arg)))
            return false;
    }
    return true;
}

/* ---- all nodes ---- */

static bool plant(wg__walk *w, wg_tensor y, wg_tensor dy)
{
    uint32_t *sum = wg__walk_part(w, y);
    if (!sum || !w->reached[y.id - w->lo])
        return true;
    *sum = *sum ? wg_add_tt(wg__handle(w->g, *sum), dy).id : dy.id;
    return *sum != 0;
}

/* What is recorded carries the site of the node that it differentiates. */
bool wg__walk_back(wg__walk *w, const wg__ends *ends)
{
    for (int k = 0; k < ends->ny; k++)
        if (!plant(w, ends->y[k], ends->dy[k]))
            return false;
    for (uint32_t id = w->top;; id--) {
        if (w->part[id - w->lo]) {
            const uint32_t first = wg__count(w->g);
            const bool opened = wg__enter_like(w->g, wg__node_at(w->g, id));
            const bool ok = visit(w, id);
            wg__leave(w->g, opened);
            if (!ok || !wg__note_derived(w->g, first, id))
                return false;
        }
        if (id == w->lo)
            return true;
    }
}
