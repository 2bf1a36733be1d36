/* The loops of a tile program as machine code: the function of engine/plan.h's wg__native_fn, run by run as engine/body.h has them.
 *
 * A run sets its pointers, then goes through all elements (flat) or row by row; of a row, loop by loop: what the row has one value of,
 * then whole vectors of lanes, four of them at a time where something is reduced, and the partial one. A reduction along a row of more than
 * BLOCK elements goes block by block, each joining a tree (ops/reduction_body.h), by a call. */
#include <float.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "engine/jit_emit.h"

enum { DEEP = WG__COLUMN_BLOCK, LINE = 64, MOST_COLUMNS = 1 << 20 };

static wg__mem field(wg__gp base, size_t offset)
{
    return (wg__mem){.base = base, .index = WG__NO_GP, .disp = (int32_t)offset};
}

/* ---- constants ---- */

static void put_constants(emitter *e)
{
    const float cols = (float)e->b.program->cols;
    const double colsd = (double)e->b.program->cols;
    const uint32_t sign = UINT32_C(1) << 31, magnitude = ~sign;
    const uint64_t signd = UINT64_C(1) << 63, magnituded = ~signd;
    float f[2 * CONSTANTS] = {[2 * ONE] = 1,
                              [2 * MINUS_ONE] = -1,
                              [2 * LARGEST] = FLT_MAX,
                              [2 * INFINITE] = INFINITY,
                              [2 * MINUS_INFINITE] = -INFINITY,
                              [2 * COLUMNS_OF_ROW] = cols};
    double d[CONSTANTS] = {[ONE] = 1,
                           [MINUS_ONE] = -1,
                           [LARGEST] = DBL_MAX,
                           [INFINITE] = (double)INFINITY,
                           [MINUS_INFINITE] = -(double)INFINITY,
                           [COLUMNS_OF_ROW] = colsd};
    memcpy(&f[2 * SIGN], &sign, sizeof sign);
    memcpy(&f[2 * MAGNITUDE], &magnitude, sizeof magnitude);
    memcpy(&d[SIGN], &signd, sizeof signd);
    memcpy(&d[MAGNITUDE], &magnituded, sizeof magnituded);
    uint8_t ones[16];
    memset(ones, 1, sizeof ones);
    e->pool = e->a.size;
    wg__asm_bytes(&e->a, f, sizeof f);
    wg__asm_bytes(&e->a, d, sizeof d);
    wg__asm_bytes(&e->a, ones, sizeof ones);
    wg__asm_align(&e->a, LINE);
}

/* ---- pointers of a run ---- */

static int add_pointer(emitter *e, int of, int operand)
{
    if (e->pointers == MAX_POINTERS) {
        e->refused = true;
        return 0;
    }
    e->pointer[e->pointers] =
        (pointer){.slot = wg__jit_slot(e, 8, 8), .reg = -1, .item = of, .operand = operand};
    return e->pointers++;
}

static bool is_single(const emitter *e, const source *s)
{
    return s->one || (!e->b.flat && s->level == WG__ROW);
}

static void find_pointers(emitter *e)
{
    body *b = &e->b;
    e->pointers = 0;
    wg__body_find_sources(b);
    for (int k = 0; k < b->sources; k++) {
        const source *s = &b->source[k];
        e->source_at[k] = add_pointer(e, s->item, s->operand == NOWHERE ? OF_RESULT : s->operand);
        e->source_slot[k] = is_single(e, s) ? wg__jit_slot(e, 8, 8) : 0;
    }
    for (uint32_t k = b->first; k < b->end; k++) {
        const item *x = &b->item[k];
        if (!wg__body_is_written(x))
            continue;
        if (x->stored)
            e->result_at[k] = add_pointer(e, (int)k, OF_RESULT);
        if (x->how == COLUMNS)
            e->state_at[k] = add_pointer(e, (int)k, OF_STATE);
        e->row_slot[k] = 0;
    }
}

