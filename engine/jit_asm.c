/* Encodings. A byte of registers and memory (ModRM, SIB, displacement) is the same for all instructions; before it stand a REX, VEX or
 * EVEX prefix with the registers' upper bits. Names as in the processors' manuals. */
#include "engine/jit_asm.h"

#include <string.h>

#include "tensor/memory.h"

/* ---- bytes ---- */

void wg__asm_bytes(wg__asm *a, const void *bytes, size_t n)
{
    if (a->size + n > a->room && !a->failed) {
        const size_t room = 2 * (a->room + n) + 1024;
        uint8_t *code = wg__realloc(a->code, room, 1);
        a->failed = !code;
        a->code = code ? code : a->code;
        a->room = code ? room : a->room;
    }
    if (a->failed)
        return;
    memcpy(a->code + a->size, bytes, n);
    a->size += n;
}

static void byte(wg__asm *a, unsigned value)
{
    const uint8_t b = (uint8_t)value;
    wg__asm_bytes(a, &b, 1);
}

static void word(wg__asm *a, int32_t value)
{
    wg__asm_bytes(a, &value, sizeof value);
}

void wg__asm_align(wg__asm *a, size_t to)
{
    while (a->size % to && !a->failed)
        byte(a, 0xCC);
}

/* ---- registers and memory ---- */

static bool is_short(int32_t disp, int unit)
{
    return disp % unit == 0 && disp / unit >= -128 && disp / unit <= 127;
}

/* unit: of a displacement of one byte; more: bytes of the instruction that follow. */
static void memory(wg__asm *a, int reg, wg__mem m, int unit, int more)
{
    const unsigned r = (unsigned)(reg & 7) << 3, b = (unsigned)m.base & 7;
    if (m.base == WG__CODE) {
        byte(a, r | 5);
        word(a, m.disp - (int32_t)a->size - 4 - more);
        return;
    }
    const bool sib = m.index != WG__NO_GP || b == 4, none = m.disp == 0 && b != 5,
               little = !none && is_short(m.disp, unit);
    byte(a, (none ? 0u : little ? 0x40u : 0x80u) | r | (sib ? 4 : b));
    if (sib) {
        const unsigned scale = m.scale == 8 ? 3 : m.scale == 4 ? 2 : m.scale == 2 ? 1 : 0;
        const unsigned index = m.index == WG__NO_GP ? 4 : (unsigned)m.index & 7;
        byte(a, scale << 6 | index << 3 | b);
    }
    if (little)
        byte(a, (unsigned)(m.disp / unit));
    else if (!none)
        word(a, m.disp);
}

static unsigned high(int reg, int bit)
{
    return reg < 0 ? 0 : (unsigned)reg >> bit & 1;
}

/* ---- general registers ---- */

static void rex(wg__asm *a, bool w, int reg, int index, int base)
{
    const unsigned bits =
        (unsigned)w << 3 | high(reg, 3) << 2 | high(index, 3) << 1 | high(base, 3);
    if (bits)
        byte(a, 0x40 | bits);
}

static void on_memory(wg__asm *a, bool w, unsigned opcode, int reg, wg__mem m, int more)
{
    rex(a, w, reg, m.index, m.base);
    byte(a, opcode);
    memory(a, reg, m, 1, more);
}

static void on_registers(wg__asm *a, bool w, unsigned opcode, int reg, wg__gp rm)
{
    rex(a, w, reg, WG__NO_GP, rm);
    byte(a, opcode);
    byte(a, 0xC0 | (unsigned)(reg & 7) << 3 | ((unsigned)rm & 7));
}

void wg__asm_load(wg__asm *a, wg__gp to, wg__mem from, bool is64)
{
    on_memory(a, is64, 0x8B, to, from, 0);
}

void wg__asm_store(wg__asm *a, wg__mem to, wg__gp from, bool is64)
{
    on_memory(a, is64, 0x89, from, to, 0);
}

void wg__asm_lea(wg__asm *a, wg__gp to, wg__mem from)
{
    on_memory(a, true, 0x8D, to, from, 0);
}

