/* Gradient checks as JSON. */
#include "autograd/gradcheck_json.h"

#include <inttypes.h>
#include <math.h>
#include <stddef.h>

#include "engine/engine.h"
#include "tensor/to_json.h"

/* ---- pieces ---- */

static void key(FILE *f, const char *name)
{
    fprintf(f, ", \"%s\": ", name);
}

static void put_bool(FILE *f, const char *name, bool v)
{
    key(f, name);
    fputs(v ? "true" : "false", f);
}

static void put_number(FILE *f, const char *name, double v)
{
    key(f, name);
    wg__json_number(f, v);
}

static void put_size(FILE *f, const char *name, size_t v)
{
    key(f, name);
    fprintf(f, "%zu", v);
}

static void put_text(FILE *f, const char *name, const char *s)
{
    key(f, name);
    wg__json_text(f, s);
}

static void put_shape(FILE *f, const wg_shape *s)
{
    key(f, "shape");
    wg__json_ints(f, s->dim, s->rank > 0 ? s->rank : 0);
}

/* "file": null and "line": 0 where it is unknown. */
static void put_site(FILE *f, const char *file, int line)
{
    put_text(f, "file", file);
    key(f, "line");
    fprintf(f, "%d", line);
}

/* Verdicts that occur, with how often. */
static void put_counts(FILE *f, const size_t count[WG_VERDICT_COUNT])
{
    bool first = true;
    key(f, "counts");
    fputc('{', f);
    for (int v = 0; v < WG_VERDICT_COUNT; v++) {
        if (count[v] == 0)
            continue;
        fprintf(f, "%s\"%s\": %zu", first ? "" : ", ", wg_verdict_name((wg_verdict)v), count[v]);
        first = false;
    }
    fputc('}', f);
}

/* ---- elements ---- */

typedef struct number_column {
    const char *name;
    size_t offset;
} number_column;

static const number_column columns[] = {
#define COLUMN(member)                                                                             \
    {                                                                                              \
#member, offsetof(wg_gradcheck_element, member)                                            \
    }
    COLUMN(x),         COLUMN(rule),    COLUMN(reference),     COLUMN(error),
    COLUMN(h),         COLUMN(kink),    COLUMN(noise),         COLUMN(rule_f32),
    COLUMN(error_f32), COLUMN(forward), COLUMN(double_double),
#undef COLUMN
};

static double number_of(const wg_gradcheck_element *e, const number_column *c)
{
    return *(const double *)(const void *)((const char *)e + c->offset);
}

/* A column of nothing but NaN is not known at all: null. */
static void put_column(FILE *f, const number_column *c, const wg_gradcheck_element *e, size_t n)
{
    bool known = false;
    for (size_t k = 0; k < n; k++)
        known = known || !isnan(number_of(&e[k], c));
    key(f, c->name);
    fputs(known ? "[" : "null", f);
    for (size_t k = 0; k < n && known; k++) {
        fputs(k ? ", " : "", f);
        wg__json_number(f, number_of(&e[k], c));
    }
    fputs(known ? "]" : "", f);
}

static void put_ladder(FILE *f, const wg_gradcheck_element *e)
{
    fputs(e->rung ? "[" : "null", f);
    for (int k = 0; e->rung && k < e->rungs; k++) {
        const double v[] = {e->rung[k].h, e->rung[k].derivative, e->rung[k].truncation,
                            e->rung[k].rounding};
        for (int i = 0; i < 4; i++) {
            fputs(i ? ", " : k ? ", [" : "[", f);
            wg__json_number(f, v[i]);
        }
        fputc(']', f);
    }
    fputs(e->rung ? "]" : "", f);
}

/* One array per member, all of the same length. */
static void put_elements(FILE *f, const char *name, const wg_gradcheck_element *e, size_t n)
{
    key(f, name);
    fputs("{\"index\": [", f);
    for (size_t k = 0; k < n; k++)
        fprintf(f, "%s%" PRId64, k ? ", " : "", e[k].index);
    fputs("], \"verdict\": [", f);
    for (size_t k = 0; k < n; k++)
        fprintf(f, "%s\"%s\"", k ? ", " : "", wg_verdict_name(e[k].verdict));
    fputc(']', f);
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        put_column(f, &columns[c], e, n);
    fputs(", \"ladder\": [", f);
    for (size_t k = 0; k < n; k++) {
        fputs(k ? ", " : "", f);
        put_ladder(f, &e[k]);
    }
    fputs("]}", f);
}

/* ---- parts of a report ---- */

static void put_leaf(FILE *f, const wg_gradcheck_leaf *l)
{
    fputs("{\"name\": ", f);
    wg__json_text(f, l->name);
    put_text(f, "dtype", wg_dtype_name(l->dtype));
    put_shape(f, &l->shape);
    put_site(f, l->file, l->line);
    put_size(f, "node", l->node);
    put_text(f, "verdict", wg_verdict_name(l->verdict));
    put_counts(f, l->count);
    put_number(f, "seen", l->seen);
    put_number(f, "scale", l->scale);
    key(f, "worst");
    if (l->worst)
        fprintf(f, "%td", l->worst - l->element);
    else
        fputs("null", f);
    put_elements(f, "elements", l->element, l->elements);
    fputc('}', f);
}

static void put_blame(FILE *f, const wg_blame *b)
{
    fputs("{\"text\": ", f);
    wg__json_text(f, b->text);
    put_size(f, "node", b->node);
    put_text(f, "op", b->op);
    key(f, "operand");
    fprintf(f, "%d", b->operand);
    put_text(f, "operand_name", b->operand_name);
    put_site(f, b->file, b->line);
    put_text(f, "call", b->call);
    put_shape(f, &b->shape);
    put_text(f, "verdict", wg_verdict_name(b->verdict));
    put_size(f, "wrong", b->wrong);
    put_size(f, "checked", b->checked);
    put_text(f, "cause", wg_cause_name(b->cause));
    put_text(f, "cause_text", b->cause_text);
    put_number(f, "factor", b->factor);
    put_elements(f, "worst", &b->worst, 1);
    fputc('}', f);
}

