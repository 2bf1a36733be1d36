/* Compositions: functions that are expressions of other ops, in their stable forms.
 *
 * A shift by a maximum is exact for any shift, so the maximum stands under stop_gradient: all
 * derivatives are right, ties included. Where one of two formulas is chosen by wg_where, the other
 * one is fed a harmless operand, so that no inf or NaN of it reaches a gradient. */
#include "ops/apply.h"

#include <limits.h>
#include <math.h>

#include "ops/sample.h"
#include "ops_gen_impl.h"
#include "tensor/node.h"

/* A number of the dtype of t. */
static wg_tensor like(wg_tensor t, double value)
{
    return !wg_is_ok(t) ? t : wg_scalar(t.g, wg_dtype_of(t), value);
}

/* False, with an error in the graph, unless x is a live tensor of the dtypes. */
static bool takes(const char *name, wg_tensor x, unsigned types, const char *words)
{
    wg_graph *g = wg__graph_of(&x, 1);
    if (!wg__use(g, x, "operand 0"))
        return false;
    if (types >> wg_dtype_of(x) & 1u)
        return true;
    char text[256];
    wg__fail(g, WG_ERR_DTYPE, "%s takes %s, not %s (wg_cast converts): %s", name, words,
             wg_dtype_name(wg_dtype_of(x)), wg__describe(g, x, text, sizeof text));
    return false;
}

static bool takes_float(const char *name, wg_tensor x)
{
    return takes(name, x, WG_TYPE_FLOAT, "f32 or f64");
}

static wg_tensor poison(wg_tensor x)
{
    return wg__poison(wg__graph_of(&x, 1));
}

/* The axis as a set. What is out of range stays out of range. */
static wg_axes along_axis(int64_t axis)
{
    return WG_AXES(axis > INT_MAX ? INT_MAX : axis < INT_MIN ? INT_MIN : (int)axis);
}

/* ---- softmax and its logarithm ---- */

/* x less its largest element along the axis: at most 0, with a 0 in it. */
static wg_tensor shifted(wg_tensor x, wg_axes axis)
{
    return wg_sub_tt(x, wg_stop_gradient(wg_max(x, axis, true)));
}

wg_tensor wg__softmax(wg_tensor x, int64_t axis)
{
    if (!takes_float("softmax", x))
        return poison(x);
    const wg_axes along = along_axis(axis);
    const wg_tensor e = wg_exp(shifted(x, along));
    return wg_div_tt(e, wg_sum(e, along, true));
}

const wg_op wg__op_softmax = {
    WG__COMPOSITION(softmax),
    .types = WG_TYPE_FLOAT,
    .flops = 20,
    WG__SAMPLES({WG__ON(WG__X(3, 4))}, {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__INT(1))}),
    .doc = "Exponentials along an axis, divided by their sum.",
    .formula = "y = e^(x - max x) / sum e^(x - max x)",
    .derivative = "dx = y (dy - sum(dy y))",
    .convention = "NaN along an axis of nothing but -inf, or with a +inf",
};

wg_tensor wg__log_softmax(wg_tensor x, int64_t axis)
{
    if (!takes_float("log_softmax", x))
        return poison(x);
    const wg_axes along = along_axis(axis);
    const wg_tensor z = shifted(x, along);
    return wg_sub_tt(z, wg_log(wg_sum(wg_exp(z), along, true)));
}

const wg_op wg__op_log_softmax = {
    WG__COMPOSITION(log_softmax),
    .types = WG_TYPE_FLOAT,
    .flops = 20,
    WG__SAMPLES({WG__ON(WG__X(3, 4))}, {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__INT(0))}),
    .doc = "The logarithm of softmax, without the loss of digits of the one after the other.",
    .formula = "y = x - max x - log sum e^(x - max x)",
    .derivative = "dx = dy - softmax(x) sum(dy)",
    .convention = "NaN along an axis of nothing but -inf, or with a +inf",
};

/* An infinite maximum is not subtracted: inf - inf would be NaN. A sum of 0 is replaced before its
 * logarithm is taken, so that the gradient of nothing but -inf is 0. */
