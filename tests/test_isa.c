/* The same bits with AVX2 as with AVX-512: every op with its gradients, and networks in f32. The instruction set is found once for a
 * process, so each runs in one of its own and hands its digests back. */
#include "tests/support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "nn/nn.h"
#include "tensor/cpu.h"
#include "tests/op_cases.h"

enum { MOST = 1024, NAME = 48 };

typedef struct line {
    char name[NAME];
    uint64_t digest;
} line;

typedef struct answers {
    wg__isa isa;
    int n;
    line of[MOST];
} answers;

static uint64_t digest_of(uint64_t h, wg_tensor t)
{
    const unsigned char *x = wg_data(t);
    const size_t n = (size_t)wg_numel(t) * wg_dtype_size(wg_dtype_of(t));
    for (size_t k = 0; k < n; k++)
        h = (h ^ x[k]) * 0x100000001B3u;
    return h;
}

static void add(answers *a, const char *name, wg_graph *g, const wg_tensor *t, int n)
{
    uint64_t h = 0xCBF29CE484222325u ^ (uint64_t)wg_run_n(g, t, n);
    for (int k = 0; k < n && wg_ok(g); k++)
        h = digest_of(h, t[k]);
    if (a->n < MOST) {
        snprintf(a->of[a->n].name, NAME, "%s", name);
        a->of[a->n++].digest = h;
    }
}

/* An op's sample call with what comes back from it. */
static void add_case(answers *a, const op_case *c)
{
    wg_graph *g = wg_graph_new();
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS], want[1 + CASE_OPERANDS];
    int n = 0, m = 0;
    wg_rng rng = wg_rng_new(7);
    for (int k = 0; k < c->n; k++) {
        x[k] = wg_param(g, "x", c->x[k].dtype, c->x[k].shape);
        source_draw(&rng, x[k], &c->x[k]);
        if (c->x[k].dtype == WG_F64)
            wrt[m++] = x[k];
    }
    want[n++] = op_case_call(g, x, c->n, c);
    if (op_has_gradient(wg_op_find(c->op)) && wg_is_ok(want[0]) && m) {
        wg_tensor d[CASE_OPERANDS];
        const wg_tensor cost = wg_sum(wg_mul(want[0], wg_add(want[0], 0.5)), WG_ALL, false);
        if (wg_grad(cost, wrt, m, d) == WG_OK)
            for (int k = 0; k < m; k++)
                if (!wg_is_none(d[k]))
                    want[n++] = d[k];
        wg_clear_error(g);
    }
    if (wg_is_ok(want[0]))
        add(a, c->op, g, want, n);
    wg_graph_free(g);
}

/* Rows of mean 0 and variance 1. */
static wg_tensor normed(wg_tensor x)
{
    const wg_tensor off = wg_sub(x, wg_mean(x, WG_AXES(-1), true));
    return wg_div(off, wg_sqrt(wg_add(wg_mean(wg_square(off), WG_AXES(-1), true), 1e-5)));
}

/* Dense layers, their gradients and updates, for batches and widths that take other paths through the products. */
static void add_network(answers *a, int64_t batch, int64_t in, int64_t width, int64_t classes)
{
    char name[NAME];
    wg_graph *g = wg_graph_new();
    wg_nn_params params = {0};
    const wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(batch, in)), 0, 1),
                    y = wg_input(g, "y", WG_I32, WG_SHAPE(batch));
    for (int64_t i = 0; i < batch; i++)
        ((int32_t *)wg_data(y))[i] = (int32_t)(i % classes);
    wg_tensor h =
        wg_nn_dense(&params, "a", x, width, (wg_nn_dense_options){.activation = wg_relu_at});
    h = wg_nn_dense(&params, "b", h, width, (wg_nn_dense_options){.activation = wg_tanh_at});
    h = wg_gelu(normed(h));
    h = wg_nn_dense(&params, "c", h, classes, (wg_nn_dense_options){0});
    const wg_tensor loss = wg_nn_softmax_cross_entropy(h, y, WG_MEAN),
                    step = wg_nn_sgd(loss, params, (wg_sgd_options){.lr = 0.05, .momentum = 0.9});
    for (int k = 0; k < 3; k++)
        if (wg_run(g, step, loss))
            break;
    snprintf(name, sizeof name, "%lld: %lld-%lld-%lld", (long long)batch, (long long)in,
             (long long)width, (long long)classes);
    add(a, name, g, params.tensor, params.n);
    wg_nn_params_free(&params);
    wg_graph_free(g);
}

static void all(answers *a)
{
    a->isa = wg__cpu_isa();
    for (size_t k = 0; k < wg_op_count(); k++) {
        op_case c;
        for (int number = 0; op_case_at(wg_op_at(k), number, &c); number++)
            add_case(a, &c);
    }
    add_network(a, 1, 600, 530, 10);
    add_network(a, 31, 784, 65, 10);
    add_network(a, 7, 33, 17, 3);
    add_network(a, 530, 600, 520, 11);
}

/* What a child with this WG_ISA says (NULL: the best). */
static answers *from_child(const char *isa)
{
    int ends[2];
    answers *a = calloc(1, sizeof *a);
    assert_non_null(a);
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        isa ? setenv("WG_ISA", isa, 1) : unsetenv("WG_ISA");
        all(a);
        const char *p = (const char *)a;
        size_t left = sizeof *a;
        for (ssize_t put; left && (put = write(ends[1], p, left)) > 0; p += put)
            left -= (size_t)put;
        _exit(left != 0);
    }
    close(ends[1]);
    size_t n = 0;
    for (ssize_t got; n < sizeof *a && (got = read(ends[0], (char *)a + n, sizeof *a - n)) > 0;)
        n += (size_t)got;
    close(ends[0]);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(n == sizeof *a && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return a;
}

static int differing(const answers *a, const answers *b)
{
    int n = a->n != b->n;
    for (int k = 0; k < a->n && k < b->n; k++) {
        const bool same =
            a->of[k].digest == b->of[k].digest && !strcmp(a->of[k].name, b->of[k].name);
        if (!same)
            print_message("%s: other bits\n", a->of[k].name);
        n += !same;
    }
    return n;
}

static void same_bits(void **state)
{
    (void)state;
    answers *narrow = from_child("avx2"), *wide = from_child(NULL);
    const bool both = narrow->isa == WG__ISA_AVX2 && wide->isa == WG__ISA_AVX512;
    assert_true(narrow->n > 100);
    if (both)
        assert_int_equal(differing(narrow, wide), 0);
    narrow->of[3].digest ^= 1; /* the control */
    const int found = differing(narrow, wide);
    free(narrow);
    free(wide);
    if (!both)
        skip();
    assert_int_equal(found, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_bits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
