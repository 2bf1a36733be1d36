/* A transformer of about a million parameters in f32, and a check of its gradient by directions: every parameter takes part, in
 * seconds. With an argument, one rule of it is wrong by a factor of 1.0001, and the check says which.
 *
 *     check_transformer          passes
 *     check_transformer wrong    names the line */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <wengert/wengert.h>

enum { TOKENS = 64, WIDTH = 144, HEADS = 6, LAYERS = 4, VOCABULARY = 96 };

static wg_tensor weight(wg_graph *g, const char *name, int layer, wg_shape shape, double std)
{
    char full[64];
    snprintf(full, sizeof full, "layer%d/%s", layer, name);
    return wg_fill_normal(wg_param(g, full, WG_F32, shape), 0, std);
}

static wg_tensor normalise(wg_tensor x, wg_tensor scale, wg_tensor shift)
{
    const wg_tensor centred = wg_sub(x, wg_mean(x, WG_AXES(-1), true));
    const wg_tensor spread = wg_rsqrt(wg_add(wg_mean(wg_square(centred), WG_AXES(-1), true), 1e-5));
    return wg_add(wg_mul(wg_mul(centred, spread), scale), shift);
}

/* (TOKENS, WIDTH) -> (HEADS, TOKENS, WIDTH / HEADS) */
static wg_tensor heads_of(wg_tensor x)
{
    return wg_permute(wg_reshape(x, WG_SHAPE(TOKENS, HEADS, WIDTH / HEADS)), WG_INTS(1, 0, 2));
}

static wg_tensor attention(wg_graph *g, wg_tensor x, int layer)
{
    const double std = 1 / sqrt(WIDTH);
    const wg_tensor q = heads_of(wg_matmul(x, weight(g, "Wq", layer, WG_SHAPE(WIDTH, WIDTH), std))),
                    k = heads_of(wg_matmul(x, weight(g, "Wk", layer, WG_SHAPE(WIDTH, WIDTH), std))),
                    v = heads_of(wg_matmul(x, weight(g, "Wv", layer, WG_SHAPE(WIDTH, WIDTH), std)));
    const wg_tensor score = wg_mul(wg_matmul(q, wg_transpose(k, -2, -1)), 1 / sqrt(WIDTH / HEADS));
    const wg_tensor past = wg_tril_mask(g, TOKENS, TOKENS, 0),
                    never = wg_full(g, WG_F32, WG_SCALAR, -1e9);
    const wg_tensor mixed = wg_matmul(wg_softmax(wg_where(past, score, never), -1), v);
    const wg_tensor joined =
        wg_reshape(wg_permute(mixed, WG_INTS(1, 0, 2)), WG_SHAPE(TOKENS, WIDTH));
    return wg_matmul(joined, weight(g, "Wo", layer, WG_SHAPE(WIDTH, WIDTH), std));
}

/* ---- softplus, as an op of our own ---- */

static wg_code softplus_kernel(const wg_kernel_args *k)
{
    int64_t n;
    if (!wg_shape_numel(k->out.shape, &n))
        return WG_ERR_SIZE;
    for (int64_t i = 0; i < n; i++)
        if (k->out.dtype == WG_F32) {
            const float x = ((const float *)k->in[0].data)[i];
            ((float *)k->out.data)[i] = (x > 0 ? x : 0) + log1pf(expf(-fabsf(x)));
        } else {
            const double x = ((const double *)k->in[0].data)[i];
            ((double *)k->out.data)[i] = (x > 0 ? x : 0) + log1p(exp(-fabs(x)));
        }
    return WG_OK;
}

static wg_tensor right_rule(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_sigmoid(v->x[0]));
}

static wg_tensor wrong_rule(const wg_vjp *v, int arg)
{
    return wg_mul(right_rule(v, arg), 1.0001);
}

