/* Networks against PyTorch (tests/golden/make_nn.py), and what they refuse. */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "data/data.h"
#include "nn/nn.h"

static wg_array_list golden;

static int load_golden(void **state)
{
    (void)state;
    char path[512];
    const char *root = getenv("WG_SOURCE");
    wg_status st = {0};
    snprintf(path, sizeof path, "%s/tests/golden/nn.npz", root ? root : ".");
    if (wg_npz_load(path, 0, &golden, &st))
        print_error("%s\n", st.text);
    return st.code != WG_OK;
}

static int free_golden(void **state)
{
    (void)state;
    wg_array_list_free(&golden);
    return 0;
}

static const wg_array *gold(const char *group, const char *name)
{
    char full[128];
    snprintf(full, sizeof full, "%s.%s", group, name);
    const wg_array *a = wg_array_list_find(&golden, full);
    if (!a)
        fail_msg("no golden array %s", full);
    return a;
}

/* A constant of dtype d (the array's own, if that is of integers) with the golden values. */
static wg_tensor gold_tensor(wg_graph *g, wg_dtype d, const char *group, const char *name)
{
    const wg_array *a = gold(group, name);
    return wg_cast(wg_const(g, a->dtype, a->shape, a->data),
                   wg_dtype_is_float(a->dtype) ? d : a->dtype);
}

static void assert_gold(wg_tensor t, const char *group, const char *name, double abs, double rel)
{
    const wg_array *a = gold(group, name);
    wg_tensor wide = wg_cast(t, WG_F64);
    assert_int_equal(wg_run(t.g, wide), WG_OK);
    assert_true(wg_shape_equal(wg_shape_of(t), a->shape));
    assert_array_close(WG_F64, wg_data(wide), a->data, (size_t)wg_numel(wide), abs, rel);
}

/* ---- losses ---- */

typedef wg_tensor (*loss_fn)(wg_tensor z, wg_tensor t, wg_reduction r);
static wg_tensor cross_entropy(wg_tensor z, wg_tensor t, wg_reduction r)
{
    return wg_nn_softmax_cross_entropy(z, t, r);
}
static wg_tensor binary(wg_tensor z, wg_tensor t, wg_reduction r)
{
    return wg_nn_binary_cross_entropy(z, t, r);
}
static wg_tensor squared(wg_tensor z, wg_tensor t, wg_reduction r)
{
    return wg_nn_squared_error(z, t, r);
}
static wg_tensor absolute(wg_tensor z, wg_tensor t, wg_reduction r)
{
    return wg_nn_absolute_error(z, t, r);
}
static wg_tensor huber(wg_tensor z, wg_tensor t, wg_reduction r)
{
    return wg_nn_huber(z, t, 0.7, r);
}

static void check_loss(loss_fn fn, const char *group, const char *targets, wg_dtype d)
{
    static const char *const name[] = {[WG_NONE] = "none", [WG_MEAN] = "mean", [WG_SUM] = "sum"};
    const double rel = d == WG_F64 ? 1e-13 : 2e-6, abs = d == WG_F64 ? 1e-15 : 1e-6;
    wg_graph *g = graph_new();
    wg_tensor z = gold_tensor(g, d, group, "z"), t = gold_tensor(g, d, group, targets), dz;
    for (wg_reduction r = WG_NONE; r <= WG_SUM; r++)
        assert_gold(fn(z, t, r), group, name[r], abs, rel);
    assert_int_equal(wg_grad(fn(z, t, WG_MEAN), &z, 1, &dz), WG_OK);
    assert_gold(dz, group, "grad", abs, rel);
    graph_done(g);
}

static void test_losses(void **state)
{
    (void)state;
    for (wg_dtype d = WG_F32; d <= WG_F64; d++) {
        check_loss(cross_entropy, "ce_index", "labels", d);
        check_loss(cross_entropy, "ce_dist", "labels", d);
        check_loss(binary, "bce", "t", d);
        check_loss(squared, "mse", "t", d);
        check_loss(absolute, "mae", "t", d);
        check_loss(huber, "huber", "t", d);
    }
}

