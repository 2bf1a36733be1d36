/* Why a local rule is wrong: known mistakes, tried one by one on what the rule gave. */
#include "autograd/check_cause.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tensor/memory.h"

/* A hypothesis explains the rule if what it leaves unexplained is a hundredth of the fault. */
static const double EXPLAINED = 0.01;
enum { MOST_JACOBIAN = 1 << 18 };

typedef struct trial {
    wg__local *l;
    int leaf;
    size_t n;       /* elements of the operand */
    wg_shape shape; /* of the operand */
    wg_shape yshape;
    const double *R;      /* the rule */
    double *F;            /* the reference, for all elements */
    double *H;            /* a hypothesis */
    const bool *wrong;    /* per element */
    const bool *known;    /* per element: it was examined */
    size_t wrongs, alive; /* alive: elements that do something, or should */
    double fault;         /* max |R - F| */
    const double *dy;     /* weights of y */
    size_t ny;
    double **J; /* per wrt: d(y)/d(x), columns of ny; NULL if too large */
    wg__diagnosis *out;
} trial;

/* ---- fits ---- */

static bool explains(const trial *t)
{
    double left = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->known[i] && !(fabs(t->R[i] - t->H[i]) <= left))
            left = fabs(t->R[i] - t->H[i]);
    return left <= EXPLAINED * t->fault;
}

static bool say(const trial *t, wg_cause cause, double factor, const char *text)
{
    t->out->cause = cause;
    t->out->factor = factor;
    snprintf(t->out->text, sizeof t->out->text, "%s", text);
    return true;
}

/* s with R = s F, by least squares; the fit must hold wherever F or R is not 0. */
static bool proportional(const trial *t, const double *f, double *s)
{
    double rf = 0, ff = 0;
    for (size_t i = 0; i < t->n; i++) {
        rf += t->known[i] ? t->R[i] * f[i] : 0;
        ff += t->known[i] ? f[i] * f[i] : 0;
    }
    *s = rf / ff;
    for (size_t i = 0; i < t->n; i++)
        t->H[i] = *s * f[i];
    return ff > 0 && explains(t);
}

/* H = J' w of operand k */
static void pull(const trial *t, int k, const double *w)
{
    const size_t n = t->l->m.s.leaf[k].n;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < t->ny; j++)
            sum += w[j] * t->J[k][i * t->ny + j];
        t->H[i] = sum;
    }
}

/* ---- the patterns ---- */

static bool try_absent(trial *t)
{
    if (!t->l->m.s.leaf[t->leaf].absent)
        return false;
    return say(t, WG_CAUSE_ABSENT, (double)NAN, "the rule gives no gradient");
}

static bool try_nonfinite(trial *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!isfinite(t->R[i]))
            return say(t, WG_CAUSE_NONFINITE, (double)NAN, "the rule gives NaN or infinity");
    return false;
}

static bool try_one_index(trial *t)
{
    char at[64], text[160];
    if (t->wrongs != 1 || t->alive < 3)
        return false;
    size_t i = 0;
    while (!t->wrong[i])
        i++;
    snprintf(text, sizeof text, "wrong at one index only, %s of %zu elements",
             wg_index_string(t->shape, (int64_t)i, at, sizeof at), t->n);
    return say(t, WG_CAUSE_ONE_INDEX, (double)NAN, text);
}

static bool try_sign(trial *t)
{
    double s;
    if (!proportional(t, t->F, &s) || fabs(s + 1) > 1e-6)
        return false;
    return say(t, WG_CAUSE_SIGN, -1, "the sign is wrong");
}

static bool try_factor(trial *t)
{
    double s;
    char text[160];
    if (!proportional(t, t->F, &s))
        return false;
    const double repeats = (double)t->ny / (double)(t->n ? t->n : 1);
    const char *hint = "";
    if (repeats > 1 && fabs(s * repeats - 1) < 1e-6)
        hint = ": a mean over the repeats of broadcasting, not their sum";
    else if (repeats < 1 && fabs(s - 1 / repeats) < 1e-6 * s)
        hint = ": a sum where the op takes a mean";
    snprintf(text, sizeof text, "off by a factor of %.7g%s", s, hint);
    return say(t, WG_CAUSE_FACTOR, s, text);
}

static bool try_other_operand(trial *t)
{
    for (int k = 0; k < t->l->n && t->J; k++) {
        if (k == t->leaf || t->l->m.s.leaf[k].n != t->n)
            continue;
        pull(t, k, t->dy);
        char text[160];
        snprintf(text, sizeof text, "it is the gradient of operand %d", t->l->arg[k]);
        if (explains(t))
            return say(t, WG_CAUSE_OTHER_OPERAND, (double)NAN, text);
    }
    return false;
}

