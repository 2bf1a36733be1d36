/* Elementwise comparison, logic, choice and conversion.
 *
 * A bool is a byte that holds 0 or 1; logic, where and cast take any other byte as true. */
#include "ops/sample.h"
#include "ops/tile.h"

/* ---- comparison ---- */

static bool compare_shape(wg_infer *in)
{
    in->out_dtype = WG_BOOL;
    return wg_infer_broadcast(in);
}

#define COMPARISON(name, expr)                                                                     \
    WG_LOOP2(name##_f32, uint8_t, float, expr)                                                     \
    WG_LOOP2(name##_f64, uint8_t, double, expr)                                                    \
    WG_LOOP2(name##_i32, uint8_t, int32_t, expr)                                                   \
    WG_LOOP2(name##_i64, uint8_t, int64_t, expr)                                                   \
    WG_LOOP2(name##_u8, uint8_t, uint8_t, expr)                                                    \
    WG_TILES(name, [WG_F32] = name##_f32, [WG_F64] = name##_f64, [WG_I32] = name##_i32,            \
             [WG_I64] = name##_i64, [WG_U8] = name##_u8, [WG_BOOL] = name##_u8)

#define COMPARED(name)                                                                             \
    WG_TILED(name, WG_TYPE_ANY, compare_shape), .lanes = true, .diff = WG_DIFF_CONSTANT, .flops = 1

COMPARISON(eq, x == y)
WG_DESCRIPTOR(eq) = {
    COMPARED(eq),
    .doc = "Whether x and y are equal; false if either is NaN.",
    .python = "{0} == {1}",
    .formula = "z = x == y",
    .derivative = "none: bool",
};

COMPARISON(ne, x != y)
WG_DESCRIPTOR(ne) = {
    COMPARED(ne),
    .doc = "Whether x and y differ; true if either is NaN.",
    .python = "{0} != {1}",
    .formula = "z = x != y",
    .derivative = "none: bool",
};

COMPARISON(lt, x < y)
WG_DESCRIPTOR(lt) = {
    COMPARED(lt),
    .doc = "Whether x is less than y; false if either is NaN.",
    .python = "{0} < {1}",
    .formula = "z = x < y",
    .derivative = "none: bool",
};

COMPARISON(le, x <= y)
WG_DESCRIPTOR(le) = {
    COMPARED(le),
    .doc = "Whether x is less than y or equal to it; false if either is NaN.",
    .python = "{0} <= {1}",
    .formula = "z = x <= y",
    .derivative = "none: bool",
};

COMPARISON(gt, x > y)
WG_DESCRIPTOR(gt) = {
    COMPARED(gt),
    .doc = "Whether x is greater than y; false if either is NaN.",
    .python = "{0} > {1}",
    .formula = "z = x > y",
    .derivative = "none: bool",
};

COMPARISON(ge, x >= y)
WG_DESCRIPTOR(ge) = {
    COMPARED(ge),
    .doc = "Whether x is greater than y or equal to it; false if either is NaN.",
    .python = "{0} >= {1}",
    .formula = "z = x >= y",
    .derivative = "none: bool",
};

/* ---- logic ---- */

#define LOGICAL2(name, expr)                                                                       \
    WG_LOOP2(name##_bool, uint8_t, uint8_t, expr)                                                  \
    WG_TILES(name, [WG_BOOL] = name##_bool)

#define LOGICAL(name, shape_fn)                                                                    \
    WG_TILED(name, WG_TYPE_BOOL, shape_fn), .lanes = true, .diff = WG_DIFF_CONSTANT, .flops = 1

LOGICAL2(logical_and, (x != 0) & (y != 0))
WG_DESCRIPTOR(logical_and) = {
    LOGICAL(logical_and, wg_infer_broadcast),
    .doc = "Whether both are true.",
    .python = "torch.logical_and({0}, {1})",
    .formula = "z = x and y",
    .derivative = "none: bool",
};

LOGICAL2(logical_or, (x != 0) | (y != 0))
WG_DESCRIPTOR(logical_or) = {
    LOGICAL(logical_or, wg_infer_broadcast),
    .doc = "Whether at least one is true.",
    .python = "torch.logical_or({0}, {1})",
    .formula = "z = x or y",
    .derivative = "none: bool",
};

LOGICAL2(logical_xor, (x != 0) ^ (y != 0))
WG_DESCRIPTOR(logical_xor) = {
    LOGICAL(logical_xor, wg_infer_broadcast),
    .doc = "Whether exactly one is true.",
    .python = "torch.logical_xor({0}, {1})",
    .formula = "z = x xor y",
    .derivative = "none: bool",
};

WG_LOOP1(logical_not_bool, uint8_t, uint8_t, x == 0)
WG_TILES(logical_not, [WG_BOOL] = logical_not_bool)
WG_DESCRIPTOR(logical_not) = {
    LOGICAL(logical_not, wg_infer_same), .doc = "Whether x is false.",
    .python = "torch.logical_not({0})",  .formula = "y = not x",
    .derivative = "none: bool",
};

/* ---- kinds of floats ---- */

static bool kind_shape(wg_infer *in)
{
    in->out_dtype = WG_BOOL;
    return true;
}

#define KIND(name, small, large)                                                                   \
    WG_LOOP1(name##_f32, uint8_t, float, small)                                                    \
    WG_LOOP1(name##_f64, uint8_t, double, large)                                                   \
    WG_FLOAT_TILES(name)

#define KINDRED(name)                                                                              \
    WG_TILED(name, WG_TYPE_FLOAT, kind_shape), .lanes = true, .diff = WG_DIFF_CONSTANT, .flops = 1

KIND(isnan, x != x, x != x)
WG_DESCRIPTOR(isnan) = {
    KINDRED(isnan),
    .doc = "Whether x is NaN.",
    .python = "torch.isnan({0})",
    .formula = "y = x is NaN",
    .derivative = "none: bool",
};

KIND(isinf, (x > FLT_MAX) | (x < -FLT_MAX), (x > DBL_MAX) | (x < -DBL_MAX))
WG_DESCRIPTOR(isinf) = {
    KINDRED(isinf),
    .doc = "Whether x is an infinity.",
    .python = "torch.isinf({0})",
    .formula = "y = x is inf or -inf",
    .derivative = "none: bool",
};

KIND(isfinite, (x >= -FLT_MAX) & (x <= FLT_MAX), (x >= -DBL_MAX) & (x <= DBL_MAX))
WG_DESCRIPTOR(isfinite) = {
    KINDRED(isfinite),
    .doc = "Whether x is neither NaN nor an infinity.",
    .python = "torch.isfinite({0})",
    .formula = "y = x is finite",
    .derivative = "none: bool",
};

/* ---- where ---- */

/* Elements are copied bit by bit. */
#define WHERE(fn, T)                                                                               \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        T *const o = out;                                                                          \
        const uint8_t *const c = in[0];                                                            \
        const T *const px = in[1], *const py = in[2];                                              \
        (void)attr;                                                                                \
        WG_NO_CARRY                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T x = px[i], y = py[i];                                                          \
            o[i] = c[i] != 0 ? x : y;                                                              \
        }                                                                                          \
    }
WHERE(where_8, uint8_t)
WHERE(where_32, uint32_t)
WHERE(where_64, uint64_t)
WG_TILES(where, [WG_F32] = where_32, [WG_F64] = where_64, [WG_I32] = where_32, [WG_I64] = where_64,
         [WG_U8] = where_8, [WG_BOOL] = where_8)

static bool where_shape(wg_infer *in)
{
    if (in->dtype[0] != WG_BOOL)
        return wg_infer_fail(in, WG_ERR_DTYPE, "the condition is %s, not bool (wg_ne(c, 0) is)",
                             wg_dtype_name(in->dtype[0]));
    if (in->dtype[1] != in->dtype[2])
        return wg_infer_fail(in, WG_ERR_DTYPE, "dtypes differ, %s and %s (wg_cast converts)",
                             wg_dtype_name(in->dtype[1]), wg_dtype_name(in->dtype[2]));
    in->out_dtype = in->dtype[1];
    return wg_infer_broadcast(in);
}

/* By another choice and not a product with 0 or 1, which would let an infinity or a NaN through. */
static wg_tensor where_vjp(const wg_vjp *v, int arg)
{
    const wg_tensor zero = wg__like(v->dy, 0.0);
    if (arg == 0)
        return wg_none(v->g);
    return arg == 1 ? wg_where(v->x[0], v->dy, zero) : wg_where(v->x[0], zero, v->dy);
}

/* The element of v that broadcasting brings to this index of a result of `rank` axes. */
static int64_t meeting(const wg_view *v, const int64_t *index, int rank)
{
    int64_t at = v->offset;
    for (int k = 0; k < v->shape.rank; k++)
        if (v->shape.dim[k] != 1)
            at += index[rank - v->shape.rank + k] * v->stride[k];
    return at;
}

/* The side that the condition takes. */
static void where_feeds(wg_feed *f)
{
    const uint8_t *condition = f->in[0].data;
    const int taken = condition[meeting(&f->in[0], f->index, f->out->rank)] ? 1 : 2;
    f->part.offset = meeting(&f->in[f->k], f->index, f->out->rank);
    f->part.shape = f->k == 0 || f->k == taken ? WG_SCALAR : WG_SHAPE(0);
}

WG_DESCRIPTOR(where) = {
    .exact = true,
    WG_TILED(where, WG_TYPE_ANY, where_shape),
    .lanes = true,
    WG_RULE(where_vjp),
    .linear = true,
    .flops = 0,
    .mixed = true,
    .tile_operand = 1,
    .feeds = where_feeds,
    WG__SAMPLES({WG__ON(WG__BOOLS(3, 4), WG__X(3, 4), WG__X(3, 4))},
                {WG__ON(WG__BOOLS(4), WG__X(3, 1), WG__X(2, 1, 4))}),
    .doc = "x where the condition (bool) is true, else y.",
    .python = "torch.where({0}, {1}, {2})",
    .formula = "z = condition ? x : y",
    .derivative = "dx = condition ? dz : 0, dy = condition ? 0 : dz",
    .convention = "no gradient of the condition; NaN and inf of the side not taken do not show",
};

/* ---- cast ---- */

/* A float to integers of [lo, hi), powers of two or 0: cut towards 0, the nearest integer there is
 * where it lies outside, 0 for NaN. Only values in range are converted, as C demands. */
#define TRUNCATE(name, TO, TX, lo, hi, max, half_ulp)                                              \
    static inline TO name(TX x)                                                                    \
    {                                                                                              \
        const TX below_hi = (hi) - (hi) * (half_ulp);                                              \
        const TX raised = x > (lo) ? x : (lo);                                                     \
        const TO whole = (TO)(raised < (hi) ? raised : below_hi);                                  \
        const TO cut = x >= (hi) ? (max) : whole;                                                  \
        return x != x ? 0 : cut;                                                                   \
    }
TRUNCATE(i32_of_f32, int32_t, float, -0x1p31f, 0x1p31f, INT32_MAX, 0x1p-24f)
TRUNCATE(i64_of_f32, int64_t, float, -0x1p63f, 0x1p63f, INT64_MAX, 0x1p-24f)
TRUNCATE(u8_of_f32, uint8_t, float, 0.0f, 0x1p8f, UINT8_MAX, 0x1p-24f)
TRUNCATE(i32_of_f64, int32_t, double, -0x1p31, 0x1p31, INT32_MAX, 0x1p-53)
TRUNCATE(i64_of_f64, int64_t, double, -0x1p63, 0x1p63, INT64_MAX, 0x1p-53)
TRUNCATE(u8_of_f64, uint8_t, double, 0.0, 0x1p8, UINT8_MAX, 0x1p-53)

#define SAME(fn, T)                                                                                \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        (void)attr;                                                                                \
        memmove(out, in[0], (size_t)n * sizeof(T));                                                \
    }

SAME(f32_to_f32, float)
WG_LOOP1(f32_to_f64, double, float, x)
WG_LOOP1(f32_to_i32, int32_t, float, i32_of_f32(x))
WG_LOOP1(f32_to_i64, int64_t, float, i64_of_f32(x))
WG_LOOP1(f32_to_u8, uint8_t, float, u8_of_f32(x))
WG_LOOP1(f32_to_bool, uint8_t, float, x != 0)

WG_LOOP1(f64_to_f32, float, double, x)
SAME(f64_to_f64, double)
WG_LOOP1(f64_to_i32, int32_t, double, i32_of_f64(x))
WG_LOOP1(f64_to_i64, int64_t, double, i64_of_f64(x))
WG_LOOP1(f64_to_u8, uint8_t, double, u8_of_f64(x))
WG_LOOP1(f64_to_bool, uint8_t, double, x != 0)

/* Integers to narrower ones by way of unsigned: modulo 2^width. */
WG_LOOP1(i32_to_f32, float, int32_t, x)
WG_LOOP1(i32_to_f64, double, int32_t, x)
SAME(i32_to_i32, int32_t)
WG_LOOP1(i32_to_i64, int64_t, int32_t, x)
WG_LOOP1(i32_to_u8, uint8_t, uint32_t, x)
WG_LOOP1(i32_to_bool, uint8_t, int32_t, x != 0)

WG_LOOP1(i64_to_f32, float, int64_t, x)
WG_LOOP1(i64_to_f64, double, int64_t, x)
WG_LOOP1(i64_to_i32, uint32_t, uint64_t, x)
SAME(i64_to_i64, int64_t)
WG_LOOP1(i64_to_u8, uint8_t, uint64_t, x)
WG_LOOP1(i64_to_bool, uint8_t, int64_t, x != 0)

WG_LOOP1(u8_to_f32, float, uint8_t, x)
WG_LOOP1(u8_to_f64, double, uint8_t, x)
WG_LOOP1(u8_to_i32, int32_t, uint8_t, x)
WG_LOOP1(u8_to_i64, int64_t, uint8_t, x)
SAME(u8_to_u8, uint8_t)
WG_LOOP1(u8_to_bool, uint8_t, uint8_t, x != 0)

WG_LOOP1(bool_to_f32, float, uint8_t, x != 0)
WG_LOOP1(bool_to_f64, double, uint8_t, x != 0)
WG_LOOP1(bool_to_i32, int32_t, uint8_t, x != 0)
WG_LOOP1(bool_to_i64, int64_t, uint8_t, x != 0)

/* The operand's dtype picks the function, the attribute the row of its table. */
#define CAST(from, ...)                                                                            \
    static void cast_##from(void *out, const void *const *in, int64_t n, const wg_attrs *attr)     \
    {                                                                                              \
        static const wg_tiles to = {{__VA_ARGS__}};                                                \
        to.fn[attr->at[0].u.i](out, in, n, attr);                                                  \
    }
#define CAST_NUMBER(from)                                                                          \
    CAST(from, [WG_F32] = from##_to_f32, [WG_F64] = from##_to_f64, [WG_I32] = from##_to_i32,       \
         [WG_I64] = from##_to_i64, [WG_U8] = from##_to_u8, [WG_BOOL] = from##_to_bool)
CAST_NUMBER(f32)
CAST_NUMBER(f64)
CAST_NUMBER(i32)
CAST_NUMBER(i64)
CAST_NUMBER(u8)
CAST(bool, [WG_F32] = bool_to_f32, [WG_F64] = bool_to_f64, [WG_I32] = bool_to_i32,
     [WG_I64] = bool_to_i64, [WG_U8] = u8_to_bool, [WG_BOOL] = u8_to_bool)
WG_TILES(cast, [WG_F32] = cast_f32, [WG_F64] = cast_f64, [WG_I32] = cast_i32, [WG_I64] = cast_i64,
         [WG_U8] = cast_u8, [WG_BOOL] = cast_bool)

static bool cast_shape(wg_infer *in)
{
    const int64_t to = in->attr->at[0].u.i;
    if (to < 0 || to >= WG_DTYPE_COUNT)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "%lld is not a dtype", (long long)to);
    in->identity = (wg_dtype)to == in->dtype[0];
    in->out_dtype = (wg_dtype)to;
    return true;
}

static wg_tensor cast_vjp(const wg_vjp *v, int arg)
{
    const wg_dtype from = wg_dtype_of(v->x[arg]);
    return wg_dtype_is_float(from) ? wg_cast(v->dy, from) : wg_none(v->g);
}

WG_DESCRIPTOR(cast) = {
    WG__SAMPLES({WG__ON(WG__X(5)), WG__WITH(WG__INT(WG_F64))}),
    WG_TILED(cast, WG_TYPE_ANY, cast_shape),
    WG_RULE(cast_vjp),
    .linear = true,
    .flops = 1,
    .doc = "x in another dtype; to bool: whether it is not 0.",
    .python = "{0}.to({dtype})",
    .formula = "y = x as dtype",
    .derivative = "dx = dy as the dtype of x, between floats; none otherwise",
    .convention = "float to integer cuts towards 0; out of range gives the nearest integer of the "
                  "dtype, NaN gives 0. Integer to a narrower integer wraps around.",
};
