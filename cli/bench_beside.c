/* wengert bench --beside: ops, compositions and networks beside other libraries, each in a process of its own, interleaved. */
#include <math.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/bench_company.h"
#include "cli/bench_json.h"
#include "cli/command.h"

/* k: its place in the series; < 0: it has no time. */
static json_t *member_json(const bench_member *m, const bench_series *s, int k,
                           const bench_options *o)
{
    json_t *j = json_pack("{s:s, s:s}", "name", m->name, "release", m->release);
    if (k < 0) {
        json_object_set_new(j, "missing",
                            json_string(!m->there ? "is not there"
                                        : *m->why ? m->why
                                                  : "every round was disturbed"));
        return j;
    }
    json_t *samples = json_array(), *time = bench_json_interval(s->median[k]),
           *ratio = bench_json_interval(s->ratio[k]);
    for (int i = 0; i < s->rounds; i += 1 + s->rounds / 60)
        json_array_append_new(samples, json_real(s->time[k][i]));
    json_object_set_new(time, "samples", samples);
    json_object_set_new(
        ratio, "verdict",
        json_string(bench_verdict_name(bench_judge(s->ratio[k], o->protocol.margin))));
    json_object_set_new(j, "time", time);
    json_object_set_new(j, "ratio", ratio);
    return j;
}

/* What a member says of itself and of what it has open. */
static void add_about(json_t *j, bench_member *m)
{
    json_t *about = bench_side_ask(&m->side, json_pack("{s:b}", "about", 1));
    if (about)
        json_object_update(j, about);
    json_decref(about);
}

static double time_of(const json_t *member)
{
    const json_t *v = json_object_get(json_object_get(member, "time"), "value");
    return json_is_number(v) ? json_number_value(v) : (double)NAN;
}

/* ---- the roof ---- */

static bool read_cost(const json_t *about, int threads, bench_cost *c)
{
    const json_t *cost = json_object_get(about, "cost");
    *c = (bench_cost){.threads = threads,
                      .flop = json_number_value(json_object_get(cost, "flop")),
                      .f32 = json_is_true(json_object_get(cost, "f32")),
                      .f64 = json_is_true(json_object_get(cost, "f64"))};
    for (size_t k = 0; k < ROOF_LEVELS; k++) {
        c->level_read[k] = json_number_value(json_array_get(json_object_get(cost, "read"), k));
        c->level_written[k] =
            json_number_value(json_array_get(json_object_get(cost, "written"), k));
    }
    return json_is_object(cost);
}

/* Of the roof over our plan: a peer's may move other bytes, so that only ours can be impossible by it. */
static bool hold_against_roof(bench_run *run, json_t *members, int threads)
{
    bench_cost c;
    size_t k;
    json_t *m;
    const json_t *ours = json_array_get(members, 0);
    if (!read_cost(ours, threads, &c) || !isfinite(time_of(ours)))
        return true;
    const bool possible = bench_is_possible(run, &c, time_of(ours));
    int binds;
    const double bound = bench_bound(&c, &run->roof, &binds);
    json_array_foreach(members, k, m)
    {
        json_object_del(m, "cost");
        if (isfinite(time_of(m)) && binds != BENCH_BINDS_NOTHING)
            json_object_set_new(m, "roof",
                                json_pack("{s:f, s:s, s:f}", "seconds", bound, "binds",
                                          bench_binds_name(&run->roof, binds), "share",
                                          bound / time_of(m)));
    }
    return possible;
}

/* Products of matrices have one number of FLOP, whoever computes them: nobody is faster than the FMA peak. */
static bool hold_against_peak(bench_run *run, json_t *members, double products, int threads)
{
    size_t k;
    json_t *m;
    double least = (double)INFINITY;
    json_array_foreach(members, k, m) least =
        fmin(least, products > 0 ? time_of(m) : (double)INFINITY);
    if (!isfinite(least))
        return true;
    const bench_cost c = {.threads = threads, .flop = products, .f32 = true};
    const bool possible = bench_is_possible(run, &c, least);
    const double peak = roof_row_of(&run->roof, threads)->flops[0];
    json_array_foreach(members, k, m) if (isfinite(time_of(m)))
        json_object_set_new(m, "of_peak", bench_json_number(products / time_of(m) / peak));
    return possible;
}

/* ---- a task ---- */

static json_t *row_of(const bench_task *t, int threads)
{
    char title[160], count[24] = "";
    if (threads > 1)
        snprintf(count, sizeof count, ", %d threads", threads);
    snprintf(title, sizeof title, "%s%s", t->name, count);
    return json_pack("{s:s, s:s, s:s, s:s, s:i, s:I, s:o}", "id", title, "title", title, "group",
                     t->group, "name", t->name, "threads", threads, "batch", (json_int_t)t->batch,
                     "question", bench_company_question(t));
}

