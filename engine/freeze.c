/* The last pass: the build becomes the flat tables that a replay runs through. */
#include <string.h>

#include "engine/build.h"
#include "engine/run_shared.h"
#include "engine/threads.h"
#include "ops_gen_impl.h"

enum { MIN_FETCH = 1024, LONG_PROGRAM = 10 }; /* bytes of a block; instructions */

typedef struct freeze {
    wg__build *b;
    wg__plan *p;
    wg__reloc *reloc;
    uint32_t relocs, reloc_cap;
    wg__program *program;
    wg__instr *instr;
    wg__mover *mover;
    wg__fill *fill;
    void **pointer;
    uint32_t *from; /* of operands, as many as pointers */
    uint32_t *row_step;
    wg__product *product;
    wg__call *call;
    wg__copy *copy;
    wg_view *view;
    wg_attr *attr;
    wg_shape *shape;
    wg__draw *draw;
    wg__along *along; /* of the region at work */
    uint32_t alongs, along_cap, at;
} freeze;

/* ---- pointers ---- */

static bool point_at(freeze *f, void **where, uint32_t buf, size_t offset)
{
    const wg__buffer *root = &f->b->buf[wg__buffer_root(f->b, buf)];
    if (!wg__build_grow(&f->reloc, f->relocs, &f->reloc_cap, sizeof *f->reloc))
        return false;
    *where = NULL;
    f->reloc[f->relocs++] =
        (wg__reloc){where, root->leaf, root->leaf == WG__NONE ? root->offset + offset : offset};
    return true;
}

/* The first element of pos in the memory of its base; where there is none, the start of that memory. */
static bool point_at_value(freeze *f, void **where, uint32_t pos)
{
    const wg__value *v = &f->b->v[pos];
    const size_t size = wg_dtype_size((wg_dtype)v->node->dtype);
    return point_at(f, where, f->b->v[v->base].buf,
                    v->view && v->node->numel ? (size_t)v->view->offset * size : 0);
}

static const wg_attrs *keep_attrs(freeze *f, const wg__node *n)
{
    const int count = n->op->sig ? n->op->sig->nattrs : 0;
    if (!count || !n->attr)
        return NULL;
    memcpy(f->attr, n->attr->at, (size_t)count * sizeof *f->attr);
    const void *mine = f->attr;
    f->attr += count;
    return mine;
}

/* A pointer to a value of the chunk moves along with the chunks. */
static bool move_along(freeze *f, uint32_t pos, wg__along_kind kind, size_t which)
{
    const wg__build *b = f->b;
    const wg__value *v = &b->v[b->v[pos].base];
    if (v->region == WG__NONE)
        return true;
    if (!wg__build_grow(&f->along, f->alongs, &f->along_cap, sizeof *f->along))
        return false;
    const wg__bregion *r = &b->region[v->region];
    const size_t view = b->v[pos].view ? (size_t)b->v[pos].view->offset *
                                             wg_dtype_size((wg_dtype)b->v[pos].node->dtype)
                                       : 0;
    f->along[f->alongs++] = (wg__along){
        .step = f->at,
        .kind = (uint8_t)kind,
        .which = which,
        .offset = b->buf[v->buf].offset - b->buf[r->scratch].offset + view,
        .unit = b->buf[v->buf].bytes / (size_t)r->chunk,
    };
    return true;
}

/* ---- tile programs ---- */

static bool point_at_register(freeze *f, void **where, const wg__bstep *s, wg__level level,
                              uint32_t reg)
{
    const size_t before = level == WG__ROW ? s->regs[WG__FULL] * s->reg_bytes[WG__FULL] : 0;
    return s->scratch == WG__NONE ||
           point_at(f, where, s->scratch, before + reg * s->reg_bytes[level]);
}

static wg__mover *new_mover(freeze *f, wg__program *g, void **where, size_t step)
{
    wg__mover *m = f->mover++;
    g->movers++;
    *m = (wg__mover){.where = where, .step = step};
    return m;
}

