/* The way from y to a wrt through one node, in words: what an error about a missing derivative
 * says. */
#include <stdio.h>

#include "autograd/walks.h"
#include "tensor/text.h"

/* SHOWN: nodes of the path written out on either side of the node in question. */
enum { SHOWN = 4, NAME_LIMIT = 64 };

static void put_node(wg__text *t, const wg__walk *w, uint32_t id)
{
    const wg__node *node = wg__node_at(w->g, id);
    const char *name = wg__node_name(w->g, node);
    const wg_site at = wg__site(w->g, node->site);
    wg__text_add(t, " <- ");
    if (node->op)
        wg__text_clip(t, node->op->name, NAME_LIMIT);
    else if (name[0])
        wg__text_clip(t, name, NAME_LIMIT);
    else
        wg__text_add(t, "%%%u", id);
    if (node->op && at.file)
        wg__text_add(t, " (%s:%d)", wg__basename(at.file), at.line);
}

static uint32_t first_reached_operand(const wg__walk *w, const wg__node *node)
{
    for (int k = 0; k < node->nin; k++) {
        const uint32_t in = wg__in(node)[k];
        if (in >= w->lo && w->reached[in - w->lo])
            return in;
    }
    return 0;
}

/* The chain of users from id up to a y was noted on the way down; here it is read from the top,
 * which is the last of them. */
static void put_above(wg__text *t, const wg__walk *w, uint32_t id, uint32_t top)
{
    uint32_t length = 0;
    for (uint32_t k = id; k != top; k = w->via[k - w->lo])
        length++;
    uint32_t near[SHOWN]; /* the last SHOWN users before id, nearest first */
    uint32_t far = 0;
    for (uint32_t k = id; k != top && far < SHOWN; far++)
        near[far] = k = w->via[k - w->lo];
    if (length > far)
        put_node(t, w, top);
    if (length > far + 1)
        wg__text_add(t, " <- ... %u more", length - far - 1);
    while (far > 0)
        put_node(t, w, near[--far]);
}

static void put_below(wg__text *t, const wg__walk *w, uint32_t id)
{
    uint32_t hidden = 0, last = 0;
    int shown = 0;
    for (uint32_t k = first_reached_operand(w, wg__node_at(w->g, id)); k;
         k = first_reached_operand(w, wg__node_at(w->g, k))) {
        if (shown < SHOWN) {
            put_node(t, w, k);
            shown++;
        } else {
            hidden++;
            last = k;
        }
    }
    if (hidden > 1)
        wg__text_add(t, " <- ... %u more", hidden - 1);
    if (last)
        put_node(t, w, last);
}

void wg__walk_path(const wg__walk *w, uint32_t id, char *buf, size_t size)
{
    wg__text t = wg__text_to(buf, size);
    uint32_t top = id;
    while (w->via[top - w->lo])
        top = w->via[top - w->lo];
    const char *name = wg__node_name(w->g, wg__node_at(w->g, top));
    wg__text_add(&t, "%s", name[0] ? name : w->yname);
    put_above(&t, w, id, top);
    put_node(&t, w, id);
    put_below(&t, w, id);
}

void wg__walk_where(const wg__walk *w, uint32_t id, char *buf, size_t size)
{
    const wg_site at = wg__site(w->g, wg__node_at(w->g, id)->site);
    buf[0] = 0;
    if (at.file)
        snprintf(buf, size, " (%s:%d)", wg__basename(at.file), at.line);
}

bool wg__no_derivative(const wg__walk *w, uint32_t id)
{
    const wg__node *node = wg__node_at(w->g, id);
    char path[700], where[160];
    wg__walk_path(w, id, path, sizeof path);
    wg__walk_where(w, id, where, sizeof where);
    wg__fail(w->g, WG_ERR_GRADIENT, "%sno derivative through %s%s; path: %s",
             w->prefix ? w->prefix : "", node->op->name, where, path);
    return false;
}
