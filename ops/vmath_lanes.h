/* Lane types and lane primitives under vmath.h; include that header, not this one.
 *
 * Arithmetic on lanes is written with the compiler's vector operators. What has no operator
 * (selection, fused multiply-add, rounding, width changes) is a function here, with intrinsics
 * for x86 and portable vector code otherwise. */
#ifndef WG_OPS_VMATH_LANES_H
#define WG_OPS_VMATH_LANES_H

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512BW__) && defined(__AVX512VL__)
#define WGV_AVX512 1
#define WGV_F 16
#elif defined(__AVX2__) && defined(__FMA__)
#define WGV_AVX2 1
#define WGV_F 8
#else
#define WGV_F 4
#if defined(__SSE2__)
#define WGV_SSE2 1
#endif
#endif
#define WGV_D (WGV_F / 2)

#if defined(WGV_AVX512) || defined(WGV_AVX2)
#define WGV_HAS_FMA 1
#endif

#define WGV_FN static inline __attribute__((always_inline, unused))
#define WGV_COLD static __attribute__((noinline, cold, unused))

typedef float wgv_f __attribute__((vector_size(WGV_F * 4)));
typedef int32_t wgv_i __attribute__((vector_size(WGV_F * 4)));
typedef uint32_t wgv_u __attribute__((vector_size(WGV_F * 4)));
typedef double wgv_d __attribute__((vector_size(WGV_D * 8)));
typedef int64_t wgv_l __attribute__((vector_size(WGV_D * 8)));
typedef uint64_t wgv_ul __attribute__((vector_size(WGV_D * 8)));

/* Lane masks: one bit per lane with AVX-512, all ones or all zeros per lane otherwise. */
#if defined(WGV_AVX512)
typedef __mmask16 wgv_m;
typedef __mmask8 wgv_md;
#else
typedef wgv_i wgv_m;
typedef wgv_l wgv_md;
#endif

/* ---- memory and constants ---- */

WGV_FN wgv_f wgv_load(const float *p)
{
    wgv_f v;
    memcpy(&v, p, sizeof v);
    return v;
}

WGV_FN void wgv_store(float *p, wgv_f v)
{
    memcpy(p, &v, sizeof v);
}

WGV_FN wgv_d wgv_loadd(const double *p)
{
    wgv_d v;
    memcpy(&v, p, sizeof v);
    return v;
}

WGV_FN void wgv_stored(double *p, wgv_d v)
{
    memcpy(p, &v, sizeof v);
}

#if defined(WGV_AVX512)
WGV_FN wgv_f wgv_set1(float x)
{
    return (wgv_f)_mm512_set1_ps(x);
}
WGV_FN wgv_i wgv_set1i(int32_t x)
{
    return (wgv_i)_mm512_set1_epi32(x);
}
WGV_FN wgv_d wgv_set1d(double x)
{
    return (wgv_d)_mm512_set1_pd(x);
}
WGV_FN wgv_l wgv_set1l(int64_t x)
{
    return (wgv_l)_mm512_set1_epi64(x);
}
#elif defined(WGV_AVX2)
WGV_FN wgv_f wgv_set1(float x)
{
    return (wgv_f)_mm256_set1_ps(x);
}
WGV_FN wgv_i wgv_set1i(int32_t x)
{
    return (wgv_i)_mm256_set1_epi32(x);
}
WGV_FN wgv_d wgv_set1d(double x)
{
    return (wgv_d)_mm256_set1_pd(x);
}
WGV_FN wgv_l wgv_set1l(int64_t x)
{
    return (wgv_l)_mm256_set1_epi64x(x);
}
#else
WGV_FN wgv_f wgv_set1(float x)
{
    return (wgv_f){x, x, x, x};
}
WGV_FN wgv_i wgv_set1i(int32_t x)
{
    return (wgv_i){x, x, x, x};
}
WGV_FN wgv_d wgv_set1d(double x)
{
    return (wgv_d){x, x};
}
WGV_FN wgv_l wgv_set1l(int64_t x)
{
    return (wgv_l){x, x};
}
#endif

