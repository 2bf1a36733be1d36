/* Loops over the elements of strided views: sizes, and the strided copy. */
#include "ops/nest.h"

#include <string.h>

int64_t wg__numel(const wg_shape *s)
{
    int64_t n = 1;
    for (int k = 0; k < s->rank; k++)
        n *= s->dim[k];
    return n;
}

void wg__row_major(const wg_shape *s, int64_t *stride)
{
    int64_t step = 1;
    for (int k = s->rank - 1; k >= 0; k--) {
        stride[k] = step;
        step *= s->dim[k];
    }
}

#define COPY_ROW(T)                                                                                \
    if (to == 1 && from == 0)                                                                      \
        for (int64_t i = 0; i < n; i++)                                                            \
            ((T *)dst)[i] = *(const T *)src;                                                       \
    else                                                                                           \
        for (int64_t i = 0; i < n; i++)                                                            \
            ((T *)dst)[i * to] = ((const T *)src)[i * from];

static void copy_row(void *restrict dst, int64_t to, const void *restrict src, int64_t from,
                     int64_t n, size_t size)
{
    if (to == 1 && from == 1) {
        memcpy(dst, src, (size_t)n * size);
    } else if (size == 8) {
        COPY_ROW(uint64_t)
    } else if (size == 4) {
        COPY_ROW(uint32_t)
    } else {
        COPY_ROW(uint8_t)
    }
}

void wg__copy(void *dst, const int64_t *stride, const wg_view *src)
{
    if (wg__numel(&src->shape) == 0)
        return;
    wg__odometer o = wg__odometer_new(2);
    for (int k = 0; k < src->shape.rank; k++)
        wg__odometer_axis(&o, src->shape.dim[k], (const int64_t[]){stride[k], src->stride[k]});
    int64_t step[WG__TRACKS];
    const int64_t n = wg__odometer_inner(&o, step), size = (int64_t)wg_dtype_size(src->dtype);
    char *const to = dst;
    const char *const from = wg__origin(src);
    do
        copy_row(to + o.offset[0] * size, step[0], from + o.offset[1] * size, step[1], n,
                 (size_t)size);
    while (wg__odometer_next(&o));
}
