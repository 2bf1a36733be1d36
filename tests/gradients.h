/* Derivatives against central differences in f64: first and second order, of any expression.
 *
 * With y = f(x_0, x_1, ...), L = sum(c y) for random weights c; d(L)/d(x_k) is compared with a
 * five-point difference of L, and then d(M)/d(x_k), where M is a random weighting of the first
 * gradients, with that of M. An absent gradient counts as zeros and is compared too. */
#ifndef WG_TESTS_GRADIENTS_H
#define WG_TESTS_GRADIENTS_H

#include "tests/support.h"

typedef wg_tensor (*expression)(wg_graph *g, const wg_tensor *x);

enum { GRADIENT_OPERANDS = 4 };

/* One check. values[k] NULL: random numbers in [-2, 2] that are at least 0.05 apart. */
typedef struct gradient_case {
    expression f;
    int n;
    wg_shape shape[GRADIENT_OPERANDS];
    const double *values[GRADIENT_OPERANDS];
    bool first_only; /* where the second derivative does not exist */
} gradient_case;

#define assert_gradients(...) assert_gradients_at(&(gradient_case){__VA_ARGS__}, __FILE__, __LINE__)
void assert_gradients_at(const gradient_case *c, const char *file, int line);
/* The same without a failure: how many elements differ. For negative controls. */
int wrong_gradients(const gradient_case *c);

/* Next number of a simple generator, in [0, 1). */
double next_random(uint64_t *state);

#endif
