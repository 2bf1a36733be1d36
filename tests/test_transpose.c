/* Transposed copies: every element, with sides around a cache line, around a strip, and beyond it. */
#include "tests/support.h"

#include "engine/engine.h"
#include "ops/ops.h"

static void fill(wg_tensor x, int64_t n)
{
    for (int64_t k = 0; k < n; k++)
        if (wg_dtype_of(x) == WG_F32)
            ((float *)wg_data(x))[k] = (float)k; /* below 2^24: each element is another number */
        else
            ((double *)wg_data(x))[k] = (double)k;
}

static double element(const void *p, wg_dtype d, int64_t k)
{
    return d == WG_F32 ? (double)((const float *)p)[k] : ((const double *)p)[k];
}

/* The result of the size of (rows, cols): elements that are not those of x (cols, rows). */
static int64_t wrong(wg_dtype d, int64_t rows, int64_t cols)
{
    wg_graph *g = wg_graph_new();
    const wg_tensor x = wg_input(g, "x", d, WG_SHAPE(cols, rows)), y = wg_transpose(x, 0, 1);
    int64_t bad = 0;
    fill(x, rows * cols);
    assert_int_equal(wg_run(g, y), WG_OK);
    const void *p = wg_data(y);
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < cols; j++)
            bad += !(element(p, d, i * cols + j) == (double)(j * rows + i));
    wg_graph_free(g);
    return bad;
}

static void every_element(void **state)
{
    (void)state;
    static const int64_t rows[] = {1, 7, 8, 15, 16, 17, 33, 100},
                         cols[] = {1, 8, 15, 16, 31, 64, 1023, 1024, 1025, 1040, 2065};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
        for (size_t c = 0; c < sizeof cols / sizeof cols[0]; c++)
            for (int d = 0; d < 2; d++) {
                const wg_dtype dtype = d ? WG_F64 : WG_F32;
                assert_int_equal(wrong(dtype, rows[r], cols[c]), 0);
                assert_int_equal(wrong(dtype, cols[c], rows[r]), 0);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_element)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
