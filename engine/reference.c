/* The plainest possible executor: node by node, every value row-major in its own memory, reference kernels.
 * It is what the planned run is tested against. */
#include <string.h>

#include "engine/assign.h"
#include "engine/engine.h"
#include "engine/snapshot.h"
#include "engine/state.h"
#include "engine/strided.h"
#include "tensor/memory.h"

enum { MAX_TILE_OPERANDS = 8 };

typedef struct value {
    void *data;
    uint32_t readers; /* operands still to be computed with it; what is asked for has one more */
    bool own;         /* data goes when nobody reads it any more */
} value;

typedef struct run {
    wg_graph *g;
    wg__engine_state *e;
    bool *opened;
    value *v;    /* per position in the subgraph */
    wg_view *in; /* operands of the node at work */
    int in_cap;
    bool drew;
    bool keep; /* every value is kept, and random nodes draw what the last run drew */
} run;

static bool no_memory(run *r)
{
    wg__fail(r->g, WG_ERR_MEMORY, "out of memory");
    return false;
}

static wg__node *node_of(const run *r, uint32_t pos)
{
    return wg__node_at(r->g, r->e->sub.id[pos]);
}

static value *operand(const run *r, const wg__node *n, int k)
{
    return &r->v[r->e->sub.rank[wg__in(n)[k]]];
}

static bool new_value(run *r, const wg__node *n, value *v)
{
    v->data = wg__alloc_aligned((size_t)n->numel * wg_dtype_size((wg_dtype)n->dtype));
    v->own = v->data != NULL;
    return v->own || no_memory(r);
}

static bool load_operands(run *r, const wg__node *n)
{
    if (n->nin > r->in_cap) {
        wg_view *in = wg__realloc(r->in, n->nin, sizeof *in);
        if (!in)
            return no_memory(r);
        r->in = in;
        r->in_cap = n->nin;
    }
    for (int k = 0; k < n->nin; k++) {
        const wg__node *x = wg__node_at(r->g, wg__in(n)[k]);
        r->in[k] = wg__view_row_major((wg_dtype)x->dtype, x->shape, operand(r, n, k)->data);
    }
    return true;
}

/* ---- the kinds of ops ---- */

static bool fail_node(run *r, uint32_t pos, wg_code code, const char *message)
{
    wg__fail_at_node(r->g, r->opened, r->e->sub.id[pos], code, message);
    return false;
}

/* Operands are brought to the result's shape first: the tile functions know nothing of broadcasting. */
static bool run_tile(run *r, uint32_t pos, const wg__node *n, void *out)
{
    const wg_op *op = n->op;
    const wg_tile_fn fn = op->tile[WG_ISA_BASE]->fn[r->in[op->tile_operand].dtype];
    void *wide[MAX_TILE_OPERANDS] = {0};
    const void *in[MAX_TILE_OPERANDS];
    if (!fn || n->nin > MAX_TILE_OPERANDS)
        return fail_node(r, pos, WG_ERR_DTYPE,
                         fn ? "too many operands for an elementwise op"
                            : "there is no kernel for this dtype");
    bool ok = true;
    for (int k = 0; k < n->nin && ok; k++) {
        in[k] = r->in[k].data;
        if (wg_shape_equal(r->in[k].shape, *n->shape))
            continue;
        const wg_view b = wg__view_broadcast(&r->in[k], n->shape);
        const wg__strided s = wg__strided_of(&b);
        const size_t size = wg_dtype_size(b.dtype);
        in[k] = wide[k] = wg__alloc_aligned((size_t)n->numel * size);
        ok = wide[k] || no_memory(r);
        if (ok)
            wg__gather(wide[k], b.data, &s, size, 0, n->numel);
    }
    if (ok)
        fn(out, in, n->numel, n->attr);
    for (int k = 0; k < n->nin; k++)
        wg__free(wide[k]);
    return ok;
}

static bool run_view(run *r, uint32_t pos, const wg__node *n, void *out)
{
    wg_view v = {.data = r->in[0].data, .dtype = (wg_dtype)n->dtype, .shape = *n->shape};
    if (!n->op->view(&r->in[0], n->attr, &v))
        return fail_node(r, pos, WG_ERR_INTERNAL, "no view of a row-major operand");
    const wg__strided s = wg__strided_of(&v);
    const size_t size = wg_dtype_size(v.dtype);
    wg__gather(out, (char *)r->in[0].data + v.offset * (int64_t)size, &s, size, 0, n->numel);
    return true;
}

