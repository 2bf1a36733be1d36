/* Ops as steps on lanes, to the bits of ops/vmath_arith.h and its neighbours. What is not in the table is a call. */
#include <string.h>

#include "engine/jit_emit.h"
#include "ops/pairs.h"
#include "ops/rows.h"
#include "ops_gen_impl.h"

/* ---- values ---- */

static int new_value(emitter *e, value_kind kind)
{
    if (e->values == MAX_VALUES) {
        e->refused = true;
        return 0;
    }
    e->value[e->values] = (value){.kind = (uint8_t)kind, .reg = -1, .last = -1};
    return e->values++;
}

static int single(emitter *e, wg__mem at)
{
    const int v = new_value(e, SINGLE);
    at.all = true;
    e->value[v].mem = at;
    return v;
}

static int constant_of(emitter *e, constant c)
{
    if (e->constant_value[c] < 0)
        e->constant_value[c] = single(e, wg__jit_constant(e, c));
    return e->constant_value[c];
}

static void put(emitter *e, step s)
{
    if (e->steps == MAX_STEPS) {
        e->refused = true;
        return;
    }
    const int16_t reads[3] = {s.a, s.b, s.m};
    for (int k = 0; k < 3; k++)
        if (reads[k] >= 0) {
            e->value[reads[k]].last = (int16_t)e->steps;
            e->value[reads[k]].reads++;
        }
    e->step[e->steps++] = s;
}

static int vector(emitter *e, wg__vector what, int a, int b, int imm)
{
    const int to = new_value(e, IN_LANES);
    put(e, (step){.act = VECTOR,
                  .what = (uint8_t)what,
                  .imm = (int8_t)imm,
                  .to = (int16_t)to,
                  .a = (int16_t)a,
                  .b = (int16_t)b,
                  .m = -1});
    return to;
}

static int select_(emitter *e, int m, int a, int b)
{
    const int to = new_value(e, IN_LANES);
    put(e,
        (step){
            .act = SELECT, .to = (int16_t)to, .a = (int16_t)a, .b = (int16_t)b, .m = (int16_t)m});
    return to;
}

static int compare(emitter *e, int a, int b, int predicate)
{
    const int to = new_value(e, BOOLS);
    put(e, (step){.act = COMPARE,
                  .imm = (int8_t)predicate,
                  .to = (int16_t)to,
                  .a = (int16_t)a,
                  .b = (int16_t)b,
                  .m = -1});
    return to;
}

static int mask(emitter *e, wg__mask_op what, int a, int b)
{
    const int to = new_value(e, BOOLS);
    put(e, (step){.act = MASK,
                  .what = (uint8_t)what,
                  .to = (int16_t)to,
                  .a = (int16_t)a,
                  .b = (int16_t)b,
                  .m = -1});
    return to;
}

/* ---- ops ---- */

/* Comparisons of VCMPPS, quiet. */
enum {
    EQ = 0x00,
    UNORDERED = 0x03,
    NE = 0x04,
    NOT_LE = 0x16,
    LT = 0x11,
    LE = 0x12,
    GE = 0x1D,
    GT = 0x1E
};

typedef struct lanes_op {
    const wg_op *op;
    int (*put)(emitter *e, const int *in, int what);
    int what;
} lanes_op;

static int put_arithmetic(emitter *e, const int *in, int what)
{
    const int y = vector(e, (wg__vector)what, in[0], in[1], -1);
    return e->flaw && what == WG__V_ADD ? vector(e, WG__V_ADD, y, constant_of(e, ONE), -1) : y;
}

/* The first where they are equal, NaN if either is: the instruction gives its second where either is NaN or they are equal. */
static int put_extreme(emitter *e, const int *in, int what)
{
    const int nan = compare(e, in[1], in[1], UNORDERED);
    const int most = vector(e, (wg__vector)what, in[1], in[0], -1);
    return select_(e, nan, in[1], most);
}

static int put_neg(emitter *e, const int *in, int what)
{
    (void)what;
    return vector(e, WG__V_XOR, in[0], constant_of(e, SIGN), -1);
}

static int put_abs(emitter *e, const int *in, int what)
{
    (void)what;
    return vector(e, WG__V_AND, in[0], constant_of(e, MAGNITUDE), -1);
}

static int put_square(emitter *e, const int *in, int what)
{
    (void)what;
    return vector(e, WG__V_MUL, in[0], in[0], -1);
}

static int put_sqrt(emitter *e, const int *in, int what)
{
    (void)what;
    return vector(e, WG__V_SQRT, -1, in[0], -1);
}

static int put_reciprocal(emitter *e, const int *in, int what)
{
    (void)what;
    return vector(e, WG__V_DIV, constant_of(e, ONE), in[0], -1);
}

