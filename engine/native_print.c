/* The tile programs of a plan as a source of C.
 *
 * A program becomes a list of *runs* and calls. A run is what can be printed without a break: one loop over the rows, in which ops that have
 * the elements of a row follow each other in loops over the columns, their values in registers. A new loop begins where an op needs what a
 * loop before gives for the whole row (a sum, say). Loops keep the order of the interpreter, and a value is written to the interpreter's own
 * place if it is the program's result or if another loop or call reads it. What cannot be printed (integers, casts, ops of the user, ...) is
 * a call: the interpreter carries out that instruction for all rows of the block.
 *
 *   v7   value of instruction 7 in a loop         a7   what a reduction has so far, h7 where one down the columns has it
 *   r7   its one value per row                    q3   where operands are in memory, l3 loaded, s3 one of them for a whole row
 *   o7   where it is written                      j7   the column that a row's index says
 *
 * Nothing printed depends on where memory is. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/native_printer.h"
#include "ops/pairs.h"
#include "ops/rows.h"
#include "ops_gen_impl.h"
#include "tensor/memory.h"
#include "tensor/node.h"

enum { ACCUMULATORS = 4, BLOCK = 1024 };

/* ---- text ---- */

static bool reserve(wg__source *s, size_t more)
{
    if (s->size + more + 1 <= s->room)
        return true;
    const size_t room = 2 * (s->size + more) + 4096;
    char *text = wg__realloc(s->text, room, 1);
    if (!text) {
        s->failed = true;
        return false;
    }
    s->text = text;
    s->room = room;
    return true;
}

