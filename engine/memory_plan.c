/* Where values lie: lifetimes, memory that is taken over, offsets in one arena.
 *
 * The steps of a region are at work at the same time, on different chunks: what one of them touches lives as long as the region. Its
 * chunk values live from step to step like any others, in a scratch of the region that is one value of the arena. Scratch that holds nothing
 * from one chunk to the next is the step's alone, as a thread is at one step at a time and others have their own: copies of 64
 * weights would be a MiB of the second cache. */
#include <stdlib.h>
#include <string.h>

#include "engine/build.h"

enum { ALIGN = 64, MANY = 3000 };

/* ---- what each step reads and writes ---- */

typedef struct listing {
    wg__build *b;
    const wg__bstep *s;
    bool ok;
} listing;

/* Parts of one buffer that one step reads may overlap: the largest counts. */
static bool add_part(wg__build *b, uint32_t buf, bool write, size_t bytes)
{
    if (buf == WG__NONE ||
        !wg__build_grow(&b->access, b->accesses, &b->access_cap, sizeof *b->access))
        return false;
    for (uint32_t k = b->access_of[b->ordered]; k < b->accesses; k++) {
        wg__access *a = &b->access[k];
        if (a->buffer == buf && a->write == write) {
            a->bytes = bytes > a->bytes ? bytes : a->bytes;
            return true;
        }
    }
    b->access[b->accesses++] = (wg__access){buf, write, bytes};
    return true;
}

static bool add_access(wg__build *b, uint32_t buf, bool write)
{
    return buf != WG__NONE && add_part(b, buf, write, b->buf[buf].bytes);
}

/* Bytes of the elements of pos that are not the same one over again. */
static size_t distinct_bytes(const wg__build *b, uint32_t pos)
{
    const wg_view v = wg__value_view(b, pos);
    size_t bytes = wg_dtype_size(v.dtype);
    for (int k = 0; k < v.shape.rank; k++)
        bytes *= v.stride[k] != 0 || v.shape.dim[k] == 0 ? (size_t)v.shape.dim[k] : 1;
    return bytes;
}

/* What the step reads of pos: a kernel that picks elements by index reads no more than its result has. */
static size_t bytes_read(const listing *l, uint32_t pos)
{
    const wg__build *b = l->b;
    const size_t all = distinct_bytes(b, pos),
                 size = wg_dtype_size((wg_dtype)b->v[pos].node->dtype);
    if (l->s->kind != WG__STEP_KERNEL)
        return all;
    const wg__node *n = b->v[l->s->pos].node;
    const size_t picked = (size_t)n->numel * size;
    for (int k = 0; k < n->nin; k++)
        if (wg__pos_in(b, l->s->pos, k) == pos && (k >= 32 || !(n->op->picks >> k & 1u)))
            return all;
    return picked < all ? picked : all;
}

static bool add_read(void *user, uint32_t pos, bool copy)
{
    listing *l = user;
    l->ok = copy ? add_access(l->b, l->b->v[pos].copy, false)
                 : add_part(l->b, wg__buffer_of(l->b, pos), false, bytes_read(l, pos));
    return l->ok;
}

static bool scratch_of_kernel(wg__build *b, wg__bstep *s)
{
    const wg__node *n = b->v[s->pos].node;
    wg_view *in = wg__build_alloc(b, n->nin, sizeof *in);
    if (!in)
        return false;
    for (int k = 0; k < n->nin; k++) {
        const uint32_t x = wg__pos_in(b, s->pos, k);
        in[k] = wg__kernel_takes(b, s->pos, k)
                    ? wg__value_view(b, x)
                    : wg__view_row_major((wg_dtype)b->v[x].node->dtype, b->v[x].node->shape, NULL);
        in[k].offset = 0;
    }
    const wg_view out = wg__view_row_major((wg_dtype)n->dtype, n->shape, NULL);
    const size_t bytes = n->op->scratch ? n->op->scratch(in, n->nin, &out, n->attr) : 0;
    s->scratch = bytes ? wg__buffer_new(b, WG__NONE, bytes) : WG__NONE;
    return !bytes || s->scratch != WG__NONE;
}

