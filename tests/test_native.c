/* Native code: the same bits as interpreted, from every op, pair and form of program; and what is left when the compiler or the cache is
 * not as it should be: everything, interpreted, with the reason.
 *
 * A plan is compiled as a whole, so what is compared goes into few graphs with many results. Without a compiler these are skipped. */
#include "tests/support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "engine/gemm_provider.h"
#include "engine/native.h"
#include "engine/state.h"
#include "nn/nn.h"
#include "ops/pairs.h"
#include "tests/fail_malloc.h"

enum { MAX_ROOTS = 512, NAME = 64 };

/* ---- a graph with many results ---- */

typedef struct results {
    wg_graph *g;
    wg_tensor root[MAX_ROOTS];
    char name[MAX_ROOTS][NAME];
    int n;
} results;

static void put(results *r, wg_tensor t, const char *name)
{
    if (!wg_ok(r->g))
        fail_msg("%s: %s", name, wg_error(r->g));
    assert_true(r->n < MAX_ROOTS);
    snprintf(r->name[r->n], NAME, "%s", name);
    r->root[r->n++] = t;
}

static results *results_new(void)
{
    results *r = calloc(1, sizeof *r);
    assert_non_null(r);
    r->g = wg_graph_new();
    wg_seed(r->g, 1);
    return r;
}

static void results_free(results *r)
{
    wg_graph_free(r->g);
    free(r);
}

static bool is_nan_at(wg_tensor t, const char *p)
{
    double d;
    float f;
    if (wg_dtype_of(t) == WG_F32) {
        memcpy(&f, p, sizeof f);
        return f != f;
    }
    memcpy(&d, p, sizeof d);
    return wg_dtype_of(t) == WG_F64 && d != d;
}

/* The first element that differs; -1: none. A NaN is a NaN, whatever its payload. */
static int64_t difference(wg_tensor a, wg_tensor b)
{
    const size_t size = wg_dtype_size(wg_dtype_of(a));
    const char *x = wg_data(a), *y = wg_data(b);
    assert_int_equal(wg_numel(a), wg_numel(b));
    for (int64_t k = 0; k < wg_numel(a); k++, x += size, y += size)
        if (memcmp(x, y, size) != 0 && !(is_nan_at(a, x) && is_nan_at(b, y)))
            return k;
    return -1;
}

static wg_native_stats stats_of(results *r)
{
    wg_native_stats s;
    assert_int_equal(wg_native_stats_of(r->g, r->root, r->n, &s), WG_OK);
    return s;
}

typedef void (*record_fn)(results *r, const void *what);

static results *run(record_fn record, const void *what, wg_native mode,
                    const wg__engine_options *options)
{
    results *r = results_new();
    if (options)
        wg__engine_set_options(r->g, options);
    record(r, what);
    wg_set_native(mode);
    if (wg_run_n(r->g, r->root, r->n) != WG_OK)
        fail_msg("%s", wg_error(r->g));
    return r;
}

/* How many results differ between interpreted and native. */
static int compare(record_fn record, const void *what, const wg__engine_options *options,
                   int64_t least_native, bool report)
{
    results *a = run(record, what, WG_NATIVE_OFF, NULL),
            *b = run(record, what, WG_NATIVE_WAIT, options);
    const wg_native_stats s = stats_of(b);
    if (s.native < least_native)
        fail_msg("%lld of %lld programs are native: %s", (long long)s.native, (long long)s.programs,
                 s.reason);
    int bad = 0;
    for (int k = 0; k < a->n; k++) {
        const int64_t at = difference(a->root[k], b->root[k]);
        bad += at >= 0;
        if (at >= 0 && report)
            print_message("%s differs at element %lld of %lld\n", a->name[k], (long long)at,
                          (long long)wg_numel(a->root[k]));
    }
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    results_free(b);
    return bad;
}

static void same(record_fn record, const void *what, int64_t least_native)
{
    assert_int_equal(compare(record, what, NULL, least_native, true), 0);
}

/* ---- the room ---- */

static char room[] = "/tmp/wg-native-XXXXXX";
static char path_before[8192];
static wg_native native_at_start;

static void set_cache(const char *name)
{
    char dir[256];
    snprintf(dir, sizeof dir, "%s/%s", room, name);
    setenv("WG_CACHE_DIR", dir, 1);
}

static int remove_all(const char *name)
{
    char command[512];
    snprintf(command, sizeof command, "rm -rf '%s'", name);
    return system(command);
}

static int open_room(void **state)
{
    (void)state;
    const char *path = getenv("PATH");
    snprintf(path_before, sizeof path_before, "%s", path ? path : "");
    unsetenv("WG_CC");
    native_at_start = wg_native_now();
    if (!mkdtemp(room))
        return -1;
    set_cache("all");
    return 0;
}

static int close_room(void **state)
{
    (void)state;
    wg__native_idle();
    return remove_all(room);
}

static bool have_compiler(void)
{
    wg__compiler c;
    char reason[WG__REASON];
    return wg__compiler_find(&c, reason);
}

