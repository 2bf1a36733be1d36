/* Elementwise arithmetic: operators, powers and roots, rounding.
 *
 * Integers wrap around on overflow. Every pass computes the same bits, NaN payloads aside. */
#include "ops/tile.h"

#include "tensor/node.h"

/* ---- sums, products, quotients ---- */

WG_LOOPS_FLOAT2(add, x + y)
WG_LOOPS_WRAP2(add, x + y)
WG_NUMBER_TILES(add)
WG_LOOPS_ONE(add, x + y)

static wg_tensor add_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return v->dy;
}

WG_DESCRIPTOR(add) = {
    WG_TILED(add, WG_TYPE_NUMBER, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(add_vjp),
    .linear = true,
    .one = WG_ONE(add),
    .flops = 1,
    .singular = WG_SINGULAR_SUM,
    .doc = "The sum. Integers wrap around on overflow.",
    .python = "{0} + {1}",
    .formula = "z = x + y",
    .derivative = "dx = dz, dy = dz",
};

WG_LOOPS_FLOAT2(sub, x - y)
WG_LOOPS_WRAP2(sub, x - y)
WG_NUMBER_TILES(sub)
WG_LOOPS_ONE(sub, x - y)

static wg_tensor sub_vjp(const wg_vjp *v, int arg)
{
    return arg == 0 ? v->dy : wg_neg(v->dy);
}

WG_DESCRIPTOR(sub) = {
    WG_TILED(sub, WG_TYPE_NUMBER, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(sub_vjp),
    .linear = true,
    .one = WG_ONE(sub),
    .flops = 1,
    .singular = WG_SINGULAR_SUM,
    .doc = "The difference. Integers wrap around on overflow.",
    .python = "{0} - {1}",
    .formula = "z = x - y",
    .derivative = "dx = dz, dy = -dz",
};

WG_LOOPS_FLOAT2(mul, x *y)
WG_LOOPS_WRAP2(mul, x *y)
WG_NUMBER_TILES(mul)
WG_LOOPS_ONE(mul, x *y)

static wg_tensor mul_vjp(const wg_vjp *v, int arg)
{
    return wg_mul_tt(v->dy, v->x[1 - arg]);
}

WG_DESCRIPTOR(mul) = {
    WG_TILED(mul, WG_TYPE_NUMBER, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(mul_vjp),
    .one = WG_ONE(mul),
    .flops = 1,
    .singular = WG_SINGULAR_PRODUCT,
    .doc = "The product. Integers wrap around on overflow.",
    .python = "{0} * {1}",
    .formula = "z = x y",
    .derivative = "dx = dz y, dy = dz x",
};

WG_LOOPS_FLOAT2(div, x / y)
WG_FLOAT_TILES(div)
WG_LOOPS_ONE(div, x / y)

/* d/dy = -x / y^2 = -(x / y) / y: by the quotient, because y^2 overflows before the result does. The division of the
 * cotangent is shared by both. */
static wg_tensor div_vjp(const wg_vjp *v, int arg)
{
    const wg_tensor dx = wg_div_tt(v->dy, v->x[1]);
    return arg == 0 ? dx : wg_neg(wg_mul_tt(dx, v->y));
}

WG_DESCRIPTOR(div) = {
    WG_TILED(div, WG_TYPE_FLOAT, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(div_vjp),
    .one = WG_ONE(div),
    .flops = 1,
    .domain = {{-3, 3}, {0.2, 3}},
    .singular = WG_SINGULAR_QUOTIENT,
    .doc = "The quotient.",
    .python = "{0} / {1}",
    .formula = "z = x / y",
    .derivative = "dx = dz / y, dy = -(dz / y) (x / y)",
    .convention = "y = 0: as IEEE 754 divides, so the derivatives are infinite or NaN",
};

/* ---- pow ---- */

/* By squaring, modulo 2^width. A negative exponent gives the true value cut to an integer. */
#define INTEGER_POW(T, U)                                                                          \
    static inline T pow_of_##T(T x, T y)                                                           \
    {                                                                                              \
        if (y < 0)                                                                                 \
            return (T)(x == 1 ? 1 : x == (T)-1 ? 1 - 2 * (int)(y & 1) : 0);                        \
        U power = 1, base = (U)x;                                                                  \
        for (U e = (U)y; e; e = (U)(e >> 1)) {                                                     \
            if (e & 1)                                                                             \
                power = (U)(power * base);                                                         \
            base = (U)(base * base);                                                               \
        }                                                                                          \
        return (T)power;                                                                           \
    }
INTEGER_POW(int32_t, uint32_t)
INTEGER_POW(int64_t, uint64_t)

static inline uint8_t pow_of_uint8_t(uint8_t x, uint8_t y)
{
    return (uint8_t)pow_of_int32_t(x, y);
}

#define INTEGER_LOOP2(fn, T, f)                                                                    \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        T *const o = out;                                                                          \
        const T *const x = in[0], *const y = in[1];                                                \
        (void)attr;                                                                                \
        for (int64_t i = 0; i < n; i++)                                                            \
            o[i] = f(x[i], y[i]);                                                                  \
    }

WG_VECTOR2(pow, wgv_pow, wgv_powd)
INTEGER_LOOP2(pow_i32, int32_t, pow_of_int32_t)
INTEGER_LOOP2(pow_i64, int64_t, pow_of_int64_t)
INTEGER_LOOP2(pow_u8, uint8_t, pow_of_uint8_t)
WG_NUMBER_TILES(pow)

/* The value of a constant with one element. */
static bool constant_of(wg_tensor t, double *value)
{
    const wg__node *node = wg__node_at(t.g, t.id);
    if (node->kind != WG__NODE_CONST || node->numel != 1 || !wg_dtype_is_float(wg_dtype_of(t)))
        return false;
    *value =
        node->dtype == WG_F32 ? (double)*(const float *)node->data : *(const double *)node->data;
    return true;
}

/* dx = g y x^(y-1). The power of 0^0 is taken as x, or it would be 0 inf. */
static wg_tensor pow_dx(const wg_vjp *v)
{
    const wg_tensor x = v->x[0], y = v->x[1];
    double c;
    if (constant_of(y, &c)) {
        if (c == 0.0)
            return wg_none(v->g);
        if (c == 1.0)
            return v->dy;
        return wg_mul_tt(v->dy, wg_mul_ts(c == 2.0 ? x : wg_pow_ts(x, c - 1.0), c));
    }
    const wg_tensor zeros = wg_logical_and(wg_eq_ts(x, 0.0), wg_eq_ts(y, 0.0));
    const wg_tensor e = wg_where(zeros, wg__like(y, 1.0), wg_sub_ts(y, 1.0));
    return wg_mul_tt(v->dy, wg_mul_tt(y, wg_pow_tt(x, e)));
}

/* dy = g x^y log x; the logarithm of x = 0 is taken as 0 where y >= 0. */
static wg_tensor pow_dy(const wg_vjp *v)
{
    const wg_tensor x = v->x[0], y = v->x[1];
    double c;
    if (constant_of(x, &c) && c > 0.0)
        return wg_mul_tt(v->dy, wg_mul_ts(v->y, log(c)));
    const wg_tensor flat = wg_logical_and(wg_eq_ts(x, 0.0), wg_ge_ts(y, 0.0));
    const wg_tensor positive = wg_where(flat, wg__like(x, 1.0), x);
    return wg_mul_tt(v->dy, wg_mul_tt(v->y, wg_log(positive)));
}

static wg_tensor pow_vjp(const wg_vjp *v, int arg)
{
    return arg == 0 ? pow_dx(v) : pow_dy(v);
}

WG_DESCRIPTOR(pow) = {
    WG_TILED(pow, WG_TYPE_NUMBER, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(pow_vjp),
    .flops = 60,
    .domain = {{0.2, 3}, {-3, 3}},
    .singular = WG_SINGULAR_POW,
    .doc = "x to the power of y, with the special values of C. Integers wrap around on overflow; "
           "a negative exponent gives the true power cut towards 0, and 0 for x = 0.",
    .python = "torch.pow({0}, {1})",
    .formula = "z = x^y",
    .derivative = "dx = dz y x^(y-1), dy = dz x^y log x",
    .convention = "dx = 0 where y = 0; dy = 0 where x = 0 and y >= 0, NaN where x < 0",
};

/* ---- the larger and the smaller ---- */

/* x where they are equal; NaN if either is. */
WG_LOOPS_FLOAT2(maximum, ((x >= y) | (x != x)) ? x : y)
WG_LOOPS_INT2(maximum, x >= y ? x : y)
WG_NUMBER_TILES(maximum)

WG_LOOPS_FLOAT2(minimum, ((x <= y) | (x != x)) ? x : y)
WG_LOOPS_INT2(minimum, x <= y ? x : y)
WG_NUMBER_TILES(minimum)

/* lost: where the other operand was taken. */
static wg_tensor shared(const wg_vjp *v, wg_tensor lost)
{
    const wg_tensor half = wg_mul_ts(v->dy, 0.5);
    const wg_tensor won = wg_where(wg_eq_tt(v->x[0], v->x[1]), half, v->dy);
    return wg_where(lost, wg__like(v->dy, 0.0), won);
}

static wg_tensor maximum_vjp(const wg_vjp *v, int arg)
{
    return shared(v, wg_lt_tt(v->x[arg], v->x[1 - arg]));
}

static wg_tensor minimum_vjp(const wg_vjp *v, int arg)
{
    return shared(v, wg_gt_tt(v->x[arg], v->x[1 - arg]));
}

WG_DESCRIPTOR(maximum) = {
    .exact = true,
    WG_TILED(maximum, WG_TYPE_NUMBER, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(maximum_vjp),
    .flops = 1,
    .doc = "The larger of two; NaN if either is NaN.",
    .python = "torch.maximum({0}, {1})",
    .formula = "z = max(x, y)",
    .derivative = "dx = dz where x > y, dy = dz where y > x, else 0",
    .convention = "dz / 2 to each where x = y; dz to both where either is NaN",
};

WG_DESCRIPTOR(minimum) = {
    .exact = true,
    WG_TILED(minimum, WG_TYPE_NUMBER, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(minimum_vjp),
    .flops = 1,
    .doc = "The smaller of two; NaN if either is NaN.",
    .python = "torch.minimum({0}, {1})",
    .formula = "z = min(x, y)",
    .derivative = "dx = dz where x < y, dy = dz where y < x, else 0",
    .convention = "dz / 2 to each where x = y; dz to both where either is NaN",
};

/* ---- atan2, fmod ---- */

WG_VECTOR2(atan2, wgv_atan2, wgv_atan2d)
WG_FLOAT_TILES(atan2)

/* d/dy = x / (x^2 + y^2), d/dx = -y / (x^2 + y^2). Both are homogeneous of degree -1, so they are
 * computed for (x, y) / s and divided by s, whatever s is: with the larger of |x| and |y| no square
 * overflows, and s needs no derivative. */
static wg_tensor atan2_vjp(const wg_vjp *v, int arg)
{
    const wg_tensor y = v->x[0], x = v->x[1];
    const wg_tensor s = wg_stop_gradient(wg_maximum_tt(wg_abs(y), wg_abs(x)));
    const wg_tensor a = wg_div_tt(y, s), b = wg_div_tt(x, s);
    const wg_tensor norm = wg_mul_tt(s, wg_add_tt(wg_square(a), wg_square(b)));
    return wg_mul_tt(v->dy, wg_div_tt(arg == 0 ? b : wg_neg(a), norm));
}

WG_DESCRIPTOR(atan2) = {
    WG_TILED(atan2, WG_TYPE_FLOAT, wg_infer_broadcast),
    .lanes = true,
    WG_RULE(atan2_vjp),
    .flops = 35,
    .domain = {{0.2, 3}, {-3, 3}},
    .doc = "The angle of the point (x, y), in [-pi, pi]; the first operand is y.",
    .python = "torch.atan2({0}, {1})",
    .formula = "z = atan2(y, x)",
    .derivative = "dy = dz x / (x^2 + y^2), dx = -dz y / (x^2 + y^2)",
    .convention = "NaN derivatives at x = y = 0, which has no angle",
};

#define INTEGER_FMOD(T)                                                                            \
    static inline T fmod_of_##T(T x, T y)                                                          \
    {                                                                                              \
        return (T)(y == 0 || y == (T)-1 ? 0 : x % y);                                              \
    }
INTEGER_FMOD(int32_t)
INTEGER_FMOD(int64_t)

static inline uint8_t fmod_of_uint8_t(uint8_t x, uint8_t y)
{
    return (uint8_t)(y == 0 ? 0 : x % y);
}

INTEGER_LOOP2(fmod_f32, float, fmodf)
INTEGER_LOOP2(fmod_f64, double, fmod)
INTEGER_LOOP2(fmod_i32, int32_t, fmod_of_int32_t)
INTEGER_LOOP2(fmod_i64, int64_t, fmod_of_int64_t)
INTEGER_LOOP2(fmod_u8, uint8_t, fmod_of_uint8_t)
WG_NUMBER_TILES(fmod)

/* trunc(x / y) by way of x - fmod(x, y), a multiple of y: the quotient itself may round up to the
 * next integer. */
static wg_tensor fmod_vjp(const wg_vjp *v, int arg)
{
    if (arg == 0)
        return v->dy;
    const wg_tensor q = wg_round(wg_div_tt(wg_sub_tt(v->x[0], v->y), v->x[1]));
    return wg_neg(wg_mul_tt(v->dy, q));
}

WG_DESCRIPTOR(fmod) = {
    WG_TILED(fmod, WG_TYPE_NUMBER, wg_infer_broadcast),
    WG_RULE(fmod_vjp),
    .flops = 30,
    .domain = {{-3, 3}, {0.7, 2.9}},
    .singular = WG_SINGULAR_QUOTIENT,
    .doc = "The remainder of x / y, the quotient cut towards 0: exact, with the sign of x. "
           "Integers: 0 where y = 0.",
    .python = "torch.fmod({0}, {1})",
    .formula = "z = x - y trunc(x / y)",
    .derivative = "dx = dz, dy = -dz trunc(x / y)",
    .convention = "at the jumps, where y divides x, the derivatives of the side away from 0",
};

/* ---- sign ---- */

WG_VECTOR1(neg, wgv_neg, wgv_negd)
WG_LOOPS_WRAP1(neg, 0u - x)
WG_NUMBER_TILES(neg)

static wg_tensor neg_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_neg(v->dy);
}

WG_DESCRIPTOR(neg) = {
    .exact = true,
    WG_TILED(neg, WG_TYPE_NUMBER, wg_infer_same),
    .lanes = true,
    WG_RULE(neg_vjp),
    .linear = true,
    .flops = 1,
    .doc = "The negative. The smallest integer stays what it is, and u8 wraps around.",
    .python = "-{0}",
    .formula = "y = -x",
    .derivative = "dx = -dy",
};

WG_VECTOR1(abs, wgv_abs, wgv_absd)
WG_LOOP1(abs_i32, uint32_t, uint32_t, x >> 31 ? 0u - x : x)
WG_LOOP1(abs_i64, uint64_t, uint64_t, x >> 63 ? 0u - x : x)
WG_LOOP1(abs_u8, uint8_t, uint8_t, x)
WG_NUMBER_TILES(abs)

static wg_tensor abs_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_sign(v->x[0]));
}

WG_DESCRIPTOR(abs) = {
    .exact = true,
    WG_TILED(abs, WG_TYPE_NUMBER, wg_infer_same),
    .lanes = true,
    WG_RULE(abs_vjp),
    .flops = 1,
    .doc = "The magnitude. The smallest integer stays what it is.",
    .python = "torch.abs({0})",
    .formula = "y = |x|",
    .derivative = "dx = dy sign(x)",
    .convention = "derivative 0 at x = 0",
};

WG_LOOPS_FLOAT1(sign, x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : x)
WG_LOOP1(sign_i32, int32_t, int32_t, (x > 0) - (x < 0))
WG_LOOP1(sign_i64, int64_t, int64_t, (x > 0) - (x < 0))
WG_LOOP1(sign_u8, uint8_t, uint8_t, x != 0)
WG_NUMBER_TILES(sign)

WG_DESCRIPTOR(sign) = {
    .exact = true,
    WG_TILED(sign, WG_TYPE_NUMBER, wg_infer_same),
    .lanes = true,
    .diff = WG_DIFF_CONSTANT,
    .flops = 1,
    .doc = "-1, 0 or 1 as x is negative, zero or positive; NaN of NaN.",
    .python = "torch.sign({0})",
    .formula = "y = sign(x)",
    .derivative = "none: piecewise constant",
};

/* ---- powers and roots ---- */

WG_LOOPS_FLOAT1(square, x *x)
WG_LOOPS_WRAP1(square, x *x)
WG_NUMBER_TILES(square)

static wg_tensor square_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_ts(v->x[0], 2.0));
}

WG_DESCRIPTOR(square) = {
    WG_TILED(square, WG_TYPE_NUMBER, wg_infer_same),
    .lanes = true,
    WG_RULE(square_vjp),
    .flops = 1,
    .singular = WG_SINGULAR_PRODUCT,
    .doc = "The square. Integers wrap around on overflow.",
    .python = "torch.square({0})",
    .formula = "y = x^2",
    .derivative = "dx = 2 dy x",
};

WG_VECTOR1(sqrt, wgv_sqrt, wgv_sqrtd)
WG_FLOAT_TILES(sqrt)

static wg_tensor sqrt_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_div_tt(v->dy, wg_mul_ts(v->y, 2.0));
}

