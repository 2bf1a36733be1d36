/* Into which chunks of rows a tile program is cut for threads: by its shape and a rough cost. */
#include "engine/build.h"
#include "engine/run_shared.h"

enum { PIECES_PER_CHUNK = 4, ALIGN = 64 };

double wg__program_cost(const wg__build *b, const wg__bstep *s)
{
    double cost = 0;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        cost += wg__member_cost(b->v[m].node->op) *
                (double)wg__level_numel(s, (wg__level)b->v[m].level);
    return cost;
}

/* Is told chunk by chunk, where it is not told of all rows at once. */
static bool has_nodes(const wg__build *b, const wg__bstep *s, uint32_t m)
{
    return b->v[m].level == WG__AFTER && wg__kept_bytes(b, s, m) == 0;
}

size_t wg__nodes_bytes(const wg__build *b, const wg__bstep *s, uint32_t m)
{
    if (!s->chunk || !has_nodes(b, s, m))
        return 0;
    const wg__fold_args f = wg__fold_of(b, s, m);
    const int64_t chunks = (wg__rows_of(s) + s->chunk - 1) / s->chunk;
    return ((size_t)chunks * wg__fold_node_bytes(&f) + ALIGN - 1) / ALIGN * ALIGN;
}

/* Chunks of so many rows have a node of each sum that wants one. */
static bool cuts_sums(const wg__build *b, const wg__bstep *s, int64_t rows)
{
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        if (!has_nodes(b, s, m))
            continue;
        const wg__fold_args f = wg__fold_of(b, s, m);
        const int64_t per_row = f.cols == 0 && s->cols ? s->cols : 1;
        if (!wg__fold_cuts(&f, rows * per_row))
            return false;
    }
    return true;
}

/* Chunks of rows, a multiple of the block; or, with sums down the columns or of all elements, a power of two that each of them can be cut
 * at. Without these, pieces of a chunk, so that two threads end nearly at one time. 0: there is none. */
int64_t wg__program_chunk(const wg__build *b, const wg__bstep *s)
{
    const int64_t rows = wg__rows_of(s), blocks = rows ? (rows + s->block - 1) / s->block : 0,
                  n = wg__chunks_of(wg__program_cost(b, s), blocks,
                                    b->options.small_chunks ? 1 : WG__LEAST_CHUNK);
    bool sums = false;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        sums = sums || has_nodes(b, s, m);
    if (n < 2 || s->region != WG__NONE)
        return 0;
    if (!sums) {
        const int64_t most = blocks < WG__MOST_CHUNKS ? blocks : WG__MOST_CHUNKS,
                      pieces = PIECES_PER_CHUNK * n < most ? PIECES_PER_CHUNK * n : most;
        return (blocks + pieces - 1) / pieces * s->block;
    }
    for (int64_t chunk = 1; chunk < rows; chunk *= 2)
        if (chunk >= (rows + n - 1) / n && cuts_sums(b, s, chunk))
            return chunk;
    return 0;
}
