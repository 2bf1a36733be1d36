/* Random numbers: Random123's known answers, exact reproducibility, and their distributions. (NumPy's vectors, which are of the
 * variant 4x64, are in test_numpy_vectors.c.) */
#include "tests/support.h"

#include <math.h>
#include <string.h>

#include "engine/engine.h"

/* kat_vectors of Random123 1.14, the lines philox4x32 10 */
static void known_answers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], expected[4];
    } kat[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t k = 0; k < 3; k++) {
        uint32_t out[4];
        wg_philox(kat[k].counter, kat[k].key, out);
        assert_memory_equal(out, kat[k].expected, sizeof out);
    }
}

/* How a wg_rng maps to counters and keys is part of the contract: these numbers never change. */
static void layout_of_the_stream(void **state)
{
    (void)state;
    wg_rng r = {
        .seed = 0x299f31d0a4093822u, .stream = 0x0370734413198a2eu, .counter = 0x85a308d3243f6a88u};
    assert_true(wg_rng_u64(&r) == 0x94fdccebd16cfe09u);
    assert_true(r.counter == 0x85a308d3243f6a89u);
    r = wg_rng_new(0);
    assert_true(wg_rng_u64(&r) == 0xe169c58d6627e8d5u);
    r = wg_rng_new(0);
    assert_true(wg_rng_uniform(&r) == (double)(0xe169c58d6627e8d5u >> 11) * 0x1p-53);
}

/* Box-Muller with libm in long double as the truth: own log, sin and cos are as good as doubles can
 * be. */
static void normal_is_box_muller(void **state)
{
    (void)state;
    const long double turn = 6.283185307179586476925286766559L;
    wg_graph *g = graph_new();
    wg_tensor x = wg_param(g, "x", WG_F64, WG_SHAPE(20001));
    wg_seed(g, 7);
    assert_true(wg_is_ok(wg_fill_normal(x, 0, 1)));
    const double *v = wg_data(x);
    for (uint32_t block = 0; block <= 10000; block++) {
        uint32_t word[4];
        wg_philox((uint32_t[4]){block, 0, 0, 0}, (uint32_t[2]){7, 0}, word);
        uint64_t a = word[0] | (uint64_t)word[1] << 32, b = word[2] | (uint64_t)word[3] << 32;
        long double radius = sqrtl(-2 * logl(1 - (long double)(a >> 11) * 0x1p-53L));
        long double angle = turn * (long double)(b >> 11) * 0x1p-53L;
        assert_close(v[2 * block], (double)(radius * cosl(angle)), 1e-15, 1e-15);
        if (block < 10000)
            assert_close(v[2 * block + 1], (double)(radius * sinl(angle)), 1e-15, 1e-15);
    }
    assert_true(wg_graph_rng(g)->counter == 10001);
    graph_done(g);
}

/* The bits of a few numbers: the same on every machine. */
static void fixed_bits(void **state)
{
    (void)state;
    wg_rng r = wg_rng_new(2024);
    double n[3], u[2];
    for (int k = 0; k < 3; k++)
        n[k] = wg_rng_normal(&r);
    for (int k = 0; k < 2; k++)
        u[k] = wg_rng_uniform(&r);
    const double expected_n[3] = {0x1.5e584d756f59dp-1, -0x1.0aeddba47260ap+0,
                                  0x1.240960ba32b99p-2};
    const double expected_u[2] = {0x1.ed97815ea82a8p-2, 0x1.c4b507dc13246p-2};
    assert_memory_equal(n, expected_n, sizeof n);
    assert_memory_equal(u, expected_u, sizeof u);
}

/* n draws: mean and variance within 5 standard errors, chi-squared of 100 cells within 5 sigma. */
static void uniform_statistics(void **state)
{
    (void)state;
    enum { N = 400000, CELLS = 100 };
    wg_rng r = wg_rng_new(11);
    double sum = 0, squares = 0, chi = 0;
    int cell[CELLS] = {0};
    for (int k = 0; k < N; k++) {
        double u = wg_rng_uniform(&r);
        assert_true(u >= 0 && u < 1);
        sum += u - 0.5;
        squares += (u - 0.5) * (u - 0.5);
        cell[(int)(u * CELLS)]++;
    }
    for (int k = 0; k < CELLS; k++)
        chi += (cell[k] - N / CELLS) * (double)(cell[k] - N / CELLS) / (N / CELLS);
    assert_close(sum / N, 0, 5 / sqrt(12.0 * N), 0);
    assert_close(squares / N, 1.0 / 12, 5 / sqrt(180.0 * N), 0);
    assert_close(chi, CELLS - 1, 5 * sqrt(2.0 * (CELLS - 1)), 0);
}

