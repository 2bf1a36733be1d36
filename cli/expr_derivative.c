/* Derivatives in the expression language: grad, vjp, jvp, hvp, jacobian, hessian. */
#include <string.h>

#include "autograd/autograd.h"
#include "cli/expr_value.h"

enum { MAX_WRT = 64 };

/* The arguments of a call, as tensors. */
typedef struct operands {
    wg_site at;
    int column;
    wg_tensor y, dy; /* dy: of vjp */
    wg_tensor x[MAX_WRT], t[MAX_WRT];
    int n;
    bool list; /* x was written as a list, and so is the result */
    wg_tensor out[MAX_WRT];
} operands;

struct expr_derivative {
    const char *name, *usage;
    int arity, dy, x, t; /* places of the arguments; -1: there is none */
    wg_code (*record)(operands *o);
    wg_tensor (*zeros)(const operands *o, int k); /* for a result that is absent */
    bool one;                                     /* one result, whatever the number of x */
};

static const expr_value none = {.kind = EXPR_NONE};

/* ---- arguments ---- */

static bool read_wrt(expr_reader *r, const expr_derivative *d, const expr_value *v, operands *o)
{
    o->list = v->kind == EXPR_LIST;
    const size_t n = o->list ? v->count : 1;
    if (n > MAX_WRT || n == 0) {
        expr_fail(r, v->column, "%s takes 1 to %d tensors to differentiate with respect to",
                  d->name, MAX_WRT);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const expr_value *x = o->list ? &r->pool[v->first + i] : v;
        if (x->kind != EXPR_TENSOR) {
            expr_fail(r, x->column, "%s differentiates with respect to tensors", d->name);
            return false;
        }
        o->x[i] = x->t;
    }
    o->n = (int)n;
    return true;
}

/* One tangent for each x, in a list if these are in one. */
static bool read_tangents(expr_reader *r, const expr_derivative *d, const expr_value *v,
                          operands *o)
{
    if (o->list && (v->kind != EXPR_LIST || v->count != (size_t)o->n)) {
        expr_fail(r, v->column, "%s needs a list of %d tangents, one for each tensor", d->name,
                  o->n);
        return false;
    }
    for (int i = 0; i < o->n && !expr_failed(r); i++) {
        const expr_value *t = o->list ? &r->pool[v->first + (size_t)i] : v;
        o->t[i] = expr_tensor(r, t, wg_dtype_of(o->x[i]));
    }
    return !expr_failed(r);
}

static bool read(expr_reader *r, const expr_derivative *d, const expr_argument *a, int n,
                 operands *o)
{
    if (n != d->arity) {
        expr_fail(r, o->column, "%s takes %d arguments", d->usage, d->arity);
        return false;
    }
    for (int i = 0; i < n; i++)
        if (a[i].keyword) {
            expr_fail(r, a[i].v.column, "%s takes no keywords", d->name);
            return false;
        }
    o->y = expr_tensor(r, &a[0].v, WG_DTYPE_COUNT);
    if (!expr_failed(r) && d->dy > 0)
        o->dy = expr_tensor(r, &a[d->dy].v, wg_dtype_of(o->y));
    if (expr_failed(r) || !read_wrt(r, d, &a[d->x].v, o) ||
        (d->t > 0 && !read_tangents(r, d, &a[d->t].v, o)))
        return false;
    if (o->list && d->one && d->t < 0) {
        expr_fail(r, a[d->x].v.column, "%s takes one tensor to differentiate with respect to",
                  d->name);
        return false;
    }
    return true;
}

/* ---- what they record ---- */

static wg_code record_grad(operands *o)
{
    return wg_grad_at(o->at, o->y, o->x, o->n, o->out);
}

static wg_code record_vjp(operands *o)
{
    return wg_vjp_at(o->at, o->y, o->dy, o->x, o->n, o->out);
}

static wg_code record_jvp(operands *o)
{
    return wg_jvp_at(o->at, o->y, o->x, o->t, o->n, o->out);
}

