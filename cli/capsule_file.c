/* A capsule read from its file and recorded as a graph. Nothing in the file is trusted. */
#include "cli/capsule_file.h"

#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/ops.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"
#include "tensor/node.h"

/* ---- JSON ---- */

double capsule_number(const json_t *v)
{
    const char *s = json_string_value(v);
    if (json_is_number(v))
        return json_number_value(v);
    if (s && strcmp(s, "inf") == 0)
        return (double)INFINITY;
    if (s && strcmp(s, "-inf") == 0)
        return -(double)INFINITY;
    return (double)NAN;
}

const char *capsule_string(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
}

static bool fail(char *error, const char *fmt, ...) WG_PRINTF(2, 3);
static bool fail(char *error, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    if (!error[0])
        vsnprintf(error, CAPSULE_TEXT, fmt, ap);
    va_end(ap);
    return false;
}

static bool read_type(const json_t *node, wg_dtype *d, wg_shape *s)
{
    const json_t *shape = json_object_get(node, "shape");
    int64_t n;
    const size_t rank = json_array_size(shape);
    if (!wg_dtype_parse(capsule_string(node, "dtype"), d) || !json_is_array(shape) ||
        rank > WG_MAX_RANK)
        return false;
    *s = (wg_shape){.rank = (int)rank};
    for (size_t k = 0; k < rank; k++)
        s->dim[k] = json_integer_value(json_array_get(shape, k));
    for (size_t k = 0; k < rank; k++)
        if (s->dim[k] < 0)
            return false;
    return wg_shape_numel(*s, &n);
}

/* The node's data as an array of its dtype; NULL where it is not numel numbers of that dtype. */
static void *read_data(const json_t *node, wg_dtype d, const wg_shape *s)
{
    const json_t *data = json_object_get(node, "data");
    int64_t n;
    size_t bytes;
    if (!wg_shape_numel(*s, &n) || !json_is_array(data) || json_array_size(data) != (size_t)n ||
        !wg__mul((size_t)n, wg_dtype_size(d), &bytes))
        return NULL;
    void *p = wg__alloc(bytes);
    for (int64_t i = 0; p && i < n; i++) {
        const json_t *v = json_array_get(data, (size_t)i);
        if (d == WG_I64 && json_is_integer(v)) {
            ((int64_t *)p)[i] = json_integer_value(v);
        } else if (wg__fits(d, capsule_number(v))) {
            wg__store(d, p, i, capsule_number(v));
        } else {
            wg__free(p);
            return NULL;
        }
    }
    return p;
}

/* ---- attributes ---- */

static bool read_attr(const wg_param *p, const json_t *v, wg_attr *a)
{
    wg_dtype d;
    *a = (wg_attr){.n = 0};
    switch (p->kind) {
    case WG_PARAM_FLOAT: a->u.f = capsule_number(v); return v != NULL;
    case WG_PARAM_INT: a->u.i = json_integer_value(v); return json_is_integer(v);
    case WG_PARAM_BOOL: a->u.i = json_is_true(v); return json_is_boolean(v);
    case WG_PARAM_DTYPE:
        if (!json_is_string(v) || !wg_dtype_parse(json_string_value(v), &d))
            return false;
        a->u.i = d;
        return true;
    case WG_PARAM_AXES:
    case WG_PARAM_SHAPE:
    case WG_PARAM_INTS: break;
    default: return false;
    }
    if (!json_is_array(v) || json_array_size(v) > WG_MAX_RANK)
        return false;
    a->n = (int)json_array_size(v);
    for (int k = 0; k < a->n; k++)
        a->list[k] = json_integer_value(json_array_get(v, (size_t)k));
    return true;
}

bool capsule_attrs(const wg_op *op, const json_t *node, wg_attrs *attr)
{
    const json_t *attrs = json_object_get(node, "attrs");
    int k = 0;
    *attr = (wg_attrs){0};
    for (int p = 0; p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        if (param->kind == WG_PARAM_TENSOR || param->kind == WG_PARAM_TENSORS)
            continue;
        if (!read_attr(param, json_object_get(attrs, param->name), &attr->at[k++]))
            return false;
    }
    return true;
}

/* ---- nodes ---- */

typedef struct builder {
    wg_graph *g;
    capsule_node *node; /* those recorded so far */
    size_t n;
    const wg_vjp *v; /* of a rule; NULL: the capsule's own nodes */
    char *error;
} builder;

static wg_tensor find(const builder *b, const json_t *id)
{
    for (size_t k = 0; json_is_integer(id) && k < b->n; k++)
        if (b->node[k].id == json_integer_value(id))
            return b->node[k].t;
    return wg_none(b->g);
}

