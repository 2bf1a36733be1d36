/* Out of memory anywhere in the public interface: in every op with its gradient and its run, in every function of nn/, and in
 * what looks at graphs (files: test_data_faults.c). The n-th allocation fails, for every n: the error says so, the graph stays valid, nothing leaks, and
 * the same calls work once memory is back. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

#include "nn/nn.h"
#include "tests/op_cases.h"

/* What is tried: records and runs in g, frees what it made besides. The graph's error says whether it went well; true: a call
 * without a graph reported that memory ran out. */
typedef bool (*scenario)(wg_graph *g, const void *user);

static wg_code code_of(wg_graph *g)
{
    return g ? wg_error_code(g) : WG_ERR_MEMORY;
}

/* One round, with the n-th allocation failing. false: it did not come to that. *left: blocks that are still there. */
static bool round_of(const char *name, scenario fn, const void *user, long n, bool lasting,
                     long *left)
{
    const long before = alloc_live();
    (lasting ? fail_from : fail_after)(n);
    wg_graph *g = wg_graph_new();
    const bool reported = g ? fn(g, user) : true;
    const bool failed = fail_happened();
    fail_after(0);
    if (failed && !reported && code_of(g) != WG_ERR_MEMORY && code_of(g) != WG_OK)
        fail_msg("%s, allocation %ld: %s", name, n, wg_error(g));
    if (failed && code_of(g) == WG_ERR_MEMORY && g && !strstr(wg_error(g), "memory"))
        fail_msg("%s, allocation %ld: %s", name, n, wg_error(g));
    if (!failed && code_of(g) != WG_OK)
        fail_msg("%s: %s", name, wg_error(g));
    if (g) {
        wg_clear_error(g);
        assert_verified(g);
        const bool again = fn(g, user);
        if (again || !wg_ok(g))
            fail_msg("%s, after allocation %ld failed: %s", name, n,
                     again ? "no memory" : wg_error(g));
        graph_done(g);
    }
    *left = alloc_live() - before;
    return failed;
}

/* A leak is what three rounds show: libraries keep things from their first use, and libc replaces its time zone. */
static bool checked(const char *name, scenario fn, const void *user, long n, bool lasting)
{
    long left = 0;
    bool failed = round_of(name, fn, user, n, lasting, &left);
    for (int tries = 0; tries < 2 && left != 0; tries++)
        failed = round_of(name, fn, user, n, lasting, &left);
    if (left != 0)
        fail_msg("%s, allocation %ld: %ld blocks leak", name, n, left);
    return failed;
}

static long torture(const char *name, scenario fn, const void *user)
{
    long n = 1;
    while (checked(name, fn, user, n, false))
        n++;
    for (long k = 1; k < n; k++)
        checked(name, fn, user, k, true);
    return n - 1;
}

/* ---- every op ---- */

static bool op_scenario(wg_graph *g, const void *user)
{
    const op_case *c = user;
    wg_tensor x[CASE_OPERANDS], d[CASE_OPERANDS], wanted[CASE_OPERANDS + 1];
    int n = 0;
    for (int k = 0; k < c->n; k++) {
        x[k] = wg_param(g, "x", c->x[k].dtype, c->x[k].shape);
        if (c->x[k].dtype == WG_F64)
            wg_fill_uniform(x[k], c->x[k].lo, c->x[k].hi);
    }
    const wg_tensor y = op_case_call(g, x, c->n, c);
    wanted[n++] = y;
    if (op_has_gradient(wg_op_find(c->op)) && wg_is_ok(y)) {
        const wg_tensor loss = wg_sum(wg_mul(y, y), WG_ALL, false);
        if (wg_grad(loss, x, 1, d) == WG_OK && !wg_is_none(d[0]))
            wanted[n++] = d[0];
    }
    if (wg_ok(g) && wg_run_n(g, wanted, n) == WG_OK)
        wg_run_reference(g, wanted, n);
    return false;
}

static void every_op(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    long ops = 0, total = 0;
    for (size_t k = 0; k < wg_op_count(); k++) {
        op_case c;
        if (!op_case_at(wg_op_at(k), 0, &c) ||
            (wg_op_at(k)->types && !(wg_op_at(k)->types >> WG_F64 & 1)))
            continue;
        total += torture(c.op, op_scenario, &c);
        ops++;
    }
    print_message("%ld ops, %ld allocations\n", ops, total);
    assert_true(ops > 80);
}

