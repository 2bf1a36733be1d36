/* Providers of products, and what chooses between them. */
#include "engine/gemm_provider.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "engine/gemm_library.h"
#include "engine/gemm_own.h"
#include "engine/tune.h"

/* ---- own ---- */

static bool own_can(const wg__gemm *g, wg_dtype d)
{
    (void)g;
    (void)d;
    return true;
}

static size_t own_scratch(const wg__gemm *g, wg_dtype d)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, d, wg__cpu_isa());
    return wg__gemm_own_scratch(&p);
}

static void own_run(const wg__gemm *g, wg_dtype d, void *scratch)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, d, wg__cpu_isa());
    wg__gemm_own_run(g, &p, scratch);
}

static const char *own_version(void)
{
    return WG__GEMM_OWN_REVISION;
}

static const wg__gemm_provider own = {"own", own_version, own_can, own_scratch, own_run};

/* ---- the table ---- */

static const wg__gemm_provider *const providers[] = {
    &own,
#if defined(WG_HAVE_CBLAS)
    &wg__gemm_cblas,
#endif
#if defined(WG_HAVE_ONEDNN)
    &wg__gemm_onednn,
#endif
};
enum { PROVIDERS = sizeof providers / sizeof providers[0] };
_Static_assert((int)PROVIDERS <= (int)WG__MOST_PROVIDERS, "further providers");

int wg__gemm_providers(void)
{
    return PROVIDERS;
}

const wg__gemm_provider *wg__gemm_provider_at(int i)
{
    return providers[i];
}

int wg__gemm_provider_index(const wg__gemm_provider *p)
{
    int i = 0;
    while (i + 1 < PROVIDERS && providers[i] != p)
        i++;
    return i;
}

const wg__gemm_provider *wg__gemm_provider_named(const char *name)
{
    for (int i = 0; i < PROVIDERS; i++)
        if (!strcmp(providers[i]->name, name))
            return providers[i];
    return NULL;
}

/* ---- the choice ---- */

/* The first rule that fits chooses; none means our own, whose epilogue costs nothing and whose
 * bits do not depend on a library's version. Measured with benchmarks/gemm.c against OpenBLAS
 * 0.3.21. */
typedef struct rule {
    wg__isa isa;
    int64_t m, n, k; /* at least */
    int64_t flops;   /* at least, 2 m n k */
    const char *provider;
} rule;

static const rule rules[] = {
    /* A build or a cap without FMA: the library knows better vectors than we do. */
    {WG__ISA_BASE, 4, 4, 4, 2 * 16 * 16 * 16, "cblas"},
};

static const wg__gemm_provider *forced;
static pthread_once_t read_environment = PTHREAD_ONCE_INIT;

static void read_wanted(void)
{
    const char *want = getenv("WG_GEMM");
    forced = want ? wg__gemm_provider_named(want) : NULL;
}

static double flops(const wg__gemm *g)
{
    return 2.0 * (double)g->m * (double)g->n * (double)g->k;
}

static const wg__gemm_provider *by_rule(const wg__gemm *g)
{
    const wg__isa isa = wg__cpu_isa();
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        const rule *r = &rules[i];
        if (r->isa == isa && g->m >= r->m && g->n >= r->n && g->k >= r->k &&
            flops(g) >= (double)r->flops)
            return wg__gemm_provider_named(r->provider);
    }
    return &own;
}

const wg__gemm_provider *wg__gemm_provider_for(const wg__gemm *g, wg_dtype d)
{
    pthread_once(&read_environment, read_wanted);
    const wg__gemm_provider *p = forced ? forced : wg__tuned(g, d);
    if (!p)
        p = by_rule(g);
    return p && p->can(g, d) ? p : &own;
}
