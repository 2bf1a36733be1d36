// C++: operators on tensors and numbers. The library is the same, and so is every other call.
#include <cstdio>
#include <wengert/wengert.h>

int main()
{
    wg_graph *g = wg_graph_new();
    const double time[] = {-2, -1, 0, 1, 2}, height[] = {9, 4, 1, 0, 1}; // (t - 1)^2
    wg_tensor t = wg_const(g, WG_F64, WG_SHAPE(5), time);
    wg_tensor y = wg_const(g, WG_F64, WG_SHAPE(5), height);
    wg_tensor a = wg_param(g, "a", WG_F64, WG_SCALAR), b = wg_param(g, "b", WG_F64, WG_SCALAR),
              c = wg_param(g, "c", WG_F64, WG_SCALAR);

    wg_tensor model = a * t * t + b * t + c;
    wg_tensor cost = wg_mean(wg_square(model - y), WG_ALL, false);
    wg_tensor p[] = {a, b, c}, d[3], step[3];
    wg_grad(cost, p, 3, d);
    for (int k = 0; k < 3; k++)
        step[k] = wg_assign(p[k], p[k] - 0.1 * d[k]);

    for (int k = 0; k <= 300 && wg_run(g, cost, step[0], step[1], step[2]) == WG_OK; k++)
        if (k % 60 == 0)
            std::printf("step %3d  cost %.2e\n", k, wg_item(cost));
    if (wg_ok(g))
        std::printf("%.4f t^2 %+.4f t %+.4f\n", wg_item(a), wg_item(b), wg_item(c));
    else
        std::fprintf(stderr, "%s\n", wg_error(g));
    const int failed = !wg_ok(g);
    wg_graph_free(g);
    return failed;
}
