/* FLOP and bytes of a plan, by reuse distance; the roof over them. */
#include "benchmarks/cost.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "engine/state.h"
#include "tensor/node.h"

/* Memory by its last touch, the latest first. */
typedef struct stack {
    uint32_t *buffer;
    uint32_t n;
    const double *size; /* bytes of each buffer that the run touches */
} stack;

/* Distinct bytes touched since this buffer was, itself included; inf if it never was. Puts it on top. */
static double touch(stack *s, uint32_t buffer)
{
    double distance = 0;
    uint32_t at = 0;
    while (at < s->n && s->buffer[at] != buffer)
        distance += s->size[s->buffer[at++]];
    const bool seen = at < s->n;
    s->n += !seen;
    for (; at > 0; at--)
        s->buffer[at] = s->buffer[at - 1];
    s->buffer[0] = buffer;
    return seen ? distance + s->size[buffer] : (double)INFINITY;
}

/* The share of so many bytes that a level may hold. Each thread has caches of its own up to the last, which all share. */
static double held(const roof *r, int level, int threads, double distance)
{
    if (level < 0)
        return 0;
    const int caches = level < r->levels - 2 ? threads : 1;
    return level == r->levels - 1 ? 1 : fmin(1, caches * (double)r->level[level].cache / distance);
}

static void charge(bench_cost *c, const roof *r, const wg__access *a, double distance)
{
    double *into = a->write ? c->level_written : c->level_read;
    for (int k = 0; k < r->levels; k++)
        into[k] += (double)a->bytes *
                   (held(r, k, c->threads, distance) - held(r, k - 1, c->threads, distance));
    *(a->write ? &c->written : &c->read) += (double)a->bytes;
}

/* Whose memory it is; scratch, which a step fills and reads itself, is not charged. */
static uint32_t root_of(const wg__plan *p, uint32_t b)
{
    while (p->buffer[b].shares != b)
        b = p->buffer[b].shares;
    return b;
}

static bool is_weight(const wg__plan *p, uint32_t buffer, const bench_state *s)
{
    const uint32_t leaf = p->buffer[buffer].leaf;
    for (int k = 0; k < s->weights && leaf != WG__NONE; k++)
        if (p->id[leaf] == s->weight[k].id)
            return true;
    return false;
}

/* Once through the steps; charging or only leaving the order of touches behind. first[b]: the run's first touch of b finds it cold. */
static void go_through(const wg__plan *p, stack *s, const roof *r, bool *cold, bench_cost *c)
{
    for (uint32_t k = 0; k < p->accesses; k++) {
        const wg__access *a = &p->access[k];
        if (p->buffer[a->buffer].scratch)
            continue;
        const uint32_t b = root_of(p, a->buffer);
        double distance = touch(s, b);
        if (c) {
            if (cold[b])
                distance = (double)INFINITY;
            cold[b] = false;
            charge(c, r, a, distance);
        }
    }
}

static bool walk(const wg__plan *p, const roof *r, const bench_state *state, bench_cost *c)
{
    double *size = calloc((size_t)p->buffers + 1, sizeof *size);
    bool *cold = calloc((size_t)p->buffers + 1, sizeof *cold);
    stack s = {.buffer = calloc((size_t)p->buffers + 1, sizeof *s.buffer), .size = size};
    const bool ok = size && cold && s.buffer;
    for (uint32_t k = 0; k < p->accesses && ok; k++) {
        const wg__access *a = &p->access[k];
        const uint32_t b = root_of(p, a->buffer);
        if (!p->buffer[a->buffer].scratch)
            size[b] = fmax(size[b], (double)a->bytes);
    }
    for (uint32_t b = 0; b < p->buffers && ok; b++) {
        c->working_set += size[b];
        cold[b] = state->cache == BENCH_COLD ||
                  (state->cache == BENCH_COLD_WEIGHTS && is_weight(p, b, state));
    }
    if (ok) {
        go_through(p, &s, r, cold, NULL);
        go_through(p, &s, r, cold, c);
    }
    free(size);
    free(cold);
    free(s.buffer);
    return ok;
}

wg_code bench_cost_of(wg_graph *g, const wg_tensor *t, int n, const roof *r,
                      const bench_state *state, int threads, bench_cost *out)
{
    *out = (bench_cost){.threads = threads};
    const wg__plan *p = wg__engine_plan(g, t, n);
    if (!p)
        return wg_error_code(g);
    if (!walk(p, r, state, out))
        return WG_ERR_MEMORY;
    out->flop = p->stats.flop;
    out->plan_bytes = (double)p->stats.bytes;
    for (uint32_t k = 0; k < p->nodes; k++) {
        const wg__node *x = wg__node_at(g, p->id[k]);
        out->f32 = out->f32 || (x->dtype == WG_F32 && x->numel > 1);
        out->f64 = out->f64 || (x->dtype == WG_F64 && x->numel > 1);
    }
    return WG_OK;
}

double bench_bound(const bench_cost *c, const roof *r, int *binds)
{
    const roof_row *row = roof_row_of(r, c->threads);
    double most = 0, read = 0, written = 0;
    *binds = BENCH_BINDS_NOTHING;
    if (!row)
        return 0;
    if (c->f32 || c->f64) { /* there is no roof over work on integers but that of memory */
        most = c->flop / row->flops[!c->f32];
        *binds = most > 0 ? BENCH_BINDS_COMPUTE : BENCH_BINDS_NOTHING;
    }
    for (int k = r->levels - 1; k >= 0;
         k--) { /* what comes from further away comes through here too */
        read += c->level_read[k];
        written += c->level_written[k];
        const double t = read + written > 0 ? roof_move_seconds(&row->rate[k], read, written) : 0;
        if (t > most) {
            most = t;
            *binds = k;
        }
    }
    return most;
}

const char *bench_binds_name(const roof *r, int binds)
{
    if (binds == BENCH_BINDS_COMPUTE)
        return "compute";
    return binds >= 0 ? r->level[binds].name : "none";
}
