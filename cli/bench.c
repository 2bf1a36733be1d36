/* wengert bench: how fast is it, how far from the roof, and is it really faster? */
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"
#include "cli/bench.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/progress.h"

/* ---- texts of options ---- */

unsigned bench_bits(const char *text, const char *(*name)(int), int n, unsigned otherwise)
{
    unsigned bits = 0;
    if (!text)
        return otherwise;
    for (const char *p = text; *p;) {
        const size_t length = strcspn(p, ",");
        bool found = length == 3 && memcmp(p, "all", 3) == 0;
        bits |= found ? (1u << n) - 1 : 0;
        for (int k = 0; k < n && !found; k++)
            if (strlen(name(k)) == length && memcmp(name(k), p, length) == 0) {
                bits |= 1u << k;
                found = true;
            }
        if (!found)
            return 0;
        p += length + (p[length] == ',');
    }
    return bits;
}

bool bench_parse_seconds(const char *text, double *out)
{
    static const struct {
        const char *unit;
        double seconds;
    } units[] = {{"", 1}, {"s", 1}, {"ms", 1e-3}, {"m", 60}, {"min", 60}, {"h", 3600}};
    char *end;
    *out = strtod(text, &end);
    for (size_t k = 0; k < sizeof units / sizeof units[0] && end != text; k++)
        if (strcmp(end, units[k].unit) == 0) {
            *out *= units[k].seconds;
            return *out > 0 && *out < 1e7;
        }
    return false;
}

bool bench_parse_share(const char *text, double *out)
{
    char *end;
    *out = strtod(text, &end);
    if (end != text && strcmp(end, "%") == 0)
        *out /= 100;
    else if (end == text || *end)
        return false;
    return *out > 0 && *out < 10;
}

static const char *mode_name(int k)
{
    return bench_mode_name((bench_mode)k);
}

static const char *data_name(int k)
{
    return bench_data_name((bench_data)k);
}

int bench_parse_threads(const bench_options *o, const char *text, size_t length)
{
    char *end;
    const long n = strtol(text, &end, 10);
    const int most = o->cores.n < ROOF_THREADS ? o->cores.n : ROOF_THREADS;
    return end == text + length && length && n >= 1 && n <= (most > 1 ? most : 1) ? (int)n : 0;
}

/* "1,2,4": more threads than cores have no roof, and take turns. */
static int read_threads(bench_options *o)
{
    bench_cores_read(&o->cores);
    o->count[0] = o->counts = 1;
    for (const char *p = o->threads; p && *p;) {
        const size_t length = strcspn(p, ",");
        const int n = bench_parse_threads(o, p, length);
        o->counts = p == o->threads ? 0 : o->counts;
        if (!n || o->counts == ROOF_THREADS)
            return cli_fail("bench", EXIT_USAGE,
                            "--threads %s: 1,2 and so on; this process may use %d core%s",
                            o->threads, o->cores.n, o->cores.n == 1 ? "" : "s");
        o->count[o->counts++] = n;
        p += length + (p[length] == ',');
    }
    return EXIT_SUCCESS;
}

void bench_use_threads(const bench_options *o, int threads)
{
    wg_set_threads(threads);
    bench_pin(&o->cores, o->core, threads);
}

static const char *check_name(int k)
{
    static const char *const names[] = {"ulp", "bitwise", "off"};
    return names[k];
}

