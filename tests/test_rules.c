/* Each rule of the passes: the graph before and after it, and the same bits with its pass off.
 *
 * `before` is the plan without the pass, or what was recorded where nothing turns the rule off. A letter is a place in the arena. What a
 * rule makes otherwise fails here; so does a rule of engine/rules.h without a case.
 *
 *     WG_RULES_PRINT=1 test_rules     the texts as they are, to be read and copied */
#include "tests/support.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "engine/engine.h"
#include "engine/notes.h"
#include "engine/state.h"
#include "ops/pairs.h"

enum { MOST = 4, TEXT = 4096 };

typedef struct scene {
    wg_graph *g;
    wg_tensor want[MOST], param[MOST];
    int wanted, params;
} scene;

static void want(scene *s, wg_tensor t)
{
    assert_true(s->wanted < MOST);
    s->want[s->wanted++] = t;
}

static wg_tensor input(scene *s, const char *name, wg_shape shape)
{
    return wg_fill_normal(wg_input(s->g, name, WG_F32, shape), 0, 1);
}

/* -1, 0 and 1: sums of products are exact, in whatever order. */
static wg_tensor whole(scene *s, const char *name, wg_shape shape)
{
    const wg_tensor x = wg_input(s->g, name, WG_F32, shape);
    for (int64_t k = 0; k < wg_numel(x); k++)
        ((float *)wg_data(x))[k] = (float)((k * 7 + k / 3 + name[0]) % 3 - 1);
    return x;
}

static wg_tensor parameter(scene *s, const char *name, wg_shape shape)
{
    const wg_tensor p = wg_fill_normal(wg_param(s->g, name, WG_F32, shape), 0, 1);
    s->param[s->params++] = p;
    return p;
}

/* A column of each row of 6. */
static wg_tensor labels(scene *s)
{
    const wg_tensor x = wg_input(s->g, "at", WG_I32, WG_SHAPE(8, 1));
    for (int k = 0; k < 8; k++)
        ((int32_t *)wg_data(x))[k] = k * 5 % 6;
    return x;
}

static wg_tensor product(scene *s)
{
    return wg_matmul(whole(s, "a", WG_SHAPE(8, 7)), whole(s, "b", WG_SHAPE(7, 6)));
}

static wg_tensor matrix(scene *s, const char *name)
{
    return input(s, name, WG_SHAPE(8, 6));
}

static wg_tensor largest(wg_tensor x)
{
    return wg_max(x, WG_AXES(-1), true);
}

/* ---- views and copies ---- */

static void view(scene *s)
{
    want(s, wg_exp(wg_reshape(wg_tanh(matrix(s, "x")), WG_SHAPE(2, 24))));
}

static void row_major(scene *s)
{
    want(s, wg_exp(wg_reshape(wg_transpose(wg_tanh(matrix(s, "x")), 0, 1), WG_SHAPE(2, 24))));
}

/* Kernels whose scratch is the same for every instruction set: it is part of the budget. */
static void again(scene *s)
{
    wg_tensor h = wg_fill_normal(wg_param(s->g, "x", WG_F32, WG_SHAPE(128, 128)), 0, 0.1);
    const wg_tensor x = h;
    wg_tensor d;
    for (int k = 0; k < 3; k++)
        h = wg_checkpoint(wg_tanh(wg_sin(wg_cumsum(h, 1))));
    assert_int_equal(wg_grad(wg_sum(h, WG_ALL, false), &x, 1, &d), WG_OK);
    want(s, d);
}

/* ---- products ---- */

static void scale(scene *s)
{
    want(s, wg_mul(product(s), 2.0));
}

static void negate(scene *s)
{
    want(s, wg_neg(product(s)));
}

static void summand(scene *s)
{
    want(s, wg_add(product(s), whole(s, "c", WG_SHAPE(8, 6))));
}

static void difference(scene *s)
{
    want(s, wg_sub(whole(s, "c", WG_SHAPE(8, 6)), product(s)));
}

static void bias(scene *s)
{
    want(s, wg_add(product(s), whole(s, "bias", WG_SHAPE(6))));
}

static void relu(scene *s)
{
    want(s, wg_relu(product(s)));
}

static void gate(scene *s)
{
    const wg_tensor x = matrix(s, "x");
    wg_tensor d;
    assert_int_equal(wg_vjp(wg_relu(x), product(s), &x, 1, &d), WG_OK);
    want(s, d);
}

/* ---- programs ---- */

static void join(scene *s)
{
    want(s, wg_div(wg_tanh(matrix(s, "x")), matrix(s, "y")));
}

static void rows(scene *s)
{
    const wg_tensor x = matrix(s, "x");
    want(s, wg_div(x, largest(x)));
}

