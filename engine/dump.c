/* Plans and recorded graphs as text, DOT and JSON. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "engine/engine.h"
#include "engine/state.h"
#include "ops/op.h"
#include "ops/rows.h"
#include "tensor/text.h"
#include "tensor/to_json.h"

typedef struct dump {
    FILE *f;
    wg_graph *g;
    const wg__subgraph *s;
    const wg__plan *p;
    const uint32_t *root;
    int nroots;
} dump;

/* ---- pieces ---- */

static void put_label(const dump *d, uint32_t id)
{
    const char *name = wg__node_name(d->g, wg__node_at(d->g, id));
    if (*name)
        wg__json_escaped(d->f, name);
    else
        fprintf(d->f, "%%%" PRIu32, id);
}

static const char *what_of(const wg__node *n)
{
    static const char *const kinds[] = {"poison", "input", "param", "const", "op"};
    return n->op ? wg__op_name(n->op) : kinds[n->kind];
}

static void put_type(const dump *d, const wg__node *n)
{
    char shape[192];
    fprintf(d->f, "%s %s", wg_dtype_name((wg_dtype)n->dtype), wg_shape_string(*n->shape, shape, sizeof shape));
}

static void put_site(const dump *d, const wg__node *n)
{
    const wg_site at = wg__site(d->g, n->site);
    if (at.file) {
        wg__json_escaped(d->f, wg__basename(at.file));
        fprintf(d->f, ":%d", at.line);
    }
}

static void put_attr(const dump *d, wg_param_kind kind, const wg_attr *a)
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
static void put_attrs(const dump *d, const wg__node *n, const char *quote, const char *is, const char *between)
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

/* ---- the recorded graph ---- */

static void graph_text(const dump *d)
{
    for (uint32_t k = 0; k < d->s->n; k++) {
        const wg__node *n = wg__node_at(d->g, d->s->id[k]);
        fprintf(d->f, "%%%-6" PRIu32 " %s", d->s->id[k], what_of(n));
        fputc('(', d->f);
        for (int j = 0; j < n->nin; j++) {
            fputs(j ? ", " : "", d->f);
            put_label(d, wg__in(n)[j]);
        }
        put_attrs(d, n, "", "=", n->nin ? ", " : "");
        fputs(")  ", d->f);
        put_type(d, n);
        const char *name = wg__node_name(d->g, n);
        if (*name) {
            fputs("  \"", d->f);
            wg__json_escaped(d->f, name);
            fputc('"', d->f);
        }
        fputs("  ", d->f);
        put_site(d, n);
        fputc('\n', d->f);
    }
}

static void graph_dot(const dump *d)
{
    fputs("digraph recording {\n    node [shape=box, fontname=\"sans-serif\"];\n", d->f);
    for (uint32_t k = 0; k < d->s->n; k++) {
        const wg__node *n = wg__node_at(d->g, d->s->id[k]);
        fprintf(d->f, "    n%" PRIu32 " [label=\"", d->s->id[k]);
        put_label(d, d->s->id[k]);
        fprintf(d->f, "\\n%s\\n", what_of(n));
        put_type(d, n);
        fprintf(d->f, "\"%s];\n", n->op ? "" : ", style=rounded");
        for (int j = 0; j < n->nin; j++)
            fprintf(d->f, "    n%" PRIu32 " -> n%" PRIu32 ";\n", wg__in(n)[j], d->s->id[k]);
    }
    fputs("}\n", d->f);
}

static void node_json(const dump *d, uint32_t id)
{
    const wg__node *n = wg__node_at(d->g, id);
    fprintf(d->f, "    {\"id\": %" PRIu32 ", \"op\": \"", id);
    wg__json_escaped(d->f, what_of(n));
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
    put_site(d, n);
    fputs("\"}", d->f);
}

static void put_roots(const dump *d)
{
    fputs("[", d->f);
    for (int k = 0; k < d->nroots; k++)
        fprintf(d->f, "%s%" PRIu32, k ? ", " : "", d->root[k]);
    fputs("]", d->f);
}

