/* The reader of the expression language: precedence, names, definitions. */
#include "cli/expr.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/expr_value.h"

typedef struct level {
    const char *sign[7]; /* ends with NULL */
} level;

/* Loosest first. ** and the signs before an operand are read below these. */
static const level levels[] = {
    {{"||"}}, {{"&&"}}, {{"==", "!=", "<=", ">=", "<", ">"}}, {{"+", "-"}}, {{"*", "/", "%", "@"}},
};
enum { LEVELS = sizeof levels / sizeof levels[0] };

static const struct {
    const char *name;
    double value;
} numbers[] = {{"pi", 3.14159265358979323846},
               {"e", 2.71828182845904523536},
               {"inf", (double)INFINITY},
               {"nan", (double)NAN}};

static const char *const words[] = {"all", "true", "false", "f32", "f64",
                                    "i32", "i64",  "u8",    "bool"};

static expr_value read_level(expr_reader *r, int at);

static expr_value read_expr(expr_reader *r)
{
    return read_level(r, 0);
}

/* ---- tokens ---- */

static int column(const expr_reader *r, const expr_token *t)
{
    return (int)(t->at - r->source) + 1;
}

static int here(const expr_reader *r)
{
    return column(r, &r->token);
}

static void advance(expr_reader *r)
{
    r->token = expr_next(&r->next);
}

static bool accept(expr_reader *r, const char *sign)
{
    if (r->token.kind != TOK_SIGN || !expr_is(&r->token, sign))
        return false;
    advance(r);
    return true;
}

static expr_value unexpected(expr_reader *r, const char *wanted)
{
    const expr_token *t = &r->token;
    if (t->kind == TOK_END)
        return expr_fail(r, here(r), "%s expected, but the expression ends", wanted);
    if (t->kind == TOK_BAD && (*t->at == '"' || *t->at == '\''))
        return expr_fail(r, here(r), "a text without its closing quote");
    return expr_fail(r, here(r), "%s expected before '%.*s'", wanted, (int)t->length, t->at);
}

static bool expect(expr_reader *r, const char *sign)
{
    if (accept(r, sign))
        return true;
    char wanted[16];
    snprintf(wanted, sizeof wanted, "'%s'", sign);
    unexpected(r, wanted);
    return false;
}

/* ---- errors ---- */

bool expr_failed(const expr_reader *r)
{
    return r->error->text[0] != 0;
}

expr_value expr_fail(expr_reader *r, int at, const char *fmt, ...)
{
    if (!expr_failed(r)) {
        va_list ap;
        va_start(ap, fmt);
        vsnprintf(r->error->text, sizeof r->error->text, fmt, ap);
        va_end(ap);
        r->error->column = at;
    }
    return (expr_value){.kind = EXPR_NONE};
}

int expr_error_column(const char *message, const char **rest)
{
    static const char prefix[] = "column:";
    *rest = message;
    if (strncmp(message, prefix, sizeof prefix - 1) != 0)
        return 0;
    char *end;
    const long n = strtol(message + sizeof prefix - 1, &end, 10);
    if (*end != ':' || n < 1 || n > 1 << 30)
        return 0;
    *rest = end + 1 + strspn(end + 1, " ");
    return (int)n;
}

void expr_print_error(const char *command, const char *text, const expr_error *e)
{
    fprintf(stderr, "wengert %s: %s\n", command, e->text);
    if (e->column > 0) {
        fprintf(stderr, "  %s\n  ", text);
        for (int i = 1; i < e->column; i++)
            fputc(text[i - 1] == '\t' ? '\t' : ' ', stderr);
        fprintf(stderr, "^\n");
    }
}

/* ---- lists and calls ---- */

