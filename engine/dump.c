/* Recorded graphs as text, DOT and JSON, and the calls that dump them and plans. */
#include "engine/dump.h"

#include <inttypes.h>

#include "engine/state.h"
#include "ops/op.h"
#include "tensor/text.h"
#include "tensor/to_json.h"

/* ---- pieces ---- */

uint32_t wg__id_at(const wg__dump *d, uint32_t pos)
{
    return wg__plan_id(d->p, d->s->id, pos);
}

void wg__put_label(const wg__dump *d, uint32_t id)
{
    const char *name = wg__node_name(d->g, wg__node_at(d->g, id));
    if (*name)
        wg__json_escaped(d->f, name);
    else
        fprintf(d->f, "%%%" PRIu32, id);
}

const char *wg__what_of(const wg__node *n)
{
    static const char *const kinds[] = {"poison", "input", "param", "const", "op"};
    return n->op ? wg__op_name(n->op) : kinds[n->kind];
}

void wg__put_type(const wg__dump *d, const wg__node *n)
{
    char shape[192];
    fprintf(d->f, "%s %s", wg_dtype_name((wg_dtype)n->dtype),
            wg_shape_string(*n->shape, shape, sizeof shape));
}

void wg__put_site(const wg__dump *d, const wg__node *n)
{
    const wg_site at = wg__site(d->g, n->site);
    if (at.file) {
        wg__json_escaped(d->f, wg__basename(at.file));
        fprintf(d->f, ":%d", at.line);
    }
}

static void put_attr(const wg__dump *d, wg_param_kind kind, const wg_attr *a)
{
    switch (kind) {
    case WG_PARAM_BOOL: fputs(a->u.i ? "true" : "false", d->f); break;
    case WG_PARAM_FLOAT: wg__json_number(d->f, a->u.f); break;
    case WG_PARAM_DTYPE: fprintf(d->f, "\"%s\"", wg_dtype_name((wg_dtype)a->u.i)); break;
    case WG_PARAM_INT: fprintf(d->f, "%" PRId64, a->u.i); break;
    default: wg__json_ints(d->f, a->list, a->n); break;
    }
}

/* NAME, separator, value for each attribute. */
static void put_attrs(const wg__dump *d, const wg__node *n, const char *quote, const char *is,
                      const char *between)
{
    const wg_signature *sig = n->op && n->attr ? n->op->sig : NULL;
    for (int k = 0, at = 0; sig && k < sig->nparams; k++) {
        const wg_param *p = &sig->param[k];
        if (p->kind == WG_PARAM_TENSOR || p->kind == WG_PARAM_TENSORS)
            continue;
        fprintf(d->f, "%s%s%s%s%s", at ? ", " : between, quote, p->name, quote, is);
        put_attr(d, p->kind, &n->attr->at[at++]);
    }
}

void wg__put_roots(const wg__dump *d)
{
    fputs("[", d->f);
    for (int k = 0; k < d->nroots; k++)
        fprintf(d->f, "%s%" PRIu32, k ? ", " : "", d->root[k]);
    fputs("]", d->f);
}

/* ---- the recorded graph ---- */

static void graph_text(const wg__dump *d)
{
    for (uint32_t k = 0; k < d->s->n; k++) {
        const wg__node *n = wg__node_at(d->g, d->s->id[k]);
        fprintf(d->f, "%%%-6" PRIu32 " %s", d->s->id[k], wg__what_of(n));
        fputc('(', d->f);
        for (int j = 0; j < n->nin; j++) {
            fputs(j ? ", " : "", d->f);
            wg__put_label(d, wg__in(n)[j]);
        }
        put_attrs(d, n, "", "=", n->nin ? ", " : "");
        fputs(")  ", d->f);
        wg__put_type(d, n);
        const char *name = wg__node_name(d->g, n);
        if (*name) {
            fputs("  \"", d->f);
            wg__json_escaped(d->f, name);
            fputc('"', d->f);
        }
        fputs("  ", d->f);
        wg__put_site(d, n);
        fputc('\n', d->f);
    }
}

