/* npy files: against files written by NumPy (tests/golden/make_data.py), headers written by hand,
 * damaged files. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "data_files.h"

static wg_status st;

/* One line of the manifest. */
typedef struct golden {
    char name[64], dtype[16], dims[64], flag[16];
    int words;
} golden;

static wg_shape parse_dims(const char *s)
{
    wg_shape shape = WG_SCALAR;
    for (char *end; *s != '-' && *s; s = *end ? end + 1 : end)
        shape.dim[shape.rank++] = strtoll(s, &end, 10);
    return shape;
}

static const char *golden_file(const golden *g, const char *suffix)
{
    char name[128];
    snprintf(name, sizeof name, "tests/golden/data/%s%s", g->name, suffix);
    return source_file(name);
}

/* dtype, shape and elements are NumPy's; what we write is what NumPy writes. */
static void check_golden(const golden *g)
{
    wg_array a;
    assert_fine(wg_npy_load(golden_file(g, ".npy"), 0, &a, &st), &st);
    bytes expected = read_bytes(golden_file(g, ".raw"));
    wg_dtype d;
    assert_true(wg_dtype_parse(g->dtype, &d));
    assert_int_equal(a.dtype, d);
    assert_true(wg_shape_equal(a.shape, parse_dims(g->dims)));
    assert_int_equal(wg_array_bytes(&a), expected.n);
    if (memcmp(a.data, expected.p, expected.n))
        fail_msg("%s: elements differ", g->name);
    free(expected.p);
    assert_fine(wg_npy_save(scratch("same.npy"), &a, &st), &st);
    if (strcmp(g->flag, "same") == 0) {
        bytes ours = read_bytes(scratch("same.npy")), theirs = read_bytes(golden_file(g, ".npy"));
        assert_int_equal(ours.n, theirs.n);
        assert_memory_equal(ours.p, theirs.p, ours.n);
        free(ours.p);
        free(theirs.p);
    }
    wg_array b;
    assert_fine(wg_npy_load(scratch("same.npy"), 0, &b, &st), &st);
    assert_same_array(&a, &b);
    wg_array_free(&a);
    wg_array_free(&b);
}

static void files_by_numpy(void **state)
{
    (void)state;
    FILE *f = fopen(source_file("tests/golden/data/manifest.txt"), "r");
    assert_non_null(f);
    char line[256];
    int good = 0, bad = 0;
    while (fgets(line, sizeof line, f)) {
        golden g = {0};
        wg_array a;
        g.words = sscanf(line, "%63s %15s %63s %15s", g.name, g.dtype, g.dims, g.flag);
        assert_true(g.words >= 3);
        if (strcmp(g.dtype, "refuse") == 0) {
            wg_code code = strcmp(g.name, "rank9") == 0 ? WG_ERR_FORMAT : WG_ERR_DTYPE;
            assert_failed(wg_npy_load(golden_file(&g, ".npy"), 0, &a, &st), code, &st, g.dims);
            bad++;
        } else {
            check_golden(&g);
            good++;
        }
    }
    fclose(f);
    assert_true(good >= 35);
    assert_int_equal(bad, 11);
}

static size_t npy_bytes(char *out, int major, const char *header, const void *data, size_t n)
{
    size_t length = strlen(header), at = major == 1 ? 10 : 12;
    memcpy(out, "\x93NUMPY", 6);
    out[6] = (char)major;
    out[7] = 0;
    for (size_t k = 8; k < at; k++)
        out[k] = (char)(length >> (8 * (k - 8)));
    memcpy(out + at, header, length);
    memcpy(out + at + length, data, n);
    return at + length + n;
}

static wg_code load_header(const char *header, const void *data, size_t n, wg_array *a)
{
    char buf[1024];
    size_t size = npy_bytes(buf, 1, header, data, n);
    write_bytes(scratch("h.npy"), buf, size);
    return wg_npy_load(scratch("h.npy"), 0, a, &st);
}

/* Every half, against its definition: (-1)^s 2^(e-15) (1 + m/1024), subnormals, infinities, NaN. */
static void every_half(void **state)
{
    (void)state;
    static uint16_t halves[65536];
    static char file[200000];
    for (int k = 0; k < 65536; k++)
        halves[k] = (uint16_t)k;
    const char *header = "{'descr': '<f2', 'fortran_order': False, 'shape': (65536,), }\n";
    write_bytes(scratch("h.npy"), file, npy_bytes(file, 1, header, halves, sizeof halves));
    wg_array a;
    assert_fine(wg_npy_load(scratch("h.npy"), 0, &a, &st), &st);
    for (int k = 0; k < 65536; k++) {
        float v = ((const float *)a.data)[k];
        int e = k >> 10 & 31, m = k & 1023;
        double size = e ? ldexp(1 + m / 1024.0, e - 15) : ldexp(m / 1024.0, -14);
        assert_int_equal(!!signbit(v), k >> 15);
        if (e == 31 && m)
            assert_true(isnan(v));
        else
            assert_true((double)fabsf(v) == (e == 31 ? HUGE_VAL : size));
    }
    wg_array_free(&a);
}