bool expr_keep(expr_reader *r, const expr_value *v, size_t n, size_t *first)
{
    if (r->npool + n > EXPR_MAX_ITEMS) {
        expr_fail(r, here(r), "lists with more than %d items: bind a file instead", EXPR_MAX_ITEMS);
        return false;
    }
    if (r->npool + n > r->pool_size) {
        const size_t size = 2 * (r->npool + n);
        expr_value *pool = realloc(r->pool, size * sizeof *pool);
        if (!pool) {
            expr_fail(r, 0, "out of memory");
            return false;
        }
        r->pool = pool;
        r->pool_size = size;
    }
    if (n)
        memcpy(r->pool + r->npool, v, n * sizeof *v);
    *first = r->npool;
    r->npool += n;
    return true;
}

/* Items up to the closing sign, which is taken. Items wait in a block of their own, because nested lists use the pool. */
static expr_value read_list(expr_reader *r, int at, const char *close, const expr_value *head)
{
    size_t n = 0, size = 8;
    expr_value *items = malloc(size * sizeof *items);
    if (items && head)
        items[n++] = *head;
    while (items && !expr_failed(r) && !accept(r, close)) {
        if (n > 0 && !expect(r, ","))
            break;
        if (n > 0 && accept(r, close))
            break;
        if (n == size) {
            size *= 2;
            expr_value *more = realloc(items, size * sizeof *items);
            if (!more) {
                expr_fail(r, 0, "out of memory");
                break;
            }
            items = more;
        }
        items[n++] = read_expr(r);
    }
    expr_value list = {.kind = EXPR_LIST, .column = at, .count = n};
    if (!items)
        expr_fail(r, 0, "out of memory");
    else if (!expr_failed(r))
        expr_keep(r, items, n, &list.first);
    free(items);
    return expr_failed(r) ? (expr_value){.kind = EXPR_NONE} : list;
}

enum { MAX_ARGUMENTS = 64 };

static expr_value read_call(expr_reader *r, const expr_token *name)
{
    expr_argument a[MAX_ARGUMENTS];
    int n = 0;
    while (!expr_failed(r) && !accept(r, ")")) {
        if (n > 0 && !expect(r, ","))
            break;
        if (n == MAX_ARGUMENTS)
            return expr_fail(r, here(r), "more than %d arguments", MAX_ARGUMENTS);
        a[n] = (expr_argument){0};
        const char *after = r->next;
        const expr_token following = expr_next(&after);
        if (r->token.kind == TOK_NAME && following.kind == TOK_SIGN && expr_is(&following, "=")) {
            a[n].keyword = r->token.at;
            a[n].length = r->token.length;
            advance(r);
            advance(r);
        }
        a[n++].v = read_expr(r);
    }
    return expr_failed(r) ? (expr_value){.kind = EXPR_NONE}
                          : expr_call(r, column(r, name), name->at, name->length, a, n);
}

/* ---- operands ---- */

static expr_value named(const expr_name *n, int at)
{
    if (n->t.g)
        return (expr_value){.kind = EXPR_TENSOR, .column = at, .t = n->t};
    return (expr_value){.kind = EXPR_NUMBER,
                        .column = at,
                        .number = n->number,
                        .integer = n->integer,
                        .value = n->value};
}

static expr_value read_name(expr_reader *r)
{
    const expr_token t = r->token;
    const int at = here(r);
    advance(r);
    if (accept(r, "("))
        return read_call(r, &t);
    for (size_t i = r->nnames; i-- > 0;)
        if (!r->names[i].op && expr_is(&t, r->names[i].name))
            return named(&r->names[i], at);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (expr_is(&t, numbers[i].name))
            return (expr_value){.kind = EXPR_NUMBER, .column = at, .number = numbers[i].value};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (expr_is(&t, words[i]))
            return (expr_value){.kind = EXPR_WORD, .column = at, .text = t.at, .length = t.length};
    return expr_fail(r, at, "'%.*s' is not bound: give it as %.*s=FILE or %.*s=f32[2,3]",
                     (int)t.length, t.at, (int)t.length, t.at, (int)t.length, t.at);
}

