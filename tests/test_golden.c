/* Every op against PyTorch: value, gradient and second derivative, in f64 and f32, through the expression language. The cases
 * come from tests/golden/make_golden.py. One test per case and float type; and one that every op has a case. */
#include "tests/support.h"

#include "autograd/autograd.h"
#include "data/data.h"
#include "engine/engine.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/expr.h"

enum { MAX_OPERANDS = 8 };

typedef struct golden {
    int number;
    const char *op, *expr;
    const char *operand[MAX_OPERANDS];
    size_t n;
    bool differentiated;
    wg_dtype dtype; /* of the float operands */
} golden;

static wg_array_list arrays;
static json_t *root, *cases;

static const wg_array *role(const golden *c, const char *prefix, const char *name)
{
    char key[128];
    snprintf(key, sizeof key, "%d/%s%s", c->number, prefix, name);
    const wg_array *a = wg_array_list_find(&arrays, key);
    if (!a)
        fail_msg("golden.npz lacks %s", key);
    return a;
}

static bool is_float_operand(const golden *c, size_t k)
{
    return wg_dtype_is_float(role(c, "", c->operand[k])->dtype);
}

/* The array as an input; f64 becomes the float type of the case. */
static wg_tensor bind(wg_graph *g, const golden *c, const char *name, const wg_array *a)
{
    const bool narrow = a->dtype == WG_F64 && c->dtype == WG_F32;
    const wg_tensor t = wg_input(g, name, narrow ? WG_F32 : a->dtype, a->shape);
    if (!narrow) {
        wg_set_data(t, a->data, wg_array_bytes(a));
        return t;
    }
    float *out = wg_data(t);
    for (int64_t i = 0; i < wg_numel(t); i++)
        out[i] = (float)((const double *)a->data)[i];
    return t;
}

static double element(const void *data, wg_dtype d, int64_t i)
{
    switch (d) {
    case WG_F32: return (double)((const float *)data)[i];
    case WG_F64: return ((const double *)data)[i];
    case WG_I32: return ((const int32_t *)data)[i];
    case WG_I64: return (double)((const int64_t *)data)[i];
    default: return ((const uint8_t *)data)[i];
    }
}

/* Within the rounding of a few operations, relative to the largest magnitude of the array: sums cancel. */
static void compare(const golden *c, const char *what, wg_tensor t, const wg_array *expected)
{
    char got[128], want[128];
    wg_shape_string(wg_shape_of(t), got, sizeof got);
    wg_shape_string(expected->shape, want, sizeof want);
    assert_string_equal(got, want);
    const wg_dtype d = wg_dtype_of(t);
    const int64_t n = wg_numel(t);
    double scale = 1;
    for (int64_t i = 0; i < n; i++) {
        const double e = fabs(element(expected->data, expected->dtype, i));
        scale = isfinite(e) && e > scale ? e : scale;
    }
    const double eps = d == WG_F64 ? 1e-13 : d == WG_F32 ? 4e-6 : 0;
    const void *data = wg_data(t);
    assert_non_null(data);
    for (int64_t i = 0; i < n; i++) {
        const double a = element(data, d, i), e = element(expected->data, expected->dtype, i);
        if (!is_close(a, e, eps * scale, eps))
            fail_msg("%s, %s[%lld]: %.17g, expected %.17g", c->expr, what, (long long)i, a, e);
    }
}

static wg_tensor record(wg_graph *g, const char *text, const expr_name *names, size_t n)
{
    expr_error e;
    const wg_tensor t = expr_record(g, text, names, n, &e);
    if (e.text[0])
        fail_msg("%s: column %d: %s", text, e.column, e.text);
    return t;
}

/* Where f32 has no business: the expression asks for f64 by name. */
static const char *expression(const golden *c, char *buf, size_t size)
{
    snprintf(buf, size, "%s", c->expr);
    for (char *p = buf; c->dtype == WG_F32 && (p = strstr(p, "f64")) != NULL;)
        memcpy(p, "f32", 3);
    return buf;
}

/* sum(vjp(EXPR, dy, x) * t_x) over the float operands x: its gradients are the second derivatives. */
static void derivatives(wg_graph *g, const golden *c, const char *expr, expr_name *names, size_t n,
                        wg_tensor *g1, wg_tensor *g2)
{
    char text[4096] = "", full[8192];
    for (size_t k = 0; k < c->n; k++) {
        if (!is_float_operand(c, k))
            continue;
        const char *x = c->operand[k];
        snprintf(full, sizeof full, "vjp(%s, dy, %s)", expr, x);
        g1[k] = record(g, full, names, n);
        const size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%ssum(vjp(%s, dy, %s) * t_%s)",
                 used ? " + " : "", expr, x, x);
    }
    for (size_t k = 0; k < c->n; k++) {
        if (!is_float_operand(c, k))
            continue;
        snprintf(full, sizeof full, "grad(%s, %s)", text, c->operand[k]);
        g2[k] = record(g, full, names, n);
    }
}

