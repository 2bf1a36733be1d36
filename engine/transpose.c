/* Transposed copies, compiled once per instruction set: squares of a cache line's width, in registers. Both sides are read and written in
 * whole lines, so that a large power of two between rows does no harm. */
#include "engine/transpose.h"

#include <string.h>

#ifndef WG_ISA
#define WG_ISA base
#endif
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)

typedef uint32_t v4 __attribute__((vector_size(32)));
typedef uint64_t v8 __attribute__((vector_size(32)));

#if defined(__clang__) || __GNUC__ >= 12
#define SHUFFLE8(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#define SHUFFLE4(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE8(a, b, ...) __builtin_shuffle(a, b, (v4){__VA_ARGS__})
#define SHUFFLE4(a, b, ...) __builtin_shuffle(a, b, (v8){__VA_ARGS__})
#endif

/* 8 x 8 of 4 bytes: pairs, quads, halves. */
static inline void square4(uint32_t *out, int64_t to, const uint32_t *src, int64_t from)
{
    v4 a[8], b[8];
    for (int k = 0; k < 8; k++)
        memcpy(&a[k], src + k * from, sizeof a[k]);
    for (int k = 0; k < 8; k += 2) {
        b[k] = SHUFFLE8(a[k], a[k + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        b[k + 1] = SHUFFLE8(a[k], a[k + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int k = 0; k < 8; k += 4)
        for (int j = 0; j < 2; j++) {
            a[k + 2 * j] = SHUFFLE8(b[k + j], b[k + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            a[k + 2 * j + 1] = SHUFFLE8(b[k + j], b[k + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    for (int k = 0; k < 4; k++) {
        const v4 lo = SHUFFLE8(a[k], a[k + 4], 0, 1, 2, 3, 8, 9, 10, 11),
                 hi = SHUFFLE8(a[k], a[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
        memcpy(out + k * to, &lo, sizeof lo);
        memcpy(out + (k + 4) * to, &hi, sizeof hi);
    }
}

/* 4 x 4 of 8 bytes. */
static inline void square8(uint64_t *out, int64_t to, const uint64_t *src, int64_t from)
{
    v8 a[4], b[4];
    for (int k = 0; k < 4; k++)
        memcpy(&a[k], src + k * from, sizeof a[k]);
    for (int k = 0; k < 4; k += 2) {
        b[k] = SHUFFLE4(a[k], a[k + 1], 0, 4, 2, 6);
        b[k + 1] = SHUFFLE4(a[k], a[k + 1], 1, 5, 3, 7);
    }
    for (int k = 0; k < 2; k++) {
        const v8 lo = SHUFFLE4(b[k], b[k + 2], 0, 1, 4, 5),
                 hi = SHUFFLE4(b[k], b[k + 2], 2, 3, 6, 7);
        memcpy(out + k * to, &lo, sizeof lo);
        memcpy(out + (k + 2) * to, &hi, sizeof hi);
    }
}

/* A line of 64 bytes is two sides of a square. */
#define TRANSPOSE(fn, T, square, SIDE)                                                             \
    static void fn(T *out, int64_t to, const T *src, int64_t from, int64_t rows, int64_t cols)     \
    {                                                                                              \
        enum { LINE = 2 * SIDE };                                                                  \
        int64_t i = 0;                                                                             \
        for (; i + LINE <= rows; i += LINE) {                                                      \
            int64_t j = 0;                                                                         \
            for (; j + LINE <= cols; j += LINE)                                                    \
                for (int k = 0; k < 4; k++) {                                                      \
                    const int64_t r = i + (k >> 1) * SIDE, c = j + (k & 1) * SIDE;                 \
                    square(out + r * to + c, to, src + c * from + r, from);                        \
                }                                                                                  \
            for (; j < cols; j++)                                                                  \
                for (int64_t r = i; r < i + LINE; r++)                                             \
                    out[r * to + j] = src[j * from + r];                                           \
        }                                                                                          \
        for (int64_t j = 0; i < rows && j < cols; j++)                                             \
            for (int64_t r = i; r < rows; r++)                                                     \
                out[r * to + j] = src[j * from + r];                                               \
    }
TRANSPOSE(transpose4, uint32_t, square4, 8)
TRANSPOSE(transpose8, uint64_t, square8, 4)

const wg__transposes CAT(wg__transposes_, WG_ISA) = {transpose4, transpose8};
