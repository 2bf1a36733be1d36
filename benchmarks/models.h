/* The networks that are benchmarked as a whole.  Private. */
#ifndef WG_BENCH_MODELS_H
#define WG_BENCH_MODELS_H

#include "nn/nn.h"

typedef enum bench_task { BENCH_STEP, BENCH_INFERENCE, BENCH_TASKS } bench_task;
const char *
bench_task_name(bench_task t); /* "step": forward, cost, backward, SGD; "inference": the logits */

typedef struct bench_model {
    wg_graph *g;
    wg_nn_params params;
    wg_tensor t[2]; /* what a run computes */
    int n;
    double
        products;  /* FLOP of the products of matrices in a run; a step differentiates no images */
    int64_t nodes; /* recorded */
    double
        record_seconds; /* per node: to record it, derivatives and update included, parameters being there already */
    double plan_seconds; /* to make the plan */
} bench_model;

/* Names are widths: "mlp-784-128-10", "mlp-784-1024-1024-10"; "mlp-32x64-10" has 64 layers of width 32. Relu between layers,
 * mean cross-entropy of the softmax, learning rate 0.01, f32, random images and labels. false: no such model, or out of memory. */
bool bench_model_open(bench_model *m, const char *name, int64_t batch, bench_task task);
void bench_model_close(bench_model *m);

#endif
