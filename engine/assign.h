/* What holds for the assignments of one run.  Private. */
#ifndef WG_ENGINE_ASSIGN_H
#define WG_ENGINE_ASSIGN_H

#include "engine/walk.h"

/* A parameter is assigned at most once in a run. Otherwise, or out of memory, the graph has an error: false. */
bool wg__check_assigns(wg_graph *g, const wg__subgraph *s);

#endif
