/* Products of matrices. */
#include "ops/apply.h"
#include "ops/nest.h"
#include "ops/sample.h"
#include "ops_gen_impl.h"

#include <string.h>

/* ---- matmul: shape ---- */

/* NumPy: a vector on the left is a row, one on the right a column, and that axis goes again. */
static wg_shape as_matrix(wg_shape s, bool left)
{
    if (s.rank != 1)
        return s;
    return left ? WG_SHAPE(1, s.dim[0]) : WG_SHAPE(s.dim[0], 1);
}

static wg_shape batch_of(wg_shape s)
{
    s.rank -= 2;
    s.dim[s.rank] = s.dim[s.rank + 1] = 0;
    return s;
}

static bool matmul_shape(wg_infer *in)
{
    if (in->shape[0].rank == 0 || in->shape[1].rank == 0)
        return wg_infer_fail(in, WG_ERR_SHAPE, "a scalar is no matrix (wg_mul multiplies)");
    const wg_shape x = as_matrix(in->shape[0], true), y = as_matrix(in->shape[1], false);
    const int64_t m = x.dim[x.rank - 2], k = x.dim[x.rank - 1], n = y.dim[y.rank - 1];
    if (k != y.dim[y.rank - 2])
        return wg_infer_fail(in, WG_ERR_SHAPE, "inner dimensions differ");
    wg_shape *out = &in->out_shape;
    if (in->shape[0].rank == 2 && in->shape[1].rank == 2) {
        *out = (wg_shape){2, {m, n}};
        return true;
    }
    if (!wg_shape_broadcast(batch_of(x), batch_of(y), out))
        return wg_infer_fail(in, WG_ERR_SHAPE, "batch dimensions do not broadcast together");
    if (in->shape[0].rank > 1)
        out->dim[out->rank++] = m;
    if (in->shape[1].rank > 1)
        out->dim[out->rank++] = n;
    return true;
}

static int64_t inner_of(wg_shape x)
{
    return x.dim[x.rank - 1];
}

static double matmul_cost(const wg_shape *in, int n, wg_shape out)
{
    (void)n;
    return 2.0 * (double)wg__numel(&out) * (double)inner_of(in[0]);
}

/* ---- matmul: reference kernel ---- */

typedef struct matrices {
    int64_t m, k, n;
    int64_t x[2], y[2]; /* strides by row and column */
} matrices;

/* z_ij = x_i0 y_0j + x_i1 y_1j + ..., in this order. z is row-major. */
#define PRODUCT(fn, T, A)                                                                          \
    static void fn(void *out, const void *left, const void *right, const matrices *s)              \
    {                                                                                              \
        const T *x = left, *y = right;                                                             \
        memset(out, 0, (size_t)(s->m * s->n) * sizeof(T));                                         \
        for (int64_t i = 0; i < s->m; i++)                                                         \
            for (int64_t k = 0; k < s->k; k++) {                                                   \
                const A a = (A)x[i * s->x[0] + k * s->x[1]];                                       \
                const T *row = y + k * s->y[0];                                                    \
                T *z = (T *)out + i * s->n;                                                        \
                for (int64_t j = 0; j < s->n; j++)                                                 \
                    z[j] = (T)((A)z[j] + a * (A)row[j * s->y[1]]);                                 \
            }                                                                                      \
    }
PRODUCT(product_f32, float, float)
PRODUCT(product_f64, double, double)
PRODUCT(product_i32, int32_t, uint32_t)
PRODUCT(product_i64, int64_t, uint64_t)
PRODUCT(product_u8, uint8_t, uint32_t)

/* A vector as the matrix that it stands for. */
static wg_view matrix_view(const wg_view *v, bool left)
{
    wg_view m = *v;
    m.shape = as_matrix(v->shape, left);
    if (v->shape.rank == 1) {
        m.stride[left ? 0 : 1] = 0;
        m.stride[left ? 1 : 0] = v->stride[0];
    }
    return m;
}

/* The stride of v along axis `axis` of a batch of `rank` axes, to which v's batch is broadcast. */
static int64_t batch_stride(const wg_view *v, int axis, int rank)
{
    const int own = axis - (rank - (v->shape.rank - 2));
    return own < 0 || v->shape.dim[own] == 1 ? 0 : v->stride[own];
}

