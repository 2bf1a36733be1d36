/* Shuffled batches, gathering, and files that appear whole or not at all. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

#include "data_files.h"

static wg_status st;

/* One epoch into order (n): samples handed out; each batch but the last is full. */
static int64_t walk(wg_batches *b, int64_t *order)
{
    const int64_t *rows;
    int64_t count, n = 0;
    bool short_one = false;
    while (wg_batches_next(b, &rows, &count)) {
        assert_false(short_one);
        assert_true(count >= 1 && count <= b->size);
        short_one = count < b->size;
        memcpy(order + n, rows, (size_t)count * sizeof *rows);
        n += count;
    }
    assert_null(rows);
    assert_int_equal(count, 0);
    return n;
}

static void assert_permutation(const int64_t *order, int64_t n)
{
    bool seen[200] = {false};
    for (int64_t k = 0; k < n; k++) {
        assert_true(order[k] >= 0 && order[k] < n && !seen[order[k]]);
        seen[order[k]] = true;
    }
}

static void epochs(void **state)
{
    (void)state;
    wg_batches b;
    int64_t first[101], second[101], again[101];
    assert_fine(wg_batches_new(&b, 101, 10, (wg_batches_options){.seed = 9}, &st), &st);
    assert_int_equal(wg_batches_per_epoch(&b), 11);
    assert_int_equal(walk(&b, first), 101);
    assert_int_equal(walk(&b, second), 101);
    assert_permutation(first, 101);
    assert_permutation(second, 101);
    assert_memory_not_equal(first, second, sizeof first);
    wg_batches_free(&b);
    wg_batches_free(&b);

    /* epoch 1 by itself; the batch size does not matter */
    assert_fine(wg_batches_new(&b, 101, 7, (wg_batches_options){.seed = 9, .epoch = 1}, &st), &st);
    walk(&b, again);
    assert_memory_equal(again, second, sizeof second);
    wg_batches_free(&b);

    assert_fine(wg_batches_new(&b, 101, 10, (wg_batches_options){.seed = 10}, &st), &st);
    walk(&b, again);
    assert_memory_not_equal(again, first, sizeof first);
    wg_batches_free(&b);
}

static void variants(void **state)
{
    (void)state;
    wg_batches b;
    int64_t order[101];
    const int64_t *rows;
    int64_t count;
    assert_fine(wg_batches_new(&b, 101, 10, (wg_batches_options){.drop_last = true}, &st), &st);
    assert_int_equal(wg_batches_per_epoch(&b), 10);
    assert_int_equal(walk(&b, order), 100);
    wg_batches_free(&b);

    assert_fine(wg_batches_new(&b, 5, 2, (wg_batches_options){.in_order = true}, &st), &st);
    for (int epoch = 0; epoch < 2; epoch++) {
        walk(&b, order);
        assert_memory_equal(order, ((int64_t[]){0, 1, 2, 3, 4}), 5 * sizeof *order);
    }
    wg_batches_free(&b);

    assert_fine(wg_batches_new(&b, 3, 5, (wg_batches_options){.drop_last = true}, &st), &st);
    assert_int_equal(walk(&b, order), 0);
    wg_batches_free(&b);
    assert_fine(wg_batches_new(&b, 0, 5, (wg_batches_options){0}, &st), &st);
    assert_int_equal(wg_batches_per_epoch(&b), 0);
    assert_int_equal(walk(&b, order), 0);
    wg_batches_free(&b);
    assert_false(wg_batches_next(&b, &rows, &count));
    assert_false(wg_batches_next(NULL, &rows, &count));
    assert_false(wg_batches_next(&b, NULL, &count));
    assert_int_equal(wg_batches_per_epoch(NULL), 0);

    assert_failed(wg_batches_new(&b, -1, 5, (wg_batches_options){0}, &st), WG_ERR_ARGUMENT, &st,
                  "-1 samples");
    assert_failed(wg_batches_new(&b, 5, 0, (wg_batches_options){0}, &st), WG_ERR_ARGUMENT, &st,
                  "batches of 0");
    assert_failed(wg_batches_new(NULL, 5, 1, (wg_batches_options){0}, &st), WG_ERR_ARGUMENT, &st,
                  "no wg_batches");
    assert_failed(wg_batches_new(&b, INT64_MAX, 1, (wg_batches_options){0}, &st), WG_ERR_MEMORY,
                  &st, "out of memory");
}

/* Every position of a small permutation sees every sample about equally often. */
static void fairness(void **state)
{
    (void)state;
    wg_batches b;
    int64_t order[5];
    int hits[5][5] = {{0}};
    assert_fine(wg_batches_new(&b, 5, 5, (wg_batches_options){.seed = 1}, &st), &st);
    for (int epoch = 0; epoch < 10000; epoch++) {
        walk(&b, order);
        for (int k = 0; k < 5; k++)
            hits[k][order[k]]++;
    }
    for (int k = 0; k < 25; k++) /* 2000 +- 5 standard deviations of 40 */
        assert_in_range(hits[k / 5][k % 5], 1800, 2200);
    wg_batches_free(&b);
}

