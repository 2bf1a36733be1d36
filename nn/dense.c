/* Dense layers, one or several in a row. */
#include <string.h>

#include "nn/common.h"

enum { LAYER_NAME = 200 };

/* x (..., in) -> activation(x W + b) (..., units) */
static wg_tensor dense(wg_nn_params *params, const char *name, wg_tensor x, int64_t units,
                       wg_nn_dense_options o)
{
    const wg_shape s = wg_shape_of(x);
    const wg_dtype d = wg_dtype_of(x);
    if (!wg_is_ok(x))
        return wg_neg(x); /* poison; a bad handle gets its message */
    char text[WG__NN_TEXT];
    if (s.rank < 1 || !wg_dtype_is_float(d))
        return wg_raise(x.g, WG_ERR_SHAPE, "an input (..., in), f32 or f64, expected, not %s",
                        wg__nn_describe("x", x, text));
    if (units < 1)
        return wg_raise(x.g, WG_ERR_ARGUMENT, "%lld units; there must be at least 1",
                        (long long)units);
    const wg_shape weights = WG_SHAPE(s.dim[s.rank - 1], units);
    const wg_tensor W = wg__nn_param(params, x.g, name, "W", d, weights, o.init);
    wg_tensor y = wg_matmul(x, W);
    if (!o.no_bias)
        y = wg_add_tt(y, wg__nn_param(params, x.g, name, "b", d, WG_SHAPE(units), WG_NN_ZEROS));
    return o.activation ? o.activation((wg_site){0}, y) : y;
}

wg_tensor wg_nn_dense_at(wg_site at, wg_nn_params *params, const char *name, wg_tensor x,
                         int64_t units, wg_nn_dense_options options)
{
    const bool opened = wg_scope_open(x.g, at);
    const wg_tensor y = dense(params, name, x, units, options);
    wg_scope_close(x.g, opened);
    return y;
}

/* NAME.K. By hand: snprintf would be a tenth of what a layer costs to record. */
static void layer_name(char *layer, const char *name, int k)
{
    char digits[12];
    size_t n = strlen(name), m = 0;
    n = n < LAYER_NAME ? n : LAYER_NAME;
    memcpy(layer, name, n);
    layer[n++] = '.';
    for (; k > 0; k /= 10)
        digits[m++] = (char)('0' + k % 10);
    while (m > 0)
        layer[n++] = digits[--m];
    layer[n] = 0;
}

wg_tensor wg_nn_mlp_at(wg_site at, wg_nn_params *params, const char *name, wg_tensor x,
                       const int64_t *widths, int n, wg_nn_mlp_options options)
{
    const bool opened = wg_scope_open(x.g, at);
    wg_tensor y = x;
    if (n < 1 || !widths)
        y = wg_raise(x.g, WG_ERR_ARGUMENT, "a list of at least one width is needed");
    for (int k = 0; k < n && wg_is_ok(y); k++) {
        char layer[LAYER_NAME + 16];
        layer_name(layer, name ? name : "net", k + 1);
        const wg_nn_activation inner = options.activation ? options.activation : wg_relu_at;
        y = dense(params, layer, y, widths[k],
                  (wg_nn_dense_options){.activation = k < n - 1 ? inner : options.output_activation,
                                        .init = options.init,
                                        .no_bias = options.no_bias});
    }
    if (!wg_is_ok(y))
        y = wg_neg(y);
    wg_scope_close(x.g, opened);
    return y;
}
