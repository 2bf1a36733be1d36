/* ggml as a peer, from its source, built by its own CMake: perceptrons with its own training (ggml-opt, SGD), a product, softmax, GELU.
 *
 * Its sizes run the other way round: ne[0] is the fastest. ggml_mul_mat(w (k, n), x (k, m)) is x w'. */
#include <stdlib.h>
#include <string.h>

#include <ggml-alloc.h>
#include <ggml-backend.h>
#include <ggml-cpu.h>
#include <ggml-opt.h>
#include <ggml.h>

#include "benchmarks/peers/peer.h"

enum { NODES = 8192 };

static struct {
    ggml_backend_t backend;
    ggml_backend_buffer_t fixed, computed;
    struct ggml_context *of_fixed, *of_computed;
    ggml_backend_sched_t sched;
    ggml_opt_context_t training;
    struct ggml_cgraph *graph;
} now;

static void close_work(void)
{
    if (now.training)
        ggml_opt_free(now.training);
    if (now.sched)
        ggml_backend_sched_free(now.sched);
    if (now.fixed)
        ggml_backend_buffer_free(now.fixed);
    if (now.computed)
        ggml_backend_buffer_free(now.computed);
    if (now.of_fixed)
        ggml_free(now.of_fixed);
    if (now.of_computed)
        ggml_free(now.of_computed);
    const ggml_backend_t backend = now.backend;
    memset(&now, 0, sizeof now);
    now.backend = backend;
}

static struct ggml_context *context(void)
{
    return ggml_init((struct ggml_init_params){
        .mem_size = NODES * ggml_tensor_overhead() + 4 * ggml_graph_overhead_custom(NODES, true),
        .no_alloc = true});
}

static void fill(struct ggml_tensor *t, float scale)
{
    const size_t n = (size_t)ggml_nelements(t);
    float *x = peer_numbers(n);
    for (size_t i = 0; x && i < n; i++)
        x[i] *= scale;
    if (x)
        ggml_backend_tensor_set(t, x, 0, n * sizeof *x);
    free(x);
}

/* ---- networks ---- */

static struct ggml_tensor *network(const peer_question *q, struct ggml_tensor *x, bool train)
{
    const bool tanh = strcmp(q->activation, "tanh") == 0;
    struct ggml_tensor *h = x;
    for (int k = 0; k + 1 < q->widths; k++) {
        struct ggml_tensor *w = ggml_new_tensor_2d(now.of_fixed, GGML_TYPE_F32, q->width[k],
                                                   q->width[k + 1]),
                           *b = ggml_new_tensor_1d(now.of_fixed, GGML_TYPE_F32, q->width[k + 1]);
        if (train) {
            ggml_set_param(w);
            ggml_set_param(b);
        }
        h = ggml_add(now.of_computed, ggml_mul_mat(now.of_computed, w, h), b);
        if (k + 2 < q->widths)
            h = tanh ? ggml_tanh(now.of_computed, h) : ggml_relu(now.of_computed, h);
    }
    return h;
}

static void fill_fixed(void)
{
    for (struct ggml_tensor *t = ggml_get_first_tensor(now.of_fixed); t;
         t = ggml_get_next_tensor(now.of_fixed, t))
        fill(t, 0.1f);
}

static struct ggml_opt_optimizer_params rate(void *unused)
{
    struct ggml_opt_optimizer_params p = ggml_opt_get_default_optimizer_params(unused);
    p.sgd.alpha = 0.01f;
    p.sgd.wd = 0;
    return p;
}