static void graph_json(const dump *d)
{
    fputs("{\"asked\": ", d->f);
    put_roots(d);
    fputs(", \"nodes\": [\n", d->f);
    for (uint32_t k = 0; k < d->s->n; k++) {
        node_json(d, d->s->id[k]);
        fputs(k + 1 < d->s->n ? ",\n" : "\n", d->f);
    }
    fputs("]}\n", d->f);
}

/* ---- the plan ---- */

static const char *const kind_names[] = {"tile", "gemm", "kernel", "copy"};

static void put_instr(const dump *d, const wg__instr *i, const char *before)
{
    fputs(before, d->f);
    wg__json_escaped(d->f, wg__op_name(wg__node_at(d->g, d->s->id[i->pos])->op));
    if (i->with)
        fprintf(d->f, "(%s)", i->with);
}

/* "max | sub exp sum | div": a bar after each reduction along rows; "exp(sub)": one instruction; ", then mean": there after the last row. */
static void put_program(const dump *d, const wg__program *g)
{
    const char *before = "";
    for (uint32_t k = 0; k < g->instrs; k++) {
        const wg__instr *i = &g->instr[k];
        if (i->level == WG__AFTER || (!i->fn && !i->form))
            continue;
        put_instr(d, i, before);
        before = i->form && !i->form->gives_full ? " | " : " ";
    }
    for (uint32_t k = 0; k < g->instrs; k++)
        if (g->instr[k].level == WG__AFTER)
            put_instr(d, &g->instr[k], ", then ");
}

/* What a step does, in a few words: "tanh", "mul add tanh", "matmul + bias, relu". */
static void put_work(const dump *d, const wg__step *s)
{
    if (s->kind == WG__STEP_TILE) {
        put_program(d, s->what);
    } else if (s->kind == WG__STEP_GEMM) {
        const wg__product *x = s->what;
        const wg__gemm *g = &x->g;
        fprintf(d->f, "matmul %" PRId64 "x%" PRId64 "x%" PRId64, g->m, g->n, g->k);
        if (x->batch_axes)
            fprintf(d->f, " times %" PRId64, x->batch);
        fputs(x->sign < 0 ? ", negated" : "", d->f);
        fputs(x->alpha ? ", scaled" : "", d->f);
        fputs(g->beta != 0 ? ", added" : "", d->f);
        fputs(g->bias ? ", bias" : "", d->f);
        fputs(g->act == WG__ACT_RELU ? ", relu" : "", d->f);
        fputs(g->gate ? ", gate" : "", d->f);
    } else if (s->kind == WG__STEP_KERNEL) {
        wg__json_escaped(d->f, wg__op_name(wg__node_at(d->g, d->s->id[s->pos])->op));
    } else {
        fputs(s->assigns ? "into the parameter" : "row-major", d->f);
    }
}

static void put_buffer(const dump *d, uint32_t buf)
{
    const wg__buffer *u = &d->p->buffer[buf];
    while (u->shares != (uint32_t)(u - d->p->buffer))
        u = &d->p->buffer[u->shares];
    if (u->leaf != WG__NONE)
        put_label(d, d->s->id[u->leaf]);
    else
        fprintf(d->f, "@%zu", u->offset);
}

static void put_accesses(const dump *d, const wg__step *s, bool write, const char *between)
{
    bool first = true;
    for (uint32_t k = s->access; k < s->access + s->accesses; k++) {
        const wg__access *a = &d->p->access[k];
        if (a->write != write || d->p->buffer[a->buffer].scratch)
            continue;
        fputs(first ? "" : between, d->f);
        first = false;
        put_buffer(d, a->buffer);
    }
}

