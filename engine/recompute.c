/* The positions of a plan: each node of the recording once, and once more where its value is computed again instead of kept.
 *
 * Checkpoints cut the recording into segments, by the order in which it was recorded. What follows the last one, the walk
 * backward above all, are the late readers. A value of an earlier segment that they read, and that is no checkpoint's, is
 * either kept until then or computed again from what is kept:
 *
 *   x -> [segment 0] -> checkpoint -> [segment 1] -> checkpoint -> loss, d(segment 1), d(segment 0)
 *                                                                        ^ segment 1    ^ segment 0 again
 *
 * A value is computed again before the first that reads it, with what it needs: of its own segment and, beyond checkpoints, of earlier ones. The
 * ops are the same on the same values, so the bits are. */
#include <stdlib.h>
#include <string.h>

#include "engine/build.h"
#include "ops_gen_impl.h"

typedef struct segment {
    uint32_t number;
    double bytes, work; /* of what is computed again, if it is chosen */
    bool chosen;
} segment;

/* A place is the number of a node in the subgraph. */
typedef struct recomputing {
    wg__build *b;
    uint32_t *segment_of; /* per place */
    segment *segment;
    uint32_t segments; /* without the last, that of the late readers */
    uint32_t *
        before; /* per place: it is computed again before the reader at this place; WG__NONE: it is not */
    bool *kept; /* per place: it is there anyway */
    bool *once; /* per place: it is computed where it was recorded */
} recomputing;

/* ---- segments ---- */

static const wg__node *node_of(const wg__build *b, uint32_t place)
{
    return wg__node_at(b->g, b->s->id[place]);
}

static uint32_t operand(const wg__build *b, const wg__node *n, int k)
{
    return b->s->rank[wg__in(n)[k]];
}

static bool is_checkpoint(const wg__node *n)
{
    return n->op == &wg__op_checkpoint;
}

/* What is there anyway: leaves, checkpoints with the memory that they are views of, what was asked for. */
static void mark_kept(recomputing *r)
{
    const wg__build *b = r->b;
    for (uint32_t p = b->s->n; p-- > 0;) {
        const wg__node *n = node_of(b, p);
        if (!n->op || n->op->effect || is_checkpoint(n))
            r->kept[p] = true;
        if (r->kept[p] && n->op && n->op->view)
            r->kept[operand(b, n, 0)] = true;
    }
    for (int k = 0; k < b->nroots; k++)
        r->kept[b->s->rank[b->root[k]]] = true;
}

/* After mark_kept the last segment is that of the late readers. */
static bool cut_segments(recomputing *r)
{
    wg__build *b = r->b;
    r->segment_of = wg__build_alloc(b, b->s->n, sizeof *r->segment_of);
    for (uint32_t p = 0; r->segment_of && p < b->s->n; p++) {
        r->segment_of[p] = r->segments;
        r->segments += is_checkpoint(node_of(b, p));
    }
    r->segment = wg__build_alloc(b, (size_t)r->segments + 1, sizeof *r->segment);
    if (!r->segment_of || !r->segment)
        return false;
    for (uint32_t k = 0; k < r->segments; k++)
        r->segment[k].number = k;
    return true;
}

static bool open(recomputing *r, wg__build *b)
{
    *r = (recomputing){.b = b};
    r->kept = wg__build_alloc(b, b->s->n, 1);
    r->before = wg__build_alloc(b, b->s->n, sizeof *r->before);
    r->once = wg__build_alloc(b, b->s->n, 1);
    if (!r->kept || !r->before || !r->once || !cut_segments(r))
        return false;
    mark_kept(r);
    return true;
}

/* ---- what is computed again ---- */

/* Place x is read by a late reader at place `at`, or by what is computed again before it. */
static void read_late(recomputing *r, uint32_t x, uint32_t at)
{
    const uint32_t s = r->segment_of[x];
    if (r->kept[x] || s == r->segments || !r->segment[s].chosen)
        r->once[x] = true;
    else
        r->before[x] = at < r->before[x] ? at : r->before[x];
}

/* From the last place to the first: whoever reads a place comes after it. */
static void find_again(recomputing *r)
{
    const wg__build *b = r->b;
    for (uint32_t p = 0; p < b->s->n; p++) {
        r->once[p] = r->kept[p] || r->segment_of[p] == r->segments;
        r->before[p] = WG__NONE;
    }
    for (uint32_t p = b->s->n; p-- > 0;) {
        const wg__node *n = node_of(b, p);
        const bool late = r->segment_of[p] == r->segments;
        for (int k = 0; n->op && k < n->nin; k++) {
            const uint32_t x = operand(b, n, k);
            if (late || r->before[p] != WG__NONE)
                read_late(r, x, late ? p : r->before[p]);
            r->once[x] = r->once[x] || (!late && r->once[p]);
        }
    }
}

static double work_of(const wg__build *b, const wg__node *n)
{
    return n->op->view ? 0 : wg__node_cost(b->g, n) + (double)n->numel;
}

/* Least work for each byte first; then the earliest, whose values are kept longest. */
static int by_gain(const void *x, const void *y)
{
    const segment *a = x, *b = y;
    const double p = a->work * b->bytes, q = b->work * a->bytes;
    return p != q ? (p > q) - (p < q) : (a->number > b->number) - (a->number < b->number);
}

