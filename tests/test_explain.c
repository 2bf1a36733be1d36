/* Where NaN and Inf are born: in a network of 12 layers, each kind planted in each layer, forward and backward; which elements
 * an op reads; what is said. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "autograd/feeding.h"
#include "engine/engine.h"
#include "nn/nn.h"
#include "ops_gen_impl.h"
#include "tensor/memory.h"
#include "tensor/node.h"

enum { LAYERS = 12, BATCH = 4, WIDTH = 5, AT = 2 * WIDTH + 3 }; /* the fault is at [2, 3] */

/* ---- what is planted ---- */

static int line; /* of the call that is to blame */
#define HERE (line = __LINE__)

static wg_code broken_kernel(const wg_kernel_args *k)
{
    const float *x = k->in[0].data;
    float *y = k->out.data;
    for (int i = 0; i < BATCH * WIDTH; i++)
        y[i] = x[i] < 0 ? NAN : x[i];
    return WG_OK;
}

static const wg_op broken = {.name = "broken",
                             .arity = 1,
                             .shape = wg_infer_same,
                             .kernel = broken_kernel,
                             .diff = WG_DIFF_CONSTANT};

/* p: ones, but for one element at [2, 3]. */
static wg_tensor plant_log(wg_tensor p)
{
    return HERE, wg_log(p);
}
static wg_tensor plant_log1p(wg_tensor p)
{
    return HERE, wg_log1p(p);
}
static wg_tensor plant_sqrt(wg_tensor p)
{
    return HERE, wg_sqrt(p);
}
static wg_tensor plant_rsqrt(wg_tensor p)
{
    return HERE, wg_rsqrt(p);
}
static wg_tensor plant_ratio(wg_tensor p)
{
    return HERE, wg_div(p, p);
}
static wg_tensor plant_inverse(wg_tensor p)
{
    return HERE, wg_div(1.0, p);
}
static wg_tensor plant_exp(wg_tensor p)
{
    return HERE, wg_exp(p);
}
static wg_tensor plant_cosh(wg_tensor p)
{
    return HERE, wg_cosh(p);
}
static wg_tensor plant_power(wg_tensor p)
{
    return HERE, wg_pow(p, -1.5);
}
static wg_tensor plant_root(wg_tensor p)
{
    return HERE, wg_pow(p, 0.5);
}
static wg_tensor plant_acos(wg_tensor p)
{
    return HERE, wg_acos(p);
}
static wg_tensor plant_asin(wg_tensor p)
{
    return HERE, wg_asin(p);
}
static wg_tensor plant_atanh(wg_tensor p)
{
    return HERE, wg_atanh(p);
}
static wg_tensor plant_acosh(wg_tensor p)
{
    return HERE, wg_acosh(p);
}
static wg_tensor plant_square(wg_tensor p)
{
    return HERE, wg_square(p);
}
static wg_tensor plant_custom(wg_tensor p)
{
    return HERE, wg_call(p.g, &broken, &p, 1, NULL);
}

static wg_tensor plant_softmax(wg_tensor p)
{
    wg_tensor e = (HERE, wg_exp(p));
    return wg_div(e, wg_sum(e, WG_AXES(-1), true));
}

static wg_tensor plant_logsumexp(wg_tensor p)
{
    wg_tensor e = (HERE, wg_exp(p));
    return wg_log(wg_sum(e, WG_AXES(-1), true));
}

static wg_tensor plant_softplus(wg_tensor p)
{
    wg_tensor e = (HERE, wg_exp(p));
    return wg_log(wg_add(e, 1.0));
}

/* Finite forward: 1/inf is 0. */
static wg_tensor plant_sigmoid(wg_tensor p)
{
    wg_tensor e = (HERE, wg_exp(wg_neg(p)));
    return wg_div(1.0, wg_add(e, 1.0));
}

static wg_tensor infinities(wg_tensor p)
{
    float v[BATCH * WIDTH] = {0};
    v[AT] = INFINITY;
    return wg_const(p.g, WG_F32, WG_SHAPE(BATCH, WIDTH), v);
}

static wg_tensor plant_difference(wg_tensor p)
{
    wg_tensor inf = infinities(p), x = wg_add(p, inf);
    return HERE, wg_sub(x, inf);
}

static wg_tensor plant_zero_times(wg_tensor p)
{
    wg_tensor inf = infinities(p);
    return HERE, wg_mul(p, inf);
}

static wg_tensor plant_inf_over(wg_tensor p)
{
    wg_tensor inf = infinities(p), x = wg_add(p, inf);
    return HERE, wg_div(x, wg_add(inf, 1.0));
}

