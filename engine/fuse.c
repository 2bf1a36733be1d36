/* Steps: every value that is computed gets one, and ops that go through the same rows share one, a tile program.
 *
 * Steps stand in a list in the order of creation. An op joins the latest program among those of its operands if all its
 * other operands come from earlier steps; an earlier program moves into it if nobody between the two reads
 * its values. So the list stays a topological order, and no search for cycles is needed.
 *
 * What an op asks of a program's matrix (space.c):
 *
 *   elementwise                   it has as many elements as the matrix, or as rows; or it repeats the elements of
 *                                 a program of single elements along rows, and so makes rows of them
 *   reduction of the last axes,   its rows are those of the matrix
 *   pick or add by a row's index
 *   reduction of the first axes,  it is told each row, or all elements, and has its value when the program ends
 *   or of everything
 *
 * Rows are at most as long as fits the cache with a few registers; longer ones are reduced by steps of their own. */
#include "engine/build.h"
#include "ops_gen_impl.h"
#include "tensor/dtype.h"

enum {
    MAX_MEMBERS = 192,
    MAX_READERS = 64,
    MAX_JOINED = 8,
    MAX_ROW_BYTES = 64 * 1024,
    MAX_SINGLE_ROW = 1024
};

/* ---- row-major copies ---- */

static bool need_copy(wg__build *b, uint32_t pos)
{
    if (b->v[pos].copy_step != WG__NONE)
        return true;
    const uint32_t step = wg__step_new(b, WG__STEP_COPY, pos);
    if (step == WG__NONE)
        return false;
    const uint32_t buf = wg__buffer_new(b, WG__NONE, wg__value_bytes(b, pos));
    if (buf == WG__NONE)
        return false;
    b->step[step].dst = buf;
    b->buf[buf].pos = pos;
    b->v[pos].copy = buf;
    b->v[pos].copy_step = step;
    return true;
}

/* ---- the matrix that an op asks for ---- */

typedef struct wish {
    int64_t n, cols; /* of the matrix; cols == 0: any */
    bool row_op;
    uint8_t level; /* of a row op */
} wish;

static bool short_enough(const wg__build *b, uint32_t pos, int64_t cols)
{
    if (cols < 2)
        return wg__no(b, WG__OTHER_SHAPE);
    return cols <= MAX_ROW_BYTES / (int64_t)wg_dtype_size((wg_dtype)b->v[pos].node->dtype) ||
           wg__no(b, WG__LONG_ROW);
}

/* A row op, if it is one here. A reduction of everything is one of a single short row. */
static bool wish_of_rows(const wg__build *b, uint32_t pos, wish *w, wg__taken *takes)
{
    const wg__node *n = b->v[pos].node;
    const struct wg__row_form *form = n->op->rows;
    wg_shape in[3];
    *takes = WG__TAKES_OTHER;
    wg__no(b, WG__OTHER_AXES);
    if (!form || n->nin > 3)
        return false;
    for (int k = 0; k < n->nin; k++)
        in[k] = *b->v[wg__pos_in(b, pos, k)].node->shape;
    const wg__node *x = b->v[wg__pos_in(b, pos, 0)].node;
    if (x->numel == 0 || !(form->types >> x->dtype & 1u))
        return false;
    *w = (wish){.n = x->numel, .row_op = true, .level = form->gives_full ? WG__FULL : WG__ROW};
    *takes = form->takes(in, n->nin, n->attr, &w->cols);
    if (*takes != WG__TAKES_LAST && !(*takes == WG__TAKES_ALL && w->n <= MAX_SINGLE_ROW))
        return false;
    return short_enough(b, wg__pos_in(b, pos, 0), w->cols);
}

/* ---- tile programs ---- */

/* Tile programs of the operands, latest first, each once. */
static int programs_of(const wg__build *b, uint32_t pos, uint32_t *list)
{
    const wg__node *n = b->v[pos].node;
    int count = 0;
    for (int k = 0; k < n->nin; k++) {
        const wg__value *x = &b->v[b->v[wg__pos_in(b, pos, k)].base];
        int at = 0;
        if (x->role != WG__TILE)
            continue;
        while (at < count && list[at] > x->step)
            at++;
        if ((at < count && list[at] == x->step) || count == MAX_JOINED)
            continue;
        for (int j = count++; j > at; j--)
            list[j] = list[j - 1];
        list[at] = x->step;
    }
    return count;
}

static void set_levels(wg__build *b, const wg__bstep *s, wg__level from, wg__level to)
{
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        if (b->v[m].level == from)
            b->v[m].level = (uint8_t)to;
}

