/* A product of matrices c = a b, row-major, as what a peer has: most libraries of linear algebra do that alone.  Private. */
#ifndef WG_BENCH_PEER_PRODUCT_H
#define WG_BENCH_PEER_PRODUCT_H

#include <stdlib.h>

#include "benchmarks/peers/peer.h"

typedef struct product {
    long m, k, n;
    float *a, *b, *c;
} product;

static inline const char *product_open(product *p, const peer_question *q)
{
    free(p->a);
    free(p->b);
    free(p->c);
    *p = (product){.a = NULL};
    if (!peer_asks(q, "op/matmul") || q->dims != 3)
        return peer_not_here;
    *p = (product){q->shape[0],
                   q->shape[1],
                   q->shape[2],
                   peer_numbers((size_t)(q->shape[0] * q->shape[1])),
                   peer_numbers((size_t)(q->shape[1] * q->shape[2])),
                   peer_numbers((size_t)(q->shape[0] * q->shape[2]))};
    return p->a && p->b && p->c ? NULL : "out of memory";
}

#endif
