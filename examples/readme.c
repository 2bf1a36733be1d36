/* The program of the README: a network of two layers learns which points lie inside a ring. */
#include <stdio.h>
#include <wengert/wengert.h>

int main(void)
{
    wg_graph *g = wg_graph_new();
    wg_nn_params params = {0};

    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(64, 2));
    wg_tensor r = wg_sum(wg_square(x), WG_AXES(-1), true); /* (64, 1) squared radius */
    wg_tensor inside = wg_cast(wg_logical_and(wg_gt(r, 0.5), wg_lt(r, 2.0)), WG_F32);

    wg_nn_dense_options tanh_layer = {.activation = wg_tanh_at}, linear = {0};
    wg_tensor h = wg_nn_dense(&params, "hidden", x, 16, tanh_layer); /* (64, 16) */
    wg_tensor logit = wg_nn_dense(&params, "out", h, 1, linear);     /* (64, 1) */
    wg_tensor cost = wg_nn_binary_cross_entropy(logit, inside, WG_MEAN);
    wg_tensor step = wg_nn_sgd(cost, params, (wg_sgd_options){.lr = 0.3, .momentum = 0.9});

    for (int i = 0; i <= 1000; i++) {
        wg_fill_normal(x, 0, 1);
        if (wg_run(g, step, cost))
            break;
        if (i % 200 == 0)
            printf("step %4d  cost %.4f\n", i, wg_item(cost));
    }
    if (!wg_ok(g))
        fprintf(stderr, "%s\n",
                wg_error(g)); /* the one check: the first error of all of the above */
    const int failed = !wg_ok(g);
    wg_nn_params_free(&params);
    wg_graph_free(g);
    return failed;
}
