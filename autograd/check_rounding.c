/* What f32 may do to outputs and gradients, and what it does. */
#include "autograd/check_rounding.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/engine.h"
#include "ops/ops.h"
#include "tensor/dtype.h"
#include "tensor/memory.h"

/* A kernel's result is allowed two f32 units, 2^-22 of it. TIMES runs scatter by that much; SAFE times the scatter is excused. */
static const double ROUNDING = 0x1p-22, SAFE = 8, TINY = 0x1p-148;
/* In f64 the factors are larger than rounding, so that they are no rounding of their own, and the scatter is scaled down. */
static const double F64_FACTOR = 0x1p-32, F64_ROUNDING = 0x1p-51;
enum { TIMES = 4, SHAPES = 32, PER_SHAPE = 64, PER_LARGE_SHAPE = 6, LARGE = 4096 };

/* Inputs of random numbers in [-1, 1], a few per shape, in turn: nodes that are added up do not share one. */
typedef struct noise {
    wg_shape shape;
    wg_tensor t[PER_SHAPE];
    int n, next;
} noise;

typedef struct rounder {
    wg_graph *g;
    noise *shape;
    int shapes, cap;
    bool no_memory;
    wg_dtype dtype; /* whose rounding it is */
    double size, tiny;
} rounder;

static wg_tensor noise_like(rounder *r, wg_tensor like)
{
    const wg_shape s = wg_shape_of(like);
    noise *n = NULL;
    for (int k = 0; k < r->shapes && !n; k++)
        n = wg_shape_equal(r->shape[k].shape, s) ? &r->shape[k] : NULL;
    if (!n) {
        if (r->shapes == r->cap) {
            noise *more = wg__realloc(r->shape, (size_t)r->cap + SHAPES, sizeof *more);
            if (!more) {
                r->no_memory = true;
                return wg__fail(r->g, WG_ERR_MEMORY, "out of memory");
            }
            r->shape = more;
            r->cap += SHAPES;
        }
        n = &r->shape[r->shapes++];
        *n = (noise){.shape = s};
    }
    if (n->n < (wg_numel(like) < LARGE ? PER_SHAPE : PER_LARGE_SHAPE)) {
        n->t[n->n] = wg_input_at((wg_site){0}, r->g, NULL, WG_F64, s);
        return n->t[n->n++];
    }
    return n->t[n->next++ % n->n];
}

/* t (1 + size e), and what is below the smallest f32 is lost; zeros stay zeros. */
static wg_tensor perturb(rounder *r, wg_tensor t, double size)
{
    const wg_tensor e = noise_like(r, t);
    const wg_tensor factor = wg_add_ts(wg_mul_ts(e, size), 1);
    const wg_tensor lost = wg_mul_tt(e, wg_minimum_ts(wg_abs(t), r->tiny));
    return wg_add_tt(wg_mul_tt(t, factor), lost);
}

/* How many terms one number of the result is a sum of. */
static double terms(const wg__edit *e)
{
    if (e->n < 1)
        return 1;
    const int64_t in = wg_numel(e->x[0]), out = wg_numel(e->from);
    if (e->op->family == WG_FAMILY_LINALG) {
        const wg_shape s = wg_shape_of(e->x[0]);
        return s.rank ? (double)s.dim[s.rank - 1] : 1;
    }
    if (e->op->family == WG_FAMILY_REDUCTION)
        return out > 0 && in > out ? (double)in / (double)out : (double)in;
    if (e->op->family == WG_FAMILY_INDEXING &&
        e->n == 3) /* scatter_add: all updates may go to one place */
        return 1 + (double)wg_numel(e->x[1]);
    return 1;
}

static bool rounds(const rounder *r, const wg__edit *e)
{
    return e->op && e->n > 0 && !e->op->exact && !e->op->view && wg_dtype_of(e->from) == r->dtype &&
           e->dtype == WG_F64 && !e->op->effect;
}

