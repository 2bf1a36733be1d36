/* Filling a report: its memory, counts and verdicts. */
#include "autograd/check_report.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tensor/memory.h"

/* ---- memory ---- */

void *wg__report_alloc(wg_gradcheck_report *r, size_t count, size_t size)
{
    size_t bytes;
    if (!r->memory)
        r->memory = wg__alloc0(1, sizeof(wg__arena));
    if (!r->memory || !wg__mul(count, size, &bytes))
        return NULL;
    void *p = wg__arena_alloc(r->memory, bytes ? bytes : 1);
    if (p)
        memset(p, 0, bytes);
    return p;
}

const char *wg__report_text(wg_gradcheck_report *r, const char *fmt, ...)
{
    char text[1000];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const size_t n = strlen(text) + 1;
    char *p = wg__report_alloc(r, n, 1);
    return p ? memcpy(p, text, n) : NULL;
}

void wg_gradcheck_free(wg_gradcheck_report *report)
{
    /* Second-order reports hang in a chain. */
    while (report && report->memory) {
        wg__arena *arena = report->memory;
        struct wg_gradcheck_report *next = report->second;
        wg_gradcheck_report rest = {0};
        if (next)
            rest = *next; /* it lies in the arena that goes now */
        wg__arena_free(arena);
        wg__free(arena);
        *report = rest;
    }
    if (report)
        *report = (wg_gradcheck_report){0};
}

/* ---- verdicts ---- */

static double off(const wg_gradcheck_element *e)
{
    const double apart = fabs(e->rule - e->reference);
    return isnan(apart)   ? (double)INFINITY
           : e->error > 0 ? apart / e->error
           : apart > 0    ? (double)INFINITY
                          : 0;
}

bool wg__graver(const wg_gradcheck_element *a, const wg_gradcheck_element *b)
{
    const bool fa = wg_verdict_fails(a->verdict), fb = wg_verdict_fails(b->verdict);
    if (fa || fb)
        return a->verdict != b->verdict ? a->verdict > b->verdict : off(a) > off(b);
    const bool ok_a = a->verdict == WG_VERDICT_OK, ok_b = b->verdict == WG_VERDICT_OK;
    return ok_a != ok_b ? ok_a : off(a) > off(b);
}

wg_verdict wg__gravest(const size_t count[WG_VERDICT_COUNT])
{
    for (int v = WG_VERDICT_COUNT; v-- > 0;)
        if (count[v] && wg_verdict_fails((wg_verdict)v))
            return (wg_verdict)v;
    return count[WG_VERDICT_OK] ? WG_VERDICT_OK : WG_VERDICT_NOT_EXERCISED;
}

bool wg__keep_ladder(wg_gradcheck_report *r, wg_gradcheck_element *e, const wg__ladder *l)
{
    if (e->rung || l->rungs == 0)
        return true;
    wg_rung *copy = wg__report_alloc(r, (size_t)l->rungs, sizeof *copy);
    if (!copy)
        return false;
    memcpy(copy, l->rung, (size_t)l->rungs * sizeof *copy);
    e->rung = copy;
    e->rungs = l->rungs;
    return true;
}

void wg__finish_leaf(wg_gradcheck_leaf *leaf)
{
    memset(leaf->count, 0, sizeof leaf->count);
    leaf->worst = NULL;
    for (size_t i = 0; i < leaf->elements; i++) {
        const wg_gradcheck_element *e = &leaf->element[i];
        leaf->count[e->verdict]++;
        if (!leaf->worst || wg__graver(e, leaf->worst))
            leaf->worst = e;
    }
    if (leaf->elements)
        leaf->verdict = wg__gravest(leaf->count);
}

/* Leaves that fail before any of their elements was looked at count once. */
bool wg__finish_report(wg_gradcheck_report *r)
{
    memset(r->count, 0, sizeof r->count);
    r->elements = 0;
    wg_verdict gravest = WG_VERDICT_OK;
    bool all = r->leaves > 0;
    for (int k = 0; k < r->leaves; k++) {
        const wg_gradcheck_leaf *l = &r->leaf[k];
        for (int v = 0; v < WG_VERDICT_COUNT; v++)
            r->count[v] += l->count[v];
        r->elements += l->elements;
        all = all && l->verdict == WG_VERDICT_OK;
        if (l->verdict != WG_VERDICT_OK && (gravest == WG_VERDICT_OK || l->verdict > gravest))
            gravest = l->verdict;
    }
    r->verdict = r->leaves > 0 ? gravest : WG_VERDICT_NOT_EXERCISED;
    for (int k = 0; k < r->directions; k++)
        if (wg_verdict_fails(r->direction[k].verdict) && r->direction[k].verdict > r->verdict)
            r->verdict = r->direction[k].verdict;
    /* A witness that speaks against the rule; that of the second order has a report of its own. */
    bool heard = true;
    for (int w = 0; w < WG_WITNESS_COUNT; w++) {
        const bool against = r->testimony[w].state == WG_WITNESS_DISAGREES;
        const wg_verdict v = w == WG_WITNESS_VALUE ? WG_VERDICT_IMPRECISE : WG_VERDICT_WRONG;
        heard = heard && (w == WG_WITNESS_DIFFERENCE || !against);
        if (against && w != WG_WITNESS_DIFFERENCE && w != WG_WITNESS_SECOND && r->verdict < v)
            r->verdict = v;
    }
    r->passed = all && r->verdict == WG_VERDICT_OK && heard && !r->cancelled &&
                (!r->second || r->second->passed);
    const char *what = r->cancelled ? "cancelled" : wg_verdict_name(r->verdict);
    r->text =
        wg__report_text(r, "%s: %s; %zu of %zu elements%s", r->passed ? "passed" : "FAILED", what,
                        r->elements, r->total, r->fast ? ", and directions over all" : "");
    return r->text != NULL;
}
