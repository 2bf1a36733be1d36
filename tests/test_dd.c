/* Double-double against MPFR. */
#include "tests/support.h"

#include <math.h>
#include <mpfr.h>

#include "autograd/dd.h"

enum { BITS = 400, POINTS = 2000 };

typedef struct function {
    const char *name;
    wg__dd (*dd)(wg__dd);
    int (*exact)(mpfr_t, const mpfr_t, mpfr_rnd_t);
    double lo, hi;
    double bits; /* of the relative error */
} function;

static const function functions[] = {
    {"sqrt", wg__dd_sqrt, mpfr_sqrt, 1e-3, 1e6, 100}, {"exp", wg__dd_exp, mpfr_exp, -590, 690, 90},
    {"expm1", wg__dd_expm1, mpfr_expm1, -3, 3, 94},   {"log", wg__dd_log, mpfr_log, 1e-6, 1e6, 94},
    {"log1p", wg__dd_log1p, mpfr_log1p, -0.9, 4, 94}, {"sin", wg__dd_sin, mpfr_sin, -100, 100, 90},
    {"cos", wg__dd_cos, mpfr_cos, -100, 100, 90},     {"atan", wg__dd_atan, mpfr_atan, -30, 30, 96},
    {"sinh", wg__dd_sinh, mpfr_sinh, -150, 150, 92},  {"tanh", wg__dd_tanh, mpfr_tanh, -10, 10, 94},
    {"erf", wg__dd_erf, mpfr_erf, -5, 5, 92},
};

static double error_bits(wg__dd y, const mpfr_t exact)
{
    mpfr_t d;
    mpfr_init2(d, BITS);
    mpfr_set_d(d, y.hi, MPFR_RNDN);
    mpfr_add_d(d, d, y.lo, MPFR_RNDN);
    mpfr_sub(d, d, exact, MPFR_RNDN);
    mpfr_div(d, d, exact, MPFR_RNDN);
    const double e = fabs(mpfr_get_d(d, MPFR_RNDN));
    mpfr_clear(d);
    return e > 0 ? -log2(e) : 200;
}

static void test_functions(void **state)
{
    (void)state;
    mpfr_t x, y;
    mpfr_init2(x, BITS);
    mpfr_init2(y, BITS);
    for (size_t k = 0; k < sizeof functions / sizeof functions[0]; k++) {
        const function *f = &functions[k];
        wg_rng rng = wg_rng_new(5);
        double least = 200, where = 0;
        for (int i = 0; i < POINTS; i++) {
            const double hi = f->lo + (f->hi - f->lo) * wg_rng_uniform(&rng);
            const wg__dd a = wg__dd_two(hi, hi * 0x1p-54 * (wg_rng_uniform(&rng) - 0.5));
            mpfr_set_d(x, a.hi, MPFR_RNDN);
            mpfr_add_d(x, x, a.lo, MPFR_RNDN);
            f->exact(y, x, MPFR_RNDN);
            const double bits = error_bits(f->dd(a), y);
            if (!(bits >= least)) {
                least = bits;
                where = hi;
            }
        }
        print_message("%-6s %.1f bits, at %g\n", f->name, least, where);
        assert_true(least >= f->bits);
    }
    mpfr_clear(x);
    mpfr_clear(y);
}

static void test_arithmetic(void **state)
{
    (void)state;
    wg_rng rng = wg_rng_new(6);
    mpfr_t x, y, z;
    mpfr_inits2(BITS, x, y, z, (mpfr_ptr)0);
    for (int i = 0; i < POINTS; i++) {
        const wg__dd a = wg__dd_two(wg_rng_normal(&rng), wg_rng_normal(&rng) * 0x1p-54),
                     b = wg__dd_two(wg_rng_normal(&rng), wg_rng_normal(&rng) * 0x1p-54);
        mpfr_set_d(x, a.hi, MPFR_RNDN);
        mpfr_add_d(x, x, a.lo, MPFR_RNDN);
        mpfr_set_d(y, b.hi, MPFR_RNDN);
        mpfr_add_d(y, y, b.lo, MPFR_RNDN);
        mpfr_add(z, x, y, MPFR_RNDN);
        assert_true(error_bits(wg__dd_add(a, b), z) > 90); /* some cancel */
        mpfr_mul(z, x, y, MPFR_RNDN);
        assert_true(error_bits(wg__dd_mul(a, b), z) > 102);
        mpfr_div(z, x, y, MPFR_RNDN);
        assert_true(error_bits(wg__dd_div(a, b), z) > 101);
    }
    mpfr_clears(x, y, z, (mpfr_ptr)0);
    assert_true(isinf(wg__dd_add(wg__dd_of((double)INFINITY), wg__dd_of(1)).hi));
    assert_true(isnan(wg__dd_mul(wg__dd_of((double)NAN), wg__dd_of(1)).hi));
    assert_true(isnan(wg__dd_sin(wg__dd_of(1e30)).hi)); /* it says that it does not know */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_arithmetic),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
