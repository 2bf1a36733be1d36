/* The state of a walk over the recording, backward or forward, shared by its parts.  Private. */
#ifndef WG_BACKWARD_H
#define WG_BACKWARD_H

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
/* The error of a node on the way that has no derivative. Returns false. */
bool wg__no_derivative(const wg__walk *w, uint32_t id);

/* ---- what the calls share ---- */

/* A list parameter: its name, and that of its length. */
typedef struct wg__list {
    const char *name, *length;
} wg__list;

/* False after an error: a negative length, no list where its length is not 0. */
bool wg__check_list(wg_graph *g, wg__list list, const void *p, int n);
/* False after an error: a bad handle among y and wrt, a y that is no float. yname is the
 * parameter's name, "y", or "y[%d]" for a list. */
bool wg__check_ends(wg_graph *g, const char *yname, const wg__ends *ends);
/* False after an error, unless t has the shape and dtype of `of`. role is "cotangent" or
 * "tangent"; tname and name are the parameters' names. */
bool wg__check_like(wg_graph *g, const char *role, wg_tensor t, const char *tname, wg_tensor of,
                    const char *name);
/* The same for the tangents of a walk forward; none passes. */
bool wg__check_tangents(wg_graph *g, const wg__ends *ends);
/* False after an error, unless the loss has one element. */
bool wg__check_loss(wg_graph *g, wg_tensor loss);
/* Ends a call: on failure every result is poison, and the code is never WG_OK. */
wg_code wg__finish(wg_graph *g, bool ok, int n, wg_tensor *out);
/* The graph of the first handle that has one. */
wg_graph *wg__graph_of_ends(const wg__ends *ends);
/* The name of t, or "%12", for the names of results. */
const char *wg__name_or_id(wg_tensor t, char *buf, size_t size);
/* Names t if it was recorded by this call (its id is not below `before`) and has no name. */
void wg__name_result(wg_tensor t, uint32_t before, const char *name);
/* The same, with the name "d(loss)/d(W1)". */
void wg__name_derivative(wg_tensor t, wg_tensor y, wg_tensor x, uint32_t before);

#endif
