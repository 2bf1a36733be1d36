/* Confusion matrices as heat maps. */
#include <inttypes.h>
#include <math.h>

#include "data/canvas.h"

enum { MARGIN = 16, CLASSES_MAX = 100, NUMBER = 24 };

static const wg__style title_style = {.size = 15, .bold = true, .ink = WG__INK_TEXT};
static const wg__style name_style = {.size = 11, .y_anchor = 0.5, .ink = WG__INK_TEXT};
static const wg__style note_style = {.size = 10.5, .ink = WG__INK_SOFT};
static const wg__style side_style = {
    .size = 11, .x_anchor = 0.5, .bold = true, .ink = WG__INK_SOFT};
static const char note[] = "Shade: share of the row. Blue: right. Red: wrong, scaled to the worst.";

typedef struct matrix {
    wg__canvas c;
    const wg_array *counts;
    const char *const *names;
    const char *title;
    int k;
    double worst;                 /* largest share beside the diagonal */
    double cell, left, top, wide; /* wide: the widest name */
    bool slanted;                 /* names above the columns */
} matrix;

static int64_t count(const matrix *m, int t, int p)
{
    size_t at = (size_t)t * (size_t)m->k + (size_t)p;
    return m->counts->dtype == WG_I64 ? ((const int64_t *)m->counts->data)[at]
                                      : ((const int32_t *)m->counts->data)[at];
}

static double share(const matrix *m, int t, int p)
{
    double row = 0;
    for (int k = 0; k < m->k; k++)
        row += (double)count(m, t, k);
    return row > 0 ? (double)count(m, t, p) / row : 0;
}

static wg_code check(const char *path, matrix *m, wg_status *st)
{
    const wg_shape *s = &m->counts->shape;
    char text[200];
    if (m->counts->dtype != WG_I32 && m->counts->dtype != WG_I64)
        return wg_fail(st, WG_ERR_DTYPE, "%s: counts are i32 or i64, not %s", path,
                       wg_dtype_name(m->counts->dtype));
    if (s->rank != 2 || s->dim[0] != s->dim[1] || s->dim[0] < 1 || s->dim[0] > CLASSES_MAX)
        return wg_fail(st, WG_ERR_SHAPE, "%s: expected counts (k, k), k from 1 to %d; found %s",
                       path, CLASSES_MAX, wg_shape_string(*s, text, sizeof text));
    m->k = (int)s->dim[0];
    for (int t = 0; t < m->k; t++)
        for (int p = 0; p < m->k; p++) {
            if (count(m, t, p) < 0)
                return wg_fail(st, WG_ERR_ARGUMENT, "%s: count %" PRId64 " at (%d, %d) is negative",
                               path, count(m, t, p), t, p);
            m->worst = t == p ? m->worst : fmax(m->worst, share(m, t, p));
        }
    return WG_OK;
}

static const char *name_of(const matrix *m, int k, char buf[NUMBER])
{
    if (m->names && m->names[k])
        return m->names[k];
    snprintf(buf, NUMBER, "%d", k);
    return buf;
}

/* Cells that hold the longest count; names to the left, and slanted above. */
static void lay_out(matrix *m)
{
    char buf[NUMBER];
    double number = 0;
    for (int t = 0; t < m->k; t++) {
        m->wide = fmax(m->wide, wg__canvas_width(&m->c, name_style, name_of(m, t, buf)));
        for (int p = 0; p < m->k; p++) {
            snprintf(buf, sizeof buf, "%" PRId64, count(m, t, p));
            number = fmax(number, wg__canvas_width(&m->c, name_style, buf));
        }
    }
    m->cell = m->k <= 40 ? fmax(m->k <= 20 ? 40 : 24, number + 10) : 14;
    m->left = MARGIN + 18 + m->wide + 8;
    m->slanted = m->wide > m->cell - 6;
    m->top = MARGIN + (m->title ? 30 : 0) + 22 + (m->slanted ? 0.75 * m->wide + 12 : 22);
}