static wg_tensor edit(void *user, const wg__edit *e)
{
    rounder *r = user;
    const unsigned types = e->op && e->op->types ? e->op->types : WG_TYPE_ANY;
    if (!rounds(r, e) || (!e->op->mixed && !(types >> WG_F64 & 1)))
        return wg_none(e->to);
    const double sums = terms(e);
    wg_tensor *x = wg__alloc0((size_t)e->n, sizeof *x);
    if (!x)
        return wg__fail(e->to, WG_ERR_MEMORY, "out of memory");
    for (int k = 0; k < e->n; k++) {
        const bool term = sums > 1 && wg_dtype_of(e->x[k]) == WG_F64;
        x[k] = term ? perturb(r, e->x[k], r->size * (sums > 4 ? sqrt(sums) / 2 : 1)) : e->x[k];
    }
    wg_tensor t = wg_call_at((wg_site){0}, e->to, e->op, x, e->n, e->attr);
    wg__free(x);
    if (wg_is_ok(t) && wg_dtype_of(t) == WG_F64)
        t = perturb(r, t, r->size);
    return t;
}

/* ---- measuring ---- */

static void *get(wg__rounding *r, size_t count, size_t size)
{
    size_t bytes;
    void *p = r->memory && wg__mul(count, size, &bytes)
                  ? wg__arena_alloc(r->memory, bytes ? bytes : 1)
                  : NULL;
    if (p)
        memset(p, 0, bytes);
    return p;
}

static bool make_room(wg__rounding *r, const wg__system *s)
{
    r->grad = get(r, (size_t)s->leaves, sizeof *r->grad);
    r->grad_slack = get(r, (size_t)s->leaves, sizeof *r->grad);
    r->y = get(r, (size_t)s->outputs, sizeof *r->y);
    r->y_slack = get(r, (size_t)s->outputs, sizeof *r->y);
    bool ok = r->grad && r->grad_slack && r->y && r->y_slack;
    for (int k = 0; k < s->leaves && ok; k++) {
        r->grad[k] = get(r, s->leaf[k].n, sizeof(double));
        r->grad_slack[k] = get(r, s->leaf[k].n, sizeof(double));
        ok = r->grad[k] && r->grad_slack[k];
    }
    for (int k = 0; k < s->outputs && ok; k++) {
        r->y[k] = get(r, s->output[k].n, sizeof(double));
        r->y_slack[k] = get(r, s->output[k].n, sizeof(double));
        ok = r->y[k] && r->y_slack[k];
    }
    return ok;
}

/* Around the graph's own value, not around the exact one: a fault of the f32 graph alone, as of the rule of a cast, is no rounding. */
static void scatter(const double *value, const double *still, double *slack, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const double off = fabs(value[i] - still[i]);
        slack[i] = off > slack[i] ? off : slack[i];
    }
}

static void widen(const double *exact, double *slack, size_t n)
{
    for (size_t i = 0; i < n; i++)
        slack[i] = SAFE * slack[i] + 2 * ROUNDING * fabs(exact[i]) + TINY;
}

static void draw(const rounder *r, wg_rng *rng)
{
    for (int k = 0; k < r->shapes; k++)
        for (int j = 0; j < r->shape[k].n; j++) {
            double *e = wg_data(r->shape[k].t[j]);
            const int64_t size = wg_numel(r->shape[k].t[j]);
            for (int64_t i = 0; e && i < size; i++)
                e[i] = 2 * wg_rng_uniform(rng) - 1;
        }
}

/* One run; still: the values without any rounding are noted, otherwise slack becomes the farthest from them. */
static bool run_roots(const rounder *how, const wg_tensor *t, int n, double *const *still,
                      double *const *slack, bool first)
{
    if (wg_run_n(how->g, t, n))
        return false;
    for (int k = 0; k < n; k++) {
        const size_t size = (size_t)wg_numel(t[k]);
        if (first && size)
            memcpy(still[k], wg_data(t[k]), size * sizeof(double));
        else
            scatter(wg_data(t[k]), still[k], slack[k], size);
    }
    return true;
}

