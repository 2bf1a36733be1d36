/* One node of a graph alone, at the values that its operands had in a run. */
#include "autograd/check_local.h"

#include <string.h>

#include "autograd/check_directions.h"
#include "autograd/check_sweep.h"
#include "ops/ops.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"

static bool fail_local(wg__local *l)
{
    l->m.s.code = wg_error_code(l->g);
    snprintf(l->m.s.message, sizeof l->m.s.message, "%s",
             wg_ok(l->g) ? "a node could not be recorded alone" : wg_error(l->g));
    if (!l->m.s.code)
        l->m.s.code = WG_ERR_INTERNAL;
    return false;
}

/* An input with the operand's value; as the operand's dtype if that is not f64. */
static wg_tensor operand(wg__local *l, const wg__node *n, wg_tensor *input, bool as_recorded)
{
    const wg_dtype own = (wg_dtype)n->dtype,
                   d = wg_dtype_is_float(own) && !as_recorded ? WG_F64 : own;
    *input = wg_input_at((wg_site){0}, l->g, NULL, d, *n->shape);
    void *to = wg_data(*input);
    for (int64_t i = 0; to && n->data && i < n->numel; i++)
        if (d == own && d != WG_I64)
            break; /* copied below */
        else if (d == WG_I64)
            ((int64_t *)to)[i] = ((const int64_t *)n->data)[i];
        else
            wg__store(d, to, i, wg__load(own, n->data, i));
    if (to && n->data && d == own && n->numel)
        memcpy(to, n->data, (size_t)n->numel * wg_dtype_size(d));
    return d == own ? *input : wg_cast_at((wg_site){0}, *input, own);
}

bool wg__local_open(wg__local *l, wg_graph *g, uint32_t id, const bool *wanted, bool as_recorded)
{
    const wg__node *n = wg__node_at(g, id);
    const size_t count = n->nin ? n->nin : 1;
    *l = (wg__local){.g = wg__check_graph()};
    wg_tensor *in = wg__alloc0(count, sizeof *in);
    l->x = wg__alloc0(count, sizeof *l->x);
    l->wrt = wg__alloc0(count, sizeof *l->wrt);
    l->arg = wg__alloc0(count, sizeof *l->arg);
    bool ok = (l->g && in && l->x && l->wrt && l->arg) || wg__system_no_memory(&l->m.s);
    for (int k = 0; ok && k < n->nin; k++) {
        const wg__node *x = wg__node_at(g, wg__in(n)[k]);
        in[k] = operand(l, x, &l->x[k], as_recorded);
        if (wanted[k] && wg_dtype_is_float((wg_dtype)x->dtype)) {
            l->wrt[l->n] = l->x[k];
            l->arg[l->n++] = k;
        }
    }
    if (ok) {
        l->y = wg_call_at(wg__site(g, n->site), l->g, n->op, in, n->nin, n->attr);
        if (wg_is_ok(l->y) && wg_dtype_of(l->y) == WG_F32 && !as_recorded)
            l->y = wg_cast(l->y, WG_F64);
        ok = (wg_ok(l->g) && wg_is_ok(l->y)) || fail_local(l);
    }
    wg__free(in);
    return ok;
}

/* ---- the check ---- */

enum { WHOLE = 1024, SAMPLE = 24 };

static bool check_sample(wg__local *l, int k)
{
    wg__system *s = &l->m.s;
    size_t which[SAMPLE], n = 0;
    size_t index;
    bool found;
    wg_rng rng = wg_rng_new((uint64_t)k);
    if (!wg__find_wrong(s, k, 1 + (uint64_t)k, &index, &found))
        return false;
    if (found)
        which[n++] = index;
    return wg__sweep_sample(s, k, which, n, SAMPLE, &rng, &l->r);
}

static bool settle_nonfinite(wg__local *l)
{
    for (int k = 0; k < l->r.leaves; k++)
        l->r.leaf[k].verdict = WG_VERDICT_NONFINITE;
    return true;
}

static bool ask_directions(wg__local *l)
{
    size_t count[WG_VERDICT_COUNT] = {0};
    if (l->directions && !wg__directions_ask(&l->m.s, l->directions, 79, count))
        return false;
    l->doubted = count[WG_VERDICT_KINK] > 0;
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        l->doubted = l->doubted || (count[v] && wg_verdict_fails((wg_verdict)v));
    return true;
}

bool wg__local_check(wg__local *l, const wg_gradcheck_options *o)
{
    const wg__model_options how = {0};
    wg__system *s = &l->m.s;
    if (wg__model_new(&l->m, l->g, (wg_tensor_list){&l->y, 1}, (wg_tensor_list){l->wrt, l->n},
                      &how) ||
        wg__model_bind(&l->m))
        return false;
    for (uint32_t id = 1; id < wg__count(l->m.g); id++) /* an op of f32 between casts */
        if (wg__node_at(l->m.g, id)->dtype == WG_F32)
            s->unit = 0x1p-23;
    s->options = o;
    s->weigh_one = true;
    l->r.leaf = wg__report_alloc(&l->r, (size_t)l->n, sizeof *l->r.leaf);
    if (!l->r.leaf)
        return wg__system_no_memory(s);
    l->r.leaves = l->n;
    if (!wg__system_start(s, 77))
        return false;
    if (s->nonfinite)
        return settle_nonfinite(l);
    if (!ask_directions(l))
        return false;
    const bool closer = l->directions == 0 || l->doubted;
    for (int k = 0; k < l->n && closer; k++) {
        const size_t n = s->leaf[k].n;
        if (!(n <= WHOLE ? wg__sweep(s, k, NULL, n, &l->r) : check_sample(l, k)))
            return false;
    }
    return true;
}

void wg__local_close(wg__local *l)
{
    wg_gradcheck_free(&l->r);
    wg__model_free(&l->m);
    wg_graph_free(l->g);
    wg__free(l->x);
    wg__free(l->wrt);
    wg__free(l->arg);
    *l = (wg__local){0};
}
