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
    const json_t *held = json_object_get(m, "roof");
    if (json_is_number(json_object_get(m, "of_peak")))
        printf("  %.0f %% of the FMA peak", 100 * number(m, "of_peak"));
    else if (held)
        printf("  %.0f %% of the roof, %s", 100 * number(held, "share"), text(held, "binds"));
    putchar('\n');
}

void bench_beside_row(const json_t *row)
{
    size_t k;
    const json_t *m;
    printf("%s%s%s", paint_begin(stdout, PAINT_BOLD), text(row, "title"), paint_end(stdout));
    if (*text(row, "message"))
        printf("  %s%s: %s%s", paint_begin(stdout, PAINT_RED), text(row, "status"),
               text(row, "message"), paint_end(stdout));
    putchar('\n');
    json_array_foreach(json_object_get(row, "peers"), k, m) put_peer(m);
    fflush(stdout);
}

static bool is_step(const json_t *row)
{
    return strcmp(text(row, "group"), "models") == 0 && strstr(text(row, "name"), " step,") &&
           strcmp(text(row, "status"), "error") != 0;
}

/* Does peer k of the rows on so many threads have a time in any step? */
static bool has_steps(const bench_run *run, const json_t *like, size_t k)
{
    const json_int_t threads = json_integer_value(json_object_get(like, "threads"));
    size_t i;
    const json_t *row;
    json_array_foreach(run->rows, i,
                       row) if (is_step(row) &&
                                json_integer_value(json_object_get(row, "threads")) == threads &&
                                json_object_get(json_array_get(json_object_get(row, "peers"), k),
                                                "time")) return true;
    return false;
}

static void put_heading(const bench_run *run, const json_t *row)
{
    size_t k;
    const json_t *m;
    printf("\n%straining steps: microseconds, per cent of the FMA peak, time over ours%s\n%-44s",
           paint_begin(stdout, PAINT_BOLD), paint_end(stdout), "");
    json_array_foreach(json_object_get(row, "peers"), k, m) if (has_steps(run, row, k))
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
    json_int_t threads = 0;
    json_array_foreach(run->rows, i, row)
    {
        if (!is_step(row))
            continue;
        /* The members change with the number of threads. */
        if (threads != json_integer_value(json_object_get(row, "threads")))
            put_heading(run, row);
        threads = json_integer_value(json_object_get(row, "threads"));
        printf("%-44.44s", text(row, "title"));
        json_array_foreach(json_object_get(row, "peers"), k, m) if (has_steps(run, row, k))
            put_step(m, k);
        putchar('\n');
    }
    fflush(stdout);
}
