/* Reading CSV of numbers. The text is read whole and walked twice: first to count rows and columns,
 * which finds ragged lines before anything is allocated for numbers; then to convert the fields. */
#include <float.h>
#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "data/io.h"
#include "tensor/memory.h"

enum { SHOWN = 40 };

typedef struct csv {
    const char *path;
    const char *text, *end; /* *end is '\0' */
    char delimiter;
    int64_t first; /* line number of the first row of numbers */
    int64_t rows, fields;
    locale_t c_locale; /* where the point is a point */
    wg_status *st;
} csv;

typedef struct line {
    const char *at, *end; /* without LF, CRLF */
    int64_t number;       /* from 1 */
} line;

/* ---- lines and fields -------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The next line that is not blank. Start with number = 0 and end = NULL. */
static bool next_line(const csv *c, line *l)
{
    const char *at = l->number ? l->end : c->text;
    for (;;) {
        if (l->number) { /* past the line end that stopped the last one */
            at += at < c->end && *at == '\r';
            at += at < c->end && *at == '\n';
        }
        if (at >= c->end)
            return false;
        const char *stop = memchr(at, '\n', (size_t)(c->end - at));
        stop = stop ? stop : c->end;
        stop -= stop > at && stop[-1] == '\r';
        l->number++;
        const char *p = at;
        while (p < stop && is_blank(*p))
            p++;
        l->at = at;
        l->end = at = stop;
        if (p < stop)
            return true;
    }
}

typedef struct field {
    const char *at, *end; /* without blanks and quotes around it */
    bool broken;          /* a quote is not closed, or text follows it */
} field;

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && is_blank(*p))
        p++;
    return p;
}

/* Takes the field at *at; *at goes behind its delimiter, or becomes NULL after the last field. */
static field next_field(const char **at, const char *end, char delimiter)
{
    bool runs = delimiter == ' ';
    const char *p = *at;
    while (p < end && is_blank(*p) && *p != (runs ? '\0' : delimiter))
        p++;
    field f = {.at = p};
    if (p < end && *p == '"') {
        f.at = ++p;
        while (p < end && (*p != '"' || (p + 1 < end && p[1] == '"')))
            p += *p == '"' ? 2 : 1;
        f.broken = p >= end;
        f.end = p < end ? p++ : end;
        while (p < end && *p != delimiter && !(runs && is_blank(*p))) {
            f.broken |= !is_blank(*p);
            p++;
        }
    } else {
        while (p < end && *p != delimiter && !(runs && is_blank(*p)))
            p++;
        f.end = p;
        while (f.end > f.at && is_blank(f.end[-1]))
            f.end--;
    }
    if (runs)
        p = skip_blanks(p, end);
    *at = p >= end ? NULL : runs ? p : p + 1;
    return f;
}

/* ---- numbers ----------------------------------------------------------------------------- */

typedef enum number_kind { NOT_A_NUMBER, WORD, DECIMAL } number_kind;

typedef struct number {
    number_kind kind;
    bool negative;
    uint64_t mantissa; /* all digits; meaningless when long_one */
    bool long_one;     /* more digits than fit */
    int64_t exponent;  /* value = mantissa * 10^exponent */
} number;

/* Digits into the mantissa; how many there were. */
static size_t take_digits(const char **p, const char *end, number *n)
{
    const char *start = *p;
    for (; *p < end && **p >= '0' && **p <= '9'; ++*p) {
        uint64_t digit = (uint64_t)(**p - '0');
        n->long_one |= n->mantissa > (UINT64_MAX - 9) / 10;
        n->mantissa = n->mantissa * 10 + digit;
    }
    return (size_t)(*p - start);
}

static bool take_exponent(const char **p, const char *end, number *n)
{
    if (*p == end || (**p | 32) != 'e')
        return true;
    ++*p;
    bool negative = *p < end && **p == '-';
    *p += *p < end && (**p == '-' || **p == '+');
    number e = {0};
    if (!take_digits(p, end, &e))
        return false;
    int64_t size = e.long_one || e.mantissa > 1000000 ? 1000000 : (int64_t)e.mantissa;
    n->exponent += negative ? -size : size;
    return true;
}

