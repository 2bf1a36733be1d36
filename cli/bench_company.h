/* The processes that one task is put to: our own side, and the peers. */
#ifndef WG_CLI_BENCH_COMPANY_H
#define WG_CLI_BENCH_COMPANY_H

#include "benchmarks/tasks.h"
#include "cli/bench.h"
#include "cli/bench_side.h"

typedef struct bench_member {
    bench_side side;
    char *text, *name; /* NAME=COMMAND, cut up */
    char release[128];
    char setting[BENCH_SIDE_SETTINGS][48];
    bool ours;
    bool there; /* it answers */
    bool now;   /* and has the task at hand */
    char why[200];
} bench_member;

/* The first is us; then, on several threads, us on one; then us with native code. */
typedef struct bench_company {
    bench_member m[BENCH_SUBJECTS];
    int n, threads;
} bench_company;

/* Starts all, each pinned to so many cores and told so. Returns the exit status; dismiss in any case. */
int bench_company_gather(bench_company *c, const bench_options *o, int threads);
void bench_company_dismiss(bench_company *c);
/* What peers are asked for a task. */
json_t *bench_company_question(const bench_task *t);
/* Opens the task with each; subject[] are those that have it. Returns their number. */
int bench_company_open(bench_company *c, const bench_task *t, bench_subject *subject);

#endif
