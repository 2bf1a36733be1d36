/* Is a mutant a fault at all? Both rules, the original and the mutant's, at many points. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "cli/mutant_subject.h"
#include "cli/mutant_trial.h"
#include "cli/mutate_edit.h"
#include "engine/engine.h"
#include "tensor/dtype.h"

/* Derivatives of one of the two, the original and the mutant. */
typedef struct side {
    wg_tensor out, loss;
    wg_tensor right; /* the value that the op should have, and what is behind it */
    wg_tensor first[SUBJECT_OPERANDS], second[SUBJECT_OPERANDS];
} side;

enum { COMPARED = 1 + 2 * SUBJECT_OPERANDS };

static wg_tensor weighted(wg_tensor t, uint64_t seed)
{
    wg_graph *g = t.g;
    const wg_dtype d = wg_dtype_of(t);
    wg_tensor c = wg_input(g, "", d, wg_shape_of(t));
    wg_rng rng = wg_rng_new(seed);
    for (int64_t i = 0; wg_is_ok(c) && i < wg_numel(c); i++)
        wg__store(d, wg_data(c), i, 0.5 + wg_rng_uniform(&rng));
    return wg_sum(wg_mul(c, t), WG_ALL, false);
}

/* m NULL: of the original, which is what the mutant should give. Of a faulty kernel, which is another function, that is
 * the original times the fault: a rule made of y may be right for it. false: the graph refuses, and says why. */
static bool differentiate(side *d, const subject *s, const wg_op *op, int n, const wg_attrs *attr,
                          mutant *m, const mutation *what)
{
    wg_graph *g = s->leaf[0].g;
    wg_tensor y = wg_call(g, op, s->x, n, attr);
    d->right = subject_behind(y);
    if (!m && what->kind == MUTATION_KERNEL)
        y = wg_mul(y, fault_mask(g, y, what->part));
    d->out = subject_behind(y);
    d->loss = weighted(d->out, 1);
    if (wg_grad(d->loss, s->leaf, s->floats, d->first))
        return false;
    const wg_tensor self = m ? m->self : wg_none(g);
    wg_tensor sum = wg_none(g);
    for (int k = 0; k < s->floats; k++)
        if (!wg_is_none(d->first[k])) {
            const wg_tensor part = weighted(d->first[k], 2 + (uint64_t)k);
            sum = wg_is_none(sum) ? part : wg_add(sum, part);
        }
    for (int k = 0; k < s->floats; k++)
        d->second[k] = wg_none(g);
    const bool ok = wg_is_none(sum) || wg_grad(sum, s->leaf, s->floats, d->second) == WG_OK;
    if (m)
        m->self = self;
    return ok && wg_ok(g);
}

static double element(wg_tensor t, int64_t i)
{
    return wg_is_none(t) ? 0 : wg__load(wg_dtype_of(t), wg_data(t), i);
}

/* Largest |a - b| relative to the largest |a| or |b|; two NaN agree, one does not. */
static double apart(wg_tensor a, wg_tensor b)
{
    double size = 0, most = 0;
    const int64_t n = wg_is_none(a) ? wg_is_none(b) ? 0 : wg_numel(b) : wg_numel(a);
    for (int64_t i = 0; i < n; i++) {
        const double u = element(a, i), v = element(b, i);
        if (isnan(u) != isnan(v))
            return (double)INFINITY;
        if (isnan(u) || u == v) {
            size = fmax(size, isnan(u) ? 0 : fabs(u));
            continue;
        }
        size = fmax(size, fmax(fabs(u), fabs(v)));
        most = fmax(most, fabs(u - v));
    }
    return most == 0 ? 0 : most / size;
}

static int gather(wg_tensor *list, const side *a, const side *b, int floats, wg_tensor self)
{
    int n = 0;
    list[n++] = a->out;
    list[n++] = b->out;
    list[n++] = a->right;
    for (int k = 0; k < floats; k++) {
        const wg_tensor all[] = {a->first[k], b->first[k], a->second[k], b->second[k]};
        for (int j = 0; j < 4; j++)
            if (!wg_is_none(all[j]))
                list[n++] = all[j];
    }
    if (wg_is_ok(self))
        list[n++] = self;
    return n;
}

