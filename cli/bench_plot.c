/* The plots of a benchmark alone: roofline, time against size, intervals of pairs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/command.h"
#include "data/plot.h"

enum { MOST_SERIES = 48, NAME = 96 };

/* Series that grow point by point. */
typedef struct figure {
    wg_series series[MOST_SERIES];
    char name[MOST_SERIES][NAME];
    double *x[MOST_SERIES], *y[MOST_SERIES];
    int n;
    bool lost; /* out of memory */
} figure;

static double number(const json_t *row, const char *group, const char *key)
{
    const json_t *v = json_object_get(json_object_get(row, group), key);
    return json_is_number(v) ? json_number_value(v) : (double)NAN;
}

static const char *word(const json_t *row, const char *key)
{
    const char *s = json_string_value(json_object_get(row, key));
    return s ? s : "";
}

/* The series of that name, a new one if need be; -1: there are too many. */
static int series_of(figure *f, const char *name)
{
    for (int k = 0; k < f->n; k++)
        if (strcmp(f->name[k], name) == 0)
            return k;
    if (f->n == MOST_SERIES)
        return -1;
    snprintf(f->name[f->n], NAME, "%s", name);
    f->series[f->n] = (wg_series){.name = f->name[f->n]};
    return f->n++;
}

static void add_point(figure *f, int k, double x, double y)
{
    if (k < 0)
        return;
    wg_series *s = &f->series[k];
    double *xs = realloc(f->x[k], (s->n + 1) * sizeof *xs);
    f->x[k] = xs ? xs : f->x[k];
    double *ys = realloc(f->y[k], (s->n + 1) * sizeof *ys);
    f->y[k] = ys ? ys : f->y[k];
    f->lost = f->lost || !xs || !ys;
    if (!xs || !ys)
        return;
    xs[s->n] = x;
    ys[s->n++] = y;
    s->x = xs;
    s->y = ys;
}

static void figure_free(figure *f)
{
    for (int k = 0; k < f->n; k++) {
        free(f->x[k]);
        free(f->y[k]);
    }
    free(f);
}

/* ---- roofline ---- */

static void add_roof(figure *f, const roof *r, const roof_row *row, double left, double right)
{
    for (int level = 0; level < r->levels; level++) {
        const roof_rates *b = &row->rate[level];
        const double rate = fmax(b->load, fmax(b->triad, b->copy)), peak = row->flops[0];
        char name[NAME];
        snprintf(name, sizeof name, row->threads > 1 ? "%s, %d threads" : "%s",
                 r->level[level].name, row->threads);
        const int k = series_of(f, name);
        const double at[] = {left, peak / rate, right};
        for (int i = 0; i < 3; i++)
            add_point(f, k, at[i], fmin(peak, rate * at[i]));
        if (k >= 0)
            f->series[k].dashed = true;
    }
}

static void roofline(const bench_run *run, figure *f)
{
    double left = (double)INFINITY, right = 0;
    size_t i;
    const json_t *row;
    json_array_foreach(run->rows, i, row)
    {
        const double x = number(row, "cost", "intensity"), y = number(row, "rate", "flops");
        if (!(x > 0 && y > 0) || json_object_get(row, "pair"))
            continue;
        const int k = series_of(f, word(row, "mode"));
        add_point(f, k, x, y);
        if (k >= 0)
            f->series[k].dots = true;
        left = fmin(left, x);
        right = fmax(right, x);
    }
    const roof_row *one = &run->roof.row[0]; /* both ends show every ridge */
    left = fmin(left, one->flops[0] / one->rate[0].load) / 2;
    right = 2 * fmax(right, one->flops[0] / one->rate[run->roof.levels - 1].load);
    for (int k = 0, n = f->n; k < run->roof.rows && n > 0; k++)
        add_roof(f, &run->roof, &run->roof.row[k], left, right);
}

/* ---- time against size ---- */

/* An upright line at the size of each cache that lies between the smallest and the largest working set. */
static void mark_caches(figure *f, const roof *r)
{
    double x[] = {(double)INFINITY, 0}, y[] = {(double)INFINITY, 0};
    for (int k = 0; k < f->n; k++)
        for (size_t i = 0; i < f->series[k].n; i++) {
            x[0] = fmin(x[0], f->series[k].x[i]), x[1] = fmax(x[1], f->series[k].x[i]);
            y[0] = fmin(y[0], f->series[k].y[i]), y[1] = fmax(y[1], f->series[k].y[i]);
        }
    for (int level = 0; level < r->levels; level++) {
        const double bytes = (double)r->level[level].cache;
        if (!(bytes > x[0] && bytes < x[1]))
            continue;
        char name[NAME];
        snprintf(name, sizeof name, "%s, %.0f KiB", r->level[level].name, bytes / 1024);
        const int k = series_of(f, name);
        for (int end = 0; end < 2; end++)
            add_point(f, k, bytes, y[end]);
        if (k >= 0)
            f->series[k].dashed = true;
    }
}

