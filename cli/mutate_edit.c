/* The kinds of edits that make a mutant. */
#include "cli/mutate_edit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/apply.h"
#include "ops/ops.h"
#include "tensor/dtype.h"

enum { FACTORS = 20, FAULT_PLACES = 3, FAULT_SIZES = 3 };
static const int fault_bits[FAULT_SIZES] = {1, 10, 20};

static bool is_op(const emitted *at, const char *name)
{
    return at->e->op && strcmp(at->e->op->name, name) == 0;
}

static bool is_float(const emitted *at)
{
    return wg_dtype_is_float(at->e->dtype);
}

/* ---- faults at one index ---- */

int fault_variants(int64_t n)
{
    return n > 1 ? FAULT_SIZES * (n > 2 ? FAULT_PLACES : 2) : 0;
}

double fault_factor(int part)
{
    return 1 + ldexp(1, -fault_bits[part % FAULT_SIZES]);
}

int64_t fault_index(int part, int64_t n)
{
    const int64_t place[FAULT_PLACES] = {0, n - 1, n / 2};
    return place[part / FAULT_SIZES];
}

wg_tensor fault_mask(wg_graph *g, wg_tensor like, int part)
{
    const int64_t n = wg_numel(like);
    const wg_dtype d = wg_dtype_of(like);
    void *mask = n > 0 ? malloc((size_t)n * wg_dtype_size(d)) : NULL;
    if (!mask)
        return n == 0 ? like : wg_raise(g, WG_ERR_MEMORY, "out of memory");
    for (int64_t i = 0; i < n; i++)
        wg__store(d, mask, i, i == fault_index(part, n) ? fault_factor(part) : 1);
    const wg_tensor t = wg_const(g, d, wg_shape_of(like), mask);
    free(mask);
    return t;
}

/* ---- variants ---- */

static int of_float(const emitted *at)
{
    return is_float(at);
}

static int of_factor(const emitted *at)
{
    return is_float(at) ? FACTORS : 0;
}

static int of_sum(const emitted *at)
{
    return is_float(at) && (is_op(at, "add") || is_op(at, "sub")) ? 2 : 0;
}

static int of_product(const emitted *at)
{
    return !is_float(at) ? 0 : is_op(at, "mul") ? 2 : is_op(at, "div");
}

static int of_pair(const emitted *at)
{
    static const char *const ordered[] = {"sub", "div", "pow", "atan2", "matmul", "where"};
    for (size_t k = 0; k < sizeof ordered / sizeof ordered[0]; k++)
        if (is_op(at, ordered[k]))
            return is_float(at);
    return 0;
}

static int of_order(const emitted *at)
{
    return is_op(at, "permute") || is_op(at, "flip");
}

/* Which attribute names axes: an AXES, or an INT called axis. -1: none. */
static int axis_attr(const wg_op *op, wg_param_kind *kind)
{
    int k = 0;
    for (int p = 0; op && op->sig && p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        *kind = param->kind;
        if (param->kind == WG_PARAM_TENSOR || param->kind == WG_PARAM_TENSORS)
            continue;
        if (param->kind == WG_PARAM_AXES ||
            (param->kind == WG_PARAM_INT && strcmp(param->name, "axis") == 0) ||
            (param->kind == WG_PARAM_INTS && strcmp(param->name, "axes") == 0))
            return k;
        k++;
    }
    return -1;
}

/* The axis moves on by 1 .. rank - 1; of a permutation, neighbours change places. */
static int of_axis(const emitted *at)
{
    wg_param_kind kind;
    const int k = axis_attr(at->e->op, &kind);
    if (k < 0 || !at->e->attr || at->e->n == 0)
        return 0;
    const int rank = wg_shape_of(at->e->x[0]).rank;
    const bool all = kind == WG_PARAM_AXES && at->e->attr->at[k].n != 1;
    return all || rank < 2 ? 0 : rank - 1;
}

/* x_0 .. x_(n-1), y: what a rule may take one for another. */
static wg_tensor role(const wg_vjp *v, int k)
{
    return k < v->n ? v->x[k] : v->y;
}