static const char *state_name(wg_witness_state s)
{
    static const char *const names[] = {"not heard", "agrees", "disagrees", "unable"};
    return (unsigned)s < sizeof names / sizeof names[0] ? names[s] : "?";
}

static void put_testimony(FILE *f, const wg_testimony *t)
{
    fprintf(f, "{\"witness\": \"%s\"", wg_witness_name(t->witness));
    put_text(f, "compares", wg_witness_text(t->witness));
    put_text(f, "state", state_name(t->state));
    put_number(f, "left", t->left);
    put_number(f, "right", t->right);
    put_number(f, "error", t->error);
    put_size(f, "compared", t->compared);
    put_text(f, "text", t->text ? t->text : "");
    fputc('}', f);
}

/* All but .second: that is one level deep, and the same again. */
static void put_report_members(FILE *f, const wg_gradcheck_report *r)
{
    fputs("{\"text\": ", f);
    wg__json_text(f, r->text ? r->text : "");
    put_bool(f, "passed", r->passed);
    put_bool(f, "cancelled", r->cancelled);
    put_bool(f, "fast", r->fast);
    put_bool(f, "f32", r->f32);
    put_text(f, "verdict", wg_verdict_name(r->verdict));
    put_counts(f, r->count);
    put_size(f, "checked", r->elements);
    put_size(f, "total", r->total);
    put_size(f, "runs", r->runs);
    put_number(f, "cost", r->cost);
    put_number(f, "seconds", r->seconds);
    put_number(f, "miss", r->miss);
    fputs(", \"leaves\": [", f);
    for (int k = 0; k < r->leaves; k++) {
        fputs(k ? ",\n  " : "\n  ", f);
        put_leaf(f, &r->leaf[k]);
    }
    fputs("]", f);
    put_elements(f, "directions", r->direction, r->direction ? (size_t)r->directions : 0);
    fputs(", \"blames\": [", f);
    for (int k = 0; k < r->blames; k++) {
        fputs(k ? ", " : "", f);
        put_blame(f, &r->blame[k]);
    }
    fputs("], \"testimony\": [", f);
    bool first = true;
    for (int k = 0; k < WG_WITNESS_COUNT; k++) {
        if (r->testimony[k].state == WG_WITNESS_NOT_HEARD)
            continue;
        fputs(first ? "" : ", ", f);
        first = false;
        put_testimony(f, &r->testimony[k]);
    }
    fputs("]", f);
}

static void put_report(FILE *f, const wg_gradcheck_report *r)
{
    put_report_members(f, r);
    fputs(", \"second\": ", f);
    if (r->second) {
        put_report_members(f, r->second);
        fputs(", \"second\": null}", f);
    } else {
        fputs("null", f);
    }
    fputc('}', f);
}

/* ---- the document ---- */

static void put_verdicts(FILE *f)
{
    fputs(",\n\"verdicts\": [", f);
    for (int v = 0; v < WG_VERDICT_COUNT; v++)
        fprintf(f, "%s{\"name\": \"%s\", \"fails\": %s, \"text\": \"%s\"}", v ? ", " : "",
                wg_verdict_name((wg_verdict)v), wg_verdict_fails((wg_verdict)v) ? "true" : "false",
                wg_verdict_text((wg_verdict)v));
    fputs("]", f);
}

wg__check_json wg__check_json_open(FILE *f, const char *title)
{
    fputs("{\"schema\": \"wengert.check/1\", \"title\": ", f);
    wg__json_text(f, title ? title : "gradient check");
    put_verdicts(f);
    fputs(",\n\"checks\": [", f);
    return (wg__check_json){.f = f};
}

void wg__check_json_add(wg__check_json *j, const wg__check_label *label,
                        const wg_gradcheck_report *report)
{
    FILE *f = j->f;
    fputs(j->checks++ ? ",\n{\"title\": " : "\n{\"title\": ", f);
    wg__json_text(f, label->title ? label->title : "");
    put_text(f, "op", label->op);
    put_text(f, "error", label->error);
    put_bool(f, "passed", label->passed);
    key(f, "graph");
    if (label->g && label->outputs.n > 0)
        wg_graph_dump(f, WG_JSON, label->g, label->outputs.t, label->outputs.n);
    else
        fputs("null", f);
    key(f, "report");
    if (report)
        put_report(f, report);
    else
        fputs("null", f);
    fputc('}', f);
}

wg_code wg__check_json_close(wg__check_json *j)
{
    fputs("\n]}\n", j->f);
    return ferror(j->f) ? WG_ERR_IO : WG_OK;
}

wg_code wg_gradcheck_json(const wg_gradcheck_report *report, FILE *f,
                          const wg_gradcheck_json_options *options)
{
    if (!report || !f)
        return WG_ERR_ARGUMENT;
    const wg_gradcheck_json_options o = options ? *options : (wg_gradcheck_json_options){0};
    /* Where the gradient is constant there is no second order to be exercised. */
    const bool second = !report->second || !wg_verdict_fails(report->second->verdict);
    const wg__check_label label = {.title = o.title,
                                   .passed = report->passed && second,
                                   .g = o.outputs.n > 0 ? o.outputs.t[0].g : NULL,
                                   .outputs = o.outputs};
    wg__check_json j = wg__check_json_open(f, o.title);
    wg__check_json_add(&j, &label, report);
    return wg__check_json_close(&j);
}
