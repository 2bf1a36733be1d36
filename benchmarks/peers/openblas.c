/* OpenBLAS, or the CBLAS that the library was built with, as a peer: sgemm on one thread. */
#include <cblas.h>

#include "benchmarks/peers/blas_peer.h"

static struct {
    int m, k, n;
    const float *a, *b;
    float *c;
} now;

extern void openblas_set_num_threads(int n) __attribute__((weak));
extern char *openblas_get_config(void) __attribute__((weak));

static bool open_product(long m, long k, long n, const float *a, const float *b, float *c)
{
    now.m = (int)m, now.k = (int)k, now.n = (int)n;
    now.a = a, now.b = b, now.c = c;
    return true;
}

static bool run(void)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, now.m, now.n, now.k, 1, now.a, now.k,
                now.b, now.n, 0, now.c, now.n);
    return true;
}

int main(void)
{
    if (openblas_set_num_threads)
        openblas_set_num_threads(1);
    return blas_peer_serve(&(blas_peer){
        "openblas", openblas_get_config ? openblas_get_config() : "?", open_product, run});
}
