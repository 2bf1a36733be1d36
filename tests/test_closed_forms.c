/* Gradients, Jacobians and Hessians that have a closed form, computed here in long double by that form: Rosenbrock's function,
 * softmax and its companions, the logarithm of a determinant, the likelihood of a mixture of Gaussians. */
#include "tests/support.h"

#include <math.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"

enum { MOST = 32 };
typedef long double real;

static const double limit = 1e-13; /* relative to the largest magnitude of the array */
static double worst;

static bool near(const double *got, const real *form, int64_t n)
{
    double off = 0, scale = 0;
    for (int64_t i = 0; i < n; i++) {
        const double d = (double)fabsl((real)got[i] - form[i]);
        off = isnan(d) || isnan(off) ? (double)NAN : fmax(off, d);
        scale = fmax(scale, (double)fabsl(form[i]));
    }
    const double relative = off / (scale > 0 ? scale : 1);
    worst = isnan(relative) ? (double)NAN : fmax(worst, relative);
    return relative <= limit;
}

static void assert_form(const char *what, wg_tensor t, const real *form, int64_t n)
{
    assert_int_equal(wg_run(t.g, t), WG_OK);
    assert_int_equal(wg_numel(t), n);
    if (!near(wg_data(t), form, n))
        fail_msg("%s is off by %.3g of its size", what, worst);
}

static wg_tensor numbers(wg_graph *g, const char *name, wg_shape s, const double *v)
{
    wg_tensor t = wg_param(g, name, WG_F64, s);
    assert_int_equal(wg_set_data(t, v, sizeof *v * (size_t)wg_numel(t)), WG_OK);
    return t;
}

/* The gradient and the Hessian of f at x; the latter also by rows, and times each unit vector in both
 * orders of the walks. */
static void assert_derivatives(const char *what, wg_tensor f, wg_tensor x, const real *dx,
                               const real *h)
{
    wg_graph *g = f.g;
    const int64_t n = wg_numel(x);
    wg_tensor d;
    assert_int_equal(wg_grad(f, &x, 1, &d), WG_OK);
    assert_form(what, d, dx, n);
    assert_form(what, wg_hessian(f, x), h, n * n);
    assert_form(what, wg_jacobian_by(d, x, WG_ROWS), h, n * n);
    wg_tensor t = wg_param(g, "t", WG_F64, wg_shape_of(x)), hvp[2];
    assert_int_equal(wg_hvp_by(f, &x, &t, 1, WG_FORWARD_OVER_REVERSE, &hvp[0]), WG_OK);
    assert_int_equal(wg_hvp_by(f, &x, &t, 1, WG_REVERSE_OVER_FORWARD, &hvp[1]), WG_OK);
    for (int64_t k = 0; k < n; k++) {
        wg_fill(t, 0);
        ((double *)wg_data(t))[k] = 1;
        double scale = 0;
        for (int64_t i = 0; i < n * n; i++)
            scale = fmax(scale, (double)fabsl(h[i]));
        assert_int_equal(wg_run(g, hvp[0], hvp[1]), WG_OK);
        for (int mode = 0; mode < 2; mode++)
            for (int64_t i = 0; i < n; i++)
                assert_close(((double *)wg_data(hvp[mode]))[i], (double)h[k * n + i], limit * scale,
                             0);
    }
}

/* ---- Rosenbrock ---- */

/* f = sum 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2 over i < n - 1; Rosenbrock, 1960, in n variables. */
static void rosenbrock_at(const double *x0, int n)
{
    wg_graph *g = graph_new();
    wg_tensor x = numbers(g, "x", WG_SHAPE(n), x0);
    wg_tensor a = wg_slice(x, WG_INTS(0), WG_INTS(n - 1), WG_INTS(1)),
              b = wg_slice(x, WG_INTS(1), WG_INTS(n), WG_INTS(1));
    wg_tensor bent = wg_mul(100.0, wg_square(wg_sub(b, wg_square(a))));
    wg_tensor f = wg_sum(wg_add(bent, wg_square(wg_sub(1.0, a))), WG_ALL, false);
    real dx[MOST] = {0}, h[MOST * MOST] = {0};
    for (int i = 0; i < n - 1; i++) {
        const real p = (real)x0[i], q = (real)x0[i + 1];
        dx[i] += -400 * p * (q - p * p) - 2 * (1 - p);
        dx[i + 1] += 200 * (q - p * p);
        h[i * n + i] += 1200 * p * p - 400 * q + 2;
        h[(i + 1) * n + i + 1] += 200;
        h[i * n + i + 1] = h[(i + 1) * n + i] = -400 * p;
    }
    assert_derivatives("Rosenbrock", f, x, dx, h);
    graph_done(g);
}