WGV_FN wgv_i wgv_bits(wgv_f x)
{
    return (wgv_i)x;
}
WGV_FN wgv_f wgv_frombits(wgv_i x)
{
    return (wgv_f)x;
}
WGV_FN wgv_l wgv_bitsd(wgv_d x)
{
    return (wgv_l)x;
}
WGV_FN wgv_d wgv_frombitsd(wgv_l x)
{
    return (wgv_d)x;
}

/* The last 0 < m < WGV_F elements, in lanes of which the rest hold 1, where no function has anything special to do. */
WGV_FN wgv_f wgv_load_part(const float *p, int64_t m)
{
#if defined(WGV_AVX512)
    return (wgv_f)_mm512_mask_loadu_ps((__m512)wgv_set1(1.0f), (__mmask16)((1u << m) - 1u), p);
#else
    wgv_f v = wgv_set1(1.0f);
    memcpy(&v, p, (size_t)m * sizeof *p);
    return v;
#endif
}

WGV_FN void wgv_store_part(float *p, wgv_f v, int64_t m)
{
#if defined(WGV_AVX512)
    _mm512_mask_storeu_ps(p, (__mmask16)((1u << m) - 1u), (__m512)v);
#else
    memcpy(p, &v, (size_t)m * sizeof *p);
#endif
}

WGV_FN wgv_d wgv_load_partd(const double *p, int64_t m)
{
#if defined(WGV_AVX512)
    return (wgv_d)_mm512_mask_loadu_pd((__m512d)wgv_set1d(1.0), (__mmask8)((1u << m) - 1u), p);
#else
    wgv_d v = wgv_set1d(1.0);
    memcpy(&v, p, (size_t)m * sizeof *p);
    return v;
#endif
}

WGV_FN void wgv_store_partd(double *p, wgv_d v, int64_t m)
{
#if defined(WGV_AVX512)
    _mm512_mask_storeu_pd(p, (__mmask8)((1u << m) - 1u), (__m512d)v);
#else
    memcpy(p, &v, (size_t)m * sizeof *p);
#endif
}

/* Whole numbers that wrap: a lane whose result is not selected in the end may hold anything. */
WGV_FN wgv_i wgv_addi(wgv_i a, wgv_i b)
{
    return (wgv_i)((wgv_u)a + (wgv_u)b);
}
WGV_FN wgv_i wgv_subi(wgv_i a, wgv_i b)
{
    return (wgv_i)((wgv_u)a - (wgv_u)b);
}
WGV_FN wgv_l wgv_addl(wgv_l a, wgv_l b)
{
    return (wgv_l)((wgv_ul)a + (wgv_ul)b);
}

/* ---- comparison and selection; every comparison with NaN is false, ne excepted ---- */

#if defined(WGV_AVX512)
#define WGV__CMP(name, op)                                                                         \
    WGV_FN wgv_m wgv_##name(wgv_f a, wgv_f b)                                                      \
    {                                                                                              \
        return _mm512_cmp_ps_mask((__m512)a, (__m512)b, op);                                       \
    }                                                                                              \
    WGV_FN wgv_md wgv_##name##d(wgv_d a, wgv_d b)                                                  \
    {                                                                                              \
        return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, op);                                     \
    }
