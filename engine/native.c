/* Native code: who asked for it, the thread that waits for the compiler, and the swap between two replays.
 *
 * A plan that is run again and again has its programs printed once, in the thread that runs it, as the text needs the graph. The rest is
 * done behind it: the text is looked for in the cache or compiled, loaded, and the state of the request becomes READY or FAILED. A replay
 * looks at the state before it begins, and takes the functions. Nobody waits, unless that was asked for. */
#include "engine/native.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/state.h"
#include "tensor/cpu.h"
#include "tensor/memory.h"

enum { LATE = 32, SECONDS = 60, KEY = 33 }; /* replays of a plan before it is compiled */
enum { WAITING, READY, FAILED };

struct wg__native {
    atomic_int refs, state;
    wg__source source;
    uint32_t programs; /* printed */
    int isa;
    void *handle;
    const wg__native_fn *fn;
    bool taken;
    char reason[WG__REASON]; /* when FAILED */
    wg__native *next;
};

static struct {
    atomic_int mode; /* 1 + wg_native; 0: the environment has not been asked yet */
    pthread_mutex_t lock;
    pthread_cond_t idle;
    wg__native *first, *at_work;
    bool running, joinable;
    pthread_t thread;
    int flaw;
    double seconds;
    atomic_uint files;
} native = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .idle = PTHREAD_COND_INITIALIZER, .seconds = SECONDS};

/* ---- whether ---- */

bool wg__native_parse(const char *text, wg_native *mode)
{
    static const char *const names[] = {
        [WG_NATIVE_OFF] = "0", [WG_NATIVE_ON] = "1", [WG_NATIVE_WAIT] = "wait"};
    for (int k = 0; k < 3; k++)
        if (strcmp(text, names[k]) == 0) {
            *mode = (wg_native)k;
            return true;
        }
    return false;
}

wg_native wg_native_now(void)
{
    int mode = atomic_load_explicit(&native.mode, memory_order_relaxed);
    if (mode)
        return (wg_native)(mode - 1);
    wg_native asked = WG_NATIVE_OFF;
    const char *text = getenv("WG_NATIVE");
    if (text && !wg__native_parse(text, &asked))
        asked = WG_NATIVE_OFF;
    return atomic_compare_exchange_strong(&native.mode, &mode, 1 + (int)asked)
               ? asked
               : (wg_native)(mode - 1);
}

wg_code wg_set_native(wg_native mode)
{
    if (mode != WG_NATIVE_OFF && mode != WG_NATIVE_ON && mode != WG_NATIVE_WAIT)
        return WG_ERR_ARGUMENT;
    atomic_store(&native.mode, 1 + (int)mode);
    return WG_OK;
}

void wg__native_test(int flaw, double seconds)
{
    native.flaw = flaw;
    native.seconds = seconds > 0 ? seconds : SECONDS;
}

/* ---- a request ---- */

void wg__native_free(wg__native *n)
{
    if (!n || atomic_fetch_sub(&n->refs, 1) != 1)
        return;
    if (n->handle)
        dlclose(n->handle);
    wg__free(n->source.text);
    wg__free(n);
}

/* Of source, flags, compiler and instruction set; size KEY. */
static void key_of(const wg__native *n, const wg__compiler *c, char *key)
{
    int flags;
    const char *const *flag = wg__compiler_flags(n->isa, &flags);
    wg__key k = wg__hash(n->source.text, n->source.size, (wg__key){0});
    k = wg__hash(c->what, strlen(c->what), k);
    for (int j = 0; j < flags; j++)
        k = wg__hash(flag[j], strlen(flag[j]) + 1, k);
    k = wg__hash(wg__native_preamble, strlen(wg__native_preamble), k);
    snprintf(key, KEY, "%016" PRIx64 "%016" PRIx64, k.hi, k.lo);
}

static bool put(int fd, const char *text, size_t n)
{
    for (ssize_t done; n > 0; text += done, n -= (size_t)done) {
        done = write(fd, text, n);
        if (done <= 0)
            return false;
    }
    return true;
}

