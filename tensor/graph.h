/* What is inside a wg_graph, for the files of tensor/ alone.  Private; other layers use node.h. */
#ifndef WG_GRAPH_H
#define WG_GRAPH_H

#include <stddef.h>

#include "tensor/memory.h"
#include "tensor/node.h"
#include "tensor/text.h"

/* A name, and what its node was called before: release undoes names given to older nodes. */
typedef struct wg__name {
    const char *text; /* among the texts */
    uint32_t node, before;
} wg__name;

/* Nodes first .. end - 1 were recorded for the derivative of node primal. */
typedef struct wg__derived {
    uint32_t first, end, primal;
} wg__derived;

/* The table of call sites: every site once; index 0 is the unknown one. */
typedef struct wg__sites {
    wg_site *site;
    uint32_t count, cap;
    uint32_t *slot; /* open addressing, 0 = empty */
    uint32_t slots;
} wg__sites;

typedef struct wg__scope {
    wg_site at;
    uint32_t index; /* of `at` among the sites */
    bool known;     /* index is set */
} wg__scope;

/* The node table: ids by key, linear probing, at most half full. A slot is the low half of key.lo, then
 * the id; 0 = empty. */
typedef struct wg__table {
    uint64_t *slot;
    size_t slots, used, ghosts; /* entries of live nodes, and of ghosts */
} wg__table;

/* What the name of an op adds to keys, by the op's address: most ops of a recording were asked for before. */
enum { WG__OP_KEYS = 64 };
typedef struct wg__op_key {
    const struct wg_op *op;
    wg__key name;
} wg__op_key;

/* Where a mark stands. Marks form a stack; a release drops those above its own. */
typedef struct wg__position {
    uint32_t count, serial, sites, names;
    uint32_t
        waste; /* not 0: the arena holds ghosts below this mark; a release to a mark this low gives them back */
    size_t used; /* of the table */
    uint64_t stream;
    wg__arena_mark arena, texts;
} wg__position;

/* Said in ghost.c. */
typedef struct wg__ghosts {
    uint32_t base, waste; /* waste: 0 = there is none */
    wg__arena_mark floor;
} wg__ghosts;

enum { WG__MESSAGE = 2048, WG__SMALL_CONST = 64 /* bytes */ };

struct wg_graph {
    wg__nodes nodes; /* first: node.h relies on that */
    wg__table table;
    wg__arena arena; /* shapes, attrs, operand lists */
    wg__arena texts; /* names */
    wg__ghosts ghosts;
    const wg_shape *last_shape;
    wg__op_key op_key[WG__OP_KEYS];
    wg__sites sites;
    wg__name *names; /* index 0 is no name */
    uint32_t name_count, name_cap;
    wg__derived *derived; /* in the order of ids */
    uint32_t derived_count, derived_cap;
    wg__position *marks;
    uint32_t mark_count, mark_cap, mark_serial;
    wg__scope scope[2]; /* the user's call; inside it that of a backward rule */
    int depth;
    int key_bits;
    wg__reinfer_fn reinfer;
    void *engine;
    wg__engine_hooks hooks;
    uint64_t stream, draws;
    wg_rng rng; /* the host's; its seed is the graph's */
    wg_error_handler handler;
    void *handler_user;
    wg_code code;
    char message[WG__MESSAGE];
};

_Static_assert(offsetof(struct wg_graph, nodes) == 0, "wg__nodes_of");

static inline bool wg__is_none_id(wg_tensor t)
{
    return t.id == UINT32_MAX && t.gen == 0;
}

/* Appending.  reserve makes room for one more node (chunk, table slot, site of the open scope), and gives it, with nothing in it but gen and
 * site; NULL after it has set the graph's error.  append cannot fail then: the node is there, and its id returns. */
wg__node *wg__reserve(wg_graph *g);
uint32_t wg__append(wg_graph *g);
const wg_shape *wg__share_shape(wg_graph *g, const wg_shape *s,
                                const wg_shape *like); /* NULL: out of memory */
wg_tensor wg__fail_memory(wg_graph *g);

void wg__ghosts_drop(wg_graph *g);
wg__arena_mark wg__ghosts_tell(const wg_graph *g,
                               uint32_t *waste);          /* of the live nodes, for a mark */
void wg__ghosts_keep(wg_graph *g, const wg__position *p); /* nodes from p on become ghosts */
bool wg__ghost_keeps_data(const wg__node *n);

wg__key wg__leaf_key(const wg_graph *g, const wg__node *n, uint32_t id);

typedef bool (*wg__same_fn)(const wg__node *n, const void *wanted);
bool wg__table_reserve(wg_graph *g);
uint32_t wg__table_find(const wg_graph *g, wg__key key, wg__same_fn same,
                        const void *wanted); /* 0: none */
void wg__table_insert(wg_graph *g, uint32_t id);
void wg__table_remove(wg_graph *g, uint32_t id); /* absent is fine */
bool wg__table_holds(const wg_graph *g, uint32_t id);

bool wg__site_index(wg_graph *g, uint32_t *index); /* of the open scope; false: out of memory */
void wg__sites_cut(wg_graph *g, uint32_t count);

bool wg__name_add(wg_graph *g, uint32_t id, uint32_t before, const char *text,
                  uint32_t *index); /* false: memory */
void wg__names_cut(wg_graph *g, uint32_t count, uint32_t nodes);
void wg__derived_cut(wg_graph *g, uint32_t count); /* nodes >= count are gone */

/* Doubles *cap until it exceeds n. false when out of memory, p stays valid. */
bool wg__grow(void **p, uint32_t *cap, uint32_t n, size_t size);

#endif
