/* Clipping of gradients, by their norm together or element by element. */
#include "nn/common.h"

static wg_graph *graph_of(const wg_tensor *t, int n)
{
    for (int k = 0; k < n && t; k++)
        if (t[k].g)
            return t[k].g;
    return NULL;
}

/* ---- the global norm ---- */

/* f64 if one of them is. */
static wg_dtype widest(const wg_tensor *grads, int n)
{
    wg_dtype d = WG_F32;
    for (int k = 0; k < n; k++)
        if (wg_dtype_of(grads[k]) == WG_F64)
            d = WG_F64;
    return d;
}

static wg_tensor global_norm(wg_graph *g, const wg_tensor *grads, int n)
{
    const wg_dtype d = widest(grads, n);
    wg_tensor sum = wg_none(g);
    for (int k = 0; k < n; k++) {
        if (wg_is_none(grads[k]))
            continue;
        const wg_tensor part = wg_cast(wg_sum(wg_square(grads[k]), WG_ALL, false), d);
        sum = wg_is_none(sum) ? part : wg_add_tt(sum, part);
    }
    return wg_is_none(sum) ? sum : wg_sqrt(sum);
}

wg_tensor wg_nn_global_norm_at(wg_site at, const wg_tensor *grads, int n)
{
    wg_graph *g = graph_of(grads, n);
    const bool opened = wg_scope_open(g, at);
    const wg_tensor norm = global_norm(g, grads, grads ? n : 0);
    wg_scope_close(g, opened);
    return norm;
}

/* ---- clipping ---- */

static bool check(wg_graph *g, double limit)
{
    if (limit > 0)
        return true;
    wg_raise(g, WG_ERR_ARGUMENT, "the limit is %g; it must be above 0", limit);
    return false;
}

static bool clip_value(wg_graph *g, const wg_tensor *grads, int n, double limit, wg_tensor *out)
{
    bool ok = check(g, limit);
    for (int k = 0; k < n && ok; k++)
        if (wg_is_none(grads[k])) {
            out[k] = grads[k];
        } else {
            out[k] = wg_clamp(grads[k], -limit, limit);
            ok = wg_is_ok(out[k]);
        }
    return ok;
}

static bool clip_norm(wg_graph *g, const wg_tensor *grads, int n, double limit, wg_tensor *out)
{
    bool ok = check(g, limit);
    wg_tensor scale = ok ? global_norm(g, grads, n) : wg_none(g);
    if (ok && !wg_is_none(scale)) /* min(1, limit/(norm + 1e-6)) */
        scale = wg_minimum_ts(wg_div_st(limit, wg_add_ts(scale, 1e-6)), 1.0);
    for (int k = 0; k < n && ok; k++)
        if (wg_is_none(grads[k])) {
            out[k] = grads[k];
        } else {
            out[k] = wg_mul_tt(grads[k], wg_cast(scale, wg_dtype_of(grads[k])));
            ok = wg_is_ok(out[k]);
        }
    return ok;
}

static wg_code clip(wg_site at, const wg_tensor *grads, int n, double limit, wg_tensor *out,
                    bool (*by)(wg_graph *, const wg_tensor *, int, double, wg_tensor *))
{
    if (n == 0)
        return WG_OK;
    wg_graph *g = graph_of(grads, n);
    const bool opened = wg_scope_open(g, at);
    if (n < 0 || !grads || !out) {
        wg_raise(g, WG_ERR_ARGUMENT, "gradients missing (NULL)");
        wg_scope_close(g, opened);
        return WG_ERR_ARGUMENT;
    }
    const bool ok = by(g, grads, n, limit, out);
    for (int k = 0; k < n && !ok; k++)
        out[k] = wg_raise(g, WG_ERR_HANDLE, "a gradient is poisoned");
    wg_scope_close(g, opened);
    return ok ? WG_OK : wg_error_code(g);
}

wg_code wg_nn_clip_norm_at(wg_site at, const wg_tensor *grads, int n, double limit, wg_tensor *out)
{
    return clip(at, grads, n, limit, out, clip_norm);
}

wg_code wg_nn_clip_value_at(wg_site at, const wg_tensor *grads, int n, double limit, wg_tensor *out)
{
    return clip(at, grads, n, limit, out, clip_value);
}