/* The grammar: [+-] (digits [. [digits]] | . digits) [e [+-] digits], or inf, infinity, nan in any
 * case. */
static number scan(field f)
{
    static const char *const words[] = {"inf", "infinity", "nan"};
    number n = {0};
    const char *p = f.at;
    n.negative = p < f.end && *p == '-';
    p += p < f.end && (*p == '-' || *p == '+');
    for (size_t k = 0; k < 3; k++)
        if ((size_t)(f.end - p) == strlen(words[k]) &&
            strncasecmp(p, words[k], strlen(words[k])) == 0)
            return n.kind = WORD, n;
    size_t whole = take_digits(&p, f.end, &n), part = 0;
    if (p < f.end && *p == '.') {
        p++;
        part = take_digits(&p, f.end, &n);
    }
    n.exponent = -(int64_t)part;
    bool ok = whole + part > 0 && take_exponent(&p, f.end, &n) && p == f.end;
    n.kind = ok && !f.broken ? DECIMAL : NOT_A_NUMBER;
    return n;
}

/* Clinger's fast path: when mantissa and power of ten are exact, one rounding gives the nearest
 * number. */
static bool quick_f64(const number *n, double *v)
{
    static const double ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (FLT_EVAL_METHOD != 0 || n->long_one || n->mantissa > (uint64_t)1 << 53 ||
        n->exponent < -22 || n->exponent > 22)
        return false;
    double m = (double)n->mantissa;
    m = n->exponent < 0 ? m / ten[-n->exponent] : m * ten[n->exponent];
    *v = n->negative ? -m : m;
    return true;
}

static bool quick_f32(const number *n, float *v)
{
    static const float ten[] = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};
    if (FLT_EVAL_METHOD != 0 || n->long_one || n->mantissa > (uint64_t)1 << 24 ||
        n->exponent < -10 || n->exponent > 10)
        return false;
    float m = (float)n->mantissa;
    m = n->exponent < 0 ? m / ten[-n->exponent] : m * ten[n->exponent];
    *v = n->negative ? -m : m;
    return true;
}

static bool is_infinite(double v)
{
    return v > DBL_MAX || v < -DBL_MAX;
}

/* Writes element k of dst. The scanner has made sure that strtod stops where the field ends. False:
 * out of range. */
static bool store(const csv *c, field f, const number *n, wg_dtype dtype, void *dst, size_t k)
{
    double v;
    if (dtype == WG_F64) {
        if (!quick_f64(n, &v) || n->kind == WORD)
            v = strtod_l(f.at, NULL, c->c_locale);
        ((double *)dst)[k] = v;
    } else {
        float w;
        if (!quick_f32(n, &w) || n->kind == WORD)
            w = strtof_l(f.at, NULL, c->c_locale);
        ((float *)dst)[k] = w;
        v = (double)w;
    }
    return n->kind == WORD || !is_infinite(v);
}

/* ---- the file ---------------------------------------------------------------------------- */

static wg_code field_error(const csv *c, const line *l, int64_t column, field f, wg_dtype dtype,
                           bool range)
{
    char shown[SHOWN];
    size_t n = (size_t)(f.end - f.at);
    const char *comma = memchr(f.at, ',', n);
    const char *why = "is not a number";
    if (range)
        why = dtype == WG_F64 ? "is beyond the range of f64" : "is beyond the range of f32";
    else if (f.broken)
        why = "is not closed by a quote and a delimiter";
    else if (comma && comma > f.at && comma + 1 < f.end && c->delimiter != ',')
        why = "has a decimal comma; expected a decimal point";
    if (n == 0 && !f.broken)
        return wg_fail(c->st, WG_ERR_FORMAT,
                       "%s: line %" PRId64 ", column %" PRId64 ": expected a number, found nothing",
                       c->path, l->number, column);
    return wg_fail(c->st, WG_ERR_FORMAT, "%s: line %" PRId64 ", column %" PRId64 ": '%s' %s",
                   c->path, l->number, column, wg__printable(f.at, n, shown, sizeof shown), why);
}

static int64_t count_fields(const line *l, char delimiter)
{
    int64_t n = 0;
    for (const char *p = l->at; p; n++)
        next_field(&p, l->end, delimiter);
    return n;
}

