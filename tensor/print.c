/* Arrays as text, in the layout of NumPy 2's array2string (numpy/_core/arrayprint.py). */
#include "tensor/print.h"
#include "tensor/dtype.h"
#include "tensor/graph.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { THRESHOLD = 1000, EDGE = 3, LINE_WIDTH = 75, PRECISION = 8, WORD = 64 };

/* ---- where it goes ---- */

void wg__put(wg__sink *out, const char *s, size_t n)
{
    if (out->file)
        fwrite(s, 1, n, out->file);
    if (out->len < out->size) {
        size_t room = out->size - out->len;
        memcpy(out->buf + out->len, s, n < room ? n : room);
    }
    out->len += n;
}

size_t wg__sink_end(wg__sink *out)
{
    if (out->size)
        out->buf[out->len < out->size ? out->len : out->size - 1] = '\0';
    return out->len;
}

static void repeat(wg__sink *out, char c, int n)
{
    for (int k = 0; k < n; k++)
        wg__put(out, &c, 1);
}

/* ---- which elements ---- */

/* Walks the shown elements in row-major order; on a summarised axis it jumps over the middle. */
typedef struct walk {
    const wg_shape *s;
    bool summary;
    int64_t pos[WG_MAX_RANK], offset;
} walk;

/* Steps to the next shown element. Returns the axis that moved, -1 at the end; *jumped: over the
 * middle of that axis. */
static int step(walk *w, bool *jumped)
{
    int64_t stride = 1;
    *jumped = false;
    for (int k = w->s->rank - 1; k >= 0; k--) {
        int64_t n = w->s->dim[k], by = 1;
        if (w->pos[k] < n - 1) {
            *jumped = w->summary && n > 2 * EDGE && w->pos[k] == EDGE - 1;
            if (*jumped)
                by = n - 2 * EDGE + 1;
            w->pos[k] += by;
            w->offset += by * stride;
            return k;
        }
        w->offset -= w->pos[k] * stride;
        w->pos[k] = 0;
        stride *= n;
    }
    return -1;
}

/* ---- one float ---- */

/* x = +-0.d1 d2 ... dn * 10^(exp10 + 1), without trailing zeros. */
typedef struct decimal {
    bool negative;
    int n, exp10;
    char digit[20];
} decimal;

/* x rounded to n significant digits. Reads printf's text digit by digit: the locale may own the
 * point. */
static decimal round_to(double x, int n)
{
    char text[48];
    decimal d = {.negative = signbit(x) != 0};
    snprintf(text, sizeof text, "%.*e", n - 1, fabs(x));
    const char *e = strchr(text, 'e');
    for (const char *p = text; p < e; p++)
        if (*p >= '0' && *p <= '9')
            d.digit[d.n++] = *p;
    d.exp10 = atoi(e + 1);
    while (d.n > 1 && d.digit[d.n - 1] == '0')
        d.n--;
    return d;
}

static bool reads_back(const decimal *d, double x, bool single)
{
    char text[48];
    snprintf(text, sizeof text, "%.*se%d", d->n, d->digit, d->exp10 - d->n + 1);
    return single ? strtof(text, NULL) == (float)fabs(x) : strtod(text, NULL) == fabs(x);
}

/* The next decimal of n digits. */
static decimal next_up(decimal d, int n)
{
    while (d.n < n)
        d.digit[d.n++] = '0';
    while (d.n > 0 && d.digit[d.n - 1] == '9')
        d.n--;
    if (d.n == 0) {
        d.digit[d.n++] = '1';
        d.exp10++;
    } else {
        d.digit[d.n - 1]++;
    }
    return d;
}

/* The shortest decimal that reads back as x, but at most PRECISION digits after the point. */
static decimal shortest(double x, bool single, bool scientific)
{
    decimal d = {.negative = signbit(x) != 0, .n = 1, .digit = "0"};
    if (x == 0)
        return d;
    int most = PRECISION + 1 + (scientific ? 0 : round_to(x, 17).exp10);
    if (most < 1)
        return d;
    for (int n = 1; n <= most && n <= 17; n++) {
        d = round_to(x, n);
        /* Numbers above a power of two are further apart than those below it: where the nearest
         * decimal, below, does not read back, the one above may. */
        decimal above = next_up(d, n);
        if (reads_back(&d, x, single))
            return d;
        if (reads_back(&above, x, single))
            return above;
    }
    return d;
}

