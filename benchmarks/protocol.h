/* How something is timed: warm-up, batches, interleaved rounds, disturbed rounds dropped, a stop rule.  Private.
 *
 * A sample is a batch of runs, long against the clock. A round is one sample of each subject, one after the other, in
 * turn from the first to the last and from the last to the first (A B, B A, ...), so that a drift of the machine meets all alike. Rounds go on
 * until the intervals are as narrow as asked for, or until the time is up. */
#ifndef WG_BENCH_PROTOCOL_H
#define WG_BENCH_PROTOCOL_H

#include <stdbool.h>
#include <stdint.h>

#include "benchmarks/stats.h"

enum { BENCH_SUBJECTS = 16, BENCH_ROUNDS = 600 };

typedef struct bench_sample {
    double wall, cpu; /* seconds that the batch took; cpu: of the thread that ran it; of several
                         threads, wall less what they waited for a core */
} bench_sample;

typedef struct bench_subject {
    const char *name;
    bool (*run)(void *self, int64_t n,
                bench_sample *took); /* n runs; false: it failed, and will not run again */
    bool (*prepare)(
        void *
            self); /* before each sample, not timed (evicts the operands): a sample is then one run. NULL: hot */
    void *self;
} bench_subject;

typedef struct bench_protocol {
    double confidence; /* of all intervals */
    double margin;     /* of comparisons: differences larger than this are looked for */
    double precision;  /* of single times: half the interval over the median */
    double seconds;    /* for all rounds together */
    double sample;     /* seconds of a sample, at least */
    bool
        times; /* the time of each subject is wanted, to that precision; otherwise, of several, how they compare with the first */
    int threads; /* of each subject: more than one have no CPU time that stands for the time */
    int min_rounds, max_rounds;
    int core; /* whose steal time is watched; < 0: all */
} bench_protocol;
bench_protocol bench_protocol_default(void);

/* Why rounds were dropped. */
typedef enum bench_disturbance {
    BENCH_PREEMPTED, /* another thread had the core: wall time is longer than CPU time */
    BENCH_STOLEN,    /* the hypervisor took the core */
    BENCH_SLOWED,    /* the clock rate was lower than before */
    BENCH_DISTURBANCES
} bench_disturbance;
const char *bench_disturbance_name(bench_disturbance d);

typedef struct bench_series {
    int subjects, rounds;          /* rounds kept */
    double *time[BENCH_SUBJECTS];  /* seconds of one run, per kept round */
    int64_t batch[BENCH_SUBJECTS]; /* runs in a sample */
    bench_interval median[BENCH_SUBJECTS];
    bench_interval ratio[BENCH_SUBJECTS]; /* of each subject's time to the first one's, by rounds */
    bench_verdict verdict
        [BENCH_SUBJECTS]; /* likewise; of the first: NO_CONCLUSION if its interval is too wide */
    int dropped[BENCH_DISTURBANCES];
    bool cpu_time;       /* most rounds were preempted: these are CPU times */
    bool short_of_clock; /* a cold sample, one run, is too short for the clock to tell */
    double ghz;          /* median of the rounds; 0: unknown */
    double spent;        /* seconds, warm-up included */
    int failed;          /* 1 + the subject that failed; 0: none */
} bench_series;

/* Free in any case. false: out of memory, or a subject failed (out->failed). */
bool bench_measure(const bench_subject *subject, int n, const bench_protocol *p, bench_series *out);
void bench_series_free(bench_series *s);

#endif
