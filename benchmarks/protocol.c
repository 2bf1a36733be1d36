/* Warm-up, batches, interleaved rounds, what is dropped, and when to stop. */
#include "benchmarks/protocol.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"

enum { WARM_MAX = 400, FEWEST = 8 };

static const double sample_overheads =
    1000;                              /* a sample lasts at least this many readings of the clock */
static const double slow_clock = 0.96; /* of the usual rate */
static const double preempted_share = 0.02, preempted_seconds = 20e-6;

bench_protocol bench_protocol_default(void)
{
    return (bench_protocol){.confidence = 0.99,
                            .margin = 0.02,
                            .precision = 0.01,
                            .seconds = 2,
                            .sample = 0.4e-3,
                            .threads = 1,
                            .min_rounds = 15,
                            .max_rounds = BENCH_ROUNDS,
                            .core = -1};
}

const char *bench_disturbance_name(bench_disturbance d)
{
    static const char *const names[] = {
        [BENCH_PREEMPTED] = "preempted", [BENCH_STOLEN] = "stolen", [BENCH_SLOWED] = "slowed"};
    return names[d];
}

/* Everything of a round, kept or not. */
typedef struct round_record {
    bench_sample took[BENCH_SUBJECTS];
    double ghz;
    bool preempted, stolen, slowed;
} round_record;

typedef struct state {
    const bench_subject *subject;
    int n;
    const bench_protocol *p;
    bench_clock clock;
    bench_series *out;
    round_record *round;
    int rounds;
    double usual_ghz, end;
} state;

/* ---- warm-up and batch size ---- */

static bool run_one(state *s, int k, int64_t n, bench_sample *took)
{
    const bench_subject *x = &s->subject[k];
    if (s->out->failed)
        return false;
    bool ok = !x->prepare || x->prepare(x->self);
    ok = ok && x->run(x->self, n, took);
    if (!ok)
        s->out->failed = k + 1;
    return ok;
}

/* Runs until three times in a row are no faster than the best before, less one in a hundred, or a tenth of the time is gone.
 * Gives the best time of one run. */
static bool warm_up(state *s, int k, double *best)
{
    const double end = bench_now() + fmin(0.3, 0.1 * s->p->seconds / s->n);
    int calm = 0;
    *best = (double)INFINITY;
    for (int i = 0; i < WARM_MAX && calm < 3 && (i < 2 || bench_now() < end); i++) {
        bench_sample took;
        const int64_t n = isfinite(*best) && !s->subject[k].prepare
                              ? 1 + (int64_t)(0.1 * s->p->sample / (*best + 1e-9))
                              : 1;
        if (!run_one(s, k, n, &took))
            return false;
        const double each = fmin(took.wall, took.cpu) / (double)n;
        calm = i > 1 && each > 0.99 * *best ? calm + 1 : 0;
        *best = fmin(*best, each);
    }
    return true;
}

static bool size_batches(state *s)
{
    const double least =
        fmax(s->p->sample, sample_overheads * (s->clock.overhead + s->clock.resolution));
    for (int k = 0; k < s->n; k++) {
        double best;
        if (!warm_up(s, k, &best))
            return false;
        s->out->batch[k] = s->subject[k].prepare ? 1 : 1 + (int64_t)(least / (best + 1e-10));
        s->out->short_of_clock =
            s->out->short_of_clock ||
            (s->subject[k].prepare && best < 20 * (s->clock.overhead + s->clock.resolution));
    }
    return true;
}

/* ---- a round ---- */

static bool was_preempted(const bench_sample *t)
{
    const double away = t->wall - t->cpu;
    return away > preempted_seconds && away > preempted_share * t->wall;
}

static bool do_round(state *s)
{
    round_record *r = &s->round[s->rounds];
    const double steal = bench_steal(s->p->core);
    *r = (round_record){.ghz = bench_ghz()};
    for (int i = 0; i < s->n; i++) {
        const int k = s->rounds % 2 ? s->n - 1 - i : i;
        bench_sample warm;
        const bool hot = !s->subject[k].prepare && s->out->batch[k] > 1;
        if ((hot && !run_one(s, k, 1, &warm)) || !run_one(s, k, s->out->batch[k], &r->took[k]))
            return false;
        r->preempted = r->preempted || was_preempted(&r->took[k]);
    }
    s->usual_ghz = fmax(s->usual_ghz, r->ghz);
    r->slowed = fmin(r->ghz, bench_ghz()) < slow_clock * s->usual_ghz;
    r->stolen = bench_steal(s->p->core) > steal;
    s->rounds++;
    return true;
}

/* ---- what the rounds say ---- */

/* Preempted rounds go, unless they are the most: then all count, by CPU time, if it is one thread's. A sample of one run has the cost of the clock
 * taken off; a batch is long against it. */
