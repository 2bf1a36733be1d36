/* Native code: the second body of tile programs.  Private.
 *
 *   native_print.c   the programs of a plan as a source of C
 *   native_cache.c   what was compiled, in a directory of the user's own
 *   native_build.c   the system's compiler, as a process of its own
 *   native.c         who asked, the thread that waits for the compiler, and the swap between two replays
 *
 * The source is the library's own headers of vector functions and reductions (wg__native_preamble, made from these files by the build)
 * and one function per program behind them, so both bodies give the same bits. What it cannot print, it calls the interpreter for. */
#ifndef WG_ENGINE_NATIVE_H
#define WG_ENGINE_NATIVE_H

#include "engine/plan.h"

extern const char wg__native_preamble[];

/* ---- native_print.c ---- */

typedef struct wg__source {
    char *text; /* wg__free */
    size_t size, room;
    bool failed; /* out of memory */
} wg__source;

/* The functions of p's tile programs, bound now; `programs` of them are printed. The text names no pointer and no leaf: the same structure
 * gives the same text. A test's flaw is planted if it is not 0. false: out of memory. */
bool wg__native_print(const wg__plan *p, const wg_graph *g, int flaw, wg__source *out,
                      uint32_t *programs);
void wg__source_add(wg__source *s, const char *fmt, ...) WG_PRINTF(2, 3);

/* ---- native_build.c ---- */

enum { WG__REASON = 256 };

typedef struct wg__compiler {
    char path[512]; /* found in PATH, or what WG_CC says */
    char what[640]; /* path, size and time of it: part of the key */
} wg__compiler;
bool wg__compiler_find(wg__compiler *c, char *reason);
const char *const *wg__compiler_flags(int isa, int *n);
/* Compiles `source` to the file `object`, in a process that has `seconds` to do so. */
bool wg__compile(const wg__compiler *c, int isa, const char *source, const char *object,
                 double seconds, char *reason);
void wg__compile_stop(bool stop); /* the process at work ends, and none is started */

/* ---- native_cache.c ---- */

/* The directory, made if it is not there; false: it is not ours alone. size 512 */
bool wg__native_dir(char *dir, size_t size, char *reason);
/* The shared object `key` of the directory as a handle of dlopen; NULL: it is not there (reason empty) or not to be trusted. */
void *wg__native_open(const char *dir, const char *key, char *reason);
/* Seals the file `object` and gives it its name; the oldest go when there are too many. */
bool wg__native_keep(const char *dir, const char *object, const char *key, char *reason);

/* ---- native.c ---- */

/* Between two replays, while native code is on: asks for the code of a plan that is run again and again, and takes it when it is there. */
void wg__native_step(wg__plan *p, const wg_graph *g);
void wg__native_free(wg__native *n);                      /* NULL is fine */
bool wg__native_parse(const char *text, wg_native *mode); /* "0", "1", "wait" */
uint32_t wg__native_programs(const wg__plan *p); /* of its programs, those that are native now */
/* Why a plan is interpreted, or not: a sentence without a full stop. */
void wg__native_reason(const wg__plan *p, char *reason, size_t size);

/* Hooks for tests. */
void wg__native_test(int flaw, double seconds); /* 0, 0: none; seconds a compiler has */
void wg__native_idle(void);                     /* returns when nothing is being compiled */

#endif
