/* Measuring the roof: every loop on so many threads, best of several rounds, within a time. */
#include "benchmarks/roof.h"

#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "benchmarks/clock.h"
#include "benchmarks/roof_loops.h"

/* ---- a team of threads that does one thing at a time ---- */

typedef struct barrier {
    atomic_int waiting, turn;
    int threads;
} barrier;

/* Spins, then gives the core away: on a busy machine the one waited for may need it. */
static void wait_for_all(barrier *b)
{
    const int turn = atomic_load_explicit(&b->turn, memory_order_acquire);
    if (atomic_fetch_add_explicit(&b->waiting, 1, memory_order_acq_rel) + 1 == b->threads) {
        atomic_store_explicit(&b->waiting, 0, memory_order_relaxed);
        atomic_store_explicit(&b->turn, turn + 1, memory_order_release);
        return;
    }
    for (int spin = 0; atomic_load_explicit(&b->turn, memory_order_acquire) == turn; spin++)
        if (spin > 20000)
            sched_yield();
}

typedef struct job {
    enum { JOB_FMA, JOB_STREAM, JOB_BARRIER } kind;
    wg__isa isa;
    wg_dtype dtype;
    int stream;   /* a roof_stream; ROOF_STREAMS: the C library's copy */
    size_t bytes; /* of each array */
    int64_t repeats;
} job;

typedef struct team {
    int threads;
    job job;
    barrier barrier;
    size_t bytes; /* of a thread's memory, in three arrays */
    double begin[ROOF_THREADS], end[ROOF_THREADS], amount[ROOF_THREADS];
} team;

typedef struct member {
    team *t;
    int index;
    char *memory;
} member;

static double do_job(const member *m)
{
    const job *j = &m->t->job;
    if (j->kind == JOB_FMA)
        return roof_fma_flop(j->isa, j->dtype, j->repeats);
    if (j->kind == JOB_STREAM) {
        void *const array[3] = {m->memory, m->memory + j->bytes, m->memory + 2 * j->bytes};
        return roof_stream_passes((roof_stream)j->stream, j->isa, array, j->bytes, j->repeats);
    }
    for (int64_t i = 0; i < j->repeats; i++)
        wait_for_all(&m->t->barrier);
    return 0;
}

static void *work(void *p)
{
    member *m = p;
    wait_for_all(&m->t->barrier);
    m->t->begin[m->index] = bench_now();
    m->t->amount[m->index] = do_job(m);
    m->t->end[m->index] = bench_now();
    return NULL;
}

/* The job once, on all members. Gives the seconds from the first start to the last end, and the work of all; < 0: no threads. */
static double run_team(team *t, member *m, double *amount)
{
    pthread_t id[ROOF_THREADS];
    int started = 1;
    t->barrier = (barrier){.threads = t->threads};
    for (; started < t->threads; started++)
        if (pthread_create(&id[started], NULL, work, &m[started]) != 0)
            break;
    if (started == t->threads) {
        work(&m[0]);
    } else { /* those that wait are let go, with nothing to do */
        t->job.repeats = 0;
        atomic_store(&t->barrier.turn, 1);
    }
    for (int k = 1; k < started; k++)
        pthread_join(id[k], NULL);
    if (started < t->threads)
        return -1;
    double begin = INFINITY, end = 0;
    *amount = 0;
    for (int k = 0; k < t->threads; k++) {
        begin = fmin(begin, t->begin[k]);
        end = fmax(end, t->end[k]);
        *amount += t->amount[k];
    }
    return end - begin;
}

