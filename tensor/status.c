/* Error codes, and the error value of calls without a graph. */
#include "tensor/tensor.h"
#include "tensor/text.h"

static const char *const codes[] = {
#define WG__X(e, s) [e] = s,
    WG_CODE_LIST(WG__X)
#undef WG__X
};

const char *wg_code_string(wg_code c)
{
    return (unsigned)c < WG_CODE_COUNT ? codes[c] : "unknown error";
}

wg_code wg_fail(wg_status *st, wg_code code, const char *fmt, ...)
{
    if (!st || st->code != WG_OK)
        return code;
    st->code = code;
    wg__text t = wg__text_to(st->text, sizeof st->text);
    va_list args;
    va_start(args, fmt);
    wg__text_addv(&t, fmt, args);
    va_end(args);
    return code;
}