/* 32-bit labels, any rank, and the gradient of the total loss: softmax - onehot. */
static void test_cross_entropy_of_any_rank(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const int32_t labels[] = {2, 0, 1, 1, 2, 0};
    wg_tensor z = wg_fill_normal(wg_param(g, "z", WG_F64, WG_SHAPE(2, 3, 3)), 0, 2), dz;
    wg_tensor y = wg_const(g, WG_I32, WG_SHAPE(2, 3), labels);
    wg_tensor l = wg_nn_softmax_cross_entropy(z, y, WG_NONE);
    assert_true(wg_shape_equal(wg_shape_of(l), WG_SHAPE(2, 3)));
    assert_int_equal(wg_grad(wg_sum(l, WG_ALL, false), &z, 1, &dz), WG_OK);
    assert_int_equal(wg_run(g, dz, l), WG_OK);
    for (int row = 0; row < 6; row++) {
        const double *x = (double *)wg_data(z) + 3 * row;
        const double sum = exp(x[0]) + exp(x[1]) + exp(x[2]);
        assert_close(((double *)wg_data(l))[row], log(sum) - x[labels[row]], 0, 1e-13);
        for (int c = 0; c < 3; c++)
            assert_close(((double *)wg_data(dz))[3 * row + c], exp(x[c]) / sum - (c == labels[row]),
                         1e-15, 1e-13);
    }
    graph_done(g);
}

static void test_accuracy(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const float z[] = {0, 1, 2, 5, 1, 0, 0, 9, 1, 3, 2, 1};
    const int32_t y[] = {2, 0, 0, 0};
    wg_tensor logits = wg_const(g, WG_F32, WG_SHAPE(4, 3), z);
    wg_tensor share = wg_nn_accuracy(logits, wg_const(g, WG_I32, WG_SHAPE(4), y));
    assert_int_equal(wg_run(g, share), WG_OK);
    assert_close(wg_item(share), 0.75, 0, 0);
    graph_done(g);
}

static void test_loss_errors(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor z = wg_input(g, "z", WG_F32, WG_SHAPE(32, 10));
    wg_tensor y = wg_input(g, "y", WG_I32, WG_SHAPE(31)),
              v = wg_input(g, "v", WG_F32, WG_SHAPE(32));
    assert_false(wg_is_ok(wg_nn_softmax_cross_entropy(z, y, WG_MEAN)));
    assert_error_contains(
        g, "wg_nn_softmax_cross_entropy(z, y, WG_MEAN): labels must be class indices "
           "(i32 or i64) of shape (32,), or distributions like the logits, (32, 10) f32: "
           "logits z (32, 10) f32, labels y (31,) i32");
    assert_false(wg_is_ok(wg_nn_softmax_cross_entropy(y, y, WG_MEAN)));
    assert_error_contains(
        g, "f32 or f64 logits of shape (..., classes) expected, not logits y (31,) i32");
    assert_false(wg_is_ok(wg_nn_accuracy(z, v)));
    assert_error_contains(g, "labels must be class indices (i32 or i64) of shape (32,): ");
    assert_false(wg_is_ok(wg_nn_squared_error(z, v, WG_MEAN)));
    assert_error_contains(g, "wg_nn_squared_error(z, v, WG_MEAN): both need the same shape: "
                             "prediction z (32, 10) f32, target v (32,) f32");
    assert_false(wg_is_ok(wg_nn_huber(v, v, 0, WG_MEAN)));
    assert_error_contains(g, "delta is 0; it must be above 0");
    assert_false(wg_is_ok(wg_nn_absolute_error(v, v, (wg_reduction)7)));
    assert_error_contains(g, "reduction 7");
    assert_false(wg_is_ok(wg_nn_binary_cross_entropy((wg_tensor){0}, v, WG_MEAN)));
    wg_clear_error(g);
    graph_done(g);
}

/* ---- updates ---- */

typedef struct net {
    wg_graph *g;
    wg_nn_params params;
    wg_tensor loss;
} net;

