/* Our own product: the loops around the register tiles, and how a product is cut.
 *
 * Five loops: blocks of nc columns, of kc inner indices, of mc rows, then panels of columns and
 * tiles of rows. A panel of B (kc x 1 to 8 vectors) stays in L1 while the rows of A pass by. A
 * and B are read where they are unless packing pays: the small products of a training step are
 * over before a copy would be. Where both are copied, blocks and tiles go the other way about: rows, k,
 * columns, then tiles of rows through all panels. */
#include "engine/gemm_own.h"

#include "engine/gemm_tile_isa.h"

enum { ALIGN = 64, LINE = 64, THIN_CHUNK = 2048 };
enum {
    FAR_C = 2048,
    FAR_C_SUMS = 64
}; /* bytes between rows, and sums, from which a tile asks for its C beforehand */

const wg__tiles *wg__gemm_tiles(wg__isa isa, wg_dtype dtype)
{
    const int i = dtype == WG_F64;
#if !defined(WG_ISA_ONLY_BASE)
    if (isa == WG__ISA_AVX512)
        return wg__gemm_tiles_avx512[i];
    if (isa == WG__ISA_AVX2)
        return wg__gemm_tiles_avx2[i];
#else
    (void)isa;
#endif
    return wg__gemm_tiles_base[i];
}

