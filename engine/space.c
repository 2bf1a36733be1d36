/* The matrix of a tile program: what its members have elements for, and how they read their operands.
 *
 * A program goes through n elements in row-major order. Where it tells rows apart there are `cols` of them to a row, and its
 * members are full (n elements) or have one element per row. All members of a level are computed in the same order,
 * whatever their shapes, so one reads another element by element if it is whole. */
#include "engine/build.h"

bool wg__inside(const wg__build *b, uint32_t x, const wg__bstep *s)
{
    const wg__value *v = &b->v[b->v[x].base];
    return v->role == WG__TILE && v->step != WG__NONE && &b->step[v->step] == s;
}

int64_t wg__rows_of(const wg__bstep *s)
{
    return s->cols ? s->n / s->cols : s->n;
}

int64_t wg__level_numel(const wg__bstep *s, wg__level level)
{
    return level == WG__ROW ? wg__rows_of(s) : s->n;
}

bool wg__level_of(const wg__bstep *s, int64_t numel, wg__level *level)
{
    *level = numel == s->n ? WG__FULL : WG__ROW;
    return numel == s->n || (s->cols && numel == wg__rows_of(s));
}

const struct wg__row_form *wg__rows_form(const wg__build *b, uint32_t m)
{
    const wg_op *op = b->v[m].node->op;
    if (b->v[m].variant)
        return b->v[m].variant->form;
    return op->tile[WG_ISA_BASE] ? NULL : op->rows;
}

wg__level wg__operand_level(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    const struct wg__row_form *form = wg__rows_form(b, m);
    if (!form)
        return (wg__level)b->v[m].level;
    if (b->v[m].level == WG__AFTER)
        return b->v[wg__pos_in(b, m, k)].node->numel == s->n ? WG__FULL : WG__ROW;
    return form->full >> k & 1 ? WG__FULL : WG__ROW;
}

wg_view wg__tile_operand(const wg__build *b, uint32_t m, int k)
{
    const uint32_t x = wg__pos_in(b, m, k);
    const wg_view v = wg__value_view(b, x);
    return wg__rows_form(b, m) ? v : wg__view_broadcast(&v, b->v[m].node->shape);
}

bool wg__tile_operand_flat(const wg__build *b, uint32_t m, int k)
{
    const wg_view v = wg__tile_operand(b, m, k);
    const wg__strided f = wg__strided_of(&v);
    int64_t n = 1;
    for (int j = 0; j < v.shape.rank; j++)
        n *= v.shape.dim[j];
    return n <= 1 || wg__strided_flat(&f);
}

/* v repeats element r of its memory for all of row r. */
static bool spreads(const wg__bstep *s, const wg_view *v)
{
    const wg__strided f = wg__strided_of(v);
    const int64_t rows = wg__rows_of(s);
    if (v->offset != 0 || !s->cols)
        return false;
    const int in = f.nd - 1;
    if (f.dim[in] != s->cols || f.stride[in] != 0)
        return false;
    return rows == 1 ? f.nd == 1 : f.nd == 2 && f.dim[0] == rows && f.stride[0] == 1;
}

wg__reading wg__reading_inside(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    const uint32_t x = wg__pos_in(b, m, k);
    const wg__level level = wg__operand_level(b, s, m, k);
    const uint8_t from = b->v[b->v[x].base].level;
    if (from == level && from != WG__AFTER)
        return wg__value_whole(b, x) && b->v[x].node->numel == wg__level_numel(s, level)
                   ? WG__SAME
                   : WG__UNFIT;
    if (from != WG__ROW || level != WG__FULL)
        return WG__UNFIT;
    const wg_view v = wg__tile_operand(b, m, k);
    return spreads(s, &v) ? WG__SPREAD : WG__UNFIT;
}

wg__reading wg__reading_of(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    return wg__inside(b, wg__pos_in(b, m, k), s) ? wg__reading_inside(b, s, m, k) : WG__OUTSIDE;
}
