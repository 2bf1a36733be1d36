/* Derivatives as new expressions in the same graph: the walk backward, the walk forward, and what they make together. */
#ifndef WG_AUTOGRAD_H
#define WG_AUTOGRAD_H

#include "capsule.h"
#include "explain.h"
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
WG_API wg_code wg_vjp_at(wg_site at, wg_tensor y, wg_tensor dy, const wg_tensor *wrt, int n,
                         wg_tensor *out);
#define wg_vjp(...) wg_vjp_at(WG_AT("wg_vjp(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* The derivative of y at a point as a linear map, for many cotangents: recorded once, run for each of them.
 *   wg_pullback(y, wrt, n, &pull, out);
 *   wg_run(g, pull.take);                                  once, with the inputs and parameters of the point
 *   wg_set_data(pull.dy, ...); wg_run(g, out[0], ...);     for each cotangent: evaluates nothing of y
 * out[k] = sum over y of dy * d(y)/d(wrt[k]), or none, as of wg_vjp. What it needs to know of the point is held in parameters of its own,
 * so it stays at the point last taken, zeros before that. It depends on dy alone: to differentiate it with respect to
 * the point, use wg_vjp with a cotangent of your own. */
typedef struct wg_pull {
    wg_tensor dy;   /* an input of y's shape and dtype */
    wg_tensor take; /* run it to move to the point where inputs and parameters are */
} wg_pull;
WG_API wg_code wg_pullback_at(wg_site at, wg_tensor y, const wg_tensor *wrt, int n, wg_pull *pull,
                              wg_tensor *out);
#define wg_pullback(...) wg_pullback_at(WG_AT("wg_pullback(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- forward ---- */

/* The Jacobian-vector product, the derivative of y when each wrt[k] moves by t[k]: out = sum over k of d(y)/d(wrt[k]) t[k], of y's
 * shape and dtype. t[k] has the shape and dtype of wrt[k]; a none stands for zeros, at no cost, and is all that an integer can have.
 * Where y does not move, out is the explicit none. No rule is written for this: each op's vjp, which is linear in dy, is
 * transposed on the way, so that the cost is a small multiple of that of y, whatever the number of elements of wrt. A rule
 * that is not linear in dy is an error that names the op and the path, as an op without a derivative is.
 * If wrt[j] was computed from wrt[k], the tangent of wrt[j] is t[j] plus what comes from t[k]; so wg_jvp is the adjoint of
 * wg_vjp: sum(dy * wg_jvp(y, wrt, t)) = sum over k of sum(wg_vjp(y, dy, wrt)[k] * t[k]). */
WG_API wg_code wg_jvp_at(wg_site at, wg_tensor y, const wg_tensor *wrt, const wg_tensor *t, int n,
                         wg_tensor *out);
#define wg_jvp(...) wg_jvp_at(WG_AT("wg_jvp(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* The same for m tensors y in one walk: out[j] = sum over k of d(y[j])/d(wrt[k]) t[k]. */
WG_API wg_code wg_jvp_all_at(wg_site at, const wg_tensor *y, int m, const wg_tensor *wrt,
                             const wg_tensor *t, int n, wg_tensor *out);
#define wg_jvp_all(...) wg_jvp_all_at(WG_AT("wg_jvp_all(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- second order, whole matrices ---- */

/* The Hessian of a loss of one element times a direction, without the matrix: out[k] = sum over j of d2(loss)/d(wrt[k])d(wrt[j]) t[j], of
 * wrt[k]'s shape and dtype, or none where the gradient does not move. t is as for wg_jvp. Costs a small multiple of the gradient. */
typedef enum wg_hvp_mode {
    WG_FORWARD_OVER_REVERSE, /* the gradient's derivative along t: wg_jvp of wg_grad; wg_hvp does this */
    WG_REVERSE_OVER_FORWARD, /* the gradient of the derivative along t: wg_grad of wg_jvp */
} wg_hvp_mode;
WG_API wg_code wg_hvp_at(wg_site at, wg_tensor loss, const wg_tensor *wrt, const wg_tensor *t,
                         int n, wg_tensor *out);
#define wg_hvp(...) wg_hvp_at(WG_AT("wg_hvp(" #__VA_ARGS__ ")"), __VA_ARGS__)
WG_API wg_code wg_hvp_by_at(wg_site at, wg_tensor loss, const wg_tensor *wrt, const wg_tensor *t,
                            int n, wg_hvp_mode mode, wg_tensor *out);
#define wg_hvp_by(...) wg_hvp_by_at(WG_AT("wg_hvp_by(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* The Jacobian, J[i..., j...] = d(y[i...])/d(x[j...]): of shape y.shape + x.shape and y's dtype; none where y does not depend on x. It takes
 * one walk for each row (element of y, backward) or for each column (element of x, forward), whichever are fewer, and records
 * all of them: for small y or x. The ranks may add up to WG_MAX_RANK. */
typedef enum wg_jacobian_mode { WG_FEWER, WG_ROWS, WG_COLUMNS } wg_jacobian_mode;
WG_API wg_tensor wg_jacobian_at(wg_site at, wg_tensor y, wg_tensor x);
#define wg_jacobian(...) wg_jacobian_at(WG_AT("wg_jacobian(" #__VA_ARGS__ ")"), __VA_ARGS__)
WG_API wg_tensor wg_jacobian_by_at(wg_site at, wg_tensor y, wg_tensor x, wg_jacobian_mode mode);
#define wg_jacobian_by(...)                                                                        \
    wg_jacobian_by_at(WG_AT("wg_jacobian_by(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* The Hessian of a loss of one element, of shape x.shape + x.shape: the Jacobian of its gradient. None where the gradient does not
 * depend on x. A block of two tensors is wg_jacobian of the gradient for one with respect to the other. */
WG_API wg_tensor wg_hessian_at(wg_site at, wg_tensor loss, wg_tensor x);
#define wg_hessian(...) wg_hessian_at(WG_AT("wg_hessian(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- besides ---- */

/* t, or zeros like `like` where t is none: for callers who want a tensor whatever happens. */
WG_API wg_tensor wg_or_zeros_at(wg_site at, wg_tensor t, wg_tensor like);
#define wg_or_zeros(...) wg_or_zeros_at(WG_AT("wg_or_zeros(" #__VA_ARGS__ ")"), __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif
