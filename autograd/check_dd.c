/* A second evaluation in double-double: outputs and derivatives of the check to 106 bits. */
#include "autograd/check_dd.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/check_rounding.h"
#include "autograd/dd_graph.h"
#include "engine/engine.h"
#include "tensor/memory.h"

/* Elements per leaf: the worst, and such as fail. Graphs of more than MOST_FLOP are left out: each is some hundred in f64. */
enum { PER_LEAF = 4, MOST_FLOP = 1000000 };

static void hear(wg_testimony *t, double left, double right, double error)
{
    const bool off = !(fabs(left - right) <= error);
    if (t->compared++ == 0 || (off && t->state == WG_WITNESS_AGREES)) {
        t->left = left;
        t->right = right;
        t->error = error;
    }
    if (off)
        t->state = WG_WITNESS_DISAGREES;
}

static bool say(wg__check *c, wg_testimony *t, wg_witness w, wg_witness_state state,
                const char *text)
{
    *t = (wg_testimony){.witness = w, .state = state, .text = wg__report_text(c->r, "%s", text)};
    return t->text || wg__system_no_memory(&c->m.s);
}

/* sum c (y(x + h) - y(x - h)), one output after the other */
static bool difference(wg__check *c, wg__dd_graph *d, wg_tensor leaf, size_t index, double h,
                       wg__dd *out)
{
    const wg__system *s = &c->m.s;
    const wg__dd x = wg__dd_graph_leaf(d, leaf, index);
    wg__dd sum = {0, 0};
    for (int side = 1; side >= -1; side -= 2) {
        wg__dd_graph_set(d, leaf, index, wg__dd_add(x, wg__dd_of(side * h)));
        if (!wg__dd_graph_run(d))
            return wg__system_no_memory(&c->m.s);
        for (int k = 0; k < s->outputs; k++)
            for (size_t i = 0; i < s->output[k].n; i++)
                sum = wg__dd_add(sum, wg__dd_mul(wg__dd_of(side * s->output[k].c[i]),
                                                 wg__dd_graph_value(d, c->m.held[k], i)));
    }
    wg__dd_graph_set(d, leaf, index, x);
    *out = wg__dd_div(sum, wg__dd_of(2 * h));
    return true;
}

/* Of a difference in double-double: 2^-96 of the outputs over the step, or as much less than the f64 rounding inside as 106 bits are more. Below
 * 2^-968 the lower half is a denormal number and keeps no more than 2^-1074. */
static double noise_of(const wg__system *s, double h)
{
    const double *y = s->y0, *floor = s->floor;
    double size = 0;
    for (int k = 0; k < s->outputs; k++)
        for (size_t i = 0; i < s->output[k].n; i++, y++) {
            const double inside = floor ? 0x1p52 * *floor++ : 0;
            size += fabs(s->output[k].c[i]) * (fabs(*y) + inside + 0x1p-968);
        }
    return 0x1p-96 * size / h;
}

static double step_of(const wg__check_leaf *l, double x)
{
    return (x != 0 ? fabs(x) : l->scale) * 0x1p-38;
}

/* (4 D(h/2) - D(h)) / 3: with 106 bits, steps of 2^-38 leave an error of 2^-60 or so. What the two steps differ by is the
 * error that is counted on. */
static bool derivative(wg__check *c, wg__dd_graph *d, int k, wg_gradcheck_element *e, double *error)
{
    const wg__check_leaf *l = &c->m.s.leaf[k];
    const double h = step_of(l, e->x);
    wg__dd wide, narrow;
    if (!difference(c, d, c->m.x[k], (size_t)e->index, h, &wide) ||
        !difference(c, d, c->m.x[k], (size_t)e->index, h / 2, &narrow))
        return false;
    const wg__dd t = wg__dd_div(wg__dd_sub(wg__dd_scale(narrow, 4), wide), wg__dd_of(3));
    e->double_double = t.hi;
    *error = fabs(wg__dd_sub(narrow, wide).hi) + noise_of(&c->m.s, h);
    return true;
}

static bool wanted(const wg_gradcheck_leaf *l, const wg_gradcheck_element *e)
{
    return e == l->worst || e->verdict == WG_VERDICT_WRONG || e->verdict == WG_VERDICT_NOISE;
}

static bool hear_elements(wg__check *c, wg__dd_graph *d, wg_testimony *t)
{
    for (int k = 0; k < c->m.leaves; k++) {
        const wg_gradcheck_leaf *l = &c->r->leaf[k];
        int left = PER_LEAF;
        for (size_t i = 0; i < l->elements && left > 0; i++) {
            wg_gradcheck_element *e = (wg_gradcheck_element *)(uintptr_t)&l->element[i];
            if (!wanted(l, e) || e->verdict == WG_VERDICT_KINK ||
                e->kink < 2 * step_of(&c->m.s.leaf[k], e->x))
                continue;
            left--;
            double error;
            if (!derivative(c, d, k, e, &error))
                return false;
            const double slack = c->m.s.leaf[k].slack[e->index];
            if (isfinite(e->double_double))
                hear(t, e->rule, e->double_double,
                     4 * slack + 0x1p-36 * fabs(e->rule) + 0x1p-1040 + error);
        }
    }
    return true;
}

