/* llm.c as a peer, from its source: the functions of train_gpt2.c as ops. TESTING leaves its main out. */
#define TESTING
#include <train_gpt2.c>

#include "benchmarks/peers/peer.h"

enum { BUFFERS = 12 };

static struct {
    int b, t, c, heads; /* batch, tokens, channels of the result */
    float *x[BUFFERS];  /* by each op as it needs them */
    int *label;
    bool (*run)(void);
} now;

static bool take(int k, size_t n)
{
    return (now.x[k] = peer_numbers(n)) != NULL;
}

static void close_work(void)
{
    for (int k = 0; k < BUFFERS; k++)
        free(now.x[k]);
    free(now.label);
    memset(&now, 0, sizeof now);
}

/* Its gradients are added to what is there: cleared first, as its own training does. */
static void clear(int k, size_t n)
{
    memset(now.x[k], 0, n * sizeof(float));
}

static bool product(void)
{
    matmul_forward(now.x[0], now.x[1], now.x[2], NULL, 1, now.t, now.heads, now.c);
    return true;
}

static bool gelu(void)
{
    gelu_forward(now.x[0], now.x[1], now.t * now.c);
    return true;
}

static bool softmax(void)
{
    softmax_forward(now.x[0], now.x[1], 1, now.t, now.c, now.c);
    return true;
}

static bool cross_entropy(void)
{
    softmax_forward(now.x[0], now.x[1], 1, now.t, now.c, now.c);
    crossentropy_forward(now.x[2], now.x[0], now.label, 1, now.t, now.c);
    clear(3, (size_t)now.t * (size_t)now.c);
    crossentropy_softmax_backward(now.x[3], now.x[4], now.x[0], now.label, 1, now.t, now.c, now.c);
    return true;
}

static bool layer_norm(void)
{
    const size_t c = (size_t)now.c, n = (size_t)now.t * c;
    layernorm_forward(now.x[0], now.x[1], now.x[2], now.x[3], now.x[4], now.x[5], 1, now.t, now.c);
    clear(6, n);
    clear(7, c);
    clear(8, c);
    layernorm_backward(now.x[6], now.x[7], now.x[8], now.x[9], now.x[3], now.x[4], now.x[1],
                       now.x[2], 1, now.t, now.c);
    return true;
}

static bool attention(void)
{
    const size_t n = (size_t)now.b * (size_t)now.t * (size_t)now.c,
                 scores = (size_t)now.b * (size_t)now.heads * (size_t)now.t * (size_t)now.t;
    attention_forward(now.x[0], now.x[1], now.x[2], now.x[3], now.b, now.t, now.c, now.heads);
    clear(4, 3 * n);
    clear(5, scores);
    clear(6, scores);
    attention_backward(now.x[4], now.x[5], now.x[6], now.x[7], now.x[3], now.x[2], now.b, now.t,
                       now.c, now.heads);
    return true;
}

static const char *ready(bool ok, bool (*run)(void))
{
    now.run = run;
    return ok ? NULL : "out of memory";
}

static const char *open_rows(const peer_question *q)
{
    const size_t t = (size_t)q->shape[0], c = (size_t)q->shape[1], n = t * c;
    now.t = (int)t;
    now.c = (int)c;
    if (peer_asks(q, "kernel/gelu"))
        return ready(take(0, n) && take(1, n), gelu);
    if (peer_asks(q, "kernel/softmax"))
        return ready(take(0, n) && take(1, n), softmax);
    if (peer_asks(q, "kernel/cross-entropy")) {
        now.label = calloc(t, sizeof *now.label);
        for (size_t i = 0; now.label && i < t; i++)
            now.label[i] = (int)(i % c);
        return ready(now.label && take(0, n) && take(1, n) && take(2, t) && take(3, n) &&
                         take(4, t),
                     cross_entropy);
    }
    if (peer_asks(q, "kernel/layer-norm"))
        return ready(take(0, n) && take(1, t) && take(2, t) && take(3, n) && take(4, c) &&
                         take(5, c) && take(6, n) && take(7, c) && take(8, c) && take(9, n),
                     layer_norm);
    return peer_not_here;
}

static const char *open_work(const peer_question *q)
{
    close_work();
    if (peer_asks(q, "op/matmul") && q->dims == 3) {
        now.t = (int)q->shape[0];
        now.heads = (int)q->shape[1]; /* the sum's length */
        now.c = (int)q->shape[2];
        return ready(take(0, (size_t)(q->shape[0] * q->shape[2])) &&
                         take(1, (size_t)(q->shape[0] * q->shape[1])) &&
                         take(2, (size_t)(q->shape[1] * q->shape[2])),
                     product);
    }
    if (peer_asks(q, "kernel/attention") && q->dims == 4) {
        now.b = (int)q->shape[0];
        now.heads = (int)q->shape[1];
        now.t = (int)q->shape[2];
        now.c = (int)(q->shape[1] * q->shape[3]);
        const size_t n = (size_t)(q->shape[0] * q->shape[2]) * (size_t)now.c,
                     s = (size_t)(q->shape[0] * q->shape[1] * q->shape[2] * q->shape[2]);
        return ready(take(0, n) && take(1, s) && take(2, s) && take(3, 3 * n) && take(4, 3 * n) &&
                         take(5, s) && take(6, s) && take(7, n),
                     attention);
    }
    return q->dims == 2 ? open_rows(q) : peer_not_here;
}

static bool run(void)
{
    return now.run();
}

int main(void)
{
    return peer_serve(&(peer){"llm.c", "from source", open_work, run});
}
