/* How a call of an op becomes a node: operand and dtype checks, shape inference, recording. */
#include "ops/apply.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ops_gen_impl.h"
#include "tensor/memory.h"
#include "tensor/node.h"

enum { FEW = 16 }; /* operands described in a message, or held on the stack */

int wg__op_arity(const wg_op *op)
{
    return op->sig ? op->sig->arity : op->arity;
}

const char *wg__op_operand_name(const wg_op *op, int k, char *buf, size_t size)
{
    int tensors = 0;
    for (int p = 0; op->sig && p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        if (param->kind == WG_PARAM_TENSORS) {
            snprintf(buf, size, "%s%d", param->name, k);
            return buf;
        }
        if (param->kind == WG_PARAM_TENSOR && tensors++ == k)
            return param->name;
    }
    if (wg__op_arity(op) == 1)
        return "x";
    snprintf(buf, size, "x%d", k);
    return buf;
}

int wg__op_nattrs(const wg_op *op)
{
    return op->sig ? op->sig->nattrs : 0;
}

/* ---- attributes ---- */

void wg__attr_list(wg_attr *a, int n, const int64_t *v)
{
    a->n = n;
    for (int k = 0; k < n && k < WG_MAX_RANK; k++)
        a->list[k] = v[k];
}

void wg__attr_axes(wg_attr *a, wg_axes v)
{
    a->n = v.n;
    for (int k = 0; k < v.n && k < WG_MAX_RANK; k++)
        a->list[k] = v.axis[k];
}

wg_axes wg__axes_of(const wg_attr *a)
{
    wg_axes v = {.n = a->n};
    for (int k = 0; k < a->n && k < WG_MAX_RANK; k++)
        v.axis[k] = (int)a->list[k];
    return v;
}

wg_shape wg__shape_of_attr(const wg_attr *a)
{
    wg_shape s = {.rank = a->n};
    for (int k = 0; k < a->n && k < WG_MAX_RANK; k++)
        s.dim[k] = a->list[k];
    return s;
}

wg_ints wg__ints_of(const wg_attr *a)
{
    wg_ints v = {.n = a->n};
    for (int k = 0; k < a->n && k < WG_MAX_RANK; k++)
        v.v[k] = a->list[k];
    return v;
}

bool wg_op_defaults(const wg_op *op, wg_attrs *attr)
{
    memset(attr, 0, sizeof *attr);
    if (!op->sig)
        return true;
    bool complete = true;
    int k = 0;
    for (int p = 0; p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        if (param->kind == WG_PARAM_TENSOR || param->kind == WG_PARAM_TENSORS)
            continue;
        attr->at[k++] = param->value;
        complete = complete && param->has_default;
    }
    return complete;
}

/* Field by field: the bytes of a union or of padding say nothing. */
static wg__key attrs_key(const wg_op *op, const wg_attrs *attr)
{
    int64_t words[WG_MAX_ATTRS * (2 + WG_MAX_RANK)];
    size_t n = 0;
    const int nattrs = wg__op_nattrs(op);
    for (int k = 0; k < nattrs; k++) {
        const wg_attr *a = &attr->at[k];
        words[n++] = a->u.i;
        words[n++] = a->n;
        for (int j = 0; j < a->n && j < WG_MAX_RANK; j++)
            words[n++] = a->list[j];
    }
    return nattrs ? wg__hash(words, n * sizeof words[0], (wg__key){0}) : (wg__key){0};
}

/* Only the first nattrs are stored; the count is in the node's op, and equal ops have equal counts. */
static bool attrs_equal(const wg_op *op, const wg_attrs *a, const wg_attrs *b)
{
    for (int k = 0; k < wg__op_nattrs(op); k++) {
        const wg_attr *x = &a->at[k], *y = &b->at[k];
        if (x->u.i != y->u.i || x->n != y->n)
            return false;
        for (int j = 0; j < x->n; j++)
            if (x->list[j] != y->list[j])
                return false;
    }
    return true;
}