WG_DESCRIPTOR(sqrt) = {
    WG_TILED(sqrt, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(sqrt_vjp),
    .flops = 1,
    .domain = {{0.2, 3}},
    .singular = WG_SINGULAR_SQRT,
    .doc = "The square root, correctly rounded; NaN for x < 0.",
    .python = "torch.sqrt({0})",
    .formula = "y = sqrt(x)",
    .derivative = "dx = dy / (2 sqrt(x))",
    .convention = "derivative inf at x = 0",
};

WG_VECTOR1(rsqrt, wgv_rsqrt, wgv_rsqrtd)
WG_FLOAT_TILES(rsqrt)

static wg_tensor rsqrt_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_tt(wg_mul_ts(v->y, -0.5), wg_square(v->y)));
}

WG_DESCRIPTOR(rsqrt) = {
    WG_TILED(rsqrt, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(rsqrt_vjp),
    .flops = 2,
    .domain = {{0.2, 3}},
    .singular = WG_SINGULAR_RSQRT,
    .doc = "One over the square root; inf at 0, NaN for x < 0.",
    .python = "torch.rsqrt({0})",
    .formula = "y = 1 / sqrt(x)",
    .derivative = "dx = -dy rsqrt(x)^3 / 2",
    .convention = "derivative -inf at x = 0",
};

WG_LOOPS_FLOAT1(reciprocal, 1 / x)
WG_FLOAT_TILES(reciprocal)

static wg_tensor reciprocal_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_neg(wg_mul_tt(wg_mul_tt(v->dy, v->y), v->y));
}