/* Members that had all elements of a matrix without rows have one per row of this one. */
static void make_rows(wg__build *b, wg__bstep *s, int64_t n, int64_t cols)
{
    set_levels(b, s, WG__FULL, WG__ROW);
    s->n = n;
    s->cols = cols;
}

static void unmake_rows(wg__build *b, wg__bstep *s, int64_t n)
{
    set_levels(b, s, WG__ROW, WG__FULL);
    s->n = n;
    s->cols = 0;
}

/* All operands of pos are there when step s runs, and those that it computes are read in its order. */
static bool can_read(const wg__build *b, uint32_t pos, uint32_t step)
{
    for (int k = 0; k < b->v[pos].node->nin; k++) {
        const uint32_t base = b->v[wg__pos_in(b, pos, k)].base, s = b->v[base].step;
        if (b->v[base].role == WG__LEAF)
            continue;
        if (s > step)
            return wg__no(b, WG__LATER_OPERAND);
        if (s == step && wg__reading_of(b, &b->step[step], pos, k) == WG__UNFIT)
            return wg__no(b,
                          b->v[base].level == WG__AFTER ? WG__AFTER_THE_LAST_ROW : WG__OTHER_ORDER);
    }
    return true;
}

/* Makes the matrix of s one that suits pos, and pos a member's level in it; undone by the caller if *made_rows. */
static bool suit(wg__build *b, uint32_t pos, const wish *w, wg__bstep *s, bool *made_rows)
{
    wg__level level;
    *made_rows = false;
    b->v[pos].level = w->level;
    if (w->row_op) {
        if (s->n == w->n && (s->cols == 0 || s->cols == w->cols)) {
            s->cols = w->cols;
            return true;
        }
        *made_rows = s->cols == 0 && s->n == w->n / w->cols;
        if (*made_rows)
            make_rows(b, s, w->n, w->cols);
        return *made_rows || wg__no(b, WG__OTHER_SHAPE);
    }
    if (wg__level_of(s, w->n, &level)) {
        b->v[pos].level = (uint8_t)level;
        return true;
    }
    if (s->cols || s->n == 0 || w->n % s->n)
        return wg__no(b, WG__OTHER_SHAPE);
    if (b->options.no_rows)
        return wg__no(b, WG__PASS_OFF_ROWS);
    if (!short_enough(b, pos, w->n / s->n))
        return false;
    *made_rows = true;
    b->v[pos].level = WG__FULL;
    make_rows(b, s, w->n, w->n / s->n);
    return true;
}

static bool may_join(wg__build *b, uint32_t pos, const wish *w, uint32_t step)
{
    wg__bstep *s = &b->step[step];
    const int64_t n = s->n, cols = s->cols;
    bool made_rows;
    if (s->count >= MAX_MEMBERS)
        return wg__no(b, WG__MANY_MEMBERS);
    if (s->begin < b->v[pos].since)
        return wg__no(b, WG__COMPUTED_LATER);
    if (!suit(b, pos, w, s, &made_rows))
        return false;
    if (can_read(b, pos, step))
        return true;
    if (made_rows)
        unmake_rows(b, s, n);
    s->cols = cols;
    return false;
}

static void join(wg__build *b, uint32_t pos, uint32_t step)
{
    wg__bstep *s = &b->step[step];
    if (s->tail == WG__NONE)
        s->head = pos;
    else
        b->v[s->tail].next = pos;
    s->tail = pos;
    s->count++;
    s->pos = pos;
    s->fallible = s->fallible || (wg__rows_form(b, pos) && wg__rows_form(b, pos)->may_fail);
    b->v[pos].step = step;
    b->v[pos].role = WG__TILE;
}

/* ---- one program into another ---- */

/* Wherever reader has base among its operands, it takes it in the order of step `to`, as if that computed it. */
static bool reads_in_order(const wg__build *b, uint32_t reader, uint32_t base, uint32_t to)
{
    for (int k = 0; k < b->v[reader].node->nin; k++)
        if (b->v[wg__pos_in(b, reader, k)].base == base &&
            wg__reading_inside(b, &b->step[to], reader, k) == WG__UNFIT)
            return false;
    return true;
}

