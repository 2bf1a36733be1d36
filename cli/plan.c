/* wengert plan: the steps of a plan with their times, what binds them, and why they are as they are; of an expression, or of a trace. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/roof.h"
#include "cli/bench_json.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/options.h"
#include "cli/page.h"
#include "cli/paint.h"
#include "cli/session.h"
#include "data/data.h"
#include "engine/engine.h"

enum { MAX_RUNS = 100000, BAR = 12 };

typedef struct plan_options {
    session_options session;
    int runs, no_roof;
    long long budget; /* bytes; 0: none */
    char *json, *html, *trace;
} plan_options;

static double get(const json_t *o, const char *name)
{
    return json_number_value(json_object_get(o, name));
}

static const char *text_of(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));
    return s ? s : "";
}

/* ---- the roof over a step ---- */

/* The level that all of the step's memory fits. */
static int level_of(const roof *r, double bytes)
{
    int k = 0;
    while (k < r->levels - 1 && bytes > (double)r->level[k].cache)
        k++;
    return k;
}

static void add_roof(json_t *step, const json_t *time, const roof *r)
{
    const double read = get(step, "read_bytes"), written = get(step, "written_bytes"),
                 seconds = get(time, "seconds");
    const bool f64 = strcmp(text_of(step, "dtype"), "f64") == 0;
    const int level = level_of(r, read + written);
    const double compute = get(step, "flop") / r->row[0].flops[f64];
    const double move =
        read + written > 0 ? roof_move_seconds(&r->row[0].rate[level], read, written) : 0;
    const double bound = compute > move ? compute : move;
    json_object_set_new(step, "bound_seconds", json_real(bound));
    json_object_set_new(step, "binds",
                        json_string(compute > move ? "compute" : r->level[level].name));
    json_object_set_new(step, "of_roof", json_real(seconds > 0 ? bound / seconds : 0));
}

static bool measure_roof(json_t *report)
{
    static const double seconds = 0.6;
    roof *r = calloc(1, sizeof *r);
    const bool ok = r && roof_measure(r, (const int[]){1}, 1, seconds);
    size_t i, k;
    json_t *plan, *step;
    json_array_foreach(json_object_get(report, "plans"), i, plan)
        json_array_foreach(json_object_get(json_object_get(plan, "plan"), "steps"), k, step) if (ok)
            add_roof(step, json_array_get(json_object_get(plan, "times"), k), r);
    if (ok)
        json_object_set_new(report, "roof", bench_json_roof(r));
    free(r);
    return ok;
}

/* ---- the table ---- */

/* The number of its region; -1: it is in none. */
static json_int_t region_of(const json_t *step)
{
    const json_t *region = json_object_get(step, "region");
    return json_is_integer(region) ? json_integer_value(region) : -1;
}

static void print_step(const json_t *step, const json_t *time, size_t k, double all)
{
    char bar[4 * BAR + 1], seconds[16], flop[16], bytes[24], of_roof[32] = "";
    const double share = all > 0 ? get(time, "seconds") / all : 0;
    if (json_object_get(step, "of_roof"))
        snprintf(of_roof, sizeof of_roof, "%3.0f %% %s", 100 * get(step, "of_roof"),
                 text_of(step, "binds"));
    printf("%4zu%c %-6s %8ss %5.1f %% %s %8s %9s  %-13s %s\n", k, region_of(step) < 0 ? ' ' : '|',
           text_of(step, "kind"), paint_number(seconds, get(time, "seconds")), 100 * share,
           paint_bar(bar, BAR, share), paint_number(flop, get(step, "flop")),
           paint_bytes(bytes, get(step, "read_bytes") + get(step, "written_bytes")), of_roof,
           text_of(step, "work"));
}

/* "region, steps 0 to 7": the steps that a bar stands beside. */
static void print_region(const json_t *region)
{
    char bytes[24];
    printf("region, steps %.0f to %.0f: %.0f of %.0f units at a time, %s of the chunk's own%s\n",
           get(region, "first"), get(region, "end") - 1, get(region, "chunk"), get(region, "units"),
           paint_bytes(bytes, get(region, "scratch_bytes")),
           json_is_true(json_object_get(region, "ordered")) ? ", in order" : "");
}

