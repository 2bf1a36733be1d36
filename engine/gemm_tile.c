/* Register tiles for one instruction set: compiled once per set, with its flags and
 * -DWG_ISA=base, avx2, avx512. */
#include "engine/gemm_tile_isa.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#ifndef WG_ISA
#define WG_ISA base
#endif
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define INLINE static inline __attribute__((always_inline))
#if defined(__clang__)
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

/* Tiles that fit the registers: X(width, rows) */
#define ROWS_1_3(X, w) X(w, 1) X(w, 2) X(w, 3)
#define ROWS_1_6(X, w) ROWS_1_3(X, w) X(w, 4) X(w, 5) X(w, 6)
#define ROWS_1_8(X, w) ROWS_1_6(X, w) X(w, 7) X(w, 8)
#define ROWS_1_14(X, w) ROWS_1_8(X, w) X(w, 9) X(w, 10) X(w, 11) X(w, 12) X(w, 13) X(w, 14)

#if defined(__AVX512F__) && defined(__AVX512DQ__) && defined(__AVX512BW__) && defined(__AVX512VL__)
#define VECTOR_BYTES 64
#define TALLEST                                                                                    \
    {                                                                                              \
        14, 14, 6, 3                                                                               \
    }
#define TILE_LIST(X) ROWS_1_14(X, 1) ROWS_1_14(X, 2) ROWS_1_6(X, 4) ROWS_1_3(X, 8)
#elif defined(__AVX2__) && defined(__FMA__)
#define VECTOR_BYTES 32
#define TALLEST                                                                                    \
    {                                                                                              \
        8, 6, 3, 1                                                                                 \
    }
#define TILE_LIST(X) ROWS_1_8(X, 1) ROWS_1_6(X, 2) ROWS_1_3(X, 4) X(8, 1)
#else
#define VECTOR_BYTES 16
#define TALLEST                                                                                    \
    {                                                                                              \
        8, 6, 3, 1                                                                                 \
    }
#define TILE_LIST(X) ROWS_1_8(X, 1) ROWS_1_6(X, 2) ROWS_1_3(X, 4) X(8, 1)
#endif

#define WIDTH_INDEX_1 0
#define WIDTH_INDEX_2 1
#define WIDTH_INDEX_4 2
#define WIDTH_INDEX_8 3

#define T float
#define F(name) name##_f32
#include "engine/gemm_lanes.h"
#include "engine/gemm_tile_body.h"
#undef T
#undef F

#define WG_GEMM_F64
#define T double
#define F(name) name##_f64
#include "engine/gemm_lanes.h"
#include "engine/gemm_tile_body.h"

const wg__tiles *const CAT(wg__gemm_tiles_, WG_ISA)[2] = {&tiles_f32, &tiles_f64};