/* From the interpreter's tables: those of this block, or of this thread. */
static void set_pointers(emitter *e)
{
    wg__asm *a = &e->a;
    wg__asm_load(a, WG__RAX, field(WG__RBX, offsetof(wg__block, instr)), true);
    for (int k = 0; k < e->pointers; k++) {
        const pointer *p = &e->pointer[k];
        const wg__gp to = WG__RCX;
        const size_t instr = (size_t)p->item * sizeof(wg__instr);
        if (p->operand == OF_RESULT) {
            wg__asm_load(a, to, field(WG__RAX, instr + offsetof(wg__instr, out)), true);
        } else if (p->operand == OF_STATE) {
            wg__asm_load(a, to, field(WG__RAX, instr + offsetof(wg__instr, state)), true);
        } else {
            wg__asm_load(a, to, field(WG__RAX, instr + offsetof(wg__instr, in)), true);
            wg__asm_load(a, to, field(to, (size_t)p->operand * sizeof(void *)), true);
        }
        wg__asm_store(a, wg__jit_at(p->slot), to, true);
    }
}

static void set_mask(emitter *e)
{
    const int64_t rest = e->b.program->cols % wg__jit_lanes(e);
    if (!e->mask)
        return;
    wg__asm_mov_imm(&e->a, WG__RAX, (UINT64_C(1) << rest) - 1);
    wg__asm_mask_of(&e->a, TAIL, WG__RAX);
}

/* Single values to their slots: those of the run, or of the row. What is read there could be written before it is read again. */
static void copy_singles(emitter *e, bool of_run)
{
    const int size = wg__jit_size(e);
    for (int k = 0; k < e->b.sources; k++) {
        const source *s = &e->b.source[k];
        if (!is_single(e, s) || s->one != of_run)
            continue;
        const wg__mem from =
            wg__jit_element(e, e->source_at[k], of_run ? WG__NO_GP : WG__R12, 0, size);
        wg__asm_load(&e->a, WG__RAX, from, size == 8);
        wg__asm_store(&e->a, wg__jit_at(e->source_slot[k]), WG__RAX, size == 8);
    }
}

static void call(emitter *e, void (*fn)(void))
{
    wg__asm_no_uppers(&e->a);
    wg__asm_mov_imm(&e->a, WG__RAX, (uint64_t)(uintptr_t)fn);
    wg__asm_call(&e->a, WG__RAX);
}

static const wg__carry *carry_of(const emitter *e, uint32_t k)
{
    return wg__carry_of(wg__jit_combine(&e->b.item[k]), e->b.kind == 'F' ? WG_F32 : WG_F64,
                        e->b.program->isa);
}

/* ---- a loop over columns ---- */

/* n elements from `at.index` on; a loop moves that along, and must have it in r14. */
static void put_span(emitter *e, wg__gp index, int64_t n, int copies)
{
    const int lanes = wg__jit_lanes(e);
    const int64_t stride = (int64_t)copies * lanes, most = n / stride * stride;
    const bool loop = most > stride; /* otherwise one after the other, and at most 2 copies - 1 */
    span at = {.index = index};
    wg__jit_load_pointers(e);
    wg__jit_clear_accumulators(e, loop);
    wg__jit_load_singles(e);
    if (loop) {
        wg__asm_lea(&e->a, WG__R15,
                    (wg__mem){.base = index, .index = WG__NO_GP, .disp = (int32_t)most});
        if (index != WG__R14)
            wg__asm_mov(&e->a, WG__R14, index);
        at.index = WG__R14;
        const size_t top = e->a.size;
        for (at.into = 0; at.into < copies; at.into++) {
            at.disp = (int64_t)at.into * lanes;
            wg__jit_steps(e, &at);
        }
        wg__asm_alu_imm(&e->a, WG__ADD, WG__R14, (int32_t)stride);
        wg__asm_alu(&e->a, WG__CMP, WG__R14, WG__R15);
        wg__asm_back(&e->a, WG__LESS, top);
    }
    const int64_t done = loop ? most : 0;
    for (at.disp = 0; done + at.disp + lanes <= n; at.disp += lanes) {
        at.into = (int)(at.disp / lanes) % ACCUMULATORS;
        wg__jit_steps(e, &at);
    }
    if (done + at.disp < n) {
        at.tail = true;
        at.into = ACCUMULATORS - 1;
        wg__jit_steps(e, &at);
    }
}