static void graph_dot(const wg__dump *d)
{
    fputs("digraph recording {\n    node [shape=box, fontname=\"sans-serif\"];\n", d->f);
    for (uint32_t k = 0; k < d->s->n; k++) {
        const wg__node *n = wg__node_at(d->g, d->s->id[k]);
        fprintf(d->f, "    n%" PRIu32 " [label=\"", d->s->id[k]);
        wg__put_label(d, d->s->id[k]);
        fprintf(d->f, "\\n%s\\n", wg__what_of(n));
        wg__put_type(d, n);
        fprintf(d->f, "\"%s];\n", n->op ? "" : ", style=rounded");
        for (int j = 0; j < n->nin; j++)
            fprintf(d->f, "    n%" PRIu32 " -> n%" PRIu32 ";\n", wg__in(n)[j], d->s->id[k]);
    }
    fputs("}\n", d->f);
}

static void node_json(const wg__dump *d, uint32_t id)
{
    const wg__node *n = wg__node_at(d->g, id);
    fprintf(d->f, "    {\"id\": %" PRIu32 ", \"op\": \"", id);
    wg__json_escaped(d->f, wg__what_of(n));
    fputs("\", \"name\": \"", d->f);
    wg__json_escaped(d->f, wg__node_name(d->g, n));
    fprintf(d->f, "\", \"dtype\": \"%s\", \"shape\": ", wg_dtype_name((wg_dtype)n->dtype));
    wg__json_ints(d->f, n->shape->dim, n->shape->rank);
    fputs(", \"operands\": [", d->f);
    for (int j = 0; j < n->nin; j++)
        fprintf(d->f, "%s%" PRIu32, j ? ", " : "", wg__in(n)[j]);
    fputs("], \"attributes\": {", d->f);
    put_attrs(d, n, "\"", ": ", "");
    fputs("}, \"from\": \"", d->f);
    wg__put_site(d, n);
    fputs("\"}", d->f);
}

static void graph_json(const wg__dump *d)
{
    fputs("{\"asked\": ", d->f);
    wg__put_roots(d);
    fputs(", \"nodes\": [\n", d->f);
    for (uint32_t k = 0; k < d->s->n; k++) {
        node_json(d, d->s->id[k]);
        fputs(k + 1 < d->s->n ? ",\n" : "\n", d->f);
    }
    fputs("]}\n", d->f);
}

/* ---- the calls ---- */

static bool check_arguments(wg_graph *g, const FILE *f, wg_format format)
{
    if (f && (unsigned)format <= WG_JSON)
        return true;
    wg__fail(g, WG_ERR_ARGUMENT, f ? "the format is not one" : "the file is NULL");
    return false;
}

static wg_code finish(wg__dump *d, bool opened)
{
    if (d->f && ferror(d->f))
        wg__fail(d->g, WG_ERR_IO, "writing failed");
    wg__leave(d->g, opened);
    return wg_error_code(d->g);
}

wg_code wg_plan_dump(FILE *f, wg_format format, wg_graph *g, const wg_tensor *t, int n)
{
    static void (*const how[])(const wg__dump *) = {wg__plan_text, wg__plan_dot, wg__plan_json};
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_plan_dump"});
    wg__dump d = {.f = f, .g = g};
    if (check_arguments(g, f, format) && (d.p = wg__engine_plan(g, t, n))) {
        const wg__engine_state *e = wg__engine_of(g);
        d.s = &e->sub;
        d.root = e->root;
        d.nroots = e->nroots;
        how[format](&d);
    }
    return finish(&d, opened);
}

wg_code wg_graph_dump(FILE *f, wg_format format, wg_graph *g, const wg_tensor *t, int n)
{
    static void (*const how[])(const wg__dump *) = {graph_text, graph_dot, graph_json};
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_graph_dump"});
    wg__dump d = {.f = f, .g = g};
    wg__engine_state *e = check_arguments(g, f, format) ? wg__engine_of(g) : NULL;
    if (e && wg__take_roots(g, e, t, n)) {
        if (wg__walk_nodes(&e->sub, g, e->root, e->nroots)) {
            d.s = &e->sub;
            d.root = e->root;
            d.nroots = e->nroots;
            how[format](&d);
        } else {
            wg__fail(g, WG_ERR_MEMORY, "out of memory");
        }
    }
    return finish(&d, opened);
}
