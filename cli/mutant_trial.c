/* One mutant before the checker. */
#include "cli/mutant_trial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "cli/mutate_edit.h"
#include "engine/engine.h"
#include "tensor/dtype.h"

const char *trial_mode_name(trial_mode mode)
{
    static const char *const names[TRIAL_MODES] = {
#define X_(e, name) name,
        TRIAL_MODE_LIST(X_)
#undef X_
    };
    return names[mode];
}

const char *trial_fate_name(trial_fate fate)
{
    static const char *const names[TRIAL_FATES] = {"refused", "equivalent", "convention", "fault"};
    return names[fate];
}

/* ---- the graph around the op ---- */

enum { OPERANDS = WG_SAMPLE_OPERANDS };

/* Other ops stand before and behind the mutant, so that blame has to choose, and the cotangent depends on the
 * operands, so that second derivatives have all their terms. */
typedef struct subject {
    wg_tensor leaf[OPERANDS]; /* floats first: those the derivative is by */
    double lo[OPERANDS], hi[OPERANDS];
    int n, floats;
    wg_tensor x[OPERANDS]; /* operands of the op */
} subject;

static void open_subject(subject *s, wg_graph *g, const wg_sample *call)
{
    static const char *const names[OPERANDS] = {"a", "b", "c"};
    *s = (subject){0};
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < call->n; k++) {
            const wg_sample_operand *o = &call->x[k];
            const bool is_float = wg_dtype_is_float(o->dtype);
            if (is_float != (pass == 0))
                continue;
            const wg_tensor t = wg_param(g, names[k], is_float ? WG_F64 : o->dtype, o->shape);
            s->leaf[s->n] = t;
            s->lo[s->n] = is_float ? o->lo / 2 : o->lo;
            s->hi[s->n] = is_float ? o->hi / 2 : o->hi;
            s->n++;
            s->floats += is_float;
            s->x[k] = is_float ? wg_mul(t, 2) : t;
        }
}

/* Whole numbers: of the operands, which are twice the leaves. */
static double draw_float(wg_rng *rng, double lo, double hi, bool whole)
{
    const double u = wg_rng_uniform(rng), first = ceil(2 * lo), last = floor(2 * hi);
    if (!whole || first > last)
        return lo + u * (hi - lo);
    return (first + floor(u * (last - first + 1))) / 2;
}

/* Point number `point` of the random ones, or of those of whole numbers. */
static void draw(const subject *s, int point, bool whole)
{
    wg_rng draws = wg_rng_new(100 + 2 * (uint64_t)point + whole), *rng = &draws;
    for (int k = 0; k < s->n; k++) {
        const wg_dtype d = wg_dtype_of(s->leaf[k]);
        void *p = wg_data(s->leaf[k]);
        for (int64_t i = 0; p && i < wg_numel(s->leaf[k]); i++) {
            wg__store(d, p, i,
                      wg_dtype_is_float(d)
                          ? draw_float(rng, s->lo[k], s->hi[k], whole)
                          : floor(s->lo[k] + wg_rng_uniform(rng) * (s->hi[k] - s->lo[k] + 1)));
        }
    }
}

static wg_tensor behind(wg_tensor y)
{
    return wg_add(wg_mul(y, 0.5), wg_mul(wg_square(y), 0.15)); /* flat at no whole number */
}

wg_tensor trial_node(wg_graph *g, const wg_op *op, const wg_sample *call)
{
    subject s;
    open_subject(&s, g, call);
    return wg_call(g, op, s.x, call->n, call->attr);
}

/* ---- equivalents ---- */

/* Derivatives of one of the two, the original and the mutant. */
typedef struct side {
    wg_tensor out, loss;
    wg_tensor first[OPERANDS], second[OPERANDS];
} side;

enum { COMPARED = 1 + 2 * OPERANDS };

static wg_tensor weighted(wg_tensor t, uint64_t seed)
{
    wg_graph *g = t.g;
    wg_tensor c = wg_input(g, "", WG_F64, wg_shape_of(t));
    wg_rng rng = wg_rng_new(seed);
    for (int64_t i = 0; wg_is_ok(c) && i < wg_numel(c); i++)
        ((double *)wg_data(c))[i] = 0.5 + wg_rng_uniform(&rng);
    return wg_sum(wg_mul(c, t), WG_ALL, false);
}

