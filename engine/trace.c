/* Times of steps: taken, and written with the plan. */
#include "engine/trace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/cache.h"
#include "engine/jit.h"
#include "engine/native.h"
#include "tensor/memory.h"
#include "tensor/to_json.h"

enum {
    MOST_RUNS = 1024,
    LEAST_RUNS = 16,
    SPANS = 1 << 16
}; /* SPANS: kept by one plan, as long as that is LEAST_RUNS */

/* ---- taking times ---- */

static bool describe(wg__trace *t, wg__dump *d)
{
    d->f = open_memstream(&t->text, &t->size);
    if (!d->f)
        return false;
    wg__plan_json(d);
    const bool ok = !ferror(d->f);
    return fclose(d->f) == 0 && ok;
}

bool wg__trace_new(wg__plan *p, wg__dump *d)
{
    wg__trace *t = wg__plan_alloc(p, 1, sizeof *t);
    if (!t)
        return false;
    p->trace = t;
    t->steps = p->steps;
    t->lanes = 1;
    const uint32_t fit = SPANS / (p->steps ? p->steps : 1);
    t->room = fit > MOST_RUNS ? MOST_RUNS : fit < LEAST_RUNS ? LEAST_RUNS : fit;
    t->run = wg__plan_alloc(p, t->room, sizeof *t->run);
    t->span =
        wg__plan_alloc(p, (size_t)t->room * t->lanes * (t->steps ? t->steps : 1), sizeof *t->span);
    t->spans = wg__plan_alloc(p, (size_t)t->room * t->lanes, sizeof *t->spans);
    return t->run && t->span && t->spans && describe(t, d);
}

void wg__trace_free(wg__trace *t)
{
    if (t)
        free(t->text); /* of open_memstream */
}

double wg__trace_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static uint32_t place(const wg__trace *t)
{
    return (uint32_t)(t->runs % t->room);
}

void wg__trace_begin(wg__trace *t)
{
    const uint32_t at = place(t);
    memset(t->spans + (size_t)at * t->lanes, 0, t->lanes * sizeof *t->spans);
    t->run[at].begin = wg__trace_clock();
}

void wg__trace_span(wg__trace *t, uint32_t lane, uint32_t step, double begin)
{
    const size_t line = (size_t)place(t) * t->lanes + lane;
    t->span[line * t->steps + t->spans[line]++] = (wg__span){begin, wg__trace_clock(), step};
}

void wg__trace_region(wg__trace *t, const wg__region *r, double begin, const double *seconds)
{
    const double end = wg__trace_clock();
    const size_t line = (size_t)place(t) * t->lanes;
    double sum = 0, at = begin;
    for (uint32_t k = 0; k < r->end - r->first; k++)
        sum += seconds ? seconds[k] : 1;
    for (uint32_t k = 0; k < r->end - r->first; k++) {
        const double share = sum > 0 ? (seconds ? seconds[k] : 1) / sum : 0;
        const double until = at + share * (end - begin);
        t->span[line * t->steps + t->spans[line]++] = (wg__span){at, until, r->first + k};
        at = until;
    }
}

void wg__trace_end(wg__trace *t, bool ok)
{
    t->run[place(t)].end = wg__trace_clock();
    t->runs += ok;
}

/* ---- what the times say ---- */

static int by_value(const void *p, const void *q)
{
    const double a = *(const double *)p, b = *(const double *)q;
    return (a > b) - (a < b);
}

typedef struct times {
    double median, least, most;
} times;

/* Sorts x. */
static times times_of(double *x, uint32_t n)
{
    if (!n)
        return (times){0};
    qsort(x, n, sizeof *x, by_value);
    return (times){n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]), x[0], x[n - 1]};
}

static void put_times(FILE *f, times t)
{
    fputs("\"seconds\": ", f);
    wg__json_number(f, t.median);
    fputs(", \"least\": ", f);
    wg__json_number(f, t.least);
    fputs(", \"most\": ", f);
    wg__json_number(f, t.most);
}

static uint32_t kept(const wg__trace *t)
{
    return t->runs < t->room ? (uint32_t)t->runs : t->room;
}

static const wg__span *spans_of(const wg__trace *t, uint32_t run, uint32_t lane, uint32_t *n)
{
    const size_t line = (size_t)run * t->lanes + lane;
    *n = t->spans[line];
    return t->span + line * t->steps;
}

/* How long the step took in that run: from the first lane that began to the last that ended. */
static double duration(const wg__trace *t, uint32_t run, uint32_t step)
{
    double begin = 0, end = 0;
    bool any = false;
    for (uint32_t lane = 0; lane < t->lanes; lane++) {
        uint32_t n;
        const wg__span *s = spans_of(t, run, lane, &n);
        /* a lane has each step at most once, in order: it is not behind its own number */
        for (uint32_t i = n <= step ? n : step + 1; i-- > 0 && s[i].step >= step;) {
            if (s[i].step != step)
                continue;
            begin = !any || s[i].begin < begin ? s[i].begin : begin;
            end = !any || s[i].end > end ? s[i].end : end;
            any = true;
        }
    }
    return end - begin;
}

/* The run whose duration is nearest to the median. */
static uint32_t typical(const wg__trace *t, double median)
{
    uint32_t best = 0;
    double least = -1;
    for (uint32_t k = 0; k < kept(t); k++) {
        const double d = t->run[k].end - t->run[k].begin,
                     off = d > median ? d - median : median - d;
        if (least < 0 || off < least) {
            least = off;
            best = k;
        }
    }
    return best;
}