static bool scratch_of_product(wg__build *b, wg__bstep *s)
{
    wg__product p;
    wg__shape_product(b, s, &p);
    const size_t bytes = wg__product_scratch(&p);
    s->scratch = bytes ? wg__buffer_new(b, WG__NONE, bytes) : WG__NONE;
    return !bytes || s->scratch != WG__NONE;
}

static bool list_writes(wg__build *b, const wg__bstep *s)
{
    if (s->kind == WG__STEP_COPY)
        return add_access(b, s->dst, true);
    if (s->kind != WG__STEP_TILE)
        return add_access(b, wg__buffer_of(b, s->pos), true);
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        if (b->v[m].kept && !add_access(b, wg__buffer_of(b, m), true))
            return false;
    return true;
}

/* Sums over all chunks and what is brought into a register once stay from chunk to chunk. */
static bool is_brief(const wg__build *b, const wg__bstep *s)
{
    if (s->kind != WG__STEP_TILE)
        return s->kind == WG__STEP_GEMM;
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next)
        if (b->v[m].level == WG__AFTER)
            return false;
    for (uint32_t k = s->fill; k < s->fill + s->fills; k++)
        if (b->fill[k].still)
            return false;
    return true;
}

static bool list_step(wg__build *b, uint32_t step)
{
    bool ok = true;
    if (b->step[step].kind == WG__STEP_TILE)
        ok = wg__plan_registers(b, step);
    else if (b->step[step].kind == WG__STEP_GEMM)
        ok = scratch_of_product(b, &b->step[step]);
    else if (b->step[step].kind == WG__STEP_KERNEL)
        ok = scratch_of_kernel(b, &b->step[step]);
    if (!ok)
        return false;
    const wg__bstep *s = &b->step[step];
    listing l = {b, s, true};
    wg__step_reads(b, s, add_read, &l);
    if (s->scratch != WG__NONE) {
        b->buf[s->scratch].scratch = true;
        b->buf[s->scratch].brief = is_brief(b, s);
    }
    return l.ok && list_writes(b, s) && (s->scratch == WG__NONE || add_access(b, s->scratch, true));
}

/* access_of[ordered] is the first of the step at work: add_access looks for repetitions from there. */
static bool list_accesses(wg__build *b)
{
    const uint32_t steps = b->ordered;
    b->access_of = wg__build_alloc(b, (size_t)steps + 1, sizeof *b->access_of);
    bool ok = b->access_of != NULL;
    for (uint32_t k = 0; k < steps && ok; k++) {
        b->access_of[k] = b->access_of[steps] = b->accesses;
        ok = list_step(b, b->order[k]);
    }
    if (ok)
        b->access_of[steps] = b->accesses;
    return ok;
}

/* ---- regions ---- */

/* The values of a chunk have the bytes of one. */
static bool size_chunks(wg__build *b)
{
    for (uint32_t k = 0; k < b->regions; k++) {
        b->region[k].scratch = wg__buffer_new(b, WG__NONE, 0);
        if (b->region[k].scratch == WG__NONE)
            return false;
        wg__buffer *u = &b->buf[b->region[k].scratch];
        u->scratch = true;
        u->region = k;
        u->first = b->region[k].first;
        u->last = b->region[k].first + b->region[k].steps - 1;
    }
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (v->region == WG__NONE || v->buf == WG__NONE)
            continue;
        const wg__bregion *r = &b->region[v->region];
        b->buf[v->buf].region = v->region;
        b->buf[v->buf].bytes = b->buf[v->buf].bytes / (size_t)r->units * (size_t)r->chunk;
    }
    return true;
}

/* ---- lifetimes ---- */

static void keep_after_run(wg__build *b, uint32_t buf)
{
    b->buf[buf].last = WG__NONE;
}

static void find_lifetimes(wg__build *b)
{
    for (uint32_t at = 0; at < b->ordered; at++)
        for (uint32_t k = b->access_of[at]; k < b->access_of[at + 1]; k++) {
            wg__buffer *u = &b->buf[b->access[k].buffer];
            const uint32_t region = b->step[b->order[at]].region;
            const wg__bregion *r = region == WG__NONE || wg__buffer_in_chunk(u) || u->brief
                                       ? NULL
                                       : &b->region[region];
            if (b->access[k].write && u->first == WG__NONE)
                u->first = r ? r->first : at;
            u->last = r ? r->first + r->steps - 1 : at;
        }
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (!v->asked || v->role == WG__LEAF || v->node->op->effect)
            continue;
        keep_after_run(b, v->copy_step != WG__NONE && v->view ? v->copy : b->v[v->base].buf);
    }
}

