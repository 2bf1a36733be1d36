/* Rows of a benchmark on a terminal. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/bench.h"
#include "cli/paint.h"
#include "cli/terminal.h"

enum { BAR = 12 };

static double number(const json_t *row, const char *group, const char *key)
{
    const json_t *v = json_object_get(group ? json_object_get(row, group) : row, key);
    return json_is_number(v) ? json_number_value(v) : (double)NAN;
}

static const char *word(const json_t *row, const char *group, const char *key)
{
    const char *s =
        json_string_value(json_object_get(group ? json_object_get(row, group) : row, key));
    return s ? s : "";
}

static int title_width(void)
{
    const int width = terminal_is(stdout) ? terminal_width(stdout) - 92 : 40;
    return width < 24 ? 24 : width > 44 ? 44 : width;
}

static void put_roof_of(const roof_row *r)
{
    printf(
        "%d threads: %.0f GFLOP/s f32, %.0f f64; %.0f GB/s from L1, %.0f L2, %.0f L3, %.0f DRAM; "
        "barrier %.2f us\n",
        r->threads, 1e-9 * r->flops[0], 1e-9 * r->flops[1], 1e-9 * r->rate[0].load,
        1e-9 * r->rate[1].load, 1e-9 * r->rate[2].load, 1e-9 * r->rate[3].load, 1e6 * r->barrier);
}

void bench_table_head(const bench_run *run, size_t units, char *const *sides)
{
    if (run->o->json)
        return;
    const roof_row *one = &run->roof.row[0];
    printf("%s, %s, %.2f GHz: %.0f GFLOP/s f32, %.0f f64; %.0f GB/s from L1, %.0f L2, %.0f L3, "
           "%.0f DRAM\n",
           environment_value(&run->env, "processor"), wg__isa_name(run->roof.isa), run->roof.ghz,
           1e-9 * one->flops[0], 1e-9 * one->flops[1], 1e-9 * one->rate[0].load,
           1e-9 * one->rate[1].load, 1e-9 * one->rate[2].load, 1e-9 * one->rate[3].load);
    for (int i = 0; i < run->env.n; i++)
        if (run->env.entry[i].advice)
            printf("%s%s %s: %s%s\n", paint_begin(stdout, PAINT_YELLOW), run->env.entry[i].key,
                   run->env.entry[i].value, run->env.entry[i].advice, paint_end(stdout));
    for (int k = 1; k < run->roof.rows; k++)
        put_roof_of(&run->roof.row[k]);
    printf("%zu to measure; intervals of %g %%\n\n", units, 100 * run->o->protocol.confidence);
    if (sides) {
        printf("%sA: %s\nB: %s\n\n", paint_begin(stdout, PAINT_BOLD), sides[0], sides[1]);
        printf("%-*s %-4s %-8s %10s %10s  %-24s  verdict on B%s\n", title_width(), "case", "type",
               "mode", "A", "B", "B / A", paint_end(stdout));
        fflush(stdout);
        return;
    }
    printf("%s%-*s %-4s %-8s %10s %7s %9s %9s %9s  %-*s %5s%s\n", paint_begin(stdout, PAINT_BOLD),
           title_width(), "case", "type", "mode", "time", "+-", "GFLOP/s", "GB/s", "FLOP/B", BAR,
           "of the roof", "", paint_end(stdout));
    fflush(stdout);
}

static paint colour_of(double share)
{
    return share > 1.05   ? PAINT_RED
           : share > 0.6  ? PAINT_GREEN
           : share > 0.25 ? PAINT_BLUE
                          : PAINT_YELLOW;
}

static void put_share(const json_t *row)
{
    char bar[4 * BAR + 1];
    const double share = number(row, "roof", "share");
    if (isfinite(share))
        printf("  %s%s%s %3.0f %% %s", paint_begin(stdout, colour_of(share)),
               paint_bar(bar, BAR, share), paint_end(stdout), 100 * share,
               word(row, "roof", "binds"));
    else
        printf("  %-*s", BAR, "moves nothing");
}

static void put_notes(const json_t *row)
{
    const char *status = word(row, NULL, "status");
    const double back = number(row, "to_forward", "value"),
                 data = number(row, "to_normal", "value");
    if (isfinite(back))
        printf("  %.2f x forward", back);
    if (isfinite(data) &&
        json_is_true(json_object_get(json_object_get(row, "to_normal"), "differs")))
        printf("  %sdata-dependent: %.2f x normal%s", paint_begin(stdout, PAINT_RED), data,
               paint_end(stdout));
    if (strcmp(word(row, "time", "clock"), "cpu") == 0)
        printf("  CPU time");
    if (json_is_false(json_object_get(json_object_get(row, "cold"), "verified")))
        printf("  not verified to be cold");
    if (strcmp(status, "impossible") == 0)
        printf("  %simpossible: the model or the clock is wrong%s", paint_begin(stdout, PAINT_RED),
               paint_end(stdout));
    if (strcmp(status, "unclear") == 0)
        printf("  %sno conclusion: %s%s", paint_begin(stdout, PAINT_YELLOW),
               word(row, NULL, "message"), paint_end(stdout));
}

static void put_pair(const json_t *row)
{
    const json_t *pair = json_object_get(row, "pair");
    const char *verdict = word(pair, NULL, "verdict");
    char a[16], b[16];
    const paint colour = strcmp(verdict, "slower") == 0     ? PAINT_RED
                         : strcmp(verdict, "faster") == 0   ? PAINT_GREEN
                         : strncmp(verdict, "no c", 4) == 0 ? PAINT_YELLOW
                                                            : PAINT_DIM;
    printf(" %9ss %9ss  %.4f [%.4f, %.4f]  %s%s", paint_number(a, number(pair, "a", "value")),
           paint_number(b, number(pair, "b", "value")), number(pair, "ratio", "value"),
           number(pair, "ratio", "lo"), number(pair, "ratio", "hi"), paint_begin(stdout, colour),
           verdict);
    if (strcmp(verdict, "no difference") == 0)
        printf(" larger than %.3g %%", 100 * number(pair, NULL, "margin"));
    printf("%s  (detectable: %.2g %%)\n", paint_end(stdout),
           100 * number(pair, NULL, "detectable"));
}

void bench_table_row(const bench_run *run, const json_t *row)
{
    if (run->o->json)
        return;
    char mode[40], time[16], title[256], threads[24] = "";
    const char *status = word(row, NULL, "status"), *cache = word(row, NULL, "cache"),
               *data = word(row, NULL, "data");
    snprintf(mode, sizeof mode, "%s", word(row, NULL, "mode"));
    if (number(row, NULL, "threads") > 1)
        snprintf(threads, sizeof threads, ", %.0f threads", number(row, NULL, "threads"));
    snprintf(title, sizeof title, "%s%s%s%s%s%s", word(row, NULL, "title"), threads,
             strcmp(cache, "hot") ? ", " : "", strcmp(cache, "hot") ? cache : "",
             strcmp(data, "normal") ? ", " : "", strcmp(data, "normal") ? data : "");
    const int width = title_width();
    printf("%-*.*s %-4s %-8s", width, width, title, word(row, NULL, "dtype"), mode);
    if (json_object_get(row, "pair")) {
        put_pair(row);
    } else if (!json_object_get(row, "time")) {
        printf(" %s%s: %s%s\n", paint_begin(stdout, PAINT_RED), status, word(row, NULL, "message"),
               paint_end(stdout));
    } else {
        const double t = number(row, "time", "value"),
                     half = 50 * (number(row, "time", "hi") - number(row, "time", "lo")) / t;
        printf(" %9ss %5.1f %% %9.2f %9.2f %9.3g", paint_number(time, t), half,
               1e-9 * number(row, "rate", "flops"), 1e-9 * number(row, "rate", "bytes"),
               number(row, "cost", "intensity"));
        put_share(row);
        put_notes(row);
        putchar('\n');
    }
    fflush(stdout);
}

void bench_table_foot(const bench_run *run)
{
    int dropped = 0, rounds = 0;
    size_t i;
    json_t *row;
    json_array_foreach(run->rows, i, row)
    {
        const char *key;
        json_t *count;
        json_object_foreach(json_object_get(json_object_get(row, "time"), "dropped"), key, count)
            dropped += (int)json_integer_value(count);
        rounds += json_object_get(row, "time") ? (int)number(row, "time", "rounds") : 0;
    }
    printf("\n%zu rows, %d rounds kept, %d dropped as disturbed", json_array_size(run->rows),
           rounds, dropped);
    if (run->wrong)
        printf(", %s%d wrong%s", paint_begin(stdout, PAINT_RED), run->wrong, paint_end(stdout));
    if (run->impossible)
        printf(", %s%d impossible%s", paint_begin(stdout, PAINT_RED), run->impossible,
               paint_end(stdout));
    if (run->failed)
        printf(", %s%d failed%s", paint_begin(stdout, PAINT_RED), run->failed, paint_end(stdout));
    putchar('\n');
}
