/* Progress of long work: a bar with the time left, on a terminal's standard error, and an orderly end on Ctrl-C. */
#ifndef WG_CLI_PROGRESS_H
#define WG_CLI_PROGRESS_H

#include <stdbool.h>

enum { PROGRESS_STOPPED = 130 }; /* exit status of a command that Ctrl-C ended: 128 + SIGINT */

typedef struct progress {
    bool terminal, drawn;
    double start, last; /* seconds */
} progress;

/* From here to the close Ctrl-C only makes progress_stopped() true; a second one ends the program. One at a time. */
void progress_open(progress *p);
void progress_show(progress *p, const char *what,
                   double share); /* share of the work done, 0 to 1 */
void progress_clear(progress *p); /* before other output */
bool progress_stopped(void);
void progress_close(progress *p);

#endif
