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
 * C++ has + - * / on tensors and numbers besides. */
#ifndef WG_OPS_H
#define WG_OPS_H

#include "op.h"
#include "ops_gen.h"

#endif
