/* The life of native code: asked for or not, compiled behind the replays, taken between two of them, and what is left of it after a fork, a graph's
 * end or an allocation that fails. Without a compiler most is skipped. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/gemm_provider.h"
#include "engine/native.h"
#include "tests/bodies.h"
#include "tests/fail_malloc.h"
#include "tests/support.h"

/* ---- the mode ---- */

static void modes(void **state)
{
    (void)state;
    assert_int_equal(wg_set_native((wg_native)7), WG_ERR_ARGUMENT);
    assert_int_equal(wg_set_native(WG_NATIVE_OFF), WG_OK);
    assert_int_equal(wg_native_now(), WG_NATIVE_OFF);
    results *r = run(record_rows, &matrices[0], INTERPRETED, NULL);
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
    results *r = run(record_rows, &matrices[0], NATIVE, NULL);
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
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL), *b = results_new();
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
    same(record_rows, &matrices[1], NATIVE, 1);
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

/* ---- memory ---- */

/* Each allocation of the request fails in turn: the run is what it was. */
static void out_of_memory(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    set_cache("none");
    setenv("PATH", "", 1);
    results *a = run(record_rows, &matrices[0], INTERPRETED, NULL);
    for (long n = 0; n < 20; n++) {
        results *b = run(record_rows, &matrices[0], INTERPRETED, NULL);
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
        cmocka_unit_test(modes),
        cmocka_unit_test(a_bad_word_is_an_error),
        cmocka_unit_test(off_again),
        cmocka_unit_test(it_is_taken_between_two_replays),
        cmocka_unit_test(graphs_of_several_threads),
        cmocka_unit_test(a_graph_may_go),
        cmocka_unit_test(a_fork_while_it_compiles),
        cmocka_unit_test(processes_share_the_cache),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(bare_is_bare), /* last: where it is not asked for, there are fewer */
    };
    const size_t n = sizeof tests / sizeof tests[0] - (getenv("WG_TEST_BARE") == NULL);
    return _cmocka_run_group_tests("native", tests, n, open_room, close_room);
}
