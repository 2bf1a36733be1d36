/* Host arrays: owned, contiguous, outside any graph. */
#include "tensor/dtype.h"
#include "tensor/memory.h"
#include "tensor/print.h"

wg_code wg_array_new(wg_array *a, wg_dtype d, wg_shape s, wg_status *st)
{
    int64_t numel;
    size_t bytes;
    char text[192];
    if (!a)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_array_new: the array is NULL");
    *a = (wg_array){0};
    if (!wg__dtype_valid(d))
        return wg_fail(st, WG_ERR_DTYPE, "wg_array_new: %d is not a dtype", (int)d);
    wg_shape_string(s, text, sizeof text);
    if (s.rank < 0 || s.rank > WG_MAX_RANK)
        return wg_fail(st, WG_ERR_SHAPE, "wg_array_new: rank %d is not between 0 and %d", s.rank,
                       WG_MAX_RANK);
    if (!wg_shape_numel(s, &numel) || (uint64_t)numel > SIZE_MAX / 2 ||
        !wg__mul((size_t)numel, wg_dtype_size(d), &bytes) || bytes > SIZE_MAX / 2)
        return wg_fail(st, WG_ERR_SIZE, "wg_array_new: shape %s is negative or too large", text);
    void *data = wg__alloc0(bytes, 1);
    if (!data)
        return wg_fail(st, WG_ERR_MEMORY, "wg_array_new: out of memory: %zu bytes for %s %s", bytes,
                       wg_dtype_name(d), text);
    *a = (wg_array){.dtype = d, .shape = {.rank = s.rank}, .data = data};
    for (int k = 0; k < s.rank; k++)
        a->shape.dim[k] = s.dim[k];
    return WG_OK;
}

void wg_array_free(wg_array *a)
{
    if (!a)
        return;
    wg__free(a->data);
    *a = (wg_array){0};
}

size_t wg_array_bytes(const wg_array *a)
{
    int64_t numel;
    size_t bytes;
    if (!a || !a->data || !wg_shape_numel(a->shape, &numel) ||
        !wg__mul((size_t)numel, wg_dtype_size(a->dtype), &bytes))
        return 0;
    return bytes;
}

size_t wg_array_tostring(const wg_array *a, char *buf, size_t size)
{
    int64_t numel;
    wg__sink out = {.buf = buf, .size = size};
    if (!a || !a->data || !wg__dtype_valid(a->dtype) || !wg_shape_numel(a->shape, &numel))
        wg__put(&out, "<no array>", 10);
    else
        wg__print(&out, a->dtype, &a->shape, a->data);
    return wg__sink_end(&out);
}
