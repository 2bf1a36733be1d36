/* How an elementwise op is written down, once: tile functions, derivative rule and descriptor together.  Private.
 *
 * A family file is compiled once per instruction set, with -DWG_ISA=base, avx2, avx512. Each of these passes defines the tile
 * functions and their tables (WG_TILES); only the base pass keeps the descriptors (WG_DESCRIPTOR), which point at the tables
 * of all passes. In the other passes rule and descriptor are an unused static and vanish.
 *
 *     WG_VECTOR1(tanh, wgv_tanh, wgv_tanhd)                             tanh_f32, tanh_f64
 *     WG_TILES(tanh, [WG_F32] = tanh_f32, [WG_F64] = tanh_f64)
 *     static wg_tensor tanh_vjp(const wg_vjp *v, int arg) { ... }
 *     WG_DESCRIPTOR(tanh) = {WG_TILED(tanh, WG_TYPE_FLOAT, wg_infer_same), WG_RULE(tanh_vjp), .doc = ...};
 *
 * A tile function takes any n. Its result at i depends on the operands at i alone, not on n or on i, so a tensor may be
 * cut into tiles anywhere. out may be exactly one of the operands where their elements have the same size. */
#ifndef WG_TILE_H
#define WG_TILE_H

#include "ops/apply.h"
#include "ops/vmath.h"
#include "ops_gen_impl.h"

/* ---- tables and descriptors, per pass ---------------------------------------------------------------------- */

#define WG__PASTE_(a, b, c) a##b##_##c
#define WG__PASTE(a, b, c) WG__PASTE_(a, b, c)

#define WG__PASS_base 1
#define WG__PASS_avx2 2
#define WG__PASS_avx512 3
#define WG__PASS WG__PASTE_PASS(WG_ISA)
#define WG__PASTE_PASS(isa) WG__PASTE_PASS_(isa)
#define WG__PASTE_PASS_(isa) WG__PASS_##isa

#define WG_TILES(name, ...)                                                                        \
    extern const wg_tiles wg__tiles_##name##_base, wg__tiles_##name##_avx2,                        \
        wg__tiles_##name##_avx512;                                                                 \
    const wg_tiles WG__PASTE(wg__tiles_, name, WG_ISA) = {{__VA_ARGS__}};

#if defined(WG_ISA_ONLY_BASE)
#define WG_TILES_OF(name)                                                                          \
    {                                                                                              \
        &wg__tiles_##name##_base, NULL, NULL                                                       \
    }
#else
#define WG_TILES_OF(name)                                                                          \
    {                                                                                              \
        &wg__tiles_##name##_base, &wg__tiles_##name##_avx2, &wg__tiles_##name##_avx512             \
    }
#endif

#if WG__PASS == 1
#define WG_DESCRIPTOR(name) const wg_op wg__op_##name
#else
#define WG_DESCRIPTOR(name) static const wg_op unused_##name __attribute__((unused))
#endif

/* The first members of a descriptor here, and those of a derivative rule. */
#define WG_TILED(name_, types_, shape_fn)                                                          \
    WG__OP(name_, ELEMENTWISE), .types = types_, .shape = shape_fn, .tile = WG_TILES_OF(name_)
#define WG_RULE(vjp_fn) .diff = WG_DIFF_RULE, .vjp = vjp_fn

/* ---- plain loops, which the compiler vectorises ------------------------------------------------------------ */

/* No element depends on another one's result, though out may be an operand. */
#if defined(__clang__)
#define WG_NO_CARRY _Pragma("clang loop vectorize(assume_safety)")
#else
#define WG_NO_CARRY _Pragma("GCC ivdep")
#endif

/* fn: out[i] = expr, of element type TO, with x (and y, z) of type TX (TY, TZ). */
#define WG_LOOP1(fn, TO, TX, expr)                                                                 \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        TO *const po = out;                                                                        \
        const TX *const px = in[0];                                                                \
        (void)attr;                                                                                \
        WG_NO_CARRY                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const TX x = px[i];                                                                    \
            po[i] = (TO)(expr);                                                                    \
        }                                                                                          \
    }

#define WG_LOOP2(fn, TO, TX, expr)                                                                 \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        TO *const po = out;                                                                        \
        const TX *const px = in[0], *const py = in[1];                                             \
        (void)attr;                                                                                \
        WG_NO_CARRY                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const TX x = px[i], y = py[i];                                                         \
            po[i] = (TO)(expr);                                                                    \
        }                                                                                          \
    }

/* fn_0 and fn_1: the same where operand 0, or 1, is a single element. */
#define WG_LOOP2_ONE(fn, T, expr)                                                                  \
    static void fn##_0(void *out, const void *const *in, int64_t n, const wg_attrs *attr)          \
    {                                                                                              \
        T *const po = out;                                                                         \
        const T *const py = in[1];                                                                 \
        const T x = *(const T *)in[0];                                                             \
        (void)attr;                                                                                \
        WG_NO_CARRY                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T y = py[i];                                                                     \
            po[i] = (T)(expr);                                                                     \
        }                                                                                          \
    }                                                                                              \
    static void fn##_1(void *out, const void *const *in, int64_t n, const wg_attrs *attr)          \
    {                                                                                              \
        T *const po = out;                                                                         \
        const T *const px = in[0];                                                                 \
        const T y = *(const T *)in[1];                                                             \
        (void)attr;                                                                                \
        WG_NO_CARRY                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T x = px[i];                                                                     \
            po[i] = (T)(expr);                                                                     \
        }                                                                                          \
    }

