/* What `wengert train` shows and keeps of a training. */
#include "cli/train_report.h"
#include "data/plot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool report_open(train_report *r, size_t batches, size_t epochs, int64_t classes)
{
    *r = (train_report){.classes = classes};
    r->cost = calloc(batches + 1, sizeof *r->cost);
    r->at = calloc(batches + 1, sizeof *r->at);
    r->accuracy = calloc(epochs + 1, sizeof *r->accuracy);
    r->epoch = calloc(epochs + 1, sizeof *r->epoch);
    r->confusion = calloc((size_t)classes, (size_t)classes * sizeof *r->confusion);
    return r->cost && r->at && r->accuracy && r->epoch && r->confusion;
}

void report_free(train_report *r)
{
    free(r->cost);
    free(r->at);
    free(r->accuracy);
    free(r->epoch);
    free(r->confusion);
    *r = (train_report){0};
}

void report_forget_verdict(train_report *r)
{
    memset(r->confusion, 0, (size_t)(r->classes * r->classes) * sizeof *r->confusion);
    r->right = r->judged = 0;
    r->wrongs = 0;
}

void report_judge(train_report *r, int64_t sample, int truth, int guess)
{
    r->confusion[truth * r->classes + guess]++;
    r->judged++;
    r->right += truth == guess;
    if (truth != guess && r->wrongs < REPORT_SHEET) {
        r->wrong[r->wrongs] = sample;
        r->wrong_class[r->wrongs++] = guess;
    }
}

void report_progress(int64_t epoch, int64_t done, int64_t all, double cost, double rate)
{
    enum { WIDTH = 30 };
    char bar[WIDTH + 1];
    for (int k = 0; k < WIDTH; k++)
        bar[k] = k * all < done * WIDTH ? '#' : '.';
    bar[WIDTH] = 0;
    printf("\repoch %lld  [%s]  cost %.4f  %.0f samples/s ", (long long)epoch, bar, cost, rate);
    fflush(stdout);
}

void report_print_worst(const train_report *r)
{
    const int64_t k = r->classes, n = k * k;
    int64_t last = INT64_MAX, last_at = -1;
    for (int line = 0; line < 5; line++) {
        int64_t best = 0, at = -1;
        for (int64_t i = 0; i < n; i++) {
            const int64_t c = r->confusion[i];
            if (i / k != i % k && c > best && (c < last || (c == last && i > last_at))) {
                best = c;
                at = i;
            }
        }
        if (at < 0)
            return;
        if (line == 0)
            printf("most often mistaken:\n");
        printf("  %5lld times  class %lld taken for %lld\n", (long long)best, (long long)(at / k),
               (long long)(at % k));
        last = best;
        last_at = at;
    }
}

static wg_code plot_curves(const train_report *r, const char *folder, wg_status *st)
{
    char path[4096];
    const wg_series cost = {.name = "cost of a batch",
                            .x = r->at,
                            .y = r->cost,
                            .n = r->batches,
                            .smooth = (int)(r->batches / 100)};
    const wg_series accuracy = {
        .name = "test samples", .x = r->epoch, .y = r->accuracy, .n = r->epochs};
    snprintf(path, sizeof path, "%s/cost.png", folder);
    if (r->batches && wg_plot_lines(path, &cost, 1,
                                    (wg_plot_options){.title = "Training",
                                                      .x_label = "epoch",
                                                      .y_label = "cost",
                                                      .log_y = true},
                                    st) != WG_OK)
        return st->code;
    snprintf(path, sizeof path, "%s/accuracy.png", folder);
    if (r->epochs > 1)
        wg_plot_lines(path, &accuracy, 1,
                      (wg_plot_options){.title = "Accuracy",
                                        .x_label = "epoch",
                                        .y_label = "share of right answers"},
                      st);
    return st->code;
}

/* Samples that are images, u8 (n, h, w): those that were taken for something else. */
static wg_code plot_mistakes(const train_report *r, const char *folder, const train_data *test,
                             wg_status *st)
{
    char path[4096], text[REPORT_SHEET][64];
    const char *caption[REPORT_SHEET];
    wg_array sheet;
    const wg_shape s = test->x.shape;
    if (r->wrongs == 0 || s.rank != 3 || test->x.dtype != WG_U8)
        return WG_OK;
    if (wg_array_new(&sheet, WG_U8, WG_SHAPE(r->wrongs, s.dim[1], s.dim[2]), st) != WG_OK)
        return st->code;
    for (int k = 0; k < r->wrongs; k++) {
        memcpy((uint8_t *)sheet.data + k * test->width,
               (const uint8_t *)test->x.data + r->wrong[k] * test->width, (size_t)test->width);
        snprintf(text[k], sizeof text[k], "%d, not %d",
                 ((const int32_t *)test->y.data)[r->wrong[k]], r->wrong_class[k]);
        caption[k] = text[k];
    }
    snprintf(path, sizeof path, "%s/mistakes.png", folder);
    wg_plot_images(path, &sheet, caption,
                   (wg_sheet_options){.title = "Test samples taken for something else"}, st);
    wg_array_free(&sheet);
    return st->code;
}

wg_code report_plot(const train_report *r, const char *folder, const train_data *test,
                    wg_status *st)
{
    char path[4096];
    if (plot_curves(r, folder, st) != WG_OK || plot_mistakes(r, folder, test, st) != WG_OK)
        return st->code;
    const wg_array confusion = {WG_I64, WG_SHAPE(r->classes, r->classes), r->confusion};
    snprintf(path, sizeof path, "%s/confusion.png", folder);
    return r->classes <= 100 && r->judged
               ? wg_plot_confusion(path, &confusion, NULL, "Which is taken for which", st)
               : WG_OK;
}
