/* The plan sanitizer. Nothing here allocates in a run. */
#include "engine/sanitize.h"

#include <inttypes.h>
#include <string.h>

#include "tensor/text.h"

enum { GRANULE = 64 };

typedef struct wg__sanitizer {
    uint32_t *tenant;  /* per granule of the arena: the buffer it holds, + 1; 0: none */
    uint32_t *of_leaf; /* per buffer that is a leaf: likewise */
    wg__key *was;      /* per buffer: hash of its value when it was written */
    bool *written;     /* and whether it has been, in this run */
} wg__sanitizer;

bool wg__sanitizer_new(wg__plan *p)
{
    wg__sanitizer *s = wg__plan_alloc(p, 1, sizeof *s);
    if (!s)
        return false;
    s->tenant = wg__plan_alloc(p, (size_t)p->stats.arena_bytes / GRANULE + 1, sizeof *s->tenant);
    s->of_leaf = wg__plan_alloc(p, p->buffers, sizeof *s->of_leaf);
    s->was = wg__plan_alloc(p, p->buffers, sizeof *s->was);
    s->written = wg__plan_alloc(p, p->buffers, sizeof *s->written);
    p->sanitizer = s;
    return s->tenant && s->of_leaf && s->was && s->written;
}

/* ---- values ---- */

static const char *memory_of(const wg__plan *p, wg_graph *g, uint32_t buf)
{
    const uint32_t leaf = p->buffer[wg__plan_root(p, buf)].leaf;
    return leaf == WG__NONE ? p->arena + p->buffer[buf].offset : wg__node_at(g, p->id[leaf])->data;
}

static wg__key hash_of(const wg__plan *p, wg_graph *g, uint32_t buf)
{
    return wg__hash(memory_of(p, g, buf), p->buffer[buf].bytes, (wg__key){0});
}

static bool unchanged(const wg__plan *p, wg_graph *g, uint32_t buf)
{
    const wg__key now = hash_of(p, g, buf), was = p->sanitizer->was[buf];
    return now.lo == was.lo && now.hi == was.hi;
}

/* The tenants of all that a buffer covers: n of them. */
static uint32_t *tenants(const wg__plan *p, uint32_t buf, size_t *n)
{
    const uint32_t root = wg__plan_root(p, buf);
    if (p->buffer[root].leaf != WG__NONE) {
        *n = 1;
        return &p->sanitizer->of_leaf[root];
    }
    *n = (p->buffer[buf].bytes + GRANULE - 1) / GRANULE;
    return &p->sanitizer->tenant[p->buffer[buf].offset / GRANULE];
}

static void move_in(const wg__plan *p, uint32_t buf)
{
    size_t n;
    uint32_t *t = tenants(p, buf, &n);
    for (size_t k = 0; k < n; k++)
        t[k] = buf + 1;
}

static void put_value(wg__text *t, const wg__plan *p, wg_graph *g, uint32_t buf)
{
    char what[200];
    const uint32_t pos = p->buffer[buf].pos;
    if (pos == WG__NONE)
        wg__text_add(t, "a scratch");
    else
        wg__text_add(t, "%s", wg__describe(g, wg__handle(g, p->id[pos]), what, sizeof what));
}

/* ---- around a step ---- */

void wg__sanitize_begin(wg__plan *p, wg_graph *g)
{
    wg__sanitizer *s = p->sanitizer;
    memset(s->tenant, 0, ((size_t)p->stats.arena_bytes / GRANULE + 1) * sizeof *s->tenant);
    for (uint32_t k = 0; k < p->buffers; k++) {
        s->written[k] = p->buffer[k].leaf != WG__NONE;
        s->of_leaf[k] = k + 1;
        if (s->written[k])
            s->was[k] = hash_of(p, g, k);
    }
}

static bool in_chunk(const wg__plan *p, uint32_t buf)
{
    return wg__buffer_in_chunk(&p->buffer[buf]);
}

/* What is held against what: around steps `now`, the values of chunks or the others. */
typedef struct check {
    const wg__plan *p;
    wg_graph *g;
    wg__span_of_steps now;
    bool chunk;
    wg__text text;
} check;

static bool writes(const check *c, uint32_t buf)
{
    const wg__plan *p = c->p;
    for (uint32_t at = c->now.first; at < c->now.end; at++)
        for (uint32_t k = p->step[at].access; k < p->step[at].access + p->step[at].accesses; k++)
            if (p->access[k].write &&
                wg__plan_root(p, p->access[k].buffer) == wg__plan_root(p, buf))
                return true;
    return false;
}