wg_tensor wg__logsumexp(wg_tensor x, wg_axes axes, bool keepdims)
{
    if (!takes_float("logsumexp", x))
        return poison(x);
    const wg_tensor top = wg_stop_gradient(wg_max(x, axes, true));
    const wg_tensor shift = wg_where(wg_isfinite(top), top, like(x, 0.0));
    const wg_tensor sum = wg_sum(wg_exp(wg_sub_tt(x, shift)), axes, true);
    const wg_tensor empty = wg_eq_ts(sum, 0.0);
    const wg_tensor y = wg_add_tt(wg_log(wg_where(empty, like(x, 1.0), sum)), shift);
    const wg_tensor kept = wg_where(empty, like(x, -HUGE_VAL), y);
    return keepdims ? kept : wg_squeeze(kept, axes);
}

const wg_op wg__op_logsumexp = {
    WG__COMPOSITION(logsumexp),
    .types = WG_TYPE_FLOAT,
    .flops = 20,
    WG__SAMPLES({WG__ON(WG__X(3, 4))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(0, 2), WG__INT(1))}),
    .doc = "The logarithm of the sum of exponentials over the axes.",
    .formula = "y = max x + log sum e^(x - max x)",
    .derivative = "dx = dy e^(x - y)",
    .convention = "-inf, with gradient 0, of nothing but -inf; "
                  "a +inf gives inf, with NaN as its gradient",
};

/* ---- activations ---- */

/* log(1 + e^-|x|), with |x| as a choice of x and -x: its derivative at 0 is that of one side, which
 * is what the other summand of the two functions below takes as well, so they are smooth there. */
static wg_tensor log1p_exp_abs(wg_tensor x, wg_tensor positive)
{
    return wg_log1p(wg_exp(wg_where(positive, wg_neg(x), x)));
}

wg_tensor wg__softplus(wg_tensor x)
{
    if (!takes_float("softplus", x))
        return poison(x);
    const wg_tensor positive = wg_ge_ts(x, 0.0);
    return wg_add_tt(wg_where(positive, x, like(x, 0.0)), log1p_exp_abs(x, positive));
}

const wg_op wg__op_softplus = {
    WG__COMPOSITION(softplus),
    .types = WG_TYPE_FLOAT,
    .flops = 45,
    .doc = "A smooth ramp: 0 far to the left, x far to the right.",
    .formula = "y = log(1 + e^x) = max(x, 0) + log(1 + e^-|x|)",
    .derivative = "dx = dy sigmoid(x)",
};

wg_tensor wg__log_sigmoid(wg_tensor x)
{
    if (!takes_float("log_sigmoid", x))
        return poison(x);
    const wg_tensor positive = wg_ge_ts(x, 0.0);
    return wg_sub_tt(wg_where(positive, like(x, 0.0), x), log1p_exp_abs(x, positive));
}

const wg_op wg__op_log_sigmoid = {
    WG__COMPOSITION(log_sigmoid),
    .types = WG_TYPE_FLOAT,
    .flops = 45,
    .doc = "The logarithm of sigmoid, accurate on both sides.",
    .formula = "y = -log(1 + e^-x) = min(x, 0) - log(1 + e^-|x|)",
    .derivative = "dx = dy sigmoid(-x)",
};

wg_tensor wg__silu(wg_tensor x)
{
    if (!takes_float("silu", x))
        return poison(x);
    return wg_mul_tt(x, wg_sigmoid(x));
}

const wg_op wg__op_silu = {
    WG__COMPOSITION(silu),
    .types = WG_TYPE_FLOAT,
    .flops = 26,
    .doc = "x weighted by its sigmoid; also called swish.",
    .formula = "y = x sigmoid(x)",
    .derivative = "dx = dy (s + x s (1 - s)), s = sigmoid(x)",
    .convention = "NaN of -inf",
};

wg_tensor wg__gelu(wg_tensor x)
{
    if (!takes_float("gelu", x))
        return poison(x);
    const wg_tensor phi = wg_add_ts(wg_erf(wg_mul_ts(x, 0.70710678118654752440)), 1.0);
    return wg_mul_tt(wg_mul_ts(x, 0.5), phi);
}

const wg_op wg__op_gelu = {
    WG__COMPOSITION(gelu),
    .types = WG_TYPE_FLOAT,
    .flops = 35,
    .doc = "x weighted by the normal distribution function; Hendrycks and Gimpel, 2016.",
    .formula = "y = x (1 + erf(x / sqrt(2))) / 2",
    .derivative = "dx = dy ((1 + erf(x / sqrt(2))) / 2 + x e^(-x^2 / 2) / sqrt(2 pi))",
    .convention = "NaN of -inf",
};

