#include "tests/random_graph.h"

#include "autograd/autograd.h"
#include "tests/support.h"

enum { POOL = 48 };

typedef struct pool {
    wg_graph *g;
    wg_dtype dtype;
    wg_rng r;
    wg_tensor t[POOL];
    int n;
} pool;

static int below(pool *p, int n)
{
    return (int)wg_rng_below(&p->r, (uint64_t)n);
}

static wg_tensor any(pool *p)
{
    return p->t[below(p, p->n)];
}

static wg_tensor of_rank(pool *p, int least)
{
    for (int tries = 0; tries < 20; tries++) {
        const wg_tensor t = any(p);
        if (wg_shape_of(t).rank >= least)
            return t;
    }
    return p->t[0];
}

static int axis_of(pool *p, wg_tensor t)
{
    const int rank = wg_shape_of(t).rank;
    return rank ? below(p, 2 * rank) - rank : 0;
}

/* An operand that broadcasts with x. */
static wg_tensor partner(pool *p, wg_tensor x)
{
    wg_shape both;
    for (int tries = 0; tries < 20; tries++) {
        const wg_tensor t = any(p);
        if (wg_shape_broadcast(wg_shape_of(x), wg_shape_of(t), &both))
            return t;
    }
    return x;
}

/* ---- steps: each gives one more value ---- */

static wg_tensor smooth(pool *p)
{
    const wg_tensor x = any(p);
    switch (below(p, 9)) {
    case 0: return wg_tanh(x);
    case 1: return wg_sin(x);
    case 2: return wg_sigmoid(x);
    case 3: return wg_exp(wg_tanh(x));
    case 4: return wg_log1p(wg_square(wg_sin(x)));
    case 5: return wg_sqrt(wg_add(1.0, wg_square(x)));
    case 6: return wg_softplus(x);
    case 7: return wg_checkpoint(wg_cos(x));
    default: return wg_neg(wg_mul(x, 0.5));
    }
}

static wg_tensor kinked(pool *p)
{
    const wg_tensor x = any(p), y = partner(p, x);
    switch (below(p, 5)) {
    case 0: return wg_relu(x);
    case 1: return wg_abs(x);
    case 2: return wg_maximum(x, y);
    case 3: return wg_minimum(x, wg_mul(y, 0.5));
    default: return wg_where(wg_gt(x, y), wg_sin(x), y);
    }
}

static wg_tensor pairwise(pool *p)
{
    const wg_tensor x = any(p), y = partner(p, x);
    switch (below(p, 5)) {
    case 0: return wg_add(x, y);
    case 1: return wg_sub(x, y);
    case 2: return wg_tanh(wg_mul(x, y));
    case 3: return wg_div(x, wg_add(2.0, wg_square(wg_tanh(y))));
    default: return wg_atan2(wg_sin(x), wg_add(1.5, wg_cos(y)));
    }
}

static wg_tensor reduced(pool *p)
{
    const wg_tensor x = of_rank(p, 1);
    const wg_axes axes = below(p, 3) ? WG_AXES(axis_of(p, x)) : WG_ALL;
    const bool keep = below(p, 2);
    switch (below(p, 6)) {
    case 0: return wg_mean(x, axes, keep);
    case 1: return wg_tanh(wg_sum(x, axes, keep));
    case 2: return wg_logsumexp(x, axes, keep);
    case 3: return wg_softmax(x, axis_of(p, x));
    case 4: return wg_tanh(wg_cumsum(x, axis_of(p, x)));
    default: return wg_tanh(wg_prod(wg_tanh(x), axes, keep));
    }
}

static wg_tensor moved(pool *p)
{
    const wg_tensor x = of_rank(p, 2);
    const int64_t rows = wg_shape_of(x).dim[0];
    const int32_t index[3] = {0, (int32_t)(rows - 1), 0};
    switch (below(p, 8)) {
    case 0: return wg_transpose(x, 0, -1);
    case 1: return wg_reshape(x, WG_SHAPE(-1));
    case 2: return wg_slice(x, WG_INTS(WG_END), WG_INTS(WG_BEGIN), WG_INTS(-2));
    case 3: return wg_flip(x, WG_AXES(axis_of(p, x)));
    case 4: return wg_concat(WG_TENSORS(x, wg_sin(x), x), axis_of(p, x));
    case 5: return wg_take(x, wg_const(p->g, WG_I32, WG_SHAPE(3), index), 0);
    case 6: return wg_tile(x, WG_INTS(2, 1));
    default: return wg_unsqueeze(x, WG_AXES(0));
    }
}

/* A product, and what may join it: bias, activation. */
static wg_tensor multiplied(pool *p)
{
    for (int tries = 0; tries < 40; tries++) {
        const wg_tensor x = of_rank(p, 2), y = of_rank(p, 2);
        const wg_shape a = wg_shape_of(x), b = wg_shape_of(y);
        if (a.dim[a.rank - 1] != b.dim[b.rank - 2] || b.rank > 2)
            continue;
        wg_tensor z = wg_mul(wg_matmul(x, y), 0.2);
        if (below(p, 2))
            z = wg_add(wg_matmul(x, y), wg_mean(y, WG_AXES(0), false));
        return below(p, 2) ? wg_tanh(z) : p->dtype == WG_F64 && below(p, 2) ? wg_relu(z) : z;
    }
    return wg_matmul(p->t[0], wg_transpose(p->t[0], 0, 1));
}

/* Shapes stay small, so that hundreds of graphs are a matter of seconds. */
static void keep(pool *p, wg_tensor t)
{
    if (wg_numel(t) <= 4096 && wg_shape_of(t).rank <= 4)
        p->t[p->n++] = t;
}

static void grow(pool *p)
{
    static wg_tensor (*const step[])(pool *) = {smooth,  smooth, pairwise,   pairwise,
                                                reduced, moved,  multiplied, kinked};
    const int kinds = (int)(sizeof step / sizeof *step) - (p->dtype == WG_F32);
    for (int tries = 0; p->n < POOL && tries < 4 * POOL; tries++)
        keep(p, step[below(p, kinds)](p));
}

random_graph random_graph_of(wg_graph *g, wg_dtype d, uint64_t seed)
{
    static const wg_shape shape[RANDOM_PARAMS] = {
        {2, {9, 7}}, {2, {7, 5}}, {1, {7}}, {3, {2, 9, 1}}, {0, {0}}};
    pool p = {.g = g, .dtype = d, .r = wg_rng_new(seed)};
    random_graph out = {.n = 0};
    for (int k = 0; k < RANDOM_PARAMS; k++)
        p.t[p.n++] = out.param[k] = wg_fill_normal(wg_param(g, "p", d, shape[k]), 0, 1);
    grow(&p);
    wg_tensor loss = wg_scalar(g, d, 0), grad[RANDOM_PARAMS];
    for (int k = RANDOM_PARAMS; k < p.n; k += 3)
        loss = wg_add(loss, wg_mean(p.t[k], WG_ALL, false));
    for (int k = 0; k < 8; k++)
        out.wanted[out.n++] = any(&p);
    out.wanted[out.n++] = loss;
    assert_int_equal(wg_grad(loss, out.param, RANDOM_PARAMS, grad), WG_OK);
    for (int k = 0; k < RANDOM_PARAMS; k++) {
        if (wg_is_none(grad[k]))
            continue;
        out.wanted[out.n++] = grad[k];
        if (below(&p, 2))
            out.wanted[out.n++] =
                wg_assign(out.param[k], wg_sub(out.param[k], wg_mul(grad[k], 0.1)));
    }
    assert_no_error(g);
    return out;
}
