/* A recorded subgraph evaluated in double-double, node by node. */
#include "autograd/dd_graph.h"

#include <math.h>
#include <string.h>

#include "engine/strided.h"
#include "tensor/memory.h"
#include "tensor/text.h"

enum { OPERANDS = 8 };

/* ---- forms: elementwise ---- */

static wg__dd one(void)
{
    return wg__dd_of(1);
}

#define FORM1(name, expression)                                                                    \
    static wg__dd name##_form(wg__dd x)                                                            \
    {                                                                                              \
        return expression;                                                                         \
    }
FORM1(neg, wg__dd_neg(x))
FORM1(abs, x.hi < 0 ? wg__dd_neg(x) : x)
FORM1(square, wg__dd_mul(x, x))
FORM1(rsqrt, wg__dd_div(one(), wg__dd_sqrt(x)))
FORM1(reciprocal, wg__dd_div(one(), x))
FORM1(relu, x.hi > 0 ? x : wg__dd_of(x.hi != x.hi ? x.hi : 0))
FORM1(exp2, wg__dd_exp(wg__dd_mul(x, wg__dd_log(wg__dd_of(2)))))
FORM1(log2, wg__dd_div(wg__dd_log(x), wg__dd_log(wg__dd_of(2))))
FORM1(tan, wg__dd_div(wg__dd_sin(x), wg__dd_cos(x)))
FORM1(cosh, wg__dd_scale(wg__dd_add(wg__dd_exp(x), wg__dd_exp(wg__dd_neg(x))), 0.5))
FORM1(sigmoid, wg__dd_div(one(), wg__dd_add(one(), wg__dd_exp(wg__dd_neg(x)))))
FORM1(asin, wg__dd_atan(wg__dd_div(x, wg__dd_sqrt(wg__dd_mul(wg__dd_sub(one(), x),
                                                             wg__dd_add(one(), x))))))
FORM1(acos, wg__dd_sub(wg__dd_scale(wg__dd_atan(one()), 2), asin_form(x)))
static wg__dd asinh_form(wg__dd x) /* log1p(|x| + x^2 / (1 + sqrt(1 + x^2))) with the sign of x */
{
    const wg__dd a = abs_form(x), square = wg__dd_mul(a, a);
    if (!(a.hi < 1e150))
        return wg__dd_of((double)NAN);
    const wg__dd root = wg__dd_sqrt(wg__dd_add(one(), square));
    const wg__dd y = wg__dd_log1p(wg__dd_add(a, wg__dd_div(square, wg__dd_add(one(), root))));
    return x.hi < 0 ? wg__dd_neg(y) : y;
}

FORM1(acosh, wg__dd_log(wg__dd_add(x, wg__dd_sqrt(wg__dd_mul(wg__dd_sub(x, one()),
                                                             wg__dd_add(x, one()))))))
FORM1(atanh, wg__dd_scale(wg__dd_sub(wg__dd_log1p(x), wg__dd_log1p(wg__dd_neg(x))), 0.5))
FORM1(same, x)

static wg__dd max_form(wg__dd x, wg__dd y)
{
    return x.hi != x.hi || x.hi > y.hi || (x.hi == y.hi && x.lo >= y.lo) ? x : y;
}

static wg__dd min_form(wg__dd x, wg__dd y)
{
    return wg__dd_neg(max_form(wg__dd_neg(x), wg__dd_neg(y)));
}

static wg__dd pow_form(wg__dd x, wg__dd y)
{
    const bool whole = y.lo == 0 && y.hi == floor(y.hi) && fabs(y.hi) <= 64;
    if (!whole)
        return x.hi > 0 ? wg__dd_exp(wg__dd_mul(y, wg__dd_log(x))) : wg__dd_of(pow(x.hi, y.hi));
    wg__dd p = one();
    for (int k = 0; k < (int)fabs(y.hi); k++)
        p = wg__dd_mul(p, x);
    return y.hi < 0 ? wg__dd_div(one(), p) : p;
}

typedef struct form {
    const char *op;
    wg__dd (*unary)(wg__dd);
    wg__dd (*binary)(wg__dd, wg__dd);
    wg__dd (*fold)(wg__dd, wg__dd); /* a reduction over axes */
} form;