static bool same_kind(wg_tensor a, wg_tensor b)
{
    return wg_dtype_of(a) == wg_dtype_of(b) && wg_shape_equal(wg_shape_of(a), wg_shape_of(b));
}

/* Variant (operand of the node, role that stands there instead). */
static bool leaf_variant(const emitted *at, int part, int *operand, wg_tensor *instead)
{
    const wg_vjp *v = at->v;
    for (int j = 0; j < at->e->n; j++) {
        const wg_tensor x = at->e->x[j];
        bool is_role = false;
        for (int k = 0; k <= v->n; k++)
            is_role = is_role || role(v, k).id == x.id;
        for (int k = 0; is_role && k <= v->n; k++) {
            const wg_tensor other = role(v, k);
            if (other.id == x.id || !same_kind(other, x) || part-- > 0)
                continue;
            *operand = j;
            *instead = other;
            return true;
        }
    }
    return false;
}

static int of_leaf(const emitted *at)
{
    int n = 0, operand;
    wg_tensor instead;
    while (leaf_variant(at, n, &operand, &instead))
        n++;
    return n;
}

static int of_stop(const emitted *at)
{
    return is_op(at, "stop_gradient");
}

static int of_active(const emitted *at)
{
    return is_float(at) && at->e->op && !of_stop(at);
}

static int of_index(const emitted *at)
{
    int64_t n;
    return is_float(at) && wg_shape_numel(*at->shape, &n) ? fault_variants(n) : 0;
}

static int of_none(const emitted *at)
{
    (void)at;
    return 0;
}

/* ---- edits ---- */

static wg_tensor as_shape(const emitted *at, wg_tensor t)
{
    return wg_broadcast_to(t, *at->shape);
}

static wg_tensor call(const emitted *at, const wg_tensor *x, const wg_attrs *attr)
{
    return wg_call(at->e->to, at->e->op, x, at->e->n, attr);
}

static wg_tensor edit_sign(const emitted *at, int part, wg_tensor self)
{
    (void)at, (void)part;
    return wg_neg(self);
}

static wg_tensor edit_factor(const emitted *at, int part, wg_tensor self)
{
    (void)at;
    return wg_mul_ts(self, 1 + ldexp(1, -(part + 1)));
}

static wg_tensor edit_sum(const emitted *at, int part, wg_tensor self)
{
    (void)self;
    const wg_tensor left = as_shape(at, at->e->x[1 - part]);
    return part == 0 && is_op(at, "sub") ? wg_neg(left) : left;
}

static wg_tensor edit_product(const emitted *at, int part, wg_tensor self)
{
    (void)self;
    return as_shape(at, at->e->x[is_op(at, "mul") ? 1 - part : 0]);
}

static wg_tensor edit_swap(const emitted *at, int part, wg_tensor self)
{
    (void)part, (void)self;
    const int first = at->e->n - 2; /* of where: the branches */
    wg_tensor x[3];
    for (int k = 0; k < at->e->n; k++)
        x[k] = at->e->x[k < first ? k : at->e->n - 1 - (k - first)];
    return call(at, x, at->e->attr);
}

static wg_tensor edit_order(const emitted *at, int part, wg_tensor self)
{
    (void)part, (void)self;
    return wg_reshape(at->e->x[0], *at->shape);
}

static wg_tensor edit_axis(const emitted *at, int part, wg_tensor self)
{
    (void)self;
    wg_param_kind kind = WG_PARAM_INT;
    const int k = axis_attr(at->e->op, &kind), rank = wg_shape_of(at->e->x[0]).rank;
    wg_attrs attr = {0};
    memcpy(attr.at, at->e->attr->at, (size_t)wg__op_nattrs(at->e->op) * sizeof attr.at[0]);
    wg_attr *a = &attr.at[k];
    if (kind == WG_PARAM_INT) {
        a->u.i = (a->u.i + 1 + part) % rank;
    } else if (kind == WG_PARAM_AXES) {
        a->list[0] = (a->list[0] + 1 + part) % rank;
    } else {
        const int64_t swap = a->list[part];
        a->list[part] = a->list[part + 1];
        a->list[part + 1] = swap;
    }
    return call(at, at->e->x, &attr);
}

