/* CSV: numbers against strtod and against what was written, layouts, locale, every message, damaged
 * files. */
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "data_files.h"

static wg_status st;
static const wg_csv_options f64 = {.dtype = WG_F64};

static wg_code load(const char *text, wg_csv_options o, wg_array *a)
{
    write_bytes(scratch("t.csv"), text, strlen(text));
    return wg_csv_load(scratch("t.csv"), o, a, &st);
}

/* text reads as rows x columns of `expected`. */
static void assert_reads(const char *text, wg_csv_options o, int64_t rows, int64_t columns,
                         const double *expected)
{
    wg_array a;
    wg_code code = load(text, o, &a);
    if (code)
        fail_msg("%s: %s", text, st.text);
    assert_true(wg_shape_equal(a.shape, WG_SHAPE(rows, columns)));
    for (int64_t k = 0; k < rows * columns; k++) {
        double v =
            o.dtype == WG_F64 ? ((const double *)a.data)[k] : (double)((const float *)a.data)[k];
        if (memcmp(&v, &expected[k], sizeof v) && !(isnan(v) && isnan(expected[k])))
            fail_msg("%s: element %d is %g", text, (int)k, v);
    }
    wg_array_free(&a);
}

static void layouts(void **state)
{
    (void)state;
    const double v[] = {1, 2.5, -3, 4e3, 5, 6};
    const char *const same[] = {
        "1,2.5,-3\n4e3,5,6\n",
        "1,2.5,-3\n4e3,5,6",
        "1;2.5;-3\n4e3;5;6\n",
        "1\t2.5\t-3\n4e3\t5\t6\n",
        "1 2.5 -3\n4e3 5 6\n",
        "  1   2.5 -3  \n 4e3\t5  6\t\n",
        " 1 , 2.5 ,  -3\n4e3,5 ,6 \n",
        "1,2.5,-3\r\n4e3,5,6\r\n",
        "\n\n1,2.5,-3\n  \n4e3,5,6\n\n\n",
        ("\xef\xbb\xbf"
         "1,2.5,-3\n4e3,5,6\n"),
        "a,b,c\n1,2.5,-3\n4e3,5,6\n",
        "a;b,c;d\n1;2.5;-3\n4e3;5;6\n",
        "\"x, y\",\"the \"\"b\"\"\",c\n1,2.5,-3\n4e3,5,6\n",
        "\"1\",\"2.5\",\"-3\"\n\"4e3\",\"5\" , \"6\"\n",
        "+1,+2.5,-3.\n4.E+3,5.0,.6e1\n",
        "\r\n1,2.5,-3\r\n\r\n4e3,5,6",
    };
    for (size_t k = 0; k < sizeof same / sizeof same[0]; k++)
        assert_reads(same[k], f64, 2, 3, v);
    assert_reads("1\n2.5\n", f64, 2, 1, v);
    assert_reads("7", f64, 1, 1, (double[]){7});
    assert_reads("x\n7\n", f64, 1, 1, (double[]){7});
    assert_reads("1,2.5\n", (wg_csv_options){0}, 1, 2, v);
    assert_reads("1,2\n3,4\n", (wg_csv_options){.header = WG_CSV_HEADER}, 1, 2, (double[]){3, 4});
    assert_reads("a b\n1 2\n", (wg_csv_options){.delimiter = ' ', .header = WG_CSV_HEADER}, 1, 2,
                 (double[]){1, 2});
    assert_reads("inf,-Inf,NaN,+INFINITY,-nan\n", f64, 1, 5,
                 (double[]){HUGE_VAL, -HUGE_VAL, (double)NAN, HUGE_VAL, (double)NAN});
    assert_reads("-0,0\n", f64, 1, 2, (double[]){-0.0, 0.0});
}