typedef struct comparison {
    double first, second; /* value or first derivative; second derivative */
    double value;         /* how far a faulty kernel is from the right one */
    bool zero;            /* the edited node was 0 at every point */
    bool identical;       /* the two are the same nodes */
    int worst;            /* the point where they are farthest apart */
} comparison;

static bool all_zero(wg_tensor t)
{
    const int64_t n = wg_is_ok(t) ? wg_numel(t) : 0;
    for (int64_t i = 0; i < n; i++)
        if (element(t, i) != 0)
            return false;
    return n > 0;
}

static bool compare(comparison *c, const subject *s, const side *a, const side *b, wg_tensor self,
                    bool whole)
{
    wg_tensor list[2 * COMPARED + 2];
    const int n = gather(list, a, b, s->floats, self);
    *c = (comparison){.zero = true, .identical = true};
    for (int point = 0; point < TRIAL_POINTS; point++) {
        subject_draw(s, point, whole);
        if (wg_run_n(s->leaf[0].g, list, n))
            return false;
        double first = apart(a->out, b->out), second = 0;
        c->zero = c->zero && all_zero(self);
        for (int k = 0; k < s->floats; k++) {
            first = fmax(first, apart(a->first[k], b->first[k]));
            second = fmax(second, apart(a->second[k], b->second[k]));
            c->identical = c->identical && a->first[k].id == b->first[k].id;
        }
        if (first > c->first ||
            (c->first <= TRIAL_SAME && first <= TRIAL_SAME && second > c->second))
            c->worst = point;
        c->first = fmax(c->first, first);
        c->second = fmax(c->second, second);
        c->value = fmax(c->value, apart(a->right, b->out));
    }
    return true;
}

static bool equal(const comparison *c)
{
    return c->first <= TRIAL_SAME && c->second <= TRIAL_SAME;
}

static const char *reason(const comparison *random, const comparison *whole)
{
    if (random->identical)
        return "the same expression";
    if (random->zero && whole->zero)
        return "the node is 0 at every point";
    if (random->first == 0 && random->second == 0 && whole->first == 0 && whole->second == 0)
        return "no bit of a derivative changes at any point";
    return "no derivative changes at any point by more than rounding";
}

static void decide(trial *t, const comparison *random, const comparison *whole)
{
    t->whole = equal(random) && !equal(whole);
    const comparison *c = t->whole ? whole : random;
    t->fate = equal(c) ? FATE_EQUIVALENT : FATE_LIVE;
    t->second = c->first <= TRIAL_SAME;
    t->size = t->second ? c->second : c->first;
    t->point = c->worst;
    t->value = t->fate == FATE_EQUIVALENT && random->value > TRIAL_SAME;
    if (t->value) {
        t->fate = FATE_LIVE;
        t->second = false;
        t->size = random->value;
    }
    if (t->fate == FATE_EQUIVALENT)
        snprintf(t->text, sizeof t->text, "%s", reason(random, whole));
}

bool trial_judge(trial *t, const wg_op *op, const wg_sample *call, mutant *m)
{
    wg_graph *g = wg_graph_new();
    subject s;
    side original, faulty;
    comparison random, whole;
    subject_open(&s, g, op, call);
    bool ok = differentiate(&original, &s, op, call->n, call->attr, NULL, &m->m);
    if (ok && !differentiate(&faulty, &s, &m->op, call->n, call->attr, m, &m->m)) {
        t->fate = FATE_STILLBORN;
        ok = wg_error_code(g) != WG_ERR_MEMORY;
        snprintf(t->text, sizeof t->text, "%s", wg_error(g));
    } else if (ok) {
        const wg_tensor self = m->self.g == g ? m->self : wg_none(g);
        ok = compare(&random, &s, &original, &faulty, self, false) &&
             compare(&whole, &s, &original, &faulty, self, true);
        if (ok)
            decide(t, &random, &whole);
    }
    if (!ok)
        snprintf(t->text, sizeof t->text, "%s", g ? wg_error(g) : "out of memory");
    wg_graph_free(g);
    return ok;
}
