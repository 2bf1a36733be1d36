// The public headers are C++17 as well: shapes, lifted numbers, operators, runs. Prints TAP.
#include <cmath>
#include <cstdio>

#include <wengert/wengert.h>

namespace {

int count = 0, bad = 0;

void ok(bool good, const char *what)
{
    bad += !good;
    std::printf("%s %d - %s\n", good ? "ok" : "not ok", ++count, what);
}

} // namespace

int main()
{
    std::printf("1..5\n");
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_fill(wg_param(g, "x", WG_F32, WG_SHAPE(2, 3)), 2.0);
    ok(wg_shape_equal(wg_shape_of(x), WG_SHAPE(2, 3)), "C++: a shape");

    wg_tensor y = wg_sub(1.0, wg_mul(x, x));
    wg_tensor z = 1.0 - x * x;
    ok(wg_run(g, y, z) == WG_OK, "C++: a run");
    const float *a = static_cast<const float *>(wg_data(y)), *b = static_cast<const float *>(wg_data(z));
    ok(a && b && a[5] == -3.0f && b[5] == -3.0f, "C++: numbers are lifted, by function and by operator");

    wg_tensor loss = wg_sum(z, WG_ALL, false), dx;
    wg_grad(loss, &x, 1, &dx);
    ok(wg_run(g, dx) == WG_OK && static_cast<const float *>(wg_data(dx))[0] == -4.0f, "C++: a gradient");

    wg_add(x, wg_input(g, "w", WG_F32, WG_SHAPE(4)));
    ok(!wg_ok(g) && wg_error(g) != nullptr, "C++: an error is a value");
    wg_graph_free(g);
    return bad != 0;
}
