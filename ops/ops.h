/* What can be done to a value. Every op of ops/op_list.h is a C function wg_NAME (a macro that notes the call site) and
 * wg_NAME_at (the function itself, for other languages). `wengert ops NAME` prints formula, derivative, and conventions.
 *
 * dtypes    operands agree in dtype; a C number takes the dtype of the tensor it meets. Nothing converts silently.
 *           add sub mul pow maximum minimum fmod neg abs sign square: floats and integers (pow of integers: exponent >= 0)
 *           div, and every function that is not exact on integers: floats only
 *           floor ceil round trunc: floats;  comparisons: any dtype, result bool;  logical ops, any, all: bool
 *           sum, prod: floats keep their dtype, i32 and i64 keep theirs, u8 and bool give i64;  mean: floats
 *           argmax, argmin: i64;  indices: i32 or i64
 * shapes    NumPy broadcasting; axes count from the end when negative.
 *
 * In C, a number may stand for one operand of  add sub mul div pow maximum minimum atan2 fmod eq ne lt le gt ge:
 * wg_sub(1.0, y). The macros mention their operands twice, so a deeply nested one is better written with the typed forms
 * wg_sub_tt, wg_sub_ts, wg_sub_st (t tensor, s number).
 *
 * C++ has + - * / on tensors and numbers besides, and the unary minus. */
#ifndef WG_OPS_H
#define WG_OPS_H

#include "op.h"
#include "ops_gen.h"

#ifdef __cplusplus
/* Comparisons stay functions (wg_eq, wg_lt, ...): an == that gives a tensor surprises, and so does one that compares handles.
 * An operator cannot know its line; messages quote the operator instead. */
#define WG__OPERATOR(sign, name)                                                                   \
    inline wg_tensor operator sign(wg_tensor x, wg_tensor y)                                       \
    {                                                                                              \
        return wg_##name##_at(wg_site{nullptr, 0, "x " #sign " y"}, x, y);                         \
    }                                                                                              \
    inline wg_tensor operator sign(wg_tensor x, double y)                                          \
    {                                                                                              \
        return wg_##name##_ts_at(wg_site{nullptr, 0, "x " #sign " number"}, x, y);                 \
    }                                                                                              \
    inline wg_tensor operator sign(double x, wg_tensor y)                                          \
    {                                                                                              \
        return wg_##name##_st_at(wg_site{nullptr, 0, "number " #sign " x"}, x, y);                 \
    }
WG__OPERATOR(+, add)
WG__OPERATOR(-, sub)
WG__OPERATOR(*, mul)
WG__OPERATOR(/, div)
#undef WG__OPERATOR
inline wg_tensor operator-(wg_tensor x)
{
    return wg_neg_at(wg_site{nullptr, 0, "-x"}, x);
}
#endif

#endif
