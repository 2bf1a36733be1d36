/* A recorded graph as something to time, to check and to evict; and the numbers in it.  Private. */
#ifndef WG_BENCH_WORK_H
#define WG_BENCH_WORK_H

#include "benchmarks/cold.h"
#include "benchmarks/cost.h"
#include "benchmarks/protocol.h"
#include "engine/engine.h"

/* ---- data ---- */

typedef enum bench_data {
    BENCH_NORMAL,
    BENCH_ZEROS,
    BENCH_SUBNORMAL,
    BENCH_MIXED,
    BENCH_DATA_COUNT
} bench_data;
const char *bench_data_name(bench_data d); /* "normal", "zeros", "subnormal", "mixed" */

/* Fills a leaf of floats: all zeros; numbers below the smallest normal one; signs times 2^k, k uniform in [-30, 30]. BENCH_NORMAL
 * leaves it as it is, and so does a leaf of another dtype. */
void bench_fill(wg_tensor t, bench_data d, uint64_t seed);

/* ---- timing ---- */

enum { BENCH_LEAVES = 64 };

/* A run of t[0..n) of g, as a subject of the protocol. Nothing is allocated by a run once it has been run. */
typedef struct bench_graph {
    wg_graph *g;
    const wg_tensor *t;
    int n;
    bench_state state;                     /* what is evicted before each run */
    bench_region region[BENCH_LEAVES + 1]; /* the leaves that are evicted, and the arena */
    int regions;
    bench_coldness coldness; /* if something is evicted */
} bench_graph;

/* Runs it once, and finds what is to be evicted. WG_OK, or the graph's error. */
wg_code bench_graph_open(bench_graph *b, wg_graph *g, const wg_tensor *t, int n,
                         const bench_state *state);
bench_subject bench_graph_subject(bench_graph *b, const char *name);

/* ---- checking ---- */

typedef enum bench_check_mode {
    BENCH_CHECK_ULP,
    BENCH_CHECK_BITWISE,
    BENCH_CHECK_OFF
} bench_check_mode;

typedef struct bench_check {
    bool ok;
    double worst;      /* largest difference over what was allowed; above 1 is wrong */
    double ulps;       /* largest difference in units in the last place of the result's dtype */
    bool repeatable;   /* two runs gave the same bits */
    bool sampled;      /* the truth is a planned run in f64, for a plain one would take too long */
    char message[256]; /* of what is wrong */
} bench_check;

/* Compares a planned run of t[0..n) with the truth: want[0..n) of another graph, of the same shapes, with operands of the same values,
 * in f64 where t is in f32.
 *
 * BENCH_CHECK_ULP: an element may differ from the truth by what rounding may do: 32 + 4 sqrt(k) times the larger of an ulp of it and
 * of what one rounding of every operand changes in it (measured, by runs of `want` with operands disturbed by one part in
 * 2^24 or 2^53), k being the most FLOP per element of any node. Integers and booleans must be equal. Infinities and NaN must be where the truth has
 * them, or where it lies beyond the dtype.
 * BENCH_CHECK_BITWISE: the bits of the plain executor, wg_run_reference, on the same graph.
 * In both, a second planned run must give the bits of the first. operand, wanted_operand: the leaves of both graphs, in the same
 * order. random: t draws new numbers in each run, so nothing can be compared but shape and range. */
typedef struct bench_truth {
    wg_graph *g, *want_graph;
    const wg_tensor *t, *want, *operand, *want_operand;
    int n, operands;
    bool random;
    bench_check_mode mode;
} bench_truth;
wg_code bench_check_run(const bench_truth *x, bench_check *out);

#endif
