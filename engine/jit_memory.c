/* Memory for machine code. It is written, then made executable: never both at once, and never written again. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "engine/jit.h"

void *wg__jit_pages(const void *code, size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    memcpy(p, code, size);
    if (mprotect(p, size, PROT_READ | PROT_EXEC) == 0)
        return p;
    const int error = errno;
    munmap(p, size);
    errno = error;
    return NULL;
}

void wg__jit_unmap(void *pages, size_t size)
{
    munmap(pages, size);
}
