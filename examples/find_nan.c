/* A training run that ends in NaN, and the call that is to blame. The network normalises its features by their length, written out as
 * the square root of a sum of squares; the cost is a cross-entropy written out as the logarithm of a softmax. Both are
 * right on paper. wg_explain_nonfinite looks at every value of the run that went wrong and names the op, the line, the index,
 * the operands, and what to write instead. */
#include <math.h>
#include <stdio.h>
#include <wengert/wengert.h>

enum { BATCH = 8, FEATURES = 6, CLASSES = 3 };

typedef struct model {
    wg_graph *g;
    wg_tensor x, label, W, cost, dW, dx;
} model;

/* safe: with wg_norm and wg_nn_softmax_cross_entropy, which are made for these places. */
static model model_new(bool safe)
{
    model m = {.g = wg_graph_new()};
    m.x = wg_param(m.g, "x", WG_F32, WG_SHAPE(BATCH, FEATURES));
    m.label = wg_input(m.g, "label", WG_I32, WG_SHAPE(BATCH));
    m.W = wg_fill_normal(wg_param(m.g, "W", WG_F32, WG_SHAPE(FEATURES, CLASSES)), 0, 40);
    wg_tensor length;
    if (safe)
        length = wg_norm(m.x, WG_AXES(1), true);
    else
        length = wg_sqrt(wg_sum(wg_square(m.x), WG_AXES(1), true)); /* (8, 1) */
    wg_tensor logits = wg_matmul(wg_div(m.x, wg_add(length, 1e-3)), m.W);
    if (safe) {
        m.cost = wg_nn_softmax_cross_entropy(logits, m.label, WG_MEAN);
    } else {
        wg_tensor e = wg_exp(logits);
        wg_tensor p = wg_div(e, wg_sum(e, WG_AXES(1), true));
        wg_tensor picked =
            wg_sum(wg_mul(p, wg_one_hot(m.label, CLASSES, WG_F32)), WG_AXES(1), false);
        m.cost = wg_neg(wg_mean(wg_log(picked), WG_ALL, false));
    }
    wg_tensor d[2];
    wg_grad(m.cost, (const wg_tensor[]){m.W, m.x}, 2, d);
    m.dW = d[0];
    m.dx = d[1];
    return m;
}

/* A batch; in the second kind sample 5 is all zeros, in the third the features are large and W is as well. */
static void fill(model *m, int kind)
{
    wg_fill_normal(m->x, 0, 1);
    wg_fill_normal(m->W, 0, kind == 2 ? 200 : 1);
    for (int k = 0; k < FEATURES && kind == 1; k++)
        ((float *)wg_data(m->x))[5 * FEATURES + k] = 0;
    for (int k = 0; k < BATCH; k++)
        ((int32_t *)wg_data(m->label))[k] = k % CLASSES;
}

/* The births found, one digit per batch: 0 where all was finite. */
static int run(bool safe)
{
    static const char *const batch[] = {"an ordinary batch", "a batch with an empty sample",
                                        "large weights"};
    model m = model_new(safe);
    int found = 0;
    printf("== %s\n", safe ? "with wg_norm and wg_nn_softmax_cross_entropy" : "written out");
    for (int kind = 0; kind < 3; kind++) {
        fill(&m, kind);
        if (wg_run(m.g, m.cost, m.dW, m.dx) != WG_OK)
            break;
        printf("\n%s: cost %g\n", batch[kind], wg_item(m.cost));
        wg_explanation why;
        if (wg_explain_nonfinite(m.g, ((wg_tensor[]){m.cost, m.dW, m.dx}), 3, &why) != WG_OK)
            break;
        wg_explain_print(&why);
        found += why.kind != WG_BIRTH_NONE;
    }
    if (wg_error(m.g))
        fprintf(stderr, "%s\n", wg_error(m.g));
    wg_graph_free(m.g);
    return found;
}

int main(void)
{
    const int written_out = run(false);
    printf("\n");
    const int safe = run(true);
    return !(written_out == 2 && safe == 0);
}
