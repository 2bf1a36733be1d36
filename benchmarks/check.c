/* Is it right? A planned run against the truth, before it is timed. */
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/work.h"
#include "engine/state.h"
#include "tensor/node.h"

enum { DISTURBANCES = 3 };
static const double plain_flop = 2e8; /* more of it, and the truth is a planned run in f64 */

static const wg_site here = {"check", 0, NULL};

/* A copy of the values of t[0..n), one after the other. */
typedef struct values {
    unsigned char *data;
    size_t bytes;
} values;

static size_t bytes_of(wg_tensor t)
{
    return (size_t)wg_numel(t) * wg_dtype_size(wg_dtype_of(t));
}

static bool keep(const wg_tensor *t, int n, values *v)
{
    v->bytes = 0;
    for (int k = 0; k < n; k++)
        v->bytes += bytes_of(t[k]);
    free(v->data);
    v->data = malloc(v->bytes + 1);
    size_t at = 0;
    for (int k = 0; k < n && v->data; at += bytes_of(t[k++]))
        if (bytes_of(t[k]))
            memcpy(v->data + at, wg_data(t[k]), bytes_of(t[k]));
    return v->data != NULL;
}

static double number(wg_dtype d, const void *p, int64_t i)
{
    switch (d) {
    case WG_F32: return (double)((const float *)p)[i];
    case WG_F64: return ((const double *)p)[i];
    case WG_I32: return (double)((const int32_t *)p)[i];
    case WG_I64: return (double)((const int64_t *)p)[i];
    default: return (double)((const uint8_t *)p)[i];
    }
}

static void set_number(wg_dtype d, void *p, int64_t i, double v)
{
    switch (d) {
    case WG_F32: ((float *)p)[i] = (float)v; break;
    case WG_F64: ((double *)p)[i] = v; break;
    case WG_I32: ((int32_t *)p)[i] = (int32_t)v; break;
    case WG_I64: ((int64_t *)p)[i] = (int64_t)v; break;
    default: ((uint8_t *)p)[i] = (uint8_t)v; break;
    }
}

/* Half an ulp of one, in the dtype that is being checked. */
static double unit(wg_dtype d)
{
    return d == WG_F32 ? 0x1p-24 : 0x1p-53;
}

/* The distance of v to the next number of dtype d, away from zero. */
static double ulp(wg_dtype d, double v)
{
    const double least = d == WG_F32 ? 0x1p-149 : 0x1p-1074;
    const int digits = d == WG_F32 ? 23 : 52;
    return v == 0 || !isfinite(v) ? least : fmax(least, ldexp(1, ilogb(v) - digits));
}

static bool fail(bench_check *out, const char *fmt, ...) WG_PRINTF(2, 3);
static bool fail(bench_check *out, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(out->message, sizeof out->message, fmt, ap);
    va_end(ap);
    out->ok = false;
    return false;
}

/* ---- the truth ---- */

/* The operands of the truth: those of the graph, each number moved to one side or the other by half to all of one part in 1 / size. */
static void set_operands(const bench_truth *x, double size, wg_rng *rng)
{
    for (int k = 0; k < x->operands; k++) {
        const wg_dtype d = wg_dtype_of(x->operand[k]), w = wg_dtype_of(x->want_operand[k]);
        const void *from = wg_data(x->operand[k]);
        void *to = wg_data(x->want_operand[k]);
        for (int64_t i = 0; from && to && i < wg_numel(x->operand[k]); i++) {
            const double v = number(d, from, i);
            set_number(w, to, i,
                       wg_dtype_is_float(w) ? v * (1 + size * (0.5 + 0.5 * wg_rng_uniform(rng)) *
                                                           (wg_rng_u64(rng) & 1 ? 1 : -1))
                                            : v);
        }
    }
}

static wg_code run_truth(const bench_truth *x, bool plain)
{
    return plain ? wg_run_reference_at(here, x->want_graph, x->want, x->n)
                 : wg_run_at(here, x->want_graph, x->want, x->n);
}

