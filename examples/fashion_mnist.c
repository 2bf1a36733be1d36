/* Learns to tell ten kinds of clothes apart, on the 60,000 images of Fashion-MNIST (Xiao et al.,
 * 2017).
 *
 * A network 784-128-10 with relu is trained by stochastic gradient descent; forward, backward and
 * update are one graph, recorded once and run for every batch. Pictures, weights and the confusion
 * matrix go to a folder. Ctrl-C stops training and keeps what has been learned. */
#include <getopt.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wengert/wengert.h>

enum { CLASSES = 10, HIDDEN = 128, EVAL = 500, SHEET = 40 };

static const char *const class_name[CLASSES] = {"T-shirt", "trousers",  "pullover", "dress",
                                                "coat",    "sandal",    "shirt",    "sneaker",
                                                "bag",     "ankle boot"};

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- options ---- */

typedef struct options {
    int epochs, batch;
    double lr;
    uint64_t seed;
    const char *data, *out; /* data: NULL where none was named */
} options;

static int usage(FILE *f)
{
    fprintf(f, "usage: fashion_mnist [--epochs 5] [--batch 32] [--lr 0.1] [--seed 1] [--data DIR] "
               "[--out out]\n");
    return f == stdout ? 0 : 2;
}

/* True if the program goes on; otherwise *status is what it returns. */
static bool read_options(int argc, char **argv, options *o, int *status)
{
    static const struct option known[] = {
        {"epochs", required_argument, NULL, 'e'}, {"batch", required_argument, NULL, 'b'},
        {"lr", required_argument, NULL, 'l'},     {"seed", required_argument, NULL, 's'},
        {"data", required_argument, NULL, 'd'},   {"out", required_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
    };
    *o = (options){.epochs = 5, .batch = 32, .lr = 0.1, .seed = 1, .out = "out"};
    char *end = NULL;
    for (int c; (c = getopt_long(argc, argv, "h", known, NULL)) != -1;) {
        switch (c) {
        case 'e': o->epochs = (int)strtol(optarg, &end, 10); break;
        case 'b': o->batch = (int)strtol(optarg, &end, 10); break;
        case 'l': o->lr = strtod(optarg, &end); break;
        case 's': o->seed = strtoull(optarg, &end, 10); break;
        case 'd': o->data = optarg; break;
        case 'o': o->out = optarg; break;
        default: *status = usage(c == 'h' ? stdout : stderr); return false;
        }
        if (end && *end) {
            fprintf(stderr, "fashion_mnist: '%s' is not a number\n", optarg);
            *status = 2;
            return false;
        }
    }
    if (optind < argc || o->epochs < 0 || o->batch < 1 || !(o->lr > 0)) {
        *status = usage(stderr);
        return false;
    }
    return true;
}

/* ---- data ---- */

typedef struct samples {
    wg_array images, labels; /* u8 (n, 28, 28), u8 (n) */
} samples;

static bool load_samples(const char *folder, const char *which, samples *s, wg_status *st)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s-images-idx3-ubyte.gz", folder, which);
    if (wg_idx_load(path, 0, &s->images, st))
        return false;
    snprintf(path, sizeof path, "%s/%s-labels-idx1-ubyte.gz", folder, which);
    if (wg_idx_load(path, 0, &s->labels, st))
        return false;
    const wg_shape i = s->images.shape, l = s->labels.shape;
    bool fits = i.rank == 3 && l.rank == 1 && i.dim[0] == l.dim[0] && i.dim[0] > 0 &&
                i.dim[1] == 28 && i.dim[2] == 28 && s->images.dtype == WG_U8 &&
                s->labels.dtype == WG_U8;
    for (int64_t k = 0; fits && k < l.dim[0]; k++)
        fits = ((const uint8_t *)s->labels.data)[k] < CLASSES;
    if (!fits)
        wg_fail(st, WG_ERR_FORMAT, "%s: not images of 28 by 28 with a label 0 ... 9 each", path);
    return fits;
}