/* A pointer into memory: moves along if there is more than one block. */
static bool point_along(freeze *f, wg__program *g, void **where, wg__level level, uint32_t pos)
{
    if (!g->moves)
        return point_at_value(f, where, pos);
    const size_t size = wg_dtype_size((wg_dtype)f->b->v[pos].node->dtype);
    wg__mover *m = new_mover(f, g, where, size * (size_t)(level == WG__FULL ? g->cols : 1));
    return point_at_value(f, (void **)&m->base, pos) &&
           move_along(f, pos, WG__ALONG_MOVER, g->movers - 1);
}

/* Where a member of the program has its value, for the rows at work. */
static bool point_at_member(freeze *f, wg__program *g, void **where, const wg__bstep *s, uint32_t m)
{
    const wg__value *v = &f->b->v[m];
    if (v->level == WG__AFTER)
        return point_at_value(f, where, m);
    return v->kept ? point_along(f, g, where, (wg__level)v->level, m)
                   : point_at_register(f, where, s, (wg__level)v->level, v->reg);
}

static bool point_at_operand(freeze *f, wg__program *g, void **where, const wg__bstep *s,
                             uint32_t m, int k)
{
    const wg__build *b = f->b;
    const uint32_t x = wg__pos_in(b, m, k), base = b->v[x].base, fill = wg__fill_of(b, s, m, k);
    if (wg__takes_one(b, s, m, k))
        return wg__inside(b, x, s) ? point_at_member(f, g, where, s, base)
                                   : point_at_value(f, where, x);
    switch (wg__reading_of(b, s, m, k)) {
    case WG__SAME: return point_at_member(f, g, where, s, base);
    case WG__SPREAD: return point_at_register(f, where, s, WG__FULL, b->v[base].spread);
    default: break;
    }
    if (fill != WG__NONE)
        return point_at_register(f, where, s, (wg__level)b->fill[fill].level, b->fill[fill].reg);
    return wg__operand_fixed(b, s, m, k) && !wg__tile_operand_flat(b, m, k)
               ? point_at_value(f, where, x)
               : point_along(f, g, where, wg__operand_level(b, s, m, k), x);
}

static uint32_t from_of(const wg__build *b, const wg__bstep *s, uint32_t m, int k)
{
    const uint32_t x = wg__pos_in(b, m, k);
    if (wg__inside(b, x, s))
        return b->v[x].base;
    return wg__takes_one(b, s, m, k) || wg__fill_of(b, s, m, k) == WG__NONE ? WG__NONE : x;
}

static bool freeze_spreads(freeze *f, wg__program *g, const wg__bstep *s, uint32_t m)
{
    const wg__build *b = f->b;
    for (int k = 0; k < wg__nin(b, m); k++) {
        const uint32_t base = b->v[wg__pos_in(b, m, k)].base;
        bool there = wg__reading_of(b, s, m, k) != WG__SPREAD || wg__takes_one(b, s, m, k);
        for (uint32_t j = 0; j < g->instrs && !there; j++)
            there = !g->instr[j].fn && !g->instr[j].form && g->instr[j].pos == base;
        if (there)
            continue;
        wg__instr *in = f->instr++;
        *in = (wg__instr){.in = f->pointer++,
                          .from = f->from++,
                          .pos = base,
                          .nin = 1,
                          .level = WG__FULL,
                          .dtype = b->v[base].node->dtype,
                          .spread = wg__spread_of((wg_dtype)b->v[base].node->dtype, b->isa)};
        *in->from = base;
        g->instrs++;
        if (!point_at_member(f, g, &in->in[0], s, base) ||
            !point_at_register(f, &in->out, s, WG__FULL, b->v[base].spread))
            return false;
    }
    return true;
}

