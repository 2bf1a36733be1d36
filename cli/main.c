/* The wengert command: finds the subcommand and runs it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

static const command commands[] = {
    {"eval", "'EXPR' [NAME=OPERAND ...]", "evaluate an expression, and its gradients", cli_eval},
    {"check", "'EXPR' [NAME=OPERAND ...] | OP | all",
     "is the gradient right? of an expression, or of ops", cli_check},
    {"explain", "'EXPR' [NAME=OPERAND ...]", "find where a NaN or an Inf is born, and why",
     cli_explain},
    {"ops", "[NAME ...]", "list the ops, or explain some", cli_ops},
    {"graph", "'EXPR' [NAME=OPERAND ...]", "show the recorded graph, or the plan made of it",
     cli_graph},
    {"plan", "'EXPR' [NAME=OPERAND ...] | TRACE.json",
     "the steps of a plan: times, roof, memory, why they are so", cli_plan},
    {"report", "REPORT.json -o PAGE.html", "make an HTML page of a report", cli_report},
    {"train", "--images FILE --labels FILE", "train a classifier on npy, IDX or CSV files",
     cli_train},
    {"bench", "'EXPR' [NAME=OPERAND ...] | OP | --all",
     "how fast is it, and how far from the roof?", cli_bench},
    {"roof", "", "what this machine can compute and move", cli_roof},
    {"tune", "'EXPR' [NAME=OPERAND ...] | --shapes",
     "who computes its matrix products fastest? remembered", cli_tune},
    {"capsule", "FILE", "check a recorded failure again, or print it as C or Python", cli_capsule},
    {"mutants", "[OP ...]", "test the gradient checker on every small fault of every rule",
     cli_mutants},
    {"version", "", "version, features, CPU level", cli_version},
};
enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void help(FILE *f)
{
    fprintf(f, "usage: wengert COMMAND ...\n\n");
    for (int i = 0; i < COMMANDS; i++)
        fprintf(f, "  %-8s %-38s %s\n", commands[i].name, commands[i].arguments,
                commands[i].summary);
    fprintf(f, "\nwengert COMMAND --help explains the options.  Example:\n"
               "  wengert eval 'softmax(x @ w + b, axis=1)' x=f32[2,3] w=f32[3,4] b=f32[4]\n");
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        help(name ? stdout : stderr);
        return name ? EXIT_SUCCESS : EXIT_USAGE;
    }
    if (strcmp(name, "--version") == 0)
        name = "version";
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) != 0)
            continue;
        const int status = commands[i].run(argc - 1, (const char **)argv + 1);
        if (fflush(stdout) != 0 || ferror(stdout)) {
            perror("wengert: standard output");
            return EXIT_FAILURE;
        }
        return status;
    }
    fprintf(stderr, "wengert: no command is called '%s' (see: wengert --help)\n", name);
    return EXIT_USAGE;
}
