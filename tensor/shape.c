/* Shapes: equality, element counts, broadcasting, text. */
#include "tensor/memory.h"
#include "tensor/node.h"
#include "tensor/tensor.h"
#include "tensor/text.h"

#include <inttypes.h>

static bool rank_ok(int rank)
{
    return rank >= 0 && rank <= WG_MAX_RANK;
}

bool wg_shape_equal(wg_shape a, wg_shape b)
{
    if (a.rank != b.rank || !rank_ok(a.rank))
        return false;
    for (int k = 0; k < a.rank; k++)
        if (a.dim[k] != b.dim[k])
            return false;
    return true;
}

bool wg__shape_numel_checked(const wg_shape *s, int64_t *n)
{
    int64_t product = 1;
    bool empty = false;
    if (!rank_ok(s->rank))
        return false;
    for (int k = 0; k < s->rank; k++) {
        empty = empty || s->dim[k] == 0;
        if (!wg__mul_i64(product, s->dim[k] == 0 ? 1 : s->dim[k], &product))
            return false;
    }
    *n = empty ? 0 : product;
    return true;
}

bool wg_shape_numel(wg_shape s, int64_t *n)
{
    return wg__shape_numel(&s, n);
}

bool wg__shape_broadcast(const wg_shape *a, const wg_shape *b, wg_shape *out)
{
    if (!rank_ok(a->rank) || !rank_ok(b->rank))
        return false;
    wg_shape s = {.rank = a->rank > b->rank ? a->rank : b->rank};
    for (int k = 1; k <= s.rank; k++) {
        int64_t da = k <= a->rank ? a->dim[a->rank - k] : 1;
        int64_t db = k <= b->rank ? b->dim[b->rank - k] : 1;
        if (da != db && da != 1 && db != 1)
            return false;
        s.dim[s.rank - k] = da == 1 ? db : da;
    }
    *out = s;
    return true;
}

bool wg_shape_broadcast(wg_shape a, wg_shape b, wg_shape *out)
{
    return wg__shape_broadcast(&a, &b, out);
}

const char *wg_shape_string(wg_shape s, char *buf, size_t size)
{
    wg__text t = wg__text_to(buf, size);
    if (!rank_ok(s.rank)) {
        wg__text_add(&t, "(?)");
        return buf;
    }
    wg__text_add(&t, "(");
    for (int k = 0; k < s.rank; k++)
        wg__text_add(&t, k ? ", %" PRId64 : "%" PRId64, s.dim[k]);
    wg__text_add(&t, s.rank == 1 ? ",)" : ")");
    return buf;
}
