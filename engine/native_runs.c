/* What a tile program becomes in C: how each instruction is done, and the runs and loops that they stand in (native_print.c prints them). */
#include "engine/native_printer.h"
#include "ops/pairs.h"
#include "ops/rows.h"
#include "ops_gen_impl.h"
#include "tensor/node.h"

/* ---- forms of ops of rows ---- */

static const form forms[] = {
    {&wg__op_sum.rows, NULL, REDUCED, "sum", "PLUS", 0, 0, 0, 0, 0, 0},
    {&wg__op_mean.rows, NULL, REDUCED, "sum", "PLUS", true, 0, 0, 0, 0, 0},
    {&wg__op_prod.rows, NULL, REDUCED, "prod", "TIMES", 0, 0, 0, 0, 0, 0},
    {&wg__op_max.rows, NULL, REDUCED, "max", "max_", 0, 0, 0, 0, 0, 0},
    {&wg__op_min.rows, NULL, REDUCED, "min", "min_", 0, 0, 0, 0, 0, 0},
    {NULL, &wg__sum_of_products, REDUCED, "sum", "PLUS", 0, true, 0, 0, 0, 0},
    {NULL, &wg__mean_of_products, REDUCED, "sum", "PLUS", true, true, 0, 0, 0, 0},
    {&wg__op_take_along_axis.rows, NULL, TAKEN, NULL, NULL, 0, 0, 0, 0, 0, 0},
    {NULL, &wg__take_difference, TAKEN, NULL, NULL, 0, 0, 0, 0, 0, 1},
    {NULL, &wg__take_differences, TAKEN, NULL, NULL, 0, 0, 0, 0, 0, 2},
    {&wg__op_scatter_add_along_axis.rows, NULL, ADDED, NULL, NULL, 0, 0, 0, 0, 0, 0},
    {NULL, &wg__add_added, ADDED, NULL, NULL, 0, 0, true, 0, 0, 0},
    {NULL, &wg__add_added_scaled, ADDED, NULL, NULL, 0, 0, true, true, 0, 0},
    {NULL, &wg__sum_added, SUM_OF_ADDED, NULL, NULL, 0, 0, 0, 0, 0, 0},
    {NULL, &wg__sum_added_negative, SUM_OF_ADDED, NULL, NULL, 0, 0, 0, 0, true, 0},
};

static const form *form_of(const struct wg__row_form *f)
{
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
        if (f && (forms[k].of ? *forms[k].of : forms[k].variant) == f)
            return &forms[k];
    return NULL;
}

static const wg__node *node_of(const printer *pr, uint32_t pos)
{
    return wg__node_at(pr->g, pr->p->id[pos]);
}

static char kind_of(wg_dtype d)
{
    return d == WG_F32 ? 'F' : d == WG_F64 ? 'D' : 0;
}

/* ---- places ---- */

/* The pointer `where` of the tables, or the base from which it moves along. */
static place place_of(const printer *pr, void *const *where)
{
    const wg__program *g = pr->program;
    for (uint32_t k = 0; k < g->movers; k++)
        if (g->mover[k].where == where)
            where = (void *const *)(const void *)&g->mover[k].base;
    for (uint32_t k = pr->step->reloc; k < pr->step->reloc + pr->step->relocs; k++) {
        const wg__reloc *r = &pr->p->reloc[k];
        if (r->where == where)
            return (place){r->leaf, r->offset, true};
    }
    return (place){0};
}

bool wg__native_same_place(const place *a, const place *b)
{
    return a->known && b->known && a->leaf == b->leaf && a->offset == b->offset;
}

static bool in_registers(const printer *pr, const place *at)
{
    const place scratch = place_of(pr, (void *const *)(const void *)&pr->program->scratch);
    return scratch.known && at->known && at->leaf == scratch.leaf && at->offset >= scratch.offset &&
           at->offset - scratch.offset < pr->program->scratch_bytes;
}

/* ---- what each instruction is ---- */

bool wg__native_reads_boolean(const item *x, int j)
{
    if (x->i->pair || x->form)
        return false;
    return !x->kind || (x->op->tile_operand == 1 && j == 0);
}

