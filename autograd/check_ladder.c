/* From differences at many steps to a derivative, and how far it may be from the truth. */
#include "autograd/check_ladder.h"

#include <float.h>
#include <math.h>

/* Steps are quarters of each other: one extrapolation weighs D(h/4) by 16/15, the next by 256/255. */
enum { RATIO = 4, FIRST_RUNGS = 5 };

typedef struct climber {
    wg__system *s;
    const wg__line *at;
    double rule;
    double step[WG__RUNGS]; /* asked for, largest first */
    double smallest, largest;
    wg__ladder *l;
} climber;

/* ---- one rung ---- */

static bool measure(climber *c, double h, int place)
{
    wg__ladder *l = c->l;
    wg__sample sample;
    if (!wg__system_sample(c->s, c->at, h, &sample))
        return false;
    for (int k = l->rungs; k > place; k--) {
        l->rung[k] = l->rung[k - 1];
        l->sample[k] = l->sample[k - 1];
        c->step[k] = c->step[k - 1];
    }
    l->rungs++;
    l->sample[place] = sample;
    c->step[place] = h;
    l->rung[place] = (wg_rung){.h = sample.h,
                               .derivative = sample.both / (2 * sample.h),
                               .truncation = (double)INFINITY,
                               .rounding = (double)INFINITY};
    l->moved = l->moved || sample.moved;
    return true;
}

/* ---- the estimate ---- */

static double derivative(const wg__ladder *l, int k)
{
    return l->rung[k].derivative;
}

/* Taking a out of two rungs, by the steps really taken. */
static double once(const wg__ladder *l, int k)
{
    const double a = l->rung[k].h * l->rung[k].h, b = l->rung[k + 1].h * l->rung[k + 1].h;
    return derivative(l, k + 1) + (derivative(l, k + 1) - derivative(l, k)) * b / (a - b);
}

/* Taking a and b out of three. */
static double twice(const wg__ladder *l, int k)
{
    const double a = l->rung[k].h * l->rung[k].h, c = l->rung[k + 2].h * l->rung[k + 2].h;
    return once(l, k + 1) + (once(l, k + 1) - once(l, k)) * c / (a - c);
}

/* delta, the rounding error of both differences: never below what the outputs' own rounding makes; more if the rungs below
 * scatter by more. With fewer than two of them the scatter is not known, and the model counts four times. */
static double delta_of(const wg__ladder *l, int k, double reference, bool *scattered)
{
    const double far_above = 4096;
    double model = 0, scatter = 0;
    int below = 0;
    for (int j = k; j < l->rungs; j++)
        model = l->sample[j].noise / 2 > model ? l->sample[j].noise / 2 : model;
    for (int j = k + 3; j < l->rungs; j++, below++) {
        const double off = l->rung[j].h * fabs(derivative(l, j) - reference);
        scatter = off > scatter ? off : scatter;
    }
    scatter *= 2;
    model *= below >= 2 ? 1 : 4;
    *scattered = scatter > far_above * model;
    return scatter > model ? scatter : model;
}

static bool usable(const wg__ladder *l, int k)
{
    return l->sample[k].finite && isfinite(derivative(l, k));
}

typedef struct candidate {
    double value, truncation, rounding, error;
    bool scattered;
} candidate;

static bool consider(wg__ladder *l, int k, candidate *c)
{
    if (!usable(l, k) || !usable(l, k + 1) || !usable(l, k + 2))
        return false;
    c->value = twice(l, k);
    c->truncation = fabs(c->value - once(l, k + 1));
    c->rounding = delta_of(l, k, c->value, &c->scattered) / l->rung[k + 2].h;
    c->error = c->truncation + c->rounding;
    l->rung[k].truncation = c->truncation;
    l->rung[k].rounding = c->rounding;
    return true;
}

/* From small steps to large: over many periods of an oscillation the large ones agree on a slope of zero, each within its error. What a smaller
 * triple knows better than that is part of the larger one's error. */
static void estimate(wg__ladder *l)
{
    candidate c[WG__RUNGS];
    bool there[WG__RUNGS] = {0};
    l->best = -1;
    l->error = (double)INFINITY;
    l->reference = (double)NAN;
    for (int k = l->rungs - 3; k >= 0; k--) {
        there[k] = consider(l, k, &c[k]);
        for (int j = k + 1; there[k] && j + 2 < l->rungs; j++) {
            const double apart = there[j] ? fabs(c[j].value - c[k].value) - 4 * c[j].error : 0;
            if (apart > c[k].truncation + c[k].rounding && apart > c[k].error)
                c[k].error = apart;
        }
        if (!there[k] || !(c[k].error < l->error))
            continue;
        l->best = k;
        l->error = c[k].error;
        l->truncation = c[k].error - c[k].rounding;
        l->rounding = c[k].rounding;
        l->scattered = c[k].scattered;
        l->reference = c[k].value;
        l->h = l->rung[k].h;
    }
}

