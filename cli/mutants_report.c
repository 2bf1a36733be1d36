/* The tables of wengert mutants: terminal, Markdown, JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/mutants.h"

/* ---- counting ---- */

static bool dead(const mutant_result *r)
{
    bool all = true;
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        all = all && r->trial.killed[mode];
    return all;
}

static bool alarm_in(const trial *t)
{
    bool any = false;
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        any = any || t->alarm[mode];
    return any;
}

static bool alarm(const mutant_result *r)
{
    return alarm_in(&r->trial);
}

static size_t false_alarms(const mutants *all)
{
    size_t n = 0;
    for (size_t k = 0; k < all->controls; k++)
        n += alarm_in(&all->control[k].trial);
    return n;
}

/* Faults that did not die in all modes at the first point. */
static size_t persistent(const mutants *all)
{
    size_t n = 0;
    for (size_t k = 0; k < all->n; k++)
        n += all->at[k].trial.fate == FATE_LIVE && all->at[k].trial.points > 1;
    return n;
}

typedef struct tally {
    size_t all, fate[TRIAL_FATES], killed[TRIAL_MODES], dead, alarms;
} tally;

/* op NULL: of any; kind MUTATION_COUNT: of any */
static tally count(const mutants *all, const wg_op *op, mutation_kind kind)
{
    tally t = {0};
    for (size_t k = 0; k < all->n; k++) {
        const mutant_result *r = &all->at[k];
        if ((op && r->op != op) || (kind != MUTATION_COUNT && r->m.kind != kind))
            continue;
        t.all++;
        t.fate[r->trial.fate]++;
        t.alarms += alarm(r);
        t.dead += r->trial.fate == FATE_LIVE && dead(r);
        for (int mode = 0; mode < TRIAL_MODES; mode++)
            t.killed[mode] += r->trial.killed[mode];
    }
    return t;
}

bool mutants_all_dead(const mutants *all)
{
    const tally t = count(all, NULL, MUTATION_COUNT);
    return t.fate[FATE_LIVE] > 0 && t.dead == t.fate[FATE_LIVE] && t.alarms == 0 &&
           false_alarms(all) == 0;
}

/* "100 %" only if it is. */
static const char *score(size_t part, size_t of, char *buf, size_t size)
{
    if (of == 0)
        snprintf(buf, size, "-");
    else if (part == of)
        snprintf(buf, size, "100 %%");
    else {
        const double percent = 100 * (double)part / (double)of;
        snprintf(buf, size, "%.2f %%", percent > 99.99 ? 99.99 : percent);
    }
    return buf;
}

static const char *describe(const mutant_result *r, char *buf, size_t size)
{
    const mutant m = {.op = *r->op, .original = r->op, .m = r->m};
    return mutant_describe(&m, buf, size);
}

/* The reasons of the equivalents, each once; n: how many have it. Returns the number of reasons. */
typedef struct reason {
    const char *text;
    size_t n;
} reason;

enum { REASONS = 16 };

static int reasons(const mutants *all, reason *list)
{
    int n = 0;
    for (size_t k = 0; k < all->n; k++) {
        const trial *t = &all->at[k].trial;
        int j = 0;
        if (t->fate != FATE_EQUIVALENT)
            continue;
        const size_t length = strcspn(t->text, ";");
        while (j < n &&
               !(strlen(list[j].text) == length && strncmp(list[j].text, t->text, length) == 0) &&
               alarm(&all->at[k]) == false)
            j++;
        if (j < n)
            list[j].n++;
        else if (n < REASONS)
            list[n++] = (reason){t->text, 1};
    }
    return n;
}

static size_t heard(const mutants *all, int witness, bool alone)
{
    size_t n = 0;
    for (size_t k = 0; k < all->n; k++) {
        const trial *t = &all->at[k].trial;
        if (t->fate == FATE_LIVE)
            n += alone ? t->witnesses == 1u << witness : (t->witnesses >> witness & 1u) != 0;
    }
    return n;
}

/* ---- terminal ---- */

static const char *const column[MUTATION_COUNT] = {
    "sign", "fact", "add",  "mul",  "swap",  "perm",  "axis",
    "y/x",  "oper", "none", "stop", "xstop", "index", "kern",
};

