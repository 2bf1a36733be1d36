/* wengert check: is this gradient right? Of an expression, of an op, of all ops. */
#include "cli/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autograd/capsule.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/page.h"
#include "cli/terminal.h"
#include "data/data.h"

/* Up to so many elements a report has the ladders of all: some hundred bytes each. */
enum { KEEP_LADDERS = 4096 };

/* ---- one check ---- */

static int on_progress(size_t done, size_t total, void *user)
{
    check_run *r = user;
    progress_show(&r->bar, r->what,
                  r->from + r->share * (total ? (double)done / (double)total : 0));
    return progress_stopped();
}

/* Where the gradient is constant there is no second order to be exercised. */
static bool passes(const check_run *r, const wg_gradcheck_report *report)
{
    return (r->ops ? !wg_verdict_fails(report->verdict) && !report->cancelled : report->passed) &&
           !(report->second && wg_verdict_fails(report->second->verdict));
}

/* ---- --capsule ---- */

static bool is_failure(const wg_gradcheck_report *report)
{
    return !report->cancelled && (wg_verdict_fails(report->verdict) ||
                                  (report->second && wg_verdict_fails(report->second->verdict)));
}

/* The first check that fails. */
static void save_capsule(check_run *r, const wg__check_label *label, wg_tensor_list wrt)
{
    wg_status st = {0};
    wg_outfile out;
    wg_gradcheck_options o = r->check;
    r->capsule_tried = true;
    if (wg_outfile_open(&out, r->o->capsule, &st) == WG_OK) {
        const wg_code code = wg_capsule_write_at((wg_site){.text = "check"}, out.f, label->g,
                                                 label->outputs, wrt, &o);
        if (code == WG_OK)
            wg_outfile_commit(&out, &st);
        else
            wg_fail(&st, code, "%s", wg_ok(label->g) ? wg_code_string(code) : wg_error(label->g));
        wg_outfile_discard(&out);
    }
    r->capsule_written = st.code == WG_OK;
    if (st.code != WG_OK)
        cli_fail("check", EXIT_FAILURE, "--capsule: %s", st.text);
}

wg_code check_one(check_run *r, wg__check_label *label, wg_tensor_list wrt,
                  wg_gradcheck_report *report)
{
    const wg_site at = {.text = "check"};
    wg_gradcheck_options o = r->check;
    o.progress = on_progress;
    o.user = r;
    const wg_code code = wg_gradcheck_at(at, label->g, label->outputs, wrt, &o, report);
    if (code != WG_OK)
        label->error = wg_error(label->g);
    else
        label->passed = passes(r, report);
    r->checks++;
    r->bad += !label->passed;
    if (r->json)
        wg__check_json_add(&r->document, label, code == WG_OK ? report : NULL);
    if (r->o->capsule && !r->capsule_tried && code == WG_OK && is_failure(report))
        save_capsule(r, label, wrt);
    return code;
}

const char *check_colour(const check_run *r, wg_verdict v)
{
    return !r->colour            ? ""
           : wg_verdict_fails(v) ? "\033[1;31m"
           : v == WG_VERDICT_OK  ? "\033[32m"
                                 : "\033[33m";
}

const char *check_plain(const check_run *r)
{
    return r->colour ? "\033[0m" : "";
}

/* ---- an expression ---- */

/* "x,w" into the operands of these names. */
static int read_wrt(const session *s, const char *list, wg_tensor *x, int *n)
{
    for (const char *p = list; *p;) {
        const size_t length = strcspn(p, ",");
        x[*n] = operands_find(&s->operands, p, length);
        if (!x[*n].g)
            return cli_fail("check", EXIT_USAGE, "--wrt: no operand is called '%.*s'", (int)length,
                            p);
        if (++*n == SESSION_MAX_GRADS)
            return cli_fail("check", EXIT_USAGE, "--wrt: more than %d operands",
                            SESSION_MAX_GRADS - 1);
        p += length + (p[length] == ',');
    }
    return EXIT_SUCCESS;
}

/* The part of the expression that a blamed node came from. */
static void print_places(const check_run *r, const session *s, const wg_gradcheck_report *report)
{
    for (int k = 0; k < report->blames; k++)
        if (report->blame[k].file && strcmp(report->blame[k].file, "column") == 0 &&
            report->blame[k].line > 0)
            printf("\n  %s\n  %*s%s^ %s%s\n", s->text, report->blame[k].line - 1, "",
                   check_colour(r, report->blame[k].verdict), report->blame[k].op, check_plain(r));
}

/* Numbers in the operands that are floats. */
static int64_t float_elements(const session *s)
{
    int64_t sum = 0;
    for (size_t k = 0; k < s->operands.n; k++)
        if (s->operands.name[k].t.g && wg_dtype_is_float(wg_dtype_of(s->operands.name[k].t)))
            sum += wg_numel(s->operands.name[k].t);
    return sum;
}

