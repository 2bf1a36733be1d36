/* Mutants of an op: its rule is called in a graph of its own, and what it emitted is written into the caller's
 * graph with one node edited. */
#include "cli/mutate_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/emission.h"
#include "ops/apply.h"
#include "ops/ops.h"
#include "tensor/memory.h"

const char *mutation_name(mutation_kind kind)
{
    static const char *const names[MUTATION_COUNT] = {
#define X_(e, name, text) name,
        MUTATION_LIST(X_)
#undef X_
    };
    return names[kind];
}

const char *mutation_text(mutation_kind kind)
{
    static const char *const texts[MUTATION_COUNT] = {
#define X_(e, name, text) text,
        MUTATION_LIST(X_)
#undef X_
    };
    return texts[kind];
}

/* ---- what the rule emits, written into the caller's graph ---- */

typedef struct scratch {
    const wg_vjp *v;
    wg__emission own;
    int node;            /* number of the next emitted node */
    const mutation *m;   /* rewriting; or */
    mutation_list *list; /* listing */
    int arg;
    char *text; /* of the expression; NULL: not wanted */
    size_t size, used;
    wg_tensor self;
} scratch;

/* The caller's handle of an operand, y or dy; none for what the rule emitted. */
static wg_tensor given(const scratch *s, wg_tensor from)
{
    for (int k = 0; k < s->own.n; k++)
        if (s->own.x[k].id == from.id)
            return s->v->x[k];
    if (from.id == s->own.y.id)
        return s->v->y;
    return from.id == s->own.dy.id ? s->v->dy : wg_none(s->v->g);
}

static wg_tensor write_self(const wg__edit *e)
{
    if (e->op)
        return wg_call(e->to, e->op, e->x, e->n, e->attr);
    const wg__node *n = wg__node_at(e->from.g, e->from.id);
    return wg_const(e->to, (wg_dtype)n->dtype, *n->shape, n->data);
}

static const char *node_word(const wg__edit *e)
{
    return e->op                                                        ? e->op->name
           : wg__node_at(e->from.g, e->from.id)->kind == WG__NODE_CONST ? "constant"
                                                                        : "result";
}

/* ---- listing ---- */

static bool push(mutation_list *list, mutation m)
{
    if (list->n == list->cap) {
        const size_t cap = list->cap ? list->cap * 2 : 256;
        mutation *at = wg__realloc(list->at, cap, sizeof *at);
        if (!at)
            return false;
        list->at = at;
        list->cap = cap;
    }
    list->at[list->n++] = m;
    return true;
}

void mutation_list_free(mutation_list *list)
{
    wg__free(list->at);
    *list = (mutation_list){0};
}

static bool list_node(scratch *s, const wg__edit *e, int node)
{
    const emitted at = {.v = s->v, .e = e, .shape = wg__node_at(e->from.g, e->from.id)->shape};
    for (int kind = 0; kind < MUTATION_COUNT; kind++) {
        const int n = edit_variants((mutation_kind)kind, &at);
        for (int part = 0; part < n; part++)
            if (edit_shows((mutation_kind)kind, part, e->dtype) &&
                !push(s->list, (mutation){.kind = (mutation_kind)kind,
                                          .arg = s->arg,
                                          .node = node,
                                          .part = part,
                                          .op = node_word(e)}))
                return false;
    }
    return true;
}

static void put(scratch *s, const char *word, uint32_t number)
{
    if (s->text && s->used < s->size)
        s->used += (size_t)snprintf(s->text + s->used, s->size - s->used, "%s%u ", word, number);
}

/* By op and operands, so that calls of other sizes have the same text. */
static void describe_node(scratch *s, const wg__edit *e)
{
    const wg__node *n = wg__node_at(e->from.g, e->from.id);
    put(s, node_word(e), (uint32_t)n->shape->rank);
    for (int k = 0; k < n->nin; k++)
        put(s, "%", wg__in(n)[k]);
    put(s, "=", e->from.id);
}

/* self: the node where it is in the new graph already, otherwise none. */
static wg_tensor visit(scratch *s, const wg__edit *e, wg_tensor self)
{
    const int node = s->node++;
    describe_node(s, e);
    if (s->list && !list_node(s, e, node))
        return wg_raise(e->to, WG_ERR_MEMORY, "out of memory");
    if (!s->m || s->m->node != node)
        return self;
    const emitted at = {.v = s->v, .e = e, .shape = wg__node_at(e->from.g, e->from.id)->shape};
    s->self = wg_is_none(self) ? write_self(e) : self;
    return wg_is_ok(s->self) ? edit_apply(s->m, &at, s->self) : s->self;
}

static wg_tensor edit_node(void *user, const wg__edit *e)
{
    scratch *s = user;
    const wg_tensor known = given(s, e->from);
    return wg_is_none(known) ? visit(s, e, known) : known;
}

/* A rule may return dy, or an operand, as it is: then that is what it emitted. */
static wg_tensor edit_result(scratch *s, wg_tensor d)
{
    const wg_tensor known = given(s, d);
    return visit(s, &(wg__edit){.to = s->v->g, .from = d, .dtype = wg_dtype_of(d)}, known);
}

