/* What f32 may do to outputs and gradients, and what it does.  Private.
 *
 * The f32 graph is written again in f64, with the value of each node that f32 would round multiplied by 1 + e: e random, a few f32 units. How far outputs
 * and gradients scatter in a few such runs is what rounding each node once explains; a kernel that loses more digits stands out. */
#ifndef WG_CHECK_ROUNDING_H
#define WG_CHECK_ROUNDING_H

#include "autograd/check_model.h"

typedef struct wg__rounding {
    wg__model m;                 /* the graph in its own dtypes */
    wg_graph *g;                 /* the same in f64, each rounding a random factor */
    double **grad, **grad_slack; /* per leaf: the gradient in f32, and how far from f64 it may be */
    double **y, **y_slack;       /* per output */
    void *memory;
} wg__rounding;

bool wg__has_f32(const wg__transcript *map); /* of what was transcribed */

/* Of the outputs and wrt of a user's graph. exact is their model in f64, after its first runs. false: exact->s.code. */
bool wg__rounding_measure(wg__rounding *r, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                          bool hold_random, wg__model *exact);
/* How far rounding of each node to f64 may move outputs and gradient of a model: s.floor, and s.leaf[k].slack is raised. */
bool wg__rounding_widen(wg__model *m);
/* The same for any tensors of its graph; slack[k] starts as zeros. */
bool wg__rounding_scatter(wg__model *m, const wg_tensor *root, int n, double *const *slack);
void wg__rounding_free(wg__rounding *r);

#endif
