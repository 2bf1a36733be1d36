/* Line charts: axes with round ticks, a legend above the frame, and lines of any number of points.
 */
#include <math.h>

#include "data/canvas.h"

enum { TICKS_MAX = 24, LABEL = 32, MARKERS = 40 }; /* MARKERS: series as short as this get dots */

static const wg__style title_style = {.size = 15, .bold = true, .ink = WG__INK_TEXT};
static const wg__style label_style = {.size = 11.5, .x_anchor = 0.5, .ink = WG__INK_TEXT};
static const wg__style tick_style = {.size = 10.5, .ink = WG__INK_SOFT};
static const wg__style legend_style = {.size = 11.5, .y_anchor = 0.5, .ink = WG__INK_TEXT};

typedef struct axis {
    double lo, hi; /* of the data; logarithms on a logarithmic axis */
    bool log;
    double from, to; /* where lo and hi are drawn */
    int n;
    double tick[TICKS_MAX];
    char label[TICKS_MAX][LABEL]; /* "" for a tick without one */
} axis;

typedef struct chart {
    wg__canvas c;
    const wg_series *series;
    size_t n;
    wg_plot_options o;
    axis x, y;
    double left, right, top, bottom; /* the frame */
} chart;

static int ink_of(const chart *p, size_t k)
{
    const int colour = p->series[k].colour;
    return WG__INK_SERIES + (colour > 0 ? (colour - 1) % 1000 : (int)(k % 1000));
}

static void set_dashes(cairo_t *cr, bool dashed)
{
    static const double dash[] = {5, 5};
    cairo_set_dash(cr, dash, dashed ? 2 : 0, 0);
}

static double at(const axis *a, double v)
{
    return a->from + (v - a->lo) / (a->hi - a->lo) * (a->to - a->from);
}

/* ---- data -------------------------------------------------------------------------------- */

static double x_of(const wg_series *s, size_t k)
{
    return s->x ? s->x[k] : (double)k;
}

/* The point on its axes; false for a gap. */
static bool point(const chart *p, const wg_series *s, size_t k, double *x, double *y)
{
    *x = x_of(s, k);
    *y = s->y[k];
    if (p->x.log)
        *x = *x > 0 ? log10(*x) : (double)NAN;
    if (p->y.log)
        *y = *y > 0 ? log10(*y) : (double)NAN;
    return isfinite(*x) && isfinite(*y);
}

static bool find_ranges(chart *p)
{
    bool any = false;
    for (size_t s = 0; s < p->n; s++)
        for (size_t k = 0; k < p->series[s].n; k++) {
            double x, y;
            if (!point(p, &p->series[s], k, &x, &y))
                continue;
            p->x.lo = any ? fmin(p->x.lo, x) : x;
            p->x.hi = any ? fmax(p->x.hi, x) : x;
            p->y.lo = any ? fmin(p->y.lo, y) : y;
            p->y.hi = any ? fmax(p->y.hi, y) : y;
            any = true;
        }
    return any;
}

/* Room around the data; a range that is empty, or too large to compute with, becomes one that is
 * not. */
static void widen(axis *a, double margin)
{
    a->lo = fmax(a->lo, -1e300);
    a->hi = fmin(a->hi, 1e300);
    double room = (a->hi - a->lo) * margin;
    double least = fmax(fabs(a->lo), fabs(a->hi)) * 1e-9;
    if (!(a->hi - a->lo > least)) /* one value, or rounding noise around it */
        room = fmax(fabs(a->lo) * 0.1, 0.5);
    a->lo -= room;
    a->hi += room;
}

/* ---- ticks ------------------------------------------------------------------------------- */

/* The step out of 1, 2, 5 times a power of ten that gives at most `most` ticks. */
static double round_step(double range, int most)
{
    double rough = range / most, power = pow(10, floor(log10(rough)));
    double unit = rough / power;
    return power * (unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 5 ? 5 : 10);
}