static wg_op softplus = {.name = "my_softplus",
                         .arity = 1,
                         .types = WG_TYPE_FLOAT,
                         .shape = wg_infer_same,
                         .kernel = softplus_kernel,
                         .diff = WG_DIFF_RULE,
                         .vjp = right_rule};

static wg_tensor feed_forward(wg_graph *g, wg_tensor x, int layer)
{
    const wg_tensor W1 = weight(g, "W1", layer, WG_SHAPE(WIDTH, 4 * WIDTH), 1 / sqrt(WIDTH)),
                    b1 = weight(g, "b1", layer, WG_SHAPE(4 * WIDTH), 0.02),
                    W2 = weight(g, "W2", layer, WG_SHAPE(4 * WIDTH, WIDTH), 0.5 / sqrt(WIDTH)),
                    b2 = weight(g, "b2", layer, WG_SHAPE(WIDTH), 0.02);
    const wg_tensor z = wg_add(wg_matmul(x, W1), b1);
    const wg_tensor h = layer == LAYERS - 2 ? wg_call(g, &softplus, &z, 1, NULL) : wg_gelu(z);
    return wg_add(wg_matmul(h, W2), b2);
}

static wg_tensor norm_of(wg_graph *g, wg_tensor x, const char *name, int layer)
{
    char scale[32], shift[32];
    snprintf(scale, sizeof scale, "%s_scale", name);
    snprintf(shift, sizeof shift, "%s_shift", name);
    return normalise(x, wg_add(weight(g, scale, layer, WG_SHAPE(WIDTH), 0.1), 1),
                     weight(g, shift, layer, WG_SHAPE(WIDTH), 0.1));
}

static wg_tensor model(wg_graph *g)
{
    const wg_tensor tokens = wg_input(g, "tokens", WG_I32, WG_SHAPE(TOKENS)),
                    next = wg_input(g, "next", WG_I32, WG_SHAPE(TOKENS));
    for (int i = 0; i < TOKENS; i++) {
        ((int32_t *)wg_data(tokens))[i] = (i * 37 + 11) % VOCABULARY;
        ((int32_t *)wg_data(next))[i] = (i * 53 + 5) % VOCABULARY;
    }
    const wg_tensor E = wg_fill_normal(wg_param(g, "E", WG_F32, WG_SHAPE(VOCABULARY, WIDTH)), 0,
                                       0.5),
                    P = wg_fill_normal(wg_param(g, "P", WG_F32, WG_SHAPE(TOKENS, WIDTH)), 0, 0.1);
    wg_tensor x = wg_add(wg_take(E, tokens, 0), P);
    for (int layer = 0; layer < LAYERS; layer++) {
        x = wg_add(x, attention(g, norm_of(g, x, "norm1", layer), layer));
        x = wg_add(x, feed_forward(g, norm_of(g, x, "norm2", layer), layer));
    }
    const wg_tensor logits = wg_matmul(norm_of(g, x, "norm", LAYERS), wg_transpose(E, -2, -1));
    return wg_nn_softmax_cross_entropy(logits, next, WG_MEAN);
}

static int show(size_t done, size_t total, void *user)
{
    (void)user;
    if (done % 16 == 0)
        fprintf(stderr, "\r%3zu %%", 100 * done / total);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "wrong") == 0)
        softplus.vjp = wrong_rule;
    wg_graph *g = wg_graph_new();
    const wg_tensor loss = model(g);
    wg_gradcheck_report r;
    const wg_gradcheck_options options = {.progress = show};
    if (wg_gradcheck(g, WG_LIST(loss), WG_LEAVES, &options, &r) != WG_OK) {
        fprintf(stderr, "%s\n", wg_error(g));
        wg_graph_free(g);
        return 1;
    }
    fprintf(stderr, "\r     \r");
    printf("%zu parameters\n", r.total);
    wg_gradcheck_print(&r, stdout, NULL);
    const bool passed = r.passed;
    wg_gradcheck_free(&r);
    wg_graph_free(g);
    return passed ? 0 : 1;
}
