/* Several ops of a tile program in one instruction.
 *
 *   pairs      outer(inner(x, y), z), by the table of ops/pairs.c:  e^(x - s), erf(x s), (x y) + z, ...
 *   rows       sum(x y), mean(x^2)           needs no row for the products
 *              take(x - s, index)            reads one element of a row instead of computing all
 *              sum(-add(0, index, u))        is -u
 *              add(0, index, u) + x          one pass instead of two
 *
 * The value in between has no other reader and is not kept. What the instruction then reads where the outer op stands must still be
 * there: no value between the two is written to memory. A member that nobody reads any more goes. The bits stay the same. */
#include "engine/build.h"
#include "ops/pairs.h"
#include "ops_gen_impl.h"

typedef struct combine {
    wg__build *b;
    wg__bstep *s;
    uint32_t *reads; /* per position: operands of members of s that it is */
    uint8_t *tested; /* its index is tested by another member too */
} combine;

/* ---- what may be taken ---- */

static bool is_op(const combine *c, uint32_t pos, const wg_op *op)
{
    const wg__value *v = &c->b->v[pos];
    return v->role == WG__TILE && v->base == pos && &c->b->step[v->step] == c->s &&
           v->node->op == op && !v->variant;
}

/* No member after `from`, up to `to`, writes to memory. */
static bool quiet_between(const combine *c, uint32_t from, uint32_t to)
{
    for (uint32_t m = c->b->v[from].next; m != to && m != WG__NONE; m = c->b->v[m].next)
        if (c->b->v[m].kept)
            return false;
    return true;
}

/* Operand k of m is the member itself, element by element. */
static bool reads_member(const combine *c, uint32_t m, int k)
{
    return wg__reading_of(c->b, c->s, m, k) == WG__SAME;
}

/* The value of x, whole, in the order of the level. */
static bool is_whole(const combine *c, uint32_t x, wg__level level)
{
    const wg__build *b = c->b;
    if (b->v[x].node->numel != wg__level_numel(c->s, level))
        return false;
    return wg__inside(b, x, c->s) ? b->v[b->v[x].base].level == level && wg__value_whole(b, x)
                                  : wg__value_row_major(b, x);
}

static bool set_variant(combine *c, uint32_t m, const wg__variant *variant)
{
    wg__variant *own = wg__arena_alloc(&c->b->arena, sizeof *own);
    if (!own)
        return false;
    for (int k = 0; k < wg__nin(c->b, m); k++)
        c->reads[c->b->v[wg__pos_in(c->b, m, k)].base]--;
    *own = *variant;
    c->b->v[m].variant = own;
    for (uint32_t k = 0; k < own->nin; k++)
        c->reads[c->b->v[own->in[k]].base]++;
    return true;
}

/* ---- pairs ---- */

static wg_tile_fn best(const wg__build *b, const wg_tiles *const *tile, wg_dtype d)
{
    for (int isa = b->isa; isa >= 0; isa--)
        if (tile[isa] && tile[isa]->fn[d])
            return tile[isa]->fn[d];
    return NULL;
}

/* (x s) (y + t): the other operand of the product too, of single elements s and t. */
static void take_third(const combine *c, uint32_t outer, int k, const wg__pair *pair,
                       wg__variant *v)
{
    wg__build *b = c->b;
    const uint32_t third = wg__pos_in(b, outer, k);
    if (pair->outer != &wg__op_mul || pair->inner != &wg__op_mul || !v->singles ||
        !is_op(c, third, &wg__op_add) || b->v[third].kept || c->reads[third] != 1 ||
        !reads_member(c, outer, k) || !quiet_between(c, third, outer))
        return;
    const int single = wg__single_operand(b, c->s, third);
    const wg_tile_fn fn = best(b, wg__mul_of_mul_and_add, (wg_dtype)b->v[outer].node->dtype);
    if (single < 0 || !fn)
        return;
    v->fn = fn;
    v->in[2] = wg__pos_in(b, third, 1 - single);
    v->in[3] = wg__pos_in(b, third, single);
    v->nin = 4;
    v->singles = 2 | 8;
    v->with = "mul, add";
    wg__did(b, WG__RULE_THREE, outer, WG__NONE);
}

