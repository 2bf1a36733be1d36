/* Steps on lanes as machine code: each value in a register from where it is computed to where it is read last.
 *
 * The list is gone through in its order; a value takes the first register that is free. Where none is, the value that is read last of all goes
 * to a slot, from which it is read as an operand in memory. */
#include "engine/jit_emit.h"

enum { LEAST_LANES = 12, ALL_LANES = 32, FIRST_BOOL = 3, ALL_BOOLS = 8 };

static wg__how wide(const emitter *e, int mask)
{
    return (wg__how){.f64 = e->b.kind == 'D', .wide = !e->of_row, .mask = mask};
}

static wg__lanes reg(int r)
{
    return (wg__lanes){.reg = r};
}

static wg__lanes at(wg__mem m)
{
    return (wg__lanes){-1, m};
}

/* ---- memory ---- */

int32_t wg__jit_slot(emitter *e, int32_t bytes, int32_t align)
{
    e->frame = (e->frame + align - 1) / align * align;
    const int32_t slot = e->frame;
    e->frame += bytes;
    e->refused = e->refused || e->frame > MAX_FRAME;
    return slot;
}

wg__mem wg__jit_at(int32_t slot)
{
    return (wg__mem){.base = WG__RSP, .index = WG__NO_GP, .disp = slot};
}

wg__mem wg__jit_constant(const emitter *e, constant c)
{
    const size_t of = e->b.kind == 'D' ? CONSTANTS : 0;
    return (wg__mem){
        .base = WG__CODE, .index = WG__NO_GP, .disp = (int32_t)(e->pool + 8 * (of + (size_t)c))};
}

wg__mem wg__jit_element(emitter *e, int p, wg__gp index, int64_t disp, int size)
{
    const pointer *to = &e->pointer[p];
    if (to->reg < 0)
        wg__asm_load(&e->a, WG__RAX, wg__jit_at(to->slot), true);
    return (wg__mem){.base = to->reg < 0 ? WG__RAX : (wg__gp)to->reg,
                     .index = index,
                     .scale = size,
                     .disp = (int32_t)(disp * size)};
}

/* ---- registers ---- */

static int lowest(uint32_t set)
{
    return __builtin_ctz(set);
}

/* The register of the value of this kind that is read last of all; it is in its slot from here on. */
static int evict(emitter *e, value_kind kind)
{
    value *last = NULL;
    for (int k = 0; k < e->values; k++) {
        value *v = &e->value[k];
        if (v->kind == kind && v->reg >= 0 && (!last || v->last > last->last))
            last = v;
    }
    if (!last) { /* not before there are more values in one step than registers */
        e->refused = true;
        return FIRST_BOOL;
    }
    if (!last->slot)
        last->slot = kind == BOOLS ? wg__jit_slot(e, 8, 8) : wg__jit_slot(e, 64, 64);
    if (kind == BOOLS)
        wg__asm_mask_store(&e->a, wg__jit_at(last->slot), last->reg);
    else
        wg__asm_vector_store(&e->a, wide(e, 0), wg__jit_at(last->slot), last->reg);
    const int r = last->reg;
    last->reg = -1;
    return r;
}

static int take(emitter *e, int v)
{
    value *x = &e->value[v];
    uint32_t *free = x->kind == BOOLS ? &e->free_bools : &e->free_lanes;
    const int r = *free ? lowest(*free) : evict(e, (value_kind)x->kind);
    *free &= ~(UINT32_C(1) << r);
    x->reg = (int8_t)r;
    return r;
}

static void release(emitter *e, int v, int now)
{
    value *x = v < 0 ? NULL : &e->value[v];
    if (!x || x->kind == SINGLE || x->last != now || x->reg < 0)
        return;
    *(x->kind == BOOLS ? &e->free_bools : &e->free_lanes) |= UINT32_C(1) << x->reg;
    x->reg = -1;
}

