/* A against B: two settings, two builds, two revisions, two expressions; interleaved, with a verdict. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/bench.h"
#include "cli/bench_json.h"
#include "cli/bench_side.h"
#include "cli/command.h"

/* ---- the two sides ---- */

static const struct {
    const char *name, *variable;
} settings[] = {{"gemm", "WG_GEMM"}, {"isa", "WG_ISA"}, {"threads", "WG_THREADS"}};
enum { SETTINGS = sizeof settings / sizeof settings[0] };

static char *joined(const char *a, const char *b, const char *c)
{
    const size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
    char *s = malloc(size);
    if (s)
        snprintf(s, size, "%s%s%s", a, b, c);
    return s;
}

static char *this_program(void)
{
    char path[4096];
    const ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0)
        return NULL;
    path[n] = 0;
    return strdup(path);
}

/* "gemm=own", "isa=avx2", "threads=2", "program=PATH". */
static bool read_side(bench_sides *s, const bench_options *o, int k, const char *text)
{
    const char *eq = strchr(text, '=');
    s->label[k] = strdup(text);
    s->program[k] = eq && strncmp(text, "program=", 8) == 0 ? strdup(eq + 1) : this_program();
    for (int i = 0; i < SETTINGS && eq; i++)
        if (strlen(settings[i].name) == (size_t)(eq - text) &&
            memcmp(settings[i].name, text, (size_t)(eq - text)) == 0)
            s->setting[k] = joined(settings[i].variable, "=", eq + 1);
    if (eq && strncmp(text, "threads=", 8) == 0 &&
        !(s->threads[k] = bench_parse_threads(o, eq + 1, strlen(eq + 1))))
        return false;
    return s->label[k] && s->program[k] &&
           (s->setting[k] || (eq && strncmp(text, "program=", 8) == 0));
}

static int open_pair(bench_sides *s, const bench_options *o)
{
    const char *text = o->pair;
    char *copy = strdup(text), *comma = copy ? strchr(copy, ',') : NULL;
    int status = EXIT_SUCCESS;
    if (!comma)
        status = cli_fail("bench", EXIT_USAGE,
                          "--pair %s: two sides are needed, such as gemm=own,gemm=cblas", text);
    for (int k = 0; k < 2 && status == EXIT_SUCCESS; k++) {
        if (k == 0)
            *comma = 0;
        if (!read_side(s, o, k, k ? comma + 1 : copy))
            status = cli_fail(
                "bench", EXIT_USAGE,
                "--pair: '%s' is not gemm=own|cblas, isa=base|avx2|avx512, threads=N (this "
                "process may use %d) or program=PATH",
                k ? comma + 1 : copy, o->cores.n);
    }
    free(copy);
    return status;
}

/* ---- a revision ---- */

/* The first line that a program prints; NULL: it failed. To be freed. */
static char *line_of(const char *shell)
{
    char *line = NULL;
    size_t room = 0;
    FILE *f = popen(shell, "r");
    const bool ok = f && getline(&line, &room, f) > 0;
    if (f && pclose(f) != 0) {
        free(line);
        return NULL;
    }
    if (line)
        line[strcspn(line, "\n")] = 0;
    return ok ? line : NULL;
}

