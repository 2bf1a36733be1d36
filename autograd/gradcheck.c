/* The calls of gradcheck.h. */
#include <string.h>

#include "autograd/gradcheck.h"
#include "tensor/node.h"

wg_code wg_gradcheck_at(wg_site at, wg_graph *g, wg_tensor_list outputs, wg_tensor_list wrt,
                        const wg_gradcheck_options *options, wg_gradcheck_report *report)
{
    (void)outputs;
    (void)wrt;
    (void)options;
    if (!g)
        return WG_ERR_HANDLE;
    if (report)
        memset(report, 0, sizeof *report);
    const bool opened = wg__enter(g, at);
    wg__fail(g, WG_ERR_INTERNAL, "not there yet");
    wg__leave(g, opened);
    return wg_error_code(g);
}

wg_code wg_gradcheck_fn(const wg_function *f, const double *x, size_t n,
                        const wg_gradcheck_options *options, wg_gradcheck_report *report, wg_status *st)
{
    (void)f;
    (void)x;
    (void)n;
    (void)options;
    if (report)
        memset(report, 0, sizeof *report);
    return wg_fail(st, WG_ERR_INTERNAL, "not there yet");
}

wg_code wg_gradcheck_print(const wg_gradcheck_report *report, FILE *f,
                           const wg_gradcheck_print_options *options)
{
    (void)report;
    (void)f;
    (void)options;
    return WG_ERR_INTERNAL;
}

void wg_gradcheck_free(wg_gradcheck_report *report)
{
    if (report)
        memset(report, 0, sizeof *report);
}
