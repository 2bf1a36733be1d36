/* What is loaded while a program runs, and is not there: oneDNN, and native code that the loader refuses. The build had both, so ./dev bare does
 * not see this. Here no dlopen succeeds. */
#include "tests/support.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "engine/gemm_provider.h"
#include "engine/native.h"
#include "ops/ops.h"

static int asked;

/* In the place of libc's. */
void *dlopen(const char *name, int flags)
{
    (void)name, (void)flags;
    asked++;
    return NULL;
}

enum { N = 48 };

/* A layer, f32. */
static wg_tensor record(wg_graph *g)
{
    const wg_tensor x = wg_fill_normal(wg_input(g, "x", WG_F32, WG_SHAPE(N, N)), 0, 1),
                    w = wg_fill_normal(wg_input(g, "w", WG_F32, WG_SHAPE(N, N)), 0, 1);
    return wg_softmax(wg_tanh(wg_matmul(x, w)), -1);
}

static wg_graph *run(wg_tensor *y)
{
    wg_graph *g = graph_new();
    wg_seed(g, 1);
    *y = record(g);
    assert_int_equal(wg_run(g, *y), WG_OK);
    return g;
}

/* WG_GEMM names it, and there is none: our own kernels do it. */
static void no_onednn(void **state)
{
    (void)state;
    const wg__gemm_provider *onednn = wg__gemm_provider_named("onednn");
    if (!onednn)
        skip();
    float a[N * N] = {0};
    const wg__gemm g = {.m = N,
                        .n = N,
                        .k = N,
                        .alpha = 1,
                        .a = a,
                        .a_rs = N,
                        .a_cs = 1,
                        .b = a,
                        .b_rs = N,
                        .b_cs = 1,
                        .c = a,
                        .c_rs = N};
    asked = 0;
    assert_null(onednn->version());
    assert_int_equal(asked, 1);
    assert_ptr_equal(wg__gemm_provider_for(&g, WG_F32), wg__gemm_provider_named("own"));
    assert_null(onednn->version());
    assert_int_equal(asked, 1); /* it is looked for once */
    wg_tensor y;
    graph_done(run(&y));
}

static void native_code_does_not_load(void **state)
{
    (void)state;
    wg__compiler c;
    char reason[WG__REASON], room[] = "/tmp/wg-without-XXXXXX", command[64];
    if (!wg__compiler_find(&c, reason))
        skip();
    assert_non_null(mkdtemp(room));
    setenv("WG_CACHE_DIR", room, 1);
    wg_tensor y, z;
    wg_native_stats s;
    wg_graph *g = run(&y);
    asked = 0;
    wg_set_native(WG_NATIVE_WAIT);
    wg_graph *h = run(&z);
    assert_true(asked > 0);
    assert_int_equal(wg_native_stats_of(h, &z, 1, &s), WG_OK);
    assert_int_equal(s.native, 0);
    assert_non_null(strstr(s.reason, "does not load"));
    assert_memory_equal(wg_data(y), wg_data(z), N * N * sizeof(float));
    asked = 0;
    assert_int_equal(wg_run(h, z), WG_OK);
    assert_int_equal(asked, 0); /* nor is it tried again */
    wg_set_native(WG_NATIVE_OFF);
    graph_done(g);
    graph_done(h);
    snprintf(command, sizeof command, "rm -rf '%s'", room);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    setenv("WG_GEMM", "onednn", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_onednn),
        cmocka_unit_test(native_code_does_not_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
