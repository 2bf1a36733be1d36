/* Allocation and size arithmetic for the whole library; the only file that calls malloc and its
 * kin. */
#include "tensor/memory.h"

#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { ALIGNMENT = 64, ARENA_ALIGN = 16, ARENA_CHUNK = 64 * 1024 };

bool wg__mul(size_t a, size_t b, size_t *out)
{
    if (b != 0 && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

bool wg__add(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

bool wg__align(size_t n, size_t to, size_t *out)
{
    size_t up;
    if (!wg__add(n, to - 1, &up))
        return false;
    *out = up & ~(to - 1);
    return true;
}

void *wg__alloc(size_t n)
{
    return malloc(n ? n : 1);
}

void *wg__alloc0(size_t count, size_t size)
{
    return count == 0 || size == 0 ? calloc(1, 1) : calloc(count, size);
}

void *wg__realloc(void *p, size_t count, size_t size)
{
    size_t n;
    if (!wg__mul(count, size, &n))
        return NULL;
    return realloc(p, n ? n : 1);
}

void wg__free(void *p)
{
    free(p);
}

/* The whole huge pages of a large block are asked for before it is first touched; where there are none nothing changes. */
static void *in_huge_pages(void *block, size_t n)
{
#if defined(MADV_HUGEPAGE)
    const size_t page = (size_t)2 << 20;
    if (block && n >= 2 * page) {
        const size_t skip = (page - (uintptr_t)block % page) % page;
        madvise((char *)block + skip, (n - skip) / page * page, MADV_HUGEPAGE);
    }
#endif
    return block;
}

void *wg__alloc_aligned(size_t n)
{
    size_t padded;
    if (!wg__align(n ? n : 1, ALIGNMENT, &padded))
        return NULL;
    return in_huge_pages(aligned_alloc(ALIGNMENT, padded), padded);
}

/* calloc rather than aligned_alloc and memset: the system's fresh pages are zero already. The word
 * before the storage says where the block begins. */
void *wg__storage_new(size_t n)
{
    size_t total;
    if (!wg__add(n, ALIGNMENT + sizeof(void *), &total))
        return NULL;
    char *block = in_huge_pages(calloc(1, total), total);
    if (!block)
        return NULL;
    size_t skip = ALIGNMENT - (size_t)((uintptr_t)(block + sizeof(void *)) % ALIGNMENT);
    char *p = block + sizeof(void *) + skip % ALIGNMENT;
    memcpy(p - sizeof(void *), &block, sizeof block);
    return p;
}

void wg__storage_free(void *p)
{
    char *block;
    if (!p)
        return;
    memcpy(&block, (char *)p - sizeof(void *), sizeof block);
    free(block);
}

/* Chunks form a list. Those after `last` are left over from before a reset and are used again. */
struct wg__arena_chunk {
    struct wg__arena_chunk *prev, *next;
    size_t size, used; /* of the bytes after this header */
};

enum { HEADER = (sizeof(struct wg__arena_chunk) + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN };

static void *take(struct wg__arena_chunk *c, size_t n)
{
    void *p = (char *)c + HEADER + c->used;
    c->used += n;
    return p;
}

void *wg__arena_alloc(wg__arena *a, size_t n)
{
    struct wg__arena_chunk *last = a->last;
    size_t total;
    if (!wg__align(n ? n : 1, ARENA_ALIGN, &n))
        return NULL;
    if (last && last->size - last->used >= n)
        return take(last, n);
    if (last && last->next && last->next->size >= n) {
        a->last = last->next;
        a->last->used = 0;
        return take(a->last, n);
    }
    size_t size = n > ARENA_CHUNK - HEADER ? n : ARENA_CHUNK - HEADER;
    if (!wg__add(size, HEADER, &total))
        return NULL;
    struct wg__arena_chunk *c = wg__alloc(total);
    if (!c)
        return NULL;
    *c = (struct wg__arena_chunk){.prev = last, .next = last ? last->next : NULL, .size = size};
    if (c->next)
        c->next->prev = c;
    if (last)
        last->next = c;
    a->last = c;
    return take(c, n);
}

wg__arena_mark wg__arena_tell(const wg__arena *a)
{
    return (wg__arena_mark){a->last, a->last ? a->last->used : 0};
}

void wg__arena_reset(wg__arena *a, wg__arena_mark m)
{
    if (!a->last)
        return;
    if (m.chunk) {
        a->last = m.chunk;
    } else {
        while (a->last->prev)
            a->last = a->last->prev;
    }
    a->last->used = m.used;
}

void wg__arena_free(wg__arena *a)
{
    struct wg__arena_chunk *c = a->last;
    while (c && c->next)
        c = c->next;
    while (c) {
        struct wg__arena_chunk *prev = c->prev;
        wg__free(c);
        c = prev;
    }
    a->last = NULL;
}
