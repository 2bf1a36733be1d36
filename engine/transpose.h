/* Transposed copies.  Private. */
#ifndef WG_ENGINE_TRANSPOSE_H
#define WG_ENGINE_TRANSPOSE_H

#include <stdint.h>

/* out[i * to + j] = src[j * from + i] for i < rows, j < cols: elements of 4 and of 8 bytes. */
typedef struct wg__transposes {
    void (*of4)(uint32_t *out, int64_t to, const uint32_t *src, int64_t from, int64_t rows,
                int64_t cols);
    void (*of8)(uint64_t *out, int64_t to, const uint64_t *src, int64_t from, int64_t rows,
                int64_t cols);
} wg__transposes;
extern const wg__transposes wg__transposes_base, wg__transposes_avx2, wg__transposes_avx512;

#endif
