/* The plans of a graph, most recently used first.  Private. */
#ifndef WG_ENGINE_CACHE_H
#define WG_ENGINE_CACHE_H

#include "engine/describe.h"
#include "engine/plan.h"

typedef struct wg__cache {
    wg__plan **plan; /* most recently used first */
    int n, room, capacity;
    int64_t hits, misses, evictions;
    wg__words words;
    wg__engine_options options;
} wg__cache;

void wg__cache_init(wg__cache *c);
void wg__cache_clear(wg__cache *c, wg_graph *g); /* g may be NULL when its nodes are going too */
void wg__cache_free(wg__cache *c);
void wg__cache_cut(wg__cache *c, wg_graph *g, int n); /* no more than n plans stay */

/* The plan bound to just these nodes: no hashing. NULL if there is none. */
wg__plan *wg__cache_bound(wg__cache *c, const wg_graph *g, const uint32_t *root, int n);
/* The plan of their structure, made if it is not there; bound to them if bind. NULL: the graph has an error. */
wg__plan *wg__cache_plan(wg__cache *c, wg_graph *g, wg__subgraph *s, const uint32_t *root, int n,
                         bool bind);

#endif
