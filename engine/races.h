/* The check of races: is each read and write of what threads share ordered?  Private.
 *
 * What a thread does with memory of the plan is logged where it does it, with the pointers that it has there and with its clock (threads.h).
 * A share is a thread of its own here, whichever lane took it: two shares that one lane did after the other could have been done by two at once.
 * So what is found does not depend on chance. When a step is done, each write is held against all that touched the same bytes and was not over
 * before, nor began after it by way of a barrier. A fault is a message with both steps and the value, and an error of the run.
 *
* Not logged: what kernels do that are cut otherwise than into slices (ops/pieces.h), and a thread's own scratch. */
#ifndef WG_ENGINE_RACES_H
#define WG_ENGINE_RACES_H

#include "engine/plan.h"
#include "engine/threads.h"

/* Of a step: who wants to know. A program, product, call or copy of a plan that is not watched has none. */
typedef struct wg__watch {
    struct wg__races *races;
    uint32_t step;
} wg__watch;

/* They are one thread's, or the one had ended when the other began. */
bool wg__clock_ordered(const wg__clock *a, const wg__clock *b);

/* Makes p->races, and has all steps watched. false: out of memory. */
bool wg__races_new(wg__plan *p);
void wg__races_free(struct wg__races *r); /* NULL is fine */
void wg__races_begin(wg__plan *p, wg_graph *g);
/* A step, or a region, is done. WG_ERR_INTERNAL: message says which two are not ordered. */
wg_code wg__races_after(wg__plan *p, wg_graph *g, char *message, size_t size);

/* ---- what a thread does; w is not NULL ---- */

void wg__watch_bytes(const wg__watch *w, const void *at, size_t bytes, bool write);
/* Elements first .. first + n - 1 of the walk from src on are read. */
void wg__watch_walk(const wg__watch *w, const void *src, const wg__strided *s, size_t size,
                    int64_t first, int64_t n);
/* rows x cols elements, strides in elements. */
void wg__watch_matrix(const wg__watch *w, const void *at, int64_t rows, int64_t cols, int64_t rs,
                      int64_t cs, size_t size, bool write);
void wg__watch_gemm(const wg__watch *w, const wg__gemm *g, wg_dtype d);
void wg__watch_kernel(const wg__watch *w, const wg_kernel_args *k);
/* Rows first .. first + rows - 1 of a program, at which its pointers stand. */
void wg__watch_rows(const wg__watch *w, const wg__program *g, int64_t first, int64_t rows);

#endif
