/* Products by oneDNN, f32. The library is loaded when it is first asked for: linked, it would cost every
 * program some milliseconds and megabytes at its start. What it lacks at run time (a file, memory) our own
 * product does instead. */
#include "engine/gemm_library.h"

#if defined(WG_HAVE_ONEDNN)

#include <dlfcn.h>
#include <dnnl.h>
#include <pthread.h>
#include <stdio.h>

#include "engine/gemm_own.h"

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)
#define SONAME "libdnnl.so." TEXT(DNNL_VERSION_MAJOR)

typedef dnnl_status_t (*sgemm_fn)(char, char, dnnl_dim_t, dnnl_dim_t, dnnl_dim_t, float,
                                  const float *, dnnl_dim_t, const float *, dnnl_dim_t, float,
                                  float *, dnnl_dim_t);
typedef const dnnl_version_t *(*version_fn)(void);

static struct {
    sgemm_fn sgemm;
    void (*set_threads)(int); /* of its OpenMP, which would start threads inside ours; NULL: none */
    int (*get_threads)(void);
    char version[32];
} lib;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

/* ISO C has no conversion from an object pointer to a function's; POSIX makes one of the bytes. */
static void *symbol(void *from, const char *name, void *fn)
{
    void *p = dlsym(from, name);
    *(void **)fn = p;
    return p;
}

static void load(void)
{
    version_fn version;
    void *so = dlopen(SONAME, RTLD_NOW | RTLD_LOCAL);
    if (!so)
        return;
    if (!symbol(so, "dnnl_version", &version) || !symbol(so, "dnnl_sgemm", &lib.sgemm)) {
        dlclose(so);
        return;
    }
    symbol(so, "omp_set_num_threads", &lib.set_threads);
    symbol(so, "omp_get_max_threads", &lib.get_threads);
    const dnnl_version_t *v = version();
    snprintf(lib.version, sizeof lib.version, "oneDNN %d.%d.%d", v->major, v->minor, v->patch);
}

static const char *onednn_version(void)
{
    pthread_once(&loaded, load);
    return *lib.version ? lib.version : NULL;
}

static bool onednn_can(const wg__gemm *g, wg_dtype d)
{
    return d == WG_F32 && wg__blas_can(g, INT64_MAX / 2) && onednn_version();
}

static size_t onednn_scratch(const wg__gemm *g, wg_dtype d)
{
    const wg__gemm_plan own = wg__gemm_own_plan(g, d, wg__cpu_isa());
    return wg__gemm_own_scratch(&own);
}

static void onednn_run(const wg__gemm *g, wg_dtype d, void *scratch)
{
    const wg__blas_layout a = wg__blas_layout_of(g->m, g->k, g->a_rs, g->a_cs),
                          b = wg__blas_layout_of(g->k, g->n, g->b_rs, g->b_cs);
    const int threads = lib.set_threads && lib.get_threads ? lib.get_threads() : 1;
    if (threads > 1)
        lib.set_threads(1);
    const dnnl_status_t status =
        lib.sgemm(a.transposed ? 'T' : 'N', b.transposed ? 'T' : 'N', g->m, g->n, g->k,
                  (float)g->alpha, g->a, a.ld, g->b, b.ld, (float)g->beta, g->c, g->c_rs);
    if (threads > 1)
        lib.set_threads(threads);
    if (status == dnnl_success) {
        wg__gemm_epilogue(g, d);
        return;
    }
    const wg__gemm_plan own = wg__gemm_own_plan(g, d, wg__cpu_isa());
    wg__gemm_own_run(g, &own, scratch);
}

const wg__gemm_provider wg__gemm_onednn = {"onednn", onednn_version, onednn_can, onednn_scratch,
                                           onednn_run};

#endif
