/* A product in parts: blocks of rows and columns of C.
 *
 * Our own product breaks the sum of an element at multiples of kc, and computes it in one order otherwise, whatever tile, panel or block it
 * is in. So a part takes the plan of the whole, with its kc, its packing and its walk, and everything else anew for its size. A
 * library makes no such promise: its products stay whole. */
#include "engine/gemm_own.h"
#include "engine/gemm_tile.h"

/* A part packs for itself: rows that share a copy of B, and columns that share one of A, are not fewer than these. With the
 * first the copies cost a twentieth at the most, with the second a tenth. */
static const int64_t packed[WG__GRAINS] = {[WG__COARSE] = 320, [WG__FINE] = 160};
enum { LEAST_ROWS = 24, THIN = 512 };

static int64_t ceil_div(int64_t a, int64_t b)
{
    return a / b + (a % b != 0);
}

/* Sides of blocks are multiples of the first two, and not below the others. */
typedef struct grain {
    int64_t rows, cols, least_rows, least_cols;
} grain;

static grain grain_of(const wg__gemm *g, const wg__gemm_plan *p, wg__grain of)
{
    const int64_t room = (int64_t)p->tiles->lanes << p->width;
    if (p->thin) /* along the long side alone */
        return g->m > 1 ? (grain){THIN, g->n, 0, 0} : (grain){1, THIN, 0, 0};
    const int64_t tile = p->tiles->rows[p->width];
    return (grain){g->m == 1 ? 1 : tile, room, p->pack_b ? packed[of] : LEAST_ROWS,
                   p->pack_a ? packed[of] : 0};
}

/* The longer side is halved until there are enough. */
wg__gemm_cut wg__gemm_cut_of(const wg__gemm *g, wg_dtype d, int64_t parts, wg__grain of)
{
    wg__gemm_cut c = {.rows = g->m, .cols = g->n, .down = 1, .across = 1};
    if (parts < 2 || g->m <= 0 || g->n <= 0)
        return c;
    const wg__gemm_plan p = wg__gemm_own_plan(g, d, wg__cpu_isa());
    const grain least = grain_of(g, &p, of);
    if (p.thin && g->m > 1 && g->m % THIN == 1) /* one row would be another product */
        return c;
    while (c.down * c.across < parts) {
        const int64_t rows = ceil_div(ceil_div(c.rows, 2), least.rows) * least.rows,
                      cols = ceil_div(ceil_div(c.cols, 2), least.cols) * least.cols;
        const bool can_rows = rows < c.rows && rows >= least.least_rows,
                   can_cols = cols < c.cols && cols >= least.least_cols;
        if (can_rows && (c.rows >= c.cols || !can_cols))
            c.rows = rows;
        else if (can_cols)
            c.cols = cols;
        else
            break;
        c.down = ceil_div(g->m, c.rows);
        c.across = ceil_div(g->n, c.cols);
    }
    return c;
}

static const void *at(const void *p, int64_t elements, int64_t size)
{
    return p ? (const char *)p + elements * size : NULL;
}

wg__gemm wg__gemm_part_of(const wg__gemm *g, wg_dtype d, const wg__gemm_cut *cut, int64_t i)
{
    const int64_t size = (int64_t)wg_dtype_size(d);
    wg__gemm x = *g;
    const int64_t row = i / cut->across * cut->rows, col = i % cut->across * cut->cols;
    x.m = g->m - row < cut->rows ? g->m - row : cut->rows;
    x.n = g->n - col < cut->cols ? g->n - col : cut->cols;
    x.a = at(g->a, row * g->a_rs, size);
    x.b = at(g->b, col * g->b_cs, size);
    x.c = (char *)g->c + (row * g->c_rs + col) * size;
    x.bias = at(g->bias, col, size);
    x.gate = at(g->gate, row * g->gate_rs + col, size);
    return x;
}

void wg__gemm_own_part(const wg__gemm *x, const wg__gemm_plan *whole, void *scratch)
{
    wg__gemm_plan p = *whole;
    p.mc = p.nc = 0;
    wg__gemm_own_size(x, &p);
    wg__gemm_own_run(x, &p, scratch);
}

int64_t wg__gemm_slice(const wg__gemm *g, wg_dtype d)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, d, wg__cpu_isa());
    return p.thin ? 0 : p.kc;
}

/* The epilogue belongs to the last piece of a sum. */
wg__gemm wg__gemm_piece_of(const wg__gemm *g, wg_dtype d, int64_t row, int64_t rows, int64_t k,
                           int64_t len)
{
    const int64_t size = (int64_t)wg_dtype_size(d);
    wg__gemm x = *g;
    const bool last = k + len == g->k;
    x.m = rows;
    x.k = len;
    x.a = at(g->a, row * g->a_rs + k * g->a_cs, size);
    x.b = at(g->b, k * g->b_rs, size);
    x.c = (char *)g->c + row * g->c_rs * size;
    x.bias = last ? g->bias : NULL;
    x.act = last ? g->act : WG__ACT_NONE;
    x.gate = last ? at(g->gate, row * g->gate_rs, size) : NULL;
    x.beta = k ? 1 : g->beta;
    return x;
}