static void gathering(void **state)
{
    (void)state;
    uint8_t pixels[3][2][2] = {{{0, 1}, {2, 3}}, {{255, 128}, {7, 9}}, {{10, 20}, {30, 40}}};
    const int64_t rows[] = {2, 0, 2};
    wg_array images = {WG_U8, WG_SHAPE(3, 2, 2), pixels};
    float x[12];
    double y[12];
    int32_t i[12];
    int64_t l[12];
    uint8_t u[12];
    wg_gather_options scaled = {.mean = 33.3, .scale = 1 / 255.0}, plain = {0};
    assert_fine(wg_gather(&images, rows, 3, scaled, WG_F32, x, sizeof x, &st), &st);
    assert_fine(wg_gather(&images, rows, 3, scaled, WG_F64, y, sizeof y, &st), &st);
    assert_fine(wg_gather(&images, rows, 3, plain, WG_I32, i, sizeof i, &st), &st);
    assert_fine(wg_gather(&images, rows, 3, plain, WG_I64, l, sizeof l, &st), &st);
    assert_fine(wg_gather(&images, rows, 3, plain, WG_U8, u, sizeof u, &st), &st);
    for (int k = 0; k < 12; k++) {
        int v = pixels[rows[k / 4]][k / 2 % 2][k % 2];
        assert_true(x[k] == (float)((v - 33.3) * (1 / 255.0)));
        assert_true(y[k] == (v - 33.3) * (1 / 255.0));
        assert_int_equal(i[k], v);
        assert_int_equal(l[k], v);
        assert_int_equal(u[k], v);
    }
    double z[] = {1.0 / 3, -2, 1e300};
    wg_array numbers = {WG_F64, WG_SHAPE(3), z};
    assert_fine(wg_gather(&numbers, rows, 2, plain, WG_F32, x, 8, &st), &st);
    assert_true(x[0] > 3e38f && x[1] == 1.0f / 3);
    int64_t label[] = {-1, (int64_t)1 << 60, 5};
    wg_array labels = {WG_I64, WG_SHAPE(3), label};
    assert_fine(wg_gather(&labels, rows, 3, plain, WG_F64, y, sizeof y, &st), &st);
    assert_true(y[0] == 5 && y[1] == -1);
    assert_fine(wg_gather(&labels, NULL, 0, plain, WG_I64, NULL, 0, &st), &st);
    wg_array nothing = {WG_F32, WG_SHAPE(3, 0), NULL};
    assert_fine(wg_gather(&nothing, rows, 3, plain, WG_F32, NULL, 0, &st), &st);
}

static void gather_refusals(void **state)
{
    (void)state;
    int64_t v[] = {1, 2, 3};
    float x[3];
    const int64_t rows[] = {0, 3}, negative[] = {-1};
    wg_gather_options plain = {0}, half = {.scale = 0.5};
    wg_array a = {WG_I64, WG_SHAPE(3), v}, scalar = {WG_I64, WG_SCALAR, v};
    assert_failed(wg_gather(&a, rows, 2, plain, WG_F32, x, sizeof x, &st), WG_ERR_ARGUMENT, &st,
                  "row 3 is outside the 3 rows of src");
    assert_failed(wg_gather(&a, negative, 1, plain, WG_F32, x, sizeof x, &st), WG_ERR_ARGUMENT, &st,
                  "row -1");
    assert_failed(wg_gather(&a, rows, 1, plain, WG_F32, x, 3, &st), WG_ERR_ARGUMENT, &st,
                  "1 rows of 1 f32 take 4 bytes, but dst has 3");
    assert_failed(wg_gather(&a, rows, 1, plain, WG_F32, NULL, 4, &st), WG_ERR_ARGUMENT, &st,
                  "dst has 0");
    assert_failed(wg_gather(&a, rows, 1, plain, WG_I32, x, 4, &st), WG_ERR_DTYPE, &st,
                  "i64 rows cannot become i32");
    assert_failed(wg_gather(&a, rows, 1, half, WG_I64, x, 8, &st), WG_ERR_DTYPE, &st,
                  "with a mean or a scale");
    assert_failed(wg_gather(&a, rows, 1, plain, (wg_dtype)77, x, 8, &st), WG_ERR_DTYPE, &st,
                  "cannot become ?");
    assert_failed(wg_gather(&scalar, rows, 1, plain, WG_I64, x, 8, &st), WG_ERR_ARGUMENT, &st,
                  "rank 1 or more");
    assert_failed(wg_gather(NULL, rows, 1, plain, WG_I64, x, 8, &st), WG_ERR_ARGUMENT, &st,
                  "rank 1 or more");
    assert_failed(wg_gather(&a, NULL, 1, plain, WG_I64, x, 8, &st), WG_ERR_ARGUMENT, &st,
                  "from NULL");
    assert_failed(wg_gather(&a, rows, -1, plain, WG_I64, x, 8, &st), WG_ERR_ARGUMENT, &st,
                  "-1 rows");
    assert_failed(wg_gather(&a, rows, INT64_MAX, plain, WG_I64, x, 8, &st), WG_ERR_SIZE, &st,
                  "overflow");
}

