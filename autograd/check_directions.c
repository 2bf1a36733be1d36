/* Random directions over all leaves: many elements at the price of one. */
#include "autograd/check_directions.h"

#include <math.h>
#include <string.h>

#include "autograd/check_stages.h"
#include "autograd/check_sweep.h"
#include "autograd/check_verdict.h"
#include "tensor/memory.h"

enum { DIRECTIONS = 20, SAMPLES = 16 };

typedef struct directions {
    wg__system *s;
    const bool *settled;
    wg_gradcheck_report *r;
    wg_rng rng;
    double *step;       /* per leaf */
    double **d;         /* per leaf: the direction; */
    const double **now; /* what of it is in use: NULL for a leaf that stays */
    double h;           /* at which the last ladder was best */
    double spread;      /* of the ladder's first step: from where the last one was best */
} directions;

/* ---- the steps ---- */

static double norm(const double *x, size_t n)
{
    double largest = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        largest = fabs(x[i]) > largest ? fabs(x[i]) : largest;
    for (size_t i = 0; i < n && largest > 0; i++)
        sum += (x[i] / largest) * (x[i] / largest);
    return largest * sqrt(sum);
}

static bool moves(const directions *w, int k)
{
    return !(w->settled && w->settled[k]) && w->s->leaf[k].n > 0;
}

/* Rounding of L as a difference would see it. */
static double rounding(const wg__system *s)
{
    const double *y = s->y0;
    double total = 0;
    for (int k = 0; k < s->outputs; k++)
        for (size_t i = 0; i < s->output[k].n; i++, y++)
            total = hypot(total, s->output[k].c[i] * *y);
    return s->unit * total;
}

/* Each leaf is moved by a share of its own size. By the rule, a full share changes L by |x| |dx|: leaves that weigh more than the lightest are
 * moved less, until all weigh the same, but not so little that rounding hides them. */
static void choose_steps(directions *w)
{
    const wg__system *s = w->s;
    double least = (double)INFINITY;
    for (int k = 0; k < s->leaves; k++) {
        const wg__check_leaf *l = &s->leaf[k];
        const double weight = l->scale * norm(l->rule, l->n);
        if (moves(w, k) && weight > 0 && weight < least)
            least = weight;
    }
    const double floor = 0x1p30 * rounding(s);
    least = least < floor ? floor : least;
    for (int k = 0; k < s->leaves; k++) {
        const wg__check_leaf *l = &s->leaf[k];
        const double weight = l->scale * norm(l->rule, l->n);
        w->step[k] = l->scale * (weight > least ? least / weight : 1);
    }
}

static void draw(directions *w, int k, size_t from, size_t to)
{
    const wg__check_leaf *l = &w->s->leaf[k];
    uint64_t bits = 0;
    memset(w->d[k], 0, l->n * sizeof(double));
    for (size_t i = from; i < to; i++, bits >>= 1) {
        if ((i - from) % 64 == 0)
            bits = wg_rng_u64(&w->rng);
        w->d[k][i] = (bits & 1) ? w->step[k] : -w->step[k];
    }
}

/* ---- one direction ---- */

static wg__claim claim_of(const directions *w)
{
    wg__claim c = {0};
    double slack = 0;
    for (int k = 0; k < w->s->leaves; k++) {
        const wg__check_leaf *l = &w->s->leaf[k];
        double largest = 0;
        for (size_t i = 0; w->now[k] && i < l->n; i++) {
            const double d = w->now[k][i];
            c.rule += l->rule[i] * d;
            slack += (l->slack[i] * d) * (l->slack[i] * d);
            largest = fabs(l->rule[i] * d) > largest ? fabs(l->rule[i] * d) : largest;
        }
        c.size += largest;
    }
    c.slack = sqrt(slack);
    return c;
}

static bool examine(directions *w, wg_gradcheck_element *e, wg__ladder *ladder)
{
    const wg__line at = {.d = w->now};
    const wg__claim claim = claim_of(w);
    *e = (wg_gradcheck_element){.x = (double)NAN,
                                .rule_f32 = (double)NAN,
                                .error_f32 = (double)NAN,
                                .forward = (double)NAN,
                                .double_double = (double)NAN};
    if (!wg__climb(w->s, &at, claim.rule, w->spread, ladder))
        return false;
    wg__judge(&claim, ladder, e);
    if (ladder->best >= 0 && isfinite(ladder->h))
        w->h = ladder->h;
    if (e->verdict == WG_VERDICT_OK && ladder->best > 2)
        w->spread = w->spread / 4;
    if (e->verdict != WG_VERDICT_WRONG)
        return true;
    wg__ladder second;
    if (!wg__climb(w->s, &at, claim.rule, 0.71875 * w->spread, &second))
        return false;
    wg__judge_again(&claim, ladder, &second, e);
    return true;
}

