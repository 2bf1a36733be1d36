#include "tests/bodies.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "autograd/autograd.h"
#include "engine/native.h"
#include "nn/nn.h"
#include "ops/pairs.h"
#include "tensor/cpu.h"
#include "tests/support.h"

/* ---- a graph with many results ---- */

void put(results *r, wg_tensor t, const char *name)
{
    if (!wg_ok(r->g))
        fail_msg("%s: %s", name, wg_error(r->g));
    assert_true(r->n < MAX_ROOTS);
    snprintf(r->name[r->n], NAME, "%s", name);
    r->root[r->n++] = t;
}

results *results_new(void)
{
    results *r = calloc(1, sizeof *r);
    assert_non_null(r);
    r->g = wg_graph_new();
    wg_seed(r->g, 1);
    return r;
}

void results_free(results *r)
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

int64_t difference(wg_tensor a, wg_tensor b)
{
    const size_t size = wg_dtype_size(wg_dtype_of(a));
    const char *x = wg_data(a), *y = wg_data(b);
    assert_int_equal(wg_numel(a), wg_numel(b));
    for (int64_t k = 0; k < wg_numel(a); k++, x += size, y += size)
        if (memcmp(x, y, size) != 0 && !(is_nan_at(a, x) && is_nan_at(b, y)))
            return k;
    return -1;
}

/* ---- bodies ---- */

void set_body(body_kind body)
{
    wg_set_native(body == NATIVE ? WG_NATIVE_WAIT : WG_NATIVE_OFF);
    wg_set_jit(body == MACHINE ? WG_JIT_WAIT : WG_JIT_OFF);
}

bool have_body(body_kind body)
{
    return body == NATIVE ? have_compiler()
                          : body == INTERPRETED || wg__cpu_isa() == WG__ISA_AVX512;
}

wg_native_stats stats_of(results *r)
{
    wg_native_stats s;
    assert_int_equal(wg_native_stats_of(r->g, r->root, r->n, &s), WG_OK);
    return s;
}

int64_t programs_as(results *r, body_kind body, char reason[256])
{
    wg_jit_stats s;
    if (body == NATIVE) {
        snprintf(reason, 256, "%s", stats_of(r).reason);
        return stats_of(r).native;
    }
    assert_int_equal(wg_jit_stats_of(r->g, r->root, r->n, &s), WG_OK);
    snprintf(reason, 256, "%s", s.reason);
    return s.written;
}

results *run(record_fn record, const void *what, body_kind body, const wg__engine_options *options)
{
    results *r = results_new();
    if (options)
        wg__engine_set_options(r->g, options);
    record(r, what);
    set_body(body);
    if (wg_run_n(r->g, r->root, r->n) != WG_OK)
        fail_msg("%s", wg_error(r->g));
    return r;
}

int compare(record_fn record, const void *what, const comparison *c)
{
    results *a = run(record, what, INTERPRETED, NULL), *b = run(record, what, c->body, c->options);
    char reason[256];
    const int64_t has = programs_as(b, c->body, reason);
    if (has < c->least)
        fail_msg("%lld programs have this body: %s", (long long)has, reason);
    int bad = 0;
    for (int k = 0; k < a->n; k++) {
        const int64_t at = difference(a->root[k], b->root[k]);
        bad += at >= 0;
        if (at >= 0 && c->report)
            print_message("%s differs at element %lld of %lld\n", a->name[k], (long long)at,
                          (long long)wg_numel(a->root[k]));
    }
    set_body(INTERPRETED);
    results_free(a);
    results_free(b);
    return bad;
}

void same(record_fn record, const void *what, body_kind body, int64_t least)
{
    assert_int_equal(
        compare(record, what, &(comparison){.body = body, .least = least, .report = true}), 0);
}

/* ---- every op ---- */

const wg_dtype dtypes[] = {WG_F32, WG_F64, WG_I32, WG_I64, WG_U8, WG_BOOL};
enum { N = 1003 };

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

void record_ops(results *r, const void *what)
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

/* ---- every pair, with operands of all kinds ---- */

