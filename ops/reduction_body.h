/* One fast reduction, of NAME, element type T in vectors V of 64 bytes, with COMBINE (COMBINE_V of
 * vectors) and its NEUTRAL element.  Included by reduction_fast.c once per op and type. */

#define LANES ((int)(sizeof(V) / sizeof(T)))
#define WIDE (4 * LANES) /* columns at a time */
#define FN(part) PASTE(NAME, part)

static inline V FN(_load)(const T *x)
{
    V v;
    memcpy(&v, x, sizeof v);
    return v;
}

/* n <= BLOCK neighbours. */
static T FN(_block)(const T *x, int64_t n)
{
    T lane[LANES];
    for (int j = 0; j < LANES; j++)
        lane[j] = NEUTRAL;
    const V none = FN(_load)(lane);
    V s[4] = {none, none, none, none};
    int64_t i = 0;
    for (; i + WIDE <= n; i += WIDE)
        for (int j = 0; j < 4; j++)
            s[j] = COMBINE_V(s[j], FN(_load)(x + i + j * LANES));
    for (int j = 0; i + LANES <= n; i += LANES, j++)
        s[j] = COMBINE_V(s[j], FN(_load)(x + i));
    if (i < n) {
        memcpy(lane, x + i, (size_t)(n - i) * sizeof(T));
        s[3] = COMBINE_V(s[3], FN(_load)(lane));
    }
    s[0] = COMBINE_V(COMBINE_V(s[0], s[1]), COMBINE_V(s[2], s[3]));
    memcpy(lane, &s[0], sizeof lane);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int j = 0; j < half; j++)
            lane[j] = COMBINE(lane[j], lane[j + half]);
    return lane[0];
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

static void NAME(void *out, const void *in, const wg__reduction *r)
{
    if (r->rows)
        FN(_rows)(out, in, r);
    else
        FN(_columns)(out, in, r);
}

#undef NAME
#undef T
#undef V
#undef NEUTRAL
#undef COMBINE
#undef COMBINE_V
#undef LANES
#undef WIDE
#undef FN
