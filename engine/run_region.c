/* A region at work: chunk after chunk through all its steps. Nothing here allocates.
 *
 * Steps go by the numbers of their rows in the whole, as they do outside of a region; a pointer to a value of the chunk is set back by as
 * many units as came before the chunk. On several threads each has the steps' tables and the chunk's scratch for itself. Where chunks have an
 * order and there is one item, nobody can take the next chunk: then threads share each step of a chunk. */
#include <stddef.h>
#include <string.h>

#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/sanitize.h"
#include "engine/threads.h"
#include "engine/trace.h"

enum { ALIGN = 64 };

/* ---- a chunk ---- */

/* Steps as one thread has them, and its scratch. */
typedef struct frame {
    const wg__region *r;
    void *what[WG__MOST_REGION_STEPS]; /* wg__program or wg__product */
    char *scratch;
    bool inner; /* threads share each step of a chunk */
} frame;

static void set_along(const frame *f, int64_t unit)
{
    for (uint32_t k = 0; k < f->r->alongs; k++) {
        const wg__along *a = &f->r->along[k];
        void *what = f->what[a->step - f->r->first];
        char *p = (char *)((uintptr_t)f->scratch + a->offset - (uintptr_t)unit * a->unit);
        wg__program *g = what;
        switch ((wg__along_kind)a->kind) {
        case WG__ALONG_MOVER: g->mover[a->which].base = p; break;
        case WG__ALONG_FILL: g->fill[a->which].src = p; break;
        case WG__ALONG_PRODUCT: memcpy((char *)what + a->which, &p, sizeof p); break;
        }
    }
}

static wg_code run_part(const frame *f, uint32_t k, int64_t first, int64_t end, const wg__exec *x)
{
    const wg__region *r = f->r;
    if (r->step[k].kind == WG__STEP_GEMM) {
        wg__product_units(f->what[k], r->units, r->span, first, end);
        return WG_OK;
    }
    const wg__program *g = f->what[k];
    const int64_t rows = g->rows / r->units;
    wg_code code;
    *x->pos = r->step[k].pos;
    if (f->inner && wg__threads() > 1 && wg__share_rows(g, x, first * rows, end * rows, &code))
        return code;
    return wg__program_rows(g, x, first * rows, end * rows);
}

/* Units of chunk k if there are `most` to a chunk. */
static int64_t chunk_at(const wg__region *r, int64_t most, int64_t k, int64_t *end)
{
    const int64_t each = (r->span + most - 1) / most, start = k / each * r->span,
                  first = start + k % each * most, last = start + r->span;
    *end = last - first < most ? last : first + most;
    return first;
}

static int64_t chunks_of(const wg__region *r, int64_t most)
{
    return r->units / r->span * ((r->span + most - 1) / most);
}

/* ---- on one thread ---- */

typedef struct alone {
    wg__plan *p;
    wg_graph *g;
    frame f;
    double *seconds; /* of each step, so far; NULL: nobody asks */
} alone;

static wg_code run_watched(const alone *a, uint32_t k, int64_t first, int64_t end,
                           const wg__exec *x)
{
    const wg__span_of_steps now = {a->f.r->first + k, a->f.r->first + k + 1};
    if (a->p->sanitizer &&
        !wg__sanitize_chunk_before(a->p, a->g, now.first, x->message, x->message_size))
        return WG_ERR_INTERNAL;
    const double begin = a->p->trace ? wg__trace_clock() : 0;
    wg_code code = run_part(&a->f, k, first, end, x);
    if (a->p->trace)
        a->seconds[k] += wg__trace_clock() - begin;
    if (code == WG_OK && a->p->races)
        code = wg__races_after(a->p, a->g, x->message, x->message_size);
    return code == WG_OK && a->p->sanitizer &&
                   !wg__sanitize_chunk_after(a->p, a->g, now.first, x->message, x->message_size)
               ? WG_ERR_INTERNAL
               : code;
}

static wg_code run_alone(const alone *a, const wg__exec *x)
{
    const wg__region *r = a->f.r;
    const uint32_t steps = r->end - r->first;
    const bool watched = a->p->sanitizer || a->p->trace || a->p->races;
    wg_code code = WG_OK;
    for (int64_t k = 0, n = chunks_of(r, r->chunk); k < n && code == WG_OK; k++) {
        int64_t end;
        const int64_t first = chunk_at(r, r->chunk, k, &end);
        set_along(&a->f, first);
        if (a->p->options.poison && r->scratch_bytes)
            memset(r->scratch, 0xFF, r->scratch_bytes);
        if (a->p->sanitizer)
            wg__sanitize_chunk_begin(a->p, r);
        for (uint32_t s = 0; s < steps && code == WG_OK; s++)
            code = watched ? run_watched(a, s, first, end, x) : run_part(&a->f, s, first, end, x);
    }
    return code;
}

