/* A failed gradient check in one file, small enough to send: the capsule.
 *
 * It holds the smallest part of the graph that still fails the check, usually one op with the values of its operands, and what
 * was found there. `wengert capsule FILE` checks it again, and prints it as a C test or as a Python script for
 * PyTorch, so that others can confirm it. docs/gradcheck.md describes the format. */
#ifndef WG_CAPSULE_H
#define WG_CAPSULE_H

#include <stdio.h>

#include "gradcheck.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WG_CAPSULE_VERSION 1

/* Checks d(outputs)/d(wrt) as wg_gradcheck does (wrt WG_LEAVES: all float leaves), makes the graph smaller for as long as the check
 * still fails with the same verdict, and writes what is left. A graph that passes is written whole, with the verdict `ok`.
 *
 * An op that is not the library's own is written with its value and with what its rule emitted, as an expression of
 * library ops: then the rule can be held against the recorded reference anywhere, but the op itself not
 * be run.
 *
 * The user's graph is as before. Returns the graph's error, or WG_ERR_IO. */
WG_API wg_code wg_capsule_write_at(wg_site at, FILE *f, wg_graph *g, wg_tensor_list outputs,
                                   wg_tensor_list wrt, const wg_gradcheck_options *options);
#define wg_capsule_write(...)                                                                      \
    wg_capsule_write_at(WG_AT("wg_capsule_write(" #__VA_ARGS__ ")"), __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif
