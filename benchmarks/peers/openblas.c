/* OpenBLAS, or the CBLAS that the library was built with, as a peer: sgemm. */
#include <cblas.h>

#include "benchmarks/peers/product.h"

static product now;

extern void openblas_set_num_threads(int n) __attribute__((weak));
extern char *openblas_get_config(void) __attribute__((weak));

static const char *open_product(const peer_question *q)
{
    if (openblas_set_num_threads)
        openblas_set_num_threads(q->threads);
    return product_open(&now, q);
}

static bool run(void)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, (int)now.m, (int)now.n, (int)now.k, 1,
                now.a, (int)now.k, now.b, (int)now.n, 0, now.c, (int)now.n);
    return true;
}

int main(void)
{
    return peer_serve(
        &(peer){"openblas", openblas_get_config ? openblas_get_config() : "?", open_product, run});
}
