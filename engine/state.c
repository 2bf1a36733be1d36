/* What the engine keeps with a graph between runs, and what every call into it begins with. */
#include "engine/state.h"

#include <stdlib.h>
#include <string.h>

#include "engine/native.h"
#include "engine/passes.h"
#include "engine/threads.h"
#include "engine/trace.h"
#include "tensor/memory.h"

static void state_free(void *p)
{
    wg__engine_state *e = p;
    if (e->trace_path && wg__trace_any(&e->cache))
        wg__trace_save(e->trace_path, &e->cache); /* nobody is left to be told of an error */
    wg__free(e->trace_path);
    wg__held_cut(e, 0);
    wg__cache_free(&e->cache);
    wg__free(e->held);
    wg__free(e->root);
    wg__subgraph_free(&e->sub);
    wg__free(e);
}

static void state_released(void *p, wg_graph *g, uint32_t count)
{
    (void)g;
    wg__held_cut(p, count);
}

bool wg__engine_passes(wg_graph *g, wg__engine_state *e, const char *from, const char *text)
{
    const char *bad;
    int length;
    char list[128];
    wg__engine_options o = e->cache.options;
    if (!wg__passes_parse(text, &o, &bad, &length)) {
        wg__passes_list(list, sizeof list);
        wg__fail(g, WG_ERR_ARGUMENT, "%s: '%.*s' is not -NAME or +NAME of a pass; there are %s",
                 from, length, bad, list);
        return false;
    }
    e->cache.options = o;
    return true;
}

static bool read_environment(wg_graph *g, wg__engine_state *e)
{
    const char *passes = getenv("WG_PLAN_PASSES"), *trace = getenv("WG_TRACE"),
               *threads = getenv("WG_THREADS"), *native = getenv("WG_NATIVE"),
               *jit = getenv("WG_JIT");
    wg_native mode;
    if (native && !wg__native_parse(native, &mode)) {
        wg__fail(g, WG_ERR_ARGUMENT, "WG_NATIVE: '%.32s' is none of 0, 1, wait", native);
        return false;
    }
    if (jit && !wg__native_parse(jit, &mode)) {
        wg__fail(g, WG_ERR_ARGUMENT, "WG_JIT: '%.32s' is none of 0, 1, wait", jit);
        return false;
    }
    if (threads && wg__threads_parse(threads) < 0) {
        wg__fail(g, WG_ERR_ARGUMENT,
                 "WG_THREADS: '%.32s' is not a number of threads from 0 (one per core) to %d",
                 threads, WG__MAX_THREADS);
        return false;
    }
    if (trace && *trace) {
        const size_t size = strlen(trace) + 1;
        e->trace_path = wg__alloc(size);
        if (!e->trace_path) {
            wg__fail(g, WG_ERR_MEMORY, "out of memory");
            return false;
        }
        memcpy(e->trace_path, trace, size);
        e->cache.options.trace = true;
    }
    return !passes || wg__engine_passes(g, e, "WG_PLAN_PASSES", passes);
}

wg__engine_state *wg__engine_of(wg_graph *g)
{
    static const wg__engine_hooks hooks = {.free = state_free, .released = state_released};
    wg__engine_state *e = wg__engine(g);
    if (e)
        return e;
    e = wg__alloc0(1, sizeof *e);
    if (!e) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return NULL;
    }
    wg__cache_init(&e->cache);
    if (!read_environment(g, e)) { /* it is read again at the next call */
        wg__free(e->trace_path);
        wg__free(e);
        return NULL;
    }
    wg__set_engine(g, e, &hooks);
    return e;
}

static bool reserve_roots(wg_graph *g, wg__engine_state *e, int n)
{
    if (n <= e->root_cap)
        return true;
    uint32_t *p = wg__realloc(e->root, (size_t)n, sizeof *p);
    if (!p) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return false;
    }
    e->root = p;
    e->root_cap = n;
    return true;
}

bool wg__take_roots(wg_graph *g, wg__engine_state *e, const wg_tensor *t, int n)
{
    if (n < 0 || (n > 0 && !t)) {
        wg__fail(g, WG_ERR_ARGUMENT, n < 0 ? "n is %d" : "the list of %d tensors is NULL", n);
        return false;
    }
    if (!reserve_roots(g, e, n))
        return false;
    for (int k = 0; k < n; k++) {
        if (!wg__use(g, t[k], "a tensor to run")) {
            if (wg_ok(g))
                wg__fail(g, WG_ERR_HANDLE,
                         "tensor %d to run is poisoned by an error that was cleared", k);
            return false;
        }
        e->root[k] = t[k].id;
    }
    e->nroots = n;
    return true;
}

void wg__fail_at_node(wg_graph *g, bool *opened, uint32_t id, wg_code code, const char *message)
{
    const wg__node *n = wg__node_at(g, id);
    char what[256];
    wg__leave(g, *opened);
    *opened = wg__enter(g, wg__site(g, n->site));
    if (*opened)
        wg__fail(g, code, "%s", message);
    else /* the caller's own scope is open: the node is named in the text */
        wg__fail(g, code, "%s: %s", wg__describe(g, wg__handle(g, id), what, sizeof what), message);
}

/* The id: random nodes are never merged, and a release gives ids back. */
uint64_t wg__node_stream(const wg_graph *g, uint32_t id)
{
    (void)g;
    return id;
}