/* A function that takes an element of each row as a single one is called row by row. */
static void step_by_row(freeze *f, const wg__bstep *s, wg__instr *in)
{
    const wg__build *b = f->b;
    const uint32_t m = in->pos, cols = (uint32_t)s->cols;
    bool singles = false;
    for (uint32_t k = 0; k < in->nin; k++)
        singles = singles || ((in->ones >> k & 1) && wg__inside(b, wg__pos_in(b, m, (int)k), s));
    if (!in->fn || in->level != WG__FULL || s->block == 1 || !singles)
        return;
    in->row_step = f->row_step;
    for (uint32_t k = 0; k < in->nin; k++) {
        const uint32_t x = wg__pos_in(b, m, (int)k),
                       size = (uint32_t)wg_dtype_size((wg_dtype)b->v[x].node->dtype);
        const bool one = in->ones >> k & 1;
        *f->row_step++ = !one ? cols * size : wg__inside(b, x, s) ? size : 0;
    }
    *f->row_step++ = cols * (uint32_t)wg_dtype_size((wg_dtype)b->v[m].node->dtype);
}

static bool freeze_instr(freeze *f, wg__program *g, const wg__bstep *s, uint32_t m)
{
    const wg__build *b = f->b;
    const wg__value *v = &b->v[m];
    if (!freeze_spreads(f, g, s, m))
        return false;
    wg__instr *in = f->instr++;
    *in = (wg__instr){.form = wg__rows_form(b, m),
                      .attr = keep_attrs(f, v->node),
                      .in = f->pointer,
                      .from = f->from,
                      .pos = m,
                      .with = v->variant ? v->variant->with : NULL,
                      .pair = v->variant ? v->variant->pair : NULL,
                      .nin = (uint32_t)wg__nin(b, m),
                      .level = v->level,
                      .reads = (uint8_t)wg__operand_level(b, s, m, 0)};
    f->pointer += in->nin;
    f->from += in->nin;
    g->instrs++;
    if (!in->form && !(in->fn = wg__tile_function(b, m, wg__single_operand(b, s, m)))) {
        wg__fail(b->g, WG_ERR_DTYPE, "%s has no kernel for %s", v->node->op->name,
                 wg_dtype_name((wg_dtype)v->node->dtype));
        return false;
    }
    for (uint32_t k = 0; k < in->nin; k++) {
        in->from[k] = from_of(b, s, m, (int)k);
        in->ones |= (unsigned)wg__takes_one(b, s, m, (int)k) << k;
        if (!point_at_operand(f, g, &in->in[k], s, m, (int)k))
            return false;
    }
    step_by_row(f, s, in);
    return point_at_member(f, g, &in->out, s, m);
}

/* What a row op is told besides its pointers. */
static bool freeze_row_op(freeze *f, wg__program *g, const wg__bstep *s, wg__instr *in,
                          size_t *state_at)
{
    const wg__build *b = f->b;
    const wg__node *x = b->v[wg__pos_in(b, in->pos, 0)].node;
    in->dtype = x->dtype;
    in->axis = x->shape->rank - 1;
    if (in->nin > 1) {
        wg_shape *shape = f->shape++;
        *shape = *b->v[wg__pos_in(b, in->pos, 1)].node->shape;
        in->indices = shape;
        in->index = b->v[wg__pos_in(b, in->pos, 1)].node->dtype;
        const wg__value *v = &b->v[in->pos];
        in->axis = v->variant ? v->variant->axis : (int)v->node->attr->at[0].u.i;
    }
    if (in->level != WG__AFTER) {
        g->phases += !in->form->gives_full;
        return true;
    }
    const wg__fold_args fold = wg__fold_of(b, s, in->pos);
    if (fold.cols == 0)
        in->axis = -1;
    g->after = true;
    const size_t at = *state_at;
    const size_t kept_at = at + (in->form->fold->bytes(&fold) + 63) / 64 * 64,
                 kept = wg__kept_bytes(b, s, in->pos), nodes = wg__nodes_bytes(b, s, in->pos);
    *state_at = kept_at + kept + nodes;
    in->keeps = kept > 0;
    return point_at(f, &in->state, s->scratch, at) &&
           (!kept || point_at(f, &in->kept, s->scratch, kept_at)) &&
           (!nodes || point_at(f, (void **)&in->nodes, s->scratch, kept_at)) &&
           (kept || s->region == WG__NONE ||
            point_at_value(f, &in->kept, wg__pos_in(b, in->pos, 0)));
}

