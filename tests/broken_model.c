/* A program as a user writes it: a model with an op of its own whose rule has the wrong sign where x < 0. Checks it and writes the
 * report as JSON to standard output; exits 1, since the check fails. */
#include <math.h>
#include <stdio.h>

#include <wengert/wengert.h>

static wg_code softplus_kernel(const wg_kernel_args *k)
{
    int64_t n;
    if (!wg_shape_numel(k->out.shape, &n))
        return WG_ERR_VALUE;
    const double *x = k->in[0].data;
    double *y = k->out.data;
    for (int64_t i = 0; i < n; i++)
        y[i] = log1p(exp(x[i]));
    return WG_OK;
}

/* dx = dy sigmoid(x), and here that of |x|. */
static wg_tensor softplus_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_sigmoid(wg_abs(v->x[0])));
}

static const wg_op softplus = {
    .name = "user_softplus",
    .arity = 1,
    .types = 1 << WG_F64,
    .shape = wg_infer_same,
    .kernel = softplus_kernel,
    .diff = WG_DIFF_RULE,
    .vjp = softplus_vjp,
};

int main(void)
{
    wg_graph *g = wg_graph_new();
    wg_gradcheck_report r = {0};
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F64, WG_SHAPE(6, 8)), 0, 1);
    wg_tensor W = wg_fill_normal(wg_param(g, "W", WG_F64, WG_SHAPE(8, 5)), 0, 1);
    wg_tensor b = wg_fill_normal(wg_param(g, "b", WG_F64, WG_SHAPE(5)), 0, 1);
    wg_tensor h = wg_set_name(wg_add(wg_matmul(x, W), b), "h");
    wg_tensor p = wg_softmax(wg_call(g, &softplus, &h, 1, NULL), 1); /* the line to blame */
    wg_tensor loss = wg_set_name(wg_mean(wg_square(p), WG_ALL, false), "loss");

    int status = 2;
    if (wg_gradcheck(g, WG_LIST(loss), WG_LIST(x, W, b), NULL, &r) == WG_OK) {
        const wg_gradcheck_json_options o = {.title = "a model with an op of its own",
                                             .outputs = WG_LIST(loss)};
        if (wg_gradcheck_json(&r, stdout, &o) == WG_OK)
            status = !r.passed;
    }
    if (!wg_ok(g))
        fprintf(stderr, "%s\n", wg_error(g));
    wg_gradcheck_free(&r);
    wg_graph_free(g);
    return status;
}
