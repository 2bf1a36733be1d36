/* Machine code of x86-64, instruction by instruction: of AVX-512 and of the general instructions what tile programs need.  Private.
 *
 * Instructions go behind each other into a buffer that grows. What does not fit any more (no memory) sets `failed`, and what follows is
 * without effect. Nothing in the code depends on where it will be; memory of its own is addressed from the instruction pointer. */
#ifndef WG_ENGINE_JIT_ASM_H
#define WG_ENGINE_JIT_ASM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wg__asm {
    uint8_t *code; /* wg__free */
    size_t size, room;
    bool failed;
} wg__asm;

typedef enum wg__gp {
    WG__RAX,
    WG__RCX,
    WG__RDX,
    WG__RBX,
    WG__RSP,
    WG__RBP,
    WG__RSI,
    WG__RDI,
    WG__R8,
    WG__R9,
    WG__R10,
    WG__R11,
    WG__R12,
    WG__R13,
    WG__R14,
    WG__R15,
    WG__NO_GP = -1,
    WG__CODE = -2, /* as a base: `disp` bytes from the start of the buffer */
} wg__gp;

/* base + index * scale + disp, index not RSP. all: one element, for all lanes. */
typedef struct wg__mem {
    wg__gp base, index;
    int scale;
    int32_t disp;
    bool all;
} wg__mem;

/* Lanes in a vector register, or in memory. */
typedef struct wg__lanes {
    int reg; /* < 0: in memory */
    wg__mem mem;
} wg__lanes;

/* ---- general registers; 64 bits unless the name says otherwise ---- */

void wg__asm_bytes(wg__asm *a, const void *bytes, size_t n);
void wg__asm_align(wg__asm *a, size_t to); /* what is skipped traps */
void wg__asm_load(wg__asm *a, wg__gp to, wg__mem from, bool is64);
void wg__asm_store(wg__asm *a, wg__mem to, wg__gp from, bool is64);
void wg__asm_lea(wg__asm *a, wg__gp to, wg__mem from);
void wg__asm_mov(wg__asm *a, wg__gp to, wg__gp from);
void wg__asm_mov_imm(wg__asm *a, wg__gp to, uint64_t value);
void wg__asm_store_imm(wg__asm *a, wg__mem to, int32_t value);
void wg__asm_imul_imm(wg__asm *a, wg__gp to, wg__gp from, int32_t value);

typedef enum wg__alu {
    WG__ADD = 0,
    WG__OR = 1,
    WG__AND = 4,
    WG__SUB = 5,
    WG__XOR = 6,
    WG__CMP = 7
} wg__alu;
void wg__asm_alu(wg__asm *a, wg__alu op, wg__gp to, wg__gp with);
void wg__asm_alu_imm(wg__asm *a, wg__alu op, wg__gp to, int32_t with);
void wg__asm_alu_from(wg__asm *a, wg__alu op, wg__gp to, wg__mem with);
void wg__asm_alu_mem_imm(wg__asm *a, wg__alu op, wg__mem to, int32_t with);
void wg__asm_shl(wg__asm *a, wg__gp to, int bits);
void wg__asm_shl_cl(wg__asm *a, wg__gp to); /* by CL */

typedef enum wg__when {
    WG__BELOW = 2,
    WG__EQUAL = 4,
    WG__NOT_EQUAL = 5,
    WG__LESS = 12,
    WG__ALWAYS = 16
} wg__when;
/* Where to: filled in by wg__asm_here when that place has been reached, or a place behind by wg__asm_back. */
size_t wg__asm_jump(wg__asm *a, wg__when when);
void wg__asm_here(wg__asm *a, size_t jump);
void wg__asm_back(wg__asm *a, wg__when when, size_t to);
void wg__asm_call(wg__asm *a, wg__gp to);
void wg__asm_push(wg__asm *a, wg__gp reg);
void wg__asm_pop(wg__asm *a, wg__gp reg);
void wg__asm_return(wg__asm *a);
void wg__asm_landing(wg__asm *a);   /* where an indirect call may arrive */
void wg__asm_no_uppers(wg__asm *a); /* vzeroupper */

/* ---- vectors ---- */

typedef enum wg__vector {
    WG__V_ADD,
    WG__V_SUB,
    WG__V_MUL,
    WG__V_DIV,
    WG__V_MIN, /* src < from ? src : from */
    WG__V_MAX,
    WG__V_SQRT, /* of `from` */
    WG__V_AND,
    WG__V_XOR,
    WG__V_BLEND,   /* where the mask is set `from`, else src */
    WG__V_ROUND,   /* of `from`, imm says how */
    WG__V_LOWER,   /* lanes of (src, from) moved down by imm */
    WG__V_COMPARE, /* to a mask, imm says how */
    WG__V_MOVE,
    WG__V_BROADCAST, /* one element to all */
    WG__V_COUNT
} wg__vector;

typedef struct wg__how {
    bool f64, wide; /* wide: 64 bytes, otherwise 16 */
    int mask;       /* of lanes that are written, and touched in memory; 0: all */
    bool zero;      /* the others become 0; otherwise they stay */
} wg__how;

/* to = src op from; to is a mask of a comparison. imm < 0: the instruction has none. */
void wg__asm_vector(wg__asm *a, wg__vector op, wg__how how, int to, int src, wg__lanes from,
                    int imm);
void wg__asm_vector_store(wg__asm *a, wg__how how, wg__mem to, int from);
void wg__asm_first_load(wg__asm *a, bool f64, int to, wg__mem from); /* one element; the others 0 */
void wg__asm_first_store(wg__asm *a, bool f64, wg__mem to, int from);

/* Bytes of bools, one for each lane: 16, or 8 if half. */
void wg__asm_bytes_load(wg__asm *a, bool half, int mask, int to, wg__mem from);
void wg__asm_bytes_store(wg__asm *a, bool half, int mask, wg__mem to, int from);
void wg__asm_bytes_move(wg__asm *a, int mask, int to,
                        wg__mem from);                 /* where the mask is set; otherwise 0 */
void wg__asm_bytes_test(wg__asm *a, int to, int from); /* mask: the byte is not 0 */

/* ---- masks, of 16 bits ---- */

typedef enum wg__mask_op {
    WG__M_AND = 0x41,
    WG__M_NOT = 0x44,
    WG__M_OR = 0x45,
    WG__M_XOR = 0x47
} wg__mask_op;
void wg__asm_mask(wg__asm *a, wg__mask_op op, int to, int x, int y); /* NOT: of y */
void wg__asm_mask_of(wg__asm *a, int to, wg__gp from);               /* from < R8 */
void wg__asm_mask_load(wg__asm *a, int to, wg__mem from);
void wg__asm_mask_store(wg__asm *a, wg__mem to, int from);

#endif
