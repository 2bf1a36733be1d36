/* What tests of the bodies of tile programs share: graphs with many results, run as interpreted, as native code and as machine code, and
 * a directory for what is compiled.
 *
 * A plan is compiled as a whole, so what is compared goes into few graphs with many results. */
#ifndef WG_TESTS_BODIES_H
#define WG_TESTS_BODIES_H

#include "engine/engine.h"
#include "engine/state.h"

enum { MAX_ROOTS = 512, NAME = 64 };

/* ---- a graph with many results ---- */

typedef struct results {
    wg_graph *g;
    wg_tensor root[MAX_ROOTS];
    char name[MAX_ROOTS][NAME];
    int n;
} results;

results *results_new(void);
void results_free(results *r);
void put(results *r, wg_tensor t, const char *name);
/* The first element that differs; -1: none. A NaN is a NaN, whatever its payload. */
int64_t difference(wg_tensor a, wg_tensor b);

/* ---- bodies ---- */

typedef enum body_kind { INTERPRETED, NATIVE, MACHINE } body_kind;
void set_body(body_kind body); /* of all plans that run from now on, at their first run */
bool have_body(body_kind body);
int64_t programs_as(results *r, body_kind body,
                    char reason[256]); /* that are NATIVE, or MACHINE, now */
wg_native_stats stats_of(results *r);

typedef void (*record_fn)(results *r, const void *what);
results *run(record_fn record, const void *what, body_kind body, const wg__engine_options *options);

typedef struct comparison {
    body_kind body;
    const wg__engine_options *options;
    int64_t least; /* programs that must have the body */
    bool report;
} comparison;
/* How many results differ from those of the interpreter. */
int compare(record_fn record, const void *what, const comparison *c);
void same(record_fn record, const void *what, body_kind body, int64_t least);

/* ---- what is recorded ---- */

extern const wg_dtype dtypes[];
enum { DTYPES = 6 };
void record_ops(results *r,
                const void *dtype); /* all elementwise ops, and each of a value computed before */
void record_pairs(results *r, const void *dtype);

typedef struct matrix {
    wg_dtype d;
    int64_t rows, cols;
} matrix;
extern const matrix matrices[];
enum { MATRICES = 8 };
void record_rows(results *r, const void *matrix); /* every form of program with rows */
void record_training(results *r, const void *what);
void record_index(results *r, const void *matrix); /* one of them out of range */
void record_small(results *r, const void *factor);

/* ---- the room ---- */

int open_room(void **state);
int close_room(void **state);
extern char room[];
extern char path_before[8192]; /* PATH */
extern wg_native native_at_start;
void set_cache(const char *name); /* a directory in the room */
bool have_compiler(void);
void need_compiler(void);
void need_body(body_kind body);
int child_status(int pid);

#endif
