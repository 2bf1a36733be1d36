/* Mutants: copies of an op whose derivative rule has one fault, for testing gradient checkers. */
#ifndef WG_CLI_MUTATE_H
#define WG_CLI_MUTATE_H

#include "ops/op.h"

/* X(enumerator, name, what is edited).  A mutation is one edit of one node that the rule emitted, or of the rule or the kernel as a whole. */
#define MUTATION_LIST(X)                                                                           \
    X(MUTATION_SIGN, "sign", "the node is negated")                                                \
    X(MUTATION_FACTOR, "factor", "the node is 1 + 2^-k times too large, k = 1 to 20")              \
    X(MUTATION_ADDEND, "dropped addend", "one side of a sum or difference is missing")             \
    X(MUTATION_DIVISOR, "dropped factor", "one side of a product, or a divisor, is missing")       \
    X(MUTATION_SWAP, "swapped operands", "of sub, div, pow, atan2, matmul, where")                 \
    X(MUTATION_TRANSPOSE, "no transpose", "a permutation or a flip is left out")                   \
    X(MUTATION_AXIS, "another axis", "of a reduction, scan, permutation or gather")                \
    X(MUTATION_LEAF, "y for x", "an operand or the result of the op stands for another")           \
    X(MUTATION_OPERAND, "wrong operand", "the gradient of another operand")                        \
    X(MUTATION_ABSENT, "no gradient", "the rule says that there is none")                          \
    X(MUTATION_NO_STOP, "missing stop", "a stop_gradient is left out")                             \
    X(MUTATION_STOP, "extra stop", "the node is hidden from the second derivative; not of f32")    \
    X(MUTATION_INDEX, "fault at one index",                                                        \
      "one element is 1 + 2^-k times too large, k = 1, 10, 20")                                    \
    X(MUTATION_KERNEL, "kernel fault", "one element of the op's own value is, k = 1, 10, 20")

typedef enum mutation_kind {
#define X_(e, name, text) e,
    MUTATION_LIST(X_)
#undef X_
        MUTATION_COUNT
} mutation_kind;
const char *mutation_name(mutation_kind kind);
const char *mutation_text(mutation_kind kind);

typedef struct mutation {
    mutation_kind kind;
    int arg;  /* whose derivative is edited; of a kernel fault: 0 */
    int node; /* number of the edited node among those emitted, in their order; -1: the whole */
    int part; /* which of the kind's variants */
    const char *op; /* of the edited node: its name, "constant", "result" for a dy that is passed
                       on as it is, or "" for the whole */
} mutation;

/* Zero-initialise; free with mutation_list_free. */
typedef struct mutation_list {
    mutation *at;
    size_t n, cap;
} mutation_list;

/* Appends every mutation of the rule of y = op(x) that applies to this call. expression says which ops the rule
 * emitted on what: a mutation is the same fault in all calls with equal texts. false: out of memory, or the graph's error. */
bool mutations_of(wg_tensor y, mutation_list *list, char *expression, size_t size);
void mutation_list_free(mutation_list *list);

/* The op with one fault. Graphs refer to it, and it to itself: it outlives them and stays where it was made. */
typedef struct mutant {
    wg_op op; /* first member: a rule finds its mutant from v->op */
    const wg_op *original;
    mutation m;
    wg_tensor self; /* the node before the edit, in the graph where the rule ran last */
} mutant;

void mutant_make(mutant *m, const wg_op *original, mutation what);
/* "d/dx: node 3 (mul) times 1 + 2^-7" */
const char *mutant_describe(const mutant *m, char *buf, size_t size);

#endif