static void test_rosenbrock(void **state)
{
    (void)state;
    double x[MOST];
    rosenbrock_at((const double[]){-1.2, 1}, 2);
    rosenbrock_at((const double[]){-1.2, 1, -1.2, 1, 0.3, -0.7, 2, 1.5}, 8);
    wg_rng rng = wg_rng_new(1);
    for (int n = 2; n <= 16; n *= 2) {
        for (int i = 0; i < n; i++)
            x[i] = 2 * wg_rng_normal(&rng);
        rosenbrock_at(x, n);
    }
}

/* At its minimum (1, ..., 1) the gradient is exactly 0. */
static void test_rosenbrock_at_the_minimum(void **state)
{
    (void)state;
    rosenbrock_at((const double[]){1, 1, 1, 1}, 4);
}

/* ---- softmax ---- */

static void probabilities(const double *x, int n, real *p)
{
    real top = (real)x[0], sum = 0;
    for (int i = 0; i < n; i++)
        top = (real)x[i] > top ? (real)x[i] : top;
    for (int i = 0; i < n; i++)
        sum += p[i] = expl((real)x[i] - top);
    for (int i = 0; i < n; i++)
        p[i] /= sum;
}

static void softmax_at(const double *x0, int n, int label)
{
    wg_graph *g = graph_new();
    wg_tensor x = numbers(g, "x", WG_SHAPE(n), x0);
    real p[MOST], spread[MOST * MOST], log_p[MOST * MOST], cost[MOST];
    probabilities(x0, n, p);
    for (int i = 0; i < n; i++) {
        cost[i] = p[i] - (i == label);
        for (int j = 0; j < n; j++) {
            spread[i * n + j] = p[i] * (i == j) - p[i] * p[j];
            log_p[i * n + j] = (i == j) - p[j];
        }
    }
    assert_derivatives("logsumexp", wg_logsumexp(x, WG_ALL, false), x, p, spread);
    wg_tensor log_softmax = wg_log_softmax(x, 0);
    wg_tensor one = wg_slice(log_softmax, WG_INTS(label), WG_INTS(label + 1), WG_INTS(1));
    assert_derivatives("cross-entropy", wg_neg(one), x, cost, spread);
    const wg_jacobian_mode modes[] = {WG_ROWS, WG_COLUMNS};
    for (int k = 0; k < 2; k++) {
        assert_form("softmax", wg_jacobian_by(wg_softmax(x, 0), x, modes[k]), spread, n * n);
        assert_form("log_softmax", wg_jacobian_by(log_softmax, x, modes[k]), log_p, n * n);
    }
    graph_done(g);
}

static void test_softmax(void **state)
{
    (void)state;
    softmax_at((const double[]){0.5, -1, 2, 0.1}, 4, 1);
    softmax_at((const double[]){1000, 999, 1001}, 3, 2); /* e^1000 overflows */
    softmax_at((const double[]){3, 3, 3, 3, 3}, 5, 0);   /* ties of the maximum */
    double x[MOST];
    wg_rng rng = wg_rng_new(2);
    for (int i = 0; i < 12; i++)
        x[i] = 3 * wg_rng_normal(&rng);
    softmax_at(x, 12, 7);
}

/* ---- the logarithm of a determinant ---- */