/* ---- shape rules' helpers ---- */

bool wg_infer_fail(wg_infer *in, wg_code code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(in->message, sizeof in->message, fmt, ap);
    va_end(ap);
    in->code = code;
    return false;
}

bool wg_infer_same(wg_infer *in)
{
    (void)in;
    return true;
}

bool wg_infer_broadcast(wg_infer *in)
{
    for (int k = 1; k < in->n; k++)
        if (!wg__same_shape(&in->out_shape, &in->shape[k]) &&
            !wg__shape_broadcast(&in->out_shape, &in->shape[k], &in->out_shape))
            return wg_infer_fail(in, WG_ERR_SHAPE, "shapes do not broadcast together");
    return true;
}

bool wg_infer_axis(wg_infer *in, int64_t *axis, int rank)
{
    if (rank == 0)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "axis %lld of a scalar, which has no axes",
                             (long long)*axis);
    if (*axis < -rank || *axis >= rank)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "axis %lld is out of range [%d, %d]",
                             (long long)*axis, -rank, rank - 1);
    if (*axis < 0)
        *axis += rank;
    return true;
}

bool wg_infer_axes(wg_infer *in, wg_attr *axes, int rank)
{
    bool seen[WG_MAX_RANK] = {false};
    if (axes->n < -1 || axes->n > WG_MAX_RANK)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "%d axes, but a tensor has at most %d", axes->n,
                             WG_MAX_RANK);
    for (int k = 0; k < axes->n; k++) {
        int64_t axis = axes->list[k];
        if (!wg_infer_axis(in, &axis, rank))
            return false;
        if (seen[axis])
            return wg_infer_fail(in, WG_ERR_ARGUMENT, "axis %lld is given twice",
                                 (long long)axes->list[k]);
        seen[axis] = true;
    }
    const bool all = axes->n == -1;
    memset(axes->list, 0, sizeof axes->list);
    axes->n = 0;
    for (int k = 0; k < rank; k++)
        if (all || seen[k])
            axes->list[axes->n++] = k;
    return true;
}

/* ---- calls ---- */

/* "; x (32, 784) f32 from net.c:30, W1 (128, 784) f32 from net.c:31" */
static void describe_operands(wg_graph *g, const wg_tensor *x, int n, char *buf, size_t size)
{
    size_t used = 0;
    buf[0] = 0;
    for (int k = 0; k < n && k < FEW && used < size; k++) {
        char one[256];
        const int w = snprintf(buf + used, size - used, "%s%s", k ? ", " : ": ",
                               wg__describe(g, x[k], one, sizeof one));
        used += w > 0 ? (size_t)w : 0;
    }
}

static wg_tensor reject(wg_graph *g, const wg_tensor *x, int n, wg_code code, const char *why)
{
    char operands[768];
    describe_operands(g, x, n, operands, sizeof operands);
    return wg__fail(g, code, "%s%s", why, operands);
}

static const char *type_words(unsigned types)
{
    switch (types) {
    case WG_TYPE_FLOAT: return "f32 or f64";
    case WG_TYPE_INT: return "integers";
    case WG_TYPE_BOOL: return "bool";
    case WG_TYPE_NUMBER: return "numbers, not bool";
    default: return "another dtype";
    }
}

static bool check_dtypes(wg_graph *g, const wg_op *op, const wg_tensor *x, int n,
                         const wg_dtype *dtype)
{
    const unsigned types = op->types ? op->types : WG_TYPE_ANY;
    for (int k = 0; k < n && !op->mixed; k++) {
        char why[128];
        if (dtype[k] != dtype[0]) {
            snprintf(why, sizeof why, "dtypes differ, %s and %s (wg_cast converts)",
                     wg_dtype_name(dtype[0]), wg_dtype_name(dtype[k]));
            reject(g, x, n, WG_ERR_DTYPE, why);
            return false;
        }
        if (!(types >> dtype[k] & 1u)) {
            snprintf(why, sizeof why, "%s takes %s, not %s (wg_cast converts)", op->name,
                     type_words(types), wg_dtype_name(dtype[k]));
            reject(g, x, n, WG_ERR_DTYPE, why);
            return false;
        }
    }
    return true;
}

