/* Compositions beside the loop that an expert would fuse by hand: softmax, cross-entropy and layer norm with their gradients, GELU,
 * on 1024 x 1024 floats, one thread.
 *
 *   bench_fused --serve           answers lines on stdin, "WORD SECONDS", with the median time of ours in seconds (fused_peers.py)
 *   bench_fused [ROUNDS [WORD]]   a line for each (that begins with WORD): median of ours, median of the loop, median of the ratio of interleaved pairs
 *
 * The loops are written for this machine (compiled for it, with the library's own vector functions), keep a row in the first cache, read and
 * write memory once, and are free to sum in any order. What they compute is compared before anything is timed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "benchmarks/clock.h"
#include "benchmarks/stats.h"
#include "engine/engine.h"
#include "nn/nn.h"
#include "ops/vmath.h"

enum { ROWS = 1024, COLS = 1024, N = ROWS * COLS, MAX_ROUNDS = 1000, V = WGV_F };

/* What the loops read and write. */
typedef struct data {
    float *x, *dy, *gamma, *beta, *y, *dx, *dgamma, *dbeta;
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

/* ---- ours ---- */

enum { MAX_ROOTS = 4 };

typedef struct ours {
    wg_graph *g;
    wg_tensor x, dy, gamma, beta, label, root[MAX_ROOTS];
    int roots;
} ours;

static void softmax_graph(ours *o)
{
    o->root[o->roots++] = wg_softmax(o->x, -1);
}

static void cross_entropy_graph(ours *o)
{
    o->root[0] = wg_nn_softmax_cross_entropy(o->x, o->label, WG_MEAN);
    o->roots = wg_grad(o->root[0], &o->x, 1, &o->root[1]) == WG_OK ? 2 : 0;
}

static void layer_norm_graph(ours *o)
{
    const wg_tensor c = wg_sub(o->x, wg_mean(o->x, WG_AXES(-1), true));
    const wg_tensor rstd = wg_rsqrt(wg_add(wg_mean(wg_square(c), WG_AXES(-1), true), 1e-5));
    const wg_tensor wrt[3] = {o->x, o->gamma, o->beta};
    o->root[0] = wg_add(wg_mul(wg_mul(c, rstd), o->gamma), o->beta);
    o->roots = wg_vjp(o->root[0], o->dy, wrt, 3, &o->root[1]) == WG_OK ? 4 : 0;
}

static void gelu_graph(ours *o)
{
    o->root[o->roots++] = wg_gelu(o->x);
}

static const struct {
    const char *name;
    void (*loop)(data *d);
    void (*graph)(ours *o);
    int result[MAX_ROOTS]; /* where the loop has each root: 0 loss, 1 y, 2 dx, 3 dgamma, 4 dbeta */
} cases[] = {
    {"softmax", softmax_loop, softmax_graph, {1}},
    {"cross-entropy, forward and backward", cross_entropy_loop, cross_entropy_graph, {0, 2}},
    {"layer norm, forward and backward", layer_norm_loop, layer_norm_graph, {1, 2, 3, 4}},
    {"gelu", gelu_loop, gelu_graph, {1}},
};
enum { CASES = sizeof cases / sizeof *cases };

static bool open_case(ours *o, int k, data *d)
{
    *o = (ours){.g = wg_graph_new()};
    wg_seed(o->g, 1);
    o->x = wg_fill_normal(wg_input(o->g, "x", WG_F32, WG_SHAPE(ROWS, COLS)), 0, 1);
    o->dy = wg_fill_normal(wg_input(o->g, "dy", WG_F32, WG_SHAPE(ROWS, COLS)), 0, 1);
    o->gamma = wg_fill_normal(wg_input(o->g, "gamma", WG_F32, WG_SHAPE(COLS)), 1, 0.1);
    o->beta = wg_fill_normal(wg_input(o->g, "beta", WG_F32, WG_SHAPE(COLS)), 0, 0.1);
    o->label = wg_input(o->g, "label", WG_I32, WG_SHAPE(ROWS));
    for (int i = 0; i < ROWS; i++)
        ((int32_t *)wg_data(o->label))[i] = i * 37 % COLS;
    d->x = wg_data(o->x);
    d->dy = wg_data(o->dy);
    d->gamma = wg_data(o->gamma);
    d->beta = wg_data(o->beta);
    d->label = wg_data(o->label);
    cases[k].graph(o);
    return o->roots && wg_run_n(o->g, o->root, o->roots) == WG_OK;
}

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
static double compare(const ours *o, int k, data *d)
{
    double worst = 0;
    cases[k].loop(d);
    const float *const by[] = {&d->loss, d->y, d->dx, d->dgamma, d->dbeta};
    for (int j = 0; j < o->roots; j++) {
        const float *mine = wg_data(o->root[j]), *theirs = by[cases[k].result[j]];
        const int64_t n = wg_numel(o->root[j]);
        double size = 0;
        for (int64_t i = 0; i < n; i++)
            size = fmax(size, fabs((double)mine[i]));
        const double e = largest_difference(mine, theirs, n) / size;
        if (!(e <= worst))
            worst = e;
    }
    return worst;
}

/* ---- time ---- */

static bool measure(const ours *o, int k, data *d, int rounds)
{
    static double mine[MAX_ROUNDS], theirs[MAX_ROUNDS], ratio[MAX_ROUNDS];
    for (int r = 0; r < rounds; r++) {
        const double a = bench_now();
        if (wg_run_n(o->g, o->root, o->roots) != WG_OK)
            return false;
        const double b = bench_now();
        cases[k].loop(d);
        const double c = bench_now();
        mine[r] = b - a;
        theirs[r] = c - b;
        ratio[r] = mine[r] / theirs[r];
    }
    wg_plan_stats s;
    if (wg_plan_stats_of(o->g, o->root, o->roots, &s) != WG_OK)
        return false;
    printf("%-38s %9.1f %12.1f %8.2f   %d\n", cases[k].name,
           bench_median(mine, (size_t)rounds) * 1e6, bench_median(theirs, (size_t)rounds) * 1e6,
           bench_median(ratio, (size_t)rounds), (int)s.steps);
    return true;
}

/* ---- side by side with others ---- */

static double median_run(const ours *o, double duration)
{
    enum { SAMPLES = 4096 };
    static double sample[SAMPLES];
    int n = 0;
    const double begin = bench_now();
    for (double now = begin; n < SAMPLES && (n < 5 || now - begin < duration); n++) {
        if (wg_run_n(o->g, o->root, o->roots) != WG_OK)
            return (double)NAN;
        const double end = bench_now();
        sample[n] = end - now;
        now = end;
    }
    return bench_median(sample, (size_t)n);
}

static int serve(void)
{
    char line[128], word[64];
    double duration;
    ours all[CASES];
    data d = {0};
    for (int k = 0; k < CASES; k++)
        if (!open_case(&all[k], k, &d))
            return EXIT_FAILURE;
    while (fgets(line, sizeof line, stdin) && sscanf(line, "%63s %lf", word, &duration) == 2) {
        double t = (double)NAN;
        for (int k = 0; k < CASES; k++)
            if (strncmp(cases[k].name, word, strlen(word)) == 0)
                t = median_run(&all[k], duration);
        printf("%.17g\n", t);
        fflush(stdout);
    }
    for (int k = 0; k < CASES; k++)
        wg_graph_free(all[k].g);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--serve") == 0)
        return serve();

    const long asked = argc > 1 ? strtol(argv[1], NULL, 10) : 200;
    const int rounds = asked < 1 ? 1 : asked > MAX_ROUNDS ? MAX_ROUNDS : (int)asked;
    data d = {.y = malloc(N * sizeof(float)),
              .dx = malloc(N * sizeof(float)),
              .dgamma = malloc(COLS * sizeof(float)),
              .dbeta = malloc(COLS * sizeof(float))};
    bool ok = d.y && d.dx && d.dgamma && d.dbeta;
    printf("on %d x %d floats, one thread, %d interleaved pairs\n%-38s %9s %12s %8s   %s\n", ROWS,
           COLS, rounds, "", "ours, us", "by hand, us", "ratio", "steps");
    for (int k = 0; k < CASES && ok; k++) {
        ours o;
        if (argc > 2 && strncmp(cases[k].name, argv[2], strlen(argv[2])) != 0)
            continue;
        ok = open_case(&o, k, &d);
        const double e = ok ? compare(&o, k, &d) : (double)NAN;
        if (!(e <= 1e-5)) {
            fprintf(stderr, "fused: %s: %s, difference %g\n", cases[k].name,
                    wg_ok(o.g) ? "other values" : wg_error(o.g), e);
            ok = false;
        }
        ok = ok && measure(&o, k, &d, rounds);
        wg_graph_free(o.g);
    }
    free(d.y);
    free(d.dx);
    free(d.dgamma);
    free(d.dbeta);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