static wg_tensor build_op(builder *b, const json_t *json, const wg_op *op, const wg_attrs *attr)
{
    const json_t *in = json_object_get(json, "in");
    const size_t n = json_array_size(in);
    wg_tensor *x = n <= WG_MAX_OPERANDS ? wg__alloc0(n + 1, sizeof *x) : NULL;
    wg_tensor t = wg__poison(b->g);
    bool ok = x && json_is_array(in);
    for (size_t k = 0; ok && k < n; k++) {
        x[k] = find(b, json_array_get(in, k));
        ok = !wg_is_none(x[k]);
    }
    const wg_site at = {.text = capsule_string(json, "call"),
                        .line = (int)json_integer_value(json_object_get(json, "line")),
                        .file = json_string_value(json_object_get(json, "file"))};
    if (ok)
        t = wg_call_at(at, b->g, op, x, (int)n, attr);
    else
        fail(b->error, "an operand of %s is not among the nodes before it", op->name);
    wg__free(x);
    return t;
}

static wg_tensor build_library_op(builder *b, const json_t *json)
{
    const wg_op *op = wg_op_find(capsule_string(json, "op"));
    wg_attrs attr;
    if (!op || op->effect || !capsule_attrs(op, json, &attr)) {
        fail(b->error, "no op of the library: '%.60s' with these attributes",
             capsule_string(json, "op"));
        return wg__poison(b->g);
    }
    return build_op(b, json, op, &attr);
}

static wg_tensor build_leaf(builder *b, const json_t *json, const char *kind)
{
    wg_dtype d;
    wg_shape s;
    wg_tensor t = wg__poison(b->g);
    if (!read_type(json, &d, &s)) {
        fail(b->error, "a leaf without dtype and shape");
        return t;
    }
    void *data = read_data(json, d, &s);
    const char *name = capsule_string(json, "name");
    if (!data)
        fail(b->error, "the data of a leaf do not fit its dtype and shape");
    else if (strcmp(kind, "const") == 0)
        t = wg_const(b->g, d, s, data);
    else
        t = strcmp(kind, "param") == 0 ? wg_param(b->g, name, d, s) : wg_input(b->g, name, d, s);
    if (data && strcmp(kind, "const") != 0 && wg_is_ok(t))
        (void)wg_set_data(t, data, (size_t)wg_numel(t) * wg_dtype_size(d));
    wg__free(data);
    return t;
}

/* ---- ops that are not the library's ---- */

static bool recorded_shape(wg_infer *in)
{
    const recorded_op *r = (const recorded_op *)in->op;
    in->out_dtype = r->dtype;
    in->out_shape = r->shape;
    return true;
}

static wg_code recorded_kernel(const wg_kernel_args *k)
{
    const recorded_op *r = k->user;
    int64_t n = 0;
    if (wg_shape_numel(r->shape, &n) && n)
        memcpy(k->out.data, r->value, (size_t)n * wg_dtype_size(r->dtype));
    return WG_OK;
}

static wg_tensor recorded_vjp(const wg_vjp *v, int arg)
{
    return capsule_rule((const recorded_op *)v->op, v, arg);
}

static wg_tensor build_custom(builder *b, const json_t *json, recorded_op **out)
{
    recorded_op *r = wg__alloc0(1, sizeof *r);
    *out = r;
    if (!r || !capsule_string(json, "op")[0] || !read_type(json, &r->dtype, &r->shape) ||
        !(r->value = read_data(json, r->dtype, &r->shape))) {
        fail(b->error, "'%.60s' is not the library's and has no recorded value",
             capsule_string(json, "op"));
        return wg__poison(b->g);
    }
    r->rules = json_object_get(json, "rules");
    r->op = (wg_op){.name = capsule_string(json, "op"),
                    .arity = (int)json_array_size(json_object_get(json, "in")),
                    .mixed = true,
                    .shape = recorded_shape,
                    .kernel = recorded_kernel,
                    .user = r,
                    .diff = r->rules ? WG_DIFF_RULE : WG_DIFF_CONSTANT,
                    .vjp = recorded_vjp};
    return build_op(b, json, &r->op, NULL);
}

static bool known_kind(const char *kind)
{
    return strcmp(kind, "input") == 0 || strcmp(kind, "param") == 0 || strcmp(kind, "const") == 0;
}

/* x0, x1, ..., y, dy of a rule. */
static wg_tensor stand_in(const builder *b, const char *kind)
{
    if (b->v && strcmp(kind, "y") == 0)
        return b->v->y;
    if (b->v && strcmp(kind, "dy") == 0)
        return b->v->dy;
    const long k = b->v && kind[0] == 'x' ? strtol(kind + 1, NULL, 10) : -1;
    return k >= 0 && k < (b->v ? b->v->n : 0) ? b->v->x[k] : wg_none(b->g);
}

