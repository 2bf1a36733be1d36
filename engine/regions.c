/* Regions: steps that a chunk of rows goes through one after the other while it lies in the second cache.
 *
 * The leading axes of what the steps compute are cut into `units`: rows, or items of a batch. A step belongs to a region
 * if what it does for a unit needs nothing of other units that the region computes:
 *
 *   tile program            its rows are as many for each unit
 *   product, whole          each unit has products of its own (WG__PART_WHOLE)
 *   product, rows           each unit has rows of the result; the right-hand side comes from elsewhere (WG__PART_ROWS)
 *   product, sums           sums run over the units of a span, an item, in their order (WG__PART_SUMS); the result is there
 *                           when the span is done, so that no step of the region may read it
 *
 * An operand that the region computes must lie unit by unit in the reader's order. A step between that does not belong is done before
 * the region if it needs nothing of it; otherwise it is put off until the region is done, and so is what depends on it. What only the
 * region reads is a value of the chunk: memory_plan.c gives it bytes for one chunk.
 *
 * Two geometries are tried: whole items of the first product's batch; and rows, with an item as the span. The cut depends on shapes
 * alone. docs/adr/006-regions.md has the reasons. */
#include <string.h>

#include "engine/build.h"
#include "engine/run_shared.h"

enum {
    LOOK_AHEAD = 256, /* steps that are looked at from the first one on */
    MOST_OF_ITEMS =
        3 << 20, /* bytes of the values of a chunk of items; rows that are fewer are better */
    MOST_OF_ROWS = 25 << 20, /* likewise of rows: what a thread has room for */
    CHUNK_BYTES = 512 << 10, /* of what a chunk writes, or reads again: half of the second cache */
    MOST_RIGHT_SIDE = 512 << 10, /* bytes of a right-hand side that all chunks go through */
    NARROW =
        128, /* one of n and k: what a chunk saves of the other is more than it reads again of a larger one */
    MOST_PUT_OFF = 1 << 20, /* bytes of values that wait for steps that are put off */
    LEAST_ROWS = 16,        /* of a product, in a chunk */
    GOOD_ROWS = 32,         /* likewise, where that leaves enough chunks for ENOUGH threads */
    ENOUGH = 4,
    ROWS_GRAIN = 8, /* of a product's rows */
};

/* Of a step: it is not of the region, and is done after it (OUTSIDE) or, as it needs nothing of it, before; it is of the region; and its result is
 * there after all chunks. */
typedef enum verdict { OUTSIDE, BEFORE, INSIDE, SUMMED } verdict;

typedef struct trial {
    wg__build *b;
    int64_t units, span;
    uint32_t from, end; /* places that are looked at */
    uint32_t limit;     /* up to which the region may be */
    uint8_t *verdict;   /* per step: of this trial */
    uint8_t *held;      /* per base: has to be in memory, whoever reads it */
    size_t *dying;      /* per place from `from` on: bytes of a unit that nobody reads after it */
    size_t *passed;     /* likewise: that nobody of the region reads after it */
    uint32_t steps, joints; /* that belong; operands that one of them computes */
    int64_t grain;          /* units of a chunk are multiples of it, or all of a span */
    uint32_t at;            /* step at work */
    bool blocked;           /* it reads what has been put off */
    bool depends;           /* it reads what the region computes */
    size_t reads, kept;     /* bytes of that; of what waits for all that is put off */
    bool ordered;
    bool of_items; /* the units */
} trial;

/* ---- what lies unit by unit ---- */

/* The leading axes of v are the units, `each` elements of the memory apart, and what is behind them stays within one. */
static bool by_units(const wg_view *v, int64_t units, int64_t each)
{
    int64_t left = units, reach = v->offset;
    if (v->offset < 0)
        return false;
    for (int k = 0; k < v->shape.rank; k++) {
        int64_t dim = v->shape.dim[k];
        if (left > 1) {
            const int64_t outer = dim < left ? dim : left;
            if (dim == 0 || (dim < left ? left % dim : dim % left))
                return false;
            left /= outer;
            dim /= outer;
            if (outer > 1 && v->stride[k] * dim != left * each)
                return false;
        }
        if (v->stride[k] < 0)
            return false;
        reach += (dim - 1) * v->stride[k];
    }
    return left == 1 && reach < each;
}

static uint32_t step_of(const wg__build *b, uint32_t pos)
{
    const uint32_t base = b->v[pos].base;
    return b->v[base].role == WG__LEAF ? WG__NONE : b->v[base].step;
}

