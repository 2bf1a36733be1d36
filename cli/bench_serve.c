/* wengert bench --serve: one side of a comparison, in a process of its own. Lines of JSON on standard input and output:
 *
 *   {"version": 1}                                                 {"version": 1, "wengert": ...}
 *   {"open": EXPR, "operands": [...], "dtype", "cache", "mode"}    {"ok": true} or {"error": "..."}
 *       "checked": true: it has been compared with the reference before
 *   {"open": "model/NAME/TASK", "batch": N}                        the same, for a network of benchmarks/models.h
 *   {"run": N}                                                     {"wall": seconds, "cpu": seconds}
 *   {"about": true}                                                {"peak_bytes", and of a model "nodes", "record_seconds", ...}
 *   {"close": true}                                                {"ok": true}
 *
 * A side checks the unit before it says that it is open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "benchmarks/clock.h"
#include "benchmarks/models.h"
#include "cli/bench.h"

typedef struct side {
    const bench_options *o;
    bench_work work;
    bench_unit unit;
    bench_mode mode;
    bool open;
    bench_model model; /* or this one */
    bench_graph model_graph;
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
    if (s->model.g)
        bench_model_close(&s->model);
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

/* "model/NAME/TASK" */
static void open_model(side *s, const char *name, int64_t batch)
{
    char model[128];
    const char *slash = strrchr(name, '/');
    const bench_task task =
        strcmp(slash + 1, bench_task_name(BENCH_STEP)) == 0 ? BENCH_STEP : BENCH_INFERENCE;
    const bench_state hot = {.cache = BENCH_HOT};
    snprintf(model, sizeof model, "%.*s", slash > name + 6 ? (int)(slash - name - 6) : 0, name + 6);
    if (!bench_model_open(&s->model, model, batch, task))
        complain("there is no such model");
    else if (bench_graph_open(&s->model_graph, s->model.g, s->model.t, s->model.n, &hot) != WG_OK)
        complain(wg_error(s->model.g));
    else
        answer(json_pack("{s:b}", "ok", 1));
}

static void tell_about(const side *s)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    json_t *v = json_pack("{s:I}", "peak_bytes", (json_int_t)u.ru_maxrss * 1024);
    wg_plan_stats stats;
    if (s->model.g && wg_plan_stats_of(s->model.g, s->model.t, s->model.n, &stats) == WG_OK)
        json_object_update_new(
            v, json_pack("{s:I, s:f, s:f, s:I, s:f, s:f}", "nodes", (json_int_t)s->model.nodes,
                         "record_seconds", s->model.record_seconds, "plan_seconds",
                         s->model.plan_seconds, "plan_bytes", (json_int_t)stats.bytes, "flop",
                         stats.flop, "products", s->model.products));
    answer(v);
}

static void open_side(side *s, const json_t *line)
{
    bench_check c;
    const char *name = json_string_value(json_object_get(line, "open"));
    close_side(s);
    if (strncmp(name, "model/", 6) == 0) {
        open_model(s, name, json_integer_value(json_object_get(line, "batch")));
        return;
    }
    if (!read_unit(s, line)) {
        complain("it is no unit");
        return;
    }
    s->open = true;
    bench_options o = *s->o;
    if (json_is_true(json_object_get(line, "checked")))
        o.check_mode = BENCH_CHECK_OFF;
    if (!bench_work_open(&s->work, &s->unit, &o) || !bench_work_check(&s->work, &o, &c))
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

static void run_side(side *s, int64_t n)
{
    bench_sample took;
    if (s->model.g) {
        const bench_subject m = bench_graph_subject(&s->model_graph, "model");
        answer(m.run(m.self, n, &took) ? json_pack("{s:f, s:f}", "wall", took.wall, "cpu", took.cpu)
                                       : json_pack("{s:s}", "error", "it could not be run"));
        return;
    }
    if (!s->open || !s->work.r.root[s->mode].n) {
        complain("nothing is open");
        return;
    }
    const bench_subject x = bench_graph_subject(&s->work.graph[s->mode], "side");
    if ((x.prepare && !x.prepare(x.self)) || !x.run(x.self, n, &took))
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
        if (json_is_string(json_object_get(line, "open")))
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