/* Runs root[0..n) of `from` with random factors at its nodes: how far slack[k] they scatter. */
static bool scatter_roots(rounder *how, wg_graph *from, const wg_tensor *root, int n,
                          double *const *slack)
{
    wg__transcript map = {0};
    wg_tensor *t = wg__alloc0((size_t)n, sizeof *t);
    double **still = wg__alloc0((size_t)n, sizeof *still);
    const wg__transcribe_options o = {
        .to = how->g, .old_dtype = how->dtype, .new_dtype = WG_F64, .edit = edit, .user = how};
    bool ok = t && still && wg__transcribe(from, root, n, &o, &map) == WG_OK;
    for (int k = 0; k < n && ok; k++) {
        t[k] = wg__transcript_of(&map, root[k]);
        ok = (still[k] = wg__alloc0((size_t)wg_numel(t[k]), sizeof(double))) != NULL;
    }
    wg_rng rng = wg_rng_new(99);
    ok = ok && run_roots(how, t, n, still, slack, true); /* the noise is zeros so far */
    for (int time = 0; time < TIMES && ok; time++) {
        draw(how, &rng);
        ok = run_roots(how, t, n, still, slack, false);
    }
    for (int k = 0; k < n && still; k++)
        wg__free(still[k]);
    wg__free(still);
    wg__transcript_free(&map);
    wg__free(how->shape);
    wg__free(t);
    return ok;
}

/* of: the model whose nodes round, in its own dtypes. */
static bool scattered(wg__rounding *r, const wg__model *of, rounder *how)
{
    const int n = of->outputs + of->nasked;
    wg_tensor *root = get(r, (size_t)n, sizeof *root);
    double **slack = get(r, (size_t)n, sizeof *slack);
    int at = 0;
    if (!root || !slack)
        return false;
    for (int k = 0; k < of->outputs; k++, at++) {
        root[at] = of->y[k];
        slack[at] = r->y_slack[k];
    }
    for (int k = 0; k < of->leaves; k++)
        if (!wg_is_none(of->dx[k])) {
            root[at] = of->dx[k];
            slack[at++] = r->grad_slack[k];
        }
    how->g = r->g;
    return scatter_roots(how, of->g, root, n, slack);
}

/* Outputs and gradients in f32. */
static bool in_f32(wg__rounding *r, const wg__system *s)
{
    if (!wg__model_gradient(&r->m, s, r->grad))
        return false;
    if (wg_run_n(r->m.g, r->m.y, r->m.outputs)) {
        wg__model_fail(&r->m, wg_error_code(r->m.g));
        return false;
    }
    for (int k = 0; k < r->m.outputs; k++)
        for (size_t i = 0; i < s->output[k].n; i++)
            r->y[k][i] = wg__load(wg_dtype_of(r->m.y[k]), wg_data(r->m.y[k]), (int64_t)i);
    return true;
}

static bool fail(wg__rounding *r, wg__model *exact)
{
    if (r->m.s.code) {
        exact->s.code = r->m.s.code;
        memcpy(exact->s.message, r->m.s.message, sizeof exact->s.message);
    } else if (r->g && !wg_ok(r->g)) {
        exact->s.code = wg_error_code(r->g);
        snprintf(exact->s.message, sizeof exact->s.message, "%s", wg_error(r->g));
    } else {
        (void)wg__system_no_memory(&exact->s);
    }
    return false;
}

bool wg__has_f32(const wg__transcript *map)
{
    for (uint32_t id = 1; id < map->count; id++)
        if (map->id[id] && wg__node_at(map->from, id)->dtype == WG_F32)
            return true;
    return false;
}

