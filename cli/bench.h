/* What the files of `wengert bench` share. */
#ifndef WG_CLI_BENCH_H
#define WG_CLI_BENCH_H

#include <jansson.h>

#include "benchmarks/cases.h"
#include "benchmarks/clock.h"
#include "benchmarks/environment.h"
#include "benchmarks/work.h"
#include "cli/options.h"
#include "cli/session.h"

/* ---- options ---- */

typedef struct bench_options {
    int all, list, dry_run, serve;
    char *preset, *filter, *sweep, *mode, *dtype, *cache, *data, *layout, *threads, *check,
        *weights;                                                /* what */
    char *time, *each, *margin, *precision;                      /* how long, how exact */
    char *pair, *against, *versus, *baseline, *reference;        /* compared with what */
    char *kernel, *graph;                                        /* the user's own */
    char *beside, **peers;                                       /* in what company */
    char *json_path, *csv_path, *html_path, *plot_path, *resume; /* where to */
    int json;
    long long size, seed;
    int core;
    /* read from the texts */
    double seconds;      /* for the whole run; 0: no limit */
    double each_seconds; /* for one unit */
    bench_protocol protocol;
    unsigned modes, datas;           /* bits by bench_mode and bench_data */
    int count[ROOF_THREADS], counts; /* of threads */
    bench_cores cores;               /* that there are */
    bench_check_mode check_mode;
    const expr_name *kernels; /* ops of --kernel, by name */
    size_t nkernels;
    int (*record)(wg_graph *g, wg_tensor *t, int n); /* of --graph */
} bench_options;

typedef enum bench_mode { BENCH_FORWARD, BENCH_BACKWARD, BENCH_BOTH, BENCH_MODES } bench_mode;
const char *bench_mode_name(bench_mode m);
const char *bench_cache_name(int cache);

/* Index of each comma-separated word of text among names[0..n), as bits; 0 if one is not among them. NULL text: all of `otherwise`. */
unsigned bench_bits(const char *text, const char *(*name)(int), int n, unsigned otherwise);
bool bench_parse_seconds(const char *text, double *out); /* "30s", "5m", "0.5", "200ms" */
bool bench_parse_share(const char *text, double *out);   /* "5%", "0.05" */

/* ---- units: bench_unit.c ---- */

/* One thing to measure: an expression with operands, all numbers filled in. */
typedef struct bench_unit {
    char *group, *name, *expr;
    char **word; /* operands; ends with NULL */
    int words;
    long long n;    /* the size, or 0 */
    wg_dtype dtype; /* of its floats */
    int cache, threads;
} bench_unit;

typedef struct bench_list {
    bench_unit *unit;
    size_t n, room;
} bench_list;

/* The units that the words and options ask for. Returns the exit status; messages were printed unless it is 0. */
int bench_units(const cli_words *words, const bench_options *o, bench_list *out);
void bench_units_free(bench_list *l);
char *bench_unit_id(const bench_unit *u, const char *mode,
                    const char *data);       /* to be freed; NULL: out of memory */
char *bench_unit_title(const bench_unit *u); /* likewise: "exp n=65536" */

/* ---- work: a unit recorded, with its truth: bench_work.c ---- */

enum { BENCH_ROOTS = 1 + SESSION_MAX_GRADS };

typedef struct bench_roots {
    wg_tensor t[BENCH_ROOTS];
    int n;
} bench_roots;

typedef struct bench_recording {
    session s;
    wg_tensor operand[BENCH_LEAVES];
    int operands;
    bench_roots root[BENCH_MODES];
} bench_recording;

typedef struct bench_work {
    const bench_unit *unit;
    bench_recording r, truth;
    bool has_truth,
        plain_only; /* plain_only: one kernel alone, so that there is nothing to compare it with */
    bool random;
    wg_tensor weight[BENCH_LEAVES];
    int weights;
    bench_graph graph[BENCH_MODES];
    char no_gradient[256]; /* why there is only a forward pass */
} bench_work;

/* Records u, and its gradients if modes ask for them. false: said why on stderr. Close in any case. */
bool bench_work_open(bench_work *w, const bench_unit *u, const bench_options *o);
bool bench_work_check(bench_work *w, const bench_options *o,
                      bench_check *c); /* false: the graph has an error; c->ok otherwise */
bool bench_work_ready(bench_work *w, bench_mode m); /* opens graph[m] */
void bench_work_close(bench_work *w);

/* ---- measuring: bench_row.c, bench_pair.c ---- */

typedef struct bench_run {
    const bench_options *o;
    roof roof;
    environment env;
    json_t *rows;
    int wrong, impossible, failed; /* refused, beyond the roof, could not be run */
} bench_run;

/* The roof of so many threads measured, or measured again, the better figures being kept. false: out of memory. */
bool bench_raise_roof(bench_run *run, int threads, double seconds);
/* From now on this process runs its graphs on so many threads, pinned to as many cores. */
void bench_use_threads(const bench_options *o, int threads);
/* A count of threads in a text: 0 if it is none, or more than there are cores. */
int bench_parse_threads(const bench_options *o, const char *text, size_t length);

/* Measures a unit within the seconds; appends a row for each mode and class of data. */
void bench_measure_unit(bench_run *run, const bench_unit *u, double seconds);
json_t *bench_row_new(const bench_unit *u, const char *mode, const char *data, const char *status);
json_t *bench_row_times(json_t *row, const bench_series *s, int k, const bench_protocol *p);
#define BENCH_IMPOSSIBLE 1.05 /* of the roof */
/* Whether seconds is no less than the roof allows; where it is, the roof is measured again first. */
bool bench_is_possible(bench_run *run, const bench_cost *c, double seconds);
void bench_row_cost(json_t *row, const bench_cost *c, const roof *r, double seconds);

/* Two sides of --pair, --against or --versus. */
typedef struct bench_sides {
    char *label[2];
    char *program[2]; /* NULL: in this process */
    char *setting[2]; /* NAME=VALUE for its environment, or NULL */
    int threads[2];   /* 0: as the unit says */
} bench_sides;
int bench_sides_open(bench_sides *s, const bench_options *o);
void bench_sides_close(bench_sides *s);
void bench_measure_sides(bench_run *run, const bench_sides *s, const bench_unit *u, double seconds);
int bench_beside(bench_run *run); /* --beside; the exit status */
int bench_serve(
    const bench_options *o); /* answers on standard input: the other end of bench_measure_sides */

/* ---- showing and keeping: bench_table.c, bench_save.c ---- */

void bench_table_head(const bench_run *run, size_t units,
                      char *const *sides); /* sides: two labels, or NULL */
void bench_table_row(const bench_run *run, const json_t *row);
void bench_table_foot(const bench_run *run);
void bench_beside_row(
    const json_t *row); /* bench_beside_table.c: a case of --beside, a line for each peer */
void bench_beside_foot(const bench_run *run); /* the training steps of all models together */

json_t *bench_document(const bench_run *run, bool complete);
int bench_save(const bench_run *run, bool complete); /* the files that the options name */
/* The rows of a file written before; NULL: said why on stderr. */
json_t *bench_load(const char *path);
int bench_compare_baseline(const bench_run *run, const json_t *old,
                           double margin); /* EXIT_FAILURE on a regression */

#endif