static void repeat(scene *s)
{
    want(s, wg_div(matrix(s, "x"), wg_exp(input(s, "c", WG_SHAPE(8, 1)))));
}

static void columns(scene *s)
{
    want(s, wg_sum(wg_exp(matrix(s, "x")), WG_AXES(0), false));
}

static void totals(scene *s)
{
    want(s, wg_sum(wg_exp(matrix(s, "x")), WG_ALL, false));
}

static void merge(scene *s)
{
    const wg_tensor e = wg_exp(matrix(s, "y")); /* C does not say which argument is recorded first */
    want(s, wg_div(wg_tanh(matrix(s, "x")), e));
}

static void beside(scene *s)
{
    const wg_tensor m = product(s);
    want(s, wg_sum(m, WG_AXES(0), false));
    want(s, wg_exp(m));
}

static void alone(scene *s)
{
    want(s, wg_sum(matrix(s, "x"), WG_AXES(-1), false));
}

/* ---- several ops in one instruction ---- */

static void pair(scene *s)
{
    want(s, wg_exp(wg_sub(matrix(s, "x"), 1.5)));
}

static void three(scene *s)
{
    const wg_tensor sum = wg_add(matrix(s, "y"), 1.7); /* before the product */
    want(s, wg_mul(wg_mul(matrix(s, "x"), 0.3), sum));
}

static void sum_of_product(scene *s)
{
    const wg_tensor x = matrix(s, "x");
    want(s, wg_sum(wg_mul(x, matrix(s, "y")), WG_AXES(-1), false));
    want(s, wg_mean(wg_square(x), WG_AXES(-1), false));
}

static void take_difference(scene *s)
{
    const wg_tensor x = matrix(s, "x");
    want(s, wg_take_along_axis(wg_sub(x, largest(x)), labels(s), -1));
}

static void take_differences(scene *s)
{
    const wg_tensor x = matrix(s, "x"), c = wg_sub(x, largest(x));
    const wg_tensor total = wg_log(wg_sum(wg_exp(c), WG_AXES(-1), true));
    want(s, wg_take_along_axis(wg_sub(c, total), labels(s), -1));
}

/* u in one column of each row of zeros. */
static wg_tensor added(scene *s)
{
    const wg_tensor zeros = wg_full(s->g, WG_F32, WG_SHAPE(8, 6), 0);
    return wg_scatter_add_along_axis(zeros, labels(s), input(s, "u", WG_SHAPE(8, 1)), -1);
}

static void sum_added(scene *s)
{
    const wg_tensor a = added(s);
    want(s, wg_sum(wg_neg(a), WG_AXES(-1), true));
    want(s, wg_add(a, matrix(s, "x")));
}

static void add_added(scene *s)
{
    const wg_tensor x = wg_exp(matrix(s, "x"));
    const wg_tensor m = wg_mul(x, wg_sum(x, WG_AXES(-1), true));
    want(s, wg_add(added(s), m));
}

static void unread(scene *s)
{
    const wg_tensor x = matrix(s, "x");
    want(s, wg_take_along_axis(wg_sub(x, largest(x)), labels(s), -1));
}

static void transposed(scene *s)
{
    want(s, wg_exp(wg_transpose(product(s), 0, 1)));
}

static void region(scene *s)
{
    const wg_tensor x = wg_sin(whole(s, "x", WG_SHAPE(64, 48))),
                    w = whole(s, "w", WG_SHAPE(48, 48));
    want(s, wg_matmul(wg_tanh(wg_matmul(x, w)), w));
}

/* ---- assignments and memory ---- */

static void into(scene *s)
{
    const wg_tensor w = parameter(s, "w", WG_SHAPE(8, 6));
    want(s, wg_assign(w, wg_sub(w, wg_mul(matrix(s, "x"), 0.1))));
}

static void aside(scene *s)
{
    const wg_tensor p = parameter(s, "p", WG_SHAPE(8, 6)), q = parameter(s, "q", WG_SHAPE(8, 6));
    want(s, wg_assign(p, q));
    want(s, wg_assign(q, p));
}

static void in_place(scene *s)
{
    want(s, wg_exp(wg_sum(wg_exp(wg_reshape(product(s), WG_SHAPE(8, 6))), WG_AXES(-1), true)));
    want(s,
         wg_matmul(wg_exp(wg_matmul(whole(s, "c", WG_SHAPE(8, 8)), whole(s, "d", WG_SHAPE(8, 8)))),
                   whole(s, "e", WG_SHAPE(8, 8))));
}

static void onto_summand(scene *s)
{
    const wg_tensor c = wg_abs(whole(s, "c", WG_SHAPE(8, 6)));
    want(s, wg_add(product(s), c));
}

