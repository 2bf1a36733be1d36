/* A unit recorded: forward, backward, both; its truth; its weights. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/autograd.h"
#include "cli/bench.h"
#include "cli/command.h"
#include "tensor/node.h"

static const wg_site here = {"bench", 0, NULL};

const char *bench_mode_name(bench_mode m)
{
    static const char *const names[] = {"forward", "backward", "both"};
    return names[m];
}

const char *bench_cache_name(int cache)
{
    static const char *const names[] = {"hot", "cold", "weights"};
    return names[cache];
}

/* ---- recording ---- */

static bool open_session(session *s, const bench_options *o, const char *expr, char **word,
                         int words, bool quiet)
{
    const char *all[BENCH_LEAVES + 2] = {expr};
    for (int k = 0; k < words; k++)
        all[1 + k] = word[k];
    const session_options so = {
        .seed = o->seed, .quiet = quiet, .op = o->kernels, .ops = o->nkernels};
    if (!o->record)
        return session_open(s, "bench", all, 1 + words, &so) == EXIT_SUCCESS;
    *s = (session){.command = "bench", .text = o->graph, .g = wg_graph_new()};
    return s->g != NULL;
}

static void note_operands(bench_recording *r)
{
    for (size_t k = 0; k < r->s.operands.n && r->operands < BENCH_LEAVES; k++)
        if (r->s.operands.name[k].t.g)
            r->operand[r->operands++] = r->s.operands.name[k].t;
}

/* The cotangent, drawn from normal(0, 1). */
static wg_tensor cotangent(bench_recording *r)
{
    const wg_tensor dy = wg_input_at(here, r->s.g, "dy", wg_dtype_of(r->s.y), wg_shape_of(r->s.y));
    wg_rng rng = wg_rng_new(11);
    void *data = wg_data(dy);
    for (int64_t i = 0; data && i < wg_numel(dy); i++)
        if (wg_dtype_of(dy) == WG_F32)
            ((float *)data)[i] = (float)wg_rng_normal(&rng);
        else
            ((double *)data)[i] = wg_rng_normal(&rng);
    if (r->operands < BENCH_LEAVES)
        r->operand[r->operands++] = dy;
    return dy;
}

static void add_root(bench_roots *to, wg_tensor t)
{
    if (to->n < BENCH_ROOTS)
        to->t[to->n++] = t;
}

/* The gradients of all floats among the operands; false: there are none, and the graph may have an error. */
static bool record_gradients(bench_recording *r)
{
    wg_tensor x[SESSION_MAX_GRADS], dx[SESSION_MAX_GRADS];
    int n = 0;
    if (!wg_dtype_is_float(wg_dtype_of(r->s.y)))
        return false;
    for (int k = 0; k < r->operands && n < SESSION_MAX_GRADS; k++)
        if (wg_dtype_is_float(wg_dtype_of(r->operand[k])))
            x[n++] = r->operand[k];
    const wg_tensor dy = cotangent(r);
    if (!n || wg_vjp_at(here, r->s.y, dy, x, n, dx) != WG_OK)
        return false;
    add_root(&r->root[BENCH_BOTH], r->s.y);
    for (int k = 0; k < n; k++)
        if (!wg_is_none(dx[k])) {
            add_root(&r->root[BENCH_BACKWARD], dx[k]);
            add_root(&r->root[BENCH_BOTH], dx[k]);
        }
    return wg_ok(r->s.g) && r->root[BENCH_BACKWARD].n > 0;
}

/* What a user's graph starts from: its inputs and parameters, in the order of the recording. */
static void note_leaves(bench_recording *r)
{
    for (uint32_t id = 1; id < wg__count(r->s.g) && r->operands < BENCH_LEAVES; id++) {
        const wg__node *n = wg__node_at(r->s.g, id);
        if (n->kind == WG__NODE_INPUT || n->kind == WG__NODE_PARAM)
            r->operand[r->operands++] = wg__handle(r->s.g, id);
    }
}

static bool record_user_graph(bench_recording *r, const bench_options *o)
{
    bench_roots *f = &r->root[BENCH_FORWARD];
    f->n = o->record(r->s.g, f->t, BENCH_ROOTS);
    if (f->n < 1 || f->n > BENCH_ROOTS || !wg_ok(r->s.g)) {
        cli_fail("bench", EXIT_FAILURE, "%s: %s", o->graph,
                 wg_ok(r->s.g) ? "wg_bench_graph gave nothing to run" : wg_error(r->s.g));
        return false;
    }
    r->s.y = f->t[0];
    note_leaves(r);
    return true;
}

typedef struct wish {
    const char *expr;
    char **word;
    int words;
    bool quiet, gradient; /* gradient: wanted; set to false where there is none */
    char *why;            /* 256 bytes: why there is none */
} wish;

static bool record(bench_recording *r, const bench_options *o, wish *x)
{
    for (int attempt = 0; attempt < 2; attempt++) {
        *r = (bench_recording){0};
        if (!open_session(&r->s, o, x->expr, x->word, x->words, x->quiet))
            return false;
        if (o->record) {
            x->gradient = false;
            return record_user_graph(r, o);
        }
        note_operands(r);
        add_root(&r->root[BENCH_FORWARD], r->s.y);
        if (!x->gradient || record_gradients(r))
            return true;
        snprintf(x->why, 256, "%s", wg_ok(r->s.g) ? "nothing to differentiate" : wg_error(r->s.g));
        x->gradient = false;
        session_close(&r->s); /* its graph has an error: once more, without */
    }
    return false;
}

