/* A plan: a flat list of steps over precomputed pointers, replayed without allocation, lock, hash or system call.  Private.
 *
 *   recording -> values and views -> matrix products -> tile programs, steps -> order -> regions -> memory -> this
 *   (describe.c)  (values.c)         (match_gemm.c)     (fuse.c, combine.c) (schedule.c) (regions.c) (memory_plan.c) (freeze.c)
 *
 * A plan knows nodes by their position in the subgraph, so that the same structure recorded anew runs with the same plan
 * after it has been bound to the new nodes. */
#ifndef WG_ENGINE_PLAN_H
#define WG_ENGINE_PLAN_H

#include "engine/engine.h"
#include "engine/gemm_own.h"
#include "engine/gemm_provider.h"
#include "engine/strided.h"
#include "engine/walk.h"
#include "ops/pieces.h"

#define WG__NONE UINT32_MAX

/* ---- memory ---- */

/* A region that steps read and write: the storage of a leaf, or bytes of the arena. */
typedef struct wg__buffer {
    uint32_t leaf;   /* position of the leaf, or WG__NONE: in the arena */
    uint32_t shares; /* the buffer whose memory it took over when that died; itself otherwise */
    uint32_t first,
        last; /* steps between which it holds its value; last = WG__NONE: after the run too */
    size_t bytes, offset; /* in the arena */
    uint32_t pos; /* the node whose value, or whose row-major copy, it holds; WG__NONE: nobody's */
    uint32_t
        region; /* it is a value of a chunk of this region, bytes for one chunk; or, if scratch, has all of these; WG__NONE */
    bool scratch; /* of one step or region, which leaves nothing in it */
    bool brief;   /* likewise: not even from one chunk to the next */
} wg__buffer;

/* It is a value of a chunk. */
static inline bool wg__buffer_in_chunk(const wg__buffer *u)
{
    return u->region != WG__NONE && !u->scratch;
}

typedef struct wg__access {
    uint32_t buffer;
    bool write;
    size_t
        bytes; /* of the buffer that are touched: less than all for a part of it, or for elements picked by index */
} wg__access;

/* A pointer to be set when memory is there: where it is, and what it points to. */
typedef struct wg__reloc {
    void **where;
    uint32_t leaf; /* WG__NONE: the arena */
    size_t offset;
} wg__reloc;

/* ---- steps ---- */

typedef struct wg__exec {
    char *message; /* of a kernel that refuses a value */
    size_t message_size;
    uint32_t *pos; /* the node whose kernel it was, if it is not the step's */
} wg__exec;

typedef enum wg__step_kind {
    WG__STEP_TILE,
    WG__STEP_GEMM,
    WG__STEP_KERNEL,
    WG__STEP_COPY
} wg__step_kind;

typedef struct wg__step {
    wg_code (*run)(const void *what, const wg__exec *x);
    void *what;   /* wg__program, wg__product, wg__call or wg__copy */
    uint32_t pos; /* the node whose value it ends with */
    uint32_t access, accesses;
    uint32_t reloc, relocs;
    uint8_t kind;
    bool assigns;    /* writes a parameter */
    bool may_fail;   /* its kernel may refuse a value */
    uint32_t region; /* WG__NONE: by itself */
    uint8_t alone;   /* of a traced plan: why it is, wg__reason */
    bool again;      /* computes again what was not kept */
    double flop;
} wg__step;

/* What a member of a tile program has an element for, in the program's matrix of rows and columns. */
typedef enum wg__level {
    WG__FULL,  /* each element of the matrix */
    WG__ROW,   /* each row */
    WG__AFTER, /* something else: a reduction down the columns or of everything, there when the program has ended */
} wg__level;

typedef struct wg__program wg__program;
enum {
    WG__WHOLE_ROW = 512,  /* elements; longer rows are at work one by one, or a few */
    WG__MOST_OPERANDS = 8 /* of an fn that is called row by row */
};