static wg_tensor edit_leaf(const emitted *at, int part, wg_tensor self)
{
    int operand;
    wg_tensor instead;
    if (!leaf_variant(at, part, &operand, &instead))
        return self;
    wg_tensor few[8], *x = at->e->n > 8 ? malloc((size_t)at->e->n * sizeof *x) : few;
    if (!x)
        return wg_raise(at->e->to, WG_ERR_MEMORY, "out of memory");
    memcpy(x, at->e->x, (size_t)at->e->n * sizeof *x);
    x[operand] = instead;
    const wg_tensor t = call(at, x, at->e->attr);
    if (x != few)
        free(x);
    return t;
}

static wg_tensor edit_no_stop(const emitted *at, int part, wg_tensor self)
{
    (void)part, (void)self;
    return at->e->x[0];
}

static wg_tensor edit_stop(const emitted *at, int part, wg_tensor self)
{
    (void)at, (void)part;
    return wg_stop_gradient(self);
}

static wg_tensor edit_index(const emitted *at, int part, wg_tensor self)
{
    return wg_mul_tt(self, fault_mask(at->e->to, self, part));
}

/* ---- the table ---- */

static const struct {
    int (*variants)(const emitted *at);
    wg_tensor (*edit)(const emitted *at, int part, wg_tensor self); /* NULL: of the whole */
} edits[MUTATION_COUNT] = {
    [MUTATION_SIGN] = {of_float, edit_sign},      [MUTATION_FACTOR] = {of_factor, edit_factor},
    [MUTATION_ADDEND] = {of_sum, edit_sum},       [MUTATION_DIVISOR] = {of_product, edit_product},
    [MUTATION_SWAP] = {of_pair, edit_swap},       [MUTATION_TRANSPOSE] = {of_order, edit_order},
    [MUTATION_AXIS] = {of_axis, edit_axis},       [MUTATION_LEAF] = {of_leaf, edit_leaf},
    [MUTATION_OPERAND] = {of_none, NULL},         [MUTATION_ABSENT] = {of_none, NULL},
    [MUTATION_NO_STOP] = {of_stop, edit_no_stop}, [MUTATION_STOP] = {of_active, edit_stop},
    [MUTATION_INDEX] = {of_index, edit_index},    [MUTATION_KERNEL] = {of_none, NULL},
};

bool edit_shows(mutation_kind kind, int part, wg_dtype d)
{
    enum { F32_BITS = 16 };
    if (d != WG_F32)
        return true;
    if (kind == MUTATION_INDEX || kind == MUTATION_KERNEL)
        return fault_bits[part % FAULT_SIZES] <= F32_BITS;
    return kind != MUTATION_STOP && (kind != MUTATION_FACTOR || part < F32_BITS);
}

int edit_variants(mutation_kind kind, const emitted *at)
{
    return edits[kind].variants(at);
}

wg_tensor edit_apply(const mutation *m, const emitted *at, wg_tensor self)
{
    return edits[m->kind].edit ? edits[m->kind].edit(at, m->part, self) : self;
}

void edit_describe(const mutation *m, char *buf, size_t size)
{
    const int part = m->part;
    static const char *const place[FAULT_PLACES] = {"first", "last", "middle"};
    switch (m->kind) {
    case MUTATION_FACTOR: snprintf(buf, size, "times 1 + 2^-%d", part + 1); break;
    case MUTATION_ADDEND:
    case MUTATION_DIVISOR: snprintf(buf, size, "without operand %d", part); break;
    case MUTATION_OPERAND: snprintf(buf, size, "is that of operand %d", part); break;
    case MUTATION_INDEX:
    case MUTATION_KERNEL:
        snprintf(buf, size, "%s element times 1 + 2^-%d", place[part / FAULT_SIZES],
                 fault_bits[part % FAULT_SIZES]);
        break;
    default: snprintf(buf, size, "%s (%d)", mutation_name(m->kind), part); break;
    }
}
