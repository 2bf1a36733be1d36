/* A capsule as a Python script for PyTorch. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/capsule_print.h"
#include "ops/ops.h"
#include "tensor/node.h"
#include "tensor/to_json.h"

/* ---- values ---- */

static const char *const torch_dtype[WG_DTYPE_COUNT] = {
    [WG_F32] = "torch.float32", [WG_F64] = "torch.float64", [WG_I32] = "torch.int32",
    [WG_I64] = "torch.int64",   [WG_U8] = "torch.uint8",    [WG_BOOL] = "torch.bool",
};

static void put_number(FILE *f, double v)
{
    if (v != v || v - v != 0)
        fputs(v != v ? "nan" : v > 0 ? "inf" : "-inf", f);
    else
        wg__json_number(f, v);
}

static void put_tuple(FILE *f, const int64_t *v, int n)
{
    fputc('(', f);
    for (int k = 0; k < n; k++)
        fprintf(f, "%" PRId64 ",%s", v[k], k + 1 < n ? " " : "");
    fputc(')', f);
}

static void put_flat(FILE *f, const json_t *list)
{
    fputc('[', f);
    for (size_t k = 0; k < json_array_size(list); k++) {
        fputs(k ? ", " : "", f);
        put_number(f, capsule_number(json_array_get(list, k)));
    }
    fputc(']', f);
}

