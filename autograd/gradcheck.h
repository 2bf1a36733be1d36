/* Is this gradient right?  A verdict per element, the node to blame, and how sure it is.
 *
 *     wg_gradcheck_report r;
 *     if (wg_gradcheck(g, WG_LIST(loss), WG_LIST(W, b), NULL, &r) == WG_OK && !r.passed)
 *         wg_gradcheck_print(&r, stdout, NULL);
 *     wg_gradcheck_free(&r);
 *
 * What is checked.  With y the outputs and c fixed weights (1 for a single number; otherwise random, of the size that lets each
 * element of y count), L = sum(c y). The rule's d(L)/d(x) is held against central differences of L at x +- h for a ladder of
 * steps h, extrapolated to h = 0 (Richardson). The error of that reference is estimated from the ladder itself: truncation falls with h^2,
 * rounding grows with 1/h. It alone decides how far the rule may be off; nothing is scaled by the size of a tensor.
 *
 * Precision.  The reference is always computed in f64: a graph with f32 in it is transcribed to f64, where the maths is checked (`wrong`);
 * then the f32 gradient is held against the f64 one at the same point, by what rounding each node to f32 would do (`imprecise`).
 *
 * The user's graph and data are as before: everything runs on transcriptions. */
#ifndef WG_GRADCHECK_H
#define WG_GRADCHECK_H

#include <stdio.h>

#include "ops.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- verdicts ---------------------------------------------------------------------------------------------- */

/* X(enumerator, name, fails, what it says of an element).  A check passes if no element has a verdict that fails and each leaf has an
 * element that is `ok`. Of a leaf or a report the verdict is the gravest that fails (the list goes from mild to grave), then ok if anything
 * was, otherwise not exercised. */
#define WG_VERDICT_LIST(X)                                                                         \
    X(WG_VERDICT_OK, "ok", false, "rule and reference agree within the estimated error")           \
    X(WG_VERDICT_NOT_EXERCISED, "not exercised", false,                                            \
      "it never influences the output, or nothing could be checked")                               \
    X(WG_VERDICT_KINK, "kink", false,                                                              \
      "the derivative jumps too near for a difference; the rule lies between both sides")          \
    X(WG_VERDICT_NOISE, "noise", false,                                                            \
      "rounding hides the derivative: they agree, but only to the noise floor")                    \
    X(WG_VERDICT_UNRESOLVED, "unresolved", false,                                                  \
      "the function bends within the smallest step, an ulp of the value")                          \
    X(WG_VERDICT_IMPRECISE, "imprecise", true, "the maths is right and a kernel loses digits")     \
    X(WG_VERDICT_ALIASED, "aliased", true,                                                         \
      "its memory is written by the run, or it was asked for twice")                               \
    X(WG_VERDICT_NONDETERMINISTIC, "nondeterministic", true, "two runs at the same point differ")  \
    X(WG_VERDICT_NONFINITE, "nonfinite", true, "a NaN or an infinity")                             \
    X(WG_VERDICT_WRONG, "wrong", true, "rule and reference differ by more than the estimated error")

typedef enum wg_verdict {
#define WG__X(e, name, fails, text) e,
    WG_VERDICT_LIST(WG__X)
#undef WG__X
        WG_VERDICT_COUNT
} wg_verdict;
WG_API const char *wg_verdict_name(wg_verdict v); /* "?" if v is not a verdict */
WG_API const char *wg_verdict_text(wg_verdict v);
WG_API bool wg_verdict_fails(wg_verdict v);

/* ---- likely causes ----------------------------------------------------------------------------------------- */

/* X(enumerator, name).  factor: rule / reference. */
#define WG_CAUSE_LIST(X)                                                                           \
    X(WG_CAUSE_NONE, "none") /* no pattern fits */                                                 \
    X(WG_CAUSE_SIGN, "sign")                                                                       \
    X(WG_CAUSE_FACTOR, "factor")                                                                   \
    X(WG_CAUSE_MISSING_TERM, "missing term")                                                       \
    X(WG_CAUSE_TRANSPOSED, "transposed")                                                           \
    X(WG_CAUSE_WRONG_AXIS, "summed over the wrong axis")                                           \
    X(WG_CAUSE_NOT_UNBROADCAST, "not un-broadcast")                                                \
    X(WG_CAUSE_OTHER_OPERAND, "gradient of another operand")                                       \
    X(WG_CAUSE_ONE_INDEX, "wrong at one index")                                                    \
    X(WG_CAUSE_ABSENT, "no gradient") /* the rule gives none where there is one */                 \
    X(WG_CAUSE_NONLINEAR, "not linear in dy")                                                      \
    X(WG_CAUSE_NONFINITE, "not finite")                                                            \
    X(WG_CAUSE_KERNEL, "kernel") /* the rule is right, and the kernel computes something else */   \
    X(WG_CAUSE_LOST_DIGITS, "lost digits") /* of an imprecise f32 kernel or rule */

