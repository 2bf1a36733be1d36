/* What is recorded again after a release: whatever was there before, the graph is the one that a new graph would be. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "ops/apply.h"
#include "ops/ops.h"
#include "tensor/graph.h"
#include "tests/random_graph.h"

/* ---- two graphs are one ---- */

static void assert_same_attrs(const wg__node *a, const wg__node *b)
{
    assert_int_equal(a->attr != NULL, b->attr != NULL);
    for (int k = 0; a->attr && k < wg__op_nattrs(a->op); k++) {
        const wg_attr *x = &a->attr->at[k], *y = &b->attr->at[k];
        assert_int_equal(x->u.i, y->u.i);
        assert_int_equal(x->n, y->n);
        for (int j = 0; j < x->n; j++)
            assert_int_equal(x->list[j], y->list[j]);
    }
}

static void assert_same_node(const wg_graph *g, const wg_graph *h, uint32_t id)
{
    const wg__node *a = wg__node_at(g, id), *b = wg__node_at(h, id);
    const wg_site s = wg__site(g, a->site), t = wg__site(h, b->site);
    assert_ptr_equal(a->op, b->op);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->unique, b->unique);
    assert_int_equal(a->dtype, b->dtype);
    assert_int_equal(a->numel, b->numel);
    assert_true(wg_shape_equal(*a->shape, *b->shape));
    assert_true(a->key.lo == b->key.lo && a->key.hi == b->key.hi);
    assert_int_equal(a->nin, b->nin);
    for (int k = 0; k < a->nin; k++)
        assert_int_equal(wg__in(a)[k], wg__in(b)[k]);
    assert_same_attrs(a, b);
    assert_string_equal(wg__node_name(g, a), wg__node_name(h, b));
    assert_true(s.file == t.file && s.line == t.line && s.text == t.text);
    assert_int_equal(wg__primal_of(g, id), wg__primal_of(h, id));
    if (a->op)
        assert_true(!a->data && !b->data);
    else
        assert_memory_equal(a->data, b->data, (size_t)a->numel * wg_dtype_size((wg_dtype)a->dtype));
}

static void assert_same_graph(wg_graph *g, wg_graph *h)
{
    assert_verified(g);
    assert_verified(h);
    assert_int_equal(wg_graph_nodes(g), wg_graph_nodes(h));
    assert_int_equal(g->table.used, h->table.used);
    assert_int_equal(g->sites.count, h->sites.count);
    for (uint32_t id = 1; id < wg__count(g); id++)
        assert_same_node(g, h, id);
}

/* ---- a step, and what can change in it ---- */

typedef enum change {
    NOTHING,
    OP,
    DTYPE,
    SHAPE,
    ATTRIBUTE,
    RAW_ATTRIBUTE, /* another word for the same axis */
    CONSTANT,
    ZERO, /* of the other sign */
    LARGE_CONSTANT,
    INPUT,
    NAME,
    OPERAND, /* of six */
    MERGED,
    RANDOM,
    SHORTER,
    LONGER,
    CHANGES
} change;

enum { LARGE = 40 };

static wg_tensor first_half(wg_tensor x, change c)
{
    wg_graph *g = x.g;
    float large[LARGE] = {[7] = c == LARGE_CONSTANT ? 2 : 1};
    const wg_tensor v = wg_fill(
        wg_input(g, c == NAME ? "w" : "v", WG_F32, c == INPUT ? WG_SHAPE(4, 1) : WG_SHAPE(4)), 2);
    const wg_tensor a = wg_mul(wg_add(x, c == CONSTANT ? 1.5 : 2.5), wg_sum(v, WG_ALL, false));
    const wg_tensor z = wg_mul(a, wg_scalar(g, WG_F32, c == ZERO ? -0.0 : 0.0));
    const wg_tensor b =
        wg_add(z, wg_reshape(wg_const(g, WG_F32, WG_SHAPE(LARGE), large), WG_SHAPE(10, 4)));
    const wg_tensor s = c == OP ? wg_sin(b) : c == MERGED ? wg_mul(a, z) : wg_tanh(b);
    return wg_set_name(s, c == NAME ? "other" : "half");
}

