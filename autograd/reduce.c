/* The smallest part of a graph that still fails a gradient check. */
#include "autograd/reduce.h"

#include <string.h>

#include "autograd/transcribe.h"
#include "engine/engine.h"
#include "ops/ops.h"
#include "tensor/memory.h"

enum { MOST_CHECKS = 400 };

typedef struct reducer {
    wg_graph *user; /* errors go here */
    const wg_gradcheck_options *o;
    wg__part *best; /* smallest so far */
    int checks;
} reducer;

void wg__part_free(wg__part *p)
{
    wg_graph_free(p->g);
    wg__free(p->output);
    wg__free(p->wrt);
    *p = (wg__part){0};
}

static bool no_memory(reducer *r)
{
    wg__fail(r->user, WG_ERR_MEMORY, "out of memory");
    return false;
}

static bool pass_error(reducer *r, wg_graph *g)
{
    if (!g)
        return no_memory(r);
    if (!wg_ok(g) && g != r->user)
        wg__fail(r->user, wg_error_code(g), "%s", wg_error(g));
    return false;
}

/* ---- parts ---- */

static bool is_float_leaf(wg_graph *g, uint32_t id)
{
    const wg__node *n = wg__node_at(g, id);
    return (n->kind == WG__NODE_INPUT || n->kind == WG__NODE_PARAM) &&
           wg_dtype_is_float((wg_dtype)n->dtype);
}

/* Room for `most` leaves. */
static bool allocate(reducer *r, wg__part *p, int outputs, int most)
{
    p->output = wg__alloc0((size_t)outputs + 1, sizeof *p->output);
    p->wrt = wg__alloc0((size_t)most + 1, sizeof *p->wrt);
    return (p->output && p->wrt) || no_memory(r);
}

static bool fill_part(reducer *r, wg__part *p, wg_graph *from, wg_tensor_list outputs,
                      wg_tensor_list wrt, wg_tensor_list cut, bool hold)
{
    wg__transcript t;
    const wg__transcribe_options o = {.to = p->g, .cut = cut.t, .ncut = cut.n, .hold_random = hold};
    if (!p->g)
        return no_memory(r);
    if (wg__transcribe(from, outputs.t, outputs.n, &o, &t))
        return pass_error(r, p->g);
    const uint32_t count = wg__count(p->g);
    bool ok = allocate(r, p, outputs.n, wrt.n > 0 ? wrt.n : (int)count);
    for (int k = 0; ok && k < outputs.n; k++)
        p->output[p->outputs++] = wg__transcript_of(&t, outputs.t[k]);
    for (int k = 0; ok && k < wrt.n; k++) {
        const wg_tensor own = wg__transcript_of(&t, wrt.t[k]);
        if (!wg_is_none(own))
            p->wrt[p->wrts++] = own;
    }
    for (uint32_t id = 1; ok && wrt.n <= 0 && id < count; id++)
        if (is_float_leaf(p->g, id))
            p->wrt[p->wrts++] = wg__handle(p->g, id);
    wg__transcript_free(&t);
    return ok;
}

/* A part of `from`: its outputs, down to the nodes of cut. wrt without any: all float leaves of the part. */
static bool take_part(reducer *r, wg__part *p, wg_graph *from, wg_tensor_list outputs,
                      wg_tensor_list wrt, wg_tensor_list cut, bool hold)
{
    *p = (wg__part){.g = wg_graph_new()};
    const bool ok = fill_part(r, p, from, outputs, wrt, cut, hold);
    if (!ok)
        wg__part_free(p);
    return ok;
}

/* Checks a part; *blamed: id of the node that is to blame, 0 if none. */
static bool check(reducer *r, wg__part *p, bool blame, uint32_t *blamed)
{
    wg_gradcheck_report report;
    wg_gradcheck_options o = r->o ? *r->o : (wg_gradcheck_options){0};
    o.no_blame = !blame;
    o.progress = NULL;
    r->checks++;
    *blamed = 0;
    if (wg_gradcheck(p->g, ((wg_tensor_list){p->output, p->outputs}),
                     ((wg_tensor_list){p->wrt, p->wrts}), &o, &report))
        return pass_error(r, p->g);
    p->verdict = report.verdict;
    if (report.second && wg_verdict_fails(report.second->verdict))
        p->verdict = report.second->verdict;
    if (report.blames > 0)
        *blamed = report.blame[0].node;
    wg_gradcheck_free(&report);
    return true;
}

/* Takes the place of the best if it fails in the same way; it is gone otherwise. *better says whether; false: an error. A part
 * that cannot even be checked is only not better. */
static bool consider(reducer *r, wg__part *p, bool *better)
{
    uint32_t blamed;
    const bool ok = p->wrts > 0 && check(r, p, false, &blamed);
    const bool no_memory_left = !ok && wg_error_code(r->user) == WG_ERR_MEMORY;
    if (!ok && !no_memory_left)
        wg_clear_error(r->user);
    *better = ok && p->verdict == r->best->verdict;
    if (*better) {
        wg__part_free(r->best);
        *r->best = *p;
    } else {
        wg__part_free(p);
    }
    return !no_memory_left;
}

