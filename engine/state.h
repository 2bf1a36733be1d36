/* What the engine keeps with a graph between runs.  Private. */
#ifndef WG_ENGINE_STATE_H
#define WG_ENGINE_STATE_H

#include "engine/cache.h"
#include "engine/walk.h"

/* A value of the reference executor, held for the user. */
typedef struct wg__held {
    uint32_t id;
    void *data;
} wg__held;

typedef struct wg__engine_state {
    wg__subgraph sub;
    wg__cache cache;
    uint32_t *root; /* ids of the tensors of this run, as asked for */
    int nroots, root_cap;
    wg__held *held; /* by id, ascending */
    uint32_t nheld;
    char *trace_path; /* where what was traced goes when the graph is freed; NULL: nowhere */
} wg__engine_state;

/* The state of g, made at the first call; NULL (and the graph's error set) when out of memory. */
wg__engine_state *wg__engine_of(wg_graph *g);

/* Turns passes off and on for the plans that are made from now on; from: whose text it is. false: the graph has an error. */
bool wg__engine_passes(wg_graph *g, wg__engine_state *e, const char *from, const char *text);

/* Checks the tensors of a call and writes their ids to state->root. false: the graph has an error. */
bool wg__take_roots(wg_graph *g, wg__engine_state *e, const wg_tensor *t, int n);

/* The stream of a random node: part of the counter of its numbers. */
uint64_t wg__node_stream(const wg_graph *g, uint32_t id);

/* Sets the graph's error from the place where a node was recorded. opened: of the scope of the running call. */
void wg__fail_at_node(wg_graph *g, bool *opened, uint32_t id, wg_code code, const char *message);

/* Node by node; the roots have been taken. */
wg_code wg__reference_run(wg_graph *g, wg__engine_state *e, bool *opened);
void wg__held_cut(wg__engine_state *e, uint32_t count); /* nodes >= count are gone */

/* Hooks for tests. Options take effect for plans made from now on; the plans so far go. NULL: the defaults. */
void wg__engine_set_options(wg_graph *g, const wg__engine_options *options);
wg__plan *wg__engine_plan(wg_graph *g, const wg_tensor *t,
                          int n); /* NULL: the graph has an error */

#endif
