/* Subgraphs written again: same values, other dtype, edits; and what must fail. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "autograd/autograd.h"
#include "autograd/transcribe.h"
#include "engine/engine.h"
#include "tensor/dtype.h"
#include "tests/op_cases.h"

enum { ROOTS = 1 + CASE_OPERANDS };

static void draw(wg_rng *rng, wg_tensor t, const source *from)
{
    const wg_dtype d = wg_dtype_of(t);
    for (int64_t i = 0; i < wg_numel(t); i++) {
        const double u = wg_rng_uniform(rng);
        wg__store(d, wg_data(t), i,
                  wg_dtype_is_float(d) ? from->lo + u * (from->hi - from->lo)
                                       : floor(from->lo + u * (from->hi - from->lo + 1)));
    }
}

/* The result of a case and, where it has any, its gradients; floats are of dtype d. Returns how many tensors root holds. */
static int record_case(wg_graph *g, const wg_op *op, const op_case *c, wg_dtype d, wg_tensor *root)
{
    wg_rng rng = wg_rng_new(11);
    wg_tensor x[CASE_OPERANDS], wrt[CASE_OPERANDS], dx[CASE_OPERANDS];
    int floats = 0, n = 0;
    for (int k = 0; k < c->n; k++) {
        x[k] = wg_param(g, "x", c->x[k].dtype == WG_F64 ? d : c->x[k].dtype, c->x[k].shape);
        draw(&rng, x[k], &c->x[k]);
        for (int64_t i = 0; d == WG_F64 && c->x[k].dtype == WG_F64 && i < wg_numel(x[k]); i++)
            ((double *)wg_data(x[k]))[i] = (double)(float)((double *)wg_data(x[k]))[i];
        if (c->x[k].dtype == WG_F64)
            wrt[floats++] = x[k];
    }
    wg_attrs attr = c->attr;
    if (strcmp(c->op, "cast") == 0)
        attr.at[0].u.i = (int64_t)d;
    root[n++] = wg_call(g, op, x, c->n, c->defaults ? NULL : &attr);
    if (!wg_ok(g)) {
        wg_clear_error(g);
        return 0;
    }
    if (op_has_gradient(op) && wg_dtype_is_float(wg_dtype_of(root[0]))) {
        assert_int_equal(wg_grad(wg_sum(wg_square(root[0]), WG_ALL, false), wrt, floats, dx),
                         WG_OK);
        for (int k = 0; k < floats; k++)
            if (!wg_is_none(dx[k]))
                root[n++] = dx[k];
    }
    return n;
}

static void run(wg_graph *g, const wg_tensor *t, int n)
{
    if (wg_run_n(g, t, n))
        fail_msg("%s", wg_error(g));
}

static size_t bytes(wg_tensor t)
{
    return (size_t)wg_numel(t) * wg_dtype_size(wg_dtype_of(t));
}

/* ---- the registry's cases ---- */

static void same_bits(const op_case *c, const wg_tensor *root, int n, wg_graph *to)
{
    wg__transcript t;
    wg_tensor own[ROOTS];
    run(root[0].g, root, n);
    if (wg__transcribe(root[0].g, root, n, &(wg__transcribe_options){.to = to}, &t))
        fail_msg("%s: %s", c->op, wg_error(to));
    for (int k = 0; k < n; k++) {
        own[k] = wg__transcript_of(&t, root[k]);
        assert_int_equal(wg_dtype_of(own[k]), wg_dtype_of(root[k]));
    }
    run(to, own, n);
    for (int k = 0; k < n; k++)
        if (memcmp(wg_data(own[k]), wg_data(root[k]), bytes(root[k])) != 0)
            fail_msg("%s: root %d differs", c->op, k);
    wg__transcript_free(&t);
}

static void test_cases_keep_their_bits(void **state)
{
    (void)state;
    int count = 0;
    for (size_t i = 0; i < wg_op_count(); i++) {
        op_case c;
        for (int number = 0; op_case_at(wg_op_at(i), number, &c); number++) {
            wg_graph *g = graph_new(), *to = graph_new();
            wg_tensor root[ROOTS];
            const int n = record_case(g, wg_op_at(i), &c, WG_F64, root);
            if (n) {
                same_bits(&c, root, n, to);
                count++;
            }
            graph_done(g);
            graph_done(to);
        }
    }
    print_message("%d calls\n", count);
    assert_true(count > 150);
}

