/* An allocator that fails on command. */
#include "tests/fail_malloc.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif

static atomic_long count, live, countdown;
static atomic_bool lasting, happened;

static void arm(long n, bool all)
{
    atomic_store(&countdown, 0);
    atomic_store(&happened, false);
    atomic_store(&lasting, all);
    atomic_store(&countdown, n);
}

void fail_after(long n)
{
    arm(n, false);
}

void fail_from(long n)
{
    arm(n, true);
}

bool fail_happened(void)
{
    return atomic_load(&happened);
}

long alloc_count(void)
{
    return atomic_load(&count);
}

long alloc_live(void)
{
    return atomic_load(&live);
}

bool fail_malloc_works(void)
{
    fail_after(1);
    void *volatile p = malloc(16);
    fail_after(0);
    bool works = p == NULL;
    free(p);
    return works;
}

/* ---- sizes ---- */

enum { SIZES = 1 << 14 };
static struct {
    uintptr_t p;
    size_t n;
} sizes[SIZES];
static size_t blocks;
static bool sized, too_many;

void alloc_sizes(bool on)
{
    sized = on;
    blocks = 0;
    too_many = false;
}

long long alloc_bytes(void)
{
    long long sum = 0;
    for (size_t k = 0; k < blocks; k++)
        sum += (long long)sizes[k].n;
    return too_many ? -1 : sum;
}

#if defined(__GLIBC__) && !defined(SANITIZED)

/* Seen by the shared libraries too: what they allocate on our behalf fails as well. */
#pragma GCC visibility push(default)

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);
void __libc_free(void *p);

/* Counts, and says whether this allocation is to fail. Armed with n, the countdown reaches 1 at the n-th; with `lasting` it
 * stays there. */
static bool fails(void)
{
    atomic_fetch_add(&count, 1);
    long left = atomic_load(&countdown);
    while (left > 0) {
        long next = left == 1 && atomic_load(&lasting) ? 1 : left - 1;
        if (atomic_compare_exchange_weak(&countdown, &left, next))
            break;
    }
    if (left != 1)
        return false;
    atomic_store(&happened, true);
    errno = ENOMEM;
    return true;
}

static void *counted(void *p, size_t n)
{
    if (p)
        atomic_fetch_add(&live, 1);
    if (p && sized) {
        too_many = too_many || blocks == SIZES;
        if (blocks < SIZES) {
            sizes[blocks].p = (uintptr_t)p;
            sizes[blocks++].n = n;
        }
    }
    return p;
}

static void forget(uintptr_t p)
{
    for (size_t k = blocks; sized && k-- > 0;)
        if (sizes[k].p == p) {
            sizes[k] = sizes[--blocks];
            return;
        }
}

void *malloc(size_t n)
{
    return fails() ? NULL : counted(__libc_malloc(n), n);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : counted(__libc_calloc(n, size), n * size);
}

void *realloc(void *p, size_t n)
{
    if (fails())
        return NULL;
    const uintptr_t old = (uintptr_t)p;
    void *q = __libc_realloc(p, n);
    if (q && old) { /* one block for another */
        forget(old);
        atomic_fetch_sub(&live, 1);
    }
    return counted(q, n);
}

void *aligned_alloc(size_t align, size_t n)
{
    return fails() ? NULL : counted(__libc_memalign(align, n), n);
}

void *memalign(size_t align, size_t n);
void *memalign(size_t align, size_t n)
{
    return aligned_alloc(align, n);
}

int posix_memalign(void **out, size_t align, size_t n)
{
    void *p = aligned_alloc(align, n);
    if (p)
        *out = p;
    return p ? 0 : ENOMEM;
}

void free(void *p)
{
    if (p) {
        atomic_fetch_sub(&live, 1);
        forget((uintptr_t)p);
    }
    __libc_free(p);
}

#pragma GCC visibility pop

#endif
