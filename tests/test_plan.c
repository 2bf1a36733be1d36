/* Plans: against the plain executor on random graphs, with every part of planning turned off in turn; each verified; their
 * cache. */
#include "tests/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/state.h"
#include "nn/nn.h"
#include "tests/random_graph.h"

enum { GRAPHS = 120 };

/* ---- what a run leaves ---- */

/* The values asked for and the parameters, one after the other. */
typedef struct result {
    double *v;
    size_t n;
} result;

static void add_values(result *r, wg_tensor t)
{
    const int64_t n = wg_numel(t);
    r->v = realloc(r->v, (r->n + (size_t)n + 1) * sizeof *r->v);
    assert_non_null(r->v);
    const void *data = wg_data(t);
    assert_non_null(data);
    for (int64_t i = 0; i < n; i++)
        r->v[r->n++] =
            wg_dtype_of(t) == WG_F32 ? (double)((const float *)data)[i] : ((const double *)data)[i];
}

typedef wg_code (*runner)(wg_graph *g, const wg_tensor *t, int n);

static wg_code planned(wg_graph *g, const wg_tensor *t, int n)
{
    return wg_run_n(g, t, n);
}

static wg_code plain(wg_graph *g, const wg_tensor *t, int n)
{
    return wg_run_reference(g, t, n);
}

/* From the same parameters each time. */
static result run(wg_graph *g, const random_graph *r, runner how)
{
    result out = {0};
    wg_seed(g, 5);
    for (int k = 0; k < RANDOM_PARAMS; k++)
        wg_fill_normal(r->param[k], 0, 1);
    if (how(g, r->wanted, r->n) != WG_OK)
        fail_msg("%s", wg_error(g));
    for (int k = 0; k < r->n; k++)
        add_values(&out, r->wanted[k]);
    for (int k = 0; k < RANDOM_PARAMS; k++)
        add_values(&out, r->param[k]);
    return out;
}

/* The largest distance, relative to the largest magnitude; infinite where one is NaN. */
static double distance(const result *a, const result *b)
{
    double scale = 1, worst = 0;
    if (a->n != b->n)
        return (double)INFINITY;
    for (size_t i = 0; i < b->n; i++)
        scale = fabs(b->v[i]) > scale ? fabs(b->v[i]) : scale;
    for (size_t i = 0; i < b->n; i++) {
        const double d = fabs(a->v[i] - b->v[i]);
        if (!(d <= worst))
            worst = d >= 0 ? d : (double)INFINITY;
    }
    return worst / scale;
}

/* ---- with everything, and without each part ---- */

static const struct {
    const char *name;
    wg__engine_options options;
    bool same_bits; /* as with everything: nothing is computed in another order */
} settings[] = {
    {"everything", {0}, true},
    {"no fusion", {.no_fusion = true}, true},
    {"no epilogues", {.no_epilogue = true}, false},
    {"nothing in place", {.no_in_place = true}, false},
    {"no reuse of memory", {.no_reuse = true}, true},
    {"poison", {.poison = true}, true},
    {"nothing",
     {.no_fusion = true, .no_epilogue = true, .no_in_place = true, .no_reuse = true},
     false},
    {"nothing but poison", {.no_fusion = true, .no_epilogue = true, .poison = true}, false},
};

static void check_graph(wg_dtype d, uint64_t seed, double limit)
{
    wg_graph *g = graph_new();
    const random_graph r = random_graph_of(g, d, seed);
    const result truth = run(g, &r, plain);
    result first = {0};
    char message[512];
    for (size_t k = 0; k < sizeof settings / sizeof *settings; k++) {
        wg__engine_set_options(g, &settings[k].options);
        const wg__plan *p = wg__engine_plan(g, r.wanted, r.n);
        if (!p || !wg__plan_verify(p, message, sizeof message))
            fail_msg("graph %d, %s: %s", (int)seed, settings[k].name, p ? message : wg_error(g));
        result got = run(g, &r, planned);
        const double off = distance(&got, &truth);
        if (!(off <= limit))
            fail_msg("graph %d, %s: off by %g", (int)seed, settings[k].name, off);
        if (k && settings[k].same_bits && memcmp(got.v, first.v, got.n * sizeof *got.v) != 0)
            fail_msg("graph %d, %s: other bits than with everything", (int)seed, settings[k].name);
        free(k ? got.v : NULL);
        first = k ? first : got;
    }
    free(first.v);
    free(truth.v);
    graph_done(g);
}

