/* A large check: a small GPT (Radford et al., 2019) of a million parameters, in f32, whose gradient is checked in seconds. Element by
 * element that would take two million forward runs. The fast mode takes random directions through all parameters at once: one
 * derivative along a direction sees a mistake in any element, and k directions miss it with probability 2^-k; a sample
 * of single elements is looked at besides.
 *
 * usage: check_large [--wrong]    --wrong: with a mistake in the derivative of one op, 0.1 % in one layer of four */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <wengert/wengert.h>

enum { LAYERS = 4, DIM = 128, HEADS = 4, TIME = 32, BATCH = 2, VOCABULARY = 1500 };

/* ---- an op with a mistake ---- */

static wg_code scale_kernel(const wg_kernel_args *k)
{
    int64_t n;
    wg_shape_numel(k->out.shape, &n);
    for (int64_t i = 0; i < n; i++)
        if (k->out.dtype == WG_F32)
            ((float *)k->out.data)[i] = 0.25f * ((const float *)k->in[0].data)[i];
        else
            ((double *)k->out.data)[i] = 0.25 * ((const double *)k->in[0].data)[i];
    return WG_OK;
}

static wg_tensor scale_vjp(const wg_vjp *v, int operand)
{
    (void)operand;
    return wg_mul(v->dy, 0.25 * 1.001);
}

static const wg_op wrong_scale = {.name = "wrong_scale",
                                  .arity = 1,
                                  .types = WG_TYPE_FLOAT,
                                  .shape = wg_infer_same,
                                  .kernel = scale_kernel,
                                  .diff = WG_DIFF_RULE,
                                  .vjp = scale_vjp};

/* ---- the model ---- */

static wg_tensor weight(wg_nn_params *p, wg_graph *g, const char *name, wg_shape s, double std)
{
    wg_tensor t = wg_fill_normal(wg_param(g, name, WG_F32, s), 0, std);
    wg_nn_params_add(p, t);
    return t;
}

static const char *name_of(int layer, const char *what)
{
    static char name[64];
    snprintf(name, sizeof name, "block%d.%s", layer, what);
    return name;
}

static wg_tensor layer_norm(wg_nn_params *p, const char *name, wg_tensor x)
{
    wg_tensor gain = weight(p, x.g, name, WG_SHAPE(DIM), 0.1);
    wg_tensor centred = wg_sub(x, wg_mean(x, WG_AXES(-1), true));
    wg_tensor variance = wg_mean(wg_square(centred), WG_AXES(-1), true);
    return wg_mul(wg_mul(centred, wg_rsqrt(wg_add(variance, 1e-5))), wg_add(gain, 1.0));
}

/* x (batch, time, dim) to (batch, heads, time, dim / heads) */
static wg_tensor heads(wg_tensor x)
{
    return wg_permute(wg_reshape(x, WG_SHAPE(BATCH, TIME, HEADS, DIM / HEADS)),
                      WG_INTS(0, 2, 1, 3));
}

static wg_tensor attention(wg_nn_params *p, int layer, wg_tensor x, bool wrong)
{
    wg_tensor q = heads(wg_nn_dense(p, name_of(layer, "query"), x, DIM, (wg_nn_dense_options){0}));
    wg_tensor k = heads(wg_nn_dense(p, name_of(layer, "key"), x, DIM, (wg_nn_dense_options){0}));
    wg_tensor v = heads(wg_nn_dense(p, name_of(layer, "value"), x, DIM, (wg_nn_dense_options){0}));
    wg_tensor scores = wg_matmul(q, wg_transpose(k, -2, -1)); /* (batch, heads, time, time) */
    if (wrong)
        scores = wg_call(x.g, &wrong_scale, &scores, 1, NULL);
    else
        scores = wg_mul(scores, 1 / sqrt(DIM / HEADS));
    wg_tensor seen = wg_tril_mask(x.g, TIME, TIME, 0);
    wg_tensor share = wg_softmax(wg_where(seen, scores, wg_scalar(x.g, WG_F32, -1e9)), -1);
    wg_tensor mixed = wg_permute(wg_matmul(share, v), WG_INTS(0, 2, 1, 3));
    return wg_nn_dense(p, name_of(layer, "mix"), wg_reshape(mixed, WG_SHAPE(BATCH, TIME, DIM)), DIM,
                       (wg_nn_dense_options){0});
}

