/* Accuracy of the vector elementary functions (ops/vmath.h) against MPFR.
 *
 *   accuracy                      short: dense samples and special values, fails above 2 ulp
 *   accuracy --all [options]      long: every float for functions of one float, samples otherwise
 *     --threads N                 default 4
 *     --only NAME                 one function
 *     --markdown FILE             write the table as a page
 *   accuracy --speed              ns per element only
 *
 * An error is |got - exact| over the spacing of the format at the exact value, where infinity
 * counts as the next power of two. A wrong NaN, or a zero of the wrong sign, is an infinite error.
 * In long mode double libm is the reference that finds candidates, good to 2^-28 ulp of a float,
 * and MPFR then measures the worst candidate of each block. */
#include "accuracy.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <mpfr.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#define BOUND_ULP 2.0
#define CHUNK 65536
#define MAX_ISA 3
#define REF_BITS 110

/* ---- references ---- */

typedef int (*Mpfr1)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
typedef int (*Mpfr2)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);

typedef struct {
    const char *name;
    Mpfr1 mp1;
    Mpfr2 mp2;
    double (*m1)(double);
    double (*m2)(double, double);
    double lo, hi; /* a usual range of the operand, for timing and for dense samples */
} Ref;

static int mp_sigmoid(mpfr_ptr r, mpfr_srcptr x, mpfr_rnd_t rnd)
{
    mpfr_neg(r, x, rnd);
    mpfr_exp(r, r, rnd);
    mpfr_add_ui(r, r, 1, rnd);
    return mpfr_ui_div(r, 1, r, rnd);
}

/* 1 / sqrt(-0) is -inf here, as by the two operations; mpfr_rec_sqrt says +inf. */
static int mp_rsqrt(mpfr_ptr r, mpfr_srcptr x, mpfr_rnd_t rnd)
{
    mpfr_sqrt(r, x, rnd);
    return mpfr_ui_div(r, 1, r, rnd);
}

static int mp_floor(mpfr_ptr r, mpfr_srcptr x, mpfr_rnd_t rnd)
{
    (void)rnd;
    return mpfr_rint(r, x, MPFR_RNDD);
}

static int mp_ceil(mpfr_ptr r, mpfr_srcptr x, mpfr_rnd_t rnd)
{
    (void)rnd;
    return mpfr_rint(r, x, MPFR_RNDU);
}

static int mp_trunc(mpfr_ptr r, mpfr_srcptr x, mpfr_rnd_t rnd)
{
    (void)rnd;
    return mpfr_rint(r, x, MPFR_RNDZ);
}

static int mp_round(mpfr_ptr r, mpfr_srcptr x, mpfr_rnd_t rnd)
{
    (void)rnd;
    return mpfr_rint(r, x, MPFR_RNDN);
}

static double m_sigmoid(double x)
{
    return 1.0 / (1.0 + exp(-x));
}
static double m_rsqrt(double x)
{
    return 1.0 / sqrt(x);
}

static const Ref refs[] = {
    {"exp", mpfr_exp, NULL, exp, NULL, -20, 20},
    {"exp2", mpfr_exp2, NULL, exp2, NULL, -20, 20},
    {"expm1", mpfr_expm1, NULL, expm1, NULL, -10, 10},
    {"log", mpfr_log, NULL, log, NULL, 0.001, 100},
    {"log2", mpfr_log2, NULL, log2, NULL, 0.001, 100},
    {"log1p", mpfr_log1p, NULL, log1p, NULL, -0.99, 10},
    {"tanh", mpfr_tanh, NULL, tanh, NULL, -5, 5},
    {"sigmoid", mp_sigmoid, NULL, m_sigmoid, NULL, -10, 10},
    {"erf", mpfr_erf, NULL, erf, NULL, -4, 4},
    {"sin", mpfr_sin, NULL, sin, NULL, -100, 100},
    {"cos", mpfr_cos, NULL, cos, NULL, -100, 100},
    {"tan", mpfr_tan, NULL, tan, NULL, -100, 100},
    {"sinh", mpfr_sinh, NULL, sinh, NULL, -10, 10},
    {"cosh", mpfr_cosh, NULL, cosh, NULL, -10, 10},
    {"asin", mpfr_asin, NULL, asin, NULL, -1, 1},
    {"acos", mpfr_acos, NULL, acos, NULL, -1, 1},
    {"atan", mpfr_atan, NULL, atan, NULL, -10, 10},
    {"asinh", mpfr_asinh, NULL, asinh, NULL, -10, 10},
    {"acosh", mpfr_acosh, NULL, acosh, NULL, 1, 20},
    {"atanh", mpfr_atanh, NULL, atanh, NULL, -1, 1},
    {"sqrt", mpfr_sqrt, NULL, sqrt, NULL, 0, 100},
    {"rsqrt", mp_rsqrt, NULL, m_rsqrt, NULL, 0.001, 100},
    {"floor", mp_floor, NULL, floor, NULL, -100, 100},
    {"ceil", mp_ceil, NULL, ceil, NULL, -100, 100},
    {"round", mp_round, NULL, rint, NULL, -100, 100},
    {"trunc", mp_trunc, NULL, trunc, NULL, -100, 100},
    {"pow", NULL, mpfr_pow, NULL, pow, 0.01, 10},
    {"atan2", NULL, mpfr_atan2, NULL, atan2, -10, 10},
};
#define NREFS (sizeof refs / sizeof refs[0])

