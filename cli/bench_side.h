/* A process that measures one side of a comparison: our own command, another build of it, or a peer (benchmarks/peers/README.md). */
#ifndef WG_CLI_BENCH_SIDE_H
#define WG_CLI_BENCH_SIDE_H

#include <jansson.h>
#include <stdio.h>
#include <sys/types.h>

#include "benchmarks/clock.h"
#include "benchmarks/protocol.h"

enum { BENCH_SIDE_ARGUMENTS = 12, BENCH_SIDE_SETTINGS = 6 };

typedef struct bench_side {
    char *argv[BENCH_SIDE_ARGUMENTS];         /* ends with NULL; to be set, as is */
    const char *setting[BENCH_SIDE_SETTINGS]; /* NAME=VALUE for its environment, or NULL */
    const bench_cores *cores;                 /* it is pinned to `threads` of them, core first */
    int core, threads;
    pid_t pid;
    FILE *to, *from;
    json_t *unit;    /* what is open */
    int samples;     /* since it was started */
    char error[512]; /* of the last question */
    bool ended;      /* it did not answer: it ended, or said something else */
} bench_side;

/* false: error says why. */
bool bench_side_start(bench_side *s);
void bench_side_stop(bench_side *s);
/* Opens a unit, with "open" and so on; unit is taken over. false: error says why. As a subject, the process is started anew from time to
 * time and the unit opened again: where memory happens to lie makes a difference too, and it should not fall to one side. */
bool bench_side_open(bench_side *s, json_t *unit);
/* One line there, one line back. NULL: error says why. question is freed. */
json_t *bench_side_ask(bench_side *s, json_t *question);
bench_subject bench_side_subject(bench_side *s, const char *name);

/* Runs a program to its end; its exit status, or -1. quiet: without its output. */
int bench_run_program(char *const argv[], bool quiet);

#endif