static bool check_read(check *c, uint32_t at, uint32_t buf)
{
    const wg__plan *p = c->p;
    size_t n;
    const uint32_t *tenant = tenants(p, buf, &n);
    for (size_t k = 0; k < n; k++) {
        if (tenant[k] == buf + 1)
            continue;
        wg__text_add(&c->text, "plan sanitizer: step %" PRIu32 " reads ", at);
        put_value(&c->text, p, c->g, buf);
        wg__text_add(&c->text,
                     tenant[k] ? ", whose memory has gone to " : ", which nothing has written");
        if (tenant[k])
            put_value(&c->text, p, c->g, tenant[k] - 1);
        return false;
    }
    if (unchanged(p, c->g, buf))
        return true;
    wg__text_add(&c->text, "plan sanitizer: step %" PRIu32 " reads ", at);
    put_value(&c->text, p, c->g, buf);
    wg__text_add(&c->text, ", which is no longer what was written");
    return false;
}

/* What a region computes itself is there when its reader comes to it: that it does not cross chunks is for wg__plan_verify. */
static bool check_reads(check *c)
{
    const wg__plan *p = c->p;
    for (uint32_t at = c->now.first; at < c->now.end; at++)
        for (uint32_t k = p->step[at].access; k < p->step[at].access + p->step[at].accesses; k++) {
            const uint32_t buf = p->access[k].buffer;
            if (p->access[k].write || in_chunk(p, buf) != c->chunk ||
                (!c->chunk && c->now.end - c->now.first > 1 && writes(c, buf)))
                continue;
            if (!check_read(c, at, buf))
                return false;
        }
    return true;
}

/* Some value is alive after these steps that they do not write, and it has changed. */
static bool check_others(check *c)
{
    const wg__plan *p = c->p;
    for (uint32_t k = 0; k < p->buffers; k++) {
        const wg__buffer *u = &p->buffer[k];
        const bool alive = p->sanitizer->written[k] && !u->scratch && in_chunk(p, k) == c->chunk &&
                           (u->leaf != WG__NONE || u->last == WG__NONE || u->last >= c->now.end);
        if (!alive || writes(c, k) || unchanged(p, c->g, k))
            continue;
        wg__text_add(&c->text, "plan sanitizer: step %" PRIu32 " has changed ", c->now.first);
        put_value(&c->text, p, c->g, k);
        wg__text_add(&c->text, ", which it does not write");
        return false;
    }
    return true;
}

static void keep_writes(const check *c)
{
    const wg__plan *p = c->p;
    for (uint32_t at = c->now.first; at < c->now.end; at++)
        for (uint32_t k = p->step[at].access; k < p->step[at].access + p->step[at].accesses; k++) {
            const uint32_t buf = p->access[k].buffer;
            if (!p->access[k].write || in_chunk(p, buf) != c->chunk)
                continue;
            for (uint32_t j = 0; j < p->buffers; j++) /* what lay there before is gone */
                if (j != buf && wg__plan_root(p, j) == wg__plan_root(p, buf))
                    p->sanitizer->written[j] = false;
            move_in(p, buf);
            p->sanitizer->written[buf] = true;
            p->sanitizer->was[buf] = hash_of(p, c->g, buf);
        }
}

bool wg__sanitize_before(wg__plan *p, wg_graph *g, wg__span_of_steps now, char *message,
                         size_t size)
{
    check c = {p, g, now, false, wg__text_to(message, size)};
    return check_reads(&c);
}

bool wg__sanitize_after(wg__plan *p, wg_graph *g, wg__span_of_steps now, char *message, size_t size)
{
    check c = {p, g, now, false, wg__text_to(message, size)};
    if (!check_others(&c))
        return false;
    keep_writes(&c);
    return true;
}

void wg__sanitize_chunk_begin(wg__plan *p, const wg__region *r)
{
    for (uint32_t k = 0; k < p->buffers; k++) {
        size_t n;
        if (!in_chunk(p, k) || p->buffer[k].first < r->first || p->buffer[k].first >= r->end)
            continue;
        uint32_t *t = tenants(p, k, &n);
        memset(t, 0, n * sizeof *t);
        p->sanitizer->written[k] = false;
    }
}

bool wg__sanitize_chunk_before(wg__plan *p, wg_graph *g, uint32_t at, char *message, size_t size)
{
    check c = {p, g, {at, at + 1}, true, wg__text_to(message, size)};
    return check_reads(&c);
}

bool wg__sanitize_chunk_after(wg__plan *p, wg_graph *g, uint32_t at, char *message, size_t size)
{
    check c = {p, g, {at, at + 1}, true, wg__text_to(message, size)};
    if (!check_others(&c))
        return false;
    keep_writes(&c);
    return true;
}
