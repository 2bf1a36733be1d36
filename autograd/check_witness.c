/* Other ways to know the same derivative: linearity in dy, forward mode, the adjoint identity, symmetry of the Hessian. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "autograd/check_dd.h"
#include "autograd/check_rounding.h"
#include "autograd/check_stages.h"
#include "engine/engine.h"
#include "ops/ops.h"
#include "tensor/memory.h"

/* What sums of products may be off by, beside what rounding does to their terms: 2^10 roundoffs of the sum of their sizes. */
enum { FEW = 1024, FORWARD_ELEMENTS = 32 };
static const double UNDERFLOW =
    0x1p-1040; /* differences in this range are lost digits of denormal numbers */

static bool keep_text(wg__check *c, wg_testimony *t, const char *text)
{
    t->text = wg__report_text(c->r, "%s", text);
    return t->text || wg__system_no_memory(&c->m.s);
}

static wg_testimony *call(wg__check *c, wg_witness w)
{
    wg_testimony *t = &c->r->testimony[w];
    *t = (wg_testimony){.witness = w, .state = WG_WITNESS_AGREES, .text = ""};
    return t;
}

/* Notes one comparison; the farthest off is kept. */
static void hear(wg_testimony *t, double left, double right, double error)
{
    const double apart = fabs(left - right), before = fabs(t->left - t->right);
    error += UNDERFLOW;
    const bool off =
        !(left == right || apart <= error); /* sums of the largest numbers overflow on both sides */
    if (t->compared++ == 0 || (off && t->state == WG_WITNESS_AGREES) ||
        ((off || t->state == WG_WITNESS_AGREES) && apart * t->error > before * error)) {
        t->left = left;
        t->right = right;
        t->error = error;
    }
    if (off)
        t->state = WG_WITNESS_DISAGREES;
}

/* ---- differences ---- */

void wg__hear_differences(wg__check *c)
{
    wg_testimony *t = call(c, WG_WITNESS_DIFFERENCE);
    const wg_gradcheck_element *worst = NULL;
    for (int k = 0; k < c->r->leaves; k++) {
        const wg_gradcheck_leaf *l = &c->r->leaf[k];
        t->compared += l->elements;
        if (l->verdict == WG_VERDICT_WRONG)
            t->state = WG_WITNESS_DISAGREES;
        if (l->worst && (!worst || wg__graver(l->worst, worst)))
            worst = l->worst;
    }
    if (worst) {
        t->left = worst->rule;
        t->right = worst->reference;
        t->error = worst->error;
    }
    if (t->compared == 0)
        t->state = WG_WITNESS_NOT_HEARD;
}

/* ---- linearity in dy ---- */

typedef struct weights {
    double *c, *w; /* ny: the weights of the check, and others */
    double **gw;   /* per leaf */
} weights;

static void set_weights(wg__system *s, const double *a, const double *b)
{
    for (int k = 0; k < s->outputs; k++)
        for (size_t i = 0; i < s->output[k].n; i++)
            s->output[k].c[i] = *a++ + (b ? *b++ : 0);
}

static bool open_weights(weights *x, wg__system *s)
{
    wg_rng rng = wg_rng_new(31);
    x->c = wg__alloc0(s->ny, sizeof *x->c);
    x->w = wg__alloc0(s->ny, sizeof *x->w);
    x->gw = wg__alloc0((size_t)s->leaves, sizeof *x->gw);
    bool ok = x->c && x->w && x->gw;
    for (int k = 0; k < s->leaves && ok; k++)
        ok = (x->gw[k] = wg__alloc0(s->leaf[k].n, sizeof(double))) != NULL;
    size_t j = 0;
    for (int k = 0; k < s->outputs && ok; k++)
        for (size_t i = 0; i < s->output[k].n; i++, j++) {
            x->c[j] = s->output[k].c[i];
            x->w[j] = x->c[j] * ((j % 2 ? 0.5 : -2.25) +
                                 wg_rng_uniform(&rng)); /* c + w has other signs than c */
        }
    return ok || wg__system_no_memory(s);
}

