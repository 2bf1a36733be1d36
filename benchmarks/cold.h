/* Memory out of the caches, and the proof that it is.  Private. */
#ifndef WG_BENCH_COLD_H
#define WG_BENCH_COLD_H

#include <stdbool.h>
#include <stddef.h>

typedef struct bench_region {
    void *data;
    size_t bytes;
} bench_region;

/* Writes the regions back and drops them from every cache of the machine: by flushing each line where the processor can, else by
 * going through more memory than the caches hold. false: out of memory. */
bool bench_evict(const bench_region *r, int n);

/* Seconds that one dependent read of a line of the regions takes: of some lines, far apart, in no order that a prefetcher sees.
 * Reading them brings them back. 0 if there are none. */
double bench_line_seconds(const bench_region *r, int n);

/* Evicts, and reads twice: is the first time slow and the second fast? That is what cold means. */
typedef struct bench_coldness {
    double cold, hot; /* seconds of a line */
    bool verified;    /* cold is at least twice hot */
} bench_coldness;
bool bench_verify_cold(const bench_region *r, int n, bench_coldness *out);

#endif
