/* A copy on several threads: runs of the elements written. */
#include "engine/run_shared.h"
#include "engine/threads.h"

#define NS_PER_ELEMENT 0.4

void wg__cut_copy(wg__copy *c, double least)
{
    (void)c;
    (void)least;
}

bool wg__share_copy(const wg__copy *c)
{
    (void)c;
    return false;
}
