/* Helpers for all tests. Include this instead of cmocka.h.
 *
 * Comparisons fail on NaN unless NaN is expected. A graph made with graph_new is checked by
 * wg__verify when it is freed, and its keys are cut to WG_TEST_KEY_BITS bits if the environment
 * says so: results must not depend on the keys. */
#ifndef WG_TESTS_SUPPORT_H
#define WG_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tensor/tensor.h"

wg_graph *graph_new(void);
#define graph_done(g) graph_done_at(g, __FILE__, __LINE__) /* verify, free */
#define assert_verified(g) assert_verified_at(g, __FILE__, __LINE__)

/* |actual - expected| <= abs + rel * |expected|; equal infinities agree, NaN agrees with NaN alone.
 */
bool is_close(double actual, double expected, double abs, double rel);
#define assert_close(actual, expected, abs, rel)                                                   \
    assert_close_at(actual, expected, abs, rel, __FILE__, __LINE__)
/* Arrays of dtype d, element by element; the message names the first bad one. */
#define assert_array_close(d, actual, expected, n, abs, rel)                                       \
    assert_array_close_at(d, actual, expected, n, abs, rel, __FILE__, __LINE__)
/* At most `ulps` representable numbers apart in dtype d (f32 or f64); +0 and -0 are one apart. */
#define assert_ulps(d, actual, expected, n, ulps)                                                  \
    assert_ulps_at(d, actual, expected, n, ulps, __FILE__, __LINE__)

#define assert_no_error(g) assert_no_error_at(g, __FILE__, __LINE__)
/* The graph's error contains the text, or is the text; then the error is cleared. */
#define assert_error_contains(g, text) assert_error_at(g, text, false, __FILE__, __LINE__)
#define assert_error_is(g, text) assert_error_at(g, text, true, __FILE__, __LINE__)

void graph_done_at(wg_graph *g, const char *file, int line);
void assert_verified_at(wg_graph *g, const char *file, int line);
void assert_close_at(double actual, double expected, double abs, double rel, const char *file,
                     int line);
void assert_array_close_at(wg_dtype d, const void *actual, const void *expected, size_t n,
                           double abs, double rel, const char *file, int line);
void assert_ulps_at(wg_dtype d, const void *actual, const void *expected, size_t n, uint64_t ulps,
                    const char *file, int line);
void assert_no_error_at(wg_graph *g, const char *file, int line);
void assert_error_at(wg_graph *g, const char *text, bool whole, const char *file, int line);

#endif
