/* Central differences in f64 against wg_grad, first and second order, for one expression. */
#ifndef WG_TESTS_DIFFERENCE_H
#define WG_TESTS_DIFFERENCE_H

#include "autograd/autograd.h"

/* Where an operand is drawn from: uniform in [lo, hi], or (kind WG_I32, WG_I64, WG_BOOL) whole
 * numbers in [lo, hi]. */
typedef struct source {
    wg_dtype dtype;
    wg_shape shape;
    double lo, hi;
} source;

void source_draw(wg_rng *rng, wg_tensor t, const source *from); /* fills a parameter */

typedef wg_tensor (*expression)(wg_graph *g, const wg_tensor *x, int n, const void *user);

typedef struct difference {
    int checked;     /* numbers compared, first and second order */
    double worst[2]; /* largest deviation of each order: |rule - difference| / (1 + |difference|) */
    char text[256];  /* what was found at the worst element, or why nothing could be computed */
    bool failed;     /* an error, a NaN, or a gradient that is none where the difference is not 0 */
} difference;

/* L = sum(c * y) with fixed random c; dL/dx of every float operand, then the same for G = sum(c_k *
 * dL/dx_k). */
difference differences(expression y, const void *user, const source *from, int n, uint64_t seed);

#endif
