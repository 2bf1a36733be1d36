/* One fast reduction, of NAME, element type T in vectors V of 64 bytes, with COMBINE (COMBINE_V of
 * vectors) and its NEUTRAL element; LOWER(v, n) is v moved down by n lanes, PART(none, x, m) m elements of x, the
 * other lanes from none.  Included by reduction_fast.c once per op and type. */

#define LANES ((int)(sizeof(V) / sizeof(T)))
#define WIDE (4 * LANES) /* columns at a time */
#define FN(part) PASTE(NAME, part)

static inline V FN(_load)(const T *x)
{
    V v;
    memcpy(&v, x, sizeof v);
    return v;
}

static inline void FN(_store)(T *x, V v)
{
    memcpy(x, &v, sizeof v);
}

static inline V FN(_none)(void)
{
    T lane[LANES];
    for (int j = 0; j < LANES; j++)
        lane[j] = NEUTRAL;
    return FN(_load)(lane);
}

/* All lanes of v: the upper half to the lower, again and again. */
static inline T FN(_fold)(V v)
{
    if (LANES > 8)
        v = COMBINE_V(v, LOWER(v, 8));
    v = COMBINE_V(v, LOWER(v, 4));
    v = COMBINE_V(v, LOWER(v, 2));
    v = COMBINE_V(v, LOWER(v, 1));
    return v[0];
}

/* n <= BLOCK neighbours. */
static inline T FN(_block)(const T *x, int64_t n)
{
    const V none = FN(_none)();
    V s0 = none, s1 = none, s2 = none, s3 = none;
    for (; n >= WIDE; x += WIDE, n -= WIDE) {
        s0 = COMBINE_V(s0, FN(_load)(x));
        s1 = COMBINE_V(s1, FN(_load)(x + LANES));
        s2 = COMBINE_V(s2, FN(_load)(x + 2 * LANES));
        s3 = COMBINE_V(s3, FN(_load)(x + 3 * LANES));
    }
    const int whole = (int)n / LANES, rest = (int)n % LANES;
    if (whole > 0)
        s0 = COMBINE_V(s0, FN(_load)(x));
    if (whole > 1)
        s1 = COMBINE_V(s1, FN(_load)(x + LANES));
    if (whole > 2)
        s2 = COMBINE_V(s2, FN(_load)(x + 2 * LANES));
    if (rest > 0)
        s3 = COMBINE_V(s3, PART(none, x + whole * LANES, rest));
    return FN(_fold)(COMBINE_V(COMBINE_V(s0, s1), COMBINE_V(s2, s3)));
}

/* Blocks are combined as in a binary counter: level k holds the result of 2^k of them. */
typedef struct FN(_tree) {
    uint64_t used;
    T level[LEVELS];
} FN(_tree);

static inline void FN(_push)(FN(_tree) * t, T v)
{
    int k = 0;
    for (; t->used >> k & 1; k++)
        v = COMBINE(t->level[k], v);
    t->used = (t->used >> k | 1) << k;
    t->level[k] = v;
}

static inline T FN(_total)(const FN(_tree) * t)
{
    int k = __builtin_ctzll(t->used);
    T v = t->level[k];
    while (++k < LEVELS)
        if (t->used >> k & 1)
            v = COMBINE(t->level[k], v);
    return v;
}

#if !defined(WG_NATIVE)
static void FN(_tree_push)(void *tree, const void *block)
{
    FN(_push)(tree, *(const T *)block);
}

static void FN(_tree_total)(const void *tree, void *out)
{
    *(T *)out = FN(_total)(tree);
}

/* What one result is made of, when it does not lie in one piece: block by block through a buffer. */
static T FN(_gathered)(const T *x, wg__odometer cut)
{
    T buffer[BLOCK];
    FN(_tree) t = {.used = 0};
    int64_t step[WG__TRACKS], n = 0;
    const int64_t inner = wg__odometer_inner(&cut, step);
    do {
        const T *p = x + cut.offset[0];
        for (int64_t i = 0; i < inner; i++) {
            buffer[n++] = p[i * step[0]];
            if (n == BLOCK) {
                FN(_push)(&t, FN(_block)(buffer, n));
                n = 0;
            }
        }
    } while (wg__odometer_next(&cut));
    if (n > 0)
        FN(_push)(&t, FN(_block)(buffer, n));
    return FN(_total)(&t);
}

static T FN(_neighbours)(const T *x, int64_t n)
{
    if (n <= BLOCK)
        return FN(_block)(x, n);
    FN(_tree) t = {.used = 0};
    for (int64_t i = 0; i < n; i += BLOCK)
        FN(_push)(&t, FN(_block)(x + i, n - i < BLOCK ? n - i : BLOCK));
    return FN(_total)(&t);
}

