/* The loops that roofs are measured with.  Private. */
#ifndef WG_BENCH_ROOF_LOOPS_H
#define WG_BENCH_ROOF_LOOPS_H

#include <stddef.h>

#include "tensor/cpu.h"
#include "tensor/tensor.h"

/* Runs that many turns of the chains; returns the FLOP in them, 0 where this build has no such loop. d: f32 or f64. */
double roof_fma_flop(wg__isa isa, wg_dtype d, int64_t turns);

/* How memory is gone through: reads only, writes only (through the caches, or past them), one write per read, one per two. */
typedef enum roof_stream {
    ROOF_LOAD,
    ROOF_STORE,
    ROOF_STORE_PAST,
    ROOF_COPY,
    ROOF_TRIAD,
    ROOF_STREAMS
} roof_stream;

/* Passes over three arrays of `bytes` each, a multiple of 1024, one behind the other and aligned to 64, with the widest vectors of isa:
 * load and store go through all of them, copy from the second to the first, triad from the second and third to the first.
 * ROOF_STREAMS: the C library's copy. Returns the bytes read plus those written. */
double roof_stream_passes(roof_stream what, wg__isa isa, void *const array[3], size_t bytes,
                          int64_t repeats);

#endif