/* The first of ; tab , blank that stands in the line, outside of quotes. */
static char find_delimiter(const line *l)
{
    const char *end = l->end;
    while (end > l->at && end[-1] == ' ')
        end--;
    for (const char *d = ";\t, "; *d; d++) {
        bool quoted = false;
        for (const char *p = skip_blanks(l->at, end); p < end; p++) {
            quoted ^= *p == '"';
            if (*p == *d && !quoted)
                return *d;
        }
    }
    return ',';
}

static bool looks_like_header(const line *l, char delimiter)
{
    for (const char *p = l->at; p;)
        if (scan(next_field(&p, l->end, delimiter)).kind != NOT_A_NUMBER)
            return false;
    return true;
}

/* Delimiter, header, rows and columns. */
static wg_code survey(csv *c, const wg_csv_options *o)
{
    line l = {0};
    if (!next_line(c, &l))
        return wg_fail(c->st, WG_ERR_FORMAT, "%s: expected rows of numbers, found no line of text",
                       c->path);
    c->delimiter = o->delimiter ? o->delimiter : find_delimiter(&l);
    if (o->header == WG_CSV_HEADER ||
        (o->header == WG_CSV_AUTO && looks_like_header(&l, c->delimiter)))
        if (!next_line(c, &l))
            return wg_fail(c->st, WG_ERR_FORMAT,
                           "%s: expected rows of numbers, found only a line that is a header",
                           c->path);
    c->first = l.number;
    c->fields = count_fields(&l, c->delimiter);
    do {
        int64_t n = count_fields(&l, c->delimiter);
        if (n != c->fields)
            return wg_fail(c->st, WG_ERR_FORMAT,
                           "%s: line %" PRId64 " has %" PRId64 " columns, but line %" PRId64
                           " has %" PRId64,
                           c->path, l.number, n, c->first, c->fields);
        c->rows++;
    } while (next_line(c, &l));
    return WG_OK;
}

/* Converts one row; want[k] is the first of the result's columns that shows column k, or -1, next[]
 * the one after. */
static wg_code read_row(const csv *c, const line *l, const int64_t *want, const int64_t *next,
                        wg_dtype dtype, void *dst, int64_t base)
{
    int64_t column = 0;
    for (const char *p = l->at; p; column++) {
        field f = next_field(&p, l->end, c->delimiter);
        int64_t to = want ? want[column] : column;
        if (to < 0)
            continue;
        number n = scan(f);
        if (n.kind == NOT_A_NUMBER)
            return field_error(c, l, column + 1, f, dtype, false);
        for (; to >= 0; to = next ? next[to] : -1)
            if (!store(c, f, &n, dtype, dst, (size_t)(base + to)))
                return field_error(c, l, column + 1, f, dtype, true);
    }
    return WG_OK;
}

static wg_code read_rows(const csv *c, const int64_t *want, const int64_t *next, wg_array *a)
{
    line l = {0};
    while (next_line(c, &l) && l.number < c->first)
        ;
    for (int64_t row = 0; row < c->rows; row++, next_line(c, &l)) {
        wg_code code = read_row(c, &l, want, next, a->dtype, a->data, row * a->shape.dim[1]);
        if (code)
            return code;
    }
    return WG_OK;
}

/* The columns asked for, as lists: want[column] -> first place, next[place] -> next place of the
 * same column. One block of fields + ncolumns numbers; *want stays NULL when all columns are
 * wanted. */
static wg_code choose_columns(const csv *c, const wg_csv_options *o, int64_t **want)
{
    *want = NULL;
    if (!o->columns)
        return WG_OK;
    size_t fields = (size_t)c->fields, n = (size_t)o->ncolumns;
    int64_t *list = wg__alloc0(fields + n, sizeof *list);
    if (!list)
        return wg__no_memory(c->st, c->path, (fields + n) * sizeof *list);
    for (size_t k = 0; k < fields; k++)
        list[k] = -1;
    for (size_t k = n; k-- > 0;) {
        int64_t column = o->columns[k] < 0 ? o->columns[k] + c->fields : o->columns[k];
        if (column < 0 || column >= c->fields) {
            wg__free(list);
            return wg_fail(c->st, WG_ERR_ARGUMENT,
                           "%s: column %d asked for, but there are %" PRId64, c->path,
                           o->columns[k], c->fields);
        }
        list[fields + k] = list[column];
        list[column] = (int64_t)k;
    }
    *want = list;
    return WG_OK;
}

