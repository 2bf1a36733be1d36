/* A recorded subgraph evaluated in double-double, node by node.  Private. */
#ifndef WG_DD_GRAPH_H
#define WG_DD_GRAPH_H

#include "autograd/dd.h"
#include "ops/op.h"
#include "tensor/node.h"

typedef struct wg__dd_value {
    double *hi, *lo; /* of a float node */
    void *raw;       /* of any other */
} wg__dd_value;

typedef struct wg__dd_graph {
    wg_graph *g;
    uint32_t end; /* ids in question are below it */
    bool *wanted;
    wg__dd_value *v;  /* by id */
    char lacking[64]; /* an op without a form; then nothing can be run */
    void *memory;     /* an arena */
} wg__dd_graph;

/* What t[0..n) reach; every float is f64. Leaves take their present values. false: out of memory. */
bool wg__dd_graph_open(wg__dd_graph *d, wg_graph *g, const wg_tensor *t, int n);
bool wg__dd_graph_run(wg__dd_graph *d);
wg__dd wg__dd_graph_value(const wg__dd_graph *d, wg_tensor t, size_t i);
wg__dd wg__dd_graph_leaf(const wg__dd_graph *d, wg_tensor t,
                         size_t i); /* 0 of a leaf that nothing reaches */
void wg__dd_graph_set(wg__dd_graph *d, wg_tensor leaf, size_t i, wg__dd x);
void wg__dd_graph_close(wg__dd_graph *d);

#endif
