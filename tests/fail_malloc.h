/* An allocator that fails on command, for tests: it replaces malloc and its kin in the test program.
 *
 * Compiled out where a sanitizer owns the allocator, and without glibc; then fail_malloc_works() is false, and so it is under
 * valgrind: tests skip. Counters are atomic: an allocation of any thread counts. */
#ifndef WG_TESTS_FAIL_MALLOC_H
#define WG_TESTS_FAIL_MALLOC_H

#include <stdbool.h>

bool fail_malloc_works(void);
void fail_after(long n);  /* the n-th allocation from now on fails, only that one; 0: none */
void fail_from(long n);   /* the n-th and all after it fail; 0: none */
bool fail_happened(void); /* an allocation has failed since the last fail_after or fail_from */
long alloc_count(void);   /* allocations so far (realloc is one), failed ones included */
long alloc_live(void);    /* blocks allocated and not freed: a leak shows as a difference */

/* Sizes, as asked for, of the blocks allocated since `on` and not freed; for one thread and some thousand blocks. The
 * rounding of the allocator is not in it. -1: there were too many blocks. */
void alloc_sizes(bool on);
long long alloc_bytes(void);

#endif
