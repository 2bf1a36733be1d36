/* Single elements of any dtype.  Private. */
#ifndef WG_DTYPE_H
#define WG_DTYPE_H

#include "tensor.h"

bool wg__dtype_valid(wg_dtype d);
double wg__load(wg_dtype d, const void *p, int64_t i); /* element i; i64 beyond 2^53 is rounded */
bool wg__fits(wg_dtype d, double v); /* v becomes an element: whole and in range for integers, no
                                        overflow to inf for f32 */
void wg__store(wg_dtype d, void *p, int64_t i, double v); /* only if it fits */
void wg__normalise_bool(void *p,
                        size_t n); /* every non-zero byte becomes 1, which kernels rely on */

#endif
