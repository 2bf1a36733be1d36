/* Loops by hand, as a peer: what an expert would write for softmax, cross-entropy and layer norm with their gradients, and GELU; and the
 * plain loops of ops of one pass, which show how near to the roof this machine lets a loop come.
 *
 * They are written for this machine (compiled for it, with the library's own vector functions), keep a row in the first cache, read and
 * write memory once, and are free to sum in any order. One thread. What they compute is compared with the library's own composition before
 * anything is timed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/peers/peer.h"
#include "benchmarks/tasks.h"
#include "engine/engine.h"
#include "ops/vmath.h"

enum { ROWS = 1024, COLS = 1024, N = ROWS * COLS, V = WGV_F };

/* What the loops read and write. */
typedef struct data {
    const float *x, *dy, *gamma, *beta;
    float *y, *dx, *dgamma, *dbeta;
    const int32_t *label;
    float loss;
} data;

/* ---- the loops ---- */

static float sum_lanes(wgv_f v)
{
    float lane[V], s = 0;
    wgv_store(lane, v);
    for (int j = 0; j < V; j++)
        s += lane[j];
    return s;
}

static float max_lanes(wgv_f v)
{
    float lane[V];
    wgv_store(lane, v);
    for (int j = 1; j < V; j++)
        lane[0] = lane[j] > lane[0] ? lane[j] : lane[0];
    return lane[0];
}

static float max_of(const float *x)
{
    wgv_f m[4];
    for (int j = 0; j < 4; j++)
        m[j] = wgv_load(x + j * V);
    for (int c = 4 * V; c < COLS; c += 4 * V)
        for (int j = 0; j < 4; j++)
            m[j] = wgv_max(wgv_load(x + c + j * V), m[j]);
    return max_lanes(wgv_max(wgv_max(m[0], m[1]), wgv_max(m[2], m[3])));
}

/* y = e^(x - top); their sum */
static float exp_row(const float *x, float *y, float top)
{
    wgv_f s[2] = {wgv_set1(0), wgv_set1(0)};
    for (int c = 0; c < COLS; c += 2 * V)
        for (int j = 0; j < 2; j++) {
            const wgv_f e = wgv_exp(wgv_load(x + c + j * V) - wgv_set1(top));
            wgv_store(y + c + j * V, e);
            s[j] += e;
        }
    return sum_lanes(s[0] + s[1]);
}

static void scale_row(float *y, float by)
{
    for (int c = 0; c < COLS; c += V)
        wgv_store(y + c, wgv_load(y + c) * wgv_set1(by));
}

static void softmax_loop(data *d)
{
    for (int r = 0; r < ROWS; r++) {
        const float *x = d->x + r * COLS;
        float *y = d->y + r * COLS;
        scale_row(y, 1 / exp_row(x, y, max_of(x)));
    }
}

/* dx = (softmax(x) - onehot) / rows, and the mean loss */
static void cross_entropy_loop(data *d)
{
    double loss = 0;
    for (int r = 0; r < ROWS; r++) {
        const float *x = d->x + r * COLS;
        float *dx = d->dx + r * COLS;
        const float top = max_of(x), s = exp_row(x, dx, top);
        scale_row(dx, 1 / (s * ROWS));
        dx[d->label[r]] -= 1.0f / ROWS;
        loss += (double)(logf(s) + top - x[d->label[r]]);
    }
    d->loss = (float)(loss / ROWS);
}

/* c = x - mean; returns 1 / sqrt(var + eps) */
static float centre_row(const float *x, float *c)
{
    wgv_f s[2] = {wgv_set1(0), wgv_set1(0)}, q[2] = {wgv_set1(0), wgv_set1(0)};
    for (int k = 0; k < COLS; k += 2 * V)
        for (int j = 0; j < 2; j++)
            s[j] += wgv_load(x + k + j * V);
    const float mean = sum_lanes(s[0] + s[1]) / COLS;
    for (int k = 0; k < COLS; k += 2 * V)
        for (int j = 0; j < 2; j++) {
            const wgv_f v = wgv_load(x + k + j * V) - wgv_set1(mean);
            wgv_store(c + k + j * V, v);
            q[j] = wgv_fma(v, v, q[j]);
        }
    return 1 / sqrtf(sum_lanes(q[0] + q[1]) / COLS + 1e-5f);
}

