/* Float lanes under vmath.h; include that header, not this one. */
#ifndef WG_OPS_VMATH_F32_H
#define WG_OPS_VMATH_F32_H

#include "vmath_tables.h"

/* 1.5 * 2^23: adding it rounds |x| < 2^22 to a whole number, which then sits in the low bits. */
#define WGV__MAGIC 12582912.0f

/* ln 2 in 14 bits, so that a whole number of up to 10 bits times it is exact, and the rest. */
#define WGV__LN2_HI 0x1.62ep-1f
#define WGV__LN2_LO 0x1.0bfbe8p-15f

WGV_FN wgv_f wgv__fma1(wgv_f p, wgv_f x, float c)
{
    return wgv_fma(p, x, wgv_set1(c));
}

/* 2^n for whole n in [-126, 127], from magic + n. */
WGV_FN wgv_f wgv__pow2(wgv_f magic_n)
{
    wgv_i e = (wgv_i)((wgv_u)wgv_bits(magic_n) << 23);
    return wgv_frombits(wgv_addi(e, wgv_bits(wgv_set1(1.0f))));
}

/* y * 2^n rounded once, y in [1/2, 2] and n whole in [-200, 200]. Without vscalefps it takes two
 * factors: the first product is exact, so the second rounds as vscalefps does. */
WGV_FN wgv_f wgv__scale(wgv_f y, wgv_f n)
{
#if defined(WGV_AVX512)
    return (wgv_f)_mm512_scalef_ps((__m512)y, (__m512)n);
#else
    wgv_f magic = wgv_set1(WGV__MAGIC);
    wgv_f half = n * wgv_set1(0.5f) + magic;
    wgv_f rest = (n - (half - magic)) + magic;
    return y * wgv__pow2(half) * wgv__pow2(rest);
#endif
}

/* ---- exponential family ---- */

/* x = n ln2 + rh + rl, and t with e^(rh + rl) - 1 = rh + t; |x| <= 104. The polynomial is
 * (e^r - 1 - r) / r^2 on |r| <= ln2/2: 2^-28 of e^r. */
WGV_FN wgv_f wgv__exp_split(wgv_f x, wgv_f *rh, wgv_f *t)
{
    wgv_f magic = wgv_set1(WGV__MAGIC);
    wgv_f n = wgv_fma(x, wgv_set1(0x1.715476p+0f), magic) - magic;
    wgv_f h = wgv_fma(n, wgv_set1(-WGV__LN2_HI), x);
    wgv_f l = n * wgv_set1(-WGV__LN2_LO);
    wgv_f r = h + l;
    wgv_f p = wgv_set1(0x1.6a5fb0p-10f);
    p = wgv__fma1(p, r, 0x1.123d50p-7f);
    p = wgv__fma1(p, r, 0x1.5558a2p-5f);
    p = wgv__fma1(p, r, 0x1.55548cp-3f);
    p = wgv__fma1(p, r, 0x1.fffffcp-2f);
    *rh = h;
    *t = wgv_fma(r * r, p, l);
    return n;
}

/* e^r - 1 with x = n ln2 + r, |x| <= 104; the same polynomial, in pairs, so that little waits for little. */
WGV_FN wgv_f wgv__exp_m1(wgv_f x, wgv_f *n)
{
    wgv_f magic = wgv_set1(WGV__MAGIC);
    *n = wgv_fma(x, wgv_set1(0x1.715476p+0f), magic) - magic;
    wgv_f r = wgv_fma(*n, wgv_set1(-WGV__LN2_HI), x);
    r = wgv_fma(*n, wgv_set1(-WGV__LN2_LO), r);
    wgv_f z = r * r;
    wgv_f high = wgv__fma1(wgv_set1(0x1.123d50p-7f), r, 0x1.5558a2p-5f);
    wgv_f low = wgv__fma1(wgv_set1(0x1.55548cp-3f), r, 0x1.fffffcp-2f);
    high = wgv_fma(wgv_set1(0x1.6a5fb0p-10f), z, high);
    return wgv_fma(z, wgv_fma(high, z, low), r);
}

WGV_FN wgv_f wgv_exp(wgv_f x)
{
    wgv_f n, p = wgv__exp_m1(wgv_min(wgv_set1(89.0f), wgv_max(wgv_set1(-104.0f), x)), &n);
    return wgv__scale(wgv_set1(1.0f) + p, n);
}

