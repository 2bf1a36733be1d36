/* wg_pullback: the derivative at a point as a linear map, for many cotangents.
 *
 * The walk backward is recorded for a cotangent that is an input. What depends on it is recorded a
 * second time, with a parameter in the place of each value of the point that it reads; `take`
 * assigns these values. A run of the copy then evaluates nothing of y. */
#include <stdio.h>

#include "autograd/arguments.h"
#include "autograd/autograd.h"
#include "autograd/transcribe.h"
#include "ops/ops.h"
#include "tensor/memory.h"

typedef struct holder {
    wg_graph *g;
    uint32_t dy, top;
    bool *moves;   /* by id: its value can change between runs */
    bool *follows; /* by id: depends on dy */
    wg_tensor *cut,
        *assign; /* the values of the point that are read; their assignments to parameters */
    size_t cuts, assigns, cap;
} holder;

static bool no_memory(wg_graph *g)
{
    wg__fail(g, WG_ERR_MEMORY, "out of memory");
    return false;
}

static bool holder_open(holder *h)
{
    h->moves = wg__alloc0((size_t)h->top + 1, sizeof *h->moves);
    h->follows = wg__alloc0((size_t)h->top + 1, sizeof *h->follows);
    return (h->moves && h->follows) || no_memory(h->g);
}

static void holder_close(holder *h)
{
    wg__free(h->moves);
    wg__free(h->follows);
    wg__free(h->cut);
    wg__free(h->assign);
}

static void mark(holder *h)
{
    for (uint32_t id = 1; id <= h->top; id++) {
        const wg__node *n = wg__node_at(h->g, id);
        h->moves[id] = n->op ? n->op->random || n->op->effect : n->kind != WG__NODE_CONST;
        h->follows[id] = id == h->dy;
        for (int k = 0; k < n->nin; k++) {
            h->moves[id] = h->moves[id] || h->moves[wg__in(n)[k]];
            h->follows[id] = h->follows[id] || h->follows[wg__in(n)[k]];
        }
    }
}

static bool grow(holder *h)
{
    if (h->cuts < h->cap)
        return true;
    const size_t cap = h->cap ? 2 * h->cap : 16;
    wg_tensor *cut = wg__realloc(h->cut, cap, sizeof *cut);
    h->cut = cut ? cut : h->cut;
    wg_tensor *assign = wg__realloc(h->assign, cap, sizeof *assign);
    h->assign = assign ? assign : h->assign;
    if (!cut || !assign)
        return no_memory(h->g);
    h->cap = cap;
    return true;
}

/* What is written again: what follows dy, and views of the point, so that what they show is held once and
 * unrepeated. Everything else that these read, and that moves, is cut off. */
static bool find_cuts(holder *h, const wg_tensor *d, int n)
{
    bool *wanted = wg__alloc0((size_t)h->top + 1, sizeof *wanted);
    bool ok = wanted || no_memory(h->g);
    for (int k = 0; k < n && ok; k++)
        if (!wg_is_none(d[k]))
            wanted[d[k].id] = true;
    for (uint32_t id = h->top; id > 0 && ok; id--) {
        const wg__node *node = wg__node_at(h->g, id);
        if (!wanted[id] || !h->moves[id] || id == h->dy)
            continue;
        if (h->follows[id] || (node->op && node->op->view)) {
            for (int k = 0; k < node->nin; k++)
                wanted[wg__in(node)[k]] = true;
            continue;
        }
        ok = grow(h);
        if (ok)
            h->cut[h->cuts++] = wg__handle(h->g, id);
    }
    wg__free(wanted);
    return ok;
}

/* A parameter for the value of a node that was cut off. */
static wg_tensor hold(void *user, const wg__edit *e)
{
    holder *h = user;
    char name[128], buf[16];
    if (e->op || e->from.id == h->dy || !h->moves[e->from.id])
        return wg_none(h->g);
    snprintf(name, sizeof name, "%.100s at the point", wg__name_or_id(e->from, buf, sizeof buf));
    const wg_tensor p = wg_param(h->g, name, wg_dtype_of(e->from), wg_shape_of(e->from));
    const wg_tensor assign = wg_assign(p, e->from);
    if (!wg_is_ok(assign))
        return wg__poison(h->g);
    h->assign[h->assigns++] = assign; /* one for each cut */
    return p;
}

