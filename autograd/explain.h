/* Where the first NaN or Inf of a computation was born, and why. */
#ifndef WG_EXPLAIN_H
#define WG_EXPLAIN_H

#include <stdio.h>

#include "ops.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The ways in which NaN and Inf come into the world.  X(enumerator, name, what happened, what to write instead) */
#define WG_BIRTH_LIST(X)                                                                           \
    X(WG_BIRTH_NONE, "none", "every value is finite", "")                                          \
    X(WG_BIRTH_WHERE_TRAP, "where trap",                                                           \
      "gradient 0 of a side that was not taken meets an infinite slope: 0 inf or 0/0",             \
      "make the operand safe before, not the result after: s = wg_where(ok, x, 1), then "          \
      "wg_where(ok, f(s), 0)")                                                                     \
    X(WG_BIRTH_LOG_ZERO, "log of 0", "the logarithm of 0 is -inf, its slope is inf",               \
      "wg_log_softmax, wg_log_sigmoid or wg_nn_softmax_cross_entropy from logits; else keep it "   \
      "away from 0: "                                                                              \
      "wg_log(wg_maximum(x, 1e-30))")                                                              \
    X(WG_BIRTH_LOG_NEGATIVE, "log of a negative", "the logarithm of a negative number is NaN",     \
      "make the operand positive: wg_softplus, wg_exp or wg_maximum(x, 1e-30) before wg_log")      \
    X(WG_BIRTH_SQRT_SLOPE, "slope of sqrt at 0", "sqrt has an infinite slope at 0",                \
      "wg_norm and wg_std have gradient 0 there; else wg_sqrt(wg_add(x, 1e-12))")                  \
    X(WG_BIRTH_SQRT_NEGATIVE, "sqrt of a negative", "the square root of a negative number is NaN", \
      "wg_var is never negative, mean(x^2) - mean(x)^2 can be; else wg_sqrt(wg_maximum(x, 0))")    \
    X(WG_BIRTH_ZERO_OVER_ZERO, "0/0", "0 divided by 0",                                            \
      "replace the divisor where it is 0: wg_div(x, wg_where(wg_eq(y, 0), 1, y))")                 \
    X(WG_BIRTH_DIVIDE_BY_ZERO, "x/0", "a division by 0",                                           \
      "add a small number to a divisor that is never negative: wg_div(x, wg_add(y, 1e-8)); else "  \
      "replace it "                                                                                \
      "where it is 0")                                                                             \
    X(WG_BIRTH_SOFTMAX, "softmax without max", "exp overflows in a softmax written out",           \
      "wg_softmax or wg_log_softmax: they subtract the largest element first")                     \
    X(WG_BIRTH_LOGSUMEXP, "logsumexp without max",                                                 \
      "exp overflows in a log of a sum of exponentials",                                           \
      "wg_logsumexp, wg_log_softmax or wg_nn_softmax_cross_entropy: they subtract the largest "    \
      "element first")                                                                             \
    X(WG_BIRTH_SOFTPLUS, "naive softplus", "exp overflows in log(1 + e^x)",                        \
      "wg_softplus(x) (and wg_log_sigmoid(x) for -log(1 + e^-x))")                                 \
    X(WG_BIRTH_SIGMOID, "naive sigmoid", "exp overflows in 1/(1 + e^-x)", "wg_sigmoid(x)")         \
    X(WG_BIRTH_EXP_OVERFLOW, "exp overflow",                                                       \
      "the exponential is past the largest number of its dtype",                                   \
      "subtract the maximum before wg_exp, or clamp its operand; e^x ends at x = 88.7 in f32, "    \
      "709.8 in f64")                                                                              \
    X(WG_BIRTH_POW_ZERO, "pow at 0",                                                               \
      "0 to a negative power, or the slope of a power below 1 at 0",                               \
      "keep the base away from 0: wg_pow(wg_add(x, 1e-12), p)")                                    \
    X(WG_BIRTH_POW_NEGATIVE, "pow of a negative",                                                  \
      "a negative number to a power that is not whole",                                            \
      "wg_mul(wg_sign(x), wg_pow(wg_abs(x), p)), or wg_square(x) for an even power; a base "       \
      "inside the "                                                                                \
      "domain otherwise")                                                                          \
    X(WG_BIRTH_ARC_DOMAIN, "inverse function out of its domain",                                   \
      "asin, acos and atanh are for [-1, 1], acosh for [1, inf)",                                  \
      "clamp the operand: wg_clamp(x, -1 + 1e-6, 1 - 1e-6)")                                       \
    X(WG_BIRTH_ARC_EDGE, "inverse function at the edge of its domain",                             \
      "the value or the slope is infinite at the edge of the domain",                              \
      "clamp the operand inside the domain: wg_clamp(x, -1 + 1e-6, 1 - 1e-6)")                     \
    X(WG_BIRTH_INF_MINUS_INF, "inf - inf", "infinities of opposite sign are added",                \
      "look where the infinities come from; a row that is masked with -inf from end to end has "   \
      "no softmax")                                                                                \
    X(WG_BIRTH_ZERO_TIMES_INF, "0 inf", "0 times an infinity",                                     \
      "mask by wg_where, not by a product with 0, and before the op that gives the infinity")      \
    X(WG_BIRTH_INF_OVER_INF, "inf/inf", "an infinity divided by an infinity",                      \
      "look where the infinities come from; scale both before they overflow")                      \
    X(WG_BIRTH_OF_INFINITY, "function of an infinity", "the op has no value at an infinity",       \
      "look where the infinity comes from")                                                        \
    X(WG_BIRTH_OVERFLOW, "overflow",                                                               \
      "the result is past the largest number of its dtype (3.4e38 in f32)",                        \
      "scale the operands, take a mean for a sum, add logarithms for a product, or compute this "  \
      "part in f64")                                                                               \
    X(WG_BIRTH_EMPTY, "mean of nothing", "an average over no element",                             \
      "look for a batch or a mask without elements")                                               \
    X(WG_BIRTH_INPUT, "bad data", "an input carries it: the data, not the computation",            \
      "clean the data at this index, or look at what reads it")                                    \
    X(WG_BIRTH_PARAM, "diverged parameter",                                                        \
      "a parameter carries it: an earlier update put it there",                                    \
      "start again from finite parameters and explain the run before the update; then a lower "    \
      "learning rate, "                                                                            \
      "or clipping (wg_nn_clip_norm)")                                                             \
    X(WG_BIRTH_CONST, "constant", "a constant of the program carries it",                          \
      "take a large finite number for an infinity in a mask, or follow the path to what the "      \
      "infinity meets")                                                                            \
    X(WG_BIRTH_CUSTOM, "custom op", "an op of your own gave it for finite operands",               \
      "look at its kernel at these operands")                                                      \
    X(WG_BIRTH_OTHER, "other", "the op gave it for these operands", "look at the operands")

