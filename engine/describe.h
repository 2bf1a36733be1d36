/* A structure in words: what two recordings have in common if one plan serves both.  Private. */
#ifndef WG_ENGINE_DESCRIBE_H
#define WG_ENGINE_DESCRIBE_H

#include "engine/walk.h"

/* Grows and is used again. Zero-initialise. */
typedef struct wg__words {
    uint32_t *w, n, cap;
} wg__words;

/* Nodes by position, then the roots; everything that planning looks at, and nothing else. Leaves are their dtype, shape
 * and kind; of a constant of one element also whether it is zero. false: out of memory. */
bool wg__describe_structure(wg__words *words, const wg_graph *g, const wg__subgraph *s,
                            const uint32_t *root, int n);

#endif