void wg__asm_mov(wg__asm *a, wg__gp to, wg__gp from)
{
    on_registers(a, true, 0x89, from, to);
}

void wg__asm_mov_imm(wg__asm *a, wg__gp to, uint64_t value)
{
    const bool wide = value > UINT32_MAX;
    rex(a, wide, 0, WG__NO_GP, to);
    byte(a, 0xB8 | ((unsigned)to & 7));
    wg__asm_bytes(a, &value, wide ? 8 : 4);
}

void wg__asm_store_imm(wg__asm *a, wg__mem to, int32_t value)
{
    on_memory(a, true, 0xC7, 0, to, 4);
    word(a, value);
}

void wg__asm_imul_imm(wg__asm *a, wg__gp to, wg__gp from, int32_t value)
{
    on_registers(a, true, 0x69, to, from);
    word(a, value);
}

void wg__asm_alu(wg__asm *a, wg__alu op, wg__gp to, wg__gp with)
{
    on_registers(a, true, (unsigned)op << 3 | 1, with, to);
}

void wg__asm_alu_imm(wg__asm *a, wg__alu op, wg__gp to, int32_t with)
{
    const bool little = is_short(with, 1);
    on_registers(a, true, little ? 0x83 : 0x81, (int)op, to);
    wg__asm_bytes(a, &with, little ? 1 : 4);
}

void wg__asm_alu_from(wg__asm *a, wg__alu op, wg__gp to, wg__mem with)
{
    on_memory(a, true, (unsigned)op << 3 | 3, to, with, 0);
}

void wg__asm_alu_mem_imm(wg__asm *a, wg__alu op, wg__mem to, int32_t with)
{
    const bool little = is_short(with, 1);
    on_memory(a, true, little ? 0x83 : 0x81, (int)op, to, little ? 1 : 4);
    wg__asm_bytes(a, &with, little ? 1 : 4);
}

void wg__asm_shl(wg__asm *a, wg__gp to, int bits)
{
    on_registers(a, true, 0xC1, 4, to);
    byte(a, (unsigned)bits);
}

void wg__asm_shl_cl(wg__asm *a, wg__gp to)
{
    on_registers(a, true, 0xD3, 4, to);
}

/* ---- jumps ---- */

size_t wg__asm_jump(wg__asm *a, wg__when when)
{
    if (when == WG__ALWAYS)
        byte(a, 0xE9);
    else
        wg__asm_bytes(a, (const uint8_t[]){0x0F, (uint8_t)(0x80 | when)}, 2);
    word(a, 0);
    return a->size;
}

static void land(wg__asm *a, size_t jump, size_t at)
{
    const int32_t way = (int32_t)((int64_t)at - (int64_t)jump);
    if (!a->failed)
        memcpy(a->code + jump - sizeof way, &way, sizeof way);
}

void wg__asm_here(wg__asm *a, size_t jump)
{
    land(a, jump, a->size);
}

void wg__asm_back(wg__asm *a, wg__when when, size_t to)
{
    land(a, wg__asm_jump(a, when), to);
}

void wg__asm_call(wg__asm *a, wg__gp to)
{
    on_registers(a, false, 0xFF, 2, to);
}

void wg__asm_push(wg__asm *a, wg__gp reg)
{
    rex(a, false, 0, WG__NO_GP, reg);
    byte(a, 0x50 | ((unsigned)reg & 7));
}

void wg__asm_pop(wg__asm *a, wg__gp reg)
{
    rex(a, false, 0, WG__NO_GP, reg);
    byte(a, 0x58 | ((unsigned)reg & 7));
}

void wg__asm_return(wg__asm *a)
{
    byte(a, 0xC3);
}

void wg__asm_landing(wg__asm *a)
{
    wg__asm_bytes(a, (const uint8_t[]){0xF3, 0x0F, 0x1E, 0xFA}, 4);
}

void wg__asm_no_uppers(wg__asm *a)
{
    wg__asm_bytes(a, (const uint8_t[]){0xC5, 0xF8, 0x77}, 3);
}

/* ---- vectors ---- */

