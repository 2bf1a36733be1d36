/* Double lanes under vmath.h; include that header, not this one. */
#ifndef WG_OPS_VMATH_F64_H
#define WG_OPS_VMATH_F64_H

/* 1.5 * 2^52: adding it rounds |x| < 2^51 to a whole number, which then sits in the low bits. */
#define WGV__MAGICD 6755399441055744.0

WGV_FN wgv_d wgv__fmac(wgv_d p, wgv_d x, double c)
{
    return wgv_fmad(p, x, wgv_set1d(c));
}

/* 2^n for whole n in [-1022, 1023], from magic + n. */
WGV_FN wgv_d wgv__pow2d(wgv_d magic_n)
{
    wgv_l e = (wgv_l)((wgv_ul)wgv_bitsd(magic_n) << 52);
    return wgv_frombitsd(wgv_addl(e, wgv_bitsd(wgv_set1d(1.0))));
}

/* y * 2^n rounded once, y in [1/2, 2] and n whole in [-1100, 1100]. Without vscalefpd it takes
 * two factors: the first product is exact, so the second rounds as vscalefpd does. */
WGV_FN wgv_d wgv__scaled(wgv_d y, wgv_d n)
{
#if defined(WGV_AVX512)
    return (wgv_d)_mm512_scalef_pd((__m512d)y, (__m512d)n);
#else
    wgv_d magic = wgv_set1d(WGV__MAGICD);
    wgv_d half = n * wgv_set1d(0.5) + magic;
    wgv_d rest = (n - (half - magic)) + magic;
    return y * wgv__pow2d(half) * wgv__pow2d(rest);
#endif
}

/* (e^r - 1 - r) / r^2 on |r| <= ln2/2: 2^-60. */
WGV_FN wgv_d wgv__exp_qd(wgv_d r)
{
    wgv_d z = r * r;
    wgv_d e = wgv_set1d(0x1.1e3d68f4c860bp-29), o = wgv_set1d(0x1.af6c087385f2dp-26);
    e = wgv__fmac(e, z, 0x1.27e5b43e50b1ap-22);
    o = wgv__fmac(o, z, 0x1.71ddf00e7fd14p-19);
    e = wgv__fmac(e, z, 0x1.a01a013681bcfp-16);
    o = wgv__fmac(o, z, 0x1.a01a01b38564dp-13);
    e = wgv__fmac(e, z, 0x1.6c16c16c30504p-10);
    o = wgv__fmac(o, z, 0x1.111111110ec4bp-7);
    e = wgv__fmac(e, z, 0x1.5555555555503p-5);
    o = wgv__fmac(o, z, 0x1.555555555555bp-3);
    e = wgv__fmac(e, z, 0x1.0000000000000p-1);
    return wgv_fmad(o, r, e);
}

/* x = n ln2 + r, returning n, and *s = e^r - 1: ln2 is split so that n * hi is exact, and the low
 * product is carried apart. Cuts x to where e^x is 0 or inf. */
WGV_FN wgv_d wgv__exp_splitd(wgv_d x, wgv_d *s)
{
    wgv_d magic = wgv_set1d(WGV__MAGICD);
    x = wgv_mind(wgv_set1d(710.0), wgv_maxd(wgv_set1d(-746.0), x));
    wgv_d n = wgv_fmad(x, wgv_set1d(0x1.71547652b82fep+0), magic) - magic;
    wgv_d rh = wgv_fmad(n, wgv_set1d(-0x1.62e42fefa3800p-1), x);
    wgv_d rl = n * wgv_set1d(-0x1.ef35793c76730p-45);
    wgv_d r = rh + rl;
    *s = rh + wgv_fmad(r * r, wgv__exp_qd(r), rl);
    return n;
}

WGV_FN wgv_d wgv_expd(wgv_d x)
{
    wgv_d s, n = wgv__exp_splitd(x, &s);
    return wgv__scaled(wgv_set1d(1.0) + s, n);
}

