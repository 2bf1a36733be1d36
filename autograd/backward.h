/* The state of one walk backward, shared by its parts.  Private. */
#ifndef WG_BACKWARD_H
#define WG_BACKWARD_H

#include "ops/op.h"
#include "tensor/node.h"

/* Ids are a topological order, so both sweeps are loops over [lo, top]: nothing below the lowest
 * wrt can depend on a wrt, and nothing above y can matter to it. The arrays are indexed by id - lo;
 * 9 bytes per node of that range. */
typedef struct wg__walk {
    wg_graph *g;
    uint32_t lo, top; /* ids: lowest of wrt, y */
    uint32_t *cot;    /* id of the cotangent summed so far; 0: none yet */
    uint32_t *via;    /* id of the user that its first part came through */
    bool *reached;    /* a float that depends on some wrt, differentiably or by an op that should be
                         differentiable */
    wg_tensor *x;     /* operands of the node at work */
    int xcap;
    const char *yname; /* "loss" or "y": how messages call the top when it has no name */
} wg__walk;

/* Sums t over the axes along which broadcasting repeated a tensor of this shape. *ok is false if no
 * broadcasting leads from shape to t's; nothing is recorded then. This is the only place where
 * gradients are un-broadcast. */
wg_tensor wg__unbroadcast(wg_tensor t, wg_shape shape, bool *ok);

/* "loss <- sum (net.c:44) <- my_op (net.c:42) <- x": from y through the node id down to a wrt. */
void wg__walk_path(const wg__walk *w, uint32_t id, char *buf, size_t size);

#endif
