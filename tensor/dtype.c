/* Element types: their table, and one element to and from double. */
#include "tensor/dtype.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const struct {
    const char *name;
    size_t size;
} dtypes[] = {
#define WG__X(e, t, n, b) [e] = {n, b},
    WG_DTYPE_LIST(WG__X)
#undef WG__X
};

bool wg__dtype_valid(wg_dtype d)
{
    return (unsigned)d < WG_DTYPE_COUNT;
}

const char *wg_dtype_name(wg_dtype d)
{
    return wg__dtype_valid(d) ? dtypes[d].name : "?";
}

size_t wg_dtype_size(wg_dtype d)
{
    return wg__dtype_valid(d) ? dtypes[d].size : 0;
}

bool wg_dtype_is_float(wg_dtype d)
{
    return d == WG_F32 || d == WG_F64;
}

bool wg_dtype_parse(const char *name, wg_dtype *d)
{
    for (int k = 0; name && k < WG_DTYPE_COUNT; k++) {
        if (strcmp(name, dtypes[k].name) == 0) {
            *d = (wg_dtype)k;
            return true;
        }
    }
    return false;
}

double wg__load(wg_dtype d, const void *p, int64_t i)
{
    switch (d) {
    case WG_F32: return (double)((const float *)p)[i];
    case WG_F64: return ((const double *)p)[i];
    case WG_I32: return ((const int32_t *)p)[i];
    case WG_I64: return (double)((const int64_t *)p)[i];
    case WG_U8: return ((const uint8_t *)p)[i];
    case WG_BOOL: return ((const uint8_t *)p)[i] != 0;
    case WG_DTYPE_COUNT: break;
    }
    return (double)NAN;
}

/* -2^63 is a double, 2^63 - 1 is not: the upper bound is exclusive. */
static bool whole_between(double v, double lo, double below)
{
    return v >= lo && v < below && v == floor(v);
}

/* Where round-to-nearest first gives infinity: halfway between the largest float and 2^128. */
static const double f32_overflow = 0x1.ffffffp127;

bool wg__fits(wg_dtype d, double v)
{
    switch (d) {
    case WG_F32: return !isfinite(v) || fabs(v) < f32_overflow;
    case WG_F64: return true;
    case WG_I32: return whole_between(v, -0x1p31, 0x1p31);
    case WG_I64: return whole_between(v, -0x1p63, 0x1p63);
    case WG_U8: return whole_between(v, 0, 256);
    case WG_BOOL: return whole_between(v, 0, 2);
    case WG_DTYPE_COUNT: break;
    }
    return false;
}

void wg__store(wg_dtype d, void *p, int64_t i, double v)
{
    switch (d) {
    case WG_F32: ((float *)p)[i] = (float)v; break;
    case WG_F64: ((double *)p)[i] = v; break;
    case WG_I32: ((int32_t *)p)[i] = (int32_t)v; break;
    case WG_I64: ((int64_t *)p)[i] = (int64_t)v; break;
    case WG_U8: ((uint8_t *)p)[i] = (uint8_t)v; break;
    case WG_BOOL: ((uint8_t *)p)[i] = v != 0; break;
    case WG_DTYPE_COUNT: break;
    }
}

void wg__normalise_bool(void *p, size_t n)
{
    uint8_t *b = p;
    for (size_t i = 0; i < n; i++)
        b[i] = b[i] != 0;
}