static wg_tensor call2(results *r, const wg_op *op, wg_tensor x, wg_tensor y)
{
    return wg_call_at((wg_site){.text = op->name}, r->g, op, (const wg_tensor[]){x, y},
                      op->sig->arity, NULL);
}

void record_pairs(results *r, const void *what)
{
    const wg_dtype d = *(const wg_dtype *)what;
    wg_graph *g = r->g;
    const wg_tensor x = odd_numbers(g, d, 0), y = odd_numbers(g, d, 1);
    const wg_tensor full = wg_fill_normal(wg_input(g, "m", d, WG_SHAPE(17, 37)), 0, 1),
                    row = wg_fill_normal(wg_input(g, "row", d, WG_SHAPE(37)), 0, 1),
                    column = wg_fill_normal(wg_input(g, "column", d, WG_SHAPE(17, 1)), 0, 1),
                    turned = wg_transpose(
                        wg_fill_normal(wg_input(g, "t", d, WG_SHAPE(37, 17)), 0, 1), 0, 1),
                    one = wg_scalar(g, d, 0.75);
    const wg_tensor inner[][2] = {{x, y},
                                  {x, one},
                                  {one, x},
                                  {full, row},
                                  {column, full},
                                  {turned, full},
                                  {wg_flip(full, WG_AXES(-1)), column}};
    for (size_t p = 0; p < wg__pair_count; p++)
        for (size_t k = 0; k < sizeof inner / sizeof *inner; k++) {
            char name[NAME];
            const wg_tensor t = call2(r, wg__pairs[p].inner, inner[k][0], inner[k][1]);
            snprintf(name, sizeof name, "%s of %s, operands %zu", wg__pairs[p].outer->name,
                     wg__pairs[p].inner->name, k);
            put(r, call2(r, wg__pairs[p].outer, t, k < 3 ? y : full), name);
            put(r, call2(r, wg__pairs[p].outer, k < 3 ? x : column, t), name);
        }
    put(r, wg_gelu(x), "gelu");
    put(r, wg_where(wg_gt(full, column), wg_relu(full), turned), "where");
    put(r, wg_logical_and(wg_gt(full, row), wg_logical_not(wg_isfinite(turned))), "logic");
}

/* ---- programs with rows ---- */

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

void record_rows(results *r, const void *what)
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

const matrix matrices[] = {
    {WG_F32, 33, 3},   {WG_F32, 5, 16},  {WG_F32, 70, 100}, {WG_F32, 3, 1024},
    {WG_F32, 9, 2100}, {WG_F64, 40, 10}, {WG_F64, 70, 130}, {WG_F64, 3, 1055},
};

/* ---- Adam, and a step of training ---- */

void record_training(results *r, const void *what)
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

void record_index(results *r, const void *what)
{
    const matrix *m = what;
    const wg_tensor x = wg_fill_normal(wg_input(r->g, "x", m->d, WG_SHAPE(m->rows, m->cols)), 0, 1),
                    at = wg_input(r->g, "at", WG_I64, WG_SHAPE(m->rows, 1));
    ((int64_t *)wg_data(at))[m->rows - 1] = m->cols;
    put(r, wg_take_along_axis(wg_log_softmax(x, -1), at, -1), "taken");
}

void record_small(results *r, const void *what)
{
    const wg_tensor x = wg_fill_normal(wg_input(r->g, "x", WG_F32, WG_SHAPE(100)), 0, 1);
    put(r, wg_tanh(wg_mul(x, *(const double *)what)), "tanh");
}

/* ---- the room ---- */

char room[] = "/tmp/wg-native-XXXXXX";
char path_before[8192];
wg_native native_at_start;

void set_cache(const char *name)
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

int open_room(void **state)
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

int close_room(void **state)
{
    (void)state;
    wg__native_idle();
    return remove_all(room);
}

bool have_compiler(void)
{
    wg__compiler c;
    char reason[WG__REASON];
    return wg__compiler_find(&c, reason);
}

void need_compiler(void)
{
    if (!have_compiler())
        skip();
}

void need_body(body_kind body)
{
    if (!have_body(body))
        skip();
}

int child_status(int pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
