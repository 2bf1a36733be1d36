/* A subgraph written again: into another graph or the same one, in another dtype, with edits. */
#include "autograd/transcribe.h"

#include <string.h>

#include "engine/state.h"
#include "ops/apply.h"
#include "ops/ops.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"

typedef struct writer {
    const wg__transcribe_options *o;
    wg__transcript *t;
    wg_graph *from, *to;
    bool *wanted; /* by old id */
    bool *cut;
    wg_tensor *x; /* new operands of the node at work */
    int xcap;
} writer;

static bool no_memory(writer *w)
{
    wg__fail(w->to, WG_ERR_MEMORY, "out of memory");
    return false;
}

static wg_dtype mapped(const writer *w, wg_dtype d)
{
    return d == w->o->old_dtype ? w->o->new_dtype : d;
}

/* ---- leaves ---- */

static void copy_elements(wg_dtype to, void *dst, wg_dtype from, const void *src, int64_t n)
{
    if (to == from && n > 0)
        memcpy(dst, src, (size_t)n * wg_dtype_size(to));
    for (int64_t i = 0; to != from && i < n; i++)
        wg__store(to, dst, i, wg__load(from, src, i));
}

static wg_tensor new_leaf(writer *w, wg__kind kind, const char *name, const wg__node *n)
{
    const wg_dtype d = mapped(w, (wg_dtype)n->dtype);
    const wg_tensor t = kind == WG__NODE_PARAM
                            ? wg_param_at((wg_site){0}, w->to, name, d, *n->shape)
                            : wg_input_at((wg_site){0}, w->to, name, d, *n->shape);
    wg__node *own = wg__use(w->to, t, "the leaf");
    if (own && n->data)
        copy_elements(d, own->data, (wg_dtype)n->dtype, n->data, n->numel);
    return t;
}

static wg_tensor new_constant(writer *w, const wg__node *n)
{
    const wg_dtype d = mapped(w, (wg_dtype)n->dtype);
    if (d == (wg_dtype)n->dtype)
        return wg_const_at((wg_site){0}, w->to, d, *n->shape, n->data);
    size_t bytes;
    void *data = wg__mul((size_t)n->numel, wg_dtype_size(d), &bytes) ? wg__alloc(bytes) : NULL;
    if (!data) {
        no_memory(w);
        return wg__poison(w->to);
    }
    copy_elements(d, data, (wg_dtype)n->dtype, n->data, n->numel);
    const wg_tensor t = wg_const_at((wg_site){0}, w->to, d, *n->shape, data);
    wg__free(data);
    return t;
}

static wg_tensor write_leaf(writer *w, uint32_t id, const wg__node *n)
{
    const wg__kind kind = n->op ? WG__NODE_INPUT : (wg__kind)n->kind;
    if (kind == WG__NODE_CONST)
        return new_constant(w, n);
    if (w->o->share_leaves && w->from == w->to && !n->op) {
        const wg_tensor own = wg__handle(w->to, id);
        const wg_dtype d = mapped(w, (wg_dtype)n->dtype);
        return d == (wg_dtype)n->dtype ? own : wg_cast(own, d);
    }
    w->t->copied[id] = true;
    return new_leaf(w, kind, wg__node_name(w->from, n), n);
}

/* ---- random nodes ---- */

/* The numbers of the old graph's next run, in its own dtype. */
static bool draw(writer *w, uint32_t id, const wg__node *n, void *out)
{
    char message[256] = "";
    wg_view y = {.data = out, .dtype = (wg_dtype)n->dtype, .shape = *n->shape};
    int64_t step = 1;
    for (int k = y.shape.rank; k-- > 0; step *= y.shape.dim[k])
        y.stride[k] = step;
    wg_kernel_args k = {.out = y,
                        .attr = n->attr,
                        .isa = WG_ISA_BASE,
                        .seed = wg__graph_seed(w->from),
                        .stream = wg__node_stream(w->from, id),
                        .draw = *wg__draws(w->from),
                        .message = message,
                        .message_size = sizeof message,
                        .user = n->op->user};
    if (n->op->scratch) {
        k.scratch = wg__alloc_aligned(n->op->scratch(NULL, 0, &y, n->attr));
        if (!k.scratch)
            return no_memory(w);
    }
    const wg_code code = n->op->kernel(&k);
    wg__free(k.scratch);
    if (code != WG_OK)
        wg__fail(w->to, code, "%s: %s", n->op->name, message[0] ? message : wg_code_string(code));
    return code == WG_OK;
}

