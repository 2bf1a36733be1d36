/* One mutant before the checker. */
#include "cli/mutant_trial.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/mutant_subject.h"
#include "ops/ops.h"

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

static wg_code gradcheck(wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                         const wg_gradcheck_options *options, wg_gradcheck_report *report)
{
    return wg_gradcheck(g, outputs, wrt, options, report);
}

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

static void say(trial *t, const wg_gradcheck_report *r, bool caught, trial_mode mode)
{
    note(t, mode, caught,
         mode == TRIAL_BLAME ? r->blames ? r->blame[0].text : "nobody was blamed" : r->text);
}

/* The first derivatives, or the second ones. */
static const wg_gradcheck_report *order(const wg_gradcheck_report *r, bool second)
{
    return second && r->second ? r->second : r;
}

/* Every element where the two rules differ is at a kink, and each is between the derivatives of its sides. */
static bool differ_at_kinks(const wg_gradcheck_report *a, const wg_gradcheck_report *b)
{
    size_t kinks = 0;
    for (int k = 0; k < a->leaves && k < b->leaves; k++) {
        const wg_gradcheck_leaf *x = &a->leaf[k], *y = &b->leaf[k];
        for (size_t i = 0; i < x->elements && i < y->elements; i++) {
            const double u = x->element[i].rule, v = y->element[i].rule;
            if (fabs(u - v) <= TRIAL_SAME * fmax(fabs(u), fabs(v)))
                continue;
            if (x->element[i].verdict != WG_VERDICT_KINK)
                return false;
            kinks++;
        }
    }
    return kinks > 0;
}

/* Mutant and original in one graph: op at y and out, the original at plain. */
typedef struct exam {
    wg_graph *g;
    subject s;
    wg_tensor y, out, plain;
} exam;

static bool is_convention(const exam *e, const wg_gradcheck_report *r,
                          const wg_gradcheck_options *o, const trial *t, bool *ok)
{
    wg_gradcheck_report original;
    const wg_tensor_list outputs = {&e->plain, 1}, wrt = {e->s.leaf, e->s.floats};
    *ok = t->ask(e->g, outputs, wrt, o, &original) == WG_OK;
    const bool yes = *ok && differ_at_kinks(order(r, t->second), order(&original, t->second));
    wg_gradcheck_free(&original);
    return yes;
}

static bool check_full(const exam *e, trial *t)
{
    wg_gradcheck_report r;
    const wg_tensor_list outputs = {&e->out, 1}, wrt = {e->s.leaf, e->s.floats};
    const wg_gradcheck_options o = {
        .second = t->second, .mode = WG_GRADCHECK_FULL, .keep = WG_KEEP_NONE};
    if (t->ask(e->g, outputs, wrt, &o, &r))
        return false;
    bool ok = true;
    if (t->fate == FATE_LIVE && t->whole && !fails(&r) && is_convention(e, &r, &o, t, &ok))
        t->fate = FATE_CONVENTION;
    say(t, &r, fails(&r), TRIAL_FULL);
    say(t, &r, r.blames > 0 && r.blame[0].node == e->y.id, TRIAL_BLAME);
    t->witnesses = heard(&r);
    wg_gradcheck_free(&r);
    return ok;
}

/* Every line through a point of whole numbers meets ties, so there the sample has to find it, and the witnesses. A wrong value is for the witnesses too. */
static bool check_fast(const exam *e, trial *t)
{
    wg_gradcheck_report r;
    const wg_tensor_list outputs = {&e->out, 1}, wrt = {e->s.leaf, e->s.floats};
    const wg_gradcheck_options o = {.second = t->second,
                                    .mode = WG_GRADCHECK_FAST,
                                    .samples = t->whole ? 0 : -1,
                                    .no_blame = true,
                                    .no_witnesses = !t->whole && !t->value,
                                    .keep = WG_KEEP_NONE};
    if (t->ask(e->g, outputs, wrt, &o, &r))
        return false;
    say(t, &r, fails(&r), TRIAL_FAST);
    wg_gradcheck_free(&r);
    return true;
}

/* op, which is the mutant or the original, at the point of t. */
static bool check_at(const wg_op *op, const wg_op *original, const wg_sample *call, trial *t)
{
    exam e = {.g = wg_graph_new()};
    subject_open(&e.s, e.g, original, call);
    subject_draw(&e.s, t->point, t->whole);
    e.y = wg_call(e.g, op, e.s.x, call->n, call->attr);
    e.out = subject_behind(e.y);
    e.plain = subject_behind(wg_call(e.g, original, e.s.x, call->n, call->attr));
    const bool ok = check_full(&e, t) && (t->fate == FATE_CONVENTION || check_fast(&e, t));
    if (!ok)
        snprintf(t->text, sizeof t->text, "%s", e.g ? wg_error(e.g) : "out of memory");
    wg_graph_free(e.g);
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
static bool try_elsewhere(const mutant *m, const wg_sample *call, trial *t)
{
    for (int point = 0; point < TRIAL_POINTS && t->fate == FATE_LIVE && !dead(t); point++) {
        trial other = *t;
        memset(other.killed, 0, sizeof other.killed);
        other.text[0] = 0;
        other.point = point;
        if (!check_at(&m->op, m->original, call, &other))
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

bool trial_run_by(trial_checker ask, const wg_op *op, const wg_sample *call, mutation what,
                  trial *t)
{
    mutant m;
    *t = (trial){.points = 1, .ask = ask};
    mutant_make(&m, op, what);
    if (!trial_judge(t, op, call, &m))
        return false;
    return t->fate == FATE_STILLBORN ||
           (check_at(&m.op, op, call, t) && try_elsewhere(&m, call, t));
}

bool trial_run(const wg_op *op, const wg_sample *call, mutation what, trial *t)
{
    return trial_run_by(gradcheck, op, call, what, t);
}

bool trial_control(const wg_op *op, const wg_sample *call, const trial *of, trial *t)
{
    *t = (trial){.ask = gradcheck,
                 .fate = FATE_EQUIVALENT,
                 .second = of->second,
                 .whole = of->whole,
                 .point = of->point};
    return check_at(op, op, call, t);
}

wg_tensor trial_node(wg_graph *g, const wg_op *op, const wg_sample *call)
{
    subject s;
    subject_open(&s, g, op, call);
    return wg_call(g, op, s.x, call->n, call->attr);
}
