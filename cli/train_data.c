/* Samples for `wengert train`. */
#include "cli/train_data.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/load.h"

static double element(const wg_array *a, int64_t i)
{
    switch (a->dtype) {
    case WG_F32: return (double)((const float *)a->data)[i];
    case WG_F64: return ((const double *)a->data)[i];
    case WG_I32: return ((const int32_t *)a->data)[i];
    case WG_I64: return (double)((const int64_t *)a->data)[i];
    default: return ((const uint8_t *)a->data)[i];
    }
}

enum { MAX_CLASSES = 100000 };

/* Labels as i32, whatever real dtype they came in (a CSV has floats). */
static wg_code set_labels(const char *path, const wg_array *from, int64_t column, int64_t stride,
                          train_data *d, wg_status *st)
{
    if (wg_array_new(&d->y, WG_I32, WG_SHAPE(d->n), st) != WG_OK)
        return st->code;
    for (int64_t i = 0; i < d->n; i++) {
        const double v = element(from, column + i * stride);
        if (!(v == trunc(v) && v >= 0 && v < MAX_CLASSES))
            return wg_fail(st, WG_ERR_VALUE, "%s: label %lld is %g, not a class 0, 1, 2, ...", path,
                           (long long)i, v);
        ((int32_t *)d->y.data)[i] = (int32_t)v;
    }
    return WG_OK;
}

/* The last column of (n, w) becomes the labels, the others stay. */
static wg_code split_last_column(const char *path, train_data *d, wg_status *st)
{
    const int64_t w = d->x.shape.dim[1];
    wg_array rest;
    if (d->x.shape.rank != 2 || w < 2)
        return wg_fail(
            st, WG_ERR_SHAPE,
            "%s: labels are missing (--labels), and it has no last column to take them from", path);
    if (set_labels(path, &d->x, w - 1, w, d, st) != WG_OK ||
        wg_array_new(&rest, d->x.dtype, WG_SHAPE(d->n, w - 1), st) != WG_OK)
        return st->code;
    const size_t size = wg_dtype_size(d->x.dtype), row = (size_t)(w - 1) * size;
    for (int64_t i = 0; i < d->n; i++)
        memcpy((char *)rest.data + (size_t)i * row, (char *)d->x.data + (size_t)(i * w) * size,
               row);
    wg_array_free(&d->x);
    d->x = rest;
    return WG_OK;
}

wg_code train_data_load(const char *images, const char *labels, train_data *d, wg_status *st)
{
    *d = (train_data){0};
    if (cli_load(images, &d->x, st) != WG_OK)
        return st->code;
    const wg_shape s = d->x.shape;
    if (s.rank < 2 || s.dim[0] < 1)
        return wg_fail(st, WG_ERR_SHAPE, "%s: samples have shape (n, ...) with n > 0", images);
    d->n = s.dim[0];
    if (labels) {
        wg_array y;
        if (cli_load(labels, &y, st) != WG_OK)
            return st->code;
        int64_t n = 0;
        wg_shape_numel(y.shape, &n);
        if (n != d->n)
            wg_fail(st, WG_ERR_SHAPE, "%s holds %lld samples, but %s %lld labels", images,
                    (long long)d->n, labels, (long long)n);
        else
            set_labels(labels, &y, 0, 1, d, st);
        wg_array_free(&y);
    } else {
        split_last_column(images, d, st);
    }
    int64_t numel = 0;
    wg_shape_numel(d->x.shape, &numel);
    d->width = numel / d->n;
    if (st->code == WG_OK && d->width < 1)
        wg_fail(st, WG_ERR_SHAPE, "%s: a sample holds no number", images);
    return st->code;
}

void train_data_free(train_data *d)
{
    wg_array_free(&d->x);
    wg_array_free(&d->y);
    *d = (train_data){0};
}

static wg_code gather_rows(const train_data *from, const int64_t *rows, int64_t n, train_data *to,
                           wg_status *st)
{
    wg_shape s = from->x.shape;
    s.dim[0] = n;
    *to = (train_data){.n = n, .width = from->width};
    if (wg_array_new(&to->x, from->x.dtype, s, st) != WG_OK ||
        wg_array_new(&to->y, WG_I32, WG_SHAPE(n), st) != WG_OK)
        return st->code;
    const size_t row = wg_array_bytes(&from->x) / (size_t)from->n;
    for (int64_t i = 0; i < n; i++) {
        memcpy((char *)to->x.data + (size_t)i * row,
               (const char *)from->x.data + (size_t)rows[i] * row, row);
        ((int32_t *)to->y.data)[i] = ((const int32_t *)from->y.data)[rows[i]];
    }
    return WG_OK;
}

wg_code train_data_hold_out(train_data *d, double share, uint64_t seed, train_data *held,
                            wg_status *st)
{
    const int64_t n = d->n, keep = n - (int64_t)floor(share * (double)n);
    *held = (train_data){0};
    if (keep == n || keep < 1)
        return wg_fail(st, WG_ERR_ARGUMENT, "a share of %g of %lld samples cannot be held out",
                       share, (long long)n);
    int64_t *order = malloc((size_t)n * sizeof *order);
    if (!order)
        return wg_fail(st, WG_ERR_MEMORY, "out of memory");
    for (int64_t i = 0; i < n; i++)
        order[i] = i;
    wg_rng rng = wg_rng_new(seed);
    wg_rng_shuffle(&rng, order, (size_t)n);
    train_data kept;
    if (gather_rows(d, order, keep, &kept, st) == WG_OK &&
        gather_rows(d, order + keep, n - keep, held, st) == WG_OK) {
        train_data_free(d);
        *d = kept;
    } else {
        train_data_free(&kept);
    }
    free(order);
    return st->code;
}

int64_t train_data_classes(const train_data *d)
{
    int32_t largest = 0;
    for (int64_t i = 0; i < d->n; i++)
        if (((const int32_t *)d->y.data)[i] > largest)
            largest = ((const int32_t *)d->y.data)[i];
    return (int64_t)largest + 1;
}

train_scale train_data_scale(const train_data *d)
{
    const int64_t n = d->n * d->width;
    double sum = 0, squares = 0;
    for (int64_t i = 0; i < n; i++)
        sum += element(&d->x, i);
    const double mean = sum / (double)n;
    for (int64_t i = 0; i < n; i++)
        squares += (element(&d->x, i) - mean) * (element(&d->x, i) - mean);
    const double deviation = sqrt(squares / (double)n);
    return (train_scale){mean, deviation > 0 ? 1 / deviation : 1};
}
