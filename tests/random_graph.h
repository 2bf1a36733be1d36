/* Random graphs: ops of all families over a few leaves, their gradients, and updates of the parameters. */
#ifndef WG_TESTS_RANDOM_GRAPH_H
#define WG_TESTS_RANDOM_GRAPH_H

#include "ops/ops.h"

enum { RANDOM_WANTED = 24, RANDOM_PARAMS = 5 };

typedef struct random_graph {
    wg_tensor param[RANDOM_PARAMS];
    wg_tensor wanted[RANDOM_WANTED]; /* what to run: values, gradients, assignments */
    int n;
} random_graph;

/* The same seed records the same. Values stay of the order of 1. f32 graphs have no kinks: there a rounding error decides
 * between two gradients. */
random_graph random_graph_of(wg_graph *g, wg_dtype d, uint64_t seed);

#endif