static void header_dialects(void **state)
{
    (void)state;
    const char *const good[] = {
        "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n",
        "{\"shape\":(2L,),\"fortran_order\":False,\"descr\":\"<i4\"}",
        "  { 'fortran_order' :True , 'shape' : ( 2 , ) ,\t'descr':'<i4' }   \n",
        "{'descr':'<i4','fortran_order':False,'shape':(1,2)}",
        "{'descr':'<i4','fortran_order':False,'shape':(1,2,),}",
    };
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        wg_array a;
        assert_fine(load_header(good[k], "\1\0\0\0\2\0\0\0", 8, &a), &st);
        assert_memory_equal(a.data, ((int32_t[]){1, 2}), 8);
        wg_array_free(&a);
    }
}

static void bad_headers(void **state)
{
    (void)state;
#define NPY(shape) "{'descr':'<i4','fortran_order':False,'shape':" shape "}"
    const struct {
        const char *header;
        wg_code code;
        const char *text;
    } bad[] = {
        {"", WG_ERR_FORMAT, "expected { at byte 0, found its end"},
        {"{'descr':'<i4'", WG_ERR_FORMAT, "expected a comma or }"},
        {"{'descr':'<i4'}", WG_ERR_FORMAT, "no key 'fortran_order'"},
        {"{'descr':'<i4','descr':'<i4'}", WG_ERR_FORMAT, "key 'descr' is there twice"},
        {"{'descr':'<i4','extra':1}", WG_ERR_FORMAT, "key 'extra' is none of"},
        {"{descr:'<i4'}", WG_ERR_FORMAT, "expected a key in quotes at byte 1, found descr:"},
        {"{'descr' '<i4'}", WG_ERR_FORMAT, "expected a colon"},
        {"{'descr':'<i4}", WG_ERR_FORMAT, "expected a dtype"},
        {"{'descr':'<i\\x34'}", WG_ERR_FORMAT, "expected a dtype"},
        {"{'descr':'<i4''shape':(2,)}", WG_ERR_FORMAT, "expected a comma or }"},
        {"{'descr':'i4'}", WG_ERR_DTYPE, "'i4' is without a byte order"},
        {"{'descr':'=i4'}", WG_ERR_DTYPE, "without a byte order"},
        {"{'descr':'<i3'}", WG_ERR_DTYPE, "'i3' is an element type unknown here"},
        {"{'descr':''}", WG_ERR_DTYPE, "unknown"},
        {"{'descr':'<'}", WG_ERR_DTYPE, "unknown"},
        {"{'descr':'\x01\xff'}", WG_ERR_DTYPE,
         "'?"
         "?' is"},
        {"{'descr':[('a','<f4')],'shape':(2,)}", WG_ERR_DTYPE, "'[('a','<f4')]' is structured"},
        {"{'fortran_order':0}", WG_ERR_FORMAT, "expected True or False"},
        {"{'shape':2}", WG_ERR_FORMAT, "expected a shape, in parentheses"},
        {NPY("(2)"), WG_ERR_FORMAT, "a comma in a shape of one dimension"},
        {NPY("(-2,)"), WG_ERR_FORMAT, "a dimension (0 or a positive integer)"},
        {NPY("(2,,)"), WG_ERR_FORMAT, "a dimension"},
        {NPY("(2 3)"), WG_ERR_FORMAT, "a comma or a closing parenthesis"},
        {NPY("(,)"), WG_ERR_FORMAT, "a dimension"},
        {NPY("(2.0,)"), WG_ERR_FORMAT, "a comma or a closing"},
        {NPY("(9223372036854775808,)"), WG_ERR_SIZE, "overflows 64 bits"},
        {NPY("(9223372036854775807,)"), WG_ERR_SIZE, "overflows"},
        {NPY("(4294967296,4294967296)"), WG_ERR_SIZE, "overflows"},
        {NPY("(1,1,1,1,1,1,1,1,1)"), WG_ERR_FORMAT, "rank is over the limit of 8"},
        {NPY("(1000000000000,)"), WG_ERR_FORMAT,
         "h.npy: npy header promises 1000000000000 of 4 bytes = 4000000000000 bytes, but the file "
         "holds 8"},
        {NPY("(3,)"), WG_ERR_FORMAT, "promises 3 of 4 bytes = 12 bytes, but the file holds 8"},
        {NPY("(1,)"), WG_ERR_FORMAT, "promises 1 of 4 bytes = 4 bytes, but the file holds 8"},
        {NPY("()"), WG_ERR_FORMAT, "promises one element of 4 bytes = 4 bytes, but"},
        {NPY("(2,)") "x", WG_ERR_FORMAT, "nothing more than blanks"},
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        wg_array a;
        assert_failed(load_header(bad[k].header, "\1\0\0\0\2\0\0\0", 8, &a), bad[k].code, &st,
                      bad[k].text);
        assert_null(a.data);
    }
}

