/* Element by element. */
#include "autograd/check_sweep.h"

#include <math.h>
#include <stdlib.h>

#include "autograd/check_verdict.h"

/* Ladders of elements that are not ok, kept per leaf. */
enum { MOST_KEPT = 64 };

static double largest(const double *x, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++)
        most = isfinite(x[i]) && fabs(x[i]) > most ? fabs(x[i]) : most;
    return most;
}

static bool notable(wg_verdict v)
{
    return v != WG_VERDICT_OK && v != WG_VERDICT_NOT_EXERCISED;
}

bool wg__sweep(wg__system *s, int leaf, const size_t *which, size_t n, wg_gradcheck_report *r)
{
    const wg__check_leaf *l = &s->leaf[leaf];
    wg_gradcheck_leaf *out = &r->leaf[leaf];
    wg_gradcheck_element *element = wg__report_alloc(r, n, sizeof *element);
    if (!element)
        return wg__system_no_memory(s);
    const wg_gradcheck_keep keep = s->options ? s->options->keep : WG_KEEP_NOTABLE;
    const double size = largest(l->rule, l->n);
    wg__ladder ladder, of_worst = {0};
    wg_gradcheck_element *worst = NULL;
    size_t kept = 0;
    bool ok = true;
    out->element = element;
    out->scale = size;
    for (size_t k = 0; k < n; k++) {
        const size_t i = which ? which[k] : k;
        const wg__line at = {.leaf = leaf, .index = i};
        wg_gradcheck_element *e = &element[k];
        *e = (wg_gradcheck_element){.index = (int64_t)i,
                                    .x = l->saved[i],
                                    .rule_f32 = (double)NAN,
                                    .error_f32 = (double)NAN,
                                    .forward = (double)NAN,
                                    .double_double = (double)NAN};
        const wg__claim claim = {l->rule[i], l->slack[i], size};
        ok = wg__examine(s, &at, &claim, &ladder, e);
        if (!ok)
            break;
        out->elements = k + 1;
        if (keep == WG_KEEP_ALL ||
            (keep == WG_KEEP_NOTABLE && notable(e->verdict) && kept++ < MOST_KEPT))
            ok = wg__keep_ladder(r, e, &ladder) || wg__system_no_memory(s);
        if (!worst || wg__graver(e, worst)) {
            worst = e;
            of_worst = ladder;
        }
    }
    if (ok && worst && keep != WG_KEEP_NONE)
        ok = wg__keep_ladder(r, worst, &of_worst) || wg__system_no_memory(s);
    wg__finish_leaf(out);
    return ok;
}

static int by_index(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static bool has(const size_t *list, size_t n, size_t value)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == value)
            return true;
    return false;
}

bool wg__sweep_sample(wg__system *s, int leaf, size_t *which, size_t m, size_t n, wg_rng *rng,
                      wg_gradcheck_report *r)
{
    for (size_t tries = 0; m < n && tries < 100 * n; tries++) {
        const size_t i = (size_t)wg_rng_below(rng, s->leaf[leaf].n);
        if (!has(which, m, i))
            which[m++] = i;
    }
    qsort(which, m, sizeof *which, by_index);
    return wg__sweep(s, leaf, which, m, r);
}