wg_tensor wg__gelu_tanh(wg_tensor x)
{
    if (!takes_float("gelu_tanh", x))
        return poison(x);
    const wg_tensor cube = wg_mul_tt(wg_square(x), x);
    const wg_tensor bent = wg_add_tt(x, wg_mul_ts(cube, 0.044715));
    const wg_tensor phi = wg_add_ts(wg_tanh(wg_mul_ts(bent, 0.79788456080286535588)), 1.0);
    return wg_mul_tt(wg_mul_ts(x, 0.5), phi);
}

const wg_op wg__op_gelu_tanh = {
    WG__COMPOSITION(gelu_tanh),
    .types = WG_TYPE_FLOAT,
    .flops = 35,
    .doc = "gelu with tanh in place of erf, off by less than 0.0005; what GPT-2 computes.",
    .formula = "y = x (1 + tanh(u)) / 2, u = sqrt(2/pi) (x + 0.044715 x^3)",
    .derivative = "dx = dy ((1 + t) / 2 + x (1 - t^2) sqrt(2/pi) (1 + 0.134145 x^2) / 2), "
                  "t = tanh(u)",
    .convention = "NaN of -inf",
};

wg_tensor wg__elu(wg_tensor x, double alpha)
{
    if (!takes_float("elu", x))
        return poison(x);
    const wg_tensor positive = wg_gt_ts(x, 0.0);
    const wg_tensor left = wg_where(positive, like(x, 0.0), x);
    return wg_where(positive, x, wg_mul_ts(wg_expm1(left), alpha));
}

const wg_op wg__op_elu = {
    WG__COMPOSITION(elu),
    .types = WG_TYPE_FLOAT,
    .flops = 22,
    WG__SAMPLES({WG__ON(WG__X(3, 4)), WG__WITH(WG__FLOAT(0.7))}),
    .doc = "x where it is positive, else an exponential that falls to -alpha; Clevert, 2015.",
    .formula = "y = x > 0 ? x : alpha (e^x - 1)",
    .derivative = "dx = dy (x > 0 ? 1 : alpha e^x)",
    .convention = "derivative alpha at x = 0",
};

wg_tensor wg__leaky_relu(wg_tensor x, double slope)
{
    if (!takes_float("leaky_relu", x))
        return poison(x);
    return wg_where(wg_gt_ts(x, 0.0), x, wg_mul_ts(x, slope));
}

const wg_op wg__op_leaky_relu = {
    WG__COMPOSITION(leaky_relu),
    .types = WG_TYPE_FLOAT,
    .flops = 3,
    WG__SAMPLES({WG__ON(WG__X(3, 4)), WG__WITH(WG__FLOAT(0.2))}),
    .doc = "x where it is positive, else slope times x.",
    .formula = "y = x > 0 ? x : slope x",
    .derivative = "dx = dy (x > 0 ? 1 : slope)",
    .convention = "derivative slope at x = 0",
};

/* By choices, not by maximum and minimum: x keeps its whole gradient at a bound. */
wg_tensor wg__clamp(wg_tensor x, double lo, double hi)
{
    if (!takes("clamp", x, WG_TYPE_NUMBER, "numbers, not bool"))
        return poison(x);
    if (!(lo <= hi))
        return wg__fail(x.g, WG_ERR_ARGUMENT, "the bounds are %g and %g, not in order", lo, hi);
    wg_tensor y = x;
    if (lo != -HUGE_VAL)
        y = wg_where(wg_lt_ts(x, lo), like(x, lo), y);
    if (hi != HUGE_VAL)
        y = wg_where(wg_gt_ts(x, hi), like(x, hi), y);
    return y;
}

const wg_op wg__op_clamp = {
    WG__COMPOSITION(clamp),
    .types = WG_TYPE_NUMBER,
    .flops = 4,
    WG__SAMPLES({WG__ON(WG__X(3, 4)), WG__WITH(WG__FLOAT(-1), WG__FLOAT(1.5))}),
    .doc = "x, but lo where it is below lo and hi where it is above hi; NaN of NaN.",
    .formula = "y = min(max(x, lo), hi)",
    .derivative = "dx = dy where lo <= x <= hi, else 0",
    .convention = "derivative 1 at the bounds",
};