/* The lines of full results are fetched ahead of their rows, if much is done between one row and the next; otherwise the hardware is
 * ahead already, as it is with operands. */
static void choose_fetches(wg__program *g)
{
    for (uint32_t k = 0; k < g->movers && g->instrs >= LONG_PROGRAM; k++)
        for (uint32_t j = 0; j < g->instrs; j++)
            if (&g->instr[j].out == g->mover[k].where &&
                g->mover[k].step * (size_t)g->block >= MIN_FETCH)
                g->mover[k].fetch = true;
}

static bool freeze_fills(freeze *f, wg__program *g, const wg__bstep *s)
{
    g->fill = f->fill;
    for (int still = 1; still >= 0; still--)
        for (uint32_t k = 0; k < s->fills; k++) {
            const wg__bfill *x = &f->b->fill[s->fill + k];
            if (x->still != still)
                continue;
            wg__fill *out = f->fill++;
            *out = (wg__fill){.from = x->from,
                              .size = wg_dtype_size((wg_dtype)f->b->v[x->pos].node->dtype),
                              .pos = x->pos,
                              .splat = x->splat,
                              .per_row = x->level == WG__FULL ? g->cols : 1};
            g->fills++;
            g->stills += x->still;
            if (!point_at_register(f, &out->reg, s, (wg__level)x->level, x->reg) ||
                !point_at_value(f, (void **)&out->src, x->pos) ||
                !move_along(f, x->pos, WG__ALONG_FILL, g->fills - 1))
                return false;
        }
    return true;
}

static double least_chunk(const wg__build *b)
{
    return b->options.small_chunks ? 1 : WG__LEAST_CHUNK;
}

static bool freeze_program(freeze *f, const wg__bstep *s, wg__step *out)
{
    wg__program *g = f->program++;
    *g = (wg__program){.rows = wg__rows_of(s),
                       .cols = s->cols ? s->cols : 1,
                       .block = s->block,
                       .moves = wg__rows_of(s) > s->block || s->region != WG__NONE,
                       .instr = f->instr,
                       .mover = f->mover,
                       .phases = 1,
                       .isa = f->b->isa};
    void **const pointer = f->pointer;
    out->run = wg__run_program;
    out->what = g;
    if (!freeze_fills(f, g, s))
        return false;
    for (uint32_t m = s->head; m != WG__NONE; m = f->b->v[m].next)
        if (!freeze_instr(f, g, s, m))
            return false;
    choose_fetches(g);
    g->pointers = (uint32_t)(f->pointer - pointer);
    if (s->scratch != WG__NONE) {
        g->scratch_bytes = f->b->buf[s->scratch].bytes;
        if (!point_at(f, (void **)&g->scratch, s->scratch, 0))
            return false;
    }
    size_t state_at = s->state_at;
    for (uint32_t k = 0; k < g->instrs; k++)
        if (g->instr[k].form && !freeze_row_op(f, g, s, &g->instr[k], &state_at))
            return false;
    g->chunk = wg__program_lane_bytes(g) <= WG__LANE_BYTES ? s->chunk : 0;
    f->p->stats.tile_programs++;
    f->p->stats.tile_ops += s->count;
    f->p->stats.phases += g->phases;
    return true;
}

/* ---- the other kinds ---- */

static bool point_product(freeze *f, wg__product *x, void **where, uint32_t pos)
{
    return pos == WG__NONE ||
           (point_at_value(f, where, pos) &&
            move_along(f, pos, WG__ALONG_PRODUCT, (size_t)((char *)where - (char *)x)));
}

