/* First passes of a plan: what each node is, whose memory it shares, who reads it. */
#include <string.h>

#include "engine/build.h"
#include "ops_gen_impl.h"

/* ---- shared between passes ---- */

void *wg__build_alloc(wg__build *b, size_t count, size_t size)
{
    size_t bytes;
    void *p = wg__mul(count, size, &bytes) ? wg__arena_alloc(&b->arena, bytes) : NULL;
    if (p)
        memset(p, 0, bytes);
    return p;
}

bool wg__build_grow(void *p, uint32_t n, uint32_t *cap, size_t size)
{
    void *old;
    if (n < *cap)
        return true;
    if (*cap > UINT32_MAX / 2)
        return false;
    const uint32_t more = *cap ? *cap * 2 : 64;
    memcpy(&old, p, sizeof old);
    void *q = wg__realloc(old, more, size);
    if (!q)
        return false;
    memcpy(p, &q, sizeof q);
    *cap = more;
    return true;
}

uint32_t wg__pos_in(const wg__build *b, uint32_t pos, int k)
{
    const wg__value *v = &b->v[pos];
    return v->variant ? v->variant->in[k] : v->in[k];
}

int wg__nin(const wg__build *b, uint32_t pos)
{
    const wg__value *v = &b->v[pos];
    return v->variant ? (int)v->variant->nin : v->node->nin;
}

wg_view wg__value_view(const wg__build *b, uint32_t pos)
{
    const wg__value *v = &b->v[pos];
    return v->view ? *v->view : wg__view_row_major((wg_dtype)v->node->dtype, v->node->shape, NULL);
}

bool wg__value_row_major(const wg__build *b, uint32_t pos)
{
    return !b->v[pos].view || wg__view_is_row_major(b->v[pos].view);
}

size_t wg__value_bytes(const wg__build *b, uint32_t pos)
{
    const wg__node *n = b->v[pos].node;
    return (size_t)n->numel * wg_dtype_size((wg_dtype)n->dtype);
}

bool wg__value_whole(const wg__build *b, uint32_t pos)
{
    const wg__value *v = &b->v[pos];
    if (!v->view && v->base == pos)
        return true;
    return wg__value_row_major(b, pos) && (!v->view || v->view->offset == 0) &&
           wg__value_bytes(b, pos) == wg__value_bytes(b, v->base);
}

bool wg__reads_operands(const wg_op *op)
{
    return op != &wg__op_group;
}

bool wg__kernel_takes(const wg__build *b, uint32_t pos, int k)
{
    return b->v[pos].node->op->strided || wg__value_row_major(b, wg__pos_in(b, pos, k));
}

/* A kernel of the library whose values cannot be wrong. Any other may refuse one. */
bool wg__step_may_fail(const wg__value *v)
{
    const wg_family f = v->node->op->family;
    return v->role == WG__KERNEL && f != WG_FAMILY_REDUCTION && f != WG_FAMILY_LINALG &&
           f != WG_FAMILY_SHAPE && f != WG_FAMILY_GRAPH && f != WG_FAMILY_RANDOM;
}

double wg__node_cost(const wg_graph *g, const wg__node *n)
{
    wg_shape few[8];
    if (!n->op)
        return 0;
    if (!n->op->cost || n->nin > 8)
        return n->op->flops * (double)n->numel;
    for (int k = 0; k < n->nin; k++)
        few[k] = *wg__node_at(g, wg__in(n)[k])->shape;
    return n->op->cost(few, n->nin, *n->shape);
}

uint32_t wg__step_of(const wg__build *b, uint32_t pos)
{
    while (b->v[pos].role == WG__ABSORBED && b->v[pos].step == WG__NONE)
        pos = b->v[pos].user;
    return b->v[pos].step;
}

/* ---- roles ---- */

static bool fail_node(wg__build *b, uint32_t pos, wg_code code, const char *why)
{
    char what[256];
    wg__fail(b->g, code, "%s: %s",
             wg__describe(b->g, wg__handle(b->g, b->s->id[b->origin[pos]]), what, sizeof what),
             why);
    return false;
}

static bool set_view(wg__build *b, uint32_t pos, uint32_t base, const wg_view *view)
{
    wg__value *v = &b->v[pos];
    wg_view *own = wg__arena_alloc(&b->arena, sizeof *own);
    if (!own)
        return false;
    *own = *view;
    own->data = NULL;
    v->view = own;
    v->base = base;
    return true;
}

/* Views of views fold: all speak of the memory of one base. A layout that the op cannot express is copied first. */
static bool alias(wg__build *b, uint32_t pos)
{
    wg__value *v = &b->v[pos];
    const uint32_t x = wg__pos_in(b, pos, 0);
    wg_view in = wg__value_view(b, x);
    const int64_t start = in.offset;
    in.offset = 0;
    wg_view out = {.dtype = (wg_dtype)v->node->dtype, .shape = *v->node->shape};
    if (v->node->op->view(&in, v->node->attr, &out)) {
        out.offset += start;
        v->role = WG__ALIAS;
        return set_view(b, pos, b->v[x].base, &out);
    }
    in = wg__view_row_major(in.dtype, &in.shape, NULL);
    out = (wg_view){.dtype = (wg_dtype)v->node->dtype, .shape = *v->node->shape};
    v->role = WG__COPY;
    if (!v->node->op->view(&in, v->node->attr, &out))
        return fail_node(b, pos, WG_ERR_INTERNAL, "no view of a row-major operand");
    return (wg__view_is_row_major(&out) && out.offset == 0) || set_view(b, pos, pos, &out);
}

