/* One neuron is a logistic regression. Two clouds of points, normal with centres m0 and m1 and
 * variance 1, are told apart best by sigmoid(w . x + b) with w = m1 - m0 and b = (|m0|^2 -
 * |m1|^2)/2: the neuron should find these. */
#include <stdio.h>
#include <wengert/wengert.h>

enum { N = 2000 };

static void draw_clouds(wg_graph *g, float *x, float *label)
{
    static const double centre[2][2] = {{-1, 0}, {1, 0.5}};
    wg_rng *rng = wg_graph_rng(g);
    for (int k = 0; k < N; k++) {
        label[k] = (float)(k % 2);
        for (int j = 0; j < 2; j++)
            x[2 * k + j] = (float)(centre[k % 2][j] + wg_rng_normal(rng));
    }
}

int main(void)
{
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(N, 2));
    wg_tensor label = wg_input(g, "label", WG_F32, WG_SHAPE(N));
    wg_tensor w = wg_param(g, "w", WG_F32, WG_SHAPE(2)), b = wg_param(g, "b", WG_F32, WG_SCALAR);

    wg_tensor z = wg_add(wg_matmul(x, w), b); /* (N), the neuron before its sigmoid */
    wg_tensor cost = wg_nn_binary_cross_entropy(z, label, WG_MEAN);
    wg_tensor right = wg_eq(wg_gt(z, 0.0), wg_gt(label, 0.5));
    wg_tensor accuracy = wg_mean(wg_cast(right, WG_F32), WG_ALL, false);

    /* The update by hand: gradient, and one assignment for each parameter. */
    const wg_tensor params[] = {w, b};
    wg_tensor d[2];
    if (wg_grad(cost, params, 2, d) == WG_OK) {
        wg_tensor new_w = wg_assign(w, wg_sub(w, wg_mul(d[0], 0.5)));
        wg_tensor new_b = wg_assign(b, wg_sub(b, wg_mul(d[1], 0.5)));
        if (wg_ok(g))
            draw_clouds(g, wg_data(x), wg_data(label));
        for (int k = 0; k <= 400 && wg_run(g, cost, accuracy, new_w, new_b) == WG_OK; k++)
            if (k % 100 == 0)
                printf("step %3d  cost %.4f  accuracy %.3f\n", k, wg_item(cost), wg_item(accuracy));
    }
    const int failed = !wg_ok(g);
    if (failed) {
        fprintf(stderr, "%s\n", wg_error(g));
    } else {
        const float *v = wg_data(w), *c = wg_data(b);
        printf("learned  w = (%.2f, %.2f)  b = %.2f\n", (double)v[0], (double)v[1], (double)c[0]);
        printf("best     w = (2.00, 0.50)  b = -0.12\n");
    }
    wg_graph_free(g);
    return failed;
}
