/* The processes that one task is put to. */
#include "cli/bench_company.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

enum { WORDS = BENCH_SIDE_ARGUMENTS - 1 };

/* "NAME=COMMAND ARGUMENT ..." */
static bool read_member(bench_member *m, const char *text)
{
    m->text = strdup(text);
    char *eq = m->text ? strchr(m->text, '=') : NULL, *rest = NULL;
    if (!eq)
        return false;
    *eq = 0;
    m->name = m->text;
    int k = 0;
    for (char *w = strtok_r(eq + 1, " ", &rest); w && k < WORDS; w = strtok_r(NULL, " ", &rest))
        m->side.argv[k++] = w;
    return k > 0;
}

/* How many threads it may use, in the words of each library that it may be built on. */
static void tell_threads(bench_member *m, int threads)
{
    static const char *const variable[] = {"BENCH_THREADS", "WG_THREADS", "OMP_NUM_THREADS",
                                           "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"};
    for (size_t k = 0; k < sizeof variable / sizeof variable[0]; k++) {
        snprintf(m->setting[k], sizeof m->setting[k], "%s=%d", variable[k], threads);
        m->side.setting[k] = m->setting[k];
    }
}

static void meet(bench_member *m)
{
    json_t *v = bench_side_start(&m->side)
                    ? bench_side_ask(&m->side, json_pack("{s:i}", "version", 1))
                    : NULL;
    const char *release = json_string_value(json_object_get(v, "release"));
    m->there = json_integer_value(json_object_get(v, "version")) == 1;
    if (!release)
        release = json_string_value(json_object_get(v, "wengert"));
    snprintf(m->release, sizeof m->release, "%s", release ? release : "?");
    printf("  %-18s %s\n", m->name,
           m->there ? m->release
                    : "is not there (benchmarks/peers/README.md tells how to install it)");
    fflush(stdout);
    json_decref(v);
}

/* setting: one more NAME=VALUE of its environment, or NULL. */
static int add_member(bench_company *c, const bench_options *o, const char *text, int threads,
                      const char *setting)
{
    if (c->n == BENCH_SUBJECTS)
        return cli_fail("bench", EXIT_USAGE, "--peer: at most %d", BENCH_SUBJECTS - 3);
    bench_member *m = &c->m[c->n++];
    m->side = (bench_side){.pid = -1, .cores = &o->cores, .core = o->core, .threads = threads};
    if (!read_member(m, text))
        return cli_fail("bench", EXIT_USAGE, "--peer %s: NAME=COMMAND", text);
    tell_threads(m, threads);
    m->side.setting[BENCH_SIDE_SETTINGS - 1] = setting;
    meet(m);
    return EXIT_SUCCESS;
}

int bench_company_gather(bench_company *c, const bench_options *o, int threads)
{
    static const char self[] = "wengert=/proc/self/exe bench --serve",
                      alone[] = "one thread=/proc/self/exe bench --serve",
                      native[] = "native=/proc/self/exe bench --serve";
    *c = (bench_company){.threads = threads};
    int status = add_member(c, o, self, threads, NULL);
    if (status == EXIT_SUCCESS && threads > 1)
        status = add_member(c, o, alone, 1, NULL);
    if (status == EXIT_SUCCESS)
        status = add_member(c, o, native, threads, "WG_NATIVE=wait");
    for (int k = 0; k < c->n; k++)
        c->m[k].ours = true;
    for (int k = 0; status == EXIT_SUCCESS && o->peers && o->peers[k]; k++)
        status = add_member(c, o, o->peers[k], threads, NULL);
    if (status == EXIT_SUCCESS && !c->m[0].there)
        status = cli_fail("bench", EXIT_FAILURE, "our own side does not answer");
    return status;
}

void bench_company_dismiss(bench_company *c)
{
    for (int k = 0; k < c->n; k++) {
        bench_side_stop(&c->m[k].side);
        free(c->m[k].text);
    }
    c->n = 0;
}

json_t *bench_company_question(const bench_task *t)
{
    int64_t width[BENCH_TASK_WIDTHS];
    json_t *q = json_pack("{s:s}", "open", t->open), *list = json_array();
    const int widths = bench_task_widths(t, width);
    for (int k = 0; k < widths; k++)
        json_array_append_new(list, json_integer(width[k]));
    for (int k = 0; k < BENCH_TASK_SHAPE && t->shape[k]; k++)
        json_array_append_new(list, json_integer(t->shape[k]));
    json_object_set_new(q, widths ? "widths" : "shape", list);
    if (widths) {
        json_object_set_new(q, "activation", json_string(t->activation));
        json_object_set_new(q, "batch", json_integer(t->batch));
    }
    return q;
}

/* A peer that a task has ended is started again for the next one. */
static void revive(bench_member *m)
{
    bench_side_stop(&m->side);
    json_t *v = bench_side_start(&m->side)
                    ? bench_side_ask(&m->side, json_pack("{s:i}", "version", 1))
                    : NULL;
    m->there = v != NULL;
    json_decref(v);
}

int bench_company_open(bench_company *c, const bench_task *t, bench_subject *subject)
{
    int n = 0;
    for (int k = 0; k < c->n; k++) {
        bench_member *m = &c->m[k];
        json_t *v = m->there
                        ? bench_side_ask(&m->side, m->ours ? json_pack("{s:s}", "task", t->name)
                                                           : bench_company_question(t))
                        : NULL;
        m->now = v != NULL;
        json_decref(v);
        snprintf(m->why, sizeof m->why, "%.190s", m->side.error);
        if (m->now)
            subject[n++] = bench_side_subject(&m->side, m->name);
        else if (m->there && m->side.ended)
            revive(m);
    }
    return n;
}