/* ---- memory that is taken over ---- */

static void take_over(wg__build *b, uint32_t buf, uint32_t from, wg__rule rule)
{
    wg__buffer *root = &b->buf[wg__buffer_root(b, from)];
    b->buf[buf].shares = from;
    if (root->leaf == WG__NONE)
        root->last = b->buf[buf].last;
    b->in_place++;
    wg__did(b, rule, b->buf[buf].pos, WG__NONE);
}

/* Memory from dies at this step, is in the arena, and has as many bytes. In a region, both are values of the chunk. */
static bool may_take_over(const wg__build *b, uint32_t buf, uint32_t from, uint32_t at)
{
    const wg__buffer *u = &b->buf[buf], *root = &b->buf[wg__buffer_root(b, from)];
    if (b->step[b->order[at]].region != WG__NONE &&
        !(wg__buffer_in_chunk(u) && wg__buffer_in_chunk(root)))
        return false;
    return !b->options.no_in_place && u->shares == buf && u->leaf == WG__NONE &&
           root->leaf == WG__NONE && root->last == at && u->last != at && root->bytes == u->bytes &&
           root->first != at && !root->scratch;
}

/* Every read of base by this program is at the place that member m then writes, and none comes after m. */
static bool read_up_to(const wg__build *b, const wg__bstep *s, uint32_t base, uint32_t m)
{
    const uint32_t mine = wg__buffer_root(b, b->v[base].buf);
    for (uint32_t r = s->head; r != WG__NONE; r = b->v[r].next)
        for (int k = 0; k < wg__nin(b, r); k++) {
            const uint32_t x = wg__pos_in(b, r, k), of = b->v[b->v[x].base].buf;
            if (wg__inside(b, x, s) || of == WG__NONE || wg__buffer_root(b, of) != mine)
                continue;
            if (r > m || !wg__value_whole(b, x) || !wg__tile_operand_flat(b, r, k) ||
                wg__operand_level(b, s, r, k) != b->v[m].level)
                return false;
        }
    return true;
}

static void program_in_place(wg__build *b, const wg__bstep *s)
{
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        if (!b->v[m].kept || b->v[m].level == WG__AFTER)
            continue;
        bool done = false;
        for (uint32_t r = s->head; r != WG__NONE && r <= m && !done; r = b->v[r].next)
            for (int k = 0; k < wg__nin(b, r) && !done; k++) {
                const uint32_t x = wg__pos_in(b, r, k), base = b->v[x].base;
                if (wg__inside(b, x, s) || !wg__value_whole(b, x) || b->v[base].buf == WG__NONE ||
                    wg_dtype_size((wg_dtype)b->v[x].node->dtype) !=
                        wg_dtype_size((wg_dtype)b->v[m].node->dtype))
                    continue;
                done = may_take_over(b, b->v[m].buf, b->v[base].buf, s->at) &&
                       read_up_to(b, s, base, m);
                if (done)
                    take_over(b, b->v[m].buf, b->v[base].buf, WG__RULE_IN_PLACE);
            }
    }
}

/* The summand's memory, if no other operand lies in it. */
static void product_in_place(wg__build *b, const wg__bstep *s)
{
    const wg__bproduct *p = &b->product[s->product];
    const uint32_t out = b->v[p->end].buf;
    if (p->c == WG__NONE || !wg__value_whole(b, p->c))
        return;
    const uint32_t from = b->v[b->v[p->c].base].buf, root = wg__buffer_root(b, from);
    const uint32_t pos[5] = {p->a, p->b, p->alpha, p->bias, p->gate};
    for (int k = 0; k < 5; k++)
        if (pos[k] != WG__NONE && wg__buffer_root(b, b->v[b->v[pos[k]].base].buf) == root)
            return;
    if (may_take_over(b, out, from, s->at))
        take_over(b, out, from, WG__RULE_ONTO_SUMMAND);
}