WG_DESCRIPTOR(reciprocal) = {
    WG_TILED(reciprocal, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(reciprocal_vjp),
    .flops = 1,
    .domain = {{0.2, 3}},
    .singular = WG_SINGULAR_QUOTIENT,
    .doc = "One over x.",
    .python = "torch.reciprocal({0})",
    .formula = "y = 1 / x",
    .derivative = "dx = -dy / x^2",
    .convention = "derivative -inf at x = 0",
};

WG_LOOPS_FLOAT1(relu, x <= 0 ? 0 : x)
WG_FLOAT_TILES(relu)

static wg_tensor relu_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_where(wg_le_ts(v->y, 0.0), wg__like(v->dy, 0.0), v->dy);
}

WG_DESCRIPTOR(relu) = {
    .exact = true,
    WG_TILED(relu, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(relu_vjp),
    .flops = 1,
    .doc = "x where it is positive, else 0; NaN of NaN.",
    .python = "torch.relu({0})",
    .formula = "y = max(x, 0)",
    .derivative = "dx = dy where x > 0, else 0",
    .convention = "derivative 0 at x = 0",
};

/* ---- rounding ---- */

WG_VECTOR1(floor, wgv_floor, wgv_floord)
WG_FLOAT_TILES(floor)

WG_DESCRIPTOR(floor) = {
    .exact = true,
    WG_TILED(floor, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    .diff = WG_DIFF_CONSTANT,
    .flops = 1,
    .doc = "The largest whole number that is not above x.",
    .python = "torch.floor({0})",
    .formula = "y = floor(x)",
    .derivative = "none: piecewise constant",
};

WG_VECTOR1(ceil, wgv_ceil, wgv_ceild)
WG_FLOAT_TILES(ceil)

WG_DESCRIPTOR(ceil) = {
    .exact = true,
    WG_TILED(ceil, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    .diff = WG_DIFF_CONSTANT,
    .flops = 1,
    .doc = "The smallest whole number that is not below x.",
    .python = "torch.ceil({0})",
    .formula = "y = ceil(x)",
    .derivative = "none: piecewise constant",
};

WG_VECTOR1(round, wgv_round, wgv_roundd)
WG_FLOAT_TILES(round)

WG_DESCRIPTOR(round) = {
    .exact = true,
    WG_TILED(round, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    .diff = WG_DIFF_CONSTANT,
    .flops = 1,
    .doc = "The nearest whole number, the even one of two.",
    .python = "torch.round({0})",
    .formula = "y = round(x)",
    .derivative = "none: piecewise constant",
};

WG_VECTOR1(trunc, wgv_trunc, wgv_truncd)
WG_FLOAT_TILES(trunc)

WG_DESCRIPTOR(trunc) = {
    .exact = true,
    WG_TILED(trunc, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    .diff = WG_DIFF_CONSTANT,
    .flops = 1,
    .doc = "The whole part of x.",
    .python = "torch.trunc({0})",
    .formula = "y = trunc(x)",
    .derivative = "none: piecewise constant",
};