static const form forms[] = {
    {.op = "add", .binary = wg__dd_add},      {.op = "sub", .binary = wg__dd_sub},
    {.op = "mul", .binary = wg__dd_mul},      {.op = "div", .binary = wg__dd_div},
    {.op = "maximum", .binary = max_form},    {.op = "minimum", .binary = min_form},
    {.op = "pow", .binary = pow_form},        {.op = "neg", .unary = neg_form},
    {.op = "abs", .unary = abs_form},         {.op = "square", .unary = square_form},
    {.op = "sqrt", .unary = wg__dd_sqrt},     {.op = "rsqrt", .unary = rsqrt_form},
    {.op = "relu", .unary = relu_form},       {.op = "reciprocal", .unary = reciprocal_form},
    {.op = "exp", .unary = wg__dd_exp},       {.op = "expm1", .unary = wg__dd_expm1},
    {.op = "exp2", .unary = exp2_form},       {.op = "log", .unary = wg__dd_log},
    {.op = "log1p", .unary = wg__dd_log1p},   {.op = "log2", .unary = log2_form},
    {.op = "sin", .unary = wg__dd_sin},       {.op = "cos", .unary = wg__dd_cos},
    {.op = "tan", .unary = tan_form},         {.op = "asin", .unary = asin_form},
    {.op = "acos", .unary = acos_form},       {.op = "atan", .unary = wg__dd_atan},
    {.op = "sinh", .unary = wg__dd_sinh},     {.op = "cosh", .unary = cosh_form},
    {.op = "tanh", .unary = wg__dd_tanh},     {.op = "asinh", .unary = asinh_form},
    {.op = "acosh", .unary = acosh_form},     {.op = "atanh", .unary = atanh_form},
    {.op = "sigmoid", .unary = sigmoid_form}, {.op = "erf", .unary = wg__dd_erf},
    {.op = "checkpoint", .unary = same_form}, {.op = "stop_gradient", .unary = same_form},
    {.op = "sum", .fold = wg__dd_add},        {.op = "mean", .fold = wg__dd_add},
    {.op = "prod", .fold = wg__dd_mul},       {.op = "max", .fold = max_form},
    {.op = "min", .fold = min_form},
};

/* The library's op of which this one is a copy with another kernel or rule; else the op itself. */
static const wg_op *library_op(const wg_op *op)
{
    const wg_op *own = op->sig ? wg_op_find(op->name) : NULL;
    return own && own->sig == op->sig ? own : op;
}

static const form *form_of(const wg_op *op)
{
    const wg_op *own = library_op(op);
    for (size_t k = 0; own->sig && k < sizeof forms / sizeof forms[0]; k++)
        if (strcmp(forms[k].op, own->name) == 0)
            return &forms[k];
    return NULL;
}

static bool named(const wg_op *op, const char *name)
{
    return strcmp(op->name, name) == 0 && library_op(op) == wg_op_find(name);
}

/* ---- evaluation ---- */

static const wg__node *operand(const wg__dd_graph *d, const wg__node *n, int k)
{
    return wg__node_at(d->g, wg__in(n)[k]);
}

static wg__dd_value *value(const wg__dd_graph *d, const wg__node *n, int k)
{
    return &d->v[wg__in(n)[k]];
}

static wg__dd at(const wg__dd_value *v, int64_t i)
{
    return (wg__dd){v->hi[i], v->lo[i]};
}

static void put(const wg__dd_value *v, int64_t i, wg__dd x)
{
    v->hi[i] = x.hi;
    v->lo[i] = x.lo;
}

/* The element of a tensor of shape s that element i of the broadcast shape y comes from. */
static int64_t source_of(wg_shape s, wg_shape y, int64_t i)
{
    int64_t from = 0, stride = 1;
    for (int k = y.rank - 1, own = s.rank - 1; k >= 0; k--, own--) {
        const int64_t place = i % y.dim[k];
        i /= y.dim[k];
        if (own >= 0) {
            from += s.dim[own] == 1 ? 0 : place * stride;
            stride *= s.dim[own];
        }
    }
    return from;
}

