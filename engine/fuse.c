/* Steps: every value that is computed gets one, and elementwise ops over the same shape share one, a tile program.
 *
 * Steps stand in a list in the order of creation. An op joins the latest program among those of its operands if all its
 * other operands come from earlier steps; an earlier program moves into it if nobody between the two reads
 * its values. So the list stays a topological order, and no search for cycles is needed. */
#include "engine/build.h"
#include "ops_gen_impl.h"

enum { MAX_MEMBERS = 192, MAX_READERS = 64, MAX_JOINED = 8 };

/* ---- steps and buffers ---- */

uint32_t wg__step_new(wg__build *b, wg__step_kind kind, uint32_t pos)
{
    if (!wg__build_grow(&b->step, b->steps, &b->step_cap, sizeof *b->step))
        return WG__NONE;
    b->step[b->steps] = (wg__bstep){.kind = (uint8_t)kind, .pos = pos, .head = WG__NONE, .tail = WG__NONE,
                                    .product = WG__NONE, .dst = WG__NONE, .assign = WG__NONE, .scratch = WG__NONE};
    return b->steps++;
}

uint32_t wg__buffer_new(wg__build *b, uint32_t leaf, size_t bytes)
{
    if (!wg__build_grow(&b->buf, b->bufs, &b->buf_cap, sizeof *b->buf))
        return WG__NONE;
    b->buf[b->bufs] =
        (wg__buffer){.leaf = leaf, .shares = b->bufs, .first = WG__NONE, .last = 0, .bytes = bytes};
    return b->bufs++;
}

uint32_t wg__buffer_of(wg__build *b, uint32_t pos)
{
    const uint32_t base = b->v[pos].base;
    wg__value *v = &b->v[base];
    if (v->buf == WG__NONE) {
        const uint32_t whole = v->role == WG__COPY ? wg__pos_in(b, base, 0) : base;
        v->buf = wg__buffer_new(b, v->role == WG__LEAF ? base : WG__NONE, wg__value_bytes(b, whole));
    }
    return v->buf;
}

uint32_t wg__buffer_root(const wg__build *b, uint32_t buf)
{
    while (b->buf[buf].shares != buf)
        buf = b->buf[buf].shares;
    return buf;
}

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
    b->v[pos].copy = buf;
    b->v[pos].copy_step = step;
    return true;
}

/* ---- tile programs ---- */

/* The elements of x are those of a tile value, in its order. */
static bool is_member_value(const wg__build *b, uint32_t x)
{
    return b->v[b->v[x].base].role == WG__TILE && wg__value_whole(b, x) &&
           wg_shape_equal(*b->v[x].node->shape, *b->v[b->v[x].base].node->shape);
}

/* The step that computes what reader needs of a base; members of a product are computed by its last node's. */
static uint32_t step_of_reader(const wg__build *b, uint32_t reader)
{
    while (b->v[reader].role == WG__ABSORBED)
        reader = b->v[reader].user;
    return b->v[reader].step;
}

/* Wherever reader has base among its operands, it takes it element by element. */
static bool reads_as_member(const wg__build *b, uint32_t reader, uint32_t base)
{
    const wg__node *n = b->v[reader].node;
    for (int k = 0; k < n->nin; k++) {
        const uint32_t x = wg__pos_in(b, reader, k);
        if (b->v[x].base == base &&
            (!is_member_value(b, x) || !wg_shape_equal(*b->v[x].node->shape, *n->shape)))
            return false;
    }
    return true;
}

/* A step between the two reads the value, or the second one does so in another order than its own. */
static bool in_the_way(const wg__build *b, uint32_t base, uint32_t from, uint32_t to)
{
    if (b->readers[base + 1] - b->readers[base] > MAX_READERS)
        return true;
    for (uint32_t k = b->readers[base]; k < b->readers[base + 1]; k++) {
        const uint32_t s = step_of_reader(b, b->reader[k]);
        if (s != WG__NONE && s > from && (s < to || (s == to && !reads_as_member(b, b->reader[k], base))))
            return true;
    }
    return false;
}

/* The members of step `from` can be computed by step `to` instead, together with pos. */
static bool may_move(const wg__build *b, uint32_t pos, uint32_t from, uint32_t to)
{
    const wg__bstep *f = &b->step[from], *t = &b->step[to];
    if (f->count + t->count >= MAX_MEMBERS)
        return false;
    for (uint32_t m = f->head; m != WG__NONE; m = b->v[m].next)
        if (!reads_as_member(b, pos, m) || in_the_way(b, m, from, to))
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
    f->count = 0;
    f->head = f->tail = WG__NONE;
    f->dead = true;
}

/* Tile programs of the operands, latest first, each once. */
static int programs_of(const wg__build *b, uint32_t pos, uint32_t *list)
{
    const wg__node *n = b->v[pos].node;
    int count = 0;
    for (int k = 0; k < n->nin; k++) {
        const uint32_t x = wg__pos_in(b, pos, k), s = b->v[b->v[x].base].step;
        if (!is_member_value(b, x) || !wg_shape_equal(*b->v[x].node->shape, *n->shape))
            continue;
        int at = 0;
        while (at < count && list[at] > s)
            at++;
        if ((at < count && list[at] == s) || count == MAX_JOINED)
            continue;
        for (int j = count++; j > at; j--)
            list[j] = list[j - 1];
        list[at] = s;
    }
    return count;
}

static bool may_join(const wg__build *b, uint32_t pos, uint32_t step)
{
    const wg__node *n = b->v[pos].node;
    if (b->step[step].count >= MAX_MEMBERS)
        return false;
    for (int k = 0; k < n->nin; k++) {
        const uint32_t x = wg__pos_in(b, pos, k), base = b->v[x].base, s = b->v[base].step;
        if (b->v[base].role == WG__LEAF)
            continue;
        const bool member = s == step && is_member_value(b, x) && wg_shape_equal(*b->v[x].node->shape, *n->shape);
        if (s >= step && !member)
            return false;
    }
    return true;
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
    b->v[pos].step = step;
}

static bool place_tile(wg__build *b, uint32_t pos)
{
    uint32_t program[MAX_JOINED];
    const int n = b->options.no_fusion ? 0 : programs_of(b, pos, program);
    if (n == 0 || !may_join(b, pos, program[0])) {
        const uint32_t s = wg__step_new(b, WG__STEP_TILE, pos);
        if (s == WG__NONE)
            return false;
        join(b, pos, s);
        return true;
    }
    for (int k = 1; k < n; k++)
        if (may_move(b, pos, program[k], program[0]))
            move_members(b, program[k], program[0]);
    join(b, pos, program[0]);
    return true;
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
    case WG__KERNEL: return place_kernel(b, pos);
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
        if (step_of_reader(b, b->reader[k]) != b->v[pos].step)
            return true;
    return false;
}

/* A value that only views read, or nothing but an assignment, has no reader and yet leaves. */
static bool keep_members(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (v->role == WG__ALIAS && b->v[v->base].role == WG__TILE && (v->asked || v->node->op->effect))
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
        if (!v->asked || v->role == WG__LEAF || (v->node->op->effect) || (v->base == pos && !v->view))
            continue;
        if ((b->v[v->base].role == WG__LEAF || !wg__value_row_major(b, pos)) && !need_copy(b, pos))
            return false;
    }
    return true;
}

bool wg__fuse(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n; pos++)
        if (!place(b, pos))
            return false;
    return place_asked_views(b) && keep_members(b);
}
