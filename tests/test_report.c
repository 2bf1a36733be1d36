/* Reports: the JSON of a gradient check, and the page made of it. */
#include "tests/support.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/gradcheck_json.h"
#include "cli/page.h"
#include "ops/ops.h"

/* ---- a report made by hand, with everything in it that JSON could stumble over ---- */

static const wg_rung rungs[] = {
    {0.1, 2.5, 0.5, 1e-16}, {1e-5, 2, 5e-9, 1e-11}, {1e-300, (double)NAN, (double)INFINITY, 0}};

static const wg_gradcheck_element elements[] = {
    {.index = 0,
     .x = 1,
     .rule = 2,
     .reference = 2.0000000000000004,
     .error = 1e-11,
     .h = 1e-5,
     .kink = (double)INFINITY,
     .noise = 1e-12,
     .rule_f32 = (double)NAN,
     .error_f32 = (double)NAN,
     .forward = 2,
     .double_double = (double)NAN,
     .verdict = WG_VERDICT_OK},
    {.index = 5,
     .x = -0.0,
     .rule = (double)NAN,
     .reference = -(double)INFINITY,
     .error = (double)NAN,
     .h = 0.1,
     .kink = 0.25,
     .noise = 0,
     .rule_f32 = (double)NAN,
     .error_f32 = (double)NAN,
     .forward = (double)NAN,
     .double_double = (double)NAN,
     .verdict = WG_VERDICT_NONFINITE,
     .rungs = 3,
     .rung = rungs},
};

static wg_gradcheck_leaf leaf = {
    .name = "W\"1\" </script><!--",
    .dtype = WG_F64,
    .shape = {2, {2, 3}},
    .file = "dir/net.c",
    .line = 7,
    .node = 1,
    .verdict = WG_VERDICT_NONFINITE,
    .elements = 2,
    .element = elements,
    .worst = &elements[1],
    .seen = 1e-6,
    .scale = (double)INFINITY,
};

static wg_blame blame = {
    .node = 3,
    .op = "softplus",
    .operand = 0,
    .operand_name = "x",
    .file = NULL,
    .call = "",
    .shape = {2, {2, 3}},
    .verdict = WG_VERDICT_WRONG,
    .wrong = 1,
    .checked = 6,
    .cause = WG_CAUSE_SIGN,
    .factor = -1,
    .cause_text = "the sign is wrong",
    .text = "softplus: d/dx wrong at [0,0]",
};

static wg_gradcheck_report whole_report(void)
{
    wg_gradcheck_report r = {.verdict = WG_VERDICT_NONFINITE,
                             .elements = 2,
                             .total = 6,
                             .leaves = 1,
                             .leaf = &leaf,
                             .blames = 1,
                             .blame = &blame,
                             .runs = 12,
                             .cost = 3.5,
                             .seconds = 0.25,
                             .text = "nonfinite: 1 of 2"};
    leaf.count[WG_VERDICT_OK] = r.count[WG_VERDICT_OK] = 1;
    leaf.count[WG_VERDICT_NONFINITE] = r.count[WG_VERDICT_NONFINITE] = 1;
    blame.worst = elements[0];
    for (int w = 0; w < WG_WITNESS_COUNT; w++)
        r.testimony[w] = (wg_testimony){.witness = (wg_witness)w, .text = ""};
    r.testimony[WG_WITNESS_FORWARD].state = WG_WITNESS_AGREES;
    return r;
}

/* The JSON text, to be freed. */
static char *json_of(const wg_gradcheck_report *r, const wg_gradcheck_json_options *o)
{
    char *text;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    assert_non_null(f);
    assert_int_equal(wg_gradcheck_json(r, f, o), WG_OK);
    fclose(f);
    return text;
}

static json_t *parsed(const char *text)
{
    json_error_t e;
    json_t *v = json_loads(text, JSON_REJECT_DUPLICATES, &e);
    if (!v)
        fail_msg("line %d: %s", e.line, e.text);
    return v;
}

/* Member of member of ...; "0" picks from a list. */
static json_t *at(json_t *v, const char *path)
{
    char part[64];
    for (const char *p = path; *p; p += *p == '.') {
        const size_t n = strcspn(p, ".");
        memcpy(part, p, n);
        part[n] = 0;
        v = json_is_array(v) ? json_array_get(v, strtoul(part, NULL, 10))
                             : json_object_get(v, part);
        if (!v)
            fail_msg("no %s (at %s)", path, part);
        p += n;
    }
    return v;
}

static void is_text(json_t *v, const char *path, const char *expected)
{
    assert_string_equal(json_string_value(at(v, path)), expected);
}