static const AccTable *tables[MAX_ISA];
static int ntables;

static void find_tables(void)
{
    tables[ntables++] = &acc_table_base;
#if defined(__x86_64__) || defined(__i386__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        tables[ntables++] = &acc_table_avx2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        tables[ntables++] = &acc_table_avx512;
#endif
    for (int t = 0; t < ntables; t++) {
        if (tables[t]->count != NREFS)
            abort();
        for (size_t k = 0; k < NREFS; k++)
            if (strcmp(tables[t]->entries[k].name, refs[k].name) != 0)
                abort();
    }
}

/* The exact value as the sum of two doubles; *lo is 0 where *hi is not finite. */
static void exact(const Ref *ref, double x, double y, double *hi, double *lo)
{
    mpfr_t mx, my, mr;
    mpfr_inits2(53, mx, my, (mpfr_ptr)0);
    mpfr_init2(mr, REF_BITS);
    mpfr_set_d(mx, x, MPFR_RNDN);
    mpfr_set_d(my, y, MPFR_RNDN);
    if (ref->mp1)
        ref->mp1(mr, mx, MPFR_RNDN);
    else
        ref->mp2(mr, mx, my, MPFR_RNDN);
    *hi = mpfr_get_d(mr, MPFR_RNDN);
    *lo = 0;
    if (isfinite(*hi)) {
        mpfr_sub_d(mr, mr, *hi, MPFR_RNDN);
        *lo = mpfr_get_d(mr, MPFR_RNDN);
    }
    mpfr_clears(mx, my, mr, (mpfr_ptr)0);
}

/* ---- error measures ---- */

static double from_bits(uint64_t b)
{
    double d;
    memcpy(&d, &b, sizeof d);
    return d;
}

/* A signalling NaN becomes quiet: libm may answer pow(sNaN, 0) with NaN, and nothing here tells. */
static double quiet_bits(uint64_t b)
{
    return isnan(from_bits(b)) ? (double)NAN : from_bits(b);
}

static uint64_t to_bits(double d)
{
    uint64_t b;
    memcpy(&b, &d, sizeof b);
    return b;
}

static float float_of(uint32_t b)
{
    float f;
    memcpy(&f, &b, sizeof f);
    return f;
}

static uint32_t float_bits(float f)
{
    uint32_t b;
    memcpy(&b, &f, sizeof b);
    return b;
}

static double err32(float got, double ref)
{
    double g = (double)got;
    if (isnan(ref) || isnan(g))
        return isnan(ref) && isnan(g) ? 0.0 : (double)INFINITY;
    if ((g == 0 || ref == 0) && !signbit(g) != !signbit(ref))
        return (double)INFINITY;
    double r = ref > 0x1p128 ? 0x1p128 : ref < -0x1p128 ? -0x1p128 : ref;
    if (isinf(g))
        g = g > 0 ? 0x1p128 : -0x1p128;
    int e = (int)(to_bits(r) >> 52 & 0x7ff) - 1023;
    e = e < -126 ? -126 : e > 127 ? 127 : e;
    return fabs(g - r) * from_bits((uint64_t)(1023 + 23 - e) << 52);
}

