/* Elementwise functions of one float: exponentials, logarithms, trigonometric, hyperbolic, erf.
 *
 * The lanes are those of vmath.h, which says how accurate they are. A base pass without fused
 * multiply-add may differ from the others in the last bit. */
#include "ops/tile.h"

#define LN2 0.693147180559945309417
#define TWO_OVER_SQRT_PI 1.12837916709551257390

/* 1 - x^2 without its cancellation near |x| = 1. */
static inline wg_tensor one_minus_square(wg_tensor x)
{
    return wg_mul_tt(wg_sub_st(1.0, x), wg_add_ts(x, 1.0));
}

/* ---- exponentials ---- */

WG_VECTOR1(exp, wgv_exp, wgv_expd)
WG_FLOAT_TILES(exp)

static wg_tensor exp_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, v->y);
}

WG_DESCRIPTOR(exp) = {
    WG_TILED(exp, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(exp_vjp),
    .flops = 16,
    .singular = WG_SINGULAR_EXP,
    .doc = "The exponential function.",
    .python = "torch.exp({0})",
    .formula = "y = e^x",
    .derivative = "dx = dy y",
};

WG_VECTOR1(expm1, wgv_expm1, wgv_expm1d)
WG_FLOAT_TILES(expm1)

/* By e^x and not y + 1, which loses all digits of a small e^x. */
static wg_tensor expm1_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_exp(v->x[0]));
}

WG_DESCRIPTOR(expm1) = {
    WG_TILED(expm1, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(expm1_vjp),
    .flops = 18,
    .singular = WG_SINGULAR_EXP,
    .doc = "e^x - 1, accurate where it is small.",
    .python = "torch.expm1({0})",
    .formula = "y = e^x - 1",
    .derivative = "dx = dy e^x",
};

WG_VECTOR1(exp2, wgv_exp2, wgv_exp2d)
WG_FLOAT_TILES(exp2)

static wg_tensor exp2_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_ts(v->y, LN2));
}

WG_DESCRIPTOR(exp2) = {
    WG_TILED(exp2, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(exp2_vjp),
    .flops = 14,
    .singular = WG_SINGULAR_EXP,
    .doc = "Two to the power of x.",
    .python = "torch.exp2({0})",
    .formula = "y = 2^x",
    .derivative = "dx = dy y log 2",
};

/* ---- logarithms ---- */

WG_VECTOR1(log, wgv_log, wgv_logd)
WG_FLOAT_TILES(log)

static wg_tensor log_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_div_tt(v->dy, v->x[0]);
}

WG_DESCRIPTOR(log) = {
    WG_TILED(log, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(log_vjp),
    .flops = 20,
    .domain = {{0.2, 3}},
    .singular = WG_SINGULAR_LOG,
    .doc = "The natural logarithm; -inf at 0, NaN for x < 0.",
    .python = "torch.log({0})",
    .formula = "y = log x",
    .derivative = "dx = dy / x",
    .convention = "derivative inf at x = 0",
};

WG_VECTOR1(log1p, wgv_log1p, wgv_log1pd)
WG_FLOAT_TILES(log1p)

static wg_tensor log1p_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_div_tt(v->dy, wg_add_ts(v->x[0], 1.0));
}

WG_DESCRIPTOR(log1p) = {
    WG_TILED(log1p, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(log1p_vjp),
    .flops = 24,
    .domain = {{-0.8, 3}},
    .singular = WG_SINGULAR_LOG1P,
    .doc = "log(1 + x), accurate where x is small.",
    .python = "torch.log1p({0})",
    .formula = "y = log(1 + x)",
    .derivative = "dx = dy / (1 + x)",
    .convention = "derivative inf at x = -1",
};

WG_VECTOR1(log2, wgv_log2, wgv_log2d)
WG_FLOAT_TILES(log2)

static wg_tensor log2_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_div_tt(v->dy, wg_mul_ts(v->x[0], LN2));
}

WG_DESCRIPTOR(log2) = {
    WG_TILED(log2, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(log2_vjp),
    .flops = 20,
    .domain = {{0.2, 3}},
    .singular = WG_SINGULAR_LOG,
    .doc = "The logarithm to base 2; -inf at 0, NaN for x < 0.",
    .python = "torch.log2({0})",
    .formula = "y = log2 x",
    .derivative = "dx = dy / (x log 2)",
    .convention = "derivative inf at x = 0",
};

/* ---- trigonometric functions and their inverses ---- */

WG_VECTOR1(sin, wgv_sin, wgv_sind)
WG_FLOAT_TILES(sin)

static wg_tensor sin_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_cos(v->x[0]));
}