/* After a contradiction, to find where it comes from: a few steps around the one that was best, and no second ladder. */
static bool glance(directions *w, wg_gradcheck_element *e, wg__ladder *ladder)
{
    enum { STEPS = 5 };
    const wg__line at = {.d = w->now};
    const wg__claim claim = claim_of(w);
    *e = (wg_gradcheck_element){.x = (double)NAN,
                                .rule_f32 = (double)NAN,
                                .error_f32 = (double)NAN,
                                .forward = (double)NAN,
                                .double_double = (double)NAN};
    if (!wg__climb_at(w->s, &at, w->h, STEPS, ladder))
        return false;
    wg__judge(&claim, ladder, e);
    return true;
}

static void only(directions *w, int leaf)
{
    for (int k = 0; k < w->s->leaves; k++)
        w->now[k] = k == leaf ? w->d[k] : NULL;
}

/* ---- a wrong element, by halving ---- */

static bool narrow(directions *w, int leaf, size_t *index, bool *found)
{
    size_t from = 0, to = w->s->leaf[leaf].n;
    wg_gradcheck_element e;
    wg__ladder ladder;
    only(w, leaf);
    draw(w, leaf, from, to);
    if (!examine(w, &e, &ladder))
        return false;
    if (!wg_verdict_fails(e.verdict))
        return true;
    while (to - from > 1) {
        const size_t middle = from + (to - from) / 2;
        draw(w, leaf, from, middle);
        if (!glance(w, &e, &ladder))
            return false;
        *(wg_verdict_fails(e.verdict) ? &to : &from) = middle;
    }
    draw(w, leaf, from, to);
    *index = from;
    if (!glance(w, &e, &ladder))
        return false;
    *found = wg_verdict_fails(e.verdict);
    return true;
}

static bool open_directions(directions *w)
{
    const size_t n = (size_t)w->s->leaves;
    w->step = wg__alloc0(n, sizeof *w->step);
    w->d = wg__alloc0(n, sizeof *w->d);
    w->now = wg__alloc0(n, sizeof *w->now);
    if (!w->step || !w->d || !w->now)
        return wg__system_no_memory(w->s);
    for (size_t k = 0; k < n; k++)
        if (!(w->d[k] = wg__alloc0(w->s->leaf[k].n, sizeof(double))))
            return wg__system_no_memory(w->s);
    w->spread = 1;
    w->h = 0x1p-6;
    choose_steps(w);
    return true;
}

static void close_directions(directions *w)
{
    for (int k = 0; w->d && k < w->s->leaves; k++)
        wg__free(w->d[k]);
    wg__free(w->d);
    wg__free(w->now);
    wg__free(w->step);
}

bool wg__find_wrong(wg__system *s, int leaf, uint64_t seed, size_t *index, bool *found)
{
    enum { TRIES = 6 };
    directions w = {.s = s, .rng = wg_rng_new(seed)};
    *found = false;
    bool ok = open_directions(&w);
    for (int t = 0; t < TRIES && ok && !*found; t++)
        ok = narrow(&w, leaf, index, found);
    close_directions(&w);
    return ok;
}

/* ---- a leaf that a direction speaks against ---- */

static bool add_direction(directions *w, const wg_gradcheck_element *e, const wg__ladder *ladder,
                          int leaf)
{
    wg_gradcheck_report *r = w->r;
    const bool keep = !w->s->options || w->s->options->keep != WG_KEEP_NONE;
    wg_gradcheck_element *place = &r->direction[r->directions];
    *place = *e;
    place->index = r->directions;
    r->leaf_of[r->directions++] = leaf;
    return !keep || wg__keep_ladder(r, place, ladder) || wg__system_no_memory(w->s);
}

/* What directions said. */
typedef struct opinion {
    size_t count[WG_VERDICT_COUNT];
    double error; /* the largest of those that are ok */
} opinion;

static bool against(const opinion *o)
{
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        if (o->count[v] && wg_verdict_fails((wg_verdict)v))
            return true;
    return false;
}

static int good(const opinion *o)
{
    return (int)o->count[WG_VERDICT_OK];
}

/* Directions through all leaves, until one speaks against the rule: then it is decided, and what follows says where. They go into
 * the report if there is one. */
