/* The check of races: silent on what is ordered, and each planted fault is seen, whichever thread did what: regions that lack a barrier, or
 * an order, and shares or slices of a kernel that write the same. */
#include "tests/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/state.h"
#include "engine/threads.h"
#include "ops/ops.h"

enum { THREADS = 3, ROWS = 64, COLS = 16, WANTED = 3 };

static wg_graph *watched(void)
{
    wg_graph *g = graph_new();
    assert_int_equal(wg_set_plan_passes(g, "+verify,+sanitize,+races"), WG_OK);
    wg__engine_set_options(g, &(wg__engine_options){.small_chunks = true});
    return g;
}

static wg_tensor normal(wg_graph *g, const char *name, wg_shape s)
{
    return wg_fill_normal(wg_input(g, name, WG_F32, s), 0, 1);
}

/* ---- shares ---- */

typedef struct work {
    const wg__watch *w;
    char *at;
    size_t step, bytes; /* from share to share; what each writes */
    bool write;
} work;

static void touch(const void *what, const wg__lane *lane)
{
    const work *x = what;
    (void)lane;
    for (int64_t k; (k = wg__claim()) >= 0;)
        wg__watch_bytes(x->w, x->at + (size_t)k * x->step, x->bytes, x->write);
}

/* Jobs one after the other over the memory of a plan; then what the check says. */
static wg_code jobs(size_t step, size_t bytes, bool write, int n)
{
    wg_graph *g = watched();
    const wg_tensor y = wg_exp(normal(g, "x", WG_SHAPE(ROWS, COLS)));
    char message[256] = "";
    assert_int_equal(wg_run(g, y), WG_OK);
    wg__plan *p = wg__engine_plan(g, &y, 1);
    const wg__program *first = p->step[0].what;
    assert_non_null(first->watch);
    const work x = {first->watch, p->arena, step, bytes, write};
    wg__races_begin(p, g);
    for (int k = 0; k < n; k++)
        assert_true(wg__share(&(wg__job){touch, &x, 8}));
    const wg_code code = wg__races_after(p, g, message, sizeof message);
    assert_int_equal(code != WG_OK, strstr(message, "with no barrier between") != NULL);
    graph_done(g);
    return code;
}

static void shares(void **state)
{
    (void)state;
    wg_set_threads(THREADS);
    assert_int_equal(jobs(64, 64, true, 1), WG_OK);
    assert_int_equal(jobs(0, 64, false, 1), WG_OK);           /* all read the same */
    assert_int_equal(jobs(64, 65, true, 1), WG_ERR_INTERNAL); /* one byte of the next */
    assert_int_equal(jobs(0, 64, true, 1), WG_ERR_INTERNAL);
    assert_int_equal(jobs(64, 64, true, 5), WG_OK); /* there is a barrier between jobs */
    wg_set_threads(1);
}

/* ---- slices of kernels ---- */

static wg_tensor indices(wg_graph *g, wg_shape s)
{
    const wg_tensor t = wg_input(g, "at", WG_I32, s);
    for (int k = 0; k < wg_numel(t); k++)
        ((int32_t *)wg_data(t))[k] = k % ROWS;
    return t;
}

enum { LINES = 1024 }; /* so that there are slices across them */

static wg_tensor scanned(wg_graph *g)
{
    return wg_cumsum(normal(g, "x", WG_SHAPE(ROWS, LINES)), 0);
}

static wg_tensor taken(wg_graph *g)
{
    return wg_take(normal(g, "x", WG_SHAPE(ROWS, LINES)), indices(g, WG_SHAPE(ROWS)), 0);
}

static wg_tensor scattered(wg_graph *g)
{
    return wg_scatter_add(normal(g, "x", WG_SHAPE(ROWS, LINES)), indices(g, WG_SHAPE(10)),
                          normal(g, "u", WG_SHAPE(10, LINES)), 0);
}

static wg_tensor scattered_along(wg_graph *g)
{
    return wg_scatter_add_along_axis(normal(g, "x", WG_SHAPE(ROWS, LINES)),
                                     indices(g, WG_SHAPE(10, LINES)),
                                     normal(g, "u", WG_SHAPE(10, LINES)), 0);
}

static wg_tensor joined(wg_graph *g)
{
    const wg_tensor x = normal(g, "x", WG_SHAPE(ROWS, LINES));
    return wg_concat(WG_TENSORS(x, normal(g, "y", WG_SHAPE(3, LINES)), x, x), 0);
}

