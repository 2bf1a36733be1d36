/* wengert ops: the list of ops, and what is known of one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/op_text.h"
#include "cli/ops_page.h"
#include "cli/options.h"
#include "ops/ops.h"

static void print_domain(const wg_op *op)
{
    const int n = op->sig->arity < 0 ? 1 : op->sig->arity;
    for (int k = 0; k < n && k < 3; k++)
        if (op->domain[k].lo != 0 || op->domain[k].hi != 0)
            printf("  domain       operand %d is checked and benchmarked on [%g, %g]\n", k,
                   op->domain[k].lo, op->domain[k].hi);
}

static void explain(const wg_op *op)
{
    char signature[CLI_SIGNATURE], types[64];
    cli_signature(op, true, signature, sizeof signature);
    printf("%s\n  %s\n\n", signature, op->doc ? op->doc : "");
    if (op->formula)
        printf("  formula      %s\n", op->formula);
    if (op->derivative)
        printf("  derivative   %s\n", op->derivative);
    printf("  gradient     %s\n", cli_op_gradient(op));
    if (op->convention)
        printf("  convention   %s\n", op->convention);
    if (!op->compose)
        printf("  dtypes       %s%s\n", cli_op_types(op, types, sizeof types),
               op->mixed ? " (operands may differ)" : "");
    print_domain(op);
    if (op->flops > 0)
        printf("  cost         %g FLOP per element of the result\n", op->flops);
    printf("  family       %s%s\n", wg_family_name(op->family),
           op->compose ? ": an expression of other ops" : "");
    printf("  in C         wg_%s%s\n", op->name,
           op->sig->lifted ? ", and with a number for either operand" : "");
}

static void explain_next(const wg_op *op, bool first)
{
    if (!first)
        putchar('\n');
    explain(op);
}

static json_t *op_json(const wg_op *op)
{
    char signature[CLI_SIGNATURE];
    json_t *params = json_array();
    cli_signature(op, false, signature, sizeof signature);
    for (int p = 0; params && p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        char value[128] = "";
        if (param->has_default)
            cli_param_default(param, value, sizeof value);
        json_array_append_new(params, json_pack("{s:s, s:s, s:s?}", "name", param->name, "kind",
                                                cli_param_kind(param), "default",
                                                param->has_default ? value : NULL));
    }
    return json_pack("{s:s, s:s, s:s, s:o, s:s?, s:s?, s:s?, s:s?, s:s}", "name", op->name,
                     "signature", signature, "family", wg_family_name(op->family), "parameters",
                     params, "doc", op->doc, "formula", op->formula, "derivative", op->derivative,
                     "convention", op->convention, "gradient", cli_op_gradient(op));
}

static void print_list(void)
{
    for (int f = 1; f < WG_FAMILY_COUNT; f++) {
        bool any = false;
        for (size_t i = 0; i < wg_op_count(); i++) {
            const wg_op *op = wg_op_at(i);
            char signature[CLI_SIGNATURE];
            if ((int)op->family != f)
                continue;
            if (!any)
                printf("%s%s\n", f > 1 ? "\n" : "", wg_family_name((wg_family)f));
            any = true;
            cli_signature(op, false, signature, sizeof signature);
            printf("  %-52s %s\n", signature, op->formula ? op->formula : op->doc ? op->doc : "");
        }
    }
}

static int run(const cli_words *words, bool json)
{
    json_t *list = json ? json_array() : NULL;
    const size_t n = words->n ? (size_t)words->n : wg_op_count();
    if (!words->n && !json)
        print_list();
    for (size_t i = 0; (json || words->n) && i < n; i++) {
        const wg_op *op = words->n ? wg_op_find(words->word[i]) : wg_op_at(i);
        if (!op) {
            json_decref(list);
            return cli_fail("ops", EXIT_FAILURE, "no op is called '%s' (see: wengert ops)",
                            words->word[i]);
        }
        if (json)
            json_array_append_new(list, op_json(op));
        else
            explain_next(op, i == 0);
    }
    return json ? json_print("ops", list) : EXIT_SUCCESS;
}

int cli_ops(int argc, const char **argv)
{
    int json = 0, markdown = 0, status = EXIT_SUCCESS;
    const struct poptOption table[] = {
        {"json", 0, POPT_ARG_NONE, &json, 0, "print JSON", NULL},
        {"markdown", 0, POPT_ARG_NONE, &markdown, 0,
         "print the reference of all ops as a Markdown page", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    if (!cli_options(argc, argv, table, "[OPTION...] [NAME ...]", &words, &status))
        return status;
    if (markdown && (json || words.n))
        status =
            cli_fail("ops", EXIT_USAGE, "--markdown stands alone: it prints the page of all ops");
    else if (markdown)
        cli_ops_page();
    else
        status = run(&words, json);
    cli_options_free(&words);
    return status;
}
