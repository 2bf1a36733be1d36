/* What a descriptor says of an op, as text: for the list of ops and for the reference page. */
#ifndef WG_CLI_OP_TEXT_H
#define WG_CLI_OP_TEXT_H

#include "ops/op.h"

enum { CLI_SIGNATURE = 512 };

/* "tensor", "axes", ...: the kind of a parameter as ops/op_list.h writes it. */
const char *cli_param_kind(const wg_param *p);
/* The default of a parameter, as the expression language reads it: "all", "-1", "(0, 1)". */
void cli_param_default(const wg_param *p, char *buf, size_t size);
/* The value of an attribute of this parameter, likewise. */
void cli_attr_text(const wg_param *p, const wg_attr *a, char *buf, size_t size);
/* "sum(x, axes=all, keepdims=false)", or with the kinds: "sum(tensor x, axes axes = all, ...)" */
void cli_signature(const wg_op *op, bool with_kinds, char *buf, size_t size);
/* "f32 f64": the dtypes that operands may have. Returns buf. */
const char *cli_op_types(const wg_op *op, char *buf, size_t size);
/* Whether it has a gradient, as the end of a sentence. */
const char *cli_op_gradient(const wg_op *op);

#endif
