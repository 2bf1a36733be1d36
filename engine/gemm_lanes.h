/* Vectors for the tiles: included by engine/gemm_tile.c once for each element type, with T and
 * F defined (and WG_GEMM_F64 for double). No guard: each inclusion defines the names with the
 * suffix that F gives. */

enum { F(lanes) = VECTOR_BYTES / (int)sizeof(T) };
typedef T F(vec) __attribute__((vector_size(VECTOR_BYTES)));

INLINE F(vec) F(load)(const T *p)
{
    F(vec) v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE void F(store)(T *p, F(vec) v)
{
    memcpy(p, &v, sizeof v);
}

#if VECTOR_BYTES == 64 && !defined(WG_GEMM_F64)
typedef __mmask16 F(mask);
INLINE F(vec) F(splat)(T x)
{
    return (F(vec))_mm512_set1_ps(x);
}
INLINE F(vec) F(fma)(F(vec) a, F(vec) b, F(vec) c)
{
    return (F(vec))_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
}
INLINE F(mask) F(first)(int n)
{
    return (__mmask16)((1u << n) - 1u);
}
INLINE F(vec) F(load_first)(const T *p, F(mask) m)
{
    return (F(vec))_mm512_maskz_loadu_ps(m, p);
}
INLINE void F(store_first)(T *p, F(vec) v, F(mask) m)
{
    _mm512_mask_storeu_ps(p, m, (__m512)v);
}
INLINE F(vec) F(relu)(F(vec) v)
{
    return (F(vec))_mm512_max_ps(_mm512_setzero_ps(), (__m512)v);
}
INLINE F(vec) F(gated)(F(vec) v, F(vec) g)
{
    return (F(vec))_mm512_maskz_mov_ps(
        _mm512_cmp_ps_mask((__m512)g, _mm512_setzero_ps(), _CMP_GT_OQ), (__m512)v);
}
#elif VECTOR_BYTES == 64
typedef __mmask8 F(mask);
INLINE F(vec) F(splat)(T x)
{
    return (F(vec))_mm512_set1_pd(x);
}
INLINE F(vec) F(fma)(F(vec) a, F(vec) b, F(vec) c)
{
    return (F(vec))_mm512_fmadd_pd((__m512d)a, (__m512d)b, (__m512d)c);
}
INLINE F(mask) F(first)(int n)
{
    return (__mmask8)((1u << n) - 1u);
}
INLINE F(vec) F(load_first)(const T *p, F(mask) m)
{
    return (F(vec))_mm512_maskz_loadu_pd(m, p);
}
INLINE void F(store_first)(T *p, F(vec) v, F(mask) m)
{
    _mm512_mask_storeu_pd(p, m, (__m512d)v);
}
INLINE F(vec) F(relu)(F(vec) v)
{
    return (F(vec))_mm512_max_pd(_mm512_setzero_pd(), (__m512d)v);
}
INLINE F(vec) F(gated)(F(vec) v, F(vec) g)
{
    return (F(vec))_mm512_maskz_mov_pd(
        _mm512_cmp_pd_mask((__m512d)g, _mm512_setzero_pd(), _CMP_GT_OQ), (__m512d)v);
}
#elif VECTOR_BYTES == 32 && !defined(WG_GEMM_F64)
typedef __m256i F(mask);
INLINE F(mask) F(first)(int n)
{
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
INLINE F(vec) F(load_first)(const T *p, F(mask) m)
{
    return (F(vec))_mm256_maskload_ps(p, m);
}
INLINE void F(store_first)(T *p, F(vec) v, F(mask) m)
{
    _mm256_maskstore_ps(p, m, (__m256)v);
}
INLINE F(vec) F(splat)(T x)
{
    return (F(vec))_mm256_set1_ps(x);
}
INLINE F(vec) F(fma)(F(vec) a, F(vec) b, F(vec) c)
{
    return (F(vec))_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
}
INLINE F(vec) F(relu)(F(vec) v)
{
    return (F(vec))_mm256_max_ps(_mm256_setzero_ps(), (__m256)v);
}
INLINE F(vec) F(gated)(F(vec) v, F(vec) g)
{
    return (F(vec))_mm256_and_ps(_mm256_cmp_ps((__m256)g, _mm256_setzero_ps(), _CMP_GT_OQ),
                                 (__m256)v);
}
#elif VECTOR_BYTES == 32
typedef __m256i F(mask);
INLINE F(mask) F(first)(int n)
{
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x(n), _mm256_setr_epi64x(0, 1, 2, 3));
}
INLINE F(vec) F(load_first)(const T *p, F(mask) m)
{
    return (F(vec))_mm256_maskload_pd(p, m);
}
INLINE void F(store_first)(T *p, F(vec) v, F(mask) m)
{
    _mm256_maskstore_pd(p, m, (__m256d)v);
}
INLINE F(vec) F(splat)(T x)
{
    return (F(vec))_mm256_set1_pd(x);
}
INLINE F(vec) F(fma)(F(vec) a, F(vec) b, F(vec) c)
{
    return (F(vec))_mm256_fmadd_pd((__m256d)a, (__m256d)b, (__m256d)c);
}
INLINE F(vec) F(relu)(F(vec) v)
{
    return (F(vec))_mm256_max_pd(_mm256_setzero_pd(), (__m256d)v);
}
INLINE F(vec) F(gated)(F(vec) v, F(vec) g)
{
    return (F(vec))_mm256_and_pd(_mm256_cmp_pd((__m256d)g, _mm256_setzero_pd(), _CMP_GT_OQ),
                                 (__m256d)v);
}
#else
/* Any processor: a product and a sum where it has no fused instruction. */
typedef int F(mask); /* how many lanes: used outside the inner loop only */
INLINE F(mask) F(first)(int n)
{
    return n;
}
INLINE F(vec) F(load_first)(const T *p, F(mask) m)
{
    if (m == F(lanes))
        return F(load)(p);
    F(vec) v = {0};
    memcpy(&v, p, (size_t)m * sizeof(T));
    return v;
}
INLINE void F(store_first)(T *p, F(vec) v, F(mask) m)
{
    if (m == F(lanes))
        F(store)(p, v);
    else
        memcpy(p, &v, (size_t)m * sizeof(T));
}
#if !defined(WG_GEMM_F64)
typedef int32_t F(bits) __attribute__((vector_size(VECTOR_BYTES)));
INLINE F(vec) F(splat)(T x)
{
    return (F(vec)){x, x, x, x};
}
#else
typedef int64_t F(bits) __attribute__((vector_size(VECTOR_BYTES)));
INLINE F(vec) F(splat)(T x)
{
    return (F(vec)){x, x};
}
#endif
#if defined(__FP_FAST_FMA) && !defined(WG_GEMM_F64)
INLINE F(vec) F(fma)(F(vec) a, F(vec) b, F(vec) c)
{
    for (int i = 0; i < F(lanes); i++)
        c[i] = __builtin_fmaf(a[i], b[i], c[i]);
    return c;
}
#elif defined(__FP_FAST_FMA)
INLINE F(vec) F(fma)(F(vec) a, F(vec) b, F(vec) c)
{
    for (int i = 0; i < F(lanes); i++)
        c[i] = __builtin_fma(a[i], b[i], c[i]);
    return c;
}
#else
INLINE F(vec) F(fma)(F(vec) a, F(vec) b, F(vec) c)
{
    return a * b + c;
}
#endif
INLINE F(vec) F(relu)(F(vec) v)
{
    return (F(vec))((F(bits))v & ~(F(bits))(v < F(splat)(0)));
}
INLINE F(vec) F(gated)(F(vec) v, F(vec) g)
{
    return (F(vec))((F(bits))v & (F(bits))(g > F(splat)(0)));
}
#endif

/* A square of 16-byte vectors, turned: to[q * room + j] = from[j * stride + q]. */
typedef T F(quad) __attribute__((vector_size(16)));
enum { F(square) = 16 / (int)sizeof(T), F(line) = 64 / (int)sizeof(T) };
INLINE F(quad) F(load_quad)(const T *p)
{
    F(quad) v;
    memcpy(&v, p, sizeof v);
    return v;
}
#if !defined(WG_GEMM_F64)
INLINE void F(turn)(T *to, int64_t room, const T *from, int64_t stride)
{
    const F(quad) a = F(load_quad)(from), b = F(load_quad)(from + stride);
    const F(quad) c = F(load_quad)(from + 2 * stride), d = F(load_quad)(from + 3 * stride);
    const F(quad) ab0 = __builtin_shufflevector(a, b, 0, 4, 1, 5),
                  ab1 = __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const F(quad) cd0 = __builtin_shufflevector(c, d, 0, 4, 1, 5),
                  cd1 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
    const F(quad) out[4] = {__builtin_shufflevector(ab0, cd0, 0, 1, 4, 5),
                            __builtin_shufflevector(ab0, cd0, 2, 3, 6, 7),
                            __builtin_shufflevector(ab1, cd1, 0, 1, 4, 5),
                            __builtin_shufflevector(ab1, cd1, 2, 3, 6, 7)};
    UNROLL for (int q = 0; q < 4; q++) memcpy(to + q * room, &out[q], sizeof out[q]);
}
#else
INLINE void F(turn)(T *to, int64_t room, const T *from, int64_t stride)
{
    const F(quad) a = F(load_quad)(from), b = F(load_quad)(from + stride);
    const F(quad)
        out[2] = {__builtin_shufflevector(a, b, 0, 2), __builtin_shufflevector(a, b, 1, 3)};
    memcpy(to, &out[0], sizeof out[0]);
    memcpy(to + room, &out[1], sizeof out[1]);
}
#endif

/* The lanes added pairwise, each to the one half of them further on. */
#if !defined(WG_GEMM_F64)
INLINE T F(sum_quad)(F(quad) v)
{
    v += __builtin_shufflevector(v, v, 2, 3, 0, 1);
    return v[0] + v[1];
}
#else
INLINE T F(sum_quad)(F(quad) v)
{
    return v[0] + v[1];
}
#endif
#if VECTOR_BYTES == 64
INLINE T F(sum_lanes)(F(vec) v)
{
    const __m512i bits = (__m512i)v;
    typedef T half __attribute__((vector_size(32)));
    const half h = (half)_mm512_castsi512_si256(bits) + (half)_mm512_extracti64x4_epi64(bits, 1);
    const __m256i half_bits = (__m256i)h;
    return F(sum_quad)((F(quad))_mm256_castsi256_si128(half_bits) +
                       (F(quad))_mm256_extracti128_si256(half_bits, 1));
}
#elif VECTOR_BYTES == 32
INLINE T F(sum_lanes)(F(vec) v)
{
    const __m256i bits = (__m256i)v;
    return F(sum_quad)((F(quad))_mm256_castsi256_si128(bits) +
                       (F(quad))_mm256_extracti128_si256(bits, 1));
}
#else
INLINE T F(sum_lanes)(F(vec) v)
{
    return F(sum_quad)((F(quad))v);
}
#endif

/* Lines of the cache, or the first `len` elements of them, turned: to[q * room + j] = from[j * stride + q] for q < len. Returns how many
 * of the `width` columns are done; the rest is left to squares. */
#if VECTOR_BYTES == 64 && !defined(WG_GEMM_F64)
/* Rounds of a transposition: pairs of floats, pairs of pairs, then quarters of the registers. */
INLINE void F(turn_16)(T *to, int64_t room, const T *from, int64_t stride, const int columns,
                       int64_t len)
{
    const __mmask16 some = (__mmask16)((1u << columns) - 1u), there = (__mmask16)((1u << len) - 1u);
    __m512 a[16], b[16];
    UNROLL for (int i = 0; i < 16; i++) a[i] =
        i < columns ? _mm512_maskz_loadu_ps(there, from + i * stride) : _mm512_setzero_ps();
    UNROLL for (int i = 0; i < 16; i += 2)
    {
        b[i] = _mm512_unpacklo_ps(a[i], a[i + 1]);
        b[i + 1] = _mm512_unpackhi_ps(a[i], a[i + 1]);
    }
    UNROLL for (int i = 0; i < 16; i += 4) UNROLL for (int h = 0; h < 2; h++)
    {
        const __m512d x = _mm512_castps_pd(b[i + h]), y = _mm512_castps_pd(b[i + 2 + h]);
        a[i + 2 * h] = _mm512_castpd_ps(_mm512_unpacklo_pd(x, y));
        a[i + 2 * h + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(x, y));
    }
    /* a[4 i + q] has rows q, q + 4, q + 8, q + 12 of columns 4 i .. 4 i + 3 */
    UNROLL for (int q = 0; q < 4; q++)
    {
        const __m512 even01 = _mm512_shuffle_f32x4(a[q], a[4 + q], 0x88),
                     even23 = _mm512_shuffle_f32x4(a[8 + q], a[12 + q], 0x88),
                     odd01 = _mm512_shuffle_f32x4(a[q], a[4 + q], 0xdd),
                     odd23 = _mm512_shuffle_f32x4(a[8 + q], a[12 + q], 0xdd);
        b[q] = _mm512_shuffle_f32x4(even01, even23, 0x88);
        b[q + 4] = _mm512_shuffle_f32x4(odd01, odd23, 0x88);
        b[q + 8] = _mm512_shuffle_f32x4(even01, even23, 0xdd);
        b[q + 12] = _mm512_shuffle_f32x4(odd01, odd23, 0xdd);
    }
    UNROLL for (int i = 0; i < 16; i++) if (i < len)
    {
        if (columns == 16)
            _mm512_storeu_ps(to + i * room, b[i]);
        else
            _mm512_mask_storeu_ps(to + i * room, some, b[i]);
    }
}

INLINE int64_t F(turn_lines)(T *to, int64_t room, const T *from, int64_t stride, int64_t width,
                             int64_t len)
{
    int64_t j = 0;
    for (; j + 16 <= width && len == 16; j += 16)
        F(turn_16)(to + j, room, from + j * stride, stride, 16, 16);
    for (; j + 16 <= width; j += 16)
        F(turn_16)(to + j, room, from + j * stride, stride, 16, len);
    switch (width - j) { /* the tallest tiles of A */
    case 14: F(turn_16)(to + j, room, from + j * stride, stride, 14, len); break;
    case 13: F(turn_16)(to + j, room, from + j * stride, stride, 13, len); break;
    default: return j;
    }
    return width;
}
#else
INLINE int64_t F(turn_lines)(T *to, int64_t room, const T *from, int64_t stride, int64_t width,
                             int64_t len)
{
    (void)to, (void)room, (void)from, (void)stride, (void)width, (void)len;
    return 0;
}
#endif
