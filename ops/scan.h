/* What derivative rules of other families need of the scans.  Private. */
#ifndef WG_SCAN_H
#define WG_SCAN_H

#include "ops/op.h"

/* (value, t_0, ..., t_{n-2}) along the axis. */
wg_tensor wg__shifted(wg_tensor t, int axis, double value);

#endif
