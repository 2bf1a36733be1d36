/* Printing, against NumPy's array2string: golden/print.py wrote the expected texts. */
#include "tests/support.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/op.h"
#include "tensor/dtype.h"
#include "tensor/node.h"

struct print_case {
    wg_dtype dtype;
    wg_shape shape;
    const uint64_t *words; /* the elements' bits; NULL: start + step * i */
    double start, step;
    const char *const *lines; /* up to NULL */
};

#include "tests/golden/print_cases.h"

static wg_array make(const struct print_case *c)
{
    wg_array a;
    int64_t n = 0;
    assert_int_equal(wg_array_new(&a, c->dtype, c->shape, NULL), WG_OK);
    assert_true(wg_shape_numel(c->shape, &n));
    size_t size = wg_dtype_size(c->dtype);
    for (int64_t i = 0; i < n; i++) {
        double v = c->start + c->step * (double)i;
        if (c->words)
            memcpy((char *)a.data + (size_t)i * size, &c->words[i], size); /* little endian */
        else if (wg_dtype_is_float(c->dtype))
            wg__store(c->dtype, a.data, i, v);
        else
            wg__store(c->dtype, a.data, i, (double)(int64_t)v);
    }
    return a;
}

/* Compares line by line, and that there are no other lines. */
static void assert_lines(size_t number, const char *text, const char *const *lines)
{
    for (; *lines; lines++) {
        size_t n = strlen(*lines);
        if (strncmp(text, *lines, n) != 0 || text[n] != (lines[1] ? '\n' : '\0')) {
            print_error("case %zu\n  actual:   %.100s\n  expected: %s\n", number, text, *lines);
            fail();
        }
        text += n + 1;
    }
}

static void like_numpy(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof print_cases / sizeof *print_cases; k++) {
        wg_array a = make(&print_cases[k]);
        size_t n = wg_array_tostring(&a, NULL, 0);
        char *text = malloc(n + 1);
        assert_non_null(text);
        assert_int_equal(wg_array_tostring(&a, text, n + 1), n);
        assert_lines(k, text, print_cases[k].lines);
        free(text);
        wg_array_free(&a);
    }
}

static void snprintf_contract(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor c = wg_const(g, WG_F32, WG_SHAPE(2), ((float[]){1, 2.5F}));
    char buf[16];
    assert_int_equal(wg_tostring(c, NULL, 0), 9);
    assert_int_equal(wg_tostring(c, buf, sizeof buf), 9);
    assert_string_equal(buf, "[1.  2.5]");
    memset(buf, '#', sizeof buf);
    assert_int_equal(wg_tostring(c, buf, 4), 9);
    assert_string_equal(buf, "[1.");
    assert_int_equal(buf[4], '#');
    assert_int_equal(wg_tostring(c, buf, 1), 9);
    assert_string_equal(buf, "");
    graph_done(g);
}

/* What has no value is described, and looking at it is not an error. */
static void without_value(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    char buf[128];
    const wg_op op = {.name = "relu"};
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(2));
    wg_tensor y = wg__record_op(
        g, &(wg__record){.op = &op, .dtype = WG_F32, .shape = WG_SHAPE(2), .in = &x.id, .nin = 1});
    wg_tostring(y, buf, sizeof buf);
    assert_string_equal(buf, "<%2 = relu (2,): not run>");
    wg_tostring((wg_tensor){0}, buf, sizeof buf);
    assert_string_equal(buf, "<empty handle>");
    wg_tostring(wg__poison(g), buf, sizeof buf);
    assert_string_equal(buf, "<poisoned>");
    wg_tostring(wg_none(g), buf, sizeof buf);
    assert_string_equal(buf, "<none>");
    wg_tostring((wg_tensor){g, 99, 1}, buf, sizeof buf);
    assert_string_equal(buf, "<stale handle>");
    wg_array_tostring(NULL, buf, sizeof buf);
    assert_string_equal(buf, "<no array>");
    assert_no_error(g);
    graph_done(g);
}

static void any_locale(void **state)
{
    (void)state;
    const char *const names[] = {"de_DE.UTF-8", "de_DE", "fr_FR.UTF-8"};
    for (size_t k = 0; k < 3 && !setlocale(LC_NUMERIC, names[k]); k++)
        ;
    wg_array a;
    char buf[64];
    assert_int_equal(wg_array_new(&a, WG_F64, WG_SHAPE(2), NULL), WG_OK);
    ((double *)a.data)[0] = 0.25;
    ((double *)a.data)[1] = 1.0 / 3;
    wg_array_tostring(&a, buf, sizeof buf);
    assert_string_equal(buf, "[0.25       0.33333333]");
    wg_array_free(&a);
    setlocale(LC_NUMERIC, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(like_numpy), cmocka_unit_test(snprintf_contract),
        cmocka_unit_test(without_value), cmocka_unit_test(any_locale)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
