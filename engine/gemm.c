/* Products: each goes to the provider chosen for its shape. */
#include "engine/gemm.h"

#include "engine/gemm_provider.h"

size_t wg__gemm_scratch(const wg__gemm *g, wg_dtype d)
{
    return wg__gemm_provider_for(g, d)->scratch(g, d);
}

void wg__gemm_f32(const wg__gemm *g, void *scratch)
{
    wg__gemm_provider_for(g, WG_F32)->run(g, WG_F32, scratch);
}

void wg__gemm_f64(const wg__gemm *g, void *scratch)
{
    wg__gemm_provider_for(g, WG_F64)->run(g, WG_F64, scratch);
}