/* One handle for all assignments; a constant if there are none. */
static wg_tensor grouped(holder *h)
{
    size_t n = h->assigns;
    if (n == 0)
        return wg_scalar(h->g, WG_F32, 0);
    do {
        size_t groups = 0;
        for (size_t k = 0; k < n; k += WG_MAX_OPERANDS)
            h->assign[groups++] =
                wg_group(h->assign + k, (int)(n - k < WG_MAX_OPERANDS ? n - k : WG_MAX_OPERANDS));
        n = groups;
    } while (n > 1);
    return h->assign[0];
}

/* d: the gradients as the walk gave them; out: their copies. */
static bool write_again(holder *h, const wg__ends *ends, const wg_tensor *d, wg_tensor *out)
{
    const int n = ends->nwrt;
    wg_tensor *root = wg__alloc0((size_t)n + 1, sizeof *root);
    wg__transcript t = {0};
    int roots = 0;
    bool ok = root || no_memory(h->g);
    for (int k = 0; k < n && ok; k++)
        if (!wg_is_none(d[k]))
            root[roots++] = d[k];
    const wg__transcribe_options o = {
        .share_leaves = true, .cut = h->cut, .ncut = (int)h->cuts, .edit = hold, .user = h};
    ok = ok && wg__transcribe(h->g, root, roots, &o, &t) == WG_OK;
    for (int k = 0; k < n && ok; k++) {
        const wg_tensor x = ends->wrt[k];
        out[k] = wg_is_none(d[k]) ? wg_none(h->g) : wg__transcript_of(&t, d[k]);
        if (wg_is_ok(out[k]))
            wg__name_derivative(out[k], *ends->y, x, h->top + 1);
    }
    wg__transcript_free(&t);
    wg__free(root);
    return ok;
}

static bool record(wg_graph *g, const wg__ends *ends, wg_pull *pull, wg_tensor *out)
{
    const wg_tensor y = *ends->y;
    const int n = ends->nwrt;
    holder h = {.g = g};
    wg_tensor *d = wg__alloc0((size_t)n + 1, sizeof *d);
    pull->dy = wg_input(g, "dy", wg_dtype_of(y), wg_shape_of(y));
    bool ok =
        (d || no_memory(g)) && wg_is_ok(pull->dy) && wg_vjp(y, pull->dy, ends->wrt, n, d) == WG_OK;
    h.dy = h.top = pull->dy.id;
    for (int k = 0; k < n && ok; k++)
        if (!wg_is_none(d[k]) && d[k].id > h.top)
            h.top = d[k].id;
    ok = ok && holder_open(&h);
    if (ok) {
        mark(&h);
        ok = find_cuts(&h, d, n) && write_again(&h, ends, d, out);
    }
    if (ok)
        pull->take = grouped(&h);
    holder_close(&h);
    wg__free(d);
    return ok && wg_is_ok(pull->take);
}

wg_code wg_pullback_at(wg_site at, wg_tensor y, const wg_tensor *wrt, int n, wg_pull *pull,
                       wg_tensor *out)
{
    const wg__ends ends = {.y = &y, .ny = 1, .wrt = wrt, .nwrt = n};
    wg_graph *g = wg__graph_of_ends(&ends);
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    bool ok = wg__check_list(g, (wg__list){"wrt", "n"}, wrt, n) &&
              wg__check_list(g, (wg__list){"out", "n"}, out, n) && wg__check_ends(g, "y", &ends);
    if (ok && !pull)
        wg__fail(g, WG_ERR_ARGUMENT, "pull is NULL");
    ok = ok && pull && record(g, &ends, pull, out);
    if (!ok && pull)
        *pull = (wg_pull){wg__poison(g), wg__poison(g)};
    const wg_code code = wg__finish(g, ok, n, out);
    wg__leave(g, opened);
    return code;
}