static void put_list(FILE *f, const json_t *list)
{
    fputc('[', f);
    for (size_t k = 0; k < json_array_size(list); k++) {
        const json_t *v = json_array_get(list, k);
        if (k)
            fputs(", ", f);
        if (json_is_array(v)) /* the capsule's format nests once */
            put_flat(f, v);
        else if (json_is_integer(v))
            fprintf(f, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
        else
            put_number(f, capsule_number(v));
    }
    fputc(']', f);
}

static void put_value(FILE *f, const json_t *data, wg_dtype d, wg_shape s)
{
    fputs("value(", f);
    put_list(f, data);
    fprintf(f, ", %s, ", torch_dtype[d]);
    put_tuple(f, s.dim, s.rank);
    fputc(')', f);
}

static void put_comment(FILE *f, const char *text)
{
    for (; *text; text++)
        fputc(*text == '\n' || *text == '\r' ? ' ' : *text, f);
}

/* Inside a docstring. */
static void put_doc(FILE *f, const char *text)
{
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            fputc('\'', f);
        else
            fputc(*text, f);
}

/* ---- the template of an op ---- */

typedef void (*put_operand)(FILE *f, const json_t *id, const void *user);

typedef struct call {
    const wg_op *op;
    const wg_attrs *attr; /* NULL: none */
    wg_dtype dtype;       /* of the result */
    const json_t *in;
    put_operand operand;
    const void *user;
} call;

static void put_attr(FILE *f, const wg_param *p, const wg_attr *a)
{
    switch (p->kind) {
    case WG_PARAM_INT: fprintf(f, "%" PRId64, a->u.i); break;
    case WG_PARAM_BOOL: fputs(a->u.i ? "True" : "False", f); break;
    case WG_PARAM_FLOAT: put_number(f, a->u.f); break;
    case WG_PARAM_DTYPE: fputs(torch_dtype[a->u.i], f); break;
    default: put_tuple(f, a->list, a->n); break;
    }
}

static void put_named_attr(FILE *f, const call *c, const char *name, size_t length)
{
    int k = 0;
    for (int p = 0; c->op->sig && c->attr && p < c->op->sig->nparams; p++) {
        const wg_param *param = &c->op->sig->param[p];
        if (param->kind == WG_PARAM_TENSOR || param->kind == WG_PARAM_TENSORS)
            continue;
        if (strlen(param->name) == length && strncmp(param->name, name, length) == 0)
            put_attr(f, param, &c->attr->at[k]);
        k++;
    }
}

static void put_hole(FILE *f, const call *c, const char *name, size_t length)
{
    if (name[0] >= '0' && name[0] <= '9') {
        c->operand(f, json_array_get(c->in, (size_t)(name[0] - '0')), c->user);
    } else if (name[0] == '*') {
        for (size_t k = 0; k < json_array_size(c->in); k++) {
            c->operand(f, json_array_get(c->in, k), c->user);
            fputs(", ", f);
        }
    } else if (name[0] == '.') {
        fputs(torch_dtype[c->dtype], f);
    } else {
        put_named_attr(f, c, name, length);
    }
}

static void put_call(FILE *f, const call *c)
{
    const char *t = c->op->python;
    if (!t) {
        fprintf(f, "no_counterpart(\"%s\")", c->op->name);
        return;
    }
    for (; *t; t++) {
        const char *end = *t == '{' ? strchr(t, '}') : NULL;
        if (!end) {
            fputc(*t, f);
            continue;
        }
        put_hole(f, c, t + 1, (size_t)(end - t - 1));
        t = end;
    }
}

/* ---- helpers that templates use ---- */

static const struct {
    const char *name, *text;
} helpers[] = {
    {"over(", "def over(f, x, axes, keepdims):\n"
              "    for axis in sorted(axes, reverse=True):\n"
              "        x = f(x, dim=axis, keepdim=keepdims)\n"
              "    return x\n"},
    {"linear_scan(", "def linear_scan(factors, x, axis):\n"
                     "    rows = list(x.unbind(axis))\n"
                     "    for k, factor in enumerate(factors.unbind(axis)):\n"
                     "        if k > 0:\n"
                     "            rows[k] = factor * rows[k - 1] + rows[k]\n"
                     "    return torch.stack(rows, axis)\n"},
    {"strided(", "def strided(x, start, stop, step):\n"
                 "    for axis, bounds in enumerate(zip(start, stop, step)):\n"
                 "        x = x.index_select(axis, torch.tensor(list(range(*bounds)), "
                 "dtype=torch.int64))\n"
                 "    return x\n"},
    {"padded(", "def padded(x, before, after, fill):\n"
                "    pairs = [n for both in zip(before, after) for n in reversed(both)]\n"
                "    return torch.nn.functional.pad(x, pairs[::-1], value=fill)\n"},
    {"taken(", "def taken(x, indices, axis):\n"
               "    flat = indices.long().reshape(-1) % x.shape[axis]\n"
               "    shape = x.shape[:axis] + indices.shape + x.shape[axis + 1:]\n"
               "    return x.index_select(axis, flat).reshape(shape)\n"},
    {"scattered(", "def scattered(x, indices, updates, axis):\n"
                   "    flat = indices.long().reshape(-1) % x.shape[axis]\n"
                   "    shape = x.shape[:axis] + flat.shape + x.shape[axis + 1:]\n"
                   "    return x.index_add(axis, flat, updates.reshape(shape))\n"},
    {"eye(", "def eye(rows, columns, diagonal):\n"
             "    return torch.ones(rows, columns).tril(diagonal).triu(diagonal)\n"},
};

static bool uses(const capsule *c, const char *helper)
{
    for (size_t i = 0; i < wg_op_count(); i++) {
        const wg_op *op = wg_op_at(i);
        if (op->python && strncmp(op->python, helper, strlen(helper)) == 0) {
            char needle[80];
            snprintf(needle, sizeof needle, "\"op\": \"%s\"", op->name);
            char *text = json_dumps(c->root, 0);
            const bool found = text && strstr(text, needle);
            free(text);
            if (found)
                return true;
        }
    }
    return false;
}

/* ---- nodes ---- */

static void put_node_name(FILE *f, const json_t *id, const void *user)
{
    (void)user;
    fprintf(f, "t%" JSON_INTEGER_FORMAT, json_integer_value(id));
}

static bool is_wrt(const capsule *c, wg_tensor t)
{
    for (int k = 0; k < c->wrts; k++)
        if (c->wrt[k].id == t.id)
            return true;
    return false;
}

static const wg__node *node_of(wg_tensor t)
{
    return wg__node_at(t.g, t.id);
}

static void put_node(FILE *f, const capsule *c, const capsule_node *n)
{
    const json_t *in = json_object_get(n->json, "in");
    const wg__node *own = node_of(n->t);
    fprintf(f, "t%" PRId64 " = ", n->id);
    if (n->custom) {
        fprintf(f, "Op%" PRId64 ".apply(", n->id);
        for (size_t k = 0; k < json_array_size(in); k++)
            fprintf(f, "%st%" JSON_INTEGER_FORMAT, k ? ", " : "",
                    json_integer_value(json_array_get(in, k)));
        fputc(')', f);
    } else if (strcmp(capsule_string(n->json, "kind"), "op") == 0) {
        put_call(f, &(call){wg_op_find(capsule_string(n->json, "op")), own->attr,
                            (wg_dtype)own->dtype, in, put_node_name, NULL});
    } else {
        put_value(f, json_object_get(n->json, "data"), (wg_dtype)own->dtype, *own->shape);
        if (is_wrt(c, n->t))
            fputs(".requires_grad_()", f);
    }
    const char *name = capsule_string(n->json, "name"), *at = capsule_string(n->json, "file");
    if (name[0] || at[0]) {
        fputs("  # ", f);
        put_comment(f, name);
        if (at[0]) {
            fputs(name[0] ? ", " : "", f);
            put_comment(f, at);
            fprintf(f, ":%" JSON_INTEGER_FORMAT,
                    json_integer_value(json_object_get(n->json, "line")));
        }
    }
    fputc('\n', f);
}

/* ---- ops that are not the library's ---- */

/* Rules are written from their own graph: attributes are canonical there, and dtypes known. */
static void put_rule_node(FILE *f, const json_t *json)
{
    const char *kind = capsule_string(json, "kind");
    const json_t *data = json_object_get(json, "data"), *dims = json_object_get(json, "shape");
    wg_dtype d = WG_F64;
    wg_shape s = {.rank = (int)json_array_size(dims)};
    (void)wg_dtype_parse(capsule_string(json, "dtype"), &d);
    for (int k = 0; k < s.rank && k < WG_MAX_RANK; k++)
        s.dim[k] = json_integer_value(json_array_get(dims, (size_t)k));
    fprintf(f, "        t%" JSON_INTEGER_FORMAT " = ",
            json_integer_value(json_object_get(json, "id")));
    if (strcmp(kind, "op") == 0) {
        const wg_op *op = wg_op_find(capsule_string(json, "op"));
        wg_attrs attr;
        if (op && capsule_attrs(op, json, &attr))
            put_call(f, &(call){op, &attr, d, json_object_get(json, "in"), put_node_name, NULL});
        else
            fputs("None", f);
    } else if (data) {
        put_value(f, data, d, s);
    } else {
        put_comment(f, kind);
    }
    fputc('\n', f);
}

static void put_rule(FILE *f, const json_t *rule)
{
    const json_t *nodes = json_object_get(rule, "nodes"), *result = json_object_get(rule, "result");
    const json_int_t k = json_integer_value(json_object_get(rule, "operand"));
    for (size_t i = 0; i < json_array_size(nodes); i++)
        put_rule_node(f, json_array_get(nodes, i));
    if (json_is_integer(result))
        fprintf(f,
                "        dx[%" JSON_INTEGER_FORMAT "] = unbroadcast(t%" JSON_INTEGER_FORMAT
                ", x%" JSON_INTEGER_FORMAT ")\n",
                k, json_integer_value(result), k);
}

static void put_custom(FILE *f, const capsule_node *n)
{
    const json_t *rules = n->custom->rules;
    const size_t arity = json_array_size(json_object_get(n->json, "in"));
    fprintf(f, "\n\nclass Op%" PRId64 "(torch.autograd.Function):\n    \"\"\"", n->id);
    put_doc(f, n->custom->op.name);
    fputs(" is not an op of the library, so nobody can compute it here: this is the value that "
          "it had,\n    and the derivative that its own rule gave.\"\"\"\n\n    @staticmethod\n"
          "    def forward(ctx, *x):\n        ctx.save_for_backward(*x)\n        return ",
          f);
    put_value(f, json_object_get(n->json, "data"), n->custom->dtype, n->custom->shape);
    fputs("\n\n    @staticmethod\n    def backward(ctx, dy):\n        y = ", f);
    put_value(f, json_object_get(n->json, "data"), n->custom->dtype, n->custom->shape);
    fputs("\n        ", f);
    for (size_t k = 0; k < arity; k++)
        fprintf(f, "x%zu, ", k);
    fprintf(f, "= ctx.saved_tensors\n        dx = [None] * %zu\n", arity);
    for (size_t k = 0; k < json_array_size(rules); k++)
        put_rule(f, json_array_get(rules, k));
    fputs("        return tuple(dx)\n", f);
}

static const char unbroadcast[] =
    "\n\ndef unbroadcast(t, x):\n"
    "    lead = t.dim() - x.dim()\n"
    "    t = t.sum(dim=tuple(range(lead))) if lead else t\n"
    "    ones = tuple(k for k in range(x.dim()) if x.shape[k] == 1 and t.shape[k] != 1)\n"
    "    return t.sum(dim=ones, keepdim=True) if ones else t\n";

/* ---- what was found, against PyTorch ---- */

static void put_findings(FILE *f, const capsule *c)
{
    fprintf(
        f, "\n# What was found: the gradient that the rules gave, and the reference by differences "
           "with its error.\nfound = [\n");
    for (int k = 0; k < c->wrts; k++) {
        const json_t *leaf = json_array_get(c->leaves, (size_t)k);
        const json_t *gradient = json_object_get(leaf, "gradient");
        fprintf(f, "    dict(name=\"");
        put_doc(f, wg_name(c->wrt[k]));
        fputs("\",\n         index=", f);
        put_list(f, json_object_get(leaf, "index"));
        fputs(",\n         reference=", f);
        put_list(f, json_object_get(leaf, "reference"));
        fputs(",\n         error=", f);
        put_list(f, json_object_get(leaf, "error"));
        fputs(",\n         gradient=", f);
        if (json_is_array(gradient))
            put_list(f, gradient);
        else
            fputs("None", f);
        fputs("),\n", f);
    }
    fputs("]\nvalues = ", f);
    put_list(f, json_object_get(c->root, "values"));
    fputs("\n", f);
}

static const char compare[] =
    "\n\n"
    "def differ(a, b, slack):\n"
    "    return not (a == b or abs(a - b) <= slack or (a != a and b != b))\n"
    "\n\n"
    "value_here, value_there = loss.item(), sum(sum(v) for v in values)\n"
    "if differ(value_here, value_there, 10 * unit * max(1.0, abs(value_there))):\n"
    "    sys.exit(f\"the values differ: recorded {value_there!r}, PyTorch {value_here!r}\")\n"
    "wrong, finite = 0, value_here - value_here == 0\n"
    "for leaf, x, dx in zip(found, wrt, torch.autograd.grad(loss, wrt, allow_unused=True)):\n"
    "    here = (torch.zeros_like(x) if dx is None else dx).reshape(-1).tolist()\n"
    "    rule = [0.0] * len(here) if leaf[\"gradient\"] is None else leaf[\"gradient\"]\n"
    "    finite = finite and all(v - v == 0 for v in here)\n"
    "    size = max((abs(v) for v in here + rule if v - v == 0), default=0.0)\n"
    "    for k, i in enumerate(leaf[\"index\"]):\n"
    "        reference, error = leaf[\"reference\"][k], leaf[\"error\"][k]\n"
    "        off = differ(here[i], rule[i], unit * size)\n"
    "        if custom:\n"
    "            off = differ(here[i], reference, error)\n"
    "        if off:\n"
    "            wrong += 1\n"
    "            if wrong <= 10:\n"
    "                print(f\"d/d{leaf['name']}[{i}]: the rule gave {rule[i]!r}, differences "
    "{reference!r} (error {error:.1e}),\"\n"
    "                      f\" PyTorch {here[i]!r}\")\n"
    "fails = verdict in (\"wrong\", \"nonfinite\", \"imprecise\")\n"
    "found_so = wrong > 0 or (verdict == \"nonfinite\" and not finite)\n"
    "print(f\"{wrong} elements off{'' if finite else ', not finite in PyTorch either'}; recorded: "
    "{verdict}\")\n"
    "sys.exit(0 if found_so == fails else 1)\n";

static void put_head(FILE *f, const capsule *c)
{
    fputs("#!/usr/bin/env python3\n\"\"\"", f);
    put_doc(f, c->text);
    fputs(
        "\n\nThe same expression in PyTorch: its gradient beside the one that was found. Status 0 "
        "if PyTorch confirms the verdict.\n\"\"\"\nimport sys\n\nimport torch\n\n"
        "inf, nan = float(\"inf\"), float(\"nan\")\n\n\n"
        "def value(data, dtype, shape):\n"
        "    return torch.tensor(data, dtype=dtype).reshape(shape)\n",
        f);
    for (size_t k = 0; k < sizeof helpers / sizeof helpers[0]; k++)
        if (uses(c, helpers[k].name))
            fprintf(f, "\n\n%s", helpers[k].text);
    if (c->custom)
        fputs(unbroadcast, f);
    for (size_t k = 0; k < c->nodes; k++)
        if (c->node[k].custom)
            put_custom(f, &c->node[k]);
    fputs("\n\n", f);
}

static bool in_f32(const capsule *c)
{
    bool any = false;
    for (size_t k = 0; k < c->nodes; k++)
        any = any || wg_dtype_of(c->node[k].t) == WG_F32;
    return any;
}

void capsule_print_python(FILE *f, const capsule *c)
{
    put_head(f, c);
    for (size_t k = 0; k < c->nodes; k++)
        put_node(f, c, &c->node[k]);
    fputs("wrt = [", f);
    for (int k = 0; k < c->wrts; k++)
        for (size_t j = 0; j < c->nodes; j++)
            if (c->node[j].t.id == c->wrt[k].id)
                fprintf(f, "%st%" PRId64, k ? ", " : "", c->node[j].id);
    fputs("]\nloss = ", f);
    for (int k = 0; k < c->outputs; k++)
        for (size_t j = 0; j < c->nodes; j++)
            if (c->node[j].t.id == c->output[k].id)
                fprintf(f, "%st%" PRId64 ".sum()", k ? " + " : "", c->node[j].id);
    fprintf(f, "\nverdict, custom = \"%s\", %s\n", c->verdict, c->custom ? "True" : "False");
    fprintf(f, "unit = %s  # how far rounding may take two correct programs apart\n",
            in_f32(c) ? "1e-5" : "1e-11");
    put_findings(f, c);
    fputs(compare, f);
}
