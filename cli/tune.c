/* wengert tune: who computes a product fastest on this machine, measured and remembered. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/paint.h"
#include "cli/session.h"
#include "engine/state.h"
#include "engine/tune.h"

typedef struct tune_options {
    session_options session;
    int shapes, list;
    double seconds; /* for one product */
    char *file;
} tune_options;

/* Usual ones, where --shapes names none: squares, and what a training step of small networks has. */
static const char *const usual[] = {
    "16x16x16",       "64x64x64",    "256x256x256",   "256x256x256:NT",   "1024x1024x1024",
    "1x128x784",      "32x128x784",  "128x128x784",   "1024x128x784",     "784x128x32:TN",
    "784x128x128:TN", "1x1024x1024", "128x1024x1024", "128x1024x1024:NT", "1024x1024x128:TN",
};

/* ---- the table ---- */

static void print_head(void)
{
    printf("%s%-4s %-18s %-5s", paint_begin(stdout, PAINT_BOLD), "", "m x n x k", "");
    for (int i = 0; i < wg__gemm_providers(); i++)
        printf(" %10s", wg__gemm_provider_at(i)->name);
    printf("  chosen%s\n", paint_end(stdout));
}

static void print_key(const wg__wisdom_key *k)
{
    char sizes[64];
    snprintf(sizes, sizeof sizes, "%" PRId64 "x%" PRId64 "x%" PRId64, k->m, k->n, k->k);
    printf("%-4s %-18s %c%c%-3s", k->f64 ? "f64" : "f32", sizes, k->a, k->b, k->adds ? " +C" : "");
}

static void print_tuning(const wg__wisdom_key *key, const wg__tuning *t)
{
    char text[16];
    print_key(key);
    for (int i = 0; i < wg__gemm_providers(); i++)
        if (t->seconds[i] > 0)
            printf(" %9ss", paint_number(text, t->seconds[i]));
        else
            printf(" %10s", "-");
    printf("  %s\n", t->best->name);
    fflush(stdout);
}

static int list(const wg__wisdom *w, const char *path)
{
    char text[16];
    for (size_t i = 0; i < w->n; i++) {
        const wg__wisdom_entry *e = &w->entry[i];
        print_key(&e->key);
        printf("  %-8s %8ss", e->provider->name, paint_number(text, 1e-9 * (double)e->ns));
        printf(", own %8ss\n", paint_number(text, 1e-9 * (double)e->own_ns));
    }
    printf("%zu decision%s in %s\n", w->n, w->n == 1 ? "" : "s", path);
    return EXIT_SUCCESS;
}

/* ---- products ---- */

static int tune_one(wg__wisdom *w, const wg__gemm *g, wg_dtype d, const tune_options *o)
{
    const wg__wisdom_key key = wg__wisdom_key_of(g, d);
    wg__tuning t;
    const wg_code code = wg__tune_product(g, d, o->seconds, &t);
    if (code != WG_OK)
        return cli_fail("tune", EXIT_FAILURE, "%" PRId64 "x%" PRId64 "x%" PRId64 ": %s", g->m, g->n,
                        g->k, wg_code_string(code));
    print_tuning(&key, &t);
    const wg__wisdom_entry e = {key, t.best,
                                (int64_t)(1e9 * t.seconds[wg__gemm_provider_index(t.best)]),
                                (int64_t)(1e9 * t.seconds[0])};
    return wg__wisdom_put(w, e) ? EXIT_SUCCESS : cli_fail("tune", EXIT_FAILURE, "out of memory");
}

static int tune_expression(wg__wisdom *w, const cli_words *words, const tune_options *o)
{
    session s;
    int status = session_open(&s, "tune", words->word, words->n, &o->session), products = 0;
    const wg__plan *p =
        status == EXIT_SUCCESS ? wg__engine_plan(s.g, s.wanted, 1 + s.ngrads) : NULL;
    if (status == EXIT_SUCCESS && !p)
        status = session_run_error(&s);
    for (uint32_t k = 0; p && k < p->steps && status == EXIT_SUCCESS; k++) {
        const wg__product *x = p->step[k].what;
        if (p->step[k].run == wg__run_product) {
            products++;
            status = tune_one(w, &x->g, x->dtype, o);
        }
    }
    session_close(&s);
    if (status == EXIT_SUCCESS && !products)
        return cli_fail("tune", EXIT_FAILURE, "there is no matrix product in this expression");
    return status;
}

