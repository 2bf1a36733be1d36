/* wengert capsule: checks again what a capsule holds, or prints it as a program. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/capsule_print.h"
#include "cli/command.h"
#include "cli/options.h"
#include "engine/engine.h"
#include "tensor/dtype.h"

static int judge(const capsule *c, const char *now)
{
    const bool same = strcmp(now, c->verdict) == 0;
    printf("%s: recorded %s, now %s\n", same ? "the same verdict" : "another verdict", c->verdict,
           now);
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int graph_error(const capsule *c)
{
    return cli_fail("capsule", EXIT_FAILURE, "%s", wg_error(c->g));
}

/* ---- everything in it is the library's: the check itself ---- */

static int check(const capsule *c)
{
    wg_gradcheck_report r;
    const wg_gradcheck_options o = {
        .mode = WG_GRADCHECK_FULL, .second = c->second, .seed = c->seed};
    if (wg_gradcheck(c->g, ((wg_tensor_list){c->output, c->outputs}),
                     ((wg_tensor_list){c->wrt, c->wrts}), &o, &r))
        return graph_error(c);
    const wg_gradcheck_report *found =
        r.second && wg_verdict_fails(r.second->verdict) ? r.second : &r;
    const char *now = wg_verdict_name(found->verdict);
    wg_gradcheck_print(&r, stdout, NULL);
    const int status = judge(c, now);
    wg_gradcheck_free(&r);
    return status;
}

/* ---- an op of somebody else: its recorded rule against the recorded reference ---- */

static size_t compare(const json_t *leaf, wg_tensor x, wg_tensor dx)
{
    const json_t *index = json_object_get(leaf, "index"),
                 *reference = json_object_get(leaf, "reference"),
                 *error = json_object_get(leaf, "error");
    size_t wrong = 0;
    for (size_t i = 0; i < json_array_size(index); i++) {
        const int64_t at = json_integer_value(json_array_get(index, i));
        const double want = capsule_number(json_array_get(reference, i)),
                     by = capsule_number(json_array_get(error, i));
        char text[96];
        if (at < 0 || at >= wg_numel(x))
            continue;
        const double got = wg_is_none(dx) ? 0 : wg__load(wg_dtype_of(dx), wg_data(dx), at);
        if (fabs(got - want) <= by)
            continue;
        if (wrong++ < 10)
            printf("d/d%s %s: rule %.12g, reference %.12g (error %.2g)\n", wg_name(x),
                   wg_index_string(wg_shape_of(x), at, text, sizeof text), got, want, by);
    }
    return wrong;
}

static int hold_against_record(const capsule *c)
{
    wg_tensor *dx = calloc((size_t)c->wrts, sizeof *dx);
    size_t wrong = 0;
    if (!dx)
        return cli_fail("capsule", EXIT_FAILURE, "out of memory");
    if (wg_grad(c->output[0], c->wrt, c->wrts, dx)) {
        free(dx);
        return graph_error(c);
    }
    printf("An op in it is not the library's: it stands for its recorded value, and what its rule "
           "emitted\nis held against the recorded differences.\n");
    int status = EXIT_SUCCESS;
    for (int k = 0; k < c->wrts && status == EXIT_SUCCESS; k++) {
        if (!wg_is_none(dx[k]) && wg_run(c->g, dx[k]))
            status = graph_error(c);
        else
            wrong += compare(json_array_get(c->leaves, (size_t)k), c->wrt[k], dx[k]);
    }
    free(dx);
    wg_verdict v = WG_VERDICT_OK;
    while (v < WG_VERDICT_COUNT && strcmp(wg_verdict_name(v), c->verdict) != 0)
        v++;
    const bool failed = v < WG_VERDICT_COUNT && wg_verdict_fails(v);
    return status ? status
                  : judge(c, wrong == 0 ? failed ? "ok" : c->verdict
                             : failed   ? c->verdict
                                        : "wrong");
}

/* ---- the command ---- */

static int run(const char *path, bool as_c, bool as_python)
{
    capsule c;
    char error[CAPSULE_TEXT];
    int status = EXIT_SUCCESS;
    if (!capsule_load(&c, path, error)) {
        status = cli_fail("capsule", EXIT_FAILURE, "%s: %s", path, error);
    } else if (as_c) {
        capsule_print_c(stdout, &c);
    } else if (as_python) {
        capsule_print_python(stdout, &c);
    } else {
        printf("%s\n", c.text);
        status = c.custom ? hold_against_record(&c) : check(&c);
    }
    capsule_free(&c);
    return status;
}

int cli_capsule(int argc, const char **argv)
{
    int as_c = 0, as_python = 0, status;
    const struct poptOption table[] = {
        {"c", 0, POPT_ARG_NONE, &as_c, 0, "print it as a test in C", NULL},
        {"python", 0, POPT_ARG_NONE, &as_python, 0, "print it as a script for PyTorch", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    if (!cli_options(argc, argv, table, "[OPTION...] FILE", &words, &status))
        return status;
    status = words.n == 1 ? run(words.word[0], as_c != 0, as_python != 0)
                          : cli_fail("capsule", EXIT_USAGE, "one file, please");
    cli_options_free(&words);
    return status;
}
