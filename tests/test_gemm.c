/* Matrix products against a sum in long double with the bound of the rounding errors, for every
 * way to compute them: instruction sets, cuts, providers; and that the bits depend on nothing
 * but the shape, not even on the length of the vectors where there is a fused multiply-add. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/gemm_own.h"
#include "engine/gemm_tile.h"
#include "engine/gemm_provider.h"

/* ---- a case: sizes, layouts, epilogue ---- */

typedef struct layout {
    int64_t rs, cs;
} layout;

typedef struct kase {
    int64_t m, n, k;
    int a_layout,
        b_layout; /* 0 row-major, 1 transposed, 2 row-major with a gap, 3 both strides odd */
    double alpha, beta;
    bool bias, relu, gate;
} kase;

typedef struct buffers {
    wg_dtype d;
    size_t size;
    void *a, *b, *c0, *c, *bias, *gate;
    size_t c_bytes;
    wg__gemm g; /* its c is c */
} buffers;

enum { GAP = 3 };

static layout layout_of(int kind, int64_t rows, int64_t cols)
{
    switch (kind) {
    case 0: return (layout){cols, 1};
    case 1: return (layout){1, rows};
    case 2: return (layout){cols + GAP, 1};
    default: return (layout){2 * cols + 1, 2};
    }
}

static size_t extent(layout l, int64_t rows, int64_t cols)
{
    return rows > 0 && cols > 0 ? (size_t)((rows - 1) * l.rs + (cols - 1) * l.cs + 1) : 1;
}

static size_t size_of(wg_dtype d)
{
    return d == WG_F32 ? sizeof(float) : sizeof(double);
}

static uint64_t rng_state = 1;

static double draw(void)
{
    rng_state = rng_state * 6364136223846793005u + 1442695040888963407u;
    return (double)(int64_t)(rng_state >> 11) / 4503599627370496.0 - 1.0;
}

static int64_t draw_below(int64_t n)
{
    int64_t i = (int64_t)((draw() + 1) / 2 * (double)n);
    return i < n ? i : n - 1;
}

static double get(wg_dtype d, const void *p, int64_t i)
{
    return d == WG_F32 ? (double)((const float *)p)[i] : ((const double *)p)[i];
}

static void put(wg_dtype d, void *p, int64_t i, double v)
{
    if (d == WG_F32)
        ((float *)p)[i] = (float)v;
    else
        ((double *)p)[i] = v;
}

/* Exactly as large as it must be, so that a checker of addresses sees a step outside. */
static void *filled(wg_dtype d, size_t n)
{
    void *p = malloc(n * size_of(d));
    assert_non_null(p);
    for (size_t i = 0; i < n; i++)
        put(d, p, (int64_t)i, draw());
    return p;
}

static buffers make(const kase *q, wg_dtype d)
{
    const layout la = layout_of(q->a_layout, q->m, q->k), lb = layout_of(q->b_layout, q->k, q->n);
    const layout lc = {q->n + GAP, 1};
    const size_t c_count = extent(lc, q->m, q->n);
    buffers x = {.d = d, .size = size_of(d), .c_bytes = c_count * size_of(d)};
    x.a = filled(d, extent(la, q->m, q->k));
    x.b = filled(d, extent(lb, q->k, q->n));
    x.c0 = filled(d, c_count);
    x.c = filled(d, c_count);
    x.bias = filled(d, (size_t)(q->n ? q->n : 1));
    x.gate = filled(d, extent((layout){q->n + 1, 1}, q->m, q->n));
    if (q->beta == 0) /* C is not read */
        for (int64_t i = 0; i < q->m; i++)
            for (int64_t j = 0; j < q->n; j++)
                put(d, x.c0, i * lc.rs + j, (double)NAN);
    if (q->gate && q->m > 0 && q->n > 0)
        put(d, x.gate, 0, (double)NAN);
    x.g = (wg__gemm){.m = q->m,
                     .n = q->n,
                     .k = q->k,
                     .a = x.a,
                     .a_rs = la.rs,
                     .a_cs = la.cs,
                     .b = x.b,
                     .b_rs = lb.rs,
                     .b_cs = lb.cs,
                     .c = x.c,
                     .c_rs = lc.rs,
                     .alpha = q->alpha,
                     .beta = q->beta,
                     .bias = q->bias ? x.bias : NULL,
                     .act = q->relu ? WG__ACT_RELU : WG__ACT_NONE,
                     .gate = q->gate ? x.gate : NULL,
                     .gate_rs = q->n + 1};
    return x;
}