static wg_code matmul_kernel(const wg_kernel_args *k)
{
    static void (*const fn[WG_DTYPE_COUNT])(void *, const void *, const void *,
                                            const matrices *) = {[WG_F32] = product_f32,
                                                                 [WG_F64] = product_f64,
                                                                 [WG_I32] = product_i32,
                                                                 [WG_I64] = product_i64,
                                                                 [WG_U8] = product_u8};
    const wg_view x = matrix_view(&k->in[0], true), y = matrix_view(&k->in[1], false);
    const int rx = x.shape.rank, ry = y.shape.rank;
    const matrices s = {.m = x.shape.dim[rx - 2],
                        .k = x.shape.dim[rx - 1],
                        .n = y.shape.dim[ry - 1],
                        .x = {x.stride[rx - 2], x.stride[rx - 1]},
                        .y = {y.stride[ry - 2], y.stride[ry - 1]}};
    const int64_t size = (int64_t)wg_dtype_size(x.dtype);
    if (wg__numel(&k->out.shape) == 0)
        return WG_OK;
    wg__odometer o = wg__odometer_new(2);
    const int rank = (rx > ry ? rx : ry) - 2;
    for (int axis = 0; axis < rank; axis++)
        wg__odometer_axis(
            &o, k->out.shape.dim[axis],
            (const int64_t[]){batch_stride(&x, axis, rank), batch_stride(&y, axis, rank)});
    char *out = k->out.data;
    const char *px = wg__origin(&x), *py = wg__origin(&y);
    do {
        fn[x.dtype](out, px + o.offset[0] * size, py + o.offset[1] * size, &s);
        out += s.m * s.n * size;
    } while (wg__odometer_next(&o));
    return WG_OK;
}

/* ---- matmul: derivative ---- */

/* All but the last axis as one. */
static wg_tensor rows_of(wg_tensor t)
{
    const wg_shape s = wg_shape_of(t);
    int64_t rows = 1;
    for (int k = 0; k + 1 < s.rank; k++)
        rows *= s.dim[k];
    return wg_reshape(t, WG_SHAPE(rows, inner_of(s)));
}

/* A reshape that most often has nothing to do. */
static wg_tensor shaped(wg_tensor t, wg_shape s)
{
    return wg_shape_equal(wg_shape_of(t), s) ? t : wg_reshape(t, s);
}

static wg_tensor transposed(wg_tensor t)
{
    return wg_transpose(t, -2, -1);
}

/* With vectors as matrices, dx = dz y^T and dy = x^T dz. Where one matrix y meets a batch of x, dy
 * is one product over all rows of the batch: no sum over the batch is left. */
static wg_tensor matmul_vjp(const wg_vjp *v, int arg)
{
    const wg_shape sx = wg_shape_of(v->x[0]), sy = wg_shape_of(v->x[1]);
    const wg_shape mx = as_matrix(sx, true), my = as_matrix(sy, false);
    const wg_tensor x = shaped(v->x[0], mx), y = shaped(v->x[1], my);
    wg_shape s = wg_shape_of(v->y);
    if (sx.rank == 1) { /* the row's axis, before the column's if there is one */
        const int at = sy.rank == 1 ? s.rank : s.rank - 1;
        s.dim[at + 1] = at < s.rank ? s.dim[at] : 0;
        s.dim[at] = 1;
        s.rank++;
    }
    if (sy.rank == 1)
        s.dim[s.rank++] = 1;
    const wg_tensor dz = shaped(v->dy, s);
    wg_tensor d;
    if (arg == 0)
        d = wg_matmul(dz, transposed(y));
    else if (my.rank == 2 && mx.rank > 2)
        d = wg_matmul(transposed(rows_of(x)), rows_of(dz));
    else
        d = wg_matmul(transposed(x), dz);
    if ((arg == 0 ? sx : sy).rank > 1)
        return d;
    wg_shape vector = wg_shape_of(d); /* (..., 1, k) or (..., k, 1) */
    const int last = vector.rank - 1;
    vector.dim[last - 1] = arg == 0 ? vector.dim[last] : vector.dim[last - 1];
    vector.dim[last] = 0;
    vector.rank--;
    return wg_reshape(d, vector);
}

