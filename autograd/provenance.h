/* From what is not finite back to where it was born: the state of one wg_explain_nonfinite.  Private. */
#ifndef WG_PROVENANCE_H
#define WG_PROVENANCE_H

#include "autograd/explain.h"
#include "autograd/feeding.h"

/* A node of the snapshot, by position, and one of its elements. */
typedef struct wg__place {
    uint32_t pos;
    int64_t element;
    double value;
} wg__place;

/* A choice of the forward pass, by id: it need not be in the snapshot. */
typedef struct wg__mask {
    uint32_t id;
    int64_t element;
} wg__mask;

typedef struct wg__tally {
    int64_t nan, inf;           /* among the elements */
    int64_t nan_left, inf_left; /* of these, not marked yet */
    uint8_t *marked;            /* a bit per element: it reaches a root; NULL: none does */
    uint32_t via; /* the nearest user that it was marked through; UINT32_MAX: a root */
    bool root;
} wg__tally;

typedef struct wg__provenance {
    wg_graph *g;
    wg__snapshot s;
    wg__tally *t;     /* per position */
    wg__feeding f;    /* of the node at work */
    wg__feeding zero; /* of a node on the way back from a 0 */
    bool found,
        meant; /* a birth; a constant that carries what was found, where nothing else was born */
    wg__place birth, constant;
} wg__provenance;

/* Evaluates, counts, and marks what reaches the tensors asked for. false: the graph has an error. */
bool wg__provenance_open(wg__provenance *p, wg_graph *g, const wg_tensor *t, int n, bool *opened);
void wg__provenance_close(wg__provenance *p);

const wg__node *wg__node_of(const wg__provenance *p, uint32_t pos);
bool wg__is_marked(const wg__tally *t, int64_t element);
double wg__element(const wg__provenance *p, uint32_t pos, int64_t element);

/* The elements of the operands that matter for an element of the node that f has at work: all of an elementwise op, the
 * culprits of a sum. arg: which operand each is. Returns their number. */
int wg__culprits(const wg__provenance *p, wg__place of, wg__place *culprit, int *arg);

/* Whether a cotangent of 0 that meets an infinite slope is 0 because the forward pass took another side; *mask: the
 * node that took it. The node of `birth` is the one that f has at work. */
bool wg__masked(wg__provenance *p, wg__place birth, wg__mask *mask);

/* What to call a birth that is not the where trap. The node of `birth` is the one that f has at work, unless it is a leaf. */
wg_birth wg__name_birth(const wg__provenance *p, wg__place birth);

#endif