static void run_case(void **state)
{
    const golden *c = *state;
    char buf[1024], tangents[MAX_OPERANDS][64];
    const char *expr = expression(c, buf, sizeof buf);
    wg_graph *g = graph_new();
    expr_name names[2 * MAX_OPERANDS + 1];
    size_t n = 0;
    for (size_t k = 0; k < c->n; k++)
        names[n++] = (expr_name){.name = c->operand[k],
                                 .t = bind(g, c, c->operand[k], role(c, "", c->operand[k]))};
    wg_tensor all[1 + 2 * MAX_OPERANDS], g1[MAX_OPERANDS], g2[MAX_OPERANDS];
    int wanted = 0;
    all[wanted++] = record(g, expr, names, n);
    if (c->differentiated) {
        names[n++] = (expr_name){.name = "dy", .t = bind(g, c, "dy", role(c, "", "dy"))};
        for (size_t k = 0; k < c->n; k++) {
            if (!is_float_operand(c, k))
                continue;
            snprintf(tangents[k], sizeof tangents[k], "t_%s", c->operand[k]);
            names[n++] = (expr_name){.name = tangents[k],
                                     .t = bind(g, c, tangents[k], role(c, "t_", c->operand[k]))};
        }
        derivatives(g, c, expr, names, n, g1, g2);
        for (size_t k = 0; k < c->n; k++) {
            if (!is_float_operand(c, k))
                continue;
            all[wanted++] = g1[k];
            all[wanted++] = g2[k];
        }
    }
    if (wg_run_n(g, all, wanted) != WG_OK)
        fail_msg("%s: %s", expr, wg_error(g));
    compare(c, "value", all[0], role(c, "", "value"));
    for (size_t k = 0; c->differentiated && k < c->n; k++) {
        if (!is_float_operand(c, k))
            continue;
        compare(c, "gradient", g1[k], role(c, "g_", c->operand[k]));
        compare(c, "second derivative", g2[k], role(c, "h_", c->operand[k]));
    }
    graph_done(g);
}

/* Random ops have tests of their own; assign has no value of its own, and group none at all. */
static bool has_other_truth(const wg_op *op)
{
    return op->random || op->effect || op->family == WG_FAMILY_GRAPH;
}

static void every_op_has_a_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < wg_op_count(); i++) {
        const wg_op *op = wg_op_at(i);
        bool found = has_other_truth(op);
        size_t k;
        json_t *c;
        json_array_foreach(cases, k, c) found =
            found || strcmp(json_string_value(json_object_get(c, "op")), op->name) == 0;
        if (!found)
            fail_msg("no golden case of %s", op->name);
    }
}

/* A wrong value must be caught: the comparison itself is tested. */
static void a_planted_fault_is_caught(void **state)
{
    (void)state;
    assert_false(is_close(1.0 + 1e-12, 1.0, 1e-13, 1e-13));
    assert_false(is_close((double)NAN, 1.0, 1e9, 1e9));
    assert_false(is_close(1.0, (double)NAN, 1e9, 1e9));
}

static golden *read_cases(size_t *n)
{
    char path[4096];
    wg_status st = {0};
    json_error_t error;
    const char *source = getenv("WG_SOURCE");
    snprintf(path, sizeof path, "%s/tests/golden/golden.npz", source ? source : ".");
    if (wg_npz_load(path, 0, &arrays, &st) != WG_OK) {
        fprintf(stderr, "%s\n", st.text);
        return NULL;
    }
    snprintf(path, sizeof path, "%s/tests/golden/golden.json", source ? source : ".");
    root = json_load_file(path, 0, &error);
    cases = json_object_get(root, "cases");
    *n = 2 * json_array_size(cases);
    golden *list = calloc(*n + 1, sizeof *list);
    for (size_t i = 0; list && i < *n; i++) {
        json_t *c = json_array_get(cases, i / 2), *operands = json_object_get(c, "operands");
        list[i] = (golden){.number = (int)(i / 2),
                           .op = json_string_value(json_object_get(c, "op")),
                           .expr = json_string_value(json_object_get(c, "expr")),
                           .n = json_array_size(operands),
                           .differentiated = json_is_true(json_object_get(c, "differentiated")),
                           .dtype = i % 2 ? WG_F32 : WG_F64};
        for (size_t k = 0; k < list[i].n && k < MAX_OPERANDS; k++)
            list[i].operand[k] = json_string_value(json_array_get(operands, k));
    }
    return list;
}

int main(void)
{
    size_t n = 0;
    golden *list = read_cases(&n);
    struct CMUnitTest *tests = list && n ? calloc(n + 2, sizeof *tests) : NULL;
    char(*names)[160] = tests ? calloc(n, sizeof *names) : NULL;
    if (!names)
        return EXIT_FAILURE;
    for (size_t i = 0; i < n; i++) {
        snprintf(names[i], sizeof names[i], "%d %s %s", list[i].number, list[i].expr,
                 wg_dtype_name(list[i].dtype));
        tests[i] = (struct CMUnitTest){names[i], run_case, NULL, NULL, &list[i]};
    }
    tests[n] = (struct CMUnitTest)cmocka_unit_test(every_op_has_a_case);
    tests[n + 1] = (struct CMUnitTest)cmocka_unit_test(a_planted_fault_is_caught);
    const int failed = _cmocka_run_group_tests("golden", tests, n + 2, NULL, NULL);
    free(tests);
    free(names);
    free(list);
    wg_array_list_free(&arrays);
    json_decref(root);
    return failed != 0;
}