/* Shape, dtype and id of each operand, in arrays on the stack for few operands and in one block for many. */
typedef struct operands {
    wg_dtype *dtype;
    uint32_t *id;
    wg_shape *shape;
    uint32_t few_id[FEW];
    wg_dtype few_dtype[FEW];
    wg_shape few_shape[FEW];
    void *block;
} operands;

static bool operands_open(wg_graph *g, operands *o, int n)
{
    o->block = NULL;
    o->id = o->few_id;
    o->dtype = o->few_dtype;
    o->shape = o->few_shape;
    if (n <= FEW)
        return true;
    const size_t count = (size_t)n;
    o->block = wg__alloc(
        count * (sizeof *o->shape + sizeof *o->id + sizeof *o->dtype)); /* n <= WG_MAX_OPERANDS */
    if (!o->block) {
        wg__fail(g, WG_ERR_MEMORY, "out of memory");
        return false;
    }
    o->shape = o->block;
    o->id = (uint32_t *)(o->shape + count);
    o->dtype = (wg_dtype *)(o->id + count);
    return true;
}

/* The node of operand k, or NULL and the graph has an error. */
static const wg__node *operand(wg_graph *g, wg_tensor x, int k)
{
    char what[32];
    const wg__node *node = x.g == g ? wg__peek(x) : NULL;
    if (node)
        return node;
    snprintf(what, sizeof what, "operand %d", k);
    return wg__use(g, x, what);
}

static bool operands_check(wg_graph *g, const wg_op *op, const wg_tensor *x, int n, operands *o)
{
    for (int k = 0; k < n; k++) {
        const wg__node *node = operand(g, x[k], k);
        if (!node)
            return false;
        o->id[k] = x[k].id;
        o->dtype[k] = (wg_dtype)node->dtype;
        o->shape[k] = *node->shape;
        if (op->effect && k == 0 && node->kind != WG__NODE_PARAM) {
            reject(g, x, 1, WG_ERR_ARGUMENT, "only a parameter (wg_param) can be assigned");
            return false;
        }
    }
    return check_dtypes(g, op, x, n, o->dtype);
}

static bool infer(const wg_op *op, wg_infer *in)
{
    in->out_dtype = in->n ? in->dtype[0] : WG_F32;
    in->out_shape = in->n ? in->shape[0] : (wg_shape){0, {0}};
    in->identity = false;
    in->code = WG_OK;
    in->message[0] = 0;
    if (!op->shape)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "op %s has no shape rule", op->name);
    if (!op->shape(in)) {
        if (in->code == WG_OK)
            wg_infer_fail(in, WG_ERR_SHAPE, "the shape rule of %s refused", op->name);
        return false;
    }
    int64_t numel;
    if (!wg__shape_numel(&in->out_shape, &numel))
        return wg_infer_fail(in, WG_ERR_SIZE, "the result's size overflows or is negative");
    return true;
}

/* The specification of a node, executable: inference gives again what is stored. */
static bool reinfer(wg_graph *g, uint32_t id, char *msg, size_t size)
{
    const wg__node *node = wg__node_at(g, id);
    const int arity = wg__op_arity(node->op), n = node->nin;
    if (arity >= 0 && arity != n) {
        snprintf(msg, size, "%s has %d operands, expected %d", node->op->name, n, arity);
        return false;
    }
    operands o;
    if (!operands_open(g, &o, n)) {
        snprintf(msg, size, "out of memory");
        return false;
    }
    for (int k = 0; k < n; k++) {
        const wg__node *x = wg__node_at(g, wg__in(node)[k]);
        o.dtype[k] = (wg_dtype)x->dtype;
        o.shape[k] = *x->shape;
    }
    wg_attrs attr = {0};
    if (node->attr)
        memcpy(attr.at, node->attr->at, (size_t)wg__op_nattrs(node->op) * sizeof attr.at[0]);
    wg_infer in = {.op = node->op, .n = n, .dtype = o.dtype, .shape = o.shape, .attr = &attr};
    const bool ok = infer(node->op, &in) && in.out_dtype == (wg_dtype)node->dtype &&
                    wg_shape_equal(in.out_shape, *node->shape) &&
                    (!node->attr || attrs_equal(node->op, &attr, node->attr));
    if (!ok)
        snprintf(msg, size,
                 "%s: the inferred dtype, shape or attributes differ from the stored ones: %s",
                 node->op->name, in.message);
    wg__free(o.block);
    return ok;
}

