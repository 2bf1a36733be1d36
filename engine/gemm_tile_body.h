/* The tiles themselves: included by engine/gemm_tile.c once for each element type, after
 * engine/gemm_lanes.h.
 *
 * Every function below is inlined with constant rows and width, so that the sums live in
 * registers. */

#define AT(type, p, bytes) ((type *)((char *)(p) + (bytes)))

/* Every cell (row, vector) that a tile may have, written out: with constant indices both
 * compilers keep the sums in registers, with loops clang does not. ROW(i) comes before the
 * cells of row i. */
#define CELLS_2(ROW, CELL, i) ROW(i) CELL(i, 0) CELL(i, 1)
#define CELLS_4(ROW, CELL, i) CELLS_2(ROW, CELL, i) CELL(i, 2) CELL(i, 3)
#define CELLS_8(ROW, CELL, i) CELLS_4(ROW, CELL, i) CELL(i, 4) CELL(i, 5) CELL(i, 6) CELL(i, 7)
/* clang-format off */
#define CELLS(ROW, CELL)                                                                           \
    CELLS_8(ROW, CELL, 0) CELLS_8(ROW, CELL, 1) CELLS_8(ROW, CELL, 2)                              \
    CELLS_4(ROW, CELL, 3) CELLS_4(ROW, CELL, 4) CELLS_4(ROW, CELL, 5)                              \
    CELLS_2(ROW, CELL, 6) CELLS_2(ROW, CELL, 7) CELLS_2(ROW, CELL, 8) CELLS_2(ROW, CELL, 9)        \
    CELLS_2(ROW, CELL, 10) CELLS_2(ROW, CELL, 11) CELLS_2(ROW, CELL, 12) CELLS_2(ROW, CELL, 13)
/* clang-format on */
#define VECTORS(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7)
#define NOTHING(i)
#define HAS(i, j) ((i) < rows && (j) < width)

/* Vector j of a row of the tile, the last one up to the tail. */
INLINE F(vec) F(load_j)(const T *p, int j, int width, F(mask) last)
{
    return j + 1 < width ? F(load)(p + j * F(lanes)) : F(load_first)(p + j * F(lanes), last);
}

