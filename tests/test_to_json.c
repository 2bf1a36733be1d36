/* JSON text that is valid whatever goes in. */
#include "tests/support.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor/to_json.h"

static char written[4096];

static FILE *begin(void)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    return f;
}

static const char *end(FILE *f)
{
    rewind(f);
    const size_t n = fread(written, 1, sizeof written - 1, f);
    written[n] = 0;
    fclose(f);
    return written;
}

static const char *text(const char *s)
{
    FILE *f = begin();
    wg__json_text(f, s);
    return end(f);
}

static const char *number(double v)
{
    FILE *f = begin();
    wg__json_number(f, v);
    return end(f);
}

static void test_text(void **state)
{
    (void)state;
    assert_string_equal(text(NULL), "null");
    assert_string_equal(text(""), "\"\"");
    assert_string_equal(text("a\"b\\c\n\x01"), "\"a\\\"b\\\\c\\u000a\\u0001\"");
    assert_string_equal(text("\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x99\x82"),
                        "\"\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x99\x82\"");
}

/* Cut off, overlong, a surrogate, past the last code point, a lone continuation: each bad byte becomes U+FFFD. */
static void test_bytes_that_are_not_utf8(void **state)
{
    (void)state;
#define BAD "\xEF\xBF\xBD"
    assert_string_equal(text("a\xC3"), "\"a" BAD "\"");
    assert_string_equal(text("\xC3\"x"), "\"" BAD "\\\"x\"");
    assert_string_equal(text("\xC0\xAF"), "\"" BAD BAD "\"");
    assert_string_equal(text("\xED\xA0\x80"), "\"" BAD BAD BAD "\"");
    assert_string_equal(text("\xF4\x90\x80\x80"), "\"" BAD BAD BAD BAD "\"");
    assert_string_equal(text("\x80z"), "\"" BAD "z\"");
    assert_string_equal(text("\xE2\x82"), "\"" BAD BAD "\"");
}

static void test_numbers(void **state)
{
    (void)state;
    assert_string_equal(number(0.1), "0.1");
    assert_string_equal(number(-0.0), "-0");
    assert_string_equal(number((double)NAN), "\"nan\"");
    assert_string_equal(number((double)INFINITY), "\"inf\"");
    assert_string_equal(number(-(double)INFINITY), "\"-inf\"");
    const double hard[] = {1.0 / 3, DBL_MAX, DBL_MIN, DBL_TRUE_MIN, 0.1 + 0.2, 9007199254740993.0,
                           -1e22,   5e-324};
    for (size_t k = 0; k < sizeof hard / sizeof hard[0]; k++)
        assert_true(strtod(number(hard[k]), NULL) == hard[k]);
}

/* A locale with a decimal comma must not show. */
static void test_locale(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8"))
        skip();
    assert_string_equal(number(0.5), "0.5");
    setlocale(LC_NUMERIC, "C");
}

static void test_ints(void **state)
{
    (void)state;
    FILE *f = begin();
    wg__json_ints(f, (const int64_t[]){3, -1, INT64_MAX}, 3);
    wg__json_ints(f, NULL, 0);
    assert_string_equal(end(f), "[3, -1, 9223372036854775807][]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),    cmocka_unit_test(test_bytes_that_are_not_utf8),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_locale),
        cmocka_unit_test(test_ints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