static bool joint(directions *w, int count, opinion *o)
{
    *o = (opinion){.error = 0};
    for (int t = 0; t < count && !against(o); t++) {
        wg_gradcheck_element e;
        wg__ladder ladder;
        for (int k = 0; k < w->s->leaves; k++) {
            w->now[k] = moves(w, k) ? w->d[k] : NULL;
            if (moves(w, k))
                draw(w, k, 0, w->s->leaf[k].n);
        }
        if (!examine(w, &e, &ladder) || (w->r && !add_direction(w, &e, &ladder, -1)))
            return false;
        o->count[e.verdict]++;
        if (e.verdict == WG_VERDICT_OK)
            o->error = e.error > o->error ? e.error : o->error;
    }
    return true;
}

/* Which leaves it is: each alone; then which element. */
static bool search_leaves(directions *w, bool *culprit)
{
    for (int k = 0; k < w->s->leaves; k++) {
        wg_gradcheck_element e;
        wg__ladder ladder;
        if (!moves(w, k))
            continue;
        only(w, k);
        draw(w, k, 0, w->s->leaf[k].n);
        if (!glance(w, &e, &ladder))
            return false;
        if (e.verdict == WG_VERDICT_OK)
            w->r->leaf[k].verdict = WG_VERDICT_OK; /* by this one direction */
        if (!wg_verdict_fails(e.verdict))
            continue;
        culprit[k] = true;
        w->r->leaf[k].verdict = e.verdict;
        if (!add_direction(w, &e, &ladder, k))
            return false;
    }
    return true;
}

/* A leaf of which the rule says that it does not matter: does it move anything? */
static bool check_idle(directions *w, int k, bool *idle)
{
    const wg__check_leaf *l = &w->s->leaf[k];
    wg_gradcheck_element e;
    wg__ladder ladder;
    *idle = false;
    if (norm(l->rule, l->n) > 0)
        return true;
    only(w, k);
    draw(w, k, 0, l->n);
    if (!examine(w, &e, &ladder))
        return false;
    *idle = e.verdict == WG_VERDICT_NOT_EXERCISED;
    return true;
}

/* ---- the sample ---- */

static size_t largest_at(const double *x, size_t n)
{
    size_t at = 0;
    for (size_t i = 1; i < n; i++)
        if (fabs(x[i]) > fabs(x[at]))
            at = i;
    return at;
}

/* How many of the samples a leaf gets: they go round in random order. */
static bool share(directions *w, size_t samples, size_t *of)
{
    const int n = w->s->leaves;
    int64_t *order = wg__alloc0((size_t)n, sizeof *order);
    if (!order)
        return wg__system_no_memory(w->s);
    int m = 0;
    for (int k = 0; k < n; k++)
        if (moves(w, k))
            order[m++] = k;
    wg_rng_shuffle(&w->rng, order, (size_t)m);
    size_t left = samples, before = left + 1;
    while (left > 0 && left < before) {
        before = left;
        for (int k = 0; k < m && left > 0; k++)
            if (of[order[k]] < w->s->leaf[order[k]].n) {
                of[order[k]]++;
                left--;
            }
    }
    wg__free(order);
    return true;
}

/* The element with the largest rule, a wrong one if a direction said so, then random ones. */
static bool sample_leaf(directions *w, int k, size_t n, bool culprit)
{
    const wg__check_leaf *l = &w->s->leaf[k];
    size_t *which = wg__alloc0(n + 1, sizeof *which), m = 0;
    bool ok = which != NULL || wg__system_no_memory(w->s), found = false;
    const wg_verdict before = w->r->leaf[k].verdict;
    if (ok && culprit) {
        size_t index = 0;
        ok = wg__find_wrong(w->s, k, wg_rng_u64(&w->rng), &index, &found);
        if (found)
            which[m++] = index;
    }
    const size_t top = ok ? largest_at(l->rule, l->n) : 0;
    if (ok && m < n && !(m && which[0] == top))
        which[m++] = top;
    if (ok && n) {
        ok = wg__sweep_sample(w->s, k, which, m, n, &w->rng, w->r);
        if (wg_verdict_fails(before) && !wg_verdict_fails(w->r->leaf[k].verdict))
            w->r->leaf[k].verdict = before;
    }
    wg__free(which);
    return ok;
}

/* ---- all of it ---- */

static bool finish_leaf(directions *w, int k, const opinion *o)
{
    wg_gradcheck_leaf *l = &w->r->leaf[k];
    bool idle;
    l->scale = fabs(w->s->leaf[k].rule[largest_at(w->s->leaf[k].rule, w->s->leaf[k].n)]);
    l->seen = w->step[k] > 0 ? o->error / w->step[k] : (double)INFINITY;
    if (wg_verdict_fails(l->verdict) || l->verdict == WG_VERDICT_OK)
        return true;
    if (!check_idle(w, k, &idle))
        return false;
    /* Directions vouch for a leaf of which no single element was looked at, or only such as said nothing. */
    if (!idle && good(o) > 0)
        l->verdict = WG_VERDICT_OK;
    return true;
}

