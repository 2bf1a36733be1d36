/* A command's options, read by popt: flags into variables, the other words into a list. */
#ifndef WG_CLI_OPTIONS_H
#define WG_CLI_OPTIONS_H

#include <popt.h>
#include <stdbool.h>

typedef struct cli_words {
    poptContext context; /* owns the words */
    const char **word;   /* ends with NULL; never NULL itself */
    int n;
} cli_words;

/* usage: what follows the options on the help's first line. false: *status is what the command returns (help was printed, or an
 * option was wrong, and said so). */
bool cli_options(int argc, const char **argv, const struct poptOption *table, const char *usage,
                 cli_words *out, int *status);
void cli_options_free(cli_words *w);

#endif
