/* The recording: hash-consing, whatever the keys; the verifier, against planted faults; a million nodes. */
#include "tests/support.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ops/op.h"
#include "tensor/graph.h"

enum { OPS = 4, STEPS = 3000, MANY = 40 };

static const wg_op ops[OPS] = {{.name = "a"}, {.name = "b"}, {.name = "c"}, {.name = "a"}};

static bool same_attrs(const wg_op *op, const wg_attrs *a, const wg_attrs *b)
{
    (void)op;
    return a->at[0].u.i == b->at[0].u.i;
}

static wg_tensor record_op(wg_graph *g, const wg_op *op, wg_shape s, const uint32_t *in, int nin,
                           int64_t attr, bool unique)
{
    wg_attrs attrs;
    memset(&attrs, 0, sizeof attrs);
    attrs.at[0].u.i = attr;
    wg__record r = {.op = op, .dtype = WG_F32, .shape = s, .in = in, .nin = nin, .unique = unique};
    if (attr) {
        r.attr = &attrs;
        r.attr_size = sizeof attrs;
        r.attr_key = wg__hash(&attr, sizeof attr, (wg__key){0});
        r.attr_equal = same_attrs;
    }
    return wg__record_op(g, &r);
}

static wg_tensor unary(wg_graph *g, const wg_op *op, wg_tensor x)
{
    return record_op(g, op, wg_shape_of(x), &x.id, 1, 0, false);
}

/* ---- merging ---- */

static void equal_nodes_merge(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2, 3)),
              y = wg_input(g, "y", WG_F32, WG_SHAPE(2, 3));
    wg_shape s = WG_SHAPE(2, 3);
    wg_tensor t = record_op(g, &ops[0], s, (uint32_t[]){x.id, y.id}, 2, 0, false);
    assert_int_equal(record_op(g, &ops[0], s, (uint32_t[]){x.id, y.id}, 2, 0, false).id, t.id);
    /* every field counts: operands and their order and number, op (by identity, not by name), shape, attributes, dtype */
    uint32_t other[] = {
        record_op(g, &ops[0], s, (uint32_t[]){y.id, x.id}, 2, 0, false).id,
        record_op(g, &ops[0], s, (uint32_t[]){x.id}, 1, 0, false).id,
        record_op(g, &ops[0], s, (uint32_t[]){x.id, y.id, y.id}, 3, 0, false).id,
        record_op(g, &ops[1], s, (uint32_t[]){x.id, y.id}, 2, 0, false).id,
        record_op(g, &ops[3], s, (uint32_t[]){x.id, y.id}, 2, 0, false).id,
        record_op(g, &ops[0], WG_SHAPE(3, 2), (uint32_t[]){x.id, y.id}, 2, 0, false).id,
        record_op(g, &ops[0], WG_SHAPE(2, 3, 1), (uint32_t[]){x.id, y.id}, 2, 0, false).id,
        record_op(g, &ops[0], s, (uint32_t[]){x.id, y.id}, 2, 5, false).id,
        record_op(g, &ops[0], s, (uint32_t[]){x.id, y.id}, 2, 6, false).id};
    for (size_t k = 0; k < sizeof other / sizeof *other; k++)
        assert_int_equal(other[k], t.id + 1 + k);
    assert_int_equal(record_op(g, &ops[0], s, (uint32_t[]){x.id, y.id}, 2, 6, false).id, other[8]);
    assert_no_error(g);
    graph_done(g);
}

/* Keys of one bit: only the comparison of fields tells nodes apart. */
static void every_field_is_compared(void **state)
{
    (void)state;
    wg_graph *g = wg_graph_new();
    assert_non_null(g);
    wg__set_key_bits(g, 1);
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    uint32_t in[] = {x.id, x.id, x.id, x.id, x.id};
    wg__record r = {.op = &ops[0], .dtype = WG_F32, .shape = WG_SHAPE(2), .in = in};
    uint32_t next = x.id + 1;
    for (int dtype = 0; dtype < WG_DTYPE_COUNT; dtype++) {
        for (int nin = 0; nin <= 5; nin++) {
            r.dtype = (wg_dtype)dtype;
            r.nin = nin;
            assert_int_equal(wg__record_op(g, &r).id, next);
            assert_int_equal(wg__record_op(g, &r).id, next++);
        }
    }
    graph_done(g);
}

