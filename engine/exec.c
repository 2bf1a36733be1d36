/* What the steps of a plan do, tile programs aside (run_program.c). Nothing here allocates. */
#include <string.h>

#include "engine/run_shared.h"
#include "engine/threads.h"

/* ---- products ---- */

/* A scale that is known in a run alone may be one that the library does not do (0). */
static void product(const wg__product *p, const wg__gemm *g, void *scratch)
{
    const wg__gemm_provider *own = wg__gemm_provider_at(0);
    const bool can = p->provider == own || p->provider->can(g, p->dtype);
    (can ? p->provider : own)->run(g, p->dtype, scratch);
}

size_t wg__product_scratch(const wg__product *p)
{
    const size_t theirs = p->provider->scratch(&p->g, p->dtype),
                 own = wg__gemm_provider_at(0)->scratch(&p->g, p->dtype);
    return theirs > own ? theirs : own;
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
    if (cut->down * cut->across > 1)
        wg__gemm_part(&one, p->dtype, cut, part, scratch);
    else
        product(p, &one, scratch);
}

wg_code wg__run_product(const void *what, const wg__exec *x)
{
    const wg__product *p = what;
    wg__gemm g = p->g;
    (void)x;
    if (p->alpha)
        g.alpha = p->sign * (p->dtype == WG_F32 ? (double)*(const float *)p->alpha
                                                : *(const double *)p->alpha);
    if (p->c_from && p->c_bytes)
        memcpy(g.c, p->c_from, p->c_bytes);
    if (p->share[WG__FINE].group && wg__threads() > 1 && wg__share_product(p, &g))
        return WG_OK;
    for (int64_t i = 0; i < p->batch; i++) {
        const wg__gemm one = one_of_batch(p, &g, i);
        product(p, &one, p->scratch);
    }
    return WG_OK;
}

/* ---- kernels and copies ---- */

wg_code wg__run_call(const void *what, const wg__exec *x)
{
    const wg__call *c = what;
    wg_kernel_args args = c->args;
    args.message = x->message;
    args.message_size = x->message_size;
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