/* The model of make_nn.py, its parameters as there. */
static net net_new(void)
{
    static const char *const name[] = {"W1", "b1", "W2", "b2"};
    net m = {.g = graph_new()};
    wg_tensor p[4];
    for (int k = 0; k < 4; k++) {
        const wg_array *a = gold("sgd", name[k]);
        p[k] = wg_param(m.g, name[k], WG_F64, a->shape);
        assert_int_equal(wg_set_data(p[k], a->data, wg_array_bytes(a)), WG_OK);
        assert_int_equal(wg_nn_params_add(&m.params, p[k]), WG_OK);
    }
    wg_tensor x = gold_tensor(m.g, WG_F64, "sgd", "x"), y = gold_tensor(m.g, WG_F64, "sgd", "y");
    wg_tensor h = wg_tanh(wg_add(wg_matmul(x, p[0]), p[1]));
    m.loss = wg_nn_softmax_cross_entropy(wg_add(wg_matmul(h, p[2]), p[3]), y, WG_MEAN);
    return m;
}

static void net_done(net *m)
{
    wg_nn_params_free(&m->params);
    graph_done(m->g);
}

static void assert_trained(const net *m, const char *group)
{
    for (int k = 0; k < m->params.n; k++) {
        const wg_tensor p = m->params.tensor[k];
        const wg_array *a = gold(group, wg_name(p));
        assert_array_close(WG_F64, wg_data(p), a->data, (size_t)wg_numel(p), 1e-14, 1e-12);
    }
}

static void train(const char *group, wg_sgd_options options)
{
    net m = net_new();
    wg_tensor step = wg_nn_sgd(m.loss, m.params, options);
    assert_no_error(m.g);
    assert_int_equal(wg_shape_of(step).rank, 0);
    for (int k = 0; k < 5; k++)
        assert_int_equal(wg_run(m.g, step), WG_OK);
    assert_trained(&m, group);
    net_done(&m);
}

static void test_sgd(void **state)
{
    (void)state;
    train("sgd_plain", (wg_sgd_options){.lr = 0.1});
    train("sgd_decay", (wg_sgd_options){.lr = 0.1, .weight_decay = 0.01});
    train("sgd_momentum", (wg_sgd_options){.lr = 0.1, .momentum = 0.9});
    train("sgd_nesterov", (wg_sgd_options){.lr = 0.1, .momentum = 0.9, .nesterov = true});
    train("sgd_all",
          (wg_sgd_options){.lr = 0.05, .momentum = 0.8, .nesterov = true, .weight_decay = 0.1});
    train("sgd_clip_norm", (wg_sgd_options){.lr = 0.5, .clip_norm = 0.1});
    train("sgd_clip_value", (wg_sgd_options){.lr = 0.5, .clip_value = 0.02});
}

/* The learning rate changes between runs, the graph and its plan do not. */
static void test_sgd_schedule(void **state)
{
    (void)state;
    net m = net_new();
    wg_tensor lr = wg_param(m.g, "lr", WG_F64, WG_SCALAR);
    wg_tensor step =
        wg_nn_sgd(m.loss, m.params, (wg_sgd_options){.lr_tensor = lr, .momentum = 0.9});
    const size_t nodes = wg_graph_nodes(m.g);
    const double *schedule = gold("sgd", "schedule")->data;
    for (int k = 0; k < 5; k++) {
        wg_fill(lr, schedule[k]);
        assert_int_equal(wg_run(m.g, step), WG_OK);
    }
    assert_trained(&m, "sgd_schedule");
    assert_int_equal(wg_graph_nodes(m.g), nodes);
    net_done(&m);
}

static void test_sgd_state_is_listed(void **state)
{
    (void)state;
    net m = net_new();
    wg_nn_params velocities = {0};
    wg_sgd_options o = {.lr = 0.1, .momentum = 0.9, .state = &velocities};
    wg_tensor step = wg_nn_sgd(m.loss, m.params, o);
    assert_int_equal(velocities.n, 4);
    assert_string_equal(wg_name(velocities.tensor[0]), "W1.velocity");
    assert_int_equal(wg_run(m.g, step), WG_OK);
    step = wg_nn_sgd(m.loss, m.params, o); /* goes on with the same velocities */
    assert_int_equal(velocities.n, 4);
    for (int k = 1; k < 5; k++)
        assert_int_equal(wg_run(m.g, step), WG_OK);
    assert_trained(&m, "sgd_momentum");
    wg_nn_params_free(&velocities);
    net_done(&m);
}