/* Entries leave the table in any order, out of crowded clusters, and the others are still found. */
static void table_removal(void **state)
{
    (void)state;
    enum { N = 400 };
    wg_rng r = wg_rng_new(4);
    wg_graph *g = wg_graph_new();
    assert_non_null(g);
    wg__set_key_bits(g, 6);
    for (int k = 0; k < N; k++)
        wg_scalar(g, WG_F32, k);
    for (int round = 0; round < 200; round++) {
        int64_t id[N];
        for (int k = 0; k < N; k++)
            id[k] = k + 1;
        wg_rng_shuffle(&r, id, N);
        size_t n = (size_t)wg_rng_below(&r, N);
        for (size_t k = 0; k < n; k++)
            wg__table_remove(g, (uint32_t)id[k]);
        for (size_t k = 0; k < N; k++)
            assert_int_equal(wg__table_holds(g, (uint32_t)id[k]), k >= n);
        for (size_t k = 0; k < n; k++)
            wg__table_insert(g, (uint32_t)id[k]);
    }
    graph_done(g);
}

/* What a release takes is not used afterwards: shapes, sites, names. */
static void nothing_dangles(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(9));
    wg_mark m = wg_graph_mark(g);
    uint32_t sites = g->sites.count;
    bool opened = wg__enter(g, (wg_site){"net.c", 1, "outer()"});
    for (int k = 0; k < 3; k++) {
        record_op(g, &ops[0], WG_SHAPE(2, 3), &x.id, 1, 0, false);
        wg_graph_release(m);
        wg_tensor y = record_op(g, &ops[0], WG_SHAPE(2, 3), &x.id, 1, 0, false);
        wg_set_name(y, "a name as long as a shape, so that it lies where the shape of the round "
                       "before was kept");
        assert_true(wg_shape_equal(wg_shape_of(y), WG_SHAPE(2, 3)));
        assert_string_equal(wg__site(g, wg__node_at(g, y.id)->site).text, "outer()");
        wg_graph_release(m);
        assert_int_equal(g->sites.count, sites);
        bool inner = wg__enter_like(g, wg__node_at(g, x.id));
        record_op(g, &ops[0], WG_SHAPE(1), &x.id, 1, 0, false);
        wg__leave(g, inner);
        wg_set_name(x, "another name, so that the next shape lies elsewhere");
        y = record_op(g, &ops[0], WG_SHAPE(2, 3), &x.id, 1, 0, false);
        wg_set_name(y, "a name as long as a shape, so that it lies where the shape of the round "
                       "before was kept");
        assert_true(wg_shape_equal(wg_shape_of(y), WG_SHAPE(2, 3)));
        assert_verified(g);
        wg_graph_release(m);
    }
    wg__leave(g, opened);
    graph_done(g);
}

static void many_operands(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    uint32_t in[MANY];
    for (int k = 0; k < MANY; k++)
        in[k] = wg_scalar(g, WG_F32, k).id;
    wg_tensor t = record_op(g, &ops[0], WG_SCALAR, in, MANY, 0, false);
    assert_int_equal(record_op(g, &ops[0], WG_SCALAR, in, MANY, 0, false).id, t.id);
    assert_memory_equal(wg__in(wg__node_at(g, t.id)), in, sizeof in);
    in[MANY - 1] = in[0];
    assert_int_not_equal(record_op(g, &ops[0], WG_SCALAR, in, MANY, 0, false).id, t.id);
    uint32_t *too_many = calloc(70000, sizeof *too_many);
    assert_non_null(too_many);
    record_op(g, &ops[0], WG_SCALAR, too_many, 70000, 0, false);
    assert_error_is(g, "70000 operands, but 65535 is the most");
    record_op(g, &ops[0], WG_SCALAR, too_many, 1, 0, false);
    assert_error_contains(g, "operand 0 is %0, which is not a node");
    free(too_many);
    record_op(g, &ops[0], WG_SHAPE(1LL << 40, 1LL << 40), in, 1, 0, false);
    assert_error_is(g, "the result (1099511627776, 1099511627776) would be too large");
    graph_done(g);
}

static void effects_never_merge(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    wg_tensor a = record_op(g, &ops[2], WG_SHAPE(2), &x.id, 1, 0, true);
    wg_tensor b = record_op(g, &ops[2], WG_SHAPE(2), &x.id, 1, 0, true);
    assert_int_not_equal(a.id, b.id);
    assert_int_not_equal(unary(g, &ops[0], a).id, unary(g, &ops[0], b).id);
    if (!getenv("WG_TEST_KEY_BITS"))
        assert_memory_not_equal(&wg__node_at(g, a.id)->key, &wg__node_at(g, b.id)->key,
                                sizeof(wg__key));
    graph_done(g);
}

