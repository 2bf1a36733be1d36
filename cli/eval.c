/* wengert eval: evaluates an expression and its gradients. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/options.h"
#include "cli/session.h"
#include "data/data.h"
#include "engine/engine.h"

typedef struct eval_options {
    session_options session;
    char *output, *out_dir;
    int json, reference;
} eval_options;

static int save(wg_tensor t, const char *path)
{
    wg_status st = {0};
    const wg_array a = {wg_dtype_of(t), wg_shape_of(t), wg_data(t)};
    return wg_npy_save(path, &a, &st) == WG_OK ? EXIT_SUCCESS
                                               : cli_fail("eval", EXIT_FAILURE, "%s", st.text);
}

static int save_gradients(const session *s, const char *dir)
{
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return cli_fail("eval", EXIT_FAILURE, "%s: %s", dir, strerror(errno));
    for (int i = 0; i < s->ngrads; i++) {
        char path[4096];
        const int n = snprintf(path, sizeof path, "%s/grad_%s.npy", dir, s->grad_name[i]);
        if (n < 0 || (size_t)n >= sizeof path)
            return cli_fail("eval", EXIT_FAILURE, "%s: the name is too long", dir);
        if (save(s->grad[i], path) != EXIT_SUCCESS)
            return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

static int print_json(const session *s)
{
    json_t *all = json_pack("{s:o}", "value", json_tensor(s->y));
    json_t *grads = s->ngrads ? json_object() : NULL;
    for (int i = 0; i < s->ngrads && grads; i++)
        json_object_set_new(grads, s->grad_name[i], json_tensor(s->grad[i]));
    if (grads && all)
        json_object_set_new(all, "grad", grads);
    return json_print("eval", all);
}

static void print_text(const session *s, bool value, bool gradients)
{
    if (value)
        wg_print(s->y);
    for (int i = 0; i < s->ngrads && gradients; i++) {
        char shape[128];
        printf("%sd/d%s %s %s\n", value || i ? "\n" : "", s->grad_name[i],
               wg_shape_string(wg_shape_of(s->grad[i]), shape, sizeof shape),
               wg_dtype_name(wg_dtype_of(s->grad[i])));
        wg_print(s->grad[i]);
    }
}

static int evaluate(session *s, const eval_options *o)
{
    const int n = 1 + s->ngrads;
    const wg_site at = {"eval", 0, NULL};
    const wg_code code = o->reference ? wg_run_reference_at(at, s->g, s->wanted, n)
                                      : wg_run_at(at, s->g, s->wanted, n);
    if (code != WG_OK)
        return session_run_error(s);
    if (o->output && save(s->y, o->output) != EXIT_SUCCESS)
        return EXIT_FAILURE;
    if (o->out_dir && save_gradients(s, o->out_dir) != EXIT_SUCCESS)
        return EXIT_FAILURE;
    if (o->json)
        return print_json(s);
    print_text(s, !o->output, !o->out_dir);
    return EXIT_SUCCESS;
}

static void options_free(eval_options *o)
{
    session_options_free(&o->session);
    free(o->output);
    free(o->out_dir);
}

int cli_eval(int argc, const char **argv)
{
    eval_options o = {0};
    const struct poptOption table[] = {
        {"output", 'o', POPT_ARG_STRING, &o.output, 0,
         "write the value to this .npy file instead of printing it", "FILE"},
        {"out-dir", 0, POPT_ARG_STRING, &o.out_dir, 0, "write the gradients to DIR/grad_NAME.npy",
         "DIR"},
        SESSION_OPTIONS(o.session),
        {"json", 0, POPT_ARG_NONE, &o.json, 0, "print JSON", NULL},
        {"reference", 0, POPT_ARG_NONE, &o.reference, 0,
         "run the plain executor, node by node, not the plan", NULL},
        {"help", 'h', POPT_ARG_NONE, NULL, 'h', "show this help", NULL},
        POPT_TABLEEND,
    };
    cli_words words;
    int status;
    if (!cli_options(argc, argv, table, "[OPTION...] 'EXPR' [NAME=FILE | NAME=f32[2,3][:DIST] ...]",
                     &words, &status)) {
        options_free(&o);
        return status;
    }
    session s;
    status = session_open(&s, "eval", words.word, words.n, &o.session);
    if (status == EXIT_SUCCESS)
        status = evaluate(&s, &o);
    session_close(&s);
    cli_options_free(&words);
    options_free(&o);
    return status;
}