static void sgd_refused(net *m, wg_sgd_options o, const char *text)
{
    assert_false(wg_is_ok(wg_nn_sgd(m->loss, m->params, o)));
    assert_error_contains(m->g, text);
}

static void test_sgd_errors(void **state)
{
    (void)state;
    net m = net_new();
    sgd_refused(&m, (wg_sgd_options){0}, "wg_nn_sgd(m->loss, m->params, o): lr must be above 0");
    sgd_refused(&m, (wg_sgd_options){.lr = (double)NAN}, "lr must be above 0");
    sgd_refused(&m, (wg_sgd_options){.lr = 1, .momentum = -1}, "momentum must be 0 or above");
    sgd_refused(&m, (wg_sgd_options){.lr = 1, .nesterov = true}, "nesterov needs momentum");
    sgd_refused(&m, (wg_sgd_options){.lr = 1, .weight_decay = -1}, "weight_decay must be 0");
    sgd_refused(&m, (wg_sgd_options){.lr = 1, .clip_norm = -1}, "clip_norm and clip_value must");
    sgd_refused(&m, (wg_sgd_options){.lr_tensor = m.params.tensor[0]},
                "lr_tensor must have one element");
    wg_tensor t = m.loss;
    wg_nn_params none = {0};
    assert_false(wg_is_ok(wg_nn_sgd(t, none, (wg_sgd_options){.lr = 1})));
    assert_error_contains(m.g, "the list of parameters is empty");
    wg_tensor lone = wg_square(wg_param(m.g, "lone", WG_F64, WG_SCALAR));
    assert_false(wg_is_ok(wg_nn_sgd(lone, m.params, (wg_sgd_options){.lr = 1})));
    assert_error_contains(m.g, "loss depends on no parameter of the list");
    net_done(&m);
}

/* The recorded update is assign(W, sub(W, mul(dW, lr))), which the engine folds into the product
 * that makes dW. */
static void test_sgd_is_lean(void **state)
{
    (void)state;
    net m = net_new();
    const wg_tensor *p = m.params.tensor;
    wg_tensor d[4], step = wg_nn_sgd(m.loss, m.params, (wg_sgd_options){.lr = 0.1});
    const size_t nodes = wg_graph_nodes(m.g);
    assert_int_equal(wg_grad(m.loss, p, 4, d), WG_OK);
    for (int k = 0; k < 4; k++)
        (void)wg_sub(p[k], wg_mul(d[k], 0.1));
    assert_int_equal(wg_graph_nodes(m.g), nodes); /* all of it was there */
    assert_true(wg_is_ok(step));
    net_done(&m);
}

/* ---- clipping ---- */

