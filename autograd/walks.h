/* The state of a walk over the recording, backward or forward, shared by its parts.  Private. */
#ifndef WG_WALKS_H
#define WG_WALKS_H

#include "ops/op.h"
#include "tensor/node.h"

/* Ids are a topological order, so every sweep is a loop over [lo, top]: nothing below the lowest
 * wrt can depend on a wrt, and nothing above the last y can matter to it. The arrays are indexed by
 * id - lo; 9 bytes per node of that range. */
typedef struct wg__walk {
    wg_graph *g;
    uint32_t lo, top; /* ids: lowest of wrt, last y */
    uint32_t *part; /* id of the cotangent (backward) or tangent (forward) summed so far; 0: none */
    uint32_t *via;  /* id of a user on the way to y; 0: a y itself, or not on the way */
    bool *reached;  /* a float that depends on some wrt, differentiably or by an op that should be
                         differentiable */
    wg_tensor *x;   /* room for four tensors per operand of the node at work; first the operands */
    int xcap;
    const char *yname;  /* "loss" or "y": how messages call the end of a path when it has no name */
    const char *prefix; /* what messages of this walk begin with; NULL: nothing */
} wg__walk;

/* Where a walk goes, from y to wrt or the other way, and what it takes along. */
typedef struct wg__ends {
    const wg_tensor *y, *dy; /* dy: cotangents, of a walk backward */
    int ny;
    const wg_tensor *wrt, *t; /* t: tangents, of a walk forward; a none stands for one of zeros */
    int nwrt;
} wg__ends;

/* Opens a walk and marks what depends on a wrt (whose tangent is not none). False: out of memory.
 * Closed in any case. */
bool wg__walk_open(wg__walk *w, wg_graph *g, const wg__ends *ends);
void wg__walk_close(wg__walk *w);
bool wg__walk_depends(const wg__walk *w, const wg__node *node); /* on a wrt, through an operand */
bool wg__walk_operands(wg__walk *w, const wg__node *node);      /* fills w->x */
uint32_t *wg__walk_part(const wg__walk *w, wg_tensor t); /* NULL where t is outside [lo, top] */

/* The walk backward. Afterwards w->part has the cotangents of what leads from a y to a wrt. */
bool wg__walk_back(wg__walk *w, const wg__ends *ends);

/* The walk forward. Afterwards w->part has the tangents of what leads from a wrt to a y. */
bool wg__walk_forward(wg__walk *w, const wg__ends *ends);

/* J t of one node, J the derivative of the op: v has everything but dy, t[k] is the tangent of
 * operand k or none. The result is none if no operand that has a tangent matters. room: for twice
 * as many tensors as there are operands. False after an error. */
bool wg__push(const wg__walk *w, const wg_vjp *v, const wg_tensor *t, wg_tensor *room,
              wg_tensor *out);

/* d, which the rule of op gave for operand arg, with the shape of that operand; none stays none.
 * False after an error: poison, a wrong dtype, a shape that broadcasting does not lead to. */
bool wg__rule_result(wg_graph *g, const wg_op *op, int arg, wg_tensor x, wg_tensor *d);

/* Sums t over the axes along which broadcasting repeated a tensor of this shape. *ok is false if no
 * broadcasting leads from shape to t's; nothing is recorded then. This is the only place where
 * gradients are un-broadcast. */
wg_tensor wg__unbroadcast(wg_tensor t, wg_shape shape, bool *ok);

/* "loss <- sum (net.c:44) <- my_op (net.c:42) <- x": from y through the node id down to a wrt. */
void wg__walk_path(const wg__walk *w, uint32_t id, char *buf, size_t size);
/* " (net.c:42)", the site of a node; "" if there is none. */
void wg__walk_where(const wg__walk *w, uint32_t id, char *buf, size_t size);
/* The error of a node on the way that has no derivative. Returns false. */
bool wg__no_derivative(const wg__walk *w, uint32_t id);

#endif
