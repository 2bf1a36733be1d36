/* The life of machine code: asked for or not, written at the second run, kept with the plan, gone with it; and what is left when the system gives no
 * memory for it. That its bits are right: test_bodies.c. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/jit.h"
#include "engine/native.h"
#include "tests/bodies.h"
#include "tests/fail_malloc.h"
#include "tests/support.h"

static wg_jit_stats jit_stats(results *r)
{
    wg_jit_stats s;
    assert_int_equal(wg_jit_stats_of(r->g, r->root, r->n, &s), WG_OK);
    return s;
}

static void run_again(results *r)
{
    if (wg_run_n(r->g, r->root, r->n) != WG_OK)
        fail_msg("%s", wg_error(r->g));
}

static results *recorded(record_fn record, const void *what)
{
    results *r = results_new();
    record(r, what);
    return r;
}

static void expect_same(const results *a, const results *b)
{
    for (int k = 0; k < a->n; k++)
        if (difference(a->root[k], b->root[k]) >= 0)
            fail_msg("%s differs", a->name[k]);
}

/* ---- whether, and when ---- */

static void modes(void **state)
{
    (void)state;
    assert_int_equal(wg_set_jit((wg_jit)7), WG_ERR_ARGUMENT);
    assert_int_equal(wg_set_jit(WG_JIT_OFF), WG_OK);
    assert_int_equal(wg_jit_now(), WG_JIT_OFF);
    results *r = run(record_rows, &matrices[0], INTERPRETED, NULL);
    const wg_jit_stats s = jit_stats(r);
    assert_int_equal(s.written, 0);
    assert_true(s.programs > 0);
    assert_non_null(strstr(s.reason, "off"));
    assert_int_equal(wg_jit_stats_of(r->g, r->root, r->n, NULL), WG_ERR_ARGUMENT);
    results_free(r);
    assert_int_equal(wg_jit_stats_of(NULL, NULL, 0, NULL), WG_ERR_HANDLE);
}

static void a_bad_word_is_an_error(void **state)
{
    (void)state;
    setenv("WG_JIT", "yes", 1);
    wg_graph *g = wg_graph_new();
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(3));
    assert_int_equal(wg_run(g, wg_exp(x)), WG_ERR_ARGUMENT);
    assert_non_null(strstr(wg_error(g), "WG_JIT: 'yes' is none of 0, 1, wait"));
    wg_graph_free(g);
    unsetenv("WG_JIT");
}

static void it_is_written_at_the_second_run(void **state)
{
    (void)state;
    need_body(MACHINE);
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL),
            *b = recorded(record_rows, &matrices[0]);
    wg_set_jit(WG_JIT_ON);
    run_again(b);
    assert_int_equal(jit_stats(b).written, 0);
    assert_non_null(strstr(jit_stats(b).reason, "run once"));
    run_again(b);
    assert_true(jit_stats(b).written > 0);
    assert_string_equal(jit_stats(b).reason, "machine code");
    expect_same(a, b);
    const long before = alloc_count();
    run_again(b);
    assert_int_equal(alloc_count() - before, 0);
    results_free(a);
    results_free(b);
}

/* A step that is recorded anew has the code of the plan that is found for it. */
static void recorded_anew(void **state)
{
    (void)state;
    need_body(MACHINE);
    wg_set_jit(WG_JIT_ON);
    wg_graph *g = wg_graph_new();
    const wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(50, 30)), 0, 1);
    const wg_mark mark = wg_graph_mark(g);
    for (int k = 0; k < 4; k++) {
        const wg_tensor y =
            wg_sum(wg_square(wg_sub(x, wg_mean(x, WG_AXES(-1), true))), WG_AXES(-1), false);
        wg_jit_stats s;
        assert_int_equal(wg_run(g, y), WG_OK);
        assert_int_equal(wg_jit_stats_of(g, &y, 1, &s), WG_OK);
        assert_int_equal(s.written, k > 0);
        wg_graph_release(mark);
    }
    wg_graph_free(g);
}