static wg_tensor plant_sine(wg_tensor p)
{
    wg_tensor x = wg_add(p, infinities(p));
    return HERE, wg_sin(x);
}

static wg_tensor plant_sum(wg_tensor p)
{
    return HERE, wg_add(p, p);
}

/* ---- backward: the forward pass is finite ---- */

static wg_tensor trap_log(wg_tensor p)
{
    wg_tensor y = (HERE, wg_log(p));
    return wg_where(wg_gt(p, 0.0), y, wg_mul(p, 0.0));
}

static wg_tensor trap_sqrt(wg_tensor p)
{
    wg_tensor y = (HERE, wg_sqrt(p));
    return wg_where(wg_eq(p, 0.0), wg_add(p, 1.0), y);
}

static wg_tensor trap_div(wg_tensor p)
{
    wg_tensor y = (HERE, wg_div(1.0, p));
    return wg_where(wg_eq(p, 0.0), p, y);
}

static wg_tensor trap_power(wg_tensor p)
{
    wg_tensor y = (HERE, wg_pow(p, 0.5));
    return wg_where(wg_gt(p, 0.0), y, p);
}

/* The mask is two ops away from the slope, and reshaped. */
static wg_tensor trap_far(wg_tensor p)
{
    wg_tensor flat = wg_reshape(p, WG_SHAPE(WIDTH * BATCH));
    wg_tensor y = (HERE, wg_log(flat));
    y = wg_neg(wg_mul(wg_reshape(y, WG_SHAPE(BATCH, WIDTH)), 2.0));
    return wg_where(wg_gt(p, 0.0), y, p);
}

static wg_tensor trap_relu(wg_tensor p)
{
    wg_tensor y = (HERE, wg_log(p));
    return wg_relu(y);
}

/* The Euclidean length of each row, written out; row 2 is all zeros. */
static wg_tensor slope_norm(wg_tensor p)
{
    wg_tensor q = wg_sub(p, wg_max(p, WG_AXES(-1), true)); /* a row of equal elements gives zeros */
    return HERE, wg_sqrt(wg_sum(wg_square(q), WG_AXES(-1), true));
}

typedef wg_tensor (*planter)(wg_tensor p);
typedef struct plant {
    const char *name;
    planter make;
    double bad, good; /* at [2, 3], elsewhere */
    wg_birth kind;
    const char *op;
    bool backward;
    int64_t element;
} plant;