/* Operand k of outer becomes inner's operands. */
static bool try_pair(combine *c, uint32_t outer, int k, const wg__pair *pair)
{
    wg__build *b = c->b;
    const uint32_t inner = wg__pos_in(b, outer, k);
    const wg_dtype d = (wg_dtype)b->v[outer].node->dtype;
    if (!is_op(c, inner, pair->inner) || b->v[inner].kept || c->reads[inner] != 1 ||
        !reads_member(c, outer, k) || !quiet_between(c, inner, outer))
        return true;
    const int single = wg__single_operand(b, c->s, inner);
    const bool commutes = pair->inner != &wg__op_sub;
    if (single == 0 && !commutes)
        return true;
    wg__variant v = {.fn = best(b, single < 0 ? pair->full : pair->one, d),
                     .pair = pair,
                     .singles = single < 0 ? 0 : 2,
                     .with = pair->inner->name};
    if (!v.fn)
        return true;
    const int first = single == 0;
    v.in[v.nin++] = wg__pos_in(b, inner, first);
    v.in[v.nin++] = wg__pos_in(b, inner, 1 - first);
    if (b->v[outer].node->nin == 2) {
        v.in[v.nin++] = wg__pos_in(b, outer, 1 - k);
        if (wg__operand_one(b, c->s, outer, 1 - k))
            return true; /* rather a function that takes it so */
        take_third(c, outer, 1 - k, pair, &v);
    }
    return set_variant(c, outer, &v);
}

static bool pairs_of(combine *c, uint32_t m)
{
    for (size_t j = 0; j < wg__pair_count; j++)
        for (int k = 0; k < c->b->v[m].node->nin; k++)
            if (is_op(c, m, wg__pairs[j].outer) && !try_pair(c, m, k, &wg__pairs[j]))
                return false;
    return true;
}

/* ---- rows ---- */

static bool is_float(const wg__build *b, uint32_t pos)
{
    return b->v[pos].node->dtype == WG_F32 || b->v[pos].node->dtype == WG_F64;
}

/* Zeros of which there is one constant, +0, with u added to each row at an index. */
static bool is_added_to_zeros(const combine *c, uint32_t pos)
{
    const wg__build *b = c->b;
    if (!is_op(c, pos, &wg__op_scatter_add_along_axis) || !is_float(b, pos))
        return false;
    const uint32_t zeros = b->v[wg__pos_in(b, pos, 0)].base;
    const wg__node *n = b->v[zeros].node;
    const unsigned char *p = n->data;
    if (n->kind != WG__NODE_CONST || n->numel != 1)
        return false; /* the key of a plan says so much of a constant */
    for (size_t k = 0; k < wg_dtype_size((wg_dtype)n->dtype); k++)
        if (p[k])
            return false;
    return true;
}

static int axis_of(const combine *c, uint32_t pos)
{
    return (int)c->b->v[pos].node->attr->at[0].u.i;
}

