/* The check of races. It allocates, and only plans that are watched come here. */
#include "engine/races.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "engine/threads.h"
#include "tensor/memory.h"
#include "tensor/text.h"

/* Bytes from .. end - 1 that a step has touched. */
typedef struct touch {
    uintptr_t from, end;
    wg__clock when;
    uint32_t step;
    bool write;
} touch;

typedef struct touches {
    touch *at;
    size_t n, room;
} touches;

typedef struct range {
    uintptr_t from, end;
} range;

struct wg__races {
    touches lane[WG__MAX_THREADS]; /* what each has touched since it was last looked at */
    touches all, open;             /* of all lanes; of a walk along them */
    range *shared;                 /* the arena, and the leaves that the plan writes */
    uint32_t shares;
    wg__watch *watch; /* per step */
    _Atomic bool failed;
};

/* ---- what is ordered ---- */

bool wg__clock_ordered(const wg__clock *a, const wg__clock *b)
{
    if (a->job == b->job && a->claim == b->claim)
        return true;
    if (a->job == 0) /* the caller, before it opened the job or after it joined it */
        return a->opened < b->job || a->joined >= b->job;
    if (b->job == 0)
        return b->opened < a->job || b->joined >= a->job;
    return a->job <= b->joined || b->job <= a->joined;
}

/* ---- a log ---- */

static bool room_for(touches *t, size_t n)
{
    if (n <= t->room)
        return true;
    const size_t room = t->room * 2 > n ? t->room * 2 : n + 64;
    touch *more = wg__realloc(t->at, room, sizeof *more);
    if (!more)
        return false;
    t->at = more;
    t->room = room;
    return true;
}

static bool is_shared(const struct wg__races *r, uintptr_t at)
{
    for (uint32_t k = 0; k < r->shares; k++)
        if (at >= r->shared[k].from && at < r->shared[k].end)
            return true;
    return false;
}

/* Nobody is at work but the caller, and nothing is left open. */
static bool is_alone(const wg__clock *c)
{
    return c->job == 0 && c->opened == c->joined;
}

void wg__watch_bytes(const wg__watch *w, const void *at, size_t bytes, bool write)
{
    struct wg__races *r = w->races;
    const wg__clock now = wg__clock_now();
    const uintptr_t from = (uintptr_t)at, end = from + bytes;
    if (is_alone(&now) || bytes == 0 || !is_shared(r, from))
        return;
    touches *t = &r->lane[now.lane];
    touch *last = t->n ? &t->at[t->n - 1] : NULL;
    const bool goes_on = last && from >= last->from && from <= last->end && last->write == write &&
                         last->step == w->step && wg__clock_same(&last->when, &now);
    if (goes_on) {
        last->end = end > last->end ? end : last->end;
        return;
    }
    if (room_for(t, t->n + 1))
        t->at[t->n++] = (touch){from, end, now, w->step, write};
    else
        r->failed = true;
}

void wg__watch_walk(const wg__watch *w, const void *src, const wg__strided *s, size_t size,
                    int64_t first, int64_t n)
{
    for (int64_t i = first; i < first + n; i++) {
        int64_t at = 0, rest = i;
        for (int k = s->nd - 1; k >= 0; k--) {
            at += rest % s->dim[k] * s->stride[k];
            rest /= s->dim[k];
        }
        wg__watch_bytes(w, (const char *)src + at * (int64_t)size, size, false);
    }
}

void wg__watch_matrix(const wg__watch *w, const void *at, int64_t rows, int64_t cols, int64_t rs,
                      int64_t cs, size_t size, bool write)
{
    const bool turned = cs != 1;
    const int64_t lines = turned ? cols : rows, each = turned ? rows : cols,
                  line = turned ? cs : rs, step = turned ? rs : cs;
    for (int64_t i = 0; at && i < lines; i++) {
        const char *p = (const char *)at + i * line * (int64_t)size;
        for (int64_t j = 0; step != 1 && j < each; j++)
            wg__watch_bytes(w, p + j * step * (int64_t)size, size, write);
        if (step == 1)
            wg__watch_bytes(w, p, (size_t)each * size, write);
    }
}

void wg__watch_gemm(const wg__watch *w, const wg__gemm *g, wg_dtype d)
{
    const size_t size = wg_dtype_size(d);
    wg__watch_matrix(w, g->a, g->m, g->k, g->a_rs, g->a_cs, size, false);
    wg__watch_matrix(w, g->b, g->k, g->n, g->b_rs, g->b_cs, size, false);
    wg__watch_matrix(w, g->bias, 1, g->n, 0, 1, size, false);
    wg__watch_matrix(w, g->gate, g->m, g->n, g->gate_rs, 1, size, false);
    wg__watch_matrix(w, g->c, g->m, g->n, g->c_rs, 1, size, true);
}