static void sizes(const bench_run *run, figure *f)
{
    size_t i;
    const json_t *row;
    json_array_foreach(run->rows, i, row)
    {
        const long long threads = json_integer_value(json_object_get(row, "threads"));
        char name[NAME], count[40] = "";
        if (threads > 1)
            snprintf(count, sizeof count, ", %lld threads", threads);
        if (!json_object_get(row, "size") || !(number(row, "time", "value") > 0))
            continue;
        snprintf(name, sizeof name, "%.40s %s, %s%s%s%s", word(row, "case"), word(row, "dtype"),
                 word(row, "mode"), count, strcmp(word(row, "cache"), "hot") ? ", " : "",
                 strcmp(word(row, "cache"), "hot") ? word(row, "cache") : "");
        add_point(f, series_of(f, name), number(row, "cost", "working_set"),
                  number(row, "time", "value"));
    }
    size_t most = 0;
    for (int k = 0; k < f->n; k++)
        most = f->series[k].n > most ? f->series[k].n : most;
    for (int k = 0; k < f->n && most < 2; k++) /* one size is no plot */
        f->series[k].n = 0;
    if (most >= 2)
        mark_caches(f, &run->roof);
}

/* ---- intervals ---- */

static void intervals(const bench_run *run, figure *f)
{
    size_t i;
    const json_t *row;
    int line = 0;
    json_array_foreach(run->rows, i, row)
    {
        const json_t *pair = json_object_get(row, "pair");
        const double value = number(pair, "ratio", "value"), lo = number(pair, "ratio", "lo"),
                     hi = number(pair, "ratio", "hi");
        char name[NAME];
        if (!(lo > 0 && hi >= lo && value > 0))
            continue;
        snprintf(name, sizeof name, "%d: %.40s, %s: %s", ++line, word(row, "title"),
                 word(row, "mode"), word(pair, "verdict"));
        const int k = series_of(f, name);
        const double at[] = {lo, value, hi};
        for (int j = 0; j < 3; j++)
            add_point(f, k, at[j], line);
    }
    const int one = line ? series_of(f, "as fast") : -1;
    if (one >= 0)
        f->series[one].dashed = true;
    add_point(f, one, 1, 0);
    add_point(f, one, 1, line + 1);
}

/* ---- files ---- */

static const struct {
    const char *suffix;
    void (*make)(const bench_run *run, figure *f);
    wg_plot_options options;
} figures[] = {
    {"roofline",
     roofline,
     {.title = "Roofline",
      .x_label = "FLOP per byte that the plan moves",
      .y_label = "FLOP per second",
      .log_x = true,
      .log_y = true,
      .width = 820,
      .height = 520}},
    {"sizes",
     sizes,
     {.title = "Time against size",
      .x_label = "working set, bytes",
      .y_label = "seconds",
      .log_x = true,
      .log_y = true,
      .width = 820,
      .height = 520}},
    {"pairs",
     intervals,
     {.title = "B over A, with intervals",
      .x_label = "time of B over time of A: left of 1, B is faster",
      .width = 820}},
};

/* "out/a.svg" -> "out/a-roofline.svg" */
static bool path_of(const char *path, const char *suffix, char *out, size_t size)
{
    const char *dot = strrchr(path, '.');
    if (!dot || (strcmp(dot, ".svg") != 0 && strcmp(dot, ".png") != 0))
        return false;
    return snprintf(out, size, "%.*s-%s%s", (int)(dot - path), path, suffix, dot) < (int)size;
}

bool bench_plot_path_ok(const char *path)
{
    char out[4096];
    return path_of(path, "roofline", out, sizeof out);
}

int bench_plot(const bench_run *run, const char *path)
{
    int status = EXIT_SUCCESS, drawn = 0;
    for (size_t k = 0; k < sizeof figures / sizeof figures[0]; k++) {
        char name[4096];
        wg_status st = {0};
        figure *f = calloc(1, sizeof *f);
        size_t points = 0;
        if (f)
            figures[k].make(run, f);
        for (int i = 0; f && i < f->n; i++)
            points += f->series[i].n;
        wg_plot_options o = figures[k].options;
        o.height = o.height ? o.height : 160 + 26 * (f ? f->n : 0);
        if (!f || f->lost || !path_of(path, figures[k].suffix, name, sizeof name))
            status = cli_fail("bench", EXIT_FAILURE, "%s: out of memory", path);
        else if (points && wg_plot_lines(name, f->series, (size_t)f->n, o, &st) != WG_OK)
            status = cli_fail("bench", EXIT_FAILURE, "%s", st.text);
        drawn += points > 0;
        if (f)
            figure_free(f);
    }
    return drawn ? status
                 : cli_fail("bench", EXIT_FAILURE, "%s: there is nothing to plot in these rows",
                            path);
}