/* m NULL: of the original, which is what the mutant should give. Of a faulty kernel, which is another function, that is
 * the original times the fault: a rule made of y may be right for it. false: the graph refuses, and says why. */
static bool differentiate(side *d, const subject *s, const wg_op *op, int n, const wg_attrs *attr,
                          mutant *m, const mutation *what)
{
    wg_graph *g = s->leaf[0].g;
    wg_tensor y = wg_call(g, op, s->x, n, attr);
    if (!m && what->kind == MUTATION_KERNEL)
        y = wg_mul(y, fault_mask(g, y, what->part));
    d->out = behind(y);
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
    return wg_is_none(t) ? 0 : ((const double *)wg_data(t))[i];
}

/* Largest |a - b| relative to the largest |a| or |b|; two NaN agree, one does not. */
static double apart(wg_tensor a, wg_tensor b)
{
    double size = 0, most = 0;
    const int64_t n = wg_is_none(a) ? wg_is_none(b) ? 0 : wg_numel(b) : wg_numel(a);
    for (int64_t i = 0; i < n; i++) {
        const double u = element(a, i), v = element(b, i);
        if (isnan(u) != isnan(v))
            return INFINITY;
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
    bool zero;            /* the edited node was 0 at every point */
    bool identical;       /* the two are the same nodes */
    int worst;            /* the point where they are farthest apart */
} comparison;

static bool all_zero(wg_tensor t)
{
    const int64_t n = wg_is_ok(t) ? wg_numel(t) : 0;
    for (int64_t i = 0; i < n; i++)
        if (((const double *)wg_data(t))[i] != 0)
            return false;
    return n > 0;
}

/* What rounding may make of the same numbers in another order, near a singular point too. The smallest fault changes
 * 7e-8 of a derivative, rounding at most 3e-14. */
static const double same = 0x1p-36;

static bool compare(comparison *c, const subject *s, const side *a, const side *b, wg_tensor self,
                    bool whole)
{
    wg_tensor list[2 * COMPARED + 1];
    const int n = gather(list, a, b, s->floats, self);
    *c = (comparison){.zero = true, .identical = true};
    for (int point = 0; point < TRIAL_POINTS; point++) {
        draw(s, point, whole);
        if (wg_run_n(s->leaf[0].g, list, n))
            return false;
        double first = apart(a->out, b->out), second = 0;
        c->zero = c->zero && all_zero(self);
        for (int k = 0; k < s->floats; k++) {
            first = fmax(first, apart(a->first[k], b->first[k]));
            second = fmax(second, apart(a->second[k], b->second[k]));
            c->identical = c->identical && a->first[k].id == b->first[k].id;
        }
        if (first > c->first || (c->first <= same && first <= same && second > c->second))
            c->worst = point;
        c->first = fmax(c->first, first);
        c->second = fmax(c->second, second);
    }
    return true;
}

static bool equal(const comparison *c)
{
    return c->first <= same && c->second <= same;
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
    t->second = c->first <= same;
    t->size = t->second ? c->second : c->first;
    t->point = c->worst;
    if (t->fate == FATE_EQUIVALENT)
        snprintf(t->text, sizeof t->text, "%s", reason(random, whole));
}

/* false: the graph could not be run, which is a fault of the trial itself. */
static bool judge(trial *t, const wg_op *op, const wg_sample *call, mutant *m)
{
    wg_graph *g = wg_graph_new();
    subject s;
    side original, faulty;
    comparison random, whole;
    open_subject(&s, g, call);
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

/* ---- the checks ---- */

static unsigned heard(const wg_gradcheck_report *r)
{
    unsigned bits = 0;
    for (int k = 0; k < WG_WITNESS_COUNT; k++)
        if (r->testimony[k].state == WG_WITNESS_DISAGREES)
            bits |= 1u << k;
    return bits;
}

static bool fails(const wg_gradcheck_report *r)
{
    return !r->passed &&
           (wg_verdict_fails(r->verdict) || (r->second && wg_verdict_fails(r->second->verdict)));
}

static void note(trial *t, trial_mode mode, bool caught, const char *said)
{
    t->killed[mode] = t->fate == FATE_LIVE && caught;
    t->alarm[mode] = t->fate == FATE_EQUIVALENT && caught;
    if ((t->fate == FATE_LIVE) != caught) {
        const size_t used = strlen(t->text);
        snprintf(t->text + used, sizeof t->text - used, "%s%s: %s", used ? "; " : "",
                 trial_mode_name(mode), said ? said : "");
    }
}

static bool check(wg_graph *g, const subject *s, wg_tensor y, wg_tensor out, trial *t)
{
    wg_gradcheck_report r;
    const wg_tensor_list outputs = {&out, 1}, wrt = {s->leaf, s->floats};
    wg_gradcheck_options o = {.second = t->second, .mode = WG_GRADCHECK_FULL, .keep = WG_KEEP_NONE};
    if (wg_gradcheck(g, outputs, wrt, &o, &r))
        return false;
    if (t->fate == FATE_LIVE && t->whole && !fails(&r) && r.count[WG_VERDICT_KINK] > 0)
        t->fate = FATE_CONVENTION;
    note(t, TRIAL_FULL, fails(&r), r.text);
    t->witnesses = heard(&r);
    note(t, TRIAL_BLAME, r.blames > 0 && r.blame[0].node == y.id,
         r.blames ? r.blame[0].text : "nobody was blamed");
    wg_gradcheck_free(&r);
    o = (wg_gradcheck_options){.second = t->second,
                               .mode = WG_GRADCHECK_FAST,
                               .samples = t->whole ? 0 : -1,
                               .no_blame = true,
                               .no_witnesses = true,
                               .keep = WG_KEEP_NONE};
    if (wg_gradcheck(g, outputs, wrt, &o, &r))
        return false;
    note(t, TRIAL_FAST, fails(&r), r.text);
    wg_gradcheck_free(&r);
    return true;
}

/* op, which is the mutant or the original, at the point of t. */
static bool check_at(const wg_op *op, const wg_sample *call, trial *t)
{
    wg_graph *g = wg_graph_new();
    subject s;
    open_subject(&s, g, call);
    draw(&s, t->point, t->whole);
    const wg_tensor y = wg_call(g, op, s.x, call->n, call->attr);
    const bool ok = check(g, &s, y, behind(y), t);
    if (!ok)
        snprintf(t->text, sizeof t->text, "%s", g ? wg_error(g) : "out of memory");
    wg_graph_free(g);
    return ok;
}

static bool dead(const trial *t)
{
    bool all = true;
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        all = all && t->killed[mode];
    return all;
}

/* Where a derivative is steep a small fault may hide below what a difference resolves: then the other points are asked too. */
static bool try_elsewhere(const wg_op *op, const wg_sample *call, trial *t)
{
    for (int point = 0; point < TRIAL_POINTS && t->fate == FATE_LIVE && !dead(t); point++) {
        trial other = *t;
        memset(other.killed, 0, sizeof other.killed);
        other.text[0] = 0;
        other.point = point;
        if (!check_at(op, call, &other))
            return false;
        for (int mode = 0; mode < TRIAL_MODES; mode++)
            t->killed[mode] = t->killed[mode] || other.killed[mode];
        t->witnesses |= other.witnesses;
        t->points++;
    }
    if (dead(t))
        t->text[0] = 0;
    return true;
}

bool trial_run(const wg_op *op, const wg_sample *call, mutation what, trial *t)
{
    mutant m;
    *t = (trial){.points = 1};
    mutant_make(&m, op, what);
    if (!judge(t, op, call, &m))
        return false;
    return t->fate == FATE_STILLBORN || (check_at(&m.op, call, t) && try_elsewhere(&m.op, call, t));
}

bool trial_control(const wg_op *op, const wg_sample *call, const trial *of, trial *t)
{
    *t = (trial){
        .fate = FATE_EQUIVALENT, .second = of->second, .whole = of->whole, .point = of->point};
    return check_at(op, call, t);
}
