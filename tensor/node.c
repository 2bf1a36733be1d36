/* The list of nodes: chunks, handles, and recording with hash-consing. */
#include "tensor/graph.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

/* ---- handles ---- */

wg__node *wg__use(wg_graph *g, wg_tensor t, const char *what)
{
    wg__node *n = t.g == g ? wg__peek(t) : NULL;
    const char *who = what ? what : "the operand";
    if (n || !g)
        return n;
    if (!t.g)
        wg__fail(g, WG_ERR_HANDLE, "%s is an empty handle: never assigned, or made on a NULL graph",
                 who);
    else if (t.g != g)
        wg__fail(g, WG_ERR_HANDLE, "%s belongs to another graph", who);
    else if (wg__is_none_id(t))
        wg__fail(g, WG_ERR_HANDLE, "%s is an absent gradient (none)", who);
    else if (t.id != 0)
        wg__fail(g, WG_ERR_HANDLE,
                 "%s is a stale handle: wg_graph_release has taken %%%" PRIu32 " away", who, t.id);
    return NULL;
}

bool wg__is_poison(wg_tensor t)
{
    return !t.g || t.id == 0;
}

wg_graph *wg__graph_of(const wg_tensor *t, int n)
{
    for (int k = 0; k < n; k++)
        if (t[k].g)
            return t[k].g;
    return NULL;
}

/* ---- appending ---- */

static bool reserve_chunk(wg_graph *g)
{
    uint32_t k = g->nodes.count >> WG__CHUNK_BITS;
    if (k < g->nodes.chunks)
        return true;
    if (!wg__grow((void **)&g->nodes.chunk, &g->nodes.chunk_cap, k, sizeof *g->nodes.chunk))
        return false;
    g->nodes.chunk[k] = wg__alloc(WG__CHUNK * sizeof(wg__node));
    if (!g->nodes.chunk[k])
        return false;
    g->nodes.chunks++;
    return true;
}

wg__node *wg__reserve(wg_graph *g)
{
    uint32_t site;
    wg__ghosts_drop(g);
    if (g->nodes.count == UINT32_MAX) {
        wg__fail(g, WG_ERR_SIZE, "the graph has %" PRIu32 " nodes and cannot have more",
                 g->nodes.count - 1);
        return NULL;
    }
    if (reserve_chunk(g) && wg__table_reserve(g) && wg__site_index(g, &site)) {
        wg__node *n = wg__node_at(g, g->nodes.count);
        *n = (wg__node){.gen = g->nodes.gen, .site = site};
        return n;
    }
    wg__fail_memory(g);
    return NULL;
}

uint32_t wg__append(wg_graph *g)
{
    return g->nodes.count++;
}

const wg_shape *wg__share_shape(wg_graph *g, const wg_shape *s, const wg_shape *like)
{
    if (like && wg__same_shape(s, like))
        return like;
    if (g->last_shape && wg__same_shape(s, g->last_shape))
        return g->last_shape;
    wg_shape *copy = wg__arena_alloc(&g->arena, sizeof *copy);
    if (!copy)
        return NULL;
    *copy = (wg_shape){.rank = s->rank};
    for (int k = 0; k < s->rank; k++)
        copy->dim[k] = s->dim[k];
    return copy;
}

/* ---- keys ---- */

wg__key wg__cut_key(const wg_graph *g, wg__key k)
{
    int bits = g->key_bits;
    if (bits <= 0 || bits >= 128)
        return k;
    if (bits >= 64)
        k.hi &= ((uint64_t)1 << (bits - 64)) - 1;
    else
        k = (wg__key){k.lo & (((uint64_t)1 << bits) - 1), 0};
    return k;
}

void wg__set_key_bits(wg_graph *g, int bits)
{
    if (!g)
        return;
    wg__ghosts_drop(g);
    if (g->nodes.count > 1)
        wg__fail(g, WG_ERR_ARGUMENT, "wg__set_key_bits: the graph has nodes already");
    else
        g->key_bits = bits;
}

enum { KEY_OPERANDS = 32, KEY_WORDS = 8 + WG_MAX_RANK + 2 * KEY_OPERANDS };

static wg__key name_key(wg_graph *g, const struct wg_op *op)
{
    const uint64_t mix = 0x9E3779B97F4A7C15u;
    wg__op_key *known = &g->op_key[((uint64_t)(uintptr_t)op * mix) >> 32 & (WG__OP_KEYS - 1)];
    if (known->op != op) {
        const char *name = wg__op_name(op);
        *known = (wg__op_key){op, wg__hash(name, strlen(name), (wg__key){0})};
    }
    return known->name;
}

static size_t operand_words(const wg_graph *g, const wg__record *r, int from, int to,
                            uint64_t *words)
{
    size_t n = 0;
    for (int k = from; k < to; k++) {
        const wg__key *in = &wg__node_at(g, r->in[k])->key;
        words[n++] = in->lo;
        words[n++] = in->hi;
    }
    return n;
}

/* Name, fields and the first operands' keys are hashed together; further operands in blocks, the hash
 * so far being the seed. */