/* The best rate within a time: first a repetition count of about a millisecond, then again and again. */
static double best_rate(team *t, member *m, job j, double seconds)
{
    double best = 0, amount;
    const double end = bench_now() + seconds;
    j.repeats = j.kind == JOB_FMA ? 1000 : 1;
    for (int round = 0; round < 3 || (bench_now() < end && round < 100); round++) {
        t->job = j;
        const double took = run_team(t, m, &amount);
        if (took < 0)
            return -1;
        if (j.kind == JOB_BARRIER)
            best = best == 0 ? took / (double)j.repeats : fmin(best, took / (double)j.repeats);
        else
            best = fmax(best, amount / fmax(took, 1e-9));
        if (round < 2)
            j.repeats = (int64_t)fmax(1, (double)j.repeats * fmin(1000, 0.5e-3 / fmax(took, 1e-9)));
    }
    return best;
}

/* ---- levels ---- */

static size_t rounded(double bytes)
{
    return (size_t)(bytes / 3 / 1024) * 1024 * 3;
}

void roof_levels(roof *r)
{
    const wg__caches c = wg__cpu_caches();
    const double l1 = (double)c.l1d, l2 = (double)c.l2, l3 = (double)c.l3;
    const double memory = fmin(fmax(4 * l3, 64e6), 400e6);
    r->levels = ROOF_LEVELS;
    r->level[0] = (roof_level){"L1", c.l1d, rounded(0.6 * l1)};
    r->level[1] = (roof_level){"L2", c.l2, rounded(sqrt(l1 * l2))};
    r->level[2] = (roof_level){"L3", c.l3, rounded(sqrt(l2 * l3))};
    r->level[3] = (roof_level){"DRAM", SIZE_MAX, rounded(memory)};
}

static int allowed_threads(void)
{
    cpu_set_t set;
    const int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < ROOF_THREADS ? n : ROOF_THREADS;
}

static void raise_to(double *have, double measured)
{
    *have = fmax(*have, measured);
}

/* Some bytes that a cache holds and the one before does not, or half of it: which of them suits a cache better is its secret. */
static bool measure_level(roof *r, roof_row *row, int level, team *t, member *m, double seconds)
{
    roof_rates *rate = &row->rate[level];
    double *const into[] = {&rate->load, &rate->store, &rate->store,
                            &rate->copy, &rate->triad, &rate->copy};
    const bool memory = r->level[level].cache == SIZE_MAX;
    /* Memory is shared by all threads: each takes its part. */
    const size_t working[2] = {memory ? rounded((double)r->level[level].working / t->threads)
                                      : r->level[level].working,
                               rounded(0.5 * (double)r->level[level].cache)};
    const int sizes = level == 1 ? 2 : 1;
    for (int s = 0; s <= ROOF_STREAMS; s++)
        for (int k = 0; k < sizes; k++) {
            const job j = {.kind = JOB_STREAM, .isa = r->isa, .stream = s, .bytes = working[k] / 3};
            if (s == ROOF_STORE_PAST && !memory)
                continue;
            const double rate_now = best_rate(t, m, j, seconds / ((ROOF_STREAMS + 1) * sizes));
            if (rate_now < 0)
                return false;
            raise_to(into[s], rate_now);
        }
    return true;
}

static bool measure_row(roof *r, roof_row *row, member *m, double seconds)
{
    team t = {.threads = row->threads};
    bool ok = true;
    for (int k = 0; k < row->threads; k++)
        m[k].t = &t;
    for (int d = 0; d < 2 && ok; d++) {
        const double rate =
            best_rate(&t, m, (job){.kind = JOB_FMA, .isa = r->isa, .dtype = d ? WG_F64 : WG_F32},
                      0.08 * seconds);
        ok = rate >= 0;
        raise_to(&row->flops[d], rate);
    }
    if (row->threads > 1 && ok) {
        const double each = best_rate(&t, m, (job){.kind = JOB_BARRIER}, 0.04 * seconds);
        row->barrier = row->barrier > 0 ? fmin(row->barrier, each) : each;
    }
    for (int level = 0; level < r->levels && ok; level++)
        ok = measure_level(r, row, level, &t, m, 0.2 * seconds);
    return ok;
}

