/* Matrix products: GFLOP/s of our own kernels, of CBLAS and of the one that the rules choose,
 * beside the FMA peak that the same run measured. One thread. Each product is checked against
 * the plain loop before it is timed; the rounds of the candidates are interleaved, and medians
 * are printed.
 *
 *   bench_gemm [f32|f64] [part of a name] */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"
#include "benchmarks/roof.h"
#include "engine/gemm_provider.h"
#include "tensor/cpu.h"

typedef struct shape {
    const char *name;
    int64_t m, n, k;
    bool at, bt; /* A, B are read transposed */
    bool update; /* C = C - 0.1 A B instead of C = A B */
    bool relu, gate;
} shape;

/* The training step of an MLP 784-128-10 at four batch sizes, squares, and the layers of a
 * larger MLP. */
#define MLP(B)                                                                                     \
    {"layer 1 forward, batch " #B, B, 128, 784, .relu = true},                                     \
        {"layer 2 forward, batch " #B, B, 10, 128, .at = false},                                   \
        {"layer 2 dW, batch " #B, 128, 10, B, .at = true, .update = true},                         \
        {"layer 2 dX, batch " #B, B, 128, 10, .bt = true, .gate = true},                           \
    {                                                                                              \
        "layer 1 dW, batch " #B, 784, 128, B, .at = true, .update = true                           \
    }
#define SQUARE(N)                                                                                  \
    {"square NN " #N, N, N, N, .at = false}, {"square TN " #N, N, N, N, .at = true},               \
    {                                                                                              \
        "square NT " #N, N, N, N, .bt = true                                                       \
    }
static const shape shapes[] = {
    MLP(1),
    MLP(32),
    MLP(128),
    MLP(1024),
    SQUARE(16),
    SQUARE(64),
    SQUARE(256),
    SQUARE(1024),
    {"wide forward 128 x 1024 x 1024", 128, 1024, 1024, .relu = true},
    {"wide dX 128 x 1024 x 1024", 128, 1024, 1024, .bt = true, .gate = true},
    {"wide dW 1024 x 1024 x 128", 1024, 1024, 128, .at = true, .update = true},
};

enum { OWN, CBLAS, CHOSEN, CANDIDATES, ROUNDS = 15 };

static void *numbers(wg_dtype d, size_t n)
{
    static uint64_t state = 1;
    const size_t size = d == WG_F32 ? sizeof(float) : sizeof(double);
    void *p = aligned_alloc(64, (n * size + 127) / 64 * 64);
    for (size_t i = 0; p && i < n; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const double v = (double)(int64_t)(state >> 11) / 4503599627370496.0 - 1.0;
        if (d == WG_F32)
            ((float *)p)[i] = (float)v;
        else
            ((double *)p)[i] = v;
    }
    return p;
}

typedef struct job {
    wg__gemm g;
    wg_dtype d;
    void *a, *b, *c, *bias, *gate, *scratch;
    const wg__gemm_provider *who[CANDIDATES]; /* NULL: not in this build */
} job;

static void free_job(job *j)
{
    free(j->a);
    free(j->b);
    free(j->c);
    free(j->bias);
    free(j->gate);
    free(j->scratch);
}

static bool make_job(job *j, const shape *s, wg_dtype d)
{
    const size_t m = (size_t)s->m, n = (size_t)s->n, k = (size_t)s->k;
    *j = (job){.d = d,
               .a = numbers(d, m * k),
               .b = numbers(d, k * n),
               .c = numbers(d, m * n),
               .bias = numbers(d, n),
               .gate = numbers(d, m * n)};
    j->g = (wg__gemm){.m = s->m,
                      .n = s->n,
                      .k = s->k,
                      .a = j->a,
                      .a_rs = s->at ? 1 : s->k,
                      .a_cs = s->at ? s->m : 1,
                      .b = j->b,
                      .b_rs = s->bt ? 1 : s->n,
                      .b_cs = s->bt ? s->k : 1,
                      .c = j->c,
                      .c_rs = s->n,
                      .alpha = s->update ? -0.1 : 1,
                      .beta = s->update ? 1 : 0,
                      .bias = s->relu ? j->bias : NULL,
                      .act = s->relu ? WG__ACT_RELU : WG__ACT_NONE,
                      .gate = s->gate ? j->gate : NULL,
                      .gate_rs = s->n};
    j->who[OWN] = wg__gemm_provider_named("own");
    j->who[CBLAS] = wg__gemm_provider_named("cblas");
    j->who[CHOSEN] = wg__gemm_provider_for(&j->g, d);
    size_t bytes = 1;
    for (int i = 0; i < CANDIDATES; i++)
        if (j->who[i] && j->who[i]->scratch(&j->g, d) > bytes)
            bytes = j->who[i]->scratch(&j->g, d);
    j->scratch = malloc(bytes);
    return j->a && j->b && j->c && j->bias && j->gate && j->scratch;
}

static void run(const job *j, int i)
{
    j->who[i]->run(&j->g, j->d, j->scratch);
}

static double at(wg_dtype d, const void *p, int64_t i)
{
    return d == WG_F32 ? (double)((const float *)p)[i] : ((const double *)p)[i];
}

/* Largest difference from the plain loop, in units of k eps: below 1 is as good as that loop
 * may be. */
static double difference(job *j, int i)
{
    const size_t bytes =
        (size_t)(j->g.m * j->g.n) * (j->d == WG_F32 ? sizeof(float) : sizeof(double));
    void *start = malloc(bytes), *want = malloc(bytes);
    double worst = (double)INFINITY;
    if (start && want) {
        memcpy(start, j->c, bytes);
        (j->d == WG_F32 ? wg__gemm_naive_f32 : wg__gemm_naive_f64)(&j->g);
        memcpy(want, j->c, bytes);
        memcpy(j->c, start, bytes);
        run(j, i);
        worst = 0;
        for (int64_t e = 0; e < j->g.m * j->g.n; e++) {
            const double off = fabs(at(j->d, j->c, e) - at(j->d, want, e));
            worst = off <= worst ? worst : off; /* NaN stays */
        }
        memcpy(j->c, start, bytes);
    }
    free(start);
    free(want);
    return worst / ((double)(j->g.k + 4) * (j->d == WG_F32 ? 0x1p-23 : 0x1p-52));
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Rounds of about half a millisecond, one candidate after the other. */
static void time_all(const job *j, double seconds[CANDIDATES])
{
    double t[CANDIDATES][ROUNDS] = {{0}};
    int64_t repeats[CANDIDATES] = {0};
    for (int i = 0; i < CANDIDATES; i++)
        if (j->who[i]) {
            run(j, i);
            const double start = bench_now();
            run(j, i);
            repeats[i] = 1 + (int64_t)(0.5e-3 / (bench_now() - start + 1e-9));
        }
    for (int r = 0; r < ROUNDS; r++)
        for (int i = 0; i < CANDIDATES; i++) {
            const double start = bench_now();
            for (int64_t e = 0; e < repeats[i]; e++)
                run(j, i);
            t[i][r] = repeats[i] ? (bench_now() - start) / (double)repeats[i] : 0;
        }
    for (int i = 0; i < CANDIDATES; i++) {
        qsort(t[i], ROUNDS, sizeof t[i][0], ascending);
        seconds[i] = t[i][ROUNDS / 2];
    }
}

static int bench(const shape *s, wg_dtype d, double peak)
{
    job j;
    double seconds[CANDIDATES];
    if (!make_job(&j, s, d)) {
        free_job(&j);
        fprintf(stderr, "out of memory\n");
        return 1;
    }
    for (int i = 0; i < CANDIDATES; i++) {
        const double off = j.who[i] ? difference(&j, i) : 0;
        if (!(off <= 1)) {
            fprintf(stderr, "%s: %s is wrong, off by %g k eps\n", s->name, j.who[i]->name, off);
            free_job(&j);
            return 1;
        }
    }
    time_all(&j, seconds);
    const double flops = 2.0 * (double)s->m * (double)s->n * (double)s->k;
    printf("%-32s", s->name);
    for (int i = 0; i < CANDIDATES; i++)
        if (j.who[i])
            printf("  %9.2f us %6.1f %3.0f%%", 1e6 * seconds[i], flops / seconds[i] / 1e9,
                   100 * flops / seconds[i] / 1e9 / peak);
        else
            printf("  %24s", "-");
    printf("  %s\n", j.who[CHOSEN]->name);
    free_job(&j);
    return 0;
}

int main(int argc, char **argv)
{
    const wg__caches cache = wg__cpu_caches();
    int failed = 0;
    roof r = {0};
    if (!roof_measure(&r, (const int[]){1}, 1, 1.5))
        return 1;
    printf("%s, L1 %zu KiB, L2 %zu KiB; copy %.0f GB/s in L1, %.0f in L2\n",
           wg__isa_name(wg__cpu_isa()), cache.l1d >> 10, cache.l2 >> 10,
           1e-9 * r.row[0].rate[0].copy, 1e-9 * r.row[0].rate[1].copy);
    for (wg_dtype d = WG_F32; d <= WG_F64; d++) {
        const char *name = d == WG_F32 ? "f32" : "f64";
        if (argc > 1 && strcmp(argv[1], name) != 0)
            continue;
        const double peak = 1e-9 * r.row[0].flops[d == WG_F64];
        printf("\n%s: FMA peak %.1f GFLOP/s\n%-32s  %24s  %24s  %24s\n", name, peak,
               "time, GFLOP/s, of peak", "own", "cblas", "chosen");
        for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
            if (argc < 3 || strstr(shapes[i].name, argv[2]))
                failed |= bench(&shapes[i], d, peak);
    }
    return failed;
}
