/* A plan in the making: what the passes share.  Private.
 *
 * value   one per node of the subgraph, by position
 * bstep   one per step of the plan, in the order of creation, which is a topological order; schedule.c makes `order` of it
 * product what a matrix product takes along: its scale, summand, bias, activation and gate */
#ifndef WG_ENGINE_BUILD_H
#define WG_ENGINE_BUILD_H

#include "engine/notes.h"
#include "engine/plan.h"
#include "ops/op.h"
#include "ops/rows.h"
#include "tensor/memory.h"

typedef enum wg__role {
    WG__LEAF,
    WG__ALIAS, /* elements of another value's memory: costs nothing */
    WG__TILE,  /* member of a tile program */
    WG__KERNEL,
    WG__COPY,     /* a view that its operand's layout does not allow: the operand is copied first */
    WG__GEMM,     /* ends a matrix product */
    WG__ABSORBED, /* computed on the way, inside a product */
} wg__role;

/* A member that is computed otherwise than its op says, with what others would have computed (combine.c). */
enum { WG__MAX_COMBINED = 4 };
typedef struct wg__variant {
    const struct wg__row_form *form; /* NULL: element by element, by fn */
    wg_tile_fn fn;
    const struct wg__pair *pair; /* whose function fn is; NULL */
    uint32_t in[WG__MAX_COMBINED], nin;
    unsigned singles; /* operands that are single elements, a bit each */
    const char *with; /* name of the op that it takes along */
    int axis;         /* of the columns, for messages */
} wg__variant;

typedef struct wg__value {
    const wg__node *node;
    const uint32_t *in;         /* positions of its operands */
    const wg__variant *variant; /* of a member; NULL: as its op says */
    const wg_view *
        view; /* where the elements are in base's memory (offset, strides); NULL: row-major from its start */
    uint32_t base;       /* the value whose memory it is */
    uint32_t uses, user; /* operands that it is, and the last node of which */
    uint32_t step;       /* that computes it */
    uint32_t twin;       /* the other position at which the same is computed; WG__NONE */
    uint32_t since;      /* its step begins here or later; 0 unless something is computed again */
    uint32_t next;       /* member of the same tile program, by position */
    uint32_t buf;        /* of a base */
    uint32_t copy, copy_step; /* buffer of a row-major copy of it, and the step that makes it */
    uint32_t product;
    uint32_t reg;       /* of a tile value that stays in its program */
    uint32_t last_read; /* member that reads it last, inside its program */
    uint32_t spread,
        spread_last; /* register of it with each row's element repeated, and its last reader */
    uint32_t region; /* whose chunk has it: nobody else reads it (regions.c); WG__NONE */
    uint8_t role, level;
    bool asked;
    bool again; /* computed again, here */
    bool kept;  /* a tile value that leaves its program */
} wg__value;

typedef struct wg__bproduct {
    uint32_t a, b, end;            /* positions */
    uint32_t alpha, c, bias, gate; /* positions or WG__NONE */
    bool negate, relu;
    bool swapped; /* B' A' is computed: the only reader wants it transposed */
} wg__bproduct;

typedef struct wg__bstep {
    uint8_t kind;
    bool dead, fallible;
    bool
        late; /* after every step that may fail: it writes a parameter, or reads a value that one has written */
    uint32_t pos;
    uint32_t begin;             /* position at which it was created: it runs no earlier */
    uint32_t head, tail, count; /* tile programs: members by position */
    int64_t n,
        cols; /* of a tile program: elements of its matrix, columns; cols == 0: no rows are told apart */
    uint32_t product;
    uint32_t dst;         /* copies: the buffer written */
    uint32_t assign;      /* copies into a parameter: which assignment; otherwise WG__NONE */
    uint32_t scratch;     /* buffer or WG__NONE */
    uint32_t fill, fills; /* tile programs: operands brought into registers first */
    uint32_t regs[2];     /* registers that are full, and of one element per row */
    size_t reg_bytes[2];
    size_t state_at; /* in the scratch: states of what is there after the program */
    int64_t block;   /* rows at a time */
    int64_t chunk;   /* rows that threads take at a time; 0: it is not cut */
    uint32_t at;     /* place in the final order */
    uint32_t region; /* WG__NONE: by itself */
    uint8_t alone;   /* why it is, wg__reason */
    uint8_t part;    /* of a product in a region: wg__part */
} wg__bstep;

