/* Elementary functions in double-double. */
#include "autograd/dd.h"

static const wg__dd LN2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
static const wg__dd HALF_PI = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
static const double HALF_PI_THIRD = -0x1.f1976b7ed8fbcp-110;
static const wg__dd TWO_BY_SQRT_PI = {0x1.20dd750429b6dp+0, 0x1.1ae3a914fed8p-56};

wg__dd wg__dd_div(wg__dd a, wg__dd b)
{
    const double q = a.hi / b.hi;
    if (!isfinite(q) || q == 0 || !isfinite(b.hi))
        return wg__dd_of(q);
    const wg__dd r = wg__dd_sub(a, wg__dd_mul(b, wg__dd_of(q)));
    const double q2 = r.hi / b.hi;
    const wg__dd r2 = wg__dd_sub(r, wg__dd_mul(b, wg__dd_of(q2)));
    return wg__dd_add(wg__dd_quick(q, q2), wg__dd_of(r2.hi / b.hi));
}

wg__dd wg__dd_sqrt(wg__dd a)
{
    const double s = sqrt(a.hi);
    if (!(s > 0) || !isfinite(s))
        return wg__dd_of(s);
    const wg__dd r = wg__dd_sub(a, wg__dd_mul(wg__dd_of(s), wg__dd_of(s)));
    return wg__dd_add(wg__dd_of(s), wg__dd_div(r, wg__dd_of(2 * s)));
}

/* e^r - 1 for |r| < 0.35 / 2^9, by its series; doubled nine times by (1 + u)^2 - 1 = u (2 + u). */
static wg__dd expm1_small(wg__dd r)
{
    enum { DOUBLINGS = 9, TERMS = 9 };
    r = wg__dd_scale(r, 1.0 / (1 << DOUBLINGS));
    wg__dd sum = r, term = r;
    for (int k = 2; k <= TERMS; k++) {
        term = wg__dd_div(wg__dd_mul(term, r), wg__dd_of(k));
        sum = wg__dd_add(sum, term);
    }
    for (int k = 0; k < DOUBLINGS; k++)
        sum = wg__dd_mul(sum, wg__dd_add(wg__dd_of(2), sum));
    return sum;
}

wg__dd wg__dd_exp(wg__dd a)
{
    if (!(a.hi > -746 && a.hi < 710))
        return wg__dd_of(exp(a.hi)); /* 0, infinity, NaN */
    if (!(a.hi > -600 && a.hi < 700))
        return wg__dd_of((double)NAN); /* the low half would underflow, or nearly overflow */
    const double k = nearbyint(a.hi / LN2.hi);
    const wg__dd u = expm1_small(wg__dd_sub(a, wg__dd_mul(LN2, wg__dd_of(k))));
    return wg__dd_scale(wg__dd_add(wg__dd_of(1), u), ldexp(1, (int)k));
}

wg__dd wg__dd_expm1(wg__dd a)
{
    return fabs(a.hi) < 0.34 ? expm1_small(a) : wg__dd_sub(wg__dd_exp(a), wg__dd_of(1));
}

/* Newton: y + (a e^-y - 1), with the f64 logarithm for y; its error is squared, and 2/3 of a cube is left over by Halley's form. */
wg__dd wg__dd_log(wg__dd a)
{
    const double y = log(a.hi);
    if (!isfinite(y))
        return wg__dd_of(y);
    if (fabs(a.hi - 1) < 0.25)
        return wg__dd_log1p(wg__dd_sub(a, wg__dd_of(1)));
    int e;
    (void)frexp(a.hi, &e); /* a = m 2^e */
    const wg__dd m = wg__dd_scale(wg__dd_scale(a, ldexp(1, -(e / 2))), ldexp(1, -(e - e / 2)));
    const wg__dd start = wg__dd_of(log(m.hi));
    const wg__dd z = wg__dd_sub(wg__dd_mul(m, wg__dd_exp(wg__dd_neg(start))), wg__dd_of(1));
    const wg__dd l = wg__dd_add(start, wg__dd_sub(z, wg__dd_mul(wg__dd_of(0.5 * z.hi), z)));
    return wg__dd_add(l, wg__dd_mul(LN2, wg__dd_of(e)));
}

/* y + (1 + a - e^y) e^-y, by expm1 so that nothing is lost near 0 */
wg__dd wg__dd_log1p(wg__dd a)
{
    if (!(fabs(a.hi) < 0.3))
        return wg__dd_log(wg__dd_add(wg__dd_of(1), a));
    const wg__dd y = wg__dd_of(log1p(a.hi)), u = wg__dd_expm1(y);
    const wg__dd z = wg__dd_div(wg__dd_sub(a, u), wg__dd_add(wg__dd_of(1), u));
    return wg__dd_add(y, wg__dd_sub(z, wg__dd_mul(wg__dd_of(0.5 * z.hi), z)));
}

