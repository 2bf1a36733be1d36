/* How small a step? The derivative of f is approached by differences of its values, for steps h = 1, 1/2, 1/4, ...; the exact one comes
 * from wg_grad. A large step bends away from the tangent (truncation), a small one divides rounding errors by h: on
 * logarithmic axes the error is a V. Better formulas fall faster on the right side of the V, more digits move its left side down.
 *
 * usage: step_size [FOLDER]    writes step_size.png and step_size.csv there */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <wengert/wengert.h>

enum { POINTS = 64, STEPS = 50, METHODS = 3, DTYPES = 2 };

static const struct {
    const char *name;
    const char *thumb; /* the h at which truncation and rounding are equal; eps is the dtype's */
    double power;      /* of eps */
} method[METHODS] = {{"forward", "eps^(1/2)", 1.0 / 2},
                     {"central", "eps^(1/3)", 1.0 / 3},
                     {"extrapolated", "eps^(1/5)", 1.0 / 5}};
static const struct {
    wg_dtype dtype;
    double eps;
} precision[DTYPES] = {{WG_F32, 0x1p-23}, {WG_F64, 0x1p-52}};

/* f(x) = exp(sin 3x) at many points at once, and its exact derivative. */
typedef struct function {
    wg_graph *g;
    wg_tensor x, f, df;
} function;

static function function_new(wg_dtype dtype)
{
    function u = {.g = wg_graph_new()};
    u.x = wg_input(u.g, "x", dtype, WG_SHAPE(POINTS));
    u.f = wg_exp(wg_sin(wg_mul(u.x, 3.0)));
    wg_grad(wg_sum(u.f, WG_ALL, false), &u.x, 1, &u.df);
    return u;
}

static double element(wg_tensor t, int k)
{
    return wg_dtype_of(t) == WG_F32 ? (double)((float *)wg_data(t))[k] : ((double *)wg_data(t))[k];
}

/* y = t at the points x + h. Steps and points are whole multiples of a power of two, so that x + h is
 * exact until h is lost among the digits of x. */
static bool at(function *u, wg_tensor t, double h, double *y)
{
    for (int k = 0; k < POINTS; k++) {
        const double x = 0.5 + k / 64.0 + h;
        if (wg_dtype_of(u->x) == WG_F32)
            ((float *)wg_data(u->x))[k] = (float)x;
        else
            ((double *)wg_data(u->x))[k] = x;
    }
    if (wg_run(u->g, t) != WG_OK)
        return false;
    for (int k = 0; k < POINTS; k++)
        y[k] = element(t, k);
    return true;
}

/* The three formulas at one step. extrapolated: central differences at h and h/2, combined so that their errors in h^2 cancel. */
static bool differences(function *u, double h, double d[METHODS][POINTS])
{
    double y0[POINTS], up[POINTS], down[POINTS], half_up[POINTS], half_down[POINTS];
    if (!at(u, u->f, 0, y0) || !at(u, u->f, h, up) || !at(u, u->f, -h, down) ||
        !at(u, u->f, h / 2, half_up) || !at(u, u->f, -h / 2, half_down))
        return false;
    for (int k = 0; k < POINTS; k++) {
        d[0][k] = (up[k] - y0[k]) / h;
        d[1][k] = (up[k] - down[k]) / (2 * h);
        d[2][k] = (4 * (half_up[k] - half_down[k]) / h - d[1][k]) / 3;
    }
    return true;
}

/* Root of the mean square over the points, relative to that of the derivative itself. */
static double error_of(const double *d, const double *exact)
{
    double off = 0, size = 0;
    for (int k = 0; k < POINTS; k++) {
        off += (d[k] - exact[k]) * (d[k] - exact[k]);
        size += exact[k] * exact[k];
    }
    return sqrt(off / size);
}

typedef double curves[STEPS][1 + METHODS * DTYPES]; /* h, and the errors by dtype and method */

static bool measure(curves c)
{
    double exact[POINTS], d[METHODS][POINTS];
    function f64 = function_new(WG_F64);
    bool ok = at(&f64, f64.df, 0, exact);
    for (int p = 0; p < DTYPES && ok; p++) {
        function u = function_new(precision[p].dtype);
        for (int s = 0; s < STEPS && ok; s++) {
            c[s][0] = ldexp(1, -s);
            ok = differences(&u, c[s][0], d);
            for (int m = 0; m < METHODS && ok; m++)
                c[s][1 + p * METHODS + m] = error_of(d[m], exact);
        }
        if (!ok && wg_error(u.g))
            fprintf(stderr, "%s\n", wg_error(u.g));
        wg_graph_free(u.g);
    }
    wg_graph_free(f64.g);
    return ok;
}

static void print_best(curves c)
{
    printf("f(x) = exp(sin 3x): error of its derivative from differences, at the best step\n\n"
           "difference     dtype    best h     error   rule of thumb for h\n");
    for (int m = 0; m < METHODS; m++)
        for (int p = 0; p < DTYPES; p++) {
            const int column = 1 + p * METHODS + m;
            int best = 0;
            for (int s = 1; s < STEPS; s++)
                best = c[s][column] < c[best][column] ? s : best;
            printf("%-14s %-5s  %8.1e  %8.1e   %s = %.1e\n", method[m].name,
                   wg_dtype_name(precision[p].dtype), c[best][0], c[best][column], method[m].thumb,
                   pow(precision[p].eps, method[m].power));
        }
}

static wg_code draw(const char *path, curves c, wg_status *st)
{
    static double h[STEPS], error[METHODS * DTYPES][STEPS];
    char name[METHODS * DTYPES][64];
    wg_series series[METHODS * DTYPES];
    for (int s = 0; s < STEPS; s++) {
        h[s] = c[s][0];
        for (int k = 0; k < METHODS * DTYPES; k++)
            error[k][s] = c[s][1 + k];
    }
    for (int k = 0; k < METHODS * DTYPES; k++) {
        const int p = k / METHODS, m = k % METHODS;
        snprintf(name[k], sizeof name[k], "%s, %s", method[m].name,
                 wg_dtype_name(precision[p].dtype));
        series[k] = (wg_series){.name = name[k],
                                .x = h,
                                .y = error[k],
                                .n = STEPS,
                                .colour = m + 1,
                                .dashed = precision[p].dtype == WG_F32};
    }
    return wg_plot_lines(
        path, series, METHODS * DTYPES,
        (wg_plot_options){
            .title = "Derivatives from differences: every formula has a best step",
            .x_label = "step h   (left: rounding errors divided by h; right: the curve bends away)",
            .y_label = "relative error of the derivative",
            .log_x = true,
            .log_y = true,
            .width = 820,
            .height = 500},
        st);
}

int main(int argc, char **argv)
{
    static curves c;
    wg_status st = {0};
    char path[1024];
    const char *folder = argc > 1 ? argv[1] : ".";
    if (!measure(c))
        return 1;
    print_best(c);
    snprintf(path, sizeof path, "%s/step_size.csv", folder);
    const wg_array table = {WG_F64, WG_SHAPE(STEPS, 1 + METHODS * DTYPES), c};
    wg_code code = wg_csv_save(
        path, &table, ',',
        "h,forward f32,central f32,extrapolated f32,forward f64,central f64,extrapolated f64", &st);
    snprintf(path, sizeof path, "%s/step_size.png", folder);
    if (code == WG_OK)
        code = draw(path, c, &st);
    if (code != WG_OK)
        fprintf(stderr, "%s\n", st.text);
    else
        printf("\nthe whole curves: %s, and step_size.csv beside it\n", path);
    return code != WG_OK;
}