static wg_tensor record(wg_graph *g, const wg_op *op, const wg_tensor *x, int n,
                        const wg_attrs *attr, operands *o)
{
    wg_attrs
        canonical; /* as many as the op has: the others are nobody's, and clearing them is not free */
    const int nattrs = wg__op_nattrs(op);
    if (nattrs && attr)
        memcpy(canonical.at, attr->at, (size_t)nattrs * sizeof canonical.at[0]);
    else if (nattrs && !wg_op_defaults(op, &canonical))
        return reject(g, x, n, WG_ERR_ARGUMENT, "an attribute without a default is missing");
    wg_infer in; /* infer sets the rest */
    in.op = op;
    in.n = n;
    in.dtype = o->dtype;
    in.shape = o->shape;
    in.attr = &canonical;
    if (!infer(op, &in))
        return reject(g, x, n, in.code, in.message);
    if (in.identity)
        return x[0];
    wg__set_reinfer(g, reinfer);
    return wg__record_op(g, &(wg__record){.op = op,
                                          .dtype = in.out_dtype,
                                          .shape = in.out_shape,
                                          .in = o->id,
                                          .nin = n,
                                          .attr = nattrs ? &canonical : NULL,
                                          .attr_size = (size_t)nattrs * sizeof canonical.at[0],
                                          .attr_key = attrs_key(op, &canonical),
                                          .attr_equal = attrs_equal,
                                          .unique = op->effect || op->random});
}

/* The call that was made here before the last release, its attributes as they were then stored: what was checked and inferred
 * from them holds again. */
static bool same_call(wg_graph *g, const wg__node *ghost, const wg_op *op, const wg_tensor *x,
                      int n, const wg_attrs *attr)
{
    if (ghost->op != op || ghost->nin != n)
        return false;
    const uint32_t *in = wg__in(ghost);
    for (int k = 0; k < n; k++)
        if (x[k].id != in[k] || x[k].g != g || !wg__peek(x[k]))
            return false;
    return !wg__op_nattrs(op) || (attr && attrs_equal(op, ghost->attr, attr));
}

static wg_tensor apply_in_scope(wg_graph *g, const wg_op *op, const wg_tensor *x, int n,
                                const wg_attrs *attr)
{
    const wg__node *ghost = wg__ghost(g);
    if (ghost && same_call(g, ghost, op, x, n, attr))
        return wg__revive(g);
    const int arity = wg__op_arity(op);
    if (arity >= 0 ? n != arity : n < 1)
        return wg__fail(g, WG_ERR_ARGUMENT, "%s takes %d operand%s, not %d", op->name,
                        arity < 0 ? 1 : arity,
                        arity == 1  ? ""
                        : arity < 0 ? " or more"
                                    : "s",
                        n);
    if (n > WG_MAX_OPERANDS)
        return wg__fail(g, WG_ERR_ARGUMENT, "%d operands, more than %d", n, WG_MAX_OPERANDS);
    if (op->compose) {
        wg_attrs defaults;
        if (!attr && !wg_op_defaults(op, &defaults))
            return reject(g, x, n, WG_ERR_ARGUMENT, "an attribute without a default is missing");
        return op->compose(g, x, n, attr ? attr : &defaults);
    }
    operands o;
    if (!operands_open(g, &o, n))
        return wg__poison(g);
    const wg_tensor y =
        operands_check(g, op, x, n, &o) ? record(g, op, x, n, attr, &o) : wg__poison(g);
    wg__free(o.block);
    return y;
}