static void classify_lanes(const printer *pr, item *x)
{
    const wg__instr *i = x->i;
    const wg__node *n = node_of(pr, i->pos);
    const wg_dtype d = i->pair
                           ? (wg_dtype)n->dtype
                           : (wg_dtype)wg__node_at(pr->g, wg__in(n)[x->op->tile_operand])->dtype;
    x->kind = kind_of(d);
    if (!x->op->lanes || i->nin > MAX_OPERANDS || (i->with && !i->pair))
        return;
    if (x->kind || (d == WG_BOOL && x->op->types == WG_TYPE_BOOL))
        x->how = LANES;
}

static void classify_form(item *x)
{
    const wg__instr *i = x->i;
    x->form = form_of(i->form);
    x->kind = kind_of((wg_dtype)i->dtype);
    if (i->level == WG__AFTER)
        x->how = i->axis < 0                                                 ? TOTAL
                 : x->form && x->kind && i->reads == WG__FULL && i->nin == 1 ? COLUMNS
                                                                             : CALLED;
    else if (x->form && x->kind && i->nin <= MAX_OPERANDS)
        x->how = x->form->how;
}

void wg__native_classify(printer *pr, uint32_t k)
{
    item *x = &pr->item[k];
    const wg__instr *i = &pr->program->instr[k];
    *x = (item){.i = i, .op = node_of(pr, i->pos)->op, .how = CALLED};
    x->boolean = node_of(pr, i->pos)->dtype == WG_BOOL;
    if (i->fn)
        classify_lanes(pr, x);
    else if (!i->form)
        x->how = SPREAD;
    else
        classify_form(x);
    x->out = place_of(pr, (void *const *)(const void *)&i->out);
    x->kept = i->level != WG__AFTER && !in_registers(pr, &x->out);
    for (uint32_t j = 0; j < i->nin && j < MAX_OPERANDS; j++) {
        x->in[j] = place_of(pr, &i->in[j]);
        x->from[j] = x->source[j] = NOWHERE;
        for (uint32_t m = 0; m < k && i->from[j] != WG__NONE; m++)
            if (pr->item[m].how != SPREAD && pr->item[m].i->pos == i->from[j])
                x->from[j] = (int)m;
    }
}

/* A call reads what was spread for it. */
void wg__native_call_spreads(printer *pr)
{
    for (uint32_t k = 0; k < pr->items; k++) {
        item *x = &pr->item[k];
        bool read = false;
        for (uint32_t m = k + 1; m < pr->items && x->how == SPREAD; m++)
            for (uint32_t j = 0; j < pr->item[m].i->nin && j < MAX_OPERANDS; j++)
                read = read || (pr->item[m].how == CALLED &&
                                wg__native_same_place(&pr->item[m].in[j], &x->out));
        if (read)
            x->how = CALLED;
    }
}

/* ---- runs ---- */

bool wg__native_is_called(const item *x)
{
    return x->how == CALLED || x->how == TOTAL;
}

/* Instruction k overwrites what a total of the run, from `first` on, is still to be told. A row's value is seldom written at all. */
static bool disturbs(const printer *pr, uint32_t first, uint32_t k)
{
    const item *x = &pr->item[k];
    if (!pr->careful && !x->kept && x->i->level == WG__ROW)
        return false;
    for (uint32_t m = first; m < k; m++)
        if (pr->item[m].how == TOTAL && wg__native_same_place(&pr->item[m].in[0], &pr->item[k].out))
            return true;
    return false;
}

/* One value per row, from others of that kind: of many short rows these are lanes too. */
static bool is_of_rows(const item *x)
{
    return x->i->level == WG__ROW && (x->how == LANES || x->how == SUM_OF_ADDED);
}

/* Of short rows a run is one loop: it goes through all rows of the block before the next begins. What a row waits for, from one loop to the
 * next, would otherwise take longer than its work. */