static void destroy(buffers *x)
{
    free(x->a);
    free(x->b);
    free(x->c0);
    free(x->c);
    free(x->bias);
    free(x->gate);
}

/* ---- the truth ---- */

static bool element_ok(const buffers *x, int64_t i, int64_t j, double got)
{
    const wg__gemm *g = &x->g;
    const double alpha = x->d == WG_F32 ? (double)(float)g->alpha : g->alpha;
    const double beta = x->d == WG_F32 ? (double)(float)g->beta : g->beta;
    long double s = 0, mag = 0;
    for (int64_t p = 0; p < g->k; p++) {
        long double t = (long double)get(x->d, g->a, i * g->a_rs + p * g->a_cs) *
                        (long double)get(x->d, g->b, p * g->b_rs + j * g->b_cs);
        s += t;
        mag += fabsl(t);
    }
    long double v = (long double)alpha * s;
    mag *= fabsl((long double)alpha);
    if (beta != 0) {
        long double t = (long double)beta * (long double)get(x->d, x->c0, i * g->c_rs + j);
        v += t;
        mag += fabsl(t);
    }
    if (g->bias) {
        v += (long double)get(x->d, g->bias, j);
        mag += fabsl((long double)get(x->d, g->bias, j));
    }
    if (g->act == WG__ACT_RELU && v < 0)
        v = 0;
    if (g->gate && !(get(x->d, g->gate, i * g->gate_rs + j) > 0))
        return got == 0;
    const long double eps =
        x->d == WG_F32 ? (long double)FLT_EPSILON / 2 : (long double)DBL_EPSILON / 2;
    const long double bound = (long double)(g->k + 6) * eps * mag * 1.01L;
    return fabsl((long double)got - v) <= bound; /* NaN fails */
}

/* Every element within the bound, and what lies between the rows of C untouched. */
static void check_truth(const buffers *x, const char *what)
{
    const wg__gemm *g = &x->g;
    for (int64_t i = 0; i < g->m; i++) {
        for (int64_t j = 0; j < g->n; j++) {
            const double got = get(x->d, x->c, i * g->c_rs + j);
            if (!element_ok(x, i, j, got))
                fail_msg("%s %s m %lld n %lld k %lld at (%lld, %lld): %.9g", what,
                         x->d == WG_F32 ? "f32" : "f64", (long long)g->m, (long long)g->n,
                         (long long)g->k, (long long)i, (long long)j, got);
        }
        if (i + 1 < g->m && g->n > 0)
            assert_memory_equal((const char *)x->c + (size_t)(i * g->c_rs + g->n) * x->size,
                                (const char *)x->c0 + (size_t)(i * g->c_rs + g->n) * x->size,
                                GAP * x->size);
    }
}

static void *scratch_of(size_t bytes, int fill)
{
    void *s = malloc(bytes ? bytes : 1);
    assert_non_null(s);
    memset(s, fill, bytes);
    return s;
}

static void run_own(buffers *x, const wg__gemm_plan *p, int fill)
{
    void *s = scratch_of(wg__gemm_own_scratch(p), fill);
    memcpy(x->c, x->c0, x->c_bytes);
    wg__gemm_own_run(&x->g, p, s);
    free(s);
}

static void run_default(buffers *x, int fill)
{
    const wg__gemm_provider *p = wg__gemm_provider_for(&x->g, x->d);
    void *s = scratch_of(p->scratch(&x->g, x->d), fill);
    memcpy(x->c, x->c0, x->c_bytes);
    p->run(&x->g, x->d, s);
    free(s);
}

/* The same product cut in other ways: the same bits, as long as the sums are broken at the same
 * places. */
static void check_cuts(buffers *x, const wg__gemm_plan *base)
{
    void *first = malloc(x->c_bytes);
    assert_non_null(first);
    memcpy(first, x->c, x->c_bytes);
    for (int width = 0; width < WG__TILE_WIDTHS; width++)
        for (int packs = 0; packs < 4; packs++) {
            wg__gemm_plan p = {
                .tiles = base->tiles, .size = base->size, .width = width, .kc = base->kc};
            p.pack_a = packs & 1 || (x->g.a_cs != 1 && x->g.a_rs != 1 && x->g.m != 1);
            p.pack_b = packs & 2 || (x->g.b_cs != 1 && x->g.n != 1);
            p.mc = packs == 3 ? 16 : 0;
            p.nc = packs == 3 ? (int64_t)p.tiles->lanes << width : 0;
            wg__gemm_own_size(&x->g, &p);
            run_own(x, &p, 0xff);
            assert_memory_equal(x->c, first, x->c_bytes);
        }
    free(first);
}