/* pos is computed by a step of this trial. */
static bool is_inside(const trial *t, uint32_t pos)
{
    const uint32_t s = step_of(t->b, pos);
    return s != WG__NONE && t->verdict[s] >= INSIDE;
}

/* The operand comes from elsewhere, or unit by unit from a step of the region. view: as the reader goes through it. */
static bool fits(trial *t, uint32_t pos, const wg_view *view)
{
    const wg__build *b = t->b;
    const uint32_t base = b->v[pos].base;
    const int64_t n = b->v[base].node->numel;
    if (!is_inside(t, pos))
        return true;
    if (t->verdict[step_of(b, pos)] == SUMMED ||
        (b->v[base].role == WG__TILE && b->v[base].level == WG__AFTER))
        return wg__no(b, WG__AFTER_THE_LAST_ROW);
    if (n % t->units || !by_units(view, t->units, n / t->units))
        return wg__no(b, WG__CROSSES_CHUNKS);
    t->joints++;
    return true;
}

/* ---- tile programs ---- */

/* A reduction that is there after the last row is told of all rows at the end, from memory. */
static bool can_tell_later(trial *t, const wg__bstep *s, uint32_t m)
{
    const wg__build *b = t->b;
    const uint32_t x = wg__pos_in(b, m, 0), base = b->v[x].base;
    if (wg__kept_bytes(b, s, m))
        return true;
    if (!wg__value_whole(b, x) || !wg__tile_operand_flat(b, m, 0) ||
        (wg__inside(b, x, s) && !b->v[base].kept))
        return wg__no(b, WG__AFTER_THE_LAST_ROW);
    t->held[base] = 1;
    return true;
}

static bool admit_program(trial *t, const wg__bstep *s)
{
    const wg__build *b = t->b;
    const int64_t rows = wg__rows_of(s);
    if (rows == 0 || rows % t->units || s->n == 0)
        return wg__no(b, WG__OTHER_ROWS);
    for (uint32_t m = s->head; m != WG__NONE; m = b->v[m].next) {
        if (b->v[m].level == WG__AFTER && !can_tell_later(t, s, m))
            return false;
        for (int k = 0; k < wg__nin(b, m); k++) {
            const uint32_t x = wg__pos_in(b, m, k);
            const wg_view v = wg__tile_operand(b, m, k);
            if (!wg__inside(b, x, s) && !fits(t, x, &v))
                return false;
        }
    }
    return true;
}

/* ---- products ---- */

/* No axis of the batch is repeated. */
static bool whole_batch(const wg_view *v, const wg_view *other)
{
    if (v->shape.rank < 2 || other->shape.rank > v->shape.rank)
        return false;
    for (int k = 0; k < v->shape.rank - 2; k++) {
        const int j = k - (v->shape.rank - other->shape.rank);
        if (j >= 0 && other->shape.dim[j] != v->shape.dim[k] && other->shape.dim[j] != 1)
            return false;
    }
    return true;
}

/* The shape lets the product be cut so. */
static bool shape_fits(const trial *t, const wg__product *x, wg__part part)
{
    const wg__gemm *g = &x->g;
    const int64_t rows = x->batch * g->m;
    switch (part) {
    case WG__PART_WHOLE: return x->batch % t->units == 0;
    case WG__PART_ROWS:
        return rows % t->units == 0 && (x->batch == 1 || rows / t->units * t->span == g->m);
    default: return x->batch == t->units / t->span && g->k == t->span;
    }
}

static bool add_operand(trial *t, uint32_t pos, const wg_view *v, const wg_view *other)
{
    return !is_inside(t, pos) ||
           (whole_batch(v, other) ? fits(t, pos, v) : wg__no(t->b, WG__CROSSES_CHUNKS));
}

/* An operand of the shape of the result. */
static bool add_beside(trial *t, uint32_t pos)
{
    if (pos == WG__NONE)
        return true;
    const wg_view v = wg__value_view(t->b, pos);
    return fits(t, pos, &v);
}

static bool nothing_inside(const trial *t, uint32_t pos)
{
    return pos == WG__NONE || !is_inside(t, pos) || wg__no(t->b, WG__CROSSES_CHUNKS);
}