/* b[j, i] = a[i, j] for the last two axes; every rank */
static void transpose(const double *a, wg_shape s, double *b)
{
    const int64_t rows = s.dim[s.rank - 2], columns = s.dim[s.rank - 1];
    int64_t batch = 1;
    for (int k = 0; k + 2 < s.rank; k++)
        batch *= s.dim[k];
    for (int64_t n = 0; n < batch; n++, a += rows * columns, b += rows * columns)
        for (int64_t i = 0; i < rows; i++)
            for (int64_t j = 0; j < columns; j++)
                b[j * rows + i] = a[i * columns + j];
}

/* The elements of F in the order of its transpose (for a matrix that is not square: as its memory would then be read). */
static bool try_transposed(trial *t)
{
    if (t->shape.rank < 2)
        return false;
    transpose(t->F, t->shape, t->H);
    if (!explains(t))
        return false;
    return t->ny < t->n
               ? say(t, WG_CAUSE_WRONG_AXIS, (double)NAN,
                     "dy is spread over another axis than the op summed over")
               : say(t, WG_CAUSE_TRANSPOSED, (double)NAN, "it is the transpose of the gradient");
}

/* The right product with dy read as its transpose: where the rule sums, that is another axis. */
static bool try_transposed_dy(trial *t)
{
    if (!t->J || t->yshape.rank < 2)
        return false;
    double *w = wg__alloc0(t->ny, sizeof *w);
    bool fits = false;
    if (w) {
        transpose(t->dy, t->yshape, w);
        pull(t, t->leaf, w);
        fits = explains(t);
    }
    wg__free(w);
    if (!fits)
        return false;
    return t->n < t->ny ? say(t, WG_CAUSE_WRONG_AXIS, (double)NAN, "summed over the wrong axis")
                        : say(t, WG_CAUSE_TRANSPOSED, (double)NAN, "dy is taken transposed");
}

/* Only one of the repeats that broadcasting made: the first or the last, along all repeated axes or all leading ones. */
static bool try_one_repeat(trial *t)
{
    if (!t->J || t->n >= t->ny)
        return false;
    double *w = wg__alloc0(t->ny, sizeof *w);
    bool fits = false;
    for (int last = 0; last < 2 && w && !fits; last++) {
        for (size_t j = 0; j < t->ny; j++) {
            int64_t rest = (int64_t)j;
            bool in = true;
            for (int k = t->yshape.rank - 1; k >= 0; k--) {
                const int64_t dim = t->yshape.dim[k], at = rest % dim;
                const int own = k - (t->yshape.rank - t->shape.rank);
                const bool repeated = own < 0 || (t->shape.dim[own] == 1 && dim != 1);
                in = in && (!repeated || at == (last ? dim - 1 : 0));
                rest /= dim;
            }
            w[j] = in ? t->dy[j] : 0;
        }
        pull(t, t->leaf, w);
        fits = explains(t);
    }
    wg__free(w);
    return fits && say(t, WG_CAUSE_NOT_UNBROADCAST, (double)NAN,
                       "not un-broadcast: one of the repeats counts, not their sum");
}

/* The elements of the un-summed product with dy, as far as there are places for them. */
static bool try_first_elements(trial *t)
{
    if (t->n >= t->ny || !t->J)
        return false;
    for (size_t i = 0; i < t->n; i++) {
        double slope = 0; /* of y[i] by the element that it was made from */
        for (size_t k = 0; k < t->n; k++)
            slope += t->J[t->leaf][k * t->ny + i];
        t->H[i] = t->dy[i] * slope;
    }
    return explains(t) && say(t, WG_CAUSE_NOT_UNBROADCAST, (double)NAN,
                              "not un-broadcast: its first elements stand for their sums");
}

static bool try_half_line(trial *t)
{
    const double *x = t->l->m.s.leaf[t->leaf].saved;
    size_t below = 0, above = 0, wrong_below = 0, wrong_above = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (t->F[i] == 0 && t->R[i] == 0)
            continue;
        below += x[i] < 0;
        above += x[i] > 0;
        wrong_below += x[i] < 0 && t->wrong[i];
        wrong_above += x[i] > 0 && t->wrong[i];
    }
    if (below && above && wrong_below == below && !wrong_above)
        return say(t, WG_CAUSE_MISSING_TERM, (double)NAN,
                   "a term is missing that matters where x < 0");
    if (below && above && wrong_above == above && !wrong_below)
        return say(t, WG_CAUSE_MISSING_TERM, (double)NAN,
                   "a term is missing that matters where x > 0");
    return false;
}

