/* Random graphs, planned in every way there is: the same bits from all plans, and, in f64, the values of the plain executor.
 *
 *     test_random_graphs                  2,000 graphs
 *     WG_RANDOM_GRAPHS=100000 test_random_graphs
 *     WG_RANDOM_GRAPHS=1 WG_RANDOM_FIRST=4711 test_random_graphs     this one again
 *     WG_RANDOM_NATIVE=2000 test_random_graphs                       2,000 as native code too (20 otherwise)
 */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "engine/native.h"
#include "engine/state.h"
#include "tensor/cpu.h"

enum { MAX_POOL = 80, MAX_ROOTS = 24, MAX_PARAMS = 3 };

/* ---- chance ---- */

static uint64_t next(uint64_t *s)
{
    uint64_t z = (*s += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static int pick(uint64_t *s, int n)
{
    return (int)(next(s) % (uint64_t)n);
}

/* ---- a graph ---- */

typedef struct world {
    uint64_t s;
    wg_graph *g;
    wg_dtype d;
    wg_tensor pool[MAX_POOL], leaf[8], param[MAX_PARAMS], root[MAX_ROOTS];
    int n, leaves, params, roots;
    int64_t rows, cols, planes;
} world;

static void put(world *w, wg_tensor t)
{
    if (wg_is_ok(t) && wg_numel(t) <= 40000 && w->n < MAX_POOL)
        w->pool[w->n++] = t;
}

static wg_tensor any(world *w)
{
    /* later ones more often: depth */
    const int k = pick(&w->s, w->n), j = pick(&w->s, w->n);
    return w->pool[k > j ? k : j];
}

static wg_tensor new_leaf(world *w, wg_shape shape, bool param)
{
    char name[8];
    snprintf(name, sizeof name, "x%d", w->leaves);
    wg_tensor t = param ? wg_param(w->g, name, w->d, shape) : wg_input(w->g, name, w->d, shape);
    wg_fill_normal(t, 0, 1);
    w->leaf[w->leaves++] = t;
    w->pool[w->n++] = t; /* however large */
    return t;
}

static wg_shape random_shape(world *w)
{
    const int64_t r = w->rows, c = w->cols, p = w->planes;
    switch (pick(&w->s, 7)) {
    case 0: return WG_SHAPE(c);
    case 1: return WG_SHAPE(r, 1);
    case 2: return WG_SHAPE(1, c);
    case 3: return WG_SHAPE(p, r, c);
    case 4: return WG_SHAPE(c, r);
    default: return WG_SHAPE(r, c);
    }
}

static bool broadcasts(wg_tensor x, wg_tensor y)
{
    const wg_shape a = wg_shape_of(x), b = wg_shape_of(y);
    int64_t n = 1;
    for (int k = 1; k <= a.rank || k <= b.rank; k++) {
        const int64_t i = k <= a.rank ? a.dim[a.rank - k] : 1,
                      j = k <= b.rank ? b.dim[b.rank - k] : 1;
        if (i != j && i != 1 && j != 1)
            return false;
        n *= i > j ? i : j;
    }
    return n <= 40000;
}

static void add_unary(world *w)
{
    const wg_tensor x = any(w);
    switch (pick(&w->s, 8)) {
    case 0: put(w, wg_tanh(x)); break;
    case 1: put(w, wg_sigmoid(x)); break;
    case 2: put(w, wg_neg(x)); break;
    case 3: put(w, wg_relu(x)); break;
    case 4: put(w, wg_exp(wg_neg(wg_abs(x)))); break;
    case 5: put(w, wg_square(wg_tanh(x))); break;
    case 6: put(w, wg_gelu(x)); break;
    default: put(w, wg_mul(x, 0.5)); break;
    }
}

static void add_binary(world *w)
{
    const wg_tensor x = any(w), y = any(w);
    if (!broadcasts(x, y))
        return;
    switch (pick(&w->s, 6)) {
    case 0: put(w, wg_add(x, y)); break;
    case 1: put(w, wg_sub(x, y)); break;
    case 2: put(w, wg_mul(wg_tanh(x), y)); break;
    case 3: put(w, wg_maximum(x, y)); break;
    case 4: put(w, wg_div(x, wg_add(wg_square(y), 1.0))); break;
    default: put(w, wg_minimum(x, y)); break;
    }
}

static wg_axes random_axes(world *w, wg_tensor x)
{
    const int rank = wg_shape_of(x).rank;
    wg_axes a = {0, {0}};
    if (pick(&w->s, 2))
        return WG_AXES(pick(&w->s, 2) ? -1 : 0);
    for (int k = 0; k < rank; k++)
        if (pick(&w->s, 2))
            a.axis[a.n++] = k;
    return a;
}

static void add_reduction(world *w)
{
    const wg_tensor x = any(w);
    if (wg_shape_of(x).rank == 0)
        return;
    const wg_axes a = random_axes(w, x);
    const bool keep = pick(&w->s, 3) != 0;
    switch (pick(&w->s, 7)) {
    case 0: put(w, wg_mul(wg_sum(x, a, keep), 0.1)); break;
    case 1: put(w, wg_mean(x, a, keep)); break;
    case 2: put(w, wg_max(x, a, keep)); break;
    case 3: put(w, wg_min(x, a, keep)); break;
    case 4: put(w, wg_var(x, a, keep, 0)); break;
    case 5: put(w, wg_logsumexp(x, a, keep)); break;
    default: put(w, wg_prod(wg_sigmoid(x), a, keep)); break;
    }
}

static void add_layer(world *w)
{
    const wg_tensor x = any(w);
    if (wg_shape_of(x).rank == 0)
        return;
    const int axis = pick(&w->s, 4) ? -1 : 0;
    switch (pick(&w->s, 3)) {
    case 0: put(w, wg_softmax(x, axis)); break;
    case 1: put(w, wg_log_softmax(x, axis)); break;
    default: {
        const wg_tensor c = wg_sub(x, wg_mean(x, WG_AXES(axis), true));
        const wg_tensor v = wg_mean(wg_square(c), WG_AXES(axis), true);
        put(w, wg_mul(c, wg_rsqrt(wg_add(v, 1e-3))));
    }
    }
}

static void add_view(world *w)
{
    const wg_tensor x = any(w);
    const wg_shape s = wg_shape_of(x);
    if (s.rank == 0)
        return;
    switch (pick(&w->s, 5)) {
    case 0:
        if (s.rank > 1)
            put(w, wg_transpose(x, -2, -1));
        break;
    case 1: put(w, wg_flip(x, WG_AXES(pick(&w->s, 2) ? -1 : 0))); break;
    case 2: put(w, wg_reshape(x, WG_SHAPE(wg_numel(x)))); break;
    case 3:
        if (s.dim[0] > 1)
            put(w, wg_slice(x, (wg_ints){1, {1}}, (wg_ints){1, {WG_END}}, (wg_ints){0, {0}}));
        break;
    default:
        if (s.rank == 2 && wg_numel(x) * w->planes <= 40000)
            put(w, wg_broadcast_to(x, WG_SHAPE(w->planes, s.dim[0], s.dim[1])));
    }
}

static void add_product(world *w)
{
    for (int tries = 0; tries < 6; tries++) {
        wg_tensor x = any(w), y = any(w);
        const wg_shape a = wg_shape_of(x), b = wg_shape_of(y);
        if (a.rank != 2 || b.rank != 2 || a.dim[1] != b.dim[0])
            continue;
        const wg_tensor p = wg_mul(wg_matmul(x, y), 1.0 / (double)a.dim[1]);
        put(w, pick(&w->s, 2) ? wg_relu(p) : p);
        return;
    }
}

/* A product of batches, perhaps with the rows of one of them for all. */
static void add_batch_product(world *w)
{
    for (int tries = 0; tries < 12; tries++) {
        const wg_tensor x = any(w), y = pick(&w->s, 2) ? any(w) : x;
        const wg_shape a = wg_shape_of(x), b = wg_shape_of(y);
        if (a.rank != 3 || b.rank < 2 || a.dim[2] > 200 ||
            (b.rank == 3 && a.dim[0] != b.dim[0] && a.dim[0] != 1 && b.dim[0] != 1))
            continue;
        const int64_t k = a.dim[2];
        wg_tensor p = {0};
        if (b.rank == 3 && b.dim[2] == k && a.dim[1] * b.dim[1] * a.dim[0] <= 40000)
            p = wg_matmul(x, wg_transpose(y, 1, 2));
        else if (b.dim[b.rank - 2] == k)
            p = wg_matmul(x, y);
        else
            continue;
        put(w, wg_mul(p, 1.0 / (double)k));
        return;
    }
}

/* Attention of some matrix or batch of them to itself, through its rows or its columns. */
static void add_attention(world *w)
{
    const wg_tensor x = any(w);
    const wg_shape s = wg_shape_of(x);
    if (s.rank < 2 || s.dim[s.rank - 1] > 200)
        return;
    const int64_t rows = s.dim[s.rank - 2];
    if (wg_numel(x) / s.dim[s.rank - 1] * rows > 40000)
        return;
    const wg_tensor scores =
        wg_mul(wg_matmul(x, wg_transpose(wg_tanh(x), -1, -2)), 1.0 / (double)s.dim[s.rank - 1]);
    put(w, wg_matmul(wg_softmax(scores, -1), x));
}

/* Layers over rows: a product, something elementwise, a reduction along rows, a product. */
static void add_layers(world *w)
{
    const wg_tensor x = any(w);
    const wg_shape s = wg_shape_of(x);
    if (s.rank < 2 || s.dim[s.rank - 1] > 200 || w->leaves > 6)
        return;
    const int64_t wide = s.dim[s.rank - 1], inner = 1 + pick(&w->s, 40);
    const wg_tensor first = new_leaf(w, WG_SHAPE(wide, inner), false),
                    h = wg_tanh(wg_mul(wg_matmul(x, first), 1.0 / (double)wide)),
                    c = wg_sub(h, wg_mean(h, WG_AXES(-1), true));
    put(w, pick(&w->s, 2) ? c : wg_mul(c, wg_sigmoid(h)));
    put(w, wg_mul(wg_matmul(c, wg_transpose(first, 0, 1)), 1.0 / (double)inner));
}

static void add_index(world *w)
{
    const wg_tensor x = any(w);
    const wg_shape s = wg_shape_of(x);
    int32_t index[512];
    if (s.rank != 2 || s.dim[0] > 512)
        return;
    for (int64_t k = 0; k < s.dim[0]; k++)
        index[k] = (int32_t)pick(&w->s, (int)s.dim[1]) - (pick(&w->s, 4) ? 0 : (int32_t)s.dim[1]);
    for (int64_t k = 0; k < s.dim[0]; k++)
        index[k] = index[k] >= 0 || -index[k] <= s.dim[1] ? index[k] : 0;
    const wg_tensor at = wg_const(w->g, WG_I32, WG_SHAPE(s.dim[0], 1), index);
    const wg_tensor y = wg_take_along_axis(pick(&w->s, 2) ? wg_log_softmax(x, -1) : x, at, -1);
    put(w, y);
    if (pick(&w->s, 2))
        put(w, wg_scatter_add_along_axis(x, at, wg_tanh(y), -1));
}

static void add_where(world *w)
{
    const wg_tensor x = any(w), y = any(w);
    if (broadcasts(x, y))
        put(w, wg_where(wg_gt(x, y), x, y)); /* continuous: rounding may choose */
}

static void add_root(world *w, wg_tensor t)
{
    if (w->roots < MAX_ROOTS && wg_is_ok(t))
        w->root[w->roots++] = t;
}

/* Gradients of some value, and parameters that change by them. */
static void add_gradients(world *w)
{
    wg_tensor dx[8];
    const wg_tensor loss = wg_mean(wg_square(wg_tanh(any(w))), WG_ALL, false);
    if (wg_grad(loss, w->leaf, w->leaves, dx) != WG_OK)
        return;
    add_root(w, loss);
    for (int k = 0; k < w->leaves; k++) {
        bool param = false;
        for (int j = 0; j < w->params; j++)
            param = param || w->param[j].id == w->leaf[k].id;
        if (wg_is_none(dx[k]))
            continue;
        add_root(w, param ? wg_assign(w->leaf[k], wg_sub(w->leaf[k], wg_mul(dx[k], 0.1))) : dx[k]);
    }
}

static void build(world *w, uint64_t seed)
{
    static const int64_t rows[] = {1, 2, 3, 5, 17, 32, 33, 64, 100},
                         cols[] = {2, 3, 7, 10, 16, 31, 64, 130, 520};
    static void (*const how[])(world *) = {
        add_unary,     add_unary,     add_binary,    add_binary,        add_binary,
        add_reduction, add_reduction, add_layer,     add_view,          add_product,
        add_index,     add_where,     add_attention, add_batch_product, add_layers};
    *w = (world){.s = seed * 0x2545F4914F6CDD1Du + 1};
    w->g = wg_graph_new();
    w->d = pick(&w->s, 3) ? WG_F32 : WG_F64;
    w->rows = rows[pick(&w->s, 9)];
    w->cols = pick(&w->s, 40) ? cols[pick(&w->s, 9)] : 1030;
    w->rows = w->cols > 500 && w->rows > 33 ? 33 : w->rows;
    w->planes = w->rows * w->cols > 4000 ? 2 : 3;
    wg_seed(w->g, seed);
    const int leaves = 2 + pick(&w->s, 4), ops = 4 + pick(&w->s, 26);
    for (int k = 0; k < leaves; k++) {
        const bool param = w->params < MAX_PARAMS && pick(&w->s, 3) == 0;
        const wg_tensor t = new_leaf(w, random_shape(w), param);
        if (param)
            w->param[w->params++] = t;
    }
    for (int k = 0; k < ops; k++)
        how[pick(&w->s, sizeof how / sizeof *how)](w);
    const int roots = 1 + pick(&w->s, 4);
    for (int k = 0; k < roots; k++)
        add_root(w, any(w));
    if (pick(&w->s, 2))
        add_gradients(w);
}

/* ---- its values ---- */

typedef struct values {
    char *bytes; /* of all roots, then of all parameters */
    size_t n;
} values;

static size_t size_of(wg_tensor t)
{
    return (size_t)wg_numel(t) * wg_dtype_size(wg_dtype_of(t));
}

static void keep(values *v, wg_tensor t)
{
    v->bytes = realloc(v->bytes, v->n + size_of(t) + 1);
    assert_non_null(v->bytes);
    if (size_of(t))
        memcpy(v->bytes + v->n, wg_data(t), size_of(t));
    v->n += size_of(t);
}

/* The parameters are as before afterwards. */
static values values_by(world *w, wg_code (*run)(world *w))
{
    values v = {0}, before = {0};
    for (int k = 0; k < w->params; k++)
        keep(&before, w->param[k]);
    if (run(w) != WG_OK)
        fail_msg("%s", wg_error(w->g));
    for (int k = 0; k < w->roots; k++)
        keep(&v, w->root[k]);
    size_t at = 0;
    for (int k = 0; k < w->params; k++) {
        keep(&v, w->param[k]);
        wg_set_data(w->param[k], before.bytes + at, size_of(w->param[k]));
        at += size_of(w->param[k]);
    }
    free(before.bytes);
    return v;
}

static wg_code run_planned(world *w)
{
    char why[256];
    const wg__plan *p = wg__engine_plan(w->g, w->root, w->roots);
    if (p && !wg__plan_verify(p, why, sizeof why))
        fail_msg("the plan is wrong: %s", why);
    return wg_run_n(w->g, w->root, w->roots);
}

static wg_code run_reference(world *w)
{
    return wg_run_reference(w->g, w->root, w->roots);
}

static bool same_bits(const values *a, const values *b)
{
    return a->n == b->n && memcmp(a->bytes, b->bytes, a->n) == 0;
}

/* In f64: as near as the order of sums allows. */
static bool near(const world *w, const values *a, const values *b)
{
    const double *x = (const double *)(void *)a->bytes, *y = (const double *)(void *)b->bytes;
    (void)w;
    for (size_t k = 0; k < a->n / sizeof *x; k++)
        if (!is_close(x[k], y[k], 1e-9, 1e-9))
            return false;
    return a->n == b->n;
}

/* Which value differs first, and by what plan. */
static void explain(world *w, const values *a, const values *b)
{
    size_t at = 0;
    for (int k = 0; k < w->roots + w->params; k++) {
        const wg_tensor t = k < w->roots ? w->root[k] : w->param[k - w->roots];
        const size_t size = wg_dtype_size(wg_dtype_of(t));
        for (size_t i = 0; i < size_of(t); i += size, at += size) {
            if (memcmp(a->bytes + at, b->bytes + at, size) == 0)
                continue;
            double x[2];
            for (int j = 0; j < 2; j++) {
                const void *from = (j ? b : a)->bytes + at;
                x[j] =
                    wg_dtype_of(t) == WG_F32 ? (double)*(const float *)from : *(const double *)from;
            }
            print_message("value %d (node %u), element %zu: %.17g, %.17g\n", k, t.id, i / size,
                          x[0], x[1]);
            wg_graph_dump(stderr, WG_TEXT, w->g, w->root, w->roots);
            wg_plan_dump(stderr, WG_TEXT, w->g, w->root, w->roots);
            wg__engine_set_options(w->g, NULL);
            wg_plan_dump(stderr, WG_TEXT, w->g, w->root, w->roots);
            return;
        }
    }
}

/* ---- the tests ---- */

static const struct {
    const char *name;
    wg__engine_options off;
    bool machine; /* code, written at the first run */
} ways[] = {
    {"all passes, poisoned", {.poison = true}, false},
    {"no columns", {.no_columns = true}, false},
    {"no rows", {.no_rows = true}, false},
    {"no fusion", {.no_fusion = true}, false},
    {"no rows", {.no_rows = true}, false},
    {"no columns", {.no_columns = true}, false},
    {"no totals", {.no_totals = true}, false},
    {"no pairs", {.no_combine = true}, false},
    {"no regions", {.no_regions = true}, false},
    {"no regions, three threads, small chunks", {.no_regions = true, .small_chunks = true}, false},
    {"sanitized, small chunks", {.small_chunks = true, .sanitize = true}, false},
    {"not in place", {.no_in_place = true}, false},
    {"no reuse", {.no_reuse = true, .poison = true}, false},
    {"three threads, small chunks, poisoned", {.small_chunks = true, .poison = true}, false},
    {"nothing", {.no_fusion = true, .no_in_place = true, .no_reuse = true}, false},
    {"machine code, poisoned", {.poison = true}, true},
    {"machine code, no pairs, no regions", {.no_combine = true, .no_regions = true}, true},
    {"machine code, sanitized, small chunks", {.small_chunks = true, .sanitize = true}, true},
    {"machine code, three threads, small chunks", {.small_chunks = true, .no_regions = true}, true},
    {"machine code, all passes, three threads", {.small_chunks = true}, true},
};

typedef struct tally {
    int64_t fused, regions, written;
} tally;

static int64_t programs_written(world *w)
{
    wg_jit_stats stats;
    assert_int_equal(wg_jit_stats_of(w->g, w->root, w->roots, &stats), WG_OK);
    return stats.written;
}

static void check_graph(uint64_t seed, tally *sum)
{
    world w;
    build(&w, seed);
    assert_no_error(w.g);
    wg_plan_stats stats;
    assert_int_equal(wg_plan_stats_of(w.g, w.root, w.roots, &stats), WG_OK);
    sum->fused += stats.phases - stats.tile_programs;
    sum->regions += stats.regions;
    wg_set_jit(WG_JIT_OFF);
    values first = values_by(&w, run_planned);
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        wg__engine_set_options(w.g, &ways[k].off);
        wg_set_threads(ways[k].off.small_chunks ? 3 : 1);
        wg_set_jit(ways[k].machine ? WG_JIT_WAIT : WG_JIT_OFF);
        values other = values_by(&w, run_planned);
        wg_set_threads(1);
        sum->written += ways[k].machine ? programs_written(&w) : 0;
        if (!same_bits(&first, &other)) {
            explain(&w, &first, &other);
            fail_msg("graph %llu: other bits with %s", (unsigned long long)seed, ways[k].name);
        }
        free(other.bytes);
    }
    if (w.d == WG_F64) {
        values plain = values_by(&w, run_reference);
        if (!near(&w, &first, &plain)) {
            explain(&w, &first, &plain);
            fail_msg("graph %llu: not the values of the plain executor", (unsigned long long)seed);
        }
        free(plain.bytes);
    }
    free(first.bytes);
    wg_graph_free(w.g);
}

static long from_environment(const char *name, long otherwise)
{
    const char *v = getenv(name);
    return v ? strtol(v, NULL, 10) : otherwise;
}

static void random_graphs(void **state)
{
    (void)state;
    const long n = from_environment("WG_RANDOM_GRAPHS", 2000),
               first = from_environment("WG_RANDOM_FIRST", 1);
    tally sum = {0};
    for (long k = 0; k < n; k++)
        check_graph((uint64_t)(first + k), &sum);
    wg_set_jit(WG_JIT_ON);
    print_message("%ld graphs, %lld reductions along rows inside programs, %lld regions, %lld "
                  "programs of machine code\n",
                  n, (long long)sum.fused, (long long)sum.regions, (long long)sum.written);
    if (n >= 2000 && wg__cpu_isa() == WG__ISA_AVX512)
        assert_true(sum.written > n);
    if (n >= 2000)
        assert_true(sum.fused > n && sum.regions > n / 2);
}

/* ---- native code ---- */

static int64_t check_native(uint64_t seed)
{
    world w;
    wg_native_stats stats;
    build(&w, seed);
    assert_no_error(w.g);
    values first = values_by(&w, run_planned);
    wg__engine_set_options(w.g, &(wg__engine_options){.poison = true});
    wg_set_native(WG_NATIVE_WAIT);
    wg_set_jit(WG_JIT_OFF);
    values other = values_by(&w, run_planned);
    assert_int_equal(wg_native_stats_of(w.g, w.root, w.roots, &stats), WG_OK);
    wg_set_native(WG_NATIVE_OFF);
    if (!same_bits(&first, &other)) {
        explain(&w, &first, &other);
        fail_msg("graph %llu: other bits as native code", (unsigned long long)seed);
    }
    free(first.bytes);
    free(other.bytes);
    wg_graph_free(w.g);
    return stats.native;
}

/* A compiler takes a fifth of a second and more for each, so they are few unless more are asked for. */
static void native_graphs(void **state)
{
    (void)state;
    const long n = from_environment("WG_RANDOM_NATIVE", 20),
               first = from_environment("WG_RANDOM_FIRST", 1);
    char room[] = "/tmp/wg-random-XXXXXX", command[64];
    wg__compiler c;
    char reason[WG__REASON];
    if (!wg__compiler_find(&c, reason))
        skip();
    assert_non_null(mkdtemp(room));
    setenv("WG_CACHE_DIR", room, 1);
    int64_t native = 0;
    for (long k = 0; k < n; k++)
        native += check_native((uint64_t)(first + k));
    snprintf(command, sizeof command, "rm -r '%s'", room);
    assert_int_equal(system(command), 0);
    print_message("%ld graphs, %lld programs as native code\n", n, (long long)native);
    assert_true(native >= n);
}

/* ---- planted faults: each is caught ---- */

static bool caught_after(void (*plant)(wg__plan *p))
{
    for (uint64_t seed = 1; seed < 200; seed++) {
        world w;
        build(&w, seed);
        values good = values_by(&w, run_planned);
        plant(wg__engine_plan(w.g, w.root, w.roots));
        values bad = {0};
        assert_int_equal(wg_run_n(w.g, w.root, w.roots), WG_OK);
        for (int k = 0; k < w.roots; k++)
            keep(&bad, w.root[k]);
        for (int k = 0; k < w.params; k++)
            keep(&bad, w.param[k]);
        const bool caught = !same_bits(&good, &bad);
        free(good.bytes);
        free(bad.bytes);
        wg_graph_free(w.g);
        if (caught)
            return true;
    }
    return false;
}

/* The last row of a program is left out; in a region rows are the region's to count. */
static void short_program(wg__plan *p)
{
    for (uint32_t k = 0; k < p->steps; k++) {
        wg__program *g = p->step[k].kind == WG__STEP_TILE ? p->step[k].what : NULL;
        if (g && g->cols > 1 && g->rows > 1 && p->step[k].region == WG__NONE)
            g->rows--;
    }
}

/* Instructions that swap their operands, neither of them a single element in memory. */
static void swapped(wg__plan *p)
{
    for (uint32_t k = 0; k < p->steps; k++) {
        wg__program *g = p->step[k].kind == WG__STEP_TILE ? p->step[k].what : NULL;
        for (uint32_t j = 0; g && j < g->instrs; j++)
            if (g->instr[j].fn && g->instr[j].nin == 2 && g->instr[j].from[0] != WG__NONE &&
                g->instr[j].from[1] != WG__NONE) {
                void *const x = g->instr[j].in[0];
                g->instr[j].in[0] = g->instr[j].in[1];
                g->instr[j].in[1] = x;
            }
    }
}

static void planted_faults(void **state)
{
    (void)state;
    assert_true(caught_after(short_program));
    assert_true(caught_after(swapped));
    const double x[2] = {1, 2}, y[2] = {1, 2 + 1e-6}, z[2] = {1, (double)NAN};
    const values a = {(char *)(uintptr_t)x, sizeof x}, b = {(char *)(uintptr_t)y, sizeof y},
                 c = {(char *)(uintptr_t)z, sizeof z};
    assert_true(near(NULL, &a, &a));
    assert_false(near(NULL, &a, &b));
    assert_false(near(NULL, &a, &c));
    assert_false(near(NULL, &c, &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_graphs),
                                       cmocka_unit_test(native_graphs),
                                       cmocka_unit_test(planted_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