static int64_t min64(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t ceil_div(int64_t a, int64_t b)
{
    return a / b + (a % b != 0);
}

/* ---- one block ---- */

typedef struct block {
    const wg__gemm *g;
    const wg__gemm_plan *p;
    char *packed_a, *packed_b;
    int64_t ic, jc, pc, mlen, nlen, klen;
    wg__tile tile; /* what all tiles of the block share */
} block;

static const void *at(const void *p, int64_t elements, int64_t size)
{
    return (const char *)p + elements * size;
}

/* The widest panel that fits into the columns left. */
static int panel_width(const wg__gemm_plan *p, int64_t columns)
{
    const int64_t vectors = ceil_div(columns, p->tiles->lanes);
    int w = p->width;
    while (w > 0 && (1 << w) > vectors)
        w--;
    return w;
}

/* Rows are cut into equal tiles, the first ones a row taller: 32 rows are 11 + 11 + 10, not 14
 * + 14 + 4. */
typedef struct row_cut {
    int64_t tiles, rows, taller;
} row_cut;

static row_cut cut_rows(const wg__gemm_plan *p, int64_t m, int width)
{
    const int64_t tiles = ceil_div(m, p->tiles->rows[width]);
    return (row_cut){tiles, m / tiles, m % tiles};
}

/* What is copied row by row goes some rows at a time through all panels: rows that lie far apart
 * are each on a page of their own, and a few of them are read from end to end. */
enum { PACK_ROWS = 16 };

static int64_t pack_rows_at_a_time(const block *b, int64_t stride)
{
    return stride == 1 ? PACK_ROWS : b->klen;
}

static void pack_a(const block *b)
{
    const wg__gemm *g = b->g;
    const wg__gemm_plan *p = b->p;
    const row_cut cut = cut_rows(p, b->mlen, p->width);
    const int64_t step = pack_rows_at_a_time(b, g->a_rs);
    for (int64_t pc = 0; pc < b->klen; pc += step) {
        const int64_t len = min64(step, b->klen - pc);
        char *to = b->packed_a;
        int64_t i = b->ic;
        for (int64_t r = 0; r < cut.tiles; r++) {
            const int64_t rows = cut.rows + (r < cut.taller);
            p->tiles->pack(to + pc * rows * p->size,
                           at(g->a, i * g->a_rs + (b->pc + pc) * g->a_cs, p->size), len, g->a_cs,
                           rows, g->a_rs, rows);
            to += rows * b->klen * p->size;
            i += rows;
        }
    }
}

static void pack_b(const block *b)
{
    const wg__gemm *g = b->g;
    const wg__gemm_plan *p = b->p;
    const int64_t end = b->jc + b->nlen, step = pack_rows_at_a_time(b, g->b_cs);
    for (int64_t pc = 0; pc < b->klen; pc += step) {
        const int64_t len = min64(step, b->klen - pc);
        char *to = b->packed_b;
        for (int64_t j = b->jc; j < end;) {
            const int64_t room = (int64_t)p->tiles->lanes << panel_width(p, end - j);
            p->tiles->pack(to + pc * room * p->size,
                           at(g->b, (b->pc + pc) * g->b_rs + j * g->b_cs, p->size), len, g->b_rs,
                           min64(room, end - j), g->b_cs, room);
            to += room * b->klen * p->size;
            j += room;
        }
    }
}

static bool is_far_c(const wg__tile *t)
{
    return t->beta != 0 && t->c_step >= FAR_C && t->k >= FAR_C_SUMS;
}

/* What a tile is going to add to, asked for while its sums are made: rows that lie far
 * apart are a few lines each, which the processor's own prefetchers do not see coming. */
static void fetch_c(const wg__tile *t, int64_t rows, int64_t bytes)
{
    const char *c = t->c;
    for (int64_t i = 0; i < rows; i++, c += t->c_step)
        for (int64_t at = 0; at < bytes; at += LINE)
            __builtin_prefetch(c + at, 1);
}

/* The tiles of one panel, top to bottom; t has everything of the panel but the rows. */
static void run_panel(const block *b, wg__tile *t, int width)
{
    const wg__gemm *g = b->g;
    const wg__gemm_plan *p = b->p;
    const row_cut cut = cut_rows(p, b->mlen, p->pack_a ? p->width : width);
    const bool across = p->pack_a || g->a_rs == 1 || g->m == 1;
    const wg__tile_fn *fn = p->tiles->fn[across ? WG__ACROSS : WG__ALONG][width];
    const char *a = p->pack_a ? b->packed_a : at(g->a, b->ic * g->a_rs + b->pc * g->a_cs, p->size);
    const bool far_c = is_far_c(t);
    const int64_t bytes =
        (((int64_t)p->tiles->lanes << width) - p->tiles->lanes + t->tail) * p->size;
    t->a_step = (across ? g->a_cs : g->a_rs) * p->size;
    for (int64_t r = 0; r < cut.tiles; r++) {
        const int64_t rows = cut.rows + (r < cut.taller);
        t->a = a;
        if (p->pack_a)
            t->a_step = rows * p->size;
        if (far_c)
            fetch_c(t, rows, bytes);
        fn[rows - 1](t);
        a += rows * (p->pack_a ? b->klen : g->a_rs) * p->size;
        t->c = (char *)t->c + rows * t->c_step;
        if (t->gate)
            t->gate = (const char *)t->gate + rows * t->gate_step;
    }
}

/* Rows of the panel that may be read room columns wide: what lies behind the columns is thrown
 * away, but must be inside B, that is before the end of its last row. */
static int64_t whole_rows(const block *b, int64_t columns, int64_t room)
{
    const wg__gemm *g = b->g;
    if (columns == room)
        return b->klen;
    if (g->b_rs <= 0)
        return 0;
    const int64_t rows = g->k - b->pc - ceil_div(room - columns, g->b_rs);
    return rows < 0 ? 0 : min64(rows, b->klen);
}

/* What the tiles of a panel from column j on share, at row i of C. */
static wg__tile panel_tile(const block *b, int64_t i, int64_t j, int width, const char *packed)
{
    const wg__gemm *g = b->g;
    const wg__gemm_plan *p = b->p;
    const int64_t lanes = p->tiles->lanes, room = lanes << width,
                  columns = min64(room, b->jc + b->nlen - j);
    wg__tile t = b->tile;
    t.tail = (int)(columns - room + lanes);
    if (p->pack_b) {
        t.b = packed;
        t.b_step = room * p->size;
        t.k_whole = t.k;
    } else {
        t.b = at(g->b, b->pc * g->b_rs + j, p->size);
        t.b_step = g->b_rs * p->size;
        t.k_whole = whole_rows(b, columns, room);
    }
    t.c = (char *)g->c + (i * g->c_rs + j) * p->size;
    if (t.bias)
        t.bias = at(g->bias, j, p->size);
    if (t.gate)
        t.gate = at(g->gate, i * g->gate_rs + j, p->size);
    return t;
}

static void run_block(const block *b)
{
    const wg__gemm_plan *p = b->p;
    const int64_t end = b->jc + b->nlen;
    const char *packed = b->packed_b;
    for (int64_t j = b->jc; j < end;) {
        const int width = panel_width(p, end - j);
        const int64_t room = (int64_t)p->tiles->lanes << width;
        wg__tile t = panel_tile(b, b->ic, j, width, packed);
        run_panel(b, &t, width);
        packed += room * b->klen * p->size;
        j += room;
    }
}

/* A few rows, in the copy of A, through all panels of the copy of B. */
static void run_strip(const block *b, const char *a, int64_t i, int64_t rows)
{
    const wg__gemm_plan *p = b->p;
    const int64_t end = b->jc + b->nlen;
    const char *packed = b->packed_b;
    for (int64_t j = b->jc; j < end;) {
        const int width = panel_width(p, end - j);
        const int64_t room = (int64_t)p->tiles->lanes << width;
        wg__tile t = panel_tile(b, i, j, width, packed);
        t.a = a;
        t.a_step = rows * p->size;
        if (is_far_c(&t))
            fetch_c(&t, rows, room * p->size);
        p->tiles->fn[WG__ACROSS][width][rows - 1](&t);
        packed += room * b->klen * p->size;
        j += room;
    }
}

static void run_strips(const block *b)
{
    const row_cut cut = cut_rows(b->p, b->mlen, b->p->width);
    const char *a = b->packed_a;
    int64_t i = b->ic;
    for (int64_t r = 0; r < cut.tiles; r++) {
        const int64_t rows = cut.rows + (r < cut.taller);
        run_strip(b, a, i, rows);
        a += rows * b->klen * b->p->size;
        i += rows;
    }
}

/* What all tiles of an inner block share: the first takes beta, the others add to it, the last
 * one finishes. */
static wg__tile shared_tile(const wg__gemm *g, const wg__gemm_plan *p, int64_t pc, int64_t klen)
{
    const bool last = pc + klen >= g->k;
    return (wg__tile){
        .k = klen,
        .c_step = g->c_rs * p->size,
        .gate_step = g->gate_rs * p->size,
        .alpha = g->alpha,
        .beta = pc == 0 ? g->beta : 1,
        .bias = last ? g->bias : NULL,
        .gate = last ? g->gate : NULL,
        .relu = last && g->act == WG__ACT_RELU,
    };
}

static char *aligned(void *p)
{
    return (char *)p + (-(uintptr_t)p & (ALIGN - 1));
}

/* Both are copied: blocks of A, in them of k, and a copy of B that the second cache holds for all rows of the block, so that C is gone
 * through along its rows. */
static void run_copies(block *b)
{
    const wg__gemm *g = b->g;
    const wg__gemm_plan *p = b->p;
    for (b->ic = 0; b->ic < g->m; b->ic += p->mc) {
        b->mlen = min64(p->mc, g->m - b->ic);
        b->pc = 0;
        do { /* once for k = 0, too */
            b->klen = min64(p->kc, g->k - b->pc);
            b->tile = shared_tile(g, p, b->pc, b->klen);
            pack_a(b);
            for (b->jc = 0; b->jc < g->n; b->jc += p->nc) {
                b->nlen = min64(p->nc, g->n - b->jc);
                pack_b(b);
                run_strips(b);
            }
            b->pc += b->klen;
        } while (b->pc < g->k);
    }
}

static void run_blocks(const wg__gemm *g, const wg__gemm_plan *p, void *scratch)
{
    block b = {.g = g, .p = p};
    b.packed_b = scratch ? aligned(scratch) : NULL;
    b.packed_a = scratch ? aligned(b.packed_b + p->b_bytes) : NULL;
    if (p->pack_a && p->pack_b) {
        run_copies(&b);
        return;
    }
    for (b.jc = 0; b.jc < g->n; b.jc += p->nc) {
        b.nlen = min64(p->nc, g->n - b.jc);
        b.pc = 0;
        do { /* once for k = 0, too */
            b.klen = min64(p->kc, g->k - b.pc);
            b.tile = shared_tile(g, p, b.pc, b.klen);
            if (p->pack_b)
                pack_b(&b);
            for (b.ic = 0; b.ic < g->m; b.ic += p->mc) {
                b.mlen = min64(p->mc, g->m - b.ic);
                if (p->pack_a)
                    pack_a(&b);
                run_block(&b);
            }
            b.pc += b.klen;
        } while (b.pc < g->k);
    }
}

/* ---- thin products: Y (thin, count) = X M', transposed when it is finished ---- */

/* C = A B with a few columns (n = thin), or C' = B' a' with m = 1. The long side lies along the
 * vectors, which a few columns would not fill. A product with one vector reads M once, from end to
 * end: rows against the vector, or rows of M' times its elements. Strides in elements. */
typedef struct thin_product {
    const wg__gemm *g;
    int64_t count, thin, k;
    const void *m, *x;
    int64_t m_rs, m_cs, x_rs, x_cs;
    int64_t c_step, bias_step, gate_step;
} thin_product;

static thin_product as_thin(const wg__gemm *g)
{
    if (g->m > 1)
        return (thin_product){g,       g->m,    g->n,    g->k,    g->a, g->b,      g->a_rs,
                              g->a_cs, g->b_cs, g->b_rs, g->c_rs, 0,    g->gate_rs};
    return (thin_product){g, g->n, 1, g->k, g->b, g->a, g->b_cs, g->b_rs, 1, g->a_cs, 1, 1, 1};
}

#define FINISH_THIN(name, T)                                                                       \
    static T finish_element_##name(const wg__gemm *g, T y, const T *c, const T *bias,              \
                                   const T *gate)                                                  \
    {                                                                                              \
        T v = (T)g->alpha * y;                                                                     \
        if (g->beta != 0)                                                                          \
            v += (T)g->beta * *c;                                                                  \
        if (bias)                                                                                  \
            v += *bias;                                                                            \
        if (g->act == WG__ACT_RELU && v < 0)                                                       \
            v = 0;                                                                                 \
        return gate && !(*gate > 0) ? (T)0 : v;                                                    \
    }                                                                                              \
    static void finish_##name(const thin_product *v, const T *y, int64_t i0, int64_t count)        \
    {                                                                                              \
        const wg__gemm *g = v->g;                                                                  \
        for (int64_t i = 0; i < count; i++) {                                                      \
            T *c = (T *)g->c + (i0 + i) * v->c_step;                                               \
            const T *bias = g->bias ? (const T *)g->bias + (i0 + i) * v->bias_step : NULL;         \
            const T *gate = g->gate ? (const T *)g->gate + (i0 + i) * v->gate_step : NULL;         \
            for (int64_t j = 0; j < v->thin; j++)                                                  \
                c[j] = finish_element_##name(g, y[j * count + i], c + j, bias ? bias + j : NULL,   \
                                             gate ? gate + j : NULL);                              \
        }                                                                                          \
    }
