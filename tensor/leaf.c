/* Leaves: inputs, parameters and constants; and looking at a tensor from outside. */
#include "tensor/dtype.h"
#include "tensor/graph.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- making ---- */

static bool check_leaf(wg_graph *g, wg_dtype d, const wg_shape *s, wg__node *n, size_t *bytes)
{
    char text[192];
    int64_t size;
    if (!wg__dtype_valid(d)) {
        wg__fail(g, WG_ERR_DTYPE, "%d is not a dtype", (int)d);
        return false;
    }
    if (s->rank < 0 || s->rank > WG_MAX_RANK) {
        wg__fail(g, WG_ERR_SHAPE, "rank %d is not between 0 and %d", s->rank, WG_MAX_RANK);
        return false;
    }
    for (int k = 0; k < s->rank; k++) {
        if (s->dim[k] < 0) {
            wg__fail(g, WG_ERR_SIZE, "shape %s has a negative size",
                     wg_shape_string(*s, text, sizeof text));
            return false;
        }
    }
    if (!wg_shape_numel(*s, &n->numel) ||
        !wg__mul_i64(n->numel, (int64_t)wg_dtype_size(d), &size) || (uint64_t)size > SIZE_MAX / 2) {
        wg__fail(g, WG_ERR_SIZE, "shape %s has too many elements",
                 wg_shape_string(*s, text, sizeof text));
        return false;
    }
    *bytes = (size_t)size;
    n->dtype = (uint8_t)d;
    n->shape = s;
    return true;
}

/* The key of leaf `id`: what it is, and for constants what it holds. */
wg__key wg__leaf_key(const wg_graph *g, const wg__node *n, uint32_t id)
{
    wg__key held = {id, 0};
    if (n->kind == WG__NODE_CONST)
        held =
            wg__hash(n->data, (size_t)n->numel * wg_dtype_size((wg_dtype)n->dtype), (wg__key){0});
    uint64_t words[5 + WG_MAX_RANK] = {n->kind, n->dtype, held.lo, held.hi,
                                       (uint64_t)n->shape->rank};
    for (int k = 0; k < n->shape->rank; k++)
        words[5 + k] = (uint64_t)n->shape->dim[k];
    return wg__cut_key(g,
                       wg__hash(words, (size_t)(5 + n->shape->rank) * sizeof *words, (wg__key){0}));
}

static bool add_name(wg_graph *g, wg__node *n, const char *name)
{
    char own[16];
    if (!name) {
        snprintf(own, sizeof own, "%%%" PRIu32, g->nodes.count);
        name = own;
    }
    return !*name || wg__name_add(g, g->nodes.count, 0, name, &n->name);
}

/* Of the ghost only the key of a large constant's contents is left: it is what the keys after it were made from. */
static bool same_leaf(const wg__node *ghost, const wg__node *n)
{
    return !ghost->op && ghost->kind == n->kind && ghost->dtype == n->dtype &&
           ghost->key.lo == n->key.lo && ghost->key.hi == n->key.hi &&
           wg__same_shape(ghost->shape, n->shape);
}

static wg_tensor revive_leaf(wg_graph *g, wg__node *n, bool named, const char *name)
{
    uint32_t site;
    if (!wg__site_index(g, &site) || (named && !add_name(g, n, name))) {
        wg__storage_free(n->data);
        return wg__fail_memory(g);
    }
    const wg_tensor t = wg__revive(g); /* cannot fail: the site is known */
    wg__node *own = wg__node_at(g, t.id);
    own->data = n->data;
    own->name = n->name;
    return t;
}

/* Makes *n, whose storage is filled, the next node. Takes the storage, also on failure. */
static wg_tensor append_leaf(wg_graph *g, wg__node *n, bool named, const char *name)
{
    n->key = wg__leaf_key(g, n, g->nodes.count);
    const wg__node *ghost = wg__ghost(g);
    if (ghost && !ghost->data && same_leaf(ghost, n))
        return revive_leaf(g, n, named, name);
    wg__node *own = wg__reserve(g);
    if (!own) {
        wg__storage_free(n->data);
        return wg__poison(g);
    }
    wg__arena_mark before = wg__arena_tell(&g->arena);
    n->shape = wg__share_shape(g, n->shape, NULL);
    if (!n->shape || (named && !add_name(g, n, name))) {
        wg__arena_reset(&g->arena, before);
        wg__storage_free(n->data);
        return wg__fail_memory(g);
    }
    g->last_shape = n->shape;
    n->gen = own->gen;
    n->site = own->site;
    *own = *n;
    const uint32_t id = wg__append(g);
    if (n->kind == WG__NODE_CONST)
        wg__table_insert(g, id);
    return wg__handle(g, id);
}

