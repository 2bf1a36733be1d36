/* Which elements of the operands an element of a node was computed from. */
#include "autograd/feeding.h"

#include "engine/strided.h"
#include "tensor/memory.h"

bool wg__feeding_open(wg__feeding *f, const wg_graph *g, const wg__snapshot *s, uint32_t pos)
{
    f->node = wg__node_at(g, s->id[pos]);
    if (f->node->nin > f->cap) {
        wg_view *in = wg__realloc(f->in, f->node->nin, sizeof *in);
        if (!in)
            return false;
        f->in = in;
        f->cap = f->node->nin;
    }
    for (int k = 0; k < f->node->nin; k++) {
        const uint32_t id = wg__in(f->node)[k];
        const wg__node *x = wg__node_at(g, id);
        f->in[k] = wg__view_row_major((wg_dtype)x->dtype, x->shape,
                                      s->value[wg__snapshot_find(s, id)].data);
    }
    return true;
}

void wg__feeding_close(wg__feeding *f)
{
    wg__free(f->in);
    *f = (wg__feeding){0};
}

void wg__index_of(const wg_shape *s, int64_t element, int64_t *index)
{
    for (int k = s->rank - 1; k >= 0; k--) {
        index[k] = element % s->dim[k];
        element /= s->dim[k];
    }
}

/* ---- parts ---- */

static wg_view one(const wg_view *x, int64_t offset)
{
    wg_view v = *x;
    v.offset = offset;
    v.shape.rank = 0;
    return v;
}

/* Broadcasting aligns the last axes. */
static int64_t meeting(const wg_view *x, const int64_t *index, int rank)
{
    int64_t at = 0;
    for (int k = 0; k < x->shape.rank; k++)
        if (x->shape.dim[k] != 1)
            at += index[rank - x->shape.rank + k] * x->stride[k];
    return at;
}

static bool is_elementwise(const wg_op *op)
{
    return op->tile[WG_ISA_BASE] != NULL;
}

wg_view wg__feeding_part(const wg__feeding *f, int64_t element, int k)
{
    const wg_op *op = f->node->op;
    const wg_shape *out = f->node->shape;
    int64_t index[WG_MAX_RANK] = {0};
    if (is_elementwise(op) && !op->feeds && wg_shape_equal(f->in[k].shape, *out))
        return one(&f->in[k], element);
    wg__index_of(out, element, index);
    if (op->feeds) {
        wg_feed feed = {.in = f->in,
                        .n = f->node->nin,
                        .k = k,
                        .out = out,
                        .index = index,
                        .attr = f->node->attr,
                        .part = f->in[k]};
        op->feeds(&feed);
        return feed.part;
    }
    if (is_elementwise(op))
        return one(&f->in[k], meeting(&f->in[k], index, out->rank));
    wg_view v = {.dtype = f->in[k].dtype, .shape = *out};
    if (!op->view || !op->view(&f->in[k], f->node->attr, &v))
        return f->in[k];
    int64_t at = v.offset;
    for (int j = 0; j < out->rank; j++)
        at += index[j] * v.stride[j];
    return one(&f->in[k], at);
}

bool wg__feeding_single(const wg__feeding *f)
{
    const wg_op *op = f->node->op;
    return is_elementwise(op) || (op->view && !op->feeds);
}

/* ---- walks ---- */

wg__part wg__part_of(const wg_view *v)
{
    wg__part p = {.offset = v->offset, .left = 1, .v = v};
    for (int k = 0; k < v->shape.rank; k++)
        p.left *= v->shape.dim[k];
    return p;
}

void wg__part_next(wg__part *p)
{
    if (--p->left == 0)
        return;
    for (int k = p->v->shape.rank - 1; k >= 0; k--) {
        p->offset += p->v->stride[k];
        if (++p->at[k] < p->v->shape.dim[k])
            return;
        p->offset -= p->at[k] * p->v->stride[k];
        p->at[k] = 0;
    }
}