/* exponent: the power of ten that all labels of the axis share; 0: plain decimals. */
static void print_tick(char *buf, double v, double step, int exponent)
{
    int decimals = (int)fmin(12, fmax(0, exponent - floor(log10(step) + 1e-9)));
    if (fabs(v) < step * 1e-6)
        snprintf(buf, LABEL, "0");
    else if (exponent)
        snprintf(buf, LABEL, "%.*fe%d", decimals, v / pow(10, exponent), exponent);
    else
        snprintf(buf, LABEL, "%.*f", decimals, v);
}

static void linear_ticks(axis *a, int most)
{
    double step = round_step(a->hi - a->lo, most);
    double first = ceil(a->lo / step - 1e-9), size = fmax(fabs(a->lo), fabs(a->hi));
    int exponent = size >= 1e6 || step < 1e-4 ? (int)floor(log10(size)) : 0;
    for (a->n = 0; a->n < TICKS_MAX && (first + a->n) * step <= a->hi + step * 1e-9; a->n++) {
        a->tick[a->n] = (first + a->n) * step;
        print_tick(a->label[a->n], a->tick[a->n], step, exponent);
    }
}

/* One notation for the whole axis: plain decimals within 1e-4 ... 1e4, otherwise powers. */
static void add_log_tick(axis *a, double mantissa, double power, bool label)
{
    double v = power + log10(mantissa);
    if (v < a->lo || v > a->hi || a->n == TICKS_MAX)
        return;
    a->tick[a->n] = v;
    a->label[a->n][0] = '\0';
    if (label && a->lo > -4.5 && a->hi < 4.5)
        snprintf(a->label[a->n], LABEL, "%.*f", power < 0 ? (int)-power : 0,
                 mantissa * pow(10, power));
    else if (label && power == 0)
        snprintf(a->label[a->n], LABEL, "%.0f", mantissa);
    else if (label)
        snprintf(a->label[a->n], LABEL, "%.0fe%.0f", mantissa, power);
    a->n++;
}

/* Powers of ten; between them 2 and 5, or 2 to 9, where there is room. */
static void log_ticks(axis *a, int most)
{
    double range = a->hi - a->lo;
    if (range < 0.5) { /* within a factor of three: round numbers of the values themselves */
        axis v = {.lo = pow(10, a->lo), .hi = pow(10, a->hi)};
        linear_ticks(&v, 6);
        for (int k = 0; k < v.n; k++) {
            a->tick[a->n] = log10(v.tick[k]);
            snprintf(a->label[a->n++], LABEL, "%s", v.label[k]);
        }
        return;
    }
    double step = fmax(1, ceil(range / most));
    for (double power = floor(a->lo / step) * step; power <= a->hi; power += step) {
        add_log_tick(a, 1, power, true);
        for (int m = 2; m <= 9 && range < 3; m++)
            add_log_tick(a, m, power, m == 2 || m == 5);
    }
}

static void make_axis_ticks(axis *a, int most)
{
    if (a->log)
        log_ticks(a, most);
    else
        linear_ticks(a, most);
}

static void make_ticks(chart *p)
{
    make_axis_ticks(&p->y, (int)fmax(2, (p->bottom - p->top) / 38));
    make_axis_ticks(&p->x, (int)fmax(2, (p->o.width - 100) / 80.0));
}

/* ---- layout and drawing ------------------------------------------------------------------ */

/* Left to right, above the frame, in as many rows as it takes; draws only if asked to. Returns the
 * height. */
static double legend(chart *p, double top, bool draw)
{
    const double row = 18, sample = 18, gap = 18;
    double x = p->left, height = 0;
    for (size_t k = 0; k < p->n; k++) {
        const char *name = p->series[k].name;
        if (!name)
            continue;
        double width = sample + 6 + wg__canvas_width(&p->c, legend_style, name);
        if (x > p->left && x + width > p->right) {
            x = p->left;
            height += row;
        }
        double y = top + height + row / 2;
        if (draw) {
            wg__canvas_ink(&p->c, ink_of(p, k), 1);
            set_dashes(p->c.cr, p->series[k].dashed);
            const double from = p->series[k].dots ? x + sample / 2 - 1.5 : x;
            wg__canvas_line(&p->c, from, y, 2 * x + sample - from, y, p->series[k].dots ? 5 : 2.5);
            set_dashes(p->c.cr, false);
            wg__canvas_text(&p->c, x + sample + 6, y, legend_style, name);
        }
        x += width + gap;
    }
    return x > p->left ? height + row + 4 : 0;
}

