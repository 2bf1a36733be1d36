/* One node forward: its tangent from those of its operands, out of the vjp rule of its op.
 *
 * A rule is linear in dy: for operand k it is dy -> J_k^T dy. The tangent is sum_k J_k t_k, so each
 * rule has to be transposed, which takes one of three forms:
 *   linear    the op is linear itself, so J is the op: it is called on the tangents;
 *   diagonal  an elementwise op of the registry has a diagonal J, which is its own transpose: the
 *             rule of operand k is called on t_k, repeated to the shape of the result;
 *   other     the rule is recorded for a stand-in u of the cotangent, and the walk backward from
 *             what it gives to u, with t_k as the cotangent, is J_k t_k. What the rule recorded is
 *             not part of that result, and so is never run. Whether the rule was linear shows here,
 *             so rules of custom ops always come this way. */
#include <stdio.h>

#include "autograd/walks.h"
#include "ops/ops.h"
#include "tensor/memory.h"

/* ---- the stand-in ---- */

static wg_code stand_in_kernel(const wg_kernel_args *k)
{
    snprintf(k->message, k->message_size, "a derivative rule that is not linear in dy was run");
    return WG_ERR_VALUE;
}

static const wg_op stand_in = {
    .name = "dy",
    .arity = 1,
    .types = WG_TYPE_FLOAT,
    .strided = true,
    .shape = wg_infer_same,
    .kernel = stand_in_kernel,
    .diff = WG_DIFF_CONSTANT,
    .doc = "Stands for the cotangent of its operand while a rule is transposed.",
};

/* A new one, like y: all that depends on it is recorded after it. */
static wg_tensor stand_in_for(wg_tensor y)
{
    return wg__record_op(y.g, &(wg__record){.op = &stand_in,
                                            .dtype = wg_dtype_of(y),
                                            .shape = wg_shape_of(y),
                                            .in = &y.id,
                                            .nin = 1,
                                            .unique = true});
}

/* ---- linear in dy? ---- */

/* Which of the nodes from u on depend on it. NULL: out of memory. */
static bool *dependence(wg_graph *g, uint32_t u, uint32_t count)
{
    bool *depends = wg__alloc0(count - u, sizeof *depends);
    if (!depends) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return NULL;
    }
    depends[0] = true;
    for (uint32_t id = u + 1; id < count; id++) {
        const wg__node *node = wg__node_at(g, id);
        for (int k = 0; k < node->nin; k++) {
            const uint32_t in = wg__in(node)[k];
            depends[id - u] = depends[id - u] || (in >= u && depends[in - u]);
        }
    }
    return depends;
}

/* Whether some way from u to a result d of the rule leads through an op without slope, such as a
 * comparison. leads: zeros, as many as depends. */
static bool is_hidden(wg_graph *g, const wg__ends *ends, const bool *depends, bool *leads)
{
    const uint32_t u = ends->wrt->id;
    uint32_t top = u;
    for (int k = 0; k < ends->ny; k++) {
        const uint32_t id = ends->y[k].id;
        top = id > top ? id : top;
        if (id > u)
            leads[id - u] = true;
    }
    for (uint32_t id = top; id > u; id--) {
        const wg__node *node = wg__node_at(g, id);
        if (!leads[id - u] || !depends[id - u])
            continue;
        if (node->op->diff == WG_DIFF_CONSTANT)
            return true;
        for (int k = 0; k < node->nin; k++)
            if (wg__in(node)[k] > u)
                leads[wg__in(node)[k] - u] = true;
    }
    return false;
}

static bool not_linear(const wg__walk *w, uint32_t id)
{
    const wg__node *node = wg__node_at(w->g, id);
    char path[700], where[160];
    wg__walk_path(w, id, path, sizeof path);
    wg__walk_where(w, id, where, sizeof where);
    wg__fail(w->g, WG_ERR_GRADIENT,
             "the rule of %s%s is not linear in dy, or hides it from derivatives; path: %s",
             node->op->name, where, path);
    return false;
}

/* ---- the three forms ---- */

/* The op on the tangents; zeros for operands that do not move. Operands that are no floats stay. */
static bool push_linear(const wg_vjp *v, const wg_tensor *t, wg_tensor *room, wg_tensor *out)
{
    for (int k = 0; k < v->n; k++) {
        const wg_dtype d = wg_dtype_of(v->x[k]);
        room[k] = !wg_is_none(t[k])      ? t[k]
                  : wg_dtype_is_float(d) ? wg_full(v->g, d, wg_shape_of(v->x[k]), 0.0)
                                         : v->x[k];
    }
    *out = wg_call_at((wg_site){0}, v->g, v->op, room, v->n, v->attr);
    return wg_is_ok(*out);
}

