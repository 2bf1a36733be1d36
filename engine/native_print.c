/* The tile programs of a plan as a source of C.
 *
 * body.h says what becomes of a program; here it gets its text.
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

#include "engine/body.h"
#include "engine/native.h"
#include "ops/pairs.h"
#include "ops/rows.h"
#include "ops_gen_impl.h"
#include "tensor/memory.h"
#include "tensor/node.h"

typedef struct printer {
    body b;
    wg__source *s;
    bool loaded[MAX_INSTRS * MAX_OPERANDS];
} printer;

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

static void put_sources(printer *pr)
{
    wg__body_find_sources(&pr->b);
    for (int k = 0; k < pr->b.sources; k++) {
        const source *s = &pr->b.source[k];
        const char *type = type_of(pr->b.kind, s->boolean);
        if (s->operand == NOWHERE)
            PUT("const %s *const q%d = OUT(%d);\n", type, k, s->item);
        else
            PUT("const %s *const q%d = IN(%d, %d);\n", type, k, s->item, s->operand);
        if (s->one)
            PUT("const %s%c s%d = set_%s%c(q%d[0]);\n", mask(s->boolean), pr->b.kind, k,
                mask(s->boolean), pr->b.kind, k);
    }
    for (uint32_t k = pr->b.first; k < pr->b.end; k++)
        if (pr->b.item[k].stored && wg__body_is_written(&pr->b.item[k]))
            PUT("%s *const o%u = OUT(%u);\n", type_of(pr->b.kind, pr->b.item[k].boolean), k, k);
}

/* ---- values ---- */

/* Part i of operand j, where it is used. */
static const char *operand(const printer *pr, const item *x, uint32_t j, char name[32])
{
    const int s = x->source[j];
    if (s != NOWHERE)
        snprintf(name, 32, "%c%d.p[i]",
                 pr->b.source[s].one || (!pr->b.flat && pr->b.source[s].level == WG__ROW) ? 's'
                                                                                          : 'l',
                 s);
    else
        snprintf(name, 32, "%c%d.p[i]",
                 pr->b.flat || pr->b.item[x->from[j]].i->level == WG__FULL ? 'v' : 'r', x->from[j]);
    return name;
}

/* The function of op, of operands that are texts already. */
static void put_call(const printer *pr, const wg_op *op, const char *const *arg, uint32_t n)
{
    PUT("wgv_%s%s(", op->name, suffix(pr->b.kind));
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
        PUT("%swgv_set1%s(0) + %s%s", x->form->negative ? "-(" : "", suffix(pr->b.kind), arg[0],
            x->form->negative ? ")" : "");
        return;
    }
    if (!p) {
        put_call(pr, x->op, arg, n);
        return;
    }
    PUT("wgv_%s%s(", p->outer->name, suffix(pr->b.kind));
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
    const item *x = &pr->b.item[k];
    const char *d = suffix(pr->b.kind);
    const bool zeros = x->form->zeros;
    char a[32], u[32], s[32];
    operand(pr, x, 0, a);
    operand(pr, x, 2, u);
    if (x->form->scaled)
        operand(pr, x, 3, s);
    PUT("%c x%u, v%u;\nEACH x%u.p[i] = %s%s%s;\n", pr->b.kind, k, k, k, a,
        x->form->scaled ? " * " : "", x->form->scaled ? s : "");
    if (zeros)
        PUT("EACH v%u.p[i] = wgv_set1%s(0) + x%u.p[i];\n", k, d, k);
    else
        PUT("v%u = x%u;\n", k, k);
    PUT("if ((uint64_t)(j%u - (%s)) < %d) {\nconst M%c w = lane_%c(j%u - (%s));\n", k, at,
        pr->b.kind == 'F' ? 16 : 8, pr->b.kind, pr->b.kind, k, at);
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
        if (s == NOWHERE || pr->loaded[s] || pr->b.source[s].one ||
            (!pr->b.flat && pr->b.source[s].level == WG__ROW) || (x->how == TAKEN && j == 0))
            continue;
        pr->loaded[s] = true;
        const char *m = mask(pr->b.source[s].boolean);
        PUT("const %s%c l%d = %s_%s%c(q%d + at + %s%s%s);\n", m, pr->b.kind, s,
            *c->part ? "part" : "load", m, pr->b.kind, s, c->at, *c->part ? ", " : "", c->part);
    }
}

static void put_store(const printer *pr, uint32_t k, const columns *c)
{
    const item *x = &pr->b.item[k];
    if (x->stored)
        PUT("store_%s%s%c(o%u + at + %s, v%u%s%s);\n", *c->part ? "part_" : "", mask(x->boolean),
            pr->b.kind, k, c->at, k, *c->part ? ", " : "", c->part);
}

/* max_vf, PLUS */
static const char *combine(const printer *pr, const form *f, char name[16])
{
    snprintf(name, 16, "%s%s", f->with,
             f->with[strlen(f->with) - 1] == '_' ? (pr->b.kind == 'F' ? "vf" : "vd") : "");
    return name;
}