/* Times of one thread against several: each member's threads are its own. */
static void hold_all(bench_run *run, json_t *row, json_t *members, const bench_task *t, int threads)
{
    const bool possible = hold_against_roof(run, members, threads) &
                          hold_against_peak(run, members, bench_task_products(t), threads);
    if (possible)
        return;
    run->impossible++;
    json_object_set_new(row, "status", json_string("impossible"));
    json_object_set_new(row, "message",
                        json_string("faster than the roof: the model of the cost or "
                                    "the clock is wrong"));
}

static void measure_task(bench_run *run, bench_company *c, const bench_task *t, double seconds)
{
    bench_subject subject[BENCH_SUBJECTS];
    bench_series s = {0};
    bench_protocol p = run->o->protocol;
    json_t *row = row_of(t, c->threads), *members = json_array();
    const int n = bench_company_open(c, t, subject);
    p.seconds = seconds;
    p.sample = 2e-3;
    p.min_rounds = 12;
    p.threads = c->threads;
    p.core = c->threads > 1 ? -1 : p.core;
    const bool ok = c->m[0].now && bench_measure(subject, n, &p, &s) && s.rounds > 0;
    run->failed += !ok;
    for (int k = 0, at = 0; k < c->n; k++) {
        const int which = ok && c->m[k].now ? at++ : -1;
        json_t *m = member_json(&c->m[k], &s, which, run->o);
        if (which >= 0)
            add_about(m, &c->m[k]);
        json_array_append_new(members, m);
    }
    json_object_set_new(row, "status", json_string(ok ? "ok" : "error"));
    json_object_set_new(row, "peers", members);
    json_object_set_new(row, "rounds", json_integer(s.rounds));
    json_object_set_new(row, "clock", json_string(s.cpu_time ? "cpu" : "wall"));
    if (ok)
        hold_all(run, row, members, t, c->threads);
    bench_beside_row(row);
    json_array_append_new(run->rows, row);
    bench_series_free(&s);
}

/* ---- all ---- */

typedef struct choice {
    const char *groups;
    regex_t filter;
    bool filtered;
} choice;

static bool is_chosen(const choice *c, const bench_task *t)
{
    const size_t length = strlen(t->group);
    bool group = strcmp(c->groups, "all") == 0;
    for (const char *p = c->groups; *p && !group; p += strcspn(p, ","), p += *p == ',')
        group = strcspn(p, ",") == length && memcmp(p, t->group, length) == 0;
    return group && (!c->filtered || regexec(&c->filter, t->name, 0, NULL, 0) == 0);
}

static int measure_on(bench_run *run, const choice *chosen, int threads, double seconds)
{
    bench_company c;
    printf("\nbeside one another, %d thread%s; times over ours with intervals of %g %%\n", threads,
           threads > 1 ? "s" : "", 100 * run->o->protocol.confidence);
    const int status = bench_company_gather(&c, run->o, threads);
    for (size_t i = 0; bench_task_at(i) && status == EXIT_SUCCESS; i++)
        if (is_chosen(chosen, bench_task_at(i)))
            measure_task(run, &c, bench_task_at(i), seconds);
    bench_company_dismiss(&c);
    return status;
}

int bench_beside(bench_run *run)
{
    const bench_options *o = run->o;
    choice chosen = {.groups = o->beside, .filtered = o->filter != NULL};
    int left = 0, status = EXIT_SUCCESS;
    if (o->filter && regcomp(&chosen.filter, o->filter, REG_EXTENDED | REG_NOSUB | REG_ICASE) != 0)
        return cli_fail("bench", EXIT_USAGE, "--filter %s: no regular expression", o->filter);
    for (size_t i = 0; bench_task_at(i); i++)
        left += is_chosen(&chosen, bench_task_at(i)) * o->counts;
    if (!left)
        status = cli_fail("bench", EXIT_USAGE,
                          "--beside %s: ops, kernels, models, derivatives, recording or all%s",
                          o->beside, o->filter ? ", and what --filter leaves" : "");
    for (int k = 0; k < o->counts && status == EXIT_SUCCESS; k++)
        status = measure_on(run, &chosen, o->count[k],
                            o->seconds > 0 ? o->seconds / left : 4 * o->each_seconds);
    if (status == EXIT_SUCCESS)
        bench_beside_foot(run);
    if (chosen.filtered)
        regfree(&chosen.filter);
    return status;
}
