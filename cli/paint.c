/* Colours and bars for a terminal. */
#include "cli/paint.h"

#include <math.h>
#include <string.h>

#include "cli/terminal.h"

const char *paint_begin(FILE *f, paint p)
{
    static const char *const codes[PAINT_COUNT] = {"\x1b[1m",  "\x1b[2m",  "\x1b[31m",
                                                   "\x1b[32m", "\x1b[33m", "\x1b[34m"};
    return terminal_colour(f) ? codes[p] : "";
}

const char *paint_end(FILE *f)
{
    return terminal_colour(f) ? "\x1b[0m" : "";
}

const char *paint_bar(char *out, int width, double share)
{
    static const char *const part[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const int eighths = (int)lround(8 * width * fmin(fmax(share, 0), 1));
    char *p = out;
    for (int i = 0; i < width; i++) {
        const int here = eighths - 8 * i;
        const char *s = here >= 8 ? "█" : here > 0 ? part[here] : " ";
        memcpy(p, s, strlen(s));
        p += strlen(s);
    }
    *p = 0;
    return out;
}

const char *paint_number(char *out, double v)
{
    static const char *const prefix[] = {"n", "u", "m", "", "k", "M", "G", "T"};
    int k = 3;
    if (!isfinite(v) || v == 0) {
        snprintf(out, 16, isfinite(v) ? "0 " : "-");
        return out;
    }
    for (; k < 7 && fabs(v) >= 999.5; k++)
        v /= 1000;
    for (; k > 0 && fabs(v) < 0.9995; k--)
        v *= 1000;
    snprintf(out, 16, "%.*f %s", fabs(v) < 9.995 ? 2 : fabs(v) < 99.95 ? 1 : 0, v, prefix[k]);
    return out;
}

const char *paint_bytes(char *out, double v)
{
    static const char *const unit[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    int k = 0;
    for (; k < 4 && v >= 1024; k++)
        v /= 1024;
    snprintf(out, 24, "%.*f %s", v < 10 && v != floor(v) ? 1 : 0, v, unit[k]);
    return out;
}