static void test_clipping(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const double a[] = {3, -4}, b[] = {12};
    wg_tensor grads[] = {wg_const(g, WG_F64, WG_SHAPE(2), a), wg_none(g),
                         wg_const(g, WG_F64, WG_SHAPE(1, 1), b)};
    wg_tensor out[3];
    wg_tensor norm = wg_nn_global_norm(grads, 3);
    assert_int_equal(wg_run(g, norm), WG_OK);
    assert_close(wg_item(norm), 13, 0, 1e-15);

    assert_int_equal(wg_nn_clip_norm(grads, 3, 6.5, out), WG_OK);
    assert_true(wg_is_none(out[1]));
    assert_int_equal(wg_run(g, out[0], out[2]), WG_OK);
    assert_close(((double *)wg_data(out[0]))[1], -4 * 6.5 / (13 + 1e-6), 0, 1e-14);
    assert_close(wg_item(out[2]), 12 * 6.5 / (13 + 1e-6), 0, 1e-14);

    assert_int_equal(wg_nn_clip_norm(grads, 3, 20, out), WG_OK); /* short enough: unchanged */
    assert_int_equal(wg_run(g, out[0]), WG_OK);
    assert_close(((double *)wg_data(out[0]))[0], 3, 0, 0);

    assert_int_equal(wg_nn_clip_value(grads, 3, 3.5, grads), WG_OK);
    assert_int_equal(wg_run(g, grads[0], grads[2]), WG_OK);
    assert_close(((double *)wg_data(grads[0]))[0], 3, 0, 0);
    assert_close(((double *)wg_data(grads[0]))[1], -3.5, 0, 0);
    assert_close(wg_item(grads[2]), 3.5, 0, 0);

    assert_int_equal(wg_nn_clip_norm(grads, 3, 0, out), WG_ERR_ARGUMENT);
    assert_error_contains(g, "the limit is 0; it must be above 0");
    assert_int_equal(wg_nn_clip_value(NULL, 0, 1, NULL), WG_OK);
    graph_done(g);
}

/* ---- layers ---- */

static void test_dense(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_nn_params params = {0};
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F64, WG_SHAPE(5, 3)), 0, 1);
    wg_nn_dense_options o = {.activation = wg_tanh_at};
    wg_tensor y = wg_nn_dense(&params, "d", x, 2, o);
    assert_int_equal(params.n, 2);
    assert_string_equal(wg_name(params.tensor[0]), "d.W");
    assert_string_equal(wg_name(params.tensor[1]), "d.b");
    assert_int_equal(wg_nn_params_numel(params), 8);
    wg_fill_normal(params.tensor[1], 0, 1);
    wg_tensor again = wg_tanh(wg_add(wg_matmul(x, params.tensor[0]), params.tensor[1]));
    assert_int_equal(y.id, again.id);

    /* the same layer on another input, of another rank */
    wg_tensor vector = wg_input(g, "v", WG_F64, WG_SHAPE(3));
    wg_tensor z = wg_nn_dense(&params, "d", vector, 2, o);
    assert_int_equal(params.n, 2);
    assert_true(wg_shape_equal(wg_shape_of(z), WG_SHAPE(2)));

    (void)wg_nn_dense(&params, "e", x, 4, (wg_nn_dense_options){.no_bias = true});
    assert_int_equal(params.n, 3);

    assert_false(wg_is_ok(wg_nn_dense(&params, "d", x, 7, o)));
    assert_error_contains(
        g, "the list has a parameter d.W (3, 2) f64 already, and (3, 7) f64 is needed");
    assert_false(wg_is_ok(wg_nn_dense(&params, "f", x, 0, o)));
    assert_error_contains(g, "0 units");
    assert_false(wg_is_ok(wg_nn_dense(&params, "", x, 2, o)));
    assert_error_contains(g, "a layer needs a name");
    assert_false(wg_is_ok(wg_nn_dense(NULL, "g", x, 2, o)));
    assert_error_contains(g, "the list of parameters is NULL");
    wg_nn_params_free(&params);
    wg_nn_params_free(&params);
    graph_done(g);
}

static void test_mlp(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_nn_params params = {0};
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(5, 3));
    wg_tensor y = wg_nn_mlp(&params, "net", x, WG_WIDTHS(7, 6, 2), (wg_nn_mlp_options){0});
    assert_true(wg_shape_equal(wg_shape_of(y), WG_SHAPE(5, 2)));
    assert_int_equal(params.n, 6);
    assert_int_equal(wg_nn_params_numel(params), 3 * 7 + 7 + 7 * 6 + 6 + 6 * 2 + 2);
    wg_tensor W1 = wg_nn_params_find(params, "net.1.W"), W3 = wg_nn_params_find(params, "net.3.W");
    assert_true(wg_shape_equal(wg_shape_of(W1), WG_SHAPE(3, 7)));
    assert_true(wg_shape_equal(wg_shape_of(W3), WG_SHAPE(6, 2)));
    assert_false(wg_is_ok(wg_nn_params_find(params, "net.4.W")));
    assert_false(wg_is_ok(wg_nn_mlp(&params, "net", x, NULL, 0, (wg_nn_mlp_options){0})));
    assert_error_contains(g, "a list of at least one width is needed");

    assert_int_equal(wg_nn_params_add(&params, W1), WG_ERR_ARGUMENT);
    assert_error_contains(g, "the list already has a parameter called net.1.W");
    assert_int_equal(wg_nn_params_add(&params, y), WG_ERR_ARGUMENT);
    assert_error_contains(g, "the parameter has no name");
    wg_nn_params_free(&params);
    graph_done(g);
}

