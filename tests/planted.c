/* Custom ops with one known fault each. */
#include "tests/planted.h"

#include <math.h>
#include <stdint.h>

#include "ops/ops.h"

static int64_t count(const wg_view *v)
{
    int64_t n = 0;
    (void)wg_shape_numel(v->shape, &n);
    return n;
}

static double get(const wg_view *v, int64_t i)
{
    return v->dtype == WG_F32 ? (double)((const float *)v->data)[i] : ((const double *)v->data)[i];
}

static void put(const wg_view *v, int64_t i, double x)
{
    if (v->dtype == WG_F32)
        ((float *)v->data)[i] = (float)x;
    else
        ((double *)v->data)[i] = x;
}

#define ELEMENTWISE(name, expression)                                                              \
    static wg_code name##_kernel(const wg_kernel_args *k)                                          \
    {                                                                                              \
        const int64_t n = count(&k->out);                                                          \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const double x = get(&k->in[0], i);                                                    \
            put(&k->out, i, expression);                                                           \
        }                                                                                          \
        return WG_OK;                                                                              \
    }

ELEMENTWISE(softplus, x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)))
ELEMENTWISE(half, x + x * x / 4)
ELEMENTWISE(tanh, tanh(x))
ELEMENTWISE(cube, x *x *x)
ELEMENTWISE(faulty, (x > 0 ? x + log1p(exp(-x)) : log1p(exp(x))) * (i == n - 1 ? 1.25 : 1))

static wg_tensor right(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_sigmoid(v->x[0]));
}

static wg_tensor negated(const wg_vjp *v, int arg)
{
    return wg_neg(right(v, arg));
}

static wg_tensor scaled(const wg_vjp *v, int arg)
{
    return wg_mul(right(v, arg), 1 + 1e-4);
}

static wg_tensor one_index(const wg_vjp *v, int arg)
{
    double mask[4096];
    const wg_tensor d = right(v, arg);
    const int64_t n = wg_numel(d);
    for (int64_t i = 0; i < n && i < 4096; i++)
        mask[i] = i == n - 1 ? 1.5 : 1;
    return wg_mul(d, wg_cast(wg_const(v->g, WG_F64, wg_shape_of(d), mask), wg_dtype_of(d)));
}

/* 1 + x/2, but 1 where x < 0 */
static wg_tensor without_half(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_add(wg_mul(wg_relu(v->x[0]), 0.5), 1.0));
}

static wg_tensor without_square(const wg_vjp *v, int arg)
{
    (void)arg;
    return v->dy;
}

static wg_tensor none(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_none(v->g);
}

static wg_tensor absolute(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(wg_abs(v->dy), wg_sigmoid(v->x[0]));
}

static wg_tensor not_a_number(const wg_vjp *v, int arg)
{
    return wg_add(right(v, arg), wg_mul(0.0, wg_log(wg_neg(v->x[0]))));
}

static wg_tensor hidden(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_mul(v->dy, wg_mul(3.0, wg_stop_gradient(wg_square(v->x[0]))));
}

#define OP1(name_, label_, kernel_, rule_)                                                         \
    const wg_op planted_##name_ = {.name = label_,                                                 \
                                   .arity = 1,                                                     \
                                   .types = WG_TYPE_FLOAT,                                         \
                                   .shape = wg_infer_same,                                         \
                                   .kernel = kernel_##_kernel,                                     \
                                   .diff = WG_DIFF_RULE,                                           \
                                   .vjp = rule_}

OP1(softplus, "user_softplus", softplus, right);
OP1(sign, "user_softplus", softplus, negated);
OP1(factor, "user_softplus", softplus, scaled);
OP1(one_index, "user_softplus", softplus, one_index);
OP1(half, "user_half", half, without_half);
OP1(addend, "user_tanh", tanh, without_square);
OP1(absent, "user_softplus", softplus, none);
OP1(nonlinear, "user_softplus", softplus, absolute);
OP1(nan, "user_softplus", softplus, not_a_number);
OP1(kernel, "user_softplus", faulty, right);
OP1(second, "user_cube", cube, hidden);

/* ---- a transpose ---- */

static wg_code transposed_kernel(const wg_kernel_args *k)
{
    const int64_t n = k->out.shape.dim[0];
    for (int64_t i = 0; i < n; i++)
        for (int64_t j = 0; j < n; j++)
            put(&k->out, i * n + j, get(&k->in[0], j * n + i));
    return WG_OK;
}

