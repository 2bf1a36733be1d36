/* Capsules: a reduced check as JSON. */
#include "autograd/capsule.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "autograd/autograd.h"
#include "autograd/emission.h"
#include "autograd/reduce.h"
#include "engine/engine.h"
#include "ops/apply.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"
#include "tensor/node.h"
#include "tensor/text.h"
#include "tensor/to_json.h"

static const char *const kinds[] = {
    [WG__NODE_INPUT] = "input", [WG__NODE_PARAM] = "param", [WG__NODE_CONST] = "const"};

static bool is_custom(const wg_op *op)
{
    return wg_op_find(op->name) != op;
}

static void put_values(FILE *f, wg_dtype d, const void *data, int64_t n)
{
    fputc('[', f);
    for (int64_t i = 0; i < n; i++) {
        if (i)
            fputs(", ", f);
        if (d == WG_I64)
            fprintf(f, "%lld", (long long)((const int64_t *)data)[i]);
        else
            wg__json_number(f, wg__load(d, data, i));
    }
    fputc(']', f);
}

/* ---- attributes, by name and kind ---- */

static void put_attr(FILE *f, const wg_param *p, const wg_attr *a)
{
    wg__json_text(f, p->name);
    fputs(": ", f);
    switch (p->kind) {
    case WG_PARAM_FLOAT: wg__json_number(f, a->u.f); break;
    case WG_PARAM_BOOL: fputs(a->u.i ? "true" : "false", f); break;
    case WG_PARAM_DTYPE: wg__json_text(f, wg_dtype_name((wg_dtype)a->u.i)); break;
    case WG_PARAM_INT: fprintf(f, "%lld", (long long)a->u.i); break;
    default: wg__json_ints(f, a->list, a->n > 0 ? a->n : 0); break;
    }
}

static void put_attrs(FILE *f, const wg_op *op, const wg_attrs *attr)
{
    int k = 0;
    fputs(", \"attrs\": {", f);
    for (int p = 0; op->sig && p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        if (param->kind == WG_PARAM_TENSOR || param->kind == WG_PARAM_TENSORS)
            continue;
        if (k)
            fputs(", ", f);
        put_attr(f, param, &attr->at[k++]);
    }
    fputc('}', f);
}

/* ---- nodes ---- */

static void put_type(FILE *f, const wg__node *n)
{
    fputs(", \"dtype\": ", f);
    wg__json_text(f, wg_dtype_name((wg_dtype)n->dtype));
    fputs(", \"shape\": ", f);
    wg__json_ints(f, n->shape->dim, n->shape->rank);
}

static void put_operands(FILE *f, const wg__node *n)
{
    fputs(", \"in\": [", f);
    for (int k = 0; k < n->nin; k++)
        fprintf(f, k ? ", %u" : "%u", wg__in(n)[k]);
    fputc(']', f);
}

static void put_name_and_site(FILE *f, wg_graph *g, const wg__node *n)
{
    const wg_site at = wg__site(g, n->site);
    const char *name = wg__node_name(g, n);
    if (name[0]) {
        fputs(", \"name\": ", f);
        wg__json_text(f, name);
    }
    if (at.file) {
        fputs(", \"file\": ", f);
        wg__json_text(f, wg__basename(at.file));
        fprintf(f, ", \"line\": %d, \"call\": ", at.line);
        wg__json_text(f, at.text ? at.text : "");
    }
}

static void put_rules(FILE *f, wg_graph *g, uint32_t id, bool *ok);

/* An op with its attributes; a leaf with its data. */
static void put_node(FILE *f, wg_graph *g, uint32_t id, const char *leaf, bool *ok)
{
    const wg__node *n = wg__node_at(g, id);
    fprintf(f, "{\"id\": %u, ", id);
    if (!n->op || leaf) {
        fprintf(f, "\"kind\": \"%s\"", leaf ? leaf : kinds[n->kind]);
    } else {
        fprintf(f, "\"kind\": \"%s\", \"op\": ", is_custom(n->op) ? "custom" : "op");
        wg__json_text(f, n->op->name);
    }
    put_type(f, n);
    if (n->op) {
        put_operands(f, n);
        if (n->attr)
            put_attrs(f, n->op, n->attr);
    }
    put_name_and_site(f, g, n);
    if (!leaf && (!n->op || is_custom(n->op))) {
        fputs(", \"data\": ", f);
        put_values(f, (wg_dtype)n->dtype, n->data, n->numel);
    }
    if (n->op && is_custom(n->op))
        put_rules(f, g, id, ok);
    fputc('}', f);
}