/* ---- initialisers ---- */

static void moments(wg_tensor t, double *mean, double *variance, double *largest)
{
    const int64_t n = wg_numel(t);
    const double *x = wg_data(t);
    *mean = *variance = *largest = 0;
    for (int64_t i = 0; i < n; i++)
        *mean += x[i] / (double)n;
    for (int64_t i = 0; i < n; i++) {
        *variance += (x[i] - *mean) * (x[i] - *mean) / (double)n;
        *largest = fmax(*largest, fabs(x[i]));
    }
}

static void test_initialisers(void **state)
{
    (void)state;
    enum { IN = 300, OUT = 200 };
    static const struct {
        wg_nn_init how;
        double variance;
        bool uniform;
    } rule[] = {
        {WG_NN_GLOROT_UNIFORM, 2.0 / (IN + OUT), true},
        {WG_NN_GLOROT_NORMAL, 2.0 / (IN + OUT), false},
        {WG_NN_HE_UNIFORM, 2.0 / IN, true},
        {WG_NN_HE_NORMAL, 2.0 / IN, false},
        {WG_NN_LECUN_UNIFORM, 1.0 / IN, true},
        {WG_NN_LECUN_NORMAL, 1.0 / IN, false},
    };
    wg_graph *g = graph_new();
    wg_tensor W = wg_param(g, "W", WG_F64, WG_SHAPE(IN, OUT));
    for (size_t k = 0; k < sizeof rule / sizeof rule[0]; k++) {
        double mean, variance, largest;
        assert_int_equal(wg_nn_initialise(W, rule[k].how).id, W.id);
        moments(W, &mean, &variance, &largest);
        const double sigma = sqrt(rule[k].variance);
        assert_close(mean, 0, 5 * sigma / sqrt(IN * OUT), 0);
        assert_close(variance, rule[k].variance, 0,
                     0.03); /* 5 standard errors: sqrt(2/60000) = 0.0058 */
        if (rule[k].uniform)
            assert_true(largest <= sqrt(3) * sigma && largest > 0.99 * sqrt(3) * sigma);
        else
            assert_true(largest > 3.5 * sigma);
    }
    assert_int_equal(wg_nn_initialise(W, WG_NN_ZEROS).id, W.id);
    assert_close(((double *)wg_data(W))[IN * OUT - 1], 0, 0, 0);
    assert_false(wg_is_ok(wg_nn_initialise(W, WG_NN_INIT_COUNT)));
    assert_error_contains(g, "is no initialiser");
    wg_tensor k = wg_param(g, "k", WG_I32, WG_SHAPE(3));
    assert_false(wg_is_ok(wg_nn_initialise(k, WG_NN_HE_NORMAL)));
    assert_error_contains(g, "only f32 and f64 are initialised, not i32");
    graph_done(g);
}

static void check_orthogonal(int64_t rows, int64_t columns)
{
    wg_graph *g = graph_new();
    wg_tensor W =
        wg_nn_initialise(wg_param(g, "W", WG_F64, WG_SHAPE(rows, columns)), WG_NN_ORTHOGONAL);
    const double *w = wg_data(W);
    const bool tall = rows >= columns;
    const int64_t n = tall ? columns : rows, length = tall ? rows : columns;
    for (int64_t a = 0; a < n; a++)
        for (int64_t b = 0; b <= a; b++) {
            double dot = 0;
            for (int64_t k = 0; k < length; k++)
                dot += tall ? w[k * columns + a] * w[k * columns + b]
                            : w[a * columns + k] * w[b * columns + k];
            assert_close(dot, a == b, 1e-14, 0);
        }
    graph_done(g);
}