/* Dozens of operations after another, whose condition is moderate. */
static void random_graphs_f64(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= GRAPHS; seed++)
        check_graph(WG_F64, seed, 1e-11);
}

static void random_graphs_f32(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= GRAPHS; seed++)
        check_graph(WG_F32, seed, 1e-4);
}

static void a_wrong_value_is_found(void **state)
{
    (void)state;
    double a[2] = {1, 2}, b[2] = {1, 2 + 1e-9}, nan[2] = {1, (double)NAN};
    const result x = {a, 2}, y = {b, 2}, z = {nan, 2}, shorter = {a, 1};
    assert_true(distance(&x, &x) <= 0);
    assert_true(distance(&y, &x) > 1e-11);
    assert_true(isinf(distance(&z, &x)) && isinf(distance(&x, &z)));
    assert_true(isinf(distance(&shorter, &x)));
}

/* ---- the verifier finds what is planted ---- */

static wg__plan *sample(wg_graph *g, wg_tensor *wanted)
{
    const wg_tensor x = wg_fill(wg_param(g, "x", WG_F64, WG_SHAPE(4, 4)), 0.5);
    const wg_tensor s = wg_softmax(wg_matmul(wg_tanh(x), wg_sin(x)), -1);
    *wanted = wg_assign(x, wg_sub(x, wg_mul(wg_cumsum(s, 0), 0.1)));
    wg__plan *p = wg__engine_plan(g, wanted, 1);
    assert_non_null(p);
    return p;
}

static void assert_plan_fault(const wg__plan *p, const char *text)
{
    char message[512] = "";
    assert_false(wg__plan_verify(p, message, sizeof message));
    if (!strstr(message, text))
        fail_msg("message \"%s\" lacks \"%s\"", message, text);
}

static void faults_in_plans(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor wanted;
    char message[512];
    wg__plan *p = sample(g, &wanted);
    assert_true(wg__plan_verify(p, message, sizeof message));
    for (uint32_t k = 0; k < p->buffers; k++) {
        wg__buffer *u = &p->buffer[k], kept = *u;
        if (u->leaf != WG__NONE || u->shares != k || u->first == WG__NONE || !u->bytes)
            continue;
        u->offset = (size_t)p->stats.arena_bytes;
        assert_false(wg__plan_verify(p, message, sizeof message));
        *u = kept;
        if (u->last != u->first) {
            u->last = u->first;
            assert_plan_fault(p, "after its life");
            *u = kept;
        }
    }
    for (uint32_t k = 0; k < p->accesses; k++) {
        const wg__access kept = p->access[k];
        p->access[k].buffer = p->buffers;
        assert_plan_fault(p, "a buffer that does not exist");
        p->access[k] = kept;
        p->access[k].write = !kept.write;
        assert_false(wg__plan_verify(p, message, sizeof message));
        p->access[k] = kept;
    }
    for (uint32_t k = p->step[0].reloc; k < p->step[0].reloc + p->step[0].relocs; k++) {
        const wg__reloc kept = p->reloc[k];
        p->reloc[k].offset += (size_t)1 << 40;
        assert_plan_fault(p, "a pointer leads out of what its step uses");
        p->reloc[k] = kept;
    }
    p->step[p->steps - 1].may_fail = true;
    for (uint32_t k = 0; k + 1 < p->steps; k++) {
        p->step[k].assigns = true;
        assert_plan_fault(p, "a step that may fail comes after an assignment");
        p->step[k].assigns = false;
    }
    p->step[p->steps - 1].may_fail = false;
    const wg__step first = p->step[0];
    p->step[0] = p->step[p->steps - 1];
    p->step[p->steps - 1] = first;
    assert_false(wg__plan_verify(p, message, sizeof message));
    p->step[p->steps - 1] = p->step[0];
    p->step[0] = first;
    assert_true(wg__plan_verify(p, message, sizeof message));
    graph_done(g);
}

/* ---- counters: a fusion that is lost fails here ---- */