/* Of both float types, with their tables: .one = WG_ONE(name). */
#define WG_LOOPS_ONE(name, expr)                                                                   \
    WG_LOOP2_ONE(name##_f32, float, expr)                                                          \
    WG_LOOP2_ONE(name##_f64, double, expr)                                                         \
    WG_TILES(name##_0, [WG_F32] = name##_f32_0, [WG_F64] = name##_f64_0)                           \
    WG_TILES(name##_1, [WG_F32] = name##_f32_1, [WG_F64] = name##_f64_1)
#define WG_ONE(name)                                                                               \
    {                                                                                              \
        WG_TILES_OF(name##_0), WG_TILES_OF(name##_1)                                               \
    }

/* The same of several types. wrap: integers as the unsigned type of their width, so that overflow wraps around. */
#define WG_LOOPS_FLOAT1(name, expr)                                                                \
    WG_LOOP1(name##_f32, float, float, expr) WG_LOOP1(name##_f64, double, double, expr)
#define WG_LOOPS_FLOAT2(name, expr)                                                                \
    WG_LOOP2(name##_f32, float, float, expr) WG_LOOP2(name##_f64, double, double, expr)
#define WG_LOOPS_INT1(name, expr)                                                                  \
    WG_LOOP1(name##_i32, int32_t, int32_t, expr)                                                   \
    WG_LOOP1(name##_i64, int64_t, int64_t, expr)                                                   \
    WG_LOOP1(name##_u8, uint8_t, uint8_t, expr)
#define WG_LOOPS_INT2(name, expr)                                                                  \
    WG_LOOP2(name##_i32, int32_t, int32_t, expr)                                                   \
    WG_LOOP2(name##_i64, int64_t, int64_t, expr)                                                   \
    WG_LOOP2(name##_u8, uint8_t, uint8_t, expr)
#define WG_LOOPS_WRAP1(name, expr)                                                                 \
    WG_LOOP1(name##_i32, uint32_t, uint32_t, expr)                                                 \
    WG_LOOP1(name##_i64, uint64_t, uint64_t, expr)                                                 \
    WG_LOOP1(name##_u8, uint8_t, uint8_t, expr)
#define WG_LOOPS_WRAP2(name, expr)                                                                 \
    WG_LOOP2(name##_i32, uint32_t, uint32_t, expr)                                                 \
    WG_LOOP2(name##_i64, uint64_t, uint64_t, expr)                                                 \
    WG_LOOP2(name##_u8, uint8_t, uint8_t, expr)

#define WG_FLOAT_TILES(name) WG_TILES(name, [WG_F32] = name##_f32, [WG_F64] = name##_f64)
#define WG_NUMBER_TILES(name)                                                                      \
    WG_TILES(name, [WG_F32] = name##_f32, [WG_F64] = name##_f64, [WG_I32] = name##_i32,            \
             [WG_I64] = name##_i64, [WG_U8] = name##_u8)

/* ---- lanes of vmath.h -------------------------------------------------------------------------------------- */

#define WG__VECTOR1(fn, T, V, LANES, d, f)                                                         \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        T *const o = out;                                                                          \
        const T *const x = in[0];                                                                  \
        (void)attr;                                                                                \
        for (int64_t i = 0; i < n; i += LANES) {                                                   \
            const int64_t m = n - i;                                                               \
            const V r = f(m >= LANES ? wgv_load##d(x + i) : wgv_load_part##d(x + i, m));           \
            if (m >= LANES)                                                                        \
                wgv_store##d(o + i, r);                                                            \
            else                                                                                   \
                wgv_store_part##d(o + i, r, m);                                                    \
        }                                                                                          \
    }

#define WG__VECTOR2(fn, T, V, LANES, d, f)                                                         \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        T *const o = out;                                                                          \
        const T *const x = in[0], *const y = in[1];                                                \
        (void)attr;                                                                                \
        for (int64_t i = 0; i < n; i += LANES) {                                                   \
            const int64_t m = n - i;                                                               \
            const V a = m >= LANES ? wgv_load##d(x + i) : wgv_load_part##d(x + i, m);              \
            const V b = m >= LANES ? wgv_load##d(y + i) : wgv_load_part##d(y + i, m);              \
            const V r = f(a, b);                                                                   \
            if (m >= LANES)                                                                        \
                wgv_store##d(o + i, r);                                                            \
            else                                                                                   \
                wgv_store_part##d(o + i, r, m);                                                    \
        }                                                                                          \
    }

/* name_f32 and name_f64 by the function of float lanes and that of double lanes. */
#define WG_VECTOR1(name, f, fd)                                                                    \
    WG__VECTOR1(name##_f32, float, wgv_f, WGV_F, , f)                                              \
    WG__VECTOR1(name##_f64, double, wgv_d, WGV_D, d, fd)
#define WG_VECTOR2(name, f, fd)                                                                    \
    WG__VECTOR2(name##_f32, float, wgv_f, WGV_F, , f)                                              \
    WG__VECTOR2(name##_f64, double, wgv_d, WGV_D, d, fd)

/* ---- for derivative rules ---------------------------------------------------------------------------------- */

/* A number of the dtype of t. */
static inline wg_tensor wg__like(wg_tensor t, double value)
{
    return !wg_is_ok(t) ? t : wg_scalar(t.g, wg_dtype_of(t), value);
}

#endif