static const char *find_data(const options *o)
{
    static const char debian[] = "/usr/share/datasets/fashion-mnist",
                      few[] = "tests/data/fashion-mnist";
    struct stat s;
    if (o->data)
        return o->data;
    if (stat(debian, &s) == 0)
        return debian;
    printf("%s is missing (Debian: apt install dataset-fashion-mnist).\n"
           "Going on with the few images in %s: expect less of the result.\n",
           debian, few);
    return few;
}

/* ---- the model ---- */

typedef struct model {
    wg_graph *g;
    wg_nn_params params;
    int64_t batch;
    wg_tensor x, y, lr;             /* (batch, 784), (batch), () */
    wg_tensor step, cost, accuracy; /* one update; of the batch before it */
    wg_tensor eval_x, eval_class;   /* (EVAL, 784), (EVAL) i64 */
} model;

static wg_tensor network(model *m, wg_tensor x)
{
    wg_nn_mlp_options relu = {.init = WG_NN_HE_UNIFORM};
    return wg_nn_mlp(&m->params, "net", x, WG_WIDTHS(HIDDEN, CLASSES), relu);
}

static model model_new(int64_t batch, uint64_t seed)
{
    model m = {.g = wg_graph_new(), .batch = batch};
    wg_seed(m.g, seed);
    m.x = wg_input(m.g, "x", WG_F32, WG_SHAPE(batch, 28 * 28));
    m.y = wg_input(m.g, "y", WG_I32, WG_SHAPE(batch));
    m.lr = wg_input(m.g, "lr", WG_F32, WG_SCALAR);
    wg_tensor logits = network(&m, m.x);
    m.cost = wg_nn_softmax_cross_entropy(logits, m.y, WG_MEAN);
    m.accuracy = wg_nn_accuracy(logits, m.y);
    m.step = wg_nn_sgd(m.cost, m.params, (wg_sgd_options){.lr_tensor = m.lr});

    m.eval_x = wg_input(m.g, "eval_x", WG_F32, WG_SHAPE(EVAL, 28 * 28));
    m.eval_class = wg_argmax(network(&m, m.eval_x), -1, false);
    return m;
}

/* Pixels to mean 0 and variance 1, roughly: these are the mean and the deviation of the training
 * set. */
static const wg_gather_options standardise = {.mean = 72.94, .scale = 1 / 90.02};

static bool fill_images(const samples *s, const int64_t *rows, int64_t n, wg_tensor x,
                        wg_status *st)
{
    return wg_gather(&s->images, rows, n, standardise, WG_F32, wg_data(x),
                     (size_t)wg_numel(x) * sizeof(float), st) == WG_OK;
}

/* ---- evaluation ---- */

/* confusion[t][p] samples of class t were taken for p; the first wrong ones are listed too. */
typedef struct verdict {
    int64_t confusion[CLASSES][CLASSES];
    int64_t right, n;
    int64_t wrong[SHEET];
    int wrong_class[SHEET], wrongs;
} verdict;

static void judge(verdict *v, int64_t sample, int truth, int guess)
{
    v->confusion[truth][guess]++;
    v->n++;
    v->right += truth == guess;
    if (truth != guess && v->wrongs < SHEET) {
        v->wrong[v->wrongs] = sample;
        v->wrong_class[v->wrongs++] = guess;
    }
}

static bool evaluate(model *m, const samples *s, verdict *v, wg_status *st)
{
    const int64_t n = s->images.shape.dim[0];
    *v = (verdict){0};
    for (int64_t from = 0; from < n; from += EVAL) {
        int64_t rows[EVAL];
        const int64_t count = n - from < EVAL ? n - from : EVAL;
        for (int64_t k = 0; k < count; k++)
            rows[k] = from + k;
        if (!fill_images(s, rows, count, m->eval_x, st))
            return false;
        if (wg_run(m->g, m->eval_class))
            return wg_fail(st, wg_error_code(m->g), "%s", wg_error(m->g)) == WG_OK;
        const int64_t *guess = wg_data(m->eval_class);
        for (int64_t k = 0; k < count; k++)
            judge(v, from + k, ((const uint8_t *)s->labels.data)[from + k], (int)guess[k]);
    }
    return true;
}