/* v as an operand that may be in memory; of one instruction at a time, as its pointer may be in RAX. */
static wg__lanes operand(emitter *e, int v)
{
    const value *x = &e->value[v];
    if (x->reg >= 0)
        return reg(x->reg);
    if (x->kind == ELEMENTS)
        return at(wg__jit_element(e, x->at, e->span->index, e->span->disp, wg__jit_size(e)));
    return at(x->kind == SINGLE ? x->mem : wg__jit_at(x->slot));
}

/* v in a register: its own, or the free one. */
static int in_register(emitter *e, int v, int spare)
{
    const wg__lanes x = operand(e, v);
    if (x.reg >= 0)
        return x.reg;
    wg__asm_vector(&e->a, x.mem.all ? WG__V_BROADCAST : WG__V_MOVE, wide(e, 0), spare, 0, x, -1);
    return spare;
}

static int mask_in_register(emitter *e, int v)
{
    const value *x = &e->value[v];
    if (x->reg >= 0)
        return x->reg;
    wg__asm_mask_load(&e->a, SPARE, wg__jit_at(x->slot));
    return SPARE;
}

/* ---- reductions ---- */

static bool is_one_instruction(wg__combination c)
{
    return c == WG__SUM || c == WG__PROD;
}

static wg__vector arithmetic(wg__combination c)
{
    return c == WG__SUM ? WG__V_ADD : WG__V_MUL;
}

/* to = to combined with x, of the lanes of the mask; both are registers. What the steps of maximum and minimum in jit_lanes.c are. */
static void combine(emitter *e, wg__combination c, int to, int x, int mask)
{
    wg__asm *a = &e->a;
    const wg__how mode = wide(e, mask);
    if (is_one_instruction(c)) {
        wg__asm_vector(a, arithmetic(c), mode, to, to, reg(x), -1);
        return;
    }
    wg__asm_vector(a, WG__V_COMPARE, mode, SPARE, x, reg(x), 3);
    wg__asm_vector(a, c == WG__MAX ? WG__V_MAX : WG__V_MIN, mode, to, x, reg(to), -1);
    wg__asm_vector(a, WG__V_MOVE, wide(e, SPARE), to, 0, reg(x), -1);
}

static constant neutral(wg__combination c)
{
    static const constant of[WG__COMBINE_COUNT] = {
        [WG__SUM] = SIGN, [WG__PROD] = ONE, [WG__MAX] = MINUS_INFINITE, [WG__MIN] = INFINITE};
    return of[c];
}

static wg__combination combine_of(const emitter *e, const reduced *r)
{
    return wg__jit_combine(&e->b.item[r->item]);
}

static void set_neutral(emitter *e, const reduced *r, int to)
{
    wg__asm_vector(&e->a, WG__V_BROADCAST, wide(e, 0), to, 0,
                   at(wg__jit_constant(e, neutral(combine_of(e, r)))), -1);
}

/* An accumulator that nothing has joined is neutral, so what joins it first is it. */
static void reduce(emitter *e, const step *s, const span *in)
{
    reduced *r = &e->reduced[s->at];
    const wg__combination c = (wg__combination)s->combine;
    const int own = r->reg[in->into], to = own < 0 ? 0 : own;
    if (own >= 0 && r->used[in->into] && !in->tail && is_one_instruction(c)) {
        wg__asm_vector(&e->a, arithmetic(c), wide(e, 0), to, to, operand(e, s->a), -1);
        return;
    }
    const int x = in_register(e, s->a, 1);
    const wg__mem slot = wg__jit_at(r->slot[in->into]);
    const int mask = in->tail ? TAIL : 0;
    if (!r->used[in->into] && !in->tail) {
        wg__asm_vector(&e->a, WG__V_MOVE, wide(e, 0), to, 0, reg(x), -1);
    } else {
        if (!r->used[in->into])
            set_neutral(e, r, to);
        else if (own < 0)
            wg__asm_vector(&e->a, WG__V_MOVE, wide(e, 0), to, 0, at(slot), -1);
        if (!r->used[in->into])
            wg__asm_vector(&e->a, WG__V_MOVE, wide(e, mask), to, 0, reg(x), -1);
        else
            combine(e, c, to, x, mask);
    }
    if (own < 0)
        wg__asm_vector_store(&e->a, wide(e, 0), slot, to);
    r->used[in->into] = true;
}