/* (2 atanh(s) - 2 s) / s^3 in z = s^2, s <= 3 - 2 sqrt 2: 2^-58. */
WGV_FN wgv_d wgv__log_rd(wgv_d z)
{
    wgv_d p = wgv_set1d(0x1.2f0624b4cb520p-3);
    p = wgv__fmac(p, z, 0x1.39a1a8ad1604bp-3);
    p = wgv__fmac(p, z, 0x1.74663f8f7ac63p-3);
    p = wgv__fmac(p, z, 0x1.c71c52066d26ep-3);
    p = wgv__fmac(p, z, 0x1.24924941f46e8p-2);
    p = wgv__fmac(p, z, 0x1.999999997fd83p-2);
    return wgv__fmac(p, z, 0x1.5555555555592p-1);
}

/* x = 2^k (1 + f) with 1 + f in [sqrt 1/2, sqrt 2). With s = f / (2 + f), log(1 + f) = 2 atanh(s)
 * = f - (f^2/2 - s (f^2/2 + s^2 R(s^2))), which keeps f exact. */
WGV_FN wgv_d wgv_logd(wgv_d x)
{
    const int64_t off = INT64_C(0x3ff0000000000000) - INT64_C(0x3fe6a09e667f3bcd);
    wgv_d one = wgv_set1d(1.0);
    wgv_md sub = wgv_ltd(x, wgv_set1d(DBL_MIN));
    wgv_d xs = wgv_seld(sub, x * wgv_set1d(0x1p54), x);
    wgv_l u = wgv_addl(wgv_bitsd(xs), wgv_set1l(off));
    wgv_l e = (wgv_l)((wgv_ul)u >> 52) | wgv_bitsd(wgv_set1d(0x1p52));
    wgv_d bias = wgv_seld(sub, wgv_set1d(0x1p52 + 1077.0), wgv_set1d(0x1p52 + 1023.0));
    wgv_d k = wgv_frombitsd(e) - bias;
    wgv_l mant = u & wgv_set1l(INT64_C(0x000fffffffffffff));
    wgv_d f = wgv_frombitsd(wgv_addl(mant, wgv_set1l(INT64_C(0x3fe6a09e667f3bcd)))) - one;
    wgv_d s = f / (f + wgv_set1d(2.0));
    wgv_d z = s * s, h = wgv_set1d(0.5) * f * f;
    wgv_d t = wgv_fmad(z, wgv__log_rd(z), h);
    t = wgv_fmad(s, t, k * wgv_set1d(0x1.ef35793c76730p-45));
    wgv_d y = wgv_fmad(k, wgv_set1d(0x1.62e42fefa3800p-1), f - (h - t));
    y = wgv_seld(wgv_ltd(x, wgv_set1d(HUGE_VAL)), y, x);
    y = wgv_seld(wgv_eqd(x, wgv_set1d(0.0)), wgv_set1d(-HUGE_VAL), y);
    return wgv_seld(wgv_ltd(x, wgv_set1d(0.0)), wgv_set1d((double)NAN), y);
}

/* (tanh x - x) / x^3 in z = x^2, |x| <= 0.55: 2^-59. */
WGV_FN wgv_d wgv__tanh_pd(wgv_d z)
{
    wgv_d p = wgv_set1d(-0x1.46d9ad2d1ae9ep-16);
    p = wgv__fmac(p, z, 0x1.5d5e735a82366p-14);
    p = wgv__fmac(p, z, -0x1.e968509d94936p-13);
    p = wgv__fmac(p, z, 0x1.3482f795bb09dp-11);
    p = wgv__fmac(p, z, -0x1.7d8fbe018a482p-10);
    p = wgv__fmac(p, z, 0x1.d6d299f374cf8p-9);
    p = wgv__fmac(p, z, -0x1.226e2f0a627c7p-7);
    p = wgv__fmac(p, z, 0x1.664f485924103p-6);
    p = wgv__fmac(p, z, -0x1.ba1ba1b97c3d2p-5);
    p = wgv__fmac(p, z, 0x1.1111111110789p-3);
    return wgv__fmac(p, z, -0x1.555555555554fp-2);
}

