/* A matrix product on several threads: parts of each product of its batch. */
#include <string.h>

#include "engine/run_shared.h"
#include "engine/threads.h"

#define FLOP_PER_NS 100.0 /* of one core */
#define BYTES_PER_NS 16.0 /* likewise, from the caches: what binds a product with a vector */
enum { MOST_PARTS = 32 }; /* of one product */

typedef struct shared {
    const wg__product *p;
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

void wg__cut_product(wg__product *p, double least)
{
    const double cost = cost_of(&p->g, p->dtype);
    const int64_t all = wg__chunks_of(cost * (double)p->batch, INT64_MAX, least);
    if (all < 2 || wg__gemm_scratch(&p->g, p->dtype) > WG__LANE_BYTES)
        return;
    p->cut = wg__gemm_cut_of(&p->g, p->dtype,
                             p->batch >= all ? 1 : wg__chunks_of(cost, MOST_PARTS, least));
    const int64_t parts = p->batch * p->cut.down * p->cut.across;
    if (parts > 1)
        p->group = (parts + all - 1) / all;
}

static void run(const void *what, const wg__lane *lane)
{
    const shared *s = what;
    const wg__product *p = s->p;
    const int64_t each = p->cut.down * p->cut.across, parts = p->batch * each;
    for (int64_t k; (k = wg__claim()) >= 0;)
        for (int64_t i = k * p->group; i < (k + 1) * p->group && i < parts; i++)
            wg__product_part(p, &s->g, i / each, i % each, lane->scratch);
}

bool wg__share_product(const wg__product *p, const wg__gemm *g)
{
    const shared s = {p, *g};
    const int64_t parts = p->batch * p->cut.down * p->cut.across;
    return wg__share(&(wg__job){run, &s, (parts + p->group - 1) / p->group});
}
