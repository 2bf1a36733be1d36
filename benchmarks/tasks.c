/* The works that are measured beside others. */
#include "benchmarks/tasks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "benchmarks/clock.h"
#include "engine/engine.h"

enum { RECORDINGS = 7 };

/* ---- sizes ---- */

int bench_task_widths(const bench_task *t, int64_t *width)
{
    int n = 0;
    for (const char *p = t->widths; p && *p;) {
        char *end;
        const long w = strtol(p, &end, 10);
        long times = 1;
        if (*end == 'x')
            times = strtol(end + 1, &end, 10);
        if (end == p || w < 1 || times < 1 || n + times > BENCH_TASK_WIDTHS ||
            (*end && *end != '-'))
            return 0;
        while (times-- > 0)
            width[n++] = w;
        p = end + (*end == '-');
    }
    return n;
}

/* A step multiplies once forward, once for the weights' gradients, once for those of all inputs but the first layer's. */
static double products_of_network(const bench_task *t)
{
    int64_t width[BENCH_TASK_WIDTHS];
    const int n = bench_task_widths(t, width);
    const bool step = strcmp(t->open, "mlp/step") == 0;
    double flop = 0;
    for (int k = 0; k + 1 < n; k++)
        flop += 2.0 * (double)(t->batch * width[k] * width[k + 1]) * (step ? k ? 3 : 2 : 1);
    return flop;
}

double bench_task_products(const bench_task *t)
{
    if (strcmp(t->open, "op/matmul") == 0)
        return 2.0 * (double)(t->shape[0] * t->shape[1] * t->shape[2]);
    const bool network = strcmp(t->open, "mlp/step") == 0 || strcmp(t->open, "mlp/inference") == 0;
    return network ? products_of_network(t) : 0;
}

/* ---- networks ---- */

static wg_tensor images(wg_graph *g, const char *name, const bench_task *t, int64_t width)
{
    return wg_fill_uniform(wg_input(g, name, WG_F32, WG_SHAPE(t->batch, width)), 0, 1);
}

static wg_tensor labels(wg_graph *g, const char *name, int64_t n, int64_t classes)
{
    const wg_tensor y = wg_input(g, name, WG_I32, WG_SHAPE(n));
    int32_t *label = wg_data(y);
    for (int64_t i = 0; label && i < n; i++)
        label[i] = (int32_t)(i % classes);
    return y;
}

static void record_on(bench_recorded *r, const bench_task *t, const int64_t *width, int n,
                      wg_tensor x, wg_tensor y)
{
    const wg_nn_mlp_options o = {.activation =
                                     strcmp(t->activation, "tanh") == 0 ? wg_tanh_at : NULL};
    r->t[0] = wg_nn_mlp_at(WG_AT("network"), &r->params, "net", x, width + 1, n - 1, o);
    r->n = 1;
    if (strcmp(t->open, "mlp/inference") != 0) {
        r->t[1] = wg_nn_softmax_cross_entropy(r->t[0], y, WG_MEAN);
        r->t[0] = wg_nn_sgd(r->t[1], r->params, (wg_sgd_options){.lr = 0.01});
        r->n = 2;
    }
}

/* On other images and labels, with the parameters that are there: what a program that records each step anew would spend. apart: a leaf of
 * so many elements comes first; it was not there before, so that nothing comes back by comparison with what the last release took. */
static double seconds_per_node(const bench_recorded *r, const bench_task *t, const int64_t *width,
                               int n, int64_t apart)
{
    bench_recorded again = *r;
    const wg_mark mark = wg_graph_mark(r->g);
    if (apart)
        wg_input(r->g, "apart", WG_F32, WG_SHAPE(apart));
    const wg_tensor x = wg_input(r->g, "other x", WG_F32, WG_SHAPE(t->batch, width[0])),
                    y = wg_input(r->g, "other y", WG_I32, WG_SHAPE(t->batch));
    const size_t before = wg_graph_nodes(r->g);
    const double begin = bench_now();
    record_on(&again, t, width, n, x, y);
    const double took = bench_now() - begin;
    const size_t nodes = wg_graph_nodes(r->g) - before;
    wg_graph_release(mark);
    return nodes ? took / (double)nodes : 0;
}

static void network(bench_recorded *r, const bench_task *t)
{
    int64_t width[BENCH_TASK_WIDTHS];
    const int n = bench_task_widths(t, width);
    record_on(r, t, width, n, images(r->g, "x", t, width[0]),
              labels(r->g, "y", t->batch, width[n - 1]));
    r->record_seconds = r->again_seconds = (double)INFINITY;
    for (int k = 1; k <= RECORDINGS; k++) /* the fastest: nothing else had the core */
        r->record_seconds = fmin(r->record_seconds, seconds_per_node(r, t, width, n, k));
    for (int k = 1; k <= RECORDINGS; k++)
        r->again_seconds = fmin(r->again_seconds, seconds_per_node(r, t, width, n, 0));
}

/* Its parameters come from a network on one other image: the step itself is not there. */
static bool step_anew(bench_recorded *r, const bench_task *t)
{
    int64_t width[BENCH_TASK_WIDTHS];
    const int n = bench_task_widths(t, width);
    if (!r->leaf[1].g) {
        const wg_tensor one = wg_input(r->g, "one", WG_F32, WG_SHAPE(1, width[0]));
        wg_nn_mlp_at(WG_AT("network"), &r->params, "net", one, width + 1, n - 1,
                     (wg_nn_mlp_options){0});
        r->leaf[1] = images(r->g, "images", t, width[0]);
        r->leaf[2] = labels(r->g, "labels", t->batch, width[n - 1]);
    }
    const wg_mark mark = wg_graph_mark(r->g);
    record_on(r, t, width, n, r->leaf[1], r->leaf[2]);
    const bool ok = wg_run_n(r->g, r->t, r->n) == WG_OK;
    wg_graph_release(mark);
    return ok;
}

/* ---- derivatives of a network, with respect to all its parameters ---- */

enum { LAYERS_MAX = 4 };

static void derivative(bench_recorded *r, const bench_task *t)
{
    int64_t width[BENCH_TASK_WIDTHS];
    wg_tensor p[2 * LAYERS_MAX], v[2 * LAYERS_MAX];
    const int layers = bench_task_widths(t, width) - 1;
    const char *what = strchr(t->open, '/') + 1;
    wg_tensor h = images(r->g, "x", t, width[0]);
    const wg_tensor y = labels(r->g, "y", t->batch, width[layers]);
    for (int k = 0; k < layers; k++) {
        const wg_shape s[] = {WG_SHAPE(width[k], width[k + 1]), WG_SHAPE(width[k + 1])};
        for (int j = 0; j < 2; j++) {
            p[2 * k + j] = wg_fill_normal(wg_param(r->g, "p", WG_F32, s[j]), 0, 0.05);
            v[2 * k + j] = wg_fill_normal(wg_param(r->g, "v", WG_F32, s[j]), 0, 1);
        }
        h = wg_add(wg_matmul(h, p[2 * k]), p[2 * k + 1]);
        h = k + 1 < layers ? wg_tanh(h) : h;
    }
    const wg_tensor value = wg_nn_softmax_cross_entropy(h, y, WG_MEAN);
    r->n = 1;
    r->t[0] = value;
    if (strcmp(what, "jvp") == 0)
        wg_jvp(value, p, v, 2 * layers, r->t);
    else if (strcmp(what, "value") != 0)
        r->n = 2 * layers;
    if (strcmp(what, "gradient") == 0)
        wg_grad(value, p, r->n, r->t);
    else if (strncmp(what, "hvp", 3) == 0)
        wg_hvp_by(value, p, v, r->n,
                  strcmp(what, "hvp") == 0 ? WG_FORWARD_OVER_REVERSE : WG_REVERSE_OVER_FORWARD,
                  r->t);
}

/* ---- compositions with their gradients ---- */

static wg_tensor normal(bench_recorded *r, const char *name, wg_shape s, double mean, double std)
{
    return wg_fill_normal(wg_input(r->g, name, WG_F32, s), mean, std);
}

static void cross_entropy(bench_recorded *r, const bench_task *t)
{
    const wg_tensor x = r->leaf[0] = normal(r, "x", WG_SHAPE(t->shape[0], t->shape[1]), 0, 1);
    r->leaf[4] = labels(r->g, "label", t->shape[0], t->shape[1]);
    r->t[0] = wg_nn_softmax_cross_entropy(x, r->leaf[4], WG_MEAN);
    r->n = wg_grad(r->t[0], &x, 1, &r->t[1]) == WG_OK ? 2 : 0;
}

