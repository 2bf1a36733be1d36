/* A tile program on its way to machine code.  Private.
 *
 *   jit_lanes.c      ops as *steps* on lanes: which instruction of which values
 *   jit_registers.c  steps as machine code: which register each value is in
 *   jit_emit.c       the loops around them
 *
 * In the code:
 *
 *   rbx  the wg__block     r12  the row     r13  its first element     r14  the element at work     r15  where the loop ends
 *   rsp  64-byte aligned: slots of pointers, of single values, of lanes that found no register
 *   rax  free              the others: pointers of the loop, as many as there are
 *
 *   k1   lanes of the last, partial vector      k2  free      k3 to k7  bools
 *   zmm0, zmm1  free       from zmm31 down: accumulators, single values; the rest: lanes */
#ifndef WG_ENGINE_JIT_EMIT_H
#define WG_ENGINE_JIT_EMIT_H

#include "engine/body.h"
#include "engine/jit_asm.h"
#include "ops/reduction_state.h"
#include "ops/rows.h"

enum {
    MAX_STEPS = 768,
    MAX_VALUES = 768,
    MAX_POINTERS = 256,
    MAX_REDUCED = 16,  /* in one loop */
    MAX_FRAME = 12288, /* bytes */
    LANES_F = 16,
    LANES_D = 8,
    TAIL = 1,
    SPARE = 2
};

/* Constants before each program, 8 bytes each, floats from FLOATS and doubles from DOUBLES on. */
typedef enum constant {
    SIGN,
    MAGNITUDE,
    ZERO, /* -0 is SIGN */
    ONE,
    MINUS_ONE,
    LARGEST,
    INFINITE,
    MINUS_INFINITE,
    COLUMNS_OF_ROW, /* their number */
    CONSTANTS
} constant;

typedef enum act {
    LOAD,      /* to = lanes at pointer `at` */
    LOAD_BOOL, /* to = bools at pointer `at` */
    VECTOR,    /* to = a what b */
    COMPARE,   /* to = a ? b, imm */
    SELECT,    /* to = m ? a : b */
    MASK,      /* to = a what b */
    STORE,
    STORE_BOOL,
    STORE_FIRST, /* a to the row's place at pointer `at` */
    KEEP,        /* a to the slot of the row's value `at` */
    REDUCE,      /* a joins accumulator `at` */
    COLUMN,      /* a joins the state at pointer `at` */
} act;

typedef struct step {
    uint8_t act, what, combine;
    int8_t imm;
    int16_t to, a, b, m, at;
} step;

typedef enum value_kind {
    IN_LANES,
    BOOLS,
    SINGLE,   /* in memory, the same in all lanes */
    ELEMENTS, /* in memory: read once, as the operand of an instruction */
} value_kind;

typedef struct value {
    uint8_t kind;
    int8_t reg;    /* < 0: none */
    int16_t reads; /* of a SINGLE */
    int16_t last;  /* step that reads it */
    int32_t slot;  /* of lanes without a register; 0: none */
    int16_t at;    /* pointer of ELEMENTS */
    wg__mem mem;   /* of a SINGLE */
} value;

/* Where something begins, for the run. */
typedef struct pointer {
    int32_t slot;
    int8_t reg; /* < 0: none */
    int item, operand;
} pointer;
enum { OF_RESULT = -1, OF_STATE = -2 }; /* operands */

/* A reduction of the loop at work. */
typedef struct reduced {
    uint32_t item;
    int8_t reg[ACCUMULATORS]; /* < 0: in its slot */
    int32_t slot[ACCUMULATORS], tree;
    bool used[ACCUMULATORS];
} reduced;

typedef struct emitter {
    wg__asm a;
    size_t pool; /* of constants */
    int32_t frame;
    int flaw;     /* planted by a test */
    bool refused; /* it is more than fits */
    bool mask;    /* k1 holds the lanes of a partial vector, the same all along the run */

    pointer pointer[MAX_POINTERS];
    int pointers, source_at[MAX_INSTRS * MAX_OPERANDS], result_at[MAX_INSTRS], state_at[MAX_INSTRS];
    int32_t source_slot[MAX_INSTRS * MAX_OPERANDS]; /* of the single ones */
    int32_t row_slot[MAX_INSTRS];                   /* of a value of the row; 0: none */

    /* the list of steps at work */
    step step[MAX_STEPS];
    value value[MAX_VALUES];
    reduced reduced[MAX_REDUCED];
    int steps, values, reductions;
    bool of_row;             /* each of one element */
    const struct span *span; /* that is emitted */
    int source_value[MAX_INSTRS * MAX_OPERANDS], item_value[MAX_INSTRS], row_value[MAX_INSTRS],
        constant_value[CONSTANTS];
    uint32_t free_lanes, free_bools; /* registers */

    body b; /* the largest, last */
} emitter;

/* ---- jit_lanes.c ---- */

bool wg__jit_can(const body *b, const item *x); /* item x is written */
void wg__jit_list(emitter *e, bool of_row);     /* begins an empty list of steps */
void wg__jit_item(emitter *e, uint32_t k);      /* item k, behind the others */
wg__combination wg__jit_combine(const item *x); /* of a reduction */

/* ---- jit_registers.c ---- */

/* Lanes of the loop: `index` is in elements, and so is `disp`. */
typedef struct span {
    wg__gp index;
    int64_t disp;
    bool tail; /* TAIL says which lanes */
    int into;  /* accumulator */
} span;

int32_t wg__jit_slot(emitter *e, int32_t bytes, int32_t align);
wg__mem wg__jit_at(int32_t slot);
wg__mem wg__jit_constant(const emitter *e, constant c);
wg__mem wg__jit_element(emitter *e, int pointer, wg__gp index, int64_t disp, int size);
/* Registers for pointers and accumulators, and for the single values that are read most, once their list is there; and these loaded. many:
 * lanes come again and again. */
void wg__jit_assign(emitter *e, bool many);
void wg__jit_load_pointers(emitter *e);
void wg__jit_load_singles(emitter *e);
/* loaded: each holds the neutral element; otherwise what joins it first is it. */
void wg__jit_clear_accumulators(emitter *e, bool loaded);
void wg__jit_steps(emitter *e, const span *at);
/* All lanes of reduction r, of which those from `lanes` on are neutral: its value, in zmm0. */
void wg__jit_fold(emitter *e, int r, int lanes);

static inline int wg__jit_size(const emitter *e)
{
    return e->b.kind == 'F' ? 4 : 8;
}
static inline int wg__jit_lanes(const emitter *e)
{
    return e->b.kind == 'F' ? LANES_F : LANES_D;
}

/* ---- jit_emit.c ---- */

/* Appends the body of tile program s; false: it stays interpreted, as nothing is gained (e->refused: it is too large). entry: where it begins. */
bool wg__jit_program(emitter *e, const wg__step *s, size_t *entry);

#endif