/* ---- reductions along a row ---- */

static void push_blocks(emitter *e, int64_t n)
{
    const int lanes = n < wg__jit_lanes(e) ? (int)n : wg__jit_lanes(e);
    for (int k = 0; k < e->reductions; k++) {
        const reduced *r = &e->reduced[k];
        wg__jit_fold(e, k, lanes);
        wg__asm_first_store(&e->a, e->b.kind == 'D', wg__jit_at(e->row_slot[r->item]), 0);
    }
    for (int k = 0; k < e->reductions; k++) {
        const reduced *r = &e->reduced[k];
        wg__asm_lea(&e->a, WG__RDI, wg__jit_at(r->tree));
        wg__asm_lea(&e->a, WG__RSI, wg__jit_at(e->row_slot[r->item]));
        call(e, (void (*)(void))carry_of(e, r->item)->tree_push);
    }
    set_mask(e);
}

/* Block by block, each joining its tree. */
static void put_blocks(emitter *e, int copies)
{
    const int64_t cols = e->b.program->cols, whole = cols / BLOCK * BLOCK;
    const int32_t end = wg__jit_slot(e, 8, 8);
    for (int k = 0; k < e->reductions; k++) {
        reduced *r = &e->reduced[k];
        r->tree = wg__jit_slot(e, (int32_t)carry_of(e, r->item)->tree_bytes, 8);
        wg__asm_store_imm(&e->a, wg__jit_at(r->tree), 0);
    }
    wg__asm_lea(&e->a, WG__RAX,
                (wg__mem){.base = WG__R13, .index = WG__NO_GP, .disp = (int32_t)whole});
    wg__asm_store(&e->a, wg__jit_at(end), WG__RAX, true);
    wg__asm_mov(&e->a, WG__R14, WG__R13);
    const size_t top = e->a.size;
    put_span(e, WG__R14, BLOCK, copies);
    push_blocks(e, BLOCK);
    wg__asm_alu_from(&e->a, WG__CMP, WG__R14, wg__jit_at(end));
    wg__asm_back(&e->a, WG__LESS, top);
    if (whole < cols) {
        put_span(e, WG__R14, cols - whole, copies);
        push_blocks(e, cols - whole);
    }
    for (int k = 0; k < e->reductions; k++) {
        const reduced *r = &e->reduced[k];
        wg__asm_lea(&e->a, WG__RDI, wg__jit_at(r->tree));
        wg__asm_lea(&e->a, WG__RSI, wg__jit_at(e->row_slot[r->item]));
        call(e, (void (*)(void))carry_of(e, r->item)->tree_total);
    }
    set_mask(e);
}

/* What a row's reductions come to, in their slots and in memory. in_slot: they are there already. */
static void put_results(emitter *e, bool in_slot)
{
    const bool f64 = e->b.kind == 'D';
    const int64_t cols = e->b.program->cols;
    const int lanes = cols < wg__jit_lanes(e) ? (int)cols : wg__jit_lanes(e);
    for (int k = 0; k < e->reductions; k++) {
        const uint32_t at = e->reduced[k].item;
        const item *x = &e->b.item[at];
        const wg__mem slot = wg__jit_at(e->row_slot[at]);
        if (in_slot)
            wg__asm_first_load(&e->a, f64, 0, slot);
        else
            wg__jit_fold(e, k, lanes);
        if (x->form->mean) {
            wg__mem by = wg__jit_constant(e, COLUMNS_OF_ROW);
            by.all = true;
            wg__asm_vector(&e->a, WG__V_DIV, (wg__how){.f64 = f64}, 0, 0, (wg__lanes){-1, by}, -1);
        }
        wg__asm_first_store(&e->a, f64, slot, 0);
        if (x->stored)
            wg__asm_first_store(
                &e->a, f64, wg__jit_element(e, e->result_at[at], WG__R12, 0, wg__jit_size(e)), 0);
    }
}

/* ---- a row ---- */