static bool write_source(const wg__native *n, const char *path, const char *key, char *reason)
{
    char last[128];
    const int size = snprintf(last, sizeof last, "const char wg_native_key[] = \"%s\";\n", key);
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    const bool ok = fd >= 0 && put(fd, wg__native_preamble, strlen(wg__native_preamble)) &&
                    put(fd, n->source.text, n->source.size) && put(fd, last, (size_t)size);
    if (!ok)
        snprintf(reason, WG__REASON, "%.120s: %s", path, strerror(errno));
    return (fd < 0 || close(fd) == 0) && ok;
}

static bool compile(const wg__native *n, const wg__compiler *c, const char *dir, const char *key,
                    char *reason)
{
    char source[640], object[640];
    const unsigned file = atomic_fetch_add(&native.files, 1);
    snprintf(source, sizeof source, "%s/tmp-%ld-%u.c", dir, (long)getpid(), file);
    snprintf(object, sizeof object, "%s/tmp-%ld-%u.so", dir, (long)getpid(), file);
    const bool ok = write_source(n, source, key, reason) &&
                    wg__compile(c, n->isa, source, object, native.seconds, reason) &&
                    wg__native_keep(dir, object, key, reason);
    unlink(source);
    unlink(object);
    return ok;
}

/* Ends READY or FAILED. */
static void carry_out(wg__native *n)
{
    wg__compiler c;
    char dir[512], key[KEY];
    bool ok = wg__native_dir(dir, sizeof dir, n->reason) && wg__compiler_find(&c, n->reason);
    if (ok) {
        key_of(n, &c, key);
        n->handle = wg__native_open(dir, key, n->reason);
        if (!n->handle && compile(n, &c, dir, key, n->reason)) {
            n->handle = wg__native_open(dir, key, n->reason);
            if (!n->handle && !*n->reason)
                snprintf(n->reason, sizeof n->reason, "what was compiled has gone");
        }
        n->fn = n->handle ? dlsym(n->handle, "wg_native_programs") : NULL;
        ok = n->fn != NULL;
    }
    wg__free(n->source.text);
    n->source = (wg__source){0};
    atomic_store_explicit(&n->state, ok ? READY : FAILED, memory_order_release);
}

/* ---- the thread ---- */

static void *work(void *p)
{
    pthread_mutex_lock(&native.lock);
    while ((native.at_work = native.first)) {
        wg__native *n = native.at_work;
        native.first = n->next;
        pthread_mutex_unlock(&native.lock);
        carry_out(n);
        pthread_mutex_lock(&native.lock);
        native.at_work = NULL;
        wg__native_free(n);
    }
    native.running = false;
    pthread_cond_broadcast(&native.idle);
    pthread_mutex_unlock(&native.lock);
    return p;
}

/* The lock is held. A thread that has ended, or is about to and holds nothing, leaves nothing behind. */
static void join_ended(void)
{
    if (native.joinable && !native.running) {
        pthread_join(native.thread, NULL);
        native.joinable = false;
    }
}

/* A child could not join what has ended in its parent. */
static void before_fork(void)
{
    pthread_mutex_lock(&native.lock);
    join_ended();
}

static void in_parent(void)
{
    pthread_mutex_unlock(&native.lock);
}

static void forget(wg__native *n)
{
    snprintf(n->reason, sizeof n->reason, "the process was forked before it was compiled");
    atomic_store(&n->state, FAILED);
}

/* A child has no such thread, and does not wait for what its parent asked for. */
static void in_child(void)
{
    if (native.at_work)
        forget(native.at_work);
    for (wg__native *n = native.first; n; n = n->next)
        forget(n);
    native.first = native.at_work = NULL;
    native.running = native.joinable = false;
    pthread_mutex_init(&native.lock, NULL);
    pthread_cond_init(&native.idle, NULL);
}

static void watch_forks(void)
{
    pthread_atfork(before_fork, in_parent, in_child);
}

/* The lock is held. false: there is no thread to be had. */
static bool start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    sigset_t all, before;
    if (native.running)
        return true;
    pthread_once(&once, watch_forks);
    join_ended();
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    native.running = native.joinable = pthread_create(&native.thread, NULL, work, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return native.running;
}