/* ---- steps ---- */

/* One node with its operands as leaves. */
static bool try_node(reducer *r, wg_graph *g, uint32_t id, bool *better)
{
    const wg__node *n = wg__node_at(g, id);
    wg_tensor *x = wg__alloc0((size_t)n->nin + 1, sizeof *x);
    const wg_tensor y = wg__handle(g, id);
    wg__part p;
    *better = false;
    if (!x)
        return no_memory(r);
    for (int k = 0; k < n->nin; k++)
        x[k] = wg__handle(g, wg__in(n)[k]);
    bool ok = n->nin == 0 || wg_run_n(g, x, n->nin) == WG_OK || pass_error(r, g);
    const wg_tensor_list whole = {&y, 1}, none = {0}, operands = {x, n->nin};
    ok = ok && take_part(r, &p, g, whole, none, operands, false);
    ok = ok && consider(r, &p, better);
    wg__free(x);
    return ok;
}

/* From the leaves up, every node that can become a leaf does. The part shrinks, so its nodes are looked at anew. */
static bool cut_greedily(reducer *r)
{
    uint32_t id = 1;
    while (r->checks < MOST_CHECKS && id < wg__count(r->best->g)) {
        wg_graph *g = r->best->g;
        const wg_tensor t = wg__handle(g, id);
        bool root = false, better = false;
        for (int k = 0; k < r->best->outputs; k++)
            root = root || r->best->output[k].id == id;
        if (!wg__node_at(g, id)->op || root) {
            id++;
            continue;
        }
        const wg_tensor_list outputs = {r->best->output, r->best->outputs}, none = {0},
                             cut = {&t, 1};
        wg__part p;
        if (wg_run_n(g, &t, 1))
            return pass_error(r, g);
        if (!take_part(r, &p, g, outputs, none, cut, false) || !consider(r, &p, &better))
            return false;
        id = better ? 1 : id + 1;
    }
    return true;
}

/* The lowest node that fails as the only output. */
static bool lower_output(reducer *r)
{
    wg_graph *g = r->best->g;
    const uint32_t count = wg__count(g);
    for (uint32_t id = 1; id < count && r->checks < MOST_CHECKS; id++) {
        const wg__node *n = wg__node_at(g, id);
        const wg_tensor t = wg__handle(g, id);
        wg__part p;
        bool better;
        if (!n->op || !wg_dtype_is_float((wg_dtype)n->dtype))
            continue;
        if (!take_part(r, &p, g, (wg_tensor_list){&t, 1}, (wg_tensor_list){0}, (wg_tensor_list){0},
                       false) ||
            !consider(r, &p, &better))
            return false;
        if (better)
            break;
    }
    return true;
}

static bool weigh(reducer *r, wg_graph *g, wg_tensor y, wg_tensor *loss)
{
    const wg_dtype d = wg_dtype_of(y);
    wg_tensor c = wg_input(g, "c", d, wg_shape_of(y));
    wg_rng rng = wg_rng_new(r->o ? r->o->seed : 0);
    void *p = wg_data(c);
    for (int64_t i = 0; p && i < wg_numel(c); i++) { /* halves to three halves, exact in f32 too */
        const double v = 0.5 + (double)(wg_rng_u64(&rng) >> 52) / 4096;
        if (d == WG_F32)
            ((float *)p)[i] = (float)v;
        else
            ((double *)p)[i] = v;
    }
    *loss = wg_sum(wg_mul(wg_stop_gradient(c), y), WG_ALL, false);
    return wg_ok(g) || pass_error(r, g);
}

/* A single number as output, so that the gradient written down is the gradient of that. */
static bool make_scalar(reducer *r)
{
    wg__part *b = r->best;
    wg__part p;
    bool better;
    if (b->outputs != 1 || wg_numel(b->output[0]) == 1)
        return true;
    const wg_tensor_list outputs = {b->output, 1}, wrt = {b->wrt, b->wrts};
    if (!take_part(r, &p, b->g, outputs, wrt, (wg_tensor_list){0}, false))
        return false;
    if (!weigh(r, p.g, p.output[0], &p.output[0])) {
        wg__part_free(&p);
        return false;
    }
    return consider(r, &p, &better);
}

static bool shrink(reducer *r, uint32_t blamed)
{
    bool better = false;
    if (blamed && !try_node(r, r->best->g, blamed, &better))
        return false;
    if (!better && (!lower_output(r) || !cut_greedily(r)))
        return false;
    return true;
}

bool wg__reduce(wg__part *p, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                const wg_gradcheck_options *options)
{
    reducer r = {.user = g, .o = options, .best = p};
    uint32_t blamed;
    bool ok =
        take_part(&r, p, g, outputs, wrt, (wg_tensor_list){0}, true) && check(&r, p, true, &blamed);
    if (ok && wg_verdict_fails(p->verdict))
        ok = shrink(&r, blamed);
    ok = ok && make_scalar(&r);
    p->checks = r.checks;
    return ok;
}