static bool build_node(builder *b, const json_t *json)
{
    const char *kind = capsule_string(json, "kind");
    capsule_node *own = &b->node[b->n];
    *own = (capsule_node){.id = json_integer_value(json_object_get(json, "id")), .json = json};
    if (!json_is_integer(json_object_get(json, "id")) ||
        !wg_is_none(find(b, json_object_get(json, "id"))))
        return fail(b->error, "a node without an id of its own");
    own->t = stand_in(b, kind);
    if (strcmp(kind, "op") == 0)
        own->t = build_library_op(b, json);
    else if (strcmp(kind, "custom") == 0 && !b->v)
        own->t = build_custom(b, json, &own->custom);
    else if (known_kind(kind))
        own->t = build_leaf(b, json, kind);
    b->n++;
    if (wg_is_ok(own->t))
        return true;
    if (!wg_ok(b->g))
        return fail(b->error, "%s", wg_error(b->g));
    return fail(b->error, "a node of unknown kind '%.30s'", kind);
}

static bool build_nodes(builder *b, const json_t *nodes)
{
    const size_t n = json_array_size(nodes);
    for (size_t k = 0; k < n; k++)
        if (!build_node(b, json_array_get(nodes, k)))
            return false;
    return true;
}

wg_tensor capsule_rule(const recorded_op *op, const wg_vjp *v, int arg)
{
    const json_t *rule = NULL;
    for (size_t k = 0; k < json_array_size(op->rules) && !rule; k++) {
        const json_t *r = json_array_get(op->rules, k);
        if (json_integer_value(json_object_get(r, "operand")) == arg)
            rule = r;
    }
    const json_t *nodes = json_object_get(rule, "nodes"), *result = json_object_get(rule, "result");
    if (!rule || json_is_null(result))
        return wg_none(v->g);
    char error[CAPSULE_TEXT] = "";
    builder b = {.g = v->g,
                 .v = v,
                 .node = wg__alloc0(json_array_size(nodes) + 1, sizeof *b.node),
                 .error = error};
    wg_tensor t = wg__poison(v->g);
    if (!b.node)
        t = wg_raise(v->g, WG_ERR_MEMORY, "out of memory");
    else if (build_nodes(&b, nodes))
        t = find(&b, result);
    else if (wg_ok(v->g))
        t = wg_raise(v->g, WG_ERR_FORMAT, "%s", error);
    wg__free(b.node);
    return t;
}

/* ---- the file ---- */

static bool read_ids(const builder *b, const json_t *list, bool objects, wg_tensor **t, int *n)
{
    const size_t count = json_array_size(list);
    *t = count < INT_MAX ? wg__alloc0(count + 1, sizeof **t) : NULL;
    for (size_t k = 0; *t && k < count; k++) {
        const json_t *v = json_array_get(list, k);
        (*t)[k] = find(b, objects ? json_object_get(v, "id") : v);
        if (wg_is_none((*t)[k]))
            return fail(b->error, "an output or a leaf is not among the nodes");
    }
    *n = (int)count;
    return *t != NULL && count > 0;
}

static bool read_header(capsule *c, char *error)
{
    const json_t *version = json_object_get(c->root, "version");
    if (strcmp(capsule_string(c->root, "format"), "wengert capsule") != 0)
        return fail(error, "not a capsule");
    if (json_integer_value(version) != WG_CAPSULE_VERSION)
        return fail(error, "version %lld, and this program reads version %d",
                    (long long)json_integer_value(version), WG_CAPSULE_VERSION);
    c->verdict = capsule_string(c->root, "verdict");
    c->text = capsule_string(c->root, "text");
    c->second = json_is_true(json_object_get(c->root, "second"));
    c->seed = (uint64_t)json_integer_value(json_object_get(c->root, "seed"));
    c->leaves = json_object_get(c->root, "wrt");
    return true;
}

static bool read_graph(capsule *c, char *error)
{
    const json_t *nodes = json_object_get(c->root, "nodes");
    c->g = wg_graph_new();
    c->node = wg__alloc0(json_array_size(nodes) + 1, sizeof *c->node);
    if (!c->g || !c->node)
        return fail(error, "out of memory");
    builder b = {.g = c->g, .node = c->node, .error = error};
    bool ok = build_nodes(&b, nodes);
    c->nodes = b.n;
    for (size_t k = 0; k < c->nodes; k++)
        c->custom = c->custom || c->node[k].custom;
    ok = ok && read_ids(&b, json_object_get(c->root, "outputs"), false, &c->output, &c->outputs) &&
         read_ids(&b, c->leaves, true, &c->wrt, &c->wrts);
    return ok || fail(error, "no nodes, outputs or leaves");
}

bool capsule_load(capsule *c, const char *path, char error[CAPSULE_TEXT])
{
    json_error_t why;
    *c = (capsule){0};
    error[0] = 0;
    c->root = json_load_file(path, 0, &why);
    if (!c->root)
        return fail(error, "line %d: %s", why.line, why.text);
    return read_header(c, error) && read_graph(c, error);
}

void capsule_free(capsule *c)
{
    wg_graph_free(c->g);
    for (size_t k = 0; k < c->nodes; k++)
        if (c->node[k].custom) {
            wg__free(c->node[k].custom->value);
            wg__free(c->node[k].custom);
        }
    wg__free(c->node);
    wg__free(c->output);
    wg__free(c->wrt);
    json_decref(c->root);
    *c = (capsule){0};
}
