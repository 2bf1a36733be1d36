/* The protocol of a peer in C, for products of matrices: one line of JSON in, one out.  Private. */
#ifndef WG_BENCH_BLAS_PEER_H
#define WG_BENCH_BLAS_PEER_H

#include <stdbool.h>

typedef struct blas_peer {
    const char *name, *release;
    bool (*open)(long m, long k, long n, const float *a, const float *b,
                 float *c); /* c = a b, row-major */
    bool (*run)(void);
} blas_peer;

int blas_peer_serve(const blas_peer *p);

#endif
