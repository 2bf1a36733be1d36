/* Instruction set level and cache sizes of the machine, found once. */
#include "tensor/cpu.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const isa_names[WG__ISA_COUNT] = {"base", "avx2", "avx512"};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static wg__isa found_isa;
static wg__caches found_caches;

/* The compiler's support library reads cpuid and xgetbv: it answers for processor and operating
 * system. */
static wg__isa detect(void)
{
#if defined(__x86_64__) && !defined(WG_ISA_ONLY_BASE)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return WG__ISA_BASE;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return WG__ISA_AVX512;
    return WG__ISA_AVX2;
#else
    return WG__ISA_BASE;
#endif
}

static wg__isa capped(wg__isa best)
{
    const char *want = getenv("WG_ISA");
    if (!want)
        return best;
    for (int i = 0; i < (int)best; i++)
        if (!strcmp(want, isa_names[i]))
            return (wg__isa)i;
    return best;
}

static size_t cache_size(int name, size_t otherwise)
{
    long n = sysconf(name);
    return n > 0 ? (size_t)n : otherwise;
}

/* sysconf adds up the last-level caches of a socket; a core reaches what the system's own file says. */
static size_t cache_reached(int index, size_t otherwise)
{
    char path[80];
    unsigned long kib = 0;
    snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu0/cache/index%d/size", index);
    FILE *f = fopen(path, "r");
    const bool ok = f && fscanf(f, "%luK", &kib) == 1 && kib > 0;
    if (f)
        fclose(f);
    return ok && (size_t)kib << 10 < otherwise ? (size_t)kib << 10 : otherwise;
}

static void find(void)
{
    found_isa = capped(detect());
    found_caches = (wg__caches){(size_t)32 << 10, (size_t)512 << 10, (size_t)8 << 20};
#ifdef _SC_LEVEL1_DCACHE_SIZE
    found_caches.l1d = cache_size(_SC_LEVEL1_DCACHE_SIZE, found_caches.l1d);
    found_caches.l2 = cache_size(_SC_LEVEL2_CACHE_SIZE, found_caches.l2);
    found_caches.l3 = cache_reached(3, cache_size(_SC_LEVEL3_CACHE_SIZE, found_caches.l3));
#endif
}

wg__isa wg__cpu_isa(void)
{
    pthread_once(&once, find);
    return found_isa;
}

wg__caches wg__cpu_caches(void)
{
    pthread_once(&once, find);
    return found_caches;
}

const char *wg__isa_name(wg__isa isa)
{
    return (int)isa >= 0 && isa < WG__ISA_COUNT ? isa_names[isa] : "?";
}