static void need_compiler(void)
{
    if (!have_compiler())
        skip();
}

/* ---- every op ---- */

static const wg_dtype dtypes[] = {WG_F32, WG_F64, WG_I32, WG_I64, WG_U8, WG_BOOL};
enum { DTYPES = sizeof dtypes / sizeof *dtypes, N = 1003 };

/* Zeros, infinities, NaN, the smallest and the largest among numbers of all scales. */
static wg_tensor odd_numbers(wg_graph *g, wg_dtype d, int which)
{
    static const double odd[] = {0.0,   -0.0,  1,       -1,         0.5,    INFINITY, -INFINITY,
                                 NAN,   1e-42, -1e-310, 3e38,       -1e308, 88.7,     -87.4,
                                 709.8, 2.5,   -2.5,    0.49999997, 1e-8};
    enum { ODD = sizeof odd / sizeof *odd };
    const wg_tensor x = wg_input(g, which ? "y" : "x", d, WG_SHAPE(N));
    wg_rng rng = wg_rng_new(5 + (uint64_t)which);
    for (int k = 0; k < N; k++) {
        const double r = wg_rng_normal(&rng) * (k % 7 == 0 ? 1e3 : 2);
        const int j = which ? k / ODD % ODD : k % ODD;
        const double v = k < ODD * ODD ? odd[j] : r;
        switch (d) {
        case WG_F32: ((float *)wg_data(x))[k] = (float)v; break;
        case WG_F64: ((double *)wg_data(x))[k] = v; break;
        case WG_I32: ((int32_t *)wg_data(x))[k] = (int32_t)r; break;
        case WG_I64: ((int64_t *)wg_data(x))[k] = (int64_t)r; break;
        default:
            ((uint8_t *)wg_data(x))[k] = (uint8_t)((int)fabs(r) % (d == WG_BOOL ? 2 : 256));
            break;
        }
    }
    return x;
}

static bool is_elementwise(const wg_op *op)
{
    return op->family == WG_FAMILY_ELEMENTWISE && op->tile[WG_ISA_BASE] && op->sig->nattrs == 0;
}

/* All elementwise ops of operands of one dtype, and each of a value computed before. */
static void record_ops(results *r, const void *what)
{
    const wg_dtype d = *(const wg_dtype *)what;
    const wg_tensor x = odd_numbers(r->g, d, 0), y = odd_numbers(r->g, d, 1),
                    c = odd_numbers(r->g, WG_BOOL, 2);
    char name[NAME];
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        if (!is_elementwise(op) || !(op->types >> d & 1))
            continue;
        const wg_tensor of[3] = {op->arity == 3 || op->sig->arity == 3 ? c : x,
                                 op->sig->arity == 3 ? x : y, y};
        const wg_tensor t =
            wg_call_at((wg_site){.text = op->name}, r->g, op, of, op->sig->arity, NULL);
        snprintf(name, sizeof name, "%s of %s", op->name, wg_dtype_name(d));
        put(r, t, name);
        if (wg_dtype_of(t) != d || op->sig->arity == 3)
            continue;
        const wg_tensor again[2] = {t, x};
        snprintf(name, sizeof name, "%s of itself, %s", op->name, wg_dtype_name(d));
        put(r, wg_call_at((wg_site){.text = op->name}, r->g, op, again, op->sig->arity, NULL),
            name);
    }
    for (int k = 0; k < DTYPES; k++) {
        snprintf(name, sizeof name, "%s to %s", wg_dtype_name(d), wg_dtype_name(dtypes[k]));
        if (dtypes[k] != d)
            put(r, wg_cast(wg_ne_tt(x, y), dtypes[k]), name), put(r, wg_cast(x, dtypes[k]), name);
    }
}

static void every_op(void **state)
{
    (void)state;
    need_compiler();
    for (int k = 0; k < DTYPES; k++)
        same(record_ops, &dtypes[k], dtypes[k] == WG_F32 || dtypes[k] == WG_F64);
}

/* Every elementwise op of floats is printed, but for these. */
static void every_op_has_lanes(void **state)
{
    static const char *const called[] = {"fmod", "cast"};
    (void)state;
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        bool known =
            op->family != WG_FAMILY_ELEMENTWISE || !(op->types & WG_TYPE_FLOAT) || op->lanes;
        for (size_t j = 0; j < sizeof called / sizeof *called; j++)
            known = known || strcmp(op->name, called[j]) == 0;
        if (!known)
            fail_msg("%s has no lanes", op->name);
    }
}

/* ---- every pair, with operands of all kinds ---- */

static wg_tensor call2(results *r, const wg_op *op, wg_tensor x, wg_tensor y)
{
    return wg_call_at((wg_site){.text = op->name}, r->g, op, (const wg_tensor[]){x, y},
                      op->sig->arity, NULL);
}