WGV_FN wgv_d wgv_tanhd(wgv_d x)
{
    wgv_d a = wgv_absd(x), one = wgv_set1d(1.0), z = a * a;
    wgv_d small = wgv_fmad(a * z, wgv__tanh_pd(z), a);
    wgv_d big = one - wgv_set1d(2.0) / (wgv_expd(a + a) + one);
    return wgv_copysignd(wgv_seld(wgv_ltd(a, wgv_set1d(0.55)), small, big), x);
}

/* 1 / (1 + e^-x), by e = e^-|x| <= 1 on both sides so that nothing overflows or cancels. Two
 * rounding errors are taken back to first order, with 1 / (1 + e) about 1 - e / 2 and 1 / y about
 * 2 - y: that of d = 1 + e, and, where e is the numerator, that of y = 1 + s, e = 2^n y. */
WGV_FN wgv_d wgv_sigmoidd(wgv_d x)
{
    wgv_d s, one = wgv_set1d(1.0), zero = wgv_set1d(0.0);
    wgv_d n = wgv__exp_splitd(wgv_negd(wgv_absd(x)), &s);
    wgv_md neg = wgv_ltd(x, zero);
    wgv_d y = one + s, e = wgv__scaled(y, n), d = one + e;
    wgv_d lost = (d - one) - e, ylost = (s - (y - one)) * (wgv_set1d(2.0) - y);
    wgv_d q = wgv_seld(neg, e, one) / d;
    lost = (lost + wgv_seld(neg, ylost, zero)) * wgv_fmad(e, wgv_set1d(-0.5), one);
    return wgv_fmad(q, lost, q);
}

WGV_FN wgv_d wgv_rsqrtd(wgv_d x)
{
    return wgv_set1d(1.0) / wgv_sqrtd(x);
}

/* The rest go through libm, one lane at a time, and are as accurate as it is: glibc's sin and cos,
 * for example, lose 8 ulp at 0x1.6ac5b262ca1ffp+849, the double nearest to a multiple of pi/2. */
#define WGV__LIBM(name)                                                                            \
    WGV_FN wgv_d wgv_##name##d(wgv_d x)                                                            \
    {                                                                                              \
        double v[WGV_D];                                                                           \
        wgv_stored(v, x);                                                                          \
        for (int i = 0; i < WGV_D; i++)                                                            \
            v[i] = name(v[i]);                                                                     \
        return wgv_loadd(v);                                                                       \
    }
WGV__LIBM(exp2)
WGV__LIBM(expm1)
WGV__LIBM(log2)
WGV__LIBM(log1p)
WGV__LIBM(sin)
WGV__LIBM(cos)
WGV__LIBM(tan)
WGV__LIBM(sinh)
WGV__LIBM(cosh)
WGV__LIBM(erf)
WGV__LIBM(asin)
WGV__LIBM(acos)
WGV__LIBM(atan)
WGV__LIBM(asinh)
WGV__LIBM(acosh)
WGV__LIBM(atanh)
#undef WGV__LIBM

#define WGV__LIBM2(name)                                                                           \
    WGV_FN wgv_d wgv_##name##d(wgv_d x, wgv_d y)                                                   \
    {                                                                                              \
        double v[WGV_D], w[WGV_D];                                                                 \
        wgv_stored(v, x);                                                                          \
        wgv_stored(w, y);                                                                          \
        for (int i = 0; i < WGV_D; i++)                                                            \
            v[i] = name(v[i], w[i]);                                                               \
        return wgv_loadd(v);                                                                       \
    }
WGV__LIBM2(pow)
WGV__LIBM2(atan2)
#undef WGV__LIBM2

#endif
