/* Values written to a stream as JSON. */
#include "tensor/to_json.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* The length of the UTF-8 sequence at s (Unicode 15, table 3-7), or 0 if there is none. The terminator ends every sequence. */
static int utf8_length(const unsigned char *s)
{
    static const struct {
        unsigned char first, last, low, high; /* of the first byte; of the second */
        int length;
    } forms[] = {
        {0x01, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
        if (*s < forms[k].first || *s > forms[k].last)
            continue;
        if (forms[k].length > 1 && (s[1] < forms[k].low || s[1] > forms[k].high))
            return 0;
        for (int i = 2; i < forms[k].length; i++)
            if ((s[i] & 0xC0) != 0x80)
                return 0;
        return forms[k].length;
    }
    return 0;
}

void wg__json_escaped(FILE *f, const char *s)
{
    for (const unsigned char *p = (const unsigned char *)s; *p;) {
        const int length = utf8_length(p);
        if (*p == '"' || *p == '\\')
            fprintf(f, "\\%c", *p);
        else if (*p < ' ')
            fprintf(f, "\\u%04x", *p);
        else if (length == 0)
            fputs("\xEF\xBF\xBD", f);
        else
            fwrite(p, 1, (size_t)length, f);
        p += length ? length : 1;
    }
}

void wg__json_text(FILE *f, const char *s)
{
    if (!s) {
        fputs("null", f);
        return;
    }
    fputc('"', f);
    wg__json_escaped(f, s);
    fputc('"', f);
}

void wg__json_number(FILE *f, double v)
{
    if (!isfinite(v)) {
        fprintf(f, "\"%s\"", isnan(v) ? "nan" : v > 0 ? "inf" : "-inf");
        return;
    }
    char text[64];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, v);
        if (strtod(text, NULL) == v)
            break;
    }
    /* Whatever the locale has for a decimal point, of one byte or several. */
    bool point = false;
    for (const char *p = text; *p; p++) {
        const bool plain = (*p >= '0' && *p <= '9') || *p == '-' || *p == '+' || *p == 'e';
        if (plain || !point)
            fputc(plain ? *p : '.', f);
        point = point || !plain;
    }
}

void wg__json_ints(FILE *f, const int64_t *v, int n)
{
    fputc('[', f);
    for (int k = 0; k < n; k++)
        fprintf(f, "%s%" PRId64, k ? ", " : "", v[k]);
    fputc(']', f);
}