/* Behind an assignment is the value that is assigned, in the shape of the parameter. */
static bool alias_assign(wg__build *b, uint32_t pos)
{
    const uint32_t x = wg__pos_in(b, pos, 1);
    const wg_view in = wg__value_view(b, x), out = wg__view_broadcast(&in, b->v[pos].node->shape);
    b->v[pos].role = WG__ALIAS;
    b->assigns++;
    return set_view(b, pos, b->v[x].base, &out);
}

static bool classify(wg__build *b, uint32_t pos)
{
    wg__value *v = &b->v[pos];
    const wg_op *op = v->node->op;
    if (!op) {
        v->role = WG__LEAF;
        return true;
    }
    if (op->effect)
        return alias_assign(b, pos);
    if (op->view)
        return alias(b, pos);
    v->role = op->tile[WG_ISA_BASE] ? WG__TILE : WG__KERNEL;
    if (v->role == WG__KERNEL && !op->kernel && !op->fast)
        return fail_node(b, pos, WG_ERR_INTERNAL, "the op has neither tile, view nor kernel");
    return true;
}

/* Uses are those of the recording, however often it is computed: what joins a product must not depend on it. */
static void count_uses(wg__build *b, uint32_t pos)
{
    const wg__node *n = b->v[pos].node;
    if (!n->op || !wg__reads_operands(n->op))
        return;
    const bool second = b->v[pos].again && b->v[pos].twin != WG__NONE;
    for (int k = n->op->effect ? 1 : 0; k < n->nin; k++) {
        wg__value *x = &b->v[wg__pos_in(b, pos, k)];
        x->user = pos;
        if (second)
            continue;
        x->uses++;
        if (x->twin != WG__NONE)
            b->v[x->twin].uses++;
    }
}

static bool list_assigns(wg__build *b)
{
    b->assign = wg__build_alloc(b, b->assigns, sizeof *b->assign);
    if (!b->assign)
        return false;
    b->assigns = 0;
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__node *n = b->v[pos].node;
        if (n->op && n->op->effect)
            b->assign[b->assigns++] = (wg__bassign){
                .pos = pos, .param = wg__pos_in(b, pos, 0), .value = wg__pos_in(b, pos, 1)};
    }
    return true;
}

/* ---- readers ---- */

/* Every node that computes something reads the bases of its operands. */
static void each_read(wg__build *b, void (*fn)(wg__build *b, uint32_t base, uint32_t reader))
{
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (v->role == WG__LEAF || v->role == WG__ALIAS || !wg__reads_operands(v->node->op))
            continue;
        for (int k = 0; k < v->node->nin; k++)
            fn(b, b->v[wg__pos_in(b, pos, k)].base, pos);
    }
}

static void count_reader(wg__build *b, uint32_t base, uint32_t reader)
{
    (void)reader;
    b->readers[base + 2]++;
}

static void list_reader(wg__build *b, uint32_t base, uint32_t reader)
{
    b->reader[b->readers[base + 1]++] = reader;
}

/* Counts are kept two places up, so that after the filling each list begins at its own place. */
static bool list_readers(wg__build *b)
{
    b->readers = wg__build_alloc(b, (size_t)b->n + 2, sizeof *b->readers);
    if (!b->readers)
        return false;
    each_read(b, count_reader);
    for (uint32_t k = 2; k < b->n + 2; k++)
        b->readers[k] += b->readers[k - 1];
    b->reader = wg__build_alloc(b, b->readers[b->n + 1], sizeof *b->reader);
    if (!b->reader)
        return false;
    each_read(b, list_reader);
    return true;
}

bool wg__build_values(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n; pos++) {
        b->v[pos] = (wg__value){.node = b->v[pos].node,
                                .in = b->v[pos].in,
                                .since = b->v[pos].since,
                                .again = b->v[pos].again,
                                .twin = b->v[pos].twin,
                                .asked = b->v[pos].asked,
                                .base = pos,
                                .user = WG__NONE,
                                .step = WG__NONE,
                                .next = WG__NONE,
                                .buf = WG__NONE,
                                .copy = WG__NONE,
                                .copy_step = WG__NONE,
                                .product = WG__NONE,
                                .reg = WG__NONE,
                                .last_read = WG__NONE,
                                .spread = WG__NONE,
                                .spread_last = WG__NONE,
                                .region = WG__NONE};
        if (!classify(b, pos))
            return false;
    }
    for (uint32_t pos = 0; pos < b->n; pos++)
        count_uses(b, pos);
    return list_assigns(b) && list_readers(b);
}