/* Sorts the segments of which something would be computed again to the front of `by`; returns how many they are. */
static uint32_t rank_segments(recomputing *r, segment *by)
{
    const wg__build *b = r->b;
    uint32_t n = 0;
    for (uint32_t k = 0; k < r->segments; k++)
        r->segment[k].chosen = true;
    find_again(r);
    for (uint32_t p = 0; p < b->s->n; p++)
        if (r->before[p] != WG__NONE) {
            segment *s = &r->segment[r->segment_of[p]];
            const wg__node *node = node_of(b, p);
            s->work += work_of(b, node);
            if (!node->op->view)
                s->bytes += (double)node->numel * (double)wg_dtype_size((wg_dtype)node->dtype);
        }
    for (uint32_t k = 0; k < r->segments; k++)
        if (r->segment[k].bytes > 0)
            by[n++] = r->segment[k];
    qsort(by, n, sizeof *by, by_gain);
    return n;
}

static bool choose(recomputing *r, uint32_t count)
{
    segment *by = wg__build_alloc(r->b, (size_t)r->segments + 1, sizeof *by);
    if (!by)
        return false;
    const uint32_t n = rank_segments(r, by);
    for (uint32_t k = 0; k < r->segments; k++)
        r->segment[k].chosen = false;
    for (uint32_t k = 0; k < n && k < count; k++)
        r->segment[by[k].number].chosen = true;
    find_again(r);
    r->b->segments = n;
    return true;
}

/* ---- positions ---- */

typedef struct emission {
    recomputing *r;
    uint32_t *first, *second; /* per place: its position, and that of its second computation */
    uint32_t *wanted,
        *next; /* per place: the first that is computed again before it; the one after this */
    uint32_t *in;
    uint32_t late; /* position of the first late reader */
} emission;

/* Which position an operand at place x is for someone at work now. */
static uint32_t seen(const emission *e, uint32_t x, bool late)
{
    return late && e->r->before[x] != WG__NONE ? e->second[x] : e->first[x];
}

/* since: the position from which on it is computed again; WG__NONE: it is computed where it was recorded. Late readers stay late: in an early
 * program, of what that computes, they would have to be kept themselves. */
static void emit(emission *e, uint32_t place, uint32_t since)
{
    wg__build *b = e->r->b;
    const wg__node *n = node_of(b, place);
    const uint32_t pos = b->n++;
    const bool again = since != WG__NONE, late = again || e->r->segment_of[place] == e->r->segments;
    e->late = late && pos < e->late ? pos : e->late;
    (again ? e->second : e->first)[place] = pos;
    b->origin[pos] = place;
    b->v[pos].node = n;
    b->v[pos].in = e->in;
    b->v[pos].again = again;
    b->v[pos].since = again ? since : late && b->recompute ? e->late : 0;
    for (int k = 0; n->op && k < n->nin; k++)
        *e->in++ = seen(e, operand(b, n, k), late);
}

/* What is wanted from this place on, in the order of the recording. */
static void emit_again(emission *e, uint32_t place)
{
    const uint32_t since = e->r->b->n;
    for (uint32_t p = e->wanted[place]; p != WG__NONE; p = e->next[p])
        emit(e, p, since);
}

static void pair(const emission *e)
{
    wg__build *b = e->r->b;
    for (uint32_t pos = 0; pos < b->n; pos++)
        b->v[pos].twin = WG__NONE;
    for (uint32_t p = 0; p < b->s->n; p++)
        if (e->r->before[p] != WG__NONE && e->r->once[p]) {
            b->v[e->first[p]].twin = e->second[p];
            b->v[e->second[p]].twin = e->first[p];
            b->recomputed += !node_of(b, p)->op->view;
        }
}

static void list_wanted(emission *e)
{
    const recomputing *r = e->r;
    for (uint32_t p = 0; p < r->b->s->n; p++)
        e->wanted[p] = WG__NONE;
    for (uint32_t p = r->b->s->n; p-- > 0;)
        if (r->before[p] != WG__NONE) {
            e->next[p] = e->wanted[r->before[p]];
            e->wanted[r->before[p]] = p;
        }
}

static bool measure(const recomputing *r, size_t *nodes, size_t *operands)
{
    const wg__build *b = r->b;
    *nodes = *operands = 0;
    for (uint32_t p = 0; p < b->s->n; p++) {
        const size_t times = (size_t)(r->before[p] != WG__NONE) + r->once[p];
        *nodes += times;
        *operands += times * node_of(b, p)->nin;
    }
    return *nodes < WG__NONE && *operands < WG__NONE;
}

static bool emit_all(recomputing *r)
{
    wg__build *b = r->b;
    size_t nodes, operands;
    if (!measure(r, &nodes, &operands))
        return false;
    emission e = {.r = r,
                  .first = wg__build_alloc(b, b->s->n, sizeof *e.first),
                  .second = wg__build_alloc(b, b->s->n, sizeof *e.second),
                  .wanted = wg__build_alloc(b, b->s->n, sizeof *e.wanted),
                  .next = wg__build_alloc(b, b->s->n, sizeof *e.next),
                  .in = wg__build_alloc(b, operands, sizeof *e.in),
                  .late = WG__NONE};
    b->origin = wg__build_alloc(b, nodes, sizeof *b->origin);
    b->v = wg__build_alloc(b, nodes, sizeof *b->v);
    if (!e.first || !e.second || !e.wanted || !e.next || !e.in || !b->origin || !b->v)
        return false;
    list_wanted(&e);
    for (uint32_t p = 0; p < b->s->n; p++) {
        emit_again(&e, p);
        if (r->once[p])
            emit(&e, p, WG__NONE);
    }
    pair(&e);
    for (int k = 0; k < b->nroots; k++)
        b->v[e.first[b->s->rank[b->root[k]]]].asked = true;
    return true;
}

bool wg__recompute(wg__build *b)
{
    recomputing r;
    return open(&r, b) && choose(&r, b->recompute) && emit_all(&r);
}
