/* What the steps of a plan do, tile programs aside (run_program.c). Nothing here allocates. */
#include <string.h>

#include "engine/races.h"
#include "engine/run_shared.h"
#include "engine/threads.h"

/* ---- products ---- */

/* A scale that is known in a run alone may be one that the library does not do (0). */
static void product(const wg__product *p, const wg__gemm *g, void *scratch)
{
    const wg__gemm_provider *own = wg__gemm_provider_at(0);
    const bool can = p->provider == own || p->provider->can(g, p->dtype);
    if (p->watch)
        wg__watch_gemm(p->watch, g, p->dtype);
    if (p->provider == own || !can)
        wg__gemm_own_run(g, &p->plan, scratch);
    else
        p->provider->run(g, p->dtype, scratch);
}

size_t wg__product_scratch(const wg__product *p)
{
    const size_t theirs = p->provider->scratch(&p->g, p->dtype),
                 own = wg__gemm_provider_at(0)->scratch(&p->g, p->dtype);
    return theirs > own ? theirs : own;
}

int64_t wg__product_slice(const wg__product *p)
{
    return p->provider == wg__gemm_provider_at(0) ? wg__gemm_slice(&p->g, p->dtype) : 0;
}

static void *moved(const void *p, int64_t bytes)
{
    return p ? (char *)(uintptr_t)p + bytes : NULL;
}

/* Product i of the batch. */
static wg__gemm one_of_batch(const wg__product *p, const wg__gemm *first, int64_t i)
{
    int64_t rest = i, a = 0, b = 0, c = 0;
    for (int k = 0; k < p->batch_axes; k++) { /* innermost first */
        const int64_t at = rest % p->dim[k];
        rest /= p->dim[k];
        a += at * p->a_step[k];
        b += at * p->b_step[k];
        c += at * p->c_step[k];
    }
    wg__gemm g = *first;
    g.a = moved(first->a, a);
    g.b = moved(first->b, b);
    g.c = moved(first->c, c);
    g.gate = moved(first->gate, c);
    return g;
}

void wg__product_part(const wg__product *p, const wg__gemm *g, const wg__gemm_cut *cut, int64_t i,
                      int64_t part, void *scratch)
{
    const wg__gemm one = one_of_batch(p, g, i);
    if (cut->down * cut->across <= 1) {
        product(p, &one, scratch);
        return;
    }
    const wg__gemm x = wg__gemm_part_of(&one, p->dtype, cut, part);
    if (p->watch)
        wg__watch_gemm(p->watch, &x, p->dtype);
    wg__gemm_own_part(&x, &p->plan, scratch);
}

static void piece(const wg__product *p, const wg__gemm *one, int64_t row, int64_t rows, int64_t k,
                  int64_t len)
{
    const wg__gemm x = wg__gemm_piece_of(one, p->dtype, row, rows, k, len);
    if (p->inner && wg__threads() > 1 && wg__share_piece(p, &x))
        return;
    if (p->watch)
        wg__watch_gemm(p->watch, &x, p->dtype);
    if (rows == one->m && len == one->k)
        wg__gemm_own_run(&x, &p->plan, p->scratch);
    else
        wg__gemm_own_part(&x, &p->plan, p->scratch);
}

static double scale_of(const wg__product *p)
{
    if (!p->alpha)
        return p->g.alpha;
    return p->sign *
           (p->dtype == WG_F32 ? (double)*(const float *)p->alpha : *(const double *)p->alpha);
}

static void bring_summand(const wg__product *p, size_t from, size_t bytes)
{
    if (p->c_from && bytes && p->watch)
        wg__watch_bytes(p->watch, (const char *)p->c_from + from, bytes, false);
    if (p->c_from && bytes)
        memcpy((char *)p->g.c + from, (const char *)p->c_from + from, bytes);
}

wg_code wg__run_product(const void *what, const wg__exec *x)
{
    const wg__product *p = what;
    wg__gemm g = p->g;
    (void)x;
    g.alpha = scale_of(p);
    bring_summand(p, 0, p->c_bytes);
    if (p->share[WG__FINE].group && wg__threads() > 1 && wg__share_product(p, &g))
        return WG_OK;
    for (int64_t i = 0; i < p->batch; i++) {
        const wg__gemm one = one_of_batch(p, &g, i);
        product(p, &one, p->scratch);
    }
    return WG_OK;
}

/* ---- products in a region ---- */

/* Rows first .. end - 1 of all the batch: of one of it, or whole ones. */
static void rows_of_batch(const wg__product *p, const wg__gemm *g, int64_t first, int64_t end)
{
    while (first < end) {
        const wg__gemm one = one_of_batch(p, g, first / g->m);
        const int64_t row = first % g->m, left = g->m - row,
                      rows = end - first < left ? end - first : left;
        piece(p, &one, row, rows, 0, g->k);
        first += rows;
    }
}

void wg__product_units(const wg__product *p, int64_t units, int64_t span, int64_t first,
                       int64_t end)
{
    wg__gemm g = p->g;
    g.alpha = scale_of(p);
    if (p->part == WG__PART_SUMS) {
        const wg__gemm one = one_of_batch(p, &g, first / span);
        piece(p, &one, 0, g.m, first % span, end - first);
        return;
    }
    const size_t each = p->c_bytes / (size_t)units;
    bring_summand(p, (size_t)first * each, (size_t)(end - first) * each);
    if (p->part == WG__PART_ROWS) {
        const int64_t rows = p->batch * g.m / units;
        rows_of_batch(p, &g, first * rows, end * rows);
        return;
    }
    const int64_t whole = p->batch / units;
    for (int64_t i = first * whole; i < end * whole; i++) {
        const wg__gemm one = one_of_batch(p, &g, i);
        product(p, &one, p->scratch);
    }
}

/* ---- kernels and copies ---- */

wg_code wg__run_call(const void *what, const wg__exec *x)
{
    const wg__call *c = what;
    wg_kernel_args args = c->args;
    args.message = x->message;
    args.message_size = x->message_size;
    if (c->cut.pieces && wg__threads() > 1 && wg__share_call(c, &args))
        return WG_OK;
    return c->fn(&args);
}

wg_code wg__run_copy(const void *what, const wg__exec *x)
{
    const wg__copy *c = what;
    (void)x;
    if (c->chunk && wg__threads() > 1 && wg__share_copy(c))
        return WG_OK;
    wg__gather_all(c->out, c->src, &c->from, c->size, c->isa);
    return WG_OK;
}