static wg__key op_key(wg_graph *g, const wg__record *r)
{
    uint64_t words[KEY_WORDS];
    size_t n = 0;
    const wg__key name = name_key(g, r->op);
    words[n++] = WG__NODE_OP | (uint64_t)r->dtype << 8 | (uint64_t)r->shape.rank << 16 |
                 (uint64_t)r->nin << 32;
    words[n++] = name.lo;
    words[n++] = name.hi;
    words[n++] = r->attr_key.lo;
    words[n++] = r->attr_key.hi;
    words[n++] = r->unique ? g->nodes.count : 0;
    for (int k = 0; k < r->shape.rank; k++)
        words[n++] = (uint64_t)r->shape.dim[k];
    n += operand_words(g, r, 0, r->nin < KEY_OPERANDS ? r->nin : KEY_OPERANDS, words + n);
    wg__key key = wg__hash(words, n * sizeof *words, (wg__key){0});
    for (int k = KEY_OPERANDS, end; k < r->nin; k = end) {
        end = r->nin - k < KEY_OPERANDS ? r->nin : k + KEY_OPERANDS;
        n = operand_words(g, r, k, end, words);
        key = wg__hash(words, n * sizeof *words, key);
    }
    return g->key_bits ? wg__cut_key(g, key) : key;
}

/* ---- recording ---- */

static bool same_op(const wg__node *n, const void *wanted)
{
    const wg__record *r = wanted;
    if (n->op != r->op || n->dtype != r->dtype || n->nin != r->nin ||
        !wg__same_shape(n->shape, &r->shape))
        return false;
    if (r->nin && memcmp(wg__in(n), r->in, (size_t)r->nin * sizeof *r->in) != 0)
        return false;
    if (!n->attr || !r->attr)
        return !n->attr && !r->attr;
    return r->attr_equal && r->attr_equal(n->op, n->attr, r->attr);
}

static bool check_record(wg_graph *g, const wg__record *r, int64_t *numel)
{
    int64_t bytes;
    char shape[192];
    if (!wg__shape_numel(&r->shape, numel) ||
        !wg__mul_i64(*numel, (int64_t)wg_dtype_size(r->dtype), &bytes)) {
        wg__fail(g, WG_ERR_SIZE, "the result %s would be too large",
                 wg_shape_string(r->shape, shape, sizeof shape));
        return false;
    }
    if (r->nin < 0 || r->nin > UINT16_MAX) {
        wg__fail(g, WG_ERR_SIZE, "%d operands, but %d is the most", r->nin, UINT16_MAX);
        return false;
    }
    for (int k = 0; k < r->nin; k++) {
        if (r->in[k] == 0 || r->in[k] >= g->nodes.count) {
            wg__fail(g, WG_ERR_INTERNAL, "operand %d is %%%" PRIu32 ", which is not a node", k,
                     r->in[k]);
            return false;
        }
    }
    return true;
}

/* What goes into the arena. false when out of memory; the caller resets the arena. */
static bool fill_node(wg_graph *g, const wg__record *r, wg__node *n)
{
    const wg_shape *like = r->nin ? wg__node_at(g, r->in[0])->shape : NULL;
    n->shape = wg__share_shape(g, &r->shape, like);
    if (!n->shape)
        return false;
    if (r->attr) {
        void *attr = wg__arena_alloc(&g->arena, r->attr_size);
        if (!attr)
            return false;
        memcpy(attr, r->attr, r->attr_size);
        n->attr = attr;
    }
    uint32_t *in = n->in.few;
    if (r->nin > 4) {
        in = wg__arena_alloc(&g->arena, (size_t)r->nin * sizeof *in);
        if (!in)
            return false;
        n->in.many = in;
    }
    if (r->nin)
        memcpy(in, r->in, (size_t)r->nin * sizeof *in);
    return true;
}

wg_tensor wg__record_op(wg_graph *g, const wg__record *r)
{
    int64_t numel;
    if (!g || !check_record(g, r, &numel))
        return wg__poison(g);
    const wg__node *ghost = wg__ghost(g);
    if (ghost && ghost->unique == r->unique && same_op(ghost, r))
        return wg__revive(g);
    wg__key key = op_key(g, r);
    uint32_t id = r->unique ? 0 : wg__table_find(g, key, same_op, r);
    if (id)
        return wg__handle(g, id);
    wg__node *n = wg__reserve(g);
    if (!n)
        return wg__poison(g);
    n->op = r->op;
    n->key = key;
    n->numel = numel;
    n->nin = (uint16_t)r->nin;
    n->kind = WG__NODE_OP;
    n->unique = r->unique;
    n->dtype = (uint8_t)r->dtype;
    wg__arena_mark before = wg__arena_tell(&g->arena);
    if (!fill_node(g, r, n)) {
        wg__arena_reset(&g->arena, before);
        return wg__fail_memory(g);
    }
    g->last_shape = n->shape;
    id = wg__append(g);
    if (!r->unique)
        wg__table_insert(g, id);
    return (wg_tensor){g, id, n->gen};
}