/* (2^r - 1) / r on |r| <= 1/2: 2^-27 of 2^r. */
WGV_FN wgv_f wgv_exp2(wgv_f x)
{
    wgv_f magic = wgv_set1(WGV__MAGIC);
    x = wgv_min(wgv_set1(129.0f), wgv_max(wgv_set1(-151.0f), x));
    wgv_f n = (x + magic) - magic, r = x - n;
    wgv_f p = wgv_set1(0x1.464d1ep-13f);
    p = wgv__fma1(p, r, 0x1.5fa05ep-10f);
    p = wgv__fma1(p, r, 0x1.3b2732p-7f);
    p = wgv__fma1(p, r, 0x1.c6add8p-5f);
    p = wgv__fma1(p, r, 0x1.ebfbe4p-3f);
    p = wgv__fma1(p, r, 0x1.62e432p-1f);
    return wgv__scale(wgv__fma1(p, r, 1.0f), n);
}

/* 2^n (rh + t) + 2^n - 1 with s = 2^(n-1), so that n = 128 stays finite until the end; n = 0 goes
 * apart, as halving would lose the last bit of a subnormal. */
WGV_FN wgv_f wgv_expm1(wgv_f x)
{
    wgv_f rh, t, magic = wgv_set1(WGV__MAGIC);
    wgv_f c = wgv_min(wgv_set1(89.0f), wgv_max(wgv_set1(-18.0f), x));
    wgv_f n = wgv__exp_split(c, &rh, &t);
    wgv_f s = wgv__pow2((n - wgv_set1(1.0f)) + magic);
    wgv_f y = wgv_fma(s, t, wgv_fma(s, rh, s - wgv_set1(0.5f)));
    y = wgv_sel(wgv_eq(n, wgv_set1(0.0f)), rh + t, y + y);
    return wgv__orsign(y, x);
}

/* 1 / (1 + e^-x) = s / (s + 1 + p) with e^-x = 2^n (1 + p), s = 2^-n, so nothing overflows or cancels. What rounding s + 1
 * loses is added again; without that the sum of the roundings passes 2 ulp. */
WGV_FN wgv_f wgv_sigmoid(wgv_f x)
{
    wgv_f n, one = wgv_set1(1.0f);
    wgv_f p = wgv__exp_m1(wgv_min(wgv_set1(104.0f), wgv_max(wgv_set1(-20.0f), wgv_neg(x))), &n);
    wgv_f s = wgv__scale(one, wgv_neg(n));
    wgv_f t = one + s, lost = s - (t - one);
    return s / (t + (p + lost));
}

/* By pieces: vmath_tables.h. */
WGV_FN wgv_f wgv_tanh(wgv_f x)
{
    wgv_f a = wgv_min(wgv_set1(9.02f), wgv_abs(x));
    wgv_i k = wgv_bits(a + wgv_set1(1.0f)) >> 21;
    wgv_f t = a - wgv_lookup(wgv__tanh_table[0], k), p = wgv_lookup(wgv__tanh_table[7], k);
    for (int d = 6; d >= 1; d--)
        p = wgv_fma(p, t, wgv_lookup(wgv__tanh_table[d], k));
    return wgv__orsign(p, x);
}

/* sinh and cosh by the double e^|x|, whose 2^-53 leaves room for the cancellation down to 2^-8;
 * below that x + x^3/6. */
WGV_FN wgv_d wgv__sinh_d(wgv_d a)
{
    wgv_d e = wgv_expd(a);
    return wgv_set1d(0.5) * (e - wgv_set1d(1.0) / e);
}

WGV_FN wgv_d wgv__cosh_d(wgv_d a)
{
    wgv_d e = wgv_expd(a);
    return wgv_set1d(0.5) * (e + wgv_set1d(1.0) / e);
}

WGV_FN wgv_f wgv_sinh(wgv_f x)
{
    wgv_f a = wgv_abs(x);
    wgv_f big = wgv_join(wgv__sinh_d(wgv_lo(a)), wgv__sinh_d(wgv_hi(a)));
    wgv_f small = wgv_fma(a * a * a, wgv_set1(0x1.555556p-3f), a);
    return wgv_copysign(wgv_sel(wgv_lt(a, wgv_set1(0x1p-8f)), small, big), x);
}

WGV_FN wgv_f wgv_cosh(wgv_f x)
{
    wgv_f a = wgv_abs(x);
    return wgv_join(wgv__cosh_d(wgv_lo(a)), wgv__cosh_d(wgv_hi(a)));
}

/* ---- logarithm family ---- */

/* x = 2^k m, m in [sqrt 1/2, sqrt 2), for positive normal x; returns m - 1. */
WGV_FN wgv_f wgv__log_split(wgv_f x, wgv_i *k)
{
    wgv_i ix = wgv_bits(x);
    *k = wgv_subi(ix, wgv_set1i(0x3f3504f3)) >> 23;
    wgv_i m = wgv_subi(ix, (wgv_i)((wgv_u)*k << 23));
    return wgv_frombits(m) - wgv_set1(1.0f);
}

