/* What a run costs at least: FLOP, and bytes by the memory they have to come from; and the roof over it.  Private.
 *
 * Bytes are those of the plan's steps, each element once per step. Where they come from follows from the reuse distance: between
 * two touches of a buffer so many other bytes are touched, and a cache of C bytes holds at most the share C / distance of
 * them. The run is taken to be repeated. That is optimistic, so a time below the bound is a fault of the model or of the clock,
 * never luck. */
#ifndef WG_BENCH_COST_H
#define WG_BENCH_COST_H

#include "benchmarks/roof.h"
#include "engine/engine.h"

typedef struct bench_cost {
    double flop;
    double read, written; /* bytes */
    double level_read[ROOF_LEVELS],
        level_written[ROOF_LEVELS]; /* of them, by the nearest level that may hold them */
    double working_set;             /* distinct bytes that a run touches */
    double plan_bytes;              /* memory of the plan, leaves not in it */
    bool f32, f64;                  /* floats of which kind are computed with */
    int threads;                    /* that share the work */
} bench_cost;

enum { BENCH_HOT, BENCH_COLD, BENCH_COLD_WEIGHTS, BENCH_CACHES };

/* Of a run of t[0..n) by so many threads, each with an L1 and an L2 of its own. cold: all memory (BENCH_COLD), or the leaves weight[0..weights), is out of the caches before each run.
 * WG_OK, or the graph's error. */
typedef struct bench_state {
    int cache; /* BENCH_HOT, ... */
    const wg_tensor *weight;
    int weights;
} bench_state;
wg_code bench_cost_of(wg_graph *g, const wg_tensor *t, int n, const roof *r,
                      const bench_state *state, int threads, bench_cost *out);

enum { BENCH_BINDS_COMPUTE = -1, BENCH_BINDS_NOTHING = -2 }; /* otherwise a level of the roof */

/* Seconds that its threads need at least, and what binds; r has a row for so many. 0 and BENCH_BINDS_NOTHING where nothing is computed or moved. */
double bench_bound(const bench_cost *c, const roof *r, int *binds);
const char *bench_binds_name(const roof *r, int binds); /* "compute", "L2", ..., "none" */

#endif
