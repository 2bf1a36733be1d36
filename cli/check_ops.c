/* wengert check OP: the sample calls of ops, in f32 and f64. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/check.h"
#include "cli/command.h"
#include "cli/op_call.h"

/* What a line says: of one call, or of all calls of an op. */
typedef struct tally {
    size_t calls, reports, count[WG_VERDICT_COUNT], second[WG_VERDICT_COUNT];
    wg_verdict verdict;
    char error[512];
} tally;

bool check_names_ops(const char *const *word, int n)
{
    for (int k = 0; k < n; k++)
        if (strcmp(word[k], "all") != 0 && !wg_op_find(word[k]))
            return false;
    return n > 0;
}

/* ---- lines ---- */

static void put_counts(const size_t *count)
{
    const char *between = "";
    for (int v = 0; v < WG_VERDICT_COUNT; v++) {
        if (count[v] == 0)
            continue;
        printf("%s%zu %s", between, count[v], wg_verdict_name((wg_verdict)v));
        between = ", ";
    }
}

static void put_line(check_run *r, const char *name, int width, const tally *t)
{
    if (!r->text)
        return;
    progress_clear(&r->bar);
    printf("%-*s ", width, name);
    if (t->error[0]) {
        printf("%s%-16s%s %s\n", check_colour(r, WG_VERDICT_WRONG), "error", check_plain(r),
               t->error);
        return;
    }
    printf("%s%-16s%s ", check_colour(r, t->verdict), wg_verdict_name(t->verdict), check_plain(r));
    put_counts(t->count);
    if (r->check.second) {
        printf("; second order: ");
        put_counts(t->second);
    }
    putchar('\n');
    fflush(stdout);
}

static void put_report(check_run *r, const wg_gradcheck_report *report)
{
    const wg_gradcheck_print_options o = {.width = r->width, .colour = r->colour, .quiet = true};
    if (!r->text || report->cancelled)
        return;
    progress_clear(&r->bar);
    if (wg_verdict_fails(report->verdict))
        wg_gradcheck_print(report, stdout, &o);
    else if (report->second && wg_verdict_fails(report->second->verdict))
        wg_gradcheck_print(report->second, stdout, &o);
}

/* ---- one call ---- */

/* The gravest that fails; otherwise ok if anything was, as for a report. */
static wg_verdict graver(wg_verdict a, wg_verdict b)
{
    if (wg_verdict_fails(a) || wg_verdict_fails(b))
        return a > b ? a : b;
    return a == WG_VERDICT_OK || b == WG_VERDICT_OK ? WG_VERDICT_OK : a > b ? a : b;
}

static void add_report(tally *t, const wg_gradcheck_report *report)
{
    for (int v = 0; v < WG_VERDICT_COUNT; v++) {
        t->count[v] += report->count[v];
        t->second[v] += report->second ? report->second->count[v] : 0;
    }
    t->verdict = t->reports++ ? graver(t->verdict, report->verdict) : report->verdict;
    if (report->second && wg_verdict_fails(report->second->verdict))
        t->verdict = graver(t->verdict, report->second->verdict);
}

static wg_code check_call(check_run *r, const wg_op *op, const wg_sample *s, wg_dtype d, tally *t,
                          char *title, size_t size)
{
    op_call c;
    wg_status st = {0};
    wg_code code = op_call_open(&c, op, s, d, (uint64_t)r->o->session.seed, &st);
    snprintf(title, size, "%s", c.title);
    t->calls++;
    if (code == WG_OK) {
        wg__check_label label = {.title = c.title, .op = op->name, .g = c.g, .outputs = {&c.y, 1}};
        wg_gradcheck_report report;
        code = check_one(r, &label, WG_LEAVES, &report);
        if (code == WG_OK) {
            add_report(t, &report);
            put_report(r, &report);
        } else {
            wg_fail(&st, code, "%s", wg_error(c.g));
        }
        wg_gradcheck_free(&report);
    }
    if (code != WG_OK) {
        snprintf(t->error, sizeof t->error, "%.500s", st.text);
    }
    op_call_close(&c);
    return code;
}

/* ---- one op ---- */

/* --shapes '[2,3] [3]': the operands of the op's first sample, with other shapes. */
static wg_code reshaped(const wg_op *op, const char *text, wg_sample *s, wg_status *st)
{
    int n = 0;
    if (!wg__op_sample(op, 0, s))
        return wg_fail(st, WG_ERR_ARGUMENT, "%s has no sample call", op->name);
    for (const char *p = text + strspn(text, " ,"); *p; p += strspn(p, " ,"), n++) {
        wg_shape shape;
        if (!operand_parse_shape(&p, &shape))
            return wg_fail(st, WG_ERR_ARGUMENT, "--shapes: '%s' is not a list of shapes, [2,3] [3]",
                           text);
        if (n < s->n)
            s->x[n].shape = shape;
    }
    if (n != s->n)
        return wg_fail(st, WG_ERR_ARGUMENT, "--shapes: %s is checked with %d operands, not %d",
                       op->name, s->n, n);
    return WG_OK;
}

static bool sample_at(const check_run *r, const wg_op *op, int number, wg_sample *s)
{
    if (!r->o->shapes)
        return wg__op_sample(op, number, s);
    wg_status st = {0};
    return number == 0 && reshaped(op, r->o->shapes, s, &st) == WG_OK;
}

static bool takes(const check_run *r, const wg_op *op, wg_dtype d)
{
    wg_dtype only;
    if (r->o->dtype && wg_dtype_parse(r->o->dtype, &only) && only != d)
        return false;
    return !op->types || (op->types >> d & 1u);
}

static int calls_of(const check_run *r, const wg_op *op)
{
    int n = 0;
    wg_sample s;
    while (sample_at(r, op, n, &s))
        n++;
    return n * (takes(r, op, WG_F32) + takes(r, op, WG_F64));
}

/* A line per call if each is set, and otherwise one for the op. */
static void check_op(check_run *r, const wg_op *op, bool each)
{
    static const wg_dtype dtypes[] = {WG_F64, WG_F32};
    const double from = r->from, share = r->share / calls_of(r, op);
    tally all = {0};
    int call = 0;
    r->what = op->name;
    wg_sample s;
    for (int number = 0; sample_at(r, op, number, &s) && !progress_stopped(); number++)
        for (int k = 0; k < 2 && !progress_stopped(); k++) {
            char title[512];
            tally one = {0};
            if (!takes(r, op, dtypes[k]))
                continue;
            r->from = from + share * call++;
            r->share = share;
            if (check_call(r, op, &s, dtypes[k], each ? &one : &all, title, sizeof title) !=
                    WG_OK &&
                !each)
                break;
            if (!each)
                continue;
            put_line(r, title, 58, &one);
            all.reports += one.reports;
            all.count[WG_VERDICT_OK] += one.count[WG_VERDICT_OK];
        }
    if (!each && all.calls > 0)
        put_line(r, op->name, 24, &all);
    r->bad += all.reports > 0 && all.count[WG_VERDICT_OK] == 0;
}

/* What there is to check in an op. */
static bool has_rule(const wg_op *op)
{
    return op->diff == WG_DIFF_RULE && !op->effect && op->sig && op->sig->arity != 0;
}

static void say_skipped(const check_run *r, size_t skipped)
{
    if (r->text && skipped > 0)
        printf("%zu ops have no derivative by declaration, or take no tensor: wengert ops\n",
               skipped);
}

int check_ops(check_run *r, const char *const *word, int n)
{
    const wg_op **op = calloc(wg_op_count() * (size_t)n, sizeof(const wg_op *));
    size_t ops = 0, skipped = 0;
    wg_status st = {0};
    wg_sample s;
    if (!op)
        return cli_fail("check", EXIT_FAILURE, "out of memory");
    for (int k = 0; k < n; k++)
        for (size_t i = 0; i < wg_op_count(); i++) {
            const wg_op *o = wg_op_at(i);
            if (strcmp(word[k], "all") != 0 && strcmp(word[k], o->name) != 0)
                continue;
            if (has_rule(o))
                op[ops++] = o;
            else
                skipped++;
        }
    for (size_t k = 0; k < ops && r->o->shapes && st.code == WG_OK; k++)
        reshaped(op[k], r->o->shapes, &s, &st);
    if (ops == 1)
        r->check.keep = WG_KEEP_ALL;
    for (size_t k = 0; k < ops && st.code == WG_OK && !progress_stopped(); k++) {
        r->from = (double)k / (double)ops;
        r->share = 1 / (double)ops;
        check_op(r, op[k], ops == 1);
    }
    free(op);
    if (st.code != WG_OK)
        return cli_fail("check", EXIT_USAGE, "%s", st.text);
    say_skipped(r, skipped);
    return EXIT_SUCCESS;
}