static expr_value read_primary(expr_reader *r)
{
    const int at = here(r);
    const expr_token t = r->token;
    switch (t.kind) {
    case TOK_NUMBER:
        advance(r);
        return (expr_value){.kind = EXPR_NUMBER,
                            .column = at,
                            .number = t.number,
                            .integer = t.integer,
                            .value = t.value};
    case TOK_TEXT:
        advance(r);
        return (expr_value){.kind = EXPR_TEXT, .column = at, .text = t.at, .length = t.length};
    case TOK_NAME: return read_name(r);
    default: break;
    }
    if (accept(r, "["))
        return read_list(r, at, "]", NULL);
    if (!accept(r, "("))
        return unexpected(r, "a value");
    if (accept(r, ")"))
        return (expr_value){.kind = EXPR_LIST, .column = at};
    const expr_value v = read_expr(r);
    if (expr_failed(r) || accept(r, ")"))
        return v;
    if (!expr_is(&r->token, ","))
        return unexpected(r, "')'");
    return read_list(r, at, ")", &v);
}

/* A bound of a slice: an integer, possibly negative. */
static bool read_bound(expr_reader *r, int64_t *out)
{
    const int at = here(r);
    const expr_value v = read_level(r, LEVELS - 2);
    if (v.kind == EXPR_NUMBER && v.integer) {
        *out = v.value;
        return true;
    }
    expr_fail(r, at, "an index is an integer here; use take(x, indices) for others");
    return false;
}

static bool read_index(expr_reader *r, expr_index *out)
{
    *out = (expr_index){.kind = INDEX_AT, .column = here(r)};
    if (accept(r, "...")) {
        out->kind = INDEX_ELLIPSIS;
        return true;
    }
    for (int part = 0; part < 3; part++) {
        const bool empty =
            expr_is(&r->token, ":") || expr_is(&r->token, ",") || expr_is(&r->token, "]");
        if (!empty) {
            if (!read_bound(r, &out->v[part]))
                return false;
            out->has[part] = true;
        } else if (part == 0 && !expr_is(&r->token, ":")) {
            unexpected(r, "an index");
            return false;
        }
        if (part == 2 || !accept(r, ":"))
            return true;
        out->kind = INDEX_RANGE;
    }
    return true;
}

static expr_value read_subscript(expr_reader *r, const expr_value *x, int at)
{
    expr_index index[2 * WG_MAX_RANK];
    int n = 0;
    do {
        if (n == 2 * WG_MAX_RANK)
            return expr_fail(r, here(r), "too many indices");
        if (!read_index(r, &index[n++]))
            return (expr_value){.kind = EXPR_NONE};
    } while (accept(r, ","));
    return expect(r, "]") ? expr_subscript(r, at, x, index, n) : (expr_value){.kind = EXPR_NONE};
}

static expr_value read_postfix(expr_reader *r)
{
    expr_value v = read_primary(r);
    while (!expr_failed(r)) {
        const int at = here(r);
        if (accept(r, "[")) {
            v = read_subscript(r, &v, at);
        } else if (accept(r, ".")) {
            if (r->token.kind != TOK_NAME || !expr_is(&r->token, "T"))
                return unexpected(r, "T, the transpose,");
            advance(r);
            const expr_argument a = {.v = v};
            v = expr_call(r, at, "transpose", strlen("transpose"), &a, 1);
        } else {
            break;
        }
    }
    return v;
}

static expr_value read_unary(expr_reader *r);

/* ** binds tighter than the sign before its base, and looser than the sign before its exponent: -x ** -2 = -(x ** (-2)). */
static expr_value read_power(expr_reader *r)
{
    const expr_value base = read_postfix(r);
    const int at = here(r);
    if (expr_failed(r) || !accept(r, "**"))
        return base;
    const expr_value exponent = read_unary(r);
    return expr_failed(r) ? exponent : expr_binary(r, at, "**", base, exponent);
}