FINISH_THIN(f32, float)
FINISH_THIN(f64, double)

/* The rows of M' are contiguous: a product of few rows, read in place. */
static void run_rows(const thin_product *v, const wg__gemm_plan *p, const void *m, int64_t count,
                     void *y)
{
    const wg__gemm rows = {.m = v->thin,
                           .n = count,
                           .k = v->k,
                           .a = v->x,
                           .a_rs = v->x_rs,
                           .a_cs = v->x_cs,
                           .b = m,
                           .b_rs = v->m_cs,
                           .b_cs = 1,
                           .c = y,
                           .c_rs = count,
                           .alpha = 1};
    wg__gemm_plan rp = {.tiles = p->tiles, .size = p->size, .width = p->width};
    wg__gemm_own_size(&rows, &rp);
    run_blocks(&rows, &rp, NULL);
}

static void run_thin(const wg__gemm *g, const wg__gemm_plan *p, void *scratch)
{
    const thin_product v = as_thin(g);
    char *y = aligned(scratch);
    for (int64_t i = 0; i < v.count; i += THIN_CHUNK) {
        const int64_t count = min64(THIN_CHUNK, v.count - i);
        const void *m = at(v.m, i * v.m_rs, p->size);
        if (v.thin == 1 && v.m_cs == 1)
            p->tiles->dots(y, m, v.m_rs, v.x, count, v.k);
        else if (v.thin == 1)
            p->tiles->row_sums(y, m, v.m_cs, v.x, v.x_cs, count, v.k);
        else
            run_rows(&v, p, m, count, y);
        if (p->size == 4)
            finish_f32(&v, (const float *)(const void *)y, i, count);
        else
            finish_f64(&v, (const double *)(const void *)y, i, count);
    }
}

