/* Elementwise ops of floats as functions of lanes, under vmath.h; include that header, not this one.
 *
 * wgv_NAME of float lanes and wgv_NAMEd of double lanes compute the op NAME; where its result is a bool, the result is a mask. The other
 * ops of which a descriptor says .lanes are in the files beside this one. */
#ifndef WG_OPS_VMATH_ARITH_H
#define WG_OPS_VMATH_ARITH_H

#define WGV__OP1(name, TO, TOD, EF, ED)                                                            \
    WGV_FN TO wgv_##name(wgv_f x)                                                                  \
    {                                                                                              \
        return EF;                                                                                 \
    }                                                                                              \
    WGV_FN TOD wgv_##name##d(wgv_d x)                                                              \
    {                                                                                              \
        return ED;                                                                                 \
    }
#define WGV__OP2(name, T, TD, EF, ED)                                                              \
    WGV_FN T wgv_##name(T x, T y)                                                                  \
    {                                                                                              \
        return EF;                                                                                 \
    }                                                                                              \
    WGV_FN TD wgv_##name##d(TD x, TD y)                                                            \
    {                                                                                              \
        return ED;                                                                                 \
    }

WGV__OP2(add, wgv_f, wgv_d, x + y, x + y)
WGV__OP2(sub, wgv_f, wgv_d, x - y, x - y)
WGV__OP2(mul, wgv_f, wgv_d, x *y, x *y)
WGV__OP2(div, wgv_f, wgv_d, x / y, x / y)
WGV__OP1(square, wgv_f, wgv_d, x *x, x *x)
WGV__OP1(reciprocal, wgv_f, wgv_d, wgv_set1(1.0f) / x, wgv_set1d(1.0) / x)

/* x where they are equal; NaN if either is. */
WGV__OP2(maximum, wgv_f, wgv_d, wgv_sel(wgv_ge(x, y) | wgv_isnan(x), x, y),
         wgv_seld(wgv_ged(x, y) | wgv_isnand(x), x, y))
WGV__OP2(minimum, wgv_f, wgv_d, wgv_sel(wgv_le(x, y) | wgv_isnan(x), x, y),
         wgv_seld(wgv_led(x, y) | wgv_isnand(x), x, y))
WGV__OP1(relu, wgv_f, wgv_d, wgv_sel(wgv_le(x, wgv_set1(0.0f)), wgv_set1(0.0f), x),
         wgv_seld(wgv_led(x, wgv_set1d(0.0)), wgv_set1d(0.0), x))

WGV_FN wgv_f wgv_sign(wgv_f x)
{
    const wgv_f zero = wgv_set1(0.0f), still = wgv_sel(wgv_eq(x, zero), zero, x);
    return wgv_sel(wgv_gt(x, zero), wgv_set1(1.0f),
                   wgv_sel(wgv_lt(x, zero), wgv_set1(-1.0f), still));
}
WGV_FN wgv_d wgv_signd(wgv_d x)
{
    const wgv_d zero = wgv_set1d(0.0), still = wgv_seld(wgv_eqd(x, zero), zero, x);
    return wgv_seld(wgv_gtd(x, zero), wgv_set1d(1.0),
                    wgv_seld(wgv_ltd(x, zero), wgv_set1d(-1.0), still));
}

/* isnan is a lane primitive */
WGV__OP1(isinf, wgv_m, wgv_md, wgv_gt(wgv_abs(x), wgv_set1(FLT_MAX)),
         wgv_gtd(wgv_absd(x), wgv_set1d(DBL_MAX)))
WGV__OP1(isfinite, wgv_m, wgv_md, wgv_le(wgv_abs(x), wgv_set1(FLT_MAX)),
         wgv_led(wgv_absd(x), wgv_set1d(DBL_MAX)))

WGV__OP2(logical_and, wgv_m, wgv_md, (wgv_m)(x &y), (wgv_md)(x &y))
WGV__OP2(logical_or, wgv_m, wgv_md, (wgv_m)(x | y), (wgv_md)(x | y))
WGV__OP2(logical_xor, wgv_m, wgv_md, (wgv_m)(x ^ y), (wgv_md)(x ^ y))
WGV_FN wgv_m wgv_logical_not(wgv_m x)
{
    return (wgv_m)~x;
}
WGV_FN wgv_md wgv_logical_notd(wgv_md x)
{
    return (wgv_md)~x;
}
WGV_FN wgv_f wgv_where(wgv_m m, wgv_f x, wgv_f y)
{
    return wgv_sel(m, x, y);
}
WGV_FN wgv_d wgv_whered(wgv_md m, wgv_d x, wgv_d y)
{
    return wgv_seld(m, x, y);
}

#undef WGV__OP1
#undef WGV__OP2
#endif