static const char *bits(const printer *pr)
{
    return pr->b.kind == 'F' ? "f32" : "f64";
}

static void put_reduced(const printer *pr, uint32_t k, const columns *c)
{
    const item *x = &pr->b.item[k];
    const form *f = x->form;
    char a[32], b[32], with[16];
    combine(pr, f, with);
    PUT("%c e%u; EACH e%u.p[i] = %s%s%s;\n", pr->b.kind, k, k, operand(pr, x, 0, a),
        f->products ? " * " : "", f->products ? operand(pr, x, 1, b) : "");
    char lanes[96];
    if (*c->part)
        snprintf(lanes, sizeof lanes, "keep_%c(%s_%s_none(), e%u, %s)", pr->b.kind, f->reduce,
                 bits(pr), k, c->part);
    else
        snprintf(lanes, sizeof lanes, "wide_%c(e%u)", pr->b.kind, k);
    if (x->how == REDUCED)
        PUT("a%u_%d = %s(a%u_%d, %s);\n", k, c->into, with, k, c->into, lanes);
    else
        PUT("%s_%s_store(h%u + %s, %s(%s_%s_load(h%u + %s), %s));\n", f->reduce, bits(pr), k, c->at,
            with, f->reduce, bits(pr), k, c->at, lanes);
}

static void put_lanes(printer *pr, uint32_t k, const columns *c)
{
    const item *x = &pr->b.item[k];
    put_loads(pr, x, c);
    if (x->how == REDUCED || x->how == COLUMNS) {
        put_reduced(pr, k, c);
        return;
    }
    if (x->how == ADDED) {
        put_added(pr, k, c->at);
    } else {
        PUT("%s%c v%u; EACH v%u.p[i] = ", mask(x->boolean), pr->b.kind, k, k);
        put_value(pr, x);
        PUT(";\n");
    }
    put_store(pr, k, c);
}

static void put_columns(printer *pr, int loop, const columns *c)
{
    memset(pr->loaded, 0, sizeof pr->loaded);
    PUT("{\n");
    for (uint32_t k = pr->b.first; k < pr->b.end; k++)
        if (wg__body_in_loop(&pr->b, k, loop))
            put_lanes(pr, k, c);
    PUT("}\n");
}

static void put_fold(const printer *pr, uint32_t k)
{
    const item *x = &pr->b.item[k];
    char with[16];
    combine(pr, x->form, with);
    PUT("%s_%s_fold(%s(%s(a%u_0, a%u_1), %s(a%u_2, a%u_3)))", x->form->reduce, bits(pr), with, with,
        k, k, with, k, k);
}

static void put_accumulators(const printer *pr, uint32_t k, const char *type)
{
    const item *x = &pr->b.item[k];
    for (int u = 0; u < ACCUMULATORS; u++)
        PUT("%sa%u_%d = %s_%s_none();\n", type, k, u, x->form->reduce, bits(pr));
}

/* What a loop needs before it: accumulators, rows of states, indices that have been tested. */
static void put_before(const printer *pr, int loop)
{
    for (uint32_t k = pr->b.first; k < pr->b.end; k++) {
        const item *x = &pr->b.item[k];
        if (!wg__body_in_loop(&pr->b, k, loop) || pr->b.flat)
            continue;
        if (x->how == REDUCED) {
            put_accumulators(pr, k, pr->b.kind == 'F' ? "vf " : "vd ");
            if (pr->b.program->cols > BLOCK)
                PUT("%s_%s_tree t%u;\nt%u.used = 0;\n", x->form->reduce, bits(pr), k, k);
        } else if (x->how == COLUMNS) {
            PUT("%s *const h%u = %s_%s_columns_next(STATE(%u), %" PRId64 ");\n",
                type_of(pr->b.kind, false), k, x->form->reduce, bits(pr), k, pr->b.program->cols);
        }
    }
}

static void put_index(const printer *pr, uint32_t k)
{
    const item *x = &pr->b.item[k];
    PUT("int64_t j%u = ((const %s *)IN(%u, 1))[r];\nif (j%u < 0) j%u += %" PRId64 ";\n", k,
        x->i->index == WG_I32 ? "int32_t" : "int64_t", k, k, k, pr->b.program->cols);
    PUT("if (j%u < 0 || j%u >= %" PRId64 ") return b->call(b, %u);\n", k, k, pr->b.program->cols,
        k);
}

/* What a row's reductions come to. */
static void put_results(const printer *pr, int loop)
{
    const int64_t cols = pr->b.program->cols;
    for (uint32_t k = pr->b.first; k < pr->b.end; k++) {
        const item *x = &pr->b.item[k];
        if (!wg__body_reduces(&pr->b, k, loop))
            continue;
        if (cols > BLOCK && cols % BLOCK) {
            PUT("%s_%s_push(&t%u, ", x->form->reduce, bits(pr), k);
            put_fold(pr, k);
            PUT(");\n");
        }
        PUT("const %c r%u = set_%c((", pr->b.kind, k, pr->b.kind);
        if (cols > BLOCK)
            PUT("%s_%s_total(&t%u)", x->form->reduce, bits(pr), k);
        else
            put_fold(pr, k);
        PUT(")");
        if (x->form->mean)
            PUT(" / (%s)%" PRId64, type_of(pr->b.kind, false), cols);
        PUT(");\n");
        if (x->stored)
            PUT("o%u[r] = first_%c(r%u);\n", k, pr->b.kind, k);
    }
}