static int put_rsqrt(emitter *e, const int *in, int what)
{
    const int root = put_sqrt(e, in, what);
    return put_reciprocal(e, &root, what);
}

static int put_relu(emitter *e, const int *in, int what)
{
    const int zero = constant_of(e, ZERO);
    (void)what;
    return select_(e, compare(e, in[0], zero, NOT_LE), in[0], zero);
}

static int put_sign(emitter *e, const int *in, int what)
{
    const int zero = constant_of(e, ZERO), x = in[0];
    (void)what;
    int y = select_(e, compare(e, x, zero, EQ), zero, x);
    y = select_(e, compare(e, x, zero, LT), constant_of(e, MINUS_ONE), y);
    return select_(e, compare(e, x, zero, GT), constant_of(e, ONE), y);
}

static int put_round(emitter *e, const int *in, int what)
{
    return vector(e, WG__V_ROUND, -1, in[0], what);
}

static int put_compare(emitter *e, const int *in, int what)
{
    return compare(e, in[0], in[1], what);
}

static int put_isnan(emitter *e, const int *in, int what)
{
    return compare(e, in[0], in[0], what);
}

static int put_magnitude(emitter *e, const int *in, int what)
{
    return compare(e, put_abs(e, in, 0), constant_of(e, LARGEST), what);
}

static int put_mask(emitter *e, const int *in, int what)
{
    return mask(e, (wg__mask_op)what, in[0], in[1]);
}

static int put_not(emitter *e, const int *in, int what)
{
    return mask(e, (wg__mask_op)what, -1, in[0]);
}

static int put_where(emitter *e, const int *in, int what)
{
    (void)what;
    return select_(e, in[0], in[1], in[2]);
}

/* Rounding without an exception: to even, down, up, towards 0. */
static const lanes_op ops[] = {
    {&wg__op_add, put_arithmetic, WG__V_ADD},
    {&wg__op_sub, put_arithmetic, WG__V_SUB},
    {&wg__op_mul, put_arithmetic, WG__V_MUL},
    {&wg__op_div, put_arithmetic, WG__V_DIV},
    {&wg__op_maximum, put_extreme, WG__V_MAX},
    {&wg__op_minimum, put_extreme, WG__V_MIN},
    {&wg__op_neg, put_neg, 0},
    {&wg__op_abs, put_abs, 0},
    {&wg__op_sign, put_sign, 0},
    {&wg__op_square, put_square, 0},
    {&wg__op_sqrt, put_sqrt, 0},
    {&wg__op_rsqrt, put_rsqrt, 0},
    {&wg__op_reciprocal, put_reciprocal, 0},
    {&wg__op_relu, put_relu, 0},
    {&wg__op_round, put_round, 0x08},
    {&wg__op_floor, put_round, 0x09},
    {&wg__op_ceil, put_round, 0x0A},
    {&wg__op_trunc, put_round, 0x0B},
    {&wg__op_eq, put_compare, EQ},
    {&wg__op_ne, put_compare, NE},
    {&wg__op_lt, put_compare, LT},
    {&wg__op_le, put_compare, LE},
    {&wg__op_gt, put_compare, GT},
    {&wg__op_ge, put_compare, GE},
    {&wg__op_logical_and, put_mask, WG__M_AND},
    {&wg__op_logical_or, put_mask, WG__M_OR},
    {&wg__op_logical_xor, put_mask, WG__M_XOR},
    {&wg__op_logical_not, put_not, WG__M_NOT},
    {&wg__op_isnan, put_isnan, UNORDERED},
    {&wg__op_isinf, put_magnitude, GT},
    {&wg__op_isfinite, put_magnitude, LE},
    {&wg__op_where, put_where, 0},
};

static const lanes_op *op_of(const wg_op *op)
{
    for (size_t k = 0; k < sizeof ops / sizeof *ops; k++)
        if (ops[k].op == op)
            return &ops[k];
    return NULL;
}

/* Bools have lanes of their own, or none: a single one, and one for a whole row, are not held in a mask. */
static bool bools_fit(const body *b, const item *x)
{
    const bool of_row = b->program->cols > 1 && x->i->level == WG__ROW;
    if (x->boolean && of_row)
        return false;
    for (uint32_t j = 0; j < x->i->nin; j++) {
        const item *y = x->from[j] == NOWHERE ? NULL : &b->item[x->from[j]];
        if (wg__body_reads_boolean(x, (int)j) &&
            (of_row || x->i->ones >> j & 1 || (y && y->i->level != x->i->level)))
            return false;
    }
    return true;
}

