/* What the calls of this layer do before and after a walk: arguments, names, codes.  Private. */
#ifndef WG_ARGUMENTS_H
#define WG_ARGUMENTS_H

#include "autograd/walks.h"

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
/* The name of t, or "%12", for the names of results. size: 12 or more. */
const char *wg__name_or_id(wg_tensor t, char *buf, size_t size);
/* Names t if it was recorded by this call (its id is not below `before`) and has no name. */
void wg__name_result(wg_tensor t, uint32_t before, const char *name);
/* The same, with the name "d(loss)/d(W1)". */
void wg__name_derivative(wg_tensor t, wg_tensor y, wg_tensor x, uint32_t before);

#endif
