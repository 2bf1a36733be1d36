/* Clocks, and what disturbs a measurement: time of day, CPU time, the effective clock rate, steal time.  Private. */
#ifndef WG_BENCH_CLOCK_H
#define WG_BENCH_CLOCK_H

#include <stdbool.h>

double bench_now(void); /* monotonic, seconds */
double bench_cpu_now(
    void); /* CPU time of the calling thread, seconds: stands still while another one has the core */

/* What the clock can tell: the smallest step between two different readings, and what a reading costs. */
typedef struct bench_clock {
    double resolution, overhead, cpu_overhead; /* seconds */
} bench_clock;
bench_clock bench_clock_measure(void);

/* The clock rate in GHz while this thread computes, from a chain of dependent additions of one cycle each: the best of
 * some short chains, about 30 us in all. No counter is needed, so it works in a virtual machine. 0 where no instruction is known
 * that takes one cycle. */
double bench_ghz(void);

/* Seconds that the hypervisor took from this core since it started (/proc/stat, steps of 10 ms); core < 0: all cores. */
double bench_steal(int core);

/* The cores that this process may use, read before it is pinned to some of them. */
enum { BENCH_CORES = 256 };
typedef struct bench_cores {
    int core[BENCH_CORES];
    int n;
} bench_cores;
void bench_cores_read(bench_cores *c);

/* Pins all threads of this process, and those and the processes that they start from now on, to core `first` (< 0: the last one of c) and
 * to threads - 1 others of c. Returns the first core, or -1 where it cannot be done. */
int bench_pin(const bench_cores *c, int first, int threads);

/* Seconds that the threads of this process were ready to run and had no core, all together, since they started; 0 where the system does
 * not tell (/proc/self/task/N/schedstat). */
double bench_waited(void);

/* Whether hardware counters can be opened here (perf_event_open); most virtual machines have none. */
bool bench_has_counters(void);

#endif
