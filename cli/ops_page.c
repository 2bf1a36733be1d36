/* docs/ops.md: the reference page of every op, from the descriptors. */
#include "cli/ops_page.h"

#include <stdio.h>

#include "cli/op_text.h"
#include "ops/op.h"

/* A row of a table, where a bar would end the cell. */
static void row(const char *what, const char *quote, const char *text)
{
    if (!text)
        return;
    printf("| %s | %s", what, quote);
    for (; *text; text++)
        printf(*text == '|' ? "\\%c" : "%c", *text);
    printf("%s |\n", quote);
}

static void entry(const wg_op *op)
{
    char signature[CLI_SIGNATURE], types[64];
    cli_signature(op, true, signature, sizeof signature);
    printf("### %s\n\n%s\n\n    %s\n\n", op->name, op->doc ? op->doc : "", signature);
    printf("| | |\n| --- | --- |\n");
    row("formula", "`", op->formula);
    row("derivative", "`", op->derivative);
    row("gradient", "", cli_op_gradient(op));
    row("convention", "", op->convention);
    if (!op->compose)
        printf("| dtypes | %s%s |\n", cli_op_types(op, types, sizeof types),
               op->mixed ? " (operands may differ)" : "");
    if (op->flops > 0)
        printf("| cost | %g FLOP per element of the result |\n", op->flops);
    printf("| in C | `wg_%s`%s |\n\n", op->name,
           op->sig->lifted ? ", and with a number for either operand" : "");
}

static void contents(wg_family f)
{
    const char *before = "";
    for (size_t i = 0; i < wg_op_count(); i++)
        if (wg_op_at(i)->family == f) {
            printf("%s[%s](#%s)", before, wg_op_at(i)->name, wg_op_at(i)->name);
            before = " · ";
        }
    printf("\n\n");
}

static bool any_of(wg_family f)
{
    for (size_t i = 0; i < wg_op_count(); i++)
        if (wg_op_at(i)->family == f)
            return true;
    return false;
}

void cli_ops_page(void)
{
    printf("# Ops\n\n"
           "Made by `wengert ops --markdown` from the descriptors; `wengert ops NAME` prints one "
           "entry. In the formulas x, y are operands,\n"
           "the result is y (z where y is an operand), dy is the cotangent of the result and dx "
           "what the rule passes on; the walk sums dx\n"
           "back over what broadcasting spread. A composition is an expression of other ops and "
           "takes its derivative from them.\n\n");
    for (int f = 1; f < WG_FAMILY_COUNT; f++) {
        if (!any_of((wg_family)f))
            continue;
        printf("## %s\n\n", wg_family_name((wg_family)f));
        contents((wg_family)f);
        for (size_t i = 0; i < wg_op_count(); i++)
            if ((int)wg_op_at(i)->family == f)
                entry(wg_op_at(i));
    }
}
