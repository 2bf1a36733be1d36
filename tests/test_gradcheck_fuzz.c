/* No false alarm: every op of the registry that has a gradient, at random shapes, with values of random scales from 1e-30 to 1e30
 * (f32: 1e-12 to 1e12, so that squares and their derivatives stay within it).
 *
 *     ./dev fuzz          or: WG_GRADCHECK_SHAPES=1000 build/tests/test_gradcheck_fuzz
 *
 * is the long run, 1,000 shapes and scales for each op and dtype; without the variable there are a few for each. WG_GRADCHECK_OP=fmod: of
 * this op alone. */
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "ops/ops.h"
#include "tests/op_cases.h"

enum { FEW = 20, REACH = 30, F32_REACH = 12 };

typedef struct tally {
    size_t count[WG_VERDICT_COUNT];
    int wrong, against;
} tally;

static wg_shape some_shape(wg_rng *rng, int least)
{
    wg_shape s = {.rank = least + (int)wg_rng_below(rng, 5 - (uint64_t)least)};
    for (int k = 0; k < s.rank; k++)
        s.dim[k] = 1 + (int64_t)wg_rng_below(rng, 4);
    return s;
}

/* A shape that broadcasts to s. */
static wg_shape part_of(wg_rng *rng, wg_shape s)
{
    const int drop = (int)wg_rng_below(rng, (uint64_t)s.rank + 1);
    wg_shape p = {.rank = s.rank - drop};
    for (int k = 0; k < p.rank; k++)
        p.dim[k] = wg_rng_below(rng, 4) == 0 ? 1 : s.dim[k + drop];
    return p;
}

static void draw(wg_tensor t, const source *s, double scale, wg_rng *rng)
{
    const wg_dtype d = wg_dtype_of(t);
    for (int64_t i = 0; i < wg_numel(t); i++) {
        const double u = wg_rng_uniform(rng), v = scale * (s->lo + u * (s->hi - s->lo)),
                     whole = floor(s->lo + u * (s->hi - s->lo + 1));
        switch (d) {
        case WG_F64: ((double *)wg_data(t))[i] = v; break;
        case WG_F32: ((float *)wg_data(t))[i] = (float)v; break;
        case WG_I32: ((int32_t *)wg_data(t))[i] = (int32_t)whole; break;
        case WG_I64: ((int64_t *)wg_data(t))[i] = (int64_t)whole; break;
        default: ((uint8_t *)wg_data(t))[i] = (uint8_t)whole; break;
        }
    }
}

static op_case some_case(const wg_op *op, wg_rng *rng)
{
    op_case c;
    while (!op_case_at(op, (int)wg_rng_below(rng, 4), &c))
        continue;
    return c;
}

static bool fuzzed(const wg_op *op)
{
    op_case c;
    const char *only = getenv("WG_GRADCHECK_OP");
    if (only && strcmp(only, op->name) != 0)
        return false;
    return op_has_gradient(op) && strcmp(op->name, "cast") != 0 && op_case_at(op, 0, &c);
}

/* One check; its loss is the op, its sum, the mean of its squares, or its tanh. */
static void one(const wg_op *op, wg_rng *rng, bool f32, tally *t)
{
    const op_case c = some_case(op, rng);
    const bool free_shape = op->family == WG_FAMILY_ELEMENTWISE && strcmp(op->name, "where") != 0;
    const wg_shape whole = some_shape(rng, 0);
    wg_graph *g = graph_new();
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS];
    int n = 0;
    for (int k = 0; k < c.n; k++) {
        const wg_dtype d = c.x[k].dtype == WG_F64 && f32 ? WG_F32 : c.x[k].dtype;
        const wg_shape s = !free_shape ? c.x[k].shape : c.n > 1 ? part_of(rng, whole) : whole;
        const double reach = f32 ? F32_REACH : REACH,
                     scale =
                         wg_rng_below(rng, 3) ? pow(10, reach * (2 * wg_rng_uniform(rng) - 1)) : 1;
        x[k] = wg_param(g, NULL, d, s);
        draw(x[k], &c.x[k], scale, rng);
        if (wg_dtype_is_float(d))
            wrt[n++] = x[k];
    }
    wg_tensor y = op_case_call(g, x, c.n, &c);
    switch (wg_rng_below(rng, 4)) {
    case 0: y = wg_sum(y, WG_ALL, false); break;
    case 1: y = wg_mean(wg_square(y), WG_ALL, false); break;
    case 2: y = wg_tanh(y); break;
    default: break;
    }
    wg_gradcheck_report r;
    if (wg_gradcheck(g, WG_LIST(y), ((wg_tensor_list){wrt, n}), NULL, &r))
        fail_msg("%s: %s", c.op, wg_error(g));
    bool against = false;
    for (int w = 0; w < WG_WITNESS_COUNT; w++)
        against = against || r.testimony[w].state == WG_WITNESS_DISAGREES;
    const bool wrong = r.verdict == WG_VERDICT_WRONG || r.verdict == WG_VERDICT_IMPRECISE;
    if (wrong || against) {
        print_message("%s: %s\n", c.op, r.text);
        wg_gradcheck_print(&r, stdout, NULL);
    }
    t->wrong += wrong;
    t->against += against;
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        t->count[v] += r.count[v];
    wg_gradcheck_free(&r);
    graph_done(g);
}

static void run_many(bool f32)
{
    const char *wanted = getenv("WG_GRADCHECK_SHAPES");
    const long n = wanted ? strtol(wanted, NULL, 10) : FEW;
    size_t checks = 0;
    tally t = {{0}, 0, 0};
    for (size_t i = 0; i < wg_op_count(); i++)
        for (long k = 0; k < n && fuzzed(wg_op_at(i)); k++, checks++) {
            wg_rng rng = wg_rng_new(1000003 * (uint64_t)i + (uint64_t)k);
            one(wg_op_at(i), &rng, f32, &t);
        }
    print_message("%zu checks\n", checks);
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        print_message("%8zu %s\n", t.count[v], wg_verdict_name((wg_verdict)v));
    assert_int_equal(t.wrong, 0);
    assert_int_equal(t.against, 0);
    assert_true(checks > 0 &&
                t.count[WG_VERDICT_OK] > checks); /* most of what is checked says something */
}

static void test_f64(void **state)
{
    (void)state;
    run_many(false);
}

static void test_f32(void **state)
{
    (void)state;
    run_many(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_f64),
        cmocka_unit_test(test_f32),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
