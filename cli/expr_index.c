/* x[...] of the expression language, as slices and reshapes. */
#include "cli/expr_value.h"

/* Entries with "..." written out as full ranges: one entry per axis. */
static int spread(const expr_index *index, int n, int rank, expr_index *out)
{
    int given = 0, used = 0;
    for (int i = 0; i < n; i++)
        given += index[i].kind != INDEX_ELLIPSIS;
    bool open = false;
    for (int i = 0; i < n; i++) {
        if (index[i].kind != INDEX_ELLIPSIS) {
            if (used == rank)
                return -1;
            out[used++] = index[i];
            continue;
        }
        if (open)
            return -1;
        open = true;
        for (int k = given; k < rank; k++)
            out[used++] = (expr_index){.kind = INDEX_RANGE, .column = index[i].column};
    }
    while (used < rank)
        out[used++] = (expr_index){.kind = INDEX_RANGE, .column = index[0].column};
    return given <= rank ? used : -1;
}

/* grad(y, [x, w])[0] */
static expr_value item(expr_reader *r, int column, const expr_value *list, const expr_index *index,
                       int n)
{
    const int64_t count = (int64_t)list->count;
    if (n != 1 || index->kind != INDEX_AT)
        return expr_fail(r, column, "a list takes one index");
    const int64_t at = index->v[0] < 0 ? index->v[0] + count : index->v[0];
    if (at < 0 || at >= count)
        return expr_fail(r, index->column, "index %lld of a list of %lld", (long long)index->v[0],
                         (long long)count);
    return r->pool[list->first + (size_t)at];
}

expr_value expr_subscript(expr_reader *r, int column, const expr_value *x, const expr_index *index,
                          int n)
{
    if (x->kind == EXPR_LIST)
        return item(r, column, x, index, n);
    const wg_tensor t = expr_tensor(r, x, WG_DTYPE_COUNT);
    if (expr_failed(r))
        return (expr_value){.kind = EXPR_NONE};
    const wg_shape s = wg_shape_of(t);
    expr_index full[WG_MAX_RANK];
    if (spread(index, n, s.rank, full) < 0)
        return expr_fail(r, column, "%d indices for a tensor of rank %d", n, s.rank);
    wg_ints start = {s.rank, {0}}, stop = {s.rank, {0}}, step = {s.rank, {0}};
    bool drop[WG_MAX_RANK];
    for (int k = 0; k < s.rank; k++) {
        const expr_index *e = &full[k];
        drop[k] = e->kind == INDEX_AT;
        if (drop[k] && (e->v[0] < -s.dim[k] || e->v[0] >= s.dim[k]))
            return expr_fail(r, e->column, "index %lld is out of range for axis %d of size %lld",
                             (long long)e->v[0], k, (long long)s.dim[k]);
        step.v[k] = !drop[k] && e->has[2] ? e->v[2] : 1;
        if (step.v[k] == 0)
            return expr_fail(r, e->column, "a slice's step is not 0");
        const bool back = step.v[k] < 0;
        if (drop[k]) {
            start.v[k] = e->v[0] < 0 ? e->v[0] + s.dim[k] : e->v[0];
            stop.v[k] = start.v[k] + 1;
        } else {
            start.v[k] = e->has[0] ? e->v[0] : back ? WG_END : WG_BEGIN;
            stop.v[k] = e->has[1] ? e->v[1] : back ? WG_BEGIN : WG_END;
        }
    }
    const wg_tensor cut = wg_slice_at(expr_site(column, "slice"), t, start, stop, step);
    const wg_shape cut_shape = wg_shape_of(cut);
    wg_shape kept = {0};
    for (int k = 0; k < s.rank && cut_shape.rank == s.rank; k++)
        if (!drop[k])
            kept.dim[kept.rank++] = cut_shape.dim[k];
    return expr_recorded(r, column, wg_reshape_at(expr_site(column, "reshape"), cut, kept));
}