static void plan_text(const dump *d)
{
    const wg_plan_stats *t = &d->p->stats;
    fprintf(d->f, "%" PRId64 " nodes, %" PRId64 " steps: %" PRId64 " tile programs of %" PRId64 " ops in %" PRId64
                  " phases, %" PRId64
                  " matrix products, %" PRId64 " kernels, %" PRId64 " copies\n",
            t->nodes, t->steps, t->tile_programs, t->tile_ops, t->phases, t->gemms, t->kernels, t->copies);
    fprintf(d->f, "%" PRId64 " bytes, of these %" PRId64 " for values (at least %" PRId64 "), %" PRId64
                  " values in place, %.6g FLOP, %.6g bytes moved\n",
            t->bytes, t->arena_bytes, t->arena_lower_bound, t->in_place, t->flop, t->bytes_moved);
    for (uint32_t at = 0; at < d->p->steps; at++) {
        const wg__step *s = &d->p->step[at];
        fprintf(d->f, "%4" PRIu32 "  %-6s  ", at, kind_names[s->kind]);
        put_accesses(d, s, true, " ");
        fputs(" <- ", d->f);
        put_work(d, s);
        fputs("  (", d->f);
        put_accesses(d, s, false, ", ");
        fputs(")  ", d->f);
        const wg__node *n = wg__node_at(d->g, d->s->id[s->pos]);
        put_type(d, n);
        fputs("  ", d->f);
        put_site(d, n);
        fputc('\n', d->f);
    }
}

/* The step that writes what is read at `at` from buf; at itself if it is a leaf's. */
static void dot_edges(const dump *d, uint32_t at)
{
    const wg__step *s = &d->p->step[at];
    for (uint32_t k = s->access; k < s->access + s->accesses; k++) {
        const wg__access *a = &d->p->access[k];
        const wg__buffer *u = &d->p->buffer[a->buffer];
        if (a->write || u->scratch)
            continue;
        if (u->leaf != WG__NONE)
            fprintf(d->f, "    l%" PRIu32 " -> s%" PRIu32 ";\n", u->leaf, at);
        else
            fprintf(d->f, "    s%" PRIu32 " -> s%" PRIu32 " [label=\"%zu\"];\n", u->first, at, u->bytes);
    }
}

static void plan_dot(const dump *d)
{
    fputs("digraph plan {\n    node [shape=box, fontname=\"sans-serif\"];\n", d->f);
    for (uint32_t k = 0; k < d->p->buffers; k++) {
        const uint32_t leaf = d->p->buffer[k].leaf;
        if (leaf == WG__NONE)
            continue;
        fprintf(d->f, "    l%" PRIu32 " [style=rounded, label=\"", leaf);
        put_label(d, d->s->id[leaf]);
        fputs("\"];\n", d->f);
    }
    for (uint32_t at = 0; at < d->p->steps; at++) {
        fprintf(d->f, "    s%" PRIu32 " [label=\"%" PRIu32 " %s\\n", at, at, kind_names[d->p->step[at].kind]);
        put_work(d, &d->p->step[at]);
        fputs("\\n", d->f);
        put_type(d, wg__node_at(d->g, d->s->id[d->p->step[at].pos]));
        fputs("\"];\n", d->f);
        dot_edges(d, at);
    }
    fputs("}\n", d->f);
}

static void put_buffers_json(const dump *d)
{
    for (uint32_t k = 0; k < d->p->buffers; k++) {
        const wg__buffer *u = &d->p->buffer[k];
        fprintf(d->f, "%s    {\"bytes\": %zu, \"offset\": %zu, \"shares\": %" PRIu32 ", \"scratch\": %s, \"leaf\": ",
                k ? ",\n" : "", u->bytes, u->offset, u->shares, u->scratch ? "true" : "false");
        if (u->leaf == WG__NONE)
            fputs("null}", d->f);
        else
            fprintf(d->f, "%" PRIu32 "}", d->s->id[u->leaf]);
    }
}

