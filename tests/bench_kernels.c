/* Kernels for the tests of `wengert bench --kernel`: one that is right, one that is wrong, one that is right and slower by 3 %, one with
 * the speed of the first, one that subnormal numbers slow down. And a graph, for --graph. */
#include <math.h>
#include <wengert/wengert.h>

WG_API const wg_op *wg_bench_op(int k);
WG_API int wg_bench_graph(wg_graph *g, wg_tensor *t, int n);

/* x + x^3, `turns` times over for the time that it takes. One body for all: where code lies makes a difference too. */
#if defined(__clang__)
__attribute__((noinline))
#else
__attribute__((noinline, noclone))
#endif
static void
cubes(const wg_kernel_args *k, int turns, int extra, float off)
{
    const float *x = k->in[0].data;
    float *y = k->out.data;
    const int64_t n = k->in[0].shape.dim[0];
    for (int t = 0; t < turns; t++) {
        const int64_t upto = t == 0 ? n * extra / 100 : n; /* the first turn is longer or shorter */
        for (int64_t i = 0; i < upto; i++)
            y[i] = x[i] + x[i] * x[i] * x[i];
        __asm__ volatile("" : : "r"(y) : "memory");
    }
    for (int64_t i = 0; i < n; i++)
        y[i] = x[i] + x[i] * x[i] * x[i];
    if (n > 10)
        y[10] += off;
}

static wg_code plain(const wg_kernel_args *k)
{
    cubes(k, 0, 0, 0);
    return WG_OK;
}

static wg_code steady(const wg_kernel_args *k)
{
    cubes(k, 33, 0, 0); /* 33 passes in all */
    return WG_OK;
}

static wg_code slower(const wg_kernel_args *k)
{
    cubes(k, 33, 99, 0); /* 0.99 of a pass more: 3 % */
    return WG_OK;
}

static wg_code wrong(const wg_kernel_args *k)
{
    cubes(k, 0, 0, 1e-4f);
    return WG_OK;
}

/* Products with a factor that makes subnormal numbers of subnormal ones, and leaves normal ones normal. */
static wg_code delicate(const wg_kernel_args *k)
{
    const float *x = k->in[0].data;
    float *y = k->out.data;
    for (int64_t i = 0; i < k->in[0].shape.dim[0]; i++) {
        float v = x[i];
        for (int t = 0; t < 8; t++)
            v = v * 0.9f + v * 0.1f;
        y[i] = v;
    }
    return WG_OK;
}

/* 100000 additions, each waiting for the one before: as many cycles. */
static wg_code chain(const wg_kernel_args *k)
{
    uint64_t a = 1, b = 3;
    for (int t = 0; t < 6250; t++)
        for (int i = 0; i < 16; i++)
#if defined(__x86_64__)
            __asm__ volatile("add %1, %0" : "+r"(a) : "r"(b));
#else
            __asm__ volatile("" : "+r"(a) : "r"(b));
#endif
    return plain(k);
}

static wg_code delicate_plain(const wg_kernel_args *k)
{
    return delicate(k);
}

#define KERNEL(name_, plain_, fast_)                                                               \
    {                                                                                              \
        .name = name_, .arity = 1, .types = 1u << WG_F32, .shape = wg_infer_same,                  \
        .kernel = plain_, .fast = fast_, .flops = 3                                                \
    }

const wg_op *wg_bench_op(int k)
{
    static const wg_op ops[] = {
        KERNEL("steady", plain, steady),
        KERNEL("same", plain, steady),
        KERNEL("slower", plain, slower),
        KERNEL("wrong", plain, wrong),
        KERNEL("delicate", delicate_plain, delicate),
        KERNEL("chain", plain, chain),
    };
    return k >= 0 && k < (int)(sizeof ops / sizeof ops[0]) ? &ops[k] : NULL;
}

/* A little network. */
int wg_bench_graph(wg_graph *g, wg_tensor *t, int n)
{
    const wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(16, 32)),
                    w = wg_param(g, "w", WG_F32, WG_SHAPE(32, 8));
    wg_fill_normal(x, 0, 1);
    wg_fill_normal(w, 0, 1);
    t[0] = wg_relu(wg_matmul(x, w));
    return n > 0;
}
