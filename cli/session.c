/* An expression with its operands, recorded. */
#include "cli/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "cli/command.h"
#include "cli/load.h"

static int fail(const session *s, int status, const char *fmt, ...) WG_PRINTF(3, 4);
static int fail(const session *s, int status, const char *fmt, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return s->quiet ? status : cli_fail(s->command, status, "%s", text);
}

static int graph_error(session *s)
{
    if (s->quiet)
        return EXIT_FAILURE;
    expr_error e = {0};
    const char *rest;
    e.column = expr_error_column(wg_error(s->g), &rest);
    strncpy(e.text, rest, sizeof e.text - 1);
    expr_print_error(s->command, s->text, &e);
    return EXIT_FAILURE;
}

void session_options_free(session_options *o)
{
    for (char **set = o->set; set && *set; set++)
        free(*set);
    free(o->set);
    free(o->grad);
    free(o->vjp);
    *o = (session_options){0};
}

int session_run_error(session *s)
{
    return graph_error(s);
}

/* "x,w" into the operands of these names. */
static int read_names(session *s, const char *list, wg_tensor *x)
{
    for (const char *p = list; *p;) {
        const size_t length = strcspn(p, ",");
        const wg_tensor t = operands_find(&s->operands, p, length);
        if (!t.g)
            return fail(s, EXIT_USAGE, "--grad: no operand is called '%.*s'", (int)length, p);
        if (s->ngrads == SESSION_MAX_GRADS)
            return fail(s, EXIT_USAGE, "--grad: more than %d operands", SESSION_MAX_GRADS);
        x[s->ngrads] = t;
        s->grad_name[s->ngrads++] = wg_name(t);
        p += length + (p[length] == ',');
    }
    return EXIT_SUCCESS;
}

static int cotangent(session *s, const char *path, wg_tensor *dy)
{
    wg_status st = {0};
    wg_array a;
    if (cli_load(path, &a, &st) != WG_OK)
        return fail(s, EXIT_FAILURE, "%s", st.text);
    *dy = wg_input_at((wg_site){path, 0, "--vjp"}, s->g, "dy", a.dtype, a.shape);
    wg_set_data(*dy, a.data, wg_array_bytes(&a));
    wg_array_free(&a);
    return wg_ok(s->g) ? EXIT_SUCCESS : graph_error(s);
}

static int record_gradients(session *s, const session_options *o)
{
    wg_tensor x[SESSION_MAX_GRADS], dy;
    const wg_site at = {"--grad", 0, o->grad};
    int status = read_names(s, o->grad, x);
    if (status == EXIT_SUCCESS && o->vjp)
        status = cotangent(s, o->vjp, &dy);
    if (status != EXIT_SUCCESS)
        return status;
    if (!o->vjp && wg_numel(s->y) != 1) {
        char shape[128];
        return fail(s, EXIT_FAILURE,
                    "the result has shape %s: a gradient needs one element (sum(...)), or a "
                    "cotangent (--vjp FILE)",
                    wg_shape_string(wg_shape_of(s->y), shape, sizeof shape));
    }
    const wg_code code = o->vjp ? wg_vjp_at(at, s->y, dy, x, s->ngrads, s->grad)
                                : wg_grad_at(at, s->y, x, s->ngrads, s->grad);
    for (int i = 0; i < s->ngrads && code == WG_OK; i++)
        s->wanted[1 + i] = s->grad[i] = wg_or_zeros_at(at, s->grad[i], x[i]);
    return wg_ok(s->g) ? EXIT_SUCCESS : graph_error(s);
}

int session_open(session *s, const char *name, const char *const *word, int n,
                 const session_options *o)
{
    *s = (session){.command = name, .text = n > 0 ? word[0] : NULL, .quiet = o->quiet};
    if (n < 1)
        return fail(s, EXIT_USAGE, "an expression is needed, such as 'sum(x * x)' x=f32[3]");
    if (o->vjp && !o->grad)
        return fail(s, EXIT_USAGE, "--vjp goes with --grad");
    s->g = wg_graph_new();
    if (!s->g)
        return fail(s, EXIT_FAILURE, "out of memory");
    wg_seed(s->g, (uint64_t)o->seed);
    wg_status st = {0};
    expr_error e;
    if (operands_bind(s->g, word + 1, (size_t)n - 1, (uint64_t)o->seed, &s->operands, &st) != WG_OK)
        return fail(s, EXIT_FAILURE, "%s", st.text);
    for (char **set = o->set; set && *set; set++)
        if (operands_set(&s->operands, *set, &st) != WG_OK)
            return fail(s, EXIT_USAGE, "--set: %s", st.text);
    if (!operands_add_ops(&s->operands, o->op, o->ops))
        return fail(s, EXIT_FAILURE, "out of memory");
    s->y = s->wanted[0] = expr_record(s->g, s->text, s->operands.name, s->operands.n, &e);
    if (e.text[0]) {
        if (!s->quiet)
            expr_print_error(name, s->text, &e);
        return EXIT_FAILURE;
    }
    return o->grad ? record_gradients(s, o) : EXIT_SUCCESS;
}

void session_close(session *s)
{
    operands_free(&s->operands);
    wg_graph_free(s->g);
    *s = (session){0};
}