static void print_worst_pairs(const verdict *v)
{
    bool shown[CLASSES][CLASSES] = {{false}};
    printf("most often mistaken:\n");
    for (int line = 0; line < 5; line++) {
        int t = 0, p = 1;
        for (int k = 0; k < CLASSES * CLASSES; k++) {
            const int a = k / CLASSES, b = k % CLASSES;
            if (a != b && !shown[a][b] &&
                (shown[t][p] || v->confusion[a][b] > v->confusion[t][p])) {
                t = a;
                p = b;
            }
        }
        shown[t][p] = true;
        if (v->confusion[t][p] > 0)
            printf("  %5lld times  %s taken for %s\n", (long long)v->confusion[t][p], class_name[t],
                   class_name[p]);
    }
}

/* ---- training ---- */

/* One number per batch and per epoch, for the curves. */
typedef struct record {
    double *cost, *at;        /* of every batch; its place in epochs */
    double *accuracy, *epoch; /* on the test images, after every epoch */
    double *training;         /* accuracy on the batches of an epoch, while it learns */
    size_t batches, epochs;
    int64_t samples;
    double seconds; /* in training alone */
} record;

static void show_progress(int epoch, int64_t done, int64_t all, double cost, double rate)
{
    enum { WIDTH = 30 };
    char bar[WIDTH + 1];
    for (int k = 0; k < WIDTH; k++)
        bar[k] = k * all < done * WIDTH ? '#' : '.';
    bar[WIDTH] = 0;
    printf("\repoch %d  [%s]  cost %.4f  %.0f images/s ", epoch, bar, cost, rate);
    fflush(stdout);
}

static bool train_batch(model *m, const samples *s, const int64_t *rows, double *cost,
                        double *right, wg_status *st)
{
    if (!fill_images(s, rows, m->batch, m->x, st) ||
        wg_gather(&s->labels, rows, m->batch, (wg_gather_options){0}, WG_I32, wg_data(m->y),
                  (size_t)m->batch * sizeof(int32_t), st))
        return false;
    if (wg_run(m->g, m->step, m->cost, m->accuracy))
        return wg_fail(st, wg_error_code(m->g), "%s", wg_error(m->g)) == WG_OK;
    *cost = wg_item(m->cost);
    *right = wg_item(m->accuracy);
    return true;
}

static bool train_epoch(model *m, const samples *s, wg_batches *b, const options *o, int epoch,
                        record *r, wg_status *st)
{
    const bool terminal = isatty(STDOUT_FILENO);
    const int64_t per_epoch = wg_batches_per_epoch(b);
    const double from = now();
    double cost_sum = 0, right_sum = 0, shown = 0;
    const int64_t *rows;
    int64_t count, done = 0;
    while (!interrupted && wg_batches_next(b, &rows, &count)) {
        double cost = 0, right = 0;
        const double progress = (double)r->batches / (double)(per_epoch * o->epochs);
        *(float *)wg_data(m->lr) =
            (float)(o->lr * (1 - 0.95 * progress)); /* falls to a twentieth */
        if (!train_batch(m, s, rows, &cost, &right, st))
            return false;
        done++;
        cost_sum += cost;
        right_sum += right;
        r->at[r->batches] = (double)(r->batches + 1) / (double)per_epoch;
        r->cost[r->batches++] = cost;
        if (terminal && now() - shown > 0.1) {
            shown = now();
            show_progress(epoch, done, per_epoch, cost_sum / (double)done,
                          (double)(done * m->batch) / (now() - from));
        }
    }
    r->seconds += now() - from;
    r->samples += done * m->batch;
    if (done == 0)
        return true;
    printf("%sepoch %d  cost %.4f  training accuracy %.4f", terminal ? "\r\033[K" : "", epoch,
           cost_sum / (double)done, right_sum / (double)done);
    r->training[r->epochs] = right_sum / (double)done;
    return true;
}

