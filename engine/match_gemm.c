/* Matrix products, and what joins them: the scale, the summand, the bias, relu and its gate in the walk backward.
 *
 *   gate(relu(alpha A B + beta C + bias))
 *
 * From each product the pass follows the one reader of its value, as long as there is only one and the next stage fits.
 * The stages keep the order of engine/gemm.h, so nothing is computed that was not written. What is wanted transposed is computed
 * so, by the sides changed over: the same sums. */
#include "engine/build.h"
#include "ops_gen_impl.h"
#include "tensor/dtype.h"

typedef enum stage { SCALE, SUMMAND, BIAS, ACTIVATION, GATE } stage;

typedef struct match {
    wg__build *b;
    wg__bproduct p;
    stage done;      /* the last stage that is taken */
    uint32_t cur;    /* the value so far */
    uint32_t absorb; /* a node that the next stage takes besides cur: WG__NONE */
} match;

static bool is_zero(const wg__node *n)
{
    /* +0 only: the key of a plan says so much of a constant */
    const unsigned char *p = n->data;
    if (n->kind != WG__NODE_CONST || n->numel != 1)
        return false;
    for (size_t k = 0; k < wg_dtype_size((wg_dtype)n->dtype); k++)
        if (p[k])
            return false;
    return true;
}

/* One element, however often repeated. */
static bool is_scalar(const wg__build *b, uint32_t pos)
{
    const wg_view v = wg__value_view(b, pos);
    const wg__strided s = wg__strided_of(&v);
    return b->v[pos].node->numel > 0 && wg__strided_splat(&s);
}

/* A row of neighbours, repeated for every row of the result. */
static bool is_bias(const match *m, uint32_t pos)
{
    const wg_shape *out = m->b->v[m->cur].node->shape;
    const wg_view own = wg__value_view(m->b, pos), v = wg__view_broadcast(&own, out);
    const wg__node *y = m->b->v[m->p.b].node;
    if (out->rank < 1 || y->shape->rank < 2)
        return false;
    for (int k = 0; k < out->rank - 1; k++)
        if (v.stride[k] != 0 && out->dim[k] != 1)
            return false;
    return v.stride[out->rank - 1] == 1 && out->dim[out->rank - 1] > 1;
}

static bool is_full(const match *m, uint32_t pos)
{
    return wg_shape_equal(*m->b->v[pos].node->shape, *m->b->v[m->cur].node->shape) &&
           wg__value_row_major(m->b, pos);
}

static uint32_t other_operand(const match *m, uint32_t next, int *mine)
{
    const uint32_t x = wg__pos_in(m->b, next, 0), y = wg__pos_in(m->b, next, 1);
    *mine = x == m->cur ? 0 : 1;
    return *mine == 0 ? y : x;
}

/* ---- one function per op that may follow ---- */

static bool take_mul(match *m, uint32_t next)
{
    int mine;
    const uint32_t s = other_operand(m, next, &mine);
    if (m->done > SCALE || m->p.alpha != WG__NONE || !is_scalar(m->b, s))
        return false;
    m->p.alpha = s;
    return true;
}

static bool take_neg(match *m, uint32_t next)
{
    (void)next;
    if (m->done > SCALE)
        return false;
    m->p.negate = !m->p.negate;
    return true;
}

static bool take_add(match *m, uint32_t next)
{
    int mine;
    const uint32_t c = other_operand(m, next, &mine);
    if (m->done < BIAS && is_bias(m, c)) {
        m->p.bias = c;
        m->done = BIAS;
        return true;
    }
    if (m->done >= SUMMAND || !is_full(m, c))
        return false;
    m->p.c = c;
    m->done = SUMMAND;
    return true;
}

/* C - product. product - C has the sign on the wrong side. */
static bool take_sub(match *m, uint32_t next)
{
    int mine;
    const uint32_t c = other_operand(m, next, &mine);
    if (m->done >= SUMMAND || mine != 1 || !is_full(m, c))
        return false;
    m->p.c = c;
    m->p.negate = !m->p.negate;
    m->done = SUMMAND;
    return true;
}

static bool take_relu(match *m, uint32_t next)
{
    (void)next;
    if (m->done >= ACTIVATION)
        return false;
    m->p.relu = true;
    m->done = ACTIVATION;
    return true;
}

/* where(y <= 0, 0, product): the derivative of relu. */
static bool take_where(match *m, uint32_t next)
{
    const wg__build *b = m->b;
    const uint32_t cond = wg__pos_in(b, next, 0), zero = wg__pos_in(b, next, 1);
    const wg__node *c = b->v[cond].node;
    if (m->done >= GATE || wg__pos_in(b, next, 2) != m->cur || c->op != &wg__op_le ||
        !is_zero(b->v[b->v[zero].base].node) || !is_scalar(b, zero))
        return false;
    const uint32_t y = wg__pos_in(b, cond, 0), level = wg__pos_in(b, cond, 1);
    if (!is_zero(b->v[b->v[level].base].node) || !is_scalar(b, level) || !is_full(m, y) ||
        b->v[y].node->dtype != b->v[m->cur].node->dtype)
        return false;
    m->p.gate = y;
    m->done = GATE;
    if (b->v[cond].uses == 1 && !b->v[cond].asked)
        m->absorb = cond;
    return true;
}

