/* A function in C with a gradient by hand: the same check without a graph. */
#include <math.h>
#include <string.h>

#include "autograd/check_clock.h"
#include "autograd/check_directions.h"
#include "autograd/check_sweep.h"
#include "tensor/memory.h"

typedef struct function {
    const wg_function *f;
    double *x, y, c;
    size_t n;
    wg__system s;
    wg__check_leaf leaf;
    wg__check_output output;
    double y0, up;
} function;

static bool run(void *self)
{
    function *f = self;
    f->y = f->f->f(f->x, f->n, f->f->user);
    return true;
}

static bool gradient(void *self)
{
    function *f = self;
    f->f->gradient(f->x, f->n, f->leaf.trial, f->f->user);
    return true;
}

static bool bind(function *f, const double *x, wg_gradcheck_report *r)
{
    double **place[] = {&f->x, &f->leaf.saved, &f->leaf.rule, &f->leaf.slack, &f->leaf.trial};
    for (size_t k = 0; k < sizeof place / sizeof place[0]; k++)
        if (!(*place[k] = wg__report_alloc(r, f->n, sizeof(double))))
            return wg__system_no_memory(&f->s);
    memcpy(f->x, x, f->n * sizeof *x);
    memcpy(f->leaf.saved, x, f->n * sizeof *x);
    f->leaf.x = f->x;
    f->leaf.n = f->n;
    f->output = (wg__check_output){.y = &f->y, .c = &f->c, .n = 1};
    f->s.run = run;
    f->s.gradient = gradient;
    f->s.self = f;
    f->s.leaf = &f->leaf;
    f->s.leaves = 1;
    f->s.output = &f->output;
    f->s.outputs = 1;
    f->s.ny = 1;
    f->s.y0 = &f->y0;
    f->s.up = &f->up;
    f->s.unit = 0x1p-52;
    return true;
}

static bool describe(function *f, wg_gradcheck_report *r)
{
    r->leaf = wg__report_alloc(r, 1, sizeof *r->leaf);
    if (!r->leaf)
        return wg__system_no_memory(&f->s);
    r->leaves = 1;
    r->total = f->n;
    wg_gradcheck_leaf *l = r->leaf;
    l->name = "x";
    l->dtype = WG_F64;
    l->shape = WG_SHAPE((int64_t)f->n);
    l->verdict = WG_VERDICT_NOT_EXERCISED;
    return true;
}

/* Most elements that are examined one by one if the mode is left to the check. */
enum { MOST_ELEMENTS = 4096 };

static bool examine(function *f, wg_gradcheck_report *r)
{
    wg__system *s = &f->s;
    const wg_gradcheck_options *o = s->options;
    if (!wg__system_start(s, o ? o->seed : 0))
        return false;
    const bool written = f->n && memcmp(f->x, f->leaf.saved, f->n * sizeof *f->x) != 0;
    wg__system_restore(s);
    wg_gradcheck_leaf *l = r->leaf;
    if (written || s->nondeterministic || s->nonfinite) {
        l->verdict = written               ? WG_VERDICT_ALIASED
                     : s->nondeterministic ? WG_VERDICT_NONDETERMINISTIC
                                           : WG_VERDICT_NONFINITE;
        l->count[l->verdict] = f->n;
        return true;
    }
    const wg_gradcheck_mode mode = o ? o->mode : WG_GRADCHECK_AUTO;
    r->fast = mode == WG_GRADCHECK_FAST || (mode == WG_GRADCHECK_AUTO && f->n > MOST_ELEMENTS);
    s->runs_total = s->runs + 12 * f->n;
    return r->fast ? wg__directions(s, NULL, r) : wg__sweep(s, 0, NULL, f->n, r);
}

wg_code wg_gradcheck_fn(const wg_function *f, const double *x, size_t n,
                        const wg_gradcheck_options *options, wg_gradcheck_report *report,
                        wg_status *st)
{
    if (report)
        *report = (wg_gradcheck_report){0};
    if (!f || !f->f || !f->gradient || !report || (n && !x) || n > INT64_MAX / sizeof(double))
        return wg_fail(
            st, WG_ERR_ARGUMENT,
            "wg_gradcheck_fn: f, its gradient, x and report must be there, and n be a size");
    static const wg_gradcheck_options defaults = {0};
    function self = {.f = f, .n = n};
    self.s.options = options ? options : &defaults;
    const double since = wg__seconds();
    bool ok = bind(&self, x, report) && describe(&self, report);
    const double before = wg__seconds();
    if (ok)
        ok = wg__system_run(&self.s) && wg__system_gradient(&self.s);
    const double one = wg__seconds() - before;
    ok = ok && examine(&self, report);
    if (!ok && self.s.cancelled)
        ok = report->cancelled = true;
    report->runs = self.s.runs;
    report->seconds = wg__seconds() - since;
    report->cost = one > 0 ? report->seconds / one : 0;
    if (ok && wg__finish_report(report))
        return WG_OK;
    wg_gradcheck_free(report);
    return wg_fail(st, self.s.code ? self.s.code : WG_ERR_MEMORY, "wg_gradcheck_fn: %s",
                   self.s.message[0] ? self.s.message : "out of memory");
}
