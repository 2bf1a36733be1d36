/* What the commands of `wengert` share: how they are listed, exit statuses, messages. */
#ifndef WG_CLI_COMMAND_H
#define WG_CLI_COMMAND_H

#include "tensor/tensor.h"
#include <stdbool.h>

enum { EXIT_USAGE = 2 }; /* besides EXIT_SUCCESS and EXIT_FAILURE */

typedef struct command {
    const char *name, *arguments, *summary;
    int (*run)(int argc, const char **argv); /* argv[0] is the name; returns the exit status */
} command;

int cli_capsule(int argc, const char **argv);
int cli_check(int argc, const char **argv);
int cli_eval(int argc, const char **argv);
int cli_explain(int argc, const char **argv);
int cli_ops(int argc, const char **argv);
int cli_graph(int argc, const char **argv);
int cli_plan(int argc, const char **argv);
int cli_report(int argc, const char **argv);
int cli_mutants(int argc, const char **argv);
int cli_tune(int argc, const char **argv);
int cli_train(int argc, const char **argv);
int cli_bench(int argc, const char **argv);
int cli_roof(int argc, const char **argv);
int cli_version(int argc, const char **argv);

/* "wengert COMMAND: message" to stderr, with a line on how to get help for a usage error. Returns status. */
int cli_fail(const char *name, int status, const char *fmt, ...) WG_PRINTF(3, 4);

#endif
