/* A replay: no allocation, no system call; and the memory of a plan, known to the byte before it runs. A plan's second run may write machine code, so
 * those from the third on are replays in this sense. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "nn/nn.h"

enum { WANTED = 4, REPLAYS = 20 };

/* A step of training with all kinds of steps in it: products, tile programs, reductions, indexing, random numbers, assignments. */
static void record(wg_graph *g, wg_nn_params *params, wg_tensor wanted[WANTED])
{
    int32_t label[32];
    for (int k = 0; k < 32; k++)
        label[k] = k % 10;
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(32, 40)), 0, 1);
    wg_tensor noise = wg_random_normal(g, WG_F32, WG_SHAPE(32, 40), 0, 0.1);
    wg_tensor y = wg_const(g, WG_I32, WG_SHAPE(32), label);
    wg_tensor h =
        wg_nn_mlp(params, "net", wg_add(x, noise), WG_WIDTHS(64, 10), (wg_nn_mlp_options){0});
    wg_tensor cost = wg_nn_softmax_cross_entropy(h, y, WG_MEAN);
    wg_tensor batch = wg_reshape(x, WG_SHAPE(4, 8, 40));
    wanted[0] =
        wg_nn_sgd(cost, *params, (wg_sgd_options){.lr = 0.05, .momentum = 0.9, .clip_norm = 1});
    wanted[1] = cost;
    wanted[2] = wg_argmax(wg_softmax(wg_take(h, y, 0), -1), -1, false);
    wanted[3] = wg_cumsum(wg_matmul(batch, wg_transpose(batch, 1, 2)), -1);
}

static void replay_allocates_nothing(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    wg_graph *g = graph_new();
    wg_nn_params params = {0};
    wg_tensor t[WANTED];
    record(g, &params, t);
    const long before_plan = alloc_count();
    assert_int_equal(wg_run_n(g, t, WANTED), WG_OK);
    assert_true(alloc_count() > before_plan); /* the count does count */
    const double first = wg_item(t[1]);
    assert_int_equal(wg_run_n(g, t, WANTED), WG_OK);
    const long before = alloc_count(), live = alloc_live();
    for (int k = 0; k < REPLAYS; k++) {
        assert_int_equal(wg_run_n(g, t, WANTED), WG_OK);
        assert_int_equal(wg_run(g, t[0], t[1], t[2], t[3]), WG_OK);
    }
    assert_int_equal(alloc_count() - before, 0);
    assert_int_equal(alloc_live() - live, 0);
    assert_true(wg_item(t[1]) < first); /* and it does train */
    wg_nn_params_free(&params);
    graph_done(g);
}

/* Define by run: from the third time on, neither recording nor running allocates (the walk backward does, for itself). */
static void define_by_run_allocates_nothing(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    wg_graph *g = graph_new();
    wg_tensor x = wg_fill(wg_input(g, "x", WG_F64, WG_SHAPE(100)), 0.5), d;
    for (int k = 0; k < REPLAYS; k++) {
        const wg_mark m = wg_graph_mark(g);
        long before = alloc_count();
        const wg_tensor y = wg_sum(wg_mul(wg_sin(x), wg_exp(x)), WG_ALL, false);
        if (k > 0)
            assert_int_equal(alloc_count(), before);
        assert_int_equal(wg_grad(y, &x, 1, &d), WG_OK);
        before = alloc_count();
        assert_int_equal(wg_run(g, y, d), WG_OK);
        if (k > 1)
            assert_int_equal(alloc_count(), before);
        wg_graph_release(m);
    }
    graph_done(g);
}

/* ---- no system call: in a child that the kernel kills at the first one ---- */

#if defined(__linux__) && defined(SECCOMP_MODE_STRICT) && defined(SYS_exit)

/* Only read, write and exit are left to the process. */
static void child(wg_graph *g, const wg_tensor *t, int fd, bool misbehave)
{
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0)
        syscall(SYS_exit, 2);
    bool ok = true;
    for (int k = 0; k < REPLAYS; k++)
        ok = ok && wg_run_n(g, t, WANTED) == WG_OK;
    if (misbehave)
        syscall(SYS_getppid);
    const char answer = ok ? 'y' : 'n';
    const ssize_t written = write(fd, &answer, 1);
    syscall(SYS_exit, written == 1 ? 0 : 3);
}