/* Turned off, a plan is interpreted again; turned on, it has code again. */
static void off_again(void **state)
{
    (void)state;
    need_body(MACHINE);
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL),
            *b = run(record_rows, &matrices[0], MACHINE, NULL);
    for (int k = 0; k < 4; k++) {
        wg_set_jit(k % 2 ? WG_JIT_WAIT : WG_JIT_OFF);
        run_again(b);
        assert_int_equal(jit_stats(b).written > 0, k % 2);
        expect_same(a, b);
    }
    results_free(a);
    results_free(b);
}

/* What a compiler made goes before it, and it comes back after. */
static void native_goes_before(void **state)
{
    (void)state;
    need_body(MACHINE);
    need_compiler();
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL),
            *b = run(record_rows, &matrices[0], MACHINE, NULL);
    for (int k = 0; k < 3; k++) {
        wg_set_native(k % 2 ? WG_NATIVE_OFF : WG_NATIVE_WAIT);
        run_again(b);
        assert_int_equal(stats_of(b).native > 0, k % 2 == 0);
        assert_true(jit_stats(b).written > 0);
        expect_same(a, b);
    }
    set_body(INTERPRETED);
    results_free(a);
    results_free(b);
}

/* ---- programs that fill what there is ---- */

enum { MANY = 40 };

/* So many values are alive at once that not all have registers, numbers and bools; and more pointers than there are registers for. */
static void record_many(results *r, const void *what)
{
    const wg_dtype d = *(const wg_dtype *)what;
    wg_tensor x[MANY / 2], v[MANY], b[MANY / 2], sum;
    for (int k = 0; k < MANY / 2; k++)
        x[k] = wg_fill_normal(wg_input(r->g, "x", d, WG_SHAPE(203)), 0, 1);
    for (int k = 0; k < MANY; k++)
        v[k] = wg_mul(wg_square(x[k / 2]), 1.0 + k);
    for (int k = 0; k < MANY / 2; k++)
        b[k] = wg_gt(v[k], v[MANY - 1 - k]);
    sum = x[0];
    for (int k = MANY - 1; k >= 0; k--)
        sum = wg_add(wg_mul(sum, 0.5), v[k]);
    for (int k = 0; k < MANY / 2; k++)
        sum = wg_where(wg_logical_xor(b[k], b[MANY / 2 - 1 - k]), sum, v[k]);
    put(r, sum, "many values");
}

/* More reductions in one loop than accumulators have registers. */
static void record_many_sums(results *r, const void *what)
{
    const matrix *m = what;
    const wg_tensor x = wg_fill_normal(wg_input(r->g, "x", m->d, WG_SHAPE(m->rows, m->cols)), 0, 1);
    for (int k = 0; k < 7; k++) {
        const wg_tensor y = wg_sub(wg_mul(x, 1.0 + k), wg_square(x));
        put(r, wg_sum(y, WG_AXES(-1), false), "sum");
        put(r, wg_max(y, WG_AXES(-1), false), "max");
    }
}

static void more_than_there_are_registers(void **state)
{
    (void)state;
    need_body(MACHINE);
    for (int k = 0; k < 2; k++)
        same(record_many, &dtypes[k], MACHINE, 1);
    for (int k = 0; k < MATRICES; k++)
        same(record_many_sums, &matrices[k], MACHINE, 1);
}

/* More than fits: interpreted, and the reason says so. */
static void record_too_many(results *r, const void *what)
{
    const wg_tensor x = wg_fill_normal(wg_input(r->g, "x", WG_F32, WG_SHAPE(100)), 0, 1);
    wg_tensor y = x;
    (void)what;
    for (int k = 0; k < 400; k++)
        y = wg_sub(wg_mul(y, 0.5), x);
    put(r, y, "a long chain");
}

static void a_program_that_is_too_large(void **state)
{
    (void)state;
    need_body(MACHINE);
    same(record_too_many, NULL, MACHINE, 0);
}

/* ---- memory of its own ---- */

/* Mappings of /proc/self/maps with these rights and without a file. */
static int mappings(const char *rights)
{
    char line[512], has[8], name[256];
    int n = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    if (!f)
        return -1;
    while (fgets(line, sizeof line, f)) {
        *name = 0;
        if (sscanf(line, "%*s %7s %*s %*s %*s %255s", has, name) >= 1)
            n += strncmp(has, rights, 3) == 0 && !*name;
    }
    fclose(f);
    return n;
}

