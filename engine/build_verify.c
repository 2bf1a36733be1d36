/* The written specification of a plan in the making, executable:
 *
 *   recompute nodes stand in the order of the recording, or where they are computed again; operands are those of the recording, at an
 *             earlier position
 *   values    a view speaks of the memory of one base, which is no view, and stays inside it; readers are listed once per operand
 *   products  what is computed on the way has one reader, which is computed on the way too or ends the product
 *   programs  every value that is computed has a step, its own; members stand in the order of the recording, at a level of the matrix, and
 *             find each operand in an earlier step or, in their own order, in an earlier member; what is to be computed late is in no
 *             step that began before
 *   order     every live step once; what a step reads stands before it; no step that may fail among the late ones
 *   regions   their steps stand together; the rest as for the order
 *   memory    every buffer that is read has been written, or is a leaf; scratch is nobody's value; what a chunk has is used by its region
 *
 * What a finished plan must be is plan_verify.c. */
#include "engine/build_verify.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct check {
    const wg__build *b;
    char *message;
    size_t size;
    uint32_t step;      /* at work */
    const uint32_t *at; /* of the order being checked; NULL */
} check;

static bool wrong(const check *c, const char *what, uint32_t i, uint32_t j)
{
    snprintf(c->message, c->size, "%s (%" PRIu32 ", %" PRIu32 ")", what, i, j);
    return false;
}

/* ---- positions ---- */

bool wg__verify_positions(const wg__build *b, char *message, size_t size)
{
    const check c = {.b = b, .message = message, .size = size};
    uint32_t next = 0; /* place after the last one that stands where it was recorded */
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__node *n = b->v[pos].node;
        if (b->origin[pos] >= b->s->n || n != wg__node_at(b->g, b->s->id[b->origin[pos]]))
            return wrong(&c, "a position of no node (position, place)", pos, b->origin[pos]);
        if (b->v[pos].since > pos || (b->v[pos].again && (!n->op || n->op->effect)) ||
            (!b->v[pos].again && b->origin[pos] < next))
            return wrong(&c, "a node at a wrong position (position, place)", pos, b->origin[pos]);
        next = b->v[pos].again ? next : b->origin[pos] + 1;
        for (int k = 0; n->op && k < n->nin; k++) {
            const uint32_t x = b->v[pos].in[k];
            if (x >= pos || b->s->id[b->origin[x]] != wg__in(n)[k])
                return wrong(&c, "an operand that is another's (position, operand)", pos, x);
        }
    }
    return true;
}

/* ---- values ---- */

/* First and last element of a view, in elements from the start of the memory. */
static void reach(const wg_view *v, int64_t *first, int64_t *last)
{
    *first = *last = v->offset;
    for (int k = 0; k < v->shape.rank; k++)
        *(v->stride[k] < 0 ? first : last) += v->stride[k] * (v->shape.dim[k] - 1);
}

static bool check_view(const check *c, uint32_t pos)
{
    const wg__build *b = c->b;
    const wg__value *v = &b->v[pos], *base = &b->v[v->base];
    if (base->role == WG__ALIAS)
        return wrong(c, "the base of a view is a view (value, base)", pos, v->base);
    if (!v->view || v->node->numel == 0)
        return v->role != WG__ALIAS || v->view ||
               wrong(c, "a view without strides (value, base)", pos, v->base);
    const uint32_t whole = base->role == WG__COPY ? wg__pos_in(b, v->base, 0) : v->base;
    int64_t first, last;
    reach(v->view, &first, &last);
    return (first >= 0 && last < b->v[whole].node->numel) ||
           wrong(c, "a view leads out of its base (value, base)", pos, v->base);
}

static bool is_operand(const wg__build *b, uint32_t base, uint32_t reader)
{
    for (int k = 0; k < b->v[reader].node->nin; k++)
        if (b->v[wg__pos_in(b, reader, k)].base == base)
            return true;
    return false;
}

bool wg__verify_values(const wg__build *b, char *message, size_t size)
{
    const check c = {.b = b, .message = message, .size = size};
    for (uint32_t pos = 0; pos < b->n; pos++) {
        if (b->v[pos].base > pos)
            return wrong(&c, "a value lies in a later one (value, base)", pos, b->v[pos].base);
        if (!check_view(&c, pos))
            return false;
        for (uint32_t k = b->readers[pos]; k < b->readers[pos + 1]; k++)
            if (b->reader[k] <= pos || !is_operand(b, pos, b->reader[k]))
                return wrong(&c, "a reader that does not read (value, reader)", pos, b->reader[k]);
    }
    return true;
}

/* ---- products ---- */

