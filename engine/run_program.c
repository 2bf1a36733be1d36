/* A tile program at work: a few rows at a time through all its instructions. Nothing here allocates.
 *
 * What a block computes does not depend on where blocks begin, but for reductions that come after the program, and these are told
 * the rows in order (ops/rows.h): so the cut into blocks does not change a bit. */
#include <string.h>

#include "engine/build.h"
#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/threads.h"

enum { LINE = 64 };

typedef struct block {
    wg__block body; /* what a native body sees; the first member */
    const wg__program *g;
    const wg__exec *x;
    int64_t first, rows; /* of the block */
} block;

/* ---- operands that do not lie as the program goes ---- */

static void fill_still(const wg__program *g)
{
    for (uint32_t k = 0; k < g->stills; k++) {
        const wg__fill *f = &g->fill[k];
        if (f->splat)
            wg__splat(f->reg, f->src, f->size, g->block * f->per_row);
        else
            wg__gather(f->reg, f->src, &f->from, f->size, 0, g->block * f->per_row);
    }
}

static void fill(const wg__program *g, int64_t first, int64_t rows)
{
    for (uint32_t k = g->stills; k < g->fills; k++) {
        const wg__fill *f = &g->fill[k];
        wg__gather(f->reg, f->src, &f->from, f->size, first * f->per_row, rows * f->per_row);
    }
}

/* ---- instructions other than elementwise ones ---- */

static wg__fold_args fold_of(const wg__instr *i, const wg__program *g)
{
    const bool total = i->axis < 0;
    return (wg__fold_args){.state = i->state,
                           .dtype = (wg_dtype)i->dtype,
                           .isa = g->isa,
                           .rows = g->rows * (total && i->reads == WG__FULL ? g->cols : 1),
                           .cols = total ? 0 : g->cols};
}

/* Told of these rows: a matrix row by row, or single elements. */
static void feed(const wg__instr *i, const block *b)
{
    const wg__fold_args f = fold_of(i, b->g);
    const int64_t per_row = f.cols == 0 && i->reads == WG__FULL ? b->g->cols : 1;
    const size_t size = wg_dtype_size((wg_dtype)i->dtype);
    if (!b->g->shared || i->nodes) {
        i->form->fold->feed(&f, i->in[0], b->rows * per_row);
        return;
    }
    if (!i->keeps)
        return;
    char *const kept = (char *)i->kept + (size_t)b->first * size;
    memcpy(kept, i->in[0], (size_t)b->rows * size);
    if (b->g->watch)
        wg__watch_bytes(b->g->watch, kept, (size_t)b->rows * size, true);
}

static void spread(const wg__instr *i, const block *b)
{
    const size_t size = wg_dtype_size((wg_dtype)i->dtype);
    const int64_t cols = b->g->cols;
    if (i->spread) {
        i->spread(i->out, i->in[0], b->rows, cols);
        return;
    }
    for (int64_t r = 0; r < b->rows; r++)
        wg__splat((char *)i->out + (size_t)(r * cols) * size,
                  (const char *)i->in[0] + (size_t)r * size, size, cols);
}

static wg_code run_rows(const wg__instr *i, const block *b)
{
    const wg__row_args a = {.out = i->out,
                            .in = (const void *const *)i->in,
                            .rows = b->rows,
                            .cols = b->g->cols,
                            .first = b->first,
                            .dtype = (wg_dtype)i->dtype,
                            .index = (wg_dtype)i->index,
                            .isa = b->g->isa,
                            .axis = i->axis,
                            .indices = i->indices,
                            .message = b->x->message,
                            .message_size = b->x->message_size};
    const wg_code code = i->form->run(&a);
    if (code != WG_OK)
        *b->x->pos = i->pos;
    return code;
}

/* Some operands have one element for each row. */
static void run_row_by_row(const wg__instr *i, const block *b)
{
    const void *in[WG__MOST_OPERANDS];
    const size_t out = i->row_step[i->nin];
    for (int64_t r = 0; r < b->rows; r++) {
        for (uint32_t k = 0; k < i->nin; k++)
            in[k] = (const char *)i->in[k] + (size_t)r * i->row_step[k];
        i->fn((char *)i->out + (size_t)r * out, in, b->g->cols, i->attr);
    }
}

static wg_code run_instr(const wg__instr *i, const block *b)
{
    if (i->row_step)
        run_row_by_row(i, b);
    else if (i->fn)
        i->fn(i->out, (const void *const *)i->in,
              i->level == WG__FULL ? b->rows * b->g->cols : b->rows, i->attr);
    else if (i->level == WG__AFTER)
        feed(i, b);
    else if (!i->form)
        spread(i, b);
    else
        return run_rows(i, b);
    return WG_OK;
}

/* For a native body, of an instruction that it leaves to us. */
static int call_instr(const wg__block *b, uint32_t k)
{
    return (int)run_instr(b->instr + k, (const block *)(const void *)b);
}