static void run_elementwise(const wg__dd_graph *d, const wg__node *n, const form *f,
                            const wg__dd_value *y)
{
    for (int64_t i = 0; i < n->numel; i++) {
        const wg__dd a = at(value(d, n, 0), source_of(*operand(d, n, 0)->shape, *n->shape, i));
        put(y, i,
            f->unary ? f->unary(a)
                     : f->binary(a, at(value(d, n, 1),
                                       source_of(*operand(d, n, 1)->shape, *n->shape, i))));
    }
}

static void run_fold(const wg__dd_graph *d, const wg__node *n, const form *f, const wg__dd_value *y)
{
    const wg_shape s = *operand(d, n, 0)->shape;
    const wg_attr *axes = &n->attr->at[0];
    bool folded[WG_MAX_RANK] = {0};
    for (int k = 0; k < (axes->n < 0 ? s.rank : axes->n); k++)
        folded[axes->n < 0 ? k : axes->list[k]] = true;
    const int64_t from = operand(d, n, 0)->numel;
    const bool product = f->fold == wg__dd_mul;
    for (int64_t i = 0; i < n->numel; i++)
        put(y, i, wg__dd_of(product ? 1 : f->fold == wg__dd_add ? 0 : (double)NAN));
    bool *seen = (bool *)y->raw;
    memset(seen, 0, (size_t)n->numel);
    for (int64_t i = 0; i < from; i++) {
        int64_t rest = i, to = 0, stride = 1;
        for (int k = s.rank - 1; k >= 0; k--) {
            if (!folded[k]) {
                to += rest % s.dim[k] * stride;
                stride *= s.dim[k];
            }
            rest /= s.dim[k];
        }
        const bool first = !seen[to] && f->fold != wg__dd_add && !product;
        put(y, to, first ? at(value(d, n, 0), i) : f->fold(at(y, to), at(value(d, n, 0), i)));
        seen[to] = true;
    }
    for (int64_t i = 0; named(n->op, "mean") && i < n->numel; i++)
        put(y, i, wg__dd_div(at(y, i), wg__dd_of((double)from / (double)n->numel)));
}

/* NumPy's product: the last two axes, batches broadcast, vectors are rows or columns. */
static void run_matmul(const wg__dd_graph *d, const wg__node *n, const wg__dd_value *y)
{
    wg_shape a = *operand(d, n, 0)->shape, b = *operand(d, n, 1)->shape, out = *n->shape;
    if (a.rank == 1) {
        a = (wg_shape){2, {1, a.dim[0]}};
        if (b.rank >= 2) { /* (..., n) -> (..., 1, n) */
            out.dim[out.rank] = out.dim[out.rank - 1];
            out.dim[out.rank - 1] = 1;
            out.rank++;
        }
    }
    if (b.rank == 1) {
        b = (wg_shape){2, {b.dim[0], 1}};
        out.dim[out.rank++] = 1;
        if (operand(d, n, 0)->shape->rank == 1)
            out.dim[out.rank++] = 1;
    }
    const int64_t rows = a.dim[a.rank - 2], inner = a.dim[a.rank - 1], columns = b.dim[b.rank - 1];
    wg_shape batch = out, of_a = a, of_b = b;
    batch.rank -= 2;
    of_a.rank -= 2;
    of_b.rank -= 2;
    for (int64_t i = 0; i < n->numel; i++) {
        const int64_t column = i % columns, row = i / columns % rows, which = i / columns / rows;
        const int64_t from_a = source_of(of_a, batch, which) * rows * inner + row * inner,
                      from_b = source_of(of_b, batch, which) * inner * columns + column;
        wg__dd sum = {0, 0};
        for (int64_t k = 0; k < inner; k++)
            sum = wg__dd_add(sum, wg__dd_mul(at(value(d, n, 0), from_a + k),
                                             at(value(d, n, 1), from_b + k * columns)));
        put(y, i, sum);
    }
}

/* ---- ops that only move numbers, and those of other dtypes: their own kernels, on both halves ---- */

static wg_view row_major(const wg__node *n, void *data)
{
    return wg__view_row_major((wg_dtype)n->dtype, n->shape, data);
}