static void record_pairs(results *r, const void *what)
{
    const wg_dtype d = *(const wg_dtype *)what;
    wg_graph *g = r->g;
    const wg_tensor x = odd_numbers(g, d, 0), y = odd_numbers(g, d, 1);
    const wg_tensor matrix = wg_fill_normal(wg_input(g, "m", d, WG_SHAPE(17, 37)), 0, 1),
                    row = wg_fill_normal(wg_input(g, "row", d, WG_SHAPE(37)), 0, 1),
                    column = wg_fill_normal(wg_input(g, "column", d, WG_SHAPE(17, 1)), 0, 1),
                    turned = wg_transpose(
                        wg_fill_normal(wg_input(g, "t", d, WG_SHAPE(37, 17)), 0, 1), 0, 1),
                    one = wg_scalar(g, d, 0.75);
    const wg_tensor inner[][2] = {{x, y},
                                  {x, one},
                                  {one, x},
                                  {matrix, row},
                                  {column, matrix},
                                  {turned, matrix},
                                  {wg_flip(matrix, WG_AXES(-1)), column}};
    for (size_t p = 0; p < wg__pair_count; p++)
        for (size_t k = 0; k < sizeof inner / sizeof *inner; k++) {
            char name[NAME];
            const wg_tensor t = call2(r, wg__pairs[p].inner, inner[k][0], inner[k][1]);
            snprintf(name, sizeof name, "%s of %s, operands %zu", wg__pairs[p].outer->name,
                     wg__pairs[p].inner->name, k);
            put(r, call2(r, wg__pairs[p].outer, t, k < 3 ? y : matrix), name);
            put(r, call2(r, wg__pairs[p].outer, k < 3 ? x : column, t), name);
        }
    put(r, wg_gelu(x), "gelu");
    put(r, wg_where(wg_gt(matrix, column), wg_relu(matrix), turned), "where");
    put(r, wg_logical_and(wg_gt(matrix, row), wg_logical_not(wg_isfinite(turned))), "logic");
}

static void every_pair(void **state)
{
    (void)state;
    need_compiler();
    same(record_pairs, &dtypes[0], 1);
    same(record_pairs, &dtypes[1], 1);
}

/* ---- programs with rows ---- */

typedef struct matrix {
    wg_dtype d;
    int64_t rows, cols;
} matrix;

static void record_norm(results *r, wg_tensor x, wg_tensor gamma, wg_tensor beta)
{
    const wg_tensor c = wg_sub(x, wg_mean(x, WG_AXES(-1), true));
    const wg_tensor rstd = wg_rsqrt(wg_add(wg_mean(wg_square(c), WG_AXES(-1), true), 1e-5));
    const wg_tensor y = wg_add(wg_mul(wg_mul(c, rstd), gamma), beta), wrt[3] = {x, gamma, beta};
    wg_tensor d[3];
    put(r, y, "norm");
    assert_int_equal(wg_vjp(y, wg_tanh(x), wrt, 3, d), WG_OK);
    for (int k = 0; k < 3; k++)
        put(r, d[k], "gradient of norm");
}

static void record_reductions(results *r, wg_tensor x, wg_tensor column)
{
    put(r, wg_sum(x, WG_AXES(-1), true), "sum");
    put(r, wg_max(wg_neg(x), WG_AXES(-1), false), "max");
    put(r, wg_min(wg_mul(x, column), WG_AXES(-1), false), "min");
    put(r, wg_prod(wg_sigmoid(x), WG_AXES(-1), false), "prod");
    put(r, wg_sum(wg_mul(x, wg_exp(x)), WG_AXES(-1), false), "sum of products");
    put(r, wg_sum(wg_sub(x, wg_max(x, WG_AXES(-1), true)), WG_AXES(0), false), "sum down");
    put(r, wg_max(wg_tanh(x), WG_AXES(0), false), "max down");
    put(r, wg_mean(wg_mul(wg_sub(x, column), x), WG_AXES(0), false), "mean down");
    put(r, wg_mean(wg_logsumexp(x, WG_AXES(-1), false), WG_ALL, false), "a loss");
    put(r, wg_sum(wg_square(x), WG_ALL, false), "sum of all");
    put(r, wg_cast(wg_gt(x, wg_mean(x, WG_AXES(-1), true)), WG_I32), "above the mean");
}

static void record_rows(results *r, const void *what)
{
    const matrix *m = what;
    wg_graph *g = r->g;
    const wg_tensor x = wg_fill_normal(wg_input(g, "x", m->d, WG_SHAPE(m->rows, m->cols)), 0, 1),
                    gamma = wg_fill_normal(wg_input(g, "gamma", m->d, WG_SHAPE(m->cols)), 1, 0.1),
                    beta = wg_fill_normal(wg_input(g, "beta", m->d, WG_SHAPE(m->cols)), 0, 0.1),
                    column =
                        wg_fill_normal(wg_input(g, "column", m->d, WG_SHAPE(m->rows, 1)), 0, 1),
                    label = wg_input(g, "label", WG_I32, WG_SHAPE(m->rows));
    wg_tensor dx;
    for (int64_t k = 0; k < m->rows; k++)
        ((int32_t *)wg_data(label))[k] = (int32_t)(k * 7 % m->cols);
    put(r, wg_softmax(x, -1), "softmax");
    put(r, wg_log_softmax(wg_mul(x, column), -1), "log softmax");
    const wg_tensor loss = wg_nn_softmax_cross_entropy(x, label, WG_MEAN);
    put(r, loss, "cross-entropy");
    assert_int_equal(wg_grad(loss, &x, 1, &dx), WG_OK);
    put(r, dx, "gradient of cross-entropy");
    const wg_tensor at = wg_reshape(label, WG_SHAPE(m->rows, 1));
    const wg_tensor taken = wg_take_along_axis(wg_exp(x), at, -1);
    put(r, taken, "taken");
    put(r, wg_scatter_add_along_axis(wg_tanh(x), at, wg_log(taken), -1), "added");
    record_norm(r, x, gamma, beta);
    record_reductions(r, x, column);
}

