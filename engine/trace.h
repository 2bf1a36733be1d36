/* Times of the steps of a plan, run by run, with the plan as text that outlives its nodes.  Private.
 *
 * A traced plan has one; a replay of any other costs one comparison. The runs kept are the latest. Each thread that works on a step has a
 * lane of its own and notes there from when to when, without a lock. */
#ifndef WG_ENGINE_TRACE_H
#define WG_ENGINE_TRACE_H

#include <stdio.h>

#include "engine/dump.h"

typedef struct wg__span {
    double begin, end; /* seconds of the monotonic clock */
    uint32_t step;
} wg__span;

typedef struct wg__trace_run {
    double begin, end;
} wg__trace_run;

typedef struct wg__trace {
    char *text; /* the plan as JSON, an object */
    size_t size;
    uint32_t steps, lanes;
    uint32_t room; /* runs that are kept */
    uint64_t runs;
    wg__trace_run *run; /* [room] */
    wg__span *span;     /* [room][lanes][steps] */
    uint32_t *spans;    /* [room][lanes] */
} wg__trace;

/* Makes the trace of d->p. false: out of memory. */
bool wg__trace_new(wg__plan *p, wg__dump *d);
void wg__trace_free(wg__trace *t); /* what is not in the plan's own blocks */

double wg__trace_clock(void);
void wg__trace_begin(wg__trace *t); /* of a run */
void wg__trace_span(wg__trace *t, uint32_t lane, uint32_t step,
                    double begin); /* ends now; lane by lane in order */
/* A region that began then and ends now: its steps one after the other, each as long as its share of the time of all chunks; seconds: of
 * each step, NULL: not known, and they are given the same. */
void wg__trace_region(wg__trace *t, const wg__region *r, double begin, const double *seconds);
void wg__trace_end(wg__trace *t, bool ok); /* a run that failed is not kept */

/* All plans of a graph that have run, as a report "wengert.plan/1". Without memory for the sorting, medians are 0. */
struct wg__cache;
void wg__trace_write(FILE *f, const struct wg__cache *c, const char *title);
bool wg__trace_any(const struct wg__cache *c); /* something has run */
/* Into this file, which appears when it is whole; the n-th of a process, from 0, is called so: FILE.json, FILE-2.json, ... */
bool wg__trace_save(const char *path, const struct wg__cache *c);

#endif
