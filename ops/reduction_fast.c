/* The fast bodies of sum, prod, max and min over floats: one pass per instruction set, the same
 * bits from each.
 *
 * With WG_NATIVE it is a part of the source of native code (engine/native.h), which has rows in its own loops: of these bodies, the
 * order in which they combine is left. */
#if !defined(WG_NATIVE)
#include "ops/reduction.h"
#endif
#include "ops/reduction_state.h"

#include <math.h>
#include <string.h>

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)

/* A block of a row has BLOCK elements, a block of columns DEEP rows; 2^LEVELS blocks are enough for
 * any shape. */
enum { BLOCK = WG__BLOCK, DEEP = WG__COLUMN_BLOCK, LEVELS = 58 };

typedef float vf __attribute__((vector_size(64)));
typedef double vd __attribute__((vector_size(64)));
typedef int32_t vi __attribute__((vector_size(64)));
typedef int64_t vl __attribute__((vector_size(64)));

/* x where take is all ones, y where it is zero. */
#define PICK(V, I, take, x, y) ((V)(((I)(x) & (take)) | ((I)(y) & ~(take))))

/* The later one if it is larger or NaN: the first NaN stays. The instruction gives a where b is not larger, so NaNs of b come on top. */
#if defined(__AVX512F__)
#define EXTREME(name, V, M, s, t)                                                                  \
    static inline V name##_##t(V a, V b)                                                           \
    {                                                                                              \
        const M x = (M)a, y = (M)b;                                                                \
        return (V)_mm512_mask_mov_##s(_mm512_##name##_##s(y, x),                                   \
                                      _mm512_cmp_##s##_mask(y, y, _CMP_UNORD_Q), y);               \
    }
EXTREME(max, vf, __m512, ps, vf)
EXTREME(min, vf, __m512, ps, vf)
EXTREME(max, vd, __m512d, pd, vd)
EXTREME(min, vd, __m512d, pd, vd)
#else
static inline vf max_vf(vf a, vf b)
{
    return PICK(vf, vi, (b > a) | (b != b), b, a);
}
static inline vf min_vf(vf a, vf b)
{
    return PICK(vf, vi, (b < a) | (b != b), b, a);
}
static inline vd max_vd(vd a, vd b)
{
    return PICK(vd, vl, (b > a) | (b != b), b, a);
}
static inline vd min_vd(vd a, vd b)
{
    return PICK(vd, vl, (b < a) | (b != b), b, a);
}
#endif
static inline float max_f(float a, float b)
{
    return b > a || b != b ? b : a;
}
static inline float min_f(float a, float b)
{
    return b < a || b != b ? b : a;
}
static inline double max_d(double a, double b)
{
    return b > a || b != b ? b : a;
}
static inline double min_d(double a, double b)
{
    return b < a || b != b ? b : a;
}
/* v moved down by n lanes; what stands in the upper ones does not matter. The first m elements at x, 0 < m < all; none beyond. */
#if defined(__clang__) || __GNUC__ >= 12
#define LOWER_F(v, n)                                                                              \
    __builtin_shufflevector(v, v, n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7,              \
                            (n + 8) & 15, (n + 9) & 15, (n + 10) & 15, (n + 11) & 15,              \
                            (n + 12) & 15, (n + 13) & 15, (n + 14) & 15, (n + 15) & 15)
#define LOWER_D(v, n)                                                                              \
    __builtin_shufflevector(v, v, n, n + 1, n + 2, n + 3, (n + 4) & 7, (n + 5) & 7, (n + 6) & 7,   \
                            (n + 7) & 7)
#else
#define LOWER_F(v, n) lower_vf(v, n)
#define LOWER_D(v, n) lower_vd(v, n)
static inline vf lower_vf(vf v, int n)
{
    vf u = v;
    for (int j = 0; j < 16; j++)
        u[j] = v[(j + n) & 15];
    return u;
}
static inline vd lower_vd(vd v, int n)
{
    vd u = v;
    for (int j = 0; j < 8; j++)
        u[j] = v[(j + n) & 7];
    return u;
}
#endif