static void test_orthogonal(void **state)
{
    (void)state;
    check_orthogonal(40, 17);
    check_orthogonal(17, 40);
    check_orthogonal(30, 30);
    check_orthogonal(1, 1);
}

/* ---- learning ---- */

static void test_xor_learns(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const float in[] = {0, 0, 0, 1, 1, 0, 1, 1}, out[] = {0, 1, 1, 0};
    wg_seed(g, 3);
    wg_nn_params params = {0};
    wg_tensor x = wg_const(g, WG_F32, WG_SHAPE(4, 2), in),
              t = wg_const(g, WG_F32, WG_SHAPE(4, 1), out);
    wg_tensor z = wg_nn_mlp(&params, "xor", x, WG_WIDTHS(8, 1),
                            (wg_nn_mlp_options){.activation = wg_tanh_at});
    wg_tensor cost = wg_nn_binary_cross_entropy(z, t, WG_MEAN), p = wg_sigmoid(z);
    wg_tensor step = wg_nn_sgd(cost, params, (wg_sgd_options){.lr = 0.5, .momentum = 0.9});
    for (int k = 0; k < 500; k++)
        assert_int_equal(wg_run(g, step), WG_OK);
    assert_int_equal(wg_run(g, cost, p), WG_OK);
    assert_true(wg_item(cost) < 0.02);
    for (int k = 0; k < 4; k++)
        assert_close((double)((float *)wg_data(p))[k], (double)out[k], 0.1, 0);
    wg_nn_params_free(&params);
    graph_done(g);
}

/* ---- files ---- */

static wg_nn_params small_model(wg_graph *g, int64_t hidden)
{
    wg_nn_params params = {0};
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(5, 3));
    const int64_t widths[] = {hidden, 2};
    (void)wg_nn_mlp(&params, "net", x, widths, 2, (wg_nn_mlp_options){0});
    return params;
}

static void test_save_and_load(void **state)
{
    (void)state;
    char path[] = "/tmp/wengert_nn_XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    wg_status st = {0};
    wg_graph *a = graph_new(), *b = graph_new(), *c = graph_new();
    wg_seed(b, 9);
    wg_nn_params pa = small_model(a, 4), pb = small_model(b, 4), pc = small_model(c, 6);
    assert_int_equal(wg_nn_save(pa, path, &st), WG_OK);
    assert_int_equal(wg_nn_load(pb, path, &st), WG_OK);
    for (int k = 0; k < pa.n; k++)
        assert_memory_equal(wg_data(pa.tensor[k]), wg_data(pb.tensor[k]),
                            (size_t)wg_numel(pa.tensor[k]) * sizeof(float));

    float before[18];
    memcpy(before, wg_data(pc.tensor[0]), sizeof before);
    assert_int_equal(wg_nn_load(pc, path, &st), WG_ERR_SHAPE);
    assert_non_null(strstr(st.text, "net.1.W has shape (3, 4), and the parameter (3, 6)"));
    assert_memory_equal(before, wg_data(pc.tensor[0]), sizeof before);

    st = (wg_status){0};
    wg_tensor more = wg_param(a, "more", WG_F32, WG_SHAPE(2));
    assert_int_equal(wg_nn_params_add(&pa, more), WG_OK);
    assert_int_equal(wg_nn_load(pa, path, &st), WG_ERR_ARGUMENT);
    assert_non_null(strstr(st.text, "no array called more"));
    st = (wg_status){0};
    pb.n--;
    assert_int_equal(wg_nn_load(pb, path, &st), WG_ERR_ARGUMENT);
    assert_non_null(strstr(st.text, "the model has no parameter called net.2.b"));
    unlink(path);
    st = (wg_status){0};
    assert_int_equal(wg_nn_load(pb, path, &st), WG_ERR_IO);
    wg_nn_params_free(&pa);
    wg_nn_params_free(&pb);
    wg_nn_params_free(&pc);
    graph_done(a);
    graph_done(b);
    graph_done(c);
}

