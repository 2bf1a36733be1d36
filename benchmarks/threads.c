/* What more threads give: the same graphs with one thread and with several, in turns within one run.
 *
 *     threads [N [ROUNDS [NAME]]]      N threads (2), ROUNDS turns each (15), works whose name begins with NAME
 *
 * A round replays a work with one thread and with N, for some milliseconds each; what is printed are medians over the rounds of the median
 * replay, and of the ratio within a round; and how much more processor time it took, all threads together, which other programs on the
 * machine disturb less. Whether the values have the same bits is checked first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "benchmarks/clock.h"
#include "benchmarks/stats.h"
#include "engine/engine.h"
#include "nn/nn.h"

enum { SAMPLES = 4096, MAX_ROUNDS = 101 };
#define ROUND_SECONDS 0.03

typedef struct work {
    wg_graph *g;
    wg_nn_params params;
    wg_tensor want[2];
    int n;
} work;

/* ---- the works ---- */

static void mlp(work *w, int64_t batch, int64_t hidden, int layers)
{
    const wg_tensor x = wg_input(w->g, "x", WG_F32, WG_SHAPE(batch, 784));
    const wg_tensor y = wg_input(w->g, "y", WG_I32, WG_SHAPE(batch));
    const wg_tensor logits =
        layers == 1 ? wg_nn_mlp(&w->params, "net", x, WG_WIDTHS(hidden, 10), (wg_nn_mlp_options){0})
                    : wg_nn_mlp(&w->params, "net", x, WG_WIDTHS(hidden, hidden, 10),
                                (wg_nn_mlp_options){0});
    w->want[1] = wg_nn_softmax_cross_entropy(logits, y, WG_MEAN);
    w->want[0] = wg_nn_sgd(w->want[1], w->params, (wg_sgd_options){.lr = 0.01});
    w->n = 2;
    wg_fill_uniform(x, 0, 1);
    int32_t *labels = wg_data(y);
    for (int64_t i = 0; labels && i < batch; i++)
        labels[i] = (int32_t)(i % 10);
}

static void mlp_1(work *w)
{
    mlp(w, 1, 128, 1);
}
static void mlp_32(work *w)
{
    mlp(w, 32, 128, 1);
}
static void mlp_128(work *w)
{
    mlp(w, 128, 128, 1);
}
static void mlp_1024(work *w)
{
    mlp(w, 1024, 128, 1);
}
static void wide(work *w)
{
    mlp(w, 128, 1024, 2);
}

static wg_tensor matrix(work *w, int64_t rows, int64_t cols)
{
    return wg_fill_normal(wg_input(w->g, "x", WG_F32, WG_SHAPE(rows, cols)), 0, 1);
}

static void one(work *w, wg_tensor y)
{
    w->want[0] = y;
    w->n = 1;
}

static void softmax(work *w)
{
    one(w, wg_softmax(matrix(w, 1024, 1024), -1));
}
static void gelu(work *w)
{
    one(w, wg_gelu(matrix(w, 1024, 1024)));
}
static void add(work *w)
{
    one(w, wg_add(matrix(w, 1024, 1024), 1.0));
}
static void exp_1024(work *w)
{
    one(w, wg_exp(matrix(w, 1024, 1024)));
}
static void sum(work *w)
{
    one(w, wg_sum(matrix(w, 1024, 1024), WG_ALL, false));
}
static void sum_down(work *w)
{
    one(w, wg_sum(matrix(w, 1024, 1024), WG_AXES(0), false));
}
static void transpose(work *w)
{
    one(w, wg_transpose(matrix(w, 1024, 1024), 0, 1));
}
static void softmax_small(work *w)
{
    one(w, wg_softmax(matrix(w, 64, 64), -1));
}
static void gelu_128(work *w)
{
    one(w, wg_gelu(matrix(w, 128, 128)));
}
static void gelu_256(work *w)
{
    one(w, wg_gelu(matrix(w, 256, 256)));
}
static void add_256(work *w)
{
    one(w, wg_add(matrix(w, 256, 256), 1.0));
}
static void add_512(work *w)
{
    one(w, wg_add(matrix(w, 512, 512), 1.0));
}
static void exp_256(work *w)
{
    one(w, wg_exp(matrix(w, 256, 256)));
}
static void matmul_128(work *w)
{
    one(w, wg_matmul(matrix(w, 128, 128), matrix(w, 128, 128)));
}
static void matmul_256(work *w)
{
    one(w, wg_matmul(matrix(w, 256, 256), matrix(w, 256, 256)));
}
static void matmul_1024(work *w)
{
    one(w, wg_matmul(matrix(w, 1024, 1024), matrix(w, 1024, 1024)));
}

static void cross_entropy(work *w)
{
    const wg_tensor x = matrix(w, 1024, 1024), y = wg_input(w->g, "y", WG_I32, WG_SHAPE(1024));
    wg_tensor loss = wg_nn_softmax_cross_entropy(x, y, WG_MEAN), dx;
    for (int k = 0; k < 1024; k++)
        ((int32_t *)wg_data(y))[k] = k;
    wg_grad(loss, &x, 1, &dx);
    w->want[0] = loss;
    w->want[1] = dx;
    w->n = 2;
}

