/* npz archives: against archives written by NumPy, Python's own zip reader, and damaged files. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "support.h"

#include "data_files.h"

static wg_status st;

/* Each array of an archive is the one that stands beside it as npy. */
static void check_all(const char *file)
{
    wg_array_list list;
    char path[512];
    snprintf(path, sizeof path, "%s", file);
    assert_fine(wg_npz_load(path, 0, &list, &st), &st);
    assert_true(list.n >= 30);
    for (size_t k = 0; k < list.n; k++) {
        char name[128];
        wg_array a, b;
        snprintf(name, sizeof name, "tests/golden/data/%s.npy", list.item[k].name);
        assert_fine(wg_npy_load(source_file(name), 0, &a, &st), &st);
        assert_same_array(&a, &list.item[k].array);
        assert_same_array(&a, wg_array_list_find(&list, list.item[k].name));
        if (k % 5 == 0) {
            assert_fine(wg_npz_load_one(path, list.item[k].name, 0, &b, &st), &st);
            assert_same_array(&a, &b);
            wg_array_free(&b);
        }
        wg_array_free(&a);
    }
    assert_null(wg_array_list_find(&list, "nobody"));
    wg_array_list_free(&list);
    wg_array_list_free(&list);
}

static void archives_by_numpy(void **state)
{
    (void)state;
    check_all(source_file("tests/golden/data/all.npz"));
    check_all(source_file("tests/golden/data/packed.npz"));
}

/* What we write: read back by us, and by Python's zipfile, member by member equal to NumPy's npy
 * files. */
static void round_trip(void **state)
{
    (void)state;
    static const char script[] =
        "import sys, zipfile\n"
        "ours, theirs = zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2])\n"
        "assert ours.testzip() is None\n"
        "assert ours.namelist() == theirs.namelist()\n"
        "for i in ours.infolist():\n"
        "    assert ours.read(i) == theirs.read(i.filename), i.filename\n"
        "    assert i.date_time == (1980, 1, 1, 0, 0, 0), i.date_time\n"
        "    assert i.compress_type == int(sys.argv[3]), i.compress_type\n";
    const char *golden = source_file("tests/golden/data/all.npz");
    write_bytes(scratch("check.py"), script, sizeof script - 1);
    for (int deflate = 0; deflate < 2; deflate++) {
        wg_array_list list;
        char command[2048];
        const char *path = scratch(deflate ? "packed.npz" : "stored.npz");
        assert_fine(wg_npz_load(golden, 0, &list, &st), &st);
        assert_fine(wg_npz_save(path, list.item, list.n, (wg_npz_options){.deflate = deflate}, &st),
                    &st);
        check_all(path);
        snprintf(command, sizeof command, "python3 %s %s %s %d", scratch("check.py"), path, golden,
                 deflate ? 8 : 0);
        assert_int_equal(system(command), 0);
        bytes once = read_bytes(path);
        assert_fine(wg_npz_save(path, list.item, list.n, (wg_npz_options){.deflate = deflate}, &st),
                    &st);
        bytes again = read_bytes(path);
        assert_int_equal(once.n, again.n);
        assert_memory_equal(once.p, again.p, once.n);
        free(once.p);
        free(again.p);
        wg_array_list_free(&list);
    }
}

static void names(void **state)
{
    (void)state;
    wg_array a;
    wg_array_list list;
    float one = 1;
    char layer[] = "layer/0.W",
         umlaut[] = "gr\xc3\xb6\xc3\x9f"
                    "e",
         wrong[] = "\xff\xfe", empty[] = "";
    wg_named_array item[] = {{layer, {WG_F32, WG_SCALAR, &one}},
                             {umlaut, {WG_F32, WG_SHAPE(0), NULL}}};
    const char *path = scratch("n.npz");
    assert_fine(wg_npz_save(path, item, 2, (wg_npz_options){0}, &st), &st);
    assert_fine(wg_npz_load(path, 0, &list, &st), &st);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.item[0].name, layer);
    assert_string_equal(list.item[1].name, umlaut);
    wg_array_list_free(&list);
    assert_failed(wg_npz_load_one(path, "W", 0, &a, &st), WG_ERR_ARGUMENT, &st,
                  "no array 'W'; there are: layer/0.W, gr");

    item[1].name = layer;
    assert_failed(wg_npz_save(path, item, 2, (wg_npz_options){0}, &st), WG_ERR_ARGUMENT, &st,
                  "cannot add array 'layer/0.W' twice");
    item[1].name = wrong;
    assert_int_not_equal(wg_npz_save(path, item, 2, (wg_npz_options){0}, NULL), WG_OK);
    item[1].name = empty;
    assert_failed(wg_npz_save(path, item, 2, (wg_npz_options){0}, &st), WG_ERR_ARGUMENT, &st,
                  "array 1 has no name");
    assert_fine(wg_npz_load_one(path, layer, 0, &a, &st), &st); /* the old file is still whole */
    wg_array_free(&a);

    assert_fine(wg_npz_save(path, NULL, 0, (wg_npz_options){0}, &st), &st);
    assert_fine(wg_npz_load(path, 0, &list, &st), &st);
    assert_int_equal(list.n, 0);
    wg_array_list_free(&list);
    assert_failed(wg_npz_load_one(path, "W", 0, &a, &st), WG_ERR_ARGUMENT, &st, "there are: none");
}

