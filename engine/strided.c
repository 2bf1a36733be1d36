/* Views and how their elements are brought together. */
#include "engine/strided.h"

#include "engine/transpose.h"

#include <string.h>

wg_view wg__view_row_major(wg_dtype d, const wg_shape *s, void *data)
{
    wg_view v = {.data = data, .dtype = d, .shape = *s};
    int64_t stride = 1;
    for (int k = s->rank - 1; k >= 0; k--) {
        v.stride[k] = stride;
        stride *= s->dim[k];
    }
    return v;
}

bool wg__view_is_row_major(const wg_view *v)
{
    int64_t stride = 1;
    for (int k = v->shape.rank - 1; k >= 0; k--) {
        if (v->shape.dim[k] == 0)
            return true;
        if (v->shape.dim[k] != 1 && v->stride[k] != stride)
            return false;
        stride *= v->shape.dim[k];
    }
    return true;
}

wg_view wg__view_broadcast(const wg_view *v, const wg_shape *to)
{
    wg_view b = {.data = v->data, .offset = v->offset, .dtype = v->dtype, .shape = *to};
    const int lead = to->rank - v->shape.rank;
    for (int k = lead; k < to->rank; k++)
        b.stride[k] = v->shape.dim[k - lead] == 1 ? 0 : v->stride[k - lead];
    return b;
}

wg_view wg__view_transposed(wg_view v)
{
    if (v.shape.rank < 2)
        return v;
    const int k = v.shape.rank - 2;
    const int64_t dim = v.shape.dim[k], stride = v.stride[k];
    v.shape.dim[k] = v.shape.dim[k + 1];
    v.stride[k] = v.stride[k + 1];
    v.shape.dim[k + 1] = dim;
    v.stride[k + 1] = stride;
    return v;
}

wg__strided wg__strided_of(const wg_view *v)
{
    wg__strided s = {0};
    for (int k = 0; k < v->shape.rank; k++) {
        const int64_t dim = v->shape.dim[k], stride = v->stride[k];
        if (dim == 1)
            continue;
        if (s.nd && s.stride[s.nd - 1] == stride * dim) {
            s.dim[s.nd - 1] *= dim;
            s.stride[s.nd - 1] = stride;
        } else {
            s.dim[s.nd] = dim;
            s.stride[s.nd++] = stride;
        }
    }
    if (s.nd == 0) {
        s.nd = 1;
        s.dim[0] = 1;
        s.stride[0] = 1;
    }
    return s;
}

bool wg__strided_splat(const wg__strided *s)
{
    for (int k = 0; k < s->nd; k++)
        if (s->stride[k] != 0 && s->dim[k] > 1)
            return false;
    return true;
}

bool wg__strided_flat(const wg__strided *s)
{
    return s->nd == 1 && (s->stride[0] == 1 || s->dim[0] <= 1);
}

/* ---- runs of the innermost axis ---- */

static void splat4(uint32_t *out, uint32_t v, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        out[i] = v;
}

static void splat8(uint64_t *out, uint64_t v, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        out[i] = v;
}

void wg__splat(void *out, const void *src, size_t size, int64_t n)
{
    uint32_t v4;
    uint64_t v8;
    switch (size) {
    case 1: memset(out, *(const unsigned char *)src, (size_t)n); break;
    case 4:
        memcpy(&v4, src, sizeof v4);
        splat4(out, v4, n);
        break;
    default: memcpy(&v8, src, sizeof v8); splat8(out, v8, n);
    }
}

static void pick(void *restrict out, const void *restrict src, int64_t stride, size_t size,
                 int64_t n)
{
    const unsigned char *s1 = src;
    const uint32_t *s4 = src;
    const uint64_t *s8 = src;
    switch (size) {
    case 1:
        for (int64_t i = 0; i < n; i++)
            ((unsigned char *)out)[i] = s1[i * stride];
        break;
    case 4:
        for (int64_t i = 0; i < n; i++)
            ((uint32_t *)out)[i] = s4[i * stride];
        break;
    default:
        for (int64_t i = 0; i < n; i++)
            ((uint64_t *)out)[i] = s8[i * stride];
    }
}

static void run_of(void *out, const void *src, int64_t stride, size_t size, int64_t n)
{
    if (stride == 1)
        memcpy(out, src, (size_t)n * size);
    else if (stride == 0)
        wg__splat(out, src, size, n);
    else
        pick(out, src, stride, size, n);
}

void wg__gather(void *out, const void *src, const wg__strided *s, size_t size, int64_t first,
                int64_t n)
{
    const int in = s->nd - 1;
    int64_t at[WG_MAX_RANK], offset = 0, rest = first;
    if (n <= 0)
        return;
    for (int k = in; k >= 0; k--) {
        at[k] = rest % s->dim[k];
        rest /= s->dim[k];
        offset += at[k] * s->stride[k];
    }
    for (;;) {
        const int64_t left = s->dim[in] - at[in], run = left < n ? left : n;
        run_of(out, (const char *)src + offset * (int64_t)size, s->stride[in], size, run);
        n -= run;
        if (n == 0)
            return;
        out = (char *)out + (size_t)run * size;
        offset -= at[in] * s->stride[in];
        at[in] = 0;
        for (int k = in - 1; k >= 0; k--) {
            offset += s->stride[k];
            if (++at[k] < s->dim[k])
                break;
            offset -= at[k] * s->stride[k];
            at[k] = 0;
        }
    }
}

/* ---- transposed ---- */

enum { MIN_SIDE = 8 };

static const wg__transposes *transposes(int isa)
{
#if !defined(WG_ISA_ONLY_BASE)
    if (isa == WG_ISA_AVX512)
        return &wg__transposes_avx512;
    if (isa == WG_ISA_AVX2)
        return &wg__transposes_avx2;
#endif
    (void)isa;
    return &wg__transposes_base;
}

/* The axis of neighbours, if it is not the innermost one and both are long enough; -1. */
static int neighbours(const wg__strided *s, size_t size)
{
    const int in = s->nd - 1;
    if (size < 4 || s->stride[in] == 0 || s->stride[in] == 1 || s->dim[in] < MIN_SIDE)
        return -1;
    for (int k = 0; k < in; k++)
        if (s->stride[k] == 1 && s->dim[k] >= MIN_SIDE)
            return k;
    return -1;
}

void wg__gather_all(void *out, const void *src, const wg__strided *s, size_t size, int isa)
{
    const int in = s->nd - 1, axis = neighbours(s, size);
    int64_t to[WG_MAX_RANK], others = 1, step = 1;
    for (int k = in; k >= 0; k--) {
        to[k] = step;
        step *= s->dim[k];
        others *= k == in || k == axis ? 1 : s->dim[k];
    }
    if (axis < 0 || step == 0) {
        wg__gather(out, src, s, size, 0, step);
        return;
    }
    for (int64_t i = 0; i < others; i++) {
        int64_t rest = i, at = 0, from = 0;
        for (int k = in - 1; k >= 0; k--) {
            if (k == axis)
                continue;
            at += rest % s->dim[k] * to[k];
            from += rest % s->dim[k] * s->stride[k];
            rest /= s->dim[k];
        }
        if (size == 4)
            transposes(isa)->of4((uint32_t *)out + at, to[axis], (const uint32_t *)src + from,
                                 s->stride[in], s->dim[axis], s->dim[in]);
        else
            transposes(isa)->of8((uint64_t *)out + at, to[axis], (const uint64_t *)src + from,
                                 s->stride[in], s->dim[axis], s->dim[in]);
    }
}
