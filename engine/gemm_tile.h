/* Register tiles of a product and the packing they read: one table per instruction set.
 * Private.
 *
 * A tile holds rows x (vectors of) columns of C in registers while p runs over k, in order,
 * with one sum per element: the bits of an element do not depend on the tile that computed it. */
#ifndef WG_GEMM_TILE_H
#define WG_GEMM_TILE_H

#include "engine/gemm.h"
#include "tensor/cpu.h"

/* How A is read. ACROSS: the elements of a column of A are neighbours (A transposed, or
 * packed); a_step is between columns. ALONG: the elements of a row are neighbours; a_step is
 * between rows. Steps are in bytes. */
typedef enum wg__tile_walk { WG__ACROSS, WG__ALONG, WG__WALKS } wg__tile_walk;

typedef struct wg__tile {
    const void *a, *b;
    int64_t a_step, b_step, k;
    int64_t k_whole; /* the first rows of B, of which whole vectors may be read past the tail */
    void *c;
    const void *bias, *gate; /* or NULL */
    int64_t c_step, gate_step;
    double alpha, beta;
    bool relu;
    int tail; /* columns in the last vector, 1 .. lanes */
} wg__tile;

typedef void (*wg__tile_fn)(const wg__tile *t);

enum { WG__TILE_WIDTHS = 4, WG__TILE_ROWS = 14 }; /* widths of 1, 2, 4, 8 vectors */

typedef struct wg__tiles {
    int lanes;                                                 /* elements of a vector */
    int rows[WG__TILE_WIDTHS];                                 /* the tallest tile of each width */
    wg__tile_fn fn[WG__WALKS][WG__TILE_WIDTHS][WG__TILE_ROWS]; /* [.][.][rows - 1] */
    /* dst[p * room + j] = src[p * step + j * stride] for p < len, j < width; zeros for width <=
     * j < room */
    void (*pack)(void *dst, const void *src, int64_t len, int64_t step, int64_t width,
                 int64_t stride, int64_t room);
    /* y[i] = sum over p of a[i * a_rs + p] * x[p], i < m, p < k */
    void (*dots)(void *y, const void *a, int64_t a_rs, const void *x, int64_t m, int64_t k);
    /* y[j] = sum over p of x[p * x_step] * b[p * b_rs + j], j < n, p < k in order */
    void (*row_sums)(void *y, const void *b, int64_t b_rs, const void *x, int64_t x_step, int64_t n,
                     int64_t k);
} wg__tiles;

/* dtype is WG_F32 or WG_F64; isa at most what the machine runs. */
const wg__tiles *wg__gemm_tiles(wg__isa isa, wg_dtype dtype);

#endif
