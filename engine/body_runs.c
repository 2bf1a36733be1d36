/* What becomes of a tile program's instructions: how each is done, and the runs and loops that they stand in. */
#include "engine/body.h"
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

static const wg__node *node_of(const body *b, uint32_t pos)
{
    return wg__node_at(b->g, b->p->id[pos]);
}

static char kind_of(wg_dtype d)
{
    return d == WG_F32 ? 'F' : d == WG_F64 ? 'D' : 0;
}

/* ---- places ---- */

/* The pointer `where` of the tables, or the base from which it moves along. */
static place place_of(const body *b, void *const *where)
{
    const wg__program *g = b->program;
    for (uint32_t k = 0; k < g->movers; k++)
        if (g->mover[k].where == where)
            where = (void *const *)(const void *)&g->mover[k].base;
    for (uint32_t k = b->step->reloc; k < b->step->reloc + b->step->relocs; k++) {
        const wg__reloc *r = &b->p->reloc[k];
        if (r->where == where)
            return (place){r->leaf, r->offset, true};
    }
    return (place){0};
}

bool wg__body_same_place(const place *a, const place *b)
{
    return a->known && b->known && a->leaf == b->leaf && a->offset == b->offset;
}

static bool in_registers(const body *b, const place *at)
{
    const place scratch = place_of(b, (void *const *)(const void *)&b->program->scratch);
    return scratch.known && at->known && at->leaf == scratch.leaf && at->offset >= scratch.offset &&
           at->offset - scratch.offset < b->program->scratch_bytes;
}

/* ---- what each instruction is ---- */

bool wg__body_reads_boolean(const item *x, int j)
{
    if (x->i->pair || x->form)
        return false;
    return !x->kind || (x->op->tile_operand == 1 && j == 0);
}