static bool train(model *m, const samples *training, const samples *test, const options *o,
                  record *r, verdict *v, wg_status *st)
{
    wg_batches b;
    if (wg_batches_new(&b, training->images.shape.dim[0], o->batch,
                       (wg_batches_options){.seed = o->seed, .drop_last = true}, st))
        return false;
    const size_t all = (size_t)(wg_batches_per_epoch(&b) * o->epochs);
    r->cost = calloc(all + 1, sizeof(double));
    r->at = calloc(all + 1, sizeof(double));
    r->accuracy = calloc((size_t)o->epochs + 1, sizeof(double));
    r->epoch = calloc((size_t)o->epochs + 1, sizeof(double));
    r->training = calloc((size_t)o->epochs + 1, sizeof(double));
    bool ok = r->cost && r->at && r->accuracy && r->epoch && r->training;
    if (!ok)
        wg_fail(st, WG_ERR_MEMORY, "out of memory");
    for (int epoch = 1; epoch <= o->epochs && ok && !interrupted; epoch++) {
        ok = train_epoch(m, training, &b, o, epoch, r, st) && evaluate(m, test, v, st);
        if (!ok)
            break;
        r->epoch[r->epochs] = epoch;
        r->accuracy[r->epochs++] = (double)v->right / (double)v->n;
        printf("  test accuracy %.4f\n", (double)v->right / (double)v->n);
    }
    wg_batches_free(&b);
    return ok;
}

/* ---- what is kept ---- */

static bool save_curves(const char *folder, const record *r, wg_status *st)
{
    char path[1024];
    const int smooth = (int)(r->batches / 100);
    const wg_series cost = {
        .name = "cost of a batch", .x = r->at, .y = r->cost, .n = r->batches, .smooth = smooth};
    const wg_series accuracy[] = {
        {.name = "test images", .x = r->epoch, .y = r->accuracy, .n = r->epochs},
        {.name = "training images, while learning",
         .x = r->epoch,
         .y = r->training,
         .n = r->epochs}};
    snprintf(path, sizeof path, "%s/cost.png", folder);
    if (r->batches && wg_plot_lines(path, &cost, 1,
                                    (wg_plot_options){.title = "Training",
                                                      .x_label = "epoch",
                                                      .y_label = "cost",
                                                      .log_y = true},
                                    st))
        return false;
    snprintf(path, sizeof path, "%s/accuracy.png", folder);
    return !r->epochs || !wg_plot_lines(path, accuracy, 2,
                                        (wg_plot_options){.title = "Accuracy",
                                                          .x_label = "epoch",
                                                          .y_label = "share of right answers"},
                                        st);
}

/* The first misclassified test images: what they are, and what they were taken for. */
static bool save_mistakes(const char *folder, const samples *test, const verdict *v, wg_status *st)
{
    enum { PIXELS = 28 * 28 };
    char path[1024], text[SHEET][64];
    const char *caption[SHEET];
    wg_array sheet;
    if (v->wrongs == 0)
        return true;
    if (wg_array_new(&sheet, WG_U8, WG_SHAPE(v->wrongs, 28, 28), st))
        return false;
    for (int k = 0; k < v->wrongs; k++) {
        const int truth = ((const uint8_t *)test->labels.data)[v->wrong[k]];
        memcpy((uint8_t *)sheet.data + k * PIXELS,
               (const uint8_t *)test->images.data + v->wrong[k] * PIXELS, PIXELS);
        snprintf(text[k], sizeof text[k], "%s, not %s", class_name[truth],
                 class_name[v->wrong_class[k]]);
        caption[k] = text[k];
    }
    snprintf(path, sizeof path, "%s/mistakes.png", folder);
    const wg_code code = wg_plot_images(
        path, &sheet, caption,
        (wg_sheet_options){.title = "Test images taken for something else", .invert = true}, st);
    wg_array_free(&sheet);
    return code == WG_OK;
}