/* ---- the truth ---- */

/* "x=f32[2]" as f64; to be freed. */
static char *in_f64(const char *word)
{
    char *copy = strdup(word), *at = copy ? strstr(copy, "f32[") : NULL;
    if (at)
        memcpy(at, "f64", 3);
    return copy;
}

static bool same_shapes(const bench_recording *a, const bench_recording *b)
{
    bool same = a->operands == b->operands;
    for (int m = 0; m < BENCH_MODES && same; m++) {
        same = a->root[m].n == b->root[m].n;
        for (int k = 0; k < a->root[m].n && same; k++) {
            const wg_dtype d = wg_dtype_of(a->root[m].t[k]), e = wg_dtype_of(b->root[m].t[k]);
            same = wg_numel(a->root[m].t[k]) == wg_numel(b->root[m].t[k]) &&
                   wg_dtype_is_float(d) == wg_dtype_is_float(e);
        }
    }
    for (int k = 0; k < a->operands && same; k++)
        same = wg_numel(a->operand[k]) == wg_numel(b->operand[k]);
    return same;
}

/* In f64 where that can be; otherwise in the dtype at hand, which is then another executor, but the same precision. */
static void open_truth(bench_work *w, const bench_options *o, bool gradient)
{
    const char *expr = o->reference ? o->reference : o->versus ? o->versus : w->unit->expr;
    char why[256];
    for (int wide = w->unit->dtype == WG_F32 && !o->record; wide >= 0 && !w->has_truth; wide--) {
        char *word[BENCH_LEAVES + 1] = {0};
        wish x = {expr, word, w->unit->words, wide, gradient, why};
        bool have = true;
        for (int k = 0; k < w->unit->words; k++)
            have = (word[k] = wide ? in_f64(w->unit->word[k]) : strdup(w->unit->word[k])) && have;
        w->has_truth = have && record(&w->truth, o, &x) && x.gradient == gradient &&
                       same_shapes(&w->r, &w->truth);
        if (!w->has_truth) {
            session_close(&w->truth.s);
            w->truth = (bench_recording){0};
        }
        for (int k = 0; k < w->unit->words; k++)
            free(word[k]);
    }
}

/* Operands named w, W or b, with or without something behind, and parameters. */
static void find_weights(bench_work *w, const bench_options *o)
{
    for (int k = 0; k < w->r.operands; k++) {
        const char *name = wg_name(w->r.operand[k]);
        const size_t length = name ? strlen(name) : 0;
        bool is = name && strchr("wWb", name[0]);
        if (o->weights && name) {
            is = false;
            for (const char *p = o->weights; *p && !is; p += strcspn(p, ","), p += *p == ',')
                is = strcspn(p, ",") == length && memcmp(p, name, length) == 0;
        }
        if (is)
            w->weight[w->weights++] = w->r.operand[k];
    }
}

static bool any_random(const char *expr)
{
    return strstr(expr, "random_") != NULL;
}

bool bench_work_open(bench_work *w, const bench_unit *u, const bench_options *o)
{
    *w = (bench_work){.unit = u, .random = any_random(u->expr)};
    wish x = {u->expr,
              u->word,
              u->words,
              false,
              (o->modes & (1u << BENCH_BACKWARD | 1u << BENCH_BOTH)) != 0,
              w->no_gradient};
    if (!record(&w->r, o, &x))
        return false;
    find_weights(w, o);
    if (o->check_mode != BENCH_CHECK_OFF && !w->random)
        open_truth(w, o, x.gradient);
    return true;
}

void bench_work_close(bench_work *w)
{
    session_close(&w->r.s);
    session_close(&w->truth.s);
}

/* ---- checking and running ---- */

bool bench_work_check(bench_work *w, const bench_options *o, bench_check *c)
{
    const bench_mode m = w->r.root[BENCH_BOTH].n ? BENCH_BOTH : BENCH_FORWARD;
    const bench_recording *t = w->has_truth ? &w->truth : &w->r;
    bench_truth x = {.g = w->r.s.g,
                     .want_graph = t->s.g,
                     .t = w->r.root[m].t,
                     .want = t->root[m].t,
                     .n = w->r.root[m].n,
                     .operand = w->r.operand,
                     .want_operand = t->operand,
                     .operands = w->r.operands,
                     .random = w->random,
                     .mode = o->check_mode};
    if (!w->has_truth && x.mode == BENCH_CHECK_ULP)
        x.mode = BENCH_CHECK_BITWISE; /* the plain executor on the same graph is what is left */
    const wg_code code = bench_check_run(&x, c);
    if (code != WG_OK && !wg_ok(w->r.s.g))
        session_run_error(&w->r.s);
    else if (code != WG_OK && w->has_truth && !wg_ok(w->truth.s.g))
        session_run_error(&w->truth.s);
    return code == WG_OK;
}

bool bench_work_ready(bench_work *w, bench_mode m)
{
    const bench_state state = {w->unit->cache, w->weight, w->weights};
    if (bench_graph_open(&w->graph[m], w->r.s.g, w->r.root[m].t, w->r.root[m].n, &state) == WG_OK)
        return true;
    session_run_error(&w->r.s);
    return false;
}