static wg_tensor block(wg_nn_params *p, int layer, wg_tensor x, bool wrong)
{
    x = wg_add(x, attention(p, layer, layer_norm(p, name_of(layer, "norm1"), x), wrong));
    wg_tensor h = layer_norm(p, name_of(layer, "norm2"), x);
    h = wg_nn_dense(p, name_of(layer, "up"), h, 4 * DIM,
                    (wg_nn_dense_options){.activation = wg_gelu_at});
    return wg_add(x, wg_nn_dense(p, name_of(layer, "down"), h, DIM, (wg_nn_dense_options){0}));
}

/* The cost of predicting the next token; the token embedding is the output matrix too. */
static wg_tensor gpt(wg_graph *g, wg_nn_params *p, bool wrong)
{
    wg_tensor token = wg_input(g, "token", WG_I32, WG_SHAPE(BATCH, TIME));
    wg_tensor next = wg_input(g, "next", WG_I32, WG_SHAPE(BATCH, TIME));
    for (int k = 0; k < BATCH * TIME; k++) {
        ((int32_t *)wg_data(token))[k] = (int32_t)wg_rng_below(wg_graph_rng(g), VOCABULARY);
        ((int32_t *)wg_data(next))[k] = (int32_t)wg_rng_below(wg_graph_rng(g), VOCABULARY);
    }
    wg_tensor embedding = weight(p, g, "embedding", WG_SHAPE(VOCABULARY, DIM), 0.1);
    wg_tensor position = weight(p, g, "position", WG_SHAPE(TIME, DIM), 0.1);
    wg_tensor x = wg_add(wg_take(embedding, token, 0), position); /* (batch, time, dim) */
    for (int k = 0; k < LAYERS; k++)
        x = block(p, k + 1, x, wrong && k == 2);
    x = layer_norm(p, "norm", x);
    wg_tensor logits = wg_matmul(x, wg_transpose(embedding, 0, 1));
    return wg_nn_softmax_cross_entropy(logits, next, WG_MEAN);
}

int main(int argc, char **argv)
{
    const bool wrong = argc > 1 && strcmp(argv[1], "--wrong") == 0;
    wg_graph *g = wg_graph_new();
    wg_nn_params params = {0};
    wg_tensor cost = gpt(g, &params, wrong);
    printf("a GPT of %lld parameters in %d tensors, f32\n", (long long)wg_nn_params_numel(params),
           params.n);
    wg_gradcheck_report r;
    wg_gradcheck_options fast = {.mode = WG_GRADCHECK_FAST};
    if (wg_gradcheck(g, WG_LIST(cost), ((wg_tensor_list){params.tensor, params.n}), &fast, &r) !=
        WG_OK) {
        fprintf(stderr, "%s\n", wg_error(g));
        return 1;
    }
    printf("%s\n", r.text);
    printf("%d directions and %zu single elements in %.1f s, the time of %.0f gradients;\n",
           r.directions, r.elements, r.seconds, r.cost);
    if (r.passed)
        printf("a mistake is missed with probability %.1e\n", r.miss);
    else
        printf("of %d nodes the first whose rule is wrong:\n", (int)wg_graph_nodes(g));
    for (int k = 0; k < r.blames; k++)
        printf("  %s\n", r.blame[k].text);
    const bool as_foretold = r.passed != wrong;
    wg_gradcheck_free(&r);
    wg_nn_params_free(&params);
    wg_graph_free(g);
    return !as_foretold;
}
