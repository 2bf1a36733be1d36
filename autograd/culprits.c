/* What made an element not finite: the elements of the operands that matter, and the side that the forward pass did not take. */
#include "autograd/provenance.h"

#include <math.h>

#include "ops_gen_impl.h"
#include "tensor/dtype.h"

static uint32_t position(const wg__provenance *p, const wg__node *n, int k)
{
    return wg__snapshot_find(&p->s, wg__in(n)[k]);
}

static wg__place place_in(const wg__provenance *p, int k, int64_t offset)
{
    const uint32_t pos = position(p, p->f.node, k);
    return (wg__place){pos, offset, wg__element(p, pos, offset)};
}

/* ---- ops whose operands meet one by one ---- */

static int each_operand(const wg__provenance *p, wg__place of, wg__place *culprit, int *arg)
{
    int n = 0;
    for (int k = 0; k < p->f.node->nin && n < WG_EXPLAIN_OPERANDS; k++) {
        const wg_view part = wg__feeding_part(&p->f, of.element, k);
        const wg__part q = wg__part_of(&part);
        if (q.left != 1)
            continue;
        arg[n] = k;
        culprit[n++] = place_in(p, k, q.offset);
    }
    return n;
}

/* ---- one operand, many elements ---- */

typedef enum role { LARGEST, PLUS_INF, MINUS_INF, ZERO, ROLES } role;

typedef struct cast_list {
    bool has[ROLES];
    wg__place by[ROLES];
} cast_list;

static void offer(cast_list *c, role r, wg__place x)
{
    if (!c->has[r] || (r == LARGEST && fabs(x.value) > fabs(c->by[r].value)))
        c->by[r] = x;
    c->has[r] = true;
}

static int take_role(const cast_list *c, role r, wg__place *culprit)
{
    if (c->has[r])
        *culprit = c->by[r];
    return c->has[r];
}

/* For NaN: the infinities of both signs, or the 0 and the infinity; for Inf: the largest element. */
static int some_of(const wg__provenance *p, wg__place of, int k, wg__place *culprit)
{
    cast_list c = {0};
    const wg_view part = wg__feeding_part(&p->f, of.element, k);
    for (wg__part q = wg__part_of(&part); q.left > 0; wg__part_next(&q)) {
        const wg__place x = place_in(p, k, q.offset);
        offer(&c, LARGEST, x);
        if (isinf(x.value))
            offer(&c, x.value > 0 ? PLUS_INF : MINUS_INF, x);
        else if (x.value == 0)
            offer(&c, ZERO, x);
    }
    int n = 0;
    if (isnan(of.value)) {
        n += take_role(&c, PLUS_INF, culprit);
        n += take_role(&c, MINUS_INF, culprit + n);
        if (n == 1 && p->f.node->op->singular == WG_SINGULAR_PRODUCT)
            n += take_role(&c, ZERO, culprit + n);
    }
    return n ? n : take_role(&c, LARGEST, culprit);
}

/* ---- sums of products ---- */

static void set_pair(const wg__provenance *p, int64_t x, int64_t y, wg__place *culprit)
{
    culprit[0] = place_in(p, 0, x);
    culprit[1] = place_in(p, 1, y);
}

