/* The walk backward: from y down to the wrt, one loop over ids, calling the rule of each op on the
 * way. */
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "autograd/backward.h"
#include "tensor/memory.h"
#include "tensor/text.h"

/* ---- what depends on the wrt ---- */

static bool walk_open(wg__walk *w, wg_graph *g, wg_tensor y, const wg_tensor *wrt, int n)
{
    uint32_t lo = y.id;
    for (int k = 0; k < n; k++)
        lo = wrt[k].id < lo ? wrt[k].id : lo;
    const size_t count = (size_t)(y.id - lo) + 1;
    w->g = g;
    w->lo = lo;
    w->top = y.id;
    w->cot = wg__alloc0(count, sizeof *w->cot);
    w->via = wg__alloc0(count, sizeof *w->via);
    w->reached = wg__alloc0(count, sizeof *w->reached);
    if (w->cot && w->via && w->reached)
        return true;
    wg__fail(g, WG_ERR_MEMORY, "out of memory");
    return false;
}

static void walk_close(wg__walk *w)
{
    wg__free(w->cot);
    wg__free(w->via);
    wg__free(w->reached);
    wg__free(w->x);
}

static bool depends(const wg__walk *w, const wg__node *node)
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

static void mark_reached(wg__walk *w, const wg_tensor *wrt, int n)
{
    for (int k = 0; k < n; k++)
        if (wrt[k].id <= w->top && wg_dtype_is_float(wg_dtype_of(wrt[k])))
            w->reached[wrt[k].id - w->lo] = true;
    for (uint32_t id = w->lo; id <= w->top; id++)
        if (!w->reached[id - w->lo])
            w->reached[id - w->lo] = depends(w, wg__node_at(w->g, id));
}

/* ---- one node ---- */

static bool no_derivative(const wg__walk *w, uint32_t id)
{
    const wg__node *node = wg__node_at(w->g, id);
    const wg_site at = wg__site(w->g, node->site);
    char path[700], where[160] = "";
    wg__walk_path(w, id, path, sizeof path);
    if (at.file)
        snprintf(where, sizeof where, " (%s:%d)", wg__basename(at.file), at.line);
    wg__fail(w->g, WG_ERR_GRADIENT, "no derivative through %s%s; path: %s", node->op->name, where,
             path);
    return false;
}

/* Adds d, what the rule of user gave for operand arg, to that operand's cotangent. */
static bool accumulate(wg__walk *w, uint32_t user, int arg, wg_tensor d)
{
    const char *op = wg__node_at(w->g, user)->op->name;
    const wg_tensor x = w->x[arg];
    if (wg_is_none(d))
        return true;
    if (!wg__use(w->g, d, "the result of a derivative rule")) {
        if (wg_ok(w->g)) /* poison from before the error was cleared */
            wg__fail(w->g, WG_ERR_GRADIENT, "rule of %s returned a poisoned tensor for operand %d",
                     op, arg);
        return false;
    }
    if (wg_dtype_of(d) != wg_dtype_of(x)) {
        wg__fail(w->g, WG_ERR_GRADIENT, "rule of %s returned %s for operand %d, which is %s", op,
                 wg_dtype_name(wg_dtype_of(d)), arg, wg_dtype_name(wg_dtype_of(x)));
        return false;
    }
    bool fits;
    d = wg__unbroadcast(d, wg_shape_of(x), &fits);
    if (!fits) {
        char got[160], want[160];
        wg__fail(w->g, WG_ERR_GRADIENT, "rule of %s returned shape %s for operand %d %s", op,
                 wg_shape_string(wg_shape_of(d), got, sizeof got), arg,
                 wg_shape_string(wg_shape_of(x), want, sizeof want));
        return false;
    }
    uint32_t *sum = &w->cot[x.id - w->lo];
    if (*sum)
        d = wg_add_tt(wg__handle(w->g, *sum), d);
    else
        w->via[x.id - w->lo] = user;
    *sum = d.id; /* 0 for poison */
    return d.id != 0;
}