static const matrix matrices[] = {
    {WG_F32, 33, 3},   {WG_F32, 5, 16},  {WG_F32, 70, 100}, {WG_F32, 3, 1024},
    {WG_F32, 9, 2100}, {WG_F64, 40, 10}, {WG_F64, 70, 130}, {WG_F64, 3, 1055},
};
enum { MATRICES = sizeof matrices / sizeof *matrices };

static void every_form_of_rows(void **state)
{
    (void)state;
    need_compiler();
    for (int k = 0; k < MATRICES; k++)
        same(record_rows, &matrices[k], 1);
}

static void on_threads_too(void **state)
{
    (void)state;
    need_compiler();
    wg_set_threads(3);
    const int bad =
        compare(record_rows, &matrices[2], &(wg__engine_options){.small_chunks = true}, 1, true);
    wg_set_threads(1);
    assert_int_equal(bad, 0);
}

/* The checks of a plan see native steps as they see interpreted ones. */
static void under_the_sanitizer_too(void **state)
{
    (void)state;
    need_compiler();
    const wg__engine_options checked = {.sanitize = true, .verify = true, .poison = true};
    assert_int_equal(compare(record_rows, &matrices[0], &checked, 1, true), 0);
}

/* ---- Adam, and a step of training ---- */

static void record_training(results *r, const void *what)
{
    (void)what;
    wg_graph *g = r->g;
    wg_nn_params params = {0};
    const wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(32, 40)), 0, 1),
                    y = wg_input(g, "y", WG_I32, WG_SHAPE(32));
    const wg_tensor h = wg_nn_mlp(&params, "net", x, WG_WIDTHS(64, 10), (wg_nn_mlp_options){0});
    const wg_tensor cost = wg_nn_softmax_cross_entropy(h, y, WG_MEAN);
    put(r, wg_nn_sgd(cost, params, (wg_sgd_options){.lr = 0.05, .momentum = 0.9, .clip_norm = 1}),
        "step");
    put(r, cost, "cost");
    for (int k = 0; k < params.n; k++)
        put(r, params.tensor[k], "parameter");
    wg_nn_params_free(&params);
}

static void training(void **state)
{
    (void)state;
    need_compiler();
    results *a = run(record_training, NULL, WG_NATIVE_OFF, NULL);
    results *b = run(record_training, NULL, WG_NATIVE_WAIT, NULL);
    for (int k = 0; k < 5; k++) {
        wg_set_native(WG_NATIVE_OFF);
        assert_int_equal(wg_run_n(a->g, a->root, a->n), WG_OK);
        wg_set_native(WG_NATIVE_WAIT);
        assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    }
    assert_true(stats_of(b).native > 0);
    for (int k = 1; k < a->n; k++)
        assert_int_equal(difference(a->root[k], b->root[k]), -1);
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    results_free(b);
}

/* ---- a difference is seen ---- */

static void a_planted_difference_is_seen(void **state)
{
    (void)state;
    need_compiler();
    wg__native_test(1, 0);
    const int bad = compare(record_pairs, &dtypes[0], NULL, 1, false);
    wg__native_test(0, 0);
    assert_true(bad >= 10);
}

static void record_index(results *r, const void *what)
{
    const matrix *m = what;
    const wg_tensor x = wg_fill_normal(wg_input(r->g, "x", m->d, WG_SHAPE(m->rows, m->cols)), 0, 1),
                    at = wg_input(r->g, "at", WG_I64, WG_SHAPE(m->rows, 1));
    ((int64_t *)wg_data(at))[m->rows - 1] = m->cols;
    put(r, wg_take_along_axis(wg_log_softmax(x, -1), at, -1), "taken");
}

static void a_bad_index_gives_the_same_message(void **state)
{
    (void)state;
    need_compiler();
    char message[2][512];
    for (int k = 0; k < 2; k++) {
        results *r = results_new();
        record_index(r, &matrices[2]);
        wg_set_native(k ? WG_NATIVE_WAIT : WG_NATIVE_OFF);
        assert_int_equal(wg_run_n(r->g, r->root, r->n), WG_ERR_VALUE);
        snprintf(message[k], sizeof message[k], "%s", wg_error(r->g));
        results_free(r);
    }
    wg_set_native(WG_NATIVE_OFF);
    assert_string_equal(message[0], message[1]);
    assert_non_null(strstr(message[0], "index 100 at [69, 0] is out of range"));
}

