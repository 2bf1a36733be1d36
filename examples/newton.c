/* Regression twice: y = a (1 - exp(-b t)) is fitted to measurements by gradient descent, and by
 * Newton's method with exact second derivatives, which are gradients of gradients. Newton doubles
 * the correct digits in every step. */
#include <math.h>
#include <stdio.h>
#include <wengert/wengert.h>

enum { N = 8 };
static const double time_[N] = {0.25, 0.5, 1, 1.5, 2, 3, 4, 6};
static const double level[N] = {0.60, 1.04, 1.73, 2.15, 2.43, 2.74, 2.89, 2.98};

/* What is the same for both: parameters a and b, cost, gradient. */
typedef struct fit {
    wg_graph *g;
    wg_tensor p[2], cost, d[2];
} fit;

static fit fit_new(void)
{
    fit f = {.g = wg_graph_new()};
    wg_tensor t = wg_const(f.g, WG_F64, WG_SHAPE(N), time_);
    wg_tensor y = wg_const(f.g, WG_F64, WG_SHAPE(N), level);
    f.p[0] = wg_fill(wg_param(f.g, "a", WG_F64, WG_SCALAR), 2.5);
    f.p[1] = wg_fill(wg_param(f.g, "b", WG_F64, WG_SCALAR), 1);
    wg_tensor model = wg_mul(f.p[0], wg_neg(wg_expm1(wg_mul(wg_neg(f.p[1]), t)))); /* (N) */
    f.cost = wg_nn_squared_error(model, y, WG_SUM);
    wg_grad(f.cost, f.p, 2, f.d);
    return f;
}

/* Runs the two assignments until the gradient is below 1e-12, and tells how it goes. */
static int iterate(const char *name, fit f, wg_tensor new_a, wg_tensor new_b, int print_every)
{
    wg_tensor slope = wg_sqrt(wg_add(wg_square(f.d[0]), wg_square(f.d[1])));
    int k = 0;
    for (; k < 100000; k++) {
        if (wg_run(f.g, slope, f.cost, new_a, new_b)) {
            fprintf(stderr, "%s\n", wg_error(f.g));
            break;
        }
        if (k % print_every == 0)
            printf("%s %5d  cost %.10f  |gradient| %.1e\n", name, k, wg_item(f.cost),
                   wg_item(slope));
        if (wg_item(slope) < 1e-12)
            break;
    }
    if (wg_ok(f.g))
        printf("%s: a = %.10f, b = %.10f after %d steps\n\n", name, wg_item(f.p[0]),
               wg_item(f.p[1]), k);
    const int failed = !wg_ok(f.g) || k == 100000;
    wg_graph_free(f.g);
    return failed;
}

static int descend(void)
{
    fit f = fit_new();
    wg_tensor a = wg_assign(f.p[0], wg_sub(f.p[0], wg_mul(f.d[0], 0.05)));
    wg_tensor b = wg_assign(f.p[1], wg_sub(f.p[1], wg_mul(f.d[1], 0.05)));
    return iterate("descent", f, a, b, 100);
}

/* (a, b) -= H^-1 gradient, with H the 2 x 2 matrix of second derivatives, solved by Cramer's rule.
 * */
static int newton(void)
{
    fit f = fit_new();
    wg_tensor ha[2], hb[2];
    wg_grad(f.d[0], f.p, 2, ha);
    wg_grad(f.d[1], f.p, 2, hb);
    wg_tensor det = wg_sub(wg_mul(ha[0], hb[1]), wg_mul(ha[1], hb[0]));
    wg_tensor da = wg_div(wg_sub(wg_mul(hb[1], f.d[0]), wg_mul(ha[1], f.d[1])), det);
    wg_tensor db = wg_div(wg_sub(wg_mul(ha[0], f.d[1]), wg_mul(hb[0], f.d[0])), det);
    return iterate("newton ", f, wg_assign(f.p[0], wg_sub(f.p[0], da)),
                   wg_assign(f.p[1], wg_sub(f.p[1], db)), 1);
}

int main(void)
{
    return descend() | newton();
}
