/* NumPy's own test vectors, from Debian's python3-numpy; without that package these tests are skipped.
 *
 * umath-validation-set-NAME.csv: bits of input and of the correctly rounded output, and the tolerance in ulp that NumPy grants
 * itself. Subnormals, infinities and NaN are among them.
 *
 * philox-testset-N.csv: numbers of Philox4x64-10, while ours is Philox4x32-10: the same rounds on words of half the width, so
 * that the numbers do not apply to it as they are. The reference below is written once, for both widths: with 64 bits it has to
 * reproduce all of NumPy's numbers, and with 32 bits it is the truth for wg_philox. (Random123's own vectors of 4x32 are in
 * test_random.c.) */
#include "tests/support.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "ops/ops.h"

enum { ROWS = 2048 };

/* NULL where the package is not installed. */
static FILE *open_vectors(const char *name)
{
    static const char *const parts[] = {"core", "_core", "random"};
    char path[512];
    FILE *f = NULL;
    for (size_t k = 0; k < sizeof parts / sizeof *parts && !f; k++) {
        snprintf(path, sizeof path, "/usr/lib/python3/dist-packages/numpy/%s/tests/data/%s",
                 parts[k], name);
        f = fopen(path, "r");
    }
    return f;
}

/* ---- elementary functions ---- */

typedef struct vectors {
    size_t n;
    union {
        uint32_t f32[ROWS];
        uint64_t f64[ROWS];
    } in, out;
    uint64_t ulps; /* the largest of the file, as NumPy does */
} vectors;

/* The rows of one float type. */
static void read_vectors(FILE *f, wg_dtype d, vectors *v)
{
    const char *const type = d == WG_F32 ? "np.float32" : "np.float64";
    char line[256];
    v->n = 0;
    v->ulps = 0;
    rewind(f);
    while (fgets(line, sizeof line, f)) {
        char of[16];
        uint64_t in, out, ulps;
        if (sscanf(line, "%15[^,],0x%" SCNx64 ",0x%" SCNx64 ",%" SCNu64, of, &in, &out, &ulps) !=
                4 ||
            strcmp(of, type) != 0)
            continue;
        assert_true(v->n < ROWS);
        if (d == WG_F32) {
            v->in.f32[v->n] = (uint32_t)in;
            v->out.f32[v->n++] = (uint32_t)out;
        } else {
            v->in.f64[v->n] = in;
            v->out.f64[v->n++] = out;
        }
        v->ulps = ulps > v->ulps ? ulps : v->ulps;
    }
}

/* Floats in the order of their values become integers in that order; both zeros are 0. */
static int64_t rank_of(uint64_t bits, int width)
{
    const uint64_t sign = (uint64_t)1 << (width - 1);
    return bits & sign ? -(int64_t)(bits & (sign - 1)) : (int64_t)bits;
}

static bool is_nan(uint64_t bits, wg_dtype d)
{
    return d == WG_F32 ? (bits & 0x7fffffff) > 0x7f800000
                       : (bits & 0x7fffffffffffffff) > 0x7ff0000000000000;
}

/* Rows that are further apart than the file allows; the first is printed. */
static int wrong_rows(const char *op, wg_dtype d, const vectors *v, const void *y)
{
    int wrong = 0;
    for (size_t k = 0; k < v->n; k++) {
        const int width = d == WG_F32 ? 32 : 64;
        const uint64_t got = d == WG_F32 ? ((const uint32_t *)y)[k] : ((const uint64_t *)y)[k];
        const uint64_t want = d == WG_F32 ? v->out.f32[k] : v->out.f64[k];
        const uint64_t in = d == WG_F32 ? v->in.f32[k] : v->in.f64[k];
        const int64_t a = rank_of(got, width), b = rank_of(want, width);
        const uint64_t apart = a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a;
        const bool nan = is_nan(got, d) || is_nan(want, d);
        if (nan ? is_nan(got, d) && is_nan(want, d) : apart <= v->ulps)
            continue;
        if (wrong++ == 0)
            print_message("%s of 0x%" PRIx64 " is 0x%" PRIx64 ", expected 0x%" PRIx64
                          " within %" PRIu64 " ulp\n",
                          op, in, got, want, v->ulps);
    }
    return wrong;
}

static int run_vectors(const char *op, wg_dtype d, const vectors *v)
{
    wg_graph *g = graph_new();
    const wg_tensor x = wg_input(g, "x", d, WG_SHAPE((int64_t)v->n));
    const wg_tensor y = wg_call(g, wg_op_find(op), &x, 1, NULL);
    wg_set_data(x, &v->in, v->n * wg_dtype_size(d));
    if (wg_run(g, y) != WG_OK)
        fail_msg("%s: %s", op, wg_error(g));
    const int wrong = wrong_rows(op, d, v, wg_data(y));
    graph_done(g);
    return wrong;
}

typedef struct function {
    const char *op, *numpy;
} function;

static void elementary_function(void **state)
{
    static vectors v;
    const function *fn = *state;
    char name[64];
    snprintf(name, sizeof name, "umath-validation-set-%s.csv", fn->numpy);
    FILE *f = open_vectors(name);
    if (!f) {
        print_message("python3-numpy is not installed\n");
        skip();
    }
    for (int d = WG_F32; d <= WG_F64; d++) {
        read_vectors(f, (wg_dtype)d, &v);
        assert_true(v.n > 100 && v.ulps >= 1 && v.ulps <= 4);
        assert_int_equal(run_vectors(fn->op, (wg_dtype)d, &v), 0);
    }
    fclose(f);
}

