/* Matrix products as the kernels want them: rows, columns, strides, batches. */
#include "engine/build.h"

/* A vector is a matrix with one row (left) or one column (right). */
static wg_view as_matrix(wg_view v, bool left)
{
    if (v.shape.rank != 1)
        return v;
    const int own = left ? 1 : 0;
    v.shape.dim[own] = v.shape.dim[0];
    v.stride[own] = v.stride[0];
    v.shape.dim[!own] = 1;
    v.stride[!own] = 0;
    v.shape.rank = 2;
    return v;
}

uint32_t wg__product_left(const wg__bproduct *p)
{
    return p->swapped ? p->b : p->a;
}

uint32_t wg__product_right(const wg__bproduct *p)
{
    return p->swapped ? p->a : p->b;
}

void wg__product_operands(const wg__build *b, const wg__bproduct *p, wg_view *left, wg_view *right)
{
    const wg_view x = as_matrix(wg__value_view(b, p->a), true),
                  y = as_matrix(wg__value_view(b, p->b), false);
    *left = p->swapped ? wg__view_transposed(y) : x;
    *right = p->swapped ? wg__view_transposed(x) : y;
}

typedef struct axis {
    int64_t dim, a, b, c; /* steps in elements */
} axis;

/* Axis k of the batch, counted from the outermost of the longer operand. */
static axis batch_axis(const wg_view *a, const wg_view *b, int k, int rank)
{
    const int ka = k - (rank - a->shape.rank), kb = k - (rank - b->shape.rank);
    const int64_t da = ka >= 0 ? a->shape.dim[ka] : 1, db = kb >= 0 ? b->shape.dim[kb] : 1;
    return (axis){.dim = da == 1 ? db : da,
                  .a = da == 1 ? 0 : a->stride[ka],
                  .b = db == 1 ? 0 : b->stride[kb]};
}

/* With one right-hand side for the whole batch, and rows of A at even distances, the batch is more rows. */
static bool rows_continue(const wg__gemm *g, const axis *x)
{
    return x->b == 0 && x->c == g->m * g->c_rs &&
           (x->a == g->m * g->a_rs || (g->m == 1 && x->dim >= 1));
}

static void shape_batches(wg__product *p, const wg_view *a, const wg_view *b)
{
    const int64_t size = (int64_t)wg_dtype_size(p->dtype);
    const int rank = a->shape.rank > b->shape.rank ? a->shape.rank : b->shape.rank;
    int64_t below = p->g.m * p->g.n;
    bool rows = true;
    p->batch = 1;
    for (int k = rank - 3; k >= 0; k--) {
        axis x = batch_axis(a, b, k, rank);
        x.c = below;
        below *= x.dim;
        if (x.dim == 1)
            continue;
        rows = rows && x.dim > 0 && rows_continue(&p->g, &x);
        if (rows) {
            if (p->g.m == 1)
                p->g.a_rs = x.a;
            p->g.m *= x.dim;
            continue;
        }
        const int at = p->batch_axes++;
        p->dim[at] = x.dim;
        p->a_step[at] = x.a * size;
        p->b_step[at] = x.b * size;
        p->c_step[at] = x.c * size;
        p->batch *= x.dim;
    }
}

void wg__shape_product(const wg__build *b, const wg__bstep *s, wg__product *out)
{
    const wg__bproduct *p = &b->product[s->product];
    wg_view left, right;
    wg__product_operands(b, p, &left, &right);
    const int ra = left.shape.rank, rb = right.shape.rank;
    const int64_t n = right.shape.dim[rb - 1];
    *out = (wg__product){.dtype = (wg_dtype)b->v[p->end].node->dtype, .sign = p->negate ? -1 : 1};
    out->g = (wg__gemm){.m = left.shape.dim[ra - 2],
                        .n = n,
                        .k = left.shape.dim[ra - 1],
                        .a_rs = left.stride[ra - 2],
                        .a_cs = left.stride[ra - 1],
                        .b_rs = right.stride[rb - 2],
                        .b_cs = right.stride[rb - 1],
                        .c_rs = n,
                        .gate_rs = n,
                        .alpha = out->sign,
                        .beta = p->c == WG__NONE ? 0 : 1,
                        .act = p->relu ? WG__ACT_RELU : WG__ACT_NONE};
    shape_batches(out, &left, &right);
    out->provider = wg__gemm_provider_for(&out->g, out->dtype);
    out->plan = wg__gemm_own_plan(&out->g, out->dtype, wg__cpu_isa());
}