/* An opcode of EVEX: its map, prefix and W, for floats and for doubles where these differ. */
typedef struct encoding {
    uint8_t map, code;
    uint8_t prefix[2], w[2];
} encoding;
enum { P_NONE, P_66, P_F3, P_F2 };
#define ARITHMETIC(code)                                                                           \
    {                                                                                              \
        1, code, {P_NONE, P_66},                                                                   \
        {                                                                                          \
            0, 1                                                                                   \
        }                                                                                          \
    }
#define EXTENDED(map, code)                                                                        \
    {                                                                                              \
        map, code, {P_66, P_66},                                                                   \
        {                                                                                          \
            0, 1                                                                                   \
        }                                                                                          \
    }

static const encoding opcodes[WG__V_COUNT] = {
    [WG__V_ADD] = ARITHMETIC(0x58),
    [WG__V_SUB] = ARITHMETIC(0x5C),
    [WG__V_MUL] = ARITHMETIC(0x59),
    [WG__V_DIV] = ARITHMETIC(0x5E),
    [WG__V_MIN] = ARITHMETIC(0x5D),
    [WG__V_MAX] = ARITHMETIC(0x5F),
    [WG__V_SQRT] = ARITHMETIC(0x51),
    [WG__V_AND] = ARITHMETIC(0x54),
    [WG__V_XOR] = ARITHMETIC(0x57),
    [WG__V_COMPARE] = ARITHMETIC(0xC2),
    [WG__V_MOVE] = ARITHMETIC(0x10),
    [WG__V_BLEND] = EXTENDED(2, 0x65),
    [WG__V_BROADCAST] = {2, 0, {P_66, P_66}, {0, 1}},
    [WG__V_LOWER] = EXTENDED(3, 0x03),
    [WG__V_ROUND] = {3, 0, {P_66, P_66}, {0, 1}},
};
static const encoding store = ARITHMETIC(0x11), first_load = {1, 0x10, {P_F3, P_F2}, {0, 1}},
                      first_store = {1, 0x11, {P_F3, P_F2}, {0, 1}},
                      bytes_load = {1, 0x6F, {P_F2, P_F2}, {0, 0}},
                      bytes_store = {1, 0x7F, {P_F2, P_F2}, {0, 0}},
                      half_load = {1, 0x7E, {P_F3, P_F3}, {1, 1}},
                      half_store = {1, 0xD6, {P_66, P_66}, {1, 1}},
                      bytes_test = {2, 0x26, {P_66, P_66}, {0, 0}};

/* reg and src are vector registers (or masks); from the third operand; unit as in memory(). */
static void evex(wg__asm *a, const encoding *o, unsigned code, wg__how how, int reg, int src,
                 const wg__lanes *from, int unit, int imm)
{
    const bool in_memory = from->reg < 0;
    const unsigned x = in_memory ? high(from->mem.index, 3) : high(from->reg, 4),
                   b = high(in_memory ? (int)from->mem.base : from->reg, 3);
    const uint8_t prefix[5] = {0x62,
                               (uint8_t)((high(reg, 3) ^ 1) << 7 | (x ^ 1) << 6 | (b ^ 1) << 5 |
                                         (high(reg, 4) ^ 1) << 4 | o->map),
                               (uint8_t)((unsigned)o->w[how.f64] << 7 | (~(unsigned)src & 15) << 3 |
                                         4 | o->prefix[how.f64]),
                               (uint8_t)((unsigned)how.zero << 7 | (how.wide ? 2u : 0u) << 5 |
                                         (unsigned)(in_memory && from->mem.all) << 4 |
                                         (high(src, 4) ^ 1) << 3 | (unsigned)how.mask),
                               (uint8_t)code};
    wg__asm_bytes(a, prefix, sizeof prefix);
    if (in_memory)
        memory(a, reg, from->mem, unit, imm >= 0);
    else
        byte(a, 0xC0 | (unsigned)(reg & 7) << 3 | ((unsigned)from->reg & 7));
    if (imm >= 0)
        byte(a, (unsigned)imm);
}

static int element(bool f64)
{
    return f64 ? 8 : 4;
}

