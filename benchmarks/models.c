/* The networks that are benchmarked as a whole. */
#include "benchmarks/models.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"
#include "engine/engine.h"

enum { MOST_WIDTHS = 128 };

const char *bench_task_name(bench_task t)
{
    static const char *const names[] = {"step", "inference"};
    return names[t];
}

/* "mlp-784-128-10" into its widths, "32x64" being 64 times 32; the number of widths, 0 if it is none. */
static int read_widths(const char *name, int64_t *width)
{
    int n = 0;
    if (strncmp(name, "mlp-", 4) != 0)
        return 0;
    for (const char *p = name + 4; *p;) {
        char *end;
        const long w = strtol(p, &end, 10);
        long times = 1;
        if (*end == 'x')
            times = strtol(end + 1, &end, 10);
        if (end == p || w < 1 || w > 1 << 20 || times < 1 || n + times > MOST_WIDTHS || (*end && *end != '-'))
            return 0;
        while (times-- > 0)
            width[n++] = w;
        p = end + (*end == '-');
    }
    return n;
}

/* Multiplying and adding are two; a step multiplies once forward, once for the weights' gradients, once for those of all inputs but
 * the first layer's. */
static double products_of(const int64_t *width, int widths, int64_t batch, bench_task task)
{
    double flop = 0;
    for (int k = 0; k + 1 < widths; k++)
        flop += 2.0 * (double)(batch * width[k] * width[k + 1]) * (task == BENCH_STEP ? k ? 3 : 2 : 1);
    return flop;
}

static void record(bench_model *m, const int64_t *width, int widths, int64_t batch, bench_task task)
{
    const wg_tensor x = wg_input(m->g, "x", WG_F32, WG_SHAPE(batch, width[0]));
    const wg_tensor y = wg_input(m->g, "y", WG_I32, WG_SHAPE(batch));
    const wg_tensor logits =
        wg_nn_mlp_at(WG_AT("model"), &m->params, "net", x, width + 1, widths - 1, (wg_nn_mlp_options){0});
    m->t[0] = logits;
    m->n = 1;
    if (task == BENCH_STEP) {
        m->t[1] = wg_nn_softmax_cross_entropy(logits, y, WG_MEAN);
        m->t[0] = wg_nn_sgd(m->t[1], m->params, (wg_sgd_options){.lr = 0.01});
        m->n = 2;
    }
    wg_fill_uniform(x, 0, 1);
    int32_t *labels = wg_data(y);
    for (int64_t i = 0; labels && i < batch; i++)
        labels[i] = (int32_t)(i % width[widths - 1]);
}

bool bench_model_open(bench_model *m, const char *name, int64_t batch, bench_task task)
{
    int64_t width[MOST_WIDTHS];
    const int widths = read_widths(name, width);
    *m = (bench_model){.g = widths > 1 && batch > 0 ? wg_graph_new() : NULL};
    if (!m->g)
        return false;
    const double begin = bench_now();
    record(m, width, widths, batch, task);
    const double recorded = bench_now();
    wg_plan_stats stats = {0};
    if (wg_plan_stats_of(m->g, m->t, m->n, &stats) != WG_OK) {
        fprintf(stderr, "%s: %s\n", name, wg_error(m->g));
        return false;
    }
    m->products = products_of(width, widths, batch, task);
    m->nodes = stats.nodes;
    m->record_seconds = (recorded - begin) / (double)(stats.nodes > 0 ? stats.nodes : 1);
    m->plan_seconds = bench_now() - recorded;
    return true;
}

void bench_model_close(bench_model *m)
{
    wg_nn_params_free(&m->params);
    wg_graph_free(m->g);
    *m = (bench_model){0};
}
