/* wg_grad and wg_vjp: derivatives by one walk backward. */
#include "autograd/arguments.h"
#include "autograd/autograd.h"

static bool walk(wg_graph *g, const char *yname, const wg__ends *ends, wg_tensor *out)
{
    wg__walk w = {.yname = yname};
    const uint32_t before = wg__count(g);
    const bool ok = wg__walk_open(&w, g, ends) && wg__walk_back(&w, ends);
    for (int k = 0; k < ends->nwrt && ok; k++) {
        const wg_tensor x = ends->wrt[k];
        const uint32_t *part = wg__walk_part(&w, x);
        out[k] = part && *part ? wg__handle(g, *part) : wg_none(g);
        if (!wg_is_none(out[k]))
            wg__name_derivative(out[k], *ends->y, x, before);
    }
    wg__walk_close(&w);
    return ok;
}

static bool check_lists(wg_graph *g, const wg_tensor *wrt, int n, const wg_tensor *out)
{
    return wg__check_list(g, (wg__list){"wrt", "n"}, wrt, n) &&
           wg__check_list(g, (wg__list){"out", "n"}, out, n);
}

/* The cotangent 1 of a loss, of any rank. */
static wg_tensor seed(wg_graph *g, wg_tensor loss)
{
    const float f32 = 1;
    const double f64 = 1;
    const wg_dtype d = wg_dtype_of(loss);
    return wg_const(g, d, wg_shape_of(loss), d == WG_F32 ? (const void *)&f32 : (const void *)&f64);
}

wg_code wg_grad_at(wg_site at, wg_tensor loss, const wg_tensor *wrt, int n, wg_tensor *out)
{
    wg_tensor dy;
    const wg__ends ends = {.y = &loss, .dy = &dy, .ny = 1, .wrt = wrt, .nwrt = n};
    wg_graph *g = wg__graph_of_ends(&ends);
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    bool ok =
        check_lists(g, wrt, n, out) && wg__check_ends(g, "loss", &ends) && wg__check_loss(g, loss);
    if (ok) {
        dy = seed(g, loss);
        ok = wg_is_ok(dy) && walk(g, "loss", &ends, out);
    }
    const wg_code code = wg__finish(g, ok, n, out);
    wg__leave(g, opened);
    return code;
}

wg_code wg_vjp_at(wg_site at, wg_tensor y, wg_tensor dy, const wg_tensor *wrt, int n,
                  wg_tensor *out)
{
    const wg__ends ends = {.y = &y, .dy = &dy, .ny = 1, .wrt = wrt, .nwrt = n};
    wg_graph *g = wg__graph_of_ends(&ends);
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    const bool ok = check_lists(g, wrt, n, out) && wg__check_ends(g, "y", &ends) &&
                    wg__check_like(g, "cotangent", dy, "dy", y, "y") && walk(g, "y", &ends, out);
    const wg_code code = wg__finish(g, ok, n, out);
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
