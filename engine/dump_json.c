/* Plans as JSON: steps with their instructions, memory with its lives, what became one and why the rest did not. docs/reports.md. */
#include <inttypes.h>

#include "engine/dump.h"
#include "engine/notes.h"
#include "ops/op.h"
#include "ops/rows.h"
#include "tensor/to_json.h"

/* ---- memory ---- */

/* The number, or null: no step, no region, or what comes after the run. */
static void put_step(const wg__dump *d, const char *name, uint32_t at)
{
    if (at == WG__NONE)
        fprintf(d->f, ", \"%s\": null", name);
    else
        fprintf(d->f, ", \"%s\": %" PRIu32, name, at);
}

static void put_buffer_json(const wg__dump *d, const wg__buffer *u)
{
    fprintf(d->f, "{\"bytes\": %zu, \"offset\": %zu, \"shares\": %" PRIu32 ", \"scratch\": %s",
            u->bytes, u->offset, u->shares, u->scratch ? "true" : "false");
    put_step(d, "region", u->region);
    put_step(d, "first", u->first);
    put_step(d, "last", u->last);
    if (u->leaf == WG__NONE)
        fputs(", \"leaf\": null, \"value\": ", d->f);
    else
        fprintf(d->f, ", \"leaf\": %" PRIu32 ", \"value\": ", wg__id_at(d, u->leaf));
    if (u->pos == WG__NONE) {
        fputs("null}", d->f);
        return;
    }
    const uint32_t id = wg__id_at(d, u->pos);
    const wg__node *n = wg__node_at(d->g, id);
    fprintf(d->f, "{\"node\": %" PRIu32 ", \"label\": \"", id);
    wg__put_label(d, id);
    fputs("\", \"op\": \"", d->f);
    wg__json_escaped(d->f, wg__what_of(n));
    fprintf(d->f, "\", \"dtype\": \"%s\", \"shape\": ", wg_dtype_name((wg_dtype)n->dtype));
    wg__json_ints(d->f, n->shape->dim, n->shape->rank);
    fputs("}}", d->f);
}

static void put_buffers_json(const wg__dump *d)
{
    for (uint32_t k = 0; k < d->p->buffers; k++) {
        fputs(k ? ",\n    " : "    ", d->f);
        put_buffer_json(d, &d->p->buffer[k]);
    }
}

static void put_access_list(const wg__dump *d, const wg__step *s, bool write)
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

static void put_stats_json(const wg__dump *d)
{
    const wg_plan_stats *t = &d->p->stats;
    const struct {
        const char *name;
        int64_t v;
    } list[] = {{"nodes", t->nodes},
                {"steps", t->steps},
                {"tile_programs", t->tile_programs},
                {"tile_ops", t->tile_ops},
                {"phases", t->phases},
                {"gemms", t->gemms},
                {"kernels", t->kernels},
                {"copies", t->copies},
                {"views", t->views},
                {"in_place", t->in_place},
                {"regions", t->regions},
                {"barriers", t->barriers},
                {"recomputed", t->recomputed},
                {"bytes", t->bytes},
                {"arena_bytes", t->arena_bytes},
                {"arena_lower_bound", t->arena_lower_bound}};
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        fprintf(d->f, "\"%s\": %" PRId64 ", ", list[k].name, list[k].v);
    fputs("\"flop\": ", d->f);
    wg__json_number(d->f, t->flop);
    fputs(", \"bytes_moved\": ", d->f);
    wg__json_number(d->f, t->bytes_moved);
}

/* ---- steps ---- */

/* The pass that put it into the program. */
static const char *rule_of(const wg__program *g, const wg__instr *i)
{
    if (i->level == WG__AFTER)
        return i->axis < 0 ? "totals" : "columns";
    return i->form || (!i->fn && g->cols > 1) ? "rows" : "fuse";
}

static void put_instruction(const wg__dump *d, const wg__program *g, const wg__instr *i)
{
    static const char *const levels[] = {
        [WG__FULL] = "full", [WG__ROW] = "row", [WG__AFTER] = "after"};
    const uint32_t id = wg__id_at(d, i->pos);
    const wg__node *n = wg__node_at(d->g, id);
    const bool spread = !i->fn && !i->form;
    fputs("{\"op\": \"", d->f);
    wg__json_escaped(d->f, spread ? "spread" : wg__what_of(n));
    fputs("\", \"with\": ", d->f);
    wg__json_text(d->f, i->with);
    fprintf(d->f, ", \"node\": %" PRIu32 ", \"label\": \"", id);
    wg__put_label(d, id);
    fprintf(d->f, "\", \"level\": \"%s\", \"rule\": \"%s\", \"ends_phase\": %s, \"from\": \"",
            levels[i->level], rule_of(g, i),
            i->form && i->level != WG__AFTER && !i->form->gives_full ? "true" : "false");
    wg__put_site(d, n);
    fputs("\"}", d->f);
}

static void put_program_json(const wg__dump *d, const wg__program *g)
{
    fprintf(d->f,
            ", \"rows\": %" PRId64 ", \"columns\": %" PRId64 ", \"block\": %" PRId64
            ", \"phases\": %" PRIu32 ", \"instructions\": [",
            g->rows, g->cols, g->block, g->phases);
    for (uint32_t k = 0; k < g->instrs; k++) {
        fputs(k ? ",\n      " : "\n      ", d->f);
        put_instruction(d, g, &g->instr[k]);
    }
    fputs("], \"gathered\": [", d->f);
    for (uint32_t k = 0; k < g->fills; k++)
        fprintf(d->f, "%s%" PRIu32, k ? ", " : "", wg__id_at(d, g->fill[k].pos));
    fputc(']', d->f);
}

