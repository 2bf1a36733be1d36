/* Machine code that we write ourselves: the third body of tile programs, beside the interpreter and what a C compiler makes (native.h).
 * Private.
 *
 *   jit_asm.c        instructions
 *   jit_lanes.c, jit_registers.c, jit_emit.c   a program (jit_emit.h)
 *   jit_memory.c     memory that code runs in
 *   jit.c            when, and for which plans */
#ifndef WG_ENGINE_JIT_H
#define WG_ENGINE_JIT_H

#include "engine/plan.h"

/* ---- jit_memory.c ---- */

/* A copy of the code in memory of its own, to be run and never to be written again. NULL: the system gives none, and errno says why. */
void *wg__jit_pages(const void *code, size_t size);
void wg__jit_unmap(void *pages, size_t size);

/* ---- jit.c ---- */

/* Between two replays: writes the code of a plan that runs a second time. */
void wg__jit_step(wg__plan *p, const wg_graph *g);
void wg__jit_free(wg__jit *j);
uint32_t wg__jit_programs(const wg__plan *p); /* of its programs, those that run so now */
/* Why a plan is interpreted, or not: a sentence without a full stop. */
void wg__jit_reason(const wg__plan *p, char *reason, size_t size);

/* Hooks for tests: a flaw is planted in what is written from now on; pages are refused with this errno. */
void wg__jit_test(int flaw, int no_pages);

#endif