/* The first product that is NaN; else the first +inf and the first -inf; else the largest one. */
static int products(const wg__provenance *p, wg__place of, wg__place *culprit, int *arg)
{
    const wg_view x = wg__feeding_part(&p->f, of.element, 0),
                  y = wg__feeding_part(&p->f, of.element, 1);
    wg__place plus[2], minus[2], top[2];
    bool has_plus = false, has_minus = false;
    double largest = -1;
    arg[0] = arg[2] = 0;
    arg[1] = arg[3] = 1;
    wg__part b = wg__part_of(&y);
    for (wg__part a = wg__part_of(&x); a.left > 0 && b.left > 0;
         wg__part_next(&a), wg__part_next(&b)) {
        const double v = place_in(p, 0, a.offset).value * place_in(p, 1, b.offset).value;
        if (isnan(v)) {
            set_pair(p, a.offset, b.offset, culprit);
            return 2;
        }
        if (v == HUGE_VAL && !has_plus)
            set_pair(p, a.offset, b.offset, plus);
        if (v == -HUGE_VAL && !has_minus)
            set_pair(p, a.offset, b.offset, minus);
        has_plus = has_plus || v == HUGE_VAL;
        has_minus = has_minus || v == -HUGE_VAL;
        if (fabs(v) > largest)
            set_pair(p, a.offset, b.offset, top);
        largest = fmax(largest, fabs(v));
    }
    if (largest < 0)
        return 0;
    const bool both = has_plus && has_minus && isnan(of.value);
    culprit[0] = both ? plus[0] : top[0];
    culprit[1] = both ? plus[1] : top[1];
    culprit[2] = minus[0];
    culprit[3] = minus[1];
    return both ? 4 : 2;
}

int wg__culprits(const wg__provenance *p, wg__place of, wg__place *culprit, int *arg)
{
    const wg__node *n = p->f.node;
    if (wg__feeding_single(&p->f) || n->op == &wg__op_assign)
        return each_operand(p, of, culprit, arg);
    if (n->op == &wg__op_matmul)
        return products(p, of, culprit, arg);
    int found = 0;
    for (int k = 0; k < n->nin && found + 2 <= WG_EXPLAIN_OPERANDS; k++) {
        if (!wg_dtype_is_float(p->f.in[k].dtype))
            continue;
        const int more = some_of(p, of, k, culprit + found);
        for (int j = 0; j < more; j++)
            arg[found++] = k;
    }
    return found;
}

/* ---- the side that was not taken ---- */

/* The operand element that a 0 came from, one node back; false: it came from none, or from several that are not 0. */
static bool zero_before(const wg__provenance *p, wg__place *at)
{
    const wg__node *n = p->zero.node;
    for (int k = 0; k < n->nin; k++) {
        if (!wg_dtype_is_float(p->zero.in[k].dtype))
            continue;
        const uint32_t pos = position(p, n, k);
        const wg_view part = wg__feeding_part(&p->zero, at->element, k);
        const wg__part q = wg__part_of(&part);
        if (q.left > 0 && wg__element(p, pos, q.offset) == 0) {
            *at = (wg__place){pos, q.offset, 0};
            return true;
        }
    }
    return false;
}

/* Back through the backward pass to a choice (of the rules of wg_where, wg_relu, wg_maximum, ...) that put the 0 there. */
static bool zero_was_chosen(wg__provenance *p, wg__place at, wg__mask *mask)
{
    for (;;) {
        const wg__node *n = wg__node_of(p, at.pos);
        const uint32_t primal = wg__primal_of(p->g, p->s.id[at.pos]);
        if (!n->op || !primal)
            return false;
        if (!wg__feeding_open(&p->zero, p->g, &p->s, at.pos)) {
            wg__fail(p->g, WG_ERR_MEMORY, "out of memory");
            return false;
        }
        wg__place before = at;
        if (!zero_before(p, &before))
            return false;
        if (n->op == &wg__op_where && wg__node_of(p, before.pos)->kind == WG__NODE_CONST) {
            *mask = (wg__mask){primal, at.element};
            return true;
        }
        at = before;
    }
}

bool wg__masked(wg__provenance *p, wg__place birth, wg__mask *mask)
{
    wg__place culprit[WG_EXPLAIN_OPERANDS];
    int arg[WG_EXPLAIN_OPERANDS];
    if (!wg__primal_of(p->g, p->s.id[birth.pos]))
        return false;
    const int n = wg__culprits(p, birth, culprit, arg);
    for (int k = 0; k < n; k++)
        if (culprit[k].value == 0 && zero_was_chosen(p, culprit[k], mask))
            return true;
    return false;
}
