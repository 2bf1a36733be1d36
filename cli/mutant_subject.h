/* The graph in which a mutant is tried: leaves, ops before and behind it, points.  */
#ifndef WG_CLI_MUTANT_SUBJECT_H
#define WG_CLI_MUTANT_SUBJECT_H

#include "ops/op.h"

enum { SUBJECT_OPERANDS = WG_SAMPLE_OPERANDS };

/* Other ops stand before and behind the mutant, so that blame has to choose, and the cotangent depends on the operands, so
 * that second derivatives have all their terms. */
typedef struct subject {
    wg_tensor leaf[SUBJECT_OPERANDS]; /* floats first: those the derivative is by */
    double lo[SUBJECT_OPERANDS], hi[SUBJECT_OPERANDS];
    int n, floats;
    wg_tensor x[SUBJECT_OPERANDS]; /* operands of the op */
} subject;

/* In f64; in f32 where the op is none in f64, as a cast to f64 is. */
void subject_open(subject *s, wg_graph *g, const wg_op *op, const wg_sample *call);
/* Random point number `point`, or that of whole numbers, where operands tie and are 0. */
void subject_draw(const subject *s, int point, bool whole);
wg_tensor subject_behind(wg_tensor y);

#endif
