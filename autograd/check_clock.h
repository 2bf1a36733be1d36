/* Seconds that passed.  Private. */
#ifndef WG_CHECK_CLOCK_H
#define WG_CHECK_CLOCK_H

#include <time.h>

static inline double wg__seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#endif
