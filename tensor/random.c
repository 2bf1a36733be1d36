/* Random numbers on the host: Philox4x32-10 and what is drawn from it.
 *
 * A block of four words depends on seed, stream and counter alone. Uniform and normal numbers use
 * +, -, *, / and sqrt only, which IEEE 754 rounds exactly, and never libm, whose log and cos differ
 * between machines in the last bit: the same seed gives the same bits on every machine (with
 * -ffp-contract=off, and where double arithmetic is done in double). */
#include "tensor/random.h"

#include "tensor/dtype.h"
#include "tensor/graph.h"

#include <math.h>

/* ---- Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC'11 ---- */

void wg_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key[0], k1 = key[1];
    for (int round = 0; round < 10; round++) {
        uint64_t a = (uint64_t)0xD2511F53u * c0, b = (uint64_t)0xCD9E8D57u * c2;
        c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
        c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
        c1 = (uint32_t)b;
        c3 = (uint32_t)a;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

/* Block `counter` of a stream, as two words of 64 bits. */
static void draw(wg_rng *r, uint64_t out[2])
{
    uint32_t c[4] = {(uint32_t)r->counter, (uint32_t)(r->counter >> 32), (uint32_t)r->stream,
                     (uint32_t)(r->stream >> 32)};
    uint32_t key[2] = {(uint32_t)r->seed, (uint32_t)(r->seed >> 32)}, word[4];
    wg_philox(c, key, word);
    r->counter++;
    out[0] = word[0] | (uint64_t)word[1] << 32;
    out[1] = word[2] | (uint64_t)word[3] << 32;
}

double wg__uniform_of(uint64_t u)
{
    return (double)(u >> 11) * 0x1p-53;
}

/* ---- log and the circle, exactly reproducible; minimax polynomials of fdlibm (e_log.c, k_sin.c,
 * k_cos.c) ---- */

static double log_exact(double x) /* 0 < x <= 1 */
{
    const double ln2_hi = 6.93147180369123816490e-01, ln2_lo = 1.90821492927058770002e-10;
    int e;
    double m = frexp(x, &e);
    if (m < 0.70710678118654752440) {
        m *= 2;
        e--;
    }
    double f = m - 1, s = f / (2 + f), z = s * s, w = z * z, k = e;
    double t1 = w * (3.999999999940941908e-01 +
                     w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    double t2 = z * (6.666666666666735130e-01 +
                     w * (2.857142874366239149e-01 +
                          w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    double half = 0.5 * f * f;
    return k * ln2_hi - ((half - (s * (half + t1 + t2) + k * ln2_lo)) - f);
}

static double sin_small(double x) /* |x| <= pi/4 */
{
    double z = x * x;
    double r = 8.33333333332248946124e-03 +
               z * (-1.98412698298579493134e-04 +
                    z * (2.75573137070700676789e-06 +
                         z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
    return x + z * x * (-1.66666666666666324348e-01 + z * r);
}

static double cos_small(double x) /* |x| <= pi/4 */
{
    double z = x * x;
    double r =
        z * (4.16666666666666019037e-02 +
             z * (-1.38888888888741095749e-03 +
                  z * (2.48015872894767294178e-05 +
                       z * (-2.75573143513906633035e-07 +
                            z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
    return 1 - (0.5 * z - z * r);
}

/* (cos, sin) of 2 pi u, 0 <= u < 1. The reduction to an eighth of a turn is exact. */
static void circle(double u, double *c, double *s)
{
    const double two_pi = 6.28318530717958647692;
    int quarter = (int)(u * 4 + 0.5);
    double x = (u - 0.25 * quarter) * two_pi;
    double cx = cos_small(x), sx = sin_small(x);
    switch (quarter & 3) {
    case 0: *c = cx, *s = sx; break;
    case 1: *c = -sx, *s = cx; break;
    case 2: *c = -cx, *s = -sx; break;
    default: *c = sx, *s = -cx; break;
    }
}

/* Box and Muller, 1958. */
void wg__normal_of(uint64_t u0, uint64_t u1, double out[2])
{
    double radius = sqrt(-2 * log_exact(1 - wg__uniform_of(u0))); /* 1 - u is in (0, 1] */
    circle(wg__uniform_of(u1), &out[0], &out[1]);
    out[0] *= radius;
    out[1] *= radius;
}

static void normal_pair(wg_rng *r, double out[2])
{
    uint64_t u[2];
    draw(r, u);
    wg__normal_of(u[0], u[1], out);
}

/* ---- one number at a time: each call uses a block ---- */

wg_rng wg_rng_new(uint64_t seed)
{
    return (wg_rng){.seed = seed};
}

uint64_t wg_rng_u64(wg_rng *r)
{
    uint64_t u[2];
    draw(r, u);
    return u[0];
}

double wg_rng_uniform(wg_rng *r)
{
    return wg__uniform_of(wg_rng_u64(r));
}

double wg_rng_normal(wg_rng *r)
{
    double pair[2];
    normal_pair(r, pair);
    return pair[0];
}

/* The lowest 2^64 mod n words are rejected, so that what remains is a multiple of n. */
uint64_t wg_rng_below(wg_rng *r, uint64_t n)
{
    uint64_t u;
    if (n == 0)
        return 0;
    do {
        u = wg_rng_u64(r);
    } while (u < -n % n);
    return u % n;
}

void wg_rng_shuffle(wg_rng *r, int64_t *v, size_t n)
{
    for (size_t k = n; k > 1; k--) {
        size_t j = (size_t)wg_rng_below(r, k);
        int64_t swap = v[k - 1];
        v[k - 1] = v[j];
        v[j] = swap;
    }
}

/* ---- the graph's stream ---- */

void wg_seed(wg_graph *g, uint64_t seed)
{
    if (!g)
        return;
    g->rng = wg_rng_new(seed);
    g->draws = 0;
}

wg_rng *wg_graph_rng(wg_graph *g)
{
    return g ? &g->rng : NULL;
}

/* The node to fill, or NULL after an error. */
static wg__node *use_leaf(wg_tensor t, bool needs_float)
{
    char text[256];
    wg__node *n = wg__use(t.g, t, "the tensor");
    if (!n)
        return NULL;
    if (n->kind != WG__NODE_INPUT && n->kind != WG__NODE_PARAM) {
        wg__fail(t.g, WG_ERR_ARGUMENT, "%s is not an input or a parameter",
                 wg__describe(t.g, t, text, sizeof text));
        return NULL;
    }
    if (needs_float && !wg_dtype_is_float((wg_dtype)n->dtype)) {
        wg__fail(t.g, WG_ERR_DTYPE, "%s is %s, not f32 or f64",
                 wg__describe(t.g, t, text, sizeof text), wg_dtype_name((wg_dtype)n->dtype));
        return NULL;
    }
    return n;
}

typedef struct law {
    double a, b;
    void (*pair)(wg_rng *r, const struct law *l, double out[2]);
} law;

static void constant_pair(wg_rng *r, const law *l, double out[2])
{
    (void)r;
    out[0] = out[1] = l->a;
}

static void uniform_law(wg_rng *r, const law *l, double out[2])
{
    uint64_t u[2];
    draw(r, u);
    for (int k = 0; k < 2; k++)
        out[k] = l->a + (l->b - l->a) * wg__uniform_of(u[k]);
}

static void normal_law(wg_rng *r, const law *l, double out[2])
{
    normal_pair(r, out);
    for (int k = 0; k < 2; k++)
        out[k] = l->a + l->b * out[k];
}

/* Elements 2i and 2i + 1 come from one block. */
static void fill(wg__node *n, wg_rng *r, const law *l)
{
    double pair[2];
    for (int64_t i = 0; i < n->numel; i++) {
        if (i % 2 == 0)
            l->pair(r, l, pair);
        wg__store((wg_dtype)n->dtype, n->data, i, pair[i % 2]);
    }
}

static bool law_ok(wg_graph *g, const wg__node *n, const law *l)
{
    if (l->pair == constant_pair) {
        if (!wg__fits((wg_dtype)n->dtype, l->a))
            wg__fail(g, WG_ERR_VALUE, "%.17g is not a value of dtype %s", l->a,
                     wg_dtype_name((wg_dtype)n->dtype));
        return wg__fits((wg_dtype)n->dtype, l->a);
    }
    bool ok =
        isfinite(l->a) && isfinite(l->b) && (l->pair == uniform_law ? l->a <= l->b : l->b >= 0);
    if (!ok)
        wg__fail(g, WG_ERR_ARGUMENT,
                 l->pair == uniform_law ? "not an interval: %g to %g"
                                        : "mean %g, standard deviation %g",
                 l->a, l->b);
    return ok;
}

static wg_tensor fill_by(wg_tensor t, const char *call, const law *l)
{
    if (!t.g)
        return t;
    bool opened = wg__enter(t.g, (wg_site){.text = call});
    wg__node *n = use_leaf(t, l->pair != constant_pair);
    bool ok = n && law_ok(t.g, n, l);
    if (ok)
        fill(n, &t.g->rng, l);
    wg__leave(t.g, opened);
    return ok ? t : wg__poison(t.g);
}

wg_tensor wg_fill(wg_tensor t, double value)
{
    return fill_by(t, "wg_fill", &(law){value, 0, constant_pair});
}

wg_tensor wg_fill_uniform(wg_tensor t, double lo, double hi)
{
    return fill_by(t, "wg_fill_uniform", &(law){lo, hi, uniform_law});
}

wg_tensor wg_fill_normal(wg_tensor t, double mean, double std)
{
    return fill_by(t, "wg_fill_normal", &(law){mean, std, normal_law});
}