/* As they are, and with each slice's result where the first one's is. */
static void slices_of_kernels(void **state)
{
    (void)state;
    wg_tensor (*const make[])(wg_graph *) = {scanned, taken, scattered, scattered_along, joined};
    wg_set_threads(THREADS);
    for (size_t k = 0; k < sizeof make / sizeof *make; k++) {
        wg_graph *g = watched();
        const wg_tensor y = make[k](g);
        assert_int_equal(wg_run(g, y), WG_OK);
        wg__plan *p = wg__engine_plan(g, &y, 1);
        wg__call *c = p->step[p->steps - 1].what;
        assert_int_equal(p->step[p->steps - 1].kind, WG__STEP_KERNEL);
        assert_true(c->cut.pieces > 1 && c->cut.slices.out >= 0);
        c->args.out.stride[c->cut.slices.out] = 0;
        assert_int_equal(wg_run(g, y), WG_ERR_INTERNAL);
        assert_error_contains(g, "race: step 0 writes");
        graph_done(g);
    }
    wg_set_threads(1);
}

/* A clock that has not joined the job before: as if the caller had not waited. */
static void no_barrier(void **state)
{
    (void)state;
    const wg__clock first = {.job = 7, .joined = 6, .opened = 7, .claim = 0};
    wg__clock second = {.job = 8, .joined = 7, .opened = 8, .claim = 3},
              caller = {.opened = 7, .joined = 6};
    assert_true(wg__clock_ordered(&first, &second));
    second.joined = 6;
    assert_false(wg__clock_ordered(&first, &second));
    assert_false(wg__clock_ordered(&second, &first));
    assert_false(wg__clock_ordered(&caller, &first));
    caller.joined = 7;
    assert_true(wg__clock_ordered(&caller, &first));
    assert_true(wg__clock_ordered(&caller, &(wg__clock){.job = 8, .joined = 7, .opened = 8}));
    assert_false(
        wg__clock_ordered(&first, &(wg__clock){.job = 7, .joined = 6, .opened = 7, .claim = 1}));
}

/* ---- regions ---- */

/* What the second product reads is asked for, so it lies in the arena for all rows. */
static int layers(wg_graph *g, wg_tensor *t)
{
    const wg_tensor x = normal(g, "x", WG_SHAPE(ROWS, COLS)),
                    w = normal(g, "w", WG_SHAPE(COLS, COLS)),
                    v = normal(g, "v", WG_SHAPE(COLS, COLS));
    t[0] = wg_tanh(wg_matmul(x, w));
    t[1] = wg_softmax(wg_matmul(t[0], v), -1);
    return 2;
}

static wg__plan *region_of(wg_graph *g, const wg_tensor *t, int n)
{
    wg_set_threads(THREADS);
    for (int k = 0; k < 3; k++)
        if (wg_run_n(g, t, n) != WG_OK)
            fail_msg("%s", wg_error(g));
    wg__plan *p = wg__engine_plan(g, t, n);
    assert_int_equal(p->regions, 1);
    assert_true(p->region[0].cut);
    assert_true(wg__region_shares(&p->region[0]) > 1);
    return p;
}

/* The second product reads the rows after those of its share: it would have to wait for all of the first. */
static void a_region_without_its_barrier(void **state)
{
    (void)state;
    wg_graph *g = watched();
    wg_tensor t[WANTED];
    const int n = layers(g, t);
    wg__plan *p = region_of(g, t, n);
    wg__product *second = NULL;
    for (uint32_t k = p->region[0].first; k < p->region[0].end; k++)
        second = p->step[k].kind == WG__STEP_GEMM ? p->step[k].what : second;
    assert_non_null(second);
    const char *next = (const char *)second->g.a + COLS * sizeof(float);
    assert_true(next + ROWS * COLS * sizeof(float) <= p->arena + p->stats.arena_bytes);
    second->g.a = next;
    assert_int_equal(wg_run_n(g, t, n), WG_ERR_INTERNAL);
    assert_error_contains(g, "race: step 2 reads %5 = tanh");
    wg_set_threads(1);
    graph_done(g);
}

/* Sums over rows that go on from chunk to chunk, by threads that do not keep to the order. */
static void a_region_out_of_order(void **state)
{
    (void)state;
    wg_graph *g = watched();
    wg_tensor t[WANTED], x[3];
    const wg_shape s = WG_SHAPE(1, 3, 640, 20);
    for (int k = 0; k < 3; k++)
        x[k] = normal(g, (const char *[]){"q", "k", "v"}[k], s);
    const wg_tensor y =
        wg_matmul(wg_softmax(wg_mul(wg_matmul(x[0], wg_transpose(x[1], -2, -1)), 0.2), -1), x[2]);
    assert_int_equal(wg_vjp(y, normal(g, "dy", s), x, WANTED, t), WG_OK);
    wg__plan *p = region_of(g, t, WANTED);
    assert_true(p->region[0].ordered);
    p->region[0].ordered = false;
    assert_int_equal(wg_run_n(g, t, WANTED), WG_ERR_INTERNAL);
    assert_error_contains(g, "on another thread, with no barrier between");
    wg_set_threads(1);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares),
        cmocka_unit_test(slices_of_kernels),
        cmocka_unit_test(no_barrier),
        cmocka_unit_test(a_region_without_its_barrier),
        cmocka_unit_test(a_region_out_of_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