WGV__CMP(lt, _CMP_LT_OQ)
WGV__CMP(le, _CMP_LE_OQ)
WGV__CMP(gt, _CMP_GT_OQ)
WGV__CMP(ge, _CMP_GE_OQ)
WGV__CMP(eq, _CMP_EQ_OQ)
WGV__CMP(ne, _CMP_NEQ_UQ)
#undef WGV__CMP
WGV_FN wgv_m wgv_mand(wgv_m a, wgv_m b)
{
    return (wgv_m)(a & b);
}
WGV_FN wgv_m wgv_mor(wgv_m a, wgv_m b)
{
    return (wgv_m)(a | b);
}
WGV_FN wgv_m wgv_mxor(wgv_m a, wgv_m b)
{
    return (wgv_m)(a ^ b);
}
WGV_FN wgv_m wgv_mnot(wgv_m a)
{
    return (wgv_m)~a;
}
WGV_FN int wgv_any(wgv_m a)
{
    return a != 0;
}
WGV_FN wgv_m wgv_igt(wgv_i a, wgv_i b)
{
    return _mm512_cmpgt_epi32_mask((__m512i)a, (__m512i)b);
}
WGV_FN wgv_f wgv_sel(wgv_m m, wgv_f a, wgv_f b)
{
    return (wgv_f)_mm512_mask_blend_ps(m, (__m512)b, (__m512)a);
}
WGV_FN wgv_d wgv_seld(wgv_md m, wgv_d a, wgv_d b)
{
    return (wgv_d)_mm512_mask_blend_pd(m, (__m512d)b, (__m512d)a);
}
#else
#define WGV__CMP(name, op)                                                                         \
    WGV_FN wgv_m wgv_##name(wgv_f a, wgv_f b)                                                      \
    {                                                                                              \
        return (wgv_m)(a op b);                                                                    \
    }                                                                                              \
    WGV_FN wgv_md wgv_##name##d(wgv_d a, wgv_d b)                                                  \
    {                                                                                              \
        return (wgv_md)(a op b);                                                                   \
    }
WGV__CMP(lt, <)
WGV__CMP(le, <=)
WGV__CMP(gt, >)
WGV__CMP(ge, >=)
WGV__CMP(eq, ==)
WGV__CMP(ne, !=)
#undef WGV__CMP
WGV_FN wgv_m wgv_mand(wgv_m a, wgv_m b)
{
    return a & b;
}
WGV_FN wgv_m wgv_mor(wgv_m a, wgv_m b)
{
    return a | b;
}
WGV_FN wgv_m wgv_mxor(wgv_m a, wgv_m b)
{
    return a ^ b;
}
WGV_FN wgv_m wgv_mnot(wgv_m a)
{
    return ~a;
}
WGV_FN wgv_m wgv_igt(wgv_i a, wgv_i b)
{
    return (wgv_m)(a > b);
}
#if defined(WGV_AVX2)
WGV_FN int wgv_any(wgv_m a)
{
    return _mm256_movemask_ps((__m256)a) != 0;
}
WGV_FN wgv_f wgv_sel(wgv_m m, wgv_f a, wgv_f b)
{
    return (wgv_f)_mm256_blendv_ps((__m256)b, (__m256)a, (__m256)m);
}
WGV_FN wgv_d wgv_seld(wgv_md m, wgv_d a, wgv_d b)
{
    return (wgv_d)_mm256_blendv_pd((__m256d)b, (__m256d)a, (__m256d)m);
}
#else
#if defined(WGV_SSE2)
WGV_FN int wgv_any(wgv_m a)
{
    return _mm_movemask_ps((__m128)a) != 0;
}
#else
WGV_FN int wgv_any(wgv_m a)
{
    return (a[0] | a[1] | a[2] | a[3]) != 0;
}
#endif
WGV_FN wgv_f wgv_sel(wgv_m m, wgv_f a, wgv_f b)
{
    return (wgv_f)((m & (wgv_i)a) | (~m & (wgv_i)b));
}
WGV_FN wgv_d wgv_seld(wgv_md m, wgv_d a, wgv_d b)
{
    return (wgv_d)((m & (wgv_l)a) | (~m & (wgv_l)b));
}
#endif
#endif

WGV_FN wgv_m wgv_isnan(wgv_f x)
{
    return wgv_ne(x, x);
}
WGV_FN wgv_md wgv_isnand(wgv_d x)
{
    return wgv_ned(x, x);
}

/* Mask of the lanes whose bit b is set. */
#if defined(WGV_AVX512)
#define WGV_BIT(v, b) _mm512_test_epi32_mask((__m512i)(v), _mm512_set1_epi32((int)(1u << (b))))
#else
#define WGV_BIT(v, b) ((wgv_m)((wgv_i)((wgv_u)(v) << (31 - (b))) >> 31))
#endif
WGV_FN wgv_m wgv_signm(wgv_f x)
{
    return WGV_BIT(wgv_bits(x), 31);
}

