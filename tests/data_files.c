/* Scratch files and damaged files for the tests of data/. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support.h"

#include "data_files.h"

enum { ROUND = 256 }; /* paths handed out before the first is used again */

static char folder[64];

int scratch_new(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/wengert-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

int scratch_done(void **state)
{
    (void)state;
    int temporaries = 0;
    DIR *d = opendir(folder);
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d)) {
        if (e->d_name[0] == '.' && (!e->d_name[1] || !strcmp(e->d_name, "..")))
            continue;
        size_t n = strlen(e->d_name);
        temporaries += n > 4 && !strcmp(e->d_name + n - 4, ".tmp");
        unlink(scratch(e->d_name));
    }
    if (d)
        closedir(d);
    rmdir(folder);
    if (temporaries)
        fprintf(stderr, "%d temporaries left behind\n", temporaries);
    return temporaries ? -1 : 0;
}

static const char *joined(const char *a, const char *b)
{
    static char buf[ROUND][512];
    static int turn;
    char *p = buf[turn++ % ROUND];
    snprintf(p, sizeof buf[0], "%s/%s", a, b);
    return p;
}

const char *scratch(const char *name)
{
    return joined(folder, name);
}

const char *source_file(const char *name)
{
    const char *source = getenv("WG_SOURCE");
    return joined(source ? source : ".", name);
}

bytes read_bytes(const char *path)
{
    bytes b = {0};
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot open %s", path);
    fseek(f, 0, SEEK_END);
    b.n = (size_t)ftell(f);
    rewind(f);
    b.p = malloc(b.n + 1);
    assert_non_null(b.p);
    assert_int_equal(fread(b.p, 1, b.n, f), b.n);
    fclose(f);
    return b;
}

void write_bytes(const char *path, const void *p, size_t n)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        fail_msg("cannot write %s", path);
    assert_int_equal(fwrite(p, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

void assert_failed_at(wg_code code, wg_code expected, wg_status *st, const char *text,
                      const char *file, int line)
{
    if (code != expected || st->code != expected) {
        print_error("expected code %d, found %d and %d: %s\n", expected, code, st->code, st->text);
        _fail(file, line);
    }
    if (!strstr(st->text, text)) {
        print_error("expected a message with '%s', found: %s\n", text, st->text);
        _fail(file, line);
    }
    *st = (wg_status){0};
}

void assert_fine_at(wg_code code, wg_status *st, const char *file, int line)
{
    if (code == WG_OK && st->code == WG_OK)
        return;
    print_error("expected success, found %d: %s\n", code, st->text);
    _fail(file, line);
}

void assert_same_array(const wg_array *a, const wg_array *b)
{
    assert_int_equal(a->dtype, b->dtype);
    assert_true(wg_shape_equal(a->shape, b->shape));
    assert_int_equal(wg_array_bytes(a), wg_array_bytes(b));
    assert_memory_equal(a->data, b->data, wg_array_bytes(a));
}

/* ---- damage ------------------------------------------------------------------------------ */

static void check_outcome(wg_code code, const wg_array *a, const wg_status *st, const char *path)
{
    assert_int_equal(code, st->code);
    if (code) {
        if (!strstr(st->text, path))
            fail_msg("message without the path: %s", st->text);
        assert_null(a->data);
        assert_int_equal(a->shape.rank, 0);
        return;
    }
    int64_t n;
    assert_true(wg_shape_numel(a->shape, &n));
    assert_int_equal(wg_array_bytes(a), (size_t)n * wg_dtype_size(a->dtype));
    volatile unsigned char last = 0; /* the memory is there: a sanitizer sees this read */
    if (wg_array_bytes(a))
        last = ((const unsigned char *)a->data)[wg_array_bytes(a) - 1];
    (void)last;
}

static void try_one(load_fn load, const char *path, const void *p, size_t n, bool must_fail)
{
    wg_array a;
    wg_status st = {0};
    write_bytes(path, p, n);
    wg_code code = load(path, &a, &st);
    check_outcome(code, &a, &st, path);
    if (must_fail && !code)
        fail_msg("%s: %zu bytes of it were accepted", path, n);
    wg_array_free(&a);
}

/* One mutation out of: flip a bit, set a byte to an edge, copy a piece over another, insert,
 * delete, cut. */
static void mutate(wg_rng *r, bytes *b)
{
    static const unsigned char edge[] = {0,   1,   0x7f, 0x80, 0xff, '9',
                                         '-', '(', '\'', ',',  '\n', '"'};
    size_t at = wg_rng_below(r, b->n ? b->n : 1), other = wg_rng_below(r, b->n ? b->n : 1);
    size_t longest = b->n - (at > other ? at : other);
    size_t run = wg_rng_below(r, longest < 16 ? longest + 1 : 16);
    if (b->n == 0)
        return;
    switch (wg_rng_below(r, 8)) {
    case 0:
    case 1: b->p[at] ^= (unsigned char)(1u << wg_rng_below(r, 8)); break;
    case 2:
    case 3: b->p[at] = edge[wg_rng_below(r, sizeof edge)]; break;
    case 4: memmove(b->p + at, b->p + other, run); break;
    case 5:
        memmove(b->p + at + 1, b->p + at, b->n++ - at);
        b->p[at] = (unsigned char)wg_rng_below(r, 256);
        break;
    case 6: memmove(b->p + at, b->p + at + 1, --b->n - at); break;
    default: b->n = at;
    }
}

void torment(load_fn load, const char *original, const char *name, int mutants, bool prefixes_fail)
{
    bytes whole = read_bytes(original);
    const char *path = scratch(name);
    char kept[512];
    snprintf(kept, sizeof kept, "%s", path);
    for (size_t n = 0; n < whole.n; n++)
        try_one(load, kept, whole.p, n, prefixes_fail);
    wg_rng r = wg_rng_new(whole.n);
    bytes b = {malloc(whole.n + 64), 0};
    assert_non_null(b.p);
    for (int k = 0; k < mutants; k++) {
        memcpy(b.p, whole.p, b.n = whole.n);
        for (uint64_t m = 1 + wg_rng_below(&r, 8); m; m--)
            mutate(&r, &b);
        try_one(load, kept, b.p, b.n, false);
    }
    free(b.p);
    free(whole.p);
}