static void put_access_list(const dump *d, const wg__step *s, bool write)
{
    bool first = true;
    fputc('[', d->f);
    for (uint32_t k = s->access; k < s->access + s->accesses; k++) {
        if (d->p->access[k].write != write)
            continue;
        fprintf(d->f, "%s%" PRIu32, first ? "" : ", ", d->p->access[k].buffer);
        first = false;
    }
    fputc(']', d->f);
}

static void put_stats_json(const dump *d)
{
    const wg_plan_stats *t = &d->p->stats;
    const struct {
        const char *name;
        int64_t v;
    } list[] = {{"nodes", t->nodes}, {"steps", t->steps}, {"tile_programs", t->tile_programs},
                {"tile_ops", t->tile_ops}, {"phases", t->phases}, {"gemms", t->gemms}, {"kernels", t->kernels}, {"copies", t->copies},
                {"views", t->views}, {"in_place", t->in_place}, {"bytes", t->bytes},
                {"arena_bytes", t->arena_bytes}, {"arena_lower_bound", t->arena_lower_bound}};
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        fprintf(d->f, "\"%s\": %" PRId64 ", ", list[k].name, list[k].v);
    fputs("\"flop\": ", d->f);
    wg__json_number(d->f, t->flop);
    fputs(", \"bytes_moved\": ", d->f);
    wg__json_number(d->f, t->bytes_moved);
}

static void plan_json(const dump *d)
{
    fputs("{\"asked\": ", d->f);
    put_roots(d);
    fputs(", \"stats\": {", d->f);
    put_stats_json(d);
    fputs("}, \"buffers\": [\n", d->f);
    put_buffers_json(d);
    fputs("\n], \"steps\": [\n", d->f);
    for (uint32_t at = 0; at < d->p->steps; at++) {
        const wg__step *s = &d->p->step[at];
        const wg__node *n = wg__node_at(d->g, d->s->id[s->pos]);
        fprintf(d->f, "%s    {\"kind\": \"%s\", \"node\": %" PRIu32 ", \"work\": \"", at ? ",\n" : "",
                kind_names[s->kind], d->s->id[s->pos]);
        put_work(d, s);
        fprintf(d->f, "\", \"dtype\": \"%s\", \"shape\": ", wg_dtype_name((wg_dtype)n->dtype));
        wg__json_ints(d->f, n->shape->dim, n->shape->rank);
        if (s->kind == WG__STEP_TILE) {
            const wg__program *x = s->what;
            fprintf(d->f, ", \"rows\": %" PRId64 ", \"columns\": %" PRId64 ", \"block\": %" PRId64
                          ", \"phases\": %" PRIu32, x->rows, x->cols, x->block, x->phases);
        }
        fputs(", \"reads\": ", d->f);
        put_access_list(d, s, false);
        fputs(", \"writes\": ", d->f);
        put_access_list(d, s, true);
        fputs("}", d->f);
    }
    fputs("\n]}\n", d->f);
}

/* ---- the calls ---- */

static bool check_arguments(wg_graph *g, const FILE *f, wg_format format)
{
    if (f && (unsigned)format <= WG_JSON)
        return true;
    wg__fail(g, WG_ERR_ARGUMENT, f ? "the format is not one" : "the file is NULL");
    return false;
}

static wg_code finish(dump *d, bool opened)
{
    if (d->f && ferror(d->f))
        wg__fail(d->g, WG_ERR_IO, "writing failed");
    wg__leave(d->g, opened);
    return wg_error_code(d->g);
}

wg_code wg_plan_dump(FILE *f, wg_format format, wg_graph *g, const wg_tensor *t, int n)
{
    static void (*const how[])(const dump *) = {plan_text, plan_dot, plan_json};
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_plan_dump"});
    dump d = {.f = f, .g = g};
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
    static void (*const how[])(const dump *) = {graph_text, graph_dot, graph_json};
    if (!g)
        return WG_ERR_HANDLE;
    const bool opened = wg__enter(g, (wg_site){.text = "wg_graph_dump"});
    dump d = {.f = f, .g = g};
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