/* ---- the mode ---- */

static void modes(void **state)
{
    (void)state;
    assert_int_equal(wg_set_native((wg_native)7), WG_ERR_ARGUMENT);
    assert_int_equal(wg_set_native(WG_NATIVE_OFF), WG_OK);
    assert_int_equal(wg_native_now(), WG_NATIVE_OFF);
    results *r = run(record_rows, &matrices[0], WG_NATIVE_OFF, NULL);
    const wg_native_stats s = stats_of(r);
    assert_int_equal(s.native, 0);
    assert_true(s.programs > 0);
    assert_non_null(strstr(s.reason, "off"));
    assert_int_equal(wg_native_stats_of(r->g, r->root, r->n, NULL), WG_ERR_ARGUMENT);
    results_free(r);
    assert_int_equal(wg_native_stats_of(NULL, NULL, 0, NULL), WG_ERR_HANDLE);
}

static void a_bad_word_is_an_error(void **state)
{
    (void)state;
    setenv("WG_NATIVE", "yes", 1);
    wg_graph *g = wg_graph_new();
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(3));
    assert_int_equal(wg_run(g, wg_exp(x)), WG_ERR_ARGUMENT);
    assert_non_null(strstr(wg_error(g), "WG_NATIVE: 'yes' is none of 0, 1, wait"));
    wg_graph_free(g);
    unsetenv("WG_NATIVE");
}

/* Turned off, a plan is interpreted again. */
static void off_again(void **state)
{
    (void)state;
    need_compiler();
    results *r = run(record_rows, &matrices[0], WG_NATIVE_WAIT, NULL);
    assert_true(stats_of(r).native > 0);
    wg_set_native(WG_NATIVE_OFF);
    assert_int_equal(wg_run_n(r->g, r->root, r->n), WG_OK);
    assert_int_equal(stats_of(r).native, 0);
    results_free(r);
}

/* ---- behind the replays ---- */

static void run_until_native(results *r)
{
    for (int k = 0; k < 20000 && stats_of(r).native == 0; k++) {
        assert_int_equal(wg_run_n(r->g, r->root, r->n), WG_OK);
        if (k > 40)
            usleep(1000);
    }
    if (stats_of(r).native == 0)
        fail_msg("%s", stats_of(r).reason);
}

static void it_is_taken_between_two_replays(void **state)
{
    (void)state;
    need_compiler();
    set_cache("behind");
    results *a = run(record_rows, &matrices[0], WG_NATIVE_OFF, NULL), *b = results_new();
    record_rows(b, &matrices[0]);
    wg_set_native(WG_NATIVE_ON);
    assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    assert_non_null(strstr(stats_of(b).reason, "often enough"));
    run_until_native(b);
    assert_string_equal(stats_of(b).reason, "native");
    assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    for (int k = 0; k < a->n; k++)
        assert_int_equal(difference(a->root[k], b->root[k]), -1);
    wg__native_idle();
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
    assert_int_equal(errno, ECHILD);
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    results_free(b);
    set_cache("all");
}

static void *in_thread(void *p)
{
    results *r = results_new();
    record_rows(r, &matrices[(intptr_t)p]);
    run_until_native(r);
    results_free(r);
    return NULL;
}

static void graphs_of_several_threads(void **state)
{
    (void)state;
    need_compiler();
    wg_set_native(WG_NATIVE_ON);
    pthread_t thread[4];
    for (intptr_t k = 0; k < 4; k++)
        assert_int_equal(pthread_create(&thread[k], NULL, in_thread, (void *)(k % 2)), 0);
    for (int k = 0; k < 4; k++)
        pthread_join(thread[k], NULL);
    wg_set_native(WG_NATIVE_OFF);
}

/* A graph that goes while its code is being made. */
static void a_graph_may_go(void **state)
{
    (void)state;
    need_compiler();
    set_cache("gone");
    wg_set_native(WG_NATIVE_ON);
    results *r = results_new();
    record_rows(r, &matrices[1]);
    for (int k = 0; k < 33; k++)
        assert_int_equal(wg_run_n(r->g, r->root, r->n), WG_OK);
    results_free(r);
    wg__native_idle();
    wg_set_native(WG_NATIVE_OFF);
    set_cache("all");
}

static int child_status(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* A child does not wait for its parent's compiler, and can have its own. */
static void a_fork_while_it_compiles(void **state)
{
    (void)state;
    need_compiler();
    set_cache("fork");
    wg_set_native(WG_NATIVE_ON);
    results *r = results_new();
    record_rows(r, &matrices[2]);
    for (int k = 0; k < 33; k++)
        assert_int_equal(wg_run_n(r->g, r->root, r->n), WG_OK);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        bool ok = wg_run_n(r->g, r->root, r->n) == WG_OK;
        results *own = results_new();
        record_rows(own, &matrices[1]);
        wg_set_native(WG_NATIVE_WAIT);
        ok = ok && wg_run_n(own->g, own->root, own->n) == WG_OK && stats_of(own).native > 0;
        _exit(ok ? 0 : 1);
    }
    assert_int_equal(child_status(pid), 0);
    run_until_native(r);
    wg_set_native(WG_NATIVE_OFF);
    results_free(r);
    set_cache("all");
}