/* A step between the two reads the value, or the second one does so in another order than its own. */
static bool in_the_way(const wg__build *b, uint32_t base, uint32_t from, uint32_t to)
{
    if (b->readers[base + 1] - b->readers[base] > MAX_READERS)
        return !wg__no(b, WG__MANY_READERS);
    for (uint32_t k = b->readers[base]; k < b->readers[base + 1]; k++) {
        const uint32_t s = wg__step_of(b, b->reader[k]);
        if (s == WG__NONE || s <= from || s > to)
            continue;
        if (s < to)
            return !wg__no(b, WG__READ_BETWEEN);
        if (!reads_in_order(b, b->reader[k], base, to))
            return !wg__no(b, b->v[base].level == WG__AFTER ? WG__AFTER_THE_LAST_ROW
                                                            : WG__OTHER_ORDER);
    }
    return false;
}

static bool none_in_the_way(const wg__build *b, uint32_t from, uint32_t to)
{
    for (uint32_t m = b->step[from].head; m != WG__NONE; m = b->v[m].next)
        if (in_the_way(b, m, from, to))
            return false;
    return true;
}

/* Members stay in the order of their positions, which is an order in which they can be computed. */
static void move_members(wg__build *b, uint32_t from, uint32_t to)
{
    wg__bstep *f = &b->step[from], *t = &b->step[to];
    uint32_t x = f->head, y = t->head, *link = &t->head;
    while (x != WG__NONE || y != WG__NONE) {
        uint32_t *const take = y == WG__NONE || (x != WG__NONE && x < y) ? &x : &y;
        const uint32_t m = *take;
        *link = m;
        link = &b->v[m].next;
        *take = b->v[m].next;
        b->v[m].step = to;
        t->tail = m;
    }
    *link = WG__NONE;
    t->count += f->count;
    t->fallible = t->fallible || f->fallible;
    f->count = 0;
    f->head = f->tail = WG__NONE;
    f->dead = true;
}

/* Two matrices become one: they have the same elements, or those of one are the rows of the other. false: they stay two. */
static bool merge(wg__build *b, uint32_t from, uint32_t to)
{
    wg__bstep *f = &b->step[from], *t = &b->step[to];
    const int64_t n = t->n, cols = t->cols;
    wg__bstep *rows = NULL; /* whose members get one element per row */
    if (f->dead)
        return true;
    if (f->count + t->count >= MAX_MEMBERS)
        return wg__no(b, WG__MANY_MEMBERS);
    if (f->n == n && (!f->cols || !cols || f->cols == cols))
        t->cols = f->cols ? f->cols : cols;
    else if (!f->cols && cols && f->n == wg__rows_of(t))
        rows = f;
    else if (f->cols && !cols && n == wg__rows_of(f))
        rows = t;
    else
        return wg__no(b, WG__OTHER_SHAPE);
    const int64_t f_n = f->n;
    if (rows)
        make_rows(b, rows, rows == f ? t->n : f->n, rows == f ? t->cols : f->cols);
    if (none_in_the_way(b, from, to)) {
        move_members(b, from, to);
        return true;
    }
    if (rows)
        unmake_rows(b, rows, rows == f ? f_n : n);
    t->cols = cols;
    return false;
}

/* Joins the latest program that it can, or begins one; then the programs of its other operands move there. */
static bool place_member(wg__build *b, uint32_t pos, const wish *w)
{
    uint32_t program[MAX_JOINED], mine = WG__NONE;
    const int n = b->options.no_fusion ? 0 : programs_of(b, pos, program);
    for (int k = 0; k < n && mine == WG__NONE; k++) {
        if (may_join(b, pos, w, program[k]))
            mine = program[k];
        else
            wg__refused(b, pos, b->step[program[k]].head);
    }
    if (mine == WG__NONE) {
        mine = wg__step_new(b, WG__STEP_TILE, pos);
        if (mine == WG__NONE)
            return false;
        b->step[mine].n = w->n;
        b->step[mine].cols = w->cols;
        b->v[pos].level = w->level;
    }
    join(b, pos, mine);
    for (int k = 0; k < n; k++)
        if (program[k] < mine && !merge(b, program[k], mine))
            wg__refused(b, pos, b->step[program[k]].head);
    return true;
}

static bool place_tile(wg__build *b, uint32_t pos)
{
    return place_member(b, pos, &(wish){.n = b->v[pos].node->numel, .level = WG__FULL});
}

/* ---- reductions that are there after the program of their operand ---- */