static bool run_own(const wg__dd_graph *d, const wg__node *n, bool low, const wg_attrs *attr,
                    void *out)
{
    const wg_op *op = library_op(n->op);
    wg_view in[OPERANDS];
    void *wide[OPERANDS] = {0};
    const void *tile[OPERANDS];
    bool ok = true;
    for (int k = 0; k < n->nin; k++) {
        const wg__dd_value *v = value(d, n, k);
        in[k] = row_major(operand(d, n, k), v->hi ? (low ? v->lo : v->hi) : v->raw);
    }
    if (op->view) {
        wg_view v = {.data = in[0].data, .dtype = (wg_dtype)n->dtype, .shape = *n->shape};
        ok = op->view(&in[0], attr, &v);
        const wg__strided s = wg__strided_of(&v);
        const size_t size = wg_dtype_size(v.dtype);
        if (ok)
            wg__gather(out, (char *)in[0].data + v.offset * (int64_t)size, &s, size, 0, n->numel);
        return ok;
    }
    if (op->kernel) {
        char message[128];
        const wg_view y = row_major(n, out);
        wg_kernel_args a = {.in = in,
                            .n = n->nin,
                            .out = y,
                            .attr = attr,
                            .isa = WG_ISA_BASE,
                            .message = message,
                            .message_size = sizeof message,
                            .user = op->user};
        if (op->scratch)
            a.scratch = wide[0] = wg__alloc_aligned(op->scratch(in, n->nin, &y, attr));
        ok = (!op->scratch || a.scratch) && op->kernel(&a) == WG_OK;
    } else {
        for (int k = 0; k < n->nin && ok; k++) {
            const wg_view b = wg__view_broadcast(&in[k], n->shape);
            const wg__strided s = wg__strided_of(&b);
            tile[k] = wide[k] = wg__alloc_aligned((size_t)n->numel * wg_dtype_size(b.dtype) + 1);
            ok = wide[k] != NULL;
            if (ok)
                wg__gather(wide[k], b.data, &s, wg_dtype_size(b.dtype), 0, n->numel);
        }
        if (ok)
            op->tile[WG_ISA_BASE]->fn[in[op->tile_operand].dtype](out, tile, n->numel, attr);
    }
    for (int k = 0; k < n->nin; k++)
        wg__free(wide[k]);
    return ok;
}

/* The low half of what pad puts in is 0. */
static wg_attrs without_numbers(const wg__node *n)
{
    wg_attrs a = {0};
    if (!n->attr)
        return a;
    int k = 0;
    for (int p = 0; n->op->sig && p < n->op->sig->nparams; p++) {
        const wg_param_kind kind = n->op->sig->param[p].kind;
        if (kind == WG_PARAM_TENSOR || kind == WG_PARAM_TENSORS)
            continue;
        a.at[k] = n->attr->at[k];
        if (kind == WG_PARAM_FLOAT)
            a.at[k].u.f = 0;
        k++;
    }
    return a;
}

static bool moves(const wg__dd_graph *d, const wg__node *n)
{
    const bool to_float = n->dtype == WG_F64;
    bool floats = false;
    for (int k = 0; k < n->nin; k++)
        floats = floats || operand(d, n, k)->dtype == WG_F64;
    const bool known = n->op->view || n->op->exact || !to_float || !floats || named(n->op, "cast");
    return known && n->nin <= OPERANDS && n->op->sig && !n->op->effect && !n->op->random;
}

static bool run_move(const wg__dd_graph *d, const wg__node *n, const wg__dd_value *y)
{
    if (n->dtype != WG_F64)
        return run_own(d, n, false, n->attr, y->raw);
    bool floats = false;
    for (int k = 0; k < n->nin; k++)
        floats = floats || operand(d, n, k)->dtype == WG_F64;
    const wg_attrs low = without_numbers(n);
    memset(y->lo, 0, (size_t)n->numel * sizeof(double));
    const bool steps = n->op->diff == WG_DIFF_CONSTANT; /* sign, floor: whole numbers */
    return run_own(d, n, false, n->attr, y->hi) &&
           (!floats || steps || run_own(d, n, true, &low, y->lo));
}