void wg__asm_vector(wg__asm *a, wg__vector op, wg__how how, int to, int src, wg__lanes from,
                    int imm)
{
    const encoding *o = &opcodes[op];
    unsigned code = o->code;
    const bool one = op == WG__V_BROADCAST || (from.reg < 0 && from.mem.all);
    if (op == WG__V_ROUND)
        code = how.f64 ? 0x09 : 0x08;
    if (op == WG__V_BROADCAST) {
        code = how.f64 && how.wide ? 0x19 : 0x18;
        from.mem.all = false;       /* it is what the instruction does */
        if (how.f64 && !how.wide) { /* vmovddup */
            static const encoding twice = {1, 0x12, {P_F2, P_F2}, {1, 1}};
            evex(a, &twice, twice.code, how, to, 0, &from, 8, -1);
            return;
        }
    }
    evex(a, o, code, how, to, src, &from, one ? element(how.f64) : how.wide ? 64 : 16, imm);
}

void wg__asm_vector_store(wg__asm *a, wg__how how, wg__mem to, int from)
{
    evex(a, &store, store.code, how, from, 0, &(wg__lanes){-1, to}, how.wide ? 64 : 16, -1);
}

void wg__asm_first_load(wg__asm *a, bool f64, int to, wg__mem from)
{
    evex(a, &first_load, first_load.code, (wg__how){.f64 = f64}, to, 0, &(wg__lanes){-1, from},
         element(f64), -1);
}

void wg__asm_first_store(wg__asm *a, bool f64, wg__mem to, int from)
{
    evex(a, &first_store, first_store.code, (wg__how){.f64 = f64}, from, 0, &(wg__lanes){-1, to},
         element(f64), -1);
}

void wg__asm_bytes_load(wg__asm *a, bool half, int mask, int to, wg__mem from)
{
    const encoding *o = half && !mask ? &half_load : &bytes_load;
    evex(a, o, o->code, (wg__how){.mask = mask, .zero = mask != 0}, to, 0, &(wg__lanes){-1, from},
         half && !mask ? 8 : 16, -1);
}

void wg__asm_bytes_store(wg__asm *a, bool half, int mask, wg__mem to, int from)
{
    const encoding *o = half && !mask ? &half_store : &bytes_store;
    evex(a, o, o->code, (wg__how){.mask = mask}, from, 0, &(wg__lanes){-1, to},
         half && !mask ? 8 : 16, -1);
}

void wg__asm_bytes_move(wg__asm *a, int mask, int to, wg__mem from)
{
    evex(a, &bytes_load, bytes_load.code, (wg__how){.mask = mask, .zero = true}, to, 0,
         &(wg__lanes){-1, from}, 16, -1);
}

void wg__asm_bytes_test(wg__asm *a, int to, int from)
{
    evex(a, &bytes_test, bytes_test.code, (wg__how){0}, to, from, &(wg__lanes){.reg = from}, 16,
         -1);
}

/* ---- masks: two bytes of VEX, as masks and what addresses them are among the first eight registers ---- */

static void vex(wg__asm *a, unsigned x, bool two, unsigned opcode)
{
    const uint8_t prefix[3] = {0xC5, (uint8_t)(0x80 | (~x & 15) << 3 | (unsigned)two << 2),
                               (uint8_t)opcode};
    wg__asm_bytes(a, prefix, sizeof prefix);
}

void wg__asm_mask(wg__asm *a, wg__mask_op op, int to, int x, int y)
{
    vex(a, op == WG__M_NOT ? 0 : (unsigned)x, op != WG__M_NOT, op);
    byte(a, 0xC0 | (unsigned)to << 3 | (unsigned)y);
}

void wg__asm_mask_of(wg__asm *a, int to, wg__gp from)
{
    vex(a, 0, false, 0x92);
    byte(a, 0xC0 | (unsigned)to << 3 | (unsigned)from);
}

void wg__asm_mask_load(wg__asm *a, int to, wg__mem from)
{
    vex(a, 0, false, 0x90);
    memory(a, to, from, 1, 0);
}

void wg__asm_mask_store(wg__asm *a, wg__mem to, int from)
{
    vex(a, 0, false, 0x91);
    memory(a, from, to, 1, 0);
}