static void FN(_rows)(T *out, const T *in, const wg__reduction *r)
{
    const bool flat = r->cut.nd == 0 || (r->cut.nd == 1 && r->cut.stride[0][0] == 1);
    wg__odometer kept = r->kept;
    do {
        const T *x = in + kept.offset[0];
        *out++ = flat ? FN(_neighbours)(x, r->count) : FN(_gathered)(x, r->cut);
    } while (wg__odometer_next(&kept));
}

/* ---- columns ---- */

typedef struct FN(_columns_tree) {
    uint64_t used;
    V level[LEVELS][4];
} FN(_columns_tree);

static void FN(_push_columns)(FN(_columns_tree) * t, V *v)
{
    int k = 0;
    for (; t->used >> k & 1; k++)
        for (int j = 0; j < 4; j++)
            v[j] = COMBINE_V(t->level[k][j], v[j]);
    t->used = (t->used >> k | 1) << k;
    memcpy(t->level[k], v, sizeof t->level[k]);
}

/* Up to WIDE columns at x, `step` apart, down all rows of cut. */
static void FN(_tile)(T *out, const T *x, int64_t step, int w, wg__odometer cut)
{
    T row[WIDE];
    for (int j = 0; j < WIDE; j++)
        row[j] = NEUTRAL;
    const bool whole = w == WIDE && step == 1;
    const V none = FN(_load)(row);
    FN(_columns_tree) t;
    t.used = 0;
    bool more;
    do {
        V v[4] = {none, none, none, none};
        int depth = 0;
        do {
            const T *p = x + cut.offset[0];
            for (int j = 0; j < w && !whole; j++)
                row[j] = p[j * step];
            p = whole ? p : row;
            for (int j = 0; j < 4; j++)
                v[j] = COMBINE_V(v[j], FN(_load)(p + j * LANES));
            more = wg__odometer_next(&cut);
        } while (more && ++depth < DEEP);
        FN(_push_columns)(&t, v);
    } while (more);
    int k = __builtin_ctzll(t.used);
    V v[4];
    memcpy(v, t.level[k], sizeof v);
    while (++k < LEVELS)
        for (int j = 0; j < 4 && t.used >> k & 1; j++)
            v[j] = COMBINE_V(t.level[k][j], v[j]);
    memcpy(out, v, (size_t)w * sizeof(T));
}

static void FN(_columns)(T *out, const T *in, const wg__reduction *r)
{
    wg__odometer kept = r->kept;
    int64_t step[WG__TRACKS];
    const int64_t n = wg__odometer_inner(&kept, step);
    do {
        for (int64_t c = 0; c < n; c += WIDE) {
            const int w = n - c < WIDE ? (int)(n - c) : WIDE;
            FN(_tile)(out + c, in + kept.offset[0] + c * step[0], step[0], w, r->cut);
        }
        out += n;
    } while (wg__odometer_next(&kept));
}

static void FN(_whole)(void *out, const void *in, const wg__reduction *r)
{
    if (r->rows)
        FN(_rows)(out, in, r);
    else
        FN(_columns)(out, in, r);
}

static void FN(_lines)(void *out, const void *in, int64_t rows, int64_t cols)
{
    const T *x = in;
    for (int64_t i = 0; i < rows; i++, x += cols)
        ((T *)out)[i] = FN(_neighbours)(x, cols);
}

#if defined(PRODUCTS)
/* The same of n products: each is rounded, then summed. */
static inline T FN(_block_of_products)(const T *x, const T *y, int64_t n)
{
    const V none = FN(_none)();
    V s0 = none, s1 = none, s2 = none, s3 = none;
    for (; n >= WIDE; x += WIDE, y += WIDE, n -= WIDE) {
        s0 = COMBINE_V(s0, FN(_load)(x) * FN(_load)(y));
        s1 = COMBINE_V(s1, FN(_load)(x + LANES) * FN(_load)(y + LANES));
        s2 = COMBINE_V(s2, FN(_load)(x + 2 * LANES) * FN(_load)(y + 2 * LANES));
        s3 = COMBINE_V(s3, FN(_load)(x + 3 * LANES) * FN(_load)(y + 3 * LANES));
    }
    const int whole = (int)n / LANES, rest = (int)n % LANES;
    if (whole > 0)
        s0 = COMBINE_V(s0, FN(_load)(x) * FN(_load)(y));
    if (whole > 1)
        s1 = COMBINE_V(s1, FN(_load)(x + LANES) * FN(_load)(y + LANES));
    if (whole > 2)
        s2 = COMBINE_V(s2, FN(_load)(x + 2 * LANES) * FN(_load)(y + 2 * LANES));
    if (rest > 0) {
        T part[LANES];
        for (int j = 0; j < rest; j++)
            part[j] = x[whole * LANES + j] * y[whole * LANES + j];
        s3 = COMBINE_V(s3, PART(none, part, rest));
    }
    return FN(_fold)(COMBINE_V(COMBINE_V(s0, s1), COMBINE_V(s2, s3)));
}

