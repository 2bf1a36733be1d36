/* A subgraph written again: into another graph or the same one, in another dtype, with edits.  Private. */
#ifndef WG_TRANSCRIBE_H
#define WG_TRANSCRIBE_H

#include "ops/op.h"
#include "tensor/node.h"

/* A node about to be written. Operands and attributes are those of the new graph. */
typedef struct wg__edit {
    wg_graph *to;
    wg_tensor from;     /* the old node */
    const wg_op *op;    /* NULL: a leaf, or a node of .cut */
    const wg_tensor *x; /* new operands */
    int n;
    const wg_attrs *attr; /* NULL: the op has none */
    wg_dtype dtype;       /* what the new node is to have: whatever replaces it should too */
} wg__edit;

/* What stands for the node in the new graph: any expression there, or wg_none(e->to) to have it
 * written as it is. Poison ends the transcription with the graph's error. */
typedef wg_tensor (*wg__edit_fn)(void *user, const wg__edit *e);

/* Zero is the default. */
typedef struct wg__transcribe_options {
    wg_graph *to;       /* NULL: the graph itself */
    wg_dtype old_dtype; /* everything of old_dtype becomes new_dtype: leaves, dtype attributes, */
    wg_dtype new_dtype; /* casts. Equal ones (the default) change nothing. */
    bool share_leaves;  /* within one graph: the leaves themselves, cast where the dtype changes;
                             otherwise copies with the present values */
    bool hold_random;   /* see below */
    const wg_tensor
        *cut; /* nodes that become inputs, with the value of the last run that asked for */
    int ncut; /* them (zeros without one); what lies below only them is left out */
    wg__edit_fn edit;
    void *user;
} wg__transcribe_options;

/* What became of each node. Zero-initialise; free after use. */
typedef struct wg__transcript {
    wg_graph *from, *to;
    uint32_t *id;   /* by old id: the new one, 0 where the roots do not reach */
    uint32_t count; /* entries of id */
    bool *copied;   /* by old id: a leaf of the new graph whose values were copied */
    int kept;       /* ops that do not take new_dtype: computed in the old one, between casts */
    int held;       /* random nodes replaced by the numbers they draw */
} wg__transcript;

/* Writes what root[0..n) reach, in the order of the recording: one loop over ids. Names and call
 * sites stay, custom ops are the same descriptors. Constants keep their recorded value: 0.1 of f32
 * becomes 0.100000001490116 of f64, so that both graphs are the same function.
 *
 * Random nodes. A number is a function of the graph's seed, the id of its node, the count of runs that drew, and the
 * dtype, so a random node written again draws other numbers of the same distribution. With
 * hold_random, one without operands becomes an input that holds the very numbers which the next run of the old
 * graph draws; it is then a constant to every run.
 *
 * An op whose .types lack new_dtype, as a custom op of one dtype may, is computed in old_dtype
 * between casts, and counted in kept. One that claims a dtype (types 0: all of them) must have it.
 *
 * On failure the code is returned, the new graph's error says why, and t is as if freed; what was recorded stays. */
wg_code wg__transcribe(wg_graph *from, const wg_tensor *root, int n,
                       const wg__transcribe_options *options, wg__transcript *t);

/* The new handle of an old node; wg_none(t->to) if it was not reached. Valid until the new graph is released
 * to before the transcription. */
wg_tensor wg__transcript_of(const wg__transcript *t, wg_tensor old);

/* Copies the leaves' present values once more, for a check at other values without recording anew. */
void wg__transcript_refresh(const wg__transcript *t);

void wg__transcript_free(wg__transcript *t);

#endif
