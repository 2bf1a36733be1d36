/* Why two ops are not one step: what the passes note while they refuse.  Private.
 *
 * Only plans that are traced note anything. A pass says why it refuses, wg__no, and then of whom, wg__refused. */
#ifndef WG_ENGINE_NOTES_H
#define WG_ENGINE_NOTES_H

#include <stdbool.h>
#include <stdint.h>

typedef enum wg__reason {
    WG__UNKNOWN_REASON,
    /* of ops that might share a program */
    WG__PASS_OFF_FUSE,
    WG__PASS_OFF_ROWS,
    WG__PASS_OFF_COLUMNS,
    WG__PASS_OFF_TOTALS,
    WG__OTHER_SHAPE,
    WG__LONG_ROW,
    WG__OTHER_ORDER,
    WG__LATER_OPERAND,
    WG__COMPUTED_LATER,
    WG__READ_BETWEEN,
    WG__MANY_READERS,
    WG__MANY_MEMBERS,
    WG__OTHER_AXES,
    WG__NO_PROGRAM,
    WG__AFTER_THE_LAST_ROW,
    /* of what may follow a product */
    WG__PASS_OFF_PRODUCTS,
    WG__READ_BY_SEVERAL,
    WG__ASKED_FOR,
    WG__NOT_AN_EPILOGUE,
    WG__UNFIT_EPILOGUE,
    /* of steps that might share a region */
    WG__PASS_OFF_REGIONS,
    WG__OTHER_ROWS,
    WG__CROSSES_CHUNKS,
    WG__WHOLE_PRODUCT,
    WG__LARGE_RIGHT_SIDE,
    WG__ONE_AFTER_ANOTHER,
    WG__PUT_OFF,
    WG__NO_ROWS,
    WG__ONLY_STEP,
    WG__LATE_STEP,
    /* by the kinds of the steps */
    WG__READ_BY_PRODUCT,
    WG__READ_BY_KERNEL,
    WG__MADE_BY_KERNEL,
    WG__A_COPY,
    WG__AN_ASSIGNMENT,
    WG__REASONS
} wg__reason;

typedef struct wg__note {
    uint32_t reader, value; /* positions: the op that would have joined, and what it reads */
    wg__reason why;
} wg__note;

typedef struct wg__notes {
    wg__note *item;
    uint32_t n, cap;
    wg__reason why; /* of the last refusal */
    bool failed;    /* out of memory */
} wg__notes;

struct wg__build;
struct wg__plan;

bool wg__no(const struct wg__build *b, wg__reason why); /* false */
wg__reason wg__last_reason(const struct wg__build *b);
void wg__refused(const struct wg__build *b, uint32_t reader,
                 uint32_t value);            /* for the last reason */
const char *wg__reason_name(wg__reason why); /* "other shape" */
const char *wg__reason_text(wg__reason why); /* a sentence */

/* The pairs of steps of a plan of which one reads what the other wrote, with why they are two. false: out of memory. */
bool wg__keep_notes(const struct wg__build *b, struct wg__plan *p);

#endif
