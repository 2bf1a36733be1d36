/* A function of numbers in memory: its first runs, and its differences. */
#include "autograd/check_system.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/engine.h"

wg_graph *wg__check_graph(void)
{
    wg_graph *g = wg_graph_new();
    if (g && wg_set_plan_passes(g, "-sanitize") != WG_OK) {
        wg_graph_free(g);
        return NULL;
    }
    return g;
}

bool wg__system_run(wg__system *s)
{
    if (!s->run(s->self))
        return false;
    s->runs++;
    const wg_gradcheck_options *o = s->options;
    if (o && o->progress) {
        const size_t total = s->runs > s->runs_total ? s->runs : s->runs_total;
        s->cancelled = s->cancelled || o->progress(s->runs, total, o->user) != 0;
    }
    return !s->cancelled;
}

bool wg__system_no_memory(wg__system *s)
{
    s->code = WG_ERR_MEMORY;
    snprintf(s->message, sizeof s->message, "out of memory");
    return false;
}

void wg__system_restore(wg__system *s)
{
    for (int k = 0; k < s->leaves; k++)
        if (s->leaf[k].n)
            memcpy(s->leaf[k].x, s->leaf[k].saved, s->leaf[k].n * sizeof(double));
}

double wg__system_x(const wg__system *s, const wg__line *at)
{
    return at->d ? 0 : s->leaf[at->leaf].saved[at->index];
}

/* x + h along the line; the distance that rounding left of it, for one element. */
static double move(wg__system *s, const wg__line *at, double h)
{
    if (!at->d) {
        const wg__check_leaf *l = &s->leaf[at->leaf];
        volatile double x = l->saved[at->index] + h;
        l->x[at->index] = x;
        return x - l->saved[at->index];
    }
    for (int k = 0; k < s->leaves; k++) {
        const wg__check_leaf *l = &s->leaf[k];
        for (size_t i = 0; at->d[k] && i < l->n; i++)
            l->x[i] = l->saved[i] + h * at->d[k][i];
    }
    return h;
}

static void back(wg__system *s, const wg__line *at)
{
    if (!at->d)
        s->leaf[at->leaf].x[at->index] = s->leaf[at->leaf].saved[at->index];
    else
        wg__system_restore(s);
}

static void keep(const wg__system *s, double *to)
{
    for (int k = 0; k < s->outputs; k++) {
        if (s->output[k].n)
            memcpy(to, s->output[k].y, s->output[k].n * sizeof *to);
        to += s->output[k].n;
    }
}

/* Outputs are subtracted one by one and the differences summed: the sum of all outputs never cancels. */
static void subtract(const wg__system *s, wg__sample *out)
{
    const double *up = s->up, *mid = s->y0, *floor = s->floor;
    double squares = 0,
           scale =
               0; /* in units of the largest noise so far: neither 1e-200 nor 1e200 has a square */
    for (int k = 0; k < s->outputs; k++) {
        const wg__check_output *o = &s->output[k];
        for (size_t i = 0; i < o->n; i++, up++, mid++) {
            const double down = o->y[i], c = o->c[i];
            const double both = *up - down, size = fabs(*up) > fabs(down) ? fabs(*up) : fabs(down);
            const double round = s->unit * size, least = floor ? *floor++ : 0,
                         noise = c * (round > least ? round : least);
            out->both += c * both;
            out->up += c * (*up - *mid);
            out->down += c * (*mid - down);
            const double unit = fabs(noise) > scale ? fabs(noise) : scale;
            if (unit > scale) {
                squares *= (scale / unit) * (scale / unit);
                scale = unit;
            }
            if (noise != 0)
                squares += (noise / scale) * (noise / scale);
            out->moved = out->moved || both != 0 || *up != *mid;
        }
    }
    out->noise = scale * sqrt(squares);
    out->finite = isfinite(out->both) && isfinite(out->up) && isfinite(out->down);
}

bool wg__system_sample(wg__system *s, const wg__line *at, double h, wg__sample *out)
{
    *out = (wg__sample){0};
    const double above = move(s, at, h);
    bool ok = wg__system_run(s);
    if (ok) {
        keep(s, s->up);
        const double below = move(s, at, -h);
        out->h = (above - below) / 2;
        ok = wg__system_run(s);
    }
    if (ok)
        subtract(s, out);
    back(s, at);
    return ok;
}

/* ---- the first runs ---- */

static double rms(const double *x, size_t n)
{
    double largest = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        largest = fabs(x[i]) > largest ? fabs(x[i]) : largest;
    if (!(largest > 0) || isinf(largest))
        return 1;
    for (size_t i = 0; i < n; i++) /* scaled: a square of 1e200 would overflow */
        sum += (x[i] / largest) * (x[i] / largest);
    const double r = largest * sqrt(sum / (double)n);
    return r > 0 ? r : 1;
}