/* The chunks of a span are at work one after the other. With one span that is done for a left-hand side too large for the memory of a chunk. */
static bool grain_of_sums(trial *t, const wg__bproduct *p, const wg__product *x)
{
    const int64_t slice = wg__product_slice(x);
    const uint32_t left = wg__product_left(p);
    if (t->span == t->units && !(is_inside(t, left) && wg__value_bytes(t->b, left) > MOST_OF_ITEMS))
        return wg__no(t->b, WG__ONE_AFTER_ANOTHER);
    if (slice >= t->span)
        return wg__no(t->b, WG__WHOLE_PRODUCT);
    if (t->grain % slice && slice % t->grain)
        return wg__no(t->b, WG__WHOLE_PRODUCT);
    t->grain = t->grain > slice ? t->grain : slice;
    t->ordered = true;
    return true;
}

static bool admit_rows(trial *t, const wg__bproduct *p, const wg__product *x)
{
    const size_t right = (size_t)(x->g.n * x->g.k) * wg_dtype_size(x->dtype);
    const bool narrow = x->g.n <= NARROW || x->g.k <= NARROW;
    if (x->batch == 1 && right > MOST_RIGHT_SIDE && !narrow)
        return wg__no(t->b, WG__LARGE_RIGHT_SIDE);
    return nothing_inside(t, wg__product_right(p));
}

static bool admit_sums(trial *t, const wg__bproduct *p, const wg__product *x)
{
    if (p->c != WG__NONE || p->bias != WG__NONE || p->gate != WG__NONE || p->relu)
        return wg__no(t->b, WG__UNFIT_EPILOGUE);
    return grain_of_sums(t, p, x);
}

static bool operands_fit(trial *t, const wg__bproduct *p, const wg__product *x, wg__part part)
{
    wg_view left, right;
    wg__product_operands(t->b, p, &left, &right);
    if (part != WG__PART_WHOLE && wg__product_slice(x) == 0)
        return wg__no(t->b, WG__WHOLE_PRODUCT);
    if (part == WG__PART_ROWS && !admit_rows(t, p, x))
        return false;
    if (part == WG__PART_SUMS)
        left = wg__view_transposed(left);
    return add_operand(t, wg__product_left(p), &left, &right) &&
           (part == WG__PART_ROWS || add_operand(t, wg__product_right(p), &right, &left)) &&
           add_beside(t, p->c) && add_beside(t, p->gate) && nothing_inside(t, p->bias) &&
           nothing_inside(t, p->alpha) && (part != WG__PART_SUMS || admit_sums(t, p, x));
}

static bool admit_product(trial *t, wg__bstep *s)
{
    const wg__bproduct *p = &t->b->product[s->product];
    const uint32_t joints = t->joints;
    wg__product x;
    wg__shape_product(t->b, s, &x);
    wg__no(t->b, WG__OTHER_ROWS);
    if (x.batch * x.g.m <= 0 || x.g.n <= 0 || x.g.k <= 0)
        return false;
    for (int part = WG__PART_WHOLE; part <= WG__PART_SUMS; part++) {
        t->joints = joints;
        if (!shape_fits(t, &x, (wg__part)part) || !operands_fit(t, p, &x, (wg__part)part))
            continue;
        s->part = (uint8_t)part;
        return true;
    }
    return false;
}

/* ---- growing a region ---- */

/* What a step that is put off reads has to wait for it. */
static bool may_go_on(trial *t)
{
    t->kept += t->reads;
    return t->kept <= MOST_PUT_OFF;
}

static bool look_for_put_off(void *user, uint32_t pos, bool copy)
{
    trial *t = user;
    const wg__build *b = t->b;
    const uint32_t s = copy ? b->v[pos].copy_step : step_of(b, pos);
    const bool near = s != WG__NONE && b->step[s].at >= t->from && s != t->at;
    t->blocked = t->blocked || (near && t->verdict[s] == OUTSIDE);
    if (near && t->verdict[s] >= INSIDE) {
        t->depends = true;
        t->reads += wg__value_bytes(b, b->v[pos].base);
    }
    return true;
}

static bool admit(trial *t, uint32_t step)
{
    wg__bstep *s = &t->b->step[step];
    t->at = step;
    t->blocked = t->depends = false;
    t->reads = 0;
    wg__step_reads(t->b, s, look_for_put_off, t);
    if (s->kind != WG__STEP_TILE && s->kind != WG__STEP_GEMM)
        return wg__no(t->b, WG__NO_ROWS);
    if (t->blocked)
        return wg__no(t->b, WG__PUT_OFF);
    return s->kind == WG__STEP_TILE ? admit_program(t, s) : admit_product(t, s);
}

