/* Out of memory: the n-th allocation of a scenario fails, for every n. The error is sticky and says so, the graph stays valid,
 * what was there before is untouched, everything works once memory is back, and nothing leaks. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

#include "ops/op.h"
#include "tensor/memory.h"
#include "tensor/node.h"

enum { CHAIN = 2500, MANY = 9 };

static const wg_op chain_op = {.name = "chain"}, wide_op = {.name = "wide"};

static bool same_attrs(const wg_op *op, const wg_attrs *a, const wg_attrs *b)
{
    (void)op;
    return a->at[0].u.i == b->at[0].u.i;
}

static wg_tensor record(wg_graph *g, const wg_op *op, int line, const wg_tensor *x, int n,
                        int64_t attr)
{
    uint32_t in[MANY];
    wg_attrs attrs;
    memset(&attrs, 0, sizeof attrs);
    attrs.at[0].u.i = attr;
    for (int k = 0; k < n; k++) {
        if (!wg__use(g, x[k], "x"))
            return wg__poison(g);
        in[k] = x[k].id;
    }
    wg__record r = {.op = op,
                    .dtype = WG_F32,
                    .shape = WG_SHAPE(2, 3 + line % 3),
                    .in = in,
                    .nin = n,
                    .attr = &attrs,
                    .attr_size = sizeof attrs,
                    .attr_equal = same_attrs};
    r.attr_key = wg__hash(&attr, sizeof attr, (wg__key){0});
    bool opened = wg__enter(g, (wg_site){"net.c", line, "wg_op(x)"});
    wg_tensor t = wg__record_op(g, &r);
    wg__leave(g, opened);
    return t;
}

/* Touches all that allocates: chunks, arena, table, sites, names, marks, storage. Marks and releases nest. False if the
 * outer mark failed: then there is nothing to go back to. */
static bool scenario(wg_graph *g, wg_tensor x)
{
    wg_tensor many[MANY];
    wg_mark outer = wg_graph_mark(g);
    wg_tensor t = wg_param(g, "a parameter with a name", WG_F64, WG_SHAPE(100, 100));
    wg_set_name(x, "renamed");
    for (int k = 0; k < MANY; k++)
        many[k] = wg_scalar(g, WG_F32, k);
    wg_mark inner = wg_graph_mark(g);
    t = record(g, &wide_op, 1, many, MANY, 0);
    for (int k = 0; k < CHAIN; k++) {
        t = record(g, &chain_op, k % 700, &t, 1, k);
        if (k % 100 == 0)
            wg_set_name(t, "some name");
    }
    wg_graph_release(inner);
    t = wg_const(g, WG_F64, WG_SHAPE(300), ((double[300]){1}));
    wg_set_name(t, "after");
    if (wg_is_ok(t))
        assert_string_equal(wg_name(t), wg_ok(g) ? "after" : wg_name(t));
    wg_graph_release(outer);
    return outer.count != 0;
}

static bool fails_cleanly(long n, bool lasting)
{
    long before = alloc_live();
    (lasting ? fail_from : fail_after)(n);
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(4));
    if (wg_is_ok(x))
        memcpy(wg_data(x), (float[]){1, 2, 3, 4}, 16);
    bool marked = scenario(g, x);
    bool happened = fail_happened();
    fail_after(0);
    if (g && happened) {
        assert_int_equal(wg_error_code(g), WG_ERR_MEMORY);
        assert_error_contains(g, "out of memory");
    }
    if (g) {
        assert_verified(g);
        if (wg_is_ok(x)) {
            assert_memory_equal(wg_data(x), ((float[]){1, 2, 3, 4}), 16);
            if (marked)
                assert_string_equal(wg_name(x), "x");
        } else {
            x = wg_input(g, "x", WG_F32, WG_SHAPE(4));
        }
        if (marked)
            assert_int_equal(wg_graph_nodes(g), 1);
        scenario(g, x);
        assert_no_error(g);
        graph_done(g);
    }
    assert_int_equal(alloc_live(), before);
    return happened;
}

static void every_allocation(bool lasting)
{
    long n = 1;
    if (!fail_malloc_works())
        skip();
    while (fails_cleanly(n, lasting))
        n++;
    assert_true(n > 40); /* the scenario does allocate */
}

static void one_fails(void **state)
{
    (void)state;
    every_allocation(false);
}

static void all_fail_from_then_on(void **state)
{
    (void)state;
    every_allocation(true);
}

static void array_fails(void **state)
{
    (void)state;
    wg_array a;
    wg_status st = {0};
    if (!fail_malloc_works())
        skip();
    fail_after(1);
    wg_code code = wg_array_new(&a, WG_F64, WG_SHAPE(2, 3), &st);
    fail_after(0);
    assert_int_equal(code, WG_ERR_MEMORY);
    assert_string_equal(st.text, "wg_array_new: out of memory: 48 bytes for f64 (2, 3)");
    assert_null(a.data);
    wg_array_free(&a);
}

static void arena_fails(void **state)
{
    (void)state;
    wg__arena a = {0};
    if (!fail_malloc_works())
        skip();
    fail_after(1);
    assert_null(wg__arena_alloc(&a, 10));
    fail_after(0);
    assert_null(wg__arena_alloc(&a, SIZE_MAX - 8));
    void *p = wg__arena_alloc(&a, 10);
    assert_non_null(p);
    assert_int_equal((uintptr_t)p % 16, 0);
    wg__arena_free(&a);
}

/* The n-th allocation fails: the count says which, also for a caller that asks through realloc. */
static void counts(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    long before = alloc_count(), live = alloc_live();
    void *p = wg__alloc(10), *q = wg__alloc_aligned(100), *r = wg__storage_new(100);
    p = wg__realloc(p, 20, 20);
    assert_int_equal(alloc_count() - before, 4);
    assert_int_equal(alloc_live() - live, 3);
    assert_null(wg__realloc(p, SIZE_MAX, 2));
    assert_null(wg__alloc0(SIZE_MAX, 2));
    assert_null(wg__storage_new(SIZE_MAX));
    assert_null(wg__alloc_aligned(SIZE_MAX));
    wg__free(p);
    wg__free(q);
    wg__storage_free(r);
    assert_int_equal(alloc_live(), live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_fails),   cmocka_unit_test(all_fail_from_then_on),
        cmocka_unit_test(array_fails), cmocka_unit_test(arena_fails),
        cmocka_unit_test(counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
