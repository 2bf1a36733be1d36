/* Forward mode, Jacobians, Hessians and third derivatives of whole functions against PyTorch's torch.func, through the
 * expression language. The checks come from tests/golden/make_forward.py; one test for each. */
#include "tests/support.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/expr.h"
#include "data/data.h"
#include "engine/engine.h"

enum { MAX_NAMES = 16 };

static wg_array_list arrays;

static const wg_array *array(const json_t *check, const char *name)
{
    char key[128];
    snprintf(key, sizeof key, "%d/%s", (int)json_integer_value(json_object_get(check, "case")),
             name);
    const wg_array *a = wg_array_list_find(&arrays, key);
    if (!a)
        fail_msg("forward.npz lacks %s", key);
    return a;
}

/* How far t is from what is expected, relative to the largest magnitude of that; NaN if either is. */
static double distance(wg_tensor t, const wg_array *expected)
{
    double off = 0, scale = 1e-300;
    for (int64_t i = 0; i < wg_numel(t); i++) {
        const double a = ((const double *)wg_data(t))[i], e = ((const double *)expected->data)[i];
        off = isnan(a - e) || isnan(off) ? (double)NAN : fmax(off, fabs(a - e));
        scale = fmax(scale, fabs(e));
    }
    return off / scale;
}

static bool agrees(wg_tensor t, const wg_array *expected)
{
    return distance(t, expected) <= 1e-12;
}

static void run_check(void **state)
{
    const json_t *check = *state, *operands = json_object_get(check, "operands");
    const char *text = json_string_value(json_object_get(check, "expr"));
    const wg_array *expected = array(check, json_string_value(json_object_get(check, "what")));
    expr_name names[MAX_NAMES] = {0};
    expr_error e;
    wg_graph *g = graph_new();
    const size_t n = json_array_size(operands);
    assert_in_range(n, 1, MAX_NAMES);
    for (size_t k = 0; k < n; k++) {
        names[k].name = json_string_value(json_array_get(operands, k));
        const wg_array *a = array(check, names[k].name);
        names[k].t = wg_input(g, names[k].name, a->dtype, a->shape);
        wg_set_data(names[k].t, a->data, wg_array_bytes(a));
    }
    wg_tensor t = expr_record(g, text, names, n, &e);
    if (e.text[0])
        fail_msg("%s: column %d: %s", text, e.column, e.text);
    if (wg_run(g, t) != WG_OK)
        fail_msg("%s: %s", text, wg_error(g));
    assert_true(wg_shape_equal(wg_shape_of(t), expected->shape));
    if (!agrees(t, expected))
        fail_msg("%s is off by %.2g", text, distance(t, expected));
    graph_done(g);
}

/* The comparison fails for a number that is off, and for NaN. */
static void a_planted_fault_is_caught(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    double right[] = {1, -2}, wrong[] = {1, -2.00000000001}, nan[] = {1, (double)NAN};
    wg_array a = {.dtype = WG_F64, .shape = WG_SHAPE(2), .data = right};
    wg_tensor x = wg_input(g, "x", WG_F64, WG_SHAPE(2));
    wg_set_data(x, right, sizeof right);
    assert_true(agrees(x, &a));
    wg_set_data(x, wrong, sizeof wrong);
    assert_false(agrees(x, &a));
    wg_set_data(x, nan, sizeof nan);
    assert_false(agrees(x, &a));
    graph_done(g);
}

static json_t *read_checks(void)
{
    char path[4096];
    wg_status st = {0};
    const char *source = getenv("WG_SOURCE");
    snprintf(path, sizeof path, "%s/tests/golden/forward.npz", source ? source : ".");
    if (wg_npz_load(path, 0, &arrays, &st) != WG_OK) {
        fprintf(stderr, "%s\n", st.text);
        return NULL;
    }
    snprintf(path, sizeof path, "%s/tests/golden/forward.json", source ? source : ".");
    return json_load_file(path, 0, NULL);
}

int main(void)
{
    json_t *checks = read_checks();
    const size_t n = json_array_size(checks);
    struct CMUnitTest *tests = n ? calloc(n + 1, sizeof *tests) : NULL;
    if (!tests)
        return EXIT_FAILURE;
    for (size_t i = 0; i < n; i++) {
        json_t *check = json_array_get(checks, i);
        const char *text = json_string_value(json_object_get(check, "expr"));
        tests[i] = (struct CMUnitTest){text, run_check, NULL, NULL, check};
    }
    tests[n] = (struct CMUnitTest)cmocka_unit_test(a_planted_fault_is_caught);
    const int failed = _cmocka_run_group_tests("golden forward", tests, n + 1, NULL, NULL);
    free(tests);
    json_decref(checks);
    wg_array_list_free(&arrays);
    return failed != 0;
}
