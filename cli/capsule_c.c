/* A capsule as a test in C. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/capsule_print.h"
#include "ops/ops.h"
#include "tensor/node.h"
#include "tensor/to_json.h"

static const char *const c_dtype[WG_DTYPE_COUNT] = {
#define WG__X(e, t, n, b) [e] = #e,
    WG_DTYPE_LIST(WG__X)
#undef WG__X
};
static const char *const c_type[WG_DTYPE_COUNT] = {
#define WG__X(e, t, n, b) [e] = #t,
    WG_DTYPE_LIST(WG__X)
#undef WG__X
};

/* ---- values ---- */

static void put_number(FILE *f, double v)
{
    if (v != v || v - v != 0)
        fputs(v != v ? "NAN" : v > 0 ? "INFINITY" : "-INFINITY", f);
    else
        wg__json_number(f, v);
}

static void put_array(FILE *f, const char *type, const char *name, int64_t id, const json_t *list)
{
    const size_t n = json_array_size(list);
    fprintf(f, "static const %s %s%" PRId64 "[] = {", type, name, id);
    for (size_t k = 0; k < n; k++) {
        const json_t *v = json_array_get(list, k);
        fputs(k == 0 ? "" : k % 8 ? ", " : ",\n    ", f);
        if (json_is_integer(v))
            fprintf(f, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
        else
            put_number(f, capsule_number(v));
    }
    fputs(n ? "};\n" : "0};\n", f);
}

static void put_text(FILE *f, const char *text)
{
    for (; *text; text++)
        if (*text == '*' && text[1] == '/')
            fputs("* ", f);
        else
            fputc(*text, f);
}

static void put_quoted(FILE *f, const char *text)
{
    fputc('"', f);
    for (; *text; text++)
        if ((unsigned char)*text >= ' ' && *text != '"' && *text != '\\')
            fputc(*text, f);
    fputc('"', f);
}

static void put_shape(FILE *f, const wg_shape *s)
{
    fprintf(f, "(wg_shape){%d, {", s->rank);
    for (int k = 0; k < s->rank; k++)
        fprintf(f, "%s%" PRId64, k ? ", " : "", s->dim[k]);
    fputs(s->rank ? "}}" : "0}}", f);
}

/* ---- calls ---- */

static void put_list(FILE *f, const char *type, const wg_attr *a)
{
    fprintf(f, "(%s){%d, {", type, a->n);
    for (int k = 0; k < a->n; k++) {
        fputs(k ? ", " : "", f);
        if (a->list[k] == WG_BEGIN || a->list[k] == WG_END)
            fputs(a->list[k] == WG_BEGIN ? "WG_BEGIN" : "WG_END", f);
        else
            fprintf(f, "%" PRId64, a->list[k]);
    }
    fputs(a->n > 0 ? "}}" : "0}}", f);
}

static void put_attr(FILE *f, const wg_param *p, const wg_attr *a)
{
    switch (p->kind) {
    case WG_PARAM_INT: fprintf(f, "%" PRId64, a->u.i); break;
    case WG_PARAM_BOOL: fputs(a->u.i ? "true" : "false", f); break;
    case WG_PARAM_FLOAT: put_number(f, a->u.f); break;
    case WG_PARAM_DTYPE: fputs(c_dtype[a->u.i], f); break;
    case WG_PARAM_AXES: put_list(f, "wg_axes", a); break;
    case WG_PARAM_SHAPE: put_list(f, "wg_shape", a); break;
    default: put_list(f, "wg_ints", a); break;
    }
}

static void put_operands(FILE *f, const json_t *in)
{
    for (size_t k = 0; k < json_array_size(in); k++)
        fprintf(f, "%st%" JSON_INTEGER_FORMAT, k ? ", " : "",
                json_integer_value(json_array_get(in, k)));
}

/* wg_sum(t3, (wg_axes){1, {0}}, false) */
static void put_call(FILE *f, const wg_op *op, const wg_attrs *attr, const json_t *in)
{
    size_t x = 0;
    int k = 0;
    fprintf(f, "wg_%s%s(%s", op->name, op->sig->lifted ? "_tt" : "",
            op->sig->takes_graph ? "g" : "");
    for (int p = 0; p < op->sig->nparams; p++) {
        const wg_param *param = &op->sig->param[p];
        fputs(p || op->sig->takes_graph ? ", " : "", f);
        if (param->kind == WG_PARAM_TENSOR) {
            fprintf(f, "t%" JSON_INTEGER_FORMAT, json_integer_value(json_array_get(in, x++)));
        } else if (param->kind == WG_PARAM_TENSORS) {
            fputs("WG_TENSORS(", f);
            put_operands(f, in);
            fputc(')', f);
        } else {
            put_attr(f, param, &attr->at[k++]);
        }
    }
    fputc(')', f);
}

/* ---- nodes ---- */

static void put_leaf(FILE *f, const capsule_node *n)
{
    const wg__node *own = wg__node_at(n->t.g, n->t.id);
    const char *kind = capsule_string(n->json, "kind");
    const wg_dtype d = (wg_dtype)own->dtype;
    fputs("    ", f);
    put_array(f, c_type[d], "data", n->id, json_object_get(n->json, "data"));
    fprintf(f, "    wg_tensor t%" PRId64 " = wg_%s(g, ", n->id, kind);
    if (own->kind == WG__NODE_CONST) {
        fprintf(f, "%s, ", c_dtype[d]);
        put_shape(f, own->shape);
        fprintf(f, ", data%" PRId64 ");\n", n->id);
        return;
    }
    put_quoted(f, capsule_string(n->json, "name"));
    fprintf(f, ", %s, ", c_dtype[d]);
    put_shape(f, own->shape);
    fputs(");\n", f);
    if (own->numel > 0)
        fprintf(f, "    wg_set_data(t%" PRId64 ", data%" PRId64 ", sizeof data%" PRId64 ");\n",
                n->id, n->id, n->id);
}

static void put_site(FILE *f, const json_t *json)
{
    const char *file = capsule_string(json, "file");
    if (file[0]) {
        fputs(" /* ", f);
        put_text(f, file);
        fprintf(f, ":%" JSON_INTEGER_FORMAT " */",
                json_integer_value(json_object_get(json, "line")));
    }
    fputc('\n', f);
}

static void put_node(FILE *f, const capsule_node *n)
{
    const json_t *in = json_object_get(n->json, "in");
    if (n->custom) {
        fprintf(f, "    const wg_tensor in%" PRId64 "[] = {", n->id);
        put_operands(f, in);
        fprintf(f,
                "};\n    wg_tensor t%" PRId64 " = wg_call(g, &op%" PRId64 ", in%" PRId64
                ", %zu, NULL);",
                n->id, n->id, n->id, json_array_size(in));
        put_site(f, n->json);
    } else if (strcmp(capsule_string(n->json, "kind"), "op") == 0) {
        fprintf(f, "    wg_tensor t%" PRId64 " = ", n->id);
        put_call(f, wg_op_find(capsule_string(n->json, "op")), wg__node_at(n->t.g, n->t.id)->attr,
                 in);
        fputc(';', f);
        put_site(f, n->json);
    } else {
        put_leaf(f, n);
    }
}

/* ---- ops that are not the library's ---- */

static void put_rule_node(FILE *f, const json_t *json)
{
    const char *kind = capsule_string(json, "kind");
    const json_int_t id = json_integer_value(json_object_get(json, "id"));
    const json_t *dims = json_object_get(json, "shape");
    wg_dtype d = WG_F64;
    wg_attrs attr;
    wg_shape s = {.rank = (int)json_array_size(dims)};
    for (int k = 0; k < s.rank && k < WG_MAX_RANK; k++)
        s.dim[k] = json_integer_value(json_array_get(dims, (size_t)k));
    (void)wg_dtype_parse(capsule_string(json, "dtype"), &d);
    if (strcmp(kind, "const") == 0) {
        fputs("        ", f);
        put_array(f, c_type[d], "data", id, json_object_get(json, "data"));
    }
    fprintf(f, "        wg_tensor t%" JSON_INTEGER_FORMAT " = ", id);
    if (strcmp(kind, "const") == 0) {
        fprintf(f, "wg_const(g, %s, ", c_dtype[d]);
        put_shape(f, &s);
        fprintf(f, ", data%" JSON_INTEGER_FORMAT ")", id);
    } else if (strcmp(kind, "op") == 0) {
        const wg_op *op = wg_op_find(capsule_string(json, "op"));
        if (op && capsule_attrs(op, json, &attr))
            put_call(f, op, &attr, json_object_get(json, "in"));
    } else if (kind[0] == 'x') {
        fprintf(f, "v->x[%ld]", strtol(kind + 1, NULL, 10));
    } else {
        fputs(strcmp(kind, "y") == 0 ? "v->y" : "v->dy", f);
    }
    fprintf(f, ";\n        (void)t%" JSON_INTEGER_FORMAT ";\n", id);
}

static void put_rules(FILE *f, const capsule_node *n)
{
    const json_t *rules = n->custom->rules;
    fprintf(f,
            "static wg_tensor op%" PRId64
            "_vjp(const wg_vjp *v, int arg)\n{\n    wg_graph *g = v->g;\n",
            n->id);
    for (size_t k = 0; k < json_array_size(rules); k++) {
        const json_t *rule = json_array_get(rules, k), *result = json_object_get(rule, "result"),
                     *nodes = json_object_get(rule, "nodes");
        fprintf(f, "    if (arg == %" JSON_INTEGER_FORMAT ") {\n",
                json_integer_value(json_object_get(rule, "operand")));
        for (size_t i = 0; i < json_array_size(nodes); i++)
            put_rule_node(f, json_array_get(nodes, i));
        if (json_is_integer(result))
            fprintf(f, "        return t%" JSON_INTEGER_FORMAT ";\n", json_integer_value(result));
        else
            fputs("        return wg_none(g);\n", f);
        fputs("    }\n", f);
    }
    fputs("    return wg_none(g);\n}\n\n", f);
}

static void put_custom(FILE *f, const capsule_node *n)
{
    const int64_t id = n->id;
    const recorded_op *r = n->custom;
    fputs("/* ", f);
    put_text(f, r->op.name);
    fputs(
        " is not an op of the library: it stands for the value that it had, and for what its rule "
        "emitted. */\n",
        f);
    put_array(f, c_type[r->dtype], "value", id, json_object_get(n->json, "data"));
    fprintf(f,
            "\nstatic bool op%" PRId64 "_shape(wg_infer *in)\n{\n    in->out_dtype = %s;\n"
            "    in->out_shape = ",
            id, c_dtype[r->dtype]);
    put_shape(f, &r->shape);
    fprintf(f,
            ";\n    return true;\n}\n\nstatic wg_code op%" PRId64
            "_kernel(const wg_kernel_args *k)\n{\n    memcpy(k->out.data, value%" PRId64
            ", %zu);\n    return WG_OK;\n}\n\n",
            id, id, json_array_size(json_object_get(n->json, "data")) * wg_dtype_size(r->dtype));
    put_rules(f, n);
    fprintf(f, "static const wg_op op%" PRId64 " = {\n    .name = ", id);
    put_quoted(f, r->op.name);
    fprintf(f,
            ", .arity = %d, .mixed = true, .shape = op%" PRId64 "_shape, .kernel = op%" PRId64
            "_kernel,\n    .diff = WG_DIFF_RULE, .vjp = op%" PRId64 "_vjp,\n};\n\n",
            r->op.arity, id, id, id);
}

/* ---- the program ---- */

static void put_ids(FILE *f, const capsule *c, const wg_tensor *t, int n)
{
    for (int k = 0; k < n; k++)
        for (size_t j = 0; j < c->nodes; j++)
            if (c->node[j].t.id == t[k].id)
                fprintf(f, "%st%" PRId64, k ? ", " : "", c->node[j].id);
}

static const char check[] =
    "    wg_gradcheck_report r;\n"
    "    if (wg_gradcheck(g, ((wg_tensor_list){y, sizeof y / sizeof y[0]}), ((wg_tensor_list){x, "
    "sizeof x / sizeof x[0]}),\n"
    "                     &(wg_gradcheck_options){.mode = WG_GRADCHECK_FULL, .second = second, "
    ".seed = "
    "seed}, &r)) {\n"
    "        fprintf(stderr, \"%s\\n\", wg_error(g));\n"
    "        return 2;\n"
    "    }\n"
    "    wg_gradcheck_print(&r, stdout, NULL);\n"
    "    const wg_gradcheck_report *found = r.second && wg_verdict_fails(r.second->verdict) ? "
    "r.second "
    ": &r;\n"
    "    const int status = strcmp(wg_verdict_name(found->verdict), verdict) != 0;\n"
    "    printf(\"recorded %s, now %s\\n\", verdict, wg_verdict_name(found->verdict));\n"
    "    wg_gradcheck_free(&r);\n"
    "    wg_graph_free(g);\n"
    "    return status;\n"
    "}\n";

static void put_comparison(FILE *f, const capsule *c)
{
    fputs("    wg_tensor dx[sizeof x / sizeof x[0]];\n    int wrong = 0;\n"
          "    if (wg_grad(y[0], x, (int)(sizeof x / sizeof x[0]), dx)) {\n"
          "        fprintf(stderr, \"%s\\n\", wg_error(g));\n        return 2;\n    }\n",
          f);
    for (int k = 0; k < c->wrts; k++) {
        const json_t *leaf = json_array_get(c->leaves, (size_t)k);
        fputs("    ", f);
        put_array(f, "int64_t", "index", k, json_object_get(leaf, "index"));
        fputs("    ", f);
        put_array(f, "double", "reference", k, json_object_get(leaf, "reference"));
        fputs("    ", f);
        put_array(f, "double", "error", k, json_object_get(leaf, "error"));
        fprintf(f, "    if (!wg_is_none(dx[%d]) && wg_run(g, dx[%d]))\n        return 2;\n", k, k);
        fprintf(f,
                "    for (int i = 0; i < %zu; i++) {\n"
                "        double got = wg_is_none(dx[%d]) ? 0 : (double)((const %s "
                "*)wg_data(dx[%d]))[index%d[i]];\n"
                "        if (!(fabs(got - reference%d[i]) <= error%d[i])) {\n"
                "            printf(\"d/d%%s[%%d]: rule %%.12g, reference %%.12g\\n\", "
                "wg_name(x[%d]), (int)index%d[i], got, reference%d[i]);\n"
                "            wrong++;\n        }\n    }\n",
                json_array_size(json_object_get(leaf, "index")), k, c_type[wg_dtype_of(c->wrt[k])],
                k, k, k, k, k, k, k);
    }
    fputs("    printf(\"%d elements off; recorded: %s\\n\", wrong, verdict);\n"
          "    wg_graph_free(g);\n"
          "    return (wrong > 0) != (strcmp(verdict, \"ok\") != 0 && strcmp(verdict, \"kink\") != "
          "0);\n"
          "}\n",
          f);
}

void capsule_print_c(FILE *f, const capsule *c)
{
    fputs("/* ", f);
    put_text(f, c->text);
    fputs(
        "\n *\n * Ends with status 0 if it finds what was recorded.\n"
        " *     cc -o capsule capsule.c $(pkg-config --cflags --libs wengert) -lm && ./capsule */\n"
        "#include <math.h>\n#include <stdio.h>\n#include <string.h>\n\n"
        "#include <wengert/wengert.h>\n\n",
        f);
    for (size_t k = 0; k < c->nodes; k++)
        if (c->node[k].custom)
            put_custom(f, &c->node[k]);
    fputs("int main(void)\n{\n    static const char verdict[] = ", f);
    put_quoted(f, c->verdict);
    fputs(";\n    wg_graph *g = wg_graph_new();\n", f);
    for (size_t k = 0; k < c->nodes; k++)
        put_node(f, &c->node[k]);
    fputs("    const wg_tensor y[] = {", f);
    put_ids(f, c, c->output, c->outputs);
    fputs("}, x[] = {", f);
    put_ids(f, c, c->wrt, c->wrts);
    fputs("};\n", f);
    if (c->custom) {
        put_comparison(f, c);
        return;
    }
    fprintf(f, "    const bool second = %s;\n    const uint64_t seed = %" PRIu64 ";\n",
            c->second ? "true" : "false", c->seed);
    fputs(check, f);
}