/* What the rule of op gives for arg, through edit_node. */
static wg_tensor rewrite(scratch *s, const wg_op *op, int arg)
{
    wg_tensor out = wg__poison(s->v->g);
    s->arg = arg;
    if (wg__emission_open(&s->own, s->v, op, arg)) {
        const wg_tensor d = s->own.dx;
        wg__transcript t;
        const wg__transcribe_options o = {.to = s->v->g, .edit = edit_node, .user = s};
        if (wg_is_none(d))
            out = wg_none(s->v->g);
        else if (!wg_is_none(given(s, d)))
            out = edit_result(s, d);
        else if (wg__transcribe(s->own.g, &d, 1, &o, &t) == WG_OK) {
            out = wg__transcript_of(&t, d);
            wg__transcript_free(&t);
        }
    }
    wg__emission_close(&s->own);
    return out;
}

/* ---- the mutant's rule ---- */

static wg_tensor mutant_vjp(const wg_vjp *v, int arg)
{
    mutant *m = (mutant *)(uintptr_t)v->op; /* its first member; made by mutant_make, never const */
    wg_vjp plain = *v;
    plain.op = m->original;
    if (arg != m->m.arg || m->m.kind == MUTATION_KERNEL)
        return m->original->vjp(&plain, arg);
    if (m->m.kind == MUTATION_ABSENT)
        return wg_none(v->g);
    if (m->m.kind == MUTATION_OPERAND)
        return m->original->vjp(&plain, m->m.part);
    scratch s = {.v = v, .m = &m->m};
    const wg_tensor d = rewrite(&s, m->original, arg);
    m->self = s.self;
    return d;
}

void mutant_make(mutant *m, const wg_op *original, mutation what)
{
    *m = (mutant){.op = *original, .original = original, .m = what};
    m->op.vjp = mutant_vjp;
    if (what.kind == MUTATION_KERNEL)
        mutant_break_kernel(m);
}

const char *mutant_describe(const mutant *m, char *buf, size_t size)
{
    char edit[96], name[16];
    edit_describe(&m->m, edit, sizeof edit);
    const char *arg = wg__op_operand_name(m->original, m->m.arg, name, sizeof name);
    if (m->m.kind == MUTATION_KERNEL)
        snprintf(buf, size, "%s: %s", m->op.name, edit);
    else if (m->m.node < 0)
        snprintf(buf, size, "%s, d/d%s: %s", m->op.name, arg, edit);
    else
        snprintf(buf, size, "%s, d/d%s: node %d (%s) %s", m->op.name, arg, m->m.node, m->m.op,
                 edit);
    return buf;
}

/* ---- all mutations of a call ---- */

static bool list_whole(const wg_vjp *v, int arg, mutation_list *list)
{
    bool ok = push(list, (mutation){.kind = MUTATION_ABSENT, .arg = arg, .node = -1, .op = ""});
    for (int k = 0; k < v->n && ok; k++)
        if (k != arg && wg_dtype_is_float(wg_dtype_of(v->x[k])))
            ok = push(
                list,
                (mutation){.kind = MUTATION_OPERAND, .arg = arg, .node = -1, .part = k, .op = ""});
    return ok;
}

static bool list_kernel(const wg_vjp *v, mutation_list *list)
{
    bool ok = true;
    const bool f32 = wg_dtype_of(v->x[0]) == WG_F32;
    for (int part = 0; part < fault_variants(wg_numel(v->y)) && ok; part++)
        ok = !edit_shows(MUTATION_KERNEL, part, f32 ? WG_F32 : WG_F64) ||
             push(list, (mutation){.kind = MUTATION_KERNEL, .node = -1, .part = part, .op = ""});
    return ok;
}

static bool list_argument(const wg_vjp *v, int arg, mutation_list *list, char *text, size_t size)
{
    scratch s = {.v = v, .list = list, .text = text, .size = size};
    const wg_tensor d = rewrite(&s, v->op, arg);
    return wg_is_none(d) || (wg_is_ok(d) && list_whole(v, arg, list));
}

bool mutations_of(wg_tensor y, mutation_list *list, char *expression, size_t size)
{
    const wg__node *n = wg__node_at(y.g, y.id);
    wg_tensor *x = malloc((size_t)n->nin * sizeof *x);
    if (!x)
        return false;
    for (int k = 0; k < n->nin; k++)
        x[k] = wg__handle(y.g, wg__in(n)[k]);
    const wg_vjp v = {.g = y.g,
                      .op = n->op,
                      .n = n->nin,
                      .x = x,
                      .y = y,
                      .dy = wg_input(y.g, "", (wg_dtype)n->dtype, *n->shape),
                      .attr = n->attr};
    bool ok = true;
    size_t used = 0;
    expression[0] = 0;
    for (int arg = 0; arg < v.n && ok; arg++)
        if (wg_dtype_is_float(wg_dtype_of(x[arg]))) {
            ok = list_argument(&v, arg, list, expression + used, size - used);
            used += strlen(expression + used);
        }
    ok = ok && list_kernel(&v, list);
    free(x);
    return ok;
}