/* One operation on the rows at work. Its pointers stand at them. */
typedef struct wg__instr {
    wg_tile_fn fn;                   /* element by element; NULL: a row op or a spread */
    const struct wg__row_form *form; /* NULL: repeats the elements of in[0] along their rows */
    void (*spread)(void *out, const void *in, int64_t rows,
                   int64_t cols); /* how; NULL: element by element */
    const wg_attrs *attr;
    void *out;
    void **in;
    uint32_t *
        from; /* per operand: the node of this program or of a fill that it is; WG__NONE: in memory */
    void *state; /* of a result that is there after the program; otherwise NULL */
    void *
        kept; /* of a result that is there after: the operand of all rows, where threads leave it (keeps) or where it lies anyway; NULL */
    char *
        nodes; /* of a result that is there after a program that is cut: what each chunk comes to; NULL */
    const wg_shape *indices;     /* shape of operand 1 of a row op */
    const char *with;            /* name of an op that it takes along; NULL */
    const struct wg__pair *pair; /* the two ops that fn is; NULL: that of pos */
    unsigned ones;               /* operands that are a single element, a bit each */
    const uint32_t *
        row_step; /* fn is called row by row: bytes of each operand from one to the next; NULL: at once */
    uint32_t pos, nin;
    uint8_t level;        /* wg__level of what it computes */
    uint8_t reads;        /* wg__level at which a reduction that comes after reads */
    uint8_t dtype, index; /* of operands 0 and 1 */
    bool keeps;           /* kept is room for it */
    int axis;
} wg__instr;

/* A pointer of an instruction that moves from row to row. */
typedef struct wg__mover {
    char *base;
    void **where;
    size_t step; /* bytes per row */
    bool fetch;  /* its lines are fetched ahead, to be written */
} wg__mover;

/* An operand that does not lie as the program goes: brought into a register first. */
typedef struct wg__fill {
    void *reg;
    const void *src;
    wg__strided from;
    size_t size;
    int64_t per_row; /* elements */
    uint32_t pos;    /* the node */
    bool splat;      /* one element */
} wg__fill;

/* What a body of a program works on: some rows, at which all pointers of the instructions stand. */
typedef struct wg__block {
    const wg__instr *instr;
    int64_t rows;
    int (*call)(const struct wg__block *b,
                uint32_t k); /* interprets instruction k for these rows; a wg_code */
} wg__block;
typedef int (*wg__native_fn)(const wg__block *b); /* a wg_code */

/* A matrix of rows x cols elements, gone through `block` rows at a time, in registers that stay in the first cache.
 * Elementwise programs have one column. */
struct wg__program {
    int64_t rows, cols, block;
    wg__instr *instr;
    wg__mover *mover;
    wg__fill *fill; /* those that are the same for all rows first */
    uint32_t instrs, movers, fills, stills;
    uint32_t phases;   /* runs of instructions between reductions along rows */
    uint32_t pointers; /* of operands, from instr[0].in on */
    char *scratch;     /* where the registers are */
    size_t scratch_bytes;
    int64_t
        chunk; /* rows, a multiple of block, that threads take at a time; 0: the program is not cut */
    int isa;
    wg__native_fn compiled,
        generated;        /* bodies by a C compiler, by ourselves; NULL: there is none */
    wg__native_fn native; /* of these the one that runs; NULL: it is interpreted */
    bool native_shared;   /* also in a thread's own copy: that has all states it carries on */
    bool after;           /* some results are there after the last row */
    bool moves;  /* goes through more than one block, or is in a region: pointers move along */
    bool shared; /* a thread's own copy: what is summed over rows is kept, to be summed in order */
    const struct wg__watch *watch; /* races.h; NULL */
};

enum { WG__MAX_BATCH = WG_MAX_RANK };

/* What of a product belongs to a unit of its region. */
typedef enum wg__part {
    WG__PART_WHOLE, /* products of the batch */
    WG__PART_ROWS,  /* rows of the result */
    WG__PART_SUMS,  /* one index of the sums */
} wg__part;

/* How threads share a product: no part's bits depend on it. */
typedef struct wg__product_share {
    wg__gemm_cut cut; /* of one of the batch */
    int64_t group;    /* parts that threads take at a time; 0: the product is not cut */
} wg__product_share;

/* Products of matrices; more than one if there are batch axes. Strides in bytes. */
typedef struct wg__product {
    wg__gemm g;
    const wg__gemm_provider *provider;
    wg__gemm_plan plan; /* of our own product */
    void *scratch;
    bool scaled, biased, gated; /* alpha, g.bias, g.gate are there once the plan is bound */
    const void *alpha;          /* a scalar of the graph that multiplies sign, or NULL */
    double sign;
    const void *c_from; /* what C starts from when its memory is not that of the summand; NULL */
    size_t c_bytes;
    wg_dtype dtype;
    int batch_axes;
    int64_t batch;
    int64_t dim[WG__MAX_BATCH], a_step[WG__MAX_BATCH], b_step[WG__MAX_BATCH], c_step[WG__MAX_BATCH];
    uint8_t part; /* wg__part, in a region */
    bool inner;   /* in a region that threads do not share: they share each of its chunks */
    bool swapped; /* the sides have changed over: what was wanted is the transposed result */
    wg__product_share share[WG__GRAINS];
    const struct wg__watch *watch; /* races.h; NULL */
} wg__product;

