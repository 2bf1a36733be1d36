/* Vanishing and exploding gradients. A cost at the end of a deep network tells each layer how to change, through all the layers above it:
 * the gradient passes one slope of the activation and one matrix per layer. Factors below 1 make it vanish with depth,
 * factors above 1 make it explode; the right scale of the initial weights keeps it alive.
 *
 * usage: vanishing [FOLDER]    writes vanishing_sigmoid.png, ..._tanh.png, ..._relu.png and vanishing.csv there */
#include <math.h>
#include <stdio.h>
#include <wengert/wengert.h>

enum { LAYERS = 30, WIDTH = 64, BATCH = 64, ACTIVATIONS = 3, SCALES = 3 };

/* standard: the variance of a weight, times the width, by which the layer would keep the size of its inputs. */
static const struct {
    const char *name;
    wg_nn_activation of;
    double standard;
    const char *rule;
} activation[ACTIVATIONS] = {{"sigmoid", wg_sigmoid_at, 1, "Glorot"},
                             {"tanh", wg_tanh_at, 1, "Glorot"},
                             {"relu", wg_relu_at, 2, "He"}};
static const struct {
    const char *name;
    double factor;
} scale[SCALES] = {{"small", 0.5}, {"standard", 1}, {"large", 2}};

/* norm[k]: |d(cost)/d(h)| of the outputs h of layer k + 1, at the start of training, relative to that of the last layer. */
static bool measure(int a, double factor, double norm[LAYERS])
{
    wg_graph *g = wg_graph_new();
    wg_tensor out[LAYERS], dh[LAYERS], size[LAYERS];
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F64, WG_SHAPE(BATCH, WIDTH)), 0, 1);
    wg_tensor target = wg_fill_normal(wg_input(g, "target", WG_F64, WG_SHAPE(BATCH, WIDTH)), 0, 1);
    wg_tensor h = x;
    for (int k = 0; k < LAYERS; k++) {
        wg_tensor W = wg_param(g, NULL, WG_F64, WG_SHAPE(WIDTH, WIDTH));
        wg_fill_normal(W, 0, factor * sqrt(activation[a].standard / WIDTH));
        out[k] = h = activation[a].of(WG_AT("activation"), wg_matmul(h, W));
    }
    wg_grad(wg_nn_squared_error(h, target, WG_MEAN), out, LAYERS, dh);
    for (int k = 0; k < LAYERS; k++)
        size[k] = wg_norm(dh[k], WG_ALL, false);
    const bool ok = wg_run_n(g, size, LAYERS) == WG_OK;
    for (int k = 0; k < LAYERS && ok; k++)
        norm[k] = wg_item(size[k]) / wg_item(size[LAYERS - 1]);
    if (!ok)
        fprintf(stderr, "%s\n", wg_error(g));
    wg_graph_free(g);
    return ok;
}

static wg_code draw(const char *path, int a, double norm[SCALES][LAYERS], wg_status *st)
{
    double layer[LAYERS];
    char title[128], name[SCALES][64];
    wg_series series[SCALES];
    for (int k = 0; k < LAYERS; k++)
        layer[k] = k + 1;
    for (int s = 0; s < SCALES; s++) {
        snprintf(name[s], sizeof name[s], "%s initial weights (%g × %s)", scale[s].name,
                 scale[s].factor, activation[a].rule);
        series[s] = (wg_series){.name = name[s], .x = layer, .y = norm[s], .n = LAYERS};
    }
    snprintf(title, sizeof title, "%s, %d layers: how much of the gradient reaches each layer",
             activation[a].name, LAYERS);
    return wg_plot_lines(
        path, series, SCALES,
        (wg_plot_options){.title = title,
                          .x_label =
                              "layer   (the gradient comes from the right and passes every layer)",
                          .y_label = "size of the gradient at the layer's outputs (last layer = 1)",
                          .log_y = true,
                          .width = 820,
                          .height = 440},
        st);
}

/* The factor that the gradient changes by from one layer to the one below it, on average. */
static double per_layer(const double norm[LAYERS])
{
    return pow(norm[0], 1.0 / (LAYERS - 1));
}

int main(int argc, char **argv)
{
    static double norm[ACTIVATIONS][SCALES][LAYERS], table[LAYERS][1 + ACTIVATIONS * SCALES];
    const char *folder = argc > 1 ? argv[1] : ".";
    wg_status st = {0};
    char path[1024];
    printf(
        "%d layers, before training: the gradient in layer 1 as a multiple of that in layer %d\n\n"
        "activation  weights   layer 1    for each layer passed\n",
        LAYERS, LAYERS);
    for (int a = 0; a < ACTIVATIONS; a++) {
        for (int s = 0; s < SCALES; s++) {
            double *of = norm[a][s];
            if (!measure(a, scale[s].factor, of))
                return 1;
            printf("%-10s  %-8s  %.1e    × %.2f\n", activation[a].name, scale[s].name, of[0],
                   per_layer(of));
            for (int k = 0; k < LAYERS; k++) {
                table[k][0] = k + 1;
                table[k][1 + a * SCALES + s] = of[k];
            }
        }
        snprintf(path, sizeof path, "%s/vanishing_%s.png", folder, activation[a].name);
        if (draw(path, a, norm[a], &st) != WG_OK)
            break;
    }
    snprintf(path, sizeof path, "%s/vanishing.csv", folder);
    const wg_array all = {WG_F64, WG_SHAPE(LAYERS, 1 + ACTIVATIONS * SCALES), table};
    if (st.code == WG_OK)
        wg_csv_save(path, &all, ',',
                    "layer,sigmoid small,sigmoid standard,sigmoid large,tanh small,tanh "
                    "standard,tanh large,"
                    "relu small,relu standard,relu large",
                    &st);
    if (st.code != WG_OK)
        fprintf(stderr, "%s\n", st.text);
    else
        printf(
            "\n%s, and vanishing_sigmoid.png, vanishing_tanh.png, vanishing_relu.png beside it\n",
            path);
    return st.code != WG_OK;
}
