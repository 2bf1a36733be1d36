/* The passes of a plan that can be turned off, by name. What is computed stays the same to the bit, products aside: scale, product and
 * summand in one round less often than apart. */
#include "engine/passes.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    size_t off; /* of the option that turns it off */
} passes[] = {
    {"products", offsetof(wg__engine_options, no_epilogue)}, /* nothing joins a matrix product */
    {"fuse", offsetof(wg__engine_options, no_fusion)},       /* each op is a step */
    {"rows", offsetof(wg__engine_options, no_rows)},         /* reductions along rows join no program */
    {"columns", offsetof(wg__engine_options, no_columns)},   /* nor do those down columns */
    {"totals", offsetof(wg__engine_options, no_totals)},     /* nor those of everything */
    {"combine", offsetof(wg__engine_options, no_combine)},   /* each op of a program is an instruction */
    {"inplace", offsetof(wg__engine_options, no_in_place)},  /* no value takes over memory */
    {"reuse", offsetof(wg__engine_options, no_reuse)},       /* every value has its own bytes */
};

static bool *switch_of(wg__engine_options *o, const char *name, size_t n)
{
    for (size_t k = 0; k < sizeof passes / sizeof *passes; k++)
        if (strlen(passes[k].name) == n && memcmp(passes[k].name, name, n) == 0)
            return (bool *)((char *)o + passes[k].off);
    return NULL;
}

bool wg__passes_parse(const char *text, wg__engine_options *o, const char **bad, int *length)
{
    while (*text) {
        const size_t n = strcspn(text, ",");
        bool *const off = n > 1 && (*text == '-' || *text == '+') ? switch_of(o, text + 1, n - 1) : NULL;
        if (n > 0 && !off) {
            *bad = text;
            *length = n < 64 ? (int)n : 64;
            return false;
        }
        if (off)
            *off = *text == '-';
        text += n + (text[n] == ',');
    }
    return true;
}

void wg__passes_list(char *buf, size_t size)
{
    size_t at = 0;
    for (size_t k = 0; k < sizeof passes / sizeof *passes && at < size; k++)
        at += (size_t)snprintf(buf + at, size - at, "%s%s", k ? ", " : "", passes[k].name);
}