static const struct {
    const wg_op *op;
    bool (*take)(match *m, uint32_t next);
} followers[] = {
    {&wg__op_mul, take_mul}, {&wg__op_neg, take_neg},   {&wg__op_add, take_add},
    {&wg__op_sub, take_sub}, {&wg__op_relu, take_relu}, {&wg__op_where, take_where},
};

static bool take_next(match *m, uint32_t next)
{
    const wg__node *n = m->b->v[next].node;
    m->absorb = WG__NONE;
    if (n->dtype != m->b->v[m->cur].node->dtype ||
        !wg_shape_equal(*n->shape, *m->b->v[m->cur].node->shape))
        return wg__no(m->b, WG__UNFIT_EPILOGUE);
    for (size_t k = 0; k < sizeof followers / sizeof *followers; k++)
        if (n->op == followers[k].op)
            return followers[k].take(m, next) || wg__no(m->b, WG__UNFIT_EPILOGUE);
    return wg__no(m->b, WG__NOT_AN_EPILOGUE);
}

/* A node computed inside this product, or inside an earlier one, is nobody's operand. */
static bool free_to_use(const match *m, uint32_t next)
{
    return m->b->v[next].role == WG__TILE;
}

static bool may_follow(match *m, const wg__value *v)
{
    const wg__build *b = m->b;
    if (v->uses != 1)
        return wg__no(b, WG__READ_BY_SEVERAL);
    if (v->asked)
        return wg__no(b, WG__ASKED_FOR);
    if (!free_to_use(m, v->user))
        return wg__no(b, b->v[v->user].role == WG__KERNEL || b->v[v->user].role == WG__GEMM
                             ? WG__UNKNOWN_REASON
                             : WG__UNFIT_EPILOGUE);
    return take_next(m, v->user);
}

static void follow(match *m)
{
    wg__build *b = m->b;
    for (;;) {
        const wg__value *v = &b->v[m->cur];
        if (v->uses == 0)
            return;
        if (!may_follow(m, v)) {
            wg__refused(b, v->user, m->cur);
            return;
        }
        b->v[m->cur].role = WG__ABSORBED;
        if (m->absorb != WG__NONE)
            b->v[m->absorb].role = WG__ABSORBED;
        m->cur = v->user;
    }
}

/* The only reader of the result is a view that has rows and columns changed over: these are computed straight away, and the view
 * is row-major. Not where something else is a view of the same memory. */
static void swap_for_reader(match *m)
{
    wg__build *b = m->b;
    wg__value *v = &b->v[m->cur];
    const bool plain = m->p.c == WG__NONE && m->p.bias == WG__NONE && m->p.gate == WG__NONE;
    if (!plain || v->uses != 1 || v->asked || b->v[v->user].role != WG__ALIAS)
        return;
    wg__value *reader = &b->v[v->user];
    if (reader->node->op->effect || v->node->shape->rank < 2 || !reader->view)
        return;
    wg_view as_it_is = wg__value_view(b, m->cur), back = wg__view_transposed(*reader->view);
    if (back.offset != 0 || !wg_shape_equal(back.shape, as_it_is.shape) ||
        !wg__view_is_row_major(&back) || b->v[m->p.a].node->shape->rank < 2 ||
        b->v[m->p.b].node->shape->rank < 2)
        return;
    for (uint32_t k = m->cur + 1; k < b->n; k++)
        if (b->v[k].role == WG__ALIAS && b->v[k].base == m->cur && k != v->user)
            return;
    const wg_view out = wg__view_row_major((wg_dtype)v->node->dtype, reader->node->shape, NULL);
    wg_view *own = wg__arena_alloc(&b->arena, 2 * sizeof *own);
    if (!own)
        return; /* as it is, it is right too */
    own[0] = wg__view_transposed(out);
    own[1] = out;
    v->view = &own[0];
    reader->view = &own[1];
    m->p.swapped = true;
}

static bool match_one(wg__build *b, uint32_t pos)
{
    match m = {.b = b,
               .cur = pos,
               .p = {.a = wg__pos_in(b, pos, 0),
                     .b = wg__pos_in(b, pos, 1),
                     .alpha = WG__NONE,
                     .c = WG__NONE,
                     .bias = WG__NONE,
                     .gate = WG__NONE}};
    if (!wg__build_grow(&b->product, b->products, &b->product_cap, sizeof *b->product))
        return false;
    if (!b->options.no_epilogue)
        follow(&m);
    else if (b->v[pos].uses && !wg__no(b, WG__PASS_OFF_PRODUCTS))
        wg__refused(b, b->v[pos].user, pos);
    if (!b->options.no_epilogue)
        swap_for_reader(&m);
    m.p.end = m.cur;
    b->v[m.cur].role = WG__GEMM;
    b->v[m.cur].product = b->products;
    b->product[b->products++] = m.p;
    return true;
}

bool wg__match_products(wg__build *b)
{
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__node *n = b->v[pos].node;
        if (b->v[pos].role == WG__KERNEL && n->op == &wg__op_matmul &&
            wg_dtype_is_float((wg_dtype)n->dtype) && !match_one(b, pos))
            return false;
    }
    return true;
}
