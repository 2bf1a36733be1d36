/* A tile program on several threads: chunks of rows.
 *
 * A program's pointers move from block to block, and its registers are overwritten, so each thread works on a program of its own: the
 * tables, copied to the thread's scratch, and the registers behind them. */
#include <stdatomic.h>
#include <string.h>

#include "engine/run_shared.h"
#include "engine/threads.h"

enum { ALIGN = 64 };
#define LEAST_OF_INSTR 0.05 /* nanoseconds for an element of an instruction */

int64_t wg__chunks_of(double cost, int64_t units, double least)
{
    const double most = cost / least;
    int64_t n = most < WG__MOST_CHUNKS ? (int64_t)most : WG__MOST_CHUNKS;
    n = n < units ? n : units;
    return n < 2 ? 1 : n;
}

/* An addition in the first cache, and its share of memory; by what ADR 005 measures. */
double wg__member_cost(const wg_op *op)
{
    return 0.05 + 0.015 * op->flops;
}

typedef struct shared {
    const wg__program *g;
    uint32_t pos;              /* the node of the step */
    int64_t first, end, chunk; /* rows */
    wg__refusal refusal;
} shared;

/* ---- a program of one's own ---- */

static size_t aligned(size_t bytes)
{
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

size_t wg__program_lane_bytes(const wg__program *g)
{
    return aligned(sizeof *g) + aligned(g->instrs * sizeof *g->instr) +
           aligned(g->pointers * sizeof(void *)) + aligned(g->movers * sizeof *g->mover) +
           aligned(g->fills * sizeof *g->fill) + aligned(g->scratch_bytes);
}

static void *take(char **at, const void *from, size_t bytes)
{
    void *p = *at;
    if (bytes)
        memcpy(p, from, bytes);
    *at += aligned(bytes);
    return p;
}

/* Tables of a program that is copied, and where they went. */
typedef struct moved {
    const wg__program *from;
    wg__program *to;
    void **pointer;
} moved;

static bool lies_in(const void *p, const void *start, size_t bytes)
{
    return (uintptr_t)p - (uintptr_t)start < bytes;
}

/* Into the registers, if it led to a register. */
static void *own(const moved *m, void *p)
{
    const wg__program *g = m->from;
    return lies_in(p, g->scratch, g->scratch_bytes) ? m->to->scratch + ((char *)p - g->scratch) : p;
}

/* A pointer in the tables. */
static void **own_place(const moved *m, void **where)
{
    const wg__program *g = m->from;
    void **const first = g->instrs ? g->instr[0].in : NULL;
    if (lies_in(where, first, g->pointers * sizeof *where))
        return m->pointer + (where - first);
    const size_t offset = (size_t)((char *)where - (char *)g->instr);
    return (void **)(void *)((char *)m->to->instr + offset);
}

wg__program *wg__program_own(const wg__program *g, char *at)
{
    wg__program *p = take(&at, g, sizeof *g);
    moved m = {g, p, NULL};
    p->instr = take(&at, g->instr, g->instrs * sizeof *g->instr);
    m.pointer = take(&at, g->instrs ? g->instr[0].in : NULL, g->pointers * sizeof(void *));
    p->mover = take(&at, g->mover, g->movers * sizeof *g->mover);
    p->fill = take(&at, g->fill, g->fills * sizeof *g->fill);
    p->scratch = at;
    p->shared = true;
    for (uint32_t k = 0; k < p->instrs; k++) {
        wg__instr *i = &p->instr[k];
        i->in = own_place(&m, i->in);
        i->out = own(&m, i->out);
        i->state = own(&m, i->state);
        for (uint32_t j = 0; j < i->nin; j++)
            i->in[j] = own(&m, i->in[j]);
    }
    for (uint32_t k = 0; k < p->movers; k++)
        p->mover[k].where = own_place(&m, p->mover[k].where);
    for (uint32_t k = 0; k < p->fills; k++)
        p->fill[k].reg = own(&m, p->fill[k].reg);
    return p;
}

/* ---- chunks ---- */

void wg__refuse(wg__refusal *r, int64_t chunk, wg_code code, const wg__exec *from)
{
    while (atomic_flag_test_and_set(&r->lock))
        ;
    if (chunk < atomic_load(&r->chunk)) {
        atomic_store(&r->chunk, chunk);
        r->code = code;
        *r->x->pos = *from->pos;
        strncpy(r->x->message, from->message, r->x->message_size - 1);
        r->x->message[r->x->message_size - 1] = 0;
    }
    atomic_flag_clear(&r->lock);
}

static void run(const void *what, const wg__lane *lane)
{
    shared *s = (shared *)(uintptr_t)what;
    char message[512];
    uint32_t pos = s->pos;
    const wg__exec x = {message, sizeof message, &pos};
    const wg__program *g = wg__program_own(s->g, lane->scratch);
    wg__program_begin(g);
    for (int64_t k; (k = wg__claim()) >= 0;) {
        const int64_t first = s->first + k * s->chunk,
                      end = first + s->chunk < s->end ? first + s->chunk : s->end;
        if (k > atomic_load(&s->refusal.chunk))
            continue;
        message[0] = 0;
        wg__program_first(g);
        const wg_code code = wg__program_rows(g, &x, first, end);
        if (code == WG_OK)
            wg__program_node(g, k);
        else
            wg__refuse(&s->refusal, k, code, &x);
    }
}

static bool share(const wg__program *g, const wg__exec *x, int64_t first, int64_t end,
                  int64_t chunk, wg_code *code)
{
    shared s = {.g = g,
                .pos = *x->pos,
                .first = first,
                .end = end,
                .chunk = chunk,
                .refusal = WG__NO_REFUSAL(x)};
    if (!wg__share(&(wg__job){run, &s, (end - first + chunk - 1) / chunk}))
        return false;
    *code = s.refusal.code;
    return true;
}

bool wg__share_rows(const wg__program *g, const wg__exec *x, int64_t first, int64_t end,
                    wg_code *code)
{
    double each = 0; /* of an element */
    for (uint32_t k = 0; k < g->instrs; k++)
        each += LEAST_OF_INSTR;
    const int64_t n = wg__chunks_of(each * (double)((end - first) * g->cols), INT64_MAX,
                                    WG__LEAST_CHUNK),
                  rows = (end - first + n - 1) / n,
                  chunk = (rows + g->block - 1) / g->block * g->block;
    return !g->after && chunk < end - first && wg__program_lane_bytes(g) <= WG__LANE_BYTES &&
           share(g, x, first, end, chunk, code);
}

bool wg__share_program(const wg__program *g, const wg__exec *x, wg_code *code)
{
    if (!share(g, x, 0, g->rows, g->chunk, code))
        return false;
    if (*code == WG_OK && g->after)
        wg__program_sum_kept(g);
    return true;
}
