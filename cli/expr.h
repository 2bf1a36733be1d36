/* The expression language of the command line: C-like infix over the op list, recorded as it is read.
 *
 *   program   = { name "=" expr ";" } expr
 *   expr      = || , && , == != < <= > >= , + - , * / % @ , unary - ! , ** , postfix   (loosest to tightest; ** from the right)
 *   postfix   = primary { "[" index, ... "]" | ".T" }
 *   index     = expr | [expr] ":" [expr] [ ":" [expr] ] | "..."            as in NumPy
 *   primary   = number | name | "text" | ( expr ) | [ expr, ... ] | ( expr, expr, ... ) | call
 *   call      = name "(" argument, ... [ keyword = argument ] ")"
 *
 * Calls go to the ops of ops/op_list.h by name: tensors in order, then attributes, or either by keyword. Besides:
 *   grad(y, x)        d(y)/d(x) of a y with one element; grad(y, [x, w])[0] for several; zeros where y does not depend on x
 *   vjp(y, dy, x)     the same with a cotangent
 *   jvp(y, x, t)      the derivative of y when x moves by t; jvp(y, [x, w], [t, s]) when both do
 *   hvp(y, x, t)      the Hessian of a y with one element times t; of several as for grad and jvp
 *   jacobian(y, x)    d(y)/d(x), of shape y.shape + x.shape
 *   hessian(y, x)     the second derivative of a y with one element, of shape x.shape + x.shape
 * Names: the operands, the definitions before, pi, e, inf, nan, true, false, all, and the dtypes.
 * Numbers take the dtype of the tensor they meet; alone they are f64, or of the dtype of the first floating operand. */
#ifndef WG_CLI_EXPR_H
#define WG_CLI_EXPR_H

#include "tensor/tensor.h"

typedef struct expr_name {
    const char *name;
    const struct wg_op
        *op;     /* an op to be called by this name, as those of ops/op_list.h are; NULL: */
    wg_tensor t; /* or, if its graph is NULL, a number as if it were written there: */
    double number;
    bool integer; /* value holds it exactly */
    int64_t value;
} expr_name;

typedef struct expr_error {
    int column; /* of the fault, from 1; 0: nowhere in particular */
    char text[1024];
} expr_error;

/* Records the expression on g, with the given operands. Returns poison and fills *e on error. */
wg_tensor expr_record(wg_graph *g, const char *text, const expr_name *names, size_t n,
                      expr_error *e);

/* The column in a message of the graph that an expression was recorded on (its call sites say "column:N"), or 0; *rest is the message
 * without that prefix. */
int expr_error_column(const char *message, const char **rest);

/* "message", the expression, and a caret under the column, to stderr. */
void expr_print_error(const char *command, const char *text, const expr_error *e);

#endif
