/* What a stream can show. */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool terminal_is(FILE *f)
{
    return isatty(fileno(f)) == 1;
}

bool terminal_colour(FILE *f)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return terminal_is(f) && !(no && *no) && !(term && strcmp(term, "dumb") == 0);
}

int terminal_width(FILE *f)
{
    struct winsize w;
    return terminal_is(f) && ioctl(fileno(f), TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 100;
}
