/* wengert mutants: every derivative rule with every small fault, through the gradient checker. */
#include "cli/mutants.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/options.h"
#include "ops/sample.h"
#include "tensor/memory.h"
#include "tensor/node.h"

enum { EXPRESSION = 4096, MOST_JOBS = 64 };

/* ---- which mutants there are ---- */

static bool same_mutation(const mutation *a, const mutation *b)
{
    return a->kind == b->kind && a->arg == b->arg && a->node == b->node && a->part == b->part;
}

static bool add_mutant(mutants *all, const wg_op *op, mutation m)
{
    if (all->n == all->cap) {
        const size_t cap = all->cap ? all->cap * 2 : 1024;
        mutant_result *at = wg__realloc(all->at, cap, sizeof *at);
        if (!at)
            return false;
        all->at = at;
        all->cap = cap;
    }
    all->at[all->n++] = (mutant_result){.op = op, .m = m, .call = -1};
    return true;
}

/* Adds the call to the mutants from `first` on of the same expression, or as new ones. */
static bool merge(mutants *all, const wg_op *op, const mutation_list *list, const char *text,
                  int call, size_t first)
{
    for (size_t k = 0; k < list->n; k++) {
        size_t j = first;
        while (j < all->n && !(all->at[j].expression && strcmp(all->at[j].expression, text) == 0 &&
                               same_mutation(&all->at[j].m, &list->at[k])))
            j++;
        if (j == all->n) {
            char *own = strdup(text);
            if (!own || !add_mutant(all, op, list->at[k])) {
                free(own);
                return false;
            }
            all->at[j].expression = own;
        }
        if (call < 64)
            all->at[j].calls |= UINT64_C(1) << call;
    }
    return true;
}

static bool list_call(mutants *all, const wg_op *op, int number, const wg_sample *call,
                      size_t first)
{
    char text[EXPRESSION];
    mutation_list list = {0};
    wg_graph *g = wg_graph_new();
    const wg_tensor y = trial_node(g, op, call);
    /* A call that changes nothing, as a cast to the same dtype, is no node and has no rule. */
    const bool recorded = wg_is_ok(y) && wg__node_at(g, y.id)->op == op;
    const bool ok = wg_is_ok(y) && (!recorded || (mutations_of(y, &list, text, sizeof text) &&
                                                  merge(all, op, &list, text, number, first)));
    if (!ok)
        cli_fail("mutants", EXIT_FAILURE, "%s, call %d: %s", op->name, number,
                 wg_ok(g) ? "out of memory" : wg_error(g));
    mutation_list_free(&list);
    wg_graph_free(g);
    return ok;
}

static bool list_op(mutants *all, const wg_op *op)
{
    const size_t first = all->n;
    wg_sample call;
    if (op->diff != WG_DIFF_RULE || op->compose || op->effect || !op->vjp)
        return true;
    all->ops++;
    for (int number = 0; wg__op_sample(op, number, &call); number++)
        if (!list_call(all, op, number, &call, first))
            return false;
    return true;
}

/* ---- trials, in threads ---- */

typedef struct work {
    mutants *all;
    atomic_size_t next;
    atomic_bool failed;
    bool progress;
} work;

/* The first call at which it is a fault; failing that, at which it can be recorded. */
static bool try_mutant(mutant_result *r)
{
    bool any = false;
    for (int number = 0; number < 64; number++) {
        wg_sample call;
        trial t;
        if (!(r->calls >> number & 1) || !wg__op_sample(r->op, number, &call))
            continue;
        if (!trial_run(r->op, &call, r->m, &t)) {
            r->trial = t;
            return false;
        }
        if (!any || t.fate > r->trial.fate) {
            r->trial = t;
            r->call = number;
        }
        any = true;
        if (t.fate == FATE_LIVE)
            break;
    }
    return true;
}

static void *worker(void *user)
{
    work *w = user;
    for (;;) {
        const size_t k = atomic_fetch_add(&w->next, 1);
        if (k >= w->all->n || atomic_load(&w->failed))
            return NULL;
        if (!try_mutant(&w->all->at[k])) {
            mutant m;
            char text[160];
            mutant_make(&m, w->all->at[k].op, w->all->at[k].m);
            cli_fail("mutants", EXIT_FAILURE, "%s: %s", mutant_describe(&m, text, sizeof text),
                     w->all->at[k].trial.text);
            atomic_store(&w->failed, true);
        }
        if (w->progress && (k % 64 == 0 || k + 1 == w->all->n))
            fprintf(stderr, "\r%zu of %zu mutants", k + 1, w->all->n);
    }
}