/* What an emission's leaf stands for: "x0", "y", "dy"; NULL: it is the rule's own. */
static const char *role(const wg__emission *e, uint32_t id, char *buf, size_t size)
{
    for (int k = 0; k < e->n; k++)
        if (e->x[k].id == id) {
            snprintf(buf, size, "x%d", k);
            return buf;
        }
    return id == e->y.id ? "y" : id == e->dy.id ? "dy" : NULL;
}

static void put_emission(FILE *f, const wg__emission *e, bool *ok)
{
    char buf[16];
    bool first = true;
    fputs(", \"nodes\": [", f);
    const uint32_t count = wg_is_none(e->dx) ? 0 : wg__count(e->g);
    for (uint32_t id = 1; id < count; id++) {
        if (wg__node_at(e->g, id)->op && is_custom(wg__node_at(e->g, id)->op))
            *ok = false; /* a rule of custom ops has no expression in the library's */
        fputs(first ? "\n      " : ",\n      ", f);
        put_node(f, e->g, id, role(e, id, buf, sizeof buf), ok);
        first = false;
    }
    fputs("], \"result\": ", f);
    if (count)
        fprintf(f, "%u", e->dx.id);
    else
        fputs("null", f);
}

/* "rules": for each float operand the expression that the rule emitted. */
static void put_rules(FILE *f, wg_graph *g, uint32_t id, bool *ok)
{
    const wg__node *n = wg__node_at(g, id);
    wg_tensor *x = wg__alloc0((size_t)n->nin + 1, sizeof *x);
    bool first = true;
    if (!x || n->op->diff != WG_DIFF_RULE || !n->op->vjp) {
        *ok = *ok && x;
        wg__free(x);
        return;
    }
    for (int k = 0; k < n->nin; k++)
        x[k] = wg__handle(g, wg__in(n)[k]);
    const wg_tensor y = wg__handle(g, id);
    const wg_vjp v = {.g = g, .op = n->op, .n = n->nin, .x = x, .y = y, .dy = y, .attr = n->attr};
    fputs(",\n    \"rules\": [", f);
    for (int k = 0; k < n->nin; k++) {
        wg__emission e;
        if (!wg_dtype_is_float(wg_dtype_of(x[k])))
            continue;
        if (wg__emission_open(&e, &v, n->op, k)) {
            fprintf(f, "%s\n     {\"operand\": %d", first ? "" : ",", k);
            put_emission(f, &e, ok);
            fputc('}', f);
            first = false;
        } else {
            *ok = false;
        }
        wg__emission_close(&e);
    }
    fputc(']', f);
    wg__free(x);
}

/* ---- what was found ---- */

static void put_elements(FILE *f, const char *name, const wg_gradcheck_leaf *leaf, size_t at)
{
    fprintf(f, ",\n    \"%s\": [", name);
    for (size_t i = 0; i < leaf->elements; i++) {
        if (i)
            fputs(", ", f);
        double v;
        memcpy(&v, (const char *)&leaf->element[i] + at, sizeof v);
        wg__json_number(f, v);
    }
    fputc(']', f);
}

static void put_leaf(FILE *f, const wg_gradcheck_leaf *leaf, uint32_t id, wg_tensor dx)
{
    fprintf(f, "\n   {\"id\": %u, \"verdict\": \"%s\",\n    \"index\": [", id,
            wg_verdict_name(leaf->verdict));
    for (size_t i = 0; i < leaf->elements; i++)
        fprintf(f, i ? ", %lld" : "%lld", (long long)leaf->element[i].index);
    fputc(']', f);
    put_elements(f, "rule", leaf, offsetof(wg_gradcheck_element, rule));
    put_elements(f, "reference", leaf, offsetof(wg_gradcheck_element, reference));
    put_elements(f, "error", leaf, offsetof(wg_gradcheck_element, error));
    fputs(",\n    \"gradient\": ", f);
    if (wg_is_none(dx))
        fputs("null", f);
    else
        put_values(f, wg_dtype_of(dx), wg_data(dx), wg_numel(dx));
    fputc('}', f);
}

static bool put_findings(FILE *f, const wg__part *p, const wg_gradcheck_report *r,
                         const wg_tensor *dx)
{
    const wg_gradcheck_report *found =
        r->second && wg_verdict_fails(r->second->verdict) ? r->second : r;
    fprintf(f, ",\n \"verdict\": \"%s\",\n \"text\": ", wg_verdict_name(found->verdict));
    wg__json_text(f, r->blames ? r->blame[0].text : found->text);
    fputs(",\n \"outputs\": [", f);
    for (int k = 0; k < p->outputs; k++)
        fprintf(f, k ? ", %u" : "%u", p->output[k].id);
    fputs("],\n \"wrt\": [", f);
    for (int k = 0; k < r->leaves; k++) {
        if (k)
            fputc(',', f);
        put_leaf(f, &r->leaf[k], p->wrt[k].id, dx[k]);
    }
    fputs("],\n \"values\": [", f);
    for (int k = 0; k < p->outputs; k++) {
        if (k)
            fputs(", ", f);
        put_values(f, wg_dtype_of(p->output[k]), wg_data(p->output[k]), wg_numel(p->output[k]));
    }
    fputc(']', f);
    return !ferror(f);
}

