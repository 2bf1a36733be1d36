/* What `wengert train` shows and keeps of a training: progress, curves, mistakes. */
#ifndef WG_CLI_TRAIN_REPORT_H
#define WG_CLI_TRAIN_REPORT_H

#include "cli/train_data.h"

enum { REPORT_SHEET = 40 };

typedef struct train_report {
    double *cost, *at;        /* of every batch; its place in epochs */
    double *accuracy, *epoch; /* on the test samples, after every epoch */
    size_t batches, epochs;
    int64_t samples; /* trained on */
    double seconds;  /* in training alone */
    int64_t classes;
    int64_t *confusion; /* (classes, classes): of class t, taken for p */
    int64_t right, judged;
    int64_t wrong[REPORT_SHEET]; /* the first misclassified test samples */
    int wrong_class[REPORT_SHEET];
    int wrongs;
} train_report;

bool report_open(train_report *r, size_t batches, size_t epochs,
                 int64_t classes); /* false: out of memory */
void report_free(train_report *r);
void report_forget_verdict(train_report *r);
void report_judge(train_report *r, int64_t sample, int truth, int guess);

void report_progress(int64_t epoch, int64_t done, int64_t all, double cost,
                     double rate); /* one line, written over */
void report_print_worst(const train_report *r);
/* cost.png, accuracy.png, confusion.png and, for images, mistakes.png. Without Cairo: nothing, and it says so. */
wg_code report_plot(const train_report *r, const char *folder, const train_data *test,
                    wg_status *st);

#endif
