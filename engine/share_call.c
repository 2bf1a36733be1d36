/* A kernel on several threads: the pieces that its op cuts it into (ops/pieces.h). */
#include "ops/pieces.h"

#include <stdatomic.h>

#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/threads.h"

/* Pieces are more than chunks would be, as kernels of little work per element end at different times. */
enum { PIECES_PER_CHUNK = 4 };

typedef struct shared {
    const wg__call *c;
    const wg_kernel_args *args;
    double *partial;
    _Atomic bool *refused; /* a piece met a bad value */
} shared;

void wg__cut_call(wg__call *c, const wg_op *op, double cost, double least)
{
    if (!op->pieces)
        return;
    if (op->pieces->cost)
        cost = op->pieces->cost(&c->args);
    const int64_t chunks = wg__chunks_of(cost, INT64_MAX, least),
                  wanted = PIECES_PER_CHUNK * chunks;
    if (chunks < 2)
        return;
    c->cut =
        wg__piecing_of(op->pieces, &c->args, wanted < WG__MOST_CHUNKS ? wanted : WG__MOST_CHUNKS);
    if (c->cut.pieces < 2)
        c->cut.pieces = 0;
}

static void watch(const shared *s, int64_t piece)
{
    wg_view in[WG__SLICED_OPERANDS];
    int64_t first;
    const wg_kernel_args part = wg__slice_of(&s->c->cut, s->args, piece, in, &first);
    wg__watch_kernel(s->c->watch, &part);
}

static void run(const void *what, const wg__lane *lane)
{
    const shared *s = what;
    const wg__piecing *cut = &s->c->cut;
    (void)lane;
    for (int64_t k; (k = wg__claim()) >= 0;) {
        if (s->c->watch && cut->slices.out >= 0)
            watch(s, k);
        if (wg__piecing_run(cut, s->args, s->c->fn, k, &s->partial[k]) != WG_OK)
            atomic_store(s->refused, true);
    }
}

bool wg__share_call(const wg__call *c, const wg_kernel_args *args)
{
    double partial[WG__MOST_CHUNKS];
    _Atomic bool refused = false;
    const shared s = {c, args, partial, &refused};
    if (!wg__share(&(wg__job){run, &s, c->cut.pieces}) || refused)
        return false;
    wg__piecing_end(&c->cut, args, partial);
    return true;
}