static void put_product_json(const wg__dump *d, const wg__product *x)
{
    const wg__gemm *g = &x->g;
    const struct {
        const char *name;
        bool there;
    } parts[] = {{"transpose", x->swapped},   {"negate", x->sign < 0},
                 {"scale", x->alpha != NULL}, {"summand", g->beta != 0},
                 {"bias", g->bias != NULL},   {"relu", g->act == WG__ACT_RELU},
                 {"gate", g->gate != NULL}};
    fprintf(d->f,
            ", \"m\": %" PRId64 ", \"n\": %" PRId64 ", \"k\": %" PRId64 ", \"batch\": %" PRId64
            ", \"epilogue\": [",
            g->m, g->n, g->k, x->batch);
    for (size_t k = 0, n = 0; k < sizeof parts / sizeof *parts; k++)
        if (parts[k].there)
            fprintf(d->f, "%s\"%s\"", n++ ? ", " : "", parts[k].name);
    fputc(']', d->f);
}

static double bytes_of(const wg__dump *d, const wg__step *s, bool write)
{
    double sum = 0;
    for (uint32_t k = s->access; k < s->access + s->accesses; k++) {
        const wg__access *a = &d->p->access[k];
        const wg__buffer *u = &d->p->buffer[a->buffer];
        sum += a->write == write && !u->scratch ? (double)a->bytes : 0;
    }
    return sum;
}

static void put_step_json(const wg__dump *d, const wg__step *s)
{
    const uint32_t id = wg__id_at(d, s->pos);
    const wg__node *n = wg__node_at(d->g, id);
    fprintf(d->f, "{\"kind\": \"%s\", \"node\": %" PRIu32 ", \"label\": \"",
            wg__step_kinds[s->kind], id);
    wg__put_label(d, id);
    fputs("\", \"work\": \"", d->f);
    wg__put_work(d, s);
    fprintf(d->f, "\", \"dtype\": \"%s\", \"shape\": ", wg_dtype_name((wg_dtype)n->dtype));
    wg__json_ints(d->f, n->shape->dim, n->shape->rank);
    fputs(", \"from\": \"", d->f);
    wg__put_site(d, n);
    fprintf(d->f, "\", \"assigns\": %s", s->assigns ? "true" : "false");
    put_step(d, "region", s->region);
    fputs(", \"alone\": ", d->f);
    wg__json_text(d->f, s->alone ? wg__reason_text(s->alone) : NULL);
    fputs(", \"flop\": ", d->f);
    wg__json_number(d->f, s->flop);
    fprintf(d->f, ", \"read_bytes\": %.0f, \"written_bytes\": %.0f", bytes_of(d, s, false),
            bytes_of(d, s, true));
    if (s->kind == WG__STEP_TILE)
        put_program_json(d, s->what);
    else if (s->kind == WG__STEP_GEMM)
        put_product_json(d, s->what);
    fputs(", \"reads\": ", d->f);
    put_access_list(d, s, false);
    fputs(", \"writes\": ", d->f);
    put_access_list(d, s, true);
    fputc('}', d->f);
}

static void put_region(const wg__dump *d, const wg__region *r)
{
    fprintf(d->f,
            "{\"first\": %" PRIu32 ", \"end\": %" PRIu32 ", \"units\": %" PRId64
            ", \"span\": %" PRId64 ", \"chunk\": %" PRId64 ", \"share\": %" PRId64
            ", \"ordered\": %s, \"shared\": %s, \"scratch_bytes\": %zu}",
            r->first, r->end, r->units, r->span, r->chunk, r->share, r->ordered ? "true" : "false",
            r->cut ? "true" : "false", r->scratch_bytes);
}

static void put_apart(const wg__dump *d, const wg__apart *a)
{
    const uint32_t id = wg__id_at(d, a->reader);
    fprintf(d->f,
            "{\"from\": %" PRIu32 ", \"to\": %" PRIu32 ", \"buffer\": %" PRIu32
            ", \"node\": %" PRIu32 ", \"op\": \"",
            a->from, a->to, a->buffer, id);
    wg__json_escaped(d->f, wg__what_of(wg__node_at(d->g, id)));
    fprintf(d->f, "\", \"why\": \"%s\", \"text\": \"%s\"}", wg__reason_name(a->why),
            wg__reason_text(a->why));
}

void wg__plan_json(const wg__dump *d)
{
    fputs("{\"asked\": ", d->f);
    wg__put_roots(d);
    fputs(", \"stats\": {", d->f);
    put_stats_json(d);
    fputs("}, \"buffers\": [\n", d->f);
    put_buffers_json(d);
    fputs("\n], \"steps\": [\n", d->f);
    for (uint32_t at = 0; at < d->p->steps; at++) {
        fputs(at ? ",\n    " : "    ", d->f);
        put_step_json(d, &d->p->step[at]);
    }
    fputs("\n], \"regions\": [", d->f);
    for (uint32_t k = 0; k < d->p->regions; k++) {
        fputs(k ? ",\n    " : "\n    ", d->f);
        put_region(d, &d->p->region[k]);
    }
    fputs("], \"apart\": ", d->f);
    if (!d->p->apart)
        fputs("null", d->f);
    for (uint32_t k = 0; k < d->p->aparts; k++) {
        fputs(k ? ",\n    " : "[\n    ", d->f);
        put_apart(d, &d->p->apart[k]);
    }
    fputs(d->p->aparts ? "\n]}\n" : d->p->apart ? "[]}\n" : "}\n", d->f);
}
