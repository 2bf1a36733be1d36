/* wg_jvp and wg_jvp_all: derivatives in a direction, by one walk forward. */
#include <stdio.h>

#include "autograd/arguments.h"
#include "autograd/autograd.h"
#include "tensor/text.h"

enum { SHOWN = 4 }; /* names of wrt written out */

/* d(y)/d(x)·t with the name of the one tangent; d(y)/d(x, w)·t for several. */
static void name_result(wg_tensor d, wg_tensor y, const wg__ends *ends, uint32_t before)
{
    char name[256], buf[16];
    wg__text t = wg__text_to(name, sizeof name);
    wg__text_add(&t, "d(%s)/d(", wg__name_or_id(y, buf, sizeof buf));
    for (int k = 0; k < ends->nwrt && k < SHOWN; k++)
        wg__text_add(&t, k ? ", %s" : "%s", wg__name_or_id(ends->wrt[k], buf, sizeof buf));
    const char *direction = "";
    if (ends->nwrt == 1 && !wg_is_none(*ends->t))
        direction = wg__node_name(d.g, wg__node_at(d.g, ends->t->id));
    wg__text_add(&t, "%s)·%s", ends->nwrt > SHOWN ? ", ..." : "", direction[0] ? direction : "t");
    wg__name_result(d, before, name);
}

static bool walk(wg_graph *g, const char *yname, const wg__ends *ends, wg_tensor *out)
{
    wg__walk w = {.yname = yname};
    const uint32_t before = wg__count(g);
    const bool ok = wg__walk_open(&w, g, ends) && wg__walk_forward(&w, ends);
    for (int k = 0; k < ends->ny && ok; k++) {
        const wg_tensor y = ends->y[k];
        const uint32_t *part = wg__walk_part(&w, y);
        out[k] = part && *part ? wg__handle(g, *part) : wg_none(g);
        if (!wg_is_none(out[k]))
            name_result(out[k], y, ends, before);
    }
    wg__walk_close(&w);
    return ok;
}

static wg_code jvp(wg_site at, const char *yname, const wg__ends *ends, wg_tensor *out)
{
    wg_graph *g = wg__graph_of_ends(ends);
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    const bool ok = wg__check_list(g, (wg__list){"y", "m"}, ends->y, ends->ny) &&
                    wg__check_list(g, (wg__list){"out", "m"}, out, ends->ny) &&
                    wg__check_list(g, (wg__list){"wrt", "n"}, ends->wrt, ends->nwrt) &&
                    wg__check_list(g, (wg__list){"t", "n"}, ends->t, ends->nwrt) &&
                    wg__check_ends(g, yname, ends) && wg__check_tangents(g, ends) &&
                    (ends->ny == 0 || walk(g, "y", ends, out));
    const wg_code code = wg__finish(g, ok, ends->ny, out);
    wg__leave(g, opened);
    return code;
}

wg_code wg_jvp_at(wg_site at, wg_tensor y, const wg_tensor *wrt, const wg_tensor *t, int n,
                  wg_tensor *out)
{
    const wg__ends ends = {.y = &y, .ny = 1, .wrt = wrt, .t = t, .nwrt = n};
    return jvp(at, "y", &ends, out);
}

wg_code wg_jvp_all_at(wg_site at, const wg_tensor *y, int m, const wg_tensor *wrt,
                      const wg_tensor *t, int n, wg_tensor *out)
{
    const wg__ends ends = {.y = y, .ny = m, .wrt = wrt, .t = t, .nwrt = n};
    return jvp(at, "y[%d]", &ends, out);
}
