/* Samples for `wengert train`: files, checked and put on one scale. */
#ifndef WG_CLI_TRAIN_DATA_H
#define WG_CLI_TRAIN_DATA_H

#include "data/data.h"

typedef struct train_data {
    wg_array x;       /* (n, ...), any real dtype */
    wg_array y;       /* (n) i32: the class of each sample */
    int64_t n, width; /* samples; numbers in one */
} train_data;

typedef struct train_scale {
    double mean, scale; /* x becomes (x - mean) * scale */
} train_scale;

/* images: (n, ...), npy, npz:NAME, IDX or CSV. labels: (n) of integers in any of these, or NULL, and then the last column of a
 * CSV of images is taken. st names what does not fit. Free in any case. */
wg_code train_data_load(const char *images, const char *labels, train_data *d, wg_status *st);
void train_data_free(train_data *d);

/* The last `share` of the samples, in a fixed shuffled order, become `held`; d keeps the others. */
wg_code train_data_hold_out(train_data *d, double share, uint64_t seed, train_data *held,
                            wg_status *st);

int64_t train_data_classes(const train_data *d);   /* the largest label + 1 */
train_scale train_data_scale(const train_data *d); /* to mean 0 and variance 1 over all numbers */

#endif
