/* The walk backward: gradients as new expressions in the same graph. */
#ifndef WG_AUTOGRAD_H
#define WG_AUTOGRAD_H

#include "gradcheck.h"
#include "ops.h"

#ifdef __cplusplus
extern "C" {
#endif

/* out[k] = d(loss)/d(wrt[k]), of wrt[k]'s shape and dtype, for a loss of one element. wrt may be any tensors that loss was computed
 * from, not only leaves. Where loss does not depend on wrt[k], or only through piecewise constant ops, out[k] is the
 * explicit none (wg_is_none), never a tensor of zeros. A path through an op that is not differentiable is an
 * error that names the op and the path. Gradients are expressions: they can be differentiated again, to any order. */
WG_API wg_code wg_grad_at(wg_site at, wg_tensor loss, const wg_tensor *wrt, int n, wg_tensor *out);
#define wg_grad(...) wg_grad_at(WG_AT("wg_grad(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* The vector-Jacobian product: out[k] = sum over y of dy * d(y)/d(wrt[k]), with dy of y's shape and dtype. wg_grad is this with dy = 1. */
WG_API wg_code wg_vjp_at(wg_site at, wg_tensor y, wg_tensor dy, const wg_tensor *wrt, int n, wg_tensor *out);
#define wg_vjp(...) wg_vjp_at(WG_AT("wg_vjp(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* t, or zeros like `like` where t is none: for callers who want a tensor whatever happens. */
WG_API wg_tensor wg_or_zeros_at(wg_site at, wg_tensor t, wg_tensor like);
#define wg_or_zeros(...) wg_or_zeros_at(WG_AT("wg_or_zeros(" #__VA_ARGS__ ")"), __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif
