/* A tile program on its way to C: what each instruction becomes, in which run and which loop.  Private. */
#ifndef WG_ENGINE_NATIVE_PRINTER_H
#define WG_ENGINE_NATIVE_PRINTER_H

#include "engine/native.h"

enum { MAX_INSTRS = 256, MAX_OPERANDS = 4 };
enum { NOWHERE = -1 };

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

typedef struct printer {
    wg__source *s;
    const wg__plan *p;
    const wg_graph *g;
    const wg__program *program;
    const wg__step *step;
    item item[MAX_INSTRS];
    uint32_t items;
    source source[MAX_INSTRS * MAX_OPERANDS];
    int sources;
    bool loaded[MAX_INSTRS * MAX_OPERANDS];
    char kind;       /* of the run at work */
    bool flat;       /* it goes through all elements as through one row */
    wg__level level; /* of a flat run */
    bool short_rows; /* many of them are at work at a time */
    bool careful;    /* no total is told after its place might have been written again */
    uint32_t first, end;
} printer;

bool wg__native_same_place(const place *a, const place *b);
bool wg__native_reads_boolean(const item *x, int j); /* operand j is of bool */
void wg__native_classify(printer *pr, uint32_t k);   /* item k, from instruction k */
void wg__native_call_spreads(printer *pr);           /* a call reads what was spread for it */
bool wg__native_is_called(const item *x);
void wg__native_find_runs(printer *pr);        /* of all items */
bool wg__native_needs_rows(const printer *pr); /* the run at work goes row by row */
void wg__native_find_loops(printer *pr);       /* of the run at work */
bool wg__native_reads_memory(const printer *pr, const item *x,
                             const item *k); /* item x, which reads k, needs it in memory */
void wg__native_find_stored(printer *pr);    /* of the run at work */

#endif