/* Several processes that find an empty cache at once. */
static void processes_share_the_cache(void **state)
{
    (void)state;
    need_compiler();
    set_cache("shared");
    pid_t pid[3];
    for (int k = 0; k < 3; k++) {
        pid[k] = fork();
        assert_true(pid[k] >= 0);
        if (pid[k] == 0) {
            results *r = results_new();
            record_rows(r, &matrices[1]);
            wg_set_native(WG_NATIVE_WAIT);
            const bool ok = wg_run_n(r->g, r->root, r->n) == WG_OK && stats_of(r).native > 0;
            _exit(ok ? 0 : 1);
        }
    }
    for (int k = 0; k < 3; k++)
        assert_int_equal(child_status(pid[k]), 0);
    same(record_rows, &matrices[1], 1);
    set_cache("all");
}

/* ---- compilers that are none ---- */

static void write_file(const char *path, const char *text, size_t n, mode_t mode)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, n), (ssize_t)n);
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
}

/* Everything is as without native code, and the reason says so. */
static void expect_interpreted(const char *why)
{
    results *a = run(record_rows, &matrices[0], WG_NATIVE_OFF, NULL),
            *b = run(record_rows, &matrices[0], WG_NATIVE_WAIT, NULL);
    const wg_native_stats s = stats_of(b);
    assert_int_equal(s.native, 0);
    if (!strstr(s.reason, why))
        fail_msg("'%s' does not say '%s'", s.reason, why);
    for (int k = 0; k < a->n; k++)
        assert_int_equal(difference(a->root[k], b->root[k]), -1);
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    results_free(b);
}

static void no_compiler(void **state)
{
    (void)state;
    set_cache("none");
    setenv("PATH", "", 1);
    expect_interpreted("there is no compiler");
    unsetenv("PATH");
    expect_interpreted("there is no compiler");
    setenv("PATH", path_before, 1);
    setenv("WG_CC", "/nonexistent/cc", 1);
    expect_interpreted("there is no program /nonexistent/cc");
    unsetenv("WG_CC");
    set_cache("all");
}

/* Asked for behind the replays, without a compiler: one request, after which a replay costs what it did. */
static void no_compiler_behind_replays(void **state)
{
    (void)state;
    set_cache("none");
    setenv("PATH", "", 1);
    results *a = run(record_rows, &matrices[0], WG_NATIVE_OFF, NULL), *b = results_new();
    record_rows(b, &matrices[0]);
    wg_set_native(WG_NATIVE_ON);
    for (int k = 0; k < 40; k++)
        assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    wg__native_idle();
    assert_non_null(strstr(stats_of(b).reason, "there is no compiler"));
    const long before = alloc_count();
    for (int k = 0; k < 40; k++)
        assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    assert_int_equal(alloc_count() - before, 0);
    for (int k = 0; k < a->n; k++)
        assert_int_equal(difference(a->root[k], b->root[k]), -1);
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    results_free(b);
    setenv("PATH", path_before, 1);
    set_cache("all");
}

/* ./dev bare says that there is nothing: no compiler to be found, no library of products. What it runs would pass with them as well. */
static void bare_is_bare(void **state)
{
    (void)state;
    assert_false(have_compiler());
    assert_int_equal(wg__gemm_providers(), 1);
    assert_int_equal(native_at_start,
                     WG_NATIVE_WAIT); /* and each plan of these tests asks for it */
    assert_int_equal(system("cc --version >/dev/null 2>&1"), 127 << 8);
}

/* A script in the place of the compiler; $out is the file that it is to write. */
static void with_script(const char *body, const char *why)
{
    char path[256], text[1024];
    snprintf(path, sizeof path, "%s/script", room);
    snprintf(text, sizeof text,
             "#!/bin/sh\nwhile [ $# -gt 0 ]; do [ \"$1\" = -o ] && out=$2; shift; done\n%s\n",
             body);
    write_file(path, text, strlen(text), 0700);
    set_cache("scripts");
    setenv("WG_CC", path, 1);
    expect_interpreted(why);
    unsetenv("WG_CC");
    set_cache("all");
}

static void broken_compilers(void **state)
{
    (void)state;
    with_script("echo 'x.c:1: error: no, thank you' >&2; exit 1",
                "failed: x.c:1: error: no, thank you");
    with_script("exit 0", "left no file");
    with_script("echo rubbish > $out", "not a whole shared object");
    with_script(": > $out", "not a whole shared object");
    with_script("ln -s /bin/sh $out", "left no file");
    with_script("mkdir $out", "left no file");
    with_script("kill -SEGV $$", "was ended by a signal");
    with_script("head -c 100000 /dev/zero >&2; exit 3", "failed");
    wg__native_test(0, 0.2);
    with_script("sleep 100", "had not ended after 0.2 s");
    with_script("trap '' TERM INT; while :; do :; done", "had not ended after 0.2 s");
    wg__native_test(0, 0);
    if (!have_compiler())
        return;
    with_script("echo 'int wg_native_programs;' > $out.c; cc -shared -o $out $out.c; rm $out.c",
                "does not load: it is other code");
    with_script("echo 'int f(void){return 1;}' > $out.c; cc -shared -fPIC -o $out.1 $out.c; head "
                "-c 4000 $out.1 > $out; rm $out.*",
                "not a whole shared object");
}

