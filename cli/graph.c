/* wengert graph: the recorded graph of an expression, or the plan made of it, as text, DOT, SVG or JSON. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/session.h"
#include "data/data.h"
#include "engine/engine.h"

typedef struct graph_options {
    session_options session;
    char *format, *output;
    int plan;
} graph_options;

static const struct {
    const char *name;
    wg_format format;
    bool svg;
} formats[] = {{"text", WG_TEXT, false},
               {"dot", WG_DOT, false},
               {"svg", WG_DOT, true},
               {"json", WG_JSON, false}};

static int dump(session *s, FILE *f, wg_format format, bool plan)
{
    const int n = 1 + s->ngrads;
    const wg_code code = plan ? wg_plan_dump(f, format, s->g, s->wanted, n)
                              : wg_graph_dump(f, format, s->g, s->wanted, n);
    if (code != WG_OK)
        return session_run_error(s);
    return ferror(f) ? cli_fail("graph", EXIT_FAILURE, "writing failed: %s", strerror(errno))
                     : EXIT_SUCCESS;
}

/* Graphviz lays DOT out: `dot -Tsvg` reads our DOT from a temporary file and writes to f. */
static int run_dot(FILE *dot, FILE *f)
{
    fflush(f);
    rewind(dot);
    const pid_t child = fork();
    if (child < 0)
        return cli_fail("graph", EXIT_FAILURE, "cannot start dot: %s", strerror(errno));
    if (child == 0) {
        if (dup2(fileno(dot), STDIN_FILENO) >= 0 && dup2(fileno(f), STDOUT_FILENO) >= 0)
            execlp("dot", "dot", "-Tsvg", (char *)NULL);
        _exit(127);
    }
    int state = 0;
    while (waitpid(child, &state, 0) < 0 && errno == EINTR) {}
    if (WIFEXITED(state) && WEXITSTATUS(state) == 0)
        return EXIT_SUCCESS;
    return cli_fail("graph", EXIT_FAILURE,
                    "SVG needs Graphviz's dot, which %s (apt-get install graphviz)",
                    WIFEXITED(state) && WEXITSTATUS(state) == 127 ? "is not installed" : "failed");
}

static int write_graph(session *s, const graph_options *o, FILE *f)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, o->format ? o->format : "text") != 0)
            continue;
        if (!formats[i].svg)
            return dump(s, f, formats[i].format, o->plan);
        FILE *dot = tmpfile();
        if (!dot)
            return cli_fail("graph", EXIT_FAILURE, "a temporary file: %s", strerror(errno));
        int status = dump(s, dot, WG_DOT, o->plan);
        if (status == EXIT_SUCCESS && fflush(dot) == 0)
            status = run_dot(dot, f);
        fclose(dot);
        return status;
    }
    return cli_fail("graph", EXIT_USAGE, "--format %s: text, dot, svg or json", o->format);
}

static int show(session *s, const graph_options *o)
{
    if (!o->output)
        return write_graph(s, o, stdout);
    wg_status st = {0};
    wg_outfile out;
    if (wg_outfile_open(&out, o->output, &st) != WG_OK)
        return cli_fail("graph", EXIT_FAILURE, "%s", st.text);
    const int status = write_graph(s, o, out.f);
    if (status == EXIT_SUCCESS && wg_outfile_commit(&out, &st) != WG_OK)
        return cli_fail("graph", EXIT_FAILURE, "%s", st.text);
    wg_outfile_discard(&out);
    return status;
}

static void options_free(graph_options *o)
{
    session_options_free(&o->session);
    free(o->format);
    free(o->output);
}

int cli_graph(int argc, const char **argv)
{
    graph_options o = {0};
    const struct poptOption table[] = {
        {"format", 'f', POPT_ARG_STRING, &o.format, 0, "text (default), dot, svg or json",
         "FORMAT"},
        {"output", 'o', POPT_ARG_STRING, &o.output, 0, "write to this file", "FILE"},
        {"plan", 'p', POPT_ARG_NONE, &o.plan, 0, "the plan that would run, not the recording",
         NULL},
        SESSION_OPTIONS(o.session),
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
    status = session_open(&s, "graph", words.word, words.n, &o.session);
    if (status == EXIT_SUCCESS)
        status = show(&s, &o);
    session_close(&s);
    cli_options_free(&words);
    options_free(&o);
    return status;
}