/* Gauss and Jordan, the largest element of a column first. */
static void invert(const double *a, int n, real *inverse)
{
    real m[MOST][2 * MOST] = {{0}};
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            m[i][j] = (real)a[i * n + j];
        m[i][n + i] = 1;
    }
    for (int c = 0; c < n; c++) {
        int best = c;
        for (int i = c; i < n; i++)
            best = fabsl(m[i][c]) > fabsl(m[best][c]) ? i : best;
        for (int j = 0; j < 2 * n; j++) {
            const real t = m[c][j];
            m[c][j] = m[best][j];
            m[best][j] = t;
        }
        const real pivot = m[c][c];
        for (int j = 0; j < 2 * n; j++)
            m[c][j] /= pivot;
        for (int i = 0; i < n; i++) {
            const real factor = m[i][c];
            for (int j = 0; i != c && j < 2 * n; j++)
                m[i][j] -= factor * m[c][j];
        }
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            inverse[i * n + j] = m[i][n + j];
}

static wg_tensor block(wg_tensor a, int64_t r0, int64_t r1, int64_t c0, int64_t c1)
{
    return wg_slice(a, WG_INTS(r0, c0), WG_INTS(r1, c1), WG_INTS(1, 1));
}

/* By elimination: log det A = log a_00 + log det of the Schur complement. */
static wg_tensor log_det(wg_tensor a, int n, bool cholesky)
{
    wg_tensor sum = wg_scalar(a.g, WG_F64, 0);
    for (; n > 0; n--) {
        wg_tensor pivot = block(a, 0, 1, 0, 1), column = block(a, 1, n, 0, 1),
                  row = block(a, 0, 1, 1, n);
        sum = wg_add(sum, wg_log(pivot));
        if (n == 1)
            break;
        if (cholesky) { /* A = L L^T, from the lower triangle: a column of L, and its square off the rest */
            column = wg_div(column, wg_sqrt(pivot));
            a = wg_sub(block(a, 1, n, 1, n), wg_matmul(column, wg_transpose(column, 0, 1)));
        } else {
            a = wg_sub(block(a, 1, n, 1, n), wg_matmul(wg_div(column, pivot), row));
        }
    }
    return wg_sum(sum, WG_ALL, false);
}

/* dA = A^-T, and d2/dA_ij dA_kl = -(A^-1)_jk (A^-1)_li. */
static void determinant_at(const double *a0, int n)
{
    wg_graph *g = graph_new();
    wg_tensor a = numbers(g, "A", WG_SHAPE(n, n), a0);
    real inverse[MOST], da[MOST], h[MOST * MOST];
    const int m = n * n;
    invert(a0, n, inverse);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            da[i * n + j] = inverse[j * n + i];
            for (int k = 0; k < n; k++)
                for (int l = 0; l < n; l++)
                    h[(i * n + j) * m + k * n + l] = -inverse[j * n + k] * inverse[l * n + i];
        }
    assert_derivatives("log det", log_det(a, n, false), a, da, h);
    graph_done(g);
}

static void test_determinant(void **state)
{
    (void)state;
    determinant_at((const double[]){3, 1, -0.5, 2}, 2);
    determinant_at((const double[]){4, 1, 0.5, -1, 5, 1.5, 0.25, -2, 3}, 3);
    determinant_at((const double[]){5, 1, 0, 2, -1, 6, 1, 0.5, 0.3, -2, 4, 1, 1, 0.1, -0.7, 7}, 4);
}

/* Of a symmetric matrix only the lower triangle is read: what is below the diagonal counts twice. */
static void test_determinant_by_cholesky(void **state)
{
    (void)state;
    enum { N = 4 };
    const double a0[N * N] = {5, 1, 0.5, -1, 1, 6, 1, 0.5, 0.5, 1, 4, -2, -1, 0.5, -2, 7};
    wg_graph *g = graph_new();
    wg_tensor a = numbers(g, "A", WG_SHAPE(N, N), a0), d;
    real inverse[N * N], da[N * N];
    invert(a0, N, inverse);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++)
            da[i * N + j] = i < j ? 0 : i == j ? inverse[i * N + j] : 2 * inverse[i * N + j];
    assert_int_equal(wg_grad(log_det(a, N, true), &a, 1, &d), WG_OK);
    assert_form("log det by Cholesky", d, da, N * N);
    graph_done(g);
}

