/* Every call of data/ survives the failure of its n-th allocation, for every n, libraries below
 * included: an error or a whole result, nothing leaked, no temporary left, an old file untouched.
 */
#include <stdlib.h>
#include <string.h>

#include "support.h"

#include "data_files.h"
#include "fail_malloc.h"

static char in[512], out[512]; /* of the call under test */

static wg_code idx_load(wg_status *st)
{
    wg_array a;
    wg_code code = wg_idx_load(in, 0, &a, st);
    wg_array_free(&a);
    return code;
}

static wg_code npy_load(wg_status *st)
{
    wg_array a;
    wg_code code = wg_npy_load(in, 0, &a, st);
    wg_array_free(&a);
    return code;
}

static wg_code npz_load(wg_status *st)
{
    wg_array_list list;
    wg_code code = wg_npz_load(in, 0, &list, st);
    wg_array_list_free(&list);
    return code;
}

static wg_code npz_load_one(wg_status *st)
{
    wg_array a;
    wg_code code = wg_npz_load_one(in, "scalar", 0, &a, st);
    wg_array_free(&a);
    return code;
}

static wg_code csv_load(wg_status *st)
{
    wg_array a;
    const int columns[] = {1, 0};
    wg_code code = wg_csv_load(in, (wg_csv_options){.columns = columns, .ncolumns = 2}, &a, st);
    wg_array_free(&a);
    return code;
}

static wg_code any_load(wg_status *st)
{
    wg_array a;
    wg_code code = wg_array_load(in, 0, &a, st);
    wg_array_free(&a);
    return code;
}

static float numbers[] = {1, 2, 3, 4, 5, 6};
static const wg_array table = {WG_F32, {2, {2, 3}}, numbers};

static wg_code idx_save(wg_status *st)
{
    return wg_idx_save(out, &table, st);
}

static wg_code npy_save(wg_status *st)
{
    return wg_npy_save(out, &table, st);
}

static wg_code save_npz(bool deflate, wg_status *st)
{
    char a[] = "a", b[] = "b";
    wg_named_array item[] = {{a, table}, {b, table}};
    return wg_npz_save(out, item, 2, (wg_npz_options){.deflate = deflate}, st);
}

static wg_code npz_save(wg_status *st)
{
    return save_npz(false, st);
}

static wg_code npz_save_packed(wg_status *st)
{
    return save_npz(true, st);
}

static wg_code csv_save(wg_status *st)
{
    return wg_csv_save(out, &table, 0, "a,b,c", st);
}

static wg_code batches(wg_status *st)
{
    wg_batches b;
    const int64_t *rows;
    int64_t count;
    wg_code code = wg_batches_new(&b, 10, 3, (wg_batches_options){0}, st);
    while (!code && wg_batches_next(&b, &rows, &count))
        ;
    wg_batches_free(&b);
    return code;
}

typedef struct fault_case {
    const char *name;
    wg_code (*call)(wg_status *st);
    const char *in;  /* a file of the source tree, or *NAME, made by prepare */
    const char *out; /* name of the file written */
    bool zip;        /* libzip 1.7 loses the reason of some failures, and a block with it */
} fault_case;

static const fault_case cases[] = {
    {"idx_load plain", idx_load, "*idx", NULL, false},
    {"idx_load gzip", idx_load, "tests/data/fashion-mnist/t10k-labels-idx1-ubyte.gz", NULL, false},
    {"npy_load", npy_load, "tests/golden/data/f4_big.npy", NULL, false},
    {"npy_load fortran", npy_load, "tests/golden/data/fortran_f4_4x5.npy", NULL, false},
    {"npz_load stored", npz_load, "tests/golden/data/all.npz", NULL, true},
    {"npz_load packed", npz_load, "tests/golden/data/packed.npz", NULL, true},
    {"npz_load_one", npz_load_one, "tests/golden/data/packed.npz", NULL, true},
    {"csv_load", csv_load, "*csv", NULL, false},
    {"array_load", any_load, "*csv", NULL, false},
    {"idx_save", idx_save, NULL, "f.idx", false},
    {"idx_save gzip", idx_save, NULL, "f.idx.gz", false},
    {"npy_save", npy_save, NULL, "f.npy", false},
    {"npz_save", npz_save, NULL, "f.npz", true},
    {"npz_save packed", npz_save_packed, NULL, "f.npz", true},
    {"csv_save", csv_save, NULL, "f.csv", false},
    {"batches", batches, NULL, NULL, false},
};

static void prepare(const fault_case *c)
{
    if (c->in && c->in[0] == '*') {
        snprintf(in, sizeof in, "%s", scratch(c->in + 1));
        if (strcmp(c->in, "*csv") == 0)
            write_bytes(in, "a,b\n1,2\n1e-30,4\n", 16);
        else
            write_bytes(in, "\0\0\x09\x01\0\0\0\x03\x01\x02\x03", 11);
    } else if (c->in) {
        snprintf(in, sizeof in, "%s", source_file(c->in));
    }
    if (c->out)
        snprintf(out, sizeof out, "%s", scratch(c->out));
}

/* After a failure: a code that fits, a message, and the old file as it was. */
static void check_failure(const fault_case *c, long n, wg_code code, const wg_status *st)
{
    if (code != st->code || !st->text[0])
        fail_msg("%s, allocation %ld: code %d, but %d and '%s'", c->name, n, code, st->code,
                 st->text);
    if (code != WG_ERR_MEMORY && !c->zip)
        fail_msg("%s, allocation %ld: called something else than out of memory: %s", c->name, n,
                 st->text);
    if (c->out) {
        bytes old = read_bytes(out);
        if (old.n != 3 || memcmp(old.p, "old", 3))
            fail_msg("%s, allocation %ld: the old file is gone", c->name, n);
        free(old.p);
    }
}

/* One call whose n-th allocation fails; whether that one was reached, and the blocks it left. */
static bool run_once(const fault_case *c, long n, bool lasting, long *left)
{
    wg_status st = {0};
    if (c->out)
        write_bytes(out, "old", 3);
    long before = alloc_live();
    if (lasting)
        fail_from(n);
    else
        fail_after(n);
    wg_code code = c->call(&st);
    bool happened = fail_happened();
    fail_after(0);
    *left = alloc_live() - before;
    if (code)
        check_failure(c, n, code, &st);
    assert_true(happened || !code);
    return happened;
}

/* A leak is what three runs in a row show: libc replaces its time zone now and then. */
static void try_case(const fault_case *c, bool lasting)
{
    prepare(c);
    wg_status warm = {0}; /* what libraries keep for ever is allocated by the first call */
    assert_fine(c->call(&warm), &warm);
    for (long n = 1, runs = 0; n < 100000; n++, runs = 0) {
        long left;
        bool happened = run_once(c, n, lasting, &left);
        while (left > 0 && ++runs < 3)
            happened = run_once(c, n, lasting, &left);
        if (left > c->zip)
            fail_msg("%s, allocation %ld: %ld blocks leaked", c->name, n, left);
        if (!happened)
            return;
    }
    fail_msg("%s: allocations without end", c->name);
}

static void every_allocation(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        try_case(&cases[k], false);
        try_case(&cases[k], true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation)};
    return cmocka_run_group_tests_name("data_faults", tests, scratch_new, scratch_done);
}
