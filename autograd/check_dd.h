/* A second evaluation in double-double: outputs and derivatives of the check to 106 bits.  Private. */
#ifndef WG_CHECK_DD_H
#define WG_CHECK_DD_H

#include "autograd/check_stages.h"

/* The witnesses DOUBLE_DOUBLE and VALUE. Where an op has no double-double form they say so. */
bool wg__hear_double_double(wg__check *c);

/* A value of an output of m that 106 bits contradict, the farthest off. index counts through all outputs. */
typedef struct wg__wrong_value {
    bool found;
    size_t index;
    double value, exact, error;
} wg__wrong_value;

/* What rounding inside does is measured first. Found nothing, too, where an op has no double-double form. false: m->s.code. */
bool wg__find_wrong_value(wg__model *m, wg__wrong_value *out);

#endif
