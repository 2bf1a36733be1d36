// Five kernels under Google Benchmark, for benchmarks/honesty.py to hold our own figures against.
#include <benchmark/benchmark.h>

#include "nn/nn.h"
#include "engine/engine.h"

namespace {

struct Case {
    const char *name;
    wg_tensor (*record)(wg_graph *g);
};

wg_tensor operand(wg_graph *g, const char *name, wg_shape s)
{
    const wg_tensor t = wg_input(g, name, WG_F32, s);
    wg_fill_normal(t, 0, 1);
    return t;
}

const Case cases[] = {
    {"exp", [](wg_graph *g) { return wg_exp(operand(g, "x", WG_SHAPE(16384))); }},
    {"tanh", [](wg_graph *g) { return wg_tanh(operand(g, "x", WG_SHAPE(16384))); }},
    {"sum", [](wg_graph *g) { return wg_sum(operand(g, "x", WG_SHAPE(64, 256)), WG_AXES(1), false); }},
    {"softmax", [](wg_graph *g) { return wg_softmax(operand(g, "x", WG_SHAPE(64, 256)), 1); }},
    {"matmul", [](wg_graph *g) { return wg_matmul(operand(g, "x", WG_SHAPE(128, 128)), operand(g, "y", WG_SHAPE(128, 128))); }},
};

void run(benchmark::State &state, const Case &c)
{
    wg_graph *g = wg_graph_new();
    const wg_tensor y = c.record(g);
    if (wg_run_n(g, &y, 1) != WG_OK)
        state.SkipWithError(wg_error(g));
    for (auto _ : state) {
        wg_run_n(g, &y, 1);
        benchmark::ClobberMemory();
    }
    wg_graph_free(g);
}

} // namespace

int main(int argc, char **argv)
{
    for (const Case &c : cases)
        benchmark::RegisterBenchmark(c.name, [&c](benchmark::State &state) { run(state, c); });
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
