/* Writing arrays as text.  Private. */
#ifndef WG_PRINT_H
#define WG_PRINT_H

#include "tensor.h"

#include <stdio.h>

/* Where text goes: a file, or a buffer with snprintf's contract. */
typedef struct wg__sink {
    FILE *file;
    char *buf;
    size_t size, len; /* len: of the whole text, also what did not fit */
} wg__sink;

void wg__put(wg__sink *out, const char *s, size_t n);
size_t wg__sink_end(wg__sink *out); /* terminates the buffer; the length of the whole text */

/* The layout of NumPy 2's array2string: at most 8 digits after the point, 75 columns, and above
 * 1000 elements the first and last 3 of each axis. */
void wg__print(wg__sink *out, wg_dtype d, const wg_shape *s, const void *data);

#endif
