/* A tile program on its way to a body in which values stay in registers: what each instruction becomes, in which run and which loop.
 * Private to those that write such bodies: native_print.c (in C) and jit_emit.c (in machine code).
 *
 * A program becomes a list of *runs* and calls. A run is what can be written without a break: one loop over the rows, in which ops that have
 * the elements of a row follow each other in loops over the columns, their values in registers. A new loop begins where an op needs what a
 * loop before gives for the whole row (a sum, say). Loops keep the order of the interpreter, and a value is written to the interpreter's own
 * place if it is the program's result or if another loop or call reads it. What cannot be written is a call: the interpreter carries out
 * that instruction for all rows of the block. */
#ifndef WG_ENGINE_BODY_H
#define WG_ENGINE_BODY_H

#include "engine/plan.h"

enum { MAX_INSTRS = 256, MAX_OPERANDS = 4 };
enum { NOWHERE = -1 };
enum {
    ACCUMULATORS = 4,
    BLOCK = 1024
}; /* of a reduction along a row, as ops/reduction_body.h has them */

typedef enum how {
    CALLED,  /* by the interpreter */
    LANES,   /* element by element */
    REDUCED, /* along rows */
    COLUMNS, /* down the columns */
    TAKEN,   /* at a row's index: x, less other values of the row */
    ADDED,   /* u, added at a row's index, to x or to x times s; zeros below that if `zeros` */
    SUM_OF_ADDED,
    SPREAD, /* repeats a row's value: where it is read in lanes, nothing need be done */
    TOTAL,  /* told to the interpreter when the run is done */
} how;

/* Forms of ops of rows. */
typedef struct form {
    const struct wg__row_form *const *of; /* the descriptor's, or .variant */
    const struct wg__row_form *variant;
    how how;
    const char *reduce,
        *with; /* functions of the bodies in ops/reduction_body.h; how they combine */
    bool mean, products, zeros, scaled, negative;
    int less; /* operands from 2 on that are subtracted */
} form;

/* Where something is, whatever the memory is. */
typedef struct place {
    uint32_t leaf;
    size_t offset;
    bool known;
} place;

typedef struct item {
    const wg__instr *i;
    const wg_op *op;
    const form *form;
    how how;
    char kind;    /* 'F' or 'D'; 0: either */
    bool boolean; /* the result */
    bool stored;  /* the result is written to its place in memory */
    bool kept;    /* that place is not a register of the interpreter */
    uint32_t run;
    int loop; /* in which it is, or before which, if it has one value per row */
    place out, in[MAX_OPERANDS];
    int from[MAX_OPERANDS];   /* the item that computes the operand; NOWHERE */
    int source[MAX_OPERANDS]; /* how it is read from memory; NOWHERE: it is not */
} item;

/* An operand in memory. */
typedef struct source {
    place at;
    int item, operand; /* whose pointer leads there; operand NOWHERE: the item's result */
    wg__level level;
    bool one, boolean;
} source;

typedef struct body {
    const wg__plan *p;
    const wg_graph *g;
    const wg__program *program;
    const wg__step *step;
    item item[MAX_INSTRS];
    uint32_t items;
    source source[MAX_INSTRS * MAX_OPERANDS];
    int sources;     /* of the run at work */
    char kind;       /* of the run at work */
    bool flat;       /* it goes through all elements as through one row */
    wg__level level; /* of a flat run */
    bool short_rows; /* many of them are at work at a time */
    bool careful;    /* no total is told after its place might have been written again */
    uint32_t first, end;
} body;

/* What the instructions of a program are, each by itself. false: the program is none that has such a body. */
bool wg__body_classify(body *b, const wg__step *s);
/* The runs and loops that they stand in. May be called again after items have been made calls. */
void wg__body_arrange(body *b);
/* The run at work is the next one, the first if first == end == 0. false: there is none. */
bool wg__body_next_run(body *b);
/* What the run at work is. false: there are only calls in it. */
bool wg__body_enter_run(body *b);
void wg__body_find_sources(body *b); /* what the run at work reads from memory */

bool wg__body_is_called(const item *x);
bool wg__body_is_written(const item *x);                    /* it is neither a call nor a spread */
bool wg__body_in_loop(const body *b, uint32_t k, int loop); /* item k is in the loop over columns */
bool wg__body_reduces(const body *b, uint32_t k, int loop);
bool wg__body_reads_boolean(const item *x, int j); /* operand j is of bool */
bool wg__body_same_place(const place *a, const place *b);

#endif
