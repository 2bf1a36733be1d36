/* From random words to numbers, the same on host and in kernels.  Private. */
#ifndef WG_RANDOM_H
#define WG_RANDOM_H

#include <stdint.h>

double wg__uniform_of(uint64_t u);                           /* [0, 1), 53 bits */
void wg__normal_of(uint64_t u0, uint64_t u1, double out[2]); /* two independent normal numbers */

#endif
