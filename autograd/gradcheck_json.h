/* Gradient checks as JSON, the parts that one document is made of.  Private.
 *
 * A document (schema "wengert.check/1", docs/reports.md) is opened, takes any number of checks, and is closed. */
#ifndef WG_GRADCHECK_JSON_H
#define WG_GRADCHECK_JSON_H

#include "autograd/gradcheck.h"

typedef struct wg__check_json {
    FILE *f;
    size_t checks;
} wg__check_json;

/* What one check was about; what is NULL or empty is left out. */
typedef struct wg__check_label {
    const char *title; /* the expression, or the call of the op */
    const char *op;    /* the op that was checked */
    const char *error; /* why there is no report */
    bool passed;
    wg_graph *g; /* the graph of outputs is shown, where they are given */
    wg_tensor_list outputs;
} wg__check_label;

wg__check_json wg__check_json_open(FILE *f, const char *title);
/* report may be NULL where label->error says why. */
void wg__check_json_add(wg__check_json *j, const wg__check_label *label,
                        const wg_gradcheck_report *report);
wg_code wg__check_json_close(wg__check_json *j);

#endif
