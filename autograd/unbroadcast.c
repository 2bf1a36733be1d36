/* Broadcasting repeats elements, so its derivative sums over the repeats: once, here, for all
 * rules. */
#include "autograd/walks.h"
#include "ops/ops.h"

wg_tensor wg__unbroadcast(wg_tensor t, wg_shape shape, bool *ok)
{
    const wg_shape from = wg_shape_of(t);
    wg_shape together;
    *ok = wg_shape_equal(from, shape);
    if (*ok)
        return t;
    *ok = wg_shape_broadcast(shape, from, &together) && wg_shape_equal(together, from);
    if (!*ok)
        return t;

    wg_axes repeated = {0};
    const int lead = from.rank - shape.rank; /* axes that shape does not have */
    for (int k = 0; k < from.rank; k++)
        if (k < lead || (shape.dim[k - lead] == 1 && from.dim[k] != 1))
            repeated.axis[repeated.n++] = k;
    if (repeated.n)
        t = wg_sum(t, repeated, false);
    return wg_shape_equal(wg_shape_of(t), shape) ? t : wg_reshape(t, shape);
}
