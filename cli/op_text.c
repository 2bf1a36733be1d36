/* Signatures, dtypes and defaults of ops as text. */
#include "cli/op_text.h"

#include <stdio.h>

static const char *const kinds[WG_PARAM_KIND_COUNT] = {
#define WG__X(e, name, type) [e] = name,
    WG_PARAM_LIST(WG__X)
#undef WG__X
};

const char *cli_param_kind(const wg_param *p)
{
    return kinds[p->kind];
}

static int list_text(const wg_attr *a, char *buf, size_t size)
{
    size_t used = (size_t)snprintf(buf, size, "(");
    for (int k = 0; k < a->n && used < size; k++)
        used +=
            (size_t)snprintf(buf + used, size - used, k ? ", %lld" : "%lld", (long long)a->list[k]);
    return used < size ? snprintf(buf + used, size - used, ")") : 0;
}

void cli_attr_text(const wg_param *p, const wg_attr *a, char *buf, size_t size)
{
    switch (p->kind) {
    case WG_PARAM_FLOAT: snprintf(buf, size, "%g", a->u.f); break;
    case WG_PARAM_BOOL: snprintf(buf, size, "%s", a->u.i ? "true" : "false"); break;
    case WG_PARAM_DTYPE: snprintf(buf, size, "%s", wg_dtype_name((wg_dtype)a->u.i)); break;
    case WG_PARAM_INT: snprintf(buf, size, "%lld", (long long)a->u.i); break;
    case WG_PARAM_TEXT: snprintf(buf, size, "\"%s\"", a->u.text ? a->u.text : ""); break;
    case WG_PARAM_AXES:
        if (a->n < 0) {
            snprintf(buf, size, "all");
            break;
        }
        list_text(a, buf, size);
        break;
    default: list_text(a, buf, size); break;
    }
}

void cli_param_default(const wg_param *p, char *buf, size_t size)
{
    cli_attr_text(p, &p->value, buf, size);
}

void cli_signature(const wg_op *op, bool with_kinds, char *buf, size_t size)
{
    size_t used = (size_t)snprintf(buf, size, "%s(", op->name);
    for (int p = 0; p < op->sig->nparams && used < size; p++) {
        const wg_param *param = &op->sig->param[p];
        char value[128] = "";
        if (param->has_default)
            cli_param_default(param, value, sizeof value);
        used += (size_t)snprintf(buf + used, size - used, "%s%s%s%s%s%s", p ? ", " : "",
                                 with_kinds ? kinds[param->kind] : "", with_kinds ? " " : "",
                                 param->name, *value ? (with_kinds ? " = " : "=") : "", value);
    }
    if (used < size)
        snprintf(buf + used, size - used, ")");
}

const char *cli_op_types(const wg_op *op, char *buf, size_t size)
{
    const unsigned types = op->types ? op->types : WG_TYPE_ANY;
    size_t used = 0;
    buf[0] = 0;
    for (int d = 0; d < WG_DTYPE_COUNT && used < size; d++)
        if (types >> d & 1u)
            used += (size_t)snprintf(buf + used, size - used, used ? " %s" : "%s",
                                     wg_dtype_name((wg_dtype)d));
    return buf;
}

const char *cli_op_gradient(const wg_op *op)
{
    static const char *const words[] = {
        [WG_DIFF_NONE] = "no: a gradient through it is an error",
        [WG_DIFF_RULE] = "yes",
        [WG_DIFF_CONSTANT] = "piecewise constant: the gradient is absent",
    };
    return words[op->diff];
}
