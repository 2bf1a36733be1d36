/* What the files of nn/ share.  Private. */
#ifndef WG_NN_COMMON_H
#define WG_NN_COMMON_H

#include "nn.h"

enum { WG__NN_TEXT = 320 };

/* "logits (32, 10) f32" into a buffer of WG__NN_TEXT bytes; returns it. */
const char *wg__nn_describe(const char *what, wg_tensor t, char *buf);

/* The parameter NAME.suffix of params, made and initialised if it is not there yet. */
wg_tensor wg__nn_param(wg_nn_params *params, wg_graph *g, const char *name, const char *suffix,
                       wg_dtype d, wg_shape s, wg_nn_init init);

#endif