/* A row of x, a column of y, in their batches. */
static void matmul_feeds(wg_feed *f)
{
    const bool left = f->k == 0;
    const wg_view v = matrix_view(&f->in[f->k], left);
    const int rank = v.shape.rank, row = rank - 2, column = rank - 1;
    const int vectors = (f->in[0].shape.rank == 1) + (f->in[1].shape.rank == 1);
    const int batch = f->out->rank - 2 + vectors;
    for (int axis = 0; axis < batch; axis++)
        f->part.offset += f->index[axis] * batch_stride(&v, axis, batch);
    if (left && f->in[0].shape.rank > 1)
        f->part.offset += f->index[batch] * v.stride[row];
    if (!left && f->in[1].shape.rank > 1)
        f->part.offset += f->index[f->out->rank - 1] * v.stride[column];
    f->part.shape = WG_SHAPE(v.shape.dim[left ? column : row]);
    f->part.stride[0] = v.stride[left ? column : row];
}

const wg_op wg__op_matmul = {
    WG__OP(matmul, LINALG),
    .types = WG_TYPE_NUMBER,
    .strided = true,
    .shape = matmul_shape,
    .kernel = matmul_kernel,
    .diff = WG_DIFF_RULE,
    .vjp = matmul_vjp,
    .cost = matmul_cost,
    .singular = WG_SINGULAR_SUM_OF_PRODUCTS,
    .feeds = matmul_feeds,
    WG__SAMPLES({WG__ON(WG__X(3, 4), WG__X(4, 2))}, {WG__ON(WG__X(4), WG__X(4, 3))},
                {WG__ON(WG__X(3, 4), WG__X(4))}, {WG__ON(WG__X(4), WG__X(4))},
                {WG__ON(WG__X(2, 3, 4), WG__X(2, 4, 2))}, {WG__ON(WG__X(2, 3, 4), WG__X(4, 2))},
                {WG__ON(WG__X(3, 4), WG__X(2, 4, 2))}, {WG__ON(WG__X(2, 1, 3, 2), WG__X(3, 2, 2))},
                {WG__ON(WG__X(4), WG__X(2, 4, 2))}),
    .doc = "The matrix product over the last two axes; axes in front are a batch and broadcast. A "
           "vector on the left is a row, on the right a column, and that axis goes again. Integers "
           "wrap around.",
    .python = "torch.matmul({0}, {1})",
    .formula = "z[..., i, j] = sum_k x[..., i, k] y[..., k, j]",
    .derivative = "dx = dz y^T, dy = x^T dz",
};

/* ---- outer, dot ---- */

wg_tensor wg__outer(wg_tensor x, wg_tensor y)
{
    return wg_mul_tt(wg_reshape(x, WG_SHAPE(-1, 1)), wg_reshape(y, WG_SHAPE(1, -1)));
}

const wg_op wg__op_outer = {
    WG__COMPOSITION(outer),
    WG__SAMPLES({WG__ON(WG__X(3), WG__X(4))}),
    .doc = "All products of an element of x and one of y; both are flattened.",
    .formula = "z[i, j] = x[i] y[j]",
    .derivative = "dx = dz y, dy = dz^T x",
};

wg_tensor wg__dot(wg_tensor x, wg_tensor y)
{
    if (wg_is_ok(x) && wg_is_ok(y) && (wg_shape_of(x).rank != 1 || wg_shape_of(y).rank != 1))
        return wg_raise(x.g, WG_ERR_SHAPE, "dot takes two vectors (wg_matmul takes matrices)");
    return wg_matmul(x, y);
}

const wg_op wg__op_dot = {
    WG__COMPOSITION(dot),
    WG__SAMPLES({WG__ON(WG__X(4), WG__X(4))}),
    .doc = "The inner product of two vectors.",
    .formula = "z = sum_i x_i y_i",
    .derivative = "dx = dz y, dy = dz x",
};
