/* wg_hvp: the Hessian times a direction, by walks in both directions, in either order. */
#include "autograd/arguments.h"
#include "autograd/autograd.h"
#include "tensor/memory.h"

/* The derivative of the gradient along t. Absent gradients do not move. room: 3 n tensors. */
static bool forward_over_reverse(const wg__ends *ends, wg_tensor *room, wg_tensor *out)
{
    const int n = ends->nwrt;
    wg_tensor *dx = room, *dense = room + n, *ht = dense + n;
    int m = 0;
    if (wg_grad(*ends->y, ends->wrt, n, dx))
        return false;
    for (int k = 0; k < n; k++)
        if (!wg_is_none(dx[k]))
            dense[m++] = dx[k];
    if (wg_jvp_all(dense, m, ends->wrt, ends->t, n, ht))
        return false;
    wg_graph *g = ends->y->g;
    for (int k = 0, j = 0; k < n; k++)
        out[k] = wg_is_none(dx[k]) ? wg_none(g) : ht[j++];
    return true;
}

/* The gradient of the derivative along t. */
static bool reverse_over_forward(const wg__ends *ends, wg_tensor *out)
{
    wg_tensor slope;
    if (wg_jvp(*ends->y, ends->wrt, ends->t, ends->nwrt, &slope))
        return false;
    if (!wg_is_none(slope))
        return wg_grad(slope, ends->wrt, ends->nwrt, out) == WG_OK;
    for (int k = 0; k < ends->nwrt; k++)
        out[k] = wg_none(ends->y->g);
    return true;
}

static bool hvp(wg_graph *g, const wg__ends *ends, wg_hvp_mode mode, wg_tensor *out)
{
    const int n = ends->nwrt;
    if (n == 0)
        return true;
    wg_tensor *room = wg__alloc0(4 * (size_t)n, sizeof *room);
    if (!room) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return false;
    }
    wg_tensor *ht = room + 3 * (size_t)n; /* out may be wrt or t */
    const bool ok = mode == WG_FORWARD_OVER_REVERSE ? forward_over_reverse(ends, room, ht)
                                                    : reverse_over_forward(ends, ht);
    for (int k = 0; k < n && ok; k++)
        out[k] = ht[k];
    wg__free(room);
    return ok;
}

static bool check_mode(wg_graph *g, wg_hvp_mode mode)
{
    if (mode == WG_FORWARD_OVER_REVERSE || mode == WG_REVERSE_OVER_FORWARD)
        return true;
    wg__fail(g, WG_ERR_ARGUMENT, "mode is %d, which is none of wg_hvp_mode", (int)mode);
    return false;
}

wg_code wg_hvp_by_at(wg_site at, wg_tensor loss, const wg_tensor *wrt, const wg_tensor *t, int n,
                     wg_hvp_mode mode, wg_tensor *out)
{
    const wg__ends ends = {.y = &loss, .ny = 1, .wrt = wrt, .t = t, .nwrt = n};
    wg_graph *g = wg__graph_of_ends(&ends);
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    const bool ok = wg__check_list(g, (wg__list){"wrt", "n"}, wrt, n) &&
                    wg__check_list(g, (wg__list){"t", "n"}, t, n) &&
                    wg__check_list(g, (wg__list){"out", "n"}, out, n) && check_mode(g, mode) &&
                    wg__check_ends(g, "loss", &ends) && wg__check_loss(g, loss) &&
                    wg__check_tangents(g, &ends) && hvp(g, &ends, mode, out);
    const wg_code code = wg__finish(g, ok, n, out);
    wg__leave(g, opened);
    return code;
}

wg_code wg_hvp_at(wg_site at, wg_tensor loss, const wg_tensor *wrt, const wg_tensor *t, int n,
                  wg_tensor *out)
{
    return wg_hvp_by_at(at, loss, wrt, t, n, WG_FORWARD_OVER_REVERSE, out);
}