/* Element i of a table of 16, by the low four bits of each lane. */
#if defined(WGV_AVX512)
WGV_FN wgv_f wgv_lookup(const float *table, wgv_i i)
{
    return (wgv_f)_mm512_permutexvar_ps((__m512i)i, _mm512_loadu_ps(table));
}
#elif defined(WGV_AVX2)
WGV_FN wgv_f wgv_lookup(const float *table, wgv_i i)
{
    const __m256 lo = _mm256_permutevar8x32_ps(_mm256_loadu_ps(table), (__m256i)i);
    const __m256 hi = _mm256_permutevar8x32_ps(_mm256_loadu_ps(table + 8), (__m256i)i);
    return (wgv_f)_mm256_blendv_ps(lo, hi, _mm256_castsi256_ps(_mm256_slli_epi32((__m256i)i, 28)));
}
#else
WGV_FN wgv_f wgv_lookup(const float *table, wgv_i i)
{
    return (wgv_f){table[i[0] & 15], table[i[1] & 15], table[i[2] & 15], table[i[3] & 15]};
}
#endif

/* ---- sign, minimum, maximum, fused multiply-add ---- */

WGV_FN wgv_i wgv_signbits(wgv_f x)
{
    return wgv_bits(x) & wgv_set1i(INT32_MIN);
}
WGV_FN wgv_l wgv_signbitsd(wgv_d x)
{
    return wgv_bitsd(x) & wgv_set1l(INT64_MIN);
}
WGV_FN wgv_f wgv_abs(wgv_f x)
{
    return wgv_frombits(wgv_bits(x) & wgv_set1i(INT32_MAX));
}
WGV_FN wgv_d wgv_absd(wgv_d x)
{
    return wgv_frombitsd(wgv_bitsd(x) & wgv_set1l(INT64_MAX));
}
WGV_FN wgv_f wgv_neg(wgv_f x)
{
    return wgv_frombits(wgv_bits(x) ^ wgv_set1i(INT32_MIN));
}
WGV_FN wgv_d wgv_negd(wgv_d x)
{
    return wgv_frombitsd(wgv_bitsd(x) ^ wgv_set1l(INT64_MIN));
}

/* The magnitude of a with the sign of s. */
WGV_FN wgv_f wgv_copysign(wgv_f a, wgv_f s)
{
    return wgv_frombits(wgv_bits(wgv_abs(a)) | wgv_signbits(s));
}
WGV_FN wgv_d wgv_copysignd(wgv_d a, wgv_d s)
{
    return wgv_frombitsd(wgv_bitsd(wgv_absd(a)) | wgv_signbitsd(s));
}

/* a with the sign of s switched on: for results known to have the sign of s, or to be zero. */
WGV_FN wgv_f wgv__orsign(wgv_f a, wgv_f s)
{
    return wgv_frombits(wgv_bits(a) | wgv_signbits(s));
}

/* min: a < b ? a : b, and max: a > b ? a : b; so b wherever either is NaN. */
#if defined(WGV_AVX512)
WGV_FN wgv_f wgv_min(wgv_f a, wgv_f b)
{
    return (wgv_f)_mm512_min_ps((__m512)a, (__m512)b);
}
WGV_FN wgv_f wgv_max(wgv_f a, wgv_f b)
{
    return (wgv_f)_mm512_max_ps((__m512)a, (__m512)b);
}
WGV_FN wgv_d wgv_mind(wgv_d a, wgv_d b)
{
    return (wgv_d)_mm512_min_pd((__m512d)a, (__m512d)b);
}
WGV_FN wgv_d wgv_maxd(wgv_d a, wgv_d b)
{
    return (wgv_d)_mm512_max_pd((__m512d)a, (__m512d)b);
}
WGV_FN wgv_f wgv_fma(wgv_f a, wgv_f b, wgv_f c)
{
    return (wgv_f)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
}
WGV_FN wgv_d wgv_fmad(wgv_d a, wgv_d b, wgv_d c)
{
    return (wgv_d)_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
}
#elif defined(WGV_AVX2)
WGV_FN wgv_f wgv_min(wgv_f a, wgv_f b)
{
    return (wgv_f)_mm256_min_ps((__m256)a, (__m256)b);
}
WGV_FN wgv_f wgv_max(wgv_f a, wgv_f b)
{
    return (wgv_f)_mm256_max_ps((__m256)a, (__m256)b);
}
WGV_FN wgv_d wgv_mind(wgv_d a, wgv_d b)
{
    return (wgv_d)_mm256_min_pd((__m256d)a, (__m256d)b);
}
WGV_FN wgv_d wgv_maxd(wgv_d a, wgv_d b)
{
    return (wgv_d)_mm256_max_pd((__m256d)a, (__m256d)b);
}
WGV_FN wgv_f wgv_fma(wgv_f a, wgv_f b, wgv_f c)
{
    return (wgv_f)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}
