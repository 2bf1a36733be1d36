/* Newton's method in 2304 variables without a matrix: the surface of least area over a square whose edge is
 * given. Each step solves H p = -gradient with conjugate gradients, which need the Hessian only times a
 * direction: wg_hvp gives that at a few times the cost of a gradient, where the matrix would have five million
 * elements. The edge is that of Scherk's surface, u = log(cos y / cos x), so the answer is known. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <wengert/wengert.h>

enum { INNER = 48, GRID = INNER + 2, N = INNER * INNER };

typedef struct film {
    wg_graph *g;
    wg_tensor u, v;         /* heights inside the edge; a direction, filled before each product */
    wg_tensor area, du, hv; /* area, its gradient, its Hessian times v */
    int products;
} film;

static double scherk(int row, int column)
{
    const double h = 2.0 / (GRID - 1), x = -1 + column * h, y = -1 + row * h;
    return log(cos(y) / cos(x));
}

/* h^2 sum sqrt(1 + (du/dx)^2 + (du/dy)^2) over the cells; the slopes are means of two edges. */
static film film_new(void)
{
    film f = {.g = wg_graph_new()};
    double edge[GRID][GRID];
    for (int r = 0; r < GRID; r++)
        for (int c = 0; c < GRID; c++)
            edge[r][c] = r % (GRID - 1) && c % (GRID - 1) ? 0 : scherk(r, c);
    f.u = wg_param(f.g, "u", WG_F64, WG_SHAPE(INNER, INNER));
    f.v = wg_input(f.g, "v", WG_F64, WG_SHAPE(INNER, INNER));
    wg_tensor inner = wg_pad(f.u, WG_INTS(1, 1), WG_INTS(1, 1), 0.0);
    wg_tensor all = wg_add(inner, wg_const(f.g, WG_F64, WG_SHAPE(GRID, GRID), edge));
    wg_tensor corner[2][2]; /* of each cell */
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < 2; c++)
            corner[r][c] =
                wg_slice(all, WG_INTS(r, c), WG_INTS(r + GRID - 1, c + GRID - 1), WG_INTS(1, 1));
    const double h = 2.0 / (GRID - 1);
    wg_tensor up = wg_sub(corner[1][1], corner[0][0]), down = wg_sub(corner[1][0], corner[0][1]);
    wg_tensor x = wg_sub(up, down), y = wg_add(up, down); /* 2 h times the slopes */
    wg_tensor squares = wg_div(wg_add(wg_square(x), wg_square(y)), 4 * h * h);
    f.area = wg_mul(wg_sum(wg_sqrt(wg_add(squares, 1.0)), WG_ALL, false), h * h);
    wg_grad(f.area, &f.u, 1, &f.du);
    wg_hvp(f.area, &f.u, &f.v, 1, &f.hv);
    return f;
}

static double dot(const double *a, const double *b)
{
    double sum = 0;
    for (int i = 0; i < N; i++)
        sum += a[i] * b[i];
    return sum;
}

static void add(double *a, double c, const double *b)
{
    for (int i = 0; i < N; i++)
        a[i] += c * b[i];
}

/* s: H s = -gradient, until the residual has fallen to `enough` of the gradient. */
static void solve(film *f, const double *du, double enough, double *s)
{
    double r[N], d[N];
    memset(s, 0, sizeof r);
    for (int i = 0; i < N; i++)
        d[i] = r[i] = -du[i];
    double rr = dot(r, r);
    const double stop = enough * enough * rr;
    while (rr > stop) {
        wg_set_data(f->v, d, sizeof d);
        if (wg_run(f->g, f->hv))
            return;
        f->products++;
        const double *hd = wg_data(f->hv);
        const double step = rr / dot(d, hd), before = rr;
        add(s, step, d);
        add(r, -step, hd);
        rr = dot(r, r);
        for (int i = 0; i < N; i++)
            d[i] = r[i] + rr / before * d[i];
    }
}

static double distance(film *f)
{
    double worst = 0;
    for (int i = 0; i < N; i++)
        worst =
            fmax(worst, fabs(((double *)wg_data(f->u))[i] - scherk(1 + i / INNER, 1 + i % INNER)));
    return worst;
}

int main(void)
{
    film f = film_new();
    double s[N], du[N], size = 1;
    for (int k = 0; k < 30 && size > 1e-13 && !wg_run(f.g, f.area, f.du); k++) {
        memcpy(du, wg_data(f.du), sizeof du);
        size = sqrt(dot(du, du));
        printf("step %2d  area %.10f  |gradient| %.1e  products so far %d\n", k, wg_item(f.area),
               size, f.products);
        solve(&f, du, fmin(0.1, size), s);
        add(wg_data(f.u), 1, s);
    }
    if (!wg_ok(f.g))
        fprintf(stderr, "%s\n", wg_error(f.g));
    else
        printf("farthest from Scherk's surface: %.1e\n", distance(&f));
    const int failed = !wg_ok(f.g) || size > 1e-13;
    wg_graph_free(f.g);
    return failed;
}