static void it_goes_with_the_plan(void **state)
{
    (void)state;
    need_body(MACHINE);
    set_body(INTERPRETED);
    const int before = mappings("r-x"), both = mappings("rwx");
    if (before < 0)
        skip();
    results *r = run(record_rows, &matrices[0], MACHINE, NULL);
    assert_true(jit_stats(r).written > 0);
    assert_int_equal(mappings("r-x"), before + 1);
    assert_int_equal(mappings("rwx"), both); /* never */
    results_free(r);
    assert_int_equal(mappings("r-x"), before);
}

static void no_pages(void **state)
{
    (void)state;
    need_body(MACHINE);
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL);
    wg__jit_test(0, EACCES);
    results *b = run(record_rows, &matrices[0], MACHINE, NULL);
    assert_int_equal(jit_stats(b).written, 0);
    assert_non_null(strstr(jit_stats(b).reason, strerror(EACCES)));
    const long before = alloc_count();
    run_again(b); /* it is not asked for again */
    assert_int_equal(alloc_count() - before, 0);
    wg__jit_test(0, 0);
    expect_same(a, b);
    results_free(a);
    results_free(b);
}

/* Each allocation of the writing fails in turn: the run is what it was. */
static void out_of_memory(void **state)
{
    (void)state;
    need_body(MACHINE);
    if (!fail_malloc_works())
        skip();
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL);
    int interpreted = 0;
    for (long n = 0; n < 12; n++) {
        results *b = run(record_rows, &matrices[0], INTERPRETED, NULL);
        wg_set_jit(WG_JIT_WAIT);
        fail_from(n + 1);
        const wg_code code = wg_run_n(b->g, b->root, b->n);
        fail_from(0);
        assert_int_equal(code, WG_OK);
        interpreted += jit_stats(b).written == 0;
        expect_same(a, b);
        results_free(b);
    }
    assert_true(interpreted >= 2 && interpreted < 12);
    results_free(a);
}

/* ---- threads and processes ---- */

static void *in_thread(void *p)
{
    results *r = results_new();
    record_rows(r, &matrices[(intptr_t)p]);
    for (int k = 0; k < 5; k++)
        run_again(r);
    assert_true(jit_stats(r).written > 0);
    results_free(r);
    return NULL;
}

static void graphs_of_several_threads(void **state)
{
    (void)state;
    need_body(MACHINE);
    wg_set_jit(WG_JIT_ON);
    pthread_t thread[4];
    for (intptr_t k = 0; k < 4; k++)
        assert_int_equal(pthread_create(&thread[k], NULL, in_thread, (void *)(k % 2)), 0);
    for (int k = 0; k < 4; k++)
        pthread_join(thread[k], NULL);
}

/* A child has its parent's code, and writes its own. */
static void after_fork(void **state)
{
    (void)state;
    need_body(MACHINE);
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL),
            *b = run(record_rows, &matrices[0], MACHINE, NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        bool ok = wg_run_n(b->g, b->root, b->n) == WG_OK;
        for (int k = 0; k < a->n; k++)
            ok = ok && difference(a->root[k], b->root[k]) < 0;
        results *own = run(record_rows, &matrices[1], MACHINE, NULL);
        ok = ok && jit_stats(own).written > 0;
        _exit(ok ? 0 : 1);
    }
    assert_int_equal(child_status(pid), 0);
    run_again(b);
    expect_same(a, b);
    results_free(a);
    results_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modes),
        cmocka_unit_test(a_bad_word_is_an_error),
        cmocka_unit_test(it_is_written_at_the_second_run),
        cmocka_unit_test(recorded_anew),
        cmocka_unit_test(off_again),
        cmocka_unit_test(native_goes_before),
        cmocka_unit_test(more_than_there_are_registers),
        cmocka_unit_test(a_program_that_is_too_large),
        cmocka_unit_test(it_goes_with_the_plan),
        cmocka_unit_test(no_pages),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(graphs_of_several_threads),
        cmocka_unit_test(after_fork),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
