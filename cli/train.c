/* wengert train: a network of dense layers, trained as a classifier on files. */
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/train_report.h"
#include "engine/engine.h"
#include "nn/nn.h"

typedef struct train_options {
    char *images, *labels, *test_images, *test_labels, *widths, *activation, *out;
    int epochs, batch, json;
    double lr, momentum, weight_decay, hold_out;
    long long seed;
} train_options;

enum { MAX_LAYERS = 32, EVAL = 256 };

typedef struct model {
    wg_graph *g;
    wg_nn_params params;
    int64_t batch;
    wg_tensor x, y, lr, step, cost, right;
    wg_tensor eval_x, eval_class;
} model;

typedef struct training {
    const train_options *o;
    train_data data, test;
    train_scale scale;
    int64_t width[MAX_LAYERS]; /* of the layers, the classes last */
    int layers;
    model m;
    train_report report;
} training;

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- the model ---- */

static const struct {
    const char *name;
    wg_nn_activation fn;
    wg_nn_init init;
} activations[] = {
    {"relu", wg_relu_at, WG_NN_HE_UNIFORM},           {"tanh", wg_tanh_at, WG_NN_GLOROT_UNIFORM},
    {"sigmoid", wg_sigmoid_at, WG_NN_GLOROT_UNIFORM}, {"gelu", wg_gelu_at, WG_NN_HE_UNIFORM},
    {"silu", wg_silu_at, WG_NN_HE_UNIFORM},
};

static bool parse_widths(training *t, const char *list)
{
    for (const char *p = list; *p;) {
        char *end;
        const long long w = strtoll(p, &end, 10);
        if (end == p || w < 1 || w > 1 << 24 || (*end && *end != ',') ||
            t->layers == MAX_LAYERS - 1)
            return false;
        t->width[t->layers++] = w;
        p = end + (*end == ',');
    }
    return true;
}

static wg_code model_open(training *t, wg_status *st)
{
    model *m = &t->m;
    const train_options *o = t->o;
    wg_nn_mlp_options mlp = {0};
    for (size_t i = 0; i < sizeof activations / sizeof activations[0]; i++)
        if (strcmp(activations[i].name, o->activation) == 0)
            mlp = (wg_nn_mlp_options){.activation = activations[i].fn, .init = activations[i].init};
    if (!mlp.activation)
        return wg_fail(st, WG_ERR_ARGUMENT, "--activation %s: relu, tanh, sigmoid, gelu or silu",
                       o->activation);
    *m = (model){.g = wg_graph_new(), .batch = o->batch < t->data.n ? o->batch : t->data.n};
    wg_seed(m->g, (uint64_t)o->seed);
    m->x = wg_input(m->g, "x", WG_F32, WG_SHAPE(m->batch, t->data.width));
    m->y = wg_input(m->g, "y", WG_I32, WG_SHAPE(m->batch));
    m->lr = wg_input(m->g, "lr", WG_F32, WG_SCALAR);
    const wg_tensor logits = wg_nn_mlp(&m->params, "net", m->x, t->width, t->layers, mlp);
    m->cost = wg_nn_softmax_cross_entropy(logits, m->y, WG_MEAN);
    m->right = wg_nn_accuracy(logits, m->y);
    m->step = wg_nn_sgd(m->cost, m->params,
                        (wg_sgd_options){.lr_tensor = m->lr,
                                         .momentum = o->momentum,
                                         .weight_decay = o->weight_decay});
    m->eval_x = wg_input(m->g, "eval_x", WG_F32, WG_SHAPE(EVAL, t->data.width));
    m->eval_class =
        wg_argmax(wg_nn_mlp(&m->params, "net", m->eval_x, t->width, t->layers, mlp), -1, false);
    return wg_ok(m->g)
               ? WG_OK
               : wg_fail(st, wg_error_code(m->g), "%s", m->g ? wg_error(m->g) : "out of memory");
}

static wg_code graph_failed(const model *m, wg_status *st)
{
    return wg_fail(st, wg_error_code(m->g), "%s", wg_error(m->g));
}