static const plant plants[] = {
    {"log 0", plant_log, 0, 1, WG_BIRTH_LOG_ZERO, "log", false, AT},
    {"log -1", plant_log, -1, 1, WG_BIRTH_LOG_NEGATIVE, "log", false, AT},
    {"log1p -1", plant_log1p, -1, 1, WG_BIRTH_LOG_ZERO, "log1p", false, AT},
    {"log1p -2", plant_log1p, -2, 1, WG_BIRTH_LOG_NEGATIVE, "log1p", false, AT},
    {"sqrt -1", plant_sqrt, -1, 1, WG_BIRTH_SQRT_NEGATIVE, "sqrt", false, AT},
    {"rsqrt 0", plant_rsqrt, 0, 1, WG_BIRTH_DIVIDE_BY_ZERO, "rsqrt", false, AT},
    {"0/0", plant_ratio, 0, 1, WG_BIRTH_ZERO_OVER_ZERO, "div", false, AT},
    {"1/0", plant_inverse, 0, 1, WG_BIRTH_DIVIDE_BY_ZERO, "div", false, AT},
    {"exp", plant_exp, 100, 1, WG_BIRTH_EXP_OVERFLOW, "exp", false, AT},
    {"cosh", plant_cosh, 100, 1, WG_BIRTH_EXP_OVERFLOW, "cosh", false, AT},
    {"softmax", plant_softmax, 1000, 1, WG_BIRTH_SOFTMAX, "exp", false, AT},
    {"logsumexp", plant_logsumexp, 1000, 1, WG_BIRTH_LOGSUMEXP, "exp", false, AT},
    {"softplus", plant_softplus, 1000, 1, WG_BIRTH_SOFTPLUS, "exp", false, AT},
    {"sigmoid", plant_sigmoid, -1000, 1, WG_BIRTH_SIGMOID, "exp", false, AT},
    {"0^-1.5", plant_power, 0, 1, WG_BIRTH_POW_ZERO, "pow", false, AT},
    {"(-1)^-1.5", plant_power, -1, 1, WG_BIRTH_POW_NEGATIVE, "pow", false, AT},
    {"acos 2", plant_acos, 2, 0.5, WG_BIRTH_ARC_DOMAIN, "acos", false, AT},
    {"atanh 2", plant_atanh, 2, 0.5, WG_BIRTH_ARC_DOMAIN, "atanh", false, AT},
    {"atanh 1", plant_atanh, 1, 0.5, WG_BIRTH_ARC_EDGE, "atanh", false, AT},
    {"acosh 0", plant_acosh, 0, 2, WG_BIRTH_ARC_DOMAIN, "acosh", false, AT},
    {"square", plant_square, 1e30, 1, WG_BIRTH_OVERFLOW, "square", false, AT},
    {"sum", plant_sum, 3e38, 1, WG_BIRTH_OVERFLOW, "add", false, AT},
    {"custom", plant_custom, -1, 1, WG_BIRTH_CUSTOM, "broken", false, AT},
    {"inf - inf", plant_difference, 1, 1, WG_BIRTH_INF_MINUS_INF, "sub", false, AT},
    {"0 inf", plant_zero_times, 0, 1, WG_BIRTH_ZERO_TIMES_INF, "mul", false, AT},
    {"inf/inf", plant_inf_over, 1, 1, WG_BIRTH_INF_OVER_INF, "div", false, AT},
    {"sin inf", plant_sine, 1, 1, WG_BIRTH_OF_INFINITY, "sin", false, AT},
    {"where log", trap_log, 0, 1, WG_BIRTH_WHERE_TRAP, "div", true, AT},
    {"where sqrt", trap_sqrt, 0, 1, WG_BIRTH_WHERE_TRAP, "div", true, AT},
    {"where div", trap_div, 0, 1, WG_BIRTH_WHERE_TRAP, "div", true, AT},
    {"where pow", trap_power, 0, 1, WG_BIRTH_WHERE_TRAP, "mul", true, AT},
    {"where, reshaped", trap_far, 0, 1, WG_BIRTH_WHERE_TRAP, "div", true, AT},
    {"relu log", trap_relu, 0, 1, WG_BIRTH_WHERE_TRAP, "div", true, AT},
    {"sqrt' 0", plant_sqrt, 0, 1, WG_BIRTH_SQRT_SLOPE, "div", true, AT},
    {"pow' 0", plant_root, 0, 1, WG_BIRTH_POW_ZERO, "pow", true, AT},
    {"asin' 1", plant_asin, 1, 0.5, WG_BIRTH_ARC_EDGE, "rsqrt", true, AT},
    {"norm' 0", slope_norm, 1, 1, WG_BIRTH_SQRT_SLOPE, "div", true, 0},
};
enum { PLANTS = sizeof plants / sizeof plants[0] };

/* ---- the network ---- */

typedef struct net {
    wg_graph *g;
    wg_nn_params params;
    wg_tensor p, wanted[2 * LAYERS + 3]; /* loss, d(p), d(W), d(b) */
    int n;
} net;

/* 12 tanh layers; before layer `at` the plant is added in, and p is a parameter like the others. */
static net make_net(const plant *what, int at, bool faulty)
{
    net t = {.g = graph_new()};
    static const char *const names[LAYERS] = {"l1", "l2", "l3", "l4",  "l5",  "l6",
                                              "l7", "l8", "l9", "l10", "l11", "l12"};
    wg_tensor h = wg_fill_normal(wg_input(t.g, "x", WG_F32, WG_SHAPE(BATCH, WIDTH)), 0, 1);
    t.p = wg_fill(wg_param(t.g, "p", WG_F32, WG_SHAPE(BATCH, WIDTH)), what->good);
    if (faulty)
        ((float *)wg_data(t.p))[AT] = (float)what->bad;
    for (int k = 0; k < LAYERS; k++) {
        if (k == at)
            h = wg_add(h, what->make(t.p));
        h = wg_nn_dense(&t.params, names[k], h, WIDTH,
                        (wg_nn_dense_options){.activation = wg_tanh_at});
    }
    wg_tensor loss = wg_mean(wg_square(wg_sub(h, 0.25)), WG_ALL, false), wrt[2 * LAYERS + 2];
    wrt[0] = t.p;
    for (int k = 0; k < t.params.n; k++)
        wrt[1 + k] = t.params.tensor[k];
    assert_int_equal(wg_grad(loss, wrt, 1 + t.params.n, t.wanted + 1), WG_OK);
    t.wanted[t.n++] = loss;
    for (int k = 1; k <= 1 + t.params.n; k++)
        if (!wg_is_none(t.wanted[k])) /* no gradient through `broken` */
            t.wanted[t.n++] = t.wanted[k];
    return t;
}