/* ---- a missing term: F - R = constant * dy * u, for a u that is at hand ---- */

typedef struct factor {
    const char *name;
    const double *v; /* NULL: 1 */
    int power;
} factor;

static double value_of(const factor *f, size_t i)
{
    const double v = f->v ? f->v[i] : 1;
    return f->power == 2 ? v * v : v;
}

/* Whether F - R is u, times a constant. u in t->H. */
static bool is_term(trial *t, const char *name)
{
    double du = 0, uu = 0, most = 0, left = 0;
    for (size_t i = 0; i < t->n; i++) {
        du += (t->F[i] - t->R[i]) * t->H[i];
        uu += t->H[i] * t->H[i];
    }
    const double s = du / uu;
    for (size_t i = 0; i < t->n; i++) {
        const double d = t->F[i] - t->R[i], off = fabs(d - s * t->H[i]);
        left = !(off <= left) ? off : left;
        most = fabs(d) > most ? fabs(d) : most;
    }
    if (!(uu > 0) || !(left <= 1e-4 * most))
        return false;
    char text[160];
    snprintf(text, sizeof text, "the term %.6g %s is missing", s, name);
    return say(t, WG_CAUSE_MISSING_TERM, (double)NAN, text);
}

/* An elementwise term, or such a one times a sum over all or the last axis. */
static bool try_term_of(trial *t, const factor *u)
{
    char name[64];
    for (size_t i = 0; i < t->n; i++)
        t->H[i] = t->dy[i] * value_of(u, i);
    snprintf(name, sizeof name, "dy%s%s", u->name[0] ? " " : "", u->name);
    if (is_term(t, name))
        return true;
    const size_t row = t->shape.rank ? (size_t)t->shape.dim[t->shape.rank - 1] : 1;
    const double *y = t->l->m.s.y0;
    const factor inner[] = {{"", NULL, 1}, {" y", y, 1}, {" x", t->l->m.s.leaf[t->leaf].saved, 1}};
    for (int k = 0; k < 3; k++)
        for (int whole = 0; whole < 2; whole++) {
            const size_t length = whole ? t->n : row;
            for (size_t from = 0; from + length <= t->n && length; from += length) {
                double sum = 0;
                for (size_t i = from; i < from + length; i++)
                    sum += t->dy[i] * value_of(&inner[k], i);
                for (size_t i = from; i < from + length; i++)
                    t->H[i] = sum * value_of(u, i);
            }
            snprintf(name, sizeof name, "%s sum(dy%s)", u->name, inner[k].name);
            if (is_term(t, name))
                return true;
        }
    return false;
}

static bool try_missing_term(trial *t)
{
    const wg__system *s = &t->l->m.s;
    if (t->n != t->ny || t->n < 3)
        return false;
    const factor unary[] = {{"", NULL, 1},
                            {"y", s->y0, 1},
                            {"x", s->leaf[t->leaf].saved, 1},
                            {"y^2", s->y0, 2},
                            {"x^2", s->leaf[t->leaf].saved, 2}};
    for (int k = 0; k < 5; k++)
        if (try_term_of(t, &unary[k]))
            return true;
    for (int k = 0; k < s->leaves; k++) {
        char name[16];
        snprintf(name, sizeof name, "x%d", t->l->arg[k]);
        const factor other = {name, s->leaf[k].saved, 1};
        if (k != t->leaf && s->leaf[k].n == t->n && try_term_of(t, &other))
            return true;
    }
    return false;
}

/* rule(dy + w) against rule(dy) + rule(w), where w has other signs. */
static bool try_nonlinear(trial *t)
{
    wg__system *s = &t->l->m.s;
    double *c = s->output[0].c, *other = t->H; /* as long as dy at least */
    double *of_w = wg__alloc0(t->n, sizeof *of_w);
    wg_rng rng = wg_rng_new(3);
    bool off = false;
    if (!of_w)
        return false;
    for (size_t i = 0; i < t->ny; i++) {
        other[i] = c[i];
        c[i] *= 4 * wg_rng_uniform(&rng) - 2;
    }
    bool ok = wg__system_gradient(s);
    if (ok && t->n)
        memcpy(of_w, s->leaf[t->leaf].trial, t->n * sizeof *of_w);
    for (size_t i = 0; i < t->ny; i++)
        c[i] += other[i];
    ok = ok && wg__system_gradient(s);
    for (size_t i = 0; i < t->n && ok; i++)
        off = off || !(fabs(s->leaf[t->leaf].trial[i] - t->R[i] - of_w[i]) <= 1e-3 * t->fault);
    memcpy(c, other, t->ny * sizeof *c);
    wg__free(of_w);
    return off && say(t, WG_CAUSE_NONLINEAR, (double)NAN, "the rule is not linear in dy");
}

