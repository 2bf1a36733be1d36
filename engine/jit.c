/* Machine code for tile programs: whether, when, and for which plans. */
#include "engine/jit.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/jit_emit.h"
#include "engine/native.h"
#include "tensor/cpu.h"
#include "tensor/memory.h"

enum { RUNS = 2, LINE = 64 }; /* of a plan: one that runs once is not worth it */

#if defined(__x86_64__) && !defined(WG_ISA_ONLY_BASE)
#define CAN_WRITE (wg__cpu_isa() == WG__ISA_AVX512)
#else
#define CAN_WRITE false
#endif

/* What has become of a plan. */
enum { NOT_YET, WRITTEN, NOTHING_GAINED, TOO_LARGE, NO_MEMORY, NO_PAGES };

static struct {
    atomic_int mode; /* 1 + wg_jit; 0: the environment has not been asked yet */
    int flaw, no_pages;
} jit;

/* ---- whether ---- */

wg_jit wg_jit_now(void)
{
    int mode = atomic_load_explicit(&jit.mode, memory_order_relaxed);
    if (mode)
        return (wg_jit)(mode - 1);
    wg_native asked = (wg_native)WG_JIT_ON;
    const char *text = getenv("WG_JIT");
    if (text && !wg__native_parse(text, &asked))
        asked = (wg_native)WG_JIT_ON;
    return atomic_compare_exchange_strong(&jit.mode, &mode, 1 + (int)asked) ? (wg_jit)asked
                                                                            : (wg_jit)(mode - 1);
}

wg_code wg_set_jit(wg_jit mode)
{
    if (mode != WG_JIT_OFF && mode != WG_JIT_ON && mode != WG_JIT_WAIT)
        return WG_ERR_ARGUMENT;
    atomic_store(&jit.mode, 1 + (int)mode);
    return WG_OK;
}

void wg__jit_test(int flaw, int no_pages)
{
    jit.flaw = flaw;
    jit.no_pages = no_pages;
}

/* ---- a plan ---- */

void wg__jit_free(wg__jit *j)
{
    if (j->pages)
        wg__jit_unmap(j->pages, j->size);
    *j = (wg__jit){0};
}

static wg__program *tile(const wg__plan *p, uint32_t k)
{
    return p->step[k].kind == WG__STEP_TILE ? p->step[k].what : NULL;
}

static void set_bodies(wg__plan *p, const size_t *entry)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < p->steps; k++) {
        wg__program *g = tile(p, k);
        if (!g)
            continue;
        g->generated = NULL;
        if (entry && entry[n]) {
            const uintptr_t at = (uintptr_t)p->jit.pages + entry[n];
            memcpy(&g->generated, &at, sizeof at);
        }
        wg__program_choose(g);
        n++;
    }
}

/* Layers of one kind have programs of one kind: the same bytes, as these name no place in memory. Their code is there once. */
typedef struct known {
    size_t start, size, entry;
} known;
enum { KNOWN = 16 };

/* The program's code, from `start` on, was there before; then it is dropped, and this is the entry of the other. Otherwise 0. */
static size_t find_known(emitter *e, known *k, size_t start, size_t *count, size_t entry)
{
    const size_t size = e->a.size - start;
    for (size_t at = 0; at < KNOWN && at < *count; at++)
        if (k[at].size == size && memcmp(e->a.code + k[at].start, e->a.code + start, size) == 0) {
            e->a.size = start;
            return k[at].entry;
        }
    k[*count % KNOWN] = (known){start, size, entry};
    ++*count;
    return entry;
}

/* Where each tile program's code begins goes to entry; 0: it has none. */
static void write_programs(wg__plan *p, emitter *e, size_t *entry)
{
    uint32_t n = 0;
    size_t count = 0;
    bool large = false;
    known k[KNOWN];
    for (uint32_t at = 0; at < p->steps; at++) {
        if (!tile(p, at))
            continue;
        wg__asm_align(&e->a, LINE);
        const size_t start = e->a.size;
        entry[n] = 0;
        if (wg__jit_program(e, &p->step[at], &entry[n]) && !e->a.failed) {
            entry[n] = find_known(e, k, start, &count, entry[n]);
            p->jit.programs++;
        } else {
            entry[n] = 0;
        }
        large = large || e->refused;
        n++;
    }
    p->jit.state = e->a.failed       ? NO_MEMORY
                   : p->jit.programs ? WRITTEN
                   : large           ? TOO_LARGE
                                     : NOTHING_GAINED;
}

static void *pages_for(const wg__asm *a)
{
    if (!jit.no_pages)
        return wg__jit_pages(a->code, a->size);
    errno = jit.no_pages;
    return NULL;
}

static void write_code(wg__plan *p, const wg_graph *g)
{
    wg__jit *j = &p->jit;
    emitter *e = wg__alloc(sizeof *e);
    size_t *entry = wg__alloc((size_t)p->stats.tile_programs * sizeof *entry);
    j->state = NO_MEMORY;
    if (e && entry) {
        e->a = (wg__asm){0};
        e->flaw = jit.flaw;
        e->b.p = p;
        e->b.g = g;
        write_programs(p, e, entry);
        j->size = e->a.size;
        if (j->state == WRITTEN && !(j->pages = pages_for(&e->a))) {
            j->error = errno;
            j->state = NO_PAGES;
        }
        if (j->pages)
            set_bodies(p, entry);
        wg__free(e->a.code);
    }
    wg__free(entry);
    wg__free(e);
}

void wg__jit_step(wg__plan *p, const wg_graph *g)
{
    const wg_jit mode = wg_jit_now();
    if (mode == WG_JIT_OFF) {
        if (p->jit.pages)
            set_bodies(p, NULL);
        if (p->jit.state != NOT_YET) /* it is written anew when it is on again */
            wg__jit_free(&p->jit);
        return;
    }
    if (p->jit.state != NOT_YET || p->stats.tile_programs == 0 || !CAN_WRITE ||
        (mode == WG_JIT_ON && ++p->jit.runs < RUNS))
        return;
    write_code(p, g);
}

uint32_t wg__jit_programs(const wg__plan *p)
{
    return p->jit.pages ? p->jit.programs : 0;
}

void wg__jit_reason(const wg__plan *p, char *reason, size_t size)
{
    static const char *const reasons[] = {
        [NOT_YET] = "it has been run once at most",
        [WRITTEN] = "machine code",
        [NOTHING_GAINED] = "no two of its passes can become one",
        [TOO_LARGE] = "its programs are too large",
        [NO_MEMORY] = "out of memory",
    };
    if (p->stats.tile_programs == 0)
        snprintf(reason, size, "there is no tile program");
    else if (wg_jit_now() == WG_JIT_OFF)
        snprintf(reason, size, "machine code is off (WG_JIT=1 turns it on)");
    else if (!CAN_WRITE)
        snprintf(reason, size, "it is written for AVX-512 only");
    else if (p->jit.state == NO_PAGES)
        snprintf(reason, size, "the system lets no memory become code: %s", strerror(p->jit.error));
    else
        snprintf(reason, size, "%s", reasons[p->jit.state]);
}