static void assert_refused(const char *p, size_t n, const char *text)
{
    wg_array a;
    write_bytes(scratch("p.npy"), p, n);
    assert_failed(wg_npy_load(scratch("p.npy"), 0, &a, &st), WG_ERR_FORMAT, &st, text);
}

static void bad_preludes(void **state)
{
    (void)state;
    wg_array a;
    assert_refused("", 0,
                   "not an npy file: expected it to start \\x93NUMPY and a version, found its end");
    assert_refused("\x93NUMPX\1\0\0\0", 10, "not an npy file");
    assert_refused("\x93NUMPY\4\0\0\0", 10, "npy version 4.0 is none of 1.0, 2.0, 3.0");
    assert_refused("\x93NUMPY\1\1\0\0", 10, "npy version 1.1 is none of");
    assert_refused("\x93NUMPY\2\0\xff\xff\xff\xff{}", 14,
                   "npy header of 4294967295 bytes, but the file holds 2 more");
    assert_refused("\x93NUMPY\1\0\x03\x00{}", 12,
                   "npy header of 3 bytes, but the file holds 2 more");
    assert_failed(wg_npy_load(scratch("none"), 0, &a, &st), WG_ERR_IO, &st, "cannot open");
    assert_failed(wg_npy_load("/dev/null", 0, &a, &st), WG_ERR_IO, &st, "not a regular file");
    assert_failed(wg_npy_load(NULL, 0, &a, &st), WG_ERR_ARGUMENT, &st, "no path");
    assert_failed(wg_npy_load("x", 0, NULL, &st), WG_ERR_ARGUMENT, &st, "no array");
    assert_failed(wg_npy_save(NULL, &a, &st), WG_ERR_ARGUMENT, &st, "no path");
    assert_failed(wg_npy_save("x", NULL, &st), WG_ERR_ARGUMENT, &st, "not a valid array");
    const char *path = source_file("tests/golden/data/f8_little.npy");
    assert_failed(wg_npy_load(path, 127, &a, &st), WG_ERR_SIZE, &st,
                  "takes 128 bytes, over the quota of 127");
    assert_fine(wg_npy_load(path, 128, &a, &st), &st);
    wg_array_free(&a);
}

/* A header may be longer than NumPy's own, not longer than a megabyte. */
static void long_headers(void **state)
{
    (void)state;
    size_t n = (1 << 20) + 1;
    char *p = malloc(n + 12), *blanks = malloc(n + 1);
    wg_array a;
    memset(blanks, ' ', n);
    blanks[n] = '\0';
    memcpy(blanks, NPY("()"), strlen(NPY("()")));
    write_bytes(scratch("p.npy"), p, npy_bytes(p, 2, blanks, "", 0));
    assert_failed(wg_npy_load(scratch("p.npy"), 0, &a, &st), WG_ERR_FORMAT, &st,
                  "is over the limit of 1048576");
    blanks[n - 5] = '\0';
    write_bytes(scratch("p.npy"), p, npy_bytes(p, 3, blanks, "\7\0\0\0", 4));
    assert_fine(wg_npy_load(scratch("p.npy"), 0, &a, &st), &st);
    assert_int_equal(*(int32_t *)a.data, 7);
    wg_array_free(&a);
    free(p);
    free(blanks);
}

static wg_code load_small(const char *path, wg_array *a, wg_status *s)
{
    return wg_npy_load(path, 1 << 20, a, s);
}

static void damaged_files(void **state)
{
    (void)state;
    const char *const names[] = {"f4_big",           "f2_little", "version3",
                                 "fortran_i2_2x3x4", "scalar",    "structured"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        char name[128];
        snprintf(name, sizeof name, "tests/golden/data/%s.npy", names[k]);
        torment(load_small, source_file(name), "d", 3000, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_by_numpy),  cmocka_unit_test(every_half),
        cmocka_unit_test(header_dialects), cmocka_unit_test(bad_headers),
        cmocka_unit_test(bad_preludes),    cmocka_unit_test(long_headers),
        cmocka_unit_test(damaged_files),
    };
    return cmocka_run_group_tests_name("npy", tests, scratch_new, scratch_done);
}
