/* Products: the choice of a way to compute one. */
#include "engine/gemm.h"

#include "engine/gemm_own.h"

size_t wg__gemm_scratch(const wg__gemm *g, wg_dtype d)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, d, wg__cpu_isa());
    return wg__gemm_own_scratch(&p);
}

void wg__gemm_f32(const wg__gemm *g, void *scratch)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, WG_F32, wg__cpu_isa());
    wg__gemm_own_run(g, &p, scratch);
}

void wg__gemm_f64(const wg__gemm *g, void *scratch)
{
    const wg__gemm_plan p = wg__gemm_own_plan(g, WG_F64, wg__cpu_isa());
    wg__gemm_own_run(g, &p, scratch);
}
