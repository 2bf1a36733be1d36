/* A unit measured in this process: checked, timed, held against the roof; one row of JSON for each mode and class of data. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/bench_json.h"
#include "cli/command.h"

enum { MOST_SAMPLES = 100, ROOF_TRIES = 4 };

json_t *bench_row_new(const bench_unit *u, const char *mode, const char *data, const char *status)
{
    char *id = bench_unit_id(u, mode, data), *title = bench_unit_title(u);
    json_t *words = json_array();
    for (int k = 0; k < u->words; k++)
        json_array_append_new(words, json_string(u->word[k]));
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:s, s:s, s:s, s:s}", "id", id ? id : "",
                  "title", title ? title : "", "group", u->group, "case", u->name, "expression",
                  u->expr, "operands", words, "dtype", wg_dtype_name(u->dtype), "mode", mode,
                  "cache", bench_cache_name(u->cache), "data", data, "status", status);
    if (u->n)
        json_object_set_new(row, "size", json_integer(u->n));
    json_object_set_new(row, "threads", json_integer(u->threads));
    free(id);
    free(title);
    return row;
}

json_t *bench_row_times(json_t *row, const bench_series *s, int k, const bench_protocol *p)
{
    const size_t n = (size_t)s->rounds;
    json_t *time = bench_json_interval(s->median[k]), *dropped = json_object(),
           *samples = json_array();
    for (int d = 0; d < BENCH_DISTURBANCES; d++)
        json_object_set_new(dropped, bench_disturbance_name((bench_disturbance)d),
                            json_integer(s->dropped[d]));
    const size_t step = n / MOST_SAMPLES + 1;
    for (size_t i = 0; i < n; i += step)
        json_array_append_new(samples, json_real(s->time[k][i]));
    json_object_set_new(time, "confidence", json_real(p->confidence));
    json_object_set_new(time, "rounds", json_integer(s->rounds));
    json_object_set_new(time, "batch", json_integer(s->batch[k]));
    json_object_set_new(time, "clock", json_string(s->cpu_time ? "cpu" : "wall"));
    json_object_set_new(time, "dropped", dropped);
    json_object_set_new(time, "ghz", json_real(s->ghz));
    json_object_set_new(time, "samples", samples);
    for (int q = 5; q <= 95; q += q == 5 ? 20 : q == 25 ? 50 : 20) {
        char name[8];
        snprintf(name, sizeof name, "p%02d", q);
        json_object_set_new(
            time, name,
            bench_json_number(n ? bench_quantile(s->time[k], n, q / 100.0) : (double)NAN));
    }
    json_object_set_new(row, "time", time);
    const double half = 0.5 * (s->median[k].hi - s->median[k].lo) / s->median[k].value;
    if (!(half <= 5 * p->precision) || s->short_of_clock) {
        json_object_set_new(row, "status", json_string("unclear"));
        json_object_set_new(row, "message",
                            json_string(s->short_of_clock
                                            ? "shorter than the clock can tell"
                                            : "the noise is larger than the precision asked for"));
    }
    return row;
}

/* Was the roof low, because something else had the memory, or is the model wrong? On a busy machine every row may ask: measuring again
 * takes a quarter of the run at most, or some seconds. */
bool bench_is_possible(bench_run *run, const bench_cost *c, double seconds)
{
    int binds;
    const double most = run->o->seconds > 0 ? fmax(8, 0.25 * run->o->seconds) : 12;
    for (int t = 0; t < ROOF_TRIES && run->roof.seconds < most &&
                    bench_bound(c, &run->roof, &binds) > BENCH_IMPOSSIBLE * seconds;
         t++)
        bench_raise_roof(run, c->threads, 1.5);
    return bench_bound(c, &run->roof, &binds) <= BENCH_IMPOSSIBLE * seconds;
}

void bench_row_cost(json_t *row, const bench_cost *c, const roof *r, double seconds)
{
    int binds;
    const double bytes = c->read + c->written, bound = bench_bound(c, r, &binds);
    json_object_set_new(row, "cost",
                        json_pack("{s:f, s:f, s:f, s:o, s:f, s:f}", "flop", c->flop, "read",
                                  c->read, "written", c->written, "intensity",
                                  bytes > 0 ? json_real(c->flop / bytes) : json_null(),
                                  "working_set", c->working_set, "plan_bytes", c->plan_bytes));
    json_object_set_new(row, "rate",
                        json_pack("{s:o, s:o}", "flops", bench_json_number(c->flop / seconds),
                                  "bytes", bench_json_number(bytes / seconds)));
    json_object_set_new(
        row, "roof",
        json_pack("{s:f, s:s, s:o}", "seconds", bound, "binds", bench_binds_name(r, binds), "share",
                  binds == BENCH_BINDS_NOTHING ? json_null() : bench_json_number(bound / seconds)));
}

