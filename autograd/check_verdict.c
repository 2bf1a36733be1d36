/* From rule and reference to a verdict. */
#include "autograd/check_verdict.h"

#include <math.h>

/* The estimated error of a reference is typical, not a bound: SAFE times that much is excused. An element counts as ok if what is
 * excused is small beside its derivative, or very small beside the derivatives around it. */
static const double SAFE = 4, SHARP = 1e-3, NEGLIGIBLE = 1e-6;

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* The size of L's slope as the ladder met it: what a derivative that happens to vanish is to be seen against. */
static double slope_seen(const wg__ladder *l)
{
    double most = 0;
    for (int k = 0; k < l->rungs; k++)
        if (l->sample[k].finite && l->rung[k].h > 0)
            most =
                larger(most, larger(fabs(l->sample[k].up), fabs(l->sample[k].down)) / l->rung[k].h);
    return most;
}

/* Nothing moved at any step: the derivative is below what one ulp of the outputs over the largest step would be. */
static wg_verdict judge_still(const wg__claim *claim, const wg__ladder *l, wg_gradcheck_element *e)
{
    e->reference = 0;
    e->h = l->rungs ? l->rung[0].h : (double)NAN;
    e->noise = l->rungs ? l->sample[0].noise / (2 * l->rung[0].h) : (double)INFINITY;
    e->error = SAFE * e->noise + claim->slack;
    if (claim->rule == 0)
        return WG_VERDICT_NOT_EXERCISED;
    return fabs(claim->rule) <= e->error ? WG_VERDICT_NOISE : WG_VERDICT_WRONG;
}

static wg_verdict judge_kink(const wg__claim *claim, const wg__ladder *l,
                             const wg_gradcheck_element *e)
{
    const double slack = claim->slack + l->blur + 1e-6 * larger(fabs(l->low), fabs(l->high));
    const bool between = claim->rule >= l->low - slack && claim->rule <= l->high + slack;
    if (between || fabs(claim->rule - e->reference) <= e->error)
        return WG_VERDICT_KINK;
    return l->rough ? WG_VERDICT_UNRESOLVED : WG_VERDICT_WRONG;
}

static wg_verdict judge_agreement(const wg__claim *claim, const wg__ladder *l,
                                  const wg_gradcheck_element *e)
{
    const double own = larger(fabs(claim->rule), fabs(e->reference)),
                 around = larger(claim->size, slope_seen(l));
    if (e->error <= SHARP * own || e->error <= NEGLIGIBLE * around)
        return WG_VERDICT_OK;
    return l->rounding >= l->truncation || !l->smallest ? WG_VERDICT_NOISE : WG_VERDICT_UNRESOLVED;
}

void wg__judge(const wg__claim *claim, const wg__ladder *l, wg_gradcheck_element *e)
{
    e->rule = claim->rule;
    e->reference = l->reference;
    e->h = l->best >= 0 ? l->h : (double)NAN;
    e->kink = l->kink;
    e->noise = l->best >= 0 ? SAFE * l->rounding : (double)NAN;
    e->error = SAFE * l->error + claim->slack;
    if (!isfinite(claim->rule) || !l->finite)
        e->verdict = WG_VERDICT_NONFINITE;
    else if (!l->moved)
        e->verdict = judge_still(claim, l, e);
    else if (l->at_kink)
        e->verdict = judge_kink(claim, l, e);
    else if (l->rough && fabs(claim->rule - l->reference) > e->error)
        e->verdict = WG_VERDICT_UNRESOLVED;
    else if (l->best < 0 || !isfinite(l->error))
        e->verdict = WG_VERDICT_UNRESOLVED;
    else if (fabs(claim->rule - l->reference) <= e->error)
        e->verdict = judge_agreement(claim, l, e);
    else
        e->verdict = WG_VERDICT_WRONG;
}

void wg__judge_again(const wg__claim *claim, const wg__ladder *first, const wg__ladder *second,
                     wg_gradcheck_element *e)
{
    wg_gradcheck_element other = *e;
    wg__judge(claim, second, &other);
    const double apart = fabs(e->reference - other.reference);
    const bool confirmed = other.verdict == WG_VERDICT_WRONG &&
                           (!first->moved || first->at_kink || apart <= e->error + other.error);
    if (confirmed) {
        if (other.error < e->error)
            *e = other;
        return;
    }
    if (other.verdict != WG_VERDICT_WRONG) {
        *e = other;
        return;
    }
    /* The ladders contradict each other: neither knew its error. */
    e->error = SAFE * apart + claim->slack;
    e->noise = SAFE * apart;
    const bool excused = fabs(claim->rule - e->reference) <= e->error;
    e->verdict = excused ? WG_VERDICT_NOISE : WG_VERDICT_WRONG;
}

bool wg__examine(wg__system *s, const wg__line *at, const wg__claim *claim, wg__ladder *ladder,
                 wg_gradcheck_element *e)
{
    if (!wg__climb(s, at, claim->rule, 1, ladder))
        return false;
    wg__judge(claim, ladder, e);
    if (e->verdict != WG_VERDICT_WRONG)
        return true;
    wg__ladder second;
    if (!wg__climb(s, at, claim->rule, 0.71875, &second))
        return false;
    const double first_error = e->error;
    wg__judge_again(claim, ladder, &second, e);
    if (e->error < first_error)
        *ladder = second;
    return true;
}
