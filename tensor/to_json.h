/* Values written to a stream as JSON.  Private.
 *
 * What comes out is always valid, whatever the locale and whatever bytes a name holds. */
#ifndef WG_TO_JSON_H
#define WG_TO_JSON_H

#include <stdio.h>

#include "tensor.h"

/* Inside double quotes: control characters and quotes escaped, bytes that are not UTF-8 replaced by U+FFFD. Fits a DOT label too. */
void wg__json_escaped(FILE *f, const char *s);
void wg__json_text(FILE *f, const char *s); /* with the quotes; NULL is null */
/* The shortest decimal that reads back the same. JSON has no other numbers: NaN and infinities are the texts "nan", "inf", "-inf". */
void wg__json_number(FILE *f, double v);
void wg__json_ints(FILE *f, const int64_t *v, int n);

#endif