static bool load_operands(wg__walk *w, const wg__node *node)
{
    if (node->nin > w->xcap) {
        wg_tensor *x = wg__realloc(w->x, node->nin, sizeof *x);
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

/* Passes the cotangent of node id on to those operands that lead to a wrt. */
static bool visit(wg__walk *w, uint32_t id)
{
    const wg__node *node = wg__node_at(w->g, id);
    if (!depends(w, node)) /* a wrt, and nothing below it is asked for */
        return true;
    if (node->op->diff != WG_DIFF_RULE || !node->op->vjp)
        return no_derivative(w, id);
    if (!load_operands(w, node))
        return false;
    const wg_vjp v = {.g = w->g,
                      .op = node->op,
                      .n = node->nin,
                      .x = w->x,
                      .y = wg__handle(w->g, id),
                      .dy = wg__handle(w->g, w->cot[id - w->lo]),
                      .attr = node->attr};
    for (int arg = 0; arg < v.n; arg++) {
        const uint32_t in = v.x[arg].id;
        if (in >= w->lo && w->reached[in - w->lo] &&
            !accumulate(w, id, arg, node->op->vjp(&v, arg)))
            return false;
    }
    return true;
}

/* What is recorded carries the site of the node that it differentiates. */
static bool walk_down(wg__walk *w)
{
    for (uint32_t id = w->top;; id--) {
        if (w->cot[id - w->lo]) {
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

/* ---- results ---- */

static const char *name_of(const wg__walk *w, uint32_t id, char *buf, size_t size)
{
    const char *name = wg__node_name(w->g, wg__node_at(w->g, id));
    if (name[0])
        return name;
    snprintf(buf, size, "%%%u", id);
    return buf;
}

/* d(loss)/d(W1). Only nodes of this walk: a leaf, or a value that the user recorded, keeps its
 * name. */
static void name_result(const wg__walk *w, wg_tensor d, wg_tensor wrt, uint32_t count_before)
{
    if (d.id < count_before || wg__node_at(w->g, d.id)->kind != WG__NODE_OP)
        return;
    char name[256], ybuf[16], xbuf[16];
    snprintf(name, sizeof name, "d(%s)/d(%s)", name_of(w, w->top, ybuf, sizeof ybuf),
             name_of(w, wrt.id, xbuf, sizeof xbuf));
    wg__rename(w->g, d, name);
}

static bool walk(wg_graph *g, const char *yname, wg_tensor y, wg_tensor dy, const wg_tensor *wrt,
                 int n, wg_tensor *out)
{
    wg__walk w = {.yname = yname};
    const uint32_t count_before = wg__count(g);
    bool ok = walk_open(&w, g, y, wrt, n);
    if (ok) {
        mark_reached(&w, wrt, n);
        if (w.reached[y.id - w.lo])
            w.cot[y.id - w.lo] = dy.id;
        ok = walk_down(&w);
    }
    for (int k = 0; k < n && ok; k++) {
        const wg_tensor x = wrt[k];
        const uint32_t id = x.id <= w.top ? w.cot[x.id - w.lo] : 0;
        out[k] = id ? wg__handle(g, id) : wg_none(g);
        if (id)
            name_result(&w, out[k], x, count_before);
    }
    walk_close(&w);
    return ok;
}

/* ---- checks ---- */

static bool check_arguments(wg_graph *g, const char *yname, wg_tensor y, const wg_tensor *wrt,
                            int n, const wg_tensor *out)
{
    if (n < 0 || (n > 0 && (!wrt || !out))) {
        wg__fail(g, WG_ERR_ARGUMENT, n < 0 ? "n is %d" : "n is %d, and %s is NULL", n,
                 !wrt ? "wrt" : "out");
        return false;
    }
    if (!wg__use(g, y, yname))
        return false;
    for (int k = 0; k < n; k++) {
        char what[32];
        snprintf(what, sizeof what, "wrt[%d]", k);
        if (!wg__use(g, wrt[k], what))
            return false;
    }
    if (!wg_dtype_is_float(wg_dtype_of(y))) {
        char text[256];
        wg__fail(g, WG_ERR_DTYPE, "%s is %s, and only f32 and f64 have derivatives: %s", yname,
                 wg_dtype_name(wg_dtype_of(y)), wg__describe(g, y, text, sizeof text));
        return false;
    }
    return true;
}

/* The cotangent 1 of a loss of one element, of any rank. */
static wg_tensor seed(wg_graph *g, wg_tensor loss)
{
    if (wg_numel(loss) != 1) {
        char text[256];
        return wg__fail(
            g, WG_ERR_SHAPE,
            "the loss must have one element (wg_sum, wg_mean; wg_vjp takes a cotangent): %s",
            wg__describe(g, loss, text, sizeof text));
    }
    const float f32 = 1;
    const double f64 = 1;
    const wg_dtype d = wg_dtype_of(loss);
    return wg_const(g, d, wg_shape_of(loss), d == WG_F32 ? (const void *)&f32 : (const void *)&f64);
}

static bool check_cotangent(wg_graph *g, wg_tensor y, wg_tensor dy)
{
    if (!wg__use(g, dy, "dy"))
        return false;
    const bool shape = wg_shape_equal(wg_shape_of(y), wg_shape_of(dy)),
               dtype = wg_dtype_of(y) == wg_dtype_of(dy);
    if (!shape || !dtype) {
        char of_y[256], of_dy[256];
        wg__fail(g, shape ? WG_ERR_DTYPE : WG_ERR_SHAPE,
                 "the cotangent's %s is not y's: dy is %s, y is %s", shape ? "dtype" : "shape",
                 wg__describe(g, dy, of_dy, sizeof of_dy), wg__describe(g, y, of_y, sizeof of_y));
    }
    return shape && dtype;
}

/* Ends a call: on failure every result is poison, and the code is never WG_OK. */
static wg_code finish(wg_graph *g, bool ok, int n, wg_tensor *out)
{
    if (ok)
        return WG_OK;
    for (int k = 0; k < n && out; k++)
        out[k] = wg__poison(g);
    if (wg_ok(g))
        wg__fail(g, WG_ERR_HANDLE, "an operand is poisoned by an error that was cleared");
    return wg_error_code(g);
}

static wg_graph *graph_of(wg_tensor y, const wg_tensor *wrt, int n)
{
    wg_graph *g = wg__graph_of(&y, 1);
    return g || !wrt ? g : wg__graph_of(wrt, n);
}

/* ---- the calls ---- */

wg_code wg_grad_at(wg_site at, wg_tensor loss, const wg_tensor *wrt, int n, wg_tensor *out)
{
    wg_graph *g = graph_of(loss, wrt, n);
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    bool ok = check_arguments(g, "loss", loss, wrt, n, out);
    if (ok) {
        const wg_tensor dy = seed(g, loss);
        ok = wg_is_ok(dy) && walk(g, "loss", loss, dy, wrt, n, out);
    }
    const wg_code code = finish(g, ok, n, out);
    wg__leave(g, opened);
    return code;
}

wg_code wg_vjp_at(wg_site at, wg_tensor y, wg_tensor dy, const wg_tensor *wrt, int n,
                  wg_tensor *out)
{
    wg_graph *g = graph_of(y, wrt, n);
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    const bool ok = check_arguments(g, "y", y, wrt, n, out) && check_cotangent(g, y, dy) &&
                    walk(g, "y", y, dy, wrt, n, out);
    const wg_code code = finish(g, ok, n, out);
    wg__leave(g, opened);
    return code;
}

wg_tensor wg_or_zeros_at(wg_site at, wg_tensor t, wg_tensor like)
{
    if (!wg_is_none(t))
        return t;
    wg_graph *g = wg__graph_of(&like, 1);
    if (!g)
        return wg__poison(NULL);
    const bool opened = wg__enter(g, at);
    const wg_tensor zeros = wg__use(g, like, "like")
                                ? wg_full(g, wg_dtype_of(like), wg_shape_of(like), 0.0)
                                : wg__poison(g);
    wg__leave(g, opened);
    return zeros;
}