wg_tensor wg__apply(wg_site at, wg_graph *g, const wg_op *op, const wg_tensor *x, int n,
                    const wg_attrs *attr)
{
    if (!g)
        g = wg__graph_of(x, n);
    if (!g)
        return wg__poison(NULL);
    const bool opened = wg__enter(g, at);
    const wg_tensor y = apply_in_scope(g, op, x, n, attr);
    wg__leave(g, opened);
    return y;
}

wg_tensor wg_call_at(wg_site at, wg_graph *g, const wg_op *op, const wg_tensor *x, int n,
                     const wg_attrs *attr)
{
    if (!g)
        g = wg__graph_of(x, x ? n : 0);
    if (!op || (n > 0 && !x)) {
        const bool opened = wg__enter(g, at);
        const wg_tensor bad =
            wg__fail(g, WG_ERR_ARGUMENT, op ? "no operands given (NULL)" : "no op given (NULL)");
        wg__leave(g, opened);
        return bad;
    }
    return wg__apply(at, g, op, x, n, attr);
}

/* ---- numbers among the operands ---- */

static wg_tensor lift(wg_tensor like, double v)
{
    static const struct {
        double lo, hi; /* integers exactly held by double and by the dtype */
    } range[WG_DTYPE_COUNT] = {
        [WG_I32] = {-2147483648.0, 2147483647.0},
        [WG_I64] = {-9007199254740992.0, 9007199254740992.0},
        [WG_U8] = {0, 255},
        [WG_BOOL] = {0, 1},
    };
    const wg_dtype d = wg_dtype_of(like);
    if (d >= WG_DTYPE_COUNT)
        return wg__poison(like.g);
    if (!wg_dtype_is_float(d) && !(v == trunc(v) && v >= range[d].lo && v <= range[d].hi)) {
        char text[256];
        return wg__fail(like.g, WG_ERR_DTYPE, "the number %g does not fit %s: %s", v,
                        wg_dtype_name(d), wg__describe(like.g, like, text, sizeof text));
    }
    return wg_scalar_at((wg_site){0}, like.g, d, v);
}

static wg_tensor apply_lifted(wg_site at, const wg_op *op, wg_tensor t, double v, bool number_first)
{
    wg_graph *g = wg__graph_of(&t, 1);
    if (!g)
        return wg__poison(NULL);
    const bool opened = wg__enter(g, at);
    wg_tensor y = wg__poison(g);
    if (wg__use(g, t, number_first ? "operand 1" : "operand 0")) {
        const wg_tensor c = lift(t, v);
        const wg_tensor x[2] = {number_first ? c : t, number_first ? t : c};
        y = apply_in_scope(g, op, x, 2, NULL);
    }
    wg__leave(g, opened);
    return y;
}

wg_tensor wg__apply_ts(wg_site at, const wg_op *op, wg_tensor x, double y)
{
    return apply_lifted(at, op, x, y, false);
}

wg_tensor wg__apply_st(wg_site at, const wg_op *op, double x, wg_tensor y)
{
    return apply_lifted(at, op, y, x, true);
}

/* ---- registry ---- */

const char *wg_family_name(wg_family f)
{
    static const char *const names[WG_FAMILY_COUNT] = {
        "custom",         "elementwise", "reduction", "shape",       "indexing",
        "linear algebra", "random",      "graph",     "composition",
    };
    return (unsigned)f < WG_FAMILY_COUNT ? names[f] : "?";
}

const wg_op *wg_op_find(const char *name)
{
    for (size_t i = 0; name && i < wg_op_count(); i++)
        if (strcmp(wg_op_at(i)->name, name) == 0)
            return wg_op_at(i);
    return NULL;
}