static void reuse(scene *s)
{
    const wg_tensor x = whole(s, "x", WG_SHAPE(8, 8));
    want(s, wg_matmul(wg_matmul(wg_matmul(x, x), x), x));
}

/* ---- the table ---- */

typedef struct rule_case {
    wg__rule rule;
    void (*build)(scene *s);
    const char *before, *after;
    int64_t budget; /* in percent of the bytes without one; 0: none */
} rule_case;

static const rule_case cases[] = {
#include "tests/rule_cases.h"
};
enum { CASES = sizeof cases / sizeof *cases };

/* ---- plans as texts ---- */

/* "@128" becomes "@b": places in the order in which they are met. */
static void put_places(char *out, const char *line, size_t *place, int *places)
{
    while (*line) {
        if (line[0] != '@' || !isdigit((unsigned char)line[1])) {
            *out++ = *line++;
            continue;
        }
        const size_t at = strtoul(line + 1, (char **)&line, 10);
        int k = 0;
        while (k < *places && place[k] != at)
            k++;
        if (k == *places)
            place[(*places)++] = at;
        *out++ = '@';
        *out++ = (char)('a' + k);
    }
    *out = 0;
}

/* The last but one ")  ": the last ends the shape. */
static char *operands_end(char *line)
{
    char *end = NULL, *next = strstr(line, ")  ");
    for (char *after; next && (after = strstr(next + 1, ")  ")); next = after)
        end = next;
    return end;
}

/* Of the dump the lines of steps, each up to the end of its operands; of a graph those of its ops. */
static void shorten(char *out, char *text, bool plan)
{
    size_t place[64];
    int places = 0;
    *out = 0;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *end = operands_end(line);
        if (!end || (plan && !isdigit((unsigned char)line[3])) || strstr(line, " input(") ||
            strstr(line, " param(") || strstr(line, " const("))
            continue;
        end[1] = 0;
        line += strspn(line, " 0123456789");
        put_places(out + strlen(out), line, place, &places);
        strcat(out, "\n");
    }
}

static void plan_text(const scene *s, bool plan, char *out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    assert_int_equal((plan ? wg_plan_dump : wg_graph_dump)(f, WG_TEXT, s->g, s->want, s->wanted),
                     WG_OK);
    fclose(f);
    assert_true(size < TEXT);
    shorten(out, text, plan);
    free(text);
}

/* ---- one case ---- */

/* Regions put steps in another order: they have a case of their own. */
static scene build(const rule_case *c, const char *passes)
{
    scene s = {.g = graph_new()};
    if (c->rule != WG__RULE_REGION)
        assert_int_equal(wg_set_plan_passes(s.g, "-regions"), WG_OK);
    assert_int_equal(wg_set_plan_passes(s.g, passes), WG_OK);
    assert_int_equal(wg_trace(s.g, true), WG_OK);
    c->build(&s);
    assert_no_error(s.g);
    return s;
}

static int uses(const scene *s, wg__rule rule)
{
    const wg__plan *p = wg__engine_plan(s->g, s->want, s->wanted);
    int n = 0;
    assert_non_null(p);
    for (uint32_t k = 0; k < p->dones; k++)
        n += p->done[k].rule == rule;
    return n;
}

static void assert_same_bits(const scene *a, const scene *b, const char *name)
{
    for (int k = 0; k < a->wanted + a->params; k++) {
        const wg_tensor x = k < a->wanted ? a->want[k] : a->param[k - a->wanted],
                        y = k < a->wanted ? b->want[k] : b->param[k - a->wanted];
        const size_t bytes = (size_t)wg_numel(x) * wg_dtype_size(wg_dtype_of(x));
        assert_non_null(wg_data(x));
        if (memcmp(wg_data(x), wg_data(y), bytes) != 0)
            fail_msg("%s: value %d is another without the pass", name, k);
    }
}

static void squeeze(const scene *s, int64_t percent)
{
    wg_plan_stats stats;
    if (!percent)
        return;
    assert_int_equal(wg_plan_stats_of(s->g, s->want, s->wanted, &stats), WG_OK);
    assert_int_equal(wg_set_memory_budget(s->g, stats.bytes * percent / 100), WG_OK);
}

static void check_text(const rule_case *c, const char *what, const char *got, const char *expected)
{
    if (getenv("WG_RULES_PRINT"))
        print_message("%s, %s:\n%s", wg__rule_name(c->rule), what, got);
    else if (strcmp(got, expected) != 0)
        fail_msg("%s, %s: got\n%sexpected\n%s", wg__rule_name(c->rule), what, got, expected);
}