/* One row more joins the state of item k: where its elements begin, less the row's. */
static void next_of_state(emitter *e, uint32_t k)
{
    wg__asm *a = &e->a;
    const pointer *p = &e->pointer[e->state_at[k]];
    const wg__mem head = field(WG__RAX, offsetof(wg__columns_head, depth));
    const int32_t state = e->row_slot[k];
    wg__asm_load(a, WG__RAX, wg__jit_at(state), true);
    wg__asm_alu_mem_imm(a, WG__CMP, head, DEEP);
    const size_t room = wg__asm_jump(a, WG__NOT_EQUAL);
    wg__asm_mov(a, WG__RDI, WG__RAX);
    wg__asm_mov_imm(a, WG__RSI, (uint64_t)e->b.program->cols);
    call(e, (void (*)(void))carry_of(e, k)->columns_more);
    set_mask(e);
    wg__asm_load(a, WG__RAX, wg__jit_at(state), true);
    wg__asm_here(a, room);
    wg__asm_alu_mem_imm(a, WG__ADD, head, 1);
    wg__asm_mov(a, WG__RCX, WG__R13);
    wg__asm_shl(a, WG__RCX, e->b.kind == 'F' ? 2 : 3);
    wg__asm_alu(a, WG__SUB, WG__RAX, WG__RCX);
    wg__asm_alu_imm(a, WG__ADD, WG__RAX, (int32_t)sizeof(wg__columns_head));
    wg__asm_store(a, wg__jit_at(p->slot), WG__RAX, true);
}

static void put_row_values(emitter *e, int loop)
{
    const body *b = &e->b;
    wg__jit_list(e, true);
    for (uint32_t k = b->first; k < b->end; k++) {
        const item *x = &b->item[k];
        if (wg__body_is_written(x) && x->loop == loop && x->i->level == WG__ROW &&
            x->how != REDUCED)
            wg__jit_item(e, k);
    }
    wg__jit_assign(e, false);
    wg__jit_steps(e, &(span){.index = WG__NO_GP});
    e->of_row = false;
}

static void put_loop(emitter *e, int loop)
{
    const body *b = &e->b;
    bool any = false;
    wg__jit_list(e, false);
    for (uint32_t k = b->first; k < b->end; k++)
        if (wg__body_in_loop(b, k, loop)) {
            any = true;
            wg__jit_item(e, k);
            if (b->item[k].how == COLUMNS)
                next_of_state(e, k);
            if (b->item[k].how == REDUCED)
                e->row_slot[k] = wg__jit_slot(e, 8, 8);
        }
    if (!any || e->refused)
        return;
    const int copies = e->reductions ? ACCUMULATORS : 2;
    const bool blocks = e->reductions && b->program->cols > BLOCK;
    wg__jit_assign(e, b->program->cols > copies * wg__jit_lanes(e));
    if (blocks)
        put_blocks(e, copies);
    else
        put_span(e, WG__R13, b->program->cols, copies);
    put_results(e, blocks);
}

static void put_rows(emitter *e)
{
    const body *b = &e->b;
    wg__asm *a = &e->a;
    int last = 0;
    for (uint32_t k = b->first; k < b->end; k++)
        last = b->item[k].loop > last ? b->item[k].loop : last;
    for (uint32_t k = b->first; k < b->end; k++)
        if (b->item[k].how ==
            COLUMNS) { /* where the state is, as its pointer moves from row to row */
            e->row_slot[k] = wg__jit_slot(e, 8, 8);
            wg__asm_load(a, WG__RAX, wg__jit_at(e->pointer[e->state_at[k]].slot), true);
            wg__asm_store(a, wg__jit_at(e->row_slot[k]), WG__RAX, true);
        }
    wg__asm_alu(a, WG__XOR, WG__R12, WG__R12);
    wg__asm_alu(a, WG__XOR, WG__R13, WG__R13);
    set_mask(e);
    const size_t top = a->size;
    copy_singles(e, false);
    for (int loop = 0; loop <= last && !e->refused; loop++) {
        put_row_values(e, loop);
        put_loop(e, loop);
    }
    wg__asm_alu_imm(a, WG__ADD, WG__R12, 1);
    wg__asm_alu_imm(a, WG__ADD, WG__R13, (int32_t)b->program->cols);
    wg__asm_alu_from(a, WG__CMP, WG__R12, field(WG__RBX, offsetof(wg__block, rows)));
    wg__asm_back(a, WG__LESS, top);
}

