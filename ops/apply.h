/* How a call of an op becomes a node: checks, inference, recording; and what the family files share.  Private. */
#ifndef WG_APPLY_H
#define WG_APPLY_H

#include "ops/op.h"

/* Checks the operands, infers, records. g may be NULL if there are operands. attr has sig->nattrs values, or is NULL. */
wg_tensor wg__apply(wg_site at, wg_graph *g, const wg_op *op, const wg_tensor *x, int n,
                    const wg_attrs *attr);
wg_tensor wg__apply_ts(wg_site at, const wg_op *op, wg_tensor x, double y);
wg_tensor wg__apply_st(wg_site at, const wg_op *op, double x, wg_tensor y);

/* The name of operand k: its parameter's, numbered where one parameter takes several ("xs1"); of an op without a signature "x", or "x1". */
const char *wg__op_operand_name(const wg_op *op, int k, char *buf, size_t size);
int wg__op_arity(const wg_op *op);
int wg__op_nattrs(const wg_op *op);

/* Attribute values from and to the types of the C functions. */
void wg__attr_axes(wg_attr *a, wg_axes v);
void wg__attr_list(wg_attr *a, int n, const int64_t *v);
wg_axes wg__axes_of(const wg_attr *a);
wg_shape wg__shape_of_attr(const wg_attr *a);
wg_ints wg__ints_of(const wg_attr *a);

/* The first members of a descriptor in a family file:  const wg_op wg__op_tanh = {WG__OP(tanh, ELEMENTWISE), ...}; */
#define WG__OP(name_, family_)                                                                     \
    .name = #name_, .sig = &wg__sig_##name_, .family = WG_FAMILY_##family_
#define WG__COMPOSITION(name_)                                                                     \
    WG__OP(name_, COMPOSITION), .compose = wg__compose_##name_, .diff = WG_DIFF_RULE

#endif
