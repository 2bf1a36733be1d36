/* The fast bodies of sum, prod, max and min over floats: one pass per instruction set, the same
 * bits from each. */
#include "ops/reduction.h"

#include <math.h>
#include <string.h>

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)

/* A block of a row has BLOCK elements, a block of columns DEEP rows; 2^LEVELS blocks are enough for
 * any shape. */
enum { BLOCK = 1024, DEEP = WG__COLUMN_BLOCK, LEVELS = 58 };

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
        return (V)_mm512_mask_mov_##s(_mm512_##name##_##s(y, x), _mm512_cmp_##s##_mask(y, y, _CMP_UNORD_Q), y); \
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
#define PLUS(a, b) ((a) + (b))
#define TIMES(a, b) ((a) * (b))

#define NAME sum_f32
#define T float
#define V vf
#define NEUTRAL (-0.0f)
#define COMBINE PLUS
#define COMBINE_V PLUS
#include "ops/reduction_body.h"

#define NAME sum_f64
#define T double
#define V vd
#define NEUTRAL (-0.0)
#define COMBINE PLUS
#define COMBINE_V PLUS
#include "ops/reduction_body.h"

#define NAME prod_f32
#define T float
#define V vf
#define NEUTRAL 1.0f
#define COMBINE TIMES
#define COMBINE_V TIMES
#include "ops/reduction_body.h"

#define NAME prod_f64
#define T double
#define V vd
#define NEUTRAL 1.0
#define COMBINE TIMES
#define COMBINE_V TIMES
#include "ops/reduction_body.h"

#define NAME max_f32
#define T float
#define V vf
#define NEUTRAL (-HUGE_VALF)
#define COMBINE max_f
#define COMBINE_V max_vf
#include "ops/reduction_body.h"

#define NAME max_f64
#define T double
#define V vd
#define NEUTRAL (-HUGE_VAL)
#define COMBINE max_d
#define COMBINE_V max_vd
#include "ops/reduction_body.h"

#define NAME min_f32
#define T float
#define V vf
#define NEUTRAL HUGE_VALF
#define COMBINE min_f
#define COMBINE_V min_vf
#include "ops/reduction_body.h"

#define NAME min_f64
#define T double
#define V vd
#define NEUTRAL HUGE_VAL
#define COMBINE min_d
#define COMBINE_V min_vd
#include "ops/reduction_body.h"

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

const wg__reduce_table PASTE(wg__reduce_, WG_ISA) = {{
    [WG__SUM] = {&sum_f32_all, &sum_f64_all},
    [WG__PROD] = {&prod_f32_all, &prod_f64_all},
    [WG__MAX] = {&max_f32_all, &max_f64_all},
    [WG__MIN] = {&min_f32_all, &min_f64_all},
}, {spread_f32, spread_f64}};
