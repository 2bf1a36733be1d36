/* What a value is: handle, dtype, shape, leaves, names, errors, random numbers, printing.
 *
 * A wg_graph records tensor expressions; a wg_tensor is a 16-byte value handle into one graph. The user frees
 * one thing, the graph. Nothing here aborts, exits, prints (but wg_print) or keeps global state.
 *
 * Errors are values. A call that fails returns a *poisoned* handle; calls on poison do nothing and return poison;
 * the first error of a graph wins and is read once, with wg_error(g), after as many calls as you like. */
#ifndef WG_TENSOR_H
#define WG_TENSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WG_API __attribute__((visibility("default")))
#define WG_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define WG_MUST_USE __attribute__((warn_unused_result))
#else
#define WG_API
#define WG_PRINTF(fmt, args)
#define WG_MUST_USE
#endif

#define WG_MAX_RANK 8

/* ---- dtypes ------------------------------------------------------------------------------------------------ */

/* X(enumerator, C type, name, bytes).  Floats are f32 and f64; only they carry derivatives. */
#define WG_DTYPE_LIST(X)                                                                           \
    X(WG_F32, float, "f32", 4)                                                                     \
    X(WG_F64, double, "f64", 8)                                                                    \
    X(WG_I32, int32_t, "i32", 4)                                                                   \
    X(WG_I64, int64_t, "i64", 8)                                                                   \
    X(WG_U8, uint8_t, "u8", 1)                                                                     \
    X(WG_BOOL, uint8_t, "bool", 1)

typedef enum wg_dtype {
#define WG__X(e, t, n, b) e,
    WG_DTYPE_LIST(WG__X)
#undef WG__X
        WG_DTYPE_COUNT
} wg_dtype;

WG_API const char *wg_dtype_name(wg_dtype d); /* "f32", ...; "?" if d is not a dtype */
WG_API size_t wg_dtype_size(wg_dtype d);      /* bytes of one element; 0 if d is not a dtype */
WG_API bool wg_dtype_is_float(wg_dtype d);
WG_API bool wg_dtype_parse(const char *name,
                           wg_dtype *d); /* false and *d untouched for an unknown name */

/* ---- shapes ------------------------------------------------------------------------------------------------ */

/* Row-major, outermost dimension first; dim[k] for k >= rank is 0. A dimension may be 0. */
typedef struct wg_shape {
    int rank;
    int64_t dim[WG_MAX_RANK];
} wg_shape;

/* A set of axes, NumPy style: negative counts from the end. n = -1 means all axes. */
typedef struct wg_axes {
    int n;
    int axis[WG_MAX_RANK];
} wg_axes;