static void keep_rounds(state *s)
{
    bench_series *o = s->out;
    int preempted = 0;
    o->rounds = 0;
    memset(o->dropped, 0, sizeof o->dropped);
    for (int r = 0; r < s->rounds; r++)
        preempted += s->round[r].preempted;
    o->cpu_time = s->p->threads == 1 && 2 * preempted > s->rounds;
    for (int r = 0; r < s->rounds; r++) {
        const round_record *x = &s->round[r];
        const bool gone[BENCH_DISTURBANCES] = {[BENCH_PREEMPTED] = x->preempted && !o->cpu_time,
                                               [BENCH_STOLEN] = x->stolen,
                                               [BENCH_SLOWED] = x->slowed};
        bool any = false;
        for (int d = 0; d < BENCH_DISTURBANCES && !any; d++) {
            o->dropped[d] += gone[d];
            any = gone[d];
        }
        for (int k = 0; k < s->n && !any; k++) {
            const double cost = !s->subject[k].prepare ? 0
                                : o->cpu_time          ? s->clock.cpu_overhead
                                                       : s->clock.overhead;
            const double whole = (o->cpu_time ? x->took[k].cpu : x->took[k].wall) - cost;
            o->time[k][o->rounds] = fmax(whole, s->clock.resolution) / (double)o->batch[k];
        }
        o->rounds += !any;
    }
}

static void conclude(state *s)
{
    bench_series *o = s->out;
    keep_rounds(s);
    const size_t n = (size_t)o->rounds;
    for (int k = 0; k < s->n; k++) {
        o->median[k] = bench_median_interval(o->time[k], n, s->p->confidence);
        o->ratio[k] = bench_ratio_interval(o->time[0], o->time[k], n, s->p->confidence);
        o->verdict[k] = bench_judge(o->ratio[k], s->p->margin);
    }
    const double half = 0.5 * (o->median[0].hi - o->median[0].lo) / o->median[0].value;
    o->verdict[0] = half <= 5 * s->p->precision && !o->short_of_clock ? BENCH_NO_DIFFERENCE
                                                                      : BENCH_NO_CONCLUSION;
}

static bool narrow_enough(const state *s)
{
    const bench_series *o = s->out;
    if (o->rounds < s->p->min_rounds)
        return false;
    for (int k = 0; k < s->n; k++) {
        const bench_interval *m = &o->median[k];
        const bool alone = s->n == 1 || s->p->times;
        if (alone && !(0.5 * (m->hi - m->lo) <= s->p->precision * m->value))
            return false;
        if (!alone && k > 0 && o->verdict[k] == BENCH_NO_CONCLUSION)
            return false;
    }
    return true;
}

static int disturbed(const state *s)
{
    int n = 0;
    for (int r = 0; r < s->rounds; r++)
        n += s->round[r].stolen || s->round[r].slowed || s->round[r].preempted;
    return n;
}

/* Looking often, and stopping at the first look that pleases, would find what is not there. So looks are rare, each after a
 * third more rounds than the one before, and two in a row must please. */
static bool run_rounds(state *s)
{
    int pleased = 0, look = s->p->min_rounds;
    while (s->rounds < s->p->max_rounds) {
        if (!do_round(s))
            return false;
        /* A few rounds are needed for any answer: up to three times the time, if they must. */
        const double now = bench_now();
        const bool late = now >= s->end &&
                          (s->rounds - disturbed(s) >= FEWEST || now >= s->end + 2 * s->p->seconds);
        if (late || s->rounds == look) {
            look += 1 + look / 3;
            conclude(s);
            pleased = narrow_enough(s) ? pleased + 1 : 0;
            if (late || pleased == 2)
                return true;
        }
    }
    conclude(s);
    return true;
}

bool bench_measure(const bench_subject *subject, int n, const bench_protocol *p, bench_series *out)
{
    *out = (bench_series){.subjects = n};
    state s = {.subject = subject, .n = n, .p = p, .out = out, .clock = bench_clock_measure()};
    const double begin = bench_now();
    bool ok = n >= 1 && n <= BENCH_SUBJECTS && p->max_rounds > 0;
    const size_t rounds = ok ? (size_t)p->max_rounds : 0;
    s.round = calloc(rounds, sizeof *s.round);
    ok = ok && s.round;
    for (int k = 0; k < n && ok; k++)
        ok = (out->time[k] = malloc(rounds * sizeof **out->time)) != NULL;
    s.end = begin + p->seconds;
    ok = ok && size_batches(&s) && run_rounds(&s);
    if (ok) {
        double *ghz = malloc((size_t)s.rounds * sizeof *ghz);
        for (int r = 0; ghz && r < s.rounds; r++)
            ghz[r] = s.round[r].ghz;
        out->ghz = ghz ? bench_median(ghz, (size_t)s.rounds) : 0;
        free(ghz);
    }
    out->spent = bench_now() - begin;
    free(s.round);
    return ok;
}

void bench_series_free(bench_series *s)
{
    for (int k = 0; k < BENCH_SUBJECTS; k++)
        free(s->time[k]);
    *s = (bench_series){0};
}
