/* Filling a report: its memory, counts and verdicts.  Private. */
#ifndef WG_CHECK_REPORT_H
#define WG_CHECK_REPORT_H

#include <math.h>

#include "autograd/check_ladder.h"

/* Zeroed memory that goes with the report; NULL when out of memory. */
void *wg__report_alloc(wg_gradcheck_report *r, size_t count, size_t size);
/* A copy of text of at most 1000 bytes; NULL when out of memory. */
const char *wg__report_text(wg_gradcheck_report *r, const char *fmt, ...) WG_PRINTF(2, 3);

/* a is more worth showing than b: graver, then farther off. */
bool wg__graver(const wg_gradcheck_element *a, const wg_gradcheck_element *b);
wg_verdict wg__gravest(const size_t count[WG_VERDICT_COUNT]);
bool wg__keep_ladder(wg_gradcheck_report *r, wg_gradcheck_element *e, const wg__ladder *l);

/* Counts of a leaf from its elements: verdict, worst. */
void wg__finish_leaf(wg_gradcheck_leaf *leaf);
/* Verdict, counts and the line of text of the whole. false: out of memory. */
bool wg__finish_report(wg_gradcheck_report *r);

/* As it is printed: the sign of a NaN says nothing. */
static inline double wg__plain(double v)
{
    return isnan(v) ? (double)NAN : v;
}

#endif
