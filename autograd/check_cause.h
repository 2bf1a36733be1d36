/* Why a local rule is wrong: known mistakes, tried one by one on what the rule gave.  Private. */
#ifndef WG_CHECK_CAUSE_H
#define WG_CHECK_CAUSE_H

#include "autograd/check_local.h"

typedef struct wg__diagnosis {
    wg_cause cause;
    double factor;
    char text[200];
} wg__diagnosis;

/* Of operand number `leaf` of a checked node, some of whose elements are wrong. */
bool wg__diagnose(wg__local *l, int leaf, wg__diagnosis *out);

#endif