static void lay_out(chart *p)
{
    double y = 16, widest = 0;
    p->right = p->o.width - 22;
    p->left = 22;
    y += p->o.title ? 26 : 0;
    y += legend(p, 0, false);
    y += p->o.y_label ? 28 : 10;
    p->top = y;
    p->bottom = p->o.height - (p->o.x_label ? 54 : 36);
    make_ticks(p);
    for (int k = 0; k < p->y.n; k++)
        widest = fmax(widest, wg__canvas_width(&p->c, tick_style, p->y.label[k]));
    p->left = 16 + widest + 8;
    p->x.from = p->left + 2;
    p->x.to = p->right - 2;
    p->y.from = p->bottom;
    p->y.to = p->top;
}

static void draw_axes(chart *p)
{
    wg__style style = tick_style;
    style.y_anchor = 0.5;
    style.x_anchor = 1;
    for (int k = 0; k < p->y.n; k++) {
        double y = at(&p->y, p->y.tick[k]);
        wg__canvas_ink(&p->c, WG__INK_GRID, p->y.label[k][0] ? 1 : 0.55);
        wg__canvas_line(&p->c, p->left, y, p->right, y, 1);
        wg__canvas_text(&p->c, p->left - 8, y, style, p->y.label[k]);
    }
    style.x_anchor = 0.5;
    style.y_anchor = 1;
    double free_from = 0;
    for (int k = 0; k < p->x.n; k++) {
        double x = at(&p->x, p->x.tick[k]),
               half = wg__canvas_width(&p->c, style, p->x.label[k]) / 2;
        wg__canvas_ink(&p->c, WG__INK_SOFT, 1);
        wg__canvas_line(&p->c, x, p->bottom, x, p->bottom + 4, 1);
        x = fmin(x, p->o.width - 6 - half);
        if (x - half < free_from)
            continue;
        wg__canvas_text(&p->c, x, p->bottom + 8, style, p->x.label[k]);
        free_from = x + half + 8;
    }
    wg__canvas_ink(&p->c, WG__INK_SOFT, 1);
    wg__canvas_line(&p->c, p->left, p->bottom, p->right, p->bottom, 1);
}

static void draw_texts(chart *p)
{
    double y = 16;
    if (p->o.title) {
        wg__canvas_text(&p->c, 16, y + 14, title_style, p->o.title);
        y += 26;
    }
    double left = p->left;
    p->left = 16;
    y += legend(p, y, true);
    p->left = left;
    wg__style style = label_style;
    if (p->o.x_label)
        wg__canvas_text(&p->c, (p->left + p->right) / 2, p->o.height - 16, style, p->o.x_label);
    style.x_anchor = 0;
    style.ink = WG__INK_SOFT;
    if (p->o.y_label)
        wg__canvas_text(&p->c, 16, p->top - 12, style, p->o.y_label);
}

/* Points that fall into one column of pixels: what of them can be seen. */
typedef struct column {
    double x, first, last, low, high;
    bool open;
} column;

static void flush_column(cairo_t *cr, column *col, bool *pen_down)
{
    if (!col->open)
        return;
    if (*pen_down)
        cairo_line_to(cr, col->x, col->first);
    else
        cairo_move_to(cr, col->x, col->first);
    if (col->high > col->low) {
        cairo_line_to(cr, col->x, col->low);
        cairo_line_to(cr, col->x, col->high);
    }
    cairo_line_to(cr, col->x, col->last); /* a single point becomes a round dot */
    *pen_down = true;
    col->open = false;
}

/* The path of a series, as many points as the picture can show. window: points in the running mean.
 */