static bool freeze_product(freeze *f, const wg__bstep *s, wg__step *out)
{
    const wg__bproduct *p = &f->b->product[s->product];
    wg__product *x = f->product++;
    wg__shape_product(f->b, s, x);
    x->part = s->part;
    x->swapped = p->swapped;
    if (s->region == WG__NONE)
        wg__cut_product(x, least_chunk(f->b));
    x->scaled = p->alpha != WG__NONE;
    x->biased = p->bias != WG__NONE;
    x->gated = p->gate != WG__NONE;
    out->run = wg__run_product;
    out->what = x;
    f->p->stats.gemms++;
    bool ok = point_product(f, x, (void **)&x->g.a, wg__product_left(p)) &&
              point_product(f, x, (void **)&x->g.b, wg__product_right(p)) &&
              point_product(f, x, &x->g.c, p->end) &&
              point_product(f, x, (void **)&x->alpha, p->alpha) &&
              point_product(f, x, (void **)&x->g.bias, p->bias) &&
              point_product(f, x, (void **)&x->g.gate, p->gate);
    if (s->scratch != WG__NONE)
        ok = ok && point_at(f, &x->scratch, s->scratch, 0);
    if (p->c == WG__NONE)
        return ok;
    x->c_bytes = wg__value_bytes(f->b, p->end);
    if (wg__buffer_root(f->b, f->b->v[f->b->v[p->c].base].buf) !=
        wg__buffer_root(f->b, f->b->v[p->end].buf))
        ok = ok && point_product(f, x, (void **)&x->c_from, p->c);
    return ok;
}

static bool freeze_operand(freeze *f, const wg__bstep *s, int k, wg_view *view)
{
    wg__build *b = f->b;
    const uint32_t x = wg__pos_in(b, s->pos, k);
    const bool own = wg__kernel_takes(b, s->pos, k) || !wg__reads_operands(b->v[s->pos].node->op);
    *view = own ? wg__value_view(b, x)
                : wg__view_row_major((wg_dtype)b->v[x].node->dtype, b->v[x].node->shape, NULL);
    view->offset = 0;
    if (!wg__reads_operands(b->v[s->pos].node->op))
        return true;
    return own ? point_at_value(f, &view->data, x) : point_at(f, &view->data, b->v[x].copy, 0);
}

static bool freeze_call(freeze *f, const wg__bstep *s, wg__step *out)
{
    const wg__node *n = f->b->v[s->pos].node;
    wg__call *c = f->call++;
    *c = (wg__call){.fn = n->op->fast ? n->op->fast : n->op->kernel,
                    .args = {.in = f->view,
                             .n = n->nin,
                             .attr = keep_attrs(f, n),
                             .isa = f->b->isa,
                             .user = n->op->user}};
    c->args.out = wg__view_row_major((wg_dtype)n->dtype, n->shape, NULL);
    out->run = wg__run_call;
    out->what = c;
    f->p->stats.kernels++;
    if (n->op->random)
        *f->draw++ = (wg__draw){&c->args, s->pos};
    double elements = (double)n->numel;
    for (int k = 0; k < n->nin; k++) {
        const double of = (double)f->b->v[wg__pos_in(f->b, s->pos, k)].node->numel;
        elements = of > elements ? of : elements;
        if (!freeze_operand(f, s, k, f->view++))
            return false;
    }
    wg__cut_call(c, n->op, wg__member_cost(n->op) * elements, least_chunk(f->b));
    return point_at_value(f, &c->args.out.data, s->pos) &&
           (s->scratch == WG__NONE || point_at(f, &c->args.scratch, s->scratch, 0));
}

static bool freeze_copy(freeze *f, const wg__bstep *s, wg__step *out)
{
    const wg__value *v = &f->b->v[s->pos];
    const bool again = s->assign != WG__NONE && v->copy_step != WG__NONE;
    const wg_view from = again ? wg__view_row_major((wg_dtype)v->node->dtype, v->node->shape, NULL)
                               : wg__value_view(f->b, s->pos);
    wg__copy *c = f->copy++;
    *c = (wg__copy){
        .from = wg__strided_of(&from), .size = wg_dtype_size(from.dtype), .isa = f->b->isa};
    wg__cut_copy(c, least_chunk(f->b));
    out->run = wg__run_copy;
    out->what = c;
    f->p->stats.copies++;
    return point_at(f, &c->out, s->dst, 0) && (again ? point_at(f, (void **)&c->src, v->copy, 0)
                                                     : point_at_value(f, (void **)&c->src, s->pos));
}

