/* wg_run: from the tensors asked for to a plan, and from the plan to values. Questions about plans. */
#include "engine/engine.h"
#include "engine/jit.h"
#include "engine/native.h"
#include "engine/state.h"
#include "engine/trace.h"

/* Nothing here allocates, locks or hashes when the same tensors are run again. */
wg_code wg_run_at(wg_site at, wg_graph *g, const wg_tensor *t, int n)
{
    if (!g)
        return WG_ERR_HANDLE;
    if (!wg_ok(g))
        return wg_error_code(g);
    bool opened = wg__enter(g, at);
    wg_code code = WG_OK;
    wg__engine_state *e = wg__engine_of(g);
    if (e && wg__take_roots(g, e, t, n)) {
        wg__plan *p = wg__cache_bound(&e->cache, g, e->root, n);
        if (!p)
            p = wg__cache_plan(&e->cache, g, &e->sub, e->root, n, true);
        if (p)
            wg__plan_run(p, g, &opened);
    }
    code = wg_error_code(g);
    wg__leave(g, opened);
    return code;
}

/* The plan of these tensors, and the subgraph in e->sub. */
static wg__plan *plan_of(wg_graph *g, const wg_tensor *t, int n)
{
    wg__engine_state *e = wg_ok(g) ? wg__engine_of(g) : NULL;
    return e && wg__take_roots(g, e, t, n)
               ? wg__cache_plan(&e->cache, g, &e->sub, e->root, n, false)
               : NULL;
}

static wg_code stats_of(const char *call, wg_graph *g, const wg_tensor *t, int n,
                        wg_plan_stats *stats)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = call});
    const wg__plan *p = stats ? plan_of(g, t, n) : NULL;
    if (p)
        *stats = p->stats;
    else if (!stats)
        wg__fail(g, WG_ERR_ARGUMENT, "stats is NULL");
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_plan_stats_of(wg_graph *g, const wg_tensor *t, int n, wg_plan_stats *stats)
{
    return stats_of("wg_plan_stats_of", g, t, n, stats);
}

wg_code wg_native_stats_of(wg_graph *g, const wg_tensor *t, int n, wg_native_stats *stats)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_native_stats_of"});
    const wg__plan *p = stats ? plan_of(g, t, n) : NULL;
    if (p) {
        *stats =
            (wg_native_stats){.programs = p->stats.tile_programs, .native = wg__native_programs(p)};
        wg__native_reason(p, stats->reason, sizeof stats->reason);
    } else if (!stats) {
        wg__fail(g, WG_ERR_ARGUMENT, "stats is NULL");
    }
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_jit_stats_of(wg_graph *g, const wg_tensor *t, int n, wg_jit_stats *stats)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_jit_stats_of"});
    const wg__plan *p = stats ? plan_of(g, t, n) : NULL;
    if (p) {
        *stats = (wg_jit_stats){.programs = p->stats.tile_programs,
                                .written = wg__jit_programs(p),
                                .bytes = p->jit.pages ? (int64_t)p->jit.size : 0};
        wg__jit_reason(p, stats->reason, sizeof stats->reason);
    } else if (!stats) {
        wg__fail(g, WG_ERR_ARGUMENT, "stats is NULL");
    }
    wg__leave(g, opened);
    return wg_error_code(g);
}

int64_t wg_plan_bytes(wg_graph *g, const wg_tensor *t, int n)
{
    wg_plan_stats stats = {0};
    return stats_of("wg_plan_bytes", g, t, n, &stats) == WG_OK ? stats.bytes : -1;
}

wg_code wg_cache_stats_of(wg_graph *g, wg_cache_stats *stats)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_cache_stats_of"});
    const wg__engine_state *e = wg__engine_of(g);
    if (!stats)
        wg__fail(g, WG_ERR_ARGUMENT, "stats is NULL");
    if (e && stats) {
        const wg__cache *c = &e->cache;
        *stats = (wg_cache_stats){.plans = c->n,
                                  .capacity = c->capacity,
                                  .hits = c->hits,
                                  .misses = c->misses,
                                  .evictions = c->evictions};
        for (int k = 0; k < c->n; k++)
            stats->bytes += c->plan[k]->stats.bytes;
    }
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_set_cache_capacity(wg_graph *g, int plans)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_set_cache_capacity"});
    wg__engine_state *e = wg__engine_of(g);
    if (plans < 1)
        wg__fail(g, WG_ERR_ARGUMENT, "%d plans: at least one is needed", plans);
    else if (e) {
        e->cache.capacity = plans;
        wg__cache_cut(&e->cache, g, plans);
    }
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_set_memory_budget(wg_graph *g, int64_t bytes)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_set_memory_budget"});
    wg__engine_state *e = wg__engine_of(g);
    if (bytes < 0)
        wg__fail(g, WG_ERR_ARGUMENT, "%lld bytes: a budget is positive, or 0 for none",
                 (long long)bytes);
    else if (e && e->cache.options.budget != bytes) {
        e->cache.options.budget = bytes;
        wg__cache_clear(&e->cache, g);
    }
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_set_plan_passes(wg_graph *g, const char *passes)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_set_plan_passes"});
    wg__engine_state *e = wg__engine_of(g);
    if (!passes)
        wg__fail(g, WG_ERR_ARGUMENT, "passes is NULL");
    else if (e && wg__engine_passes(g, e, "passes", passes))
        wg__cache_clear(&e->cache, g);
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_trace(wg_graph *g, bool on)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_trace"});
    wg__engine_state *e = wg__engine_of(g);
    if (e && e->cache.options.trace != on) {
        e->cache.options.trace = on;
        wg__cache_clear(&e->cache, g);
    }
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_trace_write(FILE *f, wg_graph *g, const char *title)
{
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_trace_write"});
    wg__engine_state *e = wg__engine_of(g);
    if (!f)
        wg__fail(g, WG_ERR_ARGUMENT, "the file is NULL");
    else if (e) {
        wg__trace_write(f, &e->cache, title);
        if (ferror(f))
            wg__fail(g, WG_ERR_IO, "writing failed");
    }
    wg__leave(g, opened);
    return wg_error_code(g);
}

void wg__engine_set_options(wg_graph *g, const wg__engine_options *options)
{
    wg__engine_state *e = g ? wg__engine_of(g) : NULL;
    if (!e)
        return;
    wg__cache_clear(&e->cache, g);
    const wg__engine_options was = e->cache.options;
    wg__engine_options *o = &e->cache.options;
    *o = options ? *options : (wg__engine_options){0};
    o->verify = o->verify || was.verify;
    o->sanitize = o->sanitize || was.sanitize;
    o->races = o->races || was.races;
    o->trace = o->trace || was.trace;
    o->budget = o->budget ? o->budget : was.budget;
}

wg__plan *wg__engine_plan(wg_graph *g, const wg_tensor *t, int n)
{
    return g ? plan_of(g, t, n) : NULL;
}