static void normal_statistics(void **state)
{
    (void)state;
    enum { N = 400000 };
    wg_rng r = wg_rng_new(12);
    double m[5] = {0};
    int beyond = 0;
    for (int k = 0; k < N; k++) {
        double z = wg_rng_normal(&r), p = 1;
        for (int d = 1; d <= 4; d++)
            m[d] += (p *= z) / N;
        beyond += fabs(z) > 1.959963984540054;
    }
    assert_close(m[1], 0, 5 / sqrt(N), 0);
    assert_close(m[2], 1, 5 * sqrt(2.0 / N), 0);
    assert_close(m[3], 0, 5 * sqrt(15.0 / N), 0);
    assert_close(m[4], 3, 5 * sqrt(96.0 / N), 0);
    assert_close((double)beyond / N, 0.05, 5 * sqrt(0.05 * 0.95 / N), 0);
}

static void below_is_even(void **state)
{
    (void)state;
    wg_rng r = wg_rng_new(5);
    int seen[7] = {0};
    assert_true(wg_rng_below(&r, 0) == 0 && r.counter == 0);
    for (int k = 0; k < 70000; k++)
        seen[wg_rng_below(&r, 7)]++;
    for (int k = 0; k < 7; k++)
        assert_close(seen[k], 10000, 5 * sqrt(10000), 0);
    assert_true(wg_rng_below(&r, 1) == 0);
    /* 3 * 2^62: a quarter of the words is rejected, and all thirds are alike */
    int third[3] = {0};
    for (int k = 0; k < 30000; k++)
        third[wg_rng_below(&r, (uint64_t)3 << 62) >> 62]++;
    for (int k = 0; k < 3; k++)
        assert_close(third[k], 10000, 5 * sqrt(10000), 0);
}

static void shuffles_are_even(void **state)
{
    (void)state;
    wg_rng r = wg_rng_new(6);
    int seen[27] = {0};
    for (int k = 0; k < 60000; k++) {
        int64_t v[3] = {0, 1, 2};
        wg_rng_shuffle(&r, v, 3);
        assert_true(v[0] + v[1] + v[2] == 3 && v[0] * v[1] + v[1] * v[2] + v[0] * v[2] == 2);
        seen[v[0] * 9 + v[1] * 3 + v[2]]++;
    }
    for (int k = 0; k < 27; k++)
        assert_true(seen[k] == 0 || (seen[k] > 9500 && seen[k] < 10500));
    wg_rng_shuffle(&r, NULL, 0);
}

static void fills(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    wg_tensor a = wg_param(g, "a", WG_F32, WG_SHAPE(101)),
              b = wg_param(g, "b", WG_F32, WG_SHAPE(101));
    wg_tensor i = wg_input(g, "i", WG_I32, WG_SHAPE(3));
    wg_seed(g, 3);
    wg_fill_uniform(a, -2, 5);
    wg_seed(g, 3);
    assert_true(wg_fill_uniform(b, -2, 5).id == b.id);
    assert_memory_equal(wg_data(a), wg_data(b), 101 * sizeof(float));
    for (int k = 0; k < 101; k++)
        assert_true(((float *)wg_data(a))[k] >= -2 && ((float *)wg_data(a))[k] <= 5);
    wg_fill_uniform(b, -2, 5); /* goes on in the stream */
    assert_memory_not_equal(wg_data(a), wg_data(b), 101 * sizeof(float));
    wg_fill(i, -7);
    assert_memory_equal(wg_data(i), ((int32_t[]){-7, -7, -7}), 12);
    assert_no_error(g);
    wg_fill(i, 0.5);
    assert_error_is(g, "wg_fill: 0.5 is not a value of dtype i32");
    assert_false(wg_is_ok(wg_fill_normal(i, 0, 1)));
    assert_int_equal(wg_error_code(g), WG_ERR_DTYPE);
    assert_error_contains(g, "wg_fill_normal: i (3,) from test_random.c:");
    wg_fill_normal(a, 0, -1);
    assert_error_is(g, "wg_fill_normal: mean 0, standard deviation -1");
    wg_fill_uniform(a, 1, (double)NAN);
    assert_error_contains(g, "wg_fill_uniform: not an interval: 1 to");
    wg_fill(wg_scalar(g, WG_F32, 1), 2);
    assert_error_contains(g, "is not an input or a parameter");
    wg_fill((wg_tensor){0}, 1);
    wg_seed(NULL, 1);
    assert_null(wg_graph_rng(NULL));
    graph_done(g);
}

/* ---- random ops ---- */

/* Element i of a draw is words 2 (i mod 2) and the next of block i/2; the block's counter is (i/2, -, draw, node). */
static void bits_are_philox(void **state)
{
    (void)state;
    enum { N = 1001 };
    wg_graph *g = graph_new();
    wg_seed(g, 0x0123456789abcdefu);
    const wg_tensor bits = wg_random_bits(g, WG_SHAPE(7, 11, 13));
    for (uint32_t draw = 0; draw < 3; draw++) {
        assert_int_equal(draw < 2 ? wg_run(g, bits) : wg_run_reference(g, &bits, 1), WG_OK);
        const uint64_t *v = wg_data(bits);
        for (uint32_t i = 0; i < N; i++) {
            uint32_t word[4];
            wg_philox((uint32_t[4]){i / 2, 0, draw, bits.id},
                      (uint32_t[2]){0x89abcdefu, 0x01234567u}, word);
            const uint32_t *w = word + 2 * (i % 2);
            if (v[i] != (w[0] | (uint64_t)w[1] << 32))
                fail_msg("draw %u, element %u", (unsigned)draw, (unsigned)i);
        }
    }
    graph_done(g);
}