/* Records a random graph with many repetitions, releases and scalars; writes the id that each step gave. */
static void random_graph(wg_graph *g, uint32_t *ids)
{
    wg_rng r = wg_rng_new(99);
    uint32_t pool[64];
    wg_mark m = {0};
    for (int k = 0; k < 64; k++)
        pool[k] = k % 2 ? wg_scalar(g, WG_F32, k / 4).id : wg_input(g, "x", WG_F32, WG_SCALAR).id;
    for (int k = 0; k < STEPS; k++) {
        if (k % 500 == 100)
            m = wg_graph_mark(g);
        if (k % 500 == 400) {
            wg_graph_release(m);
            for (int j = 0; j < 64; j++)
                pool[j] = pool[j] < m.count ? pool[j] : 1;
        }
        int nin = 1 + (int)wg_rng_below(&r, 6);
        uint32_t in[6];
        for (int j = 0; j < nin; j++)
            in[j] = pool[wg_rng_below(&r, j ? 3 : 64)];
        int64_t attr = (int64_t)wg_rng_below(&r, 3);
        wg_tensor t = record_op(g, &ops[wg_rng_below(&r, OPS)], WG_SCALAR, in, nin, attr,
                                wg_rng_below(&r, 50) == 0);
        pool[wg_rng_below(&r, 64)] = ids[k] = t.id;
    }
}

static void keys_of_any_length(void **state)
{
    (void)state;
    static const int bits[] = {0, 1, 8, 63, 64, 65, 127, 128, 1000};
    static uint32_t whole[STEPS], cut[STEPS];
    for (size_t k = 0; k < sizeof bits / sizeof *bits; k++) {
        wg_graph *g = wg_graph_new();
        assert_non_null(g);
        wg__set_key_bits(g, bits[k]);
        random_graph(g, k ? cut : whole);
        assert_no_error(g);
        if (k)
            assert_memory_equal(cut, whole, sizeof whole);
        wg__key key = wg__node_at(g, 5)->key;
        if (bits[k] == 8)
            assert_true(key.hi == 0 && key.lo < 256);
        graph_done(g);
    }
    int merged = 0;
    for (int k = 1; k < STEPS; k++)
        merged += whole[k] <= whole[k - 1];
    assert_true(merged > 50); /* the case does contain repetitions */
    wg_graph *g = graph_new();
    wg_input(g, "x", WG_F32, WG_SCALAR);
    wg__set_key_bits(g, 8);
    assert_error_contains(g, "wg__set_key_bits: the graph has nodes already");
    graph_done(g);
}

/* Graphs share nothing: threads record the same in their own, at the same time. */
static void *record_in_thread(void *ids)
{
    wg_graph *g = wg_graph_new();
    if (g)
        random_graph(g, ids);
    wg_graph_free(g);
    return NULL;
}

static void threads(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    static uint32_t ids[THREADS][STEPS];
    pthread_t thread[THREADS];
    for (int k = 0; k < THREADS; k++)
        assert_int_equal(pthread_create(&thread[k], NULL, record_in_thread, ids[k]), 0);
    for (int k = 0; k < THREADS; k++)
        assert_int_equal(pthread_join(thread[k], NULL), 0);
    for (int k = 1; k < THREADS; k++)
        assert_memory_equal(ids[k], ids[0], sizeof ids[k]);
    assert_int_not_equal(ids[0][STEPS - 1], 0);
}

/* A key says what is computed: the same in another graph, and equal only for equal structure. */
static void keys_are_structural(void **state)
{
    (void)state;
    wg__key key[2], other;
    for (int k = 0; k < 2; k++) {
        wg_graph *g = graph_new();
        wg_tensor x = wg_input(g, k ? "x" : "y", WG_F32, WG_SHAPE(3));
        if (k)
            wg_graph_release(wg_graph_mark(g));
        key[k] = wg__node_at(g, unary(g, &ops[0], x).id)->key;
        other = wg__node_at(g, unary(g, &ops[1], x).id)->key;
        graph_done(g);
    }
    assert_memory_equal(&key[0], &key[1], sizeof *key);
    if (!getenv("WG_TEST_KEY_BITS"))
        assert_memory_not_equal(&other, &key[0], sizeof other);
}