/* y64 is the f32 graph written in f64, direct the same call recorded in f64. Between them lie only constants that f32
 * rounded; between y32 and y64 the rounding of f32 too. The step of a kink or of an integer is met by neither: the
 * operands are the same. */
static void widened(const op_case *c, const wg_tensor *root, const wg_tensor *direct, int n,
                    wg_graph *to)
{
    wg__transcript t;
    wg_tensor own[ROOTS];
    const wg__transcribe_options o = {.to = to, .old_dtype = WG_F32, .new_dtype = WG_F64};
    if (wg__transcribe(root[0].g, root, n, &o, &t))
        fail_msg("%s: %s", c->op, wg_error(to));
    assert_int_equal(t.kept, 0);
    for (uint32_t id = 1; id < wg__count(to); id++)
        assert_int_not_equal(wg__node_at(to, id)->dtype, WG_F32);
    for (int k = 0; k < n; k++)
        own[k] = wg__transcript_of(&t, root[k]);
    run(to, own, n);
    run(root[0].g, root, n);
    run(direct[0].g, direct, n);
    for (int k = 0; k < n; k++) {
        double size = 1;
        for (int64_t i = 0; i < wg_numel(own[k]); i++)
            size = fmax(size, fabs(wg__load(wg_dtype_of(own[k]), wg_data(own[k]), i)));
        for (int64_t i = 0; i < wg_numel(own[k]); i++) {
            const double y64 = wg__load(wg_dtype_of(own[k]), wg_data(own[k]), i),
                         y = wg__load(wg_dtype_of(direct[k]), wg_data(direct[k]), i),
                         y32 = wg__load(wg_dtype_of(root[k]), wg_data(root[k]), i);
            if (!is_close(y64, y, 0x1p-23 * size, 0x1p-22))
                fail_msg("%s: root %d [%d]: %.17g, recorded in f64 %.17g", c->op, k, (int)i, y64,
                         y);
            if (!is_close(y32, y64, 0x1p-17 * size, 0x1p-17))
                fail_msg("%s: root %d [%d]: %.9g, in f64 %.17g", c->op, k, (int)i, y32, y64);
        }
    }
    wg__transcript_free(&t);
}

static void test_f32_becomes_f64(void **state)
{
    (void)state;
    int count = 0;
    for (size_t i = 0; i < wg_op_count(); i++) {
        op_case c;
        for (int number = 0; op_case_at(wg_op_at(i), number, &c); number++) {
            wg_graph *g = graph_new(), *direct = graph_new(), *to = graph_new();
            wg_tensor root[ROOTS], root64[ROOTS];
            const int n = record_case(g, wg_op_at(i), &c, WG_F32, root);
            if (n) {
                assert_int_equal(record_case(direct, wg_op_at(i), &c, WG_F64, root64), n);
                widened(&c, root, root64, n, to);
                count++;
            }
            graph_done(g);
            graph_done(direct);
            graph_done(to);
        }
    }
    print_message("%d calls\n", count);
    assert_true(count > 150);
}