/* Taylor on |r| <= pi/4: first is r (sine) or 1 (cosine), and k counts from its power. */
static wg__dd series(wg__dd r, wg__dd first, int k)
{
    enum { TERMS = 15 };
    const wg__dd square = wg__dd_neg(wg__dd_mul(r, r));
    wg__dd sum = first, term = first;
    for (int t = 0; t < TERMS; t++, k += 2) {
        term = wg__dd_div(wg__dd_mul(term, square), wg__dd_of((double)(k + 1) * (k + 2)));
        sum = wg__dd_add(sum, term);
    }
    return sum;
}

static wg__dd circular(wg__dd a, int shift)
{
    if (!(fabs(a.hi) < 0x1p30)) /* where the bits of pi run out */
        return wg__dd_of((double)NAN);
    const double k = nearbyint(a.hi / HALF_PI.hi);
    wg__dd r = wg__dd_sub(a, wg__dd_mul(wg__dd_of(HALF_PI.hi), wg__dd_of(k)));
    r = wg__dd_sub(r, wg__dd_mul(wg__dd_of(HALF_PI.lo), wg__dd_of(k)));
    r = wg__dd_sub(r, wg__dd_of(HALF_PI_THIRD * k));
    const int quarter = ((int)fmod(k, 4) + shift + 4) % 4;
    const wg__dd v = quarter % 2 ? series(r, wg__dd_of(1), 0) : series(r, r, 1);
    return quarter >= 2 ? wg__dd_neg(v) : v;
}

wg__dd wg__dd_sin(wg__dd a)
{
    return circular(a, 0);
}

wg__dd wg__dd_cos(wg__dd a)
{
    return circular(a, 1);
}

/* y - (tan y - a) cos^2 y = y + cos y (a cos y - sin y), twice */
static wg__dd atan_small(wg__dd a)
{
    wg__dd y = wg__dd_of(atan(a.hi));
    for (int t = 0; t < 2; t++) {
        const wg__dd s = wg__dd_sin(y), c = wg__dd_cos(y);
        y = wg__dd_add(y, wg__dd_mul(c, wg__dd_sub(wg__dd_mul(a, c), s)));
    }
    return y;
}

wg__dd wg__dd_atan(wg__dd a)
{
    if (!(fabs(a.hi) < 1e100))
        return a.hi > 0 ? HALF_PI : a.hi < 0 ? wg__dd_neg(HALF_PI) : wg__dd_of(a.hi);
    if (fabs(a.hi) > 1.5) {
        const wg__dd rest = atan_small(wg__dd_div(wg__dd_of(1), a));
        return wg__dd_sub(a.hi > 0 ? HALF_PI : wg__dd_neg(HALF_PI), rest);
    }
    return atan_small(a);
}

/* (u + u / (1 + u)) / 2 with u = e^a - 1, for a >= 0: below, 1 + u would cancel */
wg__dd wg__dd_sinh(wg__dd a)
{
    if (a.hi < 0)
        return wg__dd_neg(wg__dd_sinh(wg__dd_neg(a)));
    const wg__dd u = wg__dd_expm1(a);
    return wg__dd_scale(wg__dd_add(u, wg__dd_div(u, wg__dd_add(wg__dd_of(1), u))), 0.5);
}

/* u / (u + 2) with u = e^2a - 1 */
wg__dd wg__dd_tanh(wg__dd a)
{
    if (fabs(a.hi) > 40)
        return wg__dd_of(copysign(1, a.hi));
    const wg__dd u = wg__dd_expm1(wg__dd_scale(a, 2));
    return wg__dd_div(u, wg__dd_add(u, wg__dd_of(2)));
}

/* 2/sqrt(pi) e^(-a^2) sum 2^n a^(2n+1) / (1 3 5 ... (2n+1)): all terms of one sign. */
wg__dd wg__dd_erf(wg__dd a)
{
    enum { MOST = 400 };
    if (fabs(a.hi) > 9 || isnan(a.hi))
        return wg__dd_of(erf(a.hi));
    const wg__dd square = wg__dd_mul(a, a);
    wg__dd sum = a, term = a;
    for (int n = 1; n < MOST && fabs(term.hi) > 0x1p-110 * fabs(sum.hi); n++) {
        term = wg__dd_div(wg__dd_mul(term, wg__dd_scale(square, 2)), wg__dd_of(2 * n + 1));
        sum = wg__dd_add(sum, term);
    }
    return wg__dd_mul(wg__dd_mul(TWO_BY_SQRT_PI, wg__dd_exp(wg__dd_neg(square))), sum);
}