static void test_json(void **state)
{
    (void)state;
    const wg_gradcheck_report r = whole_report();
    char *text = json_of(&r, &(wg_gradcheck_json_options){.title = "a <b> \"net\"\n"});
    json_t *v = parsed(text);
    is_text(v, "schema", "wengert.check/1");
    is_text(v, "title", "a <b> \"net\"\n");
    assert_int_equal(json_array_size(at(v, "verdicts")), WG_VERDICT_COUNT);
    assert_true(json_is_null(at(v, "checks.0.graph")));
    json_t *report = at(v, "checks.0.report");
    is_text(report, "verdict", "nonfinite");
    assert_false(json_boolean_value(at(report, "passed")));
    assert_int_equal(json_integer_value(at(report, "counts.nonfinite")), 1);
    assert_int_equal(json_object_size(at(report, "counts")), 2);
    is_text(report, "leaves.0.name", "W\"1\" </script><!--");
    is_text(report, "leaves.0.scale", "inf");
    assert_int_equal(json_integer_value(at(report, "leaves.0.worst")), 1);
    json_t *e = at(report, "leaves.0.elements");
    assert_int_equal(json_integer_value(at(e, "index.1")), 5);
    assert_true(json_real_value(at(e, "reference.0")) == 2.0000000000000004);
    is_text(e, "reference.1", "-inf");
    is_text(e, "rule.1", "nan");
    is_text(e, "kink.0", "inf");
    assert_true(json_is_null(at(e, "rule_f32")));
    assert_true(json_is_null(at(e, "double_double")));
    assert_true(json_is_array(at(e, "forward")));
    assert_true(json_is_null(at(e, "ladder.0")));
    is_text(e, "ladder.1.2.1", "nan");
    assert_true(json_real_value(at(e, "ladder.1.2.0")) == 1e-300);
    is_text(report, "blames.0.cause", "sign");
    assert_true(json_is_null(at(report, "blames.0.file")));
    assert_int_equal(json_array_size(at(report, "testimony")), 1);
    is_text(report, "testimony.0.state", "agrees");
    assert_true(json_is_null(at(report, "second")));
    json_decref(v);
    free(text);
}

static void test_second_and_graph(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(3)), y = wg_sum(wg_square(x), WG_ALL, false);
    wg_gradcheck_report r = whole_report(), second = whole_report();
    second.text = "second";
    r.second = &second;
    char *text = json_of(&r, &(wg_gradcheck_json_options){.outputs = {&y, 1}});
    json_t *v = parsed(text);
    is_text(v, "title", "gradient check");
    is_text(v, "checks.0.report.second.text", "second");
    assert_true(json_is_null(at(v, "checks.0.report.second.second")));
    assert_int_equal(json_array_size(at(v, "checks.0.graph.nodes")), 3);
    json_decref(v);
    free(text);
    graph_done(g);
}

static void test_arguments(void **state)
{
    (void)state;
    wg_gradcheck_report r = whole_report();
    FILE *full = fopen("/dev/full", "w");
    assert_int_equal(wg_gradcheck_json(NULL, stdout, NULL), WG_ERR_ARGUMENT);
    assert_int_equal(wg_gradcheck_json(&r, NULL, NULL), WG_ERR_ARGUMENT);
    if (full) {
        setvbuf(full, NULL, _IONBF, 0);
        assert_int_equal(wg_gradcheck_json(&r, full, NULL), WG_ERR_IO);
        fclose(full);
    }
    wg_gradcheck_report none = {0};
    char *text = json_of(&none, NULL);
    json_decref(parsed(text));
    free(text);
}

/* ---- the page ---- */

static wg_code page_of(const char *json, char **html, wg_status *st)
{
    size_t size;
    FILE *f = open_memstream(html, &size);
    assert_non_null(f);
    *st = (wg_status){0};
    const wg_code code = page_write(f, json, strlen(json), st);
    fclose(f);
    return code;
}

/* The JSON inside is the JSON that went in, and nothing in it ends the script element. */
static void test_page_holds_the_report(void **state)
{
    (void)state;
    wg_status st = {0};
    if (!page_available(&st))
        skip();
    const wg_gradcheck_report r = whole_report();
    char *text = json_of(&r, &(wg_gradcheck_json_options){.title = "<b>&\"net\"</title>"}), *html;
    assert_int_equal(page_of(text, &html, &st), WG_OK);
    const char *mark = "<script type=\"application/json\" id=\"report\">";
    char *begin = strstr(html, mark);
    assert_non_null(begin);
    begin += strlen(mark);
    char *end = strstr(begin, "</script>");
    assert_non_null(end);
    *end = 0;
    assert_null(strchr(begin, '<'));
    json_t *in = parsed(text), *inside = parsed(begin);
    assert_true(json_equal(in, inside));
    assert_non_null(strstr(html, "<title>&lt;b&gt;&amp;&quot;net&quot;&lt;/title&gt;"));
    json_decref(in);
    json_decref(inside);
    free(html);
    free(text);
}

static void test_page_errors(void **state)
{
    (void)state;
    wg_status st = {0};
    if (!page_available(&st))
        skip();
    const struct {
        const char *json, *says;
    } bad[] = {{"", "not JSON"},
               {"{\"schema\": ", "not JSON"},
               {"[1]", "without a \"schema\""},
               {"{\"title\": \"x\"}", "without a \"schema\""},
               {"{\"schema\": \"other/1\"}", "no page shows"},
               {"{\"schema\": \"wengert.check/99\"}", "this wengert reads wengert.check/1"}};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        char *html;
        assert_int_equal(page_of(bad[k].json, &html, &st), WG_ERR_FORMAT);
        if (!strstr(st.text, bad[k].says))
            fail_msg("%s: %s", bad[k].json, st.text);
        assert_int_equal(strlen(html), 0);
        free(html);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),        cmocka_unit_test(test_second_and_graph),
        cmocka_unit_test(test_arguments),   cmocka_unit_test(test_page_holds_the_report),
        cmocka_unit_test(test_page_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
