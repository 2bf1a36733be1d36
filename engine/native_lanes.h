/* What the printed source of a tile program is written in, behind the library's own vector functions and reductions: this file is a
 * part of that source (engine/native.h) and of no other.
 *
 * F and D are 64 bytes of floats, of doubles, in parts of a lane vector each; MF and MD are their masks. `part` of m elements leaves
 * the others at 1, where no function has anything special to do; `keep` takes m elements and the rest from elsewhere. */
enum { PARTS = 16 / WGV_F };
#define EACH for (int i = 0; i < PARTS; i++)

typedef struct {
    wgv_f p[PARTS];
} F;
typedef struct {
    wgv_d p[PARTS];
} D;
typedef struct {
    wgv_m p[PARTS];
} MF;
typedef struct {
    wgv_md p[PARTS];
} MD;

#if defined(WGV_AVX512)
static inline MF bits_F(const uint8_t *x)
{
    const __m128i v = _mm_loadu_si128((const __m128i *)x);
    return (MF){{_mm_test_epi8_mask(v, v)}};
}
static inline void bytes_F(uint8_t *x, MF v)
{
    _mm_storeu_si128((__m128i *)x, _mm_and_si128(_mm_movm_epi8(v.p[0]), _mm_set1_epi8(1)));
}
static inline MD bits_D(const uint8_t *x)
{
    const __m128i v = _mm_loadl_epi64((const __m128i *)x);
    return (MD){{(__mmask8)_mm_test_epi8_mask(v, v)}};
}
static inline void bytes_D(uint8_t *x, MD v)
{
    _mm_storel_epi64((__m128i *)x, _mm_and_si128(_mm_movm_epi8(v.p[0]), _mm_set1_epi8(1)));
}
#define TEST(v, j) ((v) >> (j)&1)
static inline MF lane_F(int64_t at)
{
    return (MF){{(__mmask16)(at >= 0 && at < 16 ? 1u << at : 0)}};
}
static inline MD lane_D(int64_t at)
{
    return (MD){{(__mmask8)(at >= 0 && at < 8 ? 1u << at : 0)}};
}
#else
#define TEST(v, j) ((v)[j] & 1)
#define MASKS(K, LANE)                                                                             \
    static inline M##K bits_##K(const uint8_t *x)                                                  \
    {                                                                                              \
        M##K v;                                                                                    \
        EACH for (int j = 0; j < LANE; j++) v.p[i][j] = -(x[i * LANE + j] != 0);                   \
        return v;                                                                                  \
    }                                                                                              \
    static inline void bytes_##K(uint8_t *x, M##K v)                                               \
    {                                                                                              \
        EACH for (int j = 0; j < LANE; j++) x[i * LANE + j] = (uint8_t)TEST(v.p[i], j);            \
    }                                                                                              \
    static inline M##K lane_##K(int64_t at)                                                        \
    {                                                                                              \
        M##K v;                                                                                    \
        EACH for (int j = 0; j < LANE; j++) v.p[i][j] = -(at == i * LANE + j);                     \
        return v;                                                                                  \
    }
MASKS(F, WGV_F)
MASKS(D, WGV_D)
#endif