static bool finish_leaves(directions *w, const opinion *o)
{
    w->r->miss = against(o) ? 0 : ldexp(1, -good(o));
    for (int k = 0; k < w->s->leaves; k++)
        if (moves(w, k) && !finish_leaf(w, k, o))
            return false;
    return true;
}

static bool run_all(directions *w, int count, size_t samples)
{
    wg_gradcheck_report *r = w->r;
    const size_t n = (size_t)w->s->leaves;
    r->direction = wg__report_alloc(r, (size_t)count + n, sizeof *r->direction);
    r->leaf_of = wg__report_alloc(r, (size_t)count + n, sizeof *r->leaf_of);
    size_t *of = wg__report_alloc(r, n, sizeof *of);
    bool *culprit = wg__report_alloc(r, n, sizeof *culprit);
    if (!r->direction || !r->leaf_of || !of || !culprit)
        return wg__system_no_memory(w->s);
    opinion all;
    bool ok = joint(w, count, &all);
    if (ok && against(&all))
        ok = search_leaves(w, culprit);
    /* Where something is wrong, single elements are looked at in the first leaf that it shows in; blame says the rest. */
    size_t first = 0;
    while (first < n && !culprit[first])
        first++;
    ok = ok && (first < n || share(w, samples, of));
    for (size_t k = 0; k < n && ok; k++)
        if (first < n ? k == first : of[k] > 0)
            ok = sample_leaf(w, (int)k, of[k] ? of[k] : 1, culprit[k]);
    return ok && finish_leaves(w, &all);
}

static int wanted(const wg__system *s)
{
    return s->options && s->options->directions > 0 ? s->options->directions : DIRECTIONS;
}

bool wg__directions(wg__system *s, const bool *settled, wg_gradcheck_report *r)
{
    const wg_gradcheck_options *o = s->options;
    const int count = wanted(s);
    const int samples = !o || o->samples == 0 ? SAMPLES : o->samples < 0 ? 0 : o->samples;
    directions w = {.s = s, .settled = settled, .r = r, .rng = wg_rng_new((o ? o->seed : 0) + 1)};
    s->runs_total = s->runs + 12 * (size_t)(count + samples);
    const bool ok = open_directions(&w) && run_all(&w, count, (size_t)samples);
    close_directions(&w);
    return ok;
}

bool wg__directions_ask(wg__system *s, int count, uint64_t seed, size_t verdicts[WG_VERDICT_COUNT])
{
    directions w = {.s = s, .rng = wg_rng_new(seed)};
    opinion o;
    const bool ok = open_directions(&w) && joint(&w, count, &o);
    if (ok)
        memcpy(verdicts, o.count, sizeof o.count);
    close_directions(&w);
    return ok;
}

static void acquit(wg_gradcheck_element *e)
{
    if (e->verdict != WG_VERDICT_WRONG)
        return;
    e->verdict = WG_VERDICT_KINK;
    e->kink = 0;
}

static void acquit_all(wg_gradcheck_report *r)
{
    for (int t = 0; t < r->directions; t++)
        acquit(&r->direction[t]);
    for (int k = 0; k < r->leaves; k++) {
        wg_gradcheck_leaf *l = &r->leaf[k];
        for (size_t i = 0; i < l->elements; i++)
            acquit((wg_gradcheck_element *)(uintptr_t)&l->element[i]);
        if (l->verdict == WG_VERDICT_WRONG)
            l->verdict = WG_VERDICT_NOT_EXERCISED;
        if (l->elements)
            wg__finish_leaf(l);
    }
}

bool wg__directions_beside(wg__system *s, const bool *settled, wg_gradcheck_report *r, bool *right)
{
    directions w = {
        .s = s, .settled = settled, .rng = wg_rng_new((s->options ? s->options->seed : 0) + 2)};
    opinion o;
    bool ok = open_directions(&w) && joint(&w, wanted(s), &o);
    *right = ok && !against(&o);
    if (*right) {
        w.r = r;
        acquit_all(r);
        ok = finish_leaves(&w, &o);
    }
    close_directions(&w);
    return ok;
}

bool wg__check_directions(wg__check *c)
{
    return wg__directions(&c->m.s, c->settled, c->r);
}
