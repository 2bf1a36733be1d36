/* Which elements of the operands an element of a node was computed from.  Private. */
#ifndef WG_FEEDING_H
#define WG_FEEDING_H

#include "engine/snapshot.h"
#include "ops/op.h"

typedef struct wg__feeding {
    const wg__node *node;
    wg_view *in; /* the operands, row-major, with their values */
    int cap;
} wg__feeding; /* zero-initialise */

/* Makes the node at position pos the one at work. false: out of memory. */
bool wg__feeding_open(wg__feeding *f, const wg_graph *g, const wg__snapshot *s, uint32_t pos);
void wg__feeding_close(wg__feeding *f);

/* The elements of operand k that feed this element; the indices are offsets into the operand. */
wg_view wg__feeding_part(const wg__feeding *f, int64_t element, int k);

/* Whether every element is fed by at most one of each operand. */
bool wg__feeding_single(const wg__feeding *f);

void wg__index_of(const wg_shape *s, int64_t element, int64_t *index); /* row-major */

/* A walk over the elements of a part. */
typedef struct wg__part {
    int64_t offset; /* of the element at hand */
    int64_t left;   /* elements from here on */
    int64_t at[WG_MAX_RANK];
    const wg_view *v;
} wg__part;
wg__part wg__part_of(const wg_view *v);
void wg__part_next(wg__part *p); /* only while left > 0 */

#endif
