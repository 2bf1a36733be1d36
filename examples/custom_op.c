/* An op of your own: shape rule, kernel, and derivative rule in one struct. It is differentiated to
 * any order, as the library's own ops are, because the rule is an expression. Another one, without
 * a rule, shows what is said then. */
#include <math.h>
#include <stdio.h>
#include <wengert/wengert.h>

/* sinc: y = sin(x)/x, 1 at 0. */
static wg_code sinc_kernel(const wg_kernel_args *k)
{
    const double *x = k->in[0].data;
    double *y = k->out.data;
    int64_t n = 0;
    wg_shape_numel(k->out.shape, &n);
    for (int64_t i = 0; i < n; i++)
        y[i] = x[i] == 0 ? 1 : sin(x[i]) / x[i];
    return WG_OK;
}

/* dx = dy (cos(x) - y)/x; around 0 that is -dy x/3, to third order. */
static wg_tensor sinc_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    wg_tensor x = v->x[0], at_0 = wg_eq(x, 0.0);
    wg_tensor safe = wg_where(at_0, wg_add(wg_mul(x, 0.0), 1.0), x); /* no 0/0, in no derivative */
    wg_tensor slope = wg_div(wg_sub(wg_cos(x), v->y), safe);
    return wg_mul(v->dy, wg_where(at_0, wg_mul(x, -1.0 / 3), slope));
}

static bool f64_only(wg_infer *in)
{
    return in->dtype[0] == WG_F64 || wg_infer_fail(in, WG_ERR_DTYPE, "sinc is for f64");
}

static const wg_op sinc = {.name = "sinc",
                           .arity = 1,
                           .types = WG_TYPE_FLOAT,
                           .shape = f64_only,
                           .kernel = sinc_kernel,
                           .diff = WG_DIFF_RULE,
                           .vjp = sinc_vjp};
static const wg_op opaque = {
    .name = "opaque", .arity = 1, .shape = f64_only, .kernel = sinc_kernel};

int main(void)
{
    static const double at[] = {-3, 0, 0.5, 2};
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_const(g, WG_F64, WG_SHAPE(4), at), dx, dxx;
    wg_tensor y = wg_call(g, &sinc, &x, 1, NULL);
    wg_grad(wg_sum(y, WG_ALL, false), &x, 1, &dx);
    wg_grad(wg_sum(dx, WG_ALL, false), &x, 1, &dxx);
    if (wg_run(g, y, dx, dxx)) {
        fprintf(stderr, "%s\n", wg_error(g));
        return 1;
    }
    const double *v = wg_data(y), *d = wg_data(dx), *dd = wg_data(dxx);
    for (int k = 0; k < 4; k++)
        printf("sinc(%4.1f) = %9.6f   slope %9.6f   second derivative %9.6f\n", at[k], v[k], d[k],
               dd[k]);

    wg_tensor z = wg_sum(wg_call(g, &opaque, &x, 1, NULL), WG_ALL, false);
    const bool refused = wg_grad(z, &x, 1, &dx) == WG_ERR_GRADIENT;
    printf("without a rule:\n%s\n", wg_error(g));
    wg_graph_free(g);
    return !refused;
}