/* ---- how the floats of one array are written ---- */

typedef struct layout {
    wg_dtype dtype;
    bool scientific;
    int left, right; /* columns before and after the point */
    int exp_digits, precision;
} layout;

static int widest(int a, int b)
{
    return a > b ? a : b;
}

/* In the arithmetic of the dtype, as NumPy does it. f32 turns to exponents at 1e6, f64 at 1e8. */
static bool wants_exponent(double min, double max, bool single)
{
    if (single)
        return (float)max >= 1e6F || (float)min < 0.0001F || (float)max / (float)min > 1000.0F;
    return max >= 1e8 || min < 0.0001 || max / min > 1000.0;
}

static void widen_for(layout *l, double x)
{
    decimal d = shortest(x, l->dtype == WG_F32, l->scientific);
    if (l->scientific) {
        l->left = widest(l->left, 1 + d.negative);
        l->precision = widest(l->precision, d.n - 1);
        l->exp_digits = widest(l->exp_digits, abs(d.exp10) >= 100 ? 3 : 2);
        l->right = l->exp_digits + 2 + l->precision;
    } else {
        l->left = widest(l->left, d.negative + (d.exp10 > 0 ? d.exp10 + 1 : 1));
        l->right = widest(l->right, d.n - 1 - d.exp10);
    }
}

static layout float_layout(wg_dtype dtype, const walk *from, const void *data)
{
    layout l = {.dtype = dtype};
    double min = (double)INFINITY, max = 0;
    bool jumped, odd = false, neginf = false;
    walk w = *from;
    do {
        double x = wg__load(dtype, data, w.offset), a = fabs(x);
        odd = odd || !isfinite(x);
        neginf = neginf || (isinf(x) && x < 0);
        if (isfinite(x) && a > 0) {
            min = a < min ? a : min;
            max = a > max ? a : max;
        }
    } while (step(&w, &jumped) >= 0);
    l.scientific = max > 0 && wants_exponent(min, max, dtype == WG_F32);
    w = *from;
    do {
        double x = wg__load(dtype, data, w.offset);
        if (isfinite(x))
            widen_for(&l, x);
    } while (step(&w, &jumped) >= 0);
    if (odd)
        l.left = widest(l.left, 3 + neginf - (l.right + 1));
    return l;
}

static int int_text(char *word, wg_dtype dtype, const void *data, int64_t i)
{
    int64_t v = 0;
    if (dtype == WG_I64)
        v = ((const int64_t *)data)[i];
    else
        v = (int64_t)wg__load(dtype, data, i);
    return snprintf(word, WORD, "%" PRId64, v);
}

static layout layout_of(wg_dtype dtype, const walk *from, const void *data)
{
    char word[WORD];
    bool jumped;
    if (wg_dtype_is_float(dtype))
        return float_layout(dtype, from, data);
    layout l = {.dtype = dtype};
    walk w = *from;
    do {
        l.left = dtype == WG_BOOL ? (from->s->rank ? 5 : 4)
                                  : widest(l.left, int_text(word, dtype, data, w.offset));
    } while (dtype != WG_BOOL && step(&w, &jumped) >= 0);
    return l;
}

static int float_text(char *word, const layout *l, double x)
{
    char digits[48] = "";
    int n = 0;
    if (!isfinite(x))
        return snprintf(word, WORD, "%*s", l->left + l->right + 1,
                        isnan(x) ? "nan"
                        : x < 0  ? "-inf"
                                 : "inf");
    decimal d = shortest(x, l->dtype == WG_F32, l->scientific);
    /* With exponents, all have as many digits as the longest; the further ones are of the exact
     * value. */
    if (l->scientific && d.n <= l->precision)
        d = round_to(x, l->precision + 1);
    if (l->scientific) {
        for (int k = 1; k <= l->precision; k++)
            digits[n++] = k < d.n ? d.digit[k] : '0';
        return snprintf(word, WORD, "%*s%c.%se%c%0*d", l->left - 1, d.negative ? "-" : "",
                        d.digit[0], digits, d.exp10 < 0 ? '-' : '+', l->exp_digits, abs(d.exp10));
    }
    if (d.negative)
        digits[n++] = '-';
    for (int k = 0; k <= d.exp10 || k == 0; k++)
        digits[n++] = d.exp10 >= 0 && k < d.n ? d.digit[k] : '0';
    int whole = n;
    for (int k = d.exp10 + 1; k < 0; k++)
        digits[n++] = '0';
    for (int k = d.exp10 < 0 ? 0 : d.exp10 + 1; k < d.n; k++)
        digits[n++] = d.digit[k];
    return snprintf(word, WORD, "%*.*s.%-*.*s", l->left, whole, digits, l->right, n - whole,
                    digits + whole);
}

