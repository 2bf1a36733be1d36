/* Plans and graphs as text, DOT and JSON. */
#include "tests/support.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"

static char *dumped(wg_code (*dump)(FILE *, wg_format, wg_graph *, const wg_tensor *, int),
                    wg_format format, wg_graph *g, const wg_tensor *t, int n)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    assert_int_equal(dump(f, format, g, t, n), WG_OK);
    const long size = ftell(f);
    char *text = calloc((size_t)size + 1, 1);
    rewind(f);
    assert_true(text && size > 0 && fread(text, 1, (size_t)size, f) == (size_t)size);
    fclose(f);
    return text;
}

static size_t occurrences(const char *text, const char *of)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, of)) != NULL; p += strlen(of))
        n++;
    return n;
}

static void dumps(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_input(g, "a \"quoted\\ name\n", WG_F32, WG_SHAPE(2, 3));
    wg_tensor y = wg_set_name(wg_softmax(wg_matmul(x, wg_transpose(x, 0, 1)), -1), "y");
    wg_plan_stats s;
    json_error_t error;
    assert_int_equal(wg_plan_stats_of(g, &y, 1, &s), WG_OK);
    for (int plan = 0; plan < 2; plan++) {
        wg_code (*how)(FILE *, wg_format, wg_graph *, const wg_tensor *, int) =
            plan ? wg_plan_dump : wg_graph_dump;
        char *text = dumped(how, WG_TEXT, g, &y, 1), *dot = dumped(how, WG_DOT, g, &y, 1);
        char *json = dumped(how, WG_JSON, g, &y, 1);
        assert_non_null(strstr(text, "matmul"));
        assert_true(strncmp(dot, "digraph", 7) == 0 && strstr(dot, "->"));
        assert_true(occurrences(dot, "{") == occurrences(dot, "}"));
        assert_non_null(strstr(dot, "\\\"quoted"));
        json_t *root = json_loads(json, 0, &error);
        if (!root)
            fail_msg("JSON, line %d: %s", error.line, error.text);
        const json_t *list = json_object_get(root, plan ? "steps" : "nodes");
        assert_true(json_array_size(list) == (size_t)(plan ? s.steps : s.nodes));
        if (plan)
            assert_true(json_integer_value(
                            json_object_get(json_object_get(root, "stats"), "bytes")) == s.bytes);
        json_decref(root);
        free(text);
        free(dot);
        free(json);
    }
    assert_int_equal(wg_plan_dump(NULL, WG_TEXT, g, &y, 1), WG_ERR_ARGUMENT);
    assert_error_contains(g, "the file is NULL");
    assert_int_equal(wg_graph_dump(stdout, (wg_format)9, g, &y, 1), WG_ERR_ARGUMENT);
    assert_error_contains(g, "the format is not one");
    FILE *full = fopen("/dev/full", "w");
    if (full) {
        setvbuf(full, NULL, _IONBF, 0);
        assert_int_equal(wg_plan_dump(full, WG_TEXT, g, &y, 1), WG_ERR_IO);
        assert_error_contains(g, "writing failed");
        fclose(full);
    }
    assert_int_equal(wg_plan_dump(stdout, WG_TEXT, NULL, &y, 1), WG_ERR_HANDLE);
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
