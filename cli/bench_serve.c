/* wengert bench --serve: one side of a comparison, in a process of its own. Lines of JSON on standard input and output:
 *
 *   {"version": 1}                                                 {"version": 1, "wengert": ...}
 *   {"open": EXPR, "operands": [...], "dtype", "cache", "mode"}    {"ok": true} or {"error": "..."}
 *       "checked": true: it has been compared with the reference before
 *   {"task": NAME}                                                 the same, for one of benchmarks/tasks.h
 *   {"run": N}                                                     {"wall": seconds, "cpu": seconds}
 *   {"about": true}                                                {"peak_bytes", "cost", and of a task "nodes", "record_seconds", ...}
 *   {"close": true}                                                {"ok": true}
 *
 * A side checks the unit before it says that it is open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"
#include "benchmarks/resident.h"
#include "benchmarks/tasks.h"
#include "cli/bench.h"

typedef struct side {
    const bench_options *o;
    bench_work work;
    bench_unit unit;
    bench_mode mode;
    bool open;
    const bench_task *task; /* or this one */
    bench_recorded recorded;
    bench_graph graph;
} side;

static void answer(json_t *v)
{
    char *text = v ? json_dumps(v, JSON_COMPACT | JSON_REAL_PRECISION(17)) : NULL;
    puts(text ? text : "{\"error\": \"out of memory\"}");
    fflush(stdout);
    free(text);
    json_decref(v);
}

static void complain(const char *why)
{
    answer(json_pack("{s:s}", "error", why));
}

static void close_side(side *s)
{
    if (s->open)
        bench_work_close(&s->work);
    if (s->recorded.g)
        bench_task_close(&s->recorded);
    s->task = NULL;
    for (int k = 0; k < s->unit.words; k++)
        free(s->unit.word[k]);
    free(s->unit.word);
    free(s->unit.expr);
    s->unit = (bench_unit){0};
    s->open = false;
}

static bool read_unit(side *s, const json_t *line)
{
    const json_t *words = json_object_get(line, "operands");
    const char *mode = json_string_value(json_object_get(line, "mode"));
    s->unit = (bench_unit){.group = "pair",
                           .name = "pair",
                           .cache = (int)json_integer_value(json_object_get(line, "cache")),
                           .dtype = (wg_dtype)json_integer_value(json_object_get(line, "dtype"))};
    s->unit.expr = strdup(json_string_value(json_object_get(line, "open")));
    s->unit.word = calloc(json_array_size(words) + 1, sizeof *s->unit.word);
    for (size_t k = 0; s->unit.word && k < json_array_size(words) && k < BENCH_LEAVES; k++) {
        const char *word = json_string_value(json_array_get(words, k));
        if (!word || !(s->unit.word[k] = strdup(word)))
            return false;
        s->unit.words++;
    }
    for (int m = 0; m < BENCH_MODES; m++)
        if (mode && strcmp(mode, bench_mode_name((bench_mode)m)) == 0)
            s->mode = (bench_mode)m;
    return s->unit.expr && s->unit.word && s->unit.cache >= 0 && s->unit.cache < BENCH_CACHES &&
           s->unit.dtype < WG_DTYPE_COUNT;
}

static void open_unit(side *s)
{
    bench_check c;
    s->open = true;
    if (!bench_work_open(&s->work, &s->unit, s->o) || !bench_work_check(&s->work, s->o, &c))
        complain("it could not be recorded and run");
    else if (!c.ok)
        answer(json_pack("{s:s, s:b}", "error", c.message, "wrong", 1));
    else if (!s->work.r.root[s->mode].n)
        complain("there is no gradient");
    else if (!bench_work_ready(&s->work, s->mode))
        complain("it could not be run");
    else
        answer(json_pack("{s:b}", "ok", 1));
}

/* A task that is an expression is a unit like any other, checked first. */
static bool unit_of_task(side *s, const bench_task *t)
{
    json_t *words = json_array();
    for (int k = 0; k < 2 && t->word[k]; k++)
        json_array_append_new(words, json_string(t->word[k]));
    json_t *line = json_pack("{s:s, s:o, s:i, s:i, s:s}", "open", t->expr, "operands", words,
                             "dtype", WG_F32, "cache", BENCH_HOT, "mode", "forward");
    const bool ok = read_unit(s, line);
    json_decref(line);
    return ok;
}

static void open_task(side *s, const char *name)
{
    const bench_state hot = {.cache = BENCH_HOT};
    bench_recorded *r = &s->recorded;
    s->task = bench_task_find(name);
    if (!s->task)
        complain("there is no such task");
    else if (s->task->expr && unit_of_task(s, s->task))
        open_unit(s);
    else if (s->task->expr || !bench_task_open(r, s->task))
        complain("it could not be recorded");
    else if (!s->task->run_anew && bench_graph_open(&s->graph, r->g, r->t, r->n, &hot) != WG_OK)
        complain(wg_error(r->g));
    else
        answer(json_pack("{s:b}", "ok", 1));
}