static wg_tensor second_half(wg_tensor s, change c)
{
    wg_graph *g = s.g;
    const wg_tensor noise =
        wg_random_normal(g, WG_F32, WG_SHAPE(10, 4), 0, c == RANDOM ? 0.5 : 0.25);
    wg_tensor y = wg_add(s, noise);
    y = wg_concat(WG_TENSORS(s, y, s, c == OPERAND ? s : y, y, s), 0);
    y = wg_reshape(y, c == SHAPE ? WG_SHAPE(24, 10) : WG_SHAPE(60, 4));
    y = wg_sum(y,
               c == ATTRIBUTE       ? WG_AXES(0)
               : c == RAW_ATTRIBUTE ? WG_AXES(-1)
                                    : WG_AXES(1),
               false);
    if (c == SHORTER)
        return y;
    if (c == DTYPE)
        y = wg_cast(wg_cast(y, WG_F64), WG_F32);
    y = wg_sum(wg_exp(y), WG_ALL, false);
    return c == LONGER ? wg_log(wg_add(y, 3)) : y;
}

static void backward(wg_tensor y, wg_tensor x)
{
    wg_tensor d;
    if (wg_numel(y) == 1)
        assert_int_equal(wg_grad(y, &x, 1, &d), WG_OK);
}

static void step(wg_tensor x, change c)
{
    backward(second_half(first_half(x, c), c), x);
}

static wg_tensor leaf(wg_graph *g)
{
    return wg_fill(wg_input(g, "x", WG_F32, WG_SHAPE(10, 4)), 0.5);
}

/* g against a new graph in which only this was recorded. */
static void assert_as_new(wg_graph *g, change c)
{
    wg_graph *h = graph_new();
    step(leaf(h), c);
    assert_no_error(g);
    assert_same_graph(g, h);
    graph_done(h);
}

static void one_after_another(void **state)
{
    (void)state;
    for (int c = 0; c < CHANGES; c++) {
        for (int d = 0; d < CHANGES; d++) {
            const change order[] = {c, d, d, c, c, d, c};
            wg_graph *g = graph_new();
            const wg_tensor x = leaf(g);
            for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
                const wg_mark m = wg_graph_mark(g);
                step(x, order[k]);
                assert_as_new(g, order[k]);
                wg_graph_release(m);
                assert_verified(g);
                assert_int_equal(g->table.used, 0);
            }
            graph_done(g);
        }
    }
}

/* A release between the halves, of what was there before or of something new. */
static void release_in_the_middle(void **state)
{
    (void)state;
    for (int c = 0; c < CHANGES; c++) {
        wg_graph *g = graph_new();
        const wg_tensor x = leaf(g);
        for (int round = 0; round < 4; round++) {
            const wg_mark outer = wg_graph_mark(g);
            const wg_tensor s = first_half(x, NOTHING);
            const wg_mark inner = wg_graph_mark(g);
            second_half(s, round % 2 ? NOTHING : (change)c);
            wg_graph_release(inner);
            assert_verified(g);
            second_half(s, (change)c);
            wg_graph_release(inner);
            backward(second_half(s, NOTHING), x);
            assert_as_new(g, NOTHING);
            wg_graph_release(outer);
            const wg_mark again = wg_graph_mark(g);
            step(x, round < 2 ? (change)c : NOTHING);
            assert_as_new(g, round < 2 ? (change)c : NOTHING);
            wg_graph_release(again);
        }
        graph_done(g);
    }
}

static void random_graphs(void **state)
{
    (void)state;
    static const uint64_t order[] = {1, 1, 2, 2, 1, 3, 3, 3, 1};
    for (uint64_t seed = 0; seed < 40; seed++) {
        wg_graph *g = graph_new();
        for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
            wg_graph *h = graph_new();
            const wg_dtype d = order[k] == 3 ? WG_F32 : WG_F64;
            const wg_mark m = wg_graph_mark(g);
            g->rng = h->rng; /* what the leaves are filled with */
            random_graph_of(g, d, 10 * seed + order[k]);
            random_graph_of(h, d, 10 * seed + order[k]);
            assert_same_graph(g, h);
            wg_graph_release(m);
            graph_done(h);
        }
        graph_done(g);
    }
}

/* ---- they do come back, and what is gone stays gone ---- */

static void the_same_step_comes_back(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = leaf(g);
    const wg_mark m = wg_graph_mark(g);
    step(x, NOTHING);
    const uint32_t end = wg__count(g), first = x.id + 1;
    wg_graph_release(m);
    assert_int_equal(g->nodes.end, end);
    const wg_shape *shape = wg__node_at(g, first)->shape;
    for (int k = 0; k < 3; k++) {
        assert_int_equal(wg_graph_mark(g).gen, m.gen);
        step(x, NOTHING);
        assert_int_equal(wg__count(g), end);
        assert_int_equal(g->nodes.end, end);
        assert_ptr_equal(wg__node_at(g, first)->shape, shape);
        assert_null(wg__ghost(g));
        wg_graph_release(m);
    }
    first_half(x, NOTHING);
    assert_non_null(wg__ghost(g));
    step(x, OP);
    assert_null(wg__ghost(g));
    graph_done(g);
}

