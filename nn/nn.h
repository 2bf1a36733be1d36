/* Networks: losses, layers, initialisers, updates, clipping, parameters on disk.
 *
 * Nothing here has a kernel or a derivative of its own: every function records ops of ops.h, through public headers only,
 * so that whatever is composed here, a user can compose. Errors name the caller's line, as those of an op do.
 *
 *     wg_nn_params params = {0};
 *     wg_tensor logits = wg_nn_mlp(&params, "net", x, WG_WIDTHS(128, 10), (wg_nn_mlp_options){0});
 *     wg_tensor cost   = wg_nn_softmax_cross_entropy(logits, y, WG_MEAN);
 *     wg_tensor step   = wg_nn_sgd(cost, params, (wg_sgd_options){.lr = 0.1});
 *     for (...) { ... wg_run(g, step, cost) ... }
 *     wg_nn_params_free(&params); */
#ifndef WG_NN_H
#define WG_NN_H

#include "autograd.h"
#include "engine.h"
#include "ops.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- losses ------------------------------------------------------------------------------------------------ */

/* Three quantities go by the name of loss. For samples k = 1 ... n with the loss l_k of one sample each:
 *   WG_NONE   the loss of one sample   l_k                     one value per sample
 *   WG_MEAN   the cost                 C = (l_1 + ... + l_n)/n  what training lowers
 *   WG_SUM    the total loss           L = l_1 + ... + l_n      n times the cost
 * Nielsen, "Neural Networks and Deep Learning", ch. 2, calls them C_x and C = (1/n) sum C_x. */
typedef enum wg_reduction { WG_NONE, WG_MEAN, WG_SUM } wg_reduction;

/* Cross-entropy of softmax(logits) over the last axis, computed from log-softmax: no overflow, no log of 0.
 * logits (..., classes) f32 or f64. labels are either
 *   class indices: i32 or i64, shape (...)              l = -log p[label]
 *   distributions: logits' dtype and shape              l = -sum_c q[c] log p[c]
 * where p = softmax(logits).  Derivative: dl/dlogits = p - onehot(label), or p sum(q) - q.
 * One sample is one row of logits; WG_NONE gives shape (...).
 * Errors: WG_ERR_SHAPE, WG_ERR_DTYPE; at run time WG_ERR_VALUE for an index outside [0, classes). */
WG_API wg_tensor wg_nn_softmax_cross_entropy_at(wg_site at, wg_tensor logits, wg_tensor labels,
                                                wg_reduction r);