static void layer_norm(bench_recorded *r, const bench_task *t)
{
    const wg_shape all = WG_SHAPE(t->shape[0], t->shape[1]), row = WG_SHAPE(t->shape[1]);
    const wg_tensor x = r->leaf[0] = normal(r, "x", all, 0, 1);
    const wg_tensor dy = r->leaf[1] = normal(r, "dy", all, 0, 1);
    const wg_tensor gamma = r->leaf[2] = normal(r, "gamma", row, 1, 0.1);
    const wg_tensor beta = r->leaf[3] = normal(r, "beta", row, 0, 0.1);
    const wg_tensor c = wg_sub(x, wg_mean(x, WG_AXES(-1), true));
    const wg_tensor rstd = wg_rsqrt(wg_add(wg_mean(wg_square(c), WG_AXES(-1), true), 1e-5));
    const wg_tensor wrt[] = {x, gamma, beta};
    r->t[0] = wg_add(wg_mul(wg_mul(c, rstd), gamma), beta);
    r->n = wg_vjp(r->t[0], dy, wrt, 3, &r->t[1]) == WG_OK ? 4 : 0;
}

static void softmax_of_rows(bench_recorded *r, const bench_task *t)
{
    r->leaf[0] = normal(r, "x", WG_SHAPE(t->shape[0], t->shape[1]), 0, 1);
    r->t[r->n++] = wg_softmax(r->leaf[0], -1);
}

static void gelu(bench_recorded *r, const bench_task *t)
{
    r->leaf[0] = normal(r, "x", WG_SHAPE(t->shape[0], t->shape[1]), 0, 1);
    r->t[r->n++] = wg_gelu(r->leaf[0]);
}

/* softmax(Q K' / sqrt(d) where j <= i, else -inf) V */
static void attention(bench_recorded *r, const bench_task *t)
{
    const int64_t *d = t->shape;
    const wg_shape s = WG_SHAPE(d[0], d[1], d[2], d[3]);
    const wg_tensor q = normal(r, "q", s, 0, 1), k = normal(r, "k", s, 0, 1),
                    v = normal(r, "v", s, 0, 1), dy = normal(r, "dy", s, 0, 1);
    const wg_tensor scores = wg_mul(wg_matmul(q, wg_transpose(k, -2, -1)), 1 / sqrt((double)d[3]));
    const wg_tensor never = wg_full(r->g, WG_F32, WG_SCALAR, -INFINITY);
    const wg_tensor causal = wg_tril_mask(r->g, d[2], d[2], 0);
    const wg_tensor wrt[] = {q, k, v};
    r->t[0] = wg_matmul(wg_softmax(wg_where(causal, scores, never), -1), v);
    r->n = wg_vjp(r->t[0], dy, wrt, 3, &r->t[1]) == WG_OK ? 4 : 0;
}

/* ---- recording ---- */

static bool additions(bench_recorded *r, const bench_task *t)
{
    const wg_mark mark = wg_graph_mark(r->g);
    wg_tensor y = r->leaf[0], out[2];
    for (int64_t i = 0; i < t->shape[0]; i++)
        y = wg_add(y, r->leaf[0]);
    out[0] = y;
    const bool ok = wg_grad(y, r->leaf, 1, &out[1]) == WG_OK && wg_run_n(r->g, out, 2) == WG_OK;
    wg_graph_release(mark);
    return ok;
}

/* ---- the list ---- */

/* clang-format off */
#define OP(name_, expr_) \
    {.group = "ops", .name = name_ " 1024 x 1024", .open = "op/" name_, .expr = expr_, .word = {"x=f32[1024,1024]"}, .shape = {1024, 1024}}
#define KERNEL(name_, record_) \
    {.group = "kernels", .name = name_ " 1024 x 1024", .open = "kernel/" name_, .record = record_, .shape = {1024, 1024}}
