/* Initial values of weights. */
#include <math.h>

#include "nn/common.h"

/* (..., in, out): fan_in is the product of all dimensions but the last; (in): one output. */
static void fans(wg_shape s, double *in, double *out)
{
    *in = 1;
    *out = s.rank >= 2 ? (double)s.dim[s.rank - 1] : 1;
    const int last = s.rank >= 2 ? s.rank - 1 : s.rank;
    for (int k = 0; k < last; k++)
        *in *= (double)s.dim[k];
}

static double variance(wg_nn_init how, double in, double out)
{
    switch (how) {
    case WG_NN_GLOROT_UNIFORM:
    case WG_NN_GLOROT_NORMAL: return 2 / (in + out);
    case WG_NN_HE_UNIFORM:
    case WG_NN_HE_NORMAL: return 2 / in;
    default: return 1 / in;
    }
}

/* ---- orthogonal ---- */

static double dot(const double *x, const double *y, int64_t n)
{
    double sum = 0;
    for (int64_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

static void draw(wg_rng *rng, double *x, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        x[i] = wg_rng_normal(rng);
}

/* Takes out of v its parts along the orthonormal rows of q: v -= (q[j] . v) q[j], one after the
 * other. */
static void subtract_parts(double *v, const double *q, int64_t rows, int64_t n)
{
    for (int64_t j = 0; j < rows; j++) {
        const double *e = q + j * n, part = dot(e, v, n);
        for (int64_t i = 0; i < n; i++)
            v[i] -= part * e[i];
    }
}

/* rows <= n orthonormal rows of length n, uniformly distributed: modified Gram-Schmidt, twice for
 * each row so that rounding leaves them orthogonal to working precision (Giraud et al., 2005); R's
 * diagonal, the norms, is positive by construction. */
static void orthonormal_rows(wg_rng *rng, double *q, int64_t rows, int64_t n)
{
    for (int64_t j = 0; j < rows; j++) {
        double *v = q + j * n, norm = 0;
        while (!(norm >
                 1e-8)) { /* a normal vector within 1e-8 of the span of the others: draw again */
            draw(rng, v, n);
            subtract_parts(v, q, j, n);
            subtract_parts(v, q, j, n);
            norm = sqrt(dot(v, v, n));
        }
        for (int64_t i = 0; i < n; i++)
            v[i] /= norm;
    }
}

static wg_tensor orthogonal(wg_tensor W, int64_t in, int64_t out)
{
    const bool wide = in < out;
    const int64_t rows = wide ? in : out, n = wide ? out : in;
    wg_status st = {0};
    wg_array q;
    if (wg_array_new(&q, WG_F64, WG_SHAPE(rows, n), &st))
        return wg_raise(W.g, st.code, "%s", st.text);
    const double *v = q.data;
    orthonormal_rows(wg_graph_rng(W.g), q.data, rows, n);
    void *w = wg_data(W);
    for (int64_t i = 0; i < in; i++)
        for (int64_t j = 0; j < out; j++) {
            const double x = wide ? v[i * n + j] : v[j * n + i];
            if (wg_dtype_of(W) == WG_F64)
                ((double *)w)[i * out + j] = x;
            else
                ((float *)w)[i * out + j] = (float)x;
        }
    wg_array_free(&q);
    return W;
}

/* ---- all of them ---- */

static wg_tensor initialise(wg_tensor W, wg_nn_init how)
{
    double in, out;
    fans(wg_shape_of(W), &in, &out);
    if (wg_numel(W) == 0)
        return W;
    switch (how) {
    case WG_NN_ZEROS: return wg_fill(W, 0);
    case WG_NN_ORTHOGONAL: return orthogonal(W, (int64_t)in, (int64_t)out);
    case WG_NN_GLOROT_UNIFORM:
    case WG_NN_HE_UNIFORM:
    case WG_NN_LECUN_UNIFORM: {
        const double a = sqrt(3 * variance(how, in, out));
        return wg_fill_uniform(W, -a, a);
    }
    case WG_NN_GLOROT_NORMAL:
    case WG_NN_HE_NORMAL:
    case WG_NN_LECUN_NORMAL: return wg_fill_normal(W, 0, sqrt(variance(how, in, out)));
    case WG_NN_INIT_COUNT: break;
    }
    return wg_raise(W.g, WG_ERR_ARGUMENT, "%d is no initialiser", (int)how);
}

wg_tensor wg_nn_initialise_at(wg_site at, wg_tensor W, wg_nn_init how)
{
    const bool opened = wg_scope_open(W.g, at);
    wg_tensor done = wg_neg(W); /* poison, with a message for a bad handle */
    if (wg_is_ok(W) && !wg_dtype_is_float(wg_dtype_of(W)))
        done = wg_raise(W.g, WG_ERR_DTYPE, "only f32 and f64 are initialised, not %s",
                        wg_dtype_name(wg_dtype_of(W)));
    else if (wg_is_ok(W))
        done = wg_data(W) ? initialise(W, how) : wg_raise(W.g, WG_ERR_ARGUMENT, "no memory");
    wg_scope_close(W.g, opened);
    return done;
}
