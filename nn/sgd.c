/* Stochastic gradient descent as nodes: gradient, clipping, velocity, assignment. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "nn/common.h"

static bool at_least_0(double x)
{
    return x >= 0 && isfinite(x);
}

static bool check_options(wg_graph *g, const wg_sgd_options *o)
{
    const bool scheduled = o->lr_tensor.g != NULL;
    const char *why = NULL;
    if (!scheduled && !(o->lr > 0 && isfinite(o->lr)))
        why = "lr must be above 0 (or give lr_tensor)";
    else if (scheduled && wg_is_ok(o->lr_tensor) && wg_numel(o->lr_tensor) != 1)
        why = "lr_tensor must have one element";
    else if (!at_least_0(o->momentum))
        why = "momentum must be 0 or above";
    else if (o->nesterov && o->momentum == 0)
        why = "nesterov needs momentum";
    else if (!at_least_0(o->weight_decay))
        why = "weight_decay must be 0 or above";
    else if (!(o->clip_norm >= 0) || !(o->clip_value >= 0))
        why = "clip_norm and clip_value must be 0 (off) or above";
    if (why)
        wg_raise(g, WG_ERR_ARGUMENT, "%s", why);
    return !why;
}

/* NAME.velocity, zeros at first: from options.state if it is listed there, otherwise new. */
static wg_tensor velocity_of(wg_tensor w, const wg_sgd_options *o)
{
    const wg_dtype d = wg_dtype_of(w);
    const wg_shape s = wg_shape_of(w);
    if (o->state)
        return wg__nn_param(o->state, w.g, wg_name(w), "velocity", d, s, WG_NN_ZEROS);
    char name[256];
    snprintf(name, sizeof name, "%.200s.velocity", wg_name(w));
    return wg_param(w.g, name, d, s);
}

/* lr d, of w's shape and dtype. */
static wg_tensor scaled(wg_tensor d, const wg_sgd_options *o)
{
    if (!o->lr_tensor.g)
        return wg_mul_ts(d, o->lr);
    const wg_tensor lr = wg_reshape(wg_cast(o->lr_tensor, wg_dtype_of(d)), WG_SCALAR);
    return wg_mul_tt(d, lr);
}

/* The assignments of one parameter, appended to out; how many. */
static int update(wg_tensor w, wg_tensor d, const wg_sgd_options *o, wg_tensor *out)
{
    int n = 0;
    if (o->weight_decay > 0)
        d = wg_add_tt(d, wg_mul_ts(w, o->weight_decay));
    if (o->momentum > 0) {
        const wg_tensor velocity = velocity_of(w, o);
        const wg_tensor v = wg_add_tt(wg_mul_ts(velocity, o->momentum), d);
        out[n++] = wg_assign(velocity, v);
        d = o->nesterov ? wg_add_tt(d, wg_mul_ts(v, o->momentum)) : v;
    }
    out[n++] = wg_assign(w, wg_sub_tt(w, scaled(d, o)));
    return n;
}

static bool clipped(wg_tensor *grads, int n, const wg_sgd_options *o)
{
    return !(o->clip_value > 0 && wg_nn_clip_value(grads, n, o->clip_value, grads)) &&
           !(o->clip_norm > 0 && wg_nn_clip_norm(grads, n, o->clip_norm, grads));
}

/* One scalar that depends on all of them, however many. */
static wg_tensor together(wg_graph *g, wg_tensor *t, int n)
{
    enum { AT_ONCE = WG_MAX_OPERANDS };
    if (n == 0)
        return wg_raise(g, WG_ERR_GRADIENT, "loss depends on no parameter of the list");
    do {
        int groups = 0;
        for (int k = 0; k < n; k += AT_ONCE)
            t[groups++] = wg_group(t + k, n - k < AT_ONCE ? n - k : AT_ONCE);
        n = groups;
    } while (n > 1);
    return t[0];
}

/* grads has room for n tensors, out for 2 n. */
static wg_tensor sgd(wg_tensor loss, wg_nn_params params, const wg_sgd_options *o, wg_tensor *grads,
                     wg_tensor *out)
{
    const int n = params.n;
    if (!check_options(loss.g, o) || wg_grad(loss, params.tensor, n, grads) ||
        !clipped(grads, n, o))
        return wg_raise(loss.g, WG_ERR_GRADIENT, "no gradient");
    int updates = 0;
    for (int k = 0; k < n; k++)
        if (!wg_is_none(grads[k]))
            updates += update(params.tensor[k], grads[k], o, out + updates);
    return together(loss.g, out, updates);
}

wg_tensor wg_nn_sgd_at(wg_site at, wg_tensor loss, wg_nn_params params, wg_sgd_options options)
{
    if (!wg_is_ok(loss) || params.n < 1 || !params.tensor) {
        const bool opened = wg_scope_open(loss.g, at);
        const wg_tensor bad =
            wg_is_ok(loss) ? wg_raise(loss.g, WG_ERR_ARGUMENT, "the list of parameters is empty")
                           : wg_neg(loss);
        wg_scope_close(loss.g, opened);
        return bad;
    }
    const bool opened = wg_scope_open(loss.g, at);
    wg_tensor *room = calloc((size_t)params.n, 3 * sizeof *room);
    const wg_tensor step = room ? sgd(loss, params, &options, room, room + params.n)
                                : wg_raise(loss.g, WG_ERR_MEMORY, "out of memory");
    free(room);
    wg_scope_close(loss.g, opened);
    return step;
}
