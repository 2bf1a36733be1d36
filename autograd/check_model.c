/* A recorded graph as a function to be checked, on a transcription of its own. */
#include "autograd/check_model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "ops/ops.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"

wg_code wg__model_fail(wg__model *m, wg_code code)
{
    const char *why = m->g ? wg_error(m->g) : "out of memory";
    m->s.code = code ? code : WG_ERR_INTERNAL;
    snprintf(m->s.message, sizeof m->s.message, "%s", why ? why : wg_code_string(m->s.code));
    return m->s.code;
}

static void *get(wg__model *m, size_t count, size_t size)
{
    size_t bytes;
    void *p = m->memory && wg__mul(count, size, &bytes)
                  ? wg__arena_alloc(m->memory, bytes ? bytes : 1)
                  : NULL;
    if (p)
        memset(p, 0, bytes);
    return p;
}

static wg_code no_memory(wg__model *m)
{
    wg__system_no_memory(&m->s);
    return WG_ERR_MEMORY;
}

/* ---- the transcription ---- */

static bool float_leaf(const wg__node *n)
{
    return !n->op && (n->kind == WG__NODE_INPUT || n->kind == WG__NODE_PARAM) &&
           wg_dtype_is_float((wg_dtype)n->dtype);
}

/* The float leaves that the outputs reach, in the order of recording: all that have an image here. */
static wg_code all_leaves(wg__model *m, wg_graph *from)
{
    m->leaves = 0;
    m->x = get(m, m->map.count, sizeof *m->x);
    if (!m->x)
        return no_memory(m);
    for (uint32_t id = 1; id < m->map.count; id++)
        if (m->map.id[id] && float_leaf(wg__node_at(from, id)))
            m->x[m->leaves++] = wg__handle(m->g, m->map.id[id]);
    return WG_OK;
}

static wg_code take(wg__model *m, wg_tensor_list outputs, wg_tensor_list wrt)
{
    m->y = get(m, (size_t)outputs.n, sizeof *m->y);
    m->held = get(m, (size_t)outputs.n, sizeof *m->held);
    m->c = get(m, (size_t)outputs.n, sizeof *m->c);
    if (!m->y || !m->held || !m->c)
        return no_memory(m);
    m->outputs = outputs.n;
    for (int k = 0; k < outputs.n; k++)
        m->y[k] = m->held[k] = wg__transcript_of(&m->map, outputs.t[k]);
    if (wrt.n == 0)
        return all_leaves(m, outputs.t[0].g);
    m->x = get(m, (size_t)wrt.n, sizeof *m->x);
    if (!m->x)
        return no_memory(m);
    m->leaves = wrt.n;
    for (int k = 0; k < wrt.n; k++)
        m->x[k] = wg__transcript_of(&m->map, wrt.t[k]);
    return WG_OK;
}

/* Outputs and wrt: a wrt that the outputs do not reach is transcribed too. */
static wg_code transcribe(wg__model *m, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                          const wg__model_options *o)
{
    const int n = outputs.n + wrt.n;
    wg_tensor *root = get(m, (size_t)n, sizeof *root);
    if (!root)
        return no_memory(m);
    for (int k = 0; k < n; k++)
        root[k] = k < outputs.n ? outputs.t[k] : wrt.t[k - outputs.n];
    const wg__transcribe_options how = {
        .to = m->g, .old_dtype = o->from, .new_dtype = o->to, .hold_random = o->hold_random};
    const wg_code code = wg__transcribe(g, root, n, &how, &m->map);
    return code ? wg__model_fail(m, code) : take(m, outputs, wrt);
}

/* What stop_gradient lets through is a constant to the derivative, so it is one to the differences: the nodes are
 * replaced by inputs with their value at the point. */
static wg_code hold_stopped(wg__model *m, wg_graph *from, uint32_t end)
{
    wg_tensor *cut = NULL;
    int n = 0;
    for (uint32_t id = 1; id < m->map.count && (!end || id < end); id++) {
        const wg_op *op = wg__node_at(from, id)->op;
        if (!m->map.id[id] || !op || strcmp(op->name, "stop_gradient") != 0)
            continue;
        if (!cut && !(cut = get(m, m->map.count, sizeof *cut)))
            return no_memory(m);
        cut[n++] = wg__handle(m->g, m->map.id[id]);
    }
    if (n == 0)
        return WG_OK;
    wg__transcript map = {0};
    const wg__transcribe_options how = {.share_leaves = true, .cut = cut, .ncut = n};
    wg_code code = wg_run_n(m->g, cut, n);
    if (!code)
        code = wg__transcribe(m->g, m->y, m->outputs, &how, &map);
    for (int k = 0; k < m->outputs && !code; k++)
        m->held[k] = wg__transcript_of(&map, m->y[k]);
    wg__transcript_free(&map);
    return code ? wg__model_fail(m, code) : WG_OK;
}