/* One thread, each instruction set up to the one in use. */
static void measure_sets(roof *r, double seconds)
{
    team t = {.threads = 1};
    member m = {.t = &t};
    for (int isa = 0; isa <= (int)r->isa; isa++)
        for (int d = 0; d < 2; d++) {
            const job j = {.kind = JOB_FMA, .isa = (wg__isa)isa, .dtype = d ? WG_F64 : WG_F32};
            raise_to(&r->flops[isa][d], best_rate(&t, &m, j, seconds / (2 * WG__ISA_COUNT)));
        }
}

static bool take_memory(member *m, int threads, const roof *r)
{
    size_t bytes = r->level[ROOF_LEVELS - 1].working / (size_t)threads;
    for (int level = 0; level + 1 < r->levels; level++)
        bytes = r->level[level].working > bytes ? r->level[level].working : bytes;
    for (int k = 0; k < threads; k++) {
        const size_t huge = (size_t)2 << 20, whole = (bytes + huge - 1) / huge * huge;
        m[k] = (member){.index = k, .memory = aligned_alloc(huge, whole)};
        if (!m[k].memory)
            return false;
        madvise(m[k].memory, whole, MADV_HUGEPAGE); /* as the storage of large tensors is */
        memset(m[k].memory, 0, bytes);
    }
    return true;
}

int roof_counts(int most, int counts[ROOF_THREADS])
{
    const int allowed = allowed_threads();
    int n = 0;
    most = most > 0 && most < allowed ? most : allowed;
    for (int threads = 1; threads <= most;
         threads = threads < most && 2 * threads > most ? most : 2 * threads)
        counts[n++] = threads;
    return n;
}

const roof_row *roof_row_of(const roof *r, int threads)
{
    for (int k = 0; k < r->rows; k++)
        if (r->row[k].threads == threads)
            return &r->row[k];
    return NULL;
}

/* The row of that many threads, a new one if need be; NULL: there is no room. */
static roof_row *row_for(roof *r, int threads)
{
    int k = 0;
    while (k < r->rows && r->row[k].threads != threads)
        k++;
    if (k == ROOF_THREADS || threads < 1 || threads > ROOF_THREADS)
        return NULL;
    if (k == r->rows)
        r->row[r->rows++] = (roof_row){.threads = threads};
    return &r->row[k];
}

bool roof_measure(roof *r, const int *threads, int n, double seconds)
{
    const double begin = bench_now();
    r->isa = wg__cpu_isa();
    roof_levels(r);
    r->ghz = fmax(r->ghz, bench_ghz());
    if (threads[0] == 1)
        measure_sets(r, 0.05 * seconds);
    bool ok = true;
    for (int k = 0; k < n && ok; k++) {
        member m[ROOF_THREADS] = {{0}};
        roof_row *row = row_for(r, threads[k]);
        ok = row && take_memory(m, row->threads, r) && measure_row(r, row, m, 0.9 * seconds / n);
        for (int i = 0; i < ROOF_THREADS; i++)
            free(m[i].memory);
    }
    for (int d = 0; d < 2 && ok; d++) { /* the same loop twice: the better one counts for both */
        raise_to(&r->row[0].flops[d], r->flops[r->isa][d]);
        raise_to(&r->flops[r->isa][d], r->row[0].flops[d]);
    }
    r->ghz = fmax(r->ghz, bench_ghz());
    r->seconds += bench_now() - begin;
    return ok;
}

double roof_move_seconds(const roof_rates *rate, double read, double written)
{
    const double all = read + written, share = all > 0 ? written / all : 0;
    const double at[] = {0, 1.0 / 3, 0.5, 1},
                 cost[] = {1 / rate->load, 1 / rate->triad, 1 / rate->copy, 1 / rate->store};
    int k = 0;
    while (k < 2 && share > at[k + 1])
        k++;
    const double part = (share - at[k]) / (at[k + 1] - at[k]);
    return all * (cost[k] + part * (cost[k + 1] - cost[k]));
}
