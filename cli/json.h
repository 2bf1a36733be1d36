/* Tensors as JSON. */
#ifndef WG_CLI_JSON_H
#define WG_CLI_JSON_H

#include "tensor/tensor.h"
#include <jansson.h>

/* {"dtype", "shape", "data"}: data is nested lists as numpy's tolist() gives; NaN and infinities are the texts "nan", "inf",
 * "-inf", for JSON has no such numbers. NULL when out of memory. */
json_t *json_tensor(wg_tensor t);

/* Prints v with a newline and frees it; the exit status. NULL is "out of memory". */
int json_print(const char *name, json_t *v);

#endif