/* What the i-th of all numbers in the outputs may be off by. */
static double excused(const wg__system *s, size_t i)
{
    return 1024 * s->unit * fabs(s->y0[i]) + (s->floor ? 4 * s->floor[i] : 0) + 0x1p-1040;
}

static void hear_values(wg__check *c, wg__dd_graph *d, wg_testimony *t)
{
    const wg__system *s = &c->m.s;
    size_t at = 0;
    for (int k = 0; k < s->outputs; k++)
        for (size_t i = 0; i < s->output[k].n; i++, at++) {
            const double exact = wg__dd_graph_value(d, c->m.held[k], i).hi;
            if (isfinite(exact))
                hear(t, s->y0[at], exact, excused(s, at));
        }
}

static void look_at_values(const wg__model *m, const wg__dd_graph *d, wg__wrong_value *out)
{
    const wg__system *s = &m->s;
    size_t at = 0;
    for (int k = 0; k < s->outputs; k++)
        for (size_t i = 0; i < s->output[k].n; i++, at++) {
            const double exact = wg__dd_graph_value(d, m->held[k], i).hi, error = excused(s, at),
                         apart = fabs(s->y0[at] - exact);
            if (isfinite(exact) && apart > error &&
                !(out->found && apart * out->error <= fabs(out->value - out->exact) * error))
                *out = (wg__wrong_value){true, at, s->y0[at], exact, error};
        }
}

bool wg__find_wrong_value(wg__model *m, wg__wrong_value *out)
{
    wg__dd_graph d;
    *out = (wg__wrong_value){0};
    bool ok = wg__dd_graph_open(&d, m->g, m->held, m->outputs) || wg__system_no_memory(&m->s);
    if (ok && !d.lacking[0]) {
        ok = wg__rounding_widen(m);
        if (ok && !wg__dd_graph_run(&d))
            ok = wg__system_no_memory(&m->s);
        if (ok)
            look_at_values(m, &d, out);
    }
    wg__dd_graph_close(&d);
    return ok;
}

static bool hear_both(wg__check *c, wg__dd_graph *d)
{
    wg_testimony *value = &c->r->testimony[WG_WITNESS_VALUE],
                 *slope = &c->r->testimony[WG_WITNESS_DOUBLE_DOUBLE];
    *value = (wg_testimony){.witness = WG_WITNESS_VALUE, .state = WG_WITNESS_AGREES, .text = ""};
    *slope =
        (wg_testimony){.witness = WG_WITNESS_DOUBLE_DOUBLE, .state = WG_WITNESS_AGREES, .text = ""};
    if (!wg__dd_graph_run(d))
        return wg__system_no_memory(&c->m.s);
    hear_values(c, d, value);
    const bool ok = hear_elements(c, d, slope);
    if (slope->compared == 0)
        slope->state = WG_WITNESS_NOT_HEARD;
    return ok;
}

static bool small_enough(wg__check *c, bool *ok)
{
    wg_plan_stats stats;
    *ok = wg_plan_stats_of(c->m.g, c->m.held, c->m.outputs, &stats) == WG_OK ||
          wg__model_fail(&c->m, wg_error_code(c->m.g)) == WG_OK;
    return *ok && stats.flop <= MOST_FLOP;
}

bool wg__hear_double_double(wg__check *c)
{
    wg_testimony *slope = &c->r->testimony[WG_WITNESS_DOUBLE_DOUBLE];
    bool ok;
    if (!small_enough(c, &ok))
        return ok && say(c, slope, WG_WITNESS_DOUBLE_DOUBLE, WG_WITNESS_UNABLE,
                         "the graph is too large for it");
    wg__dd_graph d;
    ok = wg__dd_graph_open(&d, c->m.g, c->m.held, c->m.outputs) || wg__system_no_memory(&c->m.s);
    if (ok && d.lacking[0]) {
        char text[128];
        snprintf(text, sizeof text, "%s has no double-double form", d.lacking);
        ok = say(c, slope, WG_WITNESS_DOUBLE_DOUBLE, WG_WITNESS_UNABLE, text);
    } else if (ok) {
        ok = hear_both(c, &d);
        const bool against = slope->state == WG_WITNESS_DISAGREES ||
                             c->r->testimony[WG_WITNESS_VALUE].state == WG_WITNESS_DISAGREES;
        if (ok && against && !c->widened)
            ok = wg__check_widen(c) && hear_both(c, &d);
    }
    wg__dd_graph_close(&d);
    return ok;
}
