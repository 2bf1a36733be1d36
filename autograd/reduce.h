/* The smallest part of a graph that still fails a gradient check.  Private. */
#ifndef WG_REDUCE_H
#define WG_REDUCE_H

#include "autograd/gradcheck.h"

/* What is checked: a graph of its own, its outputs and leaves. */
typedef struct wg__part {
    wg_graph *g;
    wg_tensor *output, *wrt;
    int outputs, wrts;
    wg_verdict verdict;
    int checks; /* that were made on the way */
} wg__part;

/* Takes apart what d(outputs)/d(wrt) is computed from, for as long as the check keeps its verdict:
 * the node that the check blames with its operands as leaves, if that fails alone; otherwise the lowest output that fails,
 * with every node a leaf that need not be computed. A single output of more than one
 * element becomes sum(c y) with fixed random c, where that keeps the verdict. A graph that passes stays whole.
 * false: g has the error. Free in any case. */
bool wg__reduce(wg__part *p, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                const wg_gradcheck_options *options);
void wg__part_free(wg__part *p);

#endif
