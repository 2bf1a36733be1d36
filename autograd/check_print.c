/* A report as text that fits a terminal. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "autograd/check_report.h"
#include "autograd/gradcheck.h"
#include "tensor/text.h"

enum { WIDTH = 100, NARROW = 40, NAME = 24, SHAPE = 20, MOST_LEAVES = 200 };

typedef struct printer {
    FILE *f;
    int width;
    bool colour, quiet;
    const char *indent;
} printer;

typedef enum tint { PLAIN, GOOD, BAD, DOUBTFUL, FAINT } tint;
static const char *const escape[] = {"", "\033[32m", "\033[1;31m", "\033[33m", "\033[2m"};

static tint tint_of(wg_verdict v)
{
    return wg_verdict_fails(v) ? BAD : v == WG_VERDICT_OK ? GOOD : DOUBTFUL;
}

static void put(const printer *p, tint t, const char *fmt, ...) WG_PRINTF(3, 4);
static void put(const printer *p, tint t, const char *fmt, ...)
{
    va_list args;
    const bool coloured = p->colour && t != PLAIN;
    if (coloured)
        fputs(escape[t], p->f);
    va_start(args, fmt);
    vfprintf(p->f, fmt, args);
    va_end(args);
    if (coloured)
        fputs("\033[0m", p->f);
}

/* A line broken at spaces; what follows the first line is indented by `more`. */
static void wrap(const printer *p, tint t, int more, const char *text)
{
    const int room = p->width - (int)strlen(p->indent);
    int left = room;
    put(p, PLAIN, "%s", p->indent);
    while (*text) {
        const size_t gap = strspn(text, " "), word = strcspn(text + gap, " ");
        const int need = (int)(gap + word);
        if (need > left && left < room) {
            put(p, PLAIN, "\n%s%*s", p->indent, more, "");
            left = room - more;
            put(p, t, "%.*s", (int)word, text + gap);
            left -= (int)word;
        } else {
            put(p, t, "%.*s", need, text);
            left -= need;
        }
        text += gap + word;
    }
    fputc('\n', p->f);
}

static void put_time(wg__text *t, double seconds)
{
    if (seconds < 1e-3)
        wg__text_add(t, "%.0f us", seconds * 1e6);
    else if (seconds < 1)
        wg__text_add(t, "%.1f ms", seconds * 1e3);
    else
        wg__text_add(t, "%.2f s", seconds);
}

/* ---- parts ---- */

static void put_head(const printer *p, const wg_gradcheck_report *r)
{
    char line[320];
    wg__text t = wg__text_to(line, sizeof line);
    char verdict[64];
    const bool failed = !r->passed && !r->cancelled;
    snprintf(verdict, sizeof verdict, "%s%s",
             r->passed      ? "passed"
             : r->cancelled ? "cancelled"
                            : "FAILED: ",
             failed ? wg_verdict_name(r->verdict) : "");
    put(p, PLAIN, "%s", p->indent);
    put(p, r->passed ? GOOD : r->cancelled ? DOUBTFUL : BAD, "%s", verdict);
    wg__text_add(&t, "%zu of %zu elements one by one", r->elements, r->total);
    if (r->fast && r->directions)
        wg__text_add(&t, ", %d directions", r->directions);
    wg__text_add(&t, "; ");
    put_time(&t, r->seconds);
    if (r->cost > 0)
        wg__text_add(&t, ", %.3g times one gradient", r->cost);
    const size_t used = strlen(p->indent) + strlen(verdict) + 3 + strlen(line);
    put(p, PLAIN, used <= (size_t)p->width ? " - %s\n" : "\n%s\n", line);
    if (r->fast && r->miss > 0 && r->miss < 1) {
        snprintf(line, sizeof line,
                 "An error larger than the bound seen of its leaf is missed with a probability of "
                 "at most %.1g.",
                 r->miss);
        wrap(p, PLAIN, 0, line);
    }
}