static int read_texts(bench_options *o)
{
    const unsigned checks = bench_bits(o->check, check_name, 3, 1);
    o->protocol = bench_protocol_default();
    o->modes = bench_bits(o->mode, mode_name, BENCH_MODES, (1u << BENCH_MODES) - 1);
    o->datas = bench_bits(o->data, data_name, BENCH_DATA_COUNT, 1);
    o->each_seconds = 1;
    if (!o->modes)
        return cli_fail("bench", EXIT_USAGE, "--mode %s: forward, backward, both, all", o->mode);
    if (!o->datas)
        return cli_fail("bench", EXIT_USAGE, "--data %s: normal, zeros, subnormal, mixed, all",
                        o->data);
    if (checks != 1 && checks != 2 && checks != 4)
        return cli_fail("bench", EXIT_USAGE, "--check %s: ulp, bitwise or off", o->check);
    o->check_mode = checks == 1   ? BENCH_CHECK_ULP
                    : checks == 2 ? BENCH_CHECK_BITWISE
                                  : BENCH_CHECK_OFF;
    if (o->time && !bench_parse_seconds(o->time, &o->seconds))
        return cli_fail("bench", EXIT_USAGE, "--time %s: 30s, 5m", o->time);
    if (o->each && !bench_parse_seconds(o->each, &o->each_seconds))
        return cli_fail("bench", EXIT_USAGE, "--each %s: 2s, 500ms", o->each);
    if (o->margin && !bench_parse_share(o->margin, &o->protocol.margin))
        return cli_fail("bench", EXIT_USAGE, "--margin %s: 2%% or 0.02", o->margin);
    if (o->precision && !bench_parse_share(o->precision, &o->protocol.precision))
        return cli_fail("bench", EXIT_USAGE, "--precision %s: 1%% or 0.01", o->precision);
    if ((o->pair != NULL) + (o->against != NULL) + (o->versus != NULL) > 1)
        return cli_fail("bench", EXIT_USAGE, "one of --pair, --against and --versus");
    return read_threads(o);
}

/* ---- the user's own ---- */

enum { MOST_KERNELS = 32 };

typedef struct loaded {
    void *library[2];
    expr_name name[MOST_KERNELS];
} loaded;

/* A shared object with  const wg_op *wg_bench_op(int k),  NULL past the last, or  int wg_bench_graph(wg_graph *, wg_tensor *, int). */
static void *symbol_of(loaded *l, int k, const char *path, const char *symbol)
{
    char local[4096];
    snprintf(local, sizeof local, "%s%s", strchr(path, '/') ? "" : "./", path);
    l->library[k] = dlopen(local, RTLD_NOW | RTLD_LOCAL);
    void *found = l->library[k] ? dlsym(l->library[k], symbol) : NULL;
    if (!found) {
        const char *why = dlerror();
        cli_fail("bench", EXIT_FAILURE, "%s: %s", path, why ? why : "the symbol is NULL");
    }
    return found;
}

