/* The roof of the machine: what it can compute, and what it can move between each cache level and a core.  Private.
 *
 * Measured in the same run as what is held against it. Every figure is the best of several: a roof is what the machine can do, and
 * what disturbs it only lowers it. */
#ifndef WG_BENCH_ROOF_H
#define WG_BENCH_ROOF_H

#include <stdbool.h>
#include <stddef.h>

#include "tensor/cpu.h"
#include "tensor/tensor.h"

enum { ROOF_LEVELS = 4, ROOF_THREADS = 16 };

typedef struct roof_level {
    const char *name; /* "L1", "L2", "L3", "DRAM" */
    size_t cache;     /* bytes of the cache, of one core or shared; SIZE_MAX for memory */
    size_t working;   /* bytes that one thread went through to measure it */
} roof_level;

/* Bytes per second. store: through the caches or past them, whichever is faster; copy likewise (one write per read); triad: one
 * write per two reads. Bytes that a cache fetches only to overwrite them are not counted. */
typedef struct roof_rates {
    double load, store, copy, triad;
} roof_rates;

typedef struct roof_row {
    int threads;
    double flops[2];              /* FLOP per second of fused multiply-adds: f32, f64 */
    roof_rates rate[ROOF_LEVELS]; /* all threads together */
    double barrier;               /* seconds; 0 for one thread */
} roof_row;

typedef struct roof {
    wg__isa isa;
    double flops[WG__ISA_COUNT][2]; /* one thread; 0: not here */
    roof_level level[ROOF_LEVELS];
    int levels;
    int rows;
    roof_row row[ROOF_THREADS]; /* row[0]: one thread */
    double ghz;                 /* effective clock, from a dependent chain */
    double seconds;             /* that measuring took */
} roof;

/* Measures with each of the numbers of threads, in about `seconds`. It starts empty, and one thread is measured first. Called again on the
 * same roof, it adds the rows that are new, and keeps the better figure of those that are there. false: out of memory, more than
 * ROOF_THREADS, or threads could not be started. */
bool roof_measure(roof *r, const int *threads, int n, double seconds);

/* The levels of the memory of this machine, with no figures yet. */
void roof_levels(roof *r);

/* 1, 2, 4, ... and most (0: all that this process may use; at most ROOF_THREADS); how many numbers these are. */
int roof_counts(int most, int counts[ROOF_THREADS]);

/* The row of that many threads; NULL: it was not measured. */
const roof_row *roof_row_of(const roof *r, int threads);

/* Seconds that reading and writing so many bytes of a level takes at least: between the measured mixtures of reads and writes,
 * time per byte is taken to change linearly. */
double roof_move_seconds(const roof_rates *rate, double read, double written);

#endif