static void put_blame(const printer *p, const wg_blame *b)
{
    char line[1200];
    snprintf(line, sizeof line, "%s (%zu of %zu)", b->text, b->wrong, b->checked);
    wrap(p, BAD, 4, line);
}

static void counts(wg__text *t, const size_t count[WG_VERDICT_COUNT])
{
    const char *comma = "";
    for (int v = WG_VERDICT_COUNT; v-- > 0;)
        if (count[v]) {
            wg__text_add(t, "%s%zu %s", comma, count[v], wg_verdict_name((wg_verdict)v));
            comma = ", ";
        }
}

/* rule, reference and how far apart, with as many digits as are worth something */
static void put_element(wg__text *t, wg_shape shape, const wg_gradcheck_element *e)
{
    char at[96];
    const double apart = fabs(e->rule - e->reference);
    wg__text_add(t, "%s", wg_index_string(shape, e->index, at, sizeof at));
    wg__text_add(t, " rule %.6g", wg__plain(e->rule));
    if (e->verdict == WG_VERDICT_IMPRECISE ||
        (e->verdict == WG_VERDICT_NONFINITE && isfinite(e->rule)))
        wg__text_add(t, ", in f32 %.6g, may be off %.1g", wg__plain(e->rule_f32),
                     wg__plain(e->error_f32));
    else if (!isnan(e->reference))
        wg__text_add(t, ", off %.1g of %.1g", apart, e->error);
    if (isfinite(e->kink))
        wg__text_add(t, ", kink at %.3g", e->kink);
}

static int longest(const wg_gradcheck_report *r, bool shapes)
{
    int most = 4;
    for (int k = 0; k < r->leaves; k++) {
        char text[160];
        const int n = shapes ? (int)strlen(wg_shape_string(r->leaf[k].shape, text, sizeof text))
                             : (int)strlen(r->leaf[k].name);
        most = n > most ? n : most;
    }
    const int limit = shapes ? SHAPE : NAME;
    return most > limit ? limit : most;
}

static void put_leaf(const printer *p, const wg_gradcheck_report *r, const wg_gradcheck_leaf *l,
                     int name, int shape)
{
    char text[160], tail[400];
    wg__text t = wg__text_to(tail, sizeof tail);
    put(p, PLAIN, "%s%-*.*s %-*.*s %s  ", p->indent, name, name, l->name, shape, shape,
        wg_shape_string(l->shape, text, sizeof text), wg_dtype_name(l->dtype));
    put(p, tint_of(l->verdict), "%-*s", 14, wg_verdict_name(l->verdict));
    counts(&t, l->count);
    if (r->fast && l->seen > 0)
        wg__text_add(&t, "%sseen %.1g of %.1g", t.len ? "; " : "", l->seen, l->scale);
    if (l->worst) {
        wg__text_add(&t, "; worst ");
        put_element(&t, l->shape, l->worst);
    }
    const int used = (int)strlen(p->indent) + name + shape + 21, room = p->width - used;
    if (room < NARROW) { /* its own line */
        fputc('\n', p->f);
        const printer in = {p->f, p->width, p->colour, p->quiet, "      "};
        wrap(&in, PLAIN, 2, tail);
        return;
    }
    const char *rest = tail;
    while ((int)strlen(rest) > room) {
        int cut = room;
        while (cut > 0 && rest[cut] != ' ')
            cut--;
        cut = cut > 0 ? cut : room;
        put(p, PLAIN, "%.*s\n%*s", cut, rest, used, "");
        rest += cut;
        rest += strspn(rest, " ");
    }
    put(p, PLAIN, "%s\n", rest);
}

static void put_leaves(const printer *p, const wg_gradcheck_report *r)
{
    const int name = longest(r, false), shape = longest(r, true);
    int shown = 0, left = 0;
    for (int k = 0; k < r->leaves; k++) {
        if (p->quiet && !wg_verdict_fails(r->leaf[k].verdict))
            continue;
        if (shown < MOST_LEAVES || wg_verdict_fails(r->leaf[k].verdict)) {
            put_leaf(p, r, &r->leaf[k], name, shape);
            shown++;
        } else {
            left++;
        }
    }
    if (left)
        put(p, FAINT, "%s... and %d more\n", p->indent, left);
}