/* The same for every positive x, k as a float. */
WGV_FN wgv_f wgv__log_split_all(wgv_f x, wgv_f *k)
{
    wgv_i ki;
    wgv_m sub = wgv_lt(x, wgv_set1(FLT_MIN));
    wgv_f f = wgv__log_split(wgv_sel(sub, x * wgv_set1(0x1p23f), x), &ki);
    *k = wgv_tof(ki) - wgv_sel(sub, wgv_set1(23.0f), wgv_set1(0.0f));
    return f;
}

/* log(1 + f) - f = f^2 (f P(f) - 1/2), f in [sqrt 1/2 - 1, sqrt 2 - 1]: 2^-30 of log(1 + f).
 * Returns the product plus add, rounded once. */
WGV_FN wgv_f wgv__log_tail(wgv_f f, wgv_f add)
{
    wgv_f z = f * f;
    wgv_f o = wgv_set1(-0x1.db795ep-4f), e = wgv_set1(0x1.103574p-4f);
    o = wgv__fma1(o, z, -0x1.fca042p-4f);
    e = wgv__fma1(e, z, 0x1.e74cc6p-4f);
    o = wgv__fma1(o, z, -0x1.5558c8p-3f);
    e = wgv__fma1(e, z, 0x1.2339d6p-3f);
    o = wgv__fma1(o, z, -0x1.00000ep-2f);
    e = wgv__fma1(e, z, 0x1.99a470p-3f);
    e = wgv__fma1(e, z, 0x1.555548p-2f);
    return wgv_fma(z, wgv__fma1(wgv_fma(o, f, e), f, -0.5f), add);
}

/* The values of a logarithm off its open domain (0, inf). */
WGV_FN wgv_f wgv__log_edges(wgv_f x, wgv_f y)
{
    wgv_f zero = wgv_set1(0.0f);
    y = wgv_sel(wgv_lt(x, wgv_set1(HUGE_VALF)), y, x);
    y = wgv_sel(wgv_eq(x, zero), wgv_set1(-HUGE_VALF), y);
    return wgv_sel(wgv_lt(x, zero), wgv_set1(NAN), y);
}

WGV_FN wgv_f wgv_log(wgv_f x)
{
    wgv_f k, f = wgv__log_split_all(x, &k);
    wgv_f t = wgv__log_tail(f, k * wgv_set1(WGV__LN2_LO));
    return wgv__log_edges(x, wgv_fma(k, wgv_set1(WGV__LN2_HI), f) + t);
}

/* k + f is exact or dwarfs its error; log2(1 + f) = f + f (log2 e - 1) + t log2 e. */
WGV_FN wgv_f wgv_log2(wgv_f x)
{
    wgv_f k, f = wgv__log_split_all(x, &k);
    wgv_f t = wgv__log_tail(f, wgv_set1(0.0f)) * wgv_set1(0x1.715476p+0f);
    t = wgv_fma(f, wgv_set1(0x1.c551dap-2f), t);
    return wgv__log_edges(x, (k + f) + t);
}

/* log of u = fl(1 + x), plus the rounding error c of that sum: with u = 2^k (1 + f), the reduced
 * argument is f + g, g = 2^-k c, and log(1 + f + g) = log(1 + f) + g - f g to first order. */
WGV_FN wgv_f wgv_log1p(wgv_f x)
{
    wgv_f one = wgv_set1(1.0f), u = one + x;
    wgv_i ki;
    wgv_f f = wgv__log_split(u, &ki), k = wgv_tof(ki);
    wgv_f c = wgv_sel(wgv_lt(x, one), x - (u - one), one - (u - x));
    wgv_f s = wgv_frombits((wgv_i)((wgv_u)wgv_subi(wgv_set1i(127), ki) << 23));
    wgv_f g = wgv_sel(wgv_lt(x, wgv_set1(0x1p26f)), c * s, wgv_set1(0.0f));
    wgv_f t = wgv__log_tail(f, k * wgv_set1(WGV__LN2_LO)) + (g - f * g);
    wgv_f y = wgv_fma(k, wgv_set1(WGV__LN2_HI), f) + t;
    y = wgv_sel(wgv_lt(x, wgv_set1(HUGE_VALF)), y, x);
    y = wgv_sel(wgv_eq(u, wgv_set1(0.0f)), wgv_set1(-HUGE_VALF), y);
    y = wgv_sel(wgv_lt(u, wgv_set1(0.0f)), wgv_set1(NAN), y);
    return wgv__orsign(y, x);
}

/* Inverse hyperbolics by the double logarithm; for asinh and atanh its absolute error of 2^-53
 * is small enough down to 2^-8, and below that two terms of the series are. */
