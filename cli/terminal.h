/* What a stream can show. */
#ifndef WG_CLI_TERMINAL_H
#define WG_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

bool terminal_is(FILE *f);
bool terminal_colour(
    FILE *f); /* a terminal that is not dumb, and NO_COLOR is not set (no-color.org) */
int terminal_width(FILE *f); /* columns; 100 where it is no terminal */

#endif