static void columns(void **state)
{
    (void)state;
    const char *iris = "length,width,kind\n5.1,3.5,setosa\n7.0,3.2,versicolor\n";
    const int pick[] = {1, 0, 1}, last[] = {-2}, beyond[] = {3}, before[] = {-4}, text[] = {2};
    wg_array a;
    assert_reads(iris, (wg_csv_options){.dtype = WG_F64, .columns = pick, .ncolumns = 3}, 2, 3,
                 (double[]){3.5, 5.1, 3.5, 3.2, 7.0, 3.2});
    assert_reads(iris, (wg_csv_options){.dtype = WG_F64, .columns = last, .ncolumns = 1}, 2, 1,
                 (double[]){3.5, 3.2});
    assert_failed(load(iris, f64, &a), WG_ERR_FORMAT, &st,
                  "t.csv: line 2, column 3: 'setosa' is not a number");
    assert_failed(load(iris, (wg_csv_options){.columns = text, .ncolumns = 1}, &a), WG_ERR_FORMAT,
                  &st, "column 3");
    assert_failed(load(iris, (wg_csv_options){.columns = beyond, .ncolumns = 1}, &a),
                  WG_ERR_ARGUMENT, &st, "column 3 asked for, but there are 3");
    assert_failed(load(iris, (wg_csv_options){.columns = before, .ncolumns = 1}, &a),
                  WG_ERR_ARGUMENT, &st, "column -4 asked for");
    assert_failed(load(iris, (wg_csv_options){.columns = pick, .ncolumns = 0}, &a), WG_ERR_ARGUMENT,
                  &st, "a list of 0 columns");
}

static void messages(void **state)
{
    (void)state;
    const struct {
        const char *text, *message;
    } bad[] = {
        {"", "expected rows of numbers, found no line of text"},
        {"\n \r\n", "found no line of text"},
        {"a,b\n", "found only a line that is a header"},
        {"1,2\n3\n", "line 2 has 1 columns, but line 1 has 2"},
        {"a,b\n1,2\n\n3,4,5\n", "line 4 has 3 columns, but line 2 has 2"},
        {"1,x\n", "line 1, column 2: 'x' is not a number"},
        {"1,2\n3,0x10\n", "line 2, column 2: '0x10' is not a number"},
        {"1,2\n3,1e\n", "'1e' is not a number"},
        {"1,2\n3,.\n", "'.' is not a number"},
        {"1,2\n3,--4\n", "'--4' is not a number"},
        {"1,2\n3,1_000\n", "is not a number"},
        {"1,2\n3,1 000\n", "'1 000' is not a number"},
        {"1,2\n3,nano\n", "'nano' is not a number"},
        {"1,2\n3,\n", "line 2, column 2: expected a number, found nothing"},
        {"1,,2\n", "line 1, column 2: expected a number, found nothing"},
        {"1,\"\"\n", "line 1, column 2: expected a number, found nothing"},
        {"1;2,5\n", "line 1, column 2: '2,5' has a decimal comma; expected a decimal point"},
        {"1,\"2\n", "'2' is not closed by a quote and a delimiter"},
        {"1,\"2\"3\n", "'2' is not closed by a quote and a delimiter"},
        {"1,1e999\n", "line 1, column 2: '1e999' is beyond the range of f64"},
        {"1,\x01\xff\n", "'?"
                         "?' is not a number"},
        {"1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "aaa...' is not a number"},
    };
    wg_array a;
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_failed(load(bad[k].text, f64, &a), WG_ERR_FORMAT, &st, bad[k].message);
        assert_null(a.data);
    }
    assert_failed(load("1,1e39\n", (wg_csv_options){0}, &a), WG_ERR_FORMAT, &st,
                  "beyond the range of f32");
    assert_failed(load("x,1\n", (wg_csv_options){.header = WG_CSV_NO_HEADER}, &a), WG_ERR_FORMAT,
                  &st, "'x'");
    assert_failed(load("1", (wg_csv_options){.dtype = WG_I32}, &a), WG_ERR_DTYPE, &st,
                  "f32 or f64, not i32");
    assert_failed(load("1", (wg_csv_options){.delimiter = '|'}, &a), WG_ERR_ARGUMENT, &st,
                  "'|' is none of");
    assert_failed(load("1,2,3", (wg_csv_options){.quota = 11}, &a), WG_ERR_SIZE, &st,
                  "1 rows of 3 numbers are over the quota of 11");
    assert_failed(load("1,2,3", (wg_csv_options){.quota = 4}, &a), WG_ERR_SIZE, &st,
                  "5 bytes of text");
    write_bytes(scratch("t.csv"), "1,2\0003,4", 8);
    assert_failed(wg_csv_load(scratch("t.csv"), f64, &a, &st), WG_ERR_FORMAT, &st,
                  "not a text file: byte 3 is 0");
    write_bytes(scratch("t.csv"),
                "\xff\xfe"
                "1\0,\0",
                6);
    assert_failed(wg_csv_load(scratch("t.csv"), f64, &a, &st), WG_ERR_FORMAT, &st, "UTF-16?");
    assert_failed(wg_csv_load(scratch("none"), f64, &a, &st), WG_ERR_IO, &st, "cannot open");
    assert_failed(wg_csv_load(NULL, f64, &a, &st), WG_ERR_ARGUMENT, &st, "no path");
    assert_failed(wg_csv_load("x", f64, NULL, &st), WG_ERR_ARGUMENT, &st, "no array");
}

