/* An explanation in words. */
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "autograd/explain.h"
#include "tensor/print.h"
#include "tensor/text.h"

enum { COLUMNS = 100, LABEL = 48, INDENT = 10 };

static void say(wg__sink *out, const char *fmt, ...) WG_PRINTF(2, 3);

static void say(wg__sink *out, const char *fmt, ...)
{
    char line[1024];
    wg__text t = wg__text_to(line, sizeof line);
    va_list args;
    va_start(args, fmt);
    wg__text_addv(&t, fmt, args);
    va_end(args);
    wg__put(out, line, t.len);
}

/* ---- words ------------------------------------------------------------------------------------- */

static const char *index_words(const wg_explain_place *p, char *buf, size_t size)
{
    wg__text t = wg__text_to(buf, size);
    for (int k = 0; k < p->shape.rank; k++)
        wg__text_add(&t, k ? ", %" PRId64 : "[%" PRId64, p->index[k]);
    wg__text_add(&t, p->shape.rank ? "]" : "[]");
    return buf;
}

static const char *number(double v, char *buf, size_t size)
{
    wg__text t = wg__text_to(buf, size);
    if (isnan(v))
        wg__text_add(&t, "nan");
    else if (isinf(v))
        wg__text_add(&t, v > 0 ? "inf" : "-inf");
    else
        wg__text_add(&t, "%.9g", v);
    return buf;
}

/* A name, or "%12 = log". */
static const char *label(wg_tensor t, const char *op, const char *name, char *buf, size_t size)
{
    wg__text text = wg__text_to(buf, size);
    if (name && name[0])
        wg__text_clip(&text, name, LABEL - 4);
    else
        wg__text_add(&text, op ? "%%%" PRIu32 " = %s" : "%%%" PRIu32, t.id, op);
    return buf;
}

static const char *label_of(const wg_explain_place *p, char *buf, size_t size)
{
    return label(p->t, p->op, p->name, buf, size);
}

static void say_site(wg__sink *out, wg_site at)
{
    if (at.file)
        say(out, "%s:%d", wg__basename(at.file), at.line);
    else
        say(out, "an unknown place");
}

/* A long text, broken between words, behind an indented word. */
static void say_wrapped(wg__sink *out, const char *head, const char *text)
{
    size_t column = INDENT;
    say(out, "  %-*s", INDENT - 2, head);
    while (*text) {
        const size_t word = strcspn(text, " ");
        if (column > INDENT && column + 1 + word > COLUMNS) {
            say(out, "\n%*s", INDENT, "");
            column = INDENT;
        } else if (column > INDENT) {
            wg__put(out, " ", 1);
            column++;
        }
        wg__put(out, text, word);
        column += word;
        text += word + strspn(text + word, " ");
    }
    say(out, "\n");
}

/* ---- parts ------------------------------------------------------------------------------------- */

static void say_place(wg__sink *out, const wg_explain_place *p)
{
    char what[LABEL], value[32], at[160];
    say(out, "%-24s %-14s at %-12s", label_of(p, what, sizeof what),
        number(p->value, value, sizeof value), index_words(p, at, sizeof at));
    say(out, "  ");
    say_site(out, p->site);
    say(out, "\n");
}

static void say_birth(wg__sink *out, const wg_explanation *e)
{
    char at[160], value[32], shape[160], what[LABEL];
    const wg_explain_place *b = &e->birth;
    say(out, "%s is born in the %s: %s\n  ", isnan(b->value) ? "NaN" : "Inf",
        !b->op        ? "data"
        : e->backward ? "backward pass"
                      : "forward pass",
        wg_birth_name(e->kind));
    say_site(out, b->site);
    if (b->site.text)
        say(out, ": %s", b->site.text);
    say(out, "\n  %s", label_of(b, what, sizeof what));
    if (e->derivative_of)
        say(out, ", %s in the derivative of %s,", b->op, e->derivative_of);
    say(out, " is %s at %s of %s %s\n", number(b->value, value, sizeof value),
        index_words(b, at, sizeof at), wg_shape_string(b->shape, shape, sizeof shape),
        wg_dtype_name(b->dtype));
    for (int k = 0; k < e->operands; k++) {
        say(out, k ? "%*s" : "  %-*s", k ? INDENT : INDENT - 2, k ? "" : "of");
        say_place(out, &e->operand[k]);
    }
}