#define WG__NARG(...) ((int)(sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t)))
#ifdef __cplusplus
} /* templates cannot have C linkage */
template <class... T> inline wg_shape wg__make_shape(T... d)
{
    return wg_shape{(int)sizeof...(d), {(int64_t)d...}};
}
template <class... T> inline wg_axes wg__make_axes(T... a)
{
    return wg_axes{(int)sizeof...(a), {(int)a...}};
}
extern "C" {
#define WG_SHAPE(...) (wg__make_shape(__VA_ARGS__))
#define WG_SCALAR (wg__make_shape())
#define WG_AXES(...) (wg__make_axes(__VA_ARGS__))
#define WG_ALL (wg_axes{-1, {0}})
#else
#define WG_SHAPE(...) ((wg_shape){WG__NARG(__VA_ARGS__), {__VA_ARGS__}}) /* WG_SHAPE(32, 784) */
#define WG_SCALAR ((wg_shape){0, {0}})                                   /* rank 0 */
#define WG_AXES(...) ((wg_axes){WG__NARG(__VA_ARGS__), {__VA_ARGS__}})   /* WG_AXES(0, -1) */
#define WG_ALL ((wg_axes){-1, {0}})
#endif

WG_API bool wg_shape_equal(wg_shape a, wg_shape b);
WG_API bool wg_shape_numel(wg_shape s, int64_t *n); /* false: bad rank, negative or overflowing */
WG_API bool wg_shape_broadcast(wg_shape a, wg_shape b,
                               wg_shape *out); /* NumPy rule; false when they do not */
WG_API const char *wg_shape_string(wg_shape s, char *buf,
                                   size_t size); /* "(32, 784)", "()" ; returns buf */

/* ---- errors ------------------------------------------------------------------------------------------------ */

#define WG_CODE_LIST(X)                                                                            \
    X(WG_OK, "ok")                                                                                 \
    X(WG_ERR_ARGUMENT, "bad argument")                                                             \
    X(WG_ERR_SHAPE, "shapes do not fit")                                                           \
    X(WG_ERR_DTYPE, "dtypes do not fit")                                                           \
    X(WG_ERR_HANDLE, "stale, foreign or NULL handle")                                              \
    X(WG_ERR_SIZE, "size negative or too large")                                                   \
    X(WG_ERR_MEMORY, "out of memory")                                                              \
    X(WG_ERR_GRADIENT, "no derivative")                                                            \
    X(WG_ERR_VALUE, "bad value at run time")                                                       \
    X(WG_ERR_IO, "input or output failed")                                                         \
    X(WG_ERR_FORMAT, "malformed file")                                                             \
    X(WG_ERR_INTERNAL, "internal inconsistency")

typedef enum wg_code {
#define WG__X(e, s) e,
    WG_CODE_LIST(WG__X)
#undef WG__X
        WG_CODE_COUNT
} wg_code;

WG_API const char *wg_code_string(wg_code c);

/* What went wrong, for calls that have no graph (files, parsers). text is always terminated; "" when ok. */
typedef struct wg_status {
    wg_code code;
    char text[1024];
} wg_status;

/* Fills *st (if not NULL and still ok: the first error wins) and returns code. */
WG_API wg_code wg_fail(wg_status *st, wg_code code, const char *fmt, ...) WG_PRINTF(3, 4);

/* Where a call stands in the user's program; captured by the macros, zero for calls through other languages.
 * The strings are not copied: they outlive the graph, as literals do. */
typedef struct wg_site {
    const char *file;
    int line;         /* from 1 on; 0: there are no lines (an operand of the command line) */
    const char *text; /* the call as written: "wg_matmul(x, W1)" */
} wg_site;

#ifdef __cplusplus
#define WG_AT(text_) (wg_site{__FILE__, __LINE__, text_})
#else
#define WG_AT(text_) ((wg_site){__FILE__, __LINE__, text_})
#endif

/* ---- graphs and handles ------------------------------------------------------------------------------------ */

typedef struct wg_graph wg_graph;

typedef struct wg_tensor {
    wg_graph *g;
    uint32_t id;  /* 0 is the poisoned tensor */
    uint32_t gen; /* generation: a handle that outlived wg_graph_release is detected */
} wg_tensor;

WG_API wg_graph *
wg_graph_new(void); /* NULL when out of memory; every call takes a NULL graph and stays calm */
WG_API void wg_graph_free(wg_graph *g); /* NULL is fine */

WG_API bool wg_ok(const wg_graph *g); /* no error so far */
WG_API const char *
wg_error(const wg_graph *g); /* the first error, one line; NULL when ok; valid until cleared */
WG_API wg_code wg_error_code(const wg_graph *g);
WG_API void wg_clear_error(wg_graph *g); /* go on after an error; poisoned handles stay poisoned */

typedef void (*wg_error_handler)(void *user, wg_code code, const char *message);
WG_API void wg_set_error_handler(wg_graph *g, wg_error_handler fn,
                                 void *user); /* fires at the first error */

/* For a function of yours that records several ops for its caller: between open and close, everything recorded or refused
 * names `at`. The outermost open scope wins; give close what open returned.
 *
 *     wg_tensor my_layer_at(wg_site at, wg_tensor x)  // #define my_layer(x) my_layer_at(WG_AT("my_layer(" #x ")"), x)
 *     {
 *         bool opened = wg_scope_open(x.g, at);
 *         wg_tensor y = wg_numel(x) > 0 ? wg_relu(wg_add(x, 1)) : wg_raise(x.g, WG_ERR_SHAPE, "x is empty");
 *         wg_scope_close(x.g, opened);
 *         return y;
 *     } */
WG_API bool wg_scope_open(wg_graph *g, wg_site at);
WG_API void wg_scope_close(wg_graph *g, bool opened);
WG_API wg_tensor wg_raise(wg_graph *g, wg_code code, const char *fmt, ...)
    WG_PRINTF(3, 4); /* returns poison */

/* Everything recorded after the mark goes with the release; recording the same structure again hits the plan cache.
 * A mark may be released again and again, until an earlier mark is released: then it is gone, and using it is an error.
 * Names given since the mark go too. */
typedef struct wg_mark {
    wg_graph *g;
    uint32_t count, gen; /* nodes then; which mark */
    uint64_t stream;
} wg_mark;
WG_API wg_mark wg_graph_mark(wg_graph *g);
WG_API void wg_graph_release(wg_mark m);
WG_API size_t wg_graph_nodes(const wg_graph *g); /* nodes recorded so far, leaves included */

/* ---- leaves ------------------------------------------------------------------------------------------------ */

/* Inputs are filled by the user before a run; parameters besides can be assigned by the graph (wg_assign).
 * Both start as zeros and are never merged with another leaf. name is copied; NULL gives "%id". */
WG_API wg_tensor wg_input_at(wg_site at, wg_graph *g, const char *name, wg_dtype d, wg_shape s);
WG_API wg_tensor wg_param_at(wg_site at, wg_graph *g, const char *name, wg_dtype d, wg_shape s);
/* Constants: data is copied (row-major, numel elements). Equal constants (by bytes: -0.0 is not 0.0) are one node; their
 * memory is not to be written. A scalar must be a value of its dtype: 0.5 as i32 or 1e39 as f32 is an error. */
WG_API wg_tensor wg_const_at(wg_site at, wg_graph *g, wg_dtype d, wg_shape s, const void *data);
WG_API wg_tensor wg_scalar_at(wg_site at, wg_graph *g, wg_dtype d, double value);
#define wg_input(...) wg_input_at(WG_AT("wg_input(" #__VA_ARGS__ ")"), __VA_ARGS__)
#define wg_param(...) wg_param_at(WG_AT("wg_param(" #__VA_ARGS__ ")"), __VA_ARGS__)
#define wg_const(...) wg_const_at(WG_AT("wg_const(" #__VA_ARGS__ ")"), __VA_ARGS__)
#define wg_scalar(...) wg_scalar_at(WG_AT("wg_scalar(" #__VA_ARGS__ ")"), __VA_ARGS__)

/* ---- looking at a tensor ----------------------------------------------------------------------------------- */

WG_API bool wg_is_ok(wg_tensor t);   /* a live, unpoisoned handle */
WG_API bool wg_is_none(wg_tensor t); /* the explicit "no gradient" of wg_grad */
WG_API wg_tensor wg_none(wg_graph *g);
WG_API wg_dtype wg_dtype_of(wg_tensor t); /* WG_DTYPE_COUNT for a bad handle */
WG_API wg_shape wg_shape_of(wg_tensor t); /* rank -1 for a bad handle */
WG_API int64_t wg_numel(wg_tensor t);     /* -1 for a bad handle */
WG_API const char *wg_name(wg_tensor t);  /* its name, or "" */
WG_API wg_tensor wg_set_name(wg_tensor t,
                             const char *name); /* for dumps and messages; copied; returns t */

/* Inputs, parameters, constants: their memory (write inputs and parameters freely between runs). Anything else: its
 * value after a wg_run that asked for it, row-major, valid until the next run of it or its release; otherwise NULL and
 * the graph's error says that the tensor has not been run. */
WG_API void *wg_data(wg_tensor t);
WG_API double wg_item(
    wg_tensor t); /* the one element, as double (large i64 rounded); NaN and an error otherwise */
WG_API wg_code wg_set_data(wg_tensor t, const void *data,
                           size_t bytes); /* into an input or a parameter */

/* The layout of NumPy 2's array2string: nested brackets, 8 digits at most, 75 columns, edges of 3 with ... above 1000
 * elements. What has no value is described, <%12 = relu (32, 128) from net.c:33: not run>, and is no error. */
WG_API size_t wg_tostring(wg_tensor t, char *buf, size_t size); /* snprintf's contract */
WG_API void wg_print(wg_tensor t);                              /* to stdout, with a newline */

/* ---- host arrays ------------------------------------------------------------------------------------------- */

/* An owned, contiguous, row-major array outside any graph: what files are read into. */
typedef struct wg_array {
    wg_dtype dtype;
    wg_shape shape;
    void *data;
} wg_array;
WG_API wg_code wg_array_new(wg_array *a, wg_dtype d, wg_shape s, wg_status *st); /* zeros */
WG_API void wg_array_free(wg_array *a); /* NULL, zeroed, twice: fine */
WG_API size_t wg_array_bytes(const wg_array *a);
WG_API size_t wg_array_tostring(const wg_array *a, char *buf, size_t size);

/* ---- random numbers ---------------------------------------------------------------------------------------- */

/* Philox4x32-10 (Salmon et al., SC'11): block number n of a seed gives four uint32 words, whatever the thread count. */
typedef struct wg_rng {
    uint64_t seed, stream, counter; /* counter: blocks drawn so far */
} wg_rng;
/* All numbers are the same on every machine, bit for bit: uniform and normal ones use exactly rounded arithmetic, no
 * libm. A call uses up one block (wg_rng_below more, where it rejects); fills draw two elements from a block. */
WG_API void wg_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);
WG_API wg_rng wg_rng_new(uint64_t seed);
WG_API uint64_t wg_rng_u64(wg_rng *r);
WG_API double wg_rng_uniform(wg_rng *r);                     /* [0, 1), 53 bits */
WG_API double wg_rng_normal(wg_rng *r);                      /* Box-Muller */
WG_API uint64_t wg_rng_below(wg_rng *r, uint64_t n);         /* [0, n), unbiased; 0 for n = 0 */
WG_API void wg_rng_shuffle(wg_rng *r, int64_t *v, size_t n); /* Fisher-Yates */

WG_API void wg_seed(wg_graph *g,
                    uint64_t seed); /* of the graph's random ops and host initialisers; default 0 */
WG_API wg_rng *wg_graph_rng(wg_graph *g); /* the graph's host stream; NULL for a NULL graph */
/* Fill an input or a parameter (float, wg_fill any dtype) on the host from the graph's stream. Return it, for chaining. */
WG_API wg_tensor wg_fill(wg_tensor t, double value);
WG_API wg_tensor wg_fill_uniform(wg_tensor t, double lo,
                                 double hi); /* [lo, hi); rounding to f32 may give hi */
WG_API wg_tensor wg_fill_normal(wg_tensor t, double mean, double std);

#ifdef __cplusplus
}
#endif
#endif