static wg_tensor new_leaf(wg_graph *g, wg__kind kind, const char *name, wg_dtype d,
                          const wg_shape *s)
{
    wg__node n = {.kind = kind & 0x7f};
    size_t bytes;
    char text[192];
    if (!check_leaf(g, d, s, &n, &bytes))
        return wg__poison(g);
    n.data = wg__storage_new(bytes);
    if (!n.data)
        return wg__fail(g, WG_ERR_MEMORY, "out of memory: %zu bytes for %s %s", bytes,
                        wg_dtype_name(d), wg_shape_string(*s, text, sizeof text));
    return append_leaf(g, &n, true, name);
}

wg_tensor wg_input_at(wg_site at, wg_graph *g, const char *name, wg_dtype d, wg_shape s)
{
    if (!g)
        return wg__poison(g);
    bool opened = wg__enter(g, at);
    wg_tensor t = new_leaf(g, WG__NODE_INPUT, name, d, &s);
    wg__leave(g, opened);
    return t;
}

wg_tensor wg_param_at(wg_site at, wg_graph *g, const char *name, wg_dtype d, wg_shape s)
{
    if (!g)
        return wg__poison(g);
    bool opened = wg__enter(g, at);
    wg_tensor t = new_leaf(g, WG__NODE_PARAM, name, d, &s);
    wg__leave(g, opened);
    return t;
}

/* By bytes: -0.0 and 0.0 are two constants, and so are two NaNs with different payloads. */
static bool same_const(const wg__node *n, const void *wanted)
{
    const wg__node *w = wanted;
    return n->kind == WG__NODE_CONST && n->dtype == w->dtype &&
           wg__same_shape(n->shape, w->shape) &&
           memcmp(n->data, w->data, (size_t)n->numel * wg_dtype_size((wg_dtype)n->dtype)) == 0;
}

/* The storage of a constant: a copy, truth values as 0 and 1. NULL: out of memory. */
static void *copy_const(const wg__node *n, const void *data, size_t bytes)
{
    void *own = wg__storage_new(bytes);
    if (own && bytes)
        memcpy(own, data, bytes);
    if (own && n->dtype == WG_BOOL)
        wg__normalise_bool(own, bytes);
    return own;
}

static uint32_t find_const(const wg_graph *g, const wg__node *n)
{
    return wg__table_find(g, wg__leaf_key(g, n, 0), same_const, n);
}

static wg_tensor new_const(wg_graph *g, wg_dtype d, const wg_shape *s, const void *data)
{
    wg__node n = {.kind = WG__NODE_CONST};
    size_t bytes;
    uint32_t id = 0;
    if (!check_leaf(g, d, s, &n, &bytes))
        return wg__poison(g);
    if (!data && bytes)
        return wg__fail(g, WG_ERR_ARGUMENT, "data is NULL");
    n.data = (void *)(uintptr_t)data; /* a small one is looked for before there is a copy */
    const bool small = bytes <= WG__SMALL_CONST && d != WG_BOOL;
    const wg__node *ghost = small ? wg__ghost(g) : NULL;
    if (ghost && same_const(ghost, &n))
        return wg__revive(g);
    if (small && (id = find_const(g, &n)) != 0)
        return wg__handle(g, id);
    n.data = copy_const(&n, data, bytes);
    if (!n.data)
        return wg__fail(g, WG_ERR_MEMORY, "out of memory: %zu bytes for a constant", bytes);
    if (!small && (id = find_const(g, &n)) != 0) {
        wg__storage_free(n.data);
        return wg__handle(g, id);
    }
    return append_leaf(g, &n, false, NULL);
}

wg_tensor wg_const_at(wg_site at, wg_graph *g, wg_dtype d, wg_shape s, const void *data)
{
    if (!g)
        return wg__poison(g);
    bool opened = wg__enter(g, at);
    wg_tensor t = new_const(g, d, &s, data);
    wg__leave(g, opened);
    return t;
}