void wg__source_add(wg__source *s, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    const int n = vsnprintf(NULL, 0, fmt, args);
    if (n > 0 && !s->failed && reserve(s, (size_t)n)) {
        vsnprintf(s->text + s->size, (size_t)n + 1, fmt, again);
        s->size += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

#define PUT(...) wg__source_add(pr->s, __VA_ARGS__)

static const char *type_of(char kind, bool boolean)
{
    return boolean ? "uint8_t" : kind == 'F' ? "float" : "double";
}

static const char *suffix(char kind)
{
    return kind == 'F' ? "" : "d";
}

static const char *mask(bool boolean)
{
    return boolean ? "M" : "";
}

/* ---- operands in memory ---- */

static int source_for(printer *pr, const source *s)
{
    for (int k = 0; k < pr->sources; k++) {
        const source *t = &pr->source[k];
        if (wg__native_same_place(&t->at, &s->at) && t->level == s->level && t->one == s->one &&
            t->boolean == s->boolean)
            return k;
    }
    pr->source[pr->sources] = *s;
    return pr->sources++;
}

/* The level at which operand j of x is read. */
static wg__level read_level(const item *x, uint32_t j)
{
    if (x->i->form)
        return x->i->form->full >> j & 1 ? WG__FULL : WG__ROW;
    return (wg__level)x->i->level;
}

static void find_source(printer *pr, uint32_t k, uint32_t j)
{
    item *x = &pr->item[k];
    const item *y = x->from[j] == NOWHERE ? NULL : &pr->item[x->from[j]];
    source s = {.at = x->in[j],
                .item = (int)k,
                .operand = (int)j,
                .level = read_level(x, j),
                .one = x->i->ones >> j & 1,
                .boolean = wg__native_reads_boolean(x, (int)j)};
    x->source[j] = NOWHERE;
    if (x->how == TAKEN && j == 1)
        return;
    if (x->how == ADDED && j == 1)
        return;
    if (y && y->run == x->run && !wg__native_reads_memory(pr, x, y))
        return;
    if (y) {
        s.at = y->out;
        s.item = x->from[j];
        s.operand = NOWHERE;
        s.level = (wg__level)y->i->level;
        s.one = false;
    }
    x->source[j] = source_for(pr, &s);
}

static void put_sources(printer *pr)
{
    pr->sources = 0;
    for (uint32_t k = pr->first; k < pr->end; k++)
        for (uint32_t j = 0; j < pr->item[k].i->nin && !wg__native_is_called(&pr->item[k]) &&
                             pr->item[k].how != SPREAD;
             j++)
            find_source(pr, k, j);
    for (int k = 0; k < pr->sources; k++) {
        const source *s = &pr->source[k];
        const char *type = type_of(pr->kind, s->boolean);
        if (s->operand == NOWHERE)
            PUT("const %s *const q%d = OUT(%d);\n", type, k, s->item);
        else
            PUT("const %s *const q%d = IN(%d, %d);\n", type, k, s->item, s->operand);
        if (s->one)
            PUT("const %s%c s%d = set_%s%c(q%d[0]);\n", mask(s->boolean), pr->kind, k,
                mask(s->boolean), pr->kind, k);
    }
    for (uint32_t k = pr->first; k < pr->end; k++)
        if (pr->item[k].stored && !wg__native_is_called(&pr->item[k]) && pr->item[k].how != SPREAD)
            PUT("%s *const o%u = OUT(%u);\n", type_of(pr->kind, pr->item[k].boolean), k, k);
}

/* ---- values ---- */

/* Part i of operand j, where it is used. */
static const char *operand(const printer *pr, const item *x, uint32_t j, char name[32])
{
    const int s = x->source[j];
    if (s != NOWHERE)
        snprintf(name, 32, "%c%d.p[i]",
                 pr->source[s].one || (!pr->flat && pr->source[s].level == WG__ROW) ? 's' : 'l', s);
    else
        snprintf(name, 32, "%c%d.p[i]",
                 pr->flat || pr->item[x->from[j]].i->level == WG__FULL ? 'v' : 'r', x->from[j]);
    return name;
}

/* The function of op, of operands that are texts already. */
static void put_call(const printer *pr, const wg_op *op, const char *const *arg, uint32_t n)
{
    PUT("wgv_%s%s(", op->name, suffix(pr->kind));
    for (uint32_t j = 0; j < n; j++)
        PUT("%s%s", j ? ", " : "", arg[j]);
    PUT(")");
}

static void put_value(const printer *pr, const item *x)
{
    char name[MAX_OPERANDS][32];
    const char *arg[MAX_OPERANDS];
    const uint32_t n = x->i->nin;
    for (uint32_t j = 0; j < n; j++)
        arg[j] = operand(pr, x, j, name[j]);
    const wg__pair *p = x->i->pair;
    if (x->how == SUM_OF_ADDED) {
        PUT("%swgv_set1%s(0) + %s%s", x->form->negative ? "-(" : "", suffix(pr->kind), arg[0],
            x->form->negative ? ")" : "");
        return;
    }
    if (!p) {
        put_call(pr, x->op, arg, n);
        return;
    }
    PUT("wgv_%s%s(", p->outer->name, suffix(pr->kind));
    put_call(pr, p->inner, arg, 2);
    if (n == 3)
        PUT(", %s", arg[2]);
    if (n == 4) {
        PUT(", ");
        put_call(pr, &wg__op_add, arg + 2, 2);
    }
    PUT(")");
}

/* Lanes that begin at column `at`; u joins them where the row's index is among them. */
static void put_added(const printer *pr, uint32_t k, const char *at)
{
    const item *x = &pr->item[k];
    const char *d = suffix(pr->kind);
    const bool zeros = x->form->zeros;
    char a[32], u[32], s[32];
    operand(pr, x, 0, a);
    operand(pr, x, 2, u);
    if (x->form->scaled)
        operand(pr, x, 3, s);
    PUT("%c x%u, v%u;\nEACH x%u.p[i] = %s%s%s;\n", pr->kind, k, k, k, a,
        x->form->scaled ? " * " : "", x->form->scaled ? s : "");
    if (zeros)
        PUT("EACH v%u.p[i] = wgv_set1%s(0) + x%u.p[i];\n", k, d, k);
    else
        PUT("v%u = x%u;\n", k, k);
    PUT("if ((uint64_t)(j%u - (%s)) < %d) {\nconst M%c w = lane_%c(j%u - (%s));\n", k, at,
        pr->kind == 'F' ? 16 : 8, pr->kind, pr->kind, k, at);
    if (zeros)
        PUT("EACH v%u.p[i] = wgv_sel%s(w.p[i], (wgv_set1%s(0) + %s) + x%u.p[i], v%u.p[i]);\n}\n", k,
            d, d, u, k, k);
    else
        PUT("EACH v%u.p[i] = wgv_sel%s(w.p[i], x%u.p[i] + %s, v%u.p[i]);\n}\n", k, d, k, u, k);
}

/* ---- a loop ---- */

/* Some columns: all lanes, or `part` of them; a reduction's lanes join accumulator `into`. */
typedef struct columns {
    char at[48];   /* the first, as an expression */
    char part[32]; /* empty: all */
    int into;
} columns;

static void put_loads(printer *pr, const item *x, const columns *c)
{
    for (uint32_t j = 0; j < x->i->nin; j++) {
        const int s = x->source[j];
        if (s == NOWHERE || pr->loaded[s] || pr->source[s].one ||
            (!pr->flat && pr->source[s].level == WG__ROW) || (x->how == TAKEN && j == 0))
            continue;
        pr->loaded[s] = true;
        const char *m = mask(pr->source[s].boolean);
        PUT("const %s%c l%d = %s_%s%c(q%d + at + %s%s%s);\n", m, pr->kind, s,
            *c->part ? "part" : "load", m, pr->kind, s, c->at, *c->part ? ", " : "", c->part);
    }
}

static void put_store(const printer *pr, uint32_t k, const columns *c)
{
    const item *x = &pr->item[k];
    if (x->stored)
        PUT("store_%s%s%c(o%u + at + %s, v%u%s%s);\n", *c->part ? "part_" : "", mask(x->boolean),
            pr->kind, k, c->at, k, *c->part ? ", " : "", c->part);
}

/* max_vf, PLUS */
static const char *combine(const printer *pr, const form *f, char name[16])
{
    snprintf(name, 16, "%s%s", f->with,
             f->with[strlen(f->with) - 1] == '_' ? (pr->kind == 'F' ? "vf" : "vd") : "");
    return name;
}

static const char *bits(const printer *pr)
{
    return pr->kind == 'F' ? "f32" : "f64";
}

static void put_reduced(const printer *pr, uint32_t k, const columns *c)
{
    const item *x = &pr->item[k];
    const form *f = x->form;
    char a[32], b[32], with[16];
    combine(pr, f, with);
    PUT("%c e%u; EACH e%u.p[i] = %s%s%s;\n", pr->kind, k, k, operand(pr, x, 0, a),
        f->products ? " * " : "", f->products ? operand(pr, x, 1, b) : "");
    char lanes[96];
    if (*c->part)
        snprintf(lanes, sizeof lanes, "keep_%c(%s_%s_none(), e%u, %s)", pr->kind, f->reduce,
                 bits(pr), k, c->part);
    else
        snprintf(lanes, sizeof lanes, "wide_%c(e%u)", pr->kind, k);
    if (x->how == REDUCED)
        PUT("a%u_%d = %s(a%u_%d, %s);\n", k, c->into, with, k, c->into, lanes);
    else
        PUT("%s_%s_store(h%u + %s, %s(%s_%s_load(h%u + %s), %s));\n", f->reduce, bits(pr), k, c->at,
            with, f->reduce, bits(pr), k, c->at, lanes);
}

static void put_lanes(printer *pr, uint32_t k, const columns *c)
{
    const item *x = &pr->item[k];
    put_loads(pr, x, c);
    if (x->how == REDUCED || x->how == COLUMNS) {
        put_reduced(pr, k, c);
        return;
    }
    if (x->how == ADDED) {
        put_added(pr, k, c->at);
    } else {
        PUT("%s%c v%u; EACH v%u.p[i] = ", mask(x->boolean), pr->kind, k, k);
        put_value(pr, x);
        PUT(";\n");
    }
    put_store(pr, k, c);
}

/* Item k is in the loop over columns. */
static bool in_loop(const printer *pr, uint32_t k, int loop)
{
    const item *x = &pr->item[k];
    if (wg__native_is_called(x) || x->how == SPREAD)
        return false;
    return pr->flat ||
           (x->loop == loop && (x->how == REDUCED || x->how == COLUMNS || x->how == ADDED ||
                                (x->how == LANES && x->i->level == WG__FULL)));
}

static void put_columns(printer *pr, int loop, const columns *c)
{
    memset(pr->loaded, 0, sizeof pr->loaded);
    PUT("{\n");
    for (uint32_t k = pr->first; k < pr->end; k++)
        if (in_loop(pr, k, loop))
            put_lanes(pr, k, c);
    PUT("}\n");
}

static bool reduces(const printer *pr, uint32_t k, int loop)
{
    return pr->item[k].how == REDUCED && in_loop(pr, k, loop);
}

static void put_fold(const printer *pr, uint32_t k)
{
    const item *x = &pr->item[k];
    char with[16];
    combine(pr, x->form, with);
    PUT("%s_%s_fold(%s(%s(a%u_0, a%u_1), %s(a%u_2, a%u_3)))", x->form->reduce, bits(pr), with, with,
        k, k, with, k, k);
}

static void put_accumulators(const printer *pr, uint32_t k, const char *type)
{
    const item *x = &pr->item[k];
    for (int u = 0; u < ACCUMULATORS; u++)
        PUT("%sa%u_%d = %s_%s_none();\n", type, k, u, x->form->reduce, bits(pr));
}

/* What a loop needs before it: accumulators, rows of states, indices that have been tested. */
static void put_before(const printer *pr, int loop)
{
    for (uint32_t k = pr->first; k < pr->end; k++) {
        const item *x = &pr->item[k];
        if (!in_loop(pr, k, loop) || pr->flat)
            continue;
        if (x->how == REDUCED) {
            put_accumulators(pr, k, pr->kind == 'F' ? "vf " : "vd ");
            if (pr->program->cols > BLOCK)
                PUT("%s_%s_tree t%u;\nt%u.used = 0;\n", x->form->reduce, bits(pr), k, k);
        } else if (x->how == COLUMNS) {
            PUT("%s *const h%u = %s_%s_columns_next(STATE(%u), %" PRId64 ");\n",
                type_of(pr->kind, false), k, x->form->reduce, bits(pr), k, pr->program->cols);
        }
    }
}

static void put_index(const printer *pr, uint32_t k)
{
    const item *x = &pr->item[k];
    PUT("int64_t j%u = ((const %s *)IN(%u, 1))[r];\nif (j%u < 0) j%u += %" PRId64 ";\n", k,
        x->i->index == WG_I32 ? "int32_t" : "int64_t", k, k, k, pr->program->cols);
    PUT("if (j%u < 0 || j%u >= %" PRId64 ") return b->call(b, %u);\n", k, k, pr->program->cols, k);
}

/* What a row's reductions come to. */
static void put_results(const printer *pr, int loop)
{
    const int64_t cols = pr->program->cols;
    for (uint32_t k = pr->first; k < pr->end; k++) {
        const item *x = &pr->item[k];
        if (!reduces(pr, k, loop))
            continue;
        if (cols > BLOCK && cols % BLOCK) {
            PUT("%s_%s_push(&t%u, ", x->form->reduce, bits(pr), k);
            put_fold(pr, k);
            PUT(");\n");
        }
        PUT("const %c r%u = set_%c((", pr->kind, k, pr->kind);
        if (cols > BLOCK)
            PUT("%s_%s_total(&t%u)", x->form->reduce, bits(pr), k);
        else
            put_fold(pr, k);
        PUT(")");
        if (x->form->mean)
            PUT(" / (%s)%" PRId64, type_of(pr->kind, false), cols);
        PUT(");\n");
        if (x->stored)
            PUT("o%u[r] = first_%c(r%u);\n", k, pr->kind, k);
    }
}

/* Blocks of a long row are reduced one by one. */
static void put_flush(const printer *pr, int loop, int64_t step)
{
    for (uint32_t k = pr->first; k < pr->end && pr->program->cols > BLOCK; k++) {
        if (!reduces(pr, k, loop))
            continue;
        PUT("if (((c + %" PRId64 ") & %d) == 0) {\n%s_%s_push(&t%u, ", step, BLOCK - 1,
            pr->item[k].form->reduce, bits(pr), k);
        put_fold(pr, k);
        PUT(");\n");
        put_accumulators(pr, k, "");
        PUT("}\n");
    }
}

static void put_loop(printer *pr, int loop)
{
    const int64_t cols = pr->program->cols, n = pr->kind == 'F' ? 16 : 8;
    bool any = false, sums = false;
    for (uint32_t k = pr->first; k < pr->end; k++) {
        any = any || in_loop(pr, k, loop);
        sums = sums || reduces(pr, k, loop);
    }
    if (!any)
        return;
    put_before(pr, loop);
    const int copies = sums ? ACCUMULATORS : 1;
    const int64_t step = copies * n, most = cols / step * step;
    columns c = {.into = 0};
    if (most) {
        PUT("for (int64_t c = 0; c < %" PRId64 "; c += %" PRId64 ") {\n", most, step);
        for (int u = 0; u < copies; u++) {
            snprintf(c.at, sizeof c.at, "c + %" PRId64, u * n);
            c.into = u;
            put_columns(pr, loop, &c);
        }
        put_flush(pr, loop, step);
        PUT("}\n");
    }
    int64_t at = most;
    for (int u = 0; at + n <= cols; at += n, u++) {
        snprintf(c.at, sizeof c.at, "%" PRId64, at);
        c.into = u;
        put_columns(pr, loop, &c);
    }
    if (at < cols) {
        snprintf(c.at, sizeof c.at, "%" PRId64, at);
        snprintf(c.part, sizeof c.part, "%" PRId64, cols - at);
        c.into = ACCUMULATORS - 1;
        put_columns(pr, loop, &c);
    }
    put_results(pr, loop);
}

/* ---- a run ---- */

/* One value per row, before loop `loop`. */
static void put_row_values(printer *pr, int loop)
{
    for (uint32_t k = pr->first; k < pr->end; k++) {
        const item *x = &pr->item[k];
        if (wg__native_is_called(x) || x->how == SPREAD || x->loop != loop)
            continue;
        if (x->how == ADDED)
            put_index(pr, k);
        if (x->i->level != WG__ROW || x->how == REDUCED)
            continue;
        if (x->how == TAKEN) {
            char name[32];
            put_index(pr, k);
            PUT("%s y%u = q%d[at + j%u];\n", type_of(pr->kind, false), k, x->source[0], k);
            for (uint32_t j = 2; j < 2 + (uint32_t)x->form->less; j++) {
                operand(pr, x, j, name);
                PUT("{ enum { i = 0 }; y%u = y%u - %s[0]; }\n", k, k, name);
            }
            PUT("const %c r%u = set_%c(y%u);\n", pr->kind, k, pr->kind, k);
        } else {
            PUT("%s%c r%u; EACH r%u.p[i] = ", mask(x->boolean), pr->kind, k, k);
            put_value(pr, x);
            PUT(";\n");
        }
        if (x->stored)
            PUT("o%u[r] = first_%s%c(r%u);\n", k, mask(x->boolean), pr->kind, k);
    }
}

static void put_rows(printer *pr)
{
    int last = 0;
    for (uint32_t k = pr->first; k < pr->end; k++)
        last = pr->item[k].loop > last ? pr->item[k].loop : last;
    PUT("for (int64_t r = 0; r < b->rows; r++) {\nconst int64_t at = r * %" PRId64 ";\n",
        pr->program->cols);
    for (int k = 0; k < pr->sources; k++) {
        const source *s = &pr->source[k];
        const char *m = mask(s->boolean);
        if (s->level == WG__ROW && !s->one)
            PUT("const %s%c s%d = set_%s%c(q%d[r]);\n", m, pr->kind, k, m, pr->kind, k);
    }
    for (int loop = 0; loop <= last; loop++) {
        put_row_values(pr, loop);
        put_loop(pr, loop);
    }
    PUT("}\n");
}

/* Through all elements, which lie one after the other. */
static void put_flat(printer *pr)
{
    const int n = pr->kind == 'F' ? 16 : 8;
    PUT("const int64_t n = b->rows * %" PRId64 ", at = 0;\nint64_t c = 0;\n",
        pr->level == WG__FULL ? pr->program->cols : 1);
    PUT("for (; c + %d <= n; c += %d)\n", n, n);
    put_columns(pr, 0, &(columns){.at = "c"});
    PUT("if (c < n)\n");
    put_columns(pr, 0, &(columns){.at = "c", .part = "(int)(n - c)"});
}

/* What the run is. false: there is nothing to print in it. */
static bool enter_run(printer *pr)
{
    bool any = false;
    pr->kind = 0;
    pr->level = WG__AFTER;
    for (uint32_t k = pr->first; k < pr->end; k++) {
        const item *x = &pr->item[k];
        if (wg__native_is_called(x) || x->how == SPREAD)
            continue;
        any = true;
        pr->kind = pr->kind ? pr->kind : x->kind;
        pr->level = pr->level == WG__AFTER ? (wg__level)x->i->level : pr->level;
    }
    pr->kind = pr->kind ? pr->kind : 'F';
    pr->flat = !wg__native_needs_rows(pr);
    return any;
}

static void plan_run(printer *pr)
{
    if (!enter_run(pr))
        return;
    wg__native_find_loops(pr);
    wg__native_find_stored(pr);
}

static void put_run(printer *pr)
{
    if (enter_run(pr)) {
        PUT("{\n");
        put_sources(pr);
        if (pr->flat)
            put_flat(pr);
        else
            put_rows(pr);
        PUT("}\n");
    }
    for (uint32_t k = pr->first; k < pr->end; k++)
        if (wg__native_is_called(&pr->item[k]))
            PUT("if ((code = b->call(b, %u)) != 0) return code;\n", k);
}

/* ---- a program ---- */

static bool worth_printing(const printer *pr)
{
    for (uint32_t k = 0; k < pr->items; k++)
        if (!wg__native_is_called(&pr->item[k]) && pr->item[k].how != SPREAD)
            return true;
    return false;
}

static void each_run(printer *pr, void (*what)(printer *pr))
{
    for (pr->first = 0; pr->first < pr->items; pr->first = pr->end) {
        for (pr->end = pr->first + 1;
             pr->end < pr->items && pr->item[pr->end].run == pr->item[pr->first].run;)
            pr->end++;
        what(pr);
    }
}

/* What a total is told at the end of its run is still there. */
static bool totals_are_told(const printer *pr)
{
    for (uint32_t k = 0; k < pr->items; k++)
        for (uint32_t m = k + 1; m < pr->items && pr->item[k].how == TOTAL; m++)
            if (pr->item[m].run == pr->item[k].run && pr->item[m].stored &&
                wg__native_same_place(&pr->item[m].out, &pr->item[k].in[0]))
                return false;
    return true;
}

static void plan_program(printer *pr)
{
    for (uint32_t k = 0; k < pr->items; k++)
        wg__native_classify(pr, k);
    wg__native_call_spreads(pr);
    pr->careful = false;
    wg__native_find_runs(pr);
    each_run(pr, plan_run);
    if (totals_are_told(pr))
        return;
    pr->careful = true;
    wg__native_find_runs(pr);
    each_run(pr, plan_run);
}

static bool print_program(printer *pr, const wg__step *s, uint32_t number)
{
    const wg__program *g = s->what;
    pr->program = g;
    pr->step = s;
    pr->items = g->instrs;
    if (g->instrs > MAX_INSTRS || g->rows == 0 || g->cols == 0)
        return false;
    plan_program(pr);
    if (!worth_printing(pr))
        return false;
    PUT("static int program_%u(const wg_block *b)\n{\nint code;\n", number);
    each_run(pr, put_run);
    PUT("(void)code;\nreturn 0;\n}\n");
    return true;
}

bool wg__native_print(const wg__plan *p, const wg_graph *g, int flaw, wg__source *out,
                      uint32_t *programs)
{
    printer *pr = wg__alloc0(1, sizeof *pr);
    wg__source table = {0};
    if (!pr)
        return false;
    *pr = (printer){.s = out, .p = p, .g = g};
    *programs = 0;
    uint32_t number = 0;
    PUT("#define INSTR_BYTES %zu\n#define INSTR_IN %zu\n#define INSTR_OUT %zu\n#define INSTR_STATE "
        "%zu\n",
        sizeof(wg__instr), offsetof(wg__instr, in), offsetof(wg__instr, out),
        offsetof(wg__instr, state));
    if (flaw)
        PUT("#define wgv_add(x, y) ((x) + (y) + wgv_set1(0x1p-20f))\n");
    for (uint32_t at = 0; at < p->steps; at++) {
        if (p->step[at].kind != WG__STEP_TILE)
            continue;
        const bool printed = print_program(pr, &p->step[at], number);
        *programs += printed;
        if (printed)
            wg__source_add(&table, "program_%u,\n", number);
        else
            wg__source_add(&table, "0,\n");
        number++;
    }
    PUT("int (*const wg_native_programs[])(const wg_block *b) = {\n%s0};\n",
        table.text ? table.text : "");
    const bool ok = !out->failed && !table.failed;
    wg__free(table.text);
    wg__free(pr);
    return ok;
}
