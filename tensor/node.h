/* The recording: one append-only list of nodes per graph, ids are a topological order.  Private.
 *
 *   graph ── chunks of 1024 nodes, never moved ── node { op, shape*, attr*, in[], key, site, data }
 *         ── table: open addressing, key -> id (hash-consing; a hit is verified field by field)
 *         ── arena: chunked bump allocator for shapes, attrs, operand lists, names; reset by release
 *         ── ghosts: what a release took away, until something else is recorded (ghost.c)
 *
 * Invariants (checked by wg__verify): in[k] < id; node 0 is poison; a leaf has op NULL and kind != WG__NODE_OP;
 * live nodes are 1 .. count-1. */
#ifndef WG_NODE_H
#define WG_NODE_H

#include "tensor.h"

struct
    wg_op; /* ops/op.h. It begins with `const char *name`: wg__op_name and the keys rely on that. */
struct wg_attrs; /* ops/op.h */

typedef enum wg__kind {
    WG__NODE_POISON,
    WG__NODE_INPUT,
    WG__NODE_PARAM,
    WG__NODE_CONST,
    WG__NODE_OP
} wg__kind;

typedef struct wg__key {
    uint64_t lo, hi;
} wg__key;

typedef struct wg__node {
    const struct wg_op *op;      /* NULL for leaves */
    const wg_shape *shape;       /* in the arena, shared between neighbours where equal */
    const struct wg_attrs *attr; /* canonical; NULL when the op has none */
    union {
        uint32_t few[4]; /* nin <= 4 */
        const uint32_t *many;
    } in;
    wg__key key; /* structure: op, dtype, shape, attrs, operands' keys; leaves: kind and id */
    void *data;  /* leaf: its storage. op: the value of the last run that asked for it, or NULL */
    int64_t numel;
    uint32_t gen, site; /* site: index into the graph's sites, 0 = unknown */
    uint32_t name;      /* index into the graph's names, 0 = none */
    uint16_t nin;
    uint8_t kind : 7, unique : 1; /* unique: never merged, so not in the table */
    uint8_t dtype;
} wg__node;

/* The first member of struct wg_op is its name (said in ops/op.h too). */
static inline const char *wg__op_name(const struct wg_op *op)
{
    return *(const char *const *)(const void *)op;
}

static inline const uint32_t *wg__in(const wg__node *n)
{
    return n->nin <= 4 ? n->in.few : n->in.many;
}

enum { WG__CHUNK_BITS = 10, WG__CHUNK = 1 << WG__CHUNK_BITS };

/* The nodes of a graph: what a wg_graph begins with (tensor/graph.h), in sight because every recorded node asks for it many
 * times. */
typedef struct wg__nodes {
    wg__node **chunk;
    uint32_t chunks, chunk_cap;
    uint32_t count; /* node 0, the poisoned one, included */
    uint32_t gen;   /* of the nodes recorded now; a release makes a new one */
    uint32_t end;   /* of the ghosts, which begin at count; <= count if there are none */
} wg__nodes;

static inline const wg__nodes *wg__nodes_of(const wg_graph *g)
{
    return (const wg__nodes *)(const void *)g;
}

/* The number of live nodes; node ids are below it. */
static inline uint32_t wg__count(const wg_graph *g)
{
    return g ? wg__nodes_of(g)->count : 0;
}

static inline wg__node *wg__node_at(const wg_graph *g, uint32_t id)
{
    return &wg__nodes_of(g)->chunk[id >> WG__CHUNK_BITS][id & (WG__CHUNK - 1)];
}

/* As in NumPy, the dimensions other than 0 must not overflow, even if one of them is 0. */
bool wg__shape_numel_checked(const wg_shape *s, int64_t *n);

/* The same; the product alone says it where all dimensions are positive. */
static inline bool wg__shape_numel(const wg_shape *s, int64_t *n)
{
    int64_t product = 1;
    bool plain = s->rank >= 0 && s->rank <= WG_MAX_RANK;
    for (int k = 0; k < s->rank && plain; k++)
        plain = s->dim[k] > 0 && !__builtin_mul_overflow(product, s->dim[k], &product);
    *n = product;
    return plain || wg__shape_numel_checked(s, n);
}

bool wg__shape_broadcast(const wg_shape *a, const wg_shape *b,
                         wg_shape *out); /* out may be a or b */

static inline bool wg__same_shape(const wg_shape *a, const wg_shape *b)
{
    if (a->rank != b->rank)
        return false;
    for (int k = 0; k < a->rank; k++)
        if (a->dim[k] != b->dim[k])
            return false;
    return true;
}

/* Handle checks.  wg__use: t is live and of graph g, otherwise the graph has an error (naming `what`, the parameter) and
 * NULL returns. Poison of this graph returns NULL silently; a zero-initialised handle, a stale one, one of another graph and
 * the explicit none are errors. */
wg__node *wg__use(wg_graph *g, wg_tensor t, const char *what);

/* The node of a live handle, otherwise NULL, without an error. */
static inline wg__node *wg__peek(wg_tensor t)
{
    if (!t.g || t.id == 0 || t.id >= wg__nodes_of(t.g)->count)
        return NULL;
    wg__node *n = wg__node_at(t.g, t.id);
    return n->gen == t.gen ? n : NULL;
}

