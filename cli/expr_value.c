/* Values of the expression language: numbers and lists that become constants, operators on them. */
#include "cli/expr_value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

wg_site expr_site(int column, const char *call)
{
    return (wg_site){"column", column, call};
}

bool expr_word_is(const expr_value *v, const char *word)
{
    return v->kind == EXPR_WORD && strlen(word) == v->length &&
           memcmp(v->text, word, v->length) == 0;
}

expr_value expr_recorded(expr_reader *r, int column, wg_tensor t)
{
    if (!wg_ok(r->g)) {
        const char *rest;
        const int at = expr_error_column(wg_error(r->g), &rest);
        return expr_fail(r, at ? at : column, "%s", rest);
    }
    return (expr_value){.kind = EXPR_TENSOR, .column = column, .t = t};
}

wg_dtype expr_dtype(const expr_value *v)
{
    return v->kind == EXPR_TENSOR                                ? wg_dtype_of(v->t)
           : expr_word_is(v, "true") || expr_word_is(v, "false") ? WG_BOOL
                                                                 : WG_DTYPE_COUNT;
}

/* ---- constants ---- */

/* The shape of a nested list: that of its first item, which the filling then holds all others against. */
static bool list_shape(expr_reader *r, const expr_value *v, wg_shape *s)
{
    s->rank = 0;
    for (; v->kind == EXPR_LIST; v = &r->pool[v->first]) {
        if (s->rank == WG_MAX_RANK) {
            expr_fail(r, v->column, "lists nested deeper than %d", WG_MAX_RANK);
            return false;
        }
        s->dim[s->rank++] = (int64_t)v->count;
        if (v->count == 0)
            break;
    }
    return true;
}

/* Row-major items of a list, as doubles; *integers tells whether all are. The depth is at most WG_MAX_RANK. */
static bool list_fill(expr_reader *r, const expr_value *v, const wg_shape *s, int axis, double *out,
                      size_t *at, bool *integers)
{
    if (axis == s->rank) {
        const bool truth = expr_word_is(v, "true");
        if (v->kind != EXPR_NUMBER && !truth && !expr_word_is(v, "false")) {
            expr_fail(r, v->column,
                      "a list that becomes a tensor holds numbers, in rows of equal length");
            return false;
        }
        *integers = *integers && v->kind == EXPR_NUMBER && v->integer;
        out[(*at)++] = v->kind == EXPR_NUMBER ? v->number : truth;
        return true;
    }
    if (v->kind != EXPR_LIST || (int64_t)v->count != s->dim[axis]) {
        expr_fail(r, v->column, "rows of different length");
        return false;
    }
    for (size_t i = 0; i < v->count; i++)
        if (!list_fill(r, &r->pool[v->first + i], s, axis + 1, out, at, integers))
            return false;
    return true;
}

static void store(void *out, wg_dtype d, size_t i, double v)
{
    switch (d) {
    case WG_F32: ((float *)out)[i] = (float)v; break;
    case WG_F64: ((double *)out)[i] = v; break;
    case WG_I32: ((int32_t *)out)[i] = (int32_t)v; break;
    case WG_I64: ((int64_t *)out)[i] = (int64_t)v; break;
    case WG_U8: ((uint8_t *)out)[i] = (uint8_t)v; break;
    default: ((uint8_t *)out)[i] = v != 0; break;
    }
}

static bool fits(wg_dtype d, double v)
{
    switch (d) {
    case WG_I32: return v == trunc(v) && fabs(v) <= 2147483647.0;
    case WG_I64: return v == trunc(v) && fabs(v) <= 9007199254740992.0;
    case WG_U8: return v == trunc(v) && v >= 0 && v <= 255;
    default: return true;
    }
}

static wg_tensor constant(expr_reader *r, int column, wg_dtype d, wg_shape s, const double *v)
{
    int64_t n = 0;
    wg_shape_numel(s, &n);
    wg_tensor t = {0};
    void *data = calloc((size_t)n + 1, sizeof(double));
    if (!data) {
        expr_fail(r, column, "out of memory");
        return t;
    }
    for (int64_t i = 0; i < n && !expr_failed(r); i++) {
        if (!fits(d, v[i]))
            expr_fail(r, column, "the number %.17g does not fit %s", v[i], wg_dtype_name(d));
        else
            store(data, d, (size_t)i, v[i]);
    }
    if (!expr_failed(r))
        t = expr_recorded(r, column, wg_const_at(expr_site(column, "constant"), r->g, d, s, data))
                .t;
    free(data);
    return t;
}

