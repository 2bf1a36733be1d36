/* A recorded graph as something to time. */
#include "benchmarks/work.h"

#include <float.h>
#include <math.h>

#include "benchmarks/clock.h"
#include "engine/state.h"
#include "tensor/node.h"

/* ---- data ---- */

const char *bench_data_name(bench_data d)
{
    static const char *const names[] = {[BENCH_NORMAL] = "normal",
                                        [BENCH_ZEROS] = "zeros",
                                        [BENCH_SUBNORMAL] = "subnormal",
                                        [BENCH_MIXED] = "mixed"};
    return d < BENCH_DATA_COUNT ? names[d] : "?";
}

static double draw(bench_data d, wg_dtype t, wg_rng *rng)
{
    const double u = wg_rng_uniform(rng), sign = wg_rng_u64(rng) & 1 ? 1 : -1;
    if (d == BENCH_ZEROS)
        return 0;
    if (d == BENCH_SUBNORMAL)
        return sign * (0.01 + 0.98 * u) * (t == WG_F32 ? (double)FLT_MIN : DBL_MIN);
    return sign * exp2(60 * u - 30);
}

void bench_fill(wg_tensor t, bench_data d, uint64_t seed)
{
    const wg_dtype type = wg_dtype_of(t);
    void *data = d == BENCH_NORMAL || !wg_dtype_is_float(type) ? NULL : wg_data(t);
    wg_rng rng = wg_rng_new(seed);
    for (int64_t i = 0; data && i < wg_numel(t); i++)
        if (type == WG_F32)
            ((float *)data)[i] = (float)draw(d, type, &rng);
        else
            ((double *)data)[i] = draw(d, type, &rng);
}

/* ---- timing ---- */

static bool run_graph(void *self, int64_t n, bench_sample *took)
{
    bench_graph *b = self;
    static const wg_site at = {"bench", 0, NULL};
    const bool several = wg_threads() > 1;
    const double waited = several ? bench_waited() : 0;
    const double cpu = bench_cpu_now(), wall = bench_now();
    wg_code code = WG_OK;
    for (int64_t i = 0; i < n && code == WG_OK; i++)
        code = wg_run_at(at, b->g, b->t, b->n);
    took->wall = bench_now() - wall;
    took->cpu = bench_cpu_now() - cpu;
    if (several)
        took->cpu = fmax(0, took->wall - (bench_waited() - waited));
    return code == WG_OK;
}

static bool evict_graph(void *self)
{
    const bench_graph *b = self;
    return bench_evict(b->region, b->regions);
}

static void add_region(bench_graph *b, void *data, size_t bytes)
{
    if (data && bytes && b->regions < BENCH_LEAVES + 1)
        b->region[b->regions++] = (bench_region){data, bytes};
}

static bool listed(const bench_state *s, uint32_t id)
{
    for (int k = 0; k < s->weights; k++)
        if (s->weight[k].id == id)
            return true;
    return false;
}

static void find_regions(bench_graph *b)
{
    const wg__plan *p = wg__engine_plan(b->g, b->t, b->n);
    if (!p || b->state.cache == BENCH_HOT)
        return;
    for (uint32_t k = 0; k < p->nodes; k++) {
        const wg__node *x = wg__node_at(b->g, p->id[k]);
        if (!x->op && (b->state.cache == BENCH_COLD || listed(&b->state, p->id[k])))
            add_region(b, x->data, (size_t)x->numel * wg_dtype_size((wg_dtype)x->dtype));
    }
    if (b->state.cache == BENCH_COLD)
        add_region(b, p->arena, (size_t)p->stats.arena_bytes);
    bench_verify_cold(b->region, b->regions, &b->coldness);
}

wg_code bench_graph_open(bench_graph *b, wg_graph *g, const wg_tensor *t, int n,
                         const bench_state *state)
{
    static const wg_site at = {"bench", 0, NULL};
    *b = (bench_graph){.g = g, .t = t, .n = n, .state = *state};
    const wg_code code = wg_run_at(at, g, t, n);
    if (code == WG_OK)
        find_regions(b);
    return code;
}

bench_subject bench_graph_subject(bench_graph *b, const char *name)
{
    return (bench_subject){.name = name,
                           .run = run_graph,
                           .prepare = b->state.cache == BENCH_HOT ? NULL : evict_graph,
                           .self = b};
}