static void print_matrix(const mutants *all)
{
    printf("%-23s", "killed in all modes");
    for (int kind = 0; kind < MUTATION_COUNT; kind++)
        printf("%6s", column[kind]);
    putchar('\n');
    const wg_op *last = NULL;
    for (size_t k = 0; k < all->n; k++) {
        const wg_op *op = all->at[k].op;
        if (op == last)
            continue;
        last = op;
        printf("%-23s", op->name);
        for (int kind = 0; kind < MUTATION_COUNT; kind++) {
            const tally t = count(all, op, (mutation_kind)kind);
            char cell[48];
            if (t.fate[FATE_LIVE] == t.dead)
                snprintf(cell, sizeof cell, "%zu", t.dead);
            else
                snprintf(cell, sizeof cell, "%zu/%zu", t.dead, t.fate[FATE_LIVE]);
            printf("%6s", t.all == 0 ? "" : t.fate[FATE_LIVE] == 0 ? "." : cell);
        }
        putchar('\n');
    }
    printf("\n. : nothing but equivalents, or the graph refuses it\n\n");
}

static void print_each(const mutants *all, bool survivors_only)
{
    for (size_t k = 0; k < all->n; k++) {
        const mutant_result *r = &all->at[k];
        char text[192];
        const bool survives = r->trial.fate == FATE_LIVE && !dead(r);
        if (survivors_only && !survives && !alarm(r))
            continue;
        printf("%-10s %s (call %d, changes %.2g%s)%s%s\n",
               survives                     ? "SURVIVES"
               : alarm(r)                   ? "ALARM"
               : r->trial.fate == FATE_LIVE ? "killed"
                                            : trial_fate_name(r->trial.fate),
               describe(r, text, sizeof text), r->call, r->trial.size,
               r->trial.second ? " of the second derivative" : "", r->trial.text[0] ? ": " : "",
               r->trial.text);
    }
}

static void print_controls(const mutants *all)
{
    for (size_t k = 0; k < all->controls; k++) {
        const mutant_control *c = &all->control[k];
        if (alarm_in(&c->trial))
            printf("%-10s the original %s, call %d, %s %d%s: %s\n", "ALARM", c->op->name, c->call,
                   c->trial.whole ? "whole numbers" : "random point", c->trial.point,
                   c->trial.second ? ", second order" : "", c->trial.text);
    }
}

void mutants_print(const mutants *all, bool each)
{
    const tally t = count(all, NULL, MUTATION_COUNT);
    reason list[REASONS];
    char buf[32];
    print_matrix(all);
    print_each(all, !each);
    print_controls(all);
    printf("%zu mutants of %d ops in %.1f s on %d threads (%.1f s of CPU)\n", t.all, all->ops,
           all->seconds, all->jobs, all->cpu);
    printf("  %7zu refused by the graph while recording (a shape or a dtype)\n",
           t.fate[FATE_STILLBORN]);
    printf("  %7zu equivalent\n", t.fate[FATE_EQUIVALENT]);
    const int n = reasons(all, list);
    for (int k = 0; k < n; k++)
        printf("          %7zu %s\n", list[k].n, list[k].text);
    printf("  %7zu differ at a kink only, and stay between its sides\n", t.fate[FATE_CONVENTION]);
    printf("  %7zu faults\n", t.fate[FATE_LIVE]);
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        printf("          %7zu killed by the %s check: %s\n", t.killed[mode],
               trial_mode_name((trial_mode)mode),
               score(t.killed[mode], t.fate[FATE_LIVE], buf, sizeof buf));
    printf("witnesses that disagreed in the full check\n");
    for (int w = 0; w < WG_WITNESS_COUNT; w++)
        printf("  %7zu %s%s\n", heard(all, w, false), wg_witness_name((wg_witness)w),
               heard(all, w, true) ? " (some alone)" : "");
    printf("%zu faults needed more than one point\n", persistent(all));
    printf("%zu of %zu equivalents and %zu of %zu originals were called wrong\n", t.alarms,
           t.fate[FATE_EQUIVALENT], false_alarms(all), all->controls);
}

/* ---- JSON ---- */

static json_t *result_json(const mutant_result *r)
{
    char text[192];
    json_t *killed = json_object(), *heard_by = json_array();
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        json_object_set_new(killed, trial_mode_name((trial_mode)mode),
                            json_boolean(r->trial.killed[mode]));
    for (int w = 0; w < WG_WITNESS_COUNT; w++)
        if (r->trial.witnesses >> w & 1u)
            json_array_append_new(heard_by, json_string(wg_witness_name((wg_witness)w)));
    return json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:i, s:s, s:f, s:b, s:o, s:o, s:b, s:s}", "op",
                     r->op->name, "kind", mutation_name(r->m.kind), "mutant",
                     describe(r, text, sizeof text), "operand", r->m.arg, "node", r->m.node, "part",
                     r->m.part, "call", r->call, "fate", trial_fate_name(r->trial.fate), "change",
                     r->trial.size <= 1e300 ? r->trial.size : 1e300, "second_order",
                     r->trial.second, "killed", killed, "witnesses", heard_by, "alarm", alarm(r),
                     "text", r->trial.text);
}

