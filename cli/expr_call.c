/* Calls in the expression language: arguments onto the parameters of an op's signature. */
#include <stdlib.h>
#include <string.h>

#include "cli/expr_value.h"

enum { MAX_PARAMS = 16 };

static const char *const plural[WG_PARAM_KIND_COUNT] = {
    [WG_PARAM_TENSOR] = "a tensor",
    [WG_PARAM_TENSORS] = "a list of tensors, [a, b]",
    [WG_PARAM_INT] = "an integer",
    [WG_PARAM_BOOL] = "true or false",
    [WG_PARAM_FLOAT] = "a number",
    [WG_PARAM_DTYPE] = "a dtype, such as f32",
    [WG_PARAM_AXES] = "an axis, a list of axes, or all",
    [WG_PARAM_SHAPE] = "a shape, (2, 3)",
    [WG_PARAM_INTS] = "a list of integers, (1, 2)",
    [WG_PARAM_TEXT] = "a text, \"...\"",
};

/* ---- attributes ---- */

static bool to_integer(const expr_value *v, int64_t *out)
{
    if (v->kind == EXPR_NUMBER && v->integer)
        *out = v->value;
    return v->kind == EXPR_NUMBER && v->integer;
}

static bool to_list(expr_reader *r, const expr_value *v, wg_attr *a)
{
    if (v->kind == EXPR_NUMBER && to_integer(v, &a->list[0])) {
        a->n = 1;
        return true;
    }
    if (v->kind != EXPR_LIST || v->count > WG_MAX_RANK)
        return false;
    a->n = (int)v->count;
    for (size_t i = 0; i < v->count; i++)
        if (!to_integer(&r->pool[v->first + i], &a->list[i]))
            return false;
    return true;
}

static bool to_dtype(const expr_value *v, wg_attr *a)
{
    char name[8] = "";
    wg_dtype d;
    if (v->kind != EXPR_WORD || v->length >= sizeof name)
        return false;
    memcpy(name, v->text, v->length);
    if (!wg_dtype_parse(name, &d))
        return false;
    a->u.i = (int64_t)d;
    return true;
}

static bool to_attr(expr_reader *r, wg_param_kind kind, const expr_value *v, wg_attr *a,
                    char **text)
{
    memset(a, 0, sizeof *a);
    switch (kind) {
    case WG_PARAM_INT: return to_integer(v, &a->u.i);
    case WG_PARAM_BOOL: a->u.i = expr_word_is(v, "true"); return a->u.i || expr_word_is(v, "false");
    case WG_PARAM_FLOAT: a->u.f = v->number; return v->kind == EXPR_NUMBER;
    case WG_PARAM_DTYPE: return to_dtype(v, a);
    case WG_PARAM_AXES: a->n = -1; return expr_word_is(v, "all") || to_list(r, v, a);
    case WG_PARAM_SHAPE:
    case WG_PARAM_INTS: return to_list(r, v, a);
    case WG_PARAM_TEXT:
        *text = v->kind == EXPR_TEXT ? strndup(v->text, v->length) : NULL;
        a->u.text = *text;
        return *text != NULL;
    default: return false;
    }
}

/* ---- operands ---- */

static bool is_integer_param(const char *name)
{
    return strcmp(name, "indices") == 0;
}

/* The dtype that numbers among the operands adopt: that of the first tensor, conditions and indices aside. */
static wg_dtype common_dtype(const wg_op *op, const expr_value *const *bound)
{
    for (int p = 0; p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        if (param->kind != WG_PARAM_TENSOR || !bound[p] || is_integer_param(param->name) ||
            strcmp(param->name, "condition") == 0)
            continue;
        const wg_dtype d = expr_dtype(bound[p]);
        if (d != WG_DTYPE_COUNT)
            return d;
    }
    return WG_DTYPE_COUNT;
}