static json_t *check_json(const bench_work *w, const bench_options *o, const bench_check *c)
{
    if (o->check_mode == BENCH_CHECK_OFF)
        return json_pack("{s:s}", "mode", "off");
    if (w->random)
        return json_pack("{s:s, s:s}", "mode", "off", "why", "random numbers differ in each run");
    return json_pack("{s:s, s:b, s:o, s:o, s:b, s:s}", "mode",
                     o->check_mode == BENCH_CHECK_BITWISE || !w->has_truth ? "bitwise" : "ulp",
                     "ok", c->ok, "worst", bench_json_number(c->worst), "ulps",
                     bench_json_number(c->ulps), "repeatable", c->repeatable, "truth",
                     o->reference    ? o->reference
                     : !w->has_truth ? "plain executor"
                     : c->sampled    ? "plan in f64"
                     : wg_dtype_of(w->truth.s.y) == wg_dtype_of(w->r.s.y)
                         ? "plain executor"
                         : "plain executor in f64");
}

/* ---- a unit ---- */

struct one;

/* A mode on a class of data. All classes share one graph, and so the same memory: where it lies makes a difference too. */
typedef struct member {
    struct one *of;
    bench_mode mode;
    bench_data data;
} member;

typedef struct one {
    bench_run *run;
    const bench_unit *u;
    bench_work work;
    bool open;
    void *kept[BENCH_DATA_COUNT][BENCH_LEAVES]; /* the operands' numbers, per class */
    bench_data loaded;
    bench_check check;
    bench_subject subject[BENCH_SUBJECTS];
    member member[BENCH_SUBJECTS];
    int n;
} one;

static void refuse(one *x, const char *status, const char *message)
{
    json_t *row =
        bench_row_new(x->u, bench_mode_name(BENCH_FORWARD), bench_data_name(BENCH_NORMAL), status);
    json_object_set_new(row, "message", json_string(message));
    if (strcmp(status, "wrong") == 0)
        json_object_set_new(row, "check", check_json(&x->work, x->run->o, &x->check));
    json_array_append(x->run->rows, row);
    bench_table_row(x->run, row);
    json_decref(row);
    x->run->wrong += strcmp(status, "wrong") == 0;
    x->run->failed += strcmp(status, "error") == 0;
}

/* The operands with data of class d. */
static void load(one *x, bench_data d)
{
    for (int k = 0; k < x->work.r.operands && x->loaded != d; k++)
        if (x->kept[d][k])
            memcpy(wg_data(x->work.r.operand[k]), x->kept[d][k],
                   (size_t)wg_numel(x->work.r.operand[k]) *
                       wg_dtype_size(wg_dtype_of(x->work.r.operand[k])));
    x->loaded = d;
}

/* Draws the classes asked for, and keeps them. One class alone needs no copies. */
static bool keep_classes(one *x, unsigned classes)
{
    const bench_recording *r = &x->work.r;
    for (int d = 0; d < BENCH_DATA_COUNT; d++)
        for (int k = 0; k < r->operands && (classes >> d & 1u) && (classes & (classes - 1)); k++) {
            const wg_tensor t = r->operand[k];
            const size_t bytes = (size_t)wg_numel(t) * wg_dtype_size(wg_dtype_of(t));
            if (!(x->kept[d][k] = malloc(bytes + 1)))
                return false;
            if (d == BENCH_NORMAL)
                memcpy(x->kept[d][k], wg_data(t), bytes);
        }
    for (int d = 1; d < BENCH_DATA_COUNT; d++)
        for (int k = 0; k < r->operands && (classes >> d & 1u); k++) {
            const wg_tensor t = r->operand[k];
            if (strcmp(wg_name(t), "dy") != 0)
                bench_fill(t, (bench_data)d, (uint64_t)k + 1);
            if (x->kept[d][k])
                memcpy(x->kept[d][k], wg_data(t),
                       (size_t)wg_numel(t) * wg_dtype_size(wg_dtype_of(t)));
        }
    x->loaded = BENCH_DATA_COUNT;
    return true;
}

/* Recorded, checked on normal data before anything is timed, and its classes of data drawn. */
static bool prepare(one *x)
{
    const bench_options *o = x->run->o;
    const char *wrong = NULL;
    x->open = true;
    if (!bench_work_open(&x->work, x->u, o))
        wrong = "it could not be recorded";
    else if (x->u->cache == BENCH_COLD_WEIGHTS && !x->work.weights) {
        refuse(x, "skipped", "no operand is a weight (see --weights)");
        return false;
    } else if (!bench_work_check(&x->work, o, &x->check))
        wrong = "it could not be run";
    else if (!x->check.ok) {
        refuse(x, "wrong", x->check.message);
        return false;
    } else if (!keep_classes(x, o->datas))
        wrong = "out of memory";
    if (wrong)
        refuse(x, "error", wrong);
    return !wrong;
}

static bool run_member(void *self, int64_t n, bench_sample *took)
{
    member *m = self;
    load(m->of, m->data);
    const bench_subject s = bench_graph_subject(&m->of->work.graph[m->mode], "");
    return (!s.prepare || s.prepare(s.self)) && s.run(s.self, n, took);
}

/* The eviction is in run_member, behind the loading; this only says that a sample is one run. */
static bool nothing(void *self)
{
    (void)self;
    return true;
}

