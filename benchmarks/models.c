/* The networks that are benchmarked as a whole. */
#include "benchmarks/models.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"
#include "engine/engine.h"

enum { MOST_WIDTHS = 128, RECORDINGS = 7 };

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
        if (end == p || w < 1 || w > 1 << 20 || times < 1 || n + times > MOST_WIDTHS ||
            (*end && *end != '-'))
            return 0;
        while (times-- > 0)
            width[n++] = w;
        p = end + (*end == '-');
    }
    return n;
}

typedef struct shape {
    int64_t width[MOST_WIDTHS], batch;
    int widths;
    bench_task task;
} shape;

/* Multiplying and adding are two; a step multiplies once forward, once for the weights' gradients, once for those of all inputs but
 * the first layer's. */
static double products_of(const shape *s)
{
    double flop = 0;
    for (int k = 0; k + 1 < s->widths; k++)
        flop += 2.0 * (double)(s->batch * s->width[k] * s->width[k + 1]) *
                (s->task == BENCH_STEP ? k ? 3 : 2 : 1);
    return flop;
}

/* What a run computes, on images x with labels y. */
static void record(bench_model *m, const shape *s, wg_tensor x, wg_tensor y)
{
    m->t[0] = wg_nn_mlp_at(WG_AT("model"), &m->params, "net", x, s->width + 1, s->widths - 1,
                           (wg_nn_mlp_options){0});
    m->n = 1;
    if (s->task == BENCH_STEP) {
        m->t[1] = wg_nn_softmax_cross_entropy(m->t[0], y, WG_MEAN);
        m->t[0] = wg_nn_sgd(m->t[1], m->params, (wg_sgd_options){.lr = 0.01});
        m->n = 2;
    }
}

static wg_tensor images(wg_graph *g, const char *name, const shape *s)
{
    return wg_input(g, name, WG_F32, WG_SHAPE(s->batch, s->width[0]));
}

static wg_tensor labels(wg_graph *g, const char *name, const shape *s)
{
    return wg_input(g, name, WG_I32, WG_SHAPE(s->batch));
}

/* On other images and labels, with the parameters that are there: what a program that records each step anew would spend. */
static double seconds_per_node(const bench_model *m, const shape *s)
{
    bench_model again = *m;
    const wg_mark mark = wg_graph_mark(m->g);
    const wg_tensor x = images(m->g, "other x", s), y = labels(m->g, "other y", s);
    const size_t before = wg_graph_nodes(m->g);
    const double begin = bench_now();
    record(&again, s, x, y);
    const double took = bench_now() - begin;
    const size_t nodes = wg_graph_nodes(m->g) - before;
    wg_graph_release(mark);
    return nodes ? took / (double)nodes : 0;
}

bool bench_model_open(bench_model *m, const char *name, int64_t batch, bench_task task)
{
    shape s = {.batch = batch, .task = task};
    s.widths = read_widths(name, s.width);
    *m = (bench_model){.g = s.widths > 1 && batch > 0 ? wg_graph_new() : NULL};
    if (!m->g)
        return false;
    const wg_tensor x = images(m->g, "x", &s), y = labels(m->g, "y", &s);
    wg_fill_uniform(x, 0, 1);
    int32_t *label = wg_data(y);
    for (int64_t i = 0; label && i < batch; i++)
        label[i] = (int32_t)(i % s.width[s.widths - 1]);
    record(m, &s, x, y);
    m->record_seconds = seconds_per_node(m, &s);
    for (int k = 1; k < RECORDINGS; k++) /* the fastest: nothing else had the core */
        m->record_seconds = fmin(m->record_seconds, seconds_per_node(m, &s));
    wg_plan_stats stats = {0};
    const double begin = bench_now();
    if (wg_plan_stats_of(m->g, m->t, m->n, &stats) != WG_OK) {
        fprintf(stderr, "%s: %s\n", name, wg_error(m->g));
        return false;
    }
    m->plan_seconds = bench_now() - begin;
    m->nodes = stats.nodes;
    m->products = products_of(&s);
    return true;
}

void bench_model_close(bench_model *m)
{
    wg_nn_params_free(&m->params);
    wg_graph_free(m->g);
    *m = (bench_model){0};
}