WGV_FN wgv_d wgv__asinh_d(wgv_d a)
{
    return wgv_logd(a + wgv_sqrtd(a * a + wgv_set1d(1.0)));
}

WGV_FN wgv_d wgv__acosh_d(wgv_d x)
{
    return wgv_logd(x + wgv_sqrtd(x * x - wgv_set1d(1.0)));
}

WGV_FN wgv_d wgv__atanh_d(wgv_d a)
{
    wgv_d one = wgv_set1d(1.0);
    return wgv_set1d(0.5) * wgv_logd((one + a) / (one - a));
}

WGV_FN wgv_f wgv_asinh(wgv_f x)
{
    wgv_f a = wgv_abs(x);
    wgv_f big = wgv_join(wgv__asinh_d(wgv_lo(a)), wgv__asinh_d(wgv_hi(a)));
    wgv_f small = wgv_fma(a * a * a, wgv_set1(-0x1.555556p-3f), a);
    return wgv_copysign(wgv_sel(wgv_lt(a, wgv_set1(0x1p-8f)), small, big), x);
}

WGV_FN wgv_f wgv_acosh(wgv_f x)
{
    wgv_f y = wgv_join(wgv__acosh_d(wgv_lo(x)), wgv__acosh_d(wgv_hi(x)));
    return wgv_sel(wgv_lt(x, wgv_set1(1.0f)), wgv_set1(NAN), y);
}

WGV_FN wgv_f wgv_atanh(wgv_f x)
{
    wgv_f a = wgv_abs(x);
    wgv_f big = wgv_join(wgv__atanh_d(wgv_lo(a)), wgv__atanh_d(wgv_hi(a)));
    wgv_f small = wgv_fma(a * a * a, wgv_set1(0x1.555556p-2f), a);
    return wgv_copysign(wgv_sel(wgv_lt(a, wgv_set1(0x1p-8f)), small, big), x);
}

/* ---- erf ---- */

/* By pieces: vmath_tables.h. Adding 2^23 rounds to the number of the piece; from 3.92 on erf is 1. */
WGV_FN wgv_f wgv_erf(wgv_f x)
{
    wgv_f a = wgv_min(wgv_set1(3.87f), wgv_abs(x)), magic = wgv_set1(0x1p23f);
    wgv_f n = wgv_fma(a, wgv_set1(4.0f), magic);
    wgv_i k = wgv_bits(n);
    wgv_f t = wgv_fma(n - magic, wgv_set1(-0.25f), a), p = wgv_lookup(wgv__erf_table[5], k);
    for (int d = 4; d >= 1; d--)
        p = wgv_fma(p, t, wgv_lookup(wgv__erf_table[d], k));
    wgv_f first = wgv_sel(wgv_le(a, wgv_set1(0.125f)), a, wgv_lookup(wgv__erf_table[0], k));
    return wgv__orsign(wgv_fma(p, t, first), x);
}

/* ---- trigonometric ---- */

/* Beyond this |x| the reduction by doubles is not exact enough and wgv__rem_big takes over. */
#if defined(WGV_HAS_FMA)
#define WGV__TRIG_MAX 0x1p30f
#else
#define WGV__TRIG_MAX 0x1p20f
#endif

/* r = x - n pi/2 in double, n = round(x 2/pi). Fused, two parts of pi/2 suffice; otherwise three,
 * the first two of 33 bits, so that their products with n < 2^20 are exact. */
WGV_FN wgv_d wgv__reduce(wgv_d x, wgv_d *n)
{
    wgv_d magic = wgv_set1d(WGV__MAGICD);
    *n = wgv_fmad(x, wgv_set1d(0x1.45f306dc9c883p-1), magic) - magic;
    wgv_d m = wgv_negd(*n);
#if defined(WGV_HAS_FMA)
    wgv_d r = wgv_fmad(m, wgv_set1d(0x1.921fb54442d18p+0), x);
    return wgv_fmad(m, wgv_set1d(0x1.1a62633145c07p-54), r);
#else
    wgv_d r = wgv_fmad(m, wgv_set1d(0x1.921fb544p+0), x);
    r = wgv_fmad(m, wgv_set1d(0x1.0b4611a6p-34), r);
    return wgv_fmad(m, wgv_set1d(0x1.3198a2e037073p-69), r);
#endif
}

/* Payne-Hanek for one float of at least 2^20: x 2/pi = m 2^e (2/pi), m and e whole, and bits of
 * 2/pi whose product with m 2^e is a multiple of 4 do not matter. The 96 bits after those give
 * the quadrant and 62 bits of fraction. */