static bool list_subjects(one *x)
{
    for (int m = 0; m < BENCH_MODES; m++)
        if ((x->run->o->modes >> m & 1u) && x->work.r.root[m].n &&
            !bench_work_ready(&x->work, (bench_mode)m))
            return false;
    for (int d = 0; d < BENCH_DATA_COUNT; d++)
        for (int m = 0; m < BENCH_MODES; m++)
            if ((x->run->o->datas >> d & 1u) && (x->run->o->modes >> m & 1u) &&
                x->work.r.root[m].n && x->n < BENCH_SUBJECTS) {
                x->member[x->n] = (member){x, (bench_mode)m, (bench_data)d};
                x->subject[x->n] =
                    (bench_subject){bench_mode_name((bench_mode)m), run_member,
                                    x->u->cache == BENCH_HOT ? NULL : nothing, &x->member[x->n]};
                x->n++;
            }
    return x->n > 0;
}

/* The subject that k is compared with: the same mode on normal data, or the forward pass on the same data; -1: none. */
static int partner(const one *x, int k, bool data)
{
    for (int i = 0; i < x->n; i++)
        if (i != k &&
            (data ? x->member[i].mode == x->member[k].mode && x->member[i].data == BENCH_NORMAL &&
                        x->member[k].data != BENCH_NORMAL
                  : x->member[i].data == x->member[k].data && x->member[i].mode == BENCH_FORWARD &&
                        x->member[k].mode != BENCH_FORWARD))
            return i;
    return -1;
}

static void put_ratio(json_t *row, const char *name, const bench_series *s, int k, int to,
                      const bench_protocol *p)
{
    if (to < 0)
        return;
    const bench_interval r =
        bench_ratio_interval(s->time[to], s->time[k], (size_t)s->rounds, p->confidence);
    json_t *j = bench_json_interval(r);
    json_object_set_new(j, "verdict", json_string(bench_verdict_name(bench_judge(r, p->margin))));
    json_object_set_new(j, "detectable", bench_json_number(bench_detectable(r, p->confidence)));
    /* Far enough from 1 to be called a difference: the whole interval outside the margin. */
    json_object_set_new(j, "differs",
                        json_boolean(r.lo > 1 + p->margin || r.hi < 1 / (1 + p->margin)));
    json_object_set_new(row, name, j);
}

static json_t *row_of(one *x, const bench_series *s, int k, const bench_protocol *p)
{
    bench_run *run = x->run;
    bench_work *w = &x->work;
    const bench_graph *g = &w->graph[x->member[k].mode];
    bench_cost c;
    json_t *row = bench_row_new(x->u, bench_mode_name(x->member[k].mode),
                                bench_data_name(x->member[k].data), "ok");
    bench_row_times(row, s, k, p);
    if (bench_cost_of(g->g, g->t, g->n, &run->roof, &g->state, x->u->threads, &c) == WG_OK) {
        const bool possible = bench_is_possible(run, &c, s->median[k].value);
        bench_row_cost(row, &c, &run->roof, s->median[k].value);
        if (!possible)
            json_object_set_new(row, "status", json_string("impossible"));
        run->impossible += !possible;
    }
    json_object_set_new(row, "check", check_json(w, run->o, &x->check));
    put_ratio(row, "to_forward", s, k, partner(x, k, false), p);
    put_ratio(row, "to_normal", s, k, partner(x, k, true), p);
    if (x->u->cache != BENCH_HOT)
        json_object_set_new(row, "cold",
                            json_pack("{s:f, s:f, s:b}", "line_seconds", g->coldness.cold,
                                      "hot_line_seconds", g->coldness.hot, "verified",
                                      g->coldness.verified));
    if (w->no_gradient[0])
        json_object_set_new(row, "no_gradient", json_string(w->no_gradient));
    return row;
}

void bench_measure_unit(bench_run *run, const bench_unit *u, double seconds)
{
    one *x = calloc(1, sizeof *x);
    if (!x) {
        run->failed++;
        cli_fail("bench", EXIT_FAILURE, "out of memory");
        return;
    }
    x->run = run;
    x->u = u;
    bench_series s = {0};
    bench_protocol p = run->o->protocol;
    p.seconds = seconds;
    p.times = true;
    p.threads = u->threads;
    p.core = u->threads > 1 ? -1 : p.core;
    bench_use_threads(run->o, u->threads);
    if (prepare(x)) {
        if (!list_subjects(x) || !bench_measure(x->subject, x->n, &p, &s))
            refuse(x, "error", "it could not be run");
        for (int k = 0; k < x->n && s.rounds > 0; k++) {
            json_t *row = row_of(x, &s, k, &p);
            bench_table_row(run, row);
            json_array_append_new(run->rows, row);
        }
        if (x->n && !s.failed && s.rounds == 0)
            refuse(x, "unclear", "every round was disturbed");
    }
    bench_series_free(&s);
    for (int d = 0; d < BENCH_DATA_COUNT; d++)
        for (int k = 0; k < BENCH_LEAVES; k++)
            free(x->kept[d][k]);
    if (x->open)
        bench_work_close(&x->work);
    free(x);
}
