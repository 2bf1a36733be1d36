/* wg_pullback: the derivative at a point as a linear map, for many cotangents.
 *
 * The walk backward is recorded for a cotangent that is an input. What depends on it is recorded a
 * second time, with a parameter in the place of each value of the point that it reads; `take`
 * assigns these values. A run of the copy then evaluates nothing of y. */
#include <stdio.h>

#include "autograd/autograd.h"
#include "autograd/backward.h"
#include "ops/ops.h"
#include "tensor/memory.h"

typedef struct copy {
    wg_graph *g;
    uint32_t dy, top;
    bool *moves;   /* by id: its value can change between runs */
    bool *follows; /* by id: depends on dy */
    bool *wanted;  /* by id: part of the copy, or read by it */
    uint32_t *now; /* by id: what stands for it in the copy; 0: not made yet */
    wg_tensor *assign;
    size_t assigns, cap;
} copy;

static bool copy_open(copy *c)
{
    const size_t n = (size_t)c->top + 1;
    c->moves = wg__alloc0(n, sizeof *c->moves);
    c->follows = wg__alloc0(n, sizeof *c->follows);
    c->wanted = wg__alloc0(n, sizeof *c->wanted);
    c->now = wg__alloc0(n, sizeof *c->now);
    if (c->moves && c->follows && c->wanted && c->now)
        return true;
    wg__fail(c->g, WG_ERR_MEMORY, "out of memory");
    return false;
}

static void copy_close(copy *c)
{
    wg__free(c->moves);
    wg__free(c->follows);
    wg__free(c->wanted);
    wg__free(c->now);
    wg__free(c->assign);
}

static void mark(copy *c, const wg_tensor *d, int n)
{
    for (uint32_t id = 1; id <= c->top; id++) {
        const wg__node *node = wg__node_at(c->g, id);
        c->moves[id] =
            node->op ? node->op->random || node->op->effect : node->kind != WG__NODE_CONST;
        c->follows[id] = id == c->dy;
        for (int k = 0; k < node->nin; k++) {
            c->moves[id] = c->moves[id] || c->moves[wg__in(node)[k]];
            c->follows[id] = c->follows[id] || c->follows[wg__in(node)[k]];
        }
    }
    for (int k = 0; k < n; k++)
        if (!wg_is_none(d[k]))
            c->wanted[d[k].id] = true;
}

/* Views of the point are recorded again too, so that what they show is held once, and unrepeated. */
static bool is_copied(const copy *c, uint32_t id)
{
    const wg__node *node = wg__node_at(c->g, id);
    return id > c->dy && node->op && (c->follows[id] || (node->op->view && c->moves[id]));
}

/* A parameter for the value of node id. */
static uint32_t hold(copy *c, uint32_t id)
{
    const wg_tensor t = wg__handle(c->g, id);
    char name[128], buf[16];
    if (c->assigns == c->cap) {
        const size_t cap = c->cap ? 2 * c->cap : 16;
        wg_tensor *more = wg__realloc(c->assign, cap, sizeof *more);
        if (!more) {
            wg__fail(c->g, WG_ERR_MEMORY, "out of memory");
            return 0;
        }
        c->assign = more;
        c->cap = cap;
    }
    snprintf(name, sizeof name, "%.100s at the point", wg__name_or_id(t, buf, sizeof buf));
    const wg_tensor p = wg_param(c->g, name, wg_dtype_of(t), wg_shape_of(t));
    const wg_tensor assign = wg_assign(p, t);
    if (wg_is_ok(assign))
        c->assign[c->assigns++] = assign;
    return wg_is_ok(assign) ? p.id : 0;
}

/* What stands for node id, which is no node of the copy itself. */
static uint32_t stand_in(copy *c, uint32_t id)
{
    if (c->now[id] == 0)
        c->now[id] = id == c->dy || !c->moves[id] ? id : hold(c, id);
    return c->now[id];
}

static bool copy_node(copy *c, uint32_t id)
{
    const wg__node *node = wg__node_at(c->g, id);
    wg_tensor few[4], *x = few;
    if (node->nin > 4 && !(x = wg__alloc0(node->nin, sizeof *x)))
        wg__fail(c->g, WG_ERR_MEMORY, "out of memory");
    bool ok = x != NULL;
    for (int k = 0; k < node->nin && ok; k++) {
        const uint32_t at = stand_in(c, wg__in(node)[k]);
        ok = at != 0;
        x[k] = ok ? wg__handle(c->g, at) : wg__poison(c->g);
    }
    if (ok) {
        const bool opened = wg__enter_like(c->g, node);
        c->now[id] = wg_call_at((wg_site){0}, c->g, node->op, x, node->nin, node->attr).id;
        wg__leave(c->g, opened);
    }
    if (x != few)
        wg__free(x);
    return ok && c->now[id] != 0;
}

static bool copy_all(copy *c)
{
    for (uint32_t id = c->top; id > c->dy; id--) {
        const wg__node *node = wg__node_at(c->g, id);
        for (int k = 0; k < node->nin && c->wanted[id] && is_copied(c, id); k++)
            c->wanted[wg__in(node)[k]] = true;
    }
    for (uint32_t id = c->dy + 1; id <= c->top; id++)
        if (c->wanted[id] && is_copied(c, id) && !copy_node(c, id))
            return false;
    return true;
}

/* One handle for all assignments; a constant if there are none. */
static wg_tensor grouped(copy *c)
{
    size_t n = c->assigns;
    if (n == 0)
        return wg_scalar(c->g, WG_F32, 0);
    do {
        size_t groups = 0;
        for (size_t k = 0; k < n; k += WG_MAX_OPERANDS)
            c->assign[groups++] =
                wg_group(c->assign + k, (int)(n - k < WG_MAX_OPERANDS ? n - k : WG_MAX_OPERANDS));
        n = groups;
    } while (n > 1);
    return c->assign[0];
}

/* raw: the gradients as the walk gave them; out: their copies. */
static bool copy_results(copy *c, const wg__ends *ends, const wg_tensor *raw, wg_tensor *out)
{
    for (int k = 0; k < ends->nwrt; k++) {
        const wg_tensor x = ends->wrt[k];
        const uint32_t id = wg_is_none(raw[k]) ? 0 : stand_in(c, raw[k].id);
        if (id == 0 && !wg_is_none(raw[k]))
            return false;
        out[k] = id ? wg__handle(c->g, id) : wg_none(c->g);
        if (id)
            wg__name_derivative(out[k], *ends->y, x, c->top + 1);
    }
    return true;
}

static bool record(wg_graph *g, const wg__ends *ends, wg_pull *pull, wg_tensor *out)
{
    const wg_tensor y = *ends->y;
    const int n = ends->nwrt;
    copy c = {.g = g};
    wg_tensor *raw = wg__alloc0((size_t)n + 1, sizeof *raw);
    pull->dy = wg_input(g, "dy", wg_dtype_of(y), wg_shape_of(y));
    if (!raw)
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
    bool ok = raw && wg_is_ok(pull->dy) && wg_vjp(y, pull->dy, ends->wrt, n, raw) == WG_OK;
    c.dy = c.top = pull->dy.id;
    for (int k = 0; k < n && ok; k++)
        if (!wg_is_none(raw[k]) && raw[k].id > c.top)
            c.top = raw[k].id;
    ok = ok && copy_open(&c);
    if (ok) {
        mark(&c, raw, n);
        ok = copy_all(&c) && copy_results(&c, ends, raw, out);
    }
    if (ok)
        pull->take = grouped(&c);
    copy_close(&c);
    wg__free(raw);
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
