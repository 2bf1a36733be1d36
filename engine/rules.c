/* The rules of the passes, by name. */
#include "engine/rules.h"

static const struct {
    const char *name, *pass, *text;
} rules[WG__RULES] = {
#define ENTRY(NAME, name, pass, text) {name, pass, text},
    WG__RULE_LIST(ENTRY)
#undef ENTRY
};

const char *wg__rule_name(wg__rule rule)
{
    return rules[rule].name;
}

const char *wg__rule_pass(wg__rule rule)
{
    return rules[rule].pass;
}

const char *wg__rule_text(wg__rule rule)
{
    return rules[rule].text;
}