/* ---- the cut ---- */

/* What measurements said, on cores with AVX-512 (48 KiB of L1, 1 and 2 MiB of L2) and again with
 * AVX2 on them:
 * - six rows by four vectors beat every other tile that fits 32 registers while B is read where it
 *   is, six by two every one that fits 16; one row alone wants eight vectors, for its chains of
 *   sums. Of copies, fourteen rows by two vectors: the panel of B stays in L1;
 * - rows of 2 KiB (A) or 4 KiB (B) and more land each on a new page, and on few sets of L1 when
 *   their length is a power of two: such a matrix is copied when 512 rows and 512 columns or
 *   more share the copy; otherwise the block of k is short enough for the pages of a panel;
 * - everything smaller is read where it is, and k is not cut: touching C again costs more than
 *   a panel out of L2. Of copies, a block of k is 2 KiB long: C is then touched half as often as
 *   with 1 KiB, and a block of A still fits into half of any L2;
 * - of two copies, that of B is half of L2 and each tile of A goes through all of it, so that C is written along its rows: 128
 *   bytes here and there of a large C in memory, panel by panel, cost a fifth of W - 0.1 X'dY;
 * - a product of few sums is done when its C is written: 64 columns of a row at a time and not 32 where
 *   a block of k is 64 or less, eight vectors and no copy where it is 8 or less and C is large.
 * kc decides where sums are broken, so it may depend on the product but not on the machine; mc does. */
