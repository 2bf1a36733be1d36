/* Vector elementary functions for the kernel families.
 *
 * One family file includes this header and is compiled several times with different instruction
 * set flags. The header then gives the lane types of that instruction set and, on top of them, the
 * same functions with the same algorithms:
 *
 *   wgv_f, wgv_i   WGV_F lanes of float and int32_t (16 with AVX-512, 8 with AVX2 and FMA, else 4)
 *   wgv_d, wgv_l   WGV_D = WGV_F / 2 lanes of double and int64_t
 *   wgv_exp(x)     functions of floats; wgv_expd(x) is the same function of doubles
 *
 * Contract:
 *   - float functions are within 2 ulp of the true value for every input, subnormals included, with
 *     the C (Annex F) values at zeros, infinities and NaN; docs/accuracy.md has what was measured;
 *   - no float function calls libm. The double functions exp, log, tanh, sigmoid, sqrt, rsqrt and
 *     the four roundings are vector code; the other double functions call libm lane by lane;
 *   - AVX2 with FMA and AVX-512 give the same bits (NaN payloads aside). The baseline has no fused
 *     multiply-add, so its last bit may differ; it keeps the same error bound;
 *   - a lane's result depends on that lane alone, never on its neighbours;
 *   - needs the default floating point environment, -ffp-contract=off, and no -ffast-math.
 *
 * Polynomial coefficients were derived for this library: a Remez exchange in 200-bit arithmetic for
 * the relative error of the whole function on the reduced interval, then, for the float ones,
 * rounded one at a time from the lowest degree up, refitting the rest after each. The bound
 * beside each polynomial is the maximum relative error with the rounded coefficients.
 */
#ifndef WG_OPS_VMATH_H
#define WG_OPS_VMATH_H

#include "vmath_lanes.h"

#include "vmath_f64.h"

#include "vmath_f32.h"

#include "vmath_arith.h"

#endif