static double err64(double got, double hi, double lo)
{
    if (isnan(hi) || isnan(got))
        return isnan(hi) && isnan(got) ? 0.0 : (double)INFINITY;
    if ((got == 0 || hi == 0) && !signbit(got) != !signbit(hi))
        return (double)INFINITY;
    if (isinf(hi) && isinf(got))
        return hi == got ? 0.0 : (double)INFINITY;
    if (isinf(hi) || isinf(got)) {
        double other = isinf(hi) ? got : hi, inf = isinf(hi) ? hi : got;
        return ((DBL_MAX - copysign(other, other * inf)) + 0x1p971) * 0x1p-971;
    }
    int e;
    frexp(hi, &e);
    e = e - 1 < -1022 ? -1022 : e - 1;
    return fabs(ldexp(got - hi, 52 - e) - ldexp(lo, 52 - e));
}

static double mpfr_err32(const Ref *ref, float x, float y, float got)
{
    double hi, lo;
    exact(ref, (double)x, (double)y, &hi, &lo);
    return err32(got, hi);
}

static int same32(float a, float b)
{
    return float_bits(a) == float_bits(b) || (isnan(a) && isnan(b));
}

static int same64(double a, double b)
{
    return to_bits(a) == to_bits(b) || (isnan(a) && isnan(b));
}

/* ---- samples ---- */

typedef struct {
    double err[MAX_ISA]; /* worst, in ulp */
    double x[MAX_ISA], y[MAX_ISA];
    uint64_t count;
    uint64_t differ; /* lanes where AVX2 and AVX-512 disagree */
} Result;