static void put_timeline(FILE *f, const wg__trace *t, uint32_t run)
{
    const char *between = "";
    fputs(", \"timeline\": [", f);
    for (uint32_t lane = 0; lane < t->lanes; lane++) {
        uint32_t n;
        const wg__span *s = spans_of(t, run, lane, &n);
        for (uint32_t k = 0; k < n; k++) {
            fprintf(f,
                    "%s{\"lane\": %" PRIu32 ", \"step\": %" PRIu32
                    ", \"begin\": %.9f, \"end\": %.9f}",
                    between, lane, s[k].step, s[k].begin - t->run[run].begin,
                    s[k].end - t->run[run].begin);
            between = ",\n    ";
        }
    }
    fputc(']', f);
}

/* What became of native code, if it was asked for. */
static void put_native(FILE *f, const wg__plan *p)
{
    char reason[WG__REASON];
    if (wg_native_now() == WG_NATIVE_OFF) {
        fputs(", \"native\": null", f);
        return;
    }
    wg__native_reason(p, reason, sizeof reason);
    fprintf(f, ", \"native\": {\"programs\": %" PRId64 ", \"native\": %" PRIu32 ", \"reason\": ",
            p->stats.tile_programs, wg__native_programs(p));
    wg__json_text(f, reason);
    fputc('}', f);
}

/* Likewise of machine code. */
static void put_jit(FILE *f, const wg__plan *p)
{
    char reason[WG__REASON];
    if (wg_jit_now() == WG_JIT_OFF) {
        fputs(", \"jit\": null", f);
        return;
    }
    wg__jit_reason(p, reason, sizeof reason);
    fprintf(f, ", \"jit\": {\"programs\": %" PRId64 ", \"written\": %" PRIu32 ", \"reason\": ",
            p->stats.tile_programs, wg__jit_programs(p));
    wg__json_text(f, reason);
    fputc('}', f);
}

static void put_plan(FILE *f, const wg__plan *p, double *room)
{
    const wg__trace *t = p->trace;
    const uint32_t n = kept(t);
    for (uint32_t k = 0; k < n; k++)
        room[k] = t->run[k].end - t->run[k].begin;
    const times all = times_of(room, n);
    fprintf(f, "{\"runs\": %" PRIu64 ", \"kept\": %" PRIu32 ", \"lanes\": %" PRIu32 ", ", t->runs,
            n, t->lanes);
    put_times(f, all);
    fputs(", \"times\": [", f);
    for (uint32_t step = 0; step < t->steps; step++) {
        for (uint32_t k = 0; k < n; k++)
            room[k] = duration(t, k, step);
        fputs(step ? ",\n    {" : "\n    {", f);
        put_times(f, times_of(room, n));
        fputc('}', f);
    }
    fputc(']', f);
    put_timeline(f, t, typical(t, all.median));
    put_native(f, p);
    put_jit(f, p);
    fputs(",\n\"plan\": ", f);
    fwrite(t->text, 1, t->size, f);
    fputc('}', f);
}

bool wg__trace_any(const wg__cache *c)
{
    for (int k = 0; k < c->n; k++)
        if (c->plan[k]->trace && c->plan[k]->trace->runs)
            return true;
    return false;
}

void wg__trace_write(FILE *f, const wg__cache *c, const char *title)
{
    const char *between = "";
    double *room = wg__alloc0(MOST_RUNS, sizeof *room);
    fputs("{\"schema\": \"wengert.plan/1\", \"title\": ", f);
    wg__json_text(f, title);
    fprintf(f, ", \"roof\": null, \"evicted\": %" PRId64 ", \"plans\": [\n", c->evictions);
    for (int k = 0; k < c->n && room; k++) {
        const wg__trace *t = c->plan[k]->trace;
        if (!t || !t->runs)
            continue;
        fputs(between, f);
        put_plan(f, c->plan[k], room);
        between = ",\n";
    }
    fputs("]}\n", f);
    wg__free(room);
}

/* ---- into a file ---- */

/* NAME.json, then NAME-2.json, ...: the graphs of one process do not overwrite each other's. */
static void number_path(char *out, size_t size, const char *path, unsigned number)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    const size_t stem =
        dot && (!slash || dot > slash + 1) && dot != path ? (size_t)(dot - path) : strlen(path);
    if (number == 0)
        snprintf(out, size, "%s", path);
    else
        snprintf(out, size, "%.*s-%u%s", (int)stem, path, number + 1, path + stem);
}

bool wg__trace_save(const char *path, const wg__cache *c)
{
    static atomic_uint graphs; /* of this process that have been saved: all that they share */
    char name[4096], temp[4160];
    if (strlen(path) + 16 > sizeof name)
        return false;
    number_path(name, sizeof name, path, atomic_fetch_add(&graphs, 1));
    snprintf(temp, sizeof temp, "%s.%ld.tmp", name, (long)getpid());
    FILE *f = fopen(temp, "w");
    if (!f)
        return false;
    wg__trace_write(f, c, program_invocation_short_name);
    const bool written = !ferror(f);
    if (fclose(f) == 0 && written && rename(temp, name) == 0)
        return true;
    unlink(temp);
    return false;
}
