/* Define by run: the expression is recorded anew in every step, its depth drawn from the data, and
 * thrown away after it has run. A structure seen before is found in the plan cache, so only new
 * ones are planned. */
#include <stdio.h>
#include <wengert/wengert.h>

/* x -> tanh(x w) applied `depth` times: plain C control flow shapes the graph. */
static wg_tensor unrolled(wg_tensor x, wg_tensor w, int64_t depth)
{
    for (int64_t k = 0; k < depth; k++)
        x = wg_tanh(wg_matmul(x, w));
    return x;
}

int main(void)
{
    wg_graph *g = wg_graph_new();
    wg_tensor x = wg_input(g, "x", WG_F32, WG_SHAPE(16, 8));
    wg_tensor w = wg_nn_initialise(wg_param(g, "w", WG_F32, WG_SHAPE(8, 8)), WG_NN_ORTHOGONAL);
    wg_tensor goal = wg_fill(wg_input(g, "goal", WG_F32, WG_SHAPE(16, 8)), 0.1);
    wg_rng rng = wg_rng_new(7);

    for (int step = 0; step < 1000 && wg_ok(g); step++) {
        wg_mark mark = wg_graph_mark(g); /* what is recorded from here ... */
        const int64_t depth = 1 + (int64_t)wg_rng_below(&rng, 5);
        wg_fill_normal(x, 0, 1);
        wg_tensor cost = wg_nn_squared_error(unrolled(x, w, depth), goal, WG_MEAN), dw;
        if (wg_grad(cost, &w, 1, &dw) == WG_OK)
            wg_run(g, cost, wg_assign(w, wg_sub(w, wg_mul(dw, 0.1))));
        if (wg_ok(g) && step % 200 == 0)
            printf("step %3d  depth %d  cost %.4f  %zu nodes\n", step, (int)depth, wg_item(cost),
                   wg_graph_nodes(g));
        wg_graph_release(mark); /* ... goes here */
    }
    wg_cache_stats cache;
    if (wg_cache_stats_of(g, &cache) == WG_OK)
        printf("plan cache: %lld made, %lld found again\n", (long long)cache.misses,
               (long long)cache.hits);
    const int failed = !wg_ok(g) || cache.misses > 5;
    if (!wg_ok(g))
        fprintf(stderr, "%s\n", wg_error(g));
    wg_graph_free(g);
    return failed;
}
