/* The passes of a plan that can be turned off, by name. What is computed stays the same to the bit, products aside: scale, product and
 * summand in one round less often than apart. */
#include "engine/passes.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    size_t off; /* of the option that turns it off */
    bool on;    /* the option turns it on instead */
} passes[] = {
    {"products", offsetof(wg__engine_options, no_epilogue),
     false},                                                  /* nothing joins a matrix product */
    {"fuse", offsetof(wg__engine_options, no_fusion), false}, /* each op is a step */
    {"rows", offsetof(wg__engine_options, no_rows),
     false}, /* reductions along rows join no program */
    {"columns", offsetof(wg__engine_options, no_columns), false}, /* nor do those down columns */
    {"totals", offsetof(wg__engine_options, no_totals), false},   /* nor those of everything */
    {"combine", offsetof(wg__engine_options, no_combine),
     false}, /* each op of a program is an instruction */
    {"regions", offsetof(wg__engine_options, no_regions),
     false}, /* each step is done with before the next begins */
    {"inplace", offsetof(wg__engine_options, no_in_place), false}, /* no value takes over memory */
    {"reuse", offsetof(wg__engine_options, no_reuse), false},   /* every value has its own bytes */
    {"verify", offsetof(wg__engine_options, verify), true},     /* each pass is verified */
    {"sanitize", offsetof(wg__engine_options, sanitize), true}, /* and each read of a run */
    {"races", offsetof(wg__engine_options, races), true}, /* and what threads do to one another */
};

enum { PASSES = sizeof passes / sizeof *passes };

/* Its number, or PASSES. */
static size_t find(const char *name, size_t n)
{
    size_t k = 0;
    while (k < PASSES && (strlen(passes[k].name) != n || memcmp(passes[k].name, name, n) != 0))
        k++;
    return k;
}

bool wg__passes_parse(const char *text, wg__engine_options *o, const char **bad, int *length)
{
    while (*text) {
        const size_t n = strcspn(text, ",");
        const size_t pass =
            n > 1 && (*text == '-' || *text == '+') ? find(text + 1, n - 1) : PASSES;
        if (n > 0 && pass == PASSES) {
            *bad = text;
            *length = n < 64 ? (int)n : 64;
            return false;
        }
        if (pass < PASSES)
            *(bool *)((char *)o + passes[pass].off) = (*text == '+') == passes[pass].on;
        text += n + (text[n] == ',');
    }
    return true;
}

void wg__passes_list(char *buf, size_t size)
{
    size_t at = 0;
    for (size_t k = 0; k < PASSES && at < size; k++)
        at += (size_t)snprintf(buf + at, size - at, "%s%s", k ? ", " : "", passes[k].name);
}