static void hashes(void **state)
{
    (void)state;
    /* XXH3-128 of nothing, as in xxHash's own test vectors */
    wg__key h = wg__hash("", 0, (wg__key){0}), chained = wg__hash("", 0, (wg__key){0, 1});
    assert_true(h.lo == 0x6001C324468D497FU && h.hi == 0x99AA06D3014798D8U);
    assert_memory_not_equal(&h, &chained, sizeof h);
}

/* ---- the verifier: each planted fault is found ---- */

static wg_graph *sample(wg_tensor *x, wg_tensor *c, wg_tensor *t)
{
    wg_graph *g = graph_new();
    *x = wg_input_at((wg_site){"net.c", 1, "wg_input()"}, g, "x", WG_F32, WG_SHAPE(2, 3));
    *c = wg_const(g, WG_F32, WG_SHAPE(2), ((float[]){1, 2}));
    *t = unary(g, &ops[0], *x);
    assert_verified(g);
    return g;
}

static void assert_fault(wg_graph *g, const char *text)
{
    char msg[512];
    assert_false(wg__verify(g, msg, sizeof msg));
    if (!strstr(msg, text))
        fail_msg("message \"%s\" lacks \"%s\"", msg, text);
}

#define PLANT(field, value, text)                                                                  \
    do {                                                                                           \
        wg__node kept = *node;                                                                     \
        node->field = value;                                                                       \
        assert_fault(g, text);                                                                     \
        *node = kept;                                                                              \
        assert_verified(g);                                                                        \
    } while (0)

static void faults_in_nodes(void **state)
{
    (void)state;
    wg_tensor x, c, t;
    wg_graph *g = sample(&x, &c, &t);
    const wg_shape bad = {2, {3, -3}}, wide = {2, {2, 4}}, dirty = {2, {2, 3, 1}}, rank = {9, {0}};
    wg__node *node = wg__node_at(g, t.id);
    PLANT(in.few[0], t.id, "an operand is not an earlier node");
    PLANT(in.few[0], 0, "an operand is not an earlier node");
    PLANT(in.few[0], 77, "an operand is not an earlier node");
    PLANT(shape, &bad, "shape is missing, negative");
    PLANT(shape, &rank, "shape is missing, negative");
    PLANT(shape, NULL, "shape is missing");
    PLANT(shape, &wide, "number of elements is not that of the shape");
    PLANT(shape, &dirty, "a dimension beyond the rank is not 0");
    PLANT(numel, 7, "number of elements is not that of the shape");
    PLANT(dtype, 17, "the dtype is not one");
    PLANT(kind, WG__NODE_POISON, "the kind is not one");
    PLANT(kind, WG__NODE_INPUT, "a leaf has an op");
    PLANT(op, NULL, "an op node has no op");
    PLANT(gen, 0, "the generation is 0");
    PLANT(site, 99, "the call site does not exist");
    PLANT(name, 99, "the name does not exist");
    node = wg__node_at(g, x.id);
    PLANT(op, &ops[0], "a leaf has an op");
    PLANT(data, NULL, "a leaf has no storage");
    PLANT(key.lo, node->key.lo ^ 1, "x (2, 3) from net.c:1: the key is not that of the leaf");
    node = wg__node_at(g, 0);
    PLANT(kind, WG__NODE_INPUT, "node 0 is not the poisoned one");
    node = wg__node_at(g, c.id);
    ((float *)node->data)[1] = 3;
    assert_fault(g, "a constant was written to");
    ((float *)node->data)[1] = 2;
    graph_done(g);
}

static void faults_in_the_graph(void **state)
{
    (void)state;
    wg_tensor x, c, t;
    wg_graph *g = sample(&x, &c, &t);
    wg__table_remove(g, c.id);
    assert_fault(g, "a constant is not in the node table");
    wg__table_insert(g, c.id);
    assert_verified(g);
    g->table.used++;
    assert_fault(g, "another number of nodes");
    g->table.used--;
    size_t k = 0;
    while (g->table.slot[k])
        k++;
    g->table.slot[k] = 1000;
    assert_fault(g, "a node that is gone");
    size_t far = k;
    while (g->table.slot[far] || g->table.slot[(far + g->table.slots - 1) % g->table.slots] ||
           (wg__node_at(g, t.id)->key.lo & (g->table.slots - 1)) == far)
        far++;
    g->table.slot[k] = 0;
    g->table.slot[far] = t.id;
    wg__table_remove(g, t.id);
    assert_fault(g, "where its key does not lead");
    g->table.slot[far] = 0;
    wg__table_insert(g, t.id);
    assert_verified(g);
    g->depth = 3;
    assert_fault(g, "depth of scopes");
    g->depth = 0;
    wg_graph_mark(g);
    g->marks[0].count = 1000;
    assert_fault(g, "the marks are out of order");
    g->marks[0].count = g->nodes.count;
    graph_done(g);
}