static void trace(chart *p, const wg_series *s, int window)
{
    column col = {0};
    bool pen_down = false;
    double sum = 0, x, y, old_x, old_y;
    size_t first = 0,
           inside = 0; /* the mean is over the `inside` drawable points from `first` on */
    for (size_t k = 0; k < s->n; k++) {
        if (!point(p, s, k, &x, &y)) {
            flush_column(p->c.cr, &col, &pen_down);
            pen_down = false;
            continue;
        }
        sum += y;
        for (inside++; inside > (size_t)window; first++)
            if (point(p, s, first, &old_x, &old_y)) {
                sum -= old_y;
                inside--;
            }
        if (inside < (size_t)window / 2) /* too few for a mean that says something */
            continue;
        double px = at(&p->x, x), py = at(&p->y, window > 1 ? sum / (double)inside : y);
        if (col.open && floor(px * WG__PIXELS) == floor(col.x * WG__PIXELS)) {
            col.low = fmin(col.low, py);
            col.high = fmax(col.high, py);
            col.last = py;
            continue;
        }
        flush_column(p->c.cr, &col, &pen_down);
        col = (column){px, py, py, py, py, true};
    }
    flush_column(p->c.cr, &col, &pen_down);
}

static void draw_dots(chart *p, const wg_series *s)
{
    double x, y;
    for (size_t k = 0; k < s->n; k++)
        if (point(p, s, k, &x, &y)) {
            cairo_new_sub_path(p->c.cr);
            cairo_arc(p->c.cr, at(&p->x, x), at(&p->y, y), 3, 0, 2 * 3.14159265358979);
        }
    cairo_fill(p->c.cr);
}

static void draw_series(chart *p)
{
    cairo_t *cr = p->c.cr;
    cairo_save(cr);
    cairo_rectangle(cr, p->left - 4, p->top - 6, p->right - p->left + 8, p->bottom - p->top + 10);
    cairo_clip(cr);
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
    for (size_t k = 0; k < p->n; k++) {
        const wg_series *s = &p->series[k];
        const int ink = ink_of(p, k);
        bool smooth = s->smooth > 1;
        wg__canvas_ink(&p->c, ink, smooth ? 0.28 : 1);
        cairo_set_line_width(cr, smooth ? 1 : 2);
        set_dashes(cr, s->dashed && !smooth);
        if (!s->dots) {
            trace(p, s, 1);
            cairo_stroke(cr);
        }
        set_dashes(cr, false);
        wg__canvas_ink(&p->c, ink, 1);
        if (s->dots) {
            cairo_new_path(cr);
            draw_dots(p, s);
        } else if (smooth) {
            cairo_set_line_width(cr, 2.2);
            trace(p, s, s->smooth);
            cairo_stroke(cr);
        } else if (s->n <= MARKERS && !s->dashed) {
            draw_dots(p, s);
        }
    }
    cairo_restore(cr);
}

static wg_code check(const char *path, const wg_series *series, size_t n, const wg_plot_options *o,
                     wg_status *st)
{
    if (!path || !series)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_plot_lines: no %s given", path ? "series" : "path");
    for (size_t k = 0; k < n; k++)
        if (series[k].n && !series[k].y)
            return wg_fail(st, WG_ERR_ARGUMENT, "%s: series %zu has %zu points and no y", path, k,
                           series[k].n);
    if (o->width < 200 || o->height < 150)
        return wg_fail(st, WG_ERR_ARGUMENT,
                       "%s: a chart of %d by %d points; expected 200 by 150 or more", path,
                       o->width, o->height);
    return WG_OK;
}

wg_code wg_plot_lines(const char *path, const wg_series *series, size_t n, wg_plot_options options,
                      wg_status *st)
{
    chart p = {.series = series,
               .n = n,
               .o = options,
               .x = {.log = options.log_x},
               .y = {.log = options.log_y}};
    p.o.width = options.width ? options.width : 640;
    p.o.height = options.height ? options.height : 400;
    wg_code code = check(path, series, n, &p.o, st);
    if (!code && !find_ranges(&p))
        code = wg_fail(st, WG_ERR_ARGUMENT, "%s: no point to draw: expected a finite%s value", path,
                       p.o.log_x || p.o.log_y ? ", positive" : "");
    if (code)
        return code;
    code = wg__canvas_open(&p.c, path, p.o.width, p.o.height, st);
    if (!code) {
        widen(&p.x, 0);
        widen(&p.y, 0.04);
        lay_out(&p);
        draw_axes(&p);
        draw_texts(&p);
        draw_series(&p);
        code = wg__canvas_save(&p.c, path, st);
    }
    wg__canvas_close(&p.c);
    return code;
}
