/* Parameters to one .npz file and back. */
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "nn/common.h"

wg_code wg_nn_save(wg_nn_params params, const char *path, wg_status *st)
{
    wg_named_array *item = calloc((size_t)params.n + 1, sizeof *item);
    if (!item)
        return wg_fail(st, WG_ERR_MEMORY, "%s: out of memory", path);
    wg_code code = WG_OK;
    for (int k = 0; k < params.n && !code; k++) {
        const wg_tensor t = params.tensor[k];
        void *data = wg_is_ok(t) ? wg_data(t) : NULL;
        if (!data)
            code = wg_fail(st, WG_ERR_HANDLE, "%s: parameter %d of the list is gone", path, k);
        item[k] = (wg_named_array){(char *)wg_name(t), {wg_dtype_of(t), wg_shape_of(t), data}};
    }
    if (!code)
        code = wg_npz_save(path, item, (size_t)params.n, (wg_npz_options){0}, st);
    free(item); /* names and data belong to the graph */
    return code;
}

/* The array of parameter t, if it is what t needs. */
static wg_code check_one(const char *path, const wg_array_list *list, wg_tensor t, wg_status *st)
{
    const char *name = wg_name(t);
    const wg_array *a = wg_array_list_find(list, name);
    if (!wg_is_ok(t))
        return wg_fail(st, WG_ERR_HANDLE, "%s: a parameter of the list is gone", path);
    if (!a)
        return wg_fail(st, WG_ERR_ARGUMENT, "%s: no array called %s", path, name);
    if (a->dtype != wg_dtype_of(t))
        return wg_fail(st, WG_ERR_DTYPE, "%s: %s is %s, and the parameter %s", path, name,
                       wg_dtype_name(a->dtype), wg_dtype_name(wg_dtype_of(t)));
    if (!wg_shape_equal(a->shape, wg_shape_of(t))) {
        char got[192], want[192];
        return wg_fail(st, WG_ERR_SHAPE, "%s: %s has shape %s, and the parameter %s", path, name,
                       wg_shape_string(a->shape, got, sizeof got),
                       wg_shape_string(wg_shape_of(t), want, sizeof want));
    }
    return WG_OK;
}

static wg_code check_all(const char *path, const wg_array_list *list, wg_nn_params params,
                         wg_status *st)
{
    for (int k = 0; k < params.n; k++) {
        const wg_code code = check_one(path, list, params.tensor[k], st);
        if (code)
            return code;
    }
    for (size_t k = 0; k < list->n; k++)
        if (!wg_is_ok(wg_nn_params_find(params, list->item[k].name)))
            return wg_fail(st, WG_ERR_ARGUMENT, "%s: the model has no parameter called %s", path,
                           list->item[k].name);
    return WG_OK;
}

wg_code wg_nn_load(wg_nn_params params, const char *path, wg_status *st)
{
    wg_array_list list = {0};
    wg_code code = wg_npz_load(path, 0, &list, st);
    if (!code)
        code = check_all(path, &list, params, st);
    for (int k = 0; k < params.n && !code; k++) {
        const wg_array *a = wg_array_list_find(&list, wg_name(params.tensor[k]));
        code = wg_set_data(params.tensor[k], a->data, wg_array_bytes(a));
    }
    wg_array_list_free(&list);
    return code;
}