static const struct {
    const char *name;
    void (*make)(work *w);
} works[] = {
    {"mlp 784-128-10, batch 1", mlp_1},
    {"mlp 784-128-10, batch 32", mlp_32},
    {"mlp 784-128-10, batch 128", mlp_128},
    {"mlp 784-128-10, batch 1024", mlp_1024},
    {"mlp 784-1024-1024-10, batch 128", wide},
    {"softmax 1024x1024", softmax},
    {"gelu 1024x1024", gelu},
    {"cross-entropy, gradient 1024x1024", cross_entropy},
    {"add 1024x1024", add},
    {"exp 1024x1024", exp_1024},
    {"sum 1024x1024", sum},
    {"sum down 1024x1024", sum_down},
    {"transpose 1024x1024", transpose},
    {"softmax 64x64", softmax_small},
    {"gelu 128x128", gelu_128},
    {"gelu 256x256", gelu_256},
    {"exp 256x256", exp_256},
    {"add 256x256", add_256},
    {"add 512x512", add_512},
    {"matmul 128", matmul_128},
    {"matmul 256", matmul_256},
    {"matmul 1024", matmul_1024},
};

/* ---- measuring ---- */

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The median time of a replay; *cpu: the mean processor time. */
static double replay(work *w, int threads, double *cpu)
{
    static double sample[SAMPLES];
    int n = 0;
    wg_set_threads(threads);
    for (int k = 0; k < 3; k++)
        wg_run_n(w->g, w->want, w->n);
    const double begin = bench_now(), before = processor_seconds();
    for (double now = begin; n < SAMPLES && (n < 3 || now - begin < ROUND_SECONDS); n++) {
        wg_run_n(w->g, w->want, w->n);
        const double end = bench_now();
        sample[n] = end - now;
        now = end;
    }
    *cpu = (processor_seconds() - before) / n;
    return bench_median(sample, (size_t)n);
}

static bool open_work(work *w, size_t k)
{
    *w = (work){.g = wg_graph_new()};
    works[k].make(w);
    if (!wg_ok(w->g))
        fprintf(stderr, "threads: %s\n", wg_error(w->g));
    return wg_ok(w->g);
}

static void close_work(work *w)
{
    wg_nn_params_free(&w->params);
    wg_graph_free(w->g);
}

/* The values of the first run, of a graph recorded anew, are the same to the bit. */
static bool same_bits(size_t k, int threads)
{
    work w[2];
    bool same = true;
    for (int j = 0; j < 2; j++) {
        if (!open_work(&w[j], k))
            return false;
        wg_set_threads(j ? threads : 1);
        wg_run_n(w[j].g, w[j].want, w[j].n);
    }
    for (int i = 0; i < w[0].n; i++)
        same = same && memcmp(wg_data(w[0].want[i]), wg_data(w[1].want[i]),
                              (size_t)wg_numel(w[0].want[i]) * sizeof(float)) == 0;
    close_work(&w[0]);
    close_work(&w[1]);
    return same;
}

static bool measure(size_t k, int threads, int rounds)
{
    work w;
    double t[2][MAX_ROUNDS], ratio[MAX_ROUNDS], cpu[2], more[MAX_ROUNDS];
    if (!same_bits(k, threads) || !open_work(&w, k)) {
        printf("  %-34s the values are not the same\n", works[k].name);
        return false;
    }
    for (int r = 0; r < rounds; r++) {
        const int first = r % 2; /* who begins changes */
        t[first][r] = replay(&w, first ? threads : 1, &cpu[first]);
        t[!first][r] = replay(&w, first ? 1 : threads, &cpu[!first]);
        ratio[r] = t[0][r] / t[1][r];
        more[r] = cpu[1] / cpu[0];
    }
    printf("  %-34s %9.1f %9.1f   %5.2f   %5.2f\n", works[k].name,
           1e6 * bench_median(t[0], (size_t)rounds), 1e6 * bench_median(t[1], (size_t)rounds),
           bench_median(ratio, (size_t)rounds), bench_median(more, (size_t)rounds));
    fflush(stdout);
    close_work(&w);
    return true;
}

int main(int argc, char **argv)
{
    const int threads = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 2;
    int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 15;
    bool ok = wg_set_threads(threads) == WG_OK;
    rounds = rounds < 1 ? 1 : rounds < MAX_ROUNDS ? rounds : MAX_ROUNDS;
    printf("one thread and %d, f32: microseconds of a replay, how many times faster, processor "
           "time of the one over the other\n",
           threads);
    for (size_t k = 0; ok && k < sizeof works / sizeof *works; k++)
        if (argc < 4 || strncmp(works[k].name, argv[3], strlen(argv[3])) == 0)
            ok = measure(k, threads, rounds);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
