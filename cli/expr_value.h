/* What a subexpression is while it is read, and what the parts of the reader share. */
#ifndef WG_CLI_EXPR_VALUE_H
#define WG_CLI_EXPR_VALUE_H

#include "cli/expr.h"
#include "cli/expr_lex.h"
#include "ops/ops.h"

typedef enum expr_kind {
    EXPR_NONE,
    EXPR_TENSOR,
    EXPR_NUMBER,
    EXPR_TEXT,
    EXPR_WORD,
    EXPR_LIST
} expr_kind;

typedef struct expr_value {
    expr_kind kind; /* NONE after an error */
    int column;
    wg_tensor t;   /* TENSOR */
    double number; /* NUMBER */
    bool integer;  /* NUMBER: value holds it exactly */
    int64_t value;
    const char *text; /* TEXT and WORD: in the source, length bytes */
    size_t length;
    size_t first, count; /* LIST: items in the reader's pool */
} expr_value;

typedef struct expr_reader {
    wg_graph *g;
    const char *source, *next;
    expr_token token; /* the one to be read */
    expr_name *names; /* operands and definitions; owns the names of the latter */
    size_t nnames, given;
    expr_value *pool;
    size_t npool, pool_size;
    wg_dtype number_dtype; /* of numbers that meet no tensor */
    int depth;
    expr_error *error;
} expr_reader;

enum { EXPR_MAX_DEPTH = 200, EXPR_MAX_ITEMS = 1 << 16 };

/* The first error wins. Returns a value of kind NONE. */
expr_value expr_fail(expr_reader *r, int column, const char *fmt, ...) WG_PRINTF(3, 4);
bool expr_failed(const expr_reader *r);
/* After a recording call: t as a value, or the graph's error at this column. */
expr_value expr_recorded(expr_reader *r, int column, wg_tensor t);
wg_site expr_site(int column, const char *call);
bool expr_word_is(const expr_value *v, const char *word);
bool expr_keep(expr_reader *r, const expr_value *v, size_t n,
               size_t *first); /* copies into the pool */

/* v as a tensor: a number or a list becomes a constant of dtype d; WG_DTYPE_COUNT: i64 for integers, else number_dtype. */
wg_tensor expr_tensor(expr_reader *r, const expr_value *v, wg_dtype d);
/* The dtype that v has by itself: WG_DTYPE_COUNT for numbers and lists. */
wg_dtype expr_dtype(const expr_value *v);

typedef struct expr_argument {
    const char *keyword; /* NULL: by position */
    size_t length;
    expr_value v;
} expr_argument;

expr_value expr_call(expr_reader *r, int column, const char *name, size_t length,
                     const expr_argument *a, int n);
/* grad, vjp, jvp, ...: what is called like an op and differentiates. NULL: no such name. */
typedef struct expr_derivative expr_derivative;
const expr_derivative *expr_derivative_find(const char *name);
const char *expr_derivative_name(size_t i); /* NULL past the last */
expr_value expr_derive(expr_reader *r, int column, const expr_derivative *d, const expr_argument *a,
                       int n);
expr_value expr_binary(expr_reader *r, int column, const char *op, expr_value x, expr_value y);
expr_value expr_unary(expr_reader *r, int column, const char *op, expr_value x);

/* One entry of x[...]. */
typedef struct expr_index {
    enum { INDEX_AT, INDEX_RANGE, INDEX_ELLIPSIS } kind;
    int column;
    bool has[3];
    int64_t v[3]; /* AT: v[0]; RANGE: start, stop, step */
} expr_index;
expr_value expr_subscript(expr_reader *r, int column, const expr_value *x, const expr_index *index,
                          int n);

#endif