static void check_provider(buffers *x, const wg__gemm_provider *p)
{
    if (!p->can(&x->g, x->d))
        return;
    void *s = scratch_of(p->scratch(&x->g, x->d), 0xff);
    memcpy(x->c, x->c0, x->c_bytes);
    p->run(&x->g, x->d, s);
    check_truth(x, p->name);
    free(s);
}

static void check_case(const kase *q)
{
    for (wg_dtype d = WG_F32; d <= WG_F64; d++) {
        buffers x = make(q, d);
        for (wg__isa isa = WG__ISA_BASE; isa <= wg__cpu_isa(); isa++) {
            const wg__gemm_plan p = wg__gemm_own_plan(&x.g, d, isa);
            run_own(&x, &p, 0xff);
            check_truth(&x, wg__isa_name(isa));
            void *once = malloc(x.c_bytes);
            assert_non_null(once);
            memcpy(once, x.c, x.c_bytes);
            run_own(&x, &p, 0x11);
            assert_memory_equal(x.c, once, x.c_bytes);
            if (isa == WG__ISA_AVX512) {
                const wg__gemm_plan narrow = wg__gemm_own_plan(&x.g, d, WG__ISA_AVX2);
                run_own(&x, &narrow, 0xff);
                assert_memory_equal(x.c, once, x.c_bytes);
            }
            free(once);
            if (!p.thin)
                check_cuts(&x, &p);
        }
        run_default(&x, 0xff);
        check_truth(&x, "default");
        for (int i = 0; i < wg__gemm_providers(); i++)
            check_provider(&x, wg__gemm_provider_at(i));
        memcpy(x.c, x.c0, x.c_bytes);
        (d == WG_F32 ? wg__gemm_naive_f32 : wg__gemm_naive_f64)(&x.g);
        check_truth(&x, "naive");
        destroy(&x);
    }
}

/* ---- tests ---- */

static void sizes(void **state)
{
    (void)state;
    static const int64_t size[] = {0, 1, 2, 3, 5, 7, 8, 10, 13, 15, 16, 17, 31, 33, 64, 70};
    enum { N = sizeof size / sizeof size[0] };
    for (int m = 0; m < N; m++)
        for (int n = 0; n < N; n++)
            for (int k = 0; k < N; k += 1 + (m + n) % 2) {
                kase q = {size[m], size[n], size[k], .alpha = 1};
                q.a_layout = (m + n + k) % 2;
                q.relu = (m + k) % 3 == 0;
                q.beta = (n + k) % 2;
                check_case(&q);
            }
}

static void layouts_and_epilogues(void **state)
{
    (void)state;
    for (int round = 0; round < 1500; round++) {
        static const double scales[] = {1, 0, -1, -0.1, 2.5};
        kase q = {draw_below(71),
                  draw_below(71),
                  draw_below(71),
                  .alpha = scales[draw_below(5)],
                  .beta = scales[draw_below(5)],
                  .bias = draw() > 0,
                  .relu = draw() > 0,
                  .gate = draw() > 0};
        q.a_layout = (int)draw_below(4);
        q.b_layout = (int)draw_below(4);
        if (round % 5 == 0)
            q.n = 1;
        if (round % 5 == 1)
            q.m = 1;
        check_case(&q);
    }
}