OP1(transposed, "user_transpose", transposed, without_square);

/* ---- x + b ---- */

static wg_code bias_kernel(const wg_kernel_args *k)
{
    const int64_t n = count(&k->out), m = k->out.shape.dim[1];
    for (int64_t i = 0; i < n; i++)
        put(&k->out, i, get(&k->in[0], i) + get(&k->in[1], i % m));
    return WG_OK;
}

static wg_tensor bias_rule(const wg_vjp *v, int arg)
{
    return arg == 0 ? v->dy : wg_sum(v->dy, WG_AXES(0), false);
}

static wg_tensor bias_first(const wg_vjp *v, int arg)
{
    return arg == 0 ? v->dy
                    : wg_squeeze(wg_slice(v->dy, WG_INTS(0, 0), WG_INTS(1, WG_END), (wg_ints){0}),
                                 WG_AXES(0));
}

static wg_tensor bias_mean(const wg_vjp *v, int arg)
{
    return arg == 0 ? v->dy : wg_mean(v->dy, WG_AXES(0), false);
}

static wg_tensor bias_axis(const wg_vjp *v, int arg)
{
    return arg == 0 ? v->dy : wg_sum(v->dy, WG_AXES(1), false);
}

static wg_code product_kernel(const wg_kernel_args *k)
{
    const int64_t n = count(&k->out);
    for (int64_t i = 0; i < n; i++)
        put(&k->out, i, get(&k->in[0], i) * get(&k->in[1], i));
    return WG_OK;
}

static wg_tensor swapped(const wg_vjp *v, int arg)
{
    return wg_mul(v->dy, v->x[arg]);
}

#define OP2(name_, label_, kernel_, rule_)                                                         \
    const wg_op planted_##name_ = {.name = label_,                                                 \
                                   .arity = 2,                                                     \
                                   .types = WG_TYPE_FLOAT,                                         \
                                   .shape = wg_infer_same,                                         \
                                   .kernel = kernel_##_kernel,                                     \
                                   .diff = WG_DIFF_RULE,                                           \
                                   .vjp = rule_}

OP2(bias, "user_bias", bias, bias_rule);
OP2(unbroadcast, "user_bias", bias, bias_first);
OP2(mean, "user_bias", bias, bias_mean);
OP2(axis, "user_bias", bias, bias_axis);
OP2(swap, "user_product", product, swapped);

/* ---- kernels that are not functions, or not precise ---- */

static wg_code log1p_kernel(const wg_kernel_args *k)
{
    const int64_t n = count(&k->out);
    for (int64_t i = 0; i < n; i++)
        if (k->out.dtype == WG_F32)
            ((float *)k->out.data)[i] = logf(1 + ((const float *)k->in[0].data)[i]);
        else
            put(&k->out, i, log1p(get(&k->in[0], i)));
    return WG_OK;
}

static wg_tensor log1p_rule(const wg_vjp *v, int arg)
{
    (void)arg;
    return wg_div(v->dy, wg_add(v->x[0], 1.0));
}

OP1(log1p, "user_log1p", log1p, log1p_rule);

static wg_code noise_kernel(const wg_kernel_args *k)
{
    static _Atomic unsigned calls;
    const int64_t n = count(&k->out);
    const double drift = 1e-9 * (double)(calls++ % 1000);
    for (int64_t i = 0; i < n; i++)
        put(&k->out, i, get(&k->in[0], i) + drift);
    return WG_OK;
}

OP1(noise, "user_noise", noise, without_square);

static wg_code writes_kernel(const wg_kernel_args *k)
{
    const int64_t n = count(&k->out);
    for (int64_t i = 0; i < n; i++) {
        put(&k->out, i, get(&k->in[0], i));
        put(&k->in[0], i, get(&k->in[0], i) + 1);
    }
    return WG_OK;
}

OP1(writes, "user_writes", writes, without_square);

const wg_op planted_f32_only = {.name = "user_softplus",
                                .arity = 1,
                                .types = 1 << WG_F32,
                                .shape = wg_infer_same,
                                .kernel = softplus_kernel,
                                .diff = WG_DIFF_RULE,
                                .vjp = right};