static void net_done(net *t)
{
    assert_no_error(t->g);
    wg_nn_params_free(&t->params);
    graph_done(t->g);
}

static bool all_finite(const net *t)
{
    for (int k = 0; k < t->n; k++) {
        const float *v = wg_data(t->wanted[k]);
        for (int64_t i = 0; i < wg_numel(t->wanted[k]); i++)
            if (!isfinite(v[i]))
                return false;
    }
    return true;
}

static const char *base(const char *file)
{
    const char *slash = file ? strrchr(file, '/') : NULL;
    return slash ? slash + 1 : file ? file : "(none)";
}

static void check_plant(const plant *w, int layer)
{
    net t = make_net(w, layer, true);
    wg_explanation e;
    assert_int_equal(wg_run_n(t.g, t.wanted, t.n), WG_OK);
    if (all_finite(&t))
        fail_msg("%s: everything is finite", w->name);
    assert_int_equal(wg_explain_nonfinite(t.g, t.wanted, t.n, &e), WG_OK);
    const bool right = e.kind == w->kind && e.birth.op && strcmp(e.birth.op, w->op) == 0 &&
                       e.birth.site.line == line &&
                       strcmp(base(e.birth.site.file), "test_explain.c") == 0 &&
                       e.birth.element == w->element && e.backward == w->backward &&
                       e.masked == (w->kind == WG_BIRTH_WHERE_TRAP);
    char text[8192];
    wg_explain_tostring(&e, text, sizeof text);
    if (!right)
        fail_msg("%s before layer %d: expected %s, op %s at element %d, line %d\n%s", w->name,
                 layer + 1, wg_birth_name(w->kind), w->op, (int)w->element, line, text);
    assert_non_null(strstr(text, "test_explain.c:"));
    assert_non_null(strstr(text, wg_birth_name(w->kind)));
    assert_true(e.path_length >= 1 && e.bad_nodes >= 1 && e.counts >= 1);
    assert_true(isfinite(e.reached.value) == 0);
    net_done(&t);
}

static void test_every_kind_in_every_layer(void **state)
{
    (void)state;
    for (int k = 0; k < PLANTS; k++)
        for (int layer = 0; layer < LAYERS; layer++)
            check_plant(&plants[k], layer);
}

/* The same networks without the fault. */
static void test_finite_networks(void **state)
{
    (void)state;
    for (int k = 0; k < PLANTS; k++) {
        const plant *w = &plants[k];
        if (w->bad == w->good ||
            w->kind == WG_BIRTH_ZERO_TIMES_INF) /* these carry constant infinities */
            continue;
        net t = make_net(w, 5, false);
        wg_explanation e;
        assert_int_equal(wg_explain_nonfinite(t.g, t.wanted, t.n, &e), WG_OK);
        if (e.kind != WG_BIRTH_NONE || e.bad_nodes)
            fail_msg("%s: %s", w->name, wg_birth_name(e.kind));
        char text[256];
        wg_explain_tostring(&e, text, sizeof text);
        assert_non_null(strstr(text, "all finite"));
        net_done(&t);
    }
}

/* ---- leaves ---- */

static void test_data_parameters_constants(void **state)
{
    (void)state;
    for (int which = 0; which < 3; which++) {
        wg_graph *g = graph_new();
        float v[6] = {1, 2, 3, 4, 5, 6};
        wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2, 3)),
                  w = wg_param(g, "w", WG_F32, WG_SHAPE(3, 2));
        assert_int_equal(wg_set_data(x, v, sizeof v), WG_OK);
        assert_int_equal(wg_set_data(w, v, sizeof v), WG_OK);
        v[4] = which == 2 ? INFINITY : 1;
        wg_tensor c = wg_const(g, WG_F32, WG_SHAPE(2, 3), v);
        if (which < 2)
            ((float *)wg_data(which ? w : x))[4] = NAN;
        wg_tensor y = wg_matmul(wg_add(x, c), w);
        wg_explanation e;
        assert_int_equal(wg_explain_nonfinite(g, &y, 1, &e), WG_OK);
        const wg_birth kinds[] = {WG_BIRTH_INPUT, WG_BIRTH_PARAM, WG_BIRTH_CONST};
        assert_int_equal(e.kind, kinds[which]);
        assert_int_equal(e.birth.element, 4);
        assert_int_equal(e.birth.index[0], which == 1 ? 2 : 1);
        assert_int_equal(e.birth.index[1], which == 1 ? 0 : 1);
        if (which < 2)
            assert_string_equal(e.birth.name, which ? "w" : "x");
        assert_no_error(g);
        graph_done(g);
    }
}

