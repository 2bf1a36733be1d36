/* A second evaluation in double-double: outputs and derivatives of the check to 106 bits.  Private. */
#ifndef WG_CHECK_DD_H
#define WG_CHECK_DD_H

#include "autograd/check_stages.h"

/* The witnesses DOUBLE_DOUBLE and VALUE. Where an op has no double-double form they say so. */
bool wg__hear_double_double(wg__check *c);

#endif
