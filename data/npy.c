/* npy, NumPy's array file (numpy.org/doc/stable/reference/generated/numpy.lib.format.html): a
 * magic, a version, a header that is a Python dictionary, the elements. The header is parsed by a
 * small strict reader of just that dictionary; nothing in it is trusted, and nothing is evaluated.
 */
#include <inttypes.h>
#include <string.h>

#include "data/npy.h"
#include "tensor/memory.h"

enum { HEADER_LIMIT = 1 << 20, GROWTH_DIGITS = 21, SHOWN = 48 }; /* NumPy stops at 10000 bytes */

/* ---- the dictionary ---------------------------------------------------------------------- */

typedef struct cursor {
    const char *at, *end, *start;
    const char *name;
    wg_status *st;
} cursor;

static wg_code bad_header(cursor *c, const char *expected)
{
    char shown[SHOWN];
    return wg_fail(c->st, WG_ERR_FORMAT, "%s: npy header: expected %s at byte %zu, found %s",
                   c->name, expected, (size_t)(c->at - c->start),
                   c->at < c->end
                       ? wg__printable(c->at, (size_t)(c->end - c->at), shown, sizeof shown)
                       : "its end");
}

static void skip_space(cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' || *c->at == '\n' || *c->at == '\r'))
        c->at++;
}

/* Skips blanks; takes ch if it comes next. */
static bool accept(cursor *c, char ch)
{
    skip_space(c);
    if (c->at == c->end || *c->at != ch)
        return false;
    c->at++;
    return true;
}

/* A string without escapes, in either kind of quotes. */
static bool accept_string(cursor *c, const char **s, size_t *n)
{
    skip_space(c);
    if (c->at == c->end || (*c->at != '\'' && *c->at != '"'))
        return false;
    const char *close = memchr(c->at + 1, *c->at, (size_t)(c->end - c->at - 1));
    if (!close || memchr(c->at, '\\', (size_t)(close - c->at)))
        return false;
    *s = c->at + 1;
    *n = (size_t)(close - *s);
    c->at = close + 1;
    return true;
}

static bool accept_word(cursor *c, const char *word)
{
    skip_space(c);
    size_t n = strlen(word);
    if ((size_t)(c->end - c->at) < n || memcmp(c->at, word, n))
        return false;
    c->at += n;
    return true;
}

/* Digits, and the L that Python 2 put behind a long. */
static wg_code parse_dim(cursor *c, int64_t *dim)
{
    skip_space(c);
    if (c->at == c->end || *c->at < '0' || *c->at > '9')
        return bad_header(c, "a dimension (0 or a positive integer)");
    for (*dim = 0; c->at < c->end && *c->at >= '0' && *c->at <= '9'; c->at++)
        if (__builtin_mul_overflow(*dim, 10, dim) ||
            __builtin_add_overflow(*dim, *c->at - '0', dim))
            return wg_fail(c->st, WG_ERR_SIZE, "%s: npy header: a dimension overflows 64 bits",
                           c->name);
    accept(c, 'L');
    return WG_OK;
}

static wg_code parse_shape(cursor *c, wg__layout *l)
{
    if (!accept(c, '('))
        return bad_header(c, "a shape, in parentheses");
    wg_shape s = {0};
    bool comma = true;
    while (!accept(c, ')')) {
        int64_t dim = 0;
        if (!comma)
            return bad_header(c, "a comma or a closing parenthesis");
        wg_code code = parse_dim(c, &dim);
        if (code)
            return code;
        if (s.rank == WG_MAX_RANK)
            return wg_fail(c->st, WG_ERR_FORMAT, "%s: npy rank is over the limit of %d", c->name,
                           WG_MAX_RANK);
        s.dim[s.rank++] = dim;
        comma = accept(c, ',');
    }
    if (s.rank == 1 && !comma)
        return bad_header(c, "a comma in a shape of one dimension, before this point,");
    l->shape = s;
    return WG_OK;
}

static wg_code parse_order(cursor *c, wg__layout *l)
{
    l->fortran = accept_word(c, "True");
    if (!l->fortran && !accept_word(c, "False"))
        return bad_header(c, "True or False");
    return WG_OK;
}

/* ---- the element type -------------------------------------------------------------------- */

static const struct {
    const char *code; /* kind and bytes */
    wg__wire wire;
} readable[] = {
    {"f4", WG__WIRE_F32}, {"f8", WG__WIRE_F64},  {"i4", WG__WIRE_I32}, {"i8", WG__WIRE_I64},
    {"u1", WG__WIRE_U8},  {"b1", WG__WIRE_BOOL}, {"f2", WG__WIRE_F16}, {"i1", WG__WIRE_I8},
    {"i2", WG__WIRE_I16}, {"u2", WG__WIRE_U16},  {"u4", WG__WIRE_U32},
};