static uint64_t rng(uint64_t *s)
{
    uint64_t z = (*s += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static double uniform(uint64_t *s, double lo, double hi)
{
    return lo + (hi - lo) * ((double)(rng(s) >> 11) * 0x1p-53);
}

/* Zeros, limits of the formats, and the places where the implementation changes branch. */
static const double kinks[] = {
    0.0,
    0x1p-149,
    0x1p-140,
    0x1p-127,
    0x1p-126,
    0x1p-100,
    0x1p-24,
    0x1p-23,
    0x1p-12,
    0x1p-8,
    0.125,
    0.34657359,
    0.41421356,
    0.5,
    0.55,
    0.70710678,
    0.78539816,
    0.95,
    1.0,
    1.03972077,
    1.41421356,
    1.57079633,
    2.0,
    2.5,
    3.0,
    3.14159265,
    3.95,
    4.5,
    8.66433976,
    9.01,
    9.5,
    16.6355,
    17.32867951,
    18.0,
    18.7149,
    36.04,
    37.43,
    87.33654475,
    88.72283905,
    89.0,
    89.41598629,
    103.27893,
    103.97208,
    104.0,
    126.0,
    127.0,
    128.0,
    129.0,
    149.0,
    150.0,
    151.0,
    708.396,
    709.782712893384,
    710.0,
    710.47586,
    745.133,
    745.1332191019412,
    1022.0,
    1024.0,
    1074.0,
    1075.0,
    0x1p20,
    0x1p22,
    0x1p23,
    0x1p24,
    0x1p26,
    0x1p30,
    0x1p31,
    0x1p51,
    0x1p52,
    0x1p53,
    0x1p64,
    0x1p125,
    0x1p126,
    0x1p127,
    0x1.fffffep127,
    0x1p1000,
    0x1.fffffffffffffp1023,
    0x1p-1022,
    0x1p-1074,
    0x1p-1030,
    0x1p-600,
    0x1p-300,
    16367173.0,
};
#define NKINKS (sizeof kinks / sizeof kinks[0])
#define NEAR 3
#define NSPECIAL ((NKINKS * (2 * NEAR + 1) * 2 + 4 + 15) / 16 * 16)

static void special32(float *out)
{
    size_t n = 0;
    for (size_t k = 0; k < NKINKS; k++)
        for (int d = -NEAR; d <= NEAR; d++) {
            uint32_t b = float_bits((float)kinks[k]) + (uint32_t)d;
            out[n++] = float_of(b & 0x7fffffffu);
            out[n++] = float_of(b | 0x80000000u);
        }
    out[n++] = INFINITY;
    out[n++] = -INFINITY;
    out[n++] = NAN;
    while (n < NSPECIAL)
        out[n++] = 1.0f;
}

static void special64(double *out)
{
    size_t n = 0;
    for (size_t k = 0; k < NKINKS; k++)
        for (int d = -NEAR; d <= NEAR; d++) {
            uint64_t b = to_bits(kinks[k]) + (uint64_t)(int64_t)d;
            out[n++] = quiet_bits(b & UINT64_C(0x7fffffffffffffff));
            out[n++] = quiet_bits(b | UINT64_C(0x8000000000000000));
        }
    out[n++] = (double)INFINITY;
    out[n++] = -(double)INFINITY;
    out[n++] = (double)NAN;
    while (n < NSPECIAL)
        out[n++] = 1.0;
}

/* One operand: a third random bit patterns, a third in the usual range, a third in [-1, 1] with
 * every magnitude. */
static double draw1(const Ref *ref, uint64_t *s, int f64, size_t i)
{
    uint64_t b = rng(s);
    if (i % 3 == 0)
        return f64 ? quiet_bits(b) : (double)float_of((uint32_t)b);
    if (i % 3 == 1)
        return uniform(s, ref->lo, ref->hi);
    return ldexp(uniform(s, -1, 1), -(int)(b % (f64 ? 60 : 30)));
}

/* Two operands; for pow mostly such that the result is in range, bases near 1 and negative bases
 * with whole exponents among them. */
static void draw2(const Ref *ref, uint64_t *s, int f64, size_t i, double *x, double *y)
{
    int top = f64 ? 1023 : 127;
    uint64_t b = rng(s);
    if (i % 4 == 0) {
        *x = f64 ? quiet_bits(b) : (double)float_of((uint32_t)b);
        *y = f64 ? quiet_bits(rng(s)) : (double)float_of((uint32_t)rng(s));
    } else if (ref->mp2 == mpfr_pow && i % 4 == 3) {
        *x = uniform(s, -20, 20);
        *y = (double)(int)(b % 41) - 20.0;
    } else if (ref->mp2 == mpfr_pow) {
        double near1 = 1.0 + ldexp(uniform(s, -0.5, 1), -(int)(b % 24));
        double any = ldexp(uniform(s, 0.5, 1), (int)(b % (unsigned)(2 * top)) - top + 1);
        *x = i % 4 == 1 ? any : near1;
        if (!f64)
            *x = (double)(float)*x;
        *y = uniform(s, -1.2, 1.05) * (top + 1) / log2(*x);
    } else {
        *x = uniform(s, -10, 10);
        *y = ldexp(uniform(s, -10, 10), (int)(b % 61) - 30);
    }
}

static int differ_pair(void)
{
    return ntables == 3;
}

/* Measures n prepared float samples: the double reference d finds candidates for MPFR. */
static void measure32(size_t k, const float *x, const float *y, const double *d, float *out,
                      size_t n, Result *r)
{
    float *prev = out + n;
    for (int t = 0; t < ntables; t++) {
        float *o = t == 2 ? prev : out;
        tables[t]->entries[k].f32(x, y, o, n);
        size_t at = 0;
        double worst = -1;
        for (size_t i = 0; i < n; i++) {
            double e = err32(o[i], d[i]);
            if (!(e <= worst)) {
                worst = e;
                at = i;
            }
        }
        if (!(worst < r->err[t] - 1e-6)) {
            double e = mpfr_err32(&refs[k], x[at], y[at], o[at]);
            if (!(e <= r->err[t])) {
                r->err[t] = e;
                r->x[t] = (double)x[at];
                r->y[t] = (double)y[at];
            }
        }
    }
    if (differ_pair())
        for (size_t i = 0; i < n; i++)
            r->differ += !same32(out[i], prev[i]);
    r->count += n;
}

/* The same for doubles, MPFR for every sample. */
static void measure64(size_t k, const double *x, const double *y, double *out, size_t n, Result *r)
{
    double *hi = out + (size_t)MAX_ISA * n, *lo = hi + n;
    for (size_t i = 0; i < n; i++)
        exact(&refs[k], x[i], y[i], &hi[i], &lo[i]);
    for (int t = 0; t < ntables; t++) {
        double *o = out + (size_t)t * n;
        tables[t]->entries[k].f64(x, y, o, n);
        for (size_t i = 0; i < n; i++) {
            double e = err64(o[i], hi[i], lo[i]);
            if (!(e <= r->err[t])) {
                r->err[t] = e;
                r->x[t] = x[i];
                r->y[t] = y[i];
            }
        }
    }
    if (differ_pair())
        for (size_t i = 0; i < n; i++)
            r->differ += !same64(out[n + i], out[2 * n + i]);
    r->count += n;
}

static void *alloc(size_t n, size_t size)
{
    void *p = calloc(n, size);
    if (!p)
        abort();
    return p;
}

static void merge(Result *into, const Result *from)
{
    for (int t = 0; t < ntables; t++)
        if (!(from->err[t] <= into->err[t])) {
            into->err[t] = from->err[t];
            into->x[t] = from->x[t];
            into->y[t] = from->y[t];
        }
    into->count += from->count;
    into->differ += from->differ;
}

/* ---- work items: one chunk of samples each ---- */

typedef enum { ALL32, SAMPLE32, SPECIAL32, SAMPLE64, SPECIAL64 } Kind;

typedef struct {
    size_t k;
    Kind kind;
    size_t chunk_size;
    uint64_t chunks;
    atomic_uint_fast64_t next;
    pthread_mutex_t lock;
    Result result;
} Job;

static size_t fill32(const Job *job, uint64_t chunk, float *x, float *y)
{
    const Ref *ref = &refs[job->k];
    uint64_t s = (chunk + 1) * UINT64_C(0xd1342543de82ef95) + job->k;
    if (job->kind == SPECIAL32) {
        float v[NSPECIAL];
        special32(v);
        memcpy(x, v, sizeof v);
        for (size_t i = 0; i < NSPECIAL; i++)
            y[i] = ref->mp2 ? v[chunk] : 0.0f;
        return NSPECIAL;
    }
    for (size_t i = 0; i < job->chunk_size; i++) {
        double dx, dy = 0;
        y[i] = 0.0f;
        if (job->kind == ALL32) {
            x[i] = float_of((uint32_t)(chunk * job->chunk_size + i));
            continue;
        }
        if (ref->mp2)
            draw2(ref, &s, 0, i, &dx, &dy);
        else
            dx = draw1(ref, &s, 0, i);
        x[i] = (float)dx;
        y[i] = (float)dy;
    }
    return job->chunk_size;
}

static size_t fill64(const Job *job, uint64_t chunk, double *x, double *y)
{
    const Ref *ref = &refs[job->k];
    uint64_t s = (chunk + 1) * UINT64_C(0xd1342543de82ef95) + job->k;
    if (job->kind == SPECIAL64) {
        double v[NSPECIAL];
        special64(v);
        memcpy(x, v, sizeof v);
        for (size_t i = 0; i < NSPECIAL; i++)
            y[i] = ref->mp2 ? v[chunk] : 0.0;
        return NSPECIAL;
    }
    for (size_t i = 0; i < job->chunk_size; i++) {
        y[i] = 0;
        if (ref->mp2)
            draw2(ref, &s, 1, i, &x[i], &y[i]);
        else
            x[i] = draw1(ref, &s, 1, i);
    }
    return job->chunk_size;
}

/* Chunks are handed out by a counter, but each is the same whoever takes it. */
static void *work(void *arg)
{
    Job *job = arg;
    size_t cap = job->chunk_size > NSPECIAL ? job->chunk_size : NSPECIAL;
    double *dx = alloc(cap * 8, sizeof(double)), *dy = dx + cap, *dout = dy + cap;
    float *x = alloc(cap * 4, sizeof(float)), *y = x + cap, *out = y + cap;
    const Ref *ref = &refs[job->k];
    Result r = {{0}, {0}, {0}, 0, 0};
    for (;;) {
        uint64_t c = atomic_fetch_add(&job->next, 1);
        if (c >= job->chunks)
            break;
        if (job->kind == SAMPLE64 || job->kind == SPECIAL64) {
            measure64(job->k, dx, dy, dout, fill64(job, c, dx, dy), &r);
            continue;
        }
        size_t n = fill32(job, c, x, y);
        for (size_t i = 0; i < n; i++)
            dout[i] = ref->m1 ? ref->m1((double)x[i]) : ref->m2((double)x[i], (double)y[i]);
        measure32(job->k, x, y, dout, out, n, &r);
    }
    pthread_mutex_lock(&job->lock);
    merge(&job->result, &r);
    pthread_mutex_unlock(&job->lock);
    mpfr_free_cache();
    free(dx);
    free(x);
    return NULL;
}

static Result run_job(size_t k, Kind kind, size_t chunk_size, uint64_t chunks, int threads)
{
    Job job = {.k = k, .kind = kind, .chunk_size = chunk_size, .chunks = chunks};
    pthread_t id[64];
    int started = 0;
    pthread_mutex_init(&job.lock, NULL);
    for (int i = 0; i + 1 < threads && i < 64; i++)
        if (pthread_create(&id[started], NULL, work, &job) == 0)
            started++;
    work(&job);
    for (int i = 0; i < started; i++)
        pthread_join(id[i], NULL);
    pthread_mutex_destroy(&job.lock);
    return job.result;
}

static Result run_special(size_t k, int f64, int threads)
{
    uint64_t chunks = refs[k].mp2 ? NSPECIAL : 1;
    return run_job(k, f64 ? SPECIAL64 : SPECIAL32, NSPECIAL, chunks, threads);
}

/* ---- speed ---- */

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

#define SPEED_N 2048
#define SPEED_RUNS 101

/* Median ns per element over runs of a few passes over an array in the first level cache. */
static double speed(size_t k, int t, int f64)
{
    static float x[SPEED_N], y[SPEED_N], o[SPEED_N];
    static double dx[SPEED_N], dy[SPEED_N], dout[SPEED_N];
    double ns[SPEED_RUNS];
    uint64_t s = 7;
    for (size_t i = 0; i < SPEED_N; i++) {
        dx[i] = uniform(&s, refs[k].lo, refs[k].hi);
        dy[i] = uniform(&s, -4, 4);
        x[i] = (float)dx[i];
        y[i] = (float)dy[i];
    }
    for (int i = 0; i < SPEED_RUNS; i++) {
        double start = now_ns();
        for (int j = 0; j < 4; j++)
            if (f64)
                tables[t]->entries[k].f64(dx, dy, dout, SPEED_N);
            else
                tables[t]->entries[k].f32(x, y, o, SPEED_N);
        ns[i] = (now_ns() - start) / (4 * SPEED_N);
    }
    qsort(ns, SPEED_RUNS, sizeof ns[0], by_value);
    return ns[SPEED_RUNS / 2];
}

/* Clock in GHz, from a chain of multiply (3 cycles on current x86 cores) and exclusive or (1); the
 * median of several, as other load disturbs it. */
static double clock_ghz(void)
{
    volatile uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
    volatile uint64_t sink = 1;
    double ghz[31];
    for (int i = 0; i < 31; i++) {
        uint64_t x = sink, f = factor;
        double start = now_ns();
        for (int j = 0; j < 100000; j++)
            x = (x * f) ^ f;
        double ns = now_ns() - start;
        sink = x;
        ghz[i] = 100000.0 * 4 / ns;
    }
    qsort(ghz, 31, sizeof ghz[0], by_value);
    return ghz[15];
}

/* ---- reports ---- */

static const char *cpu_name(void)
{
    static char line[256];
    FILE *f = fopen("/proc/cpuinfo", "r");
    while (f && fgets(line, sizeof line, f)) {
        char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) != 0 || !colon)
            continue;
        fclose(f);
        line[strcspn(line, "\n")] = '\0';
        return colon + 2;
    }
    if (f)
        fclose(f);
    return "unknown";
}