static void draw_cell(matrix *m, int t, int p)
{
    double s = share(m, t, p), x = m->left + p * m->cell, y = m->top + t * m->cell;
    double depth = t == p ? s : m->worst > 0 ? s / m->worst : 0;
    double dark[2][3] = {{0.72, 0.16, 0.18}, {0.10, 0.36, 0.64}}, *to = dark[t == p];
    depth = 0.92 * pow(depth, t == p ? 1.2 : 0.8);
    cairo_set_source_rgb(m->c.cr, 0.975 + (to[0] - 0.975) * depth, 0.98 + (to[1] - 0.98) * depth,
                         0.985 + (to[2] - 0.985) * depth);
    cairo_rectangle(m->c.cr, x + 0.5, y + 0.5, m->cell - 1, m->cell - 1);
    cairo_fill(m->c.cr);
    if (m->k > 40 || count(m, t, p) == 0)
        return;
    char buf[NUMBER];
    wg__style style = {
        .size = m->k <= 20 ? 11 : 8.5, .x_anchor = 0.5, .y_anchor = 0.5, .bold = t == p};
    style.ink = depth > 0.5 ? WG__INK_WHITE : WG__INK_TEXT;
    snprintf(buf, sizeof buf, "%" PRId64, count(m, t, p));
    wg__canvas_text(&m->c, x + m->cell / 2, y + m->cell / 2, style, buf);
}

static bool note_fits(matrix *m)
{
    return wg__canvas_width(&m->c, note_style, note) <= m->k * m->cell + 40;
}

static void draw(matrix *m)
{
    const double quarter = 1.5707963267948966;
    char buf[NUMBER];
    double side = m->k * m->cell;
    if (m->title)
        wg__canvas_text(&m->c, MARGIN, MARGIN + 13, title_style, m->title);
    wg__canvas_text(&m->c, m->left + side / 2, MARGIN + (m->title ? 30 : 0) + 11, side_style,
                    "predicted");
    wg__style rotated = side_style;
    rotated.angle = -quarter;
    wg__canvas_text(&m->c, MARGIN + 9, m->top + side / 2, rotated, "true");
    wg__style row = name_style, column = name_style;
    row.x_anchor = 1;
    column.angle = m->slanted ? -quarter / 2 : 0;
    column.x_anchor = m->slanted ? 0 : 0.5;
    if (m->k > 40)
        row.size = column.size = 9;
    for (int t = 0; t < m->k; t++) {
        const char *name = name_of(m, t, buf);
        wg__canvas_text(&m->c, m->left - 8, m->top + (t + 0.5) * m->cell, row, name);
        wg__canvas_text(&m->c, m->left + (t + 0.5) * m->cell, m->top - 9, column, name);
        for (int p = 0; p < m->k; p++)
            draw_cell(m, t, p);
    }
    if (note_fits(m))
        wg__canvas_text(&m->c, m->left, m->top + side + 22, note_style, note);
}

wg_code wg_plot_confusion(const char *path, const wg_array *counts, const char *const *names,
                          const char *title, wg_status *st)
{
    if (!path || !counts || !counts->data)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_plot_confusion: no %s given",
                       path ? "counts" : "path");
    matrix m = {.counts = counts, .names = names, .title = title};
    wg_code code = check(path, &m, st);
    if (!code)
        code = wg__canvas_open(&m.c, path, 1, 1, st);
    if (!code) {
        lay_out(&m);
        double side = m.k * m.cell, height = m.top + side + (note_fits(&m) ? 38 : MARGIN);
        double width = side + fmax(m.slanted ? 0.75 * m.wide - m.cell / 2 : 0, 0);
        width = fmax(width, note_fits(&m) ? wg__canvas_width(&m.c, note_style, note) : 0) + m.left;
        width = fmax(width, MARGIN + (title ? wg__canvas_width(&m.c, title_style, title) : 0));
        wg__canvas_close(&m.c);
        code = wg__canvas_open(&m.c, path, ceil(width + MARGIN), ceil(height), st);
    }
    if (!code) {
        draw(&m);
        code = wg__canvas_save(&m.c, path, st);
    }
    wg__canvas_close(&m.c);
    return code;
}