static bool plain_revision(const char *rev)
{
    return *rev && *rev != '-' &&
           strspn(rev, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/~^@{}-") ==
               strlen(rev);
}

static int build_revision(const char *dir, const char *commit, const char *build)
{
    char *const tree[] = {
        "git", "worktree", "add", "--detach", (char *)(uintptr_t)dir, (char *)(uintptr_t)commit,
        NULL};
    char *const setup[] = {"meson",
                           "setup",
                           (char *)(uintptr_t)build,
                           (char *)(uintptr_t)dir,
                           "-Dtests=disabled",
                           "-Dexamples=false",
                           "-Dcli=enabled",
                           NULL};
    char *const make[] = {"ninja", "-C", (char *)(uintptr_t)build, "cli/wengert", NULL};
    struct stat st;
    if (stat(dir, &st) != 0 && bench_run_program(tree, true) != 0)
        return cli_fail("bench", EXIT_FAILURE, "--against: git worktree add %s failed", dir);
    if (stat(build, &st) != 0 && bench_run_program(setup, true) != 0)
        return cli_fail("bench", EXIT_FAILURE, "--against: meson setup %s failed", build);
    if (bench_run_program(make, true) != 0)
        return cli_fail("bench", EXIT_FAILURE, "--against: ninja -C %s failed", build);
    return EXIT_SUCCESS;
}

/* The revision is built in a worktree of its own, build-against/COMMIT, which stays for the next time. */
static int open_revision(bench_sides *s, const char *rev)
{
    if (!plain_revision(rev))
        return cli_fail("bench", EXIT_USAGE, "--against %s: it is no revision", rev);
    char *ask = joined("git rev-parse --verify --quiet '", rev, "^{commit}'"),
         *top = line_of("git rev-parse --show-toplevel");
    char *commit = ask ? line_of(ask) : NULL;
    char *dir = top && commit ? joined(top, "/build-against/", commit) : NULL,
         *build = dir ? joined(dir, "/build", "") : NULL;
    int status = EXIT_SUCCESS;
    if (!top || !commit)
        status = cli_fail(
            "bench", EXIT_USAGE,
            "--against %s: run it in the git repository of wengert; no such revision here", rev);
    else if (!build)
        status = cli_fail("bench", EXIT_FAILURE, "out of memory");
    if (status == EXIT_SUCCESS) {
        fprintf(stderr, "building %.12s in %s\n", commit, dir);
        status = build_revision(dir, commit, build);
    }
    if (status == EXIT_SUCCESS) {
        s->label[0] = strdup(rev);
        s->label[1] = strdup("this build");
        s->program[0] = joined(build, "/cli/wengert", "");
        s->program[1] = this_program();
    }
    free(ask);
    free(top);
    free(commit);
    free(dir);
    free(build);
    return status;
}

int bench_sides_open(bench_sides *s, const bench_options *o)
{
    *s = (bench_sides){.label = {NULL}};
    if (o->against)
        return open_revision(s, o->against);
    if (o->pair)
        return open_pair(s, o);
    s->label[0] = strdup("A");
    s->label[1] = strdup(o->versus);
    return s->label[0] && s->label[1] ? EXIT_SUCCESS
                                      : cli_fail("bench", EXIT_FAILURE, "out of memory");
}

void bench_sides_close(bench_sides *s)
{
    for (int k = 0; k < 2; k++) {
        free(s->label[k]);
        free(s->program[k]);
        free(s->setting[k]);
    }
}

/* ---- measuring ---- */

static void keep_row(bench_run *run, json_t *row)
{
    bench_table_row(run, row);
    json_array_append_new(run->rows, row);
}

static void say_failed(bench_run *run, const bench_unit *u, const char *mode, const char *status,
                       const char *label, const char *why)
{
    char text[700];
    json_t *row = bench_row_new(u, mode, "normal", status);
    snprintf(text, sizeof text, "%s: %s", label, why);
    json_object_set_new(row, "message", json_string(text));
    run->wrong += strcmp(status, "wrong") == 0;
    run->failed += strcmp(status, "wrong") != 0;
    keep_row(run, row);
}

static void keep_pair(bench_run *run, const bench_sides *s, const bench_unit *u, const char *mode,
                      const bench_series *x, const bench_protocol *p)
{
    json_t *row = bench_row_new(u, mode, "normal",
                                x->verdict[1] == BENCH_NO_CONCLUSION ? "unclear" : "ok"),
           *ratios = json_array();
    for (int i = 0; i < x->rounds; i += 1 + x->rounds / 100)
        json_array_append_new(ratios, json_real(x->time[1][i] / x->time[0][i]));
    const double detectable = bench_detectable(x->ratio[1], p->confidence);
    json_t *pair =
        json_pack("{s:[s, s], s:o, s:o, s:o, s:s, s:f, s:o, s:o}", "sides", s->label[0],
                  s->label[1], "a", bench_json_interval(x->median[0]), "b",
                  bench_json_interval(x->median[1]), "ratio", bench_json_interval(x->ratio[1]),
                  "verdict", bench_verdict_name(x->verdict[1]), "margin", p->margin, "detectable",
                  isfinite(detectable) ? json_real(detectable) : json_null(), "ratios", ratios);
    bench_row_times(row, x, 1, p);
    json_object_set_new(row, "status",
                        json_string(x->verdict[1] == BENCH_NO_CONCLUSION ? "unclear" : "ok"));
    json_object_del(row, "message");
    json_object_set_new(row, "pair", pair);
    keep_row(run, row);
}

/* What the words of a side lie in: it outlives the side. */
typedef struct side_words {
    char core[32], check[16], threads[32];
} side_words;

/* The threads of the unit, unless the sides differ in them. */
static bool open_side(bench_side *side, const bench_run *run, const bench_sides *s, int k,
                      const bench_unit *u, side_words *w)
{
    static char words[][8] = {"bench", "--serve", "--check"};
    const int threads = s->threads[k] ? s->threads[k] : u->threads;
    snprintf(w->core, sizeof w->core, "--core=%d", run->o->core);
    snprintf(w->check, sizeof w->check, "%s", run->o->check ? run->o->check : "ulp");
    snprintf(w->threads, sizeof w->threads, "WG_THREADS=%d", threads);
    *side = (bench_side){.argv = {s->program[k], words[0], words[1], w->core, words[2], w->check},
                         .setting = {s->setting[k], w->threads},
                         .cores = &run->o->cores,
                         .core = run->o->core,
                         .threads = threads,
                         .pid = -1};
    if (!bench_side_start(side))
        return false;
    json_t *v = bench_side_ask(side, json_pack("{s:i}", "version", 1));
    const bool ok = json_integer_value(json_object_get(v, "version")) == 1;
    if (!ok)
        snprintf(side->error, sizeof side->error,
                 "that build has no 'bench --serve' of this version");
    json_decref(v);
    return ok;
}

static json_t *question(const bench_unit *u, bench_mode m)
{
    json_t *words = json_array();
    for (int k = 0; k < u->words; k++)
        json_array_append_new(words, json_string(u->word[k]));
    return json_pack("{s:s, s:o, s:i, s:i, s:s}", "open", u->expr, "operands", words, "dtype",
                     (int)u->dtype, "cache", u->cache, "mode", bench_mode_name(m));
}

static void measure_processes(bench_run *run, const bench_sides *s, const bench_unit *u,
                              bench_mode m, double seconds)
{
    bench_side side[2] = {{.pid = -1}, {.pid = -1}};
    side_words words[2];
    bench_series x = {0};
    bench_protocol p = run->o->protocol;
    p.seconds = seconds;
    p.threads = s->threads[0] > s->threads[1] ? s->threads[0]
                : s->threads[1]               ? s->threads[1]
                                              : u->threads;
    p.sample *=
        4; /* a question and its answer go through two pipes, and the other process had the core */
    bool ok = true;
    for (int k = 0; k < 2 && ok; k++) {
        ok = open_side(&side[k], run, s, k, u, &words[k]) &&
             bench_side_open(&side[k], question(u, m));
        if (!ok)
            say_failed(run, u, bench_mode_name(m),
                       strstr(side[k].error, "reference has") ? "wrong" : "error", s->label[k],
                       side[k].error);
    }
    const bench_subject subject[] = {bench_side_subject(&side[0], s->label[0]),
                                     bench_side_subject(&side[1], s->label[1])};
    if (ok && bench_measure(subject, 2, &p, &x))
        keep_pair(run, s, u, bench_mode_name(m), &x, &p);
    else if (ok)
        say_failed(run, u, bench_mode_name(m), "error", s->label[x.failed > 1],
                   x.failed ? side[x.failed - 1].error : "out of memory");
    for (int k = 0; k < 2; k++)
        bench_side_stop(&side[k]);
    bench_series_free(&x);
}

/* --versus: both expressions in this process. The second is also what the first is checked against. */
static void measure_here(bench_run *run, const bench_sides *s, const bench_unit *u, double seconds)
{
    bench_work *work = calloc(2, sizeof *work);
    bench_options plain = *run->o;
    bench_unit other = *u;
    bench_check c = {.ok = true};
    bench_use_threads(run->o, u->threads);
    other.expr = run->o->versus;
    plain.versus = NULL;
    bool ok = work != NULL;
    for (int k = 0; k < 2 && ok; k++)
        ok = bench_work_open(&work[k], k ? &other : u, k ? &plain : run->o) &&
             bench_work_check(&work[k], k ? &plain : run->o, &c) && c.ok;
    if (!ok)
        say_failed(run, u, "forward", c.ok ? "error" : "wrong", u->expr,
                   c.ok ? "it could not be recorded and run" : c.message);
    for (int m = 0; m < BENCH_MODES && ok; m++) {
        if (!(run->o->modes >> m & 1u) || !work[0].r.root[m].n || !work[1].r.root[m].n)
            continue;
        bench_series x = {0};
        bench_protocol p = run->o->protocol;
        p.seconds = seconds;
        p.threads = u->threads;
        ok = bench_work_ready(&work[0], (bench_mode)m) && bench_work_ready(&work[1], (bench_mode)m);
        const bench_subject subject[] = {bench_graph_subject(&work[0].graph[m], "a"),
                                         bench_graph_subject(&work[1].graph[m], "b")};
        if (ok && bench_measure(subject, 2, &p, &x))
            keep_pair(run, s, u, bench_mode_name((bench_mode)m), &x, &p);
        bench_series_free(&x);
    }
    for (int k = 0; k < 2 && work; k++)
        bench_work_close(&work[k]);
    free(work);
}

void bench_measure_sides(bench_run *run, const bench_sides *s, const bench_unit *u, double seconds)
{
    if (!s->program[0]) {
        measure_here(run, s, u, seconds);
        return;
    }
    for (int m = 0; m < BENCH_MODES; m++)
        if (run->o->modes >> m & 1u)
            measure_processes(run, s, u, (bench_mode)m, seconds);
}