bool wg__jit_can(const body *b, const item *x)
{
    const wg__pair *p = x->i->pair;
    switch (x->how) {
    case LANES:
        return (p ? op_of(p->inner) && op_of(p->outer) : op_of(x->op) != NULL) && bools_fit(b, x);
    case REDUCED:
    case COLUMNS:
    case SUM_OF_ADDED:
    case SPREAD:
    case TOTAL: return true;
    default: return false;
    }
}

wg__combination wg__jit_combine(const item *x)
{
    static const char *const names[WG__COMBINE_COUNT] = {
        [WG__SUM] = "sum", [WG__PROD] = "prod", [WG__MAX] = "max", [WG__MIN] = "min"};
    wg__combination c = WG__SUM;
    while (strcmp(names[c], x->form->reduce) != 0)
        c++;
    return c;
}

/* ---- items ---- */

void wg__jit_list(emitter *e, bool of_row)
{
    e->steps = e->values = e->reductions = 0;
    e->of_row = of_row;
    for (int k = 0; k < e->b.sources; k++)
        e->source_value[k] = -1;
    for (uint32_t k = 0; k < e->b.items; k++)
        e->item_value[k] = e->row_value[k] = -1;
    for (int c = 0; c < CONSTANTS; c++)
        e->constant_value[c] = -1;
}

static int from_memory(emitter *e, int s)
{
    const source *at = &e->b.source[s];
    int *v = &e->source_value[s];
    if (*v >= 0)
        return *v;
    if (e->source_slot[s])
        return *v = single(e, wg__jit_at(e->source_slot[s]));
    *v = new_value(e, at->boolean ? BOOLS : IN_LANES);
    put(e, (step){.act = at->boolean ? LOAD_BOOL : LOAD,
                  .to = (int16_t)*v,
                  .a = -1,
                  .b = -1,
                  .m = -1,
                  .at = (int16_t)e->source_at[s]});
    return *v;
}

static int operand(emitter *e, const item *x, uint32_t j)
{
    if (x->source[j] != NOWHERE)
        return from_memory(e, x->source[j]);
    const int y = x->from[j];
    if (e->item_value[y] >= 0)
        return e->item_value[y];
    if (e->row_value[y] < 0) /* computed before this list */
        e->row_value[y] = single(e, wg__jit_at(e->row_slot[y]));
    return e->row_value[y];
}

static int apply(emitter *e, const wg_op *op, const int *in)
{
    const lanes_op *o = op_of(op);
    return o->put(e, in, o->what);
}

static int value_of(emitter *e, const item *x, const int *in)
{
    const wg__pair *p = x->i->pair;
    if (x->how == SUM_OF_ADDED) {
        const int sum = vector(e, WG__V_ADD, constant_of(e, ZERO), in[0], -1);
        return x->form->negative ? put_neg(e, &sum, 0) : sum;
    }
    if (!p)
        return apply(e, x->op, in);
    int of[2] = {apply(e, p->inner, in), -1};
    if (x->i->nin == 3)
        of[1] = in[2];
    if (x->i->nin == 4)
        of[1] = apply(e, &wg__op_add, in + 2);
    return apply(e, p->outer, of);
}

static void put_reduction(emitter *e, uint32_t k, const int *in)
{
    const item *x = &e->b.item[k];
    const int v = x->form->products ? vector(e, WG__V_MUL, in[0], in[1], -1) : in[0];
    step s = {.act = COLUMN,
              .combine = (uint8_t)wg__jit_combine(x),
              .to = -1,
              .a = (int16_t)v,
              .b = -1,
              .m = -1,
              .at = (int16_t)e->state_at[k]};
    if (x->how == REDUCED) {
        if (e->reductions == MAX_REDUCED) {
            e->refused = true;
            return;
        }
        s.act = REDUCE;
        s.at = (int16_t)e->reductions;
        e->reduced[e->reductions++].item = k;
    }
    put(e, s);
}

void wg__jit_item(emitter *e, uint32_t k)
{
    const item *x = &e->b.item[k];
    int in[MAX_OPERANDS];
    for (uint32_t j = 0; j < x->i->nin; j++)
        in[j] = operand(e, x, j);
    if (e->refused)
        return;
    if (x->how == REDUCED || x->how == COLUMNS) {
        put_reduction(e, k, in);
        return;
    }
    const int v = e->item_value[k] = value_of(e, x, in);
    step s = {.to = -1, .a = (int16_t)v, .b = -1, .m = -1};
    if (e->of_row) {
        s.act = KEEP;
        s.at = (int16_t)k;
        put(e, s);
    }
    if (x->stored) {
        s.act = e->of_row ? STORE_FIRST : x->boolean ? STORE_BOOL : STORE;
        s.at = (int16_t)e->result_at[k];
        put(e, s);
    }
}
