/* oneDNN as a peer: dnnl_sgemm on one thread. */
#include <stdio.h>
#include <stdlib.h>

#include <dnnl.h>

#include "benchmarks/peers/blas_peer.h"

static struct {
    dnnl_dim_t m, k, n;
    const float *a, *b;
    float *c;
} now;

static bool open_product(long m, long k, long n, const float *a, const float *b, float *c)
{
    now.m = m, now.k = k, now.n = n;
    now.a = a, now.b = b, now.c = c;
    return true;
}

static bool run(void)
{
    return dnnl_sgemm('N', 'N', now.m, now.n, now.k, 1, now.a, now.k, now.b, now.n, 0, now.c,
                      now.n) == dnnl_success;
}

int main(void)
{
    char release[32];
    setenv("OMP_NUM_THREADS", "1", 1);
    const dnnl_version_t *v = dnnl_version();
    snprintf(release, sizeof release, "%d.%d.%d", v->major, v->minor, v->patch);
    return blas_peer_serve(&(blas_peer){"onednn", release, open_product, run});
}
