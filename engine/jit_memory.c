/* Memory for machine code. It is written, then made executable: never both at once, and never written again. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "engine/jit.h"
#include "engine/native.h"

void *wg__jit_pages(const void *code, size_t size, char *reason)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) {
        snprintf(reason, WG__REASON, "no memory for code: %s", strerror(errno));
        return NULL;
    }
    memcpy(p, code, size);
    if (mprotect(p, size, PROT_READ | PROT_EXEC) != 0) {
        snprintf(reason, WG__REASON, "the system does not let memory become code: %s",
                 strerror(errno));
        munmap(p, size);
        return NULL;
    }
    return p;
}

void wg__jit_unmap(void *pages, size_t size)
{
    munmap(pages, size);
}