WG_DESCRIPTOR(sin) = {
    WG_TILED(sin, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(sin_vjp),
    .flops = 20,
    .doc = "The sine of an angle in radians; NaN of an infinity.",
    .python = "torch.sin({0})",
    .formula = "y = sin x",
    .derivative = "dx = dy cos x",
};

WG_VECTOR1(cos, wgv_cos, wgv_cosd)
WG_FLOAT_TILES(cos)

static wg_tensor cos_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_neg(wg_mul_tt(v->dy, wg_sin(v->x[0])));
}

WG_DESCRIPTOR(cos) = {
    WG_TILED(cos, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(cos_vjp),
    .flops = 20,
    .doc = "The cosine of an angle in radians; NaN of an infinity.",
    .python = "torch.cos({0})",
    .formula = "y = cos x",
    .derivative = "dx = -dy sin x",
};

WG_VECTOR1(tan, wgv_tan, wgv_tand)
WG_FLOAT_TILES(tan)

static wg_tensor tan_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_add_ts(wg_square(v->y), 1.0));
}

WG_DESCRIPTOR(tan) = {
    WG_TILED(tan, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(tan_vjp),
    .flops = 40,
    .domain = {{-1.2, 1.2}},
    .doc = "The tangent of an angle in radians; NaN of an infinity.",
    .python = "torch.tan({0})",
    .formula = "y = tan x",
    .derivative = "dx = dy (1 + y^2)",
};

WG_VECTOR1(asin, wgv_asin, wgv_asind)
WG_FLOAT_TILES(asin)

static wg_tensor asin_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_rsqrt(one_minus_square(v->x[0])));
}

WG_DESCRIPTOR(asin) = {
    WG_TILED(asin, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(asin_vjp),
    .flops = 20,
    .domain = {{-0.95, 0.95}},
    .singular = WG_SINGULAR_ARC,
    .doc = "The inverse sine, in [-pi/2, pi/2]; NaN for |x| > 1.",
    .python = "torch.asin({0})",
    .formula = "y = asin x",
    .derivative = "dx = dy / sqrt((1 - x) (1 + x))",
    .convention = "derivative inf at |x| = 1",
};

WG_VECTOR1(acos, wgv_acos, wgv_acosd)
WG_FLOAT_TILES(acos)

static wg_tensor acos_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_neg(wg_mul_tt(v->dy, wg_rsqrt(one_minus_square(v->x[0]))));
}

WG_DESCRIPTOR(acos) = {
    WG_TILED(acos, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(acos_vjp),
    .flops = 20,
    .domain = {{-0.95, 0.95}},
    .singular = WG_SINGULAR_ARC,
    .doc = "The inverse cosine, in [0, pi]; NaN for |x| > 1.",
    .python = "torch.acos({0})",
    .formula = "y = acos x",
    .derivative = "dx = -dy / sqrt((1 - x) (1 + x))",
    .convention = "derivative -inf at |x| = 1",
};

WG_VECTOR1(atan, wgv_atan, wgv_atand)
WG_FLOAT_TILES(atan)

static wg_tensor atan_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_div_tt(v->dy, wg_add_ts(wg_square(v->x[0]), 1.0));
}

WG_DESCRIPTOR(atan) = {
    WG_TILED(atan, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(atan_vjp),
    .flops = 25,
    .doc = "The inverse tangent, in [-pi/2, pi/2].",
    .python = "torch.atan({0})",
    .formula = "y = atan x",
    .derivative = "dx = dy / (1 + x^2)",
};

/* ---- hyperbolic functions and their inverses ---- */

WG_VECTOR1(sinh, wgv_sinh, wgv_sinhd)
WG_FLOAT_TILES(sinh)

static wg_tensor sinh_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_cosh(v->x[0]));
}

WG_DESCRIPTOR(sinh) = {
    WG_TILED(sinh, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(sinh_vjp),
    .flops = 40,
    .singular = WG_SINGULAR_EXP,
    .doc = "The hyperbolic sine.",
    .python = "torch.sinh({0})",
    .formula = "y = sinh x",
    .derivative = "dx = dy cosh x",
};

WG_VECTOR1(cosh, wgv_cosh, wgv_coshd)
WG_FLOAT_TILES(cosh)

static wg_tensor cosh_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_sinh(v->x[0]));
}