static bool save_all(const char *folder, const model *m, const samples *test, const record *r,
                     const verdict *v, wg_status *st)
{
    char path[1024];
    int64_t counts[CLASSES * CLASSES];
    memcpy(counts, v->confusion, sizeof counts);
    const wg_array confusion = {WG_I64, WG_SHAPE(CLASSES, CLASSES), counts};
    if (mkdir(folder, 0777) != 0 && access(folder, W_OK) != 0)
        return wg_fail(st, WG_ERR_IO, "%s: cannot be made or written to", folder) == WG_OK;
    snprintf(path, sizeof path, "%s/weights.npz", folder);
    if (wg_nn_save(m->params, path, st))
        return false;
    if (!save_curves(folder, r, st) || !save_mistakes(folder, test, v, st))
        return false;
    snprintf(path, sizeof path, "%s/confusion.png", folder);
    return wg_plot_confusion(path, &confusion, class_name, "Which is taken for which", st) == WG_OK;
}

/* ---- the program ---- */

static bool run(const options *o, model *m, samples *training, samples *test, record *r,
                wg_status *st)
{
    verdict v = {0};
    const char *folder = find_data(o);
    if (!load_samples(folder, "train", training, st) || !load_samples(folder, "t10k", test, st))
        return false;
    if (!wg_ok(m->g))
        return wg_fail(st, wg_error_code(m->g), "%s", wg_error(m->g)) == WG_OK;
    printf("%lld training images, %lld test images from %s\n",
           (long long)training->images.shape.dim[0], (long long)test->images.shape.dim[0], folder);
    printf("784-%d-%d, %lld parameters, batches of %d\n", HIDDEN, CLASSES,
           (long long)wg_nn_params_numel(m->params), o->batch);
    if (!train(m, training, test, o, r, &v, st))
        return false;
    if (v.n == 0 && !evaluate(m, test, &v, st))
        return false;
    printf("%stest accuracy %.4f: %lld of %lld\n", interrupted ? "interrupted; " : "",
           (double)v.right / (double)v.n, (long long)v.right, (long long)v.n);
    print_worst_pairs(&v);
    if (r->seconds > 0)
        printf("%.0f images/s in training (%.1f s)\n", (double)r->samples / r->seconds, r->seconds);
    if (!save_all(o->out, m, test, r, &v, st))
        return false;
    printf("weights, curves, confusion and mistakes are in %s/\n", o->out);
    return true;
}

int main(int argc, char **argv)
{
    options o;
    int status = 0;
    if (!read_options(argc, argv, &o, &status))
        return status;
    struct sigaction stop = {.sa_handler = on_interrupt};
    stop.sa_flags = (int)SA_RESETHAND; /* a second Ctrl-C ends at once */
    sigemptyset(&stop.sa_mask);
    sigaction(SIGINT, &stop, NULL);

    wg_status st = {0};
    samples training = {0}, test = {0};
    record r = {0};
    model m = model_new(o.batch, o.seed);
    if (!run(&o, &m, &training, &test, &r, &st)) {
        fprintf(stderr, "fashion_mnist: %s\n", st.text);
        status = 1;
    }
    free(r.cost);
    free(r.at);
    free(r.accuracy);
    free(r.epoch);
    free(r.training);
    wg_array_free(&training.images);
    wg_array_free(&training.labels);
    wg_array_free(&test.images);
    wg_array_free(&test.labels);
    wg_nn_params_free(&m.params);
    wg_graph_free(m.g);
    return interrupted && status == 0 ? 130 : status;
}
