/* What the enumerations of gradcheck.h are called. */
#include <inttypes.h>

#include "autograd/gradcheck.h"
#include "tensor/text.h"

static const struct {
    const char *name, *text;
    bool fails;
} verdicts[WG_VERDICT_COUNT] = {
#define WG__X(e, name, fails, text) [e] = {name, text, fails},
    WG_VERDICT_LIST(WG__X)
#undef WG__X
};

static const char *const causes[WG_CAUSE_COUNT] = {
#define WG__X(e, name) [e] = name,
    WG_CAUSE_LIST(WG__X)
#undef WG__X
};

static const struct {
    const char *name, *text;
} witnesses[WG_WITNESS_COUNT] = {
#define WG__X(e, name, text) [e] = {name, text},
    WG_WITNESS_LIST(WG__X)
#undef WG__X
};

const char *wg_verdict_name(wg_verdict v)
{
    return (unsigned)v < WG_VERDICT_COUNT ? verdicts[v].name : "?";
}

const char *wg_verdict_text(wg_verdict v)
{
    return (unsigned)v < WG_VERDICT_COUNT ? verdicts[v].text : "?";
}

bool wg_verdict_fails(wg_verdict v)
{
    return (unsigned)v >= WG_VERDICT_COUNT || verdicts[v].fails;
}

const char *wg_cause_name(wg_cause c)
{
    return (unsigned)c < WG_CAUSE_COUNT ? causes[c] : "?";
}

const char *wg_witness_name(wg_witness w)
{
    return (unsigned)w < WG_WITNESS_COUNT ? witnesses[w].name : "?";
}

const char *wg_witness_text(wg_witness w)
{
    return (unsigned)w < WG_WITNESS_COUNT ? witnesses[w].text : "?";
}

const char *wg_index_string(wg_shape s, int64_t index, char *buf, size_t size)
{
    int64_t at[WG_MAX_RANK] = {0};
    wg__text t = wg__text_to(buf, size);
    for (int k = s.rank - 1; k >= 0; k--) {
        at[k] = s.dim[k] > 0 ? index % s.dim[k] : 0;
        index = s.dim[k] > 0 ? index / s.dim[k] : 0;
    }
    wg__text_add(&t, "[");
    for (int k = 0; k < s.rank; k++)
        wg__text_add(&t, "%s%" PRId64, k ? "," : "", at[k]);
    wg__text_add(&t, "]");
    return buf;
}