enum {
    FAR_A = 2048,
    FAR_B = 4096,
    SHARED = 512,
    KC_WHOLE = 1024, /* elements */
    KC_PACKED_BYTES = 2048,
    KC_FAR_BYTES = 1024,
    MOST_IN_L2 = 1 << 20,    /* bytes of a copy */
    MOST_COPIED_A = 2 << 20, /* likewise, of A where B is copied, too */
    FEW_SUMS = 64,
    OUTER_SUM = 8,
    OUTER_C = 1 << 20, /* bytes */
    LONG_SUM = 64,
    LONG_ROW = 512
};

static int64_t magnitude(int64_t x)
{
    return x < 0 ? -x : x;
}

static bool reads_across(const wg__gemm *g)
{
    return g->a_rs == 1 || g->m == 1;
}

static bool far_a(const wg__gemm *g, int64_t size)
{
    return g->m > 1 && magnitude(reads_across(g) ? g->a_cs : g->a_rs) >= FAR_A / size;
}

static bool far_b(const wg__gemm *g, int64_t size)
{
    return magnitude(g->b_rs) >= FAR_B / size;
}

/* Products with a vector, by dot products or by rows; or the long side of C along the vectors, where
 * A is transposed and C has too few columns for one. A row times a row-major B with few columns is
 * a tile; a transposed B is copied where dot products would be short. Which it is decides the order
 * of sums, so it does not depend on the length of the vectors: a line counts for one. */
static bool is_thin_product(const wg__gemm *g, int64_t size)
{
    const int64_t lanes = ALIGN / size;
    if (g->n == 1 && g->m > 1)
        return (g->a_cs == 1 && g->b_rs == 1) || g->a_rs == 1;
    if (g->m > 1)
        return g->a_rs == 1 && 4 * g->n <= 3 * lanes && (g->b_cs == 1 || g->b_rs == 1) &&
               g->m >= lanes && g->k >= LONG_SUM;
    if (g->b_cs == 1)
        return g->n >= LONG_ROW;
    return g->n > 1 && g->b_rs == 1 && g->a_cs == 1 && g->k >= LONG_SUM;
}

