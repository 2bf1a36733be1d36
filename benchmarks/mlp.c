/* One training step of 784-128-10 with SGD: forward, loss, backward, update, replayed.
 *
 *   mlp                      a table for batch 1, 32, 128, 1024, beside the peak of one core measured in the same run
 *   mlp --serve              answers lines on stdin, for side-by-side runs (peers.py):  "step BATCH SECONDS" with the median time of
 *                            a step in seconds, "op NAME SECONDS" with that of a single op, "peak" with GFLOP/s,
 *                            "flop BATCH" with FLOP of a step
 *   mlp --ops                also what single ops cost on 1,048,576 floats */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine/engine.h"
#include "nn/nn.h"

#include "benchmarks/clock.h"
#include "benchmarks/roof.h"

/* The peak of one core, GFLOP/s. */
static double peak_gflops(void)
{
    roof r = {0};
    return roof_measure(&r, 1, 0.3) ? 1e-9 * r.row[0].flops[0] : (double)NAN;
}

typedef struct model {
    wg_graph *g;
    wg_nn_params params;
    wg_tensor step, cost;
    double flop;
} model;

static bool model_open(model *m, int64_t batch)
{
    *m = (model){.g = wg_graph_new()};
    const wg_tensor x = wg_input(m->g, "x", WG_F32, WG_SHAPE(batch, 784));
    const wg_tensor y = wg_input(m->g, "y", WG_I32, WG_SHAPE(batch));
    const wg_tensor logits = wg_nn_mlp(&m->params, "net", x, WG_WIDTHS(128, 10), (wg_nn_mlp_options){0});
    m->cost = wg_nn_softmax_cross_entropy(logits, y, WG_MEAN);
    m->step = wg_nn_sgd(m->cost, m->params, (wg_sgd_options){.lr = 0.01});
    wg_fill_uniform(x, 0, 1);
    int32_t *labels = wg_data(y);
    for (int64_t i = 0; labels && i < batch; i++)
        labels[i] = (int32_t)(i % 10);
    wg_plan_stats stats;
    if (wg_plan_stats_of(m->g, (wg_tensor[]){m->step, m->cost}, 2, &stats) == WG_OK)
        m->flop = stats.flop;
    if (!wg_ok(m->g))
        fprintf(stderr, "mlp: %s\n", wg_error(m->g));
    return wg_ok(m->g);
}

static void model_close(model *m)
{
    wg_nn_params_free(&m->params);
    wg_graph_free(m->g);
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum { SAMPLES = 4096 };

/* The median time of a run of a and b, over about that many seconds; NaN on error. */
static double median_run(wg_graph *g, wg_tensor a, wg_tensor b, double seconds)
{
    static double sample[SAMPLES];
    size_t n = 0;
    for (int i = 0; i < 3; i++)
        if (wg_run(g, a, b) != WG_OK)
            return NAN;
    const double begin = bench_now();
    for (double now = begin; n < SAMPLES && (n < 5 || now - begin < seconds); n++) {
        wg_run(g, a, b);
        const double end = bench_now();
        sample[n] = end - now;
        now = end;
    }
    qsort(sample, n, sizeof *sample, by_value);
    return sample[n / 2];
}

/* ---- single ops ---- */

typedef wg_tensor (*unary)(wg_site at, wg_tensor x);

static wg_tensor sum_all(wg_site at, wg_tensor x)
{
    return wg_sum_at(at, x, WG_ALL, false);
}

static wg_tensor add_one(wg_site at, wg_tensor x)
{
    return wg_add_ts_at(at, x, 1.0);
}

static wg_tensor softmax_rows(wg_site at, wg_tensor x)
{
    return wg_softmax_at(at, x, 1);
}

static wg_tensor logsumexp_rows(wg_site at, wg_tensor x)
{
    return wg_logsumexp_at(at, x, WG_AXES(1), false);
}

static wg_tensor matmul_self(wg_site at, wg_tensor x)
{
    return wg_matmul_at(at, x, x);
}

static const struct {
    const char *name;
    unary op;
    int64_t side; /* of a square operand */
} ops[] = {
    {"add", add_one, 1024},         {"exp", wg_exp_at, 1024},         {"tanh", wg_tanh_at, 1024},
    {"sigmoid", wg_sigmoid_at, 1024}, {"gelu", wg_gelu_at, 1024},     {"sum", sum_all, 1024},
    {"softmax", softmax_rows, 1024}, {"logsumexp", logsumexp_rows, 1024}, {"matmul", matmul_self, 256},
};
enum { OPS = sizeof ops / sizeof ops[0] };

/* The median time of op k; NaN on error. */
static double time_op(int k, double seconds)
{
    wg_graph *g = wg_graph_new();
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(ops[k].side, ops[k].side));
    wg_fill_normal(x, 0, 1);
    const wg_tensor y = ops[k].op(WG_AT(ops[k].name), x);
    const double t = median_run(g, y, y, seconds);
    if (!wg_ok(g))
        fprintf(stderr, "mlp: %s\n", wg_error(g));
    wg_graph_free(g);
    return t;
}

static int ops_table(void)
{
    printf("\nops on 1024 x 1024 floats (matmul: 256 x 256), one thread\n");
    for (int k = 0; k < OPS; k++)
        printf("  %-10s %7.1f us\n", ops[k].name, time_op(k, 0.3) * 1e6);
    return EXIT_SUCCESS;
}

/* ---- side by side with others ---- */

static int serve(void)
{
    static const int64_t batches[] = {1, 32, 128, 1024};
    model models[4];
    char line[128], name[32];
    for (int i = 0; i < 4; i++)
        if (!model_open(&models[i], batches[i]))
            return EXIT_FAILURE;
    while (fgets(line, sizeof line, stdin)) {
        long long batch;
        double seconds;
        if (strncmp(line, "peak", 4) == 0)
            printf("%.17g\n", peak_gflops());
        for (int k = 0; k < OPS && sscanf(line, "op %31s %lf", name, &seconds) == 2; k++)
            if (strcmp(name, ops[k].name) == 0)
                printf("%.17g\n", time_op(k, seconds));
        for (int i = 0; i < 4; i++) {
            if (sscanf(line, "flop %lld", &batch) == 1 && batch == batches[i])
                printf("%.17g\n", models[i].flop);
            if (sscanf(line, "step %lld %lf", &batch, &seconds) == 2 && batch == batches[i])
                printf("%.17g\n", median_run(models[i].g, models[i].step, models[i].cost, seconds));
        }
        fflush(stdout);
    }
    for (int i = 0; i < 4; i++)
        model_close(&models[i]);
    return EXIT_SUCCESS;
}

static int table(void)
{
    static const int64_t batches[] = {1, 32, 128, 1024};
    printf("MLP 784-128-10, SGD, f32, one thread: median of a whole step\n"
           "  batch   us/step   samples/s   GFLOP/s   of peak\n");
    for (int i = 0; i < 4; i++) {
        model m;
        if (!model_open(&m, batches[i]))
            return EXIT_FAILURE;
        const double peak = peak_gflops(), t = median_run(m.g, m.step, m.cost, 0.5);
        printf("  %5lld  %8.1f  %10.0f  %8.1f     %5.2f\n", (long long)batches[i], t * 1e6, (double)batches[i] / t,
               m.flop / t * 1e-9, m.flop / t * 1e-9 / peak);
        model_close(&m);
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--serve") == 0)
        return serve();
    const int status = table();
    return status == EXIT_SUCCESS && argc > 1 && strcmp(argv[1], "--ops") == 0 ? ops_table() : status;
}
