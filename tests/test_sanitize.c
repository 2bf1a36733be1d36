/* The plan sanitizer, the verifiers and the trace: silent on sound plans, and each planted fault seen. */
#include "tests/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/state.h"

static wg_graph *g;
static wg_tensor y;

/* Two products whose results live at the same time. */
static int setup(void **state)
{
    (void)state;
    g = graph_new();
    assert_int_equal(wg_set_plan_passes(g, "+verify,+sanitize,-regions"), WG_OK);
    const wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(16, 16)), 0, 1);
    const wg_tensor a = wg_matmul(x, x), b = wg_matmul(a, x);
    y = wg_matmul(a, b);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    graph_done(g);
    return 0;
}

static void sound(void **state)
{
    (void)state;
    for (int k = 0; k < 3; k++)
        assert_int_equal(wg_run(g, y), WG_OK);
}

/* The second result goes where the first one still lives. */
static void overlapping_slots(void **state)
{
    (void)state;
    wg__plan *p = wg__engine_plan(g, &y, 1);
    assert_non_null(p);
    const wg__product *first = p->step[0].what, *second = p->step[1].what;
    size_t at = 0;
    for (uint32_t k = 0; k < p->relocs; k++)
        at = p->reloc[k].where == (void **)&first->g.c ? p->reloc[k].offset : at;
    for (uint32_t k = 0; k < p->relocs; k++)
        if (p->reloc[k].where == (void **)&second->g.c)
            p->reloc[k].offset = at;
    assert_int_equal(wg_run(g, y), WG_ERR_INTERNAL);
    assert_error_contains(g, "plan sanitizer: step 1 has changed");
}

/* The plan says that a value lies where another one has moved in. */
static void taken_memory(void **state)
{
    (void)state;
    wg__plan *p = wg__engine_plan(g, &y, 1);
    assert_non_null(p);
    uint32_t first = WG__NONE, second = WG__NONE;
    for (uint32_t k = 0; k < p->buffers; k++) {
        first = p->buffer[k].leaf == WG__NONE && !p->buffer[k].scratch && p->buffer[k].first == 0
                    ? k
                    : first;
        second = p->buffer[k].leaf == WG__NONE && !p->buffer[k].scratch && p->buffer[k].first == 1
                     ? k
                     : second;
    }
    assert_true(first != WG__NONE && second != WG__NONE);
    p->buffer[second].shares = first; /* in place, though the first is read later */
    p->buffer[second].offset = p->buffer[first].offset;
    assert_int_equal(wg_run(g, y), WG_ERR_INTERNAL);
    assert_error_contains(g, "whose memory has gone to");
}

/* A report of what ran, with a reason for each pair of steps. */
static void traced(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    assert_int_equal(wg_trace(g, true), WG_OK);
    for (int k = 0; k < 3; k++)
        assert_int_equal(wg_run(g, y), WG_OK);
    FILE *f = open_memstream(&text, &size);
    assert_int_equal(wg_trace_write(f, g, "a title"), WG_OK);
    fclose(f);
    assert_non_null(strstr(text, "\"schema\": \"wengert.plan/1\", \"title\": \"a title\""));
    assert_non_null(strstr(text, "\"runs\": 3"));
    assert_non_null(strstr(text, "a product goes through its operands many times"));
    free(text);
    assert_int_equal(wg_trace_write(NULL, g, NULL), WG_ERR_ARGUMENT);
    assert_error_contains(g, "NULL");
    assert_int_equal(wg_trace(NULL, true), WG_ERR_HANDLE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {TEST(sound), TEST(overlapping_slots), TEST(taken_memory),
                                       TEST(traced)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
