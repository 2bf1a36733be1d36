/* Who computes a product: our own kernels, a CBLAS, or oneDNN, chosen for each shape.  Private.
 *
 * The choice, the first that says something: the environment variable WG_GEMM (a provider's name, for all products that it
 * can do); what was measured on this machine (engine/wisdom.h); a table of rules, which says our own where it has FMA. Our own
 * products have the same bits on any machine with FMA, for any number of threads. A library promises neither. */
#ifndef WG_GEMM_PROVIDER_H
#define WG_GEMM_PROVIDER_H

#include "engine/gemm.h"

typedef struct wg__gemm_provider {
    const char *name;
    const char *(*version)(void); /* NULL: the library is not there */
    bool (*can)(const wg__gemm *g,
                wg_dtype d); /* layouts, sizes and scalars that it computes as engine/gemm.h says */
    /* Bytes of scratch that run may use; depends on sizes and strides only, and has an upper bound of a few MiB whatever
     * they are. Any alignment will do. */
    size_t (*scratch)(const wg__gemm *g, wg_dtype d);
    void (*run)(const wg__gemm *g, wg_dtype d, void *scratch);
} wg__gemm_provider;

enum { WG__MOST_PROVIDERS = 4 };

/* Those of this build: number 0 is our own. */
int wg__gemm_providers(void);
const wg__gemm_provider *wg__gemm_provider_at(int i);
int wg__gemm_provider_index(const wg__gemm_provider *p);
/* "own" always, "cblas" with WG_HAVE_CBLAS, "onednn" with WG_HAVE_ONEDNN; NULL: this build has none of that name. */
const wg__gemm_provider *wg__gemm_provider_named(const char *name);

/* The one for a product whose plan is being made. With WG_TUNE=1 what is not known is measured, and remembered. */
const wg__gemm_provider *wg__gemm_provider_for(const wg__gemm *g, wg_dtype d);

#endif
