/* Transposed copies, compiled once per instruction set: squares of a cache line's width, in registers. Both sides are read and written in
 * whole lines, and with AVX-512 each line at once, so that a large power of two between rows does little harm. */
#include "engine/transpose.h"

#include <string.h>

#ifndef WG_ISA
#define WG_ISA base
#endif
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)

#if defined(__AVX512F__)
enum { VECTOR = 64 };
#else
enum { VECTOR = 32 };
#endif
typedef uint32_t v4 __attribute__((vector_size(VECTOR)));
typedef uint64_t v8 __attribute__((vector_size(VECTOR)));
enum { SIDE4 = VECTOR / 4, SIDE8 = VECTOR / 8 }; /* of a square */

#if defined(__clang__) || __GNUC__ >= 12
#define SHUFFLE_V4(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#define SHUFFLE_V8(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE_V4(a, b, ...) __builtin_shuffle(a, b, (v4){__VA_ARGS__})
#define SHUFFLE_V8(a, b, ...) __builtin_shuffle(a, b, (v8){__VA_ARGS__})
#endif

#if defined(__AVX512F__)

/* Rows k and k + half, element by element in turn, are rows 2 k and 2 k + 1: done log2(side) times, it transposes. */
static inline void zip4(v4 *out, const v4 *in)
{
    for (int k = 0; k < SIDE4 / 2; k++) {
        const v4 a = in[k], b = in[k + SIDE4 / 2];
        out[2 * k] = SHUFFLE_V4(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        out[2 * k + 1] =
            SHUFFLE_V4(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
}

static inline void zip8(v8 *out, const v8 *in)
{
    for (int k = 0; k < SIDE8 / 2; k++) {
        const v8 a = in[k], b = in[k + SIDE8 / 2];
        out[2 * k] = SHUFFLE_V8(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
        out[2 * k + 1] = SHUFFLE_V8(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
    }
}

/* 16 x 16 of 4 bytes. */
static inline void square4(uint32_t *out, int64_t to, const uint32_t *src, int64_t from)
{
    v4 a[SIDE4], b[SIDE4];
    for (int k = 0; k < SIDE4; k++)
        memcpy(&a[k], src + k * from, sizeof a[k]);
    zip4(b, a);
    zip4(a, b);
    zip4(b, a);
    zip4(a, b);
    for (int k = 0; k < SIDE4; k++)
        memcpy(out + k * to, &a[k], sizeof a[k]);
}

/* 8 x 8 of 8 bytes. */
static inline void square8(uint64_t *out, int64_t to, const uint64_t *src, int64_t from)
{
    v8 a[SIDE8], b[SIDE8];
    for (int k = 0; k < SIDE8; k++)
        memcpy(&a[k], src + k * from, sizeof a[k]);
    zip8(b, a);
    zip8(a, b);
    zip8(b, a);
    for (int k = 0; k < SIDE8; k++)
        memcpy(out + k * to, &b[k], sizeof b[k]);
}

#else

/* 8 x 8 of 4 bytes: pairs, quads, halves. */
static inline void square4(uint32_t *out, int64_t to, const uint32_t *src, int64_t from)
{
    v4 a[8], b[8];
    for (int k = 0; k < 8; k++)
        memcpy(&a[k], src + k * from, sizeof a[k]);
    for (int k = 0; k < 8; k += 2) {
        b[k] = SHUFFLE_V4(a[k], a[k + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        b[k + 1] = SHUFFLE_V4(a[k], a[k + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int k = 0; k < 8; k += 4)
        for (int j = 0; j < 2; j++) {
            a[k + 2 * j] = SHUFFLE_V4(b[k + j], b[k + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            a[k + 2 * j + 1] = SHUFFLE_V4(b[k + j], b[k + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    for (int k = 0; k < 4; k++) {
        const v4 lo = SHUFFLE_V4(a[k], a[k + 4], 0, 1, 2, 3, 8, 9, 10, 11),
                 hi = SHUFFLE_V4(a[k], a[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
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
        b[k] = SHUFFLE_V8(a[k], a[k + 1], 0, 4, 2, 6);
        b[k + 1] = SHUFFLE_V8(a[k], a[k + 1], 1, 5, 3, 7);
    }
    for (int k = 0; k < 2; k++) {
        const v8 lo = SHUFFLE_V8(b[k], b[k + 2], 0, 1, 4, 5),
                 hi = SHUFFLE_V8(b[k], b[k + 2], 2, 3, 6, 7);
        memcpy(out + k * to, &lo, sizeof lo);
        memcpy(out + (k + 2) * to, &hi, sizeof hi);
    }
}

#endif

/* In strips of columns: the pages of as many rows of the source stay in sight. A line is one or two sides of a square. */
#define TRANSPOSE(fn, T, square, SIDE)                                                             \
    static void fn##_strip(T *out, int64_t to, const T *src, int64_t from, int64_t rows,           \
                           int64_t cols)                                                           \
    {                                                                                              \
        enum { LINE = 64 / sizeof(T), SIDES = LINE / SIDE };                                       \
        int64_t i = 0;                                                                             \
        for (; i + LINE <= rows; i += LINE) {                                                      \
            int64_t j = 0;                                                                         \
            for (; j + LINE <= cols; j += LINE)                                                    \
                for (int k = 0; k < SIDES * SIDES; k++) {                                          \
                    const int64_t r = i + k / SIDES * SIDE, c = j + k % SIDES * SIDE;              \
                    square(out + r * to + c, to, src + c * from + r, from);                        \
                }                                                                                  \
            for (; j < cols; j++)                                                                  \
                for (int64_t r = i; r < i + LINE; r++)                                             \
                    out[r * to + j] = src[j * from + r];                                           \
        }                                                                                          \
        for (int64_t j = 0; i < rows && j < cols; j++)                                             \
            for (int64_t r = i; r < rows; r++)                                                     \
                out[r * to + j] = src[j * from + r];                                               \
    }                                                                                              \
    static void fn(T *out, int64_t to, const T *src, int64_t from, int64_t rows, int64_t cols)     \
    {                                                                                              \
        for (int64_t j = 0; j < cols; j += STRIP)                                                  \
            fn##_strip(out + j, to, src + j * from, from, rows,                                    \
                       cols - j < STRIP ? cols - j : STRIP);                                       \
    }
enum { STRIP = 1024 };
TRANSPOSE(transpose4, uint32_t, square4, SIDE4)
TRANSPOSE(transpose8, uint64_t, square8, SIDE8)

const wg__transposes CAT(wg__transposes_, WG_ISA) = {transpose4, transpose8};