static void each_program(const wg__region *r, void (*fn)(const wg__program *g))
{
    for (uint32_t k = 0; k < r->end - r->first; k++)
        if (r->step[k].kind == WG__STEP_TILE)
            fn(r->step[k].what);
}

wg_code wg__run_region(wg__plan *p, wg__region *r, wg_graph *g, const wg__exec *x)
{
    double seconds[WG__MOST_REGION_STEPS];
    alone a = {
        .p = p, .g = g, .f = {.r = r, .scratch = r->scratch, .inner = !r->cut}, .seconds = seconds};
    const uint32_t steps = r->end - r->first;
    const double begin = p->trace ? wg__trace_clock() : 0;
    wg_code code;
    if (r->cut && (!p->sanitizer || p->races) && wg__threads() > 1 &&
        wg__share_region(r, x, &code)) {
        if (p->trace)
            wg__trace_region(p->trace, r, begin, NULL);
        if (code == WG_OK)
            each_program(r, wg__program_sum_kept);
        return code;
    }
    for (uint32_t k = 0; k < steps; k++) {
        a.f.what[k] = r->step[k].what;
        seconds[k] = 0;
    }
    each_program(r, wg__program_begin);
    each_program(r, wg__program_first);
    code = run_alone(&a, x);
    if (code == WG_OK)
        each_program(r, wg__program_last);
    if (p->trace)
        wg__trace_region(p->trace, r, begin, seconds);
    return code;
}

/* ---- on several ---- */

typedef struct shared {
    const wg__region *r;
    int64_t each; /* chunks that a thread does in their order */
    wg__refusal refusal;
} shared;

static size_t aligned(size_t bytes)
{
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

size_t wg__region_lane_bytes(const wg__region *r)
{
    size_t sum = aligned(r->scratch_bytes) + ALIGN;
    for (uint32_t k = 0; k < r->end - r->first; k++)
        sum += r->step[k].kind == WG__STEP_TILE ? wg__program_lane_bytes(r->step[k].what)
                                                : aligned(sizeof(wg__product));
    return sum;
}

static void own_steps(frame *f, const wg__region *r, char *at)
{
    f->r = r;
    f->scratch = at;
    at += aligned(r->scratch_bytes);
    char *const last = at - aligned(r->scratch_bytes) + aligned(wg__region_lane_bytes(r));
    for (uint32_t k = 0; k < r->end - r->first; k++) {
        f->what[k] = at;
        if (r->step[k].kind == WG__STEP_TILE) {
            wg__program_begin(wg__program_own(r->step[k].what, at));
            at += wg__program_lane_bytes(r->step[k].what);
            continue;
        }
        wg__product *p = f->what[k];
        *p = *(const wg__product *)r->step[k].what;
        p->scratch = last;
        at += aligned(sizeof *p);
    }
}

static void run(const void *what, const wg__lane *lane)
{
    shared *s = (shared *)(uintptr_t)what;
    const wg__region *r = s->r;
    char message[512];
    uint32_t pos = r->step[0].pos;
    const wg__exec x = {message, sizeof message, &pos};
    frame f = {.inner = false};
    own_steps(&f, r, lane->scratch);
    for (int64_t claim; (claim = wg__claim()) >= 0;)
        for (int64_t k = claim * s->each; k < (claim + 1) * s->each; k++) {
            int64_t end;
            const int64_t first = chunk_at(r, r->share, k, &end);
            wg_code code = WG_OK;
            if (k > atomic_load(&s->refusal.chunk))
                break;
            message[0] = 0;
            set_along(&f, first);
            for (uint32_t j = 0; j < r->end - r->first && code == WG_OK; j++)
                code = run_part(&f, j, first, end, &x);
            if (code != WG_OK)
                wg__refuse(&s->refusal, k, code, &x);
        }
}

int64_t wg__region_shares(const wg__region *r)
{
    return r->ordered ? r->units / r->span : chunks_of(r, r->share);
}

bool wg__share_region(const wg__region *r, const wg__exec *x, wg_code *code)
{
    const int64_t shares = wg__region_shares(r);
    shared s = {.r = r, .each = chunks_of(r, r->share) / shares, .refusal = WG__NO_REFUSAL(x)};
    if (!wg__share(&(wg__job){run, &s, shares}))
        return false;
    *code = s.refusal.code;
    return true;
}