static bool run_node(const wg__dd_graph *d, uint32_t id)
{
    const wg__node *n = wg__node_at(d->g, id);
    const form *f = form_of(n->op);
    const bool to_float = n->dtype == WG_F64 && operand(d, n, 0)->dtype == WG_F64;
    if (to_float && f && f->fold)
        run_fold(d, n, f, &d->v[id]);
    else if (to_float && f)
        run_elementwise(d, n, f, &d->v[id]);
    else if (to_float && named(n->op, "matmul"))
        run_matmul(d, n, &d->v[id]);
    else
        return run_move(d, n, &d->v[id]);
    return true;
}

static bool has_form(const wg__dd_graph *d, const wg__node *n)
{
    const bool to_float = n->nin > 0 && n->dtype == WG_F64 && operand(d, n, 0)->dtype == WG_F64;
    return (to_float && (form_of(n->op) || named(n->op, "matmul"))) || moves(d, n);
}

/* ---- the graph ---- */

static bool make_value(wg__dd_graph *d, uint32_t id)
{
    const wg__node *n = wg__node_at(d->g, id);
    wg__dd_value *v = &d->v[id];
    const size_t count = (size_t)n->numel + 1;
    v->raw = wg__arena_alloc(d->memory, count * wg_dtype_size((wg_dtype)n->dtype));
    if (n->dtype == WG_F64) {
        v->hi = wg__arena_alloc(d->memory, count * sizeof(double));
        v->lo = wg__arena_alloc(d->memory, count * sizeof(double));
    }
    if (!v->raw || (n->dtype == WG_F64 && (!v->hi || !v->lo)))
        return false;
    if (n->op || n->numel == 0)
        return true;
    const size_t bytes = (size_t)n->numel * wg_dtype_size((wg_dtype)n->dtype);
    memcpy(v->raw, n->data, bytes);
    if (n->dtype == WG_F64) {
        memcpy(v->hi, n->data, bytes);
        memset(v->lo, 0, bytes);
    }
    return true;
}

bool wg__dd_graph_open(wg__dd_graph *d, wg_graph *g, const wg_tensor *t, int n)
{
    *d = (wg__dd_graph){.g = g, .end = wg__count(g), .memory = wg__alloc0(1, sizeof(wg__arena))};
    d->wanted = wg__alloc0(d->end, sizeof *d->wanted);
    d->v = wg__alloc0(d->end, sizeof *d->v);
    if (!d->memory || !d->wanted || !d->v)
        return false;
    for (int k = 0; k < n; k++)
        d->wanted[t[k].id] = true;
    for (uint32_t id = d->end - 1; id > 0; id--)
        for (int k = 0; d->wanted[id] && k < wg__node_at(g, id)->nin; k++)
            d->wanted[wg__in(wg__node_at(g, id))[k]] = true;
    for (uint32_t id = 1; id < d->end; id++) {
        if (!d->wanted[id])
            continue;
        const wg__node *node = wg__node_at(g, id);
        if ((node->op && !has_form(d, node)) || node->dtype == WG_F32) {
            wg__text text = wg__text_to(d->lacking, sizeof d->lacking);
            wg__text_clip(&text, node->op ? node->op->name : "f32", sizeof d->lacking - 4);
            return true;
        }
        if (!make_value(d, id))
            return false;
    }
    return true;
}

bool wg__dd_graph_run(wg__dd_graph *d)
{
    for (uint32_t id = 1; id < d->end; id++)
        if (d->wanted[id] && wg__node_at(d->g, id)->op && !run_node(d, id))
            return false;
    return true;
}

wg__dd wg__dd_graph_value(const wg__dd_graph *d, wg_tensor t, size_t i)
{
    return at(&d->v[t.id], (int64_t)i);
}

wg__dd wg__dd_graph_leaf(const wg__dd_graph *d, wg_tensor t, size_t i)
{
    return d->v[t.id].hi ? at(&d->v[t.id], (int64_t)i) : wg__dd_of(0);
}

void wg__dd_graph_set(wg__dd_graph *d, wg_tensor leaf, size_t i, wg__dd x)
{
    if (d->v[leaf.id].hi)
        put(&d->v[leaf.id], (int64_t)i, x);
}

void wg__dd_graph_close(wg__dd_graph *d)
{
    if (d->memory)
        wg__arena_free(d->memory);
    wg__free(d->memory);
    wg__free(d->wanted);
    wg__free(d->v);
    *d = (wg__dd_graph){0};
}
