/* The pool. Threads are started by the first step that is shared after their number was set, and wait between steps: a moment in a
 * loop, then asleep. A step costs the caller one atomic store and, if somebody sleeps, one call that wakes.
 *
 * gate   who works: a count of the threads inside, a bit that says that more may come in, the number of the job above. A job's fields
 *        are written while the gate is shut and nobody is inside, and read by those who came in through it.
 * held   by the user's thread whose step is shared, or that changes the number of threads */
#include "engine/threads.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "engine/engine.h"
#include "tensor/memory.h"

#define INSIDE UINT64_C(0xFFFF)
#define OPEN UINT64_C(0x10000)
#define NEXT_JOB UINT64_C(0x20000)

enum {
    SPINS = 2000,
    SPINS_CROWDED = 20
}; /* turns before sleep; some 30 microseconds; with more threads than cores */

static struct {
    atomic_int wanted; /* 0: the environment has not been asked yet */
    atomic_bool held;
    _Atomic uint64_t gate;
    _Atomic int64_t next;
    wg__job job;
    uint64_t joined;      /* what the caller had joined when it opened the gate */
    pthread_mutex_t lock; /* for sleep alone */
    pthread_cond_t wake, done;
    atomic_int sleepers;
    atomic_bool waiting, stop;
    int workers, tried, spins;
    wg__lane lane[WG__MAX_THREADS];
    pthread_t thread[WG__MAX_THREADS];
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER,
          .wake = PTHREAD_COND_INITIALIZER,
          .done = PTHREAD_COND_INITIALIZER};

/* Of this thread: the job that it is in, and its share of it. Of the caller of the last job, what it has opened and joined. */
static _Thread_local struct {
    uint64_t job, joined, opened;
    int64_t claim;
    int lane;
} here;

wg__clock wg__clock_now(void)
{
    return (wg__clock){here.job, here.joined, here.opened, here.claim, here.lane};
}

/* ---- how many ---- */

static int cores(void)
{
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
        return CPU_COUNT(&set) < WG__MAX_THREADS ? CPU_COUNT(&set) : WG__MAX_THREADS;
#endif
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n < WG__MAX_THREADS ? (int)n : WG__MAX_THREADS;
}

int wg__threads_parse(const char *text)
{
    char *end;
    errno = 0;
    const long n = strtol(text, &end, 10);
    if (end == text || *end || errno || n < 0 || n > WG__MAX_THREADS)
        return -1;
    return n ? (int)n : cores();
}

int wg__threads(void)
{
    int n = atomic_load_explicit(&pool.wanted, memory_order_relaxed);
    if (n)
        return n;
    const char *text = getenv("WG_THREADS");
    const int asked = text ? wg__threads_parse(text) : 1;
    const int first = asked < 1 ? 1 : asked;
    return atomic_compare_exchange_strong(&pool.wanted, &n, first) ? first : n;
}

/* ---- a worker ---- */

static void pause_turn(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#else
    atomic_signal_fence(memory_order_seq_cst);
#endif
}

/* The gate stands open for a job that this thread has not been in. */
static bool is_new(uint64_t gate, uint64_t seen)
{
    return (gate & OPEN) && gate / NEXT_JOB != seen;
}

/* false: the pool stops. */
static bool wait_for_job(uint64_t seen)
{
    for (int k = 0; k < pool.spins; k++) {
        if (is_new(atomic_load(&pool.gate), seen))
            return true;
        pause_turn();
    }
    pthread_mutex_lock(&pool.lock);
    atomic_fetch_add(&pool.sleepers,
                     1); /* before the gate is looked at: whoever opens it later sees a sleeper */
    while (!is_new(atomic_load(&pool.gate), seen) && !atomic_load(&pool.stop))
        pthread_cond_wait(&pool.wake, &pool.lock);
    atomic_fetch_sub(&pool.sleepers, 1);
    pthread_mutex_unlock(&pool.lock);
    return !atomic_load(&pool.stop);
}

static bool enter(uint64_t *seen)
{
    uint64_t gate = atomic_load(&pool.gate);
    while (is_new(gate, *seen))
        if (atomic_compare_exchange_weak(&pool.gate, &gate, gate + 1)) {
            *seen = gate / NEXT_JOB;
            return true;
        }
    return false;
}

static void leave(void)
{
    const uint64_t before = atomic_fetch_sub(&pool.gate, 1);
    if ((before & INSIDE) != 1 || (before & OPEN) || !atomic_load(&pool.waiting))
        return;
    pthread_mutex_lock(&pool.lock);
    pthread_cond_signal(&pool.done);
    pthread_mutex_unlock(&pool.lock);
}

static void *work(void *p)
{
    const wg__lane *lane = p;
    uint64_t seen =
        0; /* the first job has number 1; a worker may come to one that began before it did */
    while (wait_for_job(seen))
        if (enter(&seen)) {
            here.job = here.opened = seen;
            here.joined = pool.joined;
            here.lane = lane->index;
            pool.job.run(pool.job.what, lane);
            leave();
        }
    return NULL;
}

/* ---- starting and stopping; the pool is held ---- */

/* A child has the thread that forked, and no other: it starts its own when it needs them. */
static void after_fork(void)
{
    pool.workers = pool.tried = 0;
    atomic_store(&pool.gate, 0);
    memset(&here, 0, sizeof here);
    atomic_store(&pool.sleepers, 0);
    atomic_store(&pool.waiting, false);
    atomic_store(&pool.stop, false);
    atomic_store(&pool.held, false);
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.wake, NULL);
    pthread_cond_init(&pool.done, NULL);
}

static void watch_forks(void)
{
    pthread_atfork(NULL, NULL, after_fork);
}