static bool take_parameters(wg__build *b)
{
    for (uint32_t k = 0; k < b->assigns; k++) {
        const wg__bassign *a = &b->assign[k];
        if (!a->in_place)
            continue;
        const uint32_t param = wg__buffer_of(b, a->param), own = wg__buffer_of(b, a->value);
        if (param == WG__NONE || own == WG__NONE)
            return false;
        take_over(b, own, param, WG__RULE_INTO);
    }
    return true;
}

static void take_arena(wg__build *b)
{
    for (uint32_t at = 0; at < b->ordered; at++) {
        const wg__bstep *s = &b->step[b->order[at]];
        if (s->kind == WG__STEP_TILE)
            program_in_place(b, s);
        else if (s->kind == WG__STEP_GEMM)
            product_in_place(b, s);
    }
}

/* ---- offsets ---- */

typedef struct slot {
    size_t bytes, offset;
    uint32_t first, last, buf;
} slot;

static int by_size(const void *p, const void *q)
{
    const slot *a = p, *b = q;
    if (a->bytes != b->bytes)
        return a->bytes < b->bytes ? 1 : -1;
    return a->first != b->first ? (a->first > b->first) - (a->first < b->first)
                                : (a->buf > b->buf) - (a->buf < b->buf);
}

static int by_time(const void *p, const void *q)
{
    const slot *a = p, *b = q;
    return a->first != b->first ? (a->first > b->first) - (a->first < b->first)
                                : (a->buf > b->buf) - (a->buf < b->buf);
}

static bool overlap(const slot *a, const slot *b)
{
    return a->first <= b->last && b->first <= a->last;
}

/* Largest first, each at the lowest place that is free for all of its life. placed: slots so far, by offset. */
static bool place_by_size(slot *r, uint32_t n, uint32_t *placed, size_t *total)
{
    for (uint32_t k = 0; k < n; k++) {
        size_t at = 0, end;
        for (uint32_t j = 0; j < k; j++) {
            const slot *o = &r[placed[j]];
            if (!overlap(o, &r[k]))
                continue;
            if (o->offset >= at && o->offset - at >= r[k].bytes)
                break;
            at = o->offset + o->bytes > at ? o->offset + o->bytes : at;
        }
        if (!wg__add(at, r[k].bytes, &end))
            return false;
        r[k].offset = at;
        *total = end > *total ? end : *total;
        uint32_t j = k;
        for (; j > 0 && r[placed[j - 1]].offset > at; j--)
            placed[j] = placed[j - 1];
        placed[j] = k;
    }
    return true;
}

/* For plans of very many values: in the order of time, each into the memory of one that has died, of the same bytes.
 * next: chains of live slots by the step after which they die, then of free ones. */
static bool place_by_time(slot *r, uint32_t n, uint32_t steps, uint32_t *head, uint32_t *next,
                          size_t *total)
{
    uint32_t freed[64], done = 0; /* free regions by the logarithm of their bytes */
    memset(freed, 0xFF, sizeof freed);
    memset(head, 0xFF, (size_t)steps * sizeof *head);
    for (uint32_t k = 0; k < n; k++) {
        for (; done < r[k].first; done++)
            for (uint32_t j = head[done], after; j != WG__NONE; j = after) {
                const int size = 63 - __builtin_clzll((unsigned long long)r[j].bytes);
                after = next[j];
                next[j] = freed[size];
                freed[size] = j;
            }
        uint32_t *link = &freed[63 - __builtin_clzll((unsigned long long)r[k].bytes)];
        for (int tries = 0; *link != WG__NONE && r[*link].bytes != r[k].bytes && tries < 16;
             tries++)
            link = &next[*link];
        if (*link != WG__NONE && r[*link].bytes == r[k].bytes) {
            r[k].offset = r[*link].offset;
            *link = next[*link];
        } else {
            r[k].offset = *total;
            if (!wg__add(*total, r[k].bytes, total))
                return false;
        }
        if (r[k].last < steps) {
            next[k] = head[r[k].last];
            head[r[k].last] = k;
        }
    }
    return true;
}

/* The largest sum of bytes that are needed at one time. */
static void find_lower_bound(wg__build *b, const slot *r, uint32_t n, size_t *at)
{
    memset(at, 0, ((size_t)b->ordered + 2) * sizeof *at);
    for (uint32_t k = 0; k < n; k++) {
        at[r[k].first] += r[k].bytes;
        if (r[k].last != WG__NONE)
            at[r[k].last + 1] -= r[k].bytes;
    }
    size_t now = 0;
    for (uint32_t k = 0; k <= b->ordered; k++) {
        now += at[k];
        b->lower_bound = now > b->lower_bound ? now : b->lower_bound;
    }
}

