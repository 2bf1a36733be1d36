/* Text into a buffer of fixed size: always terminated, and what does not fit ends in "...".
 * Private. */
#ifndef WG_TEXT_H
#define WG_TEXT_H

#include "tensor.h"

#include <stdarg.h>

typedef struct wg__text {
    char *buf;
    size_t size, len; /* len: what is in the buffer, without the terminator */
    bool full;        /* something did not fit */
} wg__text;

wg__text wg__text_to(char *buf, size_t size); /* buf may be NULL if size is 0 */
void wg__text_add(wg__text *t, const char *fmt, ...) WG_PRINTF(2, 3);
void wg__text_put(wg__text *t, const char *s); /* as it is, and without the cost of a format */
void wg__text_addv(wg__text *t, const char *fmt, va_list args) WG_PRINTF(2, 0);
/* At most `limit` bytes of s, with "..." if it is longer; control characters become spaces. */
void wg__text_clip(wg__text *t, const char *s, size_t limit);

const char *wg__basename(const char *file); /* what follows the last / or \ */

#endif