/* Random decimals of all lengths and sizes: the nearest number, in both dtypes, as strtod and
 * strtof say. */
static void nearest(void **state)
{
    (void)state;
    wg_rng r = wg_rng_new(3);
    for (int k = 0; k < 3000; k++) {
        char text[80];
        size_t n = 0;
        for (uint64_t digits = 1 + wg_rng_below(&r, 25), point = wg_rng_below(&r, 25); digits;
             digits--) {
            text[n++] = (char)('0' + wg_rng_below(&r, 10));
            if (digits == point)
                text[n++] = '.';
        }
        text[n] = '\0';
        if (wg_rng_below(&r, 2))
            snprintf(text + n, sizeof text - n, "e%d", (int)wg_rng_below(&r, 40) - 20);
        double v = strtod(text, NULL);
        float w = strtof(text, NULL);
        assert_reads(text, f64, 1, 1, &v);
        if (!isinf(w))
            assert_reads(text, (wg_csv_options){0}, 1, 1, (double[]){(double)w});
    }
    double tiny[] = {strtod("4.9e-324", NULL), strtod("1e-400", NULL), DBL_MAX};
    assert_reads("4.9e-324,1e-400,1.7976931348623157e308", f64, 1, 3, tiny);
    assert_reads("0e99999999999999999999,123456789012345678901234567890", f64, 1, 2,
                 (double[]){0, 123456789012345678901234567890.0});
}

static void saving(void **state)
{
    (void)state;
    wg_array a, b;
    wg_rng r = wg_rng_new(5);
    for (int d = WG_F32; d <= WG_F64; d++) { /* all bit patterns but NaN come back as they were */
        assert_fine(wg_array_new(&a, (wg_dtype)d, WG_SHAPE(100, 7), &st), &st);
        for (size_t k = 0; k < wg_array_bytes(&a) / 4; k++)
            ((uint32_t *)a.data)[k] = (uint32_t)wg_rng_u64(&r);
        for (int k = 0; k < 700; k++) {
            if (d == WG_F32 && isnan(((float *)a.data)[k]))
                ((float *)a.data)[k] = 0.1f;
            if (d == WG_F64 && isnan(((double *)a.data)[k]))
                ((double *)a.data)[k] = 0.1;
        }
        assert_fine(wg_csv_save(scratch("s.csv"), &a, d == WG_F32 ? 0 : '\t', "a,b,c", &st), &st);
        wg_csv_options o = {
            .dtype = (wg_dtype)d, .delimiter = d == WG_F32 ? ',' : '\t', .header = WG_CSV_HEADER};
        assert_fine(wg_csv_load(scratch("s.csv"), o, &b, &st), &st);
        assert_same_array(&a, &b);
        wg_array_free(&a);
        wg_array_free(&b);
    }
    int64_t longs[] = {INT64_MIN, 0, INT64_MAX};
    assert_fine(
        wg_csv_save(scratch("s.csv"), &(wg_array){WG_I64, WG_SHAPE(3), longs}, 0, NULL, &st), &st);
    bytes text = read_bytes(scratch("s.csv"));
    text.p[text.n] = '\0';
    assert_string_equal((char *)text.p, "-9223372036854775808\n0\n9223372036854775807\n");
    free(text.p);
    float tenth[] = {0.1f, NAN, -INFINITY};
    assert_fine(
        wg_csv_save(scratch("s.csv"), &(wg_array){WG_F32, WG_SHAPE(1, 3), tenth}, ';', NULL, &st),
        &st);
    text = read_bytes(scratch("s.csv"));
    text.p[text.n] = '\0';
    assert_string_equal((char *)text.p, "0.1;nan;-inf\n");
    free(text.p);
    wg_array cube = {WG_F32, WG_SHAPE(1, 1, 3), tenth};
    assert_failed(wg_csv_save(scratch("s.csv"), &cube, 0, NULL, &st), WG_ERR_SHAPE, &st,
                  "rank 1 or 2, not 3");
    cube.shape = WG_SHAPE(3);
    assert_failed(wg_csv_save(scratch("s.csv"), &cube, '.', NULL, &st), WG_ERR_ARGUMENT, &st,
                  "none of");
}

