/* Files to arrays and back, and shuffled batches: IDX, npy, npz, CSV.
 *
 * Everything here works on wg_array (an owned host array, row-major) and reports through wg_status, which the caller
 * zeroes first: `wg_status st = {0};`. st may be NULL. Every message names the file, what was expected and what was
 * found. The usual codes: WG_ERR_IO (the system said no), WG_ERR_FORMAT (the file is damaged or not what it claims),
 * WG_ERR_DTYPE (an element type that has no exact counterpart here), WG_ERR_SIZE (over the quota, or overflowing),
 * WG_ERR_MEMORY, WG_ERR_ARGUMENT.
 *
 * Loading. A header is checked against the real size of the file before anything is allocated; a compressed file
 * warrants at most 1032 times its size, deflate's limit. quota bounds the bytes of the result (all results together for
 * npz); 0 means WG_DATA_QUOTA. The result is overwritten, never freed, by the call; on failure it is zeroed.
 * A file that goes on after its last element is refused as one that ends before it: both are damaged.
 *
 * Saving. Every file is written to a temporary name in the same folder, synced, and renamed: a reader sees the old
 * file or the whole new one. On failure the temporary is removed and the old file is untouched. */
#ifndef WG_DATA_H
#define WG_DATA_H

#include <stdio.h>

#include "plot.h"
#include "tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WG_DATA_QUOTA ((uint64_t)16 << 30) /* bytes; the quota meant by 0 */

/* Loads one array from an IDX, npy or CSV file, told apart by their first bytes (gzip: IDX). CSV becomes f32. */
WG_API wg_code wg_array_load(const char *path, uint64_t quota, wg_array *a, wg_status *st);

/* ---- IDX --------------------------------------------------------------------------------------------------- */

/* The format of MNIST and its kin (yann.lecun.com/exdb/mnist): two zero bytes, a type byte, the rank, the dimensions
 * as big-endian uint32, the elements, big-endian. Plain or gzip, told apart by the first bytes.
 *   0x08 u8 -> u8    0x09 i8 -> i32    0x0B i16 -> i32    0x0C i32 -> i32    0x0D f32 -> f32    0x0E f64 -> f64
 * Rank 0 to WG_MAX_RANK. */
WG_API wg_code wg_idx_load(const char *path, uint64_t quota, wg_array *a, wg_status *st);

/* gzip if path ends in ".gz". i64 and bool have no IDX type: WG_ERR_DTYPE. */
WG_API wg_code wg_idx_save(const char *path, const wg_array *a, wg_status *st);

/* ---- npy --------------------------------------------------------------------------------------------------- */

/* NumPy's .npy, versions 1.0, 2.0 and 3.0, either byte order. Fortran order is transposed to row-major on the way
 * in (that takes a second buffer of the array's size for a moment). Element types:
 *   f4 f8 i4 i8 u1 b1 as they are;  f2 -> f32;  i1 i2 u2 -> i32;  u4 -> i64: every value exact.
 * Refused by name: u8 (uint64), f16 (long double), complex, objects (never unpickled), structured, strings, times.
 * Any non-zero byte of a bool is true. */
WG_API wg_code wg_npy_load(const char *path, uint64_t quota, wg_array *a, wg_status *st);

/* Version 1.0, C order, host byte order. */
WG_API wg_code wg_npy_save(const char *path, const wg_array *a, wg_status *st);

/* ---- npz --------------------------------------------------------------------------------------------------- */

/* Named arrays in one zip archive, as numpy.savez and numpy.savez_compressed write it. */
typedef struct wg_named_array {
    char *name; /* without ".npy" */
    wg_array array;
} wg_named_array;

typedef struct wg_array_list {
    size_t n;
    wg_named_array *item;
} wg_array_list;

/* All arrays, in the order of the archive. Members that are not .npy are left alone; two of one name are refused. */
WG_API wg_code wg_npz_load(const char *path, uint64_t quota, wg_array_list *list, wg_status *st);

/* The array called name; WG_ERR_ARGUMENT, with the names that there are, if it is not in the archive. */
WG_API wg_code wg_npz_load_one(const char *path, const char *name, uint64_t quota, wg_array *a,
                               wg_status *st);

typedef struct wg_npz_options {
    bool deflate; /* compress; false: stored, as numpy.savez does */
} wg_npz_options;

/* The n arrays of item, whose names are unique, not empty, valid UTF-8. The same arrays give the same bytes. */
WG_API wg_code wg_npz_save(const char *path, const wg_named_array *item, size_t n,
                           wg_npz_options options, wg_status *st);

WG_API wg_array *wg_array_list_find(const wg_array_list *list,
                                    const char *name); /* NULL if there is none */
WG_API void wg_array_list_free(wg_array_list *list);   /* NULL, zeroed, twice: fine */

/* ---- CSV --------------------------------------------------------------------------------------------------- */