/* The row's lanes join those of the state, which is as wide as lanes are. */
static void column(emitter *e, const step *s, const span *in)
{
    const int size = wg__jit_size(e), x = in_register(e, s->a, 1);
    const wg__combination c = (wg__combination)s->combine;
    const wg__mem state = wg__jit_element(e, s->at, in->index, in->disp, size);
    if (!in->tail && is_one_instruction(c)) {
        wg__asm_vector(&e->a, arithmetic(c), wide(e, 0), 0, x, at(state), -1);
    } else {
        wg__asm_vector(&e->a, WG__V_MOVE, wide(e, 0), 0, 0, at(state), -1);
        combine(e, c, 0, x, in->tail ? TAIL : 0);
    }
    wg__asm_vector_store(&e->a, wide(e, 0), state, 0);
}

static int accumulator(emitter *e, const reduced *r, int u, int spare)
{
    if (r->reg[u] >= 0)
        return r->reg[u];
    wg__asm_vector(&e->a, WG__V_MOVE, wide(e, 0), spare, 0, at(wg__jit_at(r->slot[u])), -1);
    return spare;
}

/* One of two accumulators, in `to`; false: neither has been joined. */
static bool join(emitter *e, const reduced *r, int u, int to)
{
    const int first = r->used[u] ? u : u + 1;
    if (!r->used[first])
        return false;
    const int x = accumulator(e, r, first, to);
    if (x != to)
        wg__asm_vector(&e->a, WG__V_MOVE, wide(e, 0), to, 0, reg(x), -1);
    if (first == u && r->used[u + 1]) {
        const int y = accumulator(e, r, u + 1, 2);
        combine(e, combine_of(e, r), to, y, 0);
    }
    return true;
}

void wg__jit_fold(emitter *e, int which, int lanes)
{
    const reduced *r = &e->reduced[which];
    const wg__combination c = combine_of(e, r);
    const bool low = join(e, r, 0, 0), high = join(e, r, 2, low ? 1 : 0);
    if (low && high)
        combine(e, c, 0, 1, 0);
    for (int n = wg__jit_lanes(e) / 2; n > 0; n /= 2)
        if (n < lanes) {
            wg__asm_vector(&e->a, WG__V_LOWER, wide(e, 0), 1, 0, reg(0), n);
            combine(e, c, 0, 1, 0);
        }
}

/* ---- the registers of a loop ---- */

static void assign_accumulators(emitter *e, int *next, int least)
{
    for (int k = 0; k < e->reductions; k++) {
        reduced *r = &e->reduced[k];
        for (int u = 0; u < ACCUMULATORS; u++) {
            const bool fits = *next - 1 > least;
            r->reg[u] = (int8_t)(fits ? (*next)-- : -1);
            r->slot[u] = fits ? 0 : wg__jit_slot(e, 64, 64);
            r->used[u] = false;
        }
    }
}

static bool has_pointer(const step *s)
{
    return s->act == LOAD || s->act == LOAD_BOOL || s->act == STORE || s->act == STORE_BOOL ||
           s->act == COLUMN;
}

/* The first of the list have registers: they are read in that order. */
static void assign_pointers(emitter *e)
{
    static const wg__gp registers[] = {WG__RSI, WG__RDI, WG__R8,  WG__R9,
                                       WG__R10, WG__R11, WG__RDX, WG__RCX};
    size_t next = 0;
    for (int k = 0; k < e->pointers; k++)
        e->pointer[k].reg = -1;
    for (int k = 0; k < e->steps && next < sizeof registers / sizeof *registers; k++)
        if (has_pointer(&e->step[k]) && e->pointer[e->step[k].at].reg < 0)
            e->pointer[e->step[k].at].reg = (int8_t)registers[next++];
}

void wg__jit_load_pointers(emitter *e)
{
    for (int k = 0; k < e->pointers; k++)
        if (e->pointer[k].reg >= 0)
            wg__asm_load(&e->a, (wg__gp)e->pointer[k].reg, wg__jit_at(e->pointer[k].slot), true);
}