/* Steps order[first] .. order[first + steps - 1], that a chunk of units goes through one after the other (regions.c). */
typedef struct wg__bregion {
    uint32_t first, steps;
    int64_t units, span; /* chunks do not reach over a multiple of span */
    int64_t chunk;       /* units; the last one of a span may be smaller */
    int64_t share;       /* units that a thread takes at a time, at most a chunk */
    bool ordered;        /* the chunks of a span are done in their order */
    bool cut;            /* it is worth sharing */
    uint32_t scratch;    /* buffer of the values of a chunk; WG__NONE: there are none */
} wg__bregion;

/* An operand of a tile program that does not lie as the tiles do. */
typedef struct wg__bfill {
    uint32_t pos, reg;
    wg__strided from;  /* over all elements of its level */
    uint8_t level;     /* full or one element per row */
    bool splat, still; /* one element, repeated; the same for every block: filled once */
} wg__bfill;

typedef struct wg__bassign {
    uint32_t pos, param, value; /* the node, the parameter, the value; positions */
    bool in_place;              /* the step that computes the value writes it into the parameter */
} wg__bassign;

typedef struct wg__build {
    wg_graph *g;
    const wg__subgraph *s;
    wg__engine_options options;
    const uint32_t *root;
    int nroots;
    int isa;
    wg__arena arena; /* of this build */
    wg__value *v;
    uint32_t n;       /* positions */
    uint32_t *origin; /* per position: the place of its node in the subgraph */
    uint32_t
        recompute; /* segments between checkpoints that are computed again: those with the least work for each byte */
    uint32_t segments;  /* of which something could be */
    int64_t recomputed; /* ops, views aside, that are computed twice */
    uint32_t *readers,
        *reader; /* who reads base k: reader[readers[k]] .. reader[readers[k + 1] - 1] */
    wg__bstep *step;
    uint32_t steps, step_cap;
    uint32_t *order, ordered; /* steps in the order in which they run */
    wg__buffer *buf;
    uint32_t bufs, buf_cap;
    wg__bproduct *product;
    uint32_t products, product_cap;
    wg__bassign *assign;
    uint32_t assigns;
    wg__bregion *region;
    uint32_t regions, region_cap;
    wg__bfill *fill;
    uint32_t fills, fill_cap;
    wg__access *access;
    uint32_t accesses, access_cap,
        *access_of;   /* access_of[at]: first of the step that runs at that place */
    int64_t in_place; /* values that took over memory */
    wg__notes *notes; /* NULL: the plan is not traced */
    size_t arena_bytes, lower_bound;
} wg__build;

/* The passes, in order. false: out of memory, unless the graph has another error. */
bool wg__recompute(wg__build *b);
bool wg__build_values(wg__build *b);
bool wg__match_products(wg__build *b);
bool wg__fuse(wg__build *b);
bool wg__combine(wg__build *b);
bool wg__schedule(wg__build *b);
bool wg__find_regions(wg__build *b);
bool wg__plan_memory(wg__build *b);
wg__plan *wg__freeze(wg__build *b);

/* ---- shared between passes ---- */

void *wg__build_alloc(wg__build *b, size_t count,
                      size_t size); /* zeroed; lives as long as the build */
/* Room for one more of `size` bytes behind *n; *p may move. */
bool wg__build_grow(void *p, uint32_t n, uint32_t *cap, size_t size);

uint32_t wg__pos_in(const wg__build *b, uint32_t pos, int k); /* position of operand k */
int wg__nin(const wg__build *b, uint32_t pos);                /* how many it has */
wg_view wg__value_view(const wg__build *b,
                       uint32_t pos); /* its elements in the memory of its base */
bool wg__value_whole(const wg__build *b,
                     uint32_t pos); /* row-major from the start of its base, all of it */
bool wg__value_row_major(const wg__build *b, uint32_t pos);
size_t wg__value_bytes(const wg__build *b, uint32_t pos);
bool wg__reads_operands(const wg_op *op); /* group reads nothing */
/* Operand k of a kernel comes from its own memory; otherwise from a row-major copy. */
bool wg__kernel_takes(const wg__build *b, uint32_t pos, int k);

uint32_t wg__step_new(wg__build *b, wg__step_kind kind, uint32_t pos); /* WG__NONE: out of memory */
uint32_t wg__buffer_new(wg__build *b, uint32_t leaf, size_t bytes);    /* likewise */
uint32_t wg__buffer_of(wg__build *b, uint32_t pos);         /* of the base of pos; likewise */
uint32_t wg__buffer_root(const wg__build *b, uint32_t buf); /* whose memory it is */
bool wg__step_may_fail(const wg__value *v);
double wg__node_cost(const wg_graph *g, const wg__node *n); /* FLOP, by the op's cost model */
uint32_t wg__step_of(
    const wg__build *b,
    uint32_t pos); /* that computes it; of what a product absorbs: the product's; WG__NONE */

