/* Random tensors. */
#include "ops/apply.h"
#include "ops_gen_impl.h"
const wg_op wg__op_random_uniform = {WG__OP(random_uniform, RANDOM)};
const wg_op wg__op_random_normal = {WG__OP(random_normal, RANDOM)};
const wg_op wg__op_random_bits = {WG__OP(random_bits, RANDOM)};
