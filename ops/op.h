/* What an op is: one descriptor = shape rule + kernel + local-derivative rule.
 *
 * The library's own ops are wg_op structs in the family files of ops/; a user's own op is the same struct, filled in
 * and passed to wg_call. The struct and all it points to must outlive the graphs that use it. */
#ifndef WG_OP_H
#define WG_OP_H

#include "tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- parameters and attributes ----------------------------------------------------------------------------- */

#define WG_MAX_ATTRS 6
#define WG_MAX_OPERANDS 4096

/* A list of integers, such as the steps of a slice, one per axis. */
typedef struct wg_ints {
    int n;
    int64_t v[WG_MAX_RANK];
} wg_ints;

/* Bounds of a slice: before the first element, and after the last one. x[::-1] is start WG_END, stop WG_BEGIN, step -1;
 * x[2:] is start 2, stop WG_END. */
#define WG_BEGIN INT64_MIN
#define WG_END INT64_MAX

#ifdef __cplusplus
} /* templates cannot have C linkage */
template <class... T> inline wg_ints wg__make_ints(T... v)
{
    return wg_ints{(int)sizeof...(v), {(int64_t)v...}};
}
extern "C" {
#define WG_INTS(...) (wg__make_ints(__VA_ARGS__))
#else
#define WG_INTS(...) ((wg_ints){WG__NARG(__VA_ARGS__), {__VA_ARGS__}})
/* Operands of a variadic op: wg_concat(WG_TENSORS(a, b, c), 0) */
#define WG_TENSORS(...)                                                                            \
    ((const wg_tensor[]){__VA_ARGS__}),                                                            \
        ((int)(sizeof((const wg_tensor[]){__VA_ARGS__}) / sizeof(wg_tensor)))
#endif

/* X(enumerator, name in op_list.h, C type of the parameter).  What is not a tensor is an attribute. */
#define WG_PARAM_LIST(X)                                                                           \
    X(WG_PARAM_TENSOR, "tensor", wg_tensor)                                                        \
    X(WG_PARAM_TENSORS, "tensors", const wg_tensor *)                                              \
    X(WG_PARAM_INT, "int", int64_t)                                                                \
    X(WG_PARAM_BOOL, "bool", bool)                                                                 \
    X(WG_PARAM_FLOAT, "float", double)                                                             \
    X(WG_PARAM_DTYPE, "dtype", wg_dtype)                                                           \
    X(WG_PARAM_AXES, "axes", wg_axes)                                                              \
    X(WG_PARAM_SHAPE, "shape", wg_shape)                                                           \
    X(WG_PARAM_INTS, "ints", wg_ints)                                                              \
    X(WG_PARAM_TEXT, "text", const char *)

typedef enum wg_param_kind {
#define WG__X(e, name, type) e,
    WG_PARAM_LIST(WG__X)
#undef WG__X
        WG_PARAM_KIND_COUNT
} wg_param_kind;

/* The value of one attribute. i: INT, BOOL, DTYPE; f: FLOAT; n and list: AXES (n = -1 is "all"), SHAPE, INTS;
 * text: TEXT, which only compositions take (it is never recorded). */
typedef struct wg_attr {
    union {
        int64_t i;
        double f;
        const char *text;
    } u;
    int n;
    int64_t list[WG_MAX_RANK];
} wg_attr;

typedef struct wg_attrs {
    wg_attr at[WG_MAX_ATTRS];
} wg_attrs;

typedef struct wg_param {
    const char *name;
    wg_param_kind kind;
    bool has_default;
    wg_attr value; /* the default */
} wg_param;

/* Parameters in the order of the C function. Operands are its tensors in order, attributes the others in order. */
typedef struct wg_signature {
    int nparams, nattrs;
    int arity;        /* number of operands; -1: any number (one parameter of kind TENSORS) */
    bool takes_graph; /* no operand: the graph is the first argument of the C function */
    bool lifted;      /* accepts a number for one of its two operands */
    const wg_param *param;
} wg_signature;

/* ---- shape rule -------------------------------------------------------------------------------------------- */

/* In: operands' dtypes and shapes, attributes. Out: the result's; both start as operand 0's. The rule also
 * brings the attributes into canonical form (axes sorted and >= 0), so that equal calls are equal nodes. */
typedef struct wg_infer {
    const struct wg_op *op;
    int n;
    const wg_dtype *dtype;
    const wg_shape *shape;
    wg_attrs *attr;
    wg_dtype out_dtype;
    wg_shape out_shape;
    bool identity; /* set by the rule: the result is operand 0, nothing need be recorded */
    wg_code code;
    char message[256];
} wg_infer;

typedef bool (*wg_shape_fn)(wg_infer *in);

/* Says why the operands do not fit, in a few words ("inner dimensions differ"); the caller's line, the operands' names,
 * shapes and places are added to it. Returns false. */
WG_API bool wg_infer_fail(wg_infer *in, wg_code code, const char *fmt, ...) WG_PRINTF(3, 4);
WG_API bool wg_infer_same(wg_infer *in); /* result like operand 0 */
WG_API bool
wg_infer_broadcast(wg_infer *in); /* all operands broadcast together; dtype of operand 0 */
WG_API bool wg_infer_axis(wg_infer *in, int64_t *axis,
                          int rank); /* -rank <= axis < rank, made >= 0; else fails */
WG_API bool wg_infer_axes(wg_infer *in, wg_attr *axes,
                          int rank); /* sorted, unique, >= 0; n = -1 becomes all */

/* ---- kernel ------------------------------------------------------------------------------------------------ */

/* Strided view. stride in elements, may be 0 (broadcast) or negative. The first element is data + offset. */
typedef struct wg_view {
    void *data;
    int64_t offset; /* elements; kernels always see 0, with data at the first element */
    wg_dtype dtype;
    wg_shape shape;
    int64_t stride[WG_MAX_RANK];
} wg_view;

typedef struct wg_kernel_args {
    const wg_view *in;
    int n;
    wg_view out; /* always contiguous, row-major, overlaps no operand */
    const wg_attrs *attr;
    void *scratch;               /* .scratch() bytes, 64-byte aligned */
    int isa;                     /* instruction set to use: index as in .tile */
    uint64_t seed, stream, draw; /* random ops: Philox key, and two words of the counter */
    int64_t first; /* random ops: the element of the draw that the result begins with */
    char *message; /* room for a message when a value is bad (an index out of range) */
    size_t message_size;
    void *user; /* .user of the op */
} wg_kernel_args;

/* Returns WG_OK, or WG_ERR_VALUE with a message. No allocation. */
typedef wg_code (*wg_kernel_fn)(const wg_kernel_args *k);

/* Elementwise: n elements, contiguous; out may be exactly one of the operands, and overlaps none otherwise. */
typedef void (*wg_tile_fn)(void *out, const void *const *in, int64_t n, const wg_attrs *attr);
/* One function per dtype of the operand that decides (.tile_operand); NULL where the dtype is not accepted. */
typedef struct wg_tiles {
    wg_tile_fn fn[WG_DTYPE_COUNT];
} wg_tiles;
enum { WG_ISA_BASE, WG_ISA_AVX2, WG_ISA_AVX512, WG_ISA_COUNT };

/* ---- local-derivative rule --------------------------------------------------------------------------------- */

/* One node at work in a backward walk. */
typedef struct wg_vjp {
    wg_graph *g;
    const struct wg_op *op;
    int n;
    const wg_tensor *x; /* operands */
    wg_tensor y, dy;    /* the node itself; its cotangent, of y's shape and dtype */
    const wg_attrs *attr;
} wg_vjp;

/* dy times the derivative of y with respect to operand arg, as an expression in the public op language. Its shape is the operand's
 * or anything that broadcasting made of it: the walk sums it back. wg_none(v->g): no gradient. */
typedef wg_tensor (*wg_vjp_fn)(const wg_vjp *v, int arg);

typedef enum wg_diff {
    WG_DIFF_NONE, /* not differentiable: asking for a gradient through it is an error. The default. */
    WG_DIFF_RULE, /* .vjp */
    WG_DIFF_CONSTANT, /* piecewise constant, or of integer values: its gradient is absent, without an error */
} wg_diff;

/* ---- where its values come from ---------------------------------------------------------------------------- */

/* Where finite operands can give Inf or NaN, by class; wg_explain_nonfinite (autograd/explain.h) names the case from it. */
typedef enum wg_singular {
    WG_SINGULAR_NONE,
    WG_SINGULAR_SUM,     /* overflow; inf - inf */
    WG_SINGULAR_PRODUCT, /* overflow; 0 inf */
    WG_SINGULAR_SUM_OF_PRODUCTS,
    WG_SINGULAR_QUOTIENT, /* the last operand is 0 */
    WG_SINGULAR_POW,      /* operand 0 is 0 or negative */
    WG_SINGULAR_EXP,      /* grows past the largest number */
    WG_SINGULAR_LOG,      /* 0 or negative */
    WG_SINGULAR_LOG1P,    /* -1 or below */
    WG_SINGULAR_SQRT,     /* negative; infinite slope at 0 */
    WG_SINGULAR_RSQRT,    /* 0 or negative */
    WG_SINGULAR_ARC,      /* beyond [-1, 1]; infinite slope at -1 and 1 */
    WG_SINGULAR_ATANH,    /* at -1 and 1, and beyond */
    WG_SINGULAR_ACOSH,    /* below 1; infinite slope at 1 */
    WG_SINGULAR_COUNT
} wg_singular;

/* Which elements of operand k the element of the result at `index` was computed from. */
typedef struct wg_feed {
    const wg_view *in; /* the operands and their values, row-major */
    int n, k;
    const wg_shape *out;
    const int64_t *index; /* out->rank of them */
    const wg_attrs *attr;
    wg_view
        part; /* the answer: a view into operand k, of any rank; a dimension of 0 says: none. Starts as all of operand k. */
} wg_feed;
typedef void (*wg_feed_fn)(wg_feed *f);
/* ---- sample calls ------------------------------------------------------------------------------------------ */

enum { WG_SAMPLE_OPERANDS = 3 };

/* One operand of a sample call. dtype WG_F32 (zero) stands for the floating dtype that is being looked at. Elements are uniform in
 * [lo, hi], whole numbers for the other dtypes; lo = hi = 0: the op's domain. */
typedef struct wg_sample_operand {
    wg_dtype dtype;
    wg_shape shape;
    double lo, hi;
} wg_sample_operand;

/* A valid call of an op: what checks and benchmarks of the op go through. */
typedef struct wg_sample {
    int n;
    wg_sample_operand x[WG_SAMPLE_OPERANDS];
    const wg_attrs *attr; /* NULL: the defaults */
} wg_sample;

/* ---- the descriptor ---------------------------------------------------------------------------------------- */

enum { /* dtypes that the operands may have */
       WG_TYPE_FLOAT = 1 << WG_F32 | 1 << WG_F64,
       WG_TYPE_INT = 1 << WG_I32 | 1 << WG_I64 | 1 << WG_U8,
       WG_TYPE_BOOL = 1 << WG_BOOL,
       WG_TYPE_NUMBER = WG_TYPE_FLOAT | WG_TYPE_INT,
       WG_TYPE_ANY = WG_TYPE_NUMBER | WG_TYPE_BOOL,
};

typedef enum wg_family {
    WG_FAMILY_CUSTOM,
    WG_FAMILY_ELEMENTWISE,
    WG_FAMILY_REDUCTION,
    WG_FAMILY_SHAPE,
    WG_FAMILY_INDEXING,
    WG_FAMILY_LINALG,
    WG_FAMILY_RANDOM,
    WG_FAMILY_GRAPH,
    WG_FAMILY_COMPOSITION,
    WG_FAMILY_COUNT
} wg_family;
WG_API const char *wg_family_name(wg_family f);

struct wg_op {
    const char *name;        /* first member: the recording relies on it */
    const wg_signature *sig; /* NULL for a custom op: .arity operands and no attributes */
    wg_family family;
    int arity; /* of a custom op (sig NULL); -1: any number */

    unsigned types; /* dtypes of the operands; 0 means WG_TYPE_ANY */
    bool
        mixed; /* operands may differ in dtype; the shape rule checks them itself. Otherwise they must agree. */
    bool effect;    /* changes a parameter: never merged, never dropped once asked for (assign) */
    bool random;    /* draws: never merged, new values in each run */
    unsigned picks; /* bit k: of operand k, the kernels read no more elements than the result has */
    bool
        exact; /* rounds nothing: each number of the result is one of an operand, perhaps negated, or whole */
    bool
        strided; /* the kernels take operands of any strides; otherwise these are made contiguous first */
    wg_shape_fn shape;

    /* How it is computed; exactly one of the four groups. */
    const wg_tiles *tile[WG_ISA_COUNT]; /* elementwise, per instruction set */
    int tile_operand;                   /* whose dtype picks the tile function */
    const wg_tiles *one
        [2]
        [WG_ISA_COUNT]; /* the same where operand 0, or 1, is a single element; NULL: it is repeated first */
    bool
        lanes; /* of the library's own: wgv_NAME and wgv_NAMEd of ops/vmath.h compute it of floats and doubles, to the same bits */
    bool (*view)(const wg_view *in, const wg_attrs *attr,
                 wg_view *out); /* same memory, other strides; false: must be copied */
    wg_kernel_fn kernel;        /* plain: the reference */
    wg_kernel_fn fast;          /* same result within rounding, faster; NULL: kernel is used */
    size_t (*scratch)(const wg_view *in, int n, const wg_view *out,
                      const wg_attrs *attr); /* of both; NULL: 0 bytes */
    const struct wg__row_form
        *rows; /* of the library's own kernels: how they join a tile program; NULL: they do not */
    const struct wg__pieces
        *pieces; /* likewise: how they are cut for threads; NULL: they run on one */
    wg_tensor (*compose)(wg_graph *g, const wg_tensor *x, int n,
                         const wg_attrs *attr); /* composition */

    wg_diff diff;
    wg_vjp_fn vjp;
    bool
        linear; /* in its float operands together, without a constant part: f(x + t) = f(x) + f(t) */
    wg_singular singular;
    wg_feed_fn
        feeds; /* NULL: elementwise and view ops: the elements that meet; others: any element of an operand may be */
    void *user; /* passed to the kernels of a custom op */

    /* What is known of it. */
    double flops; /* per element of the result, roughly; or */
    double (*cost)(const wg_shape *in, int n, wg_shape out); /* FLOP of one evaluation */
    struct {
        double lo, hi;
    } domain
        [WG_SAMPLE_OPERANDS]; /* where checks and benchmarks draw operand k from; 0, 0 means [-3, 3] */
    const wg_sample *
        sample; /* calls to check and to time; NULL: general ones, for one or two operands and no */
    int samples;     /* attribute without a default */
    const char *doc; /* one sentence */
    const char *
        python; /* the same in PyTorch, for scripts that let others confirm a finding: {0} operand 0, {*} all of them,
                             * {axis} the attribute of that name, {.dtype} the result's dtype; NULL: nothing to say */
    const char *formula;    /* y = ... */
    const char *derivative; /* dx = ... */
    const char *convention; /* ties, kinks, singular points; NULL if there are none */
};
typedef struct wg_op wg_op;

/* ---- calling by descriptor --------------------------------------------------------------------------------- */

WG_API size_t wg_op_count(void);
WG_API const wg_op *wg_op_at(size_t i); /* in the order of ops/op_list.h; NULL past the end */
WG_API const wg_op *wg_op_find(const char *name);

/* Records op on n operands; what the C function of the op does, for callers that only have its descriptor, and the way to
 * use a custom op. g may be NULL if there are operands. attr NULL: the defaults. */
WG_API wg_tensor wg_call_at(wg_site at, wg_graph *g, const wg_op *op, const wg_tensor *x, int n,
                            const wg_attrs *attr);
#define wg_call(...) wg_call_at(WG_AT("wg_call(" #__VA_ARGS__ ")"), __VA_ARGS__)
/* The defaults of an op's attributes; false if one has none. */
WG_API bool wg_op_defaults(const wg_op *op, wg_attrs *attr);

#ifdef __cplusplus
}
#endif
#endif