static wg_tensor hold(writer *w, uint32_t id, const wg__node *n)
{
    size_t bytes;
    void *data = wg__mul((size_t)n->numel, wg_dtype_size((wg_dtype)n->dtype), &bytes)
                     ? wg__alloc_aligned(bytes)
                     : NULL;
    if (!data) {
        no_memory(w);
        return wg__poison(w->to);
    }
    wg_tensor t = wg__poison(w->to);
    if (draw(w, id, n, data)) {
        wg__node drawn = *n;
        drawn.data = data;
        const char *name = wg__node_name(w->from, n);
        t = new_leaf(w, WG__NODE_INPUT, name[0] ? name : n->op->name, &drawn);
        w->t->held++;
    }
    wg__free(data);
    return t;
}

/* ---- ops ---- */

static bool load_operands(writer *w, const wg__node *n)
{
    if (n->nin > w->xcap) {
        wg_tensor *x = wg__realloc(w->x, n->nin, sizeof *x);
        if (!x)
            return no_memory(w);
        w->x = x;
        w->xcap = n->nin;
    }
    for (int k = 0; k < n->nin; k++)
        w->x[k] = wg__handle(w->to, w->t->id[wg__in(n)[k]]);
    return true;
}

static bool takes(const writer *w, const wg_op *op, const wg__node *n)
{
    bool changes = false;
    for (int k = 0; k < n->nin; k++) {
        const wg_dtype d = (wg_dtype)wg__node_at(w->from, wg__in(n)[k])->dtype;
        changes = changes || mapped(w, d) != d;
    }
    const unsigned types = op->types ? op->types : WG_TYPE_ANY;
    return !changes || op->mixed || (types >> w->o->new_dtype & 1);
}

static void map_dtypes(const writer *w, const wg_op *op, wg_attrs *attr)
{
    int k = 0;
    for (int p = 0; op->sig && p < op->sig->nparams; p++) {
        const wg_param_kind kind = op->sig->param[p].kind;
        if (kind == WG_PARAM_TENSOR || kind == WG_PARAM_TENSORS)
            continue;
        if (kind == WG_PARAM_DTYPE)
            attr->at[k].u.i = (int64_t)mapped(w, (wg_dtype)attr->at[k].u.i);
        k++;
    }
}

/* In the old dtype, between casts. */
static wg_tensor write_kept(writer *w, const wg__node *n)
{
    for (int k = 0; k < n->nin; k++) {
        const wg_dtype d = (wg_dtype)wg__node_at(w->from, wg__in(n)[k])->dtype;
        if (wg_dtype_of(w->x[k]) != d)
            w->x[k] = wg_cast(w->x[k], d);
    }
    w->t->kept++;
    return wg_call_at((wg_site){0}, w->to, n->op, w->x, n->nin, n->attr);
}

/* A custom op may give old_dtype whatever it takes; its readers expect the new one. */
static wg_tensor as_expected(wg_tensor t, wg_dtype d)
{
    return wg_is_ok(t) && wg_dtype_of(t) != d ? wg_cast(t, d) : t;
}

static wg_tensor write_op(writer *w, uint32_t id, const wg__node *n, const wg_attrs *attr)
{
    if (w->o->hold_random && n->op->random && n->nin == 0 && n->op->kernel)
        return hold(w, id, n);
    const wg_tensor t = takes(w, n->op, n)
                            ? wg_call_at((wg_site){0}, w->to, n->op, w->x, n->nin, attr)
                            : write_kept(w, n);
    return as_expected(t, mapped(w, (wg_dtype)n->dtype));
}

/* ---- the walk ---- */

static bool write_node(writer *w, uint32_t id)
{
    const wg__node *n = wg__node_at(w->from, id);
    const bool leaf = !n->op || w->cut[id];
    wg_attrs attr;
    memset(&attr, 0, sizeof attr);
    if (!leaf) {
        if (!load_operands(w, n))
            return false;
        if (n->attr) {
            memcpy(attr.at, n->attr->at, (size_t)wg__op_nattrs(n->op) * sizeof attr.at[0]);
            map_dtypes(w, n->op, &attr);
        }
    }
    wg_tensor t = wg_none(w->to);
    if (w->o->edit)
        t = w->o->edit(w->o->user, &(wg__edit){.to = w->to,
                                               .from = wg__handle(w->from, id),
                                               .op = leaf ? NULL : n->op,
                                               .x = leaf ? NULL : w->x,
                                               .n = leaf ? 0 : n->nin,
                                               .attr = !leaf && n->attr ? &attr : NULL,
                                               .dtype = mapped(w, (wg_dtype)n->dtype)});
    if (wg_is_none(t))
        t = leaf ? write_leaf(w, id, n) : write_op(w, id, n, n->attr ? &attr : NULL);
    if (!wg__use(w->to, t, "what replaces a node")) {
        if (wg_ok(w->to))
            wg__fail(w->to, WG_ERR_HANDLE, "what replaces a node is poisoned");
        return false;
    }
    const char *name = wg__node_name(w->from, n);
    if (name[0] && !wg_name(t)[0])
        wg__rename(w->to, t, name);
    w->t->id[id] = t.id;
    return wg_ok(w->to);
}