/* zmm0 and zmm1 are free, zmm2 is while accumulators are joined. */
void wg__jit_assign(emitter *e, bool many)
{
    const int first = 3, least = first + LEAST_LANES;
    int next = ALL_LANES - 1;
    assign_pointers(e);
    assign_accumulators(e, &next, least);
    while (many && next > least) {
        value *most = NULL;
        for (int k = 0; k < e->values; k++) {
            value *v = &e->value[k];
            if (v->kind == SINGLE && v->reg < 0 && v->reads && (!most || v->reads > most->reads))
                most = v;
        }
        if (!most)
            break;
        most->reg = (int8_t)next--;
    }
    e->free_lanes = ((UINT32_C(2) << next) - 1) & ~((UINT32_C(1) << first) - 1);
    e->free_bools = (1u << ALL_BOOLS) - (1u << FIRST_BOOL);
}

void wg__jit_load_singles(emitter *e)
{
    for (int k = 0; k < e->values; k++)
        if (e->value[k].kind == SINGLE && e->value[k].reg >= 0)
            wg__asm_vector(&e->a, WG__V_BROADCAST, wide(e, 0), e->value[k].reg, 0,
                           at(e->value[k].mem), -1);
}

void wg__jit_clear_accumulators(emitter *e, bool loaded)
{
    for (int k = 0; k < e->reductions; k++) {
        reduced *r = &e->reduced[k];
        for (int u = 0; u < ACCUMULATORS; u++) {
            r->used[u] = loaded;
            if (!loaded)
                continue;
            const int to = r->reg[u] < 0 ? 0 : r->reg[u];
            set_neutral(e, r, to);
            if (r->reg[u] < 0)
                wg__asm_vector_store(&e->a, wide(e, 0), wg__jit_at(r->slot[u]), to);
        }
    }
}

/* ---- steps ---- */

/* What is read once is an operand where it is read; of a partial vector the lanes beyond must not be touched. */
static void load(emitter *e, const step *s, const span *in, int now)
{
    value *x = &e->value[s->to];
    wg__how mode = wide(e, in->tail ? TAIL : 0);
    mode.zero = in->tail;
    (void)now;
    x->kind = x->reads == 1 && !in->tail ? ELEMENTS : IN_LANES;
    x->at = s->at;
    if (x->kind == ELEMENTS)
        return;
    const wg__mem from = wg__jit_element(e, s->at, in->index, in->disp, wg__jit_size(e));
    wg__asm_vector(&e->a, WG__V_MOVE, mode, take(e, s->to), 0, at(from), -1);
}

static void load_bools(emitter *e, const step *s, const span *in, int now)
{
    const wg__mem from = wg__jit_element(e, s->at, in->index, in->disp, 1);
    (void)now;
    wg__asm_bytes_load(&e->a, e->b.kind == 'D', in->tail ? TAIL : 0, 0, from);
    wg__asm_bytes_test(&e->a, take(e, s->to), 0);
}

static void vector(emitter *e, const step *s, const span *in, int now)
{
    int x = s->a, y = s->b;
    (void)in;
    if ((s->what == WG__V_ADD || s->what == WG__V_MUL) && e->value[x].reg < 0 &&
        e->value[y].reg >= 0) {
        x = s->b;
        y = s->a;
    }
    const int first = x < 0 ? 0 : in_register(e, x, 0);
    const wg__lanes second = operand(e, y);
    release(e, s->a, now);
    release(e, s->b, now);
    wg__asm_vector(&e->a, (wg__vector)s->what, wide(e, 0), take(e, s->to), first, second, s->imm);
}

static void compare(emitter *e, const step *s, const span *in, int now)
{
    const int first = in_register(e, s->a, 0);
    const wg__lanes second = s->b == s->a ? reg(first) : operand(e, s->b);
    (void)in;
    release(e, s->a, now);
    release(e, s->b, now);
    wg__asm_vector(&e->a, WG__V_COMPARE, wide(e, 0), take(e, s->to), first, second, s->imm);
}