typedef struct wg__call {
    wg_kernel_args args;
    wg_kernel_fn fn;
    wg__piecing cut;               /* for threads; pieces 0: it is not */
    const struct wg__watch *watch; /* races.h; NULL */
} wg__call;

typedef struct wg__copy {
    void *out;
    const void *src;
    wg__strided from;
    size_t size;
    int64_t step;  /* elements written for one of the outermost axis */
    int64_t chunk; /* of the outermost axis, that threads take at a time; 0: the copy is not cut */
    int isa;
    const struct wg__watch *watch; /* races.h; NULL */
} wg__copy;

/* ---- regions ---- */

/* A pointer to a value of the chunk: it is set so that unit 0 would be where it points, were it there. */
typedef enum wg__along_kind {
    WG__ALONG_MOVER,   /* base of that mover of a program */
    WG__ALONG_FILL,    /* source of that fill */
    WG__ALONG_PRODUCT, /* pointer at that place of the wg__product */
} wg__along_kind;
typedef struct wg__along {
    uint32_t step; /* of the plan */
    uint8_t kind;
    size_t which;
    size_t offset; /* in the chunk's scratch, of the first unit of the chunk */
    size_t unit;   /* bytes from one to the next */
} wg__along;

/* Steps first .. end - 1, that a chunk of units goes through one after the other. Chunks do not reach over a multiple of span. */
typedef struct wg__region {
    uint32_t first, end;
    int64_t units, span;
    int64_t chunk; /* units, at most; the last one of a span may be smaller */
    int64_t share; /* what a thread takes at a time: at most a chunk */
    bool ordered;  /* the chunks of a span are done in their order, by one thread */
    bool cut;      /* threads share it */
    char *scratch; /* the values of a chunk */
    size_t scratch_bytes;
    const wg__step *step; /* of the plan: step[first] */
    wg__along *along;
    uint32_t alongs;
    size_t lane_bytes; /* of a thread's scratch */
} wg__region;

/* Steps first .. end - 1: a region, or one by itself. */
typedef struct wg__span_of_steps {
    uint32_t first, end;
} wg__span_of_steps;
enum { WG__MOST_REGION_STEPS = 64 };

struct wg__plan;
wg_code wg__run_region(struct wg__plan *p, wg__region *r, wg_graph *g,
                       const wg__exec *x);                    /* run_region.c */
wg_code wg__run_program(const void *what, const wg__exec *x); /* run_program.c */
void wg__program_choose(wg__program *g);                      /* which of its bodies runs */
wg_code wg__run_product(const void *what, const wg__exec *x);
wg_code wg__run_call(const void *what, const wg__exec *x);
wg_code wg__run_copy(const void *what, const wg__exec *x);

/* Of a product by its provider, or by our own kernels if it cannot do what a run asks for. */
size_t wg__product_scratch(const wg__product *p);
int64_t wg__product_slice(const wg__product *p); /* wg__gemm_slice; 0 if a library computes it */

/* ---- the plan ---- */

/* A tensor asked for. Leaves are not among them: their values are where they are. */
typedef struct wg__output {
    uint32_t pos;
    void *data;
    wg__node *node; /* bound now, of this generation */
    uint32_t gen;
} wg__output;

typedef struct wg__draw {
    wg_kernel_args *args;
    uint32_t pos;
} wg__draw;

/* What of a plan can be turned off, so that tests can tell what each part changes: nothing but speed. */
typedef struct wg__engine_options {
    bool no_fusion;   /* each elementwise op is a step */
    bool no_rows;     /* each reduction along rows is a step */
    bool no_columns;  /* likewise down the columns */
    bool no_totals;   /* and of everything */
    bool no_combine;  /* each op of a program is an instruction */
    bool no_epilogue; /* nothing joins a matrix product */
    bool no_regions;  /* each step is done with before the next begins */
    bool
        no_in_place; /* no value takes over the memory of another; assignments are copies at the end */
    bool no_reuse;     /* every value has its own bytes of the arena */
    bool small_chunks; /* steps are cut for threads however small they are */
    bool poison;       /* memory of dead values is filled with NaN after each step */
    bool verify;       /* the plan is verified after each pass (build_verify.c, plan_verify.c) */
    int64_t budget;    /* bytes that a plan may take; 0: any number */
    bool sanitize;     /* each read of a replay is held against what was written (sanitize.c) */
    bool races;        /* what threads do is held against its order (races.c) */
    bool
        trace; /* steps are timed, and the plan keeps why they are as they are (trace.c, notes.c) */
} wg__engine_options;