static bool run_kernel(run *r, uint32_t pos, const wg__node *n, void *out)
{
    char message[512] = "";
    const wg_view y = wg__view_row_major((wg_dtype)n->dtype, n->shape, out);
    wg_kernel_args k = {.in = r->in,
                        .n = n->nin,
                        .out = y,
                        .attr = n->attr,
                        .isa = WG_ISA_BASE,
                        .message = message,
                        .message_size = sizeof message,
                        .user = n->op->user};
    if (n->op->random) {
        k.seed = wg__graph_seed(r->g);
        k.stream = wg__node_stream(r->g, r->e->sub.id[pos]);
        k.draw = *wg__draws(r->g);
        k.draw -= r->keep && k.draw;
        r->drew = true;
    }
    if (n->op->scratch) {
        k.scratch = wg__alloc_aligned(n->op->scratch(r->in, n->nin, &y, n->attr));
        if (!k.scratch)
            return no_memory(r);
    }
    const wg_code code = n->op->kernel(&k);
    wg__free(k.scratch);
    return code == WG_OK || fail_node(r, pos, code, message[0] ? message : wg_code_string(code));
}

/* The value of an assignment is what will be assigned. */
static void run_assign(run *r, const wg__node *n, void *out)
{
    const wg_view b = wg__view_broadcast(&r->in[1], n->shape);
    const wg__strided s = wg__strided_of(&b);
    wg__gather(out, b.data, &s, wg_dtype_size(b.dtype), 0, n->numel);
}

static bool run_node(run *r, uint32_t pos)
{
    const wg__node *n = node_of(r, pos);
    value *v = &r->v[pos];
    if (!n->op) {
        v->data = n->data;
        return true;
    }
    if (!load_operands(r, n) || !new_value(r, n, v))
        return false;
    if (n->op->effect) {
        run_assign(r, n, v->data);
        return true;
    }
    if (n->op->tile[WG_ISA_BASE])
        return run_tile(r, pos, n, v->data);
    if (n->op->view)
        return run_view(r, pos, n, v->data);
    if (n->op->kernel)
        return run_kernel(r, pos, n, v->data);
    return fail_node(r, pos, WG_ERR_INTERNAL, "the op has neither tile, view nor kernel");
}

/* ---- the run ---- */

static void let_go(value *v)
{
    if (v->own)
        wg__free(v->data);
    *v = (value){0};
}

static void count_readers(run *r)
{
    const wg__subgraph *s = &r->e->sub;
    for (uint32_t pos = 0; pos < s->n; pos++) {
        const wg__node *n = node_of(r, pos);
        for (int k = 0; k < n->nin; k++)
            operand(r, n, k)->readers++;
        if (n->op && n->op->effect)
            r->v[pos].readers++;
    }
    for (int k = 0; k < r->e->nroots; k++)
        r->v[s->rank[r->e->root[k]]].readers++;
}

static bool run_nodes(run *r)
{
    for (uint32_t pos = 0; pos < r->e->sub.n; pos++) {
        if (!run_node(r, pos))
            return false;
        const wg__node *n = node_of(r, pos);
        for (int k = 0; k < n->nin; k++)
            if (--operand(r, n, k)->readers == 0 && !r->keep)
                let_go(operand(r, n, k));
    }
    return true;
}

static void assign_all(run *r)
{
    for (uint32_t pos = 0; pos < r->e->sub.n; pos++) {
        const wg__node *n = node_of(r, pos);
        if (!n->op || !n->op->effect)
            continue;
        const wg__node *param = wg__node_at(r->g, wg__in(n)[0]);
        if (n->numel)
            memcpy(param->data, r->v[pos].data,
                   (size_t)n->numel * wg_dtype_size((wg_dtype)n->dtype));
    }
}

/* What was asked for goes to the list of held values, where it replaces those of an earlier run. all has room. */
static void hold_results(run *r, wg__held *all)
{
    wg__engine_state *e = r->e;
    for (int k = 0; k < e->nroots; k++)
        r->v[e->sub.rank[e->root[k]]].readers = UINT32_MAX; /* marks it */
    uint32_t n = 0, old = 0;
    for (uint32_t pos = 0; pos < e->sub.n; pos++) {
        value *v = &r->v[pos];
        const uint32_t id = e->sub.id[pos];
        if (v->readers != UINT32_MAX || !v->own)
            continue;
        while (old < e->nheld && e->held[old].id < id)
            all[n++] = e->held[old++];
        if (old < e->nheld && e->held[old].id == id)
            wg__free(e->held[old++].data);
        all[n++] = (wg__held){id, v->data};
        node_of(r, pos)->data = v->data;
        *v = (value){0};
    }
    while (old < e->nheld)
        all[n++] = e->held[old++];
    wg__free(e->held);
    e->held = all;
    e->nheld = n;
}