/* ---- sums, products, empty means ---- */

static void one_birth(wg_tensor y, wg_birth kind, const char *op, wg_explanation *e)
{
    assert_int_equal(wg_explain_nonfinite(y.g, &y, 1, e), WG_OK);
    if (e->kind != kind || strcmp(e->birth.op, op) != 0) {
        char text[4096];
        wg_explain_tostring(e, text, sizeof text);
        fail_msg("expected %s in %s\n%s", wg_birth_name(kind), op, text);
    }
}

static void test_culprits_of_sums(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_explanation e;
    const float big[] = {1, 2e38f, 3e38f, 2}, mixed[] = {1, INFINITY, 0, -INFINITY},
                one[] = {1, 1e30f, 1, 1};
    wg_tensor b = wg_const(g, WG_F32, WG_SHAPE(4), big),
              m = wg_const(g, WG_F32, WG_SHAPE(4), mixed);
    wg_tensor o = wg_const(g, WG_F32, WG_SHAPE(4), one);
    one_birth(wg_sum(b, WG_ALL, false), WG_BIRTH_OVERFLOW, "sum", &e);
    assert_int_equal(e.operands, 1);
    assert_int_equal(e.operand[0].element, 2);
    one_birth(wg_sum(m, WG_ALL, false), WG_BIRTH_INF_MINUS_INF, "sum", &e);
    assert_int_equal(e.operands, 2);
    assert_int_equal(e.operand[0].element, 1);
    assert_int_equal(e.operand[1].element, 3);
    one_birth(wg_prod(m, WG_ALL, false), WG_BIRTH_ZERO_TIMES_INF, "prod", &e);
    one_birth(wg_prod(wg_concat(WG_TENSORS(b, b), 0), WG_ALL, false), WG_BIRTH_OVERFLOW, "prod",
              &e);
    one_birth(wg_matmul(o, wg_mul(o, 1e5)), WG_BIRTH_OVERFLOW, "matmul", &e);
    assert_int_equal(e.operand[0].element, 1);
    one_birth(wg_matmul(wg_sub(o, 1.0), m), WG_BIRTH_ZERO_TIMES_INF, "matmul", &e);
    assert_int_equal(e.operand[1].element, 3);
    one_birth(wg_cast(wg_const(g, WG_F64, WG_SCALAR, &(double){1e300}), WG_F32), WG_BIRTH_OVERFLOW,
              "cast", &e);
    one_birth(wg_mean(wg_input(g, "none", WG_F32, WG_SHAPE(0, 2)), WG_AXES(0), false),
              WG_BIRTH_EMPTY, "mean", &e);
    assert_no_error(g);
    graph_done(g);
}

/* A row of scores that is masked from end to end: the mask is meant, its difference is not. */
static void test_masked_row(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    float mask[6] = {0, -INFINITY, 0, -INFINITY, -INFINITY, -INFINITY};
    wg_tensor s = wg_fill_normal(wg_input(g, "scores", WG_F32, WG_SHAPE(2, 3)), 0, 1);
    wg_tensor m = wg_const(g, WG_F32, WG_SHAPE(2, 3), mask), y = wg_softmax(wg_add(s, m), -1);
    wg_explanation e;
    one_birth(y, WG_BIRTH_INF_MINUS_INF, "sub", &e);
    assert_int_equal(e.birth.index[0], 1);
    graph_done(g);
}

/* ---- first, hidden, turning ---- */

static void test_the_first_of_two(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F64, WG_SHAPE(2)), 0);
    wg_tensor a = wg_log(x), b = wg_div(x, x), big = wg_exp(wg_add(x, 1e3)), y = wg_add(big, a);
    wg_explanation e;
    one_birth(y, WG_BIRTH_LOG_ZERO, "log", &e);
    assert_true(e.turns);
    assert_string_equal(e.turn.op, "add");
    one_birth(b, WG_BIRTH_ZERO_OVER_ZERO, "div", &e);
    graph_done(g);
}

static void test_hidden(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F64, WG_SHAPE(2)), 0);
    wg_tensor y = wg_where(wg_gt(x, 0.0), wg_log(x), x);
    wg_explanation e;
    assert_int_equal(wg_explain_nonfinite(g, &y, 1, &e), WG_OK);
    assert_int_equal(e.kind, WG_BIRTH_NONE);
    assert_int_equal(e.bad_nodes, 1);
    assert_false(e.count[0].shown);
    assert_int_equal(e.count[0].inf, 2);
    graph_done(g);
}