static void counters(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(32, 64)),
              w = wg_param(g, "w", WG_F32, WG_SHAPE(64, 16));
    wg_tensor b = wg_param(g, "b", WG_F32, WG_SHAPE(16));
    wg_tensor chain = wg_mul(wg_tanh(wg_add(x, 1.0)), wg_sin(x));
    wg_plan_stats s;
    assert_int_equal(wg_plan_stats_of(g, &chain, 1, &s), WG_OK);
    assert_true(s.steps == 1 && s.tile_programs == 1 && s.tile_ops == 4 && s.kernels == 0);
    wg_tensor layer = wg_relu(wg_add(wg_matmul(x, w), b));
    assert_int_equal(wg_plan_stats_of(g, &layer, 1, &s), WG_OK);
    assert_true(s.steps == 1 && s.gemms == 1 && s.tile_programs == 0);
    assert_true(s.flop >= 2.0 * 32 * 64 * 16);
    assert_int_equal(wg_plan_stats_of(g, &layer, 1, NULL), WG_ERR_ARGUMENT);
    assert_error_is(g, "wg_plan_stats_of: stats is NULL");
    assert_int_equal(wg_plan_stats_of(NULL, &layer, 1, &s), WG_ERR_HANDLE);
    assert_true(wg_plan_bytes(NULL, &layer, 1) == -1);
    graph_done(g);
}

/* ---- the cache ---- */

static wg_tensor power(wg_tensor x, int n)
{
    wg_tensor y = x;
    for (int k = 0; k < n; k++)
        y = wg_mul(wg_sin(y), x);
    return wg_sum(y, WG_ALL, false);
}

static void cache_is_bounded(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill(wg_input(g, "x", WG_F64, WG_SHAPE(8)), 0.5);
    wg_cache_stats s;
    assert_int_equal(wg_set_cache_capacity(g, 3), WG_OK);
    for (int k = 1; k <= 5; k++)
        assert_int_equal(wg_run(g, power(x, k)), WG_OK);
    assert_int_equal(wg_cache_stats_of(g, &s), WG_OK);
    assert_true(s.plans == 3 && s.capacity == 3 && s.misses == 5 && s.evictions == 2 &&
                s.bytes > 0);
    const int64_t hits = s.hits;
    assert_int_equal(wg_run(g, power(x, 3)), WG_OK); /* still there, now the most recent */
    assert_int_equal(wg_run(g, power(x, 6)), WG_OK); /* 4 goes */
    assert_int_equal(wg_run(g, power(x, 3)), WG_OK);
    assert_int_equal(wg_cache_stats_of(g, &s), WG_OK);
    assert_true(s.hits == hits + 2 && s.misses == 6 && s.evictions == 3 && s.plans == 3);
    assert_int_equal(wg_set_cache_capacity(g, 1), WG_OK);
    assert_int_equal(wg_cache_stats_of(g, &s), WG_OK);
    assert_true(s.plans == 1 && s.evictions == 5);
    assert_int_equal(wg_set_cache_capacity(g, 0), WG_ERR_ARGUMENT);
    assert_error_is(g, "wg_set_cache_capacity: 0 plans: at least one is needed");
    assert_int_equal(wg_cache_stats_of(g, NULL), WG_ERR_ARGUMENT);
    assert_error_is(g, "wg_cache_stats_of: stats is NULL");
    assert_int_equal(wg_cache_stats_of(NULL, &s), WG_ERR_HANDLE);
    assert_int_equal(wg_set_cache_capacity(NULL, 1), WG_ERR_HANDLE);
    graph_done(g);
}

/* Define by run: the loop plans once. */
static void recording_again_hits(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor w = wg_fill(wg_param(g, "w", WG_F64, WG_SHAPE(3)), 1), d;
    wg_cache_stats s;
    for (int k = 0; k < 20; k++) {
        wg_mark m = wg_graph_mark(g);
        wg_tensor loss = wg_sum(wg_square(wg_sub(w, 3.0)), WG_ALL, false);
        assert_int_equal(wg_grad(loss, &w, 1, &d), WG_OK);
        assert_int_equal(wg_run(g, wg_assign(w, wg_sub(w, wg_mul(d, 0.25))), loss), WG_OK);
        assert_close(wg_item(loss), 12 * pow(0.25, k), 1e-15, 1e-12);
        wg_graph_release(m);
    }
    assert_int_equal(wg_cache_stats_of(g, &s), WG_OK);
    assert_true(s.misses == 1 && s.hits == 19 && s.plans == 1);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_graphs_f64),
        cmocka_unit_test(random_graphs_f32),
        cmocka_unit_test(a_wrong_value_is_found),
        cmocka_unit_test(faults_in_plans),
        cmocka_unit_test(counters),
        cmocka_unit_test(cache_is_bounded),
        cmocka_unit_test(recording_again_hits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