/* ---- what the patterns need ---- */

static bool column(wg__system *s, const wg__line *at, double *out)
{
    const double x = fabs(wg__system_x(s, at)), h0 = (x > 0 ? x : s->leaf[at->leaf].scale) * 0x1p-9;
    memset(out, 0, s->ny * sizeof *out);
    for (int k = 0; k < 2; k++) { /* (4 D(h/2) - D(h)) / 3 */
        wg__sample sample;
        if (!wg__system_sample(s, at, k ? h0 / 2 : h0, &sample))
            return false;
        for (size_t j = 0; j < s->ny; j++)
            out[j] += (k ? 4 : -1) * (s->up[j] - s->output[0].y[j]) / (2 * sample.h) / 3;
    }
    return true;
}

static bool make_jacobians(trial *t)
{
    wg__system *s = &t->l->m.s;
    size_t size = 0;
    for (int k = 0; k < s->leaves; k++)
        size += s->leaf[k].n * t->ny;
    if (size > MOST_JACOBIAN)
        return true;
    t->J = wg__report_alloc(&t->l->r, (size_t)s->leaves, sizeof *t->J);
    for (int k = 0; k < s->leaves && t->J; k++) {
        t->J[k] = wg__report_alloc(&t->l->r, s->leaf[k].n * t->ny, sizeof(double));
        if (!t->J[k])
            return wg__system_no_memory(s);
        for (size_t i = 0; i < s->leaf[k].n; i++) {
            const wg__line at = {.leaf = k, .index = i};
            if (!column(s, &at, t->J[k] + i * t->ny))
                return false;
        }
    }
    return t->J || wg__system_no_memory(s);
}

/* rule, reference and which are wrong, for every element. */
static bool load(trial *t)
{
    const wg_gradcheck_leaf *leaf = &t->l->r.leaf[t->leaf];
    bool *wrong = wg__report_alloc(&t->l->r, t->n, sizeof *wrong);
    bool *known = wg__report_alloc(&t->l->r, t->n, sizeof *known);
    t->F = wg__report_alloc(&t->l->r, t->n, sizeof(double));
    t->H = wg__report_alloc(&t->l->r, t->n > t->ny ? t->n : t->ny, sizeof(double));
    if (!wrong || !known || !t->F || !t->H)
        return wg__system_no_memory(&t->l->m.s);
    for (size_t i = 0; i < leaf->elements; i++) {
        const wg_gradcheck_element *e = &leaf->element[i];
        const double fault = fabs(e->rule - e->reference);
        known[e->index] = true;
        wrong[e->index] = wg_verdict_fails(e->verdict);
        t->F[e->index] = e->reference;
        t->wrongs += wrong[e->index];
        t->alive += e->verdict != WG_VERDICT_NOT_EXERCISED;
        t->fault = wrong[e->index] && fault > t->fault ? fault : t->fault;
    }
    t->wrong = wrong;
    t->known = known;
    return true;
}

static bool (*const patterns[])(trial *) = {
    try_absent,        try_nonfinite,  try_nonlinear,     try_one_index,  try_sign,
    try_other_operand, try_transposed, try_transposed_dy, try_one_repeat, try_first_elements,
    try_factor,        try_half_line,  try_missing_term,
};

bool wg__diagnose(wg__local *l, int leaf, wg__diagnosis *out)
{
    wg__system *s = &l->m.s;
    trial t = {.l = l,
               .leaf = leaf,
               .n = s->leaf[leaf].n,
               .shape = wg_shape_of(l->wrt[leaf]),
               .yshape = wg_shape_of(l->y),
               .R = s->leaf[leaf].rule,
               .dy = s->output[0].c,
               .ny = s->ny,
               .out = out};
    *out = (wg__diagnosis){.factor = (double)NAN};
    if (!load(&t))
        return false;
    if (l->r.leaf[leaf].elements <
        t.n) { /* a sample says little: only what is told by single numbers */
        (void)(try_absent(&t) || try_nonfinite(&t) || try_sign(&t) || try_factor(&t));
        return true;
    }
    if (!make_jacobians(&t))
        return false;
    for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++)
        if (patterns[k](&t))
            break;
    return true;
}