static int load_own(bench_options *o, loaded *l)
{
    if (o->kernel) {
        void *symbol = symbol_of(l, 0, o->kernel, "wg_bench_op");
        const wg_op *(*op)(int);
        memcpy(&op, &symbol, sizeof op);
        for (; symbol && o->nkernels < MOST_KERNELS && op((int)o->nkernels); o->nkernels++)
            l->name[o->nkernels] =
                (expr_name){.name = op((int)o->nkernels)->name, .op = op((int)o->nkernels)};
        o->kernels = l->name;
        if (!symbol)
            return EXIT_FAILURE;
    }
    if (o->graph) {
        void *symbol = symbol_of(l, 1, o->graph, "wg_bench_graph");
        memcpy(&o->record, &symbol, sizeof o->record);
        if (!symbol)
            return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

/* ---- listing ---- */

static int list(const bench_list *l)
{
    for (size_t i = 0; bench_preset_at(i); i++)
        printf("%-10s %s\n", bench_preset_at(i)->name, bench_preset_at(i)->what);
    putchar('\n');
    for (size_t i = 0; i < l->n; i++) {
        const bench_unit *u = &l->unit[i];
        char full[256];
        snprintf(full, sizeof full, "%s/%s", u->group, u->name);
        printf("%-44s %s", full, u->expr);
        for (int k = 0; k < u->words; k++)
            printf("  %s", u->word[k]);
        putchar('\n');
    }
    return EXIT_SUCCESS;
}

/* What would be measured: each unit recorded and planned, none timed. */
static int dry_run(const bench_list *l, const bench_options *o)
{
    int failed = 0;
    printf("%-44s %-4s %-8s %10s %12s %12s %12s\n", "case", "type", "mode", "steps", "FLOP",
           "bytes moved", "plan bytes");
    for (size_t i = 0; i < l->n; i++) {
        bench_work *w = calloc(1, sizeof *w);
        char *title = bench_unit_title(&l->unit[i]);
        const bool ok = w && bench_work_open(w, &l->unit[i], o);
        failed += !ok;
        for (int m = 0; m < BENCH_MODES && ok; m++) {
            wg_plan_stats st;
            const bench_roots *r = &w->r.root[m];
            if ((o->modes >> m & 1u) && r->n &&
                wg_plan_stats_of(w->r.s.g, r->t, r->n, &st) == WG_OK)
                printf("%-44.44s %-4s %-8s %10lld %12.4g %12.4g %12lld\n", title,
                       wg_dtype_name(l->unit[i].dtype), bench_mode_name((bench_mode)m),
                       (long long)st.steps, st.flop, st.bytes_moved, (long long)st.bytes);
        }
        if (w)
            bench_work_close(w);
        free(w);
        free(title);
    }
    printf("\n%zu to measure\n", l->n);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

/* ---- measuring ---- */

/* Rows of an interrupted run that this one need not measure again: same program, same unit. */
static int take_over(bench_run *run, const bench_options *o)
{
    FILE *f = o->resume ? fopen(o->resume, "r") : NULL;
    if (!f)
        return EXIT_SUCCESS;
    fclose(f);
    json_t *doc = bench_load(o->resume);
    if (!doc)
        return EXIT_FAILURE;
    const char *digest =
        json_string_value(json_object_get(json_object_get(doc, "environment"), "digest"));
    int status = EXIT_SUCCESS;
    if (!digest || strcmp(digest, environment_value(&run->env, "digest")) != 0)
        status = cli_fail(
            "bench", EXIT_FAILURE,
            "%s was measured with another build: what it has does not go with what would come",
            o->resume);
    else
        json_array_extend(run->rows, json_object_get(doc, "rows"));
    json_decref(doc);
    return status;
}

static bool is_done(const json_t *rows, const bench_unit *u)
{
    bool done = false;
    size_t i;
    json_t *row;
    json_array_foreach(rows, i, row)
    {
        const char *mode = json_string_value(json_object_get(row, "mode")),
                   *data = json_string_value(json_object_get(row, "data")),
                   *other = json_string_value(json_object_get(row, "id"));
        char *id = mode && data ? bench_unit_id(u, mode, data) : NULL;
        done = done || (id && other && strcmp(id, other) == 0);
        free(id);
    }
    return done;
}

/* The time of a unit: its part of what is left. */
static double share_of(const bench_options *o, double end, size_t left)
{
    const double rest = end - bench_now();
    return o->seconds > 0 ? fmin(2 * o->each_seconds, fmax(rest / (double)left, 5e-3))
                          : o->each_seconds;
}

static bool measure_all(bench_run *run, const bench_list *l, const bench_sides *sides)
{
    const bench_options *o = run->o;
    const double end = bench_now() + o->seconds;
    double saved = bench_now();
    progress p;
    progress_open(&p);
    size_t i = 0;
    for (; i < l->n && !progress_stopped(); i++) {
        const bench_unit *u = &l->unit[i];
        char what[160], *title = bench_unit_title(u);
        if (is_done(run->rows, u)) {
            free(title);
            continue;
        }
        snprintf(what, sizeof what, "%zu of %zu: %s", i + 1, l->n, title ? title : "");
        free(title);
        progress_show(&p, what, (double)i / (double)l->n);
        progress_clear(&p);
        if (sides)
            bench_measure_sides(run, sides, u, share_of(o, end, l->n - i));
        else
            bench_measure_unit(run, u, share_of(o, end, l->n - i));
        if (bench_now() - saved > 5 && (o->json_path || o->resume)) {
            bench_save(run, false);
            saved = bench_now();
        }
    }
    progress_close(&p);
    return i == l->n;
}

bool bench_raise_roof(bench_run *run, int threads, double seconds)
{
    bench_pin(&run->o->cores, run->o->core, threads);
    return roof_measure(&run->roof, &threads, 1, seconds);
}

static bool open_run(bench_run *run, bench_options *o)
{
    environment_read(&run->env, WG_VERSION, WG_BLAS);
    run->o = o;
    run->rows = json_array();
    o->core = bench_pin(&o->cores, o->core, 1);
    o->protocol.core = o->core;
    const bool shown_only = o->pair || o->against || o->versus;
    const double for_roof = shown_only       ? 0.1
                            : o->seconds > 0 ? fmin(2, fmax(0.4, 0.1 * o->seconds))
                                             : 2;
    bool ok = run->rows && roof_measure(&run->roof, (const int[]){1}, 1, for_roof);
    for (int k = 0; k < o->counts && ok && !shown_only; k++)
        ok = bench_raise_roof(run, o->count[k], for_roof);
    return ok;
}

static int finish(bench_run *run, bool complete)
{
    const bench_options *o = run->o;
    int status = run->wrong || run->impossible || run->failed ? EXIT_FAILURE : EXIT_SUCCESS;
    if (!o->json)
        bench_table_foot(run);
    if (complete && o->baseline) {
        double margin = 0.05;
        json_t *old = bench_load(o->baseline);
        if (o->margin)
            bench_parse_share(o->margin, &margin);
        status |= old ? bench_compare_baseline(run, old, margin) : EXIT_FAILURE;
        json_decref(old);
    }
    status |= bench_save(run, complete);
    if (!complete) {
        const char *path = o->resume ? o->resume : o->json_path;
        fprintf(stderr,
                path ? "interrupted; the same command with --resume %s goes on\n" : "interrupted\n",
                path);
        return PROGRESS_STOPPED;
    }
    return status;
}

static int measure(bench_options *o, const bench_list *l)
{
    bench_run run = {0};
    bench_sides sides = {.label = {NULL}};
    const bool two = o->pair || o->against || o->versus;
    int status = two ? bench_sides_open(&sides, o) : EXIT_SUCCESS;
    if (status == EXIT_SUCCESS && !open_run(&run, o))
        status = cli_fail("bench", EXIT_FAILURE, "out of memory");
    if (status == EXIT_SUCCESS)
        status = take_over(&run, o);
    if (status == EXIT_SUCCESS) {
        bench_table_head(&run, l->n, two ? sides.label : NULL);
        status = finish(&run, measure_all(&run, l, two ? &sides : NULL));
    }
    bench_sides_close(&sides);
    json_decref(run.rows);
    return status;
}

static int beside(bench_options *o)
{
    bench_run run = {0};
    int status =
        open_run(&run, o) ? EXIT_SUCCESS : cli_fail("bench", EXIT_FAILURE, "out of memory");
    if (status == EXIT_SUCCESS)
        status = bench_beside(&run);
    if (status == EXIT_SUCCESS)
        status =
            bench_save(&run, true) | (run.failed || run.impossible ? EXIT_FAILURE : EXIT_SUCCESS);
    json_decref(run.rows);
    return status;
}

static int run(bench_options *o, const cli_words *words)
{
    bench_list l = {0};
    loaded own = {.library = {NULL}};
    int status = read_texts(o);
    if (status == EXIT_SUCCESS && !o->serve && !o->list && !o->all && !o->preset && !o->graph &&
        !o->beside && !words->n)
        status = cli_fail("bench", EXIT_USAGE,
                          "an expression is needed, or an op, --all, --preset NAME or --list");
    if (status == EXIT_SUCCESS)
        status = load_own(o, &own);
    if (status == EXIT_SUCCESS && o->serve)
        status = bench_serve(o);
    else if (status == EXIT_SUCCESS && o->beside)
        status = beside(o);
    else if (status == EXIT_SUCCESS) {
        status = bench_units(words, o, &l);
        if (status == EXIT_SUCCESS && !l.n)
            status = cli_fail("bench", EXIT_FAILURE, "nothing to measure");
        if (status == EXIT_SUCCESS)
            status = o->list ? list(&l) : o->dry_run ? dry_run(&l, o) : measure(o, &l);
    }
    bench_units_free(&l);
    for (int k = 0; k < 2; k++)
        if (own.library[k])
            dlclose(own.library[k]);
    return status;
}

static void options_free(bench_options *o)
{
    char *const text[] = {
        o->threads, o->plot_path, o->preset, o->filter,    o->sweep,    o->mode,      o->dtype,
        o->cache,   o->data,      o->layout, o->check,     o->weights,  o->time,      o->each,
        o->margin,  o->precision, o->pair,   o->against,   o->versus,   o->baseline,  o->reference,
        o->kernel,  o->beside,    o->graph,  o->json_path, o->csv_path, o->html_path, o->resume};
    for (size_t k = 0; k < sizeof text / sizeof text[0]; k++)
        free(text[k]);
    for (char **p = o->peers; p && *p; p++)
        free(*p);
    free(o->peers);
}

#define TEXT(name, field, help, what)                                                              \
    {                                                                                              \
        name, 0, POPT_ARG_STRING, &o.field, 0, help, what                                          \
    }
#define FLAG(name, field, help)                                                                    \
    {                                                                                              \
        name, 0, POPT_ARG_NONE, &o.field, 0, help, NULL                                            \
    }

int cli_bench(int argc, const char **argv)
{
    bench_options o = {.core = -1};
    const struct poptOption table[] = {
        FLAG("all", all, "every op, forward and backward"),
        TEXT("preset", preset,
             "layers of known models: mlp, lenet, resnet50, gpt2, deepbench, benchdnn, all",
             "NAME,..."),
        TEXT("filter", filter, "only cases whose GROUP/NAME this expression matches", "REGEX"),
        FLAG("list", list, "list the cases and end"),
        FLAG("dry-run", dry_run, "record and plan, and show what would be measured"),
        TEXT("sweep", sweep, "for each size: n=1K..16M, n=1K..16M:4, n=100,200", "NAME=SIZES"),
        {"size", 0, POPT_ARG_LONGLONG, &o.size, 0,
         "elements of the operands of an op (default 65536)", "N"},
        TEXT("mode", mode,
             "forward, backward (the gradients of all floats), both in one plan (default: all)",
             "MODE,..."),
        TEXT("dtype", dtype, "f32, f64: floats of that dtype", "DTYPE,..."),
        TEXT("cache", cache,
             "hot (default), cold: all operands evicted, weights: the weights evicted",
             "STATE,..."),
        TEXT("weights", weights, "operands that are weights (default: names with w, W or b first)",
             "NAME,..."),
        TEXT("data", data, "normal (default), zeros, subnormal, mixed: does the time depend on it?",
             "CLASS,..."),
        TEXT("layout", layout, "contiguous (default), strided, transposed, broadcast operands",
             "LAYOUT,..."),
        TEXT("threads", threads, "on so many threads: 1,2,4 (default 1)", "N,..."),
        TEXT("check", check, "against the reference: ulp (default), bitwise, off", "MODE"),
        TEXT("reference", reference, "check against this expression", "'EXPR'"),
        TEXT("time", time, "for the whole run: 30s, 5m", "TIME"),
        TEXT("each", each, "for one case (default 1s)", "TIME"),
        TEXT("precision", precision, "stop when half the interval is within this (default 1%)",
             "SHARE"),
        TEXT("margin", margin, "of comparisons (default 2%; of a baseline 5%)", "SHARE"),
        TEXT("pair", pair,
             "two sides, each a process: gemm=own,gemm=cblas; isa=avx2,isa=avx512; "
             "threads=1,threads=2; program=PATH",
             "A,B"),
        TEXT("against", against, "a git revision, built in a worktree, against this build", "REV"),
        TEXT("versus", versus, "against another expression over the same operands", "'EXPR'"),
        TEXT("baseline", baseline, "against a saved run; exit status 1 if slower than the margin",
             "FILE"),
        TEXT("beside", beside,
             "ops, kernels, models, derivatives, recording or all, beside the peers of --peer",
             "WHAT,..."),
        {"peer", 0, POPT_ARG_ARGV, &o.peers, 0,
         "a process that speaks the protocol of benchmarks/peers/README.md", "NAME=COMMAND"},
        TEXT("kernel", kernel, "ops of a shared object, by their names in the expression",
             "FILE.so"),
        TEXT("graph", graph, "a graph that a shared object records", "FILE.so"),
        FLAG("json", json, "print JSON"),
        TEXT("output", json_path, "write JSON to this file, as it comes", "FILE"),
        TEXT("csv", csv_path, "write a table to this file", "FILE"),
        TEXT("html", html_path, "write a page with plots to this file", "FILE"),
        TEXT("plot", plot_path, "write the plots alone to this file", "FILE.svg|.png"),
        TEXT("resume", resume, "go on with this file where it ends", "FILE"),
        {"core", 0, POPT_ARG_INT, &o.core, 0, "run on this core (default: the last)", "N"},
        {"seed", 0, POPT_ARG_LONGLONG, &o.seed, 0, "of random operands", "N"},
        {"serve", 0, POPT_ARG_NONE | POPT_ARGFLAG_DOC_HIDDEN, &o.serve, 0,
         "one side of a comparison", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (cli_options(argc, argv, table,
                    "[OPTION...] 'EXPR' [NAME=f32[2,3] ...] | OP | --all | --preset NAME", &words,
                    &status)) {
        status = run(&o, &words);
        cli_options_free(&words);
    }
    options_free(&o);
    return status;
}
