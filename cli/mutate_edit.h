/* The kinds of edits: how many variants one has at a node, and what they make of it. */
#ifndef WG_CLI_MUTATE_EDIT_H
#define WG_CLI_MUTATE_EDIT_H

#include "autograd/transcribe.h"
#include "cli/mutate.h"

/* A node that the rule emitted, about to be written into v->g. */
typedef struct emitted {
    const wg_vjp *v; /* of the call whose rule it is */
    const wg__edit *e;
    const wg_shape *shape; /* of the node */
} emitted;

/* Whether the fault is larger than f32's own rounding, where the node is f32: factors up to 2^-16. A second derivative
 * is checked in f64 alone, so a stop that only f32 has shows nowhere. */
bool edit_shows(mutation_kind kind, int part, wg_dtype d);
int edit_variants(mutation_kind kind, const emitted *at);
/* self: the node as it was emitted. Poison or another shape: the graph refuses such a rule. */
wg_tensor edit_apply(const mutation *m, const emitted *at, wg_tensor self);
void edit_describe(const mutation *m, char *buf, size_t size);

/* 1 + 2^-k and the flat index of a fault; count: variants for n elements. */
int fault_variants(int64_t n);
double fault_factor(int part);
int64_t fault_index(int part, int64_t n);
wg_tensor fault_mask(wg_graph *g, wg_tensor like,
                     int part); /* 1 but at that index: a constant to multiply with */

/* Replaces the kernels of m by one whose value is wrong at one index. */
void mutant_break_kernel(mutant *m);

#endif