static void page_head(FILE *f, double ghz, int sampled)
{
    char date[32];
    time_t now = time(NULL);
    strftime(date, sizeof date, "%Y-%m-%d", gmtime(&now));
    fprintf(f, "# Accuracy and speed of the vector functions\n\n");
    fprintf(f, "Written by `./dev accuracy%s` on %s.%s\n\n", sampled ? " --sampled" : "", date,
            sampled ? " Without `--sampled` it goes through every float, which takes hours." : "");
    fprintf(f, "- CPU: %s, %.2f GHz while measuring\n", cpu_name(), ghz);
#if defined(__clang__)
    fprintf(f, "- Compiler: %s\n", __VERSION__);
#else
    fprintf(f, "- Compiler: gcc %s\n", __VERSION__);
#endif
    fprintf(f,
            "- Reference: MPFR %s, %d bits. For floats double libm finds the worst of each\n"
            "  block of %d and MPFR measures it.\n",
            mpfr_get_version(), REF_BITS, CHUNK);
    fprintf(f, "- Error: |got - exact| over the spacing of the format at the exact value. A wrong\n"
               "  NaN or a zero of the wrong sign would show as inf.\n");
    fprintf(f, "- Inputs: *all* is each of the 2^32 floats; otherwise the number of samples, with\n"
               "  special values and the neighbourhoods of branch points among them.\n");
    fprintf(f,
            "- Speed: median over %d runs on %d elements in the first level cache, one thread,\n"
            "  operands in a usual range, on a machine with other load; cycles from the clock\n"
            "  above.\n",
            SPEED_RUNS, SPEED_N);
    fprintf(
        f,
        "- The f64 functions other than exp, log, tanh, sigmoid, sqrt, rsqrt and roundings call\n"
        "  libm lane by lane, so those rows measure the C library.\n");
    fprintf(f, "- AVX2 and AVX-512 were compared bit for bit on the same inputs (NaN equals NaN);\n"
               "  *differ* counts the inputs where they disagree.\n\n");
    fprintf(f, "| function | type | set | inputs | max ulp | at | ns | cycles | differ |\n");
    fprintf(f, "|---|---|---|---|---|---|---|---|---|\n");
}

