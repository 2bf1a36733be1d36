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

static uint32_t root_of(const wg__plan *p, uint32_t buf)
{
    while (p->buffer[buf].shares != buf)
        buf = p->buffer[buf].shares;
    return buf;
}

static const char *memory_of(const wg__plan *p, wg_graph *g, uint32_t buf)
{
    const uint32_t leaf = p->buffer[root_of(p, buf)].leaf;
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
    const uint32_t root = root_of(p, buf);
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

static bool check_read(const wg__plan *p, wg_graph *g, uint32_t at, uint32_t buf, wg__text *t)
{
    size_t n;
    const uint32_t *tenant = tenants(p, buf, &n);
    for (size_t k = 0; k < n; k++) {
        if (tenant[k] == buf + 1)
            continue;
        wg__text_add(t, "plan sanitizer: step %" PRIu32 " reads ", at);
        put_value(t, p, g, buf);
        wg__text_add(t, tenant[k] ? ", whose memory has gone to " : ", which nothing has written");
        if (tenant[k])
            put_value(t, p, g, tenant[k] - 1);
        return false;
    }
    if (unchanged(p, g, buf))
        return true;
    wg__text_add(t, "plan sanitizer: step %" PRIu32 " reads ", at);
    put_value(t, p, g, buf);
    wg__text_add(t, ", which is no longer what was written");
    return false;
}

bool wg__sanitize_before(wg__plan *p, wg_graph *g, uint32_t at, char *message, size_t size)
{
    wg__text t = wg__text_to(message, size);
    const wg__step *s = &p->step[at];
    for (uint32_t k = s->access; k < s->access + s->accesses; k++)
        if (!p->access[k].write && !check_read(p, g, at, p->access[k].buffer, &t))
            return false;
    return true;
}

static bool writes(const wg__plan *p, const wg__step *s, uint32_t buf)
{
    for (uint32_t k = s->access; k < s->access + s->accesses; k++)
        if (p->access[k].write && root_of(p, p->access[k].buffer) == root_of(p, buf))
            return true;
    return false;
}

/* Some value is alive after this step that the step does not write, and it has changed. */
static bool check_others(const wg__plan *p, wg_graph *g, uint32_t at, wg__text *t)
{
    for (uint32_t k = 0; k < p->buffers; k++) {
        const wg__buffer *u = &p->buffer[k];
        const bool alive = p->sanitizer->written[k] && !u->scratch &&
                           (u->leaf != WG__NONE || u->last == WG__NONE || u->last > at);
        if (!alive || writes(p, &p->step[at], k) || unchanged(p, g, k))
            continue;
        wg__text_add(t, "plan sanitizer: step %" PRIu32 " has changed ", at);
        put_value(t, p, g, k);
        wg__text_add(t, ", which it does not write");
        return false;
    }
    return true;
}

bool wg__sanitize_after(wg__plan *p, wg_graph *g, uint32_t at, char *message, size_t size)
{
    wg__text t = wg__text_to(message, size);
    const wg__step *s = &p->step[at];
    if (!check_others(p, g, at, &t))
        return false;
    for (uint32_t k = s->access; k < s->access + s->accesses; k++) {
        const uint32_t buf = p->access[k].buffer;
        if (!p->access[k].write)
            continue;
        for (uint32_t j = 0; j < p->buffers; j++) /* what lay there before is gone */
            if (j != buf && root_of(p, j) == root_of(p, buf))
                p->sanitizer->written[j] = false;
        move_in(p, buf);
        p->sanitizer->written[buf] = true;
        p->sanitizer->was[buf] = hash_of(p, g, buf);
    }
    return true;
}