static void close_weights(weights *x, const wg__system *s)
{
    for (int k = 0; x->gw && k < s->leaves; k++)
        wg__free(x->gw[k]);
    wg__free(x->gw);
    wg__free(x->c);
    wg__free(x->w);
}

static bool hear_linearity(wg__check *c)
{
    wg__system *s = &c->m.s;
    wg_testimony *t = call(c, WG_WITNESS_LINEARITY);
    weights x = {0};
    bool ok = open_weights(&x, s);
    if (ok) {
        set_weights(s, x.w, NULL);
        ok = wg__system_gradient(s);
        for (int k = 0; k < s->leaves && ok; k++)
            if (s->leaf[k].n)
                memcpy(x.gw[k], s->leaf[k].trial, s->leaf[k].n * sizeof(double));
        set_weights(s, x.c, x.w);
        ok = ok && wg__system_gradient(s);
        set_weights(s, x.c, NULL);
    }
    for (int k = 0; k < s->leaves && ok; k++) {
        const wg__check_leaf *l = &s->leaf[k];
        for (size_t i = 0; i < l->n; i++) {
            const double sum = l->rule[i] + x.gw[k][i];
            if (isfinite(sum))
                hear(t, l->trial[i], sum,
                     8 * l->slack[i] + FEW * s->unit * (fabs(l->rule[i]) + fabs(x.gw[k][i])));
        }
    }
    close_weights(&x, s);
    return ok;
}

/* ---- forward mode ---- */

typedef struct forward {
    wg_tensor *v, *jv; /* per leaf: the direction; per output: the result, or none */
    wg_mark mark;
} forward;

static void close_forward(forward *f)
{
    wg_graph_release(f->mark);
    wg__free(f->v);
    wg__free(f->jv);
}

static bool open_room(wg__check *c, forward *f)
{
    wg__model *m = &c->m;
    *f = (forward){
        .v = wg__alloc0((size_t)m->leaves, sizeof *f->v),
        .jv = wg__alloc0((size_t)(m->outputs > m->leaves ? m->outputs : m->leaves), sizeof *f->jv),
        .mark = wg_graph_mark(m->g)};
    if (!f->v || !f->jv)
        return wg__system_no_memory(&m->s);
    for (int k = 0; k < m->leaves; k++)
        f->v[k] = wg_input_at((wg_site){0}, m->g, NULL, WG_F64, wg_shape_of(m->x[k]));
    return wg_ok(m->g) || wg__model_fail(m, wg_error_code(m->g)) == WG_OK;
}

/* A rule that cannot be turned round speaks for itself: that is said, and no error of the check. */
static bool unable(wg__check *c, wg_testimony *t, wg_witness_state state)
{
    wg_graph *g = c->m.g;
    if (wg_error_code(g) == WG_ERR_MEMORY)
        return wg__model_fail(&c->m, WG_ERR_MEMORY) == WG_OK;
    t->state = state;
    const bool ok = keep_text(c, t, wg_ok(g) ? "" : wg_error(g));
    wg_clear_error(g);
    return ok;
}

static void fill_random(wg__model *m, int k, wg_tensor t, wg_rng *rng)
{
    double *v = wg_data(t);
    for (size_t i = 0; v && i < m->s.leaf[k].n; i++)
        v[i] = m->s.leaf[k].scale * (2 * wg_rng_uniform(rng) - 1);
}

/* sum(c Jv), and the sum of the sizes of its terms */
static bool product(wg__check *c, const forward *f, double *sum, double *size)
{
    wg__model *m = &c->m;
    *sum = *size = 0;
    for (int k = 0; k < m->outputs; k++) {
        if (wg_is_none(f->jv[k]))
            continue;
        if (wg_run_n(m->g, &f->jv[k], 1))
            return wg__model_fail(m, wg_error_code(m->g)) == WG_OK;
        const double *jv = wg_data(f->jv[k]);
        for (size_t i = 0; i < m->s.output[k].n; i++) {
            *sum += m->s.output[k].c[i] * jv[i];
            *size += fabs(m->s.output[k].c[i] * jv[i]);
        }
    }
    return true;
}