static bool take_of_difference(combine *c, uint32_t m)
{
    wg__build *b = c->b;
    const uint32_t x = is_op(c, m, &wg__op_take_along_axis) ? wg__pos_in(b, m, 0) : WG__NONE;
    if (x == WG__NONE || !is_op(c, x, &wg__op_sub) || b->v[x].kept || c->reads[x] != 1 ||
        !reads_member(c, m, 0) || !is_float(b, m) || !quiet_between(c, x, m))
        return true;
    const uint32_t from = wg__pos_in(b, x, 0), less = wg__pos_in(b, x, 1);
    if (!is_whole(c, from, WG__FULL) || wg__reading_of(b, c->s, x, 1) != WG__SPREAD ||
        !is_whole(c, less, WG__ROW))
        return true;
    if (is_op(c, from, &wg__op_sub) && is_whole(c, wg__pos_in(b, from, 0), WG__FULL) &&
        quiet_between(c, from, m) && wg__reading_of(b, c->s, from, 1) == WG__SPREAD &&
        is_whole(c, wg__pos_in(b, from, 1), WG__ROW))
        return set_variant(c, m,
                           &(wg__variant){.form = &wg__take_differences,
                                          .nin = 4,
                                          .axis = axis_of(c, m),
                                          .in = {wg__pos_in(b, from, 0), wg__pos_in(b, m, 1),
                                                 wg__pos_in(b, from, 1), less},
                                          .with = "sub, sub"});
    return set_variant(c, m,
                       &(wg__variant){.form = &wg__take_difference,
                                      .in = {from, wg__pos_in(b, m, 1), less},
                                      .nin = 3,
                                      .axis = axis_of(c, m),
                                      .with = "sub"});
}

static bool sum_of_added(combine *c, uint32_t m)
{
    wg__build *b = c->b;
    if (!is_op(c, m, &wg__op_sum) || b->v[m].level != WG__ROW || !reads_member(c, m, 0))
        return true;
    uint32_t x = wg__pos_in(b, m, 0);
    const bool negative = is_op(c, x, &wg__op_neg) && reads_member(c, x, 0);
    x = negative ? wg__pos_in(b, x, 0) : x;
    if (!is_added_to_zeros(c, x) || !is_whole(c, wg__pos_in(b, x, 2), WG__ROW) ||
        !quiet_between(c, x, m))
        return true;
    return set_variant(c, m,
                       &(wg__variant){.form = negative ? &wg__sum_added_negative : &wg__sum_added,
                                      .in = {wg__pos_in(b, x, 2)},
                                      .nin = 1,
                                      .with = "scatter_add_along_axis"});
}

/* add(0, index, u) + x s, with s of one element per row. */
static void take_scale(const combine *c, uint32_t m, int k, wg__variant *v)
{
    wg__build *b = c->b;
    const uint32_t x = wg__pos_in(b, m, k);
    if (!is_op(c, x, &wg__op_mul) || b->v[x].kept || c->reads[x] != 1 || !reads_member(c, m, k) ||
        !quiet_between(c, x, m))
        return;
    for (int j = 0; j < 2; j++) {
        const uint32_t full = wg__pos_in(b, x, j), scale = wg__pos_in(b, x, 1 - j);
        if (!is_whole(c, full, WG__FULL) || wg__reading_of(b, c->s, x, 1 - j) != WG__SPREAD)
            continue;
        v->in[0] = full;
        v->in[3] = b->v[scale].base;
        v->nin = 4;
        v->form = &wg__add_added_scaled;
        v->with = "scatter_add_along_axis, mul";
        return;
    }
}

static bool add_of_added(combine *c, uint32_t m)
{
    wg__build *b = c->b;
    for (int k = 0; k < 2 && is_op(c, m, &wg__op_add); k++) {
        const uint32_t x = wg__pos_in(b, m, k), other = wg__pos_in(b, m, 1 - k);
        if (b->v[m].level != WG__FULL || !is_added_to_zeros(c, x) || !reads_member(c, m, k) ||
            b->v[x].kept || c->reads[x] != 1 || !is_whole(c, other, WG__FULL) ||
            !quiet_between(c, x, m))
            continue;
        c->tested[x] = 1;
        wg__variant v = {.form = &wg__add_added,
                         .nin = 3,
                         .axis = axis_of(c, x),
                         .with = "scatter_add_along_axis",
                         .in = {other, wg__pos_in(b, x, 1), wg__pos_in(b, x, 2)}};
        take_scale(c, m, 1 - k, &v);
        return set_variant(c, m, &v);
    }
    return true;
}

