/* Helpers for all tests. */
#include "tests/support.h"

#include "tensor/dtype.h"
#include "tensor/graph.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Under a sanitizer an allocation that is too large returns NULL, as it does without. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void fail_at(const char *file, int line, const char *fmt, ...) WG_PRINTF(3, 4);

static void fail_at(const char *file, int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vprint_error(fmt, args);
    va_end(args);
    print_error("\n");
    _fail(file, line);
}

wg_graph *graph_new(void)
{
    wg_graph *g = wg_graph_new();
    const char *bits = getenv("WG_TEST_KEY_BITS");
    assert_non_null(g);
    if (bits)
        wg__set_key_bits(g, atoi(bits));
    return g;
}

void assert_verified_at(wg_graph *g, const char *file, int line)
{
    char msg[1024];
    if (!wg__verify(g, msg, sizeof msg))
        fail_at(file, line, "wg__verify: %s", msg);
}

void graph_done_at(wg_graph *g, const char *file, int line)
{
    assert_verified_at(g, file, line);
    if (g->depth)
        fail_at(file, line, "a scope was entered and not left");
    wg_graph_free(g);
}

bool is_close(double actual, double expected, double abs, double rel)
{
    if (isnan(actual) || isnan(expected))
        return isnan(actual) && isnan(expected);
    if (isinf(actual) || isinf(expected))
        return actual == expected;
    return fabs(actual - expected) <= abs + rel * fabs(expected);
}

void assert_close_at(double actual, double expected, double abs, double rel, const char *file,
                     int line)
{
    if (!is_close(actual, expected, abs, rel))
        fail_at(file, line, "%.17g, expected %.17g, off by %g", actual, expected,
                actual - expected);
}

void assert_array_close_at(wg_dtype d, const void *actual, const void *expected, size_t n,
                           double abs, double rel, const char *file, int line)
{
    if (!actual || !expected)
        fail_at(file, line, "NULL instead of an array");
    for (size_t i = 0; i < n; i++) {
        double a = wg__load(d, actual, (int64_t)i), e = wg__load(d, expected, (int64_t)i);
        if (!is_close(a, e, abs, rel))
            fail_at(file, line, "element %zu: %.17g, expected %.17g, off by %g", i, a, e, a - e);
    }
}

/* Floats in the order of their values become integers in that order. */
static int64_t rank_of(wg_dtype d, const void *p, size_t i)
{
    if (d == WG_F32) {
        int32_t bits;
        memcpy(&bits, (const char *)p + i * sizeof bits, sizeof bits);
        return bits < 0 ? -1 - (int64_t)(bits & INT32_MAX) : bits;
    }
    int64_t bits;
    memcpy(&bits, (const char *)p + i * sizeof bits, sizeof bits);
    return bits < 0 ? -1 - (bits & INT64_MAX) : bits;
}

void assert_ulps_at(wg_dtype d, const void *actual, const void *expected, size_t n, uint64_t ulps,
                    const char *file, int line)
{
    if (!actual || !expected || !wg_dtype_is_float(d))
        fail_at(file, line, "assert_ulps takes arrays of f32 or f64");
    for (size_t i = 0; i < n; i++) {
        double a = wg__load(d, actual, (int64_t)i), e = wg__load(d, expected, (int64_t)i);
        int64_t ra = rank_of(d, actual, i), re = rank_of(d, expected, i);
        uint64_t apart = ra > re ? (uint64_t)ra - (uint64_t)re : (uint64_t)re - (uint64_t)ra;
        if (isnan(a) && isnan(e))
            continue;
        if (isnan(a) || isnan(e) || apart > ulps)
            fail_at(file, line, "element %zu: %.17g, expected %.17g: %" PRIu64 " ulps apart", i, a,
                    e, apart);
    }
}

void assert_no_error_at(wg_graph *g, const char *file, int line)
{
    if (!wg_ok(g))
        fail_at(file, line, "unexpected error: %s", wg_error(g));
}

void assert_error_at(wg_graph *g, const char *text, bool whole, const char *file, int line)
{
    const char *error = wg_error(g);
    if (!error)
        fail_at(file, line, "no error, expected: %s", text);
    else if (whole ? strcmp(error, text) != 0 : !strstr(error, text))
        fail_at(file, line, "wrong error\n  actual:   %s\n  expected: %s", error, text);
    wg_clear_error(g);
}