static bool hear_adjoint(wg__check *c, const forward *f)
{
    wg__model *m = &c->m;
    wg_testimony *t = call(c, WG_WITNESS_ADJOINT);
    wg_rng rng = wg_rng_new(17);
    double left, size, right = 0, slack = 0;
    for (int k = 0; k < m->leaves; k++)
        fill_random(m, k, f->v[k], &rng);
    if (!product(c, f, &left, &size))
        return false;
    for (int k = 0; k < m->leaves; k++) {
        const double *v = wg_data(f->v[k]);
        for (size_t i = 0; i < m->s.leaf[k].n; i++) {
            right += m->s.leaf[k].rule[i] * v[i];
            size += fabs(m->s.leaf[k].rule[i] * v[i]);
            slack += (m->s.leaf[k].slack[i] * v[i]) * (m->s.leaf[k].slack[i] * v[i]);
        }
    }
    hear(t, left, right, FEW * m->s.unit * size + 4 * sqrt(slack));
    return true;
}

/* One element after the other: those worth it first, the worst of each leaf. */
static bool hear_elements(wg__check *c, const forward *f)
{
    wg__model *m = &c->m;
    wg_testimony *t = call(c, WG_WITNESS_FORWARD);
    for (int k = 0; k < m->leaves; k++)
        memset(wg_data(f->v[k]), 0, m->s.leaf[k].n * sizeof(double));
    for (int k = 0; k < m->leaves; k++) {
        const wg_gradcheck_leaf *l = &c->r->leaf[k];
        const size_t step = 1 + l->elements * (size_t)m->leaves / FORWARD_ELEMENTS;
        double *v = wg_data(f->v[k]);
        for (size_t i = 0; i < l->elements; i++) {
            wg_gradcheck_element *e = (wg_gradcheck_element *)(uintptr_t)&l->element[i];
            double size;
            if ((i % step && e != l->worst) || !isfinite(e->rule))
                continue;
            v[e->index] = 1;
            if (!product(c, f, &e->forward, &size))
                return false;
            v[e->index] = 0;
            hear(t, e->forward, e->rule, 4 * m->s.leaf[k].slack[e->index] + FEW * m->s.unit * size);
        }
    }
    if (t->compared == 0)
        t->state = WG_WITNESS_NOT_HEARD;
    return true;
}

static bool hear_forward(wg__check *c)
{
    wg__model *m = &c->m;
    forward f;
    bool ok = open_room(c, &f);
    if (ok && wg_jvp_all_at((wg_site){0}, m->y, m->outputs, m->x, f.v, m->leaves, f.jv) == WG_OK) {
        ok = hear_adjoint(c, &f) && (c->r->fast || hear_elements(c, &f));
    } else if (ok) {
        ok = unable(c, call(c, WG_WITNESS_FORWARD), WG_WITNESS_UNABLE);
    }
    close_forward(&f);
    return ok;
}

/* ---- symmetry ---- */

/* sum(c y), as one number */
static wg_tensor loss_of(wg__model *m)
{
    wg_tensor sum = wg_none(m->g);
    for (int k = 0; k < m->outputs; k++) {
        const wg_tensor part = wg_sum(wg_mul_tt(m->c[k], m->y[k]), WG_ALL, false);
        sum = k ? wg_add_tt(sum, part) : part;
    }
    return sum;
}

/* <a, H b> */
static bool quadratic(wg__check *c, const forward *f, double *const *a, double *const *b,
                      double *sum, double *size)
{
    wg__model *m = &c->m;
    *sum = 0;
    for (int k = 0; k < m->leaves; k++)
        if (m->s.leaf[k].n)
            memcpy(wg_data(f->v[k]), b[k], m->s.leaf[k].n * sizeof(double));
    for (int k = 0; k < m->leaves; k++) {
        if (wg_is_none(f->jv[k]))
            continue;
        if (wg_run_n(m->g, &f->jv[k], 1))
            return wg__model_fail(m, wg_error_code(m->g)) == WG_OK;
        const double *h = wg_data(f->jv[k]);
        for (size_t i = 0; i < m->s.leaf[k].n; i++) {
            *sum += a[k][i] * h[i];
            *size += fabs(a[k][i] * h[i]);
        }
    }
    return true;
}

