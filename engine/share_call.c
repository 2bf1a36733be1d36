/* A kernel on several threads: the pieces that its op cuts it into (ops/pieces.h). */
#include "ops/pieces.h"

#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/threads.h"

/* Pieces are more than chunks would be, as kernels of little work per element end at different times. */
enum { PIECES_PER_CHUNK = 4 };

typedef struct shared {
    const wg__call *c;
    const wg_kernel_args *args;
    double *partial;
} shared;

void wg__cut_call(wg__call *c, const wg_op *op, double cost, double least)
{
    const int64_t chunks = wg__chunks_of(cost, INT64_MAX, least),
                  wanted = PIECES_PER_CHUNK * chunks;
    if (!op->pieces || chunks < 2)
        return;
    const int64_t n =
        wg__pieces_count(op->pieces, &c->args, wanted < WG__MOST_CHUNKS ? wanted : WG__MOST_CHUNKS);
    c->how = op->pieces;
    c->pieces = n < 2 ? 0 : n;
}

static void run(const void *what, const wg__lane *lane)
{
    const shared *s = what;
    (void)lane;
    for (int64_t k; (k = wg__claim()) >= 0;) {
        if (s->c->watch && s->c->how->slices) {
            wg_view in[WG__SLICED_OPERANDS];
            const wg_kernel_args part =
                wg__slice_of(s->args, s->c->how->slices(s->args), k, s->c->pieces, in);
            wg__watch_kernel(s->c->watch, &part);
        }
        wg__pieces_run(s->c->how, s->args, s->c->fn, k, s->c->pieces, &s->partial[k]);
    }
}

bool wg__share_call(const wg__call *c, const wg_kernel_args *args)
{
    double partial[WG__MOST_CHUNKS];
    const shared s = {c, args, partial};
    if (!wg__share(&(wg__job){run, &s, c->pieces}))
        return false;
    if (c->how->end)
        c->how->end(args, c->pieces, partial);
    return true;
}
