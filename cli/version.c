/* wengert version: what this build is and what this machine lets it do. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/page.h"
#include "ops/ops.h"
#include "tensor/cpu.h"

int cli_version(int argc, const char **argv)
{
    int json = 0, status;
    const struct poptOption table[] = {
        {"json", 0, POPT_ARG_NONE, &json, 0, "print JSON", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    if (!cli_options(argc, argv, table, "[OPTION...]", &words, &status))
        return status;
    cli_options_free(&words);
    wg_status st = {0};
    const bool pages = page_available(&st);
    const char *isa = wg__isa_name(wg__cpu_isa());
    if (json)
        return json_print("version",
                          json_pack("{s:s, s:s, s:s, s:b, s:i}", "version", WG_VERSION, "cpu", isa,
                                    "blas", WG_BLAS, "pages", pages, "ops", (int)wg_op_count()));
    printf("wengert %s\n  CPU level  %s\n  BLAS       %s\n  HTML pages %s\n  ops        %zu\n",
           WG_VERSION, isa, WG_BLAS, pages ? "yes" : "no", wg_op_count());
    return EXIT_SUCCESS;
}