static void FN(_products)(void *out, const void *in, const void *by, int64_t rows, int64_t cols)
{
    const T *x = in, *y = by;
    for (int64_t r = 0; r < rows; r++, x += cols, y += cols) {
        FN(_tree) t = {.used = 0};
        for (int64_t i = 0; i < cols && cols > BLOCK; i += BLOCK)
            FN(_push)
        (&t, FN(_block_of_products)(x + i, y + i, cols - i < BLOCK ? cols - i : BLOCK));
        ((T *)out)[r] = cols > BLOCK ? FN(_total)(&t) : FN(_block_of_products)(x, y, cols);
    }
}
#endif
#endif

/* ---- columns, some rows at a time ---- */

/* Rows of `width` elements behind the head, a multiple of LANES: the rows combined since the last DEEP, then the levels of the
 * tree. */
static inline int64_t FN(_width)(int64_t cols)
{
    return (cols + LANES - 1) / LANES * LANES;
}

static inline T *FN(_level)(void *state, int64_t cols, int k)
{
    return (T *)((char *)state + sizeof(wg__columns_head)) + k * FN(_width)(cols);
}

static void FN(_fresh)(T *row, int64_t width)
{
    for (int64_t i = 0; i < width; i++)
        row[i] = NEUTRAL;
}

static void FN(_columns_begin)(void *state, int64_t cols)
{
    *(wg__columns_head *)state = (wg__columns_head){0};
    FN(_fresh)(FN(_level)(state, cols, 0), FN(_width)(cols));
}

/* to = COMBINE(from, to), all of a row of the state */
static void FN(_under)(T *to, const T *from, int64_t width)
{
    for (int64_t i = 0; i < width; i += LANES)
        FN(_store)(to + i, COMBINE_V(FN(_load)(from + i), FN(_load)(to + i)));
}

static void FN(_columns_push)(void *state, int64_t cols)
{
    wg__columns_head *h = state;
    const int64_t width = FN(_width)(cols);
    T *acc = FN(_level)(state, cols, 0);
    int k = 0;
    for (; h->used >> k & 1; k++)
        FN(_under)(acc, FN(_level)(state, cols, k + 1), width);
    h->used = (h->used >> k | 1) << k;
    h->depth = 0;
    memcpy(FN(_level)(state, cols, k + 1), acc, (size_t)width * sizeof(T));
}

/* acc = COMBINE(acc, x) */
static void FN(_columns_row)(T *acc, const T *x, int64_t cols)
{
    int64_t c = 0;
    for (; c + LANES <= cols; c += LANES)
        FN(_store)(acc + c, COMBINE_V(FN(_load)(acc + c), FN(_load)(x + c)));
    if (c < cols)
        FN(_store)
    (acc + c, COMBINE_V(FN(_load)(acc + c), PART(FN(_none)(), x + c, (int)(cols - c))));
}

/* The same for `rows` rows; a strip of columns stays in registers. */
static void FN(_columns_rows)(T *acc, const T *x, int64_t rows, int64_t cols)
{
    int64_t c = 0;
    if (rows == 1) {
        FN(_columns_row)(acc, x, cols);
        return;
    }
    for (; c + LANES <= cols; c += LANES) {
        V v = FN(_load)(acc + c);
        for (int64_t r = 0; r < rows; r++)
            v = COMBINE_V(v, FN(_load)(x + r * cols + c));
        FN(_store)(acc + c, v);
    }
    if (c < cols) {
        const int w = (int)(cols - c);
        V v = FN(_load)(acc + c);
        for (int64_t r = 0; r < rows; r++)
            v = COMBINE_V(v, PART(FN(_none)(), x + r * cols + c, w));
        FN(_store)(acc + c, v);
    }
}

static void FN(_columns_more)(void *state, int64_t cols)
{
    FN(_columns_push)(state, cols);
    FN(_fresh)(FN(_level)(state, cols, 0), FN(_width)(cols));
}

