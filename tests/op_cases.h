/* The sample calls of the descriptors (ops/op.h), in f64, for the tests that go over the registry. */
#ifndef WG_TESTS_OP_CASES_H
#define WG_TESTS_OP_CASES_H

#include "ops/op.h"
#include "tests/difference.h"

enum { CASE_OPERANDS = WG_SAMPLE_OPERANDS };

typedef struct op_case {
    const char *op;
    int n;
    source x[CASE_OPERANDS];
    bool defaults; /* attr is not used */
    wg_attrs attr;
} op_case;

/* Calls number 0, 1, ... of an op; false past the last. */
bool op_case_at(const wg_op *op, int number, op_case *c);

/* False where there is nothing to differentiate: no float operand, or an effect. */
bool op_has_gradient(const wg_op *op);

/* The expression of a case, for differences(): user is a const op_case *. */
wg_tensor op_case_call(wg_graph *g, const wg_tensor *x, int n, const void *user);

#endif