static void classify_lanes(const body *b, item *x)
{
    const wg__instr *i = x->i;
    const wg__node *n = node_of(b, i->pos);
    const wg_dtype d = i->pair ? (wg_dtype)n->dtype
                               : (wg_dtype)wg__node_at(b->g, wg__in(n)[x->op->tile_operand])->dtype;
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

static void classify(body *b, uint32_t k)
{
    item *x = &b->item[k];
    const wg__instr *i = &b->program->instr[k];
    *x = (item){.i = i, .op = node_of(b, i->pos)->op, .how = CALLED};
    x->boolean = node_of(b, i->pos)->dtype == WG_BOOL;
    if (i->fn)
        classify_lanes(b, x);
    else if (!i->form)
        x->how = SPREAD;
    else
        classify_form(x);
    x->out = place_of(b, (void *const *)(const void *)&i->out);
    x->kept = i->level != WG__AFTER && !in_registers(b, &x->out);
    for (uint32_t j = 0; j < i->nin && j < MAX_OPERANDS; j++) {
        x->in[j] = place_of(b, &i->in[j]);
        x->from[j] = x->source[j] = NOWHERE;
        for (uint32_t m = 0; m < k && i->from[j] != WG__NONE; m++)
            if (b->item[m].how != SPREAD && b->item[m].i->pos == i->from[j])
                x->from[j] = (int)m;
    }
}

/* Item w computes into the place of item y, which item k > w still wants. */
static bool is_overwritten(const body *b, uint32_t y, uint32_t k)
{
    for (uint32_t w = y + 1; w < k; w++)
        if (b->item[w].how != SPREAD && wg__body_same_place(&b->item[w].out, &b->item[y].out))
            return true;
    return false;
}

/* A row's value may go once it has been spread: who reads it later has what was spread. */
static void read_spread(body *b, uint32_t t)
{
    item *x = &b->item[t];
    const int y = x->from[0];
    bool gone = false;
    for (int act = 0; act < 2 && y != NOWHERE; act++) {
        for (uint32_t k = t + 1; k < b->items; k++)
            for (uint32_t j = 0; j < b->item[k].i->nin && j < MAX_OPERANDS; j++) {
                if (b->item[k].from[j] != y || !wg__body_same_place(&b->item[k].in[j], &x->out))
                    continue;
                gone = gone || is_overwritten(b, (uint32_t)y, k);
                if (act)
                    b->item[k].from[j] = (int)t;
            }
        if (!gone)
            return;
        x->how = CALLED;
    }
}

/* A call reads what was spread for it. */
static void call_spreads(body *b)
{
    for (uint32_t k = 0; k < b->items; k++) {
        item *x = &b->item[k];
        bool read = false;
        for (uint32_t m = k + 1; m < b->items && x->how == SPREAD; m++)
            for (uint32_t j = 0; j < b->item[m].i->nin && j < MAX_OPERANDS; j++)
                read = read || (b->item[m].how == CALLED &&
                                wg__body_same_place(&b->item[m].in[j], &x->out));
        if (read)
            x->how = CALLED;
    }
}

/* ---- runs ---- */

bool wg__body_is_called(const item *x)
{
    return x->how == CALLED || x->how == TOTAL;
}

bool wg__body_is_written(const item *x)
{
    return !wg__body_is_called(x) && x->how != SPREAD;
}

/* Instruction k overwrites what a total of the run, from `first` on, is still to be told. A row's value is seldom written at all. */
static bool disturbs(const body *b, uint32_t first, uint32_t k)
{
    const item *x = &b->item[k];
    if (!b->careful && !x->kept && x->i->level == WG__ROW)
        return false;
    for (uint32_t m = first; m < k; m++)
        if (b->item[m].how == TOTAL && wg__body_same_place(&b->item[m].in[0], &b->item[k].out))
            return true;
    return false;
}

/* A register that held bools holds numbers next, or the other way round: within a run its elements would be written over before they
 * are read, as those of the two lie elsewhere. */
static bool clashes(const body *b, uint32_t first, uint32_t k)
{
    const item *x = &b->item[k];
    for (uint32_t m = first; m <= k; m++)
        for (uint32_t j = 0; j < b->item[m].i->nin && j < MAX_OPERANDS; j++)
            if (wg__body_reads_boolean(&b->item[m], (int)j) != x->boolean &&
                wg__body_same_place(&b->item[m].in[j], &x->out))
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
static bool waits(const body *b, uint32_t first, uint32_t k)
{
    const item *x = &b->item[k];
    if (!b->short_rows || !wg__body_is_written(x))
        return false;
    for (uint32_t m = first; m < k; m++)
        if (wg__body_is_written(&b->item[m]) && is_of_rows(&b->item[m]) != is_of_rows(x))
            return true;
    for (uint32_t j = 0; j < x->i->nin; j++) {
        const item *y = x->from[j] == NOWHERE ? NULL : &b->item[x->from[j]];
        if (y && x->from[j] >= (int)first &&
            (y->how == REDUCED || y->how == TAKEN || x->how == TAKEN))
            return true;
    }
    return false;
}

static void find_runs(body *b)
{
    uint32_t run = 0, first = 0;
    char kind = 0;
    const wg__program *g = b->program;
    b->short_rows = g->block > 1 && g->cols > 1 && g->cols <= WG__WHOLE_ROW;
    for (uint32_t k = 0; k < b->items; k++) {
        item *x = &b->item[k];
        if (x->how == CALLED) {
            x->run = run += 2; /* alone */
            run++;
            kind = 0;
            first = k + 1;
            continue;
        }
        const char own = x->how == TOTAL ? 0 : x->kind;
        if ((kind && own && own != kind) || disturbs(b, first, k) || clashes(b, first, k) ||
            waits(b, first, k)) {
            run++;
            kind = 0;
            first = k;
        }
        kind = kind ? kind : own;
        x->run = run;
    }
}

/* The run has values of rows and of their elements, and so goes row by row. */
static bool needs_rows(const body *b)
{
    for (uint32_t k = b->first; k < b->end; k++) {
        const item *x = &b->item[k];
        if (x->how == TOTAL)
            continue;
        if (x->how != LANES && !(x->how == SUM_OF_ADDED))
            return true;
        if (x->i->level != b->level)
            return true;
        for (uint32_t j = 0; j < x->i->nin; j++)
            if (x->from[j] != NOWHERE && b->item[x->from[j]].i->level != x->i->level)
                return true;
    }
    return false;
}

static int greater(int a, int b)
{
    return a > b ? a : b;
}

/* From which loop on an operand is there, for a reader in lanes. */
static int there(const body *b, const item *x, uint32_t j)
{
    const item *y = x->from[j] == NOWHERE ? NULL : &b->item[x->from[j]];
    if (!y || y->run != x->run)
        return 0;
    if (x->how == TAKEN && j == 0)
        return y->loop + 1; /* from memory */
    return y->how == REDUCED ? y->loop + 1 : y->loop;
}

static void find_loops(body *b)
{
    int now = 0;
    for (uint32_t k = b->first; k < b->end; k++) {
        item *x = &b->item[k];
        x->loop = now;
        if (!wg__body_is_written(x))
            continue;
        for (uint32_t j = 0; j < x->i->nin; j++)
            x->loop = greater(x->loop, there(b, x, j));
        if (x->i->level == WG__FULL || x->how == REDUCED || x->how == COLUMNS || x->how == TAKEN)
            now = x->loop; /* what comes later may write where this reads */
    }
}

/* Item x, which reads k, needs it in memory. */
static bool reads_memory(const body *b, const item *x, const item *k)
{
    if (wg__body_is_called(x) || x->run != k->run)
        return x->how != SPREAD;
    if (b->flat || k->i->level == WG__ROW)
        return false;
    return x->loop > k->loop || x->how == TAKEN;
}

static void find_stored(body *b)
{
    for (uint32_t k = b->first; k < b->end; k++) {
        item *x = &b->item[k];
        x->stored = x->kept;
        for (uint32_t m = k + 1; m < b->items && !x->stored; m++)
            for (uint32_t j = 0; j < b->item[m].i->nin && j < MAX_OPERANDS; j++)
                if (b->item[m].from[j] == (int)k && reads_memory(b, &b->item[m], x))
                    x->stored = true;
    }
}

/* Item k is in the loop over columns. */
bool wg__body_in_loop(const body *b, uint32_t k, int loop)
{
    const item *x = &b->item[k];
    if (!wg__body_is_written(x))
        return false;
    return b->flat ||
           (x->loop == loop && (x->how == REDUCED || x->how == COLUMNS || x->how == ADDED ||
                                (x->how == LANES && x->i->level == WG__FULL)));
}

bool wg__body_reduces(const body *b, uint32_t k, int loop)
{
    return b->item[k].how == REDUCED && wg__body_in_loop(b, k, loop);
}

/* ---- operands in memory ---- */

static int source_for(body *b, const source *s)
{
    for (int k = 0; k < b->sources; k++) {
        const source *t = &b->source[k];
        if (wg__body_same_place(&t->at, &s->at) && t->level == s->level && t->one == s->one &&
            t->boolean == s->boolean)
            return k;
    }
    b->source[b->sources] = *s;
    return b->sources++;
}

/* The level at which operand j of x is read. */
static wg__level read_level(const item *x, uint32_t j)
{
    if (x->i->form)
        return x->i->form->full >> j & 1 ? WG__FULL : WG__ROW;
    return (wg__level)x->i->level;
}

static void find_source(body *b, uint32_t k, uint32_t j)
{
    item *x = &b->item[k];
    const item *y = x->from[j] == NOWHERE ? NULL : &b->item[x->from[j]];
    source s = {.at = x->in[j],
                .item = (int)k,
                .operand = (int)j,
                .level = read_level(x, j),
                .one = x->i->ones >> j & 1,
                .boolean = wg__body_reads_boolean(x, (int)j)};
    x->source[j] = NOWHERE;
    if (x->how == TAKEN && j == 1)
        return;
    if (x->how == ADDED && j == 1)
        return;
    if (y && y->run == x->run && !reads_memory(b, x, y))
        return;
    if (y) {
        s.at = y->out;
        s.item = x->from[j];
        s.operand = NOWHERE;
        s.level = (wg__level)y->i->level;
        s.one = false;
    }
    x->source[j] = source_for(b, &s);
}

void wg__body_find_sources(body *b)
{
    b->sources = 0;
    for (uint32_t k = b->first; k < b->end; k++)
        for (uint32_t j = 0; j < b->item[k].i->nin && wg__body_is_written(&b->item[k]); j++)
            find_source(b, k, j);
}

/* ---- a run ---- */

bool wg__body_next_run(body *b)
{
    b->first = b->end;
    if (b->first == b->items) {
        b->first = b->end = 0;
        return false;
    }
    while (++b->end < b->items && b->item[b->end].run == b->item[b->first].run)
        ;
    return true;
}

bool wg__body_enter_run(body *b)
{
    bool any = false;
    b->kind = 0;
    b->level = WG__AFTER;
    for (uint32_t k = b->first; k < b->end; k++) {
        const item *x = &b->item[k];
        if (!wg__body_is_written(x))
            continue;
        any = true;
        b->kind = b->kind ? b->kind : x->kind;
        b->level = b->level == WG__AFTER ? (wg__level)x->i->level : b->level;
    }
    b->kind = b->kind ? b->kind : 'F';
    b->flat = !needs_rows(b);
    return any;
}

/* ---- a program ---- */

/* What a total is told at the end of its run is still there. */
static bool totals_are_told(const body *b)
{
    for (uint32_t k = 0; k < b->items; k++)
        for (uint32_t m = k + 1; m < b->items && b->item[k].how == TOTAL; m++)
            if (b->item[m].run == b->item[k].run && b->item[m].stored &&
                wg__body_same_place(&b->item[m].out, &b->item[k].in[0]))
                return false;
    return true;
}

static void arrange(body *b, bool careful)
{
    b->careful = careful;
    find_runs(b);
    b->first = b->end = 0;
    while (wg__body_next_run(b))
        if (wg__body_enter_run(b)) {
            find_loops(b);
            find_stored(b);
        }
}

void wg__body_arrange(body *b)
{
    call_spreads(b);
    arrange(b, false);
    if (!totals_are_told(b))
        arrange(b, true);
}

bool wg__body_classify(body *b, const wg__step *s)
{
    const wg__program *g = s->what;
    b->program = g;
    b->step = s;
    b->items = g->instrs;
    if (g->instrs > MAX_INSTRS || g->rows == 0 || g->cols == 0)
        return false;
    for (uint32_t k = 0; k < b->items; k++)
        classify(b, k);
    for (uint32_t k = 0; k < b->items; k++)
        if (b->item[k].how == SPREAD)
            read_spread(b, k);
    return true;
}