WGV_FN wgv_d wgv_fmad(wgv_d a, wgv_d b, wgv_d c)
{
    return (wgv_d)_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
}
#else
#if defined(WGV_SSE2)
WGV_FN wgv_f wgv_min(wgv_f a, wgv_f b)
{
    return (wgv_f)_mm_min_ps((__m128)a, (__m128)b);
}
WGV_FN wgv_f wgv_max(wgv_f a, wgv_f b)
{
    return (wgv_f)_mm_max_ps((__m128)a, (__m128)b);
}
WGV_FN wgv_d wgv_mind(wgv_d a, wgv_d b)
{
    return (wgv_d)_mm_min_pd((__m128d)a, (__m128d)b);
}
WGV_FN wgv_d wgv_maxd(wgv_d a, wgv_d b)
{
    return (wgv_d)_mm_max_pd((__m128d)a, (__m128d)b);
}
#else
WGV_FN wgv_f wgv_min(wgv_f a, wgv_f b)
{
    return wgv_sel(wgv_lt(a, b), a, b);
}
WGV_FN wgv_f wgv_max(wgv_f a, wgv_f b)
{
    return wgv_sel(wgv_gt(a, b), a, b);
}
WGV_FN wgv_d wgv_mind(wgv_d a, wgv_d b)
{
    return wgv_seld(wgv_ltd(a, b), a, b);
}
WGV_FN wgv_d wgv_maxd(wgv_d a, wgv_d b)
{
    return wgv_seld(wgv_gtd(a, b), a, b);
}
#endif
/* Rounded twice: the baseline has no fused multiply-add. */
WGV_FN wgv_f wgv_fma(wgv_f a, wgv_f b, wgv_f c)
{
    return a * b + c;
}
WGV_FN wgv_d wgv_fmad(wgv_d a, wgv_d b, wgv_d c)
{
    return a * b + c;
}
#endif

/* ---- square root and rounding ---- */

#if defined(WGV_AVX512)
WGV_FN wgv_f wgv_sqrt(wgv_f x)
{
    return (wgv_f)_mm512_sqrt_ps((__m512)x);
}
WGV_FN wgv_d wgv_sqrtd(wgv_d x)
{
    return (wgv_d)_mm512_sqrt_pd((__m512d)x);
}
#define WGV__RND(name, mode)                                                                       \
    WGV_FN wgv_f wgv_##name(wgv_f x)                                                               \
    {                                                                                              \
        return (wgv_f)_mm512_roundscale_ps((__m512)x, (mode) | _MM_FROUND_NO_EXC);                 \
    }                                                                                              \
    WGV_FN wgv_d wgv_##name##d(wgv_d x)                                                            \
    {                                                                                              \
        return (wgv_d)_mm512_roundscale_pd((__m512d)x, (mode) | _MM_FROUND_NO_EXC);                \
    }
#elif defined(WGV_AVX2)
WGV_FN wgv_f wgv_sqrt(wgv_f x)
{
    return (wgv_f)_mm256_sqrt_ps((__m256)x);
}
WGV_FN wgv_d wgv_sqrtd(wgv_d x)
{
    return (wgv_d)_mm256_sqrt_pd((__m256d)x);
}
#define WGV__RND(name, mode)                                                                       \
    WGV_FN wgv_f wgv_##name(wgv_f x)                                                               \
    {                                                                                              \
        return (wgv_f)_mm256_round_ps((__m256)x, (mode) | _MM_FROUND_NO_EXC);                      \
    }                                                                                              \
    WGV_FN wgv_d wgv_##name##d(wgv_d x)                                                            \
    {                                                                                              \
        return (wgv_d)_mm256_round_pd((__m256d)x, (mode) | _MM_FROUND_NO_EXC);                     \
    }