static wg_code fill(const training *t, const train_data *d, const int64_t *rows, int64_t n,
                    wg_tensor x, wg_status *st)
{
    return wg_gather(&d->x, rows, n, (wg_gather_options){t->scale.mean, t->scale.scale}, WG_F32,
                     wg_data(x), (size_t)wg_numel(x) * sizeof(float), st);
}

/* ---- training ---- */

static wg_code evaluate(training *t, wg_status *st)
{
    const train_data *d = &t->test;
    report_forget_verdict(&t->report);
    for (int64_t from = 0; from < d->n; from += EVAL) {
        int64_t rows[EVAL];
        const int64_t n = d->n - from < EVAL ? d->n - from : EVAL;
        for (int64_t k = 0; k < n; k++)
            rows[k] = from + k;
        if (fill(t, d, rows, n, t->m.eval_x, st) != WG_OK)
            return st->code;
        if (wg_run(t->m.g, t->m.eval_class) != WG_OK)
            return graph_failed(&t->m, st);
        const int64_t *guess = wg_data(t->m.eval_class);
        for (int64_t k = 0; k < n; k++)
            report_judge(&t->report, from + k, ((const int32_t *)d->y.data)[from + k],
                         (int)guess[k]);
    }
    return WG_OK;
}

static wg_code train_batch(training *t, const int64_t *rows, double progress, double *cost,
                           double *right, wg_status *st)
{
    model *m = &t->m;
    *(float *)wg_data(m->lr) = (float)(t->o->lr * (1 - 0.95 * progress)); /* falls to a twentieth */
    if (fill(t, &t->data, rows, m->batch, m->x, st) != WG_OK ||
        wg_gather(&t->data.y, rows, m->batch, (wg_gather_options){0}, WG_I32, wg_data(m->y),
                  (size_t)m->batch * sizeof(int32_t), st) != WG_OK)
        return st->code;
    if (wg_run(m->g, m->step, m->cost, m->right) != WG_OK)
        return graph_failed(m, st);
    *cost = wg_item(m->cost);
    *right = wg_item(m->right);
    return isfinite(*cost) ? WG_OK
                           : wg_fail(st, WG_ERR_VALUE, "the cost is %g: try a smaller --lr", *cost);
}

static wg_code train_epoch(training *t, wg_batches *b, int64_t epoch, wg_status *st)
{
    train_report *r = &t->report;
    const bool bar = isatty(STDOUT_FILENO) && !t->o->json;
    const int64_t per_epoch = wg_batches_per_epoch(b), *rows;
    const double begin = now();
    double costs = 0, rights = 0, shown = 0;
    int64_t count, done = 0;
    while (!interrupted && wg_batches_next(b, &rows, &count)) {
        double cost = 0, right = 0;
        if (train_batch(t, rows, (double)r->batches / (double)(per_epoch * t->o->epochs), &cost,
                        &right, st) != WG_OK)
            return st->code;
        done++;
        costs += cost;
        rights += right;
        r->at[r->batches] = (double)(r->batches + 1) / (double)per_epoch;
        r->cost[r->batches++] = cost;
        if (bar && now() - shown > 0.1) {
            shown = now();
            report_progress(epoch, done, per_epoch, costs / (double)done,
                            (double)(done * t->m.batch) / (now() - begin));
        }
    }
    r->seconds += now() - begin;
    r->samples += done * t->m.batch;
    if (done && !t->o->json)
        printf("%sepoch %lld  cost %.4f  training accuracy %.4f", bar ? "\r\033[K" : "",
               (long long)epoch, costs / (double)done, rights / (double)done);
    return WG_OK;
}

static wg_code train(training *t, wg_status *st)
{
    wg_batches b;
    train_report *r = &t->report;
    if (wg_batches_new(&b, t->data.n, t->m.batch,
                       (wg_batches_options){.seed = (uint64_t)t->o->seed, .drop_last = true},
                       st) != WG_OK)
        return st->code;
    if (!report_open(r, (size_t)(wg_batches_per_epoch(&b) * t->o->epochs), (size_t)t->o->epochs,
                     t->width[t->layers - 1]))
        wg_fail(st, WG_ERR_MEMORY, "out of memory");
    for (int epoch = 1; epoch <= t->o->epochs && st->code == WG_OK && !interrupted; epoch++) {
        if (train_epoch(t, &b, epoch, st) != WG_OK || evaluate(t, st) != WG_OK)
            break;
        r->epoch[r->epochs] = epoch;
        r->accuracy[r->epochs++] = (double)r->right / (double)r->judged;
        if (!t->o->json)
            printf("  test accuracy %.4f\n", (double)r->right / (double)r->judged);
    }
    wg_batches_free(&b);
    return st->code;
}