/* Of a product or a square that nothing else reads. */
static bool sum_of_product(combine *c, uint32_t m)
{
    wg__build *b = c->b;
    const bool sum = is_op(c, m, &wg__op_sum), mean = is_op(c, m, &wg__op_mean);
    if ((!sum && !mean) || b->v[m].level != WG__ROW || !reads_member(c, m, 0) || !is_float(b, m))
        return true;
    const uint32_t x = wg__pos_in(b, m, 0);
    const bool square = is_op(c, x, &wg__op_square);
    if ((!square && !is_op(c, x, &wg__op_mul)) || b->v[x].kept || c->reads[x] != 1 ||
        !quiet_between(c, x, m))
        return true;
    const uint32_t first = wg__pos_in(b, x, 0), second = wg__pos_in(b, x, square ? 0 : 1);
    if (!is_whole(c, first, WG__FULL) || !is_whole(c, second, WG__FULL))
        return true;
    return set_variant(c, m,
                       &(wg__variant){.form = sum ? &wg__sum_of_products : &wg__mean_of_products,
                                      .nin = 2,
                                      .in = {first, second},
                                      .with = b->v[x].node->op->name});
}

/* ---- the pass ---- */

static void count_reads(combine *c)
{
    for (uint32_t m = c->s->head; m != WG__NONE; m = c->b->v[m].next)
        for (int k = 0; k < wg__nin(c->b, m); k++)
            c->reads[c->b->v[wg__pos_in(c->b, m, k)].base]++;
}

/* Members that nobody reads, latest first: a list that runs one way is gone through once per round. */
static void drop_unread(combine *c)
{
    wg__build *b = c->b;
    for (bool again = true; again;) {
        again = false;
        for (uint32_t *link = &c->s->head; *link != WG__NONE;) {
            const uint32_t m = *link;
            wg__value *v = &b->v[m];
            const struct wg__row_form *form = wg__rows_form(b, m);
            if (c->reads[m] || v->kept || v->level == WG__AFTER ||
                (form && form->may_fail && !c->tested[m])) {
                c->s->tail = m;
                link = &v->next;
                continue;
            }
            for (int k = 0; k < wg__nin(b, m); k++)
                c->reads[b->v[wg__pos_in(b, m, k)].base]--;
            v->role = WG__ABSORBED;
            wg__did(b, WG__RULE_UNREAD, m, WG__NONE);
            *link = v->next;
            c->s->count--;
            again = true;
        }
    }
}

static const struct {
    bool (*apply)(combine *, uint32_t m);
    wg__rule rule;
} rules[] = {{sum_of_added, WG__RULE_SUM_ADDED},
             {sum_of_product, WG__RULE_SUM_OF_PRODUCT},
             {take_of_difference, WG__RULE_TAKE_DIFFERENCE},
             {add_of_added, WG__RULE_ADD_ADDED},
             {pairs_of, WG__RULE_PAIR}};

static bool combine_step(combine *c)
{
    count_reads(c);
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        for (uint32_t m = c->s->head; m != WG__NONE; m = c->b->v[m].next) {
            const wg__variant *const was = c->b->v[m].variant;
            if (!rules[k].apply(c, m))
                return false;
            if (c->b->v[m].variant != was)
                wg__did(c->b, rules[k].rule, m, WG__NONE);
        }
        drop_unread(c);
    }
    return true;
}

bool wg__combine(wg__build *b)
{
    combine c = {.b = b,
                 .reads = wg__build_alloc(b, b->n, sizeof *c.reads),
                 .tested = wg__build_alloc(b, b->n, 1)};
    if (!c.reads || !c.tested)
        return false;
    for (uint32_t k = 0; k < b->steps && !b->options.no_combine && !b->options.no_fusion; k++) {
        c.s = &b->step[k];
        if (c.s->kind == WG__STEP_TILE && !c.s->dead && c.s->count > 1 && !combine_step(&c))
            return false;
    }
    return true;
}