/* ---- all elements, one after the other ---- */

static void put_flat(emitter *e)
{
    const body *b = &e->b;
    wg__asm *a = &e->a;
    const int lanes = wg__jit_lanes(e);
    const int32_t n = wg__jit_slot(e, 8, 8);
    wg__jit_list(e, false);
    for (uint32_t k = b->first; k < b->end; k++)
        if (wg__body_is_written(&b->item[k]))
            wg__jit_item(e, k);
    wg__jit_assign(e, true);
    wg__asm_load(a, WG__R15, field(WG__RBX, offsetof(wg__block, rows)), true);
    if (b->level == WG__FULL)
        wg__asm_imul_imm(a, WG__R15, WG__R15, (int32_t)b->program->cols);
    wg__asm_store(a, wg__jit_at(n), WG__R15, true);
    wg__jit_load_pointers(e);
    wg__jit_load_singles(e);
    wg__asm_alu(a, WG__XOR, WG__R14, WG__R14);
    wg__asm_alu_imm(a, WG__AND, WG__R15, -lanes);
    const size_t none = wg__asm_jump(a, WG__EQUAL), top = a->size;
    wg__jit_steps(e, &(span){.index = WG__R14});
    wg__asm_alu_imm(a, WG__ADD, WG__R14, lanes);
    wg__asm_alu(a, WG__CMP, WG__R14, WG__R15);
    wg__asm_back(a, WG__LESS, top);
    wg__asm_here(a, none);
    wg__asm_load(a, WG__RCX, wg__jit_at(n), true);
    wg__asm_alu(a, WG__SUB, WG__RCX, WG__R14);
    const size_t whole = wg__asm_jump(a, WG__EQUAL);
    wg__asm_mov_imm(a, WG__RAX, 1);
    wg__asm_shl_cl(a, WG__RAX);
    wg__asm_alu_imm(a, WG__SUB, WG__RAX, 1);
    wg__asm_mask_of(a, TAIL, WG__RAX);
    wg__jit_load_pointers(e); /* one was in RCX */
    wg__jit_steps(e, &(span){.index = WG__R14, .tail = true});
    wg__asm_here(a, whole);
}

/* ---- a program ---- */

typedef struct exits {
    size_t jump[MAX_INSTRS];
    int n;
} exits;

static void put_calls(emitter *e, exits *out)
{
    wg__asm *a = &e->a;
    for (uint32_t k = e->b.first; k < e->b.end; k++) {
        if (!wg__body_is_called(&e->b.item[k]))
            continue;
        wg__asm_mov(a, WG__RDI, WG__RBX);
        wg__asm_mov_imm(a, WG__RSI, k);
        wg__asm_load(a, WG__RAX, field(WG__RBX, offsetof(wg__block, call)), true);
        wg__asm_call(a, WG__RAX);
        wg__asm_bytes(a, (const uint8_t[]){0x85, 0xC0}, 2); /* test eax, eax */
        out->jump[out->n++] = wg__asm_jump(a, WG__NOT_EQUAL);
    }
}

static void put_run(emitter *e, exits *out)
{
    const int32_t frame = e->frame;
    if (wg__body_enter_run(&e->b)) {
        e->frame = LINE; /* 0 is no slot; runs have the same */
        e->mask = !e->b.flat && e->b.program->cols % wg__jit_lanes(e) != 0;
        find_pointers(e);
        set_pointers(e);
        copy_singles(e, true);
        if (e->b.flat)
            put_flat(e);
        else
            put_rows(e);
        wg__asm_no_uppers(&e->a);
    }
    e->frame = e->frame > frame ? e->frame : frame;
    put_calls(e, out);
}

