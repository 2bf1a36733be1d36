/* The threads that help a run, and how one step is shared among them.  Private.
 *
 * A step is cut into chunks, by its shape alone. Whoever is free takes the next one, so which thread computes a chunk is chance;
 * what is computed does not depend on it. There is one pool, and it helps one step at a time: who finds it taken, by another graph
 * in another thread of the user, computes alone. */
#ifndef WG_ENGINE_THREADS_H
#define WG_ENGINE_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WG__MAX_THREADS = 256,
    WG__LANE_BYTES = 32 << 20, /* scratch of a thread: more than any matrix product takes */
};

/* A thread at work on a step. */
typedef struct wg__lane {
    int index;     /* 0: the caller */
    char *scratch; /* WG__LANE_BYTES, 64-byte aligned; holds anything */
} wg__lane;

typedef struct wg__job {
    /* Called at most once per lane: claims chunks until there are none. */
    void (*run)(const void *what, const wg__lane *lane);
    const void *what;
    int64_t chunks;
} wg__job;

int wg__threads(void); /* asked for; 1: nothing here is needed, and nothing is started */
/* The number that the text says: 0 is one per core. -1: it says none from 0 to WG__MAX_THREADS. */
int wg__threads_parse(const char *text);

/* When a thread does something, as far as others can tell: in share `claim` of job `job`, after all jobs up to `joined` had ended. The caller
 * between jobs: job 0, after it opened job `opened`. A clock for each thread would say no more, as jobs fork from the caller and join it. */
typedef struct wg__clock {
    uint64_t job, joined, opened;
    int64_t claim;
    int lane;
} wg__clock;
wg__clock wg__clock_now(void);
static inline bool wg__clock_same(const wg__clock *a, const wg__clock *b)
{
    return a->job == b->job && a->claim == b->claim && a->joined == b->joined &&
           a->opened == b->opened;
}

/* All chunks are done afterwards, and what they wrote can be seen. false: nobody can help, and nothing was done. */
bool wg__share(const wg__job *job);
/* The next chunk of the job at work, ascending for each lane; -1: there is none. From inside run only. */
int64_t wg__claim(void);

#endif
