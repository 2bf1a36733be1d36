/* What the machine can do: instruction set level and cache sizes, found once.  Private.
 *
 * The flags that go with each level are isa_flags in the top meson.build. */
#ifndef WG_CPU_H
#define WG_CPU_H

#include <stddef.h>

typedef enum wg__isa { WG__ISA_BASE, WG__ISA_AVX2, WG__ISA_AVX512, WG__ISA_COUNT } wg__isa;

/* The best level that this build, this processor and this operating system run. The environment
 * variable WG_ISA=base|avx2|avx512 lowers it (never raises it); another value is ignored.
 * Thread-safe, constant after the first call. */
wg__isa wg__cpu_isa(void);
const char *wg__isa_name(wg__isa isa); /* "base", "avx2", "avx512"; "?" otherwise */

/* Data caches of one core, in bytes; usual sizes (32 KiB, 512 KiB, 8 MiB) where the system does
 * not tell. */
typedef struct wg__caches {
    size_t l1d, l2, l3;
} wg__caches;
wg__caches wg__cpu_caches(void);

#endif
