/* Every op, once: OP(name, kind, (parameters)).
 *
 *   op           recorded as a node
 *   lifted       the same, of two operands, either of which may be a number in C: wg_add(x, 1.0)
 *   source       no operand; the graph comes first in C
 *   composition  an expression of others: its family file defines  wg_tensor wg__NAME(parameters)
 *   composition_source  a composition without operands; the graph comes first
 *
 * Parameters: [tensor|tensors|int|bool|float|dtype|axes|shape|ints|text] name [= default].
 * From this list follow the C function wg_NAME, its signature, the registry, the command line's language, the checks, the
 * benchmarks and the reference. The descriptor wg__op_NAME is in the family file named above the line. */

/* elementwise_arith.c */
OP(add, lifted, (tensor x, tensor y))
OP(sub, lifted, (tensor x, tensor y))
OP(mul, lifted, (tensor x, tensor y))
OP(div, lifted, (tensor x, tensor y))
OP(pow, lifted, (tensor x, tensor y))
OP(maximum, lifted, (tensor x, tensor y))
OP(minimum, lifted, (tensor x, tensor y))
OP(atan2, lifted, (tensor y, tensor x))
OP(fmod, lifted, (tensor x, tensor y))
OP(neg, op, (tensor x))
OP(abs, op, (tensor x))
OP(sign, op, (tensor x))
OP(square, op, (tensor x))
OP(sqrt, op, (tensor x))
OP(rsqrt, op, (tensor x))
OP(reciprocal, op, (tensor x))
OP(relu, op, (tensor x))
OP(floor, op, (tensor x))
OP(ceil, op, (tensor x))
OP(round, op, (tensor x))
OP(trunc, op, (tensor x))

/* elementwise_math.c */
OP(exp, op, (tensor x))
OP(expm1, op, (tensor x))
OP(exp2, op, (tensor x))
OP(log, op, (tensor x))
OP(log1p, op, (tensor x))
OP(log2, op, (tensor x))
OP(sin, op, (tensor x))
OP(cos, op, (tensor x))
OP(tan, op, (tensor x))
OP(asin, op, (tensor x))
OP(acos, op, (tensor x))
OP(atan, op, (tensor x))
OP(sinh, op, (tensor x))
OP(cosh, op, (tensor x))
OP(tanh, op, (tensor x))
OP(asinh, op, (tensor x))
OP(acosh, op, (tensor x))
OP(atanh, op, (tensor x))
OP(sigmoid, op, (tensor x))
OP(erf, op, (tensor x))

/* elementwise_logic.c */
OP(eq, lifted, (tensor x, tensor y))
OP(ne, lifted, (tensor x, tensor y))
OP(lt, lifted, (tensor x, tensor y))
OP(le, lifted, (tensor x, tensor y))
OP(gt, lifted, (tensor x, tensor y))
OP(ge, lifted, (tensor x, tensor y))
OP(logical_and, op, (tensor x, tensor y))
OP(logical_or, op, (tensor x, tensor y))
OP(logical_xor, op, (tensor x, tensor y))
OP(logical_not, op, (tensor x))
OP(isnan, op, (tensor x))
OP(isinf, op, (tensor x))
OP(isfinite, op, (tensor x))
OP(where, op, (tensor condition, tensor x, tensor y))
OP(cast, op, (tensor x, dtype dtype))

/* reduction.c */
OP(sum, op, (tensor x, axes axes = all, bool keepdims = false))
OP(mean, op, (tensor x, axes axes = all, bool keepdims = false))
OP(prod, op, (tensor x, axes axes = all, bool keepdims = false))
OP(max, op, (tensor x, axes axes = all, bool keepdims = false))
OP(min, op, (tensor x, axes axes = all, bool keepdims = false))
OP(argmax, op, (tensor x, int axis = -1, bool keepdims = false))
OP(argmin, op, (tensor x, int axis = -1, bool keepdims = false))
OP(any, op, (tensor x, axes axes = all, bool keepdims = false))
OP(all, op, (tensor x, axes axes = all, bool keepdims = false))