/* Two steps that are not one though the second reads what the first wrote. */
typedef struct wg__apart {
    uint32_t from, to, buffer;
    uint32_t reader; /* position: the op of `to` that did not join */
    uint8_t why;     /* wg__reason */
} wg__apart;

typedef struct wg__native wg__native; /* the code of a plan, asked for (native.h) */

/* And what we wrote ourselves (jit.h). */
typedef struct wg__jit {
    void *pages; /* NULL: there is no code */
    size_t size;
    uint32_t programs; /* of the plan, those that have code */
    uint32_t runs;     /* while it is on and has not been written */
    uint8_t state;     /* why, or why not */
    int error;         /* errno of the system that gave no pages */
} wg__jit;

enum { WG__PLAN_BLOCKS = 48 };

typedef struct wg__plan {
    wg__key key;
    uint32_t *word, words; /* the description of the structure, for comparison */
    uint32_t nodes;        /* positions */
    uint32_t *
        origin; /* per position: the place of its node among those described; NULL: the same number */
    uint32_t *id; /* per position: the node it is bound to */
    uint32_t *asked, *asked_gen;
    int nasked;
    wg__step *step;
    wg__access *access;
    wg__buffer *buffer;
    wg__reloc *reloc;
    wg__output *output;
    wg__draw *draw;
    wg__region *region;
    wg__along *along;
    uint32_t steps, accesses, buffers, relocs, outputs, draws, regions;
    char *arena; /* NULL before the first run */
    wg__engine_options options;
    wg_plan_stats stats;
    wg__apart *apart;      /* of a traced plan, by `to` */
    struct wg__done *done; /* of a traced plan: what its rules did */
    uint32_t aparts, dones;
    struct wg__trace *trace;         /* NULL: not traced */
    struct wg__sanitizer *sanitizer; /* NULL: not sanitized */
    struct wg__races *races;         /* NULL: not checked */
    void *block[WG__PLAN_BLOCKS];
    int blocks;
    uint64_t last_use;
    wg__native *native; /* NULL: not asked for */
    uint32_t replays;   /* while native code is on and has not been asked for */
    wg__jit jit;
} wg__plan;

/* Whose memory the buffer has. */
static inline uint32_t wg__plan_root(const wg__plan *p, uint32_t buf)
{
    while (p->buffer[buf].shares != buf)
        buf = p->buffer[buf].shares;
    return buf;
}

/* What is to be planned: the subgraph of the roots, and its description, of which the plan keeps a copy. */
typedef struct wg__request {
    wg_graph *g;
    const wg__subgraph *s;
    const uint32_t *root;
    int nroots;
    wg__key key;
    const uint32_t *word;
    uint32_t words;
    const wg__engine_options *options;
    uint32_t recompute; /* segments between checkpoints that are computed again */
} wg__request;

/* NULL: the graph has an error. *segments (may be NULL): how many could be computed again. */
wg__plan *wg__plan_new(const wg__request *r, uint32_t *segments);
/* The same within options->budget: as few segments as do. NULL also if none do. */
wg__plan *wg__plan_within(const wg__request *r);
void wg__plan_free(wg__plan *p);
/* The node of a position, among those whose ids are given by place. */
uint32_t wg__plan_id(const wg__plan *p, const uint32_t *id, uint32_t pos);
/* Memory of the plan itself, freed with it and counted in its stats; NULL when out of memory. */
void *wg__plan_alloc(wg__plan *p, size_t count, size_t size);

/* Makes the plan run on these nodes. The arena is there afterwards. false: out of memory. */
bool wg__plan_bind(wg__plan *p, wg_graph *g, const uint32_t *id, const uint32_t *root, int nroots);
/* A tensor of the plan, other than the one at its position in id (which may be NULL), is still there with its value. */
bool wg__plan_occupied(const wg__plan *p, const wg_graph *g, const uint32_t *id);
/* Forgets the nodes, whose values go with the plan's memory. */
void wg__plan_unbind(wg__plan *p, wg_graph *g);
wg_code wg__plan_run(wg__plan *p, wg_graph *g, bool *opened);

/* The written specification of a plan, executable. false: message says what is wrong; it is empty when out of memory. */
bool wg__plan_verify(const wg__plan *p, char *message, size_t size);
bool wg__regions_verify(const wg__plan *p, char *message, size_t size); /* its part for regions */

#endif
