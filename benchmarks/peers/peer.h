/* The protocol of a peer in C: one line of JSON in, one out (README.md).  Private. */
#ifndef WG_BENCH_PEER_H
#define WG_BENCH_PEER_H

#include <stdbool.h>
#include <stddef.h>

enum { PEER_SHAPE = 4, PEER_WIDTHS = 128 };

typedef struct peer_question {
    const char *open;       /* "op/matmul", "mlp/step" */
    long shape[PEER_SHAPE]; /* of an op or a composition */
    int dims;
    int width[PEER_WIDTHS], widths; /* of a network */
    const char *activation;         /* "relu", "tanh" */
    int batch, threads;
} peer_question;

typedef struct peer {
    const char *name, *release;
    /* Makes ready what run does. NULL, or why not: "not here" for what it does not have. What was open before is closed. */
    const char *(*open)(const peer_question *q);
    bool (*run)(void);
} peer;

extern const char peer_not_here[];

bool peer_asks(const peer_question *q, const char *open);
/* n random numbers in [-0.5, 0.5), to be freed; NULL: out of memory. */
float *peer_numbers(size_t n);
int peer_serve(const peer *p);

#endif
