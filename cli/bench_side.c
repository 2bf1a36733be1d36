/* A process that measures one side of a comparison. */
#include "cli/bench_side.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif
#include <unistd.h>

enum { LIFE = 8 }; /* samples of one process */

static void set_variable(const char *setting)
{
    const char *eq = setting ? strchr(setting, '=') : NULL;
    char name[128];
    if (eq) {
        snprintf(name, sizeof name, "%.*s", (int)(eq - setting), setting);
        setenv(name, eq + 1, 1);
    }
}

static void become(const bench_side *s, const int in[2], const int out[2])
{
    if (dup2(in[0], STDIN_FILENO) < 0 || dup2(out[1], STDOUT_FILENO) < 0)
        _exit(127);
    for (int k = 0; k < 2; k++) {
        close(in[k]);
        close(out[k]);
    }
    signal(SIGINT, SIG_IGN); /* Ctrl-C is for the one that asks */
#if defined(__linux__)
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody would wake one that stands still */
#endif
    for (int k = 0; k < BENCH_SIDE_SETTINGS; k++)
        set_variable(s->setting[k]);
    if (s->cores)
        bench_pin(s->cores, s->core, s->threads);
    execvp(s->argv[0], s->argv);
    _exit(127);
}

bool bench_side_start(bench_side *s)
{
    int in[2], out[2];
    s->samples = 0;
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || (s->pid = fork()) < 0) {
        snprintf(s->error, sizeof s->error, "%s: %s", s->argv[0], strerror(errno));
        return false;
    }
    if (s->pid == 0)
        become(s, in, out);
    close(in[0]);
    close(out[1]);
    signal(SIGPIPE, SIG_IGN);
    s->to = fdopen(in[1], "w");
    s->from = fdopen(out[0], "r");
    return s->to && s->from;
}

static void end_process(bench_side *s)
{
    if (s->pid > 0)
        kill(s->pid, SIGCONT);
    if (s->to)
        fclose(s->to);
    if (s->from)
        fclose(s->from);
    if (s->pid > 0)
        while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR) {}
    s->to = s->from = NULL;
    s->pid = -1;
}

void bench_side_stop(bench_side *s)
{
    end_process(s);
    json_decref(s->unit);
    s->unit = NULL;
}

bool bench_side_open(bench_side *s, json_t *unit)
{
    json_t *v = bench_side_ask(s, json_incref(unit));
    const bool ok = v != NULL;
    json_decref(v);
    if (s->unit != unit)
        json_decref(s->unit);
    s->unit = unit;
    return ok;
}

/* It has been checked before. */
static bool start_anew(bench_side *s)
{
    end_process(s);
    json_object_set_new(s->unit, "checked", json_true());
    return bench_side_start(s) && bench_side_open(s, s->unit);
}

json_t *bench_side_ask(bench_side *s, json_t *question)
{
    char *text = question ? json_dumps(question, JSON_COMPACT) : NULL, *line = NULL;
    size_t room = 0;
    json_decref(question);
    s->error[0] = 0;
    s->ended = true;
    if (s->pid > 0)
        kill(s->pid, SIGCONT);
    json_t *v = NULL;
    if (!text || !s->to)
        snprintf(s->error, sizeof s->error, "out of memory, or the process is gone");
    else if (fprintf(s->to, "%s\n", text) < 0 || fflush(s->to) != 0 ||
             getline(&line, &room, s->from) <= 0)
        snprintf(s->error, sizeof s->error, "the process ended");
    else if (!(v = json_loads(line, 0, NULL)))
        snprintf(s->error, sizeof s->error, "it answered '%.*s'", (int)strcspn(line, "\n"), line);
    s->ended = v == NULL;
    const char *said = json_string_value(json_object_get(v, "error"));
    if (said) {
        snprintf(s->error, sizeof s->error, "%s", said);
        json_decref(v);
        v = NULL;
    }
    free(text);
    free(line);
    return v;
}

/* Between its samples a side stands still: idle threads of a library may spin for milliseconds, on cores that the next one needs. */
static bool run_side(void *self, int64_t n, bench_sample *took)
{
    bench_side *s = self;
    if (s->unit && s->samples++ >= LIFE && !start_anew(s))
        return false;
    json_t *v = bench_side_ask(s, json_pack("{s:I}", "run", (json_int_t)n));
    if (s->pid > 0)
        kill(s->pid, SIGSTOP);
    took->wall = json_number_value(json_object_get(v, "wall"));
    took->cpu = json_number_value(json_object_get(v, "cpu"));
    const bool ok = v && took->wall > 0;
    json_decref(v);
    return ok;
}

bench_subject bench_side_subject(bench_side *s, const char *name)
{
    return (bench_subject){.name = name, .run = run_side, .self = s};
}

int bench_run_program(char *const argv[], bool quiet)
{
    const pid_t child = fork();
    if (child == 0) {
        const int null = quiet ? open("/dev/null", O_WRONLY) : -1;
        if (null >= 0)
            dup2(null, STDOUT_FILENO);
        else
            dup2(STDERR_FILENO, STDOUT_FILENO);
        execvp(argv[0], argv);
        _exit(127);
    }
    int state = 0;
    while (child > 0 && waitpid(child, &state, 0) < 0 && errno == EINTR) {}
    return child > 0 && WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}
