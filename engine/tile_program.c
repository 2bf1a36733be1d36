/* The registers of a tile program.
 *
 * A register holds, for the rows at work, a value that is not written to memory, or an operand that does not lie as the
 * program goes. Rows are taken so many at a time that all registers stay in the first cache. The result does not depend on
 * that number. */
#include "engine/build.h"

/* Bytes of registers, where rows are short; elements of a tile; bytes of a few long rows with all that they are read from and written to. */
enum {
    CACHE = 16 * 1024,
    MAX_TILE = 1024,
    MIN_TILE = 128,
    LONG_TILE = 32768,
    LONG_ROWS = 64 * 1024,
    MOST_LONG_ROWS = 8,
    ALIGN = 64
};

/* ---- operands that need a register ---- */

static bool same_order(const wg__strided *x, const wg__strided *y)
{
    bool same = x->nd == y->nd;
    for (int k = 0; k < x->nd && same; k++)
        same = x->dim[k] == y->dim[k] && x->stride[k] == y->stride[k];
    return same;
}

uint32_t wg__fill_of(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    const uint32_t x = wg__pos_in(b, m, k);
    const wg_view v = wg__tile_operand(b, m, k);
    const wg__strided from = wg__strided_of(&v);
    const wg__level level = wg__operand_level(b, s, m, k);
    for (uint32_t j = s->fill; j < s->fill + s->fills; j++)
        if (b->fill[j].pos == x && b->fill[j].level == level && same_order(&b->fill[j].from, &from))
            return j;
    return WG__NONE;
}

bool wg__repeats_rows(const wg__bstep *s, const wg__strided *from)
{
    const int64_t rows = wg__rows_of(s);
    if (!s->cols || rows == 1 || from->nd < 2 || from->stride[0] != 0 || from->dim[0] % rows)
        return false;
    int64_t inner = from->dim[0] / rows; /* of the axis that the rows are in */
    for (int k = 1; k < from->nd; k++)
        inner *= from->dim[k];
    return inner == s->cols;
}

/* Rows that fill a tile are taken one at a time. */
bool wg__operand_fixed(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    if (s->cols <= WG__WHOLE_ROW || wg__operand_level(b, s, m, k) != WG__FULL)
        return false;
    const wg_view v = wg__tile_operand(b, m, k);
    const wg__strided from = wg__strided_of(&v);
    return from.nd == 2 && from.stride[0] == 0 && from.dim[1] == s->cols && from.stride[1] == 1;
}

wg_tile_fn wg__tile_function(const wg__build *b, uint32_t m, int one)
{
    const wg_op *op = b->v[m].node->op;
    if (b->v[m].variant)
        return b->v[m].variant->fn;
    const wg_dtype d = (wg_dtype)b->v[wg__pos_in(b, m, op->tile_operand)].node->dtype;
    const wg_tiles *const *tile = one < 0 ? op->tile : op->one[one];
    for (int isa = b->isa; isa >= 0; isa--)
        if (tile[isa] && tile[isa]->fn[d])
            return tile[isa]->fn[d];
    return NULL;
}

bool wg__operand_one(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    const wg__reading reading = wg__reading_of(b, s, m, k);
    if (reading != WG__OUTSIDE)
        return reading == WG__SPREAD && s->cols > WG__WHOLE_ROW;
    const wg_view v = wg__tile_operand(b, m, k);
    const wg__strided from = wg__strided_of(&v);
    return b->v[m].node->numel > 1 && wg__strided_splat(&from);
}

int wg__single_operand(const wg__build *b, const wg__bstep *s, uint32_t m)
{
    if (b->v[m].variant || wg__rows_form(b, m) || b->v[m].node->nin != 2)
        return -1;
    for (int k = 1; k >= 0; k--)
        if (wg__tile_function(b, m, k) && wg__operand_one(b, s, m, k))
            return wg__operand_one(b, s, m, 1 - k) ? -1 : k;
    return -1;
}

bool wg__takes_one(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    const wg__variant *v = b->v[m].variant;
    return v ? v->singles >> k & 1 : wg__single_operand(b, s, m) == k;
}

static bool add_fill(wg__build *b, wg__bstep *s, uint32_t m, int k)
{
    if (!wg__build_grow(&b->fill, b->fills, &b->fill_cap, sizeof *b->fill))
        return false;
    const wg_view v = wg__tile_operand(b, m, k);
    const wg__strided from = wg__strided_of(&v);
    const wg__level level = wg__operand_level(b, s, m, k);
    const bool splat = wg__strided_splat(&from);
    b->fill[b->fills++] =
        (wg__bfill){.pos = wg__pos_in(b, m, k),
                    .reg = s->regs[level]++,
                    .from = from,
                    .level = (uint8_t)level,
                    .splat = splat,
                    .still = splat || (level == WG__FULL && wg__repeats_rows(s, &from))};
    s->fills++;
    return true;
}