static bool waits(const printer *pr, uint32_t first, uint32_t k)
{
    const item *x = &pr->item[k];
    if (!pr->short_rows || wg__native_is_called(x) || x->how == SPREAD)
        return false;
    for (uint32_t m = first; m < k; m++)
        if (!wg__native_is_called(&pr->item[m]) && pr->item[m].how != SPREAD &&
            is_of_rows(&pr->item[m]) != is_of_rows(x))
            return true;
    for (uint32_t j = 0; j < x->i->nin; j++) {
        const item *y = x->from[j] == NOWHERE ? NULL : &pr->item[x->from[j]];
        if (y && x->from[j] >= (int)first &&
            (y->how == REDUCED || y->how == TAKEN || x->how == TAKEN))
            return true;
    }
    return false;
}

void wg__native_find_runs(printer *pr)
{
    uint32_t run = 0, first = 0;
    char kind = 0;
    const wg__program *g = pr->program;
    pr->short_rows = g->block > 1 && g->cols > 1 && g->cols <= WG__WHOLE_ROW;
    for (uint32_t k = 0; k < pr->items; k++) {
        item *x = &pr->item[k];
        if (x->how == CALLED) {
            x->run = run += 2; /* alone */
            run++;
            kind = 0;
            first = k + 1;
            continue;
        }
        const char own = x->how == TOTAL ? 0 : x->kind;
        if ((kind && own && own != kind) || disturbs(pr, first, k) || waits(pr, first, k)) {
            run++;
            kind = 0;
            first = k;
        }
        kind = kind ? kind : own;
        x->run = run;
    }
}

/* The run has values of rows and of their elements, and so goes row by row. */
bool wg__native_needs_rows(const printer *pr)
{
    for (uint32_t k = pr->first; k < pr->end; k++) {
        const item *x = &pr->item[k];
        if (x->how == TOTAL)
            continue;
        if (x->how != LANES && !(x->how == SUM_OF_ADDED))
            return true;
        if (x->i->level != pr->level)
            return true;
        for (uint32_t j = 0; j < x->i->nin; j++)
            if (x->from[j] != NOWHERE && pr->item[x->from[j]].i->level != x->i->level)
                return true;
    }
    return false;
}

static int greater(int a, int b)
{
    return a > b ? a : b;
}

/* From which loop on an operand is there, for a reader in lanes. */
static int there(const printer *pr, const item *x, uint32_t j)
{
    const item *y = x->from[j] == NOWHERE ? NULL : &pr->item[x->from[j]];
    if (!y || y->run != x->run)
        return 0;
    if (x->how == TAKEN && j == 0)
        return y->loop + 1; /* from memory */
    return y->how == REDUCED ? y->loop + 1 : y->loop;
}

void wg__native_find_loops(printer *pr)
{
    int now = 0;
    for (uint32_t k = pr->first; k < pr->end; k++) {
        item *x = &pr->item[k];
        x->loop = now;
        if (wg__native_is_called(x) || x->how == SPREAD)
            continue;
        for (uint32_t j = 0; j < x->i->nin; j++)
            x->loop = greater(x->loop, there(pr, x, j));
        if (x->i->level == WG__FULL || x->how == REDUCED || x->how == COLUMNS || x->how == TAKEN)
            now = x->loop; /* what comes later may write where this reads */
    }
}

/* Item x, which reads k, needs it in memory. */
bool wg__native_reads_memory(const printer *pr, const item *x, const item *k)
{
    if (wg__native_is_called(x) || x->run != k->run)
        return x->how != SPREAD;
    if (pr->flat || k->i->level == WG__ROW)
        return false;
    return x->loop > k->loop || x->how == TAKEN;
}

void wg__native_find_stored(printer *pr)
{
    for (uint32_t k = pr->first; k < pr->end; k++) {
        item *x = &pr->item[k];
        x->stored = x->kept;
        for (uint32_t m = k + 1; m < pr->items && !x->stored; m++)
            for (uint32_t j = 0; j < pr->item[m].i->nin && j < MAX_OPERANDS; j++)
                if (pr->item[m].from[j] == (int)k && wg__native_reads_memory(pr, &pr->item[m], x))
                    x->stored = true;
    }
}