/* space.c: the matrix of a tile program. */
/* How a member gets at an operand. */
typedef enum wg__reading {
    WG__OUTSIDE, /* computed by another step */
    WG__SAME,    /* element by element, computed by this program */
    WG__SPREAD,  /* each row's element for all of the row, computed by this program */
    WG__UNFIT,   /* computed by this program, but not there in time or in another order */
} wg__reading;
int64_t wg__rows_of(const wg__bstep *s);                      /* n where no rows are told apart */
int64_t wg__level_numel(const wg__bstep *s, wg__level level); /* full or row */
bool wg__level_of(const wg__bstep *s, int64_t numel, wg__level *level);
wg__level wg__operand_level(const wg__build *b, const wg__bstep *s, uint32_t m,
                            int k); /* at which m reads operand k */
wg__reading wg__reading_of(const wg__build *b, const wg__bstep *s, uint32_t m, int k);
wg__reading wg__reading_inside(const wg__build *b, const wg__bstep *s, uint32_t m,
                               int k); /* as if s computed it */
/* Operand k of m, in the shape in which m goes through it. */
wg_view wg__tile_operand(const wg__build *b, uint32_t m, int k);
/* From outside, in the order of m: read where it lies. A single element is always so. */
bool wg__tile_operand_flat(const wg__build *b, uint32_t m, int k);
bool wg__inside(const wg__build *b, uint32_t x, const wg__bstep *s); /* computed by this program */
const struct wg__row_form *wg__rows_form(const wg__build *b,
                                         uint32_t m); /* NULL: element by element */

/* tile_program.c: registers of a program, before memory is planned. */
bool wg__plan_registers(wg__build *b, uint32_t step);
wg_tile_fn wg__tile_function(const wg__build *b, uint32_t m,
                             int one); /* of member m; one: where that operand is single; -1 */
bool wg__operand_one(const wg__build *b, const wg__bstep *s, uint32_t m,
                     int k); /* one element for all that m computes at a time */
/* Of an op as it is: the operand that is a single element and that its function takes so; -1: none. */
int wg__single_operand(const wg__build *b, const wg__bstep *s, uint32_t m);
/* Operand k of m is a single element and is taken so. */
bool wg__takes_one(const wg__build *b, const wg__bstep *s, uint32_t m, int k);
/* The register that operand k of m is brought into, by index into b->fill; WG__NONE: it has none. */
uint32_t wg__fill_of(const wg__build *b, const wg__bstep *s, uint32_t m, int k);
bool wg__operand_fixed(const wg__build *b, const wg__bstep *s, uint32_t m,
                       int k); /* one row, read where it lies each time */
bool wg__repeats_rows(const wg__bstep *s,
                      const wg__strided *from); /* all rows of the operand are one */
size_t wg__kept_bytes(const wg__build *b, const wg__bstep *s,
                      uint32_t m); /* of such a member: room for what it sums; 0: none */
/* Bytes of what chunks come to, of a member that is there after, and is told chunk by chunk; 0: it is not. */
size_t wg__nodes_bytes(const wg__build *b, const wg__bstep *s, uint32_t m);
wg__fold_args wg__fold_of(const wg__build *b, const wg__bstep *s,
                          uint32_t m); /* of a member that is there after */

int64_t wg__program_chunk(const wg__build *b,
                          const wg__bstep *s); /* rows; 0: it is not cut (cut_program.c) */
double wg__program_cost(const wg__build *b, const wg__bstep *s); /* nanoseconds, roughly */

/* products.c: everything of a product but its pointers; false: out of memory never, so it returns nothing. */
void wg__shape_product(const wg__build *b, const wg__bstep *s, wg__product *out);
/* The two sides as they are multiplied: positions, and views of rank 2 or more. */
uint32_t wg__product_left(const wg__bproduct *p);
uint32_t wg__product_right(const wg__bproduct *p);
void wg__product_operands(const wg__build *b, const wg__bproduct *p, wg_view *left, wg_view *right);

/* Calls fn for every position that the step reads; copy: the row-major copy of it is read. */
typedef bool (*wg__read_fn)(void *user, uint32_t pos, bool copy);
bool wg__step_reads(const wg__build *b, const wg__bstep *s, wg__read_fn fn, void *user);

#endif