int mutants_json(const mutants *all)
{
    json_t *list = json_array();
    for (size_t k = 0; list && k < all->n; k++)
        json_array_append_new(list, result_json(&all->at[k]));
    return json_print("mutants", json_pack("{s:i, s:f, s:f, s:i, s:o}", "ops", all->ops, "seconds",
                                           all->seconds, "cpu_seconds", all->cpu, "threads",
                                           all->jobs, "mutants", list));
}

/* ---- Markdown ---- */

static void write_table(FILE *f, const mutants *all)
{
    char buf[32];
    fprintf(f, "| fault | mutants | refused | equivalent | convention | faults |");
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        fprintf(f, " %s |", trial_mode_name((trial_mode)mode));
    fprintf(f, "\n| --- | --: | --: | --: | --: | --: |");
    for (int mode = 0; mode < TRIAL_MODES; mode++)
        fprintf(f, " --: |");
    for (int kind = 0; kind <= MUTATION_COUNT; kind++) {
        const tally t = count(all, NULL, (mutation_kind)kind);
        if (t.all == 0)
            continue;
        if (kind < MUTATION_COUNT)
            fprintf(f, "\n| %s: %s", mutation_name((mutation_kind)kind),
                    mutation_text((mutation_kind)kind));
        else
            fprintf(f, "\n| **all**");
        fprintf(f, " | %zu | %zu | %zu | %zu | %zu |", t.all, t.fate[FATE_STILLBORN],
                t.fate[FATE_EQUIVALENT], t.fate[FATE_CONVENTION], t.fate[FATE_LIVE]);
        for (int mode = 0; mode < TRIAL_MODES; mode++)
            fprintf(f, " %s |", score(t.killed[mode], t.fate[FATE_LIVE], buf, sizeof buf));
    }
    fprintf(f, "\n");
}

static void write_markdown(FILE *f, const mutants *all)
{
    reason list[REASONS];
    const tally t = count(all, NULL, MUTATION_COUNT);
    fprintf(f, "%zu mutants of %d ops, in %.0f s on %d threads (%.0f s of CPU).\n\n", t.all,
            all->ops, all->seconds, all->jobs, all->cpu);
    write_table(f, all);
    fprintf(
        f,
        "\nWhy the equivalents are equivalent, each found by computing both rules at %d random and "
        "%d whole points:\n\n| reason | mutants |\n| --- | --: |\n",
        TRIAL_POINTS, TRIAL_POINTS);
    const int n = reasons(all, list);
    for (int k = 0; k < n; k++)
        fprintf(f, "| %s | %zu |\n", list[k].text, list[k].n);
    fprintf(f, "\n| witness, in the full check | disagreed with | alone |\n| --- | --: | --: |\n");
    for (int w = 0; w < WG_WITNESS_COUNT; w++)
        if (heard(all, w, false))
            fprintf(f, "| %s | %zu | %zu |\n", wg_witness_name((wg_witness)w), heard(all, w, false),
                    heard(all, w, true));
}

static char *read_all(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    long size = -1;
    if (f && fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0 && fseek(f, 0, SEEK_SET) == 0)
        text = malloc((size_t)size + 1);
    if (text)
        text[fread(text, 1, (size_t)size, f)] = 0;
    if (f)
        fclose(f);
    return text;
}

bool mutants_markdown(const mutants *all, const char *path)
{
    static const char begin[] = "<!-- mutants -->\n", end[] = "<!-- end mutants -->\n";
    char *old = read_all(path);
    const char *from = old ? strstr(old, begin) : NULL, *to = from ? strstr(from, end) : NULL;
    if (old && !to) {
        free(old);
        cli_fail("mutants", EXIT_FAILURE, "%s has no lines %.16s and %.20s to write between", path,
                 begin, end);
        return false;
    }
    FILE *f = fopen(path, "wb");
    if (!f) {
        free(old);
        cli_fail("mutants", EXIT_FAILURE, "%s cannot be written", path);
        return false;
    }
    if (old)
        fwrite(old, 1, (size_t)(from - old), f);
    fputs(begin, f);
    write_markdown(f, all);
    fputs(to ? to : end, f);
    free(old);
    const bool ok = !ferror(f);
    return fclose(f) == 0 && ok;
}