static void ask(wg__native *n)
{
    pthread_mutex_lock(&native.lock);
    wg__native **last = &native.first;
    while (*last)
        last = &(*last)->next;
    *last = n;
    n->next = NULL;
    atomic_fetch_add(&n->refs, 1);
    if (!start()) {
        *last = NULL;
        atomic_fetch_sub(&n->refs, 1);
        snprintf(n->reason, sizeof n->reason, "there is no thread to be had");
        atomic_store(&n->state, FAILED);
    }
    pthread_mutex_unlock(&native.lock);
}

void wg__native_idle(void)
{
    pthread_mutex_lock(&native.lock);
    while (native.running)
        pthread_cond_wait(&native.idle, &native.lock);
    pthread_mutex_unlock(&native.lock);
}

/* Nothing of ours is at work when the library goes. */
static void __attribute__((destructor)) close_native(void)
{
    pthread_mutex_lock(&native.lock);
    wg__native *left = native.first;
    native.first = NULL;
    const bool join = native.joinable;
    pthread_mutex_unlock(&native.lock);
    wg__compile_stop(true);
    if (join)
        pthread_join(native.thread, NULL);
    while (left) {
        wg__native *next = left->next;
        wg__native_free(left);
        left = next;
    }
}

/* ---- a plan ---- */

static void request(wg__plan *p, const wg_graph *g, bool wait)
{
    wg__native *n = wg__alloc0(1, sizeof *n);
    if (!n)
        return; /* it is asked again at the next replay */
    atomic_init(&n->refs, 1);
    n->isa = (int)wg__cpu_isa();
    if (!wg__native_print(p, g, native.flaw, &n->source, &n->programs)) {
        wg__native_free(n);
        return;
    }
    p->native = n;
    if (n->programs == 0) {
        snprintf(n->reason, sizeof n->reason, "nothing in it can be printed");
        atomic_store(&n->state, FAILED);
    } else if (wait) {
        carry_out(n);
    } else {
        ask(n);
    }
}

/* Each tile program has its function, or none. */
static void set_bodies(wg__plan *p, const wg__native_fn *fn)
{
    uint32_t number = 0;
    for (uint32_t k = 0; k < p->steps; k++)
        if (p->step[k].kind == WG__STEP_TILE) {
            wg__program *g = p->step[k].what;
            g->compiled = fn ? fn[number++] : NULL;
            wg__program_choose(g);
        }
    p->native->taken = fn != NULL;
}

void wg__native_step(wg__plan *p, const wg_graph *g)
{
    const wg_native mode = wg_native_now();
    if (mode == WG_NATIVE_OFF) {
        if (p->native && p->native->taken)
            set_bodies(p, NULL);
        return;
    }
    if (!p->native) {
        if (p->stats.tile_programs == 0 || (mode == WG_NATIVE_ON && ++p->replays < LATE))
            return;
        request(p, g, mode == WG_NATIVE_WAIT);
    }
    if (p->native && !p->native->taken &&
        atomic_load_explicit(&p->native->state, memory_order_acquire) == READY)
        set_bodies(p, p->native->fn);
}

uint32_t wg__native_programs(const wg__plan *p)
{
    return p->native && p->native->taken ? p->native->programs : 0;
}

void wg__native_reason(const wg__plan *p, char *reason, size_t size)
{
    const wg__native *n = p->native;
    const int state = n ? atomic_load_explicit(&n->state, memory_order_acquire) : WAITING;
    if (p->stats.tile_programs == 0)
        snprintf(reason, size, "there is no tile program");
    else if (wg_native_now() == WG_NATIVE_OFF)
        snprintf(reason, size, "native code is off (WG_NATIVE=1 turns it on)");
    else if (!n)
        snprintf(reason, size, "it has not been run often enough");
    else if (state == FAILED)
        snprintf(reason, size, "%s", n->reason);
    else
        snprintf(reason, size, "%s",
                 state == WAITING ? "the compiler is at work"
                 : n->taken       ? "native"
                                  : "native from the next run on");
}