/* An update: the group is looked into, the parameter stays. */
static void test_update(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_nn_params params = {0};
    wg_tensor w = wg_fill(wg_param(g, "w", WG_F32, WG_SHAPE(3)), 0);
    wg_nn_params_add(&params, w);
    wg_tensor loss = wg_sum(wg_sqrt(w), WG_ALL, false);
    wg_tensor step = wg_nn_sgd(loss, params, (wg_sgd_options){.lr = 0.1});
    wg_explanation e;
    one_birth(step, WG_BIRTH_SQRT_SLOPE, "div", &e);
    assert_true(((float *)wg_data(w))[0] == 0);
    assert_int_equal(wg_run(g, step), WG_OK);
    assert_int_equal(wg_explain_nonfinite(g, &loss, 1, &e), WG_OK);
    assert_int_equal(e.kind, WG_BIRTH_PARAM);
    wg_nn_params_free(&params);
    graph_done(g);
}

/* The numbers of the run that went wrong are drawn again. */
static void test_random(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor y = wg_log(wg_sub(wg_random_uniform(g, WG_F64, WG_SHAPE(200), 0, 1), 0.01));
    for (int k = 0; k < 20; k++) {
        assert_int_equal(wg_run(g, y), WG_OK);
        const double *v = wg_data(y);
        int64_t first = 0;
        while (first < 200 && isfinite(v[first]))
            first++;
        wg_explanation e;
        assert_int_equal(wg_explain_nonfinite(g, &y, 1, &e), WG_OK);
        assert_int_equal(e.kind, first == 200 ? WG_BIRTH_NONE : WG_BIRTH_LOG_NEGATIVE);
        if (first < 200)
            assert_int_equal(e.birth.element, first);
        assert_ptr_equal(v, wg_data(y)); /* what was run stays */
    }
    graph_done(g);
}

static void test_long_chain(void **state)
{
    (void)state;
    wg_graph *g =
        wg_graph_new(); /* whole keys, as in test_grad.c: 200,000 nodes under 8 bits take minutes */
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F32, WG_SHAPE(3)), 0.5), y = wg_log(wg_sub(x, 0.5)),
              d[2];
    for (int k = 0; k < 100000; k++)
        y = wg_sin(y);
    d[0] = wg_sum(y, WG_ALL, false);
    assert_int_equal(wg_grad(d[0], &x, 1, d + 1), WG_OK);
    wg_explanation e;
    assert_int_equal(wg_explain_nonfinite(g, d, 2, &e), WG_OK);
    assert_int_equal(e.kind, WG_BIRTH_LOG_ZERO);
    assert_true(e.path_length > 100000);
    assert_int_equal(e.path_shown, WG_EXPLAIN_PATH);
    assert_string_equal(e.path[WG_EXPLAIN_PATH - 1].op, "sum");
    assert_true(e.turns);
    assert_string_equal(e.turn.op, "sin");
    graph_done(g);
}

/* ---- which elements an op reads, against NaN put into one of them ---- */

typedef wg_tensor (*maker)(const wg_tensor *x);
typedef struct reading {
    const char *name;
    maker make;
    int n;
    wg_shape shape[2];
    bool more; /* it may say more than what is read */
} reading;

#define READ(name_, expr)                                                                          \
    static wg_tensor read_##name_(const wg_tensor *x)                                              \
    {                                                                                              \
        return expr;                                                                               \
    }
static wg_tensor indices(wg_graph *g)
{
    return wg_const(g, WG_I32, WG_SHAPE(2, 2), (int32_t[]){2, -3, 0, 2});
}
READ(sum, wg_sum(x[0], WG_AXES(0, 2), false))
READ(sum_keep, wg_sum(x[0], WG_AXES(1), true))
READ(mean, wg_mean(x[0], WG_ALL, false))
READ(prod, wg_prod(x[0], WG_AXES(-1), false))
READ(max, wg_max(x[0], WG_AXES(1, 2), true))
READ(cumsum, wg_cumsum(x[0], 1))
READ(cumprod, wg_cumprod(x[0], -1))
READ(linear_scan, wg_linear_scan(x[0], x[1], 0))
READ(matmul, wg_matmul(x[0], x[1]))
READ(concat, wg_concat(WG_TENSORS(x[0], x[1]), 1))
READ(pad, wg_pad(x[0], WG_INTS(1, 0, 2), WG_INTS(0, 2, 1), 7.0))
READ(take, wg_take(x[0], indices(x[0].g), 1))
READ(permute, wg_permute(x[0], WG_INTS(2, 0, 1)))
READ(slice, wg_slice(x[0], WG_INTS(0, 2, 1), WG_INTS(2, WG_BEGIN, 4), WG_INTS(1, -2, 2)))
READ(flip, wg_flip(x[0], WG_AXES(0, 2)))
READ(spread, wg_broadcast_to(x[0], WG_SHAPE(2, 2, 3, 4)))
READ(reshape, wg_reshape(x[0], WG_SHAPE(4, 6)))
READ(add, wg_add(x[0], x[1]))
READ(choose, wg_where(wg_const(x[0].g, WG_BOOL, WG_SHAPE(3, 1), (uint8_t[]){1, 0, 1}), x[0], x[1]))

