/* The sticky error of a graph: set once, in the graph's own buffer, so that running out of memory
 * can still be said. */
#include "tensor/dtype.h"
#include "tensor/graph.h"

#include <inttypes.h>

enum { CALL_LIMIT = 160, NAME_LIMIT = 64 };

bool wg_ok(const wg_graph *g)
{
    return g && g->code == WG_OK;
}

const char *wg_error(const wg_graph *g)
{
    if (!g)
        return "the graph is NULL: wg_graph_new failed, or was not called";
    return g->code == WG_OK ? NULL : g->message;
}

wg_code wg_error_code(const wg_graph *g)
{
    return g ? g->code : WG_ERR_HANDLE;
}

void wg_clear_error(wg_graph *g)
{
    if (!g)
        return;
    g->code = WG_OK;
    g->message[0] = '\0';
}

void wg_set_error_handler(wg_graph *g, wg_error_handler fn, void *user)
{
    if (!g)
        return;
    g->handler = fn;
    g->handler_user = user;
}

static void add_place(wg__text *t, wg_site at)
{
    if (at.file && at.line > 0)
        wg__text_add(t, "%s:%d", wg__basename(at.file), at.line);
    else if (at.file)
        wg__text_add(t, "%s", wg__basename(at.file));
}

static wg_tensor fail_with(wg_graph *g, wg_code code, const char *fmt, va_list args)
    WG_PRINTF(3, 0);

static wg_tensor fail_with(wg_graph *g, wg_code code, const char *fmt, va_list args)
{
    if (!g || g->code != WG_OK)
        return wg__poison(g);
    g->code = code;
    wg__text t = wg__text_to(g->message, sizeof g->message);
    if (g->depth) {
        wg_site at = g->scope[0].at;
        add_place(&t, at);
        if (at.file)
            wg__text_add(&t, ": ");
        if (at.text) {
            wg__text_clip(&t, at.text, CALL_LIMIT);
            wg__text_add(&t, ": ");
        }
    }
    wg__text_addv(&t, fmt, args);
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)g->message[i] < ' ')
            g->message[i] = ' ';
    if (g->handler)
        g->handler(g->handler_user, code, g->message);
    return wg__poison(g);
}

wg_tensor wg__fail(wg_graph *g, wg_code code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const wg_tensor poison = fail_with(g, code, fmt, args);
    va_end(args);
    return poison;
}

wg_tensor wg_raise(wg_graph *g, wg_code code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const wg_tensor poison = fail_with(g, code == WG_OK ? WG_ERR_ARGUMENT : code, fmt, args);
    va_end(args);
    return poison;
}

wg_tensor wg__fail_memory(wg_graph *g)
{
    return wg__fail(g, WG_ERR_MEMORY, "out of memory");
}

static void add_what(wg__text *t, const wg_graph *g, const wg__node *n, uint32_t id)
{
    const char *name = wg__node_name(g, n);
    if (*name) {
        wg__text_clip(t, name, NAME_LIMIT);
        return;
    }
    wg__text_add(t, "%%%" PRIu32, id);
    if (n->kind == WG__NODE_CONST && n->numel == 1)
        wg__text_add(t, " = %g", wg__load((wg_dtype)n->dtype, n->data, 0));
    else if (n->kind == WG__NODE_CONST)
        wg__text_add(t, " = const");
    else if (n->op) {
        wg__text_add(t, " = ");
        wg__text_clip(t, wg__op_name(n->op), NAME_LIMIT);
    }
}

const char *wg__describe(wg_graph *g, wg_tensor t, char *buf, size_t size)
{
    wg__text text = wg__text_to(buf, size);
    const wg__node *n = t.g == g ? wg__peek(t) : NULL;
    if (!n) {
        wg__text_add(&text, g && t.g == g && wg__is_none_id(t) ? "(none)" : "(no tensor)");
        return buf;
    }
    char shape[192];
    add_what(&text, g, n, t.id);
    wg__text_add(&text, " %s", wg_shape_string(*n->shape, shape, sizeof shape));
    if (wg__site(g, n->site).file) {
        wg__text_add(&text, " from ");
        add_place(&text, wg__site(g, n->site));
    }
    return buf;
}