/* ---- kinks ---- */

/* L(x+h) - 2 L(x) + L(x-h) falls with h^2 where L is smooth: to a sixteenth from rung to rung. At a kink it is the jump of the derivative times
 * h: a quarter; at a jump of L itself it stays. */
static double bend(const wg__ladder *l, int k)
{
    return l->sample[k].up - l->sample[k].down;
}

static bool clear(const wg__ladder *l, int k)
{
    return usable(l, k) && fabs(bend(l, k)) > 16 * l->sample[k].noise && l->sample[k].noise >= 0;
}

static bool sharp(const wg__ladder *l, int k)
{
    const double q = bend(l, k + 1) / bend(l, k);
    return q > 0.16 && q < 1.3;
}

/* The slopes of the two sides, from a step that is still short but long enough for rounding to be small beside the jump. */
static void take_sides(wg__ladder *l, int k)
{
    enum { CLEAR = 4096 };
    while (k > 0 && usable(l, k - 1) && sharp(l, k - 1) &&
           fabs(bend(l, k)) < CLEAR * l->sample[k].noise)
        k--;
    const double h = l->rung[k].h, up = l->sample[k].up / h, down = l->sample[k].down / h;
    l->low = up < down ? up : down;
    l->high = up < down ? down : up;
    l->blur = 4 * l->sample[k].noise / h;
}

/* A kink nearer than the smallest three rungs that stand clear of rounding. Its distance d follows from bend = jump (h - d). */
static void look_for_kink(wg__ladder *l)
{
    int k = l->rungs - 1;
    while (k >= 2 && !clear(l, k))
        k--;
    l->at_kink = k >= 2 && clear(l, k - 1) && clear(l, k - 2) && sharp(l, k - 1) && sharp(l, k - 2);
    for (int j = k + 1; j < l->rungs && l->at_kink; j++) /* a smooth piece below the kink? */
        l->at_kink = !usable(l, j) ||
                     fabs(bend(l, k)) * l->rung[j].h / l->rung[k].h < 64 * l->sample[j].noise;
    if (!l->at_kink)
        return;
    take_sides(l, k);
    const double h0 = l->rung[k - 1].h, h1 = l->rung[k].h, b0 = bend(l, k - 1), b1 = bend(l, k);
    const double d = h1 - b1 * (h0 - h1) / (b0 - b1);
    const double floor = 8 * l->sample[k].noise * (h0 - h1) / fabs(b0 - b1);
    l->kink = d > floor && d < h1 ? d : 0;
}

/* L at a distance on one side, less what the smooth model of the rungs below says: 0 up to a kink, then growing with the
 * distance beyond it. */
typedef struct beyond {
    climber *c;
    double slope, curve, cubic;
    int side; /* 1 or -1 */
    bool ok;
} beyond;

static double excess(beyond *b, double h)
{
    wg__sample sample;
    b->ok = b->ok && wg__system_sample(b->c->s, b->c->at, h, &sample);
    if (!b->ok)
        return 0;
    const double away = b->side > 0 ? sample.up : -sample.down;
    const double model = b->side * h * (b->slope + h * h * b->cubic) + h * h * b->curve / 2;
    return fabs(away - model);
}

/* Where the largest rung that still sees a kink stands out from the smooth ones below: the distance, by bisection. */
static bool locate_kink(climber *c)
{
    enum { HALVINGS = 14 };
    wg__ladder *l = c->l;
    int k = l->best;
    if (k < 1 || l->at_kink)
        return true;
    const double off = fabs(derivative(l, k - 1) - l->reference),
                 next = fabs(derivative(l, k) - l->reference);
    if (!usable(l, k - 1) || !(off > 100 * l->error) || !(next < off / 100))
        return true;
    const double h2 = l->rung[k].h * l->rung[k].h;
    beyond b = {.c = c,
                .slope = l->reference,
                .curve = bend(l, k) / h2,
                .cubic = (derivative(l, k) - l->reference) / h2,
                .ok = true};
    double far = l->rung[k - 1].h, near = l->rung[k].h;
    b.side = 1;
    const double right = excess(&b, far);
    b.side = -1;
    const double left = excess(&b, far), most = left > right ? left : right;
    b.side = right > left ? 1 : -1;
    const double threshold = most * 1e-5 + 8 * l->sample[k].noise;
    for (int t = 0; t < HALVINGS && b.ok; t++) {
        const double middle = (far + near) / 2;
        *(excess(&b, middle) > threshold ? &far : &near) = middle;
    }
    const double one = excess(&b, 1.125 * far), two = excess(&b, 1.25 * far);
    if (b.ok && one > 0.35 * two && one < 0.62 * two) /* a straight line from there: not a curve */
        l->kink = far;
    return b.ok;
}

/* ---- climbing ---- */