static void page_rows(FILE *f, size_t k, int f64, const Result *r, double ghz)
{
    int all = !f64 && refs[k].mp1 && r->count >= UINT64_C(1) << 32;
    for (int t = 0; t < ntables; t++) {
        double ns = speed(k, t, f64);
        char inputs[32], at[96];
        snprintf(inputs, sizeof inputs, "%" PRIu64, r->count);
        if (refs[k].mp2)
            snprintf(at, sizeof at, "%a, %a", r->x[t], r->y[t]);
        else
            snprintf(at, sizeof at, "%a", r->x[t]);
        fprintf(f, "| %s | %s | %s | %s | %.3f | %s | %.2f | %.2f | %" PRIu64 " |\n", refs[k].name,
                f64 ? "f64" : "f32", tables[t]->isa, all ? "all" : inputs, r->err[t], at, ns,
                ns * ghz, r->differ);
    }
    fflush(f);
}

typedef struct {
    int threads;
    const char *only, *markdown;
    int sampled; /* 2^25 floats of each function instead of all */
} Options;

static int run_all(const Options *opt)
{
    FILE *page = opt->markdown ? fopen(opt->markdown, "w") : NULL;
    double ghz = clock_ghz();
    int bad = 0;
    if (opt->markdown && !page) {
        perror(opt->markdown);
        return 1;
    }
    if (page)
        page_head(page, ghz, opt->sampled);
    for (int f64 = 0; f64 < 2; f64++)
        for (size_t k = 0; k < NREFS; k++) {
            if (opt->only && strcmp(opt->only, refs[k].name) != 0)
                continue;
            Result r = run_special(k, f64, opt->threads), more;
            if (f64)
                more = run_job(k, SAMPLE64, 4096, 64, opt->threads);
            else if (opt->sampled)
                more = run_job(k, SAMPLE32, CHUNK, 512, opt->threads);
            else if (refs[k].mp1)
                more = run_job(k, ALL32, CHUNK, UINT64_C(1) << 16, opt->threads);
            else
                more = run_job(k, SAMPLE32, CHUNK, 4096, opt->threads);
            merge(&r, &more);
            page_rows(stdout, k, f64, &r, ghz);
            if (page)
                page_rows(page, k, f64, &r, ghz);
            for (int t = 0; t < ntables; t++)
                bad |= !(r.err[t] <= BOUND_ULP);
            bad |= r.differ != 0;
        }
    if (page)
        fclose(page);
    return bad;
}

