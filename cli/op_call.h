/* A sample call of an op (ops/sample.h), recorded on a graph of its own with operands drawn. */
#ifndef WG_CLI_OP_CALL_H
#define WG_CLI_OP_CALL_H

#include "ops/sample.h"

typedef struct op_call {
    wg_graph *g;
    wg_tensor x[WG_SAMPLE_OPERANDS], y;
    int n;
    char title[512]; /* the call with its operands: "sum(x, axes=(0, 2)) x=f64[2,3,4]" */
} op_call;

/* Floats are of dtype d. Inputs carry the names of the op's parameters. Close in any case. */
wg_code op_call_open(op_call *c, const wg_op *op, const wg_sample *s, wg_dtype d, uint64_t seed,
                     wg_status *st);
void op_call_close(op_call *c);

#endif