static const wg__gp saved[] = {WG__RBX, WG__R12, WG__R13, WG__R14, WG__R15};
enum { SAVED = sizeof saved / sizeof *saved };

/* The frame's size is written at the returned patch when it is known. */
static size_t begin(emitter *e)
{
    wg__asm *a = &e->a;
    wg__asm_landing(a);
    wg__asm_push(a, WG__RBP);
    wg__asm_mov(a, WG__RBP, WG__RSP);
    for (int k = 0; k < SAVED; k++)
        wg__asm_push(a, saved[k]);
    wg__asm_alu_imm(a, WG__SUB, WG__RSP, MAX_FRAME);
    const size_t patch = a->size - 4;
    wg__asm_alu_imm(a, WG__AND, WG__RSP, -LINE);
    wg__asm_mov(a, WG__RBX, WG__RDI);
    return patch;
}

static void end(emitter *e, size_t patch, const exits *out)
{
    wg__asm *a = &e->a;
    wg__asm_alu(a, WG__XOR, WG__RAX, WG__RAX);
    for (int k = 0; k < out->n; k++)
        wg__asm_here(a, out->jump[k]);
    wg__asm_lea(a, WG__RSP, field(WG__RBP, (size_t)0));
    wg__asm_alu_imm(a, WG__SUB, WG__RSP, 8 * SAVED);
    for (int k = SAVED - 1; k >= 0; k--)
        wg__asm_pop(a, saved[k]);
    wg__asm_pop(a, WG__RBP);
    wg__asm_return(a);
    if (!a->failed)
        memcpy(a->code + patch, &e->frame, sizeof e->frame);
}

/* It reads an element of each row for the whole row: for the interpreter that is spread first, a pass of its own. */
static bool reads_spread(const body *b, const item *x)
{
    for (uint32_t j = 0; j < x->i->nin; j++)
        if (x->i->level == WG__FULL && x->from[j] != NOWHERE && !(x->i->ones >> j & 1) &&
            b->item[x->from[j]].i->level == WG__ROW)
            return true;
    return false;
}

/* Passes that are saved by writing the run: those between its ops, those that spread, and what a pass over short rows costs for each of
 * them where it does not know their length. 0: the interpreter's own loop is as good. */
static int gain(const body *b, uint32_t *only)
{
    int n = 0, spread = 0, shorts = 0;
    for (uint32_t k = b->first; k < b->end; k++) {
        const item *x = &b->item[k];
        if (!wg__body_is_written(x))
            continue;
        n++;
        *only = k;
        spread += reads_spread(b, x);
        shorts += b->short_rows && x->how == REDUCED;
    }
    return n == 0 ? 0 : n - 1 + spread + shorts;
}

static int leave_lone_ops(body *b, bool *changed)
{
    int sum = 0;
    *changed = false;
    while (wg__body_next_run(b)) {
        uint32_t only = UINT32_MAX;
        const int gained = gain(b, &only);
        sum += gained;
        if (gained == 0 && only != UINT32_MAX) {
            b->item[only].how = CALLED;
            *changed = true;
        }
    }
    return sum;
}

static bool worth_it(emitter *e, const wg__step *s)
{
    body *b = &e->b;
    bool changed;
    if (!wg__body_classify(b, s) || b->program->cols > MOST_COLUMNS)
        return false;
    for (uint32_t k = 0; k < b->items; k++)
        if (!wg__jit_can(b, &b->item[k]))
            b->item[k].how = CALLED;
    wg__body_arrange(b);
    const int gained = leave_lone_ops(b, &changed);
    if (changed && gained)
        wg__body_arrange(b);
    return gained > 0;
}

bool wg__jit_program(emitter *e, const wg__step *s, size_t *entry)
{
    exits out = {.n = 0};
    const size_t before = e->a.size;
    e->refused = false;
    e->frame = LINE;
    if (!worth_it(e, s))
        return false;
    put_constants(e);
    *entry = e->a.size;
    const size_t patch = begin(e);
    while (wg__body_next_run(&e->b))
        put_run(e, &out);
    end(e, patch, &out);
    if (e->refused)
        e->a.size = before;
    return !e->refused;
}