typedef enum wg_cause {
#define WG__X(e, name) e,
    WG_CAUSE_LIST(WG__X)
#undef WG__X
        WG_CAUSE_COUNT
} wg_cause;
WG_API const char *wg_cause_name(wg_cause c);

/* ---- witnesses --------------------------------------------------------------------------------------------- */

/* X(enumerator, name, what is compared) */
#define WG_WITNESS_LIST(X)                                                                         \
    X(WG_WITNESS_DIFFERENCE, "differences", "rule and central differences")                        \
    X(WG_WITNESS_FORWARD, "forward", "reverse and forward mode, element by element")               \
    X(WG_WITNESS_DOUBLE_DOUBLE, "double-double",                                                   \
      "rule and differences of a second evaluation in 106 bits")                                   \
    X(WG_WITNESS_VALUE, "value", "outputs and those of the evaluation in 106 bits")                \
    X(WG_WITNESS_LINEARITY, "linearity", "rule(a u + b v) and a rule(u) + b rule(v)")              \
    X(WG_WITNESS_ADJOINT, "adjoint", "<u, J v> and <J' u, v>")                                     \
    X(WG_WITNESS_SYMMETRY, "symmetry", "<u, H v> and <v, H u> of the Hessian H")                   \
    X(WG_WITNESS_SECOND, "second order", "the rule's derivative and differences of the rule")

typedef enum wg_witness {
#define WG__X(e, name, text) e,
    WG_WITNESS_LIST(WG__X)
#undef WG__X
        WG_WITNESS_COUNT
} wg_witness;
WG_API const char *wg_witness_name(wg_witness w);
WG_API const char *wg_witness_text(wg_witness w);

typedef enum wg_witness_state {
    WG_WITNESS_NOT_HEARD, /* not asked for */
    WG_WITNESS_AGREES,
    WG_WITNESS_DISAGREES,
    WG_WITNESS_UNABLE, /* text says why */
} wg_witness_state;

typedef struct wg_testimony {
    wg_witness witness;
    wg_witness_state state;
    double left, right; /* both sides of what is compared, where they differ most by their error */
    double error;       /* by which they may differ */
    size_t compared;    /* numbers */
    const char *text;   /* "" if there is nothing to add */
} wg_testimony;

/* ---- options ----------------------------------------------------------------------------------------------- */

/* Called now and then with the work done and to be done, in equal units. Not 0: stop; the report then says cancelled. */
typedef int (*wg_gradcheck_progress)(size_t done, size_t total, void *user);

/* AUTO: every element where that takes few enough runs, otherwise directions and a sample. */
typedef enum wg_gradcheck_mode {
    WG_GRADCHECK_AUTO,
    WG_GRADCHECK_FULL,
    WG_GRADCHECK_FAST
} wg_gradcheck_mode;
/* Whose ladders stay in the report. */
typedef enum wg_gradcheck_keep { WG_KEEP_NOTABLE, WG_KEEP_ALL, WG_KEEP_NONE } wg_gradcheck_keep;

/* Zeros are the defaults. */
typedef struct wg_gradcheck_options {
    wg_gradcheck_mode mode;
    bool
        second; /* check the derivatives of the gradient too (report.second), and the symmetry of the Hessian */
    bool
        hold_random; /* draw the random nodes once and hold them, in place of the verdict `nondeterministic` */
    bool no_blame;          /* leave out the search for the culprit */
    bool no_witnesses;      /* differences alone */
    bool no_f32;            /* the f64 maths only, also for an f32 graph */
    wg_gradcheck_keep keep; /* NOTABLE: elements that are not ok, and the worst of each leaf */
    int directions; /* of the fast mode; 0: 20, which miss an error with probability 2^-20 at most */
    int samples;    /* of the fast mode, elements over all leaves; 0: 16; negative: none */
    uint64_t seed;  /* of weights, directions, samples */
    wg_gradcheck_progress progress; /* NULL: none */
    void *user;                     /* of progress */
} wg_gradcheck_options;

