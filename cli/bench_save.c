/* A benchmark kept: JSON, CSV, a page; read again as a baseline, or to go on where it was interrupted. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/bench_json.h"
#include "cli/command.h"
#include "cli/page.h"
#include "data/data.h"

static const char schema[] = "wengert.bench/1";

json_t *bench_document(const bench_run *run, bool complete)
{
    const bench_options *o = run->o;
    return json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:O}", "schema", schema, "title", "Benchmark",
                     "complete", complete, "environment", bench_json_environment(&run->env), "roof",
                     bench_json_roof(&run->roof), "protocol",
                     json_pack("{s:f, s:f, s:f, s:f}", "confidence", o->protocol.confidence,
                               "margin", o->protocol.margin, "precision", o->protocol.precision,
                               "floor", BENCH_FLOOR),
                     "rows", run->rows);
}

static int write_text(const char *path, const char *text)
{
    wg_status st = {0};
    wg_outfile out;
    if (wg_outfile_open(&out, path, &st) != WG_OK)
        return cli_fail("bench", EXIT_FAILURE, "%s", st.text);
    fputs(text, out.f);
    if (wg_outfile_commit(&out, &st) != WG_OK)
        cli_fail("bench", EXIT_FAILURE, "%s", st.text);
    wg_outfile_discard(&out);
    return st.code == WG_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- CSV ---- */

static void csv_text(FILE *f, const char *s)
{
    fputc('"', f);
    for (; s && *s; s++) {
        if (*s == '"')
            fputc('"', f);
        fputc(*s, f);
    }
    fputc('"', f);
}