static void grow(trial *t)
{
    wg__build *b = t->b;
    t->steps = t->joints = 0;
    t->kept = 0;
    t->limit = t->end;
    t->grain = 1;
    t->ordered = false;
    for (uint32_t k = t->from; k < t->limit; k++)
        t->verdict[b->order[k]] = OUTSIDE;
    for (uint32_t k = t->from; k < t->limit; k++) {
        const uint32_t s = b->order[k], joints = t->joints;
        if (!admit(t, s)) {
            b->step[s].alone = (uint8_t)wg__last_reason(b);
            if (k == t->from || !may_go_on(t)) {
                t->limit = k;
                return;
            }
            t->joints = joints;
            t->verdict[s] = t->blocked || t->depends ? OUTSIDE : BEFORE;
            continue;
        }
        t->verdict[s] =
            b->step[s].kind == WG__STEP_GEMM && b->step[s].part == WG__PART_SUMS ? SUMMED : INSIDE;
        if (++t->steps == WG__MOST_REGION_STEPS)
            t->limit = k + 1;
    }
}

/* ---- values of the chunk ---- */

/* Nobody outside reads it. */
static bool only_inside(const trial *t, uint32_t base)
{
    const wg__build *b = t->b;
    if (t->held[base] || b->readers[base] == b->readers[base + 1])
        return false;
    for (uint32_t k = b->readers[base]; k < b->readers[base + 1]; k++) {
        const uint32_t s = wg__step_of(b, b->reader[k]);
        if (s == WG__NONE || t->verdict[s] < INSIDE)
            return false;
    }
    return true;
}

/* Calls fn for each value that the step leaves unit by unit. */
static void each_result(trial *t, uint32_t step, void (*fn)(trial *t, uint32_t base, void *user),
                        void *user)
{
    const wg__build *b = t->b;
    const wg__bstep *s = &b->step[step];
    if (s->kind == WG__STEP_GEMM && t->verdict[step] == INSIDE)
        fn(t, s->pos, user);
    for (uint32_t m = s->kind == WG__STEP_TILE ? s->head : WG__NONE; m != WG__NONE;
         m = b->v[m].next)
        if (b->v[m].kept && b->v[m].level != WG__AFTER)
            fn(t, m, user);
}

/* Bytes of a unit, at most at a time: what one step writes and a later one of the region reads, or has just been written; and of it what the chunk's
 * values take, if each goes where one lay that dies. */
typedef struct sums {
    size_t near, near_now;
    size_t scratch, scratch_now;
    uint32_t region;
} sums;

/* The place of the last step of the region that reads it, or of the one that writes it. */
static uint32_t last_read(const trial *t, uint32_t base)
{
    const wg__build *b = t->b;
    uint32_t last = b->step[b->v[base].step].at;
    for (uint32_t k = b->readers[base]; k < b->readers[base + 1]; k++) {
        const uint32_t s = wg__step_of(b, b->reader[k]);
        if (s != WG__NONE && t->verdict[s] >= INSIDE && b->step[s].at > last)
            last = b->step[s].at;
    }
    return last;
}

static void add_bytes(trial *t, uint32_t base, void *user)
{
    sums *s = user;
    const size_t each = wg__value_bytes(t->b, base) / (size_t)t->units;
    const uint32_t last = last_read(t, base) - t->from;
    s->near_now += each;
    t->passed[last] += each;
    if (!only_inside(t, base))
        return;
    s->scratch_now += each;
    t->dying[last] += each;
}

static void measure(trial *t, sums *s)
{
    *s = (sums){0};
    memset(t->dying, 0, (t->limit - t->from) * sizeof *t->dying);
    memset(t->passed, 0, (t->limit - t->from) * sizeof *t->passed);
    for (uint32_t k = t->from; k < t->limit; k++) {
        if (t->verdict[t->b->order[k]] < INSIDE)
            continue;
        s->scratch_now -= t->dying[k - t->from];
        each_result(t, t->b->order[k], add_bytes, s);
        s->scratch = s->scratch_now > s->scratch ? s->scratch_now : s->scratch;
        s->near = s->near_now > s->near ? s->near_now : s->near;
        s->near_now -= t->passed[k - t->from];
    }
}

static void put_into_chunk(trial *t, uint32_t base, void *user)
{
    const sums *s = user;
    if (only_inside(t, base))
        t->b->v[base].region = s->region;
}

static void each_of_region(trial *t, void (*fn)(trial *t, uint32_t base, void *user), void *user)
{
    for (uint32_t k = t->from; k < t->limit; k++)
        if (t->verdict[t->b->order[k]] >= INSIDE)
            each_result(t, t->b->order[k], fn, user);
}