/* Exit status of the child, or 128 and the signal that ended it. */
static int in_child(wg_graph *g, const wg_tensor *t, bool misbehave, char *answer)
{
    int fd[2], status;
    assert_int_equal(pipe(fd), 0);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        child(g, t, fd[1], misbehave);
    close(fd[1]);
    *answer = 0;
    const ssize_t n = read(fd[0], answer, 1);
    close(fd[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    (void)n;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void replay_calls_no_system(void **state)
{
    (void)state;
    if (!fail_malloc_works()) /* a sanitizer or valgrind has calls of its own */
        skip();
    wg_graph *g = graph_new();
    wg_nn_params params = {0};
    wg_tensor t[WANTED];
    char answer;
    record(g, &params, t);
    for (int k = 0; k < 2; k++)
        assert_int_equal(wg_run_n(g, t, WANTED), WG_OK);
    const int status = in_child(g, t, false, &answer);
    if (status == 2)
        skip(); /* the kernel has no such filter */
    assert_int_equal(status, 0);
    assert_int_equal(answer, 'y');
    assert_int_equal(in_child(g, t, true, &answer), 128 + 9); /* a call is noticed */
    wg_set_threads(3); /* all steps are too small to be shared */
    assert_int_equal(in_child(g, t, false, &answer), 0);
    wg_set_threads(1);
    wg_nn_params_free(&params);
    graph_done(g);
}

#else

static void replay_calls_no_system(void **state)
{
    (void)state;
    skip();
}

#endif

/* ---- memory ---- */

/* What a plan holds, by the sizes of all blocks that were allocated and not freed, is what was said before the run. */
static void memory_is_known(void (*record_some)(wg_graph *, wg_nn_params *, wg_tensor[WANTED]),
                            int n)
{
    wg_graph *g = graph_new();
    wg_nn_params params = {0}, more = {0};
    wg_tensor t[WANTED], larger[WANTED + 1];
    record_some(g, &params, t);
    /* The engine's own lists grow with the largest graph: so a larger one first, and the cache has room for two. */
    record_some(g, &more, larger);
    larger[WANTED] = wg_tanh(wg_add(wg_sum(larger[3], WG_ALL, false), wg_sum(t[3], WG_ALL, false)));
    assert_int_equal(wg_set_cache_capacity(g, 8), WG_OK);
    assert_int_equal(wg_run_n(g, larger, WANTED + 1), WG_OK);
    alloc_sizes(true);
    const int64_t said = wg_plan_bytes(g, t, n);
    assert_true(said > 0);
    assert_int_equal(wg_run_n(g, t, n), WG_OK);
    const int64_t measured = alloc_bytes();
    assert_int_equal(wg_run_n(g, t, n), WG_OK);
    assert_int_equal(alloc_bytes(), measured);
    alloc_sizes(false);
    if (said != measured)
        fail_msg("%lld bytes said, %lld measured", (long long)said, (long long)measured);
    wg_nn_params_free(&params);
    wg_nn_params_free(&more);
    graph_done(g);
}

static void memory_of_a_step(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    for (int n = 1; n <= WANTED; n++)
        memory_is_known(record, n);
}

static void values_only(wg_graph *g, wg_nn_params *params, wg_tensor t[WANTED])
{
    (void)params;
    wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F64, WG_SHAPE(77, 13)), 0, 1);
    t[0] = wg_tanh(wg_mul(x, wg_softmax(x, 0)));
    t[1] = wg_sum(t[0], WG_AXES(0), false);
    t[2] = wg_transpose(t[0], 0, 1);
    t[3] = wg_concat(WG_TENSORS(x, t[0]), 1);
}

/* The scores lie in the scratch of a region. */
static void attention(wg_graph *g, wg_nn_params *params, wg_tensor t[WANTED])
{
    (void)params;
    const wg_tensor q = wg_fill_normal(wg_input(g, "q", WG_F32, WG_SHAPE(6, 70, 16)), 0, 1),
                    k = wg_tanh(q), v = wg_sin(q);
    t[0] = wg_matmul(wg_softmax(wg_matmul(q, wg_transpose(k, 1, 2)), -1), v);
    t[1] = wg_sum(t[0], WG_AXES(0), false);
    assert_int_equal(wg_vjp(t[0], q, &q, 1, &t[2]), WG_OK);
    t[3] = wg_matmul(v, wg_transpose(t[2], 1, 2));
}

static void memory_of_attention(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    for (int n = 1; n <= WANTED; n++)
        memory_is_known(attention, n);
}

static void memory_of_values(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    for (int n = 1; n <= WANTED; n++)
        memory_is_known(values_only, n);
}

int main(void)
{
    unsetenv("WG_NATIVE"); /* a request for a compiler allocates, and belongs to the plan */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replay_allocates_nothing),
        cmocka_unit_test(define_by_run_allocates_nothing),
        cmocka_unit_test(replay_calls_no_system),
        cmocka_unit_test(memory_of_a_step),
        cmocka_unit_test(memory_of_values),
        cmocka_unit_test(memory_of_attention),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
