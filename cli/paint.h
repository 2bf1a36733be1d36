/* Colours and bars for a terminal.  */
#ifndef WG_CLI_PAINT_H
#define WG_CLI_PAINT_H

#include <stdbool.h>
#include <stdio.h>

typedef enum paint {
    PAINT_BOLD,
    PAINT_DIM,
    PAINT_RED,
    PAINT_GREEN,
    PAINT_YELLOW,
    PAINT_BLUE,
    PAINT_COUNT
} paint;

/* The escape sequence, or "" where f is no terminal or NO_COLOR is set. paint_end ends all. */
const char *paint_begin(FILE *f, paint p);
const char *paint_end(FILE *f);

/* A bar of `width` columns, `share` (0 to 1) of it filled, in eighths of a column. out: at least 4 * width + 1 bytes. */
const char *paint_bar(char *out, int width, double share);

/* v with three digits and a unit prefix: "12.3 G", "456 u". out: 16 bytes. */
const char *paint_number(char *out, double v);
/* Bytes with binary prefixes: "48 KiB". out: 24 bytes. */
const char *paint_bytes(char *out, double v);

#endif
