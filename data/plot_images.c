/* Sheets of images: a grid, enlarged without blurring, each with a line of text. */
#include <math.h>
#include <string.h>

#include "data/canvas.h"

enum {
    MARGIN = 16,
    GAP = 12,
    CAPTION_SIZE = 9,
    SMALLEST = 6,
    IMAGE_POINTS = 80,
    TITLE_HEIGHT = 28
};

static const wg__style title_style = {.size = 15, .bold = true, .ink = WG__INK_TEXT};
static const wg__style caption_style = {.size = CAPTION_SIZE, .x_anchor = 0.5, .ink = WG__INK_TEXT};

typedef struct sheet {
    const char *path;
    const wg_array *images;
    const char *const *captions;
    wg_sheet_options o;
    int n, w, h, channels;
    int columns, rows;
    double width, height, cell; /* of an image, in points; of a column */
} sheet;

static wg_code check(sheet *s, wg_status *st)
{
    const wg_shape *shape = &s->images->shape;
    char text[200];
    int64_t numel;
    bool gray = shape->rank == 3, colour = shape->rank == 4 && shape->dim[3] == 3;
    if (s->images->dtype != WG_U8)
        return wg_fail(st, WG_ERR_DTYPE, "%s: images are u8, not %s", s->path,
                       wg_dtype_name(s->images->dtype));
    if ((!gray && !colour) || !wg_shape_numel(*shape, &numel) || numel == 0)
        return wg_fail(st, WG_ERR_SHAPE,
                       "%s: expected images (n, h, w) or (n, h, w, 3), n, h, w > 0; found %s",
                       s->path, wg_shape_string(*shape, text, sizeof text));
    if (shape->dim[0] > 100000 || shape->dim[1] > 10000 || shape->dim[2] > 10000)
        return wg_fail(st, WG_ERR_SIZE, "%s: %s is too much for one sheet", s->path,
                       wg_shape_string(*shape, text, sizeof text));
    if (s->o.columns < 0 || s->o.zoom < 0 || s->o.zoom > 1000)
        return wg_fail(st, WG_ERR_ARGUMENT, "%s: %d columns, zoom %d", s->path, s->o.columns,
                       s->o.zoom);
    s->n = (int)shape->dim[0];
    s->h = (int)shape->dim[1];
    s->w = (int)shape->dim[2];
    s->channels = gray ? 1 : 3;
    return WG_OK;
}

/* Columns as wide as the widest caption, but not wider than half as much again as an image. */
static void lay_out(sheet *s, wg__canvas *measure)
{
    double widest = 0;
    int zoom =
        s->o.zoom ? s->o.zoom : (int)fmax(1, round((double)IMAGE_POINTS * WG__PIXELS / s->h));
    s->width = (double)s->w * zoom / WG__PIXELS;
    s->height = (double)s->h * zoom / WG__PIXELS;
    for (int k = 0; s->captions && k < s->n; k++)
        if (s->captions[k])
            widest = fmax(widest, wg__canvas_width(measure, caption_style, s->captions[k]));
    s->cell = fmax(s->width, fmin(widest, fmax(1.5 * s->width, 60)));
    double tall = s->height + GAP + (s->captions ? CAPTION_SIZE + 6 : 0);
    int square = (int)ceil(sqrt(s->n * tall / (s->cell + GAP) * 1.3));
    s->columns = s->o.columns ? s->o.columns : square;
    s->columns = s->columns < s->n ? s->columns : s->n;
    s->rows = (s->n + s->columns - 1) / s->columns;
}

/* One image into a surface of its own size. */
static void fill(const sheet *s, int index, cairo_surface_t *surface)
{
    const uint8_t *p =
        (const uint8_t *)s->images->data + (size_t)index * (size_t)(s->h * s->w * s->channels);
    uint8_t flip = s->o.invert ? 255 : 0;
    cairo_surface_flush(surface);
    unsigned char *out = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < s->h && out; y++)
        for (int x = 0; x < s->w; x++, p += s->channels) {
            uint32_t r = p[0] ^ flip, g = p[s->channels / 2] ^ flip, b = p[s->channels - 1] ^ flip;
            uint32_t pixel = r << 16 | g << 8 | b;
            memcpy(out + (size_t)y * (size_t)stride + 4 * (size_t)x, &pixel, 4);
        }
    cairo_surface_mark_dirty(surface);
}