typedef enum wg_birth {
#define WG__X(e, name, text, advice) e,
    WG_BIRTH_LIST(WG__X)
#undef WG__X
        WG_BIRTH_COUNT
} wg_birth;

WG_API const char *wg_birth_name(wg_birth b);
WG_API const char *wg_birth_text(wg_birth b);   /* what happened */
WG_API const char *wg_birth_advice(wg_birth b); /* the safe rewrite */

/* A node, and one of its elements. */
typedef struct wg_explain_place {
    wg_tensor t;
    const char *op;   /* NULL for a leaf */
    const char *name; /* wg_name of it, or "" */
    wg_site
        site; /* of the user's call; of a node of the backward pass: of the call that it is the derivative of */
    wg_shape shape;
    wg_dtype dtype;
    int64_t index[WG_MAX_RANK]; /* shape.rank of them */
    int64_t element;            /* the same, in row-major order */
    double value;
} wg_explain_place;

typedef struct wg_explain_count {
    wg_tensor t;
    const char *op, *name;
    wg_site site;
    int64_t nan, inf, numel;
    bool
        shown; /* it reaches what was asked for; otherwise something hides it, as wg_where or wg_maximum do */
} wg_explain_count;

enum { WG_EXPLAIN_OPERANDS = 4, WG_EXPLAIN_PATH = 12, WG_EXPLAIN_COUNTS = 12 };

/* All pointers live as long as the graph. */
typedef struct wg_explanation {
    wg_birth kind; /* WG_BIRTH_NONE: every tensor asked for is finite */
    wg_explain_place
        birth; /* the first, in the order of computation, of those that reach a tensor asked for */
    bool backward;             /* born in the backward pass, */
    const char *derivative_of; /* as part of the derivative of this op; NULL otherwise */

    int operands; /* those elements of the operands that matter: all of an elementwise op, the culprits of a sum */
    wg_explain_place operand[WG_EXPLAIN_OPERANDS];
    bool masked; /* where trap: the call that hides the value but not the gradient */
    wg_explain_place mask;
    bool turns; /* born as Inf, it becomes NaN here */
    wg_explain_place turn;

    wg_explain_place reached; /* the tensor asked for that the path leads to */
    int64_t path_length;      /* nodes from the birth to there, both included */
    int path_shown; /* path[]: the first ones; the last entry is `reached` if there are more */
    wg_explain_place path[WG_EXPLAIN_PATH];

    int64_t nodes, bad_nodes; /* computed; with a value that is not finite */
    int counts;               /* the first bad ones, in the order of computation */
    wg_explain_count count[WG_EXPLAIN_COUNTS];
} wg_explanation;

/* Explains t[0..n): give it what was run, the loss and the gradients, or an update. Evaluates every node that they reach once,
 * node by node, with the present values of inputs and parameters (random ops draw again what the last run drew, assignments
 * are not carried out), keeps all values until it returns, and goes from what is not finite back to its origin, element by
 * element: NaN is followed through NaN, Inf through Inf, the side of wg_where that was taken through that side. A NaN made of
 * infinities leads on to their origin, unless it is the where trap; infinities in constants are taken as meant.
 * Of ops that do not say which elements meet (user's ops, scatter_add), any element may be the origin. Where the plan rounds
 * otherwise than node by node (sums, products), a value at the edge of overflow can differ from that of the run.
 * Time and memory: one forward and backward pass whose values are all kept. Nothing is paid before the call.
 * Returns WG_OK, also where something is not finite, and fills *out; else the error of the graph, and *out says NONE. */
WG_API wg_code wg_explain_nonfinite_at(wg_site at, wg_graph *g, const wg_tensor *t, int n,
                                       wg_explanation *out);
#define wg_explain_nonfinite(...)                                                                  \
    wg_explain_nonfinite_at(WG_AT("wg_explain_nonfinite(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* The explanation in words, lines of at most 100 columns as far as names allow. snprintf's contract. */
WG_API size_t wg_explain_tostring(const wg_explanation *e, char *buf, size_t size);
WG_API void wg_explain_print(const wg_explanation *e); /* to stdout */

#ifdef __cplusplus
}
#endif
#endif
