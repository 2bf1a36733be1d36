/* wengert bench --serve: one side of a comparison, in a process of its own. Lines of JSON on standard input and output:
 *
 *   {"version": 1}                                                 {"version": 1, "wengert": ...}
 *   {"open": EXPR, "operands": [...], "dtype", "cache", "mode"}    {"ok": true} or {"error": "..."}
 *       "checked": true: it has been compared with the reference before
 *   {"run": N}                                                     {"wall": seconds, "cpu": seconds}
 *   {"close": true}                                                {"ok": true}
 *
 * A side checks the unit before it says that it is open. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"
#include "cli/bench.h"

typedef struct side {
    const bench_options *o;
    bench_work work;
    bench_unit unit;
    bench_mode mode;
    bool open;
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
    s->unit = (bench_unit){.group = "pair", .name = "pair", .cache = (int)json_integer_value(json_object_get(line, "cache")),
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
    return s->unit.expr && s->unit.word && s->unit.cache >= 0 && s->unit.cache < BENCH_CACHES && s->unit.dtype < WG_DTYPE_COUNT;
}

static void open_side(side *s, const json_t *line)
{
    bench_check c;
    close_side(s);
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
    bench_pin(o->core);
    while (getline(&text, &room, stdin) > 0) {
        json_t *line = json_loads(text, 0, NULL);
        if (json_is_string(json_object_get(line, "open")))
            open_side(&s, line);
        else if (json_is_integer(json_object_get(line, "run")))
            run_side(&s, json_integer_value(json_object_get(line, "run")));
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