/* d(sum c y)/dx; for one output that is the product with c. */
static wg_code record_gradient(wg__model *m)
{
    m->dx = get(m, (size_t)m->leaves, sizeof *m->dx);
    m->asked = get(m, (size_t)m->leaves, sizeof *m->asked);
    if (!m->dx || !m->asked)
        return no_memory(m);
    wg_tensor sum = wg_none(m->g);
    m->primal = (uint32_t)wg_graph_nodes(m->g) + 1;
    for (int k = 0; k < m->outputs; k++) {
        m->c[k] = wg_input(m->g, NULL, wg_dtype_of(m->y[k]), wg_shape_of(m->y[k]));
        if (m->outputs == 1)
            break;
        const wg_tensor part = wg_cast(wg_sum(wg_mul_tt(m->c[k], m->y[k]), WG_ALL, false), WG_F64);
        sum = k ? wg_add_tt(sum, part) : part;
    }
    if (!wg_ok(m->g))
        return wg__model_fail(m, wg_error_code(m->g));
    const wg_code code = m->outputs == 1 ? wg_vjp(m->y[0], m->c[0], m->x, m->leaves, m->dx)
                                         : wg_grad(sum, m->x, m->leaves, m->dx);
    for (int k = 0; k < m->leaves && !code; k++)
        if (!wg_is_none(m->dx[k]))
            m->asked[m->nasked++] = m->dx[k];
    return code ? wg__model_fail(m, code) : WG_OK;
}

wg_code wg__model_new(wg__model *m, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                      const wg__model_options *o)
{
    *m = (wg__model){.g = wg__check_graph(), .memory = wg__alloc0(1, sizeof(wg__arena))};
    m->s.unit = 0x1p-52;
    if (!m->g || !m->memory)
        return no_memory(m);
    wg_seed(m->g, wg__graph_seed(g));
    (void)wg_scope_open(m->g,
                        (wg_site){0}); /* messages without a place: the user's graph adds its own */
    wg_code code = transcribe(m, g, outputs, wrt, o);
    if (!code)
        code = hold_stopped(m, g, o->primal);
    if (!code)
        code = record_gradient(m);
    if (m->map.kept)
        m->s.unit = 0x1p-23; /* an op that has no f64 kernel is inside */
    return code;
}

void wg__model_free(wg__model *m)
{
    wg__transcript_free(&m->map);
    wg_graph_free(m->g);
    if (m->memory)
        wg__arena_free(m->memory);
    wg__free(m->memory);
    *m = (wg__model){0};
}

/* ---- as a system ---- */

static bool run(void *self)
{
    wg__model *m = self;
    const wg_code code = wg_run_n(m->g, m->held, m->outputs);
    for (int k = 0; k < m->outputs && !code; k++)
        m->s.output[k].y = wg_data(m->held[k]);
    if (code)
        wg__model_fail(m, code);
    return !code;
}

bool wg__model_gradient(wg__model *m, const wg__system *s, double *const *out)
{
    for (int k = 0; k < m->outputs; k++)
        for (size_t i = 0; i < s->output[k].n; i++)
            wg__store(wg_dtype_of(m->c[k]), wg_data(m->c[k]), (int64_t)i, s->output[k].c[i]);
    const wg_code code = m->nasked ? wg_run_n(m->g, m->asked, m->nasked) : WG_OK;
    for (int k = 0; k < m->leaves && !code; k++) {
        const int64_t n = wg_numel(m->x[k]);
        const wg_dtype d = wg_dtype_of(m->x[k]);
        const void *dx = wg_is_none(m->dx[k]) ? NULL : wg_data(m->dx[k]);
        for (int64_t i = 0; i < n; i++)
            out[k][i] = dx ? wg__load(d, dx, i) : 0;
    }
    if (code)
        wg__model_fail(m, code);
    return !code;
}

static bool gradient(void *self)
{
    wg__model *m = self;
    return wg__model_gradient(m, &m->s, m->trial);
}

static bool bind_leaf(wg__model *m, int k)
{
    wg__check_leaf *l = &m->s.leaf[k];
    l->n = (size_t)wg_numel(m->x[k]);
    l->x = wg_data(m->x[k]);
    l->saved = get(m, l->n, sizeof(double));
    l->rule = get(m, l->n, sizeof(double));
    l->slack = get(m, l->n, sizeof(double));
    l->trial = get(m, l->n, sizeof(double));
    l->absent = wg_is_none(m->dx[k]);
    for (int j = 0; j < m->leaves; j++)
        l->twice = l->twice || (j != k && m->x[j].id == m->x[k].id);
    if (!l->x || !l->saved || !l->rule || !l->slack || !l->trial)
        return false;
    if (l->n)
        memcpy(l->saved, l->x, l->n * sizeof(double));
    return true;
}

wg_code wg__model_bind(wg__model *m)
{
    wg__system *s = &m->s;
    s->self = m;
    s->run = run;
    s->gradient = gradient;
    s->leaves = m->leaves;
    s->outputs = m->outputs;
    s->leaf = get(m, (size_t)m->leaves, sizeof *s->leaf);
    s->output = get(m, (size_t)m->outputs, sizeof *s->output);
    m->trial = get(m, (size_t)m->leaves, sizeof *m->trial);
    if (!s->leaf || !s->output || !m->trial)
        return no_memory(m);
    for (int k = 0; k < m->leaves; k++) {
        if (!bind_leaf(m, k))
            return no_memory(m);
        m->trial[k] = s->leaf[k].trial;
    }
    for (int k = 0; k < m->outputs; k++) {
        wg__check_output *o = &s->output[k];
        o->n = (size_t)wg_numel(m->y[k]);
        o->c = get(m, o->n, sizeof(double));
        if (!o->c)
            return no_memory(m);
        s->ny += o->n;
    }
    s->y0 = get(m, s->ny, sizeof(double));
    s->up = get(m, s->ny, sizeof(double));
    return s->y0 && s->up ? WG_OK : no_memory(m);
}
