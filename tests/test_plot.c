/* Pictures: what is in the PNG, read back by Cairo: sizes, pixels of images, ink where the data
 * are; every message. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>

#include "support.h"

#include "data/plot.h"
#include "data_files.h"
#include "fail_malloc.h"

/* fontconfig, below Cairo, keeps patterns until the process ends; a leak checker asks for this. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

static wg_status st;

typedef struct picture {
    int w, h;
    uint32_t *pixel; /* 0xRRGGBB */
} picture;

static picture read_png(const char *path)
{
    cairo_surface_t *s = cairo_image_surface_create_from_png(path);
    assert_int_equal(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
    picture p = {cairo_image_surface_get_width(s), cairo_image_surface_get_height(s), NULL};
    p.pixel = malloc(sizeof(uint32_t) * (size_t)p.w * (size_t)p.h);
    assert_non_null(p.pixel);
    for (int y = 0; y < p.h; y++) {
        memcpy(p.pixel + (size_t)y * (size_t)p.w,
               cairo_image_surface_get_data(s) + y * cairo_image_surface_get_stride(s),
               4 * (size_t)p.w);
        for (int x = 0; x < p.w; x++)
            p.pixel[y * p.w + x] &= 0xffffff;
    }
    cairo_surface_destroy(s);
    return p;
}

/* Columns in which this very colour stands, from the first to the last. */
static int columns_of(const picture *p, uint32_t colour, int *first, int *last)
{
    int n = 0;
    *first = *last = -1;
    for (int x = 0; x < p->w; x++)
        for (int y = 0; y < p->h; y++)
            if (p->pixel[y * p->w + x] == colour) {
                *first = *first < 0 ? x : *first;
                *last = x;
                n++;
                break;
            }
    return n;
}

/* The mean row of a colour within one column, or -1. */
static double row_of(const picture *p, uint32_t colour, int x)
{
    double sum = 0;
    int n = 0;
    for (int y = 0; y < p->h; y++)
        if (p->pixel[y * p->w + x] == colour) {
            sum += y;
            n++;
        }
    return n ? sum / n : -1;
}

static const uint32_t blue = 0x1f6fb4, orange = 0xe06c1f;

static void lines(void **state)
{
    (void)state;
    double rising[101], falling[101];
    for (int k = 0; k <= 100; k++) {
        rising[k] = k;
        falling[k] = k == 50 ? (double)NAN : 100 - k;
    }
    wg_series series[] = {{.y = rising, .n = 101}, {.y = falling, .n = 101}};
    assert_fine(wg_plot_lines(scratch("l.png"), series, 2, (wg_plot_options){0}, &st), &st);
    picture p = read_png(scratch("l.png"));
    assert_int_equal(p.w, 1280);
    assert_int_equal(p.h, 800);
    int first, last, n = columns_of(&p, blue, &first, &last);
    assert_true(last - first > 1000 && n > 1000);
    int quarter = first + (last - first) / 4, three = first + 3 * (last - first) / 4;
    double low = row_of(&p, blue, quarter), high = row_of(&p, blue, three);
    assert_true(low - high > 0.48 * 700 * 0.8); /* up is up */
    assert_close(row_of(&p, orange, quarter), high, 3, 0);
    assert_close(row_of(&p, orange, three), low, 3, 0);
    assert_true(row_of(&p, orange, first + (last - first) / 2) < 0); /* the gap of the NaN */
    free(p.pixel);
}

static void log_lines(void **state)
{
    (void)state;
    double y[] = {1, 10, 100, -5, 1e4}, x[] = {0, 1, 2, 3, 4};
    wg_series series = {.name = "decay", .x = x, .y = y, .n = 5};
    wg_plot_options o = {
        .title = "t", .x_label = "x", .y_label = "y", .log_y = true, .width = 500, .height = 300};
    assert_fine(wg_plot_lines(scratch("l.png"), &series, 1, o, &st), &st);
    picture p = read_png(scratch("l.png"));
    assert_int_equal(p.w, 1000);
    int first, last;
    columns_of(&p, blue, &first, &last);
    assert_true(
        last >
        900); /* equal steps of the logarithm are equal steps of the row; dots are 12 pixels wide */
    free(p.pixel);
}

/* 1, 10, 100 are equal steps of a logarithmic x axis; what is not positive is a gap. */
static void log_log_lines(void **state)
{
    (void)state;
    double ends_x[] = {1, 0, 100}, ends_y[] = {1, 5, 1}, middle_x[] = {10}, middle_y[] = {1};
    double dashed_x[] = {1, 100}, dashed_y[] = {0.01, 0.01};
    wg_series series[] = {{.x = ends_x, .y = ends_y, .n = 3},
                          {.x = middle_x, .y = middle_y, .n = 1},
                          {.x = dashed_x, .y = dashed_y, .n = 2, .colour = 2, .dashed = true}};
    wg_plot_options o = {.log_x = true, .log_y = true};
    assert_fine(wg_plot_lines(scratch("l.png"), series, 2, o, &st), &st);
    picture p = read_png(scratch("l.png"));
    int first, last, left, right;
    columns_of(&p, blue, &first, &last);
    columns_of(&p, orange, &left, &right);
    assert_close(left + right, first + last, 3, 0);
    free(p.pixel);
    assert_fine(wg_plot_lines(scratch("l.png"), series, 3, o, &st), &st);
    p = read_png(scratch("l.png"));
    const int n =
        columns_of(&p, orange, &left, &right); /* a line with gaps, in the colour asked for */
    assert_true(right - left > 1000);
    assert_true(n > (right - left) / 3 && n < (right - left) * 2 / 3 + 20);
    free(p.pixel);
}

/* A million points take as long as the picture is wide, and look the same. */
static void many_points(void **state)
{
    (void)state;
    size_t n = 1000000;
    double *y = malloc(n * sizeof *y);
    for (size_t k = 0; k < n; k++)
        y[k] = sin((double)k * 1e-5) + (k == 333333 ? 5 : 0);
    wg_series series = {.y = y, .n = n, .smooth = 1000};
    assert_fine(wg_plot_lines(scratch("m.png"), &series, 1, (wg_plot_options){0}, &st), &st);
    free(y);
}

static void image_sheet(void **state)
{
    (void)state;
    uint8_t gray[3][2][2] = {{{0, 50}, {100, 255}}, {{1, 2}, {3, 4}}, {{9, 9}, {9, 9}}};
    wg_array images = {WG_U8, WG_SHAPE(3, 2, 2), gray};
    const char *captions[] = {"Shirt \xe2\x86\x92 Coat 0.71", NULL,
                              "a very long caption that cannot fit at all"};
    assert_fine(wg_plot_images(scratch("s.png"), &images, NULL,
                               (wg_sheet_options){.columns = 3, .zoom = 10}, &st),
                &st);
    picture p = read_png(scratch("s.png"));
    assert_int_equal(p.w, 2 * (16 + 3 * 10 + 2 * 12 + 16));
    assert_int_equal(p.h, 2 * (16 + 10 + 16));
    for (int k = 0; k < 3; k++) /* the middle of each enlarged pixel; images 22 points apart */
        for (int y = 0; y < 2; y++)
            for (int x = 0; x < 2; x++)
                for (int corner = 1; corner < 9; corner += 7) {
                    uint32_t v =
                        p.pixel[(32 + 10 * y + corner) * p.w + 32 + 44 * k + 10 * x + corner];
                    assert_int_equal(v, gray[k][y][x] * 0x10101u);
                }
    free(p.pixel);

    uint8_t colour[1][1][2][3] = {{{{1, 2, 3}, {200, 100, 50}}}};
    wg_array one = {WG_U8, WG_SHAPE(1, 1, 2, 3), colour};
    wg_sheet_options o = {.zoom = 10, .invert = true};
    assert_fine(wg_plot_images(scratch("s.png"), &one, NULL, o, &st), &st);
    p = read_png(scratch("s.png"));
    assert_int_equal(p.pixel[37 * p.w + 37], 0xfefdfcu);
    assert_int_equal(p.pixel[37 * p.w + 47], 0x379bcdu);
    free(p.pixel);
    assert_fine(wg_plot_images(scratch("s.png"), &images, captions,
                               (wg_sheet_options){.title = "Wrong"}, &st),
                &st);
}

static void confusion(void **state)
{
    (void)state;
    int32_t counts[9] = {90, 10, 0, 0, 0, 0, 50, 0, 50};
    const char *names[] = {"cat", "dog", "a name of some length"};
    wg_array a = {WG_I32, WG_SHAPE(3, 3), counts};
    assert_fine(wg_plot_confusion(scratch("c.png"), &a, names, "Confusion", &st), &st);
    picture p = read_png(scratch("c.png"));
    int bluish = 0, reddish = 0;
    for (int k = 0; k < p.w * p.h; k++) {
        int r = (int)(p.pixel[k] >> 16), b = (int)(p.pixel[k] & 255);
        bluish += b - r > 50;
        reddish += r - b > 50;
    }
    assert_true(bluish > 2 * 4000 && reddish > 4000); /* cells are 80 by 80 pixels */
    free(p.pixel);
    for (int k = 1; k <= 100; k += 33) {
        wg_array big;
        assert_fine(wg_array_new(&big, WG_I64, WG_SHAPE(k, k), &st), &st);
        for (int c = 0; c < k * k; c++)
            ((int64_t *)big.data)[c] = c;
        assert_fine(wg_plot_confusion(scratch("c.png"), &big, NULL, NULL, &st), &st);
        wg_array_free(&big);
    }
}

static void messages(void **state)
{
    (void)state;
    double y[] = {1, -(double)INFINITY}, nothing[] = {(double)NAN, -1};
    wg_series ok = {.y = y, .n = 2}, none = {.y = nothing, .n = 2}, missing = {.n = 2},
              empty = {.n = 0};
    wg_plot_options plain = {0}, logarithmic = {.log_y = true}, small = {.width = 10};
    wg_plot_options wrong = {.title = "\xff"}, huge = {.width = 100000};
    const char *path = scratch("bad.png");
    assert_failed(wg_plot_lines(NULL, &ok, 1, plain, &st), WG_ERR_ARGUMENT, &st, "no path");
    assert_failed(wg_plot_lines(path, NULL, 1, plain, &st), WG_ERR_ARGUMENT, &st, "no series");
    assert_failed(wg_plot_lines(path, &missing, 1, plain, &st), WG_ERR_ARGUMENT, &st,
                  "2 points and no y");
    assert_failed(wg_plot_lines(path, &empty, 1, plain, &st), WG_ERR_ARGUMENT, &st,
                  "no point to draw");
    assert_failed(wg_plot_lines(path, &none, 1, logarithmic, &st), WG_ERR_ARGUMENT, &st,
                  "a finite, positive value");
    assert_failed(wg_plot_lines(path, &ok, 1, small, &st), WG_ERR_ARGUMENT, &st,
                  "a chart of 10 by 400 points");
    assert_failed(wg_plot_lines(path, &ok, 1, huge, &st), WG_ERR_SIZE, &st,
                  "a picture of 100000 by 400");
    assert_failed(wg_plot_lines(path, &ok, 1, wrong, &st), WG_ERR_ARGUMENT, &st,
                  "is not valid UTF-8");
    assert_failed(wg_plot_lines(scratch("no/x.png"), &ok, 1, plain, &st), WG_ERR_IO, &st,
                  "cannot write");
    assert_failed(wg_plot_lines("/dev/full", &ok, 1, plain, &st), WG_ERR_IO, &st,
                  "/dev/full: cannot write");

    uint8_t pixels[8] = {0};
    int32_t counts[4] = {1, 2, -3, 4};
    wg_array flat = {WG_U8, WG_SHAPE(2, 4), pixels}, floats = {WG_F32, WG_SHAPE(1, 1, 2), pixels};
    wg_array tiny = {WG_U8, WG_SHAPE(1, 1, 1), pixels}, matrix = {WG_I32, WG_SHAPE(2, 2), counts};
    wg_array wide = {WG_I32, WG_SHAPE(1, 4), counts};
    wg_sheet_options sheet = {0}, negative = {.zoom = -1};
    assert_failed(wg_plot_images(path, NULL, NULL, sheet, &st), WG_ERR_ARGUMENT, &st, "no images");
    assert_failed(wg_plot_images(path, &flat, NULL, sheet, &st), WG_ERR_SHAPE, &st, "found (2, 4)");
    assert_failed(wg_plot_images(path, &floats, NULL, sheet, &st), WG_ERR_DTYPE, &st,
                  "u8, not f32");
    assert_failed(wg_plot_images(path, &tiny, NULL, negative, &st), WG_ERR_ARGUMENT, &st,
                  "zoom -1");
    assert_failed(wg_plot_confusion(path, NULL, NULL, NULL, &st), WG_ERR_ARGUMENT, &st,
                  "no counts");
    assert_failed(wg_plot_confusion(path, &wide, NULL, NULL, &st), WG_ERR_SHAPE, &st,
                  "found (1, 4)");
    assert_failed(wg_plot_confusion(path, &matrix, NULL, NULL, &st), WG_ERR_ARGUMENT, &st,
                  "-3 at (1, 0) is negative");
    assert_failed(wg_plot_confusion(path, &tiny, NULL, NULL, &st), WG_ERR_DTYPE, &st,
                  "i32 or i64, not u8");
}

/* Ranges that break careless arithmetic: each gives a picture. */
static void odd_ranges(void **state)
{
    (void)state;
    double pairs[][2] = {{0, 0},           {1e300, -1e300}, {1e-300, 2e-300},
                         {-1e308, 1e308},  {1, 1 + 1e-15},  {5e-324, 1e308},
                         {1e15, 1e15 + 1}, {-3e-9, 4e-9},   {999999, 1000001}};
    for (size_t k = 0; k < sizeof pairs / sizeof pairs[0]; k++)
        for (int log = 0; log < 2; log++)
            for (int swap = 0; swap < 2; swap++) {
                double plain[] = {0, 1};
                wg_series s = {.x = swap ? pairs[k] : plain, .y = swap ? plain : pairs[k], .n = 2};
                wg_plot_options o = {.log_y = log};
                bool drawable = !log || s.y[0] > 0 || s.y[1] > 0;
                wg_code code = wg_plot_lines(scratch("o.png"), &s, 1, o, &st);
                assert_int_equal(code, drawable ? WG_OK : WG_ERR_ARGUMENT);
                st = (wg_status){0};
            }
}

static wg_code draw_kind(int kind, const char *path, wg_status *s)
{
    double y[] = {1, 2, 3};
    uint8_t pixels[8] = {0};
    int32_t counts[4] = {1, 2, 3, 4};
    const char *captions[] = {"one", "two"};
    wg_series line = {.name = "line", .y = y, .n = 3};
    wg_array images = {WG_U8, WG_SHAPE(2, 2, 2), pixels}, matrix = {WG_I32, WG_SHAPE(2, 2), counts};
    if (kind == 0)
        return wg_plot_lines(path, &line, 1, (wg_plot_options){.title = "t"}, s);
    if (kind == 1)
        return wg_plot_images(path, &images, captions, (wg_sheet_options){0}, s);
    return wg_plot_confusion(path, &matrix, NULL, "t", s);
}

/* The n-th allocation fails, for every n, in Cairo and below too: a picture or an error, and the
 * old file stays. */
static void failing_allocations(void **state)
{
    (void)state;
    if (!fail_malloc_works())
        skip();
    for (int kind = 0; kind < 3; kind++)
        for (int lasting = 0; lasting < 2; lasting++)
            for (long n = 1;; n++) {
                wg_status s = {0};
                write_bytes(scratch("f.png"), "old", 3);
                const char *path = scratch("f.png");
                (lasting ? fail_from : fail_after)(n);
                wg_code code = draw_kind(kind, path, &s);
                bool happened = fail_happened();
                fail_after(0);
                if (code != WG_OK && code != WG_ERR_MEMORY)
                    fail_msg("kind %d, allocation %ld: %s", kind, n, s.text);
                bytes b = read_bytes(path);
                assert_true((b.n == 3) == (code != WG_OK));
                free(b.p);
                if (!happened)
                    break;
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),
        cmocka_unit_test(log_lines),
        cmocka_unit_test(log_log_lines),
        cmocka_unit_test(many_points),
        cmocka_unit_test(image_sheet),
        cmocka_unit_test(confusion),
        cmocka_unit_test(messages),
        cmocka_unit_test(odd_ranges),
        cmocka_unit_test(failing_allocations),
    };
    return cmocka_run_group_tests_name("plot", tests, scratch_new, scratch_done);
}
