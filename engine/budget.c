/* A plan within a number of bytes: as few segments between checkpoints as do are computed again. */
#include <inttypes.h>

#include "engine/plan.h"

enum { MOST_TRIED = 32 }; /* more segments than that are taken several at a time */

static void refuse(const wg__request *r, uint32_t segments, int64_t least)
{
    const char *how = segments ? "" : "; no wg_checkpoint says what may be computed again";
    wg__fail(r->g, WG_ERR_MEMORY,
             "the memory budget is %" PRId64 " bytes, and the least that would do %" PRId64 "%s",
             r->options->budget, least, how);
}

wg__plan *wg__plan_within(const wg__request *asked)
{
    wg__request r = *asked;
    uint32_t segments;
    wg__plan *p = wg__plan_new(&r, &segments);
    int64_t least = p ? p->stats.bytes : 0;
    const uint32_t step = segments / MOST_TRIED + 1;
    while (p && r.options->budget && p->stats.bytes > r.options->budget) {
        wg__plan_free(p);
        if (r.recompute >= segments) {
            refuse(&r, segments, least);
            return NULL;
        }
        r.recompute = r.recompute + step < segments ? r.recompute + step : segments;
        p = wg__plan_new(&r, NULL);
        if (p && p->stats.bytes < least)
            least = p->stats.bytes;
    }
    return p;
}
