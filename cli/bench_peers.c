/* wengert bench --beside: single ops and whole models beside other libraries, each in a process of its own, interleaved. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/bench_side.h"
#include "cli/command.h"

enum { MOST_PEERS = BENCH_SUBJECTS - 1, WORDS = BENCH_SIDE_ARGUMENTS - 1 };

/* What all are asked for: by name and sizes. Our side of an op is an expression. */
typedef struct task {
    const char *group, *name, *expr;
    const char *word[2];
    int shape[3]; /* of an op; 0: not there */
    int batch;    /* of a model */
} task;

#define OP(name, expr)                                                                             \
    {                                                                                              \
        "ops", "op/" name, expr, {"x=f32[1024,1024]", NULL}, {1024, 1024, 0}, 0                    \
    }
#define PRODUCT(m, k, n)                                                                           \
    {                                                                                              \
        "ops", "op/matmul", "x @ y", {"x=f32[" #m "," #k "]", "y=f32[" #k "," #n "]"}, {m, k, n},  \
            0                                                                                      \
    }
#define MODEL(name, b)                                                                             \
    {"models", "model/" name "/step", NULL, {NULL, NULL}, {0, 0, 0}, b},                           \
    {                                                                                              \
        "models", "model/" name "/inference", NULL, {NULL, NULL}, {0, 0, 0}, b                     \
    }

static const task tasks[] = {
    OP("add", "x + 1"),
    OP("mul", "x * x"),
    OP("exp", "exp(x)"),
    OP("tanh", "tanh(x)"),
    OP("sigmoid", "sigmoid(x)"),
    OP("gelu", "gelu(x)"),
    OP("sum", "sum(x)"),
    OP("softmax", "softmax(x, axis=1)"),
    OP("logsumexp", "logsumexp(x, axes=1)"),
    PRODUCT(16, 16, 16),
    PRODUCT(32, 784, 128),
    PRODUCT(256, 256, 256),
    PRODUCT(1024, 1024, 1024),
    MODEL("mlp-784-128-10", 1),
    MODEL("mlp-784-128-10", 32),
    MODEL("mlp-784-128-10", 128),
    MODEL("mlp-784-128-10", 1024),
    MODEL("mlp-784-1024-1024-10", 1),
    MODEL("mlp-784-1024-1024-10", 32),
    MODEL("mlp-784-1024-1024-10", 128),
    MODEL("mlp-784-1024-1024-10", 1024),
    MODEL("mlp-32x64-10", 32),
};
enum { TASKS = sizeof tasks / sizeof tasks[0] };

typedef struct peer {
    bench_side side;
    char *text, *name; /* NAME=COMMAND, cut up */
    char release[64];
    bool there; /* it answers */
    bool now;   /* and has the task at hand */
    char why[200];
} peer;

typedef struct company {
    peer p[BENCH_SUBJECTS]; /* the first is us */
    int n;
} company;

/* "NAME=COMMAND ARGUMENT ..." */
static bool read_peer(peer *p, const char *text)
{
    p->text = strdup(text);
    char *eq = p->text ? strchr(p->text, '=') : NULL, *rest = NULL;
    if (!eq)
        return false;
    *eq = 0;
    p->name = p->text;
    int k = 0;
    for (char *w = strtok_r(eq + 1, " ", &rest); w && k < WORDS; w = strtok_r(NULL, " ", &rest))
        p->side.argv[k++] = w;
    return k > 0;
}

static void meet(peer *p)
{
    json_t *v = bench_side_start(&p->side)
                    ? bench_side_ask(&p->side, json_pack("{s:i}", "version", 1))
                    : NULL;
    const char *release = json_string_value(json_object_get(v, "release"));
    p->there = json_integer_value(json_object_get(v, "version")) == 1;
    if (!release)
        release = json_string_value(json_object_get(v, "wengert"));
    snprintf(p->release, sizeof p->release, "%s", release ? release : "?");
    printf("  %-16s %s\n", p->name,
           p->there ? p->release
                    : "is not there (benchmarks/peers/README.md tells how to install it)");
    fflush(stdout);
    json_decref(v);
}

static void part(company *c)
{
    for (int k = 0; k < c->n; k++) {
        bench_side_stop(&c->p[k].side);
        free(c->p[k].text);
    }
}

static int gather(company *c, const bench_options *o)
{
    char self[4200] = "wengert=/proc/self/exe bench --serve";
    snprintf(self + strlen(self), sizeof self - strlen(self), " --core=%d", o->core);
    *c = (company){.n = 0};
    for (int k = -1; k < 0 || (o->peers && o->peers[k]); k++) {
        if (c->n == BENCH_SUBJECTS)
            return cli_fail("bench", EXIT_USAGE, "--peer: at most %d", MOST_PEERS);
        peer *p = &c->p[c->n++];
        p->side.pid = -1;
        if (!read_peer(p, k < 0 ? self : o->peers[k]))
            return cli_fail("bench", EXIT_USAGE, "--peer %s: NAME=COMMAND", o->peers[k]);
        meet(p);
    }
    return c->p[0].there ? EXIT_SUCCESS
                         : cli_fail("bench", EXIT_FAILURE, "our own side does not answer");
}

/* ---- a task ---- */

static json_t *question(const task *t, bool ours)
{
    if (ours && t->expr) {
        json_t *words = json_array();
        for (int k = 0; k < 2 && t->word[k]; k++)
            json_array_append_new(words, json_string(t->word[k]));
        return json_pack("{s:s, s:o, s:i, s:i, s:s}", "open", t->expr, "operands", words, "dtype",
                         WG_F32, "cache", BENCH_HOT, "mode", "forward");
    }
    if (t->batch)
        return json_pack("{s:s, s:i}", "open", t->name, "batch", t->batch);
    json_t *shape = json_array();
    for (int k = 0; k < 3 && t->shape[k]; k++)
        json_array_append_new(shape, json_integer(t->shape[k]));
    return json_pack("{s:s, s:o}", "open", t->name, "shape", shape);
}

static void title_of(const task *t, char *out, size_t size)
{
    const char *name = strchr(t->name, '/') + 1;
    if (t->batch)
        snprintf(out, size, "%s, batch %d", name, t->batch);
    else if (t->shape[2])
        snprintf(out, size, "%s %d x %d x %d", name, t->shape[0], t->shape[1], t->shape[2]);
    else
        snprintf(out, size, "%s %d x %d", name, t->shape[0], t->shape[1]);
}

static json_t *number_json(double v)
{
    return isfinite(v) ? json_real(v) : json_null();
}

static json_t *member_json(const peer *p, const bench_series *s, int k, const bench_options *o)
{
    json_t *j = json_pack("{s:s, s:s}", "name", p->name, "release", p->release);
    if (k < 0) {
        json_object_set_new(j, "missing", json_string(p->there ? p->why : "is not there"));
        return j;
    }
    json_t *samples = json_array();
    for (int i = 0; i < s->rounds; i += 1 + s->rounds / 60)
        json_array_append_new(samples, json_real(s->time[k][i]));
    json_object_set_new(j, "time",
                        json_pack("{s:o, s:o, s:o, s:o}", "value", number_json(s->median[k].value),
                                  "lo", number_json(s->median[k].lo), "hi",
                                  number_json(s->median[k].hi), "samples", samples));
    json_object_set_new(
        j, "ratio",
        json_pack("{s:o, s:o, s:o, s:s}", "value", number_json(s->ratio[k].value), "lo",
                  number_json(s->ratio[k].lo), "hi", number_json(s->ratio[k].hi), "verdict",
                  bench_verdict_name(bench_judge(s->ratio[k], o->protocol.margin))));
    return j;
}

/* What of the FMA peak, measured in this run, each member reaches: its products of matrices by its time. */
static void add_shares(json_t *members, double products, double peak)
{
    size_t k;
    json_t *m;
    json_array_foreach(members, k, m)
    {
        const json_t *t = json_object_get(json_object_get(m, "time"), "value");
        if (products > 0 && json_is_number(t))
            json_object_set_new(m, "of_peak", number_json(products / json_number_value(t) / peak));
    }
}

static void measure_task(bench_run *run, company *c, const task *t, double seconds)
{
    const bench_options *o = run->o;
    bench_subject subject[BENCH_SUBJECTS];
    bench_series s = {0};
    bench_protocol p = o->protocol;
    char title[160];
    int n = 0;
    title_of(t, title, sizeof title);
    for (int k = 0; k < c->n; k++) {
        peer *x = &c->p[k];
        json_t *v = x->there ? bench_side_ask(&x->side, question(t, k == 0)) : NULL;
        x->now = v != NULL;
        json_decref(v);
        snprintf(x->why, sizeof x->why, "%.190s", x->side.error);
        if (x->now)
            subject[n++] = bench_side_subject(&x->side, x->name);
    }
    p.seconds = seconds;
    p.sample = 2e-3;
    p.min_rounds = 12;
    json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:i}", "id", title, "title", title, "group",
                            t->group, "name", t->name, "batch", t->batch);
    json_t *members = json_array();
    const bool ok = c->p[0].now && bench_measure(subject, n, &p, &s);
    run->failed += !ok;
    for (int k = 0, at = 0; k < c->n; k++) {
        const int which = ok && c->p[k].now ? at++ : -1;
        json_t *m = member_json(&c->p[k], &s, which, o);
        json_t *about =
            which >= 0 ? bench_side_ask(&c->p[k].side, json_pack("{s:b}", "about", 1)) : NULL;
        if (about)
            json_object_update(m, about);
        json_decref(about);
        json_array_append_new(members, m);
    }
    const double of_op = 2.0 * t->shape[0] * t->shape[1] * t->shape[2];
    add_shares(members,
               t->batch ? json_number_value(json_object_get(json_array_get(members, 0), "products"))
                        : of_op,
               run->roof.row[0].flops[0]);
    json_object_set_new(row, "status", json_string(ok ? "ok" : "error"));
    json_object_set_new(row, "peers", members);
    json_object_set_new(row, "rounds", json_integer(s.rounds));
    json_object_set_new(row, "clock", json_string(s.cpu_time ? "cpu" : "wall"));
    bench_beside_row(row);
    json_array_append_new(run->rows, row);
    bench_series_free(&s);
}

static bool asked_for(const bench_options *o, const task *t)
{
    const char *at = strstr(o->beside, t->group);
    return (at != NULL || strcmp(o->beside, "all") == 0) &&
           (!o->filter || strstr(t->name, o->filter));
}

int bench_beside(bench_run *run)
{
    const bench_options *o = run->o;
    company c;
    int left = 0;
    for (int k = 0; k < TASKS; k++)
        left += asked_for(o, &tasks[k]);
    if (!left)
        return cli_fail("bench", EXIT_USAGE, "--beside %s: ops, models or all", o->beside);
    printf("beside one another, one thread, core %d; times over ours with intervals of %g %%\n",
           o->core, 100 * o->protocol.confidence);
    int status = gather(&c, o);
    for (int k = 0; k < TASKS && status == EXIT_SUCCESS; k++)
        if (asked_for(o, &tasks[k]))
            measure_task(run, &c, &tasks[k],
                         o->seconds > 0 ? o->seconds / left : 4 * o->each_seconds);
    if (status == EXIT_SUCCESS)
        bench_beside_foot(run);
    part(&c);
    return status;
}
