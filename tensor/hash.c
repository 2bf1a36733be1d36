/* XXH3-128, the hash behind the keys of nodes, plans and wisdom. */
#include "tensor/node.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* A seed is chained in by hashing it together with the hash: all 128 bits of it count. */
wg__key wg__hash(const void *p, size_t n, wg__key seed)
{
    XXH128_hash_t h = XXH3_128bits(p, n);
    if (seed.lo || seed.hi) {
        uint64_t both[4] = {seed.lo, seed.hi, h.low64, h.high64};
        h = XXH3_128bits(both, sizeof both);
    }
    return (wg__key){h.low64, h.high64};
}