static void layer_norm_loop(data *d)
{
    float c[COLS];
    memset(d->dgamma, 0, sizeof c);
    memset(d->dbeta, 0, sizeof c);
    for (int r = 0; r < ROWS; r++) {
        const float *x = d->x + r * COLS, *dy = d->dy + r * COLS;
        float *y = d->y + r * COLS, *dx = d->dx + r * COLS;
        const wgv_f rstd = wgv_set1(centre_row(x, c));
        wgv_f s = wgv_set1(0), q = wgv_set1(0);
        for (int k = 0; k < COLS; k += V) {
            const wgv_f h = wgv_load(c + k) * rstd, t = wgv_load(dy + k),
                        g = t * wgv_load(d->gamma + k);
            wgv_store(y + k, wgv_fma(h, wgv_load(d->gamma + k), wgv_load(d->beta + k)));
            wgv_store(d->dgamma + k, wgv_fma(t, h, wgv_load(d->dgamma + k)));
            wgv_store(d->dbeta + k, t + wgv_load(d->dbeta + k));
            wgv_store(c + k, h);
            s += g;
            q = wgv_fma(g, h, q);
        }
        const wgv_f ms = wgv_set1(sum_lanes(s) / COLS), mq = wgv_set1(sum_lanes(q) / COLS);
        for (int k = 0; k < COLS; k += V) {
            const wgv_f g = wgv_load(dy + k) * wgv_load(d->gamma + k);
            wgv_store(dx + k, (g - wgv_fma(wgv_load(c + k), mq, ms)) * rstd);
        }
    }
}

static void gelu_loop(data *d)
{
    for (int i = 0; i < N; i += V) {
        const wgv_f x = wgv_load(d->x + i);
        const wgv_f phi = wgv_erf(x * wgv_set1(0.70710678f)) + wgv_set1(1.0f);
        wgv_store(d->y + i, x * wgv_set1(0.5f) * phi);
    }
}

#define MAP(name, expr)                                                                            \
    static void name##_loop(data *d)                                                               \
    {                                                                                              \
        for (int i = 0; i < N; i += V) {                                                           \
            const wgv_f x = wgv_load(d->x + i);                                                    \
            wgv_store(d->y + i, expr);                                                             \
        }                                                                                          \
    }
MAP(add, x + wgv_set1(1.0f))
MAP(exp, wgv_exp(x))
MAP(tanh, wgv_tanh(x))
MAP(sigmoid, wgv_sigmoid(x))

static void sum_loop(data *d)
{
    enum { SUMS = 8 }; /* an addition never waits for the one before */
    wgv_f s[SUMS];
    for (int j = 0; j < SUMS; j++)
        s[j] = wgv_set1(0);
    for (int i = 0; i < N; i += SUMS * V)
        for (int j = 0; j < SUMS; j++)
            s[j] += wgv_load(d->x + i + j * V);
    for (int j = 1; j < SUMS; j++)
        s[0] += s[j];
    d->loss = sum_lanes(s[0]);
}

/* ---- the ops as the library records them ---- */

static wg_tensor add_one(wg_tensor x)
{
    return wg_add(x, 1.0);
}

static wg_tensor exp_of(wg_tensor x)
{
    return wg_exp(x);
}

static wg_tensor tanh_of(wg_tensor x)
{
    return wg_tanh(x);
}

static wg_tensor sigmoid_of(wg_tensor x)
{
    return wg_sigmoid(x);
}

static wg_tensor sum_of(wg_tensor x)
{
    return wg_sum(x, WG_ALL, false);
}

static bool record_op(bench_recorded *r, wg_tensor (*op)(wg_tensor x))
{
    *r = (bench_recorded){.g = wg_graph_new(), .n = 1};
    wg_seed(r->g, 1);
    r->leaf[0] = wg_fill_normal(wg_input(r->g, "x", WG_F32, WG_SHAPE(ROWS, COLS)), 0.01,
                                1); /* a sum of some size */
    r->t[0] = op(r->leaf[0]);
    return wg_ok(r->g);
}

/* ---- the peer ---- */

