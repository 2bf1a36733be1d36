/* wengert explain: where the first NaN or Inf of an expression, or of its gradients, is born. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/session.h"

typedef struct explain_options {
    session_options session;
    int json;
} explain_options;

/* Call sites of an expression say "column:N". */
static int column_of(wg_site at)
{
    return at.file && strcmp(at.file, "column") == 0 ? at.line : 0;
}

static json_t *number(double v)
{
    return isfinite(v) ? json_real(v) : json_string(isnan(v) ? "nan" : v > 0 ? "inf" : "-inf");
}

static json_t *place(const wg_explain_place *p)
{
    json_t *index = json_array();
    for (int k = 0; k < p->shape.rank; k++)
        json_array_append_new(index, json_integer(p->index[k]));
    const int column = column_of(p->site);
    return json_pack("{s:s?, s:s, s:o, s:s?, s:o, s:o}", "op", p->op, "name", p->name, "column",
                     column ? json_integer(column) : json_null(), "call", p->site.text, "index",
                     index, "value", number(p->value));
}

static json_t *explanation(const wg_explanation *e)
{
    json_t *all = json_pack("{s:s, s:b, s:I, s:I}", "kind", wg_birth_name(e->kind), "finite",
                            e->kind == WG_BIRTH_NONE, "nodes", (json_int_t)e->nodes, "bad_nodes",
                            (json_int_t)e->bad_nodes);
    if (!all || e->kind == WG_BIRTH_NONE)
        return all;
    json_object_set_new(all, "text", json_string(wg_birth_text(e->kind)));
    json_object_set_new(all, "advice", json_string(wg_birth_advice(e->kind)));
    json_object_set_new(all, "backward", json_boolean(e->backward));
    if (e->derivative_of)
        json_object_set_new(all, "derivative_of", json_string(e->derivative_of));
    json_object_set_new(all, "birth", place(&e->birth));
    json_t *operands = json_array();
    for (int k = 0; k < e->operands; k++)
        json_array_append_new(operands, place(&e->operand[k]));
    json_object_set_new(all, "operands", operands);
    if (e->masked)
        json_object_set_new(all, "mask", place(&e->mask));
    if (e->turns)
        json_object_set_new(all, "turns_nan", place(&e->turn));
    json_object_set_new(all, "reached", place(&e->reached));
    return all;
}

static int print_text(const session *s, const wg_explanation *e)
{
    const int column = column_of(e->birth.site);
    const size_t size = wg_explain_tostring(e, NULL, 0) + 1;
    char *text = malloc(size);
    if (!text)
        return cli_fail("explain", EXIT_FAILURE, "out of memory");
    wg_explain_tostring(e, text, size);
    if (e->kind != WG_BIRTH_NONE && column)
        printf("  %s\n  %*s\n", s->text, column, "^");
    fputs(text, stdout);
    free(text);
    return EXIT_SUCCESS;
}

static int explain(session *s, const explain_options *o)
{
    wg_explanation e;
    const wg_site at = {"explain", 0, NULL};
    if (wg_explain_nonfinite_at(at, s->g, s->wanted, 1 + s->ngrads, &e) != WG_OK)
        return session_run_error(s);
    const int status = o->json ? json_print("explain", explanation(&e)) : print_text(s, &e);
    return status == EXIT_SUCCESS && e.kind != WG_BIRTH_NONE ? EXIT_FAILURE : status;
}

int cli_explain(int argc, const char **argv)
{
    explain_options o = {0};
    const struct poptOption table[] = {
        SESSION_OPTIONS(o.session),
        {"json", 0, POPT_ARG_NONE, &o.json, 0, "print JSON", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (!cli_options(argc, argv, table, "[OPTION...] 'EXPR' [NAME=FILE | NAME=f32[2,3][:DIST] ...]",
                     &words, &status)) {
        session_options_free(&o.session);
        return status;
    }
    session s;
    status = session_open(&s, "explain", words.word, words.n, &o.session);
    if (status == EXIT_SUCCESS)
        status = explain(&s, &o);
    session_close(&s);
    cli_options_free(&words);
    session_options_free(&o.session);
    return status;
}
