/* The list of a model's parameters. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nn/common.h"

enum { NAME = 256 };

const char *wg__nn_describe(const char *what, wg_tensor t, char *buf)
{
    char shape[192];
    const char *name = wg_name(t);
    snprintf(buf, WG__NN_TEXT, "%s%s%.64s %s %s", what, name[0] ? " " : "", name,
             wg_shape_string(wg_shape_of(t), shape, sizeof shape), wg_dtype_name(wg_dtype_of(t)));
    return buf;
}

static bool grow(wg_nn_params *params)
{
    if (params->n < params->capacity)
        return true;
    if (params->capacity > INT_MAX / 2)
        return false;
    const int capacity = params->capacity ? 2 * params->capacity : 8;
    wg_tensor *t = realloc(params->tensor, (size_t)capacity * sizeof *t);
    if (!t)
        return false;
    params->tensor = t;
    params->capacity = capacity;
    return true;
}

wg_code wg_nn_params_add(wg_nn_params *params, wg_tensor t)
{
    if (!params || !wg_is_ok(t)) {
        wg_raise(t.g, WG_ERR_ARGUMENT, "wg_nn_params_add: %s",
                 params ? "the tensor is poisoned or stale" : "the list is NULL");
        return WG_ERR_ARGUMENT;
    }
    const char *name = wg_name(t);
    if (!name[0] || wg_is_ok(wg_nn_params_find(*params, name))) {
        wg_raise(t.g, WG_ERR_ARGUMENT, "wg_nn_params_add: %s%.64s",
                 name[0] ? "the list already has a parameter called " : "the parameter has no name",
                 name);
        return WG_ERR_ARGUMENT;
    }
    if (!grow(params)) {
        wg_raise(t.g, WG_ERR_MEMORY, "out of memory");
        return WG_ERR_MEMORY;
    }
    params->tensor[params->n++] = t;
    return WG_OK;
}

wg_tensor wg_nn_params_find(wg_nn_params params, const char *name)
{
    for (int k = 0; k < params.n && name; k++)
        if (strcmp(wg_name(params.tensor[k]), name) == 0 && wg_is_ok(params.tensor[k]))
            return params.tensor[k];
    return (wg_tensor){0};
}

int64_t wg_nn_params_numel(wg_nn_params params)
{
    int64_t sum = 0;
    for (int k = 0; k < params.n; k++)
        if (wg_is_ok(params.tensor[k]))
            sum += wg_numel(params.tensor[k]);
    return sum;
}

void wg_nn_params_free(wg_nn_params *params)
{
    if (!params)
        return;
    free(params->tensor);
    *params = (wg_nn_params){0};
}

static wg_tensor check_again(wg_tensor t, wg_graph *g, const char *name, wg_dtype d, wg_shape s)
{
    char text[WG__NN_TEXT], want[192];
    if (t.g != g)
        return wg_raise(g, WG_ERR_HANDLE, "the list has %.64s already, in another graph", name);
    if (wg_dtype_of(t) == d && wg_shape_equal(wg_shape_of(t), s))
        return t;
    return wg_raise(g, WG_ERR_SHAPE, "the list has %s already, and %s %s is needed",
                    wg__nn_describe("a parameter", t, text), wg_shape_string(s, want, sizeof want),
                    wg_dtype_name(d));
}

/* The parameter called `name`. A model recorded again asks for its parameters in the order in which it added them, so that
 * the search begins behind the last one found. */
static wg_tensor find_next(wg_nn_params *params, const char *name)
{
    const int n = params->n, first = params->next < n ? params->next : 0;
    for (int k = 0; k < n; k++) {
        const int at = first + k < n ? first + k : first + k - n;
        const wg_tensor t = params->tensor[at];
        if (strcmp(wg_name(t), name) == 0 && wg_is_ok(t)) {
            params->next = at + 1;
            return t;
        }
    }
    return (wg_tensor){0};
}

/* NAME.SUFFIX; false if there is no name or no room. By hand: a model recorded in every step does this for each layer. */
static bool full_name(const char *name, const char *suffix, char full[NAME])
{
    const size_t n = name ? strlen(name) : 0, m = strlen(suffix);
    if (n == 0 || n + 1 + m >= NAME)
        return false;
    memcpy(full, name, n);
    full[n] = '.';
    memcpy(full + n + 1, suffix, m + 1);
    return true;
}

wg_tensor wg__nn_param(wg_nn_params *params, wg_graph *g, const char *name, const char *suffix,
                       wg_dtype d, wg_shape s, wg_nn_init init)
{
    char full[NAME];
    if (!full_name(name, suffix, full))
        return wg_raise(g, WG_ERR_ARGUMENT, "a layer needs a name of 1 to %d bytes", NAME - 8);
    if (!params)
        return wg_raise(g, WG_ERR_ARGUMENT, "the list of parameters is NULL");
    const wg_tensor known = find_next(params, full);
    if (wg_is_ok(known))
        return check_again(known, g, full, d, s);
    const wg_tensor t = wg_nn_initialise(wg_param(g, full, d, s), init);
    return wg_is_ok(t) && wg_nn_params_add(params, t) == WG_OK
               ? t
               : wg_raise(g, WG_ERR_ARGUMENT, "parameter %s could not be made", full);
}
