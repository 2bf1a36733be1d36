/* The system's compiler, as a process of its own: no shell, no file of ours open in it, a time limit. Whatever it does, a reason comes back. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/native.h"
#include "native_flags.h"

extern char **environ;

/* ---- which compiler ---- */

static bool is_program(const char *path, wg__compiler *c)
{
    struct stat st;
    if (strlen(path) >= sizeof c->path || stat(path, &st) != 0 || !S_ISREG(st.st_mode) ||
        access(path, X_OK) != 0)
        return false;
    snprintf(c->path, sizeof c->path, "%s", path);
    snprintf(c->what, sizeof c->what, "%s %lld %lld", path, (long long)st.st_size,
             (long long)st.st_mtime);
    return true;
}

/* In the folders of PATH that are named from the root. */
static bool in_path(const char *name, wg__compiler *c)
{
    const char *at = secure_getenv("PATH");
    char path[1024];
    while (at && *at) {
        const size_t n = strcspn(at, ":");
        if (*at == '/' && n + strlen(name) + 2 < sizeof path) {
            snprintf(path, sizeof path, "%.*s/%s", (int)n, at, name);
            if (is_program(path, c))
                return true;
        }
        at += n + (at[n] == ':');
    }
    return false;
}

bool wg__compiler_find(wg__compiler *c, char *reason)
{
    static const char *const names[] = {"cc", "gcc", "clang"};
    const char *asked = secure_getenv("WG_CC");
    if (asked && *asked) {
        if (*asked == '/' ? is_program(asked, c) : in_path(asked, c))
            return true;
        snprintf(reason, WG__REASON, "WG_CC: there is no program %.64s", asked);
        return false;
    }
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (in_path(names[k], c))
            return true;
    snprintf(reason, WG__REASON, "there is no compiler: no cc, gcc or clang in PATH");
    return false;
}

const char *const *wg__compiler_flags(int isa, int *n)
{
#define FLAGS                                                                                      \
    "-std=gnu11", "-O2", "-fPIC", "-shared", "-w", "-x", "c", "-DWG_NATIVE", WG__MATH_FLAGS
    static const char *const base[] = {FLAGS, WG__FLAGS_BASE},
                             *const avx2[] = {FLAGS, WG__FLAGS_AVX2},
                             *const avx512[] = {FLAGS, WG__FLAGS_AVX512};
    static const struct {
        const char *const *flag;
        int n;
    } all[] = {[WG_ISA_BASE] = {base, sizeof base / sizeof *base},
               [WG_ISA_AVX2] = {avx2, sizeof avx2 / sizeof *avx2},
               [WG_ISA_AVX512] = {avx512, sizeof avx512 / sizeof *avx512}};
    *n = all[isa].n;
    return all[isa].flag;
}

/* ---- the process ---- */

/* Started by nobody while it says so; of the process at work, 0 if there is none. */
static atomic_bool stopped;
static _Atomic pid_t at_work;

void wg__compile_stop(bool stop)
{
    atomic_store(&stopped, stop);
    const pid_t pid = atomic_load(&at_work);
    if (stop && pid > 0)
        kill(-pid, SIGKILL);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* In a group of its own, with no signal blocked or ignored, without input; what it says goes to `say`. */
static int spawn(pid_t *pid, const char *path, char *const *argv, int say)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, all;
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attr) != 0) {
        posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    sigemptyset(&none);
    sigfillset(&all);
    int e = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    e = e ? e : posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    e = e ? e : posix_spawn_file_actions_adddup2(&files, say, 2);
#if defined(__GLIBC__) && (__GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 34))
    e = e ? e : posix_spawn_file_actions_addclosefrom_np(&files, 3);
#endif
    e = e ? e : posix_spawnattr_setsigmask(&attr, &none);
    e = e ? e : posix_spawnattr_setsigdefault(&attr, &all);
    e = e ? e : posix_spawnattr_setpgroup(&attr, 0);
    e = e ? e
          : posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                POSIX_SPAWN_SETPGROUP);
    e = e ? e : posix_spawn(pid, path, &files, &attr, argv, environ);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    return e;
}

/* Collects the beginning of what it says, until it ends or its time is up. status -1: somebody else has taken it. */
static bool wait_for(pid_t pid, int said, double seconds, int *status, char *text, size_t size)
{
    const double end = now() + seconds;
    size_t n = 0;
    char more[512];
    bool open = true;
    *status = -1;
    for (;;) {
        struct pollfd f = {.fd = open ? said : -1, .events = POLLIN};
        poll(&f, 1, 5);
        const ssize_t got = open && f.revents ? read(said, more, sizeof more) : -1;
        open = open && !(f.revents && got <= 0);
        for (ssize_t k = 0; k < got && n + 1 < size; k++)
            text[n++] = more[k];
        text[n] = 0;
        const pid_t gone = waitpid(pid, status, WNOHANG);
        if (gone == pid)
            return true;
        if (gone < 0 && errno == ECHILD && !open)
            return true;
        if (now() > end || atomic_load(&stopped))
            break;
    }
    kill(-pid, SIGKILL);
    waitpid(pid, status, 0);
    return false;
}

/* The first line that says what is wrong, or the first line. */
static void quote(char *reason, const char *how, const char *text)
{
    const char *at = strstr(text, "error");
    while (at && at > text && at[-1] != '\n')
        at--;
    at = at ? at : text;
    snprintf(reason, WG__REASON, "the compiler %s%s%.*s", how, *at ? ": " : "",
             (int)strcspn(at, "\n"), at);
}

static bool judge(bool ended, int status, double seconds, const char *text, char *reason)
{
    if (!ended)
        snprintf(reason, WG__REASON,
                 atomic_load(&stopped) ? "the compiler was stopped"
                                       : "the compiler had not ended after %g s",
                 seconds);
    else if (status != -1 && WIFSIGNALED(status))
        quote(reason, "was ended by a signal", text);
    else if (status != -1 && WEXITSTATUS(status) != 0)
        quote(reason, "failed", text);
    else
        return true;
    return false;
}

enum { MAX_FLAGS = 40 };

static bool run(const wg__compiler *c, char *const *argv, double seconds, char *reason)
{
    int ends[2], status = -1;
    pid_t pid;
    char text[1024] = "";
    if (pipe2(ends, O_CLOEXEC) != 0) {
        snprintf(reason, WG__REASON, "no pipe to the compiler: %s", strerror(errno));
        return false;
    }
    const int e = atomic_load(&stopped) ? ECANCELED : spawn(&pid, c->path, argv, ends[1]);
    close(ends[1]);
    bool ok = false;
    if (e) {
        snprintf(reason, WG__REASON, "the compiler %.100s does not start: %s", c->path,
                 strerror(e));
    } else {
        atomic_store(&at_work, pid);
        const bool ended = wait_for(pid, ends[0], seconds, &status, text, sizeof text);
        atomic_store(&at_work, 0);
        ok = judge(ended, status, seconds, text, reason);
    }
    close(ends[0]);
    return ok;
}

bool wg__compile(const wg__compiler *c, int isa, const char *source, const char *object,
                 double seconds, char *reason)
{
    int n;
    const char *const *flag = wg__compiler_flags(isa, &n);
    const char *argv[MAX_FLAGS] = {c->path};
    int k = 1;
    for (int j = 0; j < n && k < MAX_FLAGS - 6; j++)
        argv[k++] = flag[j];
    argv[k++] = "-o";
    argv[k++] = object;
    argv[k++] = source;
    argv[k++] = "-lm";
    return run(c, (char *const *)(uintptr_t)argv, seconds, reason);
}
