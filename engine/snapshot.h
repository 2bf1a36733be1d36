/* The value of every node that some tensors reach, each in memory of its own: for those who look at a whole computation
 * afterwards.  Private. */
#ifndef WG_ENGINE_SNAPSHOT_H
#define WG_ENGINE_SNAPSHOT_H

#include "tensor/node.h"

typedef struct wg__kept {
    void *data; /* row-major; of a leaf: its storage */
    bool own;
} wg__kept;

typedef struct wg__snapshot {
    uint32_t n;
    uint32_t *id; /* ascending: a topological order */
    wg__kept *value;
} wg__snapshot;

/* By the reference executor, node by node. Nothing is assigned (the value of an assignment is what would be), random nodes draw
 * the numbers of the graph's last run that drew any, and what wg_data gives stays. false: the graph has an error, and the
 * snapshot is empty. opened: of the scope of the calling function. */
bool wg__snapshot_take(wg__snapshot *s, wg_graph *g, const wg_tensor *t, int n, bool *opened);
void wg__snapshot_free(wg__snapshot *s);
uint32_t wg__snapshot_find(const wg__snapshot *s,
                           uint32_t id); /* its position; UINT32_MAX: not in it */

#endif