/* v = alpha s + beta c + bias, relu, gate, store: one stage after the other over the whole tile. */
INLINE void F(finish)(const wg__tile *t, F(vec) (*s)[8], const int rows, const int width)
{
    const F(mask) last = F(first)(t->tail);
    const F(vec) alpha = F(splat)((T)t->alpha), beta = F(splat)((T)t->beta);
#define C_ROW(i) const T *c##i = AT(const T, t->c, i * t->c_step);
#define SCALE_ADD(i, j)                                                                            \
    if (HAS(i, j))                                                                                 \
        s[i][j] = F(fma)(alpha, s[i][j], beta * F(load_j)(c##i, j, width, last));
#define SCALE(i, j)                                                                                \
    if (HAS(i, j))                                                                                 \
        s[i][j] *= alpha;
    if (t->beta != 0) {
        CELLS(C_ROW, SCALE_ADD)
    } else if (t->alpha != 1) {
        CELLS(NOTHING, SCALE)
    }
#define BIAS(j) const F(vec) bias##j = (j) < width ? F(load_j)(t->bias, j, width, last) : alpha;
#define ADD_BIAS(i, j)                                                                             \
    if (HAS(i, j))                                                                                 \
        s[i][j] += bias##j;
    if (t->bias) {
        VECTORS(BIAS)
        CELLS(NOTHING, ADD_BIAS)
    }
#define RELU(i, j)                                                                                 \
    if (HAS(i, j))                                                                                 \
        s[i][j] = F(relu)(s[i][j]);
    if (t->relu) {
        CELLS(NOTHING, RELU)
    }
#define GATE_ROW(i) const T *g##i = AT(const T, t->gate, i * t->gate_step);
#define GATE(i, j)                                                                                 \
    if (HAS(i, j))                                                                                 \
        s[i][j] = F(gated)(s[i][j], F(load_j)(g##i, j, width, last));
    if (t->gate) {
        CELLS(GATE_ROW, GATE)
    }
#define OUT_ROW(i) T *o##i = AT(T, t->c, i * t->c_step);
#define STORE(i, j)                                                                                \
    if (HAS(i, j) && (j) + 1 < width)                                                              \
        F(store)(o##i + j * F(lanes), s[i][j]);                                                    \
    else if (HAS(i, j))                                                                            \
        F(store_first)(o##i + j * F(lanes), s[i][j], last);
    CELLS(OUT_ROW, STORE)
#undef C_ROW
#undef SCALE_ADD
#undef SCALE
#undef BIAS
#undef ADD_BIAS
#undef RELU
#undef GATE_ROW
#undef GATE
#undef OUT_ROW
#undef STORE
}

#define ZERO(i, j)                                                                                 \
    if (HAS(i, j))                                                                                 \
        s[i][j] = F(splat)(0);
/* Vector j of a row of B: whole while the row has whole vectors of readable memory, then up to
 * the tail. */
#define LOAD_B(j) const F(vec) b##j = (j) < width ? F(load)(b + j * F(lanes)) : zero;
#define LOAD_B_TAIL(j) const F(vec) b##j = (j) < width ? F(load_j)(b, j, width, last) : zero;
#define MULTIPLY(i, j)                                                                             \
    if (HAS(i, j))                                                                                 \
        s[i][j] = F(fma)(x##i, b##j, s[i][j]);

/* Eight vectors of B do not fit beside the sums: one at a time, for all rows. */
#define COLUMN(j)                                                                                  \
    LOAD_B(j)                                                                                      \
    MULTIPLY(0, j) MULTIPLY(1, j) MULTIPLY(2, j)
#define SPLAT_ACROSS(i) const F(vec) x##i = (i) < rows ? F(splat)(a[i]) : zero;
#define STEP_ACROSS                                                                                \
    CELLS(SPLAT_ACROSS, MULTIPLY)                                                                  \
    a = AT(const T, a, t->a_step);                                                                 \
    b = AT(const T, b, t->b_step);

INLINE void F(across)(const wg__tile *t, const int rows, const int width)
{
    F(vec) s[WG__TILE_ROWS][8];
    const F(vec) zero = F(splat)(0);
    const T *a = t->a, *b = t->b;
    CELLS(NOTHING, ZERO)
    for (int64_t p = width < 8 ? t->k_whole : 0; p > 0; p--) {
        VECTORS(LOAD_B)
        STEP_ACROSS
    }
    for (int64_t p = width == 8 ? t->k_whole : 0; p > 0; p--) {
        SPLAT_ACROSS(0)
        SPLAT_ACROSS(1) SPLAT_ACROSS(2) VECTORS(COLUMN) a = AT(const T, a, t->a_step);
        b = AT(const T, b, t->b_step);
    }
    const F(mask) last = F(first)(t->tail);
    for (int64_t p = t->k - t->k_whole; p > 0; p--) {
        VECTORS(LOAD_B_TAIL)
        STEP_ACROSS
    }
    F(finish)(t, s, rows, width);
}

/* Bytes from row 0 to row i out of seven registers r1, r3, ... r13: each row is one address,
 * base + index * scale. */
#define STEP_0 0
#define STEP_1 r1
#define STEP_2 (2 * r1)
#define STEP_3 r3
#define STEP_4 (4 * r1)
#define STEP_5 r5
#define STEP_6 (2 * r3)
#define STEP_7 r7
#define STEP_8 (8 * r1)
#define STEP_9 r9
#define STEP_10 (2 * r5)
#define STEP_11 r11
#define STEP_12 (4 * r3)
#define STEP_13 r13
/* The compiler must not see that r3 = 3 r1, or it keeps a pointer for each row and runs out of
 * registers. */
#define OPAQUE(x) __asm__("" : "+r"(x))

#define SPLAT_ALONG(i) const F(vec) x##i = (i) < rows ? F(splat)(*AT(const T, a, STEP_##i)) : zero;
#define STEP_ALONG                                                                                 \
    CELLS(SPLAT_ALONG, MULTIPLY)                                                                   \
    a++;                                                                                           \
    b = AT(const T, b, t->b_step);

INLINE void F(along)(const wg__tile *t, const int rows, const int width)
{
    F(vec) s[WG__TILE_ROWS][8];
    const F(vec) zero = F(splat)(0);
    const T *a = t->a, *b = t->b;
    int64_t r1 = t->a_step, r3 = 3 * r1, r5 = 5 * r1, r7 = 7 * r1, r9 = 9 * r1, r11 = 11 * r1;
    int64_t r13 = 13 * r1;
    OPAQUE(r1);
    OPAQUE(r3);
    OPAQUE(r5);
    OPAQUE(r7);
    OPAQUE(r9);
    OPAQUE(r11);
    OPAQUE(r13);
    CELLS(NOTHING, ZERO)
    for (int64_t p = width < 8 ? t->k_whole : 0; p > 0; p--) {
        VECTORS(LOAD_B)
        STEP_ALONG
    }
    for (int64_t p = width == 8 ? t->k_whole : 0; p > 0; p--) {
        SPLAT_ALONG(0) SPLAT_ALONG(1) SPLAT_ALONG(2) VECTORS(COLUMN) a++;
        b = AT(const T, b, t->b_step);
    }
    const F(mask) last = F(first)(t->tail);
    for (int64_t p = t->k - t->k_whole; p > 0; p--) {
        VECTORS(LOAD_B_TAIL)
        STEP_ALONG
    }
    F(finish)(t, s, rows, width);
}
#undef ZERO
#undef LOAD_B
#undef LOAD_B_TAIL
#undef COLUMN
#undef SPLAT_ACROSS
#undef STEP_ACROSS
#undef SPLAT_ALONG
#undef STEP_ALONG
#undef MULTIPLY

#define TILE(w, r)                                                                                 \
    static void F(across_##w##_##r)(const wg__tile *t)                                             \
    {                                                                                              \
        F(across)(t, r, w);                                                                        \
    }                                                                                              \
    static void F(along_##w##_##r)(const wg__tile *t)                                              \
    {                                                                                              \
        F(along)(t, r, w);                                                                         \
    }
TILE_LIST(TILE)
#undef TILE

/* Rows of the copy are rows of the source: whole vectors, the last one with zeros behind its
 * end. */
static void F(pack_copy)(T *to, const T *from, int64_t len, int64_t step, int64_t width,
                         int64_t room)
{
    const int64_t whole = width - width % F(lanes);
    const F(mask) in = F(first)((int)(width - whole));
    for (int64_t p = 0; p < len; p++, to += room, from += step) {
        int64_t j = 0;
        for (; j < whole; j += F(lanes))
            F(store)(to + j, F(load)(from + j));
        if (j < room)
            F(store_first)
        (to + j, F(load_first)(from + j, in),
         F(first)((int)(room - j < F(lanes) ? room - j : F(lanes))));
        for (j += F(lanes); j < room; j += F(lanes))
            F(store)(to + j, F(splat)(0));
    }
}

/* Columns j and on of some rows of the copy, in squares while there are `square` columns and rows of it. */
static void F(turn_rest)(T *to, const T *from, int64_t rows, int64_t j, int64_t width,
                         int64_t stride, int64_t room)
{
    const int64_t square = F(square), whole = width < square ? 0 : rows - rows % square, first = j;
    for (; j < width && whole; j += square) { /* the last square may lie over the one before */
        const int64_t at = j + square <= width ? j : width - square;
        for (int64_t q = 0; q < whole; q += square)
            F(turn)(to + q * room + at, room, from + at * stride + q, stride);
    }
    for (int64_t q = whole; q < rows; q++)
        for (j = first; j < width; j++)
            to[q * room + j] = from[j * stride + q];
}

/* Rows of the copy are columns of the source, which are contiguous along p. One line of the cache
 * of each column at a time, all of it: columns that lie a power of two apart share few sets of the
 * first cache, and a line that is left half read would be fetched again. */
static void F(pack_turn)(T *to, const T *from, int64_t len, int64_t width, int64_t stride,
                         int64_t room)
{
    for (int64_t p = 0; p < len; p += F(line), to += F(line) * room) {
        const int64_t rows = len - p < F(line) ? len - p : F(line),
                      done = F(turn_lines)(to, room, from + p, stride, width, rows);
        if (done < width)
            F(turn_rest)(to, from + p, rows, done, width, stride, room);
        for (int64_t q = 0; q < rows && width < room; q++)
            for (int64_t j = width; j < room; j++)
                to[q * room + j] = 0;
    }
}

static void F(pack)(void *dst, const void *src, int64_t len, int64_t step, int64_t width,
                    int64_t stride, int64_t room)
{
    const T *from = src;
    T *to = dst;
    if (stride == 1)
        F(pack_copy)(to, from, len, step, width, room);
    else if (step == 1)
        F(pack_turn)(to, from, len, width, stride, room);
    else
        for (int64_t p = 0; p < len; p++)
            for (int64_t j = 0; j < room; j++)
                to[p * room + j] = j < width ? from[p * step + j * stride] : 0;
}

/* ---- products with a vector ---- */

/* A dot product is two lines of sums, whatever the vectors are: element p goes to sum p modulo their
 * number, and the sums are added pairwise, each to the one half of them further on. So every
 * instruction set that has a fused multiply-add gives the same bits. */
enum { F(sums) = 128 / (int)sizeof(T), F(parts) = F(sums) / F(lanes) };
enum {
    F(dot_height) = F(parts) == 2   ? 4
                    : F(parts) == 4 ? 2
                                    : 1
}; /* rows that fit the registers */

INLINE T F(sum_of_sums)(const F(vec) * s)
{
    F(vec) v[F(parts)];
    UNROLL for (int i = 0; i < F(parts); i++) v[i] = s[i];
    UNROLL for (int half = F(parts) / 2; half > 0; half /= 2) UNROLL for (int i = 0; i < half; i++)
        v[i] += v[i + half];
    return F(sum_lanes)(v[0]);
}

INLINE void F(dot_rows)(T *y, const T *a, int64_t a_rs, const T *x, int64_t k, const int rows)
{
    F(vec) s[4][F(parts)] = {{{0}}};
    int64_t p = 0;
    for (; p + F(sums) <= k; p += F(sums))
        UNROLL for (int j = 0; j < F(parts); j++)
        {
            const F(vec) xj = F(load)(x + p + j * F(lanes));
            UNROLL for (int i = 0; i < rows; i++) s[i][j] =
                F(fma)(F(load)(a + i * a_rs + p + j * F(lanes)), xj, s[i][j]);
        }
    for (int j = 0; p < k; j++, p += F(lanes)) {
        const F(mask) part = F(first)(k - p < F(lanes) ? (int)(k - p) : F(lanes));
        const F(vec) xj = F(load_first)(x + p, part);
        UNROLL for (int i = 0; i < rows; i++) UNROLL for (int q = 0; q < F(parts); q++) if (q == j)
            s[i][q] = F(fma)(F(load_first)(a + i * a_rs + p, part), xj, s[i][q]);
    }
    UNROLL for (int i = 0; i < rows; i++) y[i] = F(sum_of_sums)(s[i]);
}

static void F(dots)(void *y, const void *a, int64_t a_rs, const void *x, int64_t m, int64_t k)
{
    int64_t i = 0;
    for (; i + F(dot_height) <= m; i += F(dot_height))
        F(dot_rows)((T *)y + i, (const T *)a + i * a_rs, a_rs, x, k, F(dot_height));
    for (; i < m; i++)
        F(dot_rows)((T *)y + i, (const T *)a + i * a_rs, a_rs, x, k, 1);
}

/* y += sum over `rows` rows of x[p] b[p], p in order. */
INLINE void F(add_rows)(T *y, const T *b, int64_t b_rs, const T *x, int64_t x_step, int64_t n,
                        const int rows)
{
    F(vec) xs[8];
    UNROLL for (int i = 0; i < rows; i++) xs[i] = F(splat)(x[i * x_step]);
    int64_t j = 0;
    for (; j + F(lanes) <= n; j += F(lanes)) {
        F(vec) s = F(load)(y + j);
        UNROLL for (int i = 0; i < rows; i++) s = F(fma)(xs[i], F(load)(b + i * b_rs + j), s);
        F(store)(y + j, s);
    }
    if (j < n) {
        const F(mask) last = F(first)((int)(n - j));
        F(vec) s = F(load_first)(y + j, last);
        UNROLL for (int i = 0; i < rows; i++) s =
            F(fma)(xs[i], F(load_first)(b + i * b_rs + j, last), s);
        F(store_first)(y + j, s, last);
    }
}

static void F(row_sums)(void *y, const void *b, int64_t b_rs, const void *x, int64_t x_step,
                        int64_t n, int64_t k)
{
    const T *from = b, *scale = x;
    int64_t p = 0;
    for (int64_t j = 0; j < n; j++)
        ((T *)y)[j] = 0;
    for (; p + 4 <= k; p += 4)
        F(add_rows)(y, from + p * b_rs, b_rs, scale + p * x_step, x_step, n, 4);
    for (; p < k; p++)
        F(add_rows)(y, from + p * b_rs, b_rs, scale + p * x_step, x_step, n, 1);
}

static const wg__tiles F(tiles) = {
    .lanes = F(lanes),
    .rows = TALLEST,
#define TILE(w, r)                                                                                 \
    .fn[WG__ACROSS][WIDTH_INDEX_##w][r - 1] = F(across_##w##_##r),                                 \
                                         .fn[WG__ALONG][WIDTH_INDEX_##w][r - 1] =                  \
                                             F(along_##w##_##r),
    TILE_LIST(TILE)
#undef TILE
        .pack = F(pack),
    .dots = F(dots),
    .row_sums = F(row_sums),
};