static expr_value read_unary(expr_reader *r)
{
    static const char *const signs[] = {"-", "+", "!"};
    const int at = here(r);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (!accept(r, signs[i]))
            continue;
        if (++r->depth > EXPR_MAX_DEPTH)
            return expr_fail(r, at, "nested deeper than %d", EXPR_MAX_DEPTH);
        const expr_value v = read_unary(r);
        r->depth--;
        return expr_failed(r) ? v : expr_unary(r, at, signs[i], v);
    }
    return read_power(r);
}

static const char *sign_of_level(expr_reader *r, int at)
{
    for (int i = 0; levels[at].sign[i]; i++)
        if (r->token.kind == TOK_SIGN && expr_is(&r->token, levels[at].sign[i]))
            return levels[at].sign[i];
    return NULL;
}

static expr_value read_level(expr_reader *r, int at)
{
    if (at == LEVELS)
        return read_unary(r);
    if (at == 0 && ++r->depth > EXPR_MAX_DEPTH)
        return expr_fail(r, here(r), "nested deeper than %d", EXPR_MAX_DEPTH);
    expr_value x = read_level(r, at + 1);
    for (const char *sign; !expr_failed(r) && (sign = sign_of_level(r, at)) != NULL;) {
        const int where = here(r);
        advance(r);
        const expr_value y = read_level(r, at + 1);
        if (!expr_failed(r))
            x = expr_binary(r, where, sign, x, y);
    }
    r->depth -= at == 0;
    return expr_failed(r) ? (expr_value){.kind = EXPR_NONE} : x;
}

/* ---- programs ---- */

/* NAME = expr ;  if that is what comes next. */
static bool read_definition(expr_reader *r)
{
    const char *after = r->next;
    const expr_token following = expr_next(&after);
    if (r->token.kind != TOK_NAME || following.kind != TOK_SIGN || !expr_is(&following, "="))
        return false;
    const expr_token name = r->token;
    advance(r);
    advance(r);
    const expr_value v = read_expr(r);
    if (expr_failed(r) || !expect(r, ";"))
        return true;
    const wg_tensor t = expr_tensor(r, &v, WG_DTYPE_COUNT);
    expr_name *names = realloc(r->names, (r->nnames + 1) * sizeof *names);
    char *copy = strndup(name.at, name.length);
    if (names)
        r->names = names;
    if (!names || !copy) {
        free(copy);
        expr_fail(r, 0, "out of memory");
        return true;
    }
    if (!expr_failed(r) && !*wg_name(t))
        wg_set_name(t, copy);
    r->names[r->nnames++] = (expr_name){.name = copy, .t = t};
    return true;
}

static wg_dtype number_dtype(const expr_name *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].t.g && wg_dtype_is_float(wg_dtype_of(names[i].t)))
            return wg_dtype_of(names[i].t);
    return WG_F64;
}

wg_tensor expr_record(wg_graph *g, const char *text, const expr_name *names, size_t n,
                      expr_error *e)
{
    *e = (expr_error){0};
    expr_reader r = {.g = g,
                     .source = text,
                     .next = text,
                     .error = e,
                     .given = n,
                     .nnames = n,
                     .number_dtype = number_dtype(names, n)};
    wg_tensor t = {0};
    r.names = malloc((n + 1) * sizeof *r.names);
    if (r.names) {
        if (n)
            memcpy(r.names, names, n * sizeof *names);
        advance(&r);
        while (!expr_failed(&r) && read_definition(&r)) {}
        const expr_value v = expr_failed(&r) ? (expr_value){0} : read_expr(&r);
        if (!expr_failed(&r) && r.token.kind != TOK_END)
            unexpected(&r, "the end of the expression");
        if (!expr_failed(&r))
            t = expr_tensor(&r, &v, WG_DTYPE_COUNT);
    } else {
        expr_fail(&r, 0, "out of memory");
    }
    for (size_t i = r.given; r.names && i < r.nnames; i++)
        free((char *)r.names[i].name);
    free(r.names);
    free(r.pool);
    return expr_failed(&r) ? (wg_tensor){0} : t;
}
