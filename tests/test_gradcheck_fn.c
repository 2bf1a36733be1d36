/* The check of a C function with a gradient by hand; and checks that run out of memory. */
#include "tests/fail_malloc.h"
#include "tests/support.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "ops/ops.h"
#include "tests/planted.h"

/* Rosenbrock's function; user: the fault, 0 for none */
static double rosenbrock(const double *x, size_t n, void *user)
{
    double sum = 0;
    (void)user;
    for (size_t i = 0; i + 1 < n; i++)
        sum += 100 * (x[i + 1] - x[i] * x[i]) * (x[i + 1] - x[i] * x[i]) + (1 - x[i]) * (1 - x[i]);
    return sum;
}

static void rosenbrock_gradient(const double *x, size_t n, double *g, void *user)
{
    const int fault = *(const int *)user;
    memset(g, 0, n * sizeof *g);
    for (size_t i = 0; i + 1 < n; i++) {
        const double d = x[i + 1] - x[i] * x[i];
        g[i] += -400 * x[i] * d - (fault == 1 ? 0 : 2 * (1 - x[i]));
        g[i + 1] += 200 * d;
    }
    if (fault == 2)
        g[n - 1] *= 1 + 1e-6;
    if (fault == 4)
        g[n - 1] *= 1 + 1e-4;
    if (fault == 3)
        g[0] = (double)NAN;
}

static double counting(const double *x, size_t n, void *user)
{
    static int calls;
    (void)user;
    return rosenbrock(x, n, NULL) + 1e-6 * calls++;
}

static wg_gradcheck_report run(double (*f)(const double *, size_t, void *), int *fault, size_t n,
                               const wg_gradcheck_options *o)
{
    double x[5000];
    for (size_t i = 0; i < n; i++)
        x[i] = sin(1.0 + 3.0 * (double)i);
    const wg_function function = {.f = f, .gradient = rosenbrock_gradient, .user = fault};
    wg_gradcheck_report r;
    wg_status st = {0};
    if (wg_gradcheck_fn(&function, x, n, o, &r, &st))
        fail_msg("%s", st.text);
    return r;
}

static void test_functions(void **state)
{
    (void)state;
    static const wg_verdict expected[] = {WG_VERDICT_OK, WG_VERDICT_WRONG, WG_VERDICT_WRONG,
                                          WG_VERDICT_NONFINITE};
    for (int fault = 0; fault < 4; fault++)
        for (int fast = 0; fast < 2; fast++) {
            const wg_gradcheck_options o = {.mode = fast ? WG_GRADCHECK_FAST : WG_GRADCHECK_FULL};
            wg_gradcheck_report r = run(rosenbrock, &fault, 20, &o);
            if (r.verdict != expected[fault])
                wg_gradcheck_print(&r, stdout, NULL);
            assert_int_equal(r.verdict, expected[fault]);
            assert_int_equal(r.passed, fault == 0);
            if (fault == 2) {
                const wg_gradcheck_element *worst = r.leaf[0].worst;
                assert_int_equal(worst->index, 19);
                assert_int_equal(worst->verdict, WG_VERDICT_WRONG);
            }
            wg_gradcheck_free(&r);
        }
}

static void test_large_functions(void **state)
{
    (void)state;
    int fault = 0;
    wg_gradcheck_report r = run(rosenbrock, &fault, 5000, NULL);
    assert_true(r.fast && r.passed);
    assert_close(r.miss, 0x1p-20, 0, 0);
    print_message("seen %g of %g\n", r.leaf[0].seen, r.leaf[0].scale);
    assert_true(r.leaf[0].seen < 1e-5 * r.leaf[0].scale);
    wg_gradcheck_free(&r);
    fault = 4; /* one of 5000, by a ten-thousandth */
    r = run(rosenbrock, &fault, 5000, NULL);
    assert_false(r.passed);
    assert_int_equal(r.verdict, WG_VERDICT_WRONG);
    wg_gradcheck_free(&r);
}

static void test_functions_that_are_none(void **state)
{
    (void)state;
    int fault = 0;
    wg_gradcheck_report r = run(counting, &fault, 4, NULL);
    assert_int_equal(r.verdict, WG_VERDICT_NONDETERMINISTIC);
    wg_gradcheck_free(&r);
    wg_status st = {0};
    assert_int_equal(wg_gradcheck_fn(NULL, NULL, 0, NULL, &r, &st), WG_ERR_ARGUMENT);
    assert_non_null(strstr(st.text, "wg_gradcheck_fn"));
    const double x = 1;
    const wg_function f = {.f = rosenbrock};
    assert_int_equal(wg_gradcheck_fn(&f, &x, 1, NULL, &r, NULL), WG_ERR_ARGUMENT);
    const wg_function g = {.f = rosenbrock, .gradient = rosenbrock_gradient, .user = &fault};
    assert_int_equal(wg_gradcheck_fn(&g, &x, 0, NULL, &r, NULL), WG_OK);
    assert_false(r.passed); /* nothing was checked */
    wg_gradcheck_free(&r);
}

/* ---- out of memory ---- */

/* Every allocation of a check fails once: an error or a verdict, never a pass of a wrong rule, and no leak. */
static void torture(const wg_op *op, wg_dtype d, const wg_gradcheck_options *o, bool passes)
{
    for (long n = 1;; n += 1 + n / 40) { /* each of the first, then fewer */
        wg_graph *g = wg_graph_new();
        wg_tensor x = wg_param(g, "x", d, WG_SHAPE(3));
        wg_fill_normal(x, 0, 1);
        const wg_tensor y = wg_sum(wg_square(wg_call(g, op, &x, 1, NULL)), WG_ALL, false);
        const long live = alloc_live();
        wg_gradcheck_report r;
        fail_after(n);
        const wg_code code = wg_gradcheck(g, WG_LIST(y), WG_LIST(x), o, &r);
        const bool failed = fail_happened();
        fail_after(0);
        if (code)
            assert_int_equal(code, WG_ERR_MEMORY);
        else
            assert_true(failed || r.passed == passes);
        assert_false(!passes && !code && r.passed);
        wg_gradcheck_free(&r);
        if (code)
            wg_clear_error(g);
        assert_int_equal(alloc_live(), live);
        assert_true(wg_is_ok(y));
        wg_graph_free(g);
        if (!failed) {
            print_message("%ld allocations\n", n);
            return;
        }
    }
}

static void test_out_of_memory(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    torture(&planted_softplus, WG_F64, &(wg_gradcheck_options){.second = true}, true);
    torture(&planted_sign, WG_F64, NULL, false);
    torture(&planted_softplus, WG_F32, NULL, true);
    torture(&planted_factor, WG_F32, &(wg_gradcheck_options){.mode = WG_GRADCHECK_FAST}, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_large_functions),
        cmocka_unit_test(test_functions_that_are_none),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
