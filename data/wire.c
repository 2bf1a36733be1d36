/* Element types as files hold them: widening, byte order, Fortran order, and the checks before an
 * allocation. */
#include <inttypes.h>
#include <string.h>

#include "data/wire.h"
#include "tensor/memory.h"

/* ---- one element type to another --------------------------------------------------------- */

typedef void (*decode_fn)(const unsigned char *src, void *dst, size_t n, bool swap);

static uint8_t bswap8(uint8_t v)
{
    return v;
}
static uint16_t bswap16(uint16_t v)
{
    return __builtin_bswap16(v);
}
static uint32_t bswap32(uint32_t v)
{
    return __builtin_bswap32(v);
}
static uint64_t bswap64(uint64_t v)
{
    return __builtin_bswap64(v);
}

#define DECODE(name, bits, file_type, array_type)                                                  \
    static void name(const unsigned char *src, void *dst, size_t n, bool swap)                     \
    {                                                                                              \
        array_type *d = dst;                                                                       \
        for (size_t k = 0; k < n; k++) {                                                           \
            uint##bits##_t u;                                                                      \
            file_type v;                                                                           \
            memcpy(&u, src + k * sizeof u, sizeof u);                                              \
            u = swap ? bswap##bits(u) : u;                                                         \
            memcpy(&v, &u, sizeof v);                                                              \
            d[k] = (array_type)v;                                                                  \
        }                                                                                          \
    }

DECODE(decode_u8, 8, uint8_t, uint8_t)
DECODE(decode_i8, 8, int8_t, int32_t)
DECODE(decode_i16, 16, int16_t, int32_t)
DECODE(decode_u16, 16, uint16_t, int32_t)
DECODE(decode_i32, 32, int32_t, int32_t)
DECODE(decode_u32, 32, uint32_t, int64_t)
DECODE(decode_i64, 64, int64_t, int64_t)
DECODE(decode_f32, 32, uint32_t, uint32_t) /* as bits: a signalling NaN stays what it is */
DECODE(decode_f64, 64, uint64_t, uint64_t)

static void decode_bool(const unsigned char *src, void *dst, size_t n, bool swap)
{
    (void)swap;
    uint8_t *d = dst;
    for (size_t k = 0; k < n; k++)
        d[k] = src[k] != 0;
}

/* IEEE 754 binary16 to the bits of the same value in binary32. */
static uint32_t half_bits(uint16_t h)
{
    uint32_t sign = (uint32_t)(h & 0x8000) << 16, exponent = (h >> 10) & 31, mantissa = h & 1023;
    if (exponent == 31)
        return sign | 0x7f800000u | mantissa << 13;
    if (exponent)
        return sign | (exponent + 112) << 23 | mantissa << 13;
    if (!mantissa)
        return sign;
    for (exponent = 113; !(mantissa & 1024); exponent--) /* subnormal here, normal there */
        mantissa <<= 1;
    return sign | exponent << 23 | (mantissa & 1023) << 13;
}

static void decode_f16(const unsigned char *src, void *dst, size_t n, bool swap)
{
    uint32_t *d = dst;
    for (size_t k = 0; k < n; k++) {
        uint16_t u;
        memcpy(&u, src + 2 * k, 2);
        d[k] = half_bits(swap ? bswap16(u) : u);
    }
}

static const struct {
    size_t size;
    wg_dtype dtype;
    decode_fn decode;
} wires[WG__WIRE_COUNT] = {
#define WG__X(e, size, dtype, decode) [e] = {size, dtype, decode},
    WG__WIRE_LIST(WG__X)
#undef WG__X
};

bool wg__host_big_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first == 0;
}

void wg__swap_bytes(void *p, size_t n, size_t size)
{
    if (size == 2)
        for (uint16_t *v = p; n; n--, v++)
            *v = bswap16(*v);
    else if (size == 4)
        for (uint32_t *v = p; n; n--, v++)
            *v = bswap32(*v);
    else if (size == 8)
        for (uint64_t *v = p; n; n--, v++)
            *v = bswap64(*v);
}

