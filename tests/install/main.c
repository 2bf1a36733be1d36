/* A user's program: built by tests/check_install.py against the installed library, outside the tree. */
#include <math.h>
#include <stdio.h>

#include <wengert/wengert.h>

int main(void)
{
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F64, WG_SHAPE(3)), 0.5);
    wg_tensor y = wg_sum(wg_tanh(wg_mul(2.0, x)), WG_ALL, false);
    wg_tensor dx;
    wg_grad(y, &x, 1, &dx);
    if (wg_run(g, y, dx)) {
        fprintf(stderr, "%s\n", wg_error(g));
        wg_graph_free(g);
        return 1;
    }
    double t = tanh(1.0);
    double slope = ((const double *)wg_data(dx))[2];
    bool fine = fabs(wg_item(y) - 3.0 * t) < 1e-14 && fabs(slope - 2.0 * (1.0 - t * t)) < 1e-14;
    printf("sum(tanh(2 x)) = %.17g, slope %.17g\n%s\n", wg_item(y), slope, fine ? "fine" : "wrong");
    wg_graph_free(g);
    return fine ? 0 : 1;
}
