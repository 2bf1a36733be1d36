/* Element by element.  Private. */
#ifndef WG_CHECK_SWEEP_H
#define WG_CHECK_SWEEP_H

#include "autograd/check_report.h"

/* Examines elements which[0..n) of a leaf (NULL: the first n), and finishes the leaf. false: s->code, or cancelled; what was examined is in
 * the report. */
bool wg__sweep(wg__system *s, int leaf, const size_t *which, size_t n, wg_gradcheck_report *r);

/* The same of at most n elements, each once: the first m of which, which has room for n, and random ones. */
bool wg__sweep_sample(wg__system *s, int leaf, size_t *which, size_t m, size_t n, wg_rng *rng,
                      wg_gradcheck_report *r);

#endif
