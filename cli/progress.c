/* Progress of long work. */
#include "cli/progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/terminal.h"

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void progress_open(progress *p)
{
    *p = (progress){.terminal = terminal_is(stderr), .start = now()};
    interrupted = 0;
    struct sigaction action = {.sa_handler = on_interrupt,
                               .sa_flags = (int)(SA_RESTART | SA_RESETHAND)};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

bool progress_stopped(void)
{
    return interrupted != 0;
}

/* "1:02:03", "4:05" */
static void put_time(char *buf, size_t size, double seconds)
{
    const long s = seconds < 360000 ? (long)(seconds + 0.5) : 359999;
    if (s >= 3600)
        snprintf(buf, size, "%ld:%02ld:%02ld", s / 3600, s / 60 % 60, s % 60);
    else
        snprintf(buf, size, "%ld:%02ld", s / 60, s % 60);
}

void progress_show(progress *p, const char *what, double share)
{
    enum { WIDTH = 30 };
    const double t = now();
    /* not for what is over in a moment, and ten times a second at most */
    if (!p->terminal || t - p->start < 0.3 || t - p->last < 0.1 || !(share >= 0 && share <= 1))
        return;
    p->last = t;
    p->drawn = true;
    char bar[WIDTH + 1], left[32] = "?";
    for (int k = 0; k < WIDTH; k++)
        bar[k] = k < share * WIDTH ? '#' : '.';
    bar[WIDTH] = 0;
    if (share > 0)
        put_time(left, sizeof left, (t - p->start) * (1 - share) / share);
    const int room = terminal_width(stderr) - WIDTH - 30;
    fprintf(stderr, "\r\033[K[%s] %3.0f %%  %s left  %.*s", bar, 100 * share, left,
            room > 0 ? room : 0, what);
    fflush(stderr);
}

void progress_clear(progress *p)
{
    if (p->drawn)
        fputs("\r\033[K", stderr);
    p->drawn = false;
}

void progress_close(progress *p)
{
    progress_clear(p);
    signal(SIGINT, SIG_DFL);
}
