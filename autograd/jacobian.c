/* wg_jacobian and wg_hessian: whole matrices of derivatives, a row or a column for each walk. */
#include "autograd/arguments.h"
#include "autograd/autograd.h"
#include "ops/ops.h"
#include "tensor/memory.h"

typedef struct job {
    wg_graph *g;
    wg_tensor y, x;
    bool rows; /* a walk backward for each element of y; otherwise one forward for each of x */
    int64_t walks;
    wg_shape shape; /* of the result */
} job;

/* Element i is 1, the others 0: a tensor like `like`, made of one constant. */
static wg_tensor unit(wg_tensor like, int64_t i)
{
    const double one = 1;
    const float one32 = 1;
    const wg_dtype d = wg_dtype_of(like);
    const wg_tensor c =
        wg_const(like.g, d, WG_SHAPE(1), d == WG_F32 ? (const void *)&one32 : (const void *)&one);
    const wg_tensor flat = wg_pad(c, WG_INTS(i), WG_INTS(wg_numel(like) - 1 - i), 0);
    return wg_reshape(flat, wg_shape_of(like));
}

/* Row or column number i, or none. */
static bool one(const job *j, int64_t i, wg_tensor *out)
{
    const wg_tensor e = unit(j->rows ? j->y : j->x, i);
    if (!wg_is_ok(e))
        return false;
    const wg_code code = j->rows ? wg_vjp(j->y, e, &j->x, 1, out) : wg_jvp(j->y, &j->x, &e, 1, out);
    return code == WG_OK;
}

/* The pieces as the rows of a matrix; a concat takes only so many. */
static wg_tensor stacked(wg_tensor *piece, int64_t n)
{
    while (n > 1) {
        int64_t m = 0;
        for (int64_t k = 0; k < n; k += WG_MAX_OPERANDS, m++) {
            const int count = (int)(n - k < WG_MAX_OPERANDS ? n - k : WG_MAX_OPERANDS);
            piece[m] = wg_concat(piece + k, count, 0);
        }
        n = m;
    }
    return piece[0];
}

/* (walks, elements of the other side) to y.shape + x.shape. */
static wg_tensor arranged(const job *j, wg_tensor matrix)
{
    const wg_tensor across = j->rows ? matrix : wg_transpose(matrix, 0, 1);
    const wg_tensor whole = wg_reshape(across, j->shape);
    const wg_dtype d = wg_dtype_of(j->y);
    return !wg_is_ok(whole) || wg_dtype_of(whole) == d ? whole : wg_cast(whole, d);
}

static wg_tensor jacobian(const job *j)
{
    wg_tensor *piece = wg__alloc0((size_t)j->walks, sizeof *piece);
    if (!piece)
        return wg__fail(j->g, WG_ERR_MEMORY, "out of memory");
    bool ok = true;
    int64_t n = 0;
    for (; n < j->walks && ok; n++) {
        ok = one(j, n, &piece[n]);
        if (!ok || wg_is_none(piece[n])) /* so are all the others: it is a matter of structure */
            break;
        piece[n] = wg_reshape(piece[n], WG_SHAPE(1, -1));
    }
    const wg_tensor result = !ok            ? wg__poison(j->g)
                             : n < j->walks ? wg_none(j->g)
                                            : arranged(j, stacked(piece, n));
    wg__free(piece);
    return result;
}

static bool check_mode(wg_graph *g, wg_jacobian_mode mode)
{
    if (mode == WG_FEWER || mode == WG_ROWS || mode == WG_COLUMNS)
        return true;
    wg__fail(g, WG_ERR_ARGUMENT, "mode is %d, which is none of wg_jacobian_mode", (int)mode);
    return false;
}

static bool joined_shape(wg_graph *g, wg_tensor y, wg_tensor x, wg_shape *out)
{
    const wg_shape sx = wg_shape_of(x);
    *out = wg_shape_of(y);
    if (out->rank + sx.rank > WG_MAX_RANK) {
        wg__fail(g, WG_ERR_SHAPE, "the result, of y's shape and x's, has %d axes, and %d at most",
                 out->rank + sx.rank, WG_MAX_RANK);
        return false;
    }
    for (int k = 0; k < sx.rank; k++)
        out->dim[out->rank++] = sx.dim[k];
    return true;
}

static wg_tensor record(wg_graph *g, wg_tensor y, wg_tensor x, wg_jacobian_mode mode)
{
    job j = {.g = g, .y = y, .x = x};
    const wg__ends ends = {.y = &y, .ny = 1, .wrt = &x, .nwrt = 1};
    if (!check_mode(g, mode) || !wg__check_ends(g, "y", &ends) || !joined_shape(g, y, x, &j.shape))
        return wg__poison(g);
    if (!wg_dtype_is_float(wg_dtype_of(x)))
        return wg_none(g);
    const int64_t ny = wg_numel(y), nx = wg_numel(x);
    if (ny == 0 || nx == 0)
        return wg_full(g, wg_dtype_of(y), j.shape, 0.0);
    j.rows = mode == WG_ROWS || (mode == WG_FEWER && ny < nx);
    j.walks = j.rows ? ny : nx;
    return jacobian(&j);
}

wg_tensor wg_jacobian_by_at(wg_site at, wg_tensor y, wg_tensor x, wg_jacobian_mode mode)
{
    const wg__ends ends = {.y = &y, .ny = 1, .wrt = &x, .nwrt = 1};
    wg_graph *g = wg__graph_of_ends(&ends);
    if (!g)
        return wg__poison(NULL);
    const bool opened = wg__enter(g, at);
    const uint32_t before = wg__count(g);
    const wg_tensor t = record(g, y, x, mode);
    if (wg_is_ok(t))
        wg__name_derivative(t, y, x, before);
    wg__leave(g, opened);
    return t;
}

wg_tensor wg_jacobian_at(wg_site at, wg_tensor y, wg_tensor x)
{
    return wg_jacobian_by_at(at, y, x, WG_FEWER);
}

wg_tensor wg_hessian_at(wg_site at, wg_tensor loss, wg_tensor x)
{
    const wg__ends ends = {.y = &loss, .ny = 1, .wrt = &x, .nwrt = 1};
    wg_graph *g = wg__graph_of_ends(&ends);
    if (!g)
        return wg__poison(NULL);
    const bool opened = wg__enter(g, at);
    wg_tensor dx = wg__poison(g), h = dx;
    if (wg__check_ends(g, "loss", &ends) && wg__check_loss(g, loss) &&
        wg_grad(loss, &x, 1, &dx) == WG_OK)
        h = wg_is_none(dx) ? dx : wg_jacobian(dx, x);
    wg__leave(g, opened);
    return h;
}
