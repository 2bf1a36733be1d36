/* Clocks, and what disturbs a measurement. */
#include "benchmarks/clock.h"

#include <dirent.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/perf_event.h>
#endif

static double seconds_of(clockid_t which)
{
    struct timespec t;
    clock_gettime(which, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double bench_now(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double bench_cpu_now(void)
{
    return seconds_of(CLOCK_THREAD_CPUTIME_ID);
}

/* ---- the clock itself ---- */

static double cost_of(double (*read)(void))
{
    enum { READS = 500, ROUNDS = 9 };
    double best = 1;
    for (int r = 0; r < ROUNDS; r++) {
        const double start = bench_now();
        for (int i = 0; i < READS; i++)
            (void)read();
        const double each = (bench_now() - start) / READS;
        best = each < best ? each : best;
    }
    return best;
}

bench_clock bench_clock_measure(void)
{
    bench_clock c = {
        .resolution = 1, .overhead = cost_of(bench_now), .cpu_overhead = cost_of(bench_cpu_now)};
    for (int i = 0; i < 1000; i++) {
        const double first = bench_now();
        double next = first;
        while (next <= first)
            next = bench_now();
        c.resolution = next - first < c.resolution ? next - first : c.resolution;
    }
    return c;
}

/* ---- cycles ---- */

enum { CHAIN = 4096, CHAINS = 16 };

/* 16 additions per turn, each waiting for the one before. A register as the addend: an immediate one may be folded away when
 * instructions are renamed. */
#define TEN(X) X X X X X X X X X X X X X X X X
static bool chain(int64_t turns)
{
#if defined(__x86_64__)
    uint64_t x = 1, y = 3;
    for (int64_t i = 0; i < turns; i++)
        __asm__ volatile(TEN("add %1, %0\n\t") : "+r"(x) : "r"(y));
    return true;
#elif defined(__aarch64__)
    uint64_t x = 1, y = 3;
    for (int64_t i = 0; i < turns; i++)
        __asm__ volatile(TEN("add %0, %0, %1\n\t") : "+r"(x) : "r"(y));
    return true;
#else
    (void)turns;
    return false;
#endif
}

double bench_ghz(void)
{
    double best = 0;
    for (int r = 0; r < CHAINS; r++) {
        const double start = bench_now();
        if (!chain(CHAIN / 16))
            return 0;
        const double rate = CHAIN / (bench_now() - start);
        best = rate > best ? rate : best;
    }
    return best / 1e9;
}

/* ---- the machine around us ---- */

double bench_steal(int core)
{
    char line[512], name[16];
    FILE *f = fopen("/proc/stat", "r");
    double steal = 0;
    snprintf(name, sizeof name, core < 0 ? "cpu " : "cpu%d ", core);
    while (f && fgets(line, sizeof line, f)) {
        unsigned long long v[8];
        if (strncmp(line, name, strlen(name)) == 0 &&
            sscanf(line, "%*s %llu %llu %llu %llu %llu %llu %llu %llu", v, v + 1, v + 2, v + 3,
                   v + 4, v + 5, v + 6, v + 7) == 8) {
            steal = (double)v[7] / (double)sysconf(_SC_CLK_TCK);
            break;
        }
    }
    if (f)
        fclose(f);
    return steal;
}

/* ---- cores and threads ---- */

#if defined(__linux__)
void bench_cores_read(bench_cores *c)
{
    cpu_set_t set;
    *c = (bench_cores){.n = 0};
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        for (int i = 0; i < CPU_SETSIZE && c->n < BENCH_CORES; i++)
            if (CPU_ISSET((size_t)i, &set))
                c->core[c->n++] = i;
}

/* Calls visit for each thread of this process, with its number. */
static void each_thread(void (*visit)(pid_t thread, void *with), void *with)
{
    DIR *d = opendir("/proc/self/task");
    for (const struct dirent *e; d && (e = readdir(d));)
        if (e->d_name[0] != '.')
            visit((pid_t)strtol(e->d_name, NULL, 10), with);
    if (d)
        closedir(d);
}

static void pin_thread(pid_t thread, void *set)
{
    sched_setaffinity(thread, sizeof(cpu_set_t), set);
}

int bench_pin(const bench_cores *c, int first, int threads)
{
    cpu_set_t set;
    first = first < 0 && c->n ? c->core[c->n - 1] : first;
    if (first < 0 || first >= CPU_SETSIZE)
        return -1;
    CPU_ZERO(&set);
    CPU_SET((size_t)first, &set);
    for (int i = c->n - 1; i >= 0 && CPU_COUNT(&set) < threads; i--)
        CPU_SET((size_t)c->core[i], &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0)
        return -1;
    each_thread(pin_thread, &set);
    return first;
}

static void add_waited(pid_t thread, void *sum)
{
    char path[64];
    unsigned long long ran = 0, waited = 0;
    snprintf(path, sizeof path, "/proc/self/task/%d/schedstat", (int)thread);
    FILE *f = fopen(path, "r");
    if (f && fscanf(f, "%llu %llu", &ran, &waited) == 2)
        *(double *)sum += 1e-9 * (double)waited;
    if (f)
        fclose(f);
}

double bench_waited(void)
{
    double sum = 0;
    each_thread(add_waited, &sum);
    return sum;
}
#else
void bench_cores_read(bench_cores *c)
{
    *c = (bench_cores){.n = 0};
}

int bench_pin(const bench_cores *c, int first, int threads)
{
    (void)c, (void)first, (void)threads;
    return -1;
}

double bench_waited(void)
{
    return 0;
}
#endif

bool bench_has_counters(void)
{
#if defined(__linux__)
    struct perf_event_attr attr;
    memset(&attr, 0, sizeof attr);
    attr.type = PERF_TYPE_HARDWARE;
    attr.size = sizeof attr;
    attr.config = PERF_COUNT_HW_CPU_CYCLES;
    attr.exclude_kernel = 1;
    const long fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
    if (fd >= 0)
        close((int)fd);
    return fd >= 0;
#else
    return false;
#endif
}
