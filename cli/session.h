/* An expression with its operands, recorded: what eval, graph and later commands begin with. */
#ifndef WG_CLI_SESSION_H
#define WG_CLI_SESSION_H

#include <popt.h>

#include "cli/operand.h"

/* Options that every command over an expression has; the table goes into the command's own with POPT_ARG_INCLUDE_TABLE. */
typedef struct session_options {
    char **set; /* --set NAME=NUMBER, each */
    char *grad; /* --grad x,w */
    char *vjp;  /* --vjp FILE */
    long long seed;
    bool quiet;          /* no messages */
    const expr_name *op; /* further ops by name; the names and ops outlive the session */
    size_t ops;
} session_options;

enum { SESSION_MAX_GRADS = 64 };

typedef struct session {
    const char *command, *text;
    bool quiet;
    wg_graph *g;
    operand_list operands;
    wg_tensor y;
    int ngrads;
    const char *grad_name[SESSION_MAX_GRADS]; /* names of operands */
    wg_tensor grad[SESSION_MAX_GRADS]; /* d(y)/d(operand); zeros where y does not depend on it */
    wg_tensor wanted[1 + SESSION_MAX_GRADS]; /* y, then the gradients */
} session;

/* word[0] is the expression, the others bind operands. Returns the exit status; messages were printed unless it is 0.
 * Close in any case. */
int session_open(session *s, const char *name, const char *const *word, int n,
                 const session_options *options);
int session_run_error(
    session *s); /* prints the graph's error, with a caret; returns EXIT_FAILURE */
void session_close(session *s);
void session_options_free(session_options *o);

/* The popt table of session_options, which must be static or outlive the parse. */
#define SESSION_OPTIONS(o)                                                                         \
    {                                                                                              \
        "set",        0, POPT_ARG_ARGV, &(o).set, 0, "a number by name, also for attributes",      \
        "NAME=NUMBER"},                                                                            \
        {"grad",    'g', POPT_ARG_STRING,                                                          \
         &(o).grad, 0,   "also the gradients with respect to these operands",                      \
         "x,w"},                                                                                   \
        {"vjp", 0, POPT_ARG_STRING, &(o).vjp, 0, "cotangent of the result, for --grad", "FILE"},   \
    {                                                                                              \
        "seed", 0, POPT_ARG_LONGLONG, &(o).seed, 0,                                                \
            "of random operands and random ops (default 0)", "N"                                   \
    }

#endif