/* Values of outputs, of custom ops and of the gradients, all from one run. */
static bool compute(wg__part *p, wg_tensor *dx)
{
    const uint32_t count = wg__count(p->g);
    int n = 0;
    wg_tensor *all = wg__alloc0((size_t)count + (size_t)p->outputs + (size_t)p->wrts, sizeof *all);
    bool ok = all != NULL;
    if (!ok)
        wg__fail(p->g, WG_ERR_MEMORY, "out of memory");
    for (uint32_t id = 1; ok && id < count; id++)
        if (wg__node_at(p->g, id)->op && is_custom(wg__node_at(p->g, id)->op))
            all[n++] = wg__handle(p->g, id);
    for (int k = 0; k < p->wrts; k++)
        dx[k] = wg_none(p->g);
    const bool scalar = p->outputs == 1 && wg_numel(p->output[0]) == 1;
    ok = ok && (!scalar || wg_grad(p->output[0], p->wrt, p->wrts, dx) == WG_OK);
    for (int k = 0; ok && k < p->outputs; k++)
        all[n++] = p->output[k];
    for (int k = 0; ok && k < p->wrts; k++)
        if (!wg_is_none(dx[k]))
            all[n++] = dx[k];
    ok = ok && wg_run_n(p->g, all, n) == WG_OK;
    wg__free(all);
    return ok;
}

/* The nodes below count: the gradients, recorded later, follow from them. */
static bool put_nodes(FILE *f, const wg__part *p, uint32_t count)
{
    bool ok = true;
    fputs(",\n \"nodes\": [", f);
    for (uint32_t id = 1; id < count; id++) {
        fputs(id > 1 ? ",\n  " : "\n  ", f);
        put_node(f, p->g, id, NULL, &ok);
    }
    fputs("]", f);
    return ok;
}

static bool put_capsule(FILE *f, wg__part *p, const wg_gradcheck_options *options)
{
    const uint32_t count = wg__count(p->g);
    wg_gradcheck_report r = {0};
    wg_gradcheck_options o = options ? *options : (wg_gradcheck_options){0};
    o.mode = WG_GRADCHECK_FULL;
    o.keep = WG_KEEP_NONE;
    o.progress = NULL;
    wg_tensor *dx = wg__alloc0((size_t)p->wrts + 1, sizeof *dx);
    bool ok = dx &&
              wg_gradcheck(p->g, ((wg_tensor_list){p->output, p->outputs}),
                           ((wg_tensor_list){p->wrt, p->wrts}), &o, &r) == WG_OK &&
              compute(p, dx);
    if (ok) {
        fprintf(f, "{\"format\": \"wengert capsule\", \"version\": %d,\n", WG_CAPSULE_VERSION);
        fprintf(f, " \"seed\": %llu, \"second\": %s", (unsigned long long)o.seed,
                o.second ? "true" : "false");
        ok = put_findings(f, p, &r, dx) && put_nodes(f, p, count);
        fputs("}\n", f);
    } else if (wg_ok(p->g)) {
        wg__fail(p->g, WG_ERR_MEMORY, "out of memory");
    }
    wg_gradcheck_free(&r);
    wg__free(dx);
    return ok;
}

wg_code wg_capsule_write_at(wg_site at, FILE *f, wg_graph *g, wg_tensor_list outputs,
                            wg_tensor_list wrt, const wg_gradcheck_options *options)
{
    wg__part p = {0};
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, at);
    bool ok = wg_ok(g) && wg__reduce(&p, g, outputs, wrt, options);
    if (ok && !put_capsule(f, &p, options)) {
        ok = false;
        if (wg_ok(p.g))
            wg__fail(g, WG_ERR_GRADIENT, "a rule of custom ops cannot be written down");
        else
            wg__fail(g, wg_error_code(p.g), "%s", wg_error(p.g));
    }
    if (ok && ferror(f))
        wg__fail(g, WG_ERR_IO, "the capsule could not be written");
    wg__part_free(&p);
    const wg_code code = wg_error_code(g);
    wg__leave(g, opened);
    return code;
}