/* The values of a chunk of this region, or, WG__NONE, all others. */
static bool list_slots(wg__build *b, uint32_t region, slot *r, uint32_t *n)
{
    for (uint32_t k = 0; k < b->bufs; k++) {
        const wg__buffer *u = &b->buf[k];
        if (u->leaf != WG__NONE || u->shares != k || u->first == WG__NONE || u->bytes == 0 ||
            (wg__buffer_in_chunk(u) ? u->region : WG__NONE) != region)
            continue;
        slot *x = &r[(*n)++];
        *x = (slot){.first = u->first, .last = b->options.no_reuse ? WG__NONE : u->last, .buf = k};
        if (b->options.no_reuse)
            x->first = 0;
        if (!wg__align(u->bytes, ALIGN, &x->bytes))
            return false;
    }
    return true;
}

/* Which values lie where others have died. */
static void note_reuse(const wg__build *b, const slot *r, uint32_t n)
{
    for (uint32_t k = 0; k < n && b->notes && n <= MANY; k++)
        for (uint32_t j = 0; j < n; j++)
            if (r[j].first < r[k].first && r[j].offset < r[k].offset + r[k].bytes &&
                r[k].offset < r[j].offset + r[j].bytes && b->buf[r[k].buf].pos != WG__NONE) {
                wg__did(b, WG__RULE_REUSE, b->buf[r[k].buf].pos, WG__NONE);
                break;
            }
}

/* Inside the scratch of each region. */
static bool place_chunks(wg__build *b, slot *r, uint32_t *room)
{
    for (uint32_t k = 0; k < b->regions; k++) {
        uint32_t n = 0;
        size_t *bytes = &b->buf[b->region[k].scratch].bytes;
        if (!list_slots(b, k, r, &n))
            return false;
        qsort(r, n, sizeof *r, by_size);
        if (!place_by_size(r, n, room, bytes))
            return false;
        for (uint32_t j = 0; j < n; j++)
            b->buf[r[j].buf].offset = r[j].offset;
    }
    return true;
}

/* Values of chunks from the start of the arena, no longer of their scratch. */
static void settle_chunks(wg__build *b)
{
    for (uint32_t k = 0; k < b->bufs; k++)
        if (wg__buffer_in_chunk(&b->buf[k]) && b->buf[k].shares == k)
            b->buf[k].offset += b->buf[b->region[b->buf[k].region].scratch].offset;
}

static bool place_slots(wg__build *b)
{
    uint32_t n = 0;
    slot *r = wg__build_alloc(b, b->bufs, sizeof *r);
    const size_t most = b->bufs > b->ordered ? b->bufs : b->ordered;
    uint32_t *x = wg__build_alloc(b, most, sizeof *x), *y = wg__build_alloc(b, most, sizeof *y);
    size_t *sums = wg__build_alloc(b, (size_t)b->ordered + 2, sizeof *sums);
    if (!r || !x || !y || !sums || !place_chunks(b, r, x) || !list_slots(b, WG__NONE, r, &n))
        return false;
    qsort(r, n, sizeof *r, n > MANY ? by_time : by_size);
    const bool ok = n > MANY ? place_by_time(r, n, b->ordered, x, y, &b->arena_bytes)
                             : place_by_size(r, n, x, &b->arena_bytes);
    if (!ok) {
        wg__fail(b->g, WG_ERR_SIZE,
                 "the values of this run take more memory than there are addresses");
        return false;
    }
    find_lower_bound(b, r, n, sums);
    note_reuse(b, r, n);
    for (uint32_t k = 0; k < n; k++)
        b->buf[r[k].buf].offset = r[k].offset;
    settle_chunks(b);
    for (uint32_t k = 0; k < b->bufs; k++)
        b->buf[k].offset = b->buf[wg__buffer_root(b, k)].offset;
    return true;
}

bool wg__plan_memory(wg__build *b)
{
    if (!list_accesses(b) || !size_chunks(b))
        return false;
    find_lifetimes(b);
    if (!take_parameters(b))
        return false;
    take_arena(b);
    return place_slots(b);
}