static inline double wgv__rem_one(float x, int32_t *n)
{
    static const uint32_t two_over_pi[8] = {0x00000000u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u,
                                            0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu};
    uint32_t ix;
    memcpy(&ix, &x, sizeof ix);
    uint64_t m = (ix & 0x7fffffu) | 0x800000u;
    unsigned pos = ((ix >> 23) & 0xffu) - 120u;
    unsigned word = pos / 32u, sh = pos % 32u;
    uint64_t w0 = (uint64_t)two_over_pi[word] << 32 | two_over_pi[word + 1];
    uint64_t w1 = (uint64_t)two_over_pi[word + 2] << 32 | two_over_pi[word + 3];
    uint64_t hi = sh ? w0 << sh | w1 >> (64u - sh) : w0;
    uint64_t lo = (w1 << sh) >> 32;
    uint64_t p = m * hi + ((m * lo) >> 32);
    uint64_t q = (p + (UINT64_C(1) << 61)) >> 62;
    double r = (double)(int64_t)(p - (q << 62)) * 0x1.921fb54442d18p-62;
    int32_t k = (int32_t)(q & 3u);
    *n = ix >> 31 ? -k : k;
    return ix >> 31 ? -r : r;
}

/* Overwrites the lanes of r (both halves) and n whose |x| is large, infinite or NaN. */
WGV_COLD void wgv__rem_big(const wgv_f *x, wgv_d r[2], wgv_i *n)
{
    float v[WGV_F];
    double d[WGV_F];
    int32_t k[WGV_F];
    wgv_store(v, *x);
    wgv_stored(d, r[0]);
    wgv_stored(d + WGV_D, r[1]);
    memcpy(k, n, sizeof k);
    for (int i = 0; i < WGV_F; i++) {
        if (fabsf(v[i]) < WGV__TRIG_MAX)
            continue;
        if (fabsf(v[i]) <= FLT_MAX)
            d[i] = wgv__rem_one(v[i], &k[i]);
        else
            d[i] = (double)(v[i] - v[i]);
    }
    r[0] = wgv_loadd(d);
    r[1] = wgv_loadd(d + WGV_D);
    memcpy(n, k, sizeof k);
}

/* x = n pi/2 + r for every finite x: |r| <= pi/4 in double halves, n modulo 4. */
WGV_FN wgv_i wgv__reduce_all(wgv_f x, wgv_d r[2])
{
    wgv_d nl, nh;
    r[0] = wgv__reduce(wgv_lo(x), &nl);
    r[1] = wgv__reduce(wgv_hi(x), &nh);
    wgv_i n = wgv_joini(nl, nh);
    if (__builtin_expect(wgv_any(wgv_mnot(wgv_lt(wgv_abs(x), wgv_set1(WGV__TRIG_MAX)))), 0)) {
        /* Copies, so that the usual way keeps its values in registers. */
        wgv_f cx = x;
        wgv_d cr[2] = {r[0], r[1]};
        wgv_i cn = n;
        wgv__rem_big(&cx, cr, &cn);
        r[0] = cr[0];
        r[1] = cr[1];
        n = cn;
    }
    return n;
}

/* sin r on |r| <= pi/4: r + r^3 S(r^2), 2^-28. */
WGV_FN wgv_f wgv__sin_poly(wgv_f r, wgv_f z)
{
    wgv_f p = wgv_set1(-0x1.9954a8p-13f);
    p = wgv__fma1(p, z, 0x1.11077ap-7f);
    p = wgv__fma1(p, z, -0x1.555546p-3f);
    return wgv_fma(r * z, p, r);
}

/* cos r on |r| <= pi/4: 1 - z/2 + z^2 C(z), z = r^2, 2^-32. */
WGV_FN wgv_f wgv__cos_poly(wgv_f z)
{
    wgv_f p = wgv_set1(0x1.99e818p-16f);
    p = wgv__fma1(p, z, -0x1.6c0c28p-10f);
    p = wgv__fma1(p, z, 0x1.55554ap-5f);
    p = wgv__fma1(p, z, -0.5f);
    return wgv__fma1(p, z, 1.0f);
}

/* sin(r + n pi/2) */
WGV_FN wgv_f wgv__sin_quadrant(wgv_f r, wgv_i n)
{
    wgv_f z = r * r;
    wgv_f y = wgv_sel(WGV_BIT(n, 0), wgv__cos_poly(z), wgv__sin_poly(r, z));
    wgv_i flip = (wgv_i)((wgv_u)n << 30) & wgv_set1i(INT32_MIN);
    return wgv_frombits(wgv_bits(y) ^ flip);
}

WGV_FN wgv_f wgv_sin(wgv_f x)
{
    wgv_d r[2];
    wgv_i n = wgv__reduce_all(x, r);
    wgv_f y = wgv__sin_quadrant(wgv_join(r[0], r[1]), n);
    return wgv_sel(wgv_eq(x, wgv_set1(0.0f)), x, y);
}