/* Column, and where it is in a row: "time/value". */
static const char *const columns[][2] = {
    {"case", "title"},
    {"expression", "expression"},
    {"dtype", "dtype"},
    {"mode", "mode"},
    {"cache", "cache"},
    {"data", "data"},
    {"threads", "threads"},
    {"size", "size"},
    {"status", "status"},
    {"seconds", "time/value"},
    {"lo", "time/lo"},
    {"hi", "time/hi"},
    {"rounds", "time/rounds"},
    {"clock", "time/clock"},
    {"flop", "cost/flop"},
    {"read", "cost/read"},
    {"written", "cost/written"},
    {"intensity", "cost/intensity"},
    {"working_set", "cost/working_set"},
    {"plan_bytes", "cost/plan_bytes"},
    {"flops", "rate/flops"},
    {"bytes_per_second", "rate/bytes"},
    {"roof_seconds", "roof/seconds"},
    {"roof_share", "roof/share"},
    {"roof_binds", "roof/binds"},
    {"to_forward", "to_forward/value"},
    {"to_normal", "to_normal/value"},
    {"pair_ratio", "pair/ratio/value"},
    {"pair_lo", "pair/ratio/lo"},
    {"pair_hi", "pair/ratio/hi"},
    {"pair_verdict", "pair/verdict"},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static const json_t *at_path(const json_t *v, const char *path)
{
    char key[32];
    while (v && *path) {
        const size_t length = strcspn(path, "/");
        snprintf(key, sizeof key, "%.*s", (int)length, path);
        v = json_object_get(v, key);
        path += length + (path[length] == '/');
    }
    return v;
}

static int save_csv(const bench_run *run, const char *path)
{
    wg_status st = {0};
    wg_outfile out;
    if (wg_outfile_open(&out, path, &st) != WG_OK)
        return cli_fail("bench", EXIT_FAILURE, "%s", st.text);
    for (int c = 0; c < COLUMNS; c++)
        fprintf(out.f, "%s%s", c ? "," : "", columns[c][0]);
    size_t i;
    json_t *row;
    json_array_foreach(run->rows, i, row)
    {
        fputc('\n', out.f);
        for (int c = 0; c < COLUMNS; c++) {
            const json_t *v = at_path(row, columns[c][1]);
            if (c)
                fputc(',', out.f);
            if (json_is_string(v))
                csv_text(out.f, json_string_value(v));
            else if (json_is_integer(v))
                fprintf(out.f, "%lld", (long long)json_integer_value(v));
            else if (json_is_number(v))
                fprintf(out.f, "%.9g", json_number_value(v));
        }
    }
    fputc('\n', out.f);
    if (wg_outfile_commit(&out, &st) != WG_OK)
        cli_fail("bench", EXIT_FAILURE, "%s", st.text);
    wg_outfile_discard(&out);
    return st.code == WG_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* ---- all files ---- */

int bench_save(const bench_run *run, bool complete)
{
    const bench_options *o = run->o;
    json_t *doc = bench_document(run, complete);
    char *text = doc ? json_dumps(doc, JSON_INDENT(1) | JSON_REAL_PRECISION(9)) : NULL;
    int status = text ? EXIT_SUCCESS : cli_fail("bench", EXIT_FAILURE, "out of memory");
    wg_status st = {0};
    if (text && o->json_path)
        status |= write_text(o->json_path, text);
    if (text && o->resume && (!o->json_path || strcmp(o->resume, o->json_path) != 0))
        status |= write_text(o->resume, text);
    if (text && o->csv_path && complete)
        status |= save_csv(run, o->csv_path);
    if (text && o->html_path && complete &&
        page_save(o->html_path, text, strlen(text), &st) != WG_OK)
        status |= cli_fail("bench", EXIT_FAILURE, "%s", st.text);
    if (text && o->json && complete)
        puts(text);
    free(text);
    json_decref(doc);
    return status;
}

json_t *bench_load(const char *path)
{
    json_error_t e;
    json_t *doc = json_load_file(path, 0, &e);
    if (!doc) {
        cli_fail("bench", EXIT_FAILURE, "%s: %s (line %d)", path, e.text, e.line);
        return NULL;
    }
    const char *s = json_string_value(json_object_get(doc, "schema"));
    if (!s || strcmp(s, schema) != 0 || !json_is_array(json_object_get(doc, "rows"))) {
        cli_fail("bench", EXIT_FAILURE, "%s: it is no benchmark of schema %s", path, schema);
        json_decref(doc);
        return NULL;
    }
    return doc;
}

/* ---- baseline ---- */

static double value_of(const json_t *row, const char *path)
{
    const json_t *v = at_path(row, path);
    return json_is_number(v) ? json_number_value(v) : (double)NAN;
}

static const json_t *find_row(const json_t *rows, const char *id)
{
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        const char *other = json_string_value(json_object_get(row, "id"));
        if (other && strcmp(other, id) == 0)
            return row;
    }
    return NULL;
}

int bench_compare_baseline(const bench_run *run, const json_t *old, double margin)
{
    const char *was =
        json_string_value(json_object_get(json_object_get(old, "environment"), "processor"));
    const double peak_now = run->roof.row[0].flops[0], ghz_then = value_of(old, "roof/ghz");
    int worse = 0, missing = 0;
    size_t i;
    json_t *row;
    if (was && strcmp(was, environment_value(&run->env, "processor")) != 0)
        printf("the baseline was measured on another processor, %s: times do not compare\n", was);
    (void)peak_now;
    printf("\nagainst the baseline (clock then %.2f GHz, now %.2f)\n", ghz_then, run->roof.ghz);
    json_array_foreach(run->rows, i, row)
    {
        const json_t *then =
            find_row(json_object_get(old, "rows"), json_string_value(json_object_get(row, "id")));
        if (!then || !json_object_get(then, "time") || !json_object_get(row, "time")) {
            missing++;
            continue;
        }
        const bench_interval r = {value_of(row, "time/value") / value_of(then, "time/value"),
                                  value_of(row, "time/lo") / value_of(then, "time/hi"),
                                  value_of(row, "time/hi") / value_of(then, "time/lo")};
        const bool regressed = r.lo > 1 + margin;
        const bool gained = r.hi < 1 / (1 + margin);
        worse += regressed;
        json_object_set_new(row, "baseline",
                            json_pack("{s:f, s:f, s:f, s:s}", "ratio", r.value, "lo", r.lo, "hi",
                                      r.hi, "verdict",
                                      regressed ? "slower"
                                      : gained  ? "faster"
                                                : "within the margin"));
        if (regressed || gained)
            printf("  %-44s %-8s %.3f [%.3f, %.3f]  %s\n",
                   json_string_value(json_object_get(row, "title")),
                   json_string_value(json_object_get(row, "mode")), r.value, r.lo, r.hi,
                   regressed ? "slower" : "faster");
    }
    printf("  %d slower by more than %g %%, %d rows without a counterpart\n", worse, 100 * margin,
           missing);
    return worse ? EXIT_FAILURE : EXIT_SUCCESS;
}