static int run_speed(const Options *opt)
{
    double ghz = clock_ghz();
    printf("%.2f GHz\n%-8s %-4s", ghz, "name", "type");
    for (int t = 0; t < ntables; t++)
        printf(" %8s ns cycles", tables[t]->isa);
    printf("\n");
    for (int f64 = 0; f64 < 2; f64++)
        for (size_t k = 0; k < NREFS; k++) {
            if (opt->only && strcmp(opt->only, refs[k].name) != 0)
                continue;
            printf("%-8s %-4s", refs[k].name, f64 ? "f64" : "f32");
            for (int t = 0; t < ntables; t++) {
                double ns = speed(k, t, f64);
                printf(" %11.3f %6.2f", ns, ns * ghz);
            }
            printf("\n");
        }
    return 0;
}

/* ---- tests ---- */

/* Prints what is wrong and returns how many things are. */
static int check(size_t k, int f64, const Result *r)
{
    int bad = 0;
    for (int t = 0; t < ntables; t++)
        if (!(r->err[t] <= BOUND_ULP)) {
            print_error("%s %s %s: %g ulp at %a, %a\n", refs[k].name, f64 ? "f64" : "f32",
                        tables[t]->isa, r->err[t], r->x[t], r->y[t]);
            bad++;
        }
    if (r->differ) {
        print_error("%s: AVX2 and AVX-512 differ in %" PRIu64 " lanes\n", refs[k].name, r->differ);
        bad++;
    }
    return bad;
}