/* What op_cases does not list: sources, effects, lists of operands, integers. */
static bool other_ops(wg_graph *g, const void *user)
{
    (void)user;
    const int32_t index[2] = {1, 0};
    const wg_tensor i = wg_const(g, WG_I32, WG_SHAPE(2), index),
                    p = wg_param(g, "p", WG_F32, WG_SHAPE(2, 2));
    const wg_tensor b = wg_logical_not(wg_logical_or(wg_isnan(p), wg_gt(p, 0.5)));
    const wg_tensor all[] = {
        wg_arange(g, WG_F32, 0, 9, 2),
        wg_eye(g, WG_F64, 3, 3, 0),
        wg_tril_mask(g, 3, 3, 0),
        wg_one_hot(i, 3, WG_F32),
        wg_full(g, WG_I64, WG_SHAPE(2), 7),
        wg_random_uniform(g, WG_F32, WG_SHAPE(5), 0, 1),
        wg_random_normal(g, WG_F64, WG_SHAPE(5), 0, 1),
        wg_random_bits(g, WG_SHAPE(5)),
        wg_argmax(p, -1, false),
        wg_any(b, WG_ALL, false),
        wg_assign(p, wg_add(p, 1.0)),
        wg_group(WG_TENSORS(p, i)),
        wg_where(b, p, wg_mul(p, 2.0)),
        wg_take(p, i, 0),
        wg_stack(WG_TENSORS(p, p), 0),
        wg_einsum("ij,jk->ik", WG_TENSORS(p, p)),
    };
    if (wg_ok(g))
        wg_run_n(g, all, (int)(sizeof all / sizeof *all));
    return false;
}

/* ---- nn ---- */

static bool losses(wg_graph *g, const void *user)
{
    (void)user;
    const wg_tensor z = wg_fill_normal(wg_param(g, "z", WG_F32, WG_SHAPE(4, 3)), 0, 1);
    const wg_tensor q =
        wg_softmax(wg_fill_normal(wg_param(g, "q", WG_F32, WG_SHAPE(4, 3)), 0, 1), -1);
    const wg_tensor labels = wg_input(g, "labels", WG_I32, WG_SHAPE(4));
    const wg_tensor all[] = {wg_nn_softmax_cross_entropy(z, labels, WG_MEAN),
                             wg_nn_softmax_cross_entropy(z, q, WG_SUM),
                             wg_nn_binary_cross_entropy(z, q, WG_MEAN),
                             wg_nn_squared_error(z, q, WG_SUM),
                             wg_nn_absolute_error(z, q, WG_MEAN),
                             wg_nn_huber(z, q, 0.5, WG_MEAN),
                             wg_nn_accuracy(z, labels)};
    wg_tensor total = wg_add(all[0], all[1]), d;
    for (size_t k = 2; k < 6; k++)
        total = wg_add(total, all[k]);
    if (wg_grad(total, &z, 1, &d) == WG_OK)
        wg_run(g, total, d, all[6]);
    return false;
}

static bool initialisers(wg_graph *g, const void *user)
{
    (void)user;
    for (int k = 0; k < WG_NN_INIT_COUNT; k++)
        wg_nn_initialise(wg_param(g, "W", k % 2 ? WG_F32 : WG_F64, WG_SHAPE(4, 3)), (wg_nn_init)k);
    return false;
}

