/* Array loops over the vector functions for one instruction set. Compiled once per set with its
 * flags and -DWGV_ISA=base, avx2 or avx512. */
#include "accuracy.h"
#include "ops/vmath.h"

#ifndef WGV_ISA
#define WGV_ISA base
#endif
#define ACC_CAT_(a, b) a##b
#define ACC_CAT(a, b) ACC_CAT_(a, b)
#define ACC_STR_(a) #a
#define ACC_STR(a) ACC_STR_(a)

#define ACC_UNARY(X)                                                                               \
    X(exp)                                                                                         \
    X(exp2) X(expm1) X(log) X(log2) X(log1p) X(tanh) X(sigmoid) X(erf) X(sin) X(cos) X(tan)        \
        X(sinh) X(cosh) X(asin) X(acos) X(atan) X(asinh) X(acosh) X(atanh) X(sqrt) X(rsqrt)        \
            X(floor) X(ceil) X(round) X(trunc)
#define ACC_BINARY(X) X(pow) X(atan2)

#define LOOP1(name)                                                                                \
    static void name##_f32(const float *x, const float *y, float *out, size_t n)                   \
    {                                                                                              \
        (void)y;                                                                                   \
        for (size_t i = 0; i < n; i += WGV_F)                                                      \
            wgv_store(out + i, wgv_##name(wgv_load(x + i)));                                       \
    }                                                                                              \
    static void name##_f64(const double *x, const double *y, double *out, size_t n)                \
    {                                                                                              \
        (void)y;                                                                                   \
        for (size_t i = 0; i < n; i += WGV_D)                                                      \
            wgv_stored(out + i, wgv_##name##d(wgv_loadd(x + i)));                                  \
    }
#define LOOP2(name)                                                                                \
    static void name##_f32(const float *x, const float *y, float *out, size_t n)                   \
    {                                                                                              \
        for (size_t i = 0; i < n; i += WGV_F)                                                      \
            wgv_store(out + i, wgv_##name(wgv_load(x + i), wgv_load(y + i)));                      \
    }                                                                                              \
    static void name##_f64(const double *x, const double *y, double *out, size_t n)                \
    {                                                                                              \
        for (size_t i = 0; i < n; i += WGV_D)                                                      \
            wgv_stored(out + i, wgv_##name##d(wgv_loadd(x + i), wgv_loadd(y + i)));                \
    }
ACC_UNARY(LOOP1)
ACC_BINARY(LOOP2)

#define ENTRY1(name) {#name, 1, name##_f32, name##_f64},
#define ENTRY2(name) {#name, 2, name##_f32, name##_f64},
static const AccEntry entries[] = {ACC_UNARY(ENTRY1) ACC_BINARY(ENTRY2)};

const AccTable ACC_CAT(acc_table_, WGV_ISA) = {
    ACC_STR(WGV_ISA),
    sizeof entries / sizeof entries[0],
    entries,
};