#elif defined(WGV_SSE2)
WGV_FN wgv_f wgv_sqrt(wgv_f x)
{
    return (wgv_f)_mm_sqrt_ps((__m128)x);
}
WGV_FN wgv_d wgv_sqrtd(wgv_d x)
{
    return (wgv_d)_mm_sqrt_pd((__m128d)x);
}
#else
WGV_FN wgv_f wgv_sqrt(wgv_f x)
{
    return (wgv_f){sqrtf(x[0]), sqrtf(x[1]), sqrtf(x[2]), sqrtf(x[3])};
}
WGV_FN wgv_d wgv_sqrtd(wgv_d x)
{
    return (wgv_d){sqrt(x[0]), sqrt(x[1])};
}
#endif

#if defined(WGV__RND)
/* round is half to even. */
WGV__RND(floor, _MM_FROUND_TO_NEG_INF)
WGV__RND(ceil, _MM_FROUND_TO_POS_INF)
WGV__RND(round, _MM_FROUND_TO_NEAREST_INT)
WGV__RND(trunc, _MM_FROUND_TO_ZERO)
#undef WGV__RND
#else
/* Adding and taking away 2^23 (2^52) rounds half to even below it; above it x is whole already. */
WGV_FN wgv_f wgv_round(wgv_f x)
{
    wgv_f ax = wgv_abs(x), big = wgv_set1(8388608.0f);
    return wgv_sel(wgv_lt(ax, big), wgv__orsign((ax + big) - big, x), x);
}
WGV_FN wgv_d wgv_roundd(wgv_d x)
{
    wgv_d ax = wgv_absd(x), big = wgv_set1d(4503599627370496.0);
    return wgv_seld(wgv_ltd(ax, big), wgv_copysignd((ax + big) - big, x), x);
}
WGV_FN wgv_f wgv_floor(wgv_f x)
{
    wgv_f r = wgv_round(x);
    return wgv_sel(wgv_gt(r, x), r - wgv_set1(1.0f), r);
}
WGV_FN wgv_d wgv_floord(wgv_d x)
{
    wgv_d r = wgv_roundd(x);
    return wgv_seld(wgv_gtd(r, x), r - wgv_set1d(1.0), r);
}
WGV_FN wgv_f wgv_ceil(wgv_f x)
{
    wgv_f r = wgv_round(x);
    return wgv_sel(wgv_lt(r, x), wgv_copysign(r + wgv_set1(1.0f), x), r);
}
WGV_FN wgv_d wgv_ceild(wgv_d x)
{
    wgv_d r = wgv_roundd(x);
    return wgv_seld(wgv_ltd(r, x), wgv_copysignd(r + wgv_set1d(1.0), x), r);
}
WGV_FN wgv_f wgv_trunc(wgv_f x)
{
    return wgv_copysign(wgv_floor(wgv_abs(x)), x);
}
WGV_FN wgv_d wgv_truncd(wgv_d x)
{
    return wgv_copysignd(wgv_floord(wgv_absd(x)), x);
}
#endif

/* ---- width changes: lanes [0, WGV_D) are the low half, the others the high half ---- */

