/* What a measurement depends on, read from the system. */
#include "benchmarks/environment.h"

#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "benchmarks/clock.h"
#include "tensor/cpu.h"
#include "tensor/node.h"

#ifndef WG_BUILD
#define WG_BUILD "unknown"
#endif

static environment_entry *put(environment *e, const char *key, const char *fmt, ...)
    WG_PRINTF(3, 4);
static environment_entry *put(environment *e, const char *key, const char *fmt, ...)
{
    static environment_entry spare;
    environment_entry *x = e->n < ENVIRONMENT_MAX ? &e->entry[e->n++] : &spare;
    va_list ap;
    *x = (environment_entry){.key = key};
    va_start(ap, fmt);
    vsnprintf(x->value, sizeof x->value, fmt, ap);
    va_end(ap);
    return x;
}

/* The first line of a file; false if there is none. */
static bool first_line(const char *path, char *out, size_t size)
{
    FILE *f = fopen(path, "r");
    const bool ok = f && fgets(out, (int)size, f);
    if (f)
        fclose(f);
    if (ok)
        out[strcspn(out, "\n")] = 0;
    return ok;
}

static void put_file(environment *e, const char *key, const char *path)
{
    char line[200];
    put(e, key, "%s", first_line(path, line, sizeof line) ? line : "unknown");
}

static void put_cpu(environment *e)
{
    char line[256];
    FILE *f = fopen("/proc/cpuinfo", "r");
    const char *model = "unknown";
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, "model name", 10) == 0 && strchr(line, ':')) {
            model = strchr(line, ':') + 2;
            line[strcspn(line, "\n")] = 0;
            break;
        }
    put(e, "processor", "%s", model);
    if (f)
        fclose(f);
}

static void put_virtual(environment *e)
{
    char line[4096];
    FILE *f = fopen("/proc/cpuinfo", "r");
    bool is = false;
    while (f && !is && fgets(line, sizeof line, f))
        is = strncmp(line, "flags", 5) == 0 && strstr(line, " hypervisor");
    if (f)
        fclose(f);
    environment_entry *x = put(e, "virtual machine", is ? "yes" : "no");
    if (is)
        x->advice = "other guests share caches and memory";
}

static void put_power(environment *e)
{
    char line[64];
    if (first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", line, sizeof line)) {
        environment_entry *x = put(e, "governor", "%s", line);
        if (strcmp(line, "performance") != 0)
            x->advice = "the clock rate follows the load: set the governor to performance";
    } else {
        put(e, "governor", "unknown");
    }
    if (first_line("/sys/devices/system/cpu/intel_pstate/no_turbo", line, sizeof line))
        put(e, "turbo", strcmp(line, "0") == 0 ? "on" : "off");
    else if (first_line("/sys/devices/system/cpu/cpufreq/boost", line, sizeof line))
        put(e, "turbo", strcmp(line, "1") == 0 ? "on" : "off");
    else
        put(e, "turbo", "unknown");
    if (first_line("/sys/devices/system/cpu/smt/active", line, sizeof line))
        put(e, "SMT", strcmp(line, "1") == 0 ? "on" : "off");
    else
        put(e, "SMT", "unknown");
}

static void put_quota(environment *e)
{
    char quota[64] = "", period[64] = "";
    if (first_line("/sys/fs/cgroup/cpu.max", quota, sizeof quota)) {
        environment_entry *x = put(e, "cgroup quota", "%s", quota);
        if (strncmp(quota, "max", 3) != 0)
            x->advice = "threads are stopped when the quota is used up";
    } else if (first_line("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", quota, sizeof quota) &&
               first_line("/sys/fs/cgroup/cpu/cpu.cfs_period_us", period, sizeof period)) {
        put(e, "cgroup quota", strcmp(quota, "-1") == 0 ? "none" : "%s of %s us", quota, period);
    } else {
        put(e, "cgroup quota", "none");
    }
}

static void put_load(environment *e)
{
    double load = 0;
    char line[64];
    if (first_line("/proc/loadavg", line, sizeof line) && sscanf(line, "%lf", &load) == 1) {
        environment_entry *x = put(e, "load", "%.2f", load);
        if (load > 0.7)
            x->advice = "other programs run: rounds are dropped, intervals are wide";
    } else {
        put(e, "load", "unknown");
    }
    put(e, "steal since boot", "%.1f s", bench_steal(-1));
}

/* The digest of the running program, which holds the library: two runs with one digest ran the same code. */
static void put_digest(environment *e)
{
    FILE *f = fopen("/proc/self/exe", "rb");
    long size = -1;
    if (f && fseek(f, 0, SEEK_END) == 0)
        size = ftell(f);
    void *all = size > 0 ? malloc((size_t)size) : NULL;
    if (all && fseek(f, 0, SEEK_SET) == 0 && fread(all, 1, (size_t)size, f) == (size_t)size) {
        const wg__key k = wg__hash(all, (size_t)size, (wg__key){0});
        put(e, "digest", "xxh3-128 %016llx%016llx", (unsigned long long)k.hi,
            (unsigned long long)k.lo);
    } else {
        put(e, "digest", "unknown");
    }
    free(all);
    if (f)
        fclose(f);
}

static void put_machine(environment *e)
{
    struct utsname u;
    cpu_set_t set;
    const wg__caches c = wg__cpu_caches();
    put_cpu(e);
    put(e, "cores", "%d", sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1);
    put(e, "caches", "L1 %zu KiB, L2 %zu KiB, L3 %zu KiB", c.l1d >> 10, c.l2 >> 10, c.l3 >> 10);
    put(e, "instruction set", "%s", wg__isa_name(wg__cpu_isa()));
    put_virtual(e);
    put_power(e);
    put_quota(e);
    put_file(e, "huge pages", "/sys/kernel/mm/transparent_hugepage/enabled");
    put(e, "counters", bench_has_counters() ? "yes" : "no: cycles come from a dependent chain");
    put_load(e);
    if (uname(&u) == 0)
        put(e, "system", "%s %s %s", u.sysname, u.release, u.machine);
}

void environment_read(environment *e, const char *version, const char *blas)
{
    *e = (environment){0};
    char date[64] = "unknown";
    const time_t now = time(NULL);
    struct tm tm;
    if (gmtime_r(&now, &tm))
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &tm);
    put(e, "date", "%s", date);
    put_machine(e);
#if defined(__clang__)
    put(e, "compiler", "%s", __VERSION__);
#else
    put(e, "compiler", "gcc %s", __VERSION__);
#endif
    put(e, "flags", "%s", WG_BUILD);
    put(e, "wengert", "%s", version);
    put(e, "BLAS", "%s", blas);
    put_digest(e);
}

const char *environment_value(const environment *e, const char *key)
{
    for (int i = 0; i < e->n; i++)
        if (strcmp(e->entry[i].key, key) == 0)
            return e->entry[i].value;
    return "";
}