static int64_t inner_block(const wg__gemm *g, const wg__gemm_plan *p)
{
    int64_t kc = p->pack_a || p->pack_b ? KC_PACKED_BYTES / p->size : KC_WHOLE;
    if (g->m == 1)
        return kc;
    if (!p->pack_b && far_b(g, p->size))
        kc = min64(kc, KC_FAR_BYTES / p->size);
    if (!p->pack_a && reads_across(g) && far_a(g, p->size))
        kc = min64(kc, KC_FAR_BYTES / p->size);
    return g->k > kc ? ceil_div(g->k, ceil_div(g->k, kc)) : kc; /* equal blocks */
}

/* Not so large that the scratch of a product would be. */
static int64_t half_of_l2(void)
{
    return min64((int64_t)wg__cpu_caches().l2 / 2, MOST_IN_L2);
}

/* Tiles of so many rows, or panels of so many columns, in a copy of that many bytes. */
static int64_t tiles_in(int64_t bytes, const wg__gemm_plan *p, int64_t rows)
{
    const int64_t tiles = bytes / (p->kc * p->size * rows);
    return tiles > 0 ? tiles : 1;
}

void wg__gemm_own_size(const wg__gemm *g, wg__gemm_plan *p)
{
    const int64_t room = (int64_t)p->tiles->lanes << p->width;
    const int64_t rows = p->tiles->rows[p->width];
    if (p->kc == 0)
        p->kc = inner_block(g, p);
    const bool both = p->pack_a && p->pack_b;
    if (p->mc == 0)
        p->mc = p->pack_a ? rows * tiles_in(both ? MOST_COPIED_A : half_of_l2(), p, rows) : g->m;
    if (p->nc == 0)
        p->nc = both        ? room * tiles_in(half_of_l2(), p, room)
                : p->pack_b ? room * ceil_div(1024, room)
                            : g->n;
    const int64_t k = min64(p->kc, g->k), m = min64(p->mc, g->m), n = min64(p->nc, g->n);
    const int64_t columns = ceil_div(n, p->tiles->lanes) * p->tiles->lanes;
    p->a_bytes = p->pack_a ? (size_t)(m * k * p->size) : 0;
    p->b_bytes = p->pack_b ? (size_t)(columns * k * p->size) : 0;
}

wg__gemm_plan wg__gemm_own_plan(const wg__gemm *g, wg_dtype d, wg__isa isa)
{
    wg__gemm_plan p = {.tiles = wg__gemm_tiles(isa, d), .size = d == WG_F64 ? 8 : 4};
    const bool outer = g->k <= OUTER_SUM && g->m > 1 && g->n > OUTER_C / p.size / g->m,
               shared = !outer && g->m >= SHARED && g->n >= SHARED;
    p.thin = is_thin_product(g, p.size);
    p.width = isa == WG__ISA_AVX512 ? 2 : 1;
    p.thin_rows = p.thin && g->m > 1 ? g->n : 1;
    if (p.thin && p.thin_rows > p.tiles->rows[p.width])
        p.width = 1;
    if (g->m == 1 || outer)
        p.width = 3;
    p.pack_a = (g->a_cs != 1 && !reads_across(g)) || (shared && far_a(g, p.size));
    p.pack_b = (g->b_cs != 1 && g->n != 1 && !p.thin) || (shared && far_b(g, p.size));
    if (p.pack_a && p.pack_b && g->k > FEW_SUMS)
        p.width = 1;
    wg__gemm_own_size(g, &p);
    return p;
}

size_t wg__gemm_own_scratch(const wg__gemm_plan *p)
{
    size_t bytes = p->a_bytes + p->b_bytes;
    if (p->thin)
        bytes = (size_t)(THIN_CHUNK * p->thin_rows * p->size);
    return bytes ? bytes + 3 * ALIGN : 0;
}

void wg__gemm_own_run(const wg__gemm *g, const wg__gemm_plan *p, void *scratch)
{
    if (g->m <= 0 || g->n <= 0)
        return;
    if (p->thin)
        run_thin(g, p, scratch);
    else
        run_blocks(g, p, scratch);
}
