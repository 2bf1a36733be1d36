/* A copy on several threads: pieces of the outermost axis. */
#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/threads.h"

#define NS_PER_ELEMENT 0.2

void wg__cut_copy(wg__copy *c, double least)
{
    int64_t n = 1;
    for (int k = 0; k < c->from.nd; k++)
        n *= c->from.dim[k];
    const int64_t units = c->from.dim[0],
                  chunks = wg__chunks_of(NS_PER_ELEMENT * (double)n, units, least);
    if (chunks > 1)
        c->chunk = (units + chunks - 1) / chunks;
    c->step = units ? n / units : 0;
}

static void run(const void *what, const wg__lane *lane)
{
    const wg__copy *c = what;
    const int64_t size = (int64_t)c->size;
    (void)lane;
    for (int64_t k; (k = wg__claim()) >= 0;) {
        const int64_t first = k * c->chunk, left = c->from.dim[0] - first;
        wg__strided piece = c->from;
        piece.dim[0] = left < c->chunk ? left : c->chunk;
        char *const out = (char *)c->out + first * c->step * size;
        const char *const src = (const char *)c->src + first * c->from.stride[0] * size;
        if (c->watch) {
            wg__watch_walk(c->watch, src, &piece, c->size, 0, piece.dim[0] * c->step);
            wg__watch_bytes(c->watch, out, (size_t)(piece.dim[0] * c->step * size), true);
        }
        wg__gather_all(out, src, &piece, c->size, c->isa);
    }
}

bool wg__share_copy(const wg__copy *c)
{
    return wg__share(&(wg__job){run, c, (c->from.dim[0] + c->chunk - 1) / c->chunk});
}