bool wg__verify_products(const wg__build *b, char *message, size_t size)
{
    const check c = {.b = b, .message = message, .size = size};
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (v->role == WG__ABSORBED && (v->uses != 1 || v->asked || v->user <= pos))
            return wrong(&c, "a value inside a product is wanted outside (value, reader)", pos,
                         v->user);
        if (v->role == WG__ABSORBED && b->v[v->user].role != WG__ABSORBED &&
            b->v[v->user].role != WG__GEMM)
            return wrong(&c, "a value inside a product is read by something else (value, reader)",
                         pos, v->user);
        if (v->role == WG__GEMM && (v->product >= b->products || b->product[v->product].end != pos))
            return wrong(&c, "a product ends elsewhere (value, product)", pos, v->product);
    }
    for (uint32_t k = 0; k < b->products; k++) {
        const wg__bproduct *p = &b->product[k];
        const uint32_t pos[6] = {p->a, p->b, p->alpha, p->c, p->bias, p->gate};
        for (int j = 0; j < 6; j++)
            if (pos[j] != WG__NONE &&
                (pos[j] >= p->end || b->v[b->v[pos[j]].base].role == WG__ABSORBED))
                return wrong(&c, "an operand of a product is not there (product, value)", k,
                             pos[j]);
    }
    return true;
}

/* ---- programs ---- */

static bool check_operand(const check *c, uint32_t m, int k)
{
    const wg__build *b = c->b;
    const uint32_t x = wg__pos_in(b, m, k), base = b->v[x].base;
    if (b->v[base].role == WG__LEAF)
        return true;
    if (b->v[base].role == WG__ABSORBED)
        return wrong(c, "a member reads what nobody computes (member, value)", m, base);
    const uint32_t from = b->v[base].step;
    if (from == WG__NONE || from > c->step || b->step[from].dead)
        return wrong(c, "a member reads what a later step computes (member, value)", m, base);
    if (from != c->step)
        return (b->v[base].role != WG__TILE || b->v[base].kept) ||
               wrong(c, "a value that is read elsewhere does not leave its program (member, value)",
                     m, base);
    if (wg__reading_of(b, &b->step[c->step], m, k) == WG__UNFIT &&
        !wg__takes_one(b, &b->step[c->step], m, k))
        return wrong(c, "a member reads another in another order (member, value)", m, base);
    return base < m || wrong(c, "a member reads a later one (member, value)", m, base);
}

static bool check_member(const check *c, uint32_t m)
{
    const wg__build *b = c->b;
    const wg__value *v = &b->v[m];
    const wg__bstep *s = &b->step[c->step];
    if (v->step != c->step || v->role != WG__TILE)
        return wrong(c, "a member belongs to another step (member, step)", m, v->step);
    if (v->level != WG__AFTER && v->node->numel != wg__level_numel(s, (wg__level)v->level) &&
        !v->variant)
        return wrong(c, "a member has not the elements of its level (member, level)", m, v->level);
    if (v->level == WG__ROW && !s->cols)
        return wrong(c, "a member has rows, its program none (member, step)", m, c->step);
    if (v->kept && v->buf == WG__NONE)
        return wrong(c, "a value leaves its program and has no buffer (member, step)", m, c->step);
    if (s->begin < v->since)
        return wrong(c, "what is computed late is computed early (member, step)", m, c->step);
    for (int k = 0; k < wg__nin(b, m); k++)
        if (!check_operand(c, m, k))
            return false;
    return true;
}

static bool check_members(const check *c)
{
    const wg__build *b = c->b;
    const wg__bstep *s = &b->step[c->step];
    uint32_t count = 0, last = WG__NONE;
    for (uint32_t m = s->head; m != WG__NONE; last = m, m = b->v[m].next, count++) {
        if (last != WG__NONE && m <= last)
            return wrong(c, "members are out of order (member, member)", last, m);
        if (!check_member(c, m))
            return false;
    }
    if (count != s->count || last != s->tail)
        return wrong(c, "a program has lost members (step, members)", c->step, count);
    return !s->cols || (s->n % s->cols == 0) ||
           wrong(c, "rows of a program are not whole (step, columns)", c->step, (uint32_t)s->cols);
}

bool wg__verify_programs(const wg__build *b, char *message, size_t size)
{
    check c = {.b = b, .message = message, .size = size};
    for (c.step = 0; c.step < b->steps; c.step++)
        if (!b->step[c.step].dead && b->step[c.step].kind == WG__STEP_TILE && !check_members(&c))
            return false;
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        const bool computed = v->role == WG__TILE || v->role == WG__KERNEL || v->role == WG__GEMM ||
                              v->role == WG__COPY;
        if (computed && (v->step >= b->steps || b->step[v->step].dead))
            return wrong(&c, "a value has no step (value, step)", pos, v->step);
    }
    return true;
}

