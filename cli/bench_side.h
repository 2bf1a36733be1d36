/* A process that measures one side of a comparison: our own command, another build of it, or a peer (benchmarks/peers/README.md). */
#ifndef WG_CLI_BENCH_SIDE_H
#define WG_CLI_BENCH_SIDE_H

#include <jansson.h>
#include <stdio.h>
#include <sys/types.h>

#include "benchmarks/protocol.h"

typedef struct bench_side {
    pid_t pid;
    FILE *to, *from;
    char error[512]; /* of the last question */
} bench_side;

/* Starts argv[0] with these arguments (ends with NULL) and NAME=VALUE in its environment; setting may be NULL. false: error says why. */
bool bench_side_start(bench_side *s, char *const argv[], const char *setting);
void bench_side_stop(bench_side *s);
/* One line there, one line back. NULL: error says why. question is freed. */
json_t *bench_side_ask(bench_side *s, json_t *question);
bench_subject bench_side_subject(bench_side *s, const char *name);

/* Runs a program to its end; its exit status, or -1. quiet: without its output. */
int bench_run_program(char *const argv[], bool quiet);

#endif