/* Down the columns, or of everything. */
static bool join_after(wg__build *b, uint32_t pos, const wish *w, wg__taken takes)
{
    const uint32_t base = b->v[wg__pos_in(b, pos, 0)].base;
    if (!b->v[pos].node->op->rows->fold)
        return false;
    if (b->v[base].role != WG__TILE)
        return wg__no(b, WG__NO_PROGRAM);
    const uint32_t step = b->v[base].step;
    wg__bstep *s = &b->step[step];
    const int64_t cols = s->cols;
    if (s->count >= MAX_MEMBERS)
        return wg__no(b, WG__MANY_MEMBERS);
    if (s->begin < b->v[pos].since)
        return wg__no(b, WG__COMPUTED_LATER);
    if (takes == WG__TAKES_FIRST) {
        if (b->options.no_columns)
            return wg__no(b, WG__PASS_OFF_COLUMNS);
        if (s->n != w->n || (cols && cols != w->cols))
            return wg__no(b, WG__OTHER_SHAPE);
        if (!short_enough(b, wg__pos_in(b, pos, 0), w->cols))
            return false;
        s->cols = w->cols;
    } else if (takes != WG__TAKES_ALL || b->options.no_totals) {
        return wg__no(b, WG__PASS_OFF_TOTALS);
    }
    b->v[pos].level = WG__AFTER;
    if (can_read(b, pos, step)) {
        join(b, pos, step);
        return true;
    }
    s->cols = cols;
    return false;
}

/* ---- the other steps ---- */

static bool place_kernel(wg__build *b, uint32_t pos)
{
    const wg__node *n = b->v[pos].node;
    for (int k = 0; k < n->nin && wg__reads_operands(n->op); k++)
        if (!wg__kernel_takes(b, pos, k) && !need_copy(b, wg__pos_in(b, pos, k)))
            return false;
    const uint32_t s = wg__step_new(b, WG__STEP_KERNEL, pos);
    if (s == WG__NONE)
        return false;
    b->step[s].fallible = wg__step_may_fail(&b->v[pos]);
    b->v[pos].step = s;
    return wg__buffer_of(b, pos) != WG__NONE;
}

/* The program of its operand has one row. */
static bool is_one_row(const wg__build *b, uint32_t pos)
{
    const wg__value *x = &b->v[b->v[wg__pos_in(b, pos, 0)].base];
    return x->role == WG__TILE && b->step[x->step].cols && wg__rows_of(&b->step[x->step]) == 1;
}

/* Into a program if it can, or a kernel of its own. */
static bool place_row_op(wg__build *b, uint32_t pos)
{
    wish w;
    wg__taken takes;
    bool rows = wish_of_rows(b, pos, &w, &takes);
    if (rows && b->options.no_rows)
        rows = wg__no(b, WG__PASS_OFF_ROWS);
    if (b->options.no_fusion)
        rows = wg__no(b, WG__PASS_OFF_FUSE);
    const bool after =
        takes == WG__TAKES_FIRST || (takes == WG__TAKES_ALL && !(rows && is_one_row(b, pos)));
    if (!b->options.no_fusion && after && join_after(b, pos, &w, takes))
        return true;
    if (rows)
        return place_member(b, pos, &w);
    if (b->v[pos].node->op->rows)
        wg__refused(b, pos, b->v[wg__pos_in(b, pos, 0)].base);
    return place_kernel(b, pos);
}

static bool place_product(wg__build *b, uint32_t pos)
{
    const uint32_t s = wg__step_new(b, WG__STEP_GEMM, pos);
    if (s == WG__NONE)
        return false;
    b->step[s].product = b->v[pos].product;
    b->v[pos].step = s;
    return wg__buffer_of(b, pos) != WG__NONE;
}

static bool place_copy(wg__build *b, uint32_t pos)
{
    const uint32_t s = wg__step_new(b, WG__STEP_COPY, wg__pos_in(b, pos, 0));
    if (s == WG__NONE)
        return false;
    b->v[pos].step = s;
    b->step[s].dst = wg__buffer_of(b, pos);
    return b->step[s].dst != WG__NONE;
}

static bool place(wg__build *b, uint32_t pos)
{
    switch (b->v[pos].role) {
    case WG__TILE: return place_tile(b, pos);
    case WG__KERNEL: return place_row_op(b, pos);
    case WG__GEMM: return place_product(b, pos);
    case WG__COPY: return place_copy(b, pos);
    default: return true;
    }
}

/* ---- which tile values leave their program ---- */

static bool leaves(const wg__build *b, uint32_t pos)
{
    if (b->v[pos].asked)
        return true;
    for (uint32_t k = b->readers[pos]; k < b->readers[pos + 1]; k++)
        if (wg__step_of(b, b->reader[k]) != b->v[pos].step)
            return true;
    return false;
}

