/* Random directions over all leaves: many elements at the price of one.  Private.
 *
 * A direction moves each element of a leaf by the leaf's own step, with a random sign. Of an error e of the gradient the direction sees
 * sum(e_i step_i sign_i). Whatever the other signs are, turning the sign of one element moves that sum by
 * 2 |e_i| step_i, so at most one of the two lies within |e_i| step_i of 0: an error that exceeds tolerance / step at any
 * element is missed with probability 1/2 at most, by k directions with 2^-k. */
#ifndef WG_CHECK_DIRECTIONS_H
#define WG_CHECK_DIRECTIONS_H

#include "autograd/check_report.h"

/* Directions and a sample of single elements, into the report. settled (may be NULL): leaves to leave alone. */
bool wg__directions(wg__system *s, const bool *settled, wg_gradcheck_report *r);
/* Up to `count` directions through all leaves, until one speaks against the rule: how many had each verdict. */
bool wg__directions_ask(wg__system *s, int count, uint64_t seed, size_t verdicts[WG_VERDICT_COUNT]);
/* The system stands beside the point of the report, where directions spoke against the rule. If none does here (*right), what they saw there
 * were kinks: the report is corrected, and those of here vouch for its leaves. */
bool wg__directions_beside(wg__system *s, const bool *settled, wg_gradcheck_report *r, bool *right);
/* An element of the leaf whose rule is wrong, found by halving: false if there was an error; *found tells. */
bool wg__find_wrong(wg__system *s, int leaf, uint64_t seed, size_t *index, bool *found);

#endif