static void wrong_values_are_noticed(void **state)
{
    static vectors v;
    (void)state;
    FILE *f = open_vectors("umath-validation-set-exp.csv");
    if (!f)
        skip();
    for (int d = WG_F32; d <= WG_F64; d++) {
        read_vectors(f, (wg_dtype)d, &v);
        assert_true(run_vectors("exp2", (wg_dtype)d, &v) > 50);
        for (size_t k = 0; k < v.n; k++) { /* a little further off than any tolerance */
            v.out.f32[k] += d == WG_F32 ? 9 : 0;
            v.out.f64[k] += d == WG_F64 ? 9 : 0;
        }
        assert_true(run_vectors("exp", (wg_dtype)d, &v) > (int)v.n / 2);
    }
    fclose(f);
}

/* ---- Philox ---- */

/* Salmon et al., SC'11, section 3.3, for words of W bits: ten rounds of two products each, the key bumped between them. */
#define PHILOX(W, WIDE, M0, M1, BUMP0, BUMP1)                                                      \
    static void philox##W(const uint##W##_t counter[4], const uint##W##_t key[2],                  \
                          uint##W##_t out[4])                                                      \
    {                                                                                              \
        uint##W##_t c[4], k[2] = {key[0], key[1]};                                                 \
        memcpy(c, counter, sizeof c);                                                              \
        for (int round = 0; round < 10; round++) {                                                 \
            const WIDE p0 = (WIDE)M0 * c[0], p1 = (WIDE)M1 * c[2];                                 \
            const uint##W##_t next[4] = {(uint##W##_t)(p1 >> W) ^ c[1] ^ k[0], (uint##W##_t)p1,    \
                                         (uint##W##_t)(p0 >> W) ^ c[3] ^ k[1], (uint##W##_t)p0};   \
            memcpy(c, next, sizeof c);                                                             \
            k[0] = (uint##W##_t)(k[0] + BUMP0);                                                    \
            k[1] = (uint##W##_t)(k[1] + BUMP1);                                                    \
        }                                                                                          \
        memcpy(out, c, sizeof c);                                                                  \
    }

__extension__ typedef unsigned __int128 uint128;
PHILOX(32, uint64_t, 0xD2511F53u, 0xCD9E8D57u, 0x9E3779B9u, 0xBB67AE85u)
PHILOX(64, uint128, 0xD2E7470EE14C6C93u, 0xCA5A826395121157u, 0x9E3779B97F4A7C15u,
       0xBB67AE8584CAA73Bu)

/* NumPy's key of a seed: numpy.random.SeedSequence(seed).generate_state(2, numpy.uint64). Its first block has counter 1. */
static const struct {
    const char *file;
    uint64_t key[2];
} numpy_philox[] = {
    {"philox-testset-1.csv", {0x50312a63d516e24a, 0x4063bc8bca44dc77}},
    {"philox-testset-2.csv", {0xdb2cd7e7b0f478be, 0xabf4641a2c71ba49}},
};

static void the_reference_is_numpys_philox(void **state)
{
    (void)state;
    for (size_t k = 0; k < sizeof numpy_philox / sizeof *numpy_philox; k++) {
        FILE *f = open_vectors(numpy_philox[k].file);
        if (!f) {
            print_message("python3-numpy is not installed\n");
            skip();
        }
        char line[128];
        uint64_t i, expected, block[4] = {0}, rows = 0;
        while (fgets(line, sizeof line, f)) {
            if (sscanf(line, "%" SCNu64 ", 0x%" SCNx64, &i, &expected) != 2)
                continue;
            assert_true(i == rows);
            if (rows % 4 == 0)
                philox64((uint64_t[4]){rows / 4 + 1, 0, 0, 0}, numpy_philox[k].key, block);
            assert_true(block[rows++ % 4] == expected);
        }
        assert_true(rows == 1000);
        fclose(f);
    }
}

/* Counters and keys of all kinds: few bits, many bits, from a generator that is not Philox. */
static void philox_is_the_reference(void **state)
{
    (void)state;
    uint64_t x = 0x9E3779B97F4A7C15u;
    uint32_t word[6], got[4], expected[4];
    for (int k = 0; k < 100000; k++) {
        for (int j = 0; j < 6; j++) {
            x = x * 6364136223846793005u + 1442695040888963407u; /* Knuth's MMIX */
            word[j] = (uint32_t)(x >> 32) & (k % 3 == 0   ? 0xffffffffu
                                             : k % 3 == 1 ? 0xffu
                                                          : 0x80000001u);
        }
        wg_philox(word, word + 4, got);
        philox32(word, word + 4, expected);
        assert_memory_equal(got, expected, sizeof got);
    }
}

int main(void)
{
    static function fn[] = {
        {"exp", "exp"},       {"exp2", "exp2"},     {"expm1", "expm1"}, {"log", "log"},
        {"log1p", "log1p"},   {"log2", "log2"},     {"sin", "sin"},     {"cos", "cos"},
        {"tan", "tan"},       {"asin", "arcsin"},   {"acos", "arccos"}, {"atan", "arctan"},
        {"sinh", "sinh"},     {"cosh", "cosh"},     {"tanh", "tanh"},   {"asinh", "arcsinh"},
        {"acosh", "arccosh"}, {"atanh", "arctanh"},
    };
    enum { FUNCTIONS = sizeof fn / sizeof *fn };
    struct CMUnitTest tests[FUNCTIONS + 3];
    for (size_t k = 0; k < FUNCTIONS; k++)
        tests[k] = (struct CMUnitTest){fn[k].op, elementary_function, NULL, NULL, &fn[k]};
    tests[FUNCTIONS] = (struct CMUnitTest)cmocka_unit_test(wrong_values_are_noticed);
    tests[FUNCTIONS + 1] = (struct CMUnitTest)cmocka_unit_test(the_reference_is_numpys_philox);
    tests[FUNCTIONS + 2] = (struct CMUnitTest)cmocka_unit_test(philox_is_the_reference);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
