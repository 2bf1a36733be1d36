/* Numbers of twice the precision of f64: the unevaluated sum of two, hi + lo with |lo| <= ulp(hi)/2. About 106 bits.  Private.
 *
 * Sums and products by error-free transformations (Dekker 1971; Hida, Li, Bailey 2001); the elementary functions by reduction and series, or by
 * one step of Newton's method from the f64 value. */
#ifndef WG_DD_H
#define WG_DD_H

#include <math.h>

typedef struct wg__dd {
    double hi, lo;
} wg__dd;

static inline wg__dd wg__dd_of(double x)
{
    return (wg__dd){x, 0};
}

static inline wg__dd wg__dd_quick(double a, double b) /* |a| >= |b| */
{
    const double s = a + b;
    return isfinite(s) ? (wg__dd){s, b - (s - a)} : (wg__dd){s, 0};
}

static inline wg__dd wg__dd_two(double a, double b)
{
    const double s = a + b, t = s - a;
    return isfinite(s) ? (wg__dd){s, (a - (s - t)) + (b - t)} : (wg__dd){s, 0};
}

static inline wg__dd wg__dd_neg(wg__dd a)
{
    return (wg__dd){-a.hi, -a.lo};
}

static inline wg__dd wg__dd_add(wg__dd a, wg__dd b)
{
    const wg__dd s = wg__dd_two(a.hi, b.hi), t = wg__dd_two(a.lo, b.lo);
    if (!isfinite(s.hi))
        return s;
    const wg__dd u = wg__dd_quick(s.hi, s.lo + t.hi);
    return wg__dd_quick(u.hi, u.lo + t.lo);
}

static inline wg__dd wg__dd_sub(wg__dd a, wg__dd b)
{
    return wg__dd_add(a, wg__dd_neg(b));
}

static inline wg__dd wg__dd_mul(wg__dd a, wg__dd b)
{
    const double p = a.hi * b.hi;
    if (!isfinite(p) || p == 0)
        return wg__dd_of(p);
    return wg__dd_quick(p, fma(a.hi, b.hi, -p) + (a.hi * b.lo + a.lo * b.hi));
}

static inline wg__dd wg__dd_scale(wg__dd a, double power_of_two)
{
    return (wg__dd){a.hi * power_of_two, a.lo * power_of_two};
}

wg__dd wg__dd_div(wg__dd a, wg__dd b);
wg__dd wg__dd_sqrt(wg__dd a);
wg__dd wg__dd_exp(wg__dd a);
wg__dd wg__dd_expm1(wg__dd a);
wg__dd wg__dd_log(wg__dd a);
wg__dd wg__dd_log1p(wg__dd a);
wg__dd wg__dd_sin(wg__dd a); /* |a| < 2^30, otherwise NaN: the reduction has 159 bits of pi */
wg__dd wg__dd_cos(wg__dd a);
wg__dd wg__dd_atan(wg__dd a);
wg__dd wg__dd_sinh(wg__dd a);
wg__dd wg__dd_tanh(wg__dd a);
wg__dd wg__dd_erf(wg__dd a);

#endif
