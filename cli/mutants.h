/* What became of all mutants, and how it is shown. */
#ifndef WG_CLI_MUTANTS_H
#define WG_CLI_MUTANTS_H

#include "cli/mutant_trial.h"

typedef struct mutant_result {
    const wg_op *op;
    mutation m;
    char *expression; /* what the rule emits, by ops; owned */
    uint64_t calls;   /* bits: sample calls of the op at which the rule emits it */
    int call;         /* the one of the trial */
    trial trial;
} mutant_result;

/* The original, once for each place where a mutant of it was checked. */
typedef struct mutant_control {
    const wg_op *op;
    int call;
    trial trial;
} mutant_control;

typedef struct mutants {
    mutant_control *control;
    size_t controls, control_cap;
    mutant_result *at;
    size_t n, cap;
    int ops; /* with a rule */
    int jobs;
    double seconds, cpu; /* by the clock; of all threads together */
} mutants;

bool mutants_all_dead(const mutants *all); /* every live one, in every mode; no false alarm */
void mutants_print(const mutants *all, bool each);
int mutants_json(const mutants *all); /* exit status */
/* Replaces what stands between the lines <!-- mutants --> and <!-- end mutants --> of a file, or writes a new one. false: it has said why. */
bool mutants_markdown(const mutants *all, const char *path);

#endif
