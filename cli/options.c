/* A command's options, read by popt. */
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"

static const char *const no_words[] = {NULL};

/* Help names the command, not the path it was started by. */
static poptContext context(const char *name, int argc, const char **argv,
                           const struct poptOption *table, const char *usage)
{
    poptContext c = poptGetContext(name, argc, argv, table, 0);
    if (c)
        poptSetOtherOptionHelp(c, usage);
    return c;
}

bool cli_options(int argc, const char **argv, const struct poptOption *table, const char *usage,
                 cli_words *out, int *status)
{
    const char *name = argv[0];
    char full[64];
    snprintf(full, sizeof full, "wengert %s", name);
    const char *first = argv[0];
    argv[0] = full;
    *out = (cli_words){.context = context(full, argc, argv, table, usage)};
    argv[0] = first;
    if (!out->context) {
        *status = cli_fail(name, EXIT_FAILURE, "out of memory");
        return false;
    }
    int code;
    while ((code = poptGetNextOpt(out->context)) > 0) {
        if (code == 'h') {
            poptPrintHelp(out->context, stdout, 0);
            cli_options_free(out);
            *status = EXIT_SUCCESS;
            return false;
        }
    }
    if (code < -1) {
        *status = cli_fail(name, EXIT_USAGE, "%s: %s", poptBadOption(out->context, 0),
                           poptStrerror(code));
        cli_options_free(out);
        return false;
    }
    out->word = poptGetArgs(out->context);
    if (!out->word)
        out->word = (const char **)no_words;
    while (out->word[out->n])
        out->n++;
    return true;
}

void cli_options_free(cli_words *w)
{
    if (w->context)
        poptFreeContext(w->context);
    *w = (cli_words){0};
}