/* Smaller where it is too wide, cut off where even that does not help. */
static void draw_caption(const sheet *s, wg__canvas *c, double x, double y, const char *text)
{
    wg__style style = caption_style;
    double room = s->cell + GAP - 4, width = wg__canvas_width(c, style, text);
    if (width > room)
        style.size = fmax(SMALLEST, style.size * room / width);
    cairo_save(c->cr);
    if (wg__canvas_width(c, style, text) > room) {
        style.x_anchor = 0;
        cairo_rectangle(c->cr, x - room / 2, y - CAPTION_SIZE, room, 2 * CAPTION_SIZE);
        cairo_clip(c->cr);
        wg__canvas_text(c, x - room / 2, y, style, text);
    } else {
        wg__canvas_text(c, x, y, style, text);
    }
    cairo_restore(c->cr);
}

static void draw_image(const sheet *s, wg__canvas *c, cairo_surface_t *image, double x, double y)
{
    cairo_save(c->cr);
    cairo_translate(c->cr, x, y);
    cairo_scale(c->cr, s->width / s->w, s->height / s->h);
    cairo_set_source_surface(c->cr, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(c->cr), CAIRO_FILTER_NEAREST);
    cairo_rectangle(c->cr, 0, 0, s->w, s->h);
    cairo_fill(c->cr);
    cairo_restore(c->cr);
    wg__canvas_ink(c, WG__INK_GRID, 1);
    cairo_set_line_width(c->cr, 0.5);
    cairo_rectangle(c->cr, x - 0.25, y - 0.25, s->width + 0.5, s->height + 0.5);
    cairo_stroke(c->cr);
}

static void draw(const sheet *s, wg__canvas *c)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, s->w, s->h);
    double top = MARGIN + (s->o.title ? TITLE_HEIGHT : 0);
    double row = s->height + GAP + (s->captions ? CAPTION_SIZE + 6 : 0);
    if (s->o.title)
        wg__canvas_text(c, MARGIN, MARGIN + 13, title_style, s->o.title);
    for (int k = 0; k < s->n; k++) {
        double x = MARGIN + (k % s->columns) * (s->cell + GAP), y = top + (k / s->columns) * row;
        fill(s, k, image);
        x = round((x + (s->cell - s->width) / 2) * WG__PIXELS) / WG__PIXELS; /* on whole pixels */
        draw_image(s, c, image, x, round(y * WG__PIXELS) / WG__PIXELS);
        if (s->captions && s->captions[k])
            draw_caption(s, c, x + s->width / 2, y + s->height + CAPTION_SIZE + 4, s->captions[k]);
    }
    cairo_surface_destroy(image);
}

wg_code wg_plot_images(const char *path, const wg_array *images, const char *const *captions,
                       wg_sheet_options options, wg_status *st)
{
    if (!path || !images || !images->data)
        return wg_fail(st, WG_ERR_ARGUMENT, "wg_plot_images: no %s given",
                       path ? "images" : "path");
    sheet s = {.path = path, .images = images, .captions = captions, .o = options};
    wg__canvas c = {0};
    wg_code code = check(&s, st);
    if (!code)
        code = wg__canvas_open(&c, path, 1, 1, st);
    if (!code) {
        lay_out(&s, &c);
        double title = options.title ? wg__canvas_width(&c, title_style, options.title) : 0;
        double caption = captions ? CAPTION_SIZE + 6 : 0;
        double width = fmax(s.columns * (s.cell + GAP) - GAP, title) + 2 * MARGIN;
        double height = s.rows * (s.height + GAP + caption) - GAP + 2 * MARGIN +
                        (options.title ? TITLE_HEIGHT : 0);
        wg__canvas_close(&c);
        code = wg__canvas_open(&c, path, ceil(width), ceil(height), st);
    }
    if (!code) {
        draw(&s, &c);
        code = wg__canvas_save(&c, path, st);
    }
    wg__canvas_close(&c);
    return code;
}