/* ---- files that appear whole or not at all ----------------------------------------------- */

static void assert_holds(const char *path, const char *text)
{
    bytes b = read_bytes(path);
    b.p[b.n] = '\0';
    assert_string_equal((char *)b.p, text);
    free(b.p);
}

static void whole_files(void **state)
{
    (void)state;
    wg_outfile o;
    struct stat info;
    const char *path = scratch("out"), *link = scratch("link");
    write_bytes(path, "old", 3);
    assert_int_equal(chmod(path, 0604), 0);
    assert_fine(wg_outfile_open(&o, path, &st), &st);
    fputs("new text", o.f);
    fflush(o.f);
    assert_holds(path, "old");
    wg_outfile_discard(&o);
    wg_outfile_discard(&o);
    assert_holds(path, "old");

    assert_int_equal(symlink(path, link), 0);
    assert_fine(wg_outfile_open(&o, link, &st), &st);
    fputs("new text", o.f);
    assert_fine(wg_outfile_commit(&o, &st), &st);
    assert_holds(path, "new text");
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0604);

    mode_t mask = umask(027);
    assert_fine(wg_outfile_open(&o, scratch("fresh"), &st), &st);
    assert_fine(wg_outfile_commit(&o, &st), &st);
    umask(mask);
    assert_int_equal(stat(scratch("fresh"), &info), 0);
    assert_int_equal(info.st_mode & 07777, 0640);
    assert_failed(wg_outfile_commit(&o, &st), WG_ERR_ARGUMENT, &st, "no open file");
}

static void unwritable_files(void **state)
{
    (void)state;
    wg_outfile o;
    char name[300];
    memset(name, 'x', sizeof name);
    name[240] = '\0'; /* too long for a suffix, not for a file */
    assert_fine(wg_outfile_open(&o, scratch(name), &st), &st);
    assert_fine(wg_outfile_commit(&o, &st), &st);
    assert_int_equal(unlink(scratch(name)), 0);
    assert_failed(wg_outfile_open(&o, "/tmp", &st), WG_ERR_IO, &st,
                  "/tmp: cannot write: Is a directory");
    assert_failed(wg_outfile_open(&o, scratch("no/where"), &st), WG_ERR_IO, &st,
                  "No such file or directory");
    assert_failed(wg_outfile_open(&o, "", &st), WG_ERR_ARGUMENT, &st, "no path");
    assert_failed(wg_outfile_open(NULL, "x", &st), WG_ERR_ARGUMENT, &st, "no path");

    struct stat info; /* a device is written to, never replaced */
    assert_fine(wg_outfile_open(&o, "/dev/null", &st), &st);
    fputs("text", o.f);
    assert_fine(wg_outfile_commit(&o, &st), &st);
    assert_int_equal(stat("/dev/null", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
    wg_array a = {WG_F32, WG_SHAPE(2), (float[]){1, 2}};
    assert_failed(wg_npy_save("/dev/full", &a, &st), WG_ERR_IO, &st,
                  "/dev/full: cannot write: No space left");
}

/* A disk that is full in the middle of a file: a limit on file sizes does the same. */
static void full_disk(void **state)
{
    (void)state;
    struct rlimit old, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    wg_array a;
    assert_fine(wg_array_new(&a, WG_F32, WG_SHAPE(100000), &st), &st);
    wg_rng r = wg_rng_new(1);
    for (int k = 0; k < 100000; k++)
        ((float *)a.data)[k] = (float)wg_rng_uniform(&r);
    char name[] = "w";
    wg_named_array item = {name, a};
    write_bytes(scratch("full"), "old", 3);
    write_bytes(scratch("full.gz"), "old", 3);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    small = old;
    small.rlim_cur = 50000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    wg_status s[5] = {{0}};
    wg_npy_save(scratch("full"), &a, &s[0]);
    wg_npz_save(scratch("full"), &item, 1, (wg_npz_options){0}, &s[1]);
    wg_idx_save(scratch("full"), &a, &s[2]);
    wg_idx_save(scratch("full.gz"), &a, &s[3]);
    wg_csv_save(scratch("full"), &a, 0, NULL, &s[4]);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, handler);
    for (int k = 0; k < 5; k++)
        assert_failed(s[k].code, WG_ERR_IO, &s[k], "File too large");
    assert_holds(scratch("full"), "old");
    assert_holds(scratch("full.gz"), "old");
    wg_array_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(epochs),           cmocka_unit_test(variants),
        cmocka_unit_test(fairness),         cmocka_unit_test(gathering),
        cmocka_unit_test(gather_refusals),  cmocka_unit_test(whole_files),
        cmocka_unit_test(unwritable_files), cmocka_unit_test(full_disk),
    };
    return cmocka_run_group_tests_name("batches", tests, scratch_new, scratch_done);
}