/* What is refused besides. */
static void test_other_errors(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *other = graph_new();
    wg_nn_params params = {0}, list = {0};
    wg_status st = {0};
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2, 3)),
                    w = wg_param(g, "w", WG_F32, WG_SHAPE(3));
    assert_int_equal(wg_nn_clip_norm(&x, 1, 1.0, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "wg_nn_clip_norm(&x, 1, 1.0, NULL): gradients missing (NULL)");
    assert_int_equal(wg_nn_clip_value(NULL, 1, 1.0, NULL), WG_ERR_ARGUMENT);
    const wg_nn_dense_options o = {0};
    assert_false(
        wg_is_ok(wg_nn_dense(&params, "l", wg_input(g, "i", WG_I32, WG_SHAPE(2, 3)), 4, o)));
    assert_error_contains(g, "an input (..., in), f32 or f64, expected, not x i (2, 3) i32");
    assert_false(wg_is_ok(wg_nn_dense(&params, "l", wg_input(g, "s", WG_F32, WG_SCALAR), 4, o)));
    assert_error_contains(g, "an input (..., in), f32 or f64, expected, not x s () f32");
    assert_true(wg_is_ok(wg_nn_dense(&params, "l", x, 4, o)));
    assert_false(
        wg_is_ok(wg_nn_dense(&params, "l", wg_input(other, "x", WG_F32, WG_SHAPE(2, 3)), 4, o)));
    assert_error_contains(other, "the list has l.W already, in another graph");
    assert_int_equal(wg_nn_params_add(NULL, w), WG_ERR_ARGUMENT);
    assert_error_contains(g, "wg_nn_params_add: the list is NULL");

    /* a file for w that does not fit, and a parameter that is gone */
    char path[] = "/tmp/wengert-nn-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(wg_nn_params_add(&list, w), WG_OK);
    assert_int_equal(wg_nn_save(list, path, &st), WG_OK);
    wg_nn_params wide = {0};
    const wg_mark m = wg_graph_mark(other);
    assert_int_equal(wg_nn_params_add(&wide, wg_param(other, "w", WG_F64, WG_SHAPE(3))), WG_OK);
    assert_int_equal(wg_nn_load(wide, path, &st), WG_ERR_DTYPE);
    assert_non_null(strstr(st.text, ": w is f32, and the parameter f64"));
    wg_graph_release(m);
    st = (wg_status){0};
    assert_int_equal(wg_nn_load(wide, path, &st), WG_ERR_HANDLE);
    assert_non_null(strstr(st.text, "a parameter of the list is gone"));
    st = (wg_status){0};
    assert_int_equal(wg_nn_save(wide, path, &st), WG_ERR_HANDLE);
    assert_non_null(strstr(st.text, "parameter 0 of the list is gone"));
    assert_int_equal(wg_nn_params_add(&wide, wide.tensor[0]), WG_ERR_ARGUMENT);
    wg_clear_error(other);
    close(fd);
    remove(path);
    wg_nn_params_free(&params);
    wg_nn_params_free(&list);
    wg_nn_params_free(&wide);
    graph_done(other);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_losses),
        cmocka_unit_test(test_cross_entropy_of_any_rank),
        cmocka_unit_test(test_accuracy),
        cmocka_unit_test(test_loss_errors),
        cmocka_unit_test(test_sgd),
        cmocka_unit_test(test_sgd_schedule),
        cmocka_unit_test(test_sgd_state_is_listed),
        cmocka_unit_test(test_sgd_errors),
        cmocka_unit_test(test_sgd_is_lean),
        cmocka_unit_test(test_clipping),
        cmocka_unit_test(test_dense),
        cmocka_unit_test(test_mlp),
        cmocka_unit_test(test_initialisers),
        cmocka_unit_test(test_orthogonal),
        cmocka_unit_test(test_xor_learns),
        cmocka_unit_test(test_save_and_load),
        cmocka_unit_test(test_other_errors),
    };
    return cmocka_run_group_tests(tests, load_golden, free_golden);
}