/* "log (net.c:42)" */
static const char *step_words(const wg_explain_place *p, char *buf, size_t size)
{
    char what[LABEL];
    wg__text t = wg__text_to(buf, size);
    wg__text_add(&t, "%s (", p->op && !p->name[0] ? p->op : label_of(p, what, sizeof what));
    if (p->site.file)
        wg__text_add(&t, "%s:%d)", wg__basename(p->site.file), p->site.line);
    else
        wg__text_add(&t, "?)");
    return buf;
}

static void say_path(wg__sink *out, const wg_explanation *e)
{
    char step[320], line[512];
    size_t column = INDENT;
    say(out, "  %-*s", INDENT - 2, "path");
    for (int k = 0; k < e->path_shown; k++) {
        const bool gap = k == e->path_shown - 1 && e->path_length > e->path_shown;
        wg__text t = wg__text_to(line, sizeof line);
        if (k)
            wg__text_add(&t, column > INDENT ? " -> " : "-> ");
        if (gap)
            wg__text_add(&t, "... %" PRId64 " more -> ", e->path_length - e->path_shown);
        wg__text_add(&t, "%s", step_words(&e->path[k], step, sizeof step));
        if (column > INDENT && column + t.len > COLUMNS) {
            say(out, "\n%*s%s", INDENT, "", line + 1);
            column = INDENT + t.len - 1;
        } else {
            say(out, "%s", line);
            column += t.len;
        }
    }
    say(out, "\n");
}

static void say_counts(wg__sink *out, const wg_explanation *e)
{
    char what[LABEL];
    say(out, "  %" PRId64 " of %" PRId64 " nodes are not finite, in the order of computation:\n",
        e->bad_nodes, e->nodes);
    for (int k = 0; k < e->counts; k++) {
        const wg_explain_count *c = &e->count[k];
        say(out, "%*s%-24s", INDENT, "", label(c->t, c->op, c->name, what, sizeof what));
        say(out, " %6" PRId64 " nan %6" PRId64 " inf of %-6" PRId64 "  ", c->nan, c->inf, c->numel);
        say_site(out, c->site);
        say(out, c->shown ? "\n" : "  (hidden from the result)\n");
    }
    if (e->bad_nodes > e->counts)
        say(out, "%*s... %" PRId64 " more\n", INDENT, "", e->bad_nodes - e->counts);
}

static void say_finite(wg__sink *out, const wg_explanation *e)
{
    say(out, "all finite: nothing that was asked for carries NaN or Inf (%" PRId64 " nodes)\n",
        e->nodes);
    if (e->bad_nodes)
        say_counts(out, e);
}

static void say_all(wg__sink *out, const wg_explanation *e)
{
    if (e->kind == WG_BIRTH_NONE) {
        say_finite(out, e);
        return;
    }
    say_birth(out, e);
    say_wrapped(out, "why", wg_birth_text(e->kind));
    if (e->masked) {
        say(out, "  %-*s", INDENT - 2, "mask");
        say(out, "%s at ", e->mask.op ? e->mask.op : "?");
        say_site(out, e->mask.site);
        say(out, e->mask.site.text ? ": %s\n" : "\n", e->mask.site.text);
    }
    say_wrapped(out, "instead", wg_birth_advice(e->kind));
    if (e->turns) {
        say(out, "  %-*s", INDENT - 2, "NaN in");
        say_place(out, &e->turn);
    }
    say_path(out, e);
    say_counts(out, e);
}

size_t wg_explain_tostring(const wg_explanation *e, char *buf, size_t size)
{
    wg__sink out = {.buf = buf, .size = buf ? size : 0};
    if (e)
        say_all(&out, e);
    return wg__sink_end(&out);
}

void wg_explain_print(const wg_explanation *e)
{
    wg__sink out = {.file = stdout};
    if (e)
        say_all(&out, e);
}