static wg_code run_instrs(const wg__program *g, const wg__exec *x, int64_t first, int64_t rows)
{
    const block b = {{g->instr, rows, call_instr}, g, x, first, rows};
    wg_code code = WG_OK;
    if (g->native && (!g->shared || g->native_shared))
        return (wg_code)g->native(&b.body);
    for (uint32_t k = 0; k < g->instrs && code == WG_OK; k++)
        code = run_instr(&g->instr[k], &b);
    return code;
}

static void each_after(const wg__program *g, bool end)
{
    for (uint32_t k = 0; k < g->instrs; k++) {
        const wg__instr *i = &g->instr[k];
        if (i->level != WG__AFTER)
            continue;
        const wg__fold_args f = fold_of(i, g);
        if (end)
            i->form->fold->end(&f, i->out);
        else
            i->form->fold->begin(&f);
    }
}

/* The next block's results have their lines while this block is computed: a row is often a page, which no hardware looks beyond. A native
 * body writes its results as it goes, and gains nothing from it. */
static void fetch_next(const wg__program *g, int64_t first)
{
    for (uint32_t k = 0; k < g->movers; k++) {
        const wg__mover *m = &g->mover[k];
        if (!m->fetch)
            continue;
        const char *p = m->base + (size_t)first * m->step;
        for (size_t at = 0; at < m->step * (size_t)g->block; at += LINE)
            __builtin_prefetch(p + at, 1, 3);
    }
}

static bool sums_columns(const wg__program *g)
{
    for (uint32_t k = 0; k < g->instrs; k++)
        if (g->instr[k].level == WG__AFTER && g->instr[k].axis >= 0)
            return true;
    return false;
}

void wg__program_choose(wg__program *g)
{
    g->native = g->compiled ? g->compiled : g->generated;
    g->native_shared = g->chunk > 0 || !sums_columns(g);
}

void wg__program_begin(const wg__program *g)
{
    fill_still(g);
}

void wg__program_first(const wg__program *g)
{
    if (g->after)
        each_after(g, false);
}

void wg__program_last(const wg__program *g)
{
    if (g->after)
        each_after(g, true);
}

wg_code wg__program_rows(const wg__program *g, const wg__exec *x, int64_t first, int64_t end)
{
    if (!g->moves) {
        fill(g, 0, g->rows);
        return run_instrs(g, x, 0, g->rows);
    }
    wg_code code = WG_OK;
    for (; first < end && code == WG_OK; first += g->block) {
        const int64_t rows = end - first < g->block ? end - first : g->block;
        fill(g, first, rows);
        for (uint32_t k = 0; k < g->movers; k++)
            *g->mover[k].where = g->mover[k].base + (size_t)first * g->mover[k].step;
        if (g->watch)
            wg__watch_rows(g->watch, g, first, rows);
        if (!g->native && first + 2 * g->block <= end)
            fetch_next(g, first + g->block);
        code = run_instrs(g, x, first, rows);
    }
    return code;
}

void wg__program_node(const wg__program *g, int64_t chunk)
{
    for (uint32_t k = 0; k < g->instrs; k++) {
        const wg__instr *i = &g->instr[k];
        if (!i->nodes)
            continue;
        const wg__fold_args f = fold_of(i, g);
        const size_t bytes = wg__fold_node_bytes(&f);
        char *const at = (char *)i->nodes + (size_t)chunk * bytes;
        i->form->fold->node(&f, at);
        if (g->watch)
            wg__watch_bytes(g->watch, at, bytes, true);
    }
}

void wg__program_sum_kept(const wg__program *g)
{
    for (uint32_t k = 0; k < g->instrs; k++) {
        const wg__instr *i = &g->instr[k];
        if (i->level != WG__AFTER)
            continue;
        const wg__fold_args f = fold_of(i, g);
        if (i->nodes) {
            const int64_t n = (g->rows + g->chunk - 1) / g->chunk;
            if (g->watch)
                wg__watch_bytes(g->watch, i->nodes, (size_t)n * wg__fold_node_bytes(&f), false);
            i->form->fold->nodes(&f, i->out, i->nodes, n);
            continue;
        }
        const int64_t n = f.cols == 0 && i->reads == WG__FULL ? g->rows * g->cols : g->rows;
        if (g->watch)
            wg__watch_bytes(g->watch, i->kept, (size_t)n * wg_dtype_size(f.dtype), false);
        i->form->fold->begin(&f);
        i->form->fold->feed(&f, i->kept, n);
        i->form->fold->end(&f, i->out);
    }
}

wg_code wg__run_program(const void *what, const wg__exec *x)
{
    const wg__program *g = what;
    wg_code code;
    if (g->rows == 0)
        return WG_OK;
    if (g->chunk && wg__threads() > 1 && wg__share_program(g, x, &code))
        return code;
    wg__program_begin(g);
    wg__program_first(g);
    code = wg__program_rows(g, x, 0, g->rows);
    if (code == WG_OK)
        wg__program_last(g);
    return code;
}
