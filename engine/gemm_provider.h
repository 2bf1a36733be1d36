/* Who computes a product: our own kernels or a CBLAS, chosen for each shape by a table of
 * measured rules.  Private. */
#ifndef WG_GEMM_PROVIDER_H
#define WG_GEMM_PROVIDER_H

#include "engine/gemm.h"

typedef struct wg__gemm_provider {
    const char *name;
    bool (*can)(const wg__gemm *g,
                wg_dtype d); /* layouts, sizes and scalars that it computes as engine/gemm.h says */
    size_t (*scratch)(const wg__gemm *g, wg_dtype d);
    void (*run)(const wg__gemm *g, wg_dtype d, void *scratch);
} wg__gemm_provider;

/* The provider of that name, NULL if this build has none: "own" always, "cblas" with
 * WG_HAVE_CBLAS. */
const wg__gemm_provider *wg__gemm_provider_named(const char *name);

/* The one that wg__gemm_f32 and wg__gemm_f64 use: the rules' choice, or the one that the
 * environment variable WG_GEMM names (read once), if it can; otherwise our own. */
const wg__gemm_provider *wg__gemm_provider_for(const wg__gemm *g, wg_dtype d);

#endif