WGV_FN wgv_f wgv_cos(wgv_f x)
{
    wgv_d r[2];
    wgv_i n = wgv__reduce_all(x, r);
    return wgv__sin_quadrant(wgv_join(r[0], r[1]), wgv_addi(n, wgv_set1i(1)));
}

/* The same polynomials in double, 2^-37 and 2^-33, so that a quotient of the two has room. */
WGV_FN wgv_d wgv__sin_d(wgv_d r)
{
    wgv_d z = r * r, p = wgv_set1d(0x1.6cd5edca4d992p-19);
    p = wgv__fmac(p, z, -0x1.a00f939edc180p-13);
    p = wgv__fmac(p, z, 0x1.11110889fc5dep-7);
    p = wgv__fmac(p, z, -0x1.5555554ca9339p-3);
    return wgv_fmad(r * z, p, r);
}

WGV_FN wgv_d wgv__cos_d(wgv_d r)
{
    wgv_d z = r * r, p = wgv_set1d(0x1.99e86c2a80505p-16);
    p = wgv__fmac(p, z, -0x1.6c0c28b540838p-10);
    p = wgv__fmac(p, z, 0x1.555549ffbb9ebp-5);
    p = wgv__fmac(p, z, -0.5);
    return wgv__fmac(p, z, 1.0);
}

/* sin/cos, or -cos/sin in the odd quadrants; each is rounded to float before the division. */
WGV_FN wgv_f wgv_tan(wgv_f x)
{
    wgv_d r[2];
    wgv_i n = wgv__reduce_all(x, r);
    wgv_f s = wgv_join(wgv__sin_d(r[0]), wgv__sin_d(r[1]));
    wgv_f c = wgv_join(wgv__cos_d(r[0]), wgv__cos_d(r[1]));
    wgv_m odd = WGV_BIT(n, 0);
    wgv_f y = wgv_sel(odd, wgv_neg(c), s) / wgv_sel(odd, s, c);
    return wgv_sel(wgv_eq(x, wgv_set1(0.0f)), x, y);
}

/* ---- inverse trigonometric ---- */

#define WGV__PIO2_HI 0x1.921fb6p+0f
#define WGV__PIO2_LO -0x1.777a5cp-25f
#define WGV__PI_HI 0x1.921fb6p+1f
#define WGV__PI_LO -0x1.777a5cp-24f

/* With w = |x| for |x| <= 1/2, else sqrt((1 - |x|) / 2): asin w - w = w^3 A(w^2), 2^-31 of asin w.
 * In the second case asin |x| = pi/2 - 2 asin w. NaN where |x| > 1. */
WGV_FN wgv_f wgv__asin_tail(wgv_f a, wgv_m big, wgv_f *w)
{
    wgv_f z = wgv_sel(big, (wgv_set1(1.0f) - a) * wgv_set1(0.5f), a * a);
    *w = wgv_sel(big, wgv_sqrt(z), a);
    wgv_f p = wgv_set1(0x1.33a3b0p-5f);
    p = wgv__fma1(p, z, 0x1.d819b6p-7f);
    p = wgv__fma1(p, z, 0x1.04a6c6p-5f);
    p = wgv__fma1(p, z, 0x1.6cab96p-5f);
    p = wgv__fma1(p, z, 0x1.33389ap-4f);
    p = wgv__fma1(p, z, 0x1.55554cp-3f);
    return *w * z * p;
}

/* The rounding error of pi/2 - 2 w is carried along: it can be an ulp of a result just under 1. */
WGV_FN wgv_f wgv_asin(wgv_f x)
{
    wgv_f w, a = wgv_abs(x);
    wgv_m big = wgv_gt(a, wgv_set1(0.5f));
    wgv_f t = wgv__asin_tail(a, big, &w);
    wgv_f hi = wgv_set1(WGV__PIO2_HI), w2 = w + w, q = hi - w2;
    wgv_f lost = (hi - q) - w2;
    q = q - ((t + t - wgv_set1(WGV__PIO2_LO)) - lost);
    return wgv_copysign(wgv_sel(big, q, w + t), x);
}

WGV_FN wgv_f wgv_acos(wgv_f x)
{
    wgv_f w, a = wgv_abs(x);
    wgv_m big = wgv_gt(a, wgv_set1(0.5f));
    wgv_f p = wgv__asin_tail(a, big, &w);
    p = w + p;
    wgv_f mid = wgv_set1(WGV__PIO2_HI) - (wgv_copysign(p, x) - wgv_set1(WGV__PIO2_LO));
    wgv_f q = p + p;
    wgv_f far = wgv_set1(WGV__PI_HI) - (q - wgv_set1(WGV__PI_LO));
    return wgv_sel(big, wgv_sel(wgv_signm(x), far, q), mid);
}