#define wg_nn_softmax_cross_entropy(...)                                                           \
    wg_nn_softmax_cross_entropy_at(WG_AT("wg_nn_softmax_cross_entropy(" #__VA_ARGS__ ")"),         \
                                   __VA_ARGS__)

/* Binary cross-entropy of p = sigmoid(logits) against targets t in [0, 1], both of one dtype and shape:
 *   l = -t log p - (1 - t) log(1 - p) = softplus(z) - t z,  z = logits.     Derivative: dl/dz = p - t.
 * Every element is one sample. */
WG_API wg_tensor wg_nn_binary_cross_entropy_at(wg_site at, wg_tensor logits, wg_tensor targets,
                                               wg_reduction r);
#define wg_nn_binary_cross_entropy(...)                                                            \
    wg_nn_binary_cross_entropy_at(WG_AT("wg_nn_binary_cross_entropy(" #__VA_ARGS__ ")"),           \
                                  __VA_ARGS__)

/* Squared, absolute and Huber's (1964) loss of e = prediction - target, both of one dtype and shape; every element is one sample.
 *   squared   l = e^2                              dl/de = 2 e
 *   absolute  l = |e|                              dl/de = sign(e), 0 at e = 0
 *   huber     l = e^2/2           where |e| <= d    dl/de = e
 *             l = d (|e| - d/2)   elsewhere         dl/de = d sign(e),   with delta d > 0 */
WG_API wg_tensor wg_nn_squared_error_at(wg_site at, wg_tensor prediction, wg_tensor target,
                                        wg_reduction r);
WG_API wg_tensor wg_nn_absolute_error_at(wg_site at, wg_tensor prediction, wg_tensor target,
                                         wg_reduction r);
WG_API wg_tensor wg_nn_huber_at(wg_site at, wg_tensor prediction, wg_tensor target, double delta,
                                wg_reduction r);
#define wg_nn_squared_error(...)                                                                   \
    wg_nn_squared_error_at(WG_AT("wg_nn_squared_error(" #__VA_ARGS__ ")"), __VA_ARGS__)
#define wg_nn_absolute_error(...)                                                                  \
    wg_nn_absolute_error_at(WG_AT("wg_nn_absolute_error(" #__VA_ARGS__ ")"), __VA_ARGS__)
#define wg_nn_huber(...) wg_nn_huber_at(WG_AT("wg_nn_huber(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* How many of the rows of logits (..., classes) have their largest entry at the class index of labels (...), as a
 * fraction: f32, shape (). Not differentiable: its gradient is none. */
WG_API wg_tensor wg_nn_accuracy_at(wg_site at, wg_tensor logits, wg_tensor labels);
#define wg_nn_accuracy(...)                                                                        \
    wg_nn_accuracy_at(WG_AT("wg_nn_accuracy(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- parameters -------------------------------------------------------------------------------------------- */

/* The parameters of a model, in the order in which they were made; their names are unique (wg_name(params.tensor[k])).
 * Zero-initialise; the caller frees the list, the graph owns what it lists. */
typedef struct wg_nn_params {
    int n, capacity;
    wg_tensor *tensor;
    int next; /* the library's: where it looks first */
} wg_nn_params;

/* Lists t, a named parameter. WG_ERR_ARGUMENT for a tensor without a name, or one whose name is taken. */
WG_API wg_code wg_nn_params_add(wg_nn_params *params, wg_tensor t);
/* The one called name, or a zero handle (wg_is_ok is false). */
WG_API wg_tensor wg_nn_params_find(wg_nn_params params, const char *name);
WG_API int64_t wg_nn_params_numel(wg_nn_params params); /* numbers in all of them */
WG_API void wg_nn_params_free(wg_nn_params *params);    /* NULL, zeroed, twice: fine */

/* ---- initialisers ------------------------------------------------------------------------------------------ */

/* Fill a parameter (f32 or f64) on the host from the graph's random stream (wg_seed). For W (..., in, out) as in
 * x @ W, fan_in is the product of all dimensions but the last and fan_out the last; a vector (in) has fan_out 1.
 *   Glorot and Bengio (2010)   variance 2/(fan_in + fan_out)    sigmoid, tanh, linear
 *   He et al. (2015)           variance 2/fan_in                relu
 *   LeCun et al. (1998)        variance 1/fan_in                selu, linear
 * each uniform in [-a, a], a = sqrt(3 variance), or normal (not truncated).
 *   orthogonal (Saxe et al., 2014): the columns, or rows where there are fewer, are orthonormal, drawn uniformly (Haar):
 *   Q of the QR decomposition, with positive diagonal of R, of a normal matrix (fan_in, fan_out), in f64. */
typedef enum wg_nn_init {
    WG_NN_GLOROT_UNIFORM,
    WG_NN_GLOROT_NORMAL,
    WG_NN_HE_UNIFORM,
    WG_NN_HE_NORMAL,
    WG_NN_LECUN_UNIFORM,
    WG_NN_LECUN_NORMAL,
    WG_NN_ORTHOGONAL,
    WG_NN_ZEROS,
    WG_NN_INIT_COUNT
} wg_nn_init;
WG_API wg_tensor wg_nn_initialise_at(wg_site at, wg_tensor W,
                                     wg_nn_init how); /* returns W, or poison */
#define wg_nn_initialise(...)                                                                      \
    wg_nn_initialise_at(WG_AT("wg_nn_initialise(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- layers ------------------------------------------------------------------------------------------------ */

/* An elementwise op or any function like it: wg_relu_at, wg_tanh_at, wg_gelu_at, ... */
typedef wg_tensor (*wg_nn_activation)(wg_site at, wg_tensor x);

typedef struct wg_nn_dense_options {
    wg_nn_activation activation; /* NULL: none */
    wg_nn_init init;             /* of W; b starts at 0 */
    bool no_bias;
} wg_nn_dense_options;

/* y = activation(x W + b):  x (..., in), W (in, units), b (units), y (..., units), all of x's dtype.
 * dW = x' dz, db = sum of dz over the rows, dx = dz W', with z = x W + b.
 * The parameters are called NAME.W and NAME.b. A name that params has already is that layer again: its weights
 * are used, not new ones, so that one model can be applied to several inputs. */
WG_API wg_tensor wg_nn_dense_at(wg_site at, wg_nn_params *params, const char *name, wg_tensor x,
                                int64_t units, wg_nn_dense_options options);
#define wg_nn_dense(...) wg_nn_dense_at(WG_AT("wg_nn_dense(" #__VA_ARGS__ ")"), __VA_ARGS__)

typedef struct wg_nn_mlp_options {
    wg_nn_activation activation;        /* between the layers; NULL: wg_relu_at */
    wg_nn_activation output_activation; /* after the last; NULL: none */
    wg_nn_init init;
    bool no_bias;
} wg_nn_mlp_options;

/* A list of widths: wg_nn_mlp(&params, "net", x, WG_WIDTHS(128, 10), options) is two arguments of the function. */
#define WG_WIDTHS(...) ((const int64_t[]){__VA_ARGS__}), WG__NARG(__VA_ARGS__)

/* Dense layers one after the other: x (..., in) to (..., widths[n - 1]). Layer k has the parameters NAME.k.W, NAME.k.b, k = 1 ... n. */
WG_API wg_tensor wg_nn_mlp_at(wg_site at, wg_nn_params *params, const char *name, wg_tensor x,
                              const int64_t *widths, int n, wg_nn_mlp_options options);
#define wg_nn_mlp(...) wg_nn_mlp_at(WG_AT("wg_nn_mlp(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- clipping ---------------------------------------------------------------------------------------------- */

/* The Euclidean norm of all gradients together, shape (); none counts as 0, and all none gives none. f64 if one of them is. */
WG_API wg_tensor wg_nn_global_norm_at(wg_site at, const wg_tensor *grads, int n);
#define wg_nn_global_norm(...)                                                                     \
    wg_nn_global_norm_at(WG_AT("wg_nn_global_norm(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* out[k] = grads[k] min(1, limit/(norm + 1e-6)), norm the global one (Pascanu et al., 2013; the constant is PyTorch's), or every
 * element held within [-limit, limit]. limit > 0. none stays none. out may be grads. */
WG_API wg_code wg_nn_clip_norm_at(wg_site at, const wg_tensor *grads, int n, double limit,
                                  wg_tensor *out);
WG_API wg_code wg_nn_clip_value_at(wg_site at, const wg_tensor *grads, int n, double limit,
                                   wg_tensor *out);
#define wg_nn_clip_norm(...)                                                                       \
    wg_nn_clip_norm_at(WG_AT("wg_nn_clip_norm(" #__VA_ARGS__ ")"), __VA_ARGS__)
#define wg_nn_clip_value(...)                                                                      \
    wg_nn_clip_value_at(WG_AT("wg_nn_clip_value(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- updates ----------------------------------------------------------------------------------------------- */

typedef struct wg_sgd_options {
    double lr; /* learning rate, > 0; or */
    wg_tensor
        lr_tensor; /* one as a tensor of one element: change its value between runs, the graph stays */
    double momentum;     /* >= 0; 0: none */
    bool nesterov;       /* needs momentum */
    double weight_decay; /* >= 0: L2, added to the gradient */
    double clip_value;   /* > 0: wg_nn_clip_value first */
    double clip_norm;    /* > 0: then wg_nn_clip_norm */
    wg_nn_params
        *state; /* velocities are listed here, to save them or to go on with them; may be NULL */
} wg_sgd_options;

/* One step of stochastic gradient descent, as nodes: run the result, and the parameters change.
 *   d = dloss/dw, clipped;  d += weight_decay w;  v = momentum v + d;  d = nesterov ? d + momentum v : v;  w -= lr d
 * which is PyTorch's torch.optim.SGD (dampening 0). Velocities start at 0, called NAME.velocity. A
 * parameter on which loss does not depend is left alone. Returns a scalar that depends on all the assignments.
 * Sources: Polyak (1964); Nesterov (1983) as in Sutskever et al. (2013). */
WG_API wg_tensor wg_nn_sgd_at(wg_site at, wg_tensor loss, wg_nn_params params,
                              wg_sgd_options options);
#define wg_nn_sgd(...) wg_nn_sgd_at(WG_AT("wg_nn_sgd(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- files ------------------------------------------------------------------------------------------------- */

/* All parameters as one .npz, an array per name; the old file stays until the new one is whole. */
WG_API wg_code wg_nn_save(wg_nn_params params, const char *path, wg_status *st);
/* Back again: the file has exactly these names, with these dtypes and shapes, or nothing changes and st says what
 * differs (WG_ERR_ARGUMENT, WG_ERR_DTYPE, WG_ERR_SHAPE; for the file itself see wg_npz_load). */
WG_API wg_code wg_nn_load(wg_nn_params params, const char *path, wg_status *st);

#ifdef __cplusplus
}
#endif
#endif
