/* Measuring who is fastest at a product. */
#include "engine/tune.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tensor/dtype.h"
#include "tensor/memory.h"

/* ---- operands like those of a product ---- */

enum { MOST_ROUNDS = 31, LEAST_ROUNDS = 5 };
#define MOST_BYTES ((int64_t)1 << 31)
#define MARGIN                                                                                     \
    1.05 /* a library must be so much faster: our own bits do not depend on the machine */

typedef struct trial {
    const wg__gemm_provider *const *who;
    int n;
    wg__gemm g;
    wg_dtype d;
    void *a, *b, *c, *bias, *gate, *scratch;
    int64_t c_elements;
} trial;

static void trial_close(trial *t)
{
    void *const all[] = {t->a, t->b, t->c, t->bias, t->gate, t->scratch};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        wg__free(all[i]);
}

/* Elements between the first and the last of a matrix, both included; -1: too many. */
static int64_t extent(int64_t rows, int64_t cols, int64_t rs, int64_t cs)
{
    int64_t down, across;
    if (rows <= 0 || cols <= 0)
        return 1;
    if (!wg__mul_i64(rows - 1, rs < 0 ? -rs : rs, &down) ||
        !wg__mul_i64(cols - 1, cs < 0 ? -cs : cs, &across) || down > MOST_BYTES ||
        across > MOST_BYTES)
        return -1;
    return down + across + 1;
}

/* Numbers in [-1, 1), the same every time. A matrix that goes backward begins at its end. */
static void *operand(wg_dtype d, int64_t n, void **base)
{
    uint64_t state = 1;
    *base = wg__alloc_aligned((size_t)n * wg_dtype_size(d));
    for (int64_t i = 0; *base && i < n; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        wg__store(d, *base, i, (double)(int64_t)(state >> 11) / 4503599627370496.0 - 1.0);
    }
    return *base;
}

static int64_t start(int64_t rows, int64_t cols, int64_t rs, int64_t cs)
{
    return (rs < 0 ? (rows - 1) * -rs : 0) + (cs < 0 ? (cols - 1) * -cs : 0);
}

/* The scratch that any of them may use. */
static void *scratch_of(const trial *t, const wg__gemm *g, wg_dtype d)
{
    size_t most = 1;
    for (int i = 0; i < t->n; i++) {
        const size_t bytes = t->who[i]->can(g, d) ? t->who[i]->scratch(g, d) : 0;
        most = bytes > most ? bytes : most;
    }
    return wg__alloc_aligned(most);
}

static wg_code trial_open(trial *t, const wg__gemm *g, wg_dtype d)
{
    const int64_t size = (int64_t)wg_dtype_size(d), a = extent(g->m, g->k, g->a_rs, g->a_cs),
                  b = extent(g->k, g->n, g->b_rs, g->b_cs), c = extent(g->m, g->n, g->c_rs, 1),
                  gate = g->gate ? extent(g->m, g->n, g->gate_rs, 1) : 1;
    t->g = *g;
    t->d = d;
    t->c_elements = c;
    if (a < 0 || b < 0 || c < 0 || gate < 0 || a + b + 3 * c + gate > MOST_BYTES / size)
        return WG_ERR_SIZE;
    t->scratch = scratch_of(t, g, d);
    if (!operand(d, a, &t->a) || !operand(d, b, &t->b) || !operand(d, c, &t->c) ||
        !operand(d, g->n > 0 ? g->n : 1, &t->bias) || !operand(d, gate, &t->gate) || !t->scratch)
        return WG_ERR_MEMORY;
    t->g.a = (char *)t->a + start(g->m, g->k, g->a_rs, g->a_cs) * size;
    t->g.b = (char *)t->b + start(g->k, g->n, g->b_rs, g->b_cs) * size;
    t->g.c = t->c;
    t->g.bias = g->bias ? t->bias : NULL;
    t->g.gate = g->gate ? t->gate : NULL;
    return WG_OK;
}

/* ---- checked before it is timed ---- */

/* Within what rounding may do, if the sums are all that differ. */
static bool is_right(trial *t, const wg__gemm_provider *p)
{
    const double eps = t->d == WG_F32 ? 0x1p-23 : 0x1p-52,
                 most = eps * (double)(t->g.k + 8) * (double)(t->g.k + 2) *
                        (fabs(t->g.alpha) + fabs(t->g.beta) + 1);
    wg__gemm g = t->g;
    void *mine = NULL, *theirs = NULL;
    bool right = operand(t->d, t->c_elements, &mine) && operand(t->d, t->c_elements, &theirs);
    if (right) {
        g.c = mine;
        t->who[0]->run(&g, t->d, t->scratch);
        g.c = theirs;
        p->run(&g, t->d, t->scratch);
    }
    for (int64_t i = 0; right && i < t->c_elements; i++)
        right = fabs(wg__load(t->d, mine, i) - wg__load(t->d, theirs, i)) <= most; /* NaN fails */
    wg__free(mine);
    wg__free(theirs);
    return right;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double time_of(trial *t, const wg__gemm_provider *p, int64_t repeats)
{
    const double begin = now();
    for (int64_t i = 0; i < repeats; i++)
        p->run(&t->g, t->d, t->scratch);
    return (now() - begin) / (double)repeats;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Rounds of all candidates in turns, each about 200 us long. */
static void race(trial *t, double budget, wg__tuning *out)
{
    double sample[WG__MOST_PROVIDERS][MOST_ROUNDS];
    int64_t repeats[WG__MOST_PROVIDERS] = {0};
    int rounds = 0;
    const int n = t->n;
    for (int i = 0; i < n; i++) {
        const wg__gemm_provider *p = t->who[i];
        if (p->can(&t->g, t->d) && (i == 0 || is_right(t, p))) {
            time_of(t, p, 1);
            repeats[i] = 1 + (int64_t)(200e-6 / (time_of(t, p, 1) + 1e-9));
        }
    }
    for (const double begin = now();
         rounds < MOST_ROUNDS && (rounds < LEAST_ROUNDS || now() - begin < budget); rounds++)
        for (int i = 0; i < n; i++)
            if (repeats[i])
                sample[i][rounds] = time_of(t, t->who[i], repeats[i]);
    for (int i = 0; i < n; i++) {
        if (!repeats[i])
            continue;
        qsort(sample[i], (size_t)rounds, sizeof sample[i][0], ascending);
        out->seconds[i] = sample[i][rounds / 2];
    }
}

wg_code wg__tune_among(const wg__gemm_provider *const *who, int n, const wg__gemm *g, wg_dtype d,
                       double budget, wg__tuning *out)
{
    trial t = {.who = who, .n = n};
    *out = (wg__tuning){.best = who[0]};
    const wg_code code = trial_open(&t, g, d);
    if (code == WG_OK) {
        race(&t, budget, out);
        double best = out->seconds[0] / MARGIN;
        for (int i = 1; i < n; i++)
            if (out->seconds[i] > 0 && out->seconds[i] < best) {
                best = out->seconds[i];
                out->best = who[i];
            }
    }
    trial_close(&t);
    return code;
}

wg_code wg__tune_product(const wg__gemm *g, wg_dtype d, double budget, wg__tuning *out)
{
    const wg__gemm_provider *who[WG__MOST_PROVIDERS];
    for (int i = 0; i < wg__gemm_providers(); i++)
        who[i] = wg__gemm_provider_at(i);
    return wg__tune_among(who, wg__gemm_providers(), g, d, budget, out);
}

/* ---- the decisions of this process ---- */

static struct {
    pthread_once_t once;
    pthread_mutex_t lock;
    wg__wisdom known;
    char path[WG__WISDOM_PATH]; /* "": decisions are not kept */
    bool lazily;                /* WG_TUNE=1 */
} process = {.once = PTHREAD_ONCE_INIT, .lock = PTHREAD_MUTEX_INITIALIZER};

static void complain(const char *what)
{
    if (*what)
        fprintf(stderr, "wengert: %s\n", what);
}

static void open_process(void)
{
    const char *tune = getenv("WG_TUNE");
    process.lazily = tune && strcmp(tune, "1") == 0;
    if (!wg__wisdom_path(process.path))
        process.path[0] = '\0';
    else
        wg__wisdom_load(&process.known, process.path);
    complain(process.known.reason);
}

/* What others have written meanwhile stays, except about this key. */
static void keep(void)
{
    wg_status st = {0};
    process.known.reason[0] = '\0';
    if (!*process.path)
        return;
    wg__wisdom_load(&process.known, process.path);
    wg__wisdom_save(&process.known, process.path, &st);
    complain(st.text);
}

static const wg__gemm_provider *decide(const wg__gemm *g, wg_dtype d)
{
    static const double budget = 0.02;
    const wg__wisdom_key key = wg__wisdom_key_of(g, d);
    const wg__wisdom_entry *e = wg__wisdom_find(&process.known, &key);
    wg__tuning t;
    if (e)
        return e->provider;
    if (!process.lazily || wg__tune_product(g, d, budget, &t) != WG_OK)
        return NULL;
    const wg__wisdom_entry found = {key, t.best,
                                    (int64_t)(1e9 * t.seconds[wg__gemm_provider_index(t.best)]),
                                    (int64_t)(1e9 * t.seconds[0])};
    if (wg__wisdom_put(&process.known, found))
        keep();
    return t.best;
}

const wg__gemm_provider *wg__tuned(const wg__gemm *g, wg_dtype d)
{
    pthread_once(&process.once, open_process);
    pthread_mutex_lock(&process.lock);
    const wg__gemm_provider *p = decide(g, d);
    pthread_mutex_unlock(&process.lock);
    return p;
}
