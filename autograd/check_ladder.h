/* From differences at many steps to a derivative, and how far it may be from the truth.  Private.
 *
 * D(h) = (L(x + h) - L(x - h)) / 2h = L' + a h^2 + b h^4 + ... + rounding, which is of the size delta / h. Three neighbouring steps
 * take out a and b (Richardson). Truncation is estimated by how much the last extrapolation changed; delta from how the smaller
 * steps scatter, but never below what rounding of the outputs alone makes. The triple with the least sum of both is the reference. */
#ifndef WG_CHECK_LADDER_H
#define WG_CHECK_LADDER_H

#include "autograd/check_system.h"

enum { WG__RUNGS = 48 };

typedef struct wg__ladder {
    int rungs;
    wg_rung rung[WG__RUNGS]; /* from large to small steps, each a quarter of the one before */
    wg__sample sample[WG__RUNGS];
    double reference, error;     /* error: infinity if there is no estimate */
    double truncation, rounding; /* parts of error */
    double h;
    int best;         /* rung of h, -1 if none */
    double kink;      /* distance of the nearest one seen; infinity if none */
    double low, high; /* one-sided derivatives, if a kink is nearer than any usable step */
    double blur;      /* what rounding may do to these two */
    bool at_kink;
    bool moved, finite; /* some rung did; all rungs from some step down are finite */
    bool
        scattered; /* the smaller steps scatter by far more than rounding of the outputs: there may be structure between them */
    bool
        rough; /* L changes within the smallest step as much as over the largest: no slope is to be seen */
    bool smallest; /* the last step is as small as the ulp of x allows */
} wg__ladder;

/* rule: what the derivative is thought to be: the ladder is extended until it can tell. spread multiplies the first step, so that
 * a second ladder has other steps than the first. */
bool wg__climb(wg__system *s, const wg__line *at, double rule, double spread, wg__ladder *out);

/* The same with `rungs` steps from h down, and no more. */
bool wg__climb_at(wg__system *s, const wg__line *at, double h, int rungs, wg__ladder *out);

#endif