static bool refuse(wg_graph *g, uint32_t id, char *msg, size_t size)
{
    (void)g;
    wg__text text = wg__text_to(msg, size);
    wg__text_add(&text, "re-inferred %u otherwise", (unsigned)id);
    return id != 3;
}

static void reinference(void **state)
{
    (void)state;
    wg_tensor x, c, t;
    wg_graph *g = sample(&x, &c, &t);
    wg__set_reinfer(g, refuse);
    assert_fault(g, "re-inferred 3 otherwise");
    wg__set_reinfer(g, NULL);
    graph_done(g);
}

/* ---- a million nodes ---- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static size_t bytes_of(const wg_graph *g)
{
    return (size_t)g->nodes.chunks * WG__CHUNK * sizeof(wg__node) + g->nodes.chunk_cap * sizeof *g->nodes.chunk +
           g->table.slots * sizeof *g->table.slot;
}

static wg_tensor chain(wg_graph *g, wg_tensor x, int n)
{
    for (int k = 0; k < n; k++) {
        bool opened = wg__enter(g, WG_AT("wg_relu(x)"));
        x = unary(g, &ops[0], x);
        wg__leave(g, opened);
    }
    return x;
}

static void million_nodes(void **state)
{
    (void)state;
    enum { N = 1000000 };
    wg_graph *g =
        wg_graph_new(); /* whole keys: with 8 bits a lookup walks through a 256th of the nodes */
    assert_non_null(g);
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(32, 784));
    wg_mark m = wg_graph_mark(g);
    double start = seconds();
    wg_tensor last = chain(g, x, N);
    double recorded = seconds();
    assert_int_equal(wg_graph_nodes(g), N + 1);
    assert_int_equal(last.id, N + 1);
    assert_int_equal(chain(g, x, N).id, last.id); /* all merged */
    double merged = seconds();
    assert_int_equal(wg_graph_nodes(g), N + 1);
    print_message("# %d nodes: recorded in %.3f s, merged in %.3f s, %.1f bytes each\n", N,
                  recorded - start, merged - recorded, (double)bytes_of(g) / N);
    assert_true(bytes_of(g) < (size_t)110 * N);
    assert_int_equal(g->sites.count, 3); /* the unknown one, the input's, the chain's */
    graph_done(g);
    (void)m;
}

/* Releasing and recording a million nodes again: same ids, and no memory beyond the first time's. */
static void million_again(void **state)
{
    (void)state;
    enum { N = 1000000 };
    wg_graph *g = wg_graph_new();
    assert_non_null(g);
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    wg_mark m = wg_graph_mark(g);
    wg_tensor last = chain(g, x, N);
    size_t bytes = bytes_of(g);
    double start = seconds();
    wg_graph_release(m);
    print_message("# released in %.3f s\n", seconds() - start);
    assert_int_equal(g->table.used, 0);
    assert_int_equal(wg_graph_nodes(g), 1);
    wg_tensor again = chain(g, x, N);
    assert_int_equal(again.id, last.id);
    assert_int_not_equal(again.gen, last.gen);
    assert_int_equal(bytes_of(g), bytes);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_nodes_merge),
        cmocka_unit_test(many_operands),
        cmocka_unit_test(every_field_is_compared),
        cmocka_unit_test(table_removal),
        cmocka_unit_test(nothing_dangles),
        cmocka_unit_test(threads),
        cmocka_unit_test(effects_never_merge),
        cmocka_unit_test(keys_of_any_length),
        cmocka_unit_test(keys_are_structural),
        cmocka_unit_test(hashes),
        cmocka_unit_test(faults_in_nodes),
        cmocka_unit_test(faults_in_the_graph),
        cmocka_unit_test(reinference),
        cmocka_unit_test(million_nodes),
        cmocka_unit_test(million_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