/* ---- moments and norm ---- */

/* The square root of a sum of squares, with gradient 0 and not NaN where it is 0. */
static wg_tensor root(wg_tensor s)
{
    const wg_tensor zero = wg_eq_ts(s, 0.0);
    return wg_where(zero, like(s, 0.0), wg_sqrt(wg_where(zero, like(s, 1.0), s)));
}

/* Elements of x per element of what a reduction over the axes leaves; the axes are in range. */
static int64_t reduced_count(wg_tensor x, wg_axes axes)
{
    const wg_shape s = wg_shape_of(x);
    int64_t count = 1;
    for (int k = 0; k < (axes.n < 0 ? s.rank : axes.n); k++) {
        const int axis = axes.n < 0 ? k : axes.axis[k];
        count *= s.dim[axis < 0 ? axis + s.rank : axis];
    }
    return count;
}

static wg_tensor variance(const char *name, wg_tensor x, wg_axes axes, bool keepdims, int64_t ddof)
{
    if (!takes_float(name, x))
        return poison(x);
    if (ddof < 0)
        return wg__fail(x.g, WG_ERR_ARGUMENT, "ddof is %lld, below 0", (long long)ddof);
    const wg_tensor mean = wg_mean(x, axes, true);
    if (!wg_is_ok(mean))
        return poison(x);
    const int64_t count = reduced_count(x, axes);
    const wg_tensor s = wg_sum(wg_square(wg_sub_tt(x, mean)), axes, keepdims);
    return wg_div_ts(s, count > ddof ? (double)(count - ddof) : 0.0);
}

wg_tensor wg__var(wg_tensor x, wg_axes axes, bool keepdims, int64_t ddof)
{
    return variance("var", x, axes, keepdims, ddof);
}

const wg_op wg__op_var = {
    WG__COMPOSITION(var),
    .types = WG_TYPE_FLOAT,
    .flops = 3,
    WG__SAMPLES({WG__ON(WG__X(2, 3, 4))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(1), WG__INT(0), WG__INT(1))}),
    .doc = "The variance over the axes: squares of what is left of x without its mean, summed and "
           "divided by their number less ddof.",
    .formula = "y = sum (x - mean x)^2 / (n - ddof)",
    .derivative = "dx = 2 dy (x - mean x) / (n - ddof)",
    .convention = "NaN or inf where n <= ddof, as in NumPy",
};

wg_tensor wg__std(wg_tensor x, wg_axes axes, bool keepdims, int64_t ddof)
{
    return root(variance("std", x, axes, keepdims, ddof));
}

const wg_op wg__op_std = {
    WG__COMPOSITION(std),
    .types = WG_TYPE_FLOAT,
    .flops = 3,
    WG__SAMPLES({WG__ON(WG__X(2, 3, 4))},
                {WG__ON(WG__X(2, 3, 4)), WG__WITH(WG__LIST(0, 2), WG__INT(1), WG__INT(1))}),
    .doc = "The standard deviation over the axes: the square root of var.",
    .formula = "y = sqrt(sum (x - mean x)^2 / (n - ddof))",
    .derivative = "dx = dy (x - mean x) / ((n - ddof) y)",
    .convention = "gradient 0 where y = 0; NaN or inf where n <= ddof, as in NumPy",
};

wg_tensor wg__norm(wg_tensor x, wg_axes axes, bool keepdims)
{
    if (!takes_float("norm", x))
        return poison(x);
    return root(wg_sum(wg_square(x), axes, keepdims));
}

const wg_op wg__op_norm = {
    WG__COMPOSITION(norm),
    .types = WG_TYPE_FLOAT,
    .flops = 2,
    WG__SAMPLES({WG__ON(WG__X(3, 4))}, {WG__ON(WG__X(3, 4)), WG__WITH(WG__LIST(1), WG__INT(1))}),
    .doc = "The Euclidean norm over the axes; its squares are not scaled, so they overflow where "
           "|x| passes 1.8e19 (f32) or 1.3e154 (f64).",
    .formula = "y = sqrt(sum x^2)",
    .derivative = "dx = dy x / y",
    .convention = "gradient 0 where y = 0",
};
