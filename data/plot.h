/* Pictures as PNG, or as SVG where the name of the file ends with .svg: line charts, sheets of images, confusion matrices.
 *
 * Drawn by Cairo; a PNG is for high-density displays: two pixels per point. All sizes are in points. Text is UTF-8; text
 * that is not, is WG_ERR_ARGUMENT. In a build without Cairo each call fails with WG_ERR_IO and says so.
 * Files appear whole or not at all, as all output of data.h. */
#ifndef WG_PLOT_H
#define WG_PLOT_H

#include "tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One line of a chart: points (x[k], y[k]). A point that is not finite, or not positive on a logarithmic axis, leaves a
 * gap. */
typedef struct wg_series {
    const char *name; /* for the legend; NULL: not in it */
    const double *x;  /* (n); NULL: 0, 1, 2, ... */
    const double *y;  /* (n) */
    size_t n;
    int smooth; /* > 1: the mean of the last `smooth` points, over the points themselves in a pale colour */
    int colour; /* k > 0: the k-th one, so that series that belong together share it; 0: by its place in the list */
    bool dashed; /* without dots */
    bool dots;   /* without a line */
} wg_series;

typedef struct wg_plot_options {
    const char *title, *x_label, *y_label; /* NULL: none */
    bool log_x, log_y;
    int width, height; /* 0: 640 by 400 */
} wg_plot_options;

/* WG_ERR_ARGUMENT when there is no point to draw. */
WG_API wg_code wg_plot_lines(const char *path, const wg_series *series, size_t n,
                             wg_plot_options options, wg_status *st);

typedef struct wg_sheet_options {
    const char *title;
    int columns; /* 0: about as wide as high */
    int zoom;    /* pixels per pixel of an image; 0: images become about 80 points high */
    bool invert; /* 0 is white */
} wg_sheet_options;

/* A grid of images: u8 (n, h, w), gray, or (n, h, w, 3), red, green, blue. captions: n lines of text below them, each
 * shrunk where it is wider than its image allows; NULL: none. */
WG_API wg_code wg_plot_images(const char *path, const wg_array *images, const char *const *captions,
                              wg_sheet_options options, wg_status *st);

/* counts: i32 or i64 (k, k), not negative, k from 1 to 100; counts[t, p] samples of class t were taken for p. The shade
 * of a cell is its share of its row: blue on the diagonal, red beside it (scaled to the worst). names: k class names;
 * NULL: numbers. */
WG_API wg_code wg_plot_confusion(const char *path, const wg_array *counts, const char *const *names,
                                 const char *title, wg_status *st);

#ifdef __cplusplus
}
#endif
#endif