static void larger_than_blocks(void **state)
{
    (void)state;
    static const kase cases[] = {
        {33, 130, 784, 0, 0, 1, 0, true, true, false},
        {130, 33, 1030, 1, 1, -0.1, 1, false, false, false},
        {300, 40, 600, 3, 3, 2, 0.5, true, true, true},
        {1, 2100, 300, 0, 0, 1, 0, true, false, false},
        {2100, 1, 300, 0, 0, 1, 1, true, true, false},
        {2100, 1, 300, 1, 0, 1, 0, false, false, true},
        {1040, 10, 130, 1, 0, -0.1, 1, true, true, true},
        {600, 11, 70, 1, 1, 2, 0, true, false, true},
        {128, 10, 64, 1, 2, 1, 1, false, true, false},
        {1, 2100, 300, 0, 1, -1, 0.5, true, true, true},
        {300, 1100, 70, 1, 0, 1, 0, true, true, true},
        {1, 70, 1100, 3, 3, 1, 0, false, false, false},
        {5, 1030, 300, 0, 0, 1, 0, false, false, false},
        {40, 2100, 20, 0, 1, 1, 0, false, true, false},
        {784, 128, 32, 1, 0, -0.1, 1, false, false, false},
        {513, 520, 530, 0, 0, 1, 0, true, true, false},
        {515, 520, 40, 1, 1, -0.1, 1, false, false, true},
        {29, 1040, 600, 0, 1, 1, 0, false, false, false},
        {600, 700, 1, 1, 0, -0.1, 1, false, false, false},
        {513, 1025, 7, 0, 1, 1, 0, true, true, true},
        {513, 1025, 40, 1, 0, -0.1, 1, false, false, false},
        {1, 1040, 1100, 0, 0, 1, 0.5, true, true, true},
        {2500, 1, 1100, 1, 0, 1, 0, false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_case(&cases[i]);
}

/* One NaN or infinity in A reaches its row, in B its column, and nothing else; times 0, too. */
static void not_finite(void **state)
{
    (void)state;
    for (wg_dtype d = WG_F32; d <= WG_F64; d++)
        for (int which = 0; which < 4; which++) {
            const kase q = {19, 37, 23, .alpha = 1};
            buffers x = make(&q, d);
            for (int64_t p = 0; p < q.n; p++)
                put(d, x.b, 5 * x.g.b_rs + p, 0);
            for (int64_t i = 0; i < q.m; i++)
                put(d, x.a, i * x.g.a_rs + 6, 0);
            put(d, x.a, 4 * x.g.a_rs + 5, which & 1 ? (double)NAN : (double)INFINITY);
            put(d, x.b, 6 * x.g.b_rs + 20, which & 2 ? (double)NAN : (double)INFINITY);
            for (wg__isa isa = WG__ISA_BASE; isa <= wg__cpu_isa(); isa++) {
                x.g.act = which % 2 ? WG__ACT_RELU : WG__ACT_NONE;
                const wg__gemm_plan p = wg__gemm_own_plan(&x.g, d, isa);
                run_own(&x, &p, 0xff);
                for (int64_t i = 0; i < q.m; i++)
                    for (int64_t j = 0; j < q.n; j++)
                        assert_int_equal(isnan(get(d, x.c, i * x.g.c_rs + j)) != 0,
                                         i == 4 || j == 20);
            }
            destroy(&x);
        }
}

/* The bound is not so wide that it accepts a wrong product: a dropped term or a swapped sign
 * must fail. */
static void checker_rejects(void **state)
{
    (void)state;
    const kase q = {9, 9, 9, .alpha = 1};
    buffers x = make(&q, WG_F32);
    wg__gemm_naive_f32(&x.g);
    const double right = get(WG_F32, x.c, 4 * x.g.c_rs + 4);
    assert_true(element_ok(&x, 4, 4, right));
    assert_false(element_ok(&x, 4, 4, right - get(WG_F32, x.a, 4 * 9) * get(WG_F32, x.b, 4)));
    assert_false(element_ok(&x, 4, 4, -right));
    assert_false(element_ok(&x, 4, 4, (double)NAN));
    destroy(&x);
}

static void providers(void **state)
{
    (void)state;
    const wg__gemm_provider *own = wg__gemm_provider_named("own");
    assert_non_null(own);
    assert_null(wg__gemm_provider_named("nobody"));
    const kase q = {5, 6, 7, 3, 3, .alpha = 1}; /* strides that no BLAS has */
    buffers x = make(&q, WG_F32);
    assert_ptr_equal(wg__gemm_provider_for(&x.g, WG_F32), own);
    const wg__gemm_provider *cblas = wg__gemm_provider_named("cblas");
    if (cblas)
        assert_false(cblas->can(&x.g, WG_F32));
    destroy(&x);
}

static void isa_names(void **state)
{
    (void)state;
    assert_string_equal(wg__isa_name(WG__ISA_BASE), "base");
    assert_string_equal(wg__isa_name(WG__ISA_AVX512), "avx512");
    assert_string_equal(wg__isa_name(WG__ISA_COUNT), "?");
    const wg__caches caches = wg__cpu_caches();
    assert_true(caches.l1d >= 4096 && caches.l2 >= caches.l1d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(isa_names),
        cmocka_unit_test(providers),
        cmocka_unit_test(checker_rejects),
        cmocka_unit_test(sizes),
        cmocka_unit_test(layouts_and_epilogues),
        cmocka_unit_test(larger_than_blocks),
        cmocka_unit_test(not_finite),
    };
    return cmocka_run_group_tests_name("gemm", tests, NULL, NULL);
}
