/* Random tensors: a function of the graph's seed, the node, the count of runs that drew, and the
 * element, by Philox4x32-10. So neither threads nor the order of work change a number. */
#include <math.h>

#include "ops/apply.h"
#include "ops/nest.h"
#include "ops/pieces.h"
#include "ops_gen_impl.h"
#include "tensor/random.h"

/* ---- blocks ---- */

/* Block i of a node's draw. Words of the counter: i (40 bits), draw (56 bits), stream (32 bits). The
 * host draws with the last word 0, and streams of nodes begin at 1: the two never meet. */
static void block(const wg_kernel_args *k, int64_t i, uint32_t word[4])
{
    const uint32_t counter[4] = {
        (uint32_t)i,
        (uint32_t)((uint64_t)i >> 32 & 0xff) | (uint32_t)(k->draw >> 32 << 8),
        (uint32_t)k->draw,
        (uint32_t)k->stream,
    };
    const uint32_t key[2] = {(uint32_t)k->seed, (uint32_t)(k->seed >> 32)};
    wg_philox(counter, key, word);
}

static uint64_t wide(const uint32_t *word)
{
    return word[0] | (uint64_t)word[1] << 32;
}

/* ---- shapes ---- */

static bool shape_of_attr(wg_infer *in, const wg_attr *shape)
{
    int64_t n;
    in->out_shape = wg__shape_of_attr(shape);
    if (!wg_shape_numel(in->out_shape, &n))
        return wg_infer_fail(in, WG_ERR_SIZE, "no such shape: rank or size is out of range");
    return true;
}

static bool float_shape(wg_infer *in)
{
    const int64_t dtype = in->attr->at[0].u.i;
    if (dtype != WG_F32 && dtype != WG_F64)
        return wg_infer_fail(in, WG_ERR_DTYPE, "%s draws f32 or f64", in->op->name);
    in->out_dtype = (wg_dtype)dtype;
    return shape_of_attr(in, &in->attr->at[1]);
}

static bool random_uniform_shape(wg_infer *in)
{
    const double lo = in->attr->at[2].u.f, hi = in->attr->at[3].u.f;
    if (!isfinite(lo) || !isfinite(hi) || !isfinite(hi - lo) || lo > hi)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "not an interval: %g to %g", lo, hi);
    return float_shape(in);
}

static bool random_normal_shape(wg_infer *in)
{
    const double mean = in->attr->at[2].u.f, std = in->attr->at[3].u.f;
    if (!isfinite(mean) || !isfinite(std) || std < 0)
        return wg_infer_fail(in, WG_ERR_ARGUMENT, "mean %g, standard deviation %g", mean, std);
    return float_shape(in);
}

static bool random_bits_shape(wg_infer *in)
{
    in->out_dtype = WG_I64;
    return shape_of_attr(in, &in->attr->at[0]);
}

/* ---- kernels ---- */

static void uniform_f32(const wg_kernel_args *k, double lo, double width, int64_t n)
{
    float *y = k->out.data;
    for (int64_t i = 0; i < n; i += 4) {
        uint32_t word[4];
        block(k, (k->first + i) / 4, word);
        for (int64_t j = 0; j < 4 && i + j < n; j++)
            y[i + j] = (float)(lo + width * ((double)(word[j] >> 8) * 0x1p-24));
    }
}

static void uniform_f64(const wg_kernel_args *k, double lo, double width, int64_t n)
{
    double *y = k->out.data;
    for (int64_t i = 0; i < n; i += 2) {
        uint32_t word[4];
        block(k, (k->first + i) / 2, word);
        for (int64_t j = 0; j < 2 && i + j < n; j++)
            y[i + j] = lo + width * wg__uniform_of(wide(word + 2 * j));
    }
}

static wg_code random_uniform_kernel(const wg_kernel_args *k)
{
    const double lo = k->attr->at[2].u.f, width = k->attr->at[3].u.f - lo;
    const int64_t n = wg__numel(&k->out.shape);
    if (k->out.dtype == WG_F32)
        uniform_f32(k, lo, width, n);
    else
        uniform_f64(k, lo, width, n);
    return WG_OK;
}

static wg_code random_normal_kernel(const wg_kernel_args *k)
{
    const double mean = k->attr->at[2].u.f, std = k->attr->at[3].u.f;
    const int64_t n = wg__numel(&k->out.shape);
    for (int64_t i = 0; i < n; i += 2) {
        uint32_t word[4];
        double pair[2];
        block(k, (k->first + i) / 2, word);
        wg__normal_of(wide(word), wide(word + 2), pair);
        for (int64_t j = 0; j < 2 && i + j < n; j++) {
            const double y = mean + std * pair[j];
            if (k->out.dtype == WG_F32)
                ((float *)k->out.data)[i + j] = (float)y;
            else
                ((double *)k->out.data)[i + j] = y;
        }
    }
    return WG_OK;
}

static wg_code random_bits_kernel(const wg_kernel_args *k)
{
    uint64_t *y = k->out.data;
    const int64_t n = wg__numel(&k->out.shape);
    for (int64_t i = 0; i < n; i += 2) {
        uint32_t word[4];
        block(k, (k->first + i) / 2, word);
        for (int64_t j = 0; j < 2 && i + j < n; j++)
            y[i + j] = wide(word + 2 * j);
    }
    return WG_OK;
}

/* ---- in pieces: of whole blocks of every kind ---- */

enum { LEAST_DRAWS = 4 };

static int64_t random_count(const wg_kernel_args *k, int64_t wanted)
{
    const int64_t units = wg__numel(&k->out.shape) / LEAST_DRAWS;
    return units < wanted ? units : wanted;
}

static void random_run(const wg_kernel_args *k, wg_kernel_fn fn, int64_t piece, int64_t pieces,
                       double *partial)
{
    wg_kernel_args part = *k;
    const int64_t n = wg__numel(&k->out.shape);
    int64_t first, end;
    (void)partial;
    wg__piece_of(n / LEAST_DRAWS, piece, pieces, &first, &end);
    part.first = first * LEAST_DRAWS;
    end = piece == pieces - 1 ? n : end * LEAST_DRAWS;
    part.out.data = (char *)k->out.data + part.first * (int64_t)wg_dtype_size(k->out.dtype);
    part.out.shape = WG_SHAPE(end - part.first);
    fn(&part);
}
static const struct wg__pieces random_pieces = {.count = random_count, .run = random_run};

/* ---- descriptors ---- */

#define RANDOM(name_)                                                                              \
    WG__OP(name_, RANDOM), .random = true, .strided = true, .shape = name_##_shape,                \
                           .kernel = name_##_kernel, .pieces = &random_pieces,                     \
                           .diff = WG_DIFF_CONSTANT, .derivative = "none: no operand"

const wg_op wg__op_random_uniform = {
    RANDOM(random_uniform),
    .flops = 2,
    .doc =
        "Uniform numbers, new ones in each run: 24 bits of chance in f32, 53 in f64. Rounding may "
        "give hi, but not from 0 to 1.",
    .formula = "y ~ U[lo, hi)",
};

const wg_op wg__op_random_normal = {
    RANDOM(random_normal),
    .flops = 30,
    .doc = "Normal numbers, new ones in each run, by Box and Muller in f64, the same on every "
           "machine.",
    .formula = "y ~ N(mean, std^2)",
};

const wg_op wg__op_random_bits = {
    RANDOM(random_bits),
    .flops = 1,
    .doc = "i64 of 64 random bits, new ones in each run.",
    .formula = "y ~ U{-2^63, ..., 2^63 - 1}",
};
