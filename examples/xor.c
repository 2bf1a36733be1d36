/* XOR: no single neuron can learn it, two layers can. */
#include <stdio.h>
#include <wengert/wengert.h>

int main(void)
{
    static const float in[] = {0, 0, 0, 1, 1, 0, 1, 1}, out[] = {0, 1, 1, 0};
    wg_graph *g = wg_graph_new();
    wg_nn_params params = {0};
    wg_seed(g, 1);
    wg_tensor x = wg_const(g, WG_F32, WG_SHAPE(4, 2), in);
    wg_tensor target = wg_const(g, WG_F32, WG_SHAPE(4, 1), out);

    wg_nn_mlp_options options = {.activation = wg_tanh_at, .init = WG_NN_GLOROT_NORMAL};
    wg_tensor z = wg_nn_mlp(&params, "xor", x, WG_WIDTHS(4, 1), options); /* (4, 1) */
    wg_tensor y = wg_sigmoid(z);
    wg_tensor cost = wg_nn_binary_cross_entropy(z, target, WG_MEAN);
    wg_tensor step = wg_nn_sgd(cost, params, (wg_sgd_options){.lr = 0.5, .momentum = 0.9});

    printf(" step    cost   0^0    0^1    1^0    1^1\n");
    for (int k = 0; k <= 400; k++) {
        if (wg_run(g, step, cost, y))
            break;
        const float *p = wg_data(y);
        if (k % 80 == 0)
            printf("%5d  %.4f  %.3f  %.3f  %.3f  %.3f\n", k, wg_item(cost), (double)p[0],
                   (double)p[1], (double)p[2], (double)p[3]);
    }
    const int failed = !wg_ok(g) || !(wg_item(cost) < 0.05);
    if (!wg_ok(g))
        fprintf(stderr, "%s\n", wg_error(g));
    wg_nn_params_free(&params);
    wg_graph_free(g);
    return failed;
}