static bool plan_operand(wg__build *b, wg__bstep *s, uint32_t m, int k)
{
    wg__value *x = &b->v[b->v[wg__pos_in(b, m, k)].base];
    const wg__reading reading = wg__reading_of(b, s, m, k);
    if (wg__takes_one(b, s, m, k)) {
        if (reading != WG__OUTSIDE)
            x->last_read = m;
        return true;
    }
    switch (reading) {
    case WG__SPREAD: /* from its register, before the first of these readers */
        x->last_read = x->spread_last == WG__NONE ? m : x->last_read;
        x->spread_last = m;
        return true;
    case WG__OUTSIDE:
        return wg__tile_operand_flat(b, m, k) || wg__operand_fixed(b, s, m, k) ||
               wg__fill_of(b, s, m, k) != WG__NONE || add_fill(b, s, m, k);
    default: x->last_read = m; return true;
    }
}

static bool plan_operands(wg__build *b, wg__bstep *s)
{
    s->fill = b->fills;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        for (int k = 0; k < wg__nin(b, m); k++)
            if (!plan_operand(b, s, m, k))
                return false;
    return true;
}

/* ---- registers of members ---- */

enum { LEVELS = 2, MAX_FREE = 512 };

typedef struct registers {
    wg__build *b;
    wg__bstep *s;
    uint32_t free[LEVELS][MAX_FREE], n[LEVELS];
} registers;

static size_t element(const wg__build *b, uint32_t pos)
{
    return wg_dtype_size((wg_dtype)b->v[pos].node->dtype);
}

static uint32_t take(registers *r, int level)
{
    return r->n[level] ? r->free[level][--r->n[level]] : r->s->regs[level]++;
}

static void release(registers *r, wg__level level, uint32_t reg)
{
    if (r->n[level] < MAX_FREE)
        r->free[level][r->n[level]++] = reg;
}

/* Operand k of m inside the program: the value, and how it is read. */
static wg__value *operand(const registers *r, uint32_t m, int k, wg__reading *reading)
{
    *reading = wg__reading_of(r->b, r->s, m, k);
    return *reading == WG__OUTSIDE ? NULL : &r->b->v[r->b->v[wg__pos_in(r->b, m, k)].base];
}

/* The first member that takes a value row by row has it spread. */
static void spread_operands(registers *r, uint32_t m)
{
    wg__reading reading;
    for (int k = 0; k < wg__nin(r->b, m); k++) {
        wg__value *x = operand(r, m, k, &reading);
        if (reading == WG__SPREAD && x->spread == WG__NONE && !wg__takes_one(r->b, r->s, m, k))
            x->spread = take(r, WG__FULL);
    }
}

/* The register of operand k if it dies with m, otherwise WG__NONE. */
static uint32_t dying(const registers *r, uint32_t m, int k)
{
    wg__reading reading;
    const wg__value *x = operand(r, m, k, &reading);
    if (reading == WG__SAME)
        return x->last_read == m ? x->reg : WG__NONE;
    return reading == WG__SPREAD && x->spread_last == m ? x->spread : WG__NONE;
}

/* Of an operand that dies with this member, and whose elements have the same size. */
static uint32_t inherited(const registers *r, uint32_t m)
{
    const wg__build *b = r->b;
    for (int k = 0; k < wg__nin(b, m); k++) {
        const uint32_t reg = dying(r, m, k);
        if (reg != WG__NONE && wg__operand_level(b, r->s, m, k) == b->v[m].level &&
            element(b, wg__pos_in(b, m, k)) == element(b, m))
            return reg;
    }
    return WG__NONE;
}

static void give_back(registers *r, uint32_t m)
{
    const wg__value *v = &r->b->v[m];
    for (int k = 0; k < wg__nin(r->b, m); k++) {
        const wg__level level = wg__operand_level(r->b, r->s, m, k);
        const uint32_t reg = dying(r, m, k);
        bool once = reg != WG__NONE && !(level == v->level && reg == v->reg);
        for (int j = 0; j < k; j++)
            once = once && !(dying(r, m, j) == reg && wg__operand_level(r->b, r->s, m, j) == level);
        if (once)
            release(r, level, reg);
    }
}

static void plan_members(wg__build *b, wg__bstep *s)
{
    registers r = {.b = b, .s = s};
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        wg__value *v = &b->v[m];
        spread_operands(&r, m);
        if (!v->kept && v->level != WG__AFTER) {
            v->reg = inherited(&r, m);
            if (v->reg == WG__NONE)
                v->reg = take(&r, v->level);
        }
        give_back(&r, m);
    }
}

/* ---- rows at a time ---- */

static size_t widest(const wg__build *b, const wg__bstep *s)
{
    size_t size = 1;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        size = element(b, m) > size ? element(b, m) : size;
        for (int k = 0; k < wg__nin(b, m); k++) {
            const size_t x = element(b, wg__pos_in(b, m, k));
            size = x > size ? x : size;
        }
    }
    return size;
}

