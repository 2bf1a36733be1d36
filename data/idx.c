/* IDX, the format of MNIST: two zero bytes, type, rank, dimensions and elements, all big-endian;
 * plain or gzip. */
#include <string.h>

#define ZLIB_CONST
#include <zlib.h>

#include "data/wire.h"

/* code: the type byte. save: the dtype written with it; WG_DTYPE_COUNT for those that are only
 * read. */
static const struct {
    unsigned char code;
    wg__wire wire;
    wg_dtype save;
} types[] = {
    {0x08, WG__WIRE_U8, WG_U8},           {0x09, WG__WIRE_I8, WG_DTYPE_COUNT},
    {0x0B, WG__WIRE_I16, WG_DTYPE_COUNT}, {0x0C, WG__WIRE_I32, WG_I32},
    {0x0D, WG__WIRE_F32, WG_F32},         {0x0E, WG__WIRE_F64, WG_F64},
};
enum { TYPES = sizeof types / sizeof types[0], HEADER_MAX = 4 + 4 * WG_MAX_RANK };

static wg_code read_type(wg__source *s, wg__layout *l, wg_status *st)
{
    unsigned char h[4] = {0};
    size_t got;
    wg_code code = wg__source_read(s, h, sizeof h, &got, st);
    if (code)
        return code;
    if (got < sizeof h || h[0] || h[1])
        return wg_fail(st, WG_ERR_FORMAT,
                       "%s: not an IDX file: expected it to start 00 00 TYPE RANK, found %s%02x "
                       "%02x %02x %02x",
                       s->name, got < sizeof h ? "its end in " : "", h[0], h[1], h[2], h[3]);
    int t = 0;
    while (t < TYPES && types[t].code != h[2])
        t++;
    if (t == TYPES)
        return wg_fail(
            st, WG_ERR_FORMAT,
            "%s: IDX type byte 0x%02x is none of 08 (u8), 09 (i8), 0b (i16), 0c (i32), 0d (f32), "
            "0e (f64)",
            s->name, h[2]);
    if (h[3] > WG_MAX_RANK)
        return wg_fail(st, WG_ERR_FORMAT, "%s: IDX rank %d is over the limit of %d", s->name, h[3],
                       WG_MAX_RANK);
    *l = (wg__layout){
        .format = "IDX", .wire = types[t].wire, .big_endian = true, .shape = {.rank = h[3]}};
    return WG_OK;
}

static wg_code read_header(wg__source *s, wg__layout *l, wg_status *st)
{
    wg_code code = read_type(s, l, st);
    if (code)
        return code;
    for (int k = 0; k < l->shape.rank; k++) {
        unsigned char d[4];
        size_t got;
        code = wg__source_read(s, d, sizeof d, &got, st);
        if (code)
            return code;
        if (got < sizeof d)
            return wg_fail(st, WG_ERR_FORMAT,
                           "%s: IDX header of %d dimensions ends within dimension %d", s->name,
                           l->shape.rank, k);
        l->shape.dim[k] = (int64_t)d[0] << 24 | d[1] << 16 | d[2] << 8 | d[3];
    }
    return WG_OK;
}

wg_code wg_idx_load(const char *path, uint64_t quota, wg_array *a, wg_status *st)
{
    if (!path || !a)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_idx_load: no %s given", path ? "array" : "path");
    *a = (wg_array){0};
    wg__infile f;
    wg__layout l;
    wg_code code = wg__infile_open(&f, path, true, st);
    if (!code)
        code = read_header(&f.source, &l, st);
    if (!code)
        code = wg__array_read(&f.source, &l, quota, a, st);
    wg__infile_close(&f);
    return code;
}

/* ---- saving ------------------------------------------------------------------------------ */

/* Bytes on their way to a file, packed by zlib when gzip. */
typedef struct sink {
    FILE *f;
    bool gzip;
    z_stream z;
    unsigned char buf[1 << 14];
} sink;

static bool sink_deflate(sink *s, const void *p, size_t n, int flush)
{
    s->z.next_in = p;
    s->z.avail_in = (uInt)n;
    do {
        s->z.next_out = s->buf;
        s->z.avail_out = sizeof s->buf;
        if (deflate(&s->z, flush) == Z_STREAM_ERROR)
            return false;
        size_t made = sizeof s->buf - s->z.avail_out;
        if (fwrite(s->buf, 1, made, s->f) < made)
            return false;
    } while (s->z.avail_out == 0);
    return true;
}

static bool sink_write(sink *s, const void *p, size_t n)
{
    return s->gzip ? sink_deflate(s, p, n, Z_NO_FLUSH) : fwrite(p, 1, n, s->f) == n;
}

static bool write_header(sink *s, const wg_array *a, unsigned char type)
{
    unsigned char h[HEADER_MAX] = {0, 0, type, (unsigned char)a->shape.rank};
    for (int k = 0; k < a->shape.rank; k++)
        for (int b = 0; b < 4; b++)
            h[4 + 4 * k + b] = (unsigned char)(a->shape.dim[k] >> (24 - 8 * b));
    return sink_write(s, h, 4 + 4 * (size_t)a->shape.rank);
}

static bool write_elements(sink *s, const wg_array *a)
{
    unsigned char chunk[1 << 14];
    size_t size = wg_dtype_size(a->dtype), left = wg_array_bytes(a);
    const unsigned char *p = a->data;
    while (left) {
        size_t n = left < sizeof chunk ? left : sizeof chunk;
        memcpy(chunk, p, n);
        if (!wg__host_big_endian())
            wg__swap_bytes(chunk, n / size, size);
        if (!sink_write(s, chunk, n))
            return false;
        p += n;
        left -= n;
    }
    return !s->gzip || sink_deflate(s, "", 0, Z_FINISH);
}

static wg_code save_to(const char *path, bool gzip, const wg_array *a, unsigned char type,
                       wg_status *st)
{
    wg_outfile o;
    wg_code code = wg_outfile_open(&o, path, st);
    if (code)
        return code;
    sink s = {.f = o.f, .gzip = gzip, .z = {.zalloc = wg__zalloc, .zfree = wg__zfree}};
    if (gzip && deflateInit2(&s.z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        wg_outfile_discard(&o);
        return wg__no_memory(st, path, 1 << 18);
    }
    bool ok = write_header(&s, a, type) && write_elements(&s, a);
    if (gzip)
        deflateEnd(&s.z);
    if (ok || ferror(o.f)) /* a failed write is remembered by the stream, and told by the commit */
        return wg_outfile_commit(&o, st);
    wg_outfile_discard(&o);
    return wg_fail(st, WG_ERR_INTERNAL, "%s: zlib refused to compress", path);
}

wg_code wg_idx_save(const char *path, const wg_array *a, wg_status *st)
{
    if (!path)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_idx_save: no path given");
    wg_code code = wg__check_array("wg_idx_save", a, st);
    if (code)
        return code;
    int t = 0;
    while (t < TYPES && types[t].save != a->dtype)
        t++;
    if (t == TYPES)
        return wg_fail(st, WG_ERR_DTYPE, "%s: IDX has no type for %s (it has u8, i32, f32, f64)",
                       path, wg_dtype_name(a->dtype));
    for (int k = 0; k < a->shape.rank; k++)
        if (a->shape.dim[k] > UINT32_MAX)
            return wg_fail(st, WG_ERR_SIZE, "%s: IDX holds dimensions below 2^32, not %lld", path,
                           (long long)a->shape.dim[k]);
    size_t n = strlen(path);
    return save_to(path, n > 3 && strcmp(path + n - 3, ".gz") == 0, a, types[t].code, st);
}
