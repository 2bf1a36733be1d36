/* A matrix product on several threads: parts of each product of its batch. */
#include <string.h>

#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/threads.h"

#define FLOP_PER_NS 100.0 /* of one core */
#define BYTES_PER_NS 16.0 /* likewise, from the caches: what binds a product with a vector */
enum { MOST_PARTS = 32 }; /* of one product */

typedef struct shared {
    const wg__product *p;
    const wg__product_share *share;
    wg__gemm g; /* with the scale of this run */
} shared;

static double cost_of(const wg__gemm *g, wg_dtype d)
{
    const double m = (double)g->m, n = (double)g->n, k = (double)g->k;
    const double sums = 2 * m * n * k / FLOP_PER_NS,
                 reads = (m * k + k * n + m * n) * (double)wg_dtype_size(d) / BYTES_PER_NS;
    return sums > reads ? sums : reads;
}

double wg__product_cost(const wg__product *p)
{
    return cost_of(&p->g, p->dtype) * (double)p->batch;
}

static int64_t parts_of(const wg__product *p, const wg__product_share *s)
{
    return p->batch * s->cut.down * s->cut.across;
}

/* Only our own products go into parts: a library does not promise the same bits for them. */
void wg__cut_product(wg__product *p, double least)
{
    const double cost = cost_of(&p->g, p->dtype);
    const int64_t all = wg__chunks_of(cost * (double)p->batch, INT64_MAX, least);
    if (all < 2 || wg__product_scratch(p) > WG__LANE_BYTES)
        return;
    const bool whole = p->batch >= all || p->provider != wg__gemm_provider_at(0);
    const int64_t wanted = whole ? 1 : wg__chunks_of(cost, MOST_PARTS, least);
    for (int k = 0; k < WG__GRAINS; k++) {
        wg__product_share *s = &p->share[k];
        s->cut = wg__gemm_cut_of(&p->g, p->dtype, wanted, (wg__grain)k);
        const int64_t parts = parts_of(p, s);
        if (parts > 1)
            s->group = (parts + all - 1) / all;
    }
}

static void run(const void *what, const wg__lane *lane)
{
    const shared *s = what;
    const wg__product *p = s->p;
    const wg__gemm_cut *cut = &s->share->cut;
    const int64_t each = cut->down * cut->across, parts = p->batch * each, group = s->share->group;
    for (int64_t k; (k = wg__claim()) >= 0;)
        for (int64_t i = k * group; i < (k + 1) * group && i < parts; i++)
            wg__product_part(p, &s->g, cut, i / each, i % each, lane->scratch);
}

/* ---- a piece ---- */

typedef struct pieces {
    const wg__product *p;
    const wg__gemm *x;
    wg__gemm_cut cut;
} pieces;

static void run_piece(const void *what, const wg__lane *lane)
{
    const pieces *s = what;
    for (int64_t k; (k = wg__claim()) >= 0;) {
        const wg__gemm part = wg__gemm_part_of(s->x, s->p->dtype, &s->cut, k);
        if (s->p->watch)
            wg__watch_gemm(s->p->watch, &part, s->p->dtype);
        wg__gemm_own_part(&part, &s->p->plan, lane->scratch);
    }
}

bool wg__share_piece(const wg__product *p, const wg__gemm *x)
{
    const int64_t wanted = wg__chunks_of(cost_of(x, p->dtype), MOST_PARTS, WG__LEAST_CHUNK);
    if (wanted < 2 || wg__product_scratch(p) > WG__LANE_BYTES)
        return false;
    const pieces s = {p, x, wg__gemm_cut_of(x, p->dtype, wanted, WG__FINE)};
    const int64_t parts = s.cut.down * s.cut.across;
    return parts > 1 && wg__share(&(wg__job){run_piece, &s, parts});
}

bool wg__share_product(const wg__product *p, const wg__gemm *g)
{
    const bool enough = parts_of(p, &p->share[WG__COARSE]) >= wg__threads();
    const wg__product_share *s = &p->share[enough ? WG__COARSE : WG__FINE];
    const shared work = {p, s, *g};
    return wg__share(&(wg__job){run, &work, (parts_of(p, s) + s->group - 1) / s->group});
}