/* ---- chunks ---- */

static int64_t min64(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t max64(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t ceil_div(int64_t a, int64_t b)
{
    return a / b + (a % b != 0);
}

/* Equal chunks of at most `most` units, in multiples of the grain. */
static int64_t equal_chunk(const trial *t, int64_t most)
{
    const int64_t whole = ceil_div(t->span, t->grain);
    int64_t fits = most / t->grain;
    fits = fits < 1 ? 1 : min64(fits, whole);
    return min64(ceil_div(whole, ceil_div(whole, fits)) * t->grain, t->span);
}

static double cost_of(const trial *t)
{
    const wg__build *b = t->b;
    double cost = 0;
    for (uint32_t k = t->from; k < t->limit; k++) {
        const wg__bstep *s = &b->step[b->order[k]];
        wg__product x;
        if (t->verdict[b->order[k]] < INSIDE)
            continue;
        if (s->kind == WG__STEP_TILE) {
            cost += wg__program_cost(b, s);
            continue;
        }
        wg__shape_product(b, s, &x);
        cost += wg__product_cost(&x);
    }
    return cost;
}

static bool has_rows(const trial *t)
{
    const wg__build *b = t->b;
    for (uint32_t k = t->from; k < t->limit; k++)
        if (t->verdict[b->order[k]] == INSIDE && b->step[b->order[k]].kind == WG__STEP_GEMM &&
            b->step[b->order[k]].part == WG__PART_ROWS)
            return true;
    return false;
}

/* false: a chunk is larger than a thread has room for. */
static bool cut(trial *t, const sums *s, wg__bregion *r)
{
    const bool small = t->b->options.small_chunks;
    const int64_t chunks = wg__chunks_of(cost_of(t), t->units, small ? 1 : WG__LEAST_CHUNK);
    int64_t most = s->near ? (int64_t)(CHUNK_BYTES / s->near) : t->span;
    int64_t least = 1;
    if (!small && has_rows(t)) {
        if (t->grain == 1 && t->span > 2 * ROWS_GRAIN)
            t->grain = ROWS_GRAIN;
        least = max64(LEAST_ROWS, min64(GOOD_ROWS, ceil_div(t->units, ENOUGH)));
    }
    if (small)
        most = min64(most, ceil_div(t->span, 3));
    r->chunk = equal_chunk(t, max64(most, least));
    r->share = r->chunk;
    if (!t->ordered)
        r->share = min64(r->chunk, equal_chunk(t, max64(ceil_div(t->units, chunks), least)));
    r->cut = chunks > 1;
    return (double)s->scratch * (double)r->chunk <= (t->of_items ? MOST_OF_ITEMS : MOST_OF_ROWS);
}

/* ---- the choice ---- */

/* The batch and rows of the first product from `at` on that one of the steps until `end` is. */
static bool first_product(const wg__build *b, uint32_t at, uint32_t end, wg__product *x)
{
    for (; at < end; at++)
        if (b->step[b->order[at]].kind == WG__STEP_GEMM) {
            wg__shape_product(b, &b->step[b->order[at]], x);
            return x->g.m > 0 && x->batch > 0;
        }
    return false;
}

/* A region of this geometry is worth having: *s and *r are its figures. */
static bool attempt(trial *t, bool of_items, const wg__product *x, sums *s, wg__bregion *r)
{
    const int64_t units = of_items ? x->batch : x->batch * x->g.m;
    t->of_items = of_items;
    t->units = units;
    t->span = of_items || x->batch == 1 ? units : x->g.m;
    if (units < 2)
        return false;
    grow(t);
    measure(t, s);
    *r = (wg__bregion){.units = units, .span = t->span, .steps = t->steps, .scratch = WG__NONE};
    if (t->steps < 2 || t->joints == 0 || !cut(t, s, r))
        return false;
    r->ordered = t->ordered;
    return true;
}

/* Steps that are done before, those that belong, those that were put off: each in their order. Gives the place of the first that belongs. */
static uint32_t reorder(trial *t, uint32_t *room)
{
    static const struct {
        verdict least, most;
    } group[] = {{BEFORE, BEFORE}, {INSIDE, SUMMED}, {OUTSIDE, OUTSIDE}};
    wg__build *b = t->b;
    uint32_t n = t->from, first = t->from;
    memcpy(room, b->order + t->from, (t->limit - t->from) * sizeof *room);
    for (int k = 0; k < 3; k++) {
        const bool belongs = group[k].least == INSIDE;
        first = belongs ? n : first;
        for (uint32_t i = 0; i < t->limit - t->from; i++) {
            const uint32_t s = room[i];
            if (t->verdict[s] < group[k].least || t->verdict[s] > group[k].most)
                continue;
            b->step[s].region = belongs ? b->regions : WG__NONE;
            b->step[s].alone = belongs ? WG__UNKNOWN_REASON : b->step[s].alone;
            b->step[s].at = n;
            b->order[n++] = s;
        }
    }
    memset(t->verdict, OUTSIDE, b->steps);
    return first;
}

static bool add_region(trial *t, wg__bregion *r, sums *s, uint32_t *room)
{
    wg__build *b = t->b;
    if (!wg__build_grow(&b->region, b->regions, &b->region_cap, sizeof *b->region))
        return false;
    s->region = b->regions;
    each_of_region(t, put_into_chunk, s);
    r->first = reorder(t, room);
    for (uint32_t k = r->first; k < r->first + r->steps; k++)
        wg__did(b, WG__RULE_REGION, b->step[b->order[k]].pos, b->order[k]);
    b->region[b->regions++] = *r;
    return true;
}

/* The geometry with more steps; of two alike, whole items. false: out of memory. */
static bool try_from(trial *t, uint32_t *room, uint32_t *next)
{
    wg__product x;
    sums s;
    wg__bregion items = {0}, rows = {0};
    *next = t->from + 1;
    if (!first_product(t->b, t->from, t->end, &x))
        return true;
    const bool by_items = attempt(t, true, &x, &s, &items),
               by_rows = attempt(t, false, &x, &s, &rows);
    if (!by_items && !by_rows)
        return true;
    const bool of_items = by_items && !(by_rows && rows.steps > items.steps);
    wg__bregion *r = of_items ? &items : &rows;
    if (!attempt(t, of_items, &x, &s, r) || !add_region(t, r, &s, room))
        return false;
    *next = r->first + r->steps;
    return true;
}

/* Values that have to be there after the run, or that go into a parameter. */
static void hold_asked(const wg__build *b, uint8_t *held)
{
    for (uint32_t pos = 0; pos < b->n; pos++)
        if (b->v[pos].asked || (b->v[pos].node->op && b->v[pos].node->op->effect))
            held[b->v[pos].base] = 1;
}

static uint32_t early_steps(const wg__build *b)
{
    uint32_t n = 0;
    while (n < b->ordered && !b->step[b->order[n]].late)
        n++;
    return n;
}

/* A member is to be computed after step `from` has begun (recompute.c): in a region of that, or before it, it would be early. */
static bool is_late(const wg__build *b, const wg__bstep *s, const wg__bstep *from)
{
    bool late = b->v[s->pos].since > from->begin;
    for (uint32_t m = s->kind == WG__STEP_TILE ? s->head : WG__NONE; m != WG__NONE && !late;
         m = b->v[m].next)
        late = b->v[m].since > from->begin;
    return late;
}

/* The end of the places that a region which begins at `from` may take steps of. */
static uint32_t end_of_look(const wg__build *b, uint32_t from, uint32_t early)
{
    const uint32_t end = early - from < LOOK_AHEAD ? early : from + LOOK_AHEAD;
    uint32_t k = from + 1;
    while (k < end && !is_late(b, &b->step[b->order[k]], &b->step[b->order[from]]))
        k++;
    return k;
}

bool wg__find_regions(wg__build *b)
{
    const uint32_t early = early_steps(b);
    trial t = {.b = b,
               .verdict = wg__build_alloc(b, b->steps, 1),
               .held = wg__build_alloc(b, b->n, 1),
               .dying = wg__build_alloc(b, LOOK_AHEAD, sizeof *t.dying),
               .passed = wg__build_alloc(b, LOOK_AHEAD, sizeof *t.passed)};
    uint32_t *room = wg__build_alloc(b, b->ordered, sizeof *room);
    if (!t.verdict || !t.held || !t.dying || !t.passed || !room)
        return false;
    hold_asked(b, t.held);
    for (uint32_t k = 0; k < b->ordered; k++)
        b->step[b->order[k]].alone = b->options.no_regions ? WG__PASS_OFF_REGIONS
                                     : k < early           ? WG__ONLY_STEP
                                                           : WG__LATE_STEP;
    for (uint32_t at = 0, next; at < early && !b->options.no_regions; at = next) {
        t.from = at;
        t.end = end_of_look(b, at, early);
        if (!try_from(&t, room, &next))
            return false;
    }
    return true;
}