static bool freeze_step(freeze *f, uint32_t at)
{
    static bool (*const how[])(freeze *, const wg__bstep *,
                               wg__step *) = {[WG__STEP_TILE] = freeze_program,
                                              [WG__STEP_GEMM] = freeze_product,
                                              [WG__STEP_KERNEL] = freeze_call,
                                              [WG__STEP_COPY] = freeze_copy};
    wg__build *b = f->b;
    const wg__bstep *s = &b->step[b->order[at]];
    wg__step *out = &f->p->step[at];
    *out = (wg__step){.pos = s->pos,
                      .access = b->access_of[at],
                      .accesses = b->access_of[at + 1] - b->access_of[at],
                      .reloc = f->relocs,
                      .kind = s->kind,
                      .may_fail = s->fallible,
                      .region = s->region,
                      .alone = s->alone,
                      .again = b->v[s->pos].again};
    f->at = at;
    for (uint32_t k = b->access_of[at]; k < b->access_of[at + 1]; k++) {
        const wg__buffer *u = &b->buf[b->access[k].buffer];
        f->p->stats.bytes_moved += u->scratch ? 0 : (double)b->access[k].bytes;
        if (b->access[k].write && b->buf[wg__buffer_root(b, b->access[k].buffer)].leaf != WG__NONE)
            out->assigns = true;
    }
    const bool ok = how[s->kind](f, s, out);
    out->relocs = f->relocs - out->reloc;
    return ok;
}

/* ---- tables ---- */

typedef struct sizes {
    size_t programs, instrs, fills, pointers, row_steps, movers, products, calls, copies, views,
        attrs, draws, outputs, shapes;
} sizes;

static void measure_node(const wg__build *b, uint32_t pos, sizes *z)
{
    const wg__value *v = &b->v[pos];
    const size_t attrs = v->node->op && v->node->op->sig ? (size_t)v->node->op->sig->nattrs : 0;
    if (v->role == WG__TILE) {
        const wg__bstep *s = &b->step[v->step];
        const size_t spread = v->spread != WG__NONE;
        z->instrs += 1 + spread;
        const size_t nin = (size_t)wg__nin(b, pos);
        z->pointers += nin + spread;
        z->row_steps += s->block > 1 && s->cols > WG__WHOLE_ROW ? nin + 1 : 0;
        z->attrs += attrs;
        z->shapes += wg__rows_form(b, pos) && nin > 1;
        if (wg__rows_of(s) > s->block || s->region != WG__NONE)
            z->movers += nin + 2;
    } else if (v->role == WG__KERNEL) {
        z->calls++;
        z->views += v->node->nin;
        z->attrs += attrs;
        z->draws += v->node->op->random;
    }
    z->outputs += v->asked && v->role != WG__LEAF;
}

static sizes measure(const wg__build *b)
{
    sizes z = {.fills = b->fills};
    for (uint32_t pos = 0; pos < b->n; pos++)
        measure_node(b, pos, &z);
    for (uint32_t k = 0; k < b->ordered; k++) {
        const uint8_t kind = b->step[b->order[k]].kind;
        z.programs += kind == WG__STEP_TILE;
        z.products += kind == WG__STEP_GEMM;
        z.copies += kind == WG__STEP_COPY;
    }
    return z;
}