static bool try_all(mutants *all, int jobs)
{
    work w = {.all = all, .progress = isatty(STDERR_FILENO) != 0};
    pthread_t thread[MOST_JOBS];
    int started = 0;
    while (started < jobs - 1 && pthread_create(&thread[started], NULL, worker, &w) == 0)
        started++;
    worker(&w);
    while (started > 0)
        pthread_join(thread[--started], NULL);
    if (w.progress)
        fprintf(stderr, "\r%*s\r", 40, "");
    return !atomic_load(&w.failed);
}

/* ---- the originals, as a control ---- */

static bool same_place(const mutant_control *c, const mutant_result *r)
{
    const trial *a = &c->trial, *b = &r->trial;
    return c->op == r->op && c->call == r->call && a->point == b->point && a->whole == b->whole &&
           a->second == b->second;
}

static bool add_control(mutants *all, const mutant_result *r)
{
    for (size_t k = all->controls; k-- > 0 && all->control[k].op == r->op;)
        if (same_place(&all->control[k], r))
            return true;
    if (all->controls == all->control_cap) {
        const size_t cap = all->control_cap ? all->control_cap * 2 : 256;
        mutant_control *c = wg__realloc(all->control, cap, sizeof *c);
        if (!c)
            return false;
        all->control = c;
        all->control_cap = cap;
    }
    mutant_control *c = &all->control[all->controls];
    wg_sample call;
    *c = (mutant_control){.op = r->op, .call = r->call};
    all->controls++;
    return wg__op_sample(r->op, r->call, &call) &&
           trial_control(r->op, &call, &r->trial, &c->trial);
}

static bool try_originals(mutants *all)
{
    for (size_t k = 0; k < all->n; k++)
        if (all->at[k].trial.fate == FATE_LIVE && !add_control(all, &all->at[k])) {
            cli_fail("mutants", EXIT_FAILURE, "the original %s: %s", all->at[k].op->name,
                     all->control[all->controls - 1].trial.text);
            return false;
        }
    return true;
}

/* ---- the command ---- */

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool list_mutants(mutants *all, const cli_words *words)
{
    const size_t n = words->n ? (size_t)words->n : wg_op_count();
    for (size_t i = 0; i < n; i++) {
        const wg_op *op = words->n ? wg_op_find(words->word[i]) : wg_op_at(i);
        if (!op) {
            cli_fail("mutants", EXIT_FAILURE, "no op is called '%s' (see: wengert ops)",
                     words->word[i]);
            return false;
        }
        if (!list_op(all, op))
            return false;
    }
    return true;
}

typedef struct options {
    int json, list, jobs;
    char *markdown;
} options;

static int report(const mutants *all, const options *o)
{
    if (o->markdown && !mutants_markdown(all, o->markdown))
        return EXIT_FAILURE;
    const int status = o->json ? mutants_json(all) : EXIT_SUCCESS;
    if (!o->json)
        mutants_print(all, o->list != 0);
    return status ? status : mutants_all_dead(all) ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int run(const cli_words *words, const options *o)
{
    mutants all = {.jobs = o->jobs};
    const double start = now(CLOCK_MONOTONIC);
    int status = EXIT_FAILURE;
    if (list_mutants(&all, words) && try_all(&all, o->jobs) && try_originals(&all)) {
        all.seconds = now(CLOCK_MONOTONIC) - start;
        all.cpu = now(CLOCK_PROCESS_CPUTIME_ID);
        status = report(&all, o);
    }
    for (size_t k = 0; k < all.n; k++)
        free(all.at[k].expression);
    wg__free(all.at);
    wg__free(all.control);
    return status;
}

int cli_mutants(int argc, const char **argv)
{
    options o = {.jobs = (int)sysconf(_SC_NPROCESSORS_ONLN)};
    int status;
    const struct poptOption table[] = {
        {"jobs", 'j', POPT_ARG_INT, &o.jobs, 0, "threads (default: as many as CPUs)", "N"},
        {"list", 'l', POPT_ARG_NONE, &o.list, 0, "every mutant with its fate", NULL},
        {"json", 0, POPT_ARG_NONE, &o.json, 0, "print JSON", NULL},
        {"markdown", 0, POPT_ARG_STRING, &o.markdown, 0,
         "write the tables into FILE, between its mutants marks", "FILE"},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    if (!cli_options(argc, argv, table, "[OPTION...] [OP ...]", &words, &status))
        return status;
    o.jobs = o.jobs < 1 ? 1 : o.jobs > MOST_JOBS ? MOST_JOBS : o.jobs;
    status = run(&words, &o);
    cli_options_free(&words);
    free(o.markdown);
    return status;
}