/* scan.c */
OP(cumsum, op, (tensor x, int axis = -1))
OP(cumprod, op, (tensor x, int axis = -1))
OP(linear_scan, op, (tensor factors, tensor x, int axis = -1))

/* shape_ops.c */
OP(reshape, op, (tensor x, shape shape))
OP(permute, op, (tensor x, ints axes))
OP(transpose, composition, (tensor x, int axis0 = -2, int axis1 = -1))
OP(broadcast_to, op, (tensor x, shape shape))
OP(expand, composition, (tensor x, shape shape))
OP(slice, op, (tensor x, ints start, ints stop, ints step = ()))
OP(flip, op, (tensor x, axes axes = all))
OP(squeeze, composition, (tensor x, axes axes = all))
OP(unsqueeze, composition, (tensor x, axes axes))

/* joining.c */
OP(concat, op, (tensors xs, int axis = 0))
OP(stack, composition, (tensors xs, int axis = 0))
OP(split, composition, (tensor x, int parts, int index, int axis = 0))
OP(pad, op, (tensor x, ints before, ints after, float value = 0))
OP(roll, composition, (tensor x, int shift, int axis = -1))
OP(tile, composition, (tensor x, ints reps))

/* indexing.c */
OP(take, op, (tensor x, tensor indices, int axis = 0))
OP(take_along_axis, op, (tensor x, tensor indices, int axis = -1))
OP(scatter_add, op, (tensor x, tensor indices, tensor updates, int axis = 0))
OP(scatter_add_along_axis, op, (tensor x, tensor indices, tensor updates, int axis = -1))
OP(one_hot, op, (tensor indices, int classes, dtype dtype = f32))
OP(arange, source, (dtype dtype, float start, float stop, float step = 1))
OP(eye, source, (dtype dtype, int rows, int columns = -1, int diagonal = 0))
OP(tril_mask, source, (int rows, int columns, int diagonal = 0))
OP(tril, composition, (tensor x, int diagonal = 0))
OP(triu, composition, (tensor x, int diagonal = 0))

/* linalg.c */
OP(matmul, op, (tensor x, tensor y))
OP(outer, composition, (tensor x, tensor y))
OP(dot, composition, (tensor x, tensor y))

/* einsum.c */
OP(einsum, composition, (text equation, tensors xs))

/* random_ops.c */
OP(random_uniform, source, (dtype dtype, shape shape, float lo = 0, float hi = 1))
OP(random_normal, source, (dtype dtype, shape shape, float mean = 0, float std = 1))
OP(random_bits, source, (shape shape))

/* graph_ops.c */
OP(stop_gradient, op, (tensor x))
OP(checkpoint, op, (tensor x))
OP(assign, op, (tensor param, tensor value))
OP(full, composition_source, (dtype dtype, shape shape, float value))

/* group.c */
OP(group, op, (tensors xs))

/* composition.c */
OP(softmax, composition, (tensor x, int axis = -1))
OP(log_softmax, composition, (tensor x, int axis = -1))
OP(logsumexp, composition, (tensor x, axes axes = all, bool keepdims = false))
OP(softplus, composition, (tensor x))
OP(silu, composition, (tensor x))
OP(gelu, composition, (tensor x))
OP(gelu_tanh, composition, (tensor x))
OP(elu, composition, (tensor x, float alpha = 1))
OP(leaky_relu, composition, (tensor x, float slope = 0.01))
OP(clamp, composition, (tensor x, float lo, float hi))
OP(var, composition, (tensor x, axes axes = all, bool keepdims = false, int ddof = 0))
OP(std, composition, (tensor x, axes axes = all, bool keepdims = false, int ddof = 0))
OP(norm, composition, (tensor x, axes axes = all, bool keepdims = false))
OP(log_sigmoid, composition, (tensor x))
