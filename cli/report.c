/* wengert report: the HTML page of a report in JSON. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/page.h"

enum { REPORT_MAX = 1 << 30 }; /* bytes of JSON */

/* All of f into *text, which grows. */
static wg_code read_all(FILE *f, char **text, size_t *size, wg_status *st)
{
    size_t room = 1 << 16;
    *size = 0;
    *text = malloc(room);
    while (*text) {
        *size += fread(*text + *size, 1, room - *size, f);
        if (ferror(f))
            return wg_fail(st, WG_ERR_IO, "%s", strerror(errno));
        if (*size < room)
            return WG_OK;
        if (room >= REPORT_MAX)
            return wg_fail(st, WG_ERR_SIZE, "longer than %d bytes", REPORT_MAX);
        room *= 2;
        char *more = realloc(*text, room);
        if (!more)
            break;
        *text = more;
    }
    return wg_fail(st, WG_ERR_MEMORY, "out of memory");
}

static wg_code read_file(const char *path, char **text, size_t *size, wg_status *st)
{
    if (strcmp(path, "-") == 0)
        return read_all(stdin, text, size, st);
    FILE *f = fopen(path, "rb");
    if (!f)
        return wg_fail(st, WG_ERR_IO, "%s", strerror(errno));
    const wg_code code = read_all(f, text, size, st);
    fclose(f);
    return code;
}

static int make(const char *path, const char *output)
{
    wg_status st = {0};
    char *text = NULL;
    size_t size = 0;
    wg_code code = read_file(path, &text, &size, &st);
    if (code == WG_OK)
        code = output ? page_save(output, text, size, &st) : page_write(stdout, text, size, &st);
    free(text);
    return code == WG_OK ? EXIT_SUCCESS : cli_fail("report", EXIT_FAILURE, "%s: %s", path, st.text);
}

int cli_report(int argc, const char **argv)
{
    char *output = NULL;
    const struct poptOption table[] = {
        {"output", 'o', POPT_ARG_STRING, &output, 0,
         "write the page to this file, not to standard output", "FILE"},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (cli_options(argc, argv, table, "[OPTION...] REPORT.json", &words, &status)) {
        status =
            words.n == 1
                ? make(words.word[0], output)
                : cli_fail("report", EXIT_USAGE,
                           "one report is needed, as --json writes it (- reads standard input)");
        cli_options_free(&words);
    }
    free(output);
    return status;
}