static void print_reasons(const json_t *plan)
{
    const json_t *steps = json_object_get(plan, "steps");
    size_t k;
    json_t *item;
    if (json_array_size(json_object_get(plan, "apart")))
        printf("\nwhy steps are not one:\n");
    json_array_foreach(json_object_get(plan, "apart"), k, item)
        printf("%4.0f -> %-3.0f %-14s %s\n", get(item, "from"), get(item, "to"),
               text_of(item, "op"), text_of(item, "text"));
    printf("\n");
    json_array_foreach(json_object_get(plan, "regions"), k, item) print_region(item);
    bool any = false;
    json_array_foreach(steps, k, item)
    {
        if (!*text_of(item, "alone"))
            continue;
        if (!any)
            printf("why steps are in no region:\n");
        any = true;
        printf("%4zu %s\n", k, text_of(item, "alone"));
    }
}

/* "0  rows: max, sum; pair: sum": each rule with the ops that it was used on. */
static void print_rules(const json_t *steps)
{
    size_t at, k, j;
    json_t *step, *rule, *op;
    bool any = false;
    json_array_foreach(steps, at, step)
    {
        const json_t *rules = json_object_get(step, "rules");
        if (json_array_size(rules) == 0)
            continue;
        printf(any ? "%4zu  " : "\nby which rules ops are one step:\n%4zu  ", at);
        any = true;
        json_array_foreach(rules, k, rule)
        {
            printf("%s%s: ", k ? "; " : "", text_of(rule, "rule"));
            json_array_foreach(json_object_get(rule, "ops"), j, op)
                printf("%s%s", j ? ", " : "", json_string_value(op));
        }
        putchar('\n');
    }
}

static void print_plan(const json_t *run)
{
    const json_t *plan = json_object_get(run, "plan"), *stats = json_object_get(plan, "stats"),
                 *times = json_object_get(run, "times");
    char seconds[16], flop[16], arena[24], least[24];
    size_t k;
    json_t *step;
    printf("%.0f steps with %.0f barriers, median of the last %.0f runs %ss; %sFLOP, arena %s "
           "(values alive at once: "
           "%s)\n",
           get(stats, "steps"), get(stats, "barriers"), get(run, "kept"),
           paint_number(seconds, get(run, "seconds")), paint_number(flop, get(stats, "flop")),
           paint_bytes(arena, get(stats, "arena_bytes")),
           paint_bytes(least, get(stats, "arena_lower_bound")));
    const json_t *native = json_object_get(run, "native"), *jit = json_object_get(run, "jit");
    if (json_is_object(jit))
        printf("machine code: %.0f of %.0f tile programs; %s\n", get(jit, "written"),
               get(jit, "programs"), text_of(jit, "reason"));
    if (json_is_object(native))
        printf("native code: %.0f of %.0f tile programs; %s\n", get(native, "native"),
               get(native, "programs"), text_of(native, "reason"));
    printf("%4s  %-6s %9s %7s %-*s %8s %9s  %-13s %s\n", "", "kind", "time", "share", BAR, "",
           "FLOP", "bytes", "of the roof", "what");
    json_array_foreach(json_object_get(plan, "steps"), k, step)
        print_step(step, json_array_get(times, k), k, get(run, "seconds"));
    print_rules(json_object_get(plan, "steps"));
    print_reasons(plan);
}

/* ---- files ---- */

/* Events of the typical run, as Perfetto and chrome://tracing load them: microseconds, a lane per thread. */
static json_t *chrome(const json_t *report)
{
    json_t *events = json_array(), *run, *span;
    size_t i, k;
    json_array_foreach(json_object_get(report, "plans"), i, run)
        json_array_foreach(json_object_get(run, "timeline"), k, span)
    {
        const json_t *step = json_array_get(json_object_get(json_object_get(run, "plan"), "steps"),
                                            (size_t)get(span, "step"));
        json_array_append_new(events,
                              json_pack("{s:s, s:s, s:s, s:f, s:f, s:I, s:I, s:{s:s, s:f, s:I}}",
                                        "name", text_of(step, "work"), "cat", text_of(step, "kind"),
                                        "ph", "X", "ts", 1e6 * get(span, "begin"), "dur",
                                        1e6 * (get(span, "end") - get(span, "begin")), "pid",
                                        (json_int_t)i, "tid", (json_int_t)get(span, "lane"), "args",
                                        "from", text_of(step, "from"), "flop", get(step, "flop"),
                                        "region", region_of(step)));
    }
    return json_pack("{s:o, s:s}", "traceEvents", events, "displayTimeUnit", "ns");
}