static const struct {
    const char *open;
    void (*loop)(data *d);
    int result
        [BENCH_TASK_ROOTS]; /* where the loop has each root: 0 loss or sum, 1 y, 2 dx, 3 dgamma, 4 dbeta */
    wg_tensor (*op)(wg_tensor x); /* NULL: the task says how it is recorded */
} loops[] = {
    {"kernel/softmax", softmax_loop, {1}, NULL},
    {"kernel/cross-entropy", cross_entropy_loop, {0, 2}, NULL},
    {"kernel/layer-norm", layer_norm_loop, {1, 2, 3, 4}, NULL},
    {"kernel/gelu", gelu_loop, {1}, NULL},
    {"op/add", add_loop, {1}, add_one},
    {"op/exp", exp_loop, {1}, exp_of},
    {"op/tanh", tanh_loop, {1}, tanh_of},
    {"op/sigmoid", sigmoid_loop, {1}, sigmoid_of},
    {"op/sum", sum_loop, {0}, sum_of},
};
enum { LOOPS = sizeof loops / sizeof *loops };

static struct {
    bench_recorded ours;
    data d;
    void (*loop)(data *d);
    char why[128];
} now;

static double largest_difference(const float *a, const float *b, int64_t n)
{
    double worst = 0;
    for (int64_t i = 0; i < n; i++) {
        const double e = fabs((double)a[i] - (double)b[i]);
        if (!(e <= worst))
            worst = e;
    }
    return worst;
}

/* NaN, or the largest difference of an element from the loop's, over the largest element. */
static double compare(const bench_recorded *o, const int *result, data *d)
{
    double worst = 0;
    const float *const by[] = {&d->loss, d->y, d->dx, d->dgamma, d->dbeta};
    for (int j = 0; j < o->n; j++) {
        const float *mine = wg_data(o->t[j]), *theirs = by[result[j]];
        const int64_t n = wg_numel(o->t[j]);
        double size = 0;
        for (int64_t i = 0; i < n; i++)
            size = fmax(size, fabs((double)mine[i]));
        const double e = largest_difference(mine, theirs, n) / size;
        if (!(e <= worst))
            worst = e;
    }
    return worst;
}

static const bench_task *task_of(const char *open)
{
    for (size_t i = 0; bench_task_at(i); i++)
        if (strcmp(bench_task_at(i)->open, open) == 0)
            return bench_task_at(i);
    return NULL;
}

static const void *data_of(wg_tensor t)
{
    return t.g ? wg_data(t) : NULL;
}

static const char *open_loop(const peer_question *q)
{
    int k = 0;
    while (k < LOOPS && !peer_asks(q, loops[k].open))
        k++;
    if (k == LOOPS || q->shape[0] != ROWS || q->shape[1] != COLS || q->threads > 1)
        return peer_not_here;
    if (now.ours.g)
        bench_task_close(&now.ours);
    bench_recorded *o = &now.ours;
    const bench_task *task = task_of(q->open);
    const bool open = loops[k].op ? record_op(o, loops[k].op) : task && bench_task_open(o, task);
    if (!open || wg_run_n(o->g, o->t, o->n) != WG_OK)
        return "the library's own side failed";
    now.d.x = data_of(o->leaf[0]);
    now.d.dy = data_of(o->leaf[1]);
    now.d.gamma = data_of(o->leaf[2]);
    now.d.beta = data_of(o->leaf[3]);
    now.d.label = data_of(o->leaf[4]);
    now.loop = loops[k].loop;
    now.loop(&now.d);
    const double e = compare(o, loops[k].result, &now.d);
    snprintf(now.why, sizeof now.why, "the loop computes other values: difference %g", e);
    return e <= 1e-5 ? NULL : now.why;
}

static bool run(void)
{
    now.loop(&now.d);
    return true;
}

int main(void)
{
    now.d = (data){.y = malloc(N * sizeof(float)),
                   .dx = malloc(N * sizeof(float)),
                   .dgamma = malloc(COLS * sizeof(float)),
                   .dbeta = malloc(COLS * sizeof(float))};
    if (!now.d.y || !now.d.dx || !now.d.dgamma || !now.d.dbeta)
        return EXIT_FAILURE;
    return peer_serve(&(peer){"by hand", "1", open_loop, run});
}