static bool same_y(const wg__system *s)
{
    const double *y = s->y0;
    for (int k = 0; k < s->outputs; k++) {
        if (s->output[k].n && memcmp(y, s->output[k].y, s->output[k].n * sizeof *y) != 0)
            return false;
        y += s->output[k].n;
    }
    return true;
}

/* x (1 + size r), r random in [-1, 1]. */
static void jitter(wg__system *s, wg_rng *rng, double size)
{
    for (int k = 0; k < s->leaves; k++)
        for (size_t i = 0; i < s->leaf[k].n; i++)
            s->leaf[k].x[i] = s->leaf[k].saved[i] * (1 + size * (2 * wg_rng_uniform(rng) - 1));
}

/* Weights have 21 bits, so that they are the same in f32. A single number has the weight 1, unless weigh_one. Otherwise random signs and sizes near 1; where the outputs react on very different scales,
 * each is brought to the same by a power of two, so that none hides the others. */
static bool weigh(wg__system *s, wg_rng *rng)
{
    enum { WIDE = 10, MOST = 60 };
    if (s->ny == 1 && !s->weigh_one) {
        for (int k = 0; k < s->outputs; k++)
            for (size_t i = 0; i < s->output[k].n; i++)
                s->output[k].c[i] = 1;
        return true;
    }
    jitter(s, rng, 0x1p-12);
    const bool ok = wg__system_run(s);
    int least = 0, most = 0, any = 0;
    const double *y = s->y0;
    for (int k = 0; k < s->outputs && ok; k++)
        for (size_t i = 0; i < s->output[k].n; i++, y++) {
            const double change = fabs(s->output[k].y[i] - *y);
            const int e = change > 0 && isfinite(change) ? ilogb(change) : 0;
            s->output[k].c[i] = change > 0 && isfinite(change) ? e : (double)NAN;
            if (change > 0 && isfinite(change)) {
                least = any && least < e ? least : e;
                most = any && most > e ? most : e;
                any = 1;
            }
        }
    const bool wide = any && most - least > WIDE;
    for (int k = 0; k < s->outputs && ok; k++)
        for (size_t i = 0; i < s->output[k].n; i++) {
            double *c = &s->output[k].c[i];
            int e = wide && !isnan(*c) ? (most + least) / 2 - (int)*c : 0;
            e = e > MOST ? MOST : e < -MOST ? -MOST : e;
            const uint64_t bits = wg_rng_u64(rng);
            *c = ldexp(((bits & 1) ? 1 : -1) * (0.5 + (double)(bits >> 44) * 0x1p-20), e);
        }
    wg__system_restore(s);
    return ok;
}

/* What rounding may do to the rule's value: a few units of itself, and how it answers to rounding
 * of the point. The answer is measured at points a little farther away, where it is no rounding. */
static bool measure_slack(wg__system *s, wg_rng *rng)
{
    enum { TIMES = 2, FEW = 16 };
    const double size = 0x1p-30;
    bool ok = true;
    for (int t = 0; t < TIMES && ok; t++) {
        jitter(s, rng, size);
        ok = wg__system_gradient(s);
        for (int k = 0; k < s->leaves && ok; k++)
            for (size_t i = 0; i < s->leaf[k].n; i++) {
                const wg__check_leaf *l = &s->leaf[k];
                const double answer = fabs(l->trial[i] - l->rule[i]) / size,
                             slack = FEW * s->unit * (answer + fabs(l->rule[i]));
                if (slack > l->slack[i] && isfinite(slack))
                    l->slack[i] = slack;
            }
    }
    wg__system_restore(s);
    return ok;
}

bool wg__system_gradient(wg__system *s)
{
    return s->gradient(s->self);
}

/* The gradient, twice: trial and rule must be the same bits. */
static bool first_gradient(wg__system *s)
{
    bool ok = wg__system_gradient(s);
    for (int k = 0; k < s->leaves && ok; k++)
        if (s->leaf[k].n)
            memcpy(s->leaf[k].rule, s->leaf[k].trial, s->leaf[k].n * sizeof(double));
    ok = ok && wg__system_gradient(s);
    for (int k = 0; k < s->leaves && ok; k++)
        if (s->leaf[k].n &&
            memcmp(s->leaf[k].rule, s->leaf[k].trial, s->leaf[k].n * sizeof(double)) != 0)
            s->nondeterministic = true;
    return ok;
}

bool wg__system_start(wg__system *s, uint64_t seed)
{
    wg_rng rng = wg_rng_new(seed);
    for (int k = 0; k < s->leaves; k++)
        s->leaf[k].scale = rms(s->leaf[k].saved, s->leaf[k].n);
    if (!wg__system_run(s))
        return false;
    keep(s, s->y0);
    for (size_t i = 0; i < s->ny; i++)
        s->nonfinite = s->nonfinite || !isfinite(s->y0[i]);
    if (!wg__system_run(s))
        return false;
    s->nondeterministic = !same_y(s);
    return weigh(s, &rng) && first_gradient(s) && (s->nondeterministic || measure_slack(s, &rng));
}