/* Ids are a topological order: from the top down, every user is seen before its operands. */
static uint32_t mark_wanted(writer *w, const wg_tensor *root, int n)
{
    uint32_t top = 0;
    for (int k = 0; k < n; k++) {
        w->wanted[root[k].id] = true;
        top = root[k].id > top ? root[k].id : top;
    }
    for (uint32_t id = top; id > 0; id--) {
        const wg__node *node = wg__node_at(w->from, id);
        for (int k = 0; w->wanted[id] && !w->cut[id] && k < node->nin; k++)
            w->wanted[wg__in(node)[k]] = true;
    }
    return top;
}

static bool write_all(writer *w, const wg_tensor *root, int n)
{
    for (int k = 0; k < w->o->ncut; k++)
        w->cut[w->o->cut[k].id] = true;
    const uint32_t top = mark_wanted(w, root, n);
    for (uint32_t id = 1; id <= top; id++) {
        if (!w->wanted[id])
            continue;
        const wg__node *node = wg__node_at(w->from, id);
        const bool opened = wg__enter_inner(w->to, wg__site(w->from, node->site));
        const bool ok = write_node(w, id);
        wg__leave(w->to, opened);
        if (!ok)
            return false;
    }
    return true;
}

static bool check_handles(wg_graph *from, wg_graph *to, const wg_tensor *t, int n, const char *what)
{
    for (int k = 0; k < n; k++) {
        if (wg__use(from, t[k], what))
            continue;
        if (wg_ok(to))
            wg__fail(to, WG_ERR_HANDLE, "%s %d is no live tensor of the graph", what, k);
        return false;
    }
    return true;
}

static bool open_writer(writer *w)
{
    w->t->count = wg__count(w->from);
    w->t->id = wg__alloc0(w->t->count, sizeof *w->t->id);
    w->t->copied = wg__alloc0(w->t->count, sizeof *w->t->copied);
    w->wanted = wg__alloc0(w->t->count, sizeof *w->wanted);
    w->cut = wg__alloc0(w->t->count, sizeof *w->cut);
    return (w->t->id && w->t->copied && w->wanted && w->cut) || no_memory(w);
}

wg_code wg__transcribe(wg_graph *from, const wg_tensor *root, int n,
                       const wg__transcribe_options *options, wg__transcript *t)
{
    static const wg__transcribe_options defaults = {0};
    const wg__transcribe_options *o = options ? options : &defaults;
    wg_graph *to = o->to ? o->to : from;
    *t = (wg__transcript){.from = from, .to = to};
    if (!from || !to || n < 0 || (n > 0 && !root))
        return WG_ERR_ARGUMENT;
    writer w = {.o = o, .t = t, .from = from, .to = to};
    const bool ok = wg_ok(to) && check_handles(from, to, root, n, "root") &&
                    check_handles(from, to, o->cut, o->ncut, "cut") && open_writer(&w) &&
                    write_all(&w, root, n);
    wg__free(w.wanted);
    wg__free(w.cut);
    wg__free(w.x);
    if (ok)
        return WG_OK;
    wg__transcript_free(t);
    return wg_ok(to) ? WG_ERR_INTERNAL : wg_error_code(to);
}

wg_tensor wg__transcript_of(const wg__transcript *t, wg_tensor old)
{
    const bool known = wg_is_ok(old) && old.g == t->from && old.id < t->count && t->id[old.id];
    return known ? wg__handle(t->to, t->id[old.id]) : wg_none(t->to);
}

void wg__transcript_refresh(const wg__transcript *t)
{
    for (uint32_t id = 1; id < t->count; id++) {
        if (!t->copied[id])
            continue;
        const wg__node *old = wg__node_at(t->from, id), *own = wg__node_at(t->to, t->id[id]);
        if (old->data && !own->op && own->numel == old->numel)
            copy_elements((wg_dtype)own->dtype, own->data, (wg_dtype)old->dtype, old->data,
                          old->numel);
    }
}

void wg__transcript_free(wg__transcript *t)
{
    wg__free(t->id);
    wg__free(t->copied);
    *t = (wg__transcript){0};
}