/* Elements in a register that is full: as many as leave all of these in the cache, though not too few. */
static int64_t tile_of(const wg__bstep *s, size_t size)
{
    if (s->regs[WG__FULL] == 0)
        return s->count > 1 || s->cols ? MAX_TILE : s->n < LONG_TILE ? s->n : LONG_TILE;
    const int64_t fits = (int64_t)(CACHE / (size * s->regs[WG__FULL])) / 64 * 64;
    return fits < MIN_TILE ? MIN_TILE : fits < MAX_TILE ? fits : MAX_TILE;
}

/* Operand k of m comes from memory, all of its elements; no member before reads it so. */
static bool is_first_read(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    if (wg__reading_of(b, s, m, k) != WG__OUTSIDE || wg__takes_one(b, s, m, k) ||
        wg__operand_level(b, s, m, k) != WG__FULL)
        return false;
    for (uint32_t j = s->head; j != m; j = b->v[j].next)
        for (int i = 0; i < wg__nin(b, j); i++)
            if (wg__pos_in(b, j, i) == wg__pos_in(b, m, k))
                return false;
    return true;
}

/* Long rows at a time: a few, if they stay near with what they are read from and written to, as what is done once for each row
 * is then done for several in one call. An operand of one row that is the same for all is read where it lies, so that one row is at work. */
static int64_t long_rows(const wg__build *b, const wg__bstep *s, size_t size)
{
    uint32_t lines = s->regs[WG__FULL];
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        lines += b->v[m].kept && b->v[m].level == WG__FULL;
        if (wg__nin(b, m) > WG__MOST_OPERANDS)
            return 1;
        for (int k = 0; k < wg__nin(b, m); k++) {
            if (wg__operand_fixed(b, s, m, k))
                return 1;
            lines += is_first_read(b, s, m, k);
        }
    }
    const int64_t fit = (int64_t)(LONG_ROWS / (size * (size_t)s->cols * (lines ? lines : 1)));
    return fit < 1 ? 1 : fit < MOST_LONG_ROWS ? fit : MOST_LONG_ROWS;
}

static size_t aligned(size_t bytes)
{
    return (bytes + ALIGN - 1) / ALIGN * ALIGN;
}

wg__fold_args wg__fold_of(const wg__build *b, const wg__bstep *s, uint32_t m)
{
    const wg__node *x = b->v[wg__pos_in(b, m, 0)].node;
    const bool total = b->v[m].node->numel == 1;
    return (wg__fold_args){.dtype = (wg_dtype)x->dtype,
                           .isa = b->isa,
                           .rows = total ? x->numel : wg__rows_of(s),
                           .cols = total ? 0 : s->cols};
}

/* A total of what each row has one of is summed when all rows are done, if threads did them. */
size_t wg__kept_bytes(const wg__build *b, const wg__bstep *s, uint32_t m)
{
    const bool total = b->v[m].node->numel == 1;
    if (!total || !s->cols || wg__operand_level(b, s, m, 0) != WG__ROW)
        return 0;
    return aligned((size_t)wg__rows_of(s) * element(b, wg__pos_in(b, m, 0)));
}

/* States of what is there after the program stand behind the registers, with what they will sum. */
static bool plan_scratch(wg__build *b, wg__bstep *s, size_t size)
{
    const int64_t cols = s->cols ? s->cols : 1;
    s->reg_bytes[WG__FULL] = aligned((size_t)(s->block * cols) * size);
    s->reg_bytes[WG__ROW] = aligned((size_t)s->block * size);
    s->state_at =
        s->regs[WG__FULL] * s->reg_bytes[WG__FULL] + s->regs[WG__ROW] * s->reg_bytes[WG__ROW];
    size_t bytes = s->state_at;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        if (b->v[m].level == WG__AFTER) {
            const wg__fold_args f = wg__fold_of(b, s, m);
            bytes += aligned(b->v[m].node->op->rows->fold->bytes(&f)) + wg__kept_bytes(b, s, m) +
                     wg__nodes_bytes(b, s, m);
        }
    s->scratch = bytes ? wg__buffer_new(b, WG__NONE, bytes) : WG__NONE;
    return !bytes || s->scratch != WG__NONE;
}

bool wg__plan_registers(wg__build *b, uint32_t step)
{
    wg__bstep *s = &b->step[step];
    if (!plan_operands(b, s))
        return false;
    plan_members(b, s);
    const size_t size = widest(b, s);
    const int64_t rows = wg__rows_of(s), fits = s->cols > WG__WHOLE_ROW
                                                    ? long_rows(b, s, size)
                                                    : tile_of(s, size) / (s->cols ? s->cols : 1);
    s->block = fits < 1 ? 1 : fits;
    s->block = s->block < rows ? s->block : rows;
    if (b->options.small_chunks && rows > 2 && s->block > (rows + 2) / 3)
        s->block = (rows + 2) / 3;
    s->chunk = wg__program_chunk(b, s);
    return plan_scratch(b, s, size);
}