/* Blocks of a long row are reduced one by one. */
static void put_flush(const printer *pr, int loop, int64_t step)
{
    for (uint32_t k = pr->b.first; k < pr->b.end && pr->b.program->cols > BLOCK; k++) {
        if (!wg__body_reduces(&pr->b, k, loop))
            continue;
        PUT("if (((c + %" PRId64 ") & %d) == 0) {\n%s_%s_push(&t%u, ", step, BLOCK - 1,
            pr->b.item[k].form->reduce, bits(pr), k);
        put_fold(pr, k);
        PUT(");\n");
        put_accumulators(pr, k, "");
        PUT("}\n");
    }
}

static void put_loop(printer *pr, int loop)
{
    const int64_t cols = pr->b.program->cols, n = pr->b.kind == 'F' ? 16 : 8;
    bool any = false, sums = false;
    for (uint32_t k = pr->b.first; k < pr->b.end; k++) {
        any = any || wg__body_in_loop(&pr->b, k, loop);
        sums = sums || wg__body_reduces(&pr->b, k, loop);
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
    for (uint32_t k = pr->b.first; k < pr->b.end; k++) {
        const item *x = &pr->b.item[k];
        if (!wg__body_is_written(x) || x->loop != loop)
            continue;
        if (x->how == ADDED)
            put_index(pr, k);
        if (x->i->level != WG__ROW || x->how == REDUCED)
            continue;
        if (x->how == TAKEN) {
            char name[32];
            put_index(pr, k);
            PUT("%s y%u = q%d[at + j%u];\n", type_of(pr->b.kind, false), k, x->source[0], k);
            for (uint32_t j = 2; j < 2 + (uint32_t)x->form->less; j++) {
                operand(pr, x, j, name);
                PUT("{ enum { i = 0 }; y%u = y%u - %s[0]; }\n", k, k, name);
            }
            PUT("const %c r%u = set_%c(y%u);\n", pr->b.kind, k, pr->b.kind, k);
        } else {
            PUT("%s%c r%u; EACH r%u.p[i] = ", mask(x->boolean), pr->b.kind, k, k);
            put_value(pr, x);
            PUT(";\n");
        }
        if (x->stored)
            PUT("o%u[r] = first_%s%c(r%u);\n", k, mask(x->boolean), pr->b.kind, k);
    }
}

static void put_rows(printer *pr)
{
    int last = 0;
    for (uint32_t k = pr->b.first; k < pr->b.end; k++)
        last = pr->b.item[k].loop > last ? pr->b.item[k].loop : last;
    PUT("for (int64_t r = 0; r < b->rows; r++) {\nconst int64_t at = r * %" PRId64 ";\n",
        pr->b.program->cols);
    for (int k = 0; k < pr->b.sources; k++) {
        const source *s = &pr->b.source[k];
        const char *m = mask(s->boolean);
        if (s->level == WG__ROW && !s->one)
            PUT("const %s%c s%d = set_%s%c(q%d[r]);\n", m, pr->b.kind, k, m, pr->b.kind, k);
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
    const int n = pr->b.kind == 'F' ? 16 : 8;
    PUT("const int64_t n = b->rows * %" PRId64 ", at = 0;\nint64_t c = 0;\n",
        pr->b.level == WG__FULL ? pr->b.program->cols : 1);
    PUT("for (; c + %d <= n; c += %d)\n", n, n);
    put_columns(pr, 0, &(columns){.at = "c"});
    PUT("if (c < n)\n");
    put_columns(pr, 0, &(columns){.at = "c", .part = "(int)(n - c)"});
}

static void put_run(printer *pr)
{
    if (wg__body_enter_run(&pr->b)) {
        PUT("{\n");
        put_sources(pr);
        if (pr->b.flat)
            put_flat(pr);
        else
            put_rows(pr);
        PUT("}\n");
    }
    for (uint32_t k = pr->b.first; k < pr->b.end; k++)
        if (wg__body_is_called(&pr->b.item[k]))
            PUT("if ((code = b->call(b, %u)) != 0) return code;\n", k);
}

/* ---- a program ---- */

static bool worth_printing(const body *b)
{
    for (uint32_t k = 0; k < b->items; k++)
        if (wg__body_is_written(&b->item[k]))
            return true;
    return false;
}

static bool print_program(printer *pr, const wg__step *s, uint32_t number)
{
    if (!wg__body_classify(&pr->b, s))
        return false;
    wg__body_arrange(&pr->b);
    if (!worth_printing(&pr->b))
        return false;
    PUT("static int program_%u(const wg_block *b)\n{\nint code;\n", number);
    while (wg__body_next_run(&pr->b))
        put_run(pr);
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
    pr->b.p = p;
    pr->b.g = g;
    pr->s = out;
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