static json_t *by_level(const double *bytes, int levels)
{
    json_t *all = json_array();
    for (int k = 0; k < levels; k++)
        json_array_append_new(all, json_real(bytes[k]));
    return all;
}

/* What a run costs at least, for the one that asks to hold against its roof. */
static json_t *cost_json(const bench_graph *b)
{
    static roof levels; /* no figures: where bytes come from follows from the sizes of the caches */
    bench_cost c;
    roof_levels(&levels);
    if (!b->g || bench_cost_of(b->g, b->t, b->n, &levels, &b->state, wg_threads(), &c) != WG_OK)
        return json_null();
    return json_pack("{s:f, s:o, s:o, s:b, s:b}", "flop", c.flop, "read",
                     by_level(c.level_read, levels.levels), "written",
                     by_level(c.level_written, levels.levels), "f32", c.f32, "f64", c.f64);
}

static void tell_about(const side *s)
{
    const bench_recorded *r = &s->recorded;
    const bench_graph *b = s->open ? &s->work.graph[s->mode] : &s->graph;
    const bool replayed = r->g && s->task && !s->task->run_anew;
    json_t *v = json_pack("{s:I, s:o}", "peak_bytes", (json_int_t)resident_peak(), "cost",
                          s->open || replayed ? cost_json(b) : json_null());
    wg_plan_stats stats;
    if (replayed && wg_plan_stats_of(r->g, r->t, r->n, &stats) == WG_OK)
        json_object_update_new(
            v, json_pack("{s:I, s:f, s:f, s:f, s:I, s:f}", "nodes", (json_int_t)r->nodes,
                         "record_seconds", r->record_seconds, "record_again_seconds",
                         r->again_seconds, "plan_seconds", r->plan_seconds, "plan_bytes",
                         (json_int_t)stats.bytes, "flop", stats.flop));
    answer(v);
}

static void open_side(side *s, const json_t *line)
{
    close_side(s);
    if (json_object_get(line, "task")) {
        open_task(s, json_string_value(json_object_get(line, "task")));
        return;
    }
    if (!read_unit(s, line)) {
        complain("it is no unit");
        return;
    }
    bench_options o = *s->o;
    const bench_options *asked = s->o;
    if (json_is_true(json_object_get(line, "checked")))
        o.check_mode = BENCH_CHECK_OFF;
    s->o = &o;
    open_unit(s);
    s->o = asked;
}

static bool run_task_anew(void *self, int64_t n, bench_sample *took)
{
    side *s = self;
    bool ok = true;
    const double cpu = bench_cpu_now(), wall = bench_now();
    for (int64_t i = 0; i < n && ok; i++)
        ok = s->task->run_anew(&s->recorded, s->task);
    took->wall = bench_now() - wall;
    took->cpu = bench_cpu_now() - cpu;
    return ok;
}

/* What is open, as a subject; run NULL: nothing is. */
static bench_subject subject_of(side *s)
{
    if (s->open && s->work.r.root[s->mode].n)
        return bench_graph_subject(&s->work.graph[s->mode], "side");
    if (s->recorded.g && s->task->run_anew)
        return (bench_subject){.name = "side", .run = run_task_anew, .self = s};
    if (s->recorded.g)
        return bench_graph_subject(&s->graph, "side");
    return (bench_subject){.run = NULL};
}

static void run_side(side *s, int64_t n)
{
    bench_sample took;
    const bench_subject x = subject_of(s);
    if (!x.run)
        complain("nothing is open");
    else if ((x.prepare && !x.prepare(x.self)) || !x.run(x.self, n, &took))
        complain("it could not be run");
    else
        answer(json_pack("{s:f, s:f}", "wall", took.wall, "cpu", took.cpu));
}

int bench_serve(const bench_options *o)
{
    side s = {.o = o};
    char *text = NULL;
    size_t room = 0;
    while (getline(&text, &room, stdin) > 0) {
        json_t *line = json_loads(text, 0, NULL);
        if (json_is_string(json_object_get(line, "open")) ||
            json_is_string(json_object_get(line, "task")))
            open_side(&s, line);
        else if (json_is_integer(json_object_get(line, "run")))
            run_side(&s, json_integer_value(json_object_get(line, "run")));
        else if (json_object_get(line, "about"))
            tell_about(&s);
        else if (json_object_get(line, "close")) {
            close_side(&s);
            answer(json_pack("{s:b}", "ok", 1));
        } else if (json_object_get(line, "version"))
            answer(json_pack("{s:i, s:s}", "version", 1, "wengert", WG_VERSION));
        else
            complain("what is that?");
        json_decref(line);
    }
    close_side(&s);
    free(text);
    return EXIT_SUCCESS;
}