static int check_recorded(check_run *r, session *s)
{
    wg_tensor x[SESSION_MAX_GRADS];
    int n = 0;
    if (r->o->wrt) {
        const int status = read_wrt(s, r->o->wrt, x, &n);
        if (status != EXIT_SUCCESS)
            return status;
    }
    wg__check_label label = {.title = s->text, .g = s->g, .outputs = {&s->y, 1}};
    wg_gradcheck_report report;
    r->what = s->text;
    r->share = 1;
    if (r->json && (r->o->fast || float_elements(s) <= KEEP_LADDERS))
        r->check.keep = WG_KEEP_ALL;
    int status = EXIT_SUCCESS;
    if (check_one(r, &label, n ? (wg_tensor_list){x, n} : WG_LEAVES, &report) != WG_OK) {
        progress_clear(&r->bar);
        status = session_run_error(s);
    } else if (r->text) {
        progress_clear(&r->bar);
        const wg_gradcheck_print_options o = {
            .width = r->width, .colour = r->colour, .quiet = r->o->quiet};
        wg_gradcheck_print(&report, stdout, &o);
        print_places(r, s, &report);
    }
    wg_gradcheck_free(&report);
    return status;
}

static int check_expression(check_run *r, const cli_words *words)
{
    session s;
    int status = session_open(&s, "check", words->word, words->n, &r->o->session);
    if (status == EXIT_SUCCESS)
        status = check_recorded(r, &s);
    session_close(&s);
    return status;
}

/* ---- the report ---- */

static bool report_open(check_run *r, const cli_words *words)
{
    if (!r->o->json && !r->o->html)
        return true;
    r->json = open_memstream(&r->json_text, &r->json_size);
    if (!r->json)
        return false;
    char title[1024];
    size_t used = 0;
    title[0] = 0;
    for (int k = 0; k < words->n && used < sizeof title; k++)
        used += (size_t)snprintf(title + used, sizeof title - used, "%s%s", k ? " " : "",
                                 words->word[k]);
    r->document = wg__check_json_open(r->json, strcmp(title, "all") == 0 ? "all ops" : title);
    return true;
}

static wg_code save_text(const char *path, const char *text, size_t size, wg_status *st)
{
    wg_outfile out;
    if (wg_outfile_open(&out, path, st) != WG_OK)
        return st->code;
    fwrite(text, 1, size, out.f);
    wg_outfile_commit(&out, st);
    wg_outfile_discard(&out);
    return st->code;
}

static int report_save(check_run *r)
{
    wg_status st = {0};
    const wg_code written = wg__check_json_close(&r->document);
    if (fclose(r->json) != 0 || written != WG_OK)
        return cli_fail("check", EXIT_FAILURE, "out of memory");
    r->json = NULL;
    const char *json = r->o->json, *html = r->o->html;
    if (json && strcmp(json, "-") == 0)
        fwrite(r->json_text, 1, r->json_size, stdout);
    else if (json && save_text(json, r->json_text, r->json_size, &st) != WG_OK)
        return cli_fail("check", EXIT_FAILURE, "%s", st.text);
    if (html && page_save(html, r->json_text, r->json_size, &st) != WG_OK)
        return cli_fail("check", EXIT_FAILURE, "%s", st.text);
    return EXIT_SUCCESS;
}

static void say_capsule(const check_run *r)
{
    if (r->capsule_written)
        printf("the first failure, reduced: wengert capsule %s\n", r->o->capsule);
    else if (!r->capsule_tried)
        printf("nothing failed: no capsule was written\n");
}

/* ---- the command ---- */

static int refuse(const check_options *o, const cli_words *words, bool ops)
{
    wg_status st = {0};
    wg_dtype d;
    if (words->n < 1)
        return cli_fail("check", EXIT_USAGE,
                        "an expression, an op or 'all' is needed, such as 'sum(tanh(x))' x=f64[3]");
    if (o->dtype && (!wg_dtype_parse(o->dtype, &d) || !wg_dtype_is_float(d)))
        return cli_fail("check", EXIT_USAGE, "--dtype %s: f32 or f64", o->dtype);
    if (!ops && (o->dtype || o->shapes))
        return cli_fail("check", EXIT_USAGE,
                        "--dtype and --shapes are for ops; an expression's operands say their own");
    if (ops && o->wrt)
        return cli_fail("check", EXIT_USAGE, "--wrt is for an expression");
    if (o->fast && o->full)
        return cli_fail("check", EXIT_USAGE, "--fast or --full, not both");
    if (o->html && !page_available(&st))
        return cli_fail("check", EXIT_FAILURE, "--html: %s", st.text);
    return EXIT_SUCCESS;
}