/* What rounding may do to <a, H b>, b being the direction that was run last. */
static bool rounding_of(wg__check *c, const forward *f, double *const *a, double *noise)
{
    wg__model *m = &c->m;
    bool ok = true;
    double squares = 0;
    for (int k = 0; k < m->leaves && ok; k++) {
        const size_t n = m->s.leaf[k].n;
        if (wg_is_none(f->jv[k]))
            continue;
        double *slack = wg__alloc0(n, sizeof *slack);
        ok = slack ? wg__rounding_scatter(m, &f->jv[k], 1, (double *const[]){slack})
                   : wg__system_no_memory(&m->s);
        for (size_t i = 0; i < n && ok; i++)
            squares += (a[k][i] * slack[i]) * (a[k][i] * slack[i]);
        wg__free(slack);
    }
    *noise = 4 * sqrt(squares);
    return ok;
}

static bool compare_both_ways(wg__check *c, const forward *f)
{
    wg__model *m = &c->m;
    wg_rng rng = wg_rng_new(19);
    double **a = wg__alloc0((size_t)m->leaves, sizeof *a), left, right, size = 0;
    bool ok = a || wg__system_no_memory(&m->s);
    for (int k = 0; k < m->leaves && ok; k++) {
        a[k] = wg__alloc0(m->s.leaf[k].n, sizeof(double));
        ok = a[k] || wg__system_no_memory(&m->s);
        for (size_t i = 0; ok && i < m->s.leaf[k].n; i++) {
            a[k][i] = m->s.leaf[k].scale * (2 * wg_rng_uniform(&rng) - 1);
            m->trial[k][i] = m->s.leaf[k].scale * (2 * wg_rng_uniform(&rng) - 1);
        }
    }
    double noise = 0;
    ok = ok && quadratic(c, f, a, m->trial, &left, &size) &&
         quadratic(c, f, m->trial, a, &right, &size);
    if (ok && !(fabs(left - right) <= 8 * FEW * m->s.unit * size))
        ok = rounding_of(c, f, m->trial, &noise);
    if (ok)
        hear(call(c, WG_WITNESS_SYMMETRY), left, right, 8 * FEW * m->s.unit * size + noise);
    for (int k = 0; a && k < m->leaves; k++)
        wg__free(a[k]);
    wg__free(a);
    return ok;
}

static bool hear_symmetry(wg__check *c)
{
    wg__model *m = &c->m;
    forward f;
    bool ok = open_room(c, &f);
    if (ok && wg_hvp_at((wg_site){0}, loss_of(m), m->x, f.v, m->leaves, f.jv) == WG_OK)
        ok = compare_both_ways(c, &f);
    else if (ok)
        ok = unable(c, call(c, WG_WITNESS_SYMMETRY), WG_WITNESS_UNABLE);
    close_forward(&f);
    return ok;
}

/* Leaves that fail without a look at their elements, or whose gradient is no number: there is nothing to compare. */
static bool any_unfit(const wg__check *c)
{
    for (int k = 0; k < c->r->leaves; k++) {
        if (c->settled[k])
            return true;
        for (size_t i = 0; i < c->m.s.leaf[k].n; i++)
            if (!isfinite(c->m.s.leaf[k].rule[i]))
                return true;
    }
    return false;
}

static bool hear_all(wg__check *c)
{
    return hear_linearity(c) && hear_forward(c) && (!c->o->second || hear_symmetry(c));
}

/* Before they are believed, it is measured what rounding of every node does to the gradient. */
static bool doubted(wg__check *c)
{
    static const wg_witness by_slack[] = {WG_WITNESS_LINEARITY, WG_WITNESS_ADJOINT,
                                          WG_WITNESS_FORWARD};
    for (size_t k = 0; k < sizeof by_slack / sizeof by_slack[0]; k++)
        if (c->r->testimony[by_slack[k]].state == WG_WITNESS_DISAGREES && !c->widened)
            return true;
    return false;
}

bool wg__check_witnesses(wg__check *c)
{
    if (any_unfit(c))
        return true;
    if (!hear_all(c))
        return false;
    if (doubted(c) && !(wg__check_widen(c) && hear_all(c)))
        return false;
    return wg__hear_double_double(c);
}
