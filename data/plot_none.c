/* The calls of plot.h in a build without Cairo: an error that says so. */
#include "data/plot.h"

static wg_code no_cairo(const char *path, wg_status *st)
{
    return wg_fail(st, WG_ERR_IO, "%s: cannot draw: wengert was built without Cairo",
                   path ? path : "(no path)");
}

wg_code wg_plot_lines(const char *path, const wg_series *series, size_t n, wg_plot_options options,
                      wg_status *st)
{
    (void)series, (void)n, (void)options;
    return no_cairo(path, st);
}

wg_code wg_plot_images(const char *path, const wg_array *images, const char *const *captions,
                       wg_sheet_options options, wg_status *st)
{
    (void)images, (void)captions, (void)options;
    return no_cairo(path, st);
}

wg_code wg_plot_confusion(const char *path, const wg_array *counts, const char *const *names,
                          const char *title, wg_status *st)
{
    (void)counts, (void)names, (void)title;
    return no_cairo(path, st);
}