/* The ladder of the element that is shown as the worst failure. */
static void put_ladder(const printer *p, const wg_gradcheck_report *r)
{
    const wg_gradcheck_element *e = r->blames ? &r->blame[0].worst : NULL;
    for (int k = 0; k < r->leaves && !(e && e->rung); k++)
        if (wg_verdict_fails(r->leaf[k].verdict))
            e = r->leaf[k].worst;
    if (!e || !e->rung)
        return;
    put(p, FAINT, "%s  %-10s %-24s %s\n", p->indent, "step h", "central difference",
        "off the rule by");
    for (int k = 0; k < e->rungs; k++)
        put(p, FAINT, "%s  %-10.2g %-24.12g %.2g\n", p->indent, e->rung[k].h,
            wg__plain(e->rung[k].derivative), fabs(e->rung[k].derivative - e->rule));
}

static void put_testimony(const printer *p, const wg_testimony *t)
{
    static const char *const state[] = {"", "agrees", "DISAGREES", "cannot say"};
    static const tint colour[] = {PLAIN, GOOD, BAD, DOUBTFUL};
    char line[600];
    wg__text text = wg__text_to(line, sizeof line);
    if (t->state == WG_WITNESS_NOT_HEARD || (p->quiet && t->state != WG_WITNESS_DISAGREES))
        return;
    put(p, PLAIN, "%s%-14s ", p->indent, wg_witness_name(t->witness));
    put(p, colour[t->state], "%-11s", state[t->state]);
    if (t->compared)
        wg__text_add(&text, "%zu numbers: %s", t->compared, wg_witness_text(t->witness));
    if (t->state == WG_WITNESS_DISAGREES)
        wg__text_add(&text, ": %.9g, %.9g (error %.1g)", wg__plain(t->left), wg__plain(t->right),
                     wg__plain(t->error));
    if (t->text && t->text[0])
        wg__text_add(&text, "%s%s", text.len ? "; " : "", t->text);
    const int room = p->width - (int)strlen(p->indent) - 26;
    const bool cut = (int)strlen(line) > room;
    put(p, PLAIN, "%.*s%s\n", cut && room > 3 ? room - 3 : (int)strlen(line), line,
        cut ? "..." : "");
}

static void put_report(const printer *p, const wg_gradcheck_report *r)
{
    put_head(p, r);
    for (int k = 0; k < r->blames; k++)
        put_blame(p, &r->blame[k]);
    if (r->verdict == WG_VERDICT_WRONG && r->blames == 0 && !r->cancelled)
        wrap(p, BAD, 4,
             "no single rule was found to be wrong: what sums the gradients may be, or a rule that "
             "is wrong only with this cotangent");
    if (!r->passed && !p->quiet)
        put_ladder(p, r);
    put_leaves(p, r);
    for (int w = 0; w < WG_WITNESS_COUNT; w++)
        put_testimony(p, &r->testimony[w]);
}

wg_code wg_gradcheck_print(const wg_gradcheck_report *report, FILE *f,
                           const wg_gradcheck_print_options *options)
{
    if (!report || !f || !report->text)
        return WG_ERR_ARGUMENT;
    printer p = {
        .f = f, .width = options && options->width > 0 ? options->width : WIDTH, .indent = ""};
    p.width = p.width < NARROW ? NARROW : p.width;
    p.colour = options && options->colour;
    p.quiet = options && options->quiet;
    put_report(&p, report);
    for (const wg_gradcheck_report *r = report->second; r && (!p.quiet || !r->passed);
         r = r->second) {
        p.indent = "  ";
        fputs("second order: the derivatives of the gradient\n", f);
        put_report(&p, r);
    }
    return ferror(f) ? WG_ERR_IO : WG_OK;
}