static void test_special(void **state)
{
    int bad = 0;
    (void)state;
    for (int f64 = 0; f64 < 2; f64++)
        for (size_t k = 0; k < NREFS; k++) {
            Result r = run_special(k, f64, 2);
            bad += check(k, f64, &r);
        }
    assert_int_equal(bad, 0);
}

/* Small chunks, so that MPFR sees the worst of every few samples and not of all of them. */
static void test_sample_f32(void **state)
{
    int bad = 0;
    (void)state;
    for (size_t k = 0; k < NREFS; k++) {
        Result r = run_job(k, SAMPLE32, 4096, 256, 2);
        bad += check(k, 0, &r);
    }
    assert_int_equal(bad, 0);
}

static void test_sample_f64(void **state)
{
    int bad = 0;
    (void)state;
    for (size_t k = 0; k < NREFS; k++) {
        Result r = run_job(k, SAMPLE64, 256, 24, 2);
        bad += check(k, 1, &r);
    }
    assert_int_equal(bad, 0);
}

/* A lane's result does not depend on its neighbours: each special value alone among ones. */
static void test_lanes_independent(void **state)
{
    static float v[NSPECIAL], one[NSPECIAL], all[NSPECIAL];
    (void)state;
    special32(v);
    for (size_t i = 0; i < NSPECIAL; i++)
        one[i] = 1.5f;
    for (int t = 0; t < ntables; t++)
        for (size_t k = 0; k < NREFS; k++) {
            const AccEntry *e = &tables[t]->entries[k];
            e->f32(v, one, all, NSPECIAL);
            for (size_t i = 0; i < NSPECIAL; i++) {
                float x[ACC_BLOCK], out[ACC_BLOCK];
                for (size_t j = 0; j < ACC_BLOCK; j++)
                    x[j] = 1.0f;
                x[i % ACC_BLOCK] = v[i];
                e->f32(x, one, out, ACC_BLOCK);
                assert_true(same32(out[i % ACC_BLOCK], all[i]));
            }
        }
}

static int short_tests(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_special),
        cmocka_unit_test(test_lanes_independent),
        cmocka_unit_test(test_sample_f32),
        cmocka_unit_test(test_sample_f64),
    };
    return cmocka_run_group_tests_name("accuracy", tests, NULL, NULL);
}

int main(int argc, char **argv)
{
    Options opt = {4, NULL, NULL, 0};
    int all = 0, only_speed = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--all") == 0) {
            all = 1;
        } else if (strcmp(argv[i], "--sampled") == 0) {
            all = opt.sampled = 1;
        } else if (strcmp(argv[i], "--speed") == 0) {
            only_speed = 1;
        } else if (strcmp(argv[i], "--threads") == 0 && i + 1 < argc) {
            opt.threads = atoi(argv[++i]);
        } else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
            opt.only = argv[++i];
        } else if (strcmp(argv[i], "--markdown") == 0 && i + 1 < argc) {
            opt.markdown = argv[++i];
        } else {
            fprintf(
                stderr,
                "usage: accuracy [--all|--sampled [--threads N] [--only NAME] [--markdown FILE]]"
                " [--speed]\n");
            return 2;
        }
    }
    find_tables();
    if (only_speed)
        return run_speed(&opt);
    return all ? run_all(&opt) : short_tests();
}
