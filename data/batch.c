/* Shuffled batches: the walk over sample numbers, and the gathering of rows into the caller's
 * memory. */
#include <inttypes.h>
#include <string.h>

#include "data/data.h"
#include "tensor/memory.h"

wg_code wg_batches_new(wg_batches *b, int64_t n, int64_t size, wg_batches_options options,
                       wg_status *st)
{
    if (!b)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_batches_new: no wg_batches given");
    *b = (wg_batches){0};
    if (n < 0 || size < 1)
        return wg_fail(st, WG_ERR_ARGUMENT,
                       "wg_batches_new: %" PRId64 " samples in batches of %" PRId64
                       ": the first is at least 0, "
                       "the second at least 1",
                       n, size);
    size_t bytes;
    int64_t *order = wg__mul((size_t)n, sizeof *order, &bytes) ? wg__alloc(bytes) : NULL;
    if (!order)
        return wg_fail(st, WG_ERR_MEMORY,
                       "wg_batches_new: out of memory for the order of %" PRId64 " samples", n);
    *b = (wg_batches){
        .n = n, .size = size, .epoch = options.epoch, .options = options, .order = order};
    return WG_OK;
}

void wg_batches_free(wg_batches *b)
{
    if (!b)
        return;
    wg__free(b->order);
    *b = (wg_batches){0};
}

/* Samples that an epoch hands out. */
static int64_t epoch_samples(const wg_batches *b)
{
    return b->options.drop_last ? b->n - b->n % b->size : b->n;
}

int64_t wg_batches_per_epoch(const wg_batches *b)
{
    if (!b || !b->order)
        return 0;
    int64_t samples = epoch_samples(b);
    return samples / b->size + (samples % b->size != 0);
}

/* From the identity each time, so that an epoch's order does not depend on the epochs before it. */
static void begin_epoch(wg_batches *b)
{
    for (int64_t k = 0; k < b->n; k++)
        b->order[k] = k;
    wg_rng r = wg_rng_new(b->options.seed);
    r.stream = b->epoch;
    if (!b->options.in_order)
        wg_rng_shuffle(&r, b->order, (size_t)b->n);
}

bool wg_batches_next(wg_batches *b, const int64_t **rows, int64_t *count)
{
    if (!rows || !count)
        return false;
    *rows = NULL;
    *count = 0;
    if (!b || !b->order)
        return false;
    int64_t left = epoch_samples(b) - b->at;
    if (left == 0) {
        b->at = 0;
        b->epoch++;
        return false;
    }
    if (b->at == 0)
        begin_epoch(b);
    *rows = b->order + b->at;
    *count = left < b->size ? left : b->size;
    b->at += *count;
    return true;
}

/* ---- gathering --------------------------------------------------------------------------- */

/* What a gather does to n elements in a row. */
typedef struct rule {
    double mean, scale;
    float table[256]; /* u8 and bool to f32: all there is */
} rule;
typedef void (*convert_fn)(const void *src, void *dst, size_t n, const rule *r);

#define TO_FLOAT(name, src_type, dst_type)                                                         \
    static void name(const void *src, void *dst, size_t n, const rule *r)                          \
    {                                                                                              \
        const src_type *s = src;                                                                   \
        dst_type *d = dst;                                                                         \
        for (size_t k = 0; k < n; k++)                                                             \
            d[k] = (dst_type)(((double)s[k] - r->mean) * r->scale);                                \
    }

#define WIDEN(name, src_type, dst_type)                                                            \
    static void name(const void *src, void *dst, size_t n, const rule *r)                          \
    {                                                                                              \
        const src_type *s = src;                                                                   \
        dst_type *d = dst;                                                                         \
        (void)r;                                                                                   \
        for (size_t k = 0; k < n; k++)                                                             \
            d[k] = s[k];                                                                           \
    }

TO_FLOAT(f32_to_f32, float, float)
TO_FLOAT(f64_to_f32, double, float)
TO_FLOAT(i32_to_f32, int32_t, float)
TO_FLOAT(i64_to_f32, int64_t, float)
TO_FLOAT(f32_to_f64, float, double)
TO_FLOAT(f64_to_f64, double, double)
TO_FLOAT(i32_to_f64, int32_t, double)
TO_FLOAT(i64_to_f64, int64_t, double)
TO_FLOAT(u8_to_f64, uint8_t, double)
WIDEN(u8_to_i32, uint8_t, int32_t)
WIDEN(u8_to_i64, uint8_t, int64_t)
WIDEN(i32_to_i64, int32_t, int64_t)

