/* What the two forms of `wengert check` share: options, one check, the report that grows. */
#ifndef WG_CLI_CHECK_H
#define WG_CLI_CHECK_H

#include "autograd/gradcheck_json.h"
#include "cli/progress.h"
#include "cli/session.h"

typedef struct check_options {
    session_options session; /* of an expression */
    char *wrt, *dtype, *shapes, *json, *html, *capsule;
    int samples, second, fast, full, keep_all, hold_random, quiet;
} check_options;

typedef struct check_run {
    const check_options *o;
    wg_gradcheck_options check;
    progress bar;
    const char *what;   /* beside the bar */
    double from, share; /* of the whole: where the present check begins, what it takes */
    bool ops;           /* sample calls of ops: a tensor of one number may sit where relu is flat */
    bool text, colour;  /* whether stdout is for text at all; in colour */
    int width;
    FILE *json; /* NULL: neither --json nor --html */
    char *json_text;
    size_t json_size;
    wg__check_json document;
    bool capsule_tried, capsule_written; /* the first failure is enough */
    size_t checks, bad;                  /* done; not passed, or refused */
} check_run;

/* One check, which goes into the report. label's error and passed are filled in. The report is the caller's to free. */
wg_code check_one(check_run *r, wg__check_label *label, wg_tensor_list wrt,
                  wg_gradcheck_report *report);

/* The escape for a verdict, and the one that ends it; "" without colour. */
const char *check_colour(const check_run *r, wg_verdict v);
const char *check_plain(const check_run *r);

/* All names are ops, or "all". Prints a line per op (of several) or per call (of one). Returns the exit status. */
bool check_names_ops(const char *const *word, int n);
int check_ops(check_run *r, const char *const *word, int n);

#endif
