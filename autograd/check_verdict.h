/* From rule and reference to a verdict.  Private. */
#ifndef WG_CHECK_VERDICT_H
#define WG_CHECK_VERDICT_H

#include "autograd/check_ladder.h"

/* What the rule says of one line. size: of derivatives that count, such as the largest of the leaf. */
typedef struct wg__claim {
    double rule, slack, size;
} wg__claim;

/* Fills all of *e but index, x, rungs and the witnesses. */
void wg__judge(const wg__claim *claim, const wg__ladder *l, wg_gradcheck_element *e);
/* Two ladders that both contradict the rule: wrong only if they confirm each other. */
void wg__judge_again(const wg__claim *claim, const wg__ladder *first, const wg__ladder *second,
                     wg_gradcheck_element *e);
/* Climbs, judges, and where the rule is contradicted climbs a second ladder before it says so. *ladder: the better one. */
bool wg__examine(wg__system *s, const wg__line *at, const wg__claim *claim, wg__ladder *ladder,
                 wg_gradcheck_element *e);

#endif