bool wg__rounding_measure(wg__rounding *r, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                          bool hold_random, wg__model *exact)
{
    *r = (wg__rounding){.memory = wg__alloc0(1, sizeof(wg__arena)), .g = wg_graph_new()};
    const wg__model_options how = {.hold_random = hold_random};
    if (!r->memory || !r->g || !make_room(r, &exact->s) ||
        wg__model_new(&r->m, g, outputs, wrt, &how))
        return fail(r, exact);
    (void)wg_scope_open(r->g, (wg_site){0});
    rounder f32 = {.dtype = WG_F32, .size = ROUNDING, .tiny = TINY};
    if (!in_f32(r, &exact->s) || !scattered(r, &r->m, &f32))
        return fail(r, exact);
    for (int k = 0; k < exact->leaves; k++)
        widen(exact->s.leaf[k].rule, r->grad_slack[k], exact->s.leaf[k].n);
    const double *y0 = exact->s.y0;
    for (int k = 0; k < exact->outputs; k++) {
        widen(y0, r->y_slack[k], exact->s.output[k].n);
        y0 += exact->s.output[k].n;
    }
    return true;
}

static double scaled(double scatter)
{
    return SAFE * (scatter * (F64_ROUNDING / F64_FACTOR) + 0x1p-1060);
}

bool wg__rounding_scatter(wg__model *m, const wg_tensor *root, int n, double *const *slack)
{
    rounder f64 = {.g = wg_graph_new(), .dtype = WG_F64, .size = F64_FACTOR, .tiny = 0x1p-1060};
    (void)wg_scope_open(f64.g, (wg_site){0});
    const bool ok = f64.g && scatter_roots(&f64, m->g, root, n, slack);
    for (int k = 0; k < n && ok; k++) {
        const int64_t size = wg_numel(root[k]);
        for (int64_t i = 0; i < size; i++)
            slack[k][i] = scaled(slack[k][i]);
    }
    if (!ok) {
        m->s.code = wg_ok(f64.g) ? WG_ERR_MEMORY : wg_error_code(f64.g);
        snprintf(m->s.message, sizeof m->s.message, "%s",
                 wg_ok(f64.g) ? "out of memory" : wg_error(f64.g));
    }
    wg_graph_free(f64.g);
    return ok;
}

bool wg__rounding_widen(wg__model *m)
{
    wg__rounding r = {.memory = wg__alloc0(1, sizeof(wg__arena)), .g = wg_graph_new()};
    rounder f64 = {.dtype = WG_F64, .size = F64_FACTOR, .tiny = 0x1p-1060};
    bool ok = r.memory && r.g && make_room(&r, &m->s);
    m->s.floor = wg__arena_alloc(m->memory, m->s.ny * sizeof *m->s.floor + 1);
    if (ok && m->s.floor) {
        (void)wg_scope_open(r.g, (wg_site){0});
        ok = scattered(&r, m, &f64);
    }
    if (!ok || !m->s.floor) {
        wg__rounding_free(&r);
        m->s.floor = NULL;
        return fail(&r, m);
    }
    for (int k = 0; k < m->leaves; k++)
        for (size_t i = 0; i < m->s.leaf[k].n; i++) {
            const double slack = scaled(r.grad_slack[k][i]);
            if (slack > m->s.leaf[k].slack[i] && isfinite(slack))
                m->s.leaf[k].slack[i] = slack;
        }
    double *floor = m->s.floor;
    for (int k = 0; k < m->outputs; k++)
        for (size_t i = 0; i < m->s.output[k].n; i++, floor++) {
            const double least = scaled(r.y_slack[k][i]);
            *floor = isfinite(least) ? least : 0;
        }
    wg__rounding_free(&r);
    return true;
}

void wg__rounding_free(wg__rounding *r)
{
    wg_graph_free(r->g);
    wg__model_free(&r->m);
    if (r->memory)
        wg__arena_free(r->memory);
    wg__free(r->memory);
    *r = (wg__rounding){0};
}
