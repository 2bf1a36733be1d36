/* What a gradient check works on: a function y(x) of numbers in memory, evaluated in place.  Private.
 *
 *   check_system   y(x), L = sum(c y), differences of L along an element or a direction
 *   check_ladder   from differences at many steps to a derivative and its error
 *   check_verdict  from rule and reference to a verdict
 *   check_sweep    element by element; check_directions: +-1 directions over all leaves
 *   check_model    a recorded graph as such a function, with its rule's gradient
 *   check_blame    node by node; check_cause: why; check_f32: what rounding excuses; check_witness: other ways to know */
#ifndef WG_CHECK_SYSTEM_H
#define WG_CHECK_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

#include "autograd/gradcheck.h"

typedef struct wg__check_leaf {
    double *x;     /* the memory that run reads */
    double *saved; /* its values at the point of the check */
    double *rule;  /* d(L)/d(x); an absent gradient is zeros */
    double *slack; /* how far rounding may have moved rule */
    double *trial; /* rule at another point or with other weights */
    size_t n;
    double scale; /* root mean square of the values; 1 if they are all zero */
    bool twice;   /* asked for more than once */
    bool absent;  /* the walk gave none */
} wg__check_leaf;

typedef struct wg__check_output {
    const double *y; /* set by run */
    double *c;       /* weights */
    size_t n;
} wg__check_output;

typedef struct wg__system {
    bool (*run)(void *self);      /* y from x; false: an error, which self keeps */
    bool (*gradient)(void *self); /* leaf[k].trial from x and c */
    void *self;
    wg__check_leaf *leaf;
    int leaves;
    wg__check_output *output;
    int outputs;
    size_t ny; /* numbers in all outputs */
    bool
        weigh_one; /* a single number too has a weight that is not 1: then a rule that forgets it shows */
    double *y0, *up; /* ny: at the point itself; at x + h */
    double *floor;   /* ny, or NULL: what rounding inside may do to y, where that was measured */
    double unit; /* unit roundoff of the least precise part: 2^-52, or 2^-23 where f32 is inside */
    size_t runs, runs_total; /* done; expected, for progress */
    const wg_gradcheck_options *options;
    bool cancelled;
    wg_code code; /* of what made run or the check fail; message says more */
    char message[1024];
    /* what the first runs found */
    bool nonfinite, nondeterministic;
} wg__system;

/* Where a difference is taken: one element, or (d != NULL) along d over all leaves. */
typedef struct wg__line {
    int leaf;
    size_t index;
    const double *const *d; /* per leaf, n numbers; NULL: the leaf stays */
} wg__line;

/* Differences of L over one step. */
typedef struct wg__sample {
    double h;        /* half the distance that was really taken */
    double both;     /* L(x + h) - L(x - h) */
    double up, down; /* L(x + h) - L(x), L(x) - L(x - h) */
    double noise;    /* what rounding of y at the unit roundoff makes of `both` */
    bool moved;      /* some y changed */
    bool finite;
} wg__sample;

/* false: run failed, or the check was cancelled. x is back at its saved values either way. */
bool wg__system_sample(wg__system *s, const wg__line *at, double h, wg__sample *out);
/* Runs at the point: y0, nonfinite, nondeterministic; the gradient, its slack, scales and weights. */
bool wg__system_start(wg__system *s, uint64_t seed);
bool wg__system_run(wg__system *s); /* run, counted, with progress */
double wg__system_x(const wg__system *s, const wg__line *at);
void wg__system_restore(wg__system *s);
bool wg__system_no_memory(wg__system *s); /* notes it; false */
/* A graph for a check to run. A kernel that writes its operands is a finding there, so the engine does not end the run for it.
 * NULL: out of memory. */
wg_graph *wg__check_graph(void);
bool wg__system_gradient(wg__system *s); /* gradient into trial */

#endif