static const char *open_training(const peer_question *q, struct ggml_tensor *x,
                                 struct ggml_tensor *y)
{
    now.sched = ggml_backend_sched_new(&now.backend, NULL, 1, NODES, false, true);
    struct ggml_opt_params p = ggml_opt_default_params(now.sched, GGML_OPT_LOSS_TYPE_CROSS_ENTROPY);
    p.ctx_compute = now.of_computed;
    p.inputs = x;
    p.outputs = y;
    p.optimizer = GGML_OPT_OPTIMIZER_TYPE_SGD;
    p.get_opt_pars = rate;
    now.training = ggml_opt_init(p);
    if (!now.training)
        return "it failed";
    const int last = q->width[q->widths - 1];
    float *label = calloc((size_t)q->batch * (size_t)last, sizeof *label);
    for (int i = 0; label && i < q->batch; i++)
        label[i * last + i % last] = 1;
    if (label)
        ggml_backend_tensor_set(ggml_opt_labels(now.training), label, 0,
                                (size_t)q->batch * (size_t)last * sizeof *label);
    free(label);
    return NULL;
}

static const char *open_network(const peer_question *q, bool train)
{
    struct ggml_tensor *x = ggml_new_tensor_2d(now.of_fixed, GGML_TYPE_F32, q->width[0], q->batch);
    ggml_set_input(x);
    struct ggml_tensor *y = network(q, x, train);
    ggml_set_output(y);
    now.fixed = ggml_backend_alloc_ctx_tensors(now.of_fixed, now.backend);
    if (!now.fixed)
        return "out of memory";
    fill_fixed();
    if (train)
        return open_training(q, x, y);
    now.graph = ggml_new_graph_custom(now.of_computed, NODES, false);
    ggml_build_forward_expand(now.graph, y);
    now.computed = ggml_backend_alloc_ctx_tensors(now.of_computed, now.backend);
    return now.computed ? NULL : "out of memory";
}

/* ---- ops ---- */

static const char *open_op(const peer_question *q)
{
    struct ggml_context *f = now.of_fixed, *c = now.of_computed;
    const bool product = peer_asks(q, "op/matmul");
    struct ggml_tensor *x = ggml_new_tensor_2d(f, GGML_TYPE_F32, q->shape[1], q->shape[0]), *y;
    struct ggml_tensor *w =
        product ? ggml_new_tensor_2d(f, GGML_TYPE_F32, q->shape[1], q->shape[2]) : NULL;
    if (product)
        y = ggml_mul_mat(c, w, x);
    else if (peer_asks(q, "kernel/softmax"))
        y = ggml_soft_max(c, x);
    else if (peer_asks(q, "kernel/gelu"))
        y = ggml_gelu_erf(c, x);
    else if (peer_asks(q, "op/tanh"))
        y = ggml_tanh(c, x);
    else if (peer_asks(q, "op/sigmoid"))
        y = ggml_sigmoid(c, x);
    else if (peer_asks(q, "op/exp"))
        y = ggml_exp(c, x);
    else if (peer_asks(q, "op/sum"))
        y = ggml_sum(c, x);
    else
        return peer_not_here;
    now.graph = ggml_new_graph_custom(c, NODES, false);
    ggml_build_forward_expand(now.graph, y);
    now.fixed = ggml_backend_alloc_ctx_tensors(f, now.backend);
    now.computed = ggml_backend_alloc_ctx_tensors(c, now.backend);
    if (!now.fixed || !now.computed)
        return "out of memory";
    fill_fixed();
    return NULL;
}

static const char *open_work(const peer_question *q)
{
    close_work();
    if (!now.backend)
        now.backend = ggml_backend_cpu_init();
    if (!now.backend)
        return "it has no backend for the CPU";
    ggml_backend_cpu_set_n_threads(now.backend, q->threads);
    now.of_fixed = context();
    now.of_computed = context();
    const bool step = peer_asks(q, "mlp/step");
    if (step && strcmp(q->activation, "tanh") == 0)
        return "not here: ggml has no derivative of tanh";
    if (step || peer_asks(q, "mlp/inference"))
        return open_network(q, step);
    return q->dims >= 2 ? open_op(q) : peer_not_here;
}

static bool run(void)
{
    if (now.training) {
        ggml_opt_alloc(now.training, true);
        ggml_opt_eval(now.training, NULL);
        return true;
    }
    return ggml_backend_graph_compute(now.backend, now.graph) == GGML_STATUS_SUCCESS;
}

int main(void)
{
    return peer_serve(&(peer){"ggml", ggml_version(), open_work, run});
}