static inline vf part_vf(vf none, const float *x, int m)
{
#if defined(__AVX512F__)
    return (vf)_mm512_mask_loadu_ps((__m512)none, (__mmask16)((1u << m) - 1u), x);
#else
    memcpy(&none, x, (size_t)m * sizeof *x);
    return none;
#endif
}

static inline vd part_vd(vd none, const double *x, int m)
{
#if defined(__AVX512F__)
    return (vd)_mm512_mask_loadu_pd((__m512d)none, (__mmask8)((1u << m) - 1u), x);
#else
    memcpy(&none, x, (size_t)m * sizeof *x);
    return none;
#endif
}

#define PLUS(a, b) ((a) + (b))
#define TIMES(a, b) ((a) * (b))

#define NAME sum_f32
#define PRODUCTS
#define T float
#define V vf
#define LOWER LOWER_F
#define PART part_vf
#define NEUTRAL (-0.0f)
#define COMBINE PLUS
#define COMBINE_V PLUS
#include "ops/reduction_body.h"

#define NAME sum_f64
#define PRODUCTS
#define T double
#define V vd
#define LOWER LOWER_D
#define PART part_vd
#define NEUTRAL (-0.0)
#define COMBINE PLUS
#define COMBINE_V PLUS
#include "ops/reduction_body.h"

#define NAME prod_f32
#define T float
#define V vf
#define LOWER LOWER_F
#define PART part_vf
#define NEUTRAL 1.0f
#define COMBINE TIMES
#define COMBINE_V TIMES
#include "ops/reduction_body.h"

#define NAME prod_f64
#define T double
#define V vd
#define LOWER LOWER_D
#define PART part_vd
#define NEUTRAL 1.0
#define COMBINE TIMES
#define COMBINE_V TIMES
#include "ops/reduction_body.h"

#define NAME max_f32
#define T float
#define V vf
#define LOWER LOWER_F
#define PART part_vf
#define NEUTRAL (-HUGE_VALF)
#define COMBINE max_f
#define COMBINE_V max_vf
#include "ops/reduction_body.h"

#define NAME max_f64
#define T double
#define V vd
#define LOWER LOWER_D
#define PART part_vd
#define NEUTRAL (-HUGE_VAL)
#define COMBINE max_d
#define COMBINE_V max_vd
#include "ops/reduction_body.h"

#define NAME min_f32
#define T float
#define V vf
#define LOWER LOWER_F
#define PART part_vf
#define NEUTRAL HUGE_VALF
#define COMBINE min_f
#define COMBINE_V min_vf
#include "ops/reduction_body.h"

#define NAME min_f64
#define T double
#define V vd
#define LOWER LOWER_D
#define PART part_vd
#define NEUTRAL HUGE_VAL
#define COMBINE min_d
#define COMBINE_V min_vd
#include "ops/reduction_body.h"

#if !defined(WG_NATIVE)
/* Each of `rows` elements, `cols` times. */
static void spread_f32(void *out, const void *in, int64_t rows, int64_t cols)
{
    float *y = out;
    for (int64_t r = 0; r < rows; r++, y += cols) {
        const float x = ((const float *)in)[r];
        for (int64_t c = 0; c < cols; c++)
            y[c] = x;
    }
}

static void spread_f64(void *out, const void *in, int64_t rows, int64_t cols)
{
    double *y = out;
    for (int64_t r = 0; r < rows; r++, y += cols) {
        const double x = ((const double *)in)[r];
        for (int64_t c = 0; c < cols; c++)
            y[c] = x;
    }
}

const wg__reduce_table PASTE(wg__reduce_,
                             WG_ISA) = {{
                                            [WG__SUM] = {&sum_f32_all, &sum_f64_all},
                                            [WG__PROD] = {&prod_f32_all, &prod_f64_all},
                                            [WG__MAX] = {&max_f32_all, &max_f64_all},
                                            [WG__MIN] = {&min_f32_all, &min_f64_all},
                                        },
                                        {spread_f32, spread_f64}};
#endif
