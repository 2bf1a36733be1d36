/* The plan sanitizer: does each step of a run find what the plan says?  Private.
 *
 * Each 64 bytes of the arena, and each leaf, know which value they hold (their tenant) and each value what it was when it was written
 * (its hash). A step may read a value if it is the tenant of all its bytes and still what it was; and when the step is done, no value that is
 * alive has changed but those that it is said to write. The values of a chunk are nobody's when the next one begins: so no chunk reads what
 * another one left. A sanitized region runs on one thread. A fault is a message and an error of the run, never an abort. */
#ifndef WG_ENGINE_SANITIZE_H
#define WG_ENGINE_SANITIZE_H

#include "engine/plan.h"

/* Makes p->sanitizer, in memory of the plan. false: out of memory. */
bool wg__sanitizer_new(wg__plan *p);
void wg__sanitize_begin(wg__plan *p, wg_graph *g); /* of a run: leaves have their values */
/* Around a step, or a region as one: values of its chunks aside. false: message says what is wrong. */
bool wg__sanitize_before(wg__plan *p, wg_graph *g, wg__span_of_steps now, char *message,
                         size_t size);
bool wg__sanitize_after(wg__plan *p, wg_graph *g, wg__span_of_steps now, char *message,
                        size_t size);
/* A chunk begins: what is in the scratch of the region is nobody's. */
void wg__sanitize_chunk_begin(wg__plan *p, const wg__region *r);
/* Around step `at` at work on a chunk: the values of the chunk. */
bool wg__sanitize_chunk_before(wg__plan *p, wg_graph *g, uint32_t at, char *message, size_t size);
bool wg__sanitize_chunk_after(wg__plan *p, wg_graph *g, uint32_t at, char *message, size_t size);

#endif
