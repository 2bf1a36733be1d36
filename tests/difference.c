/* Central differences in f64 against wg_grad, first and second order, for one expression. */
#include "tests/difference.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/engine.h"
#include "tensor/node.h"
#include "tests/support.h"

enum { OPERANDS = 8 };

void source_draw(wg_rng *rng, wg_tensor t, const source *from)
{
    const int64_t n = wg_numel(t);
    for (int64_t i = 0; i < n; i++) {
        const double u = wg_rng_uniform(rng),
                     whole = floor(from->lo + u * (from->hi - from->lo + 1));
        switch (from->dtype) {
        case WG_F64: ((double *)wg_data(t))[i] = from->lo + u * (from->hi - from->lo); break;
        case WG_I32: ((int32_t *)wg_data(t))[i] = (int32_t)whole; break;
        case WG_I64: ((int64_t *)wg_data(t))[i] = (int64_t)whole; break;
        default: ((uint8_t *)wg_data(t))[i] = (uint8_t)whole; break;
        }
    }
}

static double value(wg_tensor t)
{
    return wg_run(t.g, t) == WG_OK ? wg_item(t) : (double)NAN;
}

/* (4 D(h/2) - D(h))/3 with D(h) = (f(x+h) - f(x-h))/2h: error O(h^4). */
static double slope(wg_tensor f, double *x)
{
    const double at = *x, h = 2e-3;
    double d[2];
    for (int k = 0; k < 2; k++) {
        const double step = k ? h / 2 : h;
        *x = at + step;
        const double above = value(f);
        *x = at - step;
        d[k] = (above - value(f)) / (2 * step);
    }
    *x = at;
    return (4 * d[1] - d[0]) / 3;
}

static void compare(difference *r, int order, wg_tensor f, wg_tensor x, wg_tensor d)
{
    const int64_t n = wg_numel(x);
    double *at = wg_data(x);
    for (int64_t i = 0; i < n && !r->failed; i++) {
        const double expected = slope(f, &at[i]);
        double actual = 0;
        if (!wg_is_none(d)) {
            r->failed = wg_run(d.g, d) != WG_OK;
            actual = r->failed ? (double)NAN : ((double *)wg_data(d))[i];
        }
        const double off = fabs(actual - expected) / (1 + fabs(expected));
        r->checked++;
        r->failed = r->failed || isnan(off);
        if (!(off <= r->worst[order]) || r->failed) {
            r->worst[order] = off;
            snprintf(r->text, sizeof r->text,
                     "order %d, d/d%s [%lld]: %.12g, difference %.12g%s%.80s", order + 1,
                     wg_name(x), (long long)i, actual, expected, wg_ok(x.g) ? "" : "; ",
                     wg_ok(x.g) ? "" : wg_error(x.g));
        }
    }
}

/* sum(c * y), c random and fixed; y none gives none */
static wg_tensor weighted(wg_rng *rng, wg_tensor y)
{
    if (!wg_is_ok(y) || wg_is_none(y))
        return y;
    wg_tensor c = wg_param(y.g, "c", WG_F64, wg_shape_of(y));
    source_draw(rng, c, &(source){.dtype = WG_F64, .lo = 0.5, .hi = 1.5});
    return wg_sum(wg_mul(c, y), WG_ALL, false);
}

/* Every gradient of f against the differences; returns the weighted sum of the gradients, or none.
 * */
static wg_tensor one_order(difference *r, int order, wg_rng *rng, wg_tensor f, const wg_tensor *wrt,
                           int n)
{
    wg_tensor d[OPERANDS], sum = wg_none(wrt[0].g);
    if (wg_grad(f, wrt, n, d)) {
        r->failed = true;
        snprintf(r->text, sizeof r->text, "order %d: %.200s", order + 1, wg_error(f.g));
        return sum;
    }
    for (int k = 0; k < n && !r->failed; k++) {
        compare(r, order, f, wrt[k], d[k]);
        const wg_tensor part = weighted(rng, d[k]);
        if (!wg_is_none(part))
            sum = wg_is_none(sum) ? part : wg_add(sum, part);
    }
    return sum;
}

difference differences(expression y, const void *user, const source *from, int n, uint64_t seed)
{
    difference r = {0};
    wg_graph *g = graph_new();
    wg_rng rng = wg_rng_new(seed);
    wg_tensor x[OPERANDS], wrt[OPERANDS];
    int floats = 0;
    for (int k = 0; k < n; k++) {
        const char name[] = {'x', (char)('0' + k), 0};
        x[k] = wg_param(g, name, from[k].dtype, from[k].shape);
        source_draw(&rng, x[k], &from[k]);
        if (from[k].dtype == WG_F64)
            wrt[floats++] = x[k];
    }
    wg_tensor f = weighted(&rng, y(g, x, n, user));
    if (wg_is_ok(f))
        f = one_order(&r, 0, &rng, f, wrt, floats);
    else
        r.failed = true;
    if (!r.failed && wg_is_ok(f) && !wg_is_none(f))
        (void)one_order(&r, 1, &rng, f, wrt, floats);
    if (!wg_ok(g)) {
        r.failed = true;
        snprintf(r.text, sizeof r.text, "%.250s", wg_error(g));
        wg_clear_error(g);
    }
    if (!r.failed && !wg__verify(g, r.text, sizeof r.text))
        r.failed = true;
    wg_graph_free(g);
    return r;
}