#define PRODUCT(m, k, n) \
    {.group = "ops", .name = "matmul " #m " x " #k " x " #n, .open = "op/matmul", .expr = "x @ y", .word = {"x=f32[" #m "," #k "]", "y=f32[" #k "," #n "]"}, .shape = {m, k, n}}
#define NETWORK(name_, widths_, activation_, batch_) \
    {.group = "models", .name = name_ " step, batch " #batch_, .open = "mlp/step", .record = network, .widths = widths_, .activation = activation_, .batch = batch_}, \
    {.group = "models", .name = name_ " inference, batch " #batch_, .open = "mlp/inference", .record = network, .widths = widths_, .activation = activation_, .batch = batch_}
#define DERIVATIVE(what_, batch_) \
    {.group = "derivatives", .name = what_ " of 784-128-128-10, batch " #batch_, .open = "derivative/" what_, .record = derivative, .widths = "784-128-128-10", .activation = "tanh", .batch = batch_}

static const bench_task tasks[] = {
    OP("add", "x + 1"),
    OP("mul", "x * x"),
    OP("exp", "exp(x)"),
    OP("tanh", "tanh(x)"),
    OP("sigmoid", "sigmoid(x)"),
    OP("sum", "sum(x)"),
    OP("transpose", "transpose(x)"),
    OP("logsumexp", "logsumexp(x, axes=1)"),
    PRODUCT(16, 16, 16),
    PRODUCT(64, 64, 64),
    PRODUCT(32, 784, 128),
    PRODUCT(256, 256, 256),
    PRODUCT(1024, 1024, 1024),
    KERNEL("softmax", softmax_of_rows),
    KERNEL("gelu", gelu),
    KERNEL("cross-entropy", cross_entropy),
    KERNEL("layer-norm", layer_norm),
    {.group = "kernels", .name = "attention 8 x 4 x 256 x 32", .open = "kernel/attention", .record = attention, .shape = {8, 4, 256, 32}},
    NETWORK("784-128-10", "784-128-10", "relu", 1),
    NETWORK("784-128-10", "784-128-10", "relu", 32),
    NETWORK("784-128-10", "784-128-10", "relu", 128),
    NETWORK("784-128-10", "784-128-10", "relu", 1024),
    NETWORK("784-1024-1024-10", "784-1024-1024-10", "relu", 1),
    NETWORK("784-1024-1024-10", "784-1024-1024-10", "relu", 32),
    NETWORK("784-1024-1024-10", "784-1024-1024-10", "relu", 128),
    NETWORK("784-1024-1024-10", "784-1024-1024-10", "relu", 1024),
    NETWORK("64 layers of 64", "64x65", "tanh", 32),
    DERIVATIVE("value", 32),
    DERIVATIVE("gradient", 32),
    DERIVATIVE("jvp", 32),
    DERIVATIVE("hvp", 32),
    DERIVATIVE("hvp-reverse", 32),
    DERIVATIVE("value", 128),
    DERIVATIVE("gradient", 128),
    DERIVATIVE("jvp", 128),
    DERIVATIVE("hvp", 128),
    DERIVATIVE("hvp-reverse", 128),
    {.group = "recording", .name = "1000 scalar additions, recorded and run", .open = "additions", .run_anew = additions, .shape = {1000}},
    {.group = "recording", .name = "784-128-10 step, batch 32, recorded each time", .open = "mlp/anew", .run_anew = step_anew, .widths = "784-128-10", .activation = "relu", .batch = 32},
};
/* clang-format on */

const bench_task *bench_task_at(size_t i)
{
    return i < sizeof tasks / sizeof tasks[0] ? &tasks[i] : NULL;
}

const bench_task *bench_task_find(const char *name)
{
    for (size_t i = 0; bench_task_at(i); i++)
        if (strcmp(tasks[i].name, name) == 0)
            return &tasks[i];
    return NULL;
}

bool bench_task_open(bench_recorded *r, const bench_task *t)
{
    *r = (bench_recorded){.g = wg_graph_new()};
    wg_seed(r->g, 1);
    if (t->run_anew) {
        r->leaf[0] = wg_fill_normal(wg_input(r->g, "x", WG_F32, WG_SCALAR), 0, 1);
        return wg_ok(r->g) && t->run_anew(r, t);
    }
    t->record(r, t);
    wg_plan_stats stats = {0};
    const double begin = bench_now();
    if (!r->n || wg_plan_stats_of(r->g, r->t, r->n, &stats) != WG_OK) {
        fprintf(stderr, "%s: %s\n", t->name, wg_error(r->g));
        return false;
    }
    r->plan_seconds = bench_now() - begin;
    r->nodes = stats.nodes;
    return true;
}

void bench_task_close(bench_recorded *r)
{
    wg_nn_params_free(&r->params);
    wg_graph_free(r->g);
    *r = (bench_recorded){0};
}