/* Why the rest is refused, by the start of the code; "" ends the list and takes whatever is left.
 */
static const struct {
    const char *start, *why;
} refused[] = {
    {"O", "Python objects, which are pickled code; they are never loaded"},
    {"V", "void or structured elements; save each field by itself"},
    {"c", "complex numbers; save the real and imaginary parts by themselves"},
    {"u8", "uint64, which has no exact counterpart; convert it with .astype('i8')"},
    {"f", "floats of this width; convert them with .astype('f8')"},
    {"S", "byte strings"},
    {"a", "byte strings"},
    {"U", "text"},
    {"M", "dates; convert them with .astype('i8')"},
    {"m", "time spans; convert them with .astype('i8')"},
    {"", "an element type unknown here"},
};

static wg_code refuse_descr(cursor *c, const char *descr, size_t n, const char *why)
{
    char shown[SHOWN];
    return wg_fail(c->st, WG_ERR_DTYPE, "%s: npy dtype '%s' is %s", c->name,
                   wg__printable(descr, n, shown, sizeof shown), why);
}

static wg_code parse_descr(cursor *c, wg__layout *l)
{
    const char *d;
    size_t n;
    skip_space(c);
    if (c->at < c->end && (*c->at == '[' || *c->at == '(')) {
        const char *close = memchr(c->at, ']', (size_t)(c->end - c->at));
        return refuse_descr(c, c->at, (size_t)((close ? close + 1 : c->end) - c->at),
                            "structured; save each field by itself");
    }
    if (!accept_string(c, &d, &n))
        return bad_header(c, "a dtype such as '<f4'");
    char order = '|';
    if (n && strchr("<>|=", *d)) {
        order = *d++;
        n--;
    }
    for (size_t k = 0; k < sizeof readable / sizeof readable[0]; k++)
        if (n == 2 && memcmp(d, readable[k].code, 2) == 0) {
            if (d[1] != '1' && order != '<' && order != '>')
                return refuse_descr(c, d, n, "without a byte order ('<' or '>')");
            l->wire = readable[k].wire;
            l->big_endian = order == '>';
            return WG_OK;
        }
    size_t k = 0;
    while (strncmp(d, refused[k].start, strlen(refused[k].start)))
        k++;
    return refuse_descr(c, d, n, refused[k].why);
}

static const struct {
    const char *name;
    wg_code (*parse)(cursor *c, wg__layout *l);
} keys[] = {{"descr", parse_descr}, {"fortran_order", parse_order}, {"shape", parse_shape}};
enum { KEYS = sizeof keys / sizeof keys[0] };

/* One 'key': value. seen: a bit for each key of the table. */
static wg_code parse_item(cursor *c, wg__layout *l, unsigned *seen)
{
    const char *s;
    size_t n, k = 0;
    if (!accept_string(c, &s, &n))
        return bad_header(c, "a key in quotes");
    while (k < KEYS && (strlen(keys[k].name) != n || memcmp(keys[k].name, s, n)))
        k++;
    char shown[SHOWN];
    if (k == KEYS || *seen & 1u << k)
        return wg_fail(c->st, WG_ERR_FORMAT, "%s: npy header: key '%s' is %s", c->name,
                       wg__printable(s, n, shown, sizeof shown),
                       k == KEYS ? "none of descr, fortran_order, shape" : "there twice");
    *seen |= 1u << k;
    if (!accept(c, ':'))
        return bad_header(c, "a colon");
    return keys[k].parse(c, l);
}

static wg_code parse_header(cursor *c, wg__layout *l)
{
    unsigned seen = 0;
    bool comma = true;
    if (!accept(c, '{'))
        return bad_header(c, "{");
    while (!accept(c, '}')) {
        if (!comma)
            return bad_header(c, "a comma or }");
        wg_code code = parse_item(c, l, &seen);
        if (code)
            return code;
        comma = accept(c, ',');
    }
    for (unsigned k = 0; k < KEYS; k++)
        if (!(seen & 1u << k))
            return wg_fail(c->st, WG_ERR_FORMAT, "%s: npy header: no key '%s'", c->name,
                           keys[k].name);
    skip_space(c);
    return c->at == c->end ? WG_OK : bad_header(c, "nothing more than blanks");
}

/* ---- the file ---------------------------------------------------------------------------- */

