/* A picture in the making: a Cairo surface with text and colours the way our pictures have them.  Private. */
#ifndef WG_CANVAS_H
#define WG_CANVAS_H

#include <cairo.h>
#include <locale.h>

#include "data/data.h"
#include "data/plot.h"

enum { WG__PIXELS = 2 }; /* per point, both ways */

typedef struct wg__canvas {
    cairo_surface_t *surface;
    cairo_t *cr;
    double width, height;          /* points */
    bool svg;                      /* by the name of the file; otherwise PNG */
    locale_t c_locale, old_locale; /* numbers are printed with a point */
} wg__canvas;

/* White, width by height points; 1 by 1 is enough to measure text. Close after any outcome. */
wg_code wg__canvas_open(wg__canvas *c, const char *path, double width, double height,
                        wg_status *st);

/* Writes the file; what went wrong while drawing is told here. */
wg_code wg__canvas_save(wg__canvas *c, const char *path, wg_status *st);
void wg__canvas_close(wg__canvas *c);

typedef enum wg__ink {
    WG__INK_TEXT,
    WG__INK_SOFT, /* axes, ticks, second thoughts */
    WG__INK_GRID,
    WG__INK_WHITE,
    WG__INK_SERIES, /* + k: the colour of series k */
} wg__ink;
void wg__canvas_ink(wg__canvas *c, int ink, double alpha);

/* How text stands at its point: (0, 0) starts there on the baseline, (0.5, 0.5) is centred on it. */
typedef struct wg__style {
    double size, x_anchor, y_anchor, angle;
    bool bold;
    int ink;
} wg__style;
void wg__canvas_text(wg__canvas *c, double x, double y, wg__style style, const char *text);
double wg__canvas_width(wg__canvas *c, wg__style style, const char *text);

void wg__canvas_line(wg__canvas *c, double x0, double y0, double x1, double y1, double width);

#endif