/* ---- a mixture of Gaussians ---- */

enum { POINTS = 9, KINDS = 3, AXES = 2 };

typedef struct mixture {
    double x[POINTS][AXES], mean[KINDS][AXES], log_width[KINDS], weight[KINDS];
    real pi[KINDS], r[POINTS][KINDS]; /* weights; whose is a point */
    real z[POINTS][KINDS][AXES];      /* (x - mean) / width^2 */
    real square[POINTS][KINDS];       /* |x - mean|^2 / width^2 */
} mixture;

static mixture drawn_mixture(void)
{
    mixture m = {0};
    wg_rng rng = wg_rng_new(3);
    for (int n = 0; n < POINTS; n++)
        for (int a = 0; a < AXES; a++)
            m.x[n][a] = 2 * wg_rng_normal(&rng);
    for (int k = 0; k < KINDS; k++) {
        for (int a = 0; a < AXES; a++)
            m.mean[k][a] = wg_rng_normal(&rng);
        m.log_width[k] = 0.3 * wg_rng_normal(&rng);
        m.weight[k] = wg_rng_normal(&rng);
    }
    probabilities(m.weight, KINDS, m.pi);
    for (int n = 0; n < POINTS; n++) {
        real sum = 0;
        for (int k = 0; k < KINDS; k++) {
            const real width = expl((real)m.log_width[k]);
            for (int a = 0; a < AXES; a++) {
                const real off = (real)m.x[n][a] - (real)m.mean[k][a];
                m.z[n][k][a] = off / (width * width);
                m.square[n][k] += off * off / (width * width);
            }
            sum += m.r[n][k] = m.pi[k] * powl(width, -AXES) * expl(-m.square[n][k] / 2);
        }
        for (int k = 0; k < KINDS; k++)
            m.r[n][k] /= sum;
    }
    return m;
}

typedef struct model {
    wg_graph *g;
    wg_tensor mean, log_width, weight, likelihood;
} model;

/* sum_n log sum_k pi_k N(x_n; mean_k, width_k^2), without what does not depend on a parameter. */
static model model_of(const mixture *m)
{
    model o = {.g = graph_new()};
    wg_tensor x = numbers(o.g, "x", WG_SHAPE(POINTS, 1, AXES), m->x[0]);
    o.mean = numbers(o.g, "mean", WG_SHAPE(KINDS, AXES), m->mean[0]);
    o.log_width = numbers(o.g, "log_width", WG_SHAPE(KINDS), m->log_width);
    o.weight = numbers(o.g, "weight", WG_SHAPE(KINDS), m->weight);
    wg_tensor square =
        wg_sum(wg_square(wg_sub(x, o.mean)), WG_AXES(2), false); /* (points, kinds) */
    wg_tensor scaled = wg_mul(square, wg_exp(wg_mul(o.log_width, -2.0)));
    wg_tensor log_p = wg_sub(wg_mul(scaled, -0.5), wg_mul(o.log_width, (double)AXES));
    wg_tensor each = wg_add(wg_log_softmax(o.weight, 0), log_p);
    o.likelihood = wg_sum(wg_logsumexp(each, WG_AXES(1), false), WG_ALL, false);
    return o;
}

static void test_mixture_means(void **state)
{
    (void)state;
    enum { N = KINDS * AXES };
    const mixture m = drawn_mixture();
    const model o = model_of(&m);
    real d[N] = {0}, h[N * N] = {0};
    for (int n = 0; n < POINTS; n++)
        for (int i = 0; i < N; i++) {
            const int k = i / AXES, a = i % AXES;
            const real inverse = expl(-2 * (real)m.log_width[k]);
            d[i] += m.r[n][k] * m.z[n][k][a];
            h[i * N + i] -= m.r[n][k] * inverse;
            for (int j = 0; j < N; j++) {
                const int l = j / AXES, b = j % AXES;
                const real zz = m.z[n][k][a] * m.z[n][l][b];
                h[i * N + j] += m.r[n][k] * zz * (k == l) - m.r[n][k] * m.r[n][l] * zz;
            }
        }
    assert_derivatives("mixture, means", o.likelihood, o.mean, d, h);
    graph_done(o.g);
}