static void runs_draw_anew_and_seeds_repeat(void **state)
{
    (void)state;
    enum { N = 999 };
    float first[N];
    for (int d = WG_F32; d <= WG_F64; d++) {
        wg_graph *g = graph_new();
        const wg_tensor a = wg_random_normal(g, (wg_dtype)d, WG_SHAPE(N), 0, 1);
        const wg_tensor b = wg_random_normal(g, (wg_dtype)d, WG_SHAPE(N), 0, 1);
        const size_t bytes = N * wg_dtype_size((wg_dtype)d);
        assert_int_not_equal(a.id, b.id); /* never merged */
        wg_seed(g, 1);
        assert_int_equal(wg_run(g, a, b), WG_OK);
        assert_memory_not_equal(wg_data(a), wg_data(b), bytes);
        memcpy(first, wg_data(a), sizeof first);
        assert_int_equal(wg_run(g, a), WG_OK);
        assert_memory_not_equal(wg_data(a), first, sizeof first);
        wg_seed(g, 1);
        assert_int_equal(wg_run(g, a), WG_OK);
        assert_memory_equal(wg_data(a), first, sizeof first);
        wg_seed(g, 2);
        assert_int_equal(wg_run(g, a), WG_OK);
        assert_memory_not_equal(wg_data(a), first, sizeof first);
        /* one draw, wherever it is used */
        const wg_tensor none = wg_sum(wg_abs(wg_sub(a, wg_mul(a, 1.0))), WG_ALL, false);
        assert_int_equal(wg_run(g, none), WG_OK);
        assert_close(wg_item(none), 0, 0, 0);
        graph_done(g);
    }
}

/* Mean and variance within 5 standard errors; the interval is kept. */
static void random_ops_statistics(void **state)
{
    (void)state;
    enum { N = 400000 };
    for (int d = WG_F32; d <= WG_F64; d++) {
        wg_graph *g = graph_new();
        const wg_tensor u = wg_random_uniform(g, (wg_dtype)d, WG_SHAPE(N), -2, 4);
        const wg_tensor z = wg_random_normal(g, (wg_dtype)d, WG_SHAPE(N), 3, 0.5);
        const wg_tensor wide = wg_cast(u, WG_F64), zw = wg_cast(z, WG_F64);
        const wg_tensor mu = wg_mean(wide, WG_ALL, false), vu = wg_var(wide, WG_ALL, false, 0);
        const wg_tensor mz = wg_mean(zw, WG_ALL, false), vz = wg_var(zw, WG_ALL, false, 0);
        const wg_tensor lo = wg_min(u, WG_ALL, false), hi = wg_max(u, WG_ALL, false);
        assert_int_equal(wg_run(g, mu, vu, mz, vz, lo, hi), WG_OK);
        assert_close(wg_item(mu), 1, 5 * 6 / sqrt(12.0 * N), 0);
        assert_close(wg_item(vu), 3, 5 * 36 / sqrt(180.0 * N), 0);
        assert_close(wg_item(mz), 3, 5 * 0.5 / sqrt(N), 0);
        assert_close(wg_item(vz), 0.25, 5 * 0.25 * sqrt(2.0 / N), 0);
        assert_true(wg_item(lo) >= -2 && wg_item(lo) < -1.99 && wg_item(hi) <= 4 &&
                    wg_item(hi) > 3.99);
        graph_done(g);
    }
}

static void random_ops_refuse(void **state)
{
    (void)state;
    wg_graph *g = graph_new();
    assert_false(wg_is_ok(wg_random_uniform(g, WG_F32, WG_SHAPE(2), 1, 0)));
    assert_error_contains(g, "not an interval: 1 to 0");
    assert_false(wg_is_ok(wg_random_uniform(g, WG_I32, WG_SHAPE(2), 0, 1)));
    assert_error_contains(g, "random_uniform draws f32 or f64");
    assert_false(wg_is_ok(wg_random_normal(g, WG_F32, WG_SHAPE(2), 0, -1)));
    assert_error_contains(g, "mean 0, standard deviation -1");
    assert_false(wg_is_ok(wg_random_bits(g, WG_SHAPE(-2))));
    assert_error_contains(g, "no such shape: rank or size is out of range");
    graph_done(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(layout_of_the_stream),
        cmocka_unit_test(normal_is_box_muller),
        cmocka_unit_test(fixed_bits),
        cmocka_unit_test(uniform_statistics),
        cmocka_unit_test(normal_statistics),
        cmocka_unit_test(below_is_even),
        cmocka_unit_test(shuffles_are_even),
        cmocka_unit_test(fills),
        cmocka_unit_test(bits_are_philox),
        cmocka_unit_test(runs_draw_anew_and_seeds_repeat),
        cmocka_unit_test(random_ops_statistics),
        cmocka_unit_test(random_ops_refuse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