static int word_of(char *word, const layout *l, const void *data, int64_t i)
{
    char text[WORD];
    if (wg_dtype_is_float(l->dtype))
        return float_text(word, l, wg__load(l->dtype, data, i));
    if (l->dtype == WG_BOOL)
        return snprintf(word, WORD, "%*s", l->left, ((const uint8_t *)data)[i] ? "True" : "False");
    int_text(text, l->dtype, data, i);
    return snprintf(word, WORD, "%*s", l->left, text);
}

/* ---- the layout of lines ---- */

/* The line being written: spaces between words wait, because a wrap drops them. */
typedef struct line {
    wg__sink *out;
    int rank, column, spaces;
} line;

static void flush_spaces(line *l)
{
    repeat(l->out, ' ', l->spaces);
    l->spaces = 0;
}

static void add_word(line *l, const char *word, int n)
{
    int width = LINE_WIDTH - l->rank; /* the closing brackets must fit too */
    if (l->column + n > width && l->column > l->rank) {
        repeat(l->out, '\n', 1);
        l->spaces = l->column = l->rank;
    }
    flush_spaces(l);
    l->column += n;
    while (n > 0 && word[n - 1] == ' ') {
        n--;
        l->spaces++;
    }
    wg__put(l->out, word, (size_t)n);
}

/* From one row to the next, when axis k moves: blank lines between blocks. */
static void new_row(line *l, int k, bool jumped)
{
    int inner = l->rank - 1 - k;
    flush_spaces(l);
    repeat(l->out, ']', inner);
    for (int part = jumped ? 0 : 1; part < 2; part++) {
        repeat(l->out, '\n', inner);
        repeat(l->out, ' ', k + 1);
        if (part == 0)
            wg__put(l->out, "...", 3);
    }
    repeat(l->out, '[', inner);
    l->column = l->rank;
}

void wg__print(wg__sink *out, wg_dtype d, const wg_shape *s, const void *data)
{
    char word[WORD];
    int64_t numel = 0;
    bool jumped;
    wg_shape_numel(*s, &numel);
    if (numel == 0) {
        wg__put(out, "[]", 2);
        return;
    }
    walk w = {.s = s, .summary = numel > THRESHOLD};
    layout l = layout_of(d, &w, data);
    line row = {.out = out, .rank = s->rank, .column = s->rank};
    repeat(out, '[', s->rank);
    for (int axis = 0; axis >= 0;) {
        add_word(&row, word, word_of(word, &l, data, w.offset));
        axis = step(&w, &jumped);
        if (axis >= 0 && axis < s->rank - 1) {
            new_row(&row, axis, jumped);
        } else if (axis >= 0) {
            row.spaces++;
            row.column++;
            if (jumped) {
                add_word(&row, "...", 3);
                row.spaces++;
                row.column++;
            }
        }
    }
    flush_spaces(&row);
    repeat(out, ']', s->rank);
}

/* ---- tensors ---- */

/* Looking never makes an error: what cannot be shown is described in angle brackets. */
static void print_tensor(wg__sink *out, wg_tensor t)
{
    char text[256];
    wg__text what = wg__text_to(text, sizeof text);
    const wg__node *n = wg__peek(t);
    if (n && n->data) {
        wg__print(out, (wg_dtype)n->dtype, n->shape, n->data);
        return;
    }
    if (n) {
        char name[224];
        wg__text_add(&what, "<%s: not run>", wg__describe(t.g, t, name, sizeof name));
    } else if (!t.g) {
        wg__text_add(&what, "<empty handle>");
    } else {
        wg__text_add(&what, t.id == 0 ? "<poisoned>" : wg_is_none(t) ? "<none>" : "<stale handle>");
    }
    wg__put(out, text, what.len);
}

size_t wg_tostring(wg_tensor t, char *buf, size_t size)
{
    wg__sink out = {.buf = buf, .size = size};
    print_tensor(&out, t);
    return wg__sink_end(&out);
}

void wg_print(wg_tensor t)
{
    wg__sink out = {.file = stdout};
    print_tensor(&out, t);
    wg__put(&out, "\n", 1);
}
