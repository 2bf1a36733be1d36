/* wg_run: from the tensors asked for to a plan, and from the plan to values. */
#include "engine/engine.h"
#include "engine/state.h"

wg_code wg_run_at(wg_site at, wg_graph *g, const wg_tensor *t, int n)
{
    if (!g)
        return WG_ERR_HANDLE;
    if (!wg_ok(g))
        return wg_error_code(g);
    bool opened = wg__enter(g, at);
    wg__engine_state *e = wg__engine_of(g);
    const wg_code code =
        e && wg__take_roots(g, e, t, n) ? wg__reference_run(g, e, &opened) : wg_error_code(g);
    wg__leave(g, opened);
    return code;
}