/* ---- Fortran order ----------------------------------------------------------------------- */

/* One tile of rows x cols elements: dst[i * dst_step + j] = src[i + j * src_step]. */
static void transpose_tile(const unsigned char *src, unsigned char *dst, size_t size, size_t rows,
                           size_t cols, size_t src_step, size_t dst_step)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            memcpy(dst + (i * dst_step + j) * size, src + (i + j * src_step) * size, size);
}

/* src, where the first axis runs fastest, into dst, where the last does. The two run in tiles, for
 * the cache; the axes between them count like an odometer. rank >= 2, numel > 0. */
static void transpose_all(const unsigned char *src, unsigned char *dst, size_t size,
                          const wg_shape *s)
{
    enum { TILE = 32 };
    int last = s->rank - 1;
    size_t src_stride[WG_MAX_RANK], dst_stride[WG_MAX_RANK], at[WG_MAX_RANK] = {0};
    src_stride[0] = dst_stride[last] = 1;
    for (int k = 0; k < last; k++) {
        src_stride[k + 1] = src_stride[k] * (size_t)s->dim[k];
        dst_stride[last - k - 1] = dst_stride[last - k] * (size_t)s->dim[last - k];
    }
    size_t rows = (size_t)s->dim[0], cols = (size_t)s->dim[last];
    for (bool more = true; more;) {
        size_t from = 0, to = 0;
        for (int k = 1; k < last; k++) {
            from += at[k] * src_stride[k];
            to += at[k] * dst_stride[k];
        }
        for (size_t i = 0; i < rows; i += TILE)
            for (size_t j = 0; j < cols; j += TILE)
                transpose_tile(src + (from + i + j * src_stride[last]) * size,
                               dst + (to + i * dst_stride[0] + j) * size, size,
                               rows - i < TILE ? rows - i : TILE, cols - j < TILE ? cols - j : TILE,
                               src_stride[last], dst_stride[0]);
        more = false;
        for (int k = 1; k < last && !more; k++) {
            more = ++at[k] < (size_t)s->dim[k];
            at[k] = more ? at[k] : 0;
        }
    }
}

static wg_code to_row_major(wg_array *a, const char *name, wg_status *st)
{
    int64_t n;
    if (a->shape.rank < 2 || !wg_shape_numel(a->shape, &n) || n == 0)
        return WG_OK;
    wg_array t;
    wg_status inner = {0};
    if (wg_array_new(&t, a->dtype, a->shape, &inner))
        return wg__no_memory(st, name, wg_array_bytes(a));
    transpose_all(a->data, t.data, wg_dtype_size(a->dtype), &a->shape);
    wg_array_free(a);
    *a = t;
    return WG_OK;
}

/* ---- from a checked header to an array --------------------------------------------------- */

/* "60000x28x28 = 47040000", "one element = 8" for rank 0. */
static const char *promise(const wg__layout *l, uint64_t bytes, char *buf, size_t size)
{
    size_t n = 0;
    for (int k = 0; k < l->shape.rank && n < size; k++)
        n += (size_t)snprintf(buf + n, size - n, "%s%" PRId64, k ? "x" : "", l->shape.dim[k]);
    if (l->shape.rank == 0)
        n = (size_t)snprintf(buf, size, "one element");
    size_t width = wires[l->wire].size;
    if (n < size && width > 1)
        n += (size_t)snprintf(buf + n, size - n, " of %zu bytes", width);
    if (n < size)
        snprintf(buf + n, size - n, " = %" PRIu64, bytes);
    return buf;
}

static wg_code mismatch(const wg__source *s, const wg__layout *l, uint64_t bytes, uint64_t held,
                        wg_status *st)
{
    char text[320];
    promise(l, bytes, text, sizeof text);
    return wg_fail(st, WG_ERR_FORMAT,
                   "%s: %s header promises %s bytes, but the file holds %" PRIu64, s->name,
                   l->format, text, held);
}

