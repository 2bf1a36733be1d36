/* The tables of tiles, {f32, f64} for each instruction set; wg__gemm_tiles chooses.  Private. */
#ifndef WG_GEMM_TILE_ISA_H
#define WG_GEMM_TILE_ISA_H

#include "engine/gemm_tile.h"

extern const wg__tiles *const wg__gemm_tiles_base[2];
extern const wg__tiles *const wg__gemm_tiles_avx2[2];
extern const wg__tiles *const wg__gemm_tiles_avx512[2];

#endif
