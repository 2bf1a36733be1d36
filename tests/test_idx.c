/* IDX files: against bytes written by hand and against zlib's own reader and writer; damaged files.
 */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "support.h"

#include "data_files.h"

static wg_status st;

static void load_bytes(const void *p, size_t n, wg_array *a)
{
    write_bytes(scratch("a.idx"), p, n);
    assert_fine(wg_idx_load(scratch("a.idx"), 0, a, &st), &st);
}

static void assert_refused(const void *p, size_t n, wg_code code, const char *text)
{
    wg_array a;
    write_bytes(scratch("bad.idx"), p, n);
    assert_failed(wg_idx_load(scratch("bad.idx"), 0, &a, &st), code, &st, text);
    assert_null(a.data);
}

static void every_type(void **state)
{
    (void)state;
    wg_array a;
    load_bytes("\0\0\x08\x02\0\0\0\x02\0\0\0\x03\x01\x02\x03\xff\x05\x06", 18, &a);
    assert_int_equal(a.dtype, WG_U8);
    assert_true(wg_shape_equal(a.shape, WG_SHAPE(2, 3)));
    assert_memory_equal(a.data, "\x01\x02\x03\xff\x05\x06", 6);
    wg_array_free(&a);

    load_bytes("\0\0\x09\x01\0\0\0\x03\x80\xff\x7f", 11, &a);
    assert_int_equal(a.dtype, WG_I32);
    assert_memory_equal(a.data, ((int32_t[]){-128, -1, 127}), 12);
    wg_array_free(&a);

    load_bytes("\0\0\x0b\x01\0\0\0\x03\x80\x00\xff\xff\x01\x02", 14, &a);
    assert_int_equal(a.dtype, WG_I32);
    assert_memory_equal(a.data, ((int32_t[]){-32768, -1, 258}), 12);
    wg_array_free(&a);

    load_bytes("\0\0\x0c\x01\0\0\0\x02\x80\x00\x00\x00\x01\x02\x03\x04", 16, &a);
    assert_memory_equal(a.data, ((int32_t[]){INT32_MIN, 0x01020304}), 8);
    wg_array_free(&a);

    load_bytes("\0\0\x0d\x01\0\0\0\x02\x3f\x80\x00\x00\xc0\x20\x00\x00", 16, &a);
    assert_int_equal(a.dtype, WG_F32);
    assert_memory_equal(a.data, ((float[]){1.0f, -2.5f}), 8);
    wg_array_free(&a);

    load_bytes("\0\0\x0e\x00\x40\x09\x21\xfb\x54\x44\x2d\x18", 12, &a); /* rank 0 */
    assert_int_equal(a.dtype, WG_F64);
    assert_int_equal(a.shape.rank, 0);
    assert_true(*(double *)a.data == 3.141592653589793);
    wg_array_free(&a);

    load_bytes("\0\0\x08\x02\0\0\0\x00\xff\xff\xff\xff", 12, &a); /* nothing, 4294967295 wide */
    assert_true(wg_shape_equal(a.shape, WG_SHAPE(0, 4294967295)));
    wg_array_free(&a);
}