/* Somebody else takes the status of the child, or nobody is to have it. */
static void others_wait_for_children(void **state)
{
    (void)state;
    need_compiler();
    set_cache("ignored");
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    assert_int_equal(sigaction(SIGCHLD, &ignore, &before), 0);
    same(record_rows, &matrices[1], 1);
    sigaction(SIGCHLD, &before, NULL);
    set_cache("all");
}

/* ---- caches that are not ours ---- */

static char *entry_of(const char *name, char *path, size_t size)
{
    char dir[256];
    snprintf(dir, sizeof dir, "%s/%s", room, name);
    DIR *d = opendir(dir);
    assert_non_null(d);
    *path = 0;
    for (struct dirent *e; (e = readdir(d));)
        if (strstr(e->d_name, ".so"))
            snprintf(path, size, "%s/%s", dir, e->d_name);
    closedir(d);
    assert_true(*path);
    return path;
}

static int count_entries(const char *name, const char *end)
{
    char dir[256];
    int n = 0;
    snprintf(dir, sizeof dir, "%s/%s", room, name);
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));)
        n += strlen(e->d_name) >= strlen(end) &&
             strcmp(e->d_name + strlen(e->d_name) - strlen(end), end) == 0;
    closedir(d);
    return n;
}

static void record_small(results *r, const void *what)
{
    const wg_tensor x = wg_fill_normal(wg_input(r->g, "x", WG_F32, WG_SHAPE(100)), 0, 1);
    put(r, wg_tanh(wg_mul(x, *(const double *)what)), "tanh");
}

static const double half = 0.5;

/* A damaged entry is not loaded, and made anew if there is a compiler; without one the reason says what it is. */
static void damaged_entries(void **state)
{
    (void)state;
    need_compiler();
    set_cache("damaged");
    same(record_small, &half, 1);
    char path[512], *bytes;
    entry_of("damaged", path, sizeof path);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    const size_t n = (size_t)st.st_size;
    assert_non_null(bytes = malloc(n));
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fread(bytes, 1, n, f), n);
    fclose(f);
    const size_t cuts[] = {0, 10, n / 2, n - 1};
    for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
        write_file(path, bytes, cuts[k], 0600);
        same(record_small, &half, 1);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_size, n); /* made anew */
    }
    bytes[n / 2] ^= 1;
    write_file(path, bytes, n, 0600);
    same(record_small, &half, 1);
    bytes[n / 2] ^= 1;
    write_file(path, bytes, n, 0666); /* somebody else could have written it */
    same(record_small, &half, 1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    free(bytes);
    set_cache("all");
}

/* What was sealed for other code: its own key says so. */
static void an_entry_under_another_name(void **state)
{
    (void)state;
    need_compiler();
    char one[512], two[512];
    set_cache("one");
    same(record_small, &half, 1);
    entry_of("one", one, sizeof one);
    set_cache("two");
    assert_int_equal(compare(record_rows, &matrices[0], NULL, 1, true), 0);
    entry_of("two", two, sizeof two);
    assert_int_equal(rename(one, two), 0);
    same(record_rows, &matrices[0], 1); /* refused, and made anew */
    set_cache("all");
}

static void foreign_directories(void **state)
{
    (void)state;
    char dir[256], link[256];
    snprintf(dir, sizeof dir, "%s/open", room);
    snprintf(link, sizeof link, "%s/link", room);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(chmod(dir, 0777), 0);
    set_cache("open");
    expect_interpreted("not a directory of this user that nobody else can write");
    assert_int_equal(chmod(dir, 0700), 0);
    assert_int_equal(symlink(dir, link), 0);
    set_cache("link");
    expect_interpreted("not a directory of this user that nobody else can write");
    setenv("WG_CACHE_DIR", "not/from/the/root", 1);
    expect_interpreted("no cache directory");
    setenv("WG_CACHE_DIR", "/proc/wengert", 1);
    expect_interpreted("cache directory /proc/wengert");
    if (geteuid() == 0) {
        snprintf(dir, sizeof dir, "%s/theirs", room);
        assert_int_equal(mkdir(dir, 0700), 0);
        assert_int_equal(chown(dir, 12345, 12345), 0);
        set_cache("theirs");
        expect_interpreted("not a directory of this user that nobody else can write");
    }
    set_cache("all");
}