static void u8_to_f32(const void *src, void *dst, size_t n, const rule *r)
{
    const uint8_t *s = src;
    float *d = dst;
    for (size_t k = 0; k < n; k++)
        d[k] = r->table[s[k]];
}

static const convert_fn converters[WG_DTYPE_COUNT][WG_DTYPE_COUNT] = {
    [WG_F32] = {[WG_F32] = f32_to_f32, [WG_F64] = f32_to_f64},
    [WG_F64] = {[WG_F32] = f64_to_f32, [WG_F64] = f64_to_f64},
    [WG_I32] = {[WG_F32] = i32_to_f32, [WG_F64] = i32_to_f64, [WG_I64] = i32_to_i64},
    [WG_I64] = {[WG_F32] = i64_to_f32, [WG_F64] = i64_to_f64},
    [WG_U8] =
        {[WG_F32] = u8_to_f32, [WG_F64] = u8_to_f64, [WG_I32] = u8_to_i32, [WG_I64] = u8_to_i64},
    [WG_BOOL] =
        {[WG_F32] = u8_to_f32, [WG_F64] = u8_to_f64, [WG_I32] = u8_to_i32, [WG_I64] = u8_to_i64},
};

/* Elements of one row; false when src is no array of rows. */
static bool row_elements(const wg_array *src, size_t *n)
{
    int64_t all, row = 1;
    if (!src || !wg_dtype_size(src->dtype) || src->shape.rank < 1 ||
        !wg_shape_numel(src->shape, &all) || (all && !src->data))
        return false;
    for (int k = 1; k < src->shape.rank; k++)
        if (!wg__mul_i64(row, src->shape.dim[k], &row))
            return false;
    *n = (size_t)row;
    return true;
}

static wg_code check_gather(const wg_array *src, const int64_t *rows, int64_t count, size_t row,
                            wg_dtype dtype, const void *dst, size_t bytes, wg_status *st)
{
    size_t need;
    if (count < 0 || (count && !rows))
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_gather: %" PRId64 " rows, from %s", count,
                       rows ? "a list" : "NULL");
    if (!wg__mul((size_t)count, row, &need) || !wg__mul(need, wg_dtype_size(dtype), &need))
        return wg_fail(st, WG_ERR_SIZE, "wg_gather: %" PRId64 " rows of %zu elements overflow",
                       count, row);
    if (need > bytes || (need && !dst))
        return wg_fail(st, WG_ERR_ARGUMENT,
                       "wg_gather: %" PRId64 " rows of %zu %s take %zu bytes, but dst has %zu",
                       count, row, wg_dtype_name(dtype), need, dst ? bytes : 0);
    for (int64_t k = 0; k < count; k++)
        if (rows[k] < 0 || rows[k] >= src->shape.dim[0])
            return wg_fail(st, WG_ERR_ARGUMENT,
                           "wg_gather: row %" PRId64 " is outside the %" PRId64 " rows of src",
                           rows[k], src->shape.dim[0]);
    return WG_OK;
}

wg_code wg_gather(const wg_array *src, const int64_t *rows, int64_t count,
                  wg_gather_options options, wg_dtype dtype, void *dst, size_t bytes, wg_status *st)
{
    size_t row;
    if (!row_elements(src, &row))
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_gather: src is not an array of rank 1 or more");
    bool plain = options.mean == 0 && (options.scale == 0 || options.scale == 1);
    bool copy = plain && dtype == src->dtype;
    convert_fn convert = wg_dtype_size(dtype) ? converters[src->dtype][dtype] : NULL;
    if (!copy && (!convert || (!plain && !wg_dtype_is_float(dtype))))
        return wg_fail(st, WG_ERR_DTYPE, "wg_gather: %s rows cannot become %s%s",
                       wg_dtype_name(src->dtype), wg_dtype_name(dtype),
                       plain ? "" : " with a mean or a scale");
    wg_code code = check_gather(src, rows, count, row, dtype, dst, bytes, st);
    if (code)
        return code;
    rule r = {.mean = options.mean, .scale = options.scale == 0 ? 1 : options.scale};
    for (int v = 0; v < 256; v++)
        r.table[v] = (float)((v - r.mean) * r.scale);
    size_t from = row * wg_dtype_size(src->dtype), to = row * wg_dtype_size(dtype);
    for (int64_t k = 0; k < count && row; k++) {
        const unsigned char *s = (const unsigned char *)src->data + (size_t)rows[k] * from;
        unsigned char *d = (unsigned char *)dst + (size_t)k * to;
        if (copy)
            memcpy(d, s, from);
        else
            convert(s, d, row, &r);
    }
    return WG_OK;
}
