/* wengert ops: the list of ops, and what is known of one. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "ops/ops.h"

static const char *const kinds[WG_PARAM_KIND_COUNT] = {
#define WG__X(e, name, type) [e] = name,
    WG_PARAM_LIST(WG__X)
#undef WG__X
};

static int list_text(const wg_attr *a, char *buf, size_t size)
{
    size_t used = (size_t)snprintf(buf, size, "(");
    for (int k = 0; k < a->n && used < size; k++)
        used += (size_t)snprintf(buf + used, size - used, k ? ", %lld" : "%lld", (long long)a->list[k]);
    return used < size ? snprintf(buf + used, size - used, ")") : 0;
}

static void default_text(const wg_param *p, char *buf, size_t size)
{
    switch (p->kind) {
    case WG_PARAM_FLOAT: snprintf(buf, size, "%g", p->value.u.f); break;
    case WG_PARAM_BOOL: snprintf(buf, size, "%s", p->value.u.i ? "true" : "false"); break;
    case WG_PARAM_DTYPE: snprintf(buf, size, "%s", wg_dtype_name((wg_dtype)p->value.u.i)); break;
    case WG_PARAM_INT: snprintf(buf, size, "%lld", (long long)p->value.u.i); break;
    case WG_PARAM_AXES:
        if (p->value.n < 0) {
            snprintf(buf, size, "all");
            break;
        }
        list_text(&p->value, buf, size);
        break;
    default: list_text(&p->value, buf, size); break;
    }
}

/* "sum(x, axes=all, keepdims=false)", or with the kinds: "sum(tensor x, axes axes = all, ...)" */
static void signature_text(const wg_op *op, bool with_kinds, char *buf, size_t size)
{
    size_t used = (size_t)snprintf(buf, size, "%s(", op->name);
    for (int p = 0; p < op->sig->nparams && used < size; p++) {
        const wg_param *param = &op->sig->param[p];
        char value[128] = "";
        if (param->has_default)
            default_text(param, value, sizeof value);
        used += (size_t)snprintf(buf + used, size - used, "%s%s%s%s%s%s", p ? ", " : "", with_kinds ? kinds[param->kind] : "",
                                 with_kinds ? " " : "", param->name, *value ? (with_kinds ? " = " : "=") : "", value);
    }
    if (used < size)
        snprintf(buf + used, size - used, ")");
}

static const char *types_text(const wg_op *op, char *buf, size_t size)
{
    const unsigned types = op->types ? op->types : WG_TYPE_ANY;
    size_t used = 0;
    buf[0] = 0;
    for (int d = 0; d < WG_DTYPE_COUNT && used < size; d++)
        if (types >> d & 1u)
            used += (size_t)snprintf(buf + used, size - used, used ? " %s" : "%s", wg_dtype_name((wg_dtype)d));
    return buf;
}

static const char *differentiable(const wg_op *op)
{
    static const char *const words[] = {
        [WG_DIFF_NONE] = "no: a gradient through it is an error",
        [WG_DIFF_RULE] = "yes",
        [WG_DIFF_CONSTANT] = "piecewise constant: the gradient is absent",
    };
    return words[op->diff];
}

static void print_domain(const wg_op *op)
{
    const int n = op->sig->arity < 0 ? 1 : op->sig->arity;
    for (int k = 0; k < n && k < 3; k++)
        if (op->domain[k].lo != 0 || op->domain[k].hi != 0)
            printf("  domain       operand %d is checked and benchmarked on [%g, %g]\n", k, op->domain[k].lo,
                   op->domain[k].hi);
}

static void explain(const wg_op *op)
{
    char signature[512], types[64];
    signature_text(op, true, signature, sizeof signature);
    printf("%s\n  %s\n\n", signature, op->doc ? op->doc : "");
    if (op->formula)
        printf("  formula      %s\n", op->formula);
    if (op->derivative)
        printf("  derivative   %s\n", op->derivative);
    printf("  gradient     %s\n", differentiable(op));
    if (op->convention)
        printf("  convention   %s\n", op->convention);
    if (!op->compose)
        printf("  dtypes       %s%s\n", types_text(op, types, sizeof types), op->mixed ? " (operands may differ)" : "");
    print_domain(op);
    if (op->flops > 0)
        printf("  cost         %g FLOP per element of the result\n", op->flops);
    printf("  family       %s%s\n", wg_family_name(op->family), op->compose ? ": an expression of other ops" : "");
    printf("  in C         wg_%s%s\n", op->name, op->sig->lifted ? ", and with a number for either operand" : "");
}

static void explain_next(const wg_op *op, bool first)
{
    if (!first)
        putchar('\n');
    explain(op);
}

static json_t *op_json(const wg_op *op)
{
    char signature[512];
    json_t *params = json_array();
    signature_text(op, false, signature, sizeof signature);
    for (int p = 0; params && p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        char value[128] = "";
        if (param->has_default)
            default_text(param, value, sizeof value);
        json_array_append_new(params, json_pack("{s:s, s:s, s:s?}", "name", param->name, "kind", kinds[param->kind],
                                                "default", param->has_default ? value : NULL));
    }
    return json_pack("{s:s, s:s, s:s, s:o, s:s?, s:s?, s:s?, s:s?, s:s}", "name", op->name, "signature", signature,
                     "family", wg_family_name(op->family), "parameters", params, "doc", op->doc, "formula", op->formula,
                     "derivative", op->derivative, "convention", op->convention, "gradient", differentiable(op));
}

static void print_list(void)
{
    for (int f = 1; f < WG_FAMILY_COUNT; f++) {
        bool any = false;
        for (size_t i = 0; i < wg_op_count(); i++) {
            const wg_op *op = wg_op_at(i);
            char signature[512];
            if ((int)op->family != f)
                continue;
            if (!any)
                printf("%s%s\n", f > 1 ? "\n" : "", wg_family_name((wg_family)f));
            any = true;
            signature_text(op, false, signature, sizeof signature);
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
            return cli_fail("ops", EXIT_FAILURE, "no op is called '%s' (see: wengert ops)", words->word[i]);
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
    int json = 0, status;
    const struct poptOption table[] = {
        {"json", 0, POPT_ARG_NONE, &json, 0, "print JSON", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    if (!cli_options(argc, argv, table, "[OPTION...] [NAME ...]", &words, &status))
        return status;
    status = run(&words, json);
    cli_options_free(&words);
    return status;
}