/* A value that only views read, or nothing but an assignment, has no reader and yet leaves. */
static bool keep_members(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (v->role == WG__ALIAS && b->v[v->base].role == WG__TILE &&
            (v->asked || v->node->op->effect))
            b->v[v->base].kept = true;
        if (v->role == WG__TILE && leaves(b, pos))
            b->v[pos].kept = true;
    }
    for (uint32_t pos = 0; pos < b->n; pos++)
        if (b->v[pos].role == WG__TILE && b->v[pos].kept && wg__buffer_of(b, pos) == WG__NONE)
            return false;
    return true;
}

/* A view that was asked for gets memory of its own, unless it is a whole row-major piece of a computed value. */
static bool place_asked_views(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (!v->asked || v->role == WG__LEAF || (v->node->op->effect) ||
            (v->base == pos && !v->view))
            continue;
        if ((b->v[v->base].role == WG__LEAF || !wg__value_row_major(b, pos)) && !need_copy(b, pos))
            return false;
    }
    return true;
}

/* ---- reductions of what a later program reads ---- */

/* The members stay in the order of their positions. */
static void insert(wg__build *b, uint32_t pos, uint32_t step)
{
    wg__bstep *s = &b->step[step];
    uint32_t *link = &s->head;
    while (*link != WG__NONE && *link < pos)
        link = &b->v[*link].next;
    b->v[pos].next = *link;
    *link = pos;
    s->tail = b->v[pos].next == WG__NONE ? pos : s->tail;
    s->count++;
    b->v[pos].step = step;
    b->v[pos].role = WG__TILE;
    b->v[pos].level = WG__AFTER;
}

/* The first program after the step of pos that reads all of the operand of pos; WG__NONE. */
static uint32_t program_beside(const wg__build *b, uint32_t pos)
{
    const uint32_t x = wg__pos_in(b, pos, 0), base = b->v[x].base;
    uint32_t first = WG__NONE;
    if (b->readers[base + 1] - b->readers[base] > MAX_READERS || !wg__value_whole(b, x))
        return WG__NONE;
    for (uint32_t k = b->readers[base]; k < b->readers[base + 1]; k++) {
        const uint32_t s = wg__step_of(b, b->reader[k]);
        if (s != WG__NONE && s > b->v[pos].step && s < first && b->step[s].kind == WG__STEP_TILE &&
            b->step[s].n == b->v[x].node->numel)
            first = s;
    }
    return first;
}

static void adopt(wg__build *b, uint32_t pos)
{
    wish w;
    wg__taken takes;
    wish_of_rows(b, pos, &w, &takes);
    const uint32_t own = b->v[pos].step, to = program_beside(b, pos);
    if (to == WG__NONE || b->step[to].count >= MAX_MEMBERS || in_the_way(b, pos, own, to))
        return;
    wg__bstep *s = &b->step[to];
    for (uint32_t k = b->readers[pos]; k < b->readers[pos + 1]; k++)
        if (wg__step_of(b, b->reader[k]) == to)
            return;
    if (takes == WG__TAKES_FIRST &&
        (s->cols ? s->cols != w.cols : !short_enough(b, wg__pos_in(b, pos, 0), w.cols)))
        return;
    s->cols = takes == WG__TAKES_FIRST ? w.cols : s->cols;
    insert(b, pos, to);
    b->step[own].dead = true;
}

/* A reduction down the columns, or of everything, is told by a program that reads its operand anyway. */
static void adopt_reductions(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n && !b->options.no_fusion; pos++) {
        wish w;
        wg__taken takes;
        if (b->v[pos].role != WG__KERNEL || !b->v[pos].node->op->rows ||
            !b->v[pos].node->op->rows->fold)
            continue;
        wish_of_rows(b, pos, &w, &takes);
        if ((takes == WG__TAKES_FIRST && !b->options.no_columns) ||
            (takes == WG__TAKES_ALL && !b->options.no_totals))
            adopt(b, pos);
    }
}

/* A program of one row op is its kernel. */
static void part_singles(wg__build *b)
{
    for (uint32_t k = 0; k < b->steps; k++) {
        wg__bstep *s = &b->step[k];
        if (s->kind != WG__STEP_TILE || s->count != 1 || !wg__rows_form(b, s->head))
            continue;
        s->kind = WG__STEP_KERNEL;
        s->pos = s->head;
        b->v[s->pos].role = WG__KERNEL;
        s->fallible = wg__step_may_fail(&b->v[s->pos]);
    }
}

bool wg__fuse(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n; pos++)
        if (!place(b, pos))
            return false;
    part_singles(b);
    adopt_reductions(b);
    return place_asked_views(b) && keep_members(b);
}