static int run(check_run *r, const cli_words *words)
{
    if (!report_open(r, words))
        return cli_fail("check", EXIT_FAILURE, "out of memory");
    progress_open(&r->bar);
    int status = r->ops ? check_ops(r, words->word, words->n) : check_expression(r, words);
    const bool stopped = progress_stopped();
    progress_close(&r->bar);
    if (r->json && (status == EXIT_SUCCESS || r->checks > 0)) {
        const int saved = report_save(r);
        status = status == EXIT_SUCCESS ? saved : status;
    }
    if (stopped)
        return cli_fail("check", PROGRESS_STOPPED,
                        "stopped after %zu checks; what was found so far is above", r->checks);
    if (r->ops && status == EXIT_SUCCESS && r->text)
        printf("%s%zu checks, %zu not passed%s\n",
               check_colour(r, r->bad ? WG_VERDICT_WRONG : WG_VERDICT_OK), r->checks, r->bad,
               check_plain(r));
    if (r->o->capsule && r->text && status == EXIT_SUCCESS)
        say_capsule(r);
    if (status == EXIT_SUCCESS && r->checks == 0)
        return cli_fail("check", EXIT_FAILURE, "nothing was checked");
    return status == EXIT_SUCCESS && r->bad > 0 ? EXIT_FAILURE : status;
}

static void options_free(check_options *o)
{
    session_options_free(&o->session);
    free(o->wrt);
    free(o->dtype);
    free(o->shapes);
    free(o->json);
    free(o->html);
    free(o->capsule);
}

static int check(const check_options *o, const cli_words *words)
{
    const bool ops = check_names_ops(words->word, words->n);
    const int status = refuse(o, words, ops);
    if (status != EXIT_SUCCESS)
        return status;
    check_run r = {.o = o, .ops = ops};
    r.check = (wg_gradcheck_options){
        .mode = o->fast   ? WG_GRADCHECK_FAST
                : o->full ? WG_GRADCHECK_FULL
                          : WG_GRADCHECK_AUTO,
        .second = o->second,
        .hold_random = o->hold_random,
        .keep = o->keep_all ? WG_KEEP_ALL : WG_KEEP_NOTABLE,
        .samples = o->samples,
        .seed = (uint64_t)o->session.seed,
    };
    r.text = !o->json || strcmp(o->json, "-") != 0;
    r.colour = terminal_colour(stdout);
    r.width = terminal_width(stdout);
    const int done = run(&r, words);
    if (r.json)
        fclose(r.json);
    free(r.json_text);
    return done;
}

int cli_check(int argc, const char **argv)
{
    check_options o = {0};
    const struct poptOption table[] = {
        {"wrt", 'w', POPT_ARG_STRING, &o.wrt, 0,
         "gradients with respect to these operands (default: all floats)", "x,w"},
        {"dtype", 'd', POPT_ARG_STRING, &o.dtype, 0,
         "of an op's operands: f32 or f64 (default: both)", "DTYPE"},
        {"shapes", 's', POPT_ARG_STRING, &o.shapes, 0,
         "of an op's operands (default: its sample calls)", "'[2,3] [3]'"},
        {"second", '2', POPT_ARG_NONE, &o.second, 0, "check the gradient of the gradient too",
         NULL},
        {"fast", 0, POPT_ARG_NONE, &o.fast, 0,
         "random directions and a sample, however few elements there are", NULL},
        {"full", 0, POPT_ARG_NONE, &o.full, 0, "every element, however many there are", NULL},
        {"samples", 'n', POPT_ARG_INT, &o.samples, 0,
         "elements that the fast way checks one by one (default 16)", "N"},
        {"hold-random", 0, POPT_ARG_NONE, &o.hold_random, 0,
         "draw random ops once and keep what they gave", NULL},
        {"seed", 0, POPT_ARG_LONGLONG, &o.session.seed, 0,
         "of operands, weights and directions (default 0)", "N"},
        {"set", 0, POPT_ARG_ARGV, &o.session.set, 0, "a number by name, also for attributes",
         "NAME=NUMBER"},
        {"json", 0, POPT_ARG_STRING, &o.json, 0, "write the report as JSON; - is standard output",
         "FILE"},
        {"html", 0, POPT_ARG_STRING, &o.html, 0, "write the report as a page for the browser",
         "FILE"},
        {"capsule", 0, POPT_ARG_STRING, &o.capsule, 0,
         "write the first failure, reduced, to replay and to print", "FILE"},
        {"keep-all", 0, POPT_ARG_NONE, &o.keep_all, 0,
         "keep the ladders of all elements in the report, of however many", NULL},
        {"quiet", 'q', POPT_ARG_NONE, &o.quiet, 0, "the verdict and what failed, no more", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (cli_options(argc, argv, table, "[OPTION...] 'EXPR' [NAME=OPERAND ...] | OP ... | all",
                    &words, &status)) {
        status = check(&o, &words);
        cli_options_free(&words);
    }
    options_free(&o);
    return status;
}