static void test_dtype_attributes(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor i = wg_const(g, WG_I32, WG_SHAPE(3), ((int32_t[]){2, 0, 1}));
    const wg_tensor root[] = {
        wg_one_hot(i, 3, WG_F32),
        wg_arange(g, WG_F32, 0, 3, 1),
        wg_eye(g, WG_F32, 3, 3, 0),
        wg_full(g, WG_F32, WG_SHAPE(2), 0.1),
        wg_cast(i, WG_F32),
        wg_cast(wg_cast(i, WG_F32), WG_F64),
        wg_cast(wg_cast(wg_cast(i, WG_F32), WG_F64), WG_I32),
        wg_random_uniform(g, WG_F32, WG_SHAPE(4), 0, 1),
        wg_random_normal(g, WG_F32, WG_SHAPE(4), 0, 1),
    };
    enum { N = sizeof root / sizeof root[0] };
    wg__transcript t;
    const wg__transcribe_options o = {.to = to, .old_dtype = WG_F32, .new_dtype = WG_F64};
    assert_int_equal(wg__transcribe(g, root, N, &o, &t), WG_OK);
    for (int k = 0; k < N; k++)
        assert_int_equal(wg_dtype_of(wg__transcript_of(&t, root[k])), k == 6 ? WG_I32 : WG_F64);
    wg_tensor full = wg__transcript_of(&t, root[3]);
    run(to, &full, 1);
    assert_true(((double *)wg_data(full))[0] == (double)0.1f);
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

/* ---- names, sites, sharing ---- */

static void test_names_and_sites_stay(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor x = wg_param_at((wg_site){"net.c", 30, "wg_param"}, g, "x", WG_F32, WG_SHAPE(2, 3));
    const wg_op *tanh_op = wg_op_find("tanh");
    wg_tensor y = wg_call_at((wg_site){"net.c", 42, "wg_tanh(x)"}, g, tanh_op, &x, 1, NULL);
    wg_set_name(y, "hidden");
    wg__transcript t;
    bool opened = wg_scope_open(to, (wg_site){"check.c", 7, "wg_gradcheck(g)"});
    assert_int_equal(wg__transcribe(g, &y, 1, &(wg__transcribe_options){.to = to}, &t), WG_OK);
    wg_scope_close(to, opened);
    wg_tensor own = wg__transcript_of(&t, y);
    assert_string_equal(wg_name(own), "hidden");
    assert_string_equal(wg_name(wg__transcript_of(&t, x)), "x");
    char text[256];
    assert_string_equal(wg__describe(to, own, text, sizeof text), "hidden (2, 3) from net.c:42");
    assert_int_equal(wg__node_at(to, wg__transcript_of(&t, x).id)->kind, WG__NODE_PARAM);
    assert_true(wg_is_none(wg__transcript_of(&t, own))); /* of another graph */
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

static void test_within_one_graph(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F32, WG_SHAPE(3));
    wg_fill(x, 0.5);
    wg_tensor y = wg_exp(wg_mul(x, 3));
    wg__transcript t;
    assert_int_equal(wg__transcribe(g, &y, 1, &(wg__transcribe_options){.share_leaves = true}, &t),
                     WG_OK);
    assert_int_equal(wg__transcript_of(&t, y).id, y.id); /* nothing new to record */
    wg__transcript_free(&t);
    const wg__transcribe_options wide = {
        .share_leaves = true, .old_dtype = WG_F32, .new_dtype = WG_F64};
    assert_int_equal(wg__transcribe(g, &y, 1, &wide, &t), WG_OK);
    wg_tensor z = wg__transcript_of(&t, y);
    wg_fill(x, 0.25);
    run(g, &z, 1);
    assert_close(((double *)wg_data(z))[2], exp(0.75), 0, 1e-14);
    wg__transcript_free(&t);
    assert_int_equal(wg__transcribe(g, &y, 1, NULL, &t), WG_OK); /* leaves copied */
    wg_tensor copy = wg__transcript_of(&t, y);
    wg_fill(x, 1);
    run(g, &copy, 1);
    assert_close((double)((float *)wg_data(copy))[0], exp(0.75), 0, 1e-6);
    wg__transcript_refresh(&t);
    run(g, &copy, 1);
    assert_close((double)((float *)wg_data(copy))[0], exp(3), 0, 1e-6);
    wg__transcript_free(&t);
    graph_done(g);
}

/* ---- edits ---- */

typedef struct swap {
    const char *op;
    int seen;
} swap;

static wg_tensor sin_for_tanh(void *user, const wg__edit *e)
{
    swap *s = user;
    s->seen++;
    return e->op && strcmp(e->op->name, s->op) == 0 ? wg_sin(e->x[0]) : wg_none(e->to);
}

static void test_edit(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F64, WG_SHAPE(2));
    wg_fill(x, 0.3);
    wg_tensor y = wg_add(wg_tanh(x), 1);
    swap s = {.op = "tanh"};
    wg__transcript t;
    const wg__transcribe_options o = {.to = to, .edit = sin_for_tanh, .user = &s};
    assert_int_equal(wg__transcribe(g, &y, 1, &o, &t), WG_OK);
    assert_int_equal(s.seen, 4); /* x, tanh, 1, add */
    wg_tensor own = wg__transcript_of(&t, y);
    run(to, &own, 1);
    assert_close(((double *)wg_data(own))[1], 1 + sin(0.3), 0, 1e-15);
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

static void test_cut(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F64, WG_SHAPE(2));
    wg_fill(x, 0.3);
    wg_tensor h = wg_tanh(wg_square(x)), y = wg_mul(h, x);
    run(g, &h, 1);
    wg_fill(x, 5);
    wg__transcript t;
    const wg__transcribe_options o = {.to = to, .cut = &h, .ncut = 1};
    assert_int_equal(wg__transcribe(g, &y, 1, &o, &t), WG_OK);
    assert_int_equal(wg_graph_nodes(to), 3); /* h, x, y: the square is not reached any more */
    wg_tensor leaf = wg__transcript_of(&t, h), own = wg__transcript_of(&t, y), dh;
    assert_close(((double *)wg_data(leaf))[0], tanh(0.09), 0, 1e-15);
    assert_int_equal(wg_grad(wg_sum(own, WG_ALL, false), &leaf, 1, &dh), WG_OK);
    run(to, &dh, 1);
    assert_close(((double *)wg_data(dh))[0], 5, 0, 0);
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

/* ---- custom and random ops ---- */

static wg_code twice_kernel(const wg_kernel_args *k)
{
    int64_t n = 0;
    if (!wg_shape_numel(k->out.shape, &n) || k->in[0].dtype != WG_F32)
        return WG_ERR_VALUE;
    for (int64_t i = 0; i < n; i++)
        ((float *)k->out.data)[i] = *(const float *)k->user * ((const float *)k->in[0].data)[i];
    return WG_OK;
}

/* A custom op that only knows f32 stays what it is; the graph around it widens. */
static void test_custom_op(void **state)
{
    (void)state;
    float factor = 2;
    const wg_op twice = {.name = "twice",
                         .arity = 1,
                         .types = 1 << WG_F32,
                         .shape = wg_infer_same,
                         .kernel = twice_kernel,
                         .user = &factor};
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    wg_fill(x, 0.75);
    wg_tensor y = wg_exp(wg_call(g, &twice, &x, 1, NULL));
    wg__transcript t;
    const wg__transcribe_options o = {.to = to, .old_dtype = WG_F32, .new_dtype = WG_F64};
    assert_int_equal(wg__transcribe(g, &y, 1, &o, &t), WG_OK);
    assert_int_equal(t.kept, 1);
    wg_tensor own = wg__transcript_of(&t, y);
    run(to, &own, 1);
    assert_close(((double *)wg_data(own))[0], exp(1.5), 0, 1e-15);
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

static void test_random_is_held(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *to = graph_new();
    wg_seed(g, 99);
    wg_tensor r = wg_random_normal(g, WG_F32, WG_SHAPE(101), 1, 2), y = wg_mul(r, 2);
    for (int k = 0; k < 3; k++) { /* whatever has been drawn before */
        wg__transcript t;
        const wg__transcribe_options o = {
            .to = to, .old_dtype = WG_F32, .new_dtype = WG_F64, .hold_random = true};
        assert_int_equal(wg__transcribe(g, &y, 1, &o, &t), WG_OK);
        assert_int_equal(t.held, 1);
        wg_tensor own = wg__transcript_of(&t, y);
        run(to, &own, 1);
        run(to, &own, 1); /* a constant to every run */
        run(g, &y, 1);
        for (int i = 0; i < 101; i++)
            assert_true(((double *)wg_data(own))[i] == (double)((float *)wg_data(y))[i]);
        wg__transcript_free(&t);
    }
    wg__transcript t;
    assert_int_equal(wg__transcribe(g, &y, 1, &(wg__transcribe_options){.to = to}, &t), WG_OK);
    wg_tensor own = wg__transcript_of(&t, y);
    run(to, &own, 1);
    const float first = ((float *)wg_data(own))[0];
    run(to, &own, 1);
    assert_true(first != ((float *)wg_data(own))[0]); /* alive */
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

static void test_assignments(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor w = wg_param(g, "w", WG_F32, WG_SHAPE(2));
    wg_fill(w, 3);
    const wg_tensor both[] = {wg_assign(w, wg_mul(w, 2))};
    wg_tensor step = wg_group(both, 1);
    wg__transcript t;
    const wg__transcribe_options o = {.to = to, .old_dtype = WG_F32, .new_dtype = WG_F64};
    assert_int_equal(wg__transcribe(g, &step, 1, &o, &t), WG_OK);
    wg_tensor own = wg__transcript_of(&t, step);
    run(to, &own, 1);
    run(to, &own, 1);
    assert_close(((double *)wg_data(wg__transcript_of(&t, w)))[1], 12, 0, 0);
    assert_close((double)((float *)wg_data(w))[1], 3, 0, 0);
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

/* ---- size, errors, memory ---- */

static void test_a_long_chain(void **state)
{
    (void)state;
    wg_graph *g = wg_graph_new(), *to = wg_graph_new(); /* whole keys, as in test_grad.c */
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SCALAR), y = x;
    for (int k = 0; k < 1000000; k++)
        y = wg_neg(y);
    wg__transcript t;
    const wg__transcribe_options o = {.to = to, .old_dtype = WG_F32, .new_dtype = WG_F64};
    assert_int_equal(wg__transcribe(g, &y, 1, &o, &t), WG_OK);
    assert_int_equal(wg_graph_nodes(to), wg_graph_nodes(g));
    wg__transcript_free(&t);
    wg_graph_free(g);
    wg_graph_free(to);
}

static wg_tensor give_poison(void *user, const wg__edit *e)
{
    (void)user;
    return wg__poison(e->to);
}

static void test_errors(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2)), z = wg_input(to, "z", WG_F32, WG_SCALAR);
    wg_mark m = wg_graph_mark(g);
    wg_tensor y = wg_exp(x);
    wg__transcript t;
    const wg__transcribe_options o = {.to = to};
    assert_int_equal(wg__transcribe(NULL, &y, 1, &o, &t), WG_ERR_ARGUMENT);
    assert_int_equal(wg__transcribe(g, &z, 1, &o, &t), WG_ERR_HANDLE);
    assert_error_contains(to, "root 0 is no live tensor of the graph");
    wg_clear_error(g);
    const wg__transcribe_options poison = {.to = to, .edit = give_poison};
    assert_int_equal(wg__transcribe(g, &y, 1, &poison, &t), WG_ERR_HANDLE);
    assert_error_contains(to, "what replaces a node is poisoned");
    assert_null(t.id);
    wg_graph_release(m);
    assert_int_equal(wg__transcribe(g, &y, 1, &o, &t), WG_ERR_HANDLE);
    wg_clear_error(to);
    wg_clear_error(g);
    assert_int_equal(wg__transcribe(g, NULL, 0, &o, &t), WG_OK);
    wg__transcript_free(&t);
    graph_done(g);
    graph_done(to);
}

static bool fails_cleanly(long n)
{
    const long before = alloc_live();
    wg_graph *g = graph_new(), *to = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F32, WG_SHAPE(3));
    wg_tensor y = wg_mul(wg_add(wg_exp(x), wg_random_normal(g, WG_F32, WG_SHAPE(3), 0, 1)), 0.1);
    wg__transcript t;
    const wg__transcribe_options o = {
        .to = to, .old_dtype = WG_F32, .new_dtype = WG_F64, .hold_random = true};
    fail_after(n);
    const wg_code code = wg__transcribe(g, &y, 1, &o, &t);
    const bool failed = fail_happened();
    fail_after(0);
    assert_int_equal(code, failed ? WG_ERR_MEMORY : WG_OK);
    wg__transcript_free(&t);
    wg_clear_error(to);
    graph_done(g);
    graph_done(to);
    assert_int_equal(alloc_live(), before);
    return failed;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    long n = 1;
    if (!fail_malloc_works())
        skip();
    while (fails_cleanly(n))
        n++;
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases_keep_their_bits),
        cmocka_unit_test(test_f32_becomes_f64),
        cmocka_unit_test(test_dtype_attributes),
        cmocka_unit_test(test_names_and_sites_stay),
        cmocka_unit_test(test_within_one_graph),
        cmocka_unit_test(test_edit),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_custom_op),
        cmocka_unit_test(test_random_is_held),
        cmocka_unit_test(test_assignments),
        cmocka_unit_test(test_a_long_chain),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
