/* The nodes that some tensors reach, in the order of their ids: a topological order.  Private. */
#ifndef WG_ENGINE_WALK_H
#define WG_ENGINE_WALK_H

#include "tensor/node.h"

/* Node id k of the subgraph is id[k]; its position among them is rank[id], meaningful where stamp[id] == epoch.
 * The arrays are kept between walks, so that a walk that fits into them allocates nothing. Zero-initialise. */
typedef struct wg__subgraph {
    uint32_t n;
    uint32_t *id, *rank, *stamp;
    uint32_t epoch, id_cap, node_cap;
} wg__subgraph;

/* Time and memory of what is reached, not of the graph, once the arrays are there. Root ids are live and may repeat.
 * false: out of memory; the subgraph can be used for another walk. */
bool wg__walk_nodes(wg__subgraph *s, const wg_graph *g, const uint32_t *root, int n);
void wg__subgraph_free(wg__subgraph *s);

#endif
