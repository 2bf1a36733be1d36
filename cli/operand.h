/* Operands of an expression, as given on the command line:
 *
 *   NAME=FILE                   .npy, .npz (FILE.npz:ARRAY), .csv, IDX (.gz too)
 *   NAME=DTYPE[D0,D1,...]       random numbers: floats normal(0, 1), integers range(0, 10), bool fair
 *   NAME=DTYPE[...]:DIST        DIST: normal(mean,std), uniform(lo,hi), range(lo,hi), zeros, ones, count (0, 1, 2, ...)
 *   NAME=NUMBER                 an f64 scalar
 *   NAME=param:...              a parameter, which assign() may change, instead of an input
 *
 * Random operands follow from the seed and from their names, whatever else is on the line. */
#ifndef WG_CLI_OPERAND_H
#define WG_CLI_OPERAND_H

#include "cli/expr.h"

typedef struct operand_list {
    expr_name *name;
    size_t n;
} operand_list;

/* Adds NAME=NUMBER as a number of the language (it takes the dtype of what it meets, and may be an attribute). */
wg_code operands_set(operand_list *list, const char *word, wg_status *st);

/* "[2,3]" at *p, which moves behind it. false where there is none. */
bool operand_parse_shape(const char **p, wg_shape *s);

/* Adds ops that can be called by name. false: out of memory. */
bool operands_add_ops(operand_list *list, const expr_name *op, size_t n);

/* Binds word[0..n). WG_OK, or st says what is wrong and with which word. Free in any case. */
wg_code operands_bind(wg_graph *g, const char *const *word, size_t n, uint64_t seed,
                      operand_list *out, wg_status *st);
void operands_free(operand_list *list);
wg_tensor operands_find(const operand_list *list, const char *name,
                        size_t length); /* graph NULL if there is none */

#endif