/* ---- the command ---- */

static wg_code load(training *t, wg_status *st)
{
    const train_options *o = t->o;
    if (train_data_load(o->images, o->labels, &t->data, st) != WG_OK)
        return st->code;
    const wg_code code =
        o->test_images
            ? train_data_load(o->test_images, o->test_labels, &t->test, st)
            : train_data_hold_out(&t->data, o->hold_out, (uint64_t)o->seed, &t->test, st);
    if (code != WG_OK)
        return code;
    if (t->test.width != t->data.width)
        return wg_fail(st, WG_ERR_SHAPE, "a test sample holds %lld numbers, a training sample %lld",
                       (long long)t->test.width, (long long)t->data.width);
    const int64_t a = train_data_classes(&t->data), b = train_data_classes(&t->test);
    t->scale = train_data_scale(&t->data);
    if (!parse_widths(t, o->widths))
        return wg_fail(st, WG_ERR_ARGUMENT,
                       "--widths %s: sizes of the hidden layers, such as 128,64", o->widths);
    t->width[t->layers++] = a > b ? a : b;
    return WG_OK;
}

static wg_code keep(const training *t, wg_status *st)
{
    char path[4096];
    if (mkdir(t->o->out, 0777) != 0 && errno != EEXIST)
        return wg_fail(st, WG_ERR_IO, "%s: %s", t->o->out, strerror(errno));
    snprintf(path, sizeof path, "%s/weights.npz", t->o->out);
    if (wg_nn_save(t->m.params, path, st) != WG_OK)
        return st->code;
    return report_plot(&t->report, t->o->out, &t->test, st);
}

static void announce(const training *t)
{
    printf("%lld training samples, %lld test samples, %lld", (long long)t->data.n,
           (long long)t->test.n, (long long)t->data.width);
    for (int k = 0; k < t->layers; k++)
        printf("-%lld", (long long)t->width[k]);
    printf(", %lld parameters\n", (long long)wg_nn_params_numel(t->m.params));
}

static int conclude(const training *t)
{
    const train_report *r = &t->report;
    const double accuracy = r->judged ? (double)r->right / (double)r->judged : 0;
    if (t->o->json)
        return json_print("train", json_pack("{s:f, s:I, s:f, s:b, s:s}", "test_accuracy", accuracy,
                                             "epochs", (json_int_t)r->epochs, "samples_per_second",
                                             r->seconds > 0 ? (double)r->samples / r->seconds : 0.0,
                                             "interrupted", (int)interrupted, "out", t->o->out));
    printf("%stest accuracy %.4f: %lld of %lld\n", interrupted ? "interrupted; " : "", accuracy,
           (long long)r->right, (long long)r->judged);
    report_print_worst(r);
    if (r->seconds > 0)
        printf("%.0f samples/s in training (%.1f s)\n", (double)r->samples / r->seconds,
               r->seconds);
    printf("weights and plots are in %s/\n", t->o->out);
    return EXIT_SUCCESS;
}

static int run(const train_options *o)
{
    training t = {.o = o};
    wg_status st = {0};
    struct sigaction stop = {.sa_handler = on_interrupt,
                             .sa_flags = (int)SA_RESETHAND}; /* a second Ctrl-C ends at once */
    sigemptyset(&stop.sa_mask);
    sigaction(SIGINT, &stop, NULL);
    int status = EXIT_FAILURE;
    if (load(&t, &st) == WG_OK && model_open(&t, &st) == WG_OK) {
        if (!o->json)
            announce(&t);
        if (train(&t, &st) == WG_OK && (t.report.judged || evaluate(&t, &st) == WG_OK) &&
            keep(&t, &st) == WG_OK)
            status = conclude(&t);
    }
    if (st.code != WG_OK)
        status = cli_fail("train", EXIT_FAILURE, "%s", st.text);
    report_free(&t.report);
    wg_nn_params_free(&t.m.params);
    wg_graph_free(t.m.g);
    train_data_free(&t.data);
    train_data_free(&t.test);
    return status == EXIT_SUCCESS && interrupted ? 130 : status;
}