static void stale_handles(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = leaf(g);
    const wg_mark m = wg_graph_mark(g);
    const wg_tensor old = wg_tanh(x), user = wg_sin(old);
    wg_graph_release(m);
    assert_false(wg_is_ok(old) || wg_is_ok(user));
    assert_false(wg_is_ok(wg_sin(old)));
    assert_error_contains(g, "is a stale handle: wg_graph_release has taken %2 away");
    wg_clear_error(g);
    const wg_tensor again = wg_tanh(x);
    assert_int_equal(again.id, old.id);
    assert_true(wg_is_ok(again) && !wg_is_ok(old));
    assert_false(wg_is_ok(wg_sin(old))); /* with the node of this very call waiting */
    assert_error_contains(g, "is a stale handle");
    wg_clear_error(g);
    assert_int_equal(wg_sin(again).id, user.id);
    assert_int_equal(wg_run(g, wg_sin(again)), WG_OK);
    wg_graph_release(m);
    assert_null(wg_data(wg_sin(wg_tanh(x)))); /* the value of the run before is not this one's */
    wg_clear_error(g);
    graph_done(g);
}

/* Of another graph, with the same ids. */
static void foreign_handles(void **state)
{
    (void)state;
    wg_graph *g = graph_new(), *h = graph_new();
    const wg_tensor x = leaf(g), other = leaf(h);
    const wg_mark m = wg_graph_mark(g);
    wg_add(x, x);
    wg_graph_release(m);
    assert_int_equal(other.id, x.id);
    assert_false(wg_is_ok(wg_add(x, other)));
    assert_error_contains(g, "belongs to another graph");
    graph_done(g);
    graph_done(h);
}

static void from_another_line(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = leaf(g);
    const wg_mark m = wg_graph_mark(g);
    for (int line = 1; line < 4; line++) {
        const wg_site at = {"net.c", line, "wg_tanh(x)"};
        const wg_site other = {"net.c", line % 2 ? 9 : line, "wg_tanh(x)"};
        const wg_tensor y = wg_tanh_at(at, x), v = wg_input_at(other, g, NULL, WG_F32, WG_SCALAR);
        const wg_tensor c = wg_scalar_at(at, g, WG_F32, 3);
        assert_int_equal(wg__site(g, wg__node_at(g, y.id)->site).line, line);
        assert_int_equal(wg__site(g, wg__node_at(g, v.id)->site).line, other.line);
        assert_int_equal(wg__site(g, wg__node_at(g, c.id)->site).line, line);
        assert_string_equal(wg_name(v), "%3");
        assert_verified(g);
        wg_graph_release(m);
    }
    graph_done(g);
}

/* As the ops layer never does: one op, once to be merged, once not. */
static void unique_or_not(void **state)
{
    (void)state;
    static const wg_op op = {.name = "op"};
    wg_graph *g = graph_new();
    const wg_tensor x = leaf(g);
    const wg_mark m = wg_graph_mark(g);
    wg__record r = {.op = &op, .shape = WG_SHAPE(2), .in = &x.id, .nin = 1};
    for (int k = 0; k < 6; k++) {
        r.unique = k % 3 == 1;
        const uint32_t id = wg__record_op(g, &r).id;
        assert_int_equal(id, x.id + 1);
        assert_int_equal(wg__record_op(g, &r).id, r.unique ? id + 1 : id);
        assert_int_equal(wg__table_holds(g, id), !r.unique);
        wg_graph_release(m);
        assert_int_equal(g->table.used, 0);
    }
    graph_done(g);
}

static void inputs_are_zero_again(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_mark m = wg_graph_mark(g);
    for (int k = 0; k < 3; k++) {
        const wg_tensor v = wg_input(g, "v", WG_F32, WG_SHAPE(2));
        const wg_tensor y = wg_sum(v, WG_ALL, false);
        assert_int_equal(wg_run(g, y), WG_OK);
        assert_true(wg_item(y) == 0);
        wg_fill(v, 3);
        wg_graph_release(m);
    }
    graph_done(g);
}

static void other_key_lengths(void **state)
{
    (void)state;
    wg_graph *g = wg_graph_new();
    assert_non_null(g);
    const wg_mark m = wg_graph_mark(g);
    wg_scalar(g, WG_F32, 4);
    step(leaf(g), NOTHING);
    wg_graph_release(m);
    wg__set_key_bits(g, 3);
    assert_true(wg__node_at(g, wg_scalar(g, WG_F32, 4).id)->key.lo < 8);
    step(leaf(g), NOTHING);
    assert_verified(g);
    assert_no_error(g);
    graph_done(g);
}

