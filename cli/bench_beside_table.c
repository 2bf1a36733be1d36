/* Rows of wengert bench --beside on a terminal. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/paint.h"

static const char *text(const json_t *j, const char *key)
{
    const char *s = json_string_value(json_object_get(j, key));
    return s ? s : "";
}

static double number(const json_t *j, const char *key)
{
    const json_t *v = json_object_get(j, key);
    return json_is_number(v) ? json_number_value(v) : (double)NAN;
}

static void put_peer(const json_t *m)
{
    char buf[16];
    const json_t *t = json_object_get(m, "time"), *r = json_object_get(m, "ratio");
    if (!t) {
        printf("  %-16s %s\n", text(m, "name"), text(m, "missing"));
        return;
    }
    printf("  %-16s %9ss  %6.2f", text(m, "name"), paint_number(buf, number(t, "value")),
           number(r, "value"));
    if (json_is_number(json_object_get(r, "lo")))
        printf(" [%.2f, %.2f]", number(r, "lo"), number(r, "hi"));
    else
        printf(" (too few rounds for an interval)");
    if (json_is_number(json_object_get(m, "of_peak")))
        printf("  %.0f %% of the FMA peak", 100 * number(m, "of_peak"));
    putchar('\n');
}

void bench_beside_row(const json_t *row)
{
    size_t k;
    const json_t *m;
    printf("%s%s%s\n", paint_begin(stdout, PAINT_BOLD), text(row, "title"), paint_end(stdout));
    json_array_foreach(json_object_get(row, "peers"), k, m) put_peer(m);
    fflush(stdout);
}

static bool is_step(const json_t *row)
{
    const char *slash = strrchr(text(row, "name"), '/');
    return slash && strcmp(slash, "/step") == 0 && strcmp(text(row, "status"), "ok") == 0;
}

/* Does peer k have a time in any step? */
static bool has_steps(const bench_run *run, size_t k)
{
    size_t i;
    const json_t *row;
    json_array_foreach(run->rows, i,
                       row) if (is_step(row) &&
                                json_object_get(json_array_get(json_object_get(row, "peers"), k),
                                                "time")) return true;
    return false;
}

static void put_heading(const bench_run *run, const json_t *row)
{
    size_t k;
    const json_t *m;
    printf(
        "\n%straining steps: microseconds, per cent of the FMA peak, time over ours%s\n%-26s %5s",
        paint_begin(stdout, PAINT_BOLD), paint_end(stdout), "model", "batch");
    json_array_foreach(json_object_get(row, "peers"), k, m) if (has_steps(run, k))
        printf(k ? " %14.14s   peak  ratio" : " %10.10s   peak", text(m, "name"));
    putchar('\n');
}

/* k: the first is us, and has no ratio. */
static void put_step(const json_t *m, size_t k)
{
    const double us = 1e6 * number(json_object_get(m, "time"), "value");
    if (!isfinite(us)) {
        printf(" %*s", k ? 28 : 17, "-");
        return;
    }
    printf(" %*.1f %4.0f %%", k ? 14 : 10, us, 100 * number(m, "of_peak"));
    if (k)
        printf(" %6.2f", number(json_object_get(m, "ratio"), "value"));
}

void bench_beside_foot(const bench_run *run)
{
    size_t i, k;
    const json_t *row, *m;
    bool any = false;
    json_array_foreach(run->rows, i, row)
    {
        if (!is_step(row))
            continue;
        if (!any)
            put_heading(run, row);
        any = true;
        const char *name = strchr(text(row, "name"), '/') + 1;
        printf("%-26.*s %5lld", (int)strcspn(name, "/"), name,
               (long long)json_integer_value(json_object_get(row, "batch")));
        json_array_foreach(json_object_get(row, "peers"), k, m) if (has_steps(run, k))
            put_step(m, k);
        putchar('\n');
    }
    fflush(stdout);
}