static bool collect_tensors(expr_reader *r, const expr_value *list, wg_tensor **out, int *n)
{
    if (list->kind != EXPR_LIST || list->count == 0 || list->count > WG_MAX_OPERANDS)
        return false;
    *out = malloc(list->count * sizeof **out);
    if (!*out)
        return false;
    wg_dtype d = WG_DTYPE_COUNT;
    for (size_t i = 0; i < list->count && d == WG_DTYPE_COUNT; i++)
        d = expr_dtype(&r->pool[list->first + i]);
    for (size_t i = 0; i < list->count; i++)
        (*out)[i] = expr_tensor(r, &r->pool[list->first + i], d);
    *n = (int)list->count;
    return true;
}

static expr_value call_op(expr_reader *r, int column, const wg_op *op,
                          const expr_value *const *bound)
{
    const wg_signature *sig = op->sig;
    const wg_dtype common = common_dtype(op, bound);
    wg_tensor few[MAX_PARAMS], *x = few, *many = NULL;
    wg_attrs attrs;
    char *text = NULL;
    int nx = 0, na = 0;
    wg_op_defaults(op, &attrs);
    for (int p = 0; p < sig->nparams && !expr_failed(r); p++) {
        const wg_param *param = &sig->param[p];
        const bool tensor = param->kind == WG_PARAM_TENSOR;
        bool ok = true;
        if (tensor)
            few[nx++] = expr_tensor(r, bound[p], is_integer_param(param->name) ? WG_I64 : common);
        else if (param->kind == WG_PARAM_TENSORS)
            ok = collect_tensors(r, bound[p], &many, &nx);
        else if (bound[p])
            ok = to_attr(r, param->kind, bound[p], &attrs.at[na++], &text);
        else
            na++;
        if (!ok)
            expr_fail(r, bound[p]->column, "%s takes %s for %s", op->name, plural[param->kind],
                      param->name);
    }
    if (many)
        x = many;
    const expr_value y =
        expr_failed(r)
            ? (expr_value){.kind = EXPR_NONE}
            : expr_recorded(r, column,
                            wg_call_at(expr_site(column, op->name), r->g, op, x, nx, &attrs));
    free(many);
    free(text);
    return y;
}

static int find_param(const wg_signature *sig, const expr_argument *a)
{
    for (int p = 0; p < sig->nparams; p++)
        if (strlen(sig->param[p].name) == a->length &&
            memcmp(sig->param[p].name, a->keyword, a->length) == 0)
            return p;
    return -1;
}

/* Each argument onto its parameter. concat(a, b, axis=0) is taken for concat([a, b], axis=0). */
static bool bind(expr_reader *r, int column, const wg_op *op, const expr_argument *a, int n,
                 const expr_value **bound, expr_value *gathered)
{
    const wg_signature *sig = op->sig;
    int next = 0;
    for (int i = 0; i < n; i++) {
        const int p = a[i].keyword ? find_param(sig, &a[i]) : next;
        if (p < 0 || p >= sig->nparams) {
            if (p < 0)
                expr_fail(r, a[i].v.column, "%s has no parameter %.*s (see: wengert ops %s)",
                          op->name, (int)a[i].length, a[i].keyword, op->name);
            else
                expr_fail(r, a[i].v.column, "%s takes %d arguments (see: wengert ops %s)", op->name,
                          sig->nparams, op->name);
            return false;
        }
        if (bound[p]) {
            expr_fail(r, a[i].v.column, "%s is given twice", sig->param[p].name);
            return false;
        }
        bound[p] = &a[i].v;
        if (a[i].keyword)
            continue;
        next = p + 1;
        if (sig->param[p].kind != WG_PARAM_TENSORS || a[i].v.kind != EXPR_TENSOR)
            continue;
        expr_value items[EXPR_MAX_DEPTH];
        size_t count = 0;
        for (; i + 0 < n && !a[i].keyword && a[i].v.kind == EXPR_TENSOR && count < EXPR_MAX_DEPTH;
             i++)
            items[count++] = a[i].v;
        i--;
        *gathered = (expr_value){.kind = EXPR_LIST, .column = items[0].column, .count = count};
        if (!expr_keep(r, items, count, &gathered->first))
            return false;
        bound[p] = gathered;
    }
    for (int p = 0; p < sig->nparams; p++)
        if (!bound[p] && !sig->param[p].has_default) {
            expr_fail(r, column, "%s needs %s for %s (see: wengert ops %s)", op->name,
                      plural[sig->param[p].kind], sig->param[p].name, op->name);
            return false;
        }
    return true;
}