static void check_case(const rule_case *c)
{
    static const char off[] = "-products,-fuse,-combine,-regions,-inplace,-reuse";
    const char *const pass = wg__rule_pass(c->rule), *const name = wg__rule_name(c->rule);
    char without[32], text[TEXT];
    snprintf(without, sizeof without, *pass ? "-%s" : "", pass);
    scene on = build(c, ""), one = build(c, without), all = build(c, off);
    squeeze(&on, c->budget);
    plan_text(&one, *pass || c->budget, text);
    check_text(c, "before", text, c->before);
    plan_text(&on, true, text);
    check_text(c, "after", text, c->after);
    if (uses(&on, c->rule) == 0)
        fail_msg("%s was not used", name);
    if (*pass && uses(&one, c->rule) != 0)
        fail_msg("%s was used though %s is off", name, pass);
    scene *const run[] = {&on, &one, &all};
    for (int k = 0; k < 3; k++)
        assert_int_equal(wg_run_n(run[k]->g, run[k]->want, run[k]->wanted), WG_OK);
    assert_same_bits(&on, &one, name);
    assert_same_bits(&on, &all, name);
    for (int k = 0; k < 3; k++)
        graph_done(run[k]->g);
}

static void each_rule(void **state)
{
    (void)state;
    for (int k = 0; k < CASES; k++)
        check_case(&cases[k]);
}

static bool has_case(const rule_case *list, int n, wg__rule rule)
{
    for (int k = 0; k < n; k++)
        if (list[k].rule == rule)
            return true;
    return false;
}

/* The check sees a rule whose case is gone. */
static void no_rule_without_a_case(void **state)
{
    (void)state;
    for (int rule = 0; rule < WG__RULES; rule++)
        if (!has_case(cases, CASES, (wg__rule)rule))
            fail_msg("%s has no case", wg__rule_name((wg__rule)rule));
    assert_false(has_case(cases + 1, CASES - 1, cases[0].rule));
}

/* ---- every pair of the table ---- */

typedef struct pair_case {
    const wg__pair *pair;
    wg_dtype d;
    bool one; /* the inner op's second operand is a single element */
} pair_case;

static scene build_pair(const pair_case *c, const char *passes)
{
    scene s = {.g = graph_new()};
    wg_tensor x[3];
    assert_int_equal(wg_set_plan_passes(s.g, passes), WG_OK);
    assert_int_equal(wg_trace(s.g, true), WG_OK);
    for (int k = 0; k < 3; k++)
        x[k] = wg_fill_normal(
            wg_input(s.g, "x", c->d, k == 1 && c->one ? WG_SCALAR : WG_SHAPE(33, 7)), 0, 1);
    x[0] = wg_call(s.g, c->pair->inner, x, 2, NULL);
    x[1] = x[2];
    want(&s, wg_call(s.g, c->pair->outer, x, c->pair->outer->sig->arity, NULL));
    assert_no_error(s.g);
    assert_int_equal(wg_run(s.g, s.want[0]), WG_OK);
    return s;
}

static void check_pair(const pair_case *c)
{
    const wg_tiles *const tile = (c->one ? c->pair->one : c->pair->full)[WG_ISA_BASE];
    char name[64];
    snprintf(name, sizeof name, "%s(%s%s), %s", c->pair->outer->name, c->pair->inner->name,
             c->one ? " of a single element" : "", wg_dtype_name(c->d));
    scene on = build_pair(c, ""), off = build_pair(c, "-combine");
    if (uses(&on, WG__RULE_PAIR) != (tile && tile->fn[c->d]) || uses(&off, WG__RULE_PAIR) != 0)
        fail_msg("%s: %d pairs", name, uses(&on, WG__RULE_PAIR));
    assert_same_bits(&on, &off, name);
    graph_done(on.g);
    graph_done(off.g);
}

static void each_pair(void **state)
{
    (void)state;
    for (size_t k = 0; k < wg__pair_count; k++)
        for (int form = 0; form < 4; form++)
            check_pair(&(pair_case){&wg__pairs[k], form % 2 ? WG_F64 : WG_F32, form >= 2});
}

/* What nobody asks for is not planned. */
static void dead_code(void **state)
{
    (void)state;
    scene s = {.g = graph_new()};
    const wg_tensor x = matrix(&s, "x");
    wg_plan_stats stats;
    wg_exp(wg_tanh(x));
    want(&s, wg_sin(x));
    assert_int_equal(wg_plan_stats_of(s.g, s.want, 1, &stats), WG_OK);
    assert_int_equal(stats.nodes, 2);
    assert_int_equal(stats.tile_ops, 1);
    graph_done(s.g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule),
        cmocka_unit_test(no_rule_without_a_case),
        cmocka_unit_test(each_pair),
        cmocka_unit_test(dead_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