#if defined(WG_NATIVE)
/* For one row more: the row of the state that it is combined with. */
static T *FN(_columns_next)(void *state, int64_t cols)
{
    wg__columns_head *h = state;
    if (h->depth == DEEP)
        FN(_columns_more)(state, cols);
    h->depth++;
    return FN(_level)(state, cols, 0);
}
#endif

#if !defined(WG_NATIVE)
static void FN(_columns_feed)(void *state, const void *in, int64_t rows, int64_t cols)
{
    wg__columns_head *h = state;
    const T *x = in;
    T *acc = FN(_level)(state, cols, 0);
    while (rows > 0) {
        if (h->depth == DEEP)
            FN(_columns_more)(state, cols);
        const int64_t n = DEEP - h->depth < rows ? DEEP - h->depth : rows;
        FN(_columns_rows)(acc, x, n, cols);
        h->depth += n;
        x += n * cols;
        rows -= n;
    }
}

static void FN(_columns_end)(void *state, void *out, int64_t cols)
{
    wg__columns_head *h = state;
    FN(_columns_push)(state, cols);
    int k = __builtin_ctzll(h->used);
    T *acc = FN(_level)(state, cols, k + 1);
    while (++k < LEVELS)
        if (h->used >> k & 1)
            FN(_under)(acc, FN(_level)(state, cols, k + 1), FN(_width)(cols));
    memcpy(out, acc, (size_t)cols * sizeof(T));
}

/* As in _nodes below: a whole piece is a node of the tree. */
static void FN(_columns_nodes)(void *state, void *out, const void *node, size_t apart, int64_t n,
                               int64_t cols)
{
    FN(_columns_begin)(state, cols);
    for (int64_t i = 0; i < n; i++) {
        if (i > 0)
            FN(_columns_push)(state, cols);
        memcpy(FN(_level)(state, cols, 0), (const char *)node + (size_t)i * apart,
               (size_t)cols * sizeof(T));
    }
    FN(_columns_end)(state, out, cols);
}

/* ---- of everything, some elements at a time ---- */

typedef struct FN(_sofar) {
    FN(_tree) tree;
    int64_t n; /* waiting in the block */
    T block[BLOCK];
} FN(_sofar);

static void FN(_total_begin)(void *state)
{
    FN(_sofar) *s = state;
    s->tree.used = 0;
    s->n = 0;
}

static void FN(_total_feed)(void *state, const void *in, int64_t n)
{
    FN(_sofar) *s = state;
    const T *x = in;
    while (n > 0) {
        if (s->n == 0 && n >= BLOCK) {
            FN(_push)(&s->tree, FN(_block)(x, BLOCK));
            x += BLOCK;
            n -= BLOCK;
            continue;
        }
        const int64_t m = BLOCK - s->n < n ? BLOCK - s->n : n;
        memcpy(s->block + s->n, x, (size_t)m * sizeof(T));
        s->n += m;
        x += m;
        n -= m;
        if (s->n == BLOCK) {
            FN(_push)(&s->tree, FN(_block)(s->block, BLOCK));
            s->n = 0;
        }
    }
}

static void FN(_total_end)(void *state, void *out)
{
    FN(_sofar) *s = state;
    if (s->n > 0)
        FN(_push)(&s->tree, FN(_block)(s->block, s->n));
    *(T *)out = FN(_total)(&s->tree);
}

/* Whole pieces are nodes of the tree, all of one level; the last one is combined from below, as _total does. */
static void FN(_nodes)(void *out, const double *node, int64_t n)
{
    FN(_tree) t = {.used = 0};
    for (int64_t i = 0; i < n; i++) {
        T v;
        memcpy(&v, node + i, sizeof v);
        FN(_push)(&t, v);
    }
    *(T *)out = FN(_total)(&t);
}

static const wg__reduce FN(_all) = {
    .whole = FN(_whole),
    .lines = FN(_lines),
#if defined(PRODUCTS)
    .products = FN(_products),
#endif
    .columns_begin = FN(_columns_begin),
    .columns_feed = FN(_columns_feed),
    .columns_end = FN(_columns_end),
    .columns_nodes = FN(_columns_nodes),
    .total_begin = FN(_total_begin),
    .total_feed = FN(_total_feed),
    .total_end = FN(_total_end),
    .nodes = FN(_nodes),
    .total_bytes = sizeof(FN(_sofar)),
    .carry = {FN(_columns_more), FN(_tree_push), FN(_tree_total), sizeof(FN(_tree))},
};
#endif

#undef NAME
#undef T
#undef V
#undef NEUTRAL
#undef COMBINE
#undef COMBINE_V
#undef LOWER
#undef PRODUCTS
#undef PART
#undef LANES
#undef WIDE
#undef FN