/* ---- memory ---- */

enum { ROUNDS = 3000, WARM = 100 };

static void alternate(wg_tensor x, int k, change c)
{
    step(x, k % 2 ? c : NOTHING);
}

static void in_the_middle(wg_tensor x, int k)
{
    alternate(x, k, OP);
}

static void at_the_start(wg_tensor x, int k)
{
    alternate(x, k, INPUT);
}

static void at_the_end(wg_tensor x, int k)
{
    alternate(x, k, LONGER);
}

static void after_a_release(wg_tensor x, int k)
{
    const wg_tensor s = first_half(x, NOTHING);
    const wg_mark m = wg_graph_mark(x.g);
    second_half(s, k % 2 ? RANDOM : NOTHING); /* as the last one was */
    wg_graph_release(m);
    second_half(s, k % 2 ? NOTHING : RANDOM);
}

static void in_a_loop(wg_tensor x, int k)
{
    const wg_tensor s = first_half(x, (change)(k % 3 ? NOTHING : k % CHANGES));
    for (int j = 0; j < 3; j++) {
        const wg_mark m = wg_graph_mark(x.g);
        second_half(s, (change)((k + j) % 5 ? NOTHING : k * j % CHANGES));
        wg_graph_release(m);
    }
    second_half(s, (change)(k % 4 ? NOTHING : k % CHANGES));
}

/* Steps that change all the time: the arenas and the marks do not grow with their number. */
static void does_not_grow(void (*record)(wg_tensor x, int k))
{
    wg_graph *g = graph_new();
    const wg_tensor x = leaf(g);
    long live = 0;
    for (int k = 0; k < ROUNDS; k++) {
        const wg_mark m = wg_graph_mark(g);
        record(x, k);
        wg_graph_release(m);
        if (k == WARM)
            live = alloc_live();
    }
    assert_no_error(g);
    assert_true(alloc_live() - live < 4); /* of small constants, which ghosts keep */
    assert_true(g->mark_count < 8);
    graph_done(g);
}

static void changing_steps_do_not_grow(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    does_not_grow(in_the_middle);
    does_not_grow(at_the_start);
    does_not_grow(at_the_end);
    does_not_grow(after_a_release);
    does_not_grow(in_a_loop);
}

/* ---- the verifier sees ghosts ---- */

static void assert_fault(wg_graph *g, const char *text)
{
    char msg[512];
    assert_false(wg__verify(g, msg, sizeof msg));
    if (!strstr(msg, text))
        fail_msg("message \"%s\" lacks \"%s\"", msg, text);
}

static void faults_in_ghosts(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    const wg_tensor x = leaf(g);
    const wg_mark m = wg_graph_mark(g);
    const uint32_t id = wg_tanh(x).id;
    wg_graph_release(m);
    wg__node *ghost = wg__node_at(g, id);
    g->table.ghosts++;
    assert_fault(g, "another number of nodes");
    g->table.ghosts--;
    ghost->in.few[0] = id;
    assert_fault(g, "%2 (released): an operand is not an earlier node");
    ghost->in.few[0] = x.id;
    ghost->numel++;
    assert_fault(g, "number of elements");
    ghost->numel--;
    ghost->unique = 1;
    assert_fault(g, "never merged is in the node table");
    ghost->unique = 0;
    wg__table_remove(g, id);
    assert_fault(g, "an op node is not in the node table");
    wg__table_insert(g, id);
    g->table.used--;
    g->table.ghosts++;
    /* a ghost of another dtype than its rule gives shows when it is back */
    ghost->dtype = WG_F64;
    wg_tanh(x);
    assert_fault(g, "the inferred dtype, shape or attributes differ");
    ghost->dtype = WG_F32;
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_after_another),
        cmocka_unit_test(release_in_the_middle),
        cmocka_unit_test(random_graphs),
        cmocka_unit_test(the_same_step_comes_back),
        cmocka_unit_test(stale_handles),
        cmocka_unit_test(foreign_handles),
        cmocka_unit_test(from_another_line),
        cmocka_unit_test(unique_or_not),
        cmocka_unit_test(inputs_are_zero_again),
        cmocka_unit_test(other_key_lengths),
        cmocka_unit_test(changing_steps_do_not_grow),
        cmocka_unit_test(faults_in_ghosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