static wg_code check_promise(const wg__source *s, const wg__layout *l, uint64_t quota,
                             int64_t *numel, wg_status *st)
{
    char text[320];
    uint64_t file_bytes, array_bytes;
    if (!wg_shape_numel(l->shape, numel) ||
        __builtin_mul_overflow((uint64_t)*numel, wires[l->wire].size, &file_bytes) ||
        __builtin_mul_overflow((uint64_t)*numel, wg_dtype_size(wires[l->wire].dtype), &array_bytes))
        return wg_fail(st, WG_ERR_SIZE, "%s: %s header promises %s, a size that overflows", s->name,
                       l->format, wg_shape_string(l->shape, text, sizeof text));
    if (s->exact ? file_bytes != s->left : file_bytes > s->left) {
        if (!s->zipped)
            return mismatch(s, l, file_bytes, s->left, st);
        return wg_fail(st, WG_ERR_FORMAT,
                       "%s: %s header promises %s bytes, but a compressed file of its size holds "
                       "at most %" PRIu64,
                       s->name, l->format, promise(l, file_bytes, text, sizeof text), s->left);
    }
    quota = quota ? quota : WG_DATA_QUOTA;
    if (array_bytes > quota)
        return wg_fail(
            st, WG_ERR_SIZE, "%s: %s array %s takes %" PRIu64 " bytes, over the quota of %" PRIu64,
            s->name, l->format, wg_shape_string(l->shape, text, sizeof text), array_bytes, quota);
    return WG_OK;
}

/* Reads and converts numel elements; *held counts the bytes that were there. */
static wg_code read_elements(wg__source *s, const wg__layout *l, unsigned char *dst, size_t numel,
                             uint64_t *held, wg_status *st)
{
    unsigned char chunk[1 << 14];
    size_t from = wires[l->wire].size, to = wg_dtype_size(wires[l->wire].dtype), got;
    bool swap = from > 1 && l->big_endian != wg__host_big_endian();
    if (from == to && !swap && l->wire != WG__WIRE_BOOL) {
        wg_code code = wg__source_read(s, dst, numel * from, &got, st);
        *held = got;
        return code;
    }
    *held = 0;
    for (size_t k = 0; k < numel;) {
        size_t n = numel - k < sizeof chunk / from ? numel - k : sizeof chunk / from;
        wg_code code = wg__source_read(s, chunk, n * from, &got, st);
        *held += got;
        if (code || got < n * from)
            return code;
        wires[l->wire].decode(chunk, dst + k * to, n, swap);
        k += n;
    }
    return WG_OK;
}

wg_code wg__array_read(wg__source *s, const wg__layout *l, uint64_t quota, wg_array *a,
                       wg_status *st)
{
    int64_t numel;
    *a = (wg_array){0};
    wg_code code = check_promise(s, l, quota, &numel, st);
    if (code)
        return code;
    uint64_t bytes = (uint64_t)numel * wires[l->wire].size, held;
    wg_status inner = {0};
    code = wg_array_new(a, wires[l->wire].dtype, l->shape, &inner);
    if (code)
        return wg_fail(st, code, "%s: %s", s->name, inner.text);
    code = read_elements(s, l, a->data, (size_t)numel, &held, st);
    if (!code && held < bytes)
        code = mismatch(s, l, bytes, held, st);
    if (!code) { /* one more read: the file must end here, and a checksum at its end is verified by
                    it */
        unsigned char extra;
        size_t got;
        code = wg__source_read(s, &extra, 1, &got, st);
        char text[320];
        if (!code && got)
            code = wg_fail(st, WG_ERR_FORMAT,
                           "%s: %s header promises %s bytes, but the file goes on after them",
                           s->name, l->format, promise(l, bytes, text, sizeof text));
    }
    if (!code && l->fortran)
        code = to_row_major(a, s->name, st);
    if (code)
        wg_array_free(a);
    return code;
}

wg_code wg__check_array(const char *call, const wg_array *a, wg_status *st)
{
    int64_t n;
    if (!a || !wg_dtype_size(a->dtype) || !wg_shape_numel(a->shape, &n) || (n && !a->data))
        return wg_fail(st, WG_ERR_ARGUMENT, "%s: not a valid array", call);
    return WG_OK;
}