/* All that can fail comes before the first assignment. */
static bool finish(run *r)
{
    wg__held *all = wg__alloc(((size_t)r->e->nheld + (size_t)r->e->nroots) * sizeof *all);
    if (!all)
        return no_memory(r);
    assign_all(r);
    hold_results(r, all);
    if (r->drew)
        ++*wg__draws(r->g);
    return true;
}

void wg__held_cut(wg__engine_state *e, uint32_t count)
{
    while (e->nheld && e->held[e->nheld - 1].id >= count)
        wg__free(e->held[--e->nheld].data);
}

/* ---- snapshots ---- */

/* The values of the run become those of the snapshot. */
static bool hand_over(run *r, wg__snapshot *s)
{
    const wg__subgraph *sub = &r->e->sub;
    uint32_t *id = wg__alloc(sub->n * sizeof *id);
    if (!id)
        return no_memory(r);
    for (uint32_t pos = 0; pos < sub->n; pos++)
        id[pos] = sub->id[pos];
    *s = (wg__snapshot){.n = sub->n, .id = id, .value = wg__alloc0(sub->n, sizeof *s->value)};
    if (!s->value)
        return no_memory(r);
    for (uint32_t pos = 0; pos < sub->n; pos++) {
        s->value[pos] = (wg__kept){r->v[pos].data, r->v[pos].own};
        r->v[pos] = (value){0};
    }
    return true;
}

bool wg__snapshot_take(wg__snapshot *s, wg_graph *g, const wg_tensor *t, int n, bool *opened)
{
    *s = (wg__snapshot){0};
    wg__engine_state *e = wg__engine_of(g);
    if (!e || !wg__take_roots(g, e, t, n))
        return false;
    run r = {.g = g, .e = e, .opened = opened, .keep = true};
    bool ok = wg__walk_nodes(&e->sub, g, e->root, e->nroots) || no_memory(&r);
    if (ok) {
        r.v = wg__alloc0(e->sub.n, sizeof *r.v);
        ok = r.v || no_memory(&r);
    }
    if (ok) {
        count_readers(&r);
        ok = run_nodes(&r) && hand_over(&r, s);
    }
    for (uint32_t pos = 0; r.v && pos < e->sub.n; pos++)
        let_go(&r.v[pos]);
    wg__free(r.v);
    wg__free(r.in);
    if (!ok)
        wg__snapshot_free(s);
    return ok;
}

void wg__snapshot_free(wg__snapshot *s)
{
    for (uint32_t pos = 0; s->value && pos < s->n; pos++)
        if (s->value[pos].own)
            wg__free(s->value[pos].data);
    wg__free(s->value);
    wg__free(s->id);
    *s = (wg__snapshot){0};
}

uint32_t wg__snapshot_find(const wg__snapshot *s, uint32_t id)
{
    uint32_t lo = 0, hi = s->n;
    while (lo < hi) {
        const uint32_t middle = lo + (hi - lo) / 2;
        if (s->id[middle] < id)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo < s->n && s->id[lo] == id ? lo : UINT32_MAX;
}

/* ---- the calls ---- */

wg_code wg__reference_run(wg_graph *g, wg__engine_state *e, bool *opened)
{
    run r = {.g = g, .e = e, .opened = opened};
    bool ok = wg__walk_nodes(&e->sub, g, e->root, e->nroots) || no_memory(&r);
    if (ok) {
        r.v = wg__alloc0(e->sub.n, sizeof *r.v);
        ok = r.v || no_memory(&r);
    }
    ok = ok && wg__check_assigns(g, &e->sub);
    if (ok) {
        count_readers(&r);
        ok = run_nodes(&r) && finish(&r);
    }
    for (uint32_t pos = 0; r.v && pos < e->sub.n; pos++)
        let_go(&r.v[pos]);
    wg__free(r.v);
    wg__free(r.in);
    return ok ? WG_OK : wg_error_code(g);
}

wg_code wg_run_reference_at(wg_site at, wg_graph *g, const wg_tensor *t, int n)
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
