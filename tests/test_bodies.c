/* The bodies of tile programs, native code and machine code: the same bits as interpreted, from every op, pair and form of program.
 *
 * Native code is skipped without a compiler, machine code where it is not written for the processor. */
#include <stdio.h>
#include <string.h>

#include "engine/jit.h"
#include "engine/native.h"
#include "tests/bodies.h"
#include "tests/support.h"

static const body_kind native = NATIVE, machine = MACHINE;

static body_kind body_of(void **state)
{
    const body_kind body = *(const body_kind *)*state;
    need_body(body);
    return body;
}

static void every_op(void **state)
{
    const body_kind body = body_of(state);
    for (int k = 0; k < DTYPES; k++)
        same(record_ops, &dtypes[k], body, dtypes[k] == WG_F32 || dtypes[k] == WG_F64);
}

/* Every elementwise op of floats is printed, but for these. */
static void every_op_has_lanes(void **state)
{
    static const char *const called[] = {"fmod", "cast"};
    (void)state;
    for (size_t k = 0; k < wg_op_count(); k++) {
        const wg_op *op = wg_op_at(k);
        bool known =
            op->family != WG_FAMILY_ELEMENTWISE || !(op->types & WG_TYPE_FLOAT) || op->lanes;
        for (size_t j = 0; j < sizeof called / sizeof *called; j++)
            known = known || strcmp(op->name, called[j]) == 0;
        if (!known)
            fail_msg("%s has no lanes", op->name);
    }
}

static void every_pair(void **state)
{
    const body_kind body = body_of(state);
    same(record_pairs, &dtypes[0], body, 1);
    same(record_pairs, &dtypes[1], body, 1);
}

static void every_form_of_rows(void **state)
{
    const body_kind body = body_of(state);
    for (int k = 0; k < MATRICES; k++)
        same(record_rows, &matrices[k], body, 1);
}

/* Whole vectors, partial ones, one block of a reduction and more: each way a row can end. */
static void rows_of_every_length(void **state)
{
    static const int64_t cols[] = {2,   7,    8,    9,    15,   16,   17,   31,   32,
                                   33,  48,   63,   64,   65,   80,   127,  128,  129,
                                   200, 255,  300,  511,  512,  513,  640,  700,  800,
                                   999, 1023, 1024, 1025, 1088, 1200, 2047, 2048, 5000};
    (void)state;
    need_body(MACHINE);
    for (size_t k = 0; k < sizeof cols / sizeof *cols; k++)
        for (int d = 0; d < 2; d++) {
            const matrix m = {dtypes[d], cols[k] < 300 ? 37 : 5, cols[k]};
            const int bad = compare(record_rows, &m,
                                    &(comparison){.body = MACHINE, .report = true, .least = 1});
            if (bad)
                fail_msg("rows of %lld", (long long)cols[k]);
        }
}

static void on_threads_too(void **state)
{
    const body_kind body = body_of(state);
    wg_set_threads(3);
    const int bad = compare(record_rows, &matrices[2],
                            &(comparison){.body = body,
                                          .options = &(wg__engine_options){.small_chunks = true},
                                          .least = 1,
                                          .report = true});
    wg_set_threads(1);
    assert_int_equal(bad, 0);
}

/* The checks of a plan see these steps as they see interpreted ones. */
static void under_the_sanitizer_too(void **state)
{
    const body_kind body = body_of(state);
    const wg__engine_options checked = {.sanitize = true, .verify = true, .poison = true};
    assert_int_equal(
        compare(record_rows, &matrices[0],
                &(comparison){.body = body, .options = &checked, .least = 1, .report = true}),
        0);
}

/* ---- Adam, and a step of training ---- */

static void training(void **state)
{
    const body_kind body = body_of(state);
    char reason[256];
    results *a = run(record_training, NULL, INTERPRETED, NULL);
    results *b = run(record_training, NULL, body, NULL);
    for (int k = 0; k < 5; k++) {
        set_body(INTERPRETED);
        assert_int_equal(wg_run_n(a->g, a->root, a->n), WG_OK);
        set_body(body);
        assert_int_equal(wg_run_n(b->g, b->root, b->n), WG_OK);
    }
    assert_true(programs_as(b, body, reason) > 0);
    for (int k = 1; k < a->n; k++)
        assert_int_equal(difference(a->root[k], b->root[k]), -1);
    set_body(INTERPRETED);
    results_free(a);
    results_free(b);
}

/* ---- a difference is seen ---- */

static void a_planted_difference_is_seen(void **state)
{
    const body_kind body = body_of(state);
    wg__native_test(1, 0);
    wg__jit_test(1, 0);
    const int bad = compare(record_pairs, &dtypes[0], &(comparison){.body = body, .least = 1});
    wg__native_test(0, 0);
    wg__jit_test(0, 0);
    assert_true(bad >= 10);
}

static void a_bad_index_gives_the_same_message(void **state)
{
    const body_kind body = body_of(state), bodies[2] = {INTERPRETED, body};
    char message[2][512];
    for (int k = 0; k < 2; k++) {
        results *r = results_new();
        record_index(r, &matrices[2]);
        set_body(bodies[k]);
        assert_int_equal(wg_run_n(r->g, r->root, r->n), WG_ERR_VALUE);
        snprintf(message[k], sizeof message[k], "%s", wg_error(r->g));
        results_free(r);
    }
    set_body(INTERPRETED);
    assert_string_equal(message[0], message[1]);
    assert_non_null(strstr(message[0], "index 100 at [69, 0] is out of range"));
}

#define BOTH(fn)                                                                                   \
    {#fn " (native)", fn, NULL, NULL, (void *)(uintptr_t)&native},                                 \
    {                                                                                              \
#fn " (machine)", fn, NULL, NULL, (void *)(uintptr_t)&machine                              \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_op_has_lanes),
        BOTH(every_op),
        BOTH(every_pair),
        BOTH(every_form_of_rows),
        cmocka_unit_test(rows_of_every_length),
        BOTH(on_threads_too),
        BOTH(under_the_sanitizer_too),
        BOTH(training),
        BOTH(a_planted_difference_is_seen),
        BOTH(a_bad_index_gives_the_same_message),
    };
    return cmocka_run_group_tests(tests, open_room, close_room);
}
