/* Text, colours and the file of a picture, PNG or SVG, on Cairo. */
#include "data/canvas.h"
#include "data/io.h"

#include <cairo-svg.h>
#include <string.h>

enum { PIXELS_MAX = 32000 }; /* Cairo stops a little above */

static const unsigned char inks[][3] = {
    {0x2b, 0x2f, 0x36},
    {0x6b, 0x72, 0x7d},
    {0xe4, 0xe7, 0xeb},
    {0xff, 0xff, 0xff},
    /* series: told apart by most colour-blind eyes, and by lightness */
    {0x1f, 0x6f, 0xb4},
    {0xe0, 0x6c, 0x1f},
    {0x1b, 0x94, 0x6c},
    {0xb5, 0x3a, 0x70},
    {0x7b, 0x61, 0xc4},
    {0x8c, 0x6d, 0x3f},
};
enum { SERIES_INKS = sizeof inks / sizeof inks[0] - WG__INK_SERIES };

void wg__canvas_ink(wg__canvas *c, int ink, double alpha)
{
    if (ink >= WG__INK_SERIES)
        ink = WG__INK_SERIES + (ink - WG__INK_SERIES) % SERIES_INKS;
    const unsigned char *rgb = inks[ink];
    cairo_set_source_rgba(c->cr, rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0, alpha);
}

/* Unhinted gray: on a dense display shapes matter more than the grid of pixels. */
static void set_fonts(cairo_t *cr)
{
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cr, o);
    cairo_font_options_destroy(o);
}

static wg_code drawing_error(cairo_status_t status, const char *path, wg_status *st)
{
    /* libpng says no more than that it failed; with the writing in our hands, memory is what it can
     * lack */
    if (status == CAIRO_STATUS_NO_MEMORY || status == CAIRO_STATUS_PNG_ERROR)
        return wg_fail(st, WG_ERR_MEMORY, "%s: out of memory while drawing", path);
    if (status == CAIRO_STATUS_INVALID_STRING)
        return wg_fail(st, WG_ERR_ARGUMENT,
                       "%s: a title, label, name or caption is not valid UTF-8", path);
    return wg_fail(st, WG_ERR_INTERNAL, "%s: cannot draw: %s", path,
                   cairo_status_to_string(status));
}

static bool is_svg(const char *path)
{
    const size_t n = path ? strlen(path) : 0;
    return n > 4 && strcmp(path + n - 4, ".svg") == 0;
}

wg_code wg__canvas_open(wg__canvas *c, const char *path, double width, double height, wg_status *st)
{
    *c = (wg__canvas){0};
    if (!(width >= 1 && height >= 1 && width * WG__PIXELS <= PIXELS_MAX &&
          height * WG__PIXELS <= PIXELS_MAX))
        return wg_fail(st, WG_ERR_SIZE,
                       "%s: a picture of %.0f by %.0f points; expected 1 to %d both ways", path,
                       width, height, PIXELS_MAX / WG__PIXELS);
    c->c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c->c_locale)
        return wg__no_memory(st, path, 0);
    c->old_locale = uselocale(c->c_locale);
    c->width = width;
    c->height = height;
    c->svg = is_svg(path);
    const cairo_rectangle_t whole = {0, 0, width, height};
    c->surface = c->svg ? cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &whole)
                        : cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(width * WG__PIXELS),
                                                     (int)(height * WG__PIXELS));
    c->cr = cairo_create(c->surface);
    if (cairo_status(c->cr))
        return drawing_error(cairo_status(c->cr), path, st);
    if (!c->svg)
        cairo_scale(c->cr, WG__PIXELS, WG__PIXELS);
    set_fonts(c->cr);
    wg__canvas_ink(c, WG__INK_WHITE, 1);
    cairo_paint(c->cr);
    return WG_OK;
}

static cairo_status_t write_some(void *closure, const unsigned char *data, unsigned length)
{
    FILE *f = closure;
    return fwrite(data, 1, length, f) == length ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* What was recorded, drawn once more, as SVG. */
static cairo_status_t write_svg(wg__canvas *c, FILE *f)
{
    cairo_surface_t *to = cairo_svg_surface_create_for_stream(write_some, f, c->width, c->height);
    cairo_t *cr = cairo_create(to);
    cairo_set_source_surface(cr, c->surface, 0, 0);
    cairo_paint(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(to);
    status = status ? status : cairo_surface_status(to);
    cairo_surface_destroy(to);
    return status;
}

wg_code wg__canvas_save(wg__canvas *c, const char *path, wg_status *st)
{
    cairo_surface_flush(c->surface);
    cairo_status_t status = cairo_status(c->cr);
    if (status)
        return drawing_error(status, path, st);
    wg_outfile o;
    wg_code code = wg_outfile_open(&o, path, st);
    if (code)
        return code;
    status =
        c->svg ? write_svg(c, o.f) : cairo_surface_write_to_png_stream(c->surface, write_some, o.f);
    if (!status || status == CAIRO_STATUS_WRITE_ERROR) /* the commit knows of failed writes */
        return wg_outfile_commit(&o, st);
    wg_outfile_discard(&o);
    return drawing_error(status, path, st);
}

void wg__canvas_close(wg__canvas *c)
{
    if (c->cr)
        cairo_destroy(c->cr);
    if (c->surface)
        cairo_surface_destroy(c->surface);
    if (c->c_locale) {
        uselocale(c->old_locale);
        freelocale(c->c_locale);
    }
    *c = (wg__canvas){0};
}

static void set_style(cairo_t *cr, wg__style s)
{
    cairo_select_font_face(cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                           s.bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cr, s.size);
}

double wg__canvas_width(wg__canvas *c, wg__style style, const char *text)
{
    cairo_text_extents_t e = {0};
    set_style(c->cr, style);
    cairo_text_extents(c->cr, text, &e);
    return e.x_advance;
}

/* The height that anchors count is that of a digit, so that texts of one line stand on one line. */
void wg__canvas_text(wg__canvas *c, double x, double y, wg__style style, const char *text)
{
    const double digit = 0.73;
    double width = wg__canvas_width(c, style, text);
    wg__canvas_ink(c, style.ink, 1);
    cairo_save(c->cr);
    cairo_translate(c->cr, x, y);
    cairo_rotate(c->cr, style.angle);
    cairo_move_to(c->cr, -style.x_anchor * width, style.y_anchor * digit * style.size);
    cairo_show_text(c->cr, text);
    cairo_restore(c->cr);
}

void wg__canvas_line(wg__canvas *c, double x0, double y0, double x1, double y1, double width)
{
    cairo_set_line_width(c->cr, width);
    cairo_move_to(c->cr, x0, y0);
    cairo_line_to(c->cr, x1, y1);
    cairo_stroke(c->cr);
}