static void the_directory_is_private(void **state)
{
    (void)state;
    need_compiler();
    char dir[256];
    struct stat st;
    const mode_t mask = umask(0);
    set_cache("deep/er");
    same(record_small, &half, 1);
    umask(mask);
    snprintf(dir, sizeof dir, "%s/deep/er", room);
    assert_int_equal(stat(dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(count_entries("deep/er", ".c"), 0); /* nothing is left behind */
    assert_int_equal(count_entries("deep/er", ".so"), 1);
    set_cache("all");
}

/* No file may grow: as on a disk that is full. */
static void a_full_disk(void **state)
{
    (void)state;
    set_cache("full");
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        const struct rlimit none = {1000, 1000};
        signal(SIGXFSZ, SIG_IGN);
        results *r = results_new();
        record_small(r, &half);
        wg_set_native(WG_NATIVE_WAIT);
        if (setrlimit(RLIMIT_FSIZE, &none) != 0)
            _exit(2);
        const bool ok = wg_run_n(r->g, r->root, r->n) == WG_OK && stats_of(r).native == 0 &&
                        (strstr(stats_of(r).reason, "File too large") || !have_compiler());
        _exit(ok ? 0 : 1);
    }
    assert_int_equal(child_status(pid), 0);
    set_cache("all");
}

static void the_cache_is_bounded(void **state)
{
    (void)state;
    need_compiler();
    char dir[256], path[512];
    snprintf(dir, sizeof dir, "%s/many", room);
    assert_int_equal(mkdir(dir, 0700), 0);
    for (int k = 0; k < 300; k++) {
        snprintf(path, sizeof path, "%s/%032x.so", dir, k);
        write_file(path, "x", 1, 0600);
        const struct timespec old[2] = {{k, 0}, {k, 0}};
        assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
    }
    snprintf(path, sizeof path, "%s/tmp-1-1.so", dir);
    write_file(path, "x", 1, 0600);
    assert_int_equal(utimensat(AT_FDCWD, path, (const struct timespec[2]){{1, 0}, {1, 0}}, 0), 0);
    snprintf(path, sizeof path, "%s/other", dir);
    write_file(path, "x", 1, 0600);
    set_cache("many");
    same(record_small, &half, 1);
    assert_int_equal(count_entries("many", ".so"), 256);
    snprintf(path, sizeof path, "%s/%032x.so", dir, 299);
    assert_int_equal(access(path, F_OK), 0); /* the youngest is there, */
    snprintf(path, sizeof path, "%s/%032x.so", dir, 0);
    assert_int_not_equal(access(path, F_OK), 0);         /* the oldest is not, */
    assert_int_equal(count_entries("many", "other"), 1); /* and what is not ours is left alone */
    set_cache("all");
}

/* ---- memory ---- */

/* Each allocation of the request fails in turn: the run is what it was. */
static void out_of_memory(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    set_cache("none");
    setenv("PATH", "", 1);
    results *a = run(record_rows, &matrices[0], WG_NATIVE_OFF, NULL);
    for (long n = 0; n < 20; n++) {
        results *b = run(record_rows, &matrices[0], WG_NATIVE_OFF, NULL);
        wg_set_native(WG_NATIVE_WAIT);
        fail_from(n + 1);
        const wg_code code = wg_run_n(b->g, b->root, b->n);
        fail_from(0);
        assert_int_equal(code, WG_OK);
        for (int k = 0; k < a->n; k++)
            assert_int_equal(difference(a->root[k], b->root[k]), -1);
        results_free(b);
    }
    wg_set_native(WG_NATIVE_OFF);
    results_free(a);
    setenv("PATH", path_before, 1);
    set_cache("all");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_op_has_lanes),
        cmocka_unit_test(every_op),
        cmocka_unit_test(every_pair),
        cmocka_unit_test(every_form_of_rows),
        cmocka_unit_test(on_threads_too),
        cmocka_unit_test(under_the_sanitizer_too),
        cmocka_unit_test(training),
        cmocka_unit_test(a_planted_difference_is_seen),
        cmocka_unit_test(a_bad_index_gives_the_same_message),
        cmocka_unit_test(modes),
        cmocka_unit_test(a_bad_word_is_an_error),
        cmocka_unit_test(off_again),
        cmocka_unit_test(it_is_taken_between_two_replays),
        cmocka_unit_test(graphs_of_several_threads),
        cmocka_unit_test(a_graph_may_go),
        cmocka_unit_test(a_fork_while_it_compiles),
        cmocka_unit_test(processes_share_the_cache),
        cmocka_unit_test(no_compiler),
        cmocka_unit_test(no_compiler_behind_replays),
        cmocka_unit_test(broken_compilers),
        cmocka_unit_test(others_wait_for_children),
        cmocka_unit_test(damaged_entries),
        cmocka_unit_test(an_entry_under_another_name),
        cmocka_unit_test(foreign_directories),
        cmocka_unit_test(the_directory_is_private),
        cmocka_unit_test(a_full_disk),
        cmocka_unit_test(the_cache_is_bounded),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(bare_is_bare), /* last: where it is not asked for, there are fewer */
    };
    const size_t n = sizeof tests / sizeof tests[0] - (getenv("WG_TEST_BARE") == NULL);
    return _cmocka_run_group_tests("native", tests, n, open_room, close_room);
}