/* Adds to spread what the results are off `base` by. */
static void add_spread(const bench_truth *x, const values *base, double *spread)
{
    size_t at = 0, first = 0;
    for (int k = 0; k < x->n; at += bytes_of(x->want[k++])) {
        const wg_dtype w = wg_dtype_of(x->want[k]);
        const void *now = wg_data(x->want[k]);
        const int64_t n = wg_numel(x->want[k]);
        for (int64_t i = 0; i < n; i++) {
            const double d = fabs(number(w, now, i) - number(w, base->data + at, i));
            if (isfinite(d))
                spread[first + (size_t)i] = fmax(spread[first + (size_t)i], d);
        }
        first += (size_t)n;
    }
}

/* spread[i]: what disturbed operands change in element i of all results, one after the other: the largest of some draws, and no less
 * than a part of the root mean square over its tensor, for a draw may happen to cancel. By runs of the plan, disturbed and not. */
static wg_code measure_spread(const bench_truth *x, wg_rng *rng, bool few, double *spread)
{
    values base = {0};
    wg_code code = WG_OK;
    for (int r = 0; r <= (few ? 1 : DISTURBANCES) && code == WG_OK; r++) {
        set_operands(x, r ? unit(wg_dtype_of(x->t[0])) : 0, rng);
        code = run_truth(x, false);
        if (code == WG_OK && r == 0 && !keep(x->want, x->n, &base))
            code = WG_ERR_MEMORY;
        if (code == WG_OK && r)
            add_spread(x, &base, spread);
    }
    free(base.data);
    if (code != WG_OK)
        return code;
    for (size_t k = 0, first = 0; k < (size_t)x->n; first += (size_t)wg_numel(x->want[k++])) {
        const size_t n = (size_t)wg_numel(x->want[k]);
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += spread[first + i] * spread[first + i];
        for (size_t i = 0; i < n; i++)
            spread[first + i] = fmax(spread[first + i], (few ? 0.5 : 0.1) * sqrt(sum / (double)n));
    }
    return WG_OK;
}

/* ---- comparing ---- */

static bool same_special(wg_dtype d, double got, double want)
{
    const double most = d == WG_F32 ? (double)FLT_MAX : DBL_MAX;
    if (isnan(want) || isnan(got))
        return isnan(want) && isnan(got);
    return got == want || (isinf(got) && fabs(want) > 0.99 * most && (got > 0) == (want > 0));
}

static bool compare(const bench_truth *x, int k, const void *got, const void *want,
                    double allowed_units, const double *spread, bench_check *out)
{
    const wg_dtype d = wg_dtype_of(x->t[k]), w = wg_dtype_of(x->want[k]);
    for (int64_t i = 0; i < wg_numel(x->t[k]); i++) {
        const double g = number(d, got, i), t = number(w, want, i), off = fabs(g - t);
        if (!wg_dtype_is_float(d)          ? g == t
            : !isfinite(g) || !isfinite(t) ? same_special(d, g, t)
                                           : off == 0)
            continue;
        const double one = ulp(d, t),
                     allowed = wg_dtype_is_float(d) ? allowed_units * fmax(one, spread[i]) : 0;
        out->ulps = fmax(out->ulps, off / one);
        out->worst = fmax(out->worst, allowed > 0 ? off / allowed : (double)INFINITY);
        if (!(off <= allowed))
            return fail(out,
                        "result %d, element %lld: %.9g, and the reference has %.9g (%.3g ulp "
                        "apart, %.3g allowed)",
                        k, (long long)i, g, t, off / one, allowed / one);
    }
    return true;
}

static wg_code check_repeat(const bench_truth *x, const values *first, bench_check *out)
{
    values again = {0};
    const wg_code code = wg_run_at(here, x->g, x->t, x->n);
    const bool kept = code == WG_OK && keep(x->t, x->n, &again);
    out->repeatable = kept && memcmp(again.data, first->data, first->bytes) == 0;
    free(again.data);
    if (kept && !out->repeatable)
        fail(out, "two runs of the same plan differ");
    return code == WG_OK && !kept ? WG_ERR_MEMORY : code;
}