static void refusals(void **state)
{
    (void)state;
    wg_array a;
    assert_refused("", 0, WG_ERR_FORMAT, "not an IDX file");
    assert_refused("\0\0\x08", 3, WG_ERR_FORMAT, "its end in 00 00 08");
    assert_refused("PNG\0abcd", 8, WG_ERR_FORMAT,
                   "not an IDX file: expected it to start 00 00 TYPE RANK, found 50 4e");
    assert_refused("\0\0\x0a\x01\0\0\0\x01x", 9, WG_ERR_FORMAT, "type byte 0x0a is none of 08");
    assert_refused("\0\0\x08\x09", 4, WG_ERR_FORMAT, "rank 9 is over the limit of 8");
    assert_refused("\0\0\x08\x02\0\0\0\x01\0", 9, WG_ERR_FORMAT, "ends within dimension 1");
    assert_refused("\0\0\x08\x01\0\0\0\x05xyz", 11, WG_ERR_FORMAT,
                   "promises 5 = 5 bytes, but the file holds 3");
    assert_refused("\0\0\x08\x01\0\0\0\x02xyz", 11, WG_ERR_FORMAT,
                   "promises 2 = 2 bytes, but the file holds 3");
    assert_refused("\0\0\x0d\x02\0\0\xea\x60\0\0\x03\x10xyz", 15, WG_ERR_FORMAT,
                   "promises 60000x784 of 4 bytes = 188160000 bytes, but the file holds 3");
    assert_refused("\0\0\x08\x03\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xffx", 17, WG_ERR_SIZE,
                   "overflows");
    assert_failed(wg_idx_load(scratch("none"), 0, &a, &st), WG_ERR_IO, &st,
                  "cannot open: No such file");
    assert_failed(wg_idx_load("/tmp", 0, &a, &st), WG_ERR_IO, &st, "not a regular file");
    assert_failed(wg_idx_load(NULL, 0, &a, &st), WG_ERR_ARGUMENT, &st, "no path");
    assert_failed(wg_idx_load("x", 0, NULL, &st), WG_ERR_ARGUMENT, &st, "no array");
    assert_int_equal(wg_idx_load(scratch("none"), 0, &a, NULL), WG_ERR_IO);
}

static void quota(void **state)
{
    (void)state;
    wg_array a;
    write_bytes(scratch("a.idx"), "\0\0\x09\x01\0\0\0\x04\x01\x02\x03\x04",
                12); /* 4 bytes there, 16 here */
    assert_failed(wg_idx_load(scratch("a.idx"), 15, &a, &st), WG_ERR_SIZE, &st,
                  "takes 16 bytes, over the quota of 15");
    assert_fine(wg_idx_load(scratch("a.idx"), 16, &a, &st), &st);
    wg_array_free(&a);
}

/* Random elements, enough for several chunks. */
static wg_array random_array(wg_dtype d, wg_shape s)
{
    wg_array a;
    assert_fine(wg_array_new(&a, d, s, &st), &st);
    wg_rng r = wg_rng_new(7);
    for (size_t k = 0; k < wg_array_bytes(&a); k++)
        ((unsigned char *)a.data)[k] = (unsigned char)(wg_rng_u64(&r) >> 56);
    return a;
}

static void round_trips(void **state)
{
    (void)state;
    const wg_dtype dtypes[] = {WG_U8, WG_I32, WG_F32, WG_F64};
    for (int k = 0; k < 4; k++)
        for (int packed = 0; packed < 2; packed++) {
            const char *path = scratch(packed ? "r.idx.gz" : "r.idx");
            wg_array a = random_array(dtypes[k], WG_SHAPE(3, 1000, 17)), b;
            assert_fine(wg_idx_save(path, &a, &st), &st);
            assert_fine(wg_idx_load(path, 0, &b, &st), &st);
            assert_same_array(&a, &b);
            wg_array_free(&a);
            wg_array_free(&b);
        }
    wg_array a = random_array(WG_I64, WG_SHAPE(2)), none = {0};
    assert_failed(wg_idx_save(scratch("r"), &a, &st), WG_ERR_DTYPE, &st, "IDX has no type for i64");
    a.dtype = WG_U8;
    assert_failed(wg_idx_save(scratch("no/folder"), &a, &st), WG_ERR_IO, &st,
                  "cannot write: No such file");
    none.shape.rank = -1;
    assert_failed(wg_idx_save(scratch("r"), &none, &st), WG_ERR_ARGUMENT, &st, "not a valid array");
    wg_array_free(&a);
}