/* ---- the report -------------------------------------------------------------------------------------------- */

/* One step of a ladder, from large to small. */
typedef struct wg_rung {
    double h;
    double derivative;           /* (L(x + h) - L(x - h)) / 2h */
    double truncation, rounding; /* estimated parts of its error */
} wg_rung;

/* One element of a leaf, or one direction (index then is its number). NaN: not known. */
typedef struct wg_gradcheck_element {
    int64_t index; /* row-major */
    double x;
    double rule;      /* in f64 */
    double reference; /* from the ladder, after extrapolation */
    double
        error; /* estimated, of the reference and the rounding of the rule: |rule - reference| <= error is ok */
    double h;     /* the step at which the reference is best */
    double kink;  /* distance of the nearest kink seen; infinity if none */
    double noise; /* floor: the part of the error that rounding makes */
    double rule_f32,
        error_f32; /* the gradient of the f32 graph, and how far from `rule` it may be; NaN if there is no f32 */
    double forward, double_double; /* the same derivative by these witnesses; NaN where not heard */
    wg_verdict verdict;
    int rungs;
    const wg_rung *rung; /* NULL where it was not kept */
} wg_gradcheck_element;

typedef struct wg_gradcheck_leaf {
    const char *name; /* "%3" if it has none */
    wg_dtype dtype;
    wg_shape shape;
    const char *file; /* where it was recorded; NULL if unknown */
    int line;
    uint32_t node; /* id in the user's graph; 0 for a C function */
    wg_verdict verdict;
    size_t count[WG_VERDICT_COUNT]; /* of the elements checked */
    size_t elements; /* checked one by one: all, or the sample; in the order of their indices */
    const wg_gradcheck_element *element;
    const wg_gradcheck_element
        *worst; /* largest |rule - reference| / error among the gravest; NULL if elements is 0 */
    /* Fast mode: +-1 directions over all leaves at once, each leaf scaled to weigh the same. An error of any
     * element that exceeds `seen` is missed with probability report.miss at most. */
    double seen;
    double scale; /* largest |rule| of the leaf, against which `seen` is to be read */
} wg_gradcheck_leaf;

/* The local rule that is wrong, first in the order of recording. */
typedef struct wg_blame {
    uint32_t node; /* id in the user's graph */
    const char *op;
    int operand;              /* which the derivative is by, from 0 */
    const char *operand_name; /* of the op's parameter: "x" */
    const char *file;         /* call site; NULL if unknown */
    int line;
    const char *call;           /* as written, "" if unknown */
    wg_shape shape;             /* of the operand */
    wg_verdict verdict;         /* wrong, imprecise or nonfinite */
    wg_gradcheck_element worst; /* local: dy times d(y)/d(operand) at the values of the run */
    size_t wrong, checked;      /* elements of the operand */
    wg_cause cause;
    double factor; /* rule / reference, for SIGN and FACTOR; otherwise NaN */
    const char *
        cause_text; /* "the sign is wrong", "1.0001 times too large": with what is known of it; "" for NONE */
    const char *
        text; /* one line: "model.c:42: wg_user_softplus: d/dx wrong at [3,1]: rule 0.731, reference 0.269 (...)" */
} wg_blame;

typedef struct wg_gradcheck_report {
    bool passed;    /* no verdict that fails, and something ok in each leaf */
    bool cancelled; /* by progress; passed is false then */
    bool fast;      /* directions and a sample, not every element */
    wg_verdict verdict;
    size_t count[WG_VERDICT_COUNT];
    size_t elements; /* checked one by one, of `total` */
    size_t total;
    int leaves;
    wg_gradcheck_leaf *leaf;
    /* fast mode */
    int directions;
    wg_gradcheck_element *
        direction; /* rule and reference of each: of all leaves together, or, where leaf_of >= 0, of that leaf alone */
    int *leaf_of;
    double
        miss; /* probability of a miss, 2^-directions; 0 where every element was checked, or a mistake was found */

    int blames;
    wg_blame *blame;
    wg_testimony testimony[WG_WITNESS_COUNT];
    struct wg_gradcheck_report
        *second; /* options.second: the same of the gradient; NULL otherwise */

    bool f32;    /* the graph has f32 in it */
    size_t runs; /* forward runs taken */
    double cost; /* time of the check as a multiple of one run of outputs and gradient */
    double seconds;
    const char *text; /* the verdict in one line */
    void *memory;     /* private: what the pointers above point into */
} wg_gradcheck_report;

