/* Tokens of the expression language. */
#include "cli/expr_lex.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char *const signs[] = {"...", "**", "==", "!=", "<=", ">=", "&&", "||", "+",
                                    "-",   "*",  "/",  "%",  "@",  "<",  ">",  "!",  "=",
                                    "(",   ")",  "[",  "]",  ",",  ":",  ";",  "."};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* strtod would accept hexadecimal, "inf" and "nan" too; the caller saw a digit, or a point before one. The locale is "C". */
static expr_token number(const char *at)
{
    char *end;
    expr_token t = {.kind = TOK_NUMBER, .at = at};
    t.number = strtod(at, &end);
    t.length = (size_t)(end - at);
    t.integer =
        !memchr(at, '.', t.length) && !memchr(at, 'e', t.length) && !memchr(at, 'E', t.length);
    if (t.integer) {
        errno = 0;
        t.value = strtoll(at, NULL, 10);
        t.integer = errno == 0;
    }
    return t;
}

static expr_token text(const char *at)
{
    const char *end = strchr(at + 1, *at);
    if (!end)
        return (expr_token){.kind = TOK_BAD, .at = at, .length = strlen(at)};
    return (expr_token){.kind = TOK_TEXT, .at = at + 1, .length = (size_t)(end - at - 1)};
}

static expr_token sign(const char *at)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const size_t n = strlen(signs[i]);
        if (strncmp(at, signs[i], n) == 0)
            return (expr_token){.kind = TOK_SIGN, .at = at, .length = n};
    }
    return (expr_token){.kind = TOK_BAD, .at = at, .length = 1};
}

expr_token expr_next(const char **p)
{
    const char *at = *p + strspn(*p, " \t\r\n");
    expr_token t;
    if (!*at) {
        t = (expr_token){.kind = TOK_END, .at = at};
    } else if (is_digit(*at) || (*at == '.' && is_digit(at[1]))) {
        t = number(at);
    } else if (is_letter(*at)) {
        const char *end = at;
        while (is_letter(*end) || is_digit(*end))
            end++;
        t = (expr_token){.kind = TOK_NAME, .at = at, .length = (size_t)(end - at)};
    } else if (*at == '"' || *at == '\'') {
        t = text(at);
    } else {
        t = sign(at);
    }
    *p = t.at + t.length + (t.kind == TOK_TEXT);
    return t;
}

bool expr_is(const expr_token *t, const char *s)
{
    return (t->kind == TOK_SIGN || t->kind == TOK_NAME) && strlen(s) == t->length &&
           memcmp(t->at, s, t->length) == 0;
}
