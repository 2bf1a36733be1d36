/* Tokens of the expression language. */
#ifndef WG_CLI_EXPR_LEX_H
#define WG_CLI_EXPR_LEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum expr_tok { TOK_END, TOK_NUMBER, TOK_NAME, TOK_TEXT, TOK_SIGN, TOK_BAD } expr_tok;

typedef struct expr_token {
    expr_tok kind;
    const char *at; /* in the source */
    size_t length;
    double number;
    bool integer;  /* a NUMBER without point or exponent that fits int64 */
    int64_t value; /* then */
} expr_token;

/* The token at or after *p; TOK_BAD for a character that starts none, or an unterminated text. Moves *p behind it. */
expr_token expr_next(const char **p);
bool expr_is(const expr_token *t, const char *sign); /* is it this sign, or this name? */

#endif