static double agreement(const climber *c)
{
    return fabs(c->rule - c->l->reference);
}

/* The reference is sharp and says what the rule says. */
static bool settled(const climber *c)
{
    const wg__ladder *l = c->l;
    if (!l->moved)
        return c->rule == 0 && l->rungs >= FIRST_RUNGS;
    const double size = fabs(l->reference) > fabs(c->rule) ? fabs(l->reference) : fabs(c->rule);
    return !l->at_kink && l->error <= 0x1p-26 * size && agreement(c) <= 4 * l->error;
}

/* How L's change falls with the step, from the larger half of the rungs to the smaller: as the step itself where there is a slope. If it falls by less
 * than a quarter of that (on a log scale), and is no rounding, then whatever happens to L happens within the smallest step. Means of logarithms:
 * a pole that one rung hits counts little. */
static void look_for_roughness(wg__ladder *l)
{
    enum { SPAN = 6 };
    double sum[2] = {0, 0}, step[2] = {0, 0};
    int n[2] = {0, 0}, there = 0, seen = 0, noisy = 0;
    for (int k = 0; k < l->rungs; k++)
        there += usable(l, k) && l->sample[k].both != 0;
    for (int k = 0; k < l->rungs; k++) {
        if (!usable(l, k) || l->sample[k].both == 0)
            continue;
        const int half = seen++ >= there / 2;
        noisy += half && fabs(l->sample[k].both) <= 16 * l->sample[k].noise;
        sum[half] += log(fabs(l->sample[k].both));
        step[half] += log(l->rung[k].h);
        n[half]++;
    }
    l->rough = there >= SPAN && 2 * noisy < n[1] &&
               sum[0] / n[0] - sum[1] / n[1] < 0.25 * (step[0] / n[0] - step[1] / n[1]);
}

static void look(climber *c)
{
    estimate(c->l);
    look_for_kink(c->l);
    look_for_roughness(c->l);
}

/* One more rung where it helps: above, if rounding decides; below, if truncation does. False: there is no such place. */
static bool extend(climber *c, bool *ok)
{
    wg__ladder *l = c->l;
    const double above = c->step[0] * RATIO, below = c->step[l->rungs - 1] / RATIO;
    const bool blunt = l->best < 0 || l->truncation >= l->rounding || l->scattered;
    bool up = !l->moved || (!blunt && l->best <= 1 && usable(l, 0));
    if (up && above <= c->largest) {
        *ok = measure(c, above, 0);
        return true;
    }
    const bool down = l->moved && (blunt || l->at_kink || l->best + 5 >= l->rungs);
    if (down && below >= c->smallest) {
        *ok = measure(c, below, l->rungs);
        return true;
    }
    return false;
}

static double first_step(climber *c)
{
    const wg__line *at = c->at;
    const double x = fabs(wg__system_x(c->s, at)), scale = at->d ? 1 : c->s->leaf[at->leaf].scale,
                 from = x > 0 ? x : scale;
    c->largest = (from > scale ? from : scale) / 2;
    c->smallest = x > 0 ? 8 * DBL_EPSILON * x : 0x1p-44 * scale;
    if (c->smallest < 64 * DBL_TRUE_MIN)
        c->smallest = 64 * DBL_TRUE_MIN;
    return from / 16;
}

bool wg__climb(wg__system *s, const wg__line *at, double rule, double spread, wg__ladder *out)
{
    *out = (wg__ladder){
        .best = -1, .kink = (double)INFINITY, .reference = (double)NAN, .error = (double)INFINITY};
    climber c = {.s = s, .at = at, .rule = rule, .l = out};
    double h = first_step(&c) * spread;
    bool ok = true;
    for (int k = 0; k < FIRST_RUNGS && ok; k++, h /= RATIO)
        if (h >= c.smallest || k == 0)
            ok = measure(&c, h, out->rungs);
    if (ok)
        look(&c);
    while (ok && !settled(&c) && out->rungs < WG__RUNGS && extend(&c, &ok))
        if (ok)
            look(&c);
    if (ok)
        ok = locate_kink(&c);
    for (int k = 0; k < out->rungs; k++)
        out->finite = out->finite || usable(out, k);
    out->smallest = out->rungs > 0 && c.step[out->rungs - 1] / RATIO < c.smallest;
    return ok;
}

bool wg__climb_at(wg__system *s, const wg__line *at, double h, int rungs, wg__ladder *out)
{
    *out = (wg__ladder){
        .best = -1, .kink = (double)INFINITY, .reference = (double)NAN, .error = (double)INFINITY};
    climber c = {.s = s, .at = at, .l = out};
    bool ok = true;
    for (int k = 0; k < rungs && ok; k++, h /= RATIO)
        ok = measure(&c, h, k);
    if (ok)
        look(&c);
    for (int k = 0; k < out->rungs; k++)
        out->finite = out->finite || usable(out, k);
    return ok;
}