static void test_mixture_widths(void **state)
{
    (void)state;
    const mixture m = drawn_mixture();
    const model o = model_of(&m);
    real d[KINDS] = {0}, h[KINDS * KINDS] = {0};
    for (int n = 0; n < POINTS; n++)
        for (int k = 0; k < KINDS; k++) {
            const real s = m.square[n][k] - AXES;
            d[k] += m.r[n][k] * s;
            h[k * KINDS + k] += m.r[n][k] * (s * s - 2 * m.square[n][k]);
            for (int l = 0; l < KINDS; l++)
                h[k * KINDS + l] -= m.r[n][k] * m.r[n][l] * s * (m.square[n][l] - AXES);
        }
    assert_derivatives("mixture, widths", o.likelihood, o.log_width, d, h);
    graph_done(o.g);
}

static void test_mixture_weights(void **state)
{
    (void)state;
    const mixture m = drawn_mixture();
    const model o = model_of(&m);
    real d[KINDS] = {0}, h[KINDS * KINDS] = {0};
    for (int n = 0; n < POINTS; n++)
        for (int k = 0; k < KINDS; k++) {
            d[k] += m.r[n][k] - m.pi[k];
            for (int l = 0; l < KINDS; l++)
                h[k * KINDS + l] +=
                    (m.r[n][k] - m.pi[k]) * (k == l) - m.r[n][k] * m.r[n][l] + m.pi[k] * m.pi[l];
        }
    assert_derivatives("mixture, weights", o.likelihood, o.weight, d, h);
    graph_done(o.g);
}

/* A mixed block: d2L / d mean_ka d weight_l = sum_n r_nk (delta_kl - r_nl) z_nka. */
static void test_mixture_block(void **state)
{
    (void)state;
    const mixture m = drawn_mixture();
    const model o = model_of(&m);
    real h[KINDS * AXES * KINDS] = {0};
    for (int n = 0; n < POINTS; n++)
        for (int i = 0; i < KINDS * AXES; i++)
            for (int l = 0; l < KINDS; l++) {
                const int k = i / AXES;
                h[i * KINDS + l] += m.r[n][k] * ((k == l) - m.r[n][l]) * m.z[n][k][i % AXES];
            }
    wg_tensor d;
    assert_int_equal(wg_grad(o.likelihood, &o.mean, 1, &d), WG_OK);
    assert_form("mixture, a block", wg_jacobian(d, o.weight), h, KINDS * AXES * KINDS);
    assert_form("mixture, a block by rows", wg_jacobian_by(d, o.weight, WG_ROWS), h,
                KINDS * AXES * KINDS);
    graph_done(o.g);
}

/* ---- the comparison ---- */

static void test_faults_are_found(void **state)
{
    (void)state;
    const real form[] = {1, -2, 0};
    print_message("at worst %.2g\n", worst);
    assert_true(worst <= limit);
    assert_true(near((const double[]){1, -2, 0}, form, 3));
    assert_false(near((const double[]){1, -2, 1e-12}, form, 3));
    assert_false(near((const double[]){1 + 1e-12, -2, 0}, form, 3));
    assert_false(near((const double[]){1, (double)NAN, 0}, form, 3));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rosenbrock),
        cmocka_unit_test(test_rosenbrock_at_the_minimum),
        cmocka_unit_test(test_softmax),
        cmocka_unit_test(test_determinant),
        cmocka_unit_test(test_determinant_by_cholesky),
        cmocka_unit_test(test_mixture_means),
        cmocka_unit_test(test_mixture_widths),
        cmocka_unit_test(test_mixture_weights),
        cmocka_unit_test(test_mixture_block),
        cmocka_unit_test(test_faults_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
