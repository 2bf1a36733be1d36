/* The roof of the machine, measured in the same run as what is held against it: one thread. */
#ifndef WG_ROOF_H
#define WG_ROOF_H

#include <stddef.h>

/* Independent chains of fused multiply-adds in registers, with the widest vectors that run here
 * (capped by the environment variable WG_ISA): the best of several, after a warm-up of some
 * milliseconds. Two operations each. */
double roof_fma_gflops_f32(void);
double roof_fma_gflops_f64(void);

/* memcpy of that many bytes, over and over: bytes read plus bytes written, in GB/s, the best of
 * several. 0 when out of memory. */
double roof_copy_gbs(size_t bytes);

double roof_seconds(void); /* a monotonic clock */

#endif
