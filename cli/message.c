/* Messages of the commands, on stderr. */
#include <stdarg.h>
#include <stdio.h>

#include "cli/command.h"

int cli_fail(const char *name, int status, const char *fmt, ...)
{
    va_list ap;
    fprintf(stderr, "wengert %s: ", name);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    if (status == EXIT_USAGE)
        fprintf(stderr, "see: wengert %s --help\n", name);
    return status;
}
