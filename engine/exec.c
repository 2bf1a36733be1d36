/* What the steps of a plan do, tile programs aside (run_program.c). Nothing here allocates. */
#include <string.h>

#include "engine/plan.h"

/* ---- products ---- */

static void product(const wg__product *p, const wg__gemm *g)
{
    if (p->dtype == WG_F32)
        wg__gemm_f32(g, p->scratch);
    else
        wg__gemm_f64(g, p->scratch);
}

static void *moved(const void *p, int64_t bytes)
{
    return p ? (char *)(uintptr_t)p + bytes : NULL;
}

static void product_of_batch(const wg__product *p, wg__gemm g)
{
    const wg__gemm first = g;
    for (int64_t i = 0; i < p->batch; i++) {
        int64_t rest = i, a = 0, b = 0, c = 0;
        for (int k = 0; k < p->batch_axes; k++) { /* innermost first */
            const int64_t at = rest % p->dim[k];
            rest /= p->dim[k];
            a += at * p->a_step[k];
            b += at * p->b_step[k];
            c += at * p->c_step[k];
        }
        g.a = moved(first.a, a);
        g.b = moved(first.b, b);
        g.c = moved(first.c, c);
        g.gate = moved(first.gate, c);
        product(p, &g);
    }
}

wg_code wg__run_product(const void *what, const wg__exec *x)
{
    const wg__product *p = what;
    wg__gemm g = p->g;
    (void)x;
    if (p->alpha)
        g.alpha = p->sign * (p->dtype == WG_F32 ? (double)*(const float *)p->alpha : *(const double *)p->alpha);
    if (p->c_from && p->c_bytes)
        memcpy(g.c, p->c_from, p->c_bytes);
    if (p->batch_axes)
        product_of_batch(p, g);
    else
        product(p, &g);
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
    wg__gather_all(c->out, c->src, &c->from, c->size, c->isa);
    return WG_OK;
}
