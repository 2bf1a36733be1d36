/* Memory of this process that lies in RAM: /proc/self/status. */
#include "benchmarks/resident.h"

#include <stdio.h>

int64_t resident_peak(void)
{
    char line[256];
    long long kib = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f) && sscanf(line, "VmHWM: %lld kB", &kib) != 1)
        ;
    if (f)
        fclose(f);
    return kib * 1024;
}
