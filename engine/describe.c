/* A structure in words: field by field, never the bytes of a struct. */
#include "engine/describe.h"

#include "ops/op.h"
#include "tensor/memory.h"

static bool reserve(wg__words *x, size_t more)
{
    if (more > UINT32_MAX / 2 - x->n)
        return false;
    if (x->n + more <= x->cap)
        return true;
    uint32_t cap = x->cap ? x->cap : 256;
    while (cap < x->n + more)
        cap *= 2;
    uint32_t *w = wg__realloc(x->w, cap, sizeof *w);
    if (!w)
        return false;
    x->w = w;
    x->cap = cap;
    return true;
}

static void put(wg__words *x, uint32_t v)
{
    x->w[x->n++] = v;
}

static void put64(wg__words *x, uint64_t v)
{
    put(x, (uint32_t)v);
    put(x, (uint32_t)(v >> 32));
}

static bool put_attr(wg__words *x, const wg_attr *a)
{
    const int n = a->n > 0 ? a->n : 0;
    if (!reserve(x, 3 + 2 * (size_t)n))
        return false;
    put64(x, (uint64_t)a->u.i);
    put(x, (uint32_t)a->n);
    for (int k = 0; k < n; k++)
        put64(x, (uint64_t)a->list[k]);
    return true;
}

static uint32_t zero_constant(const wg__node *n)
{
    const unsigned char *p = n->data;
    if (n->kind != WG__NODE_CONST || n->numel != 1)
        return 0;
    for (size_t k = 0; k < wg_dtype_size((wg_dtype)n->dtype); k++)
        if (p[k])
            return 0;
    return 1;
}

static bool put_node(wg__words *x, const wg__node *n, const wg__subgraph *s)
{
    const int rank = n->shape->rank;
    if (!reserve(x, 4 + 2 * (size_t)rank + n->nin))
        return false;
    put(x, n->kind | (uint32_t)n->dtype << 4 | (uint32_t)rank << 8 | zero_constant(n) << 12 |
               (uint32_t)n->nin << 16);
    for (int k = 0; k < rank; k++)
        put64(x, (uint64_t)n->shape->dim[k]);
    if (!n->op)
        return true;
    put64(x, (uintptr_t)n->op);
    for (int k = 0; k < n->nin; k++)
        put(x, s->rank[wg__in(n)[k]]);
    for (int k = 0; n->op->sig && n->attr && k < n->op->sig->nattrs; k++)
        if (!put_attr(x, &n->attr->at[k]))
            return false;
    return true;
}

bool wg__describe_structure(wg__words *words, const wg_graph *g, const wg__subgraph *s,
                            const uint32_t *root, int n)
{
    words->n = 0;
    for (uint32_t k = 0; k < s->n; k++)
        if (!put_node(words, wg__node_at(g, s->id[k]), s))
            return false;
    if (!reserve(words, (size_t)n + 1))
        return false;
    put(words, (uint32_t)n);
    for (int k = 0; k < n; k++)
        put(words, s->rank[root[k]]);
    return true;
}