/* A locale with a decimal comma changes nothing. */
static void locales(void **state)
{
    (void)state;
    const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"};
    bool found = false;
    for (int k = 0; k < 3 && !found; k++)
        found = setlocale(LC_ALL, names[k]) != NULL;
    float v[] = {1.5f};
    char buf[8];
    wg_array a = {WG_F32, WG_SHAPE(1), v};
    assert_fine(wg_csv_save(scratch("l.csv"), &a, 0, NULL, &st), &st);
    bytes text = read_bytes(scratch("l.csv"));
    assert_memory_equal(text.p, "1.5\n", 4);
    free(text.p);
    assert_reads("1.5,12345678901234567890.5e-3", f64, 1, 2,
                 (double[]){1.5, 12345678901234567890.5e-3});
    snprintf(buf, sizeof buf, "%.1f", 1.5); /* the caller's locale is as it was */
    assert_string_equal(buf, found ? "1,5" : "1.5");
    setlocale(LC_ALL, "C");
}

static void any_file(void **state)
{
    (void)state;
    wg_array a;
    write_bytes(scratch("any"), "1,2\n3,4\n", 8);
    assert_fine(wg_array_load(scratch("any"), 0, &a, &st), &st);
    assert_int_equal(a.dtype, WG_F32);
    wg_array_free(&a);
    write_bytes(scratch("any"), "\0\0\x08\x01\0\0\0\x01x", 9);
    assert_fine(wg_array_load(scratch("any"), 0, &a, &st), &st);
    assert_int_equal(a.dtype, WG_U8);
    wg_array_free(&a);
    assert_fine(wg_array_load(source_file("tests/data/fashion-mnist/t10k-labels-idx1-ubyte.gz"), 0,
                              &a, &st),
                &st);
    wg_array_free(&a);
    assert_fine(wg_array_load(source_file("tests/golden/data/scalar.npy"), 0, &a, &st), &st);
    wg_array_free(&a);
    write_bytes(scratch("x.npy"), "1,2", 3);
    assert_failed(wg_array_load(scratch("x.npy"), 0, &a, &st), WG_ERR_FORMAT, &st,
                  "not an npy file");
    assert_failed(wg_array_load(source_file("tests/golden/data/all.npz"), 0, &a, &st),
                  WG_ERR_FORMAT, &st, "an npz archive");
    assert_failed(wg_array_load(scratch("none"), 0, &a, &st), WG_ERR_IO, &st, "cannot open");
    assert_failed(wg_array_load(NULL, 0, &a, &st), WG_ERR_ARGUMENT, &st, "no path");
}

static wg_code load_small(const char *path, wg_array *a, wg_status *s)
{
    return wg_csv_load(path, (wg_csv_options){.dtype = WG_F64, .quota = 1 << 20}, a, s);
}

static void damaged_files(void **state)
{
    (void)state;
    const char *text = "a,\"b,b\",c\r\n1,-2.5e3,\"3\"\n4,5,nan\n7.25,8,1e-300\n";
    write_bytes(scratch("d.csv"), text, strlen(text));
    torment(load_small, scratch("d.csv"), "d", 4000, false);
    torment(load_small, source_file("tests/golden/data/manifest.txt"), "d", 1000, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(layouts),  cmocka_unit_test(columns),       cmocka_unit_test(messages),
        cmocka_unit_test(nearest),  cmocka_unit_test(saving),        cmocka_unit_test(locales),
        cmocka_unit_test(any_file), cmocka_unit_test(damaged_files),
    };
    return cmocka_run_group_tests_name("csv", tests, scratch_new, scratch_done);
}