static int check(const train_options *o, int nwords)
{
    if (nwords)
        return cli_fail("train", EXIT_USAGE, "no word is expected beside the options");
    if (!o->images)
        return cli_fail("train", EXIT_USAGE, "--images FILE is needed");
    if (o->epochs < 1 || o->batch < 1 || !(o->lr > 0) || !(o->momentum >= 0 && o->momentum < 1) ||
        !(o->weight_decay >= 0) || !(o->hold_out > 0 && o->hold_out < 1))
        return cli_fail(
            "train", EXIT_USAGE,
            "--epochs, --batch and --lr are positive, --momentum and --hold-out in [0, 1)");
    return EXIT_SUCCESS;
}

/* What popt was not given: it would not free a default. */
static bool texts_default(train_options *o)
{
    o->widths = o->widths ? o->widths : strdup("128");
    o->activation = o->activation ? o->activation : strdup("relu");
    o->out = o->out ? o->out : strdup("out");
    return o->widths && o->activation && o->out;
}

static void options_free(train_options *o)
{
    char *const all[] = {o->images, o->labels,     o->test_images, o->test_labels,
                         o->widths, o->activation, o->out};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        free(all[i]);
}

int cli_train(int argc, const char **argv)
{
    train_options o = {.epochs = 5, .batch = 32, .lr = 0.1, .hold_out = 0.15, .seed = 1};
    const struct poptOption table[] = {
        {"images", 'x', POPT_ARG_STRING, &o.images, 0,
         "training samples (n, ...): npy, npz:NAME, IDX or CSV", "FILE"},
        {"labels", 'y', POPT_ARG_STRING, &o.labels, 0,
         "their classes (n); otherwise the last column of a CSV", "FILE"},
        {"test-images", 0, POPT_ARG_STRING, &o.test_images, 0, "test samples", "FILE"},
        {"test-labels", 0, POPT_ARG_STRING, &o.test_labels, 0, "their classes", "FILE"},
        {"hold-out", 0, POPT_ARG_DOUBLE, &o.hold_out, 0,
         "without test samples: the share held out (0.15)", "SHARE"},
        {"widths", 'w', POPT_ARG_STRING, &o.widths, 0, "sizes of the hidden layers (128)",
         "128,64"},
        {"activation", 'a', POPT_ARG_STRING, &o.activation, 0, "relu, tanh, sigmoid, gelu, silu",
         "NAME"},
        {"epochs", 'e', POPT_ARG_INT, &o.epochs, 0, "5", "N"},
        {"batch", 'b', POPT_ARG_INT, &o.batch, 0, "32", "N"},
        {"lr", 'l', POPT_ARG_DOUBLE, &o.lr, 0,
         "learning rate at the start (0.1); it falls to a twentieth", "RATE"},
        {"momentum", 0, POPT_ARG_DOUBLE, &o.momentum, 0, "0", "M"},
        {"weight-decay", 0, POPT_ARG_DOUBLE, &o.weight_decay, 0, "0", "W"},
        {"seed", 0, POPT_ARG_LONGLONG, &o.seed, 0, "of weights and shuffling (1)", "N"},
        {"out", 'o', POPT_ARG_STRING, &o.out, 0, "folder for weights and plots (out)", "DIR"},
        {"json", 0, POPT_ARG_NONE, &o.json, 0, "print the result as JSON", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (cli_options(argc, argv, table, "[OPTION...]", &words, &status)) {
        status = texts_default(&o) ? check(&o, words.n)
                                   : cli_fail("train", EXIT_FAILURE, "out of memory");
        if (status == EXIT_SUCCESS)
            status = run(&o);
        cli_options_free(&words);
    }
    options_free(&o);
    return status;
}
