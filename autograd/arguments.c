/* What the calls of this layer do before and after a walk: arguments, names, codes. */
#include <stdio.h>

#include "autograd/arguments.h"
#include "tensor/text.h"

static bool is_live(const wg_graph *g, wg_tensor t)
{
    return t.g == g && wg__peek(t);
}

/* Names are made for messages alone: this is on the way of every gradient. */
static bool check_y(wg_graph *g, const char *yname, int k, wg_tensor y)
{
    char what[32], text[256];
    if (is_live(g, y) && wg_dtype_is_float(wg_dtype_of(y)))
        return true;
    snprintf(what, sizeof what, yname, k);
    if (wg__use(g, y, what))
        wg__fail(g, WG_ERR_DTYPE, "%s is %s, and only f32 and f64 have derivatives: %s", what,
                 wg_dtype_name(wg_dtype_of(y)), wg__describe(g, y, text, sizeof text));
    return false;
}

static bool check_wrt(wg_graph *g, int k, wg_tensor x)
{
    char what[32];
    if (is_live(g, x))
        return true;
    snprintf(what, sizeof what, "wrt[%d]", k);
    return wg__use(g, x, what) != NULL;
}

bool wg__check_list(wg_graph *g, wg__list list, const void *p, int n)
{
    if (n >= 0 && (n == 0 || p))
        return true;
    wg__fail(g, WG_ERR_ARGUMENT, n < 0 ? "%s is %d" : "%s is %d, and %s is NULL", list.length, n,
             list.name);
    return false;
}

bool wg__check_ends(wg_graph *g, const char *yname, const wg__ends *ends)
{
    for (int k = 0; k < ends->ny; k++)
        if (!check_y(g, yname, k, ends->y[k]))
            return false;
    for (int k = 0; k < ends->nwrt; k++)
        if (!check_wrt(g, k, ends->wrt[k]))
            return false;
    return true;
}

bool wg__check_like(wg_graph *g, const char *role, wg_tensor t, const char *tname, wg_tensor of,
                    const char *name)
{
    if (!wg__use(g, t, tname))
        return false;
    const bool shape = wg_shape_equal(wg_shape_of(of), wg_shape_of(t)),
               dtype = wg_dtype_of(of) == wg_dtype_of(t);
    if (!shape || !dtype) {
        char left[256], right[256];
        wg__fail(g, shape ? WG_ERR_DTYPE : WG_ERR_SHAPE,
                 "the %s's %s is not %s's: %s is %s, %s is %s", role, shape ? "dtype" : "shape",
                 name, tname, wg__describe(g, t, left, sizeof left), name,
                 wg__describe(g, of, right, sizeof right));
    }
    return shape && dtype;
}

bool wg__check_tangents(wg_graph *g, const wg__ends *ends)
{
    for (int k = 0; k < ends->nwrt; k++) {
        char tname[32], name[32];
        snprintf(tname, sizeof tname, "t[%d]", k);
        snprintf(name, sizeof name, "wrt[%d]", k);
        if (wg_is_none(ends->t[k]))
            continue;
        if (!wg_dtype_is_float(wg_dtype_of(ends->wrt[k]))) {
            char text[256];
            wg__fail(g, WG_ERR_DTYPE, "%s is %s, which has no tangent but none: %s", name,
                     wg_dtype_name(wg_dtype_of(ends->wrt[k])),
                     wg__describe(g, ends->wrt[k], text, sizeof text));
            return false;
        }
        if (!wg__check_like(g, "tangent", ends->t[k], tname, ends->wrt[k], name))
            return false;
    }
    return true;
}

bool wg__check_loss(wg_graph *g, wg_tensor loss)
{
    char text[256];
    if (wg_numel(loss) != 1)
        wg__fail(g, WG_ERR_SHAPE,
                 "the loss must have one element (wg_sum, wg_mean; wg_vjp takes a cotangent): %s",
                 wg__describe(g, loss, text, sizeof text));
    return wg_numel(loss) == 1;
}

wg_code wg__finish(wg_graph *g, bool ok, int n, wg_tensor *out)
{
    if (ok)
        return WG_OK;
    for (int k = 0; k < n && out; k++)
        out[k] = wg__poison(g);
    if (wg_ok(g))
        wg__fail(g, WG_ERR_HANDLE, "an operand is poisoned by an error that was cleared");
    return wg_error_code(g);
}

wg_graph *wg__graph_of_ends(const wg__ends *ends)
{
    wg_graph *g = wg__graph_of(ends->y, ends->y && ends->ny > 0 ? ends->ny : 0);
    return g ? g : wg__graph_of(ends->wrt, ends->wrt && ends->nwrt > 0 ? ends->nwrt : 0);
}

const char *wg__name_or_id(wg_tensor t, char *buf, size_t size)
{
    const char *name = wg__node_name(t.g, wg__node_at(t.g, t.id));
    if (name[0])
        return name;
    char *p =
        buf +
        size; /* by hand: a format for each gradient's name costs more than recording a node */
    uint32_t id = t.id;
    *--p = 0;
    do
        *--p = (char)('0' + id % 10);
    while ((id /= 10) != 0);
    *--p = '%';
    return p;
}

static bool is_unnamed(wg_tensor t, uint32_t before)
{
    const wg__node *n = t.id >= before ? wg__node_at(t.g, t.id) : NULL;
    return n && n->kind == WG__NODE_OP && !n->name;
}

void wg__name_result(wg_tensor t, uint32_t before, const char *name)
{
    if (is_unnamed(t, before))
        wg__rename(t.g, t, name);
}

void wg__name_derivative(wg_tensor t, wg_tensor y, wg_tensor x, uint32_t before)
{
    char name[256], ybuf[16], xbuf[16];
    if (!is_unnamed(t, before))
        return;
    const char *const part[] = {"d(", wg__name_or_id(y, ybuf, sizeof ybuf), ")/d(",
                                wg__name_or_id(x, xbuf, sizeof xbuf), ")"};
    wg__text text = wg__text_to(name, sizeof name);
    for (size_t k = 0; k < sizeof part / sizeof *part; k++)
        wg__text_put(&text, part[k]);
    wg__name_result(t, before, name);
}