static bool training(wg_graph *g, const void *user)
{
    (void)user;
    wg_nn_params params = {0}, velocity = {0};
    const wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(5, 4)), 0, 1);
    wg_nn_dense_options hidden = {.activation = wg_tanh_at};
    const wg_tensor h = wg_nn_dense(&params, "a", x, 3, hidden);
    const wg_tensor y = wg_nn_mlp(&params, "b", h, WG_WIDTHS(3, 2), (wg_nn_mlp_options){0});
    const wg_tensor cost = wg_mean(wg_square(y), WG_ALL, false);
    const wg_tensor lr = wg_fill(wg_input(g, "lr", WG_F32, WG_SCALAR), 0.1);
    const wg_tensor step = wg_nn_sgd(cost, params,
                                     (wg_sgd_options){.lr_tensor = lr,
                                                      .momentum = 0.9,
                                                      .nesterov = true,
                                                      .weight_decay = 1e-4,
                                                      .clip_value = 1,
                                                      .clip_norm = 1,
                                                      .state = &velocity});
    wg_tensor d[2], e[2];
    if (wg_ok(g) && params.n > 1 && wg_grad(cost, params.tensor, 2, d) == WG_OK &&
        wg_nn_clip_norm(d, 2, 1.0, e) == WG_OK && wg_nn_clip_value(e, 2, 1.0, d) == WG_OK)
        wg_run(g, step, wg_nn_global_norm(d, 2), d[0]);
    const bool lost = wg_ok(g) && !wg_is_ok(wg_nn_params_find(params, "b.1.W"));
    wg_nn_params_free(&params);
    wg_nn_params_free(&velocity);
    return lost;
}

/* ---- looking at things ---- */

static bool looking(wg_graph *g, const void *user)
{
    char text[256];
    wg_plan_stats stats;
    wg_cache_stats cache;
    FILE *const f = (FILE *)(uintptr_t)user;
    const wg_tensor x = wg_fill(wg_param(g, "x", WG_F64, WG_SHAPE(30, 40)), 1);
    const wg_tensor y =
        wg_set_name(wg_matmul(wg_transpose(x, 0, 1), wg_relu(x)), "a name of some length");
    rewind(f);
    for (int k = WG_TEXT; k <= WG_JSON && wg_ok(g); k++) {
        wg_graph_dump(f, (wg_format)k, g, &y, 1);
        wg_plan_dump(f, (wg_format)k, g, &y, 1);
    }
    if (wg_ok(g) && wg_plan_stats_of(g, &y, 1, &stats) == WG_OK && wg_plan_bytes(g, &y, 1) > 0 &&
        wg_set_cache_capacity(g, 2) == WG_OK && wg_cache_stats_of(g, &cache) == WG_OK &&
        wg_run(g, y, wg_or_zeros(wg_none(g), x)) == WG_OK)
        wg_tostring(y, text, sizeof text);
    return false;
}

/* Planned several times, until it fits. */
static bool budgets(wg_graph *g, const void *user)
{
    (void)user;
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F32, WG_SHAPE(64, 64)), 0.5), h = x, d;
    wg_plan_stats full, least;
    for (int k = 0; k < 6; k++)
        h = wg_checkpoint(wg_tanh(wg_sin(wg_matmul(h, x))));
    wg_set_memory_budget(g, 0);
    if (!wg_ok(g) || wg_grad(wg_sum(h, WG_ALL, false), &x, 1, &d) != WG_OK ||
        wg_plan_stats_of(g, &d, 1, &full) != WG_OK)
        return false;
    if (wg_set_memory_budget(g, full.bytes * 9 / 10) == WG_OK && wg_run(g, d) == WG_OK &&
        wg_plan_stats_of(g, &d, 1, &least) == WG_OK)
        assert_true(least.recomputed > 0);
    return false;
}

/* A user's function that records for its caller. */
static bool scopes(wg_graph *g, const void *user)
{
    (void)user;
    const bool opened = wg_scope_open(g, WG_AT("mine()"));
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    const wg_mark m = wg_graph_mark(g);
    wg_set_data(x, (float[]){1, 2}, 8);
    wg_run(g, wg_exp(x));
    wg_scope_close(g, opened);
    wg_graph_release(m);
    return false;
}

static void the_rest(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    FILE *const sink = tmpfile();
    assert_non_null(sink);
    fputc(' ', sink); /* its buffer is there before memory runs out */
    const struct {
        const char *name;
        scenario fn;
        const void *user;
    } list[] = {{"other ops", other_ops, NULL},
                {"losses", losses, NULL},
                {"initialisers", initialisers, NULL},
                {"training", training, NULL},
                {"looking", looking, sink},
                {"budgets", budgets, NULL},
                {"scopes", scopes, NULL}};
    for (size_t k = 0; k < sizeof list / sizeof *list; k++) {
        const long n = torture(list[k].name, list[k].fn, list[k].user);
        print_message("%s: %ld allocations\n", list[k].name, n);
        assert_true(n > 3);
    }
    fclose(sink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_op),
        cmocka_unit_test(the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
