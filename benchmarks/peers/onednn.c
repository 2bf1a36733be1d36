/* oneDNN as a peer: dnnl_sgemm. */
#include <stdio.h>
#include <stdlib.h>

#include <dnnl.h>

#include "benchmarks/peers/product.h"

static product now;

static const char *open_product(const peer_question *q)
{
    return product_open(&now, q);
}

static bool run(void)
{
    return dnnl_sgemm('N', 'N', now.m, now.n, now.k, 1, now.a, now.k, now.b, now.n, 0, now.c,
                      now.n) == dnnl_success;
}

int main(void)
{
    char release[32];
    const char *threads = getenv("BENCH_THREADS");
    setenv("OMP_NUM_THREADS", threads ? threads : "1", 1);
    const dnnl_version_t *v = dnnl_version();
    snprintf(release, sizeof release, "%d.%d.%d", v->major, v->minor, v->patch);
    return peer_serve(&(peer){"onednn", release, open_product, run});
}