static wg_code record_hvp(operands *o)
{
    return wg_hvp_at(o->at, o->y, o->x, o->t, o->n, o->out);
}

static wg_code record_jacobian(operands *o)
{
    o->out[0] = wg_jacobian_at(o->at, o->y, o->x[0]);
    return wg_error_code(o->y.g);
}

static wg_code record_hessian(operands *o)
{
    o->out[0] = wg_hessian_at(o->at, o->y, o->x[0]);
    return wg_error_code(o->y.g);
}

static wg_tensor zeros_like_x(const operands *o, int k)
{
    return wg_or_zeros_at(o->at, wg_none(o->y.g), o->x[k]);
}

static wg_tensor zeros_like_y(const operands *o, int k)
{
    (void)k;
    return wg_or_zeros_at(o->at, wg_none(o->y.g), o->y);
}

/* Of the shapes of a and b; their ranks have been found to fit. */
static wg_tensor zeros_of(const operands *o, wg_tensor a, wg_tensor b)
{
    wg_shape shape = wg_shape_of(a);
    const wg_shape more = wg_shape_of(b);
    for (int k = 0; k < more.rank; k++)
        shape.dim[shape.rank++] = more.dim[k];
    return wg_full_at(o->at, o->y.g, wg_dtype_of(a), shape, 0.0);
}

static wg_tensor zeros_of_jacobian(const operands *o, int k)
{
    (void)k;
    return zeros_of(o, o->y, o->x[0]);
}

/* Where the loss is linear, nobody has looked at the rank. */
static wg_tensor zeros_of_hessian(const operands *o, int k)
{
    (void)k;
    const int rank = 2 * wg_shape_of(o->x[0]).rank;
    if (rank > WG_MAX_RANK)
        return wg_raise(o->y.g, WG_ERR_SHAPE, "the Hessian has %d axes, and %d at most", rank,
                        WG_MAX_RANK);
    return zeros_of(o, o->x[0], o->x[0]);
}

static const expr_derivative derivatives[] = {
    {"grad", "grad(y, x)", 2, -1, 1, -1, record_grad, zeros_like_x, false},
    {"vjp", "vjp(y, dy, x)", 3, 1, 2, -1, record_vjp, zeros_like_x, false},
    {"jvp", "jvp(y, x, t)", 3, -1, 1, 2, record_jvp, zeros_like_y, true},
    {"hvp", "hvp(y, x, t)", 3, -1, 1, 2, record_hvp, zeros_like_x, false},
    {"jacobian", "jacobian(y, x)", 2, -1, 1, -1, record_jacobian, zeros_of_jacobian, true},
    {"hessian", "hessian(y, x)", 2, -1, 1, -1, record_hessian, zeros_of_hessian, true},
};

/* ---- by name ---- */

const expr_derivative *expr_derivative_find(const char *name)
{
    for (size_t i = 0; i < sizeof derivatives / sizeof derivatives[0]; i++)
        if (strcmp(derivatives[i].name, name) == 0)
            return &derivatives[i];
    return NULL;
}

const char *expr_derivative_name(size_t i)
{
    return i < sizeof derivatives / sizeof derivatives[0] ? derivatives[i].name : NULL;
}

expr_value expr_derive(expr_reader *r, int column, const expr_derivative *d, const expr_argument *a,
                       int n)
{
    operands o = {.at = expr_site(column, d->name), .column = column};
    expr_value items[MAX_WRT];
    if (!read(r, d, a, n, &o))
        return none;
    const bool list = o.list && !d->one;
    const int results = d->one ? 1 : o.n;
    if (d->record(&o) != WG_OK)
        return expr_recorded(r, column, o.y);
    for (int k = 0; k < results && !expr_failed(r); k++)
        items[k] = expr_recorded(r, column, wg_is_none(o.out[k]) ? d->zeros(&o, k) : o.out[k]);
    if (expr_failed(r))
        return none;
    expr_value out = {.kind = EXPR_LIST, .column = column, .count = (size_t)results};
    return !list ? items[0] : expr_keep(r, items, (size_t)results, &out.first) ? out : none;
}
