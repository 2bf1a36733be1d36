/* Custom ops with one known fault each, for the tests of the gradient check. */
#ifndef WG_TESTS_PLANTED_H
#define WG_TESTS_PLANTED_H

#include "autograd/autograd.h"

/* Kernels are right unless it says otherwise; f32 and f64. */
extern const wg_op planted_softplus;    /* right: log(1 + e^x) */
extern const wg_op planted_sign;        /* softplus, rule times -1 */
extern const wg_op planted_factor;      /* softplus, rule times 1 + 1e-4 */
extern const wg_op planted_one_index;   /* softplus, rule wrong at the last element only */
extern const wg_op planted_half;        /* x + x^2/4, rule without x/2 where x < 0 */
extern const wg_op planted_addend;      /* tanh, rule without -y^2 */
extern const wg_op planted_absent;      /* softplus, rule gives none */
extern const wg_op planted_nonlinear;   /* softplus, rule takes |dy| */
extern const wg_op planted_nan;         /* softplus, rule is NaN where x > 0 */
extern const wg_op planted_transposed;  /* x' (square), rule gives dy */
extern const wg_op planted_bias;        /* right: x (n, m) + b (m) */
extern const wg_op planted_unbroadcast; /* bias, rule of b takes the first row of dy */
extern const wg_op planted_mean;        /* bias, rule of b takes the mean */
extern const wg_op planted_axis;        /* bias (square), rule of b sums over axis 1 */
extern const wg_op planted_swap;        /* x0 * x1, rules swapped */
extern const wg_op planted_kernel;      /* softplus, kernel wrong at the last element, rule right */
extern const wg_op planted_log1p;       /* log(1 + x), computed naively in the dtype */
extern const wg_op planted_noise;       /* x, plus a number that changes with each run */
extern const wg_op planted_writes;      /* x, and adds 1 to its operand */
extern const wg_op planted_f32_only;    /* softplus in f32 alone */
extern const wg_op planted_second;      /* x^3, rule right, but hides its own derivative */

#endif
