/* What Wengert and its peers are both asked to do: ops, compositions, training steps, derivatives, recording.  Private.
 *
 * The one place that knows these works and their sizes. A peer is asked for `open` with the sizes (benchmarks/peers/README.md); our
 * own side evaluates the expression, or records what `record` says. */
#ifndef WG_BENCH_TASKS_H
#define WG_BENCH_TASKS_H

#include "nn/nn.h"

enum { BENCH_TASK_ROOTS = 8, BENCH_TASK_SHAPE = 4, BENCH_TASK_WIDTHS = 128 };

typedef struct bench_task bench_task;

typedef struct bench_recorded {
    wg_graph *g;
    wg_nn_params params;
    wg_tensor leaf[5];             /* of a composition: what peers/by_hand.c reads */
    wg_tensor t[BENCH_TASK_ROOTS]; /* what a run computes */
    int n;
    int64_t nodes; /* recorded */
    /* A node, the parameters being there already, for the first time and once more after a release; the best of several; 0: not asked. */
    double record_seconds, again_seconds;
    double plan_seconds; /* to make the plan */
} bench_recorded;

struct bench_task {
    const char *group; /* "ops", "kernels", "models", "derivatives", "recording" */
    const char *name;  /* unique, with the sizes */
    const char *open;
    const char *expr, *word[2]; /* ours: an expression with operands, or */
    void (*record)(bench_recorded *r, const bench_task *t);   /* recorded once and replayed, or */
    bool (*run_anew)(bench_recorded *r, const bench_task *t); /* recorded and run each time */
    int64_t shape[BENCH_TASK_SHAPE]; /* of an op or a composition; 0: no more */
    const char *widths, *activation; /* of a network: "784-128-10" */
    int64_t batch;
};

const bench_task *bench_task_at(size_t i); /* NULL past the last */
const bench_task *bench_task_find(const char *name);

/* "784-128-10" into its widths, "64x65" being 65 times 64; their number, 0 if it is none. */
int bench_task_widths(const bench_task *t, int64_t *width);

/* FLOP of the products of matrices in a run, multiplying and adding being two; a step differentiates no images. 0: there are none. */
double bench_task_products(const bench_task *t);

/* Records it, with random numbers, and plans it. false: out of memory or an error, said on stderr. Close in any case. */
bool bench_task_open(bench_recorded *r, const bench_task *t);
void bench_task_close(bench_recorded *r);

#endif