/* Magic, version and header length. */
static wg_code read_prelude(wg__source *s, size_t *length, wg_status *st)
{
    unsigned char h[12] = {0};
    size_t got;
    wg_code code = wg__source_read(s, h, 8, &got, st);
    if (code)
        return code;
    if (got < 8 || memcmp(h, "\x93NUMPY", 6))
        return wg_fail(st, WG_ERR_FORMAT,
                       "%s: not an npy file: expected it to start \\x93NUMPY and a version%s",
                       s->name, got < 8 ? ", found its end" : "");
    if (h[6] < 1 || h[6] > 3 || h[7])
        return wg_fail(st, WG_ERR_FORMAT, "%s: npy version %d.%d is none of 1.0, 2.0, 3.0", s->name,
                       h[6], h[7]);
    size_t width = h[6] == 1 ? 2 : 4;
    code = wg__source_read(s, h + 8, width, &got, st);
    if (code)
        return code;
    *length = h[8] | (size_t)h[9] << 8 | (size_t)h[10] << 16 | (size_t)h[11] << 24;
    if (got < width || *length > s->left)
        return wg_fail(st, WG_ERR_FORMAT,
                       "%s: npy header of %zu bytes, but the file holds %" PRIu64 " more", s->name,
                       *length, s->left);
    if (*length > HEADER_LIMIT)
        return wg_fail(st, WG_ERR_FORMAT, "%s: npy header of %zu bytes is over the limit of %d",
                       s->name, *length, HEADER_LIMIT);
    return WG_OK;
}

wg_code wg__npy_read(wg__source *s, uint64_t quota, wg_array *a, wg_status *st)
{
    size_t length = 0, got;
    wg__layout l = {.format = "npy"};
    *a = (wg_array){0};
    wg_code code = read_prelude(s, &length, st);
    if (code)
        return code;
    char *header = wg__alloc(length);
    if (!header)
        return wg__no_memory(st, s->name, length);
    code = wg__source_read(s, header, length, &got, st);
    if (!code && got < length)
        code =
            wg_fail(st, WG_ERR_FORMAT, "%s: npy header of %zu bytes, but the file holds %zu more",
                    s->name, length, got);
    if (!code)
        code = parse_header(&(cursor){header, header + length, header, s->name, st}, &l);
    wg__free(header);
    return code ? code : wg__array_read(s, &l, quota, a, st);
}

wg_code wg_npy_load(const char *path, uint64_t quota, wg_array *a, wg_status *st)
{
    if (!path || !a)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_npy_load: no %s given", path ? "array" : "path");
    *a = (wg_array){0};
    wg__infile f;
    wg_code code = wg__infile_open(&f, path, false, st);
    if (!code)
        code = wg__npy_read(&f.source, quota, a, st);
    wg__infile_close(&f);
    return code;
}

/* ---- saving ------------------------------------------------------------------------------ */

size_t wg__npy_header(const wg_array *a, char buf[WG__NPY_HEADER_MAX])
{
    static const char *const code[WG_DTYPE_COUNT] = {
        [WG_F32] = "f4", [WG_F64] = "f8", [WG_I32] = "i4",
        [WG_I64] = "i8", [WG_U8] = "u1",  [WG_BOOL] = "b1"};
    char order = wg_dtype_size(a->dtype) == 1 ? '|' : wg__host_big_endian() ? '>' : '<';
    size_t size = WG__NPY_HEADER_MAX;
    size_t n = 10 + (size_t)snprintf(buf + 10, size - 10,
                                     "{'descr': '%c%s', 'fortran_order': False, 'shape': (", order,
                                     code[a->dtype]);
    for (int k = 0; k < a->shape.rank; k++)
        n += (size_t)snprintf(buf + n, size - n, "%s%" PRId64, k ? ", " : "", a->shape.dim[k]);
    n += (size_t)snprintf(buf + n, size - n, "%s), }", a->shape.rank == 1 ? "," : "");
    if (a->shape.rank) { /* NumPy leaves room for the first dimension to grow in place */
        int digits = snprintf(NULL, 0, "%" PRId64, a->shape.dim[0]);
        n += (size_t)snprintf(buf + n, size - n, "%*s", GROWTH_DIGITS - digits, "");
    }
    size_t total = (n + 1 + 63) & ~(size_t)63; /* NumPy aligns the elements to 64 bytes */
    memset(buf + n, ' ', total - n - 1);
    buf[total - 1] = '\n';
    memcpy(buf, "\x93NUMPY\x01\x00", 8);
    buf[8] = (char)((total - 10) & 255);
    buf[9] = (char)((total - 10) >> 8);
    return total;
}

wg_code wg_npy_save(const char *path, const wg_array *a, wg_status *st)
{
    if (!path)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_npy_save: no path given");
    wg_code code = wg__check_array("wg_npy_save", a, st);
    wg_outfile o;
    if (!code)
        code = wg_outfile_open(&o, path, st);
    if (code)
        return code;
    char header[WG__NPY_HEADER_MAX];
    size_t bytes = wg_array_bytes(a);
    fwrite(header, 1, wg__npy_header(a, header),
           o.f); /* failures are remembered until the commit */
    if (bytes)
        fwrite(a->data, 1, bytes, o.f);
    return wg_outfile_commit(&o, st);
}
