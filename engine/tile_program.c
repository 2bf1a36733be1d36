/* The registers of a tile program.
 *
 * A register holds one tile of a value that is not written to memory, or of an operand that does not lie as the tiles do.
 * Tiles are cut so that all registers stay in the first cache. The result does not depend on the cut. */
#include "engine/build.h"

enum { CACHE = 16 * 1024, MAX_TILE = 1024, MIN_TILE = 128 };

bool wg__inside(const wg__build *b, uint32_t x, const wg__bstep *s)
{
    const wg__value *v = &b->v[b->v[x].base];
    return v->role == WG__TILE && &b->step[v->step] == s;
}

wg_view wg__tile_operand(const wg__build *b, const wg__bstep *s, uint32_t x)
{
    const wg_view v = wg__value_view(b, x);
    return wg__view_broadcast(&v, b->v[s->head].node->shape);
}

/* Row-major over the program's elements: read where it lies. A single element is always so. */
bool wg__tile_operand_flat(const wg__build *b, const wg__bstep *s, uint32_t x)
{
    const wg_view v = wg__tile_operand(b, s, x);
    const wg__strided f = wg__strided_of(&v);
    return b->v[s->head].node->numel <= 1 || wg__strided_flat(&f);
}

/* ---- operands that need a register ---- */

static bool has_fill(const wg__build *b, const wg__bstep *s, uint32_t x)
{
    for (uint32_t k = 0; k < s->fills; k++)
        if (b->fill[s->fill + k].pos == x)
            return true;
    return false;
}

static bool add_fill(wg__build *b, wg__bstep *s, uint32_t x)
{
    if (!wg__build_grow(&b->fill, b->fills, &b->fill_cap, sizeof *b->fill))
        return false;
    const wg_view v = wg__tile_operand(b, s, x);
    const wg__strided f = wg__strided_of(&v);
    b->fill[b->fills++] = (wg__bfill){.pos = x, .reg = s->regs++, .splat = wg__strided_splat(&f)};
    s->fills++;
    return true;
}

static bool plan_fills(wg__build *b, wg__bstep *s)
{
    s->fill = b->fills;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        for (int k = 0; k < b->v[m].node->nin; k++) {
            const uint32_t x = wg__pos_in(b, m, k);
            if (wg__inside(b, x, s))
                b->v[b->v[x].base].last_read = m;
            else if (!wg__tile_operand_flat(b, s, x) && !has_fill(b, s, x) && !add_fill(b, s, x))
                return false;
        }
    return true;
}

/* ---- registers of members ---- */

static size_t element(const wg__build *b, uint32_t pos)
{
    return wg_dtype_size((wg_dtype)b->v[pos].node->dtype);
}

/* Of an operand that dies with this member, and whose elements have the same size. */
static uint32_t inherited(const wg__build *b, const wg__bstep *s, uint32_t m)
{
    for (int k = 0; k < b->v[m].node->nin; k++) {
        const uint32_t x = b->v[wg__pos_in(b, m, k)].base;
        if (wg__inside(b, x, s) && b->v[x].reg != WG__NONE && b->v[x].last_read == m && element(b, x) == element(b, m))
            return b->v[x].reg;
    }
    return WG__NONE;
}

typedef struct free_list {
    uint32_t reg[512];
    uint32_t n;
} free_list;

static void give_back(const wg__build *b, const wg__bstep *s, uint32_t m, free_list *f)
{
    for (int k = 0; k < b->v[m].node->nin; k++) {
        const uint32_t x = b->v[wg__pos_in(b, m, k)].base;
        bool once = wg__inside(b, x, s) && b->v[x].reg != WG__NONE && b->v[x].last_read == m && b->v[x].reg != b->v[m].reg;
        for (int j = 0; j < k; j++)
            once = once && b->v[wg__pos_in(b, m, j)].base != x;
        if (once && f->n < sizeof f->reg / sizeof *f->reg)
            f->reg[f->n++] = b->v[x].reg;
    }
}

static void plan_members(wg__build *b, wg__bstep *s)
{
    free_list f = {.n = 0};
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        wg__value *v = &b->v[m];
        if (!v->kept) {
            v->reg = inherited(b, s, m);
            if (v->reg == WG__NONE)
                v->reg = f.n ? f.reg[--f.n] : s->regs++;
        }
        give_back(b, s, m, &f);
    }
}

static size_t widest(const wg__build *b, const wg__bstep *s)
{
    size_t size = 1;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        size = element(b, m) > size ? element(b, m) : size;
        for (int k = 0; k < b->v[m].node->nin; k++) {
            const size_t x = element(b, wg__pos_in(b, m, k));
            size = x > size ? x : size;
        }
    }
    return size;
}

bool wg__plan_registers(wg__build *b, uint32_t step)
{
    wg__bstep *s = &b->step[step];
    const int64_t n = b->v[s->head].node->numel;
    if (!plan_fills(b, s))
        return false;
    plan_members(b, s);
    const size_t size = widest(b, s);
    int64_t tile = MAX_TILE;
    if (s->regs) {
        const int64_t fits = (int64_t)(CACHE / (size * s->regs)) / 64 * 64;
        tile = fits < MIN_TILE ? MIN_TILE : fits < MAX_TILE ? fits : MAX_TILE;
    } else if (s->count == 1) {
        tile = n;
    }
    s->tile = tile < n ? tile : n;
    s->reg_bytes = ((size_t)s->tile * size + 63) / 64 * 64;
    if (s->regs == 0 || s->reg_bytes == 0)
        return true;
    s->scratch = wg__buffer_new(b, WG__NONE, s->reg_bytes * s->regs);
    return s->scratch != WG__NONE;
}
