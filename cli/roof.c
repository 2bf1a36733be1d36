/* wengert roof: what this machine can compute, and what it can move, by threads and cache level. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benchmarks/clock.h"
#include "cli/bench_json.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/paint.h"

enum { BAR = 24 };

static void heading(const char *text)
{
    printf("\n%s%s%s\n", paint_begin(stdout, PAINT_BOLD), text, paint_end(stdout));
}

static void print_compute(const roof *r)
{
    static const char *const types[] = {"f32", "f64"};
    char title[96], bar[4 * BAR + 1];
    snprintf(title, sizeof title, "fused multiply-add, one thread, at %.2f GHz", r->ghz);
    heading(title);
    const double most = r->flops[r->isa][0];
    for (int isa = 0; isa <= (int)r->isa; isa++)
        for (int d = 0; d < 2; d++)
            printf("  %-7s %s %9.1f GFLOP/s  %5.1f FLOP/cycle  %s\n", wg__isa_name((wg__isa)isa),
                   types[d], 1e-9 * r->flops[isa][d],
                   r->ghz > 0 ? 1e-9 * r->flops[isa][d] / r->ghz : 0,
                   paint_bar(bar, BAR, r->flops[isa][d] / most));
}

static void print_row(const roof *r, const roof_row *row)
{
    char title[96], cache[24], worked[24], bar[4 * BAR + 1];
    snprintf(title, sizeof title, "%d thread%s", row->threads, row->threads > 1 ? "s" : "");
    heading(title);
    printf("  %.1f GFLOP/s f32, %.1f GFLOP/s f64", 1e-9 * row->flops[0], 1e-9 * row->flops[1]);
    if (row->threads > 1)
        printf(", barrier %.2f us", 1e6 * row->barrier);
    printf("\n  %-5s %9s %9s %8s %8s %8s %8s  GB/s\n", "", "cache", "measured", "load", "store",
           "copy", "triad");
    for (int k = 0; k < r->levels; k++) {
        const roof_rates *b = &row->rate[k];
        printf("  %-5s %9s %9s %8.1f %8.1f %8.1f %8.1f  %s\n", r->level[k].name,
               r->level[k].cache == SIZE_MAX ? "" : paint_bytes(cache, (double)r->level[k].cache),
               paint_bytes(worked, (double)r->level[k].working), 1e-9 * b->load, 1e-9 * b->store,
               1e-9 * b->copy, 1e-9 * b->triad, paint_bar(bar, BAR, b->load / row->rate[0].load));
    }
}

void print_environment(const environment *e)
{
    heading("environment");
    for (int i = 0; i < e->n; i++) {
        const environment_entry *x = &e->entry[i];
        printf("  %-16s %s\n", x->key, x->value);
        if (x->advice)
            printf("  %-16s %s%s%s\n", "", paint_begin(stdout, PAINT_YELLOW), x->advice,
                   paint_end(stdout));
    }
}

static int print_text(const roof *r, const environment *e)
{
    print_compute(r);
    for (int k = 0; k < r->rows; k++)
        print_row(r, &r->row[k]);
    print_environment(e);
    printf("\nmeasured in %.1f s; every figure is the best of several\n", r->seconds);
    return EXIT_SUCCESS;
}

int cli_roof(int argc, const char **argv)
{
    int json = 0, threads = 0, status;
    double seconds = 4;
    const struct poptOption table[] = {
        {"threads", 't', POPT_ARG_INT, &threads, 0,
         "up to this many threads (default: all that may be used)", "N"},
        {"time", 0, POPT_ARG_DOUBLE, &seconds, 0, "seconds to spend (default 4)", "SECONDS"},
        {"json", 0, POPT_ARG_NONE, &json, 0, "print JSON", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    if (!cli_options(argc, argv, table, "[OPTION...]", &words, &status))
        return status;
    const int extra = words.n;
    cli_options_free(&words);
    if (extra || threads < 0 || !(seconds > 0 && seconds < 1e4))
        return cli_fail(
            "roof", EXIT_USAGE,
            "no words are expected, --threads is 0 or more, --time a number of seconds");
    roof r = {0};
    environment e;
    environment_read(&e, WG_VERSION, WG_BLAS);
    int counts[ROOF_THREADS];
    const int n = roof_counts(threads, counts);
    if (!roof_measure(&r, counts, n, seconds))
        return cli_fail("roof", EXIT_FAILURE, "out of memory, or threads could not be started");
    if (!json)
        return print_text(&r, &e);
    return json_print("roof",
                      json_pack("{s:s, s:o, s:o}", "schema", "wengert.roof/1", "environment",
                                bench_json_environment(&e), "roof", bench_json_roof(&r)));
}