/* ---- calls ------------------------------------------------------------------------------------------------- */

typedef struct wg_tensor_list {
    const wg_tensor *t;
    int n;
} wg_tensor_list;
#ifdef __cplusplus
} /* templates cannot have C linkage */
template <int N> struct wg__tensor_array {
    wg_tensor t[N];
    operator wg_tensor_list() const { return wg_tensor_list{t, N}; }
};
template <class... T> inline wg__tensor_array<(int)sizeof...(T)> wg__make_list(T... t)
{
    return wg__tensor_array<(int)sizeof...(T)>{{t...}};
}
extern "C" {
#define WG_LIST(...) (wg__make_list(__VA_ARGS__))
#else
#define WG_LIST(...) ((wg_tensor_list){WG_TENSORS(__VA_ARGS__)})
#endif
#ifdef __cplusplus
#define WG_LEAVES (wg_tensor_list{0, 0})
#else
#define WG_LEAVES                                                                                  \
    ((wg_tensor_list){0, 0}) /* for wrt: all float inputs and parameters that the outputs reach */
#endif

/* Checks d(outputs)/d(wrt). Outputs are floats of any shape; wrt are float inputs or parameters with the values they have. options may
 * be NULL. Returns WG_OK whatever the verdict; otherwise the graph's error (no derivative through an op, a kernel that
 * refuses a value, out of memory) and an empty report, which may be freed. Errors of the check do not stay in the private graphs: they
 * are g's, and name this call. */
WG_API wg_code wg_gradcheck_at(wg_site at, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                               const wg_gradcheck_options *options, wg_gradcheck_report *report);
#define wg_gradcheck(...) wg_gradcheck_at(WG_AT("wg_gradcheck(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* A function in C with its derivative by hand. gradient writes g[0..n). Both are called with points near x. */
typedef struct wg_function {
    double (*f)(const double *x, size_t n, void *user);
    void (*gradient)(const double *x, size_t n, double *g, void *user);
    void *user;
    const char *name; /* for the report; NULL: "f" */
} wg_function;
WG_API wg_code wg_gradcheck_fn(const wg_function *f, const double *x, size_t n,
                               const wg_gradcheck_options *options, wg_gradcheck_report *report,
                               wg_status *st);

typedef struct wg_gradcheck_print_options {
    int width;   /* columns; 0: 100 */
    bool colour; /* with terminal escapes */
    bool quiet;  /* the verdict, the failures and the blame only */
} wg_gradcheck_print_options;
WG_API wg_code wg_gradcheck_print(const wg_gradcheck_report *report, FILE *f,
                                  const wg_gradcheck_print_options *options);
/* As JSON (docs/reports.md), for other programs and for `wengert report`, which makes an HTML page of it. Returns WG_OK,
 * WG_ERR_ARGUMENT for a NULL report or file, WG_ERR_IO when writing failed; a graph that cannot be shown is its graph's error. */
typedef struct wg_gradcheck_json_options {
    const char *title;      /* what was checked, in a few words; NULL: "gradient check" */
    wg_tensor_list outputs; /* those checked: their graph goes along. Zero: no graph. */
} wg_gradcheck_json_options;
WG_API wg_code wg_gradcheck_json(const wg_gradcheck_report *report, FILE *f,
                                 const wg_gradcheck_json_options *options);
WG_API void wg_gradcheck_free(wg_gradcheck_report *report); /* NULL, zeroed, twice: fine */

/* "[3,1]" for a row-major index, "[]" for rank 0; returns buf. */
WG_API const char *wg_index_string(wg_shape s, int64_t index, char *buf, size_t size);

#ifdef __cplusplus
}
#endif
#endif