wg_tensor wg_scalar_at(wg_site at, wg_graph *g, wg_dtype d, double value)
{
    if (!g)
        return wg__poison(g);
    bool opened = wg__enter(g, at);
    wg_shape s = {0};
    int64_t element = 0;
    wg_tensor t;
    if (wg__dtype_valid(d) && !wg__fits(d, value)) {
        t = wg__fail(g, WG_ERR_VALUE, "%.17g is not a value of dtype %s", value, wg_dtype_name(d));
    } else {
        wg__store(d, &element, 0, value);
        t = new_const(g, d, &s, &element);
    }
    wg__leave(g, opened);
    return t;
}

/* ---- looking ---- */

bool wg_is_ok(wg_tensor t)
{
    return wg__peek(t) != NULL;
}

bool wg_is_none(wg_tensor t)
{
    return t.g && wg__is_none_id(t);
}

wg_tensor wg_none(wg_graph *g)
{
    return g ? (wg_tensor){.g = g, .id = UINT32_MAX} : wg__poison(NULL);
}

wg_dtype wg_dtype_of(wg_tensor t)
{
    const wg__node *n = wg__peek(t);
    return n ? (wg_dtype)n->dtype : WG_DTYPE_COUNT;
}

wg_shape wg_shape_of(wg_tensor t)
{
    const wg__node *n = wg__peek(t);
    return n ? *n->shape : (wg_shape){.rank = -1};
}

int64_t wg_numel(wg_tensor t)
{
    const wg__node *n = wg__peek(t);
    return n ? n->numel : -1;
}

/* The node of t if its value is there; the open scope names the call in the message otherwise. */
static wg__node *use_value(wg_tensor t)
{
    char text[256];
    wg__node *n = wg__use(t.g, t, "the tensor");
    if (n && !n->data) {
        wg__fail(t.g, WG_ERR_VALUE, "%s has not been run: pass it to wg_run first",
                 wg__describe(t.g, t, text, sizeof text));
        return NULL;
    }
    return n;
}

void *wg_data(wg_tensor t)
{
    if (!t.g)
        return NULL;
    bool opened = wg__enter(t.g, (wg_site){.text = "wg_data"});
    wg__node *n = use_value(t);
    wg__leave(t.g, opened);
    return n ? n->data : NULL;
}

double wg_item(wg_tensor t)
{
    if (!t.g)
        return (double)NAN;
    bool opened = wg__enter(t.g, (wg_site){.text = "wg_item"});
    double value = (double)NAN;
    char text[256];
    const wg__node *n = wg__use(t.g, t, "the tensor");
    if (n && n->numel != 1)
        wg__fail(t.g, WG_ERR_SHAPE, "%s has %" PRId64 " elements, not one",
                 wg__describe(t.g, t, text, sizeof text), n->numel);
    else if (n && use_value(t))
        value = wg__load((wg_dtype)n->dtype, n->data, 0);
    wg__leave(t.g, opened);
    return value;
}

static wg_code set_data(wg_tensor t, const void *data, size_t bytes)
{
    char text[256];
    wg_graph *g = t.g;
    wg__node *n = wg__use(g, t, "the tensor");
    if (!n)
        return WG_ERR_HANDLE;
    size_t own = (size_t)n->numel * wg_dtype_size((wg_dtype)n->dtype);
    wg__describe(g, t, text, sizeof text);
    if (n->kind != WG__NODE_INPUT && n->kind != WG__NODE_PARAM) {
        wg__fail(g, WG_ERR_ARGUMENT, "%s is not an input or a parameter", text);
        return WG_ERR_ARGUMENT;
    }
    if (bytes != own || (!data && own)) {
        if (bytes != own)
            wg__fail(g, WG_ERR_SIZE, "%s has %zu bytes, data has %zu", text, own, bytes);
        else
            wg__fail(g, WG_ERR_ARGUMENT, "data is NULL");
        return bytes != own ? WG_ERR_SIZE : WG_ERR_ARGUMENT;
    }
    if (own)
        memmove(n->data, data, own);
    if (n->dtype == WG_BOOL)
        wg__normalise_bool(n->data, own);
    return WG_OK;
}

wg_code wg_set_data(wg_tensor t, const void *data, size_t bytes)
{
    if (!t.g)
        return WG_ERR_HANDLE;
    bool opened = wg__enter(t.g, (wg_site){.text = "wg_set_data"});
    wg_code code = set_data(t, data, bytes);
    wg__leave(t.g, opened);
    return code;
}