/* gzip by zlib's own file calls, in members, damaged, lying. */
static void gzip_files(void **state)
{
    (void)state;
    wg_array a, b = random_array(WG_U8, WG_SHAPE(100, 1000));
    const char *path = scratch("g.gz");
    for (int member = 0; member < 2; member++) { /* two members count as one file */
        gzFile g = gzopen(path, member ? "ab" : "wb");
        assert_non_null(g);
        if (member == 0)
            gzwrite(g, "\0\0\x08\x02\0\0\0\x64\0\0\x03\xe8", 12);
        gzwrite(g, (char *)b.data + 50000 * member, 50000);
        gzclose(g);
    }
    assert_fine(wg_idx_load(path, 0, &a, &st), &st);
    assert_same_array(&a, &b);
    wg_array_free(&a);
    wg_array_free(&b);

    bytes whole = read_bytes(path);
    write_bytes(path, whole.p, 5000);
    assert_failed(wg_idx_load(path, 0, &a, &st), WG_ERR_FORMAT, &st, "gzip stream cut off after");
    whole.p[3000] ^= 1;
    write_bytes(path, whole.p, whole.n);
    assert_failed(wg_idx_load(path, 0, &a, &st), WG_ERR_FORMAT, &st, "gzip stream damaged after");
    whole.p[3000] ^= 1;
    whole.p[whole.n] = 'x';
    write_bytes(path, whole.p, whole.n + 1);
    assert_failed(wg_idx_load(path, 0, &a, &st), WG_ERR_FORMAT, &st, "g.gz: ");
    free(whole.p);

    gzFile g = gzopen(path, "wb");
    gzwrite(g, "\0\0\x08\x02\0\0\0\x64\0\0\x03\xe8xyz", 15);
    gzclose(g);
    assert_failed(
        wg_idx_load(path, 0, &a, &st), WG_ERR_FORMAT, &st,
        "promises 100x1000 = 100000 bytes, but a compressed file of its size holds at most");
    g = gzopen(path, "wb");
    gzwrite(g, "\0\0\x08\x02\0\0\0\x03\0\0\x03\xe8xyz", 15);
    gzclose(g);
    assert_failed(wg_idx_load(path, 0, &a, &st), WG_ERR_FORMAT, &st,
                  "promises 3x1000 = 3000 bytes, but the file holds 3");
    g = gzopen(path, "wb");
    gzwrite(g, "\0\0\x08\x01\0\0\0\x02xyz", 11);
    gzclose(g);
    assert_failed(wg_idx_load(path, 0, &a, &st), WG_ERR_FORMAT, &st, "the file goes on after them");
}

static wg_code load_small(const char *path, wg_array *a, wg_status *s)
{
    return wg_idx_load(path, 1 << 20, a, s);
}

static void damaged_files(void **state)
{
    (void)state;
    wg_array a = random_array(WG_I32, WG_SHAPE(2, 3, 4));
    assert_fine(wg_idx_save(scratch("d.idx"), &a, &st), &st);
    assert_fine(wg_idx_save(scratch("d.idx.gz"), &a, &st), &st);
    torment(load_small, scratch("d.idx"), "d", 4000, true);
    torment(load_small, scratch("d.idx.gz"), "d", 4000, true);
    wg_array_free(&a);
}

/* The subset of Fashion-MNIST that is committed: shapes, classes, and the sum of all pixels. */
static void fashion_mnist(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t n, rank;
        uint64_t sum; /* by NumPy, from the full set */
    } files[] = {
        {"train-images-idx3-ubyte.gz", 1000, 3, 56558003},
        {"train-labels-idx1-ubyte.gz", 1000, 1, 4544},
        {"t10k-images-idx3-ubyte.gz", 500, 3, 29494551},
        {"t10k-labels-idx1-ubyte.gz", 500, 1, 2138},
    };
    for (int k = 0; k < 4; k++) {
        char name[128];
        wg_array a;
        snprintf(name, sizeof name, "tests/data/fashion-mnist/%s", files[k].name);
        assert_fine(wg_idx_load(source_file(name), 0, &a, &st), &st);
        wg_shape images = WG_SHAPE(files[k].n, 28, 28), labels = WG_SHAPE(files[k].n);
        assert_true(wg_shape_equal(a.shape, files[k].rank == 3 ? images : labels));
        uint64_t sum = 0;
        for (size_t b = 0; b < wg_array_bytes(&a); b++)
            sum += ((const uint8_t *)a.data)[b];
        assert_int_equal(sum, files[k].sum);
        wg_array_free(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type),    cmocka_unit_test(refusals),
        cmocka_unit_test(quota),         cmocka_unit_test(round_trips),
        cmocka_unit_test(gzip_files),    cmocka_unit_test(damaged_files),
        cmocka_unit_test(fashion_mnist),
    };
    return cmocka_run_group_tests_name("idx", tests, scratch_new, scratch_done);
}