#define LANES_OF(K, T, LANE, V, SHORT, d)                                                          \
    static inline K load_##K(const T *x)                                                           \
    {                                                                                              \
        K v;                                                                                       \
        memcpy(&v, x, sizeof v);                                                                   \
        return v;                                                                                  \
    }                                                                                              \
    static inline void store_##K(T *x, K v)                                                        \
    {                                                                                              \
        memcpy(x, &v, sizeof v);                                                                   \
    }                                                                                              \
    static inline K set_##K(T x)                                                                   \
    {                                                                                              \
        K v;                                                                                       \
        EACH v.p[i] = wgv_set1##d(x);                                                              \
        return v;                                                                                  \
    }                                                                                              \
    static inline K part_##K(const T *x, int m)                                                    \
    {                                                                                              \
        K v;                                                                                       \
        EACH                                                                                       \
        {                                                                                          \
            const int n = m - i * LANE;                                                            \
            v.p[i] = n >= LANE ? wgv_load##d(x + i * LANE)                                         \
                     : n > 0   ? wgv_load_part##d(x + i * LANE, n)                                 \
                               : wgv_set1##d(1);                                                     \
        }                                                                                          \
        return v;                                                                                  \
    }                                                                                              \
    static inline void store_part_##K(T *x, K v, int m)                                            \
    {                                                                                              \
        EACH                                                                                       \
        {                                                                                          \
            const int n = m - i * LANE;                                                            \
            if (n >= LANE)                                                                         \
                wgv_store##d(x + i * LANE, v.p[i]);                                                \
            else if (n > 0)                                                                        \
                wgv_store_part##d(x + i * LANE, v.p[i], n);                                        \
        }                                                                                          \
    }                                                                                              \
    static inline T first_##K(K v)                                                                 \
    {                                                                                              \
        return v.p[0][0];                                                                          \
    }                                                                                              \
    static inline V wide_##K(K v)                                                                  \
    {                                                                                              \
        V w;                                                                                       \
        memcpy(&w, &v, sizeof w);                                                                  \
        return w;                                                                                  \
    }                                                                                              \
    static inline M##K load_M##K(const uint8_t *x)                                                 \
    {                                                                                              \
        return bits_##K(x);                                                                        \
    }                                                                                              \
    static inline void store_M##K(uint8_t *x, M##K v)                                              \
    {                                                                                              \
        bytes_##K(x, v);                                                                           \
    }                                                                                              \
    static inline M##K part_M##K(const uint8_t *x, int m)                                          \
    {                                                                                              \
        uint8_t all[16] = {0};                                                                     \
        memcpy(all, x, (size_t)m);                                                                 \
        return bits_##K(all);                                                                      \
    }                                                                                              \
    static inline void store_part_M##K(uint8_t *x, M##K v, int m)                                  \
    {                                                                                              \
        uint8_t all[16];                                                                           \
        bytes_##K(all, v);                                                                         \
        memcpy(x, all, (size_t)m);                                                                 \
    }                                                                                              \
    static inline M##K set_M##K(uint8_t x)                                                         \
    {                                                                                              \
        uint8_t all[16];                                                                           \
        memset(all, x != 0, sizeof all);                                                           \
        return bits_##K(all);                                                                      \
    }                                                                                              \
    static inline uint8_t first_M##K(M##K v)                                                       \
    {                                                                                              \
        return (uint8_t)TEST(v.p[0], 0);                                                           \
    }
LANES_OF(F, float, WGV_F, vf, 16, )
LANES_OF(D, double, WGV_D, vd, 8, d)

#if defined(WGV_AVX512)
static inline vf keep_F(vf none, F v, int m)
{
    return (vf)_mm512_mask_mov_ps((__m512)none, (__mmask16)((1u << m) - 1u), (__m512)v.p[0]);
}
static inline vd keep_D(vd none, D v, int m)
{
    return (vd)_mm512_mask_mov_pd((__m512d)none, (__mmask8)((1u << m) - 1u), (__m512d)v.p[0]);
}
#else
static inline vf keep_F(vf none, F v, int m)
{
    memcpy(&none, &v, (size_t)m * sizeof(float));
    return none;
}
static inline vd keep_D(vd none, D v, int m)
{
    memcpy(&none, &v, (size_t)m * sizeof(double));
    return none;
}
#endif

/* A block of rows, as engine/native.h has it. */
typedef struct wg_block {
    const char *instr;
    int64_t rows;
    int (*call)(const struct wg_block *b, uint32_t k);
} wg_block;
#define IN(k, j) ((*(void **const *)(b->instr + (k)*INSTR_BYTES + INSTR_IN))[j])
#define OUT(k) (*(void *const *)(b->instr + (k)*INSTR_BYTES + INSTR_OUT))
#define STATE(k) (*(void *const *)(b->instr + (k)*INSTR_BYTES + INSTR_STATE))