static void refusals(void **state)
{
    (void)state;
    wg_array a;
    wg_array_list list;
    const char *golden = source_file("tests/golden/data/packed.npz");
    write_bytes(scratch("x.npz"), "hello", 5);
    assert_failed(wg_npz_load(scratch("x.npz"), 0, &list, &st), WG_ERR_FORMAT, &st,
                  "not an npz archive");
    assert_failed(wg_npz_load(scratch("none.npz"), 0, &list, &st), WG_ERR_IO, &st, "cannot open");
    assert_failed(wg_npz_load("/dev/null", 0, &list, &st), WG_ERR_IO, &st, "not a regular file");
    assert_failed(wg_npz_load(golden, 1000, &list, &st), WG_ERR_SIZE, &st, "quota");
    assert_null(list.item);
    assert_failed(wg_npz_load(NULL, 0, &list, &st), WG_ERR_ARGUMENT, &st, "no path");
    assert_failed(wg_npz_load_one("x", NULL, 0, &a, &st), WG_ERR_ARGUMENT, &st, "no name");
    assert_failed(wg_npz_save(scratch("no/x.npz"), NULL, 0, (wg_npz_options){0}, &st), WG_ERR_IO,
                  &st, "cannot write");
}

/* Offsets of a field in the central directory of an archive with one member. */
enum { METHOD = 10, PACKED = 20, SIZE = 24, FLAGS = 8 };

static void patch(const bytes *b, size_t field, uint32_t value, size_t width)
{
    size_t at = b->n - 4;
    while (at > 0 && memcmp(b->p + at, "PK\1\2", 4) != 0) /* the central directory */
        at--;
    assert_true(at > 0);
    for (size_t k = 0; k < width; k++)
        b->p[at + field + k] = (unsigned char)(value >> (8 * k));
}

static void lying_archives(void **state)
{
    (void)state;
    wg_array a;
    static float zeros[10000];
    char name[] = "W";
    wg_named_array item = {name, {WG_F32, WG_SHAPE(10000), zeros}};
    const char *path = scratch("lie.npz");
    assert_fine(wg_npz_save(path, &item, 1, (wg_npz_options){.deflate = true}, &st), &st);
    const struct {
        size_t field, width;
        uint32_t value;
        const char *text;
    } lies[] = {
        {SIZE, 4, 0xfffffff0, "lie.npz[W]: the archive of"},
        {SIZE, 4, 39000, "promises 10000 of 4 bytes = 40000 bytes, but the file holds 38872"},
        {SIZE, 4, 40000, "promises 10000 of 4 bytes = 40000 bytes, but the file holds 39872"},
        {PACKED, 4, 0x7fffffff, ""},
        {METHOD, 2, 14, "zip compression method 14 is neither stored (0) nor deflated (8)"},
    };
    for (size_t k = 0; k < sizeof lies / sizeof lies[0]; k++) {
        bytes b = read_bytes(path);
        patch(&b, lies[k].field, lies[k].value, lies[k].width);
        write_bytes(scratch("lie2.npz"), b.p, b.n);
        free(b.p);
        wg_code code = wg_npz_load_one(scratch("lie2.npz"), "W", 0, &a, &st);
        if (strstr(st.text, "lie2.npz") == NULL)
            fail_msg("%s", st.text);
        const char *text = lies[k].text;
        assert_failed(code, WG_ERR_FORMAT, &st, strncmp(text, "lie.npz", 7) ? text : text + 7);
    }
    bytes b = read_bytes(path); /* a wrong byte of data: the checksum tells */
    b.p[60] ^= 4;
    write_bytes(scratch("lie2.npz"), b.p, b.n);
    free(b.p);
    assert_failed(wg_npz_load_one(scratch("lie2.npz"), "W", 0, &a, &st), WG_ERR_FORMAT, &st,
                  "[W]: ");
}

static void foreign_members(void **state)
{
    (void)state;
    wg_array_list list;
    const char *path = scratch("f.npz");
    unlink(path);
    zip_t *z = zip_open(path, ZIP_CREATE, NULL);
    assert_non_null(z);
    assert_true(zip_file_add(z, "README", zip_source_buffer(z, "hello", 5, 0), 0) >= 0);
    assert_true(zip_file_add(z, ".npy", zip_source_buffer(z, "hello", 5, 0), 0) >= 0);
    assert_int_equal(zip_close(z), 0);
    assert_failed(wg_npz_load(path, 0, &list, &st), WG_ERR_FORMAT, &st, "f.npz[]: not an npy file");
}

/* The first array of the archive, as torment wants it. */
static wg_code load_first(const char *path, wg_array *a, wg_status *s)
{
    wg_array_list list;
    *a = (wg_array){0};
    wg_code code = wg_npz_load(path, 1 << 20, &list, s);
    if (!code && list.n == 0) {
        code = wg_array_new(a, WG_U8, WG_SHAPE(0), s);
    } else if (!code) {
        *a = list.item[0].array;
        list.item[0].array = (wg_array){0};
    }
    wg_array_list_free(&list);
    return code;
}

static void damaged_files(void **state)
{
    (void)state;
    int32_t v[] = {1, 2, 3, 4, 5, 6};
    char x[] = "x", y[] = "y";
    wg_named_array item[] = {{x, {WG_I32, WG_SHAPE(2, 3), v}}, {y, {WG_I32, WG_SHAPE(6), v}}};
    for (int deflate = 0; deflate < 2; deflate++) {
        assert_fine(
            wg_npz_save(scratch("d.npz"), item, 2, (wg_npz_options){.deflate = deflate}, &st), &st);
        torment(load_first, scratch("d.npz"), "d", 4000, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives_by_numpy),
        cmocka_unit_test(round_trip),
        cmocka_unit_test(names),
        cmocka_unit_test(refusals),
        cmocka_unit_test(lying_archives),
        cmocka_unit_test(foreign_members),
        cmocka_unit_test(damaged_files),
    };
    return cmocka_run_group_tests_name("npz", tests, scratch_new, scratch_done);
}
