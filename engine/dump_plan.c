/* Plans as text and DOT. */
#include <inttypes.h>

#include "engine/dump.h"
#include "ops/op.h"
#include "ops/rows.h"
#include "tensor/to_json.h"

const char *const wg__step_kinds[] = {"tile", "gemm", "kernel", "copy"};

static void put_instr(const wg__dump *d, const wg__instr *i, const char *before)
{
    fputs(before, d->f);
    wg__json_escaped(d->f, wg__op_name(wg__node_at(d->g, wg__id_at(d, i->pos))->op));
    if (i->with)
        fprintf(d->f, "(%s)", i->with);
}

/* "max | sub exp sum | div": a bar after each reduction along rows; "exp(sub)": one instruction; ", then mean": there after the last row. */
static void put_program(const wg__dump *d, const wg__program *g)
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
void wg__put_work(const wg__dump *d, const wg__step *s)
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
        wg__json_escaped(d->f, wg__op_name(wg__node_at(d->g, wg__id_at(d, s->pos))->op));
    } else {
        fputs(s->assigns ? "into the parameter" : "row-major", d->f);
    }
    fputs(s->again ? ", again" : "", d->f);
}

static void put_buffer(const wg__dump *d, uint32_t buf)
{
    const wg__buffer *u = &d->p->buffer[buf];
    while (u->shares != (uint32_t)(u - d->p->buffer))
        u = &d->p->buffer[u->shares];
    if (u->leaf != WG__NONE)
        wg__put_label(d, wg__id_at(d, u->leaf));
    else
        fprintf(d->f, "@%zu", u->offset);
}

static void put_accesses(const wg__dump *d, const wg__step *s, bool write, const char *between)
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

/* What the steps that follow have in common, and where they end. */
static void put_region(const wg__dump *d, uint32_t at)
{
    const uint32_t k = d->p->step[at].region;
    const wg__region *r = k == WG__NONE ? NULL : &d->p->region[k];
    if (!r || r->first != at)
        return;
    fprintf(d->f,
            "region %" PRIu32 ", steps %" PRIu32 " to %" PRIu32 ": %" PRId64 " of %" PRId64
            " units at a time, %zu bytes of the chunk's own%s\n",
            k, r->first, r->end - 1, r->chunk, r->units, r->scratch_bytes,
            r->ordered ? ", in order" : "");
}

void wg__plan_text(const wg__dump *d)
{
    const wg_plan_stats *t = &d->p->stats;
    fprintf(d->f,
            "%" PRId64 " nodes, %" PRId64 " steps with %" PRId64 " barriers: %" PRId64
            " tile programs of %" PRId64 " ops in %" PRId64 " phases, %" PRId64
            " matrix products, %" PRId64 " kernels, %" PRId64 " copies",
            t->nodes, t->steps, t->barriers, t->tile_programs, t->tile_ops, t->phases, t->gemms,
            t->kernels, t->copies);
    if (t->recomputed)
        fprintf(d->f, ", %" PRId64 " ops computed again", t->recomputed);
    fputc('\n', d->f);
    fprintf(d->f,
            "%" PRId64 " bytes, of these %" PRId64 " for values (at least %" PRId64 "), %" PRId64
            " values in place, %.6g FLOP, %.6g bytes moved\n",
            t->bytes, t->arena_bytes, t->arena_lower_bound, t->in_place, t->flop, t->bytes_moved);
    for (uint32_t at = 0; at < d->p->steps; at++) {
        const wg__step *s = &d->p->step[at];
        put_region(d, at);
        fprintf(d->f, "%4" PRIu32 "%c %-6s  ", at, s->region == WG__NONE ? ' ' : '|',
                wg__step_kinds[s->kind]);
        put_accesses(d, s, true, " ");
        fputs(" <- ", d->f);
        wg__put_work(d, s);
        fputs("  (", d->f);
        put_accesses(d, s, false, ", ");
        fputs(")  ", d->f);
        const wg__node *n = wg__node_at(d->g, wg__id_at(d, s->pos));
        wg__put_type(d, n);
        fputs("  ", d->f);
        wg__put_site(d, n);
        fputc('\n', d->f);
    }
}

/* The step that writes what is read at `at` from buf; at itself if it is a leaf's. */
static void dot_edges(const wg__dump *d, uint32_t at)
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
            fprintf(d->f, "    s%" PRIu32 " -> s%" PRIu32 " [label=\"%zu\"];\n", u->first, at,
                    u->bytes);
    }
}

void wg__plan_dot(const wg__dump *d)
{
    fputs("digraph plan {\n    node [shape=box, fontname=\"sans-serif\"];\n", d->f);
    for (uint32_t k = 0; k < d->p->buffers; k++) {
        const uint32_t leaf = d->p->buffer[k].leaf;
        if (leaf == WG__NONE)
            continue;
        fprintf(d->f, "    l%" PRIu32 " [style=rounded, label=\"", leaf);
        wg__put_label(d, wg__id_at(d, leaf));
        fputs("\"];\n", d->f);
    }
    for (uint32_t at = 0; at < d->p->steps; at++) {
        fprintf(d->f, "    s%" PRIu32 " [label=\"%" PRIu32 " %s\\n", at, at,
                wg__step_kinds[d->p->step[at].kind]);
        wg__put_work(d, &d->p->step[at]);
        fputs("\\n", d->f);
        wg__put_type(d, wg__node_at(d->g, wg__id_at(d, d->p->step[at].pos)));
        fputs("\"];\n", d->f);
        dot_edges(d, at);
    }
    fputs("}\n", d->f);
}