static void choose(emitter *e, const step *s, const span *in, int now)
{
    const int otherwise = in_register(e, s->b, 0), m = mask_in_register(e, s->m);
    const wg__lanes taken = operand(e, s->a);
    wg__how mode = wide(e, m);
    (void)in;
    release(e, s->a, now);
    release(e, s->b, now);
    release(e, s->m, now);
    wg__asm_vector(&e->a, WG__V_BLEND, mode, take(e, s->to), otherwise, taken, -1);
}

static void mask(emitter *e, const step *s, const span *in, int now)
{
    (void)in;
    int first = s->a < 0 ? 0 : mask_in_register(e, s->a);
    if (first == SPARE) { /* both may be in slots */
        wg__asm_mask(&e->a, WG__M_OR, 0, SPARE, SPARE);
        first = 0;
    }
    const int second = mask_in_register(e, s->b);
    release(e, s->a, now);
    release(e, s->b, now);
    wg__asm_mask(&e->a, (wg__mask_op)s->what, take(e, s->to), first, second);
}

static void store(emitter *e, const step *s, const span *in, int now)
{
    const int x = in_register(e, s->a, 0);
    const wg__mem to = wg__jit_element(e, s->at, in->index, in->disp, wg__jit_size(e));
    wg__asm_vector_store(&e->a, wide(e, in->tail ? TAIL : 0), to, x);
    release(e, s->a, now);
}

static void store_bools(emitter *e, const step *s, const span *in, int now)
{
    const int m = mask_in_register(e, s->a);
    const wg__mem ones = {.base = WG__CODE,
                          .index = WG__NO_GP,
                          .disp = (int32_t)(e->pool + 8 * 2 * (size_t)CONSTANTS)};
    wg__asm_bytes_move(&e->a, m, 0, ones);
    const wg__mem to = wg__jit_element(e, s->at, in->index, in->disp, 1);
    wg__asm_bytes_store(&e->a, e->b.kind == 'D', in->tail ? TAIL : 0, to, 0);
    release(e, s->a, now);
}

static void store_first(emitter *e, const step *s, const span *in, int now)
{
    const int x = in_register(e, s->a, 0);
    (void)in;
    wg__asm_first_store(&e->a, e->b.kind == 'D',
                        wg__jit_element(e, s->at, WG__R12, 0, wg__jit_size(e)), x);
    release(e, s->a, now);
}

static void keep(emitter *e, const step *s, const span *in, int now)
{
    const int x = in_register(e, s->a, 0);
    (void)in;
    if (!e->row_slot[s->at])
        e->row_slot[s->at] = wg__jit_slot(e, 8, 8);
    wg__asm_first_store(&e->a, e->b.kind == 'D', wg__jit_at(e->row_slot[s->at]), x);
    release(e, s->a, now);
}

static void put_reduce(emitter *e, const step *s, const span *in, int now)
{
    reduce(e, s, in);
    release(e, s->a, now);
}

static void put_column(emitter *e, const step *s, const span *in, int now)
{
    column(e, s, in);
    release(e, s->a, now);
}

void wg__jit_steps(emitter *e, const span *in)
{
    static void (*const put[])(emitter * e, const step *s, const span *in, int now) = {
        [LOAD] = load,       [LOAD_BOOL] = load_bools,   [VECTOR] = vector,
        [COMPARE] = compare, [SELECT] = choose,          [MASK] = mask,
        [STORE] = store,     [STORE_BOOL] = store_bools, [STORE_FIRST] = store_first,
        [KEEP] = keep,       [REDUCE] = put_reduce,      [COLUMN] = put_column,
    };
    e->span = in;
    for (int k = 0; k < e->steps && !e->refused; k++) {
        const step *s = &e->step[k];
        put[s->act](e, s, in, k);
        if (s->to >= 0 && e->value[s->to].last < 0) { /* nobody reads it */
            e->value[s->to].last = (int16_t)k;
            release(e, s->to, k);
            e->value[s->to].last = -1;
        }
    }
}