static void stop_workers(void)
{
    pthread_mutex_lock(&pool.lock);
    atomic_store(&pool.stop, true);
    pthread_cond_broadcast(&pool.wake);
    pthread_mutex_unlock(&pool.lock);
    for (int k = 0; k < pool.workers; k++)
        pthread_join(pool.thread[k], NULL);
    atomic_store(&pool.stop, false);
    for (int k = pool.workers; k >= 0; k--) {
        if (pool.lane[k].scratch)
            munmap(pool.lane[k].scratch, WG__LANE_BYTES);
        pool.lane[k].scratch = NULL;
    }
    pool.workers = pool.tried = 0;
}

/* Addresses: what a step does not touch takes no memory. */
static bool give_scratch(int k)
{
    wg__lane *l = &pool.lane[k];
    l->index = k;
    if (l->scratch)
        return true;
    void *p =
        mmap(NULL, WG__LANE_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    l->scratch = p == MAP_FAILED ? NULL : p;
    return l->scratch != NULL;
}

#if defined(__linux__)
/* Worker k on core k of those that the process may use, if WG_THREADS_PIN asks for it and each thread has one of its own. The user's thread
 * stays where it is. Where it cannot be done, it is not. */
static void pin(pthread_t worker, int k, int n)
{
    cpu_set_t all, one;
    const char *text = getenv("WG_THREADS_PIN");
    if (!text || strcmp(text, "1") != 0 || n > cores() ||
        sched_getaffinity(0, sizeof all, &all) != 0)
        return;
    size_t cpu = 0;
    for (int seen = CPU_ISSET(cpu, &all) ? 0 : -1; seen < k && cpu + 1 < CPU_SETSIZE;) {
        cpu++;
        seen += CPU_ISSET(cpu, &all) ? 1 : 0;
    }
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    pthread_setaffinity_np(worker, sizeof one, &one);
}
#else
static void pin(pthread_t worker, int k, int n)
{
    (void)worker, (void)k, (void)n;
}
#endif

/* As many of n - 1 as can be had. */
static void start_workers(int n)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    sigset_t all, before;
    pthread_once(&once, watch_forks);
    if (pool.workers)
        stop_workers();
    pool.tried = n;
    pool.spins = n <= cores() ? SPINS : SPINS_CROWDED;
    if (!give_scratch(0))
        return;
    sigfillset(&all); /* the user's handlers run in the user's threads */
    pthread_sigmask(SIG_BLOCK, &all, &before);
    for (int k = 1; k < n && give_scratch(k); k++) {
        if (pthread_create(&pool.thread[k - 1], NULL, work, &pool.lane[k]) != 0)
            break;
        pin(pool.thread[k - 1], k, n);
        pool.workers = k;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static bool hold(void)
{
    return !atomic_load_explicit(&pool.held, memory_order_relaxed) &&
           !atomic_exchange(&pool.held, true);
}

static void let_go(void)
{
    atomic_store(&pool.held, false);
}

/* No thread of ours is left when the library goes. */
static void __attribute__((destructor)) close_pool(void)
{
    if (hold())
        stop_workers();
}

/* ---- a job ---- */

int64_t wg__claim(void)
{
    const int64_t k = atomic_fetch_add_explicit(&pool.next, 1, memory_order_relaxed);
    here.claim = k;
    return k < pool.job.chunks ? k : -1;
}

static void open_gate(const wg__job *job)
{
    pool.job = *job;
    pool.joined = here.joined;
    atomic_store_explicit(&pool.next, 0, memory_order_relaxed);
    const uint64_t gate = atomic_load(&pool.gate);
    atomic_store(&pool.gate, ((gate + NEXT_JOB) & ~(NEXT_JOB - 1)) | OPEN);
    here.job = here.opened = gate / NEXT_JOB + 1;
    if (atomic_load(&pool.sleepers) == 0)
        return;
    pthread_mutex_lock(&pool.lock);
    pthread_cond_broadcast(&pool.wake);
    pthread_mutex_unlock(&pool.lock);
}

/* Nobody is inside afterwards, and the caller has joined what it opened. */
static void shut_gate(void)
{
    bool empty = (atomic_fetch_and(&pool.gate, ~OPEN) & INSIDE) == 0;
    for (int k = 0; k < pool.spins && !empty; k++) {
        pause_turn();
        empty = (atomic_load(&pool.gate) & INSIDE) == 0;
    }
    if (!empty) {
        pthread_mutex_lock(&pool.lock);
        atomic_store(&pool.waiting, true);
        while ((atomic_load(&pool.gate) & INSIDE) != 0)
            pthread_cond_wait(&pool.done, &pool.lock);
        atomic_store(&pool.waiting, false);
        pthread_mutex_unlock(&pool.lock);
    }
    here.joined = here.opened;
}

bool wg__share(const wg__job *job)
{
    const int n = wg__threads();
    if (n < 2 || !hold())
        return false;
    if (pool.tried != n)
        start_workers(n);
    const bool helped = pool.workers > 0;
    if (helped) {
        open_gate(job);
        job->run(job->what, &pool.lane[0]);
        here.job = 0;
        here.claim = 0;
        shut_gate();
    }
    let_go();
    return helped;
}

/* ---- public ---- */

wg_code wg_set_threads(int n)
{
    if (n < 0 || n > WG__MAX_THREADS)
        return WG_ERR_ARGUMENT;
    const int wanted = n ? n : cores();
    atomic_store(&pool.wanted, wanted);
    while (!hold()) /* a step is at work */
        sched_yield();
    if (pool.tried != wanted)
        stop_workers();
    let_go();
    return WG_OK;
}

int wg_threads(void)
{
    return wg__threads();
}