static bool new_tables(freeze *f, const sizes *z)
{
    wg__plan *p = f->p;
    p->step = wg__plan_alloc(p, f->b->ordered, sizeof *p->step);
    p->output = wg__plan_alloc(p, z->outputs, sizeof *p->output);
    p->draw = f->draw = wg__plan_alloc(p, z->draws, sizeof *p->draw);
    f->program = wg__plan_alloc(p, z->programs, sizeof *f->program);
    f->instr = wg__plan_alloc(p, z->instrs, sizeof *f->instr);
    f->fill = wg__plan_alloc(p, z->fills, sizeof *f->fill);
    f->mover = wg__plan_alloc(p, z->movers, sizeof *f->mover);
    f->pointer = wg__plan_alloc(p, z->pointers, sizeof *f->pointer);
    f->from = wg__plan_alloc(p, z->pointers, sizeof *f->from);
    f->row_step = wg__plan_alloc(p, z->row_steps, sizeof *f->row_step);
    f->product = wg__plan_alloc(p, z->products, sizeof *f->product);
    f->call = wg__plan_alloc(p, z->calls, sizeof *f->call);
    f->copy = wg__plan_alloc(p, z->copies, sizeof *f->copy);
    f->view = wg__plan_alloc(p, z->views, sizeof *f->view);
    f->attr = wg__plan_alloc(p, z->attrs, sizeof *f->attr);
    f->shape = wg__plan_alloc(p, z->shapes, sizeof *f->shape);
    p->steps = f->b->ordered;
    p->draws = (uint32_t)z->draws;
    return p->step && p->output && p->draw && f->program && f->instr && f->fill && f->mover &&
           f->pointer && f->from && f->row_step && f->product && f->call && f->copy && f->view &&
           f->attr && f->shape;
}

static bool freeze_outputs(freeze *f)
{
    wg__build *b = f->b;
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const wg__value *v = &b->v[pos];
        if (!v->asked || v->role == WG__LEAF)
            continue;
        wg__output *o = &f->p->output[f->p->outputs++];
        o->pos = pos;
        bool ok;
        if (v->node->op->effect) {
            const uint32_t param = wg__buffer_of(b, wg__pos_in(b, pos, 0));
            ok = param != WG__NONE && point_at(f, &o->data, param, 0);
        } else if (v->view && v->copy_step != WG__NONE) {
            ok = point_at(f, &o->data, v->copy, 0);
        } else {
            ok = point_at_value(f, &o->data, pos);
        }
        if (!ok)
            return false;
    }
    return true;
}

static bool keep_lists(freeze *f)
{
    wg__plan *p = f->p;
    wg__build *b = f->b;
    p->reloc = wg__plan_alloc(p, f->relocs, sizeof *p->reloc);
    p->buffer = wg__plan_alloc(p, b->bufs, sizeof *p->buffer);
    p->access = wg__plan_alloc(p, b->accesses, sizeof *p->access);
    p->id = wg__plan_alloc(p, b->n, sizeof *p->id);
    p->origin = b->recompute ? wg__plan_alloc(p, b->n, sizeof *p->origin) : NULL;
    p->asked = wg__plan_alloc(p, (size_t)b->nroots, sizeof *p->asked);
    p->asked_gen = wg__plan_alloc(p, (size_t)b->nroots, sizeof *p->asked_gen);
    if (!p->reloc || !p->buffer || !p->access || !p->id || !p->asked || !p->asked_gen ||
        (b->recompute && !p->origin))
        return false;
    if (f->relocs)
        memcpy(p->reloc, f->reloc, f->relocs * sizeof *p->reloc);
    if (b->bufs)
        memcpy(p->buffer, b->buf, b->bufs * sizeof *p->buffer);
    if (b->accesses)
        memcpy(p->access, b->access, b->accesses * sizeof *p->access);
    if (p->origin)
        memcpy(p->origin, b->origin, b->n * sizeof *p->origin);
    p->relocs = f->relocs;
    p->buffers = b->bufs;
    p->accesses = b->accesses;
    p->nodes = b->n;
    p->nasked = b->nroots;
    p->options = b->options;
    return true;
}

/* ---- regions ---- */

static size_t lane_bytes(const wg__plan *p, const wg__region *r)
{
    size_t sum = wg__region_lane_bytes(r), product = 0;
    for (uint32_t at = r->first; at < r->end; at++) {
        const wg__step *s = &p->step[at];
        const wg__product *x = s->kind == WG__STEP_GEMM ? s->what : NULL;
        const size_t bytes = x ? wg__product_scratch(x) : 0;
        product = bytes > product ? bytes : product;
    }
    return sum + product;
}