static int64_t numel(const wg_shape *s)
{
    int64_t n;
    return wg_shape_numel(*s, &n) ? n : 0;
}

/* Runs of neighbours at once. */
static void watch_view(const wg__watch *w, const wg_view *v, bool write)
{
    const int64_t size = (int64_t)wg_dtype_size(v->dtype), all = numel(&v->shape);
    const wg__strided s = wg__strided_of(v);
    const int last = s.nd - 1;
    const int64_t run = s.stride[last] == 1 ? s.dim[last] : 1;
    for (int64_t i = 0; i < all; i += run) {
        int64_t at = 0, rest = i;
        for (int k = last; k >= 0; k--) {
            at += rest % s.dim[k] * s.stride[k];
            rest /= s.dim[k];
        }
        wg__watch_bytes(w, (const char *)v->data + (v->offset + at) * size, (size_t)(run * size),
                        write);
    }
}

void wg__watch_kernel(const wg__watch *w, const wg_kernel_args *k)
{
    for (int j = 0; j < k->n; j++)
        watch_view(w, &k->in[j], false);
    watch_view(w, &k->out, true);
}

/* ---- a tile program ---- */

/* Bytes of an operand that are surely read in each row; a result is written as it lies. */
static size_t row_bytes(const wg__program *g, const wg__mover *m, bool *write)
{
    for (uint32_t k = 0; k < g->instrs; k++) {
        const wg__instr *i = &g->instr[k];
        *write = m->where == &i->out;
        if (*write)
            return m->step;
        for (uint32_t j = 0; j < i->nin; j++) {
            if (m->where != &i->in[j])
                continue;
            const uint8_t dtype = j == 1 && i->form ? i->index : i->dtype;
            const size_t size = j < 2 ? wg_dtype_size((wg_dtype)dtype) : 1,
                         all = size * (size_t)g->cols;
            return m->step >= all ? all : m->step < size ? m->step : size;
        }
    }
    return 0;
}

void wg__watch_rows(const wg__watch *w, const wg__program *g, int64_t first, int64_t rows)
{
    for (uint32_t k = 0; k < g->movers; k++) {
        bool write = false;
        const wg__mover *m = &g->mover[k];
        const size_t bytes = row_bytes(g, m, &write);
        for (int64_t r = 0; r < rows; r++)
            wg__watch_bytes(w, (const char *)*m->where + (size_t)r * m->step, bytes, write);
    }
    for (uint32_t k = g->stills; k < g->fills; k++) {
        const wg__fill *f = &g->fill[k];
        wg__watch_walk(w, f->src, &f->from, f->size, first * f->per_row, rows * f->per_row);
    }
}

/* ---- pairs ---- */

static int by_place(const void *a, const void *b)
{
    const touch *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1)
                              : (x->step > y->step) - (x->step < y->step);
}

/* The first pair of them that is not ordered. Those at work begin before the place that the walk has come to and end behind it. */
static bool find_pair(struct wg__races *r, touch *one, touch *two, bool *failed)
{
    touches *open = &r->open;
    open->n = 0;
    for (size_t k = 0; k < r->all.n; k++) {
        const touch *now = &r->all.at[k];
        size_t left = 0;
        for (size_t j = 0; j < open->n; j++) {
            const touch *o = &open->at[j];
            if (o->end <= now->from)
                continue;
            if ((o->write || now->write) && !wg__clock_ordered(&o->when, &now->when)) {
                *one = *o;
                *two = *now;
                return true;
            }
            open->at[left++] = *o;
        }
        open->n = left;
        if (!room_for(open, open->n + 1)) {
            *failed = true;
            return false;
        }
        open->at[open->n++] = *now;
    }
    return false;
}

static bool gather(struct wg__races *r)
{
    for (int k = 0; k < WG__MAX_THREADS; k++) {
        touches *t = &r->lane[k];
        if (t->n == 0)
            continue;
        if (!room_for(&r->all, r->all.n + t->n))
            return false;
        memcpy(r->all.at + r->all.n, t->at, t->n * sizeof *t->at);
        r->all.n += t->n;
        t->n = 0;
    }
    return true;
}