typedef enum wg_csv_header {
    WG_CSV_AUTO,      /* the first line is a header when not one of its fields is a number */
    WG_CSV_HEADER,    /* the first line is skipped */
    WG_CSV_NO_HEADER, /* the first line is data */
} wg_csv_header;

typedef struct wg_csv_options {
    wg_dtype dtype; /* WG_F32 (the default) or WG_F64 */
    char
        delimiter; /* ',' ';' '\t' or ' ' (runs of blanks); 0: the first of ; tab , blank in the first line */
    wg_csv_header header;
    const int *columns; /* which columns, from 0, negative from the end, in this order; NULL: all */
    int ncolumns;
    uint64_t quota;
} wg_csv_options;

/* Numbers in rows -> (rows, columns). Decimal notation with a point whatever the locale, inf and nan in any case, a
 * field may be in double quotes. Lines end in LF or CRLF; blank lines and a UTF-8 byte order mark are skipped. A ragged
 * line, an empty field, a field that is no number, a decimal comma, a number beyond the range of dtype: WG_ERR_FORMAT
 * with line and column, both from 1. A file without any row: WG_ERR_FORMAT. Each number is the nearest to what is
 * written. */
WG_API wg_code wg_csv_load(const char *path, wg_csv_options options, wg_array *a, wg_status *st);

/* Rank 1 (one column) or 2, any dtype, with enough digits to be read back exactly. options: delimiter (0: ',') and
 * header line (NULL: none). */
WG_API wg_code wg_csv_save(const char *path, const wg_array *a, char delimiter, const char *header,
                           wg_status *st);

/* ---- batches ----------------------------------------------------------------------------------------------- */

/* Walks over n samples in batches, forever: each epoch is a new permutation. The permutation of epoch e depends on
 * seed, n and e alone (Philox, stream e), so a walk can be taken up again at any epoch.
 *
 *     wg_batches b;
 *     if (wg_batches_new(&b, 60000, 32, (wg_batches_options){.seed = 1}, &st)) ...
 *     for (int epoch = 0; epoch < 5; epoch++)
 *         while (wg_batches_next(&b, &rows, &count))
 *             wg_gather(&images, rows, count, (wg_gather_options){.scale = 1 / 255.0}, WG_F32, wg_data(x), bytes, &st);
 *     wg_batches_free(&b); */
typedef struct wg_batches_options {
    uint64_t seed;
    bool drop_last; /* leave out the last batch of an epoch if it is not full */
    bool in_order;  /* no shuffling: 0, 1, 2, ... in every epoch */
    uint64_t epoch; /* where to start */
} wg_batches_options;

typedef struct wg_batches {
    int64_t n, size, at; /* at: samples of this epoch handed out so far */
    uint64_t epoch;      /* of the next batch */
    wg_batches_options options;
    int64_t *order; /* (n), the permutation of this epoch */
} wg_batches;

WG_API wg_code wg_batches_new(wg_batches *b, int64_t n, int64_t size, wg_batches_options options,
                              wg_status *st);
WG_API void wg_batches_free(wg_batches *b); /* NULL, zeroed, twice: fine */
WG_API int64_t wg_batches_per_epoch(const wg_batches *b);

/* The rows of the next batch, valid until the next call: true, with 1 <= *count <= size. At the end of an epoch: false,
 * with *rows NULL and *count 0; the call after that begins the next epoch. */
WG_API bool wg_batches_next(wg_batches *b, const int64_t **rows, int64_t *count);

typedef struct wg_gather_options {
    double mean;  /* subtracted first */
    double scale; /* then multiplied by; 0 means 1 */
} wg_gather_options;

/* dst (count, ...) = (src[rows[k], ...] - mean) * scale, computed in f64 and rounded once, for a float dtype. An integer
 * dtype takes u8, bool and narrower integers (class labels), with mean and scale left 0. Same dtype and no options: a
 * copy. src has rank >= 1; a row outside [0, src.dim[0]) is WG_ERR_ARGUMENT, and so are bytes, the room at dst, too few
 * for the result. dst must not overlap src. */
WG_API wg_code wg_gather(const wg_array *src, const int64_t *rows, int64_t count,
                         wg_gather_options options, wg_dtype dtype, void *dst, size_t bytes,
                         wg_status *st);

/* ---- files that appear whole or not at all ------------------------------------------------------------------- */

/* Write to f with stdio, then commit: flush, sync, rename over path, sync the folder. Symbolic links are followed; an
 * old file's permissions are kept. Where path is a device or a pipe, it is written to directly. */
typedef struct wg_outfile {
    FILE *f;
    char *path, *temp; /* temp: NULL when written directly */
} wg_outfile;

WG_API wg_code wg_outfile_open(wg_outfile *o, const char *path, wg_status *st);
WG_API wg_code wg_outfile_commit(wg_outfile *o,
                                 wg_status *st); /* also fails if any earlier write failed */
WG_API void wg_outfile_discard(wg_outfile *o); /* removes the temporary; after a commit: nothing */

#ifdef __cplusplus
}
#endif
#endif
