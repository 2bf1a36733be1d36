/* Memory and sizes: every allocation of the library, and every size computation, goes through here.  Private. */
#ifndef WG_MEMORY_H
#define WG_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *wg__alloc(size_t n); /* uninitialised; NULL when out of memory; n = 0 gives a valid pointer */
void *wg__alloc0(size_t count, size_t size); /* zeroed, overflow-checked */
void *wg__realloc(void *p, size_t count,
                  size_t size); /* overflow-checked; on failure p stays valid */
void wg__free(void *p);
void *wg__alloc_aligned(size_t n); /* 64-byte aligned, uninitialised; free with wg__free */

/* Storage of leaves: 64-byte aligned and zero. Large ones are pages that the system zeroes when first touched.
 * Not from wg__alloc: only wg__storage_free frees it. */
void *wg__storage_new(size_t n);
void wg__storage_free(void *p); /* NULL is fine */

bool wg__mul(size_t a, size_t b, size_t *out); /* false on overflow */
bool wg__add(size_t a, size_t b, size_t *out);
/* Operands >= 0. On the way of every recorded node: no call, no division. */
static inline bool wg__mul_i64(int64_t a, int64_t b, int64_t *out)
{
    int64_t product;
    if (a < 0 || b < 0 || __builtin_mul_overflow(a, b, &product))
        return false;
    *out = product;
    return true;
}
bool wg__align(size_t n, size_t to, size_t *out); /* round up to a power of two */

/* A chunked bump allocator: pointers stay valid until reset to an earlier point. Zero-initialise. */
typedef struct wg__arena {
    struct wg__arena_chunk *last;
} wg__arena;
typedef struct wg__arena_mark {
    struct wg__arena_chunk *chunk;
    size_t used;
} wg__arena_mark;
void *wg__arena_alloc(wg__arena *a, size_t n); /* 16-byte aligned; NULL when out of memory */
wg__arena_mark wg__arena_tell(const wg__arena *a);
void wg__arena_reset(wg__arena *a, wg__arena_mark m);
void wg__arena_free(wg__arena *a);

#endif