/* "f64:784x128x32:TN": f32 and NN if they are not there. */
static bool parse_shape(const char *word, wg__gemm *g, wg_dtype *d)
{
    char a = 'N', b = 'N';
    int end = 0, layout = 0;
    *d = strncmp(word, "f64:", 4) == 0 ? WG_F64 : WG_F32;
    if (strncmp(word, "f64:", 4) == 0 || strncmp(word, "f32:", 4) == 0)
        word += 4;
    *g = (wg__gemm){.alpha = 1};
    if (sscanf(word, "%6" SCNd64 "x%6" SCNd64 "x%6" SCNd64 "%n", &g->m, &g->n, &g->k, &end) != 3)
        return false;
    if (word[end] && (sscanf(word + end, ":%c%c%n", &a, &b, &layout) != 2 || word[end + layout]))
        return false;
    if (!strchr("NT", a) || !strchr("NT", b) || g->m < 1 || g->n < 1 || g->k < 1)
        return false;
    g->a_rs = a == 'T' ? 1 : g->k;
    g->a_cs = a == 'T' ? g->m : 1;
    g->b_rs = b == 'T' ? 1 : g->n;
    g->b_cs = b == 'T' ? g->k : 1;
    g->c_rs = g->gate_rs = g->n;
    return true;
}

static int tune_shapes(wg__wisdom *w, const char *const *word, int n, const tune_options *o)
{
    int status = EXIT_SUCCESS;
    for (int i = 0; i < n && status == EXIT_SUCCESS; i++) {
        wg__gemm g;
        wg_dtype d;
        status =
            parse_shape(word[i], &g, &d)
                ? tune_one(w, &g, d, o)
                : cli_fail("tune", EXIT_USAGE,
                           "'%s' is no shape: MxNxK, with f64: before it or :TN after it", word[i]);
    }
    return status;
}

static int tune(wg__wisdom *w, const cli_words *words, const tune_options *o, const char *path)
{
    wg_status st = {0};
    if (*w->reason)
        fprintf(stderr, "wengert tune: %s\n", w->reason);
    if (o->list)
        return list(w, path);
    print_head();
    int status;
    if (!o->shapes)
        status = tune_expression(w, words, o);
    else if (words->n)
        status = tune_shapes(w, words->word, words->n, o);
    else
        status = tune_shapes(w, usual, sizeof usual / sizeof *usual, o);
    if (status != EXIT_SUCCESS)
        return status;
    if (wg__wisdom_save(w, path, &st) != WG_OK)
        return cli_fail("tune", EXIT_FAILURE, "%s", st.text);
    printf("%zu decision%s in %s\n", w->n, w->n == 1 ? "" : "s", path);
    return EXIT_SUCCESS;
}

static int tune_into(const cli_words *words, const tune_options *o)
{
    char path[WG__WISDOM_PATH];
    wg__wisdom w = {0};
    if (o->file)
        snprintf(path, sizeof path, "%s", o->file);
    else if (!wg__wisdom_path(path))
        return cli_fail("tune", EXIT_FAILURE,
                        "there is no place for decisions: WG_WISDOM is empty, or HOME is not set");
    wg__wisdom_load(&w, path);
    const int status = tune(&w, words, o, path);
    wg__wisdom_free(&w);
    return status;
}

int cli_tune(int argc, const char **argv)
{
    tune_options o = {.seconds = 0.2};
    const struct poptOption table[] = {
        {"shapes", 0, POPT_ARG_NONE, &o.shapes, 0, "the words are shapes, MxNxK; none: usual ones",
         NULL},
        {"list", 'l', POPT_ARG_NONE, &o.list, 0, "what is remembered, and measure nothing", NULL},
        {"time", 0, POPT_ARG_DOUBLE, &o.seconds, 0, "for one product (default 0.2)", "SECONDS"},
        {"file", 0, POPT_ARG_STRING, &o.file, 0,
         "keep the decisions here (default: WG_WISDOM, or the folder for caches)", "FILE"},
        SESSION_OPTIONS(o.session),
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (cli_options(argc, argv, table,
                    "[OPTION...] 'EXPR' [NAME=FILE | NAME=f32[2,3] ...] | --shapes [MxNxK ...]",
                    &words, &status)) {
        if (!(o.seconds > 0 && o.seconds < 1e4))
            status = cli_fail("tune", EXIT_USAGE, "--time is a number of seconds");
        else
            status = tune_into(&words, &o);
        cli_options_free(&words);
    }
    session_options_free(&o.session);
    free(o.file);
    return status;
}
