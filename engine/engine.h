/* How a recorded graph is run: planned once per structure, replayed without allocation, lock, hash or system call: from the third run
 * on, as the second may write machine code (wg_set_jit). */
#ifndef WG_ENGINE_H
#define WG_ENGINE_H

#include <stdio.h>

#include "ops.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Evaluates tensors of one graph, and carries out the assignments among them. Reads see the values at the start of the run;
 * assignments land together at its end. Afterwards wg_data, wg_item and wg_print work on the tensors asked for, until the
 * next run or release. Returns WG_OK, or the graph's error code; then nothing was assigned. */
WG_API wg_code wg_run_at(wg_site at, wg_graph *g, const wg_tensor *t, int n);
#ifdef __cplusplus
} /* templates cannot have C linkage */
template <class... T> inline wg_code wg__cxx_run(wg_site at, wg_graph *g, T... t)
{
    const wg_tensor list[] = {t...};
    return wg_run_at(at, g, list, (int)sizeof...(t));
}
extern "C" {
#define wg_run(g, ...) wg__cxx_run(WG_AT("wg_run(" #g ", " #__VA_ARGS__ ")"), g, __VA_ARGS__)
#else
#define wg_run(g, ...)                                                                             \
    wg_run_at(WG_AT("wg_run(" #g ", " #__VA_ARGS__ ")"), g, WG_TENSORS(__VA_ARGS__))
#endif
#define wg_run_n(g, t, n) wg_run_at(WG_AT("wg_run_n(" #g ", " #t ", " #n ")"), g, t, n)

/* The same results from the plainest possible executor: node by node, every value in its own memory, naive kernels.
 * It is what the planned run is tested against. */
WG_API wg_code wg_run_reference_at(wg_site at, wg_graph *g, const wg_tensor *t, int n);
#define wg_run_reference(g, t, n)                                                                  \
    wg_run_reference_at(WG_AT("wg_run_reference(" #g ", " #t ", " #n ")"), g, t, n)

/* What a run of these tensors takes, known before it runs (the plan is made if it is not there yet). */
typedef struct wg_plan_stats {
    int64_t nodes; /* reached from the tensors asked for, leaves included */
    int64_t steps; /* what a replay carries out, one after the other */
    int64_t
        tile_programs; /* fused steps: elementwise operations and reductions that go through the same rows */
    int64_t tile_ops; /* operations inside them */
    int64_t phases;   /* of all tile programs: what stands between reductions along rows */
    int64_t gemms;
    int64_t kernels;    /* other kernels */
    int64_t copies;     /* of a strided view into contiguous memory */
    int64_t views;      /* nodes that cost nothing */
    int64_t in_place;   /* values that took over the memory of an operand */
    int64_t recomputed; /* ops that are computed a second time (wg_set_memory_budget) */
    int64_t regions;    /* runs of steps that a chunk of rows goes through one after the other */
    int64_t
        barriers; /* regions and other steps that threads share: they wait for one another after each */
    int64_t
        bytes; /* memory of the plan: values, scratch and the plan's own tables. Leaves are not in it. */
    int64_t arena_bytes;       /* of these, values between steps */
    int64_t arena_lower_bound; /* the largest sum of values alive at once */
    double flop;               /* of one run */
    double
        bytes_moved; /* operands read and results written by the steps: each element once per step */
} wg_plan_stats;
WG_API wg_code wg_plan_stats_of(wg_graph *g, const wg_tensor *t, int n, wg_plan_stats *stats);
WG_API int64_t wg_plan_bytes(wg_graph *g, const wg_tensor *t, int n); /* stats.bytes; -1 on error */

typedef enum wg_format { WG_TEXT, WG_DOT, WG_JSON } wg_format;
WG_API wg_code wg_plan_dump(FILE *f, wg_format format, wg_graph *g, const wg_tensor *t, int n);
/* What was recorded, before any planning: the nodes that t[0..n) reach. */
WG_API wg_code wg_graph_dump(FILE *f, wg_format format, wg_graph *g, const wg_tensor *t, int n);

/* Turns passes of the planner off and on, for the plans of this graph that are made from now on; those made so far go, and
 * the values asked for with them. "-rows,-columns" turns two off, "+rows" turns one on. What is computed stays the same to the bit, and only
 * speed and memory change; but `products` rounds once where the ops apart round several times.
 *
 *   products  bias, activation, summand and update join their matrix product, and what is wanted transposed is computed so
 *   fuse      ops that go through the same rows share a step
 *   rows      reductions along rows (softmax, layer norm, their derivatives) among them
 *   columns   and reductions down the columns (gradients of what was broadcast along rows)
 *   totals    and reductions of everything (a loss)
 *   combine   two or three ops of a program are one instruction
 *   regions   a chunk of rows goes through several steps while it is in the cache, and what only these read has memory for a chunk
 *   inplace   a value takes over the memory of an operand; an update goes straight into its parameter
 *   reuse     values that do not live at the same time share memory
 *
 * Three more are checks, for those who work on the planner; they are on in a build without NDEBUG, and cost time:
 *
 *   verify    the plan is verified after each pass; what is wrong is WG_ERR_INTERNAL
 *   sanitize  each step of a run must find what it reads as it was written, and may change nothing else; otherwise WG_ERR_INTERNAL
 *   races     on several threads, what one writes and another touches must have a barrier between; otherwise WG_ERR_INTERNAL
 *
 * Plans of more than 4096 steps are verified after each pass, but not held value against value.
 *
 * A graph starts with all of them, less what the environment variable WG_PLAN_PASSES says in the same words. */
WG_API wg_code wg_set_plan_passes(wg_graph *g, const char *passes);

/* Holds each plan of this graph to so many bytes (as wg_plan_stats.bytes counts them: values, scratch and tables, not leaves); 0, the
 * default: no limit. A run that would take more computes values anew when the walk backward reads them, instead of keeping them, where
 * wg_checkpoint allows it: what lies between two checkpoints is computed a second time from what is kept. The segments that cost the least
 * work for the bytes they free are taken first, and no more of them than needed. The values are the same to the bit.
 *
 * If that is not enough, wg_run does nothing and fails with WG_ERR_MEMORY, naming the least that would do. Plans made so far go, and
 * the values asked for with them. WG_ERR_ARGUMENT: bytes < 0.
 *
 *   wg_tensor h = x;
 *   for (int k = 0; k < layers; k++)
 *       h = wg_checkpoint(layer(h, k)); // kept; what layer() computes inside may be computed again
 *   wg_set_memory_budget(g, 64 << 20);
 */
WG_API wg_code wg_set_memory_budget(wg_graph *g, int64_t bytes);

/* How many threads the runs of this process use, the calling one included. Values are the same to the bit for any number: work is cut by
 * shape, never by threads. Small steps stay on the caller, so a small graph runs as with one thread.
 *
 *   1    the default: nothing is started, a replay takes no lock and makes no system call
 *   n    2 .. 256: the first large step starts the others; fewer if the system gives no more
 *   0    one for each core that the process may use
 *
 * The environment variable WG_THREADS says the same from outside, until this is called. With WG_THREADS_PIN=1 each thread that is started keeps
 * to a core of its own, if there are enough; the caller's never is. WG_ERR_ARGUMENT: n is another number; nothing
 * changes. May be called at any time, from any thread but a kernel's; runs of several graphs in several threads share one pool, which helps
 * one step at a time. After fork the child starts its own threads when it needs them. */
WG_API wg_code wg_set_threads(int n);
WG_API int wg_threads(void); /* the number now */

/* Native code: tile programs compiled by the system's C compiler, for this process. The values are the same to the bit. Where there is no
 * compiler, or it fails, programs are interpreted as ever.
 *
 *   OFF    the default: no process is started, nothing is written
 *   ON     a plan that has been run 32 times is compiled behind it, in a thread and a process of their own, and is taken up between two
 *          runs when it is there. Nobody waits
 *   WAIT   a plan is compiled at its first run, which waits: for tests and measurements
 *
 * What was compiled is kept in $WG_CACHE_DIR, $XDG_CACHE_HOME/wengert or ~/.cache/wengert: a directory of this user that nobody else can write
 * (otherwise it is not used), of at most 256 files and 64 MiB, safe to delete. The compiler is cc, gcc or clang, the first in PATH, or
 * what WG_CC names. A process that has a handler of SIGCHLD sees a child that it did not start end.
 *
 * The environment variable WG_NATIVE=0, 1 or wait says the same from outside, until this is called. WG_ERR_ARGUMENT: mode is none of these.
 * May be called at any time, from any thread. */
typedef enum wg_native { WG_NATIVE_OFF, WG_NATIVE_ON, WG_NATIVE_WAIT } wg_native;
WG_API wg_code wg_set_native(wg_native mode);
WG_API wg_native wg_native_now(void);

/* What has become of it for a plan. */
typedef struct wg_native_stats {
    int64_t programs; /* tile programs of the plan */
    int64_t native;   /* of these, those that run as native code */
    char reason
        [256]; /* "native", or why not: "the compiler is at work", "there is no compiler: ..." */
} wg_native_stats;
WG_API wg_code wg_native_stats_of(wg_graph *g, const wg_tensor *t, int n, wg_native_stats *stats);

/* Machine code: the arithmetic of tile programs, written by the library itself into memory of this process, in some ten microseconds and
 * without a compiler. The values are the same to the bit. What native code has compiled goes before it.
 *
 *   OFF    programs are interpreted
 *   ON     the default: a plan gets its code when it runs a second time. That run allocates, and makes two system calls (mmap, mprotect); a
 *          process that gives up the right to these runs a plan twice before, or turns machine code off
 *   WAIT   when it runs the first time: for tests and measurements
 *
 * For processors with AVX-512; others interpret. A page is written, then made executable, never both at once; where the system refuses that,
 * programs are interpreted. The environment variable WG_JIT=0, 1 or wait says the same from outside, until this is called.
 * WG_ERR_ARGUMENT: mode is none of these. May be called at any time, from any thread. */
typedef enum wg_jit { WG_JIT_OFF, WG_JIT_ON, WG_JIT_WAIT } wg_jit;
WG_API wg_code wg_set_jit(wg_jit mode);
WG_API wg_jit wg_jit_now(void);

/* What has become of it for a plan. */
typedef struct wg_jit_stats {
    int64_t programs; /* tile programs of the plan */
    int64_t written;  /* of these, those that have machine code: the others would gain nothing */
    int64_t bytes;    /* of memory for it, which wg_plan_stats has not got */
    char reason[256]; /* "machine code", or why there is none */
} wg_jit_stats;
WG_API wg_code wg_jit_stats_of(wg_graph *g, const wg_tensor *t, int n, wg_jit_stats *stats);

/* Times the steps of this graph's plans from now on, or no longer; plans made so far go, and the values asked for with them. A run of a
 * traced plan allocates nothing either, but reads the clock twice a step. A graph is traced from the start if the environment
 * variable WG_TRACE names a file: what was traced is written there when the graph is freed (whole or not at all; further graphs of the
 * process write FILE-2.json, ...), and `wengert plan FILE` shows it. */
WG_API wg_code wg_trace(wg_graph *g, bool on);
/* The plans that have run since, as the JSON report "wengert.plan/1" (docs/reports.md): steps and what each is, how long they took
 * (the latest runs, at least 16 of each plan), memory and who has it when, what became one step and why the rest did not. title may be NULL. */
WG_API wg_code wg_trace_write(FILE *f, wg_graph *g, const char *title);

/* The graph's plan cache: least recently used plans go first. */
typedef struct wg_cache_stats {
    int64_t plans, capacity, hits, misses, evictions;
    int64_t bytes; /* held by all its plans */
} wg_cache_stats;
WG_API wg_code wg_cache_stats_of(wg_graph *g, wg_cache_stats *stats);
WG_API wg_code wg_set_cache_capacity(wg_graph *g, int plans); /* >= 1; default 64 */

#ifdef __cplusplus
}
#endif
#endif
