/* Passes of a plan that can be turned off.  Private. */
#ifndef WG_ENGINE_PASSES_H
#define WG_ENGINE_PASSES_H

#include "engine/plan.h"

/* "-fuse,+rows": turns passes off and on. false: *bad is what names none, *length bytes of it. */
bool wg__passes_parse(const char *text, wg__engine_options *o, const char **bad, int *length);
void wg__passes_list(char *buf, size_t size); /* "products, fuse, ..." */

#endif
