/* Memory of this process that lies in RAM.  Private. */
#ifndef WG_BENCH_RESIDENT_H
#define WG_BENCH_RESIDENT_H

#include <stdint.h>

/* The most so far, in bytes; 0 if the system does not tell. Not what getrusage has: there a process starts with the peak of the one
 * that started it. */
int64_t resident_peak(void);

#endif