#if defined(WGV_AVX512)
WGV_FN wgv_f wgv_tof(wgv_i x)
{
    return (wgv_f)_mm512_cvtepi32_ps((__m512i)x);
}
WGV_FN wgv_d wgv_lo(wgv_f x)
{
    return (wgv_d)_mm512_cvtps_pd(_mm512_castps512_ps256((__m512)x));
}
WGV_FN wgv_d wgv_hi(wgv_f x)
{
    return (wgv_d)_mm512_cvtps_pd(_mm512_extractf32x8_ps((__m512)x, 1));
}
WGV_FN wgv_f wgv_join(wgv_d lo, wgv_d hi)
{
    __m512 l = _mm512_castps256_ps512(_mm512_cvtpd_ps((__m512d)lo));
    return (wgv_f)_mm512_insertf32x8(l, _mm512_cvtpd_ps((__m512d)hi), 1);
}
/* The lanes hold whole numbers; those outside int32_t give an unspecified integer. */
WGV_FN wgv_i wgv_joini(wgv_d lo, wgv_d hi)
{
    __m512i l = _mm512_castsi256_si512(_mm512_cvtpd_epi32((__m512d)lo));
    return (wgv_i)_mm512_inserti32x8(l, _mm512_cvtpd_epi32((__m512d)hi), 1);
}
#elif defined(WGV_AVX2)
WGV_FN wgv_f wgv_tof(wgv_i x)
{
    return (wgv_f)_mm256_cvtepi32_ps((__m256i)x);
}
WGV_FN wgv_d wgv_lo(wgv_f x)
{
    return (wgv_d)_mm256_cvtps_pd(_mm256_castps256_ps128((__m256)x));
}
WGV_FN wgv_d wgv_hi(wgv_f x)
{
    return (wgv_d)_mm256_cvtps_pd(_mm256_extractf128_ps((__m256)x, 1));
}
WGV_FN wgv_f wgv_join(wgv_d lo, wgv_d hi)
{
    __m256 l = _mm256_castps128_ps256(_mm256_cvtpd_ps((__m256d)lo));
    return (wgv_f)_mm256_insertf128_ps(l, _mm256_cvtpd_ps((__m256d)hi), 1);
}
WGV_FN wgv_i wgv_joini(wgv_d lo, wgv_d hi)
{
    __m256i l = _mm256_castsi128_si256(_mm256_cvtpd_epi32((__m256d)lo));
    return (wgv_i)_mm256_inserti128_si256(l, _mm256_cvtpd_epi32((__m256d)hi), 1);
}
#elif defined(WGV_SSE2)
WGV_FN wgv_f wgv_tof(wgv_i x)
{
    return (wgv_f)_mm_cvtepi32_ps((__m128i)x);
}
WGV_FN wgv_d wgv_lo(wgv_f x)
{
    return (wgv_d)_mm_cvtps_pd((__m128)x);
}
WGV_FN wgv_d wgv_hi(wgv_f x)
{
    return (wgv_d)_mm_cvtps_pd(_mm_movehl_ps((__m128)x, (__m128)x));
}
WGV_FN wgv_f wgv_join(wgv_d lo, wgv_d hi)
{
    return (wgv_f)_mm_movelh_ps(_mm_cvtpd_ps((__m128d)lo), _mm_cvtpd_ps((__m128d)hi));
}
WGV_FN wgv_i wgv_joini(wgv_d lo, wgv_d hi)
{
    return (wgv_i)_mm_unpacklo_epi64(_mm_cvtpd_epi32((__m128d)lo), _mm_cvtpd_epi32((__m128d)hi));
}
#else
WGV_FN wgv_f wgv_tof(wgv_i x)
{
    return (wgv_f){(float)x[0], (float)x[1], (float)x[2], (float)x[3]};
}
WGV_FN wgv_d wgv_lo(wgv_f x)
{
    return (wgv_d){(double)x[0], (double)x[1]};
}
WGV_FN wgv_d wgv_hi(wgv_f x)
{
    return (wgv_d){(double)x[2], (double)x[3]};
}
WGV_FN wgv_f wgv_join(wgv_d lo, wgv_d hi)
{
    return (wgv_f){(float)lo[0], (float)lo[1], (float)hi[0], (float)hi[1]};
}
/* By way of the low bits of 1.5 * 2^52 + x, which is defined for every x. */
WGV_FN wgv_i wgv_joini(wgv_d lo, wgv_d hi)
{
    wgv_d magic = wgv_set1d(6755399441055744.0);
    wgv_l l = wgv_bitsd(lo + magic), h = wgv_bitsd(hi + magic);
    return (wgv_i){(int32_t)l[0], (int32_t)l[1], (int32_t)h[0], (int32_t)h[1]};
}
#endif

#endif