wg_tensor expr_tensor(expr_reader *r, const expr_value *v, wg_dtype d)
{
    const bool truth = expr_word_is(v, "true");
    wg_tensor t = {0};
    if (v->kind == EXPR_TENSOR)
        return v->t;
    if (truth || expr_word_is(v, "false"))
        return constant(r, v->column, d == WG_DTYPE_COUNT ? WG_BOOL : d, WG_SCALAR,
                        &(double){truth});
    if (v->kind == EXPR_NUMBER)
        return constant(r, v->column, d == WG_DTYPE_COUNT ? r->number_dtype : d, WG_SCALAR,
                        &v->number);
    wg_shape s;
    if (v->kind != EXPR_LIST || !list_shape(r, v, &s)) {
        if (v->kind == EXPR_TEXT || v->kind == EXPR_WORD)
            expr_fail(r, v->column, "'%.*s' is not a tensor", (int)v->length, v->text);
        return t;
    }
    int64_t n = 0;
    bool integers = true;
    size_t at = 0;
    double *numbers = wg_shape_numel(s, &n) ? malloc(((size_t)n + 1) * sizeof *numbers) : NULL;
    if (!numbers)
        expr_fail(r, v->column, "out of memory");
    else if (list_fill(r, v, &s, 0, numbers, &at, &integers))
        t = constant(r, v->column,
                     d != WG_DTYPE_COUNT ? d
                     : integers          ? WG_I64
                                         : r->number_dtype,
                     s, numbers);
    free(numbers);
    return t;
}

/* ---- operators ---- */

static const struct {
    const char *sign, *op;
} binary_ops[] = {
    {"+", "add"},    {"-", "sub"},  {"*", "mul"}, {"/", "div"},          {"%", "fmod"},
    {"@", "matmul"}, {"**", "pow"}, {"==", "eq"}, {"!=", "ne"},          {"<", "lt"},
    {"<=", "le"},    {">", "gt"},   {">=", "ge"}, {"&&", "logical_and"}, {"||", "logical_or"},
};

static bool fold(const char *op, double x, double y, double *out)
{
    switch (op[0]) {
    case '+': *out = x + y; return true;
    case '-': *out = x - y; return true;
    case '*': *out = op[1] ? pow(x, y) : x * y; return true;
    case '/': *out = x / y; return true;
    default: return false;
    }
}

/* Numbers among themselves are numbers; integers stay integers (but for / and **) while they fit. */
static bool fold_numbers(const char *op, const expr_value *x, const expr_value *y, expr_value *out)
{
    *out = (expr_value){.kind = EXPR_NUMBER, .column = x->column};
    if (!fold(op, x->number, y->number, &out->number))
        return false;
    if (x->integer && y->integer && op[0] != '/' && fabs(out->number) <= 9007199254740992.0 &&
        out->number == trunc(out->number)) {
        out->integer = true;
        out->value = (int64_t)out->number;
    }
    return true;
}

expr_value expr_binary(expr_reader *r, int column, const char *op, expr_value x, expr_value y)
{
    expr_value folded;
    if (x.kind == EXPR_NUMBER && y.kind == EXPR_NUMBER && fold_numbers(op, &x, &y, &folded))
        return folded;
    for (size_t i = 0; i < sizeof binary_ops / sizeof binary_ops[0]; i++)
        if (strcmp(binary_ops[i].sign, op) == 0)
            return expr_call(r, column, binary_ops[i].op, strlen(binary_ops[i].op),
                             (const expr_argument[]){{.v = x}, {.v = y}}, 2);
    return expr_fail(r, column, "'%s' is not an operator", op);
}

expr_value expr_unary(expr_reader *r, int column, const char *op, expr_value x)
{
    if (op[0] == '+')
        return x;
    if (op[0] == '-' && x.kind == EXPR_NUMBER) {
        x.number = -x.number;
        x.integer = x.integer && x.value != INT64_MIN && x.value != 0;
        x.value = x.integer ? -x.value : 0;
        return x;
    }
    const char *name = op[0] == '-' ? "neg" : "logical_not";
    return expr_call(r, column, name, strlen(name), &(const expr_argument){.v = x}, 1);
}