/* atan q on [0, 1]: q + q^3 A(q^2), 2^-28. */
WGV_FN wgv_f wgv__atan_poly(wgv_f q)
{
    wgv_f z = q * q;
    wgv_f p = wgv_set1(-0x1.ceff36p-10f);
    p = wgv__fma1(p, z, 0x1.61b67cp-7f);
    p = wgv__fma1(p, z, -0x1.fb4124p-6f);
    p = wgv__fma1(p, z, 0x1.d9121cp-5f);
    p = wgv__fma1(p, z, -0x1.57bb6cp-4f);
    p = wgv__fma1(p, z, 0x1.c0741ep-4f);
    p = wgv__fma1(p, z, -0x1.241e9ap-3f);
    p = wgv__fma1(p, z, 0x1.9991c6p-3f);
    p = wgv__fma1(p, z, -0x1.55553ep-2f);
    return wgv_fma(q * z, p, q);
}

WGV_FN wgv_f wgv_atan(wgv_f x)
{
    wgv_f a = wgv_abs(x), one = wgv_set1(1.0f);
    wgv_m inv = wgv_gt(a, one);
    wgv_f p = wgv__atan_poly(wgv_sel(inv, one, a) / wgv_sel(inv, a, one));
    wgv_f q = wgv_set1(WGV__PIO2_HI) - (p - wgv_set1(WGV__PIO2_LO));
    return wgv_copysign(wgv_sel(inv, q, p), x);
}

/* The angle of (x, y): atan of the smaller over the larger, added to or taken from the axis that
 * is nearest. Two zeros give the ratio 0, two infinities 1. */
WGV_FN wgv_f wgv_atan2(wgv_f y, wgv_f x)
{
    wgv_f ay = wgv_abs(y), ax = wgv_abs(x), zero = wgv_set1(0.0f);
    wgv_m swap = wgv_gt(ay, ax), neg = wgv_signm(x);
    wgv_f num = wgv_sel(swap, ax, ay), den = wgv_sel(swap, ay, ax);
    wgv_f q = num / den;
    q = wgv_sel(wgv_eq(num, den), wgv_set1(1.0f), q);
    q = wgv_sel(wgv_eq(den, zero), num, q);
    wgv_f p = wgv__atan_poly(q);
    p = wgv_sel(wgv_mxor(swap, neg), wgv_neg(p), p);
    wgv_f hi = wgv_sel(neg, wgv_set1(WGV__PI_HI), zero);
    wgv_f lo = wgv_sel(neg, wgv_set1(WGV__PI_LO), zero);
    hi = wgv_sel(swap, wgv_set1(WGV__PIO2_HI), hi);
    lo = wgv_sel(swap, wgv_set1(WGV__PIO2_LO), lo);
    return wgv_copysign(hi + (p + lo), y);
}

/* ---- power and root ---- */

/* log2(1 + f) / f, f in [sqrt 1/2 - 1, sqrt 2 - 1]: 2^-37. */
WGV_FN wgv_d wgv__pow_log(wgv_d f)
{
    wgv_d z = f * f;
    wgv_d e = wgv_set1d(0x1.0f62c10fe0617p-3), o = wgv_set1d(-0x1.1da738baf438cp-4);
    e = wgv__fmac(e, z, 0x1.0acdd6162f2cep-3);
    o = wgv__fmac(o, z, -0x1.13b88b8ee3b00p-3);
    e = wgv__fmac(e, z, 0x1.481fb0363b69fp-3);
    o = wgv__fmac(o, z, -0x1.23d64c3bc9c1ep-3);
    e = wgv__fmac(e, z, 0x1.a61b7da17d60bp-3);
    o = wgv__fmac(o, z, -0x1.7188d3c4f8361p-3);
    e = wgv__fmac(e, z, 0x1.2776b6cd8c5ecp-2);
    o = wgv__fmac(o, z, -0x1.ec6f2df71ad76p-3);
    e = wgv__fmac(e, z, 0x1.ec709de33a968p-2);
    o = wgv__fmac(o, z, -0x1.71547888561fap-2);
    e = wgv__fmac(e, z, 0x1.71547652b590cp+0);
    o = wgv__fmac(o, z, -0x1.71547651b6eb0p-1);
    return wgv_fmad(o, f, e);
}

/* 2^(y (k + log2(1 + f))) in double; the exponent is cut to where a float is 0 or inf. The
 * polynomial is (2^r - 1) / r on |r| <= 1/2: 2^-28 of 2^r. */