/* ---- by name ---- */

/* Everything that can be called: the ops, then the derivatives; NULL past the last. */
static const char *callable(size_t i)
{
    const size_t ops = wg_op_count();
    return i < ops ? wg_op_at(i)->name : expr_derivative_name(i - ops);
}

/* The name that is nearest in spelling, for "did you mean"; NULL if none is within two edits. */
static const char *nearest(const char *name)
{
    const char *best = NULL;
    size_t best_distance = 3;
    const size_t n = strlen(name);
    const char *other;
    for (size_t i = 0; (other = callable(i)) != NULL; i++) {
        const size_t m = strlen(other);
        size_t row[64];
        if (m >= 63 || n >= 63)
            continue;
        for (size_t j = 0; j <= m; j++)
            row[j] = j;
        for (size_t k = 1; k <= n; k++) {
            size_t diagonal = row[0];
            row[0] = k;
            for (size_t j = 1; j <= m; j++) {
                const size_t above = row[j], change = diagonal + (name[k - 1] != other[j - 1]);
                row[j] = above + 1 < row[j - 1] + 1 ? above + 1 : row[j - 1] + 1;
                if (change < row[j])
                    row[j] = change;
                diagonal = above;
            }
        }
        if (row[m] < best_distance) {
            best_distance = row[m];
            best = other;
        }
    }
    return best;
}

static const wg_op *named_op(const expr_reader *r, const char *name)
{
    for (size_t i = 0; i < r->nnames; i++)
        if (r->names[i].op && strcmp(r->names[i].name, name) == 0)
            return r->names[i].op;
    return wg_op_find(name);
}

/* An op without a signature: operands, and nothing else. */
static expr_value call_custom(expr_reader *r, int column, const wg_op *op, const expr_argument *a,
                              int n)
{
    wg_tensor x[MAX_PARAMS];
    if (n > MAX_PARAMS || (op->arity >= 0 && n != op->arity))
        return expr_fail(r, column, "%s takes %d operands", op->name, op->arity);
    for (int k = 0; k < n; k++) {
        if (a[k].keyword)
            return expr_fail(r, a[k].v.column, "%s has no attributes", op->name);
        x[k] = expr_tensor(r, &a[k].v, WG_DTYPE_COUNT);
    }
    if (expr_failed(r))
        return (expr_value){.kind = EXPR_NONE};
    return expr_recorded(r, column, wg_call_at(expr_site(column, op->name), r->g, op, x, n, NULL));
}

expr_value expr_call(expr_reader *r, int column, const char *at, size_t length,
                     const expr_argument *a, int n)
{
    char name[64];
    if (length >= sizeof name)
        return expr_fail(r, column, "no op has so long a name");
    memcpy(name, at, length);
    name[length] = 0;
    const expr_derivative *derivative = expr_derivative_find(name);
    if (derivative)
        return expr_derive(r, column, derivative, a, n);
    const wg_op *op = named_op(r, name);
    if (op && !op->sig)
        return call_custom(r, column, op, a, n);
    if (!op) {
        const char *near = nearest(name);
        return near ? expr_fail(r, column, "no op is called '%s'; did you mean %s?", name, near)
                    : expr_fail(r, column, "no op is called '%s' (see: wengert ops)", name);
    }
    const expr_value *bound[MAX_PARAMS] = {NULL};
    expr_value gathered;
    if (op->sig->nparams > MAX_PARAMS || !bind(r, column, op, a, n, bound, &gathered))
        return (expr_value){.kind = EXPR_NONE};
    return call_op(r, column, op, bound);
}