/* *fits is false, and nothing is said, where a rule gives something else than an elementwise
 * derivative: of another shape or dtype. */
static bool push_diagonal(const wg_vjp *v, const wg_tensor *t, wg_tensor *out, bool *fits)
{
    const wg_shape shape = wg_shape_of(v->y);
    wg_tensor sum = wg_none(v->g);
    *fits = true;
    for (int k = 0; k < v->n; k++) {
        if (wg_is_none(t[k]))
            continue;
        wg_vjp at_t = *v;
        at_t.dy = wg_broadcast_to(t[k], shape);
        const wg_tensor part = v->op->vjp(&at_t, k);
        if (wg_is_none(part))
            continue;
        if (!wg_is_ok(part) || part.g != v->g || wg_dtype_of(part) != wg_dtype_of(v->y) ||
            !wg_shape_equal(wg_shape_of(part), shape)) {
            *fits = false; /* the third form repeats the call, and has the words for it */
            return wg_ok(v->g);
        }
        sum = wg_is_none(sum) ? part : wg_add_tt(sum, part);
    }
    *out = sum;
    return wg_is_none(sum) || wg_is_ok(sum);
}

/* The rule was linear if what came back to u, r, does not depend on u, and nothing was lost. */
static bool check_linear(const wg__walk *outer, uint32_t id, const wg__ends *ends, wg_tensor r)
{
    wg_graph *g = outer->g;
    const uint32_t u = ends->wrt->id, count = wg__count(g);
    bool *depends = dependence(g, u, count), *leads = wg__alloc0(count - u, sizeof *leads);
    bool ok = depends && leads;
    if (depends && !leads)
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
    if (ok &&
        ((!wg_is_none(r) && r.id >= u && depends[r.id - u]) || is_hidden(g, ends, depends, leads)))
        ok = not_linear(outer, id);
    wg__free(depends);
    wg__free(leads);
    return ok;
}

/* From what the rule gave back to u. */
static bool pull_to(const wg__walk *outer, const wg_vjp *v, const wg__ends *ends, wg_tensor *out)
{
    char prefix[200], where[160];
    wg__walk_where(outer, v->y.id, where, sizeof where);
    snprintf(prefix, sizeof prefix, "the rule of %.60s%.100s cannot be transposed: ", v->op->name,
             where);
    wg__walk w = {.yname = "dx", .prefix = prefix};
    const bool ok = wg__walk_open(&w, v->g, ends) && wg__walk_back(&w, ends);
    const uint32_t *part = ok ? wg__walk_part(&w, *ends->wrt) : NULL;
    *out = part && *part ? wg__handle(v->g, *part) : wg_none(v->g);
    wg__walk_close(&w);
    return ok && check_linear(outer, v->y.id, ends, *out);
}

static bool push_other(const wg__walk *outer, const wg_vjp *v, const wg_tensor *t, wg_tensor *room,
                       wg_tensor *out)
{
    wg_vjp at_u = *v;
    wg_tensor *d = room, *td = room + v->n;
    int n = 0;
    at_u.dy = stand_in_for(v->y);
    if (!wg_is_ok(at_u.dy))
        return false;
    for (int k = 0; k < v->n; k++) {
        if (wg_is_none(t[k]))
            continue;
        wg_tensor part = v->op->vjp(&at_u, k);
        if (!wg__rule_result(v->g, v->op, k, v->x[k], &part))
            return false;
        if (wg_is_none(part))
            continue;
        d[n] = part;
        td[n++] = t[k];
    }
    const wg__ends ends = {.y = d, .dy = td, .ny = n, .wrt = &at_u.dy, .nwrt = 1};
    *out = wg_none(v->g);
    return n == 0 || pull_to(outer, &at_u, &ends, out);
}

static bool all_move(const wg_vjp *v, const wg_tensor *t)
{
    for (int k = 0; k < v->n; k++)
        if (wg_is_none(t[k]) && wg_dtype_is_float(wg_dtype_of(v->x[k])))
            return false;
    return true;
}

bool wg__push(const wg__walk *w, const wg_vjp *v, const wg_tensor *t, wg_tensor *room,
              wg_tensor *out)
{
    const bool elementwise = v->op->sig && v->op->tile[WG_ISA_BASE];
    if (v->op->linear && (!elementwise || all_move(v, t)))
        return push_linear(v, t, room, out);
    if (elementwise) {
        bool fits;
        if (!push_diagonal(v, t, out, &fits))
            return false;
        if (fits)
            return true;
    }
    return push_other(w, v, t, room, out);
}