WG_DESCRIPTOR(cosh) = {
    WG_TILED(cosh, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(cosh_vjp),
    .flops = 40,
    .singular = WG_SINGULAR_EXP,
    .doc = "The hyperbolic cosine.",
    .python = "torch.cosh({0})",
    .formula = "y = cosh x",
    .derivative = "dx = dy sinh x",
};

WG_VECTOR1(tanh, wgv_tanh, wgv_tanhd)
WG_FLOAT_TILES(tanh)

/* With y: no recompute, and accurate near |y| = 1, where 1 - y^2 is not. */
static wg_tensor tanh_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_tt(wg_add_ts(v->y, 1.0), wg_sub_st(1.0, v->y)));
}

WG_DESCRIPTOR(tanh) = {
    WG_TILED(tanh, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(tanh_vjp),
    .flops = 25,
    .doc = "The hyperbolic tangent.",
    .python = "torch.tanh({0})",
    .formula = "y = tanh x",
    .derivative = "dx = dy (1 + y) (1 - y)",
};

WG_VECTOR1(asinh, wgv_asinh, wgv_asinhd)
WG_FLOAT_TILES(asinh)

static wg_tensor asinh_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_rsqrt(wg_add_ts(wg_square(v->x[0]), 1.0)));
}

WG_DESCRIPTOR(asinh) = {
    WG_TILED(asinh, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(asinh_vjp),
    .flops = 45,
    .doc = "The inverse hyperbolic sine.",
    .python = "torch.asinh({0})",
    .formula = "y = asinh x",
    .derivative = "dx = dy / sqrt(x^2 + 1)",
};

WG_VECTOR1(acosh, wgv_acosh, wgv_acoshd)
WG_FLOAT_TILES(acosh)

static wg_tensor acosh_vjp(const wg_vjp *v, int arg)
{
    const wg_tensor x = v->x[0];
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_tt(wg_rsqrt(wg_sub_ts(x, 1.0)), wg_rsqrt(wg_add_ts(x, 1.0))));
}

WG_DESCRIPTOR(acosh) = {
    WG_TILED(acosh, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(acosh_vjp),
    .flops = 45,
    .domain = {{1.2, 4}},
    .singular = WG_SINGULAR_ACOSH,
    .doc = "The inverse hyperbolic cosine; NaN for x < 1.",
    .python = "torch.acosh({0})",
    .formula = "y = acosh x",
    .derivative = "dx = dy / (sqrt(x - 1) sqrt(x + 1))",
    .convention = "derivative inf at x = 1, NaN for x < 1",
};

WG_VECTOR1(atanh, wgv_atanh, wgv_atanhd)
WG_FLOAT_TILES(atanh)

static wg_tensor atanh_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_div_tt(v->dy, one_minus_square(v->x[0]));
}

WG_DESCRIPTOR(atanh) = {
    WG_TILED(atanh, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(atanh_vjp),
    .flops = 45,
    .domain = {{-0.9, 0.9}},
    .singular = WG_SINGULAR_ATANH,
    .doc = "The inverse hyperbolic tangent; NaN for |x| > 1.",
    .python = "torch.atanh({0})",
    .formula = "y = atanh x",
    .derivative = "dx = dy / ((1 - x) (1 + x))",
    .convention = "y = -inf or inf, derivative inf at |x| = 1",
};

/* ---- of distributions ---- */

WG_VECTOR1(sigmoid, wgv_sigmoid, wgv_sigmoidd)
WG_FLOAT_TILES(sigmoid)

static wg_tensor sigmoid_vjp(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_tt(v->y, wg_sub_st(1.0, v->y)));
}

WG_DESCRIPTOR(sigmoid) = {
    WG_TILED(sigmoid, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(sigmoid_vjp),
    .flops = 25,
    .doc = "The logistic function, stable on both sides.",
    .python = "torch.sigmoid({0})",
    .formula = "y = 1 / (1 + e^-x)",
    .derivative = "dx = dy y (1 - y)",
};

WG_VECTOR1(erf, wgv_erf, wgv_erfd)
WG_FLOAT_TILES(erf)

static wg_tensor erf_vjp(const wg_vjp *v, int arg)
{
    const wg_tensor bell = wg_exp(wg_neg(wg_square(v->x[0])));
    (void)arg;
    return wg_mul_tt(v->dy, wg_mul_ts(bell, TWO_OVER_SQRT_PI));
}

WG_DESCRIPTOR(erf) = {
    WG_TILED(erf, WG_TYPE_FLOAT, wg_infer_same),
    .lanes = true,
    WG_RULE(erf_vjp),
    .flops = 15,
    .doc = "The error function, 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x.",
    .python = "torch.erf({0})",
    .formula = "y = erf x",
    .derivative = "dx = dy 2/sqrt(pi) e^(-x^2)",
};