/* What is over is ordered before all that comes. */
static void forget(struct wg__races *r)
{
    const wg__clock now = wg__clock_now();
    size_t left = 0;
    for (size_t k = 0; k < r->all.n; k++) {
        const wg__clock *c = &r->all.at[k].when;
        if (c->job ? c->job > now.joined : !is_alone(&now))
            r->all.at[left++] = r->all.at[k];
    }
    r->all.n = left;
}

/* ---- what is said ---- */

/* The value of step `at` that lies there. */
static void put_value(wg__text *text, const wg__plan *p, wg_graph *g, const touch *t)
{
    char what[200];
    const wg__step *s = &p->step[t->step];
    for (uint32_t k = s->access; k < s->access + s->accesses; k++) {
        const wg__buffer *u = &p->buffer[p->access[k].buffer],
                         *root = &p->buffer[wg__plan_root(p, p->access[k].buffer)];
        const char *from =
            root->leaf == WG__NONE ? p->arena + u->offset : wg__node_at(g, p->id[root->leaf])->data;
        if (t->from - (uintptr_t)from >= u->bytes || u->pos == WG__NONE)
            continue;
        wg__text_add(text, "%s", wg__describe(g, wg__handle(g, p->id[u->pos]), what, sizeof what));
        return;
    }
    wg__text_add(text, "a scratch");
}

static void put_pair(wg__text *text, const wg__plan *p, wg_graph *g, const touch *a, const touch *b)
{
    const touch *first = a->step <= b->step ? a : b, *second = first == a ? b : a;
    wg__text_add(text, "race: step %" PRIu32 " %s ", second->step,
                 second->write ? "writes" : "reads");
    put_value(text, p, g, second);
    wg__text_add(text, ", which step %" PRIu32 " %s on another thread, with no barrier between",
                 first->step, first->write ? "writes" : "reads");
}

/* ---- a run ---- */

static void watch_step(const wg__step *s, const wg__watch *w)
{
    switch ((wg__step_kind)s->kind) {
    case WG__STEP_TILE: ((wg__program *)s->what)->watch = w; break;
    case WG__STEP_GEMM: ((wg__product *)s->what)->watch = w; break;
    case WG__STEP_KERNEL: ((wg__call *)s->what)->watch = w; break;
    case WG__STEP_COPY: ((wg__copy *)s->what)->watch = w; break;
    }
}

bool wg__races_new(wg__plan *p)
{
    struct wg__races *r = p->races = wg__plan_alloc(p, 1, sizeof *r);
    if (!r)
        return false;
    r->watch = wg__plan_alloc(p, p->steps, sizeof *r->watch);
    r->shared = wg__plan_alloc(p, p->buffers + 1, sizeof *r->shared);
    if (!r->watch || !r->shared)
        return false;
    for (uint32_t k = 0; k < p->steps; k++) {
        r->watch[k] = (wg__watch){r, k};
        watch_step(&p->step[k], &r->watch[k]);
    }
    return true;
}

void wg__races_free(struct wg__races *r)
{
    for (int k = 0; r && k < WG__MAX_THREADS; k++)
        wg__free(r->lane[k].at);
    if (r) {
        wg__free(r->all.at);
        wg__free(r->open.at);
    }
}

static void share(struct wg__races *r, const void *at, size_t bytes)
{
    r->shared[r->shares++] = (range){(uintptr_t)at, (uintptr_t)at + bytes};
}

void wg__races_begin(wg__plan *p, wg_graph *g)
{
    struct wg__races *r = p->races;
    r->shares = 0;
    r->failed = false;
    r->all.n = 0;
    for (int k = 0; k < WG__MAX_THREADS; k++) /* of a run that failed */
        r->lane[k].n = 0;
    share(r, p->arena, (size_t)p->stats.arena_bytes);
    for (uint32_t k = 0; k < p->buffers; k++)
        if (p->buffer[k].leaf != WG__NONE)
            share(r, wg__node_at(g, p->id[p->buffer[k].leaf])->data, p->buffer[k].bytes);
}

wg_code wg__races_after(wg__plan *p, wg_graph *g, char *message, size_t size)
{
    struct wg__races *r = p->races;
    wg__text text = wg__text_to(message, size);
    touch one, two;
    bool failed = !gather(r) || r->failed;
    if (r->all.n > 0 && !failed) {
        qsort(r->all.at, r->all.n, sizeof *r->all.at, by_place);
        if (find_pair(r, &one, &two, &failed)) {
            put_pair(&text, p, g, &one, &two);
            return WG_ERR_INTERNAL;
        }
        forget(r);
    }
    if (failed)
        wg__text_add(&text, "out of memory in the check of races");
    return failed ? WG_ERR_MEMORY : WG_OK;
}
