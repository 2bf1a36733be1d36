/* Broadcasting in every pair of shapes up to rank 4: value, gradients and a second derivative of x / y against loops over
 * indices, and the message where two shapes do not fit. */
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"

enum { RANK = 4, SIZES = 3, MOST = 1 << 9 };

/* Sizes of the k-th axis from the right: 1, and two that do not fit together. */
static const int64_t size_of[RANK][SIZES] = {{1, 3, 2}, {1, 2, 4}, {1, 3, 0}, {1, 2, 3}};

static wg_shape shape_number(int rank, int number)
{
    wg_shape s = {rank, {0}};
    for (int k = 0; k < rank; k++, number /= SIZES)
        s.dim[rank - 1 - k] = size_of[k][number % SIZES];
    return s;
}

static int shapes_of_rank(int rank)
{
    int n = 1;
    while (rank--)
        n *= SIZES;
    return n;
}

/* NumPy's rule in words: aligned at the right, sizes are equal or one of them is 1. false: they do not fit. */
static bool broadcast(wg_shape a, wg_shape b, wg_shape *out)
{
    *out = (wg_shape){a.rank > b.rank ? a.rank : b.rank, {0}};
    for (int k = 1; k <= out->rank; k++) {
        const int64_t x = k <= a.rank ? a.dim[a.rank - k] : 1,
                      y = k <= b.rank ? b.dim[b.rank - k] : 1;
        if (x != y && x != 1 && y != 1)
            return false;
        out->dim[out->rank - k] = x == 1 ? y : x;
    }
    return true;
}

/* Which element of an operand of shape s the element i of the result reads. */
static int64_t read_by(wg_shape s, wg_shape out, int64_t i)
{
    int64_t at = 0, step = 1;
    for (int k = 1; k <= out.rank; k++) {
        const int64_t index = i % out.dim[out.rank - k];
        i /= out.dim[out.rank - k];
        if (k > s.rank)
            continue;
        at += s.dim[s.rank - k] == 1 ? 0 : index * step;
        step *= s.dim[s.rank - k];
    }
    return at;
}

typedef struct expected {
    double z[MOST], dx[MOST], dy[MOST], dxy[MOST];
} expected;

static double at(wg_tensor t, int64_t i)
{
    const void *p = wg_data(t);
    return wg_dtype_of(t) == WG_F32 ? (double)((const float *)p)[i] : ((const double *)p)[i];
}

/* z = x / y;  with cotangent c:  dx = c / y,  dy = -c x / y^2;  with cotangent t of dx:  dxy = d(dx)/dy t = -c t / y^2. */
static expected by_loops(wg_tensor x, wg_tensor y, wg_tensor c, wg_tensor t)
{
    expected e = {{0}, {0}, {0}, {0}};
    const wg_shape out = wg_shape_of(c);
    for (int64_t i = 0; i < wg_numel(c); i++) {
        const int64_t ix = read_by(wg_shape_of(x), out, i), iy = read_by(wg_shape_of(y), out, i);
        const double vx = at(x, ix), vy = at(y, iy), vc = at(c, i);
        e.z[i] = vx / vy;
        e.dx[ix] += vc / vy;
        e.dy[iy] -= vc * vx / (vy * vy);
        e.dxy[iy] -= vc * at(t, ix) / (vy * vy);
    }
    return e;
}

static void compare(const char *what, wg_tensor t, wg_tensor like, const double *e)
{
    const double eps = wg_dtype_of(t) == WG_F64 ? 1e-13 : 1e-5;
    char a[64];
    assert_true(wg_shape_equal(wg_shape_of(t), wg_shape_of(like)));
    assert_int_equal(wg_dtype_of(t), wg_dtype_of(like));
    for (int64_t i = 0; i < wg_numel(t); i++)
        if (!is_close(at(t, i), e[i], eps, eps))
            fail_msg("%s of shape %s, element %d: %.17g, expected %.17g", what,
                     wg_shape_string(wg_shape_of(like), a, sizeof a), (int)i, at(t, i), e[i]);
}

static void check_values(wg_dtype d, wg_shape a, wg_shape b, wg_shape out)
{
    wg_graph *g = graph_new();
    const wg_tensor x = wg_fill_normal(wg_param(g, "x", d, a), 0, 1);
    const wg_tensor y = wg_fill_uniform(wg_param(g, "y", d, b), 1, 2);
    const wg_tensor c = wg_fill_normal(wg_param(g, "c", d, out), 0, 1);
    const wg_tensor t = wg_fill_normal(wg_param(g, "t", d, a), 0, 1);
    const wg_tensor z = wg_div(x, y), wrt[2] = {x, y};
    wg_tensor dz[2], dxy;
    assert_int_equal(wg_vjp(z, c, wrt, 2, dz), WG_OK);
    assert_int_equal(wg_vjp(dz[0], t, &y, 1, &dxy), WG_OK);
    assert_int_equal(wg_run(g, z, dz[0], dz[1], dxy), WG_OK);
    const expected e = by_loops(x, y, c, t);
    compare("z", z, c, e.z);
    compare("dx", dz[0], x, e.dx);
    compare("dy", dz[1], y, e.dy);
    compare("dxy", dxy, y, e.dxy);
    graph_done(g);
}

static void check_message(wg_shape a, wg_shape b)
{
    char sa[64], sb[64], text[192];
    wg_graph *g = graph_new();
    const wg_tensor x = wg_param(g, "x", WG_F64, a), y = wg_param(g, "y", WG_F64, b);
    assert_false(wg_is_ok(wg_div(x, y)));
    assert_int_equal(wg_error_code(g), WG_ERR_SHAPE);
    wg_shape_string(a, sa, sizeof sa);
    wg_shape_string(b, sb, sizeof sb);
    snprintf(text, sizeof text,
             "wg_div(x, y): shapes do not broadcast together: x %s from test_broadcast.c:", sa);
    assert_non_null(strstr(wg_error(g), text));
    snprintf(text, sizeof text, ", y %s from test_broadcast.c:", sb);
    assert_error_contains(g, text);
    graph_done(g);
}

static void every_pair(void **state)
{
    int fit = 0, refused = 0;
    (void)state;
    for (int ra = 0; ra <= RANK; ra++)
        for (int na = 0; na < shapes_of_rank(ra); na++)
            for (int rb = 0; rb <= RANK; rb++)
                for (int nb = 0; nb < shapes_of_rank(rb); nb++) {
                    const wg_shape a = shape_number(ra, na), b = shape_number(rb, nb);
                    wg_shape out, theirs;
                    const bool fits = broadcast(a, b, &out);
                    assert_int_equal(wg_shape_broadcast(a, b, &theirs), fits);
                    assert_true(!fits || wg_shape_equal(out, theirs));
                    if (!fits && (na + nb) % 7 == 0)
                        check_message(a, b);
                    if (fits)
                        check_values((na + nb) % 2 ? WG_F32 : WG_F64, a, b, out);
                    fit += fits;
                    refused += !fits;
                }
    assert_int_equal(fit + refused, 121 * 121);
    assert_true(fit > 5000 && refused > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