static wg_code convert(csv *c, const wg_csv_options *o, wg_array *a)
{
    wg_code code = survey(c, o);
    if (code)
        return code;
    int64_t *want, columns = o->columns ? o->ncolumns : c->fields, numel;
    wg_shape shape = {.rank = 2, .dim = {c->rows, columns}};
    uint64_t quota = o->quota ? o->quota : WG_DATA_QUOTA;
    if (!wg_shape_numel(shape, &numel) || (uint64_t)numel > quota / wg_dtype_size(o->dtype))
        return wg_fail(c->st, WG_ERR_SIZE,
                       "%s: %" PRId64 " rows of %" PRId64 " numbers are over the quota of %" PRIu64,
                       c->path, c->rows, columns, quota);
    code = choose_columns(c, o, &want);
    if (code)
        return code;
    wg_status inner = {0};
    code = wg_array_new(a, o->dtype, shape, &inner);
    if (code)
        wg_fail(c->st, code, "%s: %s", c->path, inner.text);
    else
        code = read_rows(c, want, want ? want + c->fields : NULL, a);
    if (code)
        wg_array_free(a);
    wg__free(want);
    return code;
}

/* The whole text, with a '\0' behind it. */
static wg_code read_text(const char *path, uint64_t quota, char **text, size_t *size, wg_status *st)
{
    wg__infile f;
    quota = quota ? quota : WG_DATA_QUOTA;
    wg_code code = wg__infile_open(&f, path, false, st);
    if (!code && f.size > quota)
        code =
            wg_fail(st, WG_ERR_SIZE, "%s: %" PRIu64 " bytes of text are over the quota of %" PRIu64,
                    path, f.size, quota);
    if (!code) {
        *text = wg__alloc((size_t)f.size + 1);
        code = *text ? wg__source_read(&f.source, *text, (size_t)f.size, size, st)
                     : wg__no_memory(st, path, f.size + 1);
    }
    wg__infile_close(&f);
    if (code)
        return code;
    (*text)[*size] = '\0';
    const char *zero = memchr(*text, '\0', *size);
    if (zero)
        return wg_fail(st, WG_ERR_FORMAT, "%s: not a text file: byte %zu is 0%s", path,
                       (size_t)(zero - *text),
                       (unsigned char)**text >= 0xfe ? " (UTF-16? expected UTF-8)" : "");
    return WG_OK;
}

static wg_code check_options(const char *path, const wg_csv_options *o, const wg_array *a,
                             wg_status *st)
{
    if (!path || !a)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_csv_load: no %s given", path ? "array" : "path");
    if (o->dtype != WG_F32 && o->dtype != WG_F64)
        return wg_fail(st, WG_ERR_DTYPE, "%s: CSV is read as f32 or f64, not %s", path,
                       wg_dtype_name(o->dtype));
    if (o->delimiter && !strchr(",;\t ", o->delimiter))
        return wg_fail(st, WG_ERR_ARGUMENT, "%s: delimiter '%c' is none of , ; tab blank", path,
                       o->delimiter);
    if (o->columns && o->ncolumns < 1)
        return wg_fail(st, WG_ERR_ARGUMENT, "%s: a list of %d columns", path, o->ncolumns);
    return WG_OK;
}

wg_code wg_csv_load(const char *path, wg_csv_options options, wg_array *a, wg_status *st)
{
    if (a)
        *a = (wg_array){0};
    wg_code code = check_options(path, &options, a, st);
    if (code)
        return code;
    char *text = NULL;
    size_t size = 0;
    csv c = {.path = path, .st = st, .c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0)};
    if (!c.c_locale)
        code = wg__no_memory(st, path, 0);
    if (!code)
        code = read_text(path, options.quota, &text, &size, st);
    if (!code) {
        bool mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
        c.text = text + (mark ? 3 : 0);
        c.end = text + size;
        code = convert(&c, &options, a);
    }
    wg__free(text);
    if (c.c_locale)
        freelocale(c.c_locale);
    return code;
}