/* "-": the standard output, which is then free of the table. */
static bool is_standard(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

static int save(const char *path, json_t *v, bool page)
{
    wg_status st = {0};
    wg_outfile out;
    char *text = v ? json_dumps(v, JSON_INDENT(1) | JSON_REAL_PRECISION(9)) : NULL;
    if (!text)
        return cli_fail("plan", EXIT_FAILURE, "out of memory");
    if (is_standard(path))
        fputs(text, stdout);
    else if (page)
        page_save(path, text, strlen(text), &st);
    else if (wg_outfile_open(&out, path, &st) == WG_OK) {
        fputs(text, out.f);
        wg_outfile_commit(&out, &st);
        wg_outfile_discard(&out);
    }
    free(text);
    return st.code == WG_OK ? EXIT_SUCCESS : cli_fail("plan", EXIT_FAILURE, "%s", st.text);
}

static int show(json_t *report, const plan_options *o)
{
    size_t i;
    json_t *run;
    if (!o->no_roof && !measure_roof(report))
        return cli_fail("plan", EXIT_FAILURE, "the roof could not be measured");
    json_array_foreach(json_object_get(report, "plans"), i,
                       run) if (!is_standard(o->json) && !is_standard(o->html) &&
                                !is_standard(o->trace)) print_plan(run);
    int status = o->json ? save(o->json, report, false) : EXIT_SUCCESS;
    if (status == EXIT_SUCCESS && o->html)
        status = save(o->html, report, true);
    if (status == EXIT_SUCCESS && o->trace) {
        json_t *c = chrome(report);
        status = save(o->trace, c, false);
        json_decref(c);
    }
    return status;
}

/* ---- where the report comes from ---- */

static int trace_runs(session *s, const plan_options *o, json_t **report)
{
    char *text = NULL;
    size_t size = 0;
    bool ok = wg_trace(s->g, true) == WG_OK && wg_set_memory_budget(s->g, o->budget) == WG_OK;
    for (int k = 0; k < o->runs && ok; k++)
        ok = wg_run_n(s->g, s->wanted, 1 + s->ngrads) == WG_OK;
    FILE *f = ok ? open_memstream(&text, &size) : NULL;
    ok = f && wg_trace_write(f, s->g, s->text) == WG_OK;
    if (f)
        fclose(f);
    *report = ok ? json_loadb(text, size, 0, NULL) : NULL;
    free(text);
    if (*report)
        return EXIT_SUCCESS;
    return wg_ok(s->g) ? cli_fail("plan", EXIT_FAILURE, "out of memory") : session_run_error(s);
}

static int of_expression(const cli_words *words, const plan_options *o, json_t **report)
{
    session s;
    int status = session_open(&s, "plan", words->word, words->n, &o->session);
    if (status == EXIT_SUCCESS)
        status = trace_runs(&s, o, report);
    session_close(&s);
    return status;
}

static int of_file(const char *path, json_t **report)
{
    json_error_t e;
    *report = json_load_file(path, 0, &e);
    if (!*report)
        return cli_fail("plan", EXIT_FAILURE, "%s: line %d: %s", path, e.line, e.text);
    return strcmp(text_of(*report, "schema"), "wengert.plan/1") == 0
               ? EXIT_SUCCESS
               : cli_fail("plan", EXIT_FAILURE, "%s is no report wengert.plan/1", path);
}

int cli_plan(int argc, const char **argv)
{
    plan_options o = {.runs = 50};
    const struct poptOption table[] = {
        {"runs", 'n', POPT_ARG_INT, &o.runs, 0, "runs to take the medians of (default 50)", "N"},
        {"budget", 0, POPT_ARG_LONGLONG, &o.budget, 0,
         "compute values again, between checkpoints, to stay within so much memory", "BYTES"},
        {"no-roof", 0, POPT_ARG_NONE, &o.no_roof, 0, "do not measure the roof of this machine",
         NULL},
        {"json", 0, POPT_ARG_STRING, &o.json, 0, "write the report here", "FILE"},
        {"html", 0, POPT_ARG_STRING, &o.html, 0, "write a page for the browser here", "FILE"},
        {"trace", 0, POPT_ARG_STRING, &o.trace, 0,
         "write a trace for Perfetto or chrome://tracing here", "FILE"},
        SESSION_OPTIONS(o.session),
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (cli_options(argc, argv, table,
                    "[OPTION...] 'EXPR' [NAME=FILE | NAME=f32[2,3][:DIST] ...] | TRACE.json",
                    &words, &status)) {
        json_t *report = NULL;
        if (o.runs < 1 || o.runs > MAX_RUNS)
            status = cli_fail("plan", EXIT_USAGE, "--runs is 1 to %d", MAX_RUNS);
        else if (words.n == 1 && cli_file_exists(words.word[0]))
            status = of_file(words.word[0], &report);
        else
            status = of_expression(&words, &o, &report);
        if (status == EXIT_SUCCESS)
            status = show(report, &o);
        json_decref(report);
        cli_options_free(&words);
    }
    session_options_free(&o.session);
    free(o.json);
    free(o.html);
    free(o.trace);
    return status;
}
