/* Two elementwise operations in one pass: what the one leaves in registers the other takes. Each rounds by itself, so the bits
 * are those of the two passes.
 *
 * One of the inner operation's operands may be a single element (_ONE), as a scale or a row's maximum is. */
#include "ops/pairs.h"

#include "ops/tile.h"

#define LOOP(fn, T, V, LANES, d, ONE, expr)                                                        \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        T *const o = out;                                                                          \
        const T *const px = in[0];                                                                 \
        const V s = ONE(in[1]);                                                                    \
        (void)attr;                                                                                \
        for (int64_t i = 0; i < n; i += LANES) {                                                   \
            const int64_t m = n - i;                                                               \
            const V x = m >= LANES ? wgv_load##d(px + i) : wgv_load_part##d(px + i, m);            \
            const V r = expr;                                                                      \
            if (m >= LANES)                                                                        \
                wgv_store##d(o + i, r);                                                            \
            else                                                                                   \
                wgv_store_part##d(o + i, r, m);                                                    \
        }                                                                                          \
    }
#define ONE_F(p) wgv_set1(*(const float *)(p))
#define ONE_D(p) wgv_set1d(*(const double *)(p))

/* f(x op s) */
#define FUNCTION_OF(name, f, op)                                                                   \
    LOOP(name##_f32, float, wgv_f, WGV_F, , ONE_F, wgv_##f(x op s))                                \
    LOOP(name##_f64, double, wgv_d, WGV_D, d, ONE_D, wgv_##f##d(x op s))                           \
    WG_FLOAT_TILES(name)

/* (x op y) op2 z, all of them full; and with y a single element */
#define LOOP3(fn, T, Y, expr)                                                                      \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        T *const po = out;                                                                         \
        const T *const px = in[0], *const py = in[1], *const pz = in[2];                           \
        (void)attr;                                                                                \
        WG_NO_CARRY                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T x = px[i], y = py[Y], z = pz[i];                                               \
            po[i] = expr;                                                                          \
        }                                                                                          \
    }
#define ARITHMETIC(name, expr)                                                                     \
    LOOP3(name##_f32, float, i, expr)                                                              \
    LOOP3(name##_f64, double, i, expr)                                                             \
    WG_FLOAT_TILES(name)                                                                           \
    LOOP3(name##_one_f32, float, 0, expr)                                                          \
    LOOP3(name##_one_f64, double, 0, expr) WG_FLOAT_TILES(name##_one)

FUNCTION_OF(exp_of_sub, exp, -)
FUNCTION_OF(erf_of_mul, erf, *)
FUNCTION_OF(tanh_of_mul, tanh, *)
ARITHMETIC(mul_mul, (x * y) * z)
ARITHMETIC(mul_add, (x * y) + z)
ARITHMETIC(add_mul, (x + y) * z)
ARITHMETIC(sub_mul, (x - y) * z)

#define MUL_OF_MUL_AND_ADD(fn, T)                                                                  \
    static void fn(void *out, const void *const *in, int64_t n, const wg_attrs *attr)              \
    {                                                                                              \
        T *const po = out;                                                                         \
        const T *const px = in[0], *const py = in[2];                                              \
        const T s = *(const T *)in[1], t = *(const T *)in[3];                                      \
        (void)attr;                                                                                \
        WG_NO_CARRY                                                                                \
        for (int64_t i = 0; i < n; i++) {                                                          \
            const T x = px[i], y = py[i];                                                          \
            po[i] = (x * s) * (y + t);                                                             \
        }                                                                                          \
    }
MUL_OF_MUL_AND_ADD(mul_of_both_f32, float)
MUL_OF_MUL_AND_ADD(mul_of_both_f64, double)
WG_FLOAT_TILES(mul_of_both)

/* 0 + x s, which is not x s where that is -0 */
LOOP(to_zeros_f32, float, wgv_f, WGV_F, , ONE_F, wgv_set1(0.0f) + x * s)
LOOP(to_zeros_f64, double, wgv_d, WGV_D, d, ONE_D, wgv_set1d(0.0) + x * s)
WG_FLOAT_TILES(to_zeros)

#if WG__PASS == 1
const wg_tiles *const wg__to_zeros[WG_ISA_COUNT] = WG_TILES_OF(to_zeros);
const wg_tiles *const wg__mul_of_mul_and_add[WG_ISA_COUNT] = WG_TILES_OF(mul_of_both);
#define FULL(name) WG_TILES_OF(name)
#define NONE                                                                                       \
    {                                                                                              \
        NULL                                                                                       \
    }
const wg__pair wg__pairs[] = {
    {&wg__op_exp, &wg__op_sub, NONE, WG_TILES_OF(exp_of_sub)},
    {&wg__op_erf, &wg__op_mul, NONE, WG_TILES_OF(erf_of_mul)},
    {&wg__op_tanh, &wg__op_mul, NONE, WG_TILES_OF(tanh_of_mul)},
    {&wg__op_mul, &wg__op_mul, FULL(mul_mul), WG_TILES_OF(mul_mul_one)},
    {&wg__op_add, &wg__op_mul, FULL(mul_add), WG_TILES_OF(mul_add_one)},
    {&wg__op_mul, &wg__op_add, FULL(add_mul), WG_TILES_OF(add_mul_one)},
    {&wg__op_mul, &wg__op_sub, FULL(sub_mul), WG_TILES_OF(sub_mul_one)},
};
const size_t wg__pair_count = sizeof wg__pairs / sizeof *wg__pairs;
#endif