static const reading readings[] = {
    {"sum", read_sum, 1, {{3, {2, 3, 4}}}, false},
    {"sum, keepdims", read_sum_keep, 1, {{3, {2, 3, 4}}}, false},
    {"mean", read_mean, 1, {{2, {2, 3}}}, false},
    {"prod", read_prod, 1, {{2, {2, 3}}}, false},
    {"max", read_max, 1, {{3, {2, 3, 4}}}, false},
    {"cumsum", read_cumsum, 1, {{3, {2, 3, 4}}}, false},
    {"cumprod", read_cumprod, 1, {{3, {2, 3, 4}}}, false},
    {"linear_scan", read_linear_scan, 2, {{2, {3, 2}}, {2, {3, 2}}}, true},
    {"matmul", read_matmul, 2, {{2, {2, 3}}, {2, {3, 4}}}, false},
    {"matmul, vector left", read_matmul, 2, {{1, {3}}, {2, {3, 4}}}, false},
    {"matmul, vector right", read_matmul, 2, {{2, {2, 3}}, {1, {3}}}, false},
    {"matmul, vectors", read_matmul, 2, {{1, {3}}, {1, {3}}}, false},
    {"matmul, batches", read_matmul, 2, {{4, {2, 1, 2, 3}}, {3, {2, 3, 2}}}, false},
    {"matmul, batch and vector", read_matmul, 2, {{3, {2, 2, 3}}, {1, {3}}}, false},
    {"concat", read_concat, 2, {{2, {2, 3}}, {2, {2, 2}}}, false},
    {"pad", read_pad, 1, {{3, {2, 1, 2}}}, false},
    {"take", read_take, 1, {{3, {2, 3, 2}}}, false},
    {"permute", read_permute, 1, {{3, {2, 3, 4}}}, false},
    {"slice", read_slice, 1, {{3, {2, 3, 4}}}, false},
    {"flip", read_flip, 1, {{3, {2, 3, 4}}}, false},
    {"broadcast_to", read_spread, 1, {{3, {2, 1, 4}}}, false},
    {"reshape", read_reshape, 1, {{3, {2, 3, 4}}}, false},
    {"add", read_add, 2, {{3, {2, 3, 4}}, {2, {3, 1}}}, false},
    {"where", read_choose, 2, {{3, {2, 3, 4}}, {1, {4}}}, false},
};

static bool contains(const wg_view *part, int64_t offset)
{
    for (wg__part q = wg__part_of(part); q.left > 0; wg__part_next(&q))
        if (q.offset == offset)
            return true;
    return false;
}

/* operand: of the op, where x[k] stands among its operands. */
static void check_reading(const reading *r, const wg_tensor *x, wg_tensor y, int k)
{
    const wg__node *node = wg__node_at(y.g, y.id);
    int operand = 0;
    while (wg__in(node)[operand] != x[k].id)
        operand++;
    for (int64_t i = 0; i < wg_numel(x[k]); i++) {
        wg_fill(x[k], 1);
        ((double *)wg_data(x[k]))[i] = (double)NAN;
        assert_int_equal(wg_run_reference(y.g, &y, 1), WG_OK);
        wg__snapshot s;
        wg__feeding f = {0};
        bool opened = false;
        assert_true(wg__snapshot_take(&s, y.g, &y, 1, &opened));
        assert_true(wg__feeding_open(&f, y.g, &s, wg__snapshot_find(&s, y.id)));
        for (int64_t e = 0; e < wg_numel(y); e++) {
            const bool reads = isnan(((double *)wg_data(y))[e]);
            const wg_view part = wg__feeding_part(&f, e, operand);
            const bool says = contains(&part, i);
            if (reads != says && !(r->more && says))
                fail_msg("%s: element %d reads element %d of operand %d: %d, said %d", r->name,
                         (int)e, (int)i, k, reads, says);
        }
        wg__feeding_close(&f);
        wg__snapshot_free(&s);
    }
    wg_fill(x[k], 1);
}