/* ---- order ---- */

static bool read_is_there(void *user, uint32_t pos, bool copy)
{
    const check *c = user;
    const wg__build *b = c->b;
    const wg__value *v = &b->v[pos];
    const uint32_t from = copy                             ? v->copy_step
                          : b->v[v->base].role == WG__LEAF ? WG__NONE
                                                           : b->v[v->base].step;
    if (from == WG__NONE)
        return b->v[v->base].role == WG__LEAF ||
               wrong(c, "a step reads what nobody computes (step, value)", c->step, pos);
    return b->step[from].at < b->step[c->step].at ||
           wrong(c, "a step reads what a later one computes (step, value)", c->step, pos);
}

bool wg__verify_order(const wg__build *b, char *message, size_t size)
{
    check c = {.b = b, .message = message, .size = size};
    uint32_t live = 0;
    bool late = false;
    for (uint32_t k = 0; k < b->steps; k++)
        live += !b->step[k].dead;
    if (live != b->ordered)
        return wrong(&c, "the order has not every step (steps, ordered)", live, b->ordered);
    for (uint32_t k = 0; k < b->ordered; k++) {
        const wg__bstep *s = &b->step[c.step = b->order[k]];
        if (s->dead || s->at != k)
            return wrong(&c, "a step stands elsewhere in the order (step, place)", c.step, k);
        if (late && !s->late)
            return wrong(&c, "an early step stands behind a late one (step, place)", c.step, k);
        late = late || s->late;
        if (s->late && s->fallible)
            return wrong(&c, "a late step may fail (step, place)", c.step, k);
        if (!wg__step_reads(b, s, read_is_there, &c))
            return false;
    }
    return true;
}

/* ---- regions ---- */

bool wg__verify_regions(const wg__build *b, char *message, size_t size)
{
    const check c = {.b = b, .message = message, .size = size};
    uint32_t at = 0;
    for (uint32_t k = 0; k < b->regions; k++) {
        const wg__bregion *r = &b->region[k];
        if (r->first < at || r->steps < 2 || r->steps > b->ordered - r->first)
            return wrong(&c, "a region is not behind the one before (region, step)", k, r->first);
        for (at = r->first; at < r->first + r->steps; at++)
            if (b->step[b->order[at]].region != k || b->step[b->order[at]].late)
                return wrong(&c, "a step does not belong to its region (region, place)", k, at);
    }
    for (uint32_t k = 0; k < b->ordered; k++) {
        const uint32_t region = b->step[b->order[k]].region;
        if (region != WG__NONE && (region >= b->regions || k < b->region[region].first ||
                                   k >= b->region[region].first + b->region[region].steps))
            return wrong(&c, "a step stands outside of its region (place, region)", k, region);
    }
    return wg__verify_order(b, message, size);
}

/* ---- memory ---- */

bool wg__verify_memory(const wg__build *b, char *message, size_t size)
{
    const check c = {.b = b, .message = message, .size = size};
    for (uint32_t at = 0; at < b->ordered; at++)
        for (uint32_t k = b->access_of[at]; k < b->access_of[at + 1]; k++) {
            const wg__buffer *u = &b->buf[b->access[k].buffer];
            const uint32_t region = b->step[b->order[at]].region,
                           first = region == WG__NONE ? at : b->region[region].first;
            const bool chunk = wg__buffer_in_chunk(u);
            if (chunk && u->region != region)
                return wrong(&c, "a value of a chunk is used outside of its region (step, buffer)",
                             at, b->access[k].buffer);
            if (!b->access[k].write && u->leaf == WG__NONE &&
                (chunk || region == WG__NONE ? u->first >= at : u->first > first))
                return wrong(&c, "a step reads a buffer before it is written (step, buffer)", at,
                             b->access[k].buffer);
            if (u->scratch && (!b->access[k].write || u->first != (u->brief ? at : first)))
                return wrong(&c, "a scratch is used by another step (step, buffer)", at,
                             b->access[k].buffer);
        }
    for (uint32_t k = 0; k < b->bufs; k++)
        if (wg__buffer_root(b, k) != k && b->buf[k].bytes > b->buf[wg__buffer_root(b, k)].bytes)
            return wrong(&c, "a value takes over less memory than it needs (buffer, root)", k,
                         wg__buffer_root(b, k));
    return b->arena_bytes >= b->lower_bound ||
           wrong(&c, "the arena is smaller than its lower bound (bytes, bound)",
                 (uint32_t)b->arena_bytes, (uint32_t)b->lower_bound);
}