/* The node that was recorded in the place of the next one before the last release, or NULL. */
static inline const wg__node *wg__ghost(const wg_graph *g)
{
    const wg__nodes *nodes = wg__nodes_of(g);
    return nodes->count < nodes->end ? wg__node_at(g, nodes->count) : NULL;
}

static inline wg_tensor wg__handle(wg_graph *g, uint32_t id)
{
    return (wg_tensor){g, id, id && id < wg__nodes_of(g)->count ? wg__node_at(g, id)->gen : 0};
}

static inline wg_tensor wg__poison(wg_graph *g)
{
    return (wg_tensor){.g = g};
}

bool wg__is_poison(wg_tensor t); /* the poisoned handle itself, or NULL graph */

/* The graph of the first operand that has one; NULL if none. */
wg_graph *wg__graph_of(const wg_tensor *t, int n);

/* Errors. The message becomes "FILE:LINE: CALL: " (from the current site) + text; the first error of a graph wins. */
wg_tensor wg__fail(wg_graph *g, wg_code code, const char *fmt, ...)
    WG_PRINTF(3, 4); /* returns poison */
/* "x (32, 784) from net.c:30"; without a name "%12 = relu (32, 128) from net.c:33". 256 bytes are enough. */
const char *wg__describe(wg_graph *g, wg_tensor t, char *buf, size_t size);

/* Sites: the outermost scope wins, so what a composition records carries the user's line.
 * enter returns whether this call opened the scope; pass it to leave.  During a backward walk wg__enter_like opens a scope
 * inside the open one (of wg_grad): what is recorded then carries the primal node's own site, while errors still quote
 * the user's call. file and text of a site are kept as pointers: they outlive the graph, as string literals do. */
bool wg__enter(wg_graph *g, wg_site at);
bool wg__enter_like(wg_graph *g, const wg__node *n);
bool wg__enter_inner(wg_graph *g, wg_site at); /* the same for a node of another graph */
void wg__leave(wg_graph *g, bool opened);
wg_site wg__site(const wg_graph *g, uint32_t site); /* zeros for 0 */

/* Nodes first .. count - 1 were recorded for the derivative of node primal: said by the walk backward after each node.
 * false: out of memory, and the graph has the error. The primal of a node that nobody derived is 0. */
bool wg__note_derived(wg_graph *g, uint32_t first, uint32_t primal);
uint32_t wg__primal_of(const wg_graph *g, uint32_t id);

/* Recording an op node whose operands, shape and attrs have been checked by the ops layer.
 * attr is copied field by field (wg__attrs_hash/equal/copy from the ops layer are passed as callbacks in the record). */
typedef struct wg__record {
    const struct wg_op *op;
    wg_dtype dtype;
    wg_shape shape;
    const uint32_t *in;
    int nin;
    const struct wg_attrs *attr; /* NULL if none */
    size_t attr_size;            /* bytes to copy */
    wg__key attr_key;            /* hash of the attrs, field by field */
    bool (*attr_equal)(const struct wg_op *op, const struct wg_attrs *a, const struct wg_attrs *b);
    bool unique; /* effects: never merged (assign, random); the key contains the id */
} wg__record;
wg_tensor wg__record_op(wg_graph *g, const wg__record *r);
/* Brings wg__ghost back, where recording would append exactly this: the same op, operands and attributes, and so the same
 * dtype and shape. Poison: out of memory. */
wg_tensor wg__revive(wg_graph *g);
void wg__rename(wg_graph *g, wg_tensor t, const char *name);     /* only if it has no name yet */
const char *wg__node_name(const wg_graph *g, const wg__node *n); /* "" if none */

wg__key wg__hash(const void *p, size_t n, wg__key seed); /* XXH3-128 */

/* Hook for tests: keys are cut to this many bits (0 or >= 128: whole). Results must not change. Only on a graph
 * without nodes; an error later. */
void wg__set_key_bits(wg_graph *g, int bits);
wg__key wg__cut_key(const wg_graph *g, wg__key k); /* for those of nodes and of plans */

/* What the ops layer adds for verify: re-infers shape and dtype of an op node; false and a message on mismatch. */
typedef bool (*wg__reinfer_fn)(wg_graph *g, uint32_t id, char *msg, size_t size);
void wg__set_reinfer(wg_graph *g, wg__reinfer_fn fn);
bool wg__verify(wg_graph *g, char *msg, size_t size); /* the written specification of a graph */

/* The engine's own state hangs off the graph; freed with it, told of releases. */
typedef struct wg__engine_hooks {
    void (*free)(void *state);
    void (*released)(void *state, wg_graph *g, uint32_t count); /* nodes >= count are gone */
} wg__engine_hooks;
void wg__set_engine(wg_graph *g, void *state, const wg__engine_hooks *hooks);
void *wg__engine(const wg_graph *g);

uint64_t wg__graph_seed(const wg_graph *g);
uint64_t
wg__next_stream(wg_graph *g); /* a fresh stream number for a random node; restored by release */
uint64_t *
wg__draws(wg_graph *g); /* runs so far that drew random numbers; part of the Philox counter */

#endif