/* The steps are frozen. */
static bool freeze_region(freeze *f, uint32_t k)
{
    wg__plan *p = f->p;
    const wg__bregion *from = &f->b->region[k];
    wg__region *r = &p->region[k];
    *r = (wg__region){.first = from->first,
                      .end = from->first + from->steps,
                      .units = from->units,
                      .span = from->span,
                      .chunk = from->chunk,
                      .share = from->share,
                      .ordered = from->ordered,
                      .scratch_bytes = f->b->buf[from->scratch].bytes,
                      .step = &p->step[from->first]};
    uint32_t first = 0;
    while (first < f->alongs && f->along[first].step < r->first)
        first++;
    while (first + r->alongs < f->alongs && f->along[first + r->alongs].step < r->end)
        r->alongs++;
    r->along = p->along + first;
    r->lane_bytes = lane_bytes(p, r);
    r->cut = from->cut && wg__region_shares(r) > 1 && r->lane_bytes <= WG__LANE_BYTES;
    for (uint32_t at = r->first; at < r->end; at++)
        if (p->step[at].kind == WG__STEP_GEMM)
            ((wg__product *)p->step[at].what)->inner = !r->cut;
    p->stats.regions++;
    return point_at(f, (void **)&r->scratch, from->scratch, 0);
}

static bool freeze_regions(freeze *f)
{
    wg__plan *p = f->p;
    p->regions = f->b->regions;
    p->region = wg__plan_alloc(p, p->regions, sizeof *p->region);
    p->along = wg__plan_alloc(p, f->alongs, sizeof *p->along);
    bool ok = p->region && p->along;
    if (ok && f->alongs)
        memcpy(p->along, f->along, f->alongs * sizeof *p->along);
    for (uint32_t k = 0; k < p->regions && ok; k++)
        ok = freeze_region(f, k);
    return ok;
}

/* Outside of regions. */
static bool is_shared(const wg__step *s)
{
    switch (s->kind) {
    case WG__STEP_TILE: return ((const wg__program *)s->what)->chunk > 0;
    case WG__STEP_GEMM: return ((const wg__product *)s->what)->share[WG__FINE].group > 0;
    case WG__STEP_COPY: return ((const wg__copy *)s->what)->chunk > 0;
    default: return false;
    }
}

static void count(freeze *f)
{
    wg_plan_stats *s = &f->p->stats;
    const wg__build *b = f->b;
    for (uint32_t pos = 0; pos < b->n; pos++) {
        const double cost = b->v[pos].role == WG__ALIAS ? 0 : wg__node_cost(b->g, b->v[pos].node);
        const uint32_t step = cost > 0 ? wg__step_of(b, pos) : WG__NONE;
        s->flop += cost;
        s->views += b->v[pos].role == WG__ALIAS;
        if (step != WG__NONE && !b->step[step].dead)
            f->p->step[b->step[step].at].flop += cost;
    }
    s->nodes = b->s->n;
    s->recomputed = b->recomputed;
    s->steps = b->ordered;
    for (uint32_t at = 0; at < f->p->steps; at++)
        s->barriers += is_shared(&f->p->step[at]);
    for (uint32_t k = 0; k < f->p->regions; k++)
        s->barriers += f->p->region[k].cut;
    s->in_place = b->in_place;
    s->arena_bytes = (int64_t)b->arena_bytes;
    s->arena_lower_bound = (int64_t)b->lower_bound;
    s->bytes += s->arena_bytes;
}

wg__plan *wg__freeze(wg__build *b)
{
    freeze f = {.b = b, .p = wg__alloc0(1, sizeof(wg__plan))};
    const sizes z = measure(b);
    if (!f.p)
        return NULL;
    f.p->stats.bytes = (int64_t)sizeof(wg__plan);
    bool ok = new_tables(&f, &z);
    for (uint32_t at = 0; at < b->ordered && ok; at++)
        ok = freeze_step(&f, at);
    ok = ok && freeze_regions(&f) && freeze_outputs(&f) && keep_lists(&f) &&
         (!b->notes || wg__keep_notes(b, f.p));
    wg__free(f.reloc);
    wg__free(f.along);
    if (!ok) {
        wg__plan_free(f.p);
        return NULL;
    }
    count(&f);
    return f.p;
}
