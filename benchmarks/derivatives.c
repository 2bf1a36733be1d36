/* What derivatives of a network cost: value, gradient, derivative along a direction, Hessian times a direction, with respect to all
 * parameters of 784-128-128-10 with tanh and softmax cross-entropy, f32, replayed.
 *
 *   derivatives            a table for batch 32 and 128
 *   derivatives --serve    answers lines on stdin, for side-by-side runs (derivatives.py): "NAME BATCH SECONDS" with the median
 *                          time of a run in seconds; NAME is value, gradient, jvp, hvp or hvp_reverse */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "benchmarks/clock.h"
#include "benchmarks/stats.h"
#include "engine/engine.h"
#include "nn/nn.h"

enum { LAYERS = 3, PARAMS = 2 * LAYERS, KINDS = 5, SAMPLES = 4096 };
static const char *const kind[KINDS] = {"value", "gradient", "jvp", "hvp", "hvp_reverse"};
static const int64_t batches[] = {32, 128};
enum { BATCHES = sizeof batches / sizeof batches[0] };

typedef struct network {
    wg_graph *g;
    wg_tensor value, out[KINDS][PARAMS];
    int n[KINDS];
} network;

static bool network_open(network *w, int64_t batch)
{
    static const int64_t width[LAYERS + 1] = {784, 128, 128, 10};
    *w = (network){.g = wg_graph_new(), .n = {1, PARAMS, 1, PARAMS, PARAMS}};
    wg_graph *g = w->g;
    wg_tensor p[PARAMS], t[PARAMS], h = wg_input(g, "x", WG_F32, WG_SHAPE(batch, width[0]));
    const wg_tensor labels = wg_input(g, "y", WG_I32, WG_SHAPE(batch));
    wg_fill_uniform(h, 0, 1);
    for (int64_t i = 0; wg_ok(g) && i < batch; i++)
        ((int32_t *)wg_data(labels))[i] = (int32_t)(i % width[LAYERS]);
    for (int k = 0; k < LAYERS; k++) {
        const wg_shape s[] = {WG_SHAPE(width[k], width[k + 1]), WG_SHAPE(width[k + 1])};
        for (int j = 0; j < 2; j++) {
            p[2 * k + j] = wg_fill_normal(wg_param(g, "p", WG_F32, s[j]), 0, 0.05);
            t[2 * k + j] = wg_fill_normal(wg_param(g, "t", WG_F32, s[j]), 0, 1);
        }
        h = wg_add(wg_matmul(h, p[2 * k]), p[2 * k + 1]);
        h = k + 1 < LAYERS ? wg_tanh(h) : h;
    }
    w->out[0][0] = w->value = wg_nn_softmax_cross_entropy(h, labels, WG_MEAN);
    wg_grad(w->value, p, PARAMS, w->out[1]);
    wg_jvp(w->value, p, t, PARAMS, w->out[2]);
    wg_hvp_by(w->value, p, t, PARAMS, WG_FORWARD_OVER_REVERSE, w->out[3]);
    wg_hvp_by(w->value, p, t, PARAMS, WG_REVERSE_OVER_FORWARD, w->out[4]);
    if (!wg_ok(g))
        fprintf(stderr, "derivatives: %s\n", wg_error(g));
    return wg_ok(g);
}

/* The median time of a run, over about that many seconds; NaN on error. */
static double median_run(network *w, int k, double seconds)
{
    static double sample[SAMPLES];
    size_t n = 0;
    for (int i = 0; i < 3; i++)
        if (wg_run_n(w->g, w->out[k], w->n[k]) != WG_OK)
            return (double)NAN;
    const double begin = bench_now();
    for (double now = begin; n < SAMPLES && (n < 5 || now - begin < seconds); n++) {
        wg_run_n(w->g, w->out[k], w->n[k]);
        const double end = bench_now();
        sample[n] = end - now;
        now = end;
    }
    return bench_median(sample, n);
}

static void serve(network *w)
{
    char line[128], name[32];
    while (fgets(line, sizeof line, stdin)) {
        long long batch;
        double seconds;
        if (sscanf(line, "%31s %lld %lf", name, &batch, &seconds) != 3)
            continue;
        for (int i = 0; i < BATCHES; i++)
            for (int k = 0; k < KINDS; k++)
                if (batch == batches[i] && strcmp(name, kind[k]) == 0)
                    printf("%.17g\n", median_run(&w[i], k, seconds));
        fflush(stdout);
    }
}

static void table(network *w)
{
    printf("784-128-128-10, f32, one thread: median of a run, and as a multiple of the value\n");
    for (int i = 0; i < BATCHES; i++) {
        const double value = median_run(&w[i], 0, 0.5);
        for (int k = 0; k < KINDS; k++) {
            const double time = median_run(&w[i], k, 0.5);
            printf("  batch %4lld  %-12s %8.1f us  %5.2f\n", (long long)batches[i], kind[k],
                   time * 1e6, time / value);
        }
    }
}

int main(int argc, char **argv)
{
    network w[BATCHES];
    for (int i = 0; i < BATCHES; i++)
        if (!network_open(&w[i], batches[i]))
            return EXIT_FAILURE;
    if (argc > 1 && strcmp(argv[1], "--serve") == 0)
        serve(w);
    else
        table(w);
    for (int i = 0; i < BATCHES; i++)
        wg_graph_free(w[i].g);
    return EXIT_SUCCESS;
}
