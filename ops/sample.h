/* Valid calls of an op, for what goes over the registry: tests, `wengert check`, benchmarks.  Private. */
#ifndef WG_SAMPLE_H
#define WG_SAMPLE_H

#include "ops/op.h"

/* Call number 0, 1, ... of an op, with every range filled in; false past the last. Elementwise ops of one and two operands that list
 * none have general ones: a plain shape, rank 0, broadcasting of either operand and of both. */
bool wg__op_sample(const wg_op *op, int number, wg_sample *s);

/* The members .sample and .samples of a descriptor: WG__SAMPLES(CALL, CALL, ...), where a call is
 *   {WG__ON(OPERAND, ...)}                       attributes at their defaults
 *   {WG__ON(OPERAND, ...), WG__WITH(ATTR, ...)}  all attributes, in order
 * with operands WG__X(DIM, ...), WG__INDEX(LENGTH, DIM, ...) and WG__BOOLS(DIM, ...), and attributes WG__INT(v),
 * WG__FLOAT(v), WG__LIST(v, ...) and WG__TEXT(s). */
#define WG__SAMPLES(...)                                                                           \
    .sample = (const wg_sample[]){__VA_ARGS__},                                                    \
    .samples = sizeof((const wg_sample[]){__VA_ARGS__}) / sizeof(wg_sample)
#define WG__ON(...)                                                                                \
    .n = sizeof((const wg_sample_operand[]){__VA_ARGS__}) / sizeof(wg_sample_operand),             \
    .x = {__VA_ARGS__}
#define WG__WITH(...)                                                                              \
    .attr = &(const wg_attrs)                                                                      \
    {                                                                                              \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }

#define WG__X(...)                                                                                 \
    {                                                                                              \
        .shape = { WG__NARG(__VA_ARGS__), {__VA_ARGS__} }                                          \
    }
#define WG__INDEX(length, ...)                                                                     \
    {                                                                                              \
        WG_I64, {WG__NARG(__VA_ARGS__), {__VA_ARGS__}}, 0, (length)-1                              \
    }
#define WG__BOOLS(...)                                                                             \
    {                                                                                              \
        WG_BOOL, {WG__NARG(__VA_ARGS__), {__VA_ARGS__}}, 0, 1                                      \
    }
#define WG__INT(v)                                                                                 \
    {                                                                                              \
        .u.i = (v)                                                                                 \
    }
#define WG__FLOAT(v)                                                                               \
    {                                                                                              \
        .u.f = (v)                                                                                 \
    }
#define WG__LIST(...)                                                                              \
    {                                                                                              \
        .n = WG__NARG(__VA_ARGS__), .list = { __VA_ARGS__ }                                        \
    }
#define WG__TEXT(s)                                                                                \
    {                                                                                              \
        .u.text = (s)                                                                              \
    }

#endif