static void test_readings(void **state)
{
    (void)state;
    for (size_t c = 0; c < sizeof readings / sizeof readings[0]; c++) {
        const reading *r = &readings[c];
        wg_graph *g = graph_new();
        wg_tensor x[2];
        for (int k = 0; k < r->n; k++)
            x[k] = wg_fill(wg_param(g, k ? "y" : "x", WG_F64, r->shape[k]), 1);
        wg_tensor y = r->make(x);
        assert_no_error(g);
        for (int k = 0; k < r->n; k++)
            check_reading(r, x, y, k);
        graph_done(g);
    }
}

/* ---- refusals, text, memory ---- */

static void test_refusals(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *other = graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F64, WG_SHAPE(2)), 1),
              y = wg_input(other, "y", WG_F64, WG_SCALAR);
    wg_explanation e;
    assert_int_equal(wg_explain_nonfinite(g, &x, 1, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "test_explain.c");
    assert_int_equal(wg_explain_nonfinite(g, &x, -1, &e), WG_ERR_ARGUMENT);
    assert_error_contains(g, "n is -1");
    assert_int_equal(wg_explain_nonfinite(g, NULL, 1, &e), WG_ERR_ARGUMENT);
    assert_error_contains(g, "NULL");
    assert_int_equal(wg_explain_nonfinite(g, &y, 1, &e), WG_ERR_HANDLE);
    assert_error_contains(g, "another graph");
    assert_int_equal(e.kind, WG_BIRTH_NONE);
    assert_int_equal(wg_explain_nonfinite(NULL, &x, 1, &e), WG_ERR_HANDLE);
    assert_int_equal(wg_explain_nonfinite(g, &x, 0, &e), WG_OK);
    assert_int_equal(wg_explain_nonfinite(g, &x, 1, &e), WG_OK);
    assert_int_equal(e.nodes, 1);
    assert_string_equal(wg_birth_name(WG_BIRTH_COUNT), "?");
    for (int k = 0; k < WG_BIRTH_COUNT; k++)
        assert_true(strlen(wg_birth_name((wg_birth)k)) > 0 &&
                    strlen(wg_birth_text((wg_birth)k)) > 0 &&
                    (k == 0 || strlen(wg_birth_advice((wg_birth)k)) > 0));
    graph_done(other);
    graph_done(g);
}

/* snprintf's contract. */
static void test_text(void **state)
{
    (void)state;
    net t = make_net(&plants[0], 3, true);
    wg_explanation e;
    assert_int_equal(wg_explain_nonfinite(t.g, t.wanted, t.n, &e), WG_OK);
    const size_t size = wg_explain_tostring(&e, NULL, 0);
    char *all = malloc(size + 1), cut[41];
    assert_int_equal(wg_explain_tostring(&e, all, size + 1), size);
    assert_int_equal(strlen(all), size);
    assert_int_equal(wg_explain_tostring(&e, cut, sizeof cut), size);
    assert_int_equal(strlen(cut), 40);
    assert_memory_equal(cut, all, 40);
    assert_non_null(strstr(all, "wg_log(p)"));
    free(all);
    net_done(&t);
}

static bool fails_cleanly(long n)
{
    net t = make_net(&plants[PLANTS - 5], 4, true); /* a where trap */
    wg_explanation e;
    const wg_birth kind = plants[PLANTS - 5].kind;
    assert_int_equal(wg_run_n(t.g, t.wanted, t.n), WG_OK);
    const long before = alloc_live();
    fail_after(n);
    const wg_code code = wg_explain_nonfinite(t.g, t.wanted, t.n, &e);
    const bool failed = fail_happened();
    fail_after(0);
    if (failed) {
        assert_int_equal(code, WG_ERR_MEMORY);
        assert_int_equal(e.kind, WG_BIRTH_NONE);
        assert_error_contains(t.g, "out of memory");
        assert_int_equal(alloc_live(), before);
    }
    assert_int_equal(wg_explain_nonfinite(t.g, t.wanted, t.n, &e), WG_OK);
    assert_int_equal(e.kind, kind);
    net_done(&t);
    return failed;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    long n = 1;
    while (fails_cleanly(n))
        n++;
    assert_true(n > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_in_every_layer),
        cmocka_unit_test(test_finite_networks),
        cmocka_unit_test(test_data_parameters_constants),
        cmocka_unit_test(test_culprits_of_sums),
        cmocka_unit_test(test_masked_row),
        cmocka_unit_test(test_the_first_of_two),
        cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_update),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_long_chain),
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
