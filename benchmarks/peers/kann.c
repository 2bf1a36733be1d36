/* KANN as a peer, from its source: multi-layer perceptrons. It has RMSprop alone; the update of plain SGD is a loop of ours, as its own
 * documentation has it. */
#include <stdlib.h>
#include <string.h>

#include <kann.h>

#include "benchmarks/peers/peer.h"

static struct {
    kann_t *net;
    float *x, *y;
    bool step;
} now;

static void close_network(void)
{
    if (now.net)
        kann_delete(now.net);
    free(now.x);
    free(now.y);
    now.net = NULL;
    now.x = now.y = NULL;
}

static kann_t *network(const peer_question *q)
{
    const bool tanh = strcmp(q->activation, "tanh") == 0;
    kad_node_t *t = kann_layer_input(q->width[0]);
    for (int k = 1; k + 1 < q->widths; k++) {
        t = kann_layer_dense(t, q->width[k]);
        t = tanh ? kad_tanh(t) : kad_relu(t);
    }
    return kann_new(kann_layer_cost(t, q->width[q->widths - 1], KANN_C_CEM), 0);
}

static const char *open_network(const peer_question *q)
{
    const int last = q->widths ? q->width[q->widths - 1] : 0;
    close_network();
    now.step = peer_asks(q, "mlp/step");
    if (!now.step && !peer_asks(q, "mlp/inference"))
        return peer_not_here;
    now.net = network(q);
    now.x = peer_numbers((size_t)q->batch * (size_t)q->width[0]);
    now.y = calloc((size_t)q->batch * (size_t)last, sizeof *now.y);
    if (!now.net || !now.x || !now.y)
        return "out of memory";
    for (int i = 0; i < q->batch; i++)
        now.y[i * last + i % last] = 1;
    if (q->threads > 1 && q->batch >= q->threads)
        kann_mt(now.net, q->threads, q->batch);
    kann_feed_bind(now.net, KANN_F_IN, 0, &now.x);
    kann_feed_bind(now.net, KANN_F_TRUTH, 0, &now.y);
    kann_set_batch_size(now.net, q->batch);
    kann_switch(now.net, now.step);
    return NULL;
}

static bool run(void)
{
    if (!now.step)
        return kann_eval(now.net, KANN_F_OUT, 0) > 0;
    kann_cost(now.net, 0, 1);
    const int n = kann_size_var(now.net);
    float *restrict x = now.net->x;
    const float *restrict g = now.net->g;
    for (int i = 0; i < n; i++)
        x[i] -= 0.01f * g[i];
    return true;
}

int main(void)
{
    return peer_serve(&(peer){"kann", KANN_VERSION, open_network, run});
}