static wg_code check_bits(const bench_truth *x, const values *got, bench_check *out)
{
    const wg_code code = wg_run_reference_at(here, x->g, x->t, x->n);
    size_t at = 0;
    for (int k = 0; k < x->n && code == WG_OK && out->ok; at += bytes_of(x->t[k++])) {
        const unsigned char *want = wg_data(x->t[k]);
        const size_t size = wg_dtype_size(wg_dtype_of(x->t[k]));
        for (size_t i = 0; want && i < bytes_of(x->t[k]) && out->ok; i += size)
            if (memcmp(want + i, got->data + at + i, size) != 0) {
                const wg_dtype d = wg_dtype_of(x->t[k]);
                fail(out,
                     "result %d, element %zu: %.9g, and the plain executor has %.9g: other bits", k,
                     i / size, number(d, got->data + at, (int64_t)(i / size)),
                     number(d, want, (int64_t)(i / size)));
            }
    }
    return code;
}

/* The most FLOP per element of any node: twice the inner dimension of a product, the elements that a sum adds up. */
static double deepest(const bench_truth *x)
{
    const wg__plan *p = wg__engine_plan(x->g, x->t, x->n);
    double most = 1;
    for (uint32_t k = 0; p && k < p->nodes; k++) {
        const wg__node *n = wg__node_at(x->g, p->id[k]);
        wg_shape in[8];
        if (!n->op || !n->numel || n->nin > 8)
            continue;
        for (int i = 0; i < n->nin; i++)
            in[i] = *wg__node_at(x->g, wg__in(n)[i])->shape;
        most = fmax(most, n->op->cost ? n->op->cost(in, n->nin, *n->shape) / (double)n->numel
                                      : n->op->flops);
    }
    return most;
}

static wg_code check_truth(const bench_truth *x, const values *got, bench_check *out)
{
    wg_plan_stats stats;
    wg_code code = wg_plan_stats_of(x->g, x->t, x->n, &stats);
    if (code != WG_OK)
        return code;
    double elements = 0;
    for (int k = 0; k < x->n; k++)
        elements += (double)wg_numel(x->t[k]);
    const double units = 32 + 4 * sqrt(deepest(x));
    wg_rng rng = wg_rng_new(7);
    values truth = {0};
    double *spread = calloc((size_t)elements + 1, sizeof *spread);
    out->sampled = stats.flop > plain_flop;
    set_operands(x, 0, &rng);
    code = run_truth(x, !out->sampled);
    if (code == WG_OK && (!spread || !keep(x->want, x->n, &truth)))
        code = WG_ERR_MEMORY;
    if (code == WG_OK && wg_dtype_is_float(wg_dtype_of(x->t[0])))
        code = measure_spread(x, &rng, out->sampled, spread);
    size_t at = 0, want_at = 0, first = 0;
    for (int k = 0; k < x->n && code == WG_OK && out->ok; k++) {
        compare(x, k, got->data + at, truth.data + want_at, units, spread + first, out);
        first += (size_t)wg_numel(x->t[k]);
        at += bytes_of(x->t[k]);
        want_at += bytes_of(x->want[k]);
    }
    free(spread);
    free(truth.data);
    return code;
}

wg_code bench_check_run(const bench_truth *x, bench_check *out)
{
    *out = (bench_check){.ok = true};
    values got = {0};
    wg_code code = x->mode == BENCH_CHECK_OFF ? WG_OK : wg_run_at(here, x->g, x->t, x->n);
    if (x->mode != BENCH_CHECK_OFF && !x->random && code == WG_OK) {
        code = keep(x->t, x->n, &got) ? check_repeat(x, &got, out) : WG_ERR_MEMORY;
        if (code == WG_OK && out->ok)
            code = x->mode == BENCH_CHECK_BITWISE ? check_bits(x, &got, out)
                                                  : check_truth(x, &got, out);
    }
    free(got.data);
    return code;
}