WGV_FN wgv_d wgv__pow_half(wgv_d f, wgv_d k, wgv_d y)
{
    wgv_d magic = wgv_set1d(WGV__MAGICD);
    wgv_d t = y * wgv_fmad(f, wgv__pow_log(f), k);
    t = wgv_mind(wgv_set1d(200.0), wgv_maxd(wgv_set1d(-200.0), t));
    wgv_d mn = t + magic, r = t - (mn - magic);
    wgv_d p = wgv_set1d(0x1.470ccd9e0ff1ap-13);
    p = wgv__fmac(p, r, 0x1.5f7373d1682a4p-10);
    p = wgv__fmac(p, r, 0x1.3b270b5820545p-7);
    p = wgv__fmac(p, r, 0x1.c6ae70b46563ep-5);
    p = wgv__fmac(p, r, 0x1.ebfbe2c8a6f60p-3);
    p = wgv__fmac(p, r, 0x1.62e43118fc920p-1);
    p = wgv__fmac(p, r, 1.0);
    return wgv_frombitsd(wgv_addl(wgv_bitsd(p), (wgv_l)((wgv_ul)wgv_bitsd(mn) << 52)));
}

/* x^y 2^(kadd y) for positive normal x and finite y. */
WGV_FN wgv_f wgv__pow_core(wgv_f x, wgv_f kadd, wgv_f y)
{
    wgv_i ki;
    wgv_f f = wgv__log_split(x, &ki), k = wgv_tof(ki) + kadd;
    return wgv_join(wgv__pow_half(wgv_lo(f), wgv_lo(k), wgv_lo(y)),
                    wgv__pow_half(wgv_hi(f), wgv_hi(k), wgv_hi(y)));
}

/* Every case of C's pow: subnormal, zero, negative, infinite and NaN operands. The lanes that
 * need none of it get the same operations as on the short way. */
WGV_COLD void wgv__pow_all(const wgv_f *px, const wgv_f *py, wgv_f *out)
{
    wgv_f x = *px, y = *py, a = wgv_abs(x), zero = wgv_set1(0.0f), one = wgv_set1(1.0f);
    wgv_f inf = wgv_set1(HUGE_VALF), half = y * wgv_set1(0.5f);
    wgv_m sub = wgv_lt(a, wgv_set1(FLT_MIN));
    wgv_f r = wgv__pow_core(wgv_sel(sub, a * wgv_set1(0x1p24f), a),
                            wgv_sel(sub, wgv_set1(-24.0f), zero), y);
    wgv_m ypos = wgv_gt(y, zero);
    wgv_m whole = wgv_eq(wgv_round(y), y);
    wgv_m odd = wgv_mand(whole, wgv_ne(wgv_round(half), half));
    wgv_m neg = wgv_signm(x);
    /* Where |x| or |y| is an extreme the result is 0 or inf: inf when |x| > 1 agrees with y > 0. */
    wgv_m ext = wgv_mor(wgv_eq(wgv_abs(y), inf), wgv_mor(wgv_eq(a, zero), wgv_eq(a, inf)));
    wgv_m up = wgv_mnot(wgv_mxor(wgv_gt(a, one), ypos));
    r = wgv_sel(ext, wgv_sel(up, inf, zero), r);
    r = wgv_sel(wgv_mand(neg, odd), wgv_neg(r), r);
    wgv_m bad = wgv_mand(wgv_mand(wgv_lt(x, zero), wgv_lt(a, inf)), wgv_mnot(whole));
    r = wgv_sel(bad, wgv_set1(NAN), r);
    r = wgv_sel(wgv_mor(wgv_isnan(x), wgv_isnan(y)), x + y, r);
    wgv_m unit = wgv_mor(wgv_eq(y, zero), wgv_eq(x, one));
    unit = wgv_mor(unit, wgv_mand(wgv_eq(a, one), wgv_eq(wgv_abs(y), inf)));
    *out = wgv_sel(unit, one, r);
}

WGV_FN wgv_f wgv_pow(wgv_f x, wgv_f y)
{
    wgv_i ix = wgv_bits(x), inf = wgv_set1i(0x7f800000);
    wgv_m plain = wgv_mand(wgv_igt(ix, wgv_set1i(0x007fffff)), wgv_igt(inf, ix));
    plain = wgv_mand(plain, wgv_igt(inf, wgv_bits(wgv_abs(y))));
    if (__builtin_expect(wgv_any(wgv_mnot(plain)), 0)) {
        wgv_f cx = x, cy = y, out;
        wgv__pow_all(&cx, &cy, &out);
        return out;
    }
    return wgv__pow_core(x, wgv_set1(0.0f), y);
}

WGV_FN wgv_f wgv_rsqrt(wgv_f x)
{
    return wgv_set1(1.0f) / wgv_sqrt(x);
}

#endif
